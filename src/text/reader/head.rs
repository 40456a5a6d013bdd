//! The head of an article: title, byline, date, masthead and dateline.

use crate::text::{Block, BlockKind, PartialDate, Span};

use super::layout::Layout;
use super::lexicon::{Lexicon, folded, wordy};
use super::plain::is_heading_like;
use super::stated_date;
use super::written_date::{find_date, is_month, is_weekday};

/// How many blocks the head can have at most.
const HEAD: usize = 14;

/// Finds title, authors, date and publisher at the head of a text, unless metadata already told them, and marks what is
/// not part of the article.
pub(super) fn read(layout: &mut Layout, lexicon: &Lexicon) {
    let mut parts = Vec::new();
    for i in 0..layout.blocks.len().min(HEAD) {
        let part = part(layout.of(i), layout.blocks[i].kind, lexicon);
        if matches!(part, Part::Text) {
            break;
        }
        parts.push(part);
    }
    let mut date = None;
    for (i, part) in parts.iter().enumerate() {
        match part {
            Part::Notice => layout.blocks[i].kind = BlockKind::Boilerplate,
            Part::About(about) => {
                layout.blocks[i].kind = BlockKind::Boilerplate;
                if let Some(found) = about.date
                    && date.is_none_or(|(_, updated)| updated && !about.updated)
                {
                    date = Some((found, about.updated));
                }
                if layout.meta.authors.is_empty() {
                    layout.meta.authors.clone_from(&about.authors);
                }
                if layout.meta.publisher.is_none() {
                    layout.meta.publisher.clone_from(&about.publisher);
                }
            }
            Part::Line | Part::Text => {}
        }
    }
    title(layout, &parts);
    if let Some((found, _)) = date {
        layout.meta.date = layout.meta.date.or(Some(found));
    }
    let dateline = split_dateline(layout);
    if layout.meta.date.is_none() {
        layout.meta.date = stated(layout, dateline);
    }
}

/// Blocks that begin with more different dates than these make a timeline.
const ENTRIES: usize = 2;

/// The date that some line gives for the whole text: at the head, or in a line of its own anywhere.
fn stated(layout: &Layout, dateline: Option<usize>) -> Option<PartialDate> {
    let blocks = || (0..layout.blocks.len()).map(|i| layout.of(i));
    let head = || blocks().take(HEAD);
    // the entries of a timeline give the dates of what they tell
    let entry = |words: &&str| stated_date::entry(words).is_some();
    let mut entries: Vec<PartialDate> = blocks().filter_map(stated_date::entry).collect();
    entries.sort_unstable();
    entries.dedup();
    let timeline = entries.len() > ENTRIES;
    let set_off = || head().filter(|words| !(timeline && entry(words)));
    head()
        .find_map(stated_date::labelled)
        .or_else(|| set_off().find_map(stated_date::set_off))
        .or_else(|| blocks().find_map(published))
        .or_else(|| dateline.and_then(|i| stated_date::in_copyright_year(layout.of(i), blocks())))
        .or_else(|| set_off().find_map(stated_date::issue))
}

enum Part {
    /// "For immediate release" and the like.
    Notice,
    /// Byline, date, masthead with a date.
    About(About),
    /// A heading-like line.
    Line,
    /// Running text: the head is over.
    Text,
}

#[derive(Default)]
struct About {
    date: Option<PartialDate>,
    updated: bool,
    authors: Vec<String>,
    publisher: Option<String>,
}

fn part(words: &str, kind: BlockKind, lexicon: &Lexicon) -> Part {
    let count = words.split_whitespace().take(40).count();
    if kind == BlockKind::Boilerplate {
        return byline(words)
            .or_else(|| date_line(words, lexicon))
            .map_or(Part::Notice, Part::About);
    }
    if count <= 12 {
        let plain = wordy(&folded(words));
        if lexicon.lines.contains(&plain) || !words.chars().any(char::is_alphanumeric) {
            return Part::Notice;
        }
    }
    if count <= 24
        && kind != BlockKind::Title
        && let Some(about) = byline(words).or_else(|| date_line(words, lexicon))
    {
        return Part::About(about);
    }
    let line = matches!(kind, BlockKind::Title | BlockKind::Heading)
        || (kind == BlockKind::Paragraph && count <= 30 && words.len() <= 240);
    let sentence = words.ends_with(['.', '”', '"', ':']) && count > 20;
    if line && !sentence {
        Part::Line
    } else {
        Part::Text
    }
}

/// Chooses the title among the lines of the head.
fn title(layout: &mut Layout, parts: &[Part]) {
    if let Some(i) = (0..layout.blocks.len()).find(|&i| layout.blocks[i].kind == BlockKind::Title) {
        if layout.meta.title.is_none() {
            layout.meta.title = Some(layout.of(i).to_owned());
        }
        return;
    }
    let about = |i: usize| matches!(parts.get(i), Some(Part::About(_)));
    let titles: Vec<usize> = (0..parts.len())
        .filter(|&i| {
            let words = layout.of(i);
            matches!(parts[i], Part::Line)
                && i + 1 < layout.blocks.len()
                && layout.blocks[i].kind != BlockKind::ListItem
                && (is_heading_like(words, 30)
                    || (words.ends_with(['.', '"', '”']) && about(i + 1)))
        })
        .collect();
    let Some(&first) = titles.first() else { return };
    let mut chosen = first;
    if let Some(&second) = titles.get(1) {
        let words = layout.of(first);
        let capitals = words.split_whitespace().count() <= 6
            && words.chars().any(char::is_alphabetic)
            && !words.chars().any(char::is_lowercase);
        let short = words.split_whitespace().count() <= 8 && second <= first + 2;
        if (short && about(first + 1)) || capitals {
            let name = words.split('|').next().unwrap_or(words).trim().to_owned();
            layout.blocks[first].kind = BlockKind::Boilerplate;
            layout.meta.publisher.get_or_insert(name);
            chosen = second;
        }
    }
    layout.blocks[chosen].kind = BlockKind::Title;
    if layout.meta.title.is_none() {
        layout.meta.title = Some(layout.of(chosen).to_owned());
    }
    for &i in &titles {
        if i > chosen
            && layout.blocks[i].kind == BlockKind::Paragraph
            && !layout.of(i).ends_with('?')
        {
            layout.blocks[i].kind = BlockKind::Heading;
        }
    }
}

/// "By …", "Posted by … on …".
fn byline(words: &str) -> Option<About> {
    let folded: String = words.chars().take(24).collect::<String>().to_lowercase();
    const STARTS: [&str; 9] = [
        "by ",
        "by: ",
        "posted by ",
        "written by ",
        "published by ",
        "words by ",
        "story by ",
        "author: ",
        "authors: ",
    ];
    let start = STARTS.iter().find(|s| folded.starts_with(**s))?;
    let names = authors(words.get(start.len()..)?);
    if names.is_empty() || (words.ends_with('.') && words.split_whitespace().count() > 8) {
        return None;
    }
    Some(About {
        date: find_date(words).map(|(_, d)| d),
        authors: names,
        ..About::default()
    })
}

/// The names at the start of what follows "By".
pub(super) fn authors(text: &str) -> Vec<String> {
    const PARTICLES: [&str; 16] = [
        "de", "van", "von", "bin", "ibn", "al", "der", "den", "la", "le", "di", "da", "dos", "del",
        "du", "ter",
    ];
    let mut names = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    let mut close = |name: &mut Vec<&str>| {
        if !name.is_empty() && name.len() <= 6 {
            names.push(name.join(" "));
        }
        name.clear();
    };
    for word in text.split_whitespace().take(30) {
        let bare = word.trim_end_matches([',', ';']);
        let is_name = bare.starts_with(char::is_uppercase)
            && !bare.chars().any(|c| c.is_ascii_digit())
            && !bare.contains([':', '|', '@']);
        let particle = !name.is_empty() && PARTICLES.contains(&bare);
        if matches!(bare, "and" | "&") {
            close(&mut name);
        } else if (is_name && !is_weekday(bare) && !(is_month(bare) && name.len() != 1)) || particle
        {
            name.push(bare);
            if bare.len() < word.len() {
                close(&mut name);
            }
        } else {
            break;
        }
    }
    close(&mut name);
    names.truncate(12);
    names
}

/// A line that only says when (and where) the text appeared.
fn date_line(words: &str, lexicon: &Lexicon) -> Option<About> {
    let (range, date) = find_date(words)?;
    let before = words[..range.start].trim();
    let after = words[range.end..].trim_matches([' ', ',', '.', ')', ']', '|', '·']);
    let labelled = before.ends_with(':') && before.split_whitespace().count() <= 4;
    if words.ends_with('.') && !labelled && !after.is_empty() {
        return None;
    }
    const LABELS: [&str; 18] = [
        "published",
        "updated",
        "posted",
        "on",
        "date",
        "of",
        "issue",
        "last",
        "modified",
        "and",
        "the",
        "at",
        "first",
        "created",
        "released",
        "dated",
        "for",
        "no",
    ];
    let mut place = String::new();
    for word in before.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let label = LABELS.iter().any(|l| bare.eq_ignore_ascii_case(l));
        if bare.is_empty() || label || is_weekday(bare) {
            continue;
        }
        if !(labelled
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '&'))
        {
            return None;
        }
        if !place.is_empty() {
            place.push(' ');
        }
        place.push_str(bare);
    }
    if !labelled && (before.split_whitespace().count() > 8 || after.split_whitespace().count() > 10)
    {
        return None;
    }
    let outlet = place
        .split_whitespace()
        .any(|w| lexicon.outlets.contains(&w.to_lowercase()));
    Some(About {
        date: Some(date),
        updated: ["updated", "modified"]
            .iter()
            .any(|l| folded(before).contains(l)),
        authors: Vec::new(),
        publisher: (outlet && !labelled).then_some(place),
    })
}

/// "Published 3 May 2026" anywhere.
fn published(words: &str) -> Option<PartialDate> {
    if words.len() > 120 {
        return None;
    }
    let folded = folded(words);
    [
        "published",
        "first published",
        "posted on",
        "date:",
        "publication date",
        "updated",
        "last updated",
    ]
    .iter()
    .any(|s| folded.starts_with(s))
    .then(|| find_date(words).map(|(_, date)| date))
    .flatten()
}

/// Cuts "CITY, 3 May 2026 (Agency) - " from the first paragraphs.
/// Tells which block is the dateline.
fn split_dateline(layout: &mut Layout) -> Option<usize> {
    let candidates: Vec<usize> = (0..layout.blocks.len())
        .filter(|&i| layout.blocks[i].kind == BlockKind::Paragraph)
        .take(3)
        .collect();
    for i in candidates {
        let Some(line) = dateline(layout.of(i)) else {
            continue;
        };
        layout.meta.date = layout.meta.date.or(line.date);
        if layout.meta.publisher.is_none() {
            layout.meta.publisher = line.publisher;
        }
        let span = layout.blocks[i].span;
        layout.blocks[i].span = Span::new(span.start + line.length, span.end);
        layout.blocks.insert(
            i,
            Block {
                span: Span::new(span.start, span.start + line.length),
                kind: BlockKind::Boilerplate,
            },
        );
        layout.tidy();
        return Some(i);
    }
    None
}

struct Dateline {
    length: usize,
    date: Option<PartialDate>,
    publisher: Option<String>,
}

/// The dateline that a paragraph starts with, dash included.
fn dateline(text: &str) -> Option<Dateline> {
    let mut limit = text.len().min(220);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &text[..limit];
    let mut found = None;
    let mut dashes = 0;
    for (at, c) in head.char_indices() {
        let double = head[at..].starts_with("--");
        let single =
            matches!(c, '-' | '–' | '—') && head[..at].ends_with([' ', ')', '/', '\u{a0}']);
        if !(double || single || c == '—') || head[..at].ends_with('-') {
            continue;
        }
        let rest = head[at..].trim_start_matches(['-', '–', '—', ' ', '\u{a0}']);
        let end = head.len() - rest.len();
        if single && !double && end == at + c.len_utf8() && !head[..at].ends_with([')', '/']) {
            continue;
        }
        dashes += 1;
        // "Odo Pellar (3 May 1772 - 9 June 1839) was …": the dash stands within brackets
        if head[..at].matches('(').count() > head[..at].matches(')').count() {
            continue;
        }
        if let Some(line) = place_and_date(&head[..at], end, rest) {
            found = Some(line);
        }
        if dashes == 3 {
            break;
        }
    }
    found
}

fn place_and_date(prefix: &str, length: usize, rest: &str) -> Option<Dateline> {
    let first = prefix
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    let capitals = first.chars().count() >= 3 && !first.chars().any(char::is_lowercase);
    // "SAN FRANCISCO"
    let spelt_out = capitals && {
        let mut words = prefix.split(|c: char| !c.is_alphabetic()).take(2);
        let next = words.nth(1).unwrap_or("");
        next != "AND" && next.chars().count() >= 3 && !next.chars().any(char::is_lowercase)
    };
    let agency = agency(prefix);
    // "CITY, 3 May (Agency) 2026"
    let bare = without_brackets(prefix);
    let (prefix, date) = match find_date(prefix) {
        None => (bare.as_str(), find_date(&bare)),
        found => (prefix, found),
    };
    let tokens: Vec<&str> = prefix.split_whitespace().collect();
    let place_like = tokens.len() <= 18
        && tokens.iter().all(|t| {
            let bare = t.trim_matches(|c: char| !c.is_alphanumeric());
            bare.is_empty()
                || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || matches!(
                    bare,
                    "and"
                        | "de"
                        | "la"
                        | "du"
                        | "of"
                        | "the"
                        | "am"
                        | "el"
                        | "del"
                        | "upon"
                        | "via"
                )
        });
    if !place_like || first.is_empty() || prefix.contains(':') && date.is_none() {
        return None;
    }
    let starts = rest.starts_with(|c: char| {
        c.is_uppercase()
            || c.is_ascii_digit()
            || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '$' | '€' | '£')
    });
    let monthly = tokens
        .iter()
        .any(|t| is_month(t.trim_matches(|c: char| !c.is_alphanumeric())));
    let accepted = match (&date, capitals) {
        (Some((range, _)), _) => {
            let tail = prefix[range.end..].trim_matches([' ', ',', '.', '-', '–', '—']);
            let place = prefix[..range.start].split_whitespace().count();
            place <= 10
                && (tail.is_empty() || tail.starts_with(['(', '/', '[']))
                && (capitals || place <= 6)
        }
        (None, true) => {
            starts
                && (agency.is_some()
                    || monthly
                    || ((first.chars().count() >= 4 || spelt_out) && tokens.len() <= 8))
        }
        (None, false) => false,
    };
    accepted.then(|| Dateline {
        length,
        date: date.map(|(_, d)| d),
        publisher: agency,
    })
}

/// The words without what stands in round brackets.
fn without_brackets(prefix: &str) -> String {
    let mut out = String::with_capacity(prefix.len());
    let mut depth = 0u32;
    for c in prefix.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The news agency in brackets or slashes at the end of a dateline.
fn agency(prefix: &str) -> Option<String> {
    let year = |c: char| c.is_ascii_digit() || c.is_whitespace();
    let end = prefix.trim_end_matches(year);
    let inside = match end.chars().last()? {
        ')' => &end[end.rfind('(')? + 1..end.len() - 1],
        '/' => {
            let body = &end[..end.len() - 1];
            &body[body.rfind('/')? + 1..]
        }
        _ => return None,
    };
    let generic = matches!(
        inside.to_lowercase().as_str(),
        "wire" | "newswire" | "staff" | "agencies" | ""
    );
    (!generic && inside.len() <= 40 && inside.starts_with(char::is_uppercase))
        .then(|| inside.trim().to_owned())
}
