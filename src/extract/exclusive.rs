//! Licences that a later sentence says are exclusive no longer: what was exclusive before is over.

use super::afterwards::set_status_told_later;
use super::{Candidate, Context};
use crate::claim::{Claim, Object, Predicate, QualifierKey, Status, Value};
use crate::mention::MentionId;

/// Ends the exclusive licences of who is said to keep them without being the only one.
pub(super) fn no_longer_exclusive(context: &Context<'_>, candidates: &mut [Candidate]) {
    let licences: Vec<(usize, bool)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(i, c)| Some((i, exclusive(&c.claim)?)))
        .filter(|&(i, _)| candidates[i].claim.status == Status::Actual)
        .collect();
    for &(was, _) in licences.iter().filter(|(_, exclusive)| *exclusive) {
        let place = |i: usize| context.view.sentence_index(candidates[i].trigger);
        let now = licences.iter().find(|&&(is, exclusive)| {
            !exclusive
                && place(is) > place(was)
                && same_licence(context, &candidates[was].claim, &candidates[is].claim)
        });
        if let Some(&(is, _)) = now {
            let told = candidates[is].trigger;
            set_status_told_later(context, &mut candidates[was], Status::Ended, (told, told));
        }
    }
}

/// Whether a licence is said to be exclusive.
fn exclusive(claim: &Claim<MentionId>) -> Option<bool> {
    let licenses = matches!(&claim.predicate, Predicate::Relation(name) if name == "licenses");
    let mut qualifiers = claim.qualifiers.iter().filter(|_| licenses);
    qualifiers.find_map(|q| match (q.key, &q.value) {
        (QualifierKey::Exclusive, Value::Boolean(exclusive)) => Some(*exclusive),
        _ => None,
    })
}

/// Whether two claims are of the same licensee, and of one thing or licensor.
fn same_licence(context: &Context<'_>, a: &Claim<MentionId>, b: &Claim<MentionId>) -> bool {
    let who = |id: MentionId| &context.mentions.reference(id).referents;
    let of = |claim: &Claim<MentionId>| {
        let object = match claim.object {
            Object::Entity(id) => Some(id),
            _ => None,
        };
        let licensors = claim
            .qualifiers
            .iter()
            .filter_map(|q| match (q.key, &q.value) {
                (QualifierKey::Licensor, Value::Entity(id)) => Some(*id),
                _ => None,
            });
        object
            .into_iter()
            .chain(licensors)
            .flat_map(who)
            .copied()
            .collect::<Vec<_>>()
    };
    let others = of(b);
    !who(a.subject).is_empty()
        && who(a.subject) == who(b.subject)
        && of(a).iter().any(|id| others.contains(id))
}
