//! `factloom eval claims`.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::super::{Failure, Outcome};
use super::Output;
use crate::error::Result;
use crate::eval::claims::{read_found, report, score};
use crate::eval::gold::Gold;
use crate::eval::lists;
use crate::ontology::Ontology;

/// Expected claims: core and full recall, and precision on the marked sentences
///
/// What is expected has one of two formats; the shape of the file tells which.
///
/// Claims in the interchange format, one a line: a claim matches where document, subject, relation and object agree, in full
/// where the expected qualifiers and status do too. Sentences are marked by the evidence of expected claims.
///
/// Analysts' lists, one file for each document and named like it, one JSON object a line: {"id", "s": […], "p": […], "o": […],
/// "q": {…}, "st": […], "w": 1, "not": false}. Regular expressions, with look-ahead and without regard to case, are searched
/// in the subject's label (s), the relation's name (p, where a word begins), the object's label or value (o) and qualifiers
/// (q; "date|validFrom" is either of them, an amount reads as "1800000000 EUR"); st lists the statuses that are accepted, w
/// weighs the line. What a line with "not": true matches must not be claimed. A list covers its whole document: beside
/// recall, the share of asserted claims that are listed is told, and each forbidden one with the line that forbids it.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub files: Files,

    #[command(flatten)]
    output: Output,
}

/// What is expected, and the claims of a build.
#[derive(Debug, clap::Args)]
pub struct Files {
    /// The expected claims, or lists; of expected claims, a line with nothing but evidence marks a sentence that claims nothing
    #[arg(long, value_name = "JSONL", required = true, num_args = 1..)]
    pub gold: Vec<PathBuf>,

    /// The folder that `build` wrote, or its claims.jsonl
    #[arg(long, value_name = "DIR|FILE")]
    pub claims: PathBuf,

    /// Ontology that says which relations are symmetric, beside the built-in one; may be repeated
    #[arg(long, value_name = "FILE|DIR")]
    pub ontology: Vec<PathBuf>,
}

impl Files {
    /// The first file of what is expected, for messages.
    pub fn first(&self) -> &Path {
        self.gold.first().map_or(Path::new(""), PathBuf::as_path)
    }

    /// Whether a relation may be turned round.
    pub fn symmetric(&self) -> Result<impl Fn(&str) -> bool + use<>> {
        let ontology = Ontology::load(&self.ontology)?;
        Ok(move |name: &str| ontology.relation(name).is_some_and(|r| r.symmetric))
    }
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let files = &args.files;
    let symmetric = files.symmetric()?;
    let report = match Gold::read(&files.gold)? {
        Gold::Claims(expected) => {
            let found = read_found(&expected, files.first(), &files.claims)?;
            report(&score(&expected, &found, &symmetric))
        }
        Gold::Lists(lists) => {
            let found = lists::read_said(&files.claims)?;
            lists::check(&lists, &found, &files.claims)?;
            lists::report(&lists, &found, &symmetric)?
        }
    };
    args.output.write(&report, out)
}
