//! Shares and rates that are those of something else.

use super::Fit;
use crate::extract::qualifiers::Found;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

impl Fit<'_, '_> {
    pub(super) fn is_other_share(&self, f: &Found) -> bool {
        self.is_of_price(f)
            || self.is_held_together(f)
            || self.is_of_the_combined(f)
            || self.is_told_beside(f)
    }

    /// "pays $13bn for its 36.5% stake": no rate of what is paid.
    pub(super) fn is_of_a_holding(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let next = f.tokens.1 + 1;
        self.relation == "pays"
            && v.sentence(f.tokens.1).tokens.contains(&next)
            && matches!(v.lemma(next), "stake" | "holding" | "shareholding")
    }

    /// "sold for less than half of what it had cost": no half of the company.
    fn is_of_price(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let below = [Deprel::Nmod, Deprel::Acl, Deprel::Advcl];
        let mut of = v
            .children_by(f.tokens.1, &below)
            .chain(v.children_by(f.tokens.0, &below));
        of.any(|c| {
            self.deep.lemma_is(c, Sense::Price)
                || v.lemma(c) == "what"
                || v.subtree(c)
                    .iter()
                    .any(|&k| k < c && v.form(k).eq_ignore_ascii_case("what"))
        })
    }

    /// "Norvane and Trask, which together hold a quarter": neither does.
    fn is_held_together(&self, f: &Found) -> bool {
        let (deep, v) = (self.deep, self.deep.view);
        let verb = self
            .above(f.tokens.1)
            .take(4)
            .find(|&k| v.upos(k) == Upos::Verb);
        let together = |c: usize| {
            deep.lemma_is(c, Sense::Together)
                || matches!(v.lemma(c), "they" | "them")
                    && deep.preposition(c).as_deref() == Some("between")
        };
        verb.is_some_and(|verb| {
            v.children_by(verb, &[Deprel::Advmod, Deprel::Obl])
                .any(together)
        })
    }

    /// "would own 16.5% of the enlarged company": no share of what is bought.
    fn is_of_the_combined(&self, f: &Found) -> bool {
        let v = self.deep.view;
        v.children_by(f.tokens.1, &[Deprel::Nmod])
            .filter(|&c| c != self.object)
            .flat_map(|c| v.children_by(c, &[Deprel::Amod]))
            .any(|a| self.deep.lemma_is(a, Sense::Enlarged))
    }

    /// "sell the plants to Trask, in which it holds 28%".
    fn is_told_beside(&self, f: &Found) -> bool {
        let v = self.deep.view;
        self.relative_clause(f.tokens.1, 6).is_some_and(|k| {
            !v.dominates(k, self.trigger)
                && k != self.trigger
                && !v.dominates(k, self.object)
                && v.head(k)
                    .is_none_or(|n| !self.deep.lemma_is(n, Sense::Share))
        })
    }
}
