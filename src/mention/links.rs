//! Links by structure: appositions, descriptions before a name, copulas.

use std::collections::{BTreeMap, BTreeSet};

use super::coreference::{Item, Source};
use super::names::NameSpan;
use super::typing::{Family, Votes, family, has_cc, neighbours};
use super::{MentionKind, Mentions};
use crate::nlp::{Deprel, Gender, Upos, View};
use crate::ontology::Lexicon;

/// A mention that another one describes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    /// Index of the described mention.
    pub to: usize,
    /// Whether the construction leaves no doubt.
    pub certain: bool,
    /// The construction.
    pub how: &'static str,
}

/// For each nominal the mention of the name that stands beside it and that it describes.
pub(super) fn beside(s: &Source) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    for (m, item) in s.items.iter().enumerate() {
        let Item::Name { name, .. } = item else {
            continue;
        };
        for n in neighbours(s.view, &s.names[*name].tokens, s.nominals, s.by_head) {
            found.entry(n).or_insert(m);
        }
    }
    found
}

/// The mention that a nominal describes by structure. `chains` are the votes of each chain of names.
pub(super) fn link(
    s: &Source,
    mentions: &Mentions,
    chains: &[Votes],
    beside: &BTreeMap<usize, usize>,
    m: usize,
) -> Option<Link> {
    let Item::Nominal(n) = s.items[m] else {
        return None;
    };
    let nominal = &s.nominals[n];
    let view = s.view;
    let head = nominal.head;
    let at = |t: usize| mentions.at(t).map(|id| id.0 as usize).filter(|&x| x != m);
    let is_name = |x: usize| matches!(s.items[x], Item::Name { .. });
    let fits = |x: usize| match (&s.items[x], nominal.class.as_deref()) {
        (Item::Name { chain, .. }, Some(class)) if nominal.class_confidence > 0.6 => {
            chains[*chain].family(0.4).is_none_or(|f| {
                EITHER.contains(&view.lemma(head))
                    || f == family(class)
                    || matches!(family(class), Family::Other)
            })
        }
        _ => true,
    };
    if let Some(&x) = beside.get(&n)
        && fits(x)
    {
        return Some(Link {
            to: x,
            certain: true,
            how: if mentions.mentions[x].head < head {
                "apposition"
            } else {
                "description before the name"
            },
        });
    }
    for child in view.children(head) {
        let joined = match view.deprel(child) {
            Deprel::Appos => !has_cc(view, child),
            Deprel::Flat | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::Compound => {
                child > head
            }
            _ => false,
        };
        if joined
            && let Some(x) = at(child)
            && is_name(x)
            && mentions.mentions[x].head == child
            && !matches!(s.items[x], Item::Name { name, .. } if s.names[name].alias_of.is_some())
            && fits(x)
        {
            return Some(Link {
                to: x,
                certain: true,
                how: "apposition",
            });
        }
    }
    if let Some(x) = called(view, head)
        .and_then(at)
        .filter(|&x| is_name(x) && fits(x))
    {
        return Some(Link {
            to: x,
            certain: true,
            how: "its name",
        });
    }
    // "Norvane, whose app …": what is Norvane's is not Norvane.
    let whose = view
        .children_by(head, &[Deprel::NmodPoss])
        .any(|c| view.form(c).eq_ignore_ascii_case("whose"));
    if let Some(parent) = view.head(head).filter(|_| !whose) {
        let joined = match view.deprel(head) {
            Deprel::Appos => !has_cc(view, head),
            Deprel::Compound
            | Deprel::Flat
            | Deprel::NmodDesc
            | Deprel::NmodUnmarked
            | Deprel::Nmod => {
                view.upos(head) == Upos::Noun
                    && head < parent
                    && view.child(head, &[Deprel::Case]).is_none()
            }
            _ => false,
        };
        if joined
            && let Some(x) = at(parent)
            && fits(x)
            && !second_apposition(view, head)
            && (is_name(x) || view.deprel(head) == Deprel::Appos)
            && matches!(
                nominal.class.as_deref().map(family),
                Some(
                    Family::Organization
                        | Family::Person
                        | Family::Product
                        | Family::Place
                        | Family::Event
                ) | None
            )
        {
            let certain = is_name(x);
            return Some(Link {
                to: x,
                certain,
                how: if view.deprel(head) == Deprel::Appos {
                    "apposition"
                } else {
                    "description before the name"
                },
            });
        }
        if view.deprel(head) == Deprel::Xcomp
            && matches!(view.lemma(parent), "become" | "remain" | "be")
            && let Some(subject) = view.child(parent, &[Deprel::Nsubj])
            && let Some(x) = at(subject)
            && fits(x)
        {
            return Some(Link {
                to: x,
                certain: false,
                how: "said to be",
            });
        }
    }
    // "The winner is Norvane"
    if view.deprel(head) == Deprel::Nsubj
        && nominal.number == crate::nlp::Number::Sing
        && nominal.definiteness != super::Definiteness::Indefinite
        && (!nominal.relational || nominal.class.as_deref() == Some("Person"))
        && let Some(name) = view.head(head)
        && view.child(name, &[Deprel::Cop]).is_some()
        && view.child(name, &[Deprel::Case]).is_none()
        && !view.token(name).feats.negative
        && view.children(name).all(|c| {
            !matches!(
                view.lemma(c),
                "not" | "never" | "n't" | "may" | "might" | "could" | "would" | "should"
            )
        })
        && matches!(
            nominal.class.as_deref().map(family),
            Some(Family::Organization | Family::Person)
        )
        && let Some(x) = at(name)
        && is_name(x)
        && fits(x)
    {
        return Some(Link {
            to: x,
            certain: false,
            how: "copula",
        });
    }
    // "X is a Y"; not "X is no Y", "X may be a Y".
    if view.child(head, &[Deprel::Cop]).is_some() && view.child(head, &[Deprel::Case]).is_none() {
        let denied = view.children(head).any(|c| {
            matches!(
                view.lemma(c),
                "not"
                    | "never"
                    | "no"
                    | "n't"
                    | "may"
                    | "might"
                    | "could"
                    | "would"
                    | "should"
                    | "hardly"
            ) && c < head
        });
        let subject = view.child(head, &[Deprel::Nsubj])?;
        let x = at(subject)?;
        if !denied && fits(x) && mentions.mentions[x].kind != MentionKind::Pronoun {
            return Some(Link {
                to: x,
                certain: false,
                how: "copula",
            });
        }
        if !denied
            && matches!(s.items[x], Item::Pronoun(p) if p.kind != super::pronouns::PronounKind::Demonstrative)
        {
            return Some(Link {
                to: x,
                certain: false,
                how: "copula",
            });
        }
    }
    None
}

/// The name that a noun is given: "a tablet called Mottle", "the model known as Pell". What went by it once does so no longer.
fn called(view: &View, head: usize) -> Option<usize> {
    const NAMING: [&str; 12] = [
        "named",
        "called",
        "dubbed",
        "nicknamed",
        "christened",
        "baptised",
        "known",
        "branded",
        "titled",
        "entitled",
        "codenamed",
        "styled",
    ];
    let clause = view.children_by(head, &[Deprel::Acl]).find(|&c| {
        c > head
            && NAMING.contains(&view.form(c).to_lowercase().as_str())
            && view
                .child(
                    c,
                    &[
                        Deprel::Nsubj,
                        Deprel::NsubjPass,
                        Deprel::Aux,
                        Deprel::AuxPass,
                        Deprel::Advmod,
                    ],
                )
                .is_none()
    })?;
    let complements = [
        Deprel::Xcomp,
        Deprel::Obj,
        Deprel::Obl,
        Deprel::OblUnmarked,
        Deprel::Appos,
    ];
    view.children_by(clause, &complements).find(|&c| {
        let case = view
            .child(c, &[Deprel::Case])
            .map(|k| view.form(k).to_lowercase());
        c > clause && case.is_none_or(|k| k == "as")
    })
}

/// "a supplier, Norvane, a stake": what comes after a first apposition is seldom one.
fn second_apposition(view: &View, t: usize) -> bool {
    view.deprel(t) == Deprel::Appos
        && view.head(t).is_some_and(|h| {
            view.children(h)
                .any(|c| c < t && c > h && view.deprel(c) == Deprel::Appos)
        })
}

/// The gender that a name tells by its address or given name.
pub(super) fn gender_of_name(view: &View, lexicon: &Lexicon, name: &NameSpan) -> Option<Gender> {
    let before = name
        .tokens
        .start
        .checked_sub(1)
        .and_then(|t| lexicon.honorific_gender(view.form(t)));
    before.or_else(|| {
        lexicon
            .given(view.form(name.tokens.start))
            .flatten()
            .filter(|_| name.tokens.len() > 1)
    })
}

/// The gender that a noun for a person tells.
pub(super) fn gender_of_noun(lemma: &str) -> Option<Gender> {
    Some(match lemma {
        "man" | "boy" | "father" | "grandfather" | "brother" | "son" | "grandson" | "husband"
        | "uncle" | "nephew" | "widower" | "king" | "prince" | "chairman" | "spokesman"
        | "businessman" | "salesman" | "nobleman" | "actor" => Gender::Masc,
        "woman" | "girl" | "mother" | "grandmother" | "sister" | "daughter" | "granddaughter"
        | "wife" | "aunt" | "niece" | "widow" | "queen" | "princess" | "chairwoman"
        | "spokeswoman" | "businesswoman" | "heiress" | "actress" => Gender::Fem,
        _ => return None,
    })
}

/// Nouns for roles that organisations and persons fill alike.
pub(super) const EITHER: &[&str] = &[
    "owner",
    "shareholder",
    "investor",
    "backer",
    "customer",
    "client",
    "buyer",
    "seller",
    "partner",
    "supplier",
    "founder",
    "co-founder",
    "creator",
    "rival",
    "competitor",
    "publisher",
    "developer",
    "broker",
    "landlord",
    "tenant",
    "creditor",
    "holder",
];

/// The place that a name or an adjective stands for and its country, as [`modifiers`] writes them; none if it stands for no place.
pub(super) fn place(lexicon: &Lexicon, word: &str) -> Vec<String> {
    let known = lexicon
        .name(word)
        .filter(|n| n.class == "Place")
        .map(|n| n.label.as_str());
    let Some(label) = lexicon.place_of_adjective(word).or(known) else {
        return Vec::new();
    };
    let own = lexicon.is_country(label).then_some(label);
    std::iter::once(format!("place:{}", label.to_lowercase()))
        .chain(
            [lexicon.country(label), own]
                .into_iter()
                .flatten()
                .map(|c| format!("place:={}", c.to_lowercase())),
        )
        .collect()
}

/// The words that narrow a noun or a name down, in lower case; places as `place:` and the name of the place and its country.
pub(super) fn modifiers(
    view: &View,
    lexicon: &Lexicon,
    places: &[bool],
    head: usize,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let add_place = |found: &mut BTreeSet<String>, word: &str| {
        let places = place(lexicon, word);
        let known = !places.is_empty();
        found.extend(places);
        known
    };
    // A place that the lexicon does not know.
    let unknown = |found: &mut BTreeSet<String>, t: usize| {
        let is = places.get(t).copied().unwrap_or(false);
        if is {
            found.insert(format!("place:{}", view.form(t).to_lowercase()));
        }
        is
    };
    for child in view.children(head) {
        match view.deprel(child) {
            Deprel::Amod
            | Deprel::Compound
            | Deprel::NmodPoss
            | Deprel::NmodUnmarked
            | Deprel::Nmod
                if child < head =>
            {
                let subtree = view.subtree(child);
                if let Some(based) = subtree.iter().position(|&t| {
                    matches!(
                        view.form(t).to_lowercase().as_str(),
                        "based" | "headquartered" | "listed"
                    )
                }) {
                    let words: Vec<&str> = subtree[..based]
                        .iter()
                        .map(|&t| view.form(t))
                        .filter(|w| w.chars().any(char::is_alphabetic))
                        .collect();
                    let name = words.join(" ");
                    if !add_place(&mut found, &name) {
                        found.insert(format!("place:{}", name.to_lowercase()));
                    }
                    continue;
                }
                if let Some((name, _)) = view.form(child).split_once("-based") {
                    if !add_place(&mut found, name) {
                        found.insert(format!("place:{}", name.to_lowercase()));
                    }
                    continue;
                }
                if add_place(&mut found, view.form(child))
                    || unknown(&mut found, child)
                    || view.deprel(child) == Deprel::NmodPoss
                {
                    continue;
                }
                let lemma = view.lemma(child).to_lowercase();
                if !VAGUE.contains(&lemma.as_str()) && view.deprel(child) != Deprel::Nmod {
                    found.insert(lemma);
                }
            }
            Deprel::Nmod if child > head => {
                let case = view
                    .child(child, &[Deprel::Case])
                    .map(|c| view.lemma(c))
                    .unwrap_or("");
                if matches!(case, "of" | "in" | "from" | "at")
                    && !add_place(&mut found, view.form(child))
                    && case != "at"
                {
                    unknown(&mut found, child);
                }
            }
            _ => {}
        }
    }
    found
}

/// The countries, or the towns, of a set of modifiers.
fn places(modifiers: &BTreeSet<String>, countries: bool) -> BTreeSet<&str> {
    modifiers
        .iter()
        .filter(|w| w.starts_with("place:") && w.starts_with("place:=") == countries)
        .filter(|w| countries || !modifiers.contains(&w.replacen("place:", "place:=", 1)))
        .map(String::as_str)
        .collect()
}

/// Whether two sets of modifiers name one town.
pub(super) fn of_one_town(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !places(a, false).is_disjoint(&places(b, false))
}

/// Whether two sets of modifiers cannot be true of one thing: it is in two countries or two towns.
pub(super) fn conflict(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    [true, false].into_iter().any(|countries| {
        let (a, b) = (places(a, countries), places(b, countries));
        !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
    })
}

const VAGUE: &[&str] = &[
    "new", "big", "large", "small", "former", "own", "other", "same", "said", "whole", "entire",
    "latest", "current", "main", "major", "leading", "two", "three", "first", "last", "next",
    "local", "private", "public", "rival",
];

/// The organisation that the descriptions of a person name: "Kenji Mori, president of Tanaka".
pub(super) fn employer(view: &View, mentions: &Mentions, of_person: &[usize]) -> Option<usize> {
    for &m in of_person {
        let head = mentions.mentions[m].head;
        // "a Norvane executive"
        let own = (mentions.mentions[m].kind == MentionKind::Nominal)
            .then(|| {
                view.children(head)
                    .filter(|&c| {
                        matches!(
                            view.deprel(c),
                            Deprel::Compound | Deprel::NmodPoss | Deprel::Nmod
                        )
                    })
                    .find_map(|c| mentions.at(c))
                    .filter(|id| mentions.get(*id).kind == MentionKind::Name)
            })
            .flatten();
        if let Some(id) = own {
            return Some(id.0 as usize);
        }
        for child in view.children(head) {
            if !matches!(
                view.deprel(child),
                Deprel::Appos
                    | Deprel::Compound
                    | Deprel::Flat
                    | Deprel::NmodDesc
                    | Deprel::Nmod
                    | Deprel::NmodUnmarked
            ) {
                continue;
            }
            let own = mentions.at(head);
            let found = view.subtree(child).into_iter().find_map(|t| {
                let id = mentions.at(t).filter(|id| Some(*id) != own)?;
                let organisation = mentions.get(id);
                (organisation.kind != MentionKind::Nominal
                    && organisation.head == t
                    && matches!(
                        view.deprel(t),
                        Deprel::Nmod | Deprel::NmodPoss | Deprel::Compound
                    ))
                .then_some(id.0 as usize)
            });
            if found.is_some() {
                return found;
            }
        }
    }
    None
}
