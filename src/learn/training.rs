//! Training: from analysed examples to a ranker.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::classifier::Classifier;
use super::collector::{pair_features, readings_mut, topic_features};
use super::example::Example;
use super::linear::{Learner, Shuffler, Sparse, Weights, sigmoid};
use super::listing::{joined, picks_one};
use super::memory::Memory;
use super::outcome::{Conforms, estimate_listed, go_beyond, outcomes};
use super::prepared::{Prepared, Reading, is_called, letters, prepare};
use super::ranker::{Choice, Outcome, Ranker, choose, corrected, may_be_object};
use crate::mention::Mentions;
use crate::nlp::View;

/// An analysed example.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// Its analysis.
    pub view: &'a View<'a>,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// The example, its relations by local name.
    pub example: &'a Example,
}

/// What training gives.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    /// The ranker.
    pub ranker: Ranker,
    /// Triples of the examples.
    pub triples: usize,
    /// Of these, those whose subject stands in the text.
    pub subjects: usize,
    /// Of these, those whose object stands in the text.
    pub objects: usize,
    /// Share of topics that cross-validation gets right where they stand in the text.
    pub topic_accuracy: f64,
    /// Of the triples of the examples, the share that cross-validation finds.
    pub recall: f64,
    /// The same for each relation, by local name.
    pub recall_by_relation: BTreeMap<String, f64>,
}

/// Into how many parts examples are split; each is scored by what is learned from the others.
pub(super) const FOLDS: usize = 4;

/// How far weights move at first, how strongly they are drawn to zero, and how often examples are seen.
pub(super) const RATE: f32 = 0.04;
pub(super) const DECAY: f32 = 1e-4;
pub(super) const EPOCHS: usize = 10;

/// How often the relations are learned, each time without counterexamples that are likelier than [`LIKELY`] to hold though
/// the example does not list them.
const ROUNDS: usize = 2;
const LIKELY: f32 = 0.35;

/// Where more of the examples than this name several subjects, other texts may speak of several too.
const SEVERAL: f64 = 0.02;

/// Learns a ranker.
#[must_use]
pub fn train(examples: &[Material<'_>], conforms: &Conforms<'_>) -> Learned {
    let memory = Memory::of(examples.iter().map(|m| m.example));
    let mut outcomes = outcomes(examples);
    let mut learned = Learned::default();
    let mut prepared: Vec<Prepared<'_>> = examples
        .iter()
        .map(|m| prepare(*m, &memory, &mut learned))
        .collect();
    go_beyond(&prepared, conforms, &mut outcomes);
    let topic_names = topic_features(&mut prepared, &memory);
    let several = prepared.iter().filter(|p| !p.others.is_empty()).count();
    let several = several as f64 > SEVERAL * prepared.len() as f64;
    let columns = 1 + usize::from(several);
    let folds: Vec<usize> = (0..prepared.len()).map(|i| i % FOLDS).collect();
    let held: Vec<(Vec<usize>, Weights)> = (0..FOLDS + 1)
        .into_par_iter()
        .map(|fold| {
            let (train, test): (Vec<usize>, Vec<usize>) =
                (0..prepared.len()).partition(|&i| folds[i] != fold);
            let used: Vec<&Prepared<'_>> = train.iter().map(|&i| &prepared[i]).collect();
            (test, fit_topics(&used, topic_names.len(), columns))
        })
        .collect();
    let (mut right, mut there) = (0, 0);
    for (test, weights) in &held[..FOLDS] {
        for &i in test {
            let p = &mut prepared[i];
            let best = best_topic(p, weights);
            if p.topics.iter().any(|t| t.0.is_some() && t.2) {
                there += 1;
                right += usize::from(
                    best.is_some_and(|t| p.topics.iter().any(|x| x.0 == Some(t) && x.2)),
                );
            }
            p.topic = p
                .topics
                .iter()
                .find(|t| t.0.is_some() && t.2)
                .map_or(best, |t| t.0);
        }
    }
    learned.topic_accuracy = right as f64 / there.max(1) as f64;
    let topic = Weights::mean(held.into_iter().map(|h| h.1));

    let pair_names = pair_features(&mut prepared, &memory, &outcomes, several);
    let rows = pair_names.len();
    let mut pair = Weights::default();
    for round in 0..ROUNDS {
        let last = round + 1 == ROUNDS;
        let mut held: Vec<Weights> = (0..FOLDS + usize::from(last))
            .into_par_iter()
            .map(|fold| {
                let train = (0..prepared.len()).filter(|&i| folds[i] != fold);
                let used: Vec<&Prepared<'_>> = train.map(|i| &prepared[i]).collect();
                fit_pairs(&used, rows, outcomes.len())
            })
            .collect();
        let mut scores = score_all(&prepared, &folds, &held, outcomes.len());
        estimate_listed(&prepared, &scores, &mut outcomes);
        if !last {
            // what is likelier than not, though it is not listed, is no counterexample
            for (reading, scores) in readings_mut(&mut prepared).zip(scores.iter().flatten()) {
                for (targets, odds) in reading.targets.iter_mut().zip(scores) {
                    for (r, target) in targets.iter_mut().enumerate() {
                        if *target == Some(false) && corrected(odds[r], outcomes[r].listed) > LIKELY
                        {
                            *target = None;
                        }
                    }
                }
            }
        } else {
            if let Some(bias) = pair_names.get("bias").filter(|_| picks_one(&prepared)) {
                held = joined(&prepared, rows, bias, &held, &mut outcomes);
                scores = score_all(&prepared, &folds, &held, outcomes.len());
            }
            pair = Weights::mean(held.into_iter());
            measure(&prepared, &scores, &outcomes, &mut learned);
        }
    }
    learned.ranker = Ranker {
        outcomes,
        topic_names,
        topic,
        pair_names,
        pair: Sparse::of(&pair),
        memory,
        types: Classifier::default(),
    };
    learned
}

fn best_topic(p: &Prepared<'_>, weights: &Weights) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (topic, features, _) in &p.topics {
        let mut odds = [0.0; 2];
        weights.sum(features, &mut odds[..weights.columns]);
        if let Some(t) = topic
            && best.is_none_or(|(_, b)| odds[0] > b)
        {
            best = Some((*t, odds[0]));
        }
    }
    best.map(|(t, _)| t)
}

/// A log-linear choice among the topics of each example; in a second column, whether it says anything of an argument.
fn fit_topics(examples: &[&Prepared<'_>], rows: usize, columns: usize) -> Weights {
    let mut learner = Learner::new(rows, columns, RATE, DECAY);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shuffler = Shuffler::new(17);
    let mut odds = Vec::new();
    for _ in 0..EPOCHS {
        shuffler.shuffle(&mut order);
        for &i in &order {
            let p = examples[i];
            let topics = &p.topics;
            odds.clear();
            for (topic, features, right) in topics {
                let mut sum = [0.0; 2];
                learner.weights.sum(features, &mut sum[..columns]);
                odds.push(sum[0]);
                if let (2, Some(t)) = (columns, topic) {
                    let right = *right || p.others.contains(&p.arguments[*t].key);
                    let gradient = sigmoid(sum[1]) - f32::from(u8::from(right));
                    if gradient.abs() > 1e-3 {
                        learner.step(features, 1, gradient);
                    }
                }
            }
            let most = odds.iter().copied().fold(f32::MIN, f32::max);
            let all: f32 = odds.iter().map(|o| (o - most).exp()).sum();
            let good: f32 = odds
                .iter()
                .zip(topics)
                .filter(|(_, t)| t.2)
                .map(|(o, _)| (o - most).exp())
                .sum();
            for ((_, features, right), o) in topics.iter().zip(&odds) {
                let p = (o - most).exp() / all;
                let target = if *right {
                    (o - most).exp() / good.max(1e-12)
                } else {
                    0.0
                };
                let gradient = p - target;
                if gradient.abs() > 1e-3 {
                    learner.step(features, 0, gradient);
                }
            }
        }
    }
    learner.weights
}

/// Independent log-linear decisions for each relation.
fn fit_pairs(examples: &[&Prepared<'_>], rows: usize, columns: usize) -> Weights {
    let mut learner = Learner::new(rows, columns, RATE, DECAY);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shuffler = Shuffler::new(29);
    let mut odds = vec![0.0; columns];
    for _ in 0..EPOCHS {
        shuffler.shuffle(&mut order);
        for &i in &order {
            let readings = examples[i].readings.iter();
            for (features, targets) in readings.flat_map(|r| r.pairs.iter().zip(&r.targets)) {
                learner.weights.sum(features, &mut odds);
                for (r, target) in targets.iter().enumerate() {
                    let Some(target) = target else { continue };
                    let gradient = sigmoid(odds[r]) - f32::from(u8::from(*target));
                    if gradient.abs() > 2e-3 {
                        learner.step(features, r, gradient);
                    }
                }
            }
        }
    }
    learner.weights
}

/// The probability of each relation for each argument.
pub(super) type Scores = Vec<Vec<f32>>;

/// The scores of the readings of each example, by what is learned without it.
fn score_all(
    prepared: &[Prepared<'_>],
    folds: &[usize],
    held: &[Weights],
    columns: usize,
) -> Vec<Vec<Scores>> {
    let scored = prepared.iter().zip(folds).map(|(p, &fold)| {
        let readings = p.readings.iter();
        readings.map(|r| score(r, &held[fold], columns)).collect()
    });
    scored.collect()
}

fn score(reading: &Reading, weights: &Weights, columns: usize) -> Scores {
    let mut odds = vec![0.0; columns];
    reading
        .pairs
        .iter()
        .map(|features| {
            weights.sum(features, &mut odds);
            odds.iter().map(|o| sigmoid(*o)).collect()
        })
        .collect()
}

fn measure(
    prepared: &[Prepared<'_>],
    scores: &[Vec<Scores>],
    outcomes: &[Outcome],
    learned: &mut Learned,
) {
    let mut by: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (p, scores) in prepared.iter().zip(scores) {
        let mut chosen: Vec<(String, Choice)> = Vec::new();
        for (reading, scores) in p.readings.iter().zip(scores).filter(|r| r.0.told) {
            let mut choices: Vec<Choice> = Vec::new();
            for (a, odds) in scores.iter().enumerate() {
                for (r, outcome) in outcomes.iter().enumerate() {
                    let may = reading
                        .topic
                        .is_none_or(|t| may_be_object(&p.arguments[t], &p.arguments[a], outcome));
                    if may {
                        choices.push((a, r, corrected(odds[r], outcome.listed)));
                    }
                }
            }
            let other = reading.topic.map(|t| &p.arguments[t].key);
            let other = other.filter(|key| p.others.contains(*key));
            let subject = other.unwrap_or(&p.subject).clone();
            let of_subject = choose(&p.arguments, choices).0.into_iter();
            chosen.extend(of_subject.map(|c| (subject.clone(), c)));
        }
        for t in &p.material.example.triples {
            let counts = by.entry(&t.relation).or_default();
            counts.1 += 1;
            let own = letters(&p.arguments, &t.subject);
            let object = letters(&p.arguments, &t.object);
            let found = chosen.iter().any(|(subject, c)| {
                let argument = &p.arguments[c.0];
                *subject == own
                    && outcomes[c.1].name == t.relation
                    && (argument.key == object || is_called(argument, &t.object))
            });
            counts.0 += usize::from(found);
        }
    }
    let (found, all) = by
        .values()
        .fold((0, 0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
    learned.recall = found as f64 / all.max(1) as f64;
    learned.recall_by_relation = by
        .into_iter()
        .map(|(name, (found, all))| (name.to_owned(), found as f64 / all.max(1) as f64))
        .collect();
}
