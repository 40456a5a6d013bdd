//! Numbers that count no staff.

use crate::extract::assemble::Participant;
use crate::extract::framed::Matcher;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

impl Matcher<'_> {
    /// The noun that a number counts.
    pub(super) fn counted(&self, object: &Participant) -> Option<usize> {
        let v = self.context.view;
        match v.deprel(object.token) {
            Deprel::Nummod => v.head(object.token),
            _ => (v.upos(object.token) == Upos::Noun).then_some(object.token),
        }
    }

    /// Whether jobs are counted that come or go: "will add 3,000 jobs".
    pub(super) fn is_change_of_staff(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        if self.deep.lemma_is(t, Sense::Hiring) {
            return true;
        }
        self.counted(object).is_some_and(|noun| {
            let jobs = self.deep.lemma_is(noun, Sense::Job);
            let verb = v
                .head(noun)
                .filter(|_| matches!(v.deprel(noun), Deprel::Obj | Deprel::NsubjPass));
            jobs && verb.is_some_and(|h| self.deep.lemma_is(h, Sense::Staffing))
        })
    }

    /// Whether others are counted than those of whom the trigger speaks: "5,200 developers will meet Norvane's employees".
    pub(super) fn counts_others(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        self.counted(object).is_some_and(|noun| {
            v.upos(t) == Upos::Noun
                && noun != t
                && !v.dominates(t, noun)
                && !v.dominates(noun, t)
                && !self.deep.lemma_is(noun, Sense::Staff)
        })
    }
}
