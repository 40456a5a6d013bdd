//! Measures dates on the treebank: which of the annotated ones are found, and how many have the annotated value.
//! The data is found through `FACTLOOM_DATA`; without it the measurement is skipped.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use super::{TimeValue, find_times};
use crate::mention::sample;
use crate::nlp::View;
use crate::text::PartialDate;

#[test]
fn treebank_dates() {
    let Some(data) = std::env::var_os("FACTLOOM_DATA") else {
        eprintln!("skipped: FACTLOOM_DATA is not set");
        return;
    };
    let data = Path::new(&data);
    let treebank = data.join("treebank/en_gum_free-ud-dev.conllu");
    let Ok(treebank) = std::fs::read_to_string(&treebank) else {
        eprintln!("skipped: {} is absent", treebank.display());
        return;
    };
    let (mut annotated, mut found, mut right) = (0, 0, 0);
    for document in treebank.split("# newdoc id = ").skip(1) {
        let name = document.lines().next().unwrap_or("").trim();
        let path = data.join("dates").join(format!("{name}.xml"));
        let Ok(xml) = std::fs::read_to_string(&path) else {
            continue;
        };
        let published = document
            .lines()
            .find_map(|l| l.strip_prefix("# meta::dateCreated = "))
            .and_then(|d| d.parse().ok());
        let (doc, analysis) = sample::conllu(document);
        let view = View::new(&doc, &analysis);
        let times = find_times(&view, published);
        for (sentence, dates) in dates_of(&xml) {
            let Some(sentence) = analysis.sentences.get(sentence) else {
                continue;
            };
            for (tokens, date) in dates {
                let first = sentence.tokens.start;
                let tokens = first + tokens.start..first + tokens.end;
                let overlapping: Vec<_> = times
                    .iter()
                    .filter(|t| t.tokens.start < tokens.end && tokens.start < t.tokens.end)
                    .filter(|t| matches!(t.value, TimeValue::Date(_) | TimeValue::Range(..)))
                    .collect();
                annotated += 1;
                found += usize::from(!overlapping.is_empty());
                let agrees = |t: &&&super::Time| match t.value {
                    TimeValue::Date(d) => d == date,
                    TimeValue::Range(from, to) => from == date || to == date,
                    _ => false,
                };
                right += usize::from(overlapping.iter().any(|t| agrees(&t)));
            }
        }
    }
    eprintln!("dates: {annotated} annotated, {found} found, {right} with the same value");
    assert!(found * 10 >= annotated * 8, "{found} of {annotated} found");
    assert!(right * 10 >= found * 7, "{right} of {found} right");
}

/// The dates with a value in one document, by sentence: token ranges in the sentence, and the value.
fn dates_of(xml: &str) -> BTreeMap<usize, Vec<(Range<usize>, PartialDate)>> {
    let mut found: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    let mut sentence = 0;
    let mut token = 0;
    let mut open = Vec::new();
    for line in xml.lines() {
        if line.starts_with("<s ") || line == "<s>" {
            sentence += 1;
            token = 0;
        } else if line.starts_with("<date") {
            let value = line
                .split_once("when=\"")
                .and_then(|(_, rest)| rest.split(['"', 'T']).next())
                .and_then(|v| v.parse::<PartialDate>().ok());
            open.push((sentence, token, value));
        } else if line.starts_with("</date") {
            if let Some((at, start, Some(value))) = open.pop()
                && at == sentence
                && sentence > 0
            {
                found
                    .entry(sentence - 1)
                    .or_default()
                    .push((start..token, value));
            }
        } else if !line.starts_with('<') && line.contains('\t') {
            token += 1;
        }
    }
    found
}
