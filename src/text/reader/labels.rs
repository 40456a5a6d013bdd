//! Section labels inside running text, and other things glued to it.

use crate::text::{Block, BlockKind, Span};

use super::layout::Layout;
use super::lexicon::{Lexicon, folded};

/// Splits off section labels ("…distribution.Why it matters: The shift…") and closing credits ("(Reporting by …)").
pub(super) fn split(layout: &mut Layout, lexicon: &Lexicon) {
    layout.split_each(|text, block| {
        if !matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Answer
        ) {
            return vec![block];
        }
        let mut parts = Vec::new();
        let mut start = block.span.start;
        for label in find(block.span.of(text), lexicon) {
            let label = Span::new(block.span.start + label.start, block.span.start + label.end);
            if label.start < start {
                continue;
            }
            parts.push(Block {
                span: Span::new(start, label.start),
                kind: block.kind,
            });
            parts.push(Block {
                span: label,
                kind: BlockKind::Heading,
            });
            start = label.end;
        }
        let rest = Span::new(start, block.span.end);
        let credit = rest.start + credit(rest.of(text));
        parts.push(Block {
            span: Span::new(start, credit),
            kind: block.kind,
        });
        parts.push(Block {
            span: Span::new(credit, block.span.end),
            kind: BlockKind::Boilerplate,
        });
        parts
    });
}

/// Labels with their colons.
fn find(text: &str, lexicon: &Lexicon) -> Vec<Span> {
    let mut labels = Vec::new();
    for (colon, _) in text.match_indices(':') {
        let after = &text[colon + 1..];
        let follows = after.trim_start().chars().next();
        if !follows.is_some_and(|c| c.is_uppercase() || c.is_numeric() || is_opening_quote(c)) {
            continue;
        }
        let mut from = colon.saturating_sub(60);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let Some((start, glued)) = start(&text[from..colon], from == 0) else {
            continue;
        };
        let label = &text[from + start..colon];
        let key = folded(label);
        let known = lexicon.labels.contains(&key) && after.starts_with(char::is_whitespace);
        if known || (glued && is_label(label, &key, lexicon)) {
            labels.push(Span::new(from + start, colon + 1));
        }
    }
    labels
}

/// Where the phrase before a colon starts, and whether it is glued to the sentence before it.
fn start(before: &str, from_start: bool) -> Option<(usize, bool)> {
    let mut chars = before.char_indices().rev().peekable();
    while let Some((at, c)) = chars.next() {
        if matches!(c, '\n') {
            return Some((at + 1, false));
        }
        if !matches!(c, '.' | '!' | '?' | '”' | '"' | ')' | '’') {
            continue;
        }
        let next = before[at + c.len_utf8()..].chars().next()?;
        if next.is_whitespace() {
            let rest = &before[at + c.len_utf8()..];
            return Some((
                at + c.len_utf8() + (rest.len() - rest.trim_start().len()),
                false,
            ));
        }
        if next.is_uppercase() {
            let mut previous = chars.peek().map(|(_, p)| *p)?;
            if matches!(c, '”' | '"' | ')' | '’') && matches!(previous, '.' | '!' | '?') {
                previous = 'a';
            } else if matches!(c, '”' | '"' | ')' | '’') {
                return None;
            }
            let sentence = previous.is_lowercase()
                || previous.is_ascii_digit()
                || matches!(previous, '”' | '"' | '’' | ')' | '%');
            return sentence.then_some((at + c.len_utf8(), true));
        }
        if c != '’' {
            return None;
        }
    }
    from_start.then_some((0, false))
}

fn is_label(label: &str, key: &str, lexicon: &Lexicon) -> bool {
    let words: Vec<&str> = key.split(' ').collect();
    let last = words.last().copied().unwrap_or("");
    words.len() <= 5
        && !label.contains([',', ';', '"', '“', '”', '('])
        && label.starts_with(char::is_uppercase)
        && !lexicon.speech.contains(last)
        && !matches!(
            words[0],
            "he" | "she" | "it" | "they" | "we" | "i" | "in" | "at" | "on" | "under"
        )
}

fn is_opening_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '‘' | '\'' | '(' | '$' | '€' | '£' | '¥')
}

/// Where a closing "(Reporting by …; editing by …)" starts.
fn credit(text: &str) -> usize {
    let Some(open) = text.rfind(['(', '[']) else {
        return text.len();
    };
    let inside = text[open + 1..].trim_start().to_lowercase();
    let closes = text.trim_end().ends_with([')', ']']);
    let reports = [
        "reporting by",
        "additional reporting",
        "editing by",
        "writing by",
        "reporting and writing",
    ]
    .iter()
    .any(|s| inside.starts_with(s));
    if closes && reports { open } else { text.len() }
}
