//! What neither a frame nor the model should take for a claim: participants that stand the other way round, or in another relation.

mod deals;
mod money;
mod posts;
mod seats;
mod staff;

use super::Matcher;
use crate::extract::assemble::Participant;
use crate::extract::clauses::is_of_the_clause_before;
use crate::mention::{MentionId, MentionKind};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Relation, Sense};

impl Matcher<'_> {
    /// Whether the words say something else of the two than the relation does.
    pub(super) fn is_misread(
        &self,
        t: usize,
        relation: &Relation,
        subject: &Participant,
        object: &Participant,
    ) -> bool {
        let v = self.context.view;
        let verb = v.upos(t) == Upos::Verb;
        let active = verb && v.child(t, &[Deprel::AuxPass]).is_none();
        let senses = &self.deep.senses;
        let is = |k: usize, sense: Sense| senses.has(sense, &v.lemma(k).to_lowercase());
        // "told Trask to wait and is in talks with Brannick": Trask is not
        // "was developed by Norvane and will be released" may go on with Norvane
        let agent = self.deep.preposition(subject.token).as_deref() == Some("by")
            && (!verb || self.deep.is_passive(t));
        if !agent && is_of_the_clause_before(&self.deep, t, subject.token)
            || self.is_of_what_went_before(t, object)
            || self.is_of_the_unnamed(subject)
            || self.is_told_of_the_complement(t, object)
        {
            return true;
        }
        match relation.name.as_str() {
            // "bought Hissa in 2015, Kelmax in 2016": who stands after the verb without a preposition does not buy
            "acquires" | "sells" if active && self.is_bare_after(t, subject) => true,
            "acquires" if self.is_what_was_bought(t, subject.token, object.token) => true,
            "acquires" if self.is_who_is_talked_to(t, subject.token) => true,
            "acquires" if self.stops_the_bid(t, subject.token) => true,
            // "will transfer its headquarters to Nassau"
            "sells" => {
                is(object.token, Sense::HeadOffice)
                    || self.sells_what_was_bought(t, subject.token)
                    || self.leaves_the_bidding(t, subject.token)
            }
            // "is the parent company of Trask", "a sister company of Trask"
            "subsidiaryOf" => {
                let parent = self.deep.surface_subject(t).map(|s| s.token);
                is(t, Sense::Firm)
                    && parent.is_none_or(|p| p != object.token)
                    && v.children_by(t, &[Deprel::Compound, Deprel::Amod])
                        .any(|c| is(c, Sense::RelatedFirm))
            }
            "mergesWith" => {
                self.is_made_by_merger(t, object) || active && self.merges_another(t, subject)
            }
            "partnersWith" => {
                self.is_the_venture_itself(t, subject) || self.is_at_one_against(t, subject, object)
            }
            "foundedBy" => self.is_of_its_neighbour(t, subject.token, object.token),
            // "Norvane, based in Lund, sued in 2018"
            "sues" => {
                active
                    && v.lemma(t) == "sue"
                    && self
                        .deep
                        .surface_subject(t)
                        .is_some_and(|s| s.token == object.token)
            }
            "raises" => self.is_price_or_value(t, object) || self.leads_the_round(subject),
            // "makes use of it"
            "develops" => {
                v.lemma(t) == "make"
                    && v.child(t, &[Deprel::Obj])
                        .is_some_and(|o| v.lemma(o) == "use")
            }
            // "Aerospace supplier Titanex"
            "supplies" | "providesServicesTo" | "distributes" => self.is_field(object),
            // "sales of the treatment rose to $318m"
            "hasRevenue" => {
                self.is_of_its_shops(t, subject)
                    || self.is_price_or_value(t, object)
                    || self.is_whole_of_a_share(t, object)
                    || [Some(t), v.child(t, &[Deprel::Nsubj])]
                        .into_iter()
                        .flatten()
                        .any(|noun| self.is_of_a_product(noun))
            }
            // "has 26 ships", "has 12,000 members"
            "hasEmployees" => {
                self.counted(object).is_some_and(|k| is(k, Sense::NoStaff))
                    || self.is_change_of_staff(t, object)
                    || self.counts_others(t, object)
            }
            "investsIn" => {
                self.only_describes("investsIn", t, subject.token, &[object.token])
                    || self.leads_a_loan(subject)
            }
            "pays" if self.is_paid_for(t, object) || self.pays_a_country(t, object) => true,
            "pays" | "sharesRevenueWith" => self.is_entitled(t, subject),
            "owns" => self.is_where_it_is(object) || self.holds_an_office(t),
            "competesWith" | "negotiatesWith" if self.is_at_one_against(t, subject, object) => true,
            "valuedAt" => self.is_value_of_an_asset(subject),
            // "will succeed Ada Berg": she is no employer
            "holdsPosition" => {
                self.is_office_of_another(t, object)
                    || self.is_department(object)
                    || self.is_what_an_office_is_for(t, object)
                    || self.is_of_its_neighbour(t, object.token, subject.token)
                    || self.is_own_title(object)
                    || self.only_describes("holdsPosition", t, subject.token, &[object.token])
                    || self.deep.mentions.at(object.token).is_some_and(|m| {
                        let mention = self.deep.mentions.get(m);
                        mention.kind == MentionKind::Name
                            && mention.class.as_deref() == Some("Person")
                            || self.is_bare(object.token, m)
                    })
            }
            "headquarteredIn" => {
                self.is_no_town(object)
                    || self.is_beyond_the_seat(object)
                    || self.is_of_another(subject, object.token)
            }
            _ => false,
        }
    }

    /// Whether the object of a noun is what a relative clause tells of its complement: "a shareholder of Disney, which owns Pixar".
    fn is_told_of_the_complement(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let complement = v
            .children_by(t, &[Deprel::Nmod])
            .find(|&c| self.deep.mentions.at(c).is_some_and(|m| self.is_named(m)));
        complement
            .filter(|_| v.upos(t) == Upos::Noun)
            .is_some_and(|c| {
                v.children_by(c, &[Deprel::AclRelcl])
                    .any(|clause| v.dominates(clause, object.token))
            })
    }

    /// Whether a possessive is taken for that of a name, although the subject of its clause is a company without one: "the combined
    /// group will have its seat in Oslo".
    fn is_of_the_unnamed(&self, subject: &Participant) -> bool {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let possessive =
            v.deprel(subject.token) == Deprel::NmodPoss && v.upos(subject.token) == Upos::Pron;
        let Some(verb) = v
            .head(subject.token)
            .and_then(|noun| v.head(noun))
            .filter(|_| possessive)
        else {
            return false;
        };
        let Some(own) = v.child(verb, &[Deprel::Nsubj]).and_then(|s| mentions.at(s)) else {
            return false;
        };
        let company = mentions.get(own).class.as_deref() == Some("Company");
        let meant = mentions.at(subject.token).is_some_and(|m| self.is_named(m));
        company && meant && mentions.get(own).kind == MentionKind::Nominal && !self.is_named(own)
    }

    /// Whether what a mention refers to has a name.
    fn is_named(&self, mention: MentionId) -> bool {
        let mentions = self.deep.mentions;
        let mut referents = mentions.reference(mention).referents.iter();
        referents.any(|&m| mentions.get(m).kind == MentionKind::Name)
    }

    /// Whether a name in capitals is no more than a trade: "Aerospace".
    fn is_field(&self, participant: &Participant) -> bool {
        let lexicon = self.context.lexicon;
        let words = participant.words.to_lowercase();
        !words.contains(' ')
            && !lexicon
                .trades
                .of_description(&[words], "company")
                .is_empty()
    }

    /// Whether something belongs to what the trigger took the place of: "the order takes the place of one for 25 aircraft".
    fn is_of_what_went_before(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let mut at = object.token;
        for _ in 0..4 {
            if self.deep.placed_by_another(at).is_some() {
                return at != t && !v.dominates(at, t);
            }
            match v.head(at) {
                Some(h) => at = h,
                None => return false,
            }
        }
        false
    }
}
