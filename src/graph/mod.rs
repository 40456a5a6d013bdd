//! The graph: entities and the claims about them.

pub mod analytics;
mod entity;
pub mod expect;
mod identity;
pub mod lookup;
mod segment;
pub mod view;
mod vocabulary;
pub mod wording;

pub use entity::{Entity, EntityId};
pub use identity::claim_id;
pub use segment::{segment, unsegment};
pub use vocabulary::Vocabulary;

use crate::claim::Claim;
use crate::text::PartialDate;

/// Where everything minted here stands unless the user says otherwise.
pub const DEFAULT_BASE: &str = "https://w3id.org/factloom/graph/";

/// What the graph keeps of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRecord {
    /// [`Document::id`](crate::text::Document::id).
    pub id: String,
    /// Its IRI; the last segment is the percent-encoded `id`.
    pub iri: String,
    /// Headline.
    pub title: Option<String>,
    /// Publication date.
    pub date: Option<PartialDate>,
    /// Address.
    pub url: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// SHA-256 of the input, hexadecimal.
    pub sha256: String,
}

/// A claim of the graph with its stable identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphClaim {
    /// Made from what the claim says: the same claim in two articles has one id.
    pub id: String,
    /// The claim; its evidence is sorted.
    pub claim: Claim<EntityId>,
}

/// Entities, claims and documents, each in a canonical order that does not depend on the order of input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// The base of all IRIs minted here, ending in `/` or `#`.
    pub base: String,
    /// The IRIs of the relations and classes of other domains than the default one.
    pub vocabulary: Vocabulary,
    /// Documents, by id.
    pub documents: Vec<DocumentRecord>,
    /// Entities, by IRI; [`EntityId`] is the index.
    pub entities: Vec<Entity>,
    /// Claims, by evidence.
    pub claims: Vec<GraphClaim>,
}

impl Graph {
    /// The entity with this id.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }
}
