//! One deal told several times: words without a tense take the status of those that have one.

use super::{Candidate, Context};
use crate::claim::{Object, Predicate, Status};
use crate::mention::MentionId;
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::Temporality;

/// How surely the words of a claim say whether it has happened.
#[derive(Clone, Copy, PartialEq)]
enum Telling {
    /// A verb in the past or perfect.
    Past,
    /// A verb of which something else is said: "plans to buy", "will sell".
    Otherwise,
    /// A noun, a headline's present, "is buying": the words fit what has happened and what is to come.
    Open,
}

/// Makes claims about one event agree: "the seller is Norvane", "its €4m purchase of Trask" and "is snapping up Trask" are as far
/// from done as the deal that the document calls agreed, unless it also tells that the deal was done.
pub(super) fn agree(context: &Context<'_>, candidates: &mut [Candidate]) {
    let told: Vec<Telling> = candidates.iter().map(|c| telling(context, c)).collect();
    let statuses: Vec<Option<Status>> = (0..candidates.len())
        .map(|i| {
            let unsure = told[i] == Telling::Open && candidates[i].claim.status == Status::Actual;
            if !unsure || !is_event(context, &candidates[i]) {
                return None;
            }
            let others = || {
                (0..candidates.len())
                    .filter(|&k| k != i && are_one(context, &candidates[i], &candidates[k]))
            };
            let done = others()
                .any(|k| told[k] == Telling::Past && candidates[k].claim.status == Status::Actual);
            if done {
                return None;
            }
            others()
                .filter(|&k| {
                    told[k] == Telling::Otherwise
                        && matches!(
                            candidates[k].claim.status,
                            Status::Planned | Status::Conditional | Status::Possible
                        )
                })
                .max_by(|&a, &b| {
                    let weight = |k: usize| candidates[k].score.max(candidates[k].read);
                    weight(a).total_cmp(&weight(b)).then(b.cmp(&a))
                })
                .map(|k| candidates[k].claim.status)
        })
        .collect();
    for (candidate, status) in candidates.iter_mut().zip(statuses) {
        if let Some(status) = status {
            candidate.claim.status = status;
        }
    }
}

fn telling(context: &Context<'_>, candidate: &Candidate) -> Telling {
    let v = context.view;
    let t = candidate.trigger;
    if v.upos(t) != Upos::Verb {
        return Telling::Open;
    }
    if candidate.claim.status != Status::Actual {
        return Telling::Otherwise;
    }
    let past = |k: usize| v.token(k).feats.tense == Some(Tense::Past);
    let finite = v.token(t).feats.verb_form == Some(VerbForm::Fin);
    let helped = v
        .children_by(t, &[Deprel::Aux, Deprel::AuxPass])
        .any(|k| past(k) || v.lemma(k) == "have");
    if past(t) && finite || helped {
        Telling::Past
    } else if v.token(t).feats.verb_form == Some(VerbForm::Part) && past(t) {
        // "bought in 2019", "a stake sold to"
        Telling::Past
    } else {
        Telling::Open
    }
}

fn is_event(context: &Context<'_>, candidate: &Candidate) -> bool {
    let Predicate::Relation(name) = &candidate.claim.predicate else {
        return false;
    };
    context
        .ontology
        .relation(name)
        .is_some_and(|r| r.temporality == Temporality::Event)
}

/// Whether two claims tell of one event: the same of the same two, or what the buyer and what the seller does with the same thing.
fn are_one(context: &Context<'_>, a: &Candidate, b: &Candidate) -> bool {
    let (Predicate::Relation(x), Predicate::Relation(y)) = (&a.claim.predicate, &b.claim.predicate)
    else {
        return false;
    };
    let (Object::Entity(o), Object::Entity(p)) = (&a.claim.object, &b.claim.object) else {
        return false;
    };
    let same = |m: MentionId, n: MentionId| {
        context.mentions.reference(m).referents == context.mentions.reference(n).referents
    };
    if !same(*o, *p) {
        return false;
    }
    let sides = |x: &str, y: &String| {
        let relation = context.ontology.relation(x);
        relation.is_some_and(|r| r.deal && r.disjoint.contains(y))
    };
    if same(a.claim.subject, b.claim.subject) {
        x == y
    } else {
        sides(x, y) || sides(y, x)
    }
}
