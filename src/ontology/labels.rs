//! Triggers from labels: the words of a relation's label and synonyms, for ontologies that bring no frames.

use std::collections::BTreeMap;

use super::Relation;
use super::properties::Properties;
use crate::nlp::Upos;

/// How a word of a label says its relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelTrigger {
    /// Local name of the relation.
    pub relation: String,
    /// The preposition that a verb's label ends in: "by" in "founded by".
    pub preposition: Option<String>,
    /// Whether the word is a noun for the object, or a verb of the object: "author", "place of birth".
    pub noun: bool,
    /// The part of speech that it must be, if that matters: "star" the noun is said of the actor, the verb of the film.
    pub only: Option<Upos>,
    /// The stems of the label's other words, which must stand beside it.
    pub beside: Vec<String>,
}

const PREPOSITIONS: &[&str] = &[
    "by", "on", "in", "at", "from", "to", "of", "for", "with", "as", "into",
];
const EMPTY: &[&str] = &[
    "is", "was", "are", "were", "be", "been", "has", "have", "had", "the", "a", "an", "or", "and",
    "who", "which",
];

/// What forms of one word and its derivations have in common: "direct" of "director", "directed", "directs".
#[must_use]
pub fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let short = |word: &str| word.chars().count() >= 4;
    let single = lower.strip_suffix('s');
    let single = single.filter(|w| short(w) && !w.ends_with('s'));
    let stem = single.unwrap_or(&lower);
    let suffixes = ["ation", "ion", "ing", "er", "or", "ed", "e"];
    let shorter = suffixes.iter().find_map(|s| stem.strip_suffix(s));
    let stem = shorter.filter(|w| short(w)).unwrap_or(stem);
    stem.to_owned()
}

/// The triggers of relations, by the stem of the word: the words of their labels, and what the lexicon has for properties that
/// are called so.
#[must_use]
pub fn triggers<'a>(
    relations: impl Iterator<Item = &'a Relation>,
    properties: &Properties,
) -> BTreeMap<String, Vec<LabelTrigger>> {
    let mut found: BTreeMap<String, Vec<LabelTrigger>> = BTreeMap::new();
    let mut add = |word: &str, trigger: LabelTrigger| {
        let all = found.entry(stem(word)).or_default();
        if !all.contains(&trigger) {
            all.push(trigger);
        }
    };
    for relation in relations {
        for label in [&relation.label].into_iter().chain(&relation.synonyms) {
            let label = spaced(label);
            let lower = label.to_lowercase();
            // "produces" is said of who produces, though "producer" is said of what is produced
            let active = |word: &str| {
                let mut known = properties.called(&lower).flat_map(|p| &p.does);
                known.any(|verb| stem(verb) == stem(word))
            };
            if let Some((word, trigger)) = trigger(relation, &label)
                && !active(word)
            {
                // "crosses" as a verb is said of what crosses; as a noun it would be the object
                if is_third_person(&lower) && properties.called(&lower).next().is_none() {
                    let verb = LabelTrigger {
                        noun: false,
                        only: Some(Upos::Verb),
                        ..trigger.clone()
                    };
                    let noun = LabelTrigger {
                        only: Some(Upos::Noun),
                        ..trigger
                    };
                    add(word, verb);
                    add(word, noun);
                } else {
                    add(word, trigger);
                }
            }
            for property in properties.called(&lower) {
                let says = |noun: bool, only: Upos| LabelTrigger {
                    relation: relation.name.clone(),
                    preposition: None,
                    noun,
                    only: Some(only),
                    beside: Vec::new(),
                };
                for verb in &property.done {
                    add(verb, says(true, Upos::Verb));
                }
                for verb in &property.does {
                    add(verb, says(false, Upos::Verb));
                }
                for noun in &property.nouns {
                    add(noun, says(true, Upos::Noun));
                }
                for phrase in &property.with {
                    let words: Vec<&str> = phrase.split(' ').collect();
                    if let [verb, beside @ .., preposition] = &words[..] {
                        let trigger = LabelTrigger {
                            preposition: Some((*preposition).to_owned()),
                            beside: beside.iter().map(|w| stem(w)).collect(),
                            ..says(false, Upos::Verb)
                        };
                        add(verb, trigger);
                    }
                }
            }
        }
    }
    found
}

/// Whether a label is one word that may be a verb in the third person: "crosses", "contains"; "founders" is not.
fn is_third_person(label: &str) -> bool {
    label.chars().all(char::is_alphabetic)
        && label.chars().count() > 4
        && label.ends_with('s')
        && !label.ends_with("ss")
        && !["us", "ers", "ors", "ists", "ants"]
            .iter()
            .any(|end| label.ends_with(end))
}

/// A label with its words apart: "birth place" of `birthPlace`.
fn spaced(label: &str) -> String {
    if label.contains(char::is_whitespace) {
        return label.to_owned();
    }
    let mut out = String::new();
    let mut before = ' ';
    for c in label.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(if c == '_' { ' ' } else { c });
        }
        before = c;
    }
    out
}

fn trigger<'l>(relation: &Relation, label: &'l str) -> Option<(&'l str, LabelTrigger)> {
    let words: Vec<&str> = label
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty() && !EMPTY.contains(&w.to_lowercase().as_str()))
        .collect();
    let is_preposition = |w: &&str| PREPOSITIONS.contains(&w.to_lowercase().as_str());
    let last = words.last()?;
    let (word, preposition, noun) = if is_preposition(last) {
        (*words.first()?, Some(last.to_lowercase()), false)
    } else if let Some(at) = words.iter().position(is_preposition) {
        (*words.get(at.checked_sub(1)?)?, None, true)
    } else {
        (*last, None, true)
    };
    if is_preposition(&word) {
        return None;
    }
    let beside = words
        .iter()
        .filter(|w| **w != word && !is_preposition(w))
        .map(|w| stem(w));
    Some((
        word,
        LabelTrigger {
            relation: relation.name.clone(),
            preposition,
            noun,
            only: None,
            beside: beside.collect(),
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_properties_are_words_apart() {
        assert_eq!(spaced("operatingOrganisation"), "operating organisation");
        assert_eq!(spaced("place_of_birth"), "place of birth");
        assert_eq!(spaced("YouTube channel"), "YouTube channel");
        assert_eq!(spaced("ICAO code"), "ICAO code");
    }

    #[test]
    fn derivations_share_a_stem() {
        for words in [
            ["director", "directed"],
            ["creator", "create"],
            ["illustrator", "illustrate"],
        ] {
            assert_eq!(stem(words[0]), stem(words[1]));
        }
        assert_ne!(stem("miller"), stem("milk"));
    }
}
