//! The ends of relations: the classes and literals that may stand as subject and object.

use std::collections::BTreeSet;

use super::iri::{OWL, RDF, RDFS, XSD, iri, local, namespace};
use super::terms::{Term, Terms};
use crate::error::Result;
use crate::ontology::turtle::Node;
use crate::ontology::{FL, Ontology, Range, hint};

impl Terms<'_> {
    /// What a relation's subject or object may be: from the first of the predicates that is used.
    pub(super) fn ends<T: Ord>(
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
    pub(super) fn class_end(
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

    pub(super) fn range_end(
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
