//! TriG: the named graphs as a person can read them.

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};

use super::Exporter;
use crate::graph::Graph;
use crate::rdf::encode;
use crate::rdf::vocabulary::prefixes;

/// RDF 1.2 TriG.
#[derive(Clone, Copy, Debug)]
pub struct TriG;

impl Exporter for TriG {
    fn name(&self) -> &'static str {
        "trig"
    }

    fn about(&self) -> &'static str {
        "RDF 1.2 as TriG, a named graph for each document"
    }

    fn file_name(&self) -> Option<&'static str> {
        Some("graph.trig")
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
        let mut serializer = prefixed(RdfFormat::TriG, &graph.base)?.for_writer(out);
        for quad in encode(graph) {
            serializer.serialize_quad(&quad)?;
        }
        serializer.finish()?.flush()
    }
}

/// A serializer that knows the prefixes of a graph.
pub(super) fn prefixed(format: RdfFormat, base: &str) -> io::Result<RdfSerializer> {
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, iri) in prefixes(base) {
        serializer = serializer
            .with_prefix(prefix, iri)
            .map_err(|e| io::Error::new(io::ErrorKind::InvalidInput, e))?;
    }
    Ok(serializer)
}
