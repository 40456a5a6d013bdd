//! Shares that something was brought to or from: "cut its stake to 5% from 12%".

use super::deep::Deep;
use super::qualifiers::Found;
use crate::claim::{Predicate, QualifierKey, Value};
use crate::mention::AmountValue;
use crate::nlp::Upos;

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
    let mut levels: Vec<Found> = Vec::new();
    for f in found {
        let before = preposition(deep, &f).filter(|_| is_share(&f));
        let key = match before {
            Some(_) if !holds => continue,
            Some("to") => QualifierKey::Stake,
            Some(_) => match reached(deep, &f) {
                Some(to) => {
                    put(&mut levels, to);
                    QualifierKey::Previous
                }
                None => f.key,
            },
            // "60% owned by Norvane and 40% by Trask"
            None if f.key == QualifierKey::Stake && of_another(deep, subject, &stakes, &f) => {
                continue;
            }
            None => f.key,
        };
        let f = Found { key, ..f };
        if before.is_some() {
            put(&mut levels, f);
        } else {
            levels.push(f);
        }
    }
    levels
}

/// Adds a share, once: one reading takes for what was held before what another takes for what is held.
fn put(levels: &mut Vec<Found>, f: Found) {
    let known = |l: &Found| l.key == f.key && l.tokens == f.tokens;
    if !levels.iter().any(known) {
        levels.push(f);
    }
}

/// The share that was reached from another: it stands beside it, before or behind.
fn reached(deep: &Deep<'_>, from: &Found) -> Option<Found> {
    let sentence = deep.view.sentence_index(from.tokens.0);
    let mut amounts = deep.mentions.amounts.iter();
    amounts.find_map(|amount| {
        let AmountValue::Percent(share) = &amount.value else {
            return None;
        };
        let to = Found {
            key: QualifierKey::Stake,
            value: Value::Number(share.clone()),
            tokens: (amount.tokens.start, amount.tokens.end - 1),
        };
        let between = if to.tokens.0 > from.tokens.1 {
            to.tokens.0 - from.tokens.1
        } else {
            from.tokens.0.saturating_sub(to.tokens.1)
        };
        let beside = deep.view.sentence_index(amount.tokens.start) == sentence
            && (1..=BETWEEN + 2).contains(&between);
        (beside && preposition(deep, &to) == Some("to")).then_some(to)
    })
}

/// The verb that brings a share to where it is: "will *lift* its stake to 51%".
pub(super) fn mover(deep: &Deep<'_>, found: &[Found]) -> Option<usize> {
    let v = deep.view;
    let to = found
        .iter()
        .find(|f| f.key == QualifierKey::Stake && preposition(deep, f) == Some("to"))?;
    let amount = deep.mentions.amount_at(to.tokens.0)?;
    // the share may hang by the noun: "raised its stake to 51%"
    let above = v.head(amount.head)?;
    let verb = |&h: &usize| v.upos(h) == Upos::Verb;
    Some(above)
        .filter(verb)
        .or_else(|| v.head(above).filter(verb))
}

/// Whether what was found is a share that is or was held.
fn is_share(f: &Found) -> bool {
    matches!(f.key, QualifierKey::Stake | QualifierKey::Previous)
        && matches!(f.value, Value::Number(_))
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
