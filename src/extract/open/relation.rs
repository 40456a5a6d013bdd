//! Relation phrases: auxiliaries, negation, adverbs, verbs that are chained, particles.

use crate::extract::Deep;
use crate::nlp::{Deprel, Role, Upos, VerbForm};

const AUXILIARIES: &[Deprel] = &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop];

impl Deep<'_> {
    /// A verb with its auxiliaries, negation, particles and the adverbs before it.
    pub(super) fn verb_words(&self, t: usize) -> Vec<usize> {
        let v = self.view;
        let first = v
            .children(t)
            .filter(|&c| {
                AUXILIARIES.contains(&v.deprel(c))
                    || matches!(v.deprel(c), Deprel::Nsubj | Deprel::NsubjPass)
            })
            .min();
        let mut words: Vec<usize> = v
            .children(t)
            .filter(|&c| match v.deprel(c) {
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt => true,
                Deprel::Advmod => {
                    self.is_negation(c)
                        || c < t
                            && first.is_some_and(|f| f < c)
                            && v.child(c, &[Deprel::Advmod, Deprel::Obl, Deprel::Advcl])
                                .is_none()
                }
                _ => false,
            })
            .collect();
        words.push(t);
        words.sort_unstable();
        words
    }

    /// A copula with its auxiliaries, negation and the adverbs among them.
    pub(super) fn copula_words(&self, t: usize) -> Vec<usize> {
        let v = self.view;
        let mut words: Vec<usize> = v.children_by(t, &[Deprel::Cop, Deprel::Aux]).collect();
        let (Some(&first), Some(&last)) = (words.iter().min(), words.iter().max()) else {
            return Vec::new();
        };
        words.extend(
            v.children_by(t, &[Deprel::Advmod])
                .filter(|&c| self.is_negation(c) || v.lemma(c) == "also" || first < c && c < last),
        );
        words.sort_unstable();
        words
    }

    pub(super) fn is_negation(&self, c: usize) -> bool {
        matches!(
            self.view.form(c).to_lowercase().as_str(),
            "not" | "n't" | "n’t" | "never" | "no" | "longer"
        )
    }

    /// The auxiliaries of the verb that `t` is coordinated with, where it has none itself: "has bought and sold".
    pub(super) fn shared_auxiliaries(&self, t: usize) -> Vec<usize> {
        let v = self.view;
        let own = [
            Deprel::Aux,
            Deprel::AuxPass,
            Deprel::Nsubj,
            Deprel::NsubjPass,
        ];
        match v.head(t) {
            Some(h)
                if v.deprel(t) == Deprel::Conj
                    && self.is_verbal(h)
                    && v.child(t, &own).is_none()
                    && self.is_infinite(t) =>
            {
                v.children_by(h, &[Deprel::Aux, Deprel::AuxPass])
                    .filter(|&c| c < h)
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a verb is an infinitive or a participle.
    pub(super) fn is_infinite(&self, t: usize) -> bool {
        let feats = &self.view.token(t).feats;
        feats.passive
            || matches!(
                feats.verb_form,
                Some(VerbForm::Part | VerbForm::Inf | VerbForm::Ger)
            )
    }

    fn is_bare(&self, t: usize) -> bool {
        matches!(
            self.view.token(t).feats.verb_form,
            Some(VerbForm::Inf | VerbForm::Ger)
        )
    }

    fn has_object(&self, t: usize) -> bool {
        self.view.child(t, &[Deprel::Obj, Deprel::Iobj]).is_some()
    }

    /// The verb that goes on with the relation phrase: "agreed to *buy*", "is charged with *reviewing*".
    pub(super) fn continuation(&self, t: usize) -> Option<usize> {
        let v = self.view;
        if self.has_object(t) {
            return None;
        }
        let infinitive = v
            .children_by(t, &[Deprel::Xcomp])
            .find(|&c| self.is_verbal(c) && self.is_bare(c));
        infinitive.or_else(|| {
            v.children_by(t, &[Deprel::Advcl]).find(|&c| {
                c > t
                    && self.is_verbal(c)
                    && v.token(c).feats.verb_form == Some(VerbForm::Ger)
                    && v.children_by(c, &[Deprel::Mark, Deprel::Case])
                        .any(|m| matches!(v.upos(m), Upos::Adp | Upos::Sconj))
                    && self.role(t, c).is_some_and(is_core)
            })
        })
    }

    /// Whether a verb goes on with the relation phrase of the predicate above it.
    pub(super) fn is_continuation(&self, t: usize) -> bool {
        let v = self.view;
        let Some(h) = v.head(t) else { return false };
        let predicate = self.is_verbal(h) || v.upos(h) == Upos::Adj && self.is_copular(h);
        v.deprel(t) == Deprel::Xcomp
            && self.is_verbal(t)
            && self.is_bare(t)
            && predicate
            && !self.has_object(h)
    }

    /// The words between a verb and its auxiliaries' head: "to", "with".
    pub(super) fn marks(&self, t: usize) -> Vec<usize> {
        let v = self.view;
        v.children_by(t, &[Deprel::Mark, Deprel::Case])
            .filter(|&c| c < t)
            .collect()
    }

    /// The relation phrase above a verb that goes on with it: "is able to", "agreed to".
    pub(super) fn chain_before(&self, t: usize) -> Vec<usize> {
        let Some(h) = self.view.head(t).filter(|_| self.is_continuation(t)) else {
            return Vec::new();
        };
        let mut words = self.chain_before(h);
        if self.is_verbal(h) {
            words.extend(self.verb_words(h));
        } else {
            words.extend(self.copula_words(h));
            words.push(h);
        }
        words.extend(self.marks(t));
        words
    }

    /// The role that a word has for a predicate.
    pub(super) fn role(&self, predicate: usize, word: usize) -> Option<Role> {
        let analysis = self.view.analysis;
        let found = analysis
            .predicates
            .binary_search_by_key(&predicate, |p| p.token)
            .ok()?;
        analysis.predicates[found]
            .arguments
            .iter()
            .find(|a| a.token == word)
            .map(|a| a.role)
    }
}

/// Whether a role is one of the numbered arguments.
fn is_core(role: Role) -> bool {
    matches!(
        role,
        Role::Arg0 | Role::Arg1 | Role::Arg2 | Role::Arg3 | Role::Arg4 | Role::Arg5
    )
}
