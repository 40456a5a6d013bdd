//! Where claims from outside join the sequence: after a document's own claims were found, before its entities are made.
//!
//! Documents are held until the last answer has come, since a program may answer in any order. Without programs and files
//! nothing is held.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::ThreadPool;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::engine::record;
use super::{Config, Counts, Engine, Progress, Read, stopped_at};
use crate::claim::Claim;
use crate::error::{Error, Result};
use crate::graph::unsegment;
use crate::mention::{MentionId, Mentions};
use crate::nlp::{Analysis, View};
use crate::outside::{self, Answer, Gate, Quote, Reason, Record, Rejection, Verdict, Voice};
use crate::resolve;
use crate::text::{Diagnostic, Document};

/// How far a document has come.
pub enum Stage {
    /// To the end: nobody else is asked.
    Read(Box<Read>),
    /// To its own claims.
    Held(Box<Held>),
}

/// A document that waits for claims from outside.
pub struct Held {
    document: Document,
    analysis: Analysis,
    mentions: Mentions,
    claims: Vec<Claim<MentionId>>,
}

/// The account of all programs and files.
#[derive(Default)]
pub struct Outside {
    /// By source, in the order given.
    pub records: Vec<Record>,
    /// What was not read or not taken.
    pub diagnostics: Vec<Diagnostic>,
}

impl Stage {
    /// Reads a document as far as it can be read without others.
    pub fn of(engine: &Engine, document: Document, config: &Config) -> Self {
        if config.outside.is_empty() {
            return Self::Read(Box::new(engine.read(&document, &config.base)));
        }
        let analysis = engine.analyzer.analyze(&document);
        let view = View::new(&document, &analysis);
        let (mentions, claims) = engine.claims(&view);
        drop(view);
        Self::Held(Box::new(Held {
            document,
            analysis,
            mentions,
            claims,
        }))
    }
}

/// A claim for a document: the source, the number of its line, the line, and the piece of evidence.
type Said<'a> = (usize, usize, &'a Answer, &'a Quote);

/// Asks the programs and files, and brings all documents to their end.
///
/// # Errors
/// The documents cannot be written for the programs.
pub fn ask(
    engine: &Engine,
    stages: Vec<(usize, Stage)>,
    config: &Config,
    pool: &ThreadPool,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<Read>, Outside)> {
    let mut reads = Vec::new();
    let mut held = Vec::new();
    for (_, stage) in stages {
        match stage {
            Stage::Read(read) => reads.push(*read),
            Stage::Held(waiting) => held.push(*waiting),
        }
    }
    if config.outside.is_empty() {
        return Ok((reads, Outside::default()));
    }
    progress(Progress::Asking);
    held.sort_by(|a, b| a.document.id.cmp(&b.document.id));
    let requests = requests(&held)?;
    let mut voices = outside::hear(&config.outside, requests.path());
    let places = Places::new(&held, &config.base);
    let answers: Vec<Vec<(usize, Answer)>> = voices
        .iter_mut()
        .map(|v| std::mem::take(&mut v.answers))
        .collect();
    let mut said: Vec<Vec<Said>> = vec![Vec::new(); held.len()];
    for (source, answers) in answers.iter().enumerate() {
        for (line, answer) in answers {
            for quote in &answer.evidence {
                match places.of(answer, quote) {
                    Ok(place) => said[place].push((source, *line, answer, quote)),
                    Err(rejection) => note(&mut voices[source], *line, answer, rejection),
                }
            }
        }
    }
    let done: Vec<Result<(Read, Vec<Verdict>), Diagnostic>> = pool.install(|| {
        held.into_par_iter()
            .zip_eq(&said)
            .map(|(held, said)| {
                // A mistake in this program costs one document, not the build.
                let place = held.document.source.clone();
                let finish = AssertUnwindSafe(|| held.finish(engine, said, &config.base));
                catch_unwind(finish).map_err(|_| stopped_at(&place))
            })
            .collect()
    });
    let mut outside = Outside::default();
    for (done, said) in done.into_iter().zip(&said) {
        let (read, verdicts) = match done {
            Ok(done) => done,
            Err(stopped) => {
                outside.diagnostics.push(stopped);
                continue;
            }
        };
        reads.push(read);
        for ((source, line, answer, _), verdict) in said.iter().zip(verdicts) {
            match verdict {
                Verdict::Rejected(rejection) => {
                    note(&mut voices[*source], *line, answer, rejection)
                }
                accepted => voices[*source].note(*line, 1, accepted),
            }
        }
    }
    for voice in voices {
        let (record, diagnostics) = voice.finish();
        outside.records.push(record);
        outside.diagnostics.extend(diagnostics);
    }
    Ok((reads, outside))
}

fn note(voice: &mut Voice, line: usize, answer: &Answer, rejection: Rejection) {
    let column = answer.column(rejection.field);
    voice.note(line, column, Verdict::Rejected(rejection));
}

/// The documents as lines in a file, which every program reads from its start.
fn requests(held: &[Held]) -> Result<tempfile::NamedTempFile> {
    let failed = |e: &std::io::Error| Error::io(std::env::temp_dir(), e);
    let file = tempfile::NamedTempFile::new().map_err(|e| failed(&e))?;
    let mut out = BufWriter::new(&file);
    for h in held {
        let line = outside::request(&h.document, &h.analysis);
        serde_json::to_writer(&mut out, &line).map_err(|e| failed(&e.into()))?;
        out.write_all(b"\n").map_err(|e| failed(&e))?;
    }
    out.flush().map_err(|e| failed(&e))?;
    drop(out);
    Ok(file)
}

/// The documents by what answers may call them.
struct Places<'a> {
    by_id: BTreeMap<&'a str, usize>,
    base: String,
}

impl<'a> Places<'a> {
    fn new(held: &'a [Held], base: &str) -> Self {
        let ids = held.iter().enumerate();
        Self {
            by_id: ids.map(|(i, h)| (h.document.id.as_str(), i)).collect(),
            base: format!("{base}document/"),
        }
    }

    /// The document of a claim: by its id or its IRI; where there is only one, it need not be named.
    fn of(&self, answer: &Answer, quote: &Quote) -> Result<usize, Rejection> {
        let name = quote.document.as_ref().or(answer.document.as_ref());
        let Some(name) = name else {
            return match self.by_id.values().next() {
                Some(only) if self.by_id.len() == 1 => Ok(*only),
                _ => Err(Rejection::new(
                    Reason::Document,
                    "evidence",
                    "there are several documents; say which one with \"document\"",
                )),
            };
        };
        let by_iri = || {
            let segment = name.strip_prefix(&self.base)?;
            self.by_id.get(unsegment(segment)?.as_str())
        };
        let found = self.by_id.get(name.as_str()).or_else(by_iri);
        found.copied().ok_or_else(|| {
            let field = if quote.document.is_some() {
                "evidence"
            } else {
                "document"
            };
            let message = format!("there is no document {name:?} in this build");
            Rejection::new(Reason::Document, field, message)
        })
    }
}

impl Held {
    /// Takes in what others say of the document, and makes its graph.
    fn finish(self, engine: &Engine, said: &[Said], base: &str) -> (Read, Vec<Verdict>) {
        let Self {
            document,
            analysis,
            mut mentions,
            mut claims,
        } = self;
        let view = View::new(&document, &analysis);
        let counts = Counts {
            documents: 1,
            sentences: analysis.sentences.len(),
            tokens: analysis.tokens.len(),
            mentions: mentions.mentions.len(),
        };
        let mut gate = Gate::new(&view, &engine.ontology, &engine.lexicon, &mut mentions);
        let verdicts = said
            .iter()
            .map(|(_, _, answer, quote)| match gate.check(answer, quote) {
                Ok(accepted) => Verdict::Accepted {
                    merged: gate.join(&mut claims, accepted.claim),
                    repaired: accepted.repaired,
                },
                Err(rejection) => Verdict::Rejected(rejection),
            })
            .collect();
        let graph = resolve::document(&view, &engine.lexicon, &mentions, claims);
        let read = Read {
            graph,
            record: record(&document, base),
            counts,
        };
        (read, verdicts)
    }
}
