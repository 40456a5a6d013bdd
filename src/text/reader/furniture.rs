//! Tells a page's furniture (buttons, prompts, disclaimers, comments, advertisements) from its article.

use crate::text::{Block, BlockKind, Span};

use super::layout::Layout;
use super::lexicon::{Lexicon, folded, wordy};

/// Blocks longer than this many words are not judged by a phrase inside them.
const LONG: usize = 80;

/// Captions longer than this many words are not judged by the credit inside them.
const CAPTION: usize = 30;

/// Marks the blocks that are not the article.
pub(super) fn mark(layout: &mut Layout, lexicon: &Lexicon) {
    part(layout, lexicon);
    let mut section = false;
    let mut ended = false;
    let mut sponsored = Next::Nothing;
    let mut article = 0usize;
    let mut before = String::new();
    for i in 0..layout.blocks.len() {
        let kind = layout.blocks[i].kind;
        let words = layout.of(i);
        let count = words.split_whitespace().take(LONG + 1).count();
        let short = count <= 12;
        let key = if count <= LONG {
            folded(words)
        } else {
            String::new()
        };
        let plain = if short { wordy(&key) } else { String::new() };
        let heading = kind == BlockKind::Heading
            || (short && kind == BlockKind::Paragraph && !words.ends_with(['.', '”', '"']));
        let ends = heading && article >= 400 && lexicon.endings.contains(&plain);
        ended |= ends;
        let opens = heading && lexicon.sections.contains(&plain);
        let resumes = short && lexicon.resumes.iter().any(|s| starts(&key, s));
        if kind == BlockKind::Heading || opens || resumes {
            section = opens;
        }
        let repeated =
            short && count <= 3 && !key.is_empty() && key == before && kind != BlockKind::TableRow;
        let label = sponsor(&key, &plain, lexicon);
        let carried = match sponsored {
            Next::Nothing => false,
            Next::Goes => true,
            Next::GoesIfCourting => count <= 60 && courts(&key, lexicon),
        };
        sponsored = label.unwrap_or(Next::Nothing);
        if repeated && i > 0 && layout.blocks[i - 1].kind != BlockKind::Title {
            layout.blocks[i - 1].kind = BlockKind::Boilerplate;
        }
        let marked = kind == BlockKind::Boilerplate;
        let goes = marked
            || ended
            || section
            || carried
            || repeated
            || label.is_some()
            || is_furniture(layout.of(i), kind, &key, &plain, lexicon);
        if goes && (kind != BlockKind::Title || label.is_some()) {
            layout.blocks[i].kind = BlockKind::Boilerplate;
        } else {
            article += layout.blocks[i].span.len();
        }
        before = key;
    }
}

/// Cuts the closing sentences of a block that are furniture ("This note is not investment advice.") from the rest.
fn part(layout: &mut Layout, lexicon: &Lexicon) {
    layout.split_each(|text, block| {
        let words = block.span.of(text);
        let long = words.split_whitespace().take(LONG + 1).count() > LONG;
        if long
            || !matches!(
                block.kind,
                BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Answer
            )
        {
            return vec![block];
        }
        let mut start = 0;
        for (at, c) in words.char_indices() {
            let ends =
                matches!(c, '.' | '!' | '?') && words[at + 1..].starts_with(char::is_whitespace);
            if !ends && at + c.len_utf8() != words.len() {
                continue;
            }
            let end = at + c.len_utf8();
            let key = folded(&words[start..end]);
            let furniture = lexicon.contains.iter().any(|p| key.contains(p.as_str()))
                || lexicon.starts.iter().any(|s| starts(&key, s));
            if furniture && start >= 60 {
                let cut = block.span.start + start;
                return vec![
                    Block {
                        span: Span::new(block.span.start, cut),
                        kind: block.kind,
                    },
                    Block {
                        span: Span::new(cut, block.span.end),
                        kind: BlockKind::Boilerplate,
                    },
                ];
            }
            start = end;
        }
        vec![block]
    });
}

/// What a label of paid content does to the block after it.
#[derive(Clone, Copy)]
enum Next {
    Nothing,
    Goes,
    GoesIfCourting,
}

fn sponsor(key: &str, plain: &str, lexicon: &Lexicon) -> Option<Next> {
    if plain.is_empty() && key.is_empty() {
        return None;
    }
    if lexicon.sponsors.contains(plain) {
        return Some(Next::Goes);
    }
    if lexicon.advertisements.contains(plain) {
        return Some(Next::GoesIfCourting);
    }
    let (label, _) = key.split_once([':', '|'])?;
    let label = label.trim_end();
    (lexicon.sponsors.contains(label) || lexicon.advertisements.contains(label))
        .then_some(Next::Nothing)
}

fn courts(key: &str, lexicon: &Lexicon) -> bool {
    let padded = format!(" {} ", key.replace([',', '.', '!', '?', ':'], " "));
    key.contains("http")
        || key.contains('%')
        || lexicon
            .courting
            .iter()
            .any(|w| padded.contains(&format!(" {w} ")))
}

fn is_furniture(words: &str, kind: BlockKind, key: &str, plain: &str, lexicon: &Lexicon) -> bool {
    if !words.chars().any(char::is_alphanumeric) {
        return true;
    }
    if key.is_empty() || kind == BlockKind::TableRow {
        return false;
    }
    let heading = matches!(
        kind,
        BlockKind::Heading | BlockKind::Title | BlockKind::Question
    );
    if !plain.is_empty() {
        if lexicon.lines.contains(plain) || reading_time(plain) {
            return true;
        }
        if (!heading || plain.contains(' '))
            && plain.split(' ').all(|w| lexicon.buttons.contains(w))
        {
            return true;
        }
    }
    if heading {
        return lexicon.sections.contains(plain);
    }
    if key.split(' ').count() <= CAPTION
        && lexicon.captions.iter().any(|c| key.contains(c.as_str()))
    {
        return true;
    }
    lexicon.starts.iter().any(|s| starts(key, s))
        || lexicon.contains.iter().any(|p| key.contains(p.as_str()))
}

/// Whether a folded line starts with a phrase that ends at the end of a word.
fn starts(key: &str, phrase: &str) -> bool {
    key.strip_prefix(phrase).is_some_and(|rest| {
        !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

fn reading_time(plain: &str) -> bool {
    [
        "min read",
        "mins read",
        "minute read",
        "minutes read",
        "min reading time",
    ]
    .iter()
    .any(|p| plain.ends_with(p))
}
