//! The network's inputs for a few sentences.

use std::ops::Range;

/// The most pieces of a sequence, its start and end included.
pub const MAX_PIECES: usize = 254;

/// Affixes of a word.
pub const AFFIXES: usize = 6;

/// Several sentences (or windows of long ones), one after the other.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Piece ids.
    pub input_ids: Vec<i32>,
    /// Shapes of the pieces' words.
    pub shape_ids: Vec<i32>,
    /// Where the first piece of each word stands.
    pub first: Vec<usize>,
    /// Where the last piece of each word stands.
    pub last: Vec<usize>,
    /// Six affixes of each word.
    pub affix_ids: Vec<i32>,
    /// One past the last piece and word of each sentence.
    ends: Vec<(usize, usize)>,
    /// Whether the sentences are those of one text, in its order, and not unrelated ones.
    pub one_text: bool,
}

/// A sentence of a batch.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its pieces, its start and end included.
    pub pieces: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
}

impl Batch {
    /// Forgets all sentences.
    pub fn clear(&mut self) {
        self.input_ids.clear();
        self.shape_ids.clear();
        self.first.clear();
        self.last.clear();
        self.affix_ids.clear();
        self.ends.clear();
    }

    /// Its sentences.
    pub fn sentences(&self) -> impl Iterator<Item = Row> + '_ {
        let before = std::iter::once(&(0, 0)).chain(&self.ends);
        before.zip(&self.ends).map(|(from, to)| Row {
            pieces: from.0..to.0,
            words: from.1..to.1,
        })
    }

    /// One word of one piece, to try a network with.
    #[must_use]
    pub fn trial() -> Self {
        Self {
            input_ids: vec![0; 3],
            shape_ids: vec![0; 3],
            first: vec![1],
            last: vec![1],
            affix_ids: vec![1; 6],
            ends: vec![(3, 1)],
            one_text: true,
        }
    }

    /// Begins a sentence with the piece that stands before all sentences. The caller sees to it that sentences are not
    /// longer than [`MAX_PIECES`].
    pub fn begin(&mut self, piece: i32) {
        self.input_ids.push(piece);
        self.shape_ids.push(0);
    }

    /// Adds a word of at least one piece.
    pub fn word(&mut self, pieces: &[i32], shape: i32, affixes: [i32; AFFIXES]) {
        self.first.push(self.input_ids.len());
        self.input_ids.extend_from_slice(pieces);
        self.shape_ids.resize(self.input_ids.len(), shape);
        self.last.push(self.input_ids.len() - 1);
        self.affix_ids.extend(affixes);
    }

    /// Ends a sentence with the piece that stands after all sentences.
    pub fn end(&mut self, piece: i32) {
        self.input_ids.push(piece);
        self.shape_ids.push(0);
        self.ends.push((self.input_ids.len(), self.first.len()));
    }
}
