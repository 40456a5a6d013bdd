//! What Factloom itself says of the examples, after it has learned from others.
//!
//! The two companies are given; what is predicted is the relation between them, with its direction, or none. A claim's
//! probability is that of the relation either way round.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::folds;
use super::read::{Example, Prediction, Text};
use crate::claim::Object;
use crate::error::{Error, ErrorKind, Result};
use crate::extract;
use crate::learn::{Classifier, Ends};
use crate::nlp::View;
use crate::pipeline::Engine;
use crate::text::Document;

/// Marks the labels of relations that run from the second company to the first.
const INVERTED: &str = " inverted";

/// Predictions for examples after learning from others.
///
/// # Errors
/// An example has no text.
pub fn learned(
    engine: &Engine,
    train: &[Example],
    test: &[Example],
) -> Result<BTreeMap<String, Prediction>> {
    let (known, asked) = (features(engine, train)?, features(engine, test)?);
    let all: Vec<usize> = (0..train.len()).collect();
    let classifier = classifier(train, &known, &all);
    let asked = test.iter().zip(&asked);
    Ok(asked
        .map(|(example, features)| (example.id.clone(), predict(&classifier, features)))
        .collect())
}

/// Predictions for all examples, each after learning from those of the other folds.
///
/// # Errors
/// An example has no text.
pub fn cross_validated(
    engine: &Engine,
    examples: &[Example],
    count: usize,
) -> Result<BTreeMap<String, Prediction>> {
    let features = features(engine, examples)?;
    let folds = folds(examples, count);
    let predicted = (0..count).into_par_iter().flat_map_iter(|fold| {
        let (test, train): (Vec<usize>, Vec<usize>) =
            (0..examples.len()).partition(|&i| folds[i] == fold);
        let classifier = classifier(examples, &features, &train);
        let asked = test.into_iter();
        let asked: Vec<(String, Prediction)> = asked
            .map(|i| (examples[i].id.clone(), predict(&classifier, &features[i])))
            .collect();
        asked
    });
    Ok(predicted.collect())
}

fn classifier(examples: &[Example], features: &[Vec<String>], used: &[usize]) -> Classifier {
    let labels: Vec<String> = examples.iter().map(label).collect();
    // the order of the file does not matter
    let mut used = used.to_vec();
    used.sort_by(|&a, &b| examples[a].id.cmp(&examples[b].id));
    let known: Vec<(&[String], &str)> = used
        .iter()
        .map(|&i| (features[i].as_slice(), labels[i].as_str()))
        .collect();
    Classifier::train(&known)
}

fn label(example: &Example) -> String {
    let inverted = if example.inverted { INVERTED } else { "" };
    format!("{}{inverted}", example.relation)
}

fn predict(classifier: &Classifier, features: &[String]) -> Prediction {
    let mut relations: BTreeMap<&str, [f32; 2]> = BTreeMap::new();
    for (label, likely) in classifier.probabilities(features) {
        let inverted = label.strip_suffix(INVERTED);
        let relation = relations.entry(inverted.unwrap_or(label)).or_default();
        relation[usize::from(inverted.is_some())] = likely;
    }
    let both = |ways: &[f32; 2]| ways[0] + ways[1];
    let best = relations
        .into_iter()
        .max_by(|a, b| both(&a.1).total_cmp(&both(&b.1)));
    let (relation, ways) = best.unwrap_or((super::UNDEFINED, [1.0, 0.0]));
    Prediction {
        relation: relation.to_owned(),
        inverted: ways[1] > ways[0],
        confidence: f64::from(both(&ways)),
    }
}

fn features(engine: &Engine, examples: &[Example]) -> Result<Vec<Vec<String>>> {
    // before the threads start: of several examples without a text the first is named
    let texts = examples
        .iter()
        .map(|example| {
            example.text.as_ref().ok_or_else(|| {
                let id = &example.id;
                let message = format!("example {id:?} has no \"context\" with its companies");
                Error::new(ErrorKind::Format, message)
            })
        })
        .collect::<Result<Vec<&Text>>>()?;
    Ok(texts
        .into_par_iter()
        .map(|text| features_of(engine, text))
        .collect())
}

/// What is known of the two companies in their text: how they hang together, and what is claimed of them with the
/// built-in ontology.
fn features_of(engine: &Engine, text: &Text) -> Vec<String> {
    let document = Document::plain("example", &text.text, None);
    let analysis = engine.analyzer.analyze(&document);
    let view = View::new(&document, &analysis);
    let tokens = |end: &Range<usize>| {
        let inside = |t: &usize| {
            let span = analysis.tokens[*t].span;
            span.start < end.end && end.start < span.end
        };
        let mut found = (0..analysis.tokens.len()).filter(inside);
        let first = found.next()?;
        Some(first..found.next_back().unwrap_or(first) + 1)
    };
    let (Some(first), Some(second)) = (tokens(&text.ends[0]), tokens(&text.ends[1])) else {
        return Vec::new();
    };
    let mentions = engine.mentions(&view);
    let ends = Ends {
        view: &view,
        mentions: &mentions,
        first,
        second,
        names: [&text.names[0], &text.names[1]],
    };
    let mut features = ends.features();
    for claim in extract::claims(&engine.context(&view, &mentions)) {
        let end = |m| ends.end(mentions.get(m).head);
        let object = match claim.object {
            Object::Entity(object) => end(object),
            _ => None,
        };
        let which = |end: Option<usize>| end.map_or("other", |e| ["first", "second"][e]);
        let (subject, object) = (which(end(claim.subject)), which(object));
        if subject != "other" || object != "other" {
            let name = claim.predicate.name();
            features.push(format!("claims:{name} {subject} {object}"));
        }
    }
    features.sort();
    features.dedup();
    features
}
