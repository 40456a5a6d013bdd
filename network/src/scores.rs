//! The network's outputs.

/// The network's outputs for a batch, each row-major, a row for each word of the batch.
#[derive(Debug, Default)]
pub struct Scores {
    /// Parts of speech.
    pub upos: Vec<f32>,
    /// Features.
    pub feats: Vec<f32>,
    /// Lemma rules.
    pub lemma: Vec<f32>,
    /// Names.
    pub ner: Vec<f32>,
    /// Names of finer types.
    pub fine: Vec<f32>,
    /// Kinds of names.
    pub kind: Vec<f32>,
    /// Semantic classes.
    pub etype: Vec<f32>,
    /// Heads of the words of each sentence, `[W, W + 1]`, column 0 for the root.
    pub arc: Vec<f32>,
    /// Where in `arc` each sentence begins.
    pub arcs: Vec<usize>,
    /// Dependents for the label scorer.
    pub dep: Vec<f32>,
    /// Heads for the label scorer.
    pub head: Vec<f32>,
    /// Predicates.
    pub pred: Vec<f32>,
    /// Predicates for the role scorer.
    pub role_pred: Vec<f32>,
    /// Arguments for the role scorer.
    pub role_arg: Vec<f32>,
    /// Triggers of claims, by relation.
    pub trigger: Vec<f32>,
    /// Triggers for the scorers of arguments and statuses.
    pub claim_trigger: Vec<f32>,
    /// Words for these scorers.
    pub claim_word: Vec<f32>,
    /// Words as questions of who is meant.
    pub question: Vec<f32>,
    /// Words as answers.
    pub answer: Vec<f32>,
}
