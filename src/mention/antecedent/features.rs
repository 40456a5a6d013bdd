//! Features of a candidate for a question. All are present or absent; each is a few words.

use std::collections::HashMap;

use super::cast::Cast;
use super::context::Context;
use super::question::{Question, role_of};
use crate::nlp::{Deprel, Upos, View};

/// Where features go.
pub(super) trait Sink {
    /// Takes a feature.
    fn put(&mut self, parts: &[&str]);
}

/// The sum of the weights of features.
pub(super) struct Sum<'a> {
    weights: &'a HashMap<u64, f32>,
    /// The sum so far.
    pub total: f32,
}

impl<'a> Sum<'a> {
    pub fn new(weights: &'a HashMap<u64, f32>) -> Self {
        Self {
            weights,
            total: 0.0,
        }
    }
}

impl Sink for Sum<'_> {
    fn put(&mut self, parts: &[&str]) {
        self.total += self.weights.get(&key(parts)).copied().unwrap_or(0.0);
    }
}

/// The features in words.
#[derive(Default)]
pub(super) struct Listed(pub Vec<String>);

impl Sink for Listed {
    fn put(&mut self, parts: &[&str]) {
        self.0.push(parts.join("|"));
    }
}

/// The key of a feature (FNV-1a over its parts with bars between).
pub(super) fn key(parts: &[&str]) -> u64 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |b: u8| h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            eat(b'|');
        }
        part.bytes().for_each(&mut eat);
    }
    h
}

/// The features of "none of them".
pub(super) fn of_none(cast: &Cast, q: &Question, sink: &mut impl Sink) {
    let k = q.kind;
    sink.put(&["none", k]);
    sink.put(&["none", k, "role", q.role]);
    sink.put(&["none", k, cast.narrated]);
    sink.put(&[
        "none",
        k,
        if q.rule.is_some() {
            "rule"
        } else if !q.group.is_empty() {
            "group"
        } else if q.own {
            "own"
        } else {
            "open"
        },
    ]);
    if !q.head.is_empty() {
        sink.put(&["none", "head", &q.head]);
    }
    for modifier in &q.modifiers {
        sink.put(&["none", "modifier", modifier]);
    }
    for slot in &q.slots {
        sink.put(&["none", "slot", slot]);
        sink.put(&["none", k, "slot", slot]);
    }
    if q.slots.is_empty() {
        sink.put(&["none", k, "no slot"]);
    }
    if q.rule.is_some() {
        sink.put(&["none", "how", &q.how]);
    }
    let described = cast
        .members
        .iter()
        .any(|m| m.heads.contains(&q.head) || m.words.contains(&q.head));
    if !q.head.is_empty() {
        sink.put(&[
            "none",
            k,
            if described {
                "described"
            } else {
                "undescribed"
            },
        ]);
    }
}

/// The features of a member of the cast.
pub(super) fn of_candidate(
    view: &View<'_>,
    cast: &Cast,
    context: &Context,
    q: &Question,
    c: usize,
    sink: &mut impl Sink,
) {
    let k = q.kind;
    let t = q.token;
    let member = &cast.members[c];
    let class = member.class.as_str();
    let here = view.sentence_index(t);
    sink.put(&["class", k, class]);
    for slot in &q.slots {
        sink.put(&["slot", slot, class]);
    }
    if !q.head.is_empty() && k != "omit" {
        sink.put(&["head", &q.head, class]);
    }
    let rank = match member.rank {
        Some(0) => "0",
        Some(1) => "1",
        Some(2 | 3) => "2",
        Some(_) => "4",
        None => "-",
    };
    sink.put(&["rank", k, rank]);
    let named = match member.named_at.len() {
        0 | 1 => "1",
        2 => "2",
        3 | 4 => "3",
        5..=7 => "5",
        _ => "8",
    };
    sink.put(&["named", k, named]);
    if cast.main == Some(c) {
        sink.put(&["main", k]);
        sink.put(&["main", k, q.role]);
        for slot in &q.slots {
            sink.put(&["main", slot]);
        }
    }
    if cast.issuer == Some(c) {
        sink.put(&["issuer", k]);
        sink.put(&["issuer", k, q.role]);
        for slot in &q.slots {
            sink.put(&["issuer", slot]);
        }
    }
    let voice = cast.narrated;
    sink.put(&["voice", k, voice, "rank", rank]);
    if member.legal {
        sink.put(&["legal form", k]);
        sink.put(&["legal form", k, voice, rank]);
    }
    if member.titled {
        sink.put(&["title", k]);
        sink.put(&["title", k, voice]);
    }
    let first = member.tokens.first().copied().unwrap_or(usize::MAX);
    if view.sentence_index(first.min(view.analysis.tokens.len().saturating_sub(1))) == 0 {
        sink.put(&["lead", k]);
    }
    let last = member.last_before(t);
    let distance = match last.map(|l| here - view.sentence_index(l)) {
        None => "later",
        Some(0) => "0",
        Some(1) => "1",
        Some(2) => "2",
        Some(3..=5) => "3",
        Some(6..=10) => "6",
        Some(_) => "11",
    };
    sink.put(&["distance", k, distance]);
    sink.put(&["distance", k, distance, class]);
    sink.put(&["distance", k, distance, "rank", rank]);
    if let Some(last) = last {
        // how many other bodies, or others of its class, have been spoken of since
        let between = cast
            .members
            .iter()
            .enumerate()
            .filter(|(m, other)| {
                *m != c
                    && (other.class == member.class || other.is_body() && member.is_body())
                    && other.last_before(t).is_some_and(|l| l > last)
            })
            .count();
        let between = match between {
            0 => "0",
            1 => "1",
            2 => "2",
            _ => "3",
        };
        sink.put(&["recent", k, between]);
        sink.put(&["recent", k, between, distance]);
        let role = role_of(view, last);
        let form = match view.upos(last) {
            Upos::Pron => "pronoun",
            Upos::Propn => "name",
            _ => "noun",
        };
        sink.put(&["form", k, form, distance]);
        sink.put(&["form", k, form, role, q.role]);
        sink.put(&["last", k, role, distance]);
        sink.put(&[
            "last",
            k,
            role,
            q.role,
            if distance == "0" { "here" } else { "before" },
        ]);
        if distance == "0" {
            let same_verb = view.head(last).is_some() && view.head(last) == view.head(t);
            if same_verb {
                sink.put(&["same verb", k, role, q.role]);
            }
            if view.dominates(t, last) {
                sink.put(&["below", k]);
            }
            if view.dominates(last, t) {
                sink.put(&["above", k]);
            }
        }
        if view.sentence(last).block == view.sentence(t).block {
            sink.put(&["same block", k]);
        }
        let earlier = member
            .tokens
            .iter()
            .rev()
            .find(|&&x| x < t && view.sentence_index(x) + 1 == here);
        if earlier.is_some_and(|&x| role_of(view, x) == "s") {
            sink.put(&["subject before", k, q.role]);
        }
    }
    of_clause(view, q, class, last, distance, sink);
    if member.last_before(t).is_none()
        && member
            .tokens
            .iter()
            .any(|&x| x > t && view.sentence_index(x) == here)
    {
        sink.put(&["after", k]);
    }
    if !q.head.is_empty() && k != "omit" {
        let described = member.heads.contains(&q.head);
        let in_name = member.words.contains(&q.head);
        let modified = q
            .modifiers
            .iter()
            .any(|m| member.modifiers.contains(m) || member.words.contains(m));
        if described {
            sink.put(&["described", k]);
            sink.put(&["described", k, distance]);
        }
        if in_name {
            sink.put(&["in name", k]);
        }
        if modified {
            sink.put(&["modified", k]);
        }
        if let Some(places) = cast.places.get(&t) {
            let seat = if member.seats.is_empty() {
                "unknown"
            } else if member.seats.is_disjoint(places) {
                "other"
            } else {
                "same"
            };
            sink.put(&["seat", k, seat]);
        }
        for head in &member.heads {
            sink.put(&["pair", &q.head, head]);
        }
        for word in &member.words {
            sink.put(&["word", &q.head, word]);
        }
        if !described && !in_name {
            sink.put(&["undescribed", k, class]);
        }
    }
    of_context(view, context, q, c, sink);
    // the subject of its clause, or of the clause around it
    for (level, subject) in subjects(view, t) {
        if member.tokens.contains(&subject) {
            sink.put(&["clause subject", k, level]);
            sink.put(&["clause subject", k, level, q.role]);
        }
    }
    if q.others.contains(&c) {
        sink.put(&["other", k]);
        for slot in &q.slots {
            sink.put(&["other", slot]);
        }
    }
    if q.played.same.contains(&c) {
        sink.put(&["played", k]);
        for slot in &q.slots {
            sink.put(&["played", slot]);
        }
    }
    if q.played.other.contains(&c) {
        sink.put(&["played other", k]);
    }
    if !q.group.is_empty() {
        let among = if q.group.contains(&c) {
            "group"
        } else {
            "not group"
        };
        sink.put(&[among, k]);
        sink.put(&[among, k, &q.how]);
    }
    match q.rule {
        Some(rule) if rule == c => {
            let sure = (q.sure.min(9)).to_string();
            sink.put(&["rule", k]);
            sink.put(&["rule", k, &sure]);
            sink.put(&["how", &q.how]);
            sink.put(&["rule", "distance", distance, k]);
        }
        Some(_) => sink.put(&["not the rule's", k]),
        None => {}
    }
}

/// What the words around a question ask for: its determiner, the verb that it hangs on, and the clause that it is joined to.
fn of_clause(
    view: &View<'_>,
    q: &Question,
    class: &str,
    last: Option<usize>,
    distance: &str,
    sink: &mut impl Sink,
) {
    let (k, t) = (q.kind, q.token);
    let determiner = view
        .children_by(t, &[Deprel::Det])
        .map(|d| view.lemma(d).to_lowercase())
        .next();
    let determiner = determiner.as_deref().unwrap_or("-");
    let role = last.map_or("-", |l| role_of(view, l));
    if k == "the" || k == "pl" {
        sink.put(&["determiner", determiner, k, distance]);
        sink.put(&["determiner", determiner, k, distance, role]);
    }
    let Some(verb) = verb_above(view, t) else {
        return;
    };
    let lemma = view.lemma(verb).to_lowercase();
    sink.put(&["verb", &lemma, q.role, class]);
    sink.put(&["verb", &lemma, q.role, role, distance]);
    // "bought Trask and closed that company's plant": the object of the clause before
    let Some(l) = last.filter(|&l| view.sentence_index(l) == view.sentence_index(t)) else {
        return;
    };
    let Some(other) = verb_above(view, l) else {
        return;
    };
    let way = if other == verb {
        "same"
    } else if view.deprel(verb) == Deprel::Conj && view.head(verb) == Some(other) {
        "joined"
    } else if view.dominates(other, verb) {
        "under"
    } else if view.dominates(verb, other) {
        "over"
    } else {
        "beside"
    };
    sink.put(&["way", k, way, role, q.role]);
    sink.put(&["way", k, way, role, determiner]);
}

/// The verb that a word stands under, or the top of its clause.
fn verb_above(view: &View<'_>, t: usize) -> Option<usize> {
    let mut at = t;
    for _ in 0..8 {
        at = view.head(at)?;
        if view.upos(at) == Upos::Verb || view.child(at, &[Deprel::Cop]).is_some() {
            return Some(at);
        }
    }
    None
}

/// What the text before tells of a candidate.
fn of_context(view: &View<'_>, context: &Context, q: &Question, c: usize, sink: &mut impl Sink) {
    let k = q.kind;
    let readings = &view.analysis.readings;
    for &((n, subject), fresh) in context.parts.get(&c).into_iter().flatten() {
        let relation = readings[n].relation.as_str();
        let side = if subject { "s" } else { "o" };
        for slot in &q.slots {
            sink.put(&["told", relation, side, slot]);
            if fresh {
                sink.put(&["just told", relation, side, slot]);
            }
        }
        if q.slots.is_empty() && fresh {
            sink.put(&["just told", k, relation, side]);
        }
        if !q.head.is_empty() && k != "omit" {
            sink.put(&["told of", &q.head, relation, side]);
        }
    }
    if let Some(joined) = context.joined.get(&c) {
        sink.put(&["joined", k]);
        for slot in &q.slots {
            sink.put(&["joined", slot]);
            for &n in joined {
                sink.put(&["joined", &readings[n].relation, slot]);
            }
        }
    } else if !q.others.is_empty() && !q.others.contains(&c) {
        sink.put(&["not joined", k]);
    }
    if context.heading.contains(&c) {
        sink.put(&["heading", k]);
        sink.put(&["heading", k, q.role]);
    }
    if context.opener == Some(c) {
        sink.put(&["opener", k]);
        sink.put(&["opener", k, q.role]);
    }
    if let Some(&(block, near)) = context.at_hand.get(&c) {
        let count = |n: usize| ["0", "1", "2", "3"][n.min(3)];
        sink.put(&["in block", k, count(block)]);
        sink.put(&["near", k, count(near)]);
        sink.put(&["near", k, count(near), count(block)]);
    }
}

/// The subjects before a word of the clauses that it stands in, the innermost first.
fn subjects(view: &View<'_>, t: usize) -> Vec<(&'static str, usize)> {
    let mut found = Vec::new();
    let mut at = t;
    for _ in 0..8 {
        let Some(head) = view.head(at) else { break };
        let subject = view.child(head, &[Deprel::Nsubj, Deprel::NsubjPass]);
        if let Some(subject) = subject.filter(|&s| s != at && s < t) {
            found.push((if found.is_empty() { "0" } else { "1" }, subject));
        }
        at = head;
    }
    found
}
