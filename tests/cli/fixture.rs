//! A build folder made by hand, so that reading is tested without building.

use std::path::Path;

use factloom::claim::{
    Claim, Confidence, Decimal, Evidence, Money, Object, Predicate, Qualifier, QualifierKey,
    Status, Trace, TraceStep, Value,
};
use factloom::export::EXPORTERS;
use factloom::graph::{
    DEFAULT_BASE, DocumentRecord, Entity, EntityId, Graph, GraphClaim, claim_id,
};
use tempfile::TempDir;

/// A folder as `build` writes it.
pub fn folder() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let graph = graph();
    for exporter in EXPORTERS {
        if let Some(name) = exporter.file_name() {
            let mut bytes = Vec::new();
            exporter
                .export(&graph, &mut bytes)
                .expect("memory takes it");
            std::fs::write(dir.path().join(name), bytes).expect("the folder takes it");
        }
    }
    std::fs::write(dir.path().join("build.json"), "{}\n").expect("the folder takes it");
    dir
}

/// The path of a folder for an argument.
pub fn path(dir: &Path) -> &str {
    dir.to_str().expect("UTF-8")
}

/// The ids of the claims of [`folder`].
pub fn ids() -> Vec<String> {
    graph().claims.into_iter().map(|c| c.id).collect()
}

fn graph() -> Graph {
    let mut graph = Graph {
        base: DEFAULT_BASE.to_owned(),
        documents: vec![DocumentRecord {
            id: "deal.txt".to_owned(),
            iri: format!("{DEFAULT_BASE}document/deal.txt"),
            title: Some("A deal".to_owned()),
            date: Some("2026-03-12".parse().expect("a date")),
            url: None,
            publisher: Some("The Gazette".to_owned()),
            authors: Vec::new(),
            sha256: "0".repeat(64),
        }],
        entities: vec![
            entity("brindle-maps", "Brindle Maps", &[], "Product"),
            entity(
                "oskarvale",
                "Oskarvale",
                &["OSKV", "Oskarvale Holdings"],
                "Company",
            ),
            entity("oskarvale-cloud", "Oskarvale Cloud", &[], "Platform"),
            entity("tessermint", "Tessermint", &[], "Company"),
        ],
        claims: Vec::new(),
        ..Graph::default()
    };
    let until = (
        QualifierKey::ValidUntil,
        Value::Date("2032".parse().expect("a date"), Some("through".to_owned())),
    );
    let amount = Money {
        value: Decimal::parse("2.4", 9).expect("a number"),
        currency: "EUR".to_owned(),
    };
    let claims = [
        claim(
            1,
            "licenses",
            0,
            &[until, (QualifierKey::Exclusive, Value::Boolean(false))],
            Status::Actual,
            (
                "Oskarvale licenses Brindle Maps through 2032",
                "In short, Oskarvale licenses Brindle Maps through 2032, it said.",
            ),
        ),
        claim(
            3,
            "acquires",
            1,
            &[(QualifierKey::Amount, Value::Money(amount))],
            Status::Planned,
            (
                "Tessermint will buy Oskarvale for €2.4bn",
                "Tessermint will buy Oskarvale for €2.4bn.",
            ),
        ),
    ];
    graph.claims = claims
        .into_iter()
        .map(|claim| GraphClaim {
            id: claim_id(&claim, &graph),
            claim,
        })
        .collect();
    graph
}

fn entity(slug: &str, label: &str, aliases: &[&str], class: &str) -> Entity {
    Entity {
        iri: format!("{DEFAULT_BASE}entity/{slug}"),
        label: label.to_owned(),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        types: vec![class.to_owned()],
        named: true,
        mentions: 2,
    }
}

fn claim(
    subject: u32,
    relation: &str,
    object: u32,
    qualifiers: &[(QualifierKey, Value<EntityId>)],
    status: Status,
    (quote, sentence): (&str, &str),
) -> Claim<EntityId> {
    let mut qualifiers: Vec<Qualifier<EntityId>> = qualifiers
        .iter()
        .map(|(key, value)| Qualifier {
            key: *key,
            value: value.clone(),
        })
        .collect();
    qualifiers.sort();
    Claim {
        subject: EntityId(subject),
        predicate: Predicate::Relation(relation.to_owned()),
        object: Object::Entity(EntityId(object)),
        qualifiers,
        status,
        attribution: Vec::new(),
        confidence: Confidence::new(0.9),
        extractor: "frames/1".to_owned(),
        evidence: vec![Evidence {
            document: "deal.txt".to_owned(),
            start: 40 * subject as usize,
            end: 40 * subject as usize + quote.chars().count(),
            quote: quote.to_owned(),
            sentence: sentence.to_owned(),
        }],
        trace: Trace {
            frame: format!("{relation}/plain"),
            trigger: "licenses".to_owned(),
            steps: vec![TraceStep {
                slot: "subject".to_owned(),
                words: "the mapping firm".to_owned(),
                how: "description → Oskarvale".to_owned(),
            }],
        },
    }
}
