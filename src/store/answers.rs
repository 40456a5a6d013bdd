//! What a query gives, and the notations in which it can be written.

use std::collections::HashMap;
use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use crate::error::{Error, ErrorKind, Result};

/// A notation for answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum AnswerFormat {
    /// Comma-separated values.
    Csv,
    /// Tab-separated values, in the notation of Turtle.
    Tsv,
    /// SPARQL results as JSON.
    Json,
    /// SPARQL results as XML.
    Xml,
    /// Turtle, for CONSTRUCT and DESCRIBE.
    Ttl,
}

/// The answers to a query.
#[derive(Clone, Debug)]
pub struct Answers {
    kind: Kind,
    pub(super) prefixes: Vec<(&'static str, String)>,
    pub(super) labels: HashMap<String, String>,
}

#[derive(Clone, Debug)]
enum Kind {
    Boolean(bool),
    Solutions(Vec<Variable>, Vec<Vec<Option<Term>>>),
    Graph(Vec<Triple>),
}

impl Answers {
    /// The answer to an ASK query.
    #[must_use]
    pub fn boolean(&self) -> Option<bool> {
        match self.kind {
            Kind::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the answer is a graph, as of CONSTRUCT and DESCRIBE.
    #[must_use]
    pub fn is_graph(&self) -> bool {
        matches!(self.kind, Kind::Graph(_))
    }

    /// The names of the columns; of a graph, its three positions.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        match &self.kind {
            Kind::Boolean(_) => vec!["answer".to_owned()],
            Kind::Solutions(variables, _) => {
                variables.iter().map(|v| v.as_str().to_owned()).collect()
            }
            Kind::Graph(_) => ["subject", "predicate", "object"].map(str::to_owned).into(),
        }
    }

    /// The cells, for people: entities by their labels, other resources with a prefix, literals without their type.
    #[must_use]
    pub fn text(&self) -> Vec<Vec<String>> {
        match &self.kind {
            Kind::Boolean(value) => vec![vec![value.to_string()]],
            Kind::Solutions(_, rows) => rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|cell| cell.as_ref().map_or_else(String::new, |t| self.term(t)))
                        .collect()
                })
                .collect(),
            Kind::Graph(triples) => triples
                .iter()
                .map(|t| {
                    vec![
                        self.term(&t.subject.clone().into()),
                        self.term(&t.predicate.clone().into()),
                        self.term(&t.object),
                    ]
                })
                .collect(),
        }
    }

    /// Whether every value of a column is a number, so that it is read from the right.
    #[must_use]
    pub fn is_numeric(&self, column: usize) -> bool {
        let Kind::Solutions(_, rows) = &self.kind else {
            return false;
        };
        let mut cells = rows
            .iter()
            .filter_map(|row| row.get(column)?.as_ref())
            .peekable();
        cells.peek().is_some()
            && cells.all(|cell| {
                matches!(cell, Term::Literal(l)
                    if l.datatype().as_str().starts_with("http://www.w3.org/2001/XMLSchema#")
                        && !l.datatype().as_str().ends_with("#string")
                        && l.value().parse::<f64>().is_ok()
                        && !l.datatype().as_str().contains("#g"))
            })
    }

    /// Whether a notation fits the kind of query.
    ///
    /// # Errors
    /// It does not; the message says what does.
    pub fn check(&self, format: AnswerFormat) -> Result<()> {
        let message = match (format == AnswerFormat::Ttl, self.is_graph()) {
            (true, false) => {
                "this query gives no graph, as CONSTRUCT and DESCRIBE do; use table, csv, tsv, json or xml"
            }
            (false, true) => "CONSTRUCT and DESCRIBE give a graph; use ttl or table",
            _ => return Ok(()),
        };
        Err(Error::new(ErrorKind::Usage, message))
    }

    /// Writes the answers in a notation.
    ///
    /// # Errors
    /// `out` refuses the bytes, or the notation does not fit.
    pub fn write(&self, format: AnswerFormat, out: &mut dyn Write) -> io::Result<()> {
        self.check(format)
            .map_err(|e| io::Error::new(io::ErrorKind::InvalidInput, e))?;
        let results = match format {
            AnswerFormat::Ttl => return self.turtle(out),
            AnswerFormat::Csv => QueryResultsFormat::Csv,
            AnswerFormat::Tsv => QueryResultsFormat::Tsv,
            AnswerFormat::Json => QueryResultsFormat::Json,
            AnswerFormat::Xml => QueryResultsFormat::Xml,
        };
        self.results(QueryResultsSerializer::from_format(results), out)
    }

    pub(super) fn of_boolean(value: bool) -> Self {
        Self::new(Kind::Boolean(value))
    }

    pub(super) fn of_solutions(variables: Vec<Variable>, rows: Vec<Vec<Option<Term>>>) -> Self {
        Self::new(Kind::Solutions(variables, rows))
    }

    pub(super) fn of_graph(mut triples: Vec<Triple>) -> Self {
        triples.sort_by_cached_key(ToString::to_string);
        triples.dedup();
        Self::new(Kind::Graph(triples))
    }

    /// The resources that a person would see.
    pub(super) fn resources(&self) -> Vec<NamedNode> {
        let mut found = Vec::new();
        match &self.kind {
            Kind::Boolean(_) => {}
            Kind::Solutions(_, rows) => {
                for term in rows.iter().flatten().flatten() {
                    named(term, &mut found);
                }
            }
            Kind::Graph(triples) => {
                for triple in triples {
                    named(&Term::Triple(Box::new(triple.clone())), &mut found);
                }
            }
        }
        found.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        found.dedup();
        found
    }

    fn new(kind: Kind) -> Self {
        Self {
            kind,
            prefixes: Vec::new(),
            labels: HashMap::new(),
        }
    }

    fn results(&self, serializer: QueryResultsSerializer, out: &mut dyn Write) -> io::Result<()> {
        match &self.kind {
            Kind::Boolean(value) => {
                serializer.serialize_boolean_to_writer(&mut *out, *value)?;
            }
            Kind::Solutions(variables, rows) => {
                let mut writer =
                    serializer.serialize_solutions_to_writer(&mut *out, variables.clone())?;
                for row in rows {
                    writer.serialize(
                        variables
                            .iter()
                            .zip(row)
                            .filter_map(|(v, t)| Some((v.as_ref(), t.as_ref()?.as_ref()))),
                    )?;
                }
                writer.finish()?;
            }
            Kind::Graph(_) => {}
        }
        out.flush()
    }

    fn turtle(&self, out: &mut dyn Write) -> io::Result<()> {
        let Kind::Graph(triples) = &self.kind else {
            return Ok(());
        };
        let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
        for (prefix, iri) in &self.prefixes {
            serializer = serializer
                .with_prefix(*prefix, iri.clone())
                .map_err(|e| io::Error::new(io::ErrorKind::InvalidInput, e))?;
        }
        let mut writer = serializer.for_writer(out);
        for triple in triples {
            writer.serialize_triple(triple)?;
        }
        writer.finish()?.flush()
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.node(node.as_str()),
            Term::BlankNode(node) => node.to_string(),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::Triple(triple) => format!(
                "{} {} {}",
                self.term(&triple.subject.clone().into()),
                self.node(triple.predicate.as_str()),
                self.term(&triple.object)
            ),
        }
    }

    fn node(&self, iri: &str) -> String {
        if let Some(label) = self.labels.get(iri) {
            return label.clone();
        }
        self.prefixes
            .iter()
            .filter(|(_, namespace)| iri.starts_with(namespace.as_str()))
            .max_by_key(|(_, namespace)| namespace.len())
            .map_or_else(
                || format!("<{iri}>"),
                |(prefix, namespace)| format!("{prefix}:{}", &iri[namespace.len()..]),
            )
    }
}

fn named(term: &Term, found: &mut Vec<NamedNode>) {
    match term {
        Term::NamedNode(node) => found.push(node.clone()),
        Term::Triple(triple) => {
            if let NamedOrBlankNode::NamedNode(node) = &triple.subject {
                found.push(node.clone());
            }
            named(&triple.object, found);
        }
        _ => {}
    }
}
