//! `open`: tuples of a text, without an ontology.

use std::fs;

use super::fixture::path;
use super::{run, run_with_input};

#[test]
fn tuples_are_tab_separated() {
    let text = "Norvane bought Quillon and Tessermint in May.";
    let short = run_with_input(&["open", "-"], text);
    short.prints(&[
        "\tbought\tNorvane\tQuillon\tin May\n",
        "\tbought\tNorvane\tTessermint\tin May\n",
    ]);
    let long = run_with_input(&["open", "-", "--profile", "carb"], text);
    long.prints(&["\tbought\tNorvane\tQuillon and Tessermint\tin May\n"]);
    for line in long.stdout.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields[0], text);
        assert!(
            fields[1]
                .parse::<f64>()
                .is_ok_and(|c| (0.0..=1.0).contains(&c))
        );
    }
}

#[test]
fn sentences_keep_their_words_as_given() {
    let text = "Ola said : `` Norvane -LRB- a bakery -RRB- did n't sell Quillon . ''\n\nIda left Kalmar .\n";
    let found = run_with_input(&["open", "-", "--sentences", "--profile", "carb"], text);
    found.prints(&[
        "Ola said : `` Norvane -LRB- a bakery -RRB- did n't sell Quillon . ''\t",
        "\tdid n't sell\t",
        "Ida left Kalmar .\t",
        "\tleft\tIda\tKalmar\n",
    ]);
}

#[test]
fn objects_say_what_holds_and_who_says_so() {
    let text = "Ola Brandt said that Norvane was not bought by Quillon.";
    let found = run_with_input(&["open", "-", "--format", "jsonl"], text);
    assert_eq!(found.code, 0, "{}", found.stderr);
    let line = found
        .stdout
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON"))
        .find(|l| l["predicate"] == "buy")
        .expect("the passive is turned");
    assert_eq!(line["status"], "negated");
    assert_eq!(line["attribution"], "Ola Brandt");
    assert_eq!(line["construction"], "clause");
    assert_eq!(line["arguments"][0]["kind"], "subject");
    assert_eq!(line["arguments"][1]["kind"], "agent");
    assert_eq!(line["arguments"][1]["text"], "Quillon");
}

#[test]
fn doubtful_tuples_can_be_left_out_and_odd_input_is_no_failure() {
    let text = "Norvane bought Quillon.";
    let none = run_with_input(&["open", "-", "--confidence", "1"], text);
    assert_eq!((none.code, none.stdout.as_str()), (0, ""));
    for odd in ["", "\n\n", "?!", "\u{fffd} -- ((", "a"] {
        for arguments in [&["open", "-"][..], &["open", "-", "--sentences"]] {
            let run = run_with_input(arguments, odd);
            assert_eq!(run.code, 0, "{odd:?}: {}", run.stderr);
        }
    }
    run_with_input(&["open", "-"], "\u{0}").fails(1, &["-: is not text but binary data"]);
    run(&["open", "no-such-file"]).fails(1, &["no-such-file: no such file or folder"]);
}

#[test]
fn lines_say_which_document_they_are_from_and_what_cannot_be_read_is_named() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let told = [
        ("b.txt", "Norvane bought Quillon."),
        ("deep/a.md", "Ida Moor praised Oskarvale."),
        ("deep/notes.unknown", "Ola Brandt left Kalmar."),
        (
            "records.jsonl",
            r#"{"id":"one","text":"Ola Brandt visited Tessermint."}"#,
        ),
    ];
    fs::create_dir(dir.path().join("deep")).expect("the folder is made");
    for (name, text) in told {
        fs::write(dir.path().join(name), text).expect("the folder takes it");
    }
    let folder = path(dir.path());
    let walked = run(&["open", folder, "no-such-file"]);
    walked.fails(1, &["no-such-file: no such file or folder"]);
    let first = |line: &str| line.split('\t').next().map(str::to_owned);
    let from: Vec<_> = walked.stdout.lines().filter_map(first).collect();
    assert_eq!(from, ["b.txt", "a.md", "one"], "{}", walked.stdout);
    let alone = run(&["open", path(&dir.path().join("b.txt"))]);
    alone.prints(&["Norvane bought Quillon.\t"]);
    assert!(alone.stdout.starts_with("Norvane"), "{}", alone.stdout);

    let lines = run(&["open", folder, "--sentences", "--format", "jsonl"]);
    let found: Vec<serde_json::Value> = lines
        .stdout
        .lines()
        .map(|l| serde_json::from_str(l).expect("JSON"))
        .collect();
    let said = |document: &str, relation: &str| {
        let is = |l: &&serde_json::Value| l["document"] == document && l["relation"] == relation;
        found.iter().filter(is).count()
    };
    assert_eq!((said("b.txt", "bought"), said("a.md", "praised")), (1, 1));
    assert_eq!((said("b.txt", "praised"), said("a.md", "bought")), (0, 0));
}

#[test]
fn synonyms_of_yours_go_before_ours() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (own, out) = (dir.path().join("own"), dir.path().join("out"));
    let (words, text) = (
        own.join("lexicon/predicates.toml"),
        dir.path().join("a.txt"),
    );
    fs::create_dir_all(own.join("lexicon")).expect("the folder is made");
    let groups = "[[group]]\nname = 'insure'\nsame = ['purchase']\nturned = ['buy cover from']\n";
    fs::write(&words, groups).expect("the folder takes it");
    let told = "Norvane Systems purchased Quillon. Oskarvale bought cover from Norvane Systems.";
    fs::write(&text, told).expect("the folder takes it");
    let both = ["--ontology", "none", "--ontology", path(&own)];
    let build = ["build", path(&text), "--out", path(&out)];
    let built = run(&[&build[..], &both[..]].concat());
    assert_eq!(built.code, 0, "{}", built.stderr);
    let claims = fs::read_to_string(out.join("claims.jsonl")).expect("it was built");
    let mut insured: Vec<(String, String)> = claims
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON"))
        .filter(|c| c["predicate"]["name"] == "open:insure")
        .map(|c| {
            (
                c["subject"]["label"].to_string(),
                c["object"]["label"].to_string(),
            )
        })
        .collect();
    insured.sort();
    let names = |a: &str, b: &str| (format!("{a:?}"), format!("{b:?}"));
    let norvane = "Norvane Systems";
    assert_eq!(
        insured,
        [names(norvane, "Oskarvale"), names(norvane, "Quillon")]
    );

    fs::write(&words, format!("{groups}same = []\n")).expect("the folder takes it");
    run(&["ontology", "check", path(&own)]).fails(2, &["predicates.toml:5:1: duplicate key"]);
}
