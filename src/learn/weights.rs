//! The file of a ranker: one fact a line, its parts separated by tabs, in an order that is always the same.
//!
//! ```text
//! # factloom ranker 1
//! relation⇥P110⇥140⇥0.62⇥words
//! label⇥garthwilliams⇥Garth Williams⇥0⇥P110=3
//! fact⇥brasktales⇥P110⇥garthwilliams⇥1
//! topic⇥source:quoted⇥1.25
//! pair⇥verb:illustrate⇥P110=2.11⇥P98=-0.4
//! ```

use std::fmt::Write;
use std::path::Path;

use super::linear::Weights;
use super::memory::Entry;
use super::ranker::{Outcome, Ranker};
use crate::error::{Error, ErrorKind, Result};

const HEAD: &str = "# factloom ranker 1";

/// Weights nearer to zero are not written.
const LEAST: f32 = 0.02;

impl Ranker {
    /// The text of its file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = format!("{HEAD}\n");
        for o in &self.outcomes {
            let kind = if o.dates { "dates" } else { "words" };
            let _ = writeln!(
                out,
                "relation\t{}\t{}\t{:.3}\t{kind}",
                o.name, o.examples, o.listed
            );
        }
        for (key, entry) in &self.memory.entries {
            let label = entry.label.replace(['\t', '\n'], " ");
            let _ = write!(out, "label\t{key}\t{label}\t{}", entry.subject);
            for (relation, n) in &entry.object {
                let _ = write!(out, "\t{relation}={n}");
            }
            out.push('\n');
        }
        for (text, subject) in &self.memory.texts {
            let _ = writeln!(out, "text\t{text}\t{subject}");
        }
        for (subject, objects) in &self.memory.facts {
            for (object, facts) in objects {
                for (relation, n) in facts {
                    let _ = writeln!(out, "fact\t{subject}\t{relation}\t{object}\t{n}");
                }
            }
        }
        let mut lines: Vec<String> = Vec::new();
        for f in 0..self.topic_names.len() as u32 {
            let weight = self.topic.row(f)[0];
            if weight.abs() >= LEAST {
                lines.push(format!(
                    "topic\t{}\t{weight:.3}\n",
                    self.topic_names.name(f)
                ));
            }
        }
        for f in 0..self.pair_names.len() as u32 {
            let mut line = String::new();
            for (weight, o) in self.pair.row(f).iter().zip(&self.outcomes) {
                if weight.abs() >= LEAST {
                    let _ = write!(line, "\t{}={weight:.3}", o.name);
                }
            }
            if !line.is_empty() {
                lines.push(format!("pair\t{}{line}\n", self.pair_names.name(f)));
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
                "a ranker begins with the line \"# factloom ranker 1\"",
            ));
        }
        let mut ranker = Self::default();
        let mut topic = Vec::new();
        let mut rows: Vec<Vec<(usize, f32)>> = Vec::new();
        let numbered = text.lines().enumerate().map(|(i, l)| (i + 1, l));
        for (number, line) in numbered.filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
            let parts: Vec<&str> = line.split('\t').collect();
            let wrong = || {
                fail(
                    number,
                    "this line is none of a ranker's: relation, label, text, fact, topic or pair, with tabs between its parts",
                )
            };
            match parts[..] {
                ["relation", name, examples, listed, kind] => ranker.outcomes.push(Outcome {
                    name: name.to_owned(),
                    examples: examples.parse().map_err(|_| wrong())?,
                    listed: listed
                        .parse()
                        .ok()
                        .filter(|l| (0.001..=1.0).contains(l))
                        .ok_or_else(wrong)?,
                    dates: match kind {
                        "dates" => true,
                        "words" => false,
                        _ => return Err(wrong()),
                    },
                }),
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
                ["text", text, subject] => {
                    let texts = &mut ranker.memory.texts;
                    texts.insert(text.to_owned(), subject.to_owned());
                }
                ["topic", name, weight] => {
                    let at = ranker.topic_names.intern(name) as usize;
                    topic.resize(ranker.topic_names.len(), 0.0);
                    topic[at] = weight.parse().map_err(|_| wrong())?;
                }
                ["pair", name, ref weights @ ..] => {
                    let at = ranker.pair_names.intern(name) as usize;
                    rows.resize(ranker.pair_names.len(), Vec::new());
                    for weight in weights {
                        let (name, weight) = weight.rsplit_once('=').ok_or_else(wrong)?;
                        let weight = weight.parse().map_err(|_| wrong())?;
                        let column = ranker.outcomes.iter().position(|o| o.name == name);
                        let column = column.ok_or_else(|| {
                            fail(
                                number,
                                "a weight for a relation that no line before it names",
                            )
                        })?;
                        rows[at].push((column, weight));
                    }
                }
                _ => return Err(wrong()),
            }
        }
        ranker.topic = Weights {
            columns: 1,
            values: topic,
        };
        let columns = ranker.outcomes.len();
        let mut pair = Weights::new(rows.len(), columns);
        for (row, weights) in rows.into_iter().enumerate() {
            for (column, weight) in weights {
                pair.values[row * columns + column] = weight;
            }
        }
        ranker.pair = pair;
        Ok(ranker)
    }
}
