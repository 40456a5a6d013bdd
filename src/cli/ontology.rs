//! `factloom ontology`: looking after ontologies.

use std::io::Write;
use std::path::PathBuf;

use super::{Failure, Outcome};

/// Look after ontologies, frames and lexicons
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Load them, look for mistakes, and run the examples that the frames carry
    Check {
        /// Files and folders to add to the built-in ontology
        #[arg(value_name = "FILE|DIR")]
        paths: Vec<PathBuf>,
    },
}

pub fn run(command: &Command, _out: &mut dyn Write) -> Result<Outcome, Failure> {
    let Command::Check { paths } = command;
    let _ = paths;
    Ok(Outcome::Done)
}
