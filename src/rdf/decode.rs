//! From RDF to the graph.

use std::collections::{BTreeSet, HashMap};

use oxigraph::model::{Literal, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use serde::de::DeserializeOwned;

use super::iri;
use super::vocabulary::{OPEN, fl, oa, prov, rdf, rdfs, schema, skos, xsd};
use crate::claim::{
    Attribution, Claim, Confidence, Decimal, Duration, Evidence, Money, Object, Predicate,
    Qualifier, QualifierKey, Quantity, Status, Trace, Value,
};
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{DocumentRecord, Entity, EntityId, Graph, GraphClaim, Vocabulary};
use crate::text::PartialDate;

/// The graph that these quads describe, in its canonical order. Quads may come in any order; what else they say is
/// passed over.
///
/// # Errors
/// The quads were not written by [`encode`](super::encode()): something that belongs to a claim is missing or malformed.
pub fn decode(quads: impl IntoIterator<Item = Quad>) -> Result<Graph> {
    let mut resources = Resources::default();
    for quad in quads {
        resources.add(quad);
    }
    let mut graph = Graph {
        base: resources.base()?,
        ..Graph::default()
    };
    let entities = resources.entities(&mut graph)?;
    let documents = resources.documents(&mut graph)?;
    let reader = Reader {
        resources: &resources,
        entities,
        documents,
        base: graph.base.clone(),
    };
    for node in resources.of_type(fl::CLAIM) {
        let claim = reader.claim(node, &mut graph.vocabulary)?;
        graph.claims.push(claim);
    }
    graph
        .claims
        .sort_by(|a, b| (&a.claim.evidence, &a.id).cmp(&(&b.claim.evidence, &b.id)));
    Ok(graph)
}

/// What is said of each resource with an IRI, each statement once.
#[derive(Default)]
struct Resources {
    about: HashMap<String, Vec<(String, Term)>>,
}

impl Resources {
    fn add(&mut self, quad: Quad) {
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
            return;
        };
        let statements = self.about.entry(subject.into_string()).or_default();
        let statement = (quad.predicate.into_string(), quad.object);
        if !statements.contains(&statement) {
            statements.push(statement);
        }
    }

    fn of_type(&self, class: NamedNodeRef) -> BTreeSet<&str> {
        self.about
            .iter()
            .filter(|(_, statements)| {
                statements.iter().any(|(p, o)| {
                    p == rdf::TYPE.as_str()
                        && matches!(o, Term::NamedNode(n) if n.as_str() == class.as_str())
                })
            })
            .map(|(iri, _)| iri.as_str())
            .collect()
    }

    fn objects<'a>(
        &'a self,
        subject: &str,
        predicate: NamedNodeRef<'a>,
    ) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.about
            .get(subject)
            .into_iter()
            .flatten()
            .filter(move |(p, _)| p == predicate.as_str())
            .map(|(_, o)| o)
    }

    fn object<'a>(&'a self, subject: &str, predicate: NamedNodeRef<'a>) -> Result<&'a Term> {
        self.objects(subject, predicate)
            .next()
            .ok_or_else(|| malformed(subject, predicate, "is missing"))
    }

    fn iri<'a>(&'a self, subject: &str, predicate: NamedNodeRef<'a>) -> Result<&'a str> {
        match self.object(subject, predicate)? {
            Term::NamedNode(node) => Ok(node.as_str()),
            _ => Err(malformed(subject, predicate, "is not an IRI")),
        }
    }

    fn texts<'a>(
        &'a self,
        subject: &str,
        predicate: NamedNodeRef<'a>,
    ) -> impl Iterator<Item = &'a str> + use<'a> {
        self.objects(subject, predicate).filter_map(|o| match o {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
    }

    fn text<'a>(&'a self, subject: &str, predicate: NamedNodeRef<'a>) -> Result<&'a str> {
        self.texts(subject, predicate)
            .next()
            .ok_or_else(|| malformed(subject, predicate, "is missing"))
    }

    fn parsed<T: std::str::FromStr>(&self, subject: &str, predicate: NamedNodeRef) -> Result<T> {
        self.text(subject, predicate)?
            .parse()
            .map_err(|_| malformed(subject, predicate, "is malformed"))
    }

    /// A list written as JSON, if there is one.
    fn list<T: DeserializeOwned>(
        &self,
        subject: &str,
        predicate: NamedNodeRef,
    ) -> Result<Option<Vec<T>>> {
        self.texts(subject, predicate)
            .next()
            .map(|list| {
                serde_json::from_str(list)
                    .map_err(|_| malformed(subject, predicate, "is not the JSON expected"))
            })
            .transpose()
    }

    fn base(&self) -> Result<String> {
        self.of_type(fl::GRAPH)
            .into_iter()
            .find_map(|node| node.strip_suffix("entities"))
            .map(str::to_owned)
            .ok_or_else(|| {
                Error::new(
                    ErrorKind::Format,
                    "this is not a graph that a build wrote: no resource is of the type fl:Graph",
                )
            })
    }

    fn entities(&self, graph: &mut Graph) -> Result<HashMap<String, EntityId>> {
        let mentioned = |iri: &&String| self.objects(iri, fl::MENTIONS).next().is_some();
        let iris: BTreeSet<&String> = self.about.keys().filter(mentioned).collect();
        let mut ids = HashMap::new();
        for iri in iris {
            let mut types: Vec<String> = self
                .objects(iri, rdf::TYPE)
                .filter_map(|o| match o {
                    Term::NamedNode(class) => {
                        let name = graph.vocabulary.add_class(class.as_str());
                        if let Ok(label) = self.text(class.as_str(), rdfs::LABEL) {
                            graph.vocabulary.add_class_label(&name, label);
                        }
                        Some(name)
                    }
                    _ => None,
                })
                .collect();
            types.sort();
            let mut aliases: Vec<String> = self
                .texts(iri, skos::ALT_LABEL)
                .map(str::to_owned)
                .collect();
            aliases.sort();
            ids.insert(iri.clone(), EntityId(graph.entities.len() as u32));
            graph.entities.push(Entity {
                label: self.text(iri, rdfs::LABEL)?.to_owned(),
                aliases,
                types: self.list(iri, fl::TYPES)?.unwrap_or(types),
                named: self.parsed(iri, fl::NAMED)?,
                mentions: self.parsed(iri, fl::MENTIONS)?,
                iri: iri.clone(),
            });
        }
        Ok(ids)
    }

    fn documents(&self, graph: &mut Graph) -> Result<HashMap<String, String>> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let mut ids = HashMap::new();
        for iri in self.of_type(schema::NEWS_ARTICLE) {
            let id = self.text(iri, fl::DOCUMENT_ID)?.to_owned();
            let mut authors: Vec<String> =
                self.texts(iri, schema::AUTHOR).map(str::to_owned).collect();
            authors.sort();
            ids.insert(iri.to_owned(), id.clone());
            graph.documents.push(DocumentRecord {
                id,
                iri: iri.to_owned(),
                title: owned(self.texts(iri, schema::HEADLINE).next()),
                date: match self.texts(iri, schema::DATE_PUBLISHED).next() {
                    Some(_) => Some(self.parsed(iri, schema::DATE_PUBLISHED)?),
                    None => None,
                },
                url: owned(self.texts(iri, schema::URL).next()),
                publisher: owned(self.texts(iri, schema::PUBLISHER).next()),
                authors: self.list(iri, fl::AUTHORS)?.unwrap_or(authors),
                sha256: self.text(iri, fl::SHA256)?.to_owned(),
            });
        }
        graph.documents.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(ids)
    }
}

struct Reader<'r> {
    resources: &'r Resources,
    entities: HashMap<String, EntityId>,
    documents: HashMap<String, String>,
    base: String,
}

impl Reader<'_> {
    fn claim(&self, node: &str, vocabulary: &mut Vocabulary) -> Result<GraphClaim> {
        let about = self.resources;
        let prefix = iri::claim(&self.base, "");
        let id = node
            .strip_prefix(&prefix)
            .and_then(iri::unsegment)
            .ok_or_else(|| {
                malformed(node, rdf::TYPE, "is fl:Claim, but the IRI is not a claim's")
            })?;
        let predicate = about.iri(node, rdf::PREDICATE)?;
        let predicate = match predicate.strip_prefix(OPEN) {
            Some(name) => Predicate::Open(
                iri::unsegment(name)
                    .ok_or_else(|| malformed(node, rdf::PREDICATE, "is malformed"))?,
            ),
            None => {
                let name = vocabulary.add_relation(predicate);
                if let Ok(label) = about.text(predicate, rdfs::LABEL) {
                    vocabulary.add_relation_label(&name, label);
                }
                Predicate::Relation(name)
            }
        };
        let status = about.iri(node, fl::STATUS)?;
        let status: Status = status
            .strip_prefix(fl::NAMESPACE)
            .and_then(|name| name.parse().ok())
            .ok_or_else(|| malformed(node, fl::STATUS, "is not a status"))?;
        let object = match self.value(node, rdf::OBJECT, about.object(node, rdf::OBJECT)?)? {
            Value::Entity(id) => Object::Entity(id),
            Value::Money(m) => Object::Money(m),
            Value::Number(n) => Object::Number(n),
            Value::Quantity(q) => Object::Quantity(q),
            Value::Date(d, _) => Object::Date(d),
            Value::Text(t) => Object::Text(t),
            _ => return Err(malformed(node, rdf::OBJECT, "is of an unknown type")),
        };
        let extraction = about.iri(node, prov::WAS_GENERATED_BY)?;
        let only = |predicate| about.texts(node, predicate).next().unwrap_or_default();
        Ok(GraphClaim {
            claim: Claim {
                subject: self.entity(node, rdf::SUBJECT, about.iri(node, rdf::SUBJECT)?)?,
                predicate,
                object,
                qualifiers: self.qualifiers(node)?,
                status,
                attribution: self.attribution(node)?,
                confidence: Confidence::new(about.parsed(node, fl::CONFIDENCE)?),
                extractor: about.text(extraction, rdfs::LABEL)?.to_owned(),
                evidence: self.evidence(node)?,
                trace: Trace {
                    frame: only(fl::FRAME).to_owned(),
                    trigger: only(fl::TRIGGER).to_owned(),
                    steps: about.list(node, fl::STEPS)?.unwrap_or_default(),
                },
            },
            id,
        })
    }

    fn qualifiers(&self, node: &str) -> Result<Vec<Qualifier<EntityId>>> {
        let mut found = Vec::new();
        for &key in QualifierKey::ALL {
            let predicate = format!("{}{key}", fl::NAMESPACE);
            let predicate = NamedNodeRef::new_unchecked(&predicate);
            for term in self.resources.objects(node, predicate) {
                let value = self.value(node, predicate, term)?;
                let value = match value {
                    Value::Date(date, _) => Value::Date(date, self.word(node, key, date)),
                    other => other,
                };
                found.push(Qualifier { key, value });
            }
        }
        found.sort();
        Ok(found)
    }

    /// The source's own word for a date.
    fn word(&self, node: &str, key: QualifierKey, date: PartialDate) -> Option<String> {
        let start = format!("{key} {date} ");
        let special = self
            .resources
            .texts(node, fl::QUALIFIER_WORD)
            .find_map(|text| text.strip_prefix(&start));
        let term = match key {
            QualifierKey::Date => fl::DATE_WORD,
            QualifierKey::ValidFrom => fl::FROM_WORD,
            QualifierKey::ValidUntil => fl::UNTIL_WORD,
            _ => return special.map(str::to_owned),
        };
        special
            .or_else(|| self.resources.texts(node, term).next())
            .map(str::to_owned)
    }

    fn attribution(&self, node: &str) -> Result<Vec<Attribution<EntityId>>> {
        let mut found = self
            .resources
            .objects(node, fl::ATTRIBUTION)
            .map(|term| match term {
                Term::NamedNode(who) => self
                    .entity(node, fl::ATTRIBUTION, who.as_str())
                    .map(Attribution::Entity),
                Term::Literal(words) => Ok(Attribution::Text(words.value().to_owned())),
                _ => Err(malformed(node, fl::ATTRIBUTION, "is of an unknown type")),
            })
            .collect::<Result<Vec<_>>>()?;
        found.sort();
        Ok(found)
    }

    fn evidence(&self, node: &str) -> Result<Vec<Evidence>> {
        let about = self.resources;
        let mut found = Vec::new();
        for target in about.objects(node, oa::HAS_TARGET) {
            let Term::NamedNode(target) = target else {
                return Err(malformed(node, oa::HAS_TARGET, "is not an IRI"));
            };
            let target = target.as_str();
            let source = about.iri(target, oa::HAS_SOURCE)?;
            let document = self
                .documents
                .get(source)
                .ok_or_else(|| malformed(target, oa::HAS_SOURCE, "is not a document"))?;
            let selectors: Vec<&str> = about
                .objects(target, oa::HAS_SELECTOR)
                .filter_map(|o| match o {
                    Term::NamedNode(n) => Some(n.as_str()),
                    _ => None,
                })
                .collect();
            let with = |predicate| {
                selectors
                    .iter()
                    .copied()
                    .find(|s| about.texts(s, predicate).next().is_some())
                    .ok_or_else(|| malformed(target, oa::HAS_SELECTOR, "is missing"))
            };
            found.push(Evidence {
                document: document.clone(),
                start: about.parsed(with(oa::START)?, oa::START)?,
                end: about.parsed(with(oa::END)?, oa::END)?,
                quote: about.text(with(oa::EXACT)?, oa::EXACT)?.to_owned(),
                sentence: about.text(target, fl::SENTENCE)?.to_owned(),
            });
        }
        found.sort();
        Ok(found)
    }

    fn entity(&self, node: &str, predicate: NamedNodeRef, iri: &str) -> Result<EntityId> {
        self.entities
            .get(iri)
            .copied()
            .ok_or_else(|| malformed(node, predicate, "is not an entity of the graph"))
    }

    fn value(&self, node: &str, predicate: NamedNodeRef, term: &Term) -> Result<Value<EntityId>> {
        match term {
            Term::NamedNode(iri) => {
                let about = self.resources;
                let iri = iri.as_str();
                let kind = about.objects(iri, rdf::TYPE).find_map(|o| match o {
                    Term::NamedNode(n) => Some(n.as_str()),
                    _ => None,
                });
                if kind == Some(fl::MONEY.as_str()) {
                    return Ok(Value::Money(Money {
                        value: self.number(iri)?,
                        currency: about.text(iri, fl::CURRENCY)?.to_owned(),
                    }));
                }
                if kind == Some(fl::QUANTITY.as_str()) {
                    return Ok(Value::Quantity(Quantity {
                        value: self.number(iri)?,
                        unit: about.text(iri, fl::UNIT)?.to_owned(),
                    }));
                }
                Ok(Value::Entity(self.entity(node, predicate, iri)?))
            }
            Term::Literal(literal) => {
                self::literal(literal).ok_or_else(|| malformed(node, predicate, "is malformed"))
            }
            _ => Err(malformed(node, predicate, "is of an unknown type")),
        }
    }

    fn number(&self, node: &str) -> Result<Decimal> {
        Decimal::parse(self.resources.text(node, rdf::VALUE)?, 0)
            .ok_or_else(|| malformed(node, rdf::VALUE, "is not a number"))
    }
}

fn literal(literal: &Literal) -> Option<Value<EntityId>> {
    let text = literal.value();
    Some(match literal.datatype() {
        xsd::DECIMAL | xsd::INTEGER => Value::Number(Decimal::parse(text, 0)?),
        xsd::BOOLEAN => Value::Boolean(text.parse().ok()?),
        xsd::DURATION | fl::WEEKS => Value::Duration(Duration(text.to_owned())),
        xsd::STRING => Value::Text(text.to_owned()),
        _ => Value::Date(text.parse().ok()?, None),
    })
}

fn malformed(subject: &str, predicate: NamedNodeRef, problem: &str) -> Error {
    Error::new(
        ErrorKind::Format,
        format!("the graph is damaged: {predicate} of <{subject}> {problem}; build it again"),
    )
}
