//! The relations that examples have, and how they use them.

use std::collections::{BTreeMap, BTreeSet};

use super::argument::Argument;
use super::label::{is_date, year};
use super::prepared::{Prepared, is_called, letters};
use super::ranker::Outcome;
use super::training::{Material, Scores};
use crate::mention::TimeValue;
use crate::text::PartialDate;

/// Of what stands in a text as subject and object of a relation, by local name: whether each is in its domain and its range.
pub type Conforms<'a> = dyn Fn(&Material<'_>, &str, (&Argument, &Argument)) -> (bool, bool) + 'a;

/// Where more of a relation's triples than this go beyond its domain or range, these hold no one back.
const BEYOND: f64 = 0.05;

/// Where more of a relation's triples than this share their object with another subject, others may too.
const SHARED: f64 = 0.1;

pub(super) fn outcomes(examples: &[Material<'_>]) -> Vec<Outcome> {
    // examples, triples, dates, triples that share their object
    let mut found: BTreeMap<&str, (usize, usize, usize, usize)> = BTreeMap::new();
    for m in examples {
        let mut seen = BTreeSet::new();
        for t in &m.example.triples {
            let counts = found.entry(&t.relation).or_default();
            counts.0 += usize::from(seen.insert(&t.relation));
            counts.1 += 1;
            let mut others = m.example.triples.iter();
            counts.3 += usize::from(others.any(|o| {
                o.relation == t.relation && o.object == t.object && o.subject != t.subject
            }));
            counts.2 += usize::from(is_date(&t.object) || is_year(m, &t.object));
        }
    }
    found
        .into_iter()
        .map(|(name, (examples, triples, dates, shared))| Outcome {
            name: name.to_owned(),
            examples,
            listed: 1.0,
            dates: 2 * dates > triples,
            shares_object: shared as f64 > SHARED * triples as f64,
            ..Outcome::default()
        })
        .collect()
}

/// Notes the relations that examples have of what is not in their domain, or with what is not in their range.
pub(super) fn go_beyond(
    prepared: &[Prepared<'_>],
    conforms: &Conforms<'_>,
    outcomes: &mut [Outcome],
) {
    for outcome in outcomes {
        let (mut all, mut domain, mut range) = (0, 0, 0);
        for p in prepared {
            let triples = p.material.example.triples.iter();
            for t in triples.filter(|t| t.relation == outcome.name) {
                let places = |label: &str| -> Vec<&Argument> {
                    let letters = letters(&p.arguments, label);
                    let arguments = p.arguments.iter();
                    arguments
                        .filter(|a| a.key == letters || is_called(a, label))
                        .collect()
                };
                let (subjects, objects) = (places(&t.subject), places(&t.object));
                let ends = subjects
                    .iter()
                    .flat_map(|s| objects.iter().map(move |o| (*s, *o)));
                let fits: Vec<(bool, bool)> = ends
                    .map(|ends| conforms(&p.material, &outcome.name, ends))
                    .collect();
                if !fits.is_empty() {
                    all += 1;
                    domain += usize::from(!fits.iter().any(|f| f.0));
                    range += usize::from(!fits.iter().any(|f| f.1));
                }
            }
        }
        let many = |n: usize| n as f64 > BEYOND * f64::from(all);
        (outcome.any_subject, outcome.any_object) = (many(domain), many(range));
    }
}

/// Whether a label is a year that the text names as one.
fn is_year(material: &Material<'_>, label: &str) -> bool {
    let Some(year) = year(label) else {
        return false;
    };
    let named = |date: &PartialDate| date.year == year;
    let mut times = material.mentions.times.iter();
    times.any(|time| match &time.value {
        TimeValue::Date(date) => named(date),
        TimeValue::Range(from, to) => named(from) || named(to),
        _ => false,
    })
}

/// The share of what holds that examples list, relation by relation: what the ranker gives, on average, to listed ones
/// that it was not trained on (Elkan and Noto, "Learning classifiers from only positive and unlabeled data", 2008).
pub(super) fn estimate_listed(
    prepared: &[Prepared<'_>],
    scores: &[Vec<Scores>],
    outcomes: &mut [Outcome],
) {
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
