//! How files, folders and standard input become [`Document`]s.
//!
//! [`inputs`] finds what paths stand for; [`read`] yields the documents of one input, one by one, so that a file of any
//! number of records takes no more memory than its longest record. What cannot be used comes as a [`Diagnostic`].

mod encoding;
mod format;
mod furniture;
mod head;
mod html;
mod ids;
mod input;
mod labels;
mod language;
mod layout;
mod lexicon;
mod markdown;
mod options;
mod page;
mod page_meta;
mod plain;
mod questions;
mod record;
mod stated_date;
mod written_date;

#[cfg(test)]
mod tests;

pub use format::Format;
pub use ids::DocumentIds;
pub use input::{Input, inputs};
pub use options::{Fields, Options};

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{BlockKind, Diagnostic, Document, Severity};
use layout::Layout;
use lexicon::Lexicon;
use record::{Record, Records};

/// The documents of one input, read as they are asked for. An `Err` tells of a document that is missing: a note or
/// warning where it was skipped, an error where it could not be used.
pub struct Documents {
    inner: Box<dyn Iterator<Item = Result<Document, Diagnostic>> + Send>,
}

impl Iterator for Documents {
    type Item = Result<Document, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        self.inner.next()
    }
}

/// Reads one input.
#[must_use]
pub fn read(input: &Input, options: &Options) -> Documents {
    let source = input.source();
    let opened: std::io::Result<Box<dyn Read + Send>> = match input {
        Input::File(path) => File::open(path).map(|f| Box::new(f) as Box<dyn Read + Send>),
        Input::Stdin => Ok(Box::new(std::io::stdin())),
    };
    let path = match input {
        Input::File(path) => Some(path.as_path()),
        Input::Stdin => None,
    };
    match opened {
        Ok(reader) => read_from(reader, &input.name(), &source, path, options),
        Err(error) => Documents::failed(unreadable(&source, &error)),
    }
}

/// Reads a text that is already in memory as one document.
///
/// # Errors
/// Says why no document came of it: no text in it, or another language than English.
pub fn read_str(
    name: &str,
    text: &str,
    format: Format,
    options: &Options,
) -> Result<Document, Diagnostic> {
    if format.has_records() {
        let options = Options {
            format_hint: Some(format),
            ..options.clone()
        };
        let bytes = std::io::Cursor::new(text.as_bytes().to_vec());
        return read_from(Box::new(bytes), name, name, None, &options)
            .next()
            .unwrap_or_else(|| Err(empty(name)));
    }
    let layout = lay_out(text.to_owned(), format);
    finish(
        layout,
        name.to_owned(),
        name,
        text.as_bytes(),
        options,
        Vec::new(),
    )
}

impl Documents {
    fn failed(diagnostic: Diagnostic) -> Self {
        Self {
            inner: Box::new(std::iter::once(Err(diagnostic))),
        }
    }
}

/// Reads bytes from anywhere.
fn read_from(
    reader: Box<dyn Read + Send>,
    name: &str,
    source: &str,
    path: Option<&Path>,
    options: &Options,
) -> Documents {
    let mut reader = BufReader::with_capacity(64 * 1024, reader);
    let by_name = path.and_then(Format::from_path);
    let mut format = match (by_name, options.format_hint) {
        (Some(named), Some(hint)) if named.has_records() && !hint.has_records() => Some(named),
        (_, Some(hint)) => Some(hint),
        (named, None) => named,
    };
    if format.is_none_or(|f| f == Format::Text) && options.format_hint.is_none() {
        let start = match reader.fill_buf() {
            Ok(buffer) => {
                String::from_utf8_lossy(&buffer[..buffer.len().min(16 * 1024)]).into_owned()
            }
            Err(error) => return Documents::failed(unreadable(source, &error)),
        };
        let sniffed = Format::sniff(&start);
        if format.is_none() || (sniffed == Format::Html && is_page(&start)) {
            format = Some(sniffed);
        }
    }
    let format = format.unwrap_or(Format::Text);
    if format.has_records() {
        match records(reader, name, source, format, options) {
            Ok(documents) => documents,
            Err(error) => Documents::failed(unreadable(source, &error)),
        }
    } else {
        let (name, source, options) = (name.to_owned(), source.to_owned(), options.clone());
        let mut reader = Some(reader);
        Documents {
            inner: Box::new(std::iter::from_fn(move || {
                reader
                    .take()
                    .map(|reader| whole(reader, &name, &source, format, &options))
            })),
        }
    }
}

fn is_page(start: &str) -> bool {
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let head: String = start
        .chars()
        .take(20)
        .collect::<String>()
        .to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<?xml")
}

/// One document of a whole file.
fn whole(
    mut reader: impl Read,
    name: &str,
    source: &str,
    format: Format,
    options: &Options,
) -> Result<Document, Diagnostic> {
    let mut bytes = Vec::new();
    reader
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(source, &error))?;
    if bytes.is_empty() {
        return Err(empty(source));
    }
    let decoded = encoding::decode(&bytes, format == Format::Html)
        .map_err(|why| Diagnostic::new(source, Severity::Error, why))?;
    let diagnostics = decoded
        .remark
        .map(|remark| Diagnostic::new(source, Severity::Warning, remark))
        .into_iter()
        .collect();
    let digest = sha256(&bytes);
    drop(bytes);
    let layout = lay_out(decoded.text, format);
    finish_hashed(
        layout,
        name.to_owned(),
        source,
        digest,
        options,
        diagnostics,
    )
}

/// The documents of a file of records.
fn records(
    mut reader: BufReader<Box<dyn Read + Send>>,
    name: &str,
    source: &str,
    format: Format,
    options: &Options,
) -> std::io::Result<Documents> {
    let start = reader.fill_buf()?;
    if start.is_empty() {
        return Ok(Documents::failed(empty(source)));
    }
    let wide = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
    if !wide && start.iter().take(4096).filter(|b| **b == 0).count() > 8 {
        return Ok(Documents::failed(Diagnostic::new(
            source,
            Severity::Error,
            "is not JSON but binary data",
        )));
    }
    let reader: Box<dyn BufRead + Send> = if wide {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        let text = encoding::decode(&bytes, false)
            .map(|d| d.text)
            .unwrap_or_default();
        Box::new(std::io::Cursor::new(text.into_bytes()))
    } else {
        Box::new(reader)
    };
    let mut records = Records::new(
        reader,
        source.to_owned(),
        options.fields.text.clone(),
        format == Format::JsonLines,
    );
    let (name, source, options) = (name.to_owned(), source.to_owned(), options.clone());
    let mut any = false;
    Ok(Documents {
        inner: Box::new(std::iter::from_fn(move || match records.next() {
            Some(next) => {
                any = true;
                Some(next.and_then(|record| document_of(record, &name, &source, &options)))
            }
            None if !any && records.seen() == 0 => {
                any = true;
                Some(Err(Diagnostic::new(
                    source.clone(),
                    Severity::Warning,
                    "holds no records; nothing was read from it",
                )))
            }
            None => None,
        })),
    })
}

/// The document of one record.
fn document_of(
    record: Record,
    name: &str,
    source: &str,
    options: &Options,
) -> Result<Document, Diagnostic> {
    let Record {
        number,
        line,
        bytes,
        fields,
        remark,
    } = record;
    let names = &options.fields;
    let place = format!("{source}#{number}");
    let string = |field: &str| match fields.get(field) {
        Some(Value::String(text)) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let text = match fields.get(&names.text) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => {
            let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
            parts.join("\n\n")
        }
        _ => {
            let message = format!(
                "record {number} has no text in its field {:?}; name the field that holds it",
                names.text
            );
            return Err(Diagnostic::new(source, Severity::Error, message).at(line, 1));
        }
    };
    let mut diagnostics: Vec<Diagnostic> = remark
        .map(|remark| Diagnostic::new(place.clone(), Severity::Warning, remark))
        .into_iter()
        .collect();
    let hint = options.format_hint.filter(|f| !f.has_records());
    let format = match string(&names.format).map(|f| f.parse::<Format>()) {
        Some(Ok(format)) if !format.has_records() => format,
        Some(_) => {
            diagnostics.push(Diagnostic::new(
                place.clone(),
                Severity::Warning,
                "the record's format is unknown (wanted text, markdown or html); it was guessed",
            ));
            Format::sniff(&text)
        }
        None => hint.unwrap_or(if format::looks_like_html(&text) {
            Format::Html
        } else {
            Format::Text
        }),
    };
    let format = if format.has_records() {
        Format::Text
    } else {
        format
    };
    let mut layout = lay_out(text, format);
    let meta = &mut layout.meta;
    if let Some(title) = string(&names.title) {
        meta.title = Some(title);
    }
    if let Some(date) = string(&names.date) {
        match written_date::metadata_date(&date) {
            Some(date) => meta.date = Some(date),
            None => diagnostics.push(Diagnostic::new(
                place.clone(),
                Severity::Warning,
                format!("the date {date:?} is not understood (wanted YYYY-MM-DD); it was ignored"),
            )),
        }
    }
    meta.url = string(&names.url).or(meta.url.take());
    meta.publisher = string(&names.publisher).or(meta.publisher.take());
    if let Some(authors) = fields.get(&names.author) {
        let authors = page_meta::names(authors);
        if !authors.is_empty() {
            meta.authors = authors;
        }
    }
    let id = string(&names.id).unwrap_or_else(|| format!("{name}-{number}"));
    finish(layout, id, &place, &bytes, options, diagnostics)
}

/// The text's blocks as its format tells them.
fn lay_out(text: String, format: Format) -> Layout {
    let text = encoding::normalise(text);
    match format {
        Format::Markdown => markdown::read(&text),
        Format::Html => html::read(&text),
        Format::Text | Format::Json | Format::JsonLines => {
            let mut layout = plain::read(text);
            layout.lines_may_ask = true;
            layout
        }
    }
}

fn finish(
    layout: Layout,
    id: String,
    source: &str,
    bytes: &[u8],
    options: &Options,
    diagnostics: Vec<Diagnostic>,
) -> Result<Document, Diagnostic> {
    finish_hashed(layout, id, source, sha256(bytes), options, diagnostics)
}

/// What holds for every format: head, labels, questions, furniture, language.
fn finish_hashed(
    mut layout: Layout,
    id: String,
    source: &str,
    sha256: String,
    options: &Options,
    mut diagnostics: Vec<Diagnostic>,
) -> Result<Document, Diagnostic> {
    let lexicon = Lexicon::shared();
    layout.tidy();
    if layout.blocks.is_empty() {
        return Err(Diagnostic::new(
            source,
            Severity::Warning,
            "holds no text; nothing was read from it",
        ));
    }
    head::read(&mut layout, lexicon);
    labels::split(&mut layout, lexicon);
    let question_lines = layout.lines_may_ask;
    questions::mark(&mut layout, question_lines);
    furniture::mark(&mut layout, lexicon);
    if let Some(foreign) = language::foreign(&layout) {
        if foreign.whole {
            return Err(Diagnostic::new(
                source,
                Severity::Warning,
                format!("is in {}, not in English: skipped", foreign.language),
            ));
        }
        for i in foreign.blocks {
            layout.blocks[i].kind = BlockKind::Boilerplate;
        }
        diagnostics.push(Diagnostic::new(
            source,
            Severity::Note,
            format!(
                "parts of it are in {}, not in English: they were left out",
                foreign.language
            ),
        ));
    }
    layout.meta.date = layout.meta.date.or(options.date);
    Ok(Document {
        id,
        source: source.to_owned(),
        sha256,
        text: layout.text,
        meta: layout.meta,
        blocks: layout.blocks,
        diagnostics,
    })
}

/// The hash of a file, in hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

fn empty(source: &str) -> Diagnostic {
    Diagnostic::new(
        source,
        Severity::Warning,
        "is empty; nothing was read from it",
    )
}

fn unreadable(source: &str, error: &std::io::Error) -> Diagnostic {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => "no such file: check the path".to_owned(),
        std::io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
        _ => format!("cannot be read: {error}"),
    };
    Diagnostic::new(source, Severity::Error, message)
}
