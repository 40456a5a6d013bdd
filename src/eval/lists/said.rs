//! Claims as the patterns of lists see them: every part as one line of text.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde_json::Value;

use crate::claim::{Confidence, Status};
use crate::error::Result;
use crate::eval::input::Record;
use crate::eval::interchange::{ClaimLine, claim, claim_records, last_segment};

/// A claim of a build.
#[derive(Clone, Debug)]
pub struct Said {
    /// The claim.
    pub claim: ClaimLine,
    /// Its subject in words.
    pub subject: String,
    /// Its object in words, or as a value.
    pub object: String,
    /// The values of its qualifiers; several of one name are joined by ` | `.
    pub qualifiers: BTreeMap<String, String>,
    /// Its status.
    pub status: Status,
}

impl Said {
    /// Whether the graph asserts it.
    #[must_use]
    pub fn is_asserted(&self) -> bool {
        self.status == Status::Actual
            && Confidence::new(self.claim.confidence)
                >= Confidence::needed(self.claim.predicate.starts_with("open:"))
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let predicate = &self.claim.predicate;
        write!(f, "{} | {predicate} | {}", self.subject, self.object)?;
        if !self.qualifiers.is_empty() {
            let pairs = self.qualifiers.iter().map(|(k, v)| format!("{k}={v}"));
            write!(f, " [{}]", pairs.collect::<Vec<_>>().join(", "))?;
        }
        write!(f, " {}", self.status)
    }
}

/// The claims of a build's folder or of a file, in the interchange format.
///
/// # Errors
/// The file cannot be read, or a line is no claim.
pub fn read_said(path: &Path) -> Result<Vec<Said>> {
    claim_records(path, said)
}

fn said(record: &Record<'_>) -> Result<Said> {
    let claim = claim(record)?;
    let part = |name: &str| record.fields.get(name).map(words).unwrap_or_default();
    let qualifiers = record.fields.get("qualifiers").and_then(Value::as_object);
    let qualifiers = qualifiers.into_iter().flatten();
    let status = claim.status.as_deref().unwrap_or("actual");
    Ok(Said {
        subject: part("subject"),
        object: part("object"),
        qualifiers: qualifiers.map(|(k, v)| (k.clone(), words(v))).collect(),
        status: status.parse().map_err(|e: String| record.wrong(e))?,
        claim,
    })
}

/// A JSON value as a line: a value with its currency, an entity's label, the items of a list joined by ` | `, numbers in
/// digits (`20.0` is `20`, `1.8e9` is `1800000000`).
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => digits(&number.to_string()),
        Value::String(text) => digits(text.trim()),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(" | "),
        Value::Object(fields) => {
            let field = |name: &str| fields.get(name).map(words).filter(|t| !t.is_empty());
            if fields.contains_key("value") {
                let parts = [field("value"), field("currency")];
                return parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
            }
            let label = field("label").or_else(|| field("name"));
            let iri = || field("iri").map(|iri| last_segment(&iri).to_owned());
            label.or_else(iri).unwrap_or_default()
        }
    }
}

/// A decimal number without exponent and without zeros at its end; any other text as it is.
fn digits(text: &str) -> String {
    plain_number(text).unwrap_or_else(|| text.to_owned())
}

fn plain_number(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => {
            let size = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            (all_digits(size) && size.len() <= 2).then_some(())?;
            (number, exponent.parse::<i32>().ok()?)
        }
        None => (unsigned, 0),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (all_digits(fraction).then_some(whole)?, fraction),
        None => (number, ""),
    };
    (all_digits(whole) && (whole == "0" || !whole.starts_with('0'))).then_some(())?;
    let mut places = format!("{whole}{fraction}");
    let mut point = whole.len() as i32 + exponent;
    while point < 1 {
        places.insert(0, '0');
        point += 1;
    }
    while places.len() < point as usize {
        places.push('0');
    }
    let (whole, fraction) = places.split_at(point as usize);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    let fraction = fraction.trim_end_matches('0');
    let sign = if text.starts_with('-') { "-" } else { "" };
    let dot = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{dot}{fraction}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::words;

    #[test]
    fn values_read_as_an_analyst_writes_them() {
        for (value, wanted) in [
            (json!(20.0), "20"),
            (json!("1.8e9"), "1800000000"),
            (json!("1.50e1"), "15"),
            (json!("5e-2"), "0.05"),
            (json!("0.250"), "0.25"),
            (json!("+7"), "7"),
            (json!("-3.0"), "-3"),
            (json!("100"), "100"),
            // no numbers
            (json!("007"), "007"),
            (json!("1.e3"), "1.e3"),
            (json!("2032-05"), "2032-05"),
            (json!("e5"), "e5"),
            (json!(true), "true"),
            (json!(null), ""),
            (json!(["Japan", 5]), "Japan | 5"),
            (json!({"value": "2.50", "currency": "EUR"}), "2.5 EUR"),
            (json!({"value": "40", "unit": "jets"}), "40"),
            (
                json!({"value": "40 jets", "number": "40", "unit": "jets"}),
                "40 jets",
            ),
            (json!({"iri": "https://e.org/a", "label": "A b"}), "A b"),
            (json!({"iri": "https://e.org/a"}), "a"),
        ] {
            assert_eq!(words(&value), wanted, "{value}");
        }
    }
}
