//! The forward pass against a general runtime that runs the same graph.

use rten::{Model, ModelOptions, ValueView};

use super::*;
use crate::nlp::model::{Encoded, embedded};

const SENTENCES: [&str; 3] = [
    "Norvane Labs , which makes valves , bought Tessaline for 5 million dollars in March 2024 .",
    "Ms. Oduya joined as chief engineer .",
    "It will not confirm whether the two firms ' talks about a factory near the harbour are still going on , said a spokesperson .",
];

const INPUTS: [&str; 7] = [
    "input_ids",
    "shape_ids",
    "mask",
    "first",
    "last",
    "affix_ids",
    "word_mask",
];

const OUTPUTS: [&str; 18] = [
    "upos", "feats", "lemma", "ner", "fine", "kind", "etype", "arc", "dep_l", "head_l", "pred",
    "srl_p", "srl_a", "trigger", "claim_t", "claim_a", "who_q", "who_k",
];

/// The reference's outputs for the only sentence of a batch.
fn reference(model: &Model, batch: &Batch) -> Vec<Vec<f32>> {
    let (s, w) = (batch.input_ids.len(), batch.first.len());
    let index = |table: &[usize]| -> Vec<i32> {
        table.iter().map(|&i| i32::try_from(i).unwrap()).collect()
    };
    let tables: [(&[usize], Vec<i32>); 7] = [
        (&[1, s], batch.input_ids.clone()),
        (&[1, s], batch.shape_ids.clone()),
        (&[1, s], vec![1; s]),
        (&[1, w], index(&batch.first)),
        (&[1, w], index(&batch.last)),
        (&[1, w, 6], batch.affix_ids.clone()),
        (&[1, w], vec![1; w]),
    ];
    let inputs = INPUTS.iter().zip(&tables).map(|(name, (shape, table))| {
        let view = ValueView::from_shape(*shape, table.as_slice()).unwrap();
        (model.node_id(name).unwrap(), view.into())
    });
    let outputs = OUTPUTS.map(|name| model.node_id(name).unwrap());
    let values = model.run_n(inputs.collect(), outputs, None).unwrap();
    values
        .into_iter()
        .zip(OUTPUTS)
        .map(|(value, name)| match name {
            "pred" => value.into_shape_vec::<f32, 2>().unwrap().1,
            _ => value.into_shape_vec::<f32, 3>().unwrap().1,
        })
        .collect()
}

#[test]
fn scores_are_those_of_the_graph() {
    let Ok((network, vocabulary, labels, _)) = embedded::load() else {
        eprintln!("skipped: there is no model");
        return;
    };
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/models/factloom.onnx");
    let model = ModelOptions::with_all_ops().load_file(file).unwrap();
    let mut together = Batch::default();
    let mut alone = Vec::new();
    for sentence in SENTENCES {
        let mut encoded = Encoded::default();
        for word in sentence.split(' ') {
            encoded.push(&vocabulary, word);
        }
        let words = 0..sentence.split(' ').count();
        let mut batch = Batch::default();
        encoded.add_to(&mut batch, &vocabulary, words.clone());
        encoded.add_to(&mut together, &vocabulary, words);
        let scores = network.run(&mut Network::worker(), &mut batch).unwrap();
        let mut wanted = reference(&model, &batch);
        // The root as a head has no label.
        wanted[9].drain(..labels.label_scorer.width());
        for ((name, found), wanted) in OUTPUTS.into_iter().zip(tables(&scores)).zip(&wanted) {
            assert_eq!(found.len(), wanted.len(), "{name}");
            let n = wanted.len() as f32;
            let mean = wanted.iter().sum::<f32>() / n;
            let spread = wanted.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / n;
            let pairs = found.iter().zip(wanted);
            let error = pairs.map(|(x, y)| (x - y).powi(2)).sum::<f32>() / n;
            // The reference rounds all rows of a product to the same steps, so they differ a little.
            assert!(
                error < 0.01 * spread,
                "{name}: {error} where the spread is {spread}"
            );
        }
        alone.push(scores);
    }
    let scores = network.run(&mut Network::worker(), &mut together).unwrap();
    for (i, name) in OUTPUTS.into_iter().enumerate() {
        let alone: Vec<f32> = alone.iter().flat_map(|s| tables(s)[i].clone()).collect();
        assert!(alone == *tables(&scores)[i], "{name} depends on the batch");
    }
}

#[test]
fn only_what_is_claimed_is_read_with_neighbours() {
    let Ok((network, vocabulary, ..)) = embedded::load() else {
        eprintln!("skipped: there is no model");
        return;
    };
    let mut batch = Batch::default();
    for sentence in SENTENCES {
        let mut encoded = Encoded::default();
        for word in sentence.split(' ') {
            encoded.push(&vocabulary, word);
        }
        encoded.add_to(&mut batch, &vocabulary, 0..sentence.split(' ').count());
    }
    let unrelated = network.run(&mut Network::worker(), &mut batch).unwrap();
    batch.one_text = true;
    let text = network.run(&mut Network::worker(), &mut batch).unwrap();
    let tables = tables(&unrelated).into_iter().zip(tables(&text));
    for (name, (alone, read)) in OUTPUTS.into_iter().zip(tables) {
        let claimed = matches!(
            name,
            "kind" | "trigger" | "claim_t" | "claim_a" | "who_q" | "who_k"
        );
        assert_eq!(alone != read, claimed, "{name}");
    }
}

fn tables(scores: &Scores) -> [&Vec<f32>; 18] {
    [
        &scores.upos,
        &scores.feats,
        &scores.lemma,
        &scores.ner,
        &scores.fine,
        &scores.kind,
        &scores.etype,
        &scores.arc,
        &scores.dep,
        &scores.head,
        &scores.pred,
        &scores.role_pred,
        &scores.role_arg,
        &scores.trigger,
        &scores.claim_trigger,
        &scores.claim_word,
        &scores.question,
        &scores.answer,
    ]
}
