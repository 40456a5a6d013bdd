//! Named entities out of the two tag sets.

use super::choice::probability;
use super::tags::{Tagged, spans};
use crate::nlp::model::Tag;
use crate::nlp::{EntityLabel, KindScores, NameKind};

/// A finer type is believed on its own from this probability on.
const FINE_ALONE: f32 = 0.4;

/// The three common types are trained on more text: what they say counts this much more.
const COMMON_BONUS: f32 = 0.1;

/// The probabilities of the kinds of names of one word.
#[must_use]
pub fn kinds(labels: &[Option<NameKind>], scores: &[f32]) -> KindScores {
    let mut out = [0.0; NameKind::ALL.len()];
    for (i, label) in labels.iter().enumerate() {
        if let Some(kind) = label {
            out[*kind as usize] = probability(scores, i);
        }
    }
    out
}

/// Joins the spans of the common tags (people, places, organizations) and of the finer ones: where they overlap, the
/// more certain one stays.
#[must_use]
pub fn entities(
    common: (&[f32], &[Tag]),
    fine: (&[f32], &[Tag]),
    n: usize,
    is_name_part: impl Fn(usize) -> bool,
) -> Vec<Tagged> {
    let mut candidates: Vec<(f32, Tagged)> = Vec::new();
    for span in spans(common.0, common.1, n) {
        candidates.push((span.confidence + COMMON_BONUS, span));
    }
    for span in spans(fine.0, fine.1, n) {
        let same = candidates
            .iter_mut()
            .find(|(_, c)| (c.start, c.end, c.label) == (span.start, span.end, span.label));
        if let Some((score, other)) = same {
            other.confidence = other.confidence.max(span.confidence);
            *score = other.confidence + 2.0 * COMMON_BONUS;
        } else if span.confidence >= FINE_ALONE || span.label == EntityLabel::Misc {
            candidates.push((span.confidence, span));
        }
    }
    candidates.sort_by(|(a, x), (b, y)| {
        b.total_cmp(a)
            .then(x.start.cmp(&y.start))
            .then(x.end.cmp(&y.end))
    });
    let mut chosen: Vec<Tagged> = Vec::new();
    for (_, mut span) in candidates {
        while span.end > span.start && !is_name_part(span.end - 1) {
            span.end -= 1;
        }
        while span.start < span.end && !is_name_part(span.start) {
            span.start += 1;
        }
        let free = chosen
            .iter()
            .all(|c| c.end <= span.start || span.end <= c.start);
        if free && span.start < span.end {
            chosen.push(span);
        }
    }
    chosen.sort_by_key(|c| c.start);
    chosen
}
