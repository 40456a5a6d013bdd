//! Entries of a timeline: a date that stands alone before a text, or as its heading, is when what the text tells happened.

use super::assemble::Parts;
use super::deep::Deep;
use super::qualifiers::Found;
use crate::claim::{QualifierKey, Status, Value};
use crate::mention::{Time, TimeRelation, TimeValue};
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::Temporality;

/// The most tokens of a sentence that is only a date.
const LABEL: usize = 8;

/// The date of the entry that tells of an event, where its own sentence gives none.
pub(super) fn dated(deep: &Deep<'_>, parts: &Parts<'_>, mut found: Vec<Found>) -> Vec<Found> {
    let has_time = found.iter().any(|f| {
        matches!(
            f.key,
            QualifierKey::Date | QualifierKey::ValidFrom | QualifierKey::ValidUntil
        )
    });
    if parts.temporality == Temporality::Event
        && parts.state.status == Status::Actual
        && !has_time
        && is_told_in_main_clause(deep, parts.trigger)
        && let Some(time) = label(deep, parts.trigger)
        && let TimeValue::Date(date) = &time.value
    {
        found.push(Found {
            key: QualifierKey::Date,
            value: Value::Date(*date, None),
            tokens: (time.tokens.start, time.tokens.end - 1),
        });
    }
    found
}

/// Whether a word is, or hangs by nouns on, the finite verb of a sentence: what is told beside it may be of another time. An entry
/// is told in the present or in the past.
fn is_told_in_main_clause(deep: &Deep<'_>, trigger: usize) -> bool {
    let v = deep.view;
    let mut at = trigger;
    // a sentence without a verb: "Launch of the Kestrane phone"
    while v.upos(at) != Upos::Verb {
        match v.head(at) {
            Some(head) if v.deprel(at) == Deprel::Obj || v.deprel(at) == Deprel::NsubjPass => {
                at = head;
            }
            Some(_) => return false,
            None => return true,
        }
    }
    while v.deprel(at) == Deprel::Conj {
        match v.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    let feats = &v.token(at).feats;
    let helped = v.children_by(at, &[Deprel::Aux]).next().is_some();
    v.head(at).is_none()
        && !helped
        && (matches!(feats.tense, Some(Tense::Past | Tense::Pres))
            && feats.verb_form == Some(VerbForm::Fin)
            || deep.is_passive(at))
}

/// The date that stands alone at the beginning of a word's block, or in a line of its own right above it, in a text with several
/// such entries. The day of the text itself dates no entry.
fn label<'a>(deep: &'a Deep<'_>, t: usize) -> Option<&'a Time> {
    let v = deep.view;
    let sentences = &v.analysis.sentences;
    let own = v.sentence_index(t);
    let block = sentences[own].block;
    let first = sentences.partition_point(|s| s.block < block);
    let inside = (first < own).then(|| alone(deep, first)).flatten();
    let above = || {
        let above = first.checked_sub(1)?;
        let opens = above == 0 || sentences[above - 1].block < sentences[above].block;
        opens.then(|| alone(deep, above)).flatten()
    };
    let time = inside.or_else(above)?;
    let others = (0..sentences.len()).filter_map(|s| alone(deep, s));
    let several = others.into_iter().any(|other| other.value != time.value);
    let own_day = match (&time.value, v.document.meta.date) {
        (TimeValue::Date(date), Some(published)) => *date == published,
        _ => false,
    };
    (several && !own_day).then_some(time)
}

/// The date that is all that a sentence says.
fn alone<'a>(deep: &'a Deep<'_>, sentence: usize) -> Option<&'a Time> {
    let v = deep.view;
    let tokens = v.analysis.sentences[sentence].tokens.clone();
    if tokens.len() > LABEL {
        return None;
    }
    let words = tokens.clone().rev();
    let last = words.into_iter().find(|&k| v.upos(k) != Upos::Punct)?;
    deep.mentions.times.iter().find(|time| {
        time.tokens == (tokens.start..last + 1) && matches!(time.relation, TimeRelation::At)
    })
}
