//! Lists as their files have them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::pattern::{Pattern, Written};
use crate::claim::Status;
use crate::error::Result;
use crate::eval::input::{broken, lines, text, wrong_at};

/// What an analyst expects of a document.
#[derive(Clone, Debug)]
pub struct List {
    /// The file.
    pub path: Arc<Path>,
    /// The name of the document, without its extension: the file's own.
    pub document: String,
    /// The lines in their order.
    pub lines: Vec<Line>,
    /// How many lines are of a kind of their own and not about claims of one document; they are left out.
    pub other: usize,
}

/// A line of a list: a claim that is expected, or one that must not be made.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it stands in its file, 1-based.
    pub line: usize,
    /// Its name; empty where it has none.
    pub id: String,
    /// What the subject may be called.
    pub subject: Vec<Pattern>,
    /// What the relation may be called.
    pub predicate: Vec<Pattern>,
    /// What the object may be called, or its value.
    pub object: Vec<Pattern>,
    /// Which qualifiers it must have: one of these names with such a value.
    pub qualifiers: Vec<(Vec<String>, Pattern)>,
    /// Which statuses it may have; any where there are none.
    pub statuses: Vec<Status>,
    /// How much it counts, 1 where the line does not say.
    pub weight: f64,
    /// Whether it must not be claimed.
    pub forbidden: bool,
}

/// A line's fields; patterns keep the place that they stand at.
#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(default)]
    id: String,
    #[serde(borrow)]
    s: Vec<&'a RawValue>,
    #[serde(borrow)]
    p: Vec<&'a RawValue>,
    #[serde(borrow)]
    o: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    q: BTreeMap<String, &'a RawValue>,
    #[serde(borrow, default)]
    st: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    w: Option<&'a RawValue>,
    #[serde(default)]
    not: bool,
}

/// Whether a text is a list: its first line has patterns (`s`, `p`, `o`) or a kind of its own, and no `subject`.
#[must_use]
pub fn is_list(text: &str) -> bool {
    let first = lines(text).next().map(|(_, line)| line);
    let first = first.and_then(|line| serde_json::from_str::<Value>(line).ok());
    let first = first.as_ref().and_then(Value::as_object);
    first.is_some_and(|fields| {
        let has = |name: &str| fields.contains_key(name);
        ["s", "p", "o", "kind"].into_iter().any(has) && !has("subject")
    })
}

/// Reads a list.
///
/// # Errors
/// With path, line and column where the file cannot be read, a line is not of this shape, or a pattern does not compile.
pub fn read(path: &Path) -> Result<List> {
    let text = text(path)?;
    let shared: Arc<Path> = path.into();
    let mut list = List {
        path: shared.clone(),
        document: path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default(),
        lines: Vec::new(),
        other: 0,
    };
    for (number, written) in lines(&text) {
        let value: Value =
            serde_json::from_str(written).map_err(|e| broken(path, number, written, &e))?;
        if value.get("kind").is_some() {
            list.other += 1;
            continue;
        }
        let fields: Fields<'_> =
            serde_json::from_str(written).map_err(|e| broken(path, number, written, &e))?;
        let place = Written {
            path: &shared,
            line: number,
            text: written,
        };
        list.lines.push(line(&place, &fields)?);
    }
    Ok(list)
}

fn line(place: &Written<'_>, fields: &Fields<'_>) -> Result<Line> {
    let patterns = |name: &str, values: &[&RawValue], starts: bool| {
        if values.is_empty() {
            let message = format!("\"{name}\" has no pattern");
            return Err(wrong_at(place.path, place.line, 1, message));
        }
        let read = values.iter().map(|v| Pattern::read(place, v, starts));
        read.collect::<Result<Vec<_>>>()
    };
    let mut qualifiers = Vec::new();
    for (keys, value) in &fields.q {
        let keys = keys.split('|').map(str::to_owned).collect();
        qualifiers.push((keys, Pattern::read(place, value, false)?));
    }
    let mut statuses = Vec::new();
    for value in &fields.st {
        let name: String = serde_json::from_str(value.get())
            .map_err(|_| place.wrong(value, "the name of a status was expected"))?;
        statuses.push(name.parse().map_err(|e: String| place.wrong(value, e))?);
    }
    let weight = match fields.w {
        None => 1.0,
        Some(value) => serde_json::from_str(value.get())
            .ok()
            .filter(|w: &f64| *w >= 0.0)
            .ok_or_else(|| place.wrong(value, "a weight is a number that is not negative"))?,
    };
    Ok(Line {
        line: place.line,
        id: fields.id.clone(),
        subject: patterns("s", &fields.s, false)?,
        predicate: patterns("p", &fields.p, true)?,
        object: patterns("o", &fields.o, false)?,
        qualifiers,
        statuses,
        weight,
        forbidden: fields.not,
    })
}
