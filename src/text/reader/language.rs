//! Whether a text is English.

use crate::text::{BlockKind, Span};

use super::layout::Layout;

/// Words that English uses all the time and its neighbours do not.
const ENGLISH: [&str; 30] = [
    "the", "of", "and", "to", "that", "with", "for", "is", "are", "was", "were", "by", "from",
    "has", "have", "had", "its", "it", "this", "which", "will", "be", "at", "not", "their", "they",
    "on", "would", "who", "said",
];

/// Text shorter than this many letters is never taken for another language by its words alone.
const SHORT: usize = 160;

/// What another language was found in.
pub(super) struct Foreign {
    /// English name of the language.
    pub language: &'static str,
    /// The blocks in it, by index.
    pub blocks: Vec<usize>,
    /// Whether hardly anything of the text is in English.
    pub whole: bool,
}

/// The parts of a text that are reliably not English, if any.
pub(super) fn foreign(layout: &Layout) -> Option<Foreign> {
    let mut blocks = Vec::new();
    let (mut letters_foreign, mut letters) = (0, 0);
    let mut language = None;
    let mut all = String::new();
    for (i, block) in layout.blocks.iter().enumerate() {
        if block.kind == BlockKind::Boilerplate {
            continue;
        }
        let words = block.span.of(&layout.text);
        let count = letters_of(words);
        letters += count;
        if all.len() < 8_000 {
            all.push_str(head(words, block.span));
            all.push('\n');
        }
        if let Some(name) = detect(head(words, block.span)) {
            letters_foreign += count;
            language = language.or(Some(name));
            blocks.push(i);
        }
    }
    let whole_language = detect(&all);
    let whole =
        whole_language.is_some() && (letters_foreign * 10 >= letters * 7 || blocks.is_empty());
    let language = if whole { whole_language } else { language }?;
    Some(Foreign {
        language,
        blocks,
        whole,
    })
}

fn head(words: &str, span: Span) -> &str {
    let mut end = span.len().min(4_000);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    &words[..end]
}

fn letters_of(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The name of the language, if it is certainly not English.
fn detect(text: &str) -> Option<&'static str> {
    let letters = letters_of(text);
    if letters < 20 {
        return None;
    }
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let mostly_latin = latin * 2 > letters;
    let (mut words, mut english) = (0usize, 0usize);
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
    {
        words += 1;
        english += usize::from(ENGLISH.iter().any(|e| word.eq_ignore_ascii_case(e)));
    }
    if mostly_latin && (letters < SHORT || english * 100 >= words * 8) {
        return None;
    }
    let info = whatlang::detect(text)?;
    let other = info.lang() != whatlang::Lang::Eng;
    (other && (!mostly_latin || (info.is_reliable() && english * 100 < words * 6)))
        .then(|| info.lang().eng_name())
}
