//! From terms to classes: their tree, which must have no circle.

use std::collections::{BTreeMap, BTreeSet};

use super::iri::{RDFS, iri, local, namespace};
use super::terms::Terms;
use crate::error::Result;
use crate::ontology::turtle::Node;
use crate::ontology::{Class, Ontology, hint};

impl Terms<'_> {
    pub(super) fn classes(&self, ontology: &mut Ontology) -> Result<()> {
        let declared = self.declared(|t| t.is_class());
        let known: BTreeMap<&str, &str> = declared
            .iter()
            .map(|(iri, _)| (iri.as_str(), local(iri)))
            .collect();
        let ours: BTreeSet<&str> = known.keys().map(|iri| namespace(iri)).collect();
        for (class, term) in &declared {
            let mut parents = BTreeSet::new();
            for parent in term.objects(&iri(RDFS, "subClassOf")) {
                let Node::Iri(parent) = parent else { continue };
                // A class may be declared again under another namespace: the local name counts.
                match known.values().find(|name| **name == local(parent)) {
                    Some(_) if ours.contains(namespace(parent)) => {
                        parents.insert(local(parent).to_owned());
                    }
                    None if ours.contains(namespace(parent)) => {
                        let error = term.error(
                            local(parent),
                            format!(
                                "{} is a subclass of the unknown class {:?}{}",
                                local(class),
                                local(parent),
                                hint(local(parent), known.values().copied())
                            ),
                        );
                        self.refuse(error, ())?;
                    }
                    _ => {}
                }
            }
            let name = local(class).to_owned();
            ontology.classes.insert(
                name.clone(),
                Class {
                    label: term.label().unwrap_or_else(|| name.clone()),
                    comment: term.text(&iri(RDFS, "comment")).unwrap_or_default(),
                    iri: (*class).clone(),
                    parents: parents.into_iter().collect(),
                    ancestors: Vec::new(),
                    name,
                },
            );
        }
        let names: Vec<String> = ontology.classes.keys().cloned().collect();
        for name in &names {
            if let Some(cycle) = cycle_from(&ontology.classes, name) {
                let (_, term) = declared
                    .iter()
                    .find(|(iri, _)| local(iri) == name)
                    .expect("every class was declared");
                return Err(term.error(
                    name,
                    format!(
                        "the class tree runs in a circle: {}; remove one of these subclass statements",
                        cycle.join(" ⊂ ")
                    ),
                ));
            }
        }
        for name in names {
            let ancestors = ancestors(&ontology.classes, &name);
            if let Some(class) = ontology.classes.get_mut(&name) {
                class.ancestors = ancestors;
            }
        }
        Ok(())
    }
}

/// A circle of the class tree that leads back to `start`, written from below: `A ⊂ B ⊂ A`.
fn cycle_from(classes: &BTreeMap<String, Class>, start: &str) -> Option<Vec<String>> {
    let mut paths = vec![vec![start.to_owned()]];
    let mut seen = BTreeSet::new();
    while let Some(path) = paths.pop() {
        let Some(class) = path.last().and_then(|last| classes.get(last)) else {
            continue;
        };
        for parent in &class.parents {
            let mut longer = path.clone();
            longer.push(parent.clone());
            if parent == start {
                return Some(longer);
            }
            if seen.insert(parent.clone()) {
                paths.push(longer);
            }
        }
    }
    None
}

/// The superclasses of a class, level by level.
fn ancestors(classes: &BTreeMap<String, Class>, name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut level = vec![name.to_owned()];
    while !level.is_empty() {
        let mut next = Vec::new();
        for class in level.iter().filter_map(|n| classes.get(n)) {
            for parent in &class.parents {
                if !found.contains(parent) {
                    found.push(parent.clone());
                    next.push(parent.clone());
                }
            }
        }
        level = next;
    }
    found
}
