//! Our tuples.

use std::path::Path;

use super::{Extraction, Tuple};
use crate::error::{Error, ErrorKind, Result};
use crate::eval::interchange::{ClaimLine, Term};
use crate::extract::Profile;
use crate::pipeline::{Engine, open_sentence_lines};

/// The open tuples of sentences whose words are separated by spaces, in the order given.
#[must_use]
pub fn run(engine: &Engine, sentences: &[String], profile: Profile) -> Vec<Extraction> {
    let mut found: Vec<Extraction> = Vec::new();
    for line in open_sentence_lines(engine, &sentences.join("\n"), profile) {
        if found.last().is_none_or(|e| e.sentence != line.sentence) {
            found.push(Extraction {
                sentence: line.sentence.clone(),
                tuples: Vec::new(),
            });
        }
        if let Some(extraction) = found.last_mut() {
            extraction.tuples.push(Tuple {
                confidence: line.confidence,
                relation: line.relation,
                arguments: line.arguments.into_iter().map(|a| a.text).collect(),
            });
        }
    }
    found
}

/// Tuples of the claims that a build wrote. A claim belongs to the first sentence that contains its quote.
///
/// # Errors
/// A claim's quote stands in none of the sentences.
pub fn from_lines(
    path: &Path,
    claims: &[ClaimLine],
    sentences: &[String],
) -> Result<Vec<Extraction>> {
    let mut found: Vec<Extraction> = sentences
        .iter()
        .map(|sentence| Extraction {
            sentence: sentence.clone(),
            tuples: Vec::new(),
        })
        .collect();
    for claim in claims {
        let quote = claim.evidence.first().map_or("", |e| e.quote.as_str());
        let at = sentences.iter().position(|s| s.contains(quote));
        let Some(at) = at.filter(|_| !quote.is_empty()) else {
            let message = format!("no sentence of the benchmark contains the quote {quote:?}");
            return Err(Error::new(ErrorKind::Format, message)
                .in_file(path)
                .at_line(claim.line));
        };
        let relation = claim.predicate.trim_start_matches("open:");
        let mut arguments = vec![
            claim.subject.words().to_owned(),
            claim.object.words().to_owned(),
        ];
        arguments.extend(
            claim
                .qualifiers
                .iter()
                .map(|(_, value)| value.words().to_owned()),
        );
        add(
            &mut found[at].tuples,
            Tuple {
                confidence: claim.confidence,
                relation: relation.replace('-', " "),
                arguments,
            },
        );
    }
    Ok(found)
}

fn add(found: &mut Vec<Tuple>, tuple: Tuple) {
    let same = |t: &&mut Tuple| t.relation == tuple.relation && t.arguments == tuple.arguments;
    match found.iter_mut().find(same) {
        Some(known) => known.confidence = known.confidence.max(tuple.confidence),
        None => found.push(tuple),
    }
}

impl Term {
    /// How it is called.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Entity { label, .. } => label,
            Self::Literal { value, .. } => value,
        }
    }
}
