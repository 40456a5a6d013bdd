//! Deals that are read the wrong way round: who buys, sells, bids or merges.

use crate::extract::assemble::Participant;
use crate::extract::framed::Matcher;
use crate::mention::MentionKind;
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Complement, Sense};

impl Matcher<'_> {
    /// Whether a bid is said to be stopped by somebody: "the bid for Norvane was blocked by the president".
    pub(super) fn stops_the_bid(&self, t: usize, subject: usize) -> bool {
        let v = self.context.view;
        let bid = match v.upos(t) {
            Upos::Verb => v.child(t, &[Deprel::NsubjPass]),
            _ => Some(t).filter(|&t| v.deprel(t) == Deprel::NsubjPass),
        };
        let verb = bid.and_then(|bid| v.head(bid));
        let stopped =
            verb.is_some_and(|verb| self.deep.end_of(verb, &Complement::Object).is_some());
        stopped
            && bid.is_some_and(|bid| self.deep.lemma_is(bid, Sense::Takeover))
            && v.head(subject) == verb
            && v.deprel(subject) == Deprel::OblAgent
    }

    /// Whether somebody is told to leave a sale, in which they bid: "withdrew from the sale of the gas field".
    pub(super) fn leaves_the_bidding(&self, t: usize, subject: usize) -> bool {
        let v = self.context.view;
        let verb = v.head(t).filter(|_| {
            self.deep.lemma_is(t, Sense::Takeover)
                && v.deprel(t) == Deprel::Obl
                && v.child(t, &[Deprel::NmodPoss]).is_none()
                && matches!(
                    self.deep.preposition(t).as_deref(),
                    Some("from" | "out-of" | "of")
                )
        });
        verb.is_some_and(|verb| {
            let leaver = self.deep.surface_subject(verb);
            self.deep.gives_up(verb, t)
                && !self.deep.is_passive(verb)
                && v.child(verb, &[Deprel::Obj]).is_none()
                && leaver.is_some_and(|s| s.token == subject)
        })
    }

    /// Whether somebody sells what a clause within says another had bought: "plans to sell Norvane, which Trask bought in 2019".
    pub(super) fn sells_what_was_bought(&self, t: usize, subject: usize) -> bool {
        let v = self.context.view;
        let clause = std::iter::successors(Some(t), |&k| v.head(k))
            .take(4)
            .find(|&k| v.deprel(k) == Deprel::AclRelcl);
        let bought = v.upos(t) == Upos::Verb && self.deep.lemma_is(t, Sense::Buying);
        let Some(clause) = clause.filter(|_| bought) else {
            return false;
        };
        let mut at = v.head(clause);
        let verb = loop {
            match at {
                Some(k) if v.upos(k) == Upos::Verb => break k,
                Some(k) => at = v.head(k),
                None => return false,
            }
        };
        let who = |k: usize| {
            let mention = self.deep.mentions.at(k)?;
            Some(&self.deep.mentions.reference(mention).referents)
        };
        let same = |seller: usize| {
            seller == subject || who(seller).is_some() && who(seller) == who(subject)
        };
        let sold = self.deep.lemma_is(verb, Sense::Selling);
        let seller = self.deep.surface_subject(verb).map(|s| s.token);
        !v.dominates(clause, subject) && seller.is_some_and(|s| s == subject || sold && same(s))
    }

    /// Whether a noun for a purchase is said to be what was bought: "Hopstead is the latest acquisition of Vandermolen".
    pub(in crate::extract::framed) fn is_what_was_bought(
        &self,
        t: usize,
        subject: usize,
        object: usize,
    ) -> bool {
        let v = self.context.view;
        v.upos(t) == Upos::Noun
            && self.deep.lemma_is(t, Sense::Takeover)
            && self.deep.is_copular(t)
            && v.deprel(subject).is_subject()
            && v.head(subject) == Some(t)
            && self.deep.preposition(object).as_deref() == Some("of")
    }

    /// Whether a participant stands after an active verb that has a subject, as nothing but its object can.
    pub(super) fn is_bare_after(&self, t: usize, subject: &Participant) -> bool {
        let v = self.context.view;
        let own = v
            .children(t)
            .any(|c| v.deprel(c).is_subject() && c < t && c != subject.token);
        // "to the Omani fund Dhofar"
        let mut top = subject.token;
        let mut marked = false;
        for _ in 0..4 {
            marked |= self.deep.preposition(top).is_some();
            let joins = matches!(
                v.deprel(top),
                Deprel::Appos | Deprel::Flat | Deprel::NmodDesc | Deprel::Compound | Deprel::Conj
            );
            match v.head(top).filter(|_| joins) {
                Some(head) => top = head,
                None => break,
            }
        }
        // "pays Norvane £46m for it": who is paid sells
        let paid = v.deprel(top) == Deprel::Iobj || v.lemma(t) == "pay";
        subject.token > t
            && !marked
            && !paid
            && own
            && v.sentence_index(subject.token) == v.sentence_index(t)
            && v.child(subject.token, &[Deprel::NmodPoss]).is_none()
            && !v.deprel(subject.token).is_subject()
            && v.deprel(subject.token) != Deprel::NmodPoss
            && self
                .deep
                .mentions
                .at(subject.token)
                .is_some_and(|m| self.deep.mentions.get(m).kind == MentionKind::Name)
    }

    /// "merged to form Nordenergi": what comes out of it is no party.
    pub(super) fn is_made_by_merger(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        // "Norvane and Trask merged into Norvane Trask"
        let joined = v
            .children_by(t, &[Deprel::Nsubj, Deprel::Obj, Deprel::NsubjPass])
            .filter(|&s| s != object.token)
            .any(|s| v.children_by(s, &[Deprel::Conj]).next().is_some());
        let into = v.head(object.token) == Some(t)
            && self.deep.preposition(object.token).as_deref() == Some("into");
        let formed = v.head(object.token).is_some_and(|h| {
            h != t && v.deprel(object.token) == Deprel::Obj && self.deep.lemma_is(h, Sense::Forming)
        });
        formed || joined && into
    }

    /// "merged Tandrix into Orvane": who merges two others is none of them.
    pub(super) fn merges_another(&self, t: usize, subject: &Participant) -> bool {
        let v = self.context.view;
        let joins = self.deep.lemma_is(t, Sense::Uniting);
        let doer =
            joins && v.deprel(subject.token) == Deprel::Nsubj && v.head(subject.token) == Some(t);
        doer && v.child(t, &[Deprel::Obj]).is_some_and(|o| {
            let named = |k: usize| {
                self.deep.mentions.at(k).is_some_and(|m| {
                    let mention = self.deep.mentions.get(m);
                    mention.kind == MentionKind::Name
                        && matches!(mention.class.as_deref(), Some("Company" | "Organization"))
                })
            };
            named(o)
                || v.children_by(o, &[Deprel::Appos, Deprel::Flat, Deprel::Compound])
                    .any(named)
        })
    }

    /// Whether somebody is only whom another talks to about buying: "is in talks with Trask about buying its mills".
    pub(super) fn is_who_is_talked_to(&self, t: usize, subject: usize) -> bool {
        let v = self.context.view;
        let gerund = v.upos(t) == Upos::Verb && v.form(t).ends_with("ing");
        gerund
            && v.deprel(subject) == Deprel::Nmod
            && self.deep.preposition(subject).as_deref() == Some("with")
            && v.head(subject) == v.head(t)
            && v.head(t)
                .is_some_and(|n| self.deep.lemma_is(n, Sense::Talks))
    }

    /// Whether a venture is taken for a partner of those whose it is: "Fanjet, a joint venture of Norvane and Trask".
    pub(super) fn is_the_venture_itself(&self, t: usize, subject: &Participant) -> bool {
        let v = self.context.view;
        // "joint" tells it of the venture
        let t = match v.head(t).filter(|_| v.deprel(t) == Deprel::Amod) {
            Some(noun) => noun,
            None => t,
        };
        let of = v.children_by(t, &[Deprel::Nmod]).any(|c| {
            matches!(
                self.deep.preposition(c).as_deref(),
                Some("of" | "between" | "by")
            )
        });
        let itself = v.deprel(t) == Deprel::Appos && v.head(t) == Some(subject.token)
            || self.deep.is_copular(t) && v.child(t, &[Deprel::Nsubj]) == Some(subject.token);
        of && itself && self.deep.lemma_is(t, Sense::Bond)
    }

    /// Whether two do together what they do with a third: "A and B compete with C".
    pub(super) fn is_at_one_against(
        &self,
        t: usize,
        subject: &Participant,
        object: &Participant,
    ) -> bool {
        let v = self.context.view;
        let third = v.children(t).any(|c| {
            c != subject.token
                && c != object.token
                && matches!(
                    self.deep.preposition(c).as_deref(),
                    Some("with" | "against")
                )
                && self.deep.mentions.at(c).is_some()
        });
        third
            && v.upos(t) == Upos::Verb
            && self.coordinated(subject.token, object.token)
            && subject.token < t
            && object.token < t
    }
}
