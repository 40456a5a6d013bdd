//! How wide text is when it is drawn, without the font at hand.

use unicode_width::UnicodeWidthChar;

/// The width of text in a common sans-serif font of a size, a little generous.
#[must_use]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(advance).sum();
    let weight = if bold { 1.07 } else { 1.0 };
    ems * size * weight * GENEROSITY
}

/// Breaks text into at most `lines` lines no wider than `width`; what is left over is cut off with `…`.
#[must_use]
pub fn break_lines(text: &str, width: f64, size: f64, bold: bool, lines: usize) -> Vec<String> {
    let fits = |line: &str| text_width(line, size, bold) <= width;
    let mut out: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let joined = out.last().map(|line| format!("{line} {word}"));
        match joined {
            Some(joined) if fits(&joined) => {
                if let Some(last) = out.last_mut() {
                    *last = joined;
                }
            }
            _ if out.len() < lines => out.push(cut(word, &fits)),
            _ => {
                if let Some(last) = out.last_mut() {
                    *last = ellipsis(last, &fits);
                }
                words.by_ref().for_each(drop);
            }
        }
    }
    out
}

/// Room for fonts that are wider than the one measured.
const GENEROSITY: f64 = 1.06;

fn cut(word: &str, fits: &impl Fn(&str) -> bool) -> String {
    if fits(word) {
        word.to_owned()
    } else {
        ellipsis(word, fits)
    }
}

/// The text with `…`, cut so that it fits.
fn ellipsis(text: &str, fits: &impl Fn(&str) -> bool) -> String {
    let mut kept = text.to_owned();
    loop {
        let shown = format!("{}…", kept.trim_end_matches([' ', ',', '·']));
        if fits(&shown) || kept.pop().is_none() {
            return shown;
        }
    }
}

/// Advance widths in em of the metrics-compatible families of Helvetica.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '\u{2019}' | '|' => 0.222,
        'f' | 't' | 'I' | ' ' | '.' | ',' | ':' | ';' | '/' | '\\' | '!' | '[' | ']' | '·' => {
            0.278
        }
        'r' | '(' | ')' | '-' | '"' | '`' | '“' | '”' => 0.345,
        '*' | '^' | '°' => 0.42,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'a'
        | 'b'
        | 'd'
        | 'e'
        | 'g'
        | 'h'
        | 'n'
        | 'o'
        | 'p'
        | 'q'
        | 'u'
        | 'L'
        | '0'..='9'
        | '$'
        | '€'
        | '£'
        | '?'
        | '_'
        | '#'
        | '–' => 0.556,
        '+' | '<' | '=' | '>' | '~' => 0.584,
        'F' | 'T' | 'Z' => 0.611,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 0.667,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 0.722,
        'G' | 'O' | 'Q' => 0.778,
        'm' | 'M' => 0.833,
        '%' | 'W' | '@' | '…' | '—' => 1.0,
        _ => match c.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.62,
            Some(_) => 1.05,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_the_rest_is_cut_off() {
        let text = "an association of manufacturers of agricultural machinery and unbelievablylongwordsofnosense";
        for width in [40.0, 90.0, 160.0] {
            let lines = break_lines(text, width, 13.0, true, 3);
            assert!(lines.len() <= 3);
            assert!(
                lines.iter().all(|l| text_width(l, 13.0, true) <= width),
                "{lines:?}"
            );
        }
        assert_eq!(break_lines("one two", 500.0, 13.0, false, 2), ["one two"]);
        assert!(break_lines("", 10.0, 13.0, false, 2).is_empty());
    }
}
