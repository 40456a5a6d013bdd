//! The state of an event noun: "the planned purchase", "talks on a merger", "dropped its bid".

use super::State;
use crate::claim::Status;
use crate::extract::{Deep, combine};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Complement, OperatorKind, Sense};

impl Deep<'_> {
    /// The state of an event noun: from its modifiers, the verb that carries it, and what embeds that.
    pub(super) fn noun_state(&self, n: usize, depth: usize) -> State {
        let v = self.view;
        let mut state = State::plain();
        if depth > 8 {
            return state;
        }
        if self.is_copular(n) {
            return self.clause_state(n, depth);
        }
        if let Some(status) = self.standing_agreement(n) {
            state.status = status;
            state.because.extend(v.head(n));
            return state;
        }
        // "takes the place of an order for 25 aircraft"
        if let Some(place) = self.placed_by_another(n) {
            state.status = Status::Ended;
            state.because.push(place);
            return state;
        }
        // whose it is, it is all the same: "stops short of Norvane's models"
        let whose = v.child(n, &[Deprel::NmodPoss]).is_some();
        if !whose && self.stopped_short_of(n) {
            state.status = Status::Negated;
            state.because.extend(v.head(n));
            return state;
        }
        if let Some(verb) = self.never_done_to(n) {
            state.status = Status::Negated;
            state.because.push(verb);
            return state;
        }
        // "had a sale all but signed"
        if v.deprel(n) == Deprel::Obj
            && let Some(h) = v.head(n).filter(|&h| v.lemma(h) == "have")
            && let Some(k) = v
                .children(h)
                .chain(v.children_by(n, &[Deprel::Acl]))
                .filter(|&c| c > n)
                .filter_map(|c| self.almost(c).map(|k| (c, k)))
                // "and nearly sold it" is another thing; "all but signed" is joined to nothing
                .find(|&(c, k)| v.deprel(c) != Deprel::Conj || v.form(k) == "but")
                .map(|(_, k)| k)
        {
            state.status = combine(Status::Negated, state.status);
            state.because.push(k);
        }
        for c in v.children(n) {
            match v.deprel(c) {
                Deprel::Amod | Deprel::Compound | Deprel::Advmod | Deprel::Acl | Deprel::Det => {
                    let form = v.form(c).to_lowercase();
                    // "a report that it had cancelled" is no cancelled report
                    if v.deprel(c) == Deprel::Acl
                        && v.child(c, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark])
                            .is_some()
                    {
                        continue;
                    }
                    if v.deprel(c) == Deprel::Det {
                        if form == "no" {
                            state.status = combine(Status::Negated, state.status);
                            state.because.push(c);
                        }
                        continue;
                    }
                    let found = self
                        .operators
                        .get(OperatorKind::Adjective, &form, &Complement::Modified)
                        .or_else(|| {
                            self.operators.get(
                                OperatorKind::Adjective,
                                v.lemma(c),
                                &Complement::Modified,
                            )
                        });
                    // "has completed its previously announced purchase"
                    let done = |effect: Status| {
                        matches!(effect, Status::Planned | Status::Possible) && self.is_completed(n)
                    };
                    if let Some(o) = found.filter(|o| !done(o.effect)) {
                        state.status = combine(o.effect, state.status);
                        state.because.push(c);
                    }
                    self.adverb(c, &form, &mut state);
                }
                Deprel::Nmod => self.condition(n, c, &mut state),
                _ => {}
            }
        }
        let told = self.told_of_it(n);
        if let Some((effect, verb)) = told {
            state.status = match state.status {
                Status::Negated | Status::Ended => effect,
                status => combine(effect, status),
            };
            state.because.push(verb);
        }
        let Some(h) = v.head(n) else { return state };
        let preposition = self.preposition(n);
        if matches!(
            preposition.as_deref(),
            Some("without" | "instead-of" | "rather-than" | "out-of")
        ) {
            state.status = combine(Status::Negated, state.status);
            return state;
        }
        match v.deprel(n) {
            Deprel::Conj => {
                let outer = self.state_at(h, depth + 1);
                if !self.is_verbal(h) {
                    self.wrap(outer, &mut state);
                }
            }
            Deprel::Nmod => {
                // "plans for the acquisition of", "talks on a merger"
                if let Some(o) = self.operators.get(
                    OperatorKind::Noun,
                    v.lemma(h),
                    &Complement::Preposition(preposition.unwrap_or_default()),
                ) {
                    state.status = combine(o.effect, state.status);
                    state.because.push(h);
                    let outer = self.noun_state(h, depth + 1);
                    self.wrap(outer, &mut state);
                }
            }
            Deprel::Obj
            | Deprel::NsubjPass
            | Deprel::Obl
            | Deprel::OblAgent
            | Deprel::Xcomp
            | Deprel::Nsubj
                if self.is_verbal(h) || v.upos(h) == Upos::Adj =>
            {
                let passive = self.is_verbal(h) && self.is_passive(h);
                // what stands after a verb without a preposition is its object, whatever the tree calls it
                let bare = v.deprel(n) == Deprel::Obl
                    && preposition.is_none()
                    && n > h
                    && v.child(h, &[Deprel::Obj]).is_none();
                let complement = match (v.deprel(n), passive) {
                    (Deprel::Obj | Deprel::NsubjPass, _) => Complement::Object,
                    (Deprel::Nsubj, _) => Complement::Subject,
                    (Deprel::Xcomp, _) => Complement::Object,
                    _ if bare && !passive => Complement::Object,
                    _ => Complement::Preposition(preposition.unwrap_or_default()),
                };
                let kind = if self.is_verbal(h) {
                    OperatorKind::Verb
                } else {
                    OperatorKind::Adjective
                };
                let mut outer = self.state_at(h, depth + 1);
                // "has no plan": one negation, seen from the noun and from the verb
                let no = v
                    .children_by(n, &[Deprel::Det])
                    .any(|c| v.form(c).eq_ignore_ascii_case("no"));
                if no && outer.status == Status::Negated {
                    outer.status = Status::Actual;
                }
                if let Some(status) = self.may_yet_end(n, depth) {
                    state.status = combine(status, state.status);
                    state.because.push(h);
                    return state;
                }
                // "sales collapsed to $310m": there are sales
                let figure = complement == Complement::Subject && self.lemma_is(n, Sense::Takings);
                match self.operator(kind, h, &complement).filter(|_| !figure) {
                    Some(o) => {
                        state.because.push(h);
                        // "expires in 2030" and "will end" say until when, not that it is over
                        let over = o.effect != Status::Ended
                            || complement != Complement::Subject
                            || outer.past;
                        if !over {
                            if outer.status == Status::Negated {
                                state.status = combine(Status::Negated, state.status);
                            }
                            state.certainty *= outer.certainty;
                            return state;
                        }
                        // "a previous attempt collapsed" is one end, not two
                        // "must be approved": approval is owed, what is approved is planned
                        let owed = matches!(outer.status, Status::Obligated | Status::Permitted);
                        // "has yet to approve it", "has not yet approved it": it may yet
                        let yet = outer.status == Status::Negated && self.is_still_to_come(h);
                        if o.effect == Status::Planned && (owed || yet) {
                            outer.status = Status::Planned;
                        }
                        // "dropped its suit", "withdrew its approval": it was there
                        let effect = match o.effect {
                            Status::Negated
                                if complement == Complement::Object
                                    && self.lemma_is(n, Sense::Proceeding)
                                    && outer.past
                                    && outer.status == Status::Actual =>
                            {
                                Status::Ended
                            }
                            // a purchase that was stopped did not come about; "halted sales of the headset" did sell it
                            Status::Ended
                                if complement == Complement::Object
                                    && self.lemma_is(n, Sense::Takeover)
                                    && !v.form(n).eq_ignore_ascii_case("sales") =>
                            {
                                Status::Negated
                            }
                            effect => effect,
                        };
                        state.status = match (effect, state.status) {
                            (Status::Negated | Status::Ended, Status::Ended) => effect,
                            (Status::Negated | Status::Ended, status) if told.is_some() => status,
                            (effect, status) => combine(effect, status),
                        };
                        self.wrap(outer, &mut state);
                        if o.effect == Status::Possible
                            && let Some(c) = self.dropped_later(h)
                        {
                            state.status = Status::Negated;
                            state.because.push(c);
                        }
                    }
                    None => match outer.status {
                        // what is not decided about the whole is not decided about its parts
                        Status::Planned
                        | Status::Possible
                        | Status::Conditional
                        | Status::Permitted
                        | Status::Obligated
                            if complement != Complement::Preposition(String::new()) =>
                        {
                            let as_it = complement == Complement::Preposition("as".to_owned());
                            if as_it
                                || matches!(complement, Complement::Object | Complement::Subject)
                            {
                                self.wrap(outer, &mut state);
                                state.certainty *= 0.7;
                            }
                        }
                        // "a plan to raise it at a valuation of … was abandoned"
                        Status::Negated
                            if complement == Complement::Object
                                || complement == Complement::Preposition("at".to_owned()) =>
                        {
                            self.wrap(outer, &mut state);
                            state.certainty *= 0.7;
                        }
                        _ => state.certainty *= 0.85,
                    },
                }
                // "was announced last summer and quietly cancelled"
                if let Some(k) = self.undone_next(n, h) {
                    state.status = combine(Status::Negated, state.status);
                    state.because.push(k);
                }
                // "closed its inquiry", "settled the suit", "lifted its ban"
                let past = self.is_told_as_past(h);
                if state.status == Status::Actual
                    && past
                    && complement == Complement::Object
                    && (self.lemma_is(n, Sense::Proceeding)
                        || self.lemma_is(n, Sense::Talks) && v.lemma(h) != "close")
                    && self.lemma_is(h, Sense::ClosingACase)
                {
                    state.status = Status::Ended;
                    state.because.push(h);
                }
                // "launched a hostile takeover"
                if state.status == Status::Actual
                    && complement == Complement::Object
                    && self.lemma_is(n, Sense::Takeover)
                    && self.lemma_is(h, Sense::Opening)
                {
                    state.status = Status::Planned;
                    state.because.push(h);
                }
            }
            Deprel::Root | Deprel::Appos => {}
            _ => state.certainty *= 0.9,
        }
        state
    }

    /// What a verb of changing or ending tells of an agreement that is there already, "its contract with Trask": who may change it has
    /// it, who has ended it does not.
    pub(in crate::extract) fn standing_agreement(&self, n: usize) -> Option<Status> {
        let v = self.view;
        let there = v.children(n).any(|c| {
            c < n
                && (v.deprel(c) == Deprel::NmodPoss
                    || v.deprel(c) == Deprel::Det && v.form(c).eq_ignore_ascii_case("the"))
        });
        // "its merger agreement" is not yet a merger
        let plan = v.children_by(n, &[Deprel::Compound]).any(|c| {
            matches!(
                v.lemma(c).to_lowercase().as_str(),
                "merger" | "takeover" | "purchase" | "sale" | "acquisition" | "buyout"
            )
        });
        let agreement = self.lemma_is(n, Sense::Contract) || self.lemma_is(n, Sense::Bond);
        if !agreement || !there || plan {
            return None;
        }
        let h = v.head(n).filter(|&h| self.is_verbal(h))?;
        let complement = match v.deprel(n) {
            Deprel::Obj | Deprel::NsubjPass => Complement::Object,
            Deprel::Obl => Complement::Preposition(self.preposition(n)?),
            _ => return None,
        };
        let ends = self
            .operator(OperatorKind::Verb, h, &complement)
            .is_some_and(|o| matches!(o.effect, Status::Negated | Status::Ended));
        if !ends && !self.lemma_is(h, Sense::Amending) {
            return None;
        }
        let outer = self.state(h);
        // "ended the partnership" is told, "may end it" is not
        Some(if ends && outer.past && outer.status == Status::Actual {
            Status::Ended
        } else if ends && !outer.past && outer.status == Status::Actual {
            return None;
        } else {
            Status::Actual
        })
    }

    /// The word by which another thing is told to stand in the place of what a noun names.
    pub(in crate::extract) fn placed_by_another(&self, n: usize) -> Option<usize> {
        let v = self.view;
        let place = v
            .head(n)
            .filter(|&h| v.deprel(n) == Deprel::Nmod && v.lemma(h) == "place")?;
        let taken = v.deprel(place) == Deprel::Obj
            && v.head(place).is_some_and(|verb| v.lemma(verb) == "take")
            || self.preposition(place).as_deref() == Some("in");
        (taken && self.preposition(n).as_deref() == Some("of")).then_some(place)
    }

    /// Whether what a noun names is said to have been brought to its end: "completed the purchase".
    fn is_completed(&self, n: usize) -> bool {
        let v = self.view;
        let verb = v.head(n).filter(|&h| {
            matches!(v.deprel(n), Deprel::Obj | Deprel::NsubjPass)
                && self.lemma_is(h, Sense::Completing)
        });
        verb.is_some_and(|h| {
            let past = self.is_told_as_past(h);
            past && self.state(h).status == Status::Actual
        })
    }

    /// The lemma of a verb with its particle: "rule out".
    pub(in crate::extract) fn phrase(&self, verb: usize) -> String {
        let v = self.view;
        match v.child(verb, &[Deprel::CompoundPrt]) {
            Some(p) => format!("{} {}", v.lemma(verb), v.form(p).to_lowercase()),
            None => v.lemma(verb).to_owned(),
        }
    }
}
