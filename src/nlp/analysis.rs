//! What the language analysis says about one document.

use std::ops::Range;

use super::{Deprel, Features, Role, Upos, Who};
use crate::claim::{QualifierKey, Status};
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
    /// What kind of thing the name that the word belongs to may name.
    pub kinds: KindScores,
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

/// The kinds of things that names name, finer than the three common types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A company.
    Company,
    /// Another body: league, university, union.
    Organization,
    /// A regulator, court, ministry or government.
    Agency,
    /// A news outlet.
    Outlet,
    /// A person.
    Person,
    /// A place.
    Place,
    /// A product, service, platform, model.
    Product,
    /// A plant, site or building.
    Facility,
    /// An event.
    Event,
    /// A law, report or programme.
    Work,
    /// Something else.
    Other,
}

impl NameKind {
    /// Every kind, in the order of [`KindScores`].
    pub const ALL: [Self; 11] = [
        Self::Company,
        Self::Organization,
        Self::Agency,
        Self::Outlet,
        Self::Person,
        Self::Place,
        Self::Product,
        Self::Facility,
        Self::Event,
        Self::Work,
        Self::Other,
    ];

    /// A kind by its label in the model's files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| format!("{k:?}") == name)
    }
}

/// The model's probability of each kind of name, in the order of [`NameKind::ALL`]; they add up to the probability that the
/// word belongs to a name at all.
pub type KindScores = [f32; NameKind::ALL.len()];

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

/// What a word is to the trigger of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArgumentSlot {
    /// Its subject.
    Subject,
    /// Its object.
    Object,
    /// Its subject, which the sentence leaves out; the trigger stands for it.
    OmittedSubject,
    /// Its object, likewise.
    OmittedObject,
    /// Who says so.
    Attribution,
    /// A qualifier.
    Qualifier(QualifierKey),
    /// The word that says that a qualifier holds ("sole") or does not ("non-exclusive").
    Flag(QualifierKey, bool),
}

impl std::fmt::Display for ArgumentSlot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Subject => f.write_str("subject"),
            Self::Object => f.write_str("object"),
            Self::OmittedSubject => f.write_str("subject left out"),
            Self::OmittedObject => f.write_str("object left out"),
            Self::Attribution => f.write_str("attribution"),
            Self::Qualifier(key) => f.write_str(key.as_str()),
            Self::Flag(key, holds) => write!(f, "{}={holds}", key.as_str()),
        }
    }
}

/// An argument of a [`Reading`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument {
    /// Head word of the argument.
    pub token: usize,
    /// What it is to the trigger.
    pub slot: ArgumentSlot,
    /// The model's probability.
    pub confidence: f32,
}

/// A word that, as the model reads the sentence, triggers claims of a relation, with its arguments: event extraction in
/// the manner of ACE, with the relations of the ontology as types of events.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The trigger.
    pub token: usize,
    /// Local name of the relation.
    pub relation: String,
    /// The model's probability that the word triggers this relation.
    pub confidence: f32,
    /// The likeliest status.
    pub status: Status,
    /// The model's probability of it.
    pub status_confidence: f32,
    /// The model's probability of each status.
    pub statuses: Vec<(Status, f32)>,
    /// Its arguments, by position and slot. A word may fill several slots, and the trigger may be one of them.
    pub arguments: Vec<Argument>,
}

impl Reading {
    /// The model's probability of a status.
    #[must_use]
    pub fn probability_of(&self, status: Status) -> f32 {
        let own = self.statuses.iter().find(|(s, _)| *s == status);
        own.map_or(0.0, |(_, p)| *p)
    }
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
    /// What the model reads as claims, in the order of the text.
    pub readings: Vec<Reading>,
    /// Whom the model takes words and left-out participants for.
    pub who: Who,
}
