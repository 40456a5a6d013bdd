//! `factloom query`: SPARQL over a build.

use std::io::Write;

use super::folder::GraphArg;
use super::{Failure, Outcome};
use crate::error::{Error, ErrorKind};

/// Ask a build's graph a question in SPARQL
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The query itself, or the path of a .rq file
    #[arg(value_name = "QUERY|FILE.rq")]
    query: String,

    #[command(flatten)]
    graph: GraphArg,
}

pub fn run(args: &Args, _out: &mut dyn Write) -> Result<Outcome, Failure> {
    args.graph.check()?;
    let message = format!("queries are not answered yet: {}", args.query);
    Err(Error::new(ErrorKind::Query, message).into())
}
