//! Training: from analysed examples to a ranker.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::argument::{Argument, arguments};
use super::classifier::Classifier;
use super::example::Example;
use super::feature::{Known, Sink};
use super::label::{is_date, key};
use super::linear::{Learner, Names, Shuffler, Sparse, Weights, sigmoid};
use super::memory::{Memory, Without};
use super::ranker::{Choice, Outcome, Ranker, choose, corrected, may_be_object, overlap, topics};
use super::unit::Unit;
use crate::mention::Mentions;
use crate::nlp::{Deprel, View};

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

const FOLDS: usize = 4;

/// How far weights move at first, how strongly they are drawn to zero, and how often examples are seen.
const RATE: f32 = 0.04;
const DECAY: f32 = 1e-4;
const EPOCHS: usize = 10;

/// How often the relations are learned, each time without counterexamples that are likelier than [`LIKELY`] to hold though
/// the example does not list them.
const ROUNDS: usize = 2;
const LIKELY: f32 = 0.35;

/// Where more of the examples than this name several subjects, other texts may speak of several too.
const SEVERAL: f64 = 0.02;

/// An example with its arguments.
struct Prepared<'a> {
    material: Material<'a>,
    arguments: Vec<Argument>,
    /// The letters of the subject that most of its triples have.
    subject: String,
    /// The letters of the other subjects that stand in the text.
    others: BTreeSet<String>,
    topics: Vec<(Option<usize>, Vec<u32>, bool)>,
    topic: Option<usize>,
    /// What the example says of each of its subjects, that of the topic first.
    readings: Vec<Reading>,
}

/// What an example says of one subject.
struct Reading {
    topic: Option<usize>,
    /// The features of each argument beside the subject.
    pairs: Vec<Vec<u32>>,
    /// For each pair and relation: listed, not listed, or not known.
    targets: Vec<Vec<Option<bool>>>,
}

/// Learns a ranker.
#[must_use]
pub fn train(examples: &[Material<'_>]) -> Learned {
    let memory = Memory::of(examples.iter().map(|m| m.example));
    let outcomes = outcomes(examples);
    let mut learned = Learned::default();
    let mut prepared: Vec<Prepared<'_>> = examples
        .iter()
        .map(|m| prepare(*m, &memory, &mut learned))
        .collect();
    let topic_names = topic_features(&mut prepared, &memory);
    let several = prepared.iter().filter(|p| !p.others.is_empty()).count();
    let columns = 1 + usize::from(several as f64 > SEVERAL * prepared.len() as f64);
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

    let pair_names = pair_features(&mut prepared, &memory, &outcomes);
    let rows = pair_names.len();
    let mut outcomes = outcomes;
    let mut pair = Weights::default();
    for round in 0..ROUNDS {
        let last = round + 1 == ROUNDS;
        let held: Vec<(Vec<usize>, Weights)> = (0..FOLDS + usize::from(last))
            .into_par_iter()
            .map(|fold| {
                let (train, test): (Vec<usize>, Vec<usize>) =
                    (0..prepared.len()).partition(|&i| folds[i] != fold);
                let used: Vec<&Prepared<'_>> = train.iter().map(|&i| &prepared[i]).collect();
                (test, fit_pairs(&used, rows, outcomes.len()))
            })
            .collect();
        let mut scores: Vec<Vec<Scores>> = vec![Vec::new(); prepared.len()];
        for (test, weights) in &held[..FOLDS] {
            for &i in test {
                let readings = prepared[i].readings.iter();
                scores[i] = readings
                    .map(|reading| score(reading, weights, outcomes.len()))
                    .collect();
            }
        }
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
            pair = Weights::mean(held.into_iter().map(|h| h.1));
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

fn outcomes(examples: &[Material<'_>]) -> Vec<Outcome> {
    let mut found: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for m in examples {
        let mut seen = BTreeSet::new();
        for t in &m.example.triples {
            let counts = found.entry(&t.relation).or_default();
            counts.0 += usize::from(seen.insert(&t.relation));
            counts.1 += 1;
            counts.2 += usize::from(is_date(&t.object));
        }
    }
    found
        .into_iter()
        .map(|(name, (examples, triples, dates))| Outcome {
            name: name.to_owned(),
            examples,
            listed: 1.0,
            dates: 2 * dates > triples,
        })
        .collect()
}

fn prepare<'a>(material: Material<'a>, memory: &Memory, learned: &mut Learned) -> Prepared<'a> {
    let view = material.view;
    let own = Without {
        memory,
        own: material.example,
    };
    let unit = 0..view.analysis.tokens.len();
    let arguments = arguments(view, material.mentions, &unit, &|k| own.has(k));
    let mut subjects: BTreeMap<String, usize> = BTreeMap::new();
    for t in &material.example.triples {
        *subjects.entry(key(&t.subject)).or_default() += 1;
        learned.triples += 1;
        let there = |label: &str| arguments.iter().any(|a| a.key == key(label));
        learned.subjects += usize::from(there(&t.subject));
        learned.objects += usize::from(there(&t.object));
    }
    let subject = subjects
        .iter()
        .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))
        .map_or(String::new(), |(s, _)| s.clone());
    let named = |subject: &str| arguments.iter().any(|a| a.topical && a.key == *subject);
    let any = named(&subject);
    let main: Vec<&Argument> = arguments.iter().filter(|a| a.key == subject).collect();
    let others = subjects
        .into_keys()
        .filter(|s| any && *s != subject && named(s))
        // two names of the same words are ways to call the same thing
        .filter(|s| {
            let mut places = arguments.iter().filter(|a| a.key == *s);
            places.any(|a| !main.iter().any(|m| overlap(a, m)))
        })
        .collect();
    let topics = topics(&arguments)
        .map(|t| {
            let right = t.map_or(!any, |t| arguments[t].key == subject);
            (t, Vec::new(), right)
        })
        .collect();
    Prepared {
        material,
        arguments,
        subject,
        others,
        topics,
        topic: None,
        readings: Vec::new(),
    }
}

/// Keeps the features that occur in at least two examples; gives the others' numbers up.
struct Collector {
    names: Names,
    last: Vec<usize>,
    examples: Vec<u32>,
    text: String,
}

impl Collector {
    fn new() -> Self {
        Self {
            names: Names::default(),
            last: Vec::new(),
            examples: Vec::new(),
            text: String::new(),
        }
    }

    /// What collects the features of an example.
    fn of<'a>(&'a mut self, example: usize, features: &'a mut Vec<u32>) -> Collected<'a> {
        Collected {
            collector: self,
            example,
            features,
        }
    }

    fn add(&mut self, feature: &[&str], example: usize) -> u32 {
        self.text.clear();
        self.text.extend(feature.iter().copied());
        let number = self.names.intern(&self.text);
        let at = number as usize;
        if at == self.last.len() {
            self.last.push(usize::MAX);
            self.examples.push(0);
        }
        if self.last[at] != example {
            self.last[at] = example;
            self.examples[at] += 1;
        }
        number
    }

    /// The names that stay, and the new number of each old one.
    fn finish(self) -> (Names, Vec<Option<u32>>) {
        let mut names = Names::default();
        let kept = (0..self.names.len())
            .map(|i| (self.examples[i] >= 2).then(|| names.intern(self.names.name(i as u32))))
            .collect();
        (names, kept)
    }
}

/// The numbers of the features of one example.
struct Collected<'a> {
    collector: &'a mut Collector,
    example: usize,
    features: &'a mut Vec<u32>,
}

impl Sink for Collected<'_> {
    fn put(&mut self, feature: &[&str]) {
        let number = self.collector.add(feature, self.example);
        self.features.push(number);
    }
}

fn renumber(features: &mut Vec<u32>, kept: &[Option<u32>]) {
    let new: Vec<u32> = features.iter().filter_map(|f| kept[*f as usize]).collect();
    *features = new;
    features.sort_unstable();
    features.dedup();
}

fn topic_features(prepared: &mut [Prepared<'_>], memory: &Memory) -> Names {
    let mut collector = Collector::new();
    for (i, p) in prepared.iter_mut().enumerate() {
        let view = p.material.view;
        let unit = Unit::new(view, 0..view.analysis.tokens.len(), &p.arguments);
        let own = Without {
            memory,
            own: p.material.example,
        };
        for (topic, features, _) in &mut p.topics {
            unit.topic(*topic, &own, &mut collector.of(i, features));
        }
    }
    let (names, kept) = collector.finish();
    for p in prepared {
        for (_, features, _) in &mut p.topics {
            renumber(features, &kept);
        }
    }
    names
}

fn pair_features(prepared: &mut [Prepared<'_>], memory: &Memory, outcomes: &[Outcome]) -> Names {
    let mut collector = Collector::new();
    for (i, p) in prepared.iter_mut().enumerate() {
        let view = p.material.view;
        let unit = Unit::new(view, 0..view.analysis.tokens.len(), &p.arguments);
        let own = Without {
            memory,
            own: p.material.example,
        };
        let places = p.others.iter().filter_map(|other| {
            let place = p
                .arguments
                .iter()
                .position(|a| a.topical && a.key == *other);
            place.map(Some)
        });
        let topics: Vec<Option<usize>> = std::iter::once(p.topic).chain(places).collect();
        let mut read = Vec::new();
        for topic in topics {
            let pairs = (0..p.arguments.len()).map(|a| {
                let mut features = Vec::new();
                let mut sink = collector.of(i, &mut features);
                unit.alone(a, &own, &mut sink);
                unit.beside(topic, a, &own, &mut sink);
                features
            });
            read.push(Reading {
                topic,
                pairs: pairs.collect(),
                targets: targets(p, topic, outcomes),
            });
        }
        p.readings = read;
    }
    let (names, kept) = collector.finish();
    for reading in readings_mut(prepared) {
        for features in &mut reading.pairs {
            renumber(features, &kept);
        }
    }
    names
}

fn readings_mut<'p>(prepared: &'p mut [Prepared<'_>]) -> impl Iterator<Item = &'p mut Reading> {
    prepared.iter_mut().flat_map(|p| &mut p.readings)
}

fn targets(p: &Prepared<'_>, topic: Option<usize>, outcomes: &[Outcome]) -> Vec<Vec<Option<bool>>> {
    let view = p.material.view;
    // what is said of another subject in the text is not said of this one
    let own = topic.map(|t| p.arguments[t].key.as_str());
    let elsewhere = |subject: &str| {
        own != Some(subject) && (p.others.contains(subject) || p.subject == subject)
    };
    let apart = |t: &super::Triple| !p.others.is_empty() && elsewhere(&key(&t.subject));
    let lead = |mut t: usize| {
        while view.deprel(t) == Deprel::Conj {
            match view.head(t) {
                Some(h) => t = h,
                None => break,
            }
        }
        t
    };
    let mut targets = vec![vec![Some(false); outcomes.len()]; p.arguments.len()];
    for (r, outcome) in outcomes.iter().enumerate() {
        let triples: Vec<_> = p
            .material
            .example
            .triples
            .iter()
            .filter(|t| t.relation == outcome.name && !apart(t))
            .collect();
        let keys: BTreeSet<String> = triples.iter().map(|t| key(&t.object)).collect();
        let exact = p.arguments.iter().any(|a| keys.contains(&a.key));
        let mut leads = BTreeSet::new();
        for (a, argument) in p.arguments.iter().enumerate() {
            let year = |t: &&&super::Triple| {
                argument.date.is_some_and(|d| {
                    is_date(&t.object) && t.object.ends_with(&format!(" {:04}", d.year))
                })
            };
            let right = keys.contains(&argument.key)
                || !exact && outcome.dates && triples.iter().any(|t| year(&t));
            if right {
                targets[a][r] = Some(true);
                leads.insert(lead(argument.head));
            }
        }
        for (a, argument) in p.arguments.iter().enumerate() {
            let unknown = match topic {
                Some(topic) => !may_be_object(&p.arguments[topic], argument, outcome),
                None => argument.date.is_some() != outcome.dates,
            };
            // what is coordinated with an object is often one that the example does not list
            let coordinated =
                leads.contains(&lead(argument.head)) && view.deprel(argument.head) == Deprel::Conj;
            let listed = targets[a][r] == Some(true);
            if unknown || coordinated && !listed {
                targets[a][r] = None;
            }
        }
    }
    targets
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
type Scores = Vec<Vec<f32>>;

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

/// The share of what holds that examples list, relation by relation: what the ranker gives, on average, to listed ones
/// that it was not trained on (Elkan and Noto, "Learning classifiers from only positive and unlabeled data", 2008).
fn estimate_listed(prepared: &[Prepared<'_>], scores: &[Vec<Scores>], outcomes: &mut [Outcome]) {
    for (r, outcome) in outcomes.iter_mut().enumerate() {
        let (mut sum, mut n) = (0.0, 0.0);
        let readings = prepared.iter().flat_map(|p| &p.readings);
        for (reading, scores) in readings.zip(scores.iter().flatten()) {
            for (targets, odds) in reading.targets.iter().zip(scores) {
                if targets[r] == Some(true) {
                    sum += odds[r];
                    n += 1.0;
                }
            }
        }
        // two invented ones that are always listed keep rare relations from extremes
        let share: f32 = (sum + 2.0) / (n + 2.0);
        outcome.listed = share.clamp(0.05, 1.0);
    }
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
        for (reading, scores) in p.readings.iter().zip(scores) {
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
            let found = chosen.iter().any(|(subject, c)| {
                *subject == key(&t.subject)
                    && outcomes[c.1].name == t.relation
                    && p.arguments[c.0].key == key(&t.object)
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
