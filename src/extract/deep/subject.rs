//! Who does what a predicate says: subjects, wherever the sentence has them.

use super::{DEPTH, Deep, Filler};
use crate::nlp::{Deprel, Upos, VerbForm};
use crate::ontology::{Complement, Controller};

impl Deep<'_> {
    /// The syntactic subject of a clause, shared ones included.
    #[must_use]
    pub fn surface_subject(&self, t: usize) -> Option<Filler> {
        self.surface(t, 0)
    }

    pub(super) fn surface(&self, t: usize, depth: usize) -> Option<Filler> {
        if depth > DEPTH {
            return None;
        }
        let v = self.view;
        let own = v
            .children(t)
            .filter(|&c| {
                matches!(
                    v.deprel(c),
                    Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter
                )
            })
            .find(|&c| v.deprel(c) != Deprel::NsubjOuter)
            .or_else(|| v.child(t, &[Deprel::NsubjOuter]));
        if let Some(s) = own
            && (v.token(s).deprel != Deprel::NsubjOuter || !self.is_copular(t))
        {
            return Some(Filler {
                token: self.antecedent(s),
                certainty: 1.0,
            });
        }
        if v.child(t, &[Deprel::Expl, Deprel::Csubj, Deprel::CsubjPass])
            .is_some()
        {
            return None;
        }
        let head = v.head(t)?;
        let weaker = |f: Option<Filler>, by: f32| {
            f.map(|f| Filler {
                certainty: f.certainty * by,
                ..f
            })
        };
        match v.deprel(t) {
            Deprel::Conj if self.is_clausal(head) => weaker(self.surface(head, depth + 1), 0.95),
            Deprel::Xcomp => {
                if let Some(object) = self.controlling_object(head) {
                    return Some(Filler {
                        token: object,
                        certainty: 0.95,
                    });
                }
                weaker(self.surface(head, depth + 1), 0.97)
            }
            Deprel::Acl => {
                let token = v.token(t);
                if (token.feats.verb_form == Some(VerbForm::Inf)
                    || v.child(t, &[Deprel::Mark]).is_some())
                    && !self.is_passive(t)
                {
                    weaker(self.noun_subject(head, depth + 1), 0.9)
                } else {
                    Some(Filler {
                        token: head,
                        certainty: 0.97,
                    })
                }
            }
            Deprel::Advcl | Deprel::AdvclRelcl if self.is_clausal(head) => {
                // "cleared X to buy", "hired X to run": what is done to the object is for the object to do
                let infinitive = v.token(t).feats.verb_form == Some(VerbForm::Inf);
                let for_another = || {
                    self.operators.controller(v.lemma(head)) == Some(Controller::Object)
                        || self.called_upon(head).is_some()
                };
                if infinitive
                    && for_another()
                    && let Some(object) = self.controlling_object(head)
                {
                    return Some(Filler {
                        token: object,
                        certainty: 0.85,
                    });
                }
                weaker(self.surface(head, depth + 1), 0.88)
            }
            Deprel::Ccomp | Deprel::Parataxis
                if v.token(t).feats.verb_form == Some(VerbForm::Ger)
                    || v.token(t).feats.verb_form == Some(VerbForm::Inf) =>
            {
                if let Some(object) = self.controlling_object(head) {
                    return Some(Filler {
                        token: object,
                        certainty: 0.9,
                    });
                }
                weaker(self.surface(head, depth + 1), 0.85)
            }
            Deprel::AclRelcl if self.relative_pronoun(t).is_none() && self.gap_is_subject(t) => {
                Some(Filler {
                    token: head,
                    certainty: 0.85,
                })
            }
            _ => None,
        }
    }

    fn is_clausal(&self, t: usize) -> bool {
        self.is_verbal(t) || self.is_copular(t) || self.view.upos(t) == Upos::Adj
    }

    pub(super) fn relative_pronoun(&self, t: usize) -> Option<usize> {
        let v = self.view;
        v.subtree_without(t, |c| {
            matches!(
                v.deprel(c),
                Deprel::AclRelcl | Deprel::Ccomp | Deprel::Advcl
            )
        })
        .into_iter()
        .find(|&c| self.antecedent(c) != c)
    }

    fn gap_is_subject(&self, t: usize) -> bool {
        let v = self.view;
        v.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
    }

    /// The object that controls the complement of `t`: "allows X to sell", "asked X to buy"; not of subject-control verbs.
    fn controlling_object(&self, t: usize) -> Option<usize> {
        let v = self.view;
        if let Some(called) = self.called_upon(t) {
            return Some(self.antecedent(called));
        }
        if self.operators.controller(v.lemma(t)) == Some(Controller::Subject) && !self.is_passive(t)
        {
            return None;
        }
        let object = v
            .child(t, &[Deprel::Iobj])
            .or_else(|| v.child(t, &[Deprel::Obj]))?;
        Some(self.antecedent(object))
    }

    /// Who is to do what a verb asks for, behind its preposition: "called on X to sell".
    pub(in crate::extract) fn called_upon(&self, t: usize) -> Option<usize> {
        let v = self.view;
        let upon = |&c: &usize| {
            self.preposition(c).is_some_and(|p| {
                let phrase = format!("{} {p}", v.lemma(t));
                let controller = self
                    .operators
                    .controller_of(&phrase, Complement::Infinitive);
                controller == Some(Controller::Object)
            })
        };
        v.children_by(t, &[Deprel::Obl]).find(upon)
    }

    /// Logical subjects.
    #[must_use]
    pub fn subjects(&self, t: usize) -> Vec<Filler> {
        let v = self.view;
        if self.is_verbal(t) {
            if self.is_passive(t) {
                return self.agents(t);
            }
            return self.surface(t, 0).into_iter().collect();
        }
        if self.is_copular(t) || v.upos(t) == Upos::Adj {
            if let Some(f) = self.surface(t, 0) {
                return vec![f];
            }
            if v.upos(t) == Upos::Adj && matches!(v.deprel(t), Deprel::Amod) {
                return v
                    .head(t)
                    .map(|token| Filler {
                        token,
                        certainty: 0.95,
                    })
                    .into_iter()
                    .collect();
            }
        }
        self.noun_subject(t, 0).into_iter().collect()
    }

    /// By-phrases of a passive verb or an event noun.
    fn agents(&self, t: usize) -> Vec<Filler> {
        let v = self.view;
        v.children(t)
            .filter(|&c| {
                v.deprel(c) == Deprel::OblAgent
                    || (matches!(v.deprel(c), Deprel::Obl | Deprel::Nmod)
                        && self.preposition(c).as_deref() == Some("by"))
            })
            .filter(|&c| self.mentions.time_at(c).is_none() && self.mentions.amount_at(c).is_none())
            .map(|c| Filler {
                token: self.antecedent(c),
                certainty: 1.0,
            })
            .collect()
    }

    /// The subject of the verb that carries a noun: "X holds a licence", "X gave Y a licence" (Y), "X announced the acquisition".
    pub(super) fn noun_subject(&self, n: usize, depth: usize) -> Option<Filler> {
        // "a plan by X to buy"
        self.carrier_subject(n, depth).or_else(|| {
            let noun = !self.is_verbal(n);
            noun.then(|| self.agents(n).into_iter().next()).flatten()
        })
    }

    fn carrier_subject(&self, n: usize, depth: usize) -> Option<Filler> {
        if depth > DEPTH {
            return None;
        }
        let v = self.view;
        if let Some(p) = v.child(n, &[Deprel::NmodPoss]) {
            return Some(Filler {
                token: self.antecedent(p),
                certainty: 1.0,
            });
        }
        // "X is in talks to buy"
        if self.is_copular(n) {
            return self.surface(n, depth + 1);
        }
        let head = v.head(n)?;
        let carried = match v.deprel(n) {
            Deprel::Obj => true,
            Deprel::NsubjPass => true,
            Deprel::Obl | Deprel::OblAgent => self
                .operators
                .carries(v.lemma(head), self.preposition(n).as_deref()),
            Deprel::Nmod => {
                // "announced plans for the acquisition of": on to the noun above.
                return self.noun_subject(head, depth + 1).map(|f| Filler {
                    certainty: f.certainty * 0.85,
                    ..f
                });
            }
            Deprel::Conj => {
                return self.noun_subject(head, depth + 1).map(|f| Filler {
                    certainty: f.certainty * 0.95,
                    ..f
                });
            }
            Deprel::Xcomp | Deprel::Appos => return None,
            _ => false,
        };
        if !carried || !self.is_verbal(head) {
            return None;
        }
        if self.is_passive(head) {
            if v.deprel(n) == Deprel::NsubjPass {
                return self.agents(head).into_iter().next();
            }
            // "X was granted an option"
            return self.surface(head, depth + 1);
        }
        if let Some(i) = v.child(head, &[Deprel::Iobj]) {
            let giver = self
                .operators
                .controller_of(v.lemma(head), Complement::Object)
                == Some(Controller::Subject);
            if !giver {
                return Some(Filler {
                    token: self.antecedent(i),
                    certainty: 0.95,
                });
            }
        }
        self.surface(head, depth + 1).map(|f| Filler {
            certainty: f.certainty * 0.97,
            ..f
        })
    }
}
