//! `eval`: what it prints for tiny benchmarks written for this test, and what it says of files of the wrong shape.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use super::fixture::{self, path};
use super::{Run, run};

/// A folder for the files of one benchmark.
struct Bench {
    dir: TempDir,
}

impl Bench {
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            fs::write(dir.path().join(name), text).expect("writable");
        }
        Self { dir }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs `eval` with these arguments; those that begin with `@` are files of the folder.
    fn eval(&self, arguments: &[&str]) -> Run {
        let named: Vec<String> = arguments
            .iter()
            .map(|a| match a.strip_prefix('@') {
                Some(name) => path(&self.file(name)).to_owned(),
                None => (*a).to_owned(),
            })
            .collect();
        let mut all = vec!["eval"];
        all.extend(named.iter().map(String::as_str));
        run(&all)
    }

    /// The JSON object that `eval` prints with these arguments.
    fn json(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.push("--json");
        let run = self.eval(&all);
        run.prints(&[]);
        serde_json::from_str(&run.stdout).expect("a JSON object")
    }
}

#[track_caller]
fn is(value: &Value, wanted: f64) {
    let found = value.as_f64().expect("a number");
    assert!((found - wanted).abs() < 1e-6, "{found} is not {wanted}");
}

const CARB_GOLD: &str = "Oskarvale bought the old mill in May .\tbought\tOskarvale\tthe old mill\tin May\n\
    Ola Brask runs Tessermint .\truns\tOla Brask\tTessermint\n";
const CARB_SYSTEM: &str = "Oskarvale bought the old mill in May.\t0.9\tbought\tOskarvale\tmill\n\
    Ola Brask runs Tessermint.\t0.5\truns\tOla Brask\tTessermint\n";

#[test]
fn carb_scores_a_systems_tuples() {
    let bench = Bench::new(&[("gold.tsv", CARB_GOLD), ("system.tsv", CARB_SYSTEM)]);
    let files = ["carb", "--gold", "@gold.tsv", "--system", "@system.tsv"];
    bench
        .eval(&files)
        .prints(&["CaRB", "OpenIE6 (published)", "0.527", "1.000"]);
    let lines = bench.file("lines.jsonl");
    let mut with_lines = files.to_vec();
    with_lines.extend(["--per-sentence", path(&lines)]);
    let json = bench.json(&with_lines);
    // the first tuple: 3 of 3 words right and 3 of 7 found; the second 4 of 4 and 4 of 4
    is(&json["precision"], 1.0);
    is(&json["recall"], (3.0 / 7.0 + 1.0) / 2.0);
    is(&json["threshold"], 0.5);
    is(&json["published"]["ClausIE"], 0.45);
    let lines = fs::read_to_string(lines).expect("it was written");
    let first: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["gold"][0]["partner"], 0);
}

#[test]
fn carb_reads_sentences_itself() {
    let sentences = "Oskarvale bought the old mill in May .\nOla Brask runs Tessermint .\n";
    let bench = Bench::new(&[("gold.tsv", CARB_GOLD), ("sentences.txt", sentences)]);
    let written = bench.file("ours.tsv");
    let files = [
        "carb",
        "--gold",
        "@gold.tsv",
        "--sentences",
        "@sentences.txt",
        "--write",
        path(&written),
    ];
    let own = bench.json(&files);
    assert_eq!(own["sentences"], 2);
    assert!(own["system"].as_u64() > Some(0), "{own}");
    let again = bench.json(&["carb", "--gold", "@gold.tsv", "--system", "@ours.tsv"]);
    assert_eq!(own["f1"], again["f1"]);
    let minimal = bench.json(&[&files[..5], &["--profile", "minimal"]].concat());
    assert_eq!(minimal["gold"], 2);
}

const ONTOLOGY: &str =
    r#"{"concepts":[{"label":"company"}],"relations":[{"pid":"P1","label":"owned by"}]}"#;
const TRIPLES: &str = concat!(
    r#"{"id":"r 1","sent":"Tessermint is owned by Oskarvale.","triples":[{"sub":"Tessermint","rel":"owned by","obj":"Oskarvale"}]}"#,
    "\n",
    r#"{"id":"r2","sent":"Ola met Brask.","triples":[{"sub":"Ola","rel":"owned by","obj":"Brask"}]}"#,
    "\n"
);
const CLAIMS: &str = concat!(
    r#"{"subject":{"label":"Tessermint"},"predicate":{"name":"ownedBy"},"object":{"label":"Oskarvale"},"status":"actual","confidence":0.85,"#,
    r#""evidence":[{"document":"https://e.org/document/r%201","start":0,"end":30,"quote":"Tessermint is owned by Oskarvale"}]}"#,
    "\n",
    r#"{"subject":{"label":"Oskarvale"},"predicate":{"name":"sues"},"object":{"label":"Wendrick"},"status":"actual","confidence":0.15,"#,
    r#""evidence":[{"document":"https://e.org/document/r%201","start":5,"end":20,"quote":"owned by Oskarvale"}]}"#,
    "\n"
);

#[test]
fn text2kg_scores_with_and_without_the_filter() {
    let bench = Bench::new(&[
        ("ontology.json", ONTOLOGY),
        ("gold.jsonl", TRIPLES),
        ("claims.jsonl", CLAIMS),
    ]);
    let folder = path(bench.dir.path()).to_owned();
    let files = [
        "text2kg",
        "--ontology",
        "@ontology.json",
        "--gold",
        "@gold.jsonl",
        "--claims",
        &folder,
    ];
    bench
        .eval(&files)
        .prints(&["Vicuna-13B (published)", "F1 unfiltered"]);
    let json = bench.json(&files);
    // the first sentence is right, with "sues" dropped; the second has no triples
    is(&json["f1"], 0.5);
    // without the filter: precision 1/2, recall 1, F1 2/3
    is(&json["unfiltered"]["f1"], 1.0 / 3.0);
    is(&json["ontology_conformance"], 0.75);
    is(&json["object_hallucination"], 0.25);
    let twice = [&files[..], &files[1..]].concat();
    bench.eval(&twice).prints(&["average"]);
    is(&bench.json(&twice)["ontologies"]["ontology"]["f1"], 0.5);
    let uneven = [&files[..], &files[1..3]].concat();
    bench.eval(&uneven).fails(2, &["equally often"]);
}

#[test]
fn claims_are_held_against_expected_ones() {
    let expected = concat!(
        r#"{"subject":{"label":"Tessermint"},"predicate":{"name":"ownedBy"},"object":{"label":"Oskarvale"},"status":"ended","#,
        r#""evidence":[{"document":"r%201","start":0,"end":33}]}"#,
    );
    let bench = Bench::new(&[("gold.jsonl", expected), ("claims.jsonl", CLAIMS)]);
    let files = [
        "claims",
        "--gold",
        "@gold.jsonl",
        "--claims",
        "@claims.jsonl",
    ];
    bench.eval(&files).prints(&["core", "full"]);
    let json = bench.json(&files);
    is(&json["recall"], 1.0);
    is(&json["precision"], 0.5);
    is(&json["full_recall"], 0.0);
}

#[test]
fn carb_takes_the_claims_of_a_build() {
    let sentences = "Ola Brask runs Tessermint .\nTessermint is owned by Oskarvale .\n";
    let bench = Bench::new(&[
        ("gold.tsv", CARB_GOLD),
        ("sentences.txt", sentences),
        ("claims.jsonl", CLAIMS),
        ("short.txt", "Ola Brask runs Tessermint .\n"),
    ]);
    let written = bench.file("ours.tsv");
    let files = [
        "carb",
        "--gold",
        "@gold.tsv",
        "--claims",
        "@claims.jsonl",
        "--write",
        path(&written),
        "--sentences",
        "@sentences.txt",
    ];
    is(&bench.json(&files)["f1"], 0.0);
    let lines = fs::read_to_string(&written).expect("it was written");
    let wanted = "Tessermint is owned by Oskarvale .\t0.85\townedBy\tTessermint\tOskarvale\n";
    assert!(lines.starts_with(wanted), "{lines}");
    let short = [&files[..8], &["@short.txt"]].concat();
    bench
        .eval(&short)
        .fails(2, &["claims.jsonl:1: ", "no sentence"]);
}

#[test]
fn confidence_is_held_against_what_is_right() {
    let expected = concat!(
        r#"{"subject":{"label":"Tessermint"},"predicate":{"name":"ownedBy"},"object":{"label":"Oskarvale"},"#,
        r#""evidence":[{"document":"r%201","start":0,"end":33}]}"#,
    );
    let bench = Bench::new(&[("gold.jsonl", expected), ("claims.jsonl", CLAIMS)]);
    let files = [
        "calibration",
        "--gold",
        "@gold.jsonl",
        "--claims",
        "@claims.jsonl",
    ];
    bench
        .eval(&files)
        .prints(&["0.8 to 0.9", "expected calibration error"]);
    // a right claim at 0.85 and a wrong one at 0.15: both gaps are 0.15
    is(&bench.json(&files)["ece"], 0.15);
}

const LIST: &str = concat!(
    r#"{"id":"r1-1","s":["Tesser(?!act)"],"p":["owned"],"o":["Oskarvale"],"q":{"stake":"^20"},"st":["actual"],"w":3}"#,
    "\n",
    r#"{"id":"r1-2","s":["Ola"],"p":["runs"],"o":["mill"]}"#,
    "\n",
    r#"{"id":"r1-n1","s":["Oskarvale"],"p":["sues"],"o":["Wendrick"],"not":true}"#,
    "\n",
);

#[test]
fn claims_are_held_against_lists() {
    let bench = Bench::new(&[("r 1.jsonl", LIST), ("claims.jsonl", CLAIMS)]);
    let files = [
        "claims",
        "--gold",
        "@r 1.jsonl",
        "--claims",
        "@claims.jsonl",
    ];
    bench.eval(&files).prints(&[
        "full recall",
        "r 1.jsonl:3: r1-n1: Oskarvale | sues | Wendrick actual",
    ]);
    let json = bench.json(&files);
    // weight 3 of 4, and not in full: the stake is missing
    is(&json["core_recall"], 0.75);
    is(&json["full_recall"], 0.0);
    assert_eq!(json["violated"][0]["line"], 3);
    // of the two claims the one at 0.85 is asserted, and it is listed
    assert_eq!(json["claims"], 2);
    assert_eq!(json["asserted"], 1);
    is(&json["listed"], 1.0);
    is(&json["listed_in_full"], 0.0);
    assert_eq!(json["documents"][0]["document"], "r 1");

    let mut files = files;
    files[0] = "calibration";
    bench
        .eval(&files)
        .prints(&["2 claims in listed documents", "1 of them are forbidden"]);
    let json = bench.json(&files);
    // right at 0.85, wrong at 0.15; in full both are wrong
    is(&json["ece"], 0.15);
    is(&json["forbidden"]["confidence"], 0.15);
    is(&bench.json(&[&files[..], &["--full"]].concat())["ece"], 0.5);
}

#[test]
fn lists_and_expected_claims_are_not_mixed() {
    let wrong = LIST.replace("(?!act)", "(?!act");
    let bench = Bench::new(&[
        ("r 1.jsonl", LIST),
        ("wrong.jsonl", &wrong),
        ("broken.jsonl", "{\"s\":[\"Ola\"],\n"),
        ("claims.jsonl", CLAIMS),
    ]);
    let fails = |gold: &[&str], said: &[&str]| {
        let rest = ["--claims", "@claims.jsonl"];
        let run = bench.eval(&[&["claims", "--gold"], gold, &rest].concat());
        run.fails(2, said);
    };
    fails(
        &["@r 1.jsonl", "@claims.jsonl"],
        &[
            "claims.jsonl: this file holds expected claims",
            "holds a list",
        ],
    );
    fails(&["@wrong.jsonl"], &["wrong.jsonl:1:19: the pattern"]);
    fails(&["@broken.jsonl"], &["broken.jsonl:1:13: "]);
    fails(&["@missing.jsonl"], &["missing.jsonl"]);
}

#[test]
fn a_build_is_held_against_itself() {
    let built = fixture::folder();
    let gold = built.path().join("claims.jsonl");
    let scored = run(&[
        "eval",
        "claims",
        "--gold",
        path(&gold),
        "--claims",
        path(built.path()),
        "--json",
    ]);
    scored.prints(&["\"full_f1\": 1.0"]);
}

const TREEBANK: &str = "# newdoc id = a\n\
    1\tOla\tOla\tPROPN\t_\tNumber=Sing\t2\tnsubj\t_\t_\n\
    2\tleft\tleave\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No\n\
    3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";

#[test]
fn a_treebank_is_analysed_and_compared() {
    let bench = Bench::new(&[("gold.conllu", TREEBANK)]);
    bench
        .eval(&["ud", "--gold", "@gold.conllu"])
        .prints(&["with the treebank's words", "from raw text"]);
    let json = bench.json(&["ud", "--gold", "@gold.conllu"]);
    assert_eq!((&json["words"], &json["sentences"]), (&3.into(), &1.into()));
    is(&json["raw_text"]["tokens"]["f1"], 1.0);
    is(&json["raw_text"]["sentences"]["f1"], 1.0);
    is(&json["gold_tokens"]["upos"], 1.0);
}

#[test]
fn names_are_compared_with_a_corpus() {
    let corpus = "Ola B-PER\nBrask I-PER\nlives O\nin O\nLondon B-LOC\n. O\n";
    let bench = Bench::new(&[("gold.conll", corpus)]);
    let files = ["ner", "--gold", "@gold.conll"];
    bench.eval(&files).prints(&["LOC", "PER", "all"]);
    is(&bench.json(&files)["types"]["LOC"]["f1"], 1.0);
}

const TEI: &str = "<text dateCreated=\"2020-02-03\">\n<s>\nIt\tPRP\nclosed\tVBD\nin\tIN\n\
    <date when=\"2019-05\">\nMay\tNNP\n2019\tCD\n</date>\n.\t.\n</s>\n</text>\n";

#[test]
fn dates_are_compared_with_both_kinds_of_corpora() {
    let bench = Bench::new(&[("gum.xml", TEI), ("article.xml", ARTICLE)]);
    let files = ["timex", "--gold", "@gum.xml", "--gold", "@article.xml"];
    bench.eval(&files).prints(&["span, strict", "value"]);
    let json = bench.json(&files[..3]);
    is(&json["span_strict"]["f1"], 1.0);
    is(&json["f1"], 1.0);
    assert_eq!(bench.json(&files)["gold"], 2);
}

const ARTICLE: &str = "<Document doc_id=\"1\">\n\
    <token t_id=\"1\" sentence=\"0\">Oskarvale</token>\n<token t_id=\"2\" sentence=\"0\">buys</token>\n\
    <token t_id=\"3\" sentence=\"0\">Tessermint</token>\n<token t_id=\"4\" sentence=\"0\">today</token>\n\
    <token t_id=\"5\" sentence=\"1\">2 May 2019</token>\n\
    <Markables>\n\
    <ENTITY_MENTION m_id=\"1\" head=\"Oskarvale\" syntactic_type=\"NAM\"><token_anchor t_id=\"1\"/></ENTITY_MENTION>\n\
    <ENTITY_MENTION m_id=\"2\" head=\"Tessermint\" syntactic_type=\"NAM\"><token_anchor t_id=\"3\"/></ENTITY_MENTION>\n\
    <EVENT_MENTION m_id=\"3\"><token_anchor t_id=\"2\"/></EVENT_MENTION>\n\
    <TIMEX3 m_id=\"4\" functionInDocument=\"CREATION_TIME\" value=\"2019-05-02\"><token_anchor t_id=\"5\"/></TIMEX3>\n\
    <TIMEX3 m_id=\"5\" functionInDocument=\"NONE\" value=\"2019-05-02\"><token_anchor t_id=\"4\"/></TIMEX3>\n\
    </Markables>\n<Relations>\n\
    <HAS_PARTICIPANT r_id=\"6\" sem_role=\"Arg0\"><source m_id=\"3\"/><target m_id=\"1\"/></HAS_PARTICIPANT>\n\
    <HAS_PARTICIPANT r_id=\"7\" sem_role=\"Arg1\"><source m_id=\"3\"/><target m_id=\"2\"/></HAS_PARTICIPANT>\n\
    </Relations>\n</Document>\n";

#[test]
fn mentions_and_participants_are_compared_with_articles() {
    let bench = Bench::new(&[("article.xml", ARTICLE)]);
    let folder = path(bench.dir.path()).to_owned();
    bench
        .eval(&["meantime", &folder])
        .prints(&["names", "participants with role"]);
    let json = bench.json(&["meantime", "@article.xml"]);
    assert_eq!(json["articles"], 1);
    is(&json["names"]["f1"], 1.0);
}

#[test]
fn labels_of_companies_are_compared() {
    let data = r#"[{"id":"a","relation":"client_of"},{"id":"b","relation":"undefined"},{"id":"c","relation":"client_of"}]"#;
    let predictions =
        "{\"id\":\"a\",\"relation\":\"client_of\"}\n{\"id\":\"b\",\"relation\":\"brand_of\"}\n";
    let bench = Bench::new(&[("train.json", data), ("ours.jsonl", predictions)]);
    let folder = path(bench.dir.path()).to_owned();
    let files = [
        "core",
        "--data",
        &folder,
        "--predictions",
        "@ours.jsonl",
        "--folds",
        "2",
    ];
    bench.eval(&files).prints(&["client_of", "fold 2", "all"]);
    let json = bench.json(&files);
    // one right of two said and of two there
    is(&json["f1"], 0.5);
    is(&json["accuracy"], 1.0 / 3.0);
}

/// Examples of two relations and of none between companies whose names no two of them share.
fn company_examples(names: &[&str]) -> String {
    let mut examples = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let other = format!("{name}ia");
        let cases: [(&str, u8, &[&str]); 3] = [
            ("acquired_by", 1, &["bought", "the", "rival", "company"]),
            ("competitor_of", 0, &["competes", "fiercely", "with"]),
            (
                "undefined",
                0,
                &["has", "an", "office", "in", "a", "street", "near"],
            ),
        ];
        for (relation, inverted, between) in cases {
            let mut context = vec![*name];
            context.extend_from_slice(between);
            let second = context.len();
            context.extend([other.as_str(), "."]);
            examples.push(serde_json::json!({
                "id": format!("{relation}-{i}"), "relation": relation, "invert_relation": inverted,
                "e1_start": 0, "e1_end": 0, "e2_start": second, "e2_end": second,
                "e1_name": name, "e2_name": other, "context": context,
            }));
        }
    }
    Value::Array(examples).to_string()
}

#[test]
fn relations_between_companies_are_learned_and_scored() {
    let train = company_examples(&["Oskarvale", "Tessermint", "Brask", "Yllandor", "Wendrick"]);
    let test = company_examples(&["Norvane", "Quillon"]);
    let bench = Bench::new(&[("train.json", &train), ("new.json", &test)]);
    let said = path(&bench.file("said.jsonl")).to_owned();
    let files = [
        "core",
        "--train",
        "@train.json",
        "--data",
        "@new.json",
        "--write",
        &said,
    ];
    bench
        .eval(&files)
        .prints(&["competitor_of", "undefined as a label"]);
    let lines = fs::read_to_string(&said).expect("written");
    assert_eq!(lines.lines().count(), 6);
    let bought = lines.lines().find(|l| l.contains("acquired_by-0"));
    let bought: Value = serde_json::from_str(bought.expect("said")).expect("JSON");
    assert_eq!(bought["relation"], "acquired_by");
    assert_eq!(bought["inverted"], true);
    is(&bench.json(&files)["f1"], 1.0);
    // what was written is scored the same, and a folder is cross-validated or split by what it holds
    let predictions = ["core", "--data", "@new.json", "--predictions", &said];
    is(&bench.json(&predictions)["f1"], 1.0);
    let folder = path(bench.dir.path()).to_owned();
    let validated = bench.json(&["core", "--data", &folder, "--folds", "3"]);
    assert_eq!(validated["examples"], 15);
    assert_eq!(validated["folds"].as_array().map(Vec::len), Some(3));
    fs::rename(bench.file("new.json"), bench.file("dev.json")).expect("renamed");
    assert_eq!(bench.json(&["core", "--data", &folder])["examples"], 6);
}

#[test]
fn files_of_another_shape_are_refused_with_their_place() {
    let bench = Bench::new(&[
        ("gold.tsv", "one column only\n"),
        ("system.tsv", CARB_SYSTEM),
        ("no-number.tsv", "A sentence .\tmet\tOla\tBrask\n"),
        ("empty.tsv", ""),
        ("ontology.json", "{\"concepts\":[]}"),
        ("broken.json", "{\"concepts\":\n"),
        ("good.json", ONTOLOGY),
        ("gold.jsonl", "{\"id\":\"a\",\"sent\":\"b\"}\n"),
        ("claims.jsonl", "{\"subject\":{\"label\":\"A\"}}\n"),
        ("good.tsv", CARB_GOLD),
        ("elsewhere.jsonl", &TRIPLES.replace("\"r 1\"", "\"r9\"")),
        ("claims-of-r1.jsonl", CLAIMS),
        ("other.xml", "<html><p>no corpus</p></html>"),
        ("broken.xml", "<Document>\n<token></Document>\n"),
        (
            "no-text.json",
            r#"[{"id":"a","relation":"client_of"},{"id":"b","relation":"brand_of"}]"#,
        ),
        (
            "beyond.json",
            r#"[{"id":"a","relation":"r","context":["A","B"],"e1_start":0,"e1_end":0,"e2_start":1,"e2_end":2}]"#,
        ),
    ]);
    let cases: [(&[&str], &[&str]); 19] = [
        (
            &["core", "--data", "@no-text.json"],
            &["no-text.json", "\"a\"", "context"],
        ),
        (
            &["core", "--data", "@beyond.json"],
            &["beyond.json", "example 1", "words 1 to 2"],
        ),
        (
            &[
                "text2kg",
                "--ontology",
                "@good.json",
                "--gold",
                "@elsewhere.jsonl",
                "--claims",
                "@claims-of-r1.jsonl",
            ],
            &["elsewhere.jsonl", "none of its documents"],
        ),
        (
            &["timex", "--gold", "@other.xml"],
            &["other.xml:1: ", "<text>"],
        ),
        (
            &["meantime", "@broken.xml"],
            &["broken.xml:2: ", "well-formed"],
        ),
        (&["meantime", "@other.xml"], &["other.xml:1: ", "<token>"]),
        (
            &["ud", "--gold", "@gold.tsv"],
            &["gold.tsv:1: ", "ten columns"],
        ),
        (&["ner", "--gold", "@good.tsv"], &["good.tsv:1: ", "tag"]),
        (
            &[
                "core",
                "--data",
                "@good.json",
                "--predictions",
                "@gold.jsonl",
            ],
            &["good.json", "array"],
        ),
        (
            &[
                "calibration",
                "--gold",
                "@gold.jsonl",
                "--claims",
                "@gold.jsonl",
            ],
            &["gold.jsonl:1: ", "evidence"],
        ),
        (
            &["carb", "--gold", "@gold.tsv", "--system", "@system.tsv"],
            &["gold.tsv:1: ", "sentence, relation, arguments"],
        ),
        (
            &["carb", "--gold", "@good.tsv", "--system", "@no-number.tsv"],
            &["no-number.tsv:1: ", "confidence"],
        ),
        (
            &["carb", "--gold", "@empty.tsv", "--system", "@system.tsv"],
            &["empty.tsv", "empty"],
        ),
        (
            &["carb", "--gold", "@missing.tsv", "--system", "@system.tsv"],
            &["missing.tsv"],
        ),
        (&["carb", "--gold", "@good.tsv"], &["--sentences"]),
        (
            &[
                "text2kg",
                "--ontology",
                "@ontology.json",
                "--gold",
                "@gold.jsonl",
                "--claims",
                "@claims.jsonl",
            ],
            &["ontology.json", "\"relations\""],
        ),
        (
            &[
                "text2kg",
                "--ontology",
                "@broken.json",
                "--gold",
                "@gold.jsonl",
                "--claims",
                "@claims.jsonl",
            ],
            &["broken.json:2:"],
        ),
        (
            &[
                "text2kg",
                "--ontology",
                "@good.json",
                "--gold",
                "@gold.jsonl",
                "--claims",
                "@claims.jsonl",
            ],
            &["gold.jsonl:1: ", "\"triples\""],
        ),
        (
            &[
                "claims",
                "--gold",
                "@claims.jsonl",
                "--claims",
                "@claims.jsonl",
            ],
            &["claims.jsonl:1: ", "\"predicate\""],
        ),
    ];
    for (arguments, said) in cases {
        bench.eval(arguments).fails(2, said);
    }
}
