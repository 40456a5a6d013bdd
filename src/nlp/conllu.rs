//! CoNLL-U: the analysis as the treebanks write it (<https://universaldependencies.org/format.html>).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Analyzer, EntityLabel, View};

/// The analysis in CoNLL-U; entities and roles stand in the last column.
#[must_use]
pub fn write_conllu(analyzer: &Analyzer, view: &View) -> String {
    let mut out = String::new();
    let tokens = &view.analysis.tokens;
    let extra = extra_columns(view);
    for (s, sentence) in view.analysis.sentences.iter().enumerate() {
        let text: String = sentence
            .span
            .of(&view.document.text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let _ = writeln!(out, "# sent_id = {}\n# text = {text}", s + 1);
        for t in sentence.tokens.clone() {
            let token = &tokens[t];
            let head = token.head.map_or(0, |h| h + 1 - sentence.tokens.start);
            let mut misc = extra.get(&t).cloned().unwrap_or_default();
            if t + 1 < tokens.len()
                && token.span.end == tokens[t + 1].span.start
                && t + 1 < sentence.tokens.end
            {
                misc.push("SpaceAfter=No".to_owned());
            }
            let misc = if misc.is_empty() {
                "_".to_owned()
            } else {
                misc.join("|")
            };
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t_\t{}\t{head}\t{}\t_\t{misc}",
                t + 1 - sentence.tokens.start,
                view.form(t),
                token.lemma,
                token.upos,
                analyzer.feature_names(&token.feats),
                token.deprel,
            );
        }
        out.push('\n');
    }
    out
}

/// Sentences of given words: the forms of CoNLL-U, or one word a line, a blank line after each sentence.
#[must_use]
pub fn read_words(text: &str) -> Vec<Vec<String>> {
    let mut sentences = Vec::new();
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            if !words.is_empty() {
                sentences.push(std::mem::take(&mut words));
            }
            continue;
        }
        let mut columns = line.split('\t');
        let first = columns.next().unwrap_or("");
        match columns.next() {
            Some(form) if first.bytes().all(|b| b.is_ascii_digit()) => words.push(form.to_owned()),
            Some(_) => {}
            None if first.starts_with("# ") => {}
            None => words.push(first.to_owned()),
        }
    }
    if !words.is_empty() {
        sentences.push(words);
    }
    sentences
}

/// `NER=B-PER`, `Roleset=buy.01`, `Roles=2:ARG0,7:R-ARG1` (the predicate's number in the sentence and the role).
fn extra_columns(view: &View) -> BTreeMap<usize, Vec<String>> {
    let mut extra: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for entity in &view.analysis.entities {
        for t in entity.tokens.clone() {
            let place = if t == entity.tokens.start { "B" } else { "I" };
            extra
                .entry(t)
                .or_default()
                .push(format!("NER={place}-{}", label_name(entity.label)));
        }
    }
    let mut roles: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for predicate in &view.analysis.predicates {
        extra
            .entry(predicate.token)
            .or_default()
            .push(format!("Roleset={}", predicate.roleset));
        let start = view.sentence(predicate.token).tokens.start;
        for argument in &predicate.arguments {
            roles.entry(argument.token).or_default().push(format!(
                "{}:{}{}",
                predicate.token + 1 - start,
                if argument.secondary { "R-" } else { "" },
                argument.role
            ));
        }
    }
    for (t, roles) in roles {
        extra
            .entry(t)
            .or_default()
            .push(format!("Roles={}", roles.join(",")));
    }
    extra
}

/// A short name of an entity's type.
pub(super) fn label_name(label: EntityLabel) -> &'static str {
    match label {
        EntityLabel::Person => "PER",
        EntityLabel::Location => "LOC",
        EntityLabel::Organization => "ORG",
        EntityLabel::Product => "PRODUCT",
        EntityLabel::Work => "WORK",
        EntityLabel::Event => "EVENT",
        EntityLabel::Group => "GROUP",
        EntityLabel::Misc => "MISC",
    }
}
