//! The analysis of a document: tokens, sentences, and what the model says about them.

use std::ops::Range;
use std::sync::Mutex;

use super::decode::{
    Candidates, Heads, agree_relatives, agree_subjects, agree_tenses, best, close_appositions,
    entities, hold_terms, hold_together, is_forest, join_lists, kinds, lemma, name_datives,
    name_helpers, name_objects, name_obliques, name_subjects, number_once, probability, readings,
    return_to_main,
};
use super::model::{
    Batch, Encoded, Labels, MAX_PIECES, Network, RoleLabel, Rolesets, Scores, WordPiece, Worker,
    load,
};
use super::tokenizer::tokenize_into;
use super::{
    Analysis, Deprel, EntitySpan, Features, KindScores, Predicate, PronType, Role, RoleArc,
    Sentence, Token, Upos, Who, split_sentences,
};
use crate::error::Result;
use crate::text::{Block, BlockKind, Document, Metadata, Span};

/// Analyses documents. One analyzer serves any number of threads.
#[derive(Debug)]
pub struct Analyzer {
    network: Network,
    vocabulary: WordPiece,
    labels: Labels,
    rolesets: Rolesets,
    /// Workers that are not busy; each thread takes one while it analyses.
    idle: Mutex<Vec<Session>>,
}

/// What one thread works with.
#[derive(Debug)]
struct Session {
    worker: Worker,
    encoded: Encoded,
    batch: Batch,
    heads: Heads,
    candidates: Candidates,
    scores: Vec<f32>,
}

/// Pieces that go through the network together, unless one sentence has more.
const BATCH_PIECES: usize = 4096;

/// A later window of a sentence that is too long hangs on the first one with this probability.
const WINDOW_CONFIDENCE: f32 = 0.1;

impl Analyzer {
    /// Loads the model that is part of the program.
    ///
    /// # Errors
    ///
    /// When a model file is missing or damaged; the message says which and what to do.
    pub fn new() -> Result<Self> {
        let (network, vocabulary, labels, rolesets) = load()?;
        Ok(Self {
            network,
            vocabulary,
            labels,
            rolesets,
            idle: Mutex::new(Vec::new()),
        })
    }

    /// Analyses a document. Sentences never run across blocks; boilerplate is left out.
    #[must_use]
    pub fn analyze(&self, document: &Document) -> Analysis {
        let mut spans = Vec::with_capacity(document.text.len() / 5);
        let mut sentences = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            if block.kind == BlockKind::Boilerplate {
                continue;
            }
            let from = spans.len();
            tokenize_into(&document.text, block.span, &mut spans);
            for range in split_sentences(&document.text, &spans[from..]) {
                let tokens = from + range.start..from + range.end;
                sentences.push(Sentence {
                    span: spans[tokens.start].cover(spans[tokens.end - 1]),
                    block: index,
                    tokens,
                });
            }
        }
        self.run(&document.text, &spans, sentences, true)
    }

    /// Analyses sentences whose words are given: each sentence becomes a block of the document that is returned, its
    /// words separated by single spaces (white space inside a word is kept). They need not belong together, so none is read
    /// in the light of its neighbours.
    #[must_use]
    pub fn analyze_pretokenized(&self, sentences: &[Vec<String>]) -> (Document, Analysis) {
        let mut text = String::new();
        let mut spans = Vec::new();
        let mut blocks = Vec::new();
        let mut ranges = Vec::new();
        for words in sentences {
            let from = spans.len();
            for word in words.iter().filter(|w| !w.is_empty()) {
                if spans.len() > from {
                    text.push(' ');
                }
                let start = text.len();
                text.push_str(word);
                spans.push(Span::new(start, text.len()));
            }
            if spans.len() > from {
                let span = spans[from].cover(spans[spans.len() - 1]);
                ranges.push(Sentence {
                    span,
                    block: blocks.len(),
                    tokens: from..spans.len(),
                });
                blocks.push(Block {
                    span,
                    kind: BlockKind::Paragraph,
                });
                text.push('\n');
            }
        }
        let analysis = self.run(&text, &spans, ranges, false);
        let document = Document {
            id: String::new(),
            source: String::new(),
            sha256: String::new(),
            text,
            meta: Metadata::default(),
            blocks,
            diagnostics: Vec::new(),
        };
        (document, analysis)
    }

    /// The treebanks' notation of a word's features.
    #[must_use]
    pub fn feature_names(&self, features: &Features) -> &str {
        self.labels
            .feature_names
            .get(usize::from(features.class))
            .map_or("_", String::as_str)
    }

    fn run(
        &self,
        text: &str,
        spans: &[Span],
        sentences: Vec<Sentence>,
        one_text: bool,
    ) -> Analysis {
        let mut analysis = Analysis {
            tokens: spans.iter().map(|&span| blank(text, span)).collect(),
            sentences,
            entities: Vec::new(),
            predicates: Vec::new(),
            readings: Vec::new(),
            who: Who::default(),
        };
        if spans.is_empty() {
            return analysis;
        }
        if let Some(scorer) = &self.labels.who {
            analysis.who = Who::new(scorer, spans.len());
        }
        let idle = self.idle.lock().map_or(None, |mut idle| idle.pop());
        let mut session = idle.unwrap_or_else(Session::new);
        session.encoded.clear();
        for span in spans {
            session.encoded.push(&self.vocabulary, span.of(text));
        }
        let windows = windows(&session.encoded, &analysis.sentences);
        for group in groups(&session.encoded, &windows) {
            session.batch.clear();
            session.batch.one_text = one_text;
            for window in group {
                session
                    .encoded
                    .add_to(&mut session.batch, &self.vocabulary, window.clone());
            }
            // A network that was tried when it was loaded takes every batch.
            let run = self.network.run(&mut session.worker, &mut session.batch);
            let Ok(scores) = run else {
                for window in group {
                    flatten(&mut analysis.tokens[window.clone()], window.start);
                }
                continue;
            };
            let mut word = 0;
            for (row, window) in group.iter().enumerate() {
                let place = (row, word);
                word += window.len();
                self.decode(
                    text,
                    &scores,
                    place,
                    window.clone(),
                    &mut session,
                    &mut analysis,
                );
            }
        }
        join_windows(&mut analysis);
        analysis.entities.sort_by_key(|e| e.tokens.start);
        analysis.predicates.sort_by_key(|p| p.token);
        analysis.readings.sort_by_key(|r| r.token);
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(session);
        }
        analysis
    }

    /// Reads the network's output for one sentence of a batch, given by its number and its first word, into the tokens
    /// of a window.
    fn decode(
        &self,
        text: &str,
        scores: &Scores,
        (row, word): (usize, usize),
        window: Range<usize>,
        session: &mut Session,
        analysis: &mut Analysis,
    ) {
        let n = window.len();
        let labels = &self.labels;
        let at = |table: &'_ [f32], width: usize| -> Range<usize> {
            debug_assert!(table.len() >= (word + n) * width);
            word * width..(word + n) * width
        };
        let arc = &scores.arc[scores.arcs[row]..];
        session.heads.decode(arc, n + 1, n);
        let heads = &session.heads.heads;
        let d = labels.label_scorer.width();
        let dep = &scores.dep[at(&scores.dep, d)];
        let head_rows = &scores.head[at(&scores.head, d)];
        let upos = &scores.upos[at(&scores.upos, labels.upos.len())];
        let feats = &scores.feats[at(&scores.feats, labels.features.len())];
        let lemmas = &scores.lemma[at(&scores.lemma, labels.lemma.len())];
        let etype = &scores.etype[at(&scores.etype, labels.classes.len())];
        let kind = &scores.kind[at(&scores.kind, labels.kinds.len())];
        let mut deprels = Vec::with_capacity(n);
        let tokens = &mut analysis.tokens[window.clone()];
        for (i, token) in tokens.iter_mut().enumerate() {
            let head = heads[i];
            let row_of =
                |table: &'_ [f32], width: usize| i * width..(i + 1) * width.min(table.len());
            let form = token.span.of(text);
            token.upos = labels.upos[best(&upos[row_of(upos, labels.upos.len())])];
            token.feats = labels.features[best(&feats[row_of(feats, labels.features.len())])];
            if is_personal(form) && token.feats.pron_type == Some(PronType::Prs) {
                token.upos = Upos::Pron;
            }
            token.lemma = lemma(
                form,
                token.upos,
                &labels.lemma,
                &lemmas[row_of(lemmas, labels.lemma.len())],
                |lemma| self.rolesets.has_verb(lemma),
            );
            token.class = labels.classes[best(&etype[row_of(etype, labels.classes.len())])];
            token.kinds = kinds(&labels.kinds, &kind[row_of(kind, labels.kinds.len())]);
            token.head = (head > 0).then(|| window.start + head - 1);
            let mut confidence = session.heads.confidence[i];
            if head == 0 {
                token.deprel = Deprel::Root;
            } else {
                labels.label_scorer.score(
                    &dep[i * d..(i + 1) * d],
                    &head_rows[(head - 1) * d..head * d],
                    &mut session.scores,
                );
                session.scores[labels.root] = -1e9;
                let label = best(&session.scores);
                token.deprel = labels.deprel[label];
                confidence *= probability(&session.scores, label);
            }
            token.arc_confidence = confidence.clamp(1e-6, 1.0);
            deprels.push(token.deprel);
        }
        let ner = &scores.ner[at(&scores.ner, labels.ner.len())];
        let fine = &scores.fine[at(&scores.fine, labels.fine.len())];
        let tokens = &analysis.tokens[window.clone()];
        let is_name_part = |i: usize| {
            let form = tokens[i].span.of(text);
            !matches!(tokens[i].upos, Upos::Punct) && !matches!(form, "'s" | "’s" | "'" | "’")
                || matches!(form, ")" | "!" | "]")
        };
        let spans: Vec<_> = entities((ner, &labels.ner), (fine, &labels.fine), n, is_name_part)
            .into_iter()
            .collect();
        let names: Vec<_> = spans
            .iter()
            .map(|s| (s.start..s.end, s.label, s.confidence))
            .collect();
        for span in spans {
            hold_together(
                &mut analysis.tokens[window.clone()],
                window.start,
                span.start..span.end,
                span.label,
                span.confidence,
            );
            analysis.entities.push(EntitySpan {
                tokens: window.start + span.start..window.start + span.end,
                label: span.label,
                confidence: span.confidence,
            });
        }
        let forms: Vec<&str> = analysis.tokens[window.clone()]
            .iter()
            .map(|t| t.span.of(text))
            .collect();
        join_lists(
            &mut analysis.tokens[window.clone()],
            window.start,
            &names,
            |k| forms[k],
        );
        hold_terms(&mut analysis.tokens[window.clone()], window.start, |k| {
            forms[k]
        });
        name_helpers(&mut analysis.tokens[window.clone()], window.start);
        name_subjects(&mut analysis.tokens[window.clone()], window.start);
        name_obliques(&mut analysis.tokens[window.clone()], window.start);
        agree_relatives(&mut analysis.tokens[window.clone()], window.start);
        agree_subjects(&mut analysis.tokens[window.clone()], window.start, |k| {
            forms[k]
        });
        close_appositions(&mut analysis.tokens[window.clone()], window.start, |k| {
            forms[k]
        });
        name_datives(&mut analysis.tokens[window.clone()], window.start, |k| {
            forms[k]
        });
        return_to_main(&mut analysis.tokens[window.clone()], window.start, |k| {
            forms[k]
        });
        name_objects(&mut analysis.tokens[window.clone()], window.start, |k| {
            forms[k]
        });
        agree_tenses(&mut analysis.tokens[window.clone()], window.start);
        debug_assert!(is_forest(&analysis.tokens[window.clone()], window.start));
        let tokens = &analysis.tokens[window.clone()];
        let e = labels.role_scorer.width();
        let predicates = &scores.pred[at(&scores.pred, 1)];
        let role_pred = &scores.role_pred[at(&scores.role_pred, e)];
        let role_arg = &scores.role_arg[at(&scores.role_arg, e)];
        let c = labels.argument_scorer.width();
        readings(
            labels,
            window.start,
            &scores.trigger[at(&scores.trigger, labels.relations.len())],
            &scores.claim_trigger[at(&scores.claim_trigger, c)],
            &scores.claim_word[at(&scores.claim_word, c)],
            &mut session.scores,
            (&mut analysis.readings, &mut analysis.who),
        );
        if let Some(who) = &labels.who {
            let w = who.width();
            let question = &scores.question[at(&scores.question, w)];
            let answer = &scores.answer[at(&scores.answer, w)];
            analysis.who.put(window.start, question, answer);
        }
        for p in (0..n).filter(|&p| predicates[p] > 0.0) {
            let mut arguments = Vec::new();
            let scratch = &mut session.scores;
            session.candidates.each(p, heads, &deprels, |a| {
                labels.role_scorer.score(
                    &role_pred[p * e..(p + 1) * e],
                    &role_arg[a * e..(a + 1) * e],
                    scratch,
                );
                let label = best(scratch);
                let (role, secondary) = match labels.roles[label] {
                    RoleLabel::None => return,
                    RoleLabel::Primary(role) => (role, false),
                    RoleLabel::Secondary(role) => (role, true),
                    RoleLabel::ReferenceModifier => (relative_role(&tokens[a].lemma), true),
                };
                arguments.push(RoleArc {
                    token: window.start + a,
                    role,
                    secondary,
                    confidence: probability(scratch, label),
                });
            });
            let coordinated = |a: usize, b: usize| {
                let conj = |x: usize, y: usize| {
                    let t = &tokens[x - window.start];
                    t.deprel == Deprel::Conj && t.head == Some(y)
                };
                conj(a, b) || conj(b, a)
            };
            number_once(&mut arguments, coordinated);
            let auxiliary = matches!(deprels[p], Deprel::Aux | Deprel::AuxPass);
            if auxiliary && arguments.is_empty() {
                continue;
            }
            let particle = (0..n)
                .find(|&i| deprels[i] == Deprel::CompoundPrt && heads[i] == p + 1)
                .map(|i| tokens[i].lemma.as_str());
            analysis.predicates.push(Predicate {
                token: window.start + p,
                roleset: self
                    .rolesets
                    .first(&tokens[p].lemma, particle, tokens[p].upos),
                confidence: 1.0 / (1.0 + (-predicates[p]).exp()),
                arguments,
            });
        }
    }
}

impl Session {
    fn new() -> Self {
        Self {
            worker: Network::worker(),
            encoded: Encoded::default(),
            batch: Batch::default(),
            heads: Heads::default(),
            candidates: Candidates::default(),
            scores: Vec::new(),
        }
    }
}

fn blank(text: &str, span: Span) -> Token {
    debug_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
    Token {
        span,
        lemma: String::new(),
        upos: Upos::X,
        feats: Features::default(),
        head: None,
        deprel: Deprel::Root,
        arc_confidence: 1e-6,
        class: None,
        kinds: KindScores::default(),
    }
}

/// Whether a word is written as a personal pronoun, and not as an abbreviation ("IT", "US").
fn is_personal(form: &str) -> bool {
    matches!(
        form,
        "it" | "It" | "he" | "He" | "she" | "She" | "we" | "We" | "they" | "They" | "him" | "them"
    )
}

/// A tree for words about which nothing is known.
fn flatten(tokens: &mut [Token], root: usize) {
    for token in tokens.iter_mut().skip(1) {
        token.head = Some(root);
        token.deprel = Deprel::Dep;
    }
}

/// The role of a relative adverb.
fn relative_role(lemma: &str) -> Role {
    match lemma {
        "when" => Role::Mtmp,
        "where" | "wherein" => Role::Mloc,
        "why" => Role::Mcau,
        "how" => Role::Mmnr,
        _ => Role::Madv,
    }
}

/// Sentences, those that are too long for the network cut.
fn windows(encoded: &Encoded, sentences: &[Sentence]) -> Vec<Range<usize>> {
    let mut windows = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let (mut start, mut pieces) = (sentence.tokens.start, 2);
        for t in sentence.tokens.clone() {
            let more = encoded.pieces(t).len();
            if pieces + more > MAX_PIECES {
                windows.push(start..t);
                (start, pieces) = (t, 2);
            }
            pieces += more;
        }
        windows.push(start..sentence.tokens.end);
    }
    windows
}

/// Windows that go through the network together.
fn groups<'a>(encoded: &Encoded, windows: &'a [Range<usize>]) -> Vec<&'a [Range<usize>]> {
    let mut groups = Vec::new();
    let (mut start, mut pieces) = (0, 0);
    for (i, window) in windows.iter().enumerate() {
        let more: usize = 2 + window
            .clone()
            .map(|t| encoded.pieces(t).len())
            .sum::<usize>();
        if i > start && pieces + more > BATCH_PIECES {
            groups.push(&windows[start..i]);
            (start, pieces) = (i, 0);
        }
        pieces += more;
    }
    groups.push(&windows[start..]);
    groups
}

/// Gives sentences of several windows one root.
fn join_windows(analysis: &mut Analysis) {
    for sentence in &analysis.sentences {
        let mut root = None;
        for t in sentence.tokens.clone() {
            let token = &mut analysis.tokens[t];
            if token.head.is_some() {
                continue;
            }
            match root {
                None => root = Some(t),
                Some(_) => {
                    token.head = root;
                    token.deprel = Deprel::Parataxis;
                    token.arc_confidence = WINDOW_CONFIDENCE;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::EntityLabel;
    use proptest::prelude::*;
    use std::sync::OnceLock;

    /// The analyzer, unless the model files are absent.
    fn analyzer() -> Option<&'static Analyzer> {
        static ANALYZER: OnceLock<Option<Analyzer>> = OnceLock::new();
        ANALYZER
            .get_or_init(|| Analyzer::new().map_err(|e| println!("skipped: {e}")).ok())
            .as_ref()
    }

    fn check(document: &Document, analysis: &Analysis) -> Result<(), TestCaseError> {
        let mut end = 0;
        for token in &analysis.tokens {
            prop_assert!(token.span.start >= end && token.span.start < token.span.end);
            prop_assert!(
                document
                    .text
                    .get(token.span.start..token.span.end)
                    .is_some()
            );
            prop_assert!(token.arc_confidence > 0.0 && token.arc_confidence <= 1.0);
            prop_assert!(!token.lemma.is_empty());
            end = token.span.end;
        }
        let mut next = 0;
        for sentence in &analysis.sentences {
            prop_assert_eq!(sentence.tokens.start, next);
            prop_assert!(sentence.tokens.end > next);
            next = sentence.tokens.end;
            let block = document.blocks[sentence.block];
            prop_assert!(block.kind != BlockKind::Boilerplate);
            prop_assert!(block.span.contains(sentence.span));
            let tokens = &analysis.tokens[sentence.tokens.clone()];
            prop_assert_eq!(tokens.iter().filter(|t| t.head.is_none()).count(), 1);
            for t in sentence.tokens.clone() {
                let (mut at, mut steps) = (t, 0);
                while let Some(head) = analysis.tokens[at].head {
                    prop_assert!(sentence.tokens.contains(&head));
                    at = head;
                    steps += 1;
                    prop_assert!(steps <= sentence.tokens.len());
                }
            }
        }
        prop_assert_eq!(next, analysis.tokens.len());
        let mut last = 0;
        for entity in &analysis.entities {
            prop_assert!(entity.tokens.start >= last && entity.tokens.end > entity.tokens.start);
            last = entity.tokens.end;
            prop_assert!(last <= analysis.tokens.len());
        }
        for predicate in &analysis.predicates {
            prop_assert!(predicate.token < analysis.tokens.len());
            prop_assert!(
                predicate
                    .arguments
                    .iter()
                    .all(|a| a.token < analysis.tokens.len())
            );
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn any_text_gives_a_sound_analysis(
            lines in prop::collection::vec("(\\PC|[-'’.,&/$%@#:!?\"()0-9a-zA-Z \t]){0,60}", 0..4),
            boilerplate in any::<bool>(),
        ) {
            let Some(analyzer) = analyzer() else { return Ok(()); };
            let mut document = Document::plain("d", &lines.join("\n"), None);
            if let (true, Some(block)) = (boilerplate, document.blocks.first_mut()) {
                block.kind = BlockKind::Boilerplate;
            }
            let analysis = analyzer.analyze(&document);
            check(&document, &analysis)?;
            prop_assert_eq!(&analysis, &analyzer.analyze(&document));
        }
    }

    #[test]
    fn a_sentence_without_end_is_read_in_windows() {
        let Some(analyzer) = analyzer() else { return };
        let text = "Velkor bought the harbour and ".repeat(300);
        let document = Document::plain("d", &text, None);
        let analysis = analyzer.analyze(&document);
        assert_eq!(analysis.sentences.len(), 1);
        check(&document, &analysis).unwrap();
    }

    #[test]
    fn nothing_gives_nothing() {
        let Some(analyzer) = analyzer() else { return };
        assert_eq!(
            analyzer.analyze(&Document::plain("d", "", None)),
            Analysis::default()
        );
        let (_, analysis) = analyzer.analyze_pretokenized(&[vec![], vec![String::new()]]);
        assert_eq!(analysis, Analysis::default());
    }

    #[test]
    fn threads_give_the_same() {
        let Some(analyzer) = analyzer() else { return };
        let document = Document::plain(
            "d",
            "Mira Tarn, who founded Velkor Inc. in 2009, left it.",
            None,
        );
        let one = analyzer.analyze(&document);
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| assert_eq!(one, analyzer.analyze(&document)));
            }
        });
    }

    #[test]
    fn roles_and_names_of_a_plain_sentence() {
        let Some(analyzer) = analyzer() else { return };
        let document = Document::plain("d", "Velkor Inc. acquired the chipmaker in March.", None);
        let analysis = analyzer.analyze(&document);
        let form = |t: usize| analysis.tokens[t].span.of(&document.text);
        let acquire = analysis
            .predicates
            .iter()
            .find(|p| form(p.token) == "acquired")
            .unwrap();
        assert_eq!(acquire.roleset, "acquire.01");
        let roles: Vec<_> = acquire
            .arguments
            .iter()
            .map(|a| (a.role, form(a.token)))
            .collect();
        assert!(roles.contains(&(Role::Arg1, "chipmaker")), "{roles:?}");
        assert!(roles.contains(&(Role::Mtmp, "March")), "{roles:?}");
        assert_eq!(analysis.entities[0].label, EntityLabel::Organization);
        assert_eq!(analysis.tokens[2].lemma, "acquire");
    }
}
