//! Plain text: which lines belong together and what they are.

use crate::text::{Block, BlockKind, Span};

use super::layout::{Layout, trimmed};

/// Reads plain text; the stored text is the text itself.
pub(super) fn read(text: String) -> Layout {
    let lines = lines(&text);
    let width = wrap_width(&lines);
    let outline = lines
        .iter()
        .filter(|l| matches!(l.marker, Some((_, Marker::Outline))))
        .count()
        >= 3;
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut open = false;
    for (i, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            open = false;
            continue;
        }
        let (kind, skip) = match line.marker {
            Some((skip, Marker::Bullet | Marker::Number(_))) => (Some(BlockKind::ListItem), skip),
            Some((skip, Marker::Outline)) if outline => (Some(BlockKind::Paragraph), skip),
            Some((skip, Marker::Hashes)) => (Some(BlockKind::Heading), skip),
            _ if is_row(&lines, i) => (Some(BlockKind::TableRow), 0),
            _ => (None, 0),
        };
        let joins = kind.is_none()
            && open
            && paragraphs
                .last()
                .is_some_and(|p| matches!(p.kind, BlockKind::Paragraph | BlockKind::ListItem))
            && joins(&lines[i - 1], line, width);
        match paragraphs.last_mut() {
            Some(paragraph) if joins => {
                paragraph.span.end = line.span.end;
                paragraph.last = i;
            }
            _ => paragraphs.push(Paragraph {
                span: Span::new(line.span.start + skip, line.span.end),
                kind: kind.unwrap_or(BlockKind::Paragraph),
                first: i,
                last: i,
            }),
        }
        open = true;
    }
    let blocks = (0..paragraphs.len())
        .map(|i| Block {
            span: row_span(&text, &paragraphs[i]),
            kind: kind(&text, &lines, &paragraphs, i),
        })
        .collect();
    let mut layout = Layout {
        text,
        blocks,
        ..Layout::default()
    };
    layout.tidy();
    layout
}

/// Whether a line can head a section: short, open-ended, starting like a title.
pub(super) fn is_heading_like(line: &str, words: usize) -> bool {
    let count = line.split_whitespace().take(words + 1).count();
    let letters = line.chars().any(char::is_alphabetic);
    let starts = line
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .starts_with(|c: char| !c.is_lowercase());
    letters
        && starts
        && count <= words
        && line.len() <= 240
        && !line.ends_with([',', ';', '…', '"', '”', '-', '–', '—'])
        && !line
            .trim_end_matches(['\'', '’', '`', ')', ']'])
            .ends_with('.')
        && !line.contains('@')
        && !line.contains("://")
}

struct Line<'a> {
    span: Span,
    text: &'a str,
    marker: Option<(usize, Marker)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Marker {
    Bullet,
    Number(u32),
    Outline,
    Hashes,
}

struct Paragraph {
    span: Span,
    kind: BlockKind,
    first: usize,
    last: usize,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let span = trimmed(text, Span::new(start, start + line.len()));
        let words = span.of(text);
        out.push(Line {
            span,
            text: words,
            marker: marker(words),
        });
        start += line.len() + 1;
    }
    out
}

/// The width at which lines were wrapped, if they were.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let pairs: Vec<(&Line<'_>, &Line<'_>)> = lines
        .windows(2)
        .filter(|w| !w[0].text.is_empty() && !w[1].text.is_empty() && w[1].marker.is_none())
        .map(|w| (&w[0], &w[1]))
        .collect();
    if pairs.len() < 3 {
        return None;
    }
    let mut lengths: Vec<usize> = pairs.iter().map(|(a, _)| a.text.chars().count()).collect();
    lengths.sort_unstable();
    let width = lengths[(lengths.len() * 95 / 100).min(lengths.len() - 1)];
    if !(30..=160).contains(&width) {
        return None;
    }
    let full = pairs
        .iter()
        .filter(|(a, b)| is_full(a.text, b.text, width))
        .count();
    let open = pairs
        .iter()
        .filter(|(a, b)| is_full(a.text, b.text, width) && !ends_sentence(a.text))
        .count();
    (full * 10 >= pairs.len() * 6 && open * 10 >= full * 4).then_some(width)
}

/// Whether the next line's first word had no room on this line.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let first = next
        .split_whitespace()
        .next()
        .map_or(0, |w| w.chars().count());
    line.chars().take(width + 1).count() + 1 + first + 4 > width
}

fn joins(before: &Line<'_>, line: &Line<'_>, width: Option<usize>) -> bool {
    if let Some(width) = width
        && is_full(before.text, line.text, width)
    {
        return true;
    }
    let word = line.text.split_whitespace().next().unwrap_or("");
    before.text.len() >= 20
        && !ends_sentence(before.text)
        && word.starts_with(char::is_lowercase)
        && !word.contains(char::is_uppercase)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', '`', ')', ']', '*', '_', ' '])
        .ends_with(['.', '!', '?', ':', ';', '…'])
}

fn marker(line: &str) -> Option<(usize, Marker)> {
    let first = line.chars().next()?;
    let after = |skip: usize| {
        let rest = &line[skip..];
        let space = rest.len() - rest.trim_start().len();
        (skip + space, space > 0, rest.trim_start())
    };
    if matches!(
        first,
        '•' | '‣' | '◦' | '▪' | '■' | '●' | '○' | '➤' | '►' | '▸' | '✓' | '✔' | '\u{f0b7}'
    ) {
        let (skip, _, rest) = after(first.len_utf8());
        return (!rest.is_empty()).then_some((skip, Marker::Bullet));
    }
    if matches!(first, '-' | '–' | '—' | '*' | '+' | '·' | '→') {
        let (skip, space, rest) = after(first.len_utf8());
        return (space && rest.chars().any(char::is_alphanumeric))
            .then_some((skip, Marker::Bullet));
    }
    if first == '#' {
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        let (skip, space, rest) = after(hashes);
        return (hashes <= 6 && space && !rest.is_empty()).then_some((skip, Marker::Hashes));
    }
    if first == '(' {
        let close = line
            .get(1..5.min(line.len()))
            .or_else(|| line.get(1..3))?
            .find(')')?
            + 1;
        let inside = &line[1..close];
        let (skip, space, rest) = after(close + 1);
        let short = inside.bytes().all(|b| b.is_ascii_digit())
            || (inside.len() == 1 && inside.as_bytes()[0].is_ascii_lowercase());
        return (short && space && !rest.is_empty()).then_some((skip, Marker::Bullet));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let number = line[..digits].parse().ok()?;
    let outline = line
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    if line[digits..outline].len() > 1 {
        let (skip, space, rest) = after(outline);
        let level = line[..outline]
            .trim_end_matches('.')
            .split('.')
            .all(|p| (1..=2).contains(&p.len()));
        return (level && space && rest.starts_with(char::is_uppercase))
            .then_some((skip, Marker::Outline));
    }
    if line[digits..].starts_with(['.', ')']) {
        let (skip, space, rest) = after(digits + 1);
        return (space && !rest.is_empty()).then_some((skip, Marker::Number(number)));
    }
    None
}

fn is_row(lines: &[Line<'_>], i: usize) -> bool {
    let tabbed = |line: &Line<'_>| line.text.contains('\t');
    if lines[i].text.matches('|').take(2).count() == 2 {
        return true;
    }
    tabbed(&lines[i])
        && [i.wrapping_sub(1), i + 1]
            .iter()
            .any(|n| lines.get(*n).is_some_and(tabbed))
}

/// A row without its outer pipes.
fn row_span(text: &str, paragraph: &Paragraph) -> Span {
    if paragraph.kind != BlockKind::TableRow {
        return paragraph.span;
    }
    let words = paragraph.span.of(text);
    let outer = |c: char| c == '|' || c.is_whitespace();
    let inner = words.trim_matches(outer);
    if inner.is_empty() {
        return paragraph.span;
    }
    let start = paragraph.span.start + (words.len() - words.trim_start_matches(outer).len());
    Span::new(start, start + inner.len())
}

fn kind(text: &str, lines: &[Line<'_>], paragraphs: &[Paragraph], i: usize) -> BlockKind {
    let paragraph = &paragraphs[i];
    let words = paragraph.span.of(text);
    let single = paragraph.first == paragraph.last;
    let next = paragraphs.get(i + 1);
    let longer = next.is_some_and(|n| {
        n.kind == BlockKind::ListItem
            || n.kind == BlockKind::TableRow
            || n.span.len() >= 60.max(words.len() + words.len() / 2)
            || (n.span.len() > words.len() && ends_sentence(n.span.of(text)))
    });
    // One of several short lines in a row, such as signatures.
    let listed = i.checked_sub(1).is_some_and(|b| {
        let before = &paragraphs[b];
        let short = before.span.len() < 80 && !ends_sentence(before.span.of(text));
        before.last + 1 == paragraph.first && before.first == before.last && short && i >= 4
    });
    match (paragraph.kind, lines[paragraph.first].marker) {
        (BlockKind::ListItem, Some((_, Marker::Number(number)))) => {
            let goes_on = next.is_some_and(|n| {
                matches!(lines[n.first].marker, Some((_, Marker::Number(m))) if m == number + 1)
            });
            if single && !goes_on && longer && is_heading_like(words, 10) {
                BlockKind::Heading
            } else {
                BlockKind::ListItem
            }
        }
        (BlockKind::Paragraph, None)
            if single && longer && !listed && is_heading_like(words, 12) =>
        {
            BlockKind::Heading
        }
        (kind, _) => kind,
    }
}
