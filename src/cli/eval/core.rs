//! `factloom eval core`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::eval::core;

/// CORE: the relation between two companies in a sentence
///
/// This command scores; the predictions come from a file. Micro-F1 is over the eleven relations; `undefined` is none.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The data: a folder with train.json, or such a file
    #[arg(long, value_name = "DIR|JSON")]
    data: PathBuf,

    /// The predictions: one JSON object a line, with the example's id and its relation
    #[arg(long, value_name = "JSONL")]
    predictions: PathBuf,

    /// Score that many folds too; examples are dealt out to them in the order of their ids
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    folds: u16,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let gold = core::read(&args.data)?;
    let predicted = core::read_predictions(&args.predictions)?;
    let scored = core::score(&gold, &predicted, usize::from(args.folds))
        .map_err(|e| e.in_file(&args.predictions))?;
    args.output.write(&core::report(&scored), out)
}
