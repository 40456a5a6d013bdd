//! Open extraction: what a text says, in its own words, whatever the ontology knows.
//!
//! Every clause, and every apposition, title, possessor and prepositional phrase of a noun, becomes an [`OpenTuple`]:
//! a subject, a relation phrase and any number of arguments, as words of one sentence. Tuples are written in a
//! [`Profile`] (`factloom open`), and made into claims by the extractor [`Open`].

mod claims;
mod clause;
mod confidence;
mod nominal;
mod participants;
mod predicate;
mod profile;
mod relation;
mod said;
mod tuple;
mod words;

pub use claims::Open;
pub(in crate::extract) use claims::general;
pub use profile::{Phrase, Profile, Word, Written};
pub use tuple::{ArgumentKind, Construction, Extent, OpenArgument, OpenTuple, Sharing};

use super::Deep;

impl Deep<'_> {
    /// The tuples of a word: of the clause that it heads, and of the noun that it modifies.
    #[must_use]
    pub fn open_tuples(&self, t: usize) -> Vec<OpenTuple> {
        self.clause_tuple(t)
            .into_iter()
            .chain(self.nominal_tuple(t))
            .map(|tuple| OpenTuple {
                confidence: self.tuple_confidence(&tuple),
                ..tuple
            })
            .collect()
    }
}

#[cfg(test)]
mod measure;
#[cfg(test)]
mod tests;
