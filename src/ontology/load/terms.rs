//! Terms: the classes, relations and other resources of all files, with the statements about each.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::iri::{OWL, RDF, RDFS, SKOS, iri, local, namespace};
use crate::error::{Error, ErrorKind, Result};
use crate::ontology::FL;
use crate::ontology::source::Source;
use crate::ontology::turtle::{Node, Statement, locate};
use crate::text::{Diagnostic, Severity};

/// A resource with the statements about it that count.
pub(super) struct Term<'a> {
    source: &'a Source,
    statements: Vec<(String, Node)>,
}

impl Term<'_> {
    pub(super) fn objects<'b>(
        &'b self,
        predicate: &str,
    ) -> impl Iterator<Item = &'b Node> + use<'b> {
        let predicate = predicate.to_owned();
        self.statements
            .iter()
            .filter(move |(p, _)| *p == predicate)
            .map(|(_, o)| o)
    }

    pub(super) fn has_type(&self, namespace: &str, names: &[&str]) -> bool {
        self.objects(&iri(RDF, "type"))
            .any(|o| matches!(o, Node::Iri(t) if names.iter().any(|n| *t == iri(namespace, n))))
    }

    pub(super) fn is_class(&self) -> bool {
        self.has_type(OWL, &["Class"]) || self.has_type(RDFS, &["Class"])
    }

    pub(super) fn is_relation(&self) -> bool {
        self.has_type(OWL, &["ObjectProperty", "DatatypeProperty"])
            || self.has_type(RDF, &["Property"])
    }

    pub(super) fn text(&self, predicate: &str) -> Option<String> {
        self.objects(predicate).find_map(|o| match o {
            Node::Literal(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// The label, by whichever property gives one.
    pub(super) fn label(&self) -> Option<String> {
        self.text(&iri(RDFS, "label"))
            .or_else(|| self.text(&iri(SKOS, "prefLabel")))
    }

    pub(super) fn texts(&self, predicate: &str) -> Vec<String> {
        let texts = self.objects(predicate).filter_map(|o| match o {
            Node::Literal(text) => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    }

    /// An error at the place where a name stands in the term's file.
    pub(super) fn error(&self, name: &str, message: String) -> Error {
        let error = Error::new(ErrorKind::Ontology, message).in_file(&self.source.path);
        match locate(&self.source.text, name) {
            Some((line, column)) => error.at(line, column),
            None => error,
        }
    }
}

/// All resources, by IRI; blank nodes by the number of their file and their label.
#[derive(Default)]
pub(super) struct Terms<'a> {
    pub named: BTreeMap<String, Term<'a>>,
    blank: BTreeMap<(usize, String), Vec<(String, Node)>>,
    files: usize,
    /// Whether names that are not declared are left out with a remark: an ontology by itself may use other vocabularies.
    lenient: bool,
    /// What was left out, and which labels were made of names.
    pub remarks: RefCell<Vec<Diagnostic>>,
}

impl<'a> Terms<'a> {
    /// No terms yet; `lenient` leaves out what is not declared, with a remark.
    pub(super) fn new(lenient: bool) -> Self {
        Self {
            lenient,
            ..Self::default()
        }
    }

    /// Adds a file. What it declares (gives a type to) replaces what had the same IRI or local name.
    pub(super) fn add(&mut self, source: &'a Source, statements: Vec<Statement>) {
        let file = self.files;
        self.files += 1;
        let scoped = |node: Node| match node {
            Node::Blank(label) => Node::Blank(format!("{file}:{label}")),
            other => other,
        };
        let mut about: BTreeMap<String, Vec<(String, Node)>> = BTreeMap::new();
        for statement in statements {
            let entry = (statement.predicate, scoped(statement.object));
            match statement.subject {
                Node::Iri(iri) => about.entry(iri).or_default().push(entry),
                Node::Blank(label) => self.blank.entry((file, label)).or_default().push(entry),
                Node::Literal(_) => {}
            }
        }
        for (iri, statements) in about {
            let term = Term { source, statements };
            let declares = term.is_class() || term.is_relation();
            if declares && namespace(&iri) != FL {
                self.named.retain(|known, t| {
                    local(known) != local(&iri)
                        || namespace(known) == FL
                        || !(t.is_class() || t.is_relation())
                });
                self.named.insert(iri, term);
            } else if let Some(known) = self.named.get_mut(&iri) {
                known.statements.extend(term.statements);
            } else {
                self.named.insert(iri, term);
            }
        }
    }

    /// The label of a relation; without one the words of its name, with a remark.
    pub(super) fn label(&self, term: &Term, name: &str) -> String {
        if let Some(label) = term.label() {
            return label;
        }
        if self.lenient {
            let message = format!("{name} has no label; its name stands for it");
            let source = term.source.path.display().to_string();
            let remark = Diagnostic::new(source, Severity::Note, message);
            self.remarks.borrow_mut().push(remark);
        }
        if self.lenient {
            spaced(name)
        } else {
            name.to_owned()
        }
    }

    /// An error, or a remark where it may be left out.
    pub(super) fn refuse<T>(&self, error: Error, instead: T) -> Result<T> {
        if !self.lenient {
            return Err(error);
        }
        let message = format!("{error}; this is left out");
        let (source, message) = message.split_once(": ").unwrap_or(("ontology", &message));
        let remark = Diagnostic::new(source, Severity::Note, message);
        self.remarks.borrow_mut().push(remark);
        Ok(instead)
    }

    /// The members of a resource that stands for several: an `owl:unionOf` list; otherwise itself.
    pub(super) fn members(&self, node: &Node) -> Vec<Node> {
        let Some(statements) = self.statements_of(node) else {
            return vec![node.clone()];
        };
        let union = iri(OWL, "unionOf");
        let (first, rest) = (iri(RDF, "first"), iri(RDF, "rest"));
        let mut members = Vec::new();
        let mut at = statements
            .iter()
            .find(|(p, _)| *p == union)
            .map(|(_, o)| o.clone());
        let mut seen = BTreeSet::new();
        while let Some(node) = at.take() {
            if !seen.insert(node.clone()) {
                break;
            }
            for (predicate, object) in self.statements_of(&node).into_iter().flatten() {
                if *predicate == first {
                    members.extend(self.members_below(object, &seen));
                } else if *predicate == rest {
                    at = Some(object.clone());
                }
            }
        }
        members
    }

    fn members_below(&self, node: &Node, seen: &BTreeSet<Node>) -> Vec<Node> {
        if matches!(node, Node::Blank(_)) && !seen.contains(node) && seen.len() < 64 {
            self.members(node)
        } else {
            vec![node.clone()]
        }
    }

    fn statements_of(&self, node: &Node) -> Option<&Vec<(String, Node)>> {
        let Node::Blank(scoped) = node else {
            return None;
        };
        let (file, label) = scoped.split_once(':')?;
        self.blank.get(&(file.parse().ok()?, label.to_owned()))
    }

    pub(super) fn declared(&self, wanted: impl Fn(&Term) -> bool) -> Vec<(&String, &Term<'a>)> {
        self.named
            .iter()
            .filter(|(iri, term)| namespace(iri) != FL && wanted(term))
            .collect()
    }
}

/// The words of a name: `placeOfBirth` is "place of birth".
fn spaced(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && out.ends_with(char::is_lowercase) {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(if c == '_' || c == '-' { ' ' } else { c });
        }
    }
    out
}
