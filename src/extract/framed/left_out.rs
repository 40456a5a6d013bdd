//! Participants that a sentence leaves out, and shares that stand for what they are shares of.

use std::collections::BTreeSet;

use super::Matcher;
use crate::claim::Object;
use crate::extract::Candidate;
use crate::extract::assemble::Participant;
use crate::extract::deep::Filler;
use crate::mention::{AmountValue, MentionKind, antecedent};
use crate::nlp::{ArgumentSlot, Deprel, Reading, Upos};
use crate::ontology::Sense;

/// What the model holds less likely to be left out is not looked for elsewhere.
const OMITTED: f32 = 0.1;
/// Who is less likely meant by a place left empty does not take it.
const MEANT: f32 = 0.3;
/// The same of whose share was sold where the words speak of any share.
const CLEARLY_MEANT: f32 = 0.7;
/// What is as likely as this to have no name, and likelier than any that has one, is not looked for among names.
const NAMELESS: f32 = 0.5;
/// Those who may be meant beside the one who has the other place are taken for at least as likely as this, all together.
const LEAST_REST: f32 = 0.4;

impl Matcher<'_> {
    /// The participant that the sentence leaves out: the other party of the deal that is spoken of, or the likeliest member of
    /// the cast. `share` is the model's confidence in an object that is a bare share of what is left out, 0 if there is none.
    pub(super) fn omitted(
        &self,
        reading: &Reading,
        slot: ArgumentSlot,
        known: &[(Participant, f32)],
        earlier: &[Candidate],
        share: f32,
        accept: impl Fn(Filler) -> Option<Participant>,
    ) -> Vec<(Participant, f32)> {
        let t = reading.token;
        let left_out = reading
            .arguments
            .iter()
            .find(|a| a.slot == slot && a.token == t)
            .map_or(0.0, |a| a.confidence)
            .max(share);
        let Some((first, _)) = known.first() else {
            return Vec::new();
        };
        if left_out < OMITTED {
            return Vec::new();
        }
        let (view, mentions) = (self.context.view, self.deep.mentions);
        if reading.relation == "holdsPosition" && self.is_office_of_state(t) {
            return Vec::new();
        }
        if reading.relation == "holdsPosition"
            && let Some(p) = self.told_where(t).and_then(&accept)
        {
            return vec![(p, left_out)];
        }
        let cast = self.cast();
        let others: BTreeSet<usize> = known
            .iter()
            .filter_map(|(p, _)| match p.object {
                Object::Entity(id) => mentions.reference(id).referents.first().copied(),
                _ => None,
            })
            .filter_map(|r| cast.member(r))
            .collect();
        // the other party of a deal is not what is held
        let other = match first.object {
            Object::Entity(id) if share == 0.0 => self.counterpart(t, id, earlier),
            _ => None,
        };
        let subject = slot == ArgumentSlot::OmittedSubject;
        let question = antecedent::left_out(
            view,
            mentions,
            cast,
            t,
            &reading.relation,
            subject,
            others.clone(),
        );
        let (mut scores, none) =
            antecedent::probabilities(view, self.context.lexicon, mentions, cast, &question);
        let best = (0..scores.len()).filter(|c| !others.contains(c));
        let best = best.map(|c| scores[c]).fold(0.0, f32::max);
        let nameless = none >= NAMELESS && none > best;
        // nobody has both places: what speaks for the one who has the other speaks for the rest, named or not
        let rest = 1.0 - others.iter().map(|&c| scores[c]).sum::<f32>();
        let rest = if share > 0.0 {
            1.0
        } else {
            rest.max(LEAST_REST)
        };
        for score in &mut scores {
            *score /= rest;
        }
        // "sold a stake to Pelling": a stake in itself, unless another is clearly spoken of
        let meant = match !subject && self.has_indefinite_share(t) {
            true => CLEARLY_MEANT,
            false => MEANT,
        };
        let mut likely: Vec<usize> = (0..scores.len())
            .filter(|c| !nameless && scores[*c] >= meant && !others.contains(c))
            .filter(|&c| {
                subject
                    || !self.only_describes(
                        &reading.relation,
                        reading.token,
                        first.token,
                        &cast.members[c].tokens,
                    )
            })
            .collect();
        likely.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
        let members = likely.into_iter().map(|c| Filler {
            token: mentions.get(cast.members[c].representative).head,
            certainty: scores[c],
        });
        other
            .into_iter()
            .chain(members)
            .filter_map(&accept)
            .find(|p| p.object != first.object)
            .map(|p| (p, left_out))
            .into_iter()
            .collect()
    }

    /// Whether a name stands in a sentence only to tell who somebody is or was: the "co-founder of Norvane" who put up money did not
    /// put it into Norvane, and "a former head of Trask" who became chairman is not its chairman.
    pub(super) fn only_describes(
        &self,
        relation: &str,
        t: usize,
        person: usize,
        names: &[usize],
    ) -> bool {
        let v = self.context.view;
        let sentence = v.sentence(t).tokens.clone();
        let mut here = names.iter().filter(|&n| sentence.contains(n)).peekable();
        if here.peek().is_none() || v.upos(person) != Upos::Propn {
            return false;
        }
        let invests = relation == "investsIn";
        // the tree may hang the name of the person on what describes them
        let noun = v
            .head(person)
            .filter(|&h| v.deprel(person) == Deprel::Appos && v.upos(h) == Upos::Noun);
        here.all(|&n| {
            let mut at = n;
            for _ in 0..5 {
                let Some(h) = v.head(at) else { return false };
                let describes = at != n && noun == Some(at)
                    || h == person
                        && v.upos(at) == Upos::Noun
                        && matches!(
                            v.deprel(at),
                            Deprel::Appos | Deprel::Compound | Deprel::NmodDesc | Deprel::Nmod
                        );
                if describes {
                    let own = at == t || v.head(t) == Some(at);
                    let former = v
                        .children_by(at, &[Deprel::Amod, Deprel::Advmod])
                        .any(|c| self.deep.form_is(c, Sense::Former));
                    return !own && (invests || former && relation == "holdsPosition");
                }
                at = h;
            }
            false
        })
    }

    /// "40% of Norvane", "a stake in Norvane": the thing that a share is a share of.
    pub(super) fn whole_of(&self, token: usize) -> usize {
        let v = self.context.view;
        let percent = matches!(self.amount(token), Some(AmountValue::Percent(_)));
        let share = percent || self.deep.lemma_is(token, Sense::Share);
        if !share {
            return token;
        }
        // the noun of "a 40% stake in" stands above the percentage
        let noun = v
            .head(token)
            .filter(|&h| percent && v.upos(h) == Upos::Noun);
        [Some(token), noun]
            .into_iter()
            .flatten()
            .flat_map(|t| v.children_by(t, &[Deprel::Nmod]))
            .find(|&c| {
                self.deep
                    .preposition(c)
                    .is_some_and(|p| matches!(p.as_str(), "of" | "in"))
                    && self.deep.mentions.at(c).is_some()
            })
            .unwrap_or(token)
    }

    /// "a stake", "its shares", "the rest": a share of something that the phrase does not name.
    pub(super) fn is_bare_share(&self, token: usize) -> bool {
        let v = self.context.view;
        let of = |c: usize| {
            let preposition = self.deep.preposition(c);
            preposition.is_some_and(|p| matches!(p.as_str(), "of" | "in"))
        };
        let refers = || {
            let mentions = self.deep.mentions;
            mentions
                .at(token)
                .is_some_and(|m| mentions.get(m).kind != MentionKind::Nominal)
        };
        v.upos(token) == Upos::Noun
            && self.deep.lemma_is(token, Sense::Share)
            && !refers()
            && !v.children_by(token, &[Deprel::Nmod]).any(of)
            && !v
                .children_by(token, &[Deprel::NmodPoss, Deprel::Compound])
                .any(|c| v.upos(c) == Upos::Propn)
    }

    /// "sold a stake to Pelling": as often as not a stake in who sells it.
    pub(super) fn has_indefinite_share(&self, verb: usize) -> bool {
        let v = self.context.view;
        let indefinite = |o: usize| {
            let mut words = v.children_by(o, &[Deprel::Det]);
            words.any(|d| matches!(v.lemma(d), "a" | "an"))
        };
        v.children_by(verb, &[Deprel::Obj])
            .any(|o| self.is_bare_share(o) && indefinite(o))
    }
}
