//! Coreference: what each mention refers to. Precision first: where two readings compete, none is taken.

mod binding;
pub(super) mod central;
mod examples;
mod inner;
mod nominal;
mod own;
mod party;
mod pronoun;
mod several;
mod speech;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use central::called;
use central::{defined, main_company, pair};
use speech::interviewee;

use super::employers::employers;
use super::groups::{self, Group};
use super::issuer::issuer;
use super::links::{self, Link};
use super::names::NameSpan;
use super::nominals::Nominal;
use super::pronouns::Pronoun;
use super::roles::Roles;
use super::salience::Salience;
use super::speakers::Speakers;
use super::typing::{Family, Votes, family};
use super::{MentionId, MentionKind, Mentions, Reference};
use crate::nlp::{Deprel, Gender, Number, Upos, View};
use crate::ontology::Lexicon;

/// What a mention was made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    /// A name, and its chain.
    Name { name: usize, chain: usize },
    /// A nominal.
    Nominal(usize),
    /// A pronoun.
    Pronoun(Pronoun),
}

/// What the resolution reads.
pub(super) struct Source<'a> {
    pub view: &'a View<'a>,
    pub lexicon: &'a Lexicon,
    /// Parallel to the mentions.
    pub items: &'a [Item],
    pub names: &'a [NameSpan],
    pub nominals: &'a [Nominal],
    /// Nominals by head.
    pub by_head: &'a BTreeMap<usize, usize>,
    /// Parallel to the names.
    pub votes: &'a [Votes],
    /// For each token the name that holds it, and its chain.
    pub name_at: &'a [Option<(usize, usize)>],
    /// Words of persons and of the organisations where they are known to hold a position.
    pub posts: &'a [(usize, usize)],
}

/// Something that the document talks about.
#[derive(Clone, Debug, Default)]
pub(super) struct Entity {
    /// The mention that stands for it.
    pub representative: usize,
    /// What is known of its class.
    pub votes: Votes,
    /// Whether it has a name.
    pub named: bool,
    /// Whether it is several things.
    pub plural: bool,
    /// Gender of a person.
    pub gender: Option<Gender>,
    /// All mentions by its name, in the order of the text.
    pub names: Vec<usize>,
    /// Its mentions so far, in the order of the text.
    pub mentions: Vec<usize>,
    /// Lemmas that head its descriptions, and the last word of its names.
    pub heads: BTreeSet<String>,
    /// Words in lower case that are known to be true of it: "dutch", "vilnius".
    pub known: BTreeSet<String>,
    /// Whose it is.
    pub owner: Option<usize>,
}

impl Entity {
    pub fn family(&self) -> Option<Family> {
        self.votes.family(0.35)
    }

    /// Whether it may be of a class.
    pub fn may_be(&self, class: &str) -> bool {
        let Some((own, share)) = self.votes.winner() else {
            return true;
        };
        if family(&own) != family(class) {
            // What a name is called alone seldom decides.
            return share < 0.5;
        }
        own == class
            || !SPECIFIC.contains(&own.as_str())
            || !SPECIFIC.contains(&class)
            || self.votes.evidence.get(class).copied().unwrap_or(0.0) > 0.5
    }
}

/// Classes of one family that exclude one another.
const SPECIFIC: &[&str] = &[
    "Company",
    "GovernmentAgency",
    "University",
    "NewsOutlet",
    "NonProfit",
];

/// Fills in the references and classes of all mentions.
pub(super) fn resolve(source: &Source, mentions: &mut Mentions) {
    let mut resolver = Resolver::new(source, mentions);
    for m in 0..source.items.len() {
        resolver.mention(m);
    }
    resolver.later();
    resolver.speakers_named_later();
    resolver.finish()
}

struct Resolver<'a, 'm> {
    s: &'a Source<'a>,
    mentions: &'m mut Mentions,
    entities: Vec<Entity>,
    /// The entities that each mention refers to.
    of: Vec<Vec<usize>>,
    confidence: Vec<f32>,
    how: Vec<String>,
    /// Mentions that other mentions describe, by structure.
    links: Vec<Option<Link>>,
    groups: Vec<Group>,
    speakers: Speakers,
    /// The organisation of each person, both by their chains.
    employers: BTreeMap<usize, usize>,
    /// Whose own text the document is.
    issuer: Option<usize>,
    /// Who answers the questions of an interview.
    interviewee: Option<usize>,
    /// What "the Company" with a capital stands for.
    defined: Option<usize>,
    /// The two parties that the headline names.
    pair: Option<[usize; 2]>,
    /// The company that the text names far more often than any other.
    main: Option<usize>,
    roles: Roles,
    /// The sentences whose roles are known.
    read: usize,
    /// For each token whether it belongs to the name of a place.
    places: Vec<bool>,
    salience: Salience,
}

/// One reading of a mention.
#[derive(Clone, Copy, Debug)]
struct Reading {
    entity: usize,
    score: f32,
}

impl<'a, 'm> Resolver<'a, 'm> {
    fn new(s: &'a Source<'a>, mentions: &'m mut Mentions) -> Self {
        let n = s.items.len();
        let chains = s
            .items
            .iter()
            .filter_map(|i| {
                if let Item::Name { chain, .. } = i {
                    Some(chain + 1)
                } else {
                    None
                }
            })
            .max()
            .unwrap_or(0);
        let mut entities = vec![
            Entity {
                named: true,
                representative: usize::MAX,
                ..Entity::default()
            };
            chains
        ];
        for (m, item) in s.items.iter().enumerate() {
            let Item::Name { name, chain } = item else {
                continue;
            };
            let entity = &mut entities[*chain];
            let span = &s.names[*name];
            entity.votes.extend(&s.votes[*name]);
            entity.names.push(m);
            if entity.representative == usize::MAX || better_name(s, m, entity.representative) {
                entity.representative = m;
            }
            entity
                .heads
                .insert(s.view.form(span.tokens.end - 1).to_lowercase());
            if span.tokens.len() > 1 {
                entity
                    .heads
                    .insert(s.view.form(span.tokens.start).to_lowercase());
            }
            entity.gender = entity
                .gender
                .or_else(|| links::gender_of_name(s.view, s.lexicon, span));
        }
        for entity in &mut entities {
            let lone = entity.names.iter().all(|&m| match s.items[m] {
                Item::Name { name, .. } => s.names[name].tokens.len() == 1 && !s.names[name].titled,
                _ => false,
            });
            if lone {
                entity.votes.doubt_person();
            }
        }
        let chain_votes: Vec<Votes> = entities.iter().map(|e| e.votes.clone()).collect();
        let beside = links::beside(s);
        let links: Vec<Option<Link>> = (0..n)
            .map(|m| links::link(s, mentions, &chain_votes, &beside, m))
            .collect();
        let speakers = Speakers::new(s.view);
        let salience = Salience::new(s.view, mentions, &speakers);
        let mut employers = employers(s, &chain_votes);
        for &(person, organisation) in s.posts {
            let chain = |t: usize| s.name_at.get(t).copied().flatten().map(|(_, chain)| chain);
            if let (Some(person), Some(organisation)) = (chain(person), chain(organisation)) {
                employers.entry(person).or_insert(organisation);
            }
        }
        let interviewee = interviewee(s, &speakers, &employers, &chain_votes);
        let term = defined(s, &chain_votes);
        let mut resolver = Self {
            s,
            groups: Vec::new(),
            issuer: issuer(s, &chain_votes, &speakers, interviewee, term),
            speakers,
            employers,
            interviewee,
            defined: term,
            pair: pair(s, &chain_votes),
            main: main_company(&entities),
            roles: Roles::default(),
            read: 0,
            places: s
                .name_at
                .iter()
                .map(|n| n.is_some_and(|(_, c)| chain_votes[c].family(0.4) == Some(Family::Place)))
                .collect(),
            salience,
            mentions,
            entities,
            of: vec![Vec::new(); n],
            confidence: vec![0.0; n],
            how: vec![String::new(); n],
            links,
        };
        resolver.learn_descriptions();
        resolver
    }

    /// What the text says of named entities anywhere is known of them everywhere.
    fn learn_descriptions(&mut self) {
        for m in 0..self.s.items.len() {
            let (Item::Nominal(n), Some(link)) = (&self.s.items[m], &self.links[m]) else {
                continue;
            };
            let Item::Name { chain, .. } = self.s.items[link.to] else {
                continue;
            };
            self.describe(chain, *n, if link.certain { 1.5 } else { 0.8 });
            let gender = links::gender_of_noun(self.s.view.lemma(self.s.nominals[*n].head));
            let entity = &mut self.entities[chain];
            entity.gender = entity.gender.or(gender);
        }
        for item in self.s.items {
            let Item::Name { name, chain } = item else {
                continue;
            };
            let known = links::modifiers(
                self.s.view,
                self.s.lexicon,
                &self.places,
                self.s.names[*name].head,
            );
            self.entities[*chain].known.extend(known);
        }
        for m in 0..self.s.items.len() {
            // "Norvane apps such as Lathe"
            if let Item::Name { chain, .. } = self.s.items[m]
                && let Some(by) = self.named_owner_of_kind(m)
                && by != chain
            {
                self.entities[chain].owner.get_or_insert(by);
            }
            // "Tarn's Foundry", "its maker": whose a thing is helps to find its maker later.
            if let Item::Name { chain, .. } = self.s.items[m]
                && let head = self.mentions.mentions[m].head
                && let Some(owner) = self.possessor(head).or_else(|| {
                    let noun = self.s.view.head(head);
                    noun.filter(|_| self.s.view.deprel(head) == Deprel::Compound)
                        .and_then(|noun| self.possessor(noun))
                })
                && let Item::Name { chain: by, .. } = self.s.items[owner]
                && by != chain
            {
                self.entities[chain].owner.get_or_insert(by);
            }
        }
    }

    /// Whose things a name is an example of: "Norvane apps such as Lathe", "Norvane's apps, including Lathe".
    fn named_owner_of_kind(&self, m: usize) -> Option<usize> {
        let view = self.s.view;
        let mut noun = self.mentions.mentions[m].head;
        while view.deprel(noun) == Deprel::Compound {
            noun = view.head(noun)?;
        }
        let case = view.child(noun, &[Deprel::Case, Deprel::Mark])?;
        if view.deprel(noun) != Deprel::Nmod
            || !matches!(
                view.lemma(case),
                "such" | "like" | "include" | "including" | "as"
            )
        {
            return None;
        }
        // What stands before "such as", whatever the tree makes of it.
        let kind = case
            .checked_sub(1)
            .filter(|&t| view.upos(t) == Upos::Noun)
            .or_else(|| view.head(noun))?;
        view.children(kind)
            .filter(|&c| c < kind && matches!(view.deprel(c), Deprel::Compound | Deprel::NmodPoss))
            .filter_map(|c| self.mentions.at(c))
            .find_map(|id| match self.s.items[id.0 as usize] {
                Item::Name { chain, .. } => Some(chain),
                _ => None,
            })
    }

    fn describe(&mut self, entity: usize, nominal: usize, weight: f32) {
        let n = &self.s.nominals[nominal];
        if let Some(class) = &n.class {
            // Names have had the votes of their descriptions already.
            if !self.entities[entity].named {
                self.entities[entity]
                    .votes
                    .add(class, weight * n.class_confidence);
            }
        }
        let modifiers = links::modifiers(self.s.view, self.s.lexicon, &self.places, n.head);
        let entity = &mut self.entities[entity];
        entity
            .heads
            .insert(self.s.view.lemma(n.head).to_lowercase());
        entity.known.extend(modifiers);
    }

    fn mention(&mut self, m: usize) {
        match self.s.items[m] {
            Item::Name { chain, .. } => self.set(m, vec![chain], 1.0, "name"),
            Item::Nominal(n) => self.nominal(m, n),
            Item::Pronoun(p) => self.pronoun(m, p),
        }
        if let Some(group) = groups::coordination(self.s.view, self.mentions, m) {
            // Its members are resolved when the last of them is reached.
            self.groups.push(Group {
                members: Vec::new(),
                mentions: group,
                token: self.mentions.mentions[m].head,
            });
        }
        self.complete_groups(m);
    }

    fn complete_groups(&mut self, m: usize) {
        for g in &mut self.groups {
            if g.members.is_empty() && g.mentions.iter().all(|&x| x <= m) {
                let mut members: Vec<usize> = g
                    .mentions
                    .iter()
                    .flat_map(|&x| self.of[x].iter().copied())
                    .collect();
                members.sort_unstable();
                members.dedup();
                g.members = members;
            }
        }
    }

    fn set(&mut self, m: usize, entities: Vec<usize>, confidence: f32, how: impl Into<String>) {
        for &e in &entities {
            self.entities[e].mentions.push(m);
            self.salience.add(e, m);
        }
        self.of[m] = entities;
        self.confidence[m] = confidence;
        self.how[m] = how.into();
    }

    fn introduce(&mut self, m: usize, n: usize, how: &str) {
        let nominal = &self.s.nominals[n];
        let mut entity = Entity {
            representative: m,
            plural: nominal.number == Number::Plur,
            ..Entity::default()
        };
        entity.owner = self
            .possessor(nominal.head)
            .and_then(|p| self.of[p].first().copied());
        self.entities.push(entity);
        let e = self.entities.len() - 1;
        self.describe(e, n, 1.0);
        self.set(m, vec![e], 0.9, how);
    }

    /// The mention that possesses the noun: "Norvane's plant", "its plant".
    fn possessor(&self, noun: usize) -> Option<usize> {
        let child = self.s.view.child(noun, &[Deprel::NmodPoss])?;
        self.mentions.at(child).map(|id| id.0 as usize)
    }

    /// The entity that the mention of a word stands for, as far as it is known; a name's wherever it stands.
    fn entity_at(&self, word: usize) -> Option<usize> {
        if let Some((_, chain)) = self.s.name_at[word] {
            return Some(chain);
        }
        let m = self.mentions.at(word)?.0 as usize;
        if let [e] = self.of[m][..] {
            return Some(e);
        }
        let link = self.links[m].as_ref()?;
        match self.s.items[link.to] {
            Item::Name { chain, .. } => Some(chain),
            _ => None,
        }
    }

    /// Takes the best reading if no other comes near.
    fn choose(&mut self, m: usize, mut readings: Vec<Reading>, wanted: f32, least: f32, how: &str) {
        readings.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
        let Some(best) = readings.first().copied() else {
            return;
        };
        let second = readings.get(1).map_or(0.0, |r| r.score);
        let ratio = best.score / (best.score + second);
        if best.score >= least && ratio >= wanted {
            let name = self.label(best.entity);
            self.set(
                m,
                vec![best.entity],
                confidence(ratio, best.score),
                format!("{how} → {name}"),
            );
        }
    }

    fn label(&self, e: usize) -> String {
        let representative = self.entities[e].representative;
        self.mentions
            .mentions
            .get(representative)
            .map(|m| m.span.of(&self.s.view.document.text).to_owned())
            .unwrap_or_default()
    }

    fn finish(self) {
        let Self {
            mentions,
            entities,
            of,
            confidence,
            how,
            ..
        } = self;
        let classes: Vec<Option<(String, f32)>> = entities
            .iter()
            .map(|e| {
                e.votes.winner().map(|(class, share)| {
                    // In business news an organisation of which nothing else is known is a company.
                    let class = if class == "Organization" && e.named {
                        "Company".to_owned()
                    } else {
                        class
                    };
                    let total = e.votes.total();
                    (class, share * total / (total + 0.6))
                })
            })
            .collect();
        for (m, entities_of) in of.iter().enumerate() {
            let mention = &mut mentions.mentions[m];
            if let [e] = entities_of[..]
                && let Some((class, share)) = &classes[e]
                && (entities[e].named || mention.kind == MentionKind::Pronoun)
            {
                mention.class = Some(class.clone());
                mention.class_confidence = share.clamp(0.1, 1.0);
            } else if mention.kind == MentionKind::Pronoun && entities_of.len() > 1 {
                mention.class = entities_of
                    .first()
                    .and_then(|&e| classes[e].as_ref())
                    .map(|c| c.0.clone());
            }
        }
        mentions.references = (0..of.len())
            .map(|m| Reference {
                referents: of[m]
                    .iter()
                    .map(|&e| MentionId(entities[e].representative as u32))
                    .collect(),
                confidence: if of[m].is_empty() {
                    0.01
                } else {
                    confidence[m].clamp(0.01, 1.0)
                },
                how: if of[m].is_empty() {
                    "unresolved".to_owned()
                } else {
                    how[m].clone()
                },
            })
            .collect();
    }
}

/// Heads that describe any company.
const GENERAL: &[&str] = &[
    "company",
    "firm",
    "group",
    "business",
    "corporation",
    "organisation",
    "organization",
    "giant",
];

/// How sure a choice is, from the share of the best reading and its strength.
fn confidence(ratio: f32, strength: f32) -> f32 {
    let margin = ((ratio - 0.5) * 2.0).clamp(0.0, 1.0);
    (0.5 + 0.4 * margin + 0.08 * strength.min(1.0)).clamp(0.3, 0.95)
}

/// Whether a name says more than another: more words, then earlier.
fn better_name(s: &Source, a: usize, b: usize) -> bool {
    let words = |m: usize| match s.items[m] {
        Item::Name { name, .. } if s.names[name].alias_of.is_none() => s.names[name].tokens.len(),
        _ => 0,
    };
    words(a) > words(b)
}
