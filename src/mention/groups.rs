//! Groups: several things that one mention can stand for.

use super::nominals::Nominal;
use super::typing::{Family, family};
use super::{Definiteness, MentionKind, Mentions};
use crate::nlp::{Deprel, Number, View};

/// Mentions joined by "and".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// The entities; empty until all mentions are resolved.
    pub members: Vec<usize>,
    /// The mentions.
    pub mentions: Vec<usize>,
    /// The head of the first one.
    pub token: usize,
}

/// Heads that stand for parties of any kind.
pub(super) const VAGUE: &[&str] = &[
    "pair", "duo", "two", "three", "party", "side", "partner", "company", "firm", "group", "both",
];

/// The mentions of the coordination that a mention heads, if it heads one.
pub(super) fn coordination(view: &View, mentions: &Mentions, m: usize) -> Option<Vec<usize>> {
    let head = mentions.mentions[m].head;
    let mut members = vec![m];
    let words = match mentions.mentions[m].kind {
        MentionKind::Name => mentions.mentions[m].tokens.clone(),
        _ => head..head + 1,
    };
    // The conjunct may hang on any word of a name.
    let conjuncts = words
        .flat_map(|t| view.children(t).collect::<Vec<_>>())
        .filter(|&c| view.deprel(c) == Deprel::Conj);
    for conjunct in conjuncts {
        let joined = view.children(conjunct).all(|c| {
            view.deprel(c) != Deprel::Cc || matches!(view.lemma(c), "and" | "&" | "plus" | "And")
        });
        let other = mentions.at(conjunct).map(|id| id.0 as usize)?;
        if !joined {
            return None;
        }
        if other != m {
            members.push(other);
        }
    }
    (members.len() > 1).then_some(members)
}

/// Whether a description stands for several things named before: "both companies", "the two", "each airline".
pub(super) fn stands_for_several(view: &View, n: &Nominal) -> bool {
    let distributive = view.children(n.head).any(|c| {
        matches!(view.deprel(c), Deprel::Det | Deprel::DetPredet)
            && matches!(
                view.lemma(c).to_lowercase().as_str(),
                "each" | "either" | "neither" | "both"
            )
    });
    let party = matches!(
        n.class.as_deref().map(family),
        Some(Family::Organization | Family::Person)
    );
    let vague = VAGUE.contains(&view.lemma(n.head).to_lowercase().as_str());
    // "all companies", "such firms" are not some that were named.
    let open = view.children(n.head).any(|c| {
        c < n.head
            && matches!(
                view.lemma(c).to_lowercase().as_str(),
                "all" | "such" | "any" | "other"
            )
    });
    let definite = n.definiteness == Definiteness::Definite && !open;
    (distributive && (party || vague)) || (definite && n.number == Number::Plur && (party || vague))
}

/// Whether the words say that there are two.
pub(super) fn is_two(view: &View, head: usize) -> bool {
    let two = |t: usize| {
        matches!(
            view.form(t).to_lowercase().as_str(),
            "two" | "2" | "both" | "pair" | "duo" | "either" | "neither" | "each"
        )
    };
    two(head) || view.children(head).any(|c| c < head && two(c))
}
