//! Sums and payments that are those of something else.

use crate::extract::assemble::Participant;
use crate::extract::framed::Matcher;
use crate::mention::AmountValue;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

impl Matcher<'_> {
    /// Whether a verb has a country for the one who is paid: "must pay Ireland €13bn in back taxes".
    pub(super) fn pays_a_country(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let mut paid = v.children_by(t, &[Deprel::Iobj, Deprel::Obj]);
        v.lemma(t) == "pay"
            && paid.any(|c| {
                let country = mentions.at(c).is_some_and(|m| {
                    let class = mentions.get(m).class.as_deref();
                    class.is_some_and(|c| self.context.ontology.is_a(c, "Place"))
                });
                country && c != object.token
            })
    }

    /// Whether a payment is made for something, not to it: "paid $1.4 billion for Trask".
    pub(super) fn is_paid_for(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        v.lemma(t) == "pay"
            && v.upos(t) == Upos::Verb
            && v.dominates(t, object.token)
            && self.deep.preposition(object.token).as_deref() == Some("for")
    }

    /// Whether the subject is who is to be paid: "is eligible for milestone payments", "is in line for a payout".
    pub(super) fn is_entitled(&self, t: usize, subject: &Participant) -> bool {
        let v = self.context.view;
        let above = std::iter::successors(Some(t), |&k| v.head(k)).take(4);
        above
            .filter(|&k| self.deep.lemma_is(k, Sense::Entitled))
            .any(|k| {
                self.deep
                    .surface_subject(k)
                    .is_some_and(|s| s.token == subject.token)
            })
    }

    /// Whether somebody leads the round in which another raises money: "Norvane led a $575m funding round".
    pub(super) fn leads_the_round(&self, subject: &Participant) -> bool {
        let v = self.context.view;
        v.deprel(subject.token) == Deprel::Nsubj
            && v.head(subject.token).is_some_and(|verb| {
                matches!(
                    v.lemma(verb),
                    "lead" | "co-lead" | "join" | "anchor" | "back"
                )
            })
    }

    /// Whether somebody leads those who lend: "a $5bn credit facility led by Norvane".
    pub(super) fn leads_a_loan(&self, subject: &Participant) -> bool {
        let v = self.context.view;
        let lends = |k: usize| {
            self.deep.lemma_is(k, Sense::Credit)
                || v.children_by(k, &[Deprel::Compound, Deprel::Amod])
                    .any(|c| self.deep.lemma_is(c, Sense::Credit))
        };
        v.head(subject.token)
            .filter(|&verb| self.deep.lemma_is(verb, Sense::LeadingARound))
            .and_then(|verb| v.head(verb))
            .is_some_and(lends)
    }

    /// Whether a sum is the price of something sold or the value of a company: "the $40 billion Trask sale", "valued at $32 billion".
    pub(super) fn is_price_or_value(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let sale = v.lemma(t) == "sale" && v.form(t).eq_ignore_ascii_case("sale");
        let valued = v.head(object.token).is_some_and(|h| {
            matches!(v.lemma(h), "value" | "valuation")
                && self.deep.preposition(object.token).as_deref() == Some("at")
        });
        sale || valued
    }

    /// Whether something that the subject has is valued, not the subject: "the portfolio of Norvane was valued at £640m".
    pub(super) fn is_value_of_an_asset(&self, subject: &Participant) -> bool {
        let v = self.context.view;
        let of = match v.deprel(subject.token) {
            Deprel::NmodPoss | Deprel::Compound => true,
            Deprel::Nmod => matches!(
                self.deep.preposition(subject.token).as_deref(),
                Some("of" | "in")
            ),
            _ => false,
        };
        of && v
            .head(subject.token)
            .is_some_and(|noun| self.deep.lemma_is(noun, Sense::Asset))
    }

    /// Whether a sum is told to be a share of the sales that the trigger names: "$3.4bn, some 41% of the group's sales".
    pub(super) fn is_whole_of_a_share(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let share = v.head(t).filter(|_| {
            v.deprel(t) == Deprel::Nmod && self.deep.preposition(t).as_deref() == Some("of")
        });
        let amount = share.and_then(|s| self.deep.mentions.amount_at(s));
        amount.is_some_and(|a| matches!(a.value, AmountValue::Percent(_)))
            && !v.dominates(t, object.token)
    }

    /// Whether a verb tells what shops take in, not the company that has them: "its 109 stores bring in $500m a year".
    pub(super) fn is_of_its_shops(&self, t: usize, subject: &Participant) -> bool {
        let v = self.context.view;
        let shops = self
            .deep
            .surface_subject(t)
            .filter(|s| v.upos(t) == Upos::Verb && s.token != subject.token);
        shops.is_some_and(|s| {
            v.upos(s.token) == Upos::Noun && self.deep.lemma_is(s.token, Sense::Site)
        })
    }

    /// "sales of the treatment"
    pub(super) fn is_of_a_product(&self, noun: usize) -> bool {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        v.upos(noun) == Upos::Noun
            && v.child(noun, &[Deprel::NmodPoss]).is_none()
            && v.children_by(noun, &[Deprel::Nmod]).any(|c| {
                let class = mentions
                    .at(c)
                    .and_then(|m| mentions.get(m).class.as_deref());
                self.deep.preposition(c).as_deref() == Some("of")
                    && class.is_some_and(|c| self.context.ontology.is_a(c, "Product"))
            })
    }
}
