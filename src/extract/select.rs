//! From candidates to claims: duplicates of one sentence merged, the more specific kept.

use std::collections::BTreeMap;

use super::{Candidate, Context};
use crate::claim::{Claim, Object, Predicate};
use crate::mention::MentionId;
use crate::nlp::Deprel;

/// Merges what several frames say of the same words, and puts the claims in the order of the text.
pub fn select(context: &Context<'_>, candidates: Vec<Candidate>) -> Vec<Claim<MentionId>> {
    let mut kept: Vec<Candidate> = Vec::new();
    let mut seen: BTreeMap<(Vec<MentionId>, String, String), Vec<usize>> = BTreeMap::new();
    for candidate in candidates {
        let claim = &candidate.claim;
        let resolve = |id: MentionId| context.mentions.reference(id).referents.clone();
        let mut subject = resolve(claim.subject);
        let object = match &claim.object {
            Object::Entity(id) => {
                let mut object = resolve(*id);
                // "A competes with B" and "B competes with A" are one claim
                let symmetric = match &claim.predicate {
                    Predicate::Relation(r) => {
                        context.ontology.relation(r).is_some_and(|r| r.symmetric)
                    }
                    Predicate::Open(_) => false,
                };
                if symmetric && object < subject {
                    std::mem::swap(&mut subject, &mut object);
                }
                format!("{object:?}")
            }
            other => format!("{other:?}"),
        };
        let key = (subject, format!("{:?}", claim.predicate), object);
        let same = seen.entry(key).or_default();
        let sentence = context.view.sentence_index(candidate.trigger);
        let twin = same.iter().copied().find(|&i| {
            context.view.sentence_index(kept[i].trigger) == sentence
                && compatible(&kept[i].claim, claim)
        });
        // one predicate inside another ("committed to spending") is one claim: the outer one's
        let nested = same.iter().copied().find(|&i| {
            context.view.sentence_index(kept[i].trigger) == sentence
                && (within(context, kept[i].trigger, candidate.trigger)
                    || within(context, candidate.trigger, kept[i].trigger))
        });
        if let (None, Some(i)) = (twin, nested) {
            if within(context, candidate.trigger, kept[i].trigger) {
                kept[i] = candidate;
            }
            continue;
        }
        match twin {
            Some(i) => absorb(&mut kept[i], candidate),
            None => {
                same.push(kept.len());
                kept.push(candidate);
            }
        }
    }
    kept.sort_by(|a, b| {
        let place = |c: &Candidate| {
            (
                c.claim.evidence[0].start,
                c.claim.evidence[0].end,
                c.trigger,
            )
        };
        place(a)
            .cmp(&place(b))
            .then_with(|| a.claim.predicate.cmp(&b.claim.predicate))
    });
    kept.into_iter().map(|c| c.claim).collect()
}

/// Whether a trigger is the complement of another, at most two steps below it.
fn within(context: &Context<'_>, outer: usize, inner: usize) -> bool {
    let v = context.view;
    let mut at = inner;
    for _ in 0..2 {
        match v.head(at) {
            Some(h) if h == outer => return true,
            Some(h)
                if matches!(
                    v.deprel(at),
                    Deprel::Xcomp | Deprel::Advcl | Deprel::Obj | Deprel::Obl | Deprel::Acl
                ) =>
            {
                at = h;
            }
            _ => return false,
        }
    }
    false
}

/// Whether two claims about the same participants do not contradict each other: same status, no qualifier with two values.
fn compatible(a: &Claim<MentionId>, b: &Claim<MentionId>) -> bool {
    a.status == b.status
        && a.qualifiers.iter().all(|q| {
            let mut others = b.qualifiers.iter().filter(|r| r.key == q.key).peekable();
            others.peek().is_none() || others.any(|r| r.value == q.value)
        })
}

fn absorb(kept: &mut Candidate, other: Candidate) {
    if other.claim.confidence > kept.claim.confidence {
        kept.claim.confidence = other.claim.confidence;
    }
    let wider = |a: &crate::claim::Evidence, b: &crate::claim::Evidence| {
        b.start <= a.start && b.end >= a.end
    };
    if wider(&kept.claim.evidence[0], &other.claim.evidence[0]) {
        kept.claim.evidence = other.claim.evidence;
    }
    if kept.claim.qualifiers.len() < other.claim.qualifiers.len() {
        kept.claim.trace = other.claim.trace;
    }
    kept.claim.qualifiers.extend(other.claim.qualifiers);
    kept.claim.qualifiers.sort();
    kept.claim.qualifiers.dedup();
    if kept.claim.attribution.is_empty() {
        kept.claim.attribution = other.claim.attribution;
    }
}
