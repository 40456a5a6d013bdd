//! Literal objects and the values of qualifiers.

use super::gate::{Gate, Place};
use super::quote::{excerpt, occurrences};
use super::{Party, Reason, Rejection, Term};
use crate::claim::{Decimal, Duration, Object, QualifierKey, Value};
use crate::mention::{AmountValue, MentionId};
use crate::ontology::{Range, Relation, hint};
use crate::text::{PartialDate, Span};

impl Gate<'_> {
    /// What stands as object: an entity or a literal that the relation takes; anything, of an open claim.
    pub(super) fn object(
        &mut self,
        term: &Term,
        relation: Option<&Relation>,
        place: &Place,
    ) -> Result<Object<MentionId>, Rejection> {
        let out_of_range = |what: String| {
            let wanted = relation.map_or_else(String::new, |r| {
                let range: Vec<String> = r.range.iter().map(Range::to_string).collect();
                format!("; the object of {} is {}", r.name, range.join(", "))
            });
            Rejection::new(Reason::Range, "object", format!("{what}{wanted}"))
        };
        let takes = |test: fn(&Relation) -> bool| relation.is_none_or(test);
        let said = |gate: &Self, number: &Decimal, what: String| {
            if gate.is_said(number, place) {
                Ok(())
            } else {
                let message = format!("{what} does not stand in the evidence's sentence");
                Err(Rejection::new(Reason::Object, "object", message))
            }
        };
        match term {
            Term::Money(money) => {
                if !takes(Relation::takes_money) {
                    return Err(out_of_range(format!("{money} is money")));
                }
                said(self, &money.value, money.to_string())?;
                Ok(Object::Money(money.clone()))
            }
            Term::Quantity(quantity) => {
                said(self, &quantity.value, quantity.to_string())?;
                if takes(Relation::takes_quantity) {
                    Ok(Object::Quantity(quantity.clone()))
                } else if takes(Relation::takes_number) {
                    Ok(Object::Number(quantity.value.clone()))
                } else {
                    Err(out_of_range(format!("{quantity} is a quantity")))
                }
            }
            Term::Number(number) => {
                if !takes(Relation::takes_number) {
                    return Err(out_of_range(format!("{number} is a number")));
                }
                said(self, number, number.to_string())?;
                Ok(Object::Number(number.clone()))
            }
            Term::Boolean(b) => Err(out_of_range(format!("{b} is a truth value"))),
            Term::Text(words) if takes(Relation::takes_text) => self.text(words, place),
            Term::Text(words) => {
                let party = Party {
                    label: words.clone(),
                    types: Vec::new(),
                };
                self.object(&Term::Words(party), relation, place)
            }
            Term::Words(party) => {
                if let Some(literal) = self.literal(&party.label, relation, place) {
                    return Ok(literal);
                }
                let entity = self.participant(party, place, "object", Reason::Object);
                if takes(Relation::takes_entity) {
                    let known = match (entity, relation) {
                        (Ok(id), Some(relation)) => {
                            let (class, _) = self.class_of(id);
                            let person = relation.range == [Range::Class("Person".to_owned())];
                            let fits = self.ontology.fits_range(relation, class)
                                || self.is_guess(id, person);
                            if fits {
                                return Ok(Object::Entity(id));
                            }
                            let class = class.unwrap_or("?");
                            let what = format!("{:?} is of the class {class}", party.label);
                            Err(out_of_range(what))
                        }
                        (known, _) => known,
                    };
                    match known {
                        Ok(id) => return Ok(Object::Entity(id)),
                        Err(rejection) if !takes(Relation::takes_text) => return Err(rejection),
                        Err(_) => {}
                    }
                }
                if !takes(Relation::takes_text) {
                    return Err(out_of_range(format!("{:?} is words", party.label)));
                }
                self.text(&party.label, place)
            }
        }
    }

    /// Words of the evidence's sentence.
    pub(super) fn text(&self, words: &str, place: &Place) -> Result<Object<MentionId>, Rejection> {
        if self.stands_in(words, place.cover) {
            return Ok(Object::Text(words.to_owned()));
        }
        let message = format!("{words:?} does not stand in the evidence's sentence");
        Err(Rejection::new(Reason::Object, "object", message))
    }

    /// The amount that words give, where the relation takes one: as the text writes it, or in our notation.
    fn literal(
        &self,
        words: &str,
        relation: Option<&Relation>,
        place: &Place,
    ) -> Option<Object<MentionId>> {
        let text = &self.view.document.text;
        let takes = |test: fn(&Relation) -> bool| relation.is_none_or(test);
        if let Some(money) = Term::money_of(words)
            && takes(Relation::takes_money)
            && self.is_said(&money.value, place)
        {
            return Some(Object::Money(money));
        }
        if let Some(number) = Term::number_of(words)
            && relation.is_some_and(Relation::takes_number)
            && self.is_said(&number, place)
        {
            return Some(Object::Number(number));
        }
        let written = occurrences(text, words, place.evidence);
        let written = written.first()?;
        let amount = self.mentions.amounts.iter().find(|a| {
            let span = self.view.span(&a.tokens);
            span.overlaps(*written)
        })?;
        match &amount.value {
            AmountValue::Money(m) if takes(Relation::takes_money) => Some(Object::Money(m.clone())),
            AmountValue::Count(q) if relation.is_some_and(Relation::takes_number) => {
                Some(Object::Number(q.value.clone()))
            }
            AmountValue::Count(q)
                if relation.is_some_and(|r| r.takes_quantity() && !r.takes_entity()) =>
            {
                Some(Object::Quantity(q.clone()))
            }
            _ => None,
        }
    }

    /// The qualifier of a name, where the relation takes it.
    pub(super) fn key(
        &self,
        name: &str,
        relation: Option<&Relation>,
    ) -> Result<QualifierKey, Rejection> {
        let key: QualifierKey = name.parse().map_err(|message: String| {
            let near = hint(name, QualifierKey::ALL.iter().map(|k| k.as_str()));
            let message = format!("{message}{near}");
            Rejection::new(Reason::QualifierUnknown, "qualifiers", message)
        })?;
        let general = matches!(key, QualifierKey::Date | QualifierKey::Condition);
        match relation {
            Some(relation) if !general && !relation.takes(key) => {
                let takes: Vec<&str> = relation.qualifiers.iter().map(|k| k.as_str()).collect();
                Err(Rejection::new(
                    Reason::QualifierNotTaken,
                    "qualifiers",
                    format!(
                        "{} does not take {key}; it takes {}",
                        relation.name,
                        takes.join(", ")
                    ),
                ))
            }
            _ => Ok(key),
        }
    }

    /// The value of a qualifier.
    pub(super) fn value(
        &mut self,
        key: QualifierKey,
        term: &Term,
        place: &Place,
    ) -> Result<Value<MentionId>, Rejection> {
        use QualifierKey as K;
        let malformed = |wanted: &str| {
            let message = format!("{key}: wanted {wanted}");
            Rejection::new(Reason::QualifierMalformed, "qualifiers", message)
        };
        let words = term.words();
        let said = |gate: &Self, number: &Decimal| {
            // a term told elsewhere: "That contract is worth €5 million"
            if gate.is_said(number, place) || gate.is_amount(number, None) {
                Ok(())
            } else {
                let message = format!("{key}: {number} does not stand in the text");
                Err(Rejection::new(
                    Reason::QualifierMissing,
                    "qualifiers",
                    message,
                ))
            }
        };
        match key {
            K::Capped | K::Exclusive | K::Primary => match (term, words) {
                (Term::Boolean(b), _) => Ok(Value::Boolean(*b)),
                (_, Some("true")) => Ok(Value::Boolean(true)),
                (_, Some("false")) => Ok(Value::Boolean(false)),
                _ => Err(malformed("true or false")),
            },
            K::Amount | K::AmountMin | K::AmountMax => {
                let money = match term {
                    Term::Money(money) => Some(money.clone()),
                    _ => words.and_then(Term::money_of),
                };
                let money = money.or_else(|| match self.literal(words?, None, place)? {
                    Object::Money(money) => Some(money),
                    _ => None,
                });
                let money = money
                    .ok_or_else(|| malformed("{\"value\": \"1000000\", \"currency\": \"EUR\"}"))?;
                said(self, &money.value)?;
                Ok(Value::Money(money))
            }
            K::Rate | K::Stake => {
                let number = match term {
                    Term::Number(number) => Some(number.clone()),
                    _ => words.and_then(Term::number_of),
                };
                let number = number.ok_or_else(|| malformed("a percentage as a number"))?;
                said(self, &number)?;
                Ok(Value::Number(number))
            }
            K::Quantity => match term {
                Term::Quantity(quantity) => {
                    said(self, &quantity.value)?;
                    Ok(Value::Quantity(quantity.clone()))
                }
                Term::Number(number) => {
                    said(self, number)?;
                    Ok(Value::Number(number.clone()))
                }
                Term::Words(_) | Term::Text(_) if words.is_some() => {
                    self.words(key, words.unwrap_or_default())
                }
                _ => Err(malformed("{\"value\": \"22\", \"unit\": \"aircraft\"}")),
            },
            K::Duration | K::Period => match words.filter(|w| is_duration(w)) {
                Some(duration) => Ok(Value::Duration(Duration(duration.to_owned()))),
                None => Err(malformed("an ISO 8601 duration, such as \"P18M\"")),
            },
            K::Date | K::ValidFrom | K::ValidUntil => {
                // a bare year may come as a number
                let written = match term {
                    Term::Number(year) => Some(year.as_str()),
                    _ => words,
                };
                let wanted = "a date, such as \"2032\", \"2025-10\", \"2025-Q3\" or \"2019-06-14\"";
                let written = written.ok_or_else(|| malformed(wanted))?;
                match written.parse::<PartialDate>() {
                    Ok(date) => Ok(Value::Date(date, None)),
                    Err(_) if self.stands(written) => Ok(Value::Text(written.to_owned())),
                    Err(_) => Err(malformed(wanted)),
                }
            }
            K::Previous => match term {
                Term::Money(money) => {
                    said(self, &money.value)?;
                    Ok(Value::Money(money.clone()))
                }
                Term::Number(number) => {
                    said(self, number)?;
                    Ok(Value::Number(number.clone()))
                }
                _ => match words.map(str::parse::<PartialDate>) {
                    Some(Ok(date)) => Ok(Value::Date(date, None)),
                    Some(Err(_)) => self.named(key, term, place),
                    None => Err(malformed("a value that stands in the text")),
                },
            },
            K::Investor | K::Licensor | K::Recipient | K::Place | K::Product => {
                self.named(key, term, place)
            }
            _ => match words {
                Some(words) => self.words(key, words),
                None => Err(malformed("words of the text")),
            },
        }
    }

    /// Somebody or something that the text names, or its words.
    fn named(
        &mut self,
        key: QualifierKey,
        term: &Term,
        place: &Place,
    ) -> Result<Value<MentionId>, Rejection> {
        if let Term::Text(words) = term {
            return self.words(key, words);
        }
        let Term::Words(party) = term else {
            let message = format!("{key}: wanted a name");
            return Err(Rejection::new(
                Reason::QualifierMalformed,
                "qualifiers",
                message,
            ));
        };
        match self.participant(party, place, "qualifiers", Reason::QualifierMissing) {
            Ok(id) => Ok(Value::Entity(id)),
            Err(_) => self.words(key, &party.label),
        }
    }

    /// Words that stand in the text.
    fn words(&self, key: QualifierKey, words: &str) -> Result<Value<MentionId>, Rejection> {
        if self.stands(words) {
            return Ok(Value::Text(words.to_owned()));
        }
        let message = format!(
            "{key}: \u{201c}{}\u{201d} does not stand in the text",
            excerpt(words)
        );
        Err(Rejection::new(
            Reason::QualifierMissing,
            "qualifiers",
            message,
        ))
    }

    /// Whether words stand in the document, whatever their capitals.
    pub(super) fn stands(&self, words: &str) -> bool {
        self.stands_in(words, Span::new(0, self.view.document.text.len()))
    }

    fn stands_in(&self, words: &str, within: Span) -> bool {
        let text = within.of(&self.view.document.text).to_lowercase();
        let words = words.to_lowercase();
        !occurrences(&text, &words, Span::new(0, text.len())).is_empty()
    }

    /// Whether the sentences of the evidence say a number: as an amount of this value, or in its digits.
    fn is_said(&self, number: &Decimal, place: &Place) -> bool {
        self.is_amount(number, Some(place)) || {
            let wanted = significant(number.as_str());
            let text = place.cover.of(&self.view.document.text);
            let figures = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
            text.split(|c| !figures(c))
                .any(|figure| !wanted.is_empty() && significant(figure) == wanted)
        }
    }

    /// Whether an amount of the sentences, or of the whole text, has this value.
    fn is_amount(&self, number: &Decimal, place: Option<&Place>) -> bool {
        self.mentions.amounts.iter().any(|a| {
            let value = match &a.value {
                AmountValue::Money(m) => &m.value,
                AmountValue::Percent(n) => n,
                AmountValue::Count(q) => &q.value,
            };
            let here = || place.is_none_or(|p| p.cover.contains(self.view.span(&a.tokens)));
            (value == number || a.upper.as_ref() == Some(number)) && here()
        })
    }
}

/// The digits of a number that do not depend on its unit: 24 of 2,400 and of 2.4.
fn significant(figure: &str) -> String {
    let digits: String = figure.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

/// Whether words are an ISO 8601 duration.
fn is_duration(words: &str) -> bool {
    let Some(rest) = words.strip_prefix('P') else {
        return false;
    };
    let (days, hours) = rest
        .split_once('T')
        .map_or((rest, None), |(d, h)| (d, Some(h)));
    let parts = |mut text: &str, units: &str| {
        let mut count = 0;
        while !text.is_empty() {
            let figures = text.find(|c: char| !c.is_ascii_digit() && c != '.');
            match figures {
                Some(at @ 1..) if text[at..].starts_with(|c| units.contains(c)) => {
                    text = &text[at + 1..];
                    count += 1;
                }
                _ => return None,
            }
        }
        Some(count)
    };
    match (parts(days, "YMWD"), hours.map(|h| parts(h, "HMS"))) {
        (Some(days), None) => days > 0,
        (Some(_), Some(Some(hours))) => hours > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_duration, significant};

    #[test]
    fn durations_and_digits() {
        for good in ["P8Y", "P18M", "P1Y6M", "PT11H", "P1DT2H"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["", "P", "PT", "8Y", "P8", "PY", "P8Yx", "8 years"] {
            assert!(!is_duration(bad), "{bad}");
        }
        assert_eq!(significant("2,400,000"), significant("2.4"));
        assert_ne!(significant("2400"), significant("25"));
    }
}
