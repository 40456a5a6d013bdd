//! Coreference: what each mention refers to. Precision first: where two readings compete, none is taken.

use std::collections::{BTreeMap, BTreeSet};

use super::employers::employers;
use super::groups::{self, Group};
use super::issuer::issuer;
use super::links::{self, Link};
use super::names::NameSpan;
use super::nominals::Nominal;
use super::pronouns::{Pronoun, PronounKind, relative_clause};
use super::roles::{self, Roles};
use super::salience::{self, Salience};
use super::speakers::{Speakers, Voice};
use super::typing::{Family, Votes, family};
use super::{Definiteness, MentionId, MentionKind, Mentions, Reference};
use crate::nlp::{Deprel, Gender, Number, Upos, View};
use crate::ontology::Lexicon;
use crate::text::BlockKind;

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
        let employers = employers(s, &chain_votes);
        let interviewee = interviewee(s, &speakers, &employers, &chain_votes);
        let mut resolver = Self {
            s,
            groups: Vec::new(),
            issuer: issuer(s, &chain_votes, &speakers, interviewee),
            speakers,
            employers,
            interviewee,
            defined: defined(s, &chain_votes),
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

    fn nominal(&mut self, m: usize, n: usize) {
        let nominal = &self.s.nominals[n];
        if let Some(link) = self.links[m].clone() {
            let entities = self.of[link.to].clone();
            let later = link.to > m;
            if !entities.is_empty() {
                if let [e] = entities[..] {
                    self.describe(e, n, 1.0);
                }
                let confidence = self.confidence[link.to] * if link.certain { 0.95 } else { 0.8 };
                self.set(m, entities, confidence, link.how);
                return;
            }
            if later && let Item::Name { chain, .. } = self.s.items[link.to] {
                self.set(m, vec![chain], 0.95, link.how);
                return;
            }
            if !later {
                return;
            }
        }
        if self.by_definition(m, n) || self.by_role(m, n) {
            return;
        }
        if self.management(m, n) || self.latter(m, n) || self.our_companies(m, n) {
            return;
        }
        let class = nominal.class.clone();
        let kind = class.as_deref().map(family);
        let anaphoric = matches!(nominal.definiteness, Definiteness::Definite)
            || (nominal.definiteness == Definiteness::Possessive
                && (nominal.relational || GENERAL.contains(&self.s.view.lemma(nominal.head))));
        let party = matches!(kind, Some(Family::Organization | Family::Person));
        if groups::stands_for_several(self.s.view, nominal) {
            let lemma = self.s.view.lemma(nominal.head).to_lowercase();
            let vague = groups::VAGUE.contains(&lemma.as_str());
            let person = kind == Some(Family::Person) && !vague;
            // "the engineers" are some engineers, not the two persons named last.
            if (!person || groups::is_two(self.s.view, nominal.head))
                && self.several(
                    m,
                    nominal.head,
                    if vague {
                        Some("Organization")
                    } else {
                        class.as_deref()
                    },
                )
            {
                return;
            }
            if vague {
                return;
            }
        }
        if nominal.relational && party && (self.relational(m, n) || self.counterpart(m, n)) {
            return;
        }
        if let Some(class) = class.as_deref()
            && self.workplace(m, n, class)
        {
            return;
        }
        // "the merged group", "its additives business": something of its own, known by these words.
        if party && nominal.number == Number::Sing && is_own_thing(self.s.view, nominal) {
            if let Some((e, confidence)) = self.same_words(m, n) {
                self.describe(e, n, 0.5);
                self.set(m, vec![e], confidence, "the same words before it");
            } else {
                self.introduce(m, n, "description");
            }
            return;
        }
        if anaphoric && party {
            let class = class.as_deref().unwrap_or("Organization");
            if nominal.number == Number::Sing {
                self.description(m, n, class);
            }
            // An authority is known by what it is for: "the Dutch competition authority" names it well enough.
            if !self.of[m].is_empty() || class != "GovernmentAgency" {
                return;
            }
        }
        // A party that was introduced without a name, or a thing: its own referent, or that of an earlier mention in the same words.
        if let Some((e, confidence)) = self.same_words(m, n) {
            self.describe(e, n, 0.5);
            self.set(m, vec![e], confidence, "the same words before it");
            return;
        }
        if nominal.definiteness == Definiteness::Definite
            && nominal.number == Number::Sing
            && let Some(
                kind @ (Family::Product
                | Family::Agreement
                | Family::Event
                | Family::IntellectualProperty),
            ) = kind
            && self.thing(m, n, kind)
        {
            return;
        }
        self.introduce(m, n, "description");
    }

    /// "the former", "the latter": of two that were named together, or the last one named before it.
    fn latter(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let head = self.s.nominals[n].head;
        let former = match view.form(head).to_lowercase().as_str() {
            "latter" => false,
            "former" => true,
            _ => return false,
        };
        let sentence = view.sentence_index(head);
        let pair = self
            .groups
            .iter()
            .filter(|g| {
                g.members.len() == 2
                    && g.token < head
                    && sentence - view.sentence_index(g.token) <= 1
            })
            .max_by_key(|g| g.token)
            .map(|g| {
                let mut named: Vec<usize> = g
                    .mentions
                    .iter()
                    .filter(|&&x| self.of[x].len() == 1)
                    .copied()
                    .collect();
                named.sort_unstable();
                named
            })
            .filter(|named| named.len() == 2);
        let found = match pair {
            Some(named) => Some(named[usize::from(!former)]),
            None if former => None,
            None => (0..m)
                .rev()
                .take_while(|&x| {
                    sentence - view.sentence_index(self.mentions.mentions[x].head) <= 1
                })
                .find(|&x| {
                    matches!(self.of[x][..], [e] if matches!(
                        self.entities[e].family(),
                        Some(Family::Organization | Family::Person)
                    )) && self.mentions.mentions[x].kind == MentionKind::Name
                }),
        };
        if let Some(x) = found {
            let (entities, confidence) = (self.of[x].clone(), self.confidence[x] * 0.75);
            self.set(m, entities, confidence, "the order in which two were named");
        }
        // Nothing else is meant by it.
        true
    }

    /// "our companies" in what one of two partners says.
    fn our_companies(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let our = view
            .child(nominal.head, &[Deprel::NmodPoss])
            .is_some_and(|p| view.form(p).eq_ignore_ascii_case("our"));
        if !our
            || nominal.number != Number::Plur
            || !matches!(
                view.lemma(nominal.head),
                "company" | "firm" | "organisation" | "organization"
            )
        {
            return false;
        }
        let Some(pair) = self.pair else {
            return false;
        };
        if pair.iter().any(|&e| self.entities[e].mentions.is_empty()) {
            return false;
        }
        self.set(m, pair.to_vec(), 0.7, "the two parties of the text");
        true
    }

    /// "Management expects …": the company that the text is about.
    fn management(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let lemma = view.lemma(nominal.head).to_lowercase();
        let bare = nominal.definiteness == Definiteness::Bare
            && nominal.tokens.start == nominal.head
            && nominal.tokens.end == nominal.head + 1;
        if lemma != "management" || !bare || view.deprel(nominal.head) != Deprel::Nsubj {
            return false;
        }
        let Some(e) = self
            .main
            .or(self.issuer)
            .filter(|&e| !self.entities[e].mentions.is_empty())
        else {
            return false;
        };
        self.set(m, vec![e], 0.65, "the company of the text");
        true
    }

    /// "the Company", "the Group" where a text has defined them so.
    fn by_definition(&mut self, m: usize, n: usize) -> bool {
        let Some(e) = self.defined else {
            return false;
        };
        if !is_defined_term(self.s.view, &self.s.nominals[n]) {
            return false;
        }
        self.set(m, vec![e], 0.85, "as the text defines it");
        true
    }

    /// "the buyer", "the seller": who was said to buy or to sell.
    fn by_role(&mut self, m: usize, n: usize) -> bool {
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
    fn read_roles(&mut self, sentence: usize) {
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

    /// "its maker", "the owner of Quillon": who it is may be known from whose the thing is.
    fn relational(&mut self, m: usize, n: usize) -> bool {
        let nominal = &self.s.nominals[n];
        let lemma = self.s.view.lemma(nominal.head).to_lowercase();
        if !matches!(
            lemma.as_str(),
            "maker"
                | "developer"
                | "owner"
                | "creator"
                | "parent"
                | "publisher"
                | "producer"
                | "manufacturer"
        ) || nominal.definiteness != Definiteness::Possessive
        {
            return false;
        }
        let Some(possessor) = self.possessor(nominal.head) else {
            return false;
        };
        let [thing] = self.of[possessor][..] else {
            return false;
        };
        let Some(owner) = self.entities[thing].owner else {
            // Who makes a thing of which no maker is known stays unknown.
            return self.entities[thing].family() == Some(Family::Product);
        };
        if owner == thing || matches!(self.entities[thing].family(), Some(Family::Person)) {
            return false;
        }
        let confidence = self.confidence[possessor] * 0.75;
        self.set(m, vec![owner], confidence, "whose it is");
        true
    }

    /// "its partner", "its former ally": the other one of the two that the sentence or the text is about.
    fn counterpart(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        if !matches!(
            view.lemma(nominal.head),
            "partner" | "ally" | "adversary" | "opponent" | "counterparty"
        ) || nominal.definiteness != Definiteness::Possessive
            || nominal.number == Number::Plur
        {
            return false;
        }
        let plain = view.children(nominal.head).all(|c| {
            !matches!(view.deprel(c), Deprel::Amod | Deprel::Compound)
                || matches!(
                    view.lemma(c),
                    "former"
                        | "erstwhile"
                        | "long-time"
                        | "longtime"
                        | "old"
                        | "one-time"
                        | "would-be"
                        | "merger"
                )
        });
        let Some(possessor) = self.possessor(nominal.head).filter(|_| plain) else {
            return false;
        };
        let [by] = self.of[possessor][..] else {
            return false;
        };
        let other = |pair: &[usize]| match pair {
            [a, b] if *a == by => Some(*b),
            [a, b] if *b == by => Some(*a),
            _ => None,
        };
        // The two companies that the sentence names before it.
        let sentence = view.sentence_index(nominal.head);
        let mut here: Vec<usize> = (0..m)
            .filter(|&x| view.sentence_index(self.mentions.mentions[x].head) == sentence)
            .filter_map(|x| match self.of[x][..] {
                [e] if self.entities[e].named
                    && self.entities[e]
                        .votes
                        .winner()
                        .is_some_and(|(c, _)| matches!(c.as_str(), "Company" | "Organization")) =>
                {
                    Some(e)
                }
                _ => None,
            })
            .collect();
        here.sort_unstable();
        here.dedup();
        let found = match here.len() {
            2 => other(&here),
            0 | 1 => self.pair.and_then(|p| other(&p)),
            _ => None,
        };
        let Some(e) = found.filter(|&e| !self.entities[e].mentions.is_empty()) else {
            return false;
        };
        self.set(m, vec![e], 0.65, "the other one of the two");
        true
    }

    /// "the chipmaker", "the chief executive": a party described, to be found among those before it.
    fn description(&mut self, m: usize, n: usize, class: &str) {
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
    fn topic_of_block(&self, m: usize) -> Option<usize> {
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
    fn employer_before(&self, m: usize) -> Option<usize> {
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
    fn is_subject_in_sentence(&self, e: usize, m: usize) -> bool {
        let view = self.s.view;
        let sentence = view.sentence_index(self.mentions.mentions[m].head);
        self.entities[e].mentions.iter().any(|&x| {
            let head = self.mentions.mentions[x].head;
            view.sentence_index(head) == sentence && view.deprel(head).is_subject()
        })
    }

    /// "the product", "the agreement": a thing described in other words than before.
    fn thing(&mut self, m: usize, n: usize, kind: Family) -> bool {
        let nominal = &self.s.nominals[n];
        let view = self.s.view;
        let lemma = view.lemma(nominal.head).to_lowercase();
        let modifiers = links::modifiers(view, self.s.lexicon, &self.places, nominal.head);
        if !modifiers.is_empty()
            || nominal.class_confidence < 0.6
            || (nominal.tokens.len() > 1 && nominal.tokens.end > nominal.head + 1)
            || nominal.tokens.start < nominal.head
        {
            return false;
        }
        let near = is_this(view, nominal.head);
        let sentence = view.sentence_index(nominal.head);
        let mut readings = Vec::new();
        for e in 0..self.entities.len() {
            let entity = &self.entities[e];
            if entity.plural
                || entity.mentions.is_empty()
                || entity.family() != Some(kind)
                || self.binds(e, m)
            {
                continue;
            }
            let same = entity.heads.contains(&lemma);
            let kin = entity
                .heads
                .iter()
                .any(|h| self.s.lexicon.are_kin(h, &lemma));
            let fits = match kind {
                Family::Product | Family::IntellectualProperty => {
                    entity.named || same || kin || near
                }
                Family::Agreement => true,
                _ => same || kin,
            };
            if !fits {
                continue;
            }
            let Some(mut score) = self.salience.of(e, m, self.mentions, view, 0.7) else {
                continue;
            };
            if near {
                let last = entity
                    .mentions
                    .last()
                    .map_or(0, |&x| view.sentence_index(self.mentions.mentions[x].head));
                if sentence.saturating_sub(last) > 1 {
                    continue;
                }
            }
            if same {
                score = score * 2.0 + 0.3;
            } else if kin {
                score *= 1.5;
            }
            // What the text opens with is what it is about.
            let opened = entity
                .mentions
                .first()
                .is_some_and(|&x| view.sentence_index(self.mentions.mentions[x].head) <= 3);
            if opened {
                score = score * 1.5 + 0.1;
            }
            readings.push(Reading { entity: e, score });
        }
        let before = self.of[m].len();
        self.choose(m, readings, 0.6, 0.1, "description of a thing");
        self.of[m].len() > before
    }

    /// An earlier mention in the same words, of nothing that has changed hands.
    fn same_words(&self, m: usize, n: usize) -> Option<(usize, f32)> {
        let nominal = &self.s.nominals[n];
        let view = self.s.view;
        let indefinite = nominal.definiteness == Definiteness::Indefinite;
        if indefinite {
            return None;
        }
        let owner = self.possessor(nominal.head);
        let whose = owner.map(|p| self.of[p].clone());
        if whose.as_ref().is_some_and(Vec::is_empty) {
            return None;
        }
        let label = label_key(view, nominal);
        let lemma = view.lemma(nominal.head).to_lowercase();
        let short = nominal.tokens.len() == 1;
        let near = is_this(view, nominal.head);
        let sentence = view.sentence_index(nominal.head);
        for earlier in (0..m).rev() {
            let Item::Nominal(i) = self.s.items[earlier] else {
                continue;
            };
            let other = &self.s.nominals[i];
            let [e] = self.of[earlier][..] else { continue };
            if other.number != nominal.number || self.entities[e].representative >= m {
                continue;
            }
            if near && sentence - view.sentence_index(other.head) > 2 {
                continue;
            }
            if near
                && short
                && nominal.tokens.start == nominal.head
                && sentence - view.sentence_index(other.head) > 1
            {
                continue;
            }
            let owner_fits = match (&whose, self.possessor(other.head)) {
                (Some(w), Some(p)) => *w == self.of[p],
                (None, None) => true,
                // "the plant" after "its plant"; never "its plant" after "the plant".
                (None, Some(_)) => nominal.definiteness == Definiteness::Definite,
                (Some(w), None) => self.entities[e].owner.is_some_and(|o| w == &vec![o]),
            };
            if !owner_fits {
                continue;
            }
            if label_key(view, other) == label {
                return Some((e, 0.9));
            }
            let definite = nominal.definiteness == Definiteness::Definite || owner.is_some();
            if definite
                && short
                && !other_is_contrasted(view, other)
                && view.lemma(other.head).to_lowercase() == lemma
            {
                return Some((e, 0.75));
            }
        }
        None
    }

    /// "both companies", "the two", "they": the members of a group.
    fn several(&mut self, m: usize, head: usize, class: Option<&str>) -> bool {
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

    fn pronoun(&mut self, m: usize, p: Pronoun) {
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
    fn learn_owner(&mut self, m: usize, p: Pronoun) {
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

    fn relative(&mut self, m: usize, p: Pronoun) {
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

    fn thing_pronoun(&mut self, m: usize, p: Pronoun) {
        if p.reflexive && self.subject_of_clause(m, p) {
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

    fn person_pronoun(&mut self, m: usize, p: Pronoun, gender: Gender) {
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

    fn they(&mut self, m: usize, p: Pronoun) {
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

    /// "we", "our", "I": of whoever speaks, or of the organisation that they speak for.
    fn speaker(&mut self, m: usize, p: Pronoun) {
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
    fn own_voice(&self, token: usize) -> Option<usize> {
        match self.speakers.of(token)? {
            Voice::Word(word) => self.spoken_for(word, self.entity_at(word)).map(|(o, _)| o),
            Voice::Answer => match self.interviewee {
                Some(e) => self.employers.get(&e).copied(),
                None => self.issuer,
            },
        }
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

    /// The organisation that somebody speaks for, by who they are or by the words that describe them.
    fn spoken_for(&self, word: usize, who: Option<usize>) -> Option<(usize, f32)> {
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
    }

    /// "General counsel Anna Holt said": of the company that the text was just telling of, unless the quotation names it.
    fn company_around(&self, word: usize, who: Option<usize>) -> Option<(usize, f32)> {
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
    fn speakers_named_later(&mut self) {
        for m in 0..self.s.items.len() {
            if let Item::Pronoun(p) = self.s.items[m]
                && self.of[m].is_empty()
                && matches!(p.kind, PronounKind::Speaker | PronounKind::Speakers)
            {
                self.speaker(m, p);
            }
        }
    }

    /// A reflexive pronoun stands for the subject of its clause.
    fn subject_of_clause(&mut self, m: usize, p: Pronoun) -> bool {
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

    /// Whether a mention cannot be the entity, because of how the two stand to each other in the sentence.
    fn binds(&self, e: usize, m: usize) -> bool {
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
    fn parallel(&self, e: usize, m: usize) -> f32 {
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
    fn governs(&self, e: usize, m: usize) -> f32 {
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
    fn punished(&self, e: usize, p: Pronoun) -> Option<f32> {
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
    fn has_unknown_subject(&self, p: Pronoun) -> bool {
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

    /// "his company", "her airline": the organisation that the person works for.
    fn workplace(&mut self, m: usize, n: usize, class: &str) -> bool {
        let nominal = &self.s.nominals[n];
        if nominal.definiteness != Definiteness::Possessive
            || nominal.number == Number::Plur
            || family(class) != Family::Organization
        {
            return false;
        }
        let Some(possessor) = self.possessor(nominal.head) else {
            return false;
        };
        let [person] = self.of[possessor][..] else {
            return false;
        };
        if self.mentions.mentions[possessor].kind != MentionKind::Pronoun
            || self.entities[person].family() != Some(Family::Person)
        {
            return false;
        }
        if let Some(organisation) =
            links::employer(self.s.view, self.mentions, &self.entities[person].mentions)
            && let [o] = self.of[organisation][..]
            && self.entities[o].may_be(class)
        {
            self.set(m, vec![o], 0.8, "organisation of the person");
        } else {
            self.description(m, n, class);
        }
        true
    }

    /// Takes the best reading if no other comes near.
    fn choose(&mut self, m: usize, mut readings: Vec<Reading>, wanted: f32, least: f32, how: &str) {
        readings.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
        if std::env::var_os("MDEBUG").is_some() {
            let l: Vec<String> = readings
                .iter()
                .take(4)
                .map(|r| format!("{} {:.3}", self.label(r.entity), r.score))
                .collect();
            eprintln!(
                "CH [{}] {} {how} want {wanted} least {least}: {}",
                self.s.view.sentence_index(self.mentions.mentions[m].head) + 1,
                self.s.view.words(&self.mentions.mentions[m].tokens),
                l.join(" | ")
            );
        }
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

    /// Possessives before what they stand for: "In its offer, Norvane …".
    fn later(&mut self) {
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

/// Who answers the questions of an interview: the person that its opening introduces with an organisation.
fn interviewee(
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

/// Whether a description tells of something that is neither of the parties named before: what comes out of a merger, or
/// a part of a company that its words narrow down.
fn is_own_thing(view: &View, n: &Nominal) -> bool {
    let before = |lemmas: &[&str]| {
        view.children(n.head)
            .any(|c| c < n.head && lemmas.contains(&view.lemma(c).to_lowercase().as_str()))
    };
    let merged = matches!(
        view.lemma(n.head),
        "group"
            | "company"
            | "carrier"
            | "firm"
            | "entity"
            | "business"
            | "bank"
            | "airline"
            | "operator"
    ) && (before(&[
        "merged", "combined", "enlarged", "joint", "merge", "combine", "enlarge",
    ]) || (n.tokens.start..n.head).any(|t| {
        matches!(
            view.form(t).to_lowercase().as_str(),
            "merged" | "combined" | "enlarged"
        )
    }));
    let part = n.definiteness == Definiteness::Possessive
        && matches!(
            view.lemma(n.head),
            "business"
                | "unit"
                | "division"
                | "arm"
                | "operation"
                | "subsidiary"
                | "branch"
                | "venture"
        )
        && n.tokens.start < n.head
        && view.children(n.head).any(|c| {
            c < n.head
                && matches!(view.deprel(c), Deprel::Compound | Deprel::Amod)
                && c >= n.tokens.start
        });
    merged || part
}

/// Whether a description is a capitalised term: "the Company", not at the start of a title.
fn is_defined_term(view: &View, n: &Nominal) -> bool {
    matches!(
        view.form(n.head),
        "Company" | "Group" | "Corporation" | "Firm"
    ) && n.tokens.start == n.head
        && n.head > view.sentence(n.head).tokens.start
        && view
            .child(n.head, &[Deprel::Det])
            .is_some_and(|d| view.form(d).eq_ignore_ascii_case("the") && d + 1 == n.head)
}

/// The organisation that "the Company" stands for: the first one that the text names.
fn defined(s: &Source, chains: &[Votes]) -> Option<usize> {
    if !s.nominals.iter().any(|n| is_defined_term(s.view, n)) {
        return None;
    }
    s.items.iter().take(60).find_map(|item| match item {
        Item::Name { name, chain }
            if chains[*chain].family(0.5) == Some(Family::Organization)
                && s.names[*name].alias_of.is_none()
                && !chains[*chain]
                    .winner()
                    .is_some_and(|(c, _)| c != "Company" && c != "Organization") =>
        {
            Some(*chain)
        }
        _ => None,
    })
}

/// The company that is named at least four times and much more often than any other.
fn main_company(entities: &[Entity]) -> Option<usize> {
    let company = |e: &Entity| {
        e.family() == Some(Family::Organization)
            && e.votes
                .winner()
                .is_some_and(|(c, _)| !matches!(c.as_str(), "GovernmentAgency" | "NewsOutlet"))
    };
    let mut ranked: Vec<(usize, usize)> = entities
        .iter()
        .enumerate()
        .filter(|(_, e)| company(e))
        .map(|(i, e)| (e.names.len(), i))
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let &(first, main) = ranked.first()?;
    let second = ranked.get(1).map_or(0, |r| r.0);
    (first >= 4 && first * 2 >= second * 3).then_some(main)
}

/// The two organisations of the headline, if it names just two, and they are the ones that the text names most.
fn pair(s: &Source, chains: &[Votes]) -> Option<[usize; 2]> {
    let view = s.view;
    let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
    let mut title: BTreeSet<usize> = BTreeSet::new();
    for item in s.items {
        let Item::Name { name, chain } = item else {
            continue;
        };
        if chains[*chain].family(0.5) != Some(Family::Organization)
            || chains[*chain]
                .winner()
                .is_some_and(|(c, _)| matches!(c.as_str(), "GovernmentAgency" | "NewsOutlet"))
        {
            continue;
        }
        *counts.entry(*chain).or_default() += 1;
        let block = view.sentence(s.names[*name].head).block;
        let titled = view
            .document
            .blocks
            .get(block)
            .is_some_and(|b| b.kind == BlockKind::Title);
        if titled {
            title.insert(*chain);
        }
    }
    let mut ranked: Vec<(u32, usize)> = counts.iter().map(|(c, n)| (*n, *c)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let third = ranked.get(2).map_or(0, |r| r.0);
    let (first, second) = (ranked.first()?, ranked.get(1)?);
    let clear = second.0 >= third * 2 && second.0 >= 3;
    let named = title.len() == 2 && title.contains(&first.1) && title.contains(&second.1);
    (clear || (named && second.0 > third)).then(|| {
        let mut pair = [first.1, second.1];
        pair.sort_unstable();
        pair
    })
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

/// Whether a noun is determined by "this" or "these": what it refers to was just named.
fn is_this(view: &View, head: usize) -> bool {
    view.children(head).any(|c| {
        view.deprel(c) == Deprel::Det
            && matches!(view.lemma(c).to_lowercase().as_str(), "this" | "these")
    })
}

fn label_key(view: &View, n: &Nominal) -> String {
    let mut words: Vec<String> = n
        .tokens
        .clone()
        .map(|t| view.form(t).to_lowercase())
        .collect();
    if let Some(word) = n
        .head
        .checked_sub(n.tokens.start)
        .and_then(|i| words.get_mut(i))
    {
        *word = view.lemma(n.head).to_lowercase();
    }
    words.join(" ")
}

/// "the second plant", "another deal", "the old contract": one among several.
fn other_is_contrasted(view: &View, n: &Nominal) -> bool {
    view.children(n.head).any(|c| {
        matches!(
            view.lemma(c),
            "other"
                | "another"
                | "second"
                | "third"
                | "old"
                | "previous"
                | "former"
                | "original"
                | "separate"
                | "different"
                | "each"
                | "any"
                | "no"
                | "every"
        )
    })
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
