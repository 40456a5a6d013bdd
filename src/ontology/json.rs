//! Reading the ontologies of Text2KGBench: JSON with concepts and relations, as the statements that Turtle would make.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::turtle::{Node, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Diagnostic, Severity};

const OWL: &str = "http://www.w3.org/2002/07/owl#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
const WIKIDATA: &str = "http://www.wikidata.org/entity/";
const DBPEDIA: &str = "http://dbpedia.org/ontology/";

/// Reads `concepts` (with `qid` and `label`) and `relations` (with `pid`, `label`, `domain` and `range`); `altLabels`,
/// `inverse` and `symmetric` are understood too. What cannot be used is named in `remarks`.
///
/// # Errors
/// The text is not JSON, or has no relations.
pub fn parse(text: &str, path: &Path, remarks: &mut Vec<Diagnostic>) -> Result<Vec<Statement>> {
    let text = text.trim_start_matches('\u{feff}');
    let json: Value = serde_json::from_str(text).map_err(|e| {
        Error::new(
            ErrorKind::Ontology,
            format!("an ontology in JSON was expected: {e}"),
        )
        .in_file(path)
        .at(e.line(), e.column())
    })?;
    let wrong = |message: &str| Error::new(ErrorKind::Ontology, message).in_file(path);
    let list = |name: &str| json.get(name).and_then(Value::as_array);
    let relations = list("relations").ok_or_else(|| {
        wrong("the list \"relations\" is missing; an ontology in JSON has \"concepts\" and \"relations\"")
    })?;
    let source = path.display().to_string();
    let mut remark = |message: String| {
        remarks.push(Diagnostic::new(source.clone(), Severity::Note, message));
    };
    let mut out = Out(Vec::new());
    let mut concepts = BTreeSet::new();
    for (i, concept) in list("concepts").into_iter().flatten().enumerate() {
        let (Some(id), label) = (
            field(concept, &["qid", "id", "iri"]),
            field(concept, &["label"]),
        ) else {
            remark(format!("concept {} has no \"qid\"; it is left out", i + 1));
            continue;
        };
        if label.is_none() {
            remark(format!("concept {id} has no label"));
        }
        concepts.insert(id.clone());
        let iri = resource(&id);
        out.add(&iri, RDF, "type", Node::Iri(format!("{OWL}Class")));
        out.labels(&iri, concept, label);
    }
    for (i, relation) in relations.iter().enumerate() {
        let label = field(relation, &["label"]);
        let id = field(relation, &["pid", "id", "iri"]).or_else(|| label.as_deref().map(named));
        let Some(id) = id else {
            remark(format!(
                "relation {} has neither \"pid\" nor \"label\"; it is left out",
                i + 1
            ));
            continue;
        };
        if label.is_none() {
            remark(format!(
                "relation {id} has no label; its words are not known"
            ));
        }
        let iri = resource(&id);
        out.add(&iri, RDF, "type", Node::Iri(format!("{RDF}Property")));
        out.labels(&iri, relation, label);
        if relation.get("symmetric").and_then(Value::as_bool) == Some(true) {
            out.add(
                &iri,
                RDF,
                "type",
                Node::Iri(format!("{OWL}SymmetricProperty")),
            );
        }
        if let Some(inverse) = field(relation, &["inverse"]) {
            out.add(&iri, OWL, "inverseOf", Node::Iri(resource(&inverse)));
        }
        for end in ["domain", "range"] {
            let Some(class) = field(relation, &[end]) else {
                remark(format!(
                    "relation {id} has no {end}: anything may stand there"
                ));
                continue;
            };
            let lower = class.to_lowercase();
            let schema = XSD.to_lowercase();
            let short = lower.strip_prefix("xsd:").or(lower.strip_prefix(&schema));
            let datatype = match short.unwrap_or(&lower) {
                "date" | "datetime" | "year" | "gyear" | "gyearmonth" => Some("date"),
                "number" | "integer" | "int" | "float" | "double" | "decimal"
                | "nonnegativeinteger" => Some("decimal"),
                "string" | "text" => Some("string"),
                _ => None,
            };
            if concepts.contains(&class) {
                out.add(&iri, RDFS, end, Node::Iri(resource(&class)));
            } else if let (Some(name), "range") = (datatype, end) {
                out.add(&iri, RDFS, end, Node::Iri(format!("{XSD}{name}")));
            } else {
                remark(format!(
                    "the {end} of relation {id} is {class:?}, which is none of the concepts: anything may stand there"
                ));
            }
        }
    }
    Ok(out.0)
}

struct Out(Vec<Statement>);

impl Out {
    fn add(&mut self, subject: &str, namespace: &str, predicate: &str, object: Node) {
        self.0.push(Statement {
            subject: Node::Iri(subject.to_owned()),
            predicate: format!("{namespace}{predicate}"),
            object,
        });
    }

    fn labels(&mut self, iri: &str, value: &Value, label: Option<String>) {
        if let Some(label) = label {
            self.add(iri, RDFS, "label", Node::Literal(label));
        }
        let others = ["altLabels", "aliases"]
            .iter()
            .find_map(|k| value.get(*k)?.as_array());
        for other in others.into_iter().flatten().filter_map(Value::as_str) {
            self.add(iri, SKOS, "altLabel", Node::Literal(other.to_owned()));
        }
    }
}

fn field(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter()
        .find_map(|k| Some(value.get(*k)?.as_str()?.trim().to_owned()))
        .filter(|v| !v.is_empty())
}

/// A local name from a label: "place of birth" is `placeOfBirth`.
fn named(label: &str) -> String {
    let mut name = String::new();
    for (i, word) in label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .enumerate()
    {
        let mut chars = word.chars();
        if i > 0
            && let Some(first) = chars.next()
        {
            name.extend(first.to_uppercase());
        }
        name.push_str(chars.as_str());
    }
    name
}

/// The IRI behind an identifier: Wikidata's are a letter and digits; names are DBpedia's; IRIs stay.
fn resource(id: &str) -> String {
    if id.contains("://") {
        return id.to_owned();
    }
    let digits = id.strip_prefix(['P', 'Q']).unwrap_or("");
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{WIKIDATA}{id}");
    }
    let plain = |c: char| {
        if c.is_alphanumeric() || "_-.".contains(c) {
            c
        } else {
            '_'
        }
    };
    let name: String = id.chars().map(plain).collect();
    format!("{DBPEDIA}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concepts_and_relations_become_statements_and_gaps_remarks() {
        let text = r#"{"concepts": [{"qid": "Q1", "label": "mill"}],
            "relations": [{"pid": "P5", "label": "miller", "domain": "Q1", "range": "Q9"},
                          {"label": "opened on", "domain": "Q1", "range": "date"},
                          {"label": "wheel", "domain": "Q1", "range": "xsd:decimal"}, {}]}"#;
        let mut remarks = Vec::new();
        let found = parse(text, Path::new("o.json"), &mut remarks).unwrap();
        let has = |subject: &str, predicate: &str, object: Node| {
            found.iter().any(|s| {
                s.subject == Node::Iri(subject.to_owned())
                    && s.predicate.ends_with(predicate)
                    && s.object == object
            })
        };
        let mill = Node::Iri(format!("{WIKIDATA}Q1"));
        assert!(has(&format!("{WIKIDATA}P5"), "domain", mill));
        assert!(has(
            &format!("{DBPEDIA}openedOn"),
            "range",
            Node::Iri(format!("{XSD}date"))
        ));
        assert!(has(
            &format!("{DBPEDIA}wheel"),
            "range",
            Node::Iri(format!("{XSD}decimal"))
        ));
        assert_eq!(remarks.len(), 2, "{remarks:?}");
        let error = parse("{", Path::new("o.json"), &mut remarks).unwrap_err();
        assert!(error.to_string().starts_with("o.json:1:"), "{error}");
    }
}
