//! Records of JSON and JSONL inputs: one document each.

use std::io::BufRead;

use serde_json::{Map, Value};

use crate::text::{Diagnostic, Severity};

/// One record with its place in the input.
pub(super) struct Record {
    /// 1-based number.
    pub number: usize,
    /// 1-based line.
    pub line: usize,
    /// The bytes that it was read from.
    pub bytes: Vec<u8>,
    /// Its fields.
    pub fields: Map<String, Value>,
    /// What was odd about its bytes.
    pub remark: Option<String>,
}

/// Line and column where a value starts, its bytes, and whether the input ends inside it.
type Raw = (usize, usize, Vec<u8>, bool);

/// Reads records one by one; what is wrong between them is told where it stands and the rest goes on.
pub(super) struct Records<R> {
    reader: R,
    source: String,
    text_field: String,
    by_line: Option<bool>,
    in_array: bool,
    done: bool,
    line: usize,
    column: usize,
    number: usize,
    pending: std::vec::IntoIter<Map<String, Value>>,
    pending_line: usize,
}

impl<R: BufRead> Records<R> {
    /// Records of a reader; `lines` says that each line is a record by itself.
    pub fn new(reader: R, source: String, text_field: String, lines: bool) -> Self {
        Self {
            reader,
            source,
            text_field,
            by_line: if lines { None } else { Some(false) },
            in_array: false,
            done: false,
            line: 1,
            column: 1,
            number: 0,
            pending: Vec::new().into_iter(),
            pending_line: 1,
        }
    }

    /// How many records were seen.
    pub fn seen(&self) -> usize {
        self.number
    }

    fn error(&self, line: usize, column: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.source.clone(), Severity::Error, message).at(line, column)
    }

    fn peek(&mut self) -> Result<Option<u8>, Diagnostic> {
        match self.reader.fill_buf() {
            Ok(buffer) => Ok(buffer.first().copied()),
            Err(error) => {
                let (line, column) = (self.line, self.column);
                self.done = true;
                Err(self.error(line, column, format!("cannot be read further: {error}")))
            }
        }
    }

    fn bump(&mut self, byte: u8) {
        self.reader.consume(1);
        if byte == b'\n' {
            self.line += 1;
            self.column = 1;
        } else if byte & 0xc0 != 0x80 {
            self.column += 1;
        }
    }

    fn skip(&mut self, what: impl Fn(u8) -> bool) -> Result<Option<u8>, Diagnostic> {
        loop {
            match self.peek()? {
                Some(byte) if what(byte) => self.bump(byte),
                other => return Ok(other),
            }
        }
    }

    fn next_record(&mut self) -> Option<Result<Record, Diagnostic>> {
        loop {
            if let Some(fields) = self.pending.next() {
                self.number += 1;
                let bytes = serde_json::to_vec(&fields).unwrap_or_default();
                return Some(Ok(Record {
                    number: self.number,
                    line: self.pending_line,
                    bytes,
                    fields,
                    remark: None,
                }));
            }
            if self.done {
                return None;
            }
            let raw = match self.raw() {
                Ok(Some(raw)) => raw,
                Ok(None) => {
                    self.done = true;
                    return None;
                }
                Err(diagnostic) => return Some(Err(diagnostic)),
            };
            let (line, column, bytes, cut_off) = raw;
            self.number += 1;
            match self.parse(line, column, bytes, cut_off) {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => {}
                Err(diagnostic) => return Some(Err(diagnostic)),
            }
        }
    }

    /// The bytes of the next value, where it starts, and whether the input ends inside it.
    fn raw(&mut self) -> Result<Option<Raw>, Diagnostic> {
        if self.line == 1 && self.column == 1 {
            for mark in [0xef, 0xbb, 0xbf] {
                if self.peek()? == Some(mark) {
                    self.reader.consume(1);
                }
            }
        }
        let separator = self.in_array;
        let Some(first) = self.skip(|b| b.is_ascii_whitespace() || (separator && b == b','))?
        else {
            if self.in_array {
                self.done = true;
                return Err(self.error(
                    self.line,
                    self.column,
                    "the array is not closed: the file is cut off; the records before this point were kept",
                ));
            }
            return Ok(None);
        };
        if self.by_line.is_none() {
            self.by_line = Some(first != b'[');
        }
        if first == b'[' && !self.in_array && self.number == 0 && self.by_line == Some(false) {
            self.in_array = true;
            self.bump(first);
            return self.raw();
        }
        if first == b']' && self.in_array {
            self.in_array = false;
            self.bump(first);
            return self.raw();
        }
        let (line, column) = (self.line, self.column);
        if self.by_line == Some(true) {
            let mut bytes = Vec::new();
            if let Err(error) = self.reader.read_until(b'\n', &mut bytes) {
                self.done = true;
                return Err(self.error(line, column, format!("cannot be read further: {error}")));
            }
            self.line += 1;
            self.column = 1;
            while bytes.last().is_some_and(u8::is_ascii_whitespace) {
                bytes.pop();
            }
            return Ok(Some((line, column, bytes, false)));
        }
        let (bytes, closed) = self.value()?;
        Ok(Some((line, column, bytes, !closed)))
    }

    /// The bytes of one value, and whether it is complete.
    fn value(&mut self) -> Result<(Vec<u8>, bool), Diagnostic> {
        let mut bytes = Vec::new();
        let (mut depth, mut string, mut escaped) = (0usize, false, false);
        while let Some(byte) = self.peek()? {
            if depth == 0
                && !string
                && !bytes.is_empty()
                && (matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace())
            {
                return Ok((bytes, true));
            }
            self.bump(byte);
            bytes.push(byte);
            if string {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => string = false,
                    _ => continue,
                }
                if !string && depth == 0 {
                    return Ok((bytes, true));
                }
                continue;
            }
            match byte {
                b'"' => string = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok((bytes, true));
                    }
                }
                _ => {}
            }
        }
        Ok((bytes, depth == 0 && !string))
    }

    fn parse(
        &mut self,
        line: usize,
        column: usize,
        bytes: Vec<u8>,
        cut_off: bool,
    ) -> Result<Option<Record>, Diagnostic> {
        let mut remark = None;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                remark =
                    Some("holds bytes that are not valid UTF-8; they were replaced".to_owned());
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
        };
        let value: Value = match serde_json::from_str(&text) {
            Ok(value) => value,
            Err(error) => {
                let (at_line, at_column) = if cut_off && error.is_eof() {
                    (self.line, self.column)
                } else {
                    place(&text, line, column, error.line(), error.column())
                };
                let message = if cut_off || error.is_eof() {
                    format!(
                        "the record that starts at {line}:{column} is cut off; the records before it were kept"
                    )
                } else {
                    let what = error.to_string();
                    let what = what
                        .split(" at line ")
                        .next()
                        .unwrap_or("not JSON")
                        .to_owned();
                    format!("not valid JSON: {what}; this record was skipped")
                };
                return Err(self.error(at_line, at_column, message));
            }
        };
        let Value::Object(fields) = value else {
            return Err(self.error(
                line,
                column,
                "a record must be a JSON object with a text; this one was skipped",
            ));
        };
        if !fields.contains_key(&self.text_field) && self.number == 1 && self.by_line != Some(true)
        {
            let inner: Vec<Map<String, Value>> = fields
                .values()
                .filter_map(Value::as_array)
                .flatten()
                .filter_map(Value::as_object)
                .filter(|o| o.contains_key(&self.text_field))
                .cloned()
                .collect();
            if !inner.is_empty() {
                self.number = 0;
                self.pending_line = line;
                self.pending = inner.into_iter();
                return Ok(None);
            }
        }
        Ok(Some(Record {
            number: self.number,
            line,
            bytes: text.into_bytes(),
            fields,
            remark,
        }))
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_record()
    }
}

/// A place inside a record (column in bytes) as a place in the file (column in characters).
fn place(
    text: &str,
    line: usize,
    column: usize,
    inner_line: usize,
    inner_column: usize,
) -> (usize, usize) {
    let words = text.lines().nth(inner_line.saturating_sub(1)).unwrap_or("");
    let mut end = inner_column.saturating_sub(1).min(words.len());
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let characters = words[..end].chars().count();
    if inner_line <= 1 {
        (line, column + characters)
    } else {
        (line + inner_line - 1, 1 + characters)
    }
}
