//! What is no office, or not that of the body or the person.

use crate::extract::assemble::Participant;
use crate::extract::framed::Matcher;
use crate::mention::{MentionId, MentionKind};
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

impl Matcher<'_> {
    /// Whether what is held is an office: "gave up the chair, which Ola also holds".
    pub(super) fn holds_an_office(&self, t: usize) -> bool {
        let v = self.context.view;
        let clause = std::iter::successors(Some(t), |&k| v.head(k))
            .take(3)
            .find(|&k| v.deprel(k) == Deprel::AclRelcl);
        let noun = clause.and_then(|c| v.head(c));
        noun.is_some_and(|n| {
            v.upos(n) == Upos::Noun
                && (self.deep.lemma_is(n, Sense::Post)
                    || self.context.lexicon.is_position(v.lemma(n)))
        })
    }

    /// Whether an office is told to be that of another body: "Its boss, Ola, used to be Norvane's director".
    pub(super) fn is_office_of_another(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let owner = v.child(t, &[Deprel::NmodPoss]).filter(|&p| {
            v.upos(t) == Upos::Noun && matches!(v.lemma(p), "its" | "it" | "their" | "they")
        });
        owner.is_some_and(|p| p != object.token)
            && v.deprel(object.token) == Deprel::NmodPoss
            && !v.dominates(t, object.token)
    }

    /// Whether an office has an owner and what stands behind it tells only what it is for: "Norvane's head of marketing for the Zeta".
    pub(super) fn is_what_an_office_is_for(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let holder = |m: MentionId| self.deep.mentions.get(m).class.as_deref() == Some("Person");
        let owner = v.child(t, &[Deprel::NmodPoss]).filter(|&p| {
            v.upos(t) == Upos::Noun
                && p != object.token
                && self.deep.mentions.at(p).is_some_and(|m| !holder(m))
        });
        owner.is_some()
            && object.token > t
            && v.deprel(object.token) == Deprel::Nmod
            && matches!(
                self.deep.preposition(object.token).as_deref(),
                Some("for" | "of")
            )
            && v.dominates(t, object.token)
    }

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

    /// Whether a mention is a noun in the singular and nothing else: "vice president of research".
    pub(super) fn is_bare(&self, noun: usize, mention: MentionId) -> bool {
        let v = self.context.view;
        let described = [
            Deprel::Det,
            Deprel::NmodPoss,
            Deprel::Amod,
            Deprel::Compound,
            Deprel::Nmod,
            Deprel::AclRelcl,
        ];
        self.deep.mentions.get(mention).kind == MentionKind::Nominal
            && !self.is_named(mention)
            && v.upos(noun) == Upos::Noun
            && v.form(noun) == v.lemma(noun)
            && v.child(noun, &described).is_none()
    }
}
