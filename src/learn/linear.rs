//! Log-linear models over named features, one column of weights for each outcome.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// Numbers for the names of features, from 0 on in the order in which they came.
///
/// A name is known by 64 bits of hash alone, so that a look-up touches no text: most of what a text is asked for is not
/// there, and the rest is read from one place. Of a million names two share a hash in one of some forty million rankers;
/// they would then share a number too.
#[derive(Clone, Debug, Default)]
pub struct Names {
    numbers: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
    /// All names, one after the other.
    text: String,
    /// Where each name ends.
    ends: Vec<usize>,
}

impl Names {
    /// The number of a name, given one if it has none.
    pub fn intern(&mut self, name: &str) -> u32 {
        let number = self.ends.len() as u32;
        match self.numbers.entry(hash(name.as_bytes())) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                free.insert(number);
                self.text.push_str(name);
                self.ends.push(self.text.len());
                number
            }
        }
    }

    /// The number of a name, if it has one.
    pub fn get(&self, name: &str) -> Option<u32> {
        self.get_hashed(hash(name.as_bytes()))
    }

    /// The number of the name with this [`hash`], if it has one.
    pub fn get_hashed(&self, hash: u64) -> Option<u32> {
        self.numbers.get(&hash).copied()
    }

    /// The name of a number.
    pub fn name(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }
}

/// 64 bits of hash: words of eight bytes, each mixed in by both halves of a product.
pub fn hash(bytes: &[u8]) -> u64 {
    let mix = |state: u64, word: u64| {
        let product = u128::from(state ^ word) * 0x9fb2_1c65_1e98_df25_u128;
        (product as u64) ^ ((product >> 64) as u64)
    };
    let mut state = 0x2545_f491_4f6c_dd1d ^ bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        state = mix(state.rotate_left(23), u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    state = mix(state.rotate_left(23), u64::from_le_bytes(last));
    mix(state, 0x6a09_e667_f3bc_c909)
}

/// The hash of what is a hash already.
#[derive(Clone, Debug, Default)]
pub struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
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

/// Weights of features (rows) for outcomes (columns), most of them zero: only the others are kept.
#[derive(Clone, Debug, Default)]
pub struct Sparse {
    /// Where each row ends among the weights.
    ends: Vec<u32>,
    /// Columns and weights, row after row.
    weights: Vec<(u32, f32)>,
}

impl Sparse {
    /// The weights that are not zero.
    pub fn of(all: &Weights) -> Self {
        let rows = all.values.chunks(all.columns.max(1)).map(|row| {
            let weights = row.iter().enumerate();
            weights
                .map(|(column, weight)| (column as u32, *weight))
                .collect()
        });
        rows.collect()
    }

    /// The columns and weights of one feature, in the order of the columns.
    pub fn row(&self, feature: u32) -> &[(u32, f32)] {
        let at = feature as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.weights[start as usize..self.ends[at] as usize]
    }

    /// Adds the weights of features to what is there, one number for each column.
    pub fn add(&self, features: &[u32], out: &mut [f32]) {
        for &f in features {
            for &(column, weight) in self.row(f) {
                out[column as usize] += weight;
            }
        }
    }
}

impl FromIterator<Vec<(u32, f32)>> for Sparse {
    /// One row after the other; of two weights for the same column the later one counts.
    fn from_iter<T: IntoIterator<Item = Vec<(u32, f32)>>>(rows: T) -> Self {
        let mut sparse = Self::default();
        for mut row in rows {
            row.reverse();
            row.sort_by_key(|w| w.0);
            row.dedup_by_key(|w| w.0);
            row.retain(|w| w.1 != 0.0);
            sparse.weights.extend(row);
            sparse.ends.push(sparse.weights.len() as u32);
        }
        sparse
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
    fn names_are_numbered_as_they_come() {
        let mut names = Names::default();
        // of every length about that of the words that are hashed, and alike but for their ends
        let all: Vec<String> = (0..40).map(|n| format!("{:n$}", 7)).collect();
        for (i, name) in all.iter().enumerate().skip(2) {
            assert_eq!(names.get(name), None);
            assert_eq!(names.intern(name) as usize, i - 2);
        }
        for (i, name) in all.iter().enumerate().skip(2) {
            let number = names.get(name).expect("a number");
            assert_eq!(
                (number as usize, names.name(number)),
                (i - 2, name.as_str())
            );
            assert_eq!(names.intern(name), number);
        }
        assert_eq!((names.len(), names.get("")), (38, None));
    }

    #[test]
    fn zeros_need_not_be_kept() {
        let all = Weights {
            columns: 3,
            values: vec![0.0, 1.5, 0.0, 0.0, 0.0, 0.0, -2.0, 0.0, 0.25],
        };
        let sparse = Sparse::of(&all);
        assert_eq!(sparse.row(0), [(1, 1.5)]);
        assert_eq!(sparse.row(1), []);
        let (mut dense, mut few) = ([0.5; 3], [0.5; 3]);
        all.add(&[0, 1, 2, 2], &mut dense);
        sparse.add(&[0, 1, 2, 2], &mut few);
        assert_eq!(dense, few);
        let twice: Sparse = [vec![(2, 1.0), (0, 3.0), (2, 4.0)]].into_iter().collect();
        assert_eq!(twice.row(0), [(0, 3.0), (2, 4.0)]);
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
