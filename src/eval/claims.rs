//! Expected claims against the claims of a build, both in the interchange format.
//!
//! A claim *matches* an expected one where both stand in the same document and relation, subject and object are the same,
//! names compared without case, punctuation and a leading article; a symmetric relation may be the other way round. It
//! matches *in full* where it also has every qualifier that the expected claim names, with the same value, and its status.
//!
//! *Core recall* and *full recall* are the shares of expected claims with such a match. *Precision* is measured on the marked
//! sentences, those that the evidence of the expected claims covers: the share of the claims with evidence there that match
//! an expected one. A line that has nothing but `evidence` marks a sentence in which nothing is to be claimed. Open claims
//! count only where open claims are expected.

use std::path::Path;

use serde::Serialize;

use super::input::{records, text};
use super::interchange::{ClaimLine, Place, Term, claim, nothing_in_common, places, read_claims};
use super::score::share;
use super::{Cell, Report, f1};
use crate::error::Result;

/// What is expected of some sentences.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// The claims.
    pub claims: Vec<ClaimLine>,
    /// The marked sentences.
    pub marked: Vec<Place>,
}

/// How far a build meets what is expected.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ClaimScore {
    /// Share of the claims in marked sentences that match.
    pub precision: f64,
    /// Share of the expected claims that are matched.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Share of the claims in marked sentences that match in full.
    pub full_precision: f64,
    /// Share of the expected claims that are matched in full.
    pub full_recall: f64,
    /// Harmonic mean of the two.
    pub full_f1: f64,
    /// How many claims are expected.
    pub expected: usize,
    /// How many claims stand in marked sentences.
    pub claims: usize,
}

/// A claim in a marked sentence, and whether it is right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The claim's confidence.
    pub confidence: f64,
    /// Whether it matches.
    pub core: bool,
    /// Whether it matches in full.
    pub full: bool,
}

/// Adds the expected claims of a file.
///
/// # Errors
/// The file cannot be read, or a line is neither a claim nor a mark.
pub fn read_expected(expected: &mut Expected, path: &Path) -> Result<()> {
    let text = text(path)?;
    for record in records(path, &text)? {
        let marks = places(&record)?;
        let only_marks = ["subject", "predicate", "object"]
            .iter()
            .all(|part| !record.fields.contains_key(*part));
        if only_marks && marks.is_empty() {
            let message = "an expected claim was expected, or \"evidence\" that marks a sentence";
            return Err(record.wrong(message));
        }
        if !only_marks {
            expected.claims.push(claim(&record)?);
        }
        expected.marked.extend(marks);
    }
    Ok(())
}

/// Reads the claims of a build, and fails where they do not belong to what is expected.
///
/// # Errors
/// The file cannot be read or is of the wrong shape, or no document is in both.
pub fn read_found(expected: &Expected, gold: &Path, claims: &Path) -> Result<Vec<ClaimLine>> {
    let found = read_claims(claims)?;
    let mut places = found.iter().flat_map(|c| &c.evidence);
    let shared = places.any(|p| expected.marked.iter().any(|m| p.is_in_document_of(m)));
    if !shared && !expected.marked.is_empty() && !found.is_empty() {
        return Err(nothing_in_common(gold, claims));
    }
    Ok(found)
}

/// Scores claims; `symmetric` says which relations may be turned round.
#[must_use]
pub fn score(
    expected: &Expected,
    found: &[ClaimLine],
    symmetric: &dyn Fn(&str) -> bool,
) -> ClaimScore {
    let (mut core, mut full) = (0, 0);
    for wanted in &expected.claims {
        let matching = || found.iter().filter(|c| is_match(wanted, c, symmetric));
        core += usize::from(matching().next().is_some());
        full += usize::from(matching().any(|c| is_full(wanted, c)));
    }
    let judged = judge(expected, found, symmetric);
    let right = |judge: fn(&Judged) -> bool| judged.iter().filter(|j| judge(j)).count();
    let precision = share(right(|j| j.core), judged.len());
    let full_precision = share(right(|j| j.full), judged.len());
    let recall = share(core, expected.claims.len());
    let full_recall = share(full, expected.claims.len());
    ClaimScore {
        precision,
        recall,
        f1: f1(precision, recall),
        full_precision,
        full_recall,
        full_f1: f1(full_precision, full_recall),
        expected: expected.claims.len(),
        claims: judged.len(),
    }
}

/// Which claims in marked sentences are right.
#[must_use]
pub fn judge(
    expected: &Expected,
    found: &[ClaimLine],
    symmetric: &dyn Fn(&str) -> bool,
) -> Vec<Judged> {
    let open = expected.claims.iter().any(|c| c.open);
    found
        .iter()
        .filter(|c| open || !c.open)
        .filter(|c| {
            let mut places = c.evidence.iter();
            places.any(|p| expected.marked.iter().any(|m| p.is_marked_by(m)))
        })
        .map(|c| {
            let matching = || {
                let wanted = expected.claims.iter();
                wanted.filter(|w| is_match(w, c, symmetric))
            };
            Judged {
                confidence: c.confidence,
                core: matching().next().is_some(),
                full: matching().any(|w| is_full(w, c)),
            }
        })
        .collect()
}

/// What the command prints.
#[must_use]
pub fn report(score: &ClaimScore) -> Report {
    let json = serde_json::to_value(score).unwrap_or_default();
    let columns = ["precision", "recall", "F1", "expected", "claims"];
    let shares = |p, r, f| [Cell::Share(p), Cell::Share(r), Cell::Share(f)];
    let counts = [Cell::Count(score.expected), Cell::Count(score.claims)];
    let core = shares(score.precision, score.recall, score.f1);
    let full = shares(score.full_precision, score.full_recall, score.full_f1);
    Report::new("match", &columns, json)
        .row("core", [core.as_slice(), &counts].concat())
        .row("full", [full.as_slice(), &counts].concat())
}

fn is_match(wanted: &ClaimLine, claim: &ClaimLine, symmetric: &dyn Fn(&str) -> bool) -> bool {
    let same_document = wanted.evidence.is_empty()
        || wanted.evidence.iter().any(|w| {
            let mut places = claim.evidence.iter();
            places.any(|p| p.is_in_document_of(w))
        });
    if !same_document || wanted.predicate != claim.predicate {
        return false;
    }
    let way =
        |subject, object| is_same(&wanted.subject, subject) && is_same(&wanted.object, object);
    way(&claim.subject, &claim.object)
        || symmetric(&wanted.predicate) && way(&claim.object, &claim.subject)
}

fn is_full(wanted: &ClaimLine, claim: &ClaimLine) -> bool {
    let has = |(key, value): &(String, Term)| {
        let mut own = claim.qualifiers.iter();
        own.any(|(k, v)| k == key && is_same(value, v))
    };
    let status = wanted.status.is_none() || wanted.status == claim.status;
    status && wanted.qualifiers.iter().all(has)
}

/// Whether two terms are called the same; currencies and units must agree where both have one.
fn is_same(wanted: &Term, found: &Term) -> bool {
    if let (
        Term::Literal {
            datatype: Some(a), ..
        },
        Term::Literal {
            datatype: Some(b), ..
        },
    ) = (wanted, found)
        && folded(a) != folded(b)
    {
        return false;
    }
    let number = |term: &Term| term.words().parse::<f64>().ok();
    match (number(wanted), number(found)) {
        (Some(a), Some(b)) => (a - b).abs() < f64::EPSILON * a.abs().max(1.0),
        _ => folded(wanted.words()) == folded(found.words()),
    }
}

/// Letters and digits in lower case, without a leading article.
fn folded(words: &str) -> String {
    let lower = words.to_lowercase();
    let mut parts: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    if parts.len() > 1 && matches!(parts[0], "the" | "a" | "an") {
        parts.remove(0);
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(subject: &str, predicate: &str, object: &str, at: usize) -> ClaimLine {
        let term = |label: &str| Term::Entity {
            iri: None,
            label: label.to_owned(),
        };
        ClaimLine {
            line: 1,
            subject: term(subject),
            predicate: predicate.to_owned(),
            predicate_iri: None,
            object: term(object),
            qualifiers: Vec::new(),
            status: Some("actual".to_owned()),
            confidence: 0.8,
            open: predicate.starts_with("open:"),
            evidence: vec![Place {
                document: "a.txt".to_owned(),
                range: Some(at..at + 10),
                quote: String::new(),
            }],
        }
    }

    #[test]
    fn core_full_and_precision() {
        let number = |value: &str| Term::Literal {
            value: value.to_owned(),
            datatype: None,
        };
        let mut bought = line("The Oskarvale Group", "acquires", "Tessermint", 0);
        bought.qualifiers.push(("stake".to_owned(), number("20")));
        let partners = line("Yllandor", "partnersWith", "Wendrick", 100);
        let expected = Expected {
            marked: vec![bought.evidence[0].clone(), partners.evidence[0].clone()],
            claims: vec![bought, partners],
        };
        let mut right = line("Oskarvale group", "acquires", "tessermint", 5);
        right.qualifiers.push(("stake".to_owned(), number("20.0")));
        let mut turned = line("Wendrick", "partnersWith", "Yllandor", 100);
        turned.status = Some("planned".to_owned());
        let found = [
            right,
            turned,
            line("Oskarvale", "owns", "Yllandor", 105),
            // outside of the marked sentences, and an open one inside
            line("Oskarvale", "owns", "Yllandor", 300),
            line("Oskarvale", "open:like", "Yllandor", 0),
        ];
        let scored = score(&expected, &found, &|name| name == "partnersWith");
        // three claims in marked sentences, two match, one in full; both expected ones are matched, one in full
        assert_eq!((scored.claims, scored.expected), (3, 2));
        assert!((scored.precision - 2.0 / 3.0).abs() < 1e-12);
        assert!((scored.full_precision - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!((scored.recall, scored.full_recall), (1.0, 0.5));
        // 2 · 2/3 · 1 / (5/3) = 4/5
        assert!((scored.f1 - 0.8).abs() < 1e-12);
        let strict = score(&expected, &found, &|_| false);
        assert_eq!(strict.recall, 0.5);
    }

    #[test]
    fn currencies_must_agree() {
        let money = |value: &str, currency: &str| Term::Literal {
            value: value.to_owned(),
            datatype: Some(currency.to_owned()),
        };
        assert!(is_same(&money("5", "EUR"), &money("5.0", "EUR")));
        assert!(!is_same(&money("5", "EUR"), &money("5", "USD")));
        assert!(!is_same(&money("5", "EUR"), &money("50", "EUR")));
    }
}
