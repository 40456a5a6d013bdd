//! The other party of a deal, where a sentence names only one: "It paid $210 million up front."

use super::Matcher;
use crate::claim::{Object, Predicate, QualifierKey, Value};
use crate::extract::Candidate;
use crate::extract::assemble::Participant;
use crate::extract::deep::Filler;
use crate::mention::MentionId;
use crate::nlp::Upos;
use crate::ontology::{Range, Relation, Slot, SlotExpr};

/// How many sentences back a deal is still being spoken of.
const REACH: usize = 4;

impl Matcher<'_> {
    /// Who was on the other side of the deal that the sentences before `t` spoke of last, with `known` on the one side; none
    /// where that deal had several others.
    pub(super) fn counterpart(
        &self,
        t: usize,
        known: MentionId,
        earlier: &[Candidate],
    ) -> Option<Filler> {
        let mentions = self.deep.mentions;
        let known = self.single(known)?;
        let parties = self.deal(t, earlier, |parties| parties.contains(&known))?;
        let mut others = parties.into_iter().filter(|&p| p != known);
        let (other, None) = (others.next()?, others.next()) else {
            return None;
        };
        Some(Filler {
            token: mentions.get(other).head,
            certainty: 0.7,
        })
    }

    /// The parties of the last deal before `t` that is `wanted`.
    fn deal(
        &self,
        t: usize,
        earlier: &[Candidate],
        wanted: impl Fn(&[MentionId]) -> bool,
    ) -> Option<Vec<MentionId>> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let here = v.sentence_index(t);
        earlier.iter().rev().find_map(|c| {
            let Predicate::Relation(relation) = &c.claim.predicate else {
                return None;
            };
            let sentence = v.sentence_index(c.trigger);
            let deal = self
                .context
                .ontology
                .relation(relation)
                .is_some_and(|r| r.deal);
            if !deal || sentence > here || here - sentence > REACH {
                return None;
            }
            let mut parties = vec![c.claim.subject];
            if let Object::Entity(id) = c.claim.object {
                parties.push(id);
            }
            for q in &c.claim.qualifiers {
                if let (
                    QualifierKey::Licensor | QualifierKey::Recipient | QualifierKey::Investor,
                    Value::Entity(id),
                ) = (q.key, &q.value)
                {
                    parties.push(*id);
                }
            }
            let mut parties: Vec<MentionId> = parties
                .into_iter()
                .filter_map(|id| self.single(id))
                .filter(|&id| {
                    mentions.get(id).class.as_deref().is_some_and(|c| {
                        ["Organization", "Person"]
                            .iter()
                            .any(|a| self.context.ontology.is_a(c, a))
                    })
                })
                .collect();
            parties.sort();
            parties.dedup();
            (parties.len() > 1 && wanted(&parties)).then_some(parties)
        })
    }

    /// Both parties of the deal that was spoken of last: "The contract, signed in Leipzig on Monday, …".
    pub(super) fn both(
        &self,
        t: usize,
        relation: &Relation,
        earlier: &[Candidate],
        accept: impl Fn(Filler) -> Option<Participant>,
    ) -> Vec<Participant> {
        let agreements = relation
            .range
            .iter()
            .all(|r| matches!(r, Range::Class(c) if self.context.ontology.is_a(c, "Agreement")));
        let passive = self.context.view.upos(t) == Upos::Verb
            && self.deep.is_passive(t)
            && self.deep.subjects(t).is_empty();
        if !agreements || !passive {
            return Vec::new();
        }
        let parties = self.deal(t, earlier, |parties| parties.len() == 2);
        parties
            .unwrap_or_default()
            .into_iter()
            .filter_map(|p| {
                accept(Filler {
                    token: self.deep.mentions.get(p).head,
                    certainty: 0.7,
                })
            })
            .collect()
    }

    /// The organisation where a person holds a position, as far as the text has said: "his finance director".
    pub(super) fn employer(
        &self,
        t: usize,
        expr: &SlotExpr,
        earlier: &[Candidate],
        accept: impl Fn(Filler) -> Option<Participant>,
    ) -> Vec<Participant> {
        let asked = expr
            .0
            .iter()
            .any(|p| p.len() == 1 && p[0].slot == Slot::Poss);
        if !asked {
            return Vec::new();
        }
        let found = self.deep.possessors(t).into_iter().find_map(|f| {
            let person = self.single(self.deep.mentions.at(f.token)?)?;
            let post = earlier.iter().rev().find(|c| {
                matches!(&c.claim.predicate, Predicate::Relation(r) if r == "holdsPosition")
                    && self.single(c.claim.subject) == Some(person)
            })?;
            let Object::Entity(id) = post.claim.object else {
                return None;
            };
            Some(Filler {
                token: self.deep.mentions.get(self.single(id)?).head,
                certainty: 0.75,
            })
        });
        found.and_then(accept).into_iter().collect()
    }

    /// The same as a participant.
    pub(super) fn other(
        &self,
        t: usize,
        expr: &SlotExpr,
        known: &[Participant],
        earlier: &[Candidate],
        accept: impl Fn(Filler) -> Option<Participant>,
    ) -> Vec<Participant> {
        let asked = expr
            .0
            .iter()
            .any(|p| p.len() == 1 && p[0].slot == Slot::Other);
        let [known] = known else { return Vec::new() };
        let Object::Entity(id) = known.object else {
            return Vec::new();
        };
        let found = asked.then(|| self.counterpart(t, id, earlier)).flatten();
        found.and_then(accept).into_iter().collect()
    }

    /// The subject of the last claim of the relation, or what that subject was said to have: "The new contract turns this
    /// into a non-exclusive licence".
    pub(super) fn again(
        &self,
        t: usize,
        expr: &SlotExpr,
        relation: &Relation,
        subject: Option<&Participant>,
        earlier: &[Candidate],
        accept: impl Fn(Filler) -> Option<Participant>,
    ) -> Vec<Participant> {
        let v = self.context.view;
        if let Some(found) = self.subject_of(t, expr, earlier).and_then(&accept) {
            return vec![found];
        }
        let asked = expr
            .0
            .iter()
            .any(|p| p.len() == 1 && p[0].slot == Slot::Again);
        if !asked {
            return Vec::new();
        }
        let wanted = subject.and_then(|s| match s.object {
            Object::Entity(id) => self.single(id),
            _ => None,
        });
        let here = v.sentence_index(t);
        let same = |c: &&Candidate| {
            matches!(&c.claim.predicate, Predicate::Relation(r) if *r == relation.name)
                && c.trigger != t
                && v.sentence_index(c.trigger) + REACH >= here
                && (subject.is_none() || self.single(c.claim.subject) == wanted)
        };
        let Some(last) = earlier.iter().rev().find(same) else {
            return Vec::new();
        };
        let head = |id: MentionId| {
            self.single(id).map(|id| Filler {
                token: self.deep.mentions.get(id).head,
                certainty: 0.8,
            })
        };
        if subject.is_none() {
            return head(last.claim.subject)
                .and_then(accept)
                .into_iter()
                .collect();
        }
        earlier
            .iter()
            .filter(same)
            .filter(|c| c.trigger == last.trigger)
            .filter_map(|c| match c.claim.object {
                Object::Entity(id) => head(id),
                _ => None,
            })
            .filter_map(accept)
            .collect()
    }

    /// Whom the last claim of a relation was about: whose round it is that "Larkspur led".
    fn subject_of(&self, t: usize, expr: &SlotExpr, earlier: &[Candidate]) -> Option<Filler> {
        let v = self.context.view;
        let here = v.sentence_index(t);
        let step = expr
            .0
            .iter()
            .filter(|p| p.len() == 1)
            .map(|p| &p[0])
            .find(|s| s.slot == Slot::SubjectOf)?;
        let last = earlier.iter().rev().find(|c| {
            matches!(&c.claim.predicate, Predicate::Relation(r) if step.lemmas.contains(r))
                && v.sentence_index(c.trigger) + REACH >= here
        })?;
        Some(Filler {
            token: self
                .deep
                .mentions
                .get(self.single(last.claim.subject)?)
                .head,
            certainty: 0.8,
        })
    }

    fn single(&self, id: MentionId) -> Option<MentionId> {
        match self.deep.mentions.reference(id).referents[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}
