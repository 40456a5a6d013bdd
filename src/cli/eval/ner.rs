//! `factloom eval ner`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::eval::ner;
use crate::nlp::Analyzer;

/// Named entities: words and type of each name
///
/// Takes corpora with a tag for each word, B-, I- or O, such as Universal NER, Wikigold and WNUT. The corpus's words are given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The corpus
    #[arg(long, value_name = "CONLL")]
    gold: PathBuf,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let corpus = ner::read(&args.gold)?;
    let found = ner::find(&Analyzer::new()?, &corpus);
    let scored = ner::score(&corpus.names, &found);
    args.output.write(&ner::report(&scored), out)
}
