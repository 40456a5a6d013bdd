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

use expression::{Base, Expression};
use matcher::Found;
pub(super) use matcher::Matcher;
use resolve::Context;
use tense::Outlook;
pub(super) use words::TIMES;

use super::atom::{Atom, atoms};
use super::label::is_label;
use crate::claim::Duration;
use crate::nlp::{Deprel, Tense, Upos, View};
use crate::text::{DatePart, PartialDate};

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
        latest_verb: None,
        told: None,
        sentence: 0,
    };
    let mut times = Vec::new();
    for (index, sentence) in view.analysis.sentences.iter().enumerate() {
        let atoms = atoms(view, sentence.tokens.clone());
        reader.sentence = index;
        let all = Matcher::new(view, &atoms).all();
        // "Harwick. The carrier …": another story begins
        if all.is_empty() && is_label(view, index) {
            reader.told = None;
        }
        for found in all {
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
    /// The verb that the date named last belongs to.
    latest_verb: Option<usize>,
    /// What was told last with its year.
    told: Option<Told>,
    /// The sentence that is being read.
    sentence: usize,
}

/// Something told with its year, for the months and days after it.
#[derive(Clone, Copy)]
struct Told {
    date: PartialDate,
    sentence: usize,
    /// The verb that the date belongs to, where no noun stands between.
    verb: Option<usize>,
    outlook: Outlook,
    /// Whether it stands before its verb.
    front: bool,
}

/// How many sentences later a year named without a date of publication still holds.
const STORY: usize = 3;

impl Reader<'_> {
    fn read(&mut self, atoms: &[Atom<'_>], found: &Found) -> Time {
        let tokens = tokens_of(atoms, &found.atoms);
        let core = tokens_of(atoms, &(found.core..found.atoms.end));
        let head = head_of(self.view, &core);
        let outlook = match found.word.as_deref() {
            Some("since" | "ever since" | "dating from" | "dating back to") => Outlook::Past,
            Some("as of") if tense::outlook(self.view, &tokens, head) == Outlook::Past => {
                Outlook::Past
            }
            Some(word) if word == "as of" || word.starts_with("effective") => Outlook::Unknown,
            Some(word) if word.starts_with("with effect") || word == "as from" => Outlook::Unknown,
            Some("until" | "till" | "by") if tense::is_reported_state(self.view, head) => {
                Outlook::Unknown
            }
            _ => tense::outlook(self.view, &tokens, head),
        };
        let verb = tense::clause(self.view, head);
        let context = Context {
            publication: self.publication,
            named: self.named,
            latest: self.latest,
            in_clause: self.in_clause(verb, outlook, verb.is_some_and(|v| tokens.end <= v)),
            story: self
                .told
                .filter(|told| self.sentence - told.sentence <= STORY && outlook != Outlook::Future)
                .map(|told| told.date),
            outlook,
            relation: found.relation,
        };
        let value = self
            .after_news(found, &tokens)
            .unwrap_or_else(|| context.value(&found.expression));
        if let TimeValue::Date(date) | TimeValue::Range(date, _) = value {
            let spoken = tense::governor(self.view, head)
                .is_some_and(|v| TIMES.speaking.has(self.view.lemma(v)));
            if !spoken || self.named.is_none() {
                self.named = Some(date);
            }
            self.latest = Some(date);
            self.latest_verb = verb;
            // "over a 2018 breach" tells when that was, not where the story is
            let describes = matches!(
                self.view.deprel(head),
                Deprel::Compound | Deprel::Amod | Deprel::Nummod | Deprel::NmodDesc
            ) && self.view.head(head).is_some_and(|h| h > head);
            if found.expression.names_year() && found.relation == TimeRelation::At && !describes {
                self.told = Some(Told {
                    date,
                    sentence: self.sentence,
                    verb,
                    outlook,
                    front: verb.is_some_and(|v| tokens.end <= v),
                });
            } else if self.publication.is_some() && found.expression.counts_from_publication() {
                self.told = None;
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

    /// The date with its year that the clause of `verb` goes on from: "signed it in March 2019 and closed it in June";
    /// or one with its month that the sentence before tells: "In March 2019 it bought the mill. In June it sold it."
    fn in_clause(&self, verb: Option<usize>, outlook: Outlook, front: bool) -> Option<PartialDate> {
        let told = self.told?;
        let (told_verb, verb) = (told.verb?, verb?);
        if told.sentence == self.sentence {
            return tense::goes_on(self.view, told_verb, verb).then_some(told.date);
        }
        let monthly = matches!(told.date.part, DatePart::Month(_) | DatePart::Day(..));
        let main = |v: usize| self.view.deprel(v) == Deprel::Root;
        let told_before = told.sentence + 1 == self.sentence
            && monthly
            && front
            && told.front
            && told.outlook == Outlook::Past
            && outlook == Outlook::Past
            && main(told_verb)
            && main(verb);
        told_before.then_some(told.date)
    }

    /// "The news comes three weeks after it closed the mill": counted back from the news; "it called in May, two months
    /// after the mill closed": from the call.
    fn after_news(&self, found: &Found, tokens: &Range<usize>) -> Option<TimeValue> {
        let Expression::FromEvent(halves, unit) = found.expression else {
            return None;
        };
        let after = self.view.form(tokens.end - 1).to_lowercase();
        let clause = self.view.head(tokens.end - 1)?;
        let main = self.view.head(clause)?;
        if after != "after" || self.view.deprel(clause) != Deprel::Advcl {
            return None;
        }
        let comes = matches!(self.view.lemma(main), "come" | "follow" | "arrive");
        let from = if self.latest_verb == Some(main) {
            self.latest?
        } else if comes {
            let news = self.view.child(main, &[Deprel::Nsubj])?;
            let present = self.view.token(main).feats.tense == Some(Tense::Pres);
            match self.told_of(news) {
                Some(date) => date,
                None if present || TIMES.news.has(self.view.lemma(news)) => self.publication?,
                None => return None,
            }
        } else {
            return None;
        };
        let context = Context {
            publication: Some(from),
            named: None,
            latest: None,
            in_clause: None,
            story: None,
            outlook: Outlook::Past,
            relation: TimeRelation::At,
        };
        Some(context.value(&Expression::Offset(-halves, unit, Base::Publication)))
    }

    /// The date told last, where it says something of a noun: "the contract, signed on Monday".
    fn told_of(&self, noun: usize) -> Option<PartialDate> {
        let date = self.latest?;
        let dated = self
            .view
            .children_by(noun, &[Deprel::Acl, Deprel::AclRelcl])
            .flat_map(|c| {
                self.view
                    .children_by(c, &[Deprel::Obl, Deprel::OblUnmarked])
            })
            .next()
            .is_some();
        dated.then_some(date)
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
