//! A document: the one owner of its text.

use super::{Block, Diagnostic, PartialDate, Span};

/// What is known about a document beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// When it was published; relative dates are resolved against it.
    pub date: Option<PartialDate>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it, in the order given.
    pub authors: Vec<String>,
}

/// A text with its blocks and metadata. All offsets refer to [`Document::text`].
#[derive(Clone, Debug)]
pub struct Document {
    /// The input's file name, or the record's `id`, unique within a build: the start of the IRI's last segment.
    pub id: String,
    /// Where it was read from, for messages: a path, or a path with the number of the record.
    pub source: String,
    /// SHA-256 of the input's bytes, in hexadecimal.
    pub sha256: String,
    /// The stored text.
    pub text: String,
    /// Metadata.
    pub meta: Metadata,
    /// The blocks, in the order of the text, not overlapping.
    pub blocks: Vec<Block>,
    /// What was odd about the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The words at a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}
