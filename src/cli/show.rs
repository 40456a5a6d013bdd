//! stub
use super::folder::GraphArg;
use super::{Failure, Outcome};
use std::io::Write;
/// stub
#[derive(Debug, clap::Args)]
pub struct Args {
    /// stub
    name: String,
    #[command(flatten)]
    graph: GraphArg,
}
pub fn run(args: &Args, _out: &mut dyn Write) -> Result<Outcome, Failure> {
    args.graph.load()?;
    let _ = &args.name;
    Ok(Outcome::Done)
}
