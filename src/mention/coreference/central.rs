//! Whom a text is about: the company that it names most, its two parties, what it defines as "the Company".

use super::{Entity, Item, Source};
use crate::mention::nominals::Nominal;
use crate::mention::typing::{Family, Votes};
use crate::nlp::{Deprel, View};
use crate::text::BlockKind;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a word, in lower case, is what a text may call the organisation that it is about.
pub(super) fn is_term(word: &str) -> bool {
    matches!(
        word,
        "company" | "group" | "corporation" | "firm" | "issuer" | "bank"
    )
}

/// Whether such a word is capitalised: "the Company".
pub(in crate::mention) fn is_capitalised_term(form: &str) -> bool {
    form.starts_with(char::is_uppercase) && is_term(&form.to_lowercase())
}

/// Whether a description is a capitalised term: "the Company", not at the start of a title.
pub(super) fn is_defined_term(view: &View, n: &Nominal) -> bool {
    is_capitalised_term(view.form(n.head))
        && n.tokens.start == n.head
        && n.head > view.sentence(n.head).tokens.start
        && view
            .child(n.head, &[Deprel::Det])
            .is_some_and(|d| view.form(d).eq_ignore_ascii_case("the") && d + 1 == n.head)
}

/// The organisation that "the Company" stands for: the one that the text says so of (`Norvane plc (the "Company")`), or the first
/// one that it names, those in its title last.
pub(super) fn defined(s: &Source, chains: &[Votes]) -> Option<usize> {
    if !s.nominals.iter().any(|n| is_defined_term(s.view, n)) {
        return None;
    }
    let said = s.items.iter().find_map(|item| match item {
        Item::Name { name, chain } => {
            let tokens = &s.names[*name].tokens;
            let body = chains[*chain].family(0.5) != Some(Family::Place);
            (body && called(s.view, tokens.end, is_capitalised_term)).then_some(*chain)
        }
        _ => None,
    });
    let in_title = |token: usize| {
        let block = s.view.sentence(token).block;
        let kind = s.view.document.blocks.get(block).map(|b| b.kind);
        matches!(kind, Some(BlockKind::Title | BlockKind::Heading))
    };
    let organisation = |item: &Item, titles: bool| match item {
        Item::Name { name, chain }
            if chains[*chain].family(0.5) == Some(Family::Organization)
                && s.names[*name].alias_of.is_none()
                && in_title(s.names[*name].head) == titles
                && !chains[*chain]
                    .winner()
                    .is_some_and(|(c, _)| c != "Company" && c != "Organization") =>
        {
            Some(*chain)
        }
        _ => None,
    };
    let first = |titles| {
        s.items
            .iter()
            .take(60)
            .find_map(|i| organisation(i, titles))
    };
    said.or_else(|| first(false)).or_else(|| first(true))
}

/// Whether brackets that open at a token hold a quoted word of some kind: `("Norvane" or the "Company")`.
pub(in crate::mention) fn called(view: &View, open: usize, word: impl Fn(&str) -> bool) -> bool {
    if open >= view.analysis.tokens.len() || view.form(open) != "(" {
        return false;
    }
    let end = view.sentence(open).tokens.end.min(open + 40);
    let Some(close) = (open..end).find(|&t| view.form(t) == ")") else {
        return false;
    };
    let quotes = |t: usize| matches!(view.form(t), "\"" | "“" | "”" | "'" | "‘" | "’" | "``");
    // ("the Company") as well as (the "Company")
    let after_quote = |t: usize| quotes(t - 1) || view.form(t - 1) == "the" && quotes(t - 2);
    (open + 2..close).any(|t| word(view.form(t)) && after_quote(t))
}

/// The company that is named at least four times and much more often than any other.
pub(super) fn main_company(entities: &[Entity]) -> Option<usize> {
    let company = |e: &Entity| {
        e.family() == Some(Family::Organization)
            && e.votes
                .winner()
                .is_some_and(|(c, _)| !matches!(c.as_str(), "GovernmentAgency" | "NewsOutlet"))
    };
    let mut ranked: Vec<(usize, usize)> = entities
        .iter()
        .enumerate()
        .filter(|(_, e)| company(e))
        .map(|(i, e)| (e.names.len(), i))
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let &(first, main) = ranked.first()?;
    let second = ranked.get(1).map_or(0, |r| r.0);
    (first >= 4 && first * 2 >= second * 3).then_some(main)
}

/// The two organisations of the headline, if it names just two, and they are the ones that the text names most.
pub(super) fn pair(s: &Source, chains: &[Votes]) -> Option<[usize; 2]> {
    let view = s.view;
    let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
    let mut title: BTreeSet<usize> = BTreeSet::new();
    for item in s.items {
        let Item::Name { name, chain } = item else {
            continue;
        };
        if chains[*chain].family(0.5) != Some(Family::Organization)
            || chains[*chain]
                .winner()
                .is_some_and(|(c, _)| matches!(c.as_str(), "GovernmentAgency" | "NewsOutlet"))
        {
            continue;
        }
        *counts.entry(*chain).or_default() += 1;
        let block = view.sentence(s.names[*name].head).block;
        let titled = view
            .document
            .blocks
            .get(block)
            .is_some_and(|b| b.kind == BlockKind::Title);
        if titled {
            title.insert(*chain);
        }
    }
    let mut ranked: Vec<(u32, usize)> = counts.iter().map(|(c, n)| (*n, *c)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let third = ranked.get(2).map_or(0, |r| r.0);
    let (first, second) = (ranked.first()?, ranked.get(1)?);
    let clear = second.0 >= third * 2 && second.0 >= 3;
    let named = title.len() == 2 && title.contains(&first.1) && title.contains(&second.1);
    (clear || (named && second.0 > third)).then(|| {
        let mut pair = [first.1, second.1];
        pair.sort_unstable();
        pair
    })
}
