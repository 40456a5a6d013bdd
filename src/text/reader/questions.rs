//! Question-and-answer pairs.

use crate::text::{Block, BlockKind, Span};

use super::layout::Layout;

/// Marks "Q: … A: …" pairs, and, in text without marked headings, question lines followed by their answers.
pub(super) fn mark(layout: &mut Layout, question_lines: bool) {
    split_pairs(layout);
    let mut in_answer = false;
    let mut asked = false;
    for i in 0..layout.blocks.len() {
        let block = layout.blocks[i];
        let words = layout.of(i);
        match marker(words) {
            Some((BlockKind::Question, length)) if prose(block.kind) => {
                layout.blocks[i] = Block {
                    span: Span::new(block.span.start + length, block.span.end),
                    kind: BlockKind::Question,
                };
                (asked, in_answer) = (true, true);
            }
            Some((_, length)) if prose(block.kind) && asked => {
                layout.blocks[i] = Block {
                    span: Span::new(block.span.start + length, block.span.end),
                    kind: BlockKind::Answer,
                };
                in_answer = true;
            }
            _ => match block.kind {
                BlockKind::Heading | BlockKind::Title => in_answer = false,
                BlockKind::Paragraph if in_answer => layout.blocks[i].kind = BlockKind::Answer,
                _ => {}
            },
        }
    }
    layout.tidy();
    if question_lines && !asked {
        mark_lines(layout);
    }
}

/// Lines that ask, each followed by running text: at least two in the document.
fn mark_lines(layout: &mut Layout) {
    let asks: Vec<usize> = (0..layout.blocks.len())
        .filter(|&i| {
            let words = layout.of(i);
            matches!(
                layout.blocks[i].kind,
                BlockKind::Paragraph | BlockKind::Heading
            ) && words.ends_with('?')
                && words.split_whitespace().take(26).count() <= 25
                && layout.blocks.get(i + 1).is_some_and(|next| {
                    next.kind == BlockKind::Paragraph && !next.span.of(&layout.text).ends_with('?')
                })
        })
        .collect();
    if asks.len() < 2 {
        return;
    }
    let mut asked = false;
    for i in 0..layout.blocks.len() {
        let kind = &mut layout.blocks[i].kind;
        if asks.binary_search(&i).is_ok() {
            *kind = BlockKind::Question;
            asked = true;
        } else if matches!(*kind, BlockKind::Heading | BlockKind::Title) {
            asked = false;
        } else if *kind == BlockKind::Paragraph && asked {
            *kind = BlockKind::Answer;
        }
    }
}

/// Cuts "Q: … ? A: …" in one block into two.
fn split_pairs(layout: &mut Layout) {
    layout.split_each(|text, block| {
        let words = block.span.of(text);
        if !prose(block.kind) || !matches!(marker(words), Some((BlockKind::Question, _))) {
            return vec![block];
        }
        let cut = words.match_indices('?').map(|(at, _)| at + 1).find(|&at| {
            let rest = &words[at..];
            let trimmed = rest.trim_start();
            trimmed.len() < rest.len() && matches!(marker(trimmed), Some((BlockKind::Answer, _)))
        });
        match cut {
            Some(cut) => vec![
                Block {
                    span: Span::new(block.span.start, block.span.start + cut),
                    kind: block.kind,
                },
                Block {
                    span: Span::new(block.span.start + cut, block.span.end),
                    kind: block.kind,
                },
            ],
            None => vec![block],
        }
    });
}

fn prose(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph
            | BlockKind::ListItem
            | BlockKind::Heading
            | BlockKind::Answer
            | BlockKind::Question
    )
}

/// The marker that a block starts with, and its length with the white space after it.
fn marker(words: &str) -> Option<(BlockKind, usize)> {
    const MARKERS: [(&str, BlockKind); 6] = [
        ("question", BlockKind::Question),
        ("answer", BlockKind::Answer),
        ("ques", BlockKind::Question),
        ("ans", BlockKind::Answer),
        ("q", BlockKind::Question),
        ("a", BlockKind::Answer),
    ];
    let head: String = words
        .chars()
        .take(12)
        .collect::<String>()
        .to_ascii_lowercase();
    for (name, kind) in MARKERS {
        let Some(rest) = head.strip_prefix(name) else {
            continue;
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if rest[digits..].starts_with([':', '.']) && (digits > 0 || rest.starts_with(':')) {
            let length = name.len() + digits + 1;
            let after = words.get(length..)?;
            let space = after.len() - after.trim_start().len();
            return (space > 0 || after.starts_with(char::is_uppercase))
                .then_some((kind, length + space));
        }
    }
    None
}
