//! States that the way of telling says are over, whatever the clause and what embeds it say: "who ran the works for eleven years".

use super::assemble::{Parts, name_start};
use super::deep::Deep;
use super::qualifiers::Found;
use crate::claim::{Predicate, QualifierKey, Status, Value};
use crate::mention::{MentionKind, TimeRelation, TimeValue};
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::Sense;
use crate::text::PartialDate;

/// What was so more than this many days before the text, and is told in the past, is taken for over.
const LONG: i64 = 730;

/// Whether a state is told as one that is over. What somebody said then, in a clause of saying, was so then.
pub(super) fn is_over(deep: &Deep<'_>, parts: &Parts<'_>, status: Status) -> bool {
    let open = matches!(status, Status::Permitted | Status::Possible);
    let actual = status == Status::Actual;
    let bare_once = || {
        let t = parts.trigger;
        deep.view.upos(t) == Upos::Verb
            && deep.is_bare_participle(t)
            && deep
                .view
                .children_by(t, &[Deprel::Mark, Deprel::Advmod])
                .any(|m| deep.view.form(m).eq_ignore_ascii_case("once"))
    };
    actual && bare_once()
        || (actual || open) && once(deep, parts)
        || actual
            && (was(deep, parts.trigger)
                || served(deep, parts.trigger)
                || lasted(deep, parts)
                || left(deep, parts.trigger)
                || gone(deep, parts)
                || had(deep, parts.trigger)
                || ran(deep, parts)
                || was_count(deep, parts)
                || after_years_at(deep, parts)
                || had_been(deep, parts)
                || sold_off(deep, parts)
                || formerly_of(deep, parts.object.token)
                || at_the_time(deep, parts.trigger)
                || of_office(deep, parts).is_some_and(|n| at_the_time(deep, n))
                || fell_through(deep, parts.trigger)
                || dropped(deep, parts.trigger)
                || once_there(deep, parts)
                || hired_away(deep, parts)
                || came_from(deep, parts)
                || is_followed(deep, parts)
                || former(deep, parts.trigger, parts.object.token)
                || former(deep, parts.trigger, parts.trigger))
}

/// "By 1938 it employed 60 people": what is told of a time long before the text, in the past, is so no longer.
pub(super) fn is_long_gone(
    deep: &Deep<'_>,
    parts: &Parts<'_>,
    found: &[Found],
    published: Option<PartialDate>,
) -> bool {
    let Some(published) = published else {
        return false;
    };
    let staff = matches!(&parts.predicate, Predicate::Relation(r) if r == "hasEmployees");
    let t = parts.trigger;
    let v = deep.view;
    let sentence = v.sentence(t).tokens.clone();
    let says = |word: &str| {
        let mut words = sentence.clone();
        words.any(|k| v.form(k).eq_ignore_ascii_case(word))
    };
    // "made its first van in 2016", "still employs as many"
    if says("first") || says("still") {
        return false;
    }
    // "built the bridge": it stands
    let told = is_told_as_past(deep, t)
        && deep.lemma_is(t, Sense::Durative)
        && !deep.lemma_is(t, Sense::Creating);
    let mut verb = t;
    for _ in 0..3 {
        match v.head(verb) {
            Some(h) if v.upos(verb) != Upos::Verb => verb = h,
            _ => break,
        }
    }
    let staff = staff && is_told_as_past(deep, verb);
    let begins = found.iter().any(|f| f.key == QualifierKey::ValidFrom);
    let long_before = |f: &Found| match (&f.value, f.key) {
        (Value::Date(date, _), QualifierKey::Date) => {
            date.last_day()
                .duration_until(published.first_day())
                .as_hours()
                > LONG * 24
        }
        _ => false,
    };
    (staff || told) && !begins && found.iter().any(long_before)
}

/// "previously", "once", "initially" near the trigger.
fn once(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let mut because = parts.state.because.iter();
    because.any(|&k| deep.form_is(k, Sense::Formerly) || deep.form_is(k, Sense::Former))
}

/// Whether a clause, or the one that it is joined to, tells what somebody said.
fn is_said(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let mut at = t;
    while v.deprel(at) == Deprel::Conj {
        let Some(head) = v.head(at) else { break };
        at = head;
    }
    v.deprel(at) == Deprel::Ccomp
}

/// Whether a word is a verb in the plain past, and nobody said then that it was so.
fn is_told_as_past(deep: &Deep<'_>, t: usize) -> bool {
    let feats = &deep.view.token(t).feats;
    feats.tense == Some(Tense::Past) && feats.verb_form == Some(VerbForm::Fin) && !is_said(deep, t)
}

/// "Ola, who was chief executive of Norvane, …".
fn was(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    deep.is_copular(t)
        && !is_said(deep, t)
        && v.children_by(t, &[Deprel::Cop]).any(|c| {
            v.token(c).feats.tense == Some(Tense::Past)
                && v.token(c).feats.verb_form == Some(VerbForm::Fin)
        })
        && v.child(t, &[Deprel::Aux]).is_none()
}

/// "had been owned since 2016 by Norvane", "took charge after running Trask".
fn had(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let verbal = v.upos(t) == Upos::Verb && !is_said(deep, t);
    let perfect = v
        .children_by(t, &[Deprel::Aux])
        .any(|a| v.form(a).eq_ignore_ascii_case("had"))
        && v.token(t).feats.verb_form == Some(VerbForm::Part);
    let after = v.form(t).ends_with("ing")
        && (t > 0 && v.form(t - 1).eq_ignore_ascii_case("after")
            || deep.preposition(t).as_deref() == Some("after"));
    verbal && deep.lemma_is(t, Sense::Durative) && (perfect || after)
}

/// "Ola Lund's successor": whoever has one is no longer in office.
fn is_followed(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let (t, whose) = (parts.trigger, parts.subject.token);
    v.lemma(t) == "successor" && v.deprel(whose) == Deprel::NmodPoss && v.head(whose) == Some(t)
}

/// "took charge after eleven years at Norvane": where somebody was before.
pub(super) fn after_years_at(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let object = parts.object.token;
    let at = matches!(
        deep.preposition(object).as_deref(),
        Some("at" | "with" | "as")
    );
    // "was promoted after eleven years at Norvane": there still
    let sentence = v.sentence(object).tokens.clone();
    let elsewhere = sentence.clone().any(|k| {
        let body = deep.mentions.at(k).is_some_and(|m| {
            let mention = deep.mentions.get(m);
            let company = matches!(mention.class.as_deref(), Some("Company" | "Organization"));
            mention.kind == MentionKind::Name && mention.head != object && company
        });
        body || v.form(k).eq_ignore_ascii_case("there")
    });
    v.head(object).is_some_and(|years| {
        at && elsewhere
            && years > parts.trigger
            && deep.preposition(years).as_deref() == Some("after")
            && deep.mentions.time_at(years).is_some()
    })
}

/// "employs 4,900 people, down from 5,600".
fn was_count(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let count = matches!(&parts.predicate, Predicate::Relation(r) if r == "hasEmployees" || r == "valuedAt");
    let figure = deep
        .mentions
        .amount_at(parts.object.token)
        .map_or(parts.object.token, |a| a.tokens.start);
    // "against 5,600 at Trask"
    let last = deep
        .mentions
        .amount_at(parts.object.token)
        .map_or(parts.object.token, |a| a.tokens.end);
    let end = v.sentence(figure).tokens.end.min(last + 4);
    if (last..end).any(|k| matches!(v.form(k), "at" | "for")) {
        return false;
    }
    let start = v.sentence(figure).tokens.start;
    let before = |n: usize| {
        let at = figure.checked_sub(n).filter(|&k| k >= start);
        at.map(|k| v.form(k).to_lowercase())
    };
    let compared = || {
        let with = before(1).is_some_and(|w| matches!(w.as_str(), "with" | "to"));
        with && before(2).is_some_and(|w| w == "compared")
    };
    let moved = || {
        before(1).is_some_and(|w| w == "from")
            && before(2).is_some_and(|w| matches!(w.as_str(), "down" | "up"))
    };
    count && (compared() || moved() || before(1).is_some_and(|w| w == "against"))
}

/// "Ola, who ran Norvane", "Trask, which had 80% of it": what is told so in the plain past is held no longer, unless the text says since when, or somebody says so.
fn ran(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    // "the sellers are Leadline, which had 80%"
    let sellers = || {
        let mut words = deep.view.sentence(parts.trigger).tokens.clone();
        words.any(|k| matches!(deep.view.lemma(k), "seller" | "vendor"))
    };
    let post = match &parts.predicate {
        Predicate::Relation(r) => r == "holdsPosition" || r == "owns" && sellers(),
        Predicate::Open(_) => false,
    };
    let begins = parts.found.iter().any(|f| f.key == QualifierKey::ValidFrom);
    let (v, t) = (deep.view, parts.trigger);
    let still = || {
        let mut words = v.children_by(t, &[Deprel::Advmod]);
        words.any(|w| v.form(w).eq_ignore_ascii_case("still"))
    };
    // "Norvane said Ola, who ran its plant, would leave"
    let said = || {
        let mut at = t;
        while let Some(head) = v.head(at) {
            at = head;
            if v.upos(at) == Upos::Verb {
                return is_said(deep, at);
            }
        }
        false
    };
    post && !begins
        && v.deprel(t) == Deprel::AclRelcl
        && v.upos(t) == Upos::Verb
        && deep.lemma_is(t, Sense::Durative)
        && is_told_as_past(deep, t)
        && !still()
        && !said()
}

/// "Trask, which had been its only supplier since 2012".
fn had_been(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = parts.trigger;
    let had = |a: usize| v.form(a).eq_ignore_ascii_case("had");
    // "who had been its chief since 2012, will stay on", "and remains one"
    let goes_on = |k: usize| deep.lemma_is(k, Sense::GoingOn);
    let host = v
        .head(t)
        .filter(|_| v.deprel(t) == Deprel::AclRelcl)
        .and_then(|noun| v.head(noun));
    let later = parts.found.iter().any(|f| {
        f.key == QualifierKey::ValidUntil
            && matches!((&f.value, v.document.meta.date), (Value::Date(d, _), Some(p)) if d.last_day() > p.first_day())
    });
    // "had been its chief for two weeks when the plant burned down"
    let background = v.children_by(t, &[Deprel::Advcl]).any(|c| {
        v.children_by(c, &[Deprel::Advmod, Deprel::Mark])
            .any(|m| v.form(m).eq_ignore_ascii_case("when"))
    });
    !later
        && !background
        && !host.is_some_and(goes_on)
        && !v.children_by(t, &[Deprel::Conj]).any(goes_on)
        && deep.is_copular(t)
        && !is_said(deep, t)
        && v.children_by(t, &[Deprel::Aux]).any(had)
        && v.children_by(t, &[Deprel::Cop])
            .any(|c| v.form(c).eq_ignore_ascii_case("been"))
}

/// "sold its 40% stake in Norvane".
fn sold_off(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = parts.trigger;
    let owns = matches!(&parts.predicate, Predicate::Relation(r) if r == "owns");
    // "sold part of its stake"
    let half = v
        .children(t)
        .any(|c| matches!(v.lemma(c), "half" | "part" | "most" | "third" | "quarter"));
    let whole = v.deprel(t) == Deprel::Obj && v.child(t, &[Deprel::NmodPoss]).is_some() && !half;
    owns && whole
        && deep.lemma_is(t, Sense::Share)
        && v.head(t).is_some_and(|verb| {
            let told = v.token(verb).feats.tense == Some(Tense::Past)
                || v.children_by(verb, &[Deprel::Aux])
                    .any(|a| v.lemma(a) == "have");
            // "down to 12%", "to below 5%"
            let rest = v.children(verb).any(|c| {
                v.form(c).eq_ignore_ascii_case("down")
                    || v.deprel(c) == Deprel::Obl
                        && matches!(deep.preposition(c).as_deref(), Some("to" | "below"))
                        && deep.mentions.amount_at(c).is_some()
            });
            told && !rest
                && deep.lemma_is(verb, Sense::Selling)
                && deep.state(verb).status == Status::Actual
        })
}

/// "Ada Berg, formerly of the airline Norvane".
pub(super) fn formerly_of(deep: &Deep<'_>, object: usize) -> bool {
    let v = deep.view;
    let start = v.sentence(object).tokens.start;
    let formerly = |k: usize| deep.form_is(k, Sense::Formerly);
    let of = |k: usize| {
        let mark = v
            .children_by(k, &[Deprel::Case])
            .find(|&c| v.form(c) == "of");
        mark.is_some_and(|c| c > start && formerly(c - 1))
            || mark.is_some() && v.children_by(k, &[Deprel::Advmod]).any(formerly)
    };
    of(object) || of(top_of(deep, object))
}

/// The noun for an office whose the object is: "Norvane's head of risk".
fn of_office(deep: &Deep<'_>, parts: &Parts<'_>) -> Option<usize> {
    let v = deep.view;
    let office = matches!(&parts.predicate, Predicate::Relation(r) if r == "holdsPosition");
    let object = parts.object.token;
    let end = v.sentence(object).tokens.end;
    let noun = |k: &usize| v.upos(*k) == Upos::Noun;
    // the tree may hang the name on the person: "Ada Berg, Norvane's head of risk"
    let owned = object + 1 < end && matches!(v.form(object + 1), "'s" | "’s" | "'" | "’");
    let next = owned
        .then(|| (object + 2..end.min(object + 5)).find(noun))
        .flatten();
    let above = v
        .head(object)
        .filter(|h| matches!(v.deprel(object), Deprel::NmodPoss | Deprel::Nmod) && noun(h));
    above.or(next).filter(|_| office)
}

/// "Ada Berg, its head of risk at the time".
fn at_the_time(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let end = v.sentence(t).tokens.end;
    let says = |k: usize, word: &str| k < end && v.form(k).eq_ignore_ascii_case(word);
    // "became its owner at the time": that is when it began
    let describes = v.upos(t) == Upos::Noun
        && v.child(t, &[Deprel::Cop]).is_none()
        && !matches!(v.deprel(t), Deprel::Xcomp | Deprel::Obl | Deprel::Obj);
    describes
        && (t + 1..end.min(t + 5)).any(|k| {
            says(k, "at")
                && says(k + 1, "the")
                && says(k + 2, "time")
                && (k + 3 >= end || v.upos(k + 3) == Upos::Punct)
                && (t + 1..k).all(|between| !deep.is_verbal(between))
        })
}

/// "Ola held posts at Norvane", "served as its chairman".
fn served(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    is_told_as_past(deep, t)
        && (deep.lemma_is(t, Sense::Serving)
            || deep.lemma_is(t, Sense::Occupying)
                && v.child(t, &[Deprel::Obj])
                    .is_some_and(|o| deep.lemma_is(o, Sense::Post)))
}

/// "who ran the works for eleven years", "held the licence for eleven years".
fn lasted(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = match v.head(parts.trigger) {
        Some(verb)
            if v.deprel(parts.trigger) == Deprel::Obj && deep.lemma_is(verb, Sense::Having) =>
        {
            verb
        }
        _ => parts.trigger,
    };
    let begins = |key| matches!(key, QualifierKey::Date | QualifierKey::ValidFrom);
    let dated = |value: &Value<_>| matches!(value, Value::Date(..));
    let started = parts.found.iter().any(|f| begins(f.key) && dated(&f.value));
    let reaches = |k: usize| deep.form_is(k, Sense::Reaching);
    is_told_as_past(deep, t)
        && deep.lemma_is(t, Sense::Durative)
        && !started
        && deep.mentions.times.iter().any(|time| {
            // no hours: "for two hours a day"
            let long =
                |d: &TimeValue| matches!(d, TimeValue::Duration(d) if !d.to_string().contains('T'));
            time.relation == TimeRelation::For
                && long(&time.value)
                && v.head(time.head) == Some(t)
                && matches!(v.deprel(time.head), Deprel::Obl | Deprel::OblUnmarked)
                && !time.tokens.clone().chain(v.subtree(time.head)).any(reaches)
        })
}

/// "was fired from his job as head of sales", "her resignation from the post of chair".
fn left(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let is_post = |k: &usize| deep.lemma_is(*k, Sense::Post);
    let of_post = v.head(t).filter(|_| v.deprel(t) == Deprel::Nmod);
    let post = Some(t).filter(is_post).or(of_post.filter(is_post));
    let Some((post, leaving)) = post.and_then(|p| Some((p, v.head(p)?))) else {
        return false;
    };
    let from = deep.preposition(post).as_deref() == Some("from");
    let leaves = match v.deprel(post) {
        Deprel::Obj => deep.lemma_is(leaving, Sense::LeavingAPost),
        Deprel::Obl if from => deep.lemma_is(leaving, Sense::LeavingAPost),
        Deprel::Nmod if from => deep.lemma_is(leaving, Sense::Departure),
        _ => false,
    };
    leaves && deep.state(leaving).status == Status::Actual
}

/// "an ex-Norvane director", "its one-time owner".
fn former(deep: &Deep<'_>, t: usize, token: usize) -> bool {
    let v = deep.view;
    let start = v.sentence(t).tokens.start;
    let first = name_start(deep, token);
    let ex = first >= start + 2
        && v.form(first - 1) == "-"
        && v.form(first - 2).eq_ignore_ascii_case("ex");
    // "then-boss Ada Berg"
    let then_boss = |k: usize| {
        k >= start + 2 && v.is_hyphen(k - 1) && v.form(k - 2).eq_ignore_ascii_case("then")
    };
    let ex = ex || then_boss(first) || then_boss(token) || then_boss(t);
    let one_time = v.children_by(token, &[Deprel::Compound]).any(|k| {
        k >= start + 2
            && v.form(k) == "time"
            && v.form(k - 1) == "-"
            && v.form(k - 2).eq_ignore_ascii_case("one")
    });
    // "once the boss of Norvane"
    let phrase = v.subtree(token);
    let once = |k: usize| deep.form_is(k, Sense::AtOneTime);
    // "its then chairman", "Ada Berg, then chairman": not "then the company"
    let then = |k: usize| {
        k > start
            && v.form(k).eq_ignore_ascii_case("then")
            && (k + 1..token).all(|between| v.upos(between) != Upos::Det)
            && (matches!(v.upos(k - 1), Upos::Det | Upos::Pron | Upos::Part)
                || v.form(k - 1) == "," && v.deprel(token) == Deprel::Appos)
    };
    let before = phrase
        .first()
        .and_then(|f| f.checked_sub(1))
        .filter(|&k| k >= start);
    let title = v.upos(token) == Upos::Noun && v.child(token, &[Deprel::Cop]).is_none();
    let had = title
        && phrase
            .iter()
            .copied()
            .filter(|&k| k < token)
            .chain(before)
            .any(|k| once(k) || then(k));
    // "Ada Berg, its digital chief and before that a programmer at Norvane"
    let before_that = v.upos(token) == Upos::Noun
        && (token.saturating_sub(6).max(start + 1)..token).any(|k| {
            v.form(k - 1).eq_ignore_ascii_case("before")
                && matches!(v.form(k), "that" | "this" | "then")
                && (k + 1..token).all(|between| !deep.is_verbal(between) && v.form(between) != ",")
        });
    ex || one_time || had || before_that
}

/// "held talks, but those ended without a deal", "had been negotiating, but the talks collapsed".
fn fell_through(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let object = v.child(t, &[Deprel::Obj]);
    let later = || {
        v.children_by(t, &[Deprel::Conj]).any(|c| {
            v.children_by(c, &[Deprel::Nsubj, Deprel::NsubjPass])
                .any(|s| deep.fails(c, s))
        })
    };
    object.is_some_and(|o| deep.told_of_it(o).is_some()) || deep.is_verbal(t) && later()
}

/// "is walking away from its collaboration with Norvane".
fn dropped(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let own = v.child(t, &[Deprel::NmodPoss]).is_some();
    let Some(verb) = v.head(t).filter(|_| own && deep.lemma_is(t, Sense::Bond)) else {
        return false;
    };
    deep.gives_up(verb, t) && deep.state(verb).status == Status::Actual
}

/// "Dev Marr, a former drayman at Norvane".
fn once_there(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let object = parts.object.token;
    let post = v.head(object).filter(|&n| {
        v.deprel(object) == Deprel::Nmod && n != parts.trigger && v.upos(n) == Upos::Noun
    });
    post.is_some_and(|n| {
        v.children_by(n, &[Deprel::Amod])
            .any(|a| deep.lemma_is(a, Sense::NoLonger))
    })
}

/// The word by which a description of somebody hangs on a verb: "Norvane's finance chief, Ada Berg".
pub(super) fn top_of(deep: &Deep<'_>, token: usize) -> usize {
    let v = deep.view;
    let mut top = token;
    for _ in 0..4 {
        let joins = matches!(
            v.deprel(top),
            Deprel::Appos
                | Deprel::Flat
                | Deprel::NmodDesc
                | Deprel::NmodUnmarked
                | Deprel::Compound
        );
        match v.head(top).filter(|_| joins) {
            Some(head) => top = head,
            None => break,
        }
    }
    top
}

/// "has poached Norvane's sales chief, Ada Berg".
fn hired_away(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let top = top_of(deep, parts.subject.token);
    let within = v.dominates(top, parts.object.token)
        && (v.dominates(top, parts.trigger) || parts.trigger == top);
    let taken = matches!(v.deprel(top), Deprel::Obj | Deprel::NsubjPass);
    within
        && taken
        && v.head(top).is_some_and(|verb| {
            // whoever takes them is not where they come from
            let taker = v
                .child(verb, &[Deprel::Nsubj])
                .and_then(|s| deep.mentions.at(s));
            let theirs = deep.mentions.at(parts.object.token);
            let own = match (taker, theirs) {
                (Some(a), Some(b)) => {
                    deep.mentions.reference(a).referents == deep.mentions.reference(b).referents
                }
                _ => false,
            };
            !own && deep.lemma_is(verb, Sense::Poaching)
                && deep.state(verb).status == Status::Actual
        })
}

/// "Ada Berg, who joined from Norvane in 2021": she is no longer there.
pub(super) fn came_from(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let comes = |verb: usize| {
        deep.lemma_is(verb, Sense::Coming) && deep.state(verb).status == Status::Actual
    };
    // the tree may hang it on what they joined as
    let from = |k: usize| {
        deep.preposition(k).as_deref() == Some("from")
            && v.head(k).is_some_and(|h| {
                comes(h)
                    // "hired Ada Berg from Norvane", drawn as what she is from
                    || h == parts.subject.token
                        && v.deprel(h) == Deprel::Obj
                        && v.head(h).is_some_and(comes)
                    || v.upos(h) == Upos::Noun
                        && deep.preposition(h).as_deref() == Some("as")
                        && v.head(h).is_some_and(comes)
            })
    };
    let object = parts.object.token;
    let person = deep
        .mentions
        .at(parts.subject.token)
        .is_some_and(|m| deep.mentions.get(m).class.as_deref() == Some("Person"));
    // "from Norvane, where she remains a director"
    let there = v.dominates(object, parts.trigger) && object != parts.trigger;
    person
        && !there
        && (from(object)
            || from(top_of(deep, object))
            || v.head(object)
                .is_some_and(|h| v.deprel(object) == Deprel::NmodPoss && from(h)))
}

/// "Norvane's finance chief, Ada Berg, has left for Trask": who has gone is no longer what the subject calls them.
fn gone(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let own = top_of(deep, parts.subject.token);
    // "Ada Berg, its chair, and Ola Lund, its finance chief, resigned"
    let first = v
        .head(own)
        .filter(|_| v.deprel(own) == Deprel::Conj && v.upos(own).is_nominal());
    let top = first.map_or(own, |first| top_of(deep, first));
    // "the director-general, Ada Berg", drawn as a general of some kind
    let top = match v.head(top) {
        Some(noun) if v.deprel(top) == Deprel::Amod && v.upos(top) == Upos::Noun => noun,
        _ => top,
    };
    // "has been ousted"
    let put_out = v
        .head(top)
        .filter(|&h| v.deprel(top) == Deprel::NsubjPass && deep.lemma_is(h, Sense::LeavingAPost))
        // "was fired up", "is left with a debt"
        .filter(|&h| v.child(h, &[Deprel::CompoundPrt]).is_none() && v.lemma(h) != "leave");
    let Some(verb) = put_out.or_else(|| {
        v.head(top)
            .filter(|&h| v.deprel(top) == Deprel::Nsubj && deep.lemma_is(h, Sense::Going))
    }) else {
        return false;
    };
    let down = || {
        v.children_by(verb, &[Deprel::CompoundPrt, Deprel::Advmod])
            .any(|c| matches!(v.form(c).to_lowercase().as_str(), "down" | "aside"))
    };
    let object = v.child(verb, &[Deprel::Obj]);
    let leaves = if put_out.is_some() {
        true
    } else if deep.lemma_is(verb, Sense::Stepping) {
        down()
    } else {
        let leavable =
            |o: usize| deep.lemma_is(verb, Sense::Quitting) && deep.lemma_is(o, Sense::Left);
        object.is_none_or(leavable)
    };
    let told = v.token(verb).feats.tense == Some(Tense::Past)
        || v.children_by(verb, &[Deprel::Aux])
            .any(|a| v.lemma(a) == "have");
    let titled = v.dominates(own, parts.trigger) || parts.trigger == own;
    let within = v.dominates(own, parts.object.token);
    leaves && told && titled && within && deep.state(verb).status == Status::Actual
}
