//! What a time expression says, before it is resolved.

use serde::Deserialize;

use crate::claim::Duration;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::mention) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// `halves` halves of the unit as an ISO 8601 duration.
    pub fn duration(self, halves: i32) -> Option<Duration> {
        let whole = halves / 2;
        let odd = halves % 2 != 0;
        let (count, letter, time) = match self {
            Self::Year if odd => (halves.checked_mul(6)?, 'M', false),
            Self::Year => (whole, 'Y', false),
            Self::Decade => (halves.checked_mul(5)?, 'Y', false),
            Self::Century => (halves.checked_mul(50)?, 'Y', false),
            Self::Quarter if odd => return None,
            Self::Quarter => (whole.checked_mul(3)?, 'M', false),
            Self::Fortnight => (halves, 'W', false),
            Self::Day if odd => (halves.checked_mul(12)?, 'H', true),
            Self::Hour if odd => (halves.checked_mul(30)?, 'M', true),
            Self::Minute if odd => (halves.checked_mul(30)?, 'S', true),
            Self::Month | Self::Week | Self::Second if odd => {
                let letter = match self {
                    Self::Month => 'M',
                    Self::Week => 'W',
                    _ => 'S',
                };
                let time = if letter == 'S' { "T" } else { "" };
                return Some(Duration(format!("P{time}{whole}.5{letter}")));
            }
            Self::Month => (whole, 'M', false),
            Self::Week => (whole, 'W', false),
            Self::Day => (whole, 'D', false),
            Self::Hour => (whole, 'H', true),
            Self::Minute => (whole, 'M', true),
            Self::Second => (whole, 'S', true),
        };
        let time = if time { "T" } else { "" };
        Some(Duration(format!("P{time}{count}{letter}")))
    }
}

/// What a relative expression counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::mention) enum Base {
    /// The document's date.
    Publication,
    /// The date named before.
    Named,
}

/// "last", "this", "next".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) struct Direction {
    /// -1, 0 or 1.
    pub step: i8,
    /// From where.
    pub base: Base,
}

/// A feast: a fixed day, or Easter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Holiday {
    /// Month and day.
    Fixed(u8, u8),
    /// Easter Sunday.
    Easter,
}

impl Holiday {
    /// Reads "12-25" or "easter".
    pub fn parse(text: &str) -> Option<Self> {
        if text == "easter" {
            return Some(Self::Easter);
        }
        let (month, day) = text.split_once('-')?;
        Some(Self::Fixed(month.parse().ok()?, day.parse().ok()?))
    }
}

/// "the end of", "early in", "mid-".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Edge {
    Start,
    Middle,
    End,
}

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Year {
    /// Named: "2019".
    Named(i16),
    /// "of last year".
    Step(Direction),
    /// The nearest such part: "last October".
    Nearest(Direction),
    /// Not said.
    Unnamed,
}

/// Which part of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Part {
    Whole,
    Fiscal,
    Half(u8),
    Quarter(u8),
    Season(u8),
    Month(u8),
    Day(u8, u8),
    Holiday(Holiday),
}

/// An expression of time as the words say it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mention) enum Expression {
    /// A year or a part of one.
    Calendar(Year, Part),
    /// "Monday", "last Friday".
    Weekday(i8, Option<Direction>),
    /// "last week", "this quarter".
    Unit(Unit, Direction),
    /// "the weekend".
    Weekend(Option<Direction>),
    /// "yesterday".
    Days(i32),
    /// "the 26th".
    DayOfMonth(u8),
    /// "the 1990s", "the 19th century".
    Years(i16, i16),
    /// "three years ago", "two years later"; the count is in halves of the unit.
    Offset(i32, Unit, Base),
    /// "three weeks after it closed the mill": from an event; the count is in halves of the unit.
    FromEvent(i32, Unit),
    /// "eight years".
    Duration(Duration),
    /// "a year", "annually".
    Period(Duration),
    /// "the year to March": told by the month or day with which it ends, the calendar year by its number.
    YearTo(Box<Expression>),
    /// "over the same period".
    Same,
    /// "full-year revenue": the year that results are told or foreseen of.
    FullYear,
    /// "turnover for the year": the year that is told of.
    TheYear,
    /// "the end of …".
    Edge(Edge, Box<Expression>),
    /// "from … to …".
    Stretch(Box<Expression>, Box<Expression>),
    /// Something that cannot be told: "a few weeks ago".
    Vague,
}

impl Expression {
    /// Whether it names a year.
    pub fn names_year(&self) -> bool {
        match self {
            Self::Calendar(Year::Named(_), _) | Self::Years(..) => true,
            Self::Edge(_, inner) | Self::YearTo(inner) => inner.names_year(),
            Self::Stretch(from, _) => from.names_year(),
            _ => false,
        }
    }

    /// Whether it is reckoned from the document's date: "last Christmas", "two years ago".
    pub fn counts_from_publication(&self) -> bool {
        let published = |d: &Direction| d.base == Base::Publication;
        match self {
            Self::Calendar(Year::Step(d) | Year::Nearest(d), _)
            | Self::Weekday(_, Some(d))
            | Self::Unit(_, d)
            | Self::Weekend(Some(d)) => published(d),
            Self::Days(_) | Self::Weekday(_, None) | Self::Offset(_, _, Base::Publication) => true,
            Self::Edge(_, inner) | Self::YearTo(inner) => inner.counts_from_publication(),
            _ => false,
        }
    }

    /// Whether two expressions can be the ends of one stretch, or one the year of the other.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Calendar(_, a), Self::Calendar(_, b)) => {
                std::mem::discriminant(a) == std::mem::discriminant(b)
            }
            (Self::Edge(_, a), Self::Edge(_, b)) => a.is_like(b),
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }
}
