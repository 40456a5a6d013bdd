use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::eval::calibration::listed;

/// Files of these names and texts.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("writable");
    }
    folder
}

/// The error of a list of one line, without the folder.
#[track_caller]
fn error(line: &str) -> String {
    let folder = folder(&[("a.jsonl", line)]);
    let path: PathBuf = folder.path().join("a.jsonl");
    let error = read(&path).expect_err("the list is wrong").to_string();
    error.replace(path.to_str().expect("a plain path"), "a.jsonl")
}

const LIST: &str = r#"
{"id":"a-1","s":["Oskarvale(?! Bank)"],"p":["acquires"],"o":["tessermint"],"q":{"stake":"^20$"},"st":["actual"],"w":2}
{"id":"a-2","s":["Wendrick"],"p":["partnersWith"],"o":["Yllandor"],"q":{"date|validFrom":"^2031"},"st":["planned","possible"]}
{"id":"a-3","s":["Ola Brask"],"p":["uses"],"o":["loom"],"w":0.5}
{"kind":"same-entity","labels":["Oskarvale","Oskarvale Group"]}
{"id":"a-n1","s":["Oskarvale Bank"],"p":["acquires"],"o":["Tessermint"],"not":true}
{"id":"a-n2","s":["Yllandor"],"p":["partnersWith"],"o":["Wendrick"],"st":["actual"],"not":true}
"#;

/// A claim line of `a.txt`.
fn claim(subject: &str, predicate: &str, object: &str, more: &str) -> String {
    format!(
        r#"{{"subject":{{"label":"{subject}"}},"predicate":{{"name":"{predicate}"}},"object":{{"label":"{object}"}},{more},"evidence":[{{"document":"https://e.org/document/a.txt","start":0,"end":1}}]}}"#
    ) + "\n"
}

fn claims() -> String {
    [
        // matches a-1 in full
        claim(
            "Oskarvale Group",
            "acquires",
            "Tessermint",
            r#""qualifiers":{"stake":20.0},"status":"actual","confidence":0.9"#,
        ),
        // the look-ahead keeps it from a-1; violates a-n1
        claim(
            "Oskarvale Bank",
            "acquires",
            "Tessermint",
            r#""status":"actual","confidence":0.87"#,
        ),
        // a-2 the other way round, in full: validFrom stands for date
        claim(
            "Yllandor",
            "partnersWith",
            "Wendrick",
            r#""qualifiers":{"validFrom":"2031-05"},"status":"planned","confidence":0.6"#,
        ),
        // matches a-2, not in full; violates a-n2, so it is not listed; too unsure to be asserted
        claim(
            "Wendrick",
            "partnersWith",
            "Yllandor",
            r#""status":"actual","confidence":0.3"#,
        ),
        // "uses" does not begin a word of it
        claim(
            "Ola Brask",
            "causes",
            "loom",
            r#""status":"actual","confidence":0.86"#,
        ),
        // open claims count for recall, and are not held against the list
        claim(
            "Ola Brask",
            "open:uses",
            "the loom",
            r#""open":true,"status":"actual","confidence":0.5"#,
        ),
        // of another document
        claim(
            "Ola Brask",
            "sues",
            "Yllandor",
            r#""status":"actual","confidence":0.5"#,
        )
        .replace("a.txt", "ab.txt"),
    ]
    .concat()
}

#[test]
fn lines_are_matched_by_patterns_qualifiers_and_status() {
    let folder = folder(&[("a.jsonl", LIST), ("claims.jsonl", &claims())]);
    let list = read(&folder.path().join("a.jsonl")).expect("a list");
    assert_eq!((list.lines.len(), list.other), (5, 1));
    let found = read_said(folder.path()).expect("claims");
    let lists = [list];
    let symmetric = |name: &str| name == "partnersWith";
    let scored = score(&lists, &found, &symmetric).expect("quick patterns");
    // weights 2, 1 and 0.5, all matched and in full: a-3 by the open claim
    assert_eq!((scored.expected, scored.weight), (3, 3.5));
    assert_eq!((scored.core_recall, scored.full_recall), (1.0, 1.0));
    let lines: Vec<_> = scored.violated.iter().map(|v| (v.line, &*v.id)).collect();
    assert_eq!(lines, [(6, "a-n1"), (7, "a-n2")]);
    assert_eq!(
        scored.violated[0].claim,
        "Oskarvale Bank | acquires | Tessermint actual"
    );
    // five claims of relations; 1, 2 and 5 are asserted, of which the first is listed
    assert_eq!((scored.claims, scored.asserted), (5, 3));
    assert!((scored.listed - 1.0 / 3.0).abs() < 1e-12);
    assert!((scored.listed_in_full - 1.0 / 3.0).abs() < 1e-12);

    // one way round: a-2 is matched by the fourth claim alone, without its date; a-n2 by the third, which is planned
    let strict = score(&lists, &found, &|_| false).expect("quick patterns");
    assert_eq!((strict.core, strict.full), (3.5, 2.5));
    assert_eq!(strict.violated.len(), 1);

    // the open claim left out: a-3 is missed
    let relations: Vec<Said> = found.iter().filter(|s| !s.claim.open).cloned().collect();
    let fewer = score(&lists, &relations, &symmetric).expect("quick patterns");
    assert!((fewer.core_recall - 3.0 / 3.5).abs() < 1e-12);
}

#[test]
fn confidence_is_held_against_lists() {
    let folder = folder(&[("a.jsonl", LIST), ("claims.jsonl", &claims())]);
    let lists = [read(&folder.path().join("a.jsonl")).expect("a list")];
    let found = read_said(folder.path()).expect("claims");
    let verdicts = judge(&lists, &found, &|n| n == "partnersWith").expect("quick patterns");
    let (found, forbidden) = listed(&verdicts, false);
    // 0.9 right, 0.87 wrong, 0.6 right, 0.3 wrong, 0.86 wrong: gaps 0.1, 0.87, 0.4, 0.3, 0.86, each of one claim in five
    assert_eq!(found.claims, 5);
    assert!((found.ece - 2.53 / 5.0).abs() < 1e-12, "{}", found.ece);
    // 0.87 and 0.3
    assert_eq!(forbidden.claims, 2);
    assert!((forbidden.confidence - 0.585).abs() < 1e-12);
}

#[test]
fn a_list_that_names_open_predicates_holds_for_open_claims() {
    let list = LIST.replace("\"uses\"", "\"open:uses\"");
    let folder = folder(&[("a.jsonl", &list), ("claims.jsonl", &claims())]);
    let lists = [read(&folder.path().join("a.jsonl")).expect("a list")];
    let found = read_said(folder.path()).expect("claims");
    let scored = score(&lists, &found, &|_| false).expect("quick patterns");
    assert_eq!((scored.claims, scored.asserted), (6, 3));
    assert_eq!(scored.listed, 1.0 / 3.0);
}

#[test]
fn the_shape_tells_a_list_from_claims() {
    assert!(is_list(LIST));
    assert!(is_list("{\"kind\":\"same-entity\"}"));
    assert!(!is_list(&claims()));
    assert!(!is_list("{\"evidence\":[]}"));
    assert!(!is_list("no JSON"));
}

#[test]
fn mistakes_are_pointed_at() {
    for (line, said) in [
        (
            r#"{"s":["ä"],"p":["b"],"o":["c("]}"#,
            "a.jsonl:1:27: the pattern \"c(\" does not compile",
        ),
        (
            // what closes a bracket of ours is no pattern either
            r#"{"s":["a"],"p":["b)|(c"],"o":["c"]}"#,
            "a.jsonl:1:17: the pattern",
        ),
        (
            r#"{"s":["a"],"p":["b"],"o":["c"],"q":{"date":20}}"#,
            "a.jsonl:1:44: a pattern in",
        ),
        (
            r#"{"s":["a"],"p":["b"],"o":["c"],"st":["actual","done"]}"#,
            "a.jsonl:1:47: unknown status",
        ),
        (
            r#"{"s":["a"],"p":["b"],"o":["c"],"w":-1}"#,
            "a.jsonl:1:36: a weight",
        ),
        (r#"{"s":["a"],"p":[],"o":["c"]}"#, "a.jsonl:1:1: \"p\" has"),
        (
            r#"{"s":["a"],"p":["b"]}"#,
            "a.jsonl:1:21: a JSON object was expected: missing field `o`",
        ),
        (
            r#"{"s":["a"],"p":["b"],"o":"c"}"#,
            "a.jsonl:1:28: a JSON object was expected: invalid type",
        ),
        (
            "{\"s\":[\"a\"],",
            "a.jsonl:1:11: a JSON object was expected: EOF",
        ),
    ] {
        let error = error(line);
        assert!(error.starts_with(said), "{error}");
    }
}

#[test]
fn a_pattern_that_takes_too_long_is_pointed_at() {
    let line = r#"{"s":["(x+x+)+(?>y)"],"p":["b"],"o":["c"]}"#;
    let said = claim(&"x".repeat(40), "b", "c", r#""confidence":0.5"#);
    let folder = folder(&[("a.jsonl", line), ("claims.jsonl", &said)]);
    let lists = [read(&folder.path().join("a.jsonl")).expect("a list")];
    let found = read_said(folder.path()).expect("claims");
    let error = score(&lists, &found, &|_| false).expect_err("too many steps");
    let error = error.to_string();
    assert!(error.contains("a.jsonl:1:7: the pattern"), "{error}");
}
