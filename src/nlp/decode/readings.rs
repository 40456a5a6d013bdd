//! Which words trigger claims of which relations, and what the other words are to them.

use super::choice::{best, probability};
use crate::nlp::model::Labels;
use crate::nlp::{Argument, ArgumentSlot, Reading, Who};

/// Triggers and arguments that the model holds less likely are not looked at.
const TRIGGER: f32 = 0.05;
const ARGUMENT: f32 = 0.1;

/// Reads the claims of one sentence off the network's scores of its words: `triggers` by relation, and the rows that the
/// scorers of arguments and statuses take for a word as trigger and as argument. Words are counted from `start`.
pub fn readings(
    labels: &Labels,
    start: usize,
    triggers: &[f32],
    as_trigger: &[f32],
    as_word: &[f32],
    scratch: &mut Vec<f32>,
    (out, who): (&mut Vec<Reading>, &mut Who),
) {
    let width = labels.argument_scorer.width();
    let relations = labels.relations.len();
    let mut row = Vec::with_capacity(width);
    for (word, scores) in triggers.chunks_exact(relations).enumerate() {
        for (relation, &score) in scores.iter().enumerate() {
            let confidence = sigmoid(score);
            if confidence < TRIGGER {
                continue;
            }
            row.clear();
            let own = &as_trigger[word * width..(word + 1) * width];
            let kind = &labels.relation_rows[relation * width..(relation + 1) * width];
            row.extend(own.iter().zip(kind).map(|(a, b)| a + b));
            let mut arguments = Vec::new();
            for (token, other) in as_word.chunks_exact(width).enumerate() {
                labels.argument_scorer.score(&row, other, scratch);
                for (slot, &score) in labels.slots.iter().zip(scratch.iter()) {
                    let confidence = sigmoid(score);
                    if confidence >= ARGUMENT {
                        let subject = *slot == ArgumentSlot::OmittedSubject;
                        let left_out = subject || *slot == ArgumentSlot::OmittedObject;
                        if let (true, true, Some(scorer)) = (left_out, token == word, &labels.who) {
                            let relation = &labels.relations[relation];
                            let question = scorer.left_out(subject, &row);
                            who.put_left_out(start + word, relation, subject, question);
                        }
                        arguments.push(Argument {
                            token: start + token,
                            slot: *slot,
                            confidence,
                        });
                    }
                }
            }
            let itself = &as_word[word * width..(word + 1) * width];
            labels.status_scorer.score(&row, itself, scratch);
            let status = best(scratch);
            let statuses = labels.statuses.iter().enumerate();
            let statuses = statuses.map(|(i, s)| (*s, probability(scratch, i)));
            out.push(Reading {
                token: start + word,
                relation: labels.relations[relation].clone(),
                confidence,
                status: labels.statuses[status],
                status_confidence: probability(scratch, status),
                statuses: statuses.collect(),
                arguments,
            });
        }
    }
}

fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}
