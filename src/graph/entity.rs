//! Entities: what mentions refer to.

/// Index of an [`Entity`] in its [`Graph`](super::Graph).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// Something that the articles talk about, under one IRI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Readable and stable: the base, `entity/`, and a slug of the label.
    pub iri: String,
    /// The canonical label.
    pub label: String,
    /// The other names, sorted.
    pub aliases: Vec<String>,
    /// Local names of its classes, the most specific first: `Company`.
    pub types: Vec<String>,
    /// Whether it is known by a name; otherwise only by a description ("braking electronics").
    pub named: bool,
    /// How many mentions refer to it.
    pub mentions: u32,
}
