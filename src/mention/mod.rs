//! Mentions: the spans of a document that refer to something, and what they refer to.

mod amount;
pub(crate) mod antecedent;
mod apart;
mod atom;
mod brackets;
mod chains;
mod coreference;
mod employers;
mod find;
mod groups;
mod headline;
mod issuer;
mod label;
mod links;
#[cfg(test)]
mod measured;
mod names;
mod nominals;
mod number;
mod parts;
mod phrases;
mod pronouns;
mod reference;
mod roles;
mod salience;
#[cfg(test)]
mod sample;
mod speakers;
mod stretch;
mod time;
mod typing;
mod votes;

pub use amount::{Amount, AmountValue, Bound, find_amounts};
pub use antecedent::antecedent_sheet;
pub(crate) use chains::key as name_key;
pub use find::{find, find_by_rules, find_knowing};
pub use reference::Reference;
pub use time::{Time, TimeRelation, TimeValue, find_times};

use std::collections::BTreeMap;
use std::ops::Range;

use crate::nlp::Number;
use crate::text::Span;

/// Index of a [`Mention`] in [`Mentions::mentions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionId(pub u32);

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// By a name.
    Name,
    /// By a description headed by a common noun.
    Nominal,
    /// By a pronoun or possessive determiner.
    Pronoun,
}

/// How a noun phrase is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Definiteness {
    /// "the", "this", "both", "such".
    Definite,
    /// "a", "some", "another", "one of".
    Indefinite,
    /// "its", "Microsoft's".
    Possessive,
    /// No determiner.
    Bare,
}

/// A span that refers to an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Head word, a token index.
    pub head: usize,
    /// The words of the label: without determiners, possessors, appositions and clauses; may exclude trailing phrases.
    pub tokens: Range<usize>,
    /// Where these words stand.
    pub span: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// Local name of its class in the ontology (`Company`), if known.
    pub class: Option<String>,
    /// How sure the class is, in (0, 1].
    pub class_confidence: f32,
    /// Grammatical number.
    pub number: Number,
    /// How it is determined.
    pub definiteness: Definiteness,
}

/// All mentions of one document, found once and referred to by index.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Mentions in the order of their head words; after them those that were added.
    pub mentions: Vec<Mention>,
    /// What each mention refers to; parallel to `mentions`.
    pub references: Vec<Reference>,
    /// Expressions of time, in the order of the text.
    pub times: Vec<Time>,
    /// Money, percentages and counts, in the order of the text.
    pub amounts: Vec<Amount>,
    /// The mention headed by (or, for a name, containing) each token; parallel to the document's tokens.
    pub by_token: Vec<Option<MentionId>>,
    /// What to call some of them, where that is not the words of the text.
    pub labels: BTreeMap<MentionId, String>,
    /// Words that stand for a place by another name than its own, its adjective or its abbreviation, with that name.
    pub places: Vec<(std::ops::Range<usize>, String)>,
    /// Classes of an ontology that a user brings, with how sure they are, by the mention that stands for the thing.
    pub own: BTreeMap<MentionId, (String, f32)>,
}

/// An example stands at most so many mentions behind the plural.
const NEAR: usize = 60;

impl Mentions {
    /// Adds a mention that introduces its own referent, to be called so, and gives its id.
    pub fn add(&mut self, mention: Mention, label: String, how: &str) -> MentionId {
        let id = MentionId(self.mentions.len() as u32);
        self.mentions.push(mention);
        self.references.push(Reference {
            referents: vec![id],
            confidence: 1.0,
            how: how.to_owned(),
        });
        self.labels.insert(id, label);
        id
    }

    /// All ids, in the order of the mentions.
    pub fn ids(&self) -> impl Iterator<Item = MentionId> + use<> {
        (0..self.mentions.len() as u32).map(MentionId)
    }

    /// The class of a user's ontology that a mention's referent has.
    #[must_use]
    pub fn own_class(&self, id: MentionId) -> Option<&str> {
        let [referent] = self.reference(id).referents[..] else {
            return None;
        };
        self.own.get(&referent).map(|(class, _)| class.as_str())
    }

    /// The mention with this id.
    #[must_use]
    pub fn get(&self, id: MentionId) -> &Mention {
        &self.mentions[id.0 as usize]
    }

    /// What a mention refers to.
    #[must_use]
    pub fn reference(&self, id: MentionId) -> &Reference {
        &self.references[id.0 as usize]
    }

    /// The mention that a token heads or, for names, belongs to.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<MentionId> {
        self.by_token.get(token).copied().flatten()
    }

    /// Where the name of something stands that follows a plural as an example of it.
    #[must_use]
    pub fn example(&self, plural: usize, referent: MentionId) -> Option<usize> {
        let m = self
            .at(plural)
            .filter(|&m| self.reference(m).is_by_example())?;
        let wanted = &self.reference(referent).referents;
        let later = self.ids().skip(m.0 as usize + 1).take(NEAR);
        let mut names = later.filter(|&k| self.get(k).kind == MentionKind::Name);
        let name = names.find(|&k| &self.reference(k).referents == wanted)?;
        Some(self.get(name).head)
    }

    /// The time expression that contains a token.
    #[must_use]
    pub fn time_at(&self, token: usize) -> Option<&Time> {
        self.times.iter().find(|t| t.tokens.contains(&token))
    }

    /// The amount that contains a token.
    #[must_use]
    pub fn amount_at(&self, token: usize) -> Option<&Amount> {
        self.amounts.iter().find(|a| a.tokens.contains(&token))
    }
}
