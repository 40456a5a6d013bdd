//! Names in headlines, where every word may be capitalised.

use std::ops::Range;

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
    // where all is in capitals, the model knows no borders: "NORVANE SWALLOWS TRASK"
    let shouted = |t: usize| {
        let sentence = view.sentence(t).tokens.clone();
        let mut words = sentence
            .map(|t| view.form(t))
            .filter(|f| f.chars().any(char::is_alphabetic));
        words.clone().count() > 2 && words.all(|f| !f.chars().any(char::is_lowercase))
    };
    let mut more: Vec<NameSpan> = Vec::new();
    names.retain_mut(|n| {
        if !heading(n.head) {
            return true;
        }
        let shouted = n.tokens.len() > 1 && shouted(n.head);
        let whole = |s: &Stretch| s.is_whole() && s.tokens == n.tokens;
        if !shouted && stretches.iter().any(whole) {
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
        let mut runs: Vec<Range<usize>> = Vec::new();
        for t in n.tokens.clone().filter(is_known) {
            match runs.last_mut() {
                Some(run) if run.end == t => run.end = t + 1,
                _ => runs.push(t..t + 1),
            }
        }
        for run in &runs {
            if run.len() > best.len() {
                best = run.clone();
            }
        }
        if best.is_empty() {
            return false;
        }
        let top = |tokens: &Range<usize>| {
            let mut own = tokens.clone();
            own.find(|&t| view.head(t).is_none_or(|h| !tokens.contains(&h)))
                .unwrap_or(tokens.start)
        };
        if shouted {
            let runs = runs.into_iter().filter(|r| *r != best);
            more.extend(runs.map(|tokens| NameSpan {
                head: top(&tokens),
                tokens,
                label: None,
                titled: false,
                alias_of: None,
            }));
        }
        n.head = top(&best);
        n.tokens = best;
        true
    });
    names.extend(more);
}
