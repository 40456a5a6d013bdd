//! The qualifiers of a framed claim.

use super::Matcher;
use crate::claim::{QualifierKey, Value};
use crate::extract::qualifiers::Found;
use crate::extract::status::State;
use crate::mention::{AmountValue, MentionId, MentionKind, TimeValue};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Constant, FrameClaim, Relation, Sense};

impl<'a> Matcher<'a> {
    pub(super) fn qualifiers(
        &self,
        t: usize,
        claim: &FrameClaim,
        relation: &Relation,
        participants: &[usize],
        state: &State,
    ) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut used: Vec<usize> = participants.to_vec();
        for (key, expr) in &claim.qualifiers {
            for fillers in self.paths(t, expr) {
                let values: Vec<Found> = fillers
                    .iter()
                    .flat_map(|f| self.deep.members(f.token))
                    // "X's finance chief": the trigger may itself stand for a participant
                    .filter(|m| *m == t || !participants.contains(m))
                    .filter_map(|m| {
                        self.value(*key, m, participants)
                            .map(|(value, tokens)| Found {
                                key: *key,
                                value,
                                tokens,
                            })
                    })
                    .collect();
                if !values.is_empty() {
                    used.extend(fillers.iter().map(|f| f.token));
                    found.extend(values);
                    break;
                }
            }
        }
        for (key, constant) in &claim.set {
            let value = match constant {
                Constant::Boolean(b) => Value::Boolean(*b),
                Constant::Text(text) => Value::Text(text.clone()),
            };
            found.push(Found {
                key: *key,
                value,
                tokens: (t, t),
            });
        }
        if claim.presupposed {
            return found;
        }
        let domain = if self.is_granted(t, claim) || self.is_title(t, participants) {
            self.deep.own_domain(t)
        } else {
            self.deep.domain(t, &used)
        };
        for general in self.deep.general(t, &domain, claim, relation, &used) {
            if !found.iter().any(|f| f.key == general.key) {
                found.push(general);
            }
        }
        for &c in &state.conditions {
            if !found.iter().any(|f| f.key == QualifierKey::Condition) {
                found.extend(self.deep.condition_words(c));
            }
        }
        found
    }

    /// Whether a word belongs to the name of somebody or some place.
    pub(super) fn is_name(&self, token: usize) -> bool {
        let mentions = self.deep.mentions;
        let ontology = self.context.ontology;
        mentions.at(token).is_some_and(|m| {
            mentions.get(m).kind == MentionKind::Name
                && self.class_of(m).0.is_some_and(|c| {
                    ["Organization", "Person", "Place"]
                        .iter()
                        .any(|a| ontology.is_a(&c, a))
                })
        })
    }

    /// The value that a word gives to a qualifier.
    pub(super) fn value(
        &self,
        key: QualifierKey,
        token: usize,
        participants: &[usize],
    ) -> Option<(Value<MentionId>, (usize, usize))> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        if let Some(amount) = mentions.amount_at(token) {
            let tokens = (amount.tokens.start, amount.tokens.end - 1);
            match (&amount.value, key) {
                (
                    AmountValue::Money(m),
                    QualifierKey::Amount
                    | QualifierKey::AmountMin
                    | QualifierKey::AmountMax
                    | QualifierKey::Previous,
                ) => return Some((Value::Money(m.clone()), tokens)),
                (
                    AmountValue::Percent(n),
                    QualifierKey::Rate | QualifierKey::Stake | QualifierKey::Previous,
                ) => {
                    return Some((Value::Number(n.clone()), tokens));
                }
                (AmountValue::Count(q), QualifierKey::Quantity) => {
                    return Some((Value::Quantity(q.clone()), tokens));
                }
                _ if matches!(
                    key,
                    QualifierKey::Amount
                        | QualifierKey::Rate
                        | QualifierKey::Stake
                        | QualifierKey::Quantity
                ) =>
                {
                    return None;
                }
                _ => {}
            }
        } else if matches!(
            key,
            QualifierKey::Amount
                | QualifierKey::Rate
                | QualifierKey::Stake
                | QualifierKey::Quantity
                | QualifierKey::AmountMin
                | QualifierKey::AmountMax
        ) {
            return None;
        }
        if let Some(time) = mentions.time_at(token) {
            let tokens = (time.tokens.start, time.tokens.end - 1);
            return match (&time.value, key) {
                (
                    TimeValue::Date(d),
                    QualifierKey::Date
                    | QualifierKey::ValidFrom
                    | QualifierKey::ValidUntil
                    | QualifierKey::Previous,
                ) => Some((Value::Date(*d, time.word.clone()), tokens)),
                (TimeValue::Duration(d), QualifierKey::Duration) => {
                    Some((Value::Duration(d.clone()), tokens))
                }
                _ => None,
            };
        }
        if matches!(
            key,
            QualifierKey::Date
                | QualifierKey::ValidFrom
                | QualifierKey::ValidUntil
                | QualifierKey::Duration
        ) {
            return None;
        }
        if matches!(
            key,
            QualifierKey::Investor
                | QualifierKey::Licensor
                | QualifierKey::Recipient
                | QualifierKey::Place
                | QualifierKey::Product
        ) && let Some(id) = mentions.at(token)
        {
            let mention = mentions.get(id);
            let tokens = (mention.tokens.start, mention.tokens.end - 1);
            return match mentions.reference(id).referents.as_slice() {
                [] => (mention.kind == MentionKind::Nominal).then(|| {
                    (
                        Value::Text(mention.span.of(&v.document.text).to_owned()),
                        tokens,
                    )
                }),
                _ => Some((Value::Entity(id), tokens)),
            };
        }
        // "through one of its divisions"
        let token = match v.lemma(token) {
            "one" | "some" | "all" | "part" | "many" | "most" | "both" => v
                .children_by(token, &[Deprel::Nmod])
                .find(|&c| self.deep.preposition(c).as_deref() == Some("of"))
                .unwrap_or(token),
            _ => token,
        };
        // "managing director"
        let whole = key == QualifierKey::Role
            && matches!(v.deprel(token), Deprel::Amod | Deprel::Compound)
            && v.head(token) == Some(token + 1)
            && v.upos(token + 1) == Upos::Noun;
        let token = token + usize::from(whole);
        // "chief of the retailer Solmar", but "Series B"
        let of_name = |c: usize| {
            let last = v.subtree(c).last().copied().unwrap_or(c);
            let apposed = v.deprel(c) == Deprel::Nmod
                && participants.iter().any(|&p| {
                    let start = mentions.at(p).map_or(p, |m| mentions.get(m).tokens.start);
                    start == last + 1 && v.dominates(token, p)
                });
            // "Director of Communications at Norvane", where Norvane is whose director it is
            let of_area = v.deprel(c) == Deprel::Nmod
                && c > token
                && self.deep.preposition(c).as_deref() == Some("of")
                && participants
                    .iter()
                    .any(|&p| p > c && p != token && !v.dominates(c, p));
            // "senior vice president for Norvane engineering"
            let within = v.deprel(c) == Deprel::Compound && v.head(c) != Some(token);
            // "VP of Product": what is no body is what they are in charge of
            let matter = v.deprel(c) == Deprel::Nmod
                && c == token + 2
                && self.deep.preposition(c).as_deref() == Some("of")
                && mentions.at(c).is_none_or(|m| {
                    let mention = mentions.get(m);
                    mention.tokens.len() == 1
                        && !matches!(
                            mention.class.as_deref(),
                            Some(
                                "Company"
                                    | "Organization"
                                    | "GovernmentAgency"
                                    | "Person"
                                    | "Place"
                                    | "Country"
                                    | "University"
                                    | "NonProfit"
                                    | "NewsOutlet"
                            )
                        )
                });
            let of_area = of_area || matter;
            apposed || self.is_name(c) && v.deprel(c) != Deprel::Flat && !of_area && !within
        };
        // "head of chartering"
        let of_doing = |c: usize| {
            key == QualifierKey::Role
                && v.deprel(c) == Deprel::Acl
                && v.children_by(c, &[Deprel::Mark, Deprel::Case])
                    .any(|m| v.form(m) == "of")
        };
        let words = if self.deep.is_verbal(token) {
            v.subtree_without(token, |c| {
                matches!(
                    v.deprel(c),
                    Deprel::Parataxis | Deprel::Conj | Deprel::AclRelcl
                )
            })
        } else {
            // "vice president of research and development"
            let of_two = |c: usize| {
                let of = |h: usize| {
                    h > token
                        && v.deprel(h) == Deprel::Nmod
                        && v.head(h) == Some(token)
                        && v.upos(h) == Upos::Noun
                        && self.deep.preposition(h).as_deref() == Some("of")
                };
                let conjunct = |c: usize| {
                    v.deprel(c) == Deprel::Conj
                        && v.head(c).is_some_and(of)
                        && v.upos(c) == Upos::Noun
                        && v.children(c).all(|k| {
                            !matches!(v.deprel(k), Deprel::Det | Deprel::Case | Deprel::NmodPoss)
                        })
                        && mentions
                            .at(c)
                            .is_none_or(|m| mentions.get(m).class.as_deref() != Some("Person"))
                };
                key == QualifierKey::Role
                    && (conjunct(c) || v.deprel(c) == Deprel::Cc && v.head(c).is_some_and(conjunct))
            };
            // "use of the “Quennell” name"
            let quotes = |c: usize| {
                key != QualifierKey::Role
                    && v.deprel(c) == Deprel::Punct
                    && v.head(c) != Some(token)
                    && matches!(v.form(c), "\"" | "“" | "”")
            };
            v.subtree_without(token, |c| {
                !of_doing(c)
                    && !of_two(c)
                    && !quotes(c)
                    && !v.head(c).is_some_and(of_doing)
                    && matches!(
                        v.deprel(c),
                        Deprel::AclRelcl
                            | Deprel::Appos
                            | Deprel::Conj
                            | Deprel::Cc
                            | Deprel::Parataxis
                            | Deprel::Acl
                            | Deprel::Cop
                            | Deprel::Nsubj
                            | Deprel::Punct
                            | Deprel::Advmod
                            | Deprel::Aux
                            | Deprel::Mark
                    )
                    // "the status of its riders" is one phrase
                    || v.deprel(c) == Deprel::NmodPoss
                        && (key == QualifierKey::Role || v.head(c) == Some(token))
                    || key == QualifierKey::Role
                        && (of_name(c) || self.deep.alters(c) || mentions.time_at(c).is_some())
                    || participants.contains(&c)
            })
        };
        // the unbroken run of words around the head
        let run = |step: fn(usize) -> Option<usize>| {
            let mut at = token;
            while let Some(next) = step(at).filter(|n| words.binary_search(n).is_ok()) {
                at = next;
            }
            at
        };
        let (mut first, last) = if self.deep.is_verbal(token) {
            (*words.first()?, *words.last()?)
        } else {
            (run(|k| k.checked_sub(1)), run(|k| k.checked_add(1)))
        };
        if key == QualifierKey::Role {
            first = first.min(token + 1 - self.trigger_length(token).min(token + 1));
            while first < token && self.is_name(first) {
                first += 1;
            }
            // the words of a title before a name hang on the name: "Chief" and "Executive" of "Chief Executive Ola"
            while let Some(before) = first.checked_sub(1) {
                let sibling = v.sentence_index(before) == v.sentence_index(token)
                    && v.head(before) == v.head(token)
                    && matches!(
                        v.deprel(before),
                        Deprel::Amod | Deprel::Compound | Deprel::NmodDesc
                    )
                    && !self.is_name(before)
                    && !self.deep.alters(before);
                if !sibling {
                    break;
                }
                first = before;
            }
        }
        let keep_negation = |k: usize| matches!(v.form(k).to_lowercase().as_str(), "no" | "not");
        while first < last
            && (matches!(
                v.deprel(first),
                Deprel::Case | Deprel::Mark | Deprel::Cc | Deprel::Punct
            ) || (v.upos(first) == Upos::Det && !keep_negation(first))
                || v.upos(first) == Upos::Part && v.deprel(first) == Deprel::Case
                // "and before that a programmer at Norvane", "its longtime chairman"
                || key == QualifierKey::Role
                    && (matches!(v.form(first).to_lowercase().as_str(), "that" | "this" | "before")
                        || self.deep.form_is(first, Sense::BesideOffice)))
        {
            first += 1;
        }
        // "power-management circuits"; but "boss" of "then-boss"
        let whole = v.hyphen_start(first);
        let gone = matches!(v.form(whole).to_lowercase().as_str(), "then" | "ex");
        if !(key == QualifierKey::Role && gone) {
            first = whole;
        }
        let mut last = v.hyphen_end(last);
        // a preposition whose noun is left out
        while key == QualifierKey::Role && last > first && v.deprel(last) == Deprel::Case {
            last -= 1;
        }
        if key == QualifierKey::Role {
            (first, last) = self.labelled_step(first, last);
        }
        if v.upos(first) == Upos::Pron && first == last {
            return None;
        }
        Some((
            Value::Text(v.words(&(first..last + 1)).to_owned()),
            (first, last),
        ))
    }

    /// "Series C" where the words are "Series" alone, or call it a financing: the label of the round.
    fn labelled_step(&self, first: usize, last: usize) -> (usize, usize) {
        let v = self.context.view;
        let end = v.sentence(last).tokens.end;
        let is_label = |k: usize| {
            let form = v.form(k);
            form.chars().count() <= 2
                && form
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        };
        let is_step =
            |k: usize| self.deep.form_is(k, Sense::Step) && k + 1 < end && is_label(k + 1);
        if is_step(last) {
            return (first, last + 1);
        }
        let round = self.deep.lemma_is(last, Sense::Round);
        let start = v.sentence(first).tokens.start.max(first.saturating_sub(3));
        match (start..last).rev().find(|&k| is_step(k)).filter(|_| round) {
            Some(step) => (step, step + 1),
            None => (first, last),
        }
    }
}
