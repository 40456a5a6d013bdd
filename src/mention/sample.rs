//! Analyses for tests, made by hand from tagged words or read from CoNLL-U.

use crate::nlp::{
    Analysis, Deprel, Features, KindScores, Number, Sentence, Tense, Token, Upos, VerbForm,
};
use crate::text::{Document, Metadata, Span};

/// A document of one sentence. Words are separated by spaces and may carry a tag: `sold/VERB` (past), `sells/PRES`,
/// `sell/INF`, `sold/PART`, or any UPOS. Words without a tag get one by simple rules. All words depend on the
/// nearest verb before them, or on the first verb; auxiliaries on the verb after them.
pub(super) fn sentence(words: &str) -> (Document, Analysis) {
    let mut text = String::new();
    let mut tokens: Vec<Token> = Vec::new();
    for word in words.split_whitespace() {
        let (form, tag) = match word.rsplit_once('/') {
            Some((form, tag)) if tag.len() > 1 && tag.chars().all(|c| c.is_ascii_uppercase()) => {
                (form, Some(tag))
            }
            _ => (word, None),
        };
        let (form, glued) = match form.strip_prefix('_') {
            Some(form) if !form.is_empty() => (form, true),
            _ => (form, false),
        };
        if !glued && !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(form);
        tokens.push(token(form, tag, Span::new(start, text.len())));
    }
    let is_verb = |t: &Token| t.upos == Upos::Verb;
    let first = tokens.iter().position(is_verb).unwrap_or(0);
    let mut verb = first;
    for i in 0..tokens.len() {
        if is_verb(&tokens[i]) {
            if i != first {
                tokens[i].head = Some(verb);
                tokens[i].deprel = Deprel::Xcomp;
            }
            verb = i;
        } else if i != first {
            let next = (i + 1..tokens.len().min(i + 4)).find(|&j| is_verb(&tokens[j]));
            let (head, deprel) = match (tokens[i].upos, next) {
                (Upos::Aux, Some(next)) => (next, Deprel::Aux),
                (Upos::Part, Some(next)) if tokens[i].lemma == "to" => (next, Deprel::Mark),
                (Upos::Adp, _) => (verb, Deprel::Case),
                (Upos::Num, _)
                    if tokens
                        .get(i + 1)
                        .is_some_and(|t| t.upos == Upos::Noun || t.upos == Upos::Adj) =>
                {
                    let counted = (i + 1..tokens.len()).take_while(|&j| {
                        matches!(tokens[j].upos, Upos::Noun | Upos::Adj) || tokens[j].lemma == "-"
                    });
                    (counted.last().unwrap_or(verb), Deprel::Nummod)
                }
                (Upos::Num, _) => (verb, Deprel::Obl),
                _ => (verb, Deprel::Dep),
            };
            tokens[i].head = Some(head);
            tokens[i].deprel = deprel;
        }
        if tokens[i].head == Some(i) {
            tokens[i].head = None;
        }
    }
    if let Some(root) = tokens.get_mut(first) {
        root.head = None;
        root.deprel = Deprel::Root;
    }
    let analysis = Analysis {
        sentences: vec![Sentence {
            span: Span::new(0, text.len()),
            block: 0,
            tokens: 0..tokens.len(),
        }],
        tokens,
        ..Analysis::default()
    };
    (document(text), analysis)
}

/// A document as it stands in CoNLL-U.
pub(super) fn conllu(lines: &str) -> (Document, Analysis) {
    let mut text = String::new();
    let mut analysis = Analysis::default();
    for block in lines.split("\n\n") {
        let first = analysis.tokens.len();
        let begin = text.len();
        for line in block.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            if line.starts_with('#') || fields.len() < 10 || fields[0].contains(['-', '.']) {
                continue;
            }
            let start = text.len();
            text.push_str(fields[1]);
            let head = fields[6].parse::<usize>().unwrap_or(0);
            analysis.tokens.push(Token {
                span: Span::new(start, text.len()),
                lemma: fields[2].to_owned(),
                upos: fields[3].parse().unwrap_or(Upos::X),
                feats: Features::parse(fields[5]),
                head: head.checked_sub(1).map(|h| h + first),
                deprel: Deprel::from_name(fields[7]),
                arc_confidence: 1.0,
                class: None,
                kinds: KindScores::default(),
            });
            if !fields[9].contains("SpaceAfter=No") {
                text.push(' ');
            }
        }
        if analysis.tokens.len() > first {
            analysis.sentences.push(Sentence {
                span: Span::new(begin, text.len()),
                block: 0,
                tokens: first..analysis.tokens.len(),
            });
        }
    }
    (document(text), analysis)
}

fn document(text: String) -> Document {
    Document {
        id: "sample".to_owned(),
        source: "sample".to_owned(),
        sha256: String::new(),
        text,
        meta: Metadata::default(),
        blocks: Vec::new(),
        diagnostics: Vec::new(),
    }
}

fn token(form: &str, tag: Option<&str>, span: Span) -> Token {
    let mut feats = Features::default();
    let lower = form.to_lowercase();
    let mut verb = |tense, verb_form| {
        feats.tense = tense;
        feats.verb_form = Some(verb_form);
        Upos::Verb
    };
    let upos = match tag {
        Some("VERB") => verb(Some(Tense::Past), VerbForm::Fin),
        Some("PRES") => verb(Some(Tense::Pres), VerbForm::Fin),
        Some("INF") => verb(None, VerbForm::Inf),
        Some("PART") if lower != "to" && lower != "not" => verb(Some(Tense::Past), VerbForm::Part),
        Some(tag) => tag.parse().unwrap_or(Upos::X),
        None => match lower.as_str() {
            "the" | "a" | "an" | "this" | "that" | "its" | "each" | "every" | "some" => Upos::Det,
            "last" | "next" | "past" | "same" | "previous" | "following" | "early" | "late"
            | "first" | "second" | "third" | "fourth" | "fiscal" | "exclusive" | "further" => {
                Upos::Adj
            }
            "in" | "on" | "at" | "by" | "from" | "to" | "until" | "through" | "since" | "of"
            | "for" | "over" | "within" | "before" | "after" | "between" | "with" | "per"
            | "during" | "under" | "than" => Upos::Adp,
            "and" | "or" => Upos::Cconj,
            "will" | "would" | "may" | "must" if form == lower => Upos::Aux,
            "is" | "are" | "has" | "have" => {
                feats.tense = Some(Tense::Pres);
                Upos::Aux
            }
            "was" | "were" | "had" => {
                feats.tense = Some(Tense::Past);
                Upos::Aux
            }
            "today" | "yesterday" | "tomorrow" | "percent" | "%" => Upos::Noun,
            "ago" | "later" | "earlier" | "annually" | "about" | "up" | "now" | "recently" => {
                Upos::Adv
            }
            "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine"
            | "ten" | "twelve" | "eighteen" | "twenty" | "forty" | "million" | "billion"
            | "hundred" => Upos::Num,
            "$" | "€" | "£" | "¥" => Upos::Sym,
            _ if form.chars().next().is_some_and(|c| c.is_ascii_digit()) => Upos::Num,
            _ if form.chars().all(|c| c.is_ascii_punctuation() || c == '–') => Upos::Punct,
            _ if form.chars().next().is_some_and(char::is_uppercase) => Upos::Propn,
            _ => Upos::Noun,
        },
    };
    if upos == Upos::Noun {
        feats.number = Some(if lower.ends_with('s') {
            Number::Plur
        } else {
            Number::Sing
        });
    }
    let lemma = match lower.as_str() {
        "has" | "had" => "have".to_owned(),
        "is" | "are" | "was" | "were" => "be".to_owned(),
        "said" => "say".to_owned(),
        _ if upos == Upos::Verb => lower
            .trim_end_matches('s')
            .trim_end_matches("ed")
            .to_owned(),
        _ => lower,
    };
    Token {
        span,
        lemma,
        upos,
        feats,
        head: None,
        deprel: Deprel::Dep,
        arc_confidence: 1.0,
        class: None,
        kinds: KindScores::default(),
    }
}
