//! Tables of words and phrases with a value each, looked up among atoms.

use std::collections::HashMap;

use super::atom::{Atom, phrase};

/// Phrases by their first word, the longest first.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Clone> Phrases<T> {
    /// A table of phrases and what they stand for.
    pub fn new(entries: impl IntoIterator<Item = (impl AsRef<str>, T)>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (text, value) in entries {
            let mut words = phrase(text.as_ref()).into_iter();
            if let Some(first) = words.next() {
                by_first
                    .entry(first)
                    .or_default()
                    .push((words.collect(), value));
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self { by_first }
    }

    /// The longest phrase that starts at `at`: its value and where it ends.
    pub fn longest(&self, atoms: &[Atom<'_>], at: usize) -> Option<(T, usize)> {
        let list = self.by_first.get(atoms.get(at)?.text.as_str())?;
        list.iter()
            .find(|(rest, _)| {
                rest.iter()
                    .enumerate()
                    .all(|(k, word)| atoms.get(at + 1 + k).is_some_and(|a| a.text == *word))
            })
            .map(|(rest, value)| (value.clone(), at + 1 + rest.len()))
    }

    /// The longest phrase that ends before `end`: its value and where it starts.
    pub fn before(&self, atoms: &[Atom<'_>], end: usize, most: usize) -> Option<(T, usize)> {
        (end.saturating_sub(most)..end).find_map(|start| {
            let (value, stop) = self.longest(&atoms[..end.min(atoms.len())], start)?;
            (stop == end).then_some((value, start))
        })
    }

    /// Whether one word is in the table.
    pub fn has(&self, word: &str) -> bool {
        self.by_first
            .get(word)
            .is_some_and(|list| list.iter().any(|(rest, _)| rest.is_empty()))
    }
}
