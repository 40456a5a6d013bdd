//! Open predicates: the canonical name of what a tuple says, the same however it is said.
//!
//! A name is made of lemmas: the verb with its particle and preposition (`hand-over-to`), "be" with an adjective or a
//! preposition (`be-subject-to`). Passives with an agent are turned, so that "was bought by" and "bought" have one name;
//! passives without an agent keep the participle (`be-based-in`). Tense, negation and modality are the claim's status.
//! Synonyms have the name of their group ([`Synonyms`]): "purchased" is `buy`.

use super::tuple::{ArgumentKind, Construction, OpenTuple};
use crate::extract::Deep;
use crate::nlp::Deprel;
use crate::ontology::Synonyms;

impl Deep<'_> {
    /// The canonical name of what a tuple says: of its subject, or of its agent where it has one.
    #[must_use]
    pub fn open_predicate(&self, tuple: &OpenTuple, synonyms: &Synonyms) -> String {
        synonyms.name(&self.own_name(tuple, synonyms)).to_owned()
    }

    /// The name of what a tuple says, before the whole of it is looked up among the synonyms.
    fn own_name(&self, tuple: &OpenTuple, synonyms: &Synonyms) -> String {
        let closest = tuple.arguments.first();
        let preposition = closest.map_or(&[][..], |a| &a.preposition);
        match tuple.construction {
            Construction::Apposition | Construction::Title => "be".to_owned(),
            Construction::Location => "be-in".to_owned(),
            Construction::Possession => "have".to_owned(),
            Construction::Existence => "exist".to_owned(),
            Construction::Modifier => self.with_preposition("be", preposition),
            Construction::Copula if !self.is_verbal(tuple.predicate) => {
                self.with_preposition(&self.copula_name(tuple), preposition)
            }
            Construction::Clause | Construction::Report | Construction::Copula => {
                let has = |kind| tuple.arguments.iter().any(|a| a.kind == kind);
                let turned = has(ArgumentKind::Agent);
                let mut name = self.verb_name(tuple.predicate, turned);
                if has(ArgumentKind::Object) || self.is_passive(tuple.predicate) {
                    name = synonyms.name(&name).to_owned();
                }
                if closest.is_some_and(|a| a.kind == ArgumentKind::Agent) {
                    return name;
                }
                self.with_preposition(&name, preposition)
            }
        }
    }

    /// "be", with the adjective that governs the closest argument.
    pub(super) fn copula_name(&self, tuple: &OpenTuple) -> String {
        match tuple.arguments.first() {
            Some(a) if a.head != tuple.predicate && !a.preposition.is_empty() => {
                format!("be-{}", slug(self.view.lemma(tuple.predicate)))
            }
            _ => "be".to_owned(),
        }
    }

    /// The lemma of a verb with its particles; a passive that is not turned is "be" with the participle.
    pub(super) fn verb_name(&self, verb: usize, turned: bool) -> String {
        let v = self.view;
        let mut name = if self.is_passive(verb) && !turned {
            format!("be-{}", slug(v.form(verb)))
        } else {
            slug(v.lemma(verb))
        };
        for p in v.children_by(verb, &[Deprel::CompoundPrt]) {
            name.push('-');
            name.push_str(&slug(v.form(p)));
        }
        name
    }

    /// A name with the preposition of an argument.
    pub(super) fn with_preposition(&self, name: &str, preposition: &[usize]) -> String {
        preposition.iter().fold(name.to_owned(), |mut name, &p| {
            name.push('-');
            name.push_str(&slug(self.view.form(p)));
            name
        })
    }
}

/// Letters and digits in lower case, anything else as one hyphen.
pub(super) fn slug(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_are_letters_digits_and_single_hyphens() {
        assert_eq!(slug("Re-open"), "re-open");
        assert_eq!(slug("co—own!"), "co-own");
        assert_eq!(slug("'s"), "s");
        assert_eq!(slug("…"), "");
    }
}
