//! What became of every frame that a word triggered, for those who write frames.

use super::Matcher;
use crate::extract::Context;
use crate::nlp::View;
use crate::ontology::{FrameClaim, SlotExpr};

/// What became of one claim of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was made (and may still lose to a better one).
    Claimed,
    /// `require` or `forbid` stood against it.
    Condition,
    /// Nothing fits as its subject.
    Subject,
    /// Nothing fits as its object.
    Object,
    /// The words do not say it: part of a name, a question, a wish.
    Idle,
    /// Its participants are one and the same, or too uncertain.
    Dropped,
}

/// One try of a claim of a frame.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The trigger.
    pub token: usize,
    /// Name of the frame.
    pub frame: String,
    /// The relation.
    pub relation: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The fillers that were found and not accepted, with the reason.
    pub refused: Vec<String>,
}

/// Tries every frame of every sentence, in reading order.
#[must_use]
pub fn tried(context: &Context<'_>) -> Vec<Tried> {
    let matcher = Matcher::new(context);
    let mut out = Vec::new();
    let mut made = Vec::new();
    for sentence in context.sentences() {
        for token in sentence.tokens.clone() {
            for frame in matcher.frames_at(token) {
                for claim in &frame.claims {
                    let outcome = matcher.apply(token, frame, claim, &mut made);
                    out.push(Tried {
                        token,
                        frame: frame.name.clone(),
                        relation: claim.relation.clone(),
                        outcome,
                        refused: matcher.refused(token, claim, outcome),
                    });
                }
            }
        }
    }
    out
}

impl Matcher<'_> {
    fn refused(&self, t: usize, claim: &FrameClaim, outcome: Outcome) -> Vec<String> {
        let expr: &SlotExpr = match outcome {
            Outcome::Subject => &claim.subject,
            Outcome::Object => &claim.object,
            _ => return Vec::new(),
        };
        let v: &View<'_> = self.context.view;
        let mut out = Vec::new();
        // whatever its class
        let mut expr = expr.clone();
        for step in expr.0.iter_mut().flatten() {
            step.class = None;
        }
        for filler in self.paths(t, &expr).into_iter().flatten() {
            let word = v.form(filler.token);
            let reason = match self.deep.mentions.at(filler.token) {
                None => "no mention".to_owned(),
                Some(id) if self.deep.mentions.reference(id).referents.is_empty() => {
                    "not resolved".to_owned()
                }
                Some(id) => match self.class_of(id).0 {
                    Some(class) => format!("a {class}"),
                    None => "no class".to_owned(),
                },
            };
            let line = format!("{word}: {reason}");
            if !out.contains(&line) {
                out.push(line);
            }
        }
        out
    }
}
