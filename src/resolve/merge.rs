//! One graph from the graphs of the documents.

use std::collections::BTreeMap;

use super::support::support;
use super::{DocumentGraph, LocalEntity, canonical, iri, label};
use crate::claim::{Claim, Confidence};
use crate::graph::{DocumentRecord, Entity, EntityId, Graph, GraphClaim, Vocabulary, claim_id};
use crate::ontology::Lexicon;

/// The graph of all documents. The result does not depend on their order.
#[must_use]
pub fn merge(
    base: &str,
    vocabulary: Vocabulary,
    lexicon: &Lexicon,
    mut documents: Vec<DocumentGraph>,
    mut records: Vec<DocumentRecord>,
) -> Graph {
    documents.sort_by(|a, b| a.document.cmp(&b.document));
    records.sort_by(|a, b| a.id.cmp(&b.id));
    let (entities, places) = entities(base, lexicon, &documents);
    let mut graph = Graph {
        base: base.to_owned(),
        vocabulary,
        documents: records,
        entities,
        claims: Vec::new(),
    };
    let mut claims: BTreeMap<String, Claim<EntityId>> = BTreeMap::new();
    for (d, document) in documents.into_iter().enumerate() {
        for claim in document.claims {
            let claim = claim.map(|local| places[d][local.0 as usize]);
            // Two mentions that looked different may turn out to be one.
            if claim.object == crate::claim::Object::Entity(claim.subject) {
                continue;
            }
            let mut claim = claim;
            claim.qualifiers.sort();
            claim.qualifiers.dedup();
            claim.attribution.sort();
            claim.attribution.dedup();
            claim.evidence.sort();
            claim.evidence.dedup();
            let id = claim_id(&claim, &graph);
            match claims.remove(&id) {
                Some(known) => {
                    claims.insert(id, corroborate(known, claim));
                }
                None => {
                    claims.insert(id, claim);
                }
            }
        }
    }
    support(&mut claims);
    graph.claims = claims
        .into_iter()
        .map(|(id, claim)| GraphClaim { id, claim })
        .collect();
    graph.claims.sort_by(|a, b| {
        a.claim
            .evidence
            .cmp(&b.claim.evidence)
            .then(a.id.cmp(&b.id))
    });
    graph
}

/// The same claim from two places. What two documents say is surer than what one says; what one document says twice is not.
fn corroborate(a: Claim<EntityId>, b: Claim<EntityId>) -> Claim<EntityId> {
    let (x, y) = (a.confidence.get(), b.confidence.get());
    let other = b
        .evidence
        .iter()
        .any(|e| a.evidence.iter().all(|f| f.document != e.document));
    let combined = if other {
        // Articles copy from one another: half of what an independent source would add.
        let independent = 1.0 - (1.0 - x) * (1.0 - y);
        (x.max(y) + independent) / 2.0
    } else {
        x.max(y)
    };
    let (mut kept, more) = if x >= y { (a, b) } else { (b, a) };
    kept.evidence.extend(more.evidence);
    kept.evidence.sort();
    kept.evidence.dedup();
    kept.confidence = Confidence::new(combined.min(0.99));
    kept
}

/// The entities of the graph, sorted by IRI, and for each document where its local entities went.
fn entities(
    base: &str,
    lexicon: &Lexicon,
    documents: &[DocumentGraph],
) -> (Vec<Entity>, Vec<Vec<EntityId>>) {
    let all: Vec<(usize, usize, &LocalEntity)> = documents
        .iter()
        .enumerate()
        .flat_map(|(d, g)| g.entities.iter().enumerate().map(move |(l, e)| (d, l, e)))
        .collect();
    let named: Vec<usize> = (0..all.len()).filter(|&i| all[i].2.named).collect();
    let locals: Vec<&LocalEntity> = named.iter().map(|&i| all[i].2).collect();
    let of: Vec<usize> = named.iter().map(|&i| all[i].0).collect();
    let groups = canonical::groups(&locals, &of, lexicon);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, group) in groups.iter().enumerate() {
        members.entry(*group).or_default().push(named[n]);
    }
    let mut made: Vec<(Entity, Vec<usize>)> = Vec::new();
    for members in members.into_values() {
        let entity = combine(members.iter().map(|&i| all[i].2), lexicon);
        made.push((entity, members));
    }
    name_iris(base, &mut made);
    // What has no name belongs to its document.
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for (i, (d, _, local)) in all.iter().enumerate().filter(|(_, (_, _, e))| !e.named) {
        let mut address = iri::described(base, &documents[*d].document, &iri::slug(&local.label));
        let count = taken.entry(address.clone()).or_default();
        *count += 1;
        if *count > 1 {
            address = format!("{address}-{count}");
        }
        let entity = Entity {
            iri: address,
            label: local.label.clone(),
            aliases: Vec::new(),
            types: types(local.own.as_ref().map(|o| o.0.clone()), local.class.clone()),
            named: false,
            mentions: local.mentions,
        };
        made.push((entity, vec![i]));
    }
    made.sort_by(|a, b| a.0.iri.cmp(&b.0.iri));
    let mut places: Vec<Vec<EntityId>> = documents
        .iter()
        .map(|g| vec![EntityId(0); g.entities.len()])
        .collect();
    for (id, (_, members)) in made.iter().enumerate() {
        for &i in members {
            let (d, l, _) = all[i];
            places[d][l] = EntityId(id as u32);
        }
    }
    (made.into_iter().map(|(e, _)| e).collect(), places)
}

fn combine<'a>(locals: impl Iterator<Item = &'a LocalEntity>, lexicon: &Lexicon) -> Entity {
    let mut forms: BTreeMap<String, u32> = BTreeMap::new();
    let mut classes: BTreeMap<&str, f64> = BTreeMap::new();
    let mut own: BTreeMap<&str, f64> = BTreeMap::new();
    let mut mentions = 0;
    let mut called: BTreeMap<&'a str, u32> = BTreeMap::new();
    let mut full: BTreeMap<&'a str, u32> = BTreeMap::new();
    for local in locals {
        if local.told_apart {
            *full.entry(&local.label).or_default() += 1;
        }
        if let Some(label) = &local.called {
            *called.entry(label).or_default() += 1;
        }
        for (form, count) in &local.forms {
            *forms.entry(form.clone()).or_default() += count;
        }
        let weight = f64::from(local.mentions.max(1)).sqrt();
        if let Some(class) = &local.class {
            *classes.entry(class).or_default() += f64::from(local.class_confidence) * weight;
        }
        if let Some((class, confidence)) = &local.own {
            *own.entry(class).or_default() += f64::from(*confidence) * weight;
        }
        mentions += local.mentions;
    }
    let heaviest = |classes: BTreeMap<&str, f64>| {
        let heaviest = classes
            .into_iter()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(a.0)));
        heaviest.map(|(class, _)| class.to_owned())
    };
    let (class, own) = (heaviest(classes), heaviest(own));
    let commonest = |labels: &BTreeMap<&'a str, u32>| {
        let most = labels.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        most.map(|(label, _)| *label)
    };
    let label = match commonest(&called).or_else(|| commonest(&full)) {
        Some(label) => label.to_owned(),
        None => label::of_forms(&forms, class.as_deref(), lexicon),
    };
    let mut aliases: Vec<String> = forms.into_keys().filter(|f| *f != label).collect();
    aliases.sort();
    Entity {
        iri: String::new(),
        label,
        aliases,
        types: types(own, class),
        named: true,
        mentions,
    }
}

/// The classes that are written: that of the user's ontology, else that of the built-in one.
fn types(own: Option<String>, class: Option<String>) -> Vec<String> {
    own.or(class).into_iter().collect()
}

/// Gives every named entity an IRI of its own: the slug of its label; where several have the same, with the class too;
/// where that does not tell them apart, with a number in the order of their names.
fn name_iris(base: &str, made: &mut [(Entity, Vec<usize>)]) {
    let mut by_slug: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, (entity, _)) in made.iter().enumerate() {
        by_slug.entry(iri::slug(&entity.label)).or_default().push(i);
    }
    let mut final_slugs: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (slug, members) in by_slug {
        for &i in &members {
            let slug = match made[i].0.types.first() {
                Some(class) if members.len() > 1 => format!("{slug}-{}", class.to_lowercase()),
                _ => slug.clone(),
            };
            final_slugs.entry(slug).or_default().push(i);
        }
    }
    let mut used: std::collections::BTreeSet<String> = final_slugs.keys().cloned().collect();
    for (slug, mut members) in final_slugs {
        members.sort_by(|&a, &b| {
            let key = |i: usize| (&made[i].0.label, &made[i].0.aliases, made[i].0.mentions, i);
            key(a).cmp(&key(b))
        });
        for (n, i) in members.into_iter().enumerate() {
            let mut own = slug.clone();
            let mut number = n + 1;
            while n > 0 && (own == slug || used.contains(&own)) {
                own = format!("{slug}-{number}");
                number += 1;
            }
            used.insert(own.clone());
            made[i].0.iri = iri::named(base, &own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{
        Evidence, Object, Predicate, Qualifier, QualifierKey, Status, Trace, Value,
    };
    use crate::resolve::LocalId;
    use crate::text::PartialDate;

    fn local(label: &str, class: &str, forms: &[&str]) -> LocalEntity {
        LocalEntity {
            label: label.to_owned(),
            forms: forms.iter().map(|f| ((*f).to_owned(), 1)).collect(),
            own: None,
            class: Some(class.to_owned()),
            class_confidence: 0.9,
            named: true,
            called: None,
            told_apart: false,
            mentions: forms.len() as u32,
        }
    }

    fn document(id: &str, entities: Vec<LocalEntity>) -> DocumentGraph {
        let claim = Claim {
            subject: LocalId(0),
            predicate: Predicate::Relation("acquires".to_owned()),
            object: Object::Entity(LocalId(1)),
            qualifiers: Vec::new(),
            status: Status::Actual,
            attribution: Vec::new(),
            confidence: Confidence::new(0.8),
            extractor: "frames/1".to_owned(),
            evidence: vec![Evidence {
                document: id.to_owned(),
                start: 0,
                end: 1,
                quote: "x".to_owned(),
                sentence: "x".to_owned(),
            }],
            trace: Trace::default(),
        };
        DocumentGraph {
            document: id.to_owned(),
            entities,
            claims: vec![claim],
        }
    }

    fn graph(documents: Vec<DocumentGraph>) -> Graph {
        merge(
            "https://example.org/",
            Vocabulary::default(),
            Lexicon::built_in(),
            documents,
            Vec::new(),
        )
    }

    fn two() -> [DocumentGraph; 2] {
        [
            document(
                "a",
                vec![
                    local("Brannick", "Company", &["Brannick", "Brannick Systems AG"]),
                    local("Orrelle", "Company", &["Orrelle"]),
                ],
            ),
            document(
                "b",
                vec![
                    local("Brannick Systems", "Company", &["Brannick Systems"]),
                    local("Orrelle", "Company", &["Orrelle", "Orrelle Inc."]),
                ],
            ),
        ]
    }

    #[test]
    fn the_same_claim_of_two_documents_is_one_claim() {
        let [a, b] = two();
        let graph = graph(vec![a, b]);
        assert_eq!(graph.entities.len(), 2, "{:?}", graph.entities);
        assert_eq!(graph.claims.len(), 1);
        assert_eq!(graph.claims[0].claim.evidence.len(), 2);
        assert!(graph.claims[0].claim.confidence > Confidence::new(0.8));
    }

    #[test]
    fn what_another_document_says_with_other_qualifiers_supports_a_claim() {
        let until = |year: i16| Qualifier {
            key: QualifierKey::ValidUntil,
            value: Value::Date(PartialDate::year(year), None),
        };
        let confidence = |year: i16| {
            let [mut a, mut b] = two();
            a.claims[0].qualifiers.push(until(2032));
            b.claims[0]
                .qualifiers
                .extend([until(year)].into_iter().filter(|_| year > 0));
            let graph = graph(vec![a, b]);
            assert_eq!(graph.claims.len(), if year == 2032 { 1 } else { 2 });
            graph.claims[0].claim.confidence.get()
        };
        let (bare, other) = (confidence(0), confidence(2030));
        assert!(bare > 0.8 && bare < 0.99, "{bare}");
        assert!((other - 0.8).abs() < 1e-6, "{other}");
    }

    #[test]
    fn the_order_of_documents_does_not_matter() {
        let [a, b] = two();
        let [c, d] = two();
        assert_eq!(graph(vec![a, b]), graph(vec![d, c]));
    }

    #[test]
    fn names_of_different_things_stay_apart() {
        let graph = graph(vec![
            document(
                "a",
                vec![
                    local("Brannick", "Company", &["Brannick"]),
                    local("Brannick Lathe", "Product", &["Brannick Lathe"]),
                ],
            ),
            document(
                "b",
                vec![
                    local("Anna Brenk", "Person", &["Anna Brenk", "Brenk"]),
                    local("Paul Brenk", "Person", &["Paul Brenk", "Brenk"]),
                ],
            ),
        ]);
        assert_eq!(graph.entities.len(), 4, "{:?}", graph.entities);
    }

    #[test]
    fn an_alias_of_one_document_is_none_where_another_tells_the_two_apart() {
        let alias = || {
            vec![
                local(
                    "Brannick Ventures",
                    "Company",
                    &["Brannick Ventures", "Brannick"],
                ),
                local("X", "Company", &["X"]),
            ]
        };
        let apart = vec![
            local("Brannick", "Company", &["Brannick"]),
            local("Brannick Ventures", "Company", &["Brannick Ventures"]),
        ];
        let one = vec![
            local("Brannick", "Company", &["Brannick"]),
            local("X", "Company", &["X"]),
        ];
        let labels = |other| {
            let graph = graph(vec![document("a", alias()), document("b", other)]);
            graph.entities.len()
        };
        assert_eq!((labels(apart), labels(one)), (3, 2));
    }

    #[test]
    fn one_name_for_a_person_and_a_place_gives_two_iris() {
        let graph = graph(vec![
            document(
                "a",
                vec![
                    local("Orrelle", "Place", &["Orrelle"]),
                    local("X", "Company", &["X"]),
                ],
            ),
            document(
                "b",
                vec![
                    local("Orrelle", "Person", &["Orrelle"]),
                    local("X", "Company", &["X"]),
                ],
            ),
        ]);
        let iris: Vec<&str> = graph.entities.iter().map(|e| e.iri.as_str()).collect();
        assert_eq!(
            iris,
            [
                "https://example.org/entity/orrelle-person",
                "https://example.org/entity/orrelle-place",
                "https://example.org/entity/x"
            ]
        );
    }
}
