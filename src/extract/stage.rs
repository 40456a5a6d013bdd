//! How far a thing has come where the words of its clause alone do not tell: foreseen, offered, kept on, awaited, announced; and who is followed.

use super::assemble::Parts;
use super::deep::Deep;
use super::qualifiers::Found;
use crate::claim::{Object, Predicate, QualifierKey, Status, Value};
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::Sense;
use crate::text::PartialDate;

/// "Analysts at Norvane see sales of $2bn": not Norvane's.
pub(super) fn is_forecast_of_analysts(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let analysts = |k: usize| deep.lemma_is(k, Sense::Forecaster);
    // "analysts polled by Norvane expected sales of $2bn"
    let asked = |k: usize| deep.lemma_is(k, Sense::Asking);
    !matches!(parts.object.object, Object::Entity(_))
        && v.head(parts.subject.token)
            .is_some_and(|k| analysts(k) || asked(k))
}

/// A sum that somebody sees coming.
pub(super) fn is_foreseen(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let value = !matches!(parts.object.object, Object::Entity(_));
    // "the deal sees it raise $40m" is no forecast
    let itself = |k: usize| {
        v.child(k, &[Deprel::Nsubj])
            .is_some_and(|s| s == parts.subject.token || v.dominates(s, parts.subject.token))
    };
    let sees = |k: usize| {
        let feats = &v.token(k).feats;
        v.upos(k) == Upos::Verb
            && deep.lemma_is(k, Sense::Foreseeing)
            // "the firm guided to $350m" told what it expects
            && (feats.tense == Some(Tense::Pres) || v.lemma(k) == "guide")
            && itself(k)
    };
    // "raised its revenue forecast to $4.1bn"
    let of_forecast = v.head(parts.trigger).is_some_and(|h| {
        matches!(v.deprel(parts.trigger), Deprel::Compound | Deprel::Nmod)
            && deep.lemma_is(h, Sense::Forecast)
    });
    // "the full-year forecast of €12bn stands"
    let is_forecast = deep.lemma_is(parts.trigger, Sense::Forecast)
        || v.head(parts.object.token).is_some_and(|h| {
            v.deprel(parts.object.token) == Deprel::Nmod && deep.lemma_is(h, Sense::Forecast)
                // "raised its forecast to $2.1bn from $1.9bn"
                || v.children_by(h, &[Deprel::Obj])
                    .any(|o| deep.lemma_is(o, Sense::Forecast))
        });
    value
        && (of_forecast
            || is_forecast
            || is_of_the_year_begun(deep, parts)
            || [Some(parts.trigger), v.head(parts.trigger)]
                .into_iter()
                .flatten()
                .any(sees))
}

/// The last month of a year that has barely begun.
const BEGUN: i8 = 3;

/// Whether a figure is that of a whole year which had barely begun on the day of publication: "put its revenue at $2bn for 2026" in
/// January 2026. Fiscal years may begin before.
fn is_of_the_year_begun(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let takings = matches!(&parts.predicate, Predicate::Relation(r) if r == "hasRevenue");
    let Some(published) = deep.view.document.meta.date.filter(|_| takings) else {
        return false;
    };
    let begun = published.first_day().month() <= BEGUN;
    let this_year = |f: &Found| match (&f.key, &f.value) {
        (QualifierKey::Date, Value::Date(date, _)) => *date == PartialDate::year(published.year),
        _ => false,
    };
    begun && parts.found.iter().any(this_year)
}

/// Whether a participant is named as the one of whom it is not so: "licensed it to Norvane but not to Trask".
pub(super) fn excepts(deep: &Deep<'_>, parts: &Parts<'_>, participant: usize) -> bool {
    let v = deep.view;
    let nominal = matches!(v.upos(participant), Upos::Noun | Upos::Propn | Upos::Num);
    let told = parts.trigger != participant && !v.dominates(participant, parts.subject.token);
    if told && deep.stopped_short_of(participant) {
        return true;
    }
    nominal
        && v.deprel(participant) == Deprel::Conj
        && v.children_by(participant, &[Deprel::Advmod]).any(|c| {
            let only = |k: usize| {
                matches!(
                    v.form(k).to_lowercase().as_str(),
                    "only" | "just" | "merely" | "even"
                )
            };
            c < participant && v.form(c).eq_ignore_ascii_case("not") && !only(c + 1)
        })
}

/// Whether what a noun tells is said not to reach the object: "the recall does not cover the Halo".
pub(super) fn stops_short(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = parts.trigger;
    let object = parts.object.token;
    let verb = v
        .head(t)
        .filter(|&h| v.deprel(t) == Deprel::Nsubj && v.upos(h) == Upos::Verb);
    verb.is_some_and(|h| {
        deep.lemma_is(h, Sense::Covering)
            && v.dominates(h, object)
            && !v.dominates(t, object)
            && object > h
            && v.children_by(h, &[Deprel::Advmod]).any(|c| {
                matches!(
                    v.form(c).to_lowercase().as_str(),
                    "not" | "n't" | "n’t" | "never"
                )
            })
    })
}

/// Whether the same sentence tells later that a case or an inquiry was closed: "sued it and withdrew the suit", "opened an inquiry in
/// May and has now ended it".
pub(super) fn closed_later(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let case = matches!(&parts.predicate, Predicate::Relation(r) if matches!(r.as_str(), "sues" | "scrutinizes"));
    let t = parts.trigger;
    let verb = match v.upos(t) {
        Upos::Verb => Some(t),
        _ => v.head(t).filter(|&h| v.upos(h) == Upos::Verb),
    };
    let Some(verb) = verb.filter(|_| case) else {
        return false;
    };
    // "opened an inquiry and has ended it", but "sued Norvane and dropped it as a supplier"
    let case_told = v
        .children_by(verb, &[Deprel::Obj])
        .any(|o| deep.lemma_is(o, Sense::Proceeding));
    v.children_by(verb, &[Deprel::Conj])
        .filter(|&k| k > verb)
        .any(|k| {
            let case = |o: usize| {
                let bare = v.child(o, &[Deprel::NmodPoss, Deprel::Nmod]).is_none();
                match v.lemma(o) {
                    "it" | "they" => case_told,
                    "file" | "matter" => bare,
                    lemma => bare && lemma != "claim" && deep.lemma_is(o, Sense::Proceeding),
                }
            };
            deep.closes(k) && v.children_by(k, &[Deprel::Obj]).any(case)
        })
}

/// Whether a noun behind the clause says that what an authority or a court decided was taken back: "fined Norvane in 2021, a penalty
/// since overturned".
pub(super) fn is_overturned(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let decides = matches!(&parts.predicate, Predicate::Relation(r) if matches!(r.as_str(), "fines" | "blocks" | "approves"));
    if !decides || v.upos(parts.trigger) != Upos::Verb {
        return false;
    }
    let end = v.sentence(parts.trigger).tokens.end;
    let nouns = (parts.trigger + 1..end)
        .filter(|&n| v.upos(n) == Upos::Noun && deep.lemma_is(n, Sense::Proceeding));
    // by the order of the words: the tree hangs such a noun in many ways
    nouns.into_iter().any(|n| {
        let article = |k: usize| matches!(v.form(k), "a" | "the" | "an");
        let opens = |k: usize| article(k) && k > 0 && v.form(k - 1) == ",";
        let behind_comma = (n.saturating_sub(2)..n).any(opens);
        let verb = (n + 1..end.min(n + 6)).find(|&k| v.upos(k) == Upos::Verb);
        behind_comma && verb.is_some_and(|verb| deep.is_passive(verb) && deep.closes(verb))
    })
}

/// What holds where something is to change or has changed: the place or the number that it changes from.
pub(super) fn before_change(deep: &Deep<'_>, parts: &Parts<'_>, status: Status) -> Option<Status> {
    let v = deep.view;
    let name = match &parts.predicate {
        Predicate::Relation(r) => r.as_str(),
        Predicate::Open(_) => return None,
    };
    let object = parts.object.token;
    let value = matches!(name, "hasEmployees" | "hasRevenue" | "valuedAt");
    if !value && name != "headquarteredIn" || deep.preposition(object).as_deref() != Some("from") {
        return None;
    }
    // "raised its sales forecast to $2.1bn from $1.9bn": both were foreseen
    if value
        && v.sentence(object)
            .tokens
            .clone()
            .any(|k| deep.lemma_is(k, Sense::Forecast))
    {
        return None;
    }
    // "fell to $388m from $441m": that it was so is not denied
    if name == "hasRevenue" && status == Status::Negated {
        return Some(Status::Ended);
    }
    // "its base in Leeds": "from" must belong to the verb
    let of_move = |h: usize| {
        v.upos(h) == Upos::Verb || v.deprel(h) == Deprel::Obj && v.head(h) == Some(parts.trigger)
    };
    if !v.head(object).is_some_and(of_move) && !value {
        return None;
    }
    let state = deep.state(parts.trigger).status;
    let to_come = |s: Status| {
        matches!(
            s,
            Status::Planned
                | Status::Possible
                | Status::Conditional
                | Status::Obligated
                | Status::Permitted
        )
    };
    // "hopes to grow from 400 to 1,000", "may move from Leeds to Cork"
    if to_come(status) || to_come(state) {
        return Some(Status::Actual);
    }
    None
}

/// The verb that tells that another follows the subject in its office, where it or its complement tells of that office: "Ada will
/// succeed Ola as its chief".
pub(super) fn successor_verb(deep: &Deep<'_>, parts: &Parts<'_>) -> Option<usize> {
    let v = deep.view;
    let office = matches!(&parts.predicate, Predicate::Relation(r) if r == "holdsPosition");
    let subject = deep
        .mentions
        .at(parts.subject.token)
        .map_or(parts.subject.token, |m| deep.mentions.get(m).head);
    let verb = v.head(subject).filter(|_| office)?;
    if v.upos(verb) != Upos::Verb || !deep.lemma_is(verb, Sense::Succeeding) {
        return None;
    }
    let passive = v.child(verb, &[Deprel::AuxPass]).is_some();
    let object = v.deprel(subject) == Deprel::Obj || passive && v.deprel(subject).is_subject();
    // "succeeded Norvane's chief Ola as president of the chamber": what describes him is another office
    let beside = |k: usize| k != subject && v.head(k) == Some(verb) && !v.deprel(k).is_subject();
    let t = parts.trigger;
    let told = t == verb || beside(t) || v.head(t).is_some_and(beside);
    (object && told).then_some(verb)
}

/// Whether a date is one since when something is, or hangs on the words for somebody: "replaced Ola, chairman since 2015".
pub(super) fn is_of_before(deep: &Deep<'_>, parts: &Parts<'_>, found: &Found) -> bool {
    let v = deep.view;
    let since = matches!(&found.value, Value::Date(_, Some(word)) if matches!(word.as_str(), "since" | "from"));
    let (first, last) = found.tokens;
    since || (first..=last).any(|k| v.dominates(parts.subject.token, k))
}

/// Whether a deal is only offered: "offered part of its stake to Trask".
pub(super) fn is_offered(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let deal = matches!(&parts.predicate, Predicate::Relation(r) if matches!(r.as_str(), "acquires" | "sells" | "mergesWith"));
    deal && deep.view.upos(parts.trigger) == Upos::Verb
        && deep.lemma_is(parts.trigger, Sense::Offering)
}

/// Whether somebody is only put forward for an office: "was nominated to the board".
pub(super) fn is_put_forward(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let office = matches!(&parts.predicate, Predicate::Relation(r) if r == "holdsPosition");
    office
        && deep.view.upos(parts.trigger) == Upos::Verb
        && deep.lemma_is(parts.trigger, Sense::PuttingForward)
}

/// Whether somebody is on the way to it: "is moving its headquarters to Cork", "is buying Trask", "is closing its plant".
pub(super) fn is_moving(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = parts.trigger;
    let name = match &parts.predicate {
        Predicate::Relation(r) => r.as_str(),
        Predicate::Open(_) => return false,
    };
    let to = deep.preposition(parts.object.token).as_deref() == Some("to");
    // "is merging with Trask", "is being acquired by"
    let deal = matches!(
        name,
        "acquires" | "sells" | "mergesWith" | "spinsOff" | "opens" | "closes"
    );
    let helps = |words: &[&str]| {
        v.children_by(t, &[Deprel::Aux, Deprel::AuxPass])
            .any(|a| words.contains(&v.form(a).to_lowercase().as_str()))
    };
    let going = helps(&["is", "are", "'s", "’s"]) && !helps(&["been", "has", "have"]);
    (deal || name == "headquarteredIn" && to)
        && v.upos(t) == Upos::Verb
        && going
        && (v.form(t).ends_with("ing") || helps(&["being"]))
}

/// Whether the verb of a trigger, or the one above it, stands in the simple present or goes on in it: "takes over", "goes on sale".
pub(super) fn is_in_present(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let mut verb = t;
    while v.upos(verb) != Upos::Verb {
        match v.head(verb) {
            Some(h) if v.sentence_index(h) == v.sentence_index(t) => verb = h,
            _ => return false,
        }
    }
    let perfect = v
        .children_by(verb, &[Deprel::Aux])
        .any(|a| v.lemma(a) == "have");
    let words = v.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]);
    !perfect
        && words.chain([verb]).any(|w| {
            let feats = &v.token(w).feats;
            feats.tense == Some(Tense::Pres) && feats.verb_form == Some(VerbForm::Fin)
        })
}

/// Whether somebody goes on holding what they hold.
pub(super) fn is_kept_on(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    // "will keep its headquarters in Leeds", "will remain based there"
    let seat = matches!(&parts.predicate, Predicate::Relation(r) if r == "headquarteredIn");
    let stays =
        |k: usize| deep.lemma_is(k, Sense::Keeping) || matches!(v.lemma(k), "remain" | "stay");
    if seat
        && [Some(parts.trigger), v.head(parts.trigger)]
            .into_iter()
            .flatten()
            .any(stays)
    {
        return true;
    }
    let owns = matches!(&parts.predicate, Predicate::Relation(r) if r == "owns");
    let keeps = |k: usize| deep.lemma_is(k, Sense::Keeping);
    let object = parts.object.token;
    owns && (keeps(parts.trigger)
        || v.head(object)
            .is_some_and(|h| keeps(h) && matches!(v.deprel(object), Deprel::Obj | Deprel::Conj)))
}

/// Whether something is waited for: "subject to approval by the board", "needs the consent of".
pub(super) fn is_awaited(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = parts.trigger;
    let approves = matches!(&parts.predicate, Predicate::Relation(r) if r == "approves");
    if !approves || v.upos(t) != Upos::Noun {
        return false;
    }
    let before = v.sentence(t).tokens.start.max(t.saturating_sub(4))..t;
    let words = if before.is_empty() {
        String::new()
    } else {
        v.words(&before).to_lowercase()
    };
    let marked = deep.senses.of(Sense::Pending).any(|w| words.contains(w));
    let needs =
        v.deprel(t) == Deprel::Obj && v.head(t).is_some_and(|h| deep.lemma_is(h, Sense::Needing));
    marked || needs
}

/// Whether somebody has been put in an office to do its work.
pub(super) fn is_appointed(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let office = matches!(&parts.predicate, Predicate::Relation(r) if r == "holdsPosition");
    let t = parts.trigger;
    office
        && !deep.lemma_is(t, Sense::Succeeding)
        && v.token(t).feats.verb_form == Some(VerbForm::Inf)
        && v.head(t).is_some_and(|h| {
            deep.lemma_is(h, Sense::Appointing) && deep.state(h).status == Status::Actual
        })
}

/// Whether it was announced that something has been put out.
pub(super) fn is_announced(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = parts.trigger;
    let out =
        matches!(&parts.predicate, Predicate::Relation(r) if r == "releases" || r == "availableOn");
    let told = |h: usize| {
        v.token(h).feats.tense == Some(Tense::Past) && deep.state(h).status == Status::Actual
    };
    out && deep.lemma_is(t, Sense::Launch)
        && !v
            .children_by(t, &[Deprel::Amod])
            .any(|a| deep.lemma_is(a, Sense::Upcoming))
        && v.deprel(t) == Deprel::Obj
        && v.head(t)
            .is_some_and(|h| deep.lemma_is(h, Sense::Presenting) && told(h))
}

/// "700 of its 2,900 workers": not all whom it employs.
pub(super) fn is_part_of_staff(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let staff = matches!(&parts.predicate, Predicate::Relation(r) if r == "hasEmployees");
    let Some(amount) = deep
        .mentions
        .amount_at(parts.object.token)
        .filter(|_| staff)
    else {
        return false;
    };
    let end = v.sentence(parts.object.token).tokens.end;
    let next = amount.tokens.start + 1;
    // "took on 2,100 of our people"
    let some = next + 1 < end
        && v.form(next) == "of"
        && (next + 1..end.min(next + 5)).any(|k| deep.lemma_is(k, Sense::Staff));
    some || (next..end.min(next + 2)).any(|k| v.form(k) == "of")
        && (next..end.min(next + 4)).any(|k| v.upos(k) == Upos::Num)
        && parts.found.iter().all(|f| f.key != QualifierKey::Place)
}
