//! `factloom eval carb`.

use std::io::Write;
use std::path::PathBuf;

use super::super::{Failure, Outcome};
use super::Output;
use crate::error::{Error, Result};
use crate::eval::carb::{
    CarbScore, Extraction, PUBLISHED, from_lines, read_gold, read_sentences, read_system,
    run as extract, score, write_system,
};
use crate::eval::interchange::{claims_file, read_claims};
use crate::eval::{Cell, Report};
use crate::extract::Profile;
use crate::pipeline::Engine;

/// CaRB: open claims against tuples that people wrote down
///
/// Reads the sentences itself, unless --claims or --system names what a build or another system made of them. The score is
/// the published one: words matched inside relation, first argument and the rest; recall by the best match of each tuple,
/// precision one to one; the threshold of confidence with the best F1.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The reference: sentence, relation and arguments between tabs
    #[arg(long, value_name = "TSV")]
    gold: PathBuf,

    /// The sentences to read, one a line
    #[arg(long, value_name = "TXT", required_unless_present = "system")]
    sentences: Option<PathBuf>,

    /// Score the claims that `build` made of these sentences instead; each belongs to the first sentence with its quote
    #[arg(long, value_name = "DIR|FILE", conflicts_with = "system")]
    claims: Option<PathBuf>,

    /// Score another system's tuples instead: sentence, confidence, relation and arguments between tabs
    #[arg(long, value_name = "TSV")]
    system: Option<PathBuf>,

    /// How tuples are put into words; those of --claims are as the build wrote them
    #[arg(long, value_enum, default_value_t = Profile::Carb)]
    profile: Profile,

    /// Write the tuples that are scored: sentence, confidence, relation and arguments between tabs
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,

    /// Write the score of each sentence with its tuples, one JSON object a line
    #[arg(long, value_name = "FILE")]
    per_sentence: Option<PathBuf>,

    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let gold = read_gold(&args.gold)?;
    let system = args.tuples()?;
    let scored = score(&gold, &system);
    if let Some(path) = &args.write {
        std::fs::write(path, write_system(&system)).map_err(|e| Error::io(path, &e))?;
    }
    if let Some(path) = &args.per_sentence {
        let mut lines = String::new();
        for sentence in &scored.by_sentence {
            lines.push_str(&serde_json::to_string(sentence)?);
            lines.push('\n');
        }
        std::fs::write(path, lines).map_err(|e| Error::io(path, &e))?;
    }
    let name = if args.system.is_some() {
        "the system"
    } else {
        "Factloom"
    };
    args.output.write(&report(name, &scored), out)
}

impl Args {
    fn tuples(&self) -> Result<Vec<Extraction>> {
        if let Some(path) = &self.system {
            return read_system(path);
        }
        let sentences = match &self.sentences {
            Some(path) => read_sentences(path)?,
            None => Vec::new(),
        };
        if let Some(path) = &self.claims {
            return from_lines(&claims_file(path), &read_claims(path)?, &sentences);
        }
        Ok(extract(&Engine::load(&[])?, &sentences, self.profile))
    }
}

fn report(name: &str, scored: &CarbScore) -> Report {
    let json = serde_json::to_value(scored).unwrap_or_default();
    Report::new("CaRB", &["precision", "recall", "F1", "AUC"], json)
        .score(
            format!("{name}, at its best threshold"),
            scored.score,
            &[Cell::Share(scored.auc)],
        )
        .score(format!("{name}, all tuples"), scored.all, &[])
        .published(PUBLISHED)
        .note(format!(
            "{} sentences, {} tuples expected, {} scored; best from confidence {:.2} on; \
             published figures are for the test half",
            scored.sentences, scored.gold, scored.system, scored.threshold
        ))
}
