//! How much of two tuples agrees, word by word.

use super::Tuple;

/// The forms of *be* that a system's "be" stands for.
const BE: [&str; 8] = ["be", "is", "am", "are", "was", "were", "been", "being"];

/// Letters in a reference's relation that let the arguments stand the other way round.
const SAID: [&str; 5] = ["said", "told", "added", "adds", "says"];

/// Precision and recall of a system's tuple against one of the reference.
#[must_use]
pub fn pair(gold: &Tuple, system: &Tuple) -> (f64, f64) {
    let wanted = slots(&gold.arguments, false);
    let straight = lenient(&gold.relation, &wanted, &system.relation, &system.arguments);
    if !SAID.iter().any(|said| gold.relation.contains(said)) || system.arguments.len() < 2 {
        return straight;
    }
    let turned = slots(&system.arguments, true);
    let reverse = lenient(&gold.relation, &wanted, &system.relation, &turned);
    if reverse > straight {
        reverse
    } else {
        straight
    }
}

/// The first argument and all others as one; `turned`: these before it.
fn slots(arguments: &[String], turned: bool) -> Vec<String> {
    let [first, rest @ ..] = arguments else {
        return Vec::new();
    };
    if rest.is_empty() {
        return vec![first.clone()];
    }
    let rest = rest.join(" ");
    if turned {
        vec![rest, first.clone()]
    } else {
        vec![first.clone(), rest]
    }
}

fn lenient(
    gold_relation: &str,
    gold: &[String],
    relation: &str,
    arguments: &[String],
) -> (f64, f64) {
    let arguments = slots(arguments, false);
    let (mut matched, said, wanted) = relation_words(gold_relation, relation);
    if matched == 0 || arguments.len() < gold.len() {
        return (0.0, 0.0);
    }
    let (mut said, mut wanted) = (said, wanted);
    for (gold, words) in gold.iter().zip(&arguments) {
        let (both, of_system, of_gold) = overlap(gold, words);
        matched += both;
        said += of_system;
        wanted += of_gold;
    }
    let share = |whole: usize| {
        if whole == 0 {
            0.0
        } else {
            matched as f64 / whole as f64
        }
    };
    (share(said), share(wanted))
}

fn relation_words(gold: &str, system: &str) -> (usize, usize, usize) {
    let (mut matched, said, wanted) = overlap(gold, system);
    let count = |text: &str, word: &str| text.split_whitespace().filter(|w| *w == word).count();
    // a "be" that no "be" of the reference has taken
    let left = count(system, "be") > count(gold, "be");
    if left && gold.split_whitespace().any(|w| BE.contains(&w)) {
        matched += 1;
    }
    (matched, said, wanted)
}

/// How many words two slots share, each counted once, and how many each has: the system's, the reference's.
fn overlap(gold: &str, system: &str) -> (usize, usize, usize) {
    let mut left: Vec<&str> = system.split_whitespace().collect();
    let (said, mut wanted, mut matched) = (left.len(), 0, 0);
    for word in gold.split_whitespace() {
        wanted += 1;
        if let Some(at) = left.iter().position(|w| *w == word) {
            left.swap_remove(at);
            matched += 1;
        }
    }
    (matched, said, wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tuple(relation: &str, arguments: &[&str]) -> Tuple {
        Tuple {
            confidence: 1.0,
            relation: relation.to_owned(),
            arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
        }
    }

    fn close(found: (f64, f64), wanted: (f64, f64)) {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(
            near(found.0, wanted.0) && near(found.1, wanted.1),
            "{found:?} is not {wanted:?}"
        );
    }

    #[test]
    fn words_match_inside_their_slot_only() {
        let gold = tuple("bought", &["Oskarvale", "the old mill", "in May"]);
        // relation 1 of 1, first argument 1 of 1, rest "the old mill in May" against "mill last May": 2 words;
        // precision (1 + 1 + 2) / (1 + 1 + 3), recall 4 / (1 + 1 + 5)
        let system = tuple("bought", &["Oskarvale", "mill", "last May"]);
        close(pair(&gold, &system), (4.0 / 5.0, 4.0 / 7.0));
        // the same words in other slots: only the relation matches, 1 of 1 + 3 + 1 and 1 of 7
        let turned = tuple("bought", &["the old mill", "Oskarvale"]);
        close(pair(&gold, &turned), (1.0 / 5.0, 1.0 / 7.0));
    }

    #[test]
    fn letters_count_as_they_are() {
        let gold = tuple("Bought", &["Oskarvale", "mills"]);
        close(
            pair(&gold, &tuple("bought", &["Oskarvale", "mills"])),
            (0.0, 0.0),
        );
        // "Mills" is not "mills": 2 of 3 words
        let system = tuple("Bought", &["Oskarvale", "Mills"]);
        close(pair(&gold, &system), (2.0 / 3.0, 2.0 / 3.0));
    }

    #[test]
    fn a_relation_or_an_argument_that_is_missing_scores_nothing() {
        let gold = tuple("bought", &["Oskarvale", "mills"]);
        close(
            pair(&gold, &tuple("sold", &["Oskarvale", "mills"])),
            (0.0, 0.0),
        );
        close(pair(&gold, &tuple("bought", &["Oskarvale"])), (0.0, 0.0));
        // a reference with one argument: the system's second one is not looked at
        let short = tuple("slept", &["Oskarvale"]);
        close(
            pair(&short, &tuple("slept", &["Oskarvale", "well"])),
            (1.0, 1.0),
        );
    }

    #[test]
    fn be_stands_for_its_forms() {
        let gold = tuple("was head of", &["Ola Brask", "Oskarvale"]);
        // "be" takes "was" and "of" takes "of": relation 2 of 2 said and 2 of 3 wanted, arguments 2 of 2 and 1 of 1
        let system = tuple("be of", &["Ola Brask", "Oskarvale"]);
        close(pair(&gold, &system), (5.0 / 5.0, 5.0 / 6.0));
        close(
            pair(&gold, &tuple("is", &["Ola Brask", "Oskarvale"])),
            (0.0, 0.0),
        );
    }

    #[test]
    fn what_is_said_may_come_first() {
        let gold = tuple("said", &["prices will fall", "Ola Brask"]);
        let system = tuple("said", &["Ola Brask", "prices will fall"]);
        close(pair(&gold, &system), (1.0, 1.0));
        // and not where the relation is another: 1 of 6 words
        let gold = tuple("wrote", &["prices will fall", "Ola Brask"]);
        let system = tuple("wrote", &["Ola Brask", "prices will fall"]);
        close(pair(&gold, &system), (1.0 / 6.0, 1.0 / 6.0));
    }
}
