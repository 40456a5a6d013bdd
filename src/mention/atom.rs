//! Atoms: what a sentence is made of when one looks for dates and amounts.
//!
//! Tokenisations differ ("€1.8bn" may be one token or three), so tokens are cut where letters, figures and
//! signs meet. Every atom knows its token.

use std::ops::Range;

use crate::nlp::View;

/// What an atom consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtomKind {
    /// Letters.
    Word,
    /// Figures, with a decimal fraction if there is one.
    Figures,
    /// One sign.
    Sign,
}

/// A piece of a token.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Atom<'a> {
    /// The token that it belongs to.
    pub token: usize,
    /// As written.
    pub raw: &'a str,
    /// Lowercased; figures without thousands separators, dashes as "-".
    pub text: String,
    /// What it consists of.
    pub kind: AtomKind,
    /// Whether nothing stands between the atom before and this one.
    pub glued: bool,
}

impl Atom<'_> {
    /// Whether the word begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.raw.chars().next().is_some_and(char::is_uppercase)
    }

    /// The value of plain figures.
    pub fn integer(&self) -> Option<u32> {
        (self.kind == AtomKind::Figures && self.text.len() < 9)
            .then(|| self.text.parse().ok())
            .flatten()
    }
}

/// The atoms of a range of tokens.
pub(super) fn atoms<'a>(view: &View<'a>, tokens: Range<usize>) -> Vec<Atom<'a>> {
    let mut found = Vec::with_capacity(tokens.len());
    let mut end = None;
    for token in tokens {
        let span = view.token(token).span;
        let form = view.form(token);
        if is_address(form) {
            found.push(Atom {
                token,
                raw: form,
                text: form.to_lowercase(),
                kind: AtomKind::Word,
                glued: end == Some(span.start),
            });
            end = Some(span.end);
            continue;
        }
        for (at, raw, kind) in cut(form) {
            found.push(Atom {
                token,
                raw,
                text: normal(raw, kind),
                kind,
                glued: end == Some(span.start + at),
            });
            end = Some(span.start + at + raw.len());
        }
    }
    found
}

/// The atoms of a phrase of the lexicon, as normalised text.
pub(super) fn phrase(text: &str) -> Vec<String> {
    cut(text)
        .into_iter()
        .map(|(_, raw, kind)| normal(raw, kind))
        .collect()
}

fn normal(raw: &str, kind: AtomKind) -> String {
    match kind {
        AtomKind::Figures => raw.replace(',', ""),
        AtomKind::Word => raw.replace('\u{2019}', "'").to_lowercase(),
        AtomKind::Sign => match raw {
            "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2014}" | "\u{2212}" => {
                "-".to_owned()
            }
            "\u{2019}" | "\u{2018}" => "'".to_owned(),
            _ => raw.to_owned(),
        },
    }
}

/// Cuts a word into pieces: offset, text and kind of each. White space is left out.
fn cut(form: &str) -> Vec<(usize, &str, AtomKind)> {
    let chars: Vec<(usize, char)> = form.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let offset = |i: usize| chars.get(i).map_or(form.len(), |&(o, _)| o);
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(c) = at(i) {
        let start = i;
        let kind = if c.is_whitespace() {
            i += 1;
            continue;
        } else if c.is_ascii_digit() {
            i = figures(&at, i);
            AtomKind::Figures
        } else if c.is_alphabetic()
            || (is_apostrophe(c) && at(i + 1).is_some_and(char::is_alphabetic))
        {
            i += 1;
            while at(i).is_some_and(|c| {
                is_letter(c) || (c == '.' && at(i + 1).is_some_and(is_letter) && i - start < 8)
            }) {
                i += 1;
            }
            found.push((
                offset(start),
                &form[offset(start)..offset(i)],
                AtomKind::Word,
            ));
            // The full stop of an abbreviation belongs to it.
            if at(i) == Some('.') {
                i += 1;
            }
            continue;
        } else {
            i += 1;
            AtomKind::Sign
        };
        found.push((offset(start), &form[offset(start)..offset(i)], kind));
    }
    found
}

/// The end of the figures that start at `i`: thousands in groups of three, one decimal fraction.
fn figures(at: &impl Fn(usize) -> Option<char>, mut i: usize) -> usize {
    let digit = |i: usize| at(i).is_some_and(|c| c.is_ascii_digit());
    let start = i;
    while digit(i) {
        i += 1;
    }
    if i - start <= 3 {
        while at(i) == Some(',') && (1..=3).all(|d| digit(i + d)) && !digit(i + 4) {
            i += 4;
        }
    }
    if at(i) == Some('.') && digit(i + 1) {
        let mut end = i + 1;
        while digit(end) {
            end += 1;
        }
        // "14.06.2019" is no number.
        if !(at(end) == Some('.') && digit(end + 1)) && !dotted_before(at, start) {
            i = end;
        }
    }
    i
}

fn dotted_before(at: &impl Fn(usize) -> Option<char>, start: usize) -> bool {
    start >= 2 && at(start - 1) == Some('.') && at(start - 2).is_some_and(|c| c.is_ascii_digit())
}

/// Addresses of pages and mailboxes are not taken apart.
fn is_address(form: &str) -> bool {
    form.contains("://") || form.contains('@') || form.starts_with("www.")
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}
