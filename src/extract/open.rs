//! Open claims: what clauses say outside the ontology, in the sentence's own words.

use super::deep::Deep;
use super::{Candidate, Context, Extractor};

/// The extractor of open claims.
#[derive(Clone, Copy, Debug)]
pub struct Open;

impl Extractor for Open {
    fn name(&self) -> &'static str {
        "open/1"
    }

    fn extract(&self, context: &Context<'_>, earlier: &[Candidate]) -> Vec<Candidate> {
        let _ = (Deep { view: context.view, mentions: context.mentions, operators: &context.grammar.operators }, earlier);
        Vec::new()
    }
}
