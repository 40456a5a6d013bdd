//! The IRIs of the relations and classes that a graph uses.

use std::collections::BTreeMap;

use crate::claim::Predicate;
use crate::ontology::{BIZ, Ontology};

/// The IRIs behind local names. A name that is not listed belongs to the default domain, `biz:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    relations: BTreeMap<String, String>,
    /// What relations are called whose names say nothing: "director" of `P57`.
    labels: BTreeMap<String, String>,
    classes: BTreeMap<String, String>,
    /// The same of classes: "film" of `Q11424`.
    class_labels: BTreeMap<String, String>,
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

    /// What a relation is called, where that is more than its local name.
    #[must_use]
    pub fn relation_label(&self, name: &str) -> Option<&str> {
        self.labels.get(name).map(String::as_str)
    }

    /// The label of a predicate where it has one, else its name.
    #[must_use]
    pub fn name_of<'a>(&'a self, predicate: &'a Predicate) -> &'a str {
        let label = match predicate {
            Predicate::Relation(name) => self.relation_label(name),
            Predicate::Open(_) => None,
        };
        label.unwrap_or(predicate.name())
    }

    /// Notes what a relation is called, by its local name.
    pub fn add_relation_label(&mut self, name: &str, label: &str) {
        if label != name && !label.is_empty() && self.relations.contains_key(name) {
            self.labels.insert(name.to_owned(), label.to_owned());
        }
    }

    /// What a class is called, where that is more than its local name.
    #[must_use]
    pub fn class_label(&self, name: &str) -> Option<&str> {
        self.class_labels.get(name).map(String::as_str)
    }

    /// Notes what a class is called, by its local name.
    pub fn add_class_label(&mut self, name: &str, label: &str) {
        if label != name && !label.is_empty() && self.classes.contains_key(name) {
            self.class_labels.insert(name.to_owned(), label.to_owned());
        }
    }

    /// The label of a class where it has one, else its name.
    #[must_use]
    pub fn name_of_class<'a>(&'a self, name: &'a str) -> &'a str {
        self.class_label(name).unwrap_or(name)
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
            let name = vocabulary.add_relation(&relation.iri);
            vocabulary.add_relation_label(&name, &relation.label);
        }
        for class in ontology.classes.values() {
            let name = vocabulary.add_class(&class.iri);
            vocabulary.add_class_label(&name, &class.label);
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
