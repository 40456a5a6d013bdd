//! The learned weights.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::features::key;

/// The weights by the keys of the features; `models/antecedents.tsv` has a weight and a feature a line.
pub(super) fn weights() -> &'static HashMap<u64, f32> {
    static WEIGHTS: OnceLock<HashMap<u64, f32>> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        include_str!("../../../models/antecedents.tsv")
            .lines()
            .filter_map(|line| {
                let (weight, feature) = line.split_once('\t')?;
                Some((key(&[feature]), weight.parse().ok()?))
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::features::key;
    use super::weights;

    #[test]
    fn every_line_is_a_weight() {
        let lines = include_str!("../../../models/antecedents.tsv")
            .lines()
            .count();
        assert_eq!(weights().len(), lines);
        assert_eq!(key(&["a", "b"]), key(&["a|b"]));
    }
}
