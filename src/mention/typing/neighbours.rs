//! Neighbours: the nominals that describe a name by standing next to it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Family, family};
use crate::mention::Definiteness;
use crate::mention::nominals::Nominal;
use crate::nlp::{Deprel, Number, Upos, View};

/// The nominals that describe a name by standing next to it: "equipment maker Norvane", "Norvane, an equipment maker,".
/// The words decide, for trees are often wrong here.
pub(in crate::mention) fn neighbours(
    view: &View,
    name: &Range<usize>,
    nominals: &[Nominal],
    by_head: &BTreeMap<usize, usize>,
) -> Vec<usize> {
    let sentence = view.sentence(name.start).tokens.clone();
    let mut found = Vec::new();
    let kind = |n: &Nominal| n.class.as_deref().map(family);
    // "immunologist Anna Holt"
    let bare_person = |n: &Nominal| {
        n.class.as_deref() == Some("Person")
            && n.definiteness == Definiteness::Bare
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
                    .is_some_and(|&n| nominals[n].definiteness != Definiteness::Bare)
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
            && nominals[n].number == Number::Sing
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
            && nominals[n].number == Number::Sing
            && nominals[n].definiteness != Definiteness::Bare
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
            let bare =
                nominal.definiteness == Definiteness::Bare && kind(nominal) != Some(Family::Person);
            let has_name = (nominal.tokens.end < sentence.end
                && view.upos(nominal.tokens.end) == Upos::Propn)
                && nominal.definiteness != Definiteness::Possessive;
            let relative = matches!(
                view.form(comma + 1).to_lowercase().as_str(),
                "whose" | "which" | "where"
            );
            if describes(nominal)
                && !relative
                && nominal.number == Number::Sing
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

/// Whether a word is a member of a list rather than an apposition.
pub(in crate::mention) fn has_cc(view: &View, t: usize) -> bool {
    let siblings = view
        .head(t)
        .map(|h| view.children(h).any(|c| view.deprel(c) == Deprel::Conj))
        .unwrap_or(false);
    view.child(t, &[Deprel::Cc]).is_some() || siblings
}
