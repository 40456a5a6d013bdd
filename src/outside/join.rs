//! Bringing claims from outside together with those that are known.

use crate::claim::{Claim, Confidence, Object, Predicate, TraceStep, Value};
use crate::mention::{MentionId, Mentions};
use crate::ontology::Ontology;

/// Two witnesses that agree leave at least this doubt.
const SUREST: f64 = 0.99;

/// Adds a claim to those of its document. Where one of them says the same of the same words, it takes over what it lacks
/// instead; whether that was so.
pub(super) fn join(
    known: &mut Vec<Claim<MentionId>>,
    new: Claim<MentionId>,
    ontology: &Ontology,
    mentions: &Mentions,
) -> bool {
    let key = participants(&new, ontology, mentions);
    let twin = known.iter_mut().find(|old| {
        old.predicate == new.predicate
            && old.status == new.status
            && participants(old, ontology, mentions) == key
            && nearby(old, &new)
            && compatible(old, &new, mentions)
    });
    let Some(old) = twin else {
        known.push(new);
        return false;
    };
    let says = |step: &TraceStep| step.slot == SLOT && step.words == new.extractor;
    if old.extractor != new.extractor && !old.trace.steps.iter().any(says) {
        let (a, b) = (old.confidence.get(), new.confidence.get());
        // an author may have read the same words in the same way: half of what an independent one would add
        let independent = 1.0 - (1.0 - a) * (1.0 - b);
        let both = f64::midpoint(a.max(b), independent);
        old.confidence = Confidence::new(both.min(SUREST.max(a)));
        old.trace.steps.push(TraceStep {
            slot: SLOT.to_owned(),
            words: new.extractor.clone(),
            how: "says the same".to_owned(),
        });
    }
    let lacking = new.qualifiers.into_iter();
    let lacking: Vec<_> = lacking
        .filter(|q| old.qualifiers.iter().all(|k| k.key != q.key))
        .collect();
    old.qualifiers.extend(lacking);
    old.qualifiers.sort();
    if old.attribution.is_empty() {
        old.attribution = new.attribution;
    }
    true
}

const SLOT: &str = "extractor";

/// Subject and object by what they refer to, in one order where the relation says the same both ways.
fn participants(
    claim: &Claim<MentionId>,
    ontology: &Ontology,
    mentions: &Mentions,
) -> (Vec<MentionId>, Object<Vec<MentionId>>) {
    let referents = |id: MentionId| mentions.reference(id).referents.clone();
    let subject = referents(claim.subject);
    let object = claim.object.clone().map(referents);
    let symmetric = match &claim.predicate {
        Predicate::Relation(name) => ontology.relation(name).is_some_and(|r| r.symmetric),
        Predicate::Open(_) => false,
    };
    match object {
        Object::Entity(other) if symmetric && other < subject => (other, Object::Entity(subject)),
        object => (subject, object),
    }
}

/// Whether two claims rest on the same words or sentence.
fn nearby(a: &Claim<MentionId>, b: &Claim<MentionId>) -> bool {
    a.evidence.iter().any(|a| {
        b.evidence.iter().any(|b| {
            a.start < b.end && b.start < a.end
                || a.sentence.contains(&b.sentence) && !b.sentence.is_empty()
        })
    })
}

/// Whether no qualifier has two values, and nobody else says it.
fn compatible(a: &Claim<MentionId>, b: &Claim<MentionId>, mentions: &Mentions) -> bool {
    let sources =
        a.attribution.is_empty() || b.attribution.is_empty() || a.attribution == b.attribution;
    sources
        && a.qualifiers.iter().all(|q| {
            let mut others = b.qualifiers.iter().filter(|r| r.key == q.key).peekable();
            others.peek().is_none() || others.any(|r| alike(&q.value, &r.value, mentions))
        })
}

/// Whether two values are the same, entities by what they refer to, dates but for the word that stands with them.
fn alike(a: &Value<MentionId>, b: &Value<MentionId>, mentions: &Mentions) -> bool {
    match (a, b) {
        (Value::Date(a, _), Value::Date(b, _)) => a == b,
        (Value::Entity(a), Value::Entity(b)) => {
            mentions.reference(*a).referents == mentions.reference(*b).referents
        }
        _ => a == b,
    }
}
