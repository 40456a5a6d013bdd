//! `factloom ontology`: looking after ontologies.

use std::io::Write;
use std::path::PathBuf;

use super::{Failure, Outcome};
use crate::pipeline::{Engine, run_examples};

/// Look after ontologies, frames and lexicons
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Load them, look for mistakes, and run the examples that the frames carry
    Check {
        /// Files and folders to add to the built-in ontology
        #[arg(value_name = "FILE|DIR")]
        paths: Vec<PathBuf>,
        /// Run only the examples of frames whose name begins so ("acquisitions/", "acquisitions/buy")
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
    },
}

pub fn run(command: &Command, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let Command::Check { paths, only } = command;
    let engine = Engine::load(paths)?;
    let report = run_examples(&engine, only.as_deref());
    for failure in &report.failures {
        writeln!(
            out,
            "{}:{}: {}: {}",
            failure.file, failure.line, failure.frame, failure.text
        )?;
        for problem in &failure.problems {
            writeln!(out, "    {problem}")?;
        }
        for line in &failure.found {
            writeln!(out, "    found: {line}")?;
        }
    }
    let (classes, relations, frames) = (
        engine.ontology.classes.len(),
        engine.ontology.relations.len(),
        engine.grammar.frames.len(),
    );
    writeln!(
        out,
        "{classes} classes, {relations} relations, {frames} frames; {} examples run, {} failed{}",
        report.run,
        report.failures.len(),
        match report.known {
            0 => String::new(),
            n => format!(", {n} known not to come out"),
        }
    )?;
    Ok(if report.failures.is_empty() {
        Outcome::Done
    } else {
        Outcome::SomeFailed
    })
}
