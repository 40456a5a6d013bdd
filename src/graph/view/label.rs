//! Labels: claims in a few words, and in full with their quotes.

use super::weight;
use crate::claim::Status;
use crate::graph::{Graph, GraphClaim, wording};

/// A claim, or several that say the same, in a few words.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The relation, in words.
    pub relation: String,
    /// What the relation leads to, where that is no node of the picture.
    pub object: Option<String>,
    /// The most telling qualifiers.
    pub qualifiers: Vec<String>,
    /// Whether it holds.
    pub status: Status,
}

impl Label {
    /// All in one line: "licenses · until 2032 · non-exclusive (ended)".
    #[must_use]
    pub fn line(&self) -> String {
        let mut out = self.head();
        for qualifier in &self.qualifiers {
            out.push_str(" · ");
            out.push_str(qualifier);
        }
        if let Some(status) = self.status_name() {
            out.push_str(&format!(" ({status})"));
        }
        out
    }

    /// The relation with its object, if that is no node.
    #[must_use]
    pub fn head(&self) -> String {
        match &self.object {
            Some(object) => format!("{} {object}", self.relation),
            None => self.relation.clone(),
        }
    }

    /// The status, unless it is actual.
    #[must_use]
    pub fn status_name(&self) -> Option<&'static str> {
        (self.status != Status::Actual).then(|| self.status.as_str())
    }
}

/// Labels of claims, the strongest first; what another label says more precisely is left out. And how many are left over.
pub(super) fn labels(
    graph: &Graph,
    claims: &[&GraphClaim],
    limit: usize,
    with_object: bool,
) -> (Vec<Label>, usize) {
    let mut sorted: Vec<&GraphClaim> = claims.to_vec();
    sorted.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.id.cmp(&b.id)));
    let mut labels: Vec<Label> = Vec::new();
    for claim in sorted {
        let label = label(graph, claim, with_object);
        let within = |few: &Label, many: &Label| {
            few.relation == many.relation
                && few.object == many.object
                && few.status == many.status
                && few.qualifiers.iter().all(|q| many.qualifiers.contains(q))
        };
        if labels.iter().any(|known| within(&label, known)) {
            continue;
        }
        match labels.iter_mut().find(|known| within(known, &label)) {
            Some(known) => *known = label,
            None => labels.push(label),
        }
    }
    let more = labels.len().saturating_sub(limit);
    labels.truncate(limit);
    (labels, more)
}

fn label(graph: &Graph, claim: &GraphClaim, with_object: bool) -> Label {
    const QUALIFIERS: usize = 3;
    const LENGTH: usize = 28;
    let qualifiers = wording::qualifiers(graph, claim);
    let qualifiers = qualifiers.iter().take(QUALIFIERS);
    Label {
        relation: shorten(&wording::predicate(graph, &claim.claim.predicate), LENGTH),
        object: with_object
            .then(|| shorten(&wording::object(graph, &claim.claim.object), LENGTH + 8)),
        qualifiers: qualifiers.map(|q| shorten(q, LENGTH)).collect(),
        status: claim.claim.status,
    }
}

/// A claim in full with its quotes.
pub(super) fn quoted(graph: &Graph, claim: &GraphClaim) -> String {
    let mut out = wording::sentence(graph, claim);
    for qualifier in wording::qualifiers(graph, claim) {
        out.push_str(" · ");
        out.push_str(&qualifier);
    }
    out.push_str(&format!(
        " ({}, {})",
        claim.claim.status, claim.claim.confidence
    ));
    for evidence in claim.claim.evidence.iter().take(3) {
        let words: Vec<&str> = evidence.quote.split_whitespace().collect();
        let quote = shorten(&words.join(" "), 240);
        out.push_str(&format!("\n“{quote}” – {}", evidence.document));
    }
    out
}

fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit - 1).collect();
    // At the end of a word, where one is near.
    let end = match cut.rfind(' ') {
        Some(space) if cut[space..].chars().count() <= 10 => space,
        _ => cut.len(),
    };
    format!("{}…", cut[..end].trim_end_matches([' ', ',', '·']))
}
