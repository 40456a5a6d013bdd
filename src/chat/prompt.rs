//! What the model is told.

use std::fmt::Write;

use crate::claim::QualifierKey;
use crate::ontology::{Ontology, Range, Relation};
use crate::outside::Request;

/// What to do, for all questions: the relations with what they take, and the rules.
#[must_use]
pub fn instructions(ontology: &Ontology) -> String {
    let mut out = String::from(
        "You read sentences of a document and write down the claims that they make.\n\
         A claim has a subject, a relation of the list below, and an object.\n\
         \n\
         Rules\n\
         - Claim only what the numbered sentences say. Leave out what no relation of the list says.\n\
         - quote: the exact words that say it, copied letter by letter from the sentence of that number.\n\
         - subject and object: names or descriptions as they stand in the text. In place of a pronoun or of \"the company\" give the name that the text gives elsewhere.\n\
         - status: actual (it holds or happened), ended (it no longer holds), planned (announced, expected), possible (may, might), permitted, obligated, conditional (only if), negated (the text denies it).\n\
         - qualifiers: only those that the relation takes and the text gives. Dates as ISO 8601 as precisely as the text gives them (2032, 2025-10, 2019-06-14, 2025-Q3); money in full as \"1800000000 USD\"; percentages as numbers; durations as ISO 8601 (P18M); true or false for capped, exclusive, primary.\n\
         - attribution: who says it, where the text names somebody other than its publisher; else null.\n\
         - confidence: how likely a careful reader would agree, from 0 to 1.\n\
         - No claims is a good answer.\n\
         \n\
         Answer with a JSON object {\"claims\": [{\"sentence\", \"quote\", \"subject\", \"relation\", \"object\", \"qualifiers\": [{\"name\", \"value\"}], \"status\", \"attribution\", \"confidence\"}]}.\n\
         \n\
         Relations: subject → object: what it says (qualifiers)\n",
    );
    for relation in ontology.relations.values() {
        line(relation, &mut out);
    }
    out
}

fn line(relation: &Relation, out: &mut String) {
    let or_any = |names: Vec<String>| match names.is_empty() {
        true => "anything".to_owned(),
        false => names.join(" or "),
    };
    let _ = write!(
        out,
        "- {}: {} → {}",
        relation.name,
        or_any(relation.domain.clone()),
        or_any(relation.range.iter().map(Range::to_string).collect())
    );
    if !relation.comment.is_empty() {
        let _ = write!(out, ": {}", relation.comment);
    }
    let keys: Vec<&str> = relation
        .qualifiers
        .iter()
        .map(|key: &QualifierKey| key.as_str())
        .collect();
    if !keys.is_empty() {
        let _ = write!(out, " ({})", keys.join(", "));
    }
    out.push('\n');
}

/// How many sentences before the batch are shown for what its pronouns mean.
const BEFORE: usize = 3;

/// One question: a batch of the sentences of a document, by their indices, numbered from 1.
#[must_use]
pub fn question(document: &Request, batch: &[usize]) -> String {
    let mut out = String::new();
    if let Some(title) = &document.title {
        let _ = writeln!(out, "Title: {title}");
    }
    if let Some(publisher) = &document.publisher {
        let _ = writeln!(out, "Publisher: {publisher}");
    }
    if let Some(date) = &document.date {
        let _ = writeln!(out, "Published: {date}");
    }
    let words = |i: usize| {
        let text = document.sentences.get(i).map_or("", |s| s.text.as_str());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let first = batch.first().copied().unwrap_or(0);
    let before = first.saturating_sub(BEFORE)..first;
    if !before.is_empty() {
        out.push_str("\nBefore (claim nothing from it):\n");
        for i in before {
            let _ = writeln!(out, "{}", words(i));
        }
    }
    out.push_str("\nSentences:\n");
    for &i in batch {
        let _ = writeln!(out, "[{}] {}", i + 1, words(i));
    }
    out
}
