//! The other party of a deal, where a sentence names only one: "It paid $210 million up front."

use super::Matcher;
use crate::claim::{Object, Predicate, QualifierKey, Value};
use crate::extract::Candidate;
use crate::extract::assemble::Participant;
use crate::extract::deep::Filler;
use crate::mention::MentionId;
use crate::ontology::{Slot, SlotExpr};

/// How many sentences back a deal is still being spoken of.
const REACH: usize = 4;

impl Matcher<'_> {
    /// Who was on the other side of the deal that the sentences before `t` spoke of last, with `known` on the one side; none
    /// where that deal had several others.
    fn counterpart(&self, t: usize, known: MentionId, earlier: &[Candidate]) -> Option<Filler> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let here = v.sentence_index(t);
        let known = self.single(known)?;
        let deal = earlier.iter().rev().find_map(|c| {
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
            if !parties.contains(&known) {
                return None;
            }
            parties.retain(|&p| p != known);
            parties.dedup();
            (!parties.is_empty()).then_some(parties)
        })?;
        let [other] = deal[..] else { return None };
        Some(Filler {
            token: mentions.get(other).head,
            certainty: 0.7,
        })
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

    fn single(&self, id: MentionId) -> Option<MentionId> {
        match self.deep.mentions.reference(id).referents[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}
