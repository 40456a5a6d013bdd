//! What makes two claims the same: what they say, not where they say it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{EntityId, Graph};
use crate::claim::{Attribution, Claim, Object, Predicate, Value};

/// Five bits a character, without the letters that look like digits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The identifier of a claim: thirteen characters made from its subject, relation, object, qualifiers, status and who
/// says so. Evidence, confidence and the words around a date do not count.
#[must_use]
pub fn claim_id(claim: &Claim<EntityId>, graph: &Graph) -> String {
    let digest = Sha256::digest(statement(claim, graph).as_bytes());
    let bits = digest[..9]
        .iter()
        .fold(0u128, |bits, &byte| bits << 8 | u128::from(byte));
    (0..13)
        .map(|i| char::from(ALPHABET[(bits >> (67 - 5 * i)) as usize & 31]))
        .collect()
}

/// What a claim says, in a notation in which no two different claims are alike: one part a line, line breaks escaped.
fn statement(claim: &Claim<EntityId>, graph: &Graph) -> String {
    let iri = |id: EntityId| format!("<{}>", graph.entity(id).iri);
    let mut qualifiers: Vec<String> = claim
        .qualifiers
        .iter()
        .map(|q| format!("{} {}", q.key, value(&q.value, iri)))
        .collect();
    qualifiers.sort();
    qualifiers.dedup();
    let mut attribution: Vec<String> = claim
        .attribution
        .iter()
        .map(|a| match a {
            Attribution::Entity(id) => iri(*id),
            Attribution::Text(text) => format!("{text:?}"),
        })
        .collect();
    attribution.sort();
    attribution.dedup();
    let predicate = match &claim.predicate {
        Predicate::Relation(name) => graph.vocabulary.relation_iri(name),
        Predicate::Open(name) => format!("open {name:?}"),
    };
    let object = match &claim.object {
        Object::Entity(id) => iri(*id),
        Object::Money(m) => format!("money {m}"),
        Object::Number(n) => format!("number {n}"),
        Object::Quantity(q) => format!("quantity {} {:?}", q.value, q.unit),
        Object::Date(d) => format!("date {d}"),
        Object::Text(t) => format!("{t:?}"),
    };
    let mut out = String::new();
    let _ = write!(
        out,
        "{}\n{predicate}\n{object}\n{}\n",
        iri(claim.subject),
        claim.status
    );
    for line in qualifiers {
        let _ = writeln!(out, "q {line}");
    }
    for line in attribution {
        let _ = writeln!(out, "a {line}");
    }
    out
}

fn value(value: &Value<EntityId>, iri: impl Fn(EntityId) -> String) -> String {
    match value {
        Value::Entity(id) => iri(*id),
        Value::Text(t) => format!("{t:?}"),
        Value::Date(date, _) => format!("date {date}"),
        Value::Duration(d) => format!("duration {d}"),
        Value::Money(m) => format!("money {m}"),
        Value::Number(n) => format!("number {n}"),
        Value::Boolean(b) => b.to_string(),
        Value::Quantity(q) => format!("quantity {} {:?}", q.value, q.unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Confidence, Qualifier, QualifierKey, Status, Trace};
    use crate::graph::Entity;
    use crate::text::PartialDate;

    fn graph() -> Graph {
        let entity = |name: &str| Entity {
            iri: format!("https://example.org/entity/{name}"),
            label: name.to_owned(),
            aliases: Vec::new(),
            types: vec!["Company".to_owned()],
            named: true,
            mentions: 1,
        };
        Graph {
            base: "https://example.org/".to_owned(),
            entities: vec![entity("Norvane"), entity("Quillon")],
            ..Graph::default()
        }
    }

    fn claim() -> Claim<EntityId> {
        Claim {
            subject: EntityId(0),
            predicate: Predicate::Relation("acquires".to_owned()),
            object: Object::Entity(EntityId(1)),
            qualifiers: vec![Qualifier {
                key: QualifierKey::Date,
                value: Value::Date(PartialDate::year(2031), Some("in".to_owned())),
            }],
            status: Status::Planned,
            attribution: vec![Attribution::Text("two people".to_owned())],
            confidence: Confidence::new(0.9),
            extractor: "frames/1".to_owned(),
            evidence: Vec::new(),
            trace: Trace::default(),
        }
    }

    #[test]
    fn the_same_claim_has_the_same_id() {
        let (graph, first) = (graph(), claim());
        let id = claim_id(&first, &graph);
        assert_eq!(id.len(), 13);
        let mut same = claim();
        same.confidence = Confidence::new(0.1);
        same.qualifiers[0].value = Value::Date(PartialDate::year(2031), Some("during".to_owned()));
        assert_eq!(claim_id(&same, &graph), id);
    }

    #[test]
    fn whatever_it_says_counts() {
        let graph = graph();
        let id = claim_id(&claim(), &graph);
        let mut others = [const { None }; 6].map(|_: Option<()>| claim());
        others[0].status = Status::Actual;
        others[1].qualifiers.clear();
        others[2].attribution.clear();
        others[3].object = Object::Text("Quillon".to_owned());
        others[4].predicate = Predicate::Open("acquires".to_owned());
        others[5].qualifiers[0].key = QualifierKey::ValidFrom;
        for other in &others {
            assert_ne!(claim_id(other, &graph), id, "{other:?}");
        }
    }
}
