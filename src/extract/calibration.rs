//! From the score of a reading to the probability that it is right.

use super::doubts::{Doubts, Standing};
use crate::claim::Confidence;

/// Readings that score less are not kept: they would be wrong more often than right.
const FLOOR: f64 = 0.3;

/// Whether a reading with this score is kept.
#[must_use]
pub fn is_kept(score: f64) -> bool {
    score >= FLOOR
}

/// Claims of relations that are less likely right are not kept.
const LEAST: f64 = 0.065;

/// The weights of the witnesses for a claim of a relation: a frame, its score above [`USUAL`], what the model holds of the
/// claim (log odds), and that again where there is a frame.
const BIAS: f64 = -0.519;
const FRAME: f64 = 1.254;
const SCORE: f64 = 1.807;
const READING: f64 = 0.64;
const BOTH: f64 = -0.247;
/// A usual score of a frame.
const USUAL: f64 = 0.7;

/// What the participants add to the log odds. The first is what a claim without doubts gains, the others what it loses:
/// for a subject that is only described, for one of those that a plural stands for, for what is not sure of a resolution
/// and of a class, for an authority or a person in the place of a company, for a trigger that is neither a verb nor a noun, for a
/// subject that is nobody in particular, for a status that the model does not read, for what a description of doubtful
/// resolution tells itself, and for one of two of whom only one can be meant.
const STATED: f64 = 1.0;
const DESCRIBED: f64 = 0.83;
const MEMBER: f64 = 1.7;
const RESOLUTION: f64 = 0.6;
/// The power of that certainty than which no claim is surer: a wrong resolution often leaves a claim right, as what is said holds of both.
const RESOLVED: f64 = 0.5;
const SUBJECT_CLASS: f64 = 1.1;
const OBJECT_CLASS: f64 = 0.7;
const AUTHORITY: f64 = 1.65;
const PERSONAL: f64 = 1.65;
const ODD: f64 = 1.0;
const GENERAL: f64 = 1.5;
const STATUS: f64 = 1.5;
const SELF_TOLD: f64 = 1.0;
const EITHER: f64 = 1.2;

/// The last step: the log odds so far, found for the witnesses and the doubts apart, times the first and plus the second. Chosen
/// between what the 24 development articles and what 104 articles by other writers that were kept aside, with less complete lists,
/// ask for: by the former claims are right a little more often than they say, by the latter less often.
const SPREAD: f64 = 0.84;
const LIFT: f64 = 0.45;

/// The confidence in a claim of a relation that a frame found with a score (0: none did) and that the model holds so likely
/// (0: it did not read it); `None` where that is too little to keep it, whoever its participants are.
///
/// The weights of the witnesses are those of a logistic regression on the articles that the model was not trained on and,
/// with less weight, on the development articles: what two independent witnesses agree on is far more often right than what
/// one says alone. Those of the doubts were found in the same way on top of them, on these articles, on news and on texts
/// of other kinds.
#[must_use]
pub fn confidence(score: f64, read: f64, doubts: Option<&Doubts>) -> Option<Confidence> {
    // what the model does not read at all speaks against a frame no more than what it hardly reads
    let read = read.clamp(if score > 0.0 { 0.04 } else { 0.02 }, 0.98);
    let odds = (read / (1.0 - read)).ln();
    let mut sum = BIAS + READING * odds;
    if score > 0.0 {
        sum += FRAME + SCORE * (score.min(1.0) - USUAL) + BOTH * odds;
    }
    (logistic(sum) >= LEAST).then(|| {
        let told = sum + doubts.map_or(0.0, shift);
        let least = doubts.map_or(1.0, |d| likely(d.subject) * likely(d.object));
        Confidence::new(logistic(LIFT + SPREAD * told).min(least))
    })
}

/// What a claim cannot be surer than, for a participant of whom it is only so likely that it is meant.
fn likely(standing: Standing) -> f64 {
    match standing {
        Standing::Resolved(certainty) => f64::from(certainty).clamp(0.01, 1.0).powf(RESOLVED),
        _ => 1.0,
    }
}

/// The probability of log odds.
pub(super) fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// What the participants add to the log odds of a claim.
fn shift(doubts: &Doubts) -> f64 {
    let unsure = |standing: Standing| match standing {
        Standing::Resolved(certainty) => RESOLUTION * (1.0 - f64::from(certainty)),
        _ => 0.0,
    };
    let said = match doubts.subject {
        Standing::Described => DESCRIBED,
        Standing::Member => MEMBER,
        other => unsure(other),
    };
    let weigh = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    STATED
        - said
        - unsure(doubts.object)
        - SUBJECT_CLASS * (1.0 - f64::from(doubts.subject_class))
        - OBJECT_CLASS * (1.0 - f64::from(doubts.object_class))
        - weigh(doubts.authority, AUTHORITY)
        - weigh(doubts.personal, PERSONAL)
        - weigh(doubts.odd, ODD)
        - weigh(doubts.general, GENERAL)
        - weigh(doubts.self_told, SELF_TOLD)
        - weigh(doubts.either, EITHER)
        - STATUS * (1.0 - f64::from(doubts.status))
}

/// Whether what the model reads alone is likely enough to keep.
#[must_use]
pub fn is_read(read: f64) -> bool {
    confidence(0.0, read, None).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::doubts::{Doubts, Standing};
    use super::confidence;

    #[test]
    fn two_witnesses_are_surer_than_one() {
        let alone = confidence(0.9, 0.0, None).unwrap();
        let read = confidence(0.0, 0.9, None).unwrap();
        let both = confidence(0.9, 0.9, None).unwrap();
        assert!(both > alone && both > read);
        assert!(confidence(0.0, 0.03, None).is_none());
    }

    #[test]
    fn doubts_lower_the_confidence() {
        let named = Doubts {
            subject: Standing::Named,
            object: Standing::Named,
            authority: false,
            personal: false,
            subject_class: 0.9,
            object_class: 0.9,
            odd: false,
            general: false,
            self_told: false,
            either: false,
            status: 0.9,
        };
        let of = |doubts: Doubts| confidence(0.8, 0.4, Some(&doubts)).unwrap();
        let doubted = [
            Doubts {
                subject: Standing::Described,
                ..named
            },
            Doubts {
                subject: Standing::Member,
                ..named
            },
            Doubts {
                object: Standing::Resolved(0.4),
                ..named
            },
            Doubts {
                subject_class: 0.4,
                ..named
            },
            Doubts {
                authority: true,
                ..named
            },
            Doubts {
                personal: true,
                ..named
            },
            Doubts { odd: true, ..named },
            Doubts {
                general: true,
                ..named
            },
            Doubts {
                status: 0.2,
                ..named
            },
            Doubts {
                self_told: true,
                ..named
            },
            Doubts {
                either: true,
                ..named
            },
        ];
        for doubts in doubted {
            assert!(of(doubts) < of(named), "{doubts:?}");
        }
        // what the witnesses hold too little of is not kept, whoever it is about
        assert!(confidence(0.0, 0.03, Some(&named)).is_none());
    }
}
