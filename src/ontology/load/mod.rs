//! From statements to a checked [`Ontology`].

mod classes;
mod ends;
mod iri;
mod relations;
mod terms;

use iri::{RDF, iri, local};
use terms::Terms;

use super::properties::Properties;
use super::source::{Source, SourceKind};
use super::turtle::{Node, Statement, parse};
use super::{BIZ, FL, Ontology};
use crate::error::Result;

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
    let mut terms = Terms::new(replaced);
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
        let properties = Properties::load(&ontology.sources)?;
        ontology.triggers = super::labels::triggers(ontology.relations.values(), &properties);
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
        "ontology/factloom.ttl" => include_str!("../../../ontology/factloom.ttl"),
        _ => include_str!("../../../ontology/business.ttl"),
    };
    Source::new(path, SourceKind::Turtle, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::QualifierKey;
    use crate::ontology::{Range, Temporality};

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
        assert_eq!(ontology.classes.len(), 25);
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
            include_str!("../../../ontology/factloom.ttl"),
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
            message("my:tests a owl:ObjectProperty ; fl:leastConfidence 1.5 .")
                .contains("write a number from 0 to 1")
        );
        let ontology =
            load_text("my:tests a owl:ObjectProperty ; fl:leastConfidence 0.5 .").unwrap();
        let least = ontology.relation("tests").and_then(|r| r.least);
        assert_eq!(least.map(crate::claim::Confidence::get), Some(0.5));
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
