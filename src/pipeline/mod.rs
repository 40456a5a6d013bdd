//! The sequence from inputs to the graph.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::iter::{ParallelBridge, ParallelIterator};

use serde::Serialize;

mod engine;
mod examples;
mod learning;
mod open;
mod outsiders;
mod report;
mod source;

pub use engine::{Engine, Read};
pub use examples::{ExampleFailure, ExampleReport, run_examples};
pub use learning::{Lesson, learn};
pub use open::{OpenLine, OpenPart, open_inputs, open_lines, open_sentence_lines};
pub use report::stage_report;

use crate::error::{Error, ErrorKind, Result};
use crate::graph::Graph;
use crate::outside::{self, Sources};
use crate::text::reader::{self, Fields, Format, Options};
use crate::text::{Diagnostic, PartialDate, Severity};
use outsiders::Stage;
use source::Source;

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
    /// Programs and files that are asked for claims beside our own extractors.
    pub outside: Sources,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            jobs: 0,
            date: None,
            ontology: Vec::new(),
            base: DEFAULT_BASE.to_owned(),
            reader: ReaderConfig::default(),
            outside: Sources::default(),
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
    /// All documents were analysed; programs from outside are being asked for claims.
    Asking,
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
    /// What programs and files from outside claimed, in the order given.
    pub outside: Vec<outside::Record>,
    /// What was odd or went wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each stage took; the only part that differs between two builds of the same input.
    pub timings: BTreeMap<&'static str, Duration>,
}

/// Reads all inputs (files, folders, `-`) and builds their graph. Documents are read one by one and forgotten once their
/// claims are made; what is kept grows with the claims, not with the text.
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
    let start = Instant::now();
    let engine = Engine::load(&config.ontology)?;
    let mut timings = BTreeMap::from([("load", start.elapsed())]);

    let start = Instant::now();
    let (inputs, missing) = reader::inputs(inputs);
    progress(Progress::Found(inputs.len()));
    let source = Source::new(inputs, config.reader.options(config.date), progress);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(config.jobs)
        .stack_size(16 << 20)
        .build()
        .map_err(|e| {
            Error::new(
                ErrorKind::Usage,
                format!("threads could not be started: {e}"),
            )
        })?;
    let stopped = Mutex::new(Vec::new());
    let (source, mut stages) = pool.install(|| {
        let source = Mutex::new(source);
        let stages: Vec<(usize, Stage)> = std::iter::repeat_n((), usize::MAX)
            .map_while(|()| lock(&source).next())
            .par_bridge()
            .filter_map(|(number, document)| {
                // A mistake in this program costs one document, not the build.
                let place = document.source.clone();
                let stage = AssertUnwindSafe(|| Stage::of(&engine, document, config));
                let stage = catch_unwind(stage)
                    .map_err(|_| lock(&stopped).push(stopped_at(&place)))
                    .ok();
                progress(Progress::Document);
                Some((number, stage?))
            })
            .collect();
        (
            source.into_inner().unwrap_or_else(PoisonError::into_inner),
            stages,
        )
    });
    stages.sort_unstable_by_key(|(number, _)| *number);
    timings.insert("read", start.elapsed());

    let start = Instant::now();
    let (reads, outside) = outsiders::ask(&engine, stages, config, &pool, progress)?;
    if !config.outside.is_empty() {
        timings.insert("outside", start.elapsed());
    }

    let start = Instant::now();
    progress(Progress::Resolving);
    let mut counts = Counts::default();
    let (mut graphs, mut records) = (Vec::new(), Vec::new());
    for read in reads {
        counts.documents += read.counts.documents;
        counts.sentences += read.counts.sentences;
        counts.tokens += read.counts.tokens;
        counts.mentions += read.counts.mentions;
        graphs.push(read.graph);
        records.push(read.record);
    }
    let graph = engine.merge(&config.base, graphs, records);
    timings.insert("resolve", start.elapsed());

    let mut diagnostics = missing;
    diagnostics.extend(engine.ontology.remarks.iter().cloned());
    diagnostics.extend(source.diagnostics);
    diagnostics.extend(outside.diagnostics);
    diagnostics.extend(stopped.into_inner().unwrap_or_else(PoisonError::into_inner));
    diagnostics.sort();
    diagnostics.dedup();
    Ok(Built {
        graph,
        counts,
        inputs: source.records,
        outside: outside.records,
        diagnostics,
        timings,
    })
}

impl ReaderConfig {
    /// The reader's options.
    #[must_use]
    pub fn options(&self, date: Option<PartialDate>) -> Options {
        let mut fields = Fields::default();
        for (name, value) in &self.fields {
            let field = match *name {
                "id" => &mut fields.id,
                "text" => &mut fields.text,
                "format" => &mut fields.format,
                "title" => &mut fields.title,
                "date" => &mut fields.date,
                "url" => &mut fields.url,
                "publisher" => &mut fields.publisher,
                "author" => &mut fields.author,
                _ => continue,
            };
            field.clone_from(value);
        }
        let format_hint = self.format.map(|f| match f {
            InputFormat::Text => Format::Text,
            InputFormat::Markdown => Format::Markdown,
            InputFormat::Html => Format::Html,
            InputFormat::Json => Format::Json,
            InputFormat::Jsonl => Format::JsonLines,
        });
        Options {
            date,
            format_hint,
            fields,
        }
    }
}

fn stopped_at(source: &str) -> Diagnostic {
    let message =
        "left out: the analysis stopped at a mistake of Factloom's own; please report this text";
    Diagnostic::new(source, Severity::Error, message)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
