//! Counts that are those of something else.

use super::Fit;
use crate::claim::{Object, QualifierKey, Value};
use crate::extract::deep::Deep;
use crate::extract::qualifiers::Found;
use crate::mention::{AmountValue, MentionKind};
use crate::nlp::{Deprel, Upos};

impl Fit<'_, '_> {
    pub(super) fn is_other_count(&self, f: &Found) -> bool {
        self.is_some_of(f) || self.is_of_company()
    }

    /// "38 of its 121 shops": how many there are is said after it.
    fn is_some_of(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let next = f.tokens.1 + 1;
        let end = v.sentence(f.tokens.1).tokens.end;
        next + 2 < end
            && v.form(next) == "of"
            && v.upos(next + 2) == Upos::Num
            && matches!(v.form(next + 1), "its" | "their" | "the" | "his" | "her")
    }

    /// "bought Hopstead, one of four breweries": a company with a name is not so many.
    fn is_of_company(&self) -> bool {
        let Object::Entity(id) = self.parts.object.object else {
            return false;
        };
        let mentions = self.deep.mentions;
        let named = mentions.reference(id).referents.first().copied();
        let mention = mentions.get(named.unwrap_or(id));
        matches!(self.relation, "acquires" | "sells" | "owns" | "mergesWith")
            && mention.kind == MentionKind::Name
            && mention.class.as_deref() == Some("Company")
    }
}

/// Qualifiers with the object's own count: in "41,200 vans, another 6,500 cars and a lorry" each member of the list keeps to its
/// number, and one without a number has none.
pub(in crate::extract) fn counted(
    deep: &Deep<'_>,
    object: usize,
    found: Vec<&Found>,
) -> Vec<Found> {
    let v = deep.view;
    let own = deep.mentions.amount_at(object);
    let of_another = |f: &Found| {
        (f.tokens.0..=f.tokens.1).any(|k| {
            v.deprel(k) == Deprel::Conj && v.head(k) == Some(object)
                || v.deprel(object) == Deprel::Conj && v.head(object) == Some(k)
        })
    };
    let count = |f: &Found| match own {
        _ if f.key != QualifierKey::Quantity => Some(f.clone()),
        Some(amount) if let AmountValue::Count(count) = &amount.value => Some(Found {
            key: f.key,
            value: Value::Quantity(count.clone()),
            tokens: (amount.tokens.start, amount.tokens.end - 1),
        }),
        _ => (!of_another(f)).then(|| f.clone()),
    };
    found.into_iter().filter_map(count).collect()
}
