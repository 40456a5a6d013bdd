//! The picture as a Graphviz file.

use std::io::Write;

use super::Exporter;
use crate::graph::Graph;

/// Graphviz DOT.
pub struct Dot;

impl Exporter for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn about(&self) -> &'static str {
        "the picture for Graphviz"
    }

    fn file_name(&self) -> Option<&'static str> {
        Some("graph.dot")
    }

    fn export(&self, _graph: &Graph, out: &mut dyn Write) -> std::io::Result<()> {
        out.write_all(b"digraph factloom {\n}\n")
    }
}
