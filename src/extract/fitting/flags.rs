//! What is called exclusive, main or capped, and is something else.

use super::Fit;
use crate::extract::qualifiers::Found;
use crate::nlp::{Deprel, Upos};

impl Fit<'_, '_> {
    /// "amended their partnership, ending Norvane's exclusive licence": the partnership is none. The noun that an adjective describes
    /// must be what says the claim, its object, or hold or carry one of them.
    pub(super) fn is_of_another_noun(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let (word, t) = (f.tokens.0, self.trigger);
        let noun = v.head(word).filter(|&n| {
            v.deprel(word) == Deprel::Amod && v.upos(n) == Upos::Noun && f.tokens.1 == word
        });
        let partnership = self.relation == "partnersWith";
        noun.filter(|_| partnership).is_some_and(|n| {
            let own = [t, self.object, self.parts.subject.token];
            !own.iter().any(|&k| k == n || v.dominates(n, k)) && v.head(n).is_some_and(|h| h != t)
        })
    }
}
