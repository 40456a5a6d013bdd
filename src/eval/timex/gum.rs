//! GUM's documents in TEI (<https://gucorpling.org/gum/>): a word a line, dates as elements around them.

use std::path::Path;

use super::{Expression, Text};
use crate::error::Result;
use crate::eval::input::wrong;
use crate::eval::xml::{Attributes, Event};
use crate::text::PartialDate;

/// The text of a document's events.
pub(super) fn text(path: &Path, events: &[(usize, Event)]) -> Result<Text> {
    let mut text = Text::default();
    let mut open: Vec<(usize, usize, Option<Expression>)> = Vec::new();
    let mut inside = false;
    for (line, event) in events {
        match event {
            Event::Open(name, attributes) => match name.as_str() {
                "text" => {
                    let created = attributes.get("dateCreated");
                    text.published = created.and_then(|d| d.parse().ok());
                }
                "s" => {
                    text.sentences.push(Vec::new());
                    inside = true;
                }
                "date" => {
                    let sentence = text.sentences.len();
                    let first = text.sentences.last().map_or(0, Vec::len);
                    let expression = is_date(attributes).then(|| Expression {
                        sentence: sentence.saturating_sub(1),
                        first: if inside { first } else { 0 },
                        end: 0,
                        value: value(attributes),
                    });
                    open.push((sentence, *line, expression));
                }
                _ => {}
            },
            Event::Close(name) if name == "s" => inside = false,
            Event::Close(name) if name == "date" => {
                // what goes over the end of a sentence is left out
                if let Some((sentence, _, Some(mut expression))) = open.pop()
                    && sentence == text.sentences.len()
                {
                    expression.end = text.sentences.last().map_or(0, Vec::len);
                    if expression.first < expression.end {
                        text.expressions.push(expression);
                    }
                }
            }
            Event::Close(_) => {}
            Event::Text(words) => {
                for (i, row) in words
                    .lines()
                    .enumerate()
                    .filter(|(_, r)| !r.trim().is_empty())
                {
                    let (Some((form, _)), true, Some(sentence)) =
                        (row.split_once('\t'), inside, text.sentences.last_mut())
                    else {
                        let message =
                            "a word and its columns between tabs, inside <s>, were expected";
                        return Err(wrong(path, line + i, message));
                    };
                    sentence.push(form.to_owned());
                }
            }
        }
    }
    text.annotated = (0..text.sentences.len()).collect();
    Ok(text)
}

/// Clock times are no dates.
fn is_date(attributes: &Attributes) -> bool {
    let stated = ["when", "from", "to", "notBefore", "notAfter"];
    let mut values = stated.iter().filter_map(|name| attributes.get(*name));
    let clock = |v: &str| v.as_bytes().get(2) == Some(&b':');
    values.next().is_some_and(|v| !clock(v))
}

fn value(attributes: &Attributes) -> Option<String> {
    let date = |name: &str| {
        let written = attributes.get(name)?;
        let day = written.split('T').next()?;
        Some(day.parse::<PartialDate>().ok()?.to_string())
    };
    let stretch = |from: &str, to: &str| match (date(from), date(to)) {
        (Some(from), Some(to)) => Some(format!("{from}/{to}")),
        (one, other) => one.or(other),
    };
    date("when")
        .or_else(|| stretch("from", "to"))
        .or_else(|| stretch("notBefore", "notAfter"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::xml::events;

    #[test]
    fn dates_stand_around_their_words() {
        let xml = "<text dateCreated=\"2020-02-03\">\n<s>\nIt\tPRP\nclosed\tVBD\n<date from=\"2019\" to=\"2020\">\n2019\tCD\n-\t-\n\
            2020\tCD\n</date>\n<date when=\"10:30:00\">\nnoon\tNN\n</date>\n</s>\n</text>";
        let path = Path::new("a.xml");
        let read = text(path, &events(path, xml).expect("XML")).expect("TEI");
        assert_eq!(
            read.published.map(|d| d.to_string()).as_deref(),
            Some("2020-02-03")
        );
        let wanted = Expression {
            sentence: 0,
            first: 2,
            end: 5,
            value: Some("2019/2020".to_owned()),
        };
        assert_eq!(read.expressions, [wanted]);
        let stray = events(path, "<text>\n<s>\nIt\n</s></text>").expect("XML");
        let error = text(path, &stray).expect_err("no columns").to_string();
        assert!(error.starts_with("a.xml:3: "), "{error}");
    }
}
