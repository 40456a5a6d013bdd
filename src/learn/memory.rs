//! Memory: the labels and triples of the examples, as far as other texts may speak of them again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::argument::Argument;
use super::example::Example;
use super::feature::Known;
use super::label::{is_date, key};
use crate::nlp::{Upos, View};

/// A label that occurs in examples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// How it is written.
    pub label: String,
    /// In how many examples it is a subject.
    pub subject: usize,
    /// In how many examples it is an object of each relation.
    pub object: BTreeMap<String, usize>,
}

/// In how many examples each relation holds between a subject and an object.
pub type Facts = BTreeMap<String, usize>;

/// What examples say, by the letters of labels ([`key`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// The labels.
    pub entries: BTreeMap<String, Entry>,
    /// What is said of a subject and an object.
    pub facts: BTreeMap<String, BTreeMap<String, Facts>>,
    /// What the texts of examples are about, by [`text_key`].
    pub texts: BTreeMap<String, String>,
    /// The subjects of an object.
    subjects: BTreeMap<String, BTreeSet<String>>,
}

impl Memory {
    /// The memory of examples.
    pub fn of<'a>(examples: impl Iterator<Item = &'a Example>) -> Self {
        let mut memory = Self::default();
        let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
        for example in examples {
            let mut subjects = BTreeSet::new();
            let mut objects = BTreeSet::new();
            for t in &example.triples {
                let (s, o) = (key(&t.subject), key(&t.object));
                let mut spell = |key: &String, label: &'a str| {
                    let all = spellings.entry(key.clone()).or_default();
                    *all.entry(label).or_default() += 1;
                };
                spell(&s, &t.subject);
                subjects.insert(s.clone());
                if !is_date(&t.object) && !o.is_empty() {
                    spell(&o, &t.object);
                    objects.insert((o.clone(), t.relation.clone()));
                    memory.add_fact(s, o, t.relation.clone(), 1);
                }
            }
            if let [subject] = subjects.iter().collect::<Vec<_>>()[..] {
                memory
                    .texts
                    .insert(text_key(&example.text), subject.clone());
            }
            for s in subjects {
                memory.entries.entry(s).or_default().subject += 1;
            }
            for (o, relation) in objects {
                let entry = memory.entries.entry(o).or_default();
                *entry.object.entry(relation).or_default() += 1;
            }
        }
        memory.entries.remove("");
        for (key, entry) in &mut memory.entries {
            let all = spellings.get(key).into_iter().flatten();
            let best = all.max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            entry.label = best.map_or(String::new(), |(label, _)| (*label).to_owned());
        }
        memory
    }

    /// Notes that a relation holds between a subject and an object in so many more examples.
    pub fn add_fact(&mut self, subject: String, object: String, relation: String, n: usize) {
        self.subjects
            .entry(object.clone())
            .or_default()
            .insert(subject.clone());
        let of_subject = self.facts.entry(subject).or_default();
        *of_subject
            .entry(object)
            .or_default()
            .entry(relation)
            .or_default() += n;
    }
}

impl Known for Memory {
    fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    fn label(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(|e| e.label.as_str())
    }

    fn as_object(&self, key: &str, tell: &mut dyn FnMut(&str, usize)) {
        for (relation, n) in self.entries.get(key).into_iter().flat_map(|e| &e.object) {
            tell(relation, *n);
        }
    }

    fn as_subject(&self, key: &str) -> usize {
        self.entries.get(key).map_or(0, |e| e.subject)
    }

    fn facts(&self, subject: &str, object: &str, tell: &mut dyn FnMut(&str, usize)) {
        let of_subject = self.facts.get(subject);
        for (relation, n) in of_subject.and_then(|f| f.get(object)).into_iter().flatten() {
            tell(relation, *n);
        }
    }

    fn subjects(&self, object: &str, tell: &mut dyn FnMut(&str)) {
        for subject in self.subjects.get(object).into_iter().flatten() {
            tell(subject);
        }
    }
}

/// A short name for the letters of a text (FNV-1a): texts of examples are recognised, not kept.
#[must_use]
pub fn text_key(text: &str) -> String {
    let hash = key(text)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}")
}

/// A memory without what one example adds to it.
pub struct Without<'a> {
    /// The memory.
    pub memory: &'a Memory,
    /// The example.
    pub own: &'a Example,
}

impl Without<'_> {
    fn says(&self, subject: &str, relation: &str, object: &str) -> bool {
        self.own.triples.iter().any(|t| {
            t.relation == relation && key(&t.object) == object && key(&t.subject) == subject
        })
    }
}

impl Known for Without<'_> {
    fn has(&self, key: &str) -> bool {
        let mut any = self.as_subject(key) > 0;
        if !any {
            self.as_object(key, &mut |_, _| any = true);
        }
        any
    }

    fn label(&self, key: &str) -> Option<&str> {
        self.memory.label(key)
    }

    fn as_object(&self, wanted: &str, tell: &mut dyn FnMut(&str, usize)) {
        self.memory.as_object(wanted, &mut |relation, n| {
            let mut own = self.own.triples.iter();
            let own = own.any(|t| t.relation == relation && key(&t.object) == wanted);
            let n = n - usize::from(own);
            if n > 0 {
                tell(relation, n);
            }
        });
    }

    fn as_subject(&self, wanted: &str) -> usize {
        let n = self.memory.as_subject(wanted);
        n - usize::from(n > 0 && self.own.triples.iter().any(|t| key(&t.subject) == wanted))
    }

    fn facts(&self, subject: &str, object: &str, tell: &mut dyn FnMut(&str, usize)) {
        self.memory.facts(subject, object, &mut |relation, n| {
            let n = n - usize::from(self.says(subject, relation, object));
            if n > 0 {
                tell(relation, n);
            }
        });
    }

    fn subjects(&self, object: &str, tell: &mut dyn FnMut(&str)) {
        self.memory.subjects(object, &mut |subject| {
            let mut any = false;
            self.facts(subject, object, &mut |_, _| any = true);
            if any {
                tell(subject);
            }
        });
    }
}

/// What a text is about, where it is that of an example.
pub fn shown<'a>(view: &View<'_>, unit: &Range<usize>, memory: &'a Memory) -> Option<&'a str> {
    let subject = memory.texts.get(&text_key(view.words(unit)))?;
    Some(subject)
}

/// An argument for a label that does not stand in the text: the noun phrase that opens it stands for it.
fn unnamed(view: &View<'_>, unit: &Range<usize>, key: &str, label: &str) -> Argument {
    let start = unit.start;
    let noun = (start..unit.end.min(start + 4)).find(|&t| view.upos(t) == Upos::Noun);
    let noun = noun.filter(|_| view.upos(start) == Upos::Det);
    Argument {
        tokens: start..noun.unwrap_or(start) + 1,
        head: noun.unwrap_or(start),
        label: label.to_owned(),
        key: key.to_owned(),
        date: None,
        topical: true,
        recalled: None,
        sources: BTreeSet::from(["recalled"]),
    }
}

/// The argument that a text of an example is about; added where the text does not name it.
pub fn place(
    view: &View<'_>,
    unit: &Range<usize>,
    memory: &Memory,
    subject: &str,
    arguments: &mut Vec<Argument>,
) -> Option<usize> {
    if let Some(at) = arguments.iter().position(|a| a.key == subject) {
        return Some(at);
    }
    arguments.push(unnamed(view, unit, subject, memory.label(subject)?));
    Some(arguments.len() - 1)
}

/// How many subjects are recalled at most.
const RECALLED: usize = 3;

/// An object that more subjects have recalls none of them.
const COMMON: usize = 12;

/// Marks the arguments that examples have said something of that occurs in the text again, and adds the likeliest subjects
/// of what occurs in the text where they are not named there: "the film" whose director is.
pub fn recall(
    view: &View<'_>,
    unit: &Range<usize>,
    known: &dyn Known,
    arguments: &mut Vec<Argument>,
) {
    let objects: BTreeSet<&str> = arguments
        .iter()
        .filter(|a| a.date.is_none())
        .map(|a| a.key.as_str())
        .collect();
    let mut scores: BTreeMap<String, (usize, f32)> = BTreeMap::new();
    for object in objects {
        let mut subjects = Vec::new();
        known.subjects(object, &mut |s| subjects.push(s.to_owned()));
        if subjects.len() > COMMON {
            continue;
        }
        let weight = 1.0 / subjects.len().max(1) as f32;
        for subject in subjects {
            let score = scores.entry(subject).or_default();
            score.0 += 1;
            score.1 += weight;
        }
    }
    let mut best: Vec<(String, (usize, f32))> = scores.into_iter().collect();
    best.sort_by(|a, b| b.1.1.total_cmp(&a.1.1).then(a.0.cmp(&b.0)));
    let sum: f32 = best.iter().map(|b| b.1.1).sum();
    for (rank, (subject, (shared, score))) in best.into_iter().enumerate() {
        let recalled = Some((shared, score / sum));
        let mut named = false;
        for a in arguments.iter_mut().filter(|a| a.key == subject) {
            a.recalled = recalled;
            named = true;
        }
        if named || rank >= RECALLED {
            continue;
        }
        let Some(label) = known.label(&subject) else {
            continue;
        };
        let unnamed = unnamed(view, unit, &subject, label);
        arguments.push(Argument {
            recalled,
            ..unnamed
        });
    }
}
