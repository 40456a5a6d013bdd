//! The rolesets of each lemma, the most frequent first.

use std::collections::HashMap;

use crate::error::{Error, ErrorKind, Result};
use crate::nlp::Upos;

/// Looks up the most frequent roleset of a lemma.
#[derive(Debug)]
pub struct Rolesets {
    by_lemma: HashMap<(&'static str, u8), &'static str>,
}

impl Rolesets {
    /// Reads lines of lemma, part of speech (`v`, `n`, `j`, `l`) and rolesets, separated by tabs and blanks.
    ///
    /// # Errors
    ///
    /// When a line is not of that form.
    pub fn read(text: &'static str) -> Result<Self> {
        let mut by_lemma = HashMap::with_capacity(16_384);
        for (number, line) in text.lines().enumerate() {
            let mut fields = line.split('\t');
            let (Some(lemma), Some(pos), Some(ids)) = (fields.next(), fields.next(), fields.next())
            else {
                return Err(
                    Error::new(ErrorKind::Model, "wanted lemma, part of speech, rolesets")
                        .in_file("models/rolesets.tsv")
                        .at(number + 1, 1),
                );
            };
            let first = ids.split(' ').next().unwrap_or("");
            by_lemma.insert(
                (lemma, pos.as_bytes().first().copied().unwrap_or(b'v')),
                first,
            );
        }
        Ok(Self { by_lemma })
    }

    /// Whether a lemma is a verb that has rolesets.
    #[must_use]
    pub fn has_verb(&self, lemma: &str) -> bool {
        self.by_lemma.contains_key(&(lemma, b'v'))
    }

    /// The roleset of a predicate: with its particle, else without, else of another part of speech, else the lemma's
    /// first.
    #[must_use]
    pub fn first(&self, lemma: &str, particle: Option<&str>, upos: Upos) -> String {
        let lemma = lemma.to_lowercase();
        let own = match upos {
            Upos::Noun | Upos::Propn => b'n',
            Upos::Adj => b'j',
            _ => b'v',
        };
        let find = |lemma: &str| {
            [own, b'v', b'n', b'j', b'l'].iter().find_map(|&pos| {
                let id = *self.by_lemma.get(&(lemma, pos))?;
                Some(if id.starts_with('.') {
                    format!("{lemma}{id}")
                } else {
                    id.to_owned()
                })
            })
        };
        particle
            .and_then(|p| find(&format!("{lemma}_{}", p.to_lowercase())))
            .or_else(|| find(&lemma))
            .unwrap_or_else(|| format!("{lemma}.01"))
    }
}
