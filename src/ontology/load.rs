//! From statements to a checked [`Ontology`].

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, SourceKind};
use super::turtle::{Node, Statement, locate, parse};
use super::{BIZ, Class, FL, Ontology, Range, Relation, Temporality, hint};
use crate::claim::QualifierKey;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Diagnostic, Severity};

const OWL: &str = "http://www.w3.org/2002/07/owl#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const SCHEMA: &str = "https://schema.org/";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
const DEFAULT_DOMAIN: &str = "https://w3id.org/factloom/business";

/// Builds the ontology: the claim vocabulary, the default domain unless a source stands in its place, and the sources.
pub fn load(extra: &[Source]) -> Result<Ontology> {
    let mut sources = vec![builtin("ontology/factloom.ttl")];
    let mut parsed = Vec::new();
    let mut remarks = Vec::new();
    for source in extra {
        let statements = match source.kind {
            SourceKind::Turtle => parse(&source.text, &source.path)?,
            SourceKind::Json => super::json::parse(&source.text, &source.path, &mut remarks)?,
            _ => continue,
        };
        parsed.push((source, statements));
    }
    let replaces = iri(FL, "replaces");
    let replaced = parsed.iter().flat_map(|(_, s)| s).any(|s| {
        s.predicate == replaces
            && matches!(&s.object, Node::Iri(o) if o.trim_end_matches('#') == DEFAULT_DOMAIN)
    });
    let replaced = replaced || stands_alone(&parsed);
    if !replaced {
        sources.push(builtin("ontology/business.ttl"));
    }
    let own: Vec<(&Source, Vec<Statement>)> = sources
        .iter()
        .map(|s| Ok((s, parse(&s.text, &s.path)?)))
        .collect::<Result<_>>()?;
    let mut terms = Terms {
        lenient: replaced,
        ..Terms::default()
    };
    for (source, statements) in own.into_iter().chain(parsed) {
        terms.add(source, statements);
    }
    let mut ontology = Ontology {
        sources: extra
            .iter()
            .filter(|s| !matches!(s.kind, SourceKind::Turtle | SourceKind::Json))
            .cloned()
            .collect(),
        default_domain: !replaced,
        remarks,
        ..Ontology::default()
    };
    terms.classes(&mut ontology)?;
    terms.relations(&mut ontology)?;
    ontology.remarks.extend(terms.remarks.take());
    if replaced {
        ontology.triggers = super::labels::triggers(ontology.relations.values());
    }
    Ok(ontology)
}

/// Whether files with relations of their own never mention the default domain: they are a domain by themselves.
fn stands_alone(parsed: &[(&Source, Vec<Statement>)]) -> bool {
    let mentions = |node: &Node| matches!(node, Node::Iri(iri) if iri.starts_with(BIZ));
    let mut statements = parsed.iter().flat_map(|(_, s)| s);
    let relations = ["ObjectProperty", "DatatypeProperty", "Property"];
    let declares = |s: &Statement| {
        matches!(&s.object, Node::Iri(o) if s.predicate == iri(RDF, "type")
            && relations.contains(&local(o)))
    };
    statements.clone().any(declares)
        && !statements
            .any(|s| mentions(&s.subject) || mentions(&s.object) || s.predicate.starts_with(BIZ))
}

fn builtin(path: &str) -> Source {
    let text = match path {
        "ontology/factloom.ttl" => include_str!("../../ontology/factloom.ttl"),
        _ => include_str!("../../ontology/business.ttl"),
    };
    Source::new(path, SourceKind::Turtle, text)
}

fn iri(namespace: &str, name: &str) -> String {
    format!("{namespace}{name}")
}

/// The part of an IRI after its namespace.
fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
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

fn namespace(iri: &str) -> &str {
    &iri[..iri.len() - local(iri).len()]
}

/// A resource with the statements about it that count.
struct Term<'a> {
    source: &'a Source,
    statements: Vec<(String, Node)>,
}

impl Term<'_> {
    fn objects<'b>(&'b self, predicate: &str) -> impl Iterator<Item = &'b Node> + use<'b> {
        let predicate = predicate.to_owned();
        self.statements
            .iter()
            .filter(move |(p, _)| *p == predicate)
            .map(|(_, o)| o)
    }

    fn has_type(&self, namespace: &str, names: &[&str]) -> bool {
        self.objects(&iri(RDF, "type"))
            .any(|o| matches!(o, Node::Iri(t) if names.iter().any(|n| *t == iri(namespace, n))))
    }

    fn is_class(&self) -> bool {
        self.has_type(OWL, &["Class"]) || self.has_type(RDFS, &["Class"])
    }

    fn is_relation(&self) -> bool {
        self.has_type(OWL, &["ObjectProperty", "DatatypeProperty"])
            || self.has_type(RDF, &["Property"])
    }

    fn text(&self, predicate: &str) -> Option<String> {
        self.objects(predicate).find_map(|o| match o {
            Node::Literal(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// The label, by whichever property gives one.
    fn label(&self) -> Option<String> {
        self.text(&iri(RDFS, "label"))
            .or_else(|| self.text(&iri(SKOS, "prefLabel")))
    }

    fn texts(&self, predicate: &str) -> Vec<String> {
        let texts = self.objects(predicate).filter_map(|o| match o {
            Node::Literal(text) => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    }

    /// An error at the place where a name stands in the term's file.
    fn error(&self, name: &str, message: String) -> Error {
        let error = Error::new(ErrorKind::Ontology, message).in_file(&self.source.path);
        match locate(&self.source.text, name) {
            Some((line, column)) => error.at(line, column),
            None => error,
        }
    }
}

/// All resources, by IRI; blank nodes by the number of their file and their label.
#[derive(Default)]
struct Terms<'a> {
    named: BTreeMap<String, Term<'a>>,
    blank: BTreeMap<(usize, String), Vec<(String, Node)>>,
    files: usize,
    /// Whether names that are not declared are left out with a remark: an ontology by itself may use other vocabularies.
    lenient: bool,
    remarks: RefCell<Vec<Diagnostic>>,
}

impl<'a> Terms<'a> {
    /// Adds a file. What it declares (gives a type to) replaces what had the same IRI or local name.
    fn add(&mut self, source: &'a Source, statements: Vec<Statement>) {
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
    fn label(&self, term: &Term, name: &str) -> String {
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
    fn refuse<T>(&self, error: Error, instead: T) -> Result<T> {
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
    fn members(&self, node: &Node) -> Vec<Node> {
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

    fn declared(&self, wanted: impl Fn(&Term) -> bool) -> Vec<(&String, &Term<'a>)> {
        self.named
            .iter()
            .filter(|(iri, term)| namespace(iri) != FL && wanted(term))
            .collect()
    }

    fn classes(&self, ontology: &mut Ontology) -> Result<()> {
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

    fn relations(&self, ontology: &mut Ontology) -> Result<()> {
        let qualifiers = self.qualifiers()?;
        let declared = self.declared(|t| t.is_relation());
        for (relation, term) in &declared {
            let name = local(relation).to_owned();
            let taken = self.taken(term, &name, &qualifiers)?;
            let domain = self.ends(
                term,
                &[iri(SCHEMA, "domainIncludes"), iri(RDFS, "domain")],
                |end| self.class_end(ontology, term, &name, "domain", end),
            )?;
            let range = self.ends(
                term,
                &[iri(SCHEMA, "rangeIncludes"), iri(RDFS, "range")],
                |end| self.range_end(ontology, term, &name, end),
            )?;
            let temporality = match term.objects(&iri(FL, "temporality")).next() {
                None => Temporality::default(),
                Some(Node::Iri(t)) if *t == iri(FL, "Event") => Temporality::Event,
                Some(Node::Iri(t)) if *t == iri(FL, "State") => Temporality::State,
                Some(Node::Iri(t) | Node::Blank(t) | Node::Literal(t)) => {
                    return Err(term.error(
                        local(t),
                        format!(
                            "the temporality of {name} is {:?}; write fl:Event or fl:State",
                            local(t)
                        ),
                    ));
                }
            };
            let inverse = self.inverse(term, &name, &declared)?;
            ontology.relations.insert(
                name.clone(),
                Relation {
                    iri: (*relation).clone(),
                    label: self.label(term, &name),
                    synonyms: term.texts(&iri(SKOS, "altLabel")),
                    comment: term.text(&iri(RDFS, "comment")).unwrap_or_default(),
                    domain: domain.into_iter().collect(),
                    range: range.into_iter().collect(),
                    symmetric: term.has_type(OWL, &["SymmetricProperty"]),
                    inverse,
                    disjoint: term
                        .objects(&iri(OWL, "propertyDisjointWith"))
                        .filter_map(|node| match node {
                            Node::Iri(other) => Some(local(other).to_owned()),
                            _ => None,
                        })
                        .collect(),
                    deal: term.text(&iri(FL, "deal")).as_deref() == Some("true"),
                    temporality,
                    qualifiers: taken.into_iter().collect(),
                    name,
                },
            );
        }
        Ok(())
    }

    /// Which qualifiers every relation takes, and which accompany which.
    fn qualifiers(&self) -> Result<Qualifiers> {
        let mut found = Qualifiers::default();
        for (qualifier, term) in &self.named {
            if !term.has_type(FL, &["Qualifier"]) {
                continue;
            }
            let key = qualifier_key(term, "the ontology", qualifier)?;
            if term.text(&iri(FL, "general")).as_deref() == Some("true") {
                found.general.insert(key);
            }
            for leader in term.objects(&iri(FL, "accompanies")) {
                if let Node::Iri(leader) = leader {
                    found
                        .accompanied
                        .push((qualifier_key(term, local(qualifier), leader)?, key));
                }
            }
        }
        Ok(found)
    }

    fn taken(
        &self,
        term: &Term,
        relation: &str,
        qualifiers: &Qualifiers,
    ) -> Result<BTreeSet<QualifierKey>> {
        let mut taken = qualifiers.general.clone();
        for qualifier in term.objects(&iri(FL, "takesQualifier")) {
            let (Node::Iri(name) | Node::Blank(name) | Node::Literal(name)) = qualifier;
            let key = qualifier_key(term, relation, name)?;
            taken.insert(key);
            taken.extend(
                qualifiers
                    .accompanied
                    .iter()
                    .filter(|(leader, _)| *leader == key)
                    .map(|(_, follower)| *follower),
            );
        }
        Ok(taken)
    }

    fn inverse(
        &self,
        term: &Term,
        relation: &str,
        declared: &[(&String, &Term)],
    ) -> Result<Option<String>> {
        let Some(Node::Iri(inverse)) = term.objects(&iri(OWL, "inverseOf")).next() else {
            return Ok(None);
        };
        if declared.iter().any(|(iri, _)| *iri == inverse) {
            return Ok(Some(local(inverse).to_owned()));
        }
        let error = term.error(
            local(inverse),
            format!(
                "the inverse of {relation} is the unknown relation {:?}{}",
                local(inverse),
                hint(local(inverse), declared.iter().map(|(iri, _)| local(iri)))
            ),
        );
        self.refuse(error, None)
    }

    /// What a relation's subject or object may be: from the first of the predicates that is used.
    fn ends<T: Ord>(
        &self,
        term: &Term,
        predicates: &[String],
        read: impl Fn(&str) -> Result<Option<T>>,
    ) -> Result<BTreeSet<T>> {
        let mut ends = BTreeSet::new();
        for predicate in predicates {
            let mut any = false;
            for node in term.objects(predicate).flat_map(|o| self.members(o)) {
                any = true;
                if let Node::Iri(end) = node {
                    match read(&end)? {
                        Some(end) => ends.insert(end),
                        None => return Ok(BTreeSet::new()),
                    };
                }
            }
            if any {
                break;
            }
        }
        Ok(ends)
    }

    /// A class that may stand at one end; `None` when anything may.
    fn class_end(
        &self,
        ontology: &Ontology,
        term: &Term,
        relation: &str,
        end: &str,
        class: &str,
    ) -> Result<Option<String>> {
        if class == iri(OWL, "Thing") || class == iri(RDFS, "Resource") {
            return Ok(None);
        }
        let name = local(class);
        if ontology.classes.contains_key(name) {
            return Ok(Some(name.to_owned()));
        }
        let error = term.error(
            name,
            format!(
                "the {end} of {relation} is the unknown class {name:?}{}",
                hint(name, ontology.classes.keys().map(String::as_str))
            ),
        );
        self.refuse(error, None)
    }

    fn range_end(
        &self,
        ontology: &Ontology,
        term: &Term,
        relation: &str,
        end: &str,
    ) -> Result<Option<Range>> {
        let known = [
            (iri(FL, "Money"), Range::Money),
            (iri(FL, "Quantity"), Range::Quantity),
            (iri(XSD, "string"), Range::Text),
            (iri(RDF, "langString"), Range::Text),
            (iri(XSD, "decimal"), Range::Number),
            (iri(XSD, "integer"), Range::Number),
            (iri(XSD, "nonNegativeInteger"), Range::Number),
            (iri(XSD, "double"), Range::Number),
            (iri(XSD, "float"), Range::Number),
            (iri(XSD, "int"), Range::Number),
            (iri(XSD, "date"), Range::Date),
            (iri(XSD, "dateTime"), Range::Date),
            (iri(XSD, "gYear"), Range::Date),
            (iri(XSD, "gYearMonth"), Range::Date),
        ];
        if let Some((_, range)) = known.into_iter().find(|(iri, _)| iri == end) {
            return Ok(Some(range));
        }
        if namespace(end) == XSD || namespace(end) == FL {
            let error = term.error(
                local(end),
                format!(
                    "the range of {relation} is {:?}; literal objects are fl:Money, fl:Quantity, xsd:decimal, xsd:date or xsd:string",
                    local(end)
                ),
            );
            return self.refuse(error, Some(Range::Text));
        }
        Ok(self
            .class_end(ontology, term, relation, "range", end)?
            .map(Range::Class))
    }
}

#[derive(Default)]
struct Qualifiers {
    general: BTreeSet<QualifierKey>,
    accompanied: Vec<(QualifierKey, QualifierKey)>,
}

fn qualifier_key(term: &Term, taker: &str, qualifier: &str) -> Result<QualifierKey> {
    let name = local(qualifier);
    name.parse().map_err(|_| {
        term.error(
            name,
            format!(
                "{taker} takes the unknown qualifier {name:?}{}",
                hint(name, QualifierKey::ALL.iter().map(|k| k.as_str()))
            ),
        )
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "@prefix my: <https://example.org/my#> .\n@prefix biz: <https://w3id.org/factloom/business#> .\n@prefix fl: <https://w3id.org/factloom/ns#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix schema: <https://schema.org/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n";

    fn load_text(text: &str) -> Result<Ontology> {
        load(&[Source::new(
            "my.ttl",
            SourceKind::Turtle,
            format!("{HEAD}{text}"),
        )])
    }

    fn message(text: &str) -> String {
        load_text(text).unwrap_err().to_string()
    }

    #[test]
    fn the_default_domain_loads() {
        let ontology = load(&[]).unwrap();
        assert_eq!(ontology.classes.len(), 24);
        assert_eq!(ontology.relations.len(), 44);
        assert!(ontology.is_a("Company", "Organization"));
        assert!(ontology.is_a("Company", "Agent"));
        assert!(!ontology.is_a("Organization", "Company"));
        let licenses = ontology.relation("licenses").unwrap();
        assert_eq!(licenses.iri, "https://w3id.org/factloom/business#licenses");
        assert_eq!(licenses.temporality, Temporality::State);
        assert!(licenses.takes(QualifierKey::Licensor));
        assert!(licenses.takes(QualifierKey::ValidUntil));
        assert!(!licenses.takes(QualifierKey::Rate));
        assert!(licenses.takes_entity() && !licenses.takes_money());
        let acquires = ontology.relation("acquires").unwrap();
        assert_eq!(acquires.temporality, Temporality::Event);
        assert!(acquires.takes(QualifierKey::AmountMax));
        assert!(ontology.fits_domain(acquires, Some("Person")));
        assert!(!ontology.fits_domain(acquires, Some("Event")));
        assert!(ontology.fits_range(acquires, None));
        let raises = ontology.relation("raises").unwrap();
        assert!(raises.takes_money() && !raises.takes_entity());
        let employees = ontology.relation("hasEmployees").unwrap();
        assert!(employees.takes_number() && employees.takes_quantity());
        assert!(ontology.relation("restructuresAs").unwrap().takes_text());
        assert!(ontology.relation("mergesWith").unwrap().symmetric);
        let fines = ontology.relation("fines").unwrap();
        assert!(ontology.fits_domain(fines, Some("Organization")));
        assert!(!ontology.fits_domain(fines, Some("Company")));
        assert_eq!(
            ontology.most_specific(&["Organization", "Company", "Person"]),
            ["Company", "Person"]
        );
    }

    #[test]
    fn every_qualifier_of_the_vocabulary_is_declared_and_taken() {
        let ontology = load(&[]).unwrap();
        for &key in QualifierKey::ALL {
            assert!(
                ontology.relations.values().any(|r| r.takes(key)),
                "no relation takes {key}"
            );
        }
        let statements = parse(
            include_str!("../../ontology/factloom.ttl"),
            "factloom.ttl".as_ref(),
        )
        .unwrap();
        for status in crate::claim::Status::ALL {
            let declared = statements.iter().any(|s| {
                s.subject == Node::Iri(iri(FL, status.as_str()))
                    && s.object == Node::Iri(iri(FL, "Status"))
            });
            assert!(declared, "fl:{status} is not declared");
        }
    }

    #[test]
    fn a_file_extends_and_replaces() {
        let ontology = load_text(
            "my:Cell a owl:Class ; rdfs:subClassOf biz:Device .\n\
             my:tests a owl:ObjectProperty ; schema:domainIncludes biz:Agent ; rdfs:range [ a owl:Class ; owl:unionOf ( my:Cell biz:Facility ) ] .\n\
             my:uses a owl:ObjectProperty ; rdfs:range xsd:string .",
        )
        .unwrap();
        assert!(ontology.is_a("Cell", "Product"));
        assert_eq!(
            ontology.relation("tests").unwrap().range,
            [Range::Class("Cell".into()), Range::Class("Facility".into())]
        );
        let uses = ontology.relation("uses").unwrap();
        assert_eq!(uses.iri, "https://example.org/my#uses");
        assert!(uses.takes_text() && uses.domain.is_empty());
        assert_eq!(ontology.relations.len(), 45);

        let alone = load_text(
            "<https://example.org/my> a owl:Ontology ; fl:replaces <https://w3id.org/factloom/business> .\n\
             my:Herb a owl:Class . my:heals a owl:ObjectProperty ; rdfs:domain my:Herb .",
        )
        .unwrap();
        assert_eq!((alone.classes.len(), alone.relations.len()), (1, 1));
        assert!(!alone.default_domain);
    }

    #[test]
    fn unknown_names_do_not_load() {
        assert_eq!(
            message("my:tests a owl:ObjectProperty ;\n  rdfs:domain biz:Compny ."),
            "my.ttl:9:15: the domain of tests is the unknown class \"Compny\"; did you mean \"Company\"?"
        );
        assert_eq!(
            message("my:tests a owl:ObjectProperty ; fl:takesQualifier fl:amont ."),
            "my.ttl:8:51: tests takes the unknown qualifier \"amont\"; did you mean \"amount\"?"
        );
        assert_eq!(
            message("my:Cell a owl:Class ; rdfs:subClassOf biz:Devise ."),
            "my.ttl:8:39: Cell is a subclass of the unknown class \"Devise\"; did you mean \"Device\"?"
        );
        assert!(
            message("my:tests a owl:ObjectProperty ; fl:temporality fl:Always .")
                .contains("write fl:Event or fl:State")
        );
        assert!(
            message("my:tests a owl:ObjectProperty ; rdfs:range xsd:base64Binary . my:does rdfs:domain biz:Agent .")
                .contains("literal objects are")
        );
        assert!(
            message("my:tests a owl:ObjectProperty ; owl:inverseOf my:testdBy .\nmy:testedBy a owl:ObjectProperty ; rdfs:domain biz:Agent .")
                .contains("did you mean \"testedBy\"?")
        );
    }

    #[test]
    fn an_ontology_by_itself_may_use_other_vocabularies() {
        let ontology = load_text(
            "my:heals a owl:ObjectProperty ; rdfs:domain my:Herb ; rdfs:range xsd:gYear .\n\
             my:wasFoundBy a owl:ObjectProperty ; rdfs:label \"found by\" ; owl:inverseOf my:finds .",
        )
        .unwrap();
        assert!(!ontology.default_domain);
        assert_eq!(ontology.relations.len(), 2);
        assert!(ontology.relation("heals").unwrap().takes_date());
        let told: Vec<&str> = ontology
            .remarks
            .iter()
            .map(|r| r.message.as_str())
            .collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.iter().any(|m| m.contains("unknown class \"Herb\"")));
        assert!(ontology.triggers.contains_key("found"));
    }

    #[test]
    fn a_circle_of_classes_does_not_load() {
        let message = message(
            "my:A a owl:Class ; rdfs:subClassOf my:B .\nmy:B a owl:Class ; rdfs:subClassOf my:C .\nmy:C a owl:Class ; rdfs:subClassOf my:A .",
        );
        assert!(message.contains("A ⊂ B ⊂ C ⊂ A"), "{message}");
        assert!(message.starts_with("my.ttl:8:"), "{message}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Ontology::load(&["no/such.ttl".into()]).unwrap_err();
        assert!(error.to_string().starts_with("no/such.ttl: "), "{error}");
    }
}
