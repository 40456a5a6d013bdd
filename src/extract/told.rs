//! States that the way of telling says are over, whatever the clause and what embeds it say: "who ran the works for eleven years".

use super::assemble::{Parts, name_start};
use super::deep::Deep;
use crate::claim::{QualifierKey, Status, Value};
use crate::mention::{TimeRelation, TimeValue};
use crate::nlp::{Deprel, Tense, Upos, VerbForm};

/// Whether a state is told as one that is over. What somebody said then, in a clause of saying, was so then.
pub(super) fn is_over(deep: &Deep<'_>, parts: &Parts<'_>, status: Status) -> bool {
    let open = matches!(status, Status::Permitted | Status::Possible);
    let actual = status == Status::Actual;
    (actual || open) && once(deep, parts)
        || actual
            && (was(deep, parts.trigger)
                || served(deep, parts.trigger)
                || lasted(deep, parts)
                || left(deep, parts.trigger)
                || gone(deep, parts)
                || former(deep, parts.trigger, parts.object.token)
                || former(deep, parts.trigger, parts.trigger))
}

/// "previously", "once", "initially" near the trigger.
fn once(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    const WORDS: [&str; 13] = [
        "previously",
        "formerly",
        "once",
        "initially",
        "originally",
        "hitherto",
        "former",
        "original",
        "previous",
        "old",
        "earlier",
        "prior",
        "initial",
    ];
    let mut because = parts.state.because.iter();
    because.any(|&k| WORDS.contains(&deep.view.form(k).to_lowercase().as_str()))
}

/// Whether a word is a verb in the plain past, and nobody said then that it was so.
fn is_told_as_past(deep: &Deep<'_>, t: usize) -> bool {
    let feats = &deep.view.token(t).feats;
    feats.tense == Some(Tense::Past)
        && feats.verb_form == Some(VerbForm::Fin)
        && deep.view.deprel(t) != Deprel::Ccomp
}

/// "Ola, who was chief executive of Norvane, …".
fn was(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    deep.is_copular(t)
        && v.deprel(t) != Deprel::Ccomp
        && v.children_by(t, &[Deprel::Cop]).any(|c| {
            v.token(c).feats.tense == Some(Tense::Past)
                && v.token(c).feats.verb_form == Some(VerbForm::Fin)
        })
        && v.child(t, &[Deprel::Aux]).is_none()
}

/// Nouns for a position.
const POSTS: [&str; 6] = ["post", "position", "role", "job", "office", "title"];

/// "Ola held posts at Norvane", "served as its chairman".
fn served(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    is_told_as_past(deep, t)
        && match v.lemma(t) {
            "serve" => true,
            "hold" | "occupy" => v
                .child(t, &[Deprel::Obj])
                .is_some_and(|o| POSTS.contains(&v.lemma(o))),
            _ => false,
        }
}

/// Verbs of what goes on: beside them "for seven years" is how long it went on, not a term that was agreed on.
const DURATIVE: [&str; 26] = [
    "run", "head", "lead", "chair", "own", "supply", "use", "hold", "work", "operate", "employ",
    "serve", "manage", "control", "compete", "make", "produce", "build", "host", "edit", "direct",
    "govern", "have", "keep", "enjoy", "publish",
];

/// Words of a length that may reach to today, or begins there: "the past three years", "the next two".
const REACHING: [&str; 10] = [
    "past",
    "last",
    "next",
    "another",
    "further",
    "initial",
    "coming",
    "first",
    "up",
    "additional",
];

/// "who ran the works for eleven years", "held the licence for eleven years".
fn lasted(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = match v.head(parts.trigger) {
        Some(verb)
            if v.deprel(parts.trigger) == Deprel::Obj
                && matches!(v.lemma(verb), "hold" | "have" | "own" | "keep" | "enjoy") =>
        {
            verb
        }
        _ => parts.trigger,
    };
    let begins = |key| matches!(key, QualifierKey::Date | QualifierKey::ValidFrom);
    let dated = |value: &Value<_>| matches!(value, Value::Date(..));
    let started = parts.found.iter().any(|f| begins(f.key) && dated(&f.value));
    let reaches = |k: usize| REACHING.contains(&v.form(k).to_lowercase().as_str());
    is_told_as_past(deep, t)
        && DURATIVE.contains(&v.lemma(t))
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

/// Verbs by which somebody leaves a post, as their object or after "from".
const LEAVING: [&str; 16] = [
    "leave",
    "quit",
    "relinquish",
    "vacate",
    "resign",
    "lose",
    "abandon",
    "fire",
    "dismiss",
    "remove",
    "oust",
    "sack",
    "retire",
    "step",
    "stand",
    "depart",
];

/// Nouns for that.
const LEAVINGS: [&str; 8] = [
    "resignation",
    "departure",
    "dismissal",
    "removal",
    "retirement",
    "ouster",
    "exit",
    "sacking",
];

/// "was fired from his job as head of sales", "her resignation from the post of chair".
fn left(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let is_post = |k: &usize| POSTS.contains(&v.lemma(*k));
    let of_post = v.head(t).filter(|_| v.deprel(t) == Deprel::Nmod);
    let post = Some(t).filter(is_post).or(of_post.filter(is_post));
    let Some((post, leaving)) = post.and_then(|p| Some((p, v.head(p)?))) else {
        return false;
    };
    let from = deep.preposition(post).as_deref() == Some("from");
    let leaves = match v.deprel(post) {
        Deprel::Obj => LEAVING.contains(&v.lemma(leaving)),
        Deprel::Obl if from => LEAVING.contains(&v.lemma(leaving)),
        Deprel::Nmod if from => LEAVINGS.contains(&v.lemma(leaving)),
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
    let one_time = v.children_by(token, &[Deprel::Compound]).any(|k| {
        k >= start + 2
            && v.form(k) == "time"
            && v.form(k - 1) == "-"
            && v.form(k - 2).eq_ignore_ascii_case("one")
    });
    // "once the boss of Norvane"
    let phrase = v.subtree(token);
    let once = |k: usize| matches!(v.form(k).to_lowercase().as_str(), "once" | "sometime");
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
            .any(once);
    ex || one_time || had
}

/// Verbs of which the subject is who goes.
const GOING: [&str; 7] = [
    "leave", "resign", "retire", "quit", "depart", "step", "stand",
];

/// What one leaves when one leaves a post.
const LEFT: [&str; 12] = [
    "company",
    "firm",
    "group",
    "bank",
    "business",
    "board",
    "post",
    "job",
    "role",
    "position",
    "organisation",
    "organization",
];

/// "Norvane's finance chief, Ada Berg, has left for Trask": who has gone is no longer what the subject calls them.
fn gone(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let mut top = parts.subject.token;
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
    let Some(verb) = v
        .head(top)
        .filter(|&h| v.deprel(top) == Deprel::Nsubj && GOING.contains(&v.lemma(h)))
    else {
        return false;
    };
    let down = || {
        v.children_by(verb, &[Deprel::CompoundPrt, Deprel::Advmod])
            .any(|c| matches!(v.form(c).to_lowercase().as_str(), "down" | "aside"))
    };
    let object = v.child(verb, &[Deprel::Obj]);
    let leaves = match v.lemma(verb) {
        "step" | "stand" => down(),
        "leave" | "quit" => object.is_none_or(|o| LEFT.contains(&v.lemma(o))),
        _ => object.is_none(),
    };
    let told = v.token(verb).feats.tense == Some(Tense::Past)
        || v.children_by(verb, &[Deprel::Aux])
            .any(|a| v.lemma(a) == "have");
    let titled = v.dominates(top, parts.trigger) || parts.trigger == top;
    let within = v.dominates(top, parts.object.token);
    leaves && told && titled && within && deep.state(verb).status == Status::Actual
}
