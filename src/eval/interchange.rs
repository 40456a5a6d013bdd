//! Claims in the interchange format, read back: one claim a line, as `claims.jsonl` has them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::input::{Record, records, text};
use crate::error::{Error, ErrorKind, Result};

/// A claim as its line tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimLine {
    /// Where it stands in its file, 1-based.
    pub line: usize,
    /// Who or what it is about.
    pub subject: Term,
    /// The relation's local name; `open:…` for open ones.
    pub predicate: String,
    /// The relation's IRI, where the line has one.
    pub predicate_iri: Option<String>,
    /// What it says of the subject.
    pub object: Term,
    /// Qualifiers by name; one with several values occurs several times.
    pub qualifiers: Vec<(String, Term)>,
    /// Whether it holds, where the line says so.
    pub status: Option<String>,
    /// How sure the system is; 1 where the line does not say.
    pub confidence: f64,
    /// Whether no relation of the ontology covers it.
    pub open: bool,
    /// Where the text says it.
    pub evidence: Vec<Place>,
}

/// A participant or a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// Something that the graph knows.
    Entity {
        /// Its IRI, where the line has one.
        iri: Option<String>,
        /// Its name.
        label: String,
    },
    /// A literal.
    Literal {
        /// The value: words, digits, a date, `true` or `false`.
        value: String,
        /// IRI of its datatype, its currency or its unit.
        datatype: Option<String>,
    },
}

/// A stretch of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document's name: the last segment of its IRI, percent-decoded.
    pub document: String,
    /// Offsets of its characters, where the line has them.
    pub range: Option<Range<usize>>,
    /// Its words.
    pub quote: String,
}

impl Place {
    /// Whether this is a place in the document that another one names: by its whole name, or without its extension.
    #[must_use]
    pub fn is_in_document_of(&self, other: &Self) -> bool {
        let rest = self.document.strip_prefix(&other.document);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Whether this stands in the stretch that another one marks: they share a character or, where one has no offsets, one
    /// quote contains the other.
    #[must_use]
    pub fn is_marked_by(&self, mark: &Self) -> bool {
        if !self.is_in_document_of(mark) {
            return false;
        }
        match (&self.range, &mark.range) {
            (Some(a), Some(b)) => a.start < b.end && b.start < a.end,
            _ => {
                let words = |place: &Self| {
                    let words: Vec<&str> = place.quote.split_whitespace().collect();
                    words.join(" ")
                };
                let (own, mark) = (words(self), words(mark));
                !own.is_empty() && !mark.is_empty() && (mark.contains(&own) || own.contains(&mark))
            }
        }
    }
}

/// The file with the claims of a build: `claims.jsonl` in its folder, or the file itself.
#[must_use]
pub fn claims_file(path: &Path) -> PathBuf {
    if path.is_dir() {
        path.join("claims.jsonl")
    } else {
        path.to_owned()
    }
}

/// The claims of a build's folder or of a file. A file without claims has none.
///
/// # Errors
/// It cannot be read, or a line is no claim.
pub fn read_claims(path: &Path) -> Result<Vec<ClaimLine>> {
    claim_records(path, claim)
}

/// What is made of each line of a build's folder or of a file. A file without lines has none.
pub(super) fn claim_records<T>(
    path: &Path,
    make: impl FnMut(&Record<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let path = claims_file(path);
    if std::fs::metadata(&path).is_ok_and(|m| m.len() == 0) {
        return Ok(Vec::new());
    }
    let text = text(&path)?;
    records(&path, &text)?.iter().map(make).collect()
}

/// One claim of a record.
pub(super) fn claim(record: &Record<'_>) -> Result<ClaimLine> {
    let fields = &record.fields;
    let part = |name: &str| {
        let value = fields.get(name).and_then(term);
        value.ok_or_else(|| {
            record.wrong(format!(
                "\"{name}\" with a \"label\" or a \"value\" was expected"
            ))
        })
    };
    let predicate = fields.get("predicate");
    let name = |key: &str| Some(predicate?.get(key)?.as_str()?.to_owned());
    let confidence = fields.get("confidence").map_or(Some(1.0), Value::as_f64);
    let confidence = confidence.filter(|c| (0.0..=1.0).contains(c));
    let mut qualifiers = Vec::new();
    let stated = fields.get("qualifiers").and_then(Value::as_object);
    for (key, value) in stated.into_iter().flatten() {
        let values = match value {
            Value::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        for value in values {
            let value = term(value);
            let value =
                value.ok_or_else(|| record.wrong(format!("qualifier \"{key}\" is empty")))?;
            qualifiers.push((key.clone(), value));
        }
    }
    let predicate = name("name").or_else(|| name("iri").map(|iri| last_segment(&iri).to_owned()));
    let predicate = predicate
        .ok_or_else(|| record.wrong("\"predicate\" with a \"name\" or an \"iri\" was expected"))?;
    Ok(ClaimLine {
        line: record.line,
        subject: part("subject")?,
        open: fields.get("open").and_then(Value::as_bool).unwrap_or(false)
            || predicate.starts_with("open:"),
        predicate,
        predicate_iri: name("iri"),
        object: part("object")?,
        qualifiers,
        status: fields
            .get("status")
            .and_then(Value::as_str)
            .map(str::to_owned),
        confidence: confidence
            .ok_or_else(|| record.wrong("\"confidence\" is a number from 0 to 1"))?,
        evidence: places(record)?,
    })
}

/// The evidence of a record; none where it has no such field.
pub(super) fn places(record: &Record<'_>) -> Result<Vec<Place>> {
    let Some(listed) = record.fields.get("evidence") else {
        return Ok(Vec::new());
    };
    let listed = listed
        .as_array()
        .ok_or_else(|| record.wrong("\"evidence\" is a list"))?;
    listed
        .iter()
        .map(|place| {
            let text = |key: &str| place.get(key).and_then(Value::as_str);
            let number = |key: &str| Some(place.get(key)?.as_u64()? as usize);
            let range = number("start").zip(number("end")).map(|(a, b)| a..b);
            let quote = text("quote").unwrap_or_default();
            match text("document") {
                Some(document) if range.is_some() || !quote.is_empty() => Ok(Place {
                    document: percent_decoded(last_segment(document)),
                    range,
                    quote: quote.to_owned(),
                }),
                _ => {
                    let message = "evidence with \"document\" and with \"start\" and \"end\", \
                                   or a \"quote\", was expected";
                    Err(record.wrong(message))
                }
            }
        })
        .collect()
}

fn term(value: &Value) -> Option<Term> {
    let literal = |value: String, datatype: Option<&str>| Term::Literal {
        value,
        datatype: datatype.map(str::to_owned),
    };
    match value {
        Value::Object(fields) => {
            let text = |key: &str| fields.get(key).and_then(Value::as_str);
            if let Some(value) = fields.get("number").or_else(|| fields.get("value")) {
                let datatype = text("currency")
                    .or_else(|| text("datatype"))
                    .or_else(|| text("unit"));
                return Some(literal(plain(value)?, datatype));
            }
            Some(Term::Entity {
                iri: text("iri").map(str::to_owned),
                label: text("label")
                    .or_else(|| text("iri").map(last_segment))?
                    .to_owned(),
            })
        }
        other => Some(literal(plain(other)?, None)),
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// What follows the last slash or number sign of an IRI.
pub(super) fn last_segment(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hexadecimal = text.get(at + 1..at + 3);
        let byte = hexadecimal.and_then(|h| u8::from_str_radix(h, 16).ok());
        match byte.filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The error of a benchmark and a build that have no document in common.
#[must_use]
pub fn nothing_in_common(gold: &Path, claims: &Path) -> Error {
    let message = format!(
        "none of its documents has a claim in {}; were they built from these texts?",
        claims_file(claims).display()
    );
    Error::new(ErrorKind::Format, message).in_file(gold)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<ClaimLine> {
        let path = Path::new("claims.jsonl");
        claim(&records(path, line)?[0])
    }

    #[test]
    fn a_line_is_read_with_all_that_it_says() {
        let line = r#"{"subject":{"iri":"https://e.org/a","label":"A"},"predicate":{"iri":"https://e.org/#buys","name":"buys"},
            "object":{"value":"2.5","currency":"EUR"},"qualifiers":{"exclusive":false,"rate":[20,"5"]},"status":"planned","confidence":0.4,
            "evidence":[{"document":"https://e.org/document/a%20b.txt","start":3,"end":9,"quote":"words"}]}"#
            .replace('\n', " ");
        let claim = read(&line).expect("a claim");
        assert_eq!(claim.subject.words(), "A");
        assert_eq!(claim.predicate, "buys");
        let money = Term::Literal {
            value: "2.5".to_owned(),
            datatype: Some("EUR".to_owned()),
        };
        assert_eq!(claim.object, money);
        assert_eq!(claim.qualifiers.len(), 3);
        assert_eq!(claim.evidence[0].document, "a b.txt");
        assert!(!claim.open);
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = read(r#"{"subject":{"label":"A"},"predicate":{"name":"buys"}}"#);
        let error = error.expect_err("no object").to_string();
        assert!(error.contains("claims.jsonl:1: \"object\""), "{error}");
        let error = read(r#"{"subject":{"label":"A"},"object":{"label":"B"}}"#);
        assert!(
            error
                .expect_err("no predicate")
                .to_string()
                .contains("\"predicate\"")
        );
    }

    #[test]
    fn places_are_marked_by_offsets_or_by_words() {
        let place = |document: &str, range: Option<Range<usize>>, quote: &str| Place {
            document: document.to_owned(),
            range,
            quote: quote.to_owned(),
        };
        let own = place("a.txt", Some(5..20), "bought the mill");
        assert!(own.is_marked_by(&place("a", Some(19..30), "")));
        assert!(!own.is_marked_by(&place("a", Some(20..30), "")));
        assert!(own.is_marked_by(&place("a.txt", None, "Ola bought\nthe mill.")));
        assert!(!own.is_marked_by(&place("a.txt", None, "Ola sold it.")));
        assert!(!own.is_marked_by(&place("a.tx", Some(5..20), "")));
    }

    #[test]
    fn signs_that_are_no_escapes_stay() {
        assert_eq!(percent_decoded("100%_%C3%A9%"), "100%_é%");
    }
}
