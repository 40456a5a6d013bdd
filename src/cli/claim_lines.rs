//! One claim in a few lines, for `show`.

use std::io::Write;

use super::table::{one_line, wrap};
use super::{Style, Terminal};
use crate::claim::{Evidence, Status};
use crate::graph::{Graph, GraphClaim, wording};

/// In which place of a claim the entity that is shown stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// It is the subject.
    Subject,
    /// It is the object.
    Object,
    /// It qualifies the claim or says it.
    Other,
}

/// Writes the other participant, what qualifies it, status, confidence and id, and each quote with its source.
pub fn write(
    graph: &Graph,
    claim: &GraphClaim,
    side: Side,
    terminal: Terminal,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let style = terminal.style();
    let said = &claim.claim;
    let object = wording::object(graph, &said.object);
    let what = match side {
        _ if said.predicate.is_open() || side == Side::Other => wording::sentence(graph, claim),
        Side::Subject => object,
        _ => graph.entity(said.subject).label.clone(),
    };
    let qualifiers = wording::qualifiers(graph, claim);
    let mut line = format!("  {}", style.strong(&one_line(&what)));
    if !qualifiers.is_empty() {
        line.push_str("  ");
        line.push_str(&one_line(&qualifiers.join(" · ")));
    }
    writeln!(out, "{line}")?;
    let mut facts = vec![status(said.status, style), said.confidence.to_string()];
    if said.status == Status::Actual && !said.is_asserted() {
        facts.push("uncertain, not asserted".to_owned());
    }
    if !said.attribution.is_empty() {
        let who: Vec<String> = said
            .attribution
            .iter()
            .map(|a| wording::attribution(graph, a))
            .collect();
        facts.push(format!("said by {}", who.join(", ")));
    }
    facts.push(style.faint(&format!("claim {}", claim.id)));
    writeln!(out, "    {}", facts.join(" · "))?;
    for evidence in &said.evidence {
        let source = source(graph, evidence);
        let quote = format!("“{}”", one_line(&evidence.quote));
        let mut lines = wrap(&quote, terminal.width.saturating_sub(6)).into_iter();
        for line in &mut lines {
            writeln!(out, "    {line}")?;
        }
        writeln!(out, "      {}", style.faint(&source))?;
    }
    Ok(())
}

/// A status, coloured by whether it holds.
pub fn status(status: Status, style: Style) -> String {
    match status {
        Status::Actual => style.good(status.as_str()),
        _ => style.warning(status.as_str()),
    }
}

/// Where a quote stands: document, publisher, date.
pub fn source(graph: &Graph, evidence: &Evidence) -> String {
    let record = graph.documents.iter().find(|d| d.id == evidence.document);
    let mut parts = vec![evidence.document.clone()];
    if let Some(record) = record {
        parts.extend(record.publisher.clone());
        parts.extend(record.date.map(|d| d.to_string()));
    }
    parts.push(format!("{}–{}", evidence.start, evidence.end));
    one_line(&parts.join(", "))
}
