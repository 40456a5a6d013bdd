//! Whether what a predicate says holds: tense, negation, modality, phase, condition and the words that embed it.

mod clause;
mod embedding;
mod fate;
mod near;
mod noun;
mod operator;
mod outcome;

use super::combine::combine;
use super::deep::Deep;
use crate::claim::Status;
use crate::mention::{Time, TimeRelation, TimeValue};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Complement, OperatorKind, Sense};

/// What the sentence says about a predicate's holding.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The status.
    pub status: Status,
    /// Head words of conditions ("if …", "subject to …").
    pub conditions: Vec<usize>,
    /// Whether it is hearsay ("reportedly", "is said to").
    pub hedged: bool,
    /// Whether nothing should be claimed from it: questions, imperatives, hypotheses.
    pub idle: bool,
    /// Whether the words themselves speak of the past.
    pub past: bool,
    /// Whether the status comes from words that embed the predicate, with the words.
    pub because: Vec<usize>,
    /// How sure the reading is, in (0, 1].
    pub certainty: f32,
}

impl State {
    fn plain() -> Self {
        Self {
            status: Status::Actual,
            conditions: Vec::new(),
            hedged: false,
            idle: false,
            past: false,
            because: Vec::new(),
            certainty: 1.0,
        }
    }
}

impl Deep<'_> {
    /// The state of a predicate: verb, adjective or event noun.
    #[must_use]
    pub fn state(&self, t: usize) -> State {
        let mut state = self.state_at(t, 0);
        self.fated(t, &mut state);
        if let Some(word) = self
            .taken_back(t)
            .filter(|_| state.status == Status::Actual)
        {
            state.status = Status::Ended;
            state.because.push(word);
        }
        state
    }

    /// The state of something that is taken for granted: only its own modifiers count.
    #[must_use]
    pub fn presupposed_state(&self, t: usize) -> State {
        let mut state = State::plain();
        // "Ola, until last month chief executive of Norvane"
        let v = self.view;
        let start = v.sentence(t).tokens.start;
        let until = (start..t)
            .rev()
            .take(6)
            .find(|&k| matches!(v.form(k).to_lowercase().as_str(), "until" | "till"));
        if let Some(k) = until
            && (k + 1..t).all(|m| {
                self.mentions.time_at(m).is_some() || v.dominates(t, m) && v.upos(m) != Upos::Punct
            })
            && (k + 1..t).any(|m| self.mentions.time_at(m).is_some())
        {
            state.status = Status::Ended;
            state.because.push(k);
        }
        // "its carrier until last week"
        let until = self.mentions.times.iter().find(|time| {
            time.relation == TimeRelation::Until
                && time.tokens.start > t
                && v.head(time.head) == Some(t)
                && self.is_past(time)
        });
        if let Some(time) = until {
            state.status = Status::Ended;
            state.because.push(time.tokens.start);
        }
        // "its previous model" is still a model of its own
        let product = self.mentions.at(t).is_some_and(|m| {
            let class = self.mentions.get(m).class.as_deref();
            matches!(class, Some("Product" | "Model" | "Platform" | "Service"))
        });
        for c in self.view.children_by(t, &[Deprel::Amod, Deprel::Advmod]) {
            let form = self.view.form(c).to_lowercase();
            if product && self.senses.has(Sense::Preceding, &form) {
                continue;
            }
            if let Some(o) =
                self.operators
                    .get(OperatorKind::Adjective, &form, &Complement::Modified)
            {
                state.status = combine(o.effect, state.status);
                state.because.push(c);
            } else if self.view.deprel(c) == Deprel::Advmod {
                self.adverb(c, &form, &mut state);
            }
        }
        self.fated(t, &mut state);
        state
    }

    /// Whether a time was over on the day of publication. "Last week" was, though it is known by its month only.
    fn is_past(&self, time: &Time) -> bool {
        let published = self.view.document.meta.date;
        match (&time.value, published) {
            (TimeValue::Date(date), Some(published)) => {
                let mut words = time.tokens.clone();
                let last = words.any(|k| self.view.form(k).eq_ignore_ascii_case("last"));
                date.last_day() < published.first_day()
                    || last && date.first_day() <= published.last_day()
            }
            _ => false,
        }
    }

    fn state_at(&self, t: usize, depth: usize) -> State {
        if depth > 8 {
            return State::plain();
        }
        if self.is_verbal(t) || self.is_copular(t) {
            self.clause_state(t, depth)
        } else if self.view.upos(t) == Upos::Adj {
            self.adjective_state(t, depth)
        } else {
            self.noun_state(t, depth)
        }
    }

    fn adjective_state(&self, t: usize, depth: usize) -> State {
        let mut state = State::plain();
        for c in self.view.children_by(t, &[Deprel::Advmod]) {
            let form = self.view.form(c).to_lowercase();
            self.adverb(c, &form, &mut state);
        }
        // "will become available"
        if self.view.deprel(t) == Deprel::Xcomp
            && let Some(h) = self.view.head(t)
        {
            let outer = self.state_at(h, depth + 1);
            self.wrap(outer, &mut state);
        }
        state
    }

    fn wrap(&self, outer: State, state: &mut State) {
        state.status = combine(outer.status, state.status);
        state.conditions.extend(outer.conditions);
        state.hedged |= outer.hedged;
        state.idle |= outer.idle;
        state.past |= outer.past;
        state.because.extend(outer.because);
        state.certainty *= outer.certainty;
    }
}
