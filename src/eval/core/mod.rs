//! CORE: the relation between two companies in a sentence.
//!
//! The data set is that of Borchert, De Weerdt, Coussement, De Caigny and Moens ("CORE: A Few-Shot Company Relation
//! Classification Dataset for Robust Domain Adaptation", EMNLP 2023). Micro-F1 counts the eleven relations; `undefined` is no
//! relation: to say it is to say nothing, as in TACRED (Zhang et al. 2017). The publication's own code
//! (`benchmark/fs_run.py`) takes the micro-F1 of all labels, `undefined` among them, which is the accuracy: it is given too.
//! Its figures are of a few examples for each relation, and stand beside none of these.
//!
//! The direction of a relation is not part of its label.

mod ours;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use ours::{cross_validated, learned};
pub use read::{Example, Prediction, Text, read, read_predictions, split, write_predictions};

use super::score::share;
use super::{Cell, Counts, Report, Score};
use crate::error::{Error, ErrorKind, Result};

/// The label of examples without a relation.
pub const UNDEFINED: &str = "undefined";

/// The scores.
#[derive(Clone, Debug, Serialize)]
pub struct CoreScore {
    /// Micro-averaged over the relations.
    #[serde(flatten)]
    pub score: Score,
    /// Share of examples with the right label: the micro-F1 of all labels.
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

/// The fold of each example: texts are dealt out in the order of the ids that come first with them, so that all examples
/// of a text are in one fold.
#[must_use]
pub fn folds(examples: &[Example], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    order.sort_by(|&a, &b| examples[a].id.cmp(&examples[b].id));
    let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut dealt = 0;
    let mut folds = vec![0; examples.len()];
    for i in order {
        let mut next = || {
            dealt += 1;
            (dealt - 1) % count.max(1)
        };
        folds[i] = match &examples[i].text {
            Some(text) => *texts.entry(&text.text).or_insert_with(next),
            None => next(),
        };
    }
    folds
}

/// Scores predictions, all together and, with more than one fold, in each.
///
/// # Errors
/// A prediction is for an example that the data does not have.
pub fn score(
    gold: &[Example],
    predicted: &BTreeMap<String, Prediction>,
    count: usize,
) -> Result<CoreScore> {
    let ids: BTreeSet<&str> = gold.iter().map(|g| g.id.as_str()).collect();
    if let Some(id) = predicted.keys().find(|id| !ids.contains(id.as_str())) {
        let message = format!("the predictions name example {id:?}, which the data does not have");
        return Err(Error::new(ErrorKind::Format, message));
    }
    let folded = folds(gold, count);
    let of = |example: &Example| {
        let said = predicted.get(&example.id);
        said.map_or(UNDEFINED, |said| said.relation.as_str())
    };
    let mut relations: BTreeMap<String, Counts> = BTreeMap::new();
    let mut by_fold = vec![Counts::default(); count.max(1)];
    let mut right = 0;
    for (i, example) in gold.iter().enumerate() {
        let (wanted, found) = (example.relation.as_str(), of(example));
        let agree = wanted == found;
        right += usize::from(agree);
        let fold = &mut by_fold[folded[i]];
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
        folds: if count > 1 {
            by_fold.iter().map(|c| c.score().f1).collect()
        } else {
            Vec::new()
        },
        examples: gold.len(),
        unanswered: gold
            .iter()
            .filter(|g| !predicted.contains_key(&g.id))
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
        .row(
            format!("all, {UNDEFINED} as a label"),
            [Cell::Share(score.accuracy); 4],
        )
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
        let example = |id: &str, label: &str| Example {
            id: id.to_owned(),
            relation: label.to_owned(),
            ..Example::default()
        };
        let gold = [
            example("a", "client_of"),
            example("b", "client_of"),
            example("c", "acquired_by"),
            example("d", UNDEFINED),
            example("e", UNDEFINED),
        ];
        let pair = |id: &str, label: &str| {
            let prediction = Prediction {
                relation: label.to_owned(),
                ..Prediction::default()
            };
            (id.to_owned(), prediction)
        };
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
        // examples of one text are not torn apart: a and b, c, d and e
        let mut texts = gold.to_vec();
        for (example, text) in texts.iter_mut().zip(["x", "x", "y", "z", "z"]) {
            example.text = Some(Text {
                text: text.to_owned(),
                ..Text::default()
            });
        }
        assert_eq!(folds(&texts, 2), [0, 0, 1, 0, 0]);
        let stray = BTreeMap::from([pair("z", "client_of")]);
        assert!(score(&gold, &stray, 1).is_err());
    }
}
