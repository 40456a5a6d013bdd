//! Tests of the picture.

use super::*;
use crate::claim::{Claim, Confidence, Predicate, Trace};
use crate::graph::Entity;

fn graph(entities: &[(&str, bool)], claims: &[(u32, &str, u32, Status)]) -> Graph {
    let entity = |(i, (label, named)): (usize, &(&str, bool))| Entity {
        iri: format!("https://example.org/{i}"),
        label: (*label).to_owned(),
        aliases: Vec::new(),
        types: vec!["Company".to_owned()],
        named: *named,
        mentions: 1,
    };
    let claim = |(i, (subject, relation, object, status)): (usize, &(u32, &str, u32, Status))| {
        let predicate = match relation.strip_prefix("open ") {
            Some(name) => Predicate::Open(name.to_owned()),
            None => Predicate::Relation((*relation).to_owned()),
        };
        GraphClaim {
            id: format!("c{i}"),
            claim: Claim {
                subject: EntityId(*subject),
                predicate,
                object: Object::Entity(EntityId(*object)),
                qualifiers: Vec::new(),
                status: *status,
                attribution: Vec::new(),
                confidence: Confidence::new(0.9),
                extractor: "frames/1".to_owned(),
                evidence: Vec::new(),
                trace: Trace::default(),
            },
        }
    };
    Graph {
        entities: entities.iter().enumerate().map(entity).collect(),
        claims: claims.iter().enumerate().map(claim).collect(),
        ..Graph::default()
    }
}

const A: Status = Status::Actual;

#[test]
fn parallel_claims_are_one_line_and_the_rest_is_counted() {
    let relations = ["owns", "pays", "sues", "uses", "supplies", "pays"];
    let claims = relations.map(|r| (0, r, 1, A));
    let view = View::of(
        &graph(&[("Ost", true), ("West", true)], &claims),
        Options::default(),
    );
    assert_eq!(view.edges.len(), 1);
    assert_eq!((view.edges[0].labels.len(), view.edges[0].more), (3, 2));
}

#[test]
fn what_does_not_hold_has_a_line_of_its_own_and_its_status() {
    let claims = [(0, "owns", 1, A), (0, "sells", 1, Status::Planned)];
    let view = View::of(
        &graph(&[("Ost", true), ("West", true)], &claims),
        Options::default(),
    );
    let lines: Vec<(bool, String)> = view
        .edges
        .iter()
        .map(|e| (e.actual, e.labels[0].line()))
        .collect();
    assert_eq!(
        lines,
        [
            (true, "owns".to_owned()),
            (false, "sells (planned)".to_owned())
        ]
    );
}

#[test]
fn what_is_said_both_ways_is_one_line_with_two_heads() {
    let claims = [
        (0, "partnersWith", 1, A),
        (1, "partnersWith", 0, A),
        (0, "owns", 1, A),
    ];
    let view = View::of(
        &graph(&[("Ost", true), ("West", true)], &claims),
        Options::default(),
    );
    let mutual: Vec<bool> = view.edges.iter().map(|e| e.mutual).collect();
    assert_eq!(mutual, [false, true]);
    assert_eq!(view.edges[1].labels.len(), 1);
}

#[test]
fn open_claims_are_left_out_unless_asked_for() {
    let graph = graph(
        &[("Ost", true), ("West", true)],
        &[(0, "open admire", 1, A)],
    );
    assert!(View::of(&graph, Options::default()).nodes.is_empty());
    let open = Options {
        open: true,
        ..Options::default()
    };
    assert_eq!(View::of(&graph, open).edges.len(), 1);
}

#[test]
fn the_strongest_are_shown_and_each_has_an_edge() {
    let names = ["a", "b", "c", "d", "e", "f"].map(|n| (n, true));
    let claims = [
        (0, "owns", 1, A),
        (0, "pays", 1, A),
        (0, "owns", 2, A),
        (0, "pays", 2, A),
        (3, "owns", 4, A),
        (0, "owns", 5, Status::Possible),
    ];
    let options = Options {
        entities: 3,
        ..Options::default()
    };
    let view = View::of(&graph(&names, &claims), options);
    let labels: Vec<&str> = view.nodes.iter().map(|n| n.label.as_str()).collect();
    assert_eq!(labels, ["a", "b", "c"]);
    assert!(view.subtitle.starts_with("3 of 6 entities, 4 of 6 claims"));
}

#[test]
fn the_same_description_of_two_documents_is_drawn_once_where_it_means_the_same() {
    let entities = [
        ("Ost", true),
        ("contract", false),
        ("contract", false),
        ("West", true),
        ("contract", false),
    ];
    let claims = [(0, "amends", 1, A), (0, "signs", 2, A), (3, "signs", 4, A)];
    let view = View::of(&graph(&entities, &claims), Options::default());
    let contracts = view.nodes.iter().filter(|n| n.label == "contract");
    assert_eq!(contracts.count(), 2);
    assert_eq!(view.edges.len(), 2);
}
