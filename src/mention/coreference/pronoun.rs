//! Pronouns: "it", "she", "which", "itself".

use super::{Item, Reading, Resolver};
use crate::mention::MentionKind;
use crate::mention::pronouns::{Pronoun, PronounKind, relative_clause};
use crate::mention::salience;
use crate::mention::typing::{Family, family};
use crate::nlp::{Deprel, Gender, Upos};

impl Resolver<'_, '_> {
    pub(super) fn pronoun(&mut self, m: usize, p: Pronoun) {
        match p.kind {
            PronounKind::Relative => self.relative(m, p),
            PronounKind::Thing => self.thing_pronoun(m, p),
            PronounKind::Person(gender) => self.person_pronoun(m, p, gender),
            PronounKind::Several => self.they(m, p),
            PronounKind::Each => {
                self.several(m, p.token, None);
            }
            PronounKind::Speaker | PronounKind::Speakers => self.speaker(m, p),
            PronounKind::Demonstrative => {}
        }
        self.learn_owner(m, p);
    }

    /// "its Lathe models": whose the Lathe is.
    pub(super) fn learn_owner(&mut self, m: usize, p: Pronoun) {
        let view = self.s.view;
        let ([by], true) = (&self.of[m][..], p.possessive) else {
            return;
        };
        let by = *by;
        if self.entities[by].family() != Some(Family::Organization) {
            return;
        }
        let Some(noun) = view.head(p.token) else {
            return;
        };
        let things: Vec<usize> = view
            .children_by(noun, &[Deprel::Compound])
            .chain([noun])
            .filter_map(|t| self.s.name_at[t])
            .map(|(_, chain)| chain)
            .filter(|&e| {
                e != by
                    && !matches!(
                        self.entities[e].votes.family(0.6),
                        Some(Family::Person | Family::Place)
                    )
            })
            .collect();
        for thing in things {
            self.entities[thing].owner.get_or_insert(by);
        }
    }

    pub(super) fn relative(&mut self, m: usize, p: Pronoun) {
        let view = self.s.view;
        let form = view.form(p.token).to_lowercase();
        let who = matches!(form.as_str(), "who" | "whom" | "whose");
        let by_tree = relative_clause(view, p.token)
            .and_then(|c| view.head(c))
            .and_then(|noun| self.mentions.at(noun))
            .map(|id| id.0 as usize)
            .filter(|&x| x < m);
        // What ends right before it, with or without a comma and a preposition.
        let start = view.sentence(p.token).tokens.start;
        let mut before = p.token.checked_sub(1).filter(|&t| t >= start);
        while let Some(t) = before {
            if matches!(view.form(t), ",") || view.upos(t) == Upos::Adp {
                before = t.checked_sub(1).filter(|&t| t >= start);
            } else {
                break;
            }
        }
        let adjacent = before
            .and_then(|t| self.mentions.at(t))
            .map(|id| id.0 as usize)
            .filter(|&x| x < m);
        let party = |x: usize| {
            self.of[x]
                .first()
                .is_some_and(|&e| match self.entities[e].family() {
                    Some(Family::Person) => true,
                    Some(Family::Organization) => form != "who" || !self.entities[e].named,
                    _ => form == "whose",
                })
        };
        // "Norvane of Malmö, whose": a place has nothing, who is there has
        let adjacent = match adjacent {
            Some(y) if who && by_tree.is_none() => {
                let above = view
                    .head(self.mentions.mentions[y].head)
                    .and_then(|h| self.mentions.at(h))
                    .map(|id| id.0 as usize)
                    .filter(|&x| x < y && self.is_party(x) && self.is_place(y));
                above.or(Some(y))
            }
            adjacent => adjacent,
        };
        let antecedent = match (by_tree, adjacent) {
            (Some(x), Some(y)) if who && x != y && !party(x) && party(y) => y,
            (Some(x), _) => x,
            (None, Some(y)) if who || form == "which" => y,
            _ => return,
        };
        let entities = self.of[antecedent].clone();
        if !entities.is_empty() {
            let confidence = self.confidence[antecedent] * 0.97;
            self.set(m, entities, confidence, "relative pronoun");
        }
    }

    fn is_place(&self, m: usize) -> bool {
        let family = self.of[m].first().and_then(|&e| self.entities[e].family());
        family == Some(Family::Place)
    }

    /// Whether a mention is of a person or an organisation.
    fn is_party(&self, m: usize) -> bool {
        let family = self.of[m].first().and_then(|&e| self.entities[e].family());
        matches!(family, Some(Family::Person | Family::Organization))
    }

    /// "Norvane's offices and its plant": the second is whose the first is.
    fn possessor_before(&mut self, m: usize, p: Pronoun) -> bool {
        let view = self.s.view;
        let owner = view
            .head(p.token)
            .filter(|&noun| p.possessive && view.deprel(noun) == Deprel::Conj)
            .and_then(|noun| view.head(noun))
            .and_then(|first| view.child(first, &[Deprel::NmodPoss]))
            .and_then(|owner| self.s.name_at[owner])
            .map(|(_, chain)| chain)
            .filter(|&e| self.entities[e].family() != Some(Family::Person));
        match owner {
            Some(e) => {
                self.set(m, vec![e], 0.9, "the possessor before it");
                true
            }
            None => false,
        }
    }

    pub(super) fn thing_pronoun(&mut self, m: usize, p: Pronoun) {
        if p.reflexive && self.subject_of_clause(m, p) || self.possessor_before(m, p) {
            return;
        }
        let view = self.s.view;
        let agent = salience::wants_agent(view, self.s.lexicon, p.token, p.possessive);
        let product = salience::wants_product(view, p.token, p.possessive);
        if salience::is_impersonal(view, p.token) || self.has_unknown_subject(p) {
            return;
        }
        let deal = salience::wants_deal(view, p.token);
        let made = product && salience::is_made(view, p.token);
        // "It is a bank": what it is said to be tells what it can be.
        let said = view.head(p.token).filter(|&h| {
            view.deprel(p.token) == Deprel::Nsubj
                && view.upos(h) == Upos::Noun
                && view.child(h, &[Deprel::Cop]).is_some()
        });
        let wanted = match said {
            Some(noun) => {
                let class = self
                    .s
                    .by_head
                    .get(&noun)
                    .and_then(|&n| self.s.nominals[n].class.as_deref());
                match class {
                    Some(class) if view.child(noun, &[Deprel::Case]).is_none() => {
                        Some(family(class))
                    }
                    _ if view.child(noun, &[Deprel::Case]).is_some() => None,
                    _ => return,
                }
            }
            None => None,
        };
        let own = self.own_voice(p.token);
        let mut readings = Vec::new();
        for e in 0..self.entities.len() {
            let entity = &self.entities[e];
            if entity.plural
                || entity.mentions.is_empty()
                || (entity.named && entity.family() == Some(Family::Person))
                || own == Some(e)
            {
                continue;
            }
            let kind = entity.family();
            if wanted.is_some() && kind != wanted {
                continue;
            }
            if kind == Some(Family::Person)
                || (agent
                    && !product
                    && kind.is_some_and(|k| k != Family::Organization && k != Family::Place))
            {
                continue;
            }
            if self.binds(e, m) {
                continue;
            }
            let Some(mut score) = self.salience.of(e, m, self.mentions, view, 0.5) else {
                continue;
            };
            score *= match kind {
                Some(Family::Organization) => 1.5,
                Some(Family::Product) => 1.0,
                Some(Family::Place) => 0.35,
                Some(Family::Agreement | Family::Event) => 0.8,
                Some(_) => 0.6,
                None if entity.named => 1.0,
                None => 0.6,
            };
            if agent && !product && kind != Some(Family::Organization) {
                score *= 0.4;
            }
            if product {
                score *= match kind {
                    Some(Family::Product) => 2.0,
                    Some(Family::Organization) if made => 0.2,
                    Some(Family::Organization) => 0.4,
                    _ => 1.0,
                };
            }
            if deal {
                score *= match kind {
                    Some(Family::Agreement | Family::Event) => 3.0,
                    Some(Family::Organization) => 0.3,
                    _ => 1.0,
                };
            }
            if !entity.named {
                score *= 0.8;
            }
            if p.possessive
                && agent
                && self.entities[e]
                    .votes
                    .winner()
                    .is_some_and(|(c, _)| c == "GovernmentAgency")
            {
                score *= 0.3;
            }
            score *= self.parallel(e, m) * self.governs(e, m);
            readings.push(Reading { entity: e, score });
        }
        self.choose(m, readings, 0.57, 0.1, "pronoun");
    }

    pub(super) fn person_pronoun(&mut self, m: usize, p: Pronoun, gender: Gender) {
        if p.reflexive && self.subject_of_clause(m, p) {
            return;
        }
        let view = self.s.view;
        let mut readings = Vec::new();
        for e in 0..self.entities.len() {
            let entity = &self.entities[e];
            let person = entity.family() == Some(Family::Person);
            if entity.plural
                || entity.mentions.is_empty()
                || !person
                || entity.gender.is_some_and(|g| g != gender)
                || self.binds(e, m)
            {
                continue;
            }
            let Some(mut score) = self.salience.of(e, m, self.mentions, view, 0.55) else {
                continue;
            };
            if entity.gender == Some(gender) {
                score *= 1.6;
            }
            if !entity.named {
                score *= 0.7;
            }
            score *= self.parallel(e, m) * self.governs(e, m);
            readings.push(Reading { entity: e, score });
        }
        self.choose(m, readings, 0.55, 0.05, "pronoun");
        if let [e] = self.of[m][..]
            && self.confidence[m] > 0.8
        {
            self.entities[e].gender.get_or_insert(gender);
        }
    }

    /// A reflexive pronoun stands for the subject of its clause.
    pub(super) fn subject_of_clause(&mut self, m: usize, p: Pronoun) -> bool {
        let view = self.s.view;
        let Some(verb) = salience::clause(view, p.token) else {
            return false;
        };
        let Some(subject) = view.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]) else {
            return false;
        };
        let Some(id) = self.mentions.at(subject) else {
            return false;
        };
        let entities = self.of[id.0 as usize].clone();
        if entities.is_empty() {
            return false;
        }
        let confidence = self.confidence[id.0 as usize] * 0.95;
        self.set(m, entities, confidence, "reflexive");
        true
    }

    /// Possessives before what they stand for: "In its offer, Norvane …".
    pub(super) fn later(&mut self) {
        for m in 0..self.s.items.len() {
            let Item::Pronoun(p) = self.s.items[m] else {
                continue;
            };
            if !self.of[m].is_empty()
                || !matches!(p.kind, PronounKind::Thing | PronounKind::Person(_))
            {
                continue;
            }
            let view = self.s.view;
            let sentence = view.sentence(p.token).tokens.clone();
            let before = (sentence.start..p.token).any(|t| {
                self.mentions
                    .at(t)
                    .is_some_and(|id| self.mentions.get(id).kind == MentionKind::Name)
            });
            let Some(root) = sentence.clone().find(|&t| view.head(t).is_none()) else {
                continue;
            };
            let Some(subject) = view
                .child(root, &[Deprel::Nsubj, Deprel::NsubjPass])
                .filter(|&s| s > p.token)
            else {
                continue;
            };
            let Some(id) = self.mentions.at(subject) else {
                continue;
            };
            let [e] = self.of[id.0 as usize][..] else {
                continue;
            };
            let person = self.entities[e].family() == Some(Family::Person);
            let fits = match p.kind {
                PronounKind::Person(g) => person && self.entities[e].gender.is_none_or(|x| x == g),
                _ => !person && self.entities[e].named,
            };
            // "In Spain, its largest market, Norvane …"
            let fronted = p.possessive
                && view.children(root).any(|c| {
                    c < subject
                        && matches!(view.deprel(c), Deprel::Obl | Deprel::Advcl)
                        && view.dominates(c, p.token)
                });
            if fits && (!before || fronted) && !view.dominates(subject, p.token) {
                self.set(m, vec![e], 0.7, "the subject after it");
            }
        }
    }
}
