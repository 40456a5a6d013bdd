//! Whether what a predicate says holds: tense, negation, modality, phase, condition and the words that embed it.

use crate::claim::Status;
use crate::nlp::{Deprel, Mood, Tense, Upos, VerbForm};
use crate::ontology::{Complement, OperatorKind};

use super::combine::combine;
use super::deep::Deep;

/// What the sentence says about a predicate's holding.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The status.
    pub status: Status,
    /// Head words of conditions ("if …", "subject to …").
    pub conditions: Vec<usize>,
    /// Whether it is hearsay ("reportedly", "is said to").
    pub hedged: bool,
    /// Whether nothing should be claimed from it: questions, imperatives, hypotheses.
    pub idle: bool,
    /// Whether the words themselves speak of the past.
    pub past: bool,
    /// Whether the status comes from words that embed the predicate, with the words.
    pub because: Vec<usize>,
    /// How sure the reading is, in (0, 1].
    pub certainty: f32,
}

impl State {
    fn plain() -> Self {
        Self {
            status: Status::Actual,
            conditions: Vec::new(),
            hedged: false,
            idle: false,
            past: false,
            because: Vec::new(),
            certainty: 1.0,
        }
    }
}

impl Deep<'_> {
    /// The state of a predicate: verb, adjective or event noun.
    #[must_use]
    pub fn state(&self, t: usize) -> State {
        self.state_at(t, 0)
    }

    /// The state of something that is taken for granted: only its own modifiers count.
    #[must_use]
    pub fn presupposed_state(&self, t: usize) -> State {
        let mut state = State::plain();
        // "Ola, until last month chief executive of Norvane"
        let v = self.view;
        let start = v.sentence(t).tokens.start;
        let until = (start..t)
            .rev()
            .take(6)
            .find(|&k| matches!(v.form(k).to_lowercase().as_str(), "until" | "till"));
        if let Some(k) = until
            && (k + 1..t).all(|m| {
                self.mentions.time_at(m).is_some() || v.dominates(t, m) && v.upos(m) != Upos::Punct
            })
            && (k + 1..t).any(|m| self.mentions.time_at(m).is_some())
        {
            state.status = Status::Ended;
            state.because.push(k);
        }
        for c in self.view.children_by(t, &[Deprel::Amod, Deprel::Advmod]) {
            let form = self.view.form(c).to_lowercase();
            if let Some(o) =
                self.operators
                    .get(OperatorKind::Adjective, &form, &Complement::Modified)
            {
                state.status = combine(o.effect, state.status);
                state.because.push(c);
            } else if self.view.deprel(c) == Deprel::Advmod {
                self.adverb(c, &form, &mut state);
            }
        }
        state
    }

    fn state_at(&self, t: usize, depth: usize) -> State {
        if depth > 8 {
            return State::plain();
        }
        if self.is_verbal(t) || self.is_copular(t) {
            self.clause_state(t, depth)
        } else if self.view.upos(t) == Upos::Adj {
            self.adjective_state(t, depth)
        } else {
            self.noun_state(t, depth)
        }
    }

    fn clause_state(&self, t: usize, depth: usize) -> State {
        let v = self.view;
        let mut state = State::plain();
        let mut finite = v.token(t).feats.verb_form == Some(VerbForm::Fin);
        let mut past = v.token(t).feats.tense == Some(Tense::Past) && !self.is_passive(t);
        let mut perfect = false;
        let mut modal: Option<Status> = None;
        let mut copula = false;
        for c in v.children(t) {
            let lemma = v.lemma(c);
            let form = v.form(c).to_lowercase();
            match v.deprel(c) {
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {
                    copula |= v.deprel(c) == Deprel::Cop;
                    if v.token(c).feats.verb_form == Some(VerbForm::Fin)
                        || matches!(v.upos(c), Upos::Aux)
                    {
                        finite = true;
                    }
                    if v.token(c).feats.tense == Some(Tense::Past) {
                        past = true;
                    }
                    if lemma == "have" {
                        perfect = true;
                    }
                    let found = match form.as_str() {
                        "will" | "'ll" | "’ll" | "shall" | "wo" | "sha" => Some(Status::Planned),
                        "would" | "'d" | "’d" if lemma == "would" || lemma == "will" => {
                            Some(Status::Planned)
                        }
                        // "may now sell", "may only use": a permission
                        "may" if self.permits(t) => Some(Status::Permitted),
                        "may" | "might" => Some(Status::Possible),
                        "can" | "ca" => Some(Status::Permitted),
                        "could" => Some(Status::Possible),
                        "must" => Some(Status::Obligated),
                        "should" | "ought" => Some(Status::Possible),
                        // "are to merge"
                        "is" | "are" | "was" | "were"
                            if v.token(t).feats.verb_form == Some(VerbForm::Inf)
                                && self.is_verbal(t) =>
                        {
                            Some(Status::Planned)
                        }
                        _ => None,
                    };
                    if let Some(found) = found {
                        modal = Some(found);
                        state.because.push(c);
                    }
                }
                // "Dead, too, is the venture in which …"
                Deprel::Nsubj if v.upos(c) == Upos::Adj && c < t => {
                    let said = [Complement::Subject, Complement::Modified]
                        .into_iter()
                        .find_map(|k| self.operators.get(OperatorKind::Adjective, &form, &k));
                    if let Some(o) = said {
                        state.status = combine(o.effect, state.status);
                        state.because.push(c);
                    }
                }
                Deprel::Advmod | Deprel::Det | Deprel::Cc => {
                    self.adverb(c, &form, &mut state);
                }
                Deprel::Obl | Deprel::Advcl | Deprel::Nmod | Deprel::OblUnmarked => {
                    self.condition(t, c, &mut state)
                }
                Deprel::Mark => match form.as_str() {
                    "without" => {
                        state.status = combine(Status::Negated, state.status);
                        state.because.push(c);
                    }
                    "whether" => state.status = combine(Status::Possible, state.status),
                    _ => {}
                },
                _ => {}
            }
        }
        // "the original agreement gave X …", "under the old contract": what an earlier agreement said is over
        for c in v.children_by(t, &[Deprel::Nsubj, Deprel::Obl, Deprel::NsubjPass]) {
            let agreement = self.mentions.at(c).is_some_and(|m| {
                matches!(
                    self.mentions.get(m).class.as_deref(),
                    Some("Agreement" | "Partnership" | "License" | "Contract" | "Clause")
                )
            });
            if agreement {
                state
                    .because
                    .extend(v.children_by(c, &[Deprel::Amod]).filter(|&k| {
                        matches!(
                            v.form(k).to_lowercase().as_str(),
                            "original"
                                | "previous"
                                | "old"
                                | "earlier"
                                | "former"
                                | "prior"
                                | "initial"
                        )
                    }));
            }
        }
        // "rather than buying", "instead of buying"
        if matches!(
            self.preposition(t).as_deref(),
            Some("without" | "instead-of" | "rather-than")
        ) || self.marked(t, &["rather", "instead"])
        {
            state.status = combine(Status::Negated, state.status);
        }
        // "Until now X did it"
        if v.children_by(t, &[Deprel::Obl, Deprel::Advmod]).any(|c| {
            matches!(v.lemma(c), "now" | "recently" | "lately")
                && (self.preposition(c).as_deref() == Some("until")
                    || c > 0 && matches!(v.form(c - 1).to_lowercase().as_str(), "until" | "till"))
        }) && v.token(t).feats.tense == Some(Tense::Past)
        {
            state.status = combine(state.status, Status::Ended);
        }
        // "tested it and decided against it"
        let tries = [
            "test", "try", "trial", "pilot", "consider", "explore", "discuss", "weigh",
        ];
        if tries.contains(&v.lemma(t))
            && let Some(c) = self.dropped_later(t)
        {
            state.status = combine(Status::Negated, state.status);
            state.because.push(c);
        }
        if self.negative_argument(t) {
            state.status = combine(Status::Negated, state.status);
        }
        if !finite && depth == 0 && v.token(t).feats.mood == Some(Mood::Imp) {
            state.idle = true;
        }
        if v.token(t).feats.mood == Some(Mood::Imp)
            && v.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
            && !perfect
            && v.deprel(t) == Deprel::Root
            && !self.shares_subject(t)
        {
            state.idle = self.surface_subject(t).is_none();
        }
        // "is to buy", and the infinitive of headlines: "X to buy Y"
        let to = v
            .children_by(t, &[Deprel::Mark])
            .any(|m| v.form(m).eq_ignore_ascii_case("to"));
        // "is to be bought": the auxiliary of the passive is the infinitive
        let is_infinitive = |k: usize| v.token(k).feats.verb_form == Some(VerbForm::Inf);
        let infinitive =
            to && (is_infinitive(t) || v.children_by(t, &[Deprel::AuxPass]).any(is_infinitive));
        let free = matches!(
            v.deprel(t),
            Deprel::Root | Deprel::Parataxis | Deprel::Ccomp | Deprel::AclRelcl | Deprel::Conj
        );
        let subject = v.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some();
        let be = v
            .children_by(t, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
            .any(|c| v.lemma(c) == "be" && v.token(c).feats.verb_form == Some(VerbForm::Fin));
        if infinitive && free && (subject || be) && modal.is_none() {
            modal = Some(Status::Planned);
            past = false;
        }
        // "would have bought": it did not
        let would = v
            .children_by(t, &[Deprel::Aux])
            .any(|c| v.lemma(c) == "would" || v.form(c).eq_ignore_ascii_case("would"));
        if would && perfect && v.deprel(t) != Deprel::Ccomp {
            modal = Some(Status::Negated);
        }
        state.past = past || perfect;
        if let Some(modal) = modal {
            state.status = combine(modal, state.status);
            if state.status == Status::Ended && modal == Status::Planned {
                state.status = Status::Ended;
            }
        }
        let has_own_mood = finite && modal.is_some();
        self.embed(t, depth, finite, has_own_mood, &mut state);
        if copula && v.form(t).ends_with('?') {
            state.idle = true;
        }
        state
    }

    fn permits(&self, t: usize) -> bool {
        let v = self.view;
        v.children_by(t, &[Deprel::Advmod]).any(|c| {
            matches!(
                v.form(c).to_lowercase().as_str(),
                "now" | "only" | "freely" | "henceforth"
            )
        })
    }

    fn shares_subject(&self, t: usize) -> bool {
        self.surface_subject(t).is_some()
    }

    fn marked(&self, t: usize, words: &[&str]) -> bool {
        let v = self.view;
        v.children_by(t, &[Deprel::Mark, Deprel::Case, Deprel::Advmod, Deprel::Cc])
            .any(|c| {
                words.contains(&v.form(c).to_lowercase().as_str())
                    && v.children(c).any(|d| v.deprel(d) == Deprel::Fixed)
            })
    }

    /// What governs the clause: operators, reports, conditions, coordination.
    fn embed(&self, t: usize, depth: usize, finite: bool, has_own_mood: bool, state: &mut State) {
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
                self.wrap(outer, state);
            }
            Deprel::Conj => {
                // a finite conjunct has its own mood but shares what embeds both
                if let Some(g) = v.head(h)
                    && matches!(v.deprel(h), Deprel::Ccomp | Deprel::Advcl)
                {
                    self.embedded_in(h, g, depth, state);
                }
            }
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

    fn embedded_in(&self, t: usize, h: usize, depth: usize, state: &mut State) {
        let v = self.view;
        let inner_form = v.token(t).feats.verb_form;
        let preposition = v
            .children_by(t, &[Deprel::Mark, Deprel::Case])
            .map(|m| v.form(m).to_lowercase())
            .find(|m| m != "that");
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
        if v.deprel(t) == Deprel::Advcl {
            // "denied a report that it had …"
            let denies = mark.as_deref() == Some("that")
                && self.is_verbal(h)
                && self
                    .operators
                    .get(OperatorKind::Verb, v.lemma(h), &Complement::Clause)
                    .is_some_and(|o| o.effect == Status::Negated);
            if denies {
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
            let denies = self
                .operators
                .get(OperatorKind::Verb, v.lemma(h), &Complement::Clause)
                .is_some_and(|o| o.effect == Status::Negated);
            if denies {
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
                    }
                }
                _ => {}
            }
            return;
        };
        let mut effect = operator.effect;
        if effect == Status::Obligated && kind == OperatorKind::Verb && v.lemma(h) == "have" {
            let yet = v
                .children(h)
                .chain(v.children(t))
                .any(|c| v.form(c).eq_ignore_ascii_case("yet"));
            if yet {
                // "has yet to clear"
                effect = Status::Negated;
            } else if v.token(h).feats.tense == Some(Tense::Past) {
                // "had to call back": it did
                effect = Status::Actual;
            }
        }
        // "tried to buy": who tried and is not said to have managed did not
        let tried = kind == OperatorKind::Verb
            && matches!(v.lemma(h), "try" | "attempt")
            && v.token(h).feats.verb_form == Some(VerbForm::Fin)
            && v.token(h).feats.tense == Some(Tense::Past);
        if tried {
            effect = Status::Negated;
        }
        let outer = if kind == OperatorKind::Noun {
            self.noun_state(h, depth + 1)
        } else {
            self.state_at(h, depth + 1)
        };
        state.because.push(h);
        // an attempt or plan in the past is no fact; "continued to" is
        state.status = combine(effect, state.status);
        self.wrap(outer, state);
        if effect == Status::Possible
            && let Some(c) = self.dropped_later(h)
        {
            state.status = Status::Negated;
            state.because.push(c);
        }
    }

    pub(super) fn operator(
        &self,
        kind: OperatorKind,
        h: usize,
        complement: &Complement,
    ) -> Option<crate::ontology::Operator> {
        let v = self.view;
        let lemma = v.lemma(h);
        if kind == OperatorKind::Verb {
            if let Some(p) = v.child(h, &[Deprel::CompoundPrt]) {
                let phrase = format!("{lemma} {}", v.form(p).to_lowercase());
                if let Some(o) = self.operators.get(kind, &phrase, complement) {
                    return Some(o.clone());
                }
            }
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
            if let Some(phrase) = nowhere
                && let Some(o) = self.operators.get(kind, &phrase, complement)
            {
                return Some(o.clone());
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

    fn wrap(&self, outer: State, state: &mut State) {
        state.status = combine(outer.status, state.status);
        state.conditions.extend(outer.conditions);
        state.hedged |= outer.hedged;
        state.idle |= outer.idle;
        state.past |= outer.past;
        state.because.extend(outer.because);
        state.certainty *= outer.certainty;
    }

    fn adjective_state(&self, t: usize, depth: usize) -> State {
        let mut state = State::plain();
        for c in self.view.children_by(t, &[Deprel::Advmod]) {
            let form = self.view.form(c).to_lowercase();
            self.adverb(c, &form, &mut state);
        }
        // "will become available"
        if self.view.deprel(t) == Deprel::Xcomp
            && let Some(h) = self.view.head(t)
        {
            let outer = self.state_at(h, depth + 1);
            self.wrap(outer, &mut state);
        }
        state
    }

    /// The state of an event noun: from its modifiers, the verb that carries it, and what embeds that.
    fn noun_state(&self, n: usize, depth: usize) -> State {
        let v = self.view;
        let mut state = State::plain();
        if depth > 8 {
            return state;
        }
        if self.is_copular(n) {
            return self.clause_state(n, depth);
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
                    if let Some(o) = found {
                        state.status = combine(o.effect, state.status);
                        state.because.push(c);
                    }
                    self.adverb(c, &form, &mut state);
                }
                Deprel::Nmod => self.condition(n, c, &mut state),
                _ => {}
            }
        }
        let Some(h) = v.head(n) else { return state };
        let preposition = self.preposition(n);
        if matches!(
            preposition.as_deref(),
            Some("without" | "instead-of" | "rather-than")
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
                match self.operator(kind, h, &complement) {
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
                        state.status = match (o.effect, state.status) {
                            (Status::Negated | Status::Ended, Status::Ended) => o.effect,
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
                            if matches!(complement, Complement::Object | Complement::Subject) {
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
            }
            Deprel::Root | Deprel::Appos => {}
            _ => state.certainty *= 0.9,
        }
        state
    }
}
