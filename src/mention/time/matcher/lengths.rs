//! Lengths of time and recurrences: "eight years", "three years ago", "a year".

use super::{Matcher, Parsed};
use crate::claim::Duration;
use crate::mention::atom::AtomKind;
use crate::mention::number::number;
use crate::mention::time::TimeRelation;
use crate::mention::time::expression::{Base, Expression, Unit};
use crate::nlp::Upos;

impl Matcher<'_> {
    /// "a year" after an amount, "per month", "every two years", "annually".
    pub(super) fn period(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
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
            && (self.text(end) == "on" || !self.words.later.has(self.text(end)))
            && !self.words.earlier.has(self.text(end))
            && !matches!(
                self.text(end),
                "-" | "ahead" | "in" | "and" | "of" | "behind"
            )
            && !(self.text(end) == "from"
                && matches!(self.text(end + 1), "now" | "today" | "then" | "its"))
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
    pub(super) fn measured(&self, at: usize, preposition: Option<TimeRelation>) -> Parsed {
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
                let from = match measure.halves {
                    Some(halves) if later => Expression::FromEvent(halves, unit),
                    Some(halves) => Expression::FromEvent(-halves, unit),
                    None => Expression::Vague,
                };
                return Some((from, stop));
            }
        }
        if self.words.aside.has(next) || (next == "-" && self.text(end + 1) == "old") {
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
    pub(super) fn measure(&self, at: usize) -> Option<Measure> {
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
}

/// A number of units of time.
pub(super) struct Measure {
    /// In halves of the unit; `None` for "several".
    pub(super) halves: Option<i32>,
    pub(super) unit: Unit,
    pub(super) end: usize,
    /// "a year".
    pub(super) indefinite: bool,
}
