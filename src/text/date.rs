//! Calendar dates that keep the precision in which they were written.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// How precisely a [`PartialDate`] is known, and the part below the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DatePart {
    /// A calendar year: `2032`.
    Year,
    /// A fiscal year: `FY2026`.
    FiscalYear,
    /// A half-year, 1 or 2: `2025-H1`.
    Half(u8),
    /// A quarter, 1 to 4: `2025-Q3`.
    Quarter(u8),
    /// A month, 1 to 12: `2025-10`.
    Month(u8),
    /// A day: month and day of the month: `2019-06-14`.
    Day(u8, u8),
}

/// A date of any precision, in the proleptic Gregorian calendar.
///
/// Displays and parses as ISO 8601 where the standard has a notation (`2032`, `2025-10`,
/// `2019-06-14`), and as `2025-Q3`, `2025-H1`, `FY2026` where it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    /// The year.
    pub year: i16,
    /// The precision and what lies below the year.
    pub part: DatePart,
}

/// The text is not a date of any known precision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date: {0:?} (wanted YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn, YYYY-Hn or FYyyyy)")]
pub struct DateParseError(pub String);

impl PartialDate {
    /// A whole year.
    #[must_use]
    pub fn year(year: i16) -> Self {
        Self {
            year,
            part: DatePart::Year,
        }
    }

    /// A month of a year.
    #[must_use]
    pub fn month(year: i16, month: u8) -> Self {
        Self {
            year,
            part: DatePart::Month(month),
        }
    }

    /// One day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self {
            year: date.year(),
            part: DatePart::Day(date.month() as u8, date.day() as u8),
        }
    }

    /// The first day that the date covers. A fiscal year counts as the calendar year of its name.
    #[must_use]
    pub fn first_day(self) -> Date {
        let (month, day) = match self.part {
            DatePart::Year | DatePart::FiscalYear => (1, 1),
            DatePart::Half(h) => (if h >= 2 { 7 } else { 1 }, 1),
            DatePart::Quarter(q) => ((q.clamp(1, 4) - 1) * 3 + 1, 1),
            DatePart::Month(m) => (m, 1),
            DatePart::Day(m, d) => (m, d),
        };
        civil(self.year, month, day)
    }

    /// The last day that the date covers: "until 2032" includes the whole of 2032.
    #[must_use]
    pub fn last_day(self) -> Date {
        let month = match self.part {
            DatePart::Year | DatePart::FiscalYear => 12,
            DatePart::Half(h) => {
                if h >= 2 {
                    12
                } else {
                    6
                }
            }
            DatePart::Quarter(q) => q.clamp(1, 4) * 3,
            DatePart::Month(m) => m,
            DatePart::Day(m, d) => return civil(self.year, m, d),
        };
        civil(self.year, month, 1).last_of_month()
    }

    /// The exact day, where the precision is one day.
    #[must_use]
    pub fn exact(self) -> Option<Date> {
        matches!(self.part, DatePart::Day(..)).then(|| self.first_day())
    }
}

fn civil(year: i16, month: u8, day: u8) -> Date {
    let first = Date::new(year.clamp(-9999, 9999), month.clamp(1, 12) as i8, 1)
        .expect("year, month and first day are in range");
    let day = (day.max(1) as i8).min(first.days_in_month());
    Date::new(first.year(), first.month(), day).expect("day is clamped to its month")
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year;
        match self.part {
            DatePart::Year => write!(f, "{year:04}"),
            DatePart::FiscalYear => write!(f, "FY{year:04}"),
            DatePart::Half(h) => write!(f, "{year:04}-H{h}"),
            DatePart::Quarter(q) => write!(f, "{year:04}-Q{q}"),
            DatePart::Month(m) => write!(f, "{year:04}-{m:02}"),
            DatePart::Day(m, d) => write!(f, "{year:04}-{m:02}-{d:02}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || DateParseError(text.to_owned());
        let number = |s: &str, digits: usize| {
            (s.len() == digits && s.bytes().all(|b| b.is_ascii_digit()))
                .then(|| s.parse::<i16>().ok())
                .flatten()
        };
        if let Some(year) = text.strip_prefix("FY") {
            let year = number(year, 4).ok_or_else(error)?;
            return Ok(Self {
                year,
                part: DatePart::FiscalYear,
            });
        }
        let mut parts = text.split('-');
        let year = number(parts.next().unwrap_or(""), 4).ok_or_else(error)?;
        let part = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => DatePart::Year,
            (Some("H1"), None, _) => DatePart::Half(1),
            (Some("H2"), None, _) => DatePart::Half(2),
            (Some(q), None, _) if q.starts_with('Q') => match number(&q[1..], 1) {
                Some(q @ 1..=4) => DatePart::Quarter(q as u8),
                _ => return Err(error()),
            },
            (Some(m), None, _) => match number(m, 2) {
                Some(m @ 1..=12) => DatePart::Month(m as u8),
                _ => return Err(error()),
            },
            (Some(m), Some(d), None) => {
                let (m, d) = (
                    number(m, 2).ok_or_else(error)?,
                    number(d, 2).ok_or_else(error)?,
                );
                let date = Date::new(year, m as i8, d as i8).map_err(|_| error())?;
                return Ok(Self::day(date));
            }
            _ => return Err(error()),
        };
        Ok(Self { year, part })
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
