//! `factloom learn`: examples in, a ranker out.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use super::{Failure, Outcome, Terminal};
use crate::error::{Error, Result};
use crate::learn::examples;
use crate::pipeline::{Engine, Lesson, learn};
use crate::text::Diagnostic;

/// Learn the relations of an ontology from sentences with their triples
///
/// The examples are lines of JSON: `sent` with `sub_label`, `rel_label` and `obj_label`, or with a list `triples` of `sub`,
/// `rel` and `obj`, or claims as `build` writes them, with their sentences. DIR receives ranker.tsv and frames.toml, which
/// `build` takes beside the ontology: `factloom build TEXT --ontology ONTOLOGY --ontology DIR --out OUT`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ontology; may be repeated
    #[arg(long, value_name = "FILE|DIR", required = true)]
    ontology: Vec<PathBuf>,

    /// Sentences with their triples; may be repeated
    #[arg(long, value_name = "JSONL", required = true)]
    examples: Vec<PathBuf>,

    /// The folder to write to; made if it is not there
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let engine = Engine::load(&args.ontology)?;
    let mut remarks = engine.ontology.remarks.clone();
    let lesson = lesson(&engine, &args.examples, &mut remarks);
    // what could not be used is named even where nothing could be
    let style = Terminal::stderr().style();
    for remark in &remarks {
        let mut err = std::io::stderr().lock();
        drop(writeln!(err, "{}: {remark}", style.warning("warning")));
    }
    let lesson = lesson?;
    std::fs::create_dir_all(&args.out).map_err(|e| Error::io(&args.out, &e))?;
    let file = args.out.join("ranker.tsv");
    std::fs::write(&file, lesson.learned.ranker.to_text()).map_err(|e| Error::io(&file, &e))?;
    let frames = args.out.join("frames.toml");
    std::fs::write(&frames, &lesson.frames.1).map_err(|e| Error::io(&frames, &e))?;
    let l = &lesson.learned;
    writeln!(
        out,
        "{} sentences with {} triples: {} subjects and {} objects found in the text",
        lesson.examples, l.triples, l.subjects, l.objects
    )?;
    writeln!(
        out,
        "by cross-validation: {:.0} % of the topics right, {:.0} % of the triples found",
        100.0 * l.topic_accuracy,
        100.0 * l.recall
    )?;
    writeln!(
        out,
        "wrote {} and {} with {} frames in {:.1} s",
        file.display(),
        frames.display(),
        lesson.frames.0,
        started.elapsed().as_secs_f64()
    )?;
    Ok(Outcome::Done)
}

/// Reads the examples of files and learns from them; what cannot be used is named in `remarks`.
fn lesson(engine: &Engine, files: &[PathBuf], remarks: &mut Vec<Diagnostic>) -> Result<Lesson> {
    let mut known = Vec::new();
    for path in files {
        examples(path, &mut known, remarks)?;
    }
    learn(engine, &known, remarks)
}
