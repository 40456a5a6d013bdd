//! Names that end in a possessive ending of their own: "Hartigan's", "St Winifred's".

use std::collections::BTreeSet;

use super::NameSpan;
use crate::nlp::{Deprel, EntityLabel, Upos, View};
use crate::ontology::Lexicon;

/// Gives the ending to names that have it wherever they stand, and somewhere where nothing follows that would be theirs: "sold
/// Hartigan's to Gantry".
pub(super) fn keep_endings(view: &View<'_>, lexicon: &Lexicon, names: &mut [NameSpan]) {
    let ended = |name: &NameSpan| {
        let end = name.tokens.end;
        view.sentence(name.head).tokens.contains(&end) && is_ending(view, end)
    };
    let words = |name: &NameSpan| view.words(&name.tokens);
    let owned: BTreeSet<&str> = names
        .iter()
        .filter(|n| ended(n) && owns_nothing(view, n) && may_end(view, lexicon, n))
        .map(words)
        .collect();
    let bare: BTreeSet<&str> = names.iter().filter(|n| !ended(n)).map(words).collect();
    for name in names {
        if ended(name) && owned.contains(words(name)) && !bare.contains(words(name)) {
            name.tokens.end += 1;
        }
    }
}

/// Whether nothing stands after the ending of a name that could be owned.
fn owns_nothing(view: &View<'_>, name: &NameSpan) -> bool {
    let next = name.tokens.end + 1;
    let sentence = &view.sentence(name.head).tokens;
    let ends = !sentence.contains(&next)
        || matches!(
            view.upos(next),
            Upos::Adp | Upos::Verb | Upos::Aux | Upos::Cconj | Upos::Sconj | Upos::Punct
        );
    // "extended Norvane's contract and cut Trask's in half": what the first one has; not so in "Cork's Hartigan's"
    let before = sentence.start..name.tokens.start.saturating_sub(1);
    let parallel = before.into_iter().any(|t| is_ending(view, t));
    ends && !parallel && view.deprel(name.head) != Deprel::NmodPoss
}

fn is_ending(view: &View<'_>, t: usize) -> bool {
    matches!(view.form(t), "'s" | "’s") && view.upos(t) == Upos::Part
}

/// Whether a name may end so: a person's does not, nor one with a legal form.
fn may_end(view: &View<'_>, lexicon: &Lexicon, name: &NameSpan) -> bool {
    let person = matches!(name.label, Some((EntityLabel::Person, _)))
        || name.tokens.len() > 1 && lexicon.given(view.form(name.tokens.start)).is_some();
    !person && !name.titled && !lexicon.is_legal_form(view.form(name.tokens.end - 1))
}
