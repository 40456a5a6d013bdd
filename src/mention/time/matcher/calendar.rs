//! Days, months and years.

use super::{Matcher, Parsed};
use crate::mention::number::{NUMBERS, number};
use crate::mention::time::TimeRelation;
use crate::mention::time::expression::{Expression, Part, Year};
use crate::mention::time::words::TIMES;
use crate::nlp::{Deprel, Upos};

impl Matcher<'_> {
    /// "2019-06-14", "14.06.2019", "06/14/2019", "2025-26", "2025/26".
    pub(super) fn numeric_date(&self, at: usize) -> Parsed {
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
    pub(super) fn weekday(&self, at: usize) -> Parsed {
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
    pub(super) fn day(&self, at: usize) -> Option<(u8, usize)> {
        if let Some(day) = self.integer(at) {
            let short = self.atoms[at].raw.len() <= 2 && (1..=31).contains(&day);
            let ordinal =
                matches!(self.text(at + 1), "st" | "nd" | "rd" | "th") && self.is_glued(at + 1);
            return short.then_some((day as u8, at + 1 + usize::from(ordinal)));
        }
        self.ordinal(at).filter(|(n, _)| (1..=31).contains(n))
    }

    /// "3rd", "third".
    pub(super) fn ordinal(&self, at: usize) -> Option<(u8, usize)> {
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

    pub(super) fn month(&self, at: usize) -> Option<(u8, usize)> {
        let found = self.words.months.longest(self.atoms, at)?;
        (self.atoms[at].is_capitalised() && !matches!(self.upos(at), Some(Upos::Verb | Upos::Aux)))
            .then_some(found)
    }

    /// "14 June 2019", "the 14th of June", "3-5 May 2026".
    pub(super) fn day_and_month(&self, at: usize) -> Parsed {
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
    pub(super) fn month_first(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
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
    pub(super) fn is_quantified(&self, at: usize) -> bool {
        matches!(self.text(at + 1), "%" | "percent" | "million" | "billion")
    }

    /// "the 26th", where a date may stand.
    pub(super) fn day_of_month(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
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

    /// A year alone, where it cannot be a count.
    pub(super) fn bare_year(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
        // "in '98"
        if preposition.is_some()
            && self.text(at) == "'"
            && self.is_glued(at + 1)
            && self.atoms.get(at + 1).is_some_and(|a| a.raw.len() == 2)
            && let Some(short) = self.integer(at + 1)
            && self.text(at + 2) != "s"
        {
            let century = if short >= 50 { 1900 } else { 2000 };
            let year = Year::Named(century + short as i16);
            return Some((Expression::Calendar(year, Part::Whole), at + 2));
        }
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
                    && !TIMES.yearly.has(self.view.lemma(a.token))
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
