//! Who is meant: rows by which the model matches a word, or what a trigger leaves out, with the names of a text.
//!
//! Each word has a row as a question and one as an answer; a trigger that leaves a participant out asks with a row of its own. The
//! score of a name is the product of the two rows and what its place adds; one further score stands for "none of them".

use std::sync::Arc;

/// How many sentences earlier a name may stand at most to be of each place.
const EARLIER: [usize; 6] = [1, 2, 3, 5, 8, 13];

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked<'a> {
    /// Whom a word stands for.
    Word(usize),
    /// Whom a reading leaves out.
    LeftOut {
        /// The trigger.
        trigger: usize,
        /// The relation.
        relation: &'a str,
        /// Whether it is the subject; else it is the object.
        subject: bool,
    },
}

/// The part of the model that all texts share.
#[derive(PartialEq)]
pub struct WhoScorer {
    /// What makes a question of a trigger's row and its relation's: for subjects and for objects, `[inputs, width]` and `[width]`.
    pub left_out: [(Vec<f32>, Vec<f32>); 2],
    /// Scores of a question for "none of them", `[width]`, and what is added.
    pub none: (Vec<f32>, f32),
    /// What the places of names add: before and after in the same sentence, so many sentences earlier, the next one, later ones.
    pub places: [f32; 2 + EARLIER.len() + 1 + 2],
}

impl std::fmt::Debug for WhoScorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WhoScorer of width {}", self.width())
    }
}

impl WhoScorer {
    /// Numbers in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.none.0.len()
    }

    /// The question of a trigger that leaves out its subject, or its object.
    #[must_use]
    pub fn left_out(&self, subject: bool, trigger: &[f32]) -> Vec<f32> {
        let (weights, bias) = &self.left_out[usize::from(!subject)];
        let mut row = bias.clone();
        for (x, weights) in trigger.iter().zip(weights.chunks_exact(row.len())) {
            for (sum, w) in row.iter_mut().zip(weights) {
                *sum += x * w;
            }
        }
        row
    }

    fn place(&self, question: (usize, usize), name: (usize, usize)) -> f32 {
        let place = if name.0 == question.0 {
            usize::from(name.1 >= question.1)
        } else if name.0 > question.0 {
            self.places.len() - if name.0 == question.0 + 1 { 2 } else { 1 }
        } else {
            let earlier = question.0 - name.0;
            2 + EARLIER.iter().filter(|&&most| earlier > most).count()
        };
        self.places[place]
    }
}

/// A text's questions and answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Who {
    scorer: Option<Arc<WhoScorer>>,
    questions: Vec<f32>,
    answers: Vec<f32>,
    /// By trigger, in the order of the text: relation, whether it is the subject, and the question.
    left_out: Vec<(usize, String, bool, Vec<f32>)>,
}

impl Who {
    /// Room for the words of a text.
    #[must_use]
    pub fn new(scorer: &Arc<WhoScorer>, words: usize) -> Self {
        let empty = vec![0.0; words * scorer.width()];
        Self {
            scorer: Some(Arc::clone(scorer)),
            questions: empty.clone(),
            answers: empty,
            left_out: Vec::new(),
        }
    }

    /// Puts the rows of consecutive words there.
    pub fn put(&mut self, first: usize, questions: &[f32], answers: &[f32]) {
        let width = self.scorer.as_ref().map_or(0, |s| s.width());
        let range = first * width..first * width + questions.len();
        self.questions[range.clone()].copy_from_slice(questions);
        self.answers[range].copy_from_slice(answers);
    }

    /// Puts the question of what a trigger leaves out there.
    pub fn put_left_out(&mut self, trigger: usize, relation: &str, subject: bool, row: Vec<f32>) {
        let at = self.left_out.partition_point(|(t, ..)| *t <= trigger);
        let question = (trigger, relation.to_owned(), subject, row);
        self.left_out.insert(at, question);
    }

    /// The log-probability that each of several groups of names is asked for, and that none of them is: `groups` have the names'
    /// head words, `sentence` the number of a word's sentence. Nothing where the model does not know the question.
    #[must_use]
    pub fn log_probabilities(
        &self,
        asked: Asked<'_>,
        groups: &[&[usize]],
        sentence: impl Fn(usize) -> usize,
    ) -> Option<(Vec<f32>, f32)> {
        let scorer = self.scorer.as_ref()?;
        let width = scorer.width();
        let (token, question) = match asked {
            Asked::Word(t) => (t, self.questions.get(t * width..(t + 1) * width)?),
            Asked::LeftOut {
                trigger,
                relation,
                subject,
            } => {
                let first = self.left_out.partition_point(|(t, ..)| *t < trigger);
                let found = self.left_out[first..]
                    .iter()
                    .take_while(|(t, ..)| *t == trigger)
                    .find(|(_, r, s, _)| (r.as_str(), *s) == (relation, subject));
                (trigger, found?.3.as_slice())
            }
        };
        let at = (sentence(token), token);
        let scale = 1.0 / (width as f32).sqrt();
        let score = |name: usize| {
            let answer = &self.answers[name * width..(name + 1) * width];
            dot(question, answer) * scale + scorer.place(at, (sentence(name), name))
        };
        let none = dot(question, &scorer.none.0) + scorer.none.1;
        let mut sums: Vec<f32> = groups
            .iter()
            .map(|names| log_sum(names.iter().map(|&name| score(name))))
            .collect();
        let all = log_sum(sums.iter().copied().chain([none]));
        for sum in &mut sums {
            *sum -= all;
        }
        Some((sums, none - all))
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if top == f32::NEG_INFINITY {
        return top;
    }
    top + values.map(|v| (v - top).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scorer() -> Arc<WhoScorer> {
        let mut places = [0.0; 11];
        places[2] = 0.5;
        Arc::new(WhoScorer {
            left_out: [
                (vec![1.0, 0.0, 0.0, 1.0], vec![0.0, 0.0]),
                (vec![0.0, 1.0, 1.0, 0.0], vec![0.0, 2.0]),
            ],
            none: (vec![0.0, 0.0], -1.0),
            places,
        })
    }

    #[test]
    fn a_name_answers_the_question_that_it_is_like() {
        let scorer = scorer();
        let mut who = Who::new(&scorer, 4);
        // two names in the first sentence, a pronoun in the second
        who.put(0, &[0.0; 8], &[2.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0]);
        who.put(3, &[3.0, 0.0], &[0.0, 0.0]);
        let sentence = |t: usize| usize::from(t > 1);
        let (names, none) = who
            .log_probabilities(Asked::Word(3), &[&[0], &[1]], sentence)
            .unwrap();
        // 6 / √2 + 0.5, 0.5 and -1
        let scores = [6.0 / 2f32.sqrt() + 0.5, 0.5, -1.0];
        let all: f32 = scores.iter().map(|s| s.exp()).sum();
        for (found, score) in names.iter().chain([&none]).zip(scores) {
            assert!((found.exp() - score.exp() / all).abs() < 1e-5, "{found}");
        }
    }

    #[test]
    fn what_is_left_out_is_asked_by_trigger_relation_and_place() {
        let scorer = scorer();
        assert_eq!(scorer.left_out(true, &[1.0, 4.0]), [1.0, 4.0]);
        assert_eq!(scorer.left_out(false, &[1.0, 4.0]), [4.0, 3.0]);
        let mut who = Who::new(&scorer, 2);
        who.put_left_out(1, "acquires", true, vec![0.0, 0.0]);
        let ask = |relation, subject| {
            let asked = Asked::LeftOut {
                trigger: 1,
                relation,
                subject,
            };
            who.log_probabilities(asked, &[&[0]], |_| 0)
        };
        let (names, none) = ask("acquires", true).unwrap();
        assert!(names[0] > none);
        assert_eq!(ask("acquires", false), None);
        assert_eq!(ask("sells", true), None);
        assert_eq!(
            Who::default().log_probabilities(Asked::Word(0), &[], |_| 0),
            None
        );
    }

    #[test]
    fn places_are_told_apart_by_distance_and_side() {
        let mut scorer = Arc::into_inner(scorer()).unwrap();
        scorer.places = std::array::from_fn(|i| i as f32);
        let at = |name| scorer.place((20, 5), name);
        let found = [
            (20, 1),
            (20, 8),
            (19, 0),
            (18, 0),
            (15, 0),
            (12, 0),
            (1, 0),
            (21, 0),
            (22, 0),
        ]
        .map(at);
        assert_eq!(found, [0.0, 1.0, 2.0, 3.0, 5.0, 6.0, 8.0, 9.0, 10.0]);
    }
}
