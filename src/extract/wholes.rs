//! Words of a qualifier that are part of others: "President" beside "President and CEO".

use crate::claim::{Qualifier, QualifierKey, Value};
use crate::mention::MentionId;

/// Takes out the words that other words of the same kind hold.
pub(super) fn keep_wholes(qualifiers: &mut Vec<Qualifier<MentionId>>) {
    let words = |q: &Qualifier<MentionId>| match &q.value {
        Value::Text(words) => Some((q.key, words.to_lowercase())),
        _ => None,
    };
    let all: Vec<(QualifierKey, String)> = qualifiers.iter().filter_map(words).collect();
    qualifiers.retain(|q| {
        words(q).is_none_or(|(key, own)| {
            !all.iter()
                .any(|(k, other)| *k == key && other.len() > own.len() && holds(other, &own))
        })
    });
}

/// Whether words stand within others, as words: "chairman" does not in "vice-chairman".
fn holds(whole: &str, part: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '‑');
    whole.match_indices(part).any(|(at, _)| {
        let before = whole[..at].chars().next_back();
        let after = whole[at + part.len()..].chars().next();
        !before.is_some_and(joins) && !after.is_some_and(joins)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(words: &[&str]) -> Vec<String> {
        let mut qualifiers: Vec<Qualifier<MentionId>> = words
            .iter()
            .map(|w| Qualifier {
                key: QualifierKey::Role,
                value: Value::Text((*w).to_owned()),
            })
            .collect();
        keep_wholes(&mut qualifiers);
        qualifiers
            .into_iter()
            .map(|q| match q.value {
                Value::Text(words) => words,
                _ => String::new(),
            })
            .collect()
    }

    #[test]
    fn the_whole_is_kept() {
        assert_eq!(
            kept(&["President", "President and CEO"]),
            ["President and CEO"]
        );
        assert_eq!(
            kept(&["chairman", "vice-chairman"]),
            ["chairman", "vice-chairman"]
        );
        assert_eq!(kept(&["founder", "chair"]), ["founder", "chair"]);
    }
}
