//! Finds expressions of time among the atoms of one sentence.

use std::ops::Range;

use super::TimeRelation;
use super::expression::{Base, Direction, Edge, Expression, Part, Unit, Year};
use super::words::{TIMES, TimeWords};
use crate::claim::Duration;
use crate::mention::atom::{Atom, AtomKind};
use crate::mention::number::{NUMBERS, number};
use crate::nlp::{Deprel, Upos, View};

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
            if self.text(at) == "in" {
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

    /// "every Monday", "Mondays and Fridays each week".
    fn recurs(&self, at: usize) -> bool {
        at > 0 && matches!(self.text(at - 1), "every" | "each" | "any")
    }

    fn direction(&self, at: usize) -> Option<(Direction, usize)> {
        let (mut direction, end) = self.words.directions.longest(self.atoms, at)?;
        // "the next day" counts from the date named before, "next week" from the document's.
        if at > 0 && self.text(at) == "next" && self.text(at - 1) == "the" {
            direction.base = Base::Named;
        }
        if matches!(self.text(at), "that" | "this")
            && !matches!(self.upos(at), Some(Upos::Det | Upos::Pron))
        {
            return None;
        }
        Some((direction, end))
    }

    /// "2019-06-14", "14.06.2019", "06/14/2019", "2025-26", "2025/26".
    fn numeric_date(&self, at: usize) -> Parsed {
        let a = self.integer(at)?;
        let sign = self.text(at + 1);
        if !matches!(sign, "-" | "/" | ".") || !self.is_glued(at + 1) || !self.is_glued(at + 2) {
            return None;
        }
        let b = self.integer(at + 2)?;
        let first_length = self.atoms[at].raw.len();
        let second_length = self.atoms[at + 2].raw.len();
        let third = (self.text(at + 3) == sign && self.is_glued(at + 3) && self.is_glued(at + 4))
            .then(|| self.integer(at + 4))
            .flatten();
        let date = |year: u32, month: u32, day: u32| {
            let (month, day) = (month as u8, day as u8);
            ((1..=12).contains(&month) && (1..=31).contains(&day) && (1000..3000).contains(&year))
                .then_some(Expression::Calendar(
                    Year::Named(year as i16),
                    Part::Day(month, day),
                ))
        };
        if let Some(c) = third {
            if self.text(at + 5) == sign && self.is_glued(at + 5) && self.is_glued(at + 6) {
                return None;
            }
            let third_length = self.atoms[at + 4].raw.len();
            let year = match third_length {
                4 => c,
                2 => 2000 + c,
                _ => 0,
            };
            let found = if first_length == 4 {
                date(a, b, c)
            } else if a > 255 || b > 255 || c > 2999 {
                None
            } else if sign == "/" && a <= 12 {
                date(year, a, b)
            } else if third_length == 4 || sign == "/" {
                date(year, b, a)
            } else {
                None
            };
            return Some((found?, at + 5));
        }
        if first_length != 4 || second_length != 2 || !(1000..3000).contains(&a) || sign == "." {
            return None;
        }
        let end = at + 3;
        if b == (a + 1) % 100 || b > 12 {
            // A season or business year over two calendar years.
            let last = a / 100 * 100 + b + if b < a % 100 { 100 } else { 0 };
            if last <= a || last > a + 60 {
                return None;
            }
            let named = |y: u32| Box::new(Expression::Calendar(Year::Named(y as i16), Part::Whole));
            let end = end + usize::from(self.text(end) == "season");
            return Some((Expression::Stretch(named(a), named(last)), end));
        }
        if sign == "-" && (1..=12).contains(&b) {
            let month = Expression::Calendar(Year::Named(a as i16), Part::Month(b as u8));
            return Some((month, end));
        }
        None
    }

    /// "Monday", "Monday, June 3", "last Friday" without the direction.
    fn weekday(&self, at: usize) -> Parsed {
        let (day, mut end) = self.words.weekdays.longest(self.atoms, at)?;
        if !self.atoms[at].is_capitalised() || self.named[at] || self.recurs(at) {
            return None;
        }
        let mut next = end;
        while matches!(self.text(next), "," | "(" | "the" | "on") {
            next += 1;
        }
        if let Some((date, stop)) = self
            .day_and_month(next)
            .or_else(|| self.month_first(next, Some(TimeRelation::At)))
            .filter(|(e, _)| matches!(e, Expression::Calendar(_, Part::Day(..))))
        {
            let closing =
                usize::from(self.text(next.saturating_sub(1)) == "(" && self.text(stop) == ")");
            return Some((date, stop + closing));
        }
        if matches!(
            self.text(end),
            "morning" | "afternoon" | "evening" | "night"
        ) {
            end += 1;
        }
        Some((Expression::Weekday(day, None), end))
    }

    /// A day of the month in figures or as an ordinal: "14", "14th", "fourteenth".
    fn day(&self, at: usize) -> Option<(u8, usize)> {
        if let Some(day) = self.integer(at) {
            let short = self.atoms[at].raw.len() <= 2 && (1..=31).contains(&day);
            let ordinal =
                matches!(self.text(at + 1), "st" | "nd" | "rd" | "th") && self.is_glued(at + 1);
            return short.then_some((day as u8, at + 1 + usize::from(ordinal)));
        }
        self.ordinal(at).filter(|(n, _)| (1..=31).contains(n))
    }

    /// "3rd", "third".
    fn ordinal(&self, at: usize) -> Option<(u8, usize)> {
        if let Some(n) = self.integer(at) {
            let suffix =
                matches!(self.text(at + 1), "st" | "nd" | "rd" | "th") && self.is_glued(at + 1);
            return (suffix && n < 200).then_some((n as u8, at + 2));
        }
        if let Some(found) = NUMBERS.ordinals.longest(self.atoms, at) {
            return Some(found);
        }
        // "twenty-first"
        let (tens, next) = NUMBERS.cardinals.longest(self.atoms, at)?;
        if !matches!(tens, 20 | 30) {
            return None;
        }
        let next = next + usize::from(self.text(next) == "-");
        let (ones, end) = NUMBERS.ordinals.longest(self.atoms, next)?;
        (ones < 10).then_some((tens as u8 + ones, end))
    }

    fn month(&self, at: usize) -> Option<(u8, usize)> {
        let found = self.words.months.longest(self.atoms, at)?;
        (self.atoms[at].is_capitalised() && !matches!(self.upos(at), Some(Upos::Verb | Upos::Aux)))
            .then_some(found)
    }

    /// "14 June 2019", "the 14th of June", "3-5 May 2026".
    fn day_and_month(&self, at: usize) -> Parsed {
        let at = at + usize::from(self.text(at) == "the");
        let (day, mut next) = self.day(at)?;
        let ordinal = self.integer(at).is_none() || next > at + 1;
        let mut last = None;
        if matches!(self.text(next), "-" | "to" | "and" | "until" | "/")
            && let Some((other, end)) = self.day(next + 1)
            && other > day
        {
            last = Some(other);
            next = end;
        }
        if self.text(next) == "of" && ordinal {
            next += 1;
        }
        let (month, next) = self.month(next)?;
        let (year, end) = self.year_reference(next).unwrap_or((Year::Unnamed, next));
        let date = |d| Expression::Calendar(year, Part::Day(month, d));
        Some(match last {
            Some(other) => (
                Expression::Stretch(Box::new(date(day)), Box::new(date(other))),
                end,
            ),
            None => (date(day), end),
        })
    }

    /// "June 14, 2019", "June 2019", "June of last year", "June".
    fn month_first(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        let (month, next) = self.month(at)?;
        if self.text(next) == "quarter" && month % 3 == 0 {
            let (year, end) = self
                .year_reference(next + 1)
                .unwrap_or((Year::Unnamed, next + 1));
            return Some((Expression::Calendar(year, Part::Quarter(month / 3)), end));
        }
        let next = next + usize::from(self.text(next) == "the" && self.ordinal(next + 1).is_some());
        if let Some((day, mut end)) = self.day(next)
            && self
                .integer(next)
                .is_some_and(|_| !self.is_quantified(next))
        {
            let mut last = None;
            if matches!(self.text(end), "-" | "to" | "through")
                && let Some((other, stop)) = self.day(end + 1)
                && other > day
                && self.integer(end + 1).is_some()
                && !(self.text(end) == "to" && self.is_quantified(end + 1))
            {
                last = Some(other);
                end = stop;
            }
            let (year, end) = self.year_reference(end).unwrap_or((Year::Unnamed, end));
            let date = |d| Expression::Calendar(year, Part::Day(month, d));
            return Some(match last {
                Some(other) => (
                    Expression::Stretch(Box::new(date(day)), Box::new(date(other))),
                    end,
                ),
                None => (date(day), end),
            });
        }
        if let Some((year, end)) = self.year_reference(next) {
            return Some((Expression::Calendar(year, Part::Month(month)), end));
        }
        // A month alone may be a name or the start of one.
        let noun = matches!(self.upos(at), Some(Upos::Propn | Upos::Noun));
        let doubtful = self.named[at]
            || (preposition.is_none()
                && matches!(
                    self.text(at),
                    "may" | "march" | "mar" | "sep" | "jan" | "jun" | "dec"
                )
                && self.text(next) != "-");
        (noun && !doubtful).then_some({
            (
                Expression::Calendar(Year::Unnamed, Part::Month(month)),
                next,
            )
        })
    }

    /// Whether figures count the plural noun after them: "June 30 people".
    fn is_quantified(&self, at: usize) -> bool {
        matches!(self.text(at + 1), "%" | "percent" | "million" | "billion")
    }

    /// "the year ended 31 March 2025", "the three months to June", "fiscal Q2, to end-March".
    fn term(&self, at: usize) -> Parsed {
        let mut i = at;
        while matches!(
            self.text(i),
            "the"
                | "its"
                | "their"
                | "full"
                | "first"
                | "half"
                | "fiscal"
                | "financial"
                | "business"
        ) && i < at + 3
        {
            i += 1;
        }
        let (months, mut i) = if matches!(self.text(i), "year" | "half") {
            (if self.text(i) == "year" { 12 } else { 6 }, i + 1)
        } else if self.text(i) == "half" && self.text(i + 1) == "-" {
            (6, i + 3)
        } else if self.text(i) == "quarter" {
            (3, i + 1)
        } else if self.text(i) == "q" && self.is_glued(i + 1) {
            (3, i + 2)
        } else {
            let n = number(self.atoms, i, false)?;
            let unit = n.end + usize::from(self.text(n.end) == "-");
            if self.text(unit) == "months" || self.text(unit) == "month" {
                (n.figure.small()?, unit + 1)
            } else if self.text(unit) == "weeks" && n.figure.small()? == 52 {
                (12, unit + 1)
            } else if matches!(self.ordinal(i), Some((1..=4, end)) if self.text(end) == "quarter") {
                (3, self.ordinal(i)?.1 + 1)
            } else {
                return None;
            }
        };
        i += usize::from(self.text(i) == "," && self.text(i + 1) == "to");
        let ended = match self.text(i) {
            "ended" | "ending" => true,
            "to" | "through" => false,
            _ => return None,
        };
        i += 1;
        i += usize::from(ended && matches!(self.text(i), "in" | "on"));
        while matches!(self.text(i), "the" | "end" | "of" | "-") {
            i += 1;
        }
        let (date, end) = self
            .day_and_month(i)
            .or_else(|| self.month_first(i, Some(TimeRelation::Until)))?;
        let Expression::Calendar(year, part) = date else {
            return None;
        };
        let last = match part {
            Part::Month(m) | Part::Day(m, _) => m,
            _ => return None,
        };
        let part = match (months, last) {
            (3, 3 | 6 | 9 | 12) => Part::Quarter(last / 3),
            (6, 6 | 12) => Part::Half(last / 6),
            _ => part,
        };
        Some((Expression::Calendar(year, part), end))
    }

    /// "fiscal 2026", "FY26", "fiscal year 2026", "the 2025 financial year".
    fn fiscal(&self, at: usize) -> Parsed {
        let fiscal = |year, end| Some((Expression::Calendar(year, Part::Fiscal), end));
        let short = |at: usize| {
            let n = self.integer(at)?;
            match self.atoms[at].raw.len() {
                2 => Some(2000 + n as i16),
                4 => self.year(at).map(|(y, _)| y),
                _ => None,
            }
        };
        // The later year of "2025/26".
        let long = |at: usize| -> Option<(i16, usize)> {
            let year = short(at)?;
            if matches!(self.text(at + 1), "/" | "-")
                && self.is_glued(at + 1)
                && let Some(last) = short(at + 2)
                && last == year + 1
            {
                return Some((last, at + 3));
            }
            Some((year, at + 1))
        };
        match self.text(at) {
            "fy" => {
                let at = at + 1 + usize::from(self.text(at + 1) == "-");
                let (year, end) = long(at)?;
                fiscal(Year::Named(year), end)
            }
            "fiscal" | "financial" => {
                let is_year = self.text(at + 1) == "year" || self.text(at + 1) == "years";
                let next = at + 1 + usize::from(is_year);
                let next = next + usize::from(self.text(next) == "'");
                if let Some((year, end)) = long(next).filter(|(y, _)| (1900..2200).contains(y))
                    && (self.text(at) == "fiscal" || is_year)
                {
                    return fiscal(Year::Named(year), end);
                }
                let (quarter, end) = self.quarter(at + 1)?;
                let _ = quarter;
                let (year, end) = self.year_reference(end).unwrap_or((Year::Unnamed, end));
                fiscal(year, end)
            }
            _ => {
                if let Some((year, end)) = self.year(at)
                    && matches!(self.text(end), "fiscal" | "financial")
                    && self.text(end + 1) == "year"
                {
                    return fiscal(Year::Named(year), end + 2);
                }
                let (direction, next) = self.direction(at)?;
                (matches!(self.text(next), "fiscal" | "financial") && self.text(next + 1) == "year")
                    .then(|| fiscal(Year::Step(direction), next + 2))?
            }
        }
    }

    /// "Q3", "third quarter", "3Q".
    fn quarter(&self, at: usize) -> Option<(u8, usize)> {
        if self.text(at) == "q" && self.is_glued(at + 1) {
            let q = self.integer(at + 1)?;
            return (1..=4).contains(&q).then_some((q as u8, at + 2));
        }
        if let Some(q) = self.integer(at)
            && self.text(at + 1) == "q"
            && self.is_glued(at + 1)
        {
            return (1..=4).contains(&q).then_some((q as u8, at + 2));
        }
        let (q, next) = match self.text(at) {
            "final" | "closing" => (4, at + 1),
            "opening" => (1, at + 1),
            _ => self.ordinal(at)?,
        };
        let next = next
            + usize::from(matches!(
                self.text(next),
                "fiscal" | "financial" | "calendar" | "-"
            ));
        ((1..=4).contains(&q) && matches!(self.text(next), "quarter" | "qtr"))
            .then_some((q, next + 1))
    }

    /// "H1", "first half", "first six months".
    fn half(&self, at: usize) -> Option<(Part, usize)> {
        if self.text(at) == "h" && self.is_glued(at + 1) {
            let h = self.integer(at + 1)?;
            return (1..=2)
                .contains(&h)
                .then_some((Part::Half(h as u8), at + 2));
        }
        if let Some(h) = self.integer(at)
            && self.text(at + 1) == "h"
            && self.is_glued(at + 1)
        {
            return (1..=2)
                .contains(&h)
                .then_some((Part::Half(h as u8), at + 2));
        }
        let (n, next) = match self.text(at) {
            "final" | "last" | "latter" => (2, at + 1),
            "opening" => (1, at + 1),
            _ => self.ordinal(at)?,
        };
        let next = next + usize::from(self.text(next) == "-");
        if (1..=2).contains(&n) && self.text(next) == "half" {
            return Some((Part::Half(n), next + 1));
        }
        let months = number(self.atoms, next, false)?;
        if n == 1 && self.text(months.end) == "months" {
            return match months.figure.small()? {
                3 => Some((Part::Quarter(1), months.end + 1)),
                6 => Some((Part::Half(1), months.end + 1)),
                _ => None,
            };
        }
        None
    }

    /// A quarter or half with its year.
    fn part_of_year(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        let (part, end, marked) = match self.quarter(at) {
            Some((q, end)) => (Part::Quarter(q), end, true),
            None => {
                let (part, end) = self.half(at)?;
                (part, end, false)
            }
        };
        // "Q1-Q3" and "fourth quarter-final" are left alone.
        if self.text(end) == "-" && !self.text(end + 1).starts_with('q') {
            return None;
        }
        let of = usize::from(matches!(self.text(end), "of" | "in"));
        if let Some((fiscal, stop)) = self.fiscal(end + of) {
            return Some((fiscal, stop));
        }
        if let Some(short) = self.integer(end)
            && self.is_glued(end)
            && self.atoms[end].raw.len() == 2
        {
            return Some((
                Expression::Calendar(Year::Named(2000 + short as i16), part),
                end + 1,
            ));
        }
        if let Some((year, stop)) = self.year_reference(end) {
            return Some((Expression::Calendar(year, part), stop));
        }
        let allowed = if marked {
            !matches!(self.text(end), "of")
        } else {
            preposition.is_some() && !matches!(self.text(end), "of")
        };
        allowed.then_some((Expression::Calendar(Year::Unnamed, part), end))
    }

    /// "summer 2025", "the spring", "next autumn" without the direction.
    fn season(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        let (season, end) = self.words.seasons.longest(self.atoms, at)?;
        let in_name = self.named[at]
            || (self.atoms[at].is_capitalised() && self.upos(end) == Some(Upos::Propn));
        if matches!(self.upos(at), Some(Upos::Verb | Upos::Aux)) || in_name {
            return None;
        }
        if let Some((year, stop)) = self.year_reference(end) {
            return Some((Expression::Calendar(year, Part::Season(season)), stop));
        }
        let before = at.checked_sub(1).map_or("", |i| self.text(i));
        let alone = preposition.is_some()
            && !matches!(self.upos(end), Some(Upos::Noun))
            && self.text(end) != "of"
            && (self.text(at) != "fall" || before == "the");
        alone.then_some((
            Expression::Calendar(Year::Unnamed, Part::Season(season)),
            end,
        ))
    }

    /// "the 1990s", "the '90s", "the 19th century".
    fn decade(&self, at: usize) -> Parsed {
        if let Some(n) = self.integer(at)
            && self.text(at + 1) == "s"
            && self.is_glued(at + 1)
            && n % 10 == 0
        {
            let first = match self.atoms[at].raw.len() {
                4 if (1000..=2990).contains(&n) => n as i16,
                2 if self.text(at.wrapping_sub(1)) == "'"
                    || self.text(at.wrapping_sub(1)) == "the" =>
                {
                    1900 + n as i16
                }
                _ => return None,
            };
            let length = if first % 100 == 0 && first < 1900 {
                100
            } else {
                10
            };
            return Some((Expression::Years(first, first + length - 1), at + 2));
        }
        let (n, next) = self.ordinal(at)?;
        let next = next + usize::from(self.text(next) == "-");
        (self.text(next) == "century" && (1..=21).contains(&n)).then(|| {
            let first = i16::from(n - 1) * 100;
            (Expression::Years(first.max(1), first + 99), next + 1)
        })
    }

    /// "yesterday", "last night".
    fn single_day(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        if preposition.is_some()
            && self.text(at) == "weekend"
            && self.text(at.wrapping_sub(1)) == "the"
        {
            return Some((Expression::Weekend(None), at + 1));
        }
        let (days, end) = self.words.days.longest(self.atoms, at)?;
        Some((Expression::Days(days), end))
    }

    /// "last year", "this Monday", "next October", "the past three years", "the same day".
    fn directed(&self, at: usize) -> Parsed {
        let at = at + usize::from(self.text(at) == "the");
        let (direction, mut next) = self.direction(at)?;
        if matches!(
            self.text(next),
            "past" | "coming" | "full" | "calendar" | "few"
        ) {
            next += 1;
        }
        if let Some((month, end)) = self.month(next) {
            if let Some((date, stop)) = self
                .month_first(next, Some(TimeRelation::At))
                .filter(|&(_, stop)| stop > end)
            {
                return Some((date, stop));
            }
            return Some((
                Expression::Calendar(Year::Nearest(direction), Part::Month(month)),
                end,
            ));
        }
        if let Some((day, end)) = self.words.weekdays.longest(self.atoms, next)
            && self.atoms[next].is_capitalised()
        {
            let part = matches!(
                self.text(end),
                "morning" | "afternoon" | "evening" | "night"
            );
            return Some((
                Expression::Weekday(day, Some(direction)),
                end + usize::from(part),
            ));
        }
        if let Some((season, end)) = self.words.seasons.longest(self.atoms, next)
            && !matches!(self.upos(next), Some(Upos::Verb))
        {
            return Some((
                Expression::Calendar(Year::Nearest(direction), Part::Season(season)),
                end,
            ));
        }
        if let Some((holiday, end)) = self.words.holidays.longest(self.atoms, next)
            && self.atoms[next].is_capitalised()
        {
            return Some((
                Expression::Calendar(Year::Nearest(direction), Part::Holiday(holiday)),
                end,
            ));
        }
        if self.text(next) == "weekend" {
            return Some((Expression::Weekend(Some(direction)), next + 1));
        }
        if let Some((unit, end)) = self.words.units.longest(self.atoms, next) {
            // "the past decade" is no calendar one.
            if matches!(unit, Unit::Decade | Unit::Century) && direction.step != 0 {
                return Some((Expression::Duration(unit.duration(2)?), end));
            }
            if self.text(next).ends_with('s') {
                // "the last months"
                return Some((Expression::Vague, end));
            }
            // "this second" and "that minute" are no dates; "last minute", "this quarter of an hour" neither.
            if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) || self.text(end) == "-" {
                return None;
            }
            return Some((Expression::Unit(unit, direction), end));
        }
        // "the past three years"
        let measure = self.measure(next)?;
        if direction.base == Base::Named && direction.step == 0 {
            return None;
        }
        let duration = match measure.halves {
            Some(halves) => Expression::Duration(measure.unit.duration(halves)?),
            None => Expression::Vague,
        };
        Some((duration, measure.end))
    }

    fn holiday(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        let (holiday, end) = self.words.holidays.longest(self.atoms, at)?;
        if !self.atoms[at].is_capitalised() || self.named[at] {
            return None;
        }
        if let Some((year, stop)) = self.year_reference(end) {
            return Some((Expression::Calendar(year, Part::Holiday(holiday)), stop));
        }
        preposition.is_some().then_some((
            Expression::Calendar(Year::Unnamed, Part::Holiday(holiday)),
            end,
        ))
    }

    /// "the 26th", where a date may stand.
    fn day_of_month(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        preposition?;
        let at = at + usize::from(self.text(at) == "the");
        self.integer(at)?;
        let (day, end) = self.ordinal(at).filter(|(n, _)| (1..=31).contains(n))?;
        let before = self.text(at.wrapping_sub(1));
        let of_this_month =
            self.text(end) == "of" && self.text(end + 1) == "this" && self.text(end + 2) == "month";
        let end = if of_this_month { end + 3 } else { end };
        let free = !matches!(
            self.upos(end),
            Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
        ) && !matches!(self.text(end), "of" | "-" | "and" | "to" | "through" | "or");
        (before == "the" && free).then_some((Expression::DayOfMonth(day), end))
    }

    /// "a year" after an amount, "per month", "every two years", "annually".
    fn period(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        if preposition.is_some() {
            return None;
        }
        if let Some((period, end)) = self.words.periods.longest(self.atoms, at)
            && !self.named[at]
            && self.upos(at) != Some(Upos::Propn)
        {
            return Some((Expression::Period(Duration(period)), end));
        }
        let text = self.text(at);
        if matches!(text, "per" | "each" | "every") {
            let next = at + 1 + usize::from(self.text(at + 1) == "other");
            let halves = if next > at + 1 { 4 } else { 2 };
            if let Some((unit, end)) = self.words.units.longest(self.atoms, next)
                && !self.text(next).ends_with('s')
            {
                return Some((Expression::Period(unit.duration(halves)?), end));
            }
            let measure = self.measure(at + 1)?;
            return Some((
                Expression::Period(measure.unit.duration(measure.halves?)?),
                measure.end,
            ));
        }
        if matches!(text, "a" | "an")
            && let Some((unit, end)) = self.words.units.longest(self.atoms, at + 1)
            && !self.text(at + 1).ends_with('s')
            && !self.words.ago.has(self.text(end))
            && !self.words.later.has(self.text(end))
            && !self.words.earlier.has(self.text(end))
            && !matches!(
                self.text(end),
                "-" | "ahead" | "in" | "and" | "from" | "of" | "behind"
            )
        {
            let before = at.checked_sub(1).and_then(|i| self.upos(i));
            if matches!(
                before,
                Some(Upos::Noun | Upos::Num | Upos::Sym | Upos::Propn)
            ) || matches!(
                self.text(at.wrapping_sub(1)),
                "%" | "percent" | ")" | "twice" | "once" | "times"
            ) {
                return Some((Expression::Period(unit.duration(2)?), end));
            }
        }
        None
    }

    /// "three years ago", "two weeks later", "eight years".
    fn measured(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        let measure = self.measure(at)?;
        let (unit, mut end) = (measure.unit, measure.end);
        let next = self.text(end);
        let offset = |halves: Option<i32>, base| match halves {
            Some(halves) => Expression::Offset(halves, unit, base),
            None => Expression::Vague,
        };
        if self.words.ago.has(next) && (next == "ago" || preposition.is_none()) {
            return Some((
                offset(measure.halves.map(|h| -h), Base::Publication),
                end + 1,
            ));
        }
        if let Some(((), stop)) = self.words.hence.longest(self.atoms, end)
            && next != "out"
        {
            return Some((offset(measure.halves, Base::Publication), stop));
        }
        let later = self.words.later.has(next) && next != "on";
        let earlier = self.words.earlier.has(next);
        if later || earlier {
            let stop = end + 1;
            let free = match self.text(stop) {
                "than" => false,
                "to" => next != "prior",
                _ => {
                    matches!(
                        next,
                        "later"
                            | "earlier"
                            | "afterwards"
                            | "afterward"
                            | "previously"
                            | "beforehand"
                    ) || self.atoms.get(stop).is_none()
                        || matches!(self.upos(stop), Some(Upos::Punct))
                }
            };
            let free = free
                && matches!(
                    preposition,
                    None | Some(TimeRelation::Until | TimeRelation::At | TimeRelation::By)
                );
            if free {
                let halves = measure.halves.map(|h| if later { h } else { -h });
                return Some((offset(halves, Base::Named), stop));
            }
            if preposition.is_none() {
                return Some((Expression::Vague, stop));
            }
        }
        if matches!(next, "old" | "ahead" | "behind")
            || (next == "-" && self.text(end + 1) == "old")
        {
            return None;
        }
        if next == "-" && matches!(self.text(end + 1), "long") {
            end += 2;
        }
        let Some(halves) = measure.halves else {
            return (preposition.is_some()).then_some((Expression::Vague, end));
        };
        if measure.indefinite && (unit == Unit::Second || unit == Unit::Quarter && next == "of") {
            return None;
        }
        if measure.indefinite && preposition.is_none() {
            // "takes a year", "a year-long search", but not "a day" as a noun phrase of another kind.
            let before = at.checked_sub(1).and_then(|i| self.upos(i));
            if !matches!(before, Some(Upos::Verb)) && end == measure.end {
                return None;
            }
        }
        Some((Expression::Duration(unit.duration(halves)?), end))
    }

    /// A number of units.
    fn measure(&self, at: usize) -> Option<Measure> {
        let vague = matches!(
            self.text(at),
            "several" | "some" | "many" | "few" | "dozens" | "couple" | "numerous"
        );
        let a_vague = matches!(self.text(at), "a" | "the")
            && matches!(self.text(at + 1), "few" | "couple" | "number" | "handful");
        if vague || a_vague {
            let mut next = at + 1 + usize::from(a_vague);
            next += usize::from(self.text(next) == "of");
            let (unit, end) = self.words.units.longest(self.atoms, next)?;
            return Some(Measure {
                halves: None,
                unit,
                end,
                indefinite: false,
            });
        }
        if self.text(at) == "half" && matches!(self.text(at + 1), "a" | "an") {
            let (unit, end) = self.words.units.longest(self.atoms, at + 2)?;
            return Some(Measure {
                halves: Some(1),
                unit,
                end,
                indefinite: false,
            });
        }
        let (halves, next, indefinite) = match self.text(at) {
            "a" | "an" if number(self.atoms, at, false).is_none() => (2, at + 1, true),
            _ => {
                if self.year(at).is_some() {
                    return None;
                }
                let n = number(self.atoms, at, false)?;
                if self.named[at]
                    && self.atoms[at].kind == AtomKind::Figures
                    && at > 0
                    && self.named[at - 1]
                {
                    return None;
                }
                (n.figure.halves()?, n.end, false)
            }
        };
        let hyphen = self.text(next) == "-";
        let mut next = next + usize::from(hyphen);
        if !hyphen {
            for _ in 0..2 {
                if matches!(
                    self.text(next),
                    "full"
                        | "more"
                        | "further"
                        | "additional"
                        | "consecutive"
                        | "straight"
                        | "business"
                        | "working"
                        | "calendar"
                        | "trading"
                        | "long"
                        | "whole"
                        | "successive"
                        | "other"
                        | "turbulent"
                        | "fiscal"
                        | "financial"
                ) {
                    next += 1;
                }
            }
        }
        let (unit, mut end) = self.words.units.longest(self.atoms, next)?;
        // "the 20 second-hand cars", "12 quarter": only in full words; "two quarters" yes.
        if matches!(self.text(next), "second" | "quarter" | "min" | "back")
            && halves != 2
            && !hyphen
        {
            return None;
        }
        let mut halves = halves;
        if self.text(end) == "and" && self.text(end + 1) == "a" && self.text(end + 2) == "half" {
            halves += 1;
            end += 3;
        }
        Some(Measure {
            halves: Some(halves),
            unit,
            end,
            indefinite,
        })
    }

    /// A year alone, where it cannot be a count.
    fn bare_year(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        let (year, end) = self.year(at)?;
        let atom = &self.atoms[at];
        let token = atom.token;
        // A currency or number sign before it, a unit or magnitude after it.
        if at > 0
            && atom.glued
            && !matches!(
                self.text(at - 1),
                "(" | "-" | "/" | "\"" | "'" | "\u{201c}" | "," | "."
            )
        {
            return None;
        }
        if at > 0
            && matches!(
                self.text(at - 1),
                "no" | "number" | "$" | "#" | "nr" | "page" | "section" | "model"
            )
        {
            return None;
        }
        if number(self.atoms, at, false).is_some_and(|n| n.end > end)
            || matches!(self.text(end), "%" | "percent" | "per" | "\u{b0}")
        {
            return None;
        }
        let counts = self.view.deprel(token) == Deprel::Nummod
            && self.view.head(token).is_some_and(|h| h > token)
            && self.atoms.get(end).is_some_and(|a| {
                self.view.token(a.token).feats.number == Some(crate::nlp::Number::Plur)
            });
        let modern = (1900..=2099).contains(&year);
        match preposition {
            Some(relation) => {
                let firm = matches!(relation, TimeRelation::For | TimeRelation::Within) && !modern;
                let after = relation == TimeRelation::After && !modern;
                (!firm
                    && !after
                    && !(counts && !(1990..=2060).contains(&year)
                        || counts && relation != TimeRelation::At))
                    .then_some((Expression::Calendar(Year::Named(year), Part::Whole), end))
            }
            None => {
                let determined = at.checked_sub(1).is_some_and(|i| {
                    matches!(self.upos(i), Some(Upos::Det | Upos::Pron | Upos::Part))
                        || self.text(i) == "'s"
                });
                let bracketed = (1500..2100).contains(&year)
                    && matches!(self.text(at.wrapping_sub(1)), "(")
                    && matches!(self.text(end), ")" | "," | ";" | "-");
                ((modern || bracketed) && !self.named[at] && (!counts || determined))
                    .then_some((Expression::Calendar(Year::Named(year), Part::Whole), end))
            }
        }
    }
}

/// A number of units of time.
struct Measure {
    /// In halves of the unit; `None` for "several".
    halves: Option<i32>,
    unit: Unit,
    end: usize,
    /// "a year".
    indefinite: bool,
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
