//! Who holds what: who is to buy a thing does not own it yet, who is to sell it does; who once had a post somewhere heads another
//! body now.

use super::{Candidate, Context};
use crate::claim::{Object, Predicate, QualifierKey, Status, TraceStep};
use crate::mention::{MentionId, MentionKind};

/// A description as surely resolved as this is believed.
const SURE: f32 = 0.8;

/// Gives what "the buyout firm has owned" to who sells it, where the description was taken for who is to buy it, and not surely.
pub(super) fn held(context: &Context<'_>, candidates: &mut [Candidate]) {
    let owners: Vec<(usize, MentionId)> = (0..candidates.len())
        .filter_map(|i| Some((i, seller(context, candidates, i)?)))
        .collect();
    for (i, owner) in owners {
        let claim = &mut candidates[i].claim;
        claim.subject = owner;
        claim.trace.steps.push(TraceStep {
            slot: "subject".to_owned(),
            words: context
                .view
                .words(&context.mentions.get(owner).tokens)
                .to_owned(),
            how: "who sells it; the other is to buy it".to_owned(),
        });
    }
}

/// Drops the post that a pronoun gives somebody at a body where the same sentence says by name that they had one ("Its
/// boss, Ola, used to be Norvane's network director"), and the post without a body that the same sentence gives one.
pub(super) fn elsewhere(context: &Context<'_>, candidates: &mut Vec<Candidate>) {
    let mentions = context.mentions;
    let named = |m: MentionId| mentions.get(m).kind == MentionKind::Name;
    let had: Vec<(usize, MentionId, MentionId)> = candidates
        .iter()
        .filter(|c| c.claim.status == Status::Ended)
        .filter_map(|c| {
            let (person, body) = ends(c, "holdsPosition")?;
            named(body).then(|| (context.view.sentence_index(c.trigger), person, body))
        })
        .collect();
    let same = |a: MentionId, b: MentionId| {
        mentions.reference(a).referents == mentions.reference(b).referents
    };
    candidates.retain(|c| {
        let Some((person, body)) = ends(c, "holdsPosition") else {
            return true;
        };
        let here = context.view.sentence_index(c.trigger);
        let once = |&(at, who, place): &(usize, MentionId, MentionId)| {
            at == here && same(who, person) && same(place, body)
        };
        !(!named(body) && c.claim.status == Status::Actual && had.iter().any(once))
    });
    // "Chief executive Ola leaves Norvane": chief executive of Norvane, not of whoever was spoken of before
    let here = |c: &Candidate, m: MentionId| {
        let view = context.view;
        view.sentence_index(mentions.get(m).head) == view.sentence_index(c.trigger)
    };
    let role = |c: &Candidate| {
        let mut qualifiers = c.claim.qualifiers.iter();
        let role = qualifiers.find(|q| q.key == QualifierKey::Role);
        role.map(|q| q.value.clone())
    };
    let told: Vec<_> = candidates
        .iter()
        .filter_map(|c| {
            let (person, body) = ends(c, "holdsPosition")?;
            let sentence = context.view.sentence_index(c.trigger);
            here(c, body).then_some((sentence, person, role(c)?))
        })
        .collect();
    candidates.retain(|c| {
        let Some((person, body)) = ends(c, "holdsPosition") else {
            return true;
        };
        let sentence = context.view.sentence_index(c.trigger);
        let own = role(c);
        let there = told.iter().any(|(at, who, office)| {
            *at == sentence && same(*who, person) && own.as_ref() == Some(office)
        });
        here(c, body) || !there
    });
}

/// Who is to sell what a claim says that its buyer owns.
fn seller(context: &Context<'_>, candidates: &[Candidate], i: usize) -> Option<MentionId> {
    let mentions = context.mentions;
    let claim = &candidates[i].claim;
    let (owner, thing) = ends(&candidates[i], "owns")?;
    let doubtful = mentions.get(owner).kind != MentionKind::Name
        && mentions.reference(owner).confidence < SURE;
    let whole = !claim
        .qualifiers
        .iter()
        .any(|q| q.key == QualifierKey::Stake);
    if claim.status != Status::Actual || !doubtful || !whole {
        return None;
    }
    let same = |a: MentionId, b: MentionId| {
        mentions.reference(a).referents == mentions.reference(b).referents
    };
    let planned = |relation: &'static str| {
        candidates
            .iter()
            .filter(|c| c.claim.status == Status::Planned)
            .filter_map(move |c| ends(c, relation))
            .filter(move |&(_, object)| same(object, thing))
    };
    let buys = planned("acquires").any(|(buyer, _)| same(buyer, owner));
    planned("sells")
        .map(|(seller, _)| seller)
        .find(|&seller| buys && !same(seller, owner))
}

/// Subject and object of a claim of a relation between two entities.
fn ends(candidate: &Candidate, relation: &str) -> Option<(MentionId, MentionId)> {
    match (&candidate.claim.predicate, &candidate.claim.object) {
        (Predicate::Relation(name), Object::Entity(object)) if name == relation => {
            Some((candidate.claim.subject, *object))
        }
        _ => None,
    }
}
