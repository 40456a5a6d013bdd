//! The graph as RDF: nothing is lost, nothing is asserted that does not hold, the bytes are always the same.

use factloom::claim::Status;
use factloom::export::exporter;
use factloom::graph::Graph;
use factloom::store;
use proptest::prelude::*;

use super::generated::graph;

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
    fn only_actual_claims_are_asserted(graph in graph()) {
        let store = store::Store::of(&graph).expect("the graph can be stored");
        for claim in &graph.claims {
            let query = format!("ASK {{ claim:{} rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o }}", claim.id);
            let asserted = store.query(&query).expect("the query is right").boolean();
            let same = graph.claims.iter().any(|c| {
                c.claim.status == Status::Actual
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
