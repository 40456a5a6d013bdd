//! Which of the times of a claim are those of an event and which those of a state, and what is no value that was replaced.

use super::assemble::Parts;
use super::deep::Deep;
use super::qualifiers::Found;
use crate::claim::{Object, Predicate, QualifierKey, Status, Value};
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

/// The qualifiers with their times as the relation takes them.
pub(super) fn spans(deep: &Deep<'_>, parts: &Parts<'_>, found: Vec<Found>) -> Vec<Found> {
    let Predicate::Relation(name) = &parts.predicate else {
        return found;
    };
    let published = deep.view.document.meta.date;
    let to_come = matches!(
        parts.state.status,
        Status::Planned | Status::Possible | Status::Conditional | Status::Obligated
    );
    // "from Cork to Leeds by 2027": until then in Cork
    let left = deep.preposition(parts.object.token).as_deref() == Some("from");
    // "will move its head office to Leeds by 2027"
    let by = |f: &Found| match (&f.value, published) {
        (Value::Date(d, Some(word)), Some(p)) => word == "by" && d.last_day() > p.last_day(),
        _ => false,
    };
    // "became a limited partnership": what it became is not what it was
    let itself = |f: &Found| {
        (f.tokens.0..=f.tokens.1).contains(&parts.object.token)
            && !matches!(parts.object.object, Object::Entity(_))
            || matches!(&f.value, Value::Text(words) if *words == parts.object.words)
    };
    found
        .into_iter()
        .filter_map(|f| {
            let key = match (name.as_str(), f.key) {
                // "dates back to 1911"
                ("foundedBy", QualifierKey::ValidFrom | QualifierKey::ValidUntil) => {
                    QualifierKey::Date
                }
                // "from 5 to 7 October": the first day
                ("hosts" | "outage", QualifierKey::ValidFrom) => QualifierKey::Date,
                ("hosts" | "outage", QualifierKey::ValidUntil) => return None,
                ("headquarteredIn" | "holdsPosition", QualifierKey::ValidUntil)
                    if to_come && by(&f) && !left =>
                {
                    QualifierKey::ValidFrom
                }
                ("hasEmployees" | "hasRevenue" | "valuedAt", QualifierKey::ValidUntil)
                    if to_come && by(&f) =>
                {
                    QualifierKey::Date
                }
                ("headquarteredIn", QualifierKey::ValidFrom) if left => QualifierKey::ValidUntil,
                (
                    "holdsPosition",
                    QualifierKey::Role | QualifierKey::Duration | QualifierKey::Place,
                ) if of_an_earlier_post(deep, parts, &f) => {
                    return None;
                }
                (_, QualifierKey::Previous) if itself(&f) => return None,
                (_, key) => key,
            };
            Some(Found { key, ..f })
        })
        .collect()
}

/// "took over Norvane after six years as head of drama at Trask", "hired Ada Berg from Trask as head of sales": what is told of
/// the one post is not of the other.
fn of_an_earlier_post(deep: &Deep<'_>, parts: &Parts<'_>, f: &Found) -> bool {
    let v = deep.view;
    let object = parts.object.token;
    let over = [parts.status, parts.state.status].contains(&Status::Ended)
        || deep.lemma_is(parts.trigger, Sense::LeavingAPost);
    if over {
        // who was hired away from the object takes the post elsewhere
        let from = deep.preposition(object).as_deref() == Some("from");
        let hired = deep.lemma_is(parts.trigger, Sense::Poaching)
            || std::iter::successors(v.head(object), |&h| v.head(h))
                .take(2)
                .any(|h| deep.lemma_is(h, Sense::Poaching));
        return f.key == QualifierKey::Role && f.tokens.0 > object && from && hired;
    }
    after(deep, f.tokens.1, parts.trigger)
        .is_some_and(|roots| !roots.iter().any(|&k| v.dominates(k, object)))
}

/// Whether a post is that of the time before the one that somebody took: "after six years as *head* of drama at Trask".
pub(super) fn is_of_an_earlier_time(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let object = parts.object.token;
    matches!(&parts.predicate, Predicate::Relation(name) if name == "holdsPosition")
        && after(deep, parts.trigger, parts.trigger)
            .is_some_and(|roots| !roots.iter().any(|&k| deep.view.dominates(k, object)))
}

/// The heads of the phrase with "after" that a word stands in, below another word if that is not the same. What goes on with "as"
/// may hang elsewhere: "after six years as head of drama".
fn after(deep: &Deep<'_>, word: usize, below: usize) -> Option<Vec<usize>> {
    let v = deep.view;
    let follows = |t: usize| {
        let preposition = deep.preposition(t);
        v.upos(t).is_nominal() && matches!(preposition.as_deref(), Some("after" | "following"))
    };
    let mut at = word;
    loop {
        if follows(at) {
            return Some(vec![at]);
        }
        let case = v.child(at, &[Deprel::Case]).filter(|&c| v.lemma(c) == "as");
        if let Some(before) = case.and_then(|c| c.checked_sub(1)).filter(|&b| follows(b)) {
            return Some(vec![before, at]);
        }
        at = v.head(at).filter(|&h| h != below)?;
        if v.upos(at) == Upos::Verb {
            return None;
        }
    }
}
