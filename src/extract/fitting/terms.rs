//! Words that are taken for a term of the claim and are none.

use super::{Fit, is_text};
use crate::claim::QualifierKey;
use crate::extract::qualifiers::Found;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

impl Fit<'_, '_> {
    pub(super) fn is_no_scope(&self, f: &Found) -> bool {
        self.is_sum(f)
            || self.sums().any(|a| a.tokens.contains(&f.tokens.0))
            || self.echoes(f)
            || self.words(f).starts_with("seeking ")
            || self.is_outside(f)
            || self.has(Sense::NoScope, f)
    }

    pub(super) fn is_no_purpose(&self, f: &Found) -> bool {
        let (deep, v) = (self.deep, self.deep.view);
        // "sold it to Norvane to cut debt": that was not Norvane's purpose
        let of_the_seller = self.relation == "acquires"
            && v.upos(self.trigger) == Upos::Verb
            && deep.preposition(self.parts.subject.token).as_deref() == Some("to");
        self.echoes(f) || is_text(f) && self.is_party(f) || of_the_seller
    }

    /// Whether it names somebody.
    fn is_party(&self, f: &Found) -> bool {
        f.tokens.0 + 1 >= f.tokens.1
            && self.deep.mentions.at(f.tokens.1).is_some_and(|m| {
                let class = self.deep.mentions.get(m).class.as_deref();
                matches!(class, Some("Company" | "Organization" | "Person"))
            })
    }

    /// Whether it is said as the ground too: what a fine is for is its ground.
    pub(super) fn is_ground(&self, f: &Found) -> bool {
        f.key == QualifierKey::Purpose
            && self
                .parts
                .found
                .iter()
                .any(|g| g.key == QualifierKey::Scope && g.value == f.value)
    }

    /// "sold it to Norvane to please Trask".
    pub(super) fn is_object_of_another(&self, f: &Found) -> bool {
        let v = self.deep.view;
        (f.tokens.0..=f.tokens.1).any(|k| {
            let verb = v.head(k).filter(|_| v.deprel(k) == Deprel::Obj);
            verb.is_some_and(|h| {
                h != self.trigger && v.upos(h) == Upos::Verb && v.dominates(self.trigger, h)
            })
        })
    }

    /// "LumiView's patents": a product gives no licence.
    pub(super) fn is_thing(&self, f: &Found) -> bool {
        self.deep.mentions.at(f.tokens.1).is_some_and(|m| {
            let class = self.deep.mentions.get(m).class.as_deref();
            matches!(class, Some("Product" | "Model" | "Platform" | "Service"))
        })
    }

    /// "from investors including Norvane".
    pub(super) fn stands_for_others(&self, f: &Found) -> bool {
        self.has(Sense::UnnamedInvestors, f)
            && self.parts.found.iter().filter(|g| g.key == f.key).count() > 1
    }
}
