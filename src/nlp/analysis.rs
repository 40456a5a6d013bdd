//! What the language analysis says about one document.

use std::ops::Range;

use super::{Deprel, Features, Role, Upos};
use crate::text::Span;

/// A syntactic word. Tokens are addressed by their index in [`Analysis::tokens`].
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Lemma.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// Morphology.
    pub feats: Features,
    /// Index of its head among the document's tokens; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// The model's probability of the head and label together, in (0, 1].
    pub arc_confidence: f32,
    /// Semantic class of the thing that the phrase headed by this word refers to.
    pub class: Option<SemanticClass>,
}

/// The kinds of things that a noun phrase can refer to, as GUM annotates them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SemanticClass {
    /// Abstract thing.
    Abstract,
    /// Animal.
    Animal,
    /// Event.
    Event,
    /// Object, a made thing or product.
    Object,
    /// Organization.
    Organization,
    /// Person.
    Person,
    /// Place.
    Place,
    /// Plant.
    Plant,
    /// Substance.
    Substance,
    /// Time.
    Time,
}

impl SemanticClass {
    /// A class by GUM's name for it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "abstract" => Self::Abstract,
            "animal" => Self::Animal,
            "event" => Self::Event,
            "object" => Self::Object,
            "organization" => Self::Organization,
            "person" => Self::Person,
            "place" => Self::Place,
            "plant" => Self::Plant,
            "substance" => Self::Substance,
            "time" => Self::Time,
            _ => return None,
        })
    }
}

/// The type that the model gives to a named entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityLabel {
    /// Person.
    Person,
    /// Location.
    Location,
    /// Organization.
    Organization,
    /// Product, device, software, model.
    Product,
    /// Work of art, title.
    Work,
    /// Named event.
    Event,
    /// Group of people, band, team, nationality.
    Group,
    /// Some other name.
    Misc,
}

/// A named entity as a range of tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct EntitySpan {
    /// Indices into [`Analysis::tokens`].
    pub tokens: Range<usize>,
    /// Its type.
    pub label: EntityLabel,
    /// The model's probability, in (0, 1].
    pub confidence: f32,
}

/// One argument of a predicate.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleArc {
    /// Head word of the argument.
    pub token: usize,
    /// Its role.
    pub role: Role,
    /// Whether the word only refers to the argument (`R-ARG0`, a relative pronoun) or continues it (`C-`).
    pub secondary: bool,
    /// The model's probability.
    pub confidence: f32,
}

/// A predicate (verb, noun or adjective) with its semantic roles.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// The predicate's word.
    pub token: usize,
    /// PropBank roleset, the most frequent one of the lemma: `acquire.01`.
    pub roleset: String,
    /// The model's probability that this is a predicate.
    pub confidence: f32,
    /// Its arguments, by position.
    pub arguments: Vec<RoleArc>,
}

/// A sentence: a range of tokens inside one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Index into [`Document::blocks`](crate::text::Document::blocks).
    pub block: usize,
    /// Indices into [`Analysis::tokens`].
    pub tokens: Range<usize>,
}

/// The analysis of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// All tokens, in the order of the text.
    pub tokens: Vec<Token>,
    /// All sentences, in the order of the text.
    pub sentences: Vec<Sentence>,
    /// Named entities, in the order of the text, not overlapping.
    pub entities: Vec<EntitySpan>,
    /// Predicates, in the order of the text.
    pub predicates: Vec<Predicate>,
}
