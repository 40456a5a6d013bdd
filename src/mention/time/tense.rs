//! Whether what an expression of time belongs to lies in the past or in the future.

use std::ops::Range;

use super::words::TIMES;
use crate::nlp::{Deprel, Number, Tense, Upos, VerbForm, View};

/// Where an expression looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    Past,
    Future,
    Unknown,
}

/// How many heads are looked at.
const REACH: usize = 12;

/// The outlook of what governs an expression of these tokens that hangs in the tree by `head`.
pub(super) fn outlook(view: &View<'_>, tokens: &Range<usize>, head: usize) -> Outlook {
    let start = tokens.start;
    if let Some(found) = told_after(view, tokens.end) {
        return found;
    }
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
    // "was asked to explain Thursday's halt": the verb above the infinitive tells when the day was
    let owned = matches!(view.form(tokens.end - 1), "'s" | "’s")
        || view.sentence(start).tokens.contains(&tokens.end)
            && matches!(view.form(tokens.end), "'s" | "’s");
    let mut through_noun = false;
    let mut from = head;
    for _ in 0..REACH {
        let Some(at) = view.head(from) else { break };
        // What lies above is another clause.
        if matches!(view.deprel(from), Deprel::Parataxis | Deprel::Ccomp) {
            break;
        }
        // "from 1 May shops pay": the verb that the noun is the subject of, whatever the tree says.
        if view.upos(from).is_nominal()
            && let Some(next) = subjectless(view, from + 1)
            && tokens.end <= from
        {
            return verb(view, next, None);
        }
        let upos = view.upos(at);
        let copula = view.child(at, &[Deprel::Cop]);
        if matches!(upos, Upos::Verb | Upos::Aux) || copula.is_some() {
            match verb(view, at, copula) {
                Outlook::Unknown => {}
                Outlook::Future if owned && is_infinitive(view, at) => {}
                Outlook::Future if through_noun && is_plain_present(view, at) => {
                    return Outlook::Unknown;
                }
                found => return found,
            }
        } else if is_mistaken_verb(view, at)
            || upos == Upos::Adj && TIMES.awaiting.has(view.lemma(at))
            || upos == Upos::Noun && TIMES.delaying.has(view.lemma(at))
        {
            return Outlook::Future;
        }
        through_noun |= matches!(upos, Upos::Noun | Upos::Propn);
        from = at;
    }
    if is_expected(view, head) {
        return Outlook::Future;
    }
    // The verb of what it is coordinated with.
    view.children_by(from, &[Deprel::Conj])
        .filter(|&c| view.upos(c) == Upos::Verb)
        .map(|c| verb(view, c, None))
        .find(|o| *o != Outlook::Unknown)
        .unwrap_or(Outlook::Unknown)
}

/// "after 17 March, when it was sold": a clause that goes on to tell of that time.
fn told_after(view: &View<'_>, end: usize) -> Option<Outlook> {
    let sentence = view.sentence(end.checked_sub(1)?).tokens.clone();
    let when = end + usize::from(sentence.contains(&end) && view.form(end) == ",");
    if !sentence.contains(&when) || !view.form(when).eq_ignore_ascii_case("when") {
        return None;
    }
    let clause = view.head(when)?;
    let copula = view.child(clause, &[Deprel::Cop]);
    match verb(view, clause, copula) {
        Outlook::Unknown => None,
        found => Some(found),
    }
}

/// A finite verb without a subject at a token.
fn subjectless(view: &View<'_>, at: usize) -> Option<usize> {
    let sentence = view.sentence(at.checked_sub(1)?).tokens.clone();
    (sentence.contains(&at)
        && view.upos(at) == Upos::Verb
        && view.token(at).feats.verb_form == Some(VerbForm::Fin)
        && !view.children(at).any(|c| view.deprel(c).is_subject())
        && matches!(view.deprel(at), Deprel::Parataxis | Deprel::Root))
    .then_some(at)
}

/// "the contract lapses in June": a verb in the present that was taken for a plural noun, known by its subject.
fn is_mistaken_verb(view: &View<'_>, at: usize) -> bool {
    view.upos(at) == Upos::Noun
        && view.token(at).feats.number == Some(Number::Plur)
        && view.child(at, &[Deprel::Cop]).is_none()
        && view.child(at, &[Deprel::Case]).is_none()
        && view.child(at, &[Deprel::Nsubj]).is_some_and(|s| s < at)
}

/// "Completion: December": what is still to come, in a sentence without a verb.
fn is_expected(view: &View<'_>, head: usize) -> bool {
    let sentence = view.sentence(head).tokens.clone();
    let mut verbs = sentence.clone().filter(|&t| {
        matches!(view.upos(t), Upos::Verb | Upos::Aux)
            && view.token(t).feats.verb_form == Some(VerbForm::Fin)
    });
    verbs.next().is_none()
        && sentence
            .take(6)
            .any(|t| TIMES.expected.has(&view.form(t).to_lowercase()))
}

/// Whether what governs a word is told of the past by way of "said that it needed": it may go on.
pub(super) fn is_reported_state(view: &View<'_>, head: usize) -> bool {
    const STATES: [&str; 14] = [
        "need", "have", "be", "want", "own", "hold", "remain", "expect", "hope", "plan", "intend",
        "require", "keep", "stay",
    ];
    let Some(verb) = governor(view, head) else {
        return false;
    };
    let reported = view.deprel(verb) == Deprel::Ccomp
        && view
            .head(verb)
            .is_some_and(|h| TIMES.speaking.has(view.lemma(h)));
    let plain = view.child(verb, &[Deprel::Aux, Deprel::AuxPass]).is_none();
    reported && plain && STATES.contains(&view.lemma(verb))
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

/// The verb that a word belongs to directly, with no noun between.
pub(super) fn clause(view: &View<'_>, word: usize) -> Option<usize> {
    let at = view.head(word)?;
    (matches!(view.upos(at), Upos::Verb | Upos::Aux) || view.child(at, &[Deprel::Cop]).is_some())
        .then_some(at)
}

/// Whether the clause of `verb` is that of `told`, or goes on from it: "signed it and closed it".
pub(super) fn goes_on(view: &View<'_>, told: usize, verb: usize) -> bool {
    // "and closed it", whatever the tree says.
    let joined = told < verb
        && verb > 0
        && view.form(verb - 1).eq_ignore_ascii_case("and")
        && view.token(verb).feats.verb_form == view.token(told).feats.verb_form
        && !view.children(verb).any(|c| view.deprel(c).is_subject());
    if joined {
        return true;
    }
    let mut at = verb;
    for _ in 0..REACH {
        if at == told {
            return true;
        }
        match (view.deprel(at), view.head(at)) {
            (Deprel::Conj, Some(head)) => at = head,
            _ => return false,
        }
    }
    false
}

fn is_plain_present(view: &View<'_>, at: usize) -> bool {
    view.children_by(at, &[Deprel::Aux, Deprel::AuxPass])
        .next()
        .is_none()
        && view.token(at).feats.tense == Some(Tense::Pres)
}

fn is_infinitive(view: &View<'_>, at: usize) -> bool {
    let marks = view.children_by(at, &[Deprel::Mark]);
    view.token(at).feats.verb_form == Some(VerbForm::Inf)
        || marks.into_iter().any(|m| view.lemma(m) == "to")
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
    let infinitive = is_infinitive(view, at);
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
    // "allowed it to lapse in May"
    if matches!(
        view.lemma(head),
        "allow" | "let" | "permit" | "cause" | "force" | "enable"
    ) && verb(view, head, None) == Outlook::Past
    {
        return Outlook::Unknown;
    }
    let simultaneous = view.deprel(at) == Deprel::Xcomp && SIMULTANEOUS.contains(&view.lemma(head));
    if simultaneous {
        verb(view, head, None)
    } else {
        Outlook::Future
    }
}
