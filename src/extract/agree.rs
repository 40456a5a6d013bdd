//! Claims that tell of one thing agree: one deal has one status, what is sold is no longer owned, customers get goods or services.

use std::collections::BTreeMap;

use super::{Candidate, Context};
use crate::claim::{Object, Predicate, Qualifier, QualifierKey, Status, TraceStep, Value};
use crate::mention::MentionId;
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::{Sense, Temporality};

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

/// A relation between two entities.
type Said<'a> = (&'a str, MentionId, MentionId);

fn said(candidate: &Candidate) -> Option<Said<'_>> {
    match (&candidate.claim.predicate, &candidate.claim.object) {
        (Predicate::Relation(name), Object::Entity(o)) => {
            Some((name.as_str(), candidate.claim.subject, *o))
        }
        _ => None,
    }
}

fn is_same(context: &Context<'_>, m: MentionId, n: MentionId) -> bool {
    context.mentions.reference(m).referents == context.mentions.reference(n).referents
}

/// The candidates of each sentence.
fn by_sentence(context: &Context<'_>, candidates: &[Candidate]) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, c) in candidates.iter().enumerate() {
        let sentence = context.view.sentence_index(c.trigger);
        found.entry(sentence).or_default().push(i);
    }
    found
}

/// Ends states that their own sentence tells the end of: whose unit it was that it has sold, what it used and has replaced.
pub(super) fn end(context: &Context<'_>, candidates: &mut [Candidate]) {
    let mut over = Vec::new();
    for here in by_sentence(context, candidates).values() {
        let told = |i: &&usize| {
            here.iter()
                .any(|k| k != *i && tells_end(context, &candidates[**i], &candidates[*k]))
        };
        over.extend(here.iter().filter(told).copied());
    }
    end_all(context, candidates, over);
}

fn end_all(context: &Context<'_>, candidates: &mut [Candidate], over: Vec<usize>) {
    for i in over {
        candidates[i].claim.status = Status::Ended;
        candidates[i].claim.trace.steps.push(TraceStep {
            slot: "status".to_owned(),
            words: context.view.form(candidates[i].trigger).to_owned(),
            how: "ended, as its sentence tells".to_owned(),
        });
    }
}

/// Ends the number of staff that a sentence sets against today's: "had 140 people when the buyers came and has 61 now".
pub(super) fn then_and_now(context: &Context<'_>, candidates: &mut [Candidate]) {
    let staff = |c: &Candidate| {
        let counts = matches!(&c.claim.predicate, Predicate::Relation(r) if r == "hasEmployees");
        counts && c.claim.status == Status::Actual
    };
    let now = |c: &Candidate| {
        let feats = &context.view.token(c.trigger).feats;
        feats.tense == Some(Tense::Pres) && feats.verb_form == Some(VerbForm::Fin)
    };
    let mut over = Vec::new();
    for here in by_sentence(context, candidates).values() {
        let counts = here.iter().filter(|&&i| staff(&candidates[i]));
        over.extend(counts.copied().filter(|&i| {
            let then = &candidates[i];
            let place = |c: &Candidate| {
                let mut own = c.claim.qualifiers.iter();
                own.find(|q| q.key == QualifierKey::Place)
                    .map(|q| q.value.clone())
            };
            // "said it employed 400 in Cork and has 900 in all"
            telling(context, then) == Telling::Past
                && context.view.deprel(then.trigger) != Deprel::Ccomp
                && here.iter().any(|&k| {
                    let other = &candidates[k];
                    staff(other)
                        && now(other)
                        && is_same(context, then.claim.subject, other.claim.subject)
                        && place(then) == place(other)
                        && then.claim.object != other.claim.object
                })
        }));
    }
    end_all(context, candidates, over);
}

/// Leaves of a payment by share only that it is shared: "pays the maker 4% of its sales".
pub(super) fn share(context: &Context<'_>, candidates: &mut Vec<Candidate>) {
    let is_share = |c: &Candidate, pays: &Candidate| {
        matches!((said(c), said(pays)), (Some((told, a, b)), Some((_, s, o)))
            if told == "sharesRevenueWith" && is_same(context, a, s) && is_same(context, b, o))
            && c.trigger == pays.trigger
    };
    let by_rate = |c: &Candidate| {
        let has = |key| c.claim.qualifiers.iter().any(|q| q.key == key);
        // "paid $3m and 4% of its sales": both
        said(c).is_some_and(|s| s.0 == "pays")
            && has(QualifierKey::Rate)
            && !has(QualifierKey::Amount)
            && !has(QualifierKey::AmountMin)
    };
    let keep: Vec<bool> = candidates
        .iter()
        .map(|c| !(by_rate(c) && candidates.iter().any(|k| is_share(k, c))))
        .collect();
    let mut keep = keep.into_iter();
    candidates.retain(|_| keep.next().unwrap_or(true));
}

/// Leaves of what a suit, a fine, an inquiry or a recall is about one account: its scope, where it has a purpose as well.
pub(super) fn say_once(candidates: &mut [Candidate]) {
    for c in candidates {
        let about = matches!(&c.claim.predicate, Predicate::Relation(r)
            if matches!(r.as_str(), "fines" | "sues" | "scrutinizes" | "recalls"));
        let own = &mut c.claim.qualifiers;
        if about && own.iter().any(|q| q.key == QualifierKey::Scope) {
            own.retain(|q| q.key != QualifierKey::Purpose);
        }
    }
}

/// Whether a claim tells that the state of another is over.
fn tells_end(context: &Context<'_>, one: &Candidate, other: &Candidate) -> bool {
    let (Some((name, s, o)), Some((told, a, b))) = (said(one), said(other)) else {
        return false;
    };
    let relation = context.ontology.relation(name);
    let state = relation.is_some_and(|r| r.temporality == Temporality::State);
    if one.claim.status != Status::Actual || !state {
        return false;
    }
    // "had an exclusive licence, and now has a simple one": not the same
    let own = &one.claim.qualifiers;
    let more = own.iter().any(|q| !other.claim.qualifiers.contains(q));
    let ended = told == name
        && !more
        && other.claim.status == Status::Ended
        && is_same(context, a, s)
        && is_same(context, b, o)
        && other.score.max(other.read) >= one.score.max(one.read);
    let part = |q: &Qualifier<MentionId>| q.key == QualifierKey::Stake;
    // "cut its stake to 5%"
    let pared = context
        .grammar
        .senses
        .has(Sense::Paring, context.view.lemma(other.trigger));
    // "its stake fell to 10% from 14%": what is left is held
    let left = one
        .claim
        .qualifiers
        .iter()
        .any(|q| q.key == QualifierKey::Previous);
    let sold = matches!(told, "sells" | "spinsOff")
        && !pared
        && !left
        && other.claim.status == Status::Actual
        && telling(context, other) == Telling::Past
        && !other.claim.qualifiers.iter().any(part)
        && match name {
            "owns" => is_same(context, a, s) && is_same(context, b, o),
            "subsidiaryOf" => is_same(context, a, o) && is_same(context, b, s),
            _ => false,
        };
    // "was merged into its parent"
    let merged = told == "mergesWith"
        && one.trigger != other.trigger
        && other.claim.status == Status::Actual
        && telling(context, other) == Telling::Past
        && matches!(name, "subsidiaryOf" | "owns")
        && (is_same(context, a, s) && is_same(context, b, o)
            || is_same(context, a, o) && is_same(context, b, s));
    ended || sold || merged
}

/// Leaves of one word about two parties either goods or services, as the model reads it: "its customers include Norvane".
pub(super) fn choose(context: &Context<'_>, candidates: &mut Vec<Candidate>) {
    fn about(c: &Candidate) -> Option<Said<'_>> {
        said(c).filter(|(name, ..)| matches!(*name, "supplies" | "providesServicesTo"))
    }
    let mut keep = vec![true; candidates.len()];
    for here in by_sentence(context, candidates).values() {
        for &i in here {
            let one = &candidates[i];
            let Some((name, s, o)) = about(one) else {
                continue;
            };
            // a verb tells which it is
            if context.view.upos(one.trigger) != Upos::Noun {
                continue;
            }
            keep[i] = !here.iter().any(|&k| {
                let other = &candidates[k];
                about(other).is_some_and(|(told, a, b)| {
                    told != name
                        && other.trigger == one.trigger
                        && is_same(context, a, s)
                        && is_same(context, b, o)
                        && other.read > one.read
                })
            });
        }
    }
    let mut keep = keep.into_iter();
    candidates.retain(|_| keep.next().unwrap_or(true));
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
