//! Whether what an expression of time belongs to lies in the past or in the future.

use super::words::TIMES;
use crate::nlp::{Deprel, Tense, Upos, VerbForm, View};

/// Where an expression looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    Past,
    Future,
    Unknown,
}

/// How many heads are looked at.
const REACH: usize = 12;

/// The outlook of what governs an expression that starts at the token `start` and hangs in the tree by `head`.
pub(super) fn outlook(view: &View<'_>, start: usize, head: usize) -> Outlook {
    // A finite verb right before it governs it, whatever the tree says: "said on Friday".
    let before = start
        .checked_sub(1)
        .filter(|&t| view.sentence_index(t) == view.sentence_index(start));
    if let Some(verb_before) = before
        && view.upos(verb_before) == Upos::Verb
        && view.token(verb_before).feats.verb_form == Some(VerbForm::Fin)
    {
        return verb(view, verb_before, None);
    }
    let mut through_noun = false;
    let mut from = head;
    for _ in 0..REACH {
        let Some(at) = view.head(from) else { break };
        // What lies above is another clause.
        if matches!(view.deprel(from), Deprel::Parataxis | Deprel::Ccomp) {
            break;
        }
        let upos = view.upos(at);
        let copula = view.child(at, &[Deprel::Cop]);
        if matches!(upos, Upos::Verb | Upos::Aux) || copula.is_some() {
            match verb(view, at, copula) {
                Outlook::Unknown => {}
                Outlook::Future if through_noun && is_plain_present(view, at) => {
                    return Outlook::Unknown;
                }
                found => return found,
            }
        } else if upos == Upos::Adj && TIMES.awaiting.has(view.lemma(at)) {
            return Outlook::Future;
        }
        through_noun |= matches!(upos, Upos::Noun | Upos::Propn);
        from = at;
    }
    // The verb of what it is coordinated with.
    view.children_by(from, &[Deprel::Conj])
        .filter(|&c| view.upos(c) == Upos::Verb)
        .map(|c| verb(view, c, None))
        .find(|o| *o != Outlook::Unknown)
        .unwrap_or(Outlook::Unknown)
}

/// The verb (or predicate with a copula) that governs a word, if one does.
pub(super) fn governor(view: &View<'_>, word: usize) -> Option<usize> {
    let mut at = word;
    for _ in 0..REACH {
        at = view.head(at)?;
        if matches!(view.upos(at), Upos::Verb | Upos::Aux) {
            return Some(at);
        }
    }
    None
}

fn is_plain_present(view: &View<'_>, at: usize) -> bool {
    view.children_by(at, &[Deprel::Aux, Deprel::AuxPass])
        .next()
        .is_none()
        && view.token(at).feats.tense == Some(Tense::Pres)
}

fn verb(view: &View<'_>, at: usize, copula: Option<usize>) -> Outlook {
    let feats = view.token(at).feats;
    let lemma = view.lemma(at);
    let mut passive = false;
    let mut past_auxiliary = false;
    let mut present_auxiliary = false;
    for aux in view.children_by(at, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]) {
        passive |= view.deprel(aux) == Deprel::AuxPass;
        match view.lemma(aux) {
            "will" | "shall" | "would" | "should" | "can" | "could" | "may" | "might" | "must"
            | "ought" | "ll" | "'ll" => return Outlook::Future,
            "have" => past_auxiliary = true,
            _ => match view.token(aux).feats.tense {
                Some(Tense::Past) => past_auxiliary = true,
                Some(Tense::Pres) => present_auxiliary = true,
                None => {}
            },
        }
    }
    if TIMES.awaiting.has(lemma)
        && (passive || copula.is_some() || (feats.verb_form == Some(VerbForm::Part)))
        && !(past_auxiliary && !present_auxiliary && !passive)
    {
        return Outlook::Future;
    }
    let infinitive = feats.verb_form == Some(VerbForm::Inf)
        || view
            .children_by(at, &[Deprel::Mark])
            .any(|m| view.lemma(m) == "to");
    if past_auxiliary {
        return Outlook::Past;
    }
    if infinitive {
        return infinitive_outlook(view, at);
    }
    if present_auxiliary {
        return Outlook::Future;
    }
    match (feats.tense, feats.verb_form) {
        (Some(Tense::Past), _) => Outlook::Past,
        (Some(Tense::Pres), Some(VerbForm::Fin)) => Outlook::Future,
        _ => Outlook::Unknown,
    }
}

/// "tried to buy in May" is past, "agreed to buy in May" is not.
fn infinitive_outlook(view: &View<'_>, at: usize) -> Outlook {
    const SIMULTANEOUS: [&str; 14] = [
        "try", "begin", "start", "continue", "manage", "fail", "cease", "stop", "have", "help",
        "use", "attempt", "go", "come",
    ];
    let Some(head) = view.head(at) else {
        return Outlook::Future;
    };
    let simultaneous = view.deprel(at) == Deprel::Xcomp && SIMULTANEOUS.contains(&view.lemma(head));
    if simultaneous {
        verb(view, head, None)
    } else {
        Outlook::Future
    }
}
