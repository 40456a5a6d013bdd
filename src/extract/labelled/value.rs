//! Numbers, sums and words as objects of relations that are known by their labels.

use super::{Labels, filler};
use crate::claim::{Decimal, Object, QualifierKey, Value};
use crate::extract::assemble::Participant;
use crate::extract::deep::Filler;
use crate::extract::qualifiers::Found;
use crate::mention::AmountValue;
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Relation, Sense};

impl Labels<'_> {
    /// Whose a noun for a value is: "its length", "the length of the bridge", "a bridge with a length of", "the bridge has a length
    /// of", "Brennick, population 12,000".
    pub(super) fn owners(&self, t: usize) -> Vec<Filler> {
        let v = self.context.view;
        let whose = self.whose(t).filter(|&c| !self.is_value(c));
        let whose: Vec<Filler> = whose.map(filler).collect();
        if !whose.is_empty() {
            return whose;
        }
        let Some(head) = v.head(t) else {
            return Vec::new();
        };
        // "a length of 86 m and a height of 20 m": of the same thing
        if v.deprel(t) == Deprel::Conj && head < t {
            return self.owners(head);
        }
        let with = self.deep.preposition(t).as_deref() == Some("with");
        match v.deprel(t) {
            Deprel::Obj if self.deep.lemma_is(head, Sense::Having) => {
                self.deep.surface_subject(head).into_iter().collect()
            }
            Deprel::Obl if with => self.deep.surface_subject(head).into_iter().collect(),
            // "is a city with a population of"
            Deprel::Nmod if with && self.deep.is_copular(head) => {
                self.deep.surface_subject(head).into_iter().collect()
            }
            Deprel::Nmod if with => vec![filler(head)],
            Deprel::Appos => vec![filler(head)],
            _ => Vec::new(),
        }
    }

    /// The values that a noun is said to have: "a length of 86 m", "its length is 86 m", "population 12,000".
    pub(super) fn values(&self, t: usize) -> Vec<Filler> {
        let v = self.context.view;
        let below = [
            Deprel::Nmod,
            Deprel::NmodDesc,
            Deprel::Nummod,
            Deprel::Appos,
            Deprel::Flat,
            Deprel::Dep,
        ];
        let mut found: Vec<Filler> = v
            .children_by(t, &below)
            .filter(|&c| self.is_value(c))
            .map(filler)
            .collect();
        if found.is_empty()
            && v.deprel(t).is_subject()
            && let Some(head) = v.head(t)
        {
            if v.child(head, &[Deprel::Cop]).is_some() {
                found.push(filler(head));
            } else if self.deep.lemma_is(head, Sense::Standing) {
                let told = [Deprel::Obj, Deprel::Obl, Deprel::Xcomp, Deprel::OblUnmarked];
                let told = v.children_by(head, &told).filter(|&c| {
                    let preposition = self.deep.preposition(c);
                    let at = preposition.is_none_or(|p| matches!(p.as_str(), "at" | "to"));
                    at && self.is_value(c)
                });
                found.extend(told.take(1).map(filler));
            }
        }
        found
    }

    /// Whether a word stands for an amount.
    pub(super) fn is_value(&self, t: usize) -> bool {
        self.context.mentions.time_at(t).is_none()
            && (self.context.mentions.amount_at(t).is_some()
                || self.context.view.upos(t) == Upos::Num)
    }

    /// The literal at a word, of a kind that the relation takes; where its range is not told, of the kind that the words have.
    pub(super) fn value(&self, f: Filler, relation: &Relation) -> Option<Participant> {
        let v = self.context.view;
        let any = relation.range.is_empty();
        let literal = |object, words: &str, how: &str| {
            Some(Participant {
                token: f.token,
                object,
                certainty: f.certainty,
                words: words.to_owned(),
                how: how.to_owned(),
            })
        };
        if let Some(amount) = self.context.mentions.amount_at(f.token) {
            let words = v.words(&amount.tokens);
            return match &amount.value {
                AmountValue::Money(m) if relation.takes_money() || any => {
                    literal(Object::Money(m.clone()), words, "money")
                }
                AmountValue::Count(q) if relation.takes_quantity() || any => {
                    literal(Object::Quantity(q.clone()), words, "count")
                }
                AmountValue::Percent(_) => None,
                value if relation.takes_number() => {
                    literal(Object::Number(value.number().clone()), words, "number")
                }
                _ => None,
            };
        }
        if v.upos(f.token) == Upos::Num && (relation.takes_number() || any) {
            let words = v.form(f.token);
            let number = Decimal::parse(&words.replace(',', ""), 0)?;
            return literal(Object::Number(number), words, "number");
        }
        if relation.takes_text() || any {
            let quoted = self.quoted(f.token);
            return quoted
                .and_then(|words| literal(Object::Text(words.to_owned()), words, "words"));
        }
        None
    }

    /// The words between the quotation marks that a word stands between.
    fn quoted(&self, t: usize) -> Option<&str> {
        let v = self.context.view;
        let sentence = v.sentence(t).tokens.clone();
        let mark = |k: &usize| matches!(v.form(*k), "\"" | "“" | "”" | "``" | "''" | "«" | "»");
        let open = (sentence.start..t).rev().find(mark)?;
        let close = (t + 1..sentence.end).find(mark)?;
        // marks in pairs before it: it stands outside
        let before = (sentence.start..t).filter(|k| mark(k)).count();
        (before % 2 == 1).then(|| v.words(&(open + 1..close)))
    }

    /// The number of an object with the unit that it was given: "1,240 metres".
    pub(super) fn unit(&self, object: &Participant) -> Option<Found> {
        if !matches!(object.object, Object::Number(_)) {
            return None;
        }
        let amount = self.context.mentions.amount_at(object.token)?;
        let value = match &amount.value {
            AmountValue::Count(q) if !q.unit.is_empty() => Value::Quantity(q.clone()),
            AmountValue::Money(m) => Value::Money(m.clone()),
            _ => return None,
        };
        let key = match value {
            Value::Money(_) => QualifierKey::Amount,
            _ => QualifierKey::Quantity,
        };
        Some(Found {
            key,
            value,
            tokens: (amount.tokens.start, amount.tokens.end - 1),
        })
    }
}
