//! Money, percentages and counts.

mod currency;
mod matcher;

#[cfg(test)]
mod tests;

use std::ops::Range;

use currency::{CURRENCIES, Named};
use matcher::Matcher;

use super::atom::atoms;
use super::time::{Matcher as TimeMatcher, head_of, tokens_of};
use crate::claim::{Decimal, Duration, Money, Quantity};
use crate::nlp::View;

/// What kind of amount, and how much.
#[derive(Clone, Debug, PartialEq)]
pub enum AmountValue {
    /// Money.
    Money(Money),
    /// A percentage as a number: 20 for "20%", "a fifth", "20 percent"; 0.5 for "50 basis points".
    Percent(Decimal),
    /// A count with the noun that it counts.
    Count(Quantity),
}

impl AmountValue {
    /// The number, without its currency or unit.
    #[must_use]
    pub fn number(&self) -> &Decimal {
        match self {
            Self::Money(money) => &money.value,
            Self::Percent(number) => number,
            Self::Count(quantity) => &quantity.value,
        }
    }
}

/// How exact an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The amount named, "about" included.
    Exact,
    /// "more than", "at least", "over".
    AtLeast,
    /// "up to", "as much as", "at most", "less than".
    AtMost,
}

/// An amount in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Its words, without the noun that a percentage is of.
    pub tokens: Range<usize>,
    /// The word by which it hangs in the tree.
    pub head: usize,
    /// Its value; of a range, the lower end.
    pub value: AmountValue,
    /// The upper end of a range ("between $2bn and $3bn").
    pub upper: Option<Decimal>,
    /// How exact it is.
    pub bound: Bound,
    /// How often it is due, as an ISO 8601 duration: "a year", "annually": `P1Y`.
    pub period: Option<Duration>,
}

/// All money, percentages and counts of a document, in the order of the text.
#[must_use]
pub fn find_amounts(view: &View<'_>) -> Vec<Amount> {
    let mut amounts = Vec::new();
    let mut named = Named::default();
    for sentence in &view.analysis.sentences {
        let atoms = atoms(view, sentence.tokens.clone());
        // "Sixty-two. Euros."
        if atoms.len() <= 2
            && let Some(name) = CURRENCIES.name(view, &named, &atoms, 0)
            && name.sure
        {
            named.tell(&name.code);
        }
        let mut taken = vec![false; atoms.len()];
        for time in TimeMatcher::new(view, &atoms).all() {
            if let Some(flags) = taken.get_mut(time.atoms) {
                flags.fill(true);
            }
        }
        let all = Matcher::new(view, &atoms, &taken, &named).all();
        for found in all {
            if let (AmountValue::Money(money), true) = (&found.value, found.sure) {
                named.tell(&money.currency);
            }
            let tokens = tokens_of(&atoms, &found.atoms);
            amounts.push(Amount {
                head: head_of(view, &tokens),
                tokens,
                value: found.value,
                upper: found.upper,
                bound: found.bound,
                period: found.period,
            });
        }
    }
    amounts
}
