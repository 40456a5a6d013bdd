//! Classes of names: what the model, the lexicon and the context say of each, added up.

use std::collections::BTreeMap;

use super::links::EITHER;
use super::names::NameSpan;
use super::nominals::Nominal;
pub(super) use super::votes::{Family, Votes, family};
use crate::nlp::{Deprel, EntityLabel, NameKind, Upos, View};
use crate::ontology::Lexicon;

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

/// Verbs whose subject is a company rather than a person.
const COMPANY_VERBS: &[&str] = &[
    "acquire",
    "merge",
    "raise",
    "employ",
    "supply",
    "operate",
    "launch",
    "manufacture",
    "list",
    "float",
    "ship",
    "post",
    "divest",
    "lease",
    "license",
    "distribute",
    "host",
    "fund",
    "unveil",
];

/// Further verbs whose subject is seldom a person's or a product's name.
const PARTY_VERBS: &[&str] = &[
    "settle",
    "cut",
    "close",
    "borrow",
    "lend",
    "drop",
    "scrap",
    "shut",
    "bid",
    "expand",
    "partner",
    "withdraw",
    "terminate",
    "veto",
    "block",
    "clear",
    "bar",
    "expect",
];

/// Verbs whose object is something that is made.
const PRODUCT_VERBS: &[&str] = &[
    "launch",
    "release",
    "ship",
    "unveil",
    "discontinue",
    "recall",
    "prescribe",
    "install",
    "deploy",
    "adopt",
    "distribute",
    "market",
    "develop",
    "use",
];

/// Nouns for what companies are to one another.
const BUSINESS: &[&str] = &[
    "rival",
    "competitor",
    "supplier",
    "customer",
    "tenant",
    "landlord",
    "client",
    "insurer",
];

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
            votes.add(class, if i == 0 { 1.2 } else { 0.4 });
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

fn context(
    view: &View,
    lexicon: &Lexicon,
    name: &NameSpan,
    nominals: &[Nominal],
    by_head: &BTreeMap<usize, usize>,
    votes: &mut Votes,
) {
    for n in neighbours(view, &name.tokens, nominals, by_head) {
        let either = EITHER.contains(&view.lemma(nominals[n].head));
        if matches!(
            view.lemma(nominals[n].head),
            "supplier"
                | "customer"
                | "competitor"
                | "rival"
                | "publisher"
                | "developer"
                | "partner"
                | "broker"
        ) {
            votes.add("Organization", 1.2);
        }
        if let Some(class) = &nominals[n].class
            && !either
        {
            votes.add(class, 2.0 * nominals[n].class_confidence);
        }
    }
    let describe = |votes: &mut Votes, head: usize, weight: f32| {
        if BUSINESS.contains(&view.lemma(head)) {
            votes.add("Organization", weight);
        }
        if let Some(n) = by_head.get(&head).map(|&i| &nominals[i])
            && let Some(class) = &n.class
            && !EITHER.contains(&view.lemma(n.head))
        {
            votes.add(class, weight * n.class_confidence);
        }
    };
    let head = name.head;
    // Appositions, in both directions, and descriptions before the name.
    for child in view.children(head) {
        match view.deprel(child) {
            Deprel::Appos if !has_cc(view, child) => describe(votes, child, 1.2),
            Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::NmodUnmarked
                if view.upos(child) == Upos::Noun && child < name.tokens.start =>
            {
                describe(votes, child, 1.0);
                if lexicon.is_position(&phrase_before(view, child)) {
                    votes.add("Person", 2.0);
                }
            }
            Deprel::AclRelcl
                if let Some(who) = view
                    .subtree(child)
                    .into_iter()
                    .find(|&t| matches!(view.form(t).to_lowercase().as_str(), "who" | "whom")) =>
            {
                // "Norvane, who host us": a company that one thinks of as its people.
                if is_plural_subject(view, who) {
                    votes.add("Organization", 1.8);
                } else {
                    votes.add("Person", 1.0);
                }
            }
            _ => {}
        }
    }
    // The place and date that open a dispatch: "BASEL, 3 February – …".
    let sentence = view.sentence(head).tokens.clone();
    let opens = name.tokens.start < sentence.start + 10
        && (sentence.start == 0
            || view.sentence(sentence.start - 1).block != view.sentence(head).block);
    let capitals = view.words(&name.tokens).chars().all(|c| !c.is_lowercase())
        && view.form(name.tokens.start).chars().count() > 3;
    let dash = sentence
        .clone()
        .take(30)
        .any(|t| matches!(view.form(t), "–" | "—" | "-" | "--"));
    if opens && capitals && dash {
        votes.add("Place", 4.0);
    }
    let Some(parent) = view.head(head) else {
        return;
    };
    match view.deprel(head) {
        Deprel::Appos if !has_cc(view, head) => describe(votes, parent, 1.2),
        Deprel::Flat | Deprel::NmodDesc if view.upos(parent) == Upos::Noun => {
            describe(votes, parent, 1.2)
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
                        votes.add(class, 2.0 * n.class_confidence)
                    }
                    // "on the Foundry platform"
                    Family::Product
                        if view
                            .child(parent, &[Deprel::Det])
                            .is_some_and(|d| view.form(d).eq_ignore_ascii_case("the"))
                            && n.number == crate::nlp::Number::Sing =>
                    {
                        votes.add(class, 0.9 * n.class_confidence)
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
            // "Holt left his post": who has something of "his" is a person.
            let own = (name.tokens.end..sentence.end)
                .take_while(|&t| {
                    view.analysis
                        .entities
                        .iter()
                        .all(|e| !e.tokens.contains(&t) || e.label != EntityLabel::Person)
                })
                .any(|t| {
                    matches!(
                        view.form(t).to_lowercase().as_str(),
                        "his" | "her" | "himself" | "herself"
                    ) && view.dominates(parent, t)
                });
            if own && name.label.is_some_and(|(l, _)| l == EntityLabel::Person) {
                votes.add("Person", 0.7);
            }
            if view.upos(parent) == Upos::Verb
                && view.deprel(head) == Deprel::Nsubj
                && (AGENT_VERBS.contains(&lemma)
                    || COMPANY_VERBS.contains(&lemma)
                    || PARTY_VERBS.contains(&lemma))
            {
                let company = COMPANY_VERBS.contains(&lemma);
                votes.add("Organization", if company { 0.9 } else { 0.5 });
                votes.add("Person", 0.2);
            }
            if view.child(parent, &[Deprel::Case]).is_none()
                && view.children(parent).any(|c| view.deprel(c) == Deprel::Cop)
                && !view.token(parent).feats.negative
            {
                describe(votes, parent, 1.2);
            }
        }
        Deprel::Obj if view.upos(parent) == Upos::Verb => {
            if PRODUCT_VERBS.contains(&view.lemma(parent)) {
                votes.add("Product", 0.6);
            }
            if matches!(view.lemma(parent), "sue" | "join" | "acquire") {
                votes.add("Organization", 0.6);
            }
        }
        Deprel::OblAgent => {
            if matches!(
                view.lemma(parent),
                "acquire" | "buy" | "supply" | "operate" | "distribute" | "make" | "fund"
            ) {
                votes.add("Organization", 0.6);
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
                    if name.label.is_none() && (case == "in" || case == "near") {
                        0.8
                    } else {
                        0.3
                    },
                );
            }
            if view.deprel(head) == Deprel::Nmod
                && lexicon.is_position(&view.lemma(parent).to_lowercase())
            {
                match case {
                    "of" => votes.add("Organization", 0.8),
                    // "an analyst at Norvane"
                    "at" => votes.add("Organization", 2.0),
                    _ => {}
                }
            }
            if view.deprel(head) == Deprel::Nmod
                && case == "of"
                && matches!(
                    view.lemma(parent),
                    "version" | "user" | "copy" | "edition" | "dose" | "buyer"
                )
            {
                votes.add("Product", 0.8);
            }
            if matches!(case, "to" | "for")
                && matches!(
                    view.lemma(parent),
                    "right" | "rights" | "licence" | "license"
                )
            {
                votes.add("Product", 0.6);
            }
            if view.deprel(head) == Deprel::Obl && view.upos(parent) == Upos::Verb {
                let partner = match case {
                    "to" => matches!(
                        view.lemma(parent),
                        "sell" | "supply" | "lose" | "lease" | "license" | "owe" | "defect"
                    ),
                    "from" => matches!(
                        view.lemma(parent),
                        "buy" | "order" | "lease" | "license" | "poach" | "source" | "borrow"
                    ),
                    "with" => matches!(
                        view.lemma(parent),
                        "sign" | "merge" | "partner" | "compete" | "team" | "negotiate"
                    ),
                    _ => false,
                };
                if partner {
                    votes.add("Organization", 0.7);
                }
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

/// The nominals that describe a name by standing next to it: "equipment maker Norvane", "Norvane, an equipment maker,".
/// The words decide, for trees are often wrong here.
pub(super) fn neighbours(
    view: &View,
    name: &std::ops::Range<usize>,
    nominals: &[Nominal],
    by_head: &BTreeMap<usize, usize>,
) -> Vec<usize> {
    let sentence = view.sentence(name.start).tokens.clone();
    let mut found = Vec::new();
    let kind = |n: &Nominal| n.class.as_deref().map(family);
    // "immunologist Anna Holt"
    let bare_person = |n: &Nominal| {
        n.class.as_deref() == Some("Person")
            && n.definiteness == super::Definiteness::Bare
            && n.head + 1 == name.start
            && name.len() > 1
    };
    let describes = |n: &Nominal| {
        matches!(
            kind(n),
            Some(
                Family::Organization
                    | Family::Person
                    | Family::Product
                    | Family::Place
                    | Family::Event
            )
        ) && (n.class_confidence > 0.6 || bare_person(n))
    };
    let head = name
        .clone()
        .find(|&t| view.head(t).is_none_or(|h| !name.contains(&h)))
        .unwrap_or(name.start);
    // "the start-up Anna Holt founded": the name begins a clause.
    let begins_clause = view.deprel(head).is_subject()
        && name.start > 0
        && view.head(head).is_some_and(|v| {
            v > head
                && by_head
                    .get(&(name.start - 1))
                    .is_some_and(|&n| nominals[n].definiteness != super::Definiteness::Bare)
                && view.dominates(name.start - 1, v)
        });
    // Two subjects of one verb, side by side, are one: the tree saw a clause where there is none.
    let twice = name.start.checked_sub(1).is_some_and(|before| {
        view.deprel(before).is_subject()
            && view.deprel(head).is_subject()
            && view.head(before) == view.head(head)
    });
    let subject_of_clause = !twice
        && (begins_clause
            || view.deprel(name.start).is_subject()
                && view.head(name.start).is_some_and(|v| {
                    matches!(
                        view.deprel(v),
                        Deprel::AclRelcl | Deprel::Acl | Deprel::Ccomp
                    )
                }));
    let possessive = view.deprel(name.end - 1) == Deprel::NmodPoss
        || (name.end < sentence.end && matches!(view.form(name.end), "'s" | "’s" | "’" | "'"));
    if let Some(before) = name.start.checked_sub(1).filter(|b| sentence.contains(b)) {
        // "equipment maker Norvane"
        if let Some(&n) = by_head.get(&before)
            && describes(&nominals[n])
            && nominals[n].tokens.end == name.start
            && nominals[n].number == crate::nlp::Number::Sing
            && !subject_of_clause
            && !(possessive && matches!(view.lemma(before), "company" | "firm" | "group"))
            && !(possessive
                && nominals[n].tokens.start == before
                && kind(&nominals[n]) != Some(Family::Person))
        {
            found.push(n);
        }
        // "its finance chief, Rasa Holt,"
        if view.form(before) == ","
            && before > sentence.start
            && (name.end >= sentence.end
                || matches!(view.form(name.end), "," | "." | ")" | ";" | "—" | "–"))
            && let Some((_, &n)) = by_head.range(before.saturating_sub(6)..before).next_back()
            && describes(&nominals[n])
            && nominals[n].tokens.end == before
            && nominals[n].number == crate::nlp::Number::Sing
            && nominals[n].definiteness != super::Definiteness::Bare
            && matches!(
                view.deprel(name.start),
                Deprel::Appos | Deprel::Flat | Deprel::Compound | Deprel::NmodUnmarked
            )
        {
            found.push(n);
        }
    }
    // "Norvane, an equipment maker, …", also after a short form in brackets.
    let mut comma = name.end;
    if comma + 2 < sentence.end
        && view.form(comma) == "("
        && let Some(close) = (comma + 1..sentence.end.min(comma + 8)).find(|&t| view.form(t) == ")")
    {
        comma = close + 1;
    }
    if comma + 1 < sentence.end && view.form(comma) == "," && !possessive {
        let next = by_head
            .range(comma + 1..sentence.end.min(comma + 10))
            .find(|(_, n)| {
                let n = &nominals[**n];
                let phrase = view
                    .children(n.head)
                    .filter(|&c| c < n.head && c > comma)
                    .min()
                    .unwrap_or(n.head)
                    .min(n.tokens.start);
                let first = view
                    .subtree(phrase)
                    .first()
                    .copied()
                    .unwrap_or(phrase)
                    .max(comma + 1)
                    .min(phrase);
                first == comma + 1
            });
        if let Some((_, &n)) = next {
            let nominal = &nominals[n];
            let after = nominal.tokens.end;
            // Its subject or object elsewhere, or a member of a list, it is no apposition.
            let list = (after < sentence.end && matches!(view.form(after), "and" | "or" | "&"))
                || view.child(nominal.head, &[Deprel::Cc]).is_some()
                || (after + 1 < sentence.end
                    && view.form(after) == ","
                    && matches!(view.form(after + 1), "and" | "or"));
            let governs = view.deprel(nominal.head).is_subject()
                && !(after < sentence.end
                    && (matches!(view.form(after), "," | "." | ")")
                        || matches!(
                            view.form(after).to_lowercase().as_str(),
                            "that" | "which" | "who" | "whose" | "based" | "owned" | "led" | "run"
                        )));
            let bare = nominal.definiteness == super::Definiteness::Bare
                && kind(nominal) != Some(Family::Person);
            let has_name = (nominal.tokens.end < sentence.end
                && view.upos(nominal.tokens.end) == Upos::Propn)
                && nominal.definiteness != super::Definiteness::Possessive;
            let relative = matches!(
                view.form(comma + 1).to_lowercase().as_str(),
                "whose" | "which" | "where"
            );
            if describes(nominal)
                && !relative
                && nominal.number == crate::nlp::Number::Sing
                && !list
                && !governs
                && !bare
                && !has_name
            {
                found.push(n);
            }
        }
    }
    found
}

/// Whether a relative pronoun is the subject of a plural verb.
fn is_plural_subject(view: &View, who: usize) -> bool {
    let Some(verb) = view.head(who).filter(|_| view.deprel(who).is_subject()) else {
        return false;
    };
    let finite = view
        .children(verb)
        .filter(|&c| matches!(view.deprel(c), Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
        .min()
        .unwrap_or(verb);
    let form = view.form(finite).to_lowercase();
    matches!(
        form.as_str(),
        "have" | "'ve" | "’ve" | "are" | "'re" | "’re" | "were" | "do"
    ) || (finite == verb
        && view.upos(verb) == Upos::Verb
        && view.token(verb).feats.tense == Some(crate::nlp::Tense::Pres)
        && form == view.lemma(verb))
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
