//! `factloom eval text2kg`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::error::{Error, ErrorKind};
use crate::eval::interchange::{nothing_in_common, read_claims};
use crate::eval::text2kg::{read_gold, read_ontology, report, score, triples};

/// Text2KGBench: triples of an ontology, sentence by sentence
///
/// Build the sentences first, each as a record: `factloom build TEST.jsonl --text-field sent --out DIR`. A claim belongs to
/// the record that its evidence names. The published score drops triples whose relation is not in the sentence's reference;
/// the score without that filter always stands beside it. Several ontologies, each with its reference and its claims in the
/// same order, are averaged.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The ontology: concepts and relations with their labels; may be repeated
    #[arg(long, value_name = "JSON", required = true)]
    ontology: Vec<PathBuf>,

    /// The reference: sentences with their triples
    #[arg(long, value_name = "JSONL", required = true)]
    gold: Vec<PathBuf>,

    /// The folder that `build` wrote, or its claims.jsonl
    #[arg(long, value_name = "DIR|FILE", required = true)]
    claims: Vec<PathBuf>,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let counts = [args.ontology.len(), args.gold.len(), args.claims.len()];
    if counts.iter().any(|n| *n != counts[0]) {
        let message = "give --ontology, --gold and --claims equally often, in the same order";
        return Err(Error::new(ErrorKind::Usage, message).into());
    }
    let mut scores = Vec::new();
    for ((ontology, gold_path), claims) in args.ontology.iter().zip(&args.gold).zip(&args.claims) {
        let name = ontology.file_stem().unwrap_or_default();
        let ontology = read_ontology(ontology)?;
        let gold = read_gold(gold_path)?;
        let triples = triples(&read_claims(claims)?, &ontology);
        if !triples.is_empty() && !gold.iter().any(|s| triples.contains_key(&s.id)) {
            return Err(nothing_in_common(gold_path, claims).into());
        }
        let name = name.to_string_lossy().into_owned();
        scores.push((name, score(&ontology, &gold, &triples)));
    }
    args.output.write(&report(&scores), out)
}
