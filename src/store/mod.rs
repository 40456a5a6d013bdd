//! The graph in a store that answers SPARQL.

mod answers;
mod folder;
mod place;

pub use answers::{AnswerFormat, Answers};
pub use folder::{load_graph, read_graph};

use std::collections::HashMap;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};

use crate::error::{Error, ErrorKind, Result};
use crate::graph::Graph;
use crate::rdf::encode;
use crate::rdf::vocabulary::{WELL_KNOWN, fl, prefixes, rdfs};

/// A graph that can be asked in SPARQL.
///
/// The default graph holds the triples of all documents and entities, each once, so that a plain pattern finds them all;
/// `GRAPH ?document { … }` asks one document at a time. The built-in ontology stands in two graphs of its own, named by
/// its IRIs `<https://w3id.org/factloom/ns>` and `<https://w3id.org/factloom/business>`.
pub struct Store {
    store: oxigraph::store::Store,
    prefixes: Vec<(&'static str, String)>,
}

impl Store {
    /// A store of the graph in a folder that a build wrote.
    ///
    /// # Errors
    /// There is no graph in the folder, or it cannot be read.
    pub fn open(folder: &std::path::Path) -> Result<Self> {
        Self::from_quads(folder::quads(folder)?)
    }

    /// A store of a graph.
    ///
    /// # Errors
    /// The store refuses the graph.
    pub fn of(graph: &Graph) -> Result<Self> {
        Self::from_quads(encode(graph).collect())
    }

    fn from_quads(quads: Vec<Quad>) -> Result<Self> {
        let base = quads
            .iter()
            .find(|q| q.object == Term::from(fl::GRAPH))
            .and_then(|q| match &q.graph_name {
                GraphName::NamedNode(name) => name.as_str().strip_suffix("entities"),
                _ => None,
            })
            .unwrap_or(crate::graph::DEFAULT_BASE);
        let mut prefixes = prefixes(base);
        prefixes.extend(WELL_KNOWN.map(|(prefix, iri)| (prefix, iri.to_owned())));
        let store = oxigraph::store::Store::new().map_err(refused)?;
        store
            .extend(quads.iter().map(|quad| Quad {
                graph_name: GraphName::DefaultGraph,
                ..quad.clone()
            }))
            .map_err(refused)?;
        store.extend(quads).map_err(refused)?;
        for (name, text) in [
            (
                "https://w3id.org/factloom/ns",
                include_str!("../../ontology/factloom.ttl"),
            ),
            (
                "https://w3id.org/factloom/business",
                include_str!("../../ontology/business.ttl"),
            ),
        ] {
            let parser = RdfParser::from_format(RdfFormat::Turtle)
                .with_default_graph(NamedNode::new_unchecked(name));
            store
                .load_from_slice(parser, text.as_bytes())
                .map_err(refused)?;
        }
        Ok(Self { store, prefixes })
    }

    /// Answers a query. The usual prefixes need no declaration.
    ///
    /// # Errors
    /// The query is not SPARQL, with the place; or it asks for what the store cannot do.
    pub fn query(&self, sparql: &str) -> Result<Answers> {
        let mut evaluator = SparqlEvaluator::new();
        for (prefix, iri) in &self.prefixes {
            evaluator = evaluator
                .with_prefix(*prefix, iri.clone())
                .map_err(refused)?;
        }
        let query = evaluator.clone().parse_query(sparql).map_err(|_| {
            place::syntax_error(sparql, |text| {
                let wrong = evaluator.clone().parse_query(text).err();
                wrong.map(|e| e.to_string())
            })
        })?;
        let results = query.on_store(&self.store).execute().map_err(refused)?;
        let mut answers = match results {
            QueryResults::Boolean(value) => Answers::of_boolean(value),
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let mut rows = Vec::new();
                for solution in solutions {
                    let solution = solution.map_err(refused)?;
                    rows.push(solution.values().to_vec());
                }
                Answers::of_solutions(variables, rows)
            }
            QueryResults::Graph(triples) => {
                let triples = triples.collect::<std::result::Result<Vec<_>, _>>();
                Answers::of_graph(triples.map_err(refused)?)
            }
        };
        answers.prefixes.clone_from(&self.prefixes);
        answers.labels = self.labels(&answers)?;
        Ok(answers)
    }

    /// The labels of the resources in an answer.
    fn labels(&self, answers: &Answers) -> Result<HashMap<String, String>> {
        let mut labels = HashMap::new();
        for node in answers.resources() {
            let found = self
                .store
                .quads_for_pattern(
                    Some(node.as_ref().into()),
                    Some(rdfs::LABEL),
                    None,
                    Some(GraphNameRef::DefaultGraph),
                )
                .next();
            if let Some(Term::Literal(label)) =
                found.transpose().map_err(refused)?.map(|q| q.object)
            {
                labels.insert(node.as_str().to_owned(), label.value().to_owned());
            }
        }
        Ok(labels)
    }
}

fn refused(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Query, error.to_string())
}
