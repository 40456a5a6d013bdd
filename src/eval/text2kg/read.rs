//! Text2KGBench's files: the ontology, and sentences with their triples.

use std::path::Path;

use serde_json::Value;

use super::Triple;
use crate::error::{Error, ErrorKind, Result};
use crate::eval::input::{records, text};
use crate::learn::plain;

/// A class of the ontology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its label.
    pub label: String,
}

/// A relation of the ontology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its identifier, such as a Wikidata property; may be empty.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// What the scores need of an ontology.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ontology {
    /// Its classes.
    pub concepts: Vec<Concept>,
    /// Its relations.
    pub relations: Vec<Relation>,
}

/// A sentence with the triples of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its triples.
    pub triples: Vec<Triple>,
}

/// Reads an ontology: a JSON object with `concepts` and `relations`, each with a `label`.
///
/// # Errors
/// The file cannot be read or is of another shape.
pub fn read_ontology(path: &Path) -> Result<Ontology> {
    let text = text(path)?;
    let json: Value = serde_json::from_str(&text).map_err(|e| {
        let message = format!("an ontology in JSON was expected: {e}");
        let error = Error::new(ErrorKind::Format, message).in_file(path);
        error.at(e.line(), e.column())
    })?;
    let wrong = |message: String| Error::new(ErrorKind::Format, message).in_file(path);
    let list = |name: &str| {
        let list = json.get(name).and_then(Value::as_array);
        list.ok_or_else(|| wrong(format!("the list \"{name}\" is missing")))
    };
    let label = |value: &Value, what: &str, number: usize| {
        let label = value.get("label").and_then(Value::as_str);
        let label = label.map(str::to_owned);
        label.ok_or_else(|| wrong(format!("{what} {} has no \"label\"", number + 1)))
    };
    let mut ontology = Ontology::default();
    for (i, value) in list("concepts")?.iter().enumerate() {
        let label = label(value, "concept", i)?;
        ontology.concepts.push(Concept { label });
    }
    for (i, value) in list("relations")?.iter().enumerate() {
        let id = ["pid", "id", "iri"]
            .iter()
            .find_map(|key| value.get(*key)?.as_str());
        ontology.relations.push(Relation {
            id: id.unwrap_or_default().to_owned(),
            label: label(value, "relation", i)?,
        });
    }
    Ok(ontology)
}

/// Reads sentences: one JSON object a line with `id`, `sent` and `triples` of `sub`, `rel` and `obj`. Labels in the notation of
/// linked data, `Old_Mill` or `"12.0"(minutes)`, are read as words.
///
/// # Errors
/// The file cannot be read or a line is of another shape.
pub fn read_gold(path: &Path) -> Result<Vec<Sentence>> {
    let text = text(path)?;
    records(path, &text)?
        .iter()
        .map(|record| {
            let triples = record.list("triples")?.iter().map(|value| {
                let part = |key: &str| {
                    let part = value.get(key).and_then(Value::as_str).map(str::to_owned);
                    part.ok_or_else(|| record.wrong(format!("a triple has no \"{key}\"")))
                };
                Ok(Triple {
                    subject: plain(&part("sub")?),
                    relation: part("rel")?,
                    object: plain(&part("obj")?),
                })
            });
            Ok(Sentence {
                id: record.text("id")?.to_owned(),
                text: record.text("sent")?.to_owned(),
                triples: triples.collect::<Result<_>>()?,
            })
        })
        .collect()
}
