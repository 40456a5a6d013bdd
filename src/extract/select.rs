//! From candidates to claims: duplicates of one sentence merged, the more specific kept.

use std::collections::BTreeMap;

use super::afterwards::afterwards;
use super::agree::{agree, choose, end, say_once, share, then_and_now};
use super::calibration::confidence;
use super::combine::with_term;
use super::denials::denials;
use super::exclusive::no_longer_exclusive;
use super::held::{elsewhere, held};
use super::owned::{of_the_former, owned};
use super::payments::payments;
use super::succession::{designated, succession};
use super::wholes::keep_wholes;
use super::{Candidate, Context, Deep, Doubts};
use crate::claim::{Claim, Object, Predicate, Qualifier, QualifierKey, Status, TraceStep, Value};
use crate::mention::MentionId;
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::{Sense, Temporality};

/// Merges what several frames say of the same words and what the model reads of them, and puts the claims in the order of
/// the text.
pub fn select(context: &Context<'_>, candidates: Vec<Candidate>) -> Vec<Claim<MentionId>> {
    let mut kept = Kept {
        context,
        candidates: Vec::new(),
        by_key: BTreeMap::new(),
    };
    let (mut read, found): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.read > 0.0);
    for candidate in found {
        kept.add(candidate);
    }
    read.sort_by(|a, b| b.read.total_cmp(&a.read).then(a.trigger.cmp(&b.trigger)));
    for candidate in read {
        kept.support(candidate);
    }
    let mut kept = kept.candidates;
    agree(context, &mut kept);
    held(context, &mut kept);
    elsewhere(context, &mut kept);
    end(context, &mut kept);
    owned(context, &mut kept);
    of_the_former(context, &mut kept);
    then_and_now(context, &mut kept);
    choose(context, &mut kept);
    share(context, &mut kept);
    say_once(&mut kept);
    payments(context, &mut kept);
    afterwards(context, &mut kept);
    no_longer_exclusive(context, &mut kept);
    denials(context, &mut kept);
    succession(context, &mut kept);
    designated(context, &mut kept);
    kept.retain_mut(|c| {
        keep_wholes(&mut c.claim.qualifiers);
        let confidence = if c.claim.predicate.is_open() || c.claim.extractor == super::LEARNED {
            Some(c.claim.confidence)
        } else {
            let doubts = Doubts::of(context, c);
            let least = match &c.claim.predicate {
                Predicate::Relation(name) => context.ontology.relation(name).and_then(|r| r.least),
                Predicate::Open(_) => None,
            };
            confidence(c.score, c.read, doubts.as_ref())
                .filter(|&found| least.is_none_or(|least| found >= least))
        };
        if let Some(confidence) = confidence {
            c.claim.confidence = confidence;
            if !c.claim.predicate.is_open() {
                c.claim.trace.steps.push(TraceStep {
                    slot: "confidence".to_owned(),
                    words: confidence.to_string(),
                    how: witnesses(c),
                });
            }
        }
        confidence.is_some()
    });
    kept.sort_by(|a, b| {
        let place = |c: &Candidate| {
            (
                c.claim.evidence[0].start,
                c.claim.evidence[0].end,
                c.trigger,
            )
        };
        place(a)
            .cmp(&place(b))
            .then_with(|| a.claim.predicate.cmp(&b.claim.predicate))
    });
    kept.into_iter().map(|c| c.claim).collect()
}

/// What the confidence in a claim goes by, for people.
fn witnesses(c: &Candidate) -> String {
    match (c.score > 0.0, c.read > 0.0) {
        (true, true) => format!("frame {:.3} and model {:.3}", c.score, c.read),
        (true, false) => format!("frame {:.3}", c.score),
        _ => format!("model {:.3}", c.read),
    }
}

/// A reading of another word that is less likely adds no qualifiers to what a frame found.
const HARDLY: f64 = 0.06;

/// Beside what a frame found of the same trigger, what the model reads must be as likely as this.
const BESIDE: f64 = 0.6;

/// Subject, relation and object of a claim, each by what it refers to.
type Key = (Vec<MentionId>, String, String);

/// The claims that stay.
struct Kept<'a> {
    context: &'a Context<'a>,
    candidates: Vec<Candidate>,
    by_key: BTreeMap<Key, Vec<usize>>,
}

impl Kept<'_> {
    fn key(&self, claim: &Claim<MentionId>) -> Key {
        let resolve = |id: MentionId| self.context.mentions.reference(id).referents.clone();
        let mut subject = resolve(claim.subject);
        let object = match &claim.object {
            Object::Entity(id) => {
                let mut object = resolve(*id);
                // "A competes with B" and "B competes with A" are one claim
                let symmetric = match &claim.predicate {
                    Predicate::Relation(r) => self
                        .context
                        .ontology
                        .relation(r)
                        .is_some_and(|r| r.symmetric),
                    Predicate::Open(_) => false,
                };
                if symmetric && object < subject {
                    std::mem::swap(&mut subject, &mut object);
                }
                format!("{object:?}")
            }
            other => format!("{other:?}"),
        };
        (subject, format!("{:?}", claim.predicate), object)
    }

    /// The claims about the same in the sentence of `candidate`.
    fn same(&self, key: &Key, candidate: &Candidate) -> Vec<usize> {
        let view = self.context.view;
        let sentence = view.sentence_index(candidate.trigger);
        let all = self.by_key.get(key).into_iter().flatten().copied();
        all.filter(|&i| view.sentence_index(self.candidates[i].trigger) == sentence)
            .collect()
    }

    /// Adds what a frame or construction found.
    fn add(&mut self, candidate: Candidate) {
        let key = self.key(&candidate.claim);
        let same = self.same(&key, &candidate);
        let kept = &mut self.candidates;
        let twin = same
            .iter()
            .copied()
            .find(|&i| compatible(&kept[i].claim, &candidate.claim));
        // one predicate inside another ("committed to spending") is one claim: the outer one's
        let nested = same.iter().copied().find(|&i| {
            within(self.context, kept[i].trigger, candidate.trigger)
                || within(self.context, candidate.trigger, kept[i].trigger)
        });
        if let (None, Some(i)) = (twin, nested) {
            if within(self.context, candidate.trigger, kept[i].trigger) {
                kept[i] = candidate;
            }
            return;
        }
        match twin {
            Some(i) => absorb(&mut kept[i], candidate),
            None => self.push(key, candidate),
        }
    }

    /// Adds what the model reads: it supports what is there already, or stands for itself.
    fn support(&mut self, candidate: Candidate) {
        let key = self.key(&candidate.claim);
        let same = self.same(&key, &candidate);
        let kept = &mut self.candidates;
        let twin = same
            .iter()
            .copied()
            .find(|&i| kept[i].trigger == candidate.trigger)
            .or_else(|| {
                let fits = |&i: &usize| compatible(&kept[i].claim, &candidate.claim);
                same.iter().copied().find(fits)
            })
            .or_else(|| {
                let other = |&i: &usize| !are_two_offices(&kept[i], &candidate);
                same.iter().copied().find(other)
            });
        match twin {
            Some(i) if !is_other_share(&kept[i], &candidate) => {
                let kept = &mut kept[i];
                kept.read = 1.0 - (1.0 - kept.read) * (1.0 - candidate.read);
                // of the same word the model is told more of what surrounds it, but "actual" is its answer where it sees nothing
                let read = candidate.claim.status;
                let lemma = self.context.view.lemma(kept.trigger);
                let begins = self.context.grammar.senses.has(Sense::Beginning, lemma);
                // "kicked off a partnership"
                let opened = self.context.view.head(kept.trigger).is_some_and(|h| {
                    let lemma = self.context.view.lemma(h);
                    self.context.grammar.senses.has(Sense::Opening, lemma)
                });
                let begins = begins || opened;
                let sure = match self.context.grammar.senses.has(Sense::Attempt, lemma) {
                    true => SURE_OF_ATTEMPT,
                    false => SURE_OF_STATUS,
                };
                if kept.trigger == candidate.trigger
                    && kept.score > 0.0
                    && !matches!(kept.claim.status, Status::Negated | Status::Ended)
                    && read != kept.claim.status
                    && read != Status::Actual
                    && candidate.status_read >= sure
                    // of what it hardly reads it knows no status
                    && candidate.read >= HARDLY
                    && !(begins && read == Status::Ended)
                    && !(read == Status::Ended && goes_on(self.context, &kept.claim))
                    && !(read == Status::Ended && leaves_for(self.context, &kept.claim, kept.trigger))
                    // "declined to say whether it had sold": nothing is denied
                    && !(read == Status::Negated && kept.claim.status == Status::Possible)
                {
                    take_status(kept, &candidate);
                }
                // what the model hardly reads off another word tells no times of this one
                if kept.trigger == candidate.trigger || candidate.read >= HARDLY {
                    enrich(self.context, kept, candidate.claim.qualifiers);
                }
            }
            _ if self.is_doubted(&key, &candidate) => {}
            _ => self.push(key, candidate),
        }
    }

    /// Whether something else was found where the model reads this: by a frame the same the other way round, or other participants
    /// of the same trigger; by a frame, or by the model with more certainty, that the subject did the opposite.
    fn is_doubted(&self, key: &Key, candidate: &Candidate) -> bool {
        let (subject, _, object) = key;
        let view = self.context.view;
        let sentence = view.sentence_index(candidate.trigger);
        self.candidates.iter().any(|kept| {
            if view.sentence_index(kept.trigger) != sentence {
                return false;
            }
            let (s, _, o) = self.key(&kept.claim);
            if kept.claim.predicate != candidate.claim.predicate {
                return kept.trigger == candidate.trigger
                    && (&s, &o) == (subject, object)
                    && self.are_disjoint(&kept.claim.predicate, &candidate.claim.predicate);
            }
            if kept.score == 0.0 {
                return false;
            }
            let turned = o == format!("{subject:?}") && format!("{s:?}") == *object;
            turned || kept.trigger == candidate.trigger && candidate.read < BESIDE
        })
    }

    /// Whether the ontology says that two relations do not hold of the same two.
    fn are_disjoint(&self, a: &Predicate, b: &Predicate) -> bool {
        let (Predicate::Relation(a), Predicate::Relation(b)) = (a, b) else {
            return false;
        };
        let says = |a: &str, b: &String| {
            let relation = self.context.ontology.relation(a);
            relation.is_some_and(|r| r.disjoint.contains(b))
        };
        says(a, b) || says(b, a)
    }

    fn push(&mut self, key: Key, candidate: Candidate) {
        self.by_key
            .entry(key)
            .or_default()
            .push(self.candidates.len());
        self.candidates.push(candidate);
    }
}

/// "will lift its stake to 51%": what is held is another share than what will be.
fn is_other_share(kept: &Candidate, read: &Candidate) -> bool {
    let share = |c: &Candidate| {
        let mut own = c.claim.qualifiers.iter();
        own.any(|q| q.key == QualifierKey::Stake)
    };
    kept.claim.status == Status::Actual
        && read.claim.status != Status::Actual
        && !share(kept)
        && share(read)
        && matches!(&kept.claim.predicate, Predicate::Relation(name) if name == "owns")
}

/// "joined as finance director and will become its chief": two offices, by different words.
fn are_two_offices(a: &Candidate, b: &Candidate) -> bool {
    let role = |c: &Candidate| {
        let mut own = c.claim.qualifiers.iter();
        own.find_map(|q| match &q.value {
            Value::Text(words) if q.key == QualifierKey::Role => Some(words.to_lowercase()),
            _ => None,
        })
    };
    match (role(a), role(b)) {
        (Some(x), Some(y)) => a.trigger != b.trigger && !x.contains(&y) && !y.contains(&x),
        _ => false,
    }
}

/// "will leave in June": until then it holds.
fn goes_on(context: &Context<'_>, claim: &Claim<MentionId>) -> bool {
    let published = context.view.document.meta.date;
    claim
        .qualifiers
        .iter()
        .any(|q| match (&q.value, published) {
            (Value::Date(d, _), Some(p)) => {
                q.key == QualifierKey::ValidUntil && d.first_day() > p.last_day()
            }
            _ => false,
        })
}

/// "who left for Norvane": that is where they are now.
fn leaves_for(context: &Context<'_>, claim: &Claim<MentionId>, trigger: usize) -> bool {
    let v = context.view;
    let Object::Entity(object) = claim.object else {
        return false;
    };
    let deep = Deep::new(v, context.mentions, context.grammar);
    let head = context.mentions.get(object).head;
    deep.lemma_is(trigger, Sense::Going)
        && v.head(head) == Some(trigger)
        && matches!(deep.preposition(head).as_deref(), Some("for" | "to"))
}

/// What the model is as sure of as this is the status, whatever the frame finds.
const SURE_OF_STATUS: f32 = 0.9;
/// The same of a bid or an attempt, of which frames know only that it is none yet.
const SURE_OF_ATTEMPT: f32 = 0.8;

/// Takes the status that the model reads, with the times that belong to it.
fn take_status(kept: &mut Candidate, read: &Candidate) {
    let status = read.claim.status;
    kept.claim.status = status;
    if status == Status::Ended {
        let of_time = |q: &Qualifier<MentionId>| {
            matches!(
                q.key,
                QualifierKey::Date | QualifierKey::ValidFrom | QualifierKey::ValidUntil
            )
        };
        if read.claim.qualifiers.iter().any(of_time) {
            kept.claim.qualifiers.retain(|q| !of_time(q));
            let times = read.claim.qualifiers.iter().filter(|q| of_time(q));
            kept.claim.qualifiers.extend(times.cloned());
            kept.claim.qualifiers.sort();
        }
    }
    kept.claim.trace.steps.retain(|s| s.slot != "status");
    kept.claim.trace.steps.push(TraceStep {
        slot: "status".to_owned(),
        words: read.claim.trace.trigger.clone(),
        how: format!("{}, as the model reads it", status.as_str()),
    });
}

/// Adds qualifiers that the model reads to a claim that a frame found. A time that the claim has already, in whatever place, is not
/// taken for something else too. An end in the past makes a state one that is over where its words say so, "until 2024" or a verb in the
/// past; elsewhere it is not believed.
fn enrich(context: &Context<'_>, kept: &mut Candidate, read: Vec<Qualifier<MentionId>>) {
    let view = context.view;
    let published = view.document.meta.date;
    let trigger = view.token(kept.trigger);
    let told_as_past = trigger.upos == Upos::Verb
        && trigger.feats.tense == Some(Tense::Past)
        && trigger.feats.verb_form == Some(VerbForm::Fin);
    let relation = match &kept.claim.predicate {
        Predicate::Relation(name) => context.ontology.relation(name),
        Predicate::Open(_) => None,
    };
    let is_state = relation.is_some_and(|r| r.temporality == Temporality::State);
    let given = kept.claim.qualifiers.clone();
    for q in read {
        let known = |g: &Qualifier<MentionId>| {
            g.key == q.key || matches!(q.value, Value::Date(..)) && g.value == q.value
        };
        if given.iter().any(known) {
            continue;
        }
        if let (QualifierKey::ValidUntil, Value::Date(until, word)) = (q.key, &q.value) {
            // what is over has no end to come: "held an exclusive licence, now a non-exclusive one until 2032"
            let to_come = published.is_some_and(|p| until.last_day() > p.last_day());
            if kept.claim.status == Status::Ended && to_come {
                continue;
            }
            let status = with_term(kept.claim.status, Some(*until), published, false);
            let said = matches!(
                word.as_deref(),
                Some("until" | "till" | "to" | "through" | "up to" | "up until")
            );
            if status != kept.claim.status && !(is_state && (told_as_past || said)) {
                continue;
            }
            kept.claim.status = status;
        }
        // "with effect from 1 September": it is to come
        if let (QualifierKey::ValidFrom, Value::Date(from, _), Some(published)) =
            (q.key, &q.value, published)
            && is_state
            && kept.claim.status == Status::Actual
            && from.first_day() > published.last_day()
        {
            kept.claim.status = Status::Planned;
        }
        kept.claim.qualifiers.push(q);
    }
    kept.claim.qualifiers.sort();
}

/// Whether a trigger is the complement of another, at most two steps below it.
fn within(context: &Context<'_>, outer: usize, inner: usize) -> bool {
    let v = context.view;
    let mut at = inner;
    for _ in 0..2 {
        match v.head(at) {
            Some(h) if h == outer => return true,
            Some(h)
                if matches!(
                    v.deprel(at),
                    Deprel::Xcomp | Deprel::Advcl | Deprel::Obj | Deprel::Obl | Deprel::Acl
                ) =>
            {
                at = h;
            }
            _ => return false,
        }
    }
    false
}

/// Whether two claims about the same participants do not contradict each other: same status, no qualifier with two values.
fn compatible(a: &Claim<MentionId>, b: &Claim<MentionId>) -> bool {
    a.status == b.status
        && a.qualifiers.iter().all(|q| {
            let mut others = b.qualifiers.iter().filter(|r| r.key == q.key).peekable();
            others.peek().is_none() || others.any(|r| r.value == q.value)
        })
}

fn absorb(kept: &mut Candidate, other: Candidate) {
    kept.score = kept.score.max(other.score);
    let wider = |a: &crate::claim::Evidence, b: &crate::claim::Evidence| {
        b.start <= a.start && b.end >= a.end
    };
    if wider(&kept.claim.evidence[0], &other.claim.evidence[0]) {
        kept.claim.evidence = other.claim.evidence;
    }
    if kept.claim.qualifiers.len() < other.claim.qualifiers.len() {
        kept.claim.trace = other.claim.trace;
    }
    kept.claim.qualifiers.extend(other.claim.qualifiers);
    kept.claim.qualifiers.sort();
    kept.claim.qualifiers.dedup();
    if kept.claim.attribution.is_empty() {
        kept.claim.attribution = other.claim.attribution;
    }
}
