//! Examples: sentences with their triples, read from lines of JSON.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::label::{key, plain};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Diagnostic, Severity};

/// A triple of labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Triple {
    /// Label of the subject.
    pub subject: String,
    /// The relation as the example names it: a label, a local name or an IRI.
    pub relation: String,
    /// Label of the object.
    pub object: String,
}

/// A sentence with the triples that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Its triples, sorted.
    pub triples: Vec<Triple>,
    /// File and line where it was first read.
    pub place: (String, usize),
}

/// Reads the examples of a file, one JSON object a line: a sentence (`sent`) with one triple (`sub_label`, `rel_label`,
/// `obj_label`) or a list of them (`triples` of `sub`, `rel`, `obj`), or a claim of `claims.jsonl` with its `sentence`.
/// Lines with the same sentence are one example; those of earlier files come first. Labels may be written as linked data
/// write them, `Old_Mill` or `"12.0"(minutes)`; they are read as words. A line of another shape is left out
/// and named in `remarks`.
///
/// # Errors
/// The file cannot be read, or no line of it is an example.
pub fn examples(
    path: &Path,
    known: &mut Vec<Example>,
    remarks: &mut Vec<Diagnostic>,
) -> Result<usize> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, &e))?;
    let text = String::from_utf8_lossy(&bytes);
    let source = path.display().to_string();
    let mut places: BTreeMap<String, usize> = known
        .iter()
        .enumerate()
        .map(|(i, e)| (e.text.clone(), i))
        .collect();
    let mut read = 0;
    let numbered = text.trim_start_matches('\u{feff}').lines().enumerate();
    for (number, line) in numbered.filter(|(_, l)| !l.trim().is_empty()) {
        match of_line(line) {
            Ok((sentence, triples)) => {
                read += 1;
                let at = *places.entry(sentence.clone()).or_insert_with(|| {
                    known.push(Example {
                        text: sentence,
                        triples: Vec::new(),
                        place: (source.clone(), number + 1),
                    });
                    known.len() - 1
                });
                known[at].triples.extend(triples);
                known[at].triples.sort();
                known[at].triples.dedup();
            }
            Err((column, message)) => {
                remarks.push(
                    Diagnostic::new(source.clone(), Severity::Warning, message)
                        .at(number + 1, column),
                );
            }
        }
    }
    if read == 0 {
        let message = "no line of this file is an example; a line has \"sent\", \"sub_label\", \
                       \"rel_label\" and \"obj_label\", or is a claim with its \"sentence\"";
        return Err(Error::new(ErrorKind::Format, message).in_file(path));
    }
    Ok(read)
}

/// The sentence and triples of a line, or the column and message of what is wrong with it.
fn of_line(line: &str) -> Result<(String, Vec<Triple>), (usize, String)> {
    let value: Value =
        serde_json::from_str(line).map_err(|e| (e.column().max(1), format!("not JSON: {e}")))?;
    let text = |value: &Value, keys: &[&str]| {
        keys.iter()
            .find_map(|k| Some(value.get(k)?.as_str()?.trim().to_owned()))
            .filter(|t| !t.is_empty())
    };
    let wrong = |what: &str| (1, format!("left out: {what}"));
    let sentence = text(&value, &["sent", "sentence", "text"])
        .or_else(|| text(value.get("evidence")?.get(0)?, &["sentence", "quote"]))
        .ok_or_else(|| wrong("there is no sentence (\"sent\")"))?;
    let triple = |value: &Value| {
        let end = |name: &str, keys: &[&str]| {
            text(value, keys).or_else(|| text(value.get(name)?, &["label", "value", "name", "iri"]))
        };
        Some(Triple {
            subject: plain(&end("subject", &["sub_label", "sub", "subject"])?),
            relation: end("predicate", &["rel_label", "rel", "predicate", "relation"])?,
            object: plain(&end("object", &["obj_label", "obj", "object"])?),
        })
    };
    let list = match value.get("triples") {
        Some(Value::Array(list)) => list.iter().map(triple).collect::<Option<Vec<_>>>(),
        Some(_) => None,
        None => triple(&value).map(|t| vec![t]),
    };
    let triples = list.ok_or_else(|| {
        wrong("a triple has no subject, relation or object (\"sub_label\", \"rel_label\", \"obj_label\")")
    })?;
    let empty = |label: &str| key(label).is_empty();
    if let Some(t) = triples
        .iter()
        .find(|t| empty(&t.subject) || empty(&t.object))
    {
        let label = if empty(&t.subject) {
            &t.subject
        } else {
            &t.object
        };
        return Err(wrong(&format!(
            "{label:?} is no label: it has neither letters nor digits"
        )));
    }
    Ok((sentence, triples))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Result<usize>, Vec<Example>, Vec<Diagnostic>) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let (mut known, mut remarks) = (Vec::new(), Vec::new());
        let count = examples(file.path(), &mut known, &mut remarks);
        (count, known, remarks)
    }

    #[test]
    fn lines_of_one_sentence_are_one_example() {
        let (count, known, remarks) = read(concat!(
            r#"{"sent": "Ola wrote Brask.", "sub_label": "Brask", "rel_label": "author", "obj_label": "Ola"}"#,
            "\n\n",
            r#"{"sent": "Ola wrote Brask.", "triples": [{"sub": "Brask", "rel": "genre", "obj": "play"}]}"#,
            "\n",
            r#"{"subject": {"label": "Brask"}, "predicate": {"name": "author"}, "object": {"label": "Ola"}, "evidence": [{"sentence": "Brask is by Ola.", "quote": "Brask"}]}"#,
        ));
        assert_eq!((count.unwrap(), known.len(), remarks.len()), (3, 2, 0));
        assert_eq!(known[0].triples.len(), 2);
        assert_eq!(known[1].text, "Brask is by Ola.");
    }

    #[test]
    fn lines_of_another_shape_are_named_and_left_out() {
        let (count, _, remarks) = read(concat!(
            "{\"sent\": \"x\", \"sub_label\": \"a\", \"rel_label\": \"b\", \"obj_label\": \"c\"}\n",
            "{\"sent\": \"x\"}\nnonsense\n[]\n"
        ));
        assert_eq!(count.unwrap(), 1);
        let lines: Vec<_> = remarks.iter().map(|r| r.line).collect();
        assert_eq!(lines, [Some(2), Some(3), Some(4)]);
        assert!(
            read("{}\n")
                .0
                .unwrap_err()
                .to_string()
                .contains("rel_label")
        );
    }
}
