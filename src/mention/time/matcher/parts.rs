//! Quarters, halves, seasons, fiscal years, decades and centuries.

use super::{Matcher, Parsed};
use crate::mention::number::number;
use crate::mention::time::TimeRelation;
use crate::mention::time::expression::{Expression, Part, Year};
use crate::nlp::Upos;

impl Matcher<'_> {
    /// "the year ended 31 March 2025", "the three months to June", "fiscal Q2, to end-March".
    pub(super) fn term(&self, at: usize) -> Parsed {
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
        if months == 12 {
            let last = Expression::Calendar(year, part);
            return Some((Expression::YearTo(Box::new(last)), end));
        }
        let part = match (months, last) {
            (3, 3 | 6 | 9 | 12) => Part::Quarter(last / 3),
            (6, 6 | 12) => Part::Half(last / 6),
            _ => part,
        };
        Some((Expression::Calendar(year, part), end))
    }

    /// "fiscal 2026", "FY26", "fiscal year 2026", "the 2025 financial year".
    pub(super) fn fiscal(&self, at: usize) -> Parsed {
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
    pub(super) fn quarter(&self, at: usize) -> Option<(u8, usize)> {
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
    pub(super) fn half(&self, at: usize) -> Option<(Part, usize)> {
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
    pub(super) fn part_of_year(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
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
            // "Q3 FY25"
            return Some(match fiscal {
                Expression::Calendar(year @ Year::Named(_), Part::Fiscal) => {
                    (Expression::Calendar(year, part), stop)
                }
                other => (other, stop),
            });
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
        // "first-half revenue"
        let figures = matches!(part, Part::Half(_))
            && matches!(
                self.text(end),
                "revenue" | "revenues" | "sales" | "turnover" | "profit" | "earnings" | "results"
            );
        let allowed = if marked {
            !matches!(self.text(end), "of")
        } else {
            figures || preposition.is_some() && !matches!(self.text(end), "of")
        };
        allowed.then_some((Expression::Calendar(Year::Unnamed, part), end))
    }

    /// "summer 2025", "the spring", "next autumn" without the direction.
    pub(super) fn season(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
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
    pub(super) fn decade(&self, at: usize) -> Parsed {
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
}
