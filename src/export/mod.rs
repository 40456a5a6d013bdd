//! Writing a graph down: one trait, one small file for each format.

mod claims_jsonl;
mod dot;
pub mod layout;
mod nquads;
#[cfg(test)]
mod sample;
mod scene;
mod svg;
mod text_width;
mod trig;
mod turtle;

use std::io::Write;

use crate::error::{Error, ErrorKind, Result};
use crate::graph::Graph;
use crate::graph::view::Options;

/// A format in which a graph can be written.
pub trait Exporter: Sync {
    /// What the user calls it: `claims-jsonl`.
    fn name(&self) -> &'static str;

    /// One line for the list of formats.
    fn about(&self) -> &'static str;

    /// The name of its file in a build folder, if a build writes one.
    fn file_name(&self) -> Option<&'static str> {
        None
    }

    /// Writes the graph. The same graph gives the same bytes.
    ///
    /// # Errors
    ///
    /// When `out` refuses the bytes.
    fn export(&self, graph: &Graph, out: &mut dyn Write) -> std::io::Result<()>;

    /// Writes what the options choose of the graph; formats that draw do so, all others write the whole.
    ///
    /// # Errors
    ///
    /// When `out` refuses the bytes.
    fn export_view(
        &self,
        graph: &Graph,
        options: Options,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        let _ = options;
        self.export(graph, out)
    }
}

/// Every format, by name.
pub const EXPORTERS: &[&dyn Exporter] = &[
    &claims_jsonl::ClaimsJsonl,
    &dot::Dot,
    &nquads::NQuads,
    &svg::Svg,
    &trig::TriG,
    &turtle::Turtle,
];

/// The exporter of a format.
///
/// # Errors
///
/// When there is no such format; the message lists those that exist.
pub fn exporter(name: &str) -> Result<&'static dyn Exporter> {
    EXPORTERS
        .iter()
        .copied()
        .find(|e| e.name() == name)
        .ok_or_else(|| {
            let names: Vec<&str> = EXPORTERS.iter().map(|e| e.name()).collect();
            let message = format!("unknown format {name:?}; use one of {}", names.join(", "));
            Error::new(ErrorKind::Usage, message)
        })
}
