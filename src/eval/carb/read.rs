//! CaRB's files: tuples in columns between tabs, sentences one a line.

use std::fmt::Write as _;
use std::path::Path;

use super::{Extraction, Tuple};
use crate::error::Result;
use crate::eval::input::{lines, text, wrong};

/// The reference: sentence, relation and arguments.
///
/// # Errors
/// The file cannot be read, or a line has fewer than three columns.
pub fn read_gold(path: &Path) -> Result<Vec<Extraction>> {
    let text = text(path)?;
    let mut found = Vec::new();
    for (line, written) in lines(&text) {
        let columns: Vec<&str> = written.trim().split('\t').map(str::trim).collect();
        let [sentence, relation, arguments @ ..] = &columns[..] else {
            return Err(short(path, line, "sentence, relation, arguments"));
        };
        if arguments.is_empty() {
            return Err(short(path, line, "sentence, relation, arguments"));
        }
        // what the published reader leaves out: arguments that are marked as context
        let arguments = arguments.iter().filter(|a| !a.contains("C: "));
        let tuple = Tuple {
            confidence: 1.0,
            relation: (*relation).to_owned(),
            arguments: arguments.map(|a| (*a).to_owned()).collect(),
        };
        add(&mut found, sentence, tuple);
    }
    Ok(found)
}

/// A system's tuples: sentence, confidence, relation and arguments.
///
/// # Errors
/// The file cannot be read, a line has fewer than three columns, or its second is no number.
pub fn read_system(path: &Path) -> Result<Vec<Extraction>> {
    let text = text(path)?;
    let mut found = Vec::new();
    for (line, written) in lines(&text) {
        let columns: Vec<&str> = written.trim().split('\t').collect();
        let [sentence, confidence, relation, arguments @ ..] = &columns[..] else {
            let wanted = "sentence, confidence, relation, arguments";
            return Err(short(path, line, wanted));
        };
        let number: Option<f64> = confidence.trim().parse().ok();
        let Some(confidence) = number.filter(|n| n.is_finite()) else {
            let message = format!("the second column is a confidence, not {confidence:?}");
            return Err(wrong(path, line, message));
        };
        let tuple = Tuple {
            confidence,
            relation: (*relation).to_owned(),
            arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
        };
        add(&mut found, sentence, tuple);
    }
    Ok(found)
}

/// The sentences, one a line.
///
/// # Errors
/// The file cannot be read.
pub fn read_sentences(path: &Path) -> Result<Vec<String>> {
    let text = text(path)?;
    Ok(lines(&text).map(|(_, s)| s.trim().to_owned()).collect())
}

/// Tuples as [`read_system`] reads them.
#[must_use]
pub fn write_system(extractions: &[Extraction]) -> String {
    let mut out = String::new();
    for extraction in extractions {
        for tuple in &extraction.tuples {
            let (sentence, confidence) = (&extraction.sentence, tuple.confidence);
            let _ = write!(out, "{sentence}\t{confidence}\t{}", tuple.relation);
            for argument in &tuple.arguments {
                let _ = write!(out, "\t{argument}");
            }
            out.push('\n');
        }
    }
    out
}

fn short(path: &Path, line: usize, wanted: &str) -> crate::error::Error {
    wrong(
        path,
        line,
        format!("columns between tabs were expected: {wanted}"),
    )
}

/// Adds a tuple to its sentence; the same sentence again, also later, is the same.
fn add(found: &mut Vec<Extraction>, sentence: &str, tuple: Tuple) {
    let at = found.iter().rposition(|e| e.sentence == sentence);
    let at = at.unwrap_or_else(|| {
        found.push(Extraction {
            sentence: sentence.to_owned(),
            tuples: Vec::new(),
        });
        found.len() - 1
    });
    found[at].tuples.push(tuple);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), text).expect("writable");
        file
    }

    #[test]
    fn tuples_are_gathered_by_sentence() {
        let gold = file("A met B .\tmet\tA\tB\nC slept .\tslept\tC\nA met B .\tis\tA\tB\tC: x\n");
        let read = read_gold(gold.path()).expect("CaRB's format");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].tuples.len(), 2);
        assert_eq!(read[0].tuples[1].arguments, ["A", "B"]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let system = file("A met B .\t0.25\tmet\tA\tB\tin May\n");
        let read = read_system(system.path()).expect("the tab format");
        assert_eq!(write_system(&read), "A met B .\t0.25\tmet\tA\tB\tin May\n");
    }

    #[test]
    fn lines_of_another_shape_are_named() {
        for (text, said) in [("A met B .\tmet\n", ":1: "), ("", "empty")] {
            let error = read_gold(file(text).path()).expect_err("not CaRB's format");
            assert!(error.to_string().contains(said), "{error}");
        }
        let error = read_system(file("A met B .\t1\tmet\tA\tB\nC .\tmet\tA\n").path());
        let error = error.expect_err("no confidence").to_string();
        assert!(
            error.contains(":2: ") && error.contains("\"met\""),
            "{error}"
        );
    }
}
