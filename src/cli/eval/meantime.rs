//! `factloom eval meantime`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::eval::meantime;
use crate::pipeline::Engine;

/// MEANTIME: entity mentions, what they refer to, and who takes part in events
///
/// Counts titles and the first five sentences, which are annotated.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A folder of articles, or one of them
    #[arg(value_name = "DIR|XML")]
    gold: PathBuf,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let articles = meantime::read(&args.gold)?;
    let engine = Engine::load(&[])?;
    let facts: Vec<_> = articles
        .iter()
        .map(|article| meantime::facts(&engine, article))
        .collect();
    args.output
        .write(&meantime::report(&meantime::score(&facts)), out)
}
