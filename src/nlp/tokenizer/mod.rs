//! Splits text into the syntactic words of Universal Dependencies, each a span of the text.
//!
//! The conventions are those of the English treebanks EWT and GUM: clitics, most hyphens and
//! slashes, punctuation and currency signs stand alone; addresses, numbers, abbreviations and
//! words with a bound prefix stay whole.

mod abbreviation;
mod clitic;
mod hyphen;
mod scanner;
mod web;

pub(super) use abbreviation::{Abbreviation, abbreviation, opens_sentence};

use crate::text::Span;
use scanner::Scanner;

/// The words inside `span`, in the order of the text; linear in its length.
#[must_use]
pub fn tokenize(text: &str, span: Span) -> Vec<Span> {
    let mut tokens = Vec::with_capacity(span.len() / 5 + 1);
    tokenize_into(text, span, &mut tokens);
    tokens
}

/// Appends the words inside `span` to `tokens`.
pub fn tokenize_into(text: &str, span: Span, tokens: &mut Vec<Span>) {
    let Some(part) = text.get(span.start..span.end) else {
        return;
    };
    let mut start = None;
    for (at, c) in part.char_indices() {
        if is_space(c) {
            if let Some(from) = start.take() {
                scan(part, from, at, span.start, tokens);
            }
        } else if start.is_none() {
            start = Some(at);
        } else if start.is_some_and(|from| at - from >= LONGEST_CHUNK) {
            // No word is that long; the cut keeps every later step linear.
            if let Some(from) = start.replace(at) {
                scan(part, from, at, span.start, tokens);
            }
        }
    }
    if let Some(from) = start {
        scan(part, from, part.len(), span.start, tokens);
    }
}

/// A run without white space is cut after this many bytes.
const LONGEST_CHUNK: usize = 1024;

fn scan(part: &str, from: usize, to: usize, offset: usize, tokens: &mut Vec<Span>) {
    Scanner::new(part, from, to, offset, tokens).run();
}

/// White space and the invisible characters that separate words as it does.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// The apostrophes that occur in English text.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '´' | '‘' | '＇')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> String {
        tokenize(text, Span::new(0, text.len()))
            .iter()
            .map(|s| s.of(text))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn follows_the_treebanks() {
        for (text, expected) in [
            ("Don't panic, can't you?", "Do n't panic , ca n't you ?"),
            ("Velkor's board won’t say.", "Velkor 's board wo n’t say ."),
            ("I'd've gone; they're here", "I 'd 've gone ; they 're here"),
            (
                "You cannot; I'm gonna, wanna",
                "You can not ; I 'm gon na , wan na",
            ),
            ("the brothers' firm", "the brothers ' firm"),
            (
                "a multi-year, cloud-based deal",
                "a multi-year , cloud - based deal",
            ),
            ("state-of-the-art", "state - of - the - art"),
            (
                "non-exclusive re-elected co-founder",
                "non-exclusive re-elected co-founder",
            ),
            ("paid $250B and €1.8bn", "paid $ 250 B and € 1.8 bn"),
            ("US$4.5 million, 20% more", "US$ 4.5 million , 20 % more"),
            ("on 2026-04-28 at 5:30pm", "on 2026-04-28 at 5:30 pm"),
            ("1,000.5 and 3,4", "1,000.5 and 3 , 4"),
            ("the U.S. market", "the U.S. market"),
            ("Qorvane Inc. said", "Qorvane Inc. said"),
            ("Mr. J. Tarn", "Mr. J. Tarn"),
            ("($TRNB) rose", "( $TRNB ) rose"),
            (
                "write to a.b@velkor.example.com.",
                "write to a.b@velkor.example.com .",
            ),
            (
                "see https://velkor.example/a?b=c.",
                "see https://velkor.example/a?b=c .",
            ),
            (
                "HVT-212 and GPT-4o, A320neo",
                "HVT-212 and GPT-4o , A320neo",
            ),
            (
                "distribution.Why it matters",
                "distribution . Why it matters",
            ),
            ("and/or w/o", "and / or w/o"),
            ("2024-2026, 555-0123", "2024 - 2026 , 555-0123"),
            ("\"Yes,\" he said...", "\" Yes , \" he said ..."),
            ("the '90s — Q3", "the '90s — Q3"),
            ("R&D at T&QR", "R&D at T&QR"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn long_runs_stay_linear() {
        let text = "a-".repeat(200_000);
        assert!(!tokenize(&text, Span::new(0, text.len())).is_empty());
        let text = ".".repeat(400_000);
        assert!(!tokenize(&text, Span::new(0, text.len())).is_empty());
    }

    proptest! {
        #[test]
        fn spans_are_ordered_and_cover_everything_visible(text in "(\\PC|[-'’.,&/$%@#:0-9a-zA-Z \n\t]){0,60}") {
            let mut end = 0;
            for span in tokenize(&text, Span::new(0, text.len())) {
                prop_assert!(span.start >= end && span.start < span.end && span.end <= text.len());
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                prop_assert!(text[end..span.start].chars().all(is_space));
                prop_assert!(!text[span.start..span.end].chars().any(is_space));
                end = span.end;
            }
            prop_assert!(text[end..].chars().all(is_space));
        }
    }
}
