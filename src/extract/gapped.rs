//! Whose an amount is where the verb is left out: "valued Norvane at $33bn and *Trask at $80bn*", "Norvane holds 63% and
//! *Trask 37%*".

use std::mem::discriminant;

use super::deep::Deep;
use super::qualifiers::Found;
use crate::claim::{Object, QualifierKey, Value};
use crate::mention::{Amount, AmountValue, MentionId, MentionKind, Time, TimeValue};
use crate::nlp::Deprel;

/// How many words may stand between a name and its amount: "Trask at just over $80bn".
const BETWEEN: usize = 4;

/// The name that a sum or share stands behind without a verb, where the clause before says the same of somebody else.
pub(super) fn holder(deep: &Deep<'_>, amount: &Amount) -> Option<MentionId> {
    let v = deep.view;
    if matches!(amount.value, AmountValue::Count(_)) {
        return None;
    }
    let sentence = v.sentence(amount.tokens.start).tokens.clone();
    let lower = |k: usize| v.form(k).to_lowercase();
    let mut at = amount.tokens.start;
    let mut preposition = None;
    let id = loop {
        if at == sentence.start || amount.tokens.start - at > BETWEEN {
            return None;
        }
        at -= 1;
        match lower(at).as_str() {
            word @ ("at" | "with" | "for" | "to" | "by") if preposition.is_none() => {
                preposition = Some(word.to_owned());
            }
            "the" | "a" | "another" | "remaining" | "other" | "about" | "some" | "around"
            | "just" | "over" | "under" | "nearly" | "almost" | "roughly" | "only" | "more"
            | "less" | "than" => {}
            _ => break deep.mentions.at(at)?,
        }
    };
    let mention = deep.mentions.get(id);
    let start = match mention.kind {
        MentionKind::Name if mention.tokens.end == at + 1 => mention.tokens.start,
        // "and *Norvane's mail arm* for $4bn"
        MentionKind::Nominal if mention.head == at && preposition.is_some() => {
            let words = v.subtree(at);
            (sentence.start..at)
                .rev()
                .take_while(|k| words.contains(k) && !matches!(v.form(*k), "and" | ","))
                .last()?
        }
        _ => return None,
    };
    let mut joiner = start.checked_sub(1)?;
    // "at Norvane to $4bn and at Trask to $2bn"
    if matches!(lower(joiner).as_str(), "at" | "in" | "for") && preposition.is_some() {
        joiner = joiner.checked_sub(1)?;
    }
    let joined = joiner >= sentence.start
        && matches!(
            lower(joiner).as_str(),
            "and" | "," | ";" | "while" | "whereas"
        );
    if !joined {
        return None;
    }
    // the amount that the verb told of, by the same preposition
    let like = |a: &&Amount| {
        sentence.contains(&a.tokens.start)
            && a.tokens.end <= joiner
            && discriminant(&a.value) == discriminant(&amount.value)
    };
    let before = deep.mentions.amounts.iter().rfind(like)?;
    let alike = match preposition {
        None => true,
        // with a price of its own right before: "bought Norvane for $3bn and Trask for $4bn"
        Some(word) => {
            let near = before.tokens.end == joiner
                || before.tokens.end + 1 == joiner && v.form(joiner - 1) == ",";
            let start = before.tokens.start.saturating_sub(BETWEEN);
            near && (start.max(sentence.start)..before.tokens.start).any(|k| lower(k) == word)
        }
    };
    alike.then_some(id)
}

/// Those who stand behind an amount with one of their own, where the verb was left out: the name and its amount.
pub(super) fn holders<'a>(deep: &'a Deep<'_>, after: &Amount) -> Vec<(MentionId, &'a Amount)> {
    let v = deep.view;
    let sentence = v.sentence_index(after.tokens.start);
    let mut end = after.tokens.end;
    let mut found = Vec::new();
    for amount in &deep.mentions.amounts {
        if amount.tokens.start < end || v.sentence_index(amount.tokens.start) != sentence {
            continue;
        }
        let same = discriminant(&amount.value) == discriminant(&after.value);
        let Some(id) = holder(deep, amount).filter(|_| same) else {
            break;
        };
        // one right after the other
        let start = deep.mentions.get(id).tokens.start;
        if start < end || start - end > 4 {
            break;
        }
        end = amount.tokens.end;
        found.push((id, amount));
    }
    found
}

/// Leaves what is told of one party without the sums and shares of those that the verb was left out for, and gives it its own.
pub(super) fn without_others(
    deep: &Deep<'_>,
    subject: usize,
    object: usize,
    found: Vec<Found>,
) -> Vec<Found> {
    let takes = |key: QualifierKey| {
        matches!(
            key,
            QualifierKey::Amount
                | QualifierKey::AmountMin
                | QualifierKey::AmountMax
                | QualifierKey::Stake
                | QualifierKey::Rate
        )
    };
    let Some(first) = found.iter().find(|f| takes(f.key)) else {
        return found;
    };
    let of = |k: usize| deep.mentions.at(k);
    let own = |id: MentionId| of(subject) == Some(id) || of(object) == Some(id);
    let sentence = deep.view.sentence(first.tokens.0).tokens.clone();
    let gaps: Vec<(MentionId, &Amount)> = deep
        .mentions
        .amounts
        .iter()
        .filter(|a| sentence.contains(&a.tokens.start))
        .filter_map(|a| holder(deep, a).map(|id| (id, a)))
        .collect();
    if gaps.is_empty() {
        return found;
    }
    let mut left: Vec<Found> = Vec::new();
    for f in found {
        let amount = deep.mentions.amount_at(f.tokens.0).filter(|_| takes(f.key));
        let Some(amount) = amount else {
            left.push(f);
            continue;
        };
        let whose = gaps.iter().find(|(_, a)| a.tokens == amount.tokens);
        let mine = gaps
            .iter()
            .find(|(id, a)| own(*id) && discriminant(&a.value) == discriminant(&amount.value));
        match (whose, mine) {
            (Some((id, _)), _) if own(*id) => left.push(f),
            (None, Some((_, a))) => left.extend(in_its_place(&f, a)),
            (None, None) => left.push(f),
            (Some(_), _) => {}
        }
    }
    left
}

/// Gives what stands in a list behind a time of its own that time, and no place that was told before it: "bought a mill in Leeds in
/// 2024, and in 2025 a *depot* in Cork".
pub(super) fn with_own_time(deep: &Deep<'_>, object: usize, found: Vec<Found>) -> Vec<Found> {
    let Some((time, joiner)) = own_time(deep, object) else {
        return found;
    };
    let TimeValue::Date(date) = time.value else {
        return found;
    };
    let dated = found.iter().any(|f| f.key == QualifierKey::Date);
    let v = deep.view;
    let own_place = found
        .iter()
        .any(|f| f.key == QualifierKey::Place && f.tokens.0 > joiner);
    let first = v.head(object);
    let of_the_first = |f: &Found| {
        let described = first.is_some_and(|first| v.dominates(first, f.tokens.0));
        f.tokens.1 < joiner
            && (f.key == QualifierKey::Date
                || f.key == QualifierKey::Place && (own_place || described))
    };
    let mut left: Vec<Found> = found.into_iter().filter(|f| !of_the_first(f)).collect();
    if dated && left.iter().all(|f| f.key != QualifierKey::Date) {
        left.push(Found {
            key: QualifierKey::Date,
            value: Value::Date(date, None),
            tokens: (time.tokens.start, time.tokens.end - 1),
        });
    }
    left
}

/// The time that stands between a conjunct and the word that joins it, with that word.
fn own_time<'a>(deep: &'a Deep<'_>, object: usize) -> Option<(&'a Time, usize)> {
    let v = deep.view;
    let first = v
        .head(object)
        .filter(|&h| h < object && v.deprel(object) == Deprel::Conj)?;
    let joins = |k: usize| matches!(v.form(k).to_lowercase().as_str(), "and" | "then" | ";");
    let time = deep.mentions.times.iter().find(|time| {
        let preposition = usize::from(deep.preposition(time.head).is_some());
        let before = time.tokens.start.checked_sub(1 + preposition);
        // times may hold their preposition
        let joined = [time.tokens.start.checked_sub(1), before]
            .into_iter()
            .flatten()
            // "and, since July, to Trask"
            .map(|k| {
                if k > first && v.form(k) == "," {
                    k - 1
                } else {
                    k
                }
            })
            .any(|k| k > first && joins(k));
        let between = time.tokens.end..object;
        joined
            && time.tokens.start > first
            && time.tokens.end <= object
            && between
                .clone()
                .all(|k| v.form(k) == "," || k == object || v.dominates(object, k))
    })?;
    let joiner = (first..time.tokens.start).rev().find(|&k| joins(k))?;
    Some((time, joiner))
}

/// What an amount is, as the qualifier that another was.
fn in_its_place(other: &Found, amount: &Amount) -> Option<Found> {
    let value = match (&amount.value, other.key) {
        (AmountValue::Money(money), QualifierKey::Amount) => Value::Money(money.clone()),
        (AmountValue::Percent(share), QualifierKey::Stake | QualifierKey::Rate) => {
            Value::Number(share.clone())
        }
        _ => return None,
    };
    Some(Found {
        key: other.key,
        value,
        tokens: (amount.tokens.start, amount.tokens.end - 1),
    })
}

/// Whether the object of a claim is a sum or share of somebody else than its subject.
pub(super) fn is_of_another(
    deep: &Deep<'_>,
    subject: usize,
    object: (usize, &Object<MentionId>),
) -> bool {
    if matches!(object.1, Object::Entity(_)) {
        return false;
    }
    let whose = deep
        .mentions
        .amount_at(object.0)
        .and_then(|a| holder(deep, a));
    whose.is_some_and(|id| deep.mentions.at(subject) != Some(id))
}
