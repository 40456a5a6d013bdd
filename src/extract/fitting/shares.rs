//! Shares and rates that are those of something else.

use super::Fit;
use crate::extract::qualifiers::Found;
use crate::mention::MentionKind;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

impl Fit<'_, '_> {
    pub(super) fn is_other_share(&self, f: &Found) -> bool {
        self.is_of_price(f)
            || self.is_held_together(f)
            || self.is_of_the_combined(f)
            || self.is_told_beside(f)
            || self.is_of_another_body(f)
            || self.is_told_before(f)
    }

    /// "controls Norvane and holds a quarter of Trask": none of Norvane.
    fn is_of_another_body(&self, f: &Found) -> bool {
        let (deep, v) = (self.deep, self.deep.view);
        let own = [self.object, self.parts.subject.token];
        let referents = |k: usize| {
            let mention = deep.mentions.at(k)?;
            Some(&deep.mentions.reference(mention).referents)
        };
        let other = |c: usize| {
            let name = deep.mentions.at(c).is_some_and(|m| {
                deep.mentions.get(m).kind == MentionKind::Name && deep.heads_name(c)
            });
            name && deep.preposition(c).as_deref() == Some("of")
                && own.iter().all(|&o| o != c && referents(o) != referents(c))
        };
        let share = match deep.mentions.amount_at(f.tokens.1) {
            Some(amount) => amount.head,
            None => f.tokens.1,
        };
        let holds = matches!(self.relation, "owns" | "acquires" | "sells" | "investsIn");
        holds && v.children_by(share, &[Deprel::Nmod]).any(other)
    }

    /// "holds a quarter of Norvane, which Trask bought": Trask bought all of it.
    fn is_told_before(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let clause = self.relative_clause(self.trigger, 3);
        clause.is_some_and(|c| {
            let mut shares = f.tokens.0..=f.tokens.1;
            f.tokens.1 < c
                && v.head(c).is_none_or(|n| !shares.contains(&n))
                && shares.any(|k| v.dominates(k, c))
        })
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
