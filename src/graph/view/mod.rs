//! The picture of a graph before it is drawn: which entities, which edges, in which words.
//!
//! Every format that draws (DOT, SVG) draws this, so that all show the same.

mod family;
mod label;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use family::Family;
pub use label::Label;

use self::label::{labels, quoted};
use super::analytics::class_of;
use super::{EntityId, Graph, GraphClaim, wording};
use crate::claim::{Object, Status};

/// What is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// At most so many entities, the strongest.
    pub entities: usize,
    /// Open claims too.
    pub open: bool,
    /// At most so many labels on an edge and facts in a node; the rest is counted.
    pub labels: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            entities: 25,
            open: false,
            labels: 3,
        }
    }
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// What the picture shows.
    pub title: String,
    /// How much of the graph it shows.
    pub subtitle: String,
    /// Entities, the strongest first.
    pub nodes: Vec<Node>,
    /// Edges between them.
    pub edges: Vec<Edge>,
}

/// An entity of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The entity.
    pub entity: EntityId,
    /// Its label.
    pub label: String,
    /// Its most specific class, in words.
    pub class: String,
    /// The family of its class, which decides on shape and colour.
    pub family: Family,
    /// Its claims, weighted: 1 for the strongest of the picture.
    pub strength: f64,
    /// What is claimed about it without another entity: "valued at 500 bn USD".
    pub facts: Vec<Label>,
    /// Facts that were left out.
    pub more: usize,
    /// What a tooltip says.
    pub tooltip: String,
}

/// Claims between two entities that are drawn as one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Index of the subject in [`View::nodes`].
    pub from: usize,
    /// Index of the object in [`View::nodes`].
    pub to: usize,
    /// Whether the claims hold in both directions.
    pub mutual: bool,
    /// Whether the claims are actual; otherwise the line is dashed.
    pub actual: bool,
    /// What is claimed, the strongest first.
    pub labels: Vec<Label>,
    /// Labels that were left out.
    pub more: usize,
    /// What a tooltip says: the claims with their quotes.
    pub tooltip: String,
}

/// Claims that are less likely right are left out of pictures.
const LIKELY: f64 = 0.4;

impl View {
    /// Chooses what to show of a graph.
    #[must_use]
    pub fn of(graph: &Graph, options: Options) -> Self {
        let mut claims: Vec<&GraphClaim> = graph
            .claims
            .iter()
            .filter(|c| options.open || !c.claim.predicate.is_open())
            .collect();
        // what is hardly believed is for those who ask for it, if there is anything else to see
        let likely = |c: &&GraphClaim| c.claim.confidence.get() >= LIKELY;
        if claims.iter().any(likely) {
            claims.retain(likely);
        }
        let same = same(graph, &claims);
        let claims: Vec<Said<'_>> = claims
            .into_iter()
            .map(|claim| Said::new(claim, &same))
            .collect();
        let strengths = strengths(graph, &claims);
        let chosen = choose(&strengths, &links(&claims), options.entities);
        let index: BTreeMap<EntityId, usize> =
            chosen.iter().enumerate().map(|(i, id)| (*id, i)).collect();
        let strongest = chosen
            .iter()
            .filter_map(|id| strengths.get(id))
            .fold(f64::MIN_POSITIVE, |a, b| a.max(*b));
        let mut shown = 0;
        let mut facts: Vec<Vec<&GraphClaim>> = vec![Vec::new(); chosen.len()];
        let mut lines: BTreeMap<Line, Vec<&GraphClaim>> = BTreeMap::new();
        let both = said_both_ways(&claims);
        for claim in &claims {
            let Some(&from) = index.get(&claim.subject) else {
                continue;
            };
            match claim.object {
                Some(object) if object != claim.subject => {
                    let Some(&to) = index.get(&object) else {
                        continue;
                    };
                    let claim = claim.claim;
                    let mutual = both.contains(claim.id.as_str());
                    let (from, to) = if mutual {
                        (from.min(to), from.max(to))
                    } else {
                        (from, to)
                    };
                    let asserted = claim.claim.is_asserted();
                    let line = Line {
                        from,
                        to,
                        mutual,
                        dashed: !asserted,
                    };
                    lines.entry(line).or_default().push(claim);
                }
                Some(_) => continue,
                None => facts[from].push(claim.claim),
            }
            shown += 1;
        }
        let nodes: Vec<Node> = chosen
            .iter()
            .zip(facts)
            .map(|(id, facts)| node(graph, *id, &facts, strengths[id] / strongest, options))
            .collect();
        let edges = lines
            .into_iter()
            .map(|(line, claims)| edge(graph, line, &claims, options))
            .collect();
        Self {
            title: title(graph),
            subtitle: subtitle(graph, nodes.len(), shown, claims.len()),
            nodes,
            edges,
        }
    }

    /// The families that occur, in the order of the legend.
    #[must_use]
    pub fn families(&self) -> Vec<Family> {
        let present: BTreeSet<Family> = self.nodes.iter().map(|n| n.family).collect();
        present.into_iter().collect()
    }
}

/// A claim with its participants as they are drawn.
#[derive(Clone, Copy)]
struct Said<'g> {
    claim: &'g GraphClaim,
    subject: EntityId,
    /// None for a literal.
    object: Option<EntityId>,
}

impl<'g> Said<'g> {
    fn new(claim: &'g GraphClaim, same: &BTreeMap<EntityId, EntityId>) -> Self {
        let drawn = |id: EntityId| same.get(&id).copied().unwrap_or(id);
        Self {
            claim,
            subject: drawn(claim.claim.subject),
            object: match claim.claim.object {
                Object::Entity(id) => Some(drawn(id)),
                _ => None,
            },
        }
    }
}

/// Things without a name that several documents describe in the same words and connect with the same thing ("contract"
/// of the same company) are drawn once: for each, the first of them.
fn same(graph: &Graph, claims: &[&GraphClaim]) -> BTreeMap<EntityId, EntityId> {
    let mut first: BTreeMap<(&str, Family, EntityId), EntityId> = BTreeMap::new();
    let mut same: BTreeMap<EntityId, EntityId> = BTreeMap::new();
    for claim in claims {
        let subject = claim.claim.subject;
        let Object::Entity(object) = claim.claim.object else {
            continue;
        };
        for (described, other) in [(subject, object), (object, subject)] {
            let entity = graph.entity(described);
            if entity.named || !graph.entity(other).named {
                continue;
            }
            let key = (entity.label.as_str(), Family::of(&entity.types), other);
            let known = *first.entry(key).or_insert(described);
            let (mut a, mut b) = (known, described);
            while let Some(next) = same.get(&a) {
                a = *next;
            }
            while let Some(next) = same.get(&b) {
                b = *next;
            }
            if a != b {
                same.insert(a.max(b), a.min(b));
            }
        }
    }
    let last = |id: &EntityId| {
        let mut id = *id;
        while let Some(next) = same.get(&id) {
            id = *next;
        }
        id
    };
    same.keys().map(|id| (*id, last(id))).collect()
}

/// What makes two claims one line of the picture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    from: usize,
    to: usize,
    dashed: bool,
    mutual: bool,
}

/// The sum of what is claimed about each entity that stands in a claim with another.
fn strengths(graph: &Graph, claims: &[Said<'_>]) -> BTreeMap<EntityId, f64> {
    let mut strengths: BTreeMap<EntityId, f64> = BTreeMap::new();
    let mut facts: BTreeMap<EntityId, f64> = BTreeMap::new();
    for claim in claims {
        let weight = weight(claim.claim);
        match claim.object {
            Some(object) if object != claim.subject => {
                *strengths.entry(claim.subject).or_default() += weight;
                *strengths.entry(object).or_default() += weight;
            }
            _ => *facts.entry(claim.subject).or_default() += weight,
        }
    }
    for (id, strength) in &mut strengths {
        *strength += 0.3 * facts.get(id).copied().unwrap_or(0.0);
        if !graph.entity(*id).named {
            *strength *= 0.7;
        }
    }
    strengths
}

/// How much a claim counts: the surer, the more; what holds more than what may; business before open.
fn weight(claim: &GraphClaim) -> f64 {
    let claim = &claim.claim;
    let status = match claim.status {
        Status::Actual if claim.is_asserted() => 1.0,
        Status::Actual => 0.3,
        _ => 0.6,
    };
    let kind = if claim.predicate.is_open() { 0.3 } else { 1.0 };
    let documents: BTreeSet<&str> = claim.evidence.iter().map(|e| e.document.as_str()).collect();
    let agreement = 1.0 + 0.25 * documents.len().saturating_sub(1).min(4) as f64;
    claim.confidence.get() * status * kind * agreement
}

type Links = BTreeMap<EntityId, BTreeSet<EntityId>>;

fn links(claims: &[Said<'_>]) -> Links {
    let mut links = Links::new();
    for claim in claims {
        if let Some(object) = claim.object {
            let subject = claim.subject;
            if object != subject {
                links.entry(subject).or_default().insert(object);
                links.entry(object).or_default().insert(subject);
            }
        }
    }
    links
}

/// The strongest entities such that each has an edge to another one that is shown.
fn choose(strengths: &BTreeMap<EntityId, f64>, links: &Links, limit: usize) -> Vec<EntityId> {
    let mut order: Vec<EntityId> = strengths.keys().copied().collect();
    order.sort_by(|a, b| strengths[b].total_cmp(&strengths[a]).then(a.cmp(b)));
    let mut chosen: BTreeSet<EntityId> = BTreeSet::new();
    while chosen.len() < limit {
        let free = || order.iter().copied().filter(|id| !chosen.contains(id));
        let linked = free().find(|id| links[id].iter().any(|other| chosen.contains(other)));
        let best = free().next();
        // A part of the graph of its own is worth starting when it is clearly stronger and there is room for a pair.
        let start = match (linked, best) {
            (Some(linked), Some(best)) => {
                chosen.len() + 2 <= limit && strengths[&best] > 2.0 * strengths[&linked]
            }
            (None, Some(_)) => chosen.len() + 2 <= limit,
            _ => false,
        };
        match (start, linked, best) {
            (true, _, Some(best)) => {
                let partner = order.iter().find(|id| links[&best].contains(id));
                chosen.insert(best);
                chosen.extend(partner);
            }
            (false, Some(linked), _) => {
                chosen.insert(linked);
            }
            _ => break,
        }
    }
    order.retain(|id| chosen.contains(id));
    order
}

/// Claims that are made in both directions with the same words: "partners with".
fn said_both_ways<'g>(claims: &[Said<'g>]) -> BTreeSet<&'g str> {
    let mut seen: BTreeMap<(EntityId, EntityId, &str, Status), Vec<&'g str>> = BTreeMap::new();
    for claim in claims {
        if let Some(object) = claim.object {
            let said = &claim.claim.claim;
            let key = (claim.subject, object, said.predicate.name(), said.status);
            seen.entry(key).or_default().push(&claim.claim.id);
        }
    }
    let both = seen
        .iter()
        .filter(|((a, b, name, status), _)| seen.contains_key(&(*b, *a, name, *status)));
    both.flat_map(|(_, ids)| ids.iter().copied()).collect()
}

fn node(
    graph: &Graph,
    id: EntityId,
    facts: &[&GraphClaim],
    strength: f64,
    options: Options,
) -> Node {
    let entity = graph.entity(id);
    let (facts_shown, more) = labels(graph, facts, options.labels, true);
    let class = class_of(&entity.types);
    let class = graph
        .vocabulary
        .class_label(class)
        .map_or_else(|| wording::relation(class), str::to_owned);
    let mut tooltip = format!("{} ({})", entity.label, class.trim());
    if !entity.aliases.is_empty() {
        tooltip.push_str(&format!("\nalso {}", entity.aliases.join(", ")));
    }
    for claim in facts {
        tooltip.push_str(&format!("\n\n{}", quoted(graph, claim)));
    }
    Node {
        entity: id,
        label: entity.label.clone(),
        class,
        family: Family::of(&entity.types),
        strength,
        facts: facts_shown,
        more,
        tooltip,
    }
}

fn edge(graph: &Graph, line: Line, claims: &[&GraphClaim], options: Options) -> Edge {
    let (labels, more) = labels(graph, claims, options.labels, false);
    let quotes: Vec<String> = claims.iter().map(|c| quoted(graph, c)).collect();
    Edge {
        from: line.from,
        to: line.to,
        mutual: line.mutual,
        actual: !line.dashed,
        labels,
        more,
        tooltip: quotes.join("\n\n"),
    }
}

fn title(graph: &Graph) -> String {
    match graph.documents.as_slice() {
        [only] => only.title.clone().unwrap_or_else(|| only.id.clone()),
        documents => format!("What {} documents say", documents.len()),
    }
}

fn subtitle(graph: &Graph, nodes: usize, shown: usize, claims: usize) -> String {
    let of = |shown: usize, all: usize, name: &str| {
        if shown == all {
            format!("{all} {name}")
        } else {
            format!("{shown} of {all} {name}")
        }
    };
    format!(
        "{}, {}",
        of(nodes, graph.entities.len(), "entities"),
        of(shown, claims, "claims")
    )
}
