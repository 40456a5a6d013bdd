//! The status of what the model reads, and which of its participants stand the other way round.

use super::Matcher;
use crate::claim::Status;
use crate::extract::assemble::Participant;
use crate::extract::status::State;
use crate::nlp::{ArgumentSlot, Deprel, Reading, Upos, VerbForm};
use crate::ontology::Sense;

/// Less sure, the model does not speak against what the words say of the status.
const STATUS: f32 = 0.7;
/// Relations of what is brought about: a verb of giving up that triggers one says that it is not.
const UNDOABLE: &[&str] = &[
    "opens",
    "develops",
    "releases",
    "acquires",
    "mergesWith",
    "raises",
    "investsIn",
    "spinsOff",
    "hosts",
];

impl Matcher<'_> {
    /// Whether it holds: what the model says where it is sure or no words say anything of it, what the words around the trigger say
    /// elsewhere.
    pub(super) fn read_state(&self, reading: &Reading) -> State {
        let t = reading.token;
        let v = self.context.view;
        // "to raise its stake to 51%", "to sell its generics arm" tell of what there is
        let possessed = matches!(reading.relation.as_str(), "owns" | "subsidiaryOf")
            && v.upos(t) == Upos::Noun
            && v.deprel(t) == Deprel::Obj
            && v.child(t, &[Deprel::NmodPoss]).is_some()
            && v.head(t).is_some_and(|head| {
                !self.deep.lemma_is(head, Sense::Having) && !self.deep.gives_up(head, t)
            });
        let describes = matches!(v.upos(t), Upos::Noun | Upos::Propn | Upos::Adj)
            && !self.deep.is_copular(t)
            && (self.is_beside_name(t)
                || reading.arguments.iter().any(|a| {
                    a.token == t && matches!(a.slot, ArgumentSlot::Subject | ArgumentSlot::Object)
                }));
        let mut state = if (describes || possessed) && !self.deep.is_brought_about(t) {
            self.deep.presupposed_state(t)
        } else {
            self.deep.state(t)
        };
        // "a $25m round that it announced in May was never paid in"
        if v.upos(t) == Upos::Noun
            && reading.relation != "holdsPosition"
            && let Some(verb) = self.deep.never_done_to(t)
        {
            state.status = Status::Negated;
            state.because.push(verb);
        }
        // "its licence is no longer exclusive": it has the licence
        let kept = v.upos(t) == Upos::Adj
            && self.deep.is_copular(t)
            && matches!(v.lemma(t), "exclusive" | "sole")
            && matches!(state.status, Status::Ended | Status::Negated);
        // words that deny or end something are seldom there for nothing
        let over = matches!(state.status, Status::Negated | Status::Ended)
            && !state.because.is_empty()
            && matches!(
                reading.status,
                Status::Actual | Status::Planned | Status::Obligated | Status::Permitted
            )
            || state.status == Status::Ended
                && reading.status == Status::Negated
                && self.deep.lemma_is(t, Sense::Proceeding);
        // nor do auxiliaries: "is to make", "must take"
        let auxiliary = reading.status == Status::Actual
            && matches!(
                state.status,
                Status::Planned | Status::Obligated | Status::Permitted
            )
            && v.children_by(t, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
                .any(|c| state.because.contains(&c));
        // "its forthcoming app": what describes the thing itself counts too
        let not_yet = matches!(state.status, Status::Planned | Status::Possible)
            && !matches!(reading.status, Status::Negated | Status::Ended)
            && state.because.iter().any(|&k| self.deep.alters(k));
        // "will open a centre, to employ about 90 people", "is expected to report sales"
        let verb = match v.upos(t) {
            Upos::Noun if v.deprel(t) == Deprel::Obj => v.head(t).unwrap_or(t),
            _ => t,
        };
        let purpose = reading.status == Status::Actual
            && state.status == Status::Planned
            && v.token(verb).feats.verb_form == Some(VerbForm::Inf)
            && v.children_by(verb, &[Deprel::Mark])
                .any(|m| v.form(m) == "to")
            && (verb != t
                || self.deep.is_below_plan(t)
                // "is preparing to fine it"
                || v.deprel(t) == Deprel::Xcomp
                    && v.head(t).is_some_and(|h| state.because.contains(&h)));
        // "declined to comment on reports that it had bought it"
        let hearsay = reading.status == Status::Actual
            && state.status == Status::Possible
            && state
                .because
                .iter()
                .any(|&k| self.deep.lemma_is(k, Sense::Rumour));
        // "its takeover was cleared by the regulator in June": not made by that
        let cleared = reading.status == Status::Actual
            && state.status == Status::Planned
            && self.deep.lemma_is(t, Sense::Takeover)
            && state.because.iter().any(|&k| {
                self.deep.lemma_is(k, Sense::Clearing) || self.deep.lemma_is(k, Sense::Clearance)
            });
        // "is not barred from selling it"
        let free = reading.status == Status::Negated
            && state.status == Status::Permitted
            && !state.because.is_empty();
        // words that say nothing of it leave it to the model
        let silent = state.status == Status::Actual && state.because.is_empty() && !possessed;
        if (silent || reading.status_confidence >= STATUS)
            && !over
            && !auxiliary
            && !not_yet
            && !purpose
            && !hearsay
            && !cleared
            && !free
        {
            state.status = reading.status;
        }
        if kept {
            state.status = Status::Actual;
            state.because.clear();
        }
        if let Some(status) = self.deep.standing_agreement(t) {
            state.status = status;
        }
        // "may drop its bid" has not dropped it, "may end the venture" has not ended it
        if matches!(state.status, Status::Negated | Status::Ended)
            && let Some(status) = self
                .deep
                .may_yet_end(t, 0)
                .or_else(|| self.deep.would_end(t).then_some(Status::Actual))
        {
            state.status = status;
        }
        if state.status == Status::Actual
            && let Some(status) = self.by_nature(reading)
        {
            state.status = status;
        }
        // "has earmarked $5m for Norvane"
        if state.status == Status::Actual
            && matches!(v.lemma(t), "earmark" | "pledge")
            && matches!(reading.relation.as_str(), "investsIn" | "pays")
        {
            state.status = Status::Planned;
        }
        // "went to court to block the takeover" has not blocked it
        if state.status == Status::Actual
            && reading.relation == "blocks"
            && self.deep.state(t).status == Status::Possible
        {
            state.status = Status::Possible;
        }
        // "might offer it to hospitals" gives no leave
        let perhaps = v
            .children_by(t, &[Deprel::Aux])
            .any(|a| v.form(a).eq_ignore_ascii_case("might") && state.because.contains(&a));
        if perhaps
            && state.status == Status::Permitted
            && self.deep.state(t).status == Status::Possible
        {
            state.status = Status::Possible;
        }
        // "is considering hosting it"
        let weighed = matches!(state.status, Status::Planned | Status::Actual)
            && self.deep.state(t).status == Status::Possible
            && state
                .because
                .iter()
                .any(|&k| self.deep.lemma_is(k, Sense::Weighing));
        if weighed {
            state.status = Status::Possible;
        }
        // "a warehouse was shelved", "is being shopped to rivals"
        let to_be = |names: &[&str]| names.contains(&reading.relation.as_str());
        if to_be(UNDOABLE) && self.deep.undoes(t) {
            state.status = Status::Negated;
        } else if to_be(&["acquires", "sells"])
            && state.status == Status::Actual
            && self.deep.lemma_is(t, Sense::Hawking)
        {
            state.status = Status::Possible;
        }
        state.certainty = 1.0;
        state
    }

    /// The status that every frame of the noun for an attempt gives the relation: a bid is no purchase.
    fn by_nature(&self, reading: &Reading) -> Option<Status> {
        let v = self.context.view;
        if v.upos(reading.token) != Upos::Noun || !self.deep.lemma_is(reading.token, Sense::Attempt)
        {
            return None;
        }
        let mut statuses = self
            .frames_at(reading.token)
            .into_iter()
            .flat_map(|f| &f.claims)
            .filter(|c| c.relation == reading.relation)
            .map(|c| c.status);
        let first = statuses.next().filter(|&s| s != Status::Actual)?;
        statuses.all(|s| s == first).then_some(first)
    }

    /// "receives a royalty of 4% from Norvane", "is owed royalties by": the subject is who is paid, whatever the model takes it for.
    pub(super) fn is_received(&self, reading: &Reading, subjects: &[(Participant, f32)]) -> bool {
        let v = self.context.view;
        let t = reading.token;
        if reading.relation != "sharesRevenueWith"
            || v.upos(t) == Upos::Verb && !self.deep.lemma_is(t, Sense::Receiving)
        {
            return false;
        }
        // the verb above the noun for the share
        let mut verb = t;
        for _ in 0..3 {
            if v.upos(verb) == Upos::Verb {
                break;
            }
            match v.head(verb) {
                Some(h) => verb = h,
                None => return false,
            }
        }
        let passive = v.child(verb, &[Deprel::AuxPass]).is_some();
        let takes = match v.lemma(verb) {
            "owe" | "entitle" => passive,
            _ => !passive && self.deep.lemma_is(verb, Sense::Receiving),
        };
        // "is entitled to"
        let entitled = v.form(verb).eq_ignore_ascii_case("entitled");
        let subject = self.deep.surface_subject(verb);
        (takes || entitled)
            && subject.is_some_and(|s| {
                let mentions = self.deep.mentions;
                subjects.iter().any(|(p, _)| {
                    p.token == s.token
                        || mentions.at(s.token).is_some()
                            && mentions.at(s.token) == mentions.at(p.token)
                })
            })
    }
}
