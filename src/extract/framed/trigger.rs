//! Which frames a word triggers.

use std::collections::BTreeSet;

use super::Matcher;
use crate::mention::MentionKind;
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Frame, TriggerKind};

impl<'a> Matcher<'a> {
    /// The frames that a word triggers, each once.
    pub(super) fn frames_at(&self, t: usize) -> Vec<&'a Frame> {
        let v = self.context.view;
        let grammar = self.context.grammar;
        let kind = match v.upos(t) {
            Upos::Verb | Upos::Aux => TriggerKind::Verb,
            Upos::Noun | Upos::Propn => TriggerKind::Noun,
            Upos::Adj => TriggerKind::Adjective,
            _ => return Vec::new(),
        };
        if let Some(id) = self.deep.mentions.at(t)
            && self.deep.mentions.get(id).kind == MentionKind::Name
            && self.deep.mentions.get(id).head == t
        {
            let class = self.class_of(id).0;
            let found: Vec<&Frame> = class
                .map(|c| grammar.on_names(|n| self.context.ontology.is_a(&c, n)))
                .unwrap_or_default();
            if !found.is_empty() && !self.title_before_name(t) {
                return found;
            }
        }
        // names are not triggers
        if v.upos(t) == Upos::Propn
            && self
                .deep
                .mentions
                .at(t)
                .is_some_and(|m| self.deep.mentions.get(m).kind == MentionKind::Name)
            && !self.title_before_name(t)
        {
            return Vec::new();
        }
        let mut frames = BTreeSet::new();
        let lemma = v.lemma(t).to_lowercase();
        if kind == TriggerKind::Adjective {
            // capitalised titles look like adjectives: "Chief Executive Ola Brandvik"
            for trigger in grammar.triggers(TriggerKind::Noun, &lemma) {
                if trigger.words.len() > 1 && self.words_match(t, TriggerKind::Noun, &trigger.words)
                {
                    frames.insert(trigger.frame);
                }
            }
        }
        let form = v.form(t).to_lowercase();
        let mut consider = |kind: TriggerKind, word: &str| {
            for trigger in grammar.triggers(kind, word) {
                if self.words_match(t, kind, &trigger.words) {
                    frames.insert(trigger.frame);
                }
            }
        };
        consider(kind, &lemma);
        if form != lemma {
            consider(kind, &form);
        }
        match kind {
            // participles: "Vilnius-based", "is located in"
            TriggerKind::Verb => consider(TriggerKind::Adjective, &form),
            TriggerKind::Adjective => {
                consider(TriggerKind::Verb, &lemma);
            }
            TriggerKind::Noun => {}
        }
        if let Some(p) = v.analysis.predicates.iter().find(|p| p.token == t) {
            frames.extend(grammar.evoked_by(&p.roleset).iter().copied());
        }
        if kind != TriggerKind::Verb {
            frames.retain(|&frame| !self.inside_longer_trigger(t, frame));
        }
        frames.into_iter().map(|i| &grammar.frames[i]).collect()
    }

    /// "chief" in "chief executive": the frame is triggered by the whole phrase.
    pub(super) fn inside_longer_trigger(&self, t: usize, frame: usize) -> bool {
        let v = self.context.view;
        let end = v.sentence(t).tokens.end.min(t + 4);
        (t + 1..end).any(|k| {
            let triggers = self
                .context
                .grammar
                .triggers(TriggerKind::Noun, &v.lemma(k).to_lowercase());
            triggers.iter().any(|trigger| {
                trigger.frame == frame
                    && trigger.words.len() > k - t
                    && self.words_match(k, TriggerKind::Noun, &trigger.words)
            })
        })
    }

    /// How many words the longest noun trigger has that ends at `t`.
    pub(super) fn trigger_length(&self, t: usize) -> usize {
        let lemma = self.context.view.lemma(t).to_lowercase();
        let triggers = self.context.grammar.triggers(TriggerKind::Noun, &lemma);
        let matching = triggers
            .iter()
            .filter(|trigger| self.words_match(t, TriggerKind::Noun, &trigger.words));
        matching
            .map(|trigger| trigger.words.len())
            .max()
            .unwrap_or(1)
    }

    pub(super) fn title_before_name(&self, t: usize) -> bool {
        let v = self.context.view;
        matches!(
            v.deprel(t),
            Deprel::Compound | Deprel::NmodDesc | Deprel::Appos | Deprel::Amod
        )
    }

    /// Whether the other words of a multiword trigger are there.
    pub(super) fn words_match(&self, t: usize, kind: TriggerKind, words: &[String]) -> bool {
        let v = self.context.view;
        if words.len() == 1 {
            return true;
        }
        if kind == TriggerKind::Verb {
            let rest = &words[1..];
            let particle = v
                .children_by(t, &[Deprel::CompoundPrt, Deprel::Advmod])
                .any(|c| v.form(c).eq_ignore_ascii_case(&rest[0]));
            if rest.len() == 1 {
                return particle
                    || v.children_by(
                        t,
                        &[Deprel::Obl, Deprel::Obj, Deprel::OblAgent, Deprel::Xcomp],
                    )
                    .any(|c| self.deep.preposition(c).as_deref() == Some(rest[0].as_str()))
                    || self.follows(t, rest);
            }
            return self.follows(t, rest) || particle && self.object_then(t, &rest[1..]);
        }
        let first = t.checked_sub(words.len() - 1);
        first.is_some_and(|first| {
            v.sentence_index(first) == v.sentence_index(t)
                && words[..words.len() - 1]
                    .iter()
                    .enumerate()
                    .all(|(i, w)| v.form(first + i).to_lowercase() == *w || v.lemma(first + i) == w)
        })
    }

    pub(super) fn follows(&self, t: usize, words: &[String]) -> bool {
        let v = self.context.view;
        let end = v.sentence(t).tokens.end;
        words.iter().enumerate().all(|(i, w)| {
            t + 1 + i < end && (v.form(t + 1 + i).to_lowercase() == *w || v.lemma(t + 1 + i) == w)
        })
    }

    /// The rest of a trigger such as "take … over to": a phrase with that preposition.
    pub(super) fn object_then(&self, t: usize, rest: &[String]) -> bool {
        rest.len() == 1 && !self.deep.oblique(t, &rest[0]).is_empty()
    }
}
