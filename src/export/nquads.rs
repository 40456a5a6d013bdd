//! N-Quads: one quad a line, a named graph for each document.

use std::io::Write;

use oxigraph::io::{RdfFormat, RdfSerializer};

use super::Exporter;
use crate::graph::Graph;
use crate::rdf::encode;

/// RDF 1.2 N-Quads.
#[derive(Clone, Copy, Debug)]
pub struct NQuads;

impl Exporter for NQuads {
    fn name(&self) -> &'static str {
        "nquads"
    }

    fn about(&self) -> &'static str {
        "RDF 1.2 as N-Quads, a named graph for each document"
    }

    fn file_name(&self) -> Option<&'static str> {
        Some("graph.nq")
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> std::io::Result<()> {
        let mut serializer = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(out);
        for quad in encode(graph) {
            serializer.serialize_quad(&quad)?;
        }
        serializer.finish()?.flush()
    }
}
