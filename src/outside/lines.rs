//! Lines of bounded length from whatever writes them.

use std::io::{self, BufRead, Read};

/// Longer lines are not kept.
const LONGEST: u64 = 4 << 20;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Text without its line break; whether there was one.
    Text(String, bool),
    /// What is no UTF-8 from this 1-based column on.
    Bytes(usize),
    /// More than is kept.
    TooLong,
}

/// The next line; `None` at the end.
///
/// # Errors
/// The source cannot be read.
pub fn next(reader: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    if reader
        .by_ref()
        .take(LONGEST)
        .read_until(b'\n', &mut bytes)?
        == 0
    {
        return Ok(None);
    }
    let ended = bytes.last() == Some(&b'\n');
    if !ended && bytes.len() as u64 == LONGEST {
        skip_line(reader)?;
        return Ok(Some(Line::TooLong));
    }
    while bytes.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(Some(match String::from_utf8(bytes) {
        Ok(text) => Line::Text(text, ended),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
            Line::Bytes(before.chars().count() + 1)
        }
    }))
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|b| *b == b'\n');
        let used = end.map_or(buffer.len(), |e| e + 1);
        reader.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_all_kinds() {
        let mut bytes = b"one\r\n\xc3\xa4\xffx\n".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', LONGEST as usize + 5));
        bytes.extend(b"\nhalf");
        let mut reader = bytes.as_slice();
        let mut found = Vec::new();
        while let Some(line) = next(&mut reader).unwrap() {
            found.push(line);
        }
        assert_eq!(
            found,
            [
                Line::Text("one".to_owned(), true),
                Line::Bytes(2),
                Line::TooLong,
                Line::Text("half".to_owned(), false),
            ]
        );
    }
}
