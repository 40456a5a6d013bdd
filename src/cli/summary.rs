//! The table that a build ends with on a terminal.

use std::fmt::Write as _;

use super::table::visible_width;
use super::{Align, Style, Table};
use crate::claim::Status;
use crate::graph::analytics::{self, Tally};
use crate::outside::{Reason, Record};
use crate::pipeline::Built;
use crate::text::Severity;

/// What a build found, drawn for a person.
pub fn summary(built: &Built, width: usize, style: Style) -> String {
    let tally = Tally::of(&built.graph);
    let mut out = String::new();
    out.push_str(&figures(built, &tally).draw(width, style));
    let blocks = [
        ("Entities by type", by_count(&tally.entities, "type")),
        ("Claims by relation", by_count(&tally.relations, "relation")),
        ("Claims by status", statuses(&tally)),
        ("Claims from outside", outside(built)),
    ];
    let drawn: Vec<(&str, String)> = blocks
        .iter()
        .filter(|(_, table)| !table.is_empty())
        .map(|(title, table)| (*title, table.draw(width, style)))
        .collect();
    out.push_str(&side_by_side(&drawn, width, style));
    let connected = connected(built);
    if !connected.is_empty() {
        let _ = writeln!(out, "\n{}", style.strong("Best connected"));
        out.push_str(&connected.draw(width, style));
    }
    out
}

fn figures(built: &Built, tally: &Tally) -> Table {
    let business: usize = tally.relations.values().sum();
    let count = |severity| {
        let of = built.diagnostics.iter();
        of.filter(|d| d.severity == severity).count()
    };
    let columns = [
        ("documents", built.counts.documents),
        ("sentences", built.counts.sentences),
        ("entities", built.graph.entities.len()),
        ("claims", business),
        ("open claims", tally.open),
        ("warnings", count(Severity::Warning)),
        ("errors", count(Severity::Error)),
    ];
    let header: Vec<(&str, Align)> = columns.iter().map(|c| (c.0, Align::Right)).collect();
    let mut table = Table::new(&header);
    table.row(columns.iter().map(|c| grouped(c.1)));
    table
}

fn by_count(counts: &std::collections::BTreeMap<String, usize>, title: &str) -> Table {
    let mut rows: Vec<(&String, &usize)> = counts.iter().collect();
    rows.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let mut table = Table::new(&[(title, Align::Left), ("", Align::Right)]);
    for (name, count) in rows {
        table.row([name.clone(), grouped(*count)]);
    }
    table
}

fn statuses(tally: &Tally) -> Table {
    let mut table = Table::new(&[("status", Align::Left), ("", Align::Right)]);
    for status in Status::ALL {
        if let Some(count) = tally.statuses.get(status) {
            table.row([status.to_string(), grouped(*count)]);
        }
    }
    table
}

/// What became of the claims of other programs and files.
fn outside(built: &Built) -> Table {
    let mut table = Table::new(&[("outcome", Align::Left), ("", Align::Right)]);
    let sum = |count: fn(&Record) -> usize| built.outside.iter().map(count).sum::<usize>();
    let mut rows = vec![
        ("accepted".to_owned(), sum(|r| r.accepted)),
        ("of these known already".to_owned(), sum(|r| r.merged)),
    ];
    for reason in Reason::ALL {
        let of = |r: &Record| r.rejected.get(reason.as_str()).copied().unwrap_or(0);
        let count = built.outside.iter().map(of).sum();
        rows.push((format!("rejected: {reason}"), count));
    }
    rows.push(("unreadable lines".to_owned(), sum(|r| r.unreadable)));
    if !built.outside.is_empty() {
        for (name, count) in rows.into_iter().filter(|(_, count)| *count > 0) {
            table.row([name, grouped(count)]);
        }
    }
    table
}

fn connected(built: &Built) -> Table {
    let mut table = Table::new(&[
        ("entity", Align::Left),
        ("type", Align::Left),
        ("neighbours", Align::Right),
        ("claims", Align::Right),
    ]);
    for found in analytics::best_connected(&built.graph, 10) {
        let entity = built.graph.entity(found.entity);
        table.row([
            entity.label.clone(),
            built
                .graph
                .vocabulary
                .name_of_class(analytics::class_of(&entity.types))
                .to_owned(),
            grouped(found.neighbours),
            grouped(found.claims),
        ]);
    }
    table
}

/// Tables beside one another as long as there is room, each under its title.
fn side_by_side(tables: &[(&str, String)], width: usize, style: Style) -> String {
    let measure = |(title, drawn): &(&str, String)| {
        let line = drawn.lines().next().unwrap_or_default();
        visible_width(line).max(title.len())
    };
    let mut out = String::new();
    let mut rest = tables;
    while !rest.is_empty() {
        let mut used = 0;
        let fitting = rest
            .iter()
            .take_while(|table| {
                used += measure(table) + 2;
                used <= width + 2
            })
            .count()
            .max(1);
        let (row, more) = rest.split_at(fitting);
        rest = more;
        let columns: Vec<(usize, Vec<String>)> = row
            .iter()
            .map(|table| {
                let lines = table.1.lines().map(str::to_owned);
                let lines = std::iter::once(style.strong(table.0)).chain(lines);
                (measure(table), lines.collect())
            })
            .collect();
        let height = columns.iter().map(|c| c.1.len()).max().unwrap_or(0);
        out.push('\n');
        for i in 0..height {
            let mut line = String::new();
            for (width, lines) in &columns {
                let text = lines.get(i).map_or("", String::as_str);
                let pad = width.saturating_sub(visible_width(text)) + 2;
                line.push_str(text);
                line.push_str(&" ".repeat(pad));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// A number with commas between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
