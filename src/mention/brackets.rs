//! Short forms in brackets after a name: what else it is called.

use std::ops::Range;

use super::issuer::has_legal_form;
use super::names::NameSpan;
use crate::nlp::{EntityLabel, View};
use crate::ontology::Lexicon;

/// Adds the short forms in brackets after a name: `Name ("Short")`, `Name (ABC)`, `Name ($TICK)`, `Name (EXCHANGE: TICK)`.
pub(super) fn add_short_forms(
    view: &View<'_>,
    lexicon: &Lexicon,
    taken: &[bool],
    names: &mut Vec<NameSpan>,
) {
    let mut at = 0;
    names.sort_by_key(|n| n.tokens.start);
    while at < names.len() {
        let outer = names[at].tokens.clone();
        let sentence = view.sentence(outer.start).tokens.clone();
        let open = outer.end;
        at += 1;
        if open >= sentence.end || !matches!(view.form(open), "(" | "[") {
            continue;
        }
        // "(“Hexham”, the “Company” or, together with its subsidiaries, the “Group”)"
        let defines = (open + 1..sentence.end.min(open + 4))
            .any(|t| matches!(view.form(t), "\"" | "“" | "``" | "‘"));
        let far = open + if defines { 40 } else { 14 };
        let Some(close) =
            (open + 1..sentence.end.min(far)).find(|&t| matches!(view.form(t), ")" | "]"))
        else {
            continue;
        };
        let inner = open + 1..close;
        let mut aliases: Vec<Range<usize>> = Vec::new();
        let double = |t: usize| matches!(view.form(t), "\"" | "“" | "”" | "``" | "''");
        let single = |t: usize| matches!(view.form(t), "‘" | "’" | "'");
        // the apostrophe of "its subsidiaries'" is no quotation mark beside real ones
        let doubled = inner.clone().any(double);
        let quotes: Vec<usize> = inner
            .clone()
            .filter(|&t| double(t) || !doubled && single(t))
            .collect();
        if quotes.len() >= 2 {
            // "(the "Disposal")" after a name of something else defines what the whole sentence tells.
            let same = |q: &[usize]| {
                let words = view.words(&(q[0] + 1..q[1]));
                // "the Group", "the Project Company"
                let kind = words.to_lowercase();
                let kind = kind.rsplit(' ').next().unwrap_or_default();
                view.form(q[0] - 1) != "the"
                    || lexicon.is_party(kind)
                    || view.words(&outer).contains(words)
                    || is_acronym(words, view.words(&outer))
                    || lexicon.is_generic(words)
                    || !lexicon.ending(words).is_empty()
            };
            aliases.extend(
                quotes
                    .chunks_exact(2)
                    .filter(|q| same(q))
                    .map(|q| q[0] + 1..q[1]),
            );
        } else if let Some(colon) = inner.clone().find(|&t| view.form(t) == ":") {
            // A ticker stands after its exchange; neither is a party to anything.
            aliases.push(colon + 1..close);
            names.retain(|n| !(n.tokens.start >= inner.start && n.tokens.end <= colon));
        } else {
            let compact: String = inner.clone().map(|t| view.form(t)).collect();
            let bare = compact.trim_start_matches('$');
            let capitals = (2..=6).contains(&bare.chars().count())
                && bare.chars().all(|c| {
                    c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '&' | '-')
                })
                && bare.starts_with(|c: char| c.is_ascii_uppercase());
            let acronym = is_acronym(bare, view.words(&outer))
                || is_acronym(view.words(&outer), view.words(&inner.clone()));
            if !inner.is_empty() && (compact.starts_with('$') || capitals || acronym) {
                aliases.push(inner.clone());
            }
        }
        for tokens in aliases {
            let mut tokens = tokens;
            while !tokens.is_empty() && matches!(view.form(tokens.start), "the" | "The" | "$") {
                tokens.start += 1;
            }
            if tokens.is_empty()
                || tokens.len() > 6
                || !view.words(&tokens).chars().any(char::is_uppercase)
                || tokens.clone().any(|t| taken[t])
            {
                continue;
            }
            let whole = defined(view, lexicon, names, &outer, &tokens, quotes.len() >= 2);
            names.retain(|n| n.tokens.end <= tokens.start || n.tokens.start >= tokens.end);
            names.push(NameSpan {
                head: tokens
                    .clone()
                    .find(|&t| view.head(t).is_none_or(|h| !tokens.contains(&h)))
                    .unwrap_or(tokens.start),
                tokens,
                label: None,
                titled: false,
                alias_of: Some(whole),
            });
        }
        names.sort_by_key(|n| n.tokens.start);
        at = names.partition_point(|n| n.tokens.start < open);
    }
    // From the first word of the full name to its index.
    let index: std::collections::BTreeMap<usize, usize> = names
        .iter()
        .enumerate()
        .map(|(i, n)| (n.tokens.start, i))
        .collect();
    for name in names {
        name.alias_of = name.alias_of.and_then(|start| index.get(&start).copied());
    }
}

/// Where the name starts that a short form stands for: `outer` before the bracket, or one before it that the form is taken from or
/// that has its seat there ("Norvane S.A., with its seat in Malmö ("the Issuer")").
fn defined(
    view: &View<'_>,
    lexicon: &Lexicon,
    names: &[NameSpan],
    outer: &Range<usize>,
    short: &Range<usize>,
    quoted: bool,
) -> usize {
    let words = view.words(short);
    let fits = |n: &Range<usize>| {
        let own: Vec<&str> = n.clone().map(|t| view.form(t)).collect();
        let short: Vec<&str> = short.clone().map(|t| view.form(t)).collect();
        own.windows(short.len()).any(|w| w == short) || is_acronym(words, view.words(n))
    };
    let is_place = |n: &Range<usize>| {
        let known = lexicon
            .name(view.words(n))
            .is_some_and(|n| n.class == "Place");
        let label = names.iter().find(|m| m.tokens == *n).and_then(|m| m.label);
        known || matches!(label, Some((EntityLabel::Location, _)))
    };
    let located = |n: &Range<usize>| {
        let before = n.start.checked_sub(1).map_or("", |t| view.form(t));
        matches!(before, "in" | "at" | "of" | "from" | ",") && is_place(n)
    };
    if !quoted || fits(outer) || !located(outer) {
        return outer.start;
    }
    let first = view.sentence(outer.start).tokens.start;
    let earlier: Vec<&Range<usize>> = names
        .iter()
        .map(|n| &n.tokens)
        .filter(|n| n.end <= outer.start && n.start >= first && !is_place(n))
        .collect();
    let whole = earlier
        .iter()
        .rfind(|n| fits(n))
        .or_else(|| earlier.iter().find(|n| has_legal_form(view, lexicon, n)))
        .or_else(|| earlier.first());
    whole.map_or(outer.start, |n| n.start)
}

/// Whether `short` consists of the initials of `long`: "SLA" of "Spaceflight Licensing Authority".
pub(super) fn is_acronym(short: &str, long: &str) -> bool {
    let short: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    if short.len() < 2 || !short.iter().all(|c| c.is_uppercase() || c.is_numeric()) {
        return false;
    }
    let words: Vec<&str> = long
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|w| !w.is_empty())
        .collect();
    if words.len() < 2 {
        return false;
    }
    let all: Vec<char> = words
        .iter()
        .filter_map(|w| w.chars().next())
        .flat_map(char::to_uppercase)
        .collect();
    let capitals: Vec<char> = words
        .iter()
        .filter_map(|w| w.chars().next())
        .filter(|c| c.is_uppercase() || c.is_numeric())
        .collect();
    all == short || capitals == short
}
