//! `build`: what it writes, and what it makes of bad input.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::fixture::path;
use super::{Run, run, run_with_input};

const DEAL: &str = "Oskarvale acquired Tessermint for €240 million in 2021. \
    Oskarvale will acquire Yllandor in 2027, the company said.\n";
const FILES: [&str; 6] = [
    "build.json",
    "claims.jsonl",
    "graph.dot",
    "graph.nq",
    "graph.svg",
    "graph.trig",
];

/// A folder with inputs, and a place beside them for the build.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(dir.path().join("in")).expect("writable");
        for (name, bytes) in files {
            fs::write(dir.path().join("in").join(name), bytes).expect("writable");
        }
        Self { dir }
    }

    fn input(&self, name: &str) -> PathBuf {
        self.dir.path().join("in").join(name)
    }

    fn out(&self) -> PathBuf {
        self.dir.path().join("out")
    }

    /// Builds the folder of inputs.
    fn build(&self, more: &[&str]) -> Run {
        let (input, out) = (self.input(""), self.out());
        let mut arguments = vec!["build", path(&input), "--out", path(&out)];
        arguments.extend(more);
        run(&arguments)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.out().join(name)).expect("it was written")
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|e| {
            e.expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_build_writes_six_files_and_says_nothing_in_a_pipe() {
    let desk = Desk::new(&[("deal.txt", DEAL.as_bytes())]);
    let built = desk.build(&["--date", "2026-03-02"]);
    built.prints(&[]);
    assert_eq!((built.stdout.as_str(), built.stderr.as_str()), ("", ""));
    assert_eq!(names(&desk.out()), FILES);
    assert_eq!(names(desk.dir.path()), ["in", "out"]);
    let claims = desk.text("claims.jsonl");
    assert!(claims.contains("\"acquires\""), "{claims}");
    let record: Value = serde_json::from_str(&desk.text("build.json")).expect("JSON");
    assert_eq!(record["counts"]["documents"], 1);
    assert_eq!(record["inputs"][0]["documents"], 1);
    assert_eq!(
        record["inputs"][0]["sha256"].as_str().map(str::len),
        Some(64)
    );
    assert_eq!(record["factloom"], env!("CARGO_PKG_VERSION"));
    assert!(record["timings"]["total"].is_number());
    let out = desk.out();
    run(&["show", "tessermint", "--graph", path(&out)]).prints(&["Tessermint", "deal.txt"]);
}

#[test]
fn a_second_build_replaces_the_first_and_leaves_other_files_alone() {
    let desk = Desk::new(&[("deal.txt", DEAL.as_bytes())]);
    desk.build(&[]).prints(&[]);
    fs::write(desk.out().join("mine.txt"), "kept").expect("writable");
    fs::write(desk.input("deal.txt"), "Brindle Maps acquired Wendrick.\n").expect("writable");
    desk.build(&[]).prints(&[]);
    assert!(desk.text("graph.nq").contains("Wendrick"));
    assert!(!desk.text("graph.nq").contains("Tessermint"));
    assert_eq!(desk.text("mine.txt"), "kept");
    assert_eq!(names(&desk.out()).len(), FILES.len() + 1);
}

#[test]
fn threads_and_the_order_of_paths_do_not_matter() {
    let other = "Wendrick licenses Brindle Maps from Oskarvale until 2032. Tessermint owns 20% of Oskarvale.";
    let desk = Desk::new(&[
        ("a.txt", DEAL.as_bytes()),
        ("b.md", other.as_bytes()),
        ("c.txt", DEAL.as_bytes()),
    ]);
    let paths = ["a.txt", "b.md", "c.txt"].map(|n| desk.input(n));
    let files = |order: [usize; 3], jobs: &str| {
        let out = desk.out();
        let [a, b, c] = order.map(|i| path(&paths[i]));
        run(&["build", a, b, c, "--out", path(&out), "--jobs", jobs]).prints(&[]);
        FILES.map(|name| {
            let text = desk.text(name);
            text.split("\"timings\"")
                .next()
                .unwrap_or_default()
                .to_owned()
        })
    };
    let first = files([0, 1, 2], "1");
    assert!(first == files([2, 0, 1], "3"));
    assert!(first == files([1, 2, 0], "2"));
}

#[test]
fn standard_input_and_other_field_names() {
    let desk = Desk::new(&[]);
    let out = desk.out();
    let record = format!("{{\"nr\":\"n7\",\"body\":{}}}\n", serde_json::json!(DEAL));
    let built = run_with_input(
        &[
            "build",
            "-",
            "--out",
            path(&out),
            "--format-hint",
            "jsonl",
            "--text-field",
            "body",
            "--id-field",
            "nr",
        ],
        &record,
    );
    built.prints(&[]);
    assert!(desk.text("claims.jsonl").contains("document/n7"));
}

#[test]
fn what_a_build_wrote_is_no_input() {
    let desk = Desk::new(&[("deal.txt", DEAL.as_bytes())]);
    let (input, out) = (desk.input(""), desk.input("out"));
    let build = || run(&["build", path(&input), "--out", path(&out)]);
    build().prints(&[]);
    let first = fs::read(out.join("claims.jsonl")).expect("it was written");
    build().prints(&[]);
    let second = fs::read(out.join("claims.jsonl")).expect("it was written");
    assert_eq!(first, second);
    run(&["show", "oskarvale", "--graph", path(&out)]).prints(&["Tessermint"]);
}

#[test]
fn show_tells_of_others_that_are_called_like_it() {
    let text = "Oskarvale NV won the contract. Tarrant Marine bought Oskarvale Offshore, the group's wind-farm unit, in May. \
        Oskarvale employs 900 people.\n";
    let desk = Desk::new(&[("deal.txt", text.as_bytes())]);
    desk.build(&[]).prints(&[]);
    let out = desk.out();
    run(&["show", "Oskarvale", "--graph", path(&out)])
        .prints(&["hasEmployees", "called like it: Oskarvale Offshore"]);
}

#[test]
fn what_fails_is_named_and_the_rest_is_built() {
    let desk = Desk::new(&[("deal.txt", DEAL.as_bytes())]);
    let (input, out) = (desk.input("deal.txt"), desk.out());
    run(&[
        "build",
        path(&input),
        "no/such/file.txt",
        "--out",
        path(&out),
    ])
    .fails(1, &["no/such/file.txt"]);
    assert!(desk.text("claims.jsonl").contains("Tessermint"));
}

#[test]
fn json_that_is_cut_off_keeps_the_records_before() {
    let whole = format!("{{\"id\":\"one\",\"text\":{}}}\n", serde_json::json!(DEAL));
    let cut = format!("{whole}{{\"id\":\"two\",\"text\":\"Oskarvale acq");
    let desk = Desk::new(&[("records.jsonl", cut.as_bytes())]);
    desk.build(&[]).fails(1, &["records.jsonl"]);
    assert!(desk.text("claims.jsonl").contains("Tessermint"));
}

#[test]
fn where_nothing_can_be_built_nothing_is_written() {
    let german = "Die Gesellschaft hat am Montag mitgeteilt, dass sie das Werk in der Stadt verkaufen und den Erl\u{f6}s in \
        neue Maschinen stecken will. Die Mitarbeiter wurden am Abend davon unterrichtet. Der Betriebsrat zeigte sich \
        \u{fc}berrascht und verlangte ein Gespr\u{e4}ch mit dem Vorstand. Ob es dazu kommt, ist noch offen, denn der \
        Vorstand hat sich bisher nicht dazu ge\u{e4}u\u{df}ert.";
    for (name, bytes) in [
        ("empty.txt", &b""[..]),
        ("blank.txt", b" \n\t\n"),
        (
            "binary.txt",
            b"\x7fELF\x00\x01\x02\x00\x00\xff\xfe\x00\x00\x10\x00\x00\x00\x03",
        ),
        ("foreign.txt", german.as_bytes()),
        ("cut.json", b"{\"id\": \"a\", \"text\": \"Oskar"),
    ] {
        let desk = Desk::new(&[(name, bytes)]);
        desk.build(&[]).fails(2, &[name, "nothing could be built"]);
        assert!(!desk.out().exists(), "{name}");
    }
    let desk = Desk::new(&[]);
    desk.build(&[]).fails(2, &["nothing could be built"]);
    let (missing, out) = (desk.input("no/such"), desk.out());
    run(&["build", path(&missing), "--out", path(&out)])
        .fails(2, &["no/such", "nothing could be built"]);
    assert!(!desk.out().exists());
}

#[test]
fn broken_utf_8_and_deep_html_are_read() {
    let mut broken = DEAL.as_bytes().to_vec();
    broken.extend(b" Some \xff\xfe\xc3 bytes.\n");
    let mut deep = "<div>".repeat(100_000);
    deep.push_str(&format!("<p>{DEAL}</p>"));
    let desk = Desk::new(&[("broken.txt", &broken), ("deep.html", deep.as_bytes())]);
    let built = desk.build(&[]);
    assert!(built.code == 0 || built.code == 1, "{}", built.stderr);
    assert!(!built.stderr.contains("panicked"), "{}", built.stderr);
    assert!(desk.text("claims.jsonl").contains("broken.txt"));
}

#[test]
fn words_of_yours_are_added_to_ours() {
    let told = "Norvane Systems has enticed Trask Holdings' sales chief, Ines Marr.";
    let desk = Desk::new(&[("chief.txt", told.as_bytes())]);
    let own = desk.dir.path().join("own");
    fs::create_dir_all(own.join("lexicon")).expect("the folder is made");
    let words = "poaching = ['entice']\n";
    fs::write(own.join("lexicon/telling.toml"), words).expect("writable");
    let status_there = |more: &[&str]| {
        assert_eq!(desk.build(more).code, 0);
        let claims = desk.text("claims.jsonl");
        let mut claims = claims
            .lines()
            .map(|l| serde_json::from_str::<Value>(l).expect("JSON"));
        let there = claims.find(|c| c["object"]["label"] == "Trask Holdings");
        there.expect("the post is claimed")["status"].clone()
    };
    assert_eq!(status_there(&[]), "actual");
    assert_eq!(status_there(&["--ontology", path(&own)]), "ended");
}

#[test]
fn mistakes_in_an_ontology_are_shown_with_their_place() {
    let desk = Desk::new(&[("deal.txt", DEAL.as_bytes())]);
    let frame = |body: &str| format!("[[frame]]\nname = \"buy\"\nverbs = [\"buy\"]\n{body}\n");
    let claims = "[[frame.claims]]\nsubject = \"subj\"\nobject = \"obj\"\n";
    let cases = [
        ("unknown.toml", frame(&format!("{claims}relation = \"aquires\"")), "aquires"),
        ("typo.toml", frame(&format!("{claims}relation = \"acquires\"\nsubjekt = \"subj\"")), "subjekt"),
        ("broken.toml", "[[frame]\n".to_owned(), "broken.toml:1"),
        (
            "cycle.ttl",
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
             @prefix ex: <https://example.org/#> .\nex:A a owl:Class ; rdfs:subClassOf ex:B .\n\
             ex:B a owl:Class ; rdfs:subClassOf ex:A .\n"
                .to_owned(),
            "cycle.ttl",
        ),
        (
            "lexicon/telling.toml",
            "post = ['berth']\nposts = ['berth']\n".to_owned(),
            "telling.toml:2:1: unknown list of words \"posts\"; did you mean \"post\"?",
        ),
    ];
    fs::create_dir(desk.dir.path().join("lexicon")).expect("the folder is made");
    for (name, text, said) in cases {
        let file = desk.dir.path().join(name);
        fs::write(&file, text).expect("writable");
        desk.build(&["--ontology", path(&file)])
            .fails(2, &[name, said]);
        assert!(!desk.out().exists(), "{name}");
        run(&["ontology", "check", path(&file)]).fails(2, &[name, said]);
    }
    desk.build(&["--ontology", "no/such.toml"])
        .fails(2, &["no/such.toml"]);
}

#[test]
#[cfg(unix)]
fn an_interrupted_build_leaves_nothing() {
    use std::process::{Command, Stdio};
    let desk = Desk::new(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_factloom"))
        .args(["build", "-", "--out", path(&desk.out())])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    std::thread::sleep(std::time::Duration::from_millis(300));
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.expect("kill is there").success());
    let status = child.wait().expect("it ends");
    assert!(!status.success());
    assert_eq!(names(desk.dir.path()), ["in"]);
}
