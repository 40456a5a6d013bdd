//! Examples: "banks such as Norvane and Trask" are the two, as far as it is told who they are.

use super::{Item, Resolver};
use crate::mention::reference::EXAMPLES;
use crate::mention::typing::{Family, family};
use crate::mention::{Definiteness, MentionKind};
use crate::nlp::{Deprel, Number, Upos};

/// So many examples are read at most.
const MOST: usize = 12;

impl Resolver<'_, '_> {
    /// A plural that is followed by names of what it means stands for these.
    pub(super) fn examples(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        if nominal.number != Number::Plur || nominal.definiteness == Definiteness::Definite {
            return false;
        }
        let end = view.sentence(nominal.head).tokens.end;
        let form = |t: usize| {
            if t < end {
                view.form(t).to_lowercase()
            } else {
                String::new()
            }
        };
        let mut at = nominal.head + 1;
        let comma = form(at) == ",";
        if comma {
            at += 1;
        }
        let counted = view
            .children_by(nominal.head, &[Deprel::Nummod])
            .find_map(|c| count(view.form(c)));
        let names_follow = counted.is_some()
            && at < end
            && self
                .mentions
                .at(at)
                .is_some_and(|id| self.mentions.mentions[id.0 as usize].kind == MentionKind::Name);
        at = match (form(at).as_str(), form(at + 1).as_str()) {
            ("including" | "notably" | "namely", _) => at + 1,
            ("such", "as") | ("among", "them") => at + 2,
            // "three companies: Norvane, Trask and Quillon", "two companies, Norvane and Trask"
            (":", _) if !comma => at + 1,
            _ if comma && names_follow => at,
            _ => return false,
        };
        // a list that no word introduces must have as many as are told
        let told = form(at - 1) == ":" || comma && names_follow && form(at - 1) == ",";
        let mut chains: Vec<usize> = Vec::new();
        let mut first = None;
        while chains.len() < MOST {
            let Some(id) = self.mentions.at(at) else {
                break;
            };
            let x = id.0 as usize;
            let mention = &self.mentions.mentions[x];
            let Item::Name { chain, .. } = self.s.items[x] else {
                break;
            };
            // "by rivals including Norvane, Trask said": the second is no example
            let listed = match first {
                None => {
                    !matches!(
                        view.deprel(mention.head),
                        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Parataxis
                    ) || told
                }
                Some(first) => self.joins(mention.head, first),
            };
            // "customers such as Norvane's brewery"
            let whose = view.deprel(mention.head) == Deprel::NmodPoss
                || view.deprel(mention.head) == Deprel::Compound;
            let alike = match (&nominal.class, self.entities[chain].family()) {
                // a brand, a chain or a brewery may be a company
                (Some(class), Some(kind)) => {
                    let thing = |k: Family| {
                        matches!(k, Family::Organization | Family::Product | Family::Place)
                    };
                    family(class) == kind || thing(family(class)) && thing(kind)
                }
                _ => true,
            };
            // "…, Trask said"
            let acts = first.is_some()
                && mention.tokens.end < end
                && matches!(view.upos(mention.tokens.end), Upos::Verb | Upos::Aux);
            if whose || !alike || !listed || acts || mention.tokens.start != at {
                break;
            }
            first.get_or_insert(mention.head);
            if !chains.contains(&chain) {
                chains.push(chain);
            }
            at = mention.tokens.end;
            if !matches!(form(at).as_str(), "," | "and" | "&" | "or") {
                break;
            }
            at += 1;
            if matches!(form(at).as_str(), "and" | "&" | "or") {
                at += 1;
            }
        }
        let as_many = counted.is_none_or(|n| n == chains.len());
        if chains.is_empty() || told && !as_many {
            return false;
        }
        self.set(m, chains, 0.85, EXAMPLES);
        true
    }

    /// Whether a word is coordinated with an earlier one.
    fn joins(&self, word: usize, first: usize) -> bool {
        let view = self.s.view;
        let mut at = word;
        for _ in 0..MOST {
            if view.deprel(at) != Deprel::Conj {
                return false;
            }
            match view.head(at) {
                Some(head) if head == first => return true,
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }
}

/// How many a word says that there are.
fn count(word: &str) -> Option<usize> {
    let words = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let lower = word.to_lowercase();
    words
        .iter()
        .position(|w| *w == lower)
        .map(|n| n + 2)
        .or_else(|| lower.parse().ok())
}
