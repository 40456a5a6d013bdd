//! The graph as RDF: nothing is lost, nothing is asserted that does not hold, the bytes are always the same.

use std::collections::BTreeSet;

use factloom::claim::Status;
use factloom::export::exporter;
use factloom::graph::Graph;
use factloom::store;
use oxigraph::model::Triple;
use proptest::prelude::*;
use serde_json::json;

use super::generated::graph;
use super::handmade;

fn exported(graph: &Graph, format: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    exporter(format)
        .expect("the format exists")
        .export(graph, &mut bytes)
        .expect("memory takes all bytes");
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn decode_undoes_encode(graph in graph()) {
        let back = factloom::rdf::decode(factloom::rdf::encode(&graph)).expect("what was encoded is decoded");
        prop_assert_eq!(back, graph);
    }

    #[test]
    fn what_is_written_is_read_back(graph in graph()) {
        for format in ["nquads", "trig"] {
            let bytes = exported(&graph, format);
            prop_assert_eq!(&exported(&graph, format), &bytes);
            let back = store::read_graph(&bytes, format).expect("what was written is read");
            prop_assert_eq!(&back, &graph, "{}", format);
            prop_assert_eq!(exported(&back, format), bytes);
        }
    }

    #[test]
    fn one_graph_holds_what_the_named_graphs_hold(graph in graph()) {
        let merged: Vec<String> = factloom::rdf::merged(&graph).map(|t| t.to_string()).collect();
        let named: Vec<String> = factloom::rdf::encode(&graph)
            .map(|q| Triple::new(q.subject, q.predicate, q.object).to_string())
            .collect();
        let (all, some): (BTreeSet<&String>, BTreeSet<&String>) = (merged.iter().collect(), named.iter().collect());
        prop_assert_eq!(all.len(), merged.len(), "a triple is written twice");
        prop_assert_eq!(all, some);
    }

    #[test]
    fn only_likely_actual_claims_are_asserted(graph in graph()) {
        let store = store::Store::of(&graph).expect("the graph can be stored");
        for claim in &graph.claims {
            let query = format!("ASK {{ claim:{} rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o }}", claim.id);
            let asserted = store.query(&query).expect("the query is right").boolean();
            let same = graph.claims.iter().any(|c| {
                c.claim.status == Status::Actual
                    && c.claim.confidence.get() >= if c.claim.predicate.is_open() { 0.7 } else { 0.85 }
                    && c.claim.subject == claim.claim.subject
                    && c.claim.predicate == claim.claim.predicate
                    && c.claim.object == claim.claim.object
            });
            prop_assert_eq!(asserted, Some(same));
        }
        let count = store.query("SELECT (COUNT(*) AS ?n) { ?claim rdf:reifies ?triple }").expect("the query is right");
        prop_assert_eq!(count.text(), vec![vec![graph.claims.len().to_string()]]);
    }

    #[test]
    fn interchange_lines_are_sorted_json(graph in graph()) {
        let bytes = exported(&graph, "claims-jsonl");
        let text = String::from_utf8(bytes).expect("JSON is UTF-8");
        prop_assert_eq!(text.lines().count(), graph.claims.len());
        for (line, claim) in text.lines().zip(&graph.claims) {
            let value: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
            prop_assert_eq!(&value["id"], &claim.id);
            prop_assert_eq!(&value["status"], claim.claim.status.as_str());
            let keys: Vec<&String> = value.as_object().expect("an object").keys().collect();
            let mut sorted = keys.clone();
            sorted.sort();
            prop_assert_eq!(keys, sorted);
        }
    }
}

#[test]
fn an_interchange_line_is_as_documented() {
    let lines =
        String::from_utf8(exported(&handmade::graph(), "claims-jsonl")).expect("JSON is UTF-8");
    let line = |quote: &str| -> serde_json::Value {
        let line = lines
            .lines()
            .find(|l| l.contains(quote))
            .expect("the claim is there");
        let mut value: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        assert!(value["id"].as_str().is_some_and(|id| id.len() == 13));
        value["id"] = json!("…");
        value
    };
    let base = "https://w3id.org/factloom/graph/";
    let norvane =
        json!({"iri": format!("{base}entity/norvane"), "label": "Norvane", "types": ["Company"]});
    assert_eq!(
        line("until 2032"),
        json!({
            "id": "…",
            "subject": norvane,
            "predicate": {"iri": "https://w3id.org/factloom/business#licenses", "name": "licenses"},
            "object": {
                "iri": format!("{base}entity/quillon-patents"),
                "label": "Quillon patents",
                "types": ["IntellectualProperty"],
            },
            "qualifiers": {
                "exclusive": false,
                "licensor": {"iri": format!("{base}entity/quillon"), "label": "Quillon"},
                "validUntil": "2032",
            },
            "status": "actual",
            "attribution": [],
            "confidence": 0.9,
            "asserted": true,
            "extractor": "frames/1",
            "evidence": [
                {
                    "document": format!("{base}document/gazette.txt"),
                    "start": 196, "end": 224, "quote": "holds the patents until 2032",
                },
                {
                    "document": format!("{base}document/herald.md"),
                    "start": 189, "end": 216, "quote": "may use the patents to 2032",
                },
            ],
        })
    );
    let paid = line("1.5bn");
    assert_eq!(
        paid["qualifiers"],
        json!({"amount": {"value": "1500000000", "currency": "EUR"}, "date": "2031-02", "period": "P1Y"})
    );
    assert_eq!(line("a fifth")["qualifiers"]["rate"], json!(20));
    assert_eq!(
        line("a fifth")["attribution"],
        json!([{"iri": format!("{base}entity/wren-adeyo"), "label": "Wren Adeyo"}])
    );
    assert_eq!(
        line("might buy")["attribution"],
        json!([{"value": "two people"}])
    );
    let hugs = line("hugs trees");
    assert_eq!(hugs["open"], json!(true));
    assert_eq!(
        hugs["predicate"],
        json!({"iri": "https://w3id.org/factloom/open#hug", "name": "open:hug"})
    );
    assert_eq!(
        hugs["object"],
        json!({"value": "trees", "datatype": "http://www.w3.org/2001/XMLSchema#string"})
    );
}
