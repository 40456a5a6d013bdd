//! Graphs for tests of the pictures: of any size, the same every time.

use crate::claim::{
    Claim, Confidence, Decimal, Evidence, Money, Object, Predicate, Qualifier, QualifierKey,
    Status, Trace, Value,
};
use crate::graph::{DocumentRecord, Entity, EntityId, Graph, GraphClaim};
use crate::text::PartialDate;

/// A graph in which some entities are much better connected than others, as in the news.
pub fn graph(entities: usize, claims: usize) -> Graph {
    let mut next = seed(entities as u64 * 31 + claims as u64);
    let entities: Vec<Entity> = (0..entities).map(entity).collect();
    let count = entities.len();
    let claims = (0..claims)
        .map(|i| {
            // Squaring favours the first entities.
            let skewed = |r: usize| r % count * (r / 7 % count) / count;
            let subject = skewed(next());
            let object = if i < count && i > 0 {
                i
            } else {
                next() % count
            };
            let object = if object == subject {
                (object + 1) % count
            } else {
                object
            };
            claim(i, subject, object, &mut next)
        })
        .collect();
    Graph {
        base: "https://factloom.example/".to_owned(),
        documents: vec![document("alpha.txt"), document("beta.md")],
        entities,
        claims,
        ..Graph::default()
    }
}

const STEMS: &[&str] = &[
    "Brindlecombe",
    "Oskarvale",
    "Tessermint",
    "Yllandor",
    "Pemburton",
    "Quorvane",
    "Zephrine",
    "Hexamoor",
    "Dravock",
    "Luminet",
    "Castrivo",
    "Wendrick",
    "Fjordane",
    "Marrowby",
];

const KINDS: &[(&str, &str)] = &[
    ("", "Company"),
    (" Group Holdings", "Company"),
    (" Cloud Platform", "Platform"),
    (" Authority for Competition and Markets", "GovernmentAgency"),
    (" 7", "Model"),
    (" software rights", "IntellectualProperty"),
    ("ia", "Place"),
    (" Developer Days", "Event"),
    (" supply agreement", "Agreement"),
    (" handset", "Device"),
];

fn entity(i: usize) -> Entity {
    let stem = STEMS[i % STEMS.len()];
    let (suffix, class) = KINDS[(i * i + i / 3) % KINDS.len()];
    let (label, class) = match i % 7 {
        5 => (format!("Ida {stem}"), "Person"),
        _ => (format!("{stem}{suffix}"), class),
    };
    let label = if i < STEMS.len() {
        label
    } else {
        format!("{label} {}", i / STEMS.len() + 1)
    };
    Entity {
        iri: format!("https://factloom.example/entity/{i:03}"),
        label,
        aliases: vec![format!("{stem} {i}")],
        types: vec![class.to_owned()],
        named: i % 9 != 8,
        mentions: 3,
    }
}

fn claim(i: usize, subject: usize, object: usize, next: &mut impl FnMut() -> usize) -> GraphClaim {
    const RELATIONS: &[&str] = &[
        "licenses",
        "partnersWith",
        "sharesRevenueWith",
        "providesServicesTo",
        "acquires",
        "uses",
        "investsIn",
        "commitsToSpend",
        "competesWith",
        "holdsPosition",
    ];
    let date = |year| Value::Date(PartialDate::year(year), None);
    let number = |n: &str, e| Decimal::parse(n, e).expect("a number");
    let all = [
        (
            QualifierKey::Amount,
            Value::Money(Money {
                value: number("2.4", 9),
                currency: "EUR".to_owned(),
            }),
        ),
        (QualifierKey::ValidUntil, date(2032)),
        (QualifierKey::Exclusive, Value::Boolean(false)),
        (QualifierKey::Rate, Value::Number(number("20", 0))),
        (
            QualifierKey::Purpose,
            Value::Text("training of larger language models".to_owned()),
        ),
        (QualifierKey::Date, date(2025)),
    ];
    let mut qualifiers: Vec<Qualifier<EntityId>> = Vec::new();
    for (key, value) in all {
        if next().is_multiple_of(4) {
            qualifiers.push(Qualifier { key, value });
        }
    }
    let status = match next() % 8 {
        0 => Status::Ended,
        1 => Status::Planned,
        2 => Status::Negated,
        _ => Status::Actual,
    };
    let fact = i % 11 == 10;
    let (relation, object) = if fact {
        let money = Money {
            value: number("75", 8),
            currency: "USD".to_owned(),
        };
        ("hasRevenue", Object::Money(money))
    } else {
        (
            RELATIONS[next() % RELATIONS.len()],
            Object::Entity(EntityId(object as u32)),
        )
    };
    GraphClaim {
        id: format!("{:016x}", i * 7919 + 13),
        claim: Claim {
            subject: EntityId(subject as u32),
            predicate: Predicate::Relation(relation.to_owned()),
            object,
            qualifiers,
            status,
            attribution: Vec::new(),
            confidence: Confidence::new(0.5 + (next() % 50) as f64 / 100.0),
            extractor: "frames/1".to_owned(),
            evidence: vec![Evidence {
                document: "alpha.txt".to_owned(),
                start: i * 10,
                end: i * 10 + 5,
                quote: "words & <words>".to_owned(),
                sentence: "Some words & <words> here.".to_owned(),
            }],
            trace: Trace::default(),
        },
    }
}

fn document(id: &str) -> DocumentRecord {
    DocumentRecord {
        id: id.to_owned(),
        iri: format!("https://factloom.example/document/{id}"),
        title: None,
        date: None,
        url: None,
        publisher: None,
        authors: Vec::new(),
        sha256: String::new(),
    }
}

fn seed(seed: u64) -> impl FnMut() -> usize {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize
    }
}
