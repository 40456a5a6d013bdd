//! Runs the cases of `tests/suite/*.md`: text in, claims out.
//!
//! A file holds cases, each under a heading `## name`. A fenced block `text` is the input; an optional line `date: YYYY-MM-DD`
//! before it sets the publication date (otherwise 2026-06-15), a line `ontology: none` leaves the default domain out. A fenced
//! block `claims` lists what must come out, one claim a line: `Subject | relation | Object | key=value, status=planned`. A
//! fenced block `not` lists what must not: `*` stands for anything, a line without `status=` forbids every status, and one with
//! qualifiers forbids but claims that have them. A case
//! with an empty `claims` block wants no claim of any relation of the ontology at all.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use factloom::claim::{Object, Status};
use factloom::graph::expect::{Expectation, claim_line, object_text};
use factloom::graph::{Graph, GraphClaim};
use factloom::pipeline::Engine;

struct Case {
    name: String,
    date: String,
    open: bool,
    text: String,
    claims: Option<Vec<String>>,
    forbidden: Vec<String>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut found: Vec<Case> = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            found.push(Case {
                name: name.trim().to_owned(),
                date: "2026-06-15".into(),
                open: false,
                text: String::new(),
                claims: None,
                forbidden: Vec::new(),
            });
            continue;
        }
        let Some(case) = found.last_mut() else {
            continue;
        };
        if let Some(info) = line.strip_prefix("```") {
            fence = if fence.is_some() {
                None
            } else {
                Some(info.trim().to_owned())
            };
            if fence.as_deref() == Some("claims") {
                case.claims = Some(Vec::new());
            }
            continue;
        }
        match fence.as_deref() {
            Some("text") => {
                case.text.push_str(line);
                case.text.push('\n');
            }
            Some("claims") if !line.trim().is_empty() => case
                .claims
                .get_or_insert_default()
                .push(line.trim().to_owned()),
            Some("not") if !line.trim().is_empty() => case.forbidden.push(line.trim().to_owned()),
            None => {
                if let Some(date) = line.strip_prefix("date:") {
                    case.date = date.trim().to_owned();
                }
                case.open |= line == "ontology: none";
            }
            _ => {}
        }
    }
    found
}

fn forbidden(graph: &Graph, line: &str, claim: &GraphClaim) -> bool {
    let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let told: Vec<&str> = parts
        .get(3)
        .map_or_else(Vec::new, |r| r.split(", ").collect());
    let status: Option<Status> = told
        .iter()
        .find_map(|r| r.strip_prefix("status="))
        .map(|s| s.parse().expect("a status"));
    let mut qualifiers = told.iter().filter(|q| !q.starts_with("status="));
    let c = &claim.claim;
    let is = |wanted: &str, found: &str| wanted == "*" || wanted.eq_ignore_ascii_case(found);
    is(parts[0], &graph.entity(c.subject).label)
        && is(parts[1], c.predicate.name())
        && is(
            parts[2],
            &match &c.object {
                Object::Entity(id) => graph.entity(*id).label.clone(),
                other => object_text(graph, other),
            },
        )
        && status.is_none_or(|s| s == c.status)
        && qualifiers.all(|q| claim_line(graph, claim).contains(q))
}

#[test]
fn every_case_gives_its_claims() {
    let engine = Engine::load(&[]).expect("the engine loads");
    let open = Engine::load(&["none".into()]).expect("the engine loads");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no cases");
    let (mut count, mut report) = (0, String::new());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for case in cases(&text) {
            count += 1;
            let engine = if case.open { &open } else { &engine };
            let graph = engine.graph_of_text(&case.text, Some(case.date.parse().expect("a date")));
            let mut wrong = Vec::new();
            // every quote stands where its evidence says
            for evidence in graph.claims.iter().flat_map(|c| &c.claim.evidence) {
                let length = evidence.end - evidence.start;
                let there: String = case
                    .text
                    .chars()
                    .skip(evidence.start)
                    .take(length)
                    .collect();
                assert_eq!(there, evidence.quote, "{}", case.name);
            }
            assert!(graph.claims.iter().all(|c| !c.claim.evidence.is_empty()));
            for line in case.claims.iter().flatten() {
                let expected = Expectation::parse(line)
                    .unwrap_or_else(|e| panic!("{}: {}: {e}", file.display(), case.name));
                if !graph.claims.iter().any(|c| expected.matches(&graph, c)) {
                    wrong.push(format!("missing: {line}"));
                }
            }
            for line in &case.forbidden {
                if graph.claims.iter().any(|c| forbidden(&graph, line, c)) {
                    wrong.push(format!("must not be: {line}"));
                }
            }
            if case.claims.as_ref().is_some_and(Vec::is_empty)
                && graph.claims.iter().any(|c| !c.claim.predicate.is_open())
            {
                wrong.push("no claim of a relation was wanted".to_owned());
            }
            if !wrong.is_empty() {
                let _ = writeln!(
                    report,
                    "{}: {}\n  {}",
                    file.file_name().unwrap().to_string_lossy(),
                    case.name,
                    wrong.join("\n  ")
                );
                for claim in &graph.claims {
                    let _ = writeln!(report, "    found: {}", claim_line(&graph, claim));
                }
            }
        }
    }
    assert!(count > 0, "no cases");
    assert!(report.is_empty(), "{report}");
}
