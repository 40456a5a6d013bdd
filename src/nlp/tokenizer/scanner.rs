//! The scanner: one run of characters without white space, left to right.

use super::abbreviation::{Abbreviation, abbreviation, opens_sentence};
use super::{clitic, hyphen, is_apostrophe, is_space, web};
use crate::text::Span;

/// Scans one chunk. `part` is the text around it, so that the scanner can look ahead.
pub struct Scanner<'t, 'o> {
    part: &'t str,
    at: usize,
    end: usize,
    offset: usize,
    out: &'o mut Vec<Span>,
    cuts: Vec<usize>,
}

impl<'t, 'o> Scanner<'t, 'o> {
    pub fn new(
        part: &'t str,
        from: usize,
        to: usize,
        offset: usize,
        out: &'o mut Vec<Span>,
    ) -> Self {
        Self {
            part,
            at: from,
            end: to,
            offset,
            out,
            cuts: Vec::new(),
        }
    }

    pub fn run(mut self) {
        let first = self.at;
        while self.at < self.end {
            let rest = self.rest();
            let c = first_char(rest);
            let length = if self.at == first || !is_word(previous(self.part, self.at)) {
                special(rest, self.at == first)
            } else {
                0
            };
            if length > 0 {
                self.emit(length);
            } else if c.is_numeric() {
                self.number();
            } else if is_word(c) {
                self.word();
            } else {
                self.punctuation();
            }
        }
    }

    fn rest(&self) -> &'t str {
        &self.part[self.at..self.end]
    }

    fn emit(&mut self, length: usize) {
        debug_assert!(length > 0);
        let length = length.max(1);
        self.out.push(Span::new(
            self.offset + self.at,
            self.offset + self.at + length,
        ));
        self.at += length;
    }

    /// The first word of what follows the chunk, with the white space before it skipped.
    fn following(&self, from: usize) -> &'t str {
        let rest = self.part[from..].trim_start_matches(is_space);
        let end = rest
            .char_indices()
            .take(24)
            .find(|&(_, c)| !is_word(c) && !is_apostrophe(c))
            .map_or_else(
                || rest.char_indices().nth(24).map_or(rest.len(), |(i, _)| i),
                |(i, _)| i,
            );
        &rest[..end]
    }

    fn number(&mut self) {
        let rest = self.rest();
        let length = digits_with_marks(rest);
        let suffix = word_length(&rest[length..]);
        if suffix == 0 {
            self.emit(length);
            return;
        }
        let letters = &rest[length..length + suffix];
        let whole = &rest[..length];
        if is_unit(letters, whole, self.after_currency()) {
            self.emit(length);
            let mut unit = suffix;
            if rest[length + suffix..].starts_with('.')
                && rest[length..].len() >= 4
                && rest[length + 1..].starts_with(".m.")
            {
                unit = 4;
            }
            self.emit(unit);
        } else if whole.bytes().all(|b| b.is_ascii_digit()) {
            self.word();
        } else if suffix <= 2 {
            self.emit(length + suffix);
        } else {
            self.emit(length);
        }
    }

    fn after_currency(&self) -> bool {
        is_currency(previous(self.part, self.at))
    }

    /// A word that begins with a letter (or with digits that letters follow).
    fn word(&mut self) {
        let rest = self.rest();
        if let Some(length) = self.dotted(rest) {
            self.emit(length);
            return;
        }
        let mut length = word_length(rest);
        loop {
            let tail = &rest[length..];
            let Some(c) = tail.chars().next() else { break };
            let after = &tail[c.len_utf8()..];
            let next = word_length(after);
            let joined = if is_apostrophe(c) {
                next > 0 || (after.is_empty() && rest[..length].ends_with(['s', 'S']))
            } else {
                match c {
                    '-' | '‐' | '‑' => {
                        next > 0 && hyphen::joins(segment(&rest[..length]), after)
                    }
                    '&' => next > 0 && is_short_capital(&rest[..length], &after[..next]),
                    '/' => next > 0 && is_short_pair(&rest[..length], &after[..next]),
                    // "R1.1bn", "v2.5": a stop between digits belongs to them
                    '.' if rest[..length].ends_with(|d: char| d.is_ascii_digit()) => {
                        starts_digit(after)
                    }
                    '.' => next > 0 && first_char(after).is_lowercase(),
                    '@' | '*' => next > 0,
                    '+' => {
                        (length > 1 || after.starts_with('+'))
                            && is_end(after.trim_start_matches('+'))
                    }
                    '$' => is_country(&rest[..length]) && (after.is_empty() || starts_digit(after)),
                    _ => false,
                }
            };
            if !joined {
                break;
            }
            length += c.len_utf8() + next;
            if c == '+' {
                length = rest.len() - rest[length..].trim_start_matches('+').len();
                break;
            }
            if c == '$' {
                length -= next;
                break;
            }
        }
        // A stutter or a cut-off word keeps its hyphen; so does a prefix before "and".
        if rest[length..].starts_with('-')
            && !rest[length + 1..].starts_with(|c| is_word(c) || c == '-')
            && (length <= 2 || hyphen::joins(&rest[..length], ""))
        {
            self.emit(length + 1);
            return;
        }
        let stop = &rest[length..];
        if stop.starts_with('.') && !stop.starts_with("..") && self.keeps_stop(length) {
            self.emit(length + 1);
            return;
        }
        let mut cuts = std::mem::take(&mut self.cuts);
        clitic::cuts(&rest[..length], &mut cuts);
        let mut done = 0;
        for &cut in &cuts {
            if cut > done && cut < length {
                self.emit(cut - done);
                done = cut;
            }
        }
        self.emit(length - done);
        self.cuts = cuts;
    }

    /// Letters with dots between them: "U.S.", "a.m.", "Ph.D."
    fn dotted(&self, rest: &str) -> Option<usize> {
        let mut at = 0;
        let mut letters = 0;
        loop {
            let c = rest[at..].chars().next()?;
            let second = rest[at + c.len_utf8()..].chars().next();
            if !c.is_alphabetic() || second != Some('.') {
                break;
            }
            at += c.len_utf8() + 1;
            letters += 1;
            if at >= rest.len() {
                break;
            }
        }
        if letters == 0 {
            let known = ["Ph.D", "M.Sc", "B.Sc", "Ed.D", "Lt.Col"];
            let name = known.iter().find(|k| rest.starts_with(**k))?;
            let stop = usize::from(rest[name.len()..].starts_with('.'));
            return is_end(&rest[name.len() + stop..]).then_some(name.len() + stop);
        }
        let tail = word_length(&rest[at..]);
        if letters >= 2 && tail == 0 {
            return Some(at);
        }
        if letters >= 2 && rest[at..].chars().take_while(|&c| is_word(c)).count() == 1 {
            return Some(at + tail);
        }
        if letters == 1 && tail > 0 {
            let count = rest[at..at + tail].chars().count();
            let c = first_char(&rest[at..]);
            if count == 1 && c.is_alphabetic() {
                return Some(at + tail);
            }
            // Initials without a space: "J.Tarn".
            if count > 1 && c.is_uppercase() && first_char(rest).is_uppercase() {
                return Some(at);
            }
            return None;
        }
        if letters >= 2 {
            return Some(at);
        }
        // One letter and a full stop: an initial unless a new sentence follows.
        let c = first_char(rest);
        let next = self.following(self.at + at);
        let initial = rest.len() == at
            && c.is_uppercase()
            && first_char(next).is_uppercase()
            && (c != 'I' || self.after_capital())
            && !(opens_sentence(next) && next.len() > 1);
        let lower = rest.len() == at
            && c.is_lowercase()
            && abbreviation(&rest[..c.len_utf8()]).is_some()
            && starts_digit(next);
        (initial || lower).then_some(at)
    }

    /// Whether the word before this one is capitalised (as in a name).
    fn after_capital(&self) -> bool {
        let before = self.part[..self.at].trim_end_matches(is_space);
        let start = before
            .char_indices()
            .rev()
            .take(24)
            .take_while(|&(_, c)| is_word(c) || c == '.')
            .last()
            .map_or(before.len(), |(i, _)| i);
        first_char(&before[start..]).is_uppercase()
    }

    /// Whether the full stop after `length` bytes belongs to the word.
    fn keeps_stop(&self, length: usize) -> bool {
        let rest = self.rest();
        let next = self.following(self.at + length + 1);
        if rest[..length].eq_ignore_ascii_case("etc") {
            return !next.is_empty() && !next.starts_with(char::is_uppercase)
                || rest.len() > length + 1;
        }
        match abbreviation(&rest[..length]) {
            None => false,
            Some(Abbreviation::BeforeNumber) => starts_digit(next),
            Some(Abbreviation::Before) => !next.is_empty() || rest.len() > length + 1,
            Some(Abbreviation::Anywhere) => true,
        }
    }

    fn punctuation(&mut self) {
        let rest = self.rest();
        let c = first_char(rest);
        let after = &rest[c.len_utf8()..];
        let run = rest.find(|d| d != c).unwrap_or(rest.len());
        let length = match c {
            '.' if run == 1 && starts_digit(after) && !is_word(previous(self.part, self.at)) => {
                1 + digits_with_marks(after)
            }
            '.' | '-' | '=' | '_' | '~' | '*' | '<' | '>' | '+' | '\'' | '`' | '’' | '#' | '—'
            | '…' | '|' | '$' | '\\'
                if run > 1 =>
            {
                run
            }
            '!' | '?' => rest.find(|d| d != '!' && d != '?').unwrap_or(rest.len()),
            c if is_apostrophe(c) => self.apostrophe(rest, c),
            c if is_pictograph(c) => rest.find(|d| !is_joiner(d) && d != c).unwrap_or(rest.len()),
            _ => c.len_utf8() + combining(after),
        };
        self.emit(length);
    }

    /// Clitics that stand alone, decades ("'90s") and clipped words ("'em").
    fn apostrophe(&self, rest: &str, mark: char) -> usize {
        let after = &rest[mark.len_utf8()..];
        let word = word_length(after);
        let letters = &after[..word];
        let clipped = [
            "s", "ve", "ll", "re", "d", "m", "em", "til", "cause", "bout", "n",
        ]
        .iter()
        .any(|w| letters.eq_ignore_ascii_case(w));
        let decade = letters.len() >= 2
            && letters.len() <= 3
            && letters.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && matches!(letters.get(2..), Some("" | "s"));
        let open = !is_word(previous(self.part, self.at));
        if (clipped && is_end(&after[word..]) && first_char(letters).is_lowercase())
            || (decade && open)
        {
            mark.len_utf8() + word
        } else {
            mark.len_utf8()
        }
    }
}

/// Addresses, emoticons, handles, tags and tickers.
fn special(rest: &str, chunk_start: bool) -> usize {
    if chunk_start {
        let face = web::emoticon(rest);
        if face > 0 {
            return face;
        }
    }
    let bytes = rest.as_bytes();
    if bytes.contains(&b'.') || bytes.contains(&b':') || bytes.contains(&b'@') {
        let address = web::address(rest);
        if address > 0 {
            return address;
        }
    }
    match bytes[0] {
        b'@' | b'#' => {
            let word = word_length(&rest[1..]);
            if word > 1 && !starts_digit(&rest[1..]) {
                return 1 + word;
            }
        }
        b'$' => {
            let word = word_length(&rest[1..]);
            let ticker = &rest[1..1 + word];
            if (1..=6).contains(&word)
                && ticker.bytes().all(|b| b.is_ascii_uppercase())
                && (word >= 2 || is_end(&rest[1 + word..]))
            {
                return 1 + word;
            }
        }
        _ => {}
    }
    0
}

/// Digits with the marks that belong to numbers, dates, times and telephone numbers.
fn digits_with_marks(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let run = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = run(0);
    if end == 0 {
        // Digits of other scripts, fractions.
        return rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len());
    }
    let dashed = dash_number(bytes);
    if dashed > 0 {
        return dashed;
    }
    let mut last = end;
    while last > 0 && end < bytes.len() {
        let next = run(end + 1);
        let joined = match bytes[end] {
            b'.' | b':' => next > 0,
            b',' => next == 3,
            b'/' => slashes(bytes, end, last, next),
            _ => false,
        };
        if !joined {
            break;
        }
        end += 1 + next;
        last = next;
    }
    let fraction = &rest[end..];
    end + fraction
        .find(|c| !matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔' | '²' | '³'))
        .unwrap_or(fraction.len())
}

/// Whether a slash between digits belongs to a date or a fraction.
fn slashes(bytes: &[u8], at: usize, before: usize, after: usize) -> bool {
    (1..=2).contains(&before)
        && ((1..=2).contains(&after) || (after == 4 && bytes[..at].contains(&b'/')))
}

/// Length of an ISO date or a telephone number at the start, or 0.
fn dash_number(bytes: &[u8]) -> usize {
    let mut groups = [0usize; 5];
    let (mut n, mut at) = (0, 0);
    while n < groups.len() {
        let run = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        if run == 0 {
            return 0;
        }
        groups[n] = run;
        n += 1;
        at += run;
        if bytes.get(at) == Some(&b'-') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            at += 1;
        } else {
            break;
        }
    }
    let good = matches!(
        &groups[..n],
        [4, 2, 2] | [1..=2, 1..=2, 4] | [3, 4] | [3, 3, 4] | [1..=2, 3, 3, 4] | [5, 4]
    );
    if good { at } else { 0 }
}

fn is_unit(letters: &str, number: &str, currency: bool) -> bool {
    match letters {
        "am" | "pm" | "AM" | "PM" | "a" | "p" if letters.len() == 2 => true,
        "bn" | "mn" | "tn" | "m" | "b" | "k" | "K" | "mm" | "MM" | "cm" | "km" | "kg" | "mg"
        | "ml" | "ft" | "lb" | "lbs" | "oz" | "mph" | "kb" | "MB" | "GB" | "TB" | "MW" | "GW"
        | "kW" | "kWh" | "MWh" | "GWh" | "TWh" | "MHz" | "GHz" | "nm" | "bps" | "million"
        | "billion" | "trillion" | "percent" | "pc" | "pct" | "bln" | "mln" | "trn" | "hrs"
        | "hr" | "min" | "mins" | "yr" | "yrs" => true,
        "M" | "B" | "T" | "t" | "MM+" => currency || number.contains('.'),
        _ => false,
    }
}

/// "R&D", "P&L", "AT&T": capitals around the sign, one of the sides short.
fn is_short_capital(left: &str, right: &str) -> bool {
    let short = |s: &str| s.chars().count() <= 4 && s.chars().all(|c| c.is_alphabetic());
    let same_case = |s: &str, t: &str| {
        s.chars().chain(t.chars()).all(char::is_uppercase)
            || s.chars().chain(t.chars()).all(char::is_lowercase)
    };
    short(left) && short(right) && same_case(left, right)
}

/// "w/o", "l/c", "s/he".
fn is_short_pair(left: &str, right: &str) -> bool {
    left.len() == 1 && (right.len() == 1 || right == "he") && first_char(left).is_alphabetic()
}

fn is_country(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' | '₺' | '₿' | '¢')
}

fn is_end(rest: &str) -> bool {
    !rest.starts_with(is_word)
}

fn starts_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Characters that words are made of.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\u{AD}' || is_mark(c)
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn is_pictograph(c: char) -> bool {
    matches!(u32::from(c), 0x2600..=0x27BF | 0x1F000..=0x1FAFF)
}

fn is_joiner(c: char) -> bool {
    matches!(u32::from(c), 0x200D | 0xFE0F | 0x1F3FB..=0x1F3FF) || is_pictograph(c)
}

fn combining(rest: &str) -> usize {
    rest.find(|c| !is_mark(c) && c != '\u{FE0F}' && c != '\u{200D}')
        .unwrap_or(rest.len())
}

fn word_length(rest: &str) -> usize {
    rest.find(|c| !is_word(c)).unwrap_or(rest.len())
}

/// The last part of a word that is joined already.
fn segment(word: &str) -> &str {
    word.rsplit(['-', '‐', '‑']).next().unwrap_or(word)
}

fn first_char(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}

fn previous(text: &str, at: usize) -> char {
    text[..at].chars().next_back().unwrap_or(' ')
}
