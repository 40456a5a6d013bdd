//! The values of claim lines: names, amounts, numbers, truth values.

use serde_json::Value as Json;

use super::answer::Party;
use crate::claim::{Decimal, Money, Quantity};

/// What stands as object or as the value of a qualifier.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A name, a description, or other words of the text.
    Words(Party),
    /// Words that are marked as a literal: they name nothing.
    Text(String),
    /// Money.
    Money(Money),
    /// A number with a unit.
    Quantity(Quantity),
    /// A number.
    Number(Decimal),
    /// Yes or no.
    Boolean(bool),
}

impl Term {
    /// Reads a value of the interchange form.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(json: &Json) -> Result<Self, String> {
        match json {
            Json::Bool(b) => Ok(Self::Boolean(*b)),
            Json::Number(n) => number(&n.to_string()).map(Self::Number),
            Json::String(words) => Ok(Self::Words(Party::named(words)?)),
            Json::Object(object) if object.contains_key("label") => {
                Ok(Self::Words(Party::read(json)?))
            }
            Json::Object(object) => {
                let value = match object.get("value") {
                    Some(Json::String(s)) => s.clone(),
                    Some(Json::Number(n)) => n.to_string(),
                    Some(Json::Bool(b)) => return Ok(Self::Boolean(*b)),
                    _ => return Err("wanted a \"label\" or a \"value\"".to_owned()),
                };
                let text = |key: &str| object.get(key).and_then(Json::as_str);
                if let Some(currency) = text("currency") {
                    let known =
                        currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
                    if !known {
                        return Err(format!("{currency:?} is no ISO 4217 code, such as \"EUR\""));
                    }
                    return Ok(Self::Money(Money {
                        value: number(&value)?,
                        currency: currency.to_owned(),
                    }));
                }
                if let Some(unit) = text("unit") {
                    return Ok(Self::Quantity(Quantity {
                        value: number(text("number").unwrap_or(&value))?,
                        unit: unit.to_owned(),
                    }));
                }
                match Decimal::parse(&value, 0) {
                    Some(n) if text("datatype").is_none_or(is_numeric) => Ok(Self::Number(n)),
                    _ => Ok(Self::Text(Party::named(&value)?.label)),
                }
            }
            _ => Err("wanted words, a number, true, false, or an object".to_owned()),
        }
    }

    /// The words, where it is words.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Words(party) => Some(&party.label),
            Self::Text(words) => Some(words),
            _ => None,
        }
    }

    /// The sum that words give in the notation of amounts: `240000000 EUR`.
    #[must_use]
    pub fn money_of(words: &str) -> Option<Money> {
        let (value, currency) = words.trim().rsplit_once(' ')?;
        let code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
        Some(Money {
            value: Decimal::parse(&value.replace(',', ""), 0)?,
            currency: code.then(|| currency.to_owned())?,
        })
    }

    /// The number that words give: `20`, `20%`, `1,200`.
    #[must_use]
    pub fn number_of(words: &str) -> Option<Decimal> {
        let words = words.trim();
        let plain = words.strip_suffix('%').unwrap_or(words).trim_end();
        Decimal::parse(&plain.replace(',', ""), 0)
    }
}

fn number(text: &str) -> Result<Decimal, String> {
    let parsed = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => exponent
            .trim_start_matches('+')
            .parse()
            .ok()
            .and_then(|e| Decimal::parse(digits, e)),
        None => Decimal::parse(text, 0),
    };
    parsed.ok_or_else(|| format!("{text:?} is no number"))
}

fn is_numeric(datatype: &str) -> bool {
    let name = datatype.rsplit(['#', '/', ':']).next().unwrap_or(datatype);
    matches!(
        name,
        "decimal" | "integer" | "int" | "long" | "double" | "float" | "nonNegativeInteger"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_read() {
        let money = Term::read(&json!({"value": "2.5e9", "currency": "EUR"})).unwrap();
        assert!(matches!(&money, Term::Money(m) if m.to_string() == "2500000000 EUR"));
        assert!(matches!(Term::read(&json!(20)), Ok(Term::Number(n)) if n.as_str() == "20"));
        assert!(matches!(Term::read(&json!("Norvane")), Ok(Term::Words(_))));
        assert!(matches!(
            Term::read(
                &json!({"value": "2032", "datatype": "http://www.w3.org/2001/XMLSchema#string"})
            ),
            Ok(Term::Text(_))
        ));
        assert!(Term::read(&json!({"value": "5", "currency": "euros"})).is_err());
        assert!(Term::read(&json!([1])).is_err());
        assert!(Term::read(&json!("  ")).is_err());
        assert_eq!(Term::money_of("1,800 USD").unwrap().value.as_str(), "1800");
        assert_eq!(Term::number_of("12.50%").unwrap().as_str(), "12.5");
    }
}
