//! Classes of names: what the model, the lexicon and the context say of each, added up.

mod context;
mod neighbours;
mod verbs;

use std::collections::BTreeMap;

use context::context;
pub(super) use neighbours::{has_cc, neighbours};
pub(super) use verbs::AGENT_VERBS;

use super::names::NameSpan;
use super::nominals::Nominal;
pub(super) use super::votes::{Family, Votes, family};
use crate::nlp::{EntityLabel, NameKind, View};
use crate::ontology::Lexicon;

/// What the words in and around one name say of its class.
pub(super) fn votes(
    view: &View,
    lexicon: &Lexicon,
    name: &NameSpan,
    nominals: &[Nominal],
    by_head: &BTreeMap<usize, usize>,
) -> Votes {
    let mut votes = Votes::default();
    let words = view.words(&name.tokens);
    let last = view.form(name.tokens.end - 1);
    let first = view.form(name.tokens.start);
    let lone = name.tokens.len() == 1;
    if let Some((label, p)) = name.label {
        match label {
            // A lone family name looks like a company's to the model, and the other way round.
            EntityLabel::Person if lone && !name.titled => votes.label("Person", 0.9 * p),
            EntityLabel::Person => votes.label("Person", 1.6 * p),
            EntityLabel::Location => votes.label("Place", 1.3 * p),
            EntityLabel::Organization => votes.label("Organization", 1.3 * p),
            EntityLabel::Product => votes.label("Product", 1.3 * p),
            EntityLabel::Work => votes.label("Product", 0.5 * p),
            EntityLabel::Event => votes.label("Event", 1.2 * p),
            EntityLabel::Group => votes.label("Organization", 0.5 * p),
            EntityLabel::Misc => {}
        }
    }
    votes.kinds(
        NameKind::ALL
            .into_iter()
            .filter_map(|k| Some((kind_class(k)?, 1.8 * kind_share(view, name, k))))
            .filter(|(_, w)| *w > 0.1),
    );
    if let Some(entry) = lexicon
        .name(words)
        .or_else(|| lexicon.name(&without_legal_form(view, lexicon, name)))
    {
        votes.add(&entry.class, 2.0);
    }
    if name
        .tokens
        .clone()
        .skip(1)
        .any(|t| lexicon.is_legal_form(view.form(t)) && !matches!(view.form(t), "as" | "co"))
    {
        votes.add("Company", 3.0);
    }
    if !lone {
        for (i, class) in lexicon.ending(last).iter().enumerate() {
            votes.add(class, if i == 0 { 2.5 } else { 0.4 });
        }
        // "Ministry of …", "Technical University of …": the head tells.
        let of = name.tokens.clone().find(|&t| view.form(t) == "of");
        let head = of.filter(|&t| t > name.tokens.start).map(|t| t - 1);
        if name.head != name.tokens.end - 1 || of.is_some() {
            let told = view.form(head.unwrap_or(name.tokens.start));
            for class in lexicon.ending(told).iter().take(1) {
                votes.add(class, 2.0);
            }
        }
        if let Some(class) = lexicon.beginning(first) {
            votes.add(class, 1.8);
        }
        // "Harrow & Finch"
        if name
            .tokens
            .clone()
            .any(|t| matches!(view.form(t), "&" | "+"))
        {
            votes.add("Company", 1.6);
        }
        if words.starts_with("Central Bank") || words.contains("Reserve Bank") {
            votes.add("GovernmentAgency", 4.0);
        }
        if lexicon.given(first).is_some() && name.tokens.len() <= 4 {
            votes.add("Person", 1.2);
        }
        // "the Orlo van"
        let noun = lexicon.nominal(&view.lemma(name.tokens.end - 1).to_lowercase());
        if let Some(noun) = noun.filter(|_| last.starts_with(char::is_lowercase)) {
            noun.classes.iter().take(1).for_each(|c| votes.add(c, 1.6));
        }
        let digits = last.chars().any(|c| c.is_ascii_digit());
        if digits {
            votes.add("Product", 1.2);
        }
    } else if first.chars().any(|c| c.is_ascii_digit()) && first.chars().any(char::is_alphabetic) {
        votes.add("Product", 1.2);
    }
    if name.titled {
        votes.add("Person", 2.0);
    }
    if name
        .tokens
        .clone()
        .any(|t| lexicon.is_after_name(view.form(t)) && t > name.tokens.start)
    {
        votes.add("Person", 1.0);
    }
    if has_ticker(view, name) {
        votes.add("Company", 2.5);
    }
    context(view, lexicon, name, nominals, by_head, &mut votes);
    votes
}

/// The class of what a kind of name names.
fn kind_class(kind: NameKind) -> Option<&'static str> {
    Some(match kind {
        NameKind::Company => "Company",
        NameKind::Organization => "Organization",
        NameKind::Agency => "GovernmentAgency",
        NameKind::Outlet => "NewsOutlet",
        NameKind::Person => "Person",
        NameKind::Place => "Place",
        NameKind::Product => "Product",
        NameKind::Facility => "Facility",
        NameKind::Event => "Event",
        NameKind::Work | NameKind::Other => return None,
    })
}

/// The model's probability that a name is of a kind, on average over its words.
fn kind_share(view: &View, name: &NameSpan, kind: NameKind) -> f32 {
    let sum: f32 = name
        .tokens
        .clone()
        .map(|t| view.token(t).kinds[kind as usize])
        .sum();
    sum / name.tokens.len() as f32
}

/// Whether the name is followed by what its shares are called on an exchange: "Norvane Microdevices (NVMD)".
fn has_ticker(view: &View, name: &NameSpan) -> bool {
    let open = name.tokens.end;
    if open + 2 >= view.sentence(name.head).tokens.end
        || view.form(open) != "("
        || view.form(open + 2) != ")"
    {
        return false;
    }
    let inner = view.form(open + 1).trim_start_matches('$');
    let capitals = (3..=5).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_uppercase());
    // the initials of the name are an abbreviation of whatever it is
    let words = view.words(&name.tokens);
    let initials: String = words
        .split_whitespace()
        .filter_map(|w| w.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    let mut rest = words.chars();
    let squeezed = inner
        .chars()
        .all(|c| rest.any(|r| r.eq_ignore_ascii_case(&c)));
    capitals && initials != inner && squeezed
}

fn without_legal_form(view: &View, lexicon: &Lexicon, name: &NameSpan) -> String {
    let mut tokens = name.tokens.clone();
    while tokens.len() > 1
        && (lexicon.is_legal_form(view.form(tokens.end - 1))
            || matches!(view.form(tokens.end - 1), "," | "."))
    {
        tokens.end -= 1;
    }
    view.words(&tokens).to_owned()
}
