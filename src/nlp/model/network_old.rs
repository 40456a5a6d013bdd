//! The network, run by RTen.

use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, ValueView};

use super::{Batch, Labels};
use crate::error::{Error, ErrorKind, Result};

/// The loaded network; shared between threads.
pub struct Network {
    model: Model,
    inputs: [NodeId; 7],
    outputs: [NodeId; 12],
}

/// What one thread needs to run the network: a pool of one thread of its own.
pub struct Worker {
    pool: Arc<ThreadPool>,
}

/// The network's outputs for a batch, each row-major.
#[derive(Debug, Default)]
pub struct Scores {
    /// Words of the longest sentence.
    pub words: usize,
    /// Parts of speech `[B, W, 17]`.
    pub upos: Vec<f32>,
    /// Features `[B, W, F]`.
    pub feats: Vec<f32>,
    /// Lemma rules `[B, W, R]`.
    pub lemma: Vec<f32>,
    /// Names `[B, W, N]`.
    pub ner: Vec<f32>,
    /// Names of finer types `[B, W, M]`.
    pub fine: Vec<f32>,
    /// Semantic classes `[B, W, C]`.
    pub etype: Vec<f32>,
    /// Heads `[B, W, W + 1]`, column 0 for the root.
    pub arc: Vec<f32>,
    /// Dependents for the label scorer `[B, W, D]`.
    pub dep: Vec<f32>,
    /// Heads for the label scorer `[B, W + 1, D]`.
    pub head: Vec<f32>,
    /// Predicates `[B, W]`.
    pub pred: Vec<f32>,
    /// Predicates for the role scorer `[B, W, D]`.
    pub role_pred: Vec<f32>,
    /// Arguments for the role scorer `[B, W, D]`.
    pub role_arg: Vec<f32>,
}

const INPUTS: [&str; 7] = [
    "input_ids",
    "shape_ids",
    "mask",
    "first",
    "last",
    "affix_ids",
    "word_mask",
];

const OUTPUTS: [&str; 12] = [
    "upos", "feats", "lemma", "ner", "fine", "etype", "arc", "dep_l", "head_l", "pred", "srl_p",
    "srl_a",
];

impl Network {
    /// Reads a network in ONNX format and tries it on a small input.
    ///
    /// # Errors
    ///
    /// When it is damaged, or its inputs and outputs are not those that the program needs.
    pub fn read(bytes: &'static [u8], labels: &Labels) -> Result<Self> {
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load_static_slice(bytes)
            .map_err(|e| bad(&e.to_string()))?;
        let node = |name: &str| {
            model
                .find_node(name)
                .ok_or_else(|| bad(&format!("it has no node {name}")))
        };
        let mut inputs = Vec::with_capacity(INPUTS.len());
        for name in INPUTS {
            inputs.push(node(name)?);
        }
        let mut outputs = Vec::with_capacity(OUTPUTS.len());
        for name in OUTPUTS {
            outputs.push(node(name)?);
        }
        let network = Self {
            inputs: inputs.try_into().map_err(|_| bad("inputs"))?,
            outputs: outputs.try_into().map_err(|_| bad("outputs"))?,
            model,
        };
        network.check(labels)?;
        Ok(network)
    }

    /// A worker for one thread.
    #[must_use]
    pub fn worker() -> Worker {
        Worker {
            pool: Arc::new(ThreadPool::with_num_threads(1)),
        }
    }

    /// Runs a padded batch.
    ///
    /// # Errors
    ///
    /// When the network cannot take it; with a network that was read without error this does not happen.
    pub fn run(&self, worker: &Worker, batch: &Batch) -> Result<Scores> {
        let (b, s, w) = (batch.len(), batch.pieces, batch.words);
        let tables: [(&[usize], &[i32]); 7] = [
            (&[b, s], &batch.input_ids),
            (&[b, s], &batch.shape_ids),
            (&[b, s], &batch.mask),
            (&[b, w], &batch.first),
            (&[b, w], &batch.last),
            (&[b, w, 6], &batch.affix_ids),
            (&[b, w], &batch.word_mask),
        ];
        let mut inputs = Vec::with_capacity(tables.len());
        for (&id, (shape, table)) in self.inputs.iter().zip(tables) {
            let view = ValueView::from_shape(shape, table).map_err(|e| bad(&e.to_string()))?;
            inputs.push((id, view.into()));
        }
        let options = RunOptions::default().with_thread_pool(Some(worker.pool.clone()));
        let values = self
            .model
            .run_n(inputs, self.outputs, Some(options))
            .map_err(|e| bad(&e.to_string()))?;
        let mut scores = Scores {
            words: w,
            ..Scores::default()
        };
        let fields = [
            &mut scores.upos,
            &mut scores.feats,
            &mut scores.lemma,
            &mut scores.ner,
            &mut scores.fine,
            &mut scores.etype,
            &mut scores.arc,
            &mut scores.dep,
            &mut scores.head,
            &mut scores.pred,
            &mut scores.role_pred,
            &mut scores.role_arg,
        ];
        for ((field, value), name) in fields.into_iter().zip(values).zip(OUTPUTS) {
            *field = if name == "pred" {
                value.into_shape_vec::<f32, 2>().map(|(_, data)| data)
            } else {
                value.into_shape_vec::<f32, 3>().map(|(_, data)| data)
            }
            .map_err(|e| bad(&format!("{name}: {e}")))?;
        }
        Ok(scores)
    }

    /// Runs one word and compares the sizes of the outputs with the labels.
    fn check(&self, labels: &Labels) -> Result<()> {
        let batch = Batch::trial();
        let scores = self.run(&Self::worker(), &batch)?;
        let (d, e) = (labels.label_scorer.width(), labels.role_scorer.width());
        for (name, found, wanted) in [
            ("upos", scores.upos.len(), labels.upos.len()),
            ("feats", scores.feats.len(), labels.features.len()),
            ("lemma", scores.lemma.len(), labels.lemma.len()),
            ("ner", scores.ner.len(), labels.ner.len()),
            ("fine", scores.fine.len(), labels.fine.len()),
            ("etype", scores.etype.len(), labels.classes.len()),
            ("arc", scores.arc.len(), 2),
            ("dep_l", scores.dep.len(), d),
            ("head_l", scores.head.len(), 2 * d),
            ("pred", scores.pred.len(), 1),
            ("srl_p", scores.role_pred.len(), e),
            ("srl_a", scores.role_arg.len(), e),
        ] {
            if found != wanted {
                return Err(bad(&format!(
                    "its output {name} has {found} columns where {wanted} are wanted"
                )));
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}

fn bad(message: &str) -> Error {
    Error::new(
        ErrorKind::Model,
        format!("the model cannot be used: {message}; put the released file there and build again"),
    )
    .in_file("models/factloom.onnx")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_network_is_refused_with_its_name() {
        let labels = r#"{"upos":["X"],"feats":["_"],"lemma":["k0+"],"deprel":["root"],"ner":["O"],"fine":["O"],
            "etype":["_"],"roles":["_"],"label_scorer":{"w":"AAAAAAAAAAA=","b":"AAAAAA=="},
            "role_scorer":{"w":"AAAAAAAAAAA=","b":"AAAAAA=="}}"#;
        let labels = Labels::read(labels).unwrap();
        let error = Network::read(b"not a network", &labels)
            .unwrap_err()
            .to_string();
        assert!(error.contains("models/factloom.onnx"), "{error}");
        assert!(error.contains("build again"), "{error}");
    }

    #[test]
    fn damaged_labels_are_refused() {
        for text in ["", "{}", "[1, 2", r#"{"upos":["NOPE"]}"#] {
            let error = Labels::read(text).unwrap_err().to_string();
            assert!(error.contains("models/factloom.json"), "{error}");
        }
    }
}
