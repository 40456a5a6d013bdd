//! A small graph made by hand: three documents about three companies.

use factloom::claim::{
    Attribution, Claim, Confidence, Decimal, Duration, Evidence, Money, Object, Predicate,
    Qualifier, QualifierKey, Status, Trace, Value,
};
use factloom::graph::{DocumentRecord, Entity, EntityId, Graph, GraphClaim, claim_id};
use factloom::text::PartialDate;

const BASE: &str = "https://w3id.org/factloom/graph/";

/// Entities of the graph, by the order of their IRIs.
const NORVANE: EntityId = EntityId(0);
const QUILLON: EntityId = EntityId(1);
const PATENTS: EntityId = EntityId(2);
const TESSERAM: EntityId = EntityId(3);
const WREN: EntityId = EntityId(4);

/// The graph.
pub fn graph() -> Graph {
    let entities = [
        (
            "norvane",
            "Norvane",
            "Company",
            &["NVN", "Norvane Systems"][..],
        ),
        ("quillon", "Quillon", "Company", &[]),
        (
            "quillon-patents",
            "Quillon patents",
            "IntellectualProperty",
            &[],
        ),
        ("tesseram", "Tesseram", "NonProfit", &[]),
        ("wren-adeyo", "Wren Adeyo", "Person", &[]),
    ];
    let documents = [
        ("gazette.txt", "Gazette", 2030),
        ("herald.md", "Herald", 2031),
        ("note.txt", "", 2031),
    ];
    let mut graph = Graph {
        base: BASE.to_owned(),
        entities: entities
            .map(|(slug, label, class, aliases)| Entity {
                iri: format!("{BASE}entity/{slug}"),
                label: label.to_owned(),
                aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
                types: vec![class.to_owned()],
                named: true,
                mentions: 3,
            })
            .into(),
        documents: documents
            .map(|(id, publisher, year)| DocumentRecord {
                id: id.to_owned(),
                iri: format!("{BASE}document/{id}"),
                title: Some(format!("News of {year}")),
                date: Some(PartialDate::month(year, 3)),
                url: None,
                publisher: Some(publisher.to_owned()).filter(|p| !p.is_empty()),
                authors: Vec::new(),
                sha256: "0".repeat(64),
            })
            .into(),
        ..Graph::default()
    };
    graph.claims = claims()
        .into_iter()
        .map(|claim| GraphClaim {
            id: claim_id(&claim, &graph),
            claim,
        })
        .collect();
    graph
        .claims
        .sort_by(|a, b| (&a.claim.evidence, &a.id).cmp(&(&b.claim.evidence, &b.id)));
    graph
}

fn claims() -> Vec<Claim<EntityId>> {
    let patents = Object::Entity(PATENTS);
    let quillon = Object::Entity(QUILLON);
    vec![
        Said::new(
            NORVANE,
            "licenses",
            patents.clone(),
            "gazette.txt",
            "holds the patents until 2032",
        )
        .with(QualifierKey::Exclusive, Value::Boolean(false))
        .with(QualifierKey::Licensor, Value::Entity(QUILLON))
        .with(QualifierKey::ValidUntil, year(2032))
        .also("herald.md", "may use the patents to 2032")
        .0,
        Said::new(
            NORVANE,
            "licenses",
            patents.clone(),
            "note.txt",
            "patents until 2029",
        )
        .with(QualifierKey::ValidUntil, year(2029))
        .0,
        Said::new(
            NORVANE,
            "licenses",
            patents,
            "gazette.txt",
            "no longer alone",
        )
        .with(QualifierKey::Exclusive, Value::Boolean(true))
        .status(Status::Ended)
        .0,
        Said::new(
            NORVANE,
            "sharesRevenueWith",
            quillon.clone(),
            "herald.md",
            "a fifth of its sales",
        )
        .with(QualifierKey::Rate, Value::Number(number("20")))
        .with(QualifierKey::ValidUntil, year(2030))
        .by(Attribution::Entity(WREN))
        .0,
        Said::new(
            NORVANE,
            "pays",
            quillon.clone(),
            "herald.md",
            "paid 1.5bn euros a year",
        )
        .with(QualifierKey::Amount, money("1500000000"))
        .with(
            QualifierKey::Period,
            Value::Duration(Duration("P1Y".to_owned())),
        )
        .with(
            QualifierKey::Date,
            Value::Date(PartialDate::month(2031, 2), None),
        )
        .0,
        Said::new(
            NORVANE,
            "acquires",
            quillon.clone(),
            "gazette.txt",
            "might buy it if regulators agree",
        )
        .with(
            QualifierKey::Condition,
            Value::Text("if regulators agree".to_owned()),
        )
        .status(Status::Possible)
        .by(Attribution::Text("two people".to_owned()))
        .0,
        Said::new(
            NORVANE,
            "acquires",
            quillon.clone(),
            "note.txt",
            "has bought it",
        )
        .0,
        Said::new(NORVANE, "acquires", quillon, "herald.md", "did not buy it")
            .status(Status::Negated)
            .0,
        Said::new(
            WREN,
            "holdsPosition",
            Object::Entity(TESSERAM),
            "note.txt",
            "chairs it since 2025",
        )
        .with(QualifierKey::Role, Value::Text("chair".to_owned()))
        .with(
            QualifierKey::ValidFrom,
            Value::Date(PartialDate::year(2025), Some("since".to_owned())),
        )
        .0,
        Said::new(
            TESSERAM,
            "hug",
            Object::Text("trees".to_owned()),
            "note.txt",
            "hugs trees",
        )
        .open()
        .0,
    ]
}

fn year(year: i16) -> Value<EntityId> {
    Value::Date(PartialDate::year(year), Some("until".to_owned()))
}

fn number(digits: &str) -> Decimal {
    Decimal::parse(digits, 0).unwrap()
}

fn money(digits: &str) -> Value<EntityId> {
    Value::Money(Money {
        value: number(digits),
        currency: "EUR".to_owned(),
    })
}

struct Said(Claim<EntityId>);

impl Said {
    fn new(
        subject: EntityId,
        relation: &str,
        object: Object<EntityId>,
        document: &str,
        quote: &str,
    ) -> Self {
        let claim = Claim {
            subject,
            predicate: Predicate::Relation(relation.to_owned()),
            object,
            qualifiers: Vec::new(),
            status: Status::Actual,
            attribution: Vec::new(),
            confidence: Confidence::new(0.9),
            extractor: "frames/1".to_owned(),
            evidence: Vec::new(),
            trace: Trace::default(),
        };
        Self(claim).also(document, quote)
    }

    fn with(mut self, key: QualifierKey, value: Value<EntityId>) -> Self {
        self.0.qualifiers.push(Qualifier { key, value });
        self.0.qualifiers.sort();
        self
    }

    fn also(mut self, document: &str, quote: &str) -> Self {
        let start = quote.len() * 7;
        self.0.evidence.push(Evidence {
            document: document.to_owned(),
            start,
            end: start + quote.chars().count(),
            quote: quote.to_owned(),
            sentence: format!("The company {quote}."),
        });
        self.0.evidence.sort();
        self
    }

    fn status(mut self, status: Status) -> Self {
        self.0.status = status;
        self
    }

    fn by(mut self, who: Attribution<EntityId>) -> Self {
        self.0.attribution.push(who);
        self
    }

    fn open(mut self) -> Self {
        self.0.predicate = Predicate::Open(self.0.predicate.name().to_owned());
        self.0.extractor = "open/1".to_owned();
        self
    }
}
