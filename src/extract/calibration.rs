//! From the score of a reading to the probability that it is right.
//!
//! The points were measured on forty articles by several writers with the claims that analysts recorded from them, a fifth
//! of which the rules were not developed on and which count for more: claims were put in the order of their scores, the
//! share of right ones was taken in each tenth, and smoothed so that it only rises. Right is what stands on the analyst's
//! list with this status; what is right but was not listed counts as wrong, so the numbers are on the low side.

use crate::claim::Confidence;

/// Readings that score less are not kept: they would be wrong more often than right.
const FLOOR: f64 = 0.3;

/// Score and probability at the ends of the pieces between which the map is linear.
const POINTS: &[(f64, f64)] = &[
    (0.3, 0.5),
    (0.45, 0.55),
    (0.55, 0.62),
    (0.65, 0.67),
    (0.75, 0.73),
    (0.85, 0.79),
    (0.95, 0.82),
    (1.0, 0.85),
];

/// The calibrated confidence of a score; `None` below the floor.
#[must_use]
pub fn calibrated(score: f64) -> Option<Confidence> {
    if score < FLOOR {
        return None;
    }
    let score = score.min(1.0);
    let (low, high) = POINTS
        .windows(2)
        .map(|w| (w[0], w[1]))
        .find(|(_, high)| score <= high.0)?;
    let share = (score - low.0) / (high.0 - low.0);
    Some(Confidence::new(low.1 + share * (high.1 - low.1)))
}

#[cfg(test)]
mod tests {
    use super::calibrated;

    #[test]
    fn probabilities_rise_with_scores_and_stop_at_the_floor() {
        assert!(calibrated(0.2).is_none());
        let values: Vec<f64> = (30..=100)
            .filter_map(|s| calibrated(f64::from(s) / 100.0))
            .map(|c| c.get())
            .collect();
        assert_eq!(values.len(), 71);
        assert!(values.windows(2).all(|w| w[0] <= w[1]));
        assert!(values[70] < 1.0);
    }
}
