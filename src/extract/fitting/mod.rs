//! Which of the qualifiers that were found for a claim are what they are taken for.

mod counts;
mod dates;
mod flags;
mod offices;
mod places;
mod shares;
mod sums;
mod terms;

use std::ops::Range;

use super::assemble::Parts;
use super::deep::Deep;
use super::qualifiers::Found;
use crate::claim::{Object, Predicate, QualifierKey, Value};
use crate::mention::{Amount, AmountValue};
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

pub(super) use counts::counted;
pub(super) use dates::{by_then, other_date};

/// The qualifiers that are what they are taken for.
pub(super) fn fitting<'a>(deep: &Deep<'_>, parts: &'a Parts<'_>) -> Vec<&'a Found> {
    let fit = Fit::new(deep, parts);
    let found = parts.found.iter();
    found
        .filter(|f| !fit.is_wrong(f) && !fit.is_ground(f))
        .collect()
}

/// A claim whose qualifiers are looked at.
struct Fit<'a, 'd> {
    deep: &'a Deep<'d>,
    parts: &'a Parts<'a>,
    /// The word that says it.
    trigger: usize,
    /// The word for its object.
    object: usize,
    /// The relation, empty for an open predicate.
    relation: &'a str,
    /// The words of its sentence.
    sentence: Range<usize>,
}

impl<'a, 'd> Fit<'a, 'd> {
    fn new(deep: &'a Deep<'d>, parts: &'a Parts<'a>) -> Self {
        Self {
            deep,
            parts,
            trigger: parts.trigger,
            object: parts.object.token,
            relation: match &parts.predicate {
                Predicate::Relation(name) => name,
                Predicate::Open(_) => "",
            },
            sentence: deep.view.sentence(parts.trigger).tokens.clone(),
        }
    }

    fn is_wrong(&self, f: &Found) -> bool {
        match f.key {
            QualifierKey::Role => self.is_no_office(f),
            QualifierKey::Duration => self.is_no_duration(f),
            QualifierKey::Rate => self.is_of_a_holding(f),
            QualifierKey::Amount | QualifierKey::AmountMin | QualifierKey::AmountMax => {
                self.is_other_sum(f)
            }
            QualifierKey::Exclusive | QualifierKey::Primary | QualifierKey::Capped => {
                self.is_of_another_noun(f)
            }
            QualifierKey::Licensor => self.is_thing(f),
            QualifierKey::Stake => self.is_other_share(f),
            QualifierKey::Quantity => self.is_other_count(f),
            QualifierKey::Service | QualifierKey::Product => self.is_sum(f) || self.echoes(f),
            QualifierKey::Scope => self.is_no_scope(f),
            QualifierKey::Purpose => self.is_no_purpose(f),
            QualifierKey::Recipient => self.is_object_of_another(f),
            QualifierKey::Channel => self.echoes(f),
            QualifierKey::Investor => self.stands_for_others(f),
            QualifierKey::Place => self.is_no_place(f),
            QualifierKey::ValidFrom | QualifierKey::ValidUntil if self.is_range_of_another() => {
                true
            }
            QualifierKey::Date | QualifierKey::ValidFrom | QualifierKey::ValidUntil => {
                self.is_other_date(f)
            }
            _ => false,
        }
    }

    /// The words of a qualifier, in lower case.
    fn words(&self, f: &Found) -> String {
        let view = self.deep.view;
        view.words(&(f.tokens.0..f.tokens.1 + 1)).to_lowercase()
    }

    /// Whether the words of a qualifier are on a list.
    fn has(&self, sense: Sense, f: &Found) -> bool {
        self.deep.senses.has(sense, &self.words(f))
    }

    /// The sums of money of the text.
    fn sums(&self) -> impl Iterator<Item = &Amount> {
        let amounts = self.deep.mentions.amounts.iter();
        amounts.filter(|a| matches!(a.value, AmountValue::Money(..)))
    }

    /// Whether it stands within a sum: "a $23 million contract" is no contract for "$23 million".
    fn is_sum(&self, f: &Found) -> bool {
        self.sums()
            .any(|a| a.tokens.start <= f.tokens.0 && f.tokens.1 < a.tokens.end)
    }

    /// Whether it holds the word that says the claim: what is said to be bought is no purpose of buying it.
    fn echoes(&self, f: &Found) -> bool {
        is_text(f) && f.tokens.0 < f.tokens.1 && (f.tokens.0..=f.tokens.1).contains(&self.trigger)
    }

    /// Whether a word is a figure: of a sum, of a count or a bare number.
    fn is_figure(&self, k: usize) -> bool {
        let (view, mentions) = (self.deep.view, self.deep.mentions);
        let percent =
            |a: &Amount| a.tokens.contains(&k) && matches!(a.value, AmountValue::Percent(_));
        view.upos(k) == Upos::Num
            && !mentions.times.iter().any(|m| m.tokens.contains(&k))
            && !mentions.amounts.iter().any(percent)
    }

    /// The words of the figure that is the object.
    fn own_figure(&self) -> Range<usize> {
        let amount = self.deep.mentions.amount_at(self.object);
        amount.map_or(self.object..self.object + 1, |a| a.tokens.clone())
    }

    /// Whether another figure than the object stands between two words.
    fn has_figure_within(&self, words: Range<usize>) -> bool {
        let own = self.own_figure();
        let mut words = words.start.max(self.sentence.start)..words.end.min(self.sentence.end);
        words.any(|k| self.is_figure(k) && !own.contains(&k))
    }

    /// The heads above a word, the word first.
    fn above(&self, k: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(k), |&k| self.deep.view.head(k))
    }

    /// The relative clause in which a word stands, no further up than that many heads.
    fn relative_clause(&self, k: usize, reach: usize) -> Option<usize> {
        self.above(k)
            .take(reach)
            .find(|&k| self.deep.view.deprel(k) == Deprel::AclRelcl)
    }

    /// Whether the object is a literal.
    fn has_literal(&self) -> bool {
        !matches!(self.parts.object.object, Object::Entity(_))
    }

    fn has_key(&self, key: QualifierKey) -> bool {
        self.parts.found.iter().any(|f| f.key == key)
    }
}

/// Whether a qualifier is words that stand for nothing else.
fn is_text(f: &Found) -> bool {
    matches!(f.value, Value::Text(_))
}
