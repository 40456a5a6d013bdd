//! The interchange lines: one claim a line, as JSON with sorted keys.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::{Map, Number, Value as Json, json};

use super::Exporter;
use crate::claim::{Attribution, Decimal, Money, Object, Predicate, Quantity, Value};
use crate::graph::{EntityId, Graph, GraphClaim};
use crate::rdf::iri;
use crate::rdf::vocabulary::xsd;
use crate::text::{DatePart, PartialDate};

/// `claims.jsonl`.
#[derive(Clone, Copy, Debug)]
pub struct ClaimsJsonl;

impl Exporter for ClaimsJsonl {
    fn name(&self) -> &'static str {
        "claims-jsonl"
    }

    fn about(&self) -> &'static str {
        "one claim a line, as JSON"
    }

    fn file_name(&self) -> Option<&'static str> {
        Some("claims.jsonl")
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> std::io::Result<()> {
        let documents: BTreeMap<&str, &str> = graph
            .documents
            .iter()
            .map(|d| (d.id.as_str(), d.iri.as_str()))
            .collect();
        let mut claims: Vec<&GraphClaim> = graph.claims.iter().collect();
        claims.sort_by_key(|c| (&c.claim.evidence, &c.id));
        for claim in claims {
            serde_json::to_writer(&mut *out, &line(graph, &documents, claim))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

fn line(graph: &Graph, documents: &BTreeMap<&str, &str>, found: &GraphClaim) -> Json {
    let claim = &found.claim;
    let predicate = match &claim.predicate {
        Predicate::Relation(name) => {
            let iri = graph.vocabulary.relation_iri(name);
            match graph.vocabulary.relation_label(name) {
                Some(label) => json!({"iri": iri, "label": label, "name": name}),
                None => json!({"iri": iri, "name": name}),
            }
        }
        Predicate::Open(name) => json!({"iri": iri::open(name), "name": format!("open:{name}")}),
    };
    let mut line = json!({
        "id": found.id,
        "subject": participant(graph, claim.subject),
        "predicate": predicate,
        "object": object(graph, &claim.object),
        "qualifiers": qualifiers(graph, found),
        "status": claim.status.as_str(),
        "attribution": claim.attribution.iter().map(|a| match a {
            Attribution::Entity(id) => reference(graph, *id),
            Attribution::Text(words) => json!({"value": words}),
        }).collect::<Vec<_>>(),
        "confidence": claim.confidence.get(),
        "asserted": claim.is_asserted(),
        "extractor": claim.extractor,
        "evidence": claim.evidence.iter().map(|e| json!({
            "document": documents.get(e.document.as_str()).copied().unwrap_or(&e.document),
            "start": e.start,
            "end": e.end,
            "quote": e.quote,
        })).collect::<Vec<_>>(),
    });
    if claim.predicate.is_open() {
        line["open"] = Json::Bool(true);
    }
    line
}

fn qualifiers(graph: &Graph, found: &GraphClaim) -> Json {
    let mut values: BTreeMap<&str, Vec<Json>> = BTreeMap::new();
    for qualifier in &found.claim.qualifiers {
        let value = value(graph, &qualifier.value);
        values
            .entry(qualifier.key.as_str())
            .or_default()
            .push(value);
    }
    let single_or_list = |mut list: Vec<Json>| match list.len() {
        1 => list.remove(0),
        _ => Json::Array(list),
    };
    let entries = values
        .into_iter()
        .map(|(key, list)| (key.to_owned(), single_or_list(list)));
    Json::Object(entries.collect::<Map<_, _>>())
}

/// Subject or object: IRI, label and types.
fn participant(graph: &Graph, id: EntityId) -> Json {
    let entity = graph.entity(id);
    json!({"iri": entity.iri, "label": entity.label, "types": entity.types})
}

/// A value of a qualifier, or a source: IRI and label.
fn reference(graph: &Graph, id: EntityId) -> Json {
    let entity = graph.entity(id);
    json!({"iri": entity.iri, "label": entity.label})
}

fn object(graph: &Graph, object: &Object<EntityId>) -> Json {
    let literal = |value: &str, datatype: &str| json!({"value": value, "datatype": datatype});
    match object {
        Object::Entity(id) => participant(graph, *id),
        Object::Money(m) => money(m),
        Object::Number(n) => literal(n.as_str(), xsd::DECIMAL.as_str()),
        Object::Quantity(q) => quantity(q),
        Object::Date(d) => literal(&d.to_string(), date_type(*d)),
        Object::Text(t) => literal(t, xsd::STRING.as_str()),
    }
}

fn value(graph: &Graph, value: &Value<EntityId>) -> Json {
    match value {
        Value::Entity(id) => reference(graph, *id),
        Value::Text(text) => json!(text),
        Value::Date(date, _) => json!(date.to_string()),
        Value::Duration(duration) => json!(duration.0),
        Value::Money(m) => money(m),
        Value::Number(n) => number(n),
        Value::Boolean(b) => json!(b),
        Value::Quantity(q) => quantity(q),
    }
}

/// The datatype of a date of some precision; a string where XML Schema has none.
fn date_type(date: PartialDate) -> &'static str {
    match date.part {
        DatePart::Day(..) => xsd::DATE.as_str(),
        DatePart::Month(_) => xsd::G_YEAR_MONTH.as_str(),
        DatePart::Year => xsd::G_YEAR.as_str(),
        _ => xsd::STRING.as_str(),
    }
}

fn money(money: &Money) -> Json {
    json!({"value": money.value.as_str(), "currency": money.currency})
}

/// A number with its unit, together ("24 GWh") and apart.
fn quantity(quantity: &Quantity) -> Json {
    let number = quantity.value.as_str();
    let together = format!("{number} {}", quantity.unit);
    json!({"value": together.trim_end(), "number": number, "unit": quantity.unit})
}

/// A JSON number where it keeps every digit, else its digits as a string.
fn number(decimal: &Decimal) -> Json {
    if let Ok(whole) = decimal.as_str().parse::<i64>() {
        return json!(whole);
    }
    Number::from_f64(decimal.to_f64())
        .filter(|n| n.to_string() == decimal.as_str())
        .map_or_else(|| json!(decimal.as_str()), Json::Number)
}
