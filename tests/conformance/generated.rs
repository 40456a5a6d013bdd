//! Graphs made at random: every kind of value, every status, any text.

use factloom::claim::{
    Attribution, Claim, Confidence, Decimal, Duration, Evidence, Money, Object, Predicate,
    Qualifier, QualifierKey, Quantity, Status, Trace, TraceStep, Value,
};
use factloom::graph::{DocumentRecord, Entity, EntityId, Graph, GraphClaim, claim_id};
use factloom::ontology::Ontology;
use factloom::text::{DatePart, PartialDate};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// A graph in its canonical order.
pub fn graph() -> impl Strategy<Value = Graph> {
    let base = select(vec![
        "https://w3id.org/factloom/graph/",
        "urn:x-test:",
        "https://example.org/kb#",
    ]);
    (
        base,
        vec(entity(), 1..6),
        vec(document(), 1..4),
        any::<bool>(),
    )
        .prop_flat_map(|(base, entities, documents, own)| {
            let graph = frame(base, entities, documents);
            let entities = graph.entities.len() as u32;
            let documents: Vec<String> = graph.documents.iter().map(|d| d.id.clone()).collect();
            (Just((graph, own)), vec(claim(entities, documents), 0..8)).prop_map(
                |((mut graph, own), claims)| {
                    if own {
                        graph
                            .vocabulary
                            .add_relation("https://example.org/my#licenses");
                        graph.vocabulary.add_class("https://example.org/my#Company");
                    }
                    finish(graph, claims)
                },
            )
        })
}

/// Any text, awkward characters more often than usual.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z ]{1,12}",
        select(vec![
            "",
            "\"",
            "\\",
            "\n\r\t",
            "\u{0}",
            "\u{FEFF}",
            "e\u{301}",
            "東京",
            "🏭",
            "\u{FFFF}",
            "a\u{85}b",
            "\u{2028}",
            "'''\"\"\"",
            "<<( )>>",
            "^^",
            "@en",
            "true",
            "2032",
            "1.0",
        ])
        .prop_map(str::to_owned),
    ]
}

fn entity() -> impl Strategy<Value = Entity> {
    (
        text(),
        btree_set(text(), 0..3),
        vec(
            select(vec!["Company", "Organization", "Product", "Agent"]),
            0..3,
        ),
        any::<bool>(),
        0u32..50,
    )
        .prop_map(|(label, aliases, mut types, named, mentions)| {
            types.dedup();
            Entity {
                iri: String::new(),
                label,
                aliases: aliases.into_iter().collect(),
                types: types.into_iter().map(str::to_owned).collect(),
                named,
                mentions,
            }
        })
}

fn document() -> impl Strategy<Value = DocumentRecord> {
    (
        text(),
        option::of(text()),
        option::of(date()),
        option::of(text()),
        option::of(text()),
        vec(text(), 0..3),
    )
        .prop_map(
            |(id, title, date, url, publisher, authors)| DocumentRecord {
                id,
                iri: String::new(),
                title,
                date,
                url,
                publisher,
                authors,
                sha256: "00".repeat(32),
            },
        )
}

fn frame(base: &str, mut entities: Vec<Entity>, mut documents: Vec<DocumentRecord>) -> Graph {
    for (index, entity) in entities.iter_mut().enumerate() {
        entity.iri = format!("{base}entity/e{index}");
        let mut seen = Vec::new();
        entity.types.retain(|t| {
            let new = !seen.contains(t);
            seen.push(t.clone());
            new
        });
    }
    for (index, document) in documents.iter_mut().enumerate() {
        document.id = format!("{index}{}", document.id);
        document.iri = format!("{base}document/d{index}");
        let mut seen = Vec::new();
        document.authors.retain(|a| {
            let new = !seen.contains(a);
            seen.push(a.clone());
            new
        });
    }
    Graph {
        base: base.to_owned(),
        documents,
        entities,
        ..Graph::default()
    }
}

fn finish(mut graph: Graph, claims: Vec<Claim<EntityId>>) -> Graph {
    let mut found: Vec<GraphClaim> = Vec::new();
    for claim in claims {
        let id = claim_id(&claim, &graph);
        if found.iter().all(|c| c.id != id) {
            found.push(GraphClaim { id, claim });
        }
    }
    found.sort_by(|a, b| (&a.claim.evidence, &a.id).cmp(&(&b.claim.evidence, &b.id)));
    graph.claims = found;
    // Only the names that the graph uses are known once it is read back.
    let used = std::mem::take(&mut graph.vocabulary);
    for claim in &graph.claims {
        if let Predicate::Relation(name) = &claim.claim.predicate {
            graph.vocabulary.add_relation(&used.relation_iri(name));
        }
    }
    for class in graph.entities.iter().flat_map(|e| &e.types) {
        graph.vocabulary.add_class(&used.class_iri(class));
    }
    graph
}

fn claim(entities: u32, documents: Vec<String>) -> impl Strategy<Value = Claim<EntityId>> {
    let relations: Vec<String> = Ontology::builtin()
        .expect("the built-in ontology loads")
        .relations
        .into_keys()
        .collect();
    let predicate = prop_oneof![
        3 => select(relations).prop_map(Predicate::Relation),
        1 => text().prop_map(Predicate::Open),
    ];
    let attribution = prop_oneof![
        id(entities).prop_map(Attribution::Entity),
        text().prop_map(Attribution::Text),
    ];
    (
        (id(entities), predicate, object(entities)),
        btree_set(qualifier(entities), 0..6),
        select(Status::ALL),
        btree_set(attribution, 0..3),
        0.0f64..1.0,
        select(vec!["frames/1", "open/1", "structured/2 beta"]),
        evidence(documents),
        trace(),
    )
        .prop_map(
            |(
                (subject, predicate, object),
                qualifiers,
                status,
                attribution,
                confidence,
                extractor,
                evidence,
                trace,
            )| {
                let mut qualifiers: Vec<Qualifier<EntityId>> = qualifiers.into_iter().collect();
                // One date has one word.
                qualifiers.dedup_by(|a, b| match (&a.value, &b.value) {
                    (Value::Date(x, _), Value::Date(y, _)) => a.key == b.key && x == y,
                    _ => false,
                });
                Claim {
                    subject,
                    predicate,
                    object,
                    qualifiers,
                    status,
                    attribution: attribution.into_iter().collect(),
                    confidence: Confidence::new(confidence),
                    extractor: extractor.to_owned(),
                    evidence,
                    trace,
                }
            },
        )
}

fn id(entities: u32) -> impl Strategy<Value = EntityId> + Clone {
    (0..entities).prop_map(EntityId)
}

fn object(entities: u32) -> impl Strategy<Value = Object<EntityId>> {
    prop_oneof![
        4 => id(entities).prop_map(Object::Entity),
        1 => money().prop_map(Object::Money),
        1 => decimal().prop_map(Object::Number),
        1 => quantity().prop_map(Object::Quantity),
        1 => text().prop_map(Object::Text),
    ]
}

fn qualifier(entities: u32) -> impl Strategy<Value = Qualifier<EntityId>> {
    let value = prop_oneof![
        id(entities).prop_map(Value::Entity),
        text().prop_map(Value::Text),
        (date(), option::of(text())).prop_map(|(d, w)| Value::Date(d, w)),
        select(vec!["P8Y", "P18M", "PT11H", "P1Y", "P2W"])
            .prop_map(|d| Value::Duration(Duration(d.to_owned()))),
        money().prop_map(Value::Money),
        decimal().prop_map(Value::Number),
        any::<bool>().prop_map(Value::Boolean),
        quantity().prop_map(Value::Quantity),
    ];
    (select(QualifierKey::ALL), value).prop_map(|(key, value)| Qualifier { key, value })
}

fn date() -> impl Strategy<Value = PartialDate> {
    let part = prop_oneof![
        Just(DatePart::Year),
        Just(DatePart::FiscalYear),
        (1u8..=2).prop_map(DatePart::Half),
        (1u8..=4).prop_map(DatePart::Quarter),
        (1u8..=12).prop_map(DatePart::Month),
        (1u8..=12, 1u8..=28).prop_map(|(m, d)| DatePart::Day(m, d)),
    ];
    (1i16..=9999, part).prop_map(|(year, part)| PartialDate { year, part })
}

fn decimal() -> impl Strategy<Value = Decimal> {
    ("-?[0-9]{1,20}(\\.[0-9]{1,6})?", 0i32..12)
        .prop_map(|(digits, exponent)| Decimal::parse(&digits, exponent).expect("a number"))
}

fn money() -> impl Strategy<Value = Money> {
    (decimal(), select(vec!["EUR", "USD", "JPY"])).prop_map(|(value, currency)| Money {
        value,
        currency: currency.to_owned(),
    })
}

fn quantity() -> impl Strategy<Value = Quantity> {
    (decimal(), text()).prop_map(|(value, unit)| Quantity { value, unit })
}

/// Quotes depend on their place only, as they do in a text.
fn evidence(documents: Vec<String>) -> impl Strategy<Value = Vec<Evidence>> {
    btree_set((select(documents), 0usize..60, 1usize..9), 1..4).prop_map(|places| {
        places
            .into_iter()
            .map(|(document, start, length)| Evidence {
                quote: (start..start + length)
                    .map(|i| ['a', '"', 'é', '東', '\n', '\\'][i % 6])
                    .collect(),
                sentence: format!("Sentence {start} \"of\" {document:?}."),
                end: start + length,
                document,
                start,
            })
            .collect()
    })
}

fn trace() -> impl Strategy<Value = Trace> {
    let step = (select(vec!["subject", "object", "date"]), text(), text()).prop_map(
        |(slot, words, how)| TraceStep {
            slot: slot.to_owned(),
            words,
            how,
        },
    );
    (text(), text(), vec(step, 0..3)).prop_map(|(frame, trigger, steps)| Trace {
        frame,
        trigger,
        steps,
    })
}
