//! Putting a claim together: status, evidence, attribution, trace and score.

use super::Candidate;
use super::calibration::is_kept;
use super::combine::{combine, with_term};
use super::dated::dated;
use super::deep::Deep;
use super::destination::Destination;
use super::fitting::{by_then, counted, fitting, other_date};
use super::gapped::{is_of_another, with_own_time, without_others};
use super::levels::{levels, mover};
use super::qualifiers::Found;
use super::spans::{is_of_an_earlier_time, spans};
use super::stage::{
    before_change, closed_later, excepts, is_announced, is_appointed, is_awaited,
    is_forecast_of_analysts, is_foreseen, is_in_present, is_kept_on, is_moving, is_of_before,
    is_offered, is_overturned, is_part_of_staff, is_put_forward, stops_short, successor_verb,
};
use super::status::State;
use super::told::{is_long_gone, is_over};
use crate::claim::{
    Claim, Confidence, Evidence, Object, Predicate, Qualifier, QualifierKey, Status, Trace,
    TraceStep, Value,
};
use crate::mention::{MentionId, MentionKind};
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::{Sense, Temporality};

/// Somebody or something that can take part in a claim.
#[derive(Clone, Debug)]
pub struct Participant {
    /// The word that stands for it.
    pub token: usize,
    /// The mention, or the literal.
    pub object: Object<MentionId>,
    /// How sure it is that it fills the place, in (0, 1].
    pub certainty: f32,
    /// Its words.
    pub words: String,
    /// How it was resolved.
    pub how: String,
}

/// The parts of one claim.
pub struct Parts<'a> {
    /// The word that says it.
    pub trigger: usize,
    /// Frame or construction.
    pub frame: &'a str,
    /// What is said.
    pub predicate: Predicate,
    /// Name and version of the extractor.
    pub extractor: &'static str,
    /// Status when the words are affirmed.
    pub status: Status,
    /// Whether it is an event or a state.
    pub temporality: Temporality,
    /// Whether what is said can come to an end.
    pub lasting: bool,
    /// Subject.
    pub subject: &'a Participant,
    /// Its mention.
    pub subject_id: MentionId,
    /// Object.
    pub object: &'a Participant,
    /// Qualifiers.
    pub found: &'a [Found],
    /// What the sentence says about its holding.
    pub state: &'a State,
    /// How likely the model holds it, where it was the model that found it.
    pub read: Option<f64>,
}

/// The claim, or `None` where its words have no place in the text or fit too badly.
#[must_use]
pub fn assemble(deep: &Deep<'_>, parts: &Parts<'_>) -> Option<Candidate> {
    let v = deep.view;
    let (t, subject, object, state) = (parts.trigger, parts.subject, parts.object, parts.state);
    let published = v.document.meta.date;
    let found = counted(deep, object.token, fitting(deep, parts));
    let found = levels(
        deep,
        &parts.predicate,
        subject.token,
        by_then(deep, parts, found),
    );
    let found = dated(deep, parts, spans(deep, parts, found));
    let found = without_others(deep, subject.token, object.token, found);
    let found = with_own_time(deep, object.token, found);
    let destination = Destination::of(deep, parts);
    let found = match &destination {
        Some(there) => there.qualifiers(found),
        None => found,
    };
    let found = &found[..];
    if is_forecast_of_analysts(deep, parts)
        || is_part_of_staff(deep, parts)
        || is_of_an_earlier_time(deep, parts)
        || destination
            .as_ref()
            .is_some_and(|there| there.is_of_another(deep, parts))
        || is_of_another(deep, subject.token, (object.token, &object.object))
    {
        return None;
    }
    let mut status = combine(state.status, parts.status);
    if let Some(there) = &destination {
        status = there.status(deep);
    }
    // "cleared it on condition that it sells a plant": it is cleared
    if status == Status::Conditional
        && state.past
        && matches!(&parts.predicate, Predicate::Relation(r) if r == "approves")
        && v.token(t).feats.tense == Some(Tense::Past)
        && v.children_by(t, &[Deprel::Aux])
            .all(|a| v.lemma(a) == "have")
    {
        status = Status::Actual;
    }
    // "will lift its stake to 51%": that is not held yet
    if status == Status::Actual
        && matches!(&parts.predicate, Predicate::Relation(r) if r == "owns")
        && let Some(verb) = mover(deep, found).filter(|&verb| verb != t)
    {
        status = deep.state(verb).status;
    }
    let until = found.iter().find_map(|f| match (&f.value, f.key) {
        (Value::Date(d, _), QualifierKey::ValidUntil) => Some(*d),
        _ => None,
    });
    if parts.lasting {
        status = with_term(status, until, published, state.past);
    } else if status == Status::Ended
        && v.upos(t) == Upos::Noun
        && matches!(&parts.predicate, Predicate::Relation(r) if r == "foundedBy")
    {
        // "a former co-founder" founded it all the same
        status = Status::Actual;
    }
    // "was down for hours": it happened
    if status == Status::Ended
        && matches!(&parts.predicate, Predicate::Relation(r) if matches!(r.as_str(), "outage" | "acquires" | "sells" | "spinsOff" | "raises"))
    {
        status = Status::Actual;
    }
    // what is dated after the document has not happened yet: "becomes chairman on 1 September"
    let start = found.iter().find_map(|f| match (&f.value, f.key) {
        (Value::Date(d, _), QualifierKey::Date | QualifierKey::ValidFrom) => Some(*d),
        _ => None,
    });
    if let (Status::Actual, Some(start), Some(published), false) =
        (status, start, published, state.past)
        && start.first_day() > published.last_day()
    {
        status = Status::Planned;
    }
    // "takes over next week"
    let to_come = |f: &Found| {
        matches!(f.key, QualifierKey::Date | QualifierKey::ValidFrom)
            && (f.tokens.0..=f.tokens.1).any(|k| deep.form_is(k, Sense::Next))
    };
    if status == Status::Actual
        && !state.past
        && is_in_present(deep, t)
        && found.iter().any(to_come)
    {
        status = Status::Planned;
    }
    // "once the ministry has issued a permit, expected in June": not yet
    let once = v.deprel(t) == Deprel::Advcl
        && v.children_by(t, &[Deprel::Mark, Deprel::Advmod]).any(|m| {
            matches!(
                v.form(m).to_lowercase().as_str(),
                "once" | "when" | "after" | "until" | "if"
            )
        });
    if let (Status::Actual, true, Some(start), Some(published)) = (status, once, start, published)
        && start.first_day() > published.last_day()
    {
        status = Status::Planned;
    }
    // "Ada Berg, a director since 2021, will take over": a director she is
    let since = found.iter().any(|f| match (&f.value, published) {
        (Value::Date(d, _), Some(published)) => {
            f.key == QualifierKey::ValidFrom && d.first_day() <= published.last_day()
        }
        _ => false,
    });
    if status == Status::Planned
        && since
        && v.upos(t) == Upos::Noun
        && v.deprel(t) == Deprel::Appos
        && matches!(&parts.predicate, Predicate::Relation(r) if r == "holdsPosition")
    {
        status = Status::Actual;
    }
    // "stays with the company until Trask buys it in 1999": it has
    let feats = &v.token(t).feats;
    let narrated = feats.tense == Some(Tense::Pres)
        && feats.verb_form == Some(VerbForm::Fin)
        && v.children_by(t, &[Deprel::Aux, Deprel::AuxPass])
            .next()
            .is_none();
    if let (Status::Planned, Some(start), Some(published), true) =
        (status, start, published, narrated)
        && start.last_day() < published.first_day()
    {
        status = Status::Actual;
    }
    // "a 2017 spin-out", "shut its gates on Sunday": what no words call planned, and is dated before the text, has happened
    if let (Status::Planned, Some(start), Some(published), true) =
        (status, start, published, state.because.is_empty())
        && parts.temporality == Temporality::Event
        && parts.status == Status::Actual
        && (v.upos(t) == Upos::Noun && !deep.lemma_is(t, Sense::Attempt)
            || feats.tense == Some(Tense::Past)
                && feats.verb_form == Some(VerbForm::Fin)
                && !deep.is_passive(t))
        && start.last_day() < published.first_day()
    {
        status = Status::Actual;
    }
    if stops_short(deep, parts)
        || [parts.subject.token, parts.object.token]
            .into_iter()
            .any(|p| excepts(deep, parts, p))
    {
        status = Status::Negated;
    }
    if status == Status::Actual && closed_later(deep, parts) {
        status = Status::Ended;
    }
    // "now sees sales of $2bn": a forecast
    if status == Status::Actual && is_foreseen(deep, parts) {
        status = Status::Planned;
    }
    // "will keep its nine pubs": it has them
    if status == Status::Planned && is_kept_on(deep, parts) {
        status = Status::Actual;
    }
    if status == Status::Actual
        && (is_moving(deep, parts) || is_offered(deep, parts) || is_put_forward(deep, parts))
    {
        status = Status::Planned;
    }
    // "may move from Leeds to Cork": it is in Leeds
    if let Some(now) = before_change(deep, parts, status) {
        status = now;
    }
    // "subject to clearance by the authority": it is to come
    if status == Status::Actual && is_awaited(deep, parts) {
        status = Status::Planned;
    }
    // "has appointed Ada to run its mills": she does
    let later = start.is_some_and(|s| published.is_none_or(|p| s.first_day() > p.last_day()));
    if status == Status::Planned && !later && is_appointed(deep, parts) {
        status = Status::Actual;
    }
    // "Ada will succeed Ola as its chief on 1 January": until then Ola is; once she has, he no longer is
    let successor = successor_verb(deep, parts).map(|verb| deep.state(verb));
    let is_followed = match (status, successor) {
        (Status::Planned, Some(_)) => {
            status = Status::Actual;
            true
        }
        (Status::Actual | Status::Ended, Some(s)) if s.status == Status::Actual && s.past => {
            status = Status::Ended;
            true
        }
        _ => false,
    };
    let until_then: Vec<Found> = found
        .iter()
        .cloned()
        .map(|f| match f.key {
            QualifierKey::Date | QualifierKey::ValidFrom
                if is_followed && !is_of_before(deep, parts, &f) =>
            {
                Found {
                    key: QualifierKey::ValidUntil,
                    ..f
                }
            }
            _ => f,
        })
        .collect();
    let found = &until_then[..];
    // "announced the launch of": it is launched
    if status == Status::Planned && !later && is_announced(deep, parts) {
        status = Status::Actual;
    }
    // "has named Ada its director with effect from 1 September": the words are past, the state is to come
    let begins = found.iter().any(|f| match (&f.value, published) {
        (Value::Date(d, _), Some(published)) => {
            f.key == QualifierKey::ValidFrom && d.first_day() > published.last_day()
        }
        _ => false,
    });
    if begins && status == Status::Actual && parts.temporality == Temporality::State {
        status = Status::Planned;
    }
    // "will leave in December": until then it holds
    let mut moved = Vec::new();
    let found = if status == Status::Ended && parts.temporality == Temporality::State {
        // "will step down at the end of the month"
        let will = !state.past
            && state.because.iter().chain([&t]).any(|&k| {
                v.children_by(k, &[Deprel::Aux])
                    .any(|a| v.lemma(a) == "will")
            });
        let future = |f: &Found| match (&f.value, f.key, published) {
            (
                Value::Date(d, _),
                QualifierKey::Date | QualifierKey::ValidFrom | QualifierKey::ValidUntil,
                Some(p),
            ) => d.first_day() > p.last_day() || will && d.last_day() > p.last_day(),
            _ => false,
        };
        // "Ola, until last month chief executive of Norvane, will join Trask in March": the later date is that of something else
        let over = found
            .iter()
            .any(|f| f.key == QualifierKey::ValidUntil && !future(f));
        if over {
            moved.extend(found.iter().filter(|f| !future(f)).cloned());
            &moved[..]
        } else if found.iter().any(future) {
            status = Status::Actual;
            moved.extend(found.iter().cloned().map(|f| {
                if future(&f) {
                    Found {
                        key: QualifierKey::ValidUntil,
                        ..f
                    }
                } else {
                    f
                }
            }));
            &moved[..]
        } else {
            // "left in August": the day on which a state ended is its last
            let ends = found.iter().any(|f| f.key == QualifierKey::ValidUntil);
            moved.extend(found.iter().cloned().map(|f| match (&f.value, f.key) {
                // "will no longer sell it from 2027"
                (Value::Date(..), QualifierKey::ValidFrom) if !ends && no_longer(deep, t) => {
                    Found {
                        key: QualifierKey::ValidUntil,
                        ..f
                    }
                }
                (Value::Date(_, word), QualifierKey::ValidFrom)
                    if !ends && !matches!(word.as_deref(), Some("since" | "from")) =>
                {
                    Found {
                        key: QualifierKey::ValidUntil,
                        ..f
                    }
                }
                _ => f,
            }));
            &moved[..]
        }
    } else {
        found
    };
    let state_over = parts.temporality == Temporality::State
        && destination.is_none()
        && (is_over(deep, parts, status)
            || status == Status::Actual && is_long_gone(deep, parts, found, published));
    if state_over || status == Status::Actual && is_overturned(deep, parts) {
        status = Status::Ended;
    }
    // "will get a bonus should it move by May"
    if status == Status::Planned && found.iter().any(|f| f.key == QualifierKey::Condition) {
        status = Status::Conditional;
    }
    let mut tokens: Vec<usize> = vec![t, subject.token, object.token];
    for f in found {
        tokens.push(f.tokens.0);
        tokens.push(f.tokens.1);
    }
    tokens.extend(state.because.iter().copied());
    // a sum is quoted whole: "$1.1bn"
    let sums = tokens.iter().filter_map(|&k| deep.mentions.amount_at(k));
    let ends_of_sums: Vec<usize> = sums.map(|a| a.tokens.end - 1).collect();
    tokens.extend(ends_of_sums);
    // "banks such as Norvane": the name is part of what supports the claim
    let of_object = match object.object {
        Object::Entity(id) => Some((object.token, id)),
        _ => None,
    };
    let ends = [Some((subject.token, parts.subject_id)), of_object];
    tokens.extend(
        ends.into_iter()
            .flatten()
            .filter_map(|(k, id)| deep.mentions.example(k, id)),
    );
    let sentence = v.sentence(t);
    tokens.retain(|k| sentence.tokens.contains(k));
    let (first, last) = (*tokens.iter().min()?, *tokens.iter().max()?);
    let (first, last) = (name_start(deep, first), name_end(deep, last));
    let evidence = Evidence::new(v.document, v.span(&(first..last + 1)), sentence.span)?;
    // "Norvane is in talks with Canada's Trask, two people said": they did not say where Trask is
    let seat = matches!(&parts.predicate, Predicate::Relation(r) if r == "headquarteredIn");
    let told_in_passing = seat && v.upos(t) != Upos::Verb;
    let speaker = deep.speaker(t).filter(|_| !told_in_passing);
    let mut qualifiers: Vec<Qualifier<MentionId>> = found
        .iter()
        .map(|f| Qualifier {
            key: f.key,
            value: match &f.value {
                Value::Text(words) => Value::Text(bare(&whole(deep, f, words)).to_owned()),
                value => value.clone(),
            },
        })
        .filter(|q| !matches!(&q.value, Value::Text(words) if words.is_empty()))
        .collect();
    // what ended on a day did not begin on it
    if status == Status::Ended {
        let last = qualifiers
            .iter()
            .find(|q| q.key == QualifierKey::ValidUntil)
            .map(|q| q.value.clone());
        qualifiers.retain(|q| q.key != QualifierKey::ValidFrom || Some(&q.value) != last.as_ref());
    }
    // what ends before it begins has another's beginning or end
    let day = |key: QualifierKey| {
        qualifiers
            .iter()
            .find_map(|q| match (&q.value, q.key == key) {
                (Value::Date(d, _), true) => Some(*d),
                _ => None,
            })
    };
    if let (Some(from), Some(until)) = (day(QualifierKey::ValidFrom), day(QualifierKey::ValidUntil))
        && from.first_day() > until.last_day()
    {
        let wrong = if status == Status::Ended {
            QualifierKey::ValidFrom
        } else {
            QualifierKey::ValidUntil
        };
        qualifiers.retain(|q| q.key != wrong);
    }
    if let Some(other) = other_date(deep, t, object.token, found) {
        qualifiers.retain(|q| q.key != QualifierKey::Date || q.value != other);
    }
    qualifiers.sort();
    qualifiers.dedup();
    let mut steps = vec![
        step("subject", &subject.words, &subject.how),
        step("object", &object.words, &object.how),
    ];
    for f in found {
        steps.push(step(
            f.key.as_str(),
            v.words(&(f.tokens.0..f.tokens.1 + 1)),
            "",
        ));
    }
    if !state.because.is_empty() {
        let mut because = state.because.clone();
        because.sort_unstable();
        because.dedup();
        let words: Vec<&str> = because.iter().map(|&k| v.form(k)).collect();
        steps.push(step("status", &words.join(" … "), status.as_str()));
    }
    if let Some(s) = &speaker {
        steps.push(step("attribution", v.form(s.word), ""));
    }
    let arc = |k: usize| f64::from(v.token(k).arc_confidence.clamp(0.3, 1.0));
    let arcs = (arc(t) * arc(subject.token) * arc(object.token)).cbrt();
    let hedge = if state.hedged { 0.9 } else { 1.0 };
    let score = f64::from(subject.certainty)
        * f64::from(object.certainty)
        * f64::from(state.certainty)
        * arcs
        * hedge;
    if parts.read.is_none() && !is_kept(score) {
        return None;
    }
    Some(Candidate {
        claim: Claim {
            subject: parts.subject_id,
            predicate: parts.predicate.clone(),
            object: object.object.clone(),
            qualifiers,
            status,
            attribution: speaker.into_iter().map(|s| s.who).collect(),
            // what its extractor knows by itself; all witnesses together are weighed later
            confidence: Confidence::new(parts.read.unwrap_or(score)),
            extractor: parts.extractor.to_owned(),
            evidence: vec![evidence],
            trace: Trace {
                frame: parts.frame.to_owned(),
                trigger: v.form(t).to_owned(),
                steps,
            },
        },
        trigger: t,
        participants: vec![subject.token, object.token],
        score: if parts.read.is_some() { 0.0 } else { score },
        read: parts.read.unwrap_or(0.0),
        status_read: 0.0,
    })
}

/// Whether a verb is denied for the future only: "no longer sells".
fn no_longer(deep: &Deep<'_>, t: usize) -> bool {
    let v = deep.view;
    v.children(t)
        .any(|c| v.form(c).eq_ignore_ascii_case("longer"))
}

/// Words that begin in the middle of a name, from its beginning: "a venture called *AM/NS* Trask".
fn whole(deep: &Deep<'_>, f: &Found, words: &str) -> String {
    let v = deep.view;
    let (first, last) = f.tokens;
    let start = deep.mentions.at(first).map(|m| deep.mentions.get(m));
    let cut = start
        .filter(|m| m.kind == MentionKind::Name && m.tokens.start < first && first < m.tokens.end);
    match cut {
        Some(name) if v.words(&(first..last + 1)) == words => {
            v.words(&(name.tokens.start..last + 1)).to_owned()
        }
        _ => words.to_owned(),
    }
}

/// Words without the marks that set them off from what surrounds them; one of a pair stays with the other.
fn bare(words: &str) -> &str {
    let mut words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'));
    for (open, close) in [('"', '"'), ('“', '”')] {
        let odd =
            words.matches(open).count() + usize::from(open != close) * words.matches(close).count();
        if odd == 1 {
            words = words.trim_matches(|c| c == open || c == close);
        }
    }
    words.trim()
}

fn step(slot: &str, words: &str, how: &str) -> TraceStep {
    TraceStep {
        slot: slot.to_owned(),
        words: words.to_owned(),
        how: how.to_owned(),
    }
}

/// The first token of the name that a token belongs to.
pub(super) fn name_start(deep: &Deep<'_>, t: usize) -> usize {
    deep.mentions
        .at(t)
        .map_or(t, |m| deep.mentions.get(m).tokens.start.min(t))
}

/// The last token of the name that a token belongs to.
fn name_end(deep: &Deep<'_>, t: usize) -> usize {
    let end = deep
        .mentions
        .at(t)
        .map_or(t, |m| (deep.mentions.get(m).tokens.end - 1).max(t));
    end.min(deep.view.sentence(t).tokens.end - 1).max(t)
}
