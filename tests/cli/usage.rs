//! Wrong use: a clear message and exit code 2, before any work.

use super::fixture::path;
use super::run;

#[test]
fn no_arguments_print_help() {
    let nothing = run(&[]);
    nothing.fails(2, &["Usage: factloom", "build", "query", "completions"]);
}

#[test]
fn help_and_version_are_no_failure() {
    run(&["--help"]).prints(&["build", "show", "why"]);
    run(&["--version"]).prints(&["factloom 0."]);
    run(&["build", "--help"]).prints(&["--out", "--jobs", "--date", "--format-hint", "--id-field"]);
}

#[test]
fn wrong_arguments_are_explained() {
    run(&["weave"]).fails(2, &["weave"]);
    run(&["build", "--out", "x"]).fails(2, &["PATH"]);
    run(&["build", "x"]).fails(2, &["--out"]);
    run(&["build", "x", "--out", "y", "--date", "2026-02-30"])
        .fails(2, &["2026-02-30", "YYYY-MM-DD"]);
    run(&["build", "x", "--out", "y", "--date", "yesterday"]).fails(2, &["YYYY-MM-DD"]);
    run(&["build", "x", "--out", "y", "--jobs", "0"]).fails(2, &["--jobs"]);
    run(&["build", "x", "--out", "y", "--base", "here"]).fails(2, &["https://example.org/kb/"]);
    run(&[
        "build",
        "x",
        "--out",
        "y",
        "--base",
        "https://example.org/kb",
    ])
    .fails(2, &["/ or #"]);
    run(&["completions", "fishtank"]).fails(2, &["bash", "zsh"]);
}

#[test]
fn completions_are_printed() {
    run(&["completions", "bash"]).prints(&["_factloom", "ontology"]);
}

#[test]
fn an_output_folder_that_cannot_be_written_is_found_out_first() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("taken");
    std::fs::write(&file, "not a folder").expect("the folder takes it");
    run(&["build", ".", "--out", path(&file)]).fails(2, &["this is a file"]);
    let below = file.join("out");
    run(&["build", ".", "--out", path(&below)]).fails(2, &["cannot be written", "--out"]);
}
