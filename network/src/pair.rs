//! Scores labels for pairs of words.

use rten_simd::{Isa, SimdOp};

use crate::norm::LANES;

/// `[relu(a + b), a * b] W + bias`, for two vectors that the network gave.
#[derive(Clone, Debug)]
pub struct PairScorer {
    width: usize,
    labels: usize,
    /// Labels, padded to whole vector registers.
    lanes: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

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
        Score {
            scorer: self,
            a,
            b,
            out: &mut scores[..self.lanes],
        }
        .dispatch();
        scores.truncate(self.labels);
    }
}

struct Score<'a> {
    scorer: &'a PairScorer,
    a: &'a [f32],
    b: &'a [f32],
    out: &'a mut [f32],
}

impl SimdOp for Score<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let PairScorer { width, lanes, .. } = *self.scorer;
        let (sum, product) = self.scorer.weights.split_at(width * lanes);
        for start in (0..lanes).step_by(LANES) {
            let mut out = [0f32; LANES];
            out.copy_from_slice(&self.out[start..start + LANES]);
            let rows = sum.chunks_exact(lanes).zip(product.chunks_exact(lanes));
            for ((&x, &y), (s, p)) in self.a.iter().zip(self.b).zip(rows) {
                let (h, g) = (if x + y > 0.0 { x + y } else { 0.0 }, x * y);
                let (s, p) = (&s[start..start + LANES], &p[start..start + LANES]);
                for i in 0..LANES {
                    out[i] += h * s[i] + g * p[i];
                }
            }
            self.out[start..start + LANES].copy_from_slice(&out);
        }
    }
}
