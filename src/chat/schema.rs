//! The JSON schema of answers, made from an ontology.

use serde_json::{Value as Json, json};

use crate::claim::{QualifierKey, Status};
use crate::ontology::Ontology;

/// The schema that an answer must follow. Every field is required and none may be added, as strict endpoints want it;
/// what may be missing is null or an empty list.
#[must_use]
pub fn schema(ontology: &Ontology) -> Json {
    let relations: Vec<&str> = ontology.relations.keys().map(String::as_str).collect();
    let statuses: Vec<&str> = Status::ALL.iter().map(|s| s.as_str()).collect();
    let keys: Vec<&str> = QualifierKey::ALL
        .iter()
        .filter(|k| ontology.relations.values().any(|r| r.takes(**k)))
        .map(|k| k.as_str())
        .collect();
    let text = |about: &str| json!({"type": "string", "description": about});
    let qualifier = closed(json!({
        "name": {"type": "string", "enum": keys},
        "value": text("a date as ISO 8601, money as \"1000000 EUR\", a percentage as a number, \"true\" or \"false\", or words of the text"),
    }));
    let claim = closed(json!({
        "sentence": {"type": "integer", "description": "the number of the sentence"},
        "quote": text("the exact words of the sentence that say it, copied letter by letter"),
        "subject": text("a name or description that stands in the text"),
        "relation": {"type": "string", "enum": relations},
        "object": text("a name, description or amount that stands in the text"),
        "qualifiers": {"type": "array", "items": qualifier},
        "status": {"type": "string", "enum": statuses},
        "attribution": {"type": ["string", "null"], "description": "who says it, where the text names somebody"},
        "confidence": {"type": "number", "description": "from 0 to 1"},
    }));
    closed(json!({"claims": {"type": "array", "items": claim}}))
}

/// An object of exactly these properties.
fn closed(properties: Json) -> Json {
    let required: Vec<String> = properties
        .as_object()
        .map(|p| p.keys().cloned().collect())
        .unwrap_or_default();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_what_the_ontology_knows() {
        let schema = schema(&Ontology::builtin().unwrap());
        let claim = &schema["properties"]["claims"]["items"];
        let relations = claim["properties"]["relation"]["enum"].as_array().unwrap();
        assert!(relations.contains(&json!("acquires")) && relations.len() > 30);
        let count = claim["properties"].as_object().unwrap().len();
        assert_eq!(claim["required"].as_array().unwrap().len(), count);
        assert_eq!(claim["additionalProperties"], false);
    }
}
