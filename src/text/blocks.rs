//! Blocks: the units of layout that a text is made of.

use serde::{Deserialize, Serialize};

use super::Span;

/// What a [`Block`] is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BlockKind {
    /// The headline of the document.
    Title,
    /// A heading inside the document, or a section label ("Why it matters:").
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A question of a question-and-answer pair.
    Question,
    /// The answer to the question before it.
    Answer,
    /// A row of a table.
    TableRow,
    /// Navigation, share buttons, disclaimers, comments: no claim is made from it.
    Boilerplate,
}

/// A stretch of the document's text with one function. Sentences never run across blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, without surrounding white space and list markers.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}
