//! The words of a document as the network reads them.

use std::ops::Range;

use super::{Batch, WordFeatures, WordPiece};

/// Pieces and features of many words, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Encoded {
    pieces: Vec<i32>,
    starts: Vec<usize>,
    features: Vec<WordFeatures>,
}

impl Encoded {
    /// Forgets all words.
    pub fn clear(&mut self) {
        self.pieces.clear();
        self.starts.clear();
        self.features.clear();
    }

    /// Adds a word.
    pub fn push(&mut self, vocabulary: &WordPiece, word: &str) {
        self.starts.push(self.pieces.len());
        vocabulary.cut(word, &mut self.pieces);
        self.features.push(WordFeatures::of(word));
    }

    /// Adds words to a batch, as one sentence.
    pub fn add_to(&self, batch: &mut Batch, vocabulary: &WordPiece, words: Range<usize>) {
        batch.begin(vocabulary.start);
        for word in words {
            let features = self.features(word);
            batch.word(self.pieces(word), features.shape, features.affixes);
        }
        batch.end(vocabulary.end);
    }

    /// The pieces of a word.
    #[must_use]
    pub fn pieces(&self, word: usize) -> &[i32] {
        let end = self
            .starts
            .get(word + 1)
            .copied()
            .unwrap_or(self.pieces.len());
        &self.pieces[self.starts[word]..end]
    }

    /// Its features.
    #[must_use]
    pub fn features(&self, word: usize) -> WordFeatures {
        self.features[word]
    }
}
