//! How inputs are to be read.

use crate::text::PartialDate;

use super::Format;

/// How inputs are to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The publication date of documents that tell none themselves.
    pub date: Option<PartialDate>,
    /// The format to take inputs for, whatever their extension; for files of records, the format of their texts.
    pub format_hint: Option<Format>,
    /// The names of the fields of JSON records.
    pub fields: Fields,
}

/// The names of the fields of JSON records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// The id of the document.
    pub id: String,
    /// Its text: required.
    pub text: String,
    /// The format of the text: `text`, `markdown` or `html`.
    pub format: String,
    /// The headline.
    pub title: String,
    /// The publication date.
    pub date: String,
    /// Where it was published.
    pub url: String,
    /// Who published it.
    pub publisher: String,
    /// Who wrote it: a string or an array.
    pub author: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            id: "id".to_owned(),
            text: "text".to_owned(),
            format: "format".to_owned(),
            title: "title".to_owned(),
            date: "date".to_owned(),
            url: "url".to_owned(),
            publisher: "publisher".to_owned(),
            author: "author".to_owned(),
        }
    }
}
