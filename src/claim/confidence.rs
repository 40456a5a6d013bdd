//! How sure we are of a claim.

use std::fmt;

/// A calibrated probability in (0, 1], kept in thousandths so that the same claim prints the same bytes everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Confidence(u16);

impl Confidence {
    /// What is less likely right is kept, but not asserted. Readers of news found what lies above nearly always right and what lies
    /// a little below too often wrong.
    pub const ASSERTED: Self = Self(850);
    /// The same for an open claim, which says nothing but what its sentence does.
    pub const ASSERTED_OPEN: Self = Self(700);

    /// What a claim must have at least to be asserted: one of a relation of an ontology, or an open one.
    #[must_use]
    pub fn needed(open: bool) -> Self {
        if open {
            Self::ASSERTED_OPEN
        } else {
            Self::ASSERTED
        }
    }

    /// Rounds a probability to thousandths; clamped to [0.001, 1].
    #[must_use]
    pub fn new(probability: f64) -> Self {
        let p = if probability.is_finite() {
            probability
        } else {
            0.0
        };
        Self((p * 1000.0).round().clamp(1.0, 1000.0) as u16)
    }

    /// The probability.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.get())
    }
}
