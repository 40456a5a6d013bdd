//! Memory: the labels and triples of the examples, as far as other texts may speak of them again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::example::Example;
use super::feature::Known;
use super::label::{is_date, key, without_parentheses};
use super::linear::Quickly;

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
    pub entries: HashMap<String, Entry, Quickly>,
    /// What is said of a subject and an object.
    pub facts: HashMap<String, BTreeMap<String, Facts>, Quickly>,
    /// The letters of shorter names that only one label has, and that label's.
    short: HashMap<String, String, Quickly>,
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
        memory.shorten();
        memory
    }

    /// Notes the shorter names of its labels: a text seldom says "Old Mill (Oskarvale)". That a town is "Oskarvale, North
    /// Province" is another matter: another town may be called so too.
    pub fn shorten(&mut self) {
        let mut found: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
        for (full, entry) in &self.entries {
            if let Some(short) = without_parentheses(&entry.label) {
                found.entry(key(short)).or_default().insert(full);
            }
        }
        let one = found.into_iter().filter_map(|(short, full)| {
            let mut full = full.into_iter();
            let only = full.next().filter(|_| full.next().is_none())?;
            (!short.is_empty() && !self.entries.contains_key(&short)).then(|| (short, only.clone()))
        });
        self.short = one.collect();
    }

    /// The label that some letters stand for.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(self.full(key))
    }

    fn full<'a>(&'a self, key: &'a str) -> &'a str {
        self.short.get(key).map_or(key, String::as_str)
    }

    /// Notes that a relation holds between a subject and an object in so many more examples.
    pub fn add_fact(&mut self, subject: String, object: String, relation: String, n: usize) {
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
        self.entry(key).is_some()
    }

    fn as_object(&self, key: &str, tell: &mut dyn FnMut(&str, usize)) {
        for (relation, n) in self.entry(key).into_iter().flat_map(|e| &e.object) {
            tell(relation, *n);
        }
    }

    fn as_subject(&self, key: &str) -> usize {
        self.entry(key).map_or(0, |e| e.subject)
    }

    fn facts(&self, subject: &str, object: &str, tell: &mut dyn FnMut(&str, usize)) {
        let of_subject = self.facts.get(self.full(subject));
        let facts = of_subject.and_then(|f| f.get(self.full(object)));
        for (relation, n) in facts.into_iter().flatten() {
            tell(relation, *n);
        }
    }
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

    fn as_object(&self, wanted: &str, tell: &mut dyn FnMut(&str, usize)) {
        let wanted = self.memory.full(wanted);
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
        let wanted = self.memory.full(wanted);
        let n = self.memory.as_subject(wanted);
        n - usize::from(n > 0 && self.own.triples.iter().any(|t| key(&t.subject) == wanted))
    }

    fn facts(&self, subject: &str, object: &str, tell: &mut dyn FnMut(&str, usize)) {
        let (subject, object) = (self.memory.full(subject), self.memory.full(object));
        self.memory.facts(subject, object, &mut |relation, n| {
            let n = n - usize::from(self.says(subject, relation, object));
            if n > 0 {
                tell(relation, n);
            }
        });
    }
}
