//! From what an expression says to dates.

use jiff::Span;
use jiff::civil::Date;

use super::expression::{Base, Direction, Edge, Expression, Holiday, Part, Unit, Year};
use super::tense::Outlook;
use super::{TimeRelation, TimeValue};
use crate::text::{DatePart, PartialDate};

/// What an expression is read against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// The document's date.
    pub publication: Option<PartialDate>,
    /// The date named before.
    pub named: Option<PartialDate>,
    /// The date with its year that the story has reached, if it was named close by.
    pub story: Option<PartialDate>,
    /// The date named last, whatever it was about.
    pub latest: Option<PartialDate>,
    /// A date with its year that the same clause, or one that goes on with it, names.
    pub in_clause: Option<PartialDate>,
    /// Whether the verb looks back or ahead.
    pub outlook: Outlook,
    /// The expression's relation.
    pub relation: TimeRelation,
}

impl Context {
    /// The value of an expression.
    pub fn value(&self, expression: &Expression) -> TimeValue {
        match expression {
            Expression::Duration(d) => TimeValue::Duration(d.clone()),
            Expression::Period(d) => TimeValue::Period(d.clone()),
            Expression::Stretch(from, to) => self.stretch(from, to),
            other => match self.ends(other) {
                Some((from, to)) if from == to => TimeValue::Date(from),
                Some((from, to)) => TimeValue::Range(from, to),
                None => TimeValue::Unresolved,
            },
        }
    }

    fn stretch(&self, from: &Expression, to: &Expression) -> TimeValue {
        let Some((_, mut last)) = self.ends(to) else {
            return TimeValue::Unresolved;
        };
        // "from January to March 2026": the year of the end is that of the start, too.
        let inherited = match (from, to) {
            (Expression::Calendar(Year::Unnamed, part), Expression::Calendar(year, _))
                if *year != Year::Unnamed || *part != Part::Whole =>
            {
                self.calendar(Year::Named(last.year), *part).map(|date| {
                    if date.first_day() > last.last_day() {
                        shift_year(date, -1)
                    } else {
                        date
                    }
                })
            }
            _ => None,
        };
        let first = match inherited {
            Some(date) => date,
            None => match self.ends(from) {
                Some((first, _)) => first,
                None => return TimeValue::Unresolved,
            },
        };
        // "from 2025 to June": the June after.
        if last.first_day() < first.first_day()
            && matches!(to, Expression::Calendar(Year::Unnamed, _))
        {
            last = shift_year(
                last,
                i16::from(first.year >= last.year) * (first.year - last.year),
            );
            if last.first_day() < first.first_day() {
                last = shift_year(last, 1);
            }
        }
        if last.last_day() < first.first_day() {
            return TimeValue::Unresolved;
        }
        quarter_of(first, last).map_or(TimeValue::Range(first, last), TimeValue::Date)
    }

    /// First and last date that the expression covers.
    fn ends(&self, expression: &Expression) -> Option<(PartialDate, PartialDate)> {
        let one = |date: PartialDate| (date, date);
        match expression {
            Expression::Calendar(year, part) => self.calendar(*year, *part).map(one),
            Expression::Weekday(day, direction) => self.weekday(*day, *direction).map(one),
            Expression::Unit(unit, direction) => self.unit(*unit, *direction),
            Expression::Weekend(direction) => {
                let saturday = self.weekday(6, *direction)?;
                Some((saturday, PartialDate::day(add(saturday.exact()?, 1)?)))
            }
            Expression::Days(0) => self.publication.map(one),
            Expression::Days(n) => {
                let day = add(self.publication?.exact()?, *n)?;
                Some(one(PartialDate::day(day)))
            }
            Expression::DayOfMonth(day) => self.day_of_month(*day).map(one),
            Expression::Years(from, to) => Some((PartialDate::year(*from), PartialDate::year(*to))),
            Expression::Offset(halves, unit, base) => self.offset(*halves, *unit, *base).map(one),
            Expression::Edge(edge, inner) => {
                let (from, to) = self.ends(inner)?;
                Some(one(match edge {
                    Edge::Start => at_edge(from, false),
                    Edge::End => at_edge(to, true),
                    Edge::Middle if from == to => from,
                    Edge::Middle => return Some((from, to)),
                }))
            }
            Expression::Stretch(from, to) => Some((self.ends(from)?.0, self.ends(to)?.1)),
            Expression::YearTo(last) => {
                let (_, last) = self.ends(last)?;
                Some(one(match last.last_day().month() {
                    12 => PartialDate::year(last.year),
                    _ => last,
                }))
            }
            Expression::Same => self.latest.map(one),
            Expression::FullYear => self.full_year().map(one),
            Expression::TheYear => match self.latest {
                Some(latest) if self.publication.is_none_or(|p| latest.year != p.year) => {
                    Some(one(match latest.part {
                        DatePart::FiscalYear => latest,
                        _ => PartialDate::year(latest.year),
                    }))
                }
                _ => self.full_year().map(one),
            },
            Expression::Duration(_)
            | Expression::Period(_)
            | Expression::FromEvent(..)
            | Expression::Vague => None,
        }
    }

    /// The year of "full-year results": the last one that was over when the text told of it, or the one that it foresees.
    fn full_year(&self) -> Option<PartialDate> {
        let publication = self.publication?;
        let past = publication.last_day().month() <= 8;
        match self.outlook {
            Outlook::Past if past => Some(PartialDate::year(publication.year - 1)),
            Outlook::Past => Some(PartialDate {
                year: publication.year,
                part: DatePart::FiscalYear,
            }),
            Outlook::Future | Outlook::Unknown => Some(PartialDate::year(publication.year)),
        }
    }

    fn base(&self, direction: Direction) -> Option<PartialDate> {
        match direction.base {
            Base::Publication => self.publication,
            Base::Named if direction.step == 0 => self.latest.or(self.publication),
            Base::Named => self.named.or(self.publication),
        }
    }

    fn calendar(&self, year: Year, part: Part) -> Option<PartialDate> {
        match year {
            Year::Named(year) => part_of(year, part),
            Year::Step(direction) => {
                let base = self.base(direction)?;
                part_of(base.year.checked_add(i16::from(direction.step))?, part)
            }
            Year::Nearest(direction) => {
                // "bought it the following March", with no date before it
                if direction.base == Base::Named
                    && direction.step == 1
                    && self.named.is_none()
                    && self.outlook == Outlook::Past
                {
                    return None;
                }
                let base = self.base(direction)?;
                let years = base.year - 2..=base.year + 2;
                let now = base.first_day();
                let mut spans = years.filter_map(|y| Some((y, extent(y, part)?)));
                let year = match direction.step {
                    -1 => spans.rfind(|(_, (_, last))| *last < now)?.0,
                    1 => {
                        let now = base.last_day();
                        spans.into_iter().find(|(_, (first, _))| *first > now)?.0
                    }
                    _ => base.year,
                };
                part_of(year, part)
            }
            Year::Unnamed => self.unnamed(part),
        }
    }

    /// A part of a year that is not named: the nearest one that the tense allows.
    fn unnamed(&self, part: Part) -> Option<PartialDate> {
        let Some(publication) = self.publication else {
            // A story that names years as it goes.
            let named = self.story?;
            return part_of(named.year, part);
        };
        if let Some(named) = self.in_clause
            && self.outlook == Outlook::Past
            && named.year + 1 < publication.year
        {
            let candidate = part_of(named.year, part)?;
            return if candidate.last_day() < named.first_day() {
                part_of(named.year + 1, part)
            } else {
                Some(candidate)
            };
        }
        if part == Part::Whole || part == Part::Fiscal {
            return part_of(publication.year, part);
        }
        let (begin, end) = (publication.first_day(), publication.last_day());
        let mut spans = (publication.year - 1..=publication.year + 1)
            .filter_map(|y| Some((y, extent(y, part)?)));
        let year = match self.outlook {
            // A half is told of when it is over.
            Outlook::Past if matches!(part, Part::Half(_)) => {
                spans.rfind(|(_, (_, last))| *last <= end)?.0
            }
            Outlook::Past => spans.rfind(|(_, (first, _))| *first <= end)?.0,
            Outlook::Future => spans.find(|(_, (_, last))| *last >= begin)?.0,
            Outlook::Unknown if matches!(self.relation, TimeRelation::By | TimeRelation::Until) => {
                spans.find(|(_, (_, last))| *last >= begin)?.0
            }
            Outlook::Unknown => {
                let distance = |(first, last): (Date, Date)| {
                    if first > end {
                        days_between(end, first)
                    } else if last < begin {
                        days_between(last, begin)
                    } else {
                        0
                    }
                };
                spans.min_by_key(|&(_, span)| distance(span))?.0
            }
        };
        part_of(year, part)
    }

    fn weekday(&self, day: i8, direction: Option<Direction>) -> Option<PartialDate> {
        let base = match direction {
            Some(d) => self.base(d)?,
            None => self.publication?,
        };
        let today = base.exact()?;
        let ahead = i32::from((day - today.weekday().to_monday_one_offset()).rem_euclid(7));
        let strictly_ahead = if ahead == 0 { 7 } else { ahead };
        let days = match direction.map(|d| d.step) {
            Some(1) => strictly_ahead,
            Some(-1) => strictly_ahead - 7,
            Some(_) if ahead == 0 => 0,
            _ => match self.outlook {
                // "was seen a million times by Thursday"
                Outlook::Past if self.relation == TimeRelation::By => -((7 - ahead) % 7),
                // "stayed shut until Friday"
                _ if matches!(self.relation, TimeRelation::By | TimeRelation::Until) => {
                    strictly_ahead
                }
                Outlook::Future => strictly_ahead,
                Outlook::Past => -((7 - ahead) % 7),
                Outlook::Unknown => match self.relation {
                    TimeRelation::From => strictly_ahead,
                    _ => -((7 - ahead) % 7),
                },
            },
        };
        Some(PartialDate::day(add(today, days)?))
    }

    fn unit(&self, unit: Unit, direction: Direction) -> Option<(PartialDate, PartialDate)> {
        let base = self.base(direction)?;
        let step = i32::from(direction.step);
        let one = |date: PartialDate| (date, date);
        Some(match unit {
            Unit::Year => match base.part {
                DatePart::FiscalYear => one(shift_year(base, direction.step.into())),
                _ => one(PartialDate::year(
                    base.year.checked_add(direction.step.into())?,
                )),
            },
            Unit::Quarter => one(quarters_on(base, step)?),
            Unit::Month => one(months_on(base, step)?),
            Unit::Week | Unit::Fortnight => {
                let weeks = if unit == Unit::Week { step } else { 2 * step };
                let day = add(base.exact()?, 7 * weeks)?;
                one(month_of(PartialDate::day(day))?)
            }
            Unit::Day => one(PartialDate::day(add(base.exact()?, step)?)),
            Unit::Decade | Unit::Century => {
                let length = if unit == Unit::Decade { 10 } else { 100 };
                let first =
                    base.year - base.year.rem_euclid(length) + direction.step as i16 * length;
                (
                    PartialDate::year(first),
                    PartialDate::year(first + length - 1),
                )
            }
            Unit::Second | Unit::Minute | Unit::Hour => return None,
        })
    }

    /// "the 26th": of this month or of the one that the tense points to.
    fn day_of_month(&self, day: u8) -> Option<PartialDate> {
        let today = self.publication?;
        let this = month_of(today)?;
        let at = |step: i32| {
            let month = months_on(this, step)?;
            let DatePart::Month(m) = month.part else {
                return None;
            };
            let date = Date::new(month.year, m as i8, day as i8).ok()?;
            Some(date)
        };
        let now = today.exact();
        let date = match (self.outlook, now) {
            (Outlook::Past, Some(now)) => at(0).filter(|d| *d <= now).or_else(|| at(-1))?,
            (Outlook::Future, Some(now)) => at(0).filter(|d| *d >= now).or_else(|| at(1))?,
            _ => at(0)?,
        };
        Some(PartialDate::day(date))
    }

    fn offset(&self, halves: i32, unit: Unit, base: Base) -> Option<PartialDate> {
        let from = match base {
            Base::Publication => self.publication?,
            Base::Named => self.named?,
        };
        let months = match unit {
            Unit::Year => halves.checked_mul(6)?,
            Unit::Decade => halves.checked_mul(60)?,
            Unit::Century => halves.checked_mul(600)?,
            Unit::Quarter if halves % 2 == 0 => return quarters_on(from, halves / 2),
            Unit::Month if halves % 2 == 0 => halves / 2,
            Unit::Week | Unit::Fortnight | Unit::Day => {
                let days = halves.checked_mul(match unit {
                    Unit::Week => 7,
                    Unit::Fortnight => 14,
                    _ => 1,
                })? / 2;
                let day = PartialDate::day(add(from.exact()?, days)?);
                return if unit == Unit::Day {
                    Some(day)
                } else {
                    month_of(day)
                };
            }
            _ => return None,
        };
        if months % 12 == 0 && !matches!(unit, Unit::Month) {
            let year = from.year.checked_add(i16::try_from(months / 12).ok()?)?;
            return (0..=9999).contains(&year).then(|| PartialDate::year(year));
        }
        let found = months_on(from, months)?;
        // Years and a half name no month.
        Some(if unit == Unit::Month {
            found
        } else {
            PartialDate::year(found.year)
        })
    }
}

/// A part of a year as a date.
fn part_of(year: i16, part: Part) -> Option<PartialDate> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    let part = match part {
        Part::Whole | Part::Season(_) => DatePart::Year,
        Part::Fiscal => DatePart::FiscalYear,
        Part::Half(h) => DatePart::Half(h),
        Part::Quarter(q) => DatePart::Quarter(q),
        Part::Month(m) => DatePart::Month(m),
        Part::Day(m, d) => {
            return Date::new(year, m as i8, d as i8).ok().map(PartialDate::day);
        }
        Part::Holiday(Holiday::Fixed(m, d)) => DatePart::Day(m, d),
        Part::Holiday(Holiday::Easter) => return easter(year).map(PartialDate::day),
    };
    Some(PartialDate { year, part })
}

/// First and last day of a part of a year.
fn extent(year: i16, part: Part) -> Option<(Date, Date)> {
    if let Part::Season(season) = part {
        let month = PartialDate::month(year, season * 3);
        return Some((month.first_day(), months_on(month, 2)?.last_day()));
    }
    let date = part_of(year, part)?;
    Some((date.first_day(), date.last_day()))
}

/// Easter Sunday by the Gregorian computus.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let golden = y % 19;
    let century = y / 100;
    let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let full =
        epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (y + y / 4 + full + 2 - century + century / 4) % 7;
    let days = full - weekday;
    let month = 3 + (days + 40) / 44;
    let day = days + 28 - 31 * (month / 4);
    Date::new(year, month as i8, day as i8).ok()
}

/// The last (or first) month of a year, half or quarter; what is shorter stays as it is.
fn at_edge(date: PartialDate, end: bool) -> PartialDate {
    match date.part {
        DatePart::Year | DatePart::FiscalYear | DatePart::Half(_) | DatePart::Quarter(_) => {
            let day = if end {
                date.last_day()
            } else {
                date.first_day()
            };
            PartialDate::month(day.year(), day.month() as u8)
        }
        DatePart::Month(_) | DatePart::Day(..) => date,
    }
}

/// "July to September 2025" is a quarter, "January to June" a half.
fn quarter_of(first: PartialDate, last: PartialDate) -> Option<PartialDate> {
    let (DatePart::Month(a), DatePart::Month(b)) = (first.part, last.part) else {
        return None;
    };
    if first.year != last.year {
        return None;
    }
    let part = match (a, b) {
        (1, 3) | (4, 6) | (7, 9) | (10, 12) => DatePart::Quarter(b / 3),
        (1, 6) | (7, 12) => DatePart::Half(b / 6),
        (1, 12) => DatePart::Year,
        _ => return None,
    };
    Some(PartialDate {
        year: first.year,
        part,
    })
}

fn shift_year(date: PartialDate, years: i16) -> PartialDate {
    let year = date.year.saturating_add(years).clamp(1, 9999);
    let shifted = PartialDate {
        year,
        part: date.part,
    };
    // There is no 29 February in most years.
    date.exact()
        .map_or(shifted, |_| PartialDate::day(shifted.first_day()))
}

/// The month that a date lies in, if it lies in one.
fn month_of(date: PartialDate) -> Option<PartialDate> {
    match date.part {
        DatePart::Month(m) | DatePart::Day(m, _) => Some(PartialDate::month(date.year, m)),
        _ => None,
    }
}

fn months_on(date: PartialDate, months: i32) -> Option<PartialDate> {
    let DatePart::Month(month) = month_of(date)?.part else {
        return None;
    };
    let count = i32::from(date.year) * 12 + i32::from(month) - 1 + months;
    let year = i16::try_from(count.div_euclid(12)).ok()?;
    (1..=9999)
        .contains(&year)
        .then(|| PartialDate::month(year, (count.rem_euclid(12) + 1) as u8))
}

fn quarters_on(date: PartialDate, quarters: i32) -> Option<PartialDate> {
    let quarter = match date.part {
        DatePart::Quarter(q) => q,
        DatePart::Month(m) | DatePart::Day(m, _) => m.div_ceil(3),
        _ => return None,
    };
    let count = i32::from(date.year) * 4 + i32::from(quarter) - 1 + quarters;
    let year = i16::try_from(count.div_euclid(4)).ok()?;
    (1..=9999).contains(&year).then(|| PartialDate {
        year,
        part: DatePart::Quarter((count.rem_euclid(4) + 1) as u8),
    })
}

fn add(date: Date, days: i32) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}
