//! Inputs: what a path on the command line stands for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::Format;
use crate::text::{Diagnostic, Severity};

/// One file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, written `-`.
    Stdin,
}

impl Input {
    /// How messages name it.
    #[must_use]
    pub fn source(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "-".to_owned(),
        }
    }

    /// The file's name, from which documents take their ids.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().map_or_else(
                || path.display().to_string(),
                |name| name.to_string_lossy().into_owned(),
            ),
            Self::Stdin => "stdin".to_owned(),
        }
    }
}

/// Files by which a folder is known that a build wrote: what stands there is no text to read.
const OUTPUT: [&str; 3] = ["build.json", "claims.jsonl", "graph.trig"];

/// The inputs that paths stand for, sorted and without repetitions: folders are walked (ignore rules honoured, files of
/// known extensions only, nothing from folders that a build wrote), a file named explicitly is taken whatever its extension, `-` is standard input.
/// What cannot be found is reported and the rest goes on.
#[must_use]
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Diagnostic>) {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut diagnostics = Vec::new();
    let mut add = |path: PathBuf| {
        let same = path.canonicalize().unwrap_or_else(|_| path.clone());
        if seen.insert(same) {
            found.insert(Input::File(path));
        }
    };
    let mut sorted: Vec<&PathBuf> = paths.iter().collect();
    sorted.sort();
    let mut stdin = false;
    for path in sorted {
        if path.as_os_str() == "-" {
            stdin = true;
            continue;
        }
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => {
                let before = diagnostics.len();
                let files = walk(path, &mut diagnostics);
                if files.is_empty() && diagnostics.len() == before {
                    diagnostics.push(Diagnostic::new(
                        path.display().to_string(),
                        Severity::Warning,
                        "the folder holds no file to read (looked for txt, text, md, markdown, html, htm, xhtml, json, jsonl, ndjson)",
                    ));
                }
                files.into_iter().for_each(&mut add);
            }
            Ok(_) => add(path.clone()),
            Err(error) => diagnostics.push(Diagnostic::new(
                path.display().to_string(),
                Severity::Error,
                match error.kind() {
                    std::io::ErrorKind::NotFound => {
                        "no such file or folder: check the path".to_owned()
                    }
                    _ => format!("cannot be read: {error}"),
                },
            )),
        }
    }
    let mut inputs: Vec<Input> = found.into_iter().collect();
    if stdin {
        inputs.push(Input::Stdin);
    }
    (inputs, diagnostics)
}

/// Whether a folder is what a build wrote.
fn is_output(path: &Path) -> bool {
    path.is_dir() && OUTPUT.iter().all(|name| path.join(name).is_file())
}

fn walk(folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut walker = WalkBuilder::new(folder);
    walker
        .require_git(false)
        .filter_entry(|entry| entry.depth() == 0 || !is_output(entry.path()));
    for entry in walker.build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.path().is_file();
                if is_file && Format::from_path(entry.path()).is_some() {
                    files.push(entry.into_path());
                }
            }
            Err(error) => diagnostics.push(Diagnostic::new(
                folder.display().to_string(),
                Severity::Error,
                format!("a part of the folder cannot be read: {error}"),
            )),
        }
    }
    files.sort();
    files
}
