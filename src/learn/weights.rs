//! The file of a ranker: one fact a line, its parts separated by tabs, in an order that is always the same.
//!
//! ```text
//! # factloom ranker 3
//! relation⇥P110⇥140⇥0.62⇥words any-subject
//! label⇥garthwilliams⇥Garth Williams⇥0⇥P110=3
//! fact⇥brasktales⇥P110⇥garthwilliams⇥1
//! topic⇥source:quoted⇥1.25⇥0.4
//! pair⇥verb:illustrate⇥P110=2.11⇥P98=-0.4
//! class⇥noun:novel⇥Q571=1.84⇥Q5=-0.71
//! ```

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::Path;

use super::classifier::Classifier;
use super::linear::{Quickly, Weights};
use super::memory::Entry;
use super::ranker::{Outcome, Ranker};
use crate::error::{Error, ErrorKind, Result};

const HEAD: &str = "# factloom ranker 3";

/// Weights nearer to zero are not written.
const LEAST: f32 = 0.02;

impl Ranker {
    /// The text of its file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = format!("{HEAD}\n");
        for o in &self.outcomes {
            let kind = if o.dates { "dates" } else { "words" };
            let subject = if o.any_subject { " any-subject" } else { "" };
            let object = if o.any_object { " any-object" } else { "" };
            let shares = if o.shares_object {
                " shares-object"
            } else {
                ""
            };
            let _ = writeln!(
                out,
                "relation\t{}\t{}\t{:.3}\t{kind}{subject}{object}{shares}",
                o.name, o.examples, o.listed
            );
        }
        for (key, entry) in self.memory.entries.iter().collect::<BTreeMap<_, _>>() {
            let label = entry.label.replace(['\t', '\n'], " ");
            let _ = write!(out, "label\t{key}\t{label}\t{}", entry.subject);
            for (relation, n) in &entry.object {
                let _ = write!(out, "\t{relation}={n}");
            }
            out.push('\n');
        }
        for (subject, objects) in self.memory.facts.iter().collect::<BTreeMap<_, _>>() {
            for (object, facts) in objects {
                for (relation, n) in facts {
                    let _ = writeln!(out, "fact\t{subject}\t{relation}\t{object}\t{n}");
                }
            }
        }
        let mut lines: Vec<String> = Vec::new();
        for f in 0..self.topic_names.len() as u32 {
            let weights = self.topic.row(f);
            if weights.iter().any(|w| w.abs() >= LEAST) {
                let mut line = format!("topic\t{}", self.topic_names.name(f));
                for weight in weights {
                    let _ = write!(line, "\t{weight:.3}");
                }
                line.push('\n');
                lines.push(line);
            }
        }
        for f in 0..self.pair_names.len() as u32 {
            let mut line = String::new();
            for (column, weight) in self.pair.row(f) {
                if weight.abs() >= LEAST {
                    let name = &self.outcomes[*column as usize].name;
                    let _ = write!(line, "\t{name}={weight:.3}");
                }
            }
            if !line.is_empty() {
                lines.push(format!("pair\t{}{line}\n", self.pair_names.name(f)));
            }
        }
        for (feature, told) in self.types.rows(LEAST) {
            let mut line = String::new();
            for (class, weight) in told {
                let _ = write!(line, "\t{class}={weight:.3}");
            }
            if !line.is_empty() {
                lines.push(format!("class\t{feature}{line}\n"));
            }
        }
        lines.sort();
        out.extend(lines);
        out
    }

    /// Whether a text is the file of a ranker.
    #[must_use]
    pub fn is_text(text: &str) -> bool {
        text.starts_with(HEAD)
    }

    /// Reads the text of its file.
    ///
    /// # Errors
    /// A line is of another shape: with path and line.
    pub fn from_text(text: &str, path: &Path) -> Result<Self> {
        let fail = |number: usize, message: &str| {
            Error::new(ErrorKind::Ontology, message)
                .in_file(path)
                .at_line(number)
        };
        if !Self::is_text(text) {
            return Err(fail(
                1,
                "a ranker begins with the line \"# factloom ranker 3\"; one of an earlier version is learned anew",
            ));
        }
        let mut ranker = Self::default();
        let mut topic: Vec<f32> = Vec::new();
        let mut rows: Vec<Vec<(u32, f32)>> = Vec::new();
        let mut types: Vec<(&str, Vec<(&str, f32)>)> = Vec::new();
        let mut columns: HashMap<&str, u32, Quickly> = HashMap::default();
        let numbered = text.lines().enumerate().map(|(i, l)| (i + 1, l));
        for (number, line) in numbered.filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
            let parts: Vec<&str> = line.split('\t').collect();
            let wrong = || {
                fail(
                    number,
                    "this line is none of a ranker's: relation, label, fact, topic, pair or class, with tabs between its parts",
                )
            };
            match parts[..] {
                ["relation", name, examples, listed, kind] => {
                    let mut kinds = kind.split(' ');
                    let kind = kinds.next();
                    let kinds: Vec<&str> = kinds.collect();
                    let known = ["any-subject", "any-object", "shares-object"];
                    if kinds.iter().any(|k| !known.contains(k)) {
                        return Err(wrong());
                    }
                    columns.entry(name).or_insert(ranker.outcomes.len() as u32);
                    ranker.outcomes.push(Outcome {
                        name: name.to_owned(),
                        examples: examples.parse().map_err(|_| wrong())?,
                        listed: listed
                            .parse()
                            .ok()
                            .filter(|l| (0.001..=1.0).contains(l))
                            .ok_or_else(wrong)?,
                        dates: match kind {
                            Some("dates") => true,
                            Some("words") => false,
                            _ => return Err(wrong()),
                        },
                        any_subject: kinds.contains(&"any-subject"),
                        any_object: kinds.contains(&"any-object"),
                        shares_object: kinds.contains(&"shares-object"),
                    });
                }
                ["label", key, label, subject, ref objects @ ..] => {
                    let mut entry = Entry {
                        label: label.to_owned(),
                        subject: subject.parse().map_err(|_| wrong())?,
                        ..Entry::default()
                    };
                    for object in objects {
                        let (name, n) = object.rsplit_once('=').ok_or_else(wrong)?;
                        let n = n.parse().map_err(|_| wrong())?;
                        entry.object.insert(name.to_owned(), n);
                    }
                    ranker.memory.entries.insert(key.to_owned(), entry);
                }
                ["fact", subject, relation, object, n] => ranker.memory.add_fact(
                    subject.to_owned(),
                    object.to_owned(),
                    relation.to_owned(),
                    n.parse().map_err(|_| wrong())?,
                ),
                ["topic", name, ref weights @ ..] if (1..=2).contains(&weights.len()) => {
                    // all lines have as many weights as the first
                    if ranker.topic_names.len() == 0 {
                        ranker.topic.columns = weights.len();
                    }
                    let columns = ranker.topic.columns;
                    if weights.len() != columns {
                        return Err(wrong());
                    }
                    let at = ranker.topic_names.intern(name) as usize * columns;
                    topic.resize(ranker.topic_names.len() * columns, 0.0);
                    for (place, weight) in topic[at..].iter_mut().zip(weights) {
                        *place = weight.parse().map_err(|_| wrong())?;
                    }
                }
                ["pair", name, ref weights @ ..] => {
                    let at = ranker.pair_names.intern(name) as usize;
                    rows.resize(ranker.pair_names.len(), Vec::new());
                    for weight in weights {
                        let (name, weight) = weight.rsplit_once('=').ok_or_else(wrong)?;
                        let weight = weight.parse().map_err(|_| wrong())?;
                        let column = columns.get(name).copied().ok_or_else(|| {
                            fail(
                                number,
                                "a weight for a relation that no line before it names",
                            )
                        })?;
                        rows[at].push((column, weight));
                    }
                }
                ["class", name, ref weights @ ..] => {
                    let told = weights.iter().map(|weight| {
                        let (class, weight) = weight.rsplit_once('=')?;
                        let weight: f32 = weight.parse().ok()?;
                        weight.is_finite().then_some((class, weight))
                    });
                    types.push((name, told.collect::<Option<_>>().ok_or_else(wrong)?));
                }
                _ => return Err(wrong()),
            }
        }
        ranker.memory.shorten();
        ranker.types = Classifier::of_rows(&types);
        ranker.topic = Weights {
            columns: ranker.topic.columns.max(1),
            values: topic,
        };
        ranker.pair = rows.into_iter().collect();
        Ok(ranker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# factloom ranker 3\n\
        relation\tP110\t140\t0.620\twords\n\
        relation\tP571\t12\t0.900\tdates any-subject\n\
        label\tgarthwilliams\tGarth Williams\t0\tP110=3\n\
        fact\tbrasktales\tP110\tgarthwilliams\t1\n\
        class\tnoun:novel\tQ5=-0.710\tQ571=1.840\n\
        pair\tverb:illustrate\tP110=2.110\n\
        topic\tsource:name\t-0.250\t0.500\n\
        topic\tsource:quoted\t1.250\t0.400\n";

    fn read(text: &str) -> Result<Ranker> {
        Ranker::from_text(text, Path::new("ranker.tsv"))
    }

    #[test]
    fn what_is_read_is_written_again() {
        let ranker = read(FILE).unwrap();
        assert_eq!(ranker.to_text(), FILE);
        let quoted = ranker.topic_names.get("source:quoted").unwrap();
        assert_eq!(ranker.topic.row(quoted), [1.25, 0.4]);
    }

    #[test]
    fn a_ranker_of_another_version_or_shape_is_refused() {
        let refused = |text: &str| read(text).unwrap_err().to_string();
        let earlier = refused(&FILE.replace("ranker 3", "ranker 1"));
        assert!(earlier.contains("learned anew"), "{earlier}");
        // all topics have as many weights
        let uneven = refused(&FILE.replace("\t0.400", ""));
        assert!(uneven.contains("ranker.tsv:9"), "{uneven}");
        let class = refused(&FILE.replace("Q571=1.840", "Q571"));
        assert!(class.contains("ranker.tsv:6"), "{class}");
        let text = refused(&FILE.replace("fact\t", "text\t"));
        assert!(text.contains("ranker.tsv:5"), "{text}");
    }
}
