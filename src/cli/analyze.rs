//! `factloom analyze`: what the analysis sees in a text.

use std::io::Write;
use std::path::PathBuf;

use super::{Failure, Outcome};
use crate::error::{Error, ErrorKind};

/// Show what the analysis sees in a text: tokens, trees, predicates with roles, mentions, chains, clauses
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to analyse, or - for standard input
    #[arg(value_name = "FILE|-")]
    file: PathBuf,
}

pub fn run(args: &Args, _out: &mut dyn Write) -> Result<Outcome, Failure> {
    let message = "the analysis cannot be shown yet";
    Err(Error::new(ErrorKind::Usage, message)
        .in_file(&args.file)
        .into())
}
