//! Our claims as tuples.

use std::path::Path;

use rayon::prelude::*;

use super::{Extraction, Tuple};
use crate::claim::{Claim, TraceStep};
use crate::error::{Error, ErrorKind, Result};
use crate::eval::interchange::{ClaimLine, Term};
use crate::extract;
use crate::nlp::View;
use crate::pipeline::Engine;
use crate::text::Document;

/// How claims are put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// As the benchmark's references are: relations in the words of the sentence.
    Carb,
    /// As claims are kept: relations under their canonical name.
    Plain,
}

/// Steps of a trace that are no arguments.
const NO_ARGUMENT: [&str; 4] = ["subject", "object", "status", "attribution"];

/// What the claims of a sentence say, as tuples in the words of the sentence: subject, object and the words of each
/// qualifier. Claims that say the same in the same words are one tuple, with the highest confidence.
#[must_use]
pub fn tuples<R>(claims: &[Claim<R>], profile: Profile) -> Vec<Tuple> {
    let mut found: Vec<Tuple> = Vec::new();
    for claim in claims {
        let words = |slot: &str| {
            let step = claim.trace.steps.iter().find(|s| s.slot == slot);
            step.map(|s| one_line(&s.words))
        };
        let (Some(subject), Some(object)) = (words("subject"), words("object")) else {
            continue;
        };
        let mut arguments = vec![subject, object];
        for step in others(&claim.trace.steps) {
            let words = one_line(&step.words);
            if !words.is_empty() && !arguments.contains(&words) {
                arguments.push(words);
            }
        }
        let relation = match profile {
            Profile::Carb => spoken(claim),
            Profile::Plain => claim.predicate.name().replace('-', " "),
        };
        add(
            &mut found,
            Tuple {
                confidence: claim.confidence.get(),
                relation,
                arguments,
            },
        );
    }
    found
}

/// What the pipeline makes of each sentence by itself, in the order given.
///
/// # Errors
/// Threads could not be started.
pub fn run(engine: &Engine, sentences: &[String], profile: Profile) -> Result<Vec<Extraction>> {
    let pool = rayon::ThreadPoolBuilder::new()
        .stack_size(16 << 20)
        .build()
        .map_err(|e| {
            Error::new(
                ErrorKind::Usage,
                format!("threads could not be started: {e}"),
            )
        })?;
    Ok(pool.install(|| {
        sentences
            .par_iter()
            .map(|sentence| {
                let document = Document::plain("sentence", sentence, None);
                let analysis = engine.analyzer.analyze(&document);
                let view = View::new(&document, &analysis);
                let mentions = engine.mentions(&view);
                let claims = extract::claims(&engine.context(&view, &mentions));
                Extraction {
                    sentence: sentence.clone(),
                    tuples: tuples(&claims, profile),
                }
            })
            .collect()
    }))
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

fn others(steps: &[TraceStep]) -> impl Iterator<Item = &TraceStep> {
    let argument = |step: &&TraceStep| !NO_ARGUMENT.contains(&step.slot.as_str());
    steps.iter().filter(argument)
}

/// The relation in the words of the sentence: the trigger as written in the place of its lemma, then particle, noun and
/// preposition. A copula, whose form a claim does not keep, stays "be".
fn spoken<R>(claim: &Claim<R>) -> String {
    let name = claim.predicate.name();
    if !claim.predicate.is_open() {
        return claim.trace.trigger.clone();
    }
    if name == "be" {
        return name.to_owned();
    }
    match name.split_once('-') {
        Some((_, rest)) => format!("{} {}", claim.trace.trigger, rest.replace('-', " ")),
        None => claim.trace.trigger.clone(),
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Confidence, Object, Predicate, Status, Trace};

    fn claim(predicate: Predicate, trigger: &str, steps: &[(&str, &str)]) -> Claim<u8> {
        Claim {
            subject: 0,
            predicate,
            object: Object::Entity(1),
            qualifiers: Vec::new(),
            status: Status::Actual,
            attribution: Vec::new(),
            confidence: Confidence::new(0.5),
            extractor: "open/1".to_owned(),
            evidence: Vec::new(),
            trace: Trace {
                frame: "clause".to_owned(),
                trigger: trigger.to_owned(),
                steps: steps
                    .iter()
                    .map(|(slot, words)| TraceStep {
                        slot: (*slot).to_owned(),
                        words: (*words).to_owned(),
                        how: String::new(),
                    })
                    .collect(),
            },
        }
    }

    #[test]
    fn a_claim_is_told_in_the_words_of_its_sentence() {
        let open = |name: &str| Predicate::Open(name.to_owned());
        let steps = [
            ("subject", "the mill"),
            ("object", "old\nwood"),
            ("date", "in May"),
            ("status", "will"),
        ];
        let claims = [
            claim(open("reduce-dependence-on"), "reduces", &steps),
            claim(open("reduce-dependence-on"), "reduces", &steps),
            claim(open("be"), "mill", &steps[..2]),
        ];
        let found = tuples(&claims, Profile::Carb);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].relation, "reduces dependence on");
        assert_eq!(found[0].arguments, ["the mill", "old wood", "in May"]);
        assert_eq!(found[1].relation, "be");
        let plain = tuples(&claims, Profile::Plain);
        assert_eq!(plain[0].relation, "reduce dependence on");
    }
}
