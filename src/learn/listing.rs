//! Which of the things that a text says its example lists: where examples list one each, what is not listed need not be wrong.
//!
//! Of all that a text says an example that lists one triple picks one. How likely it picks a given one is its *weight* among
//! the weights of all that could have been picked (McFadden, "Conditional logit analysis of qualitative choice behavior",
//! 1974). What is in no example picked, however often it could have been, gets little weight; what is often there beside what
//! is picked instead loses none by it. Independent decisions ([`super::training`]) learn from the same examples that it is
//! mostly wrong.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::linear::{Learner, Shuffler, Weights, sigmoid};
use super::prepared::{Prepared, Reading};
use super::ranker::Outcome;
use super::training::{DECAY, EPOCHS, FOLDS, RATE};

/// Examples are taken to pick one of several where more of them than this list a single triple.
const SINGLE: f64 = 0.85;

/// How likely what is listed holds, on average: all of it does, but of each it is known only by what is like it.
const HOLDS: f32 = 0.8;

/// How much the weights of picking count beside those of independent decisions.
const SHARE: f32 = 0.5;

/// The largest log weight: sums of more are not finite.
const MOST: f32 = 30.0;

/// Whether most examples list one triple.
pub(super) fn picks_one(prepared: &[Prepared<'_>]) -> bool {
    let single = prepared.iter().map(|p| &p.material.example.triples);
    let single = single.filter(|triples| triples.len() == 1).count();
    single as f64 > SINGLE * prepared.len() as f64
}

/// Joins the weights of independent decisions, learned without each part of the examples and at last from all, with those of
/// picking one; `bias`: the feature that all pairs have. The relations' shares of what is listed are then part of the weights.
pub(super) fn joined(
    prepared: &[Prepared<'_>],
    rows: usize,
    bias: u32,
    independent: &[Weights],
    outcomes: &mut [Outcome],
) -> Vec<Weights> {
    let columns = outcomes.len();
    let mut all: Vec<Weights> = (0..independent.len())
        .into_par_iter()
        .map(|fold| {
            let used = prepared.iter().enumerate();
            let used = used.filter(|(i, _)| i % FOLDS != fold).map(|(_, p)| p);
            fit(&used.collect::<Vec<_>>(), rows, columns)
        })
        .collect();
    let mut listed: Vec<f32> = Vec::new();
    for (i, p) in prepared.iter().enumerate() {
        for reading in &p.readings {
            listed_odds(reading, &all[i % FOLDS], &mut listed);
        }
    }
    let level = level(&listed);
    let shifts: Vec<f32> = outcomes
        .iter()
        .map(|o| SHARE * level + (1.0 - SHARE) * o.listed.ln())
        .collect();
    for (weights, independent) in all.iter_mut().zip(independent) {
        for (w, other) in weights.values.iter_mut().zip(&independent.values) {
            *w = SHARE * *w + (1.0 - SHARE) * other;
        }
        for (r, shift) in shifts.iter().enumerate() {
            weights.values[bias as usize * columns + r] -= shift;
        }
    }
    for outcome in outcomes {
        outcome.listed = 1.0;
    }
    all
}

/// The log weights of what is listed.
fn listed_odds(reading: &Reading, weights: &Weights, listed: &mut Vec<f32>) {
    let mut odds = vec![0.0; weights.columns];
    for (features, targets) in reading.pairs.iter().zip(&reading.targets) {
        if targets.contains(&Some(true)) {
            weights.sum(features, &mut odds);
            let own = targets.iter().zip(&odds);
            listed.extend(own.filter(|(t, _)| **t == Some(true)).map(|(_, o)| o));
        }
    }
}

/// The log weight that is as likely to hold as not, if what is listed holds as likely as [`HOLDS`] says.
fn level(listed: &[f32]) -> f32 {
    let (mut low, mut high) = (-MOST, MOST);
    for _ in 0..40 {
        let middle = f32::midpoint(low, high);
        let mean: f32 = listed.iter().map(|o| sigmoid(o - middle)).sum();
        // one that surely holds keeps a few examples from extremes
        if (mean + 1.0) / (listed.len() as f32 + 1.0) > HOLDS {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// What an example could have listed.
struct Listable {
    reading: usize,
    argument: usize,
    relation: usize,
    weight: f32,
    /// Which of the triples that it lists this is.
    triple: Option<usize>,
}

/// Weights by which examples pick what they list. What is listed beside another competes with what is not listed only.
fn fit(examples: &[&Prepared<'_>], rows: usize, columns: usize) -> Weights {
    let mut learner = Learner::new(rows, columns, RATE, DECAY);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shuffler = Shuffler::new(29);
    for _ in 0..EPOCHS {
        shuffler.shuffle(&mut order);
        for &i in &order {
            let p = examples[i];
            let (options, triples) = options(p, &learner.weights);
            for (o, gradient) in options.iter().zip(gradients(&options, &triples)) {
                if gradient.abs() > 1e-3 {
                    let features = &p.readings[o.reading].pairs[o.argument];
                    learner.step(features, o.relation, gradient);
                }
            }
        }
    }
    learner.weights
}

/// How the log weights of what could be listed are to fall for what is listed to be likelier.
fn gradients(options: &[Listable], triples: &[f32]) -> Vec<f32> {
    let rest = options.iter().filter(|o| o.triple.is_none());
    let rest: f32 = rest.map(|o| o.weight).sum();
    let against: f32 = triples.iter().map(|own| 1.0 / (own + rest)).sum();
    let gradients = options.iter().map(|o| match o.triple.map(|t| triples[t]) {
        None => o.weight * against,
        Some(own) => o.weight / (own + rest) - o.weight / own,
    });
    gradients.collect()
}

/// What an example could have listed, and the weights of what it lists: a triple may stand in its text more than once.
fn options(p: &Prepared<'_>, weights: &Weights) -> (Vec<Listable>, Vec<f32>) {
    let mut options: Vec<Listable> = Vec::new();
    let mut names: Vec<(usize, usize, &str)> = Vec::new();
    let mut triples: Vec<f32> = Vec::new();
    let mut odds = vec![0.0; weights.columns];
    for (at, reading) in p.readings.iter().enumerate() {
        let pairs = reading.pairs.iter().zip(&reading.targets);
        for (argument, (features, targets)) in pairs.enumerate() {
            weights.sum(features, &mut odds);
            for (relation, target) in targets.iter().enumerate() {
                let Some(target) = target else { continue };
                let weight = odds[relation].clamp(-MOST, MOST).exp();
                let triple = target.then(|| {
                    let a = &p.arguments[argument];
                    // dates of more and less precision are one
                    let key = a.date.map_or(a.key.as_str(), |_| "");
                    let name = (at, relation, key);
                    let known = names.iter().position(|n| *n == name);
                    let triple = known.unwrap_or(names.len());
                    if known.is_none() {
                        names.push(name);
                        triples.push(0.0);
                    }
                    triples[triple] += weight;
                    triple
                });
                options.push(Listable {
                    reading: at,
                    argument,
                    relation,
                    weight,
                    triple,
                });
            }
        }
    }
    if triples.is_empty() {
        options.clear();
    }
    (options, triples)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(weight: f32, triple: Option<usize>) -> Listable {
        Listable {
            reading: 0,
            argument: 0,
            relation: 0,
            weight,
            triple,
        }
    }

    #[test]
    fn what_is_listed_competes_with_what_is_not() {
        let near = |gradients: Vec<f32>, wanted: &[f32]| {
            let near = |(g, w): (&f32, &f32)| (g - w).abs() < 1e-5;
            assert!(gradients.iter().zip(wanted).all(near), "{gradients:?}");
        };
        // one of three, the others a quarter and a half of all
        let options = [option(1.0, Some(0)), option(1.0, None), option(2.0, None)];
        near(gradients(&options, &[1.0]), &[-0.75, 0.25, 0.5]);
        // a second listed one takes nothing from the first
        let options = [
            option(1.0, Some(0)),
            option(8.0, Some(1)),
            option(1.0, None),
        ];
        let wanted = [-0.5, 8.0 / 9.0 - 1.0, 0.5 + 1.0 / 9.0];
        near(gradients(&options, &[1.0, 8.0]), &wanted);
        // two places of one triple share what it gains
        let options = [
            option(3.0, Some(0)),
            option(1.0, Some(0)),
            option(4.0, None),
        ];
        near(gradients(&options, &[4.0]), &[-0.375, -0.125, 0.5]);
    }

    #[test]
    fn what_is_listed_holds_as_likely_as_said() {
        let listed = [-1.0, 0.5, 2.0, 4.0];
        let level = level(&listed);
        let sum: f32 = listed.iter().map(|o| sigmoid(o - level)).sum();
        assert!(((sum + 1.0) / 5.0 - HOLDS).abs() < 1e-3, "{level}");
    }
}
