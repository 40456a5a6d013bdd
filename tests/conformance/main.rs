//! What must hold of the graph and its notations, on graphs made at random.

mod generated;
mod handmade;
mod queries;
mod rdf;
