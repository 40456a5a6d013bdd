//! The state of a clause: from its auxiliaries, adverbs, conditions and mood, and from what embeds it.

use super::State;
use crate::claim::Status;
use crate::extract::{Deep, combine};
use crate::nlp::{Deprel, Mood, Tense, Upos, VerbForm};
use crate::ontology::{Complement, OperatorKind, Sense};

impl Deep<'_> {
    pub(super) fn clause_state(&self, t: usize, depth: usize) -> State {
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
                        // "the deal should close in May" is expected, "the firm should close it" is wished
                        "should" if self.is_inanimate(t) => Some(Status::Planned),
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
                    // the tree may hang "due to" on the verb: "had been due to buy", "is due to buy"
                    _ if self.form_is(c, Sense::Awaited)
                        && v.token(t).feats.verb_form == Some(VerbForm::Inf) =>
                    {
                        let effect = match self.had_been(t) {
                            true => Status::Negated,
                            false => Status::Planned,
                        };
                        state.status = combine(effect, state.status);
                        state.because.push(c);
                    }
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
            let former = v
                .children_by(c, &[Deprel::Amod])
                .find(|&k| agreement && self.form_is(k, Sense::Former));
            if let Some(k) = former {
                // "under the old contract X paid Y"
                let told = past && v.child(t, &[Deprel::Obj]).is_some();
                if told && state.status == Status::Actual && modal.is_none() {
                    state.status = Status::Ended;
                }
                state.because.push(k);
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
            self.lemma_is(c, Sense::Lately)
                && (self.preposition(c).as_deref() == Some("until")
                    || c > 0 && matches!(v.form(c - 1).to_lowercase().as_str(), "until" | "till"))
        }) && v.token(t).feats.tense == Some(Tense::Past)
        {
            state.status = combine(state.status, Status::Ended);
        }
        // "having until then bought it from Trask"
        let until_then = v.children_by(t, &[Deprel::Obl, Deprel::Advmod]).any(|c| {
            v.form(c).eq_ignore_ascii_case("then")
                && c > 0
                && matches!(v.form(c - 1).to_lowercase().as_str(), "until" | "till")
        });
        let told = v.token(t).feats.tense == Some(Tense::Past)
            && v.token(t).feats.verb_form == Some(VerbForm::Fin)
            || v.children_by(t, &[Deprel::Aux])
                .any(|a| matches!(v.form(a).to_lowercase().as_str(), "had" | "having"));
        if until_then && told {
            state.status = combine(state.status, Status::Ended);
        }
        // "tested it and decided against it"
        if self.lemma_is(t, Sense::Weighing)
            && let Some(c) = self.dropped_later(t)
        {
            state.status = combine(Status::Negated, state.status);
            state.because.push(c);
        }
        // "nearly bought it": it did not; "has all but bought it": it may yet
        if let Some(k) = self.almost(t) {
            let has =
                |c: usize| v.lemma(c) == "have" && v.token(c).feats.tense != Some(Tense::Past);
            let before = v.sentence(t).tokens.start.max(k.saturating_sub(2))..k;
            let open = !past || before.into_iter().any(has);
            let effect = match open {
                true => Status::Possible,
                false => Status::Negated,
            };
            state.status = combine(effect, state.status);
            state.because.push(k);
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
        // "was to have closed": it did not
        let was_to = to
            && perfect
            && v.children_by(t, &[Deprel::Mark])
                .filter_map(|m| m.checked_sub(1))
                .any(|c| matches!(v.form(c).to_lowercase().as_str(), "was" | "were"));
        if (would || was_to) && perfect && v.deprel(t) != Deprel::Ccomp {
            modal = Some(Status::Negated);
            state.because.extend(v.child(t, &[Deprel::Aux]));
        }
        // "Had it sold the site": it did not
        let before_subject = v
            .child(t, &[Deprel::Nsubj, Deprel::NsubjPass])
            .and_then(|s| v.subtree(s).first()?.checked_sub(1))
            .filter(|&k| v.upos(k) == Upos::Aux && v.form(k).eq_ignore_ascii_case("had"));
        if let Some(had) = before_subject.filter(|_| v.deprel(t) == Deprel::Advcl) {
            modal = Some(Status::Negated);
            state.because.push(had);
        }
        // "should have bought it": it did not
        let should = v
            .children_by(t, &[Deprel::Aux])
            .any(|c| v.form(c).eq_ignore_ascii_case("should"));
        if should && perfect {
            modal = Some(Status::Negated);
        }
        // "could have bought it but did not", "could have withdrawn it upon a change of control"
        let could = v
            .children_by(t, &[Deprel::Aux])
            .any(|c| v.form(c).eq_ignore_ascii_case("could"));
        let unused = || {
            v.children_by(t, &[Deprel::Conj])
                .flat_map(|c| v.children_by(c, &[Deprel::Cc]))
                .any(|c| v.form(c).eq_ignore_ascii_case("but"))
                || v.children(t)
                    .any(|c| self.preposition(c).as_deref() == Some("upon"))
                || !state.conditions.is_empty()
        };
        if could && perfect && v.deprel(t) != Deprel::Ccomp && unused() {
            modal = Some(Status::Negated);
        }
        // "suggested that the two be merged": they are not
        let bare = v
            .children_by(t, &[Deprel::AuxPass, Deprel::Cop])
            .any(|c| v.form(c).eq_ignore_ascii_case("be"));
        let that = || {
            v.children_by(t, &[Deprel::Mark])
                .any(|m| v.form(m).eq_ignore_ascii_case("that"))
        };
        // "ordered that it be sold" has a status of its own
        let told = || {
            v.head(t).is_some_and(|h| {
                self.operator(OperatorKind::Verb, h, &Complement::Clause)
                    .is_some_and(|o| o.effect != Status::Possible)
            })
        };
        if v.deprel(t) == Deprel::Ccomp && bare && modal.is_none() && !to && that() && !told() {
            modal = Some(Status::Possible);
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

    /// Whether "may" gives leave: "may now sell", "may buy the rest until 2029", "may be ended on 180 days' notice".
    fn permits(&self, t: usize) -> bool {
        let v = self.view;
        let until = |c: usize| {
            matches!(self.preposition(c).as_deref(), Some("until" | "till"))
                && self.mentions.time_at(c).is_some()
        };
        let notice = |c: usize| {
            v.lemma(c) == "notice" && matches!(self.preposition(c).as_deref(), Some("on" | "at"))
        };
        v.children_by(t, &[Deprel::Advmod])
            .any(|c| self.form_is(c, Sense::Henceforth))
            || v.children_by(t, &[Deprel::Obl, Deprel::OblUnmarked])
                .any(|c| until(c) || notice(c))
    }

    /// Whether the subject of a clause is something that nobody could advise: sales, a sale, a plant.
    fn is_inanimate(&self, t: usize) -> bool {
        let v = self.view;
        let subject = v
            .child(t, &[Deprel::Nsubj, Deprel::NsubjPass])
            .filter(|&s| v.upos(s) == Upos::Noun);
        subject.is_some_and(|s| {
            let class = self
                .mentions
                .at(s)
                .and_then(|m| self.mentions.get(m).class.as_deref());
            self.lemma_is(s, Sense::Takeover)
                || self.lemma_is(s, Sense::Takings)
                || matches!(
                    class,
                    Some("Deal" | "Agreement" | "Contract" | "Product" | "Facility" | "Metric")
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
}
