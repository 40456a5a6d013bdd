//! Named entities: spans and types against a corpus with a tag for each word.
//!
//! A name is right where its words and its type are those of the corpus; F1 over all names, as in the CoNLL 2003 shared task
//! (Tjong Kim Sang and De Meulder 2003). Names of types that the corpus does not annotate are left out; where it has only
//! MISC for products, works, events and groups, they are that.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use super::input::{text, wrong};
use super::{Counts, Report, Score};
use crate::error::Result;
use crate::nlp::{Analyzer, EntityLabel};

/// A name: sentence, first word, word after the last, type.
pub type Name = (usize, usize, usize, String);

/// A corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    /// The words of each sentence.
    pub sentences: Vec<Vec<String>>,
    /// Its names.
    pub names: BTreeSet<Name>,
}

/// The scores, all together and by type.
#[derive(Clone, Debug, Serialize)]
pub struct NerScore {
    /// Over all names.
    #[serde(flatten)]
    pub score: Score,
    /// How many names there are.
    pub counts: Counts,
    /// By type.
    pub types: BTreeMap<String, Score>,
}

/// Reads a corpus: a word a line with its tag, sentences apart by blank lines. Tags begin with B- or I-, or are O. Lines have
/// a number, the word and its tag between tabs (Universal NER), or the word first and the tag last.
///
/// # Errors
/// The file cannot be read, or a line has no tag.
pub fn read(path: &Path) -> Result<Corpus> {
    let text = text(path)?;
    let mut corpus = Corpus::default();
    let mut words = Vec::new();
    let mut tags = Vec::new();
    for (i, line) in text.lines().chain([""]).enumerate() {
        if line.trim().is_empty() {
            if !words.is_empty() {
                let number = corpus.sentences.len();
                let names = spans(&tags).into_iter();
                corpus
                    .names
                    .extend(names.map(|(a, b, kind)| (number, a, b, kind)));
                corpus.sentences.push(std::mem::take(&mut words));
                tags.clear();
            }
            continue;
        }
        if line.starts_with("# ") || line.starts_with("-DOCSTART-") {
            continue;
        }
        let (word, tag) = columns(line).ok_or_else(|| {
            let message = "a word and its tag (O, B-…, I-…) were expected";
            wrong(path, i + 1, message)
        })?;
        words.push(word.to_owned());
        tags.push(tag);
    }
    Ok(corpus)
}

/// A tag: whether it begins a name, and the name's type.
type Tag = Option<(bool, String)>;

fn columns(line: &str) -> Option<(&str, Tag)> {
    let columns: Vec<&str> = if line.contains('\t') {
        line.split('\t').map(str::trim).collect()
    } else {
        line.split_whitespace().collect()
    };
    let numbered = columns.len() > 2 && columns[0].bytes().all(|b| b.is_ascii_digit());
    let (word, tag) = match columns[..] {
        [_, word, tag, ..] if numbered => (word, tag),
        [word, .., tag] => (word, tag),
        _ => return None,
    };
    let tag = match tag.split_once('-') {
        None if tag == "O" => None,
        Some((place @ ("B" | "I"), kind)) => Some((place == "B", type_name(kind))),
        _ => return None,
    };
    (!word.is_empty()).then_some((word, tag))
}

/// Names as runs of tags: a name goes on with I- of the same type.
fn spans(tags: &[Tag]) -> Vec<(usize, usize, String)> {
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for (i, tag) in tags.iter().enumerate() {
        let Some((begins, kind)) = tag else { continue };
        match found.last_mut() {
            Some(last) if !begins && last.1 == i && last.2 == *kind => last.1 = i + 1,
            _ => found.push((i, i + 1, kind.clone())),
        }
    }
    found
}

/// One name for the types that corpora name differently.
fn type_name(kind: &str) -> String {
    let upper = kind.to_uppercase();
    match upper.as_str() {
        "PERSON" => "PER",
        "LOCATION" | "GPE" => "LOC",
        "ORGANIZATION" | "ORGANISATION" | "CORPORATION" | "COMPANY" => "ORG",
        "CREATIVE-WORK" => "WORK",
        _ => return upper,
    }
    .to_owned()
}

/// The names that the analysis finds, in the types of the corpus.
#[must_use]
pub fn find(analyzer: &Analyzer, corpus: &Corpus) -> BTreeSet<Name> {
    let types: BTreeSet<&str> = corpus.names.iter().map(|n| n.3.as_str()).collect();
    let (_, analysis) = analyzer.analyze_pretokenized(&corpus.sentences);
    let mut found = BTreeSet::new();
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let range = &sentence.tokens;
        let inside = |t: usize| range.contains(&t);
        for entity in analysis.entities.iter().filter(|e| inside(e.tokens.start)) {
            if let Some(kind) = label(entity.label, &types) {
                let (first, end) = (entity.tokens.start, entity.tokens.end);
                found.insert((number, first - range.start, end - range.start, kind));
            }
        }
    }
    found
}

fn label(label: EntityLabel, types: &BTreeSet<&str>) -> Option<String> {
    let name = match label {
        EntityLabel::Person => "PER",
        EntityLabel::Location => "LOC",
        EntityLabel::Organization => "ORG",
        EntityLabel::Product => "PRODUCT",
        EntityLabel::Work => "WORK",
        EntityLabel::Event => "EVENT",
        EntityLabel::Group => "GROUP",
        EntityLabel::Misc => "MISC",
    };
    let rest = !matches!(name, "PER" | "LOC" | "ORG");
    let name = if rest && !types.contains(name) {
        "MISC"
    } else {
        name
    };
    types.contains(name).then(|| name.to_owned())
}

/// Scores names.
#[must_use]
pub fn score(gold: &BTreeSet<Name>, system: &BTreeSet<Name>) -> NerScore {
    let mut types: BTreeMap<String, Counts> = BTreeMap::new();
    for name in gold {
        types.entry(name.3.clone()).or_default().gold += 1;
    }
    for name in system {
        let counts = types.entry(name.3.clone()).or_default();
        counts.system += 1;
        counts.right += usize::from(gold.contains(name));
    }
    let mut counts = Counts::default();
    for of_type in types.values() {
        counts += *of_type;
    }
    NerScore {
        score: counts.score(),
        counts,
        types: types.into_iter().map(|(t, c)| (t, c.score())).collect(),
    }
}

/// What the command prints.
#[must_use]
pub fn report(score: &NerScore) -> Report {
    let json = serde_json::to_value(score).unwrap_or_default();
    let mut report = Report::new("names", &["precision", "recall", "F1"], json);
    for (kind, of_type) in &score.types {
        report = report.score(kind, *of_type, &[]);
    }
    let counts = score.counts;
    report.score("all", score.score, &[]).note(format!(
        "{} names, {} found, {} right",
        counts.gold, counts.system, counts.right
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(text: &str) -> Result<Corpus> {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), text).expect("writable");
        read(file.path())
    }

    #[test]
    fn three_notations_of_one_sentence() {
        let numbered = "# text = x\n1\tOla\tB-PER\t-\t-\n2\tBrask\tI-PER\t-\t-\n3\tleft\tO\t-\t-\n4\tYllandor\tB-LOC\t-\t-\n";
        let spaces = "Ola I-PER\nBrask I-PER\nleft O\nYllandor I-LOC\n\n";
        let words = "Ola\tB-person\nBrask\tI-person\nleft\tO\nYllandor\tB-location\n";
        let read = corpus(numbered).expect("Universal NER");
        let name = |a: usize, b: usize, kind: &str| (0, a, b, kind.to_owned());
        assert_eq!(
            read.names,
            BTreeSet::from([name(0, 2, "PER"), name(3, 4, "LOC")])
        );
        assert_eq!(corpus(spaces).expect("columns"), read);
        assert_eq!(corpus(words).expect("tabs"), read);
        let error = corpus("Ola B-PER\nleft\n").expect_err("no tag").to_string();
        assert!(error.contains(":2: "), "{error}");
    }

    #[test]
    fn words_and_type_must_be_right() {
        let name = |a: usize, b: usize, kind: &str| (0, a, b, kind.to_owned());
        let gold = BTreeSet::from([name(0, 2, "PER"), name(3, 4, "LOC"), name(6, 7, "ORG")]);
        let system = BTreeSet::from([name(0, 2, "PER"), name(3, 4, "ORG")]);
        let scored = score(&gold, &system);
        // 1 of 2 and 1 of 3: 2 · 1/2 · 1/3 / (5/6) = 2/5
        assert!((scored.score.f1 - 0.4).abs() < 1e-12);
        assert_eq!(scored.types["PER"].f1, 1.0);
        assert_eq!(scored.types["ORG"].f1, 0.0);
    }
}
