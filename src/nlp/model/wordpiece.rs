//! WordPiece: how words are cut into the pieces that the network knows.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::error::{Error, ErrorKind, Result};

/// The pieces of the vocabulary, uncased.
#[derive(Debug)]
pub struct WordPiece {
    /// Pieces that begin a word.
    first: HashMap<&'static str, i32>,
    /// Pieces inside a word, without their `##`.
    inner: HashMap<&'static str, i32>,
    longest: usize,
    /// `[UNK]`.
    unknown: i32,
    /// `[CLS]`.
    pub start: i32,
    /// `[SEP]`.
    pub end: i32,
}

/// A word has at most this many pieces; from longer ones the first six and the last two are kept.
const MAX_WORD_PIECES: usize = 8;

impl WordPiece {
    /// Reads a vocabulary: one piece a line.
    ///
    /// # Errors
    ///
    /// When a special piece is missing.
    pub fn read(text: &'static str) -> Result<Self> {
        let mut first = HashMap::with_capacity(32_768);
        let mut inner = HashMap::with_capacity(8_192);
        let mut longest = 1;
        for (id, piece) in text.lines().enumerate() {
            let id = i32::try_from(id).unwrap_or(i32::MAX);
            longest = longest.max(piece.len());
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => inner.insert(rest, id),
                _ => first.insert(piece, id),
            };
        }
        let special = |name: &str| {
            first.get(name).copied().ok_or_else(|| {
                Error::new(ErrorKind::Model, format!("the piece {name} is missing"))
                    .in_file("models/vocab.txt")
            })
        };
        let (unknown, start, end) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Self {
            first,
            inner,
            longest,
            unknown,
            start,
            end,
        })
    }

    /// Appends the pieces of a word to `pieces`.
    pub fn cut(&self, word: &str, pieces: &mut Vec<i32>) {
        let from = pieces.len();
        if word.is_ascii() {
            let mut lower = [0u8; 64];
            if let Some(lower) = lower.get_mut(..word.len()) {
                lower.copy_from_slice(word.as_bytes());
                lower.make_ascii_lowercase();
                self.parts(std::str::from_utf8(lower).unwrap_or(word), pieces);
            } else {
                self.parts(&word.to_ascii_lowercase(), pieces);
            }
        } else {
            let plain: String = word
                .nfd()
                .filter(|c| c.general_category() != GeneralCategory::NonspacingMark)
                .collect();
            self.parts(&plain.to_lowercase(), pieces);
        }
        if pieces.len() == from {
            pieces.push(self.unknown);
        }
        let count = pieces.len() - from;
        if count > MAX_WORD_PIECES {
            pieces.drain(from + MAX_WORD_PIECES - 2..from + count - 2);
        }
    }

    /// Cuts at punctuation, then each part greedily.
    fn parts(&self, text: &str, pieces: &mut Vec<i32>) {
        let mut start = 0;
        for (at, c) in text.char_indices() {
            let punctuation = is_punctuation(c);
            if punctuation || c.is_whitespace() {
                self.greedy(&text[start..at], pieces);
                start = at + c.len_utf8();
                if punctuation {
                    self.greedy(&text[at..start], pieces);
                }
            }
        }
        self.greedy(&text[start..], pieces);
    }

    fn greedy(&self, part: &str, pieces: &mut Vec<i32>) {
        let from = pieces.len();
        let mut start = 0;
        while start < part.len() {
            let table = if start == 0 { &self.first } else { &self.inner };
            let limit = part.len().min(start + self.longest);
            let found = (start + 1..=limit)
                .rev()
                .filter(|&end| part.is_char_boundary(end))
                .find_map(|end| table.get(&part[start..end]).map(|&id| (end, id)));
            if let Some((end, id)) = found {
                pieces.push(id);
                start = end;
            } else {
                pieces.truncate(from);
                pieces.push(self.unknown);
                return;
            }
        }
    }
}

/// Every ASCII symbol counts, beside what Unicode calls punctuation.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_greedily_and_without_accents() {
        let text = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nvel\n##kor\nna\n##ive\n.\nu\ns\n##el\nve\n##l\n##k\n’\na\n##a";
        let vocabulary = WordPiece::read(text).unwrap();
        let cut = |word: &str| {
            let mut pieces = Vec::new();
            vocabulary.cut(word, &mut pieces);
            pieces
        };
        assert_eq!(cut("Velkor"), [4, 5]);
        assert_eq!(cut("naïve"), [6, 7]);
        assert_eq!(cut("U.S."), [9, 8, 10, 8]);
        assert_eq!(cut("’s"), [15, 10]);
        assert_eq!(cut("qx"), [1]);
        assert_eq!(cut("velk"), [4, 14]);
        assert_eq!(cut("\u{301}"), [1]);
        assert_eq!(cut("aaaaaaaaaaaa"), [16, 17, 17, 17, 17, 17, 17, 17]);
        assert!(WordPiece::read("a\nb").is_err());
    }
}
