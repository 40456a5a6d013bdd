//! Which notation an input is written in.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// The notation of an input or of a record's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// CommonMark with tables and front matter.
    Markdown,
    /// HTML or XHTML.
    Html,
    /// JSON: one record, an array of records, or an object that holds one.
    Json,
    /// One JSON record a line.
    JsonLines,
}

impl Format {
    /// The format that a file's extension stands for.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            _ => return None,
        })
    }

    /// The format that the start of a text looks like.
    #[must_use]
    pub fn sniff(start: &str) -> Self {
        let text = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        if looks_like_html(text) {
            return Self::Html;
        }
        if let Some(rest) = text.strip_prefix('{') {
            let next = rest.trim_start().chars().next();
            if matches!(next, Some('"' | '}')) {
                let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
                let many = lines.next().is_some_and(|l| l.ends_with('}'))
                    && lines.next().is_some_and(|l| l.starts_with('{'));
                return if many { Self::JsonLines } else { Self::Json };
            }
        }
        if let Some(rest) = text.strip_prefix('[')
            && matches!(rest.trim_start().chars().next(), Some('{'))
        {
            return Self::Json;
        }
        if looks_like_markdown(text) {
            Self::Markdown
        } else {
            Self::Text
        }
    }

    /// Whether inputs of this format hold records.
    #[must_use]
    pub fn has_records(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines)
    }

    /// Its name on the command line and in records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text.trim().to_ascii_lowercase().as_str() {
            "text" | "txt" | "plain" | "text/plain" => Self::Text,
            "markdown" | "md" | "text/markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" | "text/html" | "application/xhtml+xml" => Self::Html,
            "json" | "application/json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            _ => {
                return Err(format!(
                    "unknown format {text:?} (wanted text, markdown, html, json or jsonl)"
                ));
            }
        })
    }
}

/// Whether a text starts as an HTML document or fragment does.
pub(super) fn looks_like_html(text: &str) -> bool {
    let head: String = text
        .chars()
        .take(64)
        .collect::<String>()
        .to_ascii_lowercase();
    let head = head.trim_start();
    const STARTS: [&str; 16] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<!--",
        "<div",
        "<p>",
        "<p ",
        "<article",
        "<section",
        "<main",
        "<h1",
        "<meta",
        "<title",
        "<table",
        "<span",
    ];
    STARTS.iter().any(|s| head.starts_with(s))
        || (head.starts_with("<?xml")
            && text.chars().take(600).collect::<String>().contains("<html"))
}

fn looks_like_markdown(text: &str) -> bool {
    let mut lines = text.lines();
    if lines.next().is_some_and(|l| l.trim_end() == "---")
        && lines.next().is_some_and(|l| l.contains(':'))
    {
        return true;
    }
    let mut marks = 0;
    for line in text.lines().take(200) {
        let line: &str = line.trim_start();
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        if (1..=6).contains(&hashes) && line.as_bytes().get(hashes) == Some(&b' ') {
            marks += 2;
        }
        if line.contains("](http") || line.contains("](/") || line.matches("**").count() >= 2 {
            marks += 1;
        }
    }
    marks >= 2
}
