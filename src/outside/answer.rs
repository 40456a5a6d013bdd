//! One claim line as it came.

use serde_json::{Map, Value as Json};

use super::Term;

/// A claim line that is read but not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The document that it is about, where the line says so outside of its evidence.
    pub document: Option<String>,
    /// Who or what it is about.
    pub subject: Party,
    /// The name or IRI of the relation.
    pub predicate: String,
    /// Whether the predicate is marked as open.
    pub open: bool,
    /// The other participant, or a literal.
    pub object: Term,
    /// Qualifiers by name, each value for itself.
    pub qualifiers: Vec<(String, Term)>,
    /// Its status; none is `actual`.
    pub status: Option<String>,
    /// Who says so.
    pub attribution: Vec<Party>,
    /// How sure its author is.
    pub confidence: Option<f64>,
    /// Name and version of its author.
    pub extractor: Option<String>,
    /// Where the text says it, place by place; never empty.
    pub evidence: Vec<Quote>,
    /// The 1-based column of each field that was found in the line.
    columns: Vec<(&'static str, usize)>,
}

/// Something that a claim line names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The words for it.
    pub label: String,
    /// Local names of its classes, as the line gives them.
    pub types: Vec<String>,
}

/// A place in a text, as a claim line gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// The document's id or IRI.
    pub document: Option<String>,
    /// The exact words.
    pub quote: Option<String>,
    /// Offset of the first character, in Unicode scalar values.
    pub start: Option<usize>,
    /// Offset one past the last character.
    pub end: Option<usize>,
    /// Index into the sentences that the program was given.
    pub sentence: Option<usize>,
}

/// A line that is no claim line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// 1-based column in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

const FIELDS: &[&str] = &[
    "document",
    "subject",
    "predicate",
    "object",
    "qualifiers",
    "status",
    "attribution",
    "confidence",
    "extractor",
    "evidence",
];

impl Answer {
    /// Reads a line.
    ///
    /// # Errors
    /// The line is not JSON, not an object, or lacks what every claim has.
    pub fn read(line: &str) -> Result<Self, Mistake> {
        let json: Json = serde_json::from_str(line).map_err(|e| Mistake {
            column: characters(line, e.column().saturating_sub(1)) + 1,
            message: format!("not a JSON line: {}", reason(&e)),
        })?;
        let columns: Vec<(&'static str, usize)> = FIELDS
            .iter()
            .filter_map(|f| {
                let at = line.find(&format!("\"{f}\""))?;
                Some((*f, characters(line, at) + 1))
            })
            .collect();
        let column = |field: &str| {
            let of = columns.iter().find(|(f, _)| *f == field);
            of.map_or(1, |(_, c)| *c)
        };
        let Json::Object(object) = json else {
            return Err(Mistake {
                column: 1,
                message:
                    "not a claim: wanted an object with subject, predicate, object and evidence"
                        .to_owned(),
            });
        };
        let wrong = |field: &'static str, message: String| Mistake {
            column: column(field),
            message: format!("{field}: {message}"),
        };
        let needed = |field: &'static str| {
            object
                .get(field)
                .filter(|v| !v.is_null())
                .ok_or_else(|| wrong(field, "missing; every claim has one".to_owned()))
        };
        let text = |field: &'static str| match object.get(field) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(s)) => Ok(Some(s.clone())),
            Some(_) => Err(wrong(field, "wanted a string".to_owned())),
        };
        let subject = Party::read(needed("subject")?).map_err(|m| wrong("subject", m))?;
        let (predicate, prefixed) =
            predicate(needed("predicate")?).map_err(|m| wrong("predicate", m))?;
        let open = prefixed || object.get("open").and_then(Json::as_bool) == Some(true);
        let qualifiers =
            qualifiers(object.get("qualifiers")).map_err(|m| wrong("qualifiers", m))?;
        let attribution = match object.get("attribution") {
            None | Some(Json::Null) => Vec::new(),
            Some(Json::Array(all)) => all
                .iter()
                .map(Party::read)
                .collect::<Result<_, _>>()
                .map_err(|m| wrong("attribution", m))?,
            Some(one) => vec![Party::read(one).map_err(|m| wrong("attribution", m))?],
        };
        let confidence = match object.get("confidence") {
            None | Some(Json::Null) => None,
            Some(Json::Number(n)) => n.as_f64(),
            Some(_) => return Err(wrong("confidence", "wanted a number".to_owned())),
        };
        Ok(Self {
            document: text("document")?,
            subject,
            predicate,
            open,
            object: Term::read(needed("object")?).map_err(|m| wrong("object", m))?,
            qualifiers,
            status: text("status")?,
            attribution,
            confidence,
            extractor: text("extractor")?,
            evidence: evidence(needed("evidence")?).map_err(|m| wrong("evidence", m))?,
            columns,
        })
    }

    /// The 1-based column at which a field stands in the line.
    #[must_use]
    pub fn column(&self, field: &str) -> usize {
        let of = self.columns.iter().find(|(f, _)| *f == field);
        of.map_or(1, |(_, c)| *c)
    }
}

impl Party {
    /// Something known by these words.
    ///
    /// # Errors
    /// There are none.
    pub fn named(words: &str) -> Result<Self, String> {
        let label = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if label.is_empty() {
            return Err("empty".to_owned());
        }
        Ok(Self {
            label,
            types: Vec::new(),
        })
    }

    /// Reads a participant: words, or an object with `label` (or `value`) and perhaps `types`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(json: &Json) -> Result<Self, String> {
        match json {
            Json::String(words) => Self::named(words),
            Json::Object(object) => {
                let words = object.get("label").or_else(|| object.get("value"));
                let Some(Json::String(words)) = words else {
                    return Err("wanted a \"label\"".to_owned());
                };
                let types = object.get("types").and_then(Json::as_array);
                let types = types.into_iter().flatten().filter_map(Json::as_str);
                Ok(Self {
                    types: types.map(str::to_owned).collect(),
                    ..Self::named(words)?
                })
            }
            _ => Err("wanted words, or an object with a \"label\"".to_owned()),
        }
    }
}

/// The name of a predicate without its prefix, and whether the prefix marks it as open.
fn predicate(json: &Json) -> Result<(String, bool), String> {
    let name = match json {
        Json::String(name) => name.as_str(),
        Json::Object(object) => ["name", "iri"]
            .iter()
            .find_map(|key| object.get(*key).and_then(Json::as_str))
            .ok_or("wanted a \"name\"")?,
        _ => return Err("wanted a name, or an object with a \"name\"".to_owned()),
    };
    if name.trim().is_empty() {
        return Err("empty".to_owned());
    }
    Ok(match name.trim().split_once(':') {
        Some(("open", name)) => (name.to_owned(), true),
        Some((_, local)) if !local.starts_with("//") => (local.to_owned(), false),
        _ => (name.trim().to_owned(), false),
    })
}

fn qualifiers(json: Option<&Json>) -> Result<Vec<(String, Term)>, String> {
    let object: &Map<String, Json> = match json {
        None | Some(Json::Null) => return Ok(Vec::new()),
        Some(Json::Object(object)) => object,
        Some(_) => return Err("wanted an object with the qualifiers by name".to_owned()),
    };
    let mut found = Vec::new();
    for (name, value) in object {
        let values = match value {
            Json::Null => &[][..],
            Json::Array(values) => values.as_slice(),
            one => std::slice::from_ref(one),
        };
        for value in values {
            let term = Term::read(value).map_err(|m| format!("{name}: {m}"))?;
            found.push((name.clone(), term));
        }
    }
    Ok(found)
}

fn evidence(json: &Json) -> Result<Vec<Quote>, String> {
    let pieces = match json {
        Json::Array(pieces) => pieces.as_slice(),
        one => std::slice::from_ref(one),
    };
    if pieces.is_empty() {
        return Err("empty; every claim has a quote".to_owned());
    }
    pieces.iter().map(quote).collect()
}

fn quote(json: &Json) -> Result<Quote, String> {
    let object = match json {
        Json::String(words) => {
            return Ok(Quote {
                quote: Some(words.clone()),
                ..Quote::default()
            });
        }
        Json::Object(object) => object,
        _ => return Err("wanted a quote, or an object with a \"quote\"".to_owned()),
    };
    let text = |key: &str| match object.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(s)) => Ok(Some(s.clone())),
        Some(_) => Err(format!("{key}: wanted a string")),
    };
    let place = |key: &str| match object.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(value) => value
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .map(Some)
            .ok_or_else(|| format!("{key}: wanted a whole number from 0 on")),
    };
    let quote = Quote {
        document: text("document")?,
        quote: text("quote")?,
        start: place("start")?,
        end: place("end")?,
        sentence: place("sentence")?,
    };
    if quote.quote.is_none() && (quote.start.is_none() || quote.end.is_none()) {
        return Err("wanted a \"quote\", or \"start\" and \"end\"".to_owned());
    }
    Ok(quote)
}

/// The message of a JSON error without its place, which is given apart.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message[..end].to_owned()
}

/// How many characters stand before a byte.
fn characters(line: &str, byte: usize) -> usize {
    line.char_indices().take_while(|(at, _)| *at < byte).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_and_the_interchange_form_are_read() {
        let short = r#"{"subject":"Norvane","predicate":"acquires","object":"Quillon","evidence":"Norvane bought Quillon"}"#;
        let short = Answer::read(short).unwrap();
        assert_eq!(short.subject.label, "Norvane");
        assert_eq!(
            short.evidence[0].quote.as_deref(),
            Some("Norvane bought Quillon")
        );
        let long = r#"{"id":"x","subject":{"iri":"i","label":"Norvane","types":["Company"]},"predicate":{"iri":"i#acquires","name":"acquires"},"object":{"iri":"i","label":"Quillon","types":[]},"qualifiers":{"date":"2031","stake":20,"recipient":[{"label":"Ola"},{"label":"Pia"}],"rate":null},"status":"planned","attribution":[{"value":"two people"}],"confidence":0.9,"extractor":"mine/2","evidence":[{"document":"https://x/document/a.txt","start":1,"end":4,"quote":"abc"}]}"#;
        let long = Answer::read(long).unwrap();
        assert_eq!(long.qualifiers.len(), 4);
        assert_eq!(long.subject.types, ["Company"]);
        assert_eq!(long.attribution[0].label, "two people");
        assert_eq!(
            (long.evidence[0].start, long.evidence[0].end),
            (Some(1), Some(4))
        );
        let open = r#"{"subject":"A","predicate":{"name":"open:like"},"object":"B","evidence":"A likes B"}"#;
        let open = Answer::read(open).unwrap();
        assert!(open.open && open.predicate == "like");
        assert!(open.column("object") > open.column("subject"));
    }

    #[test]
    fn mistakes_are_shown_with_their_column() {
        let cases = [
            ("gärbage", 1, "not a JSON line"),
            (r#"{"subject":"Ä","predicate""#, 26, "not a JSON line"),
            ("[1]", 1, "wanted an object"),
            (r#"{"predicate":"acquires"}"#, 1, "subject: missing"),
            (
                r#"{"subject":"A","predicate":7,"object":"B"}"#,
                16,
                "predicate: wanted a name",
            ),
            (
                r#"{"subject":"A","predicate":"p","object":"B"}"#,
                1,
                "evidence: missing",
            ),
            (
                r#"{"subject":"A","predicate":"p","object":"B","evidence":{"start":1}}"#,
                45,
                "evidence: wanted",
            ),
            (
                r#"{"subject":"A","predicate":"p","object":"B","evidence":"q","confidence":"high"}"#,
                60,
                "confidence: wanted a number",
            ),
        ];
        for (line, column, message) in cases {
            let mistake = Answer::read(line).unwrap_err();
            assert!(mistake.message.contains(message), "{line}: {mistake:?}");
            assert_eq!(mistake.column, column, "{line}: {mistake:?}");
        }
    }
}
