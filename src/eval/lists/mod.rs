//! Claims against analysts' lists: what a careful reader records of a document, as patterns instead of names.
//!
//! A list is a file of JSON lines. It belongs to the document of its own name (`wire.jsonl` to `wire.txt`) and covers the
//! whole of it. A line has lists of regular expressions (with look-ahead; case does not matter) for the subject's label
//! `s`, the relation's name `p` (from the beginning of a word) and the object's label or value `o`; regular expressions of
//! qualifiers `q` by name (`date|validFrom`: in either of them; money reads as `1800000000 EUR`), the statuses `st` that are
//! accepted, and a weight `w`. A line with `"not": true` is a tempting wrong claim that must not be made. Lines with a
//! `kind` say other things than claims, such as which documents share an entity, and are left out.
//!
//! A claim of the document *matches* a line where subject, relation and object do; a symmetric relation may be the other
//! way round. It matches *in full* where it also has every qualifier of the line and an accepted status. *Core recall* and
//! *full recall* are the shares of the expected lines' weight with such a match; a `not` line is *violated* by a claim that
//! matches it in full. Of the claims that the graph asserts, the share is told that match an expected line: the list covers
//! the document, so what it does not list is probably wrong. A claim that violates a line is not listed, whatever else it
//! matches. Open claims count there only where a list names open predicates.

mod pattern;
mod read;
mod said;

use std::path::Path;

use serde::Serialize;

pub use pattern::Pattern;
pub use read::{Line, List, is_list, read};
pub use said::{Said, read_said};

use super::interchange::{Place, nothing_in_common};
use super::score::share;
use super::{Cell, Report};
use crate::error::Result;

/// How far a build meets lists.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ListScore {
    /// Share of the expected weight that is matched.
    pub core_recall: f64,
    /// Share of the expected weight that is matched in full.
    pub full_recall: f64,
    /// How many claims are expected.
    pub expected: usize,
    /// Their weight.
    pub weight: f64,
    /// The weight of those that are matched.
    pub core: f64,
    /// The weight of those that are matched in full.
    pub full: f64,
    /// How many claims must not be made.
    pub negatives: usize,
    /// Those of them that are made.
    pub violated: Vec<Violation>,
    /// How many claims there are.
    pub claims: usize,
    /// How many of them are asserted.
    pub asserted: usize,
    /// Share of the asserted ones that match an expected line.
    pub listed: f64,
    /// Share of the asserted ones that match one in full.
    pub listed_in_full: f64,
}

/// A claim that must not be made and is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The list.
    pub path: String,
    /// The line that forbids it, 1-based.
    pub line: usize,
    /// The line's name.
    pub id: String,
    /// The claim: subject, relation, object, qualifiers, status.
    pub claim: String,
}

/// A claim of a listed document, and what the lists say of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// Its confidence.
    pub confidence: f64,
    /// Whether the graph asserts it.
    pub asserted: bool,
    /// Whether it matches an expected line, and violates none.
    pub core: bool,
    /// Whether it matches one in full, and violates none.
    pub full: bool,
    /// Whether it must not be made.
    pub forbidden: bool,
}

/// Fails where no list is about a document of the claims.
///
/// # Errors
/// No document has both a list and a claim.
pub fn check(lists: &[List], found: &[Said], claims: &Path) -> Result<()> {
    let shared = found
        .iter()
        .any(|said| lists.iter().any(|list| is_about(list, said)));
    match lists.first() {
        Some(list) if !shared && !found.is_empty() => Err(nothing_in_common(&list.path, claims)),
        _ => Ok(()),
    }
}

/// Scores the claims of the listed documents; `symmetric` says which relations may be turned round.
///
/// # Errors
/// With path, line and column of a pattern whose search takes too many steps.
pub fn score(
    lists: &[List],
    found: &[Said],
    symmetric: &dyn Fn(&str) -> bool,
) -> Result<ListScore> {
    let mut sum = ListScore::default();
    for list in lists {
        let own: Vec<&Said> = found.iter().filter(|said| is_about(list, said)).collect();
        for line in &list.lines {
            let (mut core, mut full) = (false, None);
            for said in &own {
                if full.is_none() && is_match(line, said, symmetric)? {
                    core = true;
                    full = is_full(line, said)?.then_some(said);
                }
            }
            match full {
                Some(said) if line.forbidden => sum.violated.push(Violation {
                    path: list.path.display().to_string(),
                    line: line.line,
                    id: line.id.clone(),
                    claim: said.to_string(),
                }),
                _ => {}
            }
            if line.forbidden {
                sum.negatives += 1;
                continue;
            }
            let weight = |counts: bool| if counts { line.weight } else { 0.0 };
            sum.expected += 1;
            sum.weight += line.weight;
            sum.core += weight(core);
            sum.full += weight(full.is_some());
        }
    }
    let part = |weight: f64| {
        if sum.weight > 0.0 {
            weight / sum.weight
        } else {
            0.0
        }
    };
    (sum.core_recall, sum.full_recall) = (part(sum.core), part(sum.full));
    let verdicts = judge(lists, found, symmetric)?;
    let asserted = || verdicts.iter().filter(|v| v.asserted);
    sum.claims = verdicts.len();
    sum.asserted = asserted().count();
    sum.listed = share(asserted().filter(|v| v.core).count(), sum.asserted);
    sum.listed_in_full = share(asserted().filter(|v| v.full).count(), sum.asserted);
    Ok(sum)
}

/// What the lists say of the claims of their documents.
///
/// # Errors
/// Those of [`score`].
pub fn judge(
    lists: &[List],
    found: &[Said],
    symmetric: &dyn Fn(&str) -> bool,
) -> Result<Vec<Verdict>> {
    let lines = || lists.iter().flat_map(|list| &list.lines);
    let open = lines()
        .flat_map(|line| &line.predicate)
        .any(|pattern| pattern.as_str().contains("open:"));
    let mut verdicts = Vec::new();
    for said in found.iter().filter(|said| open || !said.claim.open) {
        let mut verdict = None;
        for list in lists.iter().filter(|list| is_about(list, said)) {
            let verdict = verdict.get_or_insert(Verdict {
                confidence: said.claim.confidence,
                asserted: said.is_asserted(),
                core: false,
                full: false,
                forbidden: false,
            });
            for line in &list.lines {
                if !is_match(line, said, symmetric)? {
                    continue;
                }
                let full = is_full(line, said)?;
                if line.forbidden {
                    verdict.forbidden |= full;
                } else {
                    verdict.core = true;
                    verdict.full |= full;
                }
            }
        }
        verdicts.extend(verdict.map(|v| Verdict {
            core: v.core && !v.forbidden,
            full: v.full && !v.forbidden,
            ..v
        }));
    }
    Ok(verdicts)
}

/// What the command prints: a row for each list, and one for all of them.
///
/// # Errors
/// Those of [`score`].
pub fn report(lists: &[List], found: &[Said], symmetric: &dyn Fn(&str) -> bool) -> Result<Report> {
    let row = |score: &ListScore| {
        vec![
            Cell::Count(score.expected),
            Cell::Share(score.core_recall),
            Cell::Share(score.full_recall),
            Cell::Count(score.negatives),
            Cell::Count(score.violated.len()),
            Cell::Count(score.asserted),
            Cell::Share(score.listed),
            Cell::Share(score.listed_in_full),
        ]
    };
    let columns = [
        "expected",
        "core recall",
        "full recall",
        "forbidden",
        "violated",
        "asserted",
        "listed",
        "in full",
    ];
    let all = score(lists, found, symmetric)?;
    let mut report = Report::new("document", &columns, serde_json::Value::Null);
    let mut documents = Vec::new();
    for list in lists {
        let own = score(std::slice::from_ref(list), found, symmetric)?;
        report = report.row(&list.document, row(&own));
        let mut json = serde_json::to_value(&own).unwrap_or_default();
        json["document"] = list.document.clone().into();
        documents.push(json);
    }
    report = report.row("all", row(&all));
    for v in &all.violated {
        let id = if v.id.is_empty() {
            String::new()
        } else {
            format!("{}: ", v.id)
        };
        report = report.note(format!("{}:{}: {id}{}", v.path, v.line, v.claim));
    }
    let other: usize = lists.iter().map(|list| list.other).sum();
    if other > 0 {
        report = report.note(format!("{other} lines of other kinds were left out"));
    }
    report.json = serde_json::to_value(&all).unwrap_or_default();
    report.json["documents"] = documents.into();
    report.json["other"] = other.into();
    Ok(report)
}

fn is_about(list: &List, said: &Said) -> bool {
    let named = Place {
        document: list.document.clone(),
        range: None,
        quote: String::new(),
    };
    let mut places = said.claim.evidence.iter();
    places.any(|place| place.is_in_document_of(&named))
}

fn is_match(line: &Line, said: &Said, symmetric: &dyn Fn(&str) -> bool) -> Result<bool> {
    let name = said.claim.predicate.replace('_', "-");
    if !Pattern::any(&line.predicate, &name)? {
        return Ok(false);
    }
    let way = |subject: &str, object: &str| -> Result<bool> {
        Ok(Pattern::any(&line.subject, subject)? && Pattern::any(&line.object, object)?)
    };
    Ok(way(&said.subject, &said.object)?
        || symmetric(&said.claim.predicate) && way(&said.object, &said.subject)?)
}

fn is_full(line: &Line, said: &Said) -> Result<bool> {
    if !line.statuses.is_empty() && !line.statuses.contains(&said.status) {
        return Ok(false);
    }
    for (keys, pattern) in &line.qualifiers {
        let mut has = false;
        for value in keys.iter().filter_map(|key| said.qualifiers.get(key)) {
            has = has || pattern.is_in(value)?;
        }
        if !has {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests;
