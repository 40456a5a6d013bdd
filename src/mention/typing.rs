//! Classes of names: what the model, the lexicon and the context say of each, added up.

use std::collections::BTreeMap;

use super::names::NameSpan;
use super::nominals::Nominal;
use crate::nlp::{Deprel, EntityLabel, Upos, View};
use crate::ontology::Lexicon;

/// Weights for classes, by local name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Votes(pub BTreeMap<String, f32>);

impl Votes {
    pub fn add(&mut self, class: &str, weight: f32) {
        *self.0.entry(class.to_owned()).or_default() += weight;
    }

    pub fn extend(&mut self, other: &Self) {
        for (class, weight) in &other.0 {
            self.add(class, *weight);
        }
    }

    /// The family with the greatest weight, and within it the most specific class with the greatest weight; with the
    /// share of the family in all votes.
    pub fn winner(&self) -> Option<(String, f32)> {
        let mut families: BTreeMap<Family, f32> = BTreeMap::new();
        let mut total = 0.0;
        for (class, weight) in self.0.iter().filter(|(_, w)| **w > 0.0) {
            *families.entry(family(class)).or_default() += weight;
            total += weight;
        }
        let (&best, &weight) = families
            .iter()
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
        let general = best.general();
        let class = self
            .0
            .iter()
            .filter(|(c, w)| family(c) == best && **w > 0.0 && Some(c.as_str()) != general)
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))
            .map(|(c, _)| c.clone());
        let class = class.or_else(|| general.map(str::to_owned))?;
        Some((class, weight / total))
    }

    /// How much has been voted in all: little evidence is not certain, however much it agrees.
    pub fn total(&self) -> f32 {
        self.0.values().filter(|w| **w > 0.0).sum()
    }

    /// The winning family, when at least this share of the votes is for it.
    pub fn family(&self, share: f32) -> Option<Family> {
        let (class, s) = self.winner()?;
        (s >= share).then(|| family(&class))
    }
}

/// The classes that exclude one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Organization,
    Person,
    Place,
    Product,
    IntellectualProperty,
    Agreement,
    Event,
    Market,
    Other,
}

impl Family {
    fn general(self) -> Option<&'static str> {
        match self {
            Self::Organization => Some("Organization"),
            Self::Product => Some("Product"),
            Self::Agreement => Some("Agreement"),
            _ => None,
        }
    }
}

/// The family of a class.
pub(super) fn family(class: &str) -> Family {
    match class {
        "Organization" | "Company" | "GovernmentAgency" | "NonProfit" | "NewsOutlet"
        | "University" => Family::Organization,
        "Person" => Family::Person,
        "Place" => Family::Place,
        "Product" | "Service" | "Platform" | "Model" | "Device" => Family::Product,
        "IntellectualProperty" => Family::IntellectualProperty,
        "Agreement" | "Partnership" | "License" | "Contract" | "Clause" => Family::Agreement,
        "Event" => Family::Event,
        "Market" => Family::Market,
        _ => Family::Other,
    }
}

/// Verbs whose subject is an organisation or a person, seldom a product.
pub(super) const AGENT_VERBS: &[&str] = &[
    "say",
    "announce",
    "tell",
    "buy",
    "acquire",
    "sign",
    "agree",
    "invest",
    "employ",
    "hire",
    "raise",
    "pay",
    "sue",
    "own",
    "plan",
    "decline",
    "report",
    "hold",
    "negotiate",
    "owe",
    "want",
    "deny",
    "confirm",
    "commit",
    "pledge",
    "warn",
    "argue",
    "refuse",
    "seek",
    "offer",
    "build",
    "launch",
    "operate",
    "fine",
    "approve",
    "order",
    "sell",
    "supply",
    "appoint",
    "name",
];

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
            EntityLabel::Person => votes.add("Person", 1.6 * p),
            EntityLabel::Location => votes.add("Place", 1.3 * p),
            EntityLabel::Organization => votes.add("Organization", 1.3 * p),
            EntityLabel::Product => votes.add("Product", 1.3 * p),
            EntityLabel::Work => votes.add("Product", 0.5 * p),
            EntityLabel::Event => votes.add("Event", 1.2 * p),
            EntityLabel::Group => votes.add("Organization", 0.5 * p),
            EntityLabel::Misc => {}
        }
    }
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
            votes.add(class, if i == 0 { 1.2 } else { 0.4 });
        }
        // "Ministry of …", "University of …": the head tells.
        if name.head != name.tokens.end - 1 || view.words(&name.tokens).contains(" of ") {
            for class in lexicon.ending(view.form(name.tokens.start)).iter().take(1) {
                votes.add(class, 2.0);
            }
        }
        if lexicon.given(first).is_some() && name.tokens.len() <= 4 {
            votes.add("Person", 1.2);
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
    context(view, lexicon, name, nominals, by_head, &mut votes);
    votes
}

fn context(
    view: &View,
    lexicon: &Lexicon,
    name: &NameSpan,
    nominals: &[Nominal],
    by_head: &BTreeMap<usize, usize>,
    votes: &mut Votes,
) {
    let describe = |votes: &mut Votes, head: usize, weight: f32| {
        if let Some(n) = by_head.get(&head).map(|&i| &nominals[i])
            && let Some(class) = &n.class
        {
            votes.add(class, weight * n.class_confidence);
        }
    };
    let head = name.head;
    // Appositions, in both directions, and descriptions before the name.
    for child in view.children(head) {
        match view.deprel(child) {
            Deprel::Appos if !has_cc(view, child) => describe(votes, child, 2.2),
            Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::NmodUnmarked
                if view.upos(child) == Upos::Noun && child < name.tokens.start =>
            {
                describe(votes, child, 2.0);
                if lexicon.is_position(&phrase_before(view, child)) {
                    votes.add("Person", 2.0);
                }
            }
            Deprel::AclRelcl => {
                if view
                    .subtree(child)
                    .iter()
                    .any(|&t| matches!(view.form(t).to_lowercase().as_str(), "who" | "whom"))
                {
                    votes.add("Person", 1.0);
                }
            }
            _ => {}
        }
    }
    let Some(parent) = view.head(head) else {
        return;
    };
    match view.deprel(head) {
        Deprel::Appos if !has_cc(view, head) => describe(votes, parent, 2.0),
        Deprel::Flat | Deprel::NmodDesc if view.upos(parent) == Upos::Noun => {
            describe(votes, parent, 2.0)
        }
        Deprel::NmodUnmarked if view.upos(parent) == Upos::Noun && parent < head => {
            describe(votes, parent, 1.5)
        }
        // "its Foundry marketplace": a possessed noun that the name modifies says what the name is;
        // "OpenAI models" says as little as "OpenAI's models".
        Deprel::Compound if view.upos(parent) == Upos::Noun && parent > head => {
            let possessed = view.child(parent, &[Deprel::NmodPoss]).is_some();
            if let Some(n) = by_head.get(&parent).map(|&i| &nominals[i])
                && let Some(class) = n.class.as_deref()
            {
                match family(class) {
                    Family::Product | Family::Event | Family::Market if possessed => {
                        votes.add(class, 1.4 * n.class_confidence)
                    }
                    Family::Product => votes.add(class, 0.5 * n.class_confidence),
                    Family::Person => votes.add("Organization", 1.2),
                    Family::Place => votes.add("Organization", 0.4),
                    Family::Event => votes.add("Event", 0.4),
                    _ => {}
                }
            }
            if matches!(
                view.lemma(parent),
                "share"
                    | "stock"
                    | "executive"
                    | "spokesperson"
                    | "shareholder"
                    | "investor"
                    | "employee"
                    | "analyst"
            ) {
                votes.add("Organization", 1.0);
            }
        }
        Deprel::Nsubj | Deprel::NsubjPass => {
            let lemma = view.lemma(parent);
            if view.upos(parent) == Upos::Verb
                && view.deprel(head) == Deprel::Nsubj
                && AGENT_VERBS.contains(&lemma)
            {
                votes.add("Organization", 0.5);
                votes.add("Person", 0.2);
            }
            if view.children(parent).any(|c| view.deprel(c) == Deprel::Cop)
                && !view.token(parent).feats.negative
            {
                describe(votes, parent, 1.2);
            }
        }
        Deprel::NmodPoss => {
            let noun = view.lemma(parent).to_lowercase();
            if lexicon.is_position(&noun)
                || matches!(
                    noun.as_str(),
                    "share"
                        | "shareholder"
                        | "board"
                        | "management"
                        | "revenue"
                        | "profit"
                        | "customer"
                        | "subsidiary"
                        | "rival"
                        | "spokeswoman"
                        | "headquarters"
                )
            {
                votes.add("Organization", 0.8);
            }
        }
        Deprel::Obl | Deprel::Nmod => {
            let case = view
                .child(head, &[Deprel::Case])
                .map(|c| view.lemma(c))
                .unwrap_or("");
            if matches!(case, "in" | "at" | "near" | "across")
                && name.label.is_none_or(|(l, _)| l == EntityLabel::Location)
            {
                votes.add(
                    "Place",
                    if case == "in" || case == "near" {
                        0.8
                    } else {
                        0.3
                    },
                );
            }
            if case == "of"
                && view.deprel(head) == Deprel::Nmod
                && lexicon.is_position(&view.lemma(parent).to_lowercase())
            {
                votes.add("Organization", 0.8);
            }
        }
        _ => {}
    }
    // "Boise-based".
    let next = name.tokens.end;
    let sentence = view.sentence(head).tokens.clone();
    if next + 1 < sentence.end
        && matches!(view.form(next), "-" | "–")
        && matches!(
            view.form(next + 1).to_lowercase().as_str(),
            "based" | "headquartered" | "born" | "listed"
        )
    {
        votes.add("Place", 2.5);
    }
}

/// Whether a word is a member of a list rather than an apposition.
pub(super) fn has_cc(view: &View, t: usize) -> bool {
    let siblings = view
        .head(t)
        .map(|h| view.children(h).any(|c| view.deprel(c) == Deprel::Conj))
        .unwrap_or(false);
    view.child(t, &[Deprel::Cc]).is_some() || siblings
}

fn phrase_before(view: &View, t: usize) -> String {
    let start = view
        .children(t)
        .filter(|&c| c < t && matches!(view.deprel(c), Deprel::Compound | Deprel::Amod))
        .min()
        .unwrap_or(t);
    view.words(&(start..t + 1)).to_lowercase()
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
