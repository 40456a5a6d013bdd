//! Shares that something was brought to or from: "cut its stake to 5% from 12%".

use super::deep::Deep;
use super::qualifiers::Found;
use crate::claim::{Predicate, QualifierKey};

/// How many words may stand between a preposition and the share: "to just under 5%".
const BETWEEN: usize = 3;

/// What was reached is what is held, and what it was reached from was held before; neither is what was bought or sold.
pub(super) fn levels(
    deep: &Deep<'_>,
    predicate: &Predicate,
    subject: usize,
    found: Vec<Found>,
) -> Vec<Found> {
    let Predicate::Relation(name) = predicate else {
        return found;
    };
    let holds = name == "owns";
    if !holds && !matches!(name.as_str(), "acquires" | "sells" | "investsIn") {
        return found;
    }
    let stakes: Vec<usize> = found
        .iter()
        .filter(|f| f.key == QualifierKey::Stake)
        .map(|f| f.tokens.0)
        .collect();
    let reached = found
        .iter()
        .any(|f| f.key == QualifierKey::Stake && preposition(deep, f) == Some("to"));
    found
        .into_iter()
        .filter_map(|f| {
            if f.key != QualifierKey::Stake {
                return Some(f);
            }
            match preposition(deep, &f) {
                Some("to") => holds.then_some(f),
                Some(_) if !holds => None,
                Some(_) if reached => Some(Found {
                    key: QualifierKey::Previous,
                    ..f
                }),
                // "60% owned by Norvane and 40% by Trask"
                _ if of_another(deep, subject, &stakes, &f) => None,
                _ => Some(f),
            }
        })
        .collect()
}

/// Whether another of several shares stands nearer before an owner that each has its own: "60% by Norvane and 40% by Trask".
fn of_another(deep: &Deep<'_>, owner: usize, stakes: &[usize], f: &Found) -> bool {
    let before = stakes.iter().copied().filter(|&s| s < owner).max();
    let by = deep.preposition(owner).as_deref() == Some("by");
    by && stakes.len() > 1 && before.is_some_and(|nearest| nearest != f.tokens.0)
}

/// "to" or "from" before a share.
fn preposition(deep: &Deep<'_>, f: &Found) -> Option<&'static str> {
    let v = deep.view;
    let start = v.sentence(f.tokens.0).tokens.start;
    for k in (start.max(f.tokens.0.saturating_sub(BETWEEN + 1))..f.tokens.0).rev() {
        match v.form(k).to_lowercase().as_str() {
            "to" => return Some("to"),
            "from" => return Some("from"),
            "about" | "around" | "some" | "just" | "under" | "over" | "below" | "above"
            | "almost" | "nearly" | "roughly" | "at" | "least" | "its" | "current" | "present"
            | "the" => {}
            _ => return None,
        }
    }
    None
}
