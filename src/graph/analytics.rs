//! Figures about a graph: what there is how often, and who is connected with whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{EntityId, Graph};
use crate::claim::{Object, Status, Value};

/// How many there are of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Entities by their most specific class; `Thing` where none is known.
    pub entities: BTreeMap<String, usize>,
    /// Claims by relation, open ones left out.
    pub relations: BTreeMap<String, usize>,
    /// Claims by status, open ones left out.
    pub statuses: BTreeMap<Status, usize>,
    /// Open claims.
    pub open: usize,
}

impl Tally {
    /// Counts a graph.
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        let mut tally = Self::default();
        for entity in &graph.entities {
            *tally
                .entities
                .entry(
                    graph
                        .vocabulary
                        .name_of_class(class_of(&entity.types))
                        .to_owned(),
                )
                .or_default() += 1;
        }
        for claim in &graph.claims {
            let claim = &claim.claim;
            if claim.predicate.is_open() {
                tally.open += 1;
            } else {
                let name = graph.vocabulary.name_of(&claim.predicate).to_owned();
                *tally.relations.entry(name).or_default() += 1;
                *tally.statuses.entry(claim.status).or_default() += 1;
            }
        }
        tally
    }
}

/// The most specific class of an entity; `Thing` where none is known.
#[must_use]
pub fn class_of(types: &[String]) -> &str {
    types.first().map_or("Thing", String::as_str)
}

/// How an entity is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// The entity.
    pub entity: EntityId,
    /// With how many other entities it shares a claim.
    pub neighbours: usize,
    /// In how many claims it takes part.
    pub claims: usize,
}

/// Entities by number of neighbours, then of claims, then by label. Open claims count only as claims.
#[must_use]
pub fn best_connected(graph: &Graph, limit: usize) -> Vec<Connections> {
    let mut neighbours: BTreeMap<EntityId, BTreeSet<EntityId>> = BTreeMap::new();
    let mut claims: BTreeMap<EntityId, usize> = BTreeMap::new();
    for claim in &graph.claims {
        let claim = &claim.claim;
        let mut participants = BTreeSet::from([claim.subject]);
        if let Object::Entity(object) = claim.object {
            participants.insert(object);
        }
        for qualifier in &claim.qualifiers {
            if let Value::Entity(entity) = qualifier.value {
                participants.insert(entity);
            }
        }
        for &one in &participants {
            *claims.entry(one).or_default() += 1;
            let others = participants.iter().copied().filter(|other| *other != one);
            if !claim.predicate.is_open() {
                neighbours.entry(one).or_default().extend(others);
            }
        }
    }
    let mut all: Vec<Connections> = claims
        .into_iter()
        .map(|(entity, claims)| Connections {
            entity,
            neighbours: neighbours.get(&entity).map_or(0, BTreeSet::len),
            claims,
        })
        .collect();
    all.sort_by(|a, b| {
        (b.neighbours, b.claims)
            .cmp(&(a.neighbours, a.claims))
            .then_with(|| {
                graph
                    .entity(a.entity)
                    .label
                    .cmp(&graph.entity(b.entity).label)
            })
            .then(a.entity.cmp(&b.entity))
    });
    all.truncate(limit);
    all
}
