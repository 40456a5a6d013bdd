//! Dates told from another one: "last year", "next Monday", "yesterday"; and feasts.

use super::{Matcher, Parsed};
use crate::mention::time::TimeRelation;
use crate::mention::time::expression::{Base, Direction, Expression, Part, Unit, Year};
use crate::nlp::Upos;

impl Matcher<'_> {
    /// "every Monday", "Mondays and Fridays each week".
    pub(super) fn recurs(&self, at: usize) -> bool {
        at > 0 && matches!(self.text(at - 1), "every" | "each" | "any")
    }

    pub(super) fn direction(&self, at: usize) -> Option<(Direction, usize)> {
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

    /// "yesterday", "last night".
    pub(super) fn single_day(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
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
    pub(super) fn directed(&self, at: usize) -> Parsed {
        if let Some(found) = self.beside(at).or_else(|| self.told_year(at)) {
            return Some(found);
        }
        let at = at + usize::from(self.text(at) == "the");
        let (direction, mut next) = self.direction(at)?;
        if self.text(at) == "same" && self.text(next) == "period" {
            return Some((Expression::Same, next + 1));
        }
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

    /// "full-year revenue", "for the year": no year is named.
    fn told_year(&self, at: usize) -> Parsed {
        if self.text(at) == "full" {
            let end = at + 2 + usize::from(self.text(at + 1) == "-");
            let figures = matches!(
                self.text(end),
                "revenue"
                    | "revenues"
                    | "sales"
                    | "turnover"
                    | "profit"
                    | "earnings"
                    | "results"
                    | "guidance"
            );
            let foreseen = (at.saturating_sub(4)..at).any(|i| {
                matches!(
                    self.text(i),
                    "forecast" | "forecasts" | "guidance" | "outlook" | "estimate" | "target"
                )
            });
            let year = if foreseen {
                let this = Direction {
                    step: 0,
                    base: Base::Publication,
                };
                Expression::Calendar(Year::Step(this), Part::Whole)
            } else {
                Expression::FullYear
            };
            return (self.text(end - 1) == "year" && figures).then_some((year, end));
        }
        let before = at.checked_sub(1).map_or("", |i| self.text(i));
        let bare = self.text(at) == "the"
            && self.text(at + 1) == "year"
            && matches!(before, "for" | "over");
        let at = at + 1;
        let free = self.atoms.get(at + 1).is_none()
            || matches!(
                self.upos(at + 1),
                Some(Upos::Punct | Upos::Verb | Upos::Aux | Upos::Cconj)
            ) && !matches!(self.text(at + 1), "-" | "ended" | "ending");
        (bare && free).then_some((Expression::TheYear, at + 1))
    }

    /// "the year before", "the month after": beside the date named before.
    fn beside(&self, at: usize) -> Parsed {
        let start = at + usize::from(self.text(at) == "the");
        let determined = start > at || at.checked_sub(1).is_some_and(|i| self.text(i) == "the");
        let (unit, next) = self.words.units.longest(self.atoms, start)?;
        let step = match self.text(next) {
            "before" | "earlier" | "previous" => -1,
            "after" | "afterwards" => 1,
            _ => return None,
        };
        let free = self.atoms.get(next + 1).is_none()
            || matches!(self.upos(next + 1), Some(Upos::Punct | Upos::Cconj));
        let long = matches!(unit, Unit::Year | Unit::Quarter | Unit::Month | Unit::Day);
        let direction = Direction {
            step,
            base: Base::Named,
        };
        (determined && free && long && !self.text(start).ends_with('s'))
            .then_some((Expression::Unit(unit, direction), next + 1))
    }

    pub(super) fn holiday(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
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
}
