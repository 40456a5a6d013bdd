//! What is no post, seat, staff or sum of a company, however its words look.

use super::Matcher;
use crate::extract::assemble::Participant;
use crate::mention::MentionKind;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

impl Matcher<'_> {
    /// Whether a post or a founding is told of another body than the words of its noun say: "the chief executive of Norvane and founder
    /// of Trask" founded Trask and heads Norvane.
    pub(super) fn is_of_its_neighbour(&self, t: usize, body: usize, person: usize) -> bool {
        let v = self.context.view;
        if v.upos(t) != Upos::Noun {
            return false;
        }
        let of_its_own = |n: usize| {
            v.children_by(n, &[Deprel::Nmod]).find(|&c| {
                let name = self
                    .deep
                    .mentions
                    .at(c)
                    .is_some_and(|m| self.deep.mentions.get(m).kind == MentionKind::Name);
                self.deep.preposition(c).as_deref() == Some("of") && name
            })
        };
        // the tree may hang it on what both describe
        let joined = |a: usize, b: usize| {
            let above = v.head(a);
            v.deprel(a) == Deprel::Conj
                && (above == Some(b) || above.is_some() && above == v.head(b))
        };
        // the founder of another, in its own words
        let own = of_its_own(t);
        let another =
            |n: usize| n != t && (joined(n, t) || joined(t, n)) && of_its_own(n) == Some(body);
        own.is_some_and(|o| o != body && !v.dominates(o, body))
            && (v.head(body).is_some_and(another) || joined(t, body) && v.head(t) == Some(body))
            // "founder of Trask" beside it is no person of its own
            || joined(person, t) && v.upos(person) == Upos::Noun
    }

    /// Whether what is taken for an employer is the title of the person: "U.S. District Judge Ada Berg".
    pub(super) fn is_own_title(&self, object: &Participant) -> bool {
        let v = self.context.view;
        // a company called "King" is no king
        let nominal = self
            .deep
            .mentions
            .at(object.token)
            .is_some_and(|m| self.deep.mentions.get(m).kind == MentionKind::Nominal);
        nominal
            && self
                .deep
                .senses
                .has(Sense::OfficeOfState, &v.form(object.token).to_lowercase())
    }

    /// Whether what is taken for an employer is a department of one: "Director of Procurement".
    pub(super) fn is_department(&self, object: &Participant) -> bool {
        let v = self.context.view;
        let one = v
            .children_by(object.token, &[Deprel::Flat])
            .next()
            .is_none()
            && v.child(object.token, &[Deprel::Compound]).is_none();
        let word = v.form(object.token).to_lowercase();
        one && v
            .child(object.token, &[Deprel::NmodPoss, Deprel::Det])
            .is_none()
            && matches!(
                self.deep.preposition(object.token).as_deref(),
                None | Some("of" | "for")
            )
            && self.deep.senses.has(Sense::Department, &word)
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

    /// Whether a place only tells where a seat lies: "based in one town outside another".
    pub(super) fn is_beyond_the_seat(&self, object: &Participant) -> bool {
        let v = self.context.view;
        let beside = matches!(
            self.deep.preposition(object.token).as_deref(),
            Some("outside" | "near" | "beyond" | "off")
        );
        beside
            && v.head(object.token).is_some_and(|h| {
                v.upos(h) == Upos::Propn
                    || v.child(h, &[Deprel::Obl]).is_some_and(|o| o < object.token)
            })
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

    /// Whether a payment is made for something, not to it: "paid $1.4 billion for Trask".
    pub(super) fn is_paid_for(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        v.lemma(t) == "pay"
            && v.upos(t) == Upos::Verb
            && v.dominates(t, object.token)
            && self.deep.preposition(object.token).as_deref() == Some("for")
    }

    /// Whether what is taken for a possession only tells where one is: "its plant in Holland, Michigan".
    pub(super) fn is_where_it_is(&self, object: &Participant) -> bool {
        let v = self.context.view;
        let class = |t: usize| {
            let m = self.deep.mentions.at(t)?;
            self.deep.mentions.get(m).class.as_deref()
        };
        let place = |t: usize| matches!(class(t), Some("Place" | "Country"));
        let within = |t: usize| {
            matches!(
                self.deep.preposition(t).as_deref(),
                Some("in" | "at" | "near" | "outside")
            )
        };
        place(object.token)
            && (within(object.token)
                || v.head(object.token)
                    .is_some_and(|h| place(h) && within(h) && h < object.token))
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

    /// Whether something belongs to what the trigger took the place of: "the order takes the place of one for 25 aircraft".
    pub(super) fn is_of_what_went_before(&self, t: usize, object: &Participant) -> bool {
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
