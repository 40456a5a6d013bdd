//! Embeds the frame and lexicon files of `ontology/` in the library, so that a new file needs no line of code, and
//! the trained model, so that nothing is loaded from elsewhere at run time.

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
    embed_model(&root);
}

/// A missing file is embedded as an empty one; the analysis then says which file is wanted.
fn embed_model(root: &Path) {
    let mut out = String::new();
    for (name, file) in [
        ("NETWORK", "factloom.onnx"),
        ("VOCABULARY", "vocab.txt"),
        ("LABELS", "factloom.json"),
        ("ROLESETS", "rolesets.tsv"),
    ] {
        let path = root.join("models").join(file);
        let value = if path.is_file() {
            format!("include_bytes!({path:?})")
        } else {
            "b\"\"".to_owned()
        };
        let _ = writeln!(
            out,
            "/// `models/{file}`.\npub static {name}: &[u8] = {value};"
        );
    }
    println!("cargo::rerun-if-changed=models");
    let target =
        PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("model.rs");
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
