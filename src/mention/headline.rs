//! Names in headlines, where every word may be capitalised.

use super::names::NameSpan;
use super::stretch::Stretch;
use crate::nlp::View;
use crate::text::BlockKind;

/// In headlines and labels every word may be capitalised: there a name counts only if the running text has it too,
/// or if the model is sure of it.
pub(super) fn drop_capitalised_words(
    view: &View,
    stretches: &[Stretch],
    names: &mut Vec<NameSpan>,
) {
    let heading = |t: usize| {
        let block = view.sentence(t).block;
        view.document.blocks.get(block).is_some_and(|b| {
            matches!(
                b.kind,
                BlockKind::Title | BlockKind::Heading | BlockKind::TableRow
            )
        })
    };
    let mut known: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    for name in names.iter().filter(|n| !heading(n.head)) {
        for t in name
            .tokens
            .clone()
            .filter(|&t| view.form(t).chars().count() > 1)
        {
            known.insert(view.form(t).to_lowercase());
        }
    }
    let body = view
        .analysis
        .sentences
        .iter()
        .any(|s| s.tokens.clone().next().is_some_and(|t| !heading(t)));
    if !body {
        return;
    }
    names.retain_mut(|n| {
        let whole = |s: &Stretch| s.is_whole() && s.tokens == n.tokens;
        if !heading(n.head) || stretches.iter().any(whole) {
            return true;
        }
        let sentence = view.sentence(n.head).tokens.clone();
        let words: Vec<usize> = sentence
            .filter(|&t| view.form(t).chars().count() > 3)
            .collect();
        let capitalised = words
            .iter()
            .filter(|&&t| view.form(t).chars().next().is_some_and(char::is_uppercase))
            .count();
        if capitalised * 10 <= words.len() * 6 {
            return true;
        }
        // Keep the longest stretch of words that the text knows as parts of names.
        let is_known = |t: &usize| known.contains(&view.form(*t).to_lowercase());
        let mut best = 0..0;
        let mut run = n.tokens.start..n.tokens.start;
        for t in n.tokens.clone() {
            if is_known(&t) {
                run.end = t + 1;
                if run.len() > best.len() {
                    best = run.clone();
                }
            } else {
                run = t + 1..t + 1;
            }
        }
        if best.is_empty() {
            return false;
        }
        n.head = best
            .clone()
            .find(|&t| view.head(t).is_none_or(|h| !best.contains(&h)))
            .unwrap_or(best.start);
        n.tokens = best;
        true
    });
}
