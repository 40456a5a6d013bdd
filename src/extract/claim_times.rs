//! Which times belong to a claim: those of its own clause, and those that a clause beside it gives.

use crate::claim::{QualifierKey, Value};
use crate::mention::{Time, TimeRelation, TimeValue};
use crate::nlp::{Deprel, PronType, Upos, VerbForm};
use crate::ontology::{Complement, OperatorKind, Relation, Sense, Temporality};

use super::deep::Deep;
use super::qualifiers::{Domain, Found};

impl Deep<'_> {
    /// The times of a claim's own clause or phrase.
    pub(super) fn times_of<'b>(
        &'b self,
        trigger: usize,
        domain: &'b Domain,
        participants: &'b [usize],
        relation: &'b Relation,
    ) -> Vec<&'b Time> {
        let mut times: Vec<&Time> = self
            .mentions
            .times
            .iter()
            .filter(|t| !participants.contains(&t.head))
            .filter(|t| {
                (self.hangs_in(domain, &t.tokens)
                    && !self.belongs_to_noun(t, participants)
                    && !participants
                        .iter()
                        .any(|&p| self.inside_possessor(p, t.head)))
                    || self.is_set_off(trigger, t)
                    || self.is_next_to(trigger, t)
                    || relation.name != "terminates"
                        && self.is_term_of_the_deal(trigger, t, participants)
            })
            .filter(|t| !self.is_anothers(trigger, t, relation) && !self.is_of_a_part(trigger, t))
            .filter(|t| !self.is_length_of_another(trigger, t))
            .filter(|t| !self.is_told_aside(trigger, t, relation))
            .filter(|t| !self.dates_another(trigger, t, relation))
            .collect();
        // "today reported revenue of $318m for the third quarter", "for the year to 31 March": not the day of the report
        let v = self.view;
        let period = |t: &Time| {
            let before = t.tokens.start.checked_sub(1).map(|k| v.form(k));
            let named = |k: usize| matches!(v.lemma(k), "quarter" | "half" | "year" | "month");
            matches!(
                before,
                Some("for" | "to" | "ended" | "ending" | "through" | "until")
            ) || t.tokens.clone().any(named)
        };
        let reported = relation.name == "hasRevenue" && self.operators.reports(v.lemma(trigger));
        if reported && times.iter().any(|t| period(t)) {
            times.retain(|t| period(t));
        }
        times
    }

    /// The dates that a clause beside the claim's gives: "in May, when it was sold", "In May it lost one and won another",
    /// "when the purchase closes in July", "since her father retired in 2019".
    pub(super) fn times_beside(&self, trigger: usize, relation: &Relation) -> Vec<Found> {
        let state = relation.temporality == Temporality::State;
        let date = |time: &Time| match time.value {
            TimeValue::Date(date) => Some(date),
            _ => None,
        };
        let found = |key, time: &Time| {
            Some(Found {
                key,
                value: Value::Date(date(time)?, None),
                tokens: (time.tokens.start, time.tokens.end - 1),
            })
        };
        let clause = self.clause_of(trigger);
        if let Some(one) = self
            .told_when(clause)
            .and_then(|time| found(QualifierKey::Date, time))
        {
            return vec![one];
        }
        let v = self.view;
        let mut out = Vec::new();
        for c in v.children_by(clause, &[Deprel::Advcl, Deprel::AdvclRelcl]) {
            let mark = v
                .children_by(c, &[Deprel::Mark, Deprel::Advmod])
                .find(|&m| m < c)
                .map(|m| v.form(m).to_lowercase());
            let key = match mark.as_deref() {
                Some("since") if state => QualifierKey::ValidFrom,
                Some("until" | "till") if state => QualifierKey::ValidUntil,
                Some("when") if self.ends(c) => QualifierKey::ValidUntil,
                Some("when" | "once") if state => QualifierKey::ValidFrom,
                Some("when" | "once") => QualifierKey::Date,
                _ => continue,
            };
            let time = self
                .mentions
                .times
                .iter()
                .find(|t| matches!(t.relation, TimeRelation::At) && v.head(t.head) == Some(c));
            out.extend(time.and_then(|t| found(key, t)));
        }
        if out.is_empty() && state {
            out.extend(
                self.clause_after(trigger)
                    .and_then(|(key, time)| found(key, time)),
            );
        }
        if out.is_empty() && v.deprel(clause) == Deprel::Conj {
            out.extend(
                self.shared_time(clause)
                    .and_then(|time| found(QualifierKey::Date, time)),
            );
        }
        out
    }

    /// The clause that a word belongs to: itself, or the verb above it.
    fn clause_of(&self, trigger: usize) -> usize {
        let v = self.view;
        let mut at = trigger;
        for _ in 0..4 {
            if self.is_verbal(at) || self.is_copular(at) {
                break;
            }
            match v.head(at) {
                Some(h)
                    if matches!(v.deprel(at), Deprel::Obj | Deprel::NsubjPass | Deprel::Obl) =>
                {
                    at = h;
                }
                _ => return trigger,
            }
        }
        at
    }

    /// The time right before a "when" that opens the clause: "in May, when it was sold". A clause inside it has the same.
    fn told_when(&self, clause: usize) -> Option<&Time> {
        let v = self.view;
        let mut at = clause;
        for _ in 0..4 {
            let when = v
                .children_by(at, &[Deprel::Advmod, Deprel::Mark, Deprel::Obl])
                .find(|&c| c < at && v.form(c).eq_ignore_ascii_case("when"));
            if let Some(when) = when {
                let end = when - usize::from(when > 0 && v.form(when - 1) == ",");
                return self
                    .mentions
                    .times
                    .iter()
                    .find(|t| t.tokens.end == end && matches!(t.value, TimeValue::Date(_)));
            }
            match (v.deprel(at), v.head(at)) {
                (
                    Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl | Deprel::Obj | Deprel::Nsubj,
                    Some(h),
                ) => at = h,
                _ => return None,
            }
        }
        None
    }

    /// "who has run it since her father retired in 2019", whatever the clause hangs on in the tree: no other verb may stand
    /// between.
    fn clause_after(&self, trigger: usize) -> Option<(QualifierKey, &Time)> {
        let v = self.view;
        let end = v.sentence(trigger).tokens.end;
        let mark = (trigger + 1..end)
            .take_while(|&k| v.upos(k) != Upos::Verb)
            .find(|&k| {
                matches!(v.deprel(k), Deprel::Mark | Deprel::Case)
                    && matches!(
                        v.form(k).to_lowercase().as_str(),
                        "since" | "until" | "till"
                    )
                    && self.mentions.time_at(k).is_none()
            })?;
        let key = match v.form(mark).to_lowercase().as_str() {
            "since" => QualifierKey::ValidFrom,
            "until" | "till" => QualifierKey::ValidUntil,
            _ => return None,
        };
        let clause = match v.head(mark)? {
            verb if self.is_verbal(verb) => verb,
            noun => v.head(noun).filter(|&h| h > noun && self.is_verbal(h))?,
        };
        let time = self.mentions.times.iter().find(|t| {
            t.relation == TimeRelation::At
                && t.tokens.start > mark
                && v.head(t.head) == Some(clause)
        })?;
        Some((key, time))
    }

    /// "the sole seller there until 2030": a term that follows a noun at once.
    fn is_next_to(&self, trigger: usize, time: &Time) -> bool {
        let v = self.view;
        let start = time.tokens.start;
        let term = matches!(
            time.relation,
            TimeRelation::From | TimeRelation::Until | TimeRelation::By
        );
        term && v.upos(trigger) == Upos::Noun
            && start > trigger
            && start <= trigger + 2
            && (trigger + 1..start).all(|k| v.upos(k) == Upos::Adv)
    }

    /// "a seven-year agreement, signed in May", "the pact that they had run since 2019": the terms of a deal that is the
    /// trigger or a participant.
    fn is_term_of_the_deal(&self, trigger: usize, time: &Time, participants: &[usize]) -> bool {
        let v = self.view;
        let deal = |noun: usize| {
            (noun == trigger || participants.contains(&noun)) && self.lemma_is(noun, Sense::Termed)
        };
        match (&time.value, time.relation) {
            (TimeValue::Duration(_), TimeRelation::For) => {
                matches!(
                    v.deprel(time.head),
                    Deprel::Amod | Deprel::Compound | Deprel::Nummod
                ) && v.head(time.head).is_some_and(deal)
            }
            (TimeValue::Date(_), TimeRelation::From | TimeRelation::Until) => v
                .head(time.head)
                .filter(|&h| self.is_verbal(h))
                .is_some_and(|h| {
                    matches!(v.deprel(h), Deprel::AclRelcl | Deprel::Acl)
                        && v.head(h).is_some_and(deal)
                }),
            _ => false,
        }
    }

    /// "the 2024 spill", "their 2022 contract": when something was that the claim is about.
    fn dates_another(&self, trigger: usize, time: &Time, relation: &Relation) -> bool {
        let v = self.view;
        if matches!(
            relation.name.as_str(),
            "hasRevenue" | "hasEmployees" | "valuedAt"
        ) {
            return false;
        }
        let modifies = matches!(
            v.deprel(time.head),
            Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::NmodUnmarked
        );
        modifies
            && time.relation == TimeRelation::At
            && !matches!(time.value, TimeValue::Duration(_))
            && v.head(time.head)
                .is_some_and(|h| h != trigger && h > time.head && v.upos(h) == Upos::Noun)
    }

    /// The time at the front of the first of several clauses with one subject: "In May it lost one and won another".
    fn shared_time(&self, clause: usize) -> Option<&Time> {
        let v = self.view;
        let first = v.head(clause)?;
        if !self.is_verbal(first) || v.children(clause).any(|c| v.deprel(c).is_subject()) {
            return None;
        }
        let subject = v.children(first).find(|&c| v.deprel(c).is_subject())?;
        self.mentions.times.iter().find(|t| {
            v.head(t.head) == Some(first)
                && t.tokens.end <= subject
                && t.relation == TimeRelation::At
        })
    }

    /// Whether a time hangs in the tree on a relative clause that a comma closed before it: "shut its mill, where they
    /// were made, in April".
    fn is_set_off(&self, trigger: usize, time: &Time) -> bool {
        let v = self.view;
        let start = time.tokens.start;
        if start == 0 || v.form(start - 1) != "," || !v.dominates(trigger, time.head) {
            return false;
        }
        let mut at = time.head;
        for _ in 0..6 {
            let Some(h) = v.head(at) else { return false };
            if v.deprel(at) == Deprel::AclRelcl {
                let opened = v
                    .subtree(at)
                    .first()
                    .is_some_and(|&f| v.form(f) == "," || f > 0 && v.form(f - 1) == ",");
                return opened && at < start && self.is_verbal(trigger);
            }
            at = h;
        }
        false
    }

    /// Whether a time says something of a noun inside a participant ("the contract behind their seven-year partnership").
    fn belongs_to_noun(&self, time: &Time, participants: &[usize]) -> bool {
        let v = self.view;
        let term = matches!(time.relation, TimeRelation::From | TimeRelation::Until);
        let mut at = time.head;
        let mut other = false;
        for _ in 0..6 {
            let Some(h) = v.head(at) else { return false };
            if participants.contains(&h) {
                return other && !term;
            }
            if self.is_verbal(h) {
                return false;
            }
            if self.mentions.time_at(h).is_none()
                && v.children_by(h, &[Deprel::NmodPoss]).next().is_some()
            {
                other = true;
            }
            at = h;
        }
        false
    }

    /// Whether a time belongs to a verb above the claim's: "said on Tuesday", "agreed in May to buy", "cleared the sale on
    /// Friday".
    fn is_anothers(&self, trigger: usize, time: &Time, relation: &Relation) -> bool {
        let v = self.view;
        let start = time.tokens.start;
        // "said on Friday it would pay"
        if start > 0
            && start - 1 != trigger
            && self.is_verbal(start - 1)
            && self.operators.reports(v.lemma(start - 1))
        {
            return true;
        }
        let Some(verb) = self.verb_above(time.head) else {
            return false;
        };
        // "the deal, unveiled in May"
        if verb != trigger && self.is_verbal(verb) && self.lemma_is(verb, Sense::Unveiling) {
            return true;
        }
        if v.dominates(trigger, time.head) {
            return false;
        }
        if verb == trigger || !v.dominates(verb, trigger) {
            return false;
        }
        let mut below = trigger;
        while let Some(h) = v.head(below) {
            if h == verb {
                break;
            }
            below = h;
        }
        let lemma = v.lemma(verb);
        match v.deprel(below) {
            Deprel::Xcomp => {
                let infinitive = v.token(below).feats.verb_form == Some(VerbForm::Inf);
                infinitive
                    && start < below
                    && !self.lemma_is(verb, Sense::Simultaneous)
                    && !self.is_awaited(verb)
            }
            Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj => {
                let deal = matches!(
                    relation.name.as_str(),
                    "signs"
                        | "partnersWith"
                        | "amends"
                        | "terminates"
                        | "commitsToSpend"
                        | "hasRevenue"
                        | "hasEmployees"
                        | "valuedAt"
                );
                relation.name == "headquarteredIn"
                    || !deal && (self.operators.reports(lemma) || self.only_speaks(verb))
            }
            Deprel::Obl => {
                let preposition = self.preposition(below);
                v.upos(below) != Upos::Verb
                    && !self.operators.carries(lemma, preposition.as_deref())
                    && preposition.as_deref() == Some("to")
            }
            _ => false,
        }
    }

    /// "eight cranes, the first pair due in March", "swapped it for a tool, which another trains, after May": the time is not
    /// that of the trigger, whatever it hangs on in the tree.
    fn is_of_a_part(&self, trigger: usize, time: &Time) -> bool {
        let v = self.view;
        let start = time.tokens.start;
        if start < 2 {
            return false;
        }
        let due = self.senses.has(Sense::Due, v.form(start - 1))
            && v.upos(start - 2).is_nominal()
            && start - 2 > trigger
            && v.head(start - 2) != Some(trigger);
        let relative = v.form(start - 1) == ","
            && v.deprel(trigger) == Deprel::AclRelcl
            && v.head(time.head) == Some(trigger)
            && v.subtree(trigger)
                .first()
                .is_some_and(|&f| v.form(f) == "," || f > 0 && v.form(f - 1) == ",");
        due || relative && self.verb_above(trigger).is_some()
    }

    /// "had bought Tillmark, whose founder leaves in June": the time of a relative clause between commas is not that of an
    /// event told before it, whatever it hangs on in the tree.
    fn is_told_aside(&self, trigger: usize, time: &Time, relation: &Relation) -> bool {
        let v = self.view;
        let start = time.tokens.start;
        if relation.temporality != Temporality::Event || !self.is_verbal(trigger) {
            return false;
        }
        let Some(comma) = (trigger + 1..start).rev().find(|&k| v.form(k) == ",") else {
            return false;
        };
        let relative = (comma + 1..start.min(comma + 3))
            .find(|&k| v.token(k).feats.pron_type == Some(PronType::Rel));
        relative.is_some_and(|r| (r + 1..start).any(|k| self.is_verbal(k)))
    }

    /// Whether the verb above a word tells of what is to come.
    pub(super) fn is_below_plan(&self, word: usize) -> bool {
        let above = self.verb_above(word);
        above.is_some_and(|verb| self.state(verb).status == crate::claim::Status::Planned)
    }

    /// The first verb or predicate above a word.
    fn verb_above(&self, word: usize) -> Option<usize> {
        let mut at = word;
        for _ in 0..8 {
            at = self.view.head(at)?;
            if self.is_verbal(at) || self.is_copular(at) {
                return Some(at);
            }
        }
        None
    }

    /// "is expected to close", "plans to open": the time may be that of what is to come.
    fn is_awaited(&self, verb: usize) -> bool {
        self.view
            .child(verb, &[Deprel::AuxPass, Deprel::Cop])
            .is_some()
    }

    /// "announced the merger on Tuesday", "cleared the sale on Friday": the verb deals with what is still to happen.
    fn only_speaks(&self, verb: usize) -> bool {
        use crate::claim::Status;
        let lemma = self.view.lemma(verb);
        if self.lemma_is(verb, Sense::Scheduling) {
            return false;
        }
        self.lemma_is(verb, Sense::Announcing)
            || self
                .operators
                .get(OperatorKind::Verb, lemma, &Complement::Object)
                .is_some_and(|o| matches!(o.effect, Status::Planned | Status::Possible))
    }

    /// "a seven-hour failure", "its two-year search": the length of something that is not the claim's.
    fn is_length_of_another(&self, trigger: usize, time: &Time) -> bool {
        let v = self.view;
        if !matches!(time.value, TimeValue::Duration(_)) {
            return false;
        }
        let modifies = matches!(
            v.deprel(time.head),
            Deprel::Amod | Deprel::Compound | Deprel::Nummod
        );
        let Some(noun) = v.head(time.head) else {
            return false;
        };
        modifies
            && noun != trigger
            && v.upos(noun) == Upos::Noun
            && !self.lemma_is(noun, Sense::Termed)
    }
}
