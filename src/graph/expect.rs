//! Expected claims, one a line, as examples of frames and tests write them:
//! `Norvane Systems | acquires | Quillon | amount=240000000 EUR, status=planned`.

use super::{EntityId, Graph, GraphClaim};
use crate::claim::{Attribution, Object, Status, Value};

/// A claim that a text must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// Label or alias of the subject.
    pub subject: String,
    /// Local name of the relation; `open:` before an open predicate.
    pub relation: String,
    /// Label, alias or literal.
    pub object: String,
    /// Qualifiers that it must have, with their values in [`value_text`]'s notation.
    pub qualifiers: Vec<(String, String)>,
    /// Its status.
    pub status: Status,
    /// Who must have said it.
    pub attribution: Option<String>,
}

impl Expectation {
    /// Reads a line.
    ///
    /// # Errors
    /// A message that says what is wrong with the line.
    pub fn parse(line: &str) -> Result<Self, String> {
        let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let (&[subject, relation, object], rest) = parts
            .split_first_chunk()
            .ok_or_else(|| format!("wanted subject | relation | object, found {line:?}"))?;
        let mut expected = Self {
            subject: subject.to_owned(),
            relation: relation.to_owned(),
            object: object.to_owned(),
            qualifiers: Vec::new(),
            status: Status::Actual,
            attribution: None,
        };
        let mut pairs: Vec<(String, String)> = Vec::new();
        for part in rest.iter().flat_map(|r| r.split(',')) {
            match (part.split_once('='), pairs.last_mut()) {
                (Some((key, value)), _) => {
                    pairs.push((key.trim().to_owned(), value.trim().to_owned()))
                }
                (None, Some(last)) => {
                    last.1.push(',');
                    last.1.push_str(part);
                }
                (None, None) if part.trim().is_empty() => {}
                (None, None) => return Err(format!("wanted key=value, found {part:?}")),
            }
        }
        for (key, value) in pairs {
            match key.as_str() {
                "status" => expected.status = value.parse()?,
                "attribution" => expected.attribution = Some(value),
                _ => expected.qualifiers.push((key, value)),
            }
        }
        Ok(expected)
    }

    /// Whether a claim of a graph is the one that is expected.
    #[must_use]
    pub fn matches(&self, graph: &Graph, claim: &GraphClaim) -> bool {
        let c = &claim.claim;
        let name = if c.predicate.is_open() {
            format!("open:{}", c.predicate.name())
        } else {
            c.predicate.name().to_owned()
        };
        let participants = |s: &str, o: &str| {
            named(graph, c.subject, s)
                && match &c.object {
                    Object::Entity(id) => named(graph, *id, o),
                    other => object_text(graph, other).eq_ignore_ascii_case(o),
                }
        };
        name == self.relation
            && c.status == self.status
            && participants(&self.subject, &self.object)
            && self.qualifiers.iter().all(|(key, wanted)| {
                c.qualifiers.iter().any(|q| {
                    q.key.as_str() == key
                        && match &q.value {
                            Value::Entity(id) => named(graph, *id, wanted),
                            other => value_text(graph, other).eq_ignore_ascii_case(wanted),
                        }
                })
            })
            && self.attribution.as_ref().is_none_or(|wanted| {
                c.attribution.iter().any(|a| match a {
                    Attribution::Entity(id) => named(graph, *id, wanted),
                    Attribution::Text(text) => text.eq_ignore_ascii_case(wanted),
                })
            })
    }
}

/// By label or alias; something that is only described also without its possessor ("Quillon platform" as "platform").
fn named(graph: &Graph, id: EntityId, wanted: &str) -> bool {
    let entity = graph.entity(id);
    let is = |name: &str| name.eq_ignore_ascii_case(wanted);
    let described = || {
        let wanted = format!(" {}", wanted.to_lowercase());
        entity.label.to_lowercase().ends_with(&wanted)
    };
    is(&entity.label) || entity.aliases.iter().any(|a| is(a)) || !entity.named && described()
}

/// A value as plain words: a label, `1800000000 EUR`, `2032`, `true`.
#[must_use]
pub fn value_text(graph: &Graph, value: &Value<EntityId>) -> String {
    match value {
        Value::Entity(id) => graph.entity(*id).label.clone(),
        Value::Text(text) => text.clone(),
        Value::Date(date, _) => date.to_string(),
        Value::Duration(duration) => duration.to_string(),
        Value::Money(money) => money.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Boolean(b) => b.to_string(),
        Value::Quantity(quantity) => quantity.to_string(),
    }
}

/// An object as plain words.
#[must_use]
pub fn object_text(graph: &Graph, object: &Object<EntityId>) -> String {
    match object {
        Object::Entity(id) => graph.entity(*id).label.clone(),
        Object::Money(money) => money.to_string(),
        Object::Number(number) => number.to_string(),
        Object::Quantity(quantity) => quantity.to_string(),
        Object::Date(date) => date.to_string(),
        Object::Text(text) => text.clone(),
    }
}

/// A claim as one line in the notation of [`Expectation`].
#[must_use]
pub fn claim_line(graph: &Graph, claim: &GraphClaim) -> String {
    let c = &claim.claim;
    let prefix = if c.predicate.is_open() { "open:" } else { "" };
    let mut line = format!(
        "{} | {prefix}{} | {}",
        graph.entity(c.subject).label,
        c.predicate.name(),
        object_text(graph, &c.object)
    );
    let mut rest: Vec<String> = c
        .qualifiers
        .iter()
        .map(|q| format!("{}={}", q.key, value_text(graph, &q.value)))
        .collect();
    if c.status != Status::Actual {
        rest.push(format!("status={}", c.status));
    }
    rest.extend(c.attribution.iter().map(|a| match a {
        Attribution::Entity(id) => format!("attribution={}", graph.entity(*id).label),
        Attribution::Text(text) => format!("attribution={text}"),
    }));
    if !rest.is_empty() {
        line.push_str(" | ");
        line.push_str(&rest.join(", "));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_line_with_qualifiers() {
        let e = Expectation::parse(
            "A B | acquires | C | purpose=this, and that, amount=5 EUR, status=planned",
        )
        .unwrap();
        assert_eq!(
            e.qualifiers,
            [
                ("purpose".into(), "this, and that".into()),
                ("amount".into(), "5 EUR".into())
            ]
        );
        assert_eq!(e.status, Status::Planned);
        assert!(Expectation::parse("A | acquires").is_err());
        assert!(Expectation::parse("A | acquires | B | status=maybe").is_err());
    }
}
