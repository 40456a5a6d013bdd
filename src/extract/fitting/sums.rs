//! Sums that are those of something else.

use super::Fit;
use crate::claim::QualifierKey;
use crate::extract::clauses::is_of_the_clause_after;
use crate::extract::qualifiers::Found;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

impl Fit<'_, '_> {
    pub(super) fn is_other_sum(&self, f: &Found) -> bool {
        is_of_the_clause_after(self.deep, self.trigger, f.tokens.0)
            || self.is_value(f)
            || self.is_of_all(f)
            || self.is_threshold(f)
            || self.is_price_of_one(f)
            || self.is_of_takings(f)
            || self.is_worth(f)
            || self.is_of_the_whole(f)
    }

    /// "sold 51% of Trask, at $9 billion for the whole": no price of the part.
    fn is_of_the_whole(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let amount = self.deep.mentions.amount_at(f.tokens.0);
        let next = amount.map_or(f.tokens.1 + 1, |a| a.tokens.end);
        let end = v.sentence(f.tokens.1).tokens.end;
        let whole = next + 2 < end
            && v.form(next) == "for"
            && matches!(v.form(next + 1), "the" | "all")
            && matches!(v.form(next + 2), "whole" | "lot" | "of" | "entire");
        // "sold 60% at a value of $4 billion"
        let valued = amount.and_then(|a| v.head(a.head)).is_some_and(|n| {
            matches!(v.lemma(n), "value" | "valuation")
                && self.deep.preposition(n).as_deref() == Some("at")
        });
        (whole || valued) && self.has_key(QualifierKey::Stake)
    }

    /// "had invested at $45.6 billion": what the firm was worth then.
    fn is_worth(&self, f: &Found) -> bool {
        let head = self.deep.mentions.amount_at(f.tokens.0).map(|a| a.head);
        let at = |k: usize| self.deep.preposition(k).as_deref() == Some("at");
        self.relation == "investsIn" && head.is_some_and(at)
    }

    /// "Norvane, valued at $2bn, handles payments for Trask": no sum of that.
    fn is_value(&self, f: &Found) -> bool {
        let v = self.deep.view;
        self.above(f.tokens.1).skip(1).take(4).any(|h| {
            h != self.trigger
                && v.upos(h) == Upos::Verb
                && v.lemma(h) == "value"
                && !v.dominates(h, self.trigger)
        })
    }

    /// "a $74m round led by Norvane", "has raised $95m from investors including Norvane": not Norvane's alone.
    fn is_of_all(&self, f: &Found) -> bool {
        if self.relation != "investsIn" || !self.is_sum(f) {
            return false;
        }
        let (deep, v) = (self.deep, self.deep.view);
        let investor = self.parts.subject.token;
        let own = deep.mentions.at(investor);
        // "Marks & Brenholt" is one
        let other = |k: usize| deep.mentions.at(k).is_some_and(|m| Some(m) != own);
        let apart = self
            .sentence
            .clone()
            .any(|k| deep.form_is(k, Sense::Apiece));
        let several = !apart
            && (v.deprel(investor) == Deprel::Conj && v.head(investor).is_some_and(other)
                || v.children_by(investor, &[Deprel::Conj]).any(other)
                || v.head(investor)
                    .is_some_and(|h| deep.lemma_is(h, Sense::AmongInvestors)));
        // "closed a $74m round led by Norvane"
        let leads = |k: usize| deep.lemma_is(k, Sense::LeadingARound);
        leads(self.trigger) || v.head(investor).is_some_and(leads) || several
    }

    /// "4% of revenue above $1m": from there on.
    fn is_threshold(&self, f: &Found) -> bool {
        let v = self.deep.view;
        matches!(self.relation, "pays" | "sharesRevenueWith")
            && self.has_key(QualifierKey::Rate)
            && f.tokens.0 > v.sentence(f.tokens.0).tokens.start + 1
            && v.upos(f.tokens.0 - 2) == Upos::Noun
            && matches!(
                v.form(f.tokens.0 - 1),
                "above" | "over" | "beyond" | "exceeding"
            )
    }

    /// "for $40 a share", "at $18.50 each": no price of the whole.
    fn is_price_of_one(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let deal = matches!(
            self.relation,
            "acquires" | "sells" | "investsIn" | "owns" | "valuedAt"
        );
        let end = v.sentence(f.tokens.1).tokens.end;
        let next = self
            .deep
            .mentions
            .amount_at(f.tokens.0)
            .map_or(f.tokens.1 + 1, |a| a.tokens.end);
        let says = |k: usize, words: &[&str]| {
            k < end && words.contains(&v.form(k).to_lowercase().as_str())
        };
        deal && (says(next, &["each", "apiece"])
            || says(next, &["a", "per", "an"]) && says(next + 1, &["share", "unit", "ads"]))
    }

    /// "bought a division with sales of £97m".
    fn is_of_takings(&self, f: &Found) -> bool {
        let (deep, v) = (self.deep, self.deep.view);
        let of = |k: usize| {
            deep.preposition(k).as_deref() == Some("of")
                && v.head(k)
                    .is_some_and(|h| h != self.trigger && deep.lemma_is(h, Sense::Takings))
        };
        matches!(
            self.relation,
            "acquires" | "sells" | "investsIn" | "owns" | "mergesWith" | "partnersWith" | "signs"
        ) && (f.tokens.0..=f.tokens.1).any(of)
    }
}
