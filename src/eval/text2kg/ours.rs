//! The claims of a build as triples.

use std::collections::BTreeMap;

use super::{Ontology, Triple};
use crate::eval::interchange::{ClaimLine, Term, last_segment};
use crate::learn::{key, spelled};

/// The triples of claims by the record that their evidence stands in. Open claims and what is negated are left out. A
/// relation has the label that the ontology gives to its identifier or name, else its own name; dates are written as the
/// benchmark writes them, "01 January 2010" for the whole year too.
#[must_use]
pub fn triples(claims: &[ClaimLine], ontology: &Ontology) -> BTreeMap<String, Vec<Triple>> {
    let mut found: BTreeMap<String, Vec<Triple>> = BTreeMap::new();
    let stated = |c: &&ClaimLine| !c.open && c.status.as_deref() != Some("negated");
    for claim in claims.iter().filter(stated) {
        let triple = Triple {
            subject: words(&claim.subject),
            relation: label(claim, ontology),
            object: words(&claim.object),
        };
        for place in &claim.evidence {
            let own = found.entry(place.document.clone()).or_default();
            if !own.contains(&triple) {
                own.push(triple.clone());
            }
        }
    }
    found
}

fn label(claim: &ClaimLine, ontology: &Ontology) -> String {
    let names = [
        claim.predicate.as_str(),
        claim.predicate_iri.as_deref().map_or("", last_segment),
    ];
    // `basedOn`, `based-on` and "based on" are the same name
    let same = |a: &str, b: &str| !a.is_empty() && key(a) == key(b);
    let known = ontology
        .relations
        .iter()
        .find(|r| names.contains(&r.id.as_str()) && !r.id.is_empty())
        .or_else(|| {
            let mut relations = ontology.relations.iter();
            relations.find(|r| names.iter().any(|name| same(name, &r.label)))
        });
    known.map_or_else(|| claim.predicate.clone(), |r| r.label.clone())
}

fn words(term: &Term) -> String {
    if let Term::Literal {
        value,
        datatype: Some(datatype),
    } = term
        && matches!(last_segment(datatype), "date" | "gYear" | "gYearMonth")
        && let Some(date) = value.parse().ok().and_then(spelled)
    {
        return date;
    }
    term.words().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Concept, Relation};
    use super::*;
    use crate::eval::interchange::Place;

    #[test]
    fn claims_become_triples_of_their_record() {
        let relation = |id: &str, label: &str| Relation {
            id: id.to_owned(),
            label: label.to_owned(),
        };
        let ontology = Ontology {
            concepts: Vec::<Concept>::new(),
            relations: vec![
                relation("P577", "publication date"),
                relation("P144", "based on"),
            ],
        };
        let entity = |label: &str| Term::Entity {
            iri: None,
            label: label.to_owned(),
        };
        let claim = |predicate: &str, object: Term, status: &str| ClaimLine {
            line: 1,
            subject: entity("Brask"),
            predicate: predicate.to_owned(),
            predicate_iri: None,
            object,
            qualifiers: Vec::new(),
            status: Some(status.to_owned()),
            confidence: 1.0,
            open: false,
            evidence: vec![Place {
                document: "s 1".to_owned(),
                range: Some(0..1),
                quote: String::new(),
            }],
        };
        let year = Term::Literal {
            value: "2010".to_owned(),
            datatype: Some("http://www.w3.org/2001/XMLSchema#gYear".to_owned()),
        };
        let claims = [
            claim("P577", year, "actual"),
            claim("basedOn", entity("Ola"), "ended"),
            claim("basedOn", entity("Ola"), "actual"),
            claim("likes", entity("Ola"), "actual"),
            claim("basedOn", entity("Tessermint"), "negated"),
        ];
        let found = &triples(&claims, &ontology)["s 1"];
        let told: Vec<String> = found
            .iter()
            .map(|t| format!("{} / {}", t.relation, t.object))
            .collect();
        let wanted = [
            "publication date / 01 January 2010",
            "based on / Ola",
            "likes / Ola",
        ];
        assert_eq!(told, wanted);
    }
}
