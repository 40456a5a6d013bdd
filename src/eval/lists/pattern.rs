//! Regular expressions of analysts' lists, with look-ahead, and with the place that they are written at.

use std::path::Path;
use std::sync::Arc;

use fancy_regex::{Regex, RegexBuilder};
use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind, Result};
use crate::eval::input::wrong_at;

/// A line of a list, for messages.
#[derive(Clone, Debug)]
pub(super) struct Written<'a> {
    pub path: &'a Arc<Path>,
    /// 1-based.
    pub line: usize,
    /// The whole line.
    pub text: &'a str,
}

impl Written<'_> {
    /// The 1-based column, in characters, of a value that was read from this line.
    pub fn column(&self, value: &RawValue) -> usize {
        let start = (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let before = self.text.get(..start).unwrap_or_default();
        before.chars().count() + 1
    }

    /// An error about a value of this line.
    pub fn wrong(&self, value: &RawValue, message: impl Into<String>) -> Error {
        wrong_at(self.path, self.line, self.column(value), message)
    }
}

/// What a name or a value is searched for; case does not matter.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    written: String,
    path: Arc<Path>,
    line: usize,
    column: usize,
}

impl Pattern {
    /// Compiles the pattern of a JSON string; one that `starts` only matches where a word begins.
    ///
    /// # Errors
    /// With path, line and column where it is no string or no regular expression.
    pub(super) fn read(line: &Written<'_>, value: &RawValue, starts: bool) -> Result<Self> {
        let written: String = serde_json::from_str(value.get())
            .map_err(|_| line.wrong(value, "a pattern in quotation marks was expected"))?;
        let compile = |pattern: &str| {
            let regex = RegexBuilder::new(pattern).case_insensitive(true).build();
            regex.map_err(|e| {
                let message = format!("the pattern {written:?} does not compile: {e}");
                line.wrong(value, message)
            })
        };
        // the pattern has to be one by itself, not only between the brackets
        let mut regex = compile(&written)?;
        if starts {
            regex = compile(&format!(r"\b(?:{written})"))?;
        }
        Ok(Self {
            regex,
            path: line.path.clone(),
            line: line.line,
            column: line.column(value),
            written,
        })
    }

    /// The pattern as the list has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether the pattern occurs in a text.
    ///
    /// # Errors
    /// With path, line and column where the search takes too many steps.
    pub fn is_in(&self, text: &str) -> Result<bool> {
        self.regex.is_match(text).map_err(|e| {
            let message = format!("the pattern {:?} cannot be searched: {e}", self.written);
            Error::new(ErrorKind::Format, message)
                .in_file(&*self.path)
                .at(self.line, self.column)
        })
    }

    /// Whether one of several patterns occurs in a text.
    ///
    /// # Errors
    /// Those of [`Pattern::is_in`].
    pub fn any(patterns: &[Self], text: &str) -> Result<bool> {
        for pattern in patterns {
            if pattern.is_in(text)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
