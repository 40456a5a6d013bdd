//! Deep syntax: the logical arguments of a predicate, whatever construction the sentence uses.
//!
//! Passives are turned, relative pronouns are replaced by their antecedents, and the subjects shared through
//! coordination, control, raising, participles and light verbs are found. Frames and open claims ask only this module.

use crate::mention::{AmountValue, MentionKind, Mentions};
use crate::nlp::{Deprel, PronType, Tense, Upos, VerbForm, View};
use crate::ontology::{Complement, Controller, Grammar, Operators, Sense, Senses};

/// A word that fills a slot, with how far it was looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filler {
    /// Head word of the filler.
    pub token: usize,
    /// How sure the construction is, in (0, 1].
    pub certainty: f32,
}

/// Answers questions about logical arguments over one document.
pub struct Deep<'a> {
    /// The analysed text.
    pub view: &'a View<'a>,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// Light verbs and other words that embed predicates.
    pub operators: &'a Operators,
    /// Lists of words that tell one thing.
    pub senses: &'a Senses,
}

const DEPTH: usize = 6;

impl<'a> Deep<'a> {
    /// Over a text, with the words that a grammar knows.
    #[must_use]
    pub fn new(view: &'a View<'a>, mentions: &'a Mentions, grammar: &'a Grammar) -> Self {
        Self {
            view,
            mentions,
            operators: &grammar.operators,
            senses: &grammar.senses,
        }
    }

    /// Whether the lemma of a word has a sense.
    pub(super) fn lemma_is(&self, t: usize, sense: Sense) -> bool {
        self.senses.has(sense, self.view.lemma(t))
    }

    /// Whether a word as it is written, but for capitals, has a sense.
    pub(super) fn form_is(&self, t: usize, sense: Sense) -> bool {
        self.senses.has(sense, &self.view.form(t).to_lowercase())
    }

    /// Whether a verb is in the passive voice (a bare past participle that modifies a noun included).
    #[must_use]
    pub fn is_passive(&self, t: usize) -> bool {
        let v = self.view;
        // a finite main verb without an auxiliary is active, whatever label its subject got
        let finite = v.token(t).feats.verb_form == Some(VerbForm::Fin);
        let by_auxiliary = v
            .children(t)
            .any(|c| matches!(v.deprel(c), Deprel::AuxPass | Deprel::OblAgent));
        if finite && v.upos(t) == Upos::Verb && !by_auxiliary {
            return false;
        }
        if v.children(t).any(|c| {
            matches!(
                v.deprel(c),
                Deprel::NsubjPass | Deprel::AuxPass | Deprel::CsubjPass | Deprel::OblAgent
            )
        }) {
            return true;
        }
        if v.children(t).any(|c| v.deprel(c) == Deprel::Nsubj) {
            return false;
        }
        let token = v.token(t);
        let participle = token.feats.verb_form == Some(VerbForm::Part)
            && (token.feats.tense == Some(Tense::Past) || token.feats.passive);
        if token.feats.passive {
            return true;
        }
        if participle && v.children(t).all(|c| v.deprel(c) != Deprel::Aux) {
            match token.deprel {
                Deprel::Acl | Deprel::Advcl | Deprel::Amod => {
                    return v.child(t, &[Deprel::Obj]).is_none() || token.deprel == Deprel::Acl;
                }
                Deprel::Conj => {
                    return v
                        .head(t)
                        .is_some_and(|h| self.is_verbal(h) && self.is_passive(h));
                }
                Deprel::Xcomp => return true,
                _ => {}
            }
        }
        false
    }

    /// Whether a word heads a verbal clause.
    #[must_use]
    pub fn is_verbal(&self, t: usize) -> bool {
        matches!(self.view.upos(t), Upos::Verb | Upos::Aux)
    }

    /// Whether a word is a predicate noun or adjective with a copula.
    #[must_use]
    pub fn is_copular(&self, t: usize) -> bool {
        self.view.child(t, &[Deprel::Cop]).is_some()
    }

    /// The antecedent, if the word is a relative pronoun of a relative clause; the word itself otherwise.
    #[must_use]
    pub fn antecedent(&self, t: usize) -> usize {
        let v = self.view;
        let token = v.token(t);
        let relative = token.feats.pron_type == Some(PronType::Rel)
            || (matches!(token.upos, Upos::Pron | Upos::Det)
                && matches!(
                    token.lemma.as_str(),
                    "which" | "who" | "whom" | "whose" | "that"
                ));
        if !relative {
            return t;
        }
        let mut at = t;
        for _ in 0..DEPTH {
            let Some(head) = v.head(at) else { return t };
            if matches!(v.deprel(at), Deprel::AclRelcl) {
                return self.beside_which(t, head).unwrap_or(head);
            }
            at = head;
        }
        t
    }

    /// "the largest shareholder of Norvane, which owns …": "which" is nobody, so it is the thing named right before it.
    fn beside_which(&self, t: usize, head: usize) -> Option<usize> {
        let v = self.view;
        let person = |k: usize| {
            self.mentions
                .at(k)
                .is_some_and(|m| self.mentions.get(m).class.as_deref() == Some("Person"))
        };
        if !v.form(t).eq_ignore_ascii_case("which") || !person(head) {
            return None;
        }
        let before = (head + 1..t).rev().find(|&k| v.upos(k) != Upos::Punct)?;
        let mention = self.mentions.get(self.mentions.at(before)?);
        (mention.kind == MentionKind::Name && !person(before)).then_some(mention.head)
    }

    /// The noun that a relative or participial clause headed by `t` modifies.
    pub(super) fn modified(&self, t: usize) -> Option<usize> {
        let v = self.view;
        matches!(v.deprel(t), Deprel::Acl | Deprel::AclRelcl)
            .then(|| v.head(t))
            .flatten()
    }

    /// The syntactic subject of a clause, shared ones included.
    #[must_use]
    pub fn surface_subject(&self, t: usize) -> Option<Filler> {
        self.surface(t, 0)
    }

    fn surface(&self, t: usize, depth: usize) -> Option<Filler> {
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
                if infinitive
                    && self.operators.controller(v.lemma(head)) == Some(Controller::Object)
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

    fn relative_pronoun(&self, t: usize) -> Option<usize> {
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
        if self.operators.controller(v.lemma(t)) == Some(Controller::Subject) && !self.is_passive(t)
        {
            return None;
        }
        let object = v
            .child(t, &[Deprel::Iobj])
            .or_else(|| v.child(t, &[Deprel::Obj]))?;
        Some(self.antecedent(object))
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
    fn noun_subject(&self, n: usize, depth: usize) -> Option<Filler> {
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

    /// What a noun denotes: the subject of its copula, what it is in apposition to, the name that it precedes as a title,
    /// what is "named" or "serves as" it; failing all these, the noun itself.
    #[must_use]
    pub fn denotation(&self, n: usize) -> Vec<Filler> {
        self.denotation_at(n, 0)
    }

    pub(super) fn heads_name(&self, n: usize) -> bool {
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

    /// A filler and the other members of its coordination.
    #[must_use]
    pub fn members(&self, t: usize) -> Vec<usize> {
        let v = self.view;
        let mut all = vec![t];
        // "X is a developer and marketer": two things said of one
        if self.is_copular(t) {
            return all;
        }
        all.extend(v.children_by(t, &[Deprel::Conj]).filter(|&c| {
            v.upos(c).is_nominal()
                && !self.is_copular(c)
                && self.parallel(t, c)
                && !self.is_contrasted(c)
        }));
        all
    }

    /// "flash memory rather than a hard drive", "Quillon, not Norvane": what is set against the list is no member.
    pub(super) fn is_contrasted(&self, c: usize) -> bool {
        let v = self.view;
        v.children_by(c, &[Deprel::Cc, Deprel::Advmod, Deprel::Case, Deprel::Mark])
            .any(|k| {
                matches!(
                    v.form(k).to_lowercase().as_str(),
                    "rather" | "instead" | "not"
                )
            })
    }

    /// A conjunct with its own preposition belongs to the list only if the preposition is the same.
    fn parallel(&self, first: usize, other: usize) -> bool {
        match (self.preposition(first), self.preposition(other)) {
            (Some(a), Some(b)) => a == b,
            (None, Some(_)) => false,
            _ => true,
        }
    }
}
