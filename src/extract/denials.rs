//! What a sentence denies of what the one before it told on hearsay: "Not so, said a spokesman", "A fairy tale", "Brandt denied that any
//! sale was planned".

use super::afterwards::set_status_told_later;
use super::{Candidate, Context, Deep};
use crate::claim::{Attribution, Object, Status};
use crate::mention::{MentionId, MentionKind};
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
        if before.block != after.block {
            continue;
        }
        let short = after.tokens.len() <= LONGEST;
        let own = |c: &Candidate| context.view.sentence_index(c.trigger) == s;
        let mut told = candidates.iter_mut().filter(|c| own(c)).peekable();
        if told.peek().is_none() {
            continue;
        }
        let flatly = flat_denial(&deep, after.tokens.start);
        let word = flatly.or_else(|| {
            let mut words = after.tokens.clone().filter(|_| short);
            words.find(|&t| denies(&deep, t))
        });
        let Some(word) = word else { continue };
        // "It was to go live in May. It did not": what was planned need not be hearsay
        let foreseen = |c: &Candidate| flatly.is_some() && c.claim.status == Status::Planned;
        // "sued it in May. It denies it": it denies what it is sued for
        let told = told.filter(|c| !is_accusation(c));
        for c in told.filter(|c| (is_hearsay(&deep, c) || foreseen(c)) && is_main(&deep, c.trigger))
        {
            set_status_told_later(context, c, Status::Negated, (word, word));
        }
    }
}

/// Whether a claim tells of an accusation, which stands whatever the accused say, unless it is itself only expected.
fn is_accusation(c: &Candidate) -> bool {
    c.claim.status == Status::Actual
        && matches!(c.claim.predicate.name(), "sues" | "fines" | "scrutinizes")
}

/// The word by which a sentence denies at its beginning, in few words, what was told before: "It has not;", "That is not what
/// happened", "It is the other way round".
fn flat_denial(deep: &Deep<'_>, start: usize) -> Option<usize> {
    let v = deep.view;
    let end = v.sentence(start).tokens.end;
    let form = |k: usize| match k < end {
        true => v.form(k).to_lowercase(),
        false => String::new(),
    };
    let pronoun = matches!(
        form(start).as_str(),
        "it" | "he" | "she" | "they" | "that" | "this" | "neither"
    );
    let helper = start + 1 < end && v.upos(start + 1) == Upos::Aux;
    if !pronoun || !helper {
        return None;
    }
    let third = form(start + 2);
    if matches!(third.as_str(), "not" | "n't" | "n’t") {
        // "It has not, however, sold its mills", "That was not, analysts said, a surprise"
        let next = form(start + 4);
        let over = match form(start + 3).as_str() {
            "" | "." | ";" | ":" | "!" => true,
            "," => {
                matches!(
                    next.as_str(),
                    "and" | "but" | "nor" | "says" | "said" | "insists" | "insisted"
                )
            }
            _ => false,
        };
        let happened = form(start + 3) == "what" && form(start + 4).starts_with("happen");
        return (over || happened).then_some(start + 2);
    }
    let round = third == "the" && form(start + 3) == "other" && form(start + 4) == "way";
    round.then_some(start + 3)
}

/// Whether a word says that what was told before is not so.
fn denies(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    let sentence = &v.sentence(t).tokens;
    let asked = sentence
        .clone()
        .any(|k| v.form(k) == "?" || v.lemma(k) == "if");
    if asked {
        return false;
    }
    // "Not so", "Not true", and nothing behind it: "Not so long ago" is none
    if t == sentence.start || t > 0 && v.upos(t - 1) == Upos::Punct && t - 1 == sentence.start {
        let next = (t + 1 < sentence.end).then(|| v.form(t + 1));
        let over = t + 2 >= sentence.end || v.upos(t + 2) == Upos::Punct;
        if v.form(t) == "Not" && matches!(next, Some("so" | "true")) && over {
            return true;
        }
    }
    // "There was no such ruling", "has signed no such contract"
    if v.form(t) == "such" && t > sentence.start && v.form(t - 1).eq_ignore_ascii_case("no") {
        let noun = v.head(t).filter(|&n| n > t && v.upos(n) == Upos::Noun);
        // "Britain has no such plant", "there is no such rush at Brannick" say nothing of it
        let beside = sentence.clone().any(|k| {
            matches!(v.upos(k), Upos::Propn)
                || v.upos(k) == Upos::Noun && Some(k) != noun && k > sentence.start
        });
        return !beside
            && noun.is_some_and(|n| {
                matches!(
                    v.deprel(n),
                    Deprel::Root | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj
                )
            });
    }
    let refused = v.children(t).any(|c| {
        matches!(
            v.lemma(c),
            "not" | "n't" | "never" | "hardly" | "no" | "neither"
        )
    });
    let taken_up = |k: usize| {
        let pronoun = matches!(v.lemma(k).to_lowercase().as_str(), "it" | "this" | "that");
        // what tells what it is about is read with its own words
        let bare = || {
            let own = [
                Deprel::Acl,
                Deprel::AclRelcl,
                Deprel::Ccomp,
                Deprel::Nmod,
                Deprel::Amod,
            ];
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
        let own = [
            Deprel::Ccomp,
            Deprel::Xcomp,
            Deprel::Nmod,
            Deprel::Obl,
            Deprel::AclRelcl,
            Deprel::Aux,
        ];
        let fairy = v.lemma(t) != "tale"
            || v.children(t)
                .any(|c| v.lemma(c).eq_ignore_ascii_case("fairy"));
        let bare = !refused && fairy && v.child(t, &own).is_none();
        return clause && bare && subject.is_none_or(taken_up);
    }
    if v.upos(t) != Upos::Verb || !deep.senses.has(Sense::Denying, &deep.phrase(t)) {
        return false;
    }
    let main = v.deprel(t) == Deprel::Root || v.deprel(t) == Deprel::Parataxis;
    // "denied that any sale was planned"; "denied any wrongdoing" is of something else
    let any = |clause: usize| {
        let words = v.subtree(clause);
        words.iter().any(|&k| {
            let head = v.head(k);
            // "denies any such intention"
            let dated = || {
                let times = deep.mentions.times.iter();
                times
                    .filter(|time| v.sentence(k).tokens.contains(&time.head))
                    .count()
                    > 0
            };
            let such = k + 1 < v.sentence(k).tokens.end && v.form(k + 1) == "such" && !dated();
            v.lemma(k) == "any" && (such || head.is_some_and(|h| deep.lemma_is(h, Sense::Deniable)))
        })
    };
    // "dismissed it" may be a court's word on a suit, "rejected it" a board's on an offer
    let outright = deep.lemma_is(t, Sense::DenyingOutright);
    let taken_up =
        |k: usize| taken_up(k) && (outright || v.upos(k) != Upos::Pron && v.lemma(k) != "claim");
    let passive = v.child(t, &[Deprel::AuxPass]).is_some();
    let object = match passive {
        true => subject,
        false => v.child(t, &[Deprel::Obj]),
    };
    let clause = v.child(t, &[Deprel::Ccomp, Deprel::Xcomp]);
    main && !refused && (object.is_some_and(|o| taken_up(o) || any(o)) || clause.is_some_and(any))
}

/// Whether a claim is somebody's word, or not certain.
fn is_hearsay(deep: &Deep<'_>, c: &Candidate) -> bool {
    // what a party says of itself is its word, not hearsay
    let own = c.claim.attribution.iter().any(|a| match a {
        Attribution::Entity(who) => {
            let who = &deep.mentions.reference(*who).referents;
            let is = |m: MentionId| &deep.mentions.reference(m).referents == who;
            is(c.claim.subject) || matches!(c.claim.object, Object::Entity(o) if is(o))
        }
        _ => false,
    });
    let told = !own
        && (deep.speaker(c.trigger).is_some()
            || !c.claim.attribution.is_empty()
            || is_reported(deep, c.trigger));
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
