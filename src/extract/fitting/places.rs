//! What is taken for a place and is none, or not that of the claim.

use super::{Fit, is_text};
use crate::claim::{QualifierKey, Value};
use crate::extract::clauses::of_another_clause;
use crate::extract::qualifiers::Found;
use crate::nlp::Deprel;
use crate::ontology::Sense;

impl Fit<'_, '_> {
    pub(super) fn is_no_place(&self, f: &Found) -> bool {
        self.is_body(f)
            || self.is_outside(f)
            || self.is_nowhere(f)
            || self.is_where_its_purpose_is(f)
            || of_another_clause(self.deep, self.trigger, f.key, f.tokens.1)
            || self.relation != "headquarteredIn" && self.is_of_seat(f)
    }

    /// "Norvane's Ostrava plant": Norvane is no place.
    fn is_body(&self, f: &Found) -> bool {
        let Value::Entity(id) = f.value else {
            return false;
        };
        let class = self.deep.mentions.get(id).class.as_deref();
        matches!(
            class,
            Some("Company" | "Organization" | "GovernmentAgency" | "NewsOutlet" | "Person")
        )
    }

    /// "the rights outside Japan and China" are not those there.
    pub(super) fn is_outside(&self, f: &Found) -> bool {
        let (deep, v) = (self.deep, self.deep.view);
        let first = match v.deprel(f.tokens.1) {
            Deprel::Conj => v.head(f.tokens.1).unwrap_or(f.tokens.1),
            _ => f.tokens.1,
        };
        [f.tokens.0, f.tokens.1, first]
            .into_iter()
            .any(|k| deep.preposition(k).as_deref() == Some("outside"))
    }

    /// "across the road", "in four states", "most of them in Klaksvik".
    fn is_nowhere(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let head = v.head(f.tokens.1);
        is_text(f) && self.has(Sense::NoPlace, f)
            || head.is_some_and(|h| {
                h != self.trigger && matches!(v.lemma(h), "most" | "many" | "half" | "some" | "all")
            })
            || f.tokens.0 >= v.sentence(f.tokens.0).tokens.start + 3
                && v.form(f.tokens.0 - 3) == "of"
                && v.form(f.tokens.0 - 2) == "them"
    }

    /// "valves for the power station at Brask": that is where the station stands.
    fn is_where_its_purpose_is(&self, f: &Found) -> bool {
        if self.relation != "develops" {
            return false;
        }
        let stands = self.deep.mentions.at(self.object).is_some_and(|m| {
            let class = self.deep.mentions.get(m).class.as_deref();
            matches!(class, Some("Place" | "Facility"))
        });
        !stands
            && self.parts.found.iter().any(|g| {
                g.key == QualifierKey::Purpose
                    && is_text(g)
                    && g.tokens.0 < f.tokens.0
                    && f.tokens.1 <= g.tokens.1
            })
    }

    /// "with headquarters in Milan and a plant in Turin, makes bread".
    fn is_of_seat(&self, f: &Found) -> bool {
        let (deep, v) = (self.deep, self.deep.view);
        // "is headquartered in Tokyo with 50,000 employees"
        let based = v.head(f.tokens.1).is_some_and(|h| {
            h != self.trigger && matches!(v.lemma(h), "headquarter" | "headquartered" | "base")
        });
        based
            || self.above(f.tokens.1).skip(1).take(4).any(|k| {
                k != self.trigger
                    && deep.lemma_is(k, Sense::HeadOffice)
                    && !v.dominates(k, self.trigger)
            })
    }
}
