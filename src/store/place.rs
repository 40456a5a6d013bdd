//! Where a query is wrong.
//!
//! The parser reports the furthest place that it looked at, and it looks ahead by the length of each keyword that it
//! tries. So the query is parsed again with wide gaps between its words: then the furthest place is in the gap behind the
//! word that does not fit, or at that word.

use unicode_width::UnicodeWidthStr;

use crate::error::{Error, ErrorKind};

/// How queries begin.
const FORMS: &str = "SELECT, ASK, CONSTRUCT or DESCRIBE";

/// Longer than every keyword.
const GAP: usize = 32;

/// The error of a query that is not SPARQL: line, column, what is wrong, and the line itself with a caret.
/// `parse` gives the parser's message for a text, if it is wrong.
pub fn syntax_error(query: &str, parse: impl Fn(&str) -> Option<String>) -> Error {
    if query.trim().is_empty() {
        let message = format!("the query is empty; it begins with {FORMS}");
        return Error::new(ErrorKind::Query, message);
    }
    let wide = Wide::new(query);
    let message = parse(&wide.text)
        .or_else(|| parse(query))
        .unwrap_or_default();
    let Some((at, expected)) = reported(&wide.text, &message) else {
        let text = message.strip_prefix("error at ").unwrap_or(&message);
        return Error::new(ErrorKind::Query, format!("this is not SPARQL: {text}"));
    };
    let start = wide.unclosed.unwrap_or_else(|| wide.word_start(at));
    let chars: Vec<char> = query.chars().collect();
    let word: String = chars[start.min(chars.len())..]
        .iter()
        .take_while(|c| !c.is_whitespace())
        .collect();
    let before = &chars[..start.min(chars.len())];
    let first = before.iter().all(|c| c.is_whitespace());
    let line = before.iter().filter(|c| **c == '\n').count();
    let column = before.iter().rev().take_while(|c| **c != '\n').count();
    let text = query.split('\n').nth(line).unwrap_or_default();
    let (shown, caret) = window(text, column);
    Error::new(
        ErrorKind::Query,
        format!(
            "this is not SPARQL: {}{}\n  {shown}\n  {}^",
            if wide.unclosed.is_some() {
                "this string is not closed".to_owned()
            } else {
                explain(&word, expected)
            },
            if first {
                format!("; a query begins with {FORMS}")
            } else {
                String::new()
            },
            " ".repeat(caret)
        ),
    )
    .at(line + 1, column + 1)
}

/// A query with wide gaps between its words.
struct Wide {
    text: String,
    /// For each character of the text, the character of the query that it stands for; `None` for those of gaps.
    origin: Vec<Option<usize>>,
    /// Where the query's last word ends.
    end: usize,
    /// The quotation mark of a string without an end.
    unclosed: Option<usize>,
}

impl Wide {
    fn new(query: &str) -> Self {
        let mut wide = Self {
            text: String::new(),
            origin: Vec::new(),
            end: query.trim_end().chars().count(),
            unclosed: None,
        };
        let chars: Vec<char> = query.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let c = chars[at];
            let length = opaque(&chars[at..]);
            if length > 1 {
                for (i, c) in chars.iter().enumerate().skip(at).take(length) {
                    wide.push(*c, i);
                }
                at += length;
                continue;
            }
            if matches!(c, '"' | '\'') && wide.unclosed.is_none() {
                wide.unclosed = Some(at);
            }
            let bar = |i: Option<usize>| i.and_then(|i| chars.get(i)) == Some(&'|');
            let brace = matches!(c, '{' | '}') && !bar(Some(at + 1)) && !bar(at.checked_sub(1));
            if brace {
                wide.gap();
            }
            wide.push(c, at);
            let last_blank =
                c.is_whitespace() && chars.get(at + 1).is_none_or(|n| !n.is_whitespace());
            if brace || last_blank {
                wide.gap();
            }
            at += 1;
        }
        wide.gap();
        wide
    }

    fn push(&mut self, c: char, origin: usize) {
        self.text.push(c);
        self.origin.push(Some(origin));
    }

    fn gap(&mut self) {
        self.text.extend(std::iter::repeat_n(' ', GAP));
        self.origin.extend(std::iter::repeat_n(None, GAP));
    }

    /// The character of the query at which the word at, or before, a place begins.
    fn word_start(&self, at: usize) -> usize {
        let chars: Vec<char> = self.text.chars().collect();
        if at >= chars.len() {
            return self.end;
        }
        let word = (0..=at).rev().find(|&i| !chars[i].is_whitespace());
        let Some(word) = word else { return 0 };
        let start = (0..word)
            .rev()
            .find(|&i| chars[i].is_whitespace())
            .map_or(0, |i| i + 1);
        self.origin[start].unwrap_or(0)
    }
}

/// How many characters at the start belong together whatever they are: a comment, an IRI, a string; else one.
fn opaque(chars: &[char]) -> usize {
    let until = |stop: &dyn Fn(char) -> bool| chars.iter().position(|c| stop(*c));
    match chars[0] {
        '#' => until(&|c| c == '\n').unwrap_or(chars.len()),
        '<' => match until(&|c| c == '>' || c.is_whitespace()) {
            Some(end) if chars[end] == '>' => end + 1,
            _ => 1,
        },
        quote @ ('"' | '\'') => {
            let long = chars.get(1) == Some(&quote) && chars.get(2) == Some(&quote);
            let marks = if long { 3 } else { 1 };
            let mut at = marks;
            while at < chars.len() {
                if chars[at] == '\\' {
                    at += 2;
                    continue;
                }
                if !long && chars[at] == '\n' {
                    return 1;
                }
                if chars[at..]
                    .iter()
                    .take(marks)
                    .filter(|c| **c == quote)
                    .count()
                    == marks
                {
                    return at + marks;
                }
                at += 1;
            }
            1
        }
        _ => 1,
    }
}

/// The place, as a number of characters, and the list of the parser's message: `error at 3:14: expected …`.
fn reported<'m>(text: &str, message: &'m str) -> Option<(usize, &'m str)> {
    let (_, rest) = message.split_once("error at ")?;
    let (line, rest) = rest.split_once(':')?;
    let (column, rest) = rest.split_once(':')?;
    let line: usize = line.trim().parse().ok()?;
    let column: usize = column.trim().parse().ok()?;
    let before: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(|l| l.chars().count())
        .sum();
    let expected = rest.trim();
    let expected = expected.strip_prefix("expected ").unwrap_or(expected);
    let expected = expected.strip_prefix("one of ").unwrap_or(expected);
    Some((before + column.checked_sub(1)?, expected))
}

fn explain(word: &str, expected: &str) -> String {
    let sentence = expected.split(", ").find(|e| {
        e.split(' ').count() > 1 && e.starts_with(|c: char| c.is_alphabetic()) && !e.contains('"')
    });
    match sentence {
        Some("Prefix not found") => format!(
            "the prefix {}: is not declared",
            word.split(':').next().unwrap_or_default()
        ),
        Some(sentence) => {
            let mut chars = sentence.chars();
            let first: String = chars
                .next()
                .into_iter()
                .flat_map(char::to_lowercase)
                .collect();
            first + chars.as_str()
        }
        None if word.is_empty() => "something is missing at the end".to_owned(),
        None => format!("“{word}” is not expected here"),
    }
}

/// At most a hundred characters of a line around a column, tabs as blanks, and how far the caret is indented.
fn window(line: &str, column: usize) -> (String, usize) {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let start = column.saturating_sub(70);
    let shown: String = line.chars().skip(start).take(100).map(plain).collect();
    let before: String = shown.chars().take(column - start).collect();
    (shown, before.width())
}
