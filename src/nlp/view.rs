//! A document together with its analysis: tree navigation without copying.

use std::ops::Range;

use super::{Analysis, Deprel, Sentence, Token, Upos};
use crate::text::{Document, Span};

/// Hyphenated words have at most so many parts beside the one that is looked at.
const LONGEST_COMPOUND: usize = 6;

/// A read-only view of a document and its analysis, with the children of each token at hand.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its analysis.
    pub analysis: &'a Analysis,
    starts: Vec<u32>,
    children: Vec<u32>,
    sentence_of: Vec<u32>,
}

impl<'a> View<'a> {
    /// Indexes the trees of an analysis; linear in the number of tokens.
    #[must_use]
    pub fn new(document: &'a Document, analysis: &'a Analysis) -> Self {
        let n = analysis.tokens.len();
        let mut starts = vec![0u32; n + 1];
        for head in analysis.tokens.iter().filter_map(|t| t.head) {
            starts[head + 1] += 1;
        }
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut children = vec![0u32; starts[n] as usize];
        for (i, token) in analysis.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[next[head] as usize] = i as u32;
                next[head] += 1;
            }
        }
        let mut sentence_of = vec![0u32; n];
        for (s, sentence) in analysis.sentences.iter().enumerate() {
            for t in sentence.tokens.clone() {
                sentence_of[t] = s as u32;
            }
        }
        Self {
            document,
            analysis,
            starts,
            children,
            sentence_of,
        }
    }

    /// Whether a token is a hyphen that joins the words on both sides of it.
    #[must_use]
    pub fn is_hyphen(&self, t: usize) -> bool {
        let tokens = &self.analysis.tokens;
        t > 0
            && t + 1 < tokens.len()
            && self.sentence_of[t - 1] == self.sentence_of[t + 1]
            && self.form(t) == "-"
            && tokens[t - 1].span.end == tokens[t].span.start
            && tokens[t].span.end == tokens[t + 1].span.start
    }

    /// The first token of the hyphenated word that a token stands in: that of "off" in "off-the-shelf".
    #[must_use]
    pub fn hyphen_start(&self, t: usize) -> usize {
        let mut first = t;
        for _ in 0..LONGEST_COMPOUND {
            if first < 2 || !self.is_hyphen(first - 1) {
                break;
            }
            first -= 2;
        }
        first
    }

    /// The last token of the hyphenated word that a token stands in: that of "chief" in "editor-in-chief".
    #[must_use]
    pub fn hyphen_end(&self, t: usize) -> usize {
        let mut last = t;
        for _ in 0..LONGEST_COMPOUND {
            if !self.is_hyphen(last + 1) {
                break;
            }
            last += 2;
        }
        last
    }

    /// The token at an index.
    #[must_use]
    pub fn token(&self, t: usize) -> &'a Token {
        &self.analysis.tokens[t]
    }

    /// The word as written.
    #[must_use]
    pub fn form(&self, t: usize) -> &'a str {
        self.token(t).span.of(&self.document.text)
    }

    /// Its lemma.
    #[must_use]
    pub fn lemma(&self, t: usize) -> &'a str {
        &self.token(t).lemma
    }

    /// Its part of speech.
    #[must_use]
    pub fn upos(&self, t: usize) -> Upos {
        self.token(t).upos
    }

    /// Its relation to its head.
    #[must_use]
    pub fn deprel(&self, t: usize) -> Deprel {
        self.token(t).deprel
    }

    /// Its head.
    #[must_use]
    pub fn head(&self, t: usize) -> Option<usize> {
        self.token(t).head
    }

    /// The dependents of a token, in the order of the text.
    pub fn children(&self, t: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children[self.starts[t] as usize..self.starts[t + 1] as usize]
            .iter()
            .map(|&c| c as usize)
    }

    /// The first dependent with one of these relations.
    #[must_use]
    pub fn child(&self, t: usize, relations: &[Deprel]) -> Option<usize> {
        self.children(t)
            .find(|&c| relations.contains(&self.deprel(c)))
    }

    /// The dependents with one of these relations.
    pub fn children_by<'b>(
        &'b self,
        t: usize,
        relations: &'b [Deprel],
    ) -> impl Iterator<Item = usize> + 'b {
        self.children(t)
            .filter(move |&c| relations.contains(&self.deprel(c)))
    }

    /// Index of the sentence that a token belongs to.
    #[must_use]
    pub fn sentence_index(&self, t: usize) -> usize {
        self.sentence_of[t] as usize
    }

    /// The sentence that a token belongs to.
    #[must_use]
    pub fn sentence(&self, t: usize) -> &'a Sentence {
        &self.analysis.sentences[self.sentence_index(t)]
    }

    /// All tokens of the subtree of `t`, in the order of the text, `t` included.
    #[must_use]
    pub fn subtree(&self, t: usize) -> Vec<usize> {
        self.subtree_without(t, |_| false)
    }

    /// The subtree of `t` without the branches whose top word satisfies `cut`.
    #[must_use]
    pub fn subtree_without(&self, t: usize, cut: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found = vec![t];
        let mut next = 0;
        while next < found.len() {
            let t = found[next];
            next += 1;
            found.extend(self.children(t).filter(|&c| !cut(c)));
        }
        found.sort_unstable();
        found
    }

    /// Whether `inner` lies in the subtree of `outer` (or is it).
    #[must_use]
    pub fn dominates(&self, outer: usize, inner: usize) -> bool {
        let mut at = Some(inner);
        while let Some(t) = at {
            if t == outer {
                return true;
            }
            at = self.head(t);
        }
        false
    }

    /// The text from the first to the last token of a non-empty range.
    #[must_use]
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        self.token(tokens.start)
            .span
            .cover(self.token(tokens.end - 1).span)
    }

    /// The words of a range of tokens, as written.
    #[must_use]
    pub fn words(&self, tokens: &Range<usize>) -> &'a str {
        self.span(tokens).of(&self.document.text)
    }
}
