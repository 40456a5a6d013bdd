//! `build --extractor` and `--claims`: claims from outside, good and bad.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::fixture::path;
use super::{Run, run};

const DEAL: &str = "Oskarvale Holdings (OSKV) acquired Tessermint for €240 million in 2021. \
    Anna Brenk is chief executive of Oskarvale. Paris is a city in France. \
    Did Oskarvale buy Wendrick?\n";

/// A text, and a place for programs, files and the build.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new(text: &str) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::write(dir.path().join("deal.txt"), text).expect("writable");
        Self { dir }
    }

    fn file(&self, name: &str, text: &str) -> String {
        let file = self.dir.path().join(name);
        fs::write(&file, text).expect("writable");
        path(&file).to_owned()
    }

    fn build(&self, more: &[&str]) -> Run {
        let (input, out) = (
            self.dir.path().join("deal.txt"),
            self.dir.path().join("out"),
        );
        let mut arguments = vec!["build", path(&input), "--out", path(&out)];
        arguments.extend(more);
        run(&arguments)
    }

    /// Builds with a file of these claims.
    fn with(&self, claims: &[Value]) -> Run {
        let lines: String = claims.iter().map(|c| format!("{c}\n")).collect();
        let file = self.file("claims-in.jsonl", &lines);
        self.build(&["--claims", &file])
    }

    fn record(&self) -> Value {
        let text = fs::read_to_string(self.dir.path().join("out/build.json")).expect("written");
        serde_json::from_str::<Value>(&text).expect("JSON")["outside"].clone()
    }

    fn claims(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.dir.path().join("out/claims.jsonl")).expect("written");
        let lines = text.lines();
        lines
            .map(|l| serde_json::from_str(l).expect("JSON"))
            .collect()
    }

    /// The claims of an extractor.
    fn by(&self, extractor: &str) -> Vec<Value> {
        let mut claims = self.claims();
        claims.retain(|c| c["extractor"] == extractor);
        claims
    }
}

fn claim(subject: &str, predicate: &str, object: impl Into<Value>, quote: &str) -> Value {
    json!({"subject": subject, "predicate": predicate, "object": object.into(), "confidence": 0.8,
        "extractor": "mine/1", "evidence": {"quote": quote}})
}

const FIRST: &str = "Oskarvale Holdings (OSKV) acquired Tessermint for €240 million in 2021";

#[test]
fn a_claim_meets_the_entities_of_the_text() {
    let desk = Desk::new(DEAL);
    let mut owns = claim("OSKV", "owns", "Tessermint", FIRST);
    owns["qualifiers"] = json!({"validFrom": 2021});
    desk.with(&[owns]).prints(&[]);
    let found = desk.by("mine/1");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["subject"]["label"], "Oskarvale");
    assert_eq!(found[0]["qualifiers"]["validFrom"], "2021");
    assert_eq!(found[0]["evidence"][0]["start"], 0);
    assert_eq!(desk.record()[0]["accepted"], 1);
}

#[test]
fn what_says_the_same_is_merged_and_surer() {
    let desk = Desk::new(DEAL);
    desk.build(&[]).prints(&[]);
    let ours = desk.claims();
    assert_eq!(desk.record(), Value::Null);
    let acquires = |claims: &[Value]| {
        let mut of = claims
            .iter()
            .filter(|c| c["predicate"]["name"] == "acquires");
        let one = of.next().expect("it is found").clone();
        assert!(of.next().is_none());
        one
    };
    desk.with(&[claim(
        "Oskarvale",
        "acquires",
        "Tessermint",
        "acquired Tessermint",
    )])
    .prints(&[]);
    let merged = desk.claims();
    assert_eq!(ours.len(), merged.len());
    let confidence = |c: &Value| c["confidence"].as_f64().expect("a number");
    assert!(confidence(&acquires(&merged)) > confidence(&acquires(&ours)));
    assert_eq!(desk.record()[0]["merged"], 1);
    // another status says something else
    let mut denied = claim("Oskarvale", "acquires", "Tessermint", "acquired Tessermint");
    denied["status"] = json!("negated");
    desk.with(&[denied]).prints(&[]);
    assert_eq!(desk.claims().len(), ours.len() + 1);
}

#[test]
fn what_the_build_wrote_can_be_given_back() {
    let desk = Desk::new(DEAL);
    desk.build(&[]).prints(&[]);
    let ours = desk.claims();
    desk.with(&ours).prints(&[]);
    let record = desk.record();
    assert_eq!(record[0]["rejected"], json!({}));
    assert_eq!(record[0]["merged"], ours.len());
    assert_eq!(desk.claims().len(), ours.len());
}

#[test]
fn lies_are_rejected_with_a_reason() {
    let with = |field: &str, value: Value| {
        let mut claim = claim("Oskarvale", "owns", "Tessermint", FIRST);
        claim[field] = value;
        claim
    };
    let cases = [
        (
            "quote-not-found",
            claim(
                "Oskarvale",
                "owns",
                "Tessermint",
                "Oskarvale sold Tessermint",
            ),
        ),
        (
            "quote-ambiguous",
            claim("Oskarvale", "owns", "Tessermint", "Oskarvale"),
        ),
        (
            "no-statement",
            claim(
                "Oskarvale",
                "acquires",
                "Wendrick",
                "Did Oskarvale buy Wendrick",
            ),
        ),
        (
            "unknown-relation",
            claim("Oskarvale", "devours", "Tessermint", FIRST),
        ),
        (
            "outside-domain",
            claim("Paris", "acquires", "Tessermint", FIRST),
        ),
        (
            "outside-range",
            claim(
                "Anna Brenk",
                "holdsPosition",
                "Paris",
                "Anna Brenk is chief executive",
            ),
        ),
        (
            "subject-not-in-text",
            claim("Yllandor", "acquires", "Tessermint", FIRST),
        ),
        (
            "object-not-in-text",
            claim("Oskarvale", "acquires", "Yllandor", FIRST),
        ),
        (
            "object-not-in-text",
            claim(
                "Oskarvale",
                "valuedAt",
                json!({"value": "7", "currency": "EUR"}),
                FIRST,
            ),
        ),
        ("says-of-itself", claim("Oskarvale", "owns", "OSKV", FIRST)),
        ("unknown-document", with("document", json!("other.txt"))),
        (
            "unknown-qualifier",
            with("qualifiers", json!({"colour": "red"})),
        ),
        (
            "qualifier-not-taken",
            with("qualifiers", json!({"licensor": "Tessermint"})),
        ),
        (
            "malformed-qualifier",
            with("qualifiers", json!({"stake": "much"})),
        ),
        (
            "qualifier-not-in-text",
            with("qualifiers", json!({"stake": 77})),
        ),
        ("unknown-status", with("status", json!("maybe"))),
        (
            "attribution-not-in-text",
            with("attribution", json!(["a little bird"])),
        ),
        ("low-confidence", with("confidence", json!(1.5))),
    ];
    let desk = Desk::new(DEAL);
    desk.build(&[]).prints(&[]);
    let ours = desk.claims();
    for (reason, lie) in cases {
        let built = desk.with(&[lie]);
        built.fails(0, &["claims-in.jsonl:1:", &format!("rejected ({reason})")]);
        assert_eq!(
            desk.record()[0]["rejected"],
            json!({reason: 1}),
            "{}",
            built.stderr
        );
        assert_eq!(desk.claims(), ours, "{reason}");
    }
}

#[test]
fn an_open_claim_needs_no_relation() {
    let desk = Desk::new(DEAL);
    desk.with(&[claim("Oskarvale", "open:swallow", "Tessermint", FIRST)])
        .prints(&[]);
    let found = desk.by("mine/1");
    assert_eq!(found[0]["predicate"]["name"], "open:swallow");
    assert_eq!(found[0]["open"], true);
}

#[test]
fn bad_lines_of_a_file_are_shown_and_the_others_taken() {
    let desk = Desk::new(DEAL);
    let good = claim("OSKV", "owns", "Tessermint", FIRST);
    let lines = format!("{{\"subject\": \"A\", oops}}\n\n{good}\n[]\n{{\"subject\":7}}\n{{\"subj");
    let file = desk.file("mixed.jsonl", &lines);
    desk.build(&["--claims", &file]).fails(
        1,
        &[
            "mixed.jsonl:1:18: left out: not a JSON line",
            "mixed.jsonl:4:1: left out: not a claim",
            "mixed.jsonl:5:2: left out: subject: wanted words",
            "mixed.jsonl:6:6: left out: the last line is cut off",
        ],
    );
    assert_eq!(desk.by("mine/1").len(), 1);
    assert_eq!(desk.record()[0]["unreadable"], 4);
    desk.build(&["--claims", "no/such.jsonl"])
        .fails(1, &["no/such.jsonl: the claims cannot be read"]);
    assert!(!desk.claims().is_empty());
}

#[test]
#[cfg(unix)]
fn a_program_is_given_the_documents() {
    let desk = Desk::new(DEAL);
    let answer = desk.file(
        "answer",
        &claim("OSKV", "owns", "Tessermint", FIRST).to_string(),
    );
    let seen = desk.dir.path().join("seen");
    let command = format!("cat > '{}'; cat '{answer}'", path(&seen));
    desk.build(&["--extractor", &command, "--date", "2026-03-02"])
        .prints(&[]);
    assert_eq!(desk.by("mine/1").len(), 1);
    let line: Value =
        serde_json::from_str(&fs::read_to_string(seen).expect("written")).expect("one line");
    assert_eq!(line["id"], "deal.txt");
    assert_eq!(line["date"], "2026-03-02");
    let text: Vec<char> = line["text"].as_str().expect("a text").chars().collect();
    let sentences = line["sentences"].as_array().expect("sentences");
    assert_eq!(sentences.len(), 4);
    for sentence in sentences {
        let at = |key: &str| sentence[key].as_u64().expect("an offset") as usize;
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(sentence["text"], words);
    }
}

#[test]
#[cfg(unix)]
fn a_program_that_fails_costs_nothing_else() {
    let desk = Desk::new(DEAL);
    let good = claim("OSKV", "owns", "Tessermint", FIRST).to_string();
    let answer = desk.file("answer", &format!("{good}\n"));
    let cases = [
        (
            format!("cat '{answer}'; exit 3"),
            "ended with exit code 3 after 1 line",
        ),
        (
            format!("cat '{answer}'; kill -9 $$"),
            "was ended (signal: 9",
        ),
        (
            format!("cat '{answer}'; sleep 300 & sleep 300"),
            "said nothing for 1.5 s after 1 line",
        ),
        (
            format!("cat '{answer}'; echo garbage"),
            ":2:1: left out: not a JSON line",
        ),
        (
            format!("cat '{answer}'; printf '{{\"subject\": \"Osk'"),
            ":2:16: left out: the last line is cut off",
        ),
        (
            format!("cat '{answer}'; printf 'a\\377\\n'"),
            ":2:2: left out: not UTF-8",
        ),
        (format!("cat '{answer}'; yes"), "was stopped after"),
        (format!("cat '{answer}'; no-such-program"), "exit code 127"),
    ];
    for (command, said) in cases {
        desk.build(&["--extractor", &command, "--extractor-timeout", "1.5"])
            .fails(1, &[&command, said]);
        assert_eq!(desk.by("mine/1").len(), 1, "{command}");
        assert!(desk.claims().len() > 1, "{command}");
    }
}

#[test]
#[cfg(unix)]
fn threads_and_the_order_of_answers_do_not_matter() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut lines = Vec::new();
    for (i, subject) in ["Oskarvale", "Brindle", "Wendrick", "Yllandor"]
        .iter()
        .enumerate()
    {
        let text = format!("{subject} acquired Tessermint in 2021. {subject} opened a plant.");
        fs::write(dir.path().join(format!("{i}.txt")), text).expect("writable");
        let mut line = claim(
            subject,
            "owns",
            "Tessermint",
            &format!("{subject} acquired Tessermint"),
        );
        line["document"] = json!(format!("{i}.txt"));
        lines.push(format!("{line}\n"));
    }
    let answers = dir.path().join("answers");
    let out = dir.path().join("out");
    let mut first: Option<String> = None;
    for (jobs, turned) in [("1", false), ("3", true), ("2", false)] {
        if turned {
            lines.reverse();
        }
        fs::write(&answers, lines.concat()).expect("writable");
        let command = format!("cat '{}'", path(&answers));
        let input: Vec<_> = (0..4)
            .map(|i| dir.path().join(format!("{i}.txt")))
            .collect();
        let mut arguments = vec!["build"];
        arguments.extend(input.iter().map(|p| path(p)));
        arguments.extend(["--out", path(&out), "--jobs", jobs, "--extractor", &command]);
        run(&arguments).prints(&[]);
        let claims = fs::read_to_string(out.join("claims.jsonl")).expect("written");
        assert_eq!(claims.matches("mine/1").count(), 4, "{claims}");
        assert_eq!(*first.get_or_insert_with(|| claims.clone()), claims);
    }
}
