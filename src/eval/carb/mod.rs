//! CaRB, the benchmark of open claims: tuples of words against the tuples that people wrote down for the same sentence.
//!
//! The score is the one that Bhardwaj, Aggarwal and Mausam published ("CaRB: A Crowdsourced Benchmark for Open IE", EMNLP
//! 2019, <https://aclanthology.org/D19-1651/>), as their program computes it by default (the repository `dair-iitd/CaRB`):
//!
//! * Words are what stands between white space, compared letter by letter, as they are. All arguments after the first are
//!   taken together as one. Words match inside their slot only: relation with relation, first argument with first argument,
//!   the rest with the rest; each word once. Precision and recall are the shares of matched words over the three slots.
//! * A pair whose relations share no word scores nothing, and neither does one where the system lacks an argument that the
//!   reference has. "be" in a system's relation matches any form of *be* in the reference. Where the reference's relation
//!   contains "said" or the like, the system's arguments may also stand the other way round.
//! * Recall of a sentence: each reference tuple takes the best recall over all system tuples. Precision: pairs are taken one
//!   to one, the one of the highest precision first; a system tuple without a partner has precision 0.
//! * Both are summed over all sentences for every confidence as threshold. The score is the point with the best F1; the area
//!   under the curve is that of the trapezoids, with a point of precision 1 at recall 0.
//! * Sentences are found by their letters: spaces and punctuation do not count.

mod curve;
mod matching;
mod read;
mod tuples;

use serde::Serialize;

use super::Score;

pub use curve::score;
pub use matching::pair;
pub use read::{read_gold, read_sentences, read_system, write_system};
pub use tuples::{from_lines, run};

/// A relation between words, with its arguments in order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tuple {
    /// How sure the system is; 1 in the reference.
    pub confidence: f64,
    /// The words of the relation.
    pub relation: String,
    /// The words of each argument.
    pub arguments: Vec<String>,
}

/// The tuples of one sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// The sentence.
    pub sentence: String,
    /// Its tuples.
    pub tuples: Vec<Tuple>,
}

/// The result of a system.
#[derive(Clone, Debug, Serialize)]
pub struct CarbScore {
    /// Precision, recall and F1 at the best threshold.
    #[serde(flatten)]
    pub score: Score,
    /// Area under the curve of precision over recall.
    pub auc: f64,
    /// The confidence from which tuples count at that point.
    pub threshold: f64,
    /// The same without a threshold: all tuples count.
    pub all: Score,
    /// Sentences of the reference.
    pub sentences: usize,
    /// Tuples of the reference.
    pub gold: usize,
    /// Tuples of the system for these sentences.
    pub system: usize,
    /// Each sentence at the best threshold.
    #[serde(skip)]
    pub by_sentence: Vec<SentenceScore>,
}

/// One sentence at the best threshold.
#[derive(Clone, Debug, Serialize)]
pub struct SentenceScore {
    /// The sentence.
    pub sentence: String,
    /// Its score by itself.
    #[serde(flatten)]
    pub score: Score,
    /// The reference, with the recall that each tuple gets.
    pub gold: Vec<Scored>,
    /// The system's tuples from the threshold on, with the precision that each gets.
    pub system: Vec<Scored>,
}

/// A tuple with its part of the score.
#[derive(Clone, Debug, Serialize)]
pub struct Scored {
    /// The tuple.
    #[serde(flatten)]
    pub tuple: Tuple,
    /// Its recall or precision.
    pub value: f64,
    /// The tuple of the other side that gives it, by position.
    pub partner: Option<usize>,
}

/// F1 on the test half: of ClausIE and OpenIE4 as measured by later work, of OpenIE6 and CIGL-OIE (Kolluru et al., "OpenIE6",
/// EMNLP 2020), and the best of large language models that were shown six examples.
pub const PUBLISHED: &[(&str, f64)] = &[
    ("ClausIE", 0.450),
    ("OpenIE4", 0.488),
    ("OpenIE6", 0.527),
    ("CIGL-OIE", 0.540),
    ("6-shot LLMs", 0.553),
];
