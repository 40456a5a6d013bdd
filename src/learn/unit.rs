//! What is to be seen of a stretch of text and of the arguments in it, found once for all features.

use std::ops::Range;

use super::argument::Argument;
use crate::nlp::{ArgumentSlot, Deprel, NameKind, Predicate, Reading, Upos, View};

/// The stretch of text that arguments stand in, with what is the same for all of them.
pub struct Unit<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) tokens: Range<usize>,
    pub(super) arguments: &'a [Argument],
    /// What is to be seen of each argument.
    pub(super) seen: Vec<Seen>,
    /// The noun that says what the topic is: "film" in "… is a French film".
    pub(super) about: String,
    pub(super) words: Vec<String>,
    /// Forms and lemmas of its tokens, as features write them.
    pub(super) forms: Vec<String>,
    pub(super) lemmas: Vec<String>,
    /// All its letters.
    pub(super) letters: String,
    /// For each of its tokens and behind the last: the nearest verb, noun and parenthesis before it.
    pub(super) before: Vec<Before>,
    /// The predicates that words are arguments of, each with its role, by the word.
    pub(super) roles: Vec<(usize, &'a Predicate, &'static str)>,
    /// The readings that words are arguments of, by the word.
    pub(super) readings: Vec<(usize, &'a Reading, ArgumentSlot)>,
    /// The ends of arguments that may be topics, by where they begin, and the other way round.
    pub(super) starts: Vec<(usize, usize)>,
    pub(super) ends: Vec<(usize, usize)>,
    /// The arguments whose labels examples know.
    pub(super) known: Vec<Range<usize>>,
}

/// What is to be seen of an argument, whatever the topic is.
pub(super) struct Seen {
    /// The named entity that it is, or lies in, or lies over.
    pub(super) label: String,
    /// What the model takes its head for.
    pub(super) kind: &'static str,
    /// How its words are written.
    pub(super) letters: &'static str,
    /// Why it is an argument.
    pub(super) sources: String,
}

/// The nearest words of some kinds before a token.
#[derive(Clone, Copy, Default)]
pub(super) struct Before {
    pub(super) verb: Option<usize>,
    pub(super) noun: Option<usize>,
    pub(super) parenthesis: Option<usize>,
}

impl<'a> Unit<'a> {
    /// Looks at a stretch of text and at the arguments in it.
    pub fn new(view: &'a View<'a>, tokens: Range<usize>, arguments: &'a [Argument]) -> Self {
        let root = tokens
            .clone()
            .find(|&t| view.upos(t).is_nominal() && view.child(t, &[Deprel::Cop]).is_some());
        let root = root.or_else(|| tokens.clone().find(|&t| view.head(t).is_none()));
        let about = root.map_or(String::new(), |t| shape(view.lemma(t)));
        let mut words: Vec<String> = tokens
            .clone()
            .filter(|&t| matches!(view.upos(t), Upos::Verb | Upos::Noun))
            .map(|t| shape(view.lemma(t)))
            .collect();
        words.sort();
        words.dedup();
        let topical = arguments.iter().filter(|a| a.topical);
        let mut starts: Vec<(usize, usize)> =
            topical.map(|a| (a.tokens.start, a.tokens.end)).collect();
        let mut ends: Vec<(usize, usize)> =
            starts.iter().map(|&(start, end)| (end, start)).collect();
        starts.sort_unstable();
        ends.sort_unstable();
        let known = arguments.iter().filter(|a| a.sources.contains("known"));
        Self {
            seen: seen(view, &tokens, arguments),
            forms: tokens.clone().map(|t| shape(view.form(t))).collect(),
            lemmas: tokens.clone().map(|t| shape(view.lemma(t))).collect(),
            letters: super::label::key(view.words(&tokens)),
            before: before(view, &tokens),
            roles: roles(view, &tokens),
            readings: readings(view, &tokens),
            known: known.map(|a| a.tokens.clone()).collect(),
            view,
            tokens,
            arguments,
            about,
            words,
            starts,
            ends,
        }
    }

    pub(super) fn form(&self, t: Option<usize>) -> &str {
        self.inside(&self.forms, t)
    }

    pub(super) fn lemma(&self, t: Option<usize>) -> &str {
        self.inside(&self.lemmas, t)
    }

    fn inside<'s>(&self, words: &'s [String], t: Option<usize>) -> &'s str {
        let at = t.and_then(|t| t.checked_sub(self.tokens.start));
        at.and_then(|at| words.get(at)).map_or("|", String::as_str)
    }

    pub(super) fn before(&self, t: usize, n: usize) -> &str {
        self.form(t.checked_sub(n))
    }

    /// What coordinates a word with others before it: the first of them, and how many there are between.
    pub(super) fn lead(&self, head: usize) -> (usize, usize) {
        let v = self.view;
        let (mut lead, mut chain) = (head, 0);
        while v.deprel(lead) == Deprel::Conj && chain < 8 {
            match v.head(lead) {
                Some(h) => lead = h,
                None => break,
            }
            chain += 1;
        }
        (lead, chain)
    }

    /// The predicates that a word is an argument of, each with its role.
    pub(super) fn roles(&self, t: usize) -> &[(usize, &'a Predicate, &'static str)] {
        let first = self.roles.partition_point(|r| r.0 < t);
        let end = self.roles.partition_point(|r| r.0 <= t);
        &self.roles[first..end]
    }
}

impl Seen {
    /// Label, kind, letters and sources.
    pub(super) fn parts(&self) -> (&str, &'static str, &'static str, &str) {
        (&self.label, self.kind, self.letters, &self.sources)
    }
}

fn seen(view: &View<'_>, tokens: &Range<usize>, arguments: &[Argument]) -> Vec<Seen> {
    let shares = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let entities = view.analysis.entities.iter();
    let entities: Vec<_> = entities.filter(|e| shares(&e.tokens, tokens)).collect();
    let label_of = |a: &Argument| match entities.iter().find(|e| shares(&e.tokens, &a.tokens)) {
        Some(e) if e.tokens == a.tokens => format!("{:?}", e.label),
        Some(e) if e.tokens.start <= a.tokens.start && e.tokens.end >= a.tokens.end => {
            format!("in {:?}", e.label)
        }
        Some(e) => format!("over {:?}", e.label),
        None if a.date.is_some() => "date".to_owned(),
        None => "none".to_owned(),
    };
    let seen = arguments.iter().map(|a| Seen {
        label: label_of(a),
        kind: kind_of(view, a.head),
        letters: letters_of(view, a),
        sources: a.sources.iter().copied().collect::<Vec<_>>().join("+"),
    });
    seen.collect()
}

/// What the model takes a name for by one of its words.
pub(super) fn kind_of(view: &View<'_>, head: usize) -> &'static str {
    let kinds = &view.token(head).kinds;
    let best = (0..kinds.len()).max_by(|&x, &y| kinds[x].total_cmp(&kinds[y]));
    match best {
        Some(i) if kinds[i] > 0.25 => match NameKind::ALL[i] {
            NameKind::Company => "company",
            NameKind::Organization => "organization",
            NameKind::Agency => "agency",
            NameKind::Outlet => "outlet",
            NameKind::Person => "person",
            NameKind::Place => "place",
            NameKind::Product => "product",
            NameKind::Facility => "facility",
            NameKind::Event => "event",
            NameKind::Work => "work",
            NameKind::Other => "other",
        },
        _ => "none",
    }
}

fn letters_of(view: &View<'_>, a: &Argument) -> &'static str {
    let mut large = 0;
    let mut words = 0;
    for t in a.tokens.clone() {
        let form = view.form(t);
        if form.chars().any(char::is_alphabetic) {
            words += 1;
            large += usize::from(form.starts_with(char::is_uppercase));
        }
    }
    match (large, words) {
        (_, 0) => "digits",
        (0, _) => "small",
        (l, w) if l == w => "large",
        _ => "mixed",
    }
}

fn before(view: &View<'_>, tokens: &Range<usize>) -> Vec<Before> {
    let mut last = Before::default();
    let mut all = vec![last];
    for t in tokens.clone() {
        match view.upos(t) {
            Upos::Verb => last.verb = Some(t),
            Upos::Noun => last.noun = Some(t),
            _ => {}
        }
        if matches!(view.form(t), "(" | ")") {
            last.parenthesis = Some(t);
        }
        all.push(last);
    }
    all
}

fn roles<'a>(view: &View<'a>, tokens: &Range<usize>) -> Vec<(usize, &'a Predicate, &'static str)> {
    let near = view.analysis.predicates.iter();
    let near = near.filter(|p| tokens.contains(&p.token));
    let arcs = near.flat_map(|p| {
        let arcs = p.arguments.iter().filter(|r| !r.secondary);
        arcs.map(move |r| (r.token, p, r.role.as_str()))
    });
    let mut arcs: Vec<_> = arcs.collect();
    arcs.sort_by_key(|r| r.0);
    arcs
}

fn readings<'a>(view: &View<'a>, tokens: &Range<usize>) -> Vec<(usize, &'a Reading, ArgumentSlot)> {
    let arguments = view.analysis.readings.iter().flat_map(|reading| {
        let arguments = reading.arguments.iter();
        let near = arguments.filter(|a| tokens.contains(&a.token));
        near.map(move |a| (a.token, reading, a.slot))
    });
    let mut arguments: Vec<_> = arguments.collect();
    arguments.sort_by_key(|r| r.0);
    arguments
}

/// A word as features write it: small letters, digits as 0.
pub(super) fn shape(form: &str) -> String {
    let plain = |c: char| if c.is_ascii_digit() { '0' } else { c };
    form.chars()
        .map(plain)
        .flat_map(char::to_lowercase)
        .collect()
}
