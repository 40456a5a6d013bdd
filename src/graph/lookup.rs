//! Finding entities and claims by what a person types.

use super::{EntityId, Graph, GraphClaim};

/// What a search among entities found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This one.
    One(EntityId),
    /// Several that fit equally well, the most mentioned first.
    Several(Vec<EntityId>),
    /// None; these have similar names.
    Similar(Vec<EntityId>),
}

/// Of so many others like the one that was found it is told.
const LIKE: usize = 6;

/// Others than the one found that have all the words asked for in a name, the most mentioned first.
#[must_use]
pub fn like(graph: &Graph, text: &str, found: EntityId) -> Vec<EntityId> {
    let wanted = fold(text);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut others: Vec<EntityId> = matching(graph, |e| {
        e.named
            && std::iter::once(&e.label).chain(&e.aliases).any(|name| {
                let name = fold(name);
                let own: Vec<&str> = name.split_whitespace().collect();
                words.iter().all(|w| own.contains(w))
            })
    });
    others.retain(|id| *id != found && !words.is_empty());
    others.truncate(LIKE);
    others
}

/// Finds an entity by its IRI, by its label or an alias (whatever the case), by the beginning of one, by a part of one.
#[must_use]
pub fn entity(graph: &Graph, text: &str) -> Found {
    if let Some(i) = graph.entities.iter().position(|e| e.iri == text) {
        return Found::One(EntityId(i as u32));
    }
    let wanted = fold(text);
    let tests: [fn(&str, &str) -> bool; 3] = [
        |name, wanted| name == wanted,
        |name, wanted| name.starts_with(wanted),
        |name, wanted| name.contains(wanted),
    ];
    if !wanted.is_empty() {
        for test in tests {
            let fitting = |name: &String| test(&fold(name), &wanted);
            let found = matching(graph, |e| {
                std::iter::once(&e.label).chain(&e.aliases).any(fitting)
            });
            match found.as_slice() {
                [] => {}
                [one] => return Found::One(*one),
                _ => {
                    // "Amazon" is the entity of that label rather than one of that alias.
                    let labelled: Vec<EntityId> = found
                        .iter()
                        .copied()
                        .filter(|id| test(&fold(&graph.entity(*id).label), &wanted))
                        .collect();
                    return match labelled.as_slice() {
                        [one] => Found::One(*one),
                        _ => Found::Several(found),
                    };
                }
            }
        }
    }
    let mut near: Vec<(usize, EntityId)> = ids(graph)
        .filter_map(|id| {
            let entity = graph.entity(id);
            let names = std::iter::once(&entity.label).chain(&entity.aliases);
            let distance = names
                .map(|n| strsim::damerau_levenshtein(&fold(n), &wanted))
                .min()?;
            (distance <= wanted.chars().count() / 3 + 1).then_some((distance, id))
        })
        .collect();
    near.sort_by_key(|(distance, id)| (*distance, by_fame(graph, *id)));
    near.truncate(5);
    Found::Similar(near.into_iter().map(|(_, id)| id).collect())
}

/// Finds claims by their id or its beginning; the last segment of a claim's IRI is its id.
/// When none fits, the error holds the ids most like the text.
///
/// # Errors
///
/// When no claim has this id.
pub fn claims<'g>(graph: &'g Graph, text: &str) -> Result<Vec<&'g GraphClaim>, Vec<&'g str>> {
    let wanted = text.rsplit(['/', '#', ':']).next().unwrap_or(text).trim();
    let exact = graph.claims.iter().filter(|c| c.id == wanted);
    let exact: Vec<&GraphClaim> = exact.collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    let begins = |c: &&GraphClaim| !wanted.is_empty() && c.id.starts_with(wanted);
    let found: Vec<&GraphClaim> = graph.claims.iter().filter(begins).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let mut near: Vec<(usize, &str)> = graph
        .claims
        .iter()
        .map(|c| (strsim::damerau_levenshtein(&c.id, wanted), c.id.as_str()))
        .filter(|(distance, _)| *distance <= wanted.len() / 2)
        .collect();
    near.sort_unstable();
    near.truncate(3);
    Err(near.into_iter().map(|(_, id)| id).collect())
}

fn matching(graph: &Graph, test: impl Fn(&super::Entity) -> bool) -> Vec<EntityId> {
    let mut found: Vec<EntityId> = ids(graph).filter(|id| test(graph.entity(*id))).collect();
    found.sort_by_key(|id| by_fame(graph, *id));
    found
}

fn ids(graph: &Graph) -> impl Iterator<Item = EntityId> {
    (0..graph.entities.len() as u32).map(EntityId)
}

fn by_fame(graph: &Graph, id: EntityId) -> impl Ord + use<> {
    (std::cmp::Reverse(graph.entity(id).mentions), id)
}

/// Lower case, white space as single spaces, typographic apostrophes as plain ones.
fn fold(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").replace('\u{2019}', "'")
}
