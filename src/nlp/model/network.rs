//! The network and its labels.

pub use factloom_network::{Batch, MAX_PIECES, Network, Scores, Worker};

use super::Labels;
use crate::error::{Error, ErrorKind, Result};

/// Reads a network and compares what it gives for one word with the labels.
///
/// # Errors
///
/// When it is damaged, or its outputs are not those that the program needs.
pub fn read(bytes: &[u8], labels: &Labels) -> Result<Network> {
    let network = Network::read(bytes, labels.near.clone()).map_err(|e| bad(&e.to_string()))?;
    let scores = network
        .run(&mut Network::worker(), &mut Batch::trial())
        .map_err(|e| bad(&e.to_string()))?;
    let (d, e) = (labels.label_scorer.width(), labels.role_scorer.width());
    let c = labels.argument_scorer.width();
    let w = labels.who.as_ref().map_or(0, |who| who.width());
    for (name, found, wanted) in [
        ("upos", scores.upos.len(), labels.upos.len()),
        ("feats", scores.feats.len(), labels.features.len()),
        ("lemma", scores.lemma.len(), labels.lemma.len()),
        ("ner", scores.ner.len(), labels.ner.len()),
        ("fine", scores.fine.len(), labels.fine.len()),
        ("kind", scores.kind.len(), labels.kinds.len()),
        ("etype", scores.etype.len(), labels.classes.len()),
        ("arc", scores.arc.len(), 2),
        ("dep_l", scores.dep.len(), d),
        ("head_l", scores.head.len(), d),
        ("pred", scores.pred.len(), 1),
        ("srl_p", scores.role_pred.len(), e),
        ("srl_a", scores.role_arg.len(), e),
        ("trigger", scores.trigger.len(), labels.relations.len()),
        ("claim_t", scores.claim_trigger.len(), c),
        ("claim_a", scores.claim_word.len(), c),
        ("who_q", scores.question.len(), w),
        ("who_k", scores.answer.len(), w),
    ] {
        if found != wanted {
            return Err(bad(&format!(
                "its output {name} has {found} columns where {wanted} are wanted"
            )));
        }
    }
    Ok(network)
}

fn bad(message: &str) -> Error {
    Error::new(
        ErrorKind::Model,
        format!("the model cannot be used: {message}; put the released file there and build again"),
    )
    .in_file("models/factloom.onnx")
}

#[cfg(test)]
mod reference;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_network_is_refused_with_its_name() {
        let labels = r#"{"upos":["X"],"feats":["_"],"lemma":["k0+"],"deprel":["root"],"ner":["O"],"fine":["O"],
            "etype":["_"],"roles":["_"],"kinds":["_"],"relations":["r"],"statuses":["actual"],"arguments":["subject"],"relation_emb":"AAAAAA==",
            "label_scorer":{"w":"AAAAAAAAAAA=","b":"AAAAAA=="},"role_scorer":{"w":"AAAAAAAAAAA=","b":"AAAAAA=="},
            "argument_scorer":{"w":"AAAAAAAAAAA=","b":"AAAAAA=="},"status_scorer":{"w":"AAAAAAAAAAA=","b":"AAAAAA=="}}"#;
        let labels = Labels::read(labels).unwrap();
        let error = read(b"not a network", &labels).unwrap_err().to_string();
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
