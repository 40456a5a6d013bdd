//! Hyphens in names: what one joins to a name, and two names that one joins.

use std::ops::Range;

use super::NameSpan;
use crate::nlp::{Deprel, View};
use crate::ontology::Lexicon;

/// "Pop-Up Starter": what a hyphen joins to the first word of a name belongs to it.
pub(super) fn take_hyphens(
    view: &View<'_>,
    lexicon: &Lexicon,
    taken: &[bool],
    names: &mut [NameSpan],
) {
    let mut free: Vec<bool> = taken.iter().map(|t| !t).collect();
    for name in names.iter() {
        free[name.tokens.clone()].fill(false);
    }
    let glued = |t: usize| view.token(t - 1).span.end == view.token(t).span.start;
    for name in names {
        let sentence = view.sentence(name.tokens.start).tokens.start;
        while name.tokens.start >= sentence + 2 {
            let (word, hyphen) = (name.tokens.start - 2, name.tokens.start - 1);
            let form = view.form(word);
            let prefix = PREFIXES.contains(&form.to_lowercase().as_str());
            let joined = view.form(hyphen) == "-" && glued(hyphen) && glued(hyphen + 1);
            // "EXCLUSIVE-Norvane to buy …"
            let shouted = form.chars().count() > 3 && !form.chars().any(char::is_lowercase);
            let named = form.starts_with(char::is_uppercase)
                && !shouted
                && lexicon.name(form).is_none()
                && !lexicon.is_place_adjective(form);
            if !joined || prefix || !named || !free[word] {
                break;
            }
            name.tokens.start = word;
        }
    }
}

/// "the Norvane-Trask merger": two names, if the text has each of them elsewhere.
pub(super) fn part_pairs(view: &View<'_>, lexicon: &Lexicon, names: &mut Vec<NameSpan>) {
    let called: Vec<String> = names
        .iter()
        .map(|n| view.words(&n.tokens).to_owned())
        .collect();
    // by its whole name, or by the first words of a longer one
    let is_called = |part: &str, but: usize| {
        called.iter().enumerate().any(|(i, other)| {
            let rest = other.strip_prefix(part);
            i != but && rest.is_some_and(|r| r.is_empty() || r.starts_with(' '))
        })
    };
    let mut second = Vec::new();
    for (i, name) in names.iter_mut().enumerate() {
        let (start, end) = (name.tokens.start, name.tokens.end);
        let Some(hyphen) = (start + 1..end.saturating_sub(1)).find(|&t| view.is_hyphen(t)) else {
            continue;
        };
        let (left, right) = (start..hyphen, hyphen + 1..end);
        // of itself the pair is the name of one company, place or person
        let joint = view.deprel(name.head) == Deprel::Compound
            && view
                .head(name.head)
                .is_some_and(|h| is_of_two(lexicon, view.lemma(h)));
        if !joint
            || view.words(&left) == view.words(&right)
            || left.len() > 3
            || right.len() > 3
            || !is_called(view.words(&left), i)
            || !is_called(view.words(&right), i)
        {
            continue;
        }
        let head = |part: &Range<usize>| {
            let outside = |t: &usize| view.head(*t).is_none_or(|h| !part.contains(&h));
            part.clone().rev().find(outside).unwrap_or(part.end - 1)
        };
        second.push(NameSpan {
            head: head(&right),
            tokens: right,
            alias_of: None,
            titled: false,
            label: name.label,
        });
        name.head = head(&left);
        name.tokens = left;
    }
    names.append(&mut second);
}

/// Whether a noun is for something between two parties: "merger", "alliance", "talks".
fn is_of_two(lexicon: &Lexicon, noun: &str) -> bool {
    let noun = noun.to_lowercase();
    let between = |c: &String| {
        matches!(
            c.as_str(),
            "Agreement" | "Contract" | "License" | "Partnership"
        )
    };
    BETWEEN.contains(&noun.as_str())
        || lexicon
            .nominal(&noun)
            .is_some_and(|n| n.classes.iter().any(between))
}

/// What is between two parties, and of no class of its own.
const BETWEEN: &[&str] = &[
    "merger",
    "takeover",
    "combination",
    "talk",
    "talks",
    "dispute",
    "rivalry",
];

/// What stands before a hyphen without being part of a name: "Anti-Norvane", "Pre-Norvane".
const PREFIXES: &[&str] = &[
    "ex", "non", "anti", "pre", "post", "pro", "mid", "inter", "intra", "trans", "sub", "co", "re",
    "former", "then", "semi", "multi", "un", "anglo", "franco", "sino", "brief", "update",
];
