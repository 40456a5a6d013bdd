//! Deep syntax: the logical arguments of a predicate, whatever construction the sentence uses.
//!
//! Passives are turned, relative pronouns are replaced by their antecedents, and the subjects shared through
//! coordination, control, raising, participles and light verbs are found. Frames and open claims ask only this module.

mod denotation;
mod object;
mod subject;

use crate::mention::{MentionKind, Mentions};
use crate::nlp::{Deprel, PronType, Tense, Upos, VerbForm, View};
use crate::ontology::{Grammar, Operators, Sense, Senses};

/// A word that fills a slot, with how far it was looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filler {
    /// Head word of the filler.
    pub token: usize,
    /// How sure the construction is, in (0, 1].
    pub certainty: f32,
}

/// Answers questions about logical arguments over one document.
pub struct Deep<'a> {
    /// The analysed text.
    pub view: &'a View<'a>,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// Light verbs and other words that embed predicates.
    pub operators: &'a Operators,
    /// Lists of words that tell one thing.
    pub senses: &'a Senses,
}

const DEPTH: usize = 6;

impl<'a> Deep<'a> {
    /// Over a text, with the words that a grammar knows.
    #[must_use]
    pub fn new(view: &'a View<'a>, mentions: &'a Mentions, grammar: &'a Grammar) -> Self {
        Self {
            view,
            mentions,
            operators: &grammar.operators,
            senses: &grammar.senses,
        }
    }

    /// Whether the lemma of a word has a sense.
    pub(super) fn lemma_is(&self, t: usize, sense: Sense) -> bool {
        self.senses.has(sense, self.view.lemma(t))
    }

    /// Whether a word as it is written, but for capitals, has a sense.
    pub(super) fn form_is(&self, t: usize, sense: Sense) -> bool {
        self.senses.has(sense, &self.view.form(t).to_lowercase())
    }

    /// Whether a verb is in the passive voice (a bare past participle that modifies a noun included).
    #[must_use]
    pub fn is_passive(&self, t: usize) -> bool {
        let v = self.view;
        // a finite main verb without an auxiliary is active, whatever label its subject got
        let finite = v.token(t).feats.verb_form == Some(VerbForm::Fin);
        let by_auxiliary = v
            .children(t)
            .any(|c| matches!(v.deprel(c), Deprel::AuxPass | Deprel::OblAgent));
        if finite && v.upos(t) == Upos::Verb && !by_auxiliary {
            return false;
        }
        if v.children(t).any(|c| {
            matches!(
                v.deprel(c),
                Deprel::NsubjPass | Deprel::AuxPass | Deprel::CsubjPass | Deprel::OblAgent
            )
        }) {
            return true;
        }
        if v.children(t).any(|c| v.deprel(c) == Deprel::Nsubj) {
            return false;
        }
        let token = v.token(t);
        let participle = token.feats.verb_form == Some(VerbForm::Part)
            && (token.feats.tense == Some(Tense::Past) || token.feats.passive);
        if token.feats.passive {
            return true;
        }
        if participle && v.children(t).all(|c| v.deprel(c) != Deprel::Aux) {
            match token.deprel {
                Deprel::Acl | Deprel::Advcl | Deprel::Amod => {
                    return v.child(t, &[Deprel::Obj]).is_none() || token.deprel == Deprel::Acl;
                }
                Deprel::Conj => {
                    return v
                        .head(t)
                        .is_some_and(|h| self.is_verbal(h) && self.is_passive(h));
                }
                Deprel::Xcomp => return true,
                _ => {}
            }
        }
        false
    }

    /// Whether a word heads a verbal clause.
    #[must_use]
    pub fn is_verbal(&self, t: usize) -> bool {
        matches!(self.view.upos(t), Upos::Verb | Upos::Aux)
    }

    /// Whether a word is a predicate noun or adjective with a copula.
    #[must_use]
    pub fn is_copular(&self, t: usize) -> bool {
        self.view.child(t, &[Deprel::Cop]).is_some()
    }

    /// The antecedent, if the word is a relative pronoun of a relative clause; the word itself otherwise.
    #[must_use]
    pub fn antecedent(&self, t: usize) -> usize {
        let v = self.view;
        let token = v.token(t);
        let relative = token.feats.pron_type == Some(PronType::Rel)
            || (matches!(token.upos, Upos::Pron | Upos::Det)
                && matches!(
                    token.lemma.as_str(),
                    "which" | "who" | "whom" | "whose" | "that"
                ));
        if !relative {
            return t;
        }
        let mut at = t;
        for _ in 0..DEPTH {
            let Some(head) = v.head(at) else { return t };
            if matches!(v.deprel(at), Deprel::AclRelcl) {
                return self.beside_which(t, head).unwrap_or(head);
            }
            at = head;
        }
        t
    }

    /// "the largest shareholder of Norvane, which owns …": "which" is nobody, so it is the thing named right before it.
    fn beside_which(&self, t: usize, head: usize) -> Option<usize> {
        let v = self.view;
        let person = |k: usize| {
            self.mentions
                .at(k)
                .is_some_and(|m| self.mentions.get(m).class.as_deref() == Some("Person"))
        };
        if !v.form(t).eq_ignore_ascii_case("which") || !person(head) {
            return None;
        }
        let before = (head + 1..t).rev().find(|&k| v.upos(k) != Upos::Punct)?;
        let mention = self.mentions.get(self.mentions.at(before)?);
        (mention.kind == MentionKind::Name && !person(before)).then_some(mention.head)
    }

    /// The noun that a relative or participial clause headed by `t` modifies.
    pub(super) fn modified(&self, t: usize) -> Option<usize> {
        let v = self.view;
        matches!(v.deprel(t), Deprel::Acl | Deprel::AclRelcl)
            .then(|| v.head(t))
            .flatten()
    }

    /// A filler and the other members of its coordination.
    #[must_use]
    pub fn members(&self, t: usize) -> Vec<usize> {
        let v = self.view;
        let mut all = vec![t];
        // "X is a developer and marketer": two things said of one
        if self.is_copular(t) {
            return all;
        }
        all.extend(v.children_by(t, &[Deprel::Conj]).filter(|&c| {
            v.upos(c).is_nominal()
                && !self.is_copular(c)
                && self.parallel(t, c)
                && !self.is_contrasted(c)
        }));
        all
    }

    /// "flash memory rather than a hard drive", "Quillon, not Norvane": what is set against the list is no member.
    pub(super) fn is_contrasted(&self, c: usize) -> bool {
        let v = self.view;
        v.children_by(c, &[Deprel::Cc, Deprel::Advmod, Deprel::Case, Deprel::Mark])
            .any(|k| {
                matches!(
                    v.form(k).to_lowercase().as_str(),
                    "rather" | "instead" | "not"
                )
            })
    }

    /// A conjunct with its own preposition belongs to the list only if the preposition is the same.
    fn parallel(&self, first: usize, other: usize) -> bool {
        match (self.preposition(first), self.preposition(other)) {
            (Some(a), Some(b)) => a == b,
            (None, Some(_)) => false,
            _ => true,
        }
    }
}
