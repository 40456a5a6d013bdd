//! The curve of precision over recall, and its best point.

use std::collections::BTreeMap;

use super::{CarbScore, Extraction, Scored, SentenceScore, Tuple, matching::pair};
use crate::eval::{Score, f1};

/// Scores a system's tuples against the reference.
#[must_use]
pub fn score(gold: &[Extraction], system: &[Extraction]) -> CarbScore {
    let gold = by_key(gold);
    let system = by_key(system);
    let mut thresholds: Vec<f64> = system
        .values()
        .flat_map(|e| e.tuples.iter().map(|t| t.confidence))
        .collect();
    thresholds.sort_by(f64::total_cmp);
    thresholds.dedup();
    let mut points = vec![Sums::default(); thresholds.len()];
    for (key, wanted) in &gold {
        let said = system.get(key).map_or(&[][..], |e| &e.tuples);
        let table = table(&wanted.tuples, said);
        let mut own: Vec<f64> = said.iter().map(|t| t.confidence).collect();
        own.sort_by(f64::total_cmp);
        own.dedup();
        let mut from = 0;
        for threshold in own {
            let to = thresholds.partition_point(|t| *t < threshold) + 1;
            let sums = sums(&table, said, threshold);
            for point in &mut points[from..to] {
                point.add(sums);
            }
            from = to;
        }
        for point in &mut points[from..] {
            point.wanted += wanted.tuples.len();
        }
    }
    let scores: Vec<Score> = points.iter().map(Sums::score).collect();
    // the first of equals, as the published program takes it
    let best = (0..scores.len()).reduce(|best, i| {
        if scores[i].f1 > scores[best].f1 {
            i
        } else {
            best
        }
    });
    let threshold = best.map_or(0.0, |i| thresholds[i]);
    CarbScore {
        score: best.map(|i| scores[i]).unwrap_or_default(),
        auc: area(&scores),
        threshold,
        all: scores.first().copied().unwrap_or_default(),
        sentences: gold.len(),
        gold: gold.values().map(|e| e.tuples.len()).sum(),
        system: gold
            .keys()
            .filter_map(|key| system.get(key))
            .map(|e| e.tuples.len())
            .sum(),
        by_sentence: gold
            .iter()
            .map(|(key, wanted)| {
                let said = system.get(key).map_or(&[][..], |e| &e.tuples);
                sentence(wanted, said, threshold)
            })
            .collect(),
    }
}

/// Precision and recall of each pair: a row for each tuple of the reference.
type Table = Vec<Vec<(f64, f64)>>;

fn table(gold: &[Tuple], system: &[Tuple]) -> Table {
    gold.iter()
        .map(|g| system.iter().map(|s| pair(g, s)).collect())
        .collect()
}

/// Sums over sentences at one threshold.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    precision: f64,
    said: usize,
    recall: f64,
    wanted: usize,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.precision += other.precision;
        self.said += other.said;
        self.recall += other.recall;
        self.wanted += other.wanted;
    }

    fn score(&self) -> Score {
        let share = |part: f64, whole: usize, nothing: f64| {
            if whole == 0 {
                nothing
            } else {
                part / whole as f64
            }
        };
        let precision = share(self.precision, self.said, 1.0);
        let recall = share(self.recall, self.wanted, 0.0);
        Score {
            precision,
            recall,
            f1: f1(precision, recall),
        }
    }
}

fn sums(table: &Table, system: &[Tuple], threshold: f64) -> Sums {
    let columns = columns(system, threshold);
    Sums {
        precision: matches(table, &columns)
            .iter()
            .map(|m| table[m.0][m.1].0)
            .sum(),
        said: columns.len(),
        recall: (0..table.len())
            .filter_map(|row| best_recall(table, row, &columns))
            .map(|column| column.1)
            .sum(),
        wanted: table.len(),
    }
}

fn columns(system: &[Tuple], threshold: f64) -> Vec<usize> {
    let from = |j: &usize| system[*j].confidence >= threshold;
    (0..system.len()).filter(from).collect()
}

/// The system's tuple that gives a tuple of the reference its recall.
fn best_recall(table: &Table, row: usize, columns: &[usize]) -> Option<(usize, f64)> {
    let candidates = columns.iter().map(|&j| (j, table[row][j].1));
    candidates.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// Pairs one to one, the highest precision first, then the first tuple of the reference.
fn matches(table: &Table, columns: &[usize]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = (0..table.len())
        .flat_map(|i| columns.iter().map(move |&j| (i, j)))
        .collect();
    pairs.sort_by(|a, b| table[b.0][b.1].0.total_cmp(&table[a.0][a.1].0));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (i, j) in pairs {
        if taken.iter().all(|t| t.0 != i && t.1 != j) {
            taken.push((i, j));
        }
    }
    taken
}

/// The area under the points, recall falling, with the point (0, 1) at the end.
fn area(scores: &[Score]) -> f64 {
    if scores.is_empty() {
        return 0.0;
    }
    let mut points: Vec<(f64, f64)> = scores.iter().map(|s| (s.recall, s.precision)).collect();
    points.push((0.0, 1.0));
    points
        .windows(2)
        .map(|w| (w[0].0 - w[1].0) * (w[0].1 + w[1].1) / 2.0)
        .sum()
}

fn sentence(gold: &Extraction, system: &[Tuple], threshold: f64) -> SentenceScore {
    let table = table(&gold.tuples, system);
    let columns = columns(system, threshold);
    let matches = matches(&table, &columns);
    let place = |j: usize| columns.iter().position(|c| *c == j);
    SentenceScore {
        sentence: gold.sentence.clone(),
        score: sums(&table, system, threshold).score(),
        gold: gold
            .tuples
            .iter()
            .enumerate()
            .map(|(i, tuple)| {
                let best = best_recall(&table, i, &columns).filter(|b| b.1 > 0.0);
                Scored {
                    tuple: tuple.clone(),
                    value: best.map_or(0.0, |b| b.1),
                    partner: best.and_then(|b| place(b.0)),
                }
            })
            .collect(),
        system: columns
            .iter()
            .map(|&j| {
                let own = matches.iter().find(|m| m.1 == j);
                let own = own.filter(|m| table[m.0][j].0 > 0.0);
                Scored {
                    tuple: system[j].clone(),
                    value: own.map_or(0.0, |m| table[m.0][j].0),
                    partner: own.map(|m| m.0),
                }
            })
            .collect(),
    }
}

/// Extractions by the letters of their sentence; of two with the same letters the later one counts.
fn by_key(extractions: &[Extraction]) -> BTreeMap<String, &Extraction> {
    let mut found = BTreeMap::new();
    for extraction in extractions {
        found.insert(key(&extraction.sentence), extraction);
    }
    found
}

/// A sentence without spaces and punctuation; bracket names of the Penn Treebank are brackets.
fn key(sentence: &str) -> String {
    let mut text = sentence.replace(' ', "");
    for name in ["-LRB-", "-RRB-", "-LSB-", "-RSB-", "-LCB-", "-RCB-"] {
        text = text.replace(name, "");
    }
    text.retain(|c| !c.is_ascii_punctuation());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extraction(sentence: &str, tuples: &[(f64, &str, &[&str])]) -> Extraction {
        Extraction {
            sentence: sentence.to_owned(),
            tuples: tuples
                .iter()
                .map(|(confidence, relation, arguments)| Tuple {
                    confidence: *confidence,
                    relation: (*relation).to_owned(),
                    arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
                })
                .collect(),
        }
    }

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }

    #[test]
    fn the_curve_of_two_sentences() {
        let gold = [
            extraction(
                "Oskarvale bought Tessermint and sold mills .",
                &[
                    (1.0, "bought", &["Oskarvale", "Tessermint"]),
                    (1.0, "sold", &["Oskarvale", "mills"]),
                ],
            ),
            extraction("Ola left .", &[(1.0, "left", &["Ola"])]),
        ];
        let system = [extraction(
            "Oskarvale bought Tessermint and sold mills.",
            &[
                (0.9, "bought", &["Oskarvale", "Tessermint"]),
                (0.4, "bought", &["Oskarvale", "Tessermint and mills"]),
            ],
        )];
        let scored = score(&gold, &system);
        // From 0.4 on: both tuples. Recall: the first gold tuple 3/3, the second 0 ("bought" is not "sold"), the third 0:
        // 1/3. Precision: the first pair 3/3, the second system tuple has only "sold" left: 0; 1/2.
        // From 0.9 on: recall 1/3, precision 1/1. The best F1 is 2 · 1 · 1/3 / (4/3) = 0.5.
        near(scored.score.precision, 1.0);
        near(scored.score.recall, 1.0 / 3.0);
        near(scored.score.f1, 0.5);
        near(scored.threshold, 0.9);
        near(scored.all.precision, 0.5);
        near(scored.all.recall, 1.0 / 3.0);
        // From (1/3, 0.5) to (1/3, 1) there is no width; from there to (0, 1): 1/3 · 1
        near(scored.auc, 1.0 / 3.0);
        assert_eq!((scored.sentences, scored.gold, scored.system), (2, 3, 2));
    }

    #[test]
    fn beyond_the_surest_tuple_of_a_sentence_its_reference_still_counts() {
        let gold = [
            extraction("A met B .", &[(1.0, "met", &["A", "B"])]),
            extraction("C met D .", &[(1.0, "met", &["C", "D"])]),
        ];
        let system = [
            extraction("A met B .", &[(0.5, "met", &["A", "B"])]),
            extraction("C met D .", &[(0.8, "met", &["C", "E"])]),
        ];
        let scored = score(&gold, &system);
        // 0.5: precision (1 + 2/3) / 2 = 5/6, recall the same, F1 5/6; 0.8: precision 2/3, recall (2/3) / 2 = 1/3.
        near(scored.score.f1, 5.0 / 6.0);
        near(scored.threshold, 0.5);
        // (5/6 − 1/3) · (5/6 + 2/3) / 2 + 1/3 · (2/3 + 1) / 2 = 3/8 + 5/18
        near(scored.auc, 3.0 / 8.0 + 5.0 / 18.0);
    }

    #[test]
    fn precision_takes_pairs_one_to_one() {
        let gold = [extraction("A met B .", &[(1.0, "met", &["A", "B"])])];
        let tuple: (f64, &str, &[&str]) = (0.7, "met", &["A", "B"]);
        let system = [extraction("A met B .", &[tuple, tuple])];
        // the second of two equal tuples has no partner: 1 of 2
        near(score(&gold, &system).score.precision, 0.5);
        let line = &score(&gold, &system).by_sentence[0];
        assert_eq!(
            (line.system[0].partner, line.system[1].partner),
            (Some(0), None)
        );
    }

    #[test]
    fn a_system_that_says_nothing_scores_nothing() {
        let gold = [extraction("A met B .", &[(1.0, "met", &["A", "B"])])];
        let scored = score(&gold, &[]);
        assert_eq!((scored.score, scored.auc), (Score::default(), 0.0));
        assert_eq!(scored.gold, 1);
    }
}
