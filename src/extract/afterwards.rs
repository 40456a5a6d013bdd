//! What a later sentence tells of a deal, a bid or a plan that an earlier one told of: "That licence has now lapsed", "the pair
//! dropped the idea".

use std::collections::BTreeMap;

use super::{Candidate, Context, Deep};
use crate::claim::{
    Claim, Evidence, Object, Predicate, Qualifier, QualifierKey, Status, TraceStep, Value,
};
use crate::mention::{Definiteness, MentionId, TimeValue};
use crate::nlp::Deprel;
use crate::ontology::{Complement, Sense, Temporality};

/// A sentence may be so many before the one that tells how it went on.
const BACK: usize = 2;

/// A noun by which a sentence takes up what an earlier one told, and the verb that says that it came to nothing or is over.
struct Ending {
    noun: usize,
    verb: usize,
    /// Who did it, where a verb has it as its object.
    by: Option<Vec<MentionId>>,
    /// Whether it was brought to its end, not to nothing: "The takeover was completed in May".
    completed: bool,
}

/// Ends what a later sentence says is over, and denies what it says came to nothing.
pub(super) fn afterwards(context: &Context<'_>, candidates: &mut [Candidate]) {
    let deep = Deep::new(context.view, context.mentions, context.grammar);
    let mut told: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, c) in candidates.iter().enumerate() {
        let sentence = context.view.sentence_index(c.trigger);
        told.entry(sentence).or_default().push(i);
    }
    for ending in endings(context, &deep) {
        let here = context.view.sentence_index(ending.noun);
        // the nearest sentence that tells of such a thing
        let near = (here.saturating_sub(BACK)..=here).rev().find_map(|s| {
            let mut touched = told.get(&s)?.clone();
            touched.retain(|&i| {
                let c = &candidates[i];
                let before =
                    c.trigger < ending.noun || ending.completed && c.trigger == ending.noun;
                before && outcome(context, &deep, &ending, c).is_some()
            });
            (!touched.is_empty()).then_some(touched)
        });
        let Some(near) = near else { continue };
        if ending.completed && several_bought(context, candidates, &near) {
            continue;
        }
        for i in near {
            let c = &mut candidates[i];
            if let Some(status) = outcome(context, &deep, &ending, c) {
                set_status_told_later(context, c, status, (ending.noun, ending.verb));
                if ending.completed {
                    set_date(context, c, ending.verb);
                }
            }
        }
    }
}

/// Whether a sentence tells of several purchases, of which any may be the one that was completed.
fn several_bought(context: &Context<'_>, candidates: &[Candidate], claims: &[usize]) -> bool {
    let bought = claims.iter().filter_map(|&i| match &candidates[i].claim {
        Claim {
            predicate: Predicate::Relation(name),
            object: Object::Entity(object),
            ..
        } if name == "acquires" => Some(context.mentions.reference(*object).referents.clone()),
        _ => None,
    });
    let mut bought: Vec<Vec<MentionId>> = bought.collect();
    bought.sort();
    bought.dedup();
    bought.len() > 1
}

/// Gives a claim the date of a verb in place of its own, and takes its conditions from it.
fn set_date(context: &Context<'_>, c: &mut Candidate, verb: usize) {
    let v = context.view;
    let mut times = context.mentions.times.iter();
    let date = times.find_map(|time| match &time.value {
        TimeValue::Date(date) if v.head(time.head) == Some(verb) => Some(*date),
        _ => None,
    });
    let replaced = |key: QualifierKey| {
        key == QualifierKey::Condition || key == QualifierKey::Date && date.is_some()
    };
    c.claim.qualifiers.retain(|q| !replaced(q.key));
    if let Some(date) = date {
        c.claim.qualifiers.push(Qualifier {
            key: QualifierKey::Date,
            value: Value::Date(date, None),
        });
        c.claim.qualifiers.sort();
    }
}

/// Gives a claim the status that two words of a later sentence tell, with these words as evidence.
pub(super) fn set_status_told_later(
    context: &Context<'_>,
    c: &mut Candidate,
    status: Status,
    (noun, verb): (usize, usize),
) {
    let v = context.view;
    let (first, last) = (noun.min(verb), noun.max(verb));
    let subtree = v.subtree(noun);
    let first = subtree.first().map_or(first, |&f| f.min(first));
    let span = v.span(&(first..last + 1));
    let quote = Evidence::new(v.document, span, v.sentence(verb).span);
    let words = if noun == verb {
        v.form(verb).to_owned()
    } else {
        format!("{} … {}", v.form(noun), v.form(verb))
    };
    c.claim.status = status;
    c.claim.trace.steps.retain(|s| s.slot != "status");
    c.claim.trace.steps.push(TraceStep {
        slot: "status".to_owned(),
        words,
        how: format!("{}, as is told after it", status.as_str()),
    });
    let known = c.claim.evidence.clone();
    c.claim
        .evidence
        .extend(quote.filter(|q| !known.contains(q)));
}

/// The nouns of a text that take something up and are said to have come to nothing.
fn endings(context: &Context<'_>, deep: &Deep<'_>) -> Vec<Ending> {
    let v = context.view;
    let mut found = Vec::new();
    for mention in &context.mentions.mentions {
        let noun = mention.head;
        let kind = [Sense::Fallible, Sense::Option, Sense::Contract];
        let fallible = kind.iter().any(|&s| deep.lemma_is(noun, s));
        // an agreement that is concluded is signed
        let purchase = deep.lemma_is(noun, Sense::TheDeal) && v.lemma(noun) != "agreement";
        if !fallible && !purchase {
            continue;
        }
        let takes_up = v.children(noun).any(|c| {
            v.deprel(c) == Deprel::Det
                && matches!(
                    v.lemma(c).to_lowercase().as_str(),
                    "the" | "that" | "this" | "those" | "these"
                )
        });
        // what is told of itself with its own words is read there: "the talks with Norvane collapsed"
        let own = v.children(noun).any(|c| {
            c > noun
                && matches!(
                    v.deprel(c),
                    Deprel::Nmod | Deprel::Acl | Deprel::AclRelcl | Deprel::Appos
                )
                || c < noun
                    && matches!(
                        v.deprel(c),
                        Deprel::Amod | Deprel::Compound | Deprel::NmodPoss
                    )
        });
        if !takes_up || own || mention.definiteness != Definiteness::Definite {
            continue;
        }
        let Some(verb) = v.head(noun) else { continue };
        let complement = match v.deprel(noun) {
            Deprel::Nsubj => Complement::Subject,
            // "has lapsed" may be drawn as a passive
            Deprel::NsubjPass if v.child(verb, &[Deprel::AuxPass]).is_none() => Complement::Subject,
            Deprel::NsubjPass | Deprel::Obj => Complement::Object,
            _ => continue,
        };
        // a deal that is sealed is signed
        let completed = purchase
            && deep.lemma_is(verb, Sense::Completing)
            && v.lemma(verb) != "seal"
            && v.deprel(noun) != Deprel::Obj
            && deep.is_told_as_past(verb);
        let ended = fallible && !completed && deep.end_of(verb, &complement).is_some();
        // beside another clause, "; the takeover was completed", the words above it say nothing of it
        let apart = completed && v.deprel(verb) == Deprel::Parataxis;
        let denied = v
            .children(verb)
            .any(|c| matches!(v.lemma(c), "not" | "never"));
        let holds = if apart {
            !denied
        } else {
            deep.state(verb).status == Status::Actual
        };
        let told = (ended || completed)
            && holds
            && !matches!(v.deprel(verb), Deprel::Advcl | Deprel::AclRelcl);
        // "the union rejected the plan" does not end it: a party of it must
        let by = (v.deprel(noun) == Deprel::Obj).then(|| {
            let subject = v.child(verb, &[Deprel::Nsubj]);
            let who = subject.and_then(|s| context.mentions.at(s));
            who.map_or_else(Vec::new, |m| {
                context.mentions.reference(m).referents.clone()
            })
        });
        if told {
            found.push(Ending {
                noun,
                verb,
                by,
                completed,
            });
        }
    }
    found
}

/// What a claim is when the noun of an ending takes it up; `None` where it does not.
fn outcome(
    context: &Context<'_>,
    deep: &Deep<'_>,
    ending: &Ending,
    c: &Candidate,
) -> Option<Status> {
    let Predicate::Relation(name) = &c.claim.predicate else {
        return None;
    };
    if let Some(by) = &ending.by {
        let mut parties = context
            .mentions
            .reference(c.claim.subject)
            .referents
            .clone();
        if let Object::Entity(object) = c.claim.object {
            parties.extend(&context.mentions.reference(object).referents);
        }
        // "the pair dropped the idea", right after it
        let v = context.view;
        let pair = by.len() > 1 && v.sentence_index(ending.noun) <= v.sentence_index(c.trigger) + 1;
        if !pair && !by.iter().any(|m| parties.contains(m)) {
            return None;
        }
    }
    if ending.completed {
        let bought = matches!(
            name.as_str(),
            "acquires" | "mergesWith" | "sells" | "investsIn" | "spinsOff" | "pays"
        );
        return (bought && c.claim.status == Status::Planned).then_some(Status::Actual);
    }
    let relation = context.ontology.relation(name)?;
    let is = |sense: Sense| deep.lemma_is(ending.noun, sense);
    let state = relation.temporality == Temporality::State;
    let talks = is(Sense::Talks);
    let contract = is(Sense::Contract) && !talks;
    let to_come = matches!(
        c.claim.status,
        Status::Planned | Status::Possible | Status::Conditional
    );
    match c.claim.status {
        Status::Actual if talks => (name == "negotiatesWith").then_some(Status::Ended),
        Status::Actual if contract => {
            let of_it = match context.view.lemma(ending.noun) {
                "licence" | "license" => name == "licenses",
                "lease" => name == "uses",
                _ => matches!(
                    name.as_str(),
                    "supplies" | "providesServicesTo" | "distributes" | "partnersWith"
                ),
            };
            // "counsel for Norvane" is not who Norvane had a contract with
            let person = context.mentions.get(c.claim.subject).class.as_deref() == Some("Person");
            (state && of_it && !person).then_some(Status::Ended)
        }
        _ if to_come => {
            let purchase = matches!(
                name.as_str(),
                "acquires" | "mergesWith" | "sells" | "investsIn" | "spinsOff"
            );
            let any = is(Sense::Option)
                && c.claim.status != Status::Conditional
                && !matches!(name.as_str(), "holdsPosition" | "hasRevenue");
            (any || purchase).then_some(Status::Negated)
        }
        _ => None,
    }
}
