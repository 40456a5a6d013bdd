//! Speakers: who says the words between quotation marks, and who says the turns of a conversation.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::nlp::{Deprel, Upos, View};
use crate::text::BlockKind;

/// Whose words a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// Of whoever this word, or the mention that it belongs to, stands for.
    Word(usize),
    /// Of whoever answers the questions of the document.
    Answer,
}

/// The quotations and turns of a document with their speakers.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    quotes: Vec<(Range<usize>, Option<usize>)>,
    turns: Vec<(Range<usize>, Voice)>,
}

/// "ANNA HOLT:" at the start of a block: the words of the label, without the colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SpeakerLabel {
    /// Index of its block.
    pub block: usize,
    /// Its words.
    pub tokens: Range<usize>,
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
    "confirm",
    "report",
    "respond",
    "answer",
    "conclude",
    "promise",
    "emphasise",
    "emphasize",
    "complain",
    "shrug",
    "laugh",
    "believe",
    "describe",
    "call",
];

impl Speakers {
    pub fn new(view: &View) -> Self {
        let mut speakers = Self::default();
        speakers.read_quotes(view);
        speakers.read_turns(view);
        speakers
    }

    fn read_quotes(&mut self, view: &View) {
        let mut open: Option<usize> = None;
        let mut block = usize::MAX;
        let mut last: Option<usize> = None;
        // The speaker of a paragraph that is all quotation is who spoke in the one before.
        let mut before: Option<usize> = None;
        for sentence in &view.analysis.sentences {
            if sentence.block != block {
                // A quotation that goes on in the next paragraph opens again there.
                if let Some(start) = open.take() {
                    let quote = start..sentence.tokens.start;
                    let speaker = speaker(view, &quote).or(last).or(before);
                    last = speaker;
                    self.quotes.push((quote, speaker));
                }
                block = sentence.block;
                let quoted = matches!(
                    view.form(sentence.tokens.start),
                    "“" | "``" | "„" | "\"" | "‘"
                );
                before = last.take().filter(|_| quoted);
            }
            for t in sentence.tokens.clone() {
                let form = view.form(t);
                match (form, open) {
                    ("“" | "``" | "„" | "\"" | "‘", None) => open = Some(t + 1),
                    ("’" | "'", Some(start)) if view.form(start - 1) == "‘" => {
                        // No apostrophe: it follows the stop of the quotation.
                        if matches!(view.form(t - 1), "," | "." | "!" | "?" | "…") {
                            let quote = start..t;
                            let who = speaker(view, &quote).or(last).or(before);
                            last = who;
                            self.quotes.push((quote, who));
                            open = None;
                        }
                    }
                    ("”" | "''" | "\"" | "“", Some(start)) if view.form(start - 1) != "‘" => {
                        let quote = start..t;
                        let who = speaker(view, &quote).or(last).or(before);
                        last = who;
                        self.quotes.push((quote, who));
                        open = None;
                    }
                    _ => {}
                }
            }
        }
    }

    fn read_turns(&mut self, view: &View) {
        let labels: BTreeMap<usize, Range<usize>> = labels(view)
            .into_iter()
            .map(|l| (l.block, l.tokens))
            .collect();
        let asked = if labels.is_empty() {
            self.questions(view)
        } else {
            BTreeSet::new()
        };
        let mut current: Option<(usize, Voice)> = None;
        let mut block = usize::MAX;
        let mut end = 0;
        for sentence in &view.analysis.sentences {
            if sentence.block != block {
                block = sentence.block;
                let kind = view.document.blocks.get(block).map(|b| b.kind);
                let next = if let Some(label) = labels.get(&block) {
                    Some(Some(Voice::Word(label.start)))
                } else if asked.contains(&block) {
                    Some(None)
                } else if block > 0 && asked.contains(&(block - 1)) {
                    Some(Some(Voice::Answer))
                } else {
                    match kind {
                        Some(BlockKind::Answer) if labels.is_empty() => Some(Some(Voice::Answer)),
                        Some(BlockKind::Question) if labels.is_empty() => Some(None),
                        Some(kind) if speaks(kind) => None,
                        _ => Some(None),
                    }
                };
                if let Some(next) = next {
                    if let Some((start, voice)) = current.take() {
                        self.turns.push((start..end, voice));
                    }
                    current = next.map(|voice| (sentence.tokens.start, voice));
                }
            }
            end = sentence.tokens.end;
        }
        if let Some((start, voice)) = current {
            self.turns.push((start..end, voice));
        }
    }

    /// The blocks that are nothing but a question, where several are, and what follows them is said in the first person.
    fn questions(&self, view: &View) -> BTreeSet<usize> {
        let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (s, sentence) in view.analysis.sentences.iter().enumerate() {
            blocks.entry(sentence.block).or_default().push(s);
        }
        let asked: BTreeSet<usize> = blocks
            .iter()
            .filter(|(block, sentences)| {
                let kind = view.document.blocks.get(**block).map(|b| b.kind);
                kind.is_some_and(|k| speaks(k) || k == BlockKind::Heading)
                    && sentences.len() == 1
                    && sentences.iter().all(|&s| {
                        let tokens = view.analysis.sentences[s].tokens.clone();
                        tokens.len() <= 28
                            && tokens.end > tokens.start
                            && view.form(tokens.end - 1) == "?"
                    })
            })
            .map(|(block, _)| *block)
            .collect();
        let first_person = view
            .analysis
            .sentences
            .iter()
            .filter(|s| s.block > 0 && asked.contains(&(s.block - 1)))
            .flat_map(|s| s.tokens.clone())
            .filter(|&t| {
                matches!(
                    view.form(t).to_lowercase().as_str(),
                    "we" | "our" | "us" | "i"
                ) && self.quote(t).is_none()
            })
            .count();
        if asked.len() >= 2 && first_person >= 3 {
            asked
        } else {
            BTreeSet::new()
        }
    }

    /// Whose words a token belongs to, if not the writer's.
    pub fn of(&self, t: usize) -> Option<Voice> {
        if let Some((_, speaker)) = around(&self.quotes, t) {
            return speaker.map(Voice::Word);
        }
        around(&self.turns, t).map(|(_, voice)| *voice)
    }

    /// The quotation around a token.
    pub fn quote(&self, t: usize) -> Option<Range<usize>> {
        around(&self.quotes, t).map(|(q, _)| q.clone())
    }

    /// Where the first turn of a conversation begins.
    pub fn first_turn(&self) -> Option<usize> {
        self.turns.iter().map(|(turn, _)| turn.start).min()
    }

    /// Where the first answer stands.
    pub fn first_answer(&self) -> Option<usize> {
        self.turns
            .iter()
            .find(|(_, v)| *v == Voice::Answer)
            .map(|(r, _)| r.start)
    }
}

/// Whether a block holds what somebody says.
fn speaks(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Question | BlockKind::Answer
    )
}

fn around<T>(ranges: &[(Range<usize>, T)], t: usize) -> Option<&(Range<usize>, T)> {
    let after = ranges.partition_point(|(r, _)| r.start <= t);
    let found = ranges.get(after.checked_sub(1)?)?;
    found.0.contains(&t).then_some(found)
}

/// The labels by which a conversation names its speakers: the same capitalised words before a colon at the start of
/// several blocks. A full name counts when its last word is such a label.
pub(super) fn labels(view: &View) -> Vec<SpeakerLabel> {
    let mut found: Vec<SpeakerLabel> = Vec::new();
    let mut block = usize::MAX;
    for sentence in &view.analysis.sentences {
        if sentence.block == block {
            continue;
        }
        block = sentence.block;
        let kind = view.document.blocks.get(block).map(|b| b.kind);
        if !kind.is_some_and(speaks) {
            continue;
        }
        let tokens = sentence.tokens.clone();
        let Some(colon) = tokens.clone().take(6).find(|&t| view.form(t) == ":") else {
            continue;
        };
        let words = tokens.start..colon;
        let name = |t: usize| {
            let form = view.form(t);
            form.chars().next().is_some_and(char::is_uppercase)
                || matches!(form, "-" | "." | "’" | "'")
        };
        if !words.is_empty() && words.clone().all(name) && !ENTRY.contains(&view.words(&words)) {
            found.push(SpeakerLabel {
                block,
                tokens: words,
            });
        }
    }
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let last = |l: &SpeakerLabel| view.form(l.tokens.end - 1).to_lowercase();
    for label in &found {
        *counts.entry(last(label)).or_default() += 1;
    }
    // "Anna Holt:" once, then "AH:".
    let short: Vec<String> = counts
        .iter()
        .filter(|(_, n)| **n > 1)
        .map(|(form, _)| form.clone())
        .collect();
    found.retain(|l| {
        counts[&last(l)] > 1 || short.contains(&initials(view.words(&l.tokens)).to_lowercase())
    });
    // One voice alone is no conversation.
    let voices: BTreeSet<String> = found.iter().map(last).collect();
    if voices.len() < 2 || found.len() < 4 {
        found.clear();
    }
    found
}

/// The first letters of the words of a name.
pub(super) fn initials(name: &str) -> String {
    name.split(|c: char| c.is_whitespace() || c == '-')
        .filter_map(|w| w.chars().next())
        .filter(|c| c.is_uppercase())
        .collect()
}

/// Labels of entries, not of speakers.
const ENTRY: &[&str] = &[
    "Price",
    "Date",
    "Note",
    "Where",
    "When",
    "Who",
    "What",
    "Why",
    "Background",
    "Contact",
    "Source",
    "Status",
    "Update",
    "Location",
    "Terms",
    "Buyer",
    "Seller",
    "Deal",
    "Value",
    "Analysis",
];

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
            !quote.contains(t)
                && (view.upos(*t) == Upos::Verb && SAYING.contains(&view.lemma(*t))
                    || view.lemma(*t).eq_ignore_ascii_case("accord"))
        })
        .filter_map(|v| {
            let subject = if view.upos(v) == Upos::Verb && !view.form(v).ends_with("ccording") {
                view.child(v, &[Deprel::Nsubj])?
            } else {
                // "according to Norvane"
                let to = view.child(v, &[Deprel::Obl, Deprel::Nmod]).or_else(|| {
                    view.head(v)
                        .filter(|_| matches!(view.deprel(v), Deprel::Case))
                })?;
                (to > v).then_some(to)?
            };
            (!quote.contains(&subject))
                .then_some((v.abs_diff(quote.start).min(v.abs_diff(quote.end)), subject))
        })
        .min()
        .map(|(_, subject)| subject)
}
