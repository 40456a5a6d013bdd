//! `factloom build`: text in, graph out.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use serde_json::json;

use super::folder::Staging;
use super::summary::summary;
use super::{Failure, Outcome, Terminal, interrupt, name};
use crate::error::{Error, ErrorKind};
use crate::export::EXPORTERS;
use crate::graph::analytics::Tally;
use crate::outside::Sources;
use crate::pipeline::{self, Built, Config, DEFAULT_BASE, InputFormat, Progress, ReaderConfig};
use crate::text::PartialDate;

/// Read articles and build the graph of what they say
///
/// Files of plain text, Markdown, HTML, JSON and JSONL are read, folders are walked, `-` is standard input.
/// DIR receives claims.jsonl, graph.trig, graph.nq, graph.dot, graph.svg and build.json, all of them or none.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// The folder to write to; made if it is not there
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,

    /// Ontology, frames or lexicon to add to the built-in ones; may be repeated; none: open claims only
    #[arg(long, value_name = "FILE|DIR|none")]
    ontology: Vec<PathBuf>,

    /// Publication date of documents that do not carry one
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    date: Option<Date>,

    /// Number of threads [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,

    /// Base of the IRIs that are made for entities, documents and claims
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE, value_parser = parse_base)]
    base: String,

    /// Format of inputs whose name does not tell it
    #[arg(long, value_name = "FORMAT", value_enum)]
    format_hint: Option<InputFormat>,

    #[command(flatten)]
    outside: Outside,

    #[command(flatten)]
    fields: Fields,
}

/// Who else is asked for claims (see docs/extractors.md).
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Claims from outside")]
struct Outside {
    /// Program that reads documents as JSON lines and answers with claim lines; may be repeated
    #[arg(long, value_name = "COMMAND")]
    extractor: Vec<String>,
    /// File of claim lines about the documents; may be repeated
    #[arg(long, value_name = "FILE")]
    claims: Vec<PathBuf>,
    /// How long such a program may be silent before it is ended
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = parse_seconds)]
    extractor_timeout: Duration,
}

/// Where the fields of JSON records have other names.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fields of JSON records")]
struct Fields {
    /// Field with the identifier [default: id]
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
    /// Field with the text [default: text]
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// Field with the format of the text [default: format]
    #[arg(long, value_name = "NAME")]
    format_field: Option<String>,
    /// Field with the title [default: title]
    #[arg(long, value_name = "NAME")]
    title_field: Option<String>,
    /// Field with the publication date [default: date]
    #[arg(long, value_name = "NAME")]
    date_field: Option<String>,
    /// Field with the address [default: url]
    #[arg(long, value_name = "NAME")]
    url_field: Option<String>,
    /// Field with the publisher [default: publisher]
    #[arg(long, value_name = "NAME")]
    publisher_field: Option<String>,
    /// Field with the author or authors [default: author]
    #[arg(long, value_name = "NAME")]
    author_field: Option<String>,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    Staging::check(&args.out)?;
    let config = args.config();
    if !config.outside.is_empty() {
        interrupt::watch();
    }
    let started = Instant::now();
    let bar = progress_bar();
    let mut built = pipeline::build(&args.paths, &config, &|progress| show(&bar, progress))?;
    bar.finish_and_clear();
    name(&built.diagnostics);
    if built.graph.documents.is_empty() {
        let message = "nothing could be built: no input held English text that could be read; \
                       name files or folders with articles, and see the messages above";
        return Err(Error::new(ErrorKind::Usage, message).into());
    }
    let writing = Instant::now();
    write_folder(args, &mut built, started, writing)?;
    let terminal = Terminal::stdout();
    if terminal.interactive {
        let style = terminal.style();
        out.write_all(summary(&built, terminal.width, style).as_bytes())?;
        let place = args.out.display();
        let seconds = started.elapsed().as_secs_f64();
        writeln!(
            out,
            "\n{} {} {}\n{}",
            style.good("wrote"),
            style.strong(&place.to_string()),
            style.faint(&format!("in {seconds:.1} s")),
            style.faint(&format!(
                "look at {place}/graph.svg, or ask: factloom show ENTITY --graph {place}"
            ))
        )?;
    }
    Ok(Outcome::of(&built.diagnostics))
}

impl Args {
    fn config(&self) -> Config {
        let named = [
            ("id", &self.fields.id_field),
            ("text", &self.fields.text_field),
            ("format", &self.fields.format_field),
            ("title", &self.fields.title_field),
            ("date", &self.fields.date_field),
            ("url", &self.fields.url_field),
            ("publisher", &self.fields.publisher_field),
            ("author", &self.fields.author_field),
        ];
        let fields = named
            .into_iter()
            .filter_map(|(usual, name)| Some((usual, name.clone()?)))
            .collect();
        Config {
            jobs: self.jobs.map_or(0, usize::from),
            date: self.date.map(PartialDate::day),
            ontology: self.ontology.clone(),
            base: self.base.clone(),
            reader: ReaderConfig {
                format: self.format_hint,
                fields,
            },
            outside: Sources {
                commands: self.outside.extractor.clone(),
                files: self.outside.claims.clone(),
                silence: self.outside.extractor_timeout,
            },
        }
    }
}

fn write_folder(
    args: &Args,
    built: &mut Built,
    started: Instant,
    writing: Instant,
) -> Result<(), Failure> {
    let mut staging = Staging::new(&args.out)?;
    for exporter in EXPORTERS {
        if let Some(name) = exporter.file_name() {
            staging.write(name, |out| exporter.export(&built.graph, out))?;
        }
    }
    built.timings.insert("write", writing.elapsed());
    built.timings.insert("total", started.elapsed());
    let record = build_json(args, built);
    staging.write("build.json", |out| {
        serde_json::to_writer_pretty(&mut *out, &record)?;
        out.write_all(b"\n")
    })?;
    Ok(staging.commit()?)
}

/// What went in, with which version, and what came out. Only `timings` differs between builds of the same input.
fn build_json(args: &Args, built: &Built) -> serde_json::Value {
    let tally = Tally::of(&built.graph);
    let by_status: BTreeMap<&str, usize> = tally
        .statuses
        .iter()
        .map(|(status, count)| (status.as_str(), *count))
        .collect();
    let timings: BTreeMap<&str, f64> = built
        .timings
        .iter()
        .map(|(stage, time)| (*stage, (time.as_secs_f64() * 1000.0).round() / 1000.0))
        .collect();
    let version = env!("CARGO_PKG_VERSION");
    let mut record = json!({
        "factloom": version,
        "base": args.base,
        "date": args.date.map(|d| d.to_string()),
        "inputs": built.inputs,
        "counts": {
            "documents": built.counts.documents,
            "sentences": built.counts.sentences,
            "tokens": built.counts.tokens,
            "mentions": built.counts.mentions,
            "entities": built.graph.entities.len(),
            "claims": built.graph.claims.len(),
            "openClaims": tally.open,
            "entitiesByType": tally.entities,
            "claimsByRelation": tally.relations,
            "claimsByStatus": by_status,
        },
        "diagnostics": built.diagnostics,
        "timings": timings,
    });
    if !built.outside.is_empty() {
        record["outside"] = json!(built.outside);
    }
    record
}

fn progress_bar() -> ProgressBar {
    if !Terminal::stderr().interactive {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template(
        "{spinner:.cyan} {msg:11} {bar:32.cyan/dim} {pos}/{len} inputs {elapsed:.dim}",
    ) {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar.set_message("reading");
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    bar
}

fn show(bar: &ProgressBar, progress: Progress) {
    match progress {
        Progress::Found(inputs) => bar.set_length(inputs as u64),
        Progress::Input => bar.inc(1),
        Progress::Document => bar.tick(),
        Progress::Asking => bar.set_message("asking"),
        Progress::Resolving => bar.set_message("resolving"),
    }
}

fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| {
        "not a day of the calendar; write it as YYYY-MM-DD, such as 2026-04-28".to_owned()
    })
}

/// A time span above 0.
pub fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|s| *s > 0.0);
    seconds
        .and_then(|s| Duration::try_from_secs_f64(s).ok())
        .ok_or_else(|| "not a number of seconds above 0".to_owned())
}

fn parse_base(text: &str) -> Result<String, String> {
    let scheme = text.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    if !scheme || text.contains(forbidden) {
        return Err("not an absolute IRI; write it like https://example.org/kb/".to_owned());
    }
    if !text.ends_with(['/', '#']) {
        return Err(format!("an IRI base ends in / or #: {text}/"));
    }
    Ok(text.to_owned())
}
