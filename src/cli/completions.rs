//! `factloom completions`: scripts that complete arguments in a shell.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Failure, Outcome};

/// Print a script that completes arguments in a shell
///
/// For bash: factloom completions bash > ~/.local/share/bash-completion/completions/factloom
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "factloom", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Done)
}
