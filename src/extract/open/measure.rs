//! Measures the confidence of open claims on CaRB's development half: of the sentences that it was not fitted on, how many of
//! the claims are right, and how far that is from their confidence. The data is found through `FACTLOOM_DATA`; without it the
//! measurement is skipped. With `FACTLOOM_FIT` set to a file, each claim is written there with what its confidence goes by.
//!
//! A claim is right where a tuple of the reference has its parts by their heads, as Stanovsky and Dagan match tuples
//! ("Creating a Large Benchmark for Open Information Extraction", EMNLP 2016): its verb in the relation, the grammatical
//! subject in the first argument, the other participant in one of the others.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{Open, OpenTuple, Profile, Word};
use crate::eval::calibration::calibration;
use crate::eval::carb::{Tuple, read_gold, read_sentences};
use crate::extract::{Candidate, Context, Deep, Extractor};
use crate::mention::MentionKind;
use crate::nlp::View;
use crate::pipeline::Engine;

const BE: [&str; 8] = ["be", "is", "am", "are", "was", "were", "been", "being"];

/// A claim of one sentence, its tuple and its words.
struct Claimed<'a> {
    deep: &'a Deep<'a>,
    tuple: &'a OpenTuple,
    candidate: &'a Candidate,
    words: &'a [String],
}

impl Claimed<'_> {
    /// Whether a text has one of the words that stand for a participant: of a name any, otherwise the head.
    fn names(&self, text: &str, token: usize) -> bool {
        let mentions = self.deep.mentions;
        let named = mentions.at(token).map(|id| mentions.get(id));
        let tokens = match named.filter(|m| m.kind == MentionKind::Name) {
            Some(mention) => mention.tokens.clone(),
            None => token..token + 1,
        };
        let mut said = text.split_whitespace();
        said.any(|w| self.words[tokens.clone()].iter().any(|own| own == w))
    }

    fn relation_agrees(&self, relation: &str) -> bool {
        let said: Vec<&str> = relation.split_whitespace().collect();
        let verb = self.candidate.trigger;
        if self.tuple.construction.is_clause() && self.deep.is_verbal(verb) {
            return said.contains(&self.words[verb].as_str());
        }
        self.deep
            .written(self.tuple, Profile::Carb)
            .iter()
            .flat_map(|written| &written.relation)
            .flat_map(|word| match *word {
                Word::Token(t) => vec![self.words[t].as_str()],
                Word::Implied(text) => text.split_whitespace().collect(),
            })
            .any(|own| {
                said.contains(&own) || BE.contains(&own) && said.iter().any(|w| BE.contains(w))
            })
    }

    fn is_in(&self, gold: &[Tuple]) -> bool {
        let own = &self.candidate.participants;
        let subject = self.tuple.subject.head;
        let straight = own[0] == subject || self.deep.members(subject).contains(&own[0]);
        let (near, far) = if straight {
            (own[0], own[1])
        } else {
            (own[1], own[0])
        };
        gold.iter().any(|tuple| {
            let [first, rest @ ..] = &tuple.arguments[..] else {
                return false;
            };
            self.relation_agrees(&tuple.relation)
                && self.names(first, near)
                && rest.iter().any(|argument| self.names(argument, far))
        })
    }
}

#[test]
fn the_confidence_of_open_claims_can_be_trusted() {
    let Some(data) = std::env::var_os("FACTLOOM_DATA") else {
        eprintln!("skipped: FACTLOOM_DATA is not set");
        return;
    };
    let folder = Path::new(&data).join("openie");
    let gold = read_gold(&folder.join("carb-dev.tsv")).expect("the reference");
    let sentences = read_sentences(&folder.join("carb-dev.txt")).expect("the sentences");
    let engine = Engine::load(&[PathBuf::from("none")]).expect("an engine");
    let mut judged: [Vec<(f64, bool)>; 2] = [Vec::new(), Vec::new()];
    let mut lines = String::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let Some(gold) = gold.iter().find(|e| e.sentence == *sentence) else {
            continue;
        };
        let words: Vec<String> = sentence.split_whitespace().map(str::to_owned).collect();
        let read: Vec<String> = words
            .iter()
            .map(|w| match w.as_str() {
                "``" | "''" => "\"".to_owned(),
                "-LRB-" => "(".to_owned(),
                "-RRB-" => ")".to_owned(),
                other => other.to_owned(),
            })
            .collect();
        let (document, analysis) = engine.analyzer.analyze_pretokenized(&[read]);
        let view = View::new(&document, &analysis);
        let mentions = engine.mentions(&view);
        let context = Context {
            view: &view,
            mentions: &mentions,
            ontology: &engine.ontology,
            grammar: &engine.grammar,
            lexicon: &engine.lexicon,
        };
        let deep = Deep::new(&view, &mentions, &engine.grammar);
        let tuples: Vec<OpenTuple> = (0..words.len()).flat_map(|t| deep.open_tuples(t)).collect();
        for candidate in Open.extract(&context, &[]) {
            let said_by = |t: &&OpenTuple| {
                t.predicate == candidate.trigger
                    && t.construction.as_str() == candidate.claim.trace.frame
            };
            let Some(tuple) = tuples.iter().find(said_by) else {
                continue;
            };
            let claimed = Claimed {
                deep: &deep,
                tuple,
                candidate: &candidate,
                words: &words,
            };
            let right = claimed.is_in(&gold.tuples);
            judged[number % 2].push((candidate.claim.confidence.get(), right));
            let _ = writeln!(
                lines,
                "{number}\t{}\t{:.4}\t{:.4}\t{}",
                u8::from(right),
                tuple.confidence,
                candidate.score,
                deep.features(tuple).join("\t"),
            );
        }
    }
    if let Some(path) = std::env::var_os("FACTLOOM_FIT") {
        std::fs::write(path, lines).expect("writable");
    }
    for (name, claims) in ["fitted on", "held out"].iter().zip(&judged) {
        let found = calibration(claims);
        println!(
            "{name}: {} claims, {:.3} right, expected calibration error {:.3}, Brier score {:.3}",
            found.claims, found.precision, found.ece, found.brier
        );
        for bin in found.bins.iter().filter(|b| b.claims > 0) {
            println!(
                "  {:.1} to {:.1}: {} claims, {:.3} sure, {:.3} right",
                bin.from, bin.to, bin.claims, bin.confidence, bin.right
            );
        }
    }
    assert!(calibration(&judged[1]).ece < 0.1);
}
