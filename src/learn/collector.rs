//! The features of examples, as numbers: those that occur in at least two examples.

use super::feature::Sink;
use super::linear::Names;
use super::memory::{Memory, Without};
use super::prepared::{Prepared, Reading, mere_object, targets};
use super::ranker::Outcome;
use super::unit::Unit;

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

pub(super) fn renumber(features: &mut Vec<u32>, kept: &[Option<u32>]) {
    let new: Vec<u32> = features.iter().filter_map(|f| kept[*f as usize]).collect();
    *features = new;
    features.sort_unstable();
    features.dedup();
}

pub(super) fn topic_features(prepared: &mut [Prepared<'_>], memory: &Memory) -> Names {
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

pub(super) fn pair_features(
    prepared: &mut [Prepared<'_>],
    memory: &Memory,
    outcomes: &[Outcome],
    several: bool,
) -> Names {
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
        let mut topics: Vec<Option<usize>> = std::iter::once(p.topic).chain(places).collect();
        let subjects = topics.len();
        if several {
            topics.extend(mere_object(p).map(Some));
        }
        let mut read = Vec::new();
        for (at, topic) in topics.into_iter().enumerate() {
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
                targets: targets(p, topic, at < subjects, outcomes),
                told: at < subjects,
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

pub(super) fn readings_mut<'p>(
    prepared: &'p mut [Prepared<'_>],
) -> impl Iterator<Item = &'p mut Reading> {
    prepared.iter_mut().flat_map(|p| &mut p.readings)
}
