//! Tuples without a predicate: appositions, titles, possessors and prepositional phrases of nouns.

use super::tuple::{ArgumentKind, Construction, OpenArgument, OpenTuple, Sharing};
use crate::extract::Deep;
use crate::nlp::{Deprel, EntityLabel, PronType, Upos};

impl Deep<'_> {
    /// The tuple of a word that modifies a noun, if it is in one of these constructions.
    pub(super) fn nominal_tuple(&self, t: usize) -> Option<OpenTuple> {
        let v = self.view;
        let head = v.head(t)?;
        match v.deprel(t) {
            Deprel::Appos => self.apposition_tuple(t, head),
            // "Kalmar, Sweden"
            Deprel::NmodUnmarked if self.is_place_name(head) && self.is_place_name(t) => {
                self.apposition_tuple(t, head)
            }
            Deprel::NmodPoss => self.possession_tuple(t, head),
            Deprel::Nmod => self.modifier_tuple(t, head),
            Deprel::Compound | Deprel::Amod | Deprel::NmodDesc => self.title_tuple(t, head),
            Deprel::Flat => self
                .title_tuple(t, head)
                .or_else(|| self.titled_tuple(t, head)),
            Deprel::Nsubj | Deprel::NsubjPass => {
                let before = t.checked_sub(1).filter(|&b| v.deprel(b) == v.deprel(t))?;
                (v.head(before) == Some(head)).then(|| self.titled_tuple(t, before))?
            }
            _ => None,
        }
    }

    fn apposition_tuple(&self, t: usize, head: usize) -> Option<OpenTuple> {
        let v = self.view;
        if v.children(t).any(|c| matches!(v.form(c), "(" | "[")) {
            return None;
        }
        let (mut first, mut second) = (self.phrase_words(head, true), self.phrase_words(t, false));
        let (mut subject, mut object) = (head, t);
        // "the baker Norvane": the name is what is described
        if v.upos(t) == Upos::Propn && v.upos(head) == Upos::Noun {
            std::mem::swap(&mut first, &mut second);
            std::mem::swap(&mut subject, &mut object);
        }
        let place = self.is_place_name(head) && self.is_place_name(t);
        let mut object = OpenArgument::words(object, ArgumentKind::Predicate, second);
        if place {
            object.kind = ArgumentKind::Place;
        }
        let construction = if place {
            Construction::Location
        } else {
            Construction::Apposition
        };
        let subject = OpenArgument::words(subject, ArgumentKind::Subject, first);
        let implied = if place { "is in" } else { "is" };
        built(construction, t, implied, subject, object)
    }

    fn is_place_name(&self, t: usize) -> bool {
        let entities = &self.view.analysis.entities;
        entities
            .iter()
            .any(|e| e.label == EntityLabel::Location && e.tokens.contains(&t))
    }

    /// "the automaker Norvane", "president Ola Brandt".
    fn title_tuple(&self, t: usize, head: usize) -> Option<OpenTuple> {
        let v = self.view;
        let described = v.deprel(t) == Deprel::NmodDesc && v.upos(t).is_nominal();
        let noun = v.upos(t) == Upos::Noun && v.upos(head) == Upos::Propn;
        let address = HONORIFICS.contains(&v.form(t).trim_end_matches('.'));
        if t > head || address || !(described || noun) {
            return None;
        }
        let mut name: Vec<usize> = v
            .children_by(head, &[Deprel::Flat, Deprel::Compound])
            .filter(|&c| c > t && v.upos(c) == Upos::Propn)
            .collect();
        name.push(head);
        name.sort_unstable();
        let mut title = v.subtree(t);
        // "German automaker Norvane": the adjective belongs to the noun
        let mut start = title.first().copied()?;
        for c in v.children(head).rev().filter(|&c| c < t) {
            if c + 1 == start && matches!(v.deprel(c), Deprel::Amod | Deprel::Compound) {
                title.push(c);
                start = c;
            }
        }
        title.sort_unstable();
        let title = self.trimmed(&title);
        built(
            Construction::Title,
            t,
            "is",
            OpenArgument::words(head, ArgumentKind::Subject, name),
            OpenArgument::words(t, ArgumentKind::Predicate, title),
        )
    }

    /// The same where the noun is taken for the head of the name.
    fn titled_tuple(&self, t: usize, noun: usize) -> Option<OpenTuple> {
        let v = self.view;
        if t < noun || v.upos(t) != Upos::Propn || v.upos(noun) != Upos::Noun {
            return None;
        }
        let mut title = self.phrase_words(noun, true);
        title.retain(|&k| k <= noun);
        let name = self.trimmed(&v.subtree(t));
        built(
            Construction::Title,
            noun,
            "is",
            OpenArgument::words(t, ArgumentKind::Subject, name),
            OpenArgument::words(noun, ArgumentKind::Predicate, title),
        )
    }

    fn possession_tuple(&self, t: usize, head: usize) -> Option<OpenTuple> {
        let v = self.view;
        if v.token(t).feats.pron_type == Some(PronType::Prs) || v.upos(t) == Upos::Pron {
            return None;
        }
        let mut owner = self.phrase_words(t, false);
        owner.retain(|&k| !matches!(v.form(k), "'s" | "’s" | "'" | "’"));
        let mut owned = self.phrase_words(head, false);
        owned.retain(|&k| !v.dominates(t, k));
        built(
            Construction::Possession,
            t,
            "has",
            OpenArgument::words(t, ArgumentKind::Subject, owner),
            OpenArgument::words(head, ArgumentKind::Object, owned),
        )
    }

    fn modifier_tuple(&self, t: usize, head: usize) -> Option<OpenTuple> {
        let v = self.view;
        let preposition = self.preposition_words(t);
        if preposition.is_empty() {
            return None;
        }
        let mut noun = self.phrase_words(head, true);
        noun.retain(|&k| k < t && !v.dominates(t, k));
        let mut object = OpenArgument::words(t, ArgumentKind::Oblique, self.phrase_words(t, false));
        object.preposition = preposition;
        built(
            Construction::Modifier,
            t,
            "is",
            OpenArgument::words(head, ArgumentKind::Subject, noun),
            object,
        )
    }
}

/// Forms of address, which say nothing of whom they address.
const HONORIFICS: &[&str] = &[
    "Dr", "Lady", "Lord", "Miss", "Mr", "Mrs", "Ms", "Mx", "Prof", "Rev", "Sir", "St",
];

fn built(
    construction: Construction,
    trigger: usize,
    implied: &'static str,
    subject: OpenArgument,
    object: OpenArgument,
) -> Option<OpenTuple> {
    let empty = |a: &OpenArgument| matches!(&a.extent, super::Extent::Words(w) if w.is_empty());
    if empty(&subject) || empty(&object) {
        return None;
    }
    Some(OpenTuple {
        construction,
        sharing: Sharing::Own,
        trigger,
        predicate: trigger,
        implied: Some(implied),
        relation: Vec::new(),
        subject,
        arguments: vec![object],
        confidence: 0.0,
    })
}
