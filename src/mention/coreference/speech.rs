//! Whoever says "we" and "I".

use super::{Item, Resolver, Source};
use crate::mention::links;
use crate::mention::pronouns::{Pronoun, PronounKind};
use crate::mention::speakers::{Speakers, Voice};
use crate::mention::typing::{Family, Votes, family};
use crate::nlp::Deprel;
use std::collections::{BTreeMap, BTreeSet};

impl Resolver<'_, '_> {
    /// "we", "our", "I": of whoever speaks, or of the organisation that they speak for.
    pub(super) fn speaker(&mut self, m: usize, p: Pronoun) {
        let plural = p.kind == PronounKind::Speakers;
        match self.speakers.of(p.token) {
            Some(Voice::Word(word)) => {
                let person = self.entity_at(word);
                if !plural {
                    if let Some(e) = person {
                        self.set(m, vec![e], 0.75, "speaker of the words");
                    }
                } else if let Some((o, confidence)) = self.spoken_for(word, person) {
                    self.set(m, vec![o], confidence, "organisation of the speaker");
                }
            }
            Some(Voice::Answer) => {
                if let Some(e) = self.interviewee {
                    let organisation = self.employers.get(&e).copied();
                    if let Some(e) = if plural { organisation } else { Some(e) } {
                        self.set(m, vec![e], 0.7, "who answers");
                    }
                } else if plural && let Some(e) = self.issuer {
                    self.set(m, vec![e], 0.7, "whose text it is");
                }
            }
            None => {
                if plural
                    && self.speakers.quote(p.token).is_none()
                    && let Some(e) = self.issuer
                {
                    self.set(m, vec![e], 0.65, "whose text it is");
                }
            }
        }
    }

    /// The organisation that says "we" in the words around a token, and so "it" of others.
    pub(super) fn own_voice(&self, token: usize) -> Option<usize> {
        match self.speakers.of(token)? {
            Voice::Word(word) => self.spoken_for(word, self.entity_at(word)).map(|(o, _)| o),
            Voice::Answer => match self.interviewee {
                Some(e) => self.employers.get(&e).copied(),
                None => self.issuer,
            },
        }
    }

    /// The organisation that somebody speaks for, by who they are or by the words that describe them.
    pub(super) fn spoken_for(&self, word: usize, who: Option<usize>) -> Option<(usize, f32)> {
        let organisation = |e: usize| self.entities[e].family() == Some(Family::Organization);
        if let Some(e) = who {
            if organisation(e) {
                return Some((e, 0.75));
            }
            if let Some(&o) = self.employers.get(&e) {
                return Some((o, 0.75));
            }
            if let Some(m) = links::employer(self.s.view, self.mentions, &self.entities[e].mentions)
                && let [o] = self.of[m][..]
                && organisation(o)
            {
                return Some((o, 0.65));
            }
        }
        // "a Norvane spokeswoman said", "a spokesman for Norvane said", "its chief executive said"
        let view = self.s.view;
        let own = view
            .children(word)
            .filter(|&c| {
                matches!(
                    view.deprel(c),
                    Deprel::Compound | Deprel::NmodPoss | Deprel::Nmod
                )
            })
            .filter_map(|c| self.entity_at(c))
            .find(|&e| organisation(e));
        own.map(|o| (o, 0.7))
            .or_else(|| self.company_around(word, who))
            .or_else(|| who.and_then(|e| self.introduced(e)).map(|o| (o, 0.62)))
    }

    /// The only company that the introduction of a conversation names beside somebody who speaks in it: where it says so, in
    /// the sentences about that person; else in the whole of it.
    fn introduced(&self, who: usize) -> Option<usize> {
        let view = self.s.view;
        let first = self.speakers.first_turn()?;
        // how much the introduction makes of each, surely and possibly a company
        let mut sure: BTreeMap<usize, u32> = BTreeMap::new();
        let mut perhaps: BTreeMap<usize, u32> = BTreeMap::new();
        let about: BTreeSet<usize> = self.entities[who]
            .names
            .iter()
            .map(|&m| self.mentions.mentions[m].head)
            .filter(|&t| t < first)
            .map(|t| view.sentence_index(t))
            .collect();
        if about.is_empty() {
            return None;
        }
        for (m, item) in self.s.items.iter().enumerate() {
            let Item::Name { chain, .. } = item else {
                continue;
            };
            let head = self.mentions.mentions[m].head;
            let votes = &self.entities[*chain].votes;
            let class = votes.winner().map(|(c, _)| c);
            let apart = class.is_some_and(|c| {
                matches!(
                    c.as_str(),
                    "GovernmentAgency" | "NewsOutlet" | "University" | "Country"
                )
            });
            let former = head > 0
                && (view.form(head - 1).eq_ignore_ascii_case("former")
                    || view.form(head - 1) == "-");
            let known = votes.family(0.6);
            if head >= first || apart || former || *chain == who || known == Some(Family::Person) {
                continue;
            }
            let weight = 1
                + u32::from(about.contains(&view.sentence_index(head)))
                + u32::from(view.deprel(head).is_subject());
            if known == Some(Family::Organization) {
                *sure.entry(*chain).or_default() += weight;
            } else if votes.family(0.6).is_none() {
                *perhaps.entry(*chain).or_default() += weight;
            }
        }
        let best = |weights: &BTreeMap<usize, u32>| {
            let (&chain, &most) = weights.iter().max_by_key(|(_, w)| **w)?;
            (weights.values().filter(|w| **w == most).count() == 1).then_some(chain)
        };
        if sure.is_empty() {
            best(&perhaps)
        } else {
            best(&sure)
        }
    }

    /// "General counsel Anna Holt said": of the company that the text was just telling of, unless the quotation names it.
    pub(super) fn company_around(&self, word: usize, who: Option<usize>) -> Option<(usize, f32)> {
        let view = self.s.view;
        let officer = |m: usize| match self.s.items[m] {
            Item::Nominal(n) => {
                let tokens = self.s.nominals[n].tokens.clone();
                let head = self.s.nominals[n].head;
                self.s.nominals[n].class.as_deref() == Some("Person")
                    && self
                        .s
                        .lexicon
                        .is_position(&view.words(&(tokens.start..head + 1)).to_lowercase())
            }
            _ => false,
        };
        let described = match who {
            Some(e) => (0..self.s.items.len()).any(|m| {
                officer(m)
                    && self.links[m].as_ref().is_some_and(
                        |l| matches!(self.s.items[l.to], Item::Name { chain, .. } if chain == e),
                    )
            }),
            None => self
                .mentions
                .at(word)
                .is_some_and(|id| officer(id.0 as usize)),
        };
        if !described {
            return None;
        }
        let m = self.mentions.at(word)?.0 as usize;
        let block = view.sentence(word).block;
        let sentence = view.sentence_index(word);
        let quoted = |e: usize| {
            self.entities[e].names.iter().any(|&x| {
                let head = self.mentions.mentions[x].head;
                view.sentence(head).block == block && self.speakers.quote(head).is_some()
            })
        };
        let company = |e: usize| {
            self.entities[e].named
                && self.entities[e].votes.winner().is_some_and(|(c, _)| {
                    family(&c) == Family::Organization
                        && !matches!(c.as_str(), "GovernmentAgency" | "NewsOutlet")
                })
        };
        // Whom the text is about speaks most; else the subject of the nearest sentence before it in its paragraph.
        let central = |e: usize| {
            self.main.is_none_or(|x| x == e)
                && self.pair.is_none_or(|p| p.contains(&e))
                && (self.main.is_some() || self.pair.is_some())
        };
        let found = (0..m)
            .rev()
            .find_map(|x| {
                let head = self.mentions.mentions[x].head;
                let near = sentence.saturating_sub(view.sentence_index(head)) <= 3;
                let here = view.sentence(head).block == block;
                if !near || self.speakers.quote(head).is_some() {
                    return None;
                }
                match self.of[x][..] {
                    [e] if company(e)
                        && !quoted(e)
                        && (central(e) || here && view.deprel(head).is_subject()) =>
                    {
                        Some(e)
                    }
                    _ => None,
                }
            })
            .or(self.main)?;
        (!quoted(found)).then_some((found, 0.6))
    }

    /// Quotations whose speaker is only named after them.
    pub(super) fn speakers_named_later(&mut self) {
        for m in 0..self.s.items.len() {
            if let Item::Pronoun(p) = self.s.items[m]
                && self.of[m].is_empty()
                && matches!(p.kind, PronounKind::Speaker | PronounKind::Speakers)
            {
                self.speaker(m, p);
            }
        }
    }
}

/// Who answers the questions of an interview: the person that its opening introduces with an organisation.
pub(super) fn interviewee(
    s: &Source,
    speakers: &Speakers,
    employers: &BTreeMap<usize, usize>,
    chains: &[Votes],
) -> Option<usize> {
    let first = speakers.first_answer()?;
    s.items.iter().find_map(|item| match item {
        Item::Name { name, chain }
            if s.names[*name].tokens.start < first
                && employers.contains_key(chain)
                && chains[*chain].family(0.4) == Some(Family::Person) =>
        {
            Some(*chain)
        }
        _ => None,
    })
}
