//! Ids of documents that are unique within a build.

use std::collections::BTreeSet;

use crate::text::Document;

/// Gives each document of a build an id of its own.
///
/// The first document with a name keeps it; a later one gets the start of its bytes' hash after it, so that the same
/// documents in the same order get the same ids.
#[derive(Clone, Debug, Default)]
pub struct DocumentIds {
    given: BTreeSet<String>,
}

impl DocumentIds {
    /// No id given yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the document's id unique among those that came before it.
    pub fn make_unique(&mut self, document: &mut Document) {
        let id = self.unique(&document.id, &document.sha256);
        document.id = id;
    }

    /// A unique id made of a wanted one and a hash.
    pub fn unique(&mut self, id: &str, sha256: &str) -> String {
        let mut candidate = id.to_owned();
        let mut length = 8;
        let mut count = 2;
        while !self.given.insert(candidate.clone()) {
            match sha256.get(..length) {
                Some(hash) => candidate = format!("{id}~{hash}"),
                None => {
                    candidate = format!("{id}~{}-{count}", sha256.get(..8).unwrap_or(sha256));
                    count += 1;
                }
            }
            length += 56;
        }
        candidate
    }
}
