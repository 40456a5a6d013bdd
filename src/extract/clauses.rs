//! Which clause the words of a sentence belong to: times, sums and subjects are told of one clause, not of its neighbour.

use super::deep::Deep;
use crate::claim::QualifierKey;
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::Sense;

/// Whether a word stands in a clause that neither holds the trigger nor hangs on it: "the firm, which sold Trask in 2019, supplies
/// Norvane", "ends the agreement, signed in 2022".
pub(super) fn of_another_clause(
    deep: &Deep<'_>,
    trigger: usize,
    key: QualifierKey,
    word: usize,
) -> bool {
    let v = deep.view;
    let outside = !v.dominates(trigger, word);
    let is_apart = |k: usize| match v.deprel(k) {
        // "approved the deal that it had blocked in April"
        Deprel::AclRelcl => {
            let told = |t: usize| v.upos(t) == Upos::Verb && deep.is_told_as_past(t);
            // "closed the plant, where it was made, in April"
            let set_off = || {
                let first = v.subtree(word).first().copied().unwrap_or(word);
                first > 0 && v.upos(first - 1) == Upos::Punct
            };
            // "Ola, who has led it since 2014, will stay on as an adviser"
            let of_subject = || {
                let noun = v.head(k);
                noun.is_some_and(|n| {
                    matches!(v.deprel(n), Deprel::Nsubj | Deprel::NsubjPass)
                        && n < trigger
                        && v.head(n)
                            .is_some_and(|h| h == trigger || v.dominates(h, trigger))
                })
            };
            outside
                || of_subject()
                || key == QualifierKey::Date
                    && told(k)
                    && told(trigger)
                    // "in a deal that closed in May"
                    && !deep.lemma_is(k, Sense::Completing)
                    && !deep.lemma_is(k, Sense::ClosingACase)
                    && !set_off()
        }
        // "founded in 2014, was sold": not sold then; but "valued at", "starting in"
        Deprel::Acl => {
            v.head(k) != Some(trigger)
                && (key == QualifierKey::Date && deep.lemma_is(k, Sense::Concluding)
                    || outside
                        && v.upos(k) == Upos::Verb
                        && v.upos(trigger) == Upos::Verb
                        && v.token(k).feats.tense == Some(Tense::Past)
                        && !deep.lemma_is(k, Sense::Figure))
        }
        // "after leaving Norvane in 2010, she founded Trask"
        Deprel::Advcl => {
            v.upos(k) == Upos::Verb
                && k != trigger
                && (v.children_by(k, &[Deprel::Mark, Deprel::Case])
                    .any(|m| matches!(v.form(m).to_lowercase().as_str(), "after" | "before"))
                    // "takes effect when Trask's expires in 2028": an end of something else
                    || key == QualifierKey::ValidUntil
                        && v.children_by(k, &[Deprel::Nsubj])
                            .any(|s| v.upos(s) == Upos::Propn)
                        && v.children_by(k, &[Deprel::Advmod, Deprel::Mark])
                            .any(|m| v.form(m).eq_ignore_ascii_case("when"))
                    // "Founded in 1948, it employs 900"
                    || outside
                        && v.token(k).feats.verb_form == Some(VerbForm::Part)
                        && deep.lemma_is(k, Sense::Founding))
        }
        // "joined in March and will become its chief in 2027"
        Deprel::Conj => {
            v.upos(k) == Upos::Verb
                && v.head(k) == Some(trigger)
                && v.upos(trigger) == Upos::Verb
                && v.children_by(k, &[Deprel::Aux])
                    .any(|a| matches!(v.lemma(a), "will" | "would" | "may" | "might"))
        }
        _ => false,
    };
    // "after leaving Norvane, she founded Trask in 2013"
    let after = v.deprel(trigger) == Deprel::Advcl
        && outside
        && v.children_by(trigger, &[Deprel::Mark, Deprel::Case])
            .any(|m| matches!(v.form(m).to_lowercase().as_str(), "after" | "before"));
    if after
        || is_of_the_clause_before(deep, trigger, word)
        || is_behind_the_relative(deep, trigger, word)
        || key == QualifierKey::Date && is_of_what_is_said(deep, trigger, word)
    {
        return true;
    }
    let mut at = word;
    for _ in 0..20 {
        if at == trigger || v.dominates(at, trigger) {
            return false;
        }
        // "following its 2016 acquisition by Trask, it closed 40 shops"
        let event_before = at != word
            && v.upos(at) == Upos::Noun
            && v.deprel(at) == Deprel::Obl
            && deep.lemma_is(at, Sense::Takeover)
            && matches!(
                deep.preposition(at).as_deref(),
                Some("following" | "after" | "before" | "since")
            );
        if event_before || is_apart(at) {
            return true;
        }
        let Some(head) = v.head(at) else { return false };
        at = head;
    }
    false
}

/// Whether a time stands behind the relative clause in which the trigger is: "Norvane, which owns 28%, will keep it until July".
fn is_behind_the_relative(deep: &Deep<'_>, trigger: usize, word: usize) -> bool {
    let v = deep.view;
    let relative = climb(deep, trigger, |k| v.deprel(k) == Deprel::AclRelcl);
    let noun = relative.and_then(|clause| v.head(clause));
    let (Some(clause), Some(noun)) = (relative, noun) else {
        return false;
    };
    matches!(v.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass)
        && !v.dominates(clause, word)
        && v.head(noun)
            .is_some_and(|verb| clause < verb && verb < word && v.dominates(verb, word))
}

/// The first word that is asked for, from a word upwards within its clause: itself, its head, and so on.
fn climb(deep: &Deep<'_>, from: usize, wanted: impl Fn(usize) -> bool) -> Option<usize> {
    let v = deep.view;
    let mut at = from;
    for _ in 0..6 {
        if wanted(at) {
            return Some(at);
        }
        at = v
            .head(at)
            .filter(|_| !matches!(v.deprel(at), Deprel::AclRelcl | Deprel::Advcl))?;
    }
    None
}

/// Whether a time is that of the saying, not of what is said: "denied on Wednesday that it had made an offer".
fn is_of_what_is_said(deep: &Deep<'_>, trigger: usize, word: usize) -> bool {
    let v = deep.view;
    v.head(word).is_some_and(|verb| {
        v.upos(verb) == Upos::Verb
            && (deep.operators.reports(v.lemma(verb)) || deep.lemma_is(verb, Sense::Denying))
            && v.children_by(verb, &[Deprel::Ccomp])
                .any(|c| c == trigger || v.dominates(c, trigger))
            && verb != trigger
    })
}

/// Whether a sum belongs to a verb that is joined to that of the trigger and stands behind it: "bought it and has since invested £5m".
/// What was paid may be the price.
pub(super) fn is_of_the_clause_after(deep: &Deep<'_>, trigger: usize, word: usize) -> bool {
    let v = deep.view;
    let Some(own) = climb(deep, trigger, |k| v.upos(k) == Upos::Verb) else {
        return false;
    };
    let finite = |k: usize| v.token(k).feats.verb_form == Some(VerbForm::Fin);
    v.children_by(own, &[Deprel::Conj]).any(|c| {
        c > own
            && v.upos(c) == Upos::Verb
            && !matches!(v.lemma(c), "pay" | "cost" | "spend" | "value" | "total")
            && (finite(c)
                || v.children_by(c, &[Deprel::Aux, Deprel::AuxPass])
                    .any(finite))
            && c < word
            && v.dominates(c, word)
            && !v.dominates(c, trigger)
    })
}

/// Whether a word belongs to a verb that another, with the trigger in its clause, is joined to and shares its subject with: "ended the
/// venture in 2014 and sold its shares". What stands before both, or is told of both by one helper, may belong to both.
pub(super) fn is_of_the_clause_before(deep: &Deep<'_>, trigger: usize, word: usize) -> bool {
    let v = deep.view;
    let joined =
        |k: usize| v.deprel(k) == Deprel::Conj && (v.upos(k) == Upos::Verb || deep.is_copular(k));
    let Some(own) = climb(deep, trigger, joined) else {
        return false;
    };
    let Some(first) = v.head(own).filter(|&h| v.upos(h) == Upos::Verb) else {
        return false;
    };
    let finite = |k: usize| v.token(k).feats.verb_form == Some(VerbForm::Fin);
    let by_itself = finite(own)
        || v.children_by(own, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
            .any(finite);
    let subject = v.child(own, &[Deprel::Nsubj, Deprel::NsubjPass]);
    by_itself
        && subject.is_none()
        && first < word
        && word < own
        && v.dominates(first, word)
        && !v.dominates(own, word)
}
