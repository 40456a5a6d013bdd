//! What is done, to whom, and as what: objects, recipients and complements.

use super::{Deep, Filler};
use crate::mention::AmountValue;
use crate::nlp::{Deprel, Upos, VerbForm};

impl Deep<'_> {
    /// Logical objects.
    #[must_use]
    pub fn objects(&self, t: usize) -> Vec<Filler> {
        let v = self.view;
        let one = |token: usize, certainty: f32| {
            vec![Filler {
                token: self.antecedent(token),
                certainty,
            }]
        };
        if !self.is_verbal(t) {
            return Vec::new();
        }
        if self.is_passive(t) {
            if let Some(o) = v.child(t, &[Deprel::Obj]) {
                return one(o, 1.0);
            }
            return self.surface(t, 0).into_iter().collect();
        }
        if let Some((_, second)) = self.two_objects(t) {
            return one(second, 0.95);
        }
        if let Some(o) = v.child(t, &[Deprel::Obj]) {
            return one(o, 1.0);
        }
        // an object that was taken for an adverbial: a noun without a preposition that is no time
        let bare = v
            .children_by(t, &[Deprel::Obl, Deprel::OblUnmarked])
            .find(|&c| {
                let money = self
                    .mentions
                    .amount_at(c)
                    .is_some_and(|a| matches!(a.value, AmountValue::Money(_)));
                c > t
                    && (v.upos(c) == Upos::Propn || money)
                    && v.child(c, &[Deprel::Case]).is_none()
                    && self.mentions.time_at(c).is_none()
            });
        if let Some(o) = bare {
            return one(o, 0.7);
        }
        // "develops and sells X"
        if v.deprel(t) != Deprel::Conj {
            let shared = v
                .children_by(t, &[Deprel::Conj])
                .filter(|&c| self.is_verbal(c) && v.children(c).all(|d| !v.deprel(d).is_subject()))
                .find_map(|c| v.child(c, &[Deprel::Obj]));
            if let Some(o) = shared
                && v.child(t, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Obl])
                    .is_none()
            {
                return one(o, 0.8);
            }
        } else if let Some(h) = v.head(t)
            && self.is_verbal(h)
            && v.children(t).all(|c| {
                matches!(
                    v.deprel(c),
                    Deprel::Cc | Deprel::Punct | Deprel::Advmod | Deprel::Aux | Deprel::Mark
                )
            })
            && let Some(o) = v.child(h, &[Deprel::Obj]).filter(|&o| o > t)
        {
            return one(o, 0.85);
        }
        // an object gap in a relative clause: "the plant it is building", "an engine it licenses from Y"
        if let Some(n) = self.modified(t) {
            let infinitive =
                v.token(t).feats.verb_form == Some(VerbForm::Inf) && v.deprel(t) == Deprel::Acl;
            if v.deprel(t) == Deprel::AclRelcl
                && v.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some()
                && self
                    .relative_pronoun(t)
                    .is_none_or(|p| v.deprel(p) != Deprel::NmodPoss)
                && self.relative_subject(t).is_none()
            {
                return one(n, 0.9);
            }
            if infinitive
                && self.surface(t, 0).is_some_and(|s| s.token != n)
                && !self.operators.takes_infinitive(v.lemma(n))
            {
                return one(n, 0.6);
            }
        }
        // "agreed to buy", "plans to sell": the gap of a relative clause around a control verb
        if v.deprel(t) == Deprel::Xcomp
            && let Some(h) = v.head(t)
            && v.deprel(h) == Deprel::AclRelcl
            && v.child(h, &[Deprel::Nsubj]).is_some()
            && self.relative_subject(h).is_none()
            && let Some(n) = v.head(h)
        {
            return one(n, 0.85);
        }
        Vec::new()
    }

    /// Two objects side by side ("pays X a fee"): the recipient and the thing. A comma between them makes the second an
    /// apposition.
    fn two_objects(&self, t: usize) -> Option<(usize, usize)> {
        let v = self.view;
        let mut objects = v.children_by(t, &[Deprel::Obj]);
        let (first, second) = (objects.next()?, objects.next()?);
        let apart = (first..second).any(|k| v.upos(k) == Upos::Punct);
        (self.is_verbal(t) && !apart).then_some((first, second))
    }

    fn relative_subject(&self, t: usize) -> Option<usize> {
        let v = self.view;
        v.child(t, &[Deprel::Nsubj, Deprel::NsubjPass])
            .filter(|&s| self.antecedent(s) != s)
    }

    /// Recipient objects: "gave X a licence", "X was given a licence".
    #[must_use]
    pub fn recipients(&self, t: usize) -> Vec<Filler> {
        let v = self.view;
        if let Some(i) = v.child(t, &[Deprel::Iobj]) {
            return vec![Filler {
                token: self.antecedent(i),
                certainty: 1.0,
            }];
        }
        if let Some((first, _)) = self.two_objects(t) {
            return vec![Filler {
                token: self.antecedent(first),
                certainty: 0.95,
            }];
        }
        if self.is_verbal(t) && self.is_passive(t) && v.child(t, &[Deprel::Obj]).is_some() {
            return self.surface(t, 0).into_iter().collect();
        }
        Vec::new()
    }

    /// Predicate nouns and adjectives: of a copula, "become", "name X CEO".
    #[must_use]
    pub fn predicates(&self, t: usize) -> Vec<Filler> {
        let v = self.view;
        v.children_by(t, &[Deprel::Xcomp])
            .filter(|&c| !self.is_verbal(c))
            .map(|token| Filler {
                token,
                certainty: 1.0,
            })
            .collect()
    }

    /// Heads of complement clauses.
    #[must_use]
    pub fn complements(&self, t: usize) -> Vec<Filler> {
        let v = self.view;
        v.children_by(
            t,
            &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl, Deprel::Acl],
        )
        .filter(|&c| self.is_verbal(c))
        .map(|token| Filler {
            token,
            certainty: 1.0,
        })
        .collect()
    }
}
