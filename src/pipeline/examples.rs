//! Runs the examples that frames carry.

use std::collections::BTreeSet;

use super::Engine;
use crate::extract::{Extractor, Framed};
use crate::graph::expect::{Expectation, claim_line};
use crate::text::PartialDate;

/// An example that does not give what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFailure {
    /// The frame's file.
    pub file: String,
    /// The example's line in it, 1-based.
    pub line: usize,
    /// The frame.
    pub frame: String,
    /// The sentence.
    pub text: String,
    /// Expected claims that did not come, and claims of the frame's relations that should not have.
    pub problems: Vec<String>,
    /// All claims of relations that came.
    pub found: Vec<String>,
}

/// The result of running all examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleReport {
    /// How many examples were run.
    pub run: usize,
    /// How many did not come out, as is known of them.
    pub known: usize,
    /// Those that failed, by file and line.
    pub failures: Vec<ExampleFailure>,
}

/// The publication date of examples.
const DATE: &str = "2026-06-15";

/// Runs the examples of the engine's frames; with `only`, those of frames whose name begins so.
#[must_use]
pub fn run_examples(engine: &Engine, only: Option<&str>) -> ExampleReport {
    let date: Option<PartialDate> = DATE.parse().ok();
    let mut report = ExampleReport::default();
    for frame in engine
        .grammar
        .frames
        .iter()
        .filter(|f| only.is_none_or(|o| f.name.starts_with(o)))
    {
        let relations: BTreeSet<&str> = frame.claims.iter().map(|c| c.relation.as_str()).collect();
        for example in &frame.examples {
            report.run += 1;
            let graph = engine.graph_of_text(&example.text, date);
            let mut problems = Vec::new();
            let mut expected = Vec::new();
            for line in &example.claims {
                match Expectation::parse(line) {
                    Ok(e) => {
                        if !graph.claims.iter().any(|c| e.matches(&graph, c)) {
                            problems.push(format!("missing: {line}"));
                        }
                        expected.push(e);
                    }
                    Err(message) => problems.push(message),
                }
            }
            for claim in graph.claims.iter().filter(|c| !c.claim.predicate.is_open()) {
                let wanted = expected.iter().any(|e| e.matches(&graph, claim));
                // what the model reads without a frame is not the frame's doing
                let framed = claim.claim.extractor == Framed.name();
                if framed && !wanted && relations.contains(claim.claim.predicate.name()) {
                    problems.push(format!("not expected: {}", claim_line(&graph, claim)));
                }
            }
            if let (Some(_), false) = (&example.known, problems.is_empty()) {
                report.known += 1;
                continue;
            }
            if example.known.is_some() {
                problems.push("comes out: take its `known` away".to_owned());
            }
            if !problems.is_empty() {
                let found = graph
                    .claims
                    .iter()
                    .filter(|c| !c.claim.predicate.is_open())
                    .map(|c| claim_line(&graph, c))
                    .collect();
                report.failures.push(ExampleFailure {
                    file: frame.file.clone(),
                    line: example.line,
                    frame: frame.name.clone(),
                    text: example.text.clone(),
                    problems,
                    found,
                });
            }
        }
    }
    report
        .failures
        .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    report
}
