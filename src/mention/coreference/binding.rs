//! What speaks for and against a reading of a pronoun in its sentence: who cannot be meant, and who is meant most likely.

use super::{Item, Resolver};
use crate::mention::pronouns::Pronoun;
use crate::mention::roles;
use crate::mention::salience;
use crate::mention::typing::{Family, family};
use crate::mention::{Definiteness, MentionId, MentionKind};
use crate::nlp::{Deprel, Number, Upos, View};

impl Resolver<'_, '_> {
    /// Whether a mention cannot be the entity, because of how the two stand to each other in the sentence.
    pub(super) fn binds(&self, e: usize, m: usize) -> bool {
        let view = self.s.view;
        let head = self.mentions.mentions[m].head;
        let possessive = matches!(self.s.items[m], Item::Pronoun(p) if p.possessive);
        let reflexive = matches!(self.s.items[m], Item::Pronoun(p) if p.reflexive);
        let nominal = matches!(self.s.items[m], Item::Nominal(_));
        let sentence = view.sentence_index(head);
        // "Norvane, its owner": not Norvane's own.
        let described = view
            .head(head)
            .filter(|_| possessive)
            .and_then(|noun| self.mentions.at(noun))
            .and_then(|id| self.links[id.0 as usize].as_ref())
            .is_some_and(
                |link| matches!(self.s.items[link.to], Item::Name { chain, .. } if chain == e),
            );
        // "Against Tarn and Orrelle, its rivals": neither's own.
        let listed = possessive
            .then(|| view.head(head))
            .flatten()
            .filter(|&noun| view.deprel(noun) == Deprel::Appos)
            .and_then(|noun| view.head(noun))
            .is_some_and(|name| {
                let first = if view.deprel(name) == Deprel::Conj {
                    view.head(name).unwrap_or(name)
                } else {
                    name
                };
                view.children_by(first, &[Deprel::Conj])
                    .chain([first, name])
                    .any(|t| self.s.name_at[t].is_some_and(|(_, chain)| chain == e))
            });
        if described || listed {
            return true;
        }
        let entity = &self.entities[e];
        // "It sold Norvane's mill": it is not Norvane.
        if view.deprel(head).is_subject()
            && let Some(verb) = view.head(head)
            && entity.names.iter().any(|&x| {
                let name = self.mentions.mentions[x].head;
                name > head && view.sentence_index(name) == sentence && view.dominates(verb, name)
            })
        {
            return true;
        }
        // "Norvane agreed to buy it": it is not Norvane.
        if !possessive
            && !reflexive
            && matches!(view.deprel(head), Deprel::Obj | Deprel::Iobj)
            && let Some(verb) = view.head(head)
            && matches!(view.deprel(verb), Deprel::Xcomp | Deprel::Conj)
            && let Some(subject) = roles::subject(view, verb)
            && subject < head
            && self
                .mentions
                .at(subject)
                .is_some_and(|id| self.of[id.0 as usize] == [e])
        {
            return true;
        }
        let earlier = entity
            .mentions
            .iter()
            .rev()
            .take_while(|&&x| view.sentence_index(self.mentions.mentions[x].head) == sentence);
        let first = entity
            .names
            .partition_point(|&x| view.sentence_index(self.mentions.mentions[x].head) < sentence);
        let later = entity.names[first..]
            .iter()
            .take_while(|&&x| view.sentence_index(self.mentions.mentions[x].head) == sentence)
            .filter(|&&x| x > m);
        earlier.chain(later).any(|&x| {
            let other = self.mentions.mentions[x].head;
            if nominal && view.dominates(head, other) {
                // "the maker of Quillon" is not Quillon.
                return true;
            }
            if view.dominates(other, head) && self.mentions.mentions[x].kind != MentionKind::Pronoun
            {
                // Inside its own noun phrase: "the plant and its owner" is fine, "its owner" as the owner is not.
                return !(view.deprel(head) == Deprel::NmodPoss && view.head(head) != Some(other))
                    && !in_clause_of(view, other, head);
            }
            !possessive && salience::same_clause(view, other, head)
        })
    }

    /// Subjects go on: what was the subject before is more likely the subject now.
    pub(super) fn parallel(&self, e: usize, m: usize) -> f32 {
        let view = self.s.view;
        let head = self.mentions.mentions[m].head;
        if !view.deprel(head).is_subject() {
            return 1.0;
        }
        let main = |t: usize| {
            view.deprel(t).is_subject() && view.head(t).is_some_and(|v| view.head(v).is_none())
        };
        let here = view.sentence_index(head);
        let earlier = || {
            self.entities[e]
                .mentions
                .iter()
                .rev()
                .map(|&x| self.mentions.mentions[x].head)
                .filter(|&t| t < head)
        };
        if main(head)
            && earlier()
                .take_while(|&t| here - view.sentence_index(t) <= 1)
                .any(main)
        {
            return 1.45;
        }
        match earlier().next() {
            Some(before) if view.deprel(before).is_subject() => 1.25,
            _ => 1.0,
        }
    }

    /// A possessive mostly goes back to the subject of its own clause: "Norvane sells it through its shops".
    pub(super) fn governs(&self, e: usize, m: usize) -> f32 {
        let Item::Pronoun(p) = self.s.items[m] else {
            return 1.0;
        };
        let view = self.s.view;
        if !p.possessive {
            // "Norvane lost 6%, giving it a value of …"
            let verb = view
                .head(p.token)
                .filter(|&v| view.deprel(v) == Deprel::Advcl);
            let adjunct = verb.filter(|&v| {
                !view.deprel(p.token).is_subject()
                    && view.child(v, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
            });
            let subject = adjunct
                .and_then(|v| view.head(v))
                .and_then(|v| view.child(v, &[Deprel::Nsubj, Deprel::NsubjPass]))
                .filter(|&s| s < p.token)
                .and_then(|s| self.mentions.at(s));
            let of_subject = |id: MentionId| self.of[id.0 as usize] == [e];
            if let Some(id) = subject {
                return if of_subject(id) { 1.6 } else { 1.0 };
            }
            // "Norvane would pay if it left", "Norvane said it would"
            let matrix = view
                .head(p.token)
                .filter(|&v| {
                    view.deprel(p.token).is_subject()
                        && matches!(view.deprel(v), Deprel::Advcl | Deprel::Ccomp)
                })
                .and_then(|v| view.head(v))
                .and_then(|v| roles::subject(view, v))
                .filter(|&s| s < p.token)
                .and_then(|s| self.mentions.at(s));
            return match matrix {
                Some(id) if of_subject(id) => 1.4,
                _ => 1.0,
            };
        }
        if let Some(factor) = self.punished(e, p) {
            return factor;
        }
        let mut verb = salience::clause(view, p.token);
        for _ in 0..4 {
            let Some(v) = verb else { return 1.0 };
            let subject = view.child(v, &[Deprel::Nsubj, Deprel::NsubjPass]);
            if let Some(subject) = subject {
                let is_subject = subject < p.token
                    && self
                        .mentions
                        .at(subject)
                        .is_some_and(|id| self.of[id.0 as usize] == [e]);
                return if is_subject { 1.7 } else { 1.0 };
            }
            // The subject of a verb without one is that of the verb that it goes with.
            if !matches!(view.deprel(v), Deprel::Conj | Deprel::Xcomp | Deprel::Advcl) {
                return 1.0;
            }
            verb = view.head(v);
        }
        1.0
    }

    /// "It fined Norvane over its accounts": those of who is fined.
    pub(super) fn punished(&self, e: usize, p: Pronoun) -> Option<f32> {
        let view = self.s.view;
        let mut at = p.token;
        for _ in 0..6 {
            at = view.head(at)?;
            if view.upos(at) == Upos::Verb {
                break;
            }
        }
        let punishes = matches!(
            view.lemma(at),
            "fine"
                | "sue"
                | "accuse"
                | "blame"
                | "criticise"
                | "criticize"
                | "penalise"
                | "penalize"
        );
        let object = view
            .child(at, &[Deprel::Obj, Deprel::NsubjPass])
            .filter(|&o| punishes && o < p.token && !view.dominates(o, p.token))?;
        let id = self.mentions.at(object)?;
        Some(if self.of[id.0 as usize] == [e] {
            2.0
        } else {
            0.7
        })
    }

    /// "the German group said it would": where it is not known who the subject is, "it" is not known either.
    pub(super) fn has_unknown_subject(&self, p: Pronoun) -> bool {
        let view = self.s.view;
        let mut verb = salience::clause(view, p.token);
        for _ in 0..4 {
            let Some(v) = verb else { return false };
            let subject = view
                .child(v, &[Deprel::Nsubj, Deprel::NsubjPass])
                .filter(|&s| s < p.token);
            if let Some(subject) = subject {
                let Some(id) = self.mentions.at(subject) else {
                    return false;
                };
                let m = id.0 as usize;
                return match self.s.items[m] {
                    Item::Nominal(n) => {
                        let nominal = &self.s.nominals[n];
                        self.of[m].is_empty()
                            && nominal.number == Number::Sing
                            && nominal.definiteness == Definiteness::Definite
                            && nominal.class.as_deref().map(family) == Some(Family::Organization)
                    }
                    _ => false,
                };
            }
            if !matches!(
                view.deprel(v),
                Deprel::Conj | Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp
            ) {
                return false;
            }
            verb = view.head(v);
        }
        false
    }
}

fn in_clause_of(view: &View, noun: usize, t: usize) -> bool {
    let mut at = t;
    while let Some(head) = view.head(at) {
        if head == noun {
            return matches!(
                view.deprel(at),
                Deprel::AclRelcl | Deprel::Acl | Deprel::Appos
            ) || view.upos(at) == Upos::Verb;
        }
        at = head;
    }
    false
}
