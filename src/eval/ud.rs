//! Universal Dependencies: words, sentences, parts of speech, features, lemmas and trees against a treebank.
//!
//! The measures are those of the CoNLL 2018 shared task (Zeman et al., "CoNLL 2018 Shared Task: Multilingual Parsing from Raw
//! Text to Universal Dependencies", <https://universaldependencies.org/conll18/evaluation.html>): a word or sentence that is
//! found in raw text is right where it covers the same characters, white space left out; of features only those count that
//! Universal Dependencies defines for all languages; relations are compared without subtypes; a lemma `_` fits any.
//!
//! Twice: with the treebank's words given, as shares of all words; and from raw text, as F1, where words count that cover the
//! same characters, and an arc where its head does too. Raw text is put together from the treebank's words; paragraphs are
//! lines. Where several words are written as one ("don't"), they divide its letters; where they do not spell it, they cannot
//! be found.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::conllu::{Sentence, Word};
use super::score::share;
use super::{Cell, Counts, Report, Score};
use crate::nlp::{Analysis, Analyzer};
use crate::text::Document;

/// Shares of words that are right, with the treebank's words given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct OnWords {
    /// Parts of speech.
    pub upos: f64,
    /// All universal features.
    pub features: f64,
    /// Lemmas.
    pub lemma: f64,
    /// Heads.
    pub uas: f64,
    /// Heads with their relation.
    pub las: f64,
    /// Heads with their relation and its subtype.
    pub las_subtypes: f64,
}

/// Scores from raw text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct FromText {
    /// Words.
    pub tokens: Score,
    /// Sentences.
    pub sentences: Score,
    /// Parts of speech.
    pub upos: Score,
    /// Heads.
    pub uas: Score,
    /// Heads with their relation.
    pub las: Score,
}

/// All of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct UdScore {
    /// From raw text, heads with their relation: the shared task's first measure.
    #[serde(flatten)]
    pub las: Score,
    /// With the words given.
    #[serde(rename = "gold_tokens")]
    pub on_words: OnWords,
    /// From raw text.
    #[serde(rename = "raw_text")]
    pub from_text: FromText,
    /// Sentences of the treebank.
    pub sentences: usize,
    /// Words of the treebank.
    pub words: usize,
}

/// The features that Universal Dependencies defines for all languages, as the shared task lists them.
const UNIVERSAL: [&str; 21] = [
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number",
    "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident",
    "Polarity", "Person", "Polite",
];

/// Analyses a treebank's words and its text, and scores both.
#[must_use]
pub fn run(analyzer: &Analyzer, gold: &[Sentence]) -> UdScore {
    let from_text = from_text(analyzer, gold);
    UdScore {
        las: from_text.las,
        on_words: on_words(gold, &given_words(analyzer, gold)),
        from_text,
        sentences: gold.len(),
        words: gold.iter().map(|s| s.words.len()).sum(),
    }
}

/// What the command prints.
#[must_use]
pub fn report(score: &UdScore) -> Report {
    let json = serde_json::to_value(score).unwrap_or_default();
    let (given, text) = (&score.on_words, &score.from_text);
    let columns = [
        "tokens",
        "sentences",
        "UPOS",
        "features",
        "lemma",
        "UAS",
        "LAS",
    ];
    let share = Cell::Share;
    Report::new("Universal Dependencies", &columns, json)
        .row(
            "with the treebank's words",
            [
                Cell::Empty,
                Cell::Empty,
                share(given.upos),
                share(given.features),
                share(given.lemma),
                share(given.uas),
                share(given.las),
            ],
        )
        .row(
            "from raw text, F1",
            [
                share(text.tokens.f1),
                share(text.sentences.f1),
                share(text.upos.f1),
                Cell::Empty,
                Cell::Empty,
                share(text.uas.f1),
                share(text.las.f1),
            ],
        )
        .note(format!(
            "{} sentences, {} words; LAS with subtypes {:.3}",
            score.sentences, score.words, given.las_subtypes
        ))
}

/// The analysis of the treebank's words, in the treebank's notation.
fn given_words(analyzer: &Analyzer, gold: &[Sentence]) -> Vec<Vec<Word>> {
    let forms: Vec<Vec<String>> = gold
        .iter()
        .map(|s| s.words.iter().map(|w| w.form.clone()).collect())
        .collect();
    let (document, analysis) = analyzer.analyze_pretokenized(&forms);
    told(analyzer, &document, &analysis)
}

fn told(analyzer: &Analyzer, document: &Document, analysis: &Analysis) -> Vec<Vec<Word>> {
    let sentence = |s: &crate::nlp::Sentence| {
        let start = s.tokens.start;
        analysis.tokens[s.tokens.clone()]
            .iter()
            .map(|token| Word {
                form: token.span.of(&document.text).to_owned(),
                lemma: token.lemma.clone(),
                upos: token.upos.to_string(),
                feats: analyzer.feature_names(&token.feats).to_owned(),
                head: token.head.map_or(0, |h| h + 1 - start),
                deprel: token.deprel.to_string(),
            })
            .collect()
    };
    analysis.sentences.iter().map(sentence).collect()
}

/// Compares the analysis of given words with the treebank, word by word.
#[must_use]
pub fn on_words(gold: &[Sentence], system: &[Vec<Word>]) -> OnWords {
    let words: Vec<(&Word, &Word)> = gold
        .iter()
        .zip(system)
        .flat_map(|(g, s)| g.words.iter().zip(s))
        .collect();
    let right = |test: fn(&Word, &Word) -> bool| {
        share(
            words.iter().filter(|(g, s)| test(g, s)).count(),
            words.len(),
        )
    };
    OnWords {
        upos: right(|g, s| g.upos == s.upos),
        features: right(|g, s| universal(&g.feats) == universal(&s.feats)),
        lemma: right(|g, s| g.lemma == "_" || g.lemma == s.lemma),
        uas: right(|g, s| g.head == s.head),
        las: right(|g, s| g.head == s.head && plain(&g.deprel) == plain(&s.deprel)),
        las_subtypes: right(|g, s| g.head == s.head && g.deprel == s.deprel),
    }
}

fn universal(feats: &str) -> BTreeSet<&str> {
    let known = |f: &&str| {
        f.split_once('=')
            .is_some_and(|(name, _)| UNIVERSAL.contains(&name))
    };
    feats.split('|').filter(known).collect()
}

/// A relation without its subtype.
fn plain(deprel: &str) -> &str {
    deprel.split(':').next().unwrap_or(deprel)
}

/// A stretch of characters, white space not counted.
type Stretch = (usize, usize);

/// Words with the stretches that they cover.
#[derive(Clone, Debug, Default)]
struct Placed<'a> {
    sentences: BTreeSet<Stretch>,
    /// Each word by its stretch, with the stretch of its head; `None` for a root.
    words: BTreeMap<Stretch, (&'a Word, Option<Stretch>)>,
    /// How many words there are, those included that cannot be found.
    count: usize,
}

impl<'a> Placed<'a> {
    fn add(&mut self, words: &'a [Word], places: &[Option<Stretch>]) {
        self.count += words.len();
        let known = places.iter().flatten();
        if let (Some(first), Some(last)) = (known.clone().next(), known.last()) {
            self.sentences.insert((first.0, last.1));
        }
        for (word, place) in words.iter().zip(places) {
            // a head that cannot be found makes the arc wrong
            let nowhere = Some((usize::MAX, usize::MAX));
            let head = word.head.checked_sub(1).and_then(|h| places[h].or(nowhere));
            if let Some(place) = place {
                self.words.insert(*place, (word, head));
            }
        }
    }
}

fn from_text(analyzer: &Analyzer, gold: &[Sentence]) -> FromText {
    let mut counts = [Counts::default(); 5];
    for document in gold.chunk_by(|_, next| !next.opens_document) {
        let (text, placed) = place_gold(document);
        let read = Document::plain("text", &text, None);
        let analysis = analyzer.analyze(&read);
        let words = told(analyzer, &read, &analysis);
        let system = place_system(&text, &analysis, &words);
        for (sum, count) in counts.iter_mut().zip(compare(&placed, &system)) {
            *sum += count;
        }
    }
    let [tokens, sentences, upos, uas, las] = counts.map(Counts::score);
    FromText {
        tokens,
        sentences,
        upos,
        uas,
        las,
    }
}

/// The text of a document, and where its words stand in it.
fn place_gold(document: &[Sentence]) -> (String, Placed<'_>) {
    let mut text = String::new();
    let mut placed = Placed::default();
    let mut at = 0;
    for (number, sentence) in document.iter().enumerate() {
        if number > 0 && sentence.opens_paragraph {
            text.push('\n');
        }
        let mut places = vec![None; sentence.words.len()];
        for token in &sentence.tokens {
            text.push_str(&token.form);
            let end = at + letters(&token.form);
            let words = &sentence.words[token.words.clone()];
            let spelled: String = words.iter().map(|w| w.form.as_str()).collect();
            if bare(&spelled) == bare(&token.form) {
                for (i, word) in token.words.clone().zip(words) {
                    places[i] = Some((at, at + letters(&word.form)));
                    at += letters(&word.form);
                }
            }
            at = end;
            if token.space_after {
                text.push(' ');
            }
        }
        placed.add(&sentence.words, &places);
    }
    (text, placed)
}

fn place_system<'a>(text: &str, analysis: &Analysis, words: &'a [Vec<Word>]) -> Placed<'a> {
    let mut before = vec![0; text.len() + 1];
    let mut at = 0;
    for (i, c) in text.char_indices() {
        before[i] = at;
        at += usize::from(!c.is_whitespace());
    }
    before[text.len()] = at;
    let mut placed = Placed::default();
    for (sentence, words) in analysis.sentences.iter().zip(words) {
        let places: Vec<Option<Stretch>> = analysis.tokens[sentence.tokens.clone()]
            .iter()
            .map(|t| Some((before[t.span.start], before[t.span.end])))
            .collect();
        placed.add(words, &places);
    }
    placed
}

/// Words, sentences, parts of speech, heads, heads with relations.
fn compare(gold: &Placed<'_>, system: &Placed<'_>) -> [Counts; 5] {
    let counts = |right| Counts {
        gold: gold.count,
        system: system.count,
        right,
    };
    let both: Vec<_> = gold
        .words
        .iter()
        .filter_map(|(place, g)| Some((g, system.words.get(place)?)))
        .collect();
    let upos = both.iter().filter(|(g, s)| g.0.upos == s.0.upos).count();
    let heads: Vec<_> = both.iter().filter(|(g, s)| g.1 == s.1).collect();
    let las = heads
        .iter()
        .filter(|(g, s)| plain(&g.0.deprel) == plain(&s.0.deprel))
        .count();
    let sentences = Counts {
        gold: gold.sentences.len(),
        system: system.sentences.len(),
        right: gold.sentences.intersection(&system.sentences).count(),
    };
    [
        counts(both.len()),
        sentences,
        counts(upos),
        counts(heads.len()),
        counts(las),
    ]
}

/// A form in lower case, without white space.
fn bare(form: &str) -> String {
    let kept = form.chars().filter(|c| !c.is_whitespace());
    kept.flat_map(char::to_lowercase).collect()
}

fn letters(form: &str) -> usize {
    form.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::super::conllu::Token;
    use super::*;

    fn word(form: &str, upos: &str, head: usize, deprel: &str) -> Word {
        Word {
            form: form.to_owned(),
            lemma: form.to_owned(),
            upos: upos.to_owned(),
            feats: "_".to_owned(),
            head,
            deprel: deprel.to_owned(),
        }
    }

    fn sentence(words: Vec<Word>) -> Sentence {
        let tokens = words.iter().enumerate().map(|(i, w)| Token {
            form: w.form.clone(),
            words: i..i + 1,
            space_after: true,
        });
        Sentence {
            tokens: tokens.collect(),
            words,
            ..Sentence::default()
        }
    }

    #[test]
    fn given_words_are_compared_one_by_one() {
        let mut gold = sentence(vec![
            word("Ola", "PROPN", 2, "nsubj"),
            word("left", "VERB", 0, "root"),
            word("home", "NOUN", 2, "obj"),
            word("today", "NOUN", 2, "obl:unmarked"),
        ]);
        gold.words[0].feats = "Number=Sing|NumForm=Word".to_owned();
        gold.words[3].lemma = "_".to_owned();
        let mut system = gold.words.clone();
        system[0].feats = "Number=Sing".to_owned();
        system[1].feats = "Tense=Past".to_owned();
        system[2].head = 4;
        system[3].deprel = "obl".to_owned();
        system[3].lemma = "Today".to_owned();
        system[2].upos = "ADV".to_owned();
        let found = on_words(&[gold], &[system]);
        // four words: one wrong part of speech, one wrong set of universal features, one wrong head, no wrong lemma;
        // "obl" is "obl:unmarked" without its subtype
        let wanted = OnWords {
            upos: 0.75,
            features: 0.75,
            lemma: 1.0,
            uas: 0.75,
            las: 0.75,
            las_subtypes: 0.5,
        };
        assert_eq!(found, wanted);
    }

    #[test]
    fn words_in_raw_text_are_found_by_their_characters() {
        let gold = [
            sentence(vec![
                word("Ola", "PROPN", 2, "nsubj"),
                word("left", "VERB", 0, "root"),
            ]),
            sentence(vec![
                word("Why", "ADV", 0, "root"),
                word("?", "PUNCT", 1, "punct"),
            ]),
        ];
        let (text, placed) = place_gold(&gold);
        assert_eq!(text, "Ola left Why ? ");
        // the system takes all for one sentence and "Why ?" for one word
        let words = [
            word("Ola", "PROPN", 2, "nsubj"),
            word("left", "NOUN", 0, "root"),
            word("Why ?", "X", 2, "dep"),
        ];
        let mut system = Placed::default();
        system.add(&words, &[Some((0, 3)), Some((3, 7)), Some((7, 11))]);
        let [tokens, sentences, upos, uas, las] = compare(&placed, &system);
        assert_eq!((tokens.gold, tokens.system, tokens.right), (4, 3, 2));
        assert_eq!(
            (sentences.gold, sentences.system, sentences.right),
            (2, 1, 0)
        );
        assert_eq!((upos.right, uas.right, las.right), (1, 2, 2));
        // 2 of 3 and 2 of 4: 2 · 2/3 · 1/2 / (7/6) = 4/7
        assert!((tokens.score().f1 - 4.0 / 7.0).abs() < 1e-12);
    }

    #[test]
    fn words_written_as_one_divide_its_letters() {
        let mut gold = sentence(vec![
            word("do", "AUX", 0, "root"),
            word("n't", "PART", 1, "advmod"),
        ]);
        gold.tokens = vec![Token {
            form: "don't".to_owned(),
            words: 0..2,
            space_after: false,
        }];
        let documents = [gold.clone()];
        let (_, placed) = place_gold(&documents);
        assert!(placed.words.contains_key(&(0, 2)) && placed.words.contains_key(&(2, 5)));
        // "not" does not spell it: neither can be found, both count
        gold.words[1].form = "not".to_owned();
        let documents = [gold];
        let (_, placed) = place_gold(&documents);
        assert_eq!((placed.words.len(), placed.count), (0, 2));
    }
}
