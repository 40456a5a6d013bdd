//! A log-linear choice among labels: multinomial logistic regression over named features.

use std::collections::{BTreeMap, BTreeSet};

use super::linear::{Learner, Names, Shuffler, Weights};

/// A learned choice among labels.
#[derive(Clone, Debug, Default)]
pub struct Classifier {
    labels: Vec<String>,
    names: Names,
    weights: Weights,
}

/// How far weights move at first, how strongly they are drawn to zero, how often examples are seen.
const RATE: f32 = 0.1;
const DECAY: f32 = 1e-2;
const EPOCHS: usize = 12;

/// Every example has the same weight in all, however many features it has: this much, over the root of their number.
const SCALE: f32 = 4.0;

/// Features of fewer examples are not used.
const FEWEST: usize = 2;

impl Classifier {
    /// Learns from examples: features, each once, and the label. The same examples in the same order give the same
    /// classifier.
    #[must_use]
    pub fn train(examples: &[(&[String], &str)]) -> Self {
        let labels: BTreeSet<&str> = examples.iter().map(|e| e.1).collect();
        let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for feature in examples.iter().flat_map(|e| e.0) {
            *counts.entry(feature).or_default() += 1;
        }
        let mut names = Names::default();
        for (feature, _) in counts.into_iter().filter(|(_, n)| *n >= FEWEST) {
            names.intern(feature);
        }
        let mut known: Vec<(Vec<u32>, usize)> = examples
            .iter()
            .map(|(features, label)| {
                let label = labels.binary_search_by(|l| l.as_str().cmp(label));
                (numbers(&names, features), label.unwrap_or_default())
            })
            .collect();
        let mut learner = Learner::new(names.len(), labels.len(), RATE, DECAY);
        let mut shuffler = Shuffler::new(17);
        let mut odds = vec![0.0; labels.len()];
        let mut late = Vec::new();
        for epoch in 0..EPOCHS {
            shuffler.shuffle(&mut known);
            for (features, label) in &known {
                let scale = scale(features);
                learner.weights.sum(features, &mut odds);
                softmax(&mut odds, scale);
                for (column, likely) in odds.iter().enumerate() {
                    let target = f32::from(u8::from(column == *label));
                    let gradient = (likely - target) * scale;
                    if gradient.abs() > 1e-4 {
                        learner.step(features, column, gradient);
                    }
                }
            }
            // the mean of the later weights is steadier than the last ones
            if 2 * epoch >= EPOCHS {
                late.push(learner.weights.clone());
            }
        }
        let weights = if known.is_empty() {
            learner.weights
        } else {
            Weights::mean(late.into_iter())
        };
        Self {
            labels,
            names,
            weights,
        }
    }

    /// Whether it has learned nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Its features, each with the labels that it tells for or against and how much, in the order in which they came; weights nearer
    /// to zero than `least` are left out.
    pub fn rows(&self, least: f32) -> impl Iterator<Item = (&str, Vec<(&str, f32)>)> {
        (0..self.names.len() as u32).map(move |f| {
            let labels = self.labels.iter().map(String::as_str);
            let weights = labels.zip(self.weights.row(f).iter().copied());
            let told = weights.filter(|w| w.1.abs() >= least).collect();
            (self.names.name(f), told)
        })
    }

    /// The classifier of such rows.
    #[must_use]
    pub fn of_rows(rows: &[(&str, Vec<(&str, f32)>)]) -> Self {
        let labels: BTreeSet<&str> = rows.iter().flat_map(|r| &r.1).map(|w| w.0).collect();
        let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
        let mut names = Names::default();
        let mut weights = Weights::new(rows.len(), labels.len());
        for (feature, told) in rows {
            let row = names.intern(feature) as usize * labels.len();
            for (label, weight) in told {
                if let Ok(column) = labels.binary_search_by(|l| l.as_str().cmp(label)) {
                    weights.values[row + column] = *weight;
                }
            }
        }
        Self {
            labels,
            names,
            weights,
        }
    }

    /// How likely each label is, in the order of labels; together 1.
    #[must_use]
    pub fn probabilities(&self, features: &[String]) -> Vec<(&str, f32)> {
        let features = numbers(&self.names, features);
        let mut odds = vec![0.0; self.labels.len()];
        self.weights.sum(&features, &mut odds);
        softmax(&mut odds, scale(&features));
        self.labels.iter().map(String::as_str).zip(odds).collect()
    }
}

fn numbers(names: &Names, features: &[String]) -> Vec<u32> {
    features.iter().filter_map(|f| names.get(f)).collect()
}

fn scale(features: &[u32]) -> f32 {
    SCALE / (features.len().max(1) as f32).sqrt()
}

fn softmax(odds: &mut [f32], scale: f32) {
    let most = odds.iter().copied().fold(f32::MIN, f32::max);
    for o in odds.iter_mut() {
        *o = ((*o - most) * scale).exp();
    }
    let all: f32 = odds.iter().sum();
    for o in odds {
        *o /= all;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn what_tells_decides_and_what_is_rare_does_not() {
        let known: Vec<(Vec<String>, &str)> = [
            ("bias buy once", "acquires"),
            ("bias buy", "acquires"),
            ("bias supply", "client"),
            ("bias supply", "client"),
            ("bias the", "none"),
            ("bias the", "none"),
        ]
        .map(|(f, l)| (features(f), l))
        .to_vec();
        let examples: Vec<(&[String], &str)> =
            known.iter().map(|(f, l)| (f.as_slice(), *l)).collect();
        let learned = Classifier::train(&examples);
        let likely = |text: &str| {
            let features = features(text);
            let all = learned.probabilities(&features);
            assert!((all.iter().map(|p| p.1).sum::<f32>() - 1.0).abs() < 1e-5);
            let best = all.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
            best.map(|b| (b.0.to_owned(), b.1)).expect("a label")
        };
        assert_eq!(likely("bias buy").0, "acquires");
        assert_eq!(likely("bias supply never-seen").0, "client");
        assert!(likely("bias buy").1 > 0.8);
        assert!(likely("bias once").1 < 0.5, "one example is no evidence");
        assert_eq!(
            learned.weights.values,
            Classifier::train(&examples).weights.values
        );
        assert!(Classifier::train(&[]).probabilities(&[]).is_empty());
    }
}
