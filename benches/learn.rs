//! How long learning takes, and what learned things cost a build.
//!
//! `cargo bench --bench learn` learns on 500 and on 5,000 sentences that are made here, always the same ones, and builds
//! articles (the demonstration corpus, repeated) and sentences of the domain that was learned: with nothing learned, with
//! each of the two rankers, and with a thousand frames, each with triggers of its own, up to half of them words of the
//! articles. `cargo bench --bench learn -- [FOLDER] [ONTOLOGY EXAMPLES...]` takes the text files of a folder as articles,
//! and an ontology and lines of examples as `factloom learn` does; the last tenth of them is not learned, but built. What
//! is lost is told in processor time, where the system tells it: other programs disturb it less.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use factloom::learn::{Example, Triple, examples};
use factloom::pipeline::{self, Config, Engine};

/// How many examples are learned from.
const SIZES: [usize; 2] = [500, 5_000];
/// The least words of a text that is built.
const WORDS: usize = 50_000;
/// How many frames are added.
const FRAMES: usize = 1_000;
/// How often each build is repeated; the quickest counts.
const TIMES: usize = 3;

fn main() {
    let work = tempfile::tempdir().expect("a temporary folder");
    let work = work.path();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .map(PathBuf::from)
        .partition(|path| path.is_dir());
    let (ontology, mut known) = match files.split_first() {
        Some((ontology, files)) => (ontology.clone(), read(files)),
        None => {
            let ontology = work.join("mills.json");
            write(&ontology, &mills_ontology());
            let count = SIZES[SIZES.len() - 1] * 10 / 9 + 1;
            (ontology, (0..count).map(mill_example).collect())
        }
    };
    let held = known.split_off(known.len() - known.len() / 10);

    let engine = Engine::load(std::slice::from_ref(&ontology)).expect("the ontology loads");
    let mut rankers = Vec::new();
    for size in SIZES {
        let some = &known[..size.min(known.len())];
        let start = Clock::start();
        let lesson =
            pipeline::learn(&engine, some, &mut Vec::new()).expect("the examples fit the ontology");
        let text = lesson.learned.ranker.to_text();
        println!(
            "learn {:5} examples ({} triples found of {}): {}",
            lesson.examples,
            lesson.learned.objects,
            lesson.learned.triples,
            start.told()
        );
        let folder = work.join(format!("learned-{size}"));
        std::fs::create_dir(&folder).expect("the temporary folder is writable");
        write(&folder.join("ranker.tsv"), &text);
        write(&folder.join("frames.toml"), &lesson.frames.1);
        rankers.push((format!("ranker of {}", lesson.examples), folder));
    }

    let articles = articles(folders.first());
    let sentences: Vec<String> = held.into_iter().map(|e| e.text).collect();
    let frames = work.join("frames.toml");
    write(&frames, &thousand_frames(&engine, &articles));
    let mut extra: Vec<(String, Option<&Path>)> = vec![("nothing learned".to_owned(), None)];
    extra.extend(rankers.iter().map(|(n, f)| (n.clone(), Some(f.as_path()))));
    extra.push((format!("{FRAMES} frames"), Some(&frames)));
    for (name, texts, together) in [("articles", &articles, 1), ("sentences", &sentences, 10)] {
        let corpus = work.join(name);
        let words = lay_out(texts, together, &corpus);
        let mut base = None;
        let configs: Vec<Config> = extra
            .iter()
            .map(|(_, more)| Config {
                jobs: 2,
                date: "2026-04-28".parse().ok(),
                ontology: std::iter::once(ontology.clone())
                    .chain(more.map(Path::to_path_buf))
                    .collect(),
                ..Config::default()
            })
            .collect();
        // by turns, so that a disturbance does not meet one of them alone
        let mut best: Vec<Option<Taken>> = vec![None; configs.len()];
        for _ in 0..TIMES {
            for (config, best) in configs.iter().zip(&mut best) {
                let start = Clock::start();
                let built = pipeline::build(std::slice::from_ref(&corpus), config, &|_| {})
                    .expect("the build succeeds");
                let taken = start.taken(built.graph.claims.len());
                if best.is_none_or(|b| taken.processor < b.processor) {
                    *best = Some(taken);
                }
            }
        }
        for ((what, _), taken) in extra.iter().zip(best.into_iter().flatten()) {
            let base = *base.get_or_insert(taken.processor);
            println!(
                "build {name:9} with {what:15}: {words} words in {:.2} s, {:.0} words/s, {} claims; {:.2} s of processor time, {:+.1} %",
                taken.wall,
                words as f64 / taken.wall,
                taken.claims,
                taken.processor,
                100.0 * (taken.processor / base - 1.0),
            );
        }
    }
}

/// What something took, in seconds.
#[derive(Clone, Copy)]
struct Taken {
    wall: f64,
    processor: f64,
    claims: usize,
}

struct Clock {
    wall: Instant,
    processor: Option<f64>,
}

impl Clock {
    fn start() -> Self {
        Self {
            wall: Instant::now(),
            processor: processor_time(),
        }
    }

    fn taken(&self, claims: usize) -> Taken {
        let wall = self.wall.elapsed().as_secs_f64();
        let processor = processor_time().zip(self.processor);
        Taken {
            wall,
            processor: processor.map_or(wall, |(now, then)| now - then),
            claims,
        }
    }

    fn told(&self) -> String {
        let taken = self.taken(0);
        format!(
            "{:.1} s, {:.1} s of processor time",
            taken.wall, taken.processor
        )
    }
}

/// Seconds that all threads of this process have run so far, where the system tells (a hundred ticks a second).
fn processor_time() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // behind the name of the program, which may hold spaces, user and system time are the twelfth and thirteenth
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / 100.0)
}

fn read(files: &[PathBuf]) -> Vec<Example> {
    let (mut known, mut remarks) = (Vec::new(), Vec::new());
    for file in files {
        examples(file, &mut known, &mut remarks).expect("the file holds examples");
    }
    known
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the temporary folder is writable");
}

/// The text files of a folder, by name; of the demonstration corpus, if none is given.
fn articles(folder: Option<&PathBuf>) -> Vec<String> {
    let seeds = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"));
    let folder = folder.unwrap_or(&seeds);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is readable")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let texts = paths.iter().map(std::fs::read_to_string);
    texts.collect::<Result<_, _>>().expect("they are text")
}

/// Writes texts to files of a folder, so many to a file, again and again until there are enough words; gives how many
/// there are.
fn lay_out(texts: &[String], together: usize, folder: &Path) -> usize {
    std::fs::create_dir(folder).expect("the temporary folder is writable");
    let mut words = 0;
    for n in 0.. {
        for (i, some) in texts.chunks(together).enumerate() {
            let text = some.join("\n\n");
            words += text.split_whitespace().count();
            write(&folder.join(format!("{n}-{i}.txt")), &text);
        }
        if words >= WORDS {
            break;
        }
        assert!(words > 0, "there is no text to build");
    }
    words
}

/// Frames with a verb, a noun and a roleset of their own each; up to half of them are words of the articles.
fn thousand_frames(engine: &Engine, articles: &[String]) -> String {
    let relation = engine.ontology.relations.keys().next();
    let relation = relation.expect("the ontology has relations");
    let said: BTreeSet<String> = articles
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_ascii_alphabetic()))
        .filter(|word| word.len() > 3)
        .map(str::to_lowercase)
        .collect();
    let made = (0..).map(|n| format!("{}{}", name(n), name(n / 7)).to_lowercase());
    let triggers = said.into_iter().take(FRAMES / 2).chain(made);
    let mut text = String::new();
    for trigger in triggers.take(FRAMES) {
        let _ = write!(
            text,
            "[[frame]]\nname = \"{trigger}\"\nrolesets = [\"{trigger}.01\"]\nverbs = [\"{trigger}\"]\nnouns = [\"{trigger}\"]\n\
             [[frame.claims]]\nrelation = {relation:?}\nsubject = \"ARG0 | subj | poss\"\nobject = \"ARG1 | obj | of\"\n\n"
        );
    }
    text
}

/// The relations of mills, and what their objects are.
const RELATIONS: [(&str, &str); 8] = [
    ("miller", "person"),
    ("located on river", "river"),
    ("opening date", ""),
    ("architect", "person"),
    ("located in", "town"),
    ("owned by", "company"),
    ("product", "good"),
    ("named after", "person"),
];

const GOODS: [&str; 8] = [
    "flour", "paper", "oil", "cotton", "timber", "wool", "silk", "powder",
];

fn mills_ontology() -> String {
    let classes = ["mill", "person", "river", "town", "company", "good"];
    let concepts: Vec<String> = classes
        .iter()
        .map(|c| format!(r#"{{"qid": "{c}", "label": "{c}"}}"#))
        .collect();
    let relations: Vec<String> = RELATIONS
        .iter()
        .enumerate()
        .map(|(i, (label, range))| {
            format!(
                r#"{{"pid": "P{i}", "label": "{label}", "domain": "mill", "range": "{range}"}}"#
            )
        })
        .collect();
    format!(
        r#"{{"title": "Mills", "id": "mills", "concepts": [{}], "relations": [{}]}}"#,
        concepts.join(", "),
        relations.join(", ")
    )
}

/// A name of two or three syllables, another one for each number below a hundred thousand.
fn name(number: usize) -> String {
    const FIRST: [&str; 16] = [
        "Bra", "Osk", "Tes", "Yll", "Quor", "Pel", "Ost", "Lund", "Hess", "Vint", "Kar", "Dov",
        "Elm", "Tor", "Mar", "Sel",
    ];
    const MIDDLE: [&str; 20] = [
        "a", "i", "o", "e", "u", "ar", "in", "or", "el", "un", "av", "ist", "ol", "end", "ur",
        "as", "ir", "om", "eth", "und",
    ];
    const LAST: [&str; 18] = [
        "vale", "ski", "mint", "dor", "vane", "hof", "va", "mark", "sel", "mill", "holm", "rand",
        "gard", "vik", "ton", "by", "stead", "wick",
    ];
    let (first, rest) = (number % 16, number / 16);
    let (last, rest) = (rest % 18, rest / 18);
    let more = if rest >= 20 {
        MIDDLE[rest / 20 % 20]
    } else {
        ""
    };
    format!("{}{}{more}{}", FIRST[first], MIDDLE[rest % 20], LAST[last])
}

/// A sentence about a mill that is no other's, with what it says.
fn mill_example(number: usize) -> Example {
    // steps without a common factor, so that what is said together differs from mill to mill
    let person = |step: usize| {
        let n = number * step + step;
        format!("{} {}", name(n * 7 % 1_009), name(n * 11 % 2_003))
    };
    let mill = format!("{} Mill", name(number * 13 % 90_001));
    let (miller, architect) = (person(3), person(5));
    let river = name(number * 17 % 311);
    let town = name(number * 19 % 1_511 + 3_000);
    let company = format!("{} Holdings", name(number * 23 % 701));
    let good = GOODS[number % GOODS.len()];
    let other = GOODS[number / 3 % GOODS.len()];
    let year = 1700 + number * 29 % 300;
    let date = format!("01 January {year}");
    let (miller, architect, river, town) = (&*miller, &*architect, &*river, &*town);
    let (company, date) = (&*company, &*date);
    let (text, said): (String, Vec<(usize, &str)>) = match number % 10 {
        0 => (
            format!(
                "{mill} is a water mill in {town} that was run by {miller} and stands on the {river}."
            ),
            vec![(0, miller), (1, river), (4, town)],
        ),
        1 => (
            format!("{mill} is a {good} mill on the {river}, opened in {year}."),
            vec![(6, good), (1, river), (2, date)],
        ),
        2 => (
            format!(
                "In {year}, {mill} was opened by its miller {miller}; it was designed by {architect}."
            ),
            vec![(2, date), (0, miller), (3, architect)],
        ),
        3 => (
            format!("{mill}, which belongs to {company}, makes {good} and {other}."),
            vec![(5, company), (6, good), (6, other)],
        ),
        4 => (
            format!(
                "Designed by the architect {architect} and named after {miller}, {mill} opened in {year} in {town}."
            ),
            vec![(3, architect), (7, miller), (2, date), (4, town)],
        ),
        5 => (
            format!(
                "The old {mill} on the river {river} was bought by {company}, whose owners still make {good} there."
            ),
            vec![(1, river), (5, company), (6, good)],
        ),
        6 => (
            format!(
                "{mill} ({year}) is the work of {architect}, and the family of {miller} ran it until the war."
            ),
            vec![(2, date), (3, architect), (0, miller)],
        ),
        7 => (
            format!("At {town} the {river} drives {mill}, a {good} mill owned by {company}."),
            vec![(4, town), (1, river), (6, good), (5, company)],
        ),
        8 => (
            format!(
                "{mill} takes its name from {miller}, the miller's grandfather, and has produced {good} since {year}."
            ),
            vec![(7, miller), (6, good)],
        ),
        _ => (
            format!(
                "{company} said that {mill} in {town} would stop making {other} after the flood of the {river}."
            ),
            vec![(5, company), (4, town), (6, other), (1, river)],
        ),
    };
    let mut triples: Vec<Triple> = said
        .into_iter()
        .map(|(relation, object)| Triple {
            subject: mill.clone(),
            relation: RELATIONS[relation].0.to_owned(),
            object: object.to_owned(),
        })
        .collect();
    triples.sort();
    triples.dedup();
    Example {
        text,
        triples,
        place: ("made".to_owned(), number + 1),
    }
}
