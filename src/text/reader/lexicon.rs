//! The word lists by which furniture is told from the article (`ontology/lexicon/boilerplate.toml`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// The word lists; each is explained in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub lines: BTreeSet<String>,
    pub starts: Vec<String>,
    pub contains: Vec<String>,
    pub sections: BTreeSet<String>,
    pub endings: BTreeSet<String>,
    pub sponsors: BTreeSet<String>,
    pub advertisements: BTreeSet<String>,
    pub courting: BTreeSet<String>,
    pub buttons: BTreeSet<String>,
    pub labels: BTreeSet<String>,
    pub speech: BTreeSet<String>,
    pub html: BTreeSet<String>,
    pub byline: BTreeSet<String>,
    pub captions: Vec<String>,
    pub resumes: Vec<String>,
    pub outlets: BTreeSet<String>,
}

impl Lexicon {
    /// The lists that come with the crate.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Lexicon> = LazyLock::new(|| {
            toml::from_str(include_str!("../../../ontology/lexicon/boilerplate.toml"))
                .expect("the built-in word lists are valid: a test loads them")
        });
        &SHARED
    }
}

/// A line as the lists compare it: lower case, single spaces, straight apostrophes, nothing but words at its ends.
pub(super) fn folded(line: &str) -> String {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '('));
    let mut out = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '’' | '‘' => out.push('\''),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    out
}

/// A folded line without its words that have no letter: "comments (3)" and "3 comments" are "comments".
pub(super) fn wordy(folded: &str) -> String {
    let words: Vec<&str> = folded
        .split(' ')
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|w| w.chars().any(char::is_alphabetic))
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_lists_load_and_are_folded() {
        let lexicon = Lexicon::shared();
        for line in &lexicon.lines {
            assert_eq!(&wordy(&folded(line)), line);
        }
        for start in &lexicon.starts {
            assert_eq!(&start.to_lowercase(), start);
        }
    }

    #[test]
    fn counts_do_not_matter() {
        assert_eq!(wordy(&folded("Comments (3)")), "comments");
        assert_eq!(wordy(&folded("— 4 min read ·")), "min read");
    }
}
