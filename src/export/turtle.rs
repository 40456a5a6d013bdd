//! Turtle: everything in one graph.

use std::io::Write;

use oxigraph::io::RdfFormat;

use super::Exporter;
use super::trig::prefixed;
use crate::graph::Graph;
use crate::rdf::merged;

/// RDF 1.2 Turtle.
#[derive(Clone, Copy, Debug)]
pub struct Turtle;

impl Exporter for Turtle {
    fn name(&self) -> &'static str {
        "turtle"
    }

    fn about(&self) -> &'static str {
        "RDF 1.2 as Turtle, all in one graph"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> std::io::Result<()> {
        let mut serializer = prefixed(RdfFormat::Turtle, &graph.base)?.for_writer(out);
        for triple in merged(graph) {
            serializer.serialize_triple(&triple)?;
        }
        serializer.finish()?.flush()
    }
}
