//! `factloom eval timex`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::eval::timex;
use crate::nlp::Analyzer;

/// Expressions of time: spans and values
///
/// Takes GUM's documents in TEI (dates) and MEANTIME's articles (dates, durations, repetitions). Spans are compared as in
/// TempEval-3, relaxed and strict; a value is right where the span is, too.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, or folders of them; may be repeated
    #[arg(long, value_name = "DIR|XML", required = true)]
    gold: Vec<PathBuf>,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let mut texts = Vec::new();
    for path in &args.gold {
        texts.extend(timex::read(path)?);
    }
    let analyzer = Analyzer::new()?;
    let found: Vec<_> = texts
        .into_iter()
        .map(|text| {
            let found = timex::find(&analyzer, &text);
            (text, found)
        })
        .collect();
    args.output
        .write(&timex::report(&timex::score(&found)), out)
}
