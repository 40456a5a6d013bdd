//! The operators of a sentence: which of its words say of another predicate that it is over, planned, denied or possible.

use crate::claim::Status;
use crate::extract::Deep;
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Complement, Operator, OperatorKind, Sense};

impl Deep<'_> {
    pub(in crate::extract) fn operator(
        &self,
        kind: OperatorKind,
        h: usize,
        complement: &Complement,
    ) -> Option<Operator> {
        let v = self.view;
        if self.is_limited(h) {
            return None;
        }
        let lemma = v.lemma(h);
        let mut another = false;
        if kind == OperatorKind::Verb {
            if let Some(p) = v.child(h, &[Deprel::CompoundPrt]) {
                another = self.form_is(p, Sense::Turning);
                let phrase = format!("{lemma} {}", v.form(p).to_lowercase());
                if let Some(o) = self.operators.get(kind, &phrase, complement) {
                    return Some(o.clone());
                }
            }
            // "pulled in $140m", as the tree may hang it
            another |= v.sentence(h).tokens.contains(&(h + 1))
                && self.form_is(h + 1, Sense::Turning)
                && v.head(h + 1).is_some_and(|sum| {
                    v.head(sum) == Some(h) && self.mentions.amount_at(sum).is_some()
                });
            // "got nowhere", "came to nothing"
            let nowhere = v
                .children_by(
                    h,
                    &[Deprel::Advmod, Deprel::Obl, Deprel::Obj, Deprel::Xcomp],
                )
                .find_map(|c| match v.form(c).to_lowercase().as_str() {
                    "nowhere" => Some(format!("{lemma} nowhere")),
                    "nothing" | "naught" | "nought" => Some(format!("{lemma} to nothing")),
                    _ => None,
                });
            // "put the sale on ice"
            let idle = || {
                v.children_by(h, &[Deprel::Obl])
                    .filter(|&c| self.preposition(c).as_deref() == Some("on"))
                    .map(|c| format!("{lemma} on {}", v.form(c).to_lowercase()))
                    .find(|phrase| self.operators.get(kind, phrase, complement).is_some())
            };
            let nowhere = nowhere.or_else(idle);
            if let Some(phrase) = nowhere
                && let Some(o) = self.operators.get(kind, &phrase, complement)
            {
                return Some(o.clone());
            }
            // "called on Norvane to sell"
            if *complement == Complement::Infinitive
                && let Some(p) = self.called_upon(h).and_then(|c| self.preposition(c))
            {
                let phrase = format!("{lemma} {p}");
                return self.operators.get(kind, &phrase, complement).cloned();
            }
            if let Complement::Preposition(p) = complement {
                let phrase = format!("{lemma} {p}");
                for c in [Complement::Gerund, Complement::Object] {
                    if let Some(o) = self.operators.get(kind, &phrase, &c) {
                        return Some(o.clone());
                    }
                }
            }
            // passive participles used as adjectives: "is expected to", "is allowed to"
            if (self.is_passive(h) || v.upos(h) == Upos::Adj)
                && let Some(o) = self.operators.get(
                    OperatorKind::Adjective,
                    &v.form(h).to_lowercase(),
                    complement,
                )
            {
                return Some(o.clone());
            }
        }
        self.operators
            .get(kind, lemma, complement)
            .or_else(|| {
                self.operators
                    .get(kind, &v.form(h).to_lowercase(), complement)
            })
            .filter(|o| !another || !matches!(o.effect, Status::Negated | Status::Ended))
            .cloned()
    }

    /// Whether a verb says that its subject comes to an end: "expires", "runs out".
    #[must_use]
    pub fn ends(&self, t: usize) -> bool {
        self.is_verbal(t)
            && self
                .operator(OperatorKind::Verb, t, &Complement::Subject)
                .is_some_and(|o| o.effect == Status::Ended)
    }

    /// Whether an adjective says that what it modifies is over, planned or denied: "former", "proposed".
    #[must_use]
    pub fn alters(&self, adjective: usize) -> bool {
        let form = self.view.form(adjective).to_lowercase();
        self.operators
            .get(OperatorKind::Adjective, &form, &Complement::Modified)
            .is_some_and(|o| o.effect != Status::Actual)
    }
}
