//! Speakers: who says the words between quotation marks.

use std::ops::Range;

use crate::nlp::{Deprel, Upos, View};

/// The quotations of a document with their speakers.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    quotes: Vec<(Range<usize>, Option<usize>)>,
}

const SAYING: &[&str] = &[
    "say",
    "tell",
    "add",
    "write",
    "note",
    "explain",
    "argue",
    "warn",
    "claim",
    "state",
    "announce",
    "comment",
    "remark",
    "insist",
    "stress",
    "post",
    "continue",
    "reply",
    "ask",
    "joke",
    "admit",
    "concede",
    "recall",
    "quip",
    "declare",
    "predict",
    "observe",
    "suggest",
    "boast",
    "acknowledge",
];

impl Speakers {
    pub fn new(view: &View) -> Self {
        let mut speakers = Self::default();
        let mut open: Option<usize> = None;
        let mut block = usize::MAX;
        let mut last: Option<usize> = None;
        for sentence in &view.analysis.sentences {
            if sentence.block != block {
                // A quotation that goes on in the next paragraph opens again there.
                if let Some(start) = open.take() {
                    let speaker = speaker(view, &(start..sentence.tokens.start)).or(last);
                    speakers
                        .quotes
                        .push((start..sentence.tokens.start, speaker));
                }
                block = sentence.block;
                last = None;
            }
            for t in sentence.tokens.clone() {
                let form = view.form(t);
                match (form, open) {
                    ("“" | "``" | "„", None) => open = Some(t + 1),
                    ("\"", None) => open = Some(t + 1),
                    ("”" | "''" | "\"" | "“", Some(start)) => {
                        let quote = start..t;
                        let who = speaker(view, &quote).or(last);
                        last = who;
                        speakers.quotes.push((quote, who));
                        open = None;
                    }
                    _ => {}
                }
            }
        }
        speakers
    }

    /// The subject of the words that introduce the quotation around a token.
    pub fn of(&self, t: usize) -> Option<usize> {
        let after = self.quotes.partition_point(|(q, _)| q.start <= t);
        let (quote, speaker) = self.quotes.get(after.checked_sub(1)?)?;
        quote.contains(&t).then_some(*speaker)?
    }
}

/// The subject of a verb of saying next to a quotation, in a sentence that the quotation touches.
fn speaker(view: &View, quote: &Range<usize>) -> Option<usize> {
    if quote.is_empty() {
        return None;
    }
    let first = view.sentence_index(quote.start);
    let last = view.sentence_index(quote.end - 1);
    let tokens =
        view.analysis.sentences[first].tokens.start..view.analysis.sentences[last].tokens.end;
    tokens
        .filter(|t| {
            !quote.contains(t) && view.upos(*t) == Upos::Verb && SAYING.contains(&view.lemma(*t))
        })
        .filter_map(|v| {
            let subject = view.child(v, &[Deprel::Nsubj])?;
            (!quote.contains(&subject))
                .then_some((v.abs_diff(quote.start).min(v.abs_diff(quote.end)), subject))
        })
        .min()
        .map(|(_, subject)| subject)
}
