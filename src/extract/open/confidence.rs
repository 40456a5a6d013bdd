//! How likely a tuple is right, and a claim that is made of it.

use super::profile::Profile;
use super::tuple::{Construction, OpenTuple, Sharing};
use crate::extract::Deep;
use crate::extract::calibration::logistic;
use crate::nlp::{Deprel, Upos};

impl Deep<'_> {
    /// The probability that a tuple is right, from what is known of it: a logistic regression over its [`Features`].
    ///
    /// [`Features`]: Self::features
    pub(super) fn tuple_confidence(&self, tuple: &OpenTuple) -> f64 {
        let sum: f64 = self
            .features(tuple)
            .iter()
            .filter_map(|f| {
                let found = WEIGHTS.binary_search_by_key(&f.as_str(), |w| w.0).ok()?;
                Some(WEIGHTS[found].1)
            })
            .sum();
        logistic(sum)
    }

    /// What is known of a tuple, by name: its construction, where its subject is from, how deep its clause is embedded,
    /// how many arguments there are and how long, how sure the analysis is. Never a word of its own.
    pub fn features(&self, tuple: &OpenTuple) -> Vec<String> {
        let v = self.view;
        let t = tuple.trigger;
        let construction = tuple.construction.as_str();
        let arc = f64::from(v.token(t).arc_confidence);
        let mut found = vec![
            "bias".to_owned(),
            construction.to_owned(),
            format!("arc<={}", step(arc * 100.0, &[50.0, 75.0, 90.0, 97.0])),
        ];
        if !tuple.construction.is_clause() {
            found.extend(self.nominal_feature(tuple));
            return found;
        }
        let length = |words: &[usize], steps: &[f64]| step(words.len() as f64, steps);
        let subject = self.argument_words(&tuple.subject, Profile::Carb, false);
        let rest: Vec<usize> = tuple
            .arguments
            .iter()
            .flat_map(|a| self.argument_words(a, Profile::Carb, false))
            .collect();
        let sharing = match tuple.sharing {
            Sharing::Own => "own",
            Sharing::Relative => "relative",
            Sharing::Conjunct => "conjunct",
            Sharing::Complement => "complement",
            Sharing::Noun => "noun",
            Sharing::Adverbial => "adverbial",
            Sharing::Clausal => "clausal",
        };
        found.extend([
            format!("arguments={}", tuple.arguments.len().min(4)),
            format!("depth={}", self.depth(t).min(3)),
            format!("subject {sharing}"),
            format!("subject<={}", length(&subject, &[1.0, 3.0, 6.0, 12.0])),
            format!(
                "words<={}",
                length(&rest, &[0.0, 1.0, 3.0, 6.0, 10.0, 16.0, 24.0])
            ),
        ]);
        let coordinated = |head: usize| v.child(head, &[Deprel::Conj]).is_some();
        if coordinated(tuple.subject.head)
            || tuple.arguments.first().is_some_and(|a| coordinated(a.head))
        {
            found.push("coordination".to_owned());
        }
        let reported = v.deprel(t) == Deprel::Ccomp
            && v.head(t)
                .is_some_and(|h| self.operators.reports(v.lemma(h)));
        if reported {
            found.push("reported".to_owned());
        }
        found
    }

    /// Which nouns an apposition puts side by side; which preposition a noun is modified with.
    fn nominal_feature(&self, tuple: &OpenTuple) -> Vec<String> {
        let v = self.view;
        let Some(argument) = tuple.arguments.first() else {
            return Vec::new();
        };
        let sort = |t: usize| match v.upos(t) {
            Upos::Propn => "name",
            Upos::Noun => "noun",
            _ => "other",
        };
        match tuple.construction {
            Construction::Apposition => vec![
                format!("apposition of {}", sort(tuple.subject.head)),
                format!("apposition is {}", sort(argument.head)),
            ],
            Construction::Modifier => {
                let preposition = match argument.preposition[..] {
                    [p] => v.lemma(p),
                    _ => "",
                };
                let known = PREPOSITIONS.contains(&preposition);
                vec![format!(
                    "modifier {}",
                    if known { preposition } else { "other" }
                )]
            }
            _ => Vec::new(),
        }
    }

    /// How many clauses a word's clause is embedded in.
    fn depth(&self, t: usize) -> usize {
        let v = self.view;
        let mut at = t;
        let mut depth = 0;
        while let Some(h) = v.head(at) {
            depth += usize::from(matches!(
                v.deprel(at),
                Deprel::Ccomp
                    | Deprel::Advcl
                    | Deprel::Acl
                    | Deprel::AclRelcl
                    | Deprel::Xcomp
                    | Deprel::Parataxis
                    | Deprel::Csubj
            ));
            at = h;
        }
        depth
    }
}

/// The weights for a claim: bias, the log odds of its tuple, and the logarithm of its score.
///
/// They were fitted on every other sentence of CaRB's development half, the first, the third and so on. A claim is right
/// there where a tuple of the reference has its verb, subject and object in their places (`measure.rs` tells how, and holds
/// it against the other sentences).
const BIAS: f64 = 1.914;
const TUPLE: f64 = 0.818;
const SCORE: f64 = 2.506;

/// The probability that a claim is right, from that of its tuple and from how well its participants and its status are known
/// (the score of its words): a logistic regression.
pub(super) fn claim_confidence(tuple: f64, score: f64) -> f64 {
    let odds = (tuple / (1.0 - tuple)).ln();
    logistic(BIAS + TUPLE * odds + SCORE * score.ln())
}

/// The prepositions that modify nouns most often.
const PREPOSITIONS: &[&str] = &["at", "for", "from", "in", "of", "on"];

/// The first step that a number does not exceed.
fn step(number: f64, steps: &[f64]) -> String {
    steps
        .iter()
        .find(|s| number <= **s)
        .map_or_else(|| "more".to_owned(), f64::to_string)
}

/// Weights by name, in the order of names.
///
/// They were fitted on the 641 sentences of CaRB's development half: a tuple's target is the share of its words that the
/// reference has, as CaRB pairs them.
const WEIGHTS: &[(&str, f64)] = &[
    ("apposition", -0.05),
    ("apposition is name", 0.23),
    ("apposition is noun", -0.13),
    ("apposition is other", 0.01),
    ("apposition of name", 1.05),
    ("apposition of noun", -1.02),
    ("arc<=50", -0.48),
    ("arc<=75", -0.28),
    ("arc<=90", -0.16),
    ("arc<=97", -0.12),
    ("arc<=more", -0.13),
    ("arguments=0", -1.15),
    ("arguments=1", 0.43),
    ("arguments=2", 0.51),
    ("arguments=3", 0.32),
    ("arguments=4", 0.11),
    ("bias", -0.61),
    ("clause", -0.05),
    ("coordination", -0.13),
    ("copula", -0.74),
    ("depth=0", 0.73),
    ("depth=1", 0.20),
    ("depth=2", -0.38),
    ("depth=3", -0.82),
    ("existence", -1.41),
    ("location", 0.83),
    ("modifier", -0.41),
    ("modifier at", -0.79),
    ("modifier for", -0.23),
    ("modifier from", 0.52),
    ("modifier in", -0.14),
    ("modifier of", -0.48),
    ("modifier on", -0.30),
    ("modifier other", 0.07),
    ("possession", -0.66),
    ("report", 0.75),
    ("reported", -0.28),
    ("subject adverbial", 0.08),
    ("subject clausal", -0.47),
    ("subject complement", 0.45),
    ("subject conjunct", 0.28),
    ("subject noun", -0.37),
    ("subject own", 0.42),
    ("subject relative", 0.23),
    ("subject<=1", -0.24),
    ("subject<=12", -0.29),
    ("subject<=3", 0.08),
    ("subject<=6", 0.01),
    ("subject<=more", -0.84),
    ("title", 0.43),
    ("words<=0", -1.15),
    ("words<=1", 0.33),
    ("words<=10", 0.52),
    ("words<=16", 0.01),
    ("words<=24", -0.11),
    ("words<=3", 0.63),
    ("words<=6", 0.68),
    ("words<=more", -0.71),
];

#[cfg(test)]
mod tests {
    use super::claim_confidence;

    #[test]
    fn tuple_and_score_both_raise_the_confidence_of_a_claim() {
        // 1.914 + 0.818 · ln(0.5 / 0.5) + 2.506 · ln 0.5 = 0.177, of which the logistic is 0.544
        assert!((claim_confidence(0.5, 0.5) - 0.544).abs() < 1e-3);
        assert!(claim_confidence(0.7, 0.5) > claim_confidence(0.5, 0.5));
        assert!(claim_confidence(0.5, 0.7) > claim_confidence(0.5, 0.5));
    }
}
