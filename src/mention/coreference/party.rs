//! Parties that are described: "the chipmaker", "the German group", "the buyer".

use super::{GENERAL, Item, Reading, Resolver};
use crate::mention::Definiteness;
use crate::mention::links;
use crate::mention::typing::{Family, family};
use crate::nlp::{Deprel, Number};
use crate::text::BlockKind;

impl Resolver<'_, '_> {
    /// "the buyer", "the seller": who was said to buy or to sell.
    pub(super) fn by_role(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let lemma = view.lemma(nominal.head).to_lowercase();
        let short = nominal.tokens.start == nominal.head && nominal.tokens.end == nominal.head + 1;
        let definite = match nominal.definiteness {
            Definiteness::Definite => true,
            // "Buyer to pay in cash": in headlines and bullet points.
            Definiteness::Bare => {
                nominal.number == Number::Sing
                    && view.children(nominal.head).all(|c| {
                        matches!(view.deprel(c), Deprel::Case | Deprel::Punct | Deprel::Acl)
                    })
                    && !matches!(view.deprel(nominal.head), Deprel::Compound | Deprel::Conj)
            }
            _ => false,
        };
        if !short || !definite || nominal.number == Number::Plur {
            return false;
        }
        self.read_roles(view.sentence_index(nominal.head));
        let Some(e) = self.roles.only(&lemma).or_else(|| {
            // Of several the one that the paragraph told of.
            let block = view.sentence(nominal.head).block;
            let here: Vec<usize> = self
                .roles
                .all(&lemma)
                .iter()
                .copied()
                .filter(|&e| {
                    self.entities[e]
                        .mentions
                        .iter()
                        .any(|&x| view.sentence(self.mentions.mentions[x].head).block == block)
                })
                .collect();
            match here[..] {
                [e] => Some(e),
                _ => None,
            }
        }) else {
            return false;
        };
        if self.binds(e, m) {
            return false;
        }
        self.set(m, vec![e], 0.75, "the part it plays");
        true
    }

    /// Reads the parts that the verbs of the sentences before one give.
    pub(super) fn read_roles(&mut self, sentence: usize) {
        let view = self.s.view;
        while self.read < sentence {
            for verb in view.analysis.sentences[self.read].tokens.clone() {
                let mut roles = std::mem::take(&mut self.roles);
                roles.read(view, verb, &|word| {
                    self.entity_at(word).filter(|&e| {
                        matches!(
                            self.entities[e].family(),
                            Some(Family::Organization | Family::Person)
                        ) && !self.entities[e].plural
                    })
                });
                self.roles = roles;
            }
            self.read += 1;
        }
    }

    /// "the chipmaker", "the chief executive": a party described, to be found among those before it.
    pub(super) fn description(&mut self, m: usize, n: usize, class: &str) {
        let nominal = &self.s.nominals[n];
        let view = self.s.view;
        let lexicon = self.s.lexicon;
        let lemma = view.lemma(nominal.head).to_lowercase();
        let modifiers = links::modifiers(view, lexicon, &self.places, nominal.head);
        let person = family(class) == Family::Person;
        let general = GENERAL.contains(&lemma.as_str());
        // "the company", "the chipmaker" can take up any company; "the team", "the regulator", "the parent" only what was called so.
        let loose = !person
            && !nominal.relational
            && !ROLES.contains(&lemma.as_str())
            && (general || class == "Company");
        // "that company" is the one named last.
        let pointed = view.children(nominal.head).any(|c| {
            view.deprel(c) == Deprel::Det
                && matches!(view.lemma(c).to_lowercase().as_str(), "that" | "this")
        });
        // Who is reported to speak is mostly who the sentence is about: "X will buy Y, the chipmaker said".
        let speaks = view.deprel(nominal.head) == Deprel::Nsubj
            && view.head(nominal.head).is_some_and(|v| {
                view.deprel(v) == Deprel::Parataxis
                    || view.children(v).any(|c| {
                        matches!(view.deprel(c), Deprel::Ccomp | Deprel::Parataxis) && c < v
                    })
            });
        // "the Lathe maker": who makes the Lathe, if the text says so.
        let product = view
            .children_by(nominal.head, &[Deprel::Compound])
            .filter_map(|c| self.mentions.at(c))
            .find_map(|id| match self.s.items[id.0 as usize] {
                Item::Name { chain, .. } => Some(chain),
                _ => None,
            })
            .filter(|&x| self.entities[x].family() != Some(Family::Place));
        if let Some(owner) = product.and_then(|x| self.entities[x].owner)
            && self.entities[owner].may_be(class)
        {
            self.set(m, vec![owner], 0.85, "whose it is");
            return;
        }
        let placed = modifiers.iter().any(|w| w.starts_with("place:"))
            && !self
                .entities
                .iter()
                .any(|e| e.named && modifiers.iter().any(|w| e.known.contains(w)));
        let wanted = match () {
            () if product.is_some() => 0.75,
            () if placed => 0.62,
            () => 0.58,
        };
        // "Anna Holt said the company …": mostly her own.
        let own = (general && !pointed)
            .then(|| self.employer_before(m))
            .flatten();
        let topic = (loose && !pointed)
            .then(|| self.topic_of_block(m))
            .flatten();
        let mut readings: Vec<Reading> = Vec::new();
        let mut called: Vec<u8> = Vec::new();
        for e in 0..self.entities.len() {
            let entity = &self.entities[e];
            if entity.plural || entity.mentions.is_empty() || !entity.may_be(class) {
                continue;
            }
            if entity.family() != Some(family(class)) {
                continue;
            }
            // "the phone maker" is not who was called "a chip maker".
            let narrowed = |w: &&String| !w.starts_with("place:");
            let told_apart = modifiers.iter().filter(narrowed).count() > 0
                && entity.known.iter().filter(narrowed).count() > 0
                && !modifiers
                    .iter()
                    .filter(narrowed)
                    .any(|w| entity.known.contains(w));
            let same_head = entity.heads.contains(&lemma) && !general && !told_apart;
            let kin = !same_head && entity.heads.iter().any(|h| lexicon.are_kin(h, &lemma));
            let shared = modifiers
                .iter()
                .filter(|w| entity.known.contains(*w))
                .count();
            if !(same_head || kin || (loose && entity.named)) {
                continue;
            }
            // Authorities are seldom named: "the agency" may be the competition authority.
            let authority = kin && class == "GovernmentAgency";
            if !entity.named && (!(same_head || authority) || !modifiers.is_subset(&entity.known)) {
                continue;
            }
            if links::conflict(&modifiers, &entity.known) || self.binds(e, m) {
                continue;
            }
            let decay = match () {
                () if pointed => 0.35,
                () if same_head || shared > 0 => 0.9,
                () => 0.8,
            };
            let Some(salience) = self.salience.of(e, m, self.mentions, view, decay) else {
                continue;
            };
            let mut score = salience;
            if same_head {
                score = score * 2.0 + 0.8;
            } else if kin {
                score = score * 1.7 + 0.4;
            } else if !general
                && entity.heads.iter().any(|h| lexicon.has_kin(h))
                && lexicon.has_kin(&lemma)
            {
                // It was called something else: a bank is seldom an airline.
                score *= 0.5;
            }
            score *= 1.0 + shared as f32;
            // "the AI provider" is who has AI in its name
            let in_name = modifiers.iter().filter(narrowed).any(|w| {
                entity.names.iter().any(|&x| {
                    let name = view.words(&self.mentions.mentions[x].tokens);
                    match w.chars().count() {
                        0..=1 => false,
                        2..=3 => name.contains(&w.to_uppercase()),
                        _ => name.to_lowercase().contains(w.as_str()),
                    }
                })
            });
            if in_name {
                score *= 2.5;
            }
            if told_apart && !same_head {
                score *= 0.45;
            }
            // What the headline names is what "the company" stands for most.
            let headline = |x: &usize| {
                let block = view.sentence(self.mentions.mentions[*x].head).block;
                view.document
                    .blocks
                    .get(block)
                    .is_some_and(|b| b.kind == BlockKind::Title)
            };
            if general && !pointed && entity.names.iter().any(headline) {
                score *= 1.35;
            }
            if entity.named {
                score *= 1.3;
            }
            if speaks && self.is_subject_in_sentence(e, m) {
                score *= 2.0;
            }
            if own == Some(e) {
                score *= 1.8;
            }
            let plain = general || same_head || modifiers.is_empty();
            if loose && plain && !pointed && self.main == Some(e) {
                score *= 1.3;
            }
            // A paragraph that opens with a company goes on about it.
            if topic == Some(e) {
                score *= 1.4;
            }
            readings.push(Reading { entity: e, score });
            called.push(match (same_head, kin && !general) {
                (true, _) => 2,
                (_, true) => 1,
                _ => 0,
            });
        }
        // Who was called just so comes before who was called something like it, and that before who may be anything.
        if let Some(&most) = called.iter().max().filter(|l| **l > 0) {
            for (reading, level) in readings.iter_mut().zip(called) {
                if level < most {
                    reading.score *= 0.6;
                }
            }
        }
        self.choose(m, readings, wanted, 0.12, "description");
    }

    /// The company that the paragraph of a mention names first, or that the line above it names alone.
    pub(super) fn topic_of_block(&self, m: usize) -> Option<usize> {
        let view = self.s.view;
        let block = view.sentence(self.mentions.mentions[m].head).block;
        let company = |x: usize| match self.s.items[x] {
            Item::Name { chain, .. } => {
                let votes = &self.entities[chain].votes;
                (votes.family(0.4) == Some(Family::Organization)
                    && votes.winner().is_some_and(|(c, _)| {
                        !matches!(c.as_str(), "GovernmentAgency" | "NewsOutlet")
                    }))
                .then_some(chain)
            }
            _ => None,
        };
        let block_of = |x: usize| view.sentence(self.mentions.mentions[x].head).block;
        let here = (0..m)
            .rev()
            .take_while(|&x| block_of(x) == block)
            .filter_map(company)
            .last();
        // Not where the sentence before has another company for its subject.
        let sentence = view.sentence_index(self.mentions.mentions[m].head);
        let other = (0..m).rev().any(|x| {
            let head = self.mentions.mentions[x].head;
            view.sentence_index(head) + 1 == sentence
                && view.deprel(head).is_subject()
                && view.head(head).is_some_and(|v| view.head(v).is_none())
                && company(x).is_some_and(|c| Some(c) != here)
        });
        if other {
            return None;
        }
        here.or_else(|| {
            let above = block.checked_sub(1)?;
            let span = view.document.blocks.get(above)?.span;
            let line = span.of(&view.document.text);
            (line.chars().count() < 90 && !line.ends_with(['.', '?', '!', '"', '”']))
                .then_some(())?;
            (0..m)
                .rev()
                .skip_while(|&x| block_of(x) > above)
                .take_while(|&x| block_of(x) == above)
                .filter_map(company)
                .last()
        })
    }

    /// The organisation of the person who is the subject of the sentence before a mention.
    pub(super) fn employer_before(&self, m: usize) -> Option<usize> {
        let view = self.s.view;
        let here = self.mentions.mentions[m].head;
        let sentence = view.sentence(here).tokens.clone();
        (sentence.start..here).rev().find_map(|t| {
            if !view.deprel(t).is_subject() {
                return None;
            }
            let e = self.entity_at(t)?;
            self.employers.get(&e).copied()
        })
    }

    /// Whether an entity is a subject in the sentence of a mention.
    pub(super) fn is_subject_in_sentence(&self, e: usize, m: usize) -> bool {
        let view = self.s.view;
        let sentence = view.sentence_index(self.mentions.mentions[m].head);
        self.entities[e].mentions.iter().any(|&x| {
            let head = self.mentions.mentions[x].head;
            view.sentence_index(head) == sentence && view.deprel(head).is_subject()
        })
    }
}

/// Heads that name the part that a party plays, not what it is: who plays it is for the clauses to say.
const ROLES: &[&str] = &[
    "buyer",
    "seller",
    "purchaser",
    "acquirer",
    "vendor",
    "bidder",
    "suitor",
    "target",
    "licensee",
    "licensor",
    "issuer",
    "borrower",
    "creditor",
    "debtor",
    "tenant",
    "landlord",
    "lessor",
    "sponsor",
    "organiser",
    "organizer",
    "promoter",
    "agency",
    "newcomer",
    "winner",
    "loser",
    "offeror",
    "subcontractor",
    "contractor",
    "consortium",
    "syndicate",
    "venture",
];
