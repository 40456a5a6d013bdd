//! Runs the examples that the frames of `ontology/frames/` carry.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use factloom::pipeline::{Engine, run_examples};

/// Examples that are known not to come out, one a line: the sentence, ` # `, and the reason. One that comes out again, or
/// that no frame carries any more, must leave the list.
const KNOWN: &str = "tests/frames-known.txt";

#[test]
fn the_examples_of_the_frames_come_out() {
    let engine = Engine::load(&[]).expect("the engine loads");
    let known = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(KNOWN))
        .expect("the list is readable");
    let mut known: BTreeSet<&str> = known
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| l.split_once(" # ").expect("each line gives its reason").0)
        .collect();
    let report = run_examples(&engine, None);
    assert!(report.run > 300, "the frames carry examples");
    let mut wrong = String::new();
    for failure in &report.failures {
        if !known.remove(failure.text.as_str()) {
            let _ = writeln!(
                wrong,
                "{}:{}: {}\n  {}",
                failure.file,
                failure.line,
                failure.text,
                failure.problems.join("\n  ")
            );
        }
    }
    for text in known {
        let _ = writeln!(wrong, "comes out, or is gone: take it from {KNOWN}: {text}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}
