//! The sequence from inputs to the graph.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

mod engine;
mod examples;

pub use engine::{Engine, Read};
pub use examples::{ExampleFailure, ExampleReport, run_examples};

use crate::error::Result;
use crate::graph::Graph;
use crate::text::{Diagnostic, PartialDate};

pub use crate::graph::DEFAULT_BASE;

/// What a build is told beside its inputs.
#[derive(Clone, Debug)]
pub struct Config {
    /// Threads; 0 for as many as there are cores.
    pub jobs: usize,
    /// The publication date of documents that do not carry one.
    pub date: Option<PartialDate>,
    /// Ontology files and folders that add to the one built in.
    pub ontology: Vec<PathBuf>,
    /// The base of the IRIs minted here, ending in `/` or `#`.
    pub base: String,
    /// How inputs are read.
    pub reader: ReaderConfig,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            jobs: 0,
            date: None,
            ontology: Vec::new(),
            base: DEFAULT_BASE.to_owned(),
            reader: ReaderConfig::default(),
        }
    }
}

/// How inputs are read when they do not show it themselves.
#[derive(Clone, Debug, Default)]
pub struct ReaderConfig {
    /// The format of every input, where its name does not decide it.
    pub format: Option<InputFormat>,
    /// Field names of JSON records that differ from the usual ones, by the usual name (`text` → `body`).
    pub fields: BTreeMap<&'static str, String>,
}

/// A format of inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum InputFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// One JSON record, or an array of them.
    Json,
    /// A JSON record a line.
    Jsonl,
}

/// How far a build has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many inputs were found.
    Found(usize),
    /// An input was read to its end.
    Input,
    /// A document was analysed.
    Document,
    /// All documents were analysed; their entities are being brought together.
    Resolving,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputRecord {
    /// The path as the user gave it or as it was found, with `/` between its parts; `-` for standard input.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// How many documents it held.
    pub documents: usize,
}

/// How much of everything there was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Sentences.
    pub sentences: usize,
    /// Tokens.
    pub tokens: usize,
    /// Mentions.
    pub mentions: usize,
}

/// What a build gives.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// The graph.
    pub graph: Graph,
    /// How much was read.
    pub counts: Counts,
    /// The inputs, by path.
    pub inputs: Vec<InputRecord>,
    /// What was odd or went wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each stage took; the only part that differs between two builds of the same input.
    pub timings: BTreeMap<&'static str, Duration>,
}

/// Reads all inputs (files, folders, `-`) and builds their graph.
///
/// # Errors
///
/// When the ontology or the model cannot be loaded. An input that cannot be read is a diagnostic of
/// severity [`Severity::Error`](crate::text::Severity::Error); nothing of the rest is lost.
pub fn build(
    inputs: &[PathBuf],
    config: &Config,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Built> {
    progress(Progress::Found(inputs.len()));
    let graph = Graph {
        base: config.base.clone(),
        ..Graph::default()
    };
    Ok(Built {
        graph,
        ..Built::default()
    })
}
