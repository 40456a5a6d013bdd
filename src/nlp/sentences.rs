//! Where sentences begin, among the tokens of one block.

use std::ops::Range;

use super::tokenizer::{Abbreviation, abbreviation, is_space, opens_sentence};
use crate::text::Span;

/// Cuts the tokens of one block into sentences: ranges of `tokens` that cover all of them, in order.
#[must_use]
pub fn split_sentences(text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut i = 0;
    while i < tokens.len() {
        let block = Block { text, tokens };
        let end = block
            .boundary(start, i)
            .unwrap_or_else(|| if block.blank_line_after(i) { i + 1 } else { 0 });
        if end > i {
            sentences.push(start..end);
            start = end;
            i = end;
        } else {
            i += 1;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

struct Block<'t> {
    text: &'t str,
    tokens: &'t [Span],
}

/// What a token can do at the end of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    Question,
    Dots,
    Abbreviation,
}

impl<'t> Block<'t> {
    fn form(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.of(self.text))
    }

    fn glued(&self, i: usize) -> bool {
        i > 0 && i < self.tokens.len() && self.tokens[i - 1].end == self.tokens[i].start
    }

    /// If a sentence ends with token `i` (and the closing marks after it), the token after it.
    fn boundary(&self, start: usize, i: usize) -> Option<usize> {
        // "a Series B. Norvane led it": a letter that counts is no initial
        let counts = i > start
            && self.form(i).len() == 2
            && self.form(i).ends_with('.')
            && matches!(
                self.form(i - 1),
                "Series" | "series" | "Class" | "class" | "Plan" | "Phase" | "Group" | "Type"
            );
        // "he wrote on X. Norvane said": a site that is called by a letter
        let site = i > start
            && self.form(i) == "X."
            && matches!(self.form(i - 1), "on" | "On" | "to" | "via");
        let stop = if counts || site {
            Stop::Full
        } else {
            stop_of(self.form(i))?
        };
        let mut next = i + 1;
        let mut quoted = false;
        while next < self.tokens.len() {
            if self.closes(start, next) {
                quoted |= is_quote(self.form(next));
                next += 1;
            } else if let Some(after) = self.note(next) {
                next = after;
            } else {
                break;
            }
        }
        if next >= self.tokens.len() {
            return Some(next);
        }
        if self.is_enumerator(start, i) || stop_of(self.form(next)).is_some() {
            return None;
        }
        let word = self.word_from(next);
        let opens = match stop {
            Stop::Abbreviation => {
                // "Norvane Co. (NYSE: NVN) said": a bracket goes on with the sentence
                word != next
                    && is_opener(self.form(next))
                    && !matches!(self.form(next), "(" | "[" | "{")
                    && starts_upper(self.form(word))
                    || opens_sentence(self.form(word)) && word == next
                    || quoted && starts_upper(self.form(word))
            }
            Stop::Full => starts_sentence(self.form(word)) || is_brand(self.form(word)),
            Stop::Question => starts_sentence(self.form(word)),
            Stop::Dots => starts_upper(self.form(word)) && !self.is_name_i(word),
        };
        // `"Really?" Tarn said`: the sentence goes on.
        let goes_on = quoted && self.says(word);
        (opens && !goes_on).then_some(next)
    }

    /// A closing bracket, or a quote that closes.
    fn closes(&self, start: usize, i: usize) -> bool {
        let form = self.form(i);
        if matches!(form, ")" | "]" | "}" | "”" | "»" | "’’") {
            return true;
        }
        if matches!(form, "\"" | "'" | "’" | "''") && self.glued(i) {
            // Glued on both sides: it closes if one is open.
            return !self.glued(i + 1)
                || (start.max(i.saturating_sub(200))..i)
                    .filter(|&t| self.form(t) == form)
                    .count()
                    % 2
                    == 1;
        }
        false
    }

    /// The token after a footnote mark or citation that is glued to the full stop: `rights.4`, `school.[17]`.
    fn note(&self, i: usize) -> Option<usize> {
        let digits = |t: usize| {
            let f = self.form(t);
            !f.is_empty() && f.len() <= 3 && f.bytes().all(|b| b.is_ascii_digit())
        };
        if !self.glued(i) {
            return None;
        }
        if digits(i) {
            return (!self.glued(i + 1)).then_some(i + 1);
        }
        (self.form(i) == "[" && digits(i + 1) && self.form(i + 2) == "]").then_some(i + 3)
    }

    /// "1." or "(a)." at the start of a sentence.
    fn is_enumerator(&self, start: usize, i: usize) -> bool {
        i > start
            && i - start <= 2
            && (start..i).all(|t| {
                let f = self.form(t);
                f.len() <= 3 && (f.bytes().all(|b| b.is_ascii_digit()) || f == "(" || f == ")")
                    || f.len() == 1 && f.bytes().all(|b| b.is_ascii_alphabetic())
            })
            && self.form(i) == "."
    }

    /// The first token from `i` that is not an opening mark.
    fn word_from(&self, i: usize) -> usize {
        (i..self.tokens.len().min(i + 4))
            .find(|&t| !is_opener(self.form(t)))
            .unwrap_or(i)
    }

    /// "I" after dots continues as often as not.
    fn is_name_i(&self, i: usize) -> bool {
        self.form(i) == "I" && self.form(i + 1).starts_with(['\'', '’'])
    }

    /// Whether a name and a verb of speech follow.
    fn says(&self, word: usize) -> bool {
        (word..self.tokens.len().min(word + 4))
            .take_while(|&t| !matches!(self.form(t), "." | "," | "\"" | "“" | "?" | "!"))
            .any(|t| is_speech(self.form(t)))
    }

    fn blank_line_after(&self, i: usize) -> bool {
        let (Some(a), Some(b)) = (self.tokens.get(i), self.tokens.get(i + 1)) else {
            return false;
        };
        let between = self.text.get(a.end..b.start).unwrap_or("");
        between.len() >= 2
            && between.chars().all(is_space)
            && between.bytes().filter(|&b| b == b'\n').count() >= 2
    }
}

fn stop_of(form: &str) -> Option<Stop> {
    match form.as_bytes() {
        [] => None,
        b"." => Some(Stop::Full),
        [b'.', ..] if form.bytes().all(|b| b == b'.') => Some(Stop::Dots),
        [b'!' | b'?', ..] => Some(Stop::Question),
        [.., b'.'] if form.starts_with(char::is_alphabetic) => {
            let stem = &form[..form.len() - 1];
            let ends = match abbreviation(stem) {
                Some(Abbreviation::Anywhere) => true,
                Some(_) => false,
                // "U.S.", "a.m."; initials do not end a sentence.
                None => stem.contains('.') && !matches!(form, "e.g." | "i.e." | "E.g." | "I.e."),
            };
            ends.then_some(Stop::Abbreviation)
        }
        _ => match form {
            "…" => Some(Stop::Dots),
            "。" | "！" | "？" => Some(Stop::Full),
            _ => None,
        },
    }
}

fn is_quote(form: &str) -> bool {
    matches!(form, "\"" | "”" | "''" | "’’" | "'" | "’" | "»")
}

fn is_opener(form: &str) -> bool {
    matches!(
        form,
        "\"" | "“"
            | "‘"
            | "``"
            | "'"
            | "("
            | "["
            | "{"
            | "«"
            | "-"
            | "–"
            | "—"
            | "--"
            | "•"
            | "*"
            | "’"
    )
}

fn starts_upper(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

/// Capitals, digits, signs, and letters without case.
fn starts_sentence(form: &str) -> bool {
    form.chars().next().is_some_and(|c| {
        c.is_uppercase()
            || c.is_numeric()
            || (c.is_alphabetic() && !c.is_lowercase())
            || matches!(c, '$' | '€' | '£' | '#' | '@' | '<' | '&' | '>')
            || (!c.is_alphabetic() && !c.is_ascii())
    }) || form.starts_with("'") && form.len() > 2
}

/// "iPad", "eBay": a name that begins with a small letter.
fn is_brand(form: &str) -> bool {
    let mut chars = form.chars();
    chars.next().is_some_and(char::is_lowercase) && chars.next().is_some_and(char::is_uppercase)
}

fn is_speech(form: &str) -> bool {
    matches!(
        form,
        "said"
            | "says"
            | "asked"
            | "asks"
            | "told"
            | "added"
            | "adds"
            | "wrote"
            | "replied"
            | "recalled"
            | "tweeted"
            | "continued"
            | "noted"
            | "explained"
            | "exclaimed"
            | "shouted"
            | "answered"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::tokenizer::tokenize;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        let tokens = tokenize(text, Span::new(0, text.len()));
        split_sentences(text, &tokens)
            .into_iter()
            .map(|r| &text[tokens[r.start].start..tokens[r.end - 1].end])
            .collect()
    }

    #[test]
    fn sentences_end_where_they_should() {
        for (text, expected) in [
            (
                "Velkor Inc. said so. It rose 3.5 percent.",
                &["Velkor Inc. said so.", "It rose 3.5 percent."][..],
            ),
            (
                "The U.S. Senate met Mr. Tarn at No. 3. He left.",
                &["The U.S. Senate met Mr. Tarn at No. 3.", "He left."],
            ),
            (
                "It moved to the U.S. The plan failed.",
                &["It moved to the U.S.", "The plan failed."],
            ),
            (
                "\"We won.\" They cheered. \"Really?\" Tarn asked.",
                &["\"We won.\"", "They cheered.", "\"Really?\" Tarn asked."],
            ),
            (
                "It grew distribution.Why it matters: costs fall.",
                &["It grew distribution.", "Why it matters: costs fall."],
            ),
            (
                "(It closed in May.) J. R. Tarn left… Then came more.",
                &["(It closed in May.)", "J. R. Tarn left…", "Then came more."],
            ),
            (
                "1. Open the box. 2. Close it.",
                &["1. Open the box.", "2. Close it."],
            ),
            ("Wait... what? Yes!", &["Wait... what?", "Yes!"]),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn sentences_cover_all_tokens(text in "(\\PC|[.?!\"'()A-Za-z \n]){0,80}") {
            let tokens = tokenize(&text, Span::new(0, text.len()));
            let mut next = 0;
            for range in split_sentences(&text, &tokens) {
                prop_assert_eq!(range.start, next);
                prop_assert!(range.end > range.start);
                next = range.end;
            }
            prop_assert_eq!(next, tokens.len());
        }
    }
}
