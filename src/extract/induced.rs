//! Frames induced from examples: which verb, with which slots, says a relation.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::deep::Deep;
use crate::learn::{Example, key, letters, short};
use crate::mention::Mentions;
use crate::nlp::{Deprel, Upos, View};
use crate::ontology::Grammar;

/// A verb with the slots that its subject and object of a relation fill: "illustrate", `obj`, `subj`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    /// Lemma of the verb.
    pub verb: String,
    /// Slot of the relation's subject.
    pub subject: String,
    /// Slot of the relation's object.
    pub object: String,
}

/// What examples say of a pattern and a relation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Count {
    right: usize,
    wrong: usize,
    example: String,
}

/// Counts patterns over examples.
#[derive(Clone, Debug, Default)]
pub struct Inducer {
    counts: BTreeMap<Pattern, BTreeMap<String, Count>>,
}

/// A pattern with less support, or a smaller share of right matches, is not kept.
const SUPPORT: usize = 3;
const PRECISION: f64 = 0.6;

impl Inducer {
    /// Looks at one example, its relations by local name.
    pub fn add(&mut self, view: &View<'_>, mentions: &Mentions, grammar: &Grammar, e: &Example) {
        let deep = Deep::new(view, mentions, grammar);
        for t in 0..view.analysis.tokens.len() {
            if view.upos(t) != Upos::Verb {
                continue;
            }
            let slots = slots(&deep, t);
            let verb = view.lemma(t).to_lowercase();
            for triple in &e.triples {
                let subjects = places(view, &triple.subject);
                let same = e.triples.iter().filter(|x| x.relation == triple.relation);
                let listed: Vec<_> = same.flat_map(|x| places(view, &x.object)).collect();
                let objects = places(view, &triple.object);
                for (subject, _) in slots.iter().filter(|(_, t)| within(&subjects, *t)) {
                    for (object, found) in slots.iter().filter(|(o, _)| o != subject) {
                        let pattern = Pattern {
                            verb: verb.clone(),
                            subject: subject.clone(),
                            object: object.clone(),
                        };
                        let counts = self.counts.entry(pattern).or_default();
                        let count = counts.entry(triple.relation.clone()).or_default();
                        if within(&objects, *found) {
                            count.right += 1;
                            if count.example.is_empty() {
                                let words: Vec<&str> = e.text.split_whitespace().collect();
                                count.example = words.join(" ");
                            }
                        } else if !within(&listed, *found) {
                            count.wrong += 1;
                        }
                    }
                }
            }
        }
    }

    /// The patterns that pay as a file of frames, each with its support, its precision and an example. Its precision is
    /// that on examples but for one: a match that stands alone proves nothing.
    #[must_use]
    pub fn frames(&self) -> (usize, String) {
        let mut out = String::from(
            "# Frames induced from examples; edit them as docs/frames.md says, or delete those that do not hold.\n",
        );
        let mut kept = 0;
        for (pattern, relations) in &self.counts {
            let all: usize = relations.values().map(|c| c.right).sum();
            for (relation, count) in relations {
                let others = all - count.right;
                let precision = (count.right.saturating_sub(1)) as f64
                    / (count.right + count.wrong + others).max(1) as f64;
                if count.right < SUPPORT || precision < PRECISION {
                    continue;
                }
                kept += 1;
                let Pattern {
                    verb,
                    subject,
                    object,
                } = pattern;
                let quoted = |text: &str| format!("{text:?}");
                let _ = write!(
                    out,
                    "\n# support {}, precision {precision:.2}: {}\n[[frame]]\nname = {}\nverbs = [{}]\n\n\
                     [[frame.claims]]\nrelation = {}\nsubject = {}\nobject = {}\n",
                    count.right,
                    count.example,
                    quoted(&format!("{relation}-{verb}-{subject}-{object}")),
                    quoted(verb),
                    quoted(relation),
                    quoted(subject),
                    quoted(object),
                );
            }
        }
        (kept, out)
    }
}

fn within(places: &[Range<usize>], token: usize) -> bool {
    places.iter().any(|p| p.contains(&token))
}

/// The stretches of tokens with the letters of a label, or where there are none with those of its shorter name.
fn places(view: &View<'_>, label: &str) -> Vec<Range<usize>> {
    let found = written(view, label);
    match short(label).filter(|_| found.is_empty()) {
        Some(short) => written(view, short),
        None => found,
    }
}

fn written(view: &View<'_>, label: &str) -> Vec<Range<usize>> {
    let wanted = key(label);
    let n = view.analysis.tokens.len();
    let mut found = Vec::new();
    for start in 0..n {
        let mut joined = String::new();
        for end in start..n {
            joined.push_str(&letters(view.form(end)));
            let number = end == start && key(view.form(end)) == wanted;
            if (joined == wanted || number) && !joined.is_empty() {
                found.push(start..end + 1);
            }
            if !wanted.starts_with(&joined) || joined.len() >= wanted.len() {
                break;
            }
        }
    }
    found
}

/// What fills the slots of a verb.
fn slots(deep: &Deep<'_>, t: usize) -> Vec<(String, usize)> {
    let v = deep.view;
    let mut found = Vec::new();
    let mut fill = |slot: &str, token: usize| {
        let members = deep.members(token).into_iter();
        found.extend(members.map(|member| (slot.to_owned(), member)));
    };
    for f in deep.subjects(t) {
        fill("subj", f.token);
    }
    for f in deep.objects(t) {
        fill("obj", f.token);
    }
    let plain = |p: &str| p.chars().all(|c| c.is_ascii_lowercase() || c == '-') && p != "by";
    for c in v.children_by(t, &[Deprel::Obl]) {
        if let Some(p) = deep.preposition(c).filter(|p| plain(p)) {
            fill(&p, c);
        }
    }
    found
}
