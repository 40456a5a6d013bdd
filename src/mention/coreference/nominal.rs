//! Descriptions: "the plant", "its partner", "the latter", and what they stand for.

use super::{GENERAL, Item, Reading, Resolver};
use crate::mention::groups;
use crate::mention::links;
use crate::mention::nominals::Nominal;
use crate::mention::typing::{Family, family};
use crate::mention::{Definiteness, MentionKind};
use crate::nlp::{Deprel, Number, View};

impl Resolver<'_, '_> {
    pub(super) fn nominal(&mut self, m: usize, n: usize) {
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
        if self.by_definition(m, n)
            || self.addressed(m, n)
            || self.by_role(m, n)
            || self.examples(m, n)
        {
            return;
        }
        if self.management(m, n)
            || self.board(m, n)
            || self.team(m, n)
            || self.part_told_of(m, n)
            || self.latter(m, n)
            || self.our_companies(m, n)
        {
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
                self.set(m, vec![e], confidence, "a thing of its own");
            } else {
                self.introduce(m, n, "a thing of its own");
            }
            return;
        }
        // "the Orvik hotel chain", said again
        if anaphoric
            && party
            && self.has_named_compound(n)
            && let Some((e, confidence)) = self.same_words(m, n)
        {
            self.describe(e, n, 0.5);
            self.set(m, vec![e], confidence, "the same words before it");
            return;
        }
        if anaphoric && party && self.called_by_compound(m, n) {
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

    /// Whether a name stands within a description: "the Orvik hotel chain".
    fn has_named_compound(&self, n: usize) -> bool {
        let view = self.s.view;
        let head = self.s.nominals[n].head;
        view.children_by(head, &[Deprel::Compound])
            .filter(|&c| c < head)
            .filter_map(|c| self.mentions.at(c))
            .any(|id| matches!(self.s.items[id.0 as usize], Item::Name { .. }))
    }

    /// "the Orvik hotel chain": what is called Orvik, or something of its own where nothing else tells what Orvik is. Not "the
    /// Lathe maker", nor "the Leeds company".
    fn called_by_compound(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let lemma = view.lemma(nominal.head).to_lowercase();
        // who does something to what is named
        let doer = lemma.ends_with("er") || lemma.ends_with("or");
        if nominal.relational || nominal.number != Number::Sing || doer {
            return false;
        }
        let name = view
            .children_by(nominal.head, &[Deprel::Compound])
            .filter(|&c| c < nominal.head)
            .filter_map(|c| self.mentions.at(c))
            .find_map(|id| match self.s.items[id.0 as usize] {
                Item::Name { chain, .. } => Some((id.0 as usize, chain)),
                _ => None,
            });
        let Some((x, chain)) = name else {
            return false;
        };
        match self.entities[chain].family() {
            Some(Family::Organization) => self.set(m, vec![chain], 0.8, "called by its name"),
            None | Some(Family::Place) => {
                let words = view.words(&self.mentions.mentions[x].tokens);
                let known = self.s.lexicon.name(words).is_some();
                // named only in these words: "the Craiova studio", again and again
                let within = |y: usize| {
                    let head = self.mentions.mentions[y].head;
                    let noun = view.head(head);
                    view.deprel(head) == Deprel::Compound
                        && noun.is_some_and(|h| view.lemma(h).eq_ignore_ascii_case(&lemma))
                };
                let elsewhere = self.entities[chain].names.iter().any(|&y| !within(y));
                // "the Craiova firm", "the Craiova-headquartered group": a town that nothing else tells of
                let end = self.mentions.mentions[x].tokens.end;
                let town = end == nominal.head && groups::VAGUE.contains(&lemma.as_str())
                    || end < nominal.head && view.is_hyphen(end);
                if known || elsewhere || town {
                    return false;
                }
                self.introduce(m, n, "a thing of its own");
            }
            _ => return false,
        }
        true
    }

    /// "the former", "the latter": of two that were named together, or the last one named before it.
    pub(super) fn latter(&mut self, m: usize, n: usize) -> bool {
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

    /// "its maker", "the owner of Quillon": who it is may be known from whose the thing is.
    pub(super) fn relational(&mut self, m: usize, n: usize) -> bool {
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
    pub(super) fn counterpart(&mut self, m: usize, n: usize) -> bool {
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

    /// "the product", "the agreement": a thing described in other words than before.
    pub(super) fn thing(&mut self, m: usize, n: usize, kind: Family) -> bool {
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
        // "the agreement between Norvane and Trask" names whose it is
        let parties = kind == Family::Agreement
            && view.children_by(nominal.head, &[Deprel::Nmod]).any(|c| {
                let with = view
                    .children_by(c, &[Deprel::Case])
                    .any(|p| matches!(view.form(p), "between" | "with" | "among"));
                with && self.mentions.at(c).is_some_and(|id| {
                    self.mentions.mentions[id.0 as usize].kind == MentionKind::Name
                })
            });
        if parties {
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
    pub(super) fn same_words(&self, m: usize, n: usize) -> Option<(usize, f32)> {
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

    /// "his company", "her airline": the organisation that the person works for.
    pub(super) fn workplace(&mut self, m: usize, n: usize, class: &str) -> bool {
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
