//! Spans out of BIO tags: the best sequence in which an inside tag follows its own kind.

use crate::nlp::EntityLabel;
use crate::nlp::model::Tag;

/// A span of words with its type and the geometric mean of its tags' probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tagged {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// Type.
    pub label: EntityLabel,
    /// Probability.
    pub confidence: f32,
}

/// Decodes `n` words from rows of `tags.len()` scores.
#[must_use]
pub fn spans(scores: &[f32], tags: &[Tag], n: usize) -> Vec<Tagged> {
    let k = tags.len();
    let mut logs = vec![0f32; n * k];
    let mut names = false;
    for (row, out) in scores.chunks_exact(k).zip(logs.chunks_exact_mut(k)) {
        let top = row.iter().copied().fold(f32::MIN, f32::max);
        let sum = row.iter().map(|s| (s - top).exp()).sum::<f32>().ln();
        for (o, s) in out.iter_mut().zip(row) {
            *o = s - top - sum;
        }
        // Where "outside" is all but certain on every word there is nothing to find.
        names |= tags
            .iter()
            .zip(out.iter())
            .any(|(t, &p)| *t == Tag::Outside && p < -0.05);
    }
    if !names || n == 0 {
        return Vec::new();
    }
    let path = best_path(&logs, tags, n);
    let mut spans: Vec<Tagged> = Vec::new();
    let mut open = false;
    for (word, &tag) in path.iter().enumerate() {
        let log = logs[word * k + tag];
        match tags[tag] {
            Tag::Outside => open = false,
            Tag::Begin(label) => {
                spans.push(Tagged {
                    start: word,
                    end: word + 1,
                    label,
                    confidence: log,
                });
                open = true;
            }
            Tag::Inside(label) => match spans.last_mut() {
                Some(span) if open && span.label == label => {
                    span.end = word + 1;
                    span.confidence += log;
                }
                _ => open = false,
            },
        }
    }
    for span in &mut spans {
        let mean = span.confidence / (span.end - span.start) as f32;
        span.confidence = mean.exp().clamp(1e-6, 1.0);
    }
    spans
}

fn best_path(logs: &[f32], tags: &[Tag], n: usize) -> Vec<usize> {
    const NEVER: f32 = -1e9;
    let k = tags.len();
    let mut score: Vec<f32> = (0..k)
        .map(|t| {
            if matches!(tags[t], Tag::Inside(_)) {
                NEVER
            } else {
                logs[t]
            }
        })
        .collect();
    let mut back = vec![0u8; n * k];
    let mut next = vec![0f32; k];
    for word in 1..n {
        let (mut top, mut any) = (0, NEVER);
        for (t, &s) in score.iter().enumerate() {
            if s > any {
                (top, any) = (t, s);
            }
        }
        for t in 0..k {
            let (from, before) = match tags[t] {
                Tag::Inside(label) => {
                    let mut found = (0, NEVER);
                    for (u, &s) in score.iter().enumerate() {
                        if tags[u].label() == Some(label) && s > found.1 {
                            found = (u, s);
                        }
                    }
                    found
                }
                _ => (top, any),
            };
            back[word * k + t] = from as u8;
            next[t] = before + logs[word * k + t];
        }
        std::mem::swap(&mut score, &mut next);
    }
    let mut path = vec![super::best(&score)];
    for word in (1..n).rev() {
        let last = path[path.len() - 1];
        path.push(back[word * k + last] as usize);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_follows_its_own_begin() {
        let tags = [
            Tag::Outside,
            Tag::Begin(EntityLabel::Person),
            Tag::Inside(EntityLabel::Person),
            Tag::Begin(EntityLabel::Location),
            Tag::Inside(EntityLabel::Location),
        ];
        // The second word leans to a lone inside tag of the wrong type.
        let scores = [
            0.0, 5.0, 0.0, 0.0, 0.0, //
            0.0, 0.0, 2.0, 0.0, 2.1, //
            6.0, 0.0, 0.0, 0.0, 0.0,
        ];
        let found = spans(&scores, &tags, 3);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].start, found[0].end, found[0].label),
            (0, 2, EntityLabel::Person)
        );
    }
}
