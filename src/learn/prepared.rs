//! Examples prepared for learning: their arguments, which of these are the ends of their triples, and which relations they list.

use std::collections::{BTreeMap, BTreeSet};

use super::argument::{Argument, arguments};
use super::feature::Known;
use super::label::{dates, is_date, key, short};
use super::memory::{Memory, Without};
use super::ranker::{Outcome, may_be_object, overlap, topics};
use super::training::{Learned, Material};
use crate::nlp::Deprel;

/// An example with its arguments.
pub(super) struct Prepared<'a> {
    pub(super) material: Material<'a>,
    pub(super) arguments: Vec<Argument>,
    /// The letters of the subject that most of its triples have.
    pub(super) subject: String,
    /// The letters of the other subjects that stand in the text.
    pub(super) others: BTreeSet<String>,
    pub(super) topics: Vec<(Option<usize>, Vec<u32>, bool)>,
    pub(super) topic: Option<usize>,
    /// What the example says of each of its subjects, that of the topic first.
    pub(super) readings: Vec<Reading>,
}

/// What an example says of one subject.
pub(super) struct Reading {
    pub(super) topic: Option<usize>,
    /// The features of each argument beside the subject.
    pub(super) pairs: Vec<Vec<u32>>,
    /// For each pair and relation: listed, not listed, or not known.
    pub(super) targets: Vec<Vec<Option<bool>>>,
    /// Whether the example says anything of it.
    pub(super) told: bool,
}

/// Whether an argument is what a label stands for.
pub(super) fn is_called(argument: &Argument, label: &str) -> bool {
    argument.key == key(label) || argument.date.is_some_and(|date| dates(label, date))
}

/// The letters by which a text has a label: its own, or where only those of its shorter name stand there, these.
pub(super) fn letters(arguments: &[Argument], label: &str) -> String {
    let own = key(label);
    let named = |letters: &str| arguments.iter().any(|a| a.key == letters);
    if named(&own) {
        return own;
    }
    let short = short(label).map(key);
    short.filter(|s| named(s)).unwrap_or(own)
}

pub(super) fn prepare<'a>(
    material: Material<'a>,
    memory: &Memory,
    learned: &mut Learned,
) -> Prepared<'a> {
    let view = material.view;
    let own = Without {
        memory,
        own: material.example,
    };
    let unit = 0..view.analysis.tokens.len();
    let arguments = arguments(view, material.mentions, &unit, &|k| own.has(k));
    let mut subjects: BTreeMap<String, usize> = BTreeMap::new();
    for t in &material.example.triples {
        *subjects.entry(letters(&arguments, &t.subject)).or_default() += 1;
        learned.triples += 1;
        let there = |label: &str| {
            let letters = letters(&arguments, label);
            arguments
                .iter()
                .any(|a| a.key == letters || is_called(a, label))
        };
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

/// The first that an example names as an object and says nothing of: where texts speak of several subjects, what is told of
/// one is not told of what it is told with.
pub(super) fn mere_object(p: &Prepared<'_>) -> Option<usize> {
    let mut triples = p.material.example.triples.iter();
    triples.find_map(|t| {
        let letters = letters(&p.arguments, &t.object);
        let told = letters == p.subject || p.others.contains(&letters);
        let mut places = p.arguments.iter();
        let place = places.position(|a| a.topical && a.date.is_none() && a.key == letters);
        place.filter(|&place| !told && p.topic != Some(place))
    })
}

pub(super) fn targets(
    p: &Prepared<'_>,
    topic: Option<usize>,
    told: bool,
    outcomes: &[Outcome],
) -> Vec<Vec<Option<bool>>> {
    let view = p.material.view;
    // what is said of another subject in the text is not said of this one
    let own = topic.map(|t| p.arguments[t].key.as_str());
    let elsewhere = |subject: &str| {
        own != Some(subject) && (p.others.contains(subject) || p.subject == subject)
    };
    let apart =
        |t: &super::Triple| !p.others.is_empty() && elsewhere(&letters(&p.arguments, &t.subject));
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
            .filter(|t| told && t.relation == outcome.name && !apart(t))
            .collect();
        let keys: BTreeSet<String> = triples
            .iter()
            .map(|t| letters(&p.arguments, &t.object))
            .collect();
        let named =
            |a: &Argument| keys.contains(&a.key) || triples.iter().any(|t| is_called(a, &t.object));
        let exact = p.arguments.iter().any(named);
        let mut leads = BTreeSet::new();
        for (a, argument) in p.arguments.iter().enumerate() {
            let year = |t: &&&super::Triple| {
                argument.date.is_some_and(|d| {
                    let year = format!("{:04}", d.year);
                    let told = t.object.starts_with(&year) || t.object.ends_with(&year);
                    is_date(&t.object) && told
                })
            };
            let right =
                named(argument) || !exact && outcome.dates && triples.iter().any(|t| year(&t));
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
