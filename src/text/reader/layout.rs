//! A text with its blocks while it is being read.

use crate::text::{Block, BlockKind, Metadata, Span};

/// The longest block, in bytes: longer ones are cut at sentence ends or white space.
const LONGEST: usize = 20_000;

/// Stored text, blocks and metadata of one document in the making.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub text: String,
    pub blocks: Vec<Block>,
    pub meta: Metadata,
    /// Whether a line that ends with a question mark may head an answer.
    pub lines_may_ask: bool,
}

impl Layout {
    /// Adds a rendered block after a blank line (rows of a table after a line end).
    pub fn push(&mut self, kind: BlockKind, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            let row = |k: BlockKind| matches!(k, BlockKind::TableRow | BlockKind::ListItem);
            let tight = row(kind) && self.blocks.last().is_some_and(|b| b.kind == kind);
            self.text.push_str(if tight { "\n" } else { "\n\n" });
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block {
            span: Span::new(start, self.text.len()),
            kind,
        });
    }

    /// The words of a block.
    pub fn of(&self, block: usize) -> &str {
        self.blocks[block].span.of(&self.text)
    }

    /// Replaces every block by what `split` makes of it.
    pub fn split_each(&mut self, mut split: impl FnMut(&str, Block) -> Vec<Block>) {
        let blocks = std::mem::take(&mut self.blocks);
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            out.extend(split(&self.text, block));
        }
        self.blocks = out;
        self.tidy();
    }

    /// Trims the blocks, drops empty ones and cuts those that are too long.
    pub fn tidy(&mut self) {
        let mut out = Vec::with_capacity(self.blocks.len());
        for block in self.blocks.drain(..) {
            let mut span = trimmed(&self.text, block.span);
            while span.len() > LONGEST {
                let cut = span.start + cut(span.of(&self.text));
                let first = trimmed(&self.text, Span::new(span.start, cut));
                if !first.is_empty() {
                    out.push(Block {
                        span: first,
                        ..block
                    });
                }
                span = trimmed(&self.text, Span::new(cut, span.end));
            }
            if !span.is_empty() {
                out.push(Block { span, ..block });
            }
        }
        self.blocks = out;
    }
}

/// The span without white space at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    Span::new(start, end)
}

/// Where to cut a text longer than [`LONGEST`].
fn cut(text: &str) -> usize {
    let mut limit = LONGEST;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &text[..limit];
    let sentence = head
        .char_indices()
        .rev()
        .take(6_000)
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .find(|at| head[..*at].ends_with(['.', '!', '?', '”', '"']));
    sentence
        .or_else(|| head.rfind(char::is_whitespace))
        .filter(|at| *at > 0)
        .unwrap_or(limit)
}
