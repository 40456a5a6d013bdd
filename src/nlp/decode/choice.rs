//! Choosing among scores.

/// The index of the highest score, the first of equals; 0 for none.
#[must_use]
pub fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, &s) in scores.iter().enumerate() {
        if s > scores[best] {
            best = i;
        }
    }
    best
}

/// The probability of one of several scores (softmax).
#[must_use]
pub fn probability(scores: &[f32], of: usize) -> f32 {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|s| (s - top).exp()).sum();
    let p = scores.get(of).map_or(0.0, |s| (s - top).exp() / sum);
    if p.is_finite() {
        p.clamp(1e-6, 1.0)
    } else {
        1e-6
    }
}
