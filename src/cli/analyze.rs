//! `factloom analyze`: what the analysis sees in a text.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::{Failure, Outcome};
use crate::error::Error;
use crate::nlp::{Analyzer, View, analysis_report, read_words, write_conllu};
use crate::text::{Block, BlockKind, Document, Metadata, Span};

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
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people: sentences, words with their tree, predicates with roles, entities
    Report,
    /// CoNLL-U, with entities and roles in the last column
    Conllu,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let text = read(&args.file)?;
    let analyzer = Analyzer::new()?;
    let (document, analysis) = if args.pretokenized {
        analyzer.analyze_pretokenized(&read_words(&text))
    } else {
        let document = paragraphs(&args.file, text);
        let analysis = analyzer.analyze(&document);
        (document, analysis)
    };
    let view = View::new(&document, &analysis);
    let written = match args.format {
        Format::Report => analysis_report(&analyzer, &view),
        Format::Conllu => write_conllu(&analyzer, &view),
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

/// A document with a block for each paragraph.
fn paragraphs(file: &Path, text: String) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split("\n\n") {
        let start = at + part.len() - part.trim_start().len();
        let end = start + part.trim().len();
        if start < end {
            blocks.push(Block {
                span: Span::new(start, end),
                kind: BlockKind::Paragraph,
            });
        }
        at += part.len() + 2;
    }
    Document {
        id: String::new(),
        source: file.display().to_string(),
        sha256: String::new(),
        text,
        meta: Metadata::default(),
        blocks,
        diagnostics: Vec::new(),
    }
}
