//! The command line: one file for each subcommand; only this module prints.

mod analyze;
mod build;
mod chat_extractor;
mod claim_lines;
mod completions;
mod eval;
mod export;
mod failure;
mod folder;
mod interrupt;
mod learn;
mod named;
mod ontology;
mod open;
mod query;
mod show;
mod summary;
mod table;
mod terminal;
mod why;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use failure::{Failure, Outcome};
pub use named::name;
pub use table::{Align, Table};
pub use terminal::{Style, Terminal};

/// Text in, cited knowledge graph out.
///
/// Factloom reads articles and writes down what they say as claims: who did what to whom, with what qualifies it,
/// whether it holds, and the exact words that support it.
#[derive(Debug, Parser)]
#[command(
    name = "factloom",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Learn(learn::Args),
    Query(query::Args),
    Show(show::Args),
    Why(why::Args),
    Export(export::Args),
    Analyze(analyze::Args),
    Open(open::Args),
    #[command(subcommand)]
    Ontology(ontology::Command),
    ChatExtractor(chat_extractor::Args),
    #[command(subcommand)]
    Eval(eval::Command),
    Completions(completions::Args),
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // Nothing can be said when the terminal is gone.
            drop(error.print());
            return ExitCode::from(code);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let outcome = dispatch(&cli.command, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            drop(out.flush());
            let style = Terminal::stderr().style();
            drop(writeln!(
                io::stderr(),
                "{}: {failure}",
                style.error("error")
            ));
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: &Command, out: &mut dyn Write) -> Result<Outcome, Failure> {
    match command {
        Command::Build(args) => build::run(args, out),
        Command::Learn(args) => learn::run(args, out),
        Command::Query(args) => query::run(args, out),
        Command::Show(args) => show::run(args, out),
        Command::Why(args) => why::run(args, out),
        Command::Export(args) => export::run(args, out),
        Command::Analyze(args) => analyze::run(args, out),
        Command::Open(args) => open::run(args, out),
        Command::Ontology(command) => ontology::run(command, out),
        Command::ChatExtractor(args) => chat_extractor::run(args, out),
        Command::Eval(command) => eval::run(command, out),
        Command::Completions(args) => completions::run(args, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
