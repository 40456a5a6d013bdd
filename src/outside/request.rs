//! What a program is told of a document.

use serde::{Deserialize, Serialize};

use crate::nlp::Analysis;
use crate::text::{BlockKind, Document, PartialDate};

/// One line on the standard input of a program: a document with its sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The document's id; answers name it.
    pub id: String,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// The day of publication.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// Who published it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Where it was published.
    #[serde(default)]
    pub url: Option<String>,
    /// The text as stored; offsets refer to it.
    pub text: String,
    /// Its sentences, in the order of the text.
    pub sentences: Vec<RequestSentence>,
}

/// A sentence of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestSentence {
    /// Offset of its first character, in Unicode scalar values.
    pub start: usize,
    /// Offset one past its last character.
    pub end: usize,
    /// What it stands in: `paragraph`, `heading`, `boilerplate`, …
    pub kind: BlockKind,
    /// Its words.
    pub text: String,
}

impl RequestSentence {
    /// Whether a claim may be made from it.
    #[must_use]
    pub fn may_claim(&self) -> bool {
        !matches!(self.kind, BlockKind::Question | BlockKind::Boilerplate)
    }
}

/// The line for a document.
#[must_use]
pub fn request(document: &Document, analysis: &Analysis) -> Request {
    let (mut byte, mut character) = (0, 0);
    let mut place = |to: usize| {
        // sentences stand in the order of the text: each character is counted once
        if to < byte {
            (byte, character) = (0, 0);
        }
        character += document.text[byte..to].chars().count();
        byte = to;
        character
    };
    let sentences = analysis
        .sentences
        .iter()
        .map(|sentence| RequestSentence {
            start: place(sentence.span.start),
            end: place(sentence.span.end),
            kind: document
                .blocks
                .get(sentence.block)
                .map_or(BlockKind::Paragraph, |b| b.kind),
            text: document.slice(sentence.span).to_owned(),
        })
        .collect();
    Request {
        id: document.id.clone(),
        title: document.meta.title.clone(),
        date: document.meta.date,
        publisher: document.meta.publisher.clone(),
        url: document.meta.url.clone(),
        text: document.text.clone(),
        sentences,
    }
}
