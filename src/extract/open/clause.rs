//! Tuples of clauses: verbs and copulas with their arguments.

use super::tuple::{ArgumentKind, Construction, Extent, OpenArgument, OpenTuple, Sharing};
use crate::extract::Deep;
use crate::nlp::{Deprel, PronType, Role, Upos, VerbForm};

impl Deep<'_> {
    /// The tuple of the clause that a word heads, if it heads one and its subject is known.
    pub(super) fn clause_tuple(&self, t: usize) -> Option<OpenTuple> {
        let v = self.view;
        let relation = v.deprel(t);
        let goes_on = self.is_continuation(t);
        if self.is_copular(t) {
            // "is able to sell" is said by "sell"
            let goes_on = v.upos(t) == Upos::Adj && v.children(t).any(|c| self.is_continuation(c));
            return if goes_on { None } else { self.copula_tuple(t) };
        }
        let verb = match v.upos(t) {
            Upos::Verb => !matches!(relation, Deprel::Amod | Deprel::Compound),
            Upos::Aux => !matches!(relation, Deprel::Aux | Deprel::AuxPass | Deprel::Cop),
            _ => false,
        };
        if !verb {
            return None;
        }
        let above = v.head(t).filter(|_| goes_on);
        if above.is_some_and(|h| self.is_verbal(h)) || self.goes_on_from_above(t) {
            return None;
        }
        if v.lemma(t) == "be" && v.child(t, &[Deprel::Expl]).is_some() {
            return self.existence_tuple(t);
        }
        self.verb_tuple(t)
    }

    fn goes_on_from_above(&self, t: usize) -> bool {
        let v = self.view;
        v.deprel(t) == Deprel::Advcl
            && v.head(t)
                .is_some_and(|h| self.is_verbal(h) && self.continuation(h) == Some(t))
    }

    /// The subject of a clause as an argument, and where it is from.
    fn clause_subject(&self, t: usize) -> Option<(OpenArgument, Sharing)> {
        let v = self.view;
        let own = v
            .child(t, &[Deprel::Nsubj, Deprel::NsubjPass])
            .or_else(|| v.child(t, &[Deprel::NsubjOuter]));
        if own.is_none()
            && let Some(c) = v.child(t, &[Deprel::Csubj, Deprel::CsubjPass])
        {
            let clause = OpenArgument::clause(c, ArgumentKind::Subject);
            return Some((clause, Sharing::Clausal));
        }
        let token = self.surface_subject(t)?.token;
        let sharing = match own {
            Some(own) if own == token => Sharing::Own,
            Some(_) => Sharing::Relative,
            None => match v.deprel(t) {
                Deprel::Conj => Sharing::Conjunct,
                Deprel::Acl => Sharing::Noun,
                Deprel::AclRelcl => Sharing::Relative,
                Deprel::Advcl | Deprel::AdvclRelcl => Sharing::Adverbial,
                _ => Sharing::Complement,
            },
        };
        let mut subject = OpenArgument::phrase(token, ArgumentKind::Subject);
        subject.without = self.branches_between(t, token);
        Some((subject, sharing))
    }

    /// The clauses around `t` that modify `noun`.
    fn branches_between(&self, t: usize, noun: usize) -> Vec<usize> {
        let v = self.view;
        let mut found = Vec::new();
        let mut at = t;
        while at != noun
            && let Some(h) = v.head(at)
        {
            if v.deprel(at) == Deprel::Acl || v.deprel(at) == Deprel::AclRelcl && h == noun {
                found.push(at);
            }
            at = h;
        }
        found.retain(|&b| !v.dominates(b, noun));
        found
    }

    fn verb_tuple(&self, t: usize) -> Option<OpenTuple> {
        let v = self.view;
        let (subject, sharing) = self.clause_subject(t)?;
        let mut relation = self.verb_words(t);
        relation.extend(self.shared_auxiliaries(t));
        relation.sort_unstable();
        let auxiliary = v.child(t, &[Deprel::Aux, Deprel::AuxPass]).is_some();
        let participle = v.deprel(t) == Deprel::Acl
            && !auxiliary
            && (self.is_passive(t) || v.token(t).feats.verb_form == Some(VerbForm::Part));
        let mut before = self.chain_before(t);
        if v.deprel(t) == Deprel::Conj
            && !auxiliary
            && v.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
            && let Some(h) = v.head(t)
        {
            before = self.chain_before(h);
        }
        before.append(&mut relation);
        let mut relation = before;
        let mut verbs = vec![t];
        let mut last = t;
        while let Some(next) = self.continuation(last) {
            relation.extend(self.marks(next));
            relation.extend(self.verb_words(next));
            verbs.push(next);
            last = next;
        }
        let mut seen = Vec::new();
        relation.retain(|&w| {
            !seen.contains(&w) && {
                seen.push(w);
                true
            }
        });
        let reports = self.operators.reports(v.lemma(t))
            && v.child(t, &[Deprel::Ccomp, Deprel::Parataxis]).is_some();
        let arguments = self.arguments(&verbs, &relation, subject.head, sharing);
        Some(OpenTuple {
            construction: if reports {
                Construction::Report
            } else {
                Construction::Clause
            },
            sharing,
            trigger: t,
            predicate: last,
            implied: participle.then_some("is"),
            relation,
            subject,
            arguments,
            confidence: 0.0,
        })
    }

    /// The arguments of a chain of verbs, the closest first.
    fn arguments(
        &self,
        verbs: &[usize],
        relation: &[usize],
        subject: usize,
        sharing: Sharing,
    ) -> Vec<OpenArgument> {
        let v = self.view;
        let t = verbs[0];
        let (mut objects, mut obliques, mut predicates, mut complements, mut adverbials) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for &verb in verbs {
            for c in v.children(verb).filter(|&c| c != subject) {
                match v.deprel(c) {
                    Deprel::Obj | Deprel::Iobj => objects.push(self.antecedent(c)),
                    Deprel::Obl | Deprel::OblAgent | Deprel::OblUnmarked | Deprel::Nmod
                        if !self.is_comment(verb, c) =>
                    {
                        obliques.push(c);
                    }
                    Deprel::Xcomp if verbs.contains(&c) => {}
                    Deprel::Xcomp if !self.is_verbal(c) => predicates.push(c),
                    Deprel::Xcomp | Deprel::Ccomp => complements.push(c),
                    Deprel::Advcl if !verbs.contains(&c) => adverbials.push(c),
                    Deprel::Advmod if !relation.contains(&c) => adverbials.push(c),
                    _ => {}
                }
            }
        }
        // "the plant that it is building": what a relative clause leaves open
        if let Some(noun) = self.modified(t)
            && v.deprel(t) == Deprel::AclRelcl
            && sharing == Sharing::Own
            && objects.is_empty()
            && predicates.is_empty()
            && complements.is_empty()
            && !v.subtree(t).iter().any(|&c| {
                v.token(c).feats.pron_type == Some(PronType::Rel) || self.antecedent(c) != c
            })
        {
            objects.push(noun);
        }
        let object = |head: usize| {
            let mut object = OpenArgument::phrase(head, ArgumentKind::Object);
            object.without = self.branches_between(t, head);
            object
        };
        let complement = |c: usize| OpenArgument::clause(c, ArgumentKind::Complement);
        let mut found: Vec<OpenArgument> = Vec::new();
        let mut complements = complements.into_iter();
        if !objects.is_empty() {
            found.extend(objects.iter().map(|&o| object(o)));
            found.extend(complements.next().map(complement));
        } else if let Some(&p) = predicates.first() {
            found.push(OpenArgument {
                extent: Extent::Whole,
                ..OpenArgument::phrase(p, ArgumentKind::Predicate)
            });
        } else {
            found.extend(complements.next().map(complement));
        }
        let mut open = found.is_empty();
        if open {
            let prepositional = |&&o: &&usize| !self.preposition_words(o).is_empty();
            let mut marked = obliques.iter().filter(prepositional);
            let first = marked.clone().find(|&&o| o > t).or_else(|| marked.next());
            if let Some(&o) = first {
                found.push(self.oblique_argument(t, o));
                obliques.retain(|&x| x != o);
                open = false;
            }
        }
        found.extend(obliques.iter().map(|&o| self.oblique_argument(t, o)));
        for a in adverbials {
            if v.deprel(a) == Deprel::Advcl {
                // participles and infinitives are tuples of their own
                if a > t && !self.is_infinite(a) {
                    found.push(OpenArgument::clause(a, ArgumentKind::Adverbial));
                }
            } else if open && a > t {
                found.insert(0, OpenArgument::clause(a, ArgumentKind::Adverbial));
                open = false;
            } else if v.children(a).next().is_some() {
                found.push(OpenArgument::clause(a, ArgumentKind::Adverbial));
            }
        }
        found
    }

    /// "In short, …", "according to …": what comments on the sentence.
    fn is_comment(&self, verb: usize, c: usize) -> bool {
        c < verb
            && self.mentions.time_at(c).is_none()
            && matches!(self.role(verb, c), None | Some(Role::Madv | Role::Mdis))
    }

    pub(super) fn preposition_words(&self, t: usize) -> Vec<usize> {
        let v = self.view;
        let mut words: Vec<usize> = v
            .children_by(t, &[Deprel::Case])
            .filter(|&c| c < t && !matches!(v.form(c), "'s" | "’s" | "'" | "’"))
            .collect();
        let fixed: Vec<usize> = words
            .iter()
            .flat_map(|&c| v.children_by(c, &[Deprel::Fixed]))
            .collect();
        words.extend(fixed);
        words.sort_unstable();
        words
    }

    fn oblique_argument(&self, verb: usize, c: usize) -> OpenArgument {
        let v = self.view;
        let role = self.role(verb, c);
        let by = || self.preposition(c).as_deref() == Some("by") && self.is_passive(verb);
        let kind = if v.deprel(c) == Deprel::OblAgent {
            ArgumentKind::Agent
        } else if self.mentions.time_at(c).is_some() || role == Some(Role::Mtmp) {
            ArgumentKind::Time
        } else if role == Some(Role::Mloc) {
            ArgumentKind::Place
        } else if by() {
            ArgumentKind::Agent
        } else {
            ArgumentKind::Oblique
        };
        let head = self.antecedent(c);
        OpenArgument {
            preposition: self.preposition_words(c),
            without: self.branches_between(verb, head),
            ..OpenArgument::phrase(head, kind)
        }
    }

    fn copula_tuple(&self, t: usize) -> Option<OpenTuple> {
        let v = self.view;
        let (subject, sharing) = self.clause_subject(t)?;
        let mut relation = self.copula_words(t);
        let mut obliques: Vec<usize> = v
            .children_by(t, &[Deprel::Obl, Deprel::OblUnmarked])
            .collect();
        let mut arguments = Vec::new();
        let preposition = self.preposition_words(t);
        let whole = OpenArgument {
            extent: Extent::Whole,
            ..OpenArgument::phrase(t, ArgumentKind::Predicate)
        };
        // "is subject to approval"
        if self.is_verbal(t) {
            // "the aim is to sell the plant"
            relation.extend(self.marks(t));
            relation.push(t);
            let arguments = self.arguments(&[t], &relation, subject.head, sharing);
            return Some(OpenTuple {
                construction: Construction::Copula,
                sharing,
                trigger: t,
                predicate: t,
                implied: None,
                relation,
                subject,
                arguments,
                confidence: 0.0,
            });
        }
        let governed = obliques
            .iter()
            .copied()
            .find(|&o| o > t && !self.preposition_words(o).is_empty());
        if let Some(o) = governed.filter(|_| v.upos(t) == Upos::Adj) {
            relation.extend(self.argument_words(&whole, super::Profile::Carb, false));
            obliques.retain(|&x| x != o);
            arguments.push(self.oblique_argument(t, o));
        } else if preposition.is_empty() {
            arguments.push(whole);
        } else {
            arguments.push(OpenArgument {
                preposition,
                ..OpenArgument::phrase(t, ArgumentKind::Oblique)
            });
        }
        for o in obliques {
            let mut argument = self.oblique_argument(t, o);
            argument.extent = Extent::Clause;
            argument.preposition.clear();
            arguments.push(argument);
        }
        arguments.extend(
            v.children_by(t, &[Deprel::Advcl, Deprel::Ccomp])
                .filter(|&c| c > t)
                .map(|c| OpenArgument::clause(c, ArgumentKind::Adverbial)),
        );
        Some(OpenTuple {
            construction: Construction::Copula,
            sharing,
            trigger: t,
            predicate: t,
            implied: None,
            relation,
            subject,
            arguments,
            confidence: 0.0,
        })
    }

    /// "There are two plants in Kalmar".
    fn existence_tuple(&self, t: usize) -> Option<OpenTuple> {
        let v = self.view;
        let there = v.child(t, &[Deprel::Expl])?;
        let what = v.child(t, &[Deprel::Nsubj])?;
        let mut arguments = vec![OpenArgument::phrase(what, ArgumentKind::Object)];
        arguments.extend(
            v.children_by(t, &[Deprel::Obl, Deprel::Advmod])
                .filter(|&c| c > t)
                .map(|c| self.oblique_argument(t, c)),
        );
        Some(OpenTuple {
            construction: Construction::Existence,
            sharing: Sharing::Own,
            trigger: t,
            predicate: t,
            implied: None,
            relation: self.verb_words(t),
            subject: OpenArgument::words(there, ArgumentKind::Subject, vec![there]),
            arguments,
            confidence: 0.0,
        })
    }
}
