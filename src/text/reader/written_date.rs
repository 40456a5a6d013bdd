//! Full dates as people and machines write them at the head of an article.

use std::ops::Range;

use jiff::civil::Date;

use crate::text::PartialDate;

/// The first full date in a short text and where it stands, weekday excluded.
pub(super) fn find_date(text: &str) -> Option<(Range<usize>, PartialDate)> {
    let words = words(text);
    for (i, word) in words.iter().enumerate() {
        let rest = &words[i..];
        let found = iso(word.text)
            .map(|date| (1, date))
            .or_else(|| day_month_year(rest))
            .or_else(|| month_day_year(rest))
            .or_else(|| numeric(word.text).map(|date| (1, date)));
        if let Some((count, date)) = found {
            return Some((word.at..rest[count - 1].end(), PartialDate::day(date)));
        }
    }
    None
}

/// The first month with its year in a short text: "September 2025".
pub(super) fn find_month(text: &str) -> Option<(Range<usize>, PartialDate)> {
    words(text).windows(2).find_map(|pair| {
        let month = month(pair[0].text)?;
        let year = year(pair[1].text)?;
        Some((pair[0].at..pair[1].end(), PartialDate::month(year, month)))
    })
}

/// The first month and day in a short text, whatever the year: "April 9", "9 April".
pub(super) fn find_yearless(text: &str) -> Option<(i8, i8)> {
    words(text).windows(2).find_map(|pair| {
        let (a, b) = (pair[0].text, pair[1].text);
        let found = month(a).zip(day(b)).or_else(|| month(b).zip(day(a)));
        found.map(|(month, day)| (month as i8, day))
    })
}

/// A date from metadata: ISO 8601 with or without a time, any precision, or a written date.
pub(super) fn metadata_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Some(date) = text.get(..10).and_then(iso) {
        return Some(PartialDate::day(date));
    }
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return civil(&text[..4], text[4..6].parse().ok()?, &text[6..]).map(PartialDate::day);
    }
    let short: String = text.chars().take(80).collect();
    find_date(&short)
        .or_else(|| find_month(&short))
        .map(|(_, date)| date)
}

/// Whether a word is the name of a month or its abbreviation.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// Whether a word is the name of a weekday or its abbreviation.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    DAYS.iter()
        .any(|day| *day == word || (word.len() >= 3 && word.len() <= 5 && day.starts_with(&word)))
}

struct Word<'a> {
    at: usize,
    text: &'a str,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = !(c.is_whitespace()
            || matches!(c, ',' | '(' | ')' | '[' | ']' | '|' | ';' | '·' | '•' | '*'));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(s)) => {
                out.push(Word {
                    at: s,
                    text: &text[s..at],
                });
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn day_month_year(words: &[Word<'_>]) -> Option<(usize, Date)> {
    let day = day(words.first()?.text)?;
    let of = usize::from(words.get(1)?.text == "of");
    let month = month(words.get(1 + of)?.text)?;
    let year = year(words.get(2 + of)?.text)?;
    Some((3 + of, Date::new(year, month as i8, day).ok()?))
}

fn month_day_year(words: &[Word<'_>]) -> Option<(usize, Date)> {
    let month = month(words.first()?.text)?;
    let day = day(words.get(1)?.text)?;
    let year = year(words.get(2)?.text)?;
    Some((3, Date::new(year, month as i8, day).ok()?))
}

fn iso(word: &str) -> Option<Date> {
    let day = word.get(..10)?;
    let separator = |i: usize| matches!(day.as_bytes()[i], b'-' | b'/');
    if !separator(4)
        || !separator(7)
        || word[10..]
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_digit())
    {
        return None;
    }
    civil(day.get(..4)?, day.get(5..7)?.parse().ok()?, day.get(8..10)?)
}

/// `22.05.2026`, and `5/22/2026` where only one reading is a date.
fn numeric(word: &str) -> Option<Date> {
    let separator = word.chars().find(|c| matches!(c, '.' | '/'))?;
    let parts: Vec<&str> = word.trim_end_matches('.').split(separator).collect();
    let [a, b, year_text] = parts[..] else {
        return None;
    };
    if year_text.len() != 4 {
        return None;
    }
    let (a, b): (u8, u8) = (a.parse().ok()?, b.parse().ok()?);
    let (day, month) = match (separator, a > 12, b > 12) {
        ('.', ..) | (_, true, false) => (a, b),
        (_, false, true) => (b, a),
        _ if a == b => (a, b),
        _ => return None,
    };
    Date::new(
        year(year_text)?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

fn civil(year_text: &str, month: i8, day: &str) -> Option<Date> {
    Date::new(year(year_text)?, month, day.parse().ok()?).ok()
}

fn day(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    if !(suffix.is_empty() || matches!(suffix, "st" | "nd" | "rd" | "th")) || digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn year(word: &str) -> Option<i16> {
    let word = word.trim_end_matches(['.', ':', '–', '—', '-']);
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    digits
        .then(|| word.parse().ok())
        .flatten()
        .filter(|y| (1700..2200).contains(y))
}

fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    MONTHS
        .iter()
        .position(|m| {
            *m == word
                || (word == "sept" && *m == "september")
                || (word.len() == 3 && m.starts_with(&word))
        })
        .map(|i| i as u8 + 1)
}
