//! `factloom open`: the open tuples of texts, in their own words.

use std::io::{Read, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::{Failure, Outcome, name};
use crate::extract::Profile;
use crate::pipeline::{Engine, OpenLine, open_inputs, open_sentence_lines};
use crate::text::reader::{DocumentIds, Format as TextFormat, Input, inputs, sha256};
use crate::text::{Diagnostic, Severity};

/// Write what each clause of texts says as tuples in its own words: relation, arguments, confidence
///
/// Needs no ontology. TSV has a tuple a line: sentence, confidence, relation, and a field for each argument, the subject
/// first; before them the document, where there may be several. JSONL has beside these the canonical predicate, status,
/// construction, and what each argument is. Inputs are read as `build` reads them: folders are walked, and what cannot be
/// read is named and the rest goes on.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// How long the phrases are
    #[arg(long, value_enum, default_value_t = Profile::Minimal)]
    profile: Profile,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Tsv)]
    format: Format,

    /// Take each line of a file as one sentence whose words are separated by spaces
    #[arg(long)]
    sentences: bool,

    /// Leave out tuples that are less likely right than this
    #[arg(long, value_name = "0..1", default_value_t = 0.0)]
    confidence: f64,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Tab-separated: document if there may be several, sentence, confidence, relation, arguments
    Tsv,
    /// An object a line
    Jsonl,
}

/// A tuple with the document that it is from.
#[derive(Serialize)]
struct Cited<'a> {
    document: &'a str,
    #[serde(flatten)]
    line: &'a OpenLine,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let engine = Engine::load(&[])?;
    let several = args.may_be_several();
    let give = |document: &str, lines: Vec<OpenLine>| -> Result<(), Failure> {
        for line in lines.iter().filter(|l| l.confidence >= args.confidence) {
            match args.format {
                Format::Tsv => tsv(several.then_some(document), line, out)?,
                Format::Jsonl => {
                    serde_json::to_writer(&mut *out, &Cited { document, line })?;
                    out.write_all(b"\n")?;
                }
            }
        }
        Ok(())
    };
    let diagnostics = if args.sentences {
        sentences(args, &engine, give)?
    } else {
        open_inputs(&engine, &args.paths, args.profile, give)?
    };
    name(&diagnostics);
    Ok(Outcome::of(&diagnostics))
}

impl Args {
    /// Whether the paths may stand for more than one document.
    fn may_be_several(&self) -> bool {
        match &self.paths[..] {
            [one] => {
                let records = TextFormat::from_path(one).is_some_and(TextFormat::has_records);
                one.is_dir() || records && !self.sentences
            }
            _ => true,
        }
    }
}

/// The tuples of files with a sentence a line.
fn sentences(
    args: &Args,
    engine: &Engine,
    mut give: impl FnMut(&str, Vec<OpenLine>) -> Result<(), Failure>,
) -> Result<Vec<Diagnostic>, Failure> {
    let (inputs, mut diagnostics) = inputs(&args.paths);
    let mut ids = DocumentIds::new();
    for input in &inputs {
        match read(input) {
            Ok(text) => {
                let id = ids.unique(&input.name(), &sha256(text.as_bytes()));
                give(&id, open_sentence_lines(engine, &text, args.profile))?;
            }
            Err(error) => diagnostics.push(Diagnostic::new(
                input.source(),
                Severity::Error,
                format!("cannot be read: {error}"),
            )),
        }
    }
    Ok(diagnostics)
}

fn read(input: &Input) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    match input {
        Input::Stdin => std::io::stdin().lock().read_to_end(&mut bytes),
        Input::File(path) => std::fs::File::open(path).and_then(|mut f| f.read_to_end(&mut bytes)),
    }?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn tsv(document: Option<&str>, line: &OpenLine, out: &mut dyn Write) -> std::io::Result<()> {
    if let Some(document) = document {
        write!(out, "{}\t", field(document))?;
    }
    write!(
        out,
        "{}\t{:.3}\t{}",
        field(&line.sentence),
        line.confidence,
        field(&line.relation)
    )?;
    for argument in &line.arguments {
        write!(out, "\t{}", field(&argument.text))?;
    }
    out.write_all(b"\n")
}

/// A field holds no tabs and no line ends.
fn field(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
