//! Text2KGBench: triples of an ontology, sentence by sentence.
//!
//! The scores are those that Mihindukulasooriya, Tiwari, Enguix and Lata published ("Text2KGBench: A Benchmark for
//! Ontology-Driven Knowledge Graph Generation from Text", ISWC 2023, <https://arxiv.org/abs/2308.02357>), as their program
//! `src/evaluation/run_eval.py` (the repository `cenguix/Text2KGBench`) computes them:
//!
//! * A triple is the letters of subject, relation and object one after the other, in lower case, without spaces and
//!   underscores. Precision, recall and F1 compare the sets of triples of a sentence and are averaged over all sentences of
//!   the reference; a sentence without system triples scores 0.
//! * Before that, system triples are dropped whose relation is not among the relations of the sentence's reference. Real text
//!   comes without that help, so the scores without this filter stand beside it.
//! * Ontology conformance is the share of triples whose relation is in the ontology, relation hallucination the rest.
//!   Subject and object hallucination are the shares of triples whose subject or object, its words stemmed and joined, does
//!   not occur in the sentence with the labels of the ontology's concepts behind it, treated likewise. Averages over the
//!   sentences again; a sentence without triples conforms and hallucinates nothing.
//!
//! The benchmark's second set, from DBpedia, writes values as linked data: `"2702.0"`, `"12.0"(minutes)`, `"1930-01-20"`. What
//! such a notation adds is no part of a value here: numbers and dates are compared by their values, on both sides.
//!
//! Words are separated as the Penn Treebank does, and stemmed with Porter's algorithm as NLTK extends it.

mod ours;
mod read;
mod stem;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Cell, Report, Score};
use crate::learn::{date_of, numeral, plain};

pub use ours::triples;
pub use read::{Concept, Ontology, Relation, Sentence, read_gold, read_ontology};
pub use stem::stem;

/// Subject, relation and object as labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Triple {
    /// Label of the subject.
    pub subject: String,
    /// Label of the relation.
    pub relation: String,
    /// Label of the object.
    pub object: String,
}

/// The scores of one ontology's sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Text2kgScore {
    /// As published: with the filter.
    #[serde(flatten)]
    pub published: Score,
    /// Without the filter.
    pub unfiltered: Score,
    /// Share of triples whose relation is in the ontology.
    pub ontology_conformance: f64,
    /// Share of triples whose subject is not in the sentence.
    pub subject_hallucination: f64,
    /// Share of triples whose relation is not in the ontology.
    pub relation_hallucination: f64,
    /// Share of triples whose object is not in the sentence.
    pub object_hallucination: f64,
    /// Sentences of the reference.
    pub sentences: usize,
    /// Sentences for which the system has triples.
    pub answered: usize,
    /// Triples of the system.
    pub triples: usize,
}

/// F1 on average over the ten ontologies of Wikidata-TekGen, with the filter, as published.
pub const PUBLISHED: &[(&str, f64)] = &[("Vicuna-13B", 0.35), ("Alpaca-LoRA-13B", 0.27)];

/// F1 of somebody who knows the reference and copies its words from the sentence wherever they stand there: much of the
/// reference is not in the text.
pub const COPIER: f64 = 0.62;

/// Scores the triples of a system, by the sentence's id.
#[must_use]
pub fn score(
    ontology: &Ontology,
    gold: &[Sentence],
    system: &BTreeMap<String, Vec<Triple>>,
) -> Text2kgScore {
    let mut sum = Text2kgScore {
        sentences: gold.len(),
        ..Text2kgScore::default()
    };
    let relations: BTreeSet<String> = ontology
        .relations
        .iter()
        .map(|r| underscored(&r.label))
        .collect();
    let mut labels: Vec<&str> = ontology.concepts.iter().map(|c| c.label.as_str()).collect();
    labels.retain(|l| !l.is_empty());
    let labels = labels.join(" ");
    for sentence in gold {
        let own = system.get(&sentence.id).map_or(&[][..], Vec::as_slice);
        sum.answered += usize::from(!own.is_empty());
        sum.triples += own.len();
        let asked: BTreeSet<String> = sentence
            .triples
            .iter()
            .map(|t| underscored(&t.relation))
            .collect();
        let wanted: BTreeSet<String> = sentence.triples.iter().map(letters).collect();
        let kept = own
            .iter()
            .filter(|t| asked.contains(&underscored(&t.relation)));
        add(
            &mut sum.published,
            sets(&wanted, &kept.map(letters).collect()),
        );
        add(
            &mut sum.unfiltered,
            sets(&wanted, &own.iter().map(letters).collect()),
        );
        let of = |count: usize, none: f64| {
            if own.is_empty() {
                none
            } else {
                count as f64 / own.len() as f64
            }
        };
        let known = |t: &&Triple| relations.contains(&underscored(&t.relation));
        let conform = of(own.iter().filter(known).count(), 1.0);
        sum.ontology_conformance += conform;
        sum.relation_hallucination += 1.0 - conform;
        // the first label follows the sentence without a space, as in the published program
        let source = words::stemmed(&format!("{}{labels}", sentence.text));
        let invented = |words: &str| !source.contains(&words::of_entity(words));
        let subjects = own.iter().filter(|t| invented(&t.subject)).count();
        let objects = own.iter().filter(|t| invented(&t.object)).count();
        sum.subject_hallucination += of(subjects, 0.0);
        sum.object_hallucination += of(objects, 0.0);
    }
    let n = gold.len().max(1) as f64;
    for score in [&mut sum.published, &mut sum.unfiltered] {
        score.precision /= n;
        score.recall /= n;
        score.f1 /= n;
    }
    for share in [
        &mut sum.ontology_conformance,
        &mut sum.subject_hallucination,
        &mut sum.relation_hallucination,
        &mut sum.object_hallucination,
    ] {
        *share /= n;
    }
    sum
}

/// The mean over ontologies, each weighing the same, as published averages are; counts are sums.
#[must_use]
pub fn average(scores: &[Text2kgScore]) -> Text2kgScore {
    let n = scores.len().max(1) as f64;
    let mean = |f: fn(&Text2kgScore) -> f64| scores.iter().map(f).sum::<f64>() / n;
    let sum = |f: fn(&Text2kgScore) -> usize| scores.iter().map(f).sum();
    Text2kgScore {
        published: Score {
            precision: mean(|s| s.published.precision),
            recall: mean(|s| s.published.recall),
            f1: mean(|s| s.published.f1),
        },
        unfiltered: Score {
            precision: mean(|s| s.unfiltered.precision),
            recall: mean(|s| s.unfiltered.recall),
            f1: mean(|s| s.unfiltered.f1),
        },
        ontology_conformance: mean(|s| s.ontology_conformance),
        subject_hallucination: mean(|s| s.subject_hallucination),
        relation_hallucination: mean(|s| s.relation_hallucination),
        object_hallucination: mean(|s| s.object_hallucination),
        sentences: sum(|s| s.sentences),
        answered: sum(|s| s.answered),
        triples: sum(|s| s.triples),
    }
}

/// What the command prints for one ontology or several, each with its name.
#[must_use]
pub fn report(scores: &[(String, Text2kgScore)]) -> Report {
    let all: Vec<Text2kgScore> = scores.iter().map(|s| s.1).collect();
    let average = average(&all);
    let mut json = serde_json::to_value(average).unwrap_or_default();
    if scores.len() > 1 {
        let each: BTreeMap<&String, &Text2kgScore> = scores.iter().map(|s| (&s.0, &s.1)).collect();
        json["ontologies"] = serde_json::to_value(each).unwrap_or_default();
    }
    let columns = [
        "precision",
        "recall",
        "F1",
        "F1 unfiltered",
        "conformance",
        "subject",
        "relation",
        "object",
    ];
    let mut report = Report::new("Text2KGBench", &columns, json);
    let several = scores.len() > 1;
    let average = several.then(|| ("average".to_owned(), average));
    for (name, score) in scores.iter().chain(&average) {
        let more = [
            Cell::Share(score.unfiltered.f1),
            Cell::Share(score.ontology_conformance),
            Cell::Share(score.subject_hallucination),
            Cell::Share(score.relation_hallucination),
            Cell::Share(score.object_hallucination),
        ];
        report = report.score(name, score.published, &more);
    }
    let count = |f: fn(&Text2kgScore) -> usize| all.iter().map(f).sum::<usize>();
    report
        .published(PUBLISHED)
        .row(
            "a perfect copier of words",
            [Cell::Empty, Cell::Empty, Cell::Share(COPIER)],
        )
        .note(format!(
            "{} sentences, {} of them with triples, {} triples; \
             published figures are averages over ten ontologies",
            count(|s| s.sentences),
            count(|s| s.answered),
            count(|s| s.triples)
        ))
        .note(
            "F1 unfiltered keeps triples whose relation is not in the sentence's reference; \
             subject, relation and object are hallucination",
        )
}

fn add(sum: &mut Score, score: Score) {
    sum.precision += score.precision;
    sum.recall += score.recall;
    sum.f1 += score.f1;
}

fn sets(wanted: &BTreeSet<String>, found: &BTreeSet<String>) -> Score {
    if found.is_empty() || wanted.is_empty() {
        return Score::default();
    }
    let both = wanted.intersection(found).count() as f64;
    Score::new(both / found.len() as f64, both / wanted.len() as f64)
}

fn letters(triple: &Triple) -> String {
    let (subject, object) = (plain(&triple.subject), plain(&triple.object));
    let object = value(&object).unwrap_or(object);
    let all = [&subject, &triple.relation, &object];
    all.map(|part| words::joined(part)).concat()
}

/// The value of a number or a date, however it is written: `2,702` and `2702.0`; "01 June 2009", "June 2009" and `2009-06`. The
/// first day stands for a month or a year where days are spelled, so it is taken for one everywhere.
fn value(label: &str) -> Option<String> {
    if let Some(number) = numeral(label) {
        return Some(number.to_string());
    }
    let date = date_of(label)?.to_string();
    let short = date.strip_suffix("-01").unwrap_or(&date);
    Some(short.strip_suffix("-01").unwrap_or(short).to_owned())
}

fn underscored(relation: &str) -> String {
    relation.replace(' ', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triple(subject: &str, relation: &str, object: &str) -> Triple {
        Triple {
            subject: subject.to_owned(),
            relation: relation.to_owned(),
            object: object.to_owned(),
        }
    }

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }

    #[test]
    fn values_are_compared_however_they_are_written() {
        let same = |a: &str, b: &str| {
            let object = |object| letters(&triple("Brask Mills", "opened", object));
            object(a) == object(b)
        };
        assert!(same("\"2702.0\"(metres)", "2702") && same("Old_Mill", "Old Mill"));
        assert!(same("2,702", "2702.0") && !same("2702", "27.02"));
        assert!(same("01 January 2010", "2010") && same("01 June 1981", "June 1981"));
        assert!(same("20 January 1930", "1930-01-20") && !same("1930-01-20", "1930-01"));
        assert!(!same("Mill 10", "Mill 10.0"));
    }

    #[test]
    fn averages_over_sentences_with_and_without_the_filter() {
        let ontology = Ontology {
            concepts: vec![Concept {
                label: "mill".to_owned(),
            }],
            relations: ["owned by", "founded by", "product"]
                .map(|label| Relation {
                    id: String::new(),
                    label: label.to_owned(),
                })
                .to_vec(),
        };
        let gold = [
            Sentence {
                id: "s1".to_owned(),
                text: "The Brask mills are owned by Oskarvale.".to_owned(),
                triples: vec![
                    triple("Brask Mills", "owned by", "Oskarvale"),
                    triple("Brask Mills", "owned by", "Wendrick"),
                ],
            },
            Sentence {
                id: "s2".to_owned(),
                text: "Ola founded Tessermint.".to_owned(),
                triples: vec![triple("Tessermint", "founded by", "Ola")],
            },
        ];
        let system = BTreeMap::from([(
            "s1".to_owned(),
            vec![
                triple("brask  mills", "owned_by", "OSKARVALE"),
                triple("Brask Mill", "product", "Paper"),
                triple("Yllandor", "invented", "Oskarvale"),
            ],
        )]);
        let scored = score(&ontology, &gold, &system);
        // s1 with the filter: 1 of 1 right, 1 of 2 found: F1 2/3; s2: 0. Averages over two sentences.
        near(scored.published.precision, 0.5);
        near(scored.published.recall, 0.25);
        near(scored.published.f1, 1.0 / 3.0);
        // s1 without: precision 1/3, recall 1/2, F1 2 · 1/6 / (5/6) = 2/5
        near(scored.unfiltered.precision, 1.0 / 6.0);
        near(scored.unfiltered.f1, 0.2);
        // s1: "invented" is not in the ontology, 2 of 3 conform; s2 has no triples and conforms
        near(scored.ontology_conformance, (2.0 / 3.0 + 1.0) / 2.0);
        near(scored.relation_hallucination, 1.0 / 6.0);
        // "Yllandor" and "Paper" are not in the sentence, "Brask Mill" is, by its stems
        near(scored.subject_hallucination, 1.0 / 6.0);
        near(scored.object_hallucination, 1.0 / 6.0);
        near(
            average(&[scored, Text2kgScore::default()]).published.f1,
            1.0 / 6.0,
        );
        assert_eq!(
            (scored.sentences, scored.answered, scored.triples),
            (2, 1, 3)
        );
    }
}
