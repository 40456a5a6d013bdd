//! CORE: the relation between two companies in a sentence.
//!
//! The data set is that of Borchert, De Weerdt, Coussement, De Caigny and Moens ("CORE: A Few-Shot Company Relation
//! Classification Dataset for Robust Domain Adaptation", EMNLP 2023). Micro-F1 counts the eleven relations; `undefined` is no
//! relation: to say it is to say nothing, as in TACRED (Zhang et al. 2017). Accuracy counts all twelve labels.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::input::{records, text};
use super::score::share;
use super::{Cell, Counts, Report, Score};
use crate::error::{Error, ErrorKind, Result};

/// The label of examples without a relation.
pub const UNDEFINED: &str = "undefined";

/// An example: its id and its label.
pub type Labelled = (String, String);

/// The scores.
#[derive(Clone, Debug, Serialize)]
pub struct CoreScore {
    /// Micro-averaged over the relations.
    #[serde(flatten)]
    pub score: Score,
    /// Share of examples with the right label.
    pub accuracy: f64,
    /// By relation.
    pub relations: BTreeMap<String, Score>,
    /// Micro-F1 of each fold, where there are folds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folds: Vec<f64>,
    /// How many examples there are.
    pub examples: usize,
    /// How many of them have no prediction; they count as undefined.
    pub unanswered: usize,
}

/// Reads the data: the JSON array of a file, or `train.json` of a folder.
///
/// # Errors
/// The file cannot be read or is of another shape.
pub fn read(path: &Path) -> Result<Vec<Labelled>> {
    let path: PathBuf = if path.is_dir() {
        path.join("train.json")
    } else {
        path.to_owned()
    };
    let text = text(&path)?;
    let wrong = |message: String| Error::new(ErrorKind::Format, message).in_file(&path);
    let json: Value = serde_json::from_str(&text)
        .map_err(|e| wrong(format!("no JSON: {e}")).at(e.line(), e.column()))?;
    let examples = json
        .as_array()
        .ok_or_else(|| wrong("a JSON array of examples was expected".to_owned()))?;
    examples
        .iter()
        .enumerate()
        .map(|(i, example)| {
            let field = |name: &str| {
                let text = example.get(name).and_then(Value::as_str);
                let text = text.map(str::to_owned);
                text.ok_or_else(|| wrong(format!("example {} has no \"{name}\"", i + 1)))
            };
            Ok((field("id")?, field("relation")?))
        })
        .collect()
}

/// Reads predictions: one JSON object a line, with `id` and `relation`.
///
/// # Errors
/// The file cannot be read, or a line is of another shape.
pub fn read_predictions(path: &Path) -> Result<BTreeMap<String, String>> {
    let text = text(path)?;
    records(path, &text)?
        .iter()
        .map(|r| Ok((r.text("id")?.to_owned(), r.text("relation")?.to_owned())))
        .collect()
}

/// Scores predictions, all together and, with more than one fold, in each: examples are dealt out in the order of their ids.
///
/// # Errors
/// A prediction is for an example that the data does not have.
pub fn score(
    gold: &[Labelled],
    predicted: &BTreeMap<String, String>,
    folds: usize,
) -> Result<CoreScore> {
    let mut gold: Vec<&Labelled> = gold.iter().collect();
    gold.sort();
    if let Some(id) = predicted
        .keys()
        .find(|id| gold.binary_search_by(|g| g.0.cmp(id)).is_err())
    {
        let message = format!("the predictions name example {id:?}, which the data does not have");
        return Err(Error::new(ErrorKind::Format, message));
    }
    let of = |example: &Labelled| predicted.get(&example.0).map_or(UNDEFINED, String::as_str);
    let mut relations: BTreeMap<String, Counts> = BTreeMap::new();
    let mut by_fold = vec![Counts::default(); folds.max(1)];
    let mut right = 0;
    for (i, example) in gold.iter().enumerate() {
        let (wanted, found) = (example.1.as_str(), of(example));
        let agree = wanted == found;
        right += usize::from(agree);
        let fold = &mut by_fold[i % folds.max(1)];
        if wanted != UNDEFINED {
            relations.entry(wanted.to_owned()).or_default().gold += 1;
            fold.gold += 1;
        }
        if found != UNDEFINED {
            let counts = relations.entry(found.to_owned()).or_default();
            counts.system += 1;
            counts.right += usize::from(agree);
            fold.system += 1;
            fold.right += usize::from(agree);
        }
    }
    let mut counts = Counts::default();
    for fold in &by_fold {
        counts += *fold;
    }
    Ok(CoreScore {
        score: counts.score(),
        accuracy: share(right, gold.len()),
        relations: relations.into_iter().map(|(r, c)| (r, c.score())).collect(),
        folds: if folds > 1 {
            by_fold.iter().map(|c| c.score().f1).collect()
        } else {
            Vec::new()
        },
        examples: gold.len(),
        unanswered: gold
            .iter()
            .filter(|g| !predicted.contains_key(&g.0))
            .count(),
    })
}

/// What the command prints.
#[must_use]
pub fn report(score: &CoreScore) -> Report {
    let json = serde_json::to_value(score).unwrap_or_default();
    let columns = ["precision", "recall", "F1", "accuracy"];
    let mut report = Report::new("CORE", &columns, json);
    for (relation, of_relation) in &score.relations {
        report = report.score(relation, *of_relation, &[Cell::Empty]);
    }
    for (i, f1) in score.folds.iter().enumerate() {
        let cells = [Cell::Empty, Cell::Empty, Cell::Share(*f1), Cell::Empty];
        report = report.row(format!("fold {}", i + 1), cells);
    }
    report
        .score("all", score.score, &[Cell::Share(score.accuracy)])
        .note(format!(
            "{} examples, {} without a prediction, which count as {UNDEFINED}",
            score.examples, score.unanswered
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn micro_f1_counts_relations_only() {
        let pair = |id: &str, label: &str| (id.to_owned(), label.to_owned());
        let gold = [
            pair("a", "client_of"),
            pair("b", "client_of"),
            pair("c", "acquired_by"),
            pair("d", UNDEFINED),
            pair("e", UNDEFINED),
        ];
        let predicted = BTreeMap::from([
            pair("a", "client_of"),
            pair("b", "acquired_by"),
            pair("d", UNDEFINED),
            pair("e", "client_of"),
        ]);
        let scored = score(&gold, &predicted, 1).expect("ids of the data");
        // three relations there, three said, one right; labels right: a and d of five
        assert!((scored.score.f1 - 1.0 / 3.0).abs() < 1e-12);
        assert!((scored.accuracy - 0.4).abs() < 1e-12);
        assert_eq!(scored.unanswered, 1);
        assert!((scored.relations["client_of"].f1 - 0.5).abs() < 1e-12);
        // a, c, e: two there, two said, one right; b, d: one there, one said, none right
        let folded = score(&gold, &predicted, 2).expect("ids of the data");
        assert_eq!(folded.folds, [0.5, 0.0]);
        let stray = BTreeMap::from([pair("z", "client_of")]);
        assert!(score(&gold, &stray, 1).is_err());
    }
}
