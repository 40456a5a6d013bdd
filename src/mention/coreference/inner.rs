//! What is inside a body: people who act for it, and a part of it that was told of.

use super::{Item, Resolver};
use crate::mention::Definiteness;
use crate::mention::typing::Family;
use crate::nlp::{Deprel, Number};

/// Nouns for people who act for where they work.
const TEAM: &[&str] = &[
    "researcher",
    "engineer",
    "scientist",
    "negotiator",
    "developer",
    "team",
    "chemist",
    "physicist",
    "designer",
    "programmer",
    "technician",
];

/// Nouns for a part of a company.
const PARTS: &[&str] = &[
    "unit",
    "division",
    "business",
    "arm",
    "operation",
    "subsidiary",
    "branch",
];

/// So many sentences back a part is spoken of.
const NEAR_PART: usize = 2;

impl Resolver<'_, '_> {
    /// "researchers at Norvane", "the team of Norvane": those for whom they act.
    pub(super) fn team(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let lemma = view.lemma(nominal.head).to_lowercase();
        let acts = matches!(
            view.deprel(nominal.head),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent | Deprel::Obl | Deprel::Conj
        ) && view.child(nominal.head, &[Deprel::Cop]).is_none();
        let many = nominal.number == Number::Plur || lemma == "team";
        if !TEAM.contains(&lemma.as_str()) || !acts || !many {
            return false;
        }
        let works = view
            .children_by(nominal.head, &[Deprel::Nmod])
            .filter(|&c| {
                view.children_by(c, &[Deprel::Case]).any(|p| {
                    matches!(view.form(p), "at" | "from" | "for")
                        || lemma == "team" && view.form(p) == "of"
                })
            })
            .filter_map(|c| self.mentions.at(c))
            .find_map(|id| match self.s.items[id.0 as usize] {
                Item::Name { chain, .. } => Some(chain),
                _ => None,
            })
            .filter(|&chain| {
                let known_place = || {
                    let first = self.entities[chain].names.first();
                    first.is_none_or(|&x| {
                        let words = view.words(&self.mentions.mentions[x].tokens);
                        self.s.lexicon.name(words).is_some()
                    })
                };
                match self.entities[chain].family() {
                    Some(Family::Organization) | None => true,
                    Some(Family::Place) => !known_place(),
                    _ => false,
                }
            });
        match works {
            Some(chain) => {
                self.set(m, vec![chain], 0.75, "those who work there");
                true
            }
            None => false,
        }
    }

    /// "the unit", after somebody's "amines business": that, whoever buys it.
    pub(super) fn part_told_of(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let is_part = |h: &String| PARTS.contains(&h.as_str());
        let lemma = view.lemma(nominal.head).to_lowercase();
        let plain = nominal.tokens.start == nominal.head
            && nominal.definiteness == Definiteness::Definite
            && nominal.number == Number::Sing
            && view
                .children_by(nominal.head, &[Deprel::Nmod])
                .next()
                .is_none();
        if !PARTS.contains(&lemma.as_str()) || !plain {
            return false;
        }
        let here = view.sentence_index(nominal.head);
        let last = |e: usize| {
            let mentions = self.entities[e].mentions.iter();
            mentions
                .map(|&x| self.mentions.mentions[x].head)
                .filter(|&head| head < nominal.head)
                .max()
        };
        let told = (0..self.entities.len())
            .filter(|&e| {
                let entity = &self.entities[e];
                // "the business" may be the whole company
                let part = entity.heads.iter().any(is_part);
                !entity.plural && part && (!entity.named || entity.heads.contains(&lemma))
            })
            .filter_map(|e| Some((last(e)?, e)))
            .filter(|&(head, _)| view.sentence_index(head) + NEAR_PART >= here)
            .max();
        match told {
            Some((_, e)) => {
                self.set(m, vec![e], 0.8, "a thing of its own");
                true
            }
            None => false,
        }
    }
}
