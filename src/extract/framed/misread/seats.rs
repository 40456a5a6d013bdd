//! What is no seat of a company.

use crate::extract::assemble::Participant;
use crate::extract::framed::Matcher;
use crate::mention::{MentionId, MentionKind};
use crate::nlp::{Deprel, EntityLabel, Upos};

/// A location of the model's tags that is less likely than this is none.
const SURE_PLACE: f32 = 0.4;

impl Matcher<'_> {
    /// Whether a place stands before a description of somebody else: "the Leeds baker was sold to Norvane".
    pub(super) fn is_of_another(&self, subject: &Participant, place: usize) -> bool {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let modifies = matches!(v.deprel(place), Deprel::Amod | Deprel::Compound);
        let Some(noun) = v.head(place).filter(|_| modifies) else {
            return false;
        };
        let (Some(described), Some(own)) = (mentions.at(noun), mentions.at(subject.token)) else {
            return false;
        };
        let referents = &mentions.reference(described).referents;
        let named = |&m: &MentionId| mentions.get(m).kind == MentionKind::Name;
        mentions.get(described).kind == MentionKind::Nominal
            && !referents.is_empty()
            && referents.iter().all(named)
            && *referents != mentions.reference(own).referents
    }

    /// "Quantiva, a Thornfield company": a name before a noun that nothing calls a place.
    pub(super) fn is_no_town(&self, object: &Participant) -> bool {
        let v = self.context.view;
        let o = object.token;
        let before = matches!(
            v.deprel(o),
            Deprel::Compound | Deprel::NmodDesc | Deprel::Amod
        ) && v.head(o).is_some_and(|h| h > o)
            && !(o + 1 < v.sentence(o).tokens.end && v.is_hyphen(o + 1));
        let known = self.deep.mentions.at(o).is_some_and(|m| {
            let words = v.words(&self.deep.mentions.get(m).tokens);
            let lexicon = self.context.lexicon;
            lexicon.name(words).is_some() || lexicon.is_place_adjective(words)
        });
        let entities = &v.analysis.entities;
        let label = entities.iter().find(|e| e.tokens.contains(&o));
        let place =
            label.is_some_and(|e| e.label == EntityLabel::Location && e.confidence >= SURE_PLACE);
        before && !known && !place && label.is_some()
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
}
