//! Forms of names that the text tells apart: nobody owns themselves, and strangers are two.

use std::collections::BTreeSet;
use std::ops::Range;

use super::names::NameSpan;
use crate::nlp::{ArgumentSlot, Upos, View};
use crate::ontology::Lexicon;

/// How many words after a name may describe it.
pub(super) const DESCRIPTION: usize = 8;

/// Relations that nobody has to itself.
const BETWEEN_TWO: [&str; 6] = [
    "subsidiaryOf",
    "spinsOff",
    "owns",
    "acquires",
    "mergesWith",
    "sells",
];

/// A place in a relation that the model holds less likely tells no two names apart.
const SURE_PLACE: f32 = 0.5;

/// The forms of which a sentence says that one is a part of the other, or was bought by it: "Voss Trucks was spun off from Voss AG".
pub(super) fn told_apart(
    view: &View,
    lexicon: &Lexicon,
    names: &[NameSpan],
    form_of: &[usize],
) -> BTreeSet<(usize, usize)> {
    let form_at = |t: usize| {
        let name = names.iter().position(|n| n.tokens.contains(&t))?;
        Some(form_of[name])
    };
    let mut apart = strangers(view, lexicon, names, form_of);
    for reading in &view.analysis.readings {
        if reading.confidence < SURE_PLACE || !BETWEEN_TWO.contains(&reading.relation.as_str()) {
            continue;
        }
        let forms = |slot: ArgumentSlot| -> Vec<usize> {
            let sure = reading
                .arguments
                .iter()
                .filter(|a| a.slot == slot && a.confidence >= SURE_PLACE);
            sure.filter_map(|a| form_at(a.token)).collect()
        };
        for &s in &forms(ArgumentSlot::Subject) {
            for &o in &forms(ArgumentSlot::Object) {
                if s != o {
                    apart.extend([(s, o), (o, s)]);
                }
            }
        }
    }
    apart
}

/// The forms that a sentence calls strangers: "Norvane has nothing to do with Norvane Ventures", "Norvane Ventures, an unrelated fund".
fn strangers(
    view: &View,
    lexicon: &Lexicon,
    names: &[NameSpan],
    form_of: &[usize],
) -> BTreeSet<(usize, usize)> {
    let mut apart = BTreeSet::new();
    let lower = |words: Range<usize>| {
        let forms: Vec<String> = words.map(|t| view.form(t).to_lowercase()).collect();
        forms.join(" ")
    };
    for (i, name) in names.iter().enumerate() {
        let sentence = &view.sentence(name.head).tokens;
        let end = name.tokens.end;
        // the names between may be those of a description: "Norvane, the Oslo bank, has nothing to do with Norvane Ventures"
        let later = names.iter().enumerate().skip(i + 1);
        let stranger = later
            .take_while(|(_, n)| n.tokens.start < sentence.end)
            .filter(|(_, n)| n.tokens.start >= end)
            .find(|(_, n)| lexicon.tells_apart(&lower(end..n.tokens.start)));
        if let Some((other, _)) = stranger {
            let (one, other) = (form_of[i], form_of[other]);
            apart.extend([(one, other), (other, one)]);
        }
        let described = end < sentence.end
            && view.form(end) == ","
            && (end + 1..sentence.end.min(end + 1 + DESCRIPTION))
                .take_while(|&t| view.form(t) != "," && view.upos(t) != Upos::Verb)
                .any(|t| lexicon.is_unrelated(&view.form(t).to_lowercase()));
        if described {
            for &other in form_of {
                apart.extend([(form_of[i], other), (other, form_of[i])]);
            }
        }
    }
    apart
}
