//! Claims in a few words, for people.

use super::{EntityId, Graph, GraphClaim};
use crate::claim::{
    Attribution, Decimal, Duration, Money, Object, Predicate, Qualifier, QualifierKey, Value,
};

/// A relation's name in words: `sharesRevenueWith` is "shares revenue with".
#[must_use]
pub fn relation(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else if c == '-' || c == '_' {
            out.push(' ');
        } else {
            out.push(c);
        }
    }
    out
}

/// The object of a claim.
#[must_use]
pub fn object(graph: &Graph, object: &Object<EntityId>) -> String {
    match object {
        Object::Entity(id) => graph.entity(*id).label.clone(),
        Object::Money(m) => money(m),
        Object::Number(n) => number(n),
        Object::Quantity(q) => format!("{} {}", number(&q.value), q.unit),
        Object::Date(d) => d.to_string(),
        Object::Text(t) => t.clone(),
    }
}

/// The value of a qualifier.
#[must_use]
pub fn value(graph: &Graph, value: &Value<EntityId>) -> String {
    match value {
        Value::Entity(id) => graph.entity(*id).label.clone(),
        Value::Text(t) => t.clone(),
        Value::Date(date, _) => date.to_string(),
        Value::Duration(d) => duration(d),
        Value::Money(m) => money(m),
        Value::Number(n) => number(n),
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        Value::Quantity(q) => format!("{} {}", number(&q.value), q.unit),
    }
}

/// A qualifier with its value, in a few words: "until 2032", "non-exclusive", "20%".
#[must_use]
pub fn qualifier(graph: &Graph, qualifier: &Qualifier<EntityId>) -> String {
    let text = value(graph, &qualifier.value);
    let yes = qualifier.value == Value::Boolean(true);
    let flag = |on: &str, off: &str| if yes { on } else { off }.to_owned();
    match qualifier.key {
        QualifierKey::Amount | QualifierKey::Quantity | QualifierKey::Date => text,
        QualifierKey::AmountMax => format!("up to {text}"),
        QualifierKey::AmountMin => format!("at least {text}"),
        QualifierKey::Capped => flag("capped", "uncapped"),
        QualifierKey::Channel => format!("on {text}"),
        QualifierKey::Condition if says_that_it_is_one(&text) => text,
        QualifierKey::Condition => format!("if {text}"),
        QualifierKey::Duration => format!("for {text}"),
        QualifierKey::Excludes => format!("not {text}"),
        QualifierKey::Exclusive => flag("exclusive", "non-exclusive"),
        QualifierKey::Investor => format!("by {text}"),
        QualifierKey::Licensor => format!("from {text}"),
        QualifierKey::Period => format!("each {}", text.strip_prefix("1 ").unwrap_or(&text)),
        QualifierKey::Place => format!("in {text}"),
        QualifierKey::Previous => format!("before: {text}"),
        QualifierKey::Primary => flag("primary", "not primary"),
        QualifierKey::Product | QualifierKey::Service | QualifierKey::Role => text,
        QualifierKey::Purpose => {
            let bare = text.starts_with("for ") || text.starts_with("to ");
            if bare { text } else { format!("for {text}") }
        }
        QualifierKey::Rate => format!("{text}%"),
        QualifierKey::Recipient => format!("to {text}"),
        QualifierKey::Scope => format!("covering {text}"),
        QualifierKey::Stake => format!("{text}% stake"),
        QualifierKey::ValidFrom => format!("from {text}"),
        QualifierKey::ValidUntil => format!("until {text}"),
    }
}

/// Whether a condition begins with a word that makes it one.
fn says_that_it_is_one(condition: &str) -> bool {
    const WORDS: &[&str] = &[
        "if",
        "unless",
        "once",
        "when",
        "until",
        "after",
        "provided",
        "providing",
        "assuming",
        "subject",
        "should",
        "depending",
        "pending",
        "on",
        "only",
        "as",
        "upon",
        "conditional",
    ];
    let first = condition.split_whitespace().next().unwrap_or_default();
    WORDS.contains(&first.to_lowercase().as_str())
}

/// All qualifiers of a claim in a few words each, the most telling first.
#[must_use]
pub fn qualifiers(graph: &Graph, claim: &GraphClaim) -> Vec<String> {
    let mut sorted: Vec<&Qualifier<EntityId>> = claim.claim.qualifiers.iter().collect();
    sorted.sort_by_key(|q| rank(q.key));
    sorted.into_iter().map(|q| qualifier(graph, q)).collect()
}

/// Somebody who says a claim.
#[must_use]
pub fn attribution(graph: &Graph, attribution: &Attribution<EntityId>) -> String {
    match attribution {
        Attribution::Entity(id) => graph.entity(*id).label.clone(),
        Attribution::Text(text) => text.clone(),
    }
}

/// What a predicate is called: by its label, where its name says nothing, else by its name in words.
#[must_use]
pub fn predicate(graph: &Graph, predicate: &Predicate) -> String {
    let label = match predicate {
        Predicate::Relation(name) => graph.vocabulary.relation_label(name),
        Predicate::Open(_) => None,
    };
    label.map_or_else(|| relation(predicate.name()), str::to_owned)
}

/// A claim as a sentence of three parts: "Norvane Systems licenses Quillon".
#[must_use]
pub fn sentence(graph: &Graph, claim: &GraphClaim) -> String {
    let claim = &claim.claim;
    format!(
        "{} {} {}",
        graph.entity(claim.subject).label,
        predicate(graph, &claim.predicate),
        object(graph, &claim.object)
    )
}

/// The place of a qualifier in a label: what narrows most comes first.
#[must_use]
pub fn rank(key: QualifierKey) -> usize {
    const ORDER: &[QualifierKey] = &[
        QualifierKey::Role,
        QualifierKey::Exclusive,
        QualifierKey::Rate,
        QualifierKey::Stake,
        QualifierKey::Amount,
        QualifierKey::AmountMin,
        QualifierKey::AmountMax,
        QualifierKey::Quantity,
        QualifierKey::Period,
        QualifierKey::Capped,
        QualifierKey::Primary,
        QualifierKey::Date,
        QualifierKey::ValidFrom,
        QualifierKey::ValidUntil,
        QualifierKey::Duration,
    ];
    ORDER
        .iter()
        .position(|k| *k == key)
        .unwrap_or(ORDER.len() + key as usize)
}

/// A sum in short: "250 bn USD".
#[must_use]
pub fn money(money: &Money) -> String {
    format!("{} {}", number(&money.value), money.currency)
}

/// A number in short: "250 bn", "4.2 m", "13,000".
#[must_use]
pub fn number(number: &Decimal) -> String {
    let text = number.as_str();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    for (digits, word) in [(12, "tn"), (9, "bn"), (6, "m")] {
        let (Some(point), true) = (whole.len().checked_sub(digits), fraction.is_empty()) else {
            continue;
        };
        let (whole, fraction) = whole.split_at(point);
        let fraction = fraction.trim_end_matches('0');
        if whole.is_empty() || fraction.len() > 3 {
            continue;
        }
        let dot = if fraction.is_empty() { "" } else { "." };
        return format!("{sign}{}{dot}{fraction} {word}", grouped(whole));
    }
    let dot = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{dot}{fraction}", grouped(whole))
}

/// Digits with commas between thousands, from five digits on.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// An ISO 8601 duration in words: `P8Y` is "8 years". What is not understood stays as it is.
#[must_use]
pub fn duration(duration: &Duration) -> String {
    let Some(rest) = duration.0.strip_prefix('P') else {
        return duration.0.clone();
    };
    let mut time = false;
    let mut digits = String::new();
    let mut parts = Vec::new();
    for c in rest.chars() {
        let unit = match (c, time) {
            ('0'..='9' | '.', _) => {
                digits.push(c);
                continue;
            }
            ('T', false) => {
                time = true;
                continue;
            }
            ('Y', false) => "year",
            ('M', false) => "month",
            ('W', false) => "week",
            ('D', false) => "day",
            ('H', true) => "hour",
            ('M', true) => "minute",
            ('S', true) => "second",
            _ => return duration.0.clone(),
        };
        let plural = if digits == "1" { "" } else { "s" };
        parts.push(format!("{digits} {unit}{plural}"));
        digits.clear();
    }
    if parts.is_empty() {
        return duration.0.clone();
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_exact() {
        let short = |text: &str, e| number(&Decimal::parse(text, e).expect("a number"));
        assert_eq!(short("250", 9), "250 bn");
        assert_eq!(short("1.8", 9), "1.8 bn");
        assert_eq!(short("123456789", 0), "123,456,789");
        assert_eq!(short("13000", 0), "13,000");
        assert_eq!(short("-2.5", 6), "-2.5 m");
        assert_eq!(short("0.5", 0), "0.5");
        assert_eq!(short("2", 12), "2 tn");
    }

    #[test]
    fn durations_are_words() {
        let words = |text: &str| duration(&Duration(text.to_owned()));
        assert_eq!(words("P8Y"), "8 years");
        assert_eq!(words("P1M"), "1 month");
        assert_eq!(words("PT11H"), "11 hours");
        assert_eq!(words("P1Y6M"), "1 year 6 months");
        assert_eq!(words("soon"), "soon");
    }

    #[test]
    fn relations_are_words() {
        assert_eq!(relation("sharesRevenueWith"), "shares revenue with");
        assert_eq!(relation("reduce-dependence-on"), "reduce dependence on");
    }
}
