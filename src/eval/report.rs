//! What a benchmark has to say, for people and for programs.

use serde_json::Value;

use super::Score;

/// A field of a [`Row`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A share between 0 and 1.
    Share(f64),
    /// A number of things.
    Count(usize),
    /// Not measured or not published.
    Empty,
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Share(share) => write!(f, "{share:.3}"),
            Self::Count(count) => write!(f, "{count}"),
            Self::Empty => Ok(()),
        }
    }
}

/// A measurement, ours or a published one.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was measured.
    pub name: String,
    /// Its figures, one for each column.
    pub cells: Vec<Cell>,
}

/// A table of figures, and the same as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What the rows are.
    pub title: &'static str,
    /// The names of the figures.
    pub columns: Vec<&'static str>,
    /// The measurements.
    pub rows: Vec<Row>,
    /// Remarks under the table.
    pub notes: Vec<String>,
    /// Everything for programs.
    pub json: Value,
}

impl Report {
    /// An empty table.
    #[must_use]
    pub fn new(title: &'static str, columns: &[&'static str], json: Value) -> Self {
        Self {
            title,
            columns: columns.to_vec(),
            rows: Vec::new(),
            notes: Vec::new(),
            json,
        }
    }

    /// Adds a measurement.
    #[must_use]
    pub fn row(mut self, name: impl Into<String>, cells: impl Into<Vec<Cell>>) -> Self {
        self.rows.push(Row {
            name: name.into(),
            cells: cells.into(),
        });
        self
    }

    /// Adds precision, recall, F1, and what else there is.
    #[must_use]
    pub fn score(self, name: impl Into<String>, score: Score, more: &[Cell]) -> Self {
        let mut cells = vec![
            Cell::Share(score.precision),
            Cell::Share(score.recall),
            Cell::Share(score.f1),
        ];
        cells.extend_from_slice(more);
        self.row(name, cells)
    }

    /// Adds figures from publications: F1 only, in the third column.
    #[must_use]
    pub fn published(mut self, figures: &[(&str, f64)]) -> Self {
        for (name, f1) in figures {
            self.rows.push(Row {
                name: format!("{name} (published)"),
                cells: vec![Cell::Empty, Cell::Empty, Cell::Share(*f1)],
            });
        }
        let published: serde_json::Map<String, Value> = figures
            .iter()
            .map(|(name, f1)| ((*name).to_owned(), Value::from(*f1)))
            .collect();
        if let Value::Object(json) = &mut self.json {
            json.insert("published".to_owned(), Value::Object(published));
        }
        self
    }

    /// Adds a remark.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}
