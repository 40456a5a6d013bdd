//! The ranker: which argument a text is about, and which relations it says of it.

use std::ops::Range;

use super::argument::{Argument, arguments};
use super::classifier::Classifier;
use super::feature::{Known, Sink};
use super::linear::{Names, Sparse, Weights, hash, sigmoid};
use super::memory::Memory;
use super::unit::Unit;
use crate::mention::Mentions;
use crate::nlp::View;

/// What is known of one relation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Local name of the relation.
    pub name: String,
    /// In how many examples it occurs.
    pub examples: usize,
    /// Which share of what holds the examples list, in (0, 1]: a sentence's other triples are often left out.
    pub listed: f32,
    /// Whether its objects are dates.
    pub dates: bool,
    /// Whether examples have it of what is not in its domain.
    pub any_subject: bool,
    /// Whether examples have it with what is not in its range.
    pub any_object: bool,
    /// Whether examples have it of several subjects with one object.
    pub shares_object: bool,
}

/// A learned ranker.
#[derive(Clone, Debug, Default)]
pub struct Ranker {
    /// Its relations, one for each column of `pair`.
    pub(super) outcomes: Vec<Outcome>,
    /// Features of topics.
    pub(super) topic_names: Names,
    /// Their weights: in the first column for what a text is about, in the second, where examples say something of several
    /// subjects, for whether it says anything of an argument.
    pub(super) topic: Weights,
    /// Features of pairs.
    pub(super) pair_names: Names,
    /// Their weights.
    pub(super) pair: Sparse,
    /// What labels it knows.
    pub(super) memory: Memory,
    /// Of which class of the ontology a name is.
    pub types: Classifier,
}

/// A relation that the ranker finds between two arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The subject.
    pub subject: Argument,
    /// Local name of the relation.
    pub relation: String,
    /// The object.
    pub object: Argument,
    /// Whether the relation holds of what is not in its domain, as examples have it, and with what is not in its range.
    pub beyond: (bool, bool),
    /// How likely it holds, in (0, 1].
    pub probability: f64,
}

/// One decision: argument, relation, probability.
pub(super) type Choice = (usize, usize, f32);

impl Ranker {
    /// The local names of the relations that it knows.
    pub fn relations(&self) -> impl Iterator<Item = &str> {
        self.outcomes.iter().map(|o| o.name.as_str())
    }

    /// Whether examples have a relation of what is not in its domain, and with what is not in its range.
    #[must_use]
    pub fn beyond(&self, relation: &str) -> (bool, bool) {
        let known = self.outcomes.iter().find(|o| o.name == relation);
        known.map_or((false, false), |o| (o.any_subject, o.any_object))
    }

    /// What a stretch of text (a sentence, a short paragraph) says.
    #[must_use]
    pub fn find(&self, view: &View<'_>, mentions: &Mentions, unit: &Range<usize>) -> Vec<Found> {
        let arguments = arguments(view, mentions, unit, &|key| self.memory.has(key));
        let stretch = Unit::new(view, unit.clone(), &arguments);
        let topics = self.topics(&arguments, &stretch);
        let mut alone = Vec::new();
        let mut best: Option<(&Topic, Vec<Choice>, f32)> = None;
        for topic in &topics {
            // no topic is worth more than it is likely
            if best.as_ref().is_some_and(|b| b.2 >= topic.likely) {
                break;
            }
            if alone.is_empty() {
                alone = self.alone(&arguments, &stretch);
            }
            let choices = self.choices(&arguments, topic.at, &alone, &stretch);
            let (chosen, expected) = choose(&arguments, choices);
            let worth = topic.likely * expected;
            if best.as_ref().is_none_or(|b| worth > b.2) {
                best = Some((topic, chosen, worth));
            }
        }
        let Some((topic, chosen, worth)) = best else {
            return Vec::new();
        };
        // of several that a text speaks of each is less likely to be the one that it is about
        let likely = topic.likely.max(topic.also);
        let mut all: Vec<(usize, Choice)> = chosen
            .into_iter()
            .map(|(a, r, p)| (topic.at, (a, r, likely * p)))
            .collect();
        let main = &arguments[topic.at];
        let mut taken = vec![main];
        // the highest F-measure has all that are likelier than this share of it (Lipton and others, "Optimal thresholding
        // of classifiers to maximize F1 measure", 2014)
        let least = worth / (1.0 + RECALL);
        for other in topics.iter().filter(|t| t.also > least) {
            let argument = &arguments[other.at];
            if taken
                .iter()
                .any(|t| t.key == argument.key || overlap(t, argument))
            {
                continue;
            }
            taken.push(argument);
            let choices = self.choices(&arguments, other.at, &alone, &stretch);
            let (chosen, _) = choose(&arguments, choices);
            all.extend(
                chosen
                    .into_iter()
                    .map(|(a, r, p)| (other.at, (a, r, other.also * p)))
                    .filter(|(_, c)| c.2 > least),
            );
        }
        self.part(&arguments, &mut all);
        let called = |a: usize| {
            let mut argument = arguments[a].clone();
            if argument.date.is_none()
                && let Some(entry) = self.memory.entry(&argument.key)
            {
                argument.label.clone_from(&entry.label);
            }
            argument
        };
        let found = all.into_iter().map(|(topic, (a, r, p))| Found {
            subject: called(topic),
            relation: self.outcomes[r].name.clone(),
            object: called(a),
            beyond: (self.outcomes[r].any_subject, self.outcomes[r].any_object),
            probability: f64::from(p),
        });
        found.collect()
    }

    /// Of several subjects of one object leaves out those that are clearly less likely than another, unless the relation's objects have several.
    fn part(&self, arguments: &[Argument], all: &mut Vec<(usize, Choice)>) {
        let same = |a: &(usize, Choice), b: &(usize, Choice)| {
            a.1.1 == b.1.1 && arguments[a.1.0].key == arguments[b.1.0].key
        };
        let others = all.clone();
        all.retain(|one| {
            let likelier = |other: &(usize, Choice)| {
                other.0 != one.0 && same(other, one) && other.1.2 > CLEARLY * one.1.2
            };
            self.outcomes[one.1.1].shares_object || !others.iter().any(likelier)
        });
    }

    /// The likeliest topics, the first first; behind them, where texts may speak of several, what else they may speak of.
    fn topics(&self, arguments: &[Argument], stretch: &Unit<'_>) -> Vec<Topic> {
        let several = self.topic.columns > 1;
        let mut features = Features::new(&self.topic_names);
        let mut scores: Vec<(Option<usize>, f32, f32)> = Vec::new();
        for t in topics(arguments) {
            features.clear();
            stretch.topic(t, &self.memory, &mut features);
            let mut odds = [0.0; 2];
            self.topic
                .sum(features.all(), &mut odds[..self.topic.columns]);
            let also = if several { sigmoid(odds[1]) } else { 0.0 };
            scores.push((t, odds[0], also));
        }
        let most = scores.iter().map(|s| s.1).fold(f32::MIN, f32::max);
        let all: f32 = scores.iter().map(|s| (s.1 - most).exp()).sum();
        let mut likely: Vec<Topic> = scores
            .into_iter()
            .filter_map(|(t, s, also)| {
                Some(Topic {
                    at: t?,
                    likely: (s - most).exp() / all,
                    also,
                })
            })
            .collect();
        likely.sort_by(|a, b| b.likely.total_cmp(&a.likely).then(a.at.cmp(&b.at)));
        if several {
            let mut rest = likely.split_off(likely.len().min(TOPICS));
            rest.sort_by(|a, b| b.also.total_cmp(&a.also).then(a.at.cmp(&b.at)));
            rest.truncate(TOPICS);
            for topic in &mut rest {
                topic.likely = 0.0;
            }
            likely.append(&mut rest);
        } else {
            likely.truncate(TOPICS);
        }
        likely
    }

    /// The log odds of each argument for each relation, as far as the topic does not matter.
    fn alone(&self, arguments: &[Argument], stretch: &Unit<'_>) -> Vec<Vec<f32>> {
        let mut features = Features::new(&self.pair_names);
        let mut said: Vec<((&str, &str), Vec<u32>)> = Vec::new();
        let odds = (0..arguments.len()).map(|a| {
            let manner = stretch.manner(a);
            let at = said.iter().position(|s| s.0 == manner).unwrap_or_else(|| {
                features.clear();
                stretch.said(a, &mut features);
                said.push((manner, features.all().to_vec()));
                said.len() - 1
            });
            features.clear();
            features.add(&said[at].1);
            stretch.own(a, &mut features);
            stretch.around(a, &self.memory, &mut features);
            let mut odds = vec![0.0; self.outcomes.len()];
            self.pair.add(features.all(), &mut odds);
            odds
        });
        odds.collect()
    }

    /// How likely each relation holds between a topic and every other argument.
    fn choices(
        &self,
        arguments: &[Argument],
        topic: usize,
        alone: &[Vec<f32>],
        stretch: &Unit<'_>,
    ) -> Vec<Choice> {
        let mut features = Features::new(&self.pair_names);
        let mut choices: Vec<Choice> = Vec::new();
        // arguments that begin or end elsewhere often share a head
        let mut ways: Vec<(usize, Vec<u32>)> = Vec::new();
        let mut odds: Vec<f32> = Vec::new();
        let least: Vec<f32> = self.outcomes.iter().map(least_odds).collect();
        let main = &arguments[topic];
        for (a, (argument, alone)) in arguments.iter().zip(alone).enumerate() {
            if argument.key == main.key {
                continue;
            }
            let at = ways.iter().position(|w| w.0 == argument.head);
            let at = at.unwrap_or_else(|| {
                features.clear();
                stretch.way(main.head, argument.head, &mut features);
                ways.push((argument.head, features.all().to_vec()));
                ways.len() - 1
            });
            features.clear();
            features.add(&ways[at].1);
            stretch.place(topic, a, &mut features);
            stretch.facts(topic, a, &self.memory, &mut features);
            odds.clone_from(alone);
            self.pair.add(features.all(), &mut odds);
            for (r, outcome) in self.outcomes.iter().enumerate() {
                if may_be_object(main, argument, outcome) && odds[r] > least[r] {
                    choices.push((a, r, corrected(sigmoid(odds[r]), outcome.listed)));
                }
            }
        }
        choices
    }
}

/// The features of a text that a ranker knows.
struct Features<'a> {
    names: &'a Names,
    text: String,
    /// The hashes of those that are not yet looked up: many at once, so that none waits for the memory of another.
    hashes: Vec<u64>,
    numbers: Vec<u32>,
}

impl<'a> Features<'a> {
    fn new(names: &'a Names) -> Self {
        Self {
            names,
            text: String::new(),
            hashes: Vec::new(),
            numbers: Vec::new(),
        }
    }

    fn clear(&mut self) {
        self.hashes.clear();
        self.numbers.clear();
    }

    /// Adds features by their numbers.
    fn add(&mut self, numbers: &[u32]) {
        self.numbers.extend(numbers);
    }

    /// The numbers of all, sorted, each once.
    fn all(&mut self) -> &[u32] {
        let known = self.hashes.drain(..);
        let known = known.filter_map(|hash| self.names.get_hashed(hash));
        self.numbers.extend(known);
        self.numbers.sort_unstable();
        self.numbers.dedup();
        &self.numbers
    }
}

impl Sink for Features<'_> {
    fn put(&mut self, feature: &[&str]) {
        self.text.clear();
        self.text.extend(feature.iter().copied());
        self.hashes.push(hash(self.text.as_bytes()));
    }
}

/// An argument that a text may speak of.
struct Topic {
    /// Its place among the arguments.
    at: usize,
    /// How likely the text is about it.
    likely: f32,
    /// How likely the text says anything of it, where examples speak of several subjects.
    also: f32,
}

/// Whether two arguments share a word.
pub(super) fn overlap(a: &Argument, b: &Argument) -> bool {
    a.tokens.start < b.tokens.end && b.tokens.start < a.tokens.end
}

/// How much recall counts beside precision (the square of the F-measure's beta): who reads a claim sees how likely it is, and
/// never sees one that is not made.
const RECALL: f32 = 3.0;

/// Of several subjects of one object, one that is this many times as likely as another rules it out.
const CLEARLY: f32 = 1.5;

/// How many topics are tried.
const TOPICS: usize = 4;

/// What may be the topic: nothing in the text, or one of its arguments.
pub(super) fn topics(arguments: &[Argument]) -> impl Iterator<Item = Option<usize>> {
    let named = arguments.iter().enumerate().filter(|(_, a)| a.topical);
    std::iter::once(None).chain(named.map(|(i, _)| Some(i)))
}

/// Whether an argument may be the object of a relation at all.
pub(super) fn may_be_object(topic: &Argument, argument: &Argument, outcome: &Outcome) -> bool {
    argument.date.is_some() == outcome.dates && argument.key != topic.key
}

/// The probability that something holds, from the probability that an example would list it: its odds are higher by as much
/// as examples list less. (Divided by the share, what surely would be listed were certain to hold.)
pub(super) fn corrected(listed: f32, share: f32) -> f32 {
    (listed / (listed + share * (1.0 - listed))).min(0.99)
}

/// What is less likely is not chosen.
const UNLIKELY: f32 = 0.01;

/// Log odds below which a relation is never chosen: its probability is below their exponential.
fn least_odds(outcome: &Outcome) -> f32 {
    // a little less, for what is lost by rounding
    (0.99 * UNLIKELY * outcome.listed).ln()
}

/// Chooses what to claim: of arguments that overlap the likeliest for each relation, and of these as many as make the
/// expected F-measure of the sentence highest; gives that measure too.
pub(super) fn choose(arguments: &[Argument], mut choices: Vec<Choice>) -> (Vec<Choice>, f32) {
    choices.retain(|c| c.2 > UNLIKELY);
    choices.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut kept: Vec<Choice> = Vec::new();
    for choice in choices {
        let argument = &arguments[choice.0];
        let dated = argument.date.is_some();
        let clashes = kept.iter().any(|k| {
            let other = &arguments[k.0];
            k.1 == choice.1 && (overlap(other, argument) || other.key == argument.key || dated)
        });
        if !clashes {
            kept.push(choice);
        }
    }
    let expected: f32 = kept.iter().map(|c| c.2).sum();
    let (mut best, mut most, mut right) = (0.0, 0, 0.0);
    for (i, choice) in kept.iter().enumerate() {
        right += choice.2;
        let measure = (1.0 + RECALL) * right / ((i + 1) as f32 + RECALL * expected);
        if measure > best {
            (best, most) = (measure, i + 1);
        }
    }
    kept.truncate(most);
    (kept, best)
}
