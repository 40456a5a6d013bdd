//! Finding the words of a claim in the text.

use super::{Quote, Reason, Rejection};
use crate::nlp::Sentence;
use crate::text::{Document, Span};

/// Where a quote stands, and whether its offsets had to be found. White space counts as one space; everything else must be
/// exactly the same.
pub fn locate(
    document: &Document,
    sentences: &[Sentence],
    quote: &Quote,
) -> Result<(Span, bool), Rejection> {
    let text = &document.text;
    let given = match (quote.start, quote.end) {
        (Some(start), Some(end)) if start < end => span(text, start, end),
        _ => None,
    };
    let Some(words) = quote.quote.as_deref().map(str::trim) else {
        return given.map(|span| (trim(text, span), false)).ok_or_else(|| {
            let message = "the offsets lie outside the text";
            Rejection::new(Reason::QuoteMissing, "evidence", message)
        });
    };
    if let Some(span) = given {
        let span = trim(text, span);
        if same(span.of(text), words) {
            return Ok((span, false));
        }
    }
    let whole = Span::new(0, text.len());
    let all = occurrences(text, words, whole);
    let inside = quote
        .sentence
        .and_then(|i| sentences.get(i))
        .map(|s| s.span);
    let told = quote.start.is_some() && quote.quote.is_some();
    match all[..] {
        [one] => Ok((one, told)),
        [] => Err(Rejection::new(
            Reason::QuoteMissing,
            "evidence",
            format!(
                "\u{201c}{}\u{201d} does not stand in {}",
                excerpt(words),
                document.id
            ),
        )),
        _ => {
            let here: Vec<&Span> = all
                .iter()
                .filter(|o| inside.is_some_and(|s| s.contains(**o)))
                .collect();
            match here[..] {
                [one] => Ok((*one, told)),
                _ => Err(Rejection::new(
                    Reason::QuoteRepeated,
                    "evidence",
                    format!(
                        "\u{201c}{}\u{201d} stands in {} {} times; give start and end",
                        excerpt(words),
                        document.id,
                        all.len()
                    ),
                )),
            }
        }
    }
}

/// Every place where words stand in a part of the text, from word boundary to word boundary.
pub fn occurrences(text: &str, words: &str, within: Span) -> Vec<Span> {
    let mut parts = words.split_whitespace();
    let Some(first) = parts.next() else {
        return Vec::new();
    };
    let rest: Vec<&str> = parts.collect();
    within
        .of(text)
        .match_indices(first)
        .filter_map(|(at, _)| {
            let start = within.start + at;
            let mut end = start + first.len();
            for part in &rest {
                let tail = text.get(end..within.end)?;
                let next = tail.trim_start();
                if next.len() == tail.len() || !next.starts_with(part) {
                    return None;
                }
                end += tail.len() - next.len() + part.len();
            }
            (bounded(text, start) && bounded(text, end)).then(|| Span::new(start, end))
        })
        .collect()
}

/// Whether two runs of words are the same but for white space.
pub fn same(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// The beginning of long words, for messages.
pub fn excerpt(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(80) {
        Some((end, _)) => format!("{}\u{2026}", &words[..end]),
        None => words,
    }
}

/// Whether a word may begin or end at a byte.
fn bounded(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(word(before) && word(after))
}

/// Bytes from characters.
fn span(text: &str, start: usize, end: usize) -> Option<Span> {
    let mut bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let first = bytes.nth(start)?;
    let last = bytes.nth(end - start - 1)?;
    Some(Span::new(first, last))
}

fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(words: Option<&str>, place: Option<(usize, usize)>) -> Quote {
        Quote {
            quote: words.map(str::to_owned),
            start: place.map(|p| p.0),
            end: place.map(|p| p.1),
            ..Quote::default()
        }
    }

    fn found(text: &str, quote: &Quote) -> Result<(String, bool), Reason> {
        let document = Document::plain("d", text, None);
        locate(&document, &[], quote)
            .map(|(s, repaired)| (s.of(text).to_owned(), repaired))
            .map_err(|r| r.reason)
    }

    #[test]
    fn offsets_are_taken_repaired_or_refused() {
        let text = "Ärger: Norvane\nbought Quillon. Norvane bought Brindle.";
        let ok = |words: &str, repaired| Ok((words.to_owned(), repaired));
        assert_eq!(
            found(text, &quote(Some("Ärger"), Some((0, 5)))),
            ok("Ärger", false)
        );
        assert_eq!(
            found(text, &quote(None, Some((7, 14)))),
            ok("Norvane", false)
        );
        assert_eq!(
            found(text, &quote(Some("bought Quillon"), Some((2, 9)))),
            ok("bought Quillon", true)
        );
        assert_eq!(
            found(text, &quote(Some("Norvane bought Quillon"), None)),
            ok("Norvane\nbought Quillon", false)
        );
        assert_eq!(
            found(text, &quote(Some("Norvane"), None)),
            Err(Reason::QuoteRepeated)
        );
        assert_eq!(
            found(text, &quote(Some("Norvane"), Some((31, 38)))),
            ok("Norvane", false)
        );
        assert_eq!(
            found(text, &quote(Some("Norvane sold"), None)),
            Err(Reason::QuoteMissing)
        );
        assert_eq!(
            found(text, &quote(Some("orvane bought Quillon"), None)),
            Err(Reason::QuoteMissing)
        );
        assert_eq!(
            found(text, &quote(None, Some((50, 900)))),
            Err(Reason::QuoteMissing)
        );
        assert_eq!(
            found(text, &quote(Some(""), None)),
            Err(Reason::QuoteMissing)
        );
    }
}
