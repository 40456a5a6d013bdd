//! Log-linear models over named features, one column of weights for each outcome.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Numbers for the names of features.
#[derive(Clone, Debug, Default)]
pub struct Names {
    numbers: HashMap<String, u32, Quickly>,
    names: Vec<String>,
}

impl Names {
    /// The number of a name, given one if it has none.
    pub fn intern(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    /// The number of a name, if it has one.
    pub fn get(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The name of a number.
    pub fn name(&self, number: u32) -> &str {
        &self.names[number as usize]
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }
}

/// A hash of names that is quick; names come from examples that a user chose, and need no guard against chosen collisions.
#[derive(Clone, Debug, Default)]
pub struct Quick(u64);

/// Hashes so.
pub type Quickly = BuildHasherDefault<Quick>;

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let mut mix = |word: u64| {
            self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        };
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            mix(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        mix(u64::from_le_bytes(last) ^ rest.len() as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// Weights of features (rows) for outcomes (columns).
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// How many outcomes there are.
    pub columns: usize,
    /// Row after row.
    pub values: Vec<f32>,
}

impl Weights {
    /// All zero.
    pub fn new(rows: usize, columns: usize) -> Self {
        Self {
            columns,
            values: vec![0.0; rows * columns],
        }
    }

    /// The mean of several.
    pub fn mean(all: impl Iterator<Item = Self>) -> Self {
        let mut sum = Self::default();
        let mut n = 0.0;
        for weights in all {
            n += 1.0;
            if sum.values.is_empty() {
                sum = weights;
            } else {
                for (s, w) in sum.values.iter_mut().zip(weights.values) {
                    *s += w;
                }
            }
        }
        for s in &mut sum.values {
            *s /= n;
        }
        sum
    }

    /// The weights of one feature.
    pub fn row(&self, feature: u32) -> &[f32] {
        let start = feature as usize * self.columns;
        &self.values[start..start + self.columns]
    }

    /// Adds up the weights of features.
    pub fn sum(&self, features: &[u32], out: &mut [f32]) {
        out.fill(0.0);
        self.add(features, out);
    }

    /// Adds the weights of features to what is there.
    pub fn add(&self, features: &[u32], out: &mut [f32]) {
        for &f in features {
            for (o, w) in out.iter_mut().zip(self.row(f)) {
                *o += w;
            }
        }
    }
}

/// The probability of log odds.
pub fn sigmoid(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// Learns weights step by step; how far a weight moves falls with how far it has moved (AdaGrad).
#[derive(Debug)]
pub struct Learner {
    /// The weights so far.
    pub weights: Weights,
    moved: Vec<f32>,
    rate: f32,
    decay: f32,
}

impl Learner {
    /// A learner whose weights are zero; `decay` draws the weights that it moves towards zero.
    pub fn new(rows: usize, columns: usize, rate: f32, decay: f32) -> Self {
        Self {
            weights: Weights::new(rows, columns),
            moved: vec![1e-2; rows * columns],
            rate,
            decay,
        }
    }

    /// Moves the weights of features against the gradient of one outcome.
    pub fn step(&mut self, features: &[u32], column: usize, gradient: f32) {
        for &f in features {
            let at = f as usize * self.weights.columns + column;
            let g = gradient + self.decay * self.weights.values[at];
            self.moved[at] += g * g;
            self.weights.values[at] -= self.rate * g / self.moved[at].sqrt();
        }
    }
}

/// Numbers that look random and are always the same.
#[derive(Debug)]
pub struct Shuffler(u64);

impl Shuffler {
    /// Starts a sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Puts a list in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            list.swap(i, (self.0 % (i as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_gets_the_weight() {
        let mut learner = Learner::new(3, 1, 0.3, 1e-4);
        // feature 0 is always there, 1 with what is right, 2 with either
        let cases: [(&[u32], f32); 4] = [
            (&[0, 1], 1.0),
            (&[0, 1, 2], 1.0),
            (&[0, 2], 0.0),
            (&[0], 0.0),
        ];
        for _ in 0..60 {
            for (features, right) in cases {
                let mut odds = [0.0];
                learner.weights.sum(features, &mut odds);
                learner.step(features, 0, sigmoid(odds[0]) - right);
            }
        }
        let w = &learner.weights.values;
        assert!(
            w[1] > 2.0 && w[0] < -0.5 && w[2].abs() < w[1] / 2.0,
            "{w:?}"
        );
    }

    #[test]
    fn shuffling_is_repeatable() {
        let order = |seed| {
            let mut list: Vec<u32> = (0..20).collect();
            Shuffler::new(seed).shuffle(&mut list);
            list
        };
        assert_eq!(order(7), order(7));
        assert_ne!(order(7), order(8));
    }
}
