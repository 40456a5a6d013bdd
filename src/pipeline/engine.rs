//! The engine: everything that is loaded once, and the stages for one document.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Counts, DEFAULT_BASE};
use crate::claim::Claim;
use crate::error::Result;
use crate::extract::{self, Context};
use crate::graph::{DocumentRecord, Graph, Vocabulary};
use crate::learn::{Ranker, Typer};
use crate::mention::{self, MentionId, Mentions};
use crate::nlp::{Analysis, Analyzer, View};
use crate::ontology::{Grammar, Lexicon, Ontology, SourceKind};
use crate::resolve::{self, DocumentGraph};
use crate::text::{Document, PartialDate};

/// The model, the ontology and the lexicon, shared by all threads.
pub struct Engine {
    /// Classes and relations.
    pub ontology: Ontology,
    /// Frames, operators and senses of words.
    pub grammar: Grammar,
    /// Names and nouns.
    pub lexicon: Lexicon,
    /// What was learned from examples.
    pub rankers: Vec<Ranker>,
    /// The classes that the user's files bring, if any.
    pub typer: Option<Typer>,
    /// The language analysis.
    pub analyzer: Analyzer,
}

/// What the stages found in one document, its text gone.
pub struct Read {
    /// Its entities and claims.
    pub graph: DocumentGraph,
    /// What the graph keeps of it.
    pub record: DocumentRecord,
    /// How much there was.
    pub counts: Counts,
}

impl Engine {
    /// Loads the model and the ontology, with the user's files.
    ///
    /// # Errors
    /// When a file cannot be read or is wrong: with path, line and column.
    pub fn load(ontology: &[PathBuf]) -> Result<Self> {
        let mut ontology = Ontology::load(ontology)?;
        let grammar = Grammar::load(&ontology)?;
        let lexicon = Lexicon::load(&ontology)?;
        let rankers: Vec<Ranker> = ontology
            .sources
            .iter()
            .filter(|s| s.kind == SourceKind::Ranker)
            .map(|s| Ranker::from_text(&s.text, &s.path))
            .collect::<Result<_>>()?;
        // what was learned, or has frames, is not guessed from labels
        let learned = rankers.iter().flat_map(Ranker::relations);
        let framed = grammar.frames.iter().flat_map(|f| &f.claims);
        let known: BTreeSet<&str> = learned.chain(framed.map(|c| c.relation.as_str())).collect();
        for triggers in ontology.triggers.values_mut() {
            triggers.retain(|t| !known.contains(t.relation.as_str()));
        }
        ontology.triggers.retain(|_, t| !t.is_empty());
        let typer = Typer::of(&ontology, rankers.iter().map(|r| &r.types));
        Ok(Self {
            typer,
            ontology,
            grammar,
            lexicon,
            rankers,
            analyzer: Analyzer::new()?,
        })
    }

    /// The mentions of an analysed document. Where it is not known whom a "we" speaks for, the positions that the first
    /// reading claims are put to use in a second one.
    #[must_use]
    pub fn mentions(&self, view: &View<'_>) -> Mentions {
        let mentions = mention::find(view, &self.lexicon);
        let unknown = mentions
            .mentions
            .iter()
            .zip(&mentions.references)
            .any(|(m, r)| {
                r.referents.is_empty()
                    && matches!(
                        view.form(m.head).to_lowercase().as_str(),
                        "we" | "us" | "our" | "ours"
                    )
            });
        if !unknown {
            return mentions;
        }
        let posts = extract::posts(&self.context(view, &mentions));
        if posts.is_empty() {
            return mentions;
        }
        mention::find_knowing(view, &self.lexicon, &posts)
    }

    /// The claims of an analysed document, with the mentions that they speak of.
    #[must_use]
    pub fn claims(&self, view: &View<'_>) -> (Mentions, Vec<Claim<MentionId>>) {
        let mut mentions = self.mentions(view);
        let mut learned = Vec::new();
        if !self.rankers.is_empty() {
            let found = extract::learned_found(&self.context(view, &mentions), &self.rankers);
            learned = extract::learned_candidates(
                view,
                &self.ontology,
                &self.grammar,
                &mut mentions,
                found,
            );
        }
        // rankers have weighed for themselves what an end is like; elsewhere its class decides
        if let Some(typer) = &self.typer {
            typer.apply(view, &self.ontology, &mut mentions);
        }
        let claims = extract::claims_beside(&self.context(view, &mentions), learned);
        (mentions, claims)
    }

    /// What extractors read.
    #[must_use]
    pub fn context<'a>(&'a self, view: &'a View<'a>, mentions: &'a Mentions) -> Context<'a> {
        Context {
            view,
            mentions,
            ontology: &self.ontology,
            grammar: &self.grammar,
            lexicon: &self.lexicon,
        }
    }

    /// All stages up to the document's own graph. Never fails.
    #[must_use]
    pub fn read(&self, document: &Document, base: &str) -> Read {
        let analysis = self.analyzer.analyze(document);
        self.read_analysed(document, &analysis, base)
    }

    fn read_analysed(&self, document: &Document, analysis: &Analysis, base: &str) -> Read {
        let view = View::new(document, analysis);
        let (mentions, claims) = self.claims(&view);
        let counts = Counts {
            documents: 1,
            sentences: analysis.sentences.len(),
            tokens: analysis.tokens.len(),
            mentions: mentions.mentions.len(),
        };
        let graph = resolve::document(&view, &self.lexicon, &mentions, claims);
        Read {
            graph,
            record: record(document, base),
            counts,
        }
    }

    /// The graph of one plain text: for examples and tests.
    #[must_use]
    pub fn graph_of_text(&self, text: &str, date: Option<PartialDate>) -> Graph {
        let document = Document::plain("text", text, date);
        let read = self.read(&document, DEFAULT_BASE);
        self.merge(DEFAULT_BASE, vec![read.graph], vec![read.record])
    }

    /// One graph of all documents.
    #[must_use]
    pub fn merge(
        &self,
        base: &str,
        graphs: Vec<DocumentGraph>,
        records: Vec<DocumentRecord>,
    ) -> Graph {
        resolve::merge(
            base,
            Vocabulary::from(&self.ontology),
            &self.lexicon,
            graphs,
            records,
        )
    }
}

pub(super) fn record(document: &Document, base: &str) -> DocumentRecord {
    DocumentRecord {
        id: document.id.clone(),
        iri: resolve::document_iri(base, &document.id),
        title: document.meta.title.clone(),
        date: document.meta.date,
        url: document.meta.url.clone(),
        publisher: document.meta.publisher.clone(),
        authors: document.meta.authors.clone(),
        sha256: document.sha256.clone(),
    }
}
