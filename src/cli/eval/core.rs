//! `factloom eval core`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::error::Error;
use crate::eval::core;
use crate::pipeline::Engine;

/// Folds where nothing else is said.
const FOLDS: u16 = 5;

/// CORE: the relation between two companies in a text
///
/// Factloom learns from examples and says of others which relation holds between the two companies given, or none. Without
/// --train it learns from train.json and scores dev.json or test.json of the folder or, where there is neither, scores all
/// examples, each after learning from the other folds. With --predictions another system's are scored. Micro-F1 is over the
/// eleven relations, `undefined` is none; the publication's own, which counts it as a label, is the accuracy.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The data: a folder with train.json, or such a file
    #[arg(long, value_name = "DIR|JSON")]
    data: PathBuf,

    /// Learn from this file, and score those of --data
    #[arg(long, value_name = "JSON", conflicts_with_all = ["predictions", "folds"])]
    train: Option<PathBuf>,

    /// Score these predictions instead: one JSON object a line, with the example's id and its relation
    #[arg(long, value_name = "JSONL")]
    predictions: Option<PathBuf>,

    /// Cross-validate with that many folds [default: 5]; with --predictions, score them by fold
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    folds: Option<u16>,

    /// Write what is said of each example: one JSON object a line, with id, relation, direction and confidence
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (known, scored) = core::split(&args.data);
    let mut folds = 1;
    let (gold, predicted) = if let Some(path) = &args.predictions {
        folds = args.folds.unwrap_or(1);
        (core::read(&known)?, core::read_predictions(path)?)
    } else if let Some(train) = &args.train {
        let train = core::read(train)?;
        let gold = core::read(&scored.unwrap_or(known))?;
        let predicted = core::learned(&Engine::load(&[])?, &train, &gold);
        (gold, predicted.map_err(|e| e.in_file(&args.data))?)
    } else if let Some(scored) = scored.filter(|_| args.folds.is_none()) {
        let (train, gold) = (core::read(&known)?, core::read(&scored)?);
        let predicted = core::learned(&Engine::load(&[])?, &train, &gold);
        (gold, predicted.map_err(|e| e.in_file(&args.data))?)
    } else {
        folds = args.folds.unwrap_or(FOLDS).max(2);
        let gold = core::read(&known)?;
        let predicted = core::cross_validated(&Engine::load(&[])?, &gold, usize::from(folds));
        (gold, predicted.map_err(|e| e.in_file(&known))?)
    };
    let scored = core::score(&gold, &predicted, usize::from(folds));
    let scored = scored.map_err(|e| match &args.predictions {
        Some(path) => e.in_file(path),
        None => e,
    })?;
    if let Some(path) = &args.write {
        let lines = core::write_predictions(&predicted);
        std::fs::write(path, lines).map_err(|e| Error::io(path, &e))?;
    }
    args.output.write(&core::report(&scored), out)
}
