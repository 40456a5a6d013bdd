//! Labels: what an entity is called in the graph.

use std::collections::{BTreeMap, BTreeSet};

use crate::ontology::Lexicon;

/// The words of a span on one line, without the quotation marks and stops around them.
pub(super) fn clean(words: &str) -> String {
    // quotation marks within a label are no part of what is called so: "a supporting “runtime"
    let words = words.replace(['"', '“', '”', '„', '«', '»'], " ");
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let trimmed = line.trim_matches(|c: char| {
        matches!(
            c,
            '"' | '“' | '”' | '\'' | '‘' | '’' | ',' | ';' | ':' | '(' | ')'
        )
    });
    if trimmed.is_empty() {
        line
    } else {
        trimmed.to_owned()
    }
}

/// The same words with a small first letter.
pub(super) fn uncapitalise(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map(|c| c.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

/// The canonical label of something known by these names: the form that the lexicon gives; of a person the fullest one;
/// else the commonest form that is no abbreviation and has no legal form, and of equally common ones the longest.
pub(super) fn of_forms(
    forms: &BTreeMap<String, u32>,
    class: Option<&str>,
    lexicon: &Lexicon,
) -> String {
    if let Some(known) = known(forms, lexicon) {
        return known;
    }
    let person = class == Some("Person");
    let terms: BTreeSet<String> = forms
        .keys()
        .filter(|form| is_term(form, forms, lexicon))
        .map(|form| without_legal_form(form, lexicon))
        .collect();
    let mut plain: BTreeMap<String, u32> = BTreeMap::new();
    for (form, count) in forms {
        *plain.entry(without_legal_form(form, lexicon)).or_default() += count;
    }
    // Headlines may be written in capitals throughout.
    let spelt: Vec<String> = plain
        .keys()
        .filter(|f| f.chars().any(char::is_lowercase))
        .cloned()
        .collect();
    let shouted: Vec<String> = plain
        .keys()
        .filter(|f| !f.chars().any(char::is_lowercase))
        .cloned()
        .collect();
    for form in shouted {
        if let Some(same) = spelt
            .iter()
            .find(|s| s.to_lowercase() == form.to_lowercase())
        {
            let count = plain.remove(&form).unwrap_or(0);
            *plain.entry(same.clone()).or_default() += count;
        }
    }
    let rank = |form: &str, count: u32| {
        let words = form.split_whitespace().count();
        let full = (!is_short(form) && !lexicon.is_party(form) && !terms.contains(form)) as u32;
        if person {
            (full, words as u32, count, form.chars().count())
        } else {
            (full, count, words as u32, form.chars().count())
        }
    };
    plain
        .iter()
        .max_by(|a, b| rank(a.0, *a.1).cmp(&rank(b.0, *b.1)).then(b.0.cmp(a.0)))
        .map(|(form, _)| form.clone())
        .unwrap_or_default()
}

/// Whether a form is a word for a party as a text defines it ("the Project Company") rather than a name: another form has no word
/// of it.
fn is_term(form: &str, forms: &BTreeMap<String, u32>, lexicon: &Lexicon) -> bool {
    let words: Vec<&str> = form.split_whitespace().collect();
    let [first @ .., last] = words.as_slice() else {
        return false;
    };
    let apart = |other: &String| {
        let name = without_legal_form(other, lexicon);
        !is_short(&name)
            && !lexicon.is_party(&name)
            && !name.split_whitespace().any(|w| words.contains(&w))
    };
    !first.is_empty() && lexicon.is_party(last) && forms.keys().any(apart)
}

/// The label in the lexicon for any of these names, if they agree on one.
fn known(forms: &BTreeMap<String, u32>, lexicon: &Lexicon) -> Option<String> {
    // "Norvane AB (the "Target")" is not the retailer of that name
    let only_terms = forms.keys().all(|f| lexicon.is_party(f));
    let mut labels: Vec<&str> = forms
        .keys()
        .filter(|f| only_terms || !lexicon.is_party(f))
        .filter_map(|f| {
            let plain = without_legal_form(f, lexicon);
            lexicon.name(f).or_else(|| lexicon.name(&plain))
        })
        .map(|n| n.label.as_str())
        .collect();
    labels.sort_unstable();
    labels.dedup();
    match labels[..] {
        [one] => Some(one.to_owned()),
        _ => None,
    }
}

/// A name without its legal form: "Norvane Systems" for "Norvane Systems, Inc.", "Norvane" for "Norvane & Co.".
pub(super) fn without_legal_form(form: &str, lexicon: &Lexicon) -> String {
    let mut words: Vec<&str> = form.split_whitespace().collect();
    while let [_, .., last] = words[..] {
        let last = last.trim_end_matches(',');
        // "Norvane Co., Ltd."
        let company = words.len() < form.split_whitespace().count()
            && last.trim_end_matches('.').eq_ignore_ascii_case("co");
        if !company && !lexicon.is_legal_form(last) {
            break;
        }
        words.pop();
    }
    // "Norvane & Co."; a firm of several partners keeps its form: "Hallam, Pryce & Co."
    if words.len() > 1 && words.last() == Some(&"&") {
        if form.contains(',') {
            return form.to_owned();
        }
        words.pop();
    }
    words.join(" ").trim_end_matches(',').to_owned()
}

/// Whether a form is a ticker or an abbreviation.
fn is_short(form: &str) -> bool {
    form.starts_with('$')
        || (form.chars().count() <= 5
            && !form.chars().any(|c| c.is_lowercase() || c.is_whitespace()))
}
