//! Reading the files of benchmarks, with errors that say where.

use std::path::Path;

use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind, Result};

/// The error of a file that is not of the right shape, at a 1-based line.
pub(super) fn wrong(path: &Path, line: usize, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Format, message)
        .in_file(path)
        .at_line(line)
}

/// The error of a file that is not of the right shape, at a 1-based line and column (in characters).
pub(super) fn wrong_at(
    path: &Path,
    line: usize,
    column: usize,
    message: impl Into<String>,
) -> Error {
    Error::new(ErrorKind::Format, message)
        .in_file(path)
        .at(line, column)
}

/// The error of a line that is not the JSON object that was expected.
pub(super) fn broken(path: &Path, line: usize, written: &str, error: &serde_json::Error) -> Error {
    // counted in bytes there, up to and with the one that is wrong
    let mut before = error.column().saturating_sub(1).min(written.len());
    while !written.is_char_boundary(before) {
        before -= 1;
    }
    let column = written[..before].chars().count() + 1;
    let said = error.to_string();
    let said = said
        .rsplit_once(" at line ")
        .map_or(&*said, |(what, _)| what);
    let message = format!("a JSON object was expected: {said}");
    wrong_at(path, line, column, message)
}

/// A whole file of UTF-8 text that is not empty; a byte-order mark at its start is left out.
pub(super) fn text(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, &e))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let valid = String::from_utf8_lossy(&e.as_bytes()[..e.utf8_error().valid_up_to()]);
        let line = 1 + valid.matches('\n').count();
        let column = 1 + valid.rsplit('\n').next().unwrap_or("").chars().count();
        wrong_at(path, line, column, "these bytes are not UTF-8 text")
    })?;
    if text.trim().is_empty() {
        let message = "the file is empty";
        return Err(Error::new(ErrorKind::Format, message).in_file(path));
    }
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// The lines of a text that are not blank, with their 1-based numbers.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    numbered.filter(|(_, line)| !line.trim().is_empty())
}

/// A JSON object with the place that it was read from, for messages.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub path: &'a Path,
    pub line: usize,
    pub fields: Map<String, Value>,
}

/// The records of a file with one JSON object a line.
pub(super) fn records<'a>(path: &'a Path, text: &str) -> Result<Vec<Record<'a>>> {
    lines(text)
        .map(|(line, written)| {
            let value =
                serde_json::from_str(written).map_err(|e| broken(path, line, written, &e))?;
            match value {
                Value::Object(fields) => Ok(Record { path, line, fields }),
                _ => Err(wrong(path, line, "a JSON object was expected")),
            }
        })
        .collect()
}

impl Record<'_> {
    /// An error about this record.
    pub fn wrong(&self, message: impl Into<String>) -> Error {
        wrong(self.path, self.line, message)
    }

    /// A text field that must be there.
    pub fn text(&self, name: &str) -> Result<&str> {
        self.fields
            .get(name)
            .and_then(Value::as_str)
            .ok_or_else(|| self.wrong(format!("the text field \"{name}\" is missing")))
    }

    /// A list field that must be there.
    pub fn list(&self, name: &str) -> Result<&[Value]> {
        self.fields
            .get(name)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .ok_or_else(|| self.wrong(format!("the list \"{name}\" is missing")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_path_and_line() {
        let path = Path::new("gold.jsonl");
        let error = records(path, "{\"a\":1}\n\n[2]\n").expect_err("a list is no record");
        assert_eq!(
            error.to_string(),
            "gold.jsonl:3: a JSON object was expected"
        );
        let error = records(path, "{\"a\":1}\n{\"é\": x}\n").expect_err("x is no value");
        let said = "gold.jsonl:2:7: a JSON object was expected: expected value";
        assert_eq!(error.to_string(), said);
        let good = records(path, "{\"a\":1}\n").expect("a record");
        let missing = good[0].text("id").expect_err("there is no id");
        assert!(missing.to_string().starts_with("gold.jsonl:1: "));
    }
}
