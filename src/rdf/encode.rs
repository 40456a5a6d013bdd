//! From the graph to RDF.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};

use super::iri;
use super::vocabulary::{fl, oa, prov, rdf, rdfs, schema, skos, xsd};
use crate::claim::{
    Attribution, Duration, Evidence, Money, Object, Predicate, QualifierKey, Quantity, Value,
};
use crate::graph::{DocumentRecord, EntityId, Graph, GraphClaim};
use crate::text::{DatePart, PartialDate};

/// The quads of a graph: first those of the entities, then those of one document after the other. The same graph gives
/// the same quads in the same order, none twice.
pub fn encode(graph: &Graph) -> impl Iterator<Item = Quad> + '_ {
    let encoder = Encoder::new(graph);
    let name = NamedNode::new_unchecked(iri::entities(&graph.base));
    let mut entities = Triples::default();
    encoder.dataset(&mut entities);
    encoder.entities(&mut entities);
    let entities = entities.quads(&name);
    let documents = graph.documents.iter().flat_map(move |document| {
        let mut triples = Triples::default();
        encoder.document(document, &mut triples);
        for &claim in encoder
            .claims_of
            .get(document.id.as_str())
            .into_iter()
            .flatten()
        {
            encoder.claim(&graph.claims[claim], Some(document), &mut triples);
        }
        triples.quads(&NamedNode::new_unchecked(document.iri.clone()))
    });
    entities.into_iter().chain(documents)
}

/// The same statements without named graphs, each claim once with all its evidence.
pub fn merged(graph: &Graph) -> impl Iterator<Item = Triple> + '_ {
    let encoder = Encoder::new(graph);
    let mut head = Triples::default();
    encoder.dataset(&mut head);
    encoder.entities(&mut head);
    for document in &graph.documents {
        encoder.document(document, &mut head);
    }
    // What several claims share is written once.
    let mut shared = BTreeMap::new();
    let mut selectors = BTreeSet::new();
    let mut asserted = BTreeSet::new();
    let claims = graph.claims.iter().flat_map(move |claim| {
        let mut triples = Triples::default();
        encoder.claim(claim, None, &mut triples);
        triples
            .shared
            .retain(|subject, _| shared.insert(subject.clone(), ()).is_none());
        triples
            .selectors
            .retain(|subject, _| selectors.insert(subject.clone()));
        triples
            .asserted
            .retain(|triple| asserted.insert(triple.to_string()));
        triples.list()
    });
    head.list().into_iter().chain(claims)
}

/// Triples of one graph, those that may come up again set apart.
#[derive(Default)]
struct Triples {
    list: Vec<Triple>,
    asserted: Vec<Triple>,
    selectors: BTreeMap<String, Vec<Triple>>,
    shared: BTreeMap<String, Vec<Triple>>,
}

impl Triples {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef, object: impl Into<Term>) {
        let triple = Triple::new(subject.clone(), predicate.into_owned(), object);
        let again = self
            .list
            .iter()
            .rev()
            .take_while(|t| t.subject == triple.subject)
            .any(|t| *t == triple);
        if !again {
            self.list.push(triple);
        }
    }

    /// All of them, each once: what was asserted first, then the descriptions.
    fn list(self) -> Vec<Triple> {
        let mut seen = BTreeSet::new();
        let asserted = self
            .asserted
            .into_iter()
            .filter(|t| seen.insert(t.to_string()));
        let mut all: Vec<Triple> = asserted.collect();
        all.extend(self.list);
        all.extend(self.selectors.into_values().flatten());
        all.extend(self.shared.into_values().flatten());
        all
    }

    fn quads(self, graph: &NamedNode) -> Vec<Quad> {
        self.list()
            .into_iter()
            .map(|triple| triple.in_graph(graph.clone()))
            .collect()
    }
}

struct Encoder<'g> {
    graph: &'g Graph,
    documents: BTreeMap<&'g str, &'g DocumentRecord>,
    claims_of: BTreeMap<&'g str, Vec<usize>>,
}

impl<'g> Encoder<'g> {
    fn new(graph: &'g Graph) -> Self {
        let mut claims_of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, claim) in graph.claims.iter().enumerate() {
            let documents: BTreeSet<&str> = claim
                .claim
                .evidence
                .iter()
                .map(|e| e.document.as_str())
                .collect();
            for document in documents {
                claims_of.entry(document).or_default().push(index);
            }
        }
        Self {
            graph,
            documents: graph.documents.iter().map(|d| (d.id.as_str(), d)).collect(),
            claims_of,
        }
    }

    /// The graph itself, so that its base is known.
    fn dataset(&self, out: &mut Triples) {
        let node = NamedNode::new_unchecked(iri::entities(&self.graph.base));
        out.add(&node, rdf::TYPE, fl::GRAPH);
    }

    fn entities(&self, out: &mut Triples) {
        for entity in &self.graph.entities {
            let node = NamedNode::new_unchecked(entity.iri.as_str());
            let types: BTreeSet<&String> = entity.types.iter().collect();
            for name in types {
                let class = NamedNode::new_unchecked(self.graph.vocabulary.class_iri(name));
                if let Some(label) = self.graph.vocabulary.class_label(name) {
                    called(&class, label, out);
                }
                out.add(&node, rdf::TYPE, class);
            }
            out.add(&node, rdfs::LABEL, text(&entity.label));
            let aliases: BTreeSet<&String> = entity.aliases.iter().collect();
            for alias in aliases {
                out.add(&node, skos::ALT_LABEL, text(alias));
            }
            out.add(&node, fl::NAMED, Literal::from(entity.named));
            out.add(&node, fl::MENTIONS, typed(entity.mentions, xsd::INTEGER));
            if entity.types.len() > 1 {
                out.add(&node, fl::TYPES, json(&entity.types));
            }
        }
    }

    fn document(&self, document: &DocumentRecord, out: &mut Triples) {
        let node = NamedNode::new_unchecked(document.iri.as_str());
        out.add(&node, rdf::TYPE, schema::NEWS_ARTICLE);
        out.add(&node, fl::DOCUMENT_ID, text(&document.id));
        if let Some(title) = &document.title {
            out.add(&node, schema::HEADLINE, text(title));
        }
        if let Some(date) = document.date {
            out.add(&node, schema::DATE_PUBLISHED, self::date(date));
        }
        if let Some(url) = &document.url {
            out.add(&node, schema::URL, typed(url, xsd::ANY_URI));
        }
        if let Some(publisher) = &document.publisher {
            out.add(&node, schema::PUBLISHER, text(publisher));
        }
        let authors: BTreeSet<&String> = document.authors.iter().collect();
        for author in authors {
            out.add(&node, schema::AUTHOR, text(author));
        }
        if document.authors.len() > 1 {
            out.add(&node, fl::AUTHORS, json(&document.authors));
        }
        out.add(&node, fl::SHA256, text(&document.sha256));
    }

    /// A claim with its evidence in one document, or in all.
    fn claim(&self, found: &GraphClaim, only: Option<&DocumentRecord>, out: &mut Triples) {
        let claim = &found.claim;
        let base = &self.graph.base;
        let node = NamedNode::new_unchecked(iri::claim(base, &found.id));
        let subject = self.entity(claim.subject);
        let predicate = NamedNode::new_unchecked(match &claim.predicate {
            Predicate::Relation(name) => self.graph.vocabulary.relation_iri(name),
            Predicate::Open(name) => iri::open(name),
        });
        if let Predicate::Relation(name) = &claim.predicate
            && let Some(label) = self.graph.vocabulary.relation_label(name)
        {
            called(&predicate, label, out);
        }
        let object = self.object(&claim.object, out);
        let triple = Triple::new(subject.clone(), predicate.clone(), object.clone());
        if claim.is_asserted() {
            out.asserted.push(triple.clone());
        }
        out.add(&node, rdf::TYPE, fl::CLAIM);
        out.add(&node, rdf::REIFIES, triple);
        out.add(&node, rdf::SUBJECT, subject);
        out.add(&node, rdf::PREDICATE, predicate);
        out.add(&node, rdf::OBJECT, object);
        if claim.predicate.is_open() {
            out.add(&node, fl::OPEN, Literal::from(true));
        }
        let status = format!("{}{}", fl::NAMESPACE, claim.status);
        out.add(&node, fl::STATUS, NamedNode::new_unchecked(status));
        out.add(&node, fl::CONFIDENCE, typed(claim.confidence, xsd::DECIMAL));
        for qualifier in &claim.qualifiers {
            let predicate = format!("{}{}", fl::NAMESPACE, qualifier.key);
            let value = self.value(&qualifier.value, out);
            out.add(&node, NamedNodeRef::new_unchecked(&predicate), value);
        }
        self.dates(found, &node, out);
        for attribution in &claim.attribution {
            let who: Term = match attribution {
                Attribution::Entity(id) => self.entity(*id).into(),
                Attribution::Text(words) => text(words).into(),
            };
            out.add(&node, fl::ATTRIBUTION, who);
        }
        let extraction = NamedNode::new_unchecked(iri::extraction(base, &claim.extractor));
        out.shared.entry(extraction.to_string()).or_insert_with(|| {
            vec![
                Triple::new(extraction.clone(), rdf::TYPE, fl::EXTRACTION),
                Triple::new(extraction.clone(), rdfs::LABEL, text(&claim.extractor)),
            ]
        });
        out.add(&node, prov::WAS_GENERATED_BY, extraction);
        if !claim.trace.frame.is_empty() {
            out.add(&node, fl::FRAME, text(&claim.trace.frame));
        }
        if !claim.trace.trigger.is_empty() {
            out.add(&node, fl::TRIGGER, text(&claim.trace.trigger));
        }
        if !claim.trace.steps.is_empty() {
            out.add(&node, fl::STEPS, json(&claim.trace.steps));
        }
        self.all_evidence(found, only, &node, out);
    }

    fn all_evidence(
        &self,
        found: &GraphClaim,
        only: Option<&DocumentRecord>,
        node: &NamedNode,
        out: &mut Triples,
    ) {
        let here: Vec<(&Evidence, &DocumentRecord)> = found
            .claim
            .evidence
            .iter()
            .filter_map(|e| Some((e, *self.documents.get(e.document.as_str())?)))
            .filter(|(_, d)| only.is_none_or(|only| only.id == d.id))
            .collect();
        let documents: BTreeSet<&str> = here.iter().map(|(_, d)| d.iri.as_str()).collect();
        for document in documents {
            out.add(
                node,
                prov::WAS_DERIVED_FROM,
                NamedNode::new_unchecked(document),
            );
        }
        let targets: Vec<NamedNode> = here
            .iter()
            .map(|(e, d)| {
                NamedNode::new_unchecked(iri::evidence(&self.graph.base, &found.id, d, e))
            })
            .collect();
        for target in &targets {
            out.add(node, oa::HAS_TARGET, target.clone());
        }
        for ((evidence, document), target) in here.into_iter().zip(&targets) {
            let position = NamedNode::new_unchecked(iri::position(document, evidence));
            let quote = NamedNode::new_unchecked(iri::quote(document, evidence));
            out.add(target, rdf::TYPE, oa::SPECIFIC_RESOURCE);
            out.add(
                target,
                oa::HAS_SOURCE,
                NamedNode::new_unchecked(document.iri.as_str()),
            );
            out.add(target, oa::HAS_SELECTOR, position.clone());
            out.add(target, oa::HAS_SELECTOR, quote.clone());
            out.add(target, fl::SENTENCE, text(&evidence.sentence));
            out.selectors
                .entry(position.to_string())
                .or_insert_with(|| {
                    let number = |n: usize| typed(n, xsd::INTEGER);
                    vec![
                        Triple::new(position.clone(), rdf::TYPE, oa::TEXT_POSITION_SELECTOR),
                        Triple::new(position.clone(), oa::START, number(evidence.start)),
                        Triple::new(position.clone(), oa::END, number(evidence.end)),
                    ]
                });
            out.selectors.entry(quote.to_string()).or_insert_with(|| {
                vec![
                    Triple::new(quote.clone(), rdf::TYPE, oa::TEXT_QUOTE_SELECTOR),
                    Triple::new(quote.clone(), oa::EXACT, text(&evidence.quote)),
                ]
            });
        }
    }

    /// The days that dates cover, for filters, and the source's own words for them.
    fn dates(&self, found: &GraphClaim, node: &NamedNode, out: &mut Triples) {
        let dated: Vec<(QualifierKey, PartialDate, Option<&str>)> = found
            .claim
            .qualifiers
            .iter()
            .filter_map(|q| match &q.value {
                Value::Date(date, word) => Some((q.key, *date, word.as_deref())),
                _ => None,
            })
            .collect();
        for &(key, date, word) in &dated {
            let single = dated.iter().filter(|(k, ..)| *k == key).count() == 1;
            let word_term = match key {
                QualifierKey::Date => Some(fl::DATE_WORD),
                QualifierKey::ValidFrom => Some(fl::FROM_WORD),
                QualifierKey::ValidUntil => Some(fl::UNTIL_WORD),
                _ => None,
            };
            if word_term.is_some() {
                for (end, day) in [("Earliest", date.first_day()), ("Latest", date.last_day())] {
                    let predicate = format!("{}{key}{end}", fl::NAMESPACE);
                    let predicate = NamedNodeRef::new_unchecked(&predicate);
                    let day = typed(PartialDate::day(day), xsd::DATE);
                    out.add(node, predicate, day);
                }
            }
            match (word, word_term) {
                (None, _) => {}
                (Some(word), Some(term)) if single => out.add(node, term, text(word)),
                (Some(word), _) => {
                    out.add(
                        node,
                        fl::QUALIFIER_WORD,
                        text(&format!("{key} {date} {word}")),
                    );
                }
            }
        }
    }

    fn entity(&self, id: EntityId) -> NamedNode {
        NamedNode::new_unchecked(self.graph.entity(id).iri.as_str())
    }

    fn object(&self, object: &Object<EntityId>, out: &mut Triples) -> Term {
        match object {
            Object::Entity(id) => self.entity(*id).into(),
            Object::Money(m) => self.money(m, out),
            Object::Number(n) => typed(n, xsd::DECIMAL).into(),
            Object::Quantity(q) => self.quantity(q, out),
            Object::Date(d) => date(*d).into(),
            Object::Text(t) => text(t).into(),
        }
    }

    fn value(&self, value: &Value<EntityId>, out: &mut Triples) -> Term {
        match value {
            Value::Entity(id) => self.entity(*id).into(),
            Value::Text(t) => text(t).into(),
            Value::Date(d, _) => date(*d).into(),
            Value::Duration(d) => duration(d).into(),
            Value::Money(m) => self.money(m, out),
            Value::Number(n) => typed(n, xsd::DECIMAL).into(),
            Value::Boolean(b) => Literal::from(*b).into(),
            Value::Quantity(q) => self.quantity(q, out),
        }
    }

    fn money(&self, money: &Money, out: &mut Triples) -> Term {
        let value = money.value.as_str();
        let node = iri::money(&self.graph.base, value, &money.currency);
        let about = [
            (rdf::TYPE, Term::from(fl::MONEY)),
            (rdf::VALUE, typed(value, xsd::DECIMAL).into()),
            (fl::CURRENCY, text(&money.currency).into()),
            (
                rdfs::LABEL,
                text(&format!("{} {}", grouped(value), money.currency)).into(),
            ),
        ];
        shared(node, about, out)
    }

    fn quantity(&self, quantity: &Quantity, out: &mut Triples) -> Term {
        let value = quantity.value.as_str();
        let node = iri::quantity(&self.graph.base, value, &quantity.unit);
        let about = [
            (rdf::TYPE, Term::from(fl::QUANTITY)),
            (rdf::VALUE, typed(value, xsd::DECIMAL).into()),
            (fl::UNIT, text(&quantity.unit).into()),
            (
                rdfs::LABEL,
                text(&format!("{} {}", grouped(value), quantity.unit)).into(),
            ),
        ];
        shared(node, about, out)
    }
}

/// Says what a relation or a class is called.
fn called(node: &NamedNode, label: &str, out: &mut Triples) {
    let said = || Triple::new(node.clone(), rdfs::LABEL.into_owned(), text(label));
    out.shared
        .entry(node.to_string())
        .or_insert_with(|| vec![said()]);
}

fn shared(node: String, about: [(NamedNodeRef, Term); 4], out: &mut Triples) -> Term {
    let node = NamedNode::new_unchecked(node);
    out.shared.entry(node.to_string()).or_insert_with(|| {
        about
            .map(|(predicate, object)| Triple::new(node.clone(), predicate.into_owned(), object))
            .into()
    });
    node.into()
}

/// A number as people read it: 1,500,000.
fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (digits, String::new()),
    };
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + &fraction
}

fn text(text: &str) -> Literal {
    Literal::new_simple_literal(text)
}

fn typed(value: impl ToString, datatype: NamedNodeRef) -> Literal {
    Literal::new_typed_literal(value.to_string(), datatype.into_owned())
}

/// A list whose order counts, as JSON.
fn json<T: serde::Serialize>(list: &[T]) -> Literal {
    typed(serde_json::to_string(list).unwrap_or_default(), rdf::JSON)
}

/// XML Schema knows no weeks.
fn duration(duration: &Duration) -> Literal {
    let datatype = if duration.0.contains('W') {
        fl::WEEKS
    } else {
        xsd::DURATION
    };
    typed(duration, datatype)
}

fn date(date: PartialDate) -> Literal {
    let datatype = match date.part {
        DatePart::Year => xsd::G_YEAR,
        DatePart::FiscalYear => fl::FISCAL_YEAR,
        DatePart::Half(_) => fl::HALF_YEAR,
        DatePart::Quarter(_) => fl::QUARTER,
        DatePart::Month(_) => xsd::G_YEAR_MONTH,
        DatePart::Day(..) => xsd::DATE,
    };
    typed(date, datatype)
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped("1500000000"), "1,500,000,000");
        assert_eq!(grouped("-12345.6789"), "-12,345.6789");
        assert_eq!(grouped("999"), "999");
    }
}
