//! `factloom eval calibration`.

use std::io::Write;

use super::super::{Failure, Outcome};
use super::Output;
use super::claims::Files;
use crate::eval::calibration::{calibration, listed, report, report_listed};
use crate::eval::claims::{judge, read_found};
use crate::eval::gold::Gold;
use crate::eval::lists;

/// Whether confidence can be trusted: a reliability table, and the expected calibration error
///
/// The claims in sentences that the expected claims mark are put into ten bins by their confidence; where lists say what is
/// expected, all claims of their documents are, and one is right that matches a line. `eval claims` tells of the two formats.
/// What a list forbids is wrong, and is counted apart as well.
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
    let files = &args.files;
    let symmetric = files.symmetric()?;
    let report = match Gold::read(&files.gold)? {
        Gold::Claims(expected) => {
            let found = read_found(&expected, files.first(), &files.claims)?;
            let judged: Vec<(f64, bool)> = judge(&expected, &found, &symmetric)
                .iter()
                .map(|j| (j.confidence, if args.full { j.full } else { j.core }))
                .collect();
            report(&calibration(&judged), "marked sentences")
        }
        Gold::Lists(lists) => {
            let found = lists::read_said(&files.claims)?;
            lists::check(&lists, &found, &files.claims)?;
            let verdicts = lists::judge(&lists, &found, &symmetric)?;
            let (found, forbidden) = listed(&verdicts, args.full);
            report_listed(&found, forbidden)
        }
    };
    args.output.write(&report, out)
}
