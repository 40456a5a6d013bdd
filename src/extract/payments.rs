//! Payments that other claims imply, and sums of several payments that were read as one.

use super::{Candidate, Context, Deep, Extractor, Framed};
use crate::claim::{Object, Predicate, Qualifier, QualifierKey, Status, TraceStep, Value};
use crate::mention::MentionId;

/// The relation of a payment.
const PAYS: &str = "pays";
/// The relation of a licence.
const LICENSES: &str = "licenses";

/// Adds what a sale and a licence say of money: who buys pays who sells, a licensee the licensor. Sums beside one another are
/// payments of their own: "$45m upfront and milestones of up to $310m".
pub(super) fn payments(context: &Context<'_>, candidates: &mut Vec<Candidate>) {
    let further: Vec<Candidate> = candidates.iter_mut().filter_map(part).collect();
    candidates.extend(further);
    // an ontology in place of ours may know no payments
    if context.ontology.relation(PAYS).is_none() {
        return;
    }
    for c in candidates.iter_mut() {
        name_licensor(context, c);
    }
    other_way_round(context, candidates);
    let implied: Vec<Candidate> = candidates.iter().filter_map(implied).collect();
    for candidate in implied {
        if !candidates.iter().any(|c| is_said(context, c, &candidate)) {
            candidates.push(candidate);
        }
    }
}

/// A licence of which only is told from whom it is ("Norvane granted Quillon a licence") has that one as its licensor.
fn name_licensor(context: &Context<'_>, c: &mut Candidate) {
    let Object::Entity(from) = c.claim.object else {
        return;
    };
    let told = entity(c, QualifierKey::Licensor).is_some();
    let class = context.mentions.get(from).class.as_deref();
    if name(c) != Some(LICENSES) || told || class != Some("Company") {
        return;
    }
    let deep = Deep::new(context.view, context.mentions, context.grammar);
    let head = context.mentions.get(from).head;
    // what a licence is "to" or "for" is what may be used
    let gives = match deep.preposition(head) {
        Some(preposition) => matches!(preposition.as_str(), "from" | "by"),
        None => deep.subjects(c.trigger).iter().any(|f| f.token == head),
    };
    if gives {
        c.claim.qualifiers.push(Qualifier {
            key: QualifierKey::Licensor,
            value: Value::Entity(from),
        });
    }
}

/// Takes the bound of one sum from a payment of another, as a payment of its own.
fn part(c: &mut Candidate) -> Option<Candidate> {
    if name(c) != Some(PAYS) {
        return None;
    }
    let sum = value(c, QualifierKey::Amount)?.clone();
    let most = value(c, QualifierKey::AmountMax)?.clone();
    if sum == most {
        return None;
    }
    let mut other = c.clone();
    other.claim.qualifiers.retain_mut(|q| {
        if q.key == QualifierKey::Amount {
            q.value = most.clone();
        }
        !matches!(q.key, QualifierKey::Purpose | QualifierKey::Date)
    });
    if matches!(other.claim.status, Status::Actual | Status::Planned) {
        other.claim.status = Status::Conditional;
    }
    other.claim.trace.steps.push(TraceStep {
        slot: QualifierKey::Amount.as_str().to_owned(),
        words: String::new(),
        how: "a further sum, beside the first".to_owned(),
    });
    let own =
        |q: &Qualifier<MentionId>| !matches!(q.key, QualifierKey::AmountMax | QualifierKey::Capped);
    c.claim.qualifiers.retain(own);
    Some(other)
}

/// The payment that a sale to somebody, or a licence from somebody, for a sum implies.
fn implied(c: &Candidate) -> Option<Candidate> {
    let (payer, payee) = match name(c)? {
        "sells" => (entity(c, QualifierKey::Recipient)?, c.claim.subject),
        LICENSES => (c.claim.subject, entity(c, QualifierKey::Licensor)?),
        _ => return None,
    };
    value(c, QualifierKey::Amount)?;
    if payer == payee || matches!(c.claim.status, Status::Negated | Status::Permitted) {
        return None;
    }
    let mut payment = c.clone();
    let claim = &mut payment.claim;
    claim.subject = payer;
    claim.predicate = Predicate::Relation(PAYS.to_owned());
    claim.object = Object::Entity(payee);
    claim.qualifiers.retain(|q| {
        matches!(
            q.key,
            QualifierKey::Amount
                | QualifierKey::AmountMax
                | QualifierKey::AmountMin
                | QualifierKey::Date
                | QualifierKey::Condition
        )
    });
    let from = name(c).unwrap_or_default();
    claim.trace.steps.push(TraceStep {
        slot: "subject".to_owned(),
        words: from.to_owned(),
        how: format!("who pays the sum of {from}"),
    });
    Some(payment)
}

/// Takes out what a sentence that says who gave whom a licence was misread to say the other way round: that the licensor has it, or pays
/// its price. What is given "in return" goes to the licensor.
fn other_way_round(context: &Context<'_>, candidates: &mut Vec<Candidate>) {
    let refers = |m: MentionId| &context.mentions.reference(m).referents;
    let same = |a: MentionId, b: MentionId| a == b || refers(a) == refers(b);
    let sentence = |c: &Candidate| context.view.sentence_index(c.trigger);
    let given: Vec<Candidate> = candidates
        .iter()
        .filter(|c| name(c) == Some(LICENSES))
        .filter(|c| entity(c, QualifierKey::Licensor).is_some_and(|l| !same(l, c.claim.subject)))
        .cloned()
        .collect();
    let thing = |c: &Candidate| match c.claim.object {
        Object::Entity(object) => Some(object),
        _ => None,
    };
    let same_thing =
        |a: &Candidate, b: &Candidate| thing(a).zip(thing(b)).is_some_and(|(a, b)| same(a, b));
    for licence in given {
        let Some(licensor) = entity(&licence, QualifierKey::Licensor) else {
            continue;
        };
        let (licensee, trigger) = (licence.claim.subject, licence.trigger);
        let by_licensor =
            |c: &Candidate| sentence(c) == sentence(&licence) && same(c.claim.subject, licensor);
        let turned =
            |c: &Candidate| by_licensor(c) && thing(c).is_some_and(|to| same(to, licensee));
        candidates.retain(|c| match name(c) {
            // frames know who has it
            Some(LICENSES) => {
                !(c.claim.extractor != Framed.name()
                    && by_licensor(c)
                    && same_thing(c, &licence)
                    && c.claim.status == licence.claim.status)
            }
            Some(PAYS) => {
                let sum = value(c, QualifierKey::Amount);
                !(turned(c) && sum.is_some() && sum == value(&licence, QualifierKey::Amount))
            }
            _ => true,
        });
        let in_return = |c: &Candidate| {
            c.trigger > trigger
                && (trigger..c.trigger).any(|k| {
                    matches!(context.view.lemma(k), "return" | "exchange")
                        && context.view.form(k + 1).eq_ignore_ascii_case("for")
                })
        };
        for c in candidates.iter_mut() {
            if name(c) == Some("sharesRevenueWith") && turned(c) && in_return(c) {
                c.claim.subject = licensee;
                c.claim.object = Object::Entity(licensor);
            }
        }
    }
}

/// Whether a claim says a payment already: the same parties and the same sum.
fn is_said(context: &Context<'_>, known: &Candidate, payment: &Candidate) -> bool {
    let ends = |c: &Candidate| match c.claim.object {
        Object::Entity(object) => Some([c.claim.subject, object]),
        _ => None,
    };
    let refers = |m: MentionId| &context.mentions.reference(m).referents;
    let (Some(a), Some(b)) = (ends(known), ends(payment)) else {
        return false;
    };
    let sum = value(known, QualifierKey::Amount);
    name(known) == Some(PAYS)
        && a.iter()
            .zip(&b)
            .all(|(&a, &b)| a == b || refers(a) == refers(b))
        && (sum.is_none() || sum == value(payment, QualifierKey::Amount))
}

fn name(c: &Candidate) -> Option<&str> {
    match &c.claim.predicate {
        Predicate::Relation(name) => Some(name),
        Predicate::Open(_) => None,
    }
}

fn value(c: &Candidate, key: QualifierKey) -> Option<&Value<MentionId>> {
    let mut values = c.claim.qualifiers.iter().filter(|q| q.key == key);
    let one = values.next()?;
    values.next().is_none().then_some(&one.value)
}

fn entity(c: &Candidate, key: QualifierKey) -> Option<MentionId> {
    match value(c, key)? {
        Value::Entity(id) => Some(*id),
        _ => None,
    }
}
