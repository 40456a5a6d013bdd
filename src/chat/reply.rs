//! From the model's answer to claim lines.

use serde_json::{Map, Value as Json, json};

use super::{Failure, Usage};
use crate::outside::Request;

/// The content of an answer of the endpoint, and what it cost.
pub fn content(answer: &Json) -> Result<(Vec<Json>, Usage), Failure> {
    let choice = &answer["choices"][0];
    let message = &choice["message"];
    if let Some(refusal) = message["refusal"].as_str() {
        return Err(Failure::Batch(format!("the model refuses: {refusal}")));
    }
    if choice["finish_reason"] == "length" {
        return Err(Failure::TooLong);
    }
    let Some(text) = message["content"].as_str() else {
        let message = "the answer holds no choices[0].message.content";
        return Err(Failure::Batch(message.to_owned()));
    };
    let parsed: Json = serde_json::from_str(unfenced(text))
        .map_err(|e| Failure::Batch(format!("the model's answer is not JSON: {e}")))?;
    let Some(claims) = parsed["claims"].as_array() else {
        let message = "the model's answer has no list \"claims\"";
        return Err(Failure::Batch(message.to_owned()));
    };
    let count = |key: &str| answer["usage"][key].as_u64().unwrap_or(0);
    let usage = Usage {
        requests: 1,
        cached: 0,
        tokens_in: count("prompt_tokens"),
        tokens_out: count("completion_tokens"),
    };
    Ok((claims.clone(), usage))
}

/// An answer without the fence of a code block around it.
fn unfenced(text: &str) -> &str {
    let text = text.trim();
    let inner = text
        .strip_prefix("```json")
        .or_else(|| text.strip_prefix("```"))
        .and_then(|t| t.strip_suffix("```"));
    inner.unwrap_or(text).trim()
}

/// The claim line for one claim of an answer; `None` where it lacks what every claim has.
pub fn line(document: &Request, claim: &Json, author: &str) -> Option<Json> {
    let text = |key: &str| claim[key].as_str().filter(|t| !t.trim().is_empty());
    let mut qualifiers: Map<String, Json> = Map::new();
    for qualifier in claim["qualifiers"].as_array().into_iter().flatten() {
        let name = qualifier["name"].as_str()?;
        let value = &qualifier["value"];
        if value.is_null() || value == "" {
            continue;
        }
        let all = qualifiers.entry(name).or_insert_with(|| json!([]));
        all.as_array_mut()?.push(value.clone());
    }
    let mut evidence = json!({"quote": text("quote")?});
    let sentence = claim["sentence"].as_u64().and_then(|n| n.checked_sub(1));
    if let Some(sentence) = sentence {
        evidence["sentence"] = json!(sentence);
    }
    let mut line = json!({
        "document": document.id,
        "subject": text("subject")?,
        "predicate": text("relation")?,
        "object": text("object")?,
        "qualifiers": qualifiers,
        "status": text("status").unwrap_or("actual"),
        "attribution": text("attribution").into_iter().collect::<Vec<_>>(),
        "extractor": author,
        "evidence": evidence,
    });
    if claim["confidence"].is_number() {
        line["confidence"] = claim["confidence"].clone();
    }
    Some(line)
}
