//! Learning: from examples and an ontology to a ranker.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Engine;
use crate::error::{Error, ErrorKind, Result};
use crate::extract::{Inducer, conforms};
use crate::learn::{Argument, Example, Learned, Material, key, learn_types, train};
use crate::nlp::View;
use crate::text::{Diagnostic, Document, Severity};

/// What was learned.
#[derive(Clone, Debug, Default)]
pub struct Lesson {
    /// What was learned.
    pub learned: Learned,
    /// The frames induced, as a file, and how many there are.
    pub frames: (usize, String),
    /// Examples used.
    pub examples: usize,
}

/// Learns a ranker of the ontology's relations; what of the examples cannot be used is named in `remarks`.
///
/// # Errors
/// None of the examples has a relation of the ontology.
pub fn learn(
    engine: &Engine,
    examples: &[Example],
    remarks: &mut Vec<Diagnostic>,
) -> Result<Lesson> {
    let mut lesson = Lesson::default();
    let names = names(engine);
    let mut used = Vec::new();
    // the relations that the ontology lacks: where each comes first, and how often
    let mut unknown: BTreeMap<String, ((String, usize), usize)> = BTreeMap::new();
    for example in examples {
        let mut example = example.clone();
        let place = example.place.clone();
        example.triples.retain_mut(|t| {
            let last = t.relation.rsplit(['#', '/']).next().unwrap_or("");
            let name = names
                .get(&key(&t.relation))
                .or_else(|| names.get(&key(last)));
            if let Some(name) = name {
                t.relation.clone_from(name);
            } else {
                let first = || (place.clone(), 0);
                unknown.entry(t.relation.clone()).or_insert_with(first).1 += 1;
            }
            name.is_some()
        });
        if !example.triples.is_empty() {
            used.push(example);
        }
    }
    let labels = engine.ontology.relations.values().map(|r| r.label.as_str());
    let labels: BTreeSet<&str> = labels.filter(|l| !l.is_empty()).collect();
    for (relation, ((file, line), count)) in unknown {
        let times = if count == 1 {
            String::new()
        } else {
            format!(" (in {count} triples, here first)")
        };
        let hint = crate::ontology::hint(&relation, labels.iter().copied());
        let message = format!("left out: the ontology has no relation {relation:?}{times}{hint}");
        let remark = Diagnostic::new(file, Severity::Warning, message);
        remarks.push(remark.at(line, 1));
    }
    if used.is_empty() {
        let message = "no example has a relation of the ontology: give both for the same domain";
        return Err(Error::new(ErrorKind::Usage, message));
    }
    let read: Vec<_> = used
        .par_iter()
        .map(|example| {
            let document = Document::plain("example", &example.text, None);
            let analysis = engine.analyzer.analyze(&document);
            let mentions = engine.mentions(&View::new(&document, &analysis));
            (document, analysis, mentions)
        })
        .collect();
    let views: Vec<View<'_>> = read.iter().map(|(d, a, _)| View::new(d, a)).collect();
    let materials: Vec<Material<'_>> = used
        .iter()
        .zip(&views)
        .zip(&read)
        .filter(|((_, view), _)| !view.analysis.tokens.is_empty())
        .map(|((example, view), (_, _, mentions))| Material {
            view,
            mentions,
            example,
        })
        .collect();
    lesson.examples = materials.len();
    let mut inducer = Inducer::default();
    for m in &materials {
        inducer.add(m.view, m.mentions, &engine.grammar, m.example);
    }
    lesson.frames = inducer.frames();
    let conforms = |m: &Material<'_>, relation: &str, ends: (&Argument, &Argument)| {
        let relation = engine.ontology.relation(relation);
        relation.map_or((true, true), |relation| {
            conforms(&engine.ontology, m.mentions, relation, ends)
        })
    };
    lesson.learned = train(&materials, &conforms);
    let ranker = &lesson.learned.ranker;
    lesson.learned.ranker.types = learn_types(&materials, &engine.ontology, ranker);
    Ok(lesson)
}

/// The local names of relations by the letters of what they may be called.
fn names(engine: &Engine) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for relation in engine.ontology.relations.values() {
        for called in relation
            .synonyms
            .iter()
            .rev()
            .chain([&relation.label, &relation.name])
        {
            names.insert(key(called), relation.name.clone());
        }
    }
    names.remove("");
    names
}
