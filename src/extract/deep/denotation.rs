//! What nouns stand for beside themselves: the names around them.

use super::{DEPTH, Deep, Filler};
use crate::mention::MentionKind;
use crate::nlp::{Deprel, Upos};

impl Deep<'_> {
    /// What a noun denotes: the subject of its copula, what it is in apposition to, the name that it precedes as a title,
    /// what is "named" or "serves as" it; failing all these, the noun itself.
    #[must_use]
    pub fn denotation(&self, n: usize) -> Vec<Filler> {
        self.denotation_at(n, 0)
    }

    pub(in crate::extract) fn heads_name(&self, n: usize) -> bool {
        self.mentions.at(n).is_some_and(|m| {
            let m = self.mentions.get(m);
            m.kind == MentionKind::Name && m.head == n
        })
    }

    fn denotation_at(&self, n: usize, depth: usize) -> Vec<Filler> {
        let v = self.view;
        if depth > DEPTH {
            return Vec::new();
        }
        // a name denotes itself
        if self.heads_name(n) && depth == 0 {
            return vec![Filler {
                token: n,
                certainty: 1.0,
            }];
        }
        if self.is_copular(n) {
            return self.surface(n, 0).into_iter().collect();
        }
        let head = v.head(n);
        let one = |token: usize, certainty: f32| {
            vec![Filler {
                token: self.antecedent(token),
                certainty,
            }]
        };
        match (v.deprel(n), head) {
            // "Its main rival is Norvane"
            (Deprel::Nsubj | Deprel::NsubjOuter, Some(h))
                if self.is_copular(h) && self.heads_name(h) =>
            {
                return one(h, 0.93);
            }
            // "My guest is Ola, the founder": a name stands for itself
            (Deprel::Appos, Some(h)) if self.heads_name(h) => return one(h, 0.97),
            (Deprel::Appos, Some(h)) if self.mentions.time_at(h).is_none() => {
                return self.denotation_or_self(h, depth + 1, 0.97);
            }
            (
                Deprel::Compound
                | Deprel::NmodDesc
                | Deprel::Flat
                | Deprel::Amod
                | Deprel::NmodUnmarked,
                Some(h),
            ) if v.upos(h) == Upos::Propn => return one(h, 0.95),
            (Deprel::Conj, Some(h)) if v.upos(h).is_nominal() => {
                let above = self.denotation_at(h, depth + 1);
                if above.first().is_some_and(|f| f.token != h) {
                    return above;
                }
            }
            (Deprel::Xcomp, Some(h)) if self.is_verbal(h) => {
                if let Some(o) = v.child(h, &[Deprel::Obj]) {
                    return one(o, 0.9);
                }
                return self.surface(h, 0).into_iter().collect();
            }
            (Deprel::Obl | Deprel::Nmod | Deprel::Advcl | Deprel::Acl, Some(h))
                if self.preposition(n).as_deref() == Some("as") =>
            {
                if self.is_verbal(h) {
                    if let Some(o) = self.objects(h).first() {
                        return vec![*o];
                    }
                    return self.surface(h, 0).into_iter().collect();
                }
                // "its role as the provider", "X as chief executive"
                if let Some(p) = v.child(h, &[Deprel::NmodPoss]) {
                    return one(p, 0.9);
                }
                return self.noun_subject(h, 0).into_iter().collect();
            }
            _ => {}
        }
        // "the maker, Rijn": the name stands in apposition to the noun; "chief executive Lin": the name follows it
        if let Some(a) = v
            .children_by(n, &[Deprel::Appos, Deprel::Flat])
            .find(|&a| v.upos(a) == Upos::Propn)
        {
            return one(a, 0.95);
        }
        one(n, 0.9)
    }

    fn denotation_or_self(&self, n: usize, depth: usize, certainty: f32) -> Vec<Filler> {
        let v = self.view;
        if v.upos(n) == Upos::Propn {
            return vec![Filler {
                token: n,
                certainty,
            }];
        }
        self.denotation_at(n, depth)
            .into_iter()
            .map(|f| Filler {
                certainty: f.certainty * certainty,
                ..f
            })
            .collect()
    }
}
