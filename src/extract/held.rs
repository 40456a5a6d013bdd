//! Who holds what is to be sold: who is to buy it does not own it yet, who is to sell it does.

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
