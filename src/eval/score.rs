//! Precision, recall and their harmonic mean.

use serde::Serialize;

/// How well a system does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// Share of what the system said that is right.
    pub precision: f64,
    /// Share of what there is that the system said.
    pub recall: f64,
    /// Harmonic mean of the two (van Rijsbergen 1979).
    pub f1: f64,
}

impl Score {
    /// A score of precision and recall.
    #[must_use]
    pub fn new(precision: f64, recall: f64) -> Self {
        Self {
            precision,
            recall,
            f1: f1(precision, recall),
        }
    }
}

/// What a score is made from; micro-averaged scores add them up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// How many things the reference names.
    pub gold: usize,
    /// How many things the system names.
    pub system: usize,
    /// How many of both agree.
    pub right: usize,
}

impl Counts {
    /// Precision, recall and F1; nothing named is a precision of 0.
    #[must_use]
    pub fn score(self) -> Score {
        Score::new(share(self.right, self.system), share(self.right, self.gold))
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.system += other.system;
        self.right += other.right;
    }
}

/// The harmonic mean of precision and recall, 0 where both are 0.
#[must_use]
pub fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 {
        2.0 * precision * recall / (precision + recall)
    } else {
        0.0
    }
}

/// A part of a whole, 0 of nothing.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harmonic_mean_of_two_shares() {
        // 3 of 4 said are right, 3 of 6 there are said: 2 · 0.75 · 0.5 / 1.25 = 0.6
        let mut counts = Counts {
            gold: 4,
            system: 1,
            right: 1,
        };
        counts += Counts {
            gold: 2,
            system: 3,
            right: 2,
        };
        let score = counts.score();
        assert_eq!((score.precision, score.recall), (0.75, 0.5));
        assert!((score.f1 - 0.6).abs() < 1e-12);
        assert_eq!(Counts::default().score(), Score::default());
    }
}
