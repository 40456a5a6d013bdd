//! The IRIs that are minted here: claims, evidence, values, open predicates.

use crate::claim::Evidence;
use crate::graph::DocumentRecord;

use super::vocabulary::OPEN;

/// The IRI of a claim.
#[must_use]
pub fn claim(base: &str, id: &str) -> String {
    format!("{base}claim/{}", segment(id))
}

/// The IRI of an open predicate.
#[must_use]
pub fn open(name: &str) -> String {
    format!("{OPEN}{}", segment(name))
}

/// The graph that describes the entities.
#[must_use]
pub fn entities(base: &str) -> String {
    format!("{base}entities")
}

/// The run of an extractor of a certain version: `frames/1`.
#[must_use]
pub fn extraction(base: &str, extractor: &str) -> String {
    format!("{base}extraction/{}", segment(extractor))
}

/// A sum of money.
#[must_use]
pub fn money(base: &str, value: &str, currency: &str) -> String {
    format!("{base}money/{value}-{}", segment(currency))
}

/// A number with a unit.
#[must_use]
pub fn quantity(base: &str, value: &str, unit: &str) -> String {
    format!("{base}quantity/{value}-{}", segment(unit))
}

/// The words of a document that support a claim.
#[must_use]
pub fn evidence(base: &str, claim: &str, document: &DocumentRecord, evidence: &Evidence) -> String {
    format!(
        "{base}evidence/{}-{}-{}-{}",
        segment(claim),
        segment(&document.id),
        evidence.start,
        evidence.end
    )
}

/// A stretch of a document by its characters, as a fragment of [RFC 5147](https://www.rfc-editor.org/rfc/rfc5147).
#[must_use]
pub fn position(document: &DocumentRecord, evidence: &Evidence) -> String {
    fragment(document, "char", evidence)
}

/// A stretch of a document by its words.
#[must_use]
pub fn quote(document: &DocumentRecord, evidence: &Evidence) -> String {
    fragment(document, "quote", evidence)
}

fn fragment(document: &DocumentRecord, kind: &str, evidence: &Evidence) -> String {
    let mark = if document.iri.contains('#') { '/' } else { '#' };
    format!(
        "{}{mark}{kind}={},{}",
        document.iri, evidence.start, evidence.end
    )
}

pub use crate::graph::{segment, unsegment};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_keep_their_text() {
        for text in [
            "reduce-dependence-on",
            "Bråvind & Co. #2",
            "50%",
            "a/b\u{0}",
            "東京",
            "",
        ] {
            assert_eq!(unsegment(&segment(text)).as_deref(), Some(text));
        }
        assert_eq!(segment("a b/ü"), "a%20b%2Fü");
        assert_eq!(unsegment("%zz"), None);
        assert_eq!(unsegment("%4"), None);
    }
}
