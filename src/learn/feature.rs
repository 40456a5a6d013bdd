//! Features: what tells that an argument is the topic of a text, or that a relation holds between the topic and it.

use std::ops::Range;

use super::argument::Argument;
use super::unit::{Unit, shape};
use crate::nlp::{Deprel, Upos, View};

/// Takes features one by one.
pub trait Sink {
    /// Takes a feature: its name is these pieces, one after the other.
    fn put(&mut self, feature: &[&str]);
}

/// What examples have taught about the ends of triples, as far as features tell it.
pub trait Known {
    /// Whether a label is known.
    fn has(&self, key: &str) -> bool;
    /// The relations that hold between two labels, and how often.
    fn facts(&self, subject: &str, object: &str, tell: &mut dyn FnMut(&str, usize));
    /// The relations that a label is known as the object of, and how often (1, 2, 3 for more).
    fn as_object(&self, key: &str, tell: &mut dyn FnMut(&str, usize));
    /// How often a label is known as a subject.
    fn as_subject(&self, key: &str) -> usize;
}

/// A small number as features write it; larger ones as the largest.
fn few(n: usize, most: usize) -> &'static str {
    ["0", "1", "2", "3", "4", "5"][n.min(most)]
}

fn bucket(n: usize) -> &'static str {
    match n {
        0..=3 => few(n, 3),
        4..=5 => "4",
        6..=9 => "6",
        10..=15 => "10",
        _ => "16",
    }
}

fn truth(holds: bool) -> &'static str {
    if holds { "true" } else { "false" }
}

impl Unit<'_> {
    /// The features of an argument as the topic; `None`: the topic does not stand in the text.
    pub fn topic(&self, at: Option<usize>, known: &dyn Known, sink: &mut impl Sink) {
        let v = self.view;
        let first = self.tokens.start;
        let Some(at) = at else {
            sink.put(&["absent"]);
            sink.put(&["absent first:", self.form(Some(first))]);
            sink.put(&[
                "absent first two:",
                self.form(Some(first)),
                " ",
                self.form(Some(first + 1)),
            ]);
            sink.put(&["absent tag:", v.upos(first).as_str()]);
            sink.put(&["absent about:", &self.about]);
            return;
        };
        let a = &self.arguments[at];
        let (label, kind, letters, sources) = self.seen[at].parts();
        let (start, end) = (a.tokens.start, a.tokens.end);
        let mut opening = first;
        while opening < start && v.upos(opening) == Upos::Punct {
            opening += 1;
        }
        let opens = match start - opening {
            0 => "opens",
            1 => "second",
            2..=4 => "early",
            _ => "late",
        };
        let next = self.form(Some(end));
        let deprel = v.deprel(a.head).as_str();
        sink.put(&["bias"]);
        for source in &a.sources {
            sink.put(&["source:", source]);
            sink.put(&["source:", source, " ", opens]);
            sink.put(&["source:", source, " next:", next]);
            sink.put(&["source:", source, " label:", label]);
        }
        sink.put(&["sources:", sources]);
        sink.put(&["sources:", sources, " ", opens]);
        sink.put(&["label:", label]);
        sink.put(&["kind:", kind]);
        sink.put(&["label:", label, " ", opens]);
        sink.put(&["label:", label, " about:", &self.about]);
        sink.put(&["kind:", kind, " about:", &self.about]);
        sink.put(&[opens]);
        sink.put(&["letters:", letters]);
        sink.put(&["letters:", letters, " ", opens]);
        sink.put(&["length:", bucket(a.tokens.len())]);
        sink.put(&["length:", bucket(a.tokens.len()), " ", opens]);
        sink.put(&["before:", self.before(start, 1)]);
        sink.put(&["before:", self.before(start, 2), " ", self.before(start, 1)]);
        sink.put(&["next:", next]);
        sink.put(&["next:", next, " ", opens]);
        sink.put(&["next:", next, " ", self.form(Some(end + 1))]);
        sink.put(&["first:", self.form(Some(start))]);
        sink.put(&["last:", self.form(Some(end - 1))]);
        sink.put(&["last tag:", v.upos(end - 1).as_str()]);
        sink.put(&["deprel:", deprel]);
        sink.put(&["deprel:", deprel, " ", opens]);
        sink.put(&["deprel:", deprel, " label:", label]);
        if let Some(head) = v.head(a.head) {
            sink.put(&["head:", self.lemma(Some(head)), " ", deprel]);
            if v.head(head).is_none() {
                sink.put(&["under root:", deprel]);
            }
        } else {
            sink.put(&["root"]);
        }
        let again = self.letters.matches(a.key.as_str()).count();
        self.stretch(a, opens, sink);
        self.called(at, again, opens, sink);
        let verbs = a
            .tokens
            .clone()
            .filter(|&t| matches!(v.upos(t), Upos::Verb | Upos::Aux))
            .count();
        sink.put(&["verbs within:", few(verbs, 2)]);
        sink.put(&["times:", few(again, 3)]);
        sink.put(&["known subject:", few(known.as_subject(&a.key), 2)]);
        let mut object = 0;
        known.as_object(&a.key, &mut |_, n| object += n);
        sink.put(&["known object:", few(object, 3)]);
    }

    /// What the words of a name are like: whether an article belongs to it, and what comes after a mark within it.
    fn called(&self, at: usize, again: usize, opens: &str, sink: &mut impl Sink) {
        let v = self.view;
        let a = &self.arguments[at];
        let (label, _, letters, _) = self.seen[at].parts();
        let (start, end) = (a.tokens.start, a.tokens.end);
        let article = |t: usize| matches!(v.form(t), "The" | "the" | "A" | "a" | "An" | "an");
        let with = match () {
            () if article(start) && end > start + 1 => "with",
            () if start > self.tokens.start && article(start - 1) => "after",
            () => "no",
        };
        let last = self.lemma(Some(end - 1));
        let tag = v.upos(end - 1).as_str();
        let large = v.form(end - 1).starts_with(|c: char| c.is_uppercase());
        let next = self.form(Some(end));
        sink.put(&["article:", with, " ", tag, " ", truth(large)]);
        sink.put(&["article:", with, " ", label]);
        sink.put(&["article:", with, " last:", last]);
        sink.put(&["article:", with, " about:", &self.about]);
        sink.put(&["article:", with, " next:", next]);
        sink.put(&["last:", last, " next:", next]);
        sink.put(&["last:", last, " ", opens]);
        sink.put(&["small end:", truth(!large), " ", opens]);
        // a subtitle, an explanation, another name
        let mark = a
            .tokens
            .clone()
            .skip(1)
            .find(|&t| matches!(v.form(t), ":" | "," | "-" | "–" | "or" | "("));
        if let Some(mark) = mark {
            let after = self.form(Some(mark + 1));
            sink.put(&["mark:", self.form(Some(mark)), " ", label]);
            sink.put(&["mark:", self.form(Some(mark)), " about:", &self.about]);
            sink.put(&["mark:", self.form(Some(mark)), " ", after]);
            sink.put(&[
                "mark:",
                self.form(Some(mark)),
                " first:",
                truth(end - mark > 3),
            ]);
        }
        let goes_on =
            self.tokens.contains(&end) && matches!(v.form(end), ":" | "," | "-" | "–" | "or" | "(");
        if goes_on {
            sink.put(&["ends before:", next, " ", label]);
            sink.put(&["ends before:", next, " about:", &self.about]);
            sink.put(&["ends before:", next, " ", self.form(Some(end + 1))]);
        }
        // the same words again, further on: what is named twice is what it is about
        sink.put(&["times:", few(again, 2), " ", letters, " ", with]);
        sink.put(&[opens, " ", label, " ", with, " next:", next]);
        let head = v.head(a.head).map_or("root", |h| self.lemma(Some(h)));
        sink.put(&["head:", head, " ", v.deprel(a.head).as_str(), " ", label]);
        let words = few(a.tokens.len(), 5);
        sink.put(&["words:", words, " ", label, " about:", &self.about]);
        if a.sources
            .iter()
            .any(|s| s.starts_with("first and") || s.starts_with("without a middle"))
        {
            sink.put(&["shortened:", words, " ", label]);
            sink.put(&["shortened about:", &self.about]);
        }
    }

    /// Where a stretch of words begins and ends, beside others that could have been chosen.
    fn stretch(&self, a: &Argument, opens: &str, sink: &mut impl Sink) {
        let v = self.view;
        let (start, end) = (a.tokens.start, a.tokens.end);
        let within = |all: &[(usize, usize)], from: (usize, usize), to: (usize, usize)| {
            few(
                all.partition_point(|x| *x < to) - all.partition_point(|x| *x < from),
                3,
            )
        };
        let longer = within(&self.starts, (start, end + 1), (start + 1, 0));
        let shorter = within(&self.starts, (start, 0), (start, end));
        let earlier = within(&self.ends, (end, 0), (end, start));
        let later = within(&self.ends, (end, start + 1), (end + 1, 0));
        sink.put(&["longer:", longer, " ", opens]);
        sink.put(&["shorter:", shorter, " ", opens]);
        sink.put(&["earlier:", earlier]);
        sink.put(&["later:", later]);
        sink.put(&["around:", longer, " ", shorter, " ", earlier, " ", later]);
        let tag = |t: Option<usize>| match t {
            Some(t) if self.tokens.contains(&t) => v.upos(t).as_str(),
            _ => "|",
        };
        let before = tag(start.checked_sub(1));
        sink.put(&["before tag:", before]);
        sink.put(&["next tag:", tag(Some(end))]);
        sink.put(&[
            "tags:",
            before,
            " ",
            tag(Some(start)),
            " ",
            tag(Some(end - 1)),
            " ",
            tag(Some(end)),
        ]);
        let large = |t: usize| {
            self.tokens.contains(&t) && v.form(t).starts_with(|c: char| c.is_uppercase())
        };
        let goes_on = end + 1 < self.tokens.end && !large(end) && large(end + 1);
        sink.put(&["goes on:", truth(goes_on)]);
        if goes_on {
            sink.put(&["goes on:", self.form(Some(end))]);
        }
        sink.put(&["large before:", truth(start > 0 && large(start - 1))]);
        let inside = |mark: &str| a.tokens.clone().any(|t| v.form(t) == mark);
        for mark in [",", ":", "-", "and", "(", "\"", "'s"] {
            if inside(mark) {
                sink.put(&["within:", mark]);
                sink.put(&["within:", mark, " ", opens]);
            }
        }
        // names put in by a program stand with white space around their marks
        let spaced = |t: usize| {
            t > self.tokens.start
                && matches!(v.form(t), ":" | "," | "'s" | "!" | "?" | ")" | "'")
                && v.token(t - 1).span.end < v.token(t).span.start
        };
        if a.tokens.clone().any(spaced) {
            sink.put(&["spaced mark"]);
        }
        if end < self.tokens.end && matches!(v.form(end), "'s" | "’s" | "'") {
            sink.put(&["owns ", opens]);
            sink.put(&["owns ", self.form(Some(end + 1))]);
        }
    }

    /// The features of an argument, whatever the topic is.
    pub fn alone(&self, at: usize, known: &dyn Known, sink: &mut impl Sink) {
        self.own(at, sink);
        self.said(at, sink);
        self.around(at, known, sink);
    }

    /// What an argument is, and how it hangs in the tree.
    pub fn own(&self, at: usize, sink: &mut impl Sink) {
        let v = self.view;
        let a = &self.arguments[at];
        let (start, end) = (a.tokens.start, a.tokens.end);
        let (label, kind, letters, sources) = self.seen[at].parts();
        // what is coordinated shares what stands before the first of them
        let (lead, chain) = self.lead(a.head);
        let mut edge = if chain == 0 { start } else { lead };
        let nominal = |t: usize| {
            matches!(
                v.upos(t),
                Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Num
            )
        };
        if chain > 0 {
            while edge > self.tokens.start && nominal(edge - 1) {
                edge -= 1;
            }
        }
        let lead_before = self.before(edge, 1);
        let deprel = v.deprel(lead).as_str();
        let head = v.head(lead);
        let head_lemma = self.lemma(head);
        let case = v
            .child(lead, &[Deprel::Case])
            .map_or("-", |c| self.lemma(Some(c)));
        let before = self.before[start - self.tokens.start];
        let (verb, noun) = (self.lemma(before.verb), self.lemma(before.noun));
        let cut_left = start > self.tokens.start
            && matches!(v.upos(start - 1), Upos::Propn | Upos::Noun | Upos::Adj)
            && !a.tokens.is_empty();
        let cut_right = end < self.tokens.end
            && matches!(v.upos(end), Upos::Propn | Upos::Noun)
            && v.deprel(end - 1) != Deprel::Conj;
        let cut = match (cut_left, cut_right) {
            (false, false) => "false false",
            (false, true) => "false true",
            (true, false) => "true false",
            (true, true) => "true true",
        };

        sink.put(&["bias"]);
        for source in &a.sources {
            sink.put(&["source:", source]);
        }
        sink.put(&["sources:", sources]);
        sink.put(&["label:", label]);
        sink.put(&["kind:", kind]);
        sink.put(&["letters:", letters]);
        if let Some(class) = v.token(a.head).class {
            sink.put(&["class:", &format!("{class:?}")]);
        }
        if a.tokens.len() <= 4 {
            let tags: Vec<&str> = a.tokens.clone().map(|t| v.upos(t).as_str()).collect();
            sink.put(&["tags:", &tags.join(" ")]);
            sink.put(&["words:", &shape(&a.label)]);
        }
        sink.put(&["length:", bucket(a.tokens.len())]);
        let last = self.lemma(Some(end - 1));
        sink.put(&["last:", last]);
        sink.put(&["first:", self.form(Some(start))]);
        let suffix = last
            .char_indices()
            .rev()
            .nth(2)
            .map_or(last, |(i, _)| &last[i..]);
        sink.put(&["suffix:", suffix]);
        sink.put(&["suffix:", suffix, " letters:", letters]);
        sink.put(&["before:", self.before(start, 1)]);
        sink.put(&["before:", self.before(start, 2), " ", self.before(start, 1)]);
        sink.put(&[
            "before:",
            self.before(start, 3),
            " ",
            self.before(start, 2),
            " ",
            self.before(start, 1),
        ]);
        sink.put(&["next:", self.form(Some(end))]);
        sink.put(&["next:", self.form(Some(end)), " ", self.form(Some(end + 1))]);
        sink.put(&["next:", self.form(Some(end)), " label:", label]);
        sink.put(&["lead before:", lead_before]);
        sink.put(&["lead before:", lead_before, " label:", label]);
        sink.put(&["lead before:", self.before(edge, 2), " ", lead_before]);
        sink.put(&["lead before:", lead_before, " verb:", verb]);
        sink.put(&["chain:", few(chain, 3)]);
        sink.put(&["deprel:", deprel]);
        sink.put(&["own deprel:", v.deprel(a.head).as_str()]);
        sink.put(&["head:", head_lemma]);
        sink.put(&["head:", head_lemma, " ", deprel]);
        sink.put(&["head:", head_lemma, " ", deprel, " ", case]);
        sink.put(&["head:", head_lemma, " label:", label]);
        sink.put(&["case:", case]);
        sink.put(&["case:", case, " label:", label]);
        if let Some(grand) = head.and_then(|h| v.head(h)) {
            sink.put(&[
                "grand:",
                self.lemma(Some(grand)),
                " ",
                head.map_or("", |h| v.deprel(h).as_str()),
            ]);
        }
        sink.put(&["verb:", verb]);
        sink.put(&["verb:", verb, " label:", label]);
        sink.put(&["verb:", verb, " kind:", kind]);
        sink.put(&["noun:", noun]);
        sink.put(&["noun:", noun, " label:", label]);
        sink.put(&["cut:", cut]);
        sink.put(&["cut:", cut, " ", label]);
        sink.put(&["cut:", cut, " ", letters]);
        sink.put(&["about:", &self.about]);
        sink.put(&["about:", &self.about, " label:", label]);
        sink.put(&["about:", &self.about, " kind:", kind]);
        if v.child(a.head, &[Deprel::Cop]).is_some() {
            sink.put(&["predicate noun"]);
        }
        if head.is_some_and(|h| v.child(h, &[Deprel::Cop]).is_some()) {
            sink.put(&["under predicate noun:", deprel]);
            sink.put(&["under predicate noun:", deprel, " ", letters]);
        }
        // "skier" within "Nordic combined skier", where examples know the longer one
        let mine = a.sources.contains("known");
        let lies_in = |inner: &Range<usize>, outer: &Range<usize>| {
            outer.start <= inner.start && inner.end <= outer.end && inner != outer
        };
        let inside = self.known.iter().any(|b| lies_in(&a.tokens, b));
        let over = self.known.iter().any(|b| lies_in(b, &a.tokens));
        let (mine, inside, over) = (truth(mine), truth(inside), truth(over));
        sink.put(&["known around:", mine, " ", inside, " ", over]);
        sink.put(&["known around:", mine, " ", inside, " ", over, " ", letters]);
        sink.put(&["known around:", mine, " ", inside, " ", over, " ", cut]);
        for (_, predicate, role) in self.roles(lead) {
            let roleset = &predicate.roleset;
            sink.put(&["role:", roleset, " ", role]);
            sink.put(&["role:", roleset, " ", role, " ", label]);
            sink.put(&["role:", roleset, " ", role, " ", case]);
        }
        let first = self.readings.partition_point(|r| r.0 < lead);
        let readings = self.readings[first..].iter().take_while(|r| r.0 == lead);
        for (_, reading, slot) in readings {
            sink.put(&["read:", &reading.relation, " ", &format!("{slot:?}")]);
        }
    }

    /// How the words are written that the features of [`said`](Self::said) join with those of the text, and the named
    /// entity: where both are the same, so are these features.
    pub fn manner(&self, at: usize) -> (&'static str, &str) {
        (self.seen[at].letters, &self.seen[at].label)
    }

    /// The words of the text, whichever the argument is.
    pub fn said(&self, at: usize, sink: &mut impl Sink) {
        let (letters, label) = self.manner(at);
        for word in &self.words {
            sink.put(&["has:", word, " ", letters]);
            sink.put(&["has:", word, " ", label]);
        }
    }

    /// What stands near before an argument, and what examples know of it.
    pub fn around(&self, at: usize, known: &dyn Known, sink: &mut impl Sink) {
        let v = self.view;
        let a = &self.arguments[at];
        let start = a.tokens.start;
        let (letters, label) = self.manner(at);
        for t in start.saturating_sub(5).max(self.tokens.start)..start {
            if !matches!(v.upos(t), Upos::Punct | Upos::Det) {
                sink.put(&["near:", self.lemma(Some(t))]);
            }
        }
        let open = self.before[start - self.tokens.start].parenthesis;
        if open.is_some_and(|t| v.form(t) == "(") {
            sink.put(&["in parentheses"]);
            sink.put(&["in parentheses ", label]);
        }
        let mut any = false;
        known.as_object(&a.key, &mut |relation, n| {
            any = true;
            sink.put(&["known:", relation]);
            sink.put(&["known:", relation, " ", few(n, 3)]);
        });
        if !any {
            sink.put(&["unknown ", letters]);
        }
        if known.as_subject(&a.key) > 0 {
            sink.put(&["known subject"]);
        }
    }

    /// The features of how an argument stands to the topic.
    pub fn beside(&self, topic: Option<usize>, at: usize, known: &dyn Known, sink: &mut impl Sink) {
        let Some(topic) = topic else {
            sink.put(&["no topic"]);
            return;
        };
        self.place(topic, at, sink);
        self.way(self.arguments[topic].head, self.arguments[at].head, sink);
        self.facts(topic, at, known, sink);
    }

    /// Where an argument stands, seen from the topic.
    pub fn place(&self, topic: usize, at: usize, sink: &mut impl Sink) {
        let (label, of_topic) = (&self.seen[at].label, &self.seen[topic].label);
        let (topic, a) = (&self.arguments[topic], &self.arguments[at]);
        let (start, end) = (a.tokens.start, a.tokens.end);
        let side = if end <= topic.tokens.start {
            "before topic"
        } else if start >= topic.tokens.end {
            "after topic"
        } else if topic.tokens.start <= start && end <= topic.tokens.end {
            "in topic"
        } else {
            "over topic"
        };
        sink.put(&[side]);
        sink.put(&[side, " ", label]);
        if a.key == topic.key {
            sink.put(&["same as topic"]);
        }
        let between = bucket(start.saturating_sub(topic.tokens.end));
        sink.put(&["distance:", between]);
        sink.put(&["distance:", between, " ", label]);
        sink.put(&["topic:", of_topic]);
        sink.put(&["topic:", of_topic, " ", label]);
    }

    /// How one token hangs together with another, the head of an argument with that of the topic.
    pub fn way(&self, topic: usize, head: usize, sink: &mut impl Sink) {
        let v = self.view;
        if v.sentence_index(topic) != v.sentence_index(head) {
            sink.put(&["other sentence"]);
            return;
        }
        let (path, tokens) = path(v, topic, head);
        let lemmas: Vec<&str> = tokens.iter().map(|&t| self.lemma(Some(t))).collect();
        if lemmas.len() <= 5 {
            let words = lemmas.join(" ");
            sink.put(&["path:", &path]);
            sink.put(&["path:", &path, " ", &words]);
            sink.put(&["path words:", &words]);
        }
        for lemma in &lemmas {
            sink.put(&["on path:", lemma]);
        }
        sink.put(&["path length:", bucket(lemmas.len())]);
        let (lead, _) = self.lead(head);
        for (_, predicate, role) in self.roles(lead) {
            let of_topic = self.roles(topic).iter();
            for (_, _, of_topic) in of_topic.filter(|r| std::ptr::eq(r.1, *predicate)) {
                sink.put(&["roles:", of_topic, " ", role]);
                sink.put(&["roles:", &predicate.roleset, " ", of_topic, " ", role]);
            }
        }
    }

    /// What examples know of the topic and an argument, and what the topic is.
    pub fn facts(&self, topic: usize, at: usize, known: &dyn Known, sink: &mut impl Sink) {
        let (of_topic, kind) = (&self.seen[topic], self.seen[at].kind);
        let (topic, a) = (&self.arguments[topic], &self.arguments[at]);
        sink.put(&["topic kind:", of_topic.kind]);
        sink.put(&["topic kind:", of_topic.kind, " ", kind]);
        known.as_object(&topic.key, &mut |relation, _| {
            sink.put(&["topic known:", relation]);
        });
        if known.as_subject(&topic.key) > 0 {
            sink.put(&["topic known subject"]);
        }
        known.facts(&topic.key, &a.key, &mut |relation, n| {
            sink.put(&["fact"]);
            sink.put(&["fact:", relation]);
            sink.put(&["fact:", relation, " ", few(n, 3)]);
        });
    }
}

/// The way from one token to another through the tree: relations upwards and downwards, and the tokens between.
pub fn path(view: &View<'_>, from: usize, to: usize) -> (String, Vec<usize>) {
    let chain = |mut t: usize| {
        let mut chain = vec![t];
        while let Some(h) = view.head(t) {
            chain.push(h);
            t = h;
        }
        chain
    };
    let (up, down) = (chain(from), chain(to));
    let Some(meet) = up.iter().position(|t| down.contains(t)) else {
        return ("none".to_owned(), Vec::new());
    };
    let other = down.iter().position(|t| *t == up[meet]).unwrap_or(0);
    let mut words = String::new();
    for &t in &up[..meet] {
        words.extend(["<", view.deprel(t).as_str(), " "]);
    }
    for &t in down[..other].iter().rev() {
        words.extend([">", view.deprel(t).as_str(), " "]);
    }
    let mut between: Vec<usize> = Vec::new();
    let inner = up[..meet].iter().skip(1).chain([&up[meet]]);
    let rest = down[..other].iter().skip(1).rev();
    for &t in inner.chain(rest) {
        if t != from && t != to {
            between.push(t);
        }
    }
    (words.trim_end().to_owned(), between)
}
