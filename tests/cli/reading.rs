//! `show`, `why`, `export` and `query`, on a build folder.

use super::fixture::{folder, ids, path};
use super::run;

#[test]
fn show_groups_claims_by_relation_with_quotes_and_sources() {
    let dir = folder();
    let shown = run(&["show", "Oskarvale", "--graph", path(dir.path())]);
    shown.prints(&[
        "Oskarvale  Company",
        "also OSKV, Oskarvale Holdings",
        "licenses",
        "Brindle Maps  non-exclusive · until 2032",
        "actual · 0.9",
        "acquires (as object)",
        "Tessermint  2.4 bn EUR",
        "planned",
        "“Oskarvale licenses Brindle Maps through 2032”",
        "deal.txt, The Gazette, 2026-03-12",
        &ids()[0],
    ]);
}

#[test]
fn show_finds_an_entity_by_any_alias_in_any_case() {
    let dir = folder();
    for name in [
        "oskv",
        "OSKARVALE holdings",
        "oskarvale  holdings",
        "tesserm",
        "SSERMINT",
    ] {
        let shown = run(&["show", name, "--graph", path(dir.path())]);
        shown.prints(&["acquires"]);
    }
}

#[test]
fn show_lists_entities_that_fit_equally_well() {
    let dir = folder();
    let shown = run(&["show", "oskarv", "--graph", path(dir.path())]);
    shown.prints(&["2 entities fit", "Oskarvale Cloud", "Platform"]);
}

#[test]
fn show_names_entities_that_are_called_almost_so() {
    let dir = folder();
    run(&["show", "Tesermint", "--graph", path(dir.path())])
        .fails(2, &["nothing in", "did you mean Tessermint?"]);
}

#[test]
fn why_tells_how_a_claim_was_found() {
    let dir = folder();
    for id in [ids()[0].as_str(), &ids()[0][..ids()[0].len() - 3]] {
        run(&["why", id, "--graph", path(dir.path())]).prints(&[
            "Oskarvale licenses Brindle Maps",
            "In short, «Oskarvale licenses Brindle Maps through 2032», it said.",
            "frames/1",
            "licenses/plain",
            "“the mapping firm”: description → Oskarvale",
            "2032 (“through”)",
        ]);
    }
}

#[test]
fn why_suggests_ids_that_are_almost_the_same() {
    let dir = folder();
    let mut id = ids()[0].clone();
    let last = if id.ends_with('0') { '1' } else { '0' };
    id.pop();
    id.push(last);
    run(&["why", &id, "--graph", path(dir.path())])
        .fails(2, &["no claim in", &format!("did you mean {}", ids()[0])]);
}

#[test]
fn export_writes_every_format_to_standard_output_or_a_file() {
    let dir = folder();
    let formats = ["claims-jsonl", "turtle", "trig", "nquads", "dot", "svg"];
    for format in formats {
        let printed = run(&["export", format, "--graph", path(dir.path())]);
        printed.prints(&["Oskarvale"]);
        let file = dir.path().join("copy");
        run(&[
            "export",
            format,
            "-o",
            path(&file),
            "--graph",
            path(dir.path()),
        ])
        .prints(&[]);
        let written = std::fs::read_to_string(&file).expect("it was written");
        assert_eq!(written, printed.stdout, "{format}");
    }
}

#[test]
fn export_gives_back_the_files_of_the_build() {
    let dir = folder();
    for (format, file) in [
        ("claims-jsonl", "claims.jsonl"),
        ("nquads", "graph.nq"),
        ("svg", "graph.svg"),
    ] {
        let printed = run(&["export", format, "--graph", path(dir.path())]).stdout;
        let built = std::fs::read_to_string(dir.path().join(file)).expect("it is there");
        assert_eq!(printed, built, "{format}");
    }
}

#[test]
fn export_knows_its_formats() {
    run(&["export", "docx"]).fails(2, &["docx", "claims-jsonl", "svg"]);
}

#[test]
fn export_into_a_folder_that_is_not_there() {
    let dir = folder();
    let file = dir.path().join("no/such/file.svg");
    run(&[
        "export",
        "svg",
        "-o",
        path(&file),
        "--graph",
        path(dir.path()),
    ])
    .fails(2, &["file.svg", "cannot be written"]);
}

#[test]
fn a_query_with_a_mistake_says_where() {
    let dir = folder();
    let query = "SELECT ?s WHERE {\n  ?s biz:licenses\n}";
    run(&["query", query, "--graph", path(dir.path())]).fails(2, &["3:1"]);
}

#[test]
fn a_query_is_answered() {
    let dir = folder();
    let query = "SELECT ?label WHERE { ?s biz:licenses ?o . ?o rdfs:label ?label }";
    run(&["query", query, "--graph", path(dir.path())]).prints(&["Brindle Maps"]);
}

#[test]
fn a_folder_without_a_build_says_how_to_make_one() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let empty = path(dir.path());
    for arguments in [
        ["show", "Oskarvale", "--graph", empty],
        ["why", "0123", "--graph", empty],
        ["query", "SELECT * {}", "--graph", empty],
        ["export", "svg", "--graph", empty],
    ] {
        run(&arguments).fails(2, &["factloom build PATH... --out"]);
    }
    run(&["show", "Oskarvale", "--graph", "no/such/folder"])
        .fails(2, &["no/such/folder", "--graph"]);
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let dir = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_factloom"))
        .args(["export", "nquads", "--graph", path(dir.path())])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
