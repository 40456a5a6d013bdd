//! What the model takes for a relation and is another thing of the kind.

use super::Matcher;
use crate::extract::assemble::Participant;
use crate::extract::told::formerly_of;
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Relation, Sense};

impl Matcher<'_> {
    /// What the model takes for a relation and is another thing of the kind: profit for revenue, a valuation for a sum raised, any office
    /// for the head office.
    pub(super) fn is_something_else(
        &self,
        t: usize,
        relation: &Relation,
        subject: &Participant,
        object: &Participant,
    ) -> bool {
        let v = self.context.view;
        let above = v.head(object.token);
        // "EBITDA" keeps its capitals
        let is =
            |k: usize, sense: Sense| self.deep.lemma_is(k, sense) || self.deep.form_is(k, sense);
        let either = |sense: Sense| is(t, sense) || above.is_some_and(|h| is(h, sense));
        match relation.name.as_str() {
            "hasRevenue" => either(Sense::NoRevenue),
            "raises" => either(Sense::NoSumRaised),
            // "she oversaw the sale of its unit to Norvane": she did not sell it
            "sells" | "acquires" => {
                let verb = v.head(t).filter(|_| {
                    v.upos(t) == Upos::Noun && matches!(v.deprel(t), Deprel::Obj | Deprel::Obl)
                });
                verb.is_some_and(|verb| {
                    is(verb, Sense::Overseeing) && v.head(subject.token) == Some(verb)
                })
            }
            // "its chief executive and co-founder spoke to Ada Berg": she is another
            "foundedBy" => {
                let verb = v.head(t).filter(|_| {
                    v.upos(t) == Upos::Noun
                        && v.child(t, &[Deprel::Cop]).is_none()
                        && matches!(v.deprel(t), Deprel::Nsubj | Deprel::Conj)
                });
                let verb = verb.and_then(|h| match v.deprel(t) {
                    Deprel::Conj => v.head(h).filter(|_| v.deprel(h) == Deprel::Nsubj),
                    _ => Some(h),
                });
                verb.is_some_and(|verb| {
                    v.upos(verb) == Upos::Verb
                        && v.head(object.token) == Some(verb)
                        && matches!(
                            v.deprel(object.token),
                            Deprel::Obj | Deprel::Obl | Deprel::Iobj
                        )
                })
            }
            // "Norvane's lawyer" works for another firm
            "holdsPosition" => {
                let whose = t > 0 && matches!(v.form(t - 1), "'s" | "’s" | "'" | "’");
                let owned = whose || v.child(t, &[Deprel::NmodPoss]).is_some();
                // "named Ada, formerly of Norvane, as its chief": not Norvane's
                let elsewhere = v.upos(t) == Upos::Verb && formerly_of(&self.deep, object.token);
                // "Norvane's Director of Operations": the area is no employer
                let area = v.upos(t) == Upos::Noun
                    && above == Some(t)
                    && self.deep.preposition(object.token).as_deref() == Some("of")
                    && v.children_by(t, &[Deprel::NmodPoss])
                        .any(|p| self.is_name(p) && p != object.token);
                is(t, Sense::Lawyer) && owned || elsewhere || area
            }
            "commitsToSpend" | "supplies" | "providesServicesTo" => {
                self.is_turned_by_order(relation, subject)
            }
            // "runs its shop on the Kestrane phone"
            "uses" => {
                v.lemma(t) == "run"
                    && v.child(t, &[Deprel::Obj])
                        .is_some_and(|o| is(o, Sense::OwnChannel))
            }
            // "bottles Kestrane beer under licence": it is somebody else's
            "develops" => v.children_by(t, &[Deprel::Obl]).any(|o| {
                is(o, Sense::Licence) && self.deep.preposition(o).as_deref() == Some("under")
            }),
            // "investigates Norvane's purchase of Trask": the purchase, not Norvane
            "scrutinizes" | "approves" | "blocks" => {
                v.deprel(object.token) == Deprel::NmodPoss
                    && above.is_some_and(|n| {
                        v.head(n) == Some(t) && v.deprel(n) == Deprel::Obj && is(n, Sense::Deal)
                    })
            }
            // "under an open licence"
            "licenses" => v
                .children_by(t, &[Deprel::Amod])
                .any(|c| self.deep.form_is(c, Sense::OpenLicence)),
            // "its own cloud" is not said to be for others
            "offers" => {
                v.child(object.token, &[Deprel::NmodPoss]).is_some()
                    && v.children_by(object.token, &[Deprel::Amod])
                        .any(|a| v.form(a).eq_ignore_ascii_case("own"))
                    && v.head(object.token) != Some(t)
            }
            "headquarteredIn" if self.is_somebody(subject) || self.is_product(object) => true,
            "headquarteredIn" => {
                let is_main =
                    |k: usize| v.children(k).any(|c| self.deep.form_is(c, Sense::MainSite));
                // "has its seat in Leeds, with offices in Dublin"
                let beside = above.filter(|&h| {
                    h != t
                        && v.deprel(object.token) == Deprel::Nmod
                        && self.deep.preposition(h).as_deref() == Some("with")
                });
                [Some(t), beside]
                    .into_iter()
                    .flatten()
                    .any(|k| is(k, Sense::Site) && !is_main(k))
            }
            _ => false,
        }
    }

    /// Whether a verb tells that its subject gets an order.
    fn wins(&self, verb: usize) -> bool {
        let v = self.context.view;
        self.deep.lemma_is(verb, Sense::Winning)
            && v.child(verb, &[Deprel::Obj])
                .is_some_and(|o| self.deep.lemma_is(o, Sense::Order))
    }

    /// Whether an order is turned round: "won an order for 40 buses from Norvane" tells that Norvane buys, not that it supplies.
    pub(super) fn is_turned_by_order(&self, relation: &Relation, subject: &Participant) -> bool {
        let v = self.context.view;
        match relation.name.as_str() {
            "commitsToSpend" => {
                v.deprel(subject.token).is_subject()
                    && v.head(subject.token).is_some_and(|h| self.wins(h))
            }
            "supplies" | "providesServicesTo" => {
                let from = self.deep.preposition(subject.token).as_deref() == Some("from");
                let mut above = Some(subject.token).filter(|_| from);
                (0..3).any(|_| {
                    above = above.and_then(|k| v.head(k));
                    above.is_some_and(|k| self.wins(k))
                })
            }
            _ => false,
        }
    }

    fn is_product(&self, participant: &Participant) -> bool {
        let mentions = self.context.mentions;
        mentions.at(participant.token).is_some_and(|m| {
            let mention = mentions.get(m);
            mention.class_confidence > 0.5
                && mention
                    .class
                    .as_deref()
                    .is_some_and(|c| self.context.ontology.is_a(c, "Product"))
        })
    }

    fn is_somebody(&self, participant: &Participant) -> bool {
        let mentions = self.context.mentions;
        mentions
            .at(participant.token)
            .is_some_and(|m| mentions.get(m).class.as_deref() == Some("Person"))
    }
}
