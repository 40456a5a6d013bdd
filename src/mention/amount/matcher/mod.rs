//! Finds money, percentages and counts among the atoms of one sentence.

mod money;

use std::ops::Range;

use super::currency::Named;
use super::{AmountValue, Bound};
use crate::claim::{Decimal, Duration, Quantity};
use crate::mention::atom::{Atom, AtomKind};
use crate::mention::number::{Figure, NUMBERS, Reading, number};
use crate::mention::time::TIMES;
use crate::nlp::{Deprel, Number, Upos, View};

/// An amount found among the atoms.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Its atoms.
    pub atoms: Range<usize>,
    /// Its value, the lower end of a range.
    pub value: AmountValue,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// How exact it is.
    pub bound: Bound,
    /// How often it is due.
    pub period: Option<Duration>,
    /// Whether its currency is told by itself.
    pub sure: bool,
}

/// Looks for amounts in one sentence.
pub(super) struct Matcher<'a> {
    view: &'a View<'a>,
    atoms: &'a [Atom<'a>],
    /// For each atom: whether it belongs to an expression of time.
    taken: &'a [bool],
    /// The currencies that the document named before.
    named: &'a Named,
    /// Currency of the money named before in the sentence.
    currency: Option<String>,
    /// Unit of the count named before in the sentence.
    unit: Option<String>,
}

/// A number with what makes it money, a percentage or a count.
struct Read {
    figure: Figure,
    /// Whether it has a magnitude of its own.
    scaled: bool,
    /// Power of ten of that magnitude.
    scale: i32,
    end: usize,
    /// Whether its currency is told by itself.
    sure: bool,
}

impl<'a> Matcher<'a> {
    /// A matcher for a sentence's atoms, some of which belong to expressions of time.
    pub fn new(
        view: &'a View<'a>,
        atoms: &'a [Atom<'a>],
        taken: &'a [bool],
        named: &'a Named,
    ) -> Self {
        Self {
            view,
            atoms,
            taken,
            named,
            currency: None,
            unit: None,
        }
    }

    /// All amounts, from left to right, not overlapping.
    pub fn all(mut self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < self.atoms.len() {
            match self.at(at) {
                Some(one) => {
                    at = one.atoms.end.max(at + 1);
                    match &one.value {
                        AmountValue::Money(m) => self.currency = Some(m.currency.clone()),
                        AmountValue::Count(q) => self.unit = Some(q.unit.clone()),
                        AmountValue::Percent(_) => {}
                    }
                    found.push(one);
                }
                None => at += 1,
            }
        }
        found
    }

    fn at(&self, at: usize) -> Option<Found> {
        let mut found = self
            .money(at)
            .or_else(|| self.percent(at))
            .or_else(|| self.fraction(at))
            .or_else(|| self.elliptic_money(at))
            .or_else(|| self.count(at))?;
        if found.upper.is_none() {
            found.bound = self.bound(&found.atoms);
        }
        found.period = self.period(&found.atoms);
        Some(found)
    }

    fn text(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |a| a.text.as_str())
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |i| self.text(i))
    }

    fn upos(&self, at: usize) -> Option<Upos> {
        self.atoms.get(at).map(|a| self.view.upos(a.token))
    }

    fn is_glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|a| a.glued)
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(false)
    }

    /// Whether an atom goes on a word that began before it: "C220".
    fn is_inside_word(&self, at: usize) -> bool {
        at > 0
            && self.is_glued(at)
            && (self.atoms[at - 1].kind != AtomKind::Sign
                || (self.text(at - 1) == "-" && self.is_glued(at - 1)))
    }

    /// "20%", "20 to 25 percent", "50 basis points".
    fn percent(&self, at: usize) -> Option<Found> {
        if self.is_inside_word(at) {
            return None;
        }
        let first = number(self.atoms, at, false)?;
        let found = |lower: Figure, upper: Option<Decimal>, end: usize| {
            Some(Found {
                atoms: at..end,
                value: AmountValue::Percent(lower.decimal()?),
                upper,
                bound: Bound::Exact,
                period: None,
                sure: true,
            })
        };
        let single = self.percent_sign(first.end);
        let middle = single.map_or(first.end, |(_, end)| end);
        if let Some(next) = self.joint(at, middle)
            && let Some(second) = number(self.atoms, next, false)
            && let Some((power, end)) = self.percent_sign(second.end)
        {
            let lower = first.figure.times_ten_to(power);
            let upper = second.figure.times_ten_to(power).decimal()?;
            if lower.decimal()?.to_f64() < upper.to_f64() {
                return found(lower, Some(upper), end);
            }
        }
        let (power, end) = single?;
        found(first.figure.times_ten_to(power), None, end)
    }

    fn percent_sign(&self, at: usize) -> Option<(i32, usize)> {
        let at = at + usize::from(self.text(at) == "-");
        if let Some(((), end)) = NUMBERS.percent.longest(self.atoms, at) {
            return Some((0, end));
        }
        NUMBERS
            .basis
            .longest(self.atoms, at)
            .map(|((), end)| (-2, end))
    }

    /// Where the upper end of a range starts, if the word at `middle` joins one that starts at `at`.
    fn joint(&self, at: usize, middle: usize) -> Option<usize> {
        let before = self.before(at);
        let joined = match self.text(middle) {
            "-" => true,
            "to" => before != "from" || at >= 2 && self.text(at - 2).starts_with("rang"),
            "and" => before == "between",
            _ => false,
        };
        joined.then_some(middle + 1)
    }

    /// "a fifth of", "two-thirds", "half its shares", "a one-third stake".
    fn fraction(&self, at: usize) -> Option<Found> {
        if self.is_inside_word(at) || self.is_taken(at) {
            return None;
        }
        let text = self.text(at);
        let (count, next, counted) = match text {
            "half" | "quarter" | "quarters" => (1, at, false),
            "a" | "an" | "one" => (1, at + 1, text == "one"),
            _ => {
                let reading = number(self.atoms, at, false)?;
                let count = reading.figure.small().filter(|n| (2..10).contains(n))?;
                (count as u32, reading.end, !reading.figures)
            }
        };
        let hyphen = usize::from(self.text(next) == "-" && next > at);
        let (parts, end) = NUMBERS.fractions.longest(self.atoms, next + hyphen)?;
        // "a quarter of a million"
        let scaled = number(self.atoms, at, false).is_some_and(|n| n.end > end);
        if self.is_taken(end - 1) || count >= parts || scaled {
            return None;
        }
        let follower = self.text(end);
        let share_noun = NUMBERS
            .share_nouns
            .longest(self.atoms, end + usize::from(follower == "-"))
            .is_some();
        let of = follower == "of"
            && !(TIMES.units.has(self.text(end + 1)) || TIMES.units.has(self.text(end + 2)));
        let bounded = NUMBERS.bounds.before(self.atoms, at, 4).is_some();
        let content_follows = matches!(
            self.upos(end),
            Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb)
        );
        let fits = if of || share_noun {
            true
        } else if parts == 2 && next == at {
            matches!(
                follower,
                "the"
                    | "its"
                    | "their"
                    | "his"
                    | "her"
                    | "our"
                    | "that"
                    | "this"
                    | "those"
                    | "these"
            )
        } else if count > 1 || counted && hyphen == 1 {
            !content_follows || follower == "-"
        } else {
            let closes = matches!(self.upos(end), None | Some(Upos::Punct)) && follower != "-";
            let governed = matches!(
                at.checked_sub(1).and_then(|i| self.upos(i)),
                Some(Upos::Adp | Upos::Verb)
            );
            (bounded && !content_follows) || (parts != 2 && parts != 4 && closes && governed)
        };
        if !fits
            || matches!(
                self.before(at),
                "first" | "second" | "final" | "latter" | "-"
            )
        {
            return None;
        }
        Some(Found {
            atoms: at..end,
            value: AmountValue::Percent(share(count, parts)?),
            upper: None,
            bound: Bound::Exact,
            period: None,
            sure: true,
        })
    }

    /// A number with the noun that it counts.
    fn count(&self, at: usize) -> Option<Found> {
        if self.is_inside_word(at) || self.is_taken(at) {
            return None;
        }
        let reading = number(self.atoms, at, false)?;
        let token = self.atoms[at].token;
        if matches!(self.text(at), "one" | "zero") && reading.end == at + 1 {
            return None;
        }
        if self.atoms[at].raw.len() > 1
            && self.atoms[at].raw.starts_with('0')
            && !self.atoms[at].raw.contains('.')
        {
            return None;
        }
        if self.is_label(at, token) {
            return None;
        }
        // "Nine Keys"
        if at > 0
            && self.atoms[at].kind == AtomKind::Word
            && self.atoms[at].is_capitalised()
            && self
                .atoms
                .get(reading.end)
                .is_some_and(Atom::is_capitalised)
            && self.atoms[at - 1].kind == AtomKind::Word
        {
            return None;
        }
        let mut lower = reading.figure;
        let mut upper = None;
        let mut end = reading.end;
        if let Some(next) = self.joint(at, end)
            && let Some(second) = number(self.atoms, next, false)
            && !self.is_taken(next)
        {
            let scaled = if !reading.scaled && second.scaled {
                lower.times_ten_to(second.scale)
            } else {
                lower
            };
            let value = second.figure.decimal()?;
            if scaled.decimal()?.to_f64() < value.to_f64() {
                lower = scaled;
                upper = Some(value);
                end = second.end;
            }
        }
        let last_number = self.atoms[end - 1].token;
        let (unit, stop) = match self.unit(token, last_number, end) {
            Some((unit, stop)) => {
                // "20 or more planes" aside, a unit of time is no count.
                let words = self.view.words(&unit).to_owned();
                (words, stop)
            }
            None => {
                let more = matches!(
                    self.before(at),
                    "further" | "another" | "additional" | "other" | "remaining" | "extra"
                );
                let alone = !matches!(
                    self.upos(end),
                    Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Sym)
                ) && !self.is_glued(end)
                    || matches!(self.text(end), "." | "," | ";" | ")");
                if !more || !alone {
                    return None;
                }
                (self.unit.clone()?, end)
            }
        };
        Some(Found {
            atoms: at..stop,
            value: AmountValue::Count(Quantity {
                value: lower.decimal()?,
                unit,
            }),
            upper,
            bound: Bound::Exact,
            period: None,
            sure: true,
        })
    }

    /// Whether the number names something rather than counts: "Lantern 4", "phase 3", "No. 5", "1. Introduction".
    fn is_label(&self, at: usize, token: usize) -> bool {
        let before = self.before(at);
        if matches!(
            before,
            "no" | "number"
                | "nr"
                | "#"
                | "page"
                | "pages"
                | "section"
                | "article"
                | "chapter"
                | "figure"
                | "table"
                | "version"
                | "item"
                | "paragraph"
                | "clause"
                | "rule"
                | "."
                | ":"
        ) && at > 0
            && (self.is_glued(at) || before.chars().all(char::is_alphanumeric))
        {
            return true;
        }
        let Some(previous) = token.checked_sub(1) else {
            return false;
        };
        let same_sentence = at > 0;
        let named = self
            .view
            .analysis
            .entities
            .iter()
            .any(|e| e.tokens.contains(&token) && e.tokens.len() > 1 && e.tokens.start < token);
        let belongs = same_sentence
            && self.view.head(token) == Some(previous)
            && matches!(self.view.upos(previous), Upos::Noun | Upos::Propn);
        let listed = at == 0 && (matches!(self.text(1), "." | ")") || self.text(0).contains('.'));
        named || belongs || listed
    }

    /// The tokens of the counted noun phrase and the atom after it.
    fn unit(&self, number: usize, last_number: usize, end: usize) -> Option<(Range<usize>, usize)> {
        let sentence_end = self.view.sentence(number).tokens.end;
        if self.text(end) == "-" && self.is_glued(end) {
            // "a 60-person line"
            let atom = self.atoms.get(end + 1)?;
            let noun = matches!(self.view.upos(atom.token), Upos::Noun | Upos::Propn)
                || atom.token == number;
            let usual = atom.kind == AtomKind::Word
                && noun
                && self.is_counted(&atom.text)
                && !NUMBERS.fractions.has(&atom.text);
            if !usual || atom.token == number {
                return None;
            }
            return Some((atom.token..atom.token + 1, end + 2));
        }
        let mut start = self.atoms.get(end)?.token;
        if self.text(end) == "of" {
            start = self.inside_of(start + 1, sentence_end)?;
        }
        if start <= last_number {
            // "24GWh" in one token: the unit cannot be cut off.
            return None;
        }
        let governor = [number, last_number]
            .iter()
            .filter(|&&t| self.view.deprel(t) == Deprel::Nummod)
            .filter_map(|&t| self.view.head(t))
            .find(|&h| h >= start && h < start + 8);
        let mut last = None;
        for t in start..sentence_end.min(start + 8) {
            let upos = self.view.upos(t);
            match upos {
                Upos::Noun | Upos::Propn | Upos::Sym => last = Some(t),
                Upos::Adj | Upos::X => {}
                Upos::Punct
                    if matches!(
                        self.view.form(t),
                        "-" | "\u{2013}" | "\u{2010}" | "\u{2011}"
                    ) => {}
                Upos::Verb if matches!(self.view.deprel(t), Deprel::Amod | Deprel::Compound) => {}
                // "ship-to-shore cranes"
                Upos::Adp if t > start && self.view.form(t - 1) == "-" => {}
                Upos::Adv if t + 1 < sentence_end && self.view.upos(t + 1) == Upos::Adj => {}
                Upos::Num if self.view.form(t).starts_with(char::is_alphabetic) && t > start => {}
                _ => break,
            }
            if governor == Some(t) {
                last = Some(t);
                let noun = t + 1 < sentence_end && self.view.upos(t + 1) == Upos::Noun;
                // "12,000 sq ft"
                if noun && matches!(self.view.form(t), "sq" | "cu") {
                    last = Some(t + 1);
                    break;
                }
                let goes_on = noun && self.view.token(t + 1).feats.number == Some(Number::Plur);
                if !goes_on {
                    break;
                }
            }
        }
        let last = last?;
        let first_atom = self.atoms.iter().position(|a| a.token == start)?;
        let stop = self.atoms.iter().rposition(|a| a.token == last)? + 1;
        let plural = self.view.token(last).feats.number == Some(Number::Plur);
        let symbol = self.view.form(last).chars().skip(1).any(char::is_uppercase);
        if governor.is_none_or(|g| g > last) && !plural && !symbol {
            return None;
        }
        if (first_atom..stop).any(|a| self.is_taken(a)) {
            return None;
        }
        let head = &self.atoms[stop - 1].text;
        if !self.is_counted(head) || !self.is_counted(&self.atoms[first_atom].text) {
            return None;
        }
        Some((start..last + 1, stop))
    }

    /// Where the counted phrase starts after "of": "45 of the group's 210 shops".
    fn inside_of(&self, mut at: usize, end: usize) -> Option<usize> {
        let limit = end.min(at + 6);
        let possessor = (at..limit)
            .find(|&t| matches!(self.view.form(t), "'s" | "\u{2019}s" | "'" | "\u{2019}"));
        if let Some(t) = possessor {
            at = t + 1;
        }
        while at < limit && matches!(self.view.upos(at), Upos::Det | Upos::Pron | Upos::Num) {
            at += 1;
        }
        (at < limit).then_some(at)
    }

    fn is_counted(&self, word: &str) -> bool {
        let time = TIMES.units.has(word) && word != "second" && word != "quarter";
        !time
            && !TIMES.months.has(word)
            && !NUMBERS.percent.has(word)
            && !matches!(
                word,
                "times"
                    | "fold"
                    | "gmt"
                    | "est"
                    | "am"
                    | "pm"
                    | "a.m"
                    | "p.m"
                    | "et"
                    | "percent"
                    | "o'clock"
                    | "percentage"
                    | "basis"
                    | "points"
                    | "point"
                    | "utc"
                    | "cet"
                    | "edt"
                    | "pst"
                    | "old"
                    | "th"
                    | "rd"
                    | "nd"
                    | "st"
                    | "%"
                    | "b.c"
                    | "ad"
            )
    }

    /// "more than", "up to", "or more".
    fn bound(&self, atoms: &Range<usize>) -> Bound {
        if let Some((bound, _)) = NUMBERS.bounds_after.longest(self.atoms, atoms.end) {
            return bound;
        }
        let start = atoms.start;
        let start = start
            - usize::from(
                start > 0 && matches!(self.before(start), "a" | "an" | "the" | "another"),
            );
        let start = start
            - usize::from(start > 0 && matches!(self.before(start), "further" | "additional"));
        let Some((bound, first)) = NUMBERS
            .bounds
            .before(self.atoms, start, 4)
            .or_else(|| NUMBERS.bounds.before(self.atoms, atoms.start, 4))
        else {
            return Bound::Exact;
        };
        // "under $5 million deals" is no bound.
        if matches!(
            self.text(first),
            "over" | "under" | "above" | "below" | "beyond"
        ) {
            let token = self.atoms[first].token;
            // "turned over €5m", whatever the tree says
            let particle = self.text(first) == "over"
                && first > 0
                && NUMBERS
                    .over
                    .has(self.view.lemma(self.atoms[first - 1].token));
            if particle {
                return Bound::Exact;
            }
            let inside = self.atoms[atoms.start].token..self.atoms[atoms.end - 1].token + 1;
            let elsewhere = self.view.head(token).is_some_and(|h| !inside.contains(&h));
            // "handed over 5%", "a quarrel over €5m"
            let oblique = self.text(first) == "over"
                && self.view.deprel(token) == Deprel::Case
                && inside
                    .clone()
                    .any(|t| matches!(self.view.deprel(t).universal(), "obl" | "nmod"));
            if oblique || self.view.deprel(token) == Deprel::CompoundPrt {
                return Bound::Exact;
            }
            if elsewhere && matches!(self.view.deprel(token), Deprel::Case | Deprel::Mark) {
                return Bound::Exact;
            }
        }
        bound
    }

    /// "a year", "per month", "annually"; "an annual fee of".
    fn period(&self, atoms: &Range<usize>) -> Option<Duration> {
        let at = atoms.end;
        let next = at + usize::from(self.text(at) == "each" && self.text(at + 1) == "a");
        if let Some((period, _)) = TIMES.periods.longest(self.atoms, next) {
            let adverb = self.upos(next) != Some(Upos::Adj)
                || period == "P1Y" && self.text(next) != "annual";
            return adverb.then_some(Duration(period));
        }
        if matches!(self.text(next), "a" | "an" | "per" | "each" | "every" | "/")
            && let Some((unit, end)) = TIMES.units.longest(self.atoms, next + 1)
            && !self.text(next + 1).ends_with('s')
            && !TIMES.ago.has(self.text(end))
            && (self.text(end) == "on" || !TIMES.later.has(self.text(end)))
            && !TIMES.earlier.has(self.text(end))
            && self.text(end) != "-"
        {
            return unit.duration(2);
        }
        // "an annual fee of $5m"
        let of = (atoms.start.saturating_sub(3)..atoms.start).rfind(|&i| self.text(i) == "of")?;
        (of.saturating_sub(3)..of).find_map(|i| {
            if self.text(i) == "annual"
                || self.text(i) == "yearly"
                || self.text(i) == "monthly"
                || self.text(i) == "quarterly"
            {
                let (period, _) = TIMES.periods.longest(self.atoms, i)?;
                return Some(Duration(period));
            }
            None
        })
    }
}

impl From<Reading> for Read {
    fn from(reading: Reading) -> Self {
        Self {
            figure: reading.figure,
            scaled: reading.scaled,
            scale: reading.scale,
            end: reading.end,
            sure: true,
        }
    }
}

/// A fraction in percent, rounded to one decimal where it does not come out even.
fn share(count: u32, parts: u32) -> Option<Decimal> {
    let thousandths = count * 100_000;
    if thousandths.is_multiple_of(parts) {
        return Decimal::parse(&(thousandths / parts).to_string(), -3);
    }
    let tenths = (count * 2_000 + parts) / (2 * parts);
    Decimal::parse(&tenths.to_string(), -1)
}
