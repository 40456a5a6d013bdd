//! Classes: the kinds of things that an ontology knows.

/// A class of the ontology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Local name: `Company`.
    pub name: String,
    /// IRI.
    pub iri: String,
    /// Label for people: "company".
    pub label: String,
    /// What it means.
    pub comment: String,
    /// Local names of its direct superclasses in the ontology, sorted.
    pub parents: Vec<String>,
    /// Local names of all its superclasses, the nearest first; without itself.
    pub ancestors: Vec<String>,
}
