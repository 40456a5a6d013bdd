//! What a sentence denies of what the one before it told on hearsay: "Not so, said a spokesman", "A fairy tale", "Brandt denied that any
//! sale was planned".

use super::afterwards::add_word_of;
use super::{Candidate, Context, Deep};
use crate::claim::Status;
use crate::mention::MentionKind;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

/// A longer sentence tells more than that something is not so.
const LONGEST: usize = 28;

/// Negates what was told on hearsay, where the next sentence says that it is not so.
pub(super) fn denials(context: &Context<'_>, candidates: &mut [Candidate]) {
    let deep = Deep::new(context.view, context.mentions, context.grammar);
    let sentences = &context.view.analysis.sentences;
    for (s, pair) in sentences.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        if before.block != after.block || after.tokens.len() > LONGEST {
            continue;
        }
        let own = |c: &Candidate| context.view.sentence_index(c.trigger) == s;
        let mut told = candidates.iter_mut().filter(|c| own(c)).peekable();
        if told.peek().is_none() {
            continue;
        }
        let Some(word) = after.tokens.clone().find(|&t| denies(&deep, t)) else {
            continue;
        };
        for c in told.filter(|c| is_hearsay(&deep, c) && is_main(&deep, c.trigger)) {
            add_word_of(context, c, Status::Negated, (word, word));
        }
    }
}

/// Whether a word says that what was told before is not so.
fn denies(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let sentence = &v.sentence(t).tokens;
    // "Not so", "Not true"
    if t == sentence.start || t > 0 && v.upos(t - 1) == Upos::Punct && t - 1 == sentence.start {
        let next = (t + 1 < sentence.end).then(|| v.form(t + 1));
        if v.form(t) == "Not" && matches!(next, Some("so" | "true")) {
            return true;
        }
    }
    let taken_up = |k: usize| {
        let pronoun = matches!(
            v.lemma(k).to_lowercase().as_str(),
            "it" | "this" | "that" | "they" | "these" | "those"
        );
        // what tells what it is about is read with its own words
        let bare = || {
            let own = [Deprel::Acl, Deprel::AclRelcl, Deprel::Ccomp, Deprel::Nmod];
            v.child(k, &own).is_none()
        };
        v.upos(k) == Upos::Pron && pronoun || deep.lemma_is(k, Sense::Rumour) && bare()
    };
    let subject = v.child(t, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj]);
    if deep.lemma_is(t, Sense::Falsehood) && v.upos(t) != Upos::Verb {
        let clause = v.deprel(t) == Deprel::Root
            || matches!(
                v.deprel(t),
                Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj
            )
            || v.child(t, &[Deprel::Cop]).is_some();
        let upheld = v
            .children(t)
            .any(|c| matches!(v.lemma(c), "not" | "n't" | "never" | "hardly"));
        return clause && !upheld && subject.is_none_or(taken_up);
    }
    if v.upos(t) != Upos::Verb || !deep.lemma_is(t, Sense::Denying) {
        return false;
    }
    let main = v.deprel(t) == Deprel::Root || v.deprel(t) == Deprel::Parataxis;
    let negated = deep.state(t).status == Status::Negated && v.lemma(t) != "deny";
    let any = |clause: usize| {
        let words = v.subtree(clause);
        words.iter().any(|&k| v.lemma(k) == "any")
    };
    let passive = v.child(t, &[Deprel::AuxPass]).is_some();
    let object = match passive {
        true => subject,
        false => v.child(t, &[Deprel::Obj]),
    };
    let clause = v.child(t, &[Deprel::Ccomp, Deprel::Xcomp]);
    main && !negated && (object.is_some_and(|o| taken_up(o) || any(o)) || clause.is_some_and(any))
}

/// Whether a claim is somebody's word, or not certain.
fn is_hearsay(deep: &Deep<'_>, c: &Candidate) -> bool {
    let told = deep.speaker(c.trigger).is_some()
        || !c.claim.attribution.is_empty()
        || is_reported(deep, c.trigger);
    match c.claim.status {
        Status::Possible => true,
        Status::Planned | Status::Conditional | Status::Actual => told,
        _ => false,
    }
}

/// Whether the sentence of a word is what somebody says, whoever that is: "…, two people said".
fn is_reported(deep: &Deep<'_>, trigger: usize) -> bool {
    let v = deep.view;
    let tokens = v.sentence(trigger).tokens.clone();
    let Some(root) = tokens.clone().find(|&t| v.head(t).is_none()) else {
        return false;
    };
    let reports = |t: usize| v.upos(t) == Upos::Verb && deep.operators.reports(v.lemma(t));
    let said = |c: usize| matches!(v.deprel(c), Deprel::Parataxis | Deprel::Ccomp) && reports(c);
    reports(root) && v.dominates(root, trigger) || v.children(root).any(said)
}

/// Whether a word belongs to what its sentence says first of all, and not to what it says beside it.
fn is_main(deep: &Deep<'_>, trigger: usize) -> bool {
    let v = deep.view;
    let named = |m| deep.mentions.get(m).kind == MentionKind::Name;
    if deep.mentions.at(trigger).is_some_and(named) {
        return false;
    }
    let mut at = trigger;
    while !matches!(v.deprel(at), Deprel::Root) {
        let inner = matches!(
            v.deprel(at),
            Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Advcl
                | Deprel::Appos
                | Deprel::Nmod
                | Deprel::NmodPoss
                | Deprel::Amod
                | Deprel::Compound
        );
        let Some(head) = v.head(at).filter(|_| !inner) else {
            return false;
        };
        at = head;
    }
    true
}
