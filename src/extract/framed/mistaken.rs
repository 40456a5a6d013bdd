//! What the model takes for a relation and is another thing of the kind.

use super::Matcher;
use crate::extract::assemble::Participant;
use crate::extract::told::formerly_of;
use crate::mention::AmountValue;
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
            // "set it up with money from his family"
            "foundedBy" if self.deep.preposition(object.token).as_deref() == Some("from") => true,
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
                // "an early investor in Norvane" has no office there
                let investor = v.upos(t) == Upos::Noun
                    && matches!(
                        v.lemma(t),
                        "investor"
                            | "backer"
                            | "shareholder"
                            | "customer"
                            | "client"
                            | "supplier"
                            | "creditor"
                    );
                is(t, Sense::Lawyer) && owned || elsewhere || area || investor
            }
            "providesServicesTo" if v.lemma(t) == "host" && self.is_event_of(t, object) => true,
            "commitsToSpend" | "supplies" | "providesServicesTo" => {
                self.is_turned_by_order(relation, subject)
                    || self.is_turned_by_contract(t, relation, subject, object)
            }
            // "handed over to Ada Berg": no money
            "pays" => {
                v.lemma(t) == "hand"
                    && !self
                        .deep
                        .mentions
                        .amounts
                        .iter()
                        .any(|a| v.dominates(t, a.head) && matches!(a.value, AmountValue::Money(_)))
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
            "licenses" => {
                let open = v
                    .children_by(t, &[Deprel::Amod])
                    .any(|c| self.deep.form_is(c, Sense::OpenLicence));
                // "licensed from Norvane"
                let from = self.deep.preposition(subject.token).as_deref() == Some("from")
                    && v.head(subject.token) == Some(t)
                    && v.upos(t) == Upos::Verb;
                // "granted Norvane a licence"
                let verb = if v.upos(t) == Upos::Verb {
                    Some(t)
                } else {
                    v.head(t).filter(|_| v.deprel(t) == Deprel::Obj)
                };
                let grants = verb.is_some_and(|verb| {
                    let others = [Deprel::Iobj, Deprel::Obl];
                    let passive = v.child(verb, &[Deprel::AuxPass]).is_some();
                    is(verb, Sense::Granting)
                        && !passive
                        && v.deprel(subject.token) == Deprel::Nsubj
                        && v.head(subject.token) == Some(verb)
                        && v.children_by(verb, &others).any(|o| {
                            (v.deprel(o) == Deprel::Iobj
                                || self.deep.preposition(o).as_deref() == Some("to"))
                                && self.deep.mentions.at(o).is_some_and(|m| {
                                    let class = self.deep.mentions.get(m).class.as_deref();
                                    matches!(
                                        class,
                                        Some("Company" | "Organization" | "Person" | "University")
                                    )
                                })
                        })
                });
                open || from || grants
            }
            // "its own cloud" is not said to be for others
            "offers" => {
                v.child(object.token, &[Deprel::NmodPoss]).is_some()
                    && v.children_by(object.token, &[Deprel::Amod])
                        .any(|a| v.form(a).eq_ignore_ascii_case("own"))
                    && v.head(object.token) != Some(t)
            }
            // "launched its first shop in Leeds"
            "releases" => self.deep.mentions.at(object.token).is_some_and(|m| {
                let class = self.deep.mentions.get(m).class.as_deref();
                matches!(class, Some("Facility" | "Place"))
            }),
            // "became a $5 trillion company"
            "restructuresAs" => self.deep.mentions.amounts.iter().any(|a| {
                v.dominates(object.token, a.head) && matches!(a.value, AmountValue::Money(_))
            }),
            // "entrusted Norvane with the distribution of it"
            "distributes" => {
                let verb = if v.upos(t) == Upos::Verb {
                    Some(t)
                } else {
                    v.head(t).filter(|_| {
                        matches!(v.deprel(t), Deprel::Obj | Deprel::Xcomp | Deprel::Obl)
                    })
                };
                verb.is_some_and(|verb| {
                    (is(verb, Sense::Granting) || is(verb, Sense::Entrusting))
                        && !matches!(v.lemma(verb), "sell" | "offer" | "extend")
                        && v.child(verb, &[Deprel::AuxPass]).is_none()
                        && v.deprel(subject.token) == Deprel::Nsubj
                        && v.head(subject.token) == Some(verb)
                        && verb != t
                })
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

    /// "a court upheld the fine": who judges it has not imposed it.
    pub(super) fn is_judge(&self, t: usize, relation: &Relation, subject: &Participant) -> bool {
        let v = self.context.view;
        if !matches!(relation.name.as_str(), "fines" | "blocks") || v.upos(t) != Upos::Noun {
            return false;
        }
        let verb = v.head(t).filter(|&h| {
            matches!(v.deprel(t), Deprel::Obj | Deprel::NsubjPass)
                && self.deep.lemma_is(h, Sense::Upholding)
        });
        verb.is_some_and(|verb| {
            v.head(subject.token) == Some(verb)
                && matches!(
                    v.deprel(subject.token),
                    Deprel::Nsubj | Deprel::OblAgent | Deprel::Obl
                )
        })
    }

    /// Whether a verb of hosting has an event as its object: its guests are not who it serves.
    fn is_event_of(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let is_event = |k: usize| {
            mentions
                .at(k)
                .is_some_and(|m| mentions.get(m).class.as_deref() == Some("Event"))
        };
        is_event(object.token) || v.child(t, &[Deprel::Obj]).is_some_and(is_event)
    }

    /// "Norvane signed a contract with Trask to supply it": who signs it does what it says, whatever the model reads.
    fn is_turned_by_contract(
        &self,
        t: usize,
        relation: &Relation,
        subject: &Participant,
        object: &Participant,
    ) -> bool {
        let v = self.context.view;
        if relation.name == "commitsToSpend" || v.upos(t) != Upos::Verb {
            return false;
        }
        let Some(contract) = v
            .head(t)
            .filter(|&h| v.deprel(t) == Deprel::Acl && self.deep.lemma_is(h, Sense::Contract))
        else {
            return false;
        };
        let infinitive = v
            .children_by(t, &[Deprel::Mark])
            .any(|m| v.form(m).eq_ignore_ascii_case("to"));
        let signer = v
            .head(contract)
            .filter(|_| v.deprel(contract) == Deprel::Obj)
            .and_then(|verb| self.deep.surface_subject(verb));
        let with = |k: usize| self.deep.preposition(k).as_deref() == Some("with");
        infinitive && signer.is_some_and(|s| s.token == object.token) && with(subject.token)
    }

    /// "Canada's Tolmund and the Japanese trading house Aizuwa": a place before the first of several names is that of the first.
    pub(super) fn is_beside_what_sits(
        &self,
        t: usize,
        relation: &Relation,
        subject: &Participant,
        object: &Participant,
    ) -> bool {
        let v = self.context.view;
        if relation.name != "headquarteredIn" {
            return false;
        }
        let (s, o) = (subject.token, object.token);
        let first = v.head(s).filter(|_| v.deprel(s) == Deprel::Conj);
        let of_first = first
            .is_some_and(|h| o < s && !v.dominates(s, o) && (v.dominates(h, o) || h == t && o < t));
        // "Ostrava-based Moravia Steel and Brno-based Zetor"
        let of_second = v
            .children_by(s, &[Deprel::Conj])
            .any(|c| c > s && v.dominates(c, o) && o != c);
        of_first || of_second
    }

    /// "Volantis supplier Nordcell", "an investor in Fliptrak", "the AI startup": what a noun for somebody's partner stands with is
    /// that somebody, if no list has it as a place; and a trade in capitals is none.
    pub(super) fn is_no_seat(&self, t: usize, relation: &Relation, object: &Participant) -> bool {
        if relation.name != "headquarteredIn" {
            return false;
        }
        let v = self.context.view;
        let lexicon = self.context.lexicon;
        let o = object.token;
        let words = self.deep.mentions.at(o).map_or_else(
            || v.form(o).to_owned(),
            |m| v.words(&self.deep.mentions.get(m).tokens).to_owned(),
        );
        if lexicon
            .name(&words)
            .is_some_and(|n| matches!(n.class.as_str(), "Place" | "Country"))
            || lexicon.is_place_adjective(&words)
        {
            return false;
        }
        let beside = |k: usize| {
            self.deep.lemma_is(k, Sense::Counterparty)
                && (v.head(o) == Some(k) || v.dominates(k, o) || v.head(o) == v.head(k) && o < k)
        };
        let near = v.head(o).into_iter().chain([t]);
        let partner = near.into_iter().any(beside) || {
            let end = v.sentence(o).tokens.end;
            o + 1 < end && self.deep.lemma_is(o + 1, Sense::Counterparty)
        };
        // "a Pelgrave-owned retailer"
        let end = v.sentence(o).tokens.end;
        let partner = partner
            || o + 2 < end
                && v.is_hyphen(o + 1)
                && matches!(
                    v.form(o + 2).to_lowercase().as_str(),
                    "owned"
                        | "backed"
                        | "controlled"
                        | "led"
                        | "funded"
                        | "run"
                        | "listed"
                        | "like"
                );
        let lower = words.to_lowercase();
        let trade = !lexicon
            .trades
            .of_description(&[lower], "company")
            .is_empty();
        partner || trade
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
