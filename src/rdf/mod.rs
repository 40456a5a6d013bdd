//! Claims as RDF 1.2 and back: the only map between the two.
//!
//! Each document has a named graph, whose name is the document's IRI: the document, and the claims that it supports with
//! their evidence there. The entities stand in a graph of their own. A triple is asserted only for a claim that is
//! `actual`; every claim, asserted or not, is a named reifier of its triple.

mod decode;
mod encode;
pub mod iri;
pub mod vocabulary;

pub use decode::decode;
pub use encode::{encode, merged};
