//! Claims that support one another: the same is said with other qualifiers, here or in another document.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claim, Confidence, TraceStep};
use crate::graph::EntityId;

/// Raises the confidence of claims that are also made elsewhere with qualifiers that do not contradict theirs: within a document to
/// that of the surest, as all are true together; by another document as far as half of an independent source would, as articles copy
/// from one another. Qualifiers are as sure as they were.
pub(super) fn support(claims: &mut BTreeMap<String, Claim<EntityId>>) {
    let mut said: BTreeMap<_, Vec<&String>> = BTreeMap::new();
    for (id, claim) in claims.iter().filter(|(_, c)| !c.predicate.is_open()) {
        let what = (claim.subject, &claim.predicate, &claim.object, claim.status);
        said.entry(what).or_default().push(id);
    }
    let mut raised: Vec<(String, f64, String)> = Vec::new();
    for ids in said.values().filter(|ids| ids.len() > 1) {
        for &id in ids {
            let claim = &claims[id];
            let others = ids
                .iter()
                .filter(|&&other| other != id)
                .map(|&other| &claims[other])
                .filter(|other| agree(claim, other));
            let own = documents(claim);
            let (mut here, mut elsewhere) = (0.0_f64, 0.0_f64);
            let mut witnesses = BTreeSet::new();
            for other in others {
                let confidence = other.confidence.get();
                let apart: Vec<&str> = documents(other).difference(&own).copied().collect();
                match apart.is_empty() {
                    true => here = here.max(confidence),
                    false => elsewhere = elsewhere.max(confidence),
                }
                witnesses.extend(apart);
            }
            let mine = claim.confidence.get();
            let base = mine.max(here);
            let independent = 1.0 - (1.0 - base) * (1.0 - elsewhere);
            let sure = ((base + independent) / 2.0).min(0.99);
            if sure > mine {
                let how = match witnesses.len() {
                    0 => "the same is said again in the document".to_owned(),
                    n => format!("the same is said in {n} more document(s)"),
                };
                raised.push((id.clone(), sure, how));
            }
        }
    }
    for (id, sure, how) in raised {
        if let Some(claim) = claims.get_mut(&id) {
            claim.confidence = Confidence::new(sure);
            claim.trace.steps.push(TraceStep {
                slot: "support".to_owned(),
                words: claim.confidence.to_string(),
                how,
            });
        }
    }
}

fn documents(claim: &Claim<EntityId>) -> BTreeSet<&str> {
    claim.evidence.iter().map(|e| e.document.as_str()).collect()
}

/// Whether no qualifier that both have has two values.
fn agree(a: &Claim<EntityId>, b: &Claim<EntityId>) -> bool {
    a.qualifiers.iter().all(|q| {
        let mut others = b.qualifiers.iter().filter(|r| r.key == q.key).peekable();
        others.peek().is_none() || others.any(|r| r.value == q.value)
    })
}
