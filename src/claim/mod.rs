//! Claims: one relation between a subject and an object, as one source says it.

mod confidence;
mod evidence;
mod qualifier;
mod status;
mod value;

pub use confidence::Confidence;
pub use evidence::Evidence;
pub use qualifier::{Qualifier, QualifierKey};
pub use status::Status;
pub use value::{Decimal, Duration, Money, Object, Quantity, Value};

use serde::{Deserialize, Serialize};

/// What a claim says of its subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Predicate {
    /// A relation of the ontology, by local name: `licenses`.
    Relation(String),
    /// An open predicate, minted from the sentence: `reduce-dependence-on`.
    Open(String),
}

impl Predicate {
    /// The local name, without a prefix.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Relation(name) | Self::Open(name) => name,
        }
    }

    /// Whether this is an open predicate.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }
}

/// Who says a claim, when the text names somebody other than its publisher.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Attribution<R> {
    /// Somebody who is an entity of the graph.
    Entity(R),
    /// Somebody described only: "two people familiar with the matter".
    Text(String),
}

/// How a claim was found, for `why`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Trace {
    /// The frame (its file and name), or the construction of an open claim.
    pub frame: String,
    /// The word that triggered it, as written.
    pub trigger: String,
    /// Each participant and qualifier: name, the words in the text, and how they were read or resolved.
    pub steps: Vec<TraceStep>,
}

/// One step of a [`Trace`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TraceStep {
    /// `subject`, `object`, a qualifier's name, `status` or `attribution`.
    pub slot: String,
    /// The words in the text.
    pub words: String,
    /// How they were read: "name", "pronoun → Microsoft", "nsubj:pass and ARG1 agree", …
    pub how: String,
}

/// A claim whose participants are of type `R`: mentions of one document first, entities of the graph later.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim<R> {
    /// Who or what it is about.
    pub subject: R,
    /// What it says.
    pub predicate: Predicate,
    /// The other participant, or a literal.
    pub object: Object<R>,
    /// Qualifiers, sorted by key; a key may occur more than once.
    pub qualifiers: Vec<Qualifier<R>>,
    /// Whether it holds.
    pub status: Status,
    /// Who says so.
    pub attribution: Vec<Attribution<R>>,
    /// How sure we are.
    pub confidence: Confidence,
    /// The extractor and its version: `frames/1`, `open/1`.
    pub extractor: String,
    /// Where the text says it; never empty.
    pub evidence: Vec<Evidence>,
    /// How it was found.
    pub trace: Trace,
}

impl<R> Claim<R> {
    /// Whether the source is taken at its word: the claim is `actual`, and likely enough read right ([`Confidence::needed`]). What is not
    /// asserted is kept with its status and confidence.
    #[must_use]
    pub fn is_asserted(&self) -> bool {
        self.status == Status::Actual
            && self.confidence >= Confidence::needed(self.predicate.is_open())
    }

    /// The same claim about other participants: `f` maps each of them.
    #[must_use]
    pub fn map<S>(self, mut f: impl FnMut(R) -> S) -> Claim<S> {
        Claim {
            subject: f(self.subject),
            predicate: self.predicate,
            object: self.object.map(&mut f),
            qualifiers: self
                .qualifiers
                .into_iter()
                .map(|q| Qualifier {
                    key: q.key,
                    value: q.value.map(&mut f),
                })
                .collect(),
            status: self.status,
            attribution: self
                .attribution
                .into_iter()
                .map(|a| match a {
                    Attribution::Entity(r) => Attribution::Entity(f(r)),
                    Attribution::Text(t) => Attribution::Text(t),
                })
                .collect(),
            confidence: self.confidence,
            extractor: self.extractor,
            evidence: self.evidence,
            trace: self.trace,
        }
    }

    /// The first value of a qualifier.
    #[must_use]
    pub fn qualifier(&self, key: QualifierKey) -> Option<&Value<R>> {
        self.qualifiers
            .iter()
            .find(|q| q.key == key)
            .map(|q| &q.value)
    }
}
