//! Values of qualifiers and literal objects.

use std::fmt;

use crate::text::PartialDate;

/// An exact decimal number in canonical notation: no exponent, no leading or trailing zeros (`20`, `0.5`, `1800000000`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal(String);

impl Decimal {
    /// Reads digits with an optional sign and fraction, and multiplies by ten to the power of `exponent`
    /// ("1.8" with 9 is 1800000000). `None` when the text is not such a number.
    #[must_use]
    pub fn parse(text: &str, exponent: i32) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = || whole.bytes().chain(fraction.bytes());
        if whole.len() + fraction.len() == 0
            || !all().all(|b| b.is_ascii_digit())
            || exponent.abs() > 60
        {
            return None;
        }
        let mut figures: String = all().map(char::from).collect();
        let mut point = whole.len() as i32 + exponent;
        if point <= 0 {
            figures.insert_str(0, &"0".repeat((1 - point) as usize));
            point = 1;
        }
        while figures.len() < point as usize {
            figures.push('0');
        }
        let (whole, fraction) = figures.split_at(point as usize);
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let fraction = fraction.trim_end_matches('0');
        let mut out = String::new();
        if negative && (whole != "0" || !fraction.is_empty()) {
            out.push('-');
        }
        out.push_str(whole);
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(fraction);
        }
        Some(Self(out))
    }

    /// The canonical notation.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest floating-point number.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(0.0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A sum of money.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money {
    /// The amount in units of the currency.
    pub value: Decimal,
    /// ISO 4217 code.
    pub currency: String,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.currency)
    }
}

/// A count with its unit: "22 aircraft", "3 GWh".
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quantity {
    /// The number.
    pub value: Decimal,
    /// The unit, as written.
    pub unit: String,
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.unit)
    }
}

/// An ISO 8601 duration in one unit or two: `P8Y`, `P18M`, `PT11H`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Duration(pub String);

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The value of a qualifier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value<R> {
    /// Something that the graph knows.
    Entity(R),
    /// Words of the text.
    Text(String),
    /// A date of any precision, with the source's own word for its relation ("through", "until"), if any.
    Date(PartialDate, Option<String>),
    /// A duration.
    Duration(Duration),
    /// Money.
    Money(Money),
    /// A number without a unit: a percentage, a count.
    Number(Decimal),
    /// Yes or no.
    Boolean(bool),
    /// A count with a unit.
    Quantity(Quantity),
}

impl<R> Value<R> {
    /// The same value about other participants.
    #[must_use]
    pub fn map<S>(self, f: impl FnOnce(R) -> S) -> Value<S> {
        match self {
            Self::Entity(r) => Value::Entity(f(r)),
            Self::Text(t) => Value::Text(t),
            Self::Date(d, w) => Value::Date(d, w),
            Self::Duration(d) => Value::Duration(d),
            Self::Money(m) => Value::Money(m),
            Self::Number(n) => Value::Number(n),
            Self::Boolean(b) => Value::Boolean(b),
            Self::Quantity(q) => Value::Quantity(q),
        }
    }
}

/// The object of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Object<R> {
    /// Something that the graph knows.
    Entity(R),
    /// Money: `raises`, `valuedAt`, `hasRevenue`.
    Money(Money),
    /// A number: `hasEmployees`.
    Number(Decimal),
    /// A count with a unit.
    Quantity(Quantity),
    /// A date of any precision.
    Date(PartialDate),
    /// Words of the text: a legal form, the complement of an open claim.
    Text(String),
}

impl<R> Object<R> {
    /// The same object with its participant mapped.
    #[must_use]
    pub fn map<S>(self, f: impl FnOnce(R) -> S) -> Object<S> {
        match self {
            Self::Entity(r) => Object::Entity(f(r)),
            Self::Money(m) => Object::Money(m),
            Self::Number(n) => Object::Number(n),
            Self::Quantity(q) => Object::Quantity(q),
            Self::Date(d) => Object::Date(d),
            Self::Text(t) => Object::Text(t),
        }
    }
}
