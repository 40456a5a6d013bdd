//! The network's inputs for a few sentences.

use std::ops::Range;

use super::{Encoded, WordPiece};

/// The most pieces of a sequence, its start and end included.
pub const MAX_PIECES: usize = 254;

/// A sentence (or a window of a long one) as the network reads it.
#[derive(Clone, Debug, Default)]
struct Row {
    pieces: Vec<i32>,
    shapes: Vec<i32>,
    first: Vec<i32>,
    last: Vec<i32>,
    affixes: Vec<i32>,
}

/// Padded inputs of several sentences.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    rows: Vec<Row>,
    used: usize,
    /// Pieces of the longest row.
    pub pieces: usize,
    /// Words of the longest row.
    pub words: usize,
    /// Piece ids `[B, S]`.
    pub input_ids: Vec<i32>,
    /// Shapes `[B, S]`.
    pub shape_ids: Vec<i32>,
    /// 1 for a piece, 0 for padding `[B, S]`.
    pub mask: Vec<i32>,
    /// First piece of each word `[B, W]`.
    pub first: Vec<i32>,
    /// Last piece of each word `[B, W]`.
    pub last: Vec<i32>,
    /// Affixes of each word `[B, W, 6]`.
    pub affix_ids: Vec<i32>,
    /// 1 for a word, 0 for padding `[B, W]`.
    pub word_mask: Vec<i32>,
}

impl Batch {
    /// Forgets all sentences.
    pub fn clear(&mut self) {
        self.used = 0;
    }

    /// How many sentences there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.used
    }

    /// One word of one piece, to try a network with.
    #[must_use]
    pub fn trial() -> Self {
        Self {
            rows: Vec::new(),
            used: 1,
            pieces: 3,
            words: 1,
            input_ids: vec![0; 3],
            shape_ids: vec![0; 3],
            mask: vec![1; 3],
            first: vec![1],
            last: vec![1],
            affix_ids: vec![1; 6],
            word_mask: vec![1],
        }
    }

    /// Adds a sentence. The caller sees to it that it is not longer than [`MAX_PIECES`].
    pub fn push(&mut self, vocabulary: &WordPiece, encoded: &Encoded, words: Range<usize>) {
        if self.used == self.rows.len() {
            self.rows.push(Row::default());
        }
        let row = &mut self.rows[self.used];
        self.used += 1;
        for part in [
            &mut row.pieces,
            &mut row.shapes,
            &mut row.first,
            &mut row.last,
            &mut row.affixes,
        ] {
            part.clear();
        }
        row.pieces.push(vocabulary.start);
        row.shapes.push(0);
        for word in words {
            let features = encoded.features(word);
            row.first.push(index(row.pieces.len()));
            row.pieces.extend_from_slice(encoded.pieces(word));
            row.shapes.resize(row.pieces.len(), features.shape);
            row.last.push(index(row.pieces.len() - 1));
            row.affixes.extend(features.affixes);
        }
        row.pieces.push(vocabulary.end);
        row.shapes.push(0);
    }

    /// Lays the sentences out as padded tables.
    pub fn pad(&mut self) {
        let rows = &self.rows[..self.used];
        self.pieces = rows.iter().map(|r| r.pieces.len()).max().unwrap_or(0);
        self.words = rows.iter().map(|r| r.first.len()).max().unwrap_or(0);
        let (s, w) = (self.pieces, self.words);
        for (table, width, part) in [
            (
                &mut self.input_ids,
                s,
                (|r: &Row| &r.pieces) as fn(&Row) -> &Vec<i32>,
            ),
            (&mut self.shape_ids, s, |r: &Row| &r.shapes),
            (&mut self.first, w, |r: &Row| &r.first),
            (&mut self.last, w, |r: &Row| &r.last),
            (&mut self.affix_ids, 6 * w, |r: &Row| &r.affixes),
        ] {
            table.clear();
            for (i, row) in rows.iter().enumerate() {
                table.extend_from_slice(part(row));
                table.resize((i + 1) * width, 0);
            }
        }
        for (table, width, part) in [
            (
                &mut self.mask,
                s,
                (|r: &Row| r.pieces.len()) as fn(&Row) -> usize,
            ),
            (&mut self.word_mask, w, |r: &Row| r.first.len()),
        ] {
            table.clear();
            for (i, row) in rows.iter().enumerate() {
                table.resize(i * width + part(row), 1);
                table.resize((i + 1) * width, 0);
            }
        }
    }
}

fn index(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
