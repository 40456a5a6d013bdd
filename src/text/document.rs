//! A document: the one owner of its text.

use super::{Block, BlockKind, Diagnostic, PartialDate, Span};

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
    /// A document of paragraphs, one a line of the text that is not empty.
    #[must_use]
    pub fn plain(id: &str, text: &str, date: Option<PartialDate>) -> Self {
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim();
            if !trimmed.is_empty() {
                let at = start + line.find(trimmed).unwrap_or(0);
                blocks.push(Block {
                    span: Span::new(at, at + trimmed.len()),
                    kind: BlockKind::Paragraph,
                });
            }
            start += line.len();
        }
        Self {
            id: id.to_owned(),
            source: id.to_owned(),
            sha256: String::new(),
            text: text.to_owned(),
            meta: Metadata {
                date,
                ..Metadata::default()
            },
            blocks,
            diagnostics: Vec::new(),
        }
    }

    /// The words at a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}
