//! What is told as near at hand: "was within days of buying", "is on the brink of selling".

use crate::claim::Status;
use crate::extract::Deep;
use crate::nlp::{Deprel, Tense};
use crate::ontology::Sense;

impl Deep<'_> {
    /// The status of what is told as near at hand by a noun, with the noun: planned today; where it was near in the past, perhaps it
    /// came about.
    pub(super) fn near_at_hand(&self, noun: usize) -> Option<(Status, usize)> {
        let v = self.view;
        let preposition = self.preposition(noun)?;
        let near = match preposition.as_str() {
            "within" => self.lemma_is(noun, Sense::HairsBreadth),
            "on" | "at" | "to" => self.lemma_is(noun, Sense::Verge),
            _ => false,
        };
        if !near {
            return None;
        }
        // "was on the brink", "stood on the brink", "came within days"
        let past = [Some(noun), v.head(noun)].into_iter().flatten().any(|k| {
            v.token(k).feats.tense == Some(Tense::Past)
                || v.children_by(k, &[Deprel::Cop, Deprel::Aux])
                    .any(|c| v.token(c).feats.tense == Some(Tense::Past))
        });
        let status = match past {
            true => Status::Possible,
            false => Status::Planned,
        };
        Some((status, noun))
    }
}
