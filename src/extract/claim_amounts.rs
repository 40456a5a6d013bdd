//! Which amounts belong to a claim, and as which qualifiers.

use crate::claim::{Decimal, Duration, Money, QualifierKey, Value};
use crate::mention::{Amount, AmountValue, Bound, TimeValue};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{AmountUse, FrameClaim, Relation, Sense};

use super::deep::Deep;
use super::qualifiers::{Domain, Found};

impl Deep<'_> {
    pub(super) fn amounts_in<'b>(
        &'b self,
        trigger: usize,
        domain: &'b Domain,
        participants: &'b [usize],
    ) -> impl Iterator<Item = &'b Amount> + 'b {
        let v = self.view;
        self.mentions.amounts.iter().filter(move |a| {
            let counted = participants.iter().copied().find(|p| a.tokens.contains(p));
            if let Some(counted) = counted {
                // "40 trucks": how many of the participant; "the two firms" only says who they are
                let beside = v.deprel(counted) == Deprel::Obl
                    && matches!(
                        self.preposition(counted).as_deref(),
                        Some("in" | "at" | "across" | "throughout" | "from" | "under" | "over")
                    );
                return matches!(a.value, AmountValue::Count(_))
                    && v.deprel(counted) != Deprel::Nsubj
                    && !beside;
            }
            if matches!(a.value, AmountValue::Percent(_)) {
                // "two-thirds in cash"
                let end = v.sentence(a.head).tokens.end;
                let paid = a.tokens.end + 1 < end
                    && v.form(a.tokens.end) == "in"
                    && self.lemma_is(a.tokens.end + 1, Sense::Payment);
                if paid {
                    return false;
                }
                // "which is 40% owned by", "its largest shareholder, with 17.5%"
                let follows = a.tokens.start > trigger
                    && a.tokens.start < trigger + 5
                    && v.upos(trigger) == Upos::Noun
                    && (trigger + 1..a.tokens.start)
                        .all(|k| matches!(v.form(k), "," | "with" | "at" | "(" | "about" | "some"));
                if a.tokens.end == trigger || follows {
                    return true;
                }
            }
            // "in three countries"
            let elsewhere = matches!(a.value, AmountValue::Count(_))
                && matches!(v.deprel(a.head), Deprel::Obl | Deprel::Nmod | Deprel::Nsubj)
                && !matches!(self.preposition(a.head).as_deref(), Some("of" | "for"));
            // "a 185-bus order"
            let inside = matches!(a.value, AmountValue::Count(_))
                && matches!(
                    v.deprel(a.head),
                    Deprel::Compound | Deprel::Amod | Deprel::NmodPoss
                )
                && v.head(a.head)
                    .is_none_or(|h| h != trigger && !participants.contains(&h));
            !elsewhere && !inside && self.hangs_in(domain, &a.tokens)
        })
    }

    /// "revenue of between €5bn and €6bn": the ends of a range that is itself a participant.
    pub(super) fn limits(&self, participants: &[usize], found: &mut Vec<Found>) {
        for amount in &self.mentions.amounts {
            let AmountValue::Money(money) = &amount.value else {
                continue;
            };
            if participants.iter().any(|p| amount.tokens.contains(p)) {
                self.ends_of(amount, money, found);
            }
        }
    }

    /// The ends of a range, or what bounds an amount.
    pub(super) fn ends_of(&self, amount: &Amount, money: &Money, found: &mut Vec<Found>) {
        let tokens = (amount.tokens.start, amount.tokens.end - 1);
        let mut push = |key, money: Money| {
            found.push(Found {
                key,
                value: Value::Money(money),
                tokens,
            });
        };
        match (amount.bound, &amount.upper) {
            (_, Some(upper)) => {
                push(QualifierKey::AmountMin, money.clone());
                let upper = Money {
                    value: upper.clone(),
                    currency: money.currency.clone(),
                };
                push(QualifierKey::AmountMax, upper);
            }
            (Bound::AtLeast, None) => push(QualifierKey::AmountMin, money.clone()),
            (Bound::AtMost, None) => push(QualifierKey::AmountMax, money.clone()),
            (Bound::Exact, None) => {}
        }
    }

    /// "a wholly owned subsidiary": all of it.
    pub(super) fn wholly(
        &self,
        trigger: usize,
        participants: &[usize],
        takes: &dyn Fn(QualifierKey) -> bool,
        found: &mut Vec<Found>,
    ) {
        let v = self.view;
        if !takes(QualifierKey::Stake) || found.iter().any(|f| f.key == QualifierKey::Stake) {
            return;
        }
        let sentence = v.sentence(trigger).tokens.clone();
        let owned = |t: usize| {
            let whole = self.form_is(t, Sense::Wholly);
            let next = t + 1 + usize::from(t + 1 < sentence.end && v.form(t + 1) == "-");
            let hangs = |k: usize| {
                k == trigger
                    || v.head(k)
                        .is_some_and(|h| h == trigger || participants.contains(&h))
            };
            whole && next < sentence.end && v.form(next) == "owned" && hangs(next)
        };
        if let Some(t) = sentence.clone().find(|&t| owned(t))
            && let Some(all) = Decimal::parse("100", 0)
        {
            found.push(Found {
                key: QualifierKey::Stake,
                value: Value::Number(all),
                tokens: (t, t + 1),
            });
        }
    }

    /// "$31 a share", "460 pence each": not the price of the whole.
    pub(super) fn is_price_of_one(&self, amount: &Amount, relation: &Relation) -> bool {
        let v = self.view;
        let end = v.sentence(amount.head).tokens.end;
        let word = |t: usize| (t < end).then(|| v.form(t).to_lowercase());
        let whole = matches!(
            relation.name.as_str(),
            "acquires" | "sells" | "owns" | "investsIn" | "valuedAt" | "raises" | "mergesWith"
        );
        let next = amount.tokens.end;
        let each = match word(next).as_deref() {
            Some("each" | "apiece") => true,
            Some("a" | "per") => word(next + 1).is_some_and(|w| self.senses.has(Sense::Unit, &w)),
            _ => false,
        };
        whole && each && matches!(amount.value, AmountValue::Money(_))
    }

    pub(super) fn amount(
        &self,
        amount: &Amount,
        domain: &Domain,
        spec: &FrameClaim,
        takes: &dyn Fn(QualifierKey) -> bool,
        found: &mut Vec<Found>,
    ) {
        let tokens = (amount.tokens.start, amount.tokens.end - 1);
        match &amount.value {
            AmountValue::Money(money) => {
                let key = match spec.money {
                    Some(AmountUse::None) => return,
                    Some(AmountUse::Key(key)) => key,
                    None if takes(QualifierKey::Amount) => QualifierKey::Amount,
                    None => return,
                };
                if self.is_cap(amount.head) {
                    if takes(QualifierKey::Capped) {
                        found.push(Found {
                            key: QualifierKey::Capped,
                            value: Value::Boolean(true),
                            tokens,
                        });
                    }
                    found.push(Found {
                        key: QualifierKey::AmountMax,
                        value: Value::Money(money.clone()),
                        tokens,
                    });
                    return;
                }
                found.push(Found {
                    key,
                    value: Value::Money(money.clone()),
                    tokens,
                });
                if key == QualifierKey::Amount {
                    self.ends_of(amount, money, found);
                    if let Some(Duration(period)) = self.period_of(amount, domain) {
                        found.push(Found {
                            key: QualifierKey::Period,
                            value: Value::Duration(Duration(period.clone())),
                            tokens,
                        });
                    }
                }
            }
            AmountValue::Percent(number) => {
                let key = match spec.percent {
                    Some(AmountUse::None) => return,
                    Some(AmountUse::Key(key)) => key,
                    None if takes(QualifierKey::Stake) => QualifierKey::Stake,
                    None if takes(QualifierKey::Rate) => QualifierKey::Rate,
                    None => return,
                };
                found.push(Found {
                    key,
                    value: Value::Number(number.clone()),
                    tokens,
                });
            }
            AmountValue::Count(quantity) => {
                if takes(QualifierKey::Quantity) {
                    found.push(Found {
                        key: QualifierKey::Quantity,
                        value: Value::Quantity(quantity.clone()),
                        tokens,
                    });
                }
            }
        }
    }

    /// How often an amount is due: "€5m a year", "€5m of milk a year".
    fn period_of<'b>(&'b self, amount: &'b Amount, domain: &Domain) -> Option<&'b Duration> {
        amount.period.as_ref().or_else(|| {
            let end = amount.tokens.end;
            self.mentions.times.iter().find_map(|t| match &t.value {
                TimeValue::Period(period)
                    if (end..end + 8).contains(&t.tokens.start)
                        && self.view.form(t.tokens.start) != "each"
                        && self.hangs_in(domain, &t.tokens)
                        && self
                            .mentions
                            .amounts
                            .iter()
                            .all(|a| !(end..t.tokens.start).contains(&a.tokens.start)) =>
                {
                    Some(period)
                }
                _ => None,
            })
        })
    }

    /// "capped at €1.2 billion", "a cap of …"
    fn is_cap(&self, head: usize) -> bool {
        let v = self.view;
        let mut at = head;
        for _ in 0..3 {
            let Some(h) = v.head(at) else { return false };
            if self.lemma_is(h, Sense::Cap) || v.form(h) == "capped" {
                return true;
            }
            at = h;
        }
        false
    }
}
