//! Mentions of several things: "both companies", "the two", "they".

use super::{Entity, Reading, Resolver, confidence};
use crate::mention::MentionKind;
use crate::mention::groups;
use crate::mention::pronouns::Pronoun;
use crate::mention::salience;
use crate::mention::speakers::Voice;
use crate::mention::typing::{Family, family};
use crate::nlp::{Deprel, Number, Upos};
use std::collections::BTreeMap;

impl Resolver<'_, '_> {
    /// "both companies", "the two", "they": the members of a group.
    pub(super) fn several(&mut self, m: usize, head: usize, class: Option<&str>) -> bool {
        let view = self.s.view;
        let two = groups::is_two(view, head);
        let sentence = view.sentence_index(head);
        let lemma = view.lemma(head).to_lowercase();
        let near = self.groups.iter().any(|g| {
            g.token < head && g.members.len() == 2 && sentence - view.sentence_index(g.token) <= 1
        });
        if let Some(pair) = self.pair
            && (two
                || matches!(
                    lemma.as_str(),
                    "side" | "pair" | "duo" | "company" | "group"
                ))
            && !near
            && class.is_none_or(|c| family(c) == Family::Organization)
            && pair.iter().all(|&e| !self.entities[e].mentions.is_empty())
        {
            self.set(m, pair.to_vec(), 0.7, "the two parties of the text");
            return true;
        }
        let fits = |e: &Entity| {
            !e.plural
                && class.is_none_or(|c| e.may_be(c))
                && (class.is_some()
                    || (e.named
                        && matches!(e.family(), Some(Family::Organization | Family::Person))))
        };
        let mut main: Vec<usize> = self
            .entities
            .iter()
            .filter(|e| e.named && e.family() == Some(Family::Organization))
            .map(|e| e.names.len())
            .collect();
        main.sort_unstable_by(|a, b| b.cmp(a));
        let mut best: Option<(f32, Vec<usize>)> = None;
        for g in self
            .groups
            .iter()
            .filter(|g| g.members.len() >= 2 && g.token < head)
        {
            if (two && g.members.len() != 2) || !g.members.iter().all(|&e| fits(&self.entities[e]))
            {
                continue;
            }
            if class.map(family) == Some(Family::Organization)
                && !g
                    .members
                    .iter()
                    .all(|&e| self.entities[e].family() == Some(Family::Organization))
            {
                continue;
            }
            let distance = sentence - view.sentence_index(g.token);
            let mut score = 0.85f32.powi(distance as i32);
            if view.deprel(g.token).is_subject() {
                score *= 1.5;
            }
            let named = g
                .members
                .iter()
                .filter(|&&e| self.entities[e].named)
                .count();
            score *= 0.5 + named as f32 / g.members.len() as f32;
            // The parties of the text rather than two that are named in passing.
            let most = main.get(1).copied().unwrap_or(0);
            let least = g
                .members
                .iter()
                .map(|&e| self.entities[e].names.len())
                .min()
                .unwrap_or(0);
            score *= if least >= most {
                1.5
            } else if least * 2 < most {
                0.5
            } else {
                1.0
            };
            if best.as_ref().is_none_or(|(s, _)| score >= *s) {
                best = Some((score, g.members.clone()));
            }
        }
        // The same words stood for several before: they do so again.
        let again = (0..m).rev().find(|&x| {
            let other = &self.mentions.mentions[x];
            class.is_some()
                && other.kind == MentionKind::Nominal
                && other.number == Number::Plur
                && self.of[x].len() > 1
                && (!two || self.of[x].len() == 2)
                && view.lemma(other.head).to_lowercase() == lemma
        });
        if best.as_ref().is_none_or(|(s, _)| *s <= 0.3)
            && let Some(x) = again
        {
            let (members, confidence) = (self.of[x].clone(), self.confidence[x] * 0.9);
            self.set(m, members, confidence, "the same words before it");
            return true;
        }
        if let Some((score, members)) = best.filter(|(s, _)| *s > 0.15) {
            let confidence = (0.6 + 0.2 * score).min(0.9);
            self.set(m, members, confidence, "the pair named before it");
            return true;
        }
        // "Lathe was not bought by Norvane. The two had talked": the two parties of the sentence before.
        if two
            && matches!(
                lemma.as_str(),
                "two" | "pair" | "duo" | "both" | "side" | "company"
            )
        {
            let block = view.sentence(head).block;
            let mut before: Vec<usize> = (0..m)
                .filter(|&x| {
                    let h = self.mentions.mentions[x].head;
                    view.sentence_index(h) + 1 == sentence && view.sentence(h).block == block
                })
                .filter_map(|x| match self.of[x][..] {
                    [e] if self.entities[e].named
                        && matches!(
                            self.entities[e].family(),
                            Some(Family::Organization | Family::Product)
                        ) =>
                    {
                        Some(e)
                    }
                    _ => None,
                })
                .collect();
            before.sort_unstable();
            before.dedup();
            let company = |&&e: &&usize| self.entities[e].family() == Some(Family::Organization);
            if before.len() == 2 && before.iter().filter(company).count() >= 1 {
                self.set(m, before, 0.65, "the two of the sentence before");
                return true;
            }
        }
        // Without a group: the two parties that the text is about, if there are just two.
        if two && class.is_none_or(|c| family(c) == Family::Organization) {
            let mut ranked: Vec<Reading> = (0..self.entities.len())
                .filter(|&e| {
                    self.entities[e].named
                        && self.entities[e].family() == Some(Family::Organization)
                        && class.is_none_or(|c| self.entities[e].may_be(c))
                })
                .filter_map(|e| {
                    Some(Reading {
                        entity: e,
                        score: self.salience.of(e, m, self.mentions, view, 0.9)?,
                    })
                })
                .collect();
            ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
            let third = ranked.get(2).map_or(0.0, |r| r.score);
            if ranked.len() >= 2 && ranked[1].score > 1.5 * third {
                let mut members = vec![ranked[0].entity, ranked[1].entity];
                members.sort_unstable();
                self.set(m, members, 0.6, "the two parties of the text");
                return true;
            }
        }
        false
    }

    pub(super) fn they(&mut self, m: usize, p: Pronoun) {
        if p.reflexive && self.subject_of_clause(m, p) {
            return;
        }
        let view = self.s.view;
        let sentence = view.sentence_index(p.token);
        let agent = salience::wants_agent(view, self.s.lexicon, p.token, p.possessive);
        let voice = self.speakers.of(p.token);
        let spoken = voice.is_some();
        let own = match voice {
            Some(Voice::Word(word)) => self.spoken_for(word, self.entity_at(word)).map(|(o, _)| o),
            Some(Voice::Answer) => self
                .interviewee
                .and_then(|e| self.employers.get(&e).copied()),
            None => None,
        };
        let mut readings: Vec<(f32, Vec<usize>)> = Vec::new();
        for g in self.groups.iter().filter(|g| {
            g.members.len() >= 2 && g.token < p.token && !view.dominates(g.token, p.token)
        }) {
            let distance = sentence - view.sentence_index(g.token);
            let places = g
                .members
                .iter()
                .any(|&e| self.entities[e].family() == Some(Family::Place));
            if distance > 3 || places {
                continue;
            }
            let role = salience::role_weight(view, g.token);
            readings.push((role * 0.5f32.powi(distance as i32) * 1.2, g.members.clone()));
        }
        for e in 0..self.entities.len() {
            let entity = &self.entities[e];
            // Who speaks says "they" of a company, though not of the own one.
            let company = spoken
                && entity.named
                && entity.family() == Some(Family::Organization)
                && Some(e) != own;
            if entity.mentions.is_empty() || !(entity.plural || company) || self.binds(e, m) {
                continue;
            }
            if agent && !matches!(entity.family(), Some(Family::Organization | Family::Person)) {
                continue;
            }
            if let Some(score) = self.salience.of(e, m, self.mentions, view, 0.45) {
                // Things seldom do something to something.
                let acts = view.deprel(p.token) == Deprel::Nsubj
                    && view.head(p.token).is_some_and(|v| {
                        view.upos(v) == Upos::Verb && view.child(v, &[Deprel::Obj]).is_some()
                    });
                let party = matches!(entity.family(), Some(Family::Organization | Family::Person));
                let score = if acts && !party { score * 0.6 } else { score };
                readings.push((score * self.parallel(e, m), vec![e]));
            }
        }
        // Mentions that stood for a group bring it up again.
        for earlier in (0..m).rev().take(40) {
            if self.of[earlier].len() < 2 {
                continue;
            }
            let head = self.mentions.mentions[earlier].head;
            let distance = sentence - view.sentence_index(head);
            if distance <= 2 && !view.dominates(head, p.token) {
                readings.push((
                    salience::role_weight(view, head) * 0.5f32.powi(distance as i32) * 1.3,
                    self.of[earlier].clone(),
                ));
            }
        }
        let mut summed: BTreeMap<Vec<usize>, f32> = BTreeMap::new();
        for (score, members) in readings {
            let slot = summed.entry(members).or_default();
            *slot = slot.max(score) + 0.2 * slot.min(score);
        }
        let mut ranked: Vec<(f32, Vec<usize>)> = summed.into_iter().map(|(m, s)| (s, m)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let Some((best, members)) = ranked.first().cloned() else {
            return;
        };
        let second = ranked.get(1).map_or(0.0, |r| r.0);
        let ratio = best / (best + second);
        if best > 0.1 && ratio >= 0.55 {
            self.set(m, members, confidence(ratio, best), "plural pronoun");
        }
    }
}
