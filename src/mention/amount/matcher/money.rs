//! Money: with a sign, a code or a name, in ranges, and without any where the text has named a currency.

use super::{Found, Matcher, Read};
use crate::claim::{Decimal, Money};
use crate::mention::amount::currency::{CURRENCIES, Name};
use crate::mention::amount::{AmountValue, Bound};
use crate::mention::atom::AtomKind;
use crate::mention::number::{Figure, NUMBERS, number};
use crate::nlp::Upos;

impl Matcher<'_> {
    /// Money with its sign, code or name.
    pub(super) fn money(&self, at: usize) -> Option<Found> {
        let Some((first, currency)) = self.sum(at) else {
            return self.named_range(at);
        };
        let lower_scale = first.scaled;
        let found = |value: Figure, upper: Option<Decimal>, end: usize| {
            Some(Found {
                atoms: at..end,
                value: AmountValue::Money(Money {
                    value: value.decimal()?,
                    currency: currency.clone(),
                }),
                upper,
                bound: Bound::Exact,
                period: None,
                sure: first.sure,
            })
        };
        if let Some(next) = self.joint(at, first.end) {
            // "$2-3 billion", "between $2 billion and $3 billion"
            let other = self.sum(next).filter(|(_, c)| *c == currency);
            // "cut by $200 to $399": what it came to; but millions are forecast in ranges
            if let Some((result, _)) = &other
                && self.before(at) == "by"
                && self.text(first.end) == "to"
                && !lower_scale
                && !result.scaled
            {
                return found(result.figure, None, result.end);
            }
            let second = other.map(|(r, _)| r).or_else(|| {
                let dash = self.text(first.end) == "-";
                let reading = number(self.atoms, next, true)?;
                (dash || reading.scaled).then(|| Read::from(reading))
            });
            if let Some(second) = second
                && let Some(upper) = second.figure.decimal()
            {
                let lower = if !lower_scale && second.scaled {
                    first.figure.times_ten_to(second.scale)
                } else {
                    first.figure
                };
                if lower.decimal()?.to_f64() < upper.to_f64() {
                    return found(lower, Some(upper), second.end);
                }
            }
        }
        found(first.figure, None, first.end)
    }

    /// "2.4-2.5 billion euros", "two to three million pounds".
    fn named_range(&self, at: usize) -> Option<Found> {
        if self.is_inside_word(at) || self.is_taken(at) {
            return None;
        }
        let first = number(self.atoms, at, false)?;
        let next = self.joint(at, first.end)?;
        if CURRENCIES.symbol(self.atoms, next).is_some() {
            return None;
        }
        let second = number(self.atoms, next, false)?;
        let name = self.currency_name(second.end).filter(|n| n.power == 0)?;
        let lower = if !first.scaled && second.scaled {
            first.figure.times_ten_to(second.scale)
        } else {
            first.figure
        };
        let (value, upper) = (lower.decimal()?, second.figure.decimal()?);
        (value.to_f64() < upper.to_f64()).then_some(Found {
            atoms: at..name.end,
            value: AmountValue::Money(Money {
                value,
                currency: name.code,
            }),
            upper: Some(upper),
            bound: Bound::Exact,
            period: None,
            sure: name.sure,
        })
    }

    /// The currency whose name starts at an atom.
    fn currency_name(&self, at: usize) -> Option<Name> {
        CURRENCIES.name(self.view, self.named, self.atoms, at)
    }

    /// "460p" in pence.
    fn pence(&self, at: usize) -> Option<(Read, String)> {
        let figures = self.atoms.get(at)?;
        let picture = matches!(
            figures.text.as_str(),
            "480" | "720" | "1080" | "1440" | "2160"
        );
        if figures.kind != AtomKind::Figures
            || figures.raw.len() > 6
            || picture
            || self.text(at + 1) != "p"
            || !self.is_glued(at + 1)
            || self.is_glued(at + 2) && self.atoms[at + 2].kind != AtomKind::Sign
        {
            return None;
        }
        let mut read = Read::from(number(self.atoms, at, false)?);
        read.figure = read.figure.times_ten_to(-2);
        read.end = at + 2;
        Some((read, "GBP".to_owned()))
    }

    /// A number with its currency.
    fn sum(&self, at: usize) -> Option<(Read, String)> {
        if let Some((code, next)) = CURRENCIES.symbol(self.atoms, at)
            && self.atoms.get(next)?.kind == AtomKind::Figures
            && !self.is_inside_word(at)
        {
            let reading = number(self.atoms, next, true)?;
            let mut read = Read::from(reading);
            // "$5 million dollars", "US$5m USD"
            if let Some(name) = self.currency_name(read.end)
                && name.power == 0
                && name.code == code
            {
                read.end = name.end;
            }
            return Some((read, code.to_owned()));
        }
        if self.is_inside_word(at) || self.is_taken(at) {
            return None;
        }
        if let Some(pence) = self.pence(at) {
            return Some(pence);
        }
        let reading = number(self.atoms, at, false)?;
        let mut read = Read::from(reading);
        let next = read.end + usize::from(self.text(read.end) == "-");
        if let Some(name) = self.currency_name(next) {
            let (power, end) = (name.power, name.end);
            let noun = matches!(
                self.upos(next),
                Some(Upos::Noun | Upos::Propn | Upos::Sym | Upos::Adj | Upos::X)
            ) && !(self.upos(next) == Some(Upos::Adj) && end == next + 1);
            let weight = self.text(next).starts_with("pound")
                && !reading.scaled
                && matches!(self.text(end), "of" | "per");
            if (noun || reading.scaled) && !weight {
                read.figure = read.figure.times_ten_to(power);
                read.end = end;
                read.sure = name.sure;
                // Cents are those of the currency named before.
                let cents = power < 0 && self.text(next).starts_with("cent") && end == next + 1;
                let before = self
                    .currency
                    .clone()
                    .or_else(|| self.named.last().map(str::to_owned))
                    .filter(|_| cents);
                read.sure &= !cents;
                return Some((read, before.unwrap_or(name.code)));
            }
        }
        if let Some((code, end)) = CURRENCIES.symbol(self.atoms, read.end)
            && !self
                .atoms
                .get(end)
                .is_some_and(|a| a.kind == AtomKind::Figures)
            && (reading.figures || reading.scaled)
        {
            read.end = end;
            return Some((read, code.to_owned()));
        }
        None
    }

    /// "valued it at 410 million", after money in the same sentence; "turnover was forty million", after money anywhere.
    pub(super) fn elliptic_money(&self, at: usize) -> Option<Found> {
        let currency = match &self.currency {
            Some(currency) => currency.clone(),
            None if self.tells_of_money() => self.named.last()?.to_owned(),
            None => return None,
        };
        if self.is_inside_word(at) || self.is_taken(at) {
            return None;
        }
        let reading = number(self.atoms, at, true)?;
        let alone = !matches!(
            self.upos(reading.end),
            Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Sym)
        ) && !matches!(self.text(reading.end), "of" | "-" | "%");
        let led = matches!(
            self.before(at),
            "at" | "to"
                | "from"
                | "of"
                | "than"
                | "about"
                | "some"
                | "nearly"
                | "by"
                | "and"
                | "around"
        );
        let led = led || self.tells_of_money();
        (reading.scale >= 6 && alone && led).then(|| {
            Some(Found {
                atoms: at..reading.end,
                value: AmountValue::Money(Money {
                    value: reading.figure.decimal()?,
                    currency,
                }),
                upper: None,
                bound: Bound::Exact,
                period: None,
                sure: true,
            })
        })?
    }

    /// Whether the sentence has a word of money.
    fn tells_of_money(&self) -> bool {
        self.atoms
            .iter()
            .any(|a| NUMBERS.money.has(self.view.lemma(a.token)))
    }
}
