//! `factloom eval ud`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::eval::{conllu, ud};
use crate::nlp::Analyzer;

/// Universal Dependencies: words, sentences, parts of speech, features, lemmas and trees
///
/// Twice: with the treebank's words given, and from raw text, as the CoNLL 2018 shared task defines it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The treebank
    #[arg(long, value_name = "CONLLU")]
    gold: PathBuf,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let gold = conllu::read(&args.gold)?;
    let scored = ud::run(&Analyzer::new()?, &gold);
    args.output.write(&ud::report(&scored), out)
}
