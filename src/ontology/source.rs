//! The files of an ontology, read but not yet understood.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// What a file of an ontology holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// Classes and relations, in a syntax of RDF.
    Turtle,
    /// Frames, as TOML.
    Frames,
    /// Words, as TOML: a file in a folder named `lexicon`.
    Lexicon,
    /// Classes and relations, as the JSON of Text2KGBench.
    Json,
    /// A ranker that was learned from examples.
    Ranker,
}

/// One file of an ontology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it was read from, for messages.
    pub path: PathBuf,
    /// What it holds.
    pub kind: SourceKind,
    /// Its text.
    pub text: String,
}

impl Source {
    /// A source from a text that is at hand.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, kind: SourceKind, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            kind,
            text: text.into(),
        }
    }
}

/// Reads the files named, and those of the folders named in the order of their paths.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        let data = fs::metadata(path).map_err(|e| Error::io(path, &e))?;
        if data.is_dir() {
            let before = sources.len();
            walk(path, &mut sources)?;
            if sources.len() == before {
                return Err(Error::new(
                    ErrorKind::Ontology,
                    "this folder holds no ontology files (.ttl) or frames (.toml)",
                )
                .in_file(path));
            }
        } else {
            let kind = kind(path).ok_or_else(|| {
                Error::new(
                    ErrorKind::Ontology,
                    "an ontology file ends in .ttl, .nt, .owl, .rdf, .jsonld or .json (classes and relations), .toml (frames) or .tsv (a ranker)",
                )
                .in_file(path)
            })?;
            sources.push(read(path, kind)?);
        }
    }
    Ok(sources)
}

fn walk(folder: &Path, sources: &mut Vec<Source>) -> Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect())
        .map_err(|e| Error::io(folder, &e))?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, sources)?;
        } else if let Some(kind) = kind(&path) {
            sources.push(read(&path, kind)?);
        }
    }
    Ok(())
}

fn kind(path: &Path) -> Option<SourceKind> {
    let in_lexicon = path
        .parent()
        .and_then(Path::file_name)
        .is_some_and(|name| name == "lexicon");
    match path.extension()?.to_str()? {
        "ttl" | "nt" | "owl" | "rdf" | "xml" | "jsonld" => Some(SourceKind::Turtle),
        "toml" if in_lexicon => Some(SourceKind::Lexicon),
        "toml" => Some(SourceKind::Frames),
        "json" => Some(SourceKind::Json),
        "tsv" => Some(SourceKind::Ranker),
        _ => None,
    }
}

/// The line and the column of an offset in a text, in bytes.
pub(super) fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

/// An error at an offset of a file's text, in bytes.
pub(super) fn fault(text: &str, path: &Path, offset: usize, message: impl Into<String>) -> Error {
    let (line, column) = place(text, offset);
    Error::new(ErrorKind::Ontology, message)
        .in_file(path)
        .at(line, column)
}

fn read(path: &Path, kind: SourceKind) -> Result<Source> {
    let bytes = fs::read(path).map_err(|e| Error::io(path, &e))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let valid = String::from_utf8_lossy(&e.as_bytes()[..e.utf8_error().valid_up_to()]);
        let message = "this file is not UTF-8; save it as UTF-8";
        fault(&valid, path, valid.len(), message)
    })?;
    Ok(Source::new(path, kind, text))
}
