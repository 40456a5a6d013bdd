//! XML as a list of events with their lines, for the corpora that are annotated in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Raw};

use super::input::wrong;
use crate::error::{Error, ErrorKind, Result};

/// The attributes of an element.
pub(super) type Attributes = BTreeMap<String, String>;

/// What follows in the file; an empty element opens and closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// An element begins.
    Open(String, Attributes),
    /// An element ends.
    Close(String),
    /// Characters.
    Text(String),
}

/// The events of a text, with their 1-based lines.
pub(super) fn events(path: &Path, text: &str) -> Result<Vec<(usize, Event)>> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    let (mut line, mut counted, mut depth) = (1, 0, 0_usize);
    loop {
        let raw = reader.read_event();
        let at = (reader.buffer_position() as usize).min(text.len());
        let begins = line;
        line += text.as_bytes()[counted..at.max(counted)]
            .iter()
            .filter(|b| **b == b'\n')
            .count();
        counted = at.max(counted);
        let bad = |e: &dyn std::fmt::Display| wrong(path, line, format!("no well-formed XML: {e}"));
        match raw.map_err(|e| bad(&e))? {
            Raw::Start(element) => {
                depth += 1;
                found.push((line, open(&element).map_err(|e| bad(&e))?));
            }
            Raw::Empty(element) => {
                let event = open(&element).map_err(|e| bad(&e))?;
                let name = element.name();
                let name = String::from_utf8_lossy(name.as_ref()).into_owned();
                found.push((line, event));
                found.push((line, Event::Close(name)));
            }
            Raw::End(element) => {
                depth = depth.saturating_sub(1);
                let name = element.name();
                let name = String::from_utf8_lossy(name.as_ref()).into_owned();
                found.push((line, Event::Close(name)));
            }
            Raw::Text(words) => {
                let words = words.unescape().map_err(|e| bad(&e))?;
                found.push((begins, Event::Text(words.into_owned())));
            }
            Raw::CData(words) => {
                let words = String::from_utf8_lossy(&words).into_owned();
                found.push((begins, Event::Text(words)));
            }
            Raw::Eof if depth > 0 => return Err(bad(&"the file ends inside an element")),
            Raw::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn open(element: &BytesStart<'_>) -> Result<Event, quick_xml::Error> {
    let name = String::from_utf8_lossy(element.name().as_ref()).into_owned();
    let mut attributes = Attributes::new();
    for attribute in element.attributes() {
        let attribute = attribute?;
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        attributes.insert(key, attribute.unescape_value()?.into_owned());
    }
    Ok(Event::Open(name, attributes))
}

/// The XML files of a folder in the order of their names, or the one file.
pub(super) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(|e| Error::io(path, &e))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.map_err(|e| Error::io(path, &e))?.path();
        if file.extension().is_some_and(|e| e == "xml") {
            files.push(file);
        }
    }
    if files.is_empty() {
        let message = "there is no XML file in this folder";
        return Err(Error::new(ErrorKind::Format, message).in_file(path));
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_their_lines() {
        let path = Path::new("a.xml");
        let found = events(path, "<a x=\"1&amp;2\">\nb &lt; c\n<d/></a>\n").expect("XML");
        let attributes = Attributes::from([("x".to_owned(), "1&2".to_owned())]);
        assert_eq!(found[0], (1, Event::Open("a".to_owned(), attributes)));
        assert_eq!(found[1], (1, Event::Text("\nb < c\n".to_owned())));
        assert_eq!(found[3], (3, Event::Close("d".to_owned())));
        for (broken, said) in [
            ("<a>\n<b></a>", "a.xml:2: "),
            ("<a>\n", "inside an element"),
        ] {
            let error = events(path, broken).expect_err("no XML").to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
