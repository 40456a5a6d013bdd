//! Factloom reads text and writes down what it says as cited claims.
//!
//! The modules are listed in the order in which data flows through them; each
//! imports only from those above it (see ARCHITECTURE.md).

pub mod chat;
pub mod claim;
pub mod cli;
pub mod error;
pub mod eval;
pub mod export;
pub mod extract;
pub mod graph;
pub mod learn;
pub mod mention;
pub mod nlp;
pub mod ontology;
pub mod outside;
pub mod pipeline;
pub mod rdf;
pub mod resolve;
pub mod store;
pub mod text;
