//! Expressions of time: where they stand, and what they are normalised to.
//!
//! The measures are those of TempEval-3 (UzZaman et al., "SemEval-2013 Task 1: TempEval-3", <https://aclanthology.org/S13-2001/>):
//! a span counts where it shares a word with one of the corpus (*relaxed*), each with one only; or where its words are the same
//! (*strict*; prepositions and articles at its beginning left out on both sides). *Value* F1 counts relaxed spans that have the
//! corpus's value. Values are compared as text in ISO 8601, a stretch as its first and last date.
//!
//! Two kinds of corpora: GUM's documents in TEI, which annotate dates (ours are then dates and stretches of dates), and
//! MEANTIME's articles, which annotate durations and repetitions too, in the title and the first five sentences; the date
//! line, which is known beforehand, does not count.

mod gum;

use std::path::Path;

use serde::Serialize;

use super::meantime::{self, Article};
use super::{Counts, Report, Score};
use super::{input, xml};
use crate::error::Result;
use crate::mention::{TimeValue, find_times};
use crate::nlp::{Analyzer, Upos, View};
use crate::text::PartialDate;

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// The sentence, from 0.
    pub sentence: usize,
    /// Its first word in the sentence.
    pub first: usize,
    /// The word after its last.
    pub end: usize,
    /// Its value, where it has one that we can write.
    pub value: Option<String>,
}

/// A text with its expressions of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The words of each sentence.
    pub sentences: Vec<Vec<String>>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Its expressions.
    pub expressions: Vec<Expression>,
    /// The sentences that are annotated.
    pub annotated: Vec<usize>,
    /// Whether durations, repetitions and what has no date are annotated too.
    pub all_kinds: bool,
}

/// The scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct TimexScore {
    /// Relaxed spans with the right value.
    #[serde(flatten)]
    pub value: Score,
    /// Relaxed spans.
    pub span: Score,
    /// Strict spans.
    pub span_strict: Score,
    /// Of the relaxed spans, the share with the right value.
    pub value_accuracy: f64,
    /// Expressions of the corpus.
    pub gold: usize,
    /// Ours.
    pub system: usize,
}

/// Reads files and folders of either kind.
///
/// # Errors
/// A file cannot be read, or is neither GUM's TEI nor MEANTIME's XML.
pub fn read(path: &Path) -> Result<Vec<Text>> {
    xml::files(path)?
        .iter()
        .map(|file| read_file(file))
        .collect()
}

fn read_file(path: &Path) -> Result<Text> {
    let text = input::text(path)?;
    let events = xml::events(path, &text)?;
    let root = events.iter().find_map(|(line, event)| match event {
        xml::Event::Open(name, _) => Some((*line, name.as_str())),
        _ => None,
    });
    match root {
        Some((_, "Document")) => Ok(of_article(meantime::read_article(path)?)),
        Some((_, "text")) => gum::text(path, &events),
        other => {
            let message = "GUM's TEI (<text>) or MEANTIME's XML (<Document>) was expected";
            Err(input::wrong(path, other.map_or(1, |o| o.0), message))
        }
    }
}

fn of_article(article: Article) -> Text {
    let annotated = article.annotated();
    Text {
        published: article.published,
        annotated,
        all_kinds: true,
        expressions: article.times,
        sentences: article.sentences,
    }
}

/// What the pipeline finds in the annotated sentences of a text.
#[must_use]
pub fn find(analyzer: &Analyzer, text: &Text) -> Vec<Expression> {
    let (document, analysis) = analyzer.analyze_pretokenized(&text.sentences);
    let view = View::new(&document, &analysis);
    let mut found = Vec::new();
    for time in find_times(&view, text.published) {
        let dated = matches!(time.value, TimeValue::Date(_) | TimeValue::Range(..));
        let place = analysis
            .sentences
            .iter()
            .position(|s| s.tokens.contains(&time.tokens.start));
        let Some(sentence) = place.filter(|s| text.annotated.contains(s)) else {
            continue;
        };
        if dated || text.all_kinds {
            let start = analysis.sentences[sentence].tokens.start;
            let mut first = time.tokens.start;
            while first + 1 < time.tokens.end && matches!(view.upos(first), Upos::Adp | Upos::Det) {
                first += 1;
            }
            found.push(Expression {
                sentence,
                first: first - start,
                end: time.tokens.end - start,
                value: time.iso(),
            });
        }
    }
    found
}

/// Scores pairs of what a corpus has and what was found, text by text; the words are those of the corpus.
#[must_use]
pub fn score(texts: &[(Text, Vec<Expression>)]) -> TimexScore {
    let (mut relaxed, mut strict, mut values) =
        (Counts::default(), Counts::default(), Counts::default());
    for (text, system) in texts {
        let gold: Vec<Expression> = text.expressions.iter().map(|e| bare(text, e)).collect();
        let all = |right| Counts {
            gold: gold.len(),
            system: system.len(),
            right,
        };
        let same = |a: &Expression, b: &Expression| {
            (a.sentence, a.first, a.end) == (b.sentence, b.first, b.end)
        };
        strict += all(gold
            .iter()
            .filter(|g| system.iter().any(|s| same(g, s)))
            .count());
        let pairs = pairs(&gold, system);
        relaxed += all(pairs.len());
        let agree = |(g, s): &&(usize, usize)| {
            gold[*g].value.is_some() && gold[*g].value == system[*s].value
        };
        values += all(pairs.iter().filter(agree).count());
    }
    TimexScore {
        value: values.score(),
        span: relaxed.score(),
        span_strict: strict.score(),
        value_accuracy: super::score::share(values.right, relaxed.right),
        gold: relaxed.gold,
        system: relaxed.system,
    }
}

/// What the command prints.
#[must_use]
pub fn report(score: &TimexScore) -> Report {
    let json = serde_json::to_value(score).unwrap_or_default();
    Report::new("expressions of time", &["precision", "recall", "F1"], json)
        .score("span, relaxed", score.span, &[])
        .score("span, strict", score.span_strict, &[])
        .score("value", score.value, &[])
        .note(format!(
            "{} expressions, {} found; {:.3} of the spans that agree have the right value",
            score.gold, score.system, score.value_accuracy
        ))
}

/// Each expression of the corpus with the first of ours that shares a word with it and is still free.
fn pairs(gold: &[Expression], system: &[Expression]) -> Vec<(usize, usize)> {
    let mut free = vec![true; system.len()];
    let mut found = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        let shares =
            |s: &Expression| s.sentence == g.sentence && s.first < g.end && g.first < s.end;
        if let Some(j) = (0..system.len()).find(|&j| free[j] && shares(&system[j])) {
            free[j] = false;
            found.push((i, j));
        }
    }
    found
}

/// Words that a span may begin with and does not need.
const LEADING: [&str; 12] = [
    "in", "on", "at", "of", "the", "a", "an", "by", "since", "until", "from", "during",
];

fn bare(text: &Text, expression: &Expression) -> Expression {
    let words = text.sentences.get(expression.sentence);
    let mut first = expression.first;
    let leading = |i: usize| {
        let word = words.and_then(|w| w.get(i)).map(|w| w.to_lowercase());
        word.is_some_and(|w| LEADING.contains(&w.as_str()))
    };
    while first + 1 < expression.end && leading(first) {
        first += 1;
    }
    Expression {
        first,
        ..expression.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(sentence: usize, first: usize, end: usize, value: &str) -> Expression {
        Expression {
            sentence,
            first,
            end,
            value: (!value.is_empty()).then(|| value.to_owned()),
        }
    }

    #[test]
    fn spans_and_values() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let text = Text {
            sentences: vec![
                words("It closed in May 2019 ."),
                words("It opened on 3 June , a Monday ."),
            ],
            expressions: vec![
                expression(0, 2, 5, "2019-05"),
                expression(1, 3, 5, "2019-06-03"),
                expression(1, 6, 8, ""),
            ],
            annotated: vec![0, 1],
            ..Text::default()
        };
        let system = vec![
            expression(0, 3, 5, "2019-05"),
            expression(1, 4, 5, "2020-06"),
            expression(1, 0, 1, "2020"),
        ];
        let scored = score(&[(text, system)]);
        // three there, three found: two share words, one is the same but for "in", one value is right
        let third = 1.0 / 3.0;
        assert!((scored.span.f1 - 2.0 * third).abs() < 1e-12);
        assert!((scored.span_strict.f1 - third).abs() < 1e-12);
        assert!((scored.value.f1 - third).abs() < 1e-12);
        assert!((scored.value_accuracy - 0.5).abs() < 1e-12);
    }
}
