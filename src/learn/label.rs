//! Labels: what the ends of a triple are called, compared without what writers vary.

use crate::text::{DatePart, PartialDate};

/// The letters and digits of a label in lower case: what two ways of writing the same name have in common.
#[must_use]
pub fn key(label: &str) -> String {
    let letters = |label: &str| {
        let letters = label.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    if label.is_ascii() {
        letters(label)
    } else {
        letters(&repaired(label))
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as examples spell it: "24 June 2009", the first day for a month or a year.
#[must_use]
pub fn spelled(date: PartialDate) -> Option<String> {
    let (month, day) = match date.part {
        DatePart::Year => (1, 1),
        DatePart::Month(month) => (month, 1),
        DatePart::Day(month, day) => (month, day),
        _ => return None,
    };
    let month = MONTHS.get(usize::from(month).checked_sub(1)?)?;
    Some(format!("{day:02} {month} {:04}", date.year))
}

/// Whether a label spells a date: as [`spelled`] does, or in ISO 8601.
pub(super) fn is_date(label: &str) -> bool {
    if label.len() == 10 && label.parse::<PartialDate>().is_ok() {
        return true;
    }
    let parts: Vec<&str> = label.split_whitespace().collect();
    let [day, month, year] = parts[..] else {
        return false;
    };
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    digits(day) && digits(year) && MONTHS.contains(&month)
}

/// A label whose UTF-8 was once read as Latin-1 or Windows-1252, read as UTF-8 again.
pub(super) fn repaired(label: &str) -> String {
    if label.is_ascii() {
        return label.to_owned();
    }
    let byte = |c: char| {
        let code = c as u32;
        let small = u8::try_from(code).ok();
        small.or_else(|| {
            let position = WINDOWS.chars().position(|w| w == c)?;
            Some(0x80 + position as u8)
        })
    };
    let bytes: Option<Vec<u8>> = label.chars().map(byte).collect();
    let text = bytes.and_then(|b| String::from_utf8(b).ok());
    text.unwrap_or_else(|| label.to_owned())
}

/// What Windows-1252 has where Latin-1 has control characters; the five that it leaves open are spaces here.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// The words of a stretch of text without white space, quotation marks and stops around them.
pub(super) fn trimmed(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let around = |c: char| {
        matches!(
            c,
            '"' | '“' | '”' | '‘' | '’' | '\'' | ',' | ';' | ':' | '(' | ')' | '[' | ']'
        )
    };
    let mut inner = line.as_str();
    loop {
        let next = inner.trim_matches(around);
        let closes = inner.strip_prefix(next).unwrap_or("").starts_with(')');
        // "Run the World (Girls)" keeps its parenthesis
        if closes && next.contains('(') && inner.starts_with(next) {
            return format!("{next})");
        }
        let next = next.trim();
        if next == inner {
            return inner.to_owned();
        }
        inner = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_by_their_letters() {
        assert_eq!(key("Neo-Brask  8.2"), key("Neo Brask 82"));
        assert_eq!(trimmed("\" The Long Mill\" ,"), "The Long Mill");
        assert_eq!(trimmed("Mill (Live)"), "Mill (Live)");
        assert_eq!(repaired("LÃ©vi"), "Lévi");
        assert_eq!(repaired("Lévi"), "Lévi");
    }

    #[test]
    fn dates_are_spelled_in_full() {
        let spell = |d: &str| spelled(d.parse().unwrap()).unwrap();
        assert_eq!(spell("2010"), "01 January 2010");
        assert_eq!(spell("2009-06"), "01 June 2009");
        assert_eq!(spell("2009-06-24"), "24 June 2009");
        assert!(is_date("24 June 2009") && is_date("2009-06-24") && !is_date("June 2009"));
    }
}
