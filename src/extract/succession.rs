//! Succession: who follows somebody, or is followed, in an office has that office: "her predecessor, Colin Haverty, signed it".

use super::{Candidate, Context};
use crate::claim::{Object, Predicate, Qualifier, QualifierKey, Status, TraceStep, Value};
use crate::mention::{MentionId, MentionKind};
use crate::nlp::{Deprel, View};
use crate::ontology::Sense;

/// Gives a claim of an office that its words do not name the one that they point to, with the words that name that as further
/// evidence.
pub(super) fn succession(context: &Context<'_>, candidates: &mut [Candidate]) {
    let named: Vec<Option<(usize, String)>> = (0..candidates.len())
        .map(|i| office(context, candidates, i))
        .collect();
    for (i, found) in named.into_iter().enumerate() {
        let Some((k, role)) = found else { continue };
        let evidence = candidates[k].claim.evidence[0].clone();
        let claim = &mut candidates[i].claim;
        claim.qualifiers.retain(|q| q.key != QualifierKey::Role);
        claim.qualifiers.push(Qualifier {
            key: QualifierKey::Role,
            value: Value::Text(role.clone()),
        });
        claim.qualifiers.sort();
        claim.trace.steps.push(TraceStep {
            slot: QualifierKey::Role.as_str().to_owned(),
            words: role,
            how: "the office of the one before or after".to_owned(),
        });
        if !claim.evidence.contains(&evidence) {
            claim.evidence.push(evidence);
        }
    }
}

/// An office that somebody is only meant for is still to come: "her designated successor", "the chairman-designate".
pub(super) fn designated(context: &Context<'_>, candidates: &mut [Candidate]) {
    let v = context.view;
    let is = |t: usize, sense: Sense| context.grammar.senses.has(sense, v.lemma(t));
    let meant = |t: usize| {
        let noun = [Some(t), v.head(t)].into_iter().flatten();
        let mut noun = noun.filter(|&k| is(k, Sense::InOffice));
        noun.any(|k| v.children(k).any(|c| is(c, Sense::Designated)))
    };
    for c in candidates {
        let by_name = |role: &str| role.ends_with("-designate") || role.ends_with("-elect");
        let to_come = position(c).is_some()
            && c.claim.status == Status::Actual
            && (role(c).is_some_and(by_name)
                || c.participants.iter().chain([&c.trigger]).any(|&t| meant(t)));
        if to_come {
            c.claim.status = Status::Planned;
            c.claim.trace.steps.push(TraceStep {
                slot: "status".to_owned(),
                words: v.form(c.trigger).to_owned(),
                how: "planned: an office that somebody is meant for".to_owned(),
            });
        }
    }
}

/// The office that a claim without one points to, and the claim that names it.
fn office(context: &Context<'_>, candidates: &[Candidate], i: usize) -> Option<(usize, String)> {
    let one = &candidates[i];
    let (person, organization) = position(one)?;
    let relative = |words: &str| {
        let last = words.split_whitespace().last().unwrap_or_default();
        context
            .grammar
            .senses
            .has(Sense::InOffice, &last.to_lowercase())
    };
    if role(one).is_some_and(|r| !relative(r)) {
        return None;
    }
    let others = beside(context, one);
    if others.is_empty() {
        return None;
    }
    let refers = |m: MentionId| &context.mentions.reference(m).referents;
    let counterpart = one
        .participants
        .iter()
        .chain([&one.trigger])
        .any(|&t| context.view.lemma(t).eq_ignore_ascii_case("counterpart"));
    let mut best: Option<(usize, (bool, usize), String)> = None;
    for (k, other) in candidates.iter().enumerate() {
        let Some((holder, place)) = position(other) else {
            continue;
        };
        let Some(words) = role(other).filter(|r| !relative(r)) else {
            continue;
        };
        // what is told later may be what they do next
        let before = other.trigger < one.trigger
            || context.view.sentence_index(other.trigger)
                == context.view.sentence_index(one.trigger);
        let over = other.claim.status == Status::Ended;
        if !before {
            continue;
        }
        if counterpart && over {
            continue;
        }
        let same_place = refers(place) == refers(organization);
        let known = others.iter().any(|&m| refers(m) == refers(holder));
        if !known || refers(holder) == refers(person) || !(same_place || counterpart) {
            continue;
        }
        // an office of today before one of before, and the nearest
        let rank = (over, other.trigger.abs_diff(one.trigger));
        if best.as_ref().is_none_or(|b| rank < b.1) {
            best = Some((k, rank, words.to_owned()));
        }
    }
    best.map(|(k, _, words)| (k, words))
}

/// Who holds a position where, by a claim that says so.
fn position(candidate: &Candidate) -> Option<(MentionId, MentionId)> {
    match (&candidate.claim.predicate, &candidate.claim.object) {
        (Predicate::Relation(name), Object::Entity(object)) if name == "holdsPosition" => {
            Some((candidate.claim.subject, *object))
        }
        _ => None,
    }
}

/// The words for the office that a claim names.
fn role(candidate: &Candidate) -> Option<&str> {
    let mut own = candidate.claim.qualifiers.iter();
    own.find_map(|q| match (&q.value, q.key) {
        (Value::Text(words), QualifierKey::Role) => Some(words.as_str()),
        _ => None,
    })
}

/// Those whom the words of a claim set beside its person: who succeeds or is succeeded, whose predecessor it is.
fn beside(context: &Context<'_>, candidate: &Candidate) -> Vec<MentionId> {
    let v = context.view;
    let senses = &context.grammar.senses;
    let t = candidate.trigger;
    let mut words: Vec<usize> = Vec::new();
    if senses.has(Sense::Succeeding, v.lemma(t)) {
        let parts = [
            Deprel::Nsubj,
            Deprel::NsubjPass,
            Deprel::Obj,
            Deprel::OblAgent,
            Deprel::Obl,
        ];
        words.extend(v.children_by(t, &parts));
    }
    let person = candidate.participants.first().copied();
    for noun in person.into_iter().chain([t]).flat_map(|k| nouns(v, k)) {
        if senses.has(Sense::InOffice, &v.lemma(noun).to_lowercase()) {
            words.extend(v.children_by(noun, &[Deprel::NmodPoss]));
        }
    }
    let mentions = context.mentions;
    let found = words.into_iter().filter_map(|w| mentions.at(w));
    found
        .filter(|&m| {
            let named = mentions.reference(m).referents.first();
            named.is_some_and(|&n| mentions.get(n).kind == MentionKind::Name)
        })
        .collect()
}

/// A word, what it is in apposition to and what is in apposition to it, and what it is said to be.
fn nouns(v: &View<'_>, t: usize) -> Vec<usize> {
    let joins = [Deprel::Appos, Deprel::NmodDesc, Deprel::Flat, Deprel::Nsubj];
    let mut found = vec![t];
    if joins.contains(&v.deprel(t)) {
        found.extend(v.head(t));
    }
    found.extend(v.children_by(t, &joins));
    found
}
