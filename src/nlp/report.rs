//! The analysis for people: sentences with their words, drawn trees, names and roles.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::conllu::label_name;
use super::{Analyzer, View};

/// The whole report.
#[must_use]
pub fn analysis_report(analyzer: &Analyzer, view: &View) -> String {
    let mut out = String::new();
    for s in 0..view.analysis.sentences.len() {
        if s > 0 {
            out.push('\n');
        }
        sentence_report(analyzer, view, s, &mut out);
    }
    out
}

/// One sentence: its text, its words with the tree, its predicates and entities.
fn sentence_report(analyzer: &Analyzer, view: &View, s: usize, out: &mut String) {
    let sentence = &view.analysis.sentences[s];
    let text = sentence.span.of(&view.document.text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(out, "[{}] {text}", s + 1);
    let first = sentence.tokens.start;
    let tree = draw_tree(view, s);
    let rows: Vec<[String; 6]> = sentence
        .tokens
        .clone()
        .map(|t| {
            let token = view.token(t);
            [
                (t - first + 1).to_string(),
                view.form(t).to_owned(),
                tree[t - first].clone(),
                token.deprel.to_string(),
                token.upos.to_string(),
                format!("{}  {}", token.lemma, analyzer.feature_names(&token.feats)),
            ]
        })
        .collect();
    let mut widths = [0; 5];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    for row in &rows {
        out.push_str("  ");
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let padding = " ".repeat(width - cell.width());
            if column == 0 {
                let _ = write!(out, "{padding}{cell}  ");
            } else {
                let _ = write!(out, "{cell}{padding}  ");
            }
        }
        let _ = writeln!(out, "{}", row[5]);
    }
    for predicate in &view.analysis.predicates {
        if !sentence.tokens.contains(&predicate.token) {
            continue;
        }
        let _ = write!(out, "  {} ({:.2})", predicate.roleset, predicate.confidence);
        for argument in &predicate.arguments {
            let words = view.subtree_without(argument.token, |t| t == predicate.token);
            let phrase: Vec<&str> = words.iter().map(|&t| view.form(t)).collect();
            let _ = write!(
                out,
                "  {}{}: {}",
                if argument.secondary { "→" } else { "" },
                argument.role,
                shorten(&phrase.join(" "))
            );
        }
        out.push('\n');
    }
    for reading in &view.analysis.readings {
        if !sentence.tokens.contains(&reading.token) || reading.confidence < SHOWN {
            continue;
        }
        let _ = write!(
            out,
            "  {} → {} ({:.2}, {} {:.2})",
            view.form(reading.token),
            reading.relation,
            reading.confidence,
            reading.status,
            reading.status_confidence
        );
        for argument in reading.arguments.iter().filter(|a| a.confidence >= SHOWN) {
            let _ = write!(
                out,
                "  {}: {} ({:.2})",
                argument.slot,
                view.form(argument.token),
                argument.confidence
            );
        }
        out.push('\n');
    }
    for entity in &view.analysis.entities {
        if sentence.tokens.contains(&entity.tokens.start) {
            let _ = writeln!(
                out,
                "  {} {} ({:.2})",
                label_name(entity.label),
                view.words(&entity.tokens),
                entity.confidence
            );
        }
    }
}

/// Less likely readings and arguments are not shown.
const SHOWN: f32 = 0.25;

/// The longest phrase that is shown whole, in characters.
const PHRASE: usize = 60;

fn shorten(phrase: &str) -> String {
    if phrase.chars().count() <= PHRASE {
        return phrase.to_owned();
    }
    let head: String = phrase.chars().take(PHRASE - 1).collect();
    format!("{}…", head.trim_end())
}

/// Trees deeper than this are not drawn.
const DEEPEST: usize = 24;

/// The tree beside the words, one line a word: arcs run in columns, the head's column left of its dependents'.
fn draw_tree(view: &View, s: usize) -> Vec<String> {
    let sentence = &view.analysis.sentences[s];
    let (first, n) = (sentence.tokens.start, sentence.tokens.len());
    let heads: Vec<Option<usize>> = sentence
        .tokens
        .clone()
        .map(|t| view.head(t).map(|h| h - first))
        .collect();
    let mut depth = vec![usize::MAX; n];
    let mut way = Vec::new();
    for word in 0..n {
        let mut at = word;
        while depth[at] == usize::MAX {
            way.push(at);
            match heads[at] {
                Some(head) if way.len() <= n => at = head,
                _ => {
                    depth[at] = 0;
                    way.pop();
                    break;
                }
            }
        }
        let mut known = depth[at];
        while let Some(at) = way.pop() {
            known += 1;
            depth[at] = known;
        }
    }
    let deepest = depth.iter().copied().max().unwrap_or(0);
    if deepest > DEEPEST || n > 400 {
        return vec![String::new(); n];
    }
    // Column d holds the vertical line between a word of depth d and its dependents.
    let mut lines = vec![vec![' '; 2 * deepest + 2]; n];
    for head in 0..n {
        let (mut low, mut high) = (head, head);
        for word in 0..n {
            if heads[word] == Some(head) {
                low = low.min(word);
                high = high.max(word);
            }
        }
        let column = 2 * depth[head];
        if low == high {
            continue;
        }
        for (word, line) in lines.iter_mut().enumerate().take(high + 1).skip(low) {
            let dependent = heads[word] == Some(head);
            let (above, below) = (word > low, word < high);
            let sign = match (word == head || dependent, above, below) {
                (true, true, true) => '├',
                (true, false, true) => '╭',
                (true, true, false) => '╰',
                (_, _, _) => '│',
            };
            line[column] = if word == head {
                match (above, below) {
                    (true, true) => '┤',
                    (false, true) => '╮',
                    _ => '╯',
                }
            } else {
                sign
            };
            if dependent {
                line[column + 1] = '─';
            }
        }
    }
    // A word's own mark goes from its arc to the end of its line.
    for word in 0..n {
        let from = 2 * depth[word];
        let line = &mut lines[word];
        if heads[word].is_none() {
            if line[0] == ' ' {
                line[0] = '─';
            }
        } else if line[from] == ' ' {
            line[from] = '╴';
        }
    }
    lines
        .into_iter()
        .map(|line| line.into_iter().collect::<String>().trim_end().to_owned())
        .collect()
}
