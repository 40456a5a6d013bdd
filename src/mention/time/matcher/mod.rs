//! Finds expressions of time among the atoms of one sentence.

mod calendar;
mod lengths;
mod parts;
mod relative;

use std::ops::Range;

use super::TimeRelation;
use super::expression::{Base, Direction, Edge, Expression, Part, Unit, Year};
use super::words::{TIMES, TimeWords};
use crate::mention::atom::{Atom, AtomKind};
use crate::nlp::{Upos, View};

/// An expression found among the atoms.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mention) struct Found {
    /// Its atoms, with the preposition.
    pub atoms: Range<usize>,
    /// Where it starts without the preposition.
    pub core: usize,
    /// How it relates.
    pub relation: TimeRelation,
    /// The words of the preposition.
    pub word: Option<String>,
    /// What it says.
    pub expression: Expression,
    /// The word that joins the two ends of a stretch.
    pub joint: Option<usize>,
}

/// Looks for expressions in one sentence.
pub(in crate::mention) struct Matcher<'a> {
    view: &'a View<'a>,
    atoms: &'a [Atom<'a>],
    /// For each atom: whether it belongs to a name of several words.
    named: Vec<bool>,
    words: &'static TimeWords,
}

/// An expression and the atom after it.
type Parsed = Option<(Expression, usize)>;

impl Found {
    /// A stretch from one date to another, taken apart into two expressions.
    pub fn apart(&self, atoms: &[Atom<'_>]) -> Option<[Self; 2]> {
        let joint = self.joint?;
        let Expression::Stretch(from, to) = &self.expression else {
            return None;
        };
        let half = |range: Range<usize>, relation, expression: &Expression| Self {
            core: range.start + 1,
            word: Some(atoms[range.start].text.clone()),
            atoms: range,
            relation,
            expression: expression.clone(),
            joint: None,
        };
        Some([
            half(self.atoms.start..joint, TimeRelation::From, from),
            half(joint..self.atoms.end, TimeRelation::Until, to),
        ])
    }
}

impl<'a> Matcher<'a> {
    /// A matcher for a sentence's atoms.
    pub fn new(view: &'a View<'a>, atoms: &'a [Atom<'a>]) -> Self {
        let words = &*TIMES;
        let mut named = vec![false; atoms.len()];
        if let (Some(first), Some(last)) = (atoms.first(), atoms.last()) {
            let entities = &view.analysis.entities;
            let start = entities.partition_point(|e| e.tokens.end <= first.token);
            for entity in entities[start..]
                .iter()
                .take_while(|e| e.tokens.start <= last.token)
            {
                let inside = |a: &Atom<'_>| entity.tokens.contains(&a.token);
                let other_word = atoms.iter().filter(|a| inside(a)).any(|a| {
                    a.kind == AtomKind::Word
                        && !words.months.has(&a.text)
                        && !words.weekdays.has(&a.text)
                });
                if other_word {
                    for (atom, flag) in atoms.iter().zip(&mut named) {
                        *flag |= inside(atom);
                    }
                }
            }
        }
        Self {
            view,
            atoms,
            named,
            words,
        }
    }

    /// All expressions, from left to right, not overlapping.
    pub fn all(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < self.atoms.len() {
            match self.at(at) {
                Some(one) => {
                    at = one.atoms.end.max(at + 1);
                    found.push(one);
                }
                None => at += 1,
            }
        }
        found
    }

    fn text(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |a| a.text.as_str())
    }

    fn upos(&self, at: usize) -> Option<Upos> {
        self.atoms.get(at).map(|a| self.view.upos(a.token))
    }

    fn is_glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|a| a.glued)
    }

    fn kind(&self, at: usize) -> Option<AtomKind> {
        self.atoms.get(at).map(|a| a.kind)
    }

    fn integer(&self, at: usize) -> Option<u32> {
        self.atoms.get(at)?.integer()
    }

    /// The expression that starts at an atom.
    fn at(&self, at: usize) -> Option<Found> {
        // Not inside of a word such as "B2019".
        if self.is_glued(at) && at > 0 && self.kind(at - 1) != Some(AtomKind::Sign) {
            return None;
        }
        self.with_preposition(at)
            .or_else(|| self.without_preposition(at))
    }

    fn with_preposition(&self, at: usize) -> Option<Found> {
        let opening = self.text(at);
        if matches!(opening, "from" | "between")
            && let Some(found) = self.stretch(at)
        {
            return Some(found);
        }
        if self.upos(at) == Some(Upos::Part) {
            return None;
        }
        if let Some(((), end)) = self.words.immediate.longest(self.atoms, at) {
            let now = Expression::Days(0);
            return Some(self.found(at, end, end, TimeRelation::From, now, at));
        }
        let (mut relation, next) = self.words.relations.longest(self.atoms, at)?;
        let core = self.skip_modifiers(next);
        // "until recently", "until now"
        if matches!(
            relation,
            TimeRelation::Until | TimeRelation::From | TimeRelation::By
        ) && let Some(((), end)) = self.words.vague.longest(self.atoms, next)
        {
            // "from now and again"
            if opening == "from" && self.text(next) == "now" && self.text(end) != "on" {
                return None;
            }
            let expression = match self.text(next) {
                "now" | "today" => Expression::Days(0),
                "the" if self.text(next + 1) == "present" => Expression::Days(0),
                _ => Expression::Vague,
            };
            return Some(self.found(at, next, end, relation, expression, next));
        }
        // "within weeks", "for years", "in recent months"
        if matches!(
            relation,
            TimeRelation::Within | TimeRelation::For | TimeRelation::At
        ) {
            let recent = next
                + usize::from(matches!(
                    self.text(next),
                    "recent" | "the" | "many" | "several"
                ));
            if let Some((unit, end)) = self.words.units.longest(self.atoms, recent)
                && self.text(recent).ends_with('s')
                && !matches!(unit, Unit::Second | Unit::Minute | Unit::Quarter)
                && !matches!(self.text(end), "of" | "-")
            {
                return Some(self.found(at, next, end, relation, Expression::Vague, next));
            }
        }
        let parsed = self
            .expression(core, Some(relation))
            .or_else(|| (core != next).then(|| self.expression(next, Some(relation)))?);
        let (mut expression, mut end) = parsed?;
        match (&expression, relation) {
            (Expression::Duration(_), TimeRelation::At) => {
                let start = next + usize::from(self.text(next) == "the");
                relation = match opening {
                    "in" if start > next => TimeRelation::For,
                    "in" => TimeRelation::Within,
                    "during" | "throughout" | "across" => TimeRelation::For,
                    _ => return None,
                };
            }
            (Expression::Duration(_), TimeRelation::Until) => match opening {
                "through" | "throughout" | "up" => relation = TimeRelation::For,
                _ => return None,
            },
            (Expression::Duration(_), TimeRelation::Before) => return None,
            (Expression::Duration(_), TimeRelation::From) if opening != "since" => {
                relation = TimeRelation::For;
            }
            (Expression::Unit(unit, direction), TimeRelation::For | TimeRelation::Within)
                if (opening != "for" || self.text(next) == "the") && direction.step != 0 =>
            {
                expression = Expression::Duration(unit.duration(2)?);
            }
            (Expression::Period(_), _) => return None,
            (Expression::Duration(_) | Expression::Vague, _) => {}
            (_, TimeRelation::For | TimeRelation::Within) => relation = TimeRelation::At,
            _ => {}
        }
        // "from 2025 on", "2030 at the latest"
        if relation == TimeRelation::From
            && matches!(self.text(end), "on" | "onward" | "onwards" | "forward")
        {
            end += 1;
        }
        if matches!(expression, Expression::Duration(_))
            && relation == TimeRelation::Within
            && self.text(end) == "'"
        {
            end += 1;
        }
        if matches!(relation, TimeRelation::Within)
            && matches!(self.text(end), "'s" | "'")
            && self.text(end + 1) == "time"
        {
            end += 2;
        }
        Some(self.found(at, next, end, relation, expression, next))
    }

    fn without_preposition(&self, at: usize) -> Option<Found> {
        if matches!(self.text(at), "pre" | "post")
            && self.text(at + 1) == "-"
            && let Some((year, end)) = self.year(at + 2)
        {
            let relation = match self.text(at) {
                "pre" => TimeRelation::Before,
                _ => TimeRelation::After,
            };
            let expression = Expression::Calendar(Year::Named(year), Part::Whole);
            return Some(self.found(at, at + 1, end, relation, expression, at));
        }
        let core = self.skip_modifiers(at);
        let parsed = self
            .expression(core, None)
            .map(|p| (p, at))
            .or_else(|| (core != at).then(|| Some((self.expression(at, None)?, at)))?);
        let ((expression, mut end), start) = parsed?;
        let mut relation = match expression {
            Expression::Duration(_) => TimeRelation::For,
            _ => TimeRelation::At,
        };
        let mut word = None;
        let dated = !matches!(
            expression,
            Expression::Duration(_) | Expression::Period(_) | Expression::Vague
        );
        if dated && matches!(self.text(end), "onward" | "onwards") {
            relation = TimeRelation::From;
            word = Some(self.text(end).to_owned());
            end += 1;
        } else if dated && self.text(end) == "at" && self.text(end + 1) == "the" {
            match self.text(end + 2) {
                "latest" => relation = TimeRelation::By,
                "earliest" => relation = TimeRelation::From,
                _ => {}
            }
            if relation != TimeRelation::At {
                word = Some(format!("at the {}", self.text(end + 2)));
                end += 3;
            }
        }
        // What was skipped before a bare expression belongs to it only if it changes what it says.
        let start = match expression {
            Expression::Period(_) => core,
            _ if core >= end => start,
            _ => self.trim(start, core),
        };
        Some(Found {
            atoms: start..end,
            core: start,
            relation,
            word,
            expression,
            joint: None,
        })
    }

    /// The start of an expression without an article or the like before it.
    fn trim(&self, start: usize, core: usize) -> usize {
        (start..core)
            .find(|&i| {
                matches!(
                    self.text(i),
                    "early" | "earlier" | "late" | "later" | "mid" | "the"
                )
            })
            .unwrap_or(core)
    }

    fn found(
        &self,
        at: usize,
        word_end: usize,
        end: usize,
        relation: TimeRelation,
        expression: Expression,
        core: usize,
    ) -> Found {
        let word = self.atoms[at..word_end]
            .iter()
            .map(|a| a.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        Found {
            atoms: at..end,
            core,
            relation,
            word: Some(word),
            expression,
            joint: None,
        }
    }

    /// "from 2019 to 2024", "between May and July 2025".
    fn stretch(&self, at: usize) -> Option<Found> {
        let opening = self.text(at);
        let start = self.skip_modifiers(at + 1);
        let (from, middle) = self.single(start, Some(TimeRelation::From))?;
        let joined = match (opening, self.text(middle)) {
            ("between", "and" | "-") => true,
            ("from", "to" | "until" | "till" | "through" | "thru" | "-") => true,
            ("from", "up") if self.text(middle + 1) == "to" => true,
            _ => false,
        };
        if !joined {
            return None;
        }
        let after = middle + 1 + usize::from(self.text(middle) == "up");
        let end_start = self.skip_modifiers(after);
        let (to, end) = self
            .single(end_start, Some(TimeRelation::Until))
            .or_else(|| {
                (end_start != after).then(|| self.single(after, Some(TimeRelation::Until)))?
            })?;
        if !is_dated(&from) || !is_dated(&to) {
            return None;
        }
        // "moved from 2028 to 2027" is no stretch.
        if opening == "from" && self.is_moved(at) {
            return None;
        }
        let expression = Expression::Stretch(Box::new(from), Box::new(to));
        let mut found = self.found(at, at + 1, end, TimeRelation::At, expression, at + 1);
        found.joint = Some(middle);
        Some(found)
    }

    fn is_moved(&self, at: usize) -> bool {
        let moving = |token: usize| self.words.moving.has(self.view.lemma(token));
        super::tense::governor(self.view, self.atoms[at].token).is_some_and(moving)
            || self.atoms[at.saturating_sub(6)..at]
                .iter()
                .any(|a| self.view.upos(a.token) == Upos::Verb && moving(a.token))
    }

    fn skip_modifiers(&self, mut at: usize) -> usize {
        for _ in 0..4 {
            match self.words.modifiers.longest(self.atoms, at) {
                Some(((), end)) => {
                    at = end;
                    if self.text(at) == "-" {
                        at += 1;
                    }
                }
                None => break,
            }
        }
        at
    }

    /// An expression, or two that make a stretch: "May - June 2025".
    fn expression(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        let (from, end) = self.single(at, preposition)?;
        let dated = is_dated(&from);
        let joint = self.text(end);
        let dash = joint == "-";
        // "the October-December quarter"
        if dash
            && let Expression::Calendar(Year::Unnamed, Part::Month(first)) = from
            && let Some((quarter, stop)) = self.month_first(end + 1, preposition)
            && let Expression::Calendar(_, Part::Quarter(q)) = quarter
            && first + 2 == 3 * q
        {
            return Some((quarter, stop));
        }
        if dated && (dash || (matches!(joint, "to" | "through" | "until") && preposition.is_none()))
        {
            let after = self.skip_modifiers(end + 1);
            if let Some((to, stop)) = self.single(after, Some(TimeRelation::Until))
                && from.is_like(&to)
                && !(dash
                    && matches!(from, Expression::Calendar(Year::Named(_), Part::Day(..)))
                    && self.is_glued(end)
                    && !self.is_glued(end + 1))
            {
                return Some((Expression::Stretch(Box::new(from), Box::new(to)), stop));
            }
        }
        Some((from, end))
    }

    /// One expression, with "the end of" and the like.
    fn single(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        if let Some((edge, next)) = self.words.edges.longest(self.atoms, at)
            && let Some(parsed) = self.edge(edge, at, next, preposition)
        {
            return Some(parsed);
        }
        self.core(at, preposition)
    }

    fn edge(
        &self,
        edge: Edge,
        at: usize,
        next: usize,
        preposition: Option<TimeRelation>,
    ) -> Parsed {
        let wrap = |(inner, end)| (Expression::Edge(edge, Box::new(inner)), end);
        // "year-end 2026", "by year-end"
        if self.text(at) == "year" {
            let (year, end) = self.year_reference(next).unwrap_or((
                Year::Step(Direction {
                    step: 0,
                    base: Base::Publication,
                }),
                next,
            ));
            return preposition
                .is_some()
                .then(|| wrap((Expression::Calendar(year, Part::Whole), end)));
        }
        let mut inner = next + usize::from(self.text(next) == "-");
        if self.text(inner) == "the" {
            inner += 1;
        }
        if let Some((unit, end)) = self.words.units.longest(self.atoms, inner)
            && self.text(inner - 1) == "the"
            && matches!(
                unit,
                Unit::Year | Unit::Month | Unit::Quarter | Unit::Week | Unit::Decade
            )
        {
            let this = Direction {
                step: 0,
                base: Base::Publication,
            };
            return Some(wrap((Expression::Unit(unit, this), end)));
        }
        let parsed = self.core(inner, Some(preposition.unwrap_or(TimeRelation::At)))?;
        matches!(
            parsed.0,
            Expression::Calendar(..) | Expression::Unit(..) | Expression::Years(..)
        )
        .then(|| wrap(parsed))
    }

    fn core(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        self.atoms.get(at)?;
        self.numeric_date(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.month_first(at, preposition))
            .or_else(|| self.term(at))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.part_of_year(at, preposition))
            .or_else(|| self.season(at, preposition))
            .or_else(|| self.decade(at))
            .or_else(|| self.single_day(at, preposition))
            .or_else(|| self.directed(at))
            .or_else(|| self.holiday(at, preposition))
            .or_else(|| self.day_of_month(at, preposition))
            .or_else(|| self.period(at, preposition))
            .or_else(|| self.measured(at, preposition))
            .or_else(|| self.bare_year(at, preposition))
    }

    /// A year in figures: "2019".
    fn year(&self, at: usize) -> Option<(i16, usize)> {
        let atom = self.atoms.get(at)?;
        let year = atom.integer()?;
        let plain = atom.raw.len() == 4
            && (1000..=2999).contains(&year)
            && !(self.is_glued(at + 1) && self.kind(at + 1) == Some(AtomKind::Word));
        plain.then_some((year as i16, at + 1))
    }

    /// The year that follows a part of one: ", 2019", "of last year", "of the same year", "2025-26".
    fn year_reference(&self, at: usize) -> Option<(Year, usize)> {
        let mut i = at;
        if matches!(self.text(i), "," | "of" | "in") {
            i += 1;
        }
        if let Some((year, end)) = self.year(i) {
            // "in June in 1981", but "in June in 1990 trucks"
            let whole = self.atoms.get(end).is_none()
                || matches!(
                    self.upos(end),
                    Some(
                        Upos::Punct
                            | Upos::Cconj
                            | Upos::Sconj
                            | Upos::Adp
                            | Upos::Verb
                            | Upos::Aux
                    )
                );
            if self.text(at) == "in" && !whole {
                return None;
            }
            return Some((Year::Named(year), end));
        }
        if i > at && self.text(at) == "," {
            return None;
        }
        if self.text(i) == "'" || self.text(i) == "the" {
            if self.text(i) == "'"
                && let Some(short) = self.integer(i + 1)
                && self.atoms[i + 1].raw.len() == 2
            {
                return Some((Year::Named(2000 + short as i16), i + 2));
            }
            i += 1;
            if self.text(i) == "year" && self.text(at) == "of" {
                let this = Direction {
                    step: 0,
                    base: Base::Publication,
                };
                return Some((Year::Step(this), i + 1));
            }
        }
        let (direction, next) = self.direction(i)?;
        (self.text(next) == "year").then_some((Year::Step(direction), next + 1))
    }
}

fn is_dated(expression: &Expression) -> bool {
    !matches!(
        expression,
        Expression::Duration(_)
            | Expression::Period(_)
            | Expression::Vague
            | Expression::Offset(..)
    )
}
