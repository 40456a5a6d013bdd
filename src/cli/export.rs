//! `factloom export`: a build's graph in another format.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use super::folder::GraphArg;
use super::{Failure, Outcome};
use crate::error::{Error, ErrorKind};
use crate::export::{EXPORTERS, exporter};
use crate::graph::view::Options;

/// Write a build's graph in another format
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The format
    #[arg(value_parser = formats())]
    format: String,

    /// The file to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Pictures show at most so many entities, the strongest
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    entities: Option<u16>,

    /// Pictures show open claims too
    #[arg(long)]
    open: bool,

    #[command(flatten)]
    graph: GraphArg,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let exporter = exporter(&args.format)?;
    let graph = args.graph.load()?;
    let mut options = Options {
        open: args.open,
        ..Options::default()
    };
    if let Some(entities) = args.entities {
        options.entities = usize::from(entities);
    }
    let Some(path) = args.output.as_deref().filter(|p| p.as_os_str() != "-") else {
        exporter.export_view(&graph, options, out)?;
        return Ok(Outcome::Done);
    };
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => std::path::Path::new("."),
    };
    let failed = |e: std::io::Error| {
        let message = format!("the file cannot be written: {e}; choose another with -o");
        Error::new(ErrorKind::Io, message).in_file(path)
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".factloom-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(parent).map_err(failed)?;
    {
        let mut buffered = BufWriter::new(&mut file);
        exporter
            .export_view(&graph, options, &mut buffered)
            .map_err(failed)?;
        buffered.flush().map_err(failed)?;
    }
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(Outcome::Done)
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(
        EXPORTERS
            .iter()
            .map(|e| clap::builder::PossibleValue::new(e.name()).help(e.about())),
    )
}
