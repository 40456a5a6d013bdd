//! Expressions of time and their normalised values.

use std::ops::Range;

use crate::claim::Duration;
use crate::nlp::View;
use crate::text::PartialDate;

/// All expressions of time of a document, in the order of the text. Relative ones are resolved against the
/// date of publication, or against a date named before.
#[must_use]
pub fn find_times(_view: &View<'_>, _publication: Option<PartialDate>) -> Vec<Time> {
    Vec::new()
}

/// How a time expression relates to what it modifies, from its preposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeRelation {
    /// "in", "on", "during", "at", or no preposition.
    At,
    /// "since", "from", "starting", "as of", "after".
    From,
    /// "until", "through", "to", "till".
    Until,
    /// "by", "no later than".
    By,
    /// "before", "prior to", "ahead of".
    Before,
    /// "after", "following".
    After,
    /// "for", "over": a duration.
    For,
    /// "within", "in three weeks": a duration from now.
    Within,
}

/// The normalised value of a time expression.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeValue {
    /// One date of any precision.
    Date(PartialDate),
    /// From one date to another, both included: "from 2019 to 2024", "2019-2024".
    Range(PartialDate, PartialDate),
    /// A stretch of time: "eight years".
    Duration(Duration),
    /// A recurrence: "a year", "annual", "every month": the period.
    Period(Duration),
    /// Relative to something unknown; the words stand in the text.
    Unresolved,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Its words, with the preposition where that belongs to it.
    pub tokens: Range<usize>,
    /// The word by which it hangs in the tree (the head word of the phrase, not the preposition).
    pub head: usize,
    /// How it relates to what it modifies.
    pub relation: TimeRelation,
    /// The source's own word for the relation ("through", "until"), lowercased.
    pub word: Option<String>,
    /// Its value.
    pub value: TimeValue,
}
