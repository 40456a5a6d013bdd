//! Where a query is wrong.

use crate::error::{Error, ErrorKind};

/// The error of a query that is not SPARQL: line, column, the line itself with a caret, and what was expected.
pub fn syntax_error(query: &str, message: &str) -> Error {
    let Some((line, column, rest)) = position(message) else {
        return Error::new(ErrorKind::Query, format!("this is not SPARQL: {message}"));
    };
    let text = query.lines().nth(line - 1).unwrap_or_default();
    let (shown, caret) = window(text, column);
    Error::new(
        ErrorKind::Query,
        format!(
            "this is not SPARQL: {}\n  {shown}\n  {}^",
            explain(rest),
            " ".repeat(caret)
        ),
    )
    .at(line, column)
}

/// The position that the parser's message gives: `error at 3:14: expected …`.
fn position(message: &str) -> Option<(usize, usize, &str)> {
    let (_, rest) = message.split_once("error at ")?;
    let (line, rest) = rest.split_once(':')?;
    let (column, rest) = rest.split_once(':')?;
    Some((
        line.trim().parse().ok().filter(|l| *l > 0)?,
        column.trim().parse().ok().filter(|c| *c > 0)?,
        rest.trim(),
    ))
}

/// What the parser expected, cut short when it is a long list.
fn explain(rest: &str) -> String {
    let Some(list) = rest.strip_prefix("expected one of ") else {
        return rest.to_owned();
    };
    let mut wanted: Vec<&str> = list.split(", ").filter(|w| !w.starts_with("['")).collect();
    wanted.dedup();
    if wanted.len() > 8 || wanted.is_empty() {
        "something else is expected here".to_owned()
    } else {
        format!("expected one of {}", wanted.join(", "))
    }
}

/// At most eighty characters of a line around a column, tabs as blanks, and how far the caret is indented.
fn window(line: &str, column: usize) -> (String, usize) {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let start = (column - 1).saturating_sub(60);
    let shown: String = line.chars().skip(start).take(80).map(plain).collect();
    let before: String = shown.chars().take(column - 1 - start).collect();
    let caret = unicode_width::UnicodeWidthStr::width(before.as_str());
    (shown, caret)
}
