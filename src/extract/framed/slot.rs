//! What fills the slots of a frame.

use super::Matcher;
use crate::extract::deep::Filler;
use crate::mention::{AmountValue, MentionId, MentionKind};
use crate::nlp::{Deprel, Role, Upos};
use crate::ontology::{Slot, SlotExpr, Step};

/// Below this the class of a name is a guess.
const GUESS: f32 = 0.6;

/// Classes whose members act.
const AGENTS: &[&str] = &["Organization", "Agent"];

impl<'a> Matcher<'a> {
    /// What fills a slot of a word.
    pub(super) fn fill(&self, t: usize, step: &Step) -> Vec<Filler> {
        let deep = &self.deep;
        let v = self.context.view;
        let found = match &step.slot {
            Slot::Subj => deep.subjects(t),
            Slot::Obj => {
                // "fined X €3m": the sum is no participant, X is
                let mut found = deep.objects(t);
                if found.iter().all(|f| self.amount(f.token).is_some()) {
                    found.extend(deep.recipients(t));
                }
                found
            }
            Slot::Iobj => deep.recipients(t),
            Slot::Pred => {
                let mut found = deep.predicates(t);
                if found.is_empty() && deep.is_copular(t) {
                    found.push(Filler {
                        token: t,
                        certainty: 1.0,
                    });
                }
                found
            }
            Slot::Comp => deep.complements(t),
            Slot::Prep(p) => deep.oblique(t, p),
            Slot::Poss => deep.possessors(t),
            Slot::Compound => deep.compounds(t),
            Slot::Mod => deep.modifiers(t),
            Slot::Head => match (v.deprel(t), v.head(t)) {
                (
                    Deprel::Compound
                    | Deprel::NmodDesc
                    | Deprel::Amod
                    | Deprel::NmodPoss
                    | Deprel::Acl
                    | Deprel::NmodUnmarked
                    | Deprel::Flat,
                    Some(h),
                ) => vec![Filler {
                    token: h,
                    certainty: 0.95,
                }],
                _ => Vec::new(),
            },
            Slot::Itself => deep.denotation(t),
            // asked for by the claim as a whole
            Slot::Each | Slot::Other | Slot::Again | Slot::SubjectOf => Vec::new(),
            Slot::Topic => self.topic_here(t).into_iter().collect(),
            Slot::Trigger => vec![Filler {
                token: t,
                certainty: 1.0,
            }],
            Slot::Appos => v
                .children_by(t, &[Deprel::Appos])
                .map(|token| Filler {
                    token,
                    certainty: 0.95,
                })
                .collect(),
            Slot::Role(role) => v
                .analysis
                .predicates
                .iter()
                .filter(|p| p.token == t)
                .flat_map(|p| &p.arguments)
                .filter(|a| a.role == *role && !a.secondary && a.confidence >= 0.4)
                // "was bought from the family": who does it is not whom it comes from
                .filter(|a| {
                    let from = || v.child(a.token, &[Deprel::Case]);
                    *role != Role::Arg0
                        || v.deprel(a.token) != Deprel::Obl
                        || from().is_none_or(|c| v.lemma(c) != "from")
                })
                .map(|a| Filler {
                    token: deep.antecedent(a.token),
                    certainty: 0.55 + 0.35 * a.confidence,
                })
                .collect(),
        };
        found
            .into_iter()
            .filter(|f| self.accepts(f.token, step))
            .collect()
    }

    /// The organisation that the text is about at a word: the one that the whole text speaks of far more than of any other;
    /// failing that, the one named or referred to most often and most recently before the word, subjects counting double;
    /// none when two are about equal.
    pub(super) fn topic(&self, t: usize) -> Option<Filler> {
        let here = self.context.view.sentence_index(t);
        let decided = |mut weights: Vec<(MentionId, f32)>, margin: f32| {
            weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let (best, weight) = *weights.first()?;
            let second = weights.get(1).map_or(0.0, |w| w.1);
            (weight > margin * second).then(|| Filler {
                token: self.deep.mentions.get(best).head,
                certainty: (0.55 + 0.25 * (1.0 - second / weight)).min(0.8),
            })
        };
        let local = |sentence: usize, head: usize| {
            // what the headline and the lead name stays the topic
            let lead = if sentence < 2 { 0.5_f32 } else { 0.0 };
            let before = sentence <= here && head != t;
            before.then(|| lead.max(0.75_f32.powi((here - sentence).min(40) as i32)))
        };
        let whole = |sentence: usize, head: usize| {
            (head != t).then_some(if sentence < 3 { 2.0 } else { 1.0 })
        };
        decided(self.organizations(local), 1.5).or_else(|| decided(self.organizations(whole), 2.0))
    }

    /// The organisation that the text is about at a word, or the one that its paragraph begins to tell of: "Norvane has its seat in
    /// Lund. Chief executive Ada Berg said".
    fn topic_here(&self, t: usize) -> Option<Filler> {
        if let Some(there) = self.told_where(t) {
            return Some(there);
        }
        let topic = self.topic(t)?;
        let here = self.context.view.sentence_index(t);
        match self.told_of_anew(here) {
            Some(last) if self.deep.mentions.at(topic.token) != Some(last) => Some(Filler {
                token: self.deep.mentions.get(last).head,
                certainty: 0.5,
            }),
            _ => Some(topic),
        }
    }

    /// The organisation in which a clause says something is so: "came from *Norvane*, where Ada Berg is finance chief".
    pub(super) fn told_where(&self, t: usize) -> Option<Filler> {
        let v = self.context.view;
        let clause = std::iter::successors(Some(t), |&k| v.head(k))
            .take(4)
            .find(|&k| v.deprel(k) == Deprel::AclRelcl)?;
        v.children_by(clause, &[Deprel::Advmod])
            .find(|&c| v.form(c).eq_ignore_ascii_case("where"))?;
        let token = v.head(clause)?;
        let id = self.deep.mentions.at(token)?;
        let class = self.deep.mentions.get(id).class.as_deref();
        let organization = class.is_some_and(|c| self.context.ontology.is_a(c, "Organization"));
        organization.then_some(Filler {
            token,
            certainty: 0.85,
        })
    }

    /// The organisation that is the subject of the sentence before, in the same paragraph, if the text does not name it before that
    /// paragraph.
    fn told_of_anew(&self, here: usize) -> Option<MentionId> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let sentences = &v.analysis.sentences;
        let before = sentences.get(here.checked_sub(1)?)?;
        if before.block != sentences[here].block {
            return None;
        }
        let main = before
            .tokens
            .clone()
            .find(|&k| v.deprel(k) == Deprel::Root)?;
        let subject = v.child(main, &[Deprel::Nsubj, Deprel::NsubjPass])?;
        let [last] = mentions.reference(mentions.at(subject)?).referents[..] else {
            return None;
        };
        let named = mentions.get(last);
        let organization = named
            .class
            .as_deref()
            .is_some_and(|c| self.context.ontology.is_a(c, "Organization"));
        if named.kind != MentionKind::Name || !organization {
            return None;
        }
        let block = |m: usize| sentences[v.sentence_index(m)].block;
        let anew = (0..mentions.mentions.len())
            .filter(|&i| mentions.references[i].referents[..] == [last])
            .all(|i| block(mentions.mentions[i].head) >= before.block);
        anew.then_some(last)
    }

    /// The organisations of the text, each with the sum of the weights of its mentions (sentence, head word).
    fn organizations(&self, weigh: impl Fn(usize, usize) -> Option<f32>) -> Vec<(MentionId, f32)> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let mut weights: Vec<(MentionId, f32)> = Vec::new();
        for (i, mention) in mentions.mentions.iter().enumerate() {
            let [referent] = mentions.references[i].referents[..] else {
                continue;
            };
            let named = mentions.get(referent);
            let organization = named
                .class
                .as_deref()
                .is_some_and(|c| self.context.ontology.is_a(c, "Organization"));
            if named.kind != MentionKind::Name || !organization {
                continue;
            }
            let Some(weight) = weigh(v.sentence_index(mention.head), mention.head) else {
                continue;
            };
            let role = if v.deprel(mention.head).is_subject() {
                2.0
            } else {
                1.0
            };
            match weights.iter_mut().find(|(m, _)| *m == referent) {
                Some((_, w)) => *w += weight * role,
                None => weights.push((referent, weight * role)),
            }
        }
        weights
    }

    pub(super) fn accepts(&self, token: usize, step: &Step) -> bool {
        let v = self.context.view;
        let lemma = v.lemma(token).to_lowercase();
        if !step.lemmas.is_empty() {
            let form = v.form(token).to_lowercase();
            let phrase = || {
                step.lemmas
                    .iter()
                    .any(|l| l.contains([' ', '-']) && self.ends_phrase(token, l))
            };
            if !step.lemmas.contains(&lemma) && !step.lemmas.contains(&form) && !phrase() {
                return false;
            }
        }
        match step.class.as_deref() {
            None => true,
            Some("Money") => self
                .amount(token)
                .is_some_and(|a| matches!(a, AmountValue::Money(_))),
            Some("Percent") => self
                .amount(token)
                .is_some_and(|a| matches!(a, AmountValue::Percent(_))),
            Some("Count") if self.context.view.upos(token) == Upos::Num => true,
            Some("Count") => self
                .amount(token)
                .is_some_and(|a| matches!(a, AmountValue::Count(_))),
            Some("Time") => self.deep.mentions.time_at(token).is_some(),
            // a name, or a pronoun or description that refers to one
            Some("Name") => self.deep.mentions.at(token).is_some_and(|m| {
                let mentions = self.deep.mentions;
                let referent = mentions.reference(m).referents.first().copied();
                mentions.get(referent.unwrap_or(m)).kind == MentionKind::Name
            }),
            Some(class) => {
                let Some(id) = self.deep.mentions.at(token) else {
                    return false;
                };
                let (known, confidence) = self.class_of(id);
                let is = |a: &str| {
                    known
                        .as_deref()
                        .is_some_and(|c| self.context.ontology.is_a(c, a))
                };
                // a name whose class is a guess may be of another that acts
                let guess = !self.sure.get()
                    && confidence < GUESS
                    && self.deep.mentions.get(id).kind == MentionKind::Name
                    && AGENTS.iter().any(|a| self.context.ontology.is_a(class, a));
                is(class) || guess && !is("Country")
            }
        }
    }

    pub(super) fn ends_phrase(&self, token: usize, phrase: &str) -> bool {
        let v = self.context.view;
        let spaced = phrase.replace('-', " - ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let Some(first) = (token + 1).checked_sub(words.len()) else {
            return false;
        };
        words
            .iter()
            .enumerate()
            .all(|(i, w)| v.form(first + i).to_lowercase() == **w || v.lemma(first + i) == *w)
    }

    pub(super) fn amount(&self, token: usize) -> Option<&AmountValue> {
        self.deep.mentions.amount_at(token).map(|a| &a.value)
    }

    /// The words that a slot expression leads to, alternative by alternative.
    pub(super) fn paths(&self, t: usize, expr: &SlotExpr) -> Vec<Vec<Filler>> {
        expr.0
            .iter()
            .map(|path| {
                let mut at = vec![Filler {
                    token: t,
                    certainty: 1.0,
                }];
                for step in path {
                    at = at
                        .iter()
                        .flat_map(|f| {
                            self.fill(f.token, step).into_iter().map(|g| Filler {
                                token: g.token,
                                certainty: g.certainty * f.certainty,
                            })
                        })
                        .collect();
                }
                at
            })
            .collect()
    }

    /// As [`Self::filled`], by what has the class that is asked for beyond doubt.
    pub(super) fn surely_filled(&self, t: usize, expr: &SlotExpr) -> bool {
        self.sure.set(true);
        let filled = self.filled(t, expr);
        self.sure.set(false);
        filled
    }

    pub(super) fn filled(&self, t: usize, expr: &SlotExpr) -> bool {
        self.paths(t, expr).iter().any(|p| !p.is_empty())
    }
}
