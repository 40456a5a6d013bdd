//! `factloom analyze`: what the analysis sees in a text.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::{Failure, Outcome};
use crate::error::Error;
use crate::mention::{antecedent_sheet, find_by_rules};
use crate::nlp::{View, analysis_report, read_words, write_conllu};
use crate::pipeline::{Engine, stage_report};
use crate::text::reader::{Format as TextFormat, Options, read_str};
use crate::text::{Document, PartialDate};

/// Show what the analysis sees in a text: tokens, trees, predicates with roles, mentions, chains, clauses
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to analyse, or - for standard input
    #[arg(value_name = "FILE|-")]
    file: PathBuf,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Report)]
    format: Format,

    /// Take the words of FILE as they are: CoNLL-U, or one word a line and a blank line after each sentence
    #[arg(long)]
    pretokenized: bool,

    /// The publication date, if the text does not tell it
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<PartialDate>,

    /// Files and folders to add to the built-in ontology; none: open claims only
    #[arg(long, value_name = "FILE|DIR|none")]
    ontology: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people: sentences, words with their tree, predicates with roles, entities
    Report,
    /// CoNLL-U, with entities and roles in the last column
    Conllu,
    /// To learn from (JSON lines): what pronouns, descriptions and left-out participants may stand for, with features
    Antecedents,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let text = read(&args.file)?;
    let engine = Engine::load(&args.ontology)?;
    let analyzer = &engine.analyzer;
    let (document, analysis) = if args.pretokenized {
        analyzer.analyze_pretokenized(&read_words(&text))
    } else {
        let document = document(&args.file, &text, args.date);
        let analysis = analyzer.analyze(&document);
        (document, analysis)
    };
    let view = View::new(&document, &analysis);
    let written = match args.format {
        Format::Report => format!(
            "{}\n{}",
            analysis_report(analyzer, &view),
            stage_report(&engine, &view)
        ),
        Format::Conllu => write_conllu(analyzer, &view),
        Format::Antecedents => antecedent_sheet(
            &view,
            &engine.lexicon,
            &find_by_rules(&view, &engine.lexicon, &[]),
        ),
    };
    out.write_all(written.as_bytes())?;
    Ok(Outcome::Done)
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

/// The document as a build would read it; text that a build would skip is analysed line by line.
fn document(file: &Path, text: &str, date: Option<PartialDate>) -> Document {
    let name = file.display().to_string();
    let format = TextFormat::from_path(file)
        .filter(|f| !f.has_records())
        .unwrap_or(TextFormat::Text);
    let options = Options {
        date,
        ..Options::default()
    };
    read_str(&name, text, format, &options).unwrap_or_else(|_| Document::plain(&name, text, date))
}
