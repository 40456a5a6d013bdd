//! Employers: for whom the persons of a document work, as its words say it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::coreference::{Item, Source};
use super::typing::{Family, Votes};
use crate::nlp::{Deprel, Upos, View};
use crate::ontology::Lexicon;

/// For each person's chain the chain of the organisation that the person speaks for: "Anna Holt, chief executive of
/// Norvane", "Norvane's chief executive, Anna Holt", "Anna Holt has run Norvane since 2019".
pub(super) fn employers(s: &Source, chains: &[Votes]) -> BTreeMap<usize, usize> {
    let view = s.view;
    let organisation = |t: usize| -> Option<usize> {
        let item = *s.name_at.get(t)?;
        let (name, chain) = item?;
        let family = chains[chain].family(0.45);
        (s.names[name].alias_of.is_none()
            && !matches!(
                family,
                Some(Family::Person | Family::Product | Family::Event | Family::Place)
            ))
        .then_some(chain)
    };
    let mut found: BTreeMap<usize, BTreeMap<usize, u32>> = BTreeMap::new();
    for item in s.items {
        let Item::Name { name, chain } = item else {
            continue;
        };
        if !matches!(chains[*chain].family(0.4), Some(Family::Person) | None) {
            continue;
        }
        let tokens = &s.names[*name].tokens;
        let sentence = view.sentence(tokens.start).tokens.clone();
        let employer = after(view, s.lexicon, tokens, &sentence, &organisation)
            .map(|e| (e, 3))
            .or_else(|| before(view, s.lexicon, tokens, &sentence, &organisation).map(|e| (e, 3)))
            .or_else(|| runs(view, s.names[*name].head, &organisation).map(|e| (e, 1)));
        if let Some((employer, weight)) = employer.filter(|(e, _)| e != chain) {
            *found
                .entry(*chain)
                .or_default()
                .entry(employer)
                .or_default() += weight;
        }
    }
    found
        .into_iter()
        .filter_map(|(person, employers)| {
            let (&best, &weight) = employers
                .iter()
                .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
            let rivals = employers.values().filter(|w| **w == weight).count();
            (rivals == 1).then_some((person, best))
        })
        .collect()
}

/// ", chief executive of Norvane", ", Norvane's chief executive", ", Chief Executive, Norvane" after the name.
fn after(
    view: &View,
    lexicon: &Lexicon,
    name: &Range<usize>,
    sentence: &Range<usize>,
    organisation: &impl Fn(usize) -> Option<usize>,
) -> Option<usize> {
    let mut at = name.end;
    let form = |t: usize| {
        if t < sentence.end { view.form(t) } else { "" }
    };
    // "Anna Holt of Norvane said"
    if matches!(form(at), "of" | "at" | "from") {
        let next = at + 1 + usize::from(form(at + 1).eq_ignore_ascii_case("the"));
        return (next < sentence.end).then(|| organisation(next)).flatten();
    }
    if form(at) == "," {
        at += 1;
        // "Anna Holt, 52, …"
        if at + 1 < sentence.end && view.upos(at) == Upos::Num && form(at + 1) == "," {
            at += 2;
        }
    } else if form(at) == "(" {
        at += 1;
        if at < sentence.end
            && let Some(chain) = organisation(at)
        {
            return Some(chain);
        }
    } else if !matches!(form(at), "is" | "was" | "as") {
        return None;
    } else {
        at += 1;
    }
    if matches!(
        form(at).to_lowercase().as_str(),
        "the" | "a" | "an" | "who" | "is"
    ) {
        at += 1;
    }
    if matches!(
        form(at).to_lowercase().as_str(),
        "former" | "previously" | "formerly" | "once"
    ) {
        return None;
    }
    let limit = sentence.end.min(at + 14);
    // "Norvane's chief executive"
    if at < limit
        && let Some(chain) = organisation(at)
    {
        let mut end = at + 1;
        while end < limit && organisation(end) == Some(chain) {
            end += 1;
        }
        if matches!(form(end), "'s" | "’s" | "'" | "’") {
            end += 1;
        }
        return (office(view, lexicon, end, limit).is_some()).then_some(chain);
    }
    let mut end = office(view, lexicon, at, limit)?;
    // "co-founder and chief executive of"
    while matches!(form(end), "and" | "&" | ",")
        && let Some(next) = office(view, lexicon, end + 1, limit)
    {
        end = next;
    }
    // "chief executive officer for Europe at Norvane"
    for t in end..limit {
        match form(t) {
            "of" | "at" | "for" | "with" | "from" | "," => {
                let mut next = t + 1;
                while next < limit
                    && (matches!(form(next).to_lowercase().as_str(), "the" | "'s" | "’s")
                        || lexicon.is_place_adjective(form(next)))
                {
                    next += 1;
                }
                if next < limit
                    && let Some(chain) = organisation(next)
                {
                    // A comma joins them only in "Chief Executive Officer, Norvane".
                    let stop = (next..limit)
                        .find(|&x| organisation(x) != Some(chain))
                        .unwrap_or(limit);
                    return (form(t) != ","
                        || !matches!(view.deprel(next), Deprel::Nsubj | Deprel::NsubjPass)
                            && matches!(form(stop), "," | "." | ":" | "" | ")"))
                    .then_some(chain);
                }
                if form(t) == "," {
                    return None;
                }
            }
            ";" | "." | "said" | "says" | "told" | "who" => return None,
            _ => {}
        }
    }
    None
}

/// "Norvane's chief executive, Anna Holt", "Norvane chief executive Anna Holt" before the name.
fn before(
    view: &View,
    lexicon: &Lexicon,
    name: &Range<usize>,
    sentence: &Range<usize>,
    organisation: &impl Fn(usize) -> Option<usize>,
) -> Option<usize> {
    let mut end = name.start;
    if end > sentence.start && matches!(view.form(end - 1), "," | ":" | "(") {
        end -= 1;
    }
    if end > sentence.start && lexicon.is_honorific(view.form(end - 1)) {
        end -= 1;
    }
    // "chief executive of Norvane, Anna Holt": seldom, but plain.
    let mut at = end.checked_sub(1).filter(|t| *t >= sentence.start)?;
    if let Some(chain) = organisation(at) {
        while at > sentence.start && organisation(at) == Some(chain) {
            at -= 1;
        }
        let of = matches!(view.form(at), "of" | "at" | "for");
        return (of && ends_office(view, lexicon, at, sentence.start).is_some()).then_some(chain);
    }
    let mut start = ends_office(view, lexicon, end, sentence.start)?;
    while start > sentence.start + 1
        && matches!(view.form(start - 1), "and" | "&")
        && let Some(next) = ends_office(view, lexicon, start - 1, sentence.start)
    {
        start = next;
    }
    let mut t = start.checked_sub(1).filter(|t| *t >= sentence.start)?;
    if matches!(view.form(t), "'s" | "’s" | "'" | "’") {
        t = t.checked_sub(1).filter(|t| *t >= sentence.start)?;
    }
    organisation(t)
}

/// The organisation that a person is said to run.
fn runs(
    view: &View,
    person: usize,
    organisation: &impl Fn(usize) -> Option<usize>,
) -> Option<usize> {
    let verb = view.head(person)?;
    if view.deprel(person) != Deprel::Nsubj
        || !matches!(
            view.lemma(verb),
            "run" | "lead" | "head" | "chair" | "found" | "co-found" | "manage"
        )
    {
        return None;
    }
    view.child(verb, &[Deprel::Obj]).and_then(organisation)
}

/// The end of the position that starts at a token, after words that narrow it down.
fn office(view: &View, lexicon: &Lexicon, at: usize, limit: usize) -> Option<usize> {
    (at..limit.min(at + 4)).find_map(|start| {
        let clean = (at..start).all(|t| {
            matches!(
                view.upos(t),
                Upos::Adj | Upos::Noun | Upos::Propn | Upos::Punct
            ) && !matches!(view.form(t), "," | ";" | "." | "former")
        });
        clean.then_some(())?;
        (start + 1..=limit.min(start + 5))
            .rev()
            .find(|&end| lexicon.is_position(&view.words(&(start..end)).to_lowercase()))
    })
}

/// The start of the position that ends before a token.
fn ends_office(view: &View, lexicon: &Lexicon, end: usize, least: usize) -> Option<usize> {
    let start = (least.max(end.saturating_sub(5))..end)
        .find(|&start| lexicon.is_position(&view.words(&(start..end)).to_lowercase()))?;
    // "then", "new" and the like may stand before it.
    let mut at = start;
    while at > least
        && matches!(view.upos(at - 1), Upos::Adj | Upos::Noun)
        && !matches!(view.form(at - 1), "former" | "ex")
        && view
            .form(at - 1)
            .chars()
            .next()
            .is_some_and(char::is_lowercase)
    {
        at -= 1;
    }
    (at == least || !matches!(view.form(at - 1).to_lowercase().as_str(), "former")).then_some(at)
}
