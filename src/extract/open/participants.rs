//! What takes part in open claims: entities, amounts and words.

use super::claims::Maker;
use crate::claim::Object;
use crate::extract::assemble::Participant;
use crate::extract::deep::Filler;
use crate::mention::{AmountValue, MentionId, MentionKind};
use crate::nlp::{Deprel, Upos};

/// Characters of the longest phrase and the longest clause that are the object of a claim.
const LONGEST_PHRASE: usize = 120;
pub(super) const LONGEST_CLAUSE: usize = 240;

impl Maker<'_> {
    pub(super) fn participant(&self, f: Filler) -> Option<Participant> {
        self.literal(f)
            .or_else(|| self.entity(f))
            .or_else(|| self.words(f))
    }

    /// A participant that refers to something known.
    pub(super) fn entity(&self, f: Filler) -> Option<Participant> {
        let mentions = self.deep.mentions;
        let id = mentions.at(f.token)?;
        let reference = mentions.reference(id);
        if reference.referents.is_empty()
            || mentions.time_at(f.token).is_some()
            || mentions.amount_at(f.token).is_some()
        {
            return None;
        }
        Some(Participant {
            token: f.token,
            object: Object::Entity(id),
            certainty: f.certainty * reference.confidence * 0.8,
            words: mentions
                .get(id)
                .span
                .of(&self.deep.view.document.text)
                .to_owned(),
            how: reference.how.clone(),
        })
    }

    pub(super) fn is_named(&self, id: MentionId) -> bool {
        let mentions = self.deep.mentions;
        mentions
            .reference(id)
            .referents
            .iter()
            .any(|&r| mentions.get(r).kind == MentionKind::Name)
    }

    /// Whether a mention has a name or a class.
    pub(super) fn is_known(&self, id: MentionId) -> bool {
        self.is_named(id) || self.deep.mentions.get(id).class.is_some()
    }

    pub(super) fn literal(&self, f: Filler) -> Option<Participant> {
        let amount = self.deep.mentions.amount_at(f.token)?;
        let object = match &amount.value {
            AmountValue::Money(m) => Object::Money(m.clone()),
            AmountValue::Count(q) => Object::Quantity(q.clone()),
            AmountValue::Percent(_) => return None,
        };
        let words = self.deep.view.words(&amount.tokens).to_owned();
        Some(Participant {
            token: f.token,
            object,
            certainty: f.certainty * 0.8,
            words,
            how: "amount".into(),
        })
    }

    /// The words of a phrase without clauses, as a text object; nothing for a pronoun.
    pub(super) fn words(&self, f: Filler) -> Option<Participant> {
        let v = self.deep.view;
        if matches!(v.upos(f.token), Upos::Pron | Upos::Det | Upos::Punct)
            || self.deep.mentions.time_at(f.token).is_some()
        {
            return None;
        }
        let cut = |c: usize| {
            matches!(
                v.deprel(c),
                Deprel::AclRelcl
                    | Deprel::Acl
                    | Deprel::Advcl
                    | Deprel::Appos
                    | Deprel::Conj
                    | Deprel::Cc
                    | Deprel::Parataxis
                    | Deprel::Punct
                    | Deprel::Case
                    | Deprel::Mark
                    | Deprel::Cop
                    | Deprel::Nsubj
                    | Deprel::Aux
                    | Deprel::NsubjPass
            ) || (v.deprel(c) == Deprel::Det && v.lemma(c) != "no")
                || v.deprel(c) == Deprel::Advmod && !self.deep.is_verbal(f.token)
        };
        let words = self.text(&v.subtree_without(f.token, cut), LONGEST_PHRASE)?;
        Some(Participant {
            token: f.token,
            object: Object::Text(words.clone()),
            certainty: f.certainty * 0.75,
            words,
            how: "words".into(),
        })
    }

    /// The text from the first to the last of some words, if it is not too long.
    pub(super) fn text(&self, tokens: &[usize], longest: usize) -> Option<String> {
        let (first, last) = (*tokens.first()?, *tokens.last()?);
        let words = self.deep.view.words(&(first..last + 1)).trim();
        (!words.is_empty() && words.chars().count() <= longest).then(|| words.to_owned())
    }
}
