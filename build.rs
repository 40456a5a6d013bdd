//! Embeds the frame and lexicon files of `ontology/` in the library, so that a new file needs no line of code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let mut out = String::new();
    for (name, folder, doc) in [
        (
            "FRAMES",
            "ontology/frames",
            "The frame files: path and text.",
        ),
        (
            "LEXICON",
            "ontology/lexicon",
            "The lexicon files: path and text.",
        ),
    ] {
        let _ = writeln!(out, "/// {doc}\npub const {name}: &[(&str, &str)] = &[");
        for file in files(&root.join(folder)) {
            let relative = format!("{folder}/{file}");
            let _ = writeln!(
                out,
                "    ({relative:?}, include_str!({:?})),",
                root.join(&relative)
            );
        }
        out.push_str("];\n");
        println!("cargo::rerun-if-changed={folder}");
    }
    let target =
        PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("builtin.rs");
    fs::write(target, out).expect("the build folder is writable");
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    names
}
