//! `factloom eval text2kg`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::eval::interchange::read_claims;
use crate::eval::text2kg::{read_gold, read_ontology, report, score, triples};

/// Text2KGBench: triples of an ontology, sentence by sentence
///
/// Build the sentences first, each as a record: `factloom build TEST.jsonl --text-field sent --out DIR`. A claim belongs to
/// the record that its evidence names. The published score drops triples whose relation is not in the sentence's reference;
/// the score without that filter stands beside it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ontology: concepts and relations with their labels
    #[arg(long, value_name = "JSON")]
    ontology: PathBuf,

    /// The reference: sentences with their triples
    #[arg(long, value_name = "JSONL")]
    gold: PathBuf,

    /// The folder that `build` wrote, or its claims.jsonl
    #[arg(long, value_name = "DIR|FILE")]
    claims: PathBuf,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let ontology = read_ontology(&args.ontology)?;
    let gold = read_gold(&args.gold)?;
    let claims = read_claims(&args.claims)?;
    let scored = score(&ontology, &gold, &triples(&claims, &ontology));
    args.output.write(&report(&scored), out)
}
