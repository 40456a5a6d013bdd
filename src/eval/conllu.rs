//! Treebanks in CoNLL-U (<https://universaldependencies.org/format.html>), read whole.

use std::ops::Range;
use std::path::Path;

use super::input::{text, wrong};
use crate::error::Result;

/// A syntactic word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub form: String,
    /// Its lemma; `_` where there is none.
    pub lemma: String,
    /// Its part of speech.
    pub upos: String,
    /// Its features; `_` where it has none.
    pub feats: String,
    /// The number of its head in the sentence, from 1; 0 for the root.
    pub head: usize,
    /// Its relation to the head.
    pub deprel: String,
}

/// What stands in the text: a word, or several that are written as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// As written.
    pub form: String,
    /// Its words, by position in the sentence.
    pub words: Range<usize>,
    /// Whether white space follows.
    pub space_after: bool,
}

/// A sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its words.
    pub words: Vec<Word>,
    /// What they are written as.
    pub tokens: Vec<Token>,
    /// Whether a document begins with it.
    pub opens_document: bool,
    /// Whether a paragraph begins with it.
    pub opens_paragraph: bool,
}

/// Reads a treebank. Empty nodes of enhanced graphs are left out.
///
/// # Errors
/// The file cannot be read, or a line is no CoNLL-U.
pub fn read(path: &Path) -> Result<Vec<Sentence>> {
    let text = text(path)?;
    let mut sentences = Vec::new();
    let mut open = Sentence::default();
    let mut last = 0;
    for (i, written) in text.lines().enumerate() {
        let line = i + 1;
        last = line;
        let written = written.trim_end_matches('\r');
        if written.trim().is_empty() {
            close(&mut open, &mut sentences).map_err(|m| wrong(path, line, m))?;
        } else if let Some(comment) = written.strip_prefix('#') {
            let comment = comment.trim_start();
            open.opens_document |= comment.starts_with("newdoc");
            open.opens_paragraph |= comment.starts_with("newpar");
        } else {
            row(&mut open, written).map_err(|m| wrong(path, line, m))?;
        }
    }
    close(&mut open, &mut sentences).map_err(|m| wrong(path, last, m))?;
    if sentences.is_empty() {
        return Err(wrong(path, 1, "a treebank in CoNLL-U was expected"));
    }
    Ok(sentences)
}

fn close(open: &mut Sentence, sentences: &mut Vec<Sentence>) -> Result<(), String> {
    if open.words.is_empty() {
        return Ok(());
    }
    let n = open.words.len();
    if let Some(at) = open.words.iter().position(|w| w.head > n) {
        let head = open.words[at].head;
        return Err(format!(
            "word {} of the sentence that ends here hangs on word {head} of {n}",
            at + 1
        ));
    }
    sentences.push(std::mem::take(open));
    Ok(())
}

fn row(open: &mut Sentence, written: &str) -> Result<(), String> {
    let columns: Vec<&str> = written.split('\t').collect();
    let [id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns[..] else {
        let found = columns.len();
        return Err(format!(
            "ten columns between tabs were expected, not {found}"
        ));
    };
    let space_after = !misc.split('|').any(|m| m == "SpaceAfter=No");
    if let Some((first, last)) = id.split_once('-') {
        let range = first.parse::<usize>().ok().zip(last.parse::<usize>().ok());
        let fits = |r: &(usize, usize)| r.0 == open.words.len() + 1 && r.1 >= r.0;
        let Some((first, last)) = range.filter(fits) else {
            return Err(format!("{id} is not the range of the next words"));
        };
        open.tokens.push(Token {
            form: form.to_owned(),
            words: first - 1..last,
            space_after,
        });
        return Ok(());
    }
    if id.contains('.') {
        return Ok(());
    }
    let at = open.words.len();
    if id.parse() != Ok(at + 1) {
        return Err(format!("word {} was expected, not {id:?}", at + 1));
    }
    let head = head
        .parse()
        .map_err(|_| format!("the seventh column is the number of the head, not {head:?}"))?;
    if open.tokens.last().is_none_or(|t| t.words.end <= at) {
        open.tokens.push(Token {
            form: form.to_owned(),
            words: at..at + 1,
            space_after,
        });
    }
    open.words.push(Word {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: upos.to_owned(),
        feats: feats.to_owned(),
        head,
        deprel: deprel.to_owned(),
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<Sentence>> {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), text).expect("writable");
        read(file.path())
    }

    #[test]
    fn words_that_are_written_as_one_are_one_token() {
        let text = "# newdoc id = a\n# newpar\n1-2\tcannot\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
            1\tcan\tcan\tAUX\t_\t_\t0\troot\t_\t_\n2\tnot\tnot\tPART\t_\t_\t1\tadvmod\t_\t_\n\
            2.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n3\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n";
        let sentences = read_text(text).expect("CoNLL-U");
        assert_eq!(sentences.len(), 1);
        assert!(sentences[0].opens_document && sentences[0].opens_paragraph);
        let tokens = &sentences[0].tokens;
        assert_eq!(
            (tokens[0].words.clone(), tokens[0].space_after),
            (0..2, false)
        );
        assert_eq!(tokens[1].words, 2..3);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let good = "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n";
        for (text, said) in [
            (format!("{good}2\tb\tb\n"), ":2: ten columns"),
            (
                format!("{good}3\tb\tb\tX\t_\t_\t1\tdep\t_\t_\n"),
                ":2: word 2 was expected",
            ),
            (
                format!("{good}2\tb\tb\tX\t_\t_\t_\tdep\t_\t_\n"),
                ":2: the seventh column",
            ),
            (
                format!("{good}2\tb\tb\tX\t_\t_\t7\tdep\t_\t_\n\n"),
                "hangs on word 7",
            ),
            ("# only a comment\n".to_owned(), "CoNLL-U"),
        ] {
            let error = read_text(&text).expect_err("no CoNLL-U").to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
