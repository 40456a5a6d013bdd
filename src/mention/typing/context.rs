//! What stands around a name: the votes of the words that describe, possess or govern it.

use std::collections::BTreeMap;

use super::verbs::{AGENT_VERBS, COMPANY_VERBS, PARTY_VERBS, PRODUCT_VERBS};
use super::{Family, Votes, family, has_cc, neighbours};
use crate::mention::label::labelled;
use crate::mention::links::EITHER;
use crate::mention::names::NameSpan;
use crate::mention::nominals::Nominal;
use crate::nlp::{Deprel, EntityLabel, Number, Tense, Upos, View};
use crate::ontology::Lexicon;

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

/// Adds what the context of a name says of its class.
pub(super) fn context(
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
    // "Oak Barn. The retailer's sales fell"
    if let Some(described) = labelled(view, &name.tokens) {
        describe(votes, described, 1.6);
    }
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
                            && n.number == Number::Sing =>
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
            match view.lemma(parent) {
                "sue" | "join" | "acquire" | "run" => votes.add("Organization", 0.6),
                "chair" => votes.add("Organization", 1.5),
                _ => {}
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
        && view.token(verb).feats.tense == Some(Tense::Pres)
        && form == view.lemma(verb))
}

fn phrase_before(view: &View, t: usize) -> String {
    let start = view
        .children(t)
        .filter(|&c| c < t && matches!(view.deprel(c), Deprel::Compound | Deprel::Amod))
        .min()
        .unwrap_or(t);
    view.words(&(start..t + 1)).to_lowercase()
}
