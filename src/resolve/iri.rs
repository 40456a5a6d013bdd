//! IRIs: minted here and nowhere else.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::graph::segment;

/// A readable last segment of an IRI: letters and digits in lower case without their accents, joined by hyphens.
#[must_use]
pub fn slug(label: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in label.nfkd().filter(|c| !is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '.') {
            gap = true;
        }
    }
    if out.chars().count() > 80 {
        out = out.chars().take(80).collect();
        out.truncate(out.trim_end_matches('-').len());
    }
    if out.is_empty() {
        "unnamed".to_owned()
    } else {
        out
    }
}

/// The IRI of a document.
#[must_use]
pub fn document_iri(base: &str, id: &str) -> String {
    format!("{base}document/{}", segment(id))
}

/// The IRI of a named entity.
pub(super) fn named(base: &str, slug: &str) -> String {
    format!("{base}entity/{slug}")
}

/// The IRI of something that one document describes.
pub(super) fn described(base: &str, document: &str, slug: &str) -> String {
    format!("{base}entity/{}/{slug}", self::slug(document))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable() {
        assert_eq!(slug("Norvane Systems"), "norvane-systems");
        assert_eq!(slug("Brûlerie d'Orée & Fils"), "brulerie-doree-fils");
        assert_eq!(slug("QX-212"), "qx-212");
        assert_eq!(slug("…"), "unnamed");
    }
}
