//! Which local entities of different documents are one.

use std::collections::{BTreeMap, BTreeSet};

use super::LocalEntity;
use crate::mention::name_key;
use crate::ontology::Lexicon;

/// How sure the classes of two things with one name must be to keep them apart.
const SURE: f32 = 0.82;

/// Groups named entities, each with the number of its document: for each one the number of its group. The result does not depend on the order of the entities
/// but for the numbers.
pub(super) fn groups(
    entities: &[&LocalEntity],
    documents: &[usize],
    lexicon: &Lexicon,
) -> Vec<usize> {
    let mut sets = Sets((0..entities.len()).collect());
    let keys: Vec<String> = entities
        .iter()
        .map(|e| match &e.called {
            // what a claim came with is one thing only where it is called the same
            Some(called) => format!("={}", called.to_lowercase()),
            None => name_key(&e.label, lexicon).join(" "),
        })
        .collect();
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, key) in keys.iter().enumerate() {
        by_key.entry(key).or_default().push(i);
    }
    for members in by_key.values() {
        // The same name for different kinds of things: each kind for itself; what is of no known kind goes with the commonest.
        let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &i in members {
            let sure =
                entities[i].class_confidence >= SURE && lexicon.name(&entities[i].label).is_none();
            let kind = if sure { kind(entities[i]) } else { "" };
            kinds.entry(kind).or_default().push(i);
        }
        let weight = |members: &[usize]| members.iter().map(|&i| entities[i].mentions).sum::<u32>();
        let commonest = kinds
            .iter()
            .filter(|(k, _)| !k.is_empty())
            .max_by(|a, b| weight(a.1).cmp(&weight(b.1)).then(b.0.cmp(a.0)))
            .map(|(_, m)| m[0]);
        for (kind, members) in &kinds {
            for &i in members {
                sets.union(members[0], i);
            }
            if let Some(other) = commonest.filter(|_| kind.is_empty()) {
                sets.union(members[0], other);
            }
        }
    }
    by_alias(entities, documents, &keys, lexicon, &mut sets);
    by_stem(entities, documents, &keys, lexicon, &mut sets);
    (0..entities.len()).map(|i| sets.find(i)).collect()
}

/// The name that one document calls A and another says is short for B; only where nothing else is called so, and no document tells the
/// two apart.
fn by_alias(
    entities: &[&LocalEntity],
    documents: &[usize],
    keys: &[String],
    lexicon: &Lexicon,
    sets: &mut Sets,
) {
    let mut aliases: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, entity) in entities.iter().enumerate() {
        if entity.class.as_deref() == Some("Person") {
            continue;
        }
        for form in entity.forms.keys() {
            let key = name_key(form, lexicon).join(" ");
            if key != keys[i] {
                aliases.entry(key).or_default().insert(i);
            }
        }
    }
    let mut unions: Vec<(usize, usize)> = Vec::new();
    for (alias, holders) in &aliases {
        let roots: BTreeSet<usize> = holders.iter().map(|&i| sets.find(i)).collect();
        if roots.len() != 1 {
            continue;
        }
        let holder = holders.first().copied().unwrap_or(0);
        let called: BTreeSet<usize> = (0..keys.len())
            .filter(|&i| keys[i] == *alias && alike(entities[i], entities[holder]))
            .collect();
        let root = sets.find(holder);
        let others: BTreeSet<usize> = called
            .iter()
            .filter(|&&i| sets.find(i) != root)
            .map(|&i| documents[i])
            .collect();
        let both = |k: usize| others.contains(&documents[k]) && sets.find(k) == root;
        if !others.is_empty() && (0..keys.len()).any(both) {
            continue;
        }
        unions.extend(called.into_iter().map(|i| (holder, i)));
    }
    for (a, b) in unions {
        sets.union(a, b);
    }
}

/// "Norvane" in one document, "Norvane Systems" in another; only where no other name starts so, and no document tells the two apart.
fn by_stem(
    entities: &[&LocalEntity],
    documents: &[usize],
    keys: &[String],
    lexicon: &Lexicon,
    sets: &mut Sets,
) {
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, key) in keys.iter().enumerate() {
        by_key.entry(key).or_default().push(i);
    }
    let mut stems: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, key) in keys.iter().enumerate() {
        if entities[i].class.as_deref() == Some("Person")
            || entities[i].called.is_some()
            || lexicon.name(&entities[i].label).is_some()
        {
            continue;
        }
        let mut words: Vec<&str> = key.split(' ').collect();
        while words.len() > 1 && lexicon.is_generic(words[words.len() - 1]) {
            words.pop();
        }
        let stem = words.join(" ");
        if stem != *key {
            stems.entry(stem).or_default().insert(i);
        }
    }
    let mut unions: Vec<(usize, usize)> = Vec::new();
    for (stem, extended) in &stems {
        let roots: BTreeSet<usize> = extended.iter().map(|&i| sets.find(i)).collect();
        let first = extended.first().copied().unwrap_or(0);
        let Some(plain) = by_key.get(stem.as_str()).filter(|_| roots.len() == 1) else {
            continue;
        };
        let same = plain
            .iter()
            .copied()
            .filter(|&i| alike(entities[i], entities[first]));
        let same: Vec<usize> = same.collect();
        let apart = |i: &usize| extended.iter().any(|&k| documents[k] == documents[*i]);
        if !same.iter().any(apart) {
            unions.extend(same.into_iter().map(|i| (first, i)));
        }
    }
    for (a, b) in unions {
        sets.union(a, b);
    }
}

fn alike(a: &LocalEntity, b: &LocalEntity) -> bool {
    let (a, b) = (kind(a), kind(b));
    a.is_empty() || b.is_empty() || a == b
}

/// The kind of thing, as far as kinds exclude one another; empty when it is not known.
fn kind(entity: &LocalEntity) -> &'static str {
    match entity.class.as_deref() {
        Some(
            "Organization" | "Company" | "Family" | "GovernmentAgency" | "NonProfit" | "NewsOutlet"
            | "University",
        ) => "organization",
        Some("Person") => "person",
        Some("Place" | "Country") => "place",
        Some("Product" | "Service" | "Platform" | "Model" | "Device") => "product",
        Some("Agreement" | "Partnership" | "License" | "Contract" | "Clause") => "agreement",
        Some("Event") => "event",
        Some("Market") => "market",
        Some("IntellectualProperty") => "property",
        _ => "",
    }
}

struct Sets(Vec<usize>);

impl Sets {
    fn find(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}
