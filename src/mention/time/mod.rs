//! Expressions of time and their normalised values.

mod expression;
mod matcher;
mod resolve;
mod tense;
mod words;

#[cfg(test)]
mod measure;
#[cfg(test)]
mod tests;

use std::ops::Range;

use matcher::Found;
pub(super) use matcher::Matcher;
use resolve::Context;
use tense::Outlook;
pub(super) use words::TIMES;

use super::atom::{Atom, atoms};
use crate::claim::Duration;
use crate::nlp::{Deprel, Upos, View};
use crate::text::PartialDate;

/// How a time expression relates to what it modifies, from its preposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeRelation {
    /// "in", "on", "during", "at", or no preposition.
    At,
    /// "since", "from", "starting", "as of".
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

impl Time {
    /// The value in ISO 8601 where that has a notation, as [`PartialDate`] writes it otherwise; a stretch is
    /// `2019/2024`. `None` for what is unresolved.
    #[must_use]
    pub fn iso(&self) -> Option<String> {
        match &self.value {
            TimeValue::Date(date) => Some(date.to_string()),
            TimeValue::Range(from, to) => Some(format!("{from}/{to}")),
            TimeValue::Duration(d) | TimeValue::Period(d) => Some(d.to_string()),
            TimeValue::Unresolved => None,
        }
    }

    /// The date, where the value is a single one.
    #[must_use]
    pub fn date(&self) -> Option<PartialDate> {
        match self.value {
            TimeValue::Date(date) => Some(date),
            _ => None,
        }
    }
}

/// All expressions of time of a document, in the order of the text. Relative ones are resolved against the
/// date of publication, or against a date named before.
#[must_use]
pub fn find_times(view: &View<'_>, publication: Option<PartialDate>) -> Vec<Time> {
    let mut reader = Reader {
        view,
        publication,
        named: None,
        latest: None,
        in_sentence: None,
    };
    let mut times = Vec::new();
    for sentence in &view.analysis.sentences {
        let atoms = atoms(view, sentence.tokens.clone());
        reader.in_sentence = None;
        for found in Matcher::new(view, &atoms).all() {
            let time = reader.read(&atoms, &found);
            match found.apart(&atoms) {
                // "from 2028 to 2027" is no stretch.
                Some(halves) if time.value == TimeValue::Unresolved => {
                    times.extend(halves.iter().map(|half| reader.read(&atoms, half)));
                }
                _ => times.push(time),
            }
        }
    }
    times
}

/// Resolves expressions in the order of the text.
struct Reader<'a> {
    view: &'a View<'a>,
    publication: Option<PartialDate>,
    /// The date of what was told last, for "two years later".
    named: Option<PartialDate>,
    /// The date named last, for "that day".
    latest: Option<PartialDate>,
    /// A year named before in the sentence.
    in_sentence: Option<PartialDate>,
}

impl Reader<'_> {
    fn read(&mut self, atoms: &[Atom<'_>], found: &Found) -> Time {
        let tokens = tokens_of(atoms, &found.atoms);
        let core = tokens_of(atoms, &(found.core..found.atoms.end));
        let head = head_of(self.view, &core);
        let context = Context {
            publication: self.publication,
            named: self.named,
            latest: self.latest,
            in_sentence: self.in_sentence,
            outlook: match found.word.as_deref() {
                Some("since" | "ever since" | "dating from" | "dating back to") => Outlook::Past,
                Some("as of") => Outlook::Unknown,
                _ => tense::outlook(self.view, tokens.start, head),
            },
            relation: found.relation,
        };
        let value = context.value(&found.expression);
        if let TimeValue::Date(date) | TimeValue::Range(date, _) = value {
            let spoken = tense::governor(self.view, head)
                .is_some_and(|v| TIMES.speaking.has(self.view.lemma(v)));
            if !spoken || self.named.is_none() {
                self.named = Some(date);
            }
            self.latest = Some(date);
            if found.expression.names_year() && found.relation == TimeRelation::At {
                self.in_sentence = Some(date);
            }
        }
        Time {
            tokens,
            head,
            relation: found.relation,
            word: found.word.clone(),
            value,
        }
    }
}

/// The tokens that a non-empty range of atoms covers.
pub(super) fn tokens_of(atoms: &[Atom<'_>], range: &Range<usize>) -> Range<usize> {
    atoms[range.start].token..atoms[range.end - 1].token + 1
}

/// The word by which a range of tokens hangs in the tree.
pub(super) fn head_of(view: &View<'_>, tokens: &Range<usize>) -> usize {
    let outside = |t: &usize| view.head(*t).is_none_or(|h| !tokens.contains(&h));
    let is_content = |t: &usize| {
        !matches!(
            view.deprel(*t),
            Deprel::Case | Deprel::Punct | Deprel::Mark | Deprel::Det | Deprel::Cc
        ) && !matches!(view.upos(*t), Upos::Punct | Upos::Adp | Upos::Det)
    };
    tokens
        .clone()
        .find(|t| outside(t) && is_content(t))
        .or_else(|| tokens.clone().rfind(is_content))
        .unwrap_or(tokens.end - 1)
}
