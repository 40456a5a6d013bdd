//! Lemmas by rules that the network ranks.

use super::{best, irregular};
use crate::nlp::Upos;
use crate::nlp::model::LemmaRule;

/// How many of the best rules are tried before the form itself is taken.
const TRIES: usize = 6;

/// More characters than this are only put to a form of one letter ("m" for "million").
const LONGEST_ADDITION: usize = 4;

/// An absolute lemma belongs to short irregular words; longer ones keep something of their form.
const LONGEST_IRREGULAR: usize = 8;

/// The lemma of `form`: the best rule that makes sense for it; for a verb, the best of the first few that gives a verb
/// that is known. Names keep their form.
#[must_use]
pub fn lemma(
    form: &str,
    upos: Upos,
    rules: &[LemmaRule],
    scores: &[f32],
    known_verb: impl Fn(&str) -> bool,
) -> String {
    if upos == Upos::Verb
        && let Some(base) = irregular::base(&form.to_lowercase())
    {
        return base;
    }
    // digits are their own lemma, without what groups them
    let figure = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    if upos == Upos::Num
        && form.starts_with(|c: char| c.is_ascii_digit())
        && form.chars().all(figure)
    {
        return form.replace(',', "");
    }
    let mut top = best(scores);
    let mut tried = [usize::MAX; TRIES];
    let mut first = None;
    for attempt in 0..TRIES {
        if let Some(lemma) = rules.get(top).and_then(|rule| apply(rule, form, upos)) {
            if upos != Upos::Verb || known_verb(&lemma) {
                return lemma;
            }
            first.get_or_insert(lemma);
        }
        tried[attempt] = top;
        let next = (0..scores.len()).filter(|i| !tried.contains(i));
        let Some(next) = next.max_by(|&a, &b| scores[a].total_cmp(&scores[b])) else {
            break;
        };
        top = next;
    }
    first.unwrap_or_else(|| match upos {
        Upos::Propn | Upos::X | Upos::Num | Upos::Sym => form.to_owned(),
        _ => form.to_lowercase(),
    })
}

fn apply(rule: &LemmaRule, form: &str, upos: Upos) -> Option<String> {
    match rule {
        LemmaRule::Absolute(lemma) => {
            let open = matches!(upos, Upos::Propn | Upos::Num | Upos::X);
            (!lemma.is_empty() && !open && form.chars().count() <= LONGEST_IRREGULAR)
                .then(|| lemma.clone())
        }
        LemmaRule::Suffix { lower, cut, add } => {
            let lowered;
            let base = if *lower && upos != Upos::Propn {
                lowered = form.to_lowercase();
                &lowered
            } else {
                form
            };
            if *cut == 0 && add.is_empty() {
                return Some(base.to_owned());
            }
            let end = match cut {
                0 => base.len(),
                n => base.char_indices().nth_back(n - 1)?.0,
            };
            let kept = &base[..end];
            let spelled_out = add.len() > LONGEST_ADDITION && base.chars().nth(1).is_some();
            (!kept.is_empty() && !spelled_out).then(|| format!("{kept}{add}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_fall_back_to_the_next_and_to_the_form() {
        let suffix = |lower, cut, add: &str| LemmaRule::Suffix {
            lower,
            cut,
            add: add.to_owned(),
        };
        let rules = [
            suffix(true, 3, "y"),
            suffix(true, 1, ""),
            LemmaRule::Absolute("go".to_owned()),
        ];
        assert_eq!(
            lemma("Companies", Upos::Noun, &rules, &[2.0, 1.0, 0.0], |_| true),
            "company"
        );
        assert_eq!(
            lemma("as", Upos::Noun, &rules, &[2.0, 1.0, 0.0], |_| true),
            "a"
        );
        assert_eq!(
            lemma("went", Upos::Verb, &rules, &[0.0, 1.0, 2.0], |_| true),
            "go"
        );
        assert_eq!(
            lemma("Tarns", Upos::Propn, &rules, &[0.0, 1.0, 2.0], |_| true),
            "Tarn"
        );
        assert_eq!(lemma("—", Upos::Punct, &[], &[], |_| true), "—");
        let million = [suffix(true, 0, "illion"), suffix(true, 0, "")];
        let number = |form| lemma(form, Upos::Num, &million, &[1.0, 0.0], |_| true);
        assert_eq!(
            (number("m"), number("bn")),
            ("million".to_owned(), "bn".to_owned())
        );
        let other = [suffix(true, 3, "500")];
        let figure = |form| lemma(form, Upos::Num, &other, &[1.0], |_| true);
        assert_eq!(
            (figure("4,600"), figure("2.75")),
            ("4600".to_owned(), "2.75".to_owned())
        );
    }
}
