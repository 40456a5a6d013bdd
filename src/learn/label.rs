//! Labels: what the ends of a triple are called, compared without what writers vary.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::claim::Decimal;
use crate::text::{DatePart, PartialDate};

/// The letters and digits of a label in lower case and without accents: what two ways of writing the same name have in
/// common. Of a number its value: `2,702` and `2702.0` are the same.
#[must_use]
pub fn key(label: &str) -> String {
    match numeral(label) {
        Some(number) => number.to_string(),
        None => letters(label),
    }
}

/// The same of a part of a label, where a number is no value: "18.04" of "Brask Mill 18.04".
#[must_use]
pub fn letters(label: &str) -> String {
    let letters = |label: &str| {
        let letters = label.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    if label.is_ascii() {
        letters(label)
    } else {
        let bare = repaired(label);
        let bare = bare.nfd().filter(|c| !is_combining_mark(*c)).map(unstroked);
        letters(&bare.collect::<String>())
    }
}

/// Letters with a stroke, which have no accent to take away.
fn unstroked(letter: char) -> char {
    match letter {
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ı' => 'i',
        other => other,
    }
}

/// The number that a label is: digits, perhaps with commas between thousands and a fraction.
#[must_use]
pub fn numeral(label: &str) -> Option<Decimal> {
    let digits = label.trim_start_matches(['-', '+']);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole = digits.split('.').next().unwrap_or("");
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    if rest.peek().is_some() && (first.len() > 3 || rest.any(|g| g.len() != 3)) {
        return None;
    }
    Decimal::parse(&label.replace(',', ""), 0)
}

/// The words of a label that is written as linked data write it: underscores stand for spaces (`Old_Mill`), a literal has
/// quotation marks and perhaps its unit, language or datatype behind them (`"12.0"(minutes)`), a number its unit in parentheses
/// (`12.0 (kilograms)`).
#[must_use]
pub fn plain(label: &str) -> String {
    let label = label.trim();
    let literal = label.strip_prefix('"').and_then(|inner| {
        let (inner, behind) = inner.rsplit_once('"')?;
        let known = behind.is_empty() || behind.starts_with(['(', '@', '^']);
        (known && !inner.contains('"')).then_some(inner)
    });
    let words = literal.unwrap_or(label);
    // "300 (film)" is a name
    if let Some((number, unit)) = words.split_once('(')
        && unit.ends_with(')')
        && number.contains('.')
        && numeral(number.trim()).is_some()
    {
        return number.trim().to_owned();
    }
    if words.contains('_') && !words.contains(char::is_whitespace) {
        let words = words.replace('_', " ");
        return words.trim().to_owned();
    }
    words.trim().to_owned()
}

/// A name without what tells it from others of that name in parentheses: "Old Mill (Oskarvale)".
pub(super) fn without_parentheses(label: &str) -> Option<&str> {
    let name = label.strip_suffix(')')?.rsplit_once(" (")?.0.trim_end();
    (!name.is_empty()).then_some(name)
}

/// A name without what tells it from others of that name: "Old Mill (Oskarvale)", "Oskarvale, North Province".
#[must_use]
pub fn short(label: &str) -> Option<&str> {
    let name = match without_parentheses(label) {
        Some(name) => name,
        None => {
            let (name, place) = label.split_once(", ")?;
            let large = |w: &str| w.starts_with(char::is_uppercase);
            let words: Vec<&str> = place.split_whitespace().collect();
            let one = !place.contains(',') && words.len() <= 3 && words.iter().all(|w| large(w));
            one.then_some(name)?
        }
    };
    let name = name.trim_end();
    (!name.is_empty()).then_some(name)
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

/// Whether a label spells a date: as [`spelled`] does, in ISO 8601, or a month with its year.
pub(super) fn is_date(label: &str) -> bool {
    date_of(label).is_some()
}

/// The date that a label spells: "24 June 2009", "June 2009" or "2009-06-24". "2004-05" may be a season.
#[must_use]
pub fn date_of(label: &str) -> Option<PartialDate> {
    if label.len() == 10
        && let Ok(date) = label.parse()
    {
        return Some(date);
    }
    let parts: Vec<&str> = label.split_whitespace().collect();
    let (day, month, year) = match parts[..] {
        [day, month, year] => (Some(day), month, year),
        [month, year] => (None, month, year),
        _ => return None,
    };
    let month = 1 + MONTHS.iter().position(|m| *m == month)?;
    let year: i16 = year.parse().ok().filter(|y| *y > 0)?;
    let part = match day {
        Some(day) => DatePart::Day(
            month as u8,
            day.parse().ok().filter(|d| (1..=31).contains(d))?,
        ),
        None => DatePart::Month(month as u8),
    };
    Some(PartialDate { year, part })
}

/// Whether a label is a year: "1963".
pub(super) fn year(label: &str) -> Option<i16> {
    let digits = label.len() == 4 && label.bytes().all(|b| b.is_ascii_digit());
    let year = digits.then(|| label.parse().ok()).flatten()?;
    (1000..=2100).contains(&year).then_some(year)
}

/// Whether a label is that of a date: it spells it, or names its year where that is all that the text says.
pub(super) fn dates(label: &str, date: PartialDate) -> bool {
    date_of(label) == Some(date) || date.part == DatePart::Year && year(label) == Some(date.year)
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
        assert_eq!(key("Sören Løvik"), key("Soren Lovik"));
    }

    #[test]
    fn numbers_are_compared_by_their_values() {
        for same in ["2702", "2,702", "2702.0", "2702.00"] {
            assert_eq!(key(same), "2702", "{same}");
        }
        assert_eq!(key("3992.88"), "3992.88");
        assert!(numeral("27,02").is_none() && numeral("10L").is_none());
    }

    #[test]
    fn labels_of_linked_data_are_read_as_words() {
        assert_eq!(plain("Old_Mill"), "Old Mill");
        assert_eq!(plain("\"10L/28R\""), "10L/28R");
        assert_eq!(plain("\"12.0\"(minutes)"), "12.0");
        assert_eq!(plain("94.8 (kilograms)"), "94.8");
        assert_eq!(plain("300 (film)"), "300 (film)");
        assert_eq!(plain("\"Mill\"@en"), "Mill");
        assert_eq!(plain("\"Mill\" and \"Mole\""), "\"Mill\" and \"Mole\"");
        assert_eq!(plain("snake_case in text"), "snake_case in text");
        assert_eq!(short("Ola Brask (painter)"), Some("Ola Brask"));
        assert_eq!(short("Oskarvale, North Province"), Some("Oskarvale"));
        assert_eq!(short("Mills, mines and a quarry"), None);
        assert_eq!(short("Oskarvale"), None);
    }

    #[test]
    fn dates_are_spelled_in_full() {
        let spell = |d: &str| spelled(d.parse().unwrap()).unwrap();
        assert_eq!(spell("2010"), "01 January 2010");
        assert_eq!(spell("2009-06"), "01 June 2009");
        assert_eq!(spell("2009-06-24"), "24 June 2009");
        assert!(is_date("24 June 2009") && is_date("2009-06-24") && is_date("June 2009"));
        assert!(!is_date("2009-10") && !is_date("0 June 2009"));
        assert!(!is_date("2009") && !is_date("June Brask") && !is_date("24 Mills 2009"));
        assert!(
            dates("2009", "2009".parse().unwrap()) && !dates("2009", "2009-06".parse().unwrap())
        );
    }
}
