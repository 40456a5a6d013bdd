//! `learn`: from an invented ontology and examples to claims and a score; and what it says of files of the wrong shape.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::fixture::path;
use super::{Run, run};

const ONTOLOGY: &str = r#"{"title": "Mills", "id": "mills",
 "concepts": [{"qid": "Q1", "label": "mill"}, {"qid": "Q2", "label": "miller"}, {"qid": "Q3", "label": "river"}],
 "relations": [{"pid": "P1", "label": "miller", "domain": "Q1", "range": "Q2"},
               {"pid": "P2", "label": "located on river", "domain": "Q1", "range": "Q3"},
               {"pid": "P3", "label": "opening date", "domain": "Q1", "range": ""}]}"#;

const MILLS: [&str; 14] = [
    "Brask Mill",
    "Oskarvale",
    "Tessermint",
    "Yllandor Mill",
    "Quorvane",
    "Pellarhof",
    "Ostreva",
    "Lundmark Mill",
    "Hessel",
    "Vintermill",
    "Karsholm",
    "Dovrand",
    "Elmsgard",
    "Torvik Mill",
];
const MILLERS: [&str; 14] = [
    "Ola Brandvik",
    "Jana Pell",
    "Erik Sond",
    "Mira Tolv",
    "Anna Berg",
    "Nils Rand",
    "Tove Hald",
    "Sven Krag",
    "Ida Lorn",
    "Karl Osten",
    "Ruth Vale",
    "Hugo Stern",
    "Lena Marsh",
    "Otto Brink",
];
const RIVERS: [&str; 7] = ["Ilse", "Morra", "Taunel", "Veld", "Sarn", "Ouse", "Brenta"];

/// Sentences about the mills of a range, as examples and as references.
fn sentences(range: std::ops::Range<usize>) -> (String, String) {
    let (mut examples, mut gold) = (String::new(), String::new());
    for i in range {
        let (mill, miller, river, year) = (MILLS[i], MILLERS[i], RIVERS[i % 7], 1801 + i);
        let written = [
            format!("{mill} is a water mill that was run by {miller} and stands on the {river}."),
            format!("{mill} is a mill on the {river}, opened in {year}."),
            format!("In {year}, {mill} was opened by its miller {miller}."),
        ];
        let said = [
            vec![
                ("miller", miller.to_owned()),
                ("located on river", river.to_owned()),
            ],
            vec![
                ("located on river", river.to_owned()),
                ("opening date", format!("01 January {year}")),
            ],
            vec![
                ("opening date", format!("01 January {year}")),
                ("miller", miller.to_owned()),
            ],
        ];
        for (n, (sentence, triples)) in written.iter().zip(said).enumerate() {
            let mut listed = Vec::new();
            for (relation, object) in triples {
                let _ = writeln!(
                    examples,
                    r#"{{"id": "t{i}-{n}", "sub_label": "{mill}", "rel_label": "{relation}", "obj_label": "{object}", "sent": "{sentence}"}}"#
                );
                listed.push(format!(
                    r#"{{"sub": "{mill}", "rel": "{relation}", "obj": "{object}"}}"#
                ));
            }
            let _ = writeln!(
                gold,
                r#"{{"id": "s{i}-{n}", "sent": "{sentence}", "triples": [{}]}}"#,
                listed.join(", ")
            );
        }
    }
    (examples, gold)
}

struct Place(TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            fs::write(dir.path().join(name), text).expect("writable");
        }
        Self(dir)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the program; arguments that begin with `@` are files of the folder.
    fn run(&self, arguments: &[&str]) -> Run {
        let named: Vec<String> = arguments
            .iter()
            .map(|a| match a.strip_prefix('@') {
                Some(name) => path(&self.at(name)).to_owned(),
                None => (*a).to_owned(),
            })
            .collect();
        run(&named.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

#[test]
fn an_invented_domain_is_learned_built_and_scored() {
    let (examples, _) = sentences(0..11);
    let (_, gold) = sentences(11..14);
    let place = Place::new(&[
        ("mills.json", ONTOLOGY),
        ("train.jsonl", &examples),
        ("gold.jsonl", &gold),
    ]);
    let learn = |out: &str| {
        place.run(&[
            "learn",
            "--ontology",
            "@mills.json",
            "--examples",
            "@train.jsonl",
            "--out",
            out,
        ])
    };
    let lesson = learn("@mills");
    assert_eq!(lesson.code, 0, "{}", lesson.stderr);
    assert!(
        lesson.stdout.contains("33 sentences with 66 triples"),
        "{}",
        lesson.stdout
    );
    assert_eq!(learn("@again").code, 0);
    let ranker = |folder: &str| fs::read(place.at(folder).join("ranker.tsv")).expect("a ranker");
    assert!(
        ranker("mills") == ranker("again"),
        "two runs learn the same"
    );

    let built = place.run(&[
        "build",
        "@gold.jsonl",
        "--text-field",
        "sent",
        "--ontology",
        "@mills.json",
        "--ontology",
        "@mills",
        "--out",
        "@out",
    ]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let claims = fs::read_to_string(place.at("out").join("claims.jsonl")).expect("claims");
    assert!(
        claims.contains("learned/1") && !claims.contains("business#"),
        "{claims}"
    );
    let scored = place.run(&[
        "eval",
        "text2kg",
        "--ontology",
        "@mills.json",
        "--gold",
        "@gold.jsonl",
        "--claims",
        "@out",
        "--json",
    ]);
    let score: serde_json::Value = serde_json::from_str(&scored.stdout).expect("a score");
    assert!(score["f1"].as_f64().is_some_and(|f1| f1 > 0.6), "{score}");
    // relations and classes are shown by their labels, not as "P1" and "Q1"
    let shown = place.run(&["show", MILLS[12], "--graph", "@out"]).stdout;
    assert!(shown.contains("mill") && !shown.contains("Q1"), "{shown}");
    assert!(
        shown.contains("\nmiller") && !shown.contains("\nP1"),
        "{shown}"
    );
    assert_eq!(score["ontology_conformance"], 1.0);
    let query = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/queries/by-document.rq");
    let asserted = place.run(&["query", query, "--graph", "@out"]).stdout;
    assert!(asserted.contains("located on river"), "{asserted}");
}

/// Learns from examples and reads texts with what was learned: the lines of claims.
fn learned_claims(examples: &str, texts: &str) -> Vec<serde_json::Value> {
    let place = Place::new(&[
        ("mills.json", ONTOLOGY),
        ("train.jsonl", examples),
        ("texts.jsonl", texts),
    ]);
    let lesson = place.run(&[
        "learn",
        "--ontology",
        "@mills.json",
        "--examples",
        "@train.jsonl",
        "--out",
        "@mills",
    ]);
    assert_eq!(lesson.code, 0, "{}", lesson.stderr);
    let built = place.run(&[
        "build",
        "@texts.jsonl",
        "--text-field",
        "sent",
        "--ontology",
        "@mills.json",
        "--ontology",
        "@mills",
        "--out",
        "@out",
    ]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let claims = fs::read_to_string(place.at("out").join("claims.jsonl")).expect("claims");
    let lines = claims
        .lines()
        .map(|l| serde_json::from_str(l).expect("a claim"));
    let learned = lines.filter(|c: &serde_json::Value| c["extractor"] == "learned/1");
    learned.collect()
}

#[test]
fn what_a_text_does_not_name_is_no_subject_though_examples_know_it() {
    let (mut examples, _) = sentences(0..11);
    let unnamed = "The mill was run by Walda Ferrin and stands on the Glomma.";
    for (relation, object) in [("miller", "Walda Ferrin"), ("located on river", "Glomma")] {
        let _ = writeln!(
            examples,
            r#"{{"sent": "{unnamed}", "sub_label": "Nordgard Mill", "rel_label": "{relation}", "obj_label": "{object}"}}"#
        );
    }
    let texts = format!(
        "{{\"id\": \"1\", \"sent\": \"{unnamed}\"}}\n{{\"id\": \"2\", \"sent\": \"Nordgard Mill is a water mill that was run by Walda Ferrin and stands on the Glomma.\"}}\n"
    );
    let claims = learned_claims(&examples, &texts);
    let of = |record: &str| {
        let own = claims.iter().filter(|c| {
            c["subject"]["label"] == "Nordgard Mill"
                && c["evidence"]
                    .to_string()
                    .contains(&format!("document/{record}\""))
        });
        own.count()
    };
    assert_eq!(of("1"), 0, "{claims:?}");
    assert!(of("2") > 0, "{claims:?}");
    let small = claims.iter().filter(|c| c["subject"]["label"] == "The");
    assert_eq!(small.count(), 0, "{claims:?}");
}

#[test]
fn a_sentence_may_speak_of_several_subjects() {
    let said = |i: usize| {
        let (mill, miller) = (MILLS[i], MILLERS[i]);
        let (other, river) = (MILLS[(i + 3) % 14], RIVERS[i % 7]);
        let sentence = format!("{mill} was run by {miller}, and {other} stands on the {river}.");
        (sentence, mill, miller, other, river)
    };
    let mut examples = String::new();
    for i in 0..11 {
        let (sentence, mill, miller, other, river) = said(i);
        for (subject, relation, object) in
            [(mill, "miller", miller), (other, "located on river", river)]
        {
            let _ = writeln!(
                examples,
                r#"{{"sent": "{sentence}", "sub_label": "{subject}", "rel_label": "{relation}", "obj_label": "{object}"}}"#
            );
        }
    }
    let mut texts = String::new();
    for i in 11..14 {
        let _ = writeln!(texts, r#"{{"id": "{i}", "sent": "{}"}}"#, said(i).0);
    }
    let claims = learned_claims(&examples, &texts);
    let says = |subject: &str, object: &str| {
        claims
            .iter()
            .any(|c| c["subject"]["label"] == subject && c["object"]["label"] == object)
    };
    for i in 11..14 {
        let (_, mill, miller, other, river) = said(i);
        assert!(says(mill, miller), "{mill} {miller}: {claims:?}");
        assert!(says(other, river), "{other} {river}: {claims:?}");
        assert!(!says(mill, river), "{mill} {river}: {claims:?}");
    }
}

/// Labels with underscores and quotation marks, numbers with fractions, and relations of what is not in their domain, as DBpedia
/// has them.
#[test]
fn examples_may_be_written_as_linked_data() {
    const TOWNS: [&str; 7] = [
        "Grimsmoor",
        "Aldenhall",
        "Kestrup",
        "Ronneby Vale",
        "Tarnholt",
        "Svartnes",
        "Ullersby",
    ];
    let ontology = r#"{"title": "Mills", "concepts": [{"qid": "Mill", "label": "Mill"}, {"qid": "Place", "label": "Place"}],
        "relations": [{"pid": "town", "label": "town", "domain": "Mill", "range": "Place"},
                      {"pid": "wheelDiameter", "label": "wheelDiameter", "domain": "Mill", "range": "number"},
                      {"pid": "mayor", "label": "mayor", "domain": "Mill", "range": "mayor"}]}"#;
    let sentence = |i: usize| {
        let (mill, town, mayor) = (MILLS[i], TOWNS[i % 7], MILLERS[i]);
        format!(
            "{mill} stands in {town}, where the mayor is {mayor}. Its wheel measures {},{:03} millimetres.",
            1 + i % 5,
            100 + 7 * i
        )
    };
    let triples = |i: usize| {
        let (mill, town, mayor) = (MILLS[i], TOWNS[i % 7], MILLERS[i]);
        let [mill, town, mayor] = [mill, town, mayor].map(|name| name.replace(' ', "_"));
        let wheel = 1000 * (1 + i % 5) + 100 + 7 * i;
        format!(
            r#"[{{"sub": "{mill}", "rel": "town", "obj": "{town}"}}, {{"sub": "{town}", "rel": "mayor", "obj": "\"{mayor}\""}},
               {{"sub": "{mill}", "rel": "wheelDiameter", "obj": "\"{wheel}.0\"(millimetres)"}}]"#
        )
        .replace('\n', " ")
    };
    let lines = |range: std::ops::Range<usize>| -> String {
        let line = |i| {
            let (sentence, triples) = (sentence(i), triples(i));
            format!("{{\"id\": \"{i}\", \"sent\": \"{sentence}\", \"triples\": {triples}}}\n")
        };
        range.map(line).collect()
    };
    let place = Place::new(&[
        ("mills.json", ontology),
        ("train.jsonl", &lines(0..11)),
        ("gold.jsonl", &lines(11..14)),
    ]);
    let learn = "learn --ontology @mills.json --examples @train.jsonl --out @mills";
    let build =
        "build @gold.jsonl --text-field sent --ontology @mills.json --ontology @mills --out @out";
    let score = "eval text2kg --ontology @mills.json --gold @gold.jsonl --claims @out --json";
    let run = |line: &str| place.run(&line.split(' ').collect::<Vec<_>>());
    let lesson = run(learn);
    assert_eq!(lesson.code, 0, "{}", lesson.stderr);
    let ranker = fs::read_to_string(place.at("mills").join("ranker.tsv")).expect("a ranker");
    assert!(ranker.contains("\nrelation\tmayor\t11\t"), "{ranker}");
    assert!(ranker.contains("\tTarnholt\t"), "{ranker}");
    let built = run(build);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let scored = run(score);
    let score: serde_json::Value = serde_json::from_str(&scored.stdout).expect("a score");
    assert!(score["f1"].as_f64().is_some_and(|f1| f1 > 0.7), "{score}");
    let claims = fs::read_to_string(place.at("out").join("claims.jsonl")).expect("claims");
    assert!(claims.contains(r#""value":"2177""#), "{claims}");
    assert!(!claims.contains("Torvik_Mill"), "{claims}");
}

#[test]
fn examples_of_another_shape_are_named() {
    let (examples, _) = sentences(0..3);
    let other = r#"{"sent": "x", "sub_label": "x", "rel_label": "colour", "obj_label": "y"}"#;
    let place = Place::new(&[
        ("mills.json", ONTOLOGY),
        (
            "train.jsonl",
            &format!("{examples}nonsense\n{{}}\n{other}\n"),
        ),
        ("empty.jsonl", "{}\n"),
    ]);
    let lesson = place.run(&[
        "learn",
        "--ontology",
        "@mills.json",
        "--examples",
        "@train.jsonl",
        "--out",
        "@out",
    ]);
    assert_eq!(lesson.code, 0, "{}", lesson.stderr);
    for part in [
        "train.jsonl:19:",
        "train.jsonl:20:",
        "no relation \"colour\"",
        "relation P3 has no range",
    ] {
        assert!(lesson.stderr.contains(part), "{part}: {}", lesson.stderr);
    }
    let empty = place.run(&[
        "learn",
        "--ontology",
        "@mills.json",
        "--examples",
        "@empty.jsonl",
        "--out",
        "@out",
    ]);
    assert_eq!(empty.code, 2);
    assert!(
        empty
            .stderr
            .contains("empty.jsonl: no line of this file is an example"),
        "{}",
        empty.stderr
    );
    assert!(
        empty.stderr.contains("empty.jsonl:1:1: left out"),
        "{}",
        empty.stderr
    );
    let place = Place::new(&[("mills.json", ONTOLOGY), ("colours.jsonl", other)]);
    let unknown = place.run(&[
        "learn",
        "--ontology",
        "@mills.json",
        "--examples",
        "@colours.jsonl",
        "--out",
        "@out",
    ]);
    assert_eq!(unknown.code, 2);
    for part in [
        "colours.jsonl:1:1: left out: the ontology has no relation \"colour\"",
        "no example has a relation of the ontology",
    ] {
        assert!(unknown.stderr.contains(part), "{part}: {}", unknown.stderr);
    }
    let broken = Place::new(&[
        ("broken.json", "{\"relations\": [}"),
        ("t.jsonl", &examples),
    ]);
    let wrong = broken.run(&[
        "learn",
        "--ontology",
        "@broken.json",
        "--examples",
        "@t.jsonl",
        "--out",
        "@out",
    ]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("broken.json:1:"), "{}", wrong.stderr);
}

#[test]
fn labels_alone_say_relations_in_every_syntax_of_rdf() {
    let turtle = "@prefix m: <https://example.org/m#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n\
        m:restorer a owl:ObjectProperty ; rdfs:label \"restorer\"@en ; rdfs:domain foaf:Thing .\n";
    let xml = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
        <rdf:Property rdf:about="https://example.org/m#restorer"><rdfs:label>restorer</rdfs:label></rdf:Property></rdf:RDF>"#;
    let lines = "<https://example.org/m#restorer> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/1999/02/22-rdf-syntax-ns#Property> .\n\
        <https://example.org/m#restorer> <http://www.w3.org/2000/01/rdf-schema#label> \"restorer\" .\n";
    let linked = r#"{"@id": "https://example.org/m#restorer", "@type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
        "http://www.w3.org/2000/01/rdf-schema#label": "restorer"}"#;
    let place = Place::new(&[
        ("m.ttl", turtle),
        ("m.rdf", xml),
        ("m.nt", lines),
        ("m.jsonld", linked),
        ("text.txt", "Brask Mill was restored by Jana Pell."),
    ]);
    for name in ["m.ttl", "m.rdf", "m.nt", "m.jsonld"] {
        let out = format!("@out-{name}");
        let built = place.run(&[
            "build",
            "@text.txt",
            "--ontology",
            &format!("@{name}"),
            "--out",
            &out,
        ]);
        assert_eq!(built.code, 0, "{name}: {}", built.stderr);
        let claims = fs::read_to_string(place.at(&out[1..]).join("claims.jsonl")).expect("claims");
        assert!(
            claims.contains("https://example.org/m#restorer") && claims.contains("labels/1"),
            "{name}: {claims}"
        );
    }
}

#[test]
fn labels_alone_find_numbers_words_and_verbs() {
    let ontology = "@prefix m: <https://example.org/m#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\
        m:population a owl:DatatypeProperty ; rdfs:label \"population\" ; rdfs:range xsd:integer .\n\
        m:length a owl:DatatypeProperty ; rdfs:label \"length\" ; rdfs:range xsd:decimal .\n\
        m:motto a owl:DatatypeProperty ; rdfs:label \"motto\" ; rdfs:range xsd:string .\n\
        m:crosses a owl:ObjectProperty ; rdfs:label \"crosses\" .\n";
    let text = "Kelvast is a city in the north with a population of 214,500. The motto of Kelvast is “Always upstream”. \
        The Orrin Bridge crosses the River Orrin. It has a length of 1,240 metres.";
    let place = Place::new(&[("m.ttl", ontology), ("text.txt", text)]);
    let built = place.run(&[
        "build",
        "@text.txt",
        "--ontology",
        "@m.ttl",
        "--out",
        "@out",
    ]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let claims = fs::read_to_string(place.at("out/claims.jsonl")).expect("claims");
    let found: Vec<serde_json::Value> = claims
        .lines()
        .map(|l| serde_json::from_str(l).expect("a claim"))
        .collect();
    let has = |subject: &str, relation: &str, object: &str| {
        found.iter().find(|c| {
            let o = &c["object"];
            c["subject"]["label"] == subject
                && c["predicate"]["name"] == relation
                && (o["label"] == object || o["value"] == object)
        })
    };
    assert!(has("Kelvast", "population", "214500").is_some(), "{claims}");
    assert!(
        has("Kelvast", "motto", "Always upstream").is_some(),
        "{claims}"
    );
    assert!(
        has("Orrin Bridge", "crosses", "River Orrin").is_some(),
        "{claims}"
    );
    assert!(
        has("River Orrin", "crosses", "Orrin Bridge").is_none(),
        "{claims}"
    );
    let length = has("Orrin Bridge", "length", "1240").expect("the length");
    assert_eq!(length["qualifiers"]["quantity"]["unit"], "metres");
}

#[test]
fn what_a_text_calls_a_name_decides_whether_a_label_fits() {
    let ontology = "@prefix m: <https://example.org/m#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
        m:Film a owl:Class ; rdfs:label \"film\" .\n\
        m:Mill a owl:Class ; rdfs:label \"mill\" .\n\
        m:restorer a owl:ObjectProperty ; rdfs:label \"restorer\" ; rdfs:domain m:Mill .\n";
    let place = Place::new(&[
        ("m.ttl", ontology),
        (
            "text.txt",
            "Brask Mill is a mill in the north. Brask Mill was restored by Jana Pell.\n\n\
            The film Red Lantern was restored by Ivar Sund.\n",
        ),
    ]);
    let built = place.run(&[
        "build",
        "@text.txt",
        "--ontology",
        "@m.ttl",
        "--out",
        "@out",
    ]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let claims = fs::read_to_string(place.at("out").join("claims.jsonl")).expect("claims");
    let claims: Vec<serde_json::Value> = claims
        .lines()
        .map(|l| serde_json::from_str(l).expect("a claim"))
        .collect();
    let restored: Vec<&serde_json::Value> = claims
        .iter()
        .filter(|c| c["predicate"]["name"] == "restorer")
        .collect();
    assert_eq!(restored.len(), 1, "{restored:?}");
    assert_eq!(restored[0]["subject"]["label"], "Brask Mill");
    assert_eq!(restored[0]["subject"]["types"][0], "Mill");
    let lantern = |c: &&serde_json::Value| {
        ["subject", "object"]
            .iter()
            .any(|end| c[end]["label"] == "Red Lantern" && c[end]["types"][0] == "Film")
    };
    assert!(
        claims.iter().any(|c| lantern(&c)),
        "an open claim about the film: {claims:?}"
    );
}
