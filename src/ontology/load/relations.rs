//! From terms to relations: what each is called, which qualifiers it takes and which relation is its inverse.

use std::collections::BTreeSet;

use super::iri::{OWL, RDFS, SCHEMA, SKOS, iri, local};
use super::terms::{Term, Terms};
use crate::claim::{Confidence, QualifierKey};
use crate::error::Result;
use crate::ontology::turtle::Node;
use crate::ontology::{FL, Ontology, Relation, Temporality, hint};

impl Terms<'_> {
    pub(super) fn relations(&self, ontology: &mut Ontology) -> Result<()> {
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
            let least = match term.text(&iri(FL, "leastConfidence")) {
                None => None,
                Some(text) => match text.parse::<f64>() {
                    Ok(number) if (0.0..=1.0).contains(&number) => Some(Confidence::new(number)),
                    _ => {
                        return Err(term.error(
                            &text,
                            format!(
                                "the least confidence of {name} is {text:?}; write a number from 0 to 1"
                            ),
                        ));
                    }
                },
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
                    impersonal: term.text(&iri(FL, "impersonal")).as_deref() == Some("true"),
                    least,
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
