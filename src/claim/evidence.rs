//! The words that support a claim.

use crate::text::{Document, Span};

/// A quote with its place. `document.text[span] == quote`, checked when it is made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Evidence {
    /// [`Document::id`].
    pub document: String,
    /// Offset of the first character, in Unicode scalar values of the document's text.
    pub start: usize,
    /// Offset one past the last character, in Unicode scalar values.
    pub end: usize,
    /// The exact words.
    pub quote: String,
    /// The sentence that holds the quote.
    pub sentence: String,
}

impl Evidence {
    /// Evidence for the words at `span` in the sentence at `sentence`; `None` when either lies outside the text,
    /// is empty, or is not on character boundaries. Linear in the length of the text before the span.
    #[must_use]
    pub fn new(document: &Document, span: Span, sentence: Span) -> Option<Self> {
        let quote = document
            .text
            .get(span.start..span.end)
            .filter(|q| !q.is_empty())?;
        let start = document.text.get(..span.start)?.chars().count();
        Some(Self {
            document: document.id.clone(),
            start,
            end: start + quote.chars().count(),
            quote: quote.to_owned(),
            sentence: document.text.get(sentence.start..sentence.end)?.to_owned(),
        })
    }
}
