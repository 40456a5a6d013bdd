//! The terms that are written, and the prefixes by which people know them.

use oxigraph::model::NamedNodeRef;

macro_rules! terms {
    ($($(#[$doc:meta])* $module:ident $namespace:literal { $($name:ident $local:literal),+ $(,)? })+) => {
        $($(#[$doc])* pub mod $module {
            use super::NamedNodeRef;

            /// The namespace.
            pub const NAMESPACE: &str = $namespace;
            $(#[doc = concat!("`", $local, "`")]
            pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));)+
        })+
    };
}

terms! {
    /// The claim vocabulary of this project.
    fl "https://w3id.org/factloom/ns#" {
        CLAIM "Claim", MONEY "Money", QUANTITY "Quantity", EXTRACTION "Extraction", GRAPH "Graph",
        STATUS "status", CONFIDENCE "confidence", ATTRIBUTION "attribution", OPEN "open", SENTENCE "sentence",
        FRAME "frame", TRIGGER "trigger", STEPS "steps", QUALIFIER_WORD "qualifierWord",
        CURRENCY "currency", UNIT "unit", NAMED "named", MENTIONS "mentions", TYPES "types", AUTHORS "authors",
        DOCUMENT_ID "documentId", SHA256 "sha256",
        QUARTER "Quarter", HALF_YEAR "HalfYear", FISCAL_YEAR "FiscalYear", WEEKS "Weeks",
        DATE_WORD "dateWord", FROM_WORD "fromWord", UNTIL_WORD "untilWord",
    }
    /// RDF.
    rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        TYPE "type", REIFIES "reifies", SUBJECT "subject", PREDICATE "predicate", OBJECT "object", VALUE "value",
        JSON "JSON",
    }
    /// RDF Schema.
    rdfs "http://www.w3.org/2000/01/rdf-schema#" {
        LABEL "label", SUB_CLASS_OF "subClassOf",
    }
    /// XML Schema datatypes.
    xsd "http://www.w3.org/2001/XMLSchema#" {
        STRING "string", DECIMAL "decimal", INTEGER "integer", BOOLEAN "boolean", ANY_URI "anyURI",
        DATE "date", G_YEAR "gYear", G_YEAR_MONTH "gYearMonth", DURATION "duration",
    }
    /// Web Annotation.
    oa "http://www.w3.org/ns/oa#" {
        HAS_TARGET "hasTarget", HAS_SOURCE "hasSource", HAS_SELECTOR "hasSelector",
        SPECIFIC_RESOURCE "SpecificResource",
        TEXT_POSITION_SELECTOR "TextPositionSelector", START "start", END "end",
        TEXT_QUOTE_SELECTOR "TextQuoteSelector", EXACT "exact",
    }
    /// Provenance.
    prov "http://www.w3.org/ns/prov#" {
        WAS_DERIVED_FROM "wasDerivedFrom", WAS_GENERATED_BY "wasGeneratedBy",
    }
    /// schema.org.
    schema "https://schema.org/" {
        NEWS_ARTICLE "NewsArticle", HEADLINE "headline", DATE_PUBLISHED "datePublished", URL "url",
        PUBLISHER "publisher", AUTHOR "author",
    }
    /// SKOS.
    skos "http://www.w3.org/2004/02/skos/core#" {
        ALT_LABEL "altLabel",
    }
}

/// The namespace of open predicates.
pub const OPEN: &str = "https://w3id.org/factloom/open#";

/// Prefixes that everybody knows, for queries of graphs with other people's ontologies and for their answers: they need no declaration
/// either. A relation of Wikidata is `wd:P57`, as an ontology in JSON names it by its number alone.
pub const WELL_KNOWN: [(&str, &str); 5] = [
    ("dbo", "http://dbpedia.org/ontology/"),
    ("dbr", "http://dbpedia.org/resource/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("wd", "http://www.wikidata.org/entity/"),
];

/// The prefixes of what is written for a graph with this base, by name.
#[must_use]
pub fn prefixes(base: &str) -> Vec<(&'static str, String)> {
    let mut prefixes: Vec<(&'static str, String)> = [
        ("biz", crate::ontology::BIZ),
        ("fl", fl::NAMESPACE),
        ("oa", oa::NAMESPACE),
        ("open", OPEN),
        ("org", "http://www.w3.org/ns/org#"),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("prov", prov::NAMESPACE),
        ("rdf", rdf::NAMESPACE),
        ("rdfs", rdfs::NAMESPACE),
        ("schema", schema::NAMESPACE),
        ("skos", skos::NAMESPACE),
        ("xsd", xsd::NAMESPACE),
    ]
    .map(|(prefix, iri)| (prefix, iri.to_owned()))
    .into();
    for (prefix, segment) in [
        ("claim", "claim/"),
        ("doc", "document/"),
        ("ent", "entity/"),
    ] {
        prefixes.push((prefix, format!("{base}{segment}")));
    }
    prefixes.sort();
    prefixes
}
