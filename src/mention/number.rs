//! Numbers in figures and in words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::atom::{Atom, AtomKind};
use super::phrases::Phrases;
use crate::claim::Decimal;

/// An exact number: `mantissa` times ten to the power of `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    mantissa: i128,
    scale: i32,
}

impl Figure {
    /// A whole number.
    pub fn whole(value: u32) -> Self {
        Self {
            mantissa: i128::from(value),
            scale: 0,
        }
    }

    /// As a decimal number.
    pub fn decimal(self) -> Option<Decimal> {
        Decimal::parse(&self.mantissa.to_string(), self.scale)
    }

    /// The same number times a power of ten.
    pub fn times_ten_to(self, power: i32) -> Self {
        Self {
            mantissa: self.mantissa,
            scale: self.scale + power,
        }
    }

    /// The sum of two numbers.
    fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.min(other.scale);
        let raised = |figure: Self| {
            let power = u32::try_from(figure.scale - scale).ok()?;
            figure.mantissa.checked_mul(10i128.checked_pow(power)?)
        };
        Some(Self {
            mantissa: raised(self)?.checked_add(raised(other)?)?,
            scale,
        })
    }

    /// The number as a small whole one.
    pub fn small(self) -> Option<i32> {
        let mut value = self.mantissa;
        for _ in 0..self.scale.clamp(0, 9) {
            value = value.checked_mul(10)?;
        }
        for _ in 0..self.scale.clamp(-9, 0).abs() {
            if value % 10 != 0 {
                return None;
            }
            value /= 10;
        }
        (value.abs() < 1_000_000).then_some(value as i32)
    }

    /// Twice the number as a small whole one: for "two and a half".
    pub fn halves(self) -> Option<i32> {
        Self {
            mantissa: self.mantissa.checked_mul(2)?,
            scale: self.scale,
        }
        .small()
    }
}

/// A number read from the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    /// Its value.
    pub figure: Figure,
    /// One past its last atom.
    pub end: usize,
    /// Whether it has a word or sign of magnitude ("billion", "bn").
    pub scaled: bool,
    /// Power of ten of that magnitude.
    pub scale: i32,
    /// Whether it is written in figures.
    pub figures: bool,
}

/// Number words, bounds and shares, as data.
#[derive(Debug)]
pub(super) struct NumberWords {
    /// "three": 3.
    pub cardinals: Phrases<u32>,
    /// "third": 3.
    pub ordinals: Phrases<u8>,
    /// "million": 6.
    pub scales: Phrases<i32>,
    /// "m": 6.
    pub short_scales: Phrases<i32>,
    /// "fifths": 5.
    pub fractions: Phrases<u32>,
    /// "more than", "up to", "about".
    pub bounds: Phrases<super::Bound>,
    /// "or more", "or less".
    pub bounds_after: Phrases<super::Bound>,
    /// Nouns that make a bare fraction a share.
    pub share_nouns: Phrases<()>,
    /// "percent".
    pub percent: Phrases<()>,
    /// "basis points".
    pub basis: Phrases<()>,
    /// Words by which a bare number of millions is money.
    pub money: Phrases<()>,
    /// Verbs that take "over" after them.
    pub over: Phrases<()>,
}

/// The table, read once.
pub(super) static NUMBERS: LazyLock<NumberWords> = LazyLock::new(|| {
    let file: NumberFile = toml::from_str(include_str!("../../ontology/lexicon/numbers.toml"))
        .expect("numbers.toml is well-formed");
    let list = |name: &Vec<String>, bound| {
        name.iter()
            .map(move |w| (w.clone(), bound))
            .collect::<Vec<_>>()
    };
    let unit = |words: &Vec<String>| Phrases::new(words.iter().map(|w| (w.clone(), ())));
    use super::Bound::{AtLeast, AtMost, Exact};
    let b = &file.bounds;
    NumberWords {
        cardinals: Phrases::new(file.cardinals),
        ordinals: Phrases::new(file.ordinals),
        scales: Phrases::new(file.scales),
        short_scales: Phrases::new(file.short_scales),
        fractions: Phrases::new(file.fractions),
        bounds: Phrases::new(
            [
                list(&b.at_least, AtLeast),
                list(&b.at_most, AtMost),
                list(&b.exact, Exact),
            ]
            .concat(),
        ),
        bounds_after: Phrases::new(
            [list(&b.after_least, AtLeast), list(&b.after_most, AtMost)].concat(),
        ),
        share_nouns: unit(&file.shares.nouns),
        percent: unit(&file.shares.percent),
        basis: unit(&file.shares.basis),
        money: unit(&file.money.words),
        over: unit(&file.money.over),
    }
});

#[derive(Deserialize)]
struct NumberFile {
    cardinals: BTreeMap<String, u32>,
    ordinals: BTreeMap<String, u8>,
    scales: BTreeMap<String, i32>,
    short_scales: BTreeMap<String, i32>,
    fractions: BTreeMap<String, u32>,
    bounds: Bounds,
    shares: Shares,
    money: MoneyWords,
}

#[derive(Deserialize)]
struct MoneyWords {
    words: Vec<String>,
    over: Vec<String>,
}

#[derive(Deserialize)]
struct Bounds {
    at_least: Vec<String>,
    at_most: Vec<String>,
    exact: Vec<String>,
    after_least: Vec<String>,
    after_most: Vec<String>,
}

#[derive(Deserialize)]
struct Shares {
    nouns: Vec<String>,
    percent: Vec<String>,
    basis: Vec<String>,
}

/// Reads the number that starts at an atom. `money`: a currency stands before it, so "m" means million wherever it stands.
pub(super) fn number(atoms: &[Atom<'_>], at: usize, money: bool) -> Option<Reading> {
    let words = &*NUMBERS;
    let first = atoms.get(at)?;
    let text = |i: usize| atoms.get(i).map_or("", |a| a.text.as_str());
    let (mut figure, mut end, figures) = if first.kind == AtomKind::Figures {
        // "1 .1" cut by the tokenizer is one number.
        let cut = text(at + 1) == "."
            && atoms[at + 1].glued
            && atoms
                .get(at + 2)
                .is_some_and(|a| a.glued && a.kind == AtomKind::Figures && !a.text.contains('.'))
            && !first.text.contains('.')
            && !atoms.get(at + 3).is_some_and(|a| a.glued && a.text == ".");
        if cut {
            let whole = format!("{}.{}", first.text, text(at + 2));
            (literal(&whole)?, at + 3, true)
        } else {
            (literal(&first.text)?, at + 1, true)
        }
    } else if text(at) == "half" && matches!(text(at + 1), "a" | "an") {
        let large = words.scales.longest(atoms, at + 2);
        if text(at + 2) == "dozen" {
            return Some(Reading {
                figure: Figure::whole(6),
                end: at + 3,
                scaled: false,
                scale: 0,
                figures: false,
            });
        }
        large?;
        (
            Figure {
                mantissa: 5,
                scale: -1,
            },
            at + 2,
            false,
        )
    } else if matches!(text(at), "a" | "three")
        && let Some((quarters, end)) = quarters_of_a_scale(atoms, at)
    {
        (quarters, end, false)
    } else if text(at) == "a" && text(at + 1) == "couple" {
        // "a couple of hundred"
        let end = at + 2 + usize::from(text(at + 2) == "of");
        words.scales.longest(atoms, end)?;
        (Figure::whole(2), end, false)
    } else if matches!(text(at), "a" | "an") {
        let dozen = text(at + 1) == "dozen";
        let score = words
            .scales
            .longest(atoms, at + 1)
            .is_some_and(|(power, _)| power >= 2);
        if !dozen && !score {
            return None;
        }
        (Figure::whole(1), at + 1, false)
    } else {
        let (value, end) = cardinal(atoms, at)?;
        let (figure, end) = spoken_decimals(atoms, Figure::whole(value), end);
        (figure, end, false)
    };
    // "twenty-odd", "30-odd"
    if text(end) == "-" && text(end + 1) == "odd" {
        end += 2;
    }
    // "two and a half"
    if text(end) == "and" && text(end + 1) == "a" && text(end + 2) == "half" {
        figure = Figure {
            mantissa: figure.mantissa.checked_mul(10)?.checked_add(5)?,
            scale: figure.scale - 1,
        };
        end += 3;
    }
    let mut scaled = false;
    let mut scale = 0;
    if text(end) == "dozen" {
        figure.mantissa = figure.mantissa.checked_mul(12)?;
        end += 1;
        scaled = true;
    }
    loop {
        let hyphen = usize::from(text(end) == "-" && atoms.get(end).is_some_and(|a| a.glued));
        let next = end + hyphen;
        let glued = atoms.get(next).is_some_and(|a| a.glued) && figures;
        let power = words
            .scales
            .longest(atoms, next)
            .or_else(|| {
                ((glued && hyphen == 0) || money)
                    .then(|| words.short_scales.longest(atoms, next))
                    .flatten()
            })
            .filter(|&(_, stop)| {
                // "5b2": no magnitude.
                !atoms
                    .get(stop)
                    .is_some_and(|a| a.glued && a.kind == AtomKind::Figures)
            });
        let Some((power, stop)) = power else { break };
        if scale + power > 24 {
            break;
        }
        figure.scale += power;
        scale += power;
        scaled = true;
        end = stop;
    }
    // "a million and a half"
    if scale >= 6 && text(end) == "and" && text(end + 1) == "a" && text(end + 2) == "half" {
        figure = figure.plus(Figure {
            mantissa: 5,
            scale: scale - 1,
        })?;
        end += 3;
    } else if !figures
        && scale >= 3
        && let Some((rest, stop)) = rest(atoms, end, scale)
    {
        figure = figure.plus(rest)?;
        end = stop;
    }
    Some(Reading {
        figure,
        end,
        scaled,
        scale,
        figures,
    })
}

/// "a quarter of a million", "three quarters of a billion": the part, and where the magnitude starts.
fn quarters_of_a_scale(atoms: &[Atom<'_>], at: usize) -> Option<(Figure, usize)> {
    let text = |i: usize| atoms.get(i).map_or("", |a| a.text.as_str());
    let count = if text(at) == "a" { 1 } else { 3 };
    let next = at + 1 + usize::from(text(at + 1) == "-");
    let of = matches!(text(next), "quarter" | "quarters") && text(next + 1) == "of";
    if !of || text(next + 2) != "a" {
        return None;
    }
    NUMBERS.scales.longest(atoms, next + 3)?;
    let quarters = Figure {
        mantissa: 25 * count,
        scale: -2,
    };
    Some((quarters, next + 3))
}

/// "one point eight": what follows the point, digit by digit.
fn spoken_decimals(atoms: &[Atom<'_>], whole: Figure, at: usize) -> (Figure, usize) {
    let digit = |i: usize| {
        NUMBERS
            .cardinals
            .longest(atoms, i)
            .filter(|&(value, _)| value < 10)
    };
    let mut figure = whole;
    let mut end = at;
    if atoms.get(at).is_none_or(|a| a.text != "point") {
        return (whole, at);
    }
    let mut next = at + 1;
    while let Some((value, stop)) = digit(next) {
        let Some(mantissa) = figure.mantissa.checked_mul(10) else {
            break;
        };
        figure = Figure {
            mantissa: mantissa + i128::from(value),
            scale: figure.scale - 1,
        };
        (next, end) = (stop, stop);
    }
    (figure, end)
}

/// What follows a magnitude in words: "twelve thousand five hundred", "two thousand and forty".
fn rest(atoms: &[Atom<'_>], at: usize, above: i32) -> Option<(Figure, usize)> {
    let and = atoms.get(at).is_some_and(|a| a.text == "and");
    let start = at + usize::from(and);
    let (value, mut end) = cardinal(atoms, start)?;
    let mut figure = Figure::whole(value);
    let mut power = 0;
    if let Some((more, stop)) = NUMBERS.scales.longest(atoms, end)
        && more >= 3
        && more < above
    {
        figure = figure.times_ten_to(more);
        power = more;
        end = stop;
    }
    let fits = if and {
        above == 3 && value < 100 && power == 0
    } else {
        value >= 100 || power > 0
    };
    (fits && (power > 0 || above == 3)).then_some((figure, end))
}

/// Reads figures with a decimal fraction.
fn literal(text: &str) -> Option<Figure> {
    if text.len() > 24 {
        return None;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    Some(Figure {
        mantissa: format!("{whole}{fraction}").parse().ok()?,
        scale: -(fraction.len() as i32),
    })
}

/// Reads "two hundred and forty-five" up to a thousand; larger magnitudes multiply the result.
fn cardinal(atoms: &[Atom<'_>], at: usize) -> Option<(u32, usize)> {
    let words = &NUMBERS.cardinals;
    let (mut value, mut end) = small_cardinal(atoms, at)?;
    let text = |i: usize| atoms.get(i).map_or("", |a| a.text.as_str());
    if value < 100 && text(end) == "hundred" {
        value *= 100;
        end += 1;
        let and = usize::from(text(end) == "and");
        if words.longest(atoms, end + and).is_some()
            && let Some((rest, stop)) = small_cardinal(atoms, end + and)
        {
            value += rest;
            end = stop;
        }
    }
    Some((value, end))
}

/// Reads "forty-five".
fn small_cardinal(atoms: &[Atom<'_>], at: usize) -> Option<(u32, usize)> {
    let words = &NUMBERS.cardinals;
    let (value, end) = words.longest(atoms, at)?;
    if value >= 20 {
        let hyphen = usize::from(atoms.get(end).is_some_and(|a| a.text == "-"));
        if let Some((rest, stop)) = words.longest(atoms, end + hyphen)
            && (1..10).contains(&rest)
        {
            return Some((value + rest, stop));
        }
    }
    Some((value, end))
}
