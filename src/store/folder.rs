//! Reading a graph back from the folder that a build wrote.

use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::Quad;

use crate::error::{Error, ErrorKind, Result};
use crate::graph::Graph;
use crate::rdf::decode;

/// The files that hold the whole graph, the quickest to read first.
const FILES: [(&str, RdfFormat); 2] = [
    ("graph.nq", RdfFormat::NQuads),
    ("graph.trig", RdfFormat::TriG),
];

/// The graph of a folder that a build wrote.
///
/// # Errors
/// There is no graph in the folder, or it cannot be read.
pub fn load_graph(folder: &Path) -> Result<Graph> {
    let (path, format) = find(folder)?;
    let bytes = fs::read(&path).map_err(|e| Error::io(&path, &e))?;
    decode(parse(&bytes, format).map_err(|e| e.in_file(&path))?).map_err(|e| e.in_file(&path))
}

/// The graph in bytes of a format: `nquads` or `trig`.
///
/// # Errors
/// The bytes are not of the format, or not a graph that a build wrote.
pub fn read_graph(bytes: &[u8], format: &str) -> Result<Graph> {
    let format = match format {
        "nquads" => RdfFormat::NQuads,
        "trig" => RdfFormat::TriG,
        _ => {
            let message = format!("a graph cannot be read from {format:?}; use nquads or trig");
            return Err(Error::new(ErrorKind::Usage, message));
        }
    };
    decode(parse(bytes, format)?)
}

/// The quads of a folder that a build wrote.
pub(super) fn quads(folder: &Path) -> Result<Vec<Quad>> {
    let (path, format) = find(folder)?;
    let bytes = fs::read(&path).map_err(|e| Error::io(&path, &e))?;
    parse(&bytes, format).map_err(|e| e.in_file(&path))
}

fn find(folder: &Path) -> Result<(PathBuf, RdfFormat)> {
    FILES
        .iter()
        .map(|(name, format)| (folder.join(name), *format))
        .find(|(path, _)| path.is_file())
        .ok_or_else(|| {
            let message = format!(
                "there is no graph.nq in this folder; make it with `factloom build PATH... --out {}`",
                folder.display()
            );
            Error::new(ErrorKind::Usage, message).in_file(folder)
        })
}

fn parse(bytes: &[u8], format: RdfFormat) -> Result<Vec<Quad>> {
    RdfParser::from_format(format)
        .for_slice(bytes)
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| {
            let error = RdfParseError::from(error);
            let place = match &error {
                RdfParseError::Syntax(error) => error.location().map(|l| l.start),
                RdfParseError::Io(_) => None,
            };
            let damaged = Error::new(
                ErrorKind::Format,
                format!("the graph is damaged: {error}; build it again"),
            );
            match place {
                Some(place) => damaged.at(place.line as usize + 1, place.column as usize + 1),
                None => damaged,
            }
        })
}
