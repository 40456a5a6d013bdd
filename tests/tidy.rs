//! Keeps the invariants of ARCHITECTURE.md that a reader of one file would not notice.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order of the data; each may import only itself and those before it.
const LAYERS: &[&str] = &[
    "error", "text", "claim", "nlp", "ontology", "mention", "learn", "extract", "graph", "resolve",
    "outside", "chat", "pipeline", "rdf", "store", "export", "eval", "cli", "main", "lib",
];

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut found,
    );
    assert!(found.len() > 30, "the sources were not found");
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !is_test(&path) {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

/// Whether a file is compiled for tests only.
fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    [
        "tests.rs",
        "measured.rs",
        "measure.rs",
        "sample.rs",
        "testing.rs",
    ]
    .contains(&name.as_ref())
}

/// Files longer than the rest, each with what it would be split by.
const LONG: &[(&str, &str)] = &[("mention/time/matcher.rs", "dates, ranges and durations")];

/// The lines of code with their numbers: no comments, nothing from the unit tests on.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end]
        .lines()
        .enumerate()
        .map(|(i, l)| (i + 1, l))
        .filter(|(_, l)| !l.trim_start().starts_with("//"))
}

fn module(path: &Path) -> String {
    let relative = path
        .strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))
        .unwrap();
    let first = relative
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_import_only_what_comes_before_them() {
    let rank = |name: &str| LAYERS.iter().position(|l| *l == name);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = module(&path);
        let Some(mine) = rank(&own) else {
            wrong.push(format!("{}: module {own} is in no layer", path.display()));
            continue;
        };
        for (number, line) in code(&text) {
            for part in line.split("crate::").skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if rank(&name).is_some_and(|r| r > mine) {
                    wrong.push(format!("{}:{number}: {own} imports {name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_stay_behind_their_modules() {
    let rules: &[(&str, &[&str])] = &[
        (
            "oxigraph::",
            &["/rdf/", "/store/", "/export/", "/ontology/turtle.rs"],
        ),
        ("factloom_network::", &["/nlp/model"]),
        ("rten::", &["/nlp/model"]),
        ("ureq::", &["/chat/"]),
        ("quick_xml::", &["/eval/xml.rs"]),
        ("fancy_regex::", &["/eval/lists/pattern.rs"]),
        (" println!", &["/cli/"]),
        (" print!", &["/cli/"]),
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        for (word, places) in rules {
            if code(&text).any(|(_, l)| l.contains(word))
                && !places.iter().any(|p| name.contains(p))
            {
                wrong.push(format!("{name} uses {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_name_of_the_lexicon_stands_in_the_code() {
    let lexicon = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/ontology/lexicon/names.toml"
    ))
    .unwrap();
    let table: toml::Table = lexicon.parse().unwrap();
    let mut names: Vec<String> = table["name"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|e| {
            e.get("label")
                .or_else(|| e.get("name"))?
                .as_str()
                .map(str::to_owned)
        })
        .collect();
    names.retain(|n| n.len() > 4 && n.starts_with(char::is_uppercase) && !n.contains(' '));
    assert!(names.len() > 20, "the lexicon's names were not found");
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (number, line) in code(&text).filter(|(_, l)| l.contains('"')) {
            // only what stands between quotation marks can be a name of the world
            for literal in line.split('"').skip(1).step_by(2) {
                let words: Vec<&str> = literal.split(|c: char| !c.is_alphanumeric()).collect();
                for name in names.iter().filter(|n| words.contains(&n.as_str())) {
                    wrong.push(format!("{}:{number}: {name}", path.display()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "names belong in ontology/lexicon/:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn frames_match_constructions_not_sentences() {
    for entry in
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/frames")).unwrap()
    {
        let path = entry.unwrap().path();
        let table: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        for frame in table
            .get("frame")
            .and_then(|f| f.as_array())
            .into_iter()
            .flatten()
        {
            for key in ["verbs", "nouns", "adjectives"] {
                for word in frame
                    .get(key)
                    .and_then(|w| w.as_array())
                    .into_iter()
                    .flatten()
                {
                    let words = word.as_str().unwrap().split_whitespace().count();
                    assert!(
                        words <= 5,
                        "{}: trigger {word} is a sentence",
                        path.display()
                    );
                }
            }
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let lines = code(&text).count();
        let known = LONG.iter().any(|(name, _)| path.ends_with(name));
        if lines > 800 && !known {
            wrong.push(format!("{}: {lines} lines of code", path.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{}: no module documentation", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
