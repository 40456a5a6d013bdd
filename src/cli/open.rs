//! `factloom open`: the open tuples of a text, in its own words.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::{Failure, Outcome};
use crate::error::Error;
use crate::extract::Profile;
use crate::pipeline::{Engine, OpenLine, open_lines, open_sentence_lines};
use crate::text::Document;
use crate::text::reader::{Format as TextFormat, Options, read_str};

/// Write what each clause of a text says as tuples in its own words: relation, arguments, confidence
///
/// Needs no ontology. TSV has a tuple a line: sentence, confidence, relation, and a field for each argument, the subject
/// first. JSONL has beside these the canonical predicate, status, construction, and what each argument is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to read, or - for standard input
    #[arg(value_name = "FILE|-")]
    file: PathBuf,

    /// How long the phrases are
    #[arg(long, value_enum, default_value_t = Profile::Minimal)]
    profile: Profile,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Tsv)]
    format: Format,

    /// Take each line of FILE as one sentence whose words are separated by spaces
    #[arg(long)]
    sentences: bool,

    /// Leave out tuples that are less likely right than this
    #[arg(long, value_name = "0..1", default_value_t = 0.0)]
    confidence: f64,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Tab-separated: sentence, confidence, relation, arguments
    Tsv,
    /// An object a line
    Jsonl,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let text = read(&args.file)?;
    let engine = Engine::load(&[])?;
    let lines = if args.sentences {
        open_sentence_lines(&engine, &text, args.profile)
    } else {
        open_lines(&engine, &document(&args.file, &text), args.profile)
    };
    for line in lines.iter().filter(|l| l.confidence >= args.confidence) {
        match args.format {
            Format::Tsv => tsv(line, out)?,
            Format::Jsonl => {
                serde_json::to_writer(&mut *out, line).map_err(std::io::Error::from)?;
                out.write_all(b"\n")?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn tsv(line: &OpenLine, out: &mut dyn Write) -> std::io::Result<()> {
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

fn read(file: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut f| f.read_to_end(&mut bytes))
    }
    .map_err(|e| Error::io(file, &e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn document(file: &Path, text: &str) -> Document {
    let name = file.display().to_string();
    let format = TextFormat::from_path(file)
        .filter(|f| !f.has_records())
        .unwrap_or(TextFormat::Text);
    read_str(&name, text, format, &Options::default())
        .unwrap_or_else(|_| Document::plain(&name, text, None))
}
