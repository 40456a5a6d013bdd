//! Scores labels for pairs of words.

/// `[relu(a + b), a * b] W + bias`, for two vectors that the network gave.
#[derive(Clone, Debug)]
pub struct PairScorer {
    width: usize,
    labels: usize,
    lanes: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

/// Labels are padded to a multiple of this, so that the loop over them is a whole number of vector registers.
const LANES: usize = 4;

impl PairScorer {
    /// A scorer from weights `[2D, L]` and bias `[L]`; `None` if they do not fit.
    #[must_use]
    pub fn new(weights: &[f32], bias: &[f32]) -> Option<Self> {
        let labels = bias.len();
        if labels == 0 || weights.is_empty() || !weights.len().is_multiple_of(2 * labels) {
            return None;
        }
        let width = weights.len() / (2 * labels);
        let lanes = labels.next_multiple_of(LANES);
        let mut padded = vec![0.0; 2 * width * lanes];
        for (to, from) in padded
            .chunks_exact_mut(lanes)
            .zip(weights.chunks_exact(labels))
        {
            to[..labels].copy_from_slice(from);
        }
        let mut padded_bias = bias.to_vec();
        padded_bias.resize(lanes, 0.0);
        Some(Self {
            width,
            labels,
            lanes,
            weights: padded,
            bias: padded_bias,
        })
    }

    /// Number of labels.
    #[must_use]
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Width of the vectors.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Writes the scores of all labels for the pair `a`, `b` into `scores`.
    pub fn score(&self, a: &[f32], b: &[f32], scores: &mut Vec<f32>) {
        scores.clear();
        scores.extend_from_slice(&self.bias);
        let out = &mut scores[..self.lanes];
        let (sum, product) = self.weights.split_at(self.width * self.lanes);
        let pairs = a.iter().zip(b).take(self.width);
        for (((&x, &y), s), p) in pairs
            .zip(sum.chunks_exact(self.lanes))
            .zip(product.chunks_exact(self.lanes))
        {
            let (h, g) = ((x + y).max(0.0), x * y);
            for ((o, &s), &p) in out.iter_mut().zip(s).zip(p) {
                *o += h * s + g * p;
            }
        }
        scores.truncate(self.labels);
    }
}
