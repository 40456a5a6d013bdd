//! Dates that a text states for itself in lines that say more than the date.

use std::ops::Range;

use crate::text::PartialDate;

use super::lexicon::folded;
use super::written_date::{find_date, find_month, find_yearless, is_weekday};

/// "Recorded Thursday, 9 April 2026. …", "Published on 3 May 2026": a date after words that say what was done that day
/// with the text.
pub(super) fn labelled(words: &str) -> Option<PartialDate> {
    let mut end = words.len().min(120);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let (range, date) = find_date(&words[..end])?;
    let before = &words[..range.start];
    // "Transcript of the call held on 3 May 2026"
    let short = before.split_whitespace().count() <= 14;
    if short && folded(before).split(' ').any(|w| w == "transcript") {
        return Some(date);
    }
    let mut labels = 0;
    for word in before.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() || is_weekday(bare) {
            continue;
        }
        let bare = bare.to_lowercase();
        if LABELS.contains(&bare.as_str()) {
            labels += 1;
        } else if !JOINTS.contains(&bare.as_str()) && !is_clock(&bare) {
            return None;
        }
    }
    (labels > 0).then_some(date)
}

/// A full date that stands between signs in a short line: "No. 88, 30 January 2026. By …", "Morning note, Thursday 6
/// November 2025".
pub(super) fn set_off(words: &str) -> Option<PartialDate> {
    if words.split_whitespace().take(31).count() > 30 {
        return None;
    }
    let (range, date) = find_date(words)?;
    is_set_off(words, range).then_some(date)
}

/// The day or month with which a block begins, set off from what it tells: "12 July 2024. The court fines Norvane", "May 2019: …".
pub(super) fn entry(words: &str) -> Option<PartialDate> {
    let mut end = words.len().min(60);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let short = &words[..end];
    let (range, date) = find_date(short).or_else(|| find_month(short))?;
    let opens = words[..range.start]
        .split_whitespace()
        .all(|w| is_weekday(w.trim_matches(|c: char| !c.is_alphanumeric())));
    (opens && is_set_off(words, range)).then_some(date)
}

/// A month that a short line gives for the whole: "From the September 2025 issue of …", "September 2025".
pub(super) fn issue(words: &str) -> Option<PartialDate> {
    if words.split_whitespace().take(17).count() > 16 {
        return None;
    }
    let (range, date) = find_month(words)?;
    let after = words[range.end..].trim_start();
    let numbered = ["issue", "edition", "number", "newsletter", "bulletin"]
        .iter()
        .any(|w| {
            after.len() >= w.len()
                && after.is_char_boundary(w.len())
                && after[..w.len()].eq_ignore_ascii_case(w)
        });
    (numbered || is_set_off(words, range)).then_some(date)
}

/// The day of a dateline without its year, in the year of the copyright line.
pub(super) fn in_copyright_year<'a>(
    dateline: &str,
    mut blocks: impl Iterator<Item = &'a str>,
) -> Option<PartialDate> {
    let (month, day) = find_yearless(dateline)?;
    let year = blocks.find_map(copyright_year)?;
    jiff::civil::Date::new(year, month, day)
        .ok()
        .map(PartialDate::day)
}

/// What is done with a text on its day.
const LABELS: [&str; 21] = [
    "recorded",
    "published",
    "posted",
    "issued",
    "filed",
    "released",
    "aired",
    "broadcast",
    "dated",
    "date",
    "updated",
    "modified",
    "sent",
    "written",
    "created",
    "streamed",
    "transcribed",
    "printed",
    "submitted",
    "uploaded",
    "revised",
];

/// What may stand between a label and its date.
const JOINTS: [&str; 14] = [
    "on",
    "at",
    "of",
    "the",
    "first",
    "last",
    "and",
    "live",
    "gmt",
    "est",
    "publication",
    "release",
    "issue",
    "in",
];

fn is_clock(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.contains([':', '.'])
}

/// Whether signs or the ends of the line part a date from the words around it.
fn is_set_off(words: &str, range: Range<usize>) -> bool {
    let mut before = words[..range.start].trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let bare = last.trim_matches(|c: char| !c.is_alphanumeric());
    if is_weekday(bare) {
        before = before[..before.len() - last.len()].trim_end();
    }
    let opens = match before.chars().next_back() {
        None => true,
        Some(':') => {
            let label = folded(before.trim_end_matches(':'));
            LABELS.contains(&label.split(' ').next_back().unwrap_or(""))
        }
        Some(c) => matches!(
            c,
            ',' | '.' | '|' | '·' | '•' | '–' | '—' | '-' | ';' | '(' | '[' | '/' | '*'
        ),
    };
    let after = words[range.end..].trim_start();
    let stopped = words[range.start..range.end].ends_with(|c: char| !c.is_alphanumeric());
    let closes = match after.chars().next() {
        _ if stopped => true,
        None => true,
        // A clause that goes on after the date tells what happened that day.
        Some(',') => !after[1..].trim_start().starts_with(char::is_lowercase),
        Some(c) => matches!(
            c,
            '.' | '|' | '·' | '•' | '–' | '—' | '-' | ';' | ')' | ']' | '/'
        ),
    };
    opens && closes
}

/// The last year of "© 2024–2026", "Copyright 2026".
fn copyright_year(words: &str) -> Option<i16> {
    let lower = words.to_lowercase();
    let at = ["©", "copyright", "(c)"]
        .iter()
        .filter_map(|s| lower.find(s))
        .min()?;
    lower[at..]
        .split(|c: char| !c.is_ascii_digit())
        .take(12)
        .filter(|w| w.len() == 4)
        .filter_map(|w| w.parse().ok())
        .filter(|y| (1990..2200).contains(y))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<PartialDate> {
        text.parse().ok()
    }

    #[test]
    fn labels_before_a_date() {
        for (line, when) in [
            (
                "Recorded Thursday, 9 April 2026. The talk was cut for length.",
                "2026-04-09",
            ),
            ("Posted on 3 May 2026 at 14:05", "2026-05-03"),
            ("Last updated: May 3, 2026", "2026-05-03"),
            ("First published 14:05, 3 May 2026", "2026-05-03"),
            ("Recorded in a shed near Ostreva in May 2026.", ""),
            ("Transcript of the call held on 3 May 2026", "2026-05-03"),
            ("The plant opened on 3 May 2026.", ""),
        ] {
            assert_eq!(labelled(line), date(when), "{line}");
        }
    }

    #[test]
    fn dates_between_signs() {
        for (line, when) in [
            ("Morning note, Thursday 6 November 2025", "2025-11-06"),
            ("No. 88, 30 January 2026. By Odo Pellar", "2026-01-30"),
            ("Issue 41 | 3 March 2026", "2026-03-03"),
            ("*3 March 2026 · Ostreva*", "2026-03-03"),
            ("Results for the year ended 31 December 2025", ""),
            ("Deadline: 31 December 2025", ""),
            ("On Monday, 3 May 2026, the smelter closed", ""),
        ] {
            assert_eq!(set_off(line), date(when), "{line}");
        }
    }

    #[test]
    fn months_of_issues() {
        for (line, when) in [
            ("From the September 2025 issue of Smelter & Co.", "2025-09"),
            ("Volume 3, number 2, May 2026", "2026-05"),
            ("A plan for May 2026 and what it costs", ""),
        ] {
            assert_eq!(issue(line), date(when), "{line}");
        }
    }

    #[test]
    fn the_copyright_line_gives_a_dateline_its_year() {
        let blocks = ["Nothing here.", "© 2019–2026 Ostreva Gazette"];
        assert_eq!(
            in_copyright_year("OSTREVA, Lulea, April 9 /Polar/", blocks.into_iter()),
            date("2026-04-09")
        );
        assert_eq!(
            in_copyright_year("OSTREVA, April 9", ["Nothing."].into_iter()),
            None
        );
    }
}
