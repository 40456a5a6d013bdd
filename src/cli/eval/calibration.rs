//! `factloom eval calibration`.

use std::io::Write;

use super::super::{Failure, Outcome};
use super::Output;
use super::claims::Files;
use crate::eval::calibration::{calibration, report};
use crate::eval::claims::{judge, read};

/// Whether confidence can be trusted: a reliability table, and the expected calibration error
///
/// The claims in sentences that the expected claims mark are put into ten bins by their confidence.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    files: Files,

    /// Count a claim as right only where its qualifiers and status are right too
    #[arg(long)]
    full: bool,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (expected, found) = read(&args.files.gold, &args.files.claims)?;
    let judged: Vec<(f64, bool)> = judge(&expected, &found, &args.files.symmetric()?)
        .iter()
        .map(|j| (j.confidence, if args.full { j.full } else { j.core }))
        .collect();
    args.output.write(&report(&calibration(&judged)), out)
}
