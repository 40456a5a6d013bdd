//! The ranker: which argument a text is about, and which relations it says of it.

use std::ops::Range;

use super::argument::{Argument, arguments};
use super::feature::Known;
use super::feature::{Sink, Unit};
use super::linear::{Names, Weights, sigmoid};
use super::memory::{Memory, place, recall, shown};
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
}

/// A learned ranker.
#[derive(Clone, Debug, Default)]
pub struct Ranker {
    /// Its relations, one for each column of `pair`.
    pub(super) outcomes: Vec<Outcome>,
    /// Features of topics.
    pub(super) topic_names: Names,
    /// Their weights, one column.
    pub(super) topic: Weights,
    /// Features of pairs.
    pub(super) pair_names: Names,
    /// Their weights.
    pub(super) pair: Weights,
    /// What labels it knows.
    pub(super) memory: Memory,
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

    /// What a stretch of text (a sentence, a short paragraph) says.
    #[must_use]
    pub fn find(&self, view: &View<'_>, mentions: &Mentions, unit: &Range<usize>) -> Vec<Found> {
        let mut arguments = arguments(view, mentions, unit, &|key| self.memory.has(key));
        recall(view, unit, &self.memory, &mut arguments);
        let shown = shown(view, unit, &self.memory)
            .and_then(|subject| place(view, unit, &self.memory, subject, &mut arguments));
        let stretch = Unit::new(view, unit.clone());
        let mut best: Option<(usize, Vec<Choice>, f32, f32)> = None;
        let topics = match shown {
            Some(topic) => vec![(topic, SHOWN)],
            None => self.topics(&arguments, &stretch),
        };
        for (topic, likely) in topics {
            let choices = self.choices(&arguments, topic, &stretch);
            let (chosen, expected) = choose(&arguments, choices);
            let worth = likely * expected;
            if best.as_ref().is_none_or(|b| worth > b.3) {
                best = Some((topic, chosen, likely, worth));
            }
        }
        let Some((topic, chosen, likely, _)) = best else {
            return Vec::new();
        };
        let called = |a: usize| {
            let mut argument = arguments[a].clone();
            if argument.date.is_none()
                && let Some(entry) = self.memory.entries.get(&argument.key)
            {
                argument.label.clone_from(&entry.label);
            }
            argument
        };
        let found = chosen.into_iter().map(|(a, r, p)| Found {
            subject: called(topic),
            relation: self.outcomes[r].name.clone(),
            object: called(a),
            probability: f64::from(likely * p),
        });
        found.collect()
    }

    /// The likeliest topics, the first first, with their probabilities.
    fn topics(&self, arguments: &[Argument], stretch: &Unit<'_>) -> Vec<(usize, f32)> {
        let mut features = Vec::new();
        let mut scores: Vec<(Option<usize>, f32)> = Vec::new();
        for t in topics(arguments) {
            features.clear();
            stretch.topic(
                t.map(|t| &arguments[t]),
                arguments,
                &self.memory,
                &mut Sink::new(&mut |f| features.extend(self.topic_names.get(f))),
            );
            let mut odds = [0.0];
            features.sort_unstable();
            features.dedup();
            self.topic.sum(&features, &mut odds);
            scores.push((t, odds[0]));
        }
        let most = scores.iter().map(|s| s.1).fold(f32::MIN, f32::max);
        let all: f32 = scores.iter().map(|s| (s.1 - most).exp()).sum();
        let mut likely: Vec<(usize, f32)> = scores
            .into_iter()
            .filter_map(|(t, s)| Some((t?, (s - most).exp() / all)))
            .collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        likely.truncate(TOPICS);
        likely
    }

    /// How likely each relation holds between a topic and every other argument.
    fn choices(&self, arguments: &[Argument], topic: usize, stretch: &Unit<'_>) -> Vec<Choice> {
        let mut features = Vec::new();
        let mut choices: Vec<Choice> = Vec::new();
        let mut odds = vec![0.0; self.outcomes.len()];
        for (a, argument) in arguments.iter().enumerate() {
            features.clear();
            stretch.pair(
                Some(&arguments[topic]),
                argument,
                &self.memory,
                &mut Sink::new(&mut |f| features.extend(self.pair_names.get(f))),
            );
            features.sort_unstable();
            features.dedup();
            self.pair.sum(&features, &mut odds);
            for (r, outcome) in self.outcomes.iter().enumerate() {
                if may_be_object(&arguments[topic], argument, outcome) {
                    choices.push((a, r, corrected(sigmoid(odds[r]), outcome.listed)));
                }
            }
        }
        choices
    }
}

/// How sure the topic of a text is that is an example's.
const SHOWN: f32 = 0.98;

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

/// The probability that something holds, from the probability that an example would list it.
pub(super) fn corrected(listed: f32, share: f32) -> f32 {
    (listed / share).min(0.99)
}

/// Chooses what to claim: of arguments that overlap the likeliest for each relation, and of these as many as make the
/// expected F1 of the sentence highest; gives that F1 too.
pub(super) fn choose(arguments: &[Argument], mut choices: Vec<Choice>) -> (Vec<Choice>, f32) {
    choices.retain(|c| c.2 > 0.01);
    choices.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut kept: Vec<Choice> = Vec::new();
    for choice in choices {
        let tokens = &arguments[choice.0].tokens;
        let dated = arguments[choice.0].date.is_some();
        let clashes = kept.iter().any(|k| {
            let other = &arguments[k.0];
            k.1 == choice.1
                && (other.tokens.start < tokens.end && tokens.start < other.tokens.end
                    || other.key == arguments[choice.0].key
                    || dated)
        });
        if !clashes {
            kept.push(choice);
        }
    }
    let expected: f32 = kept.iter().map(|c| c.2).sum();
    let (mut best, mut most, mut right) = (0.0, 0, 0.0);
    for (i, choice) in kept.iter().enumerate() {
        right += choice.2;
        let f1 = 2.0 * right / ((i + 1) as f32 + expected);
        if f1 > best {
            (best, most) = (f1, i + 1);
        }
    }
    kept.truncate(most);
    (kept, best)
}
