//! Labels: a few words at the beginning of a paragraph that say of whom or what it tells. "Oak Barn. The retailer's sales fell."

use std::ops::Range;

use crate::nlp::{Upos, VerbForm, View};

/// The most words of a label.
const WORDS: usize = 6;

/// Whether a sentence is the label of its block: a few words without a verb, before others.
pub(super) fn is_label(view: &View<'_>, sentence: usize) -> bool {
    let sentences = &view.analysis.sentences;
    let block = sentences[sentence].block;
    let opens = sentence
        .checked_sub(1)
        .is_none_or(|before| sentences[before].block != block);
    let goes_on = sentences
        .get(sentence + 1)
        .is_some_and(|next| next.block == block);
    let words = words(view, sentence);
    let finite = |t: usize| {
        matches!(view.upos(t), Upos::Verb | Upos::Aux)
            && view.token(t).feats.verb_form == Some(VerbForm::Fin)
    };
    opens
        && goes_on
        && (1..=WORDS).contains(&words.len())
        && (view.form(sentences[sentence].tokens.end - 1)).ends_with(['.', ':'])
        && view.form(words.start).starts_with(char::is_uppercase)
        && !words.into_iter().any(finite)
}

/// Whether a label is a name.
pub(super) fn is_name(view: &View<'_>, sentence: usize) -> bool {
    let named = |t: usize| {
        view.upos(t) == Upos::Propn || matches!(view.form(t), "&" | "and" | "of" | "the" | "-")
    };
    is_label(view, sentence) && words(view, sentence).all(named)
}

/// The words of a sentence without the sign at its end.
fn words(view: &View<'_>, sentence: usize) -> Range<usize> {
    let tokens = view.analysis.sentences[sentence].tokens.clone();
    let last = tokens.clone().rev().find(|&t| view.upos(t) != Upos::Punct);
    tokens.start..last.map_or(tokens.start, |t| t + 1)
}

/// The word that opens what a label stands before, as its subject or whose that is: "The *retailer*'s sales fell". The label is a name
/// and no more.
pub(super) fn labelled(view: &View<'_>, name: &Range<usize>) -> Option<usize> {
    let sentence = view.sentence_index(name.start);
    // the full stop of "Svale & Co." belongs to the name
    let own = words(view, sentence);
    let whole = own == *name || own.start == name.start && own.end + 1 == name.end;
    if !whole || !is_label(view, sentence) {
        return None;
    }
    let next = view.analysis.sentences[sentence + 1].tokens.clone();
    let article = view.form(next.start).eq_ignore_ascii_case("the");
    let noun = (next.start + 1..next.end.min(next.start + 5))
        .find(|&t| view.upos(t) == Upos::Noun && view.head(next.start) == Some(t));
    noun.filter(|_| article)
}
