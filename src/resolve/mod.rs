//! Resolution: from claims over mentions to claims over the entities of one graph.
//!
//! [`document`] turns the mentions of one document into local entities; [`merge`] brings the local entities of all documents
//! together under one IRI each. Two entities are one only where their names say so and nothing speaks against it.

mod canonical;
mod document;
mod iri;
mod label;
mod merge;
mod support;

pub use document::{DocumentGraph, LocalEntity, LocalId, document};
pub use iri::{document_iri, slug};
pub use merge::merge;
