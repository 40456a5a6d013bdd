//! The IRIs of the relations and classes that a graph uses.

use std::collections::BTreeMap;

use crate::ontology::{BIZ, Ontology};

/// The IRIs behind local names. A name that is not listed belongs to the default domain, `biz:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    relations: BTreeMap<String, String>,
    classes: BTreeMap<String, String>,
}

impl Vocabulary {
    /// The IRI of a relation.
    #[must_use]
    pub fn relation_iri(&self, name: &str) -> String {
        iri(&self.relations, name)
    }

    /// The IRI of a class.
    #[must_use]
    pub fn class_iri(&self, name: &str) -> String {
        iri(&self.classes, name)
    }

    /// Notes the IRI of a relation and gives its local name.
    pub fn add_relation(&mut self, iri: &str) -> String {
        add(&mut self.relations, iri)
    }

    /// Notes the IRI of a class and gives its local name.
    pub fn add_class(&mut self, iri: &str) -> String {
        add(&mut self.classes, iri)
    }
}

impl From<&Ontology> for Vocabulary {
    fn from(ontology: &Ontology) -> Self {
        let mut vocabulary = Self::default();
        for relation in ontology.relations.values() {
            vocabulary.add_relation(&relation.iri);
        }
        for class in ontology.classes.values() {
            vocabulary.add_class(&class.iri);
        }
        vocabulary
    }
}

fn iri(names: &BTreeMap<String, String>, name: &str) -> String {
    names
        .get(name)
        .cloned()
        .unwrap_or_else(|| format!("{BIZ}{name}"))
}

fn add(names: &mut BTreeMap<String, String>, iri: &str) -> String {
    let name = iri.rsplit(['#', '/']).next().unwrap_or(iri).to_owned();
    if iri.strip_suffix(name.as_str()) != Some(BIZ) {
        names.insert(name.clone(), iri.to_owned());
    }
    name
}
