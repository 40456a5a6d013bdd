//! What governs a clause: words that embed it ("plans to", "denied that"), reports, conjunctions and the clause that it is
//! coordinated with.

use super::State;
use crate::claim::Status;
use crate::extract::{Deep, combine};
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::{Complement, Controller, OperatorKind, Sense};

impl Deep<'_> {
    /// What governs the clause: operators, reports, conditions, coordination.
    pub(super) fn embed(
        &self,
        t: usize,
        depth: usize,
        finite: bool,
        has_own_mood: bool,
        state: &mut State,
    ) {
        let v = self.view;
        let Some(h) = v.head(t) else { return };
        let token = v.token(t);
        // "is not a party and has signed nothing": the second stands by itself
        let own_auxiliary = token.feats.verb_form == Some(VerbForm::Fin)
            || v.children_by(t, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
                .any(|c| v.token(c).feats.verb_form == Some(VerbForm::Fin));
        match v.deprel(t) {
            Deprel::Conj
                if (!finite || (!has_own_mood && !own_auxiliary))
                // "will buy X and sell Y", "has not bought or sold"
                && (self.is_verbal(h) || self.is_copular(h)) =>
            {
                let outer = self.state_at(h, depth + 1);
                // "was neither bought nor sold": one negation of each
                let nor = v
                    .children_by(t, &[Deprel::Cc])
                    .any(|c| v.form(c).eq_ignore_ascii_case("nor"));
                let once =
                    nor && outer.status == Status::Negated && state.status == Status::Negated;
                self.wrap(outer, state);
                if once {
                    state.status = Status::Negated;
                }
            }
            Deprel::Conj => {
                // a finite conjunct has its own mood but shares what embeds both
                if let Some(g) = v.head(h)
                    && matches!(v.deprel(h), Deprel::Ccomp | Deprel::Advcl)
                {
                    self.embedded_in(h, g, depth, state);
                }
            }
            // "wants to sell the farm; in May it sold another": the second stands by itself
            Deprel::Parataxis if own_auxiliary && self.stands_behind_semicolon(t, h) => {}
            Deprel::Xcomp
            | Deprel::Ccomp
            | Deprel::Csubj
            | Deprel::Advcl
            | Deprel::Acl
            | Deprel::Obl
            | Deprel::Parataxis => {
                self.embedded_in(t, h, depth, state);
                self.contradicted(t, state);
            }
            Deprel::AclRelcl => {
                // "the firm that would buy" stands by itself
            }
            _ => {}
        }
    }

    /// Whether a clause with a subject of its own follows that of the word above it after a semicolon.
    fn stands_behind_semicolon(&self, t: usize, h: usize) -> bool {
        let v = self.view;
        h < t
            && (h..t).any(|k| v.form(k) == ";")
            && v.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some()
            && v.child(t, &[Deprel::Mark]).is_none()
    }

    fn embedded_in(&self, t: usize, h: usize, depth: usize, state: &mut State) {
        let v = self.view;
        let inner_form = v.token(t).feats.verb_form;
        let preposition = v
            .children_by(t, &[Deprel::Mark, Deprel::Case])
            .map(|m| v.form(m).to_lowercase())
            .find(|m| m != "that" && m != "whether");
        // "to be equipped"
        let helped = v
            .children_by(t, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
            .any(|c| v.token(c).feats.verb_form == Some(VerbForm::Inf));
        // "that it had bought", "that it was bought"
        let finite = v
            .children_by(t, &[Deprel::Aux, Deprel::AuxPass])
            .any(|c| v.token(c).feats.verb_form == Some(VerbForm::Fin));
        let inner_form = match preposition.as_deref() {
            Some("to") if helped => Some(VerbForm::Inf),
            _ if finite && v.deprel(t) == Deprel::Ccomp => None,
            _ => inner_form,
        };
        let complement = match (inner_form, v.deprel(t)) {
            (Some(VerbForm::Inf), _) if preposition.as_deref().is_none_or(|p| p == "to") => {
                Complement::Infinitive
            }
            (Some(VerbForm::Ger | VerbForm::Part), _) => match &preposition {
                Some(p) => Complement::Preposition(p.clone()),
                None => Complement::Gerund,
            },
            (_, Deprel::Ccomp) => Complement::Clause,
            (_, Deprel::Xcomp) => Complement::Infinitive,
            _ => match &preposition {
                Some(p) => Complement::Preposition(p.clone()),
                None => Complement::Clause,
            },
        };
        let mark = v
            .children_by(t, &[Deprel::Mark, Deprel::Advmod])
            .map(|m| v.form(m).to_lowercase())
            .next();
        // "has yet to clear it", as the tree may hang it
        if complement == Complement::Infinitive && v.form(h).eq_ignore_ascii_case("yet") {
            state.status = combine(Status::Negated, state.status);
            state.because.push(h);
            return;
        }
        // "has not decided whether to fine it"
        if complement == Complement::Infinitive
            && v.children_by(t, &[Deprel::Mark, Deprel::Advmod])
                .any(|m| v.form(m).eq_ignore_ascii_case("whether"))
        {
            state.status = combine(Status::Possible, state.status);
            state.because.push(h);
            return;
        }
        // "rumour has it that it sold": nobody vouches for it
        let has_it = v.lemma(h) == "have"
            && v.children_by(h, &[Deprel::Obj])
                .any(|c| v.lemma(c).eq_ignore_ascii_case("it"));
        if has_it && complement == Complement::Clause && v.deprel(t) == Deprel::Ccomp {
            state.status = combine(Status::Possible, state.status);
            state.hedged = true;
            state.because.push(h);
            return;
        }
        // "declined to comment on whether it had sold": nobody says so
        let marks: Vec<String> = v
            .children_by(t, &[Deprel::Mark, Deprel::Case, Deprel::Advmod])
            .filter(|&m| m < t)
            .map(|m| v.form(m).to_lowercase())
            .collect();
        if marks.iter().any(|m| m == "whether")
            && marks
                .iter()
                .any(|m| matches!(m.as_str(), "on" | "about" | "over" | "of" | "as"))
        {
            state.status = combine(Status::Possible, state.status);
            state.certainty *= 0.7;
            state.because.push(h);
            return;
        }
        // "is leaving to join": who has not left has not joined
        let going = self.lemma_is(h, Sense::SettingOut);
        if v.deprel(t) == Deprel::Advcl && complement == Complement::Infinitive && going {
            let past = v.token(h).feats.tense == Some(Tense::Past)
                || v.children_by(h, &[Deprel::Aux])
                    .any(|a| v.lemma(a) == "have");
            if !past {
                state.status = combine(Status::Planned, state.status);
                state.because.push(h);
                return;
            }
        }
        if v.deprel(t) == Deprel::Advcl {
            // "Were Norvane to bid, it would need leave"
            let were = v
                .children(t)
                .next()
                .is_some_and(|c| !v.form(c).eq_ignore_ascii_case("had"));
            if were && self.inverted(t) {
                state.status = combine(Status::Conditional, state.status);
                state.certainty *= 0.8;
                return;
            }
            // "denied a report that it had …"
            if mark.as_deref() == Some("that") && self.is_verbal(h) && self.denies(h) {
                state.status = combine(Status::Negated, state.status);
                state.because.push(h);
                return;
            }
            match mark.as_deref() {
                // "sued so that it would stop": what is wanted is not yet so
                Some("so")
                    if v.children_by(t, &[Deprel::Aux]).any(|c| {
                        matches!(
                            v.lemma(c),
                            "would" | "will" | "could" | "can" | "may" | "might"
                        )
                    }) =>
                {
                    state.status = combine(Status::Possible, state.status);
                    return;
                }
                Some("if" | "unless" | "provided" | "whether") => {
                    state.status = combine(Status::Conditional, state.status);
                    state.certainty *= 0.8;
                    return;
                }
                // "no money changes hands until it grants a permit": it has not yet
                Some("once" | "before" | "until" | "till")
                    if self.is_present(t)
                        && !(mark.as_deref() != Some("until") && self.is_habit(h)) =>
                {
                    state.status = combine(Status::Planned, state.status);
                    return;
                }
                Some("once" | "when" | "before" | "until" | "after") => {
                    let outer = self.state_at(h, depth + 1);
                    if matches!(
                        outer.status,
                        Status::Planned | Status::Possible | Status::Conditional
                    ) && !state.past
                    {
                        state.status = combine(Status::Planned, state.status);
                    }
                    return;
                }
                _ => {}
            }
        }
        // "went to court to block it": that is for the court to say
        let court =
            |c: usize| v.lemma(c) == "court" && self.preposition(c).as_deref() == Some("to");
        if complement == Complement::Infinitive && v.children(h).any(court) {
            state.status = combine(Status::Possible, state.status);
            state.because.push(h);
            return;
        }
        if let Some((effect, word)) = self.near_at_hand(h) {
            state.status = combine(effect, state.status);
            state.because.push(word);
            return;
        }
        if let Some(c) = self.came_close(h, t) {
            state.status = combine(Status::Negated, state.status);
            state.because.push(c);
            return;
        }
        let kind = if self.is_verbal(h) {
            OperatorKind::Verb
        } else if v.upos(h) == Upos::Adj {
            OperatorKind::Adjective
        } else {
            OperatorKind::Noun
        };
        if kind == OperatorKind::Verb
            && matches!(v.deprel(t), Deprel::Ccomp | Deprel::Parataxis)
            && self.operators.reports(v.lemma(h))
        {
            // a report: the claim has its own status; what is not said, asked or denied is not claimed
            if self.denies(h) {
                state.status = combine(Status::Negated, state.status);
                state.because.push(h);
            }
            if self.corrects(h) {
                state.status = combine(Status::Negated, state.status);
                state.because.push(h);
            }
            if v.deprel(t) == Deprel::Ccomp {
                let outer = self.state_at(h, depth + 1);
                // "Nor is it for sale, the owner insists": the negation is in what is said
                let nor = v.children_by(h, &[Deprel::Cc]).any(|c| {
                    c < t && matches!(v.form(c).to_lowercase().as_str(), "nor" | "neither")
                });
                if nor && outer.status == Status::Negated {
                    state.status = combine(Status::Negated, state.status);
                } else if outer.status == Status::Negated
                    || matches!(mark.as_deref(), Some("whether" | "if"))
                {
                    state.status = combine(Status::Possible, state.status);
                    state.certainty *= 0.7;
                }
            }
            return;
        }
        let operator = self.operator(kind, h, &complement);
        let Some(operator) = operator else {
            match (v.deprel(t), &complement) {
                // "to buy X" as a purpose is not yet done; a purpose of something done is at most planned
                (Deprel::Advcl | Deprel::Acl | Deprel::Obl, Complement::Infinitive) => {
                    // "bought it in 2019, only to shut it": it did
                    if v.deprel(t) == Deprel::Advcl && self.only_to(t) {
                        let outer = self.state_at(h, depth + 1);
                        self.wrap(outer, state);
                        return;
                    }
                    // "its contract to supply bread ran out"
                    if v.deprel(t) == Deprel::Acl && self.ran_out(t, h, depth, state) {
                        return;
                    }
                    state.status = combine(Status::Planned, state.status);
                    state.certainty *= 0.75;
                }
                (Deprel::Xcomp | Deprel::Ccomp, Complement::Infinitive | Complement::Gerund) => {
                    let outer = self.state_at(h, depth + 1);
                    self.wrap(outer, state);
                    state.certainty *= 0.8;
                }
                (Deprel::Advcl, _) | (Deprel::Xcomp, _) => {
                    // participles share the mood of their clause: "will buy X, giving it …"
                    let outer = self.state_at(h, depth + 1);
                    let own_past = v.token(t).feats.tense == Some(Tense::Past);
                    if !own_past && v.token(t).feats.verb_form != Some(VerbForm::Fin) {
                        self.wrap(outer, state);
                    }
                }
                (Deprel::Ccomp, Complement::Clause) => {
                    let outer = self.state_at(h, depth + 1);
                    if outer.status == Status::Negated {
                        state.status = combine(Status::Possible, state.status);
                        state.certainty *= 0.7;
                    }
                }
                // "denied a report that it had …", "no sign that it will …"
                (Deprel::Acl, _)
                    if kind == OperatorKind::Noun && mark.as_deref() == Some("that") =>
                {
                    let outer = self.noun_state(h, depth + 1);
                    if outer.status == Status::Negated {
                        self.wrap(outer, state);
                    } else if self.lemma_is(h, Sense::Rumour) {
                        // "would not comment on reports that it had bought": nobody says so
                        state.status = combine(Status::Possible, state.status);
                        state.hedged = true;
                        state.because.push(h);
                    }
                }
                _ => {}
            }
            return;
        };
        let another = v.child(h, &[Deprel::Obj]).is_some_and(|o| o < t) && !self.is_passive(h);
        let mut effect = operator
            .of_another
            .filter(|_| another)
            .unwrap_or(operator.effect);
        if effect == Status::Obligated && kind == OperatorKind::Verb && v.lemma(h) == "have" {
            let yet = v
                .children(h)
                .chain(v.children(t))
                .any(|c| v.form(c).eq_ignore_ascii_case("yet"));
            // "has until 7 April to bid"
            let time_left = v.children(h).chain(v.children(t)).any(|c| {
                (h..t).contains(&c)
                    && matches!(self.preposition(c).as_deref(), Some("until" | "till"))
            });
            // "still has to clear"
            let still = v.children(h).any(|c| {
                c < h && v.deprel(c) == Deprel::Advmod && v.form(c).eq_ignore_ascii_case("still")
            });
            // what an authority still has to do it has not done; who still has to pay owes it
            let decides = || {
                self.operator(OperatorKind::Verb, t, &Complement::Object)
                    .is_some_and(|o| o.effect == Status::Planned)
            };
            if yet || still && decides() {
                // "has yet to clear"
                effect = Status::Negated;
            } else if time_left {
                effect = Status::Possible;
            } else if v.token(h).feats.tense == Some(Tense::Past) {
                // "had to call back": it did
                effect = Status::Actual;
            }
        }
        // "ought to have sold": it did not
        if v.lemma(h) == "ought"
            && v.children_by(t, &[Deprel::Aux])
                .any(|a| v.lemma(a) == "have")
        {
            effect = Status::Negated;
        }
        // "its contract to supply it runs until 2030", "has a contract to supply it": it does
        let in_force = kind == OperatorKind::Noun
            && effect == Status::Planned
            && self.lemma_is(h, Sense::Contract)
            && v.head(h).is_some_and(|above| match v.deprel(h) {
                Deprel::Nsubj => matches!(
                    v.lemma(above),
                    "run" | "last" | "expire" | "end" | "lapse" | "continue" | "cover"
                ),
                Deprel::Obj => matches!(v.lemma(above), "have" | "hold" | "lose"),
                _ => false,
            });
        if in_force {
            effect = Status::Actual;
        }
        // "had been due to run it": it does not
        let was_due = effect == Status::Planned
            && (complement == Complement::Infinitive
                || complement == Complement::Preposition("to".to_owned()))
            && self.lemma_is(h, Sense::Awaited)
            && v.deprel(h) != Deprel::Ccomp
            && self.had_been(h);
        // "once expected to buy it"
        let once = effect == Status::Planned
            && v.token(h).feats.verb_form == Some(VerbForm::Part)
            && v.children_by(h, &[Deprel::Advmod])
                .any(|c| c < h && v.form(c).eq_ignore_ascii_case("once"));
        // "had hoped to buy it": it did not
        let wished = matches!(effect, Status::Planned | Status::Possible)
            && complement == Complement::Infinitive
            && self.lemma_is(h, Sense::Wishing)
            && v.deprel(h) != Deprel::Ccomp
            && v.child(h, &[Deprel::Obj]).is_none()
            && v.children_by(h, &[Deprel::Aux])
                .any(|c| v.form(c).eq_ignore_ascii_case("had"));
        if was_due || once || wished {
            effect = Status::Negated;
        }
        // "tried to buy": who tried and is not said to have managed did not
        let tried = kind == OperatorKind::Verb
            && self.lemma_is(h, Sense::Trying)
            && v.token(h).feats.verb_form == Some(VerbForm::Fin)
            && v.token(h).feats.tense == Some(Tense::Past);
        if tried {
            effect = Status::Negated;
        }
        let mut outer = if kind == OperatorKind::Noun {
            self.noun_state(h, depth + 1)
        } else {
            self.state_at(h, depth + 1)
        };
        // "had been in talks to merge": the talks are over
        if kind == OperatorKind::Noun
            && outer.status == Status::Actual
            && self.lemma_is(h, Sense::Fallible)
            && self.had_been(h)
            && v.deprel(h) != Deprel::Ccomp
        {
            outer.status = Status::Ended;
        }
        state.because.push(h);
        if kind == OperatorKind::Noun && self.ran_out(t, h, depth, state) {
            return;
        }
        // "is not barred from selling", "nothing prevents it from selling": it may
        let keeps_from = self
            .operators
            .get(OperatorKind::Verb, v.lemma(h), &complement)
            .is_some_and(|o| o.effect == Status::Negated && o.controller == Controller::Object);
        let free = keeps_from
            && effect == Status::Negated
            && matches!(outer.status, Status::Negated | Status::Ended)
            && state.status == Status::Actual;
        if free {
            state.status = Status::Permitted;
            return;
        }
        // an attempt or plan in the past is no fact; "continued to" is
        state.status = combine(effect, state.status);
        self.wrap(outer, state);
        if matches!(effect, Status::Possible | Status::Planned)
            && let Some(c) = self.dropped_later(h).or_else(|| self.dropped_later(t))
        {
            state.status = Status::Negated;
            state.because.push(c);
        }
    }

    /// Whether an infinitive tells how something came out: "only to shut it three years later".
    pub(in crate::extract) fn only_to(&self, t: usize) -> bool {
        let v = self.view;
        let to = v
            .children_by(t, &[Deprel::Mark])
            .find(|&m| m > 0 && v.form(m).eq_ignore_ascii_case("to"));
        let start = v.sentence(t).tokens.start;
        // "borrowed it only to buy Trask" tells what for
        to.is_some_and(|m| {
            m >= start + 2 && v.form(m - 1).eq_ignore_ascii_case("only") && v.form(m - 2) == ","
        })
    }

    /// Whether a clause is told as one that had been so before another: "had been due to".
    pub(super) fn had_been(&self, t: usize) -> bool {
        let helps = [Deprel::Aux, Deprel::AuxPass, Deprel::Cop];
        let says = |word: &str| {
            let mut helpers = self.view.children_by(t, &helps);
            helpers.any(|c| self.view.form(c).eq_ignore_ascii_case(word))
        };
        says("had") && says("been")
    }

    /// "its contract to supply bread ran out": what went on under a contract is over with it; but "terminated its agreement to buy".
    fn ran_out(&self, t: usize, noun: usize, depth: usize, state: &mut State) -> bool {
        let lasting = self.lemma_is(t, Sense::Lasting) && self.lemma_is(noun, Sense::Contract);
        if !lasting {
            return false;
        }
        let outer = self.noun_state(noun, depth + 1);
        if outer.status != Status::Ended {
            return false;
        }
        self.wrap(outer, state);
        true
    }

    /// Whether a clause tells what somebody does as a rule: "buys copper before it sells it on".
    fn is_habit(&self, t: usize) -> bool {
        let v = self.view;
        let nobody = |s: usize| matches!(v.lemma(s), "it" | "there" | "nothing" | "nobody");
        self.is_present(t)
            && self.is_verbal(t)
            && v.children(t)
                .find(|&c| v.deprel(c).is_subject())
                .is_some_and(|s| !nobody(s) && !self.negative_argument(t))
            && self.state_at(t, 1).status == Status::Actual
            && !self.lemma_is(t, Sense::Needing)
    }

    /// Whether a clause is told in the plain present: "before the office clears it".
    fn is_present(&self, t: usize) -> bool {
        let v = self.view;
        let present = |k: usize| {
            let feats = &v.token(k).feats;
            feats.tense == Some(Tense::Pres) && feats.verb_form == Some(VerbForm::Fin)
        };
        let mut helpers = v
            .children_by(t, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
            .peekable();
        if helpers.peek().is_some() {
            helpers.all(|k| v.lemma(k) == "be" && (present(k) || v.deprel(k) != Deprel::Aux))
        } else {
            present(t)
        }
    }

    /// Whether a verb denies the clause that it embeds.
    fn denies(&self, verb: usize) -> bool {
        let effect = self.operators.get(
            OperatorKind::Verb,
            self.view.lemma(verb),
            &Complement::Clause,
        );
        effect.is_some_and(|o| o.effect == Status::Negated)
    }
}
