//! The queries of `docs/queries/`, each asked of a small graph.

use factloom::store::{AnswerFormat, Store};

use super::handmade;

fn ask(name: &str) -> Vec<String> {
    let path = format!("{}/docs/queries/{name}.rq", env!("CARGO_MANIFEST_DIR"));
    let query = std::fs::read_to_string(&path).expect("the query exists");
    let store = Store::of(&handmade::graph()).expect("the graph can be stored");
    let query = query.replace("\"OpenAI\"", "\"nvn\"");
    let answers = store
        .query(&query)
        .unwrap_or_else(|e| panic!("{name}: {e}"));
    let rows = answers.text();
    rows.into_iter().map(|row| row.join(" | ")).collect()
}

macro_rules! queries {
    ($($test:ident $file:literal: $rows:expr;)+) => {
        const TESTED: &[&str] = &[$($file),+];
        $(#[test]
        fn $test() {
            assert_eq!(ask($file), $rows);
        })+
    };
}

queries! {
    licences "licences": [
        "Norvane | Quillon patents |  |  | 2029 | fl:actual",
        "Norvane | Quillon patents | Quillon | false | 2032 | fl:actual",
        "Norvane | Quillon patents |  | true |  | fl:ended",
    ];
    payments "payments": [
        "Norvane | biz:pays | Quillon | 1,500,000,000 EUR |  | P1Y |  | fl:actual",
        "Norvane | biz:sharesRevenueWith | Quillon |  | 20 |  | 2030 | fl:actual",
    ];
    ended "ended": [
        "Norvane | biz:licenses | Quillon patents | no longer alone | doc:gazette.txt",
    ];
    planned "planned": [
        "fl:possible | Norvane | biz:acquires | Quillon |  | if regulators agree | 0.9",
    ];
    who_said_it "who-said-it": [
        "Wren Adeyo | Norvane | biz:sharesRevenueWith | Quillon | fl:actual | Herald",
        "two people | Norvane | biz:acquires | Quillon | fl:possible | Gazette",
    ];
    about_company "about-company": [
        "Norvane | biz:acquires | Quillon | fl:possible | might buy it if regulators agree | doc:gazette.txt",
        "Norvane | biz:acquires | Quillon | fl:negated | did not buy it | doc:herald.md",
        "Norvane | biz:acquires | Quillon | fl:actual | has bought it | doc:note.txt",
        "Norvane | biz:licenses | Quillon patents | fl:actual | holds the patents until 2032 | doc:gazette.txt",
        "Norvane | biz:licenses | Quillon patents | fl:ended | no longer alone | doc:gazette.txt",
        "Norvane | biz:licenses | Quillon patents | fl:actual | may use the patents to 2032 | doc:herald.md",
        "Norvane | biz:licenses | Quillon patents | fl:actual | patents until 2029 | doc:note.txt",
        "Norvane | biz:pays | Quillon | fl:actual | paid 1.5bn euros a year | doc:herald.md",
        "Norvane | biz:sharesRevenueWith | Quillon | fl:actual | a fifth of its sales | doc:herald.md",
    ];
    in_force "in-force": [
        "Wren Adeyo | biz:holdsPosition | Tesseram | 2025 | ",
        "Norvane | biz:licenses | Quillon patents |  | 2032",
    ];
    most_connected "most-connected": [
        "Norvane | 8 | 2",
        "Quillon | 5 | 1",
        "Tesseram | 1 | 1",
    ];
    contradictions "contradictions": [
        "Norvane | biz:acquires | Quillon | doc:note.txt | has bought it | doc:herald.md | did not buy it",
    ];
    different_values "different-values": [
        "Norvane | biz:licenses | Quillon patents | fl:validUntil | 2029 | doc:note.txt | 2032 | doc:gazette.txt",
        "Norvane | biz:licenses | Quillon patents | fl:validUntil | 2029 | doc:note.txt | 2032 | doc:herald.md",
    ];
    corroborated "corroborated": [
        "Norvane | biz:licenses | Quillon patents | fl:actual | 2",
    ];
    timeline "timeline": [
        "2031-02 | Norvane | biz:pays | Quillon | fl:actual | 0.9",
    ];
    uncovered "uncovered": [
        "open:hug | 1 | hugs trees",
    ];
    by_document "by-document": [
        "doc:gazette.txt | Norvane | biz:licenses | Quillon patents",
        "doc:herald.md | Norvane | biz:licenses | Quillon patents",
        "doc:herald.md | Norvane | biz:pays | Quillon",
        "doc:herald.md | Norvane | biz:sharesRevenueWith | Quillon",
        "doc:note.txt | Norvane | biz:acquires | Quillon",
        "doc:note.txt | Norvane | biz:licenses | Quillon patents",
        "doc:note.txt | Wren Adeyo | biz:holdsPosition | Tesseram",
    ];
}

#[test]
fn every_query_is_tested() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/queries");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder exists")
        .map(|e| {
            e.expect("the folder can be read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    found.sort();
    let mut tested: Vec<String> = TESTED.iter().map(|name| format!("{name}.rq")).collect();
    tested.sort();
    assert_eq!(found, tested);
}

#[test]
fn answers_can_be_written_in_every_notation() {
    let store = Store::of(&handmade::graph()).expect("the graph can be stored");
    let written = |query: &str, format| {
        let mut bytes = Vec::new();
        let answers = store.query(query).expect("the query is right");
        answers.check(format).map_err(|e| e.to_string())?;
        answers
            .write(format, &mut bytes)
            .expect("memory takes all bytes");
        Ok::<_, String>(String::from_utf8(bytes).expect("text"))
    };
    let who = "SELECT ?who ?since { ?c rdf:subject ?who ; fl:validFrom ?since }";
    assert_eq!(
        written(who, AnswerFormat::Csv).unwrap(),
        "who,since\r\nhttps://w3id.org/factloom/graph/entity/wren-adeyo,2025\r\n"
    );
    assert_eq!(
        written(who, AnswerFormat::Tsv).unwrap(),
        "?who\t?since\n<https://w3id.org/factloom/graph/entity/wren-adeyo>\t\"2025\"^^<http://www.w3.org/2001/XMLSchema#gYear>\n"
    );
    assert!(
        written(who, AnswerFormat::Json)
            .unwrap()
            .contains("\"bindings\"")
    );
    assert!(written(who, AnswerFormat::Xml).unwrap().contains("<sparql"));
    let graph = "CONSTRUCT { ?s biz:licenses ?o } { ?s biz:licenses ?o }";
    assert!(
        written(graph, AnswerFormat::Ttl)
            .unwrap()
            .ends_with("\nent:norvane biz:licenses ent:quillon-patents .\n")
    );
    assert!(
        written(who, AnswerFormat::Ttl)
            .unwrap_err()
            .contains("use table, csv")
    );
    assert!(
        written(graph, AnswerFormat::Csv)
            .unwrap_err()
            .contains("use ttl")
    );
    assert_eq!(
        written("ASK { ?s biz:licenses ?o }", AnswerFormat::Csv).unwrap(),
        "true"
    );
    assert!(
        written("ASK { ?s biz:flies ?o }", AnswerFormat::Json)
            .unwrap()
            .contains("false")
    );
}

#[test]
fn a_query_that_is_wrong_shows_where() {
    let store = Store::of(&handmade::graph()).expect("the graph can be stored");
    let wrong = |query: &str| store.query(query).unwrap_err().to_string();
    assert_eq!(
        wrong("SELECT ?a WHERE {\n  ?a biz:licenses ?b ;;\n  } }"),
        "3:5: this is not SPARQL: “}” is not expected here\n    } }\n      ^"
    );
    assert_eq!(
        wrong("SELEC ?a { ?a ?b ?c }"),
        "1:1: this is not SPARQL: “SELEC” is not expected here; a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE\n  SELEC ?a { ?a ?b ?c }\n  ^"
    );
    assert_eq!(
        wrong("SELECT ?a { ?a nope:x ?c }"),
        "1:16: this is not SPARQL: the prefix nope: is not declared\n  SELECT ?a { ?a nope:x ?c }\n                 ^"
    );
    assert_eq!(
        wrong("SELECT ?a { ?a rdfs:label \"ü\\t東京\" . ?a ?b }"),
        "1:43: this is not SPARQL: “}” is not expected here\n  SELECT ?a { ?a rdfs:label \"ü\\t東京\" . ?a ?b }\n                                              ^"
    );
    assert_eq!(
        wrong("SELECT * { ?s ?p ?o "),
        "1:20: this is not SPARQL: something is missing at the end\n  SELECT * { ?s ?p ?o \n                     ^"
    );
    assert!(
        wrong("SELECT (COUNT(?a) AS ?n) ?b { ?a ?b ?c }").contains("a variable that is unbound")
    );
    assert!(wrong("INSERT DATA { ent:a ent:b ent:c }").contains("a query begins with SELECT"));
    assert!(
        wrong(" \n")
            .ends_with("the query is empty; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    );
    assert!(
        wrong("SELECT ?a { ?a ?b 'x }")
            .starts_with("1:19: this is not SPARQL: this string is not closed")
    );
    assert!(
        wrong("SELECT ?a { SERVICE <http://localhost/> { ?a ?b ?c } }")
            .to_lowercase()
            .contains("service")
    );
}

proptest::proptest! {
    #[test]
    fn no_query_makes_the_store_panic(query in "(SELECT|ASK|\\?a|[{}()|<>'\"\\\\#.;:]|biz:|\n|\\PC){0,24}") {
        let store = Store::of(&handmade::graph()).expect("the graph can be stored");
        if let Err(error) = store.query(&query) {
            proptest::prop_assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn prefixes_that_everybody_knows_need_no_declaration() {
    let store = Store::of(&handmade::graph()).expect("the graph can be stored");
    for (name, iri) in [
        ("dbo:Film", "http://dbpedia.org/ontology/Film"),
        ("dbr:Film", "http://dbpedia.org/resource/Film"),
        ("dcterms:date", "http://purl.org/dc/terms/date"),
        ("foaf:name", "http://xmlns.com/foaf/0.1/name"),
        ("wd:P57", "http://www.wikidata.org/entity/P57"),
    ] {
        let asked = format!("ASK {{ FILTER (STR({name}) = \"{iri}\") }}");
        let answers = store
            .query(&asked)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(answers.text(), [["true"]], "{name}");
    }
}
