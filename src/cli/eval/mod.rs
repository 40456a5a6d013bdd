//! `factloom eval`: public benchmarks, scored as their publications define it.

mod calibration;
mod carb;
mod claims;
mod core;
mod meantime;
mod ner;
mod text2kg;
mod timex;
mod ud;

use std::io::Write;

use super::{Align, Failure, Outcome, Table, Terminal};
use crate::eval::Report;

/// Score Factloom, or another system's output, on public benchmarks
///
/// Each benchmark takes its own files. A table shows the figures beside published ones; --json gives them to programs.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Ud(ud::Args),
    Ner(ner::Args),
    Timex(timex::Args),
    Meantime(meantime::Args),
    Carb(carb::Args),
    Text2kg(text2kg::Args),
    Core(core::Args),
    Claims(claims::Args),
    Calibration(calibration::Args),
}

/// How results are written.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// Write one JSON object instead of a table
    #[arg(long)]
    json: bool,
}

pub fn run(command: &Command, out: &mut dyn Write) -> Result<Outcome, Failure> {
    match command {
        Command::Ud(args) => ud::run(args, out),
        Command::Ner(args) => ner::run(args, out),
        Command::Timex(args) => timex::run(args, out),
        Command::Meantime(args) => meantime::run(args, out),
        Command::Carb(args) => carb::run(args, out),
        Command::Text2kg(args) => text2kg::run(args, out),
        Command::Core(args) => core::run(args, out),
        Command::Claims(args) => claims::run(args, out),
        Command::Calibration(args) => calibration::run(args, out),
    }
}

impl Output {
    fn write(&self, report: &Report, out: &mut dyn Write) -> Result<Outcome, Failure> {
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&report.json)?)?;
            return Ok(Outcome::Done);
        }
        let mut columns = vec![(report.title, Align::Left)];
        columns.extend(report.columns.iter().map(|name| (*name, Align::Right)));
        let mut table = Table::new(&columns);
        for row in &report.rows {
            let cells = row.cells.iter().map(ToString::to_string);
            table.row(std::iter::once(row.name.clone()).chain(cells));
        }
        let terminal = Terminal::stdout();
        let width = if terminal.interactive {
            terminal.width
        } else {
            usize::MAX
        };
        let style = terminal.style();
        out.write_all(table.draw(width, style).as_bytes())?;
        for note in &report.notes {
            writeln!(out, "{}", style.faint(note))?;
        }
        Ok(Outcome::Done)
    }
}
