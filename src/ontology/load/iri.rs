//! IRIs: the namespaces of the vocabularies that ontologies are written in, and the parts of an IRI.

pub(super) const OWL: &str = "http://www.w3.org/2002/07/owl#";
pub(super) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(super) const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
pub(super) const SCHEMA: &str = "https://schema.org/";
pub(super) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// The IRI of a name in a namespace.
pub(super) fn iri(namespace: &str, name: &str) -> String {
    format!("{namespace}{name}")
}

/// The part of an IRI after its namespace.
pub(super) fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// The part of an IRI before its local name.
pub(super) fn namespace(iri: &str) -> &str {
    &iri[..iri.len() - local(iri).len()]
}
