//! Arguments: the stretches of a text that may be one end of a triple.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::label::{key, letters, numeral, repaired, spelled, trimmed};
use crate::mention::{MentionKind, Mentions, TimeValue};
use crate::nlp::{Upos, View};
use crate::text::PartialDate;

/// A stretch of a text that may be one end of a triple.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token by which it hangs in the tree.
    pub head: usize,
    /// What to call it.
    pub label: String,
    /// The letters of the label.
    pub key: String,
    /// Its value, where it is a date.
    pub date: Option<PartialDate>,
    /// Whether it may be what the text is about.
    pub topical: bool,
    /// Why it is an argument: the readings that propose it, sorted.
    pub sources: BTreeSet<&'static str>,
}

/// The most tokens of an argument.
const LONGEST: usize = 14;
/// The most words of a phrase of common nouns.
const PHRASE: usize = 5;

/// Small words within names.
const WITHIN: &[&str] = &[
    "of", "the", "and", "&", "for", "in", "on", "to", "a", "an", "de", "la", "le", "du", "des",
    "von", "van", "der", "den", "di", "da", "del", "at", "with", "'s", "’s", "'", "-", "–", ":",
    "!", "?", ",", ".", "/", "vs.", "no", "et", "y", "or", "from", "by",
];

/// The arguments of a stretch of text (a sentence, a short paragraph), in the order of the text. `known` says whether the
/// letters of a label are those of an end known from examples.
#[must_use]
pub fn arguments(
    view: &View<'_>,
    mentions: &Mentions,
    unit: &Range<usize>,
    known: &dyn Fn(&str) -> bool,
) -> Vec<Argument> {
    let mut found = Finder {
        view,
        unit: unit.clone(),
        found: BTreeMap::new(),
    };
    for entity in &view.analysis.entities {
        found.add(entity.tokens.clone(), "entity", true);
    }
    for mention in &mentions.mentions {
        let named = mention.kind == MentionKind::Name;
        if mention.kind != MentionKind::Pronoun {
            let source = if named { "name" } else { "nominal" };
            found.add(mention.tokens.clone(), source, named);
        }
    }
    found.capitals();
    found.quoted();
    found.openings();
    found.phrases();
    found.known(known);
    found.persons();
    found.numbers();
    // "4.5 million pounds", "two metres"
    for amount in &mentions.amounts {
        let inside = unit.start <= amount.tokens.start && amount.tokens.end <= unit.end;
        if inside {
            let value = amount.value.number().to_string();
            found.keep(amount.tokens.clone(), value, "number", false);
        }
    }
    for (tokens, place) in &mentions.places {
        if unit.start <= tokens.start && tokens.end <= unit.end {
            let named = view.upos(tokens.start) == Upos::Propn;
            found.keep(
                tokens.clone(),
                place.clone(),
                "place by another name",
                named,
            );
        }
    }
    let mut arguments: Vec<Argument> = found.found.into_values().collect();
    for time in &mentions.times {
        let dates = match &time.value {
            TimeValue::Date(date) => vec![*date],
            TimeValue::Range(from, to) => vec![*from, *to],
            _ => continue,
        };
        if !(unit.contains(&time.tokens.start) && time.tokens.end <= unit.end) {
            continue;
        }
        for (i, date) in dates.into_iter().enumerate() {
            let Some(label) = spelled(date) else { continue };
            arguments.push(Argument {
                tokens: time.tokens.clone(),
                head: time.head,
                key: key(&label),
                label,
                date: Some(date),
                topical: false,
                sources: BTreeSet::from([if i == 0 { "date" } else { "end of range" }]),
            });
        }
    }
    arguments.sort_by(|a, b| {
        let place = |x: &Argument| (x.tokens.start, x.tokens.end);
        place(a).cmp(&place(b)).then_with(|| a.label.cmp(&b.label))
    });
    arguments
}

struct Finder<'a> {
    view: &'a View<'a>,
    unit: Range<usize>,
    found: BTreeMap<(usize, usize, String), Argument>,
}

impl Finder<'_> {
    fn add(&mut self, tokens: Range<usize>, source: &'static str, topical: bool) {
        // outside of the stretch, however it is trimmed
        if tokens.end <= self.unit.start || self.unit.end <= tokens.start {
            return;
        }
        let v = self.view;
        let mut tokens = tokens;
        let loose = |t: usize| {
            v.upos(t) == Upos::Punct && !matches!(v.form(t), "!" | "?" | ")")
                || matches!(v.form(t), "'s" | "’s")
        };
        while !tokens.is_empty() && loose(tokens.start) {
            tokens.start += 1;
        }
        while !tokens.is_empty() && loose(tokens.end - 1) {
            tokens.end -= 1;
        }
        if tokens.is_empty()
            || tokens.start < self.unit.start
            || tokens.end > self.unit.end
            || tokens.len() > LONGEST
        {
            return;
        }
        // "The", "It", "With": no name, unless something else than its place and its letter says so
        let small = matches!(
            v.upos(tokens.start),
            Upos::Det | Upos::Pron | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Aux | Upos::Part
        );
        if tokens.len() == 1 && small && !matches!(source, "entity" | "name" | "quoted" | "known") {
            return;
        }
        // letters that were read in another encoding tear words apart
        let glued = |t: usize| {
            t > self.unit.start
                && t < self.unit.end
                && v.token(t - 1).span.end == v.token(t).span.start
                && (!v.form(t - 1).is_ascii() || !v.form(t).is_ascii())
                && v.form(t)
                    .chars()
                    .chain(v.form(t - 1).chars())
                    .all(|c| !c.is_ascii_punctuation())
        };
        while glued(tokens.end) {
            tokens.end += 1;
        }
        while glued(tokens.start) {
            tokens.start -= 1;
        }
        let label = repaired(&trimmed(v.words(&tokens)));
        if tokens.start > self.unit.start
            && matches!(v.form(tokens.start - 1), "The" | "the")
            && self.is_capital(tokens.start)
            && v.upos(tokens.start) != Upos::Adj
        {
            let all = tokens.start - 1..tokens.end;
            let label = repaired(&trimmed(v.words(&all)));
            self.keep(all, label, "with article", topical);
        }
        self.keep(tokens, label, source, topical);
    }

    fn keep(&mut self, tokens: Range<usize>, label: String, source: &'static str, topical: bool) {
        let letters = key(&label);
        if letters.is_empty() {
            return;
        }
        let head = head(self.view, &tokens);
        let argument = self
            .found
            .entry((tokens.start, tokens.end, letters.clone()))
            .or_insert_with(|| Argument {
                tokens,
                head,
                label,
                key: letters,
                date: None,
                topical: false,
                sources: BTreeSet::new(),
            });
        argument.sources.insert(source);
        argument.topical |= topical;
    }

    fn is_capital(&self, t: usize) -> bool {
        let form = self.view.form(t);
        form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    }

    /// Words written large, with the small words between them.
    fn capitals(&mut self) {
        let mut t = self.unit.start;
        while t < self.unit.end {
            if !self.is_capital(t) {
                t += 1;
                continue;
            }
            let (start, mut ends) = (t, Vec::new());
            let mut small = 0;
            while t < self.unit.end && small <= 2 && t - start < LONGEST {
                if self.is_capital(t) {
                    small = 0;
                    if t + 1 == self.unit.end || !self.is_capital(t + 1) {
                        ends.push(t + 1);
                    }
                } else if WITHIN.contains(&self.view.form(t)) {
                    small += 1;
                } else if t > start && matches!(self.view.form(t - 1), "-" | "'" | "’") {
                    small = 0;
                    if t + 1 == self.unit.end || !self.is_capital(t + 1) {
                        ends.push(t + 1);
                    }
                } else {
                    break;
                }
                t += 1;
            }
            for (i, end) in ends.iter().enumerate() {
                let source = if i == 0 {
                    "capitals"
                } else {
                    "joined capitals"
                };
                self.add(start..*end, source, true);
                if self.view.form(*end - 1) != "!"
                    && *end < self.unit.end
                    && matches!(self.view.form(*end), "!" | "?")
                {
                    self.add(start..*end + 1, source, true);
                }
            }
            // the first word of a sentence is written large whatever it is
            if start == self.unit.start && self.view.upos(start) != Upos::Propn {
                for end in ends.iter().filter(|e| **e > start + 1) {
                    self.add(start + 1..*end, "after first word", true);
                }
            }
            // what follows a small word may begin a name too
            t = ends.first().copied().unwrap_or(start + 1).max(start + 1);
        }
    }

    fn quoted(&mut self) {
        let mut open = None;
        for t in self.unit.clone() {
            let form = self.view.form(t);
            if matches!(form, "\"" | "“" | "”" | "``" | "''" | "«" | "»") {
                match open {
                    Some(start) if start < t => {
                        self.add(start..t, "quoted", true);
                        open = None;
                    }
                    _ => open = Some(t + 1),
                }
            }
        }
    }

    /// What stands before the first verbs, parentheses and commas: titles may be whole clauses.
    fn openings(&mut self) {
        let v = self.view;
        let (mut verbs, mut breaks) = (0, 0);
        let mut start = self.unit.start;
        while start < self.unit.end && v.upos(start) == Upos::Punct {
            start += 1;
        }
        for t in start..self.unit.end.min(start + LONGEST + 1) {
            let verb = matches!(v.upos(t), Upos::Verb | Upos::Aux);
            let stop = matches!(
                v.form(t),
                "(" | "," | "[" | "–" | "—" | "-" | "\"" | ";" | "'s"
            );
            if (verb && verbs < 4 || stop && breaks < 4) && t > start {
                let source = match (verb, v.form(t)) {
                    (true, _) if verbs == 0 => "opening to verb",
                    (true, _) => "opening to later verb",
                    (_, "(" | "[") => "opening to parenthesis",
                    _ => "opening to comma",
                };
                self.add(start..t, source, true);
                if matches!(v.form(start), "The" | "A" | "An") && t > start + 1 {
                    self.add(start + 1..t, "opening without article", true);
                }
            }
            verbs += usize::from(verb);
            breaks += usize::from(stop);
        }
    }

    /// Phrases of nouns and adjectives, every stretch of them.
    fn phrases(&mut self) {
        let v = self.view;
        let inside = |t: usize| {
            matches!(
                v.upos(t),
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X
            ) || matches!(v.form(t), "-" | "–" | "&" | "/")
                || v.upos(t) == Upos::Verb
                    && (v.form(t).ends_with("ing") || v.form(t).ends_with("ed"))
        };
        for start in self.unit.clone() {
            if !inside(start) || v.upos(start) == Upos::Punct {
                continue;
            }
            let mut words = 0;
            for end in start..self.unit.end.min(start + 8) {
                if !inside(end) {
                    break;
                }
                if !matches!(v.form(end), "-" | "–" | "&" | "/") {
                    words += 1;
                    if words > PHRASE {
                        break;
                    }
                    if v.upos(end) != Upos::Verb {
                        self.add(start..end + 1, "phrase", false);
                    }
                }
            }
        }
    }

    /// Words that are an end known from examples.
    fn known(&mut self, known: &dyn Fn(&str) -> bool) {
        let v = self.view;
        let parts: Vec<String> = self.unit.clone().map(|t| letters(v.form(t))).collect();
        let mut joined = String::new();
        for start in self.unit.clone() {
            if v.upos(start) == Upos::Punct {
                continue;
            }
            joined.clear();
            for end in start..self.unit.end.min(start + LONGEST) {
                let next = &parts[end - self.unit.start];
                joined.push_str(next);
                let number = || end == start && known(&key(v.form(start)));
                if !next.is_empty() && (known(&joined) || number()) {
                    self.add(start..end + 1, "known", true);
                }
            }
        }
    }

    /// Numbers, without the unit that is written together with them: "3500m".
    fn numbers(&mut self) {
        for t in self.unit.clone() {
            let form = self.view.form(t);
            let end = form.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
            let (digits, unit) = form.split_at(end.unwrap_or(form.len()));
            let digits = digits.trim_end_matches(['.', ',']);
            // "20th" and "1980s" are none, "007" is a name
            let ordinal = matches!(unit, "st" | "nd" | "rd" | "th" | "s");
            let small = unit.chars().count() <= 3 && unit.chars().all(char::is_lowercase);
            let word = unit.strip_prefix('-');
            let word = word.is_some_and(|w| w.starts_with(char::is_alphabetic));
            let padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
            if let Some(number) = numeral(digits)
                && (small && !ordinal || word)
                && !padded
            {
                self.keep(t..t + 1, number.to_string(), "number", false);
            }
        }
    }

    /// Persons with more than two names are mostly called by the first and the last.
    fn persons(&mut self) {
        let v = self.view;
        let long: Vec<Argument> = self
            .found
            .values()
            .filter(|a| a.topical && (3..=5).contains(&a.tokens.len()))
            .filter(|a| {
                a.tokens
                    .clone()
                    .all(|t| self.is_capital(t) && v.form(t).chars().any(char::is_alphabetic))
            })
            .cloned()
            .collect();
        for name in long {
            let words: Vec<&str> = name.tokens.clone().map(|t| v.form(t)).collect();
            let (first, last) = (words[0], words[words.len() - 1]);
            let tokens = name.tokens.clone();
            self.keep(
                tokens.clone(),
                format!("{first} {last}"),
                "first and last",
                true,
            );
            if words.len() > 3 {
                let label = format!("{first} {} {last}", words[words.len() - 2]);
                self.keep(tokens, label, "without a middle name", true);
            }
        }
    }
}

/// The token of a stretch whose head lies outside it; of several the first that is a noun.
fn head(view: &View<'_>, tokens: &Range<usize>) -> usize {
    let tops = tokens
        .clone()
        .filter(|&t| view.head(t).is_none_or(|h| !tokens.contains(&h)));
    let tops: Vec<usize> = tops.collect();
    tops.iter()
        .copied()
        .find(|&t| view.upos(t).is_nominal())
        .or(tops.first().copied())
        .unwrap_or(tokens.start)
}
