//! One deal told several times: words without a tense take the status of those that have one.

use super::{Candidate, Context};
use crate::claim::{Object, Predicate, QualifierKey, Status, TraceStep, Value};
use crate::mention::MentionId;
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::Temporality;

/// How surely the words of a claim say whether it has happened.
#[derive(Clone, Copy, PartialEq)]
enum Telling {
    /// A verb in the past or perfect, or a noun below one: "bought", "completed its purchase of".
    Past,
    /// A verb of which something else is said: "plans to buy", "will sell".
    Otherwise,
    /// A noun, a headline's present, "is buying": the words fit what has happened and what is to come.
    Open,
}

/// Makes claims about one purchase agree: "the seller is Norvane" and "Deltavane is snapping up Trask" are as far from done as the
/// deal that the document calls agreed or considered, unless it also tells that it was done, or this one is told of another time,
/// sum or party.
pub(super) fn agree(context: &Context<'_>, candidates: &mut [Candidate]) {
    let told: Vec<Telling> = candidates.iter().map(|c| telling(context, c)).collect();
    let like: Vec<Option<usize>> = (0..candidates.len())
        .map(|i| {
            let one = &candidates[i];
            let unsure = told[i] == Telling::Open && one.claim.status == Status::Actual;
            if !unsure || !is_purchase(context, one) || is_dated_before(context, one) {
                return None;
            }
            let others = || {
                (0..candidates.len()).filter(|&k| k != i && are_one(context, one, &candidates[k]))
            };
            let done =
                |k: usize| told[k] == Telling::Past && candidates[k].claim.status == Status::Actual;
            if others().any(done) {
                return None;
            }
            let still = |k: &usize| {
                let status = candidates[*k].claim.status;
                told[*k] == Telling::Otherwise
                    && matches!(status, Status::Planned | Status::Possible)
            };
            others().filter(still).max_by(|&a, &b| {
                let weight = |k: usize| candidates[k].score.max(candidates[k].read);
                weight(a).total_cmp(&weight(b)).then(b.cmp(&a))
            })
        })
        .collect();
    for (i, k) in like.into_iter().enumerate() {
        let Some(k) = k else { continue };
        let (status, trigger) = (candidates[k].claim.status, candidates[k].trigger);
        candidates[i].claim.status = status;
        candidates[i].claim.trace.steps.push(TraceStep {
            slot: "status".to_owned(),
            words: context.view.form(trigger).to_owned(),
            how: format!("{}, as the same deal elsewhere", status.as_str()),
        });
    }
}

fn telling(context: &Context<'_>, candidate: &Candidate) -> Telling {
    let v = context.view;
    let t = candidate.trigger;
    let is_past = |k: usize| {
        let feats = &v.token(k).feats;
        let auxiliaries = || v.children_by(k, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
        // "is being acquired"
        let going = auxiliaries().any(|a| v.form(a).eq_ignore_ascii_case("being"));
        let helped = auxiliaries()
            .any(|a| v.token(a).feats.tense == Some(Tense::Past) || v.lemma(a) == "have");
        let own = v.upos(k) == Upos::Verb
            && feats.tense == Some(Tense::Past)
            && matches!(feats.verb_form, Some(VerbForm::Fin | VerbForm::Part));
        !going && (own || helped)
    };
    if v.upos(t) == Upos::Verb && candidate.claim.status != Status::Actual {
        return Telling::Otherwise;
    }
    let mut at = t;
    for _ in 0..8 {
        if is_past(at) {
            return Telling::Past;
        }
        if v.upos(at) == Upos::Verb {
            break;
        }
        match v.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    Telling::Open
}

/// Whether the claim is of a deal with a buyer's and a seller's side.
fn is_purchase(context: &Context<'_>, candidate: &Candidate) -> bool {
    let Predicate::Relation(name) = &candidate.claim.predicate else {
        return false;
    };
    let relation = context.ontology.relation(name);
    relation.is_some_and(|r| {
        r.deal && r.temporality == Temporality::Event && !sides(context, name).is_empty()
    })
}

/// The relations of the other side: what the one buys the other sells.
fn sides<'a>(context: &Context<'a>, relation: &str) -> Vec<&'a str> {
    let ontology = context.ontology;
    let own = ontology.relation(relation).into_iter();
    let named = own.flat_map(|r| r.disjoint.iter().map(String::as_str));
    let naming = ontology
        .relations
        .values()
        .filter(|r| r.disjoint.iter().any(|d| d == relation))
        .map(|r| r.name.as_str());
    named.chain(naming).collect()
}

/// Whether the claim has a date, and that is not after publication.
fn is_dated_before(context: &Context<'_>, candidate: &Candidate) -> bool {
    let published = context.view.document.meta.date;
    candidate.claim.qualifiers.iter().any(|q| match q.value {
        Value::Date(date, _) => published.is_none_or(|p| date.first_day() <= p.last_day()),
        _ => false,
    })
}

/// Whether two claims tell of one purchase: the same of the same two, or what the buyer and what the seller does with the same thing;
/// no sum, stake or date of the one is another than that of the other.
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
    let differs = |key: QualifierKey| {
        let value = |c: &Candidate| {
            let mut found = c.claim.qualifiers.iter().filter(|q| q.key == key);
            found.next().map(|q| q.value.clone())
        };
        matches!((value(a), value(b)), (Some(x), Some(y)) if x != y)
    };
    let apart = [
        QualifierKey::Amount,
        QualifierKey::Stake,
        QualifierKey::Date,
        QualifierKey::Place,
    ];
    if !same(*o, *p) || apart.into_iter().any(differs) {
        return false;
    }
    if same(a.claim.subject, b.claim.subject) {
        return x == y;
    }
    // the one's subject is the other's recipient, if that is known
    let meets = |seller: &Candidate, buyer: &Candidate| {
        let mut recipients = seller
            .claim
            .qualifiers
            .iter()
            .filter_map(|q| match q.value {
                Value::Entity(id) if q.key == QualifierKey::Recipient => Some(id),
                _ => None,
            });
        recipients.all(|id| same(id, buyer.claim.subject))
    };
    sides(context, x).contains(&y.as_str()) && meets(a, b) && meets(b, a)
}
