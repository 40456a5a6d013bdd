//! The qualifiers that every relation takes by general rules: times, amounts, purpose, place, conditions, and the words
//! that make something exclusive, primary or capped.

use std::ops::Range;

use crate::claim::{QualifierKey, Value};
use crate::mention::{AmountValue, MentionId, MentionKind, Time, TimeRelation, TimeValue};
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::{FrameClaim, Relation, Sense, Temporality};

use super::deep::Deep;

/// A qualifier found in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its key.
    pub key: QualifierKey,
    /// Its value.
    pub value: Value<MentionId>,
    /// The words that say it: first and last token.
    pub tokens: (usize, usize),
}

/// The words around a trigger in which qualifiers are looked for.
#[derive(Clone, Debug)]
pub struct Domain {
    /// Tokens that belong to the trigger's own clause or phrase.
    pub tokens: Vec<usize>,
}

impl Deep<'_> {
    /// The tokens that belong to what `trigger` says: its subtree without other clauses, and those of the words that carry it.
    #[must_use]
    pub fn domain(&self, trigger: usize, participants: &[usize]) -> Domain {
        let v = self.view;
        let mut tokens = Vec::new();
        let mut seeds = vec![trigger];
        // the verbs that carry a noun trigger, and the operators above a verb trigger
        let mut at = trigger;
        for _ in 0..4 {
            let Some(h) = v.head(at) else { break };
            let up = match v.deprel(at) {
                Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::Nsubj
                    if !self.is_verbal(at) =>
                {
                    self.is_verbal(h) || v.deprel(at) == Deprel::Nsubj && self.is_copular(h)
                }
                Deprel::Xcomp => true,
                Deprel::Conj => false,
                Deprel::Ccomp => {
                    !self.operators.reports(v.lemma(h))
                        && v.token(at).feats.verb_form != Some(VerbForm::Fin)
                }
                _ => false,
            };
            if !up {
                break;
            }
            seeds.push(h);
            at = h;
        }
        for seed in seeds {
            let cut = |c: usize| {
                let own_clause = matches!(
                    v.deprel(c),
                    Deprel::AclRelcl
                        | Deprel::Advcl
                        | Deprel::AdvclRelcl
                        | Deprel::Ccomp
                        | Deprel::Parataxis
                        | Deprel::Csubj
                        | Deprel::Conj
                        | Deprel::List
                        | Deprel::Punct
                );
                let governs =
                    |p: usize| v.head(p) == Some(c) && v.deprel(c) == Deprel::Xcomp && c != p;
                let clause = matches!(v.deprel(c), Deprel::Acl | Deprel::Xcomp)
                    && self.is_verbal(c)
                    && !participants.iter().any(|&p| governs(p))
                    && !self.is_let(c)
                    && !v.dominates(c, trigger)
                    && !self.is_figure_clause(c)
                    && !self.is_content(c);
                let other_noun = matches!(v.deprel(c), Deprel::Appos)
                    && participants.iter().all(|&p| p != c)
                    && self.mentions.amount_at(c).is_none()
                    && !self.is_the_deal(c)
                    && !v
                        .children_by(c, &[Deprel::Appos, Deprel::List])
                        .any(|k| self.is_money(k));
                let own_clause = own_clause && self.mentions.time_at(c).is_none();
                let term = matches!(v.deprel(c), Deprel::AclRelcl | Deprel::Conj | Deprel::Advcl)
                    && self.is_verbal(c)
                    && !self.has_work(c)
                    && (v.deprel(c) != Deprel::Advcl
                        || matches!(
                            v.token(c).feats.verb_form,
                            Some(VerbForm::Part | VerbForm::Ger)
                        ))
                    && v.child(c, &[Deprel::Nsubj])
                        .is_none_or(|n| self.antecedent(n) != n)
                    && self.is_figure_clause(c);
                (own_clause && !term && !v.dominates(c, trigger) && !self.is_coordinated_figure(c))
                    || clause
                    || other_noun
            };
            tokens.extend(v.subtree_without(seed, cut));
        }
        tokens.sort_unstable();
        tokens.dedup();
        Domain { tokens }
    }

    /// The tokens of a phrase alone, nothing of what governs it.
    #[must_use]
    pub fn own_domain(&self, trigger: usize) -> Domain {
        let v = self.view;
        let tokens = v.subtree_without(trigger, |c| {
            matches!(
                v.deprel(c),
                Deprel::AclRelcl
                    | Deprel::Acl
                    | Deprel::Advcl
                    | Deprel::Ccomp
                    | Deprel::Parataxis
                    | Deprel::Conj
                    | Deprel::Appos
                    | Deprel::Nsubj
                    | Deprel::Cop
            )
        });
        Domain { tokens }
    }

    /// "allowed the contract to lapse in May": one event in two verbs.
    fn is_let(&self, c: usize) -> bool {
        self.view.deprel(c) == Deprel::Xcomp
            && self.ends(c)
            && self
                .view
                .head(c)
                .is_some_and(|h| self.lemma_is(h, Sense::Letting))
    }

    /// "its takeover of the mill, a €40m deal": the apposition says what the deal is worth.
    fn is_the_deal(&self, c: usize) -> bool {
        let v = self.view;
        self.lemma_is(c, Sense::Transaction) && v.children(c).any(|k| self.is_money(k))
    }

    pub(super) fn is_money(&self, token: usize) -> bool {
        self.mentions
            .amount_at(token)
            .is_some_and(|a| matches!(a.value, AmountValue::Money(_)))
    }

    /// "the right to sell it in Japan": the infinitive says what the noun is.
    fn is_content(&self, c: usize) -> bool {
        let v = self.view;
        v.deprel(c) == Deprel::Acl
            && v.token(c).feats.verb_form == Some(VerbForm::Inf)
            && v.head(c)
                .is_some_and(|h| self.operators.takes_infinitive(v.lemma(h)))
    }

    /// "an agreement worth / valued at / totalling $2bn", "starting in 2027"
    fn is_figure_clause(&self, c: usize) -> bool {
        self.lemma_is(c, Sense::Figure)
    }

    /// "and run it from October": the verb is not that of a term, which runs by itself.
    fn has_work(&self, c: usize) -> bool {
        self.lemma_is(c, Sense::Running) && self.view.child(c, &[Deprel::Obj]).is_some()
    }

    fn is_coordinated_figure(&self, c: usize) -> bool {
        self.view.deprel(c) == Deprel::Conj
            && (self.mentions.amount_at(c).is_some() || self.mentions.time_at(c).is_some())
    }

    /// The times, amounts and other general qualifiers of one claim.
    #[must_use]
    pub fn general(
        &self,
        trigger: usize,
        domain: &Domain,
        spec: &FrameClaim,
        relation: &Relation,
        participants: &[usize],
    ) -> Vec<Found> {
        let mut found = Vec::new();
        let takes = |key: QualifierKey| relation.qualifiers.contains(&key);
        for time in self.times_of(trigger, domain, participants, relation) {
            self.time(trigger, time, spec, relation, &mut found);
        }
        if !found.iter().any(|f| {
            matches!(
                f.key,
                QualifierKey::Date | QualifierKey::ValidFrom | QualifierKey::ValidUntil
            )
        }) {
            found.extend(self.times_beside(trigger, relation));
        }
        moved(&mut found);
        for amount in self.amounts_in(trigger, domain, participants) {
            if !self.is_price_of_one(amount, relation) {
                self.amount(amount, domain, spec, &takes, &mut found);
            }
        }
        self.limits(participants, &mut found);
        self.wholly(trigger, participants, &takes, &mut found);
        self.flags(trigger, domain, &takes, participants, &mut found);
        if takes(QualifierKey::Purpose) {
            self.purpose(trigger, participants, &mut found);
        }
        // of "its Leipzig headquarters" the place is the object already
        if takes(QualifierKey::Place) && !relation.takes_place() {
            self.place(QualifierKey::Place, domain, participants, &mut found);
        } else if takes(QualifierKey::Scope) && !relation.takes_place() {
            self.place(QualifierKey::Scope, domain, participants, &mut found);
        }
        found
    }

    /// Whether an expression hangs on a word of the domain: by the word whose head lies outside the expression.
    pub(super) fn hangs_in(&self, domain: &Domain, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|k| {
            domain.tokens.binary_search(&k).is_ok()
                && self.view.head(k).is_none_or(|h| !tokens.contains(&h))
        })
    }

    pub(super) fn inside_possessor(&self, participant: usize, token: usize) -> bool {
        let v = self.view;
        v.children_by(participant, &[Deprel::NmodPoss])
            .any(|c| v.dominates(c, token))
    }

    fn time(
        &self,
        trigger: usize,
        time: &Time,
        spec: &FrameClaim,
        relation: &Relation,
        found: &mut Vec<Found>,
    ) {
        let takes =
            |key: QualifierKey| relation.qualifiers.contains(&key) || key == QualifierKey::Date;
        let tokens = (time.tokens.start, time.tokens.end - 1);
        let state = relation.temporality == Temporality::State;
        let mut push = |key: QualifierKey, value: Value<MentionId>| {
            if takes(key)
                || matches!(key, QualifierKey::ValidFrom | QualifierKey::ValidUntil) && state
            {
                found.push(Found { key, value, tokens });
            }
        };
        match &time.value {
            TimeValue::Date(date) => {
                // "expiring in 2029", whatever the date hangs on in the tree
                let before = time.tokens.start.checked_sub(1);
                let end = [self.view.head(time.head), before]
                    .into_iter()
                    .flatten()
                    .any(|h| h != trigger && self.ends(h))
                    && !matches!(relation.name.as_str(), "terminates" | "closes");
                let plain = if end {
                    QualifierKey::ValidUntil
                } else {
                    spec.time.unwrap_or(QualifierKey::Date)
                };
                // "dates back to 1884", "goes back to 1998"
                let back = before.is_some_and(|k| {
                    self.view.form(k).eq_ignore_ascii_case("back")
                        || time.word.as_deref() == Some("to") && self.view.lemma(k) == "date"
                }) || self
                    .view
                    .form(time.tokens.start)
                    .eq_ignore_ascii_case("back");
                let key = match time.relation {
                    _ if back && state => QualifierKey::ValidFrom,
                    _ if back => QualifierKey::Date,
                    TimeRelation::At => plain,
                    TimeRelation::From | TimeRelation::After => {
                        if state || time.relation == TimeRelation::From {
                            QualifierKey::ValidFrom
                        } else {
                            QualifierKey::Date
                        }
                    }
                    TimeRelation::Until => QualifierKey::ValidUntil,
                    TimeRelation::By => {
                        if state {
                            QualifierKey::ValidUntil
                        } else {
                            QualifierKey::Date
                        }
                    }
                    TimeRelation::Before => {
                        if state {
                            QualifierKey::ValidUntil
                        } else {
                            QualifierKey::Date
                        }
                    }
                    TimeRelation::For | TimeRelation::Within => plain,
                };
                let key = if !takes(key) && !state && key == QualifierKey::ValidFrom {
                    QualifierKey::Date
                } else {
                    key
                };
                push(key, Value::Date(*date, time.word.clone()));
            }
            TimeValue::Range(from, until) => {
                push(QualifierKey::ValidFrom, Value::Date(*from, None));
                push(
                    QualifierKey::ValidUntil,
                    Value::Date(*until, time.word.clone()),
                );
            }
            TimeValue::Duration(duration) => match time.relation {
                TimeRelation::Before | TimeRelation::After => {}
                TimeRelation::Within => {
                    push(
                        QualifierKey::Date,
                        Value::Text(self.view.words(&time.tokens).to_owned()),
                    );
                }
                _ => push(QualifierKey::Duration, Value::Duration(duration.clone())),
            },
            TimeValue::Period(_) => {}
            // "three weeks after" says nothing without what comes after
            TimeValue::Unresolved if self.form_is(time.tokens.end - 1, Sense::Relative) => {}
            TimeValue::Unresolved => push(
                spec.time.unwrap_or(QualifierKey::Date),
                Value::Text(self.view.words(&time.tokens).to_owned()),
            ),
        }
    }

    /// Words that make the relation exclusive, primary or capped.
    fn flags(
        &self,
        trigger: usize,
        domain: &Domain,
        takes: &dyn Fn(QualifierKey) -> bool,
        participants: &[usize],
        found: &mut Vec<Found>,
    ) {
        let v = self.view;
        let carriers: Vec<usize> = std::iter::once(trigger)
            .chain(participants.iter().copied())
            .chain(v.head(trigger))
            .collect();
        for &t in &domain.tokens {
            let form = v.form(t).to_lowercase();
            let Some((key, value)) = self
                .operators
                .modifier(&form)
                .or_else(|| self.hyphenated(t))
            else {
                continue;
            };
            if !takes(key) || found.iter().any(|f| f.key == key) {
                continue;
            }
            // the predicate itself has no head: "the licence is exclusive"
            let h = v.head(t).unwrap_or(t);
            let near = carriers.contains(&h)
                || carriers.contains(&t)
                || v.head(h).is_some_and(|g| {
                    carriers.contains(&g)
                        && matches!(
                            v.deprel(h),
                            Deprel::Obj
                                | Deprel::Obl
                                | Deprel::Conj
                                | Deprel::Xcomp
                                | Deprel::Nmod
                                | Deprel::Compound
                                | Deprel::Amod
                        )
                });
            if !near {
                continue;
            }
            let negative = self.is_negated_flag(t);
            found.push(Found {
                key,
                value: Value::Boolean(value != negative),
                tokens: (t, t),
            });
        }
    }

    /// Whether a word that makes a relation exclusive, primary or capped is negated: "no longer exclusive", "non - exclusive".
    pub(super) fn is_negated_flag(&self, t: usize) -> bool {
        let v = self.view;
        let h = v.head(t).unwrap_or(t);
        v.children(t).chain(v.children(h)).any(|c| {
            c < t
                && c + 3 >= t
                && matches!(
                    v.form(c).to_lowercase().as_str(),
                    "not" | "non" | "no" | "longer"
                )
        }) || t >= 2 && matches!(v.form(t - 1), "-") && v.form(t - 2).eq_ignore_ascii_case("non")
    }

    /// "non - exclusive" split at the hyphen is found at its last word.
    fn hyphenated(&self, t: usize) -> Option<(QualifierKey, bool)> {
        let v = self.view;
        if t >= 2 && v.form(t - 1) == "-" {
            return self.operators.modifier(&format!(
                "{}-{}",
                v.form(t - 2).to_lowercase(),
                v.form(t).to_lowercase()
            ));
        }
        None
    }

    /// "to do something", "for doing something" on the trigger, its carrier or its object.
    fn purpose(&self, trigger: usize, participants: &[usize], found: &mut Vec<Found>) {
        let v = self.view;
        let hosts = std::iter::once(trigger).chain(participants.iter().copied());
        for host in hosts {
            // "the right to sell": what the right is, not what it is for
            let content = self.operators.takes_infinitive(v.lemma(host));
            for c in v.children(host) {
                if content && matches!(v.deprel(c), Deprel::Acl) {
                    continue;
                }
                if v.children(c).any(|k| {
                    v.deprel(k).is_subject() || matches!(v.deprel(k), Deprel::Cop | Deprel::Aux)
                }) {
                    continue;
                }
                let infinitive = v.token(c).feats.verb_form == Some(VerbForm::Inf)
                    && v.children(c).any(|m| {
                        v.form(m).eq_ignore_ascii_case("to") && v.deprel(m) == Deprel::Mark
                    });
                let gerund = self.is_verbal(c)
                    && v.children(c).any(|m| {
                        v.form(m).eq_ignore_ascii_case("for")
                            && matches!(v.deprel(m), Deprel::Mark | Deprel::Case)
                    });
                let noun = v.upos(c).is_nominal()
                    && matches!(v.deprel(c), Deprel::Obl | Deprel::Nmod)
                    && self.preposition(c).as_deref() == Some("for")
                    && self.mentions.time_at(c).is_none()
                    && self.mentions.amount_at(c).is_none()
                    && !participants.contains(&c)
                    && v.upos(c) == Upos::Noun
                    && !self.lemma_is(c, Sense::NoPurpose);
                let optimised = matches!(v.deprel(c), Deprel::Acl)
                    && v.token(c).feats.tense == Some(Tense::Past)
                    && self.lemma_is(c, Sense::MadeFor);
                let ok = (infinitive
                    && matches!(v.deprel(c), Deprel::Advcl | Deprel::Acl)
                    && !self.only_to(c))
                    || (gerund && matches!(v.deprel(c), Deprel::Advcl | Deprel::Acl | Deprel::Obl))
                    || noun;
                if ok {
                    let tokens = v.subtree_without(c, |x| {
                        matches!(v.deprel(x), Deprel::AclRelcl | Deprel::Parataxis)
                    });
                    let start = tokens
                        .iter()
                        .copied()
                        .find(|&k| !matches!(v.deprel(k), Deprel::Case | Deprel::Mark) || k > c)
                        .unwrap_or(c);
                    self.push_words(QualifierKey::Purpose, start, &tokens, found);
                    return;
                }
                if optimised {
                    for p in v.children_by(c, &[Deprel::Obl, Deprel::Advcl, Deprel::Xcomp]) {
                        if matches!(self.preposition(p).as_deref(), Some("for" | "at"))
                            || self.is_verbal(p)
                        {
                            let tokens = v.subtree(p);
                            let start = tokens
                                .iter()
                                .copied()
                                .find(|&k| {
                                    !matches!(v.deprel(k), Deprel::Case | Deprel::Mark) || k > p
                                })
                                .unwrap_or(p);
                            self.push_words(QualifierKey::Purpose, start, &tokens, found);
                            return;
                        }
                    }
                }
            }
        }
    }

    fn push_words(
        &self,
        key: QualifierKey,
        start: usize,
        tokens: &[usize],
        found: &mut Vec<Found>,
    ) {
        let v = self.view;
        let Some(&last) = tokens.last() else { return };
        let start = v.hyphen_start(start);
        let mut last = last.max(start);
        while last > start && v.upos(last) == Upos::Punct {
            last -= 1;
        }
        let words = v.words(&(start..last + 1));
        if words.chars().count() <= 160 {
            found.push(Found {
                key,
                value: Value::Text(words.to_owned()),
                tokens: (start, last),
            });
        }
    }

    /// "in Dresden", "at its Toyama site".
    fn place(
        &self,
        key: QualifierKey,
        domain: &Domain,
        participants: &[usize],
        found: &mut Vec<Found>,
    ) {
        let v = self.view;
        for &t in &domain.tokens {
            if participants.contains(&t)
                || !matches!(v.deprel(t), Deprel::Obl | Deprel::Nmod | Deprel::Conj)
            {
                continue;
            }
            let preposition = match v.deprel(t) {
                Deprel::Conj => continue,
                _ => self.preposition(t),
            };
            if !matches!(
                preposition.as_deref(),
                Some("in" | "at" | "near" | "across" | "throughout" | "on")
            ) || self.mentions.time_at(t).is_some()
            {
                continue;
            }
            let Some(id) = self.mentions.at(t) else {
                continue;
            };
            let mention = self.mentions.get(id);
            // "on China" tells of it
            let country = mention.class.as_deref() == Some("Country");
            if country && preposition.as_deref() == Some("on") {
                continue;
            }
            // "in 18 countries", "on security grounds" name no place
            let named = mention.kind == MentionKind::Name;
            let is_place = mention
                .class
                .as_deref()
                .is_some_and(|c| c == "Facility" || named && matches!(c, "Place" | "Country"));
            if is_place && !found.iter().any(|f| f.key == key) {
                let first = mention.tokens.start;
                let last = self
                    .members(t)
                    .into_iter()
                    .map(|m| {
                        self.mentions
                            .at(m)
                            .map_or(m, |i| self.mentions.get(i).tokens.end - 1)
                    })
                    .fold(mention.tokens.end - 1, usize::max);
                let alone = last < mention.tokens.end;
                let value = match self.mentions.reference(id).referents.as_slice() {
                    [one] if key == QualifierKey::Place && alone => Value::Entity(*one),
                    _ => Value::Text(v.words(&(first..last + 1)).to_owned()),
                };
                found.push(Found {
                    key,
                    value,
                    tokens: (first, last),
                });
            }
        }
    }

    /// Words of a condition: the clause without its mark.
    #[must_use]
    pub fn condition_words(&self, c: usize) -> Option<Found> {
        let v = self.view;
        let tokens = v.subtree_without(c, |x| matches!(v.deprel(x), Deprel::Parataxis));
        let start = tokens
            .iter()
            .copied()
            .find(|&k| {
                !(matches!(
                    v.deprel(k),
                    Deprel::Mark | Deprel::Case | Deprel::Fixed | Deprel::Punct | Deprel::Cc
                ) && k < c)
            })
            .unwrap_or(c);
        let mut found = Vec::new();
        self.push_words(QualifierKey::Condition, start, &tokens, &mut found);
        found.pop()
    }
}

/// "from 2028 to late 2027": what starts after its end was moved to it.
fn moved(found: &mut Vec<Found>) {
    let at = |key| {
        found.iter().position(|f| f.key == key).and_then(|i| {
            let Value::Date(date, _) = &found[i].value else {
                return None;
            };
            Some((i, *date))
        })
    };
    let (Some((from, start)), Some((until, end))) =
        (at(QualifierKey::ValidFrom), at(QualifierKey::ValidUntil))
    else {
        return;
    };
    if start.first_day() > end.last_day() {
        found[until].key = QualifierKey::Date;
        found.remove(from);
    }
}
