//! What is taken for an office and is none, or not that of the claim.

use super::Fit;
use crate::extract::assemble::name_start;
use crate::extract::qualifiers::Found;
use crate::extract::told::came_from;
use crate::nlp::{Deprel, Upos, VerbForm};
use crate::ontology::Sense;

/// An office of more words is none.
const LONGEST: usize = 12;

impl Fit<'_, '_> {
    pub(super) fn is_no_office(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let (first, last) = f.tokens;
        self.tells_of_doing(f)
            || self.is_of_all_named(f)
            || self.is_sum(f)
            // "joined from Norvane as head of sales": the post is not Norvane's
            || came_from(self.deep, self.parts)
            || self.is_part_of(f)
            || self.is_what_one_becomes(f)
            || self.is_own_title(f)
            || self.is_what_is_led(f)
            || self.is_told_by_a_verb(f)
            // "run by Ada Berg", "chairman until the"
            || (first..=last).contains(&self.parts.subject.token)
            || matches!(v.upos(last), Upos::Det | Upos::Adp)
            || self.words(f).split_whitespace().count() > LONGEST
            // "his post will be filled by Ada Berg": which it is, is not said
            || first == last && (self.has(Sense::Post, f) || self.has(Sense::Helm, f))
            // "wants to stay independent"
            || first == last && v.upos(first) == Upos::Adj && v.deprel(first) == Deprel::Xcomp
            // "former Norvane executive, will lead": more than an office
            || (first..last).any(|k| v.deprel(k) == Deprel::Aux)
    }

    /// "Ada Berg, who now teaches at Norvane University", "he now advises Norvane": what somebody does is no title.
    fn tells_of_doing(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let words = self.words(f);
        let told = |k: usize| {
            v.token(k).feats.verb_form == Some(VerbForm::Fin)
                && v.children(k).any(|c| v.deprel(c).is_subject())
        };
        words.starts_with("who ")
            || words.starts_with("which ")
            || f.tokens.0 < f.tokens.1 && (f.tokens.0..=f.tokens.1).any(told)
    }

    /// "an office made up of Ada Berg of Norvane and Ola Lund of Trask": what stands before them all is no office of the second.
    fn is_of_all_named(&self, f: &Found) -> bool {
        let (deep, v) = (self.deep, self.deep.view);
        let person = self.parts.subject.token;
        v.head(self.object) == Some(person)
            && deep.preposition(self.object).as_deref() == Some("of")
            && v.deprel(person) == Deprel::Conj
            && f.tokens.1 + 1 < name_start(deep, person)
            && !v.dominates(person, f.tokens.1)
    }

    /// "as part of the deal, Ada will join the board".
    fn is_part_of(&self, f: &Found) -> bool {
        let (deep, v) = (self.deep, self.deep.view);
        v.head(f.tokens.1).is_some_and(|h| {
            v.lemma(h) == "part" && deep.preposition(f.tokens.1).as_deref() == Some("of")
        })
    }

    /// "left to become a beekeeper".
    fn is_what_one_becomes(&self, f: &Found) -> bool {
        let (deep, v) = (self.deep, self.deep.view);
        deep.lemma_is(self.trigger, Sense::GoingToBecome)
            && v.head(f.tokens.1)
                .is_some_and(|h| h != self.trigger && matches!(v.lemma(h), "become" | "be"))
    }

    /// "will be succeeded by finance head Ada Berg": that is what she was.
    fn is_own_title(&self, f: &Found) -> bool {
        self.deep.lemma_is(self.trigger, Sense::Succeeding)
            && f.tokens.1 + 1 == name_start(self.deep, self.parts.subject.token)
    }

    /// "was named to lead it", "leads it": what somebody does is no office, but who "chairs it" is its chair.
    fn is_told_by_a_verb(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let span = f.tokens.0..=f.tokens.1;
        let mut words = span.clone();
        let head = words.find(|&k| v.head(k).is_none_or(|h| !span.contains(&h)));
        head.is_some_and(|k| {
            v.upos(k) == Upos::Verb
                && matches!(
                    v.token(k).feats.verb_form,
                    Some(VerbForm::Fin | VerbForm::Inf)
                )
                && v.lemma(k) != "chair"
                && v.children(k)
                    .any(|c| span.contains(&c) && v.deprel(c) == Deprel::Obj)
        })
    }

    /// "a bakery led by Ada Berg": that is what she leads.
    fn is_what_is_led(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let (t, last) = (self.trigger, f.tokens.1);
        v.upos(t) == Upos::Verb
            && matches!(v.deprel(t), Deprel::Acl | Deprel::AclRelcl)
            && v.head(t).is_some_and(|noun| {
                noun == last || v.deprel(last) == Deprel::Appos && v.head(last) == Some(noun)
            })
    }
}
