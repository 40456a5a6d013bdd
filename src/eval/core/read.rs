//! The files of CORE, and predictions.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::input::{records, text};
use crate::error::{Error, ErrorKind, Result};

/// An example: two companies in a text, and the relation between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// Its id.
    pub id: String,
    /// Its label.
    pub relation: String,
    /// Whether the relation runs from the second company to the first.
    pub inverted: bool,
    /// The text and its two ends, where the file has them.
    pub text: Option<Text>,
}

/// The text of an example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its words as a text, white space where writers put it.
    pub text: String,
    /// The bytes of the two companies.
    pub ends: [Range<usize>; 2],
    /// What they are called elsewhere.
    pub names: [String; 2],
}

/// Reads the data, a JSON array of examples.
///
/// # Errors
/// The file cannot be read or is of another shape, or two examples have one id.
pub fn read(path: &Path) -> Result<Vec<Example>> {
    let written = text(path)?;
    let wrong = |message: String| Error::new(ErrorKind::Format, message).in_file(path);
    let json: Value = serde_json::from_str(&written)
        .map_err(|e| wrong(format!("no JSON: {e}")).at(e.line(), e.column()))?;
    let listed = json
        .as_array()
        .ok_or_else(|| wrong("a JSON array of examples was expected".to_owned()))?;
    let mut examples = Vec::with_capacity(listed.len());
    let mut ids = BTreeMap::new();
    for (i, value) in listed.iter().enumerate() {
        let example = example(value).map_err(|m| wrong(format!("example {} {m}", i + 1)))?;
        if let Some(first) = ids.insert(example.id.clone(), i + 1) {
            let message = format!("examples {first} and {} have one id", i + 1);
            return Err(wrong(message));
        }
        examples.push(example);
    }
    Ok(examples)
}

fn example(value: &Value) -> std::result::Result<Example, String> {
    let field = |name: &str| {
        let text = value.get(name).and_then(Value::as_str);
        let text = text.map(str::to_owned);
        text.ok_or_else(|| format!("has no \"{name}\""))
    };
    Ok(Example {
        id: field("id")?,
        relation: field("relation")?,
        inverted: value.get("invert_relation").and_then(Value::as_u64) == Some(1),
        text: match value.get("context") {
            None => None,
            Some(context) => Some(context_of(value, context)?),
        },
    })
}

fn context_of(value: &Value, context: &Value) -> std::result::Result<Text, String> {
    let words: Option<Vec<&str>> = context
        .as_array()
        .map(|words| words.iter().map(Value::as_str).collect())
        .unwrap_or_default();
    let words = words.ok_or("has a \"context\" that is no list of words")?;
    let (text, spans) = joined(&words);
    let end = |company: &str| {
        let number = |name: &str| {
            let name = format!("{company}_{name}");
            let number = value.get(&name).and_then(Value::as_u64);
            let number = number.and_then(|n| usize::try_from(n).ok());
            number.ok_or_else(|| format!("has no \"{name}\""))
        };
        let (from, to) = (number("start")?, number("end")?);
        match (spans.get(from), spans.get(to)) {
            (Some(first), Some(last)) if from <= to => Ok(first.start..last.end),
            _ => Err(format!(
                "has no words {from} to {to}, where \"{company}\" stands"
            )),
        }
    };
    let name = |company: &str| {
        let name = value.get(format!("{company}_name")).and_then(Value::as_str);
        name.unwrap_or_default().to_owned()
    };
    Ok(Text {
        ends: [end("e1")?, end("e2")?],
        names: [name("e1"), name("e2")],
        text,
    })
}

/// Words as a text, and the bytes of each: no space before closing marks and clitics, none after opening ones.
fn joined(words: &[&str]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(words.len());
    let mut glued = true;
    for word in words {
        let closes = matches!(
            *word,
            "," | "." | ";" | ":" | "?" | "!" | ")" | "]" | "%" | "'" | "’"
        ) || word.starts_with('\'') && word.len() <= 3
            || word.starts_with('’') && word.chars().count() <= 3;
        if !glued && !closes {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        spans.push(start..text.len());
        glued = matches!(*word, "(" | "[" | "$" | "£" | "€");
    }
    (text, spans)
}

/// Which file of a folder is learned from and which is scored: `train.json` and, where there is one, `dev.json` or
/// `test.json`. For a file, that file.
#[must_use]
pub fn split(path: &Path) -> (PathBuf, Option<PathBuf>) {
    if !path.is_dir() {
        return (path.to_owned(), None);
    }
    let files = ["dev.json", "test.json"].map(|name| path.join(name));
    let scored = files.into_iter().find(|file| file.is_file());
    (path.join("train.json"), scored)
}

/// What is said of an example.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prediction {
    /// Its label.
    pub relation: String,
    /// Whether the relation runs from the second company to the first.
    pub inverted: bool,
    /// How likely the label is, in (0, 1].
    pub confidence: f64,
}

/// Reads predictions: one JSON object a line, with `id` and `relation`.
///
/// # Errors
/// The file cannot be read, or a line is of another shape.
pub fn read_predictions(path: &Path) -> Result<BTreeMap<String, Prediction>> {
    let text = text(path)?;
    records(path, &text)?
        .iter()
        .map(|r| {
            let inverted = r.fields.get("inverted").and_then(Value::as_bool);
            let confidence = r.fields.get("confidence").and_then(Value::as_f64);
            let prediction = Prediction {
                relation: r.text("relation")?.to_owned(),
                inverted: inverted.unwrap_or_default(),
                confidence: confidence.unwrap_or(1.0),
            };
            Ok((r.text("id")?.to_owned(), prediction))
        })
        .collect()
}

/// Predictions as lines, as [`read_predictions`] reads them.
#[must_use]
pub fn write_predictions(predicted: &BTreeMap<String, Prediction>) -> String {
    let lines = predicted.iter().map(|(id, said)| {
        let line = serde_json::json!({
            "id": id,
            "relation": said.relation,
            "inverted": said.inverted,
            "confidence": (said.confidence * 1000.0).round() / 1000.0,
        });
        format!("{line}\n")
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_text_with_their_places() {
        let words = [
            "Brask", "'s", "mill", "(", "in", "Vale", ")", "paid", "$", "5", ".",
        ];
        let (text, spans) = joined(&words);
        assert_eq!(text, "Brask's mill (in Vale) paid $5.");
        let found: Vec<&str> = spans.iter().map(|s| &text[s.clone()]).collect();
        assert_eq!(found, words);
    }

    #[test]
    fn ends_are_inclusive_and_must_be_there() {
        let value = |end: usize| {
            serde_json::json!({
                "id": "a", "relation": "client_of", "invert_relation": 1,
                "e1_start": 0, "e1_end": 0, "e2_start": 2, "e2_end": end,
                "e1_name": "Brask Ltd", "e2_name": "Old Vale",
                "context": ["Brask", "supplies", "Old", "Vale", "."],
            })
        };
        let read = example(&value(3)).expect("an example");
        let text = read.text.expect("a text");
        assert_eq!(&text.text[text.ends[1].clone()], "Old Vale");
        assert!(read.inverted);
        let error = example(&value(5)).expect_err("there are five words");
        assert!(error.contains("words 2 to 5"), "{error}");
    }
}
