//! `factloom eval claims`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::error::Result;
use crate::eval::claims::{read, report, score};
use crate::ontology::Ontology;

/// Expected claims: core and full recall, and precision on the marked sentences
///
/// Both files are in the interchange format, one claim a line. A claim matches where document, subject, relation and object
/// agree, in full where the expected qualifiers and status do too. Sentences are marked by the evidence of expected claims.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub files: Files,

    #[command(flatten)]
    output: Output,
}

/// Expected claims and those of a build.
#[derive(Debug, clap::Args)]
pub struct Files {
    /// The expected claims; a line with nothing but evidence marks a sentence that claims nothing
    #[arg(long, value_name = "JSONL")]
    pub gold: PathBuf,

    /// The folder that `build` wrote, or its claims.jsonl
    #[arg(long, value_name = "DIR|FILE")]
    pub claims: PathBuf,

    /// Ontology that says which relations are symmetric, beside the built-in one; may be repeated
    #[arg(long, value_name = "FILE|DIR")]
    pub ontology: Vec<PathBuf>,
}

impl Files {
    /// Whether a relation may be turned round.
    pub fn symmetric(&self) -> Result<impl Fn(&str) -> bool + use<>> {
        let ontology = Ontology::load(&self.ontology)?;
        Ok(move |name: &str| ontology.relation(name).is_some_and(|r| r.symmetric))
    }
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (expected, found) = read(&args.files.gold, &args.files.claims)?;
    let scored = score(&expected, &found, &args.files.symmetric()?);
    args.output.write(&report(&scored), out)
}
