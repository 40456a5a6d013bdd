//! `factloom query`: SPARQL over a build.

use std::io::{Read, Write};
use std::path::Path;

use super::folder::GraphArg;
use super::{Align, Failure, Outcome, Table, Terminal};
use crate::error::{Error, ErrorKind, Result};
use crate::store::{AnswerFormat, Answers, Store};

/// Ask a build's graph a question in SPARQL
///
/// The prefixes biz, fl, ent, doc, claim, open, schema, prov, oa, skos, org, rdf, rdfs, owl and xsd need no declaration, nor do dbo, dbr, wd, foaf and dcterms.
/// A plain pattern finds what all documents say; GRAPH ?document { … } asks one document at a time.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The query itself, the path of a .rq file, or - for standard input
    #[arg(value_name = "QUERY|FILE.rq")]
    query: String,

    #[command(flatten)]
    graph: GraphArg,

    /// How to write the answers [default: table; ttl for CONSTRUCT and DESCRIBE]
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,
}

/// A notation for answers, or a table for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table with labels and prefixes
    Table,
    /// Comma-separated values
    Csv,
    /// Tab-separated values in the notation of Turtle
    Tsv,
    /// SPARQL results as JSON
    Json,
    /// SPARQL results as XML
    Xml,
    /// Turtle, for CONSTRUCT and DESCRIBE
    Ttl,
}

impl Format {
    fn notation(self) -> Option<AnswerFormat> {
        match self {
            Self::Table => None,
            Self::Csv => Some(AnswerFormat::Csv),
            Self::Tsv => Some(AnswerFormat::Tsv),
            Self::Json => Some(AnswerFormat::Json),
            Self::Xml => Some(AnswerFormat::Xml),
            Self::Ttl => Some(AnswerFormat::Ttl),
        }
    }
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (query, file) = query_text(&args.query)?;
    let in_file = |error: Error| match &file {
        Some(path) if error.kind() == ErrorKind::Query => error.in_file(path),
        _ => error,
    };
    let store = Store::open(args.graph.check()?)?;
    let answers = store.query(&query).map_err(in_file)?;
    let format = args.format.unwrap_or(if answers.is_graph() {
        Format::Ttl
    } else {
        Format::Table
    });
    match format.notation() {
        Some(notation) => {
            answers.check(notation)?;
            answers.write(notation, out)?;
        }
        None => table(&answers, Terminal::stdout(), out)?,
    }
    Ok(Outcome::Done)
}

/// The text of a query and, where it came from a file, its path.
fn query_text(argument: &str) -> Result<(String, Option<&Path>)> {
    if argument == "-" {
        let mut query = String::new();
        std::io::stdin()
            .read_to_string(&mut query)
            .map_err(|e| Error::io("-", &e))?;
        return Ok((query, None));
    }
    let path = Path::new(argument);
    let named = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("rq") || e.eq_ignore_ascii_case("sparql"));
    if !named || argument.contains(['{', '\n']) {
        return Ok((argument.to_owned(), None));
    }
    match std::fs::read_to_string(path) {
        Ok(query) => Ok((query, Some(path))),
        Err(error) => Err(Error::io(path, &error)),
    }
}

fn table(answers: &Answers, terminal: Terminal, out: &mut dyn Write) -> std::io::Result<()> {
    if let Some(answer) = answers.boolean() {
        return writeln!(out, "{}", if answer { "yes" } else { "no" });
    }
    let columns = answers.columns();
    let aligned: Vec<(&str, Align)> = columns
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let align = if answers.is_numeric(index) {
                Align::Right
            } else {
                Align::Left
            };
            (name.as_str(), align)
        })
        .collect();
    let mut table = Table::new(&aligned);
    let rows = answers.text();
    let count = rows.len();
    for row in rows {
        table.row(row);
    }
    // Nothing is cut off in a file or a pipe.
    let width = if terminal.interactive {
        terminal.width
    } else {
        usize::MAX
    };
    let style = terminal.style();
    out.write_all(table.draw(width, style).as_bytes())?;
    let count = match count {
        0 => "no answers".to_owned(),
        1 => "1 answer".to_owned(),
        n => format!("{n} answers"),
    };
    writeln!(out, "{}", style.faint(&count))
}
