//! Names: the stretches of text that call something by its own name.

mod endings;
mod hyphens;
mod pieces;
mod run;

use std::collections::BTreeSet;
use std::ops::Range;

use self::endings::keep_endings;
use self::hyphens::{part_pairs, take_hyphens};
use super::brackets::add_short_forms;
use super::headline::drop_capitalised_words;
use super::stretch::{Stretch, is_small_name};
use crate::nlp::{EntityLabel, View};
use crate::ontology::Lexicon;
use crate::text::BlockKind;

/// A name in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NameSpan {
    /// Its words, without titles, determiners and possessive endings.
    pub tokens: Range<usize>,
    /// The word by which it hangs in the tree.
    pub head: usize,
    /// What the model takes it for, with the model's probability.
    pub label: Option<(EntityLabel, f32)>,
    /// Whether a title, an honorific or a position stands before it.
    pub titled: bool,
    /// Another name that this one abbreviates or stands for, introduced in brackets after it.
    pub alias_of: Option<usize>,
}

/// All names of a document, in the order of the text, not overlapping: `stretches` are what the model takes for names, `taken`
/// marks the tokens of times and amounts.
pub(super) fn find_names(
    view: &View,
    lexicon: &Lexicon,
    stretches: &[Stretch],
    taken: &[bool],
) -> Vec<NameSpan> {
    let finder = Finder::new(view, lexicon, stretches, taken);
    let mut names = Vec::new();
    for sentence in &view.analysis.sentences {
        let kind = view.document.blocks.get(sentence.block).map(|b| b.kind);
        if kind != Some(BlockKind::Boilerplate) {
            finder.sentence(sentence.tokens.clone(), &mut names);
        }
    }
    drop_capitalised_words(view, stretches, &mut names);
    for name in &mut names {
        // "ex-Norvane director": the prefix says when, not who
        let first = name.tokens.start;
        if name.tokens.len() > 2
            && view.form(first).eq_ignore_ascii_case("ex")
            && view.form(first + 1) == "-"
        {
            name.tokens.start += 2;
        }
    }
    take_hyphens(view, lexicon, taken, &mut names);
    part_pairs(view, lexicon, &mut names);
    keep_endings(view, lexicon, &mut names);
    add_short_forms(view, lexicon, taken, &mut names);
    names.sort_by_key(|n| n.tokens.start);
    names
}

struct Finder<'a> {
    view: &'a View<'a>,
    lexicon: &'a Lexicon,
    taken: &'a [bool],
    stretches: &'a [Stretch],
    /// For each token the stretch that holds it.
    entity: Vec<Option<usize>>,
    /// The words that stand capitalised somewhere within a sentence, with no other such word beside them.
    alone: BTreeSet<&'a str>,
    /// The words in small letters that are names somewhere in the text.
    small: BTreeSet<&'a str>,
}

impl<'a> Finder<'a> {
    fn new(
        view: &'a View<'a>,
        lexicon: &'a Lexicon,
        stretches: &'a [Stretch],
        taken: &'a [bool],
    ) -> Self {
        let mut entity = vec![None; view.analysis.tokens.len()];
        for (i, stretch) in stretches.iter().enumerate() {
            entity[stretch.tokens.clone()].fill(Some(i));
        }
        Self {
            view,
            lexicon,
            taken,
            stretches,
            entity,
            alone: alone(view),
            small: (0..view.analysis.tokens.len())
                .filter(|&t| is_small_name(view, lexicon, t))
                .map(|t| view.form(t))
                .collect(),
        }
    }

    fn stretch(&self, t: usize) -> Option<&Stretch> {
        self.entity[t].map(|s| &self.stretches[s])
    }

    /// Whether a word in small letters is a name, or goes on with one: "nuvira", "bio" of "nuvira bio".
    fn is_small(&self, t: usize) -> bool {
        let form = self.view.form(t);
        let named = self.entity[t].is_some() && self.view.upos(t).is_nominal();
        named
            && (self.small.contains(form)
                || t > 0
                    && self.entity[t] == self.entity[t - 1]
                    && form.chars().all(char::is_lowercase)
                    && self.is_small(t - 1))
    }

    /// Whether a word stands in a name of several words whose borders the model is sure of.
    fn is_surely_inside(&self, t: usize) -> bool {
        self.stretch(t).is_some_and(Stretch::is_whole)
    }

    fn sentence(&self, range: Range<usize>, names: &mut Vec<NameSpan>) {
        let mut t = range.start;
        while t < range.end {
            if !self.is_name_word(t) {
                t += 1;
                continue;
            }
            let start = t;
            let firm = self.partners(start, range.end);
            let mut end = firm.unwrap_or(t + 1);
            while let Some(next) = self.extend(end, range.end) {
                end = next;
            }
            let mut pieces = self.components(start..end);
            if let Some(firm) = firm {
                let inside = pieces.iter().filter(|p| p.start < firm);
                let last = inside.map(|p| p.end).max().unwrap_or(firm);
                pieces.retain(|p| p.start >= firm);
                pieces.insert(0, start..last.max(firm));
            }
            for piece in pieces {
                self.split_titles(piece, names);
            }
            t = end;
        }
    }
}

fn alone<'a>(view: &'a View<'a>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for sentence in &view.analysis.sentences {
        let capital =
            |t: usize| sentence.tokens.contains(&t) && view.form(t).starts_with(char::is_uppercase);
        let within = sentence.tokens.clone().skip(1);
        let single = within.filter(|&t| capital(t) && !capital(t - 1) && !capital(t + 1));
        found.extend(single.map(|t| view.form(t)));
    }
    found
}

/// The class of those whose names end in "family".
pub(super) const FAMILY: &str = "Family";
