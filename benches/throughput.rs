//! Words a second and peak memory, for the analysis alone and for the whole build, on one thread and on two.
//!
//! `cargo bench --bench throughput -- [FOLDER]` takes the text files of a folder (the demonstration corpus by default),
//! repeated until there are at least 100,000 words.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use factloom::nlp::Analyzer;
use factloom::pipeline::{self, Config, Engine};
use factloom::text::Document;
use rayon::prelude::*;

const WORDS: usize = 100_000;

fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|a| !a.starts_with('-'))
        .map_or_else(
            || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")),
            PathBuf::from,
        );
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder is readable")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let texts: Vec<String> = paths
        .iter()
        .filter_map(|p| std::fs::read_to_string(p).ok())
        .collect();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    assert!(words > 0, "no text in {}", folder.display());
    let copies = WORDS.div_ceil(words);

    let start = Instant::now();
    let analyzer = Analyzer::new().expect("the model loads");
    println!(
        "model loaded in {:.0} ms",
        start.elapsed().as_secs_f64() * 1000.0
    );
    let start = Instant::now();
    drop(Engine::load(&[]).expect("the engine loads"));
    println!(
        "engine loaded in {:.0} ms",
        start.elapsed().as_secs_f64() * 1000.0
    );

    let documents: Vec<Document> = (0..copies)
        .flat_map(|c| {
            texts
                .iter()
                .enumerate()
                .map(move |(i, t)| Document::plain(&format!("{c}-{i}"), t, None))
        })
        .collect();
    let total = words * copies;
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads start");
        let start = Instant::now();
        let tokens: usize = pool.install(|| {
            documents
                .par_iter()
                .map(|d| analyzer.analyze(d).tokens.len())
                .sum()
        });
        report("analysis", threads, total, tokens, start.elapsed());
    }

    let corpus = tempfile::tempdir().expect("a temporary folder");
    for d in &documents {
        std::fs::write(corpus.path().join(format!("{}.txt", d.id)), &d.text)
            .expect("the temporary folder is writable");
    }
    for threads in [1, 2] {
        let config = Config {
            jobs: threads,
            date: "2026-04-28".parse().ok(),
            ..Config::default()
        };
        let start = Instant::now();
        let built = pipeline::build(&[corpus.path().to_path_buf()], &config, &|_| {})
            .expect("the build succeeds");
        report(
            "build",
            threads,
            total,
            built.counts.tokens,
            start.elapsed(),
        );
    }
    if let Some(kib) = peak_memory() {
        println!("peak memory {} MiB", kib / 1024);
    }
}

fn report(what: &str, threads: usize, words: usize, tokens: usize, took: Duration) {
    let seconds = took.as_secs_f64();
    println!(
        "{what:9} {threads} thread(s): {words} words ({tokens} tokens) in {seconds:.2} s, {:.0} words/s",
        words as f64 / seconds
    );
}

/// Peak resident memory in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:"))?
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}
