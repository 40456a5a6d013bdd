//! Runs the examples that the frames of `ontology/frames/` carry. One that is known not to come out says why, in `known`.

use std::fmt::Write as _;

use factloom::pipeline::{Engine, run_examples};

#[test]
fn the_examples_of_the_frames_come_out() {
    let engine = Engine::load(&[]).expect("the engine loads");
    let report = run_examples(&engine, None);
    assert!(report.run > 300, "the frames carry examples");
    assert!(report.known < 10, "few are known not to come out");
    let mut wrong = String::new();
    for failure in &report.failures {
        let _ = writeln!(
            wrong,
            "{}:{}: {}\n  {}",
            failure.file,
            failure.line,
            failure.text,
            failure.problems.join("\n  ")
        );
    }
    assert!(wrong.is_empty(), "{wrong}");
}
