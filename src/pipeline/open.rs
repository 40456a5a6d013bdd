//! Open tuples as lines: for `factloom open` and for scoring.

use std::path::PathBuf;

use serde::Serialize;

use super::Engine;
use super::source::Source;
use crate::claim::Attribution;
use crate::extract::{Deep, OpenTuple, Profile, Word, Written};
use crate::nlp::View;
use crate::ontology::Synonyms;
use crate::text::reader::{self, Options};
use crate::text::{Diagnostic, Document};

/// An open tuple as words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpenLine {
    /// The sentence.
    pub sentence: String,
    /// The probability that the tuple is right.
    pub confidence: f64,
    /// The relation phrase.
    pub relation: String,
    /// The canonical name of what is said, of the agent of a passive where there is one: `hand-over-to`.
    pub predicate: String,
    /// The arguments, the subject first.
    pub arguments: Vec<OpenPart>,
    /// Whether it holds: `actual`, `negated`, `planned`, …
    pub status: &'static str,
    /// Who says so, in the words of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// The construction that says it.
    pub construction: &'static str,
    /// What the confidence goes by.
    pub features: Vec<String>,
}

/// An argument of an [`OpenLine`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpenPart {
    /// Its words.
    pub text: String,
    /// What it is to the relation: `subject`, `object`, `time`, …
    pub kind: &'static str,
}

/// The open tuples of the documents of all inputs (files, folders, `-`), in the order of the inputs: `give` is handed each
/// document's id with its tuples. What was odd or could not be read is returned, sorted; nothing of the rest is lost.
///
/// # Errors
/// Those of `give`.
pub fn open_inputs<E>(
    engine: &Engine,
    inputs: &[PathBuf],
    profile: Profile,
    mut give: impl FnMut(&str, Vec<OpenLine>) -> Result<(), E>,
) -> Result<Vec<Diagnostic>, E> {
    let (inputs, mut diagnostics) = reader::inputs(inputs);
    let mut source = Source::new(inputs, Options::default(), &|_| {});
    for (_, document) in source.by_ref() {
        give(&document.id, open_lines(engine, &document, profile))?;
    }
    diagnostics.append(&mut source.diagnostics);
    diagnostics.sort();
    diagnostics.dedup();
    Ok(diagnostics)
}

/// The open tuples of a document, sentence by sentence, the likeliest first.
#[must_use]
pub fn open_lines(engine: &Engine, document: &Document, profile: Profile) -> Vec<OpenLine> {
    let analysis = engine.analyzer.analyze(document);
    let view = View::new(document, &analysis);
    lines(engine, &view, profile, |sentence| {
        let span = view.analysis.sentences[sentence].span;
        (span.of(&document.text).to_owned(), None)
    })
}

/// The open tuples of sentences, one a line, whose words are separated by spaces. Brackets and quotation marks may be
/// written as in the Penn Treebank (`-LRB-`, <code>``</code>): they are understood, and written as they were given.
#[must_use]
pub fn open_sentence_lines(engine: &Engine, text: &str, profile: Profile) -> Vec<OpenLine> {
    let given: Vec<(&str, Vec<String>)> = text
        .lines()
        .map(|line| {
            (
                line.trim(),
                line.split_whitespace().map(str::to_owned).collect(),
            )
        })
        .filter(|(_, words): &(_, Vec<String>)| !words.is_empty())
        .collect();
    // what one sentence says does not depend on the others
    given
        .chunks(CHUNK)
        .flat_map(|given| {
            let words: Vec<Vec<String>> = given
                .iter()
                .map(|(_, words)| words.iter().map(|w| plain(w)).collect())
                .collect();
            let (document, analysis) = engine.analyzer.analyze_pretokenized(&words);
            let view = View::new(&document, &analysis);
            lines(engine, &view, profile, |sentence| {
                let (line, words) = &given[sentence];
                ((*line).to_owned(), Some(words.as_slice()))
            })
        })
        .collect()
}

/// Sentences that are analysed together.
const CHUNK: usize = 32;

/// A word of the Penn Treebank's files as it is written elsewhere.
fn plain(word: &str) -> String {
    match word {
        "``" | "''" => "\"".to_owned(),
        "`" => "'".to_owned(),
        "-LRB-" => "(".to_owned(),
        "-RRB-" => ")".to_owned(),
        "-LSB-" => "[".to_owned(),
        "-RSB-" => "]".to_owned(),
        "-LCB-" => "{".to_owned(),
        "-RCB-" => "}".to_owned(),
        other => other.replace("\\/", "/"),
    }
}

fn lines<'a>(
    engine: &Engine,
    view: &View<'_>,
    profile: Profile,
    given: impl Fn(usize) -> (String, Option<&'a [String]>),
) -> Vec<OpenLine> {
    let mentions = engine.mentions(view);
    let deep = Deep::new(view, &mentions, &engine.grammar);
    let mut all = Vec::new();
    for (i, sentence) in view.analysis.sentences.iter().enumerate() {
        let (text, words) = given(i);
        let mut own: Vec<OpenLine> = Vec::new();
        for tuple in sentence.tokens.clone().flat_map(|t| deep.open_tuples(t)) {
            for written in deep.written(&tuple, profile) {
                let line = OpenLine {
                    sentence: text.clone(),
                    ..line(&deep, &engine.grammar.synonyms, &tuple, &written, words)
                };
                let known =
                    |l: &OpenLine| l.relation == line.relation && l.arguments == line.arguments;
                if !own.iter().any(known) {
                    own.push(line);
                }
            }
        }
        own.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        all.append(&mut own);
    }
    all
}

fn line(
    deep: &Deep<'_>,
    synonyms: &Synonyms,
    tuple: &OpenTuple,
    written: &Written,
    given: Option<&[String]>,
) -> OpenLine {
    let view = deep.view;
    let start = view.sentence(tuple.trigger).tokens.start;
    let text = |phrase: &[Word]| phrase_text(view, phrase, start, given);
    let state = if tuple.construction.is_clause() {
        deep.state(tuple.predicate)
    } else {
        deep.presupposed_state(tuple.predicate)
    };
    let status = state.status;
    OpenLine {
        sentence: String::new(),
        features: deep.features(tuple),
        confidence: (tuple.confidence * 1000.0).round() / 1000.0,
        relation: text(&written.relation),
        predicate: deep.open_predicate(tuple, synonyms),
        status: status.as_str(),
        attribution: deep.speaker(tuple.predicate).map(|s| match s.who {
            Attribution::Entity(id) => view.words(&deep.mentions.get(id).tokens).to_owned(),
            Attribution::Text(text) => text,
        }),
        construction: tuple.construction.as_str(),
        arguments: written
            .arguments
            .iter()
            .map(|(kind, phrase)| OpenPart {
                text: text(phrase),
                kind: kind.as_str(),
            })
            .collect(),
    }
}

/// The words of a phrase: as the text writes them where they stand side by side, separated by spaces elsewhere.
fn phrase_text(view: &View<'_>, phrase: &[Word], start: usize, given: Option<&[String]>) -> String {
    let mut out = String::new();
    let mut last = None;
    for word in phrase {
        let (text, at) = match *word {
            Word::Implied(text) => (text, None),
            Word::Token(t) => match given {
                Some(words) => (words[t - start].as_str(), None),
                None => (view.form(t), Some(t)),
            },
        };
        let beside = match (last, at) {
            (Some(l), Some(t)) => l + 1 == t && view.token(l).span.end == view.token(t).span.start,
            _ => false,
        };
        if !out.is_empty() && !beside {
            out.push(' ');
        }
        out.push_str(text);
        last = at;
    }
    out
}
