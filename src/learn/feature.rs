//! Features: what tells that an argument is the topic of a text, or that a relation holds between the topic and it.

use std::fmt::Write;
use std::ops::Range;

use super::argument::Argument;
use crate::nlp::{Deprel, NameKind, Predicate, Upos, View};

/// Takes features one by one.
pub struct Sink<'a> {
    take: &'a mut dyn FnMut(&str),
    buffer: String,
}

impl<'a> Sink<'a> {
    /// A sink that hands on every feature.
    pub fn new(take: &'a mut dyn FnMut(&str)) -> Self {
        Self {
            take,
            buffer: String::new(),
        }
    }

    fn put(&mut self, feature: std::fmt::Arguments<'_>) {
        self.buffer.clear();
        // writing to a string does not fail
        let _ = self.buffer.write_fmt(feature);
        (self.take)(&self.buffer);
    }
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

/// The stretch of text that arguments stand in, with what is the same for all of them.
pub struct Unit<'a> {
    view: &'a View<'a>,
    tokens: Range<usize>,
    /// The noun that says what the topic is: "film" in "… is a French film".
    about: String,
    words: Vec<String>,
    /// Forms and lemmas of its tokens, as features write them.
    forms: Vec<String>,
    lemmas: Vec<String>,
    /// All its letters.
    letters: String,
}

/// A word as features write it: small letters, digits as 0.
fn shape(form: &str) -> String {
    let plain = |c: char| if c.is_ascii_digit() { '0' } else { c };
    form.chars()
        .map(plain)
        .flat_map(char::to_lowercase)
        .collect()
}

fn bucket(n: usize) -> usize {
    match n {
        0..=3 => n,
        4..=5 => 4,
        6..=9 => 6,
        10..=15 => 10,
        _ => 16,
    }
}

impl<'a> Unit<'a> {
    /// Looks at a stretch of text.
    pub fn new(view: &'a View<'a>, tokens: Range<usize>) -> Self {
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
        Self {
            forms: tokens.clone().map(|t| shape(view.form(t))).collect(),
            lemmas: tokens.clone().map(|t| shape(view.lemma(t))).collect(),
            letters: super::label::key(view.words(&tokens)),
            view,
            tokens,
            about,
            words,
        }
    }

    fn form(&self, t: Option<usize>) -> &str {
        self.inside(&self.forms, t)
    }

    fn lemma(&self, t: Option<usize>) -> &str {
        self.inside(&self.lemmas, t)
    }

    fn inside<'s>(&self, words: &'s [String], t: Option<usize>) -> &'s str {
        let at = t.and_then(|t| t.checked_sub(self.tokens.start));
        at.and_then(|at| words.get(at)).map_or("|", String::as_str)
    }

    fn before(&self, t: usize, n: usize) -> &str {
        self.form(t.checked_sub(n))
    }

    fn label_of(&self, a: &Argument) -> String {
        let entity = self
            .view
            .analysis
            .entities
            .iter()
            .find(|e| e.tokens.start < a.tokens.end && e.tokens.end > a.tokens.start);
        match entity {
            Some(e) if e.tokens == a.tokens => format!("{:?}", e.label),
            Some(e) if e.tokens.start <= a.tokens.start && e.tokens.end >= a.tokens.end => {
                format!("in {:?}", e.label)
            }
            Some(e) => format!("over {:?}", e.label),
            None if a.date.is_some() => "date".to_owned(),
            None => "none".to_owned(),
        }
    }

    fn kind_of(&self, a: &Argument) -> &'static str {
        let kinds = &self.view.token(a.head).kinds;
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

    fn letters_of(&self, a: &Argument) -> &'static str {
        let mut large = 0;
        let mut words = 0;
        for t in a.tokens.clone() {
            let form = self.view.form(t);
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

    /// The features of an argument as the topic; `None`: the topic does not stand in the text.
    pub fn topic(
        &self,
        a: Option<&Argument>,
        all: &[Argument],
        known: &dyn Known,
        sink: &mut Sink<'_>,
    ) {
        let v = self.view;
        let first = self.tokens.start;
        let Some(a) = a else {
            sink.put(format_args!("absent"));
            sink.put(format_args!("absent first:{}", self.form(Some(first))));
            sink.put(format_args!(
                "absent first two:{} {}",
                self.form(Some(first)),
                self.form(Some(first + 1))
            ));
            sink.put(format_args!("absent tag:{}", v.upos(first).as_str()));
            sink.put(format_args!("absent about:{}", self.about));
            return;
        };
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
        let label = self.label_of(a);
        let kind = self.kind_of(a);
        let next = self.form(Some(end));
        let deprel = v.deprel(a.head).as_str();
        sink.put(format_args!("bias"));
        for source in &a.sources {
            sink.put(format_args!("source:{source}"));
            sink.put(format_args!("source:{source} {opens}"));
            sink.put(format_args!("source:{source} next:{next}"));
            sink.put(format_args!("source:{source} label:{label}"));
        }
        let sources: Vec<&str> = a.sources.iter().copied().collect();
        sink.put(format_args!("sources:{}", sources.join("+")));
        sink.put(format_args!("sources:{} {opens}", sources.join("+")));
        sink.put(format_args!("label:{label}"));
        sink.put(format_args!("kind:{kind}"));
        sink.put(format_args!("label:{label} {opens}"));
        sink.put(format_args!("label:{label} about:{}", self.about));
        sink.put(format_args!("kind:{kind} about:{}", self.about));
        sink.put(format_args!("{opens}"));
        sink.put(format_args!("letters:{}", self.letters_of(a)));
        sink.put(format_args!("letters:{} {opens}", self.letters_of(a)));
        sink.put(format_args!("length:{}", bucket(a.tokens.len())));
        sink.put(format_args!("length:{} {opens}", bucket(a.tokens.len())));
        sink.put(format_args!("before:{}", self.before(start, 1)));
        sink.put(format_args!(
            "before:{} {}",
            self.before(start, 2),
            self.before(start, 1)
        ));
        sink.put(format_args!("next:{next}"));
        sink.put(format_args!("next:{next} {opens}"));
        sink.put(format_args!("next:{next} {}", self.form(Some(end + 1))));
        sink.put(format_args!("first:{}", self.form(Some(start))));
        sink.put(format_args!("last:{}", self.form(Some(end - 1))));
        sink.put(format_args!("last tag:{}", v.upos(end - 1).as_str()));
        sink.put(format_args!("deprel:{deprel}"));
        sink.put(format_args!("deprel:{deprel} {opens}"));
        sink.put(format_args!("deprel:{deprel} label:{label}"));
        if let Some(head) = v.head(a.head) {
            sink.put(format_args!("head:{} {deprel}", self.lemma(Some(head))));
            if v.head(head).is_none() {
                sink.put(format_args!("under root:{deprel}"));
            }
        } else {
            sink.put(format_args!("root"));
        }
        self.stretch(a, all, opens, sink);
        self.called(a, &label, opens, sink);
        let verbs = a
            .tokens
            .clone()
            .filter(|&t| matches!(v.upos(t), Upos::Verb | Upos::Aux))
            .count();
        sink.put(format_args!("verbs within:{}", verbs.min(2)));
        let again = self.letters.matches(a.key.as_str()).count();
        sink.put(format_args!("times:{}", again.min(3)));
        sink.put(format_args!(
            "known subject:{}",
            known.as_subject(&a.key).min(2)
        ));
        let mut object = 0;
        known.as_object(&a.key, &mut |_, n| object += n);
        sink.put(format_args!("known object:{}", object.min(3)));
    }

    /// What the words of a name are like: whether an article belongs to it, and what comes after a mark within it.
    fn called(&self, a: &Argument, label: &str, opens: &str, sink: &mut Sink<'_>) {
        let v = self.view;
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
        sink.put(format_args!("article:{with} {tag} {large}"));
        sink.put(format_args!("article:{with} {label}"));
        sink.put(format_args!("article:{with} last:{last}"));
        sink.put(format_args!("article:{with} about:{}", self.about));
        sink.put(format_args!("article:{with} next:{next}"));
        sink.put(format_args!("last:{last} next:{next}"));
        sink.put(format_args!("last:{last} {opens}"));
        sink.put(format_args!("small end:{} {opens}", !large));
        // a subtitle, an explanation, another name
        let mark = a
            .tokens
            .clone()
            .skip(1)
            .find(|&t| matches!(v.form(t), ":" | "," | "-" | "–" | "or" | "("));
        if let Some(mark) = mark {
            let after = self.form(Some(mark + 1));
            sink.put(format_args!("mark:{} {label}", self.form(Some(mark))));
            sink.put(format_args!(
                "mark:{} about:{}",
                self.form(Some(mark)),
                self.about
            ));
            sink.put(format_args!("mark:{} {after}", self.form(Some(mark))));
            sink.put(format_args!(
                "mark:{} first:{}",
                self.form(Some(mark)),
                end - mark > 3
            ));
        }
        let goes_on =
            self.tokens.contains(&end) && matches!(v.form(end), ":" | "," | "-" | "–" | "or" | "(");
        if goes_on {
            sink.put(format_args!("ends before:{next} {label}"));
            sink.put(format_args!("ends before:{next} about:{}", self.about));
            sink.put(format_args!(
                "ends before:{next} {}",
                self.form(Some(end + 1))
            ));
        }
        // the same words again, further on: what is named twice is what it is about
        let again = self.letters.matches(a.key.as_str()).count().min(2);
        let letters = self.letters_of(a);
        sink.put(format_args!("times:{again} {letters} {with}"));
        sink.put(format_args!("{opens} {label} {with} next:{next}"));
        let head = v.head(a.head).map_or("root", |h| self.lemma(Some(h)));
        sink.put(format_args!(
            "head:{head} {} {label}",
            v.deprel(a.head).as_str()
        ));
        let words = a.tokens.len().min(5);
        sink.put(format_args!("words:{words} {label} about:{}", self.about));
        if a.sources
            .iter()
            .any(|s| s.starts_with("first and") || s.starts_with("without a middle"))
        {
            sink.put(format_args!("shortened:{words} {label}"));
            sink.put(format_args!("shortened about:{}", self.about));
        }
    }

    /// Where a stretch of words begins and ends, beside others that could have been chosen.
    fn stretch(&self, a: &Argument, all: &[Argument], opens: &str, sink: &mut Sink<'_>) {
        let v = self.view;
        let (start, end) = (a.tokens.start, a.tokens.end);
        let others = |same: &dyn Fn(&Argument) -> bool| {
            let others = all.iter().filter(|b| b.topical && b.tokens != a.tokens);
            others.filter(|b| same(b)).count().min(3)
        };
        let longer = others(&|b| b.tokens.start == start && b.tokens.end > end);
        let shorter = others(&|b| b.tokens.start == start && b.tokens.end < end);
        let earlier = others(&|b| b.tokens.end == end && b.tokens.start < start);
        let later = others(&|b| b.tokens.end == end && b.tokens.start > start);
        sink.put(format_args!("longer:{longer} {opens}"));
        sink.put(format_args!("shorter:{shorter} {opens}"));
        sink.put(format_args!("earlier:{earlier}"));
        sink.put(format_args!("later:{later}"));
        sink.put(format_args!("around:{longer} {shorter} {earlier} {later}"));
        let tag = |t: Option<usize>| match t {
            Some(t) if self.tokens.contains(&t) => v.upos(t).as_str(),
            _ => "|",
        };
        let before = tag(start.checked_sub(1));
        sink.put(format_args!("before tag:{before}"));
        sink.put(format_args!("next tag:{}", tag(Some(end))));
        sink.put(format_args!(
            "tags:{before} {} {} {}",
            tag(Some(start)),
            tag(Some(end - 1)),
            tag(Some(end))
        ));
        let large = |t: usize| {
            self.tokens.contains(&t) && v.form(t).starts_with(|c: char| c.is_uppercase())
        };
        let goes_on = end + 1 < self.tokens.end && !large(end) && large(end + 1);
        sink.put(format_args!("goes on:{goes_on}"));
        if goes_on {
            sink.put(format_args!("goes on:{}", self.form(Some(end))));
        }
        sink.put(format_args!(
            "large before:{}",
            start > 0 && large(start - 1)
        ));
        let inside = |mark: &str| a.tokens.clone().any(|t| v.form(t) == mark);
        for mark in [",", ":", "-", "and", "(", "\"", "'s"] {
            if inside(mark) {
                sink.put(format_args!("within:{mark}"));
                sink.put(format_args!("within:{mark} {opens}"));
            }
        }
        // names put in by a program stand with white space around their marks
        let spaced = |t: usize| {
            t > self.tokens.start
                && matches!(v.form(t), ":" | "," | "'s" | "!" | "?" | ")" | "'")
                && v.token(t - 1).span.end < v.token(t).span.start
        };
        if a.tokens.clone().any(spaced) {
            sink.put(format_args!("spaced mark"));
        }
        if end < self.tokens.end && matches!(v.form(end), "'s" | "’s" | "'") {
            sink.put(format_args!("owns {opens}"));
            sink.put(format_args!("owns {}", self.form(Some(end + 1))));
        }
    }

    /// What coordinates an argument with others before it: the first of them, and how many there are between.
    fn lead(&self, a: &Argument) -> (usize, usize) {
        let v = self.view;
        let (mut lead, mut chain) = (a.head, 0);
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
    fn roles(&self, t: usize) -> impl Iterator<Item = (&'a Predicate, &'static str)> {
        let near = self.view.analysis.predicates.iter();
        let near = near.filter(|p| self.tokens.contains(&p.token));
        near.flat_map(move |p| {
            let arcs = p
                .arguments
                .iter()
                .filter(move |r| r.token == t && !r.secondary);
            arcs.map(move |r| (p, r.role.as_str()))
        })
    }

    /// The features of an argument, whatever the topic is.
    pub fn alone(&self, a: &Argument, all: &[Argument], known: &dyn Known, sink: &mut Sink<'_>) {
        let v = self.view;
        let (start, end) = (a.tokens.start, a.tokens.end);
        let label = self.label_of(a);
        let kind = self.kind_of(a);
        let letters = self.letters_of(a);
        // what is coordinated shares what stands before the first of them
        let (lead, chain) = self.lead(a);
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
        let verb = (self.tokens.start..start)
            .rev()
            .find(|&t| v.upos(t) == Upos::Verb);
        let verb = self.lemma(verb);
        let noun = (self.tokens.start..start)
            .rev()
            .find(|&t| v.upos(t) == Upos::Noun);
        let noun = self.lemma(noun);
        let cut_left = start > self.tokens.start
            && matches!(v.upos(start - 1), Upos::Propn | Upos::Noun | Upos::Adj)
            && !a.tokens.is_empty();
        let cut_right = end < self.tokens.end
            && matches!(v.upos(end), Upos::Propn | Upos::Noun)
            && v.deprel(end - 1) != Deprel::Conj;

        sink.put(format_args!("bias"));
        for source in &a.sources {
            sink.put(format_args!("source:{source}"));
        }
        let sources: Vec<&str> = a.sources.iter().copied().collect();
        sink.put(format_args!("sources:{}", sources.join("+")));
        sink.put(format_args!("label:{label}"));
        sink.put(format_args!("kind:{kind}"));
        sink.put(format_args!("letters:{letters}"));
        if let Some(class) = v.token(a.head).class {
            sink.put(format_args!("class:{class:?}"));
        }
        if a.tokens.len() <= 4 {
            let tags: Vec<&str> = a.tokens.clone().map(|t| v.upos(t).as_str()).collect();
            sink.put(format_args!("tags:{}", tags.join(" ")));
            sink.put(format_args!("words:{}", shape(&a.label)));
        }
        sink.put(format_args!("length:{}", bucket(a.tokens.len())));
        let last = self.lemma(Some(end - 1));
        sink.put(format_args!("last:{last}"));
        sink.put(format_args!("first:{}", self.form(Some(start))));
        let suffix: String = {
            let mut chars: Vec<char> = last.chars().rev().take(3).collect();
            chars.reverse();
            chars.into_iter().collect()
        };
        sink.put(format_args!("suffix:{suffix}"));
        sink.put(format_args!("suffix:{suffix} letters:{letters}"));
        sink.put(format_args!("before:{}", self.before(start, 1)));
        sink.put(format_args!(
            "before:{} {}",
            self.before(start, 2),
            self.before(start, 1)
        ));
        sink.put(format_args!(
            "before:{} {} {}",
            self.before(start, 3),
            self.before(start, 2),
            self.before(start, 1)
        ));
        sink.put(format_args!("next:{}", self.form(Some(end))));
        sink.put(format_args!(
            "next:{} {}",
            self.form(Some(end)),
            self.form(Some(end + 1))
        ));
        sink.put(format_args!("next:{} label:{label}", self.form(Some(end))));
        sink.put(format_args!("lead before:{lead_before}"));
        sink.put(format_args!("lead before:{lead_before} label:{label}"));
        sink.put(format_args!(
            "lead before:{} {lead_before}",
            self.before(edge, 2)
        ));
        sink.put(format_args!("lead before:{lead_before} verb:{verb}"));
        sink.put(format_args!("chain:{}", chain.min(3)));
        sink.put(format_args!("deprel:{deprel}"));
        sink.put(format_args!("own deprel:{}", v.deprel(a.head).as_str()));
        sink.put(format_args!("head:{head_lemma}"));
        sink.put(format_args!("head:{head_lemma} {deprel}"));
        sink.put(format_args!("head:{head_lemma} {deprel} {case}"));
        sink.put(format_args!("head:{head_lemma} label:{label}"));
        sink.put(format_args!("case:{case}"));
        sink.put(format_args!("case:{case} label:{label}"));
        if let Some(grand) = head.and_then(|h| v.head(h)) {
            sink.put(format_args!(
                "grand:{} {}",
                self.lemma(Some(grand)),
                head.map_or("", |h| v.deprel(h).as_str())
            ));
        }
        sink.put(format_args!("verb:{verb}"));
        sink.put(format_args!("verb:{verb} label:{label}"));
        sink.put(format_args!("verb:{verb} kind:{kind}"));
        sink.put(format_args!("noun:{noun}"));
        sink.put(format_args!("noun:{noun} label:{label}"));
        sink.put(format_args!("cut:{cut_left} {cut_right}"));
        sink.put(format_args!("cut:{cut_left} {cut_right} {label}"));
        sink.put(format_args!("cut:{cut_left} {cut_right} {letters}"));
        sink.put(format_args!("about:{}", self.about));
        sink.put(format_args!("about:{} label:{label}", self.about));
        sink.put(format_args!("about:{} kind:{kind}", self.about));
        if v.child(a.head, &[Deprel::Cop]).is_some() {
            sink.put(format_args!("predicate noun"));
        }
        if head.is_some_and(|h| v.child(h, &[Deprel::Cop]).is_some()) {
            sink.put(format_args!("under predicate noun:{deprel}"));
            sink.put(format_args!("under predicate noun:{deprel} {letters}"));
        }
        // "skier" within "Nordic combined skier", where examples know the longer one
        let mine = a.sources.contains("known");
        let known_ones = |wider: bool| {
            let mut others = all
                .iter()
                .filter(|b| b.sources.contains("known") && b.tokens != a.tokens);
            others.any(|b| {
                let (outer, inner) = if wider { (b, a) } else { (a, b) };
                outer.tokens.start <= inner.tokens.start && inner.tokens.end <= outer.tokens.end
            })
        };
        let (inside, over) = (known_ones(true), known_ones(false));
        sink.put(format_args!("known around:{mine} {inside} {over}"));
        sink.put(format_args!(
            "known around:{mine} {inside} {over} {letters}"
        ));
        sink.put(format_args!(
            "known around:{mine} {inside} {over} {cut_left} {cut_right}"
        ));
        for (predicate, role) in self.roles(lead) {
            let roleset = &predicate.roleset;
            sink.put(format_args!("role:{roleset} {role}"));
            sink.put(format_args!("role:{roleset} {role} {label}"));
            sink.put(format_args!("role:{roleset} {role} {case}"));
        }
        for reading in &v.analysis.readings {
            for argument in reading.arguments.iter().filter(|r| r.token == lead) {
                let (relation, slot) = (&reading.relation, argument.slot);
                sink.put(format_args!("read:{relation} {slot:?}"));
            }
        }
        for word in &self.words {
            sink.put(format_args!("has:{word} {letters}"));
            sink.put(format_args!("has:{word} {label}"));
        }
        for t in start.saturating_sub(5).max(self.tokens.start)..start {
            if !matches!(v.upos(t), Upos::Punct | Upos::Det) {
                sink.put(format_args!("near:{}", self.lemma(Some(t))));
            }
        }
        let open = (self.tokens.start..start)
            .rev()
            .find(|&t| matches!(v.form(t), "(" | ")"));
        if open.is_some_and(|t| v.form(t) == "(") {
            sink.put(format_args!("in parentheses"));
            sink.put(format_args!("in parentheses {label}"));
        }
        let mut any = false;
        known.as_object(&a.key, &mut |relation, n| {
            any = true;
            sink.put(format_args!("known:{relation}"));
            sink.put(format_args!("known:{relation} {}", n.min(3)));
        });
        if !any {
            sink.put(format_args!("unknown {letters}"));
        }
        if known.as_subject(&a.key) > 0 {
            sink.put(format_args!("known subject"));
        }
    }

    /// The features of how an argument stands to the topic.
    pub fn beside(
        &self,
        topic: Option<&Argument>,
        a: &Argument,
        known: &dyn Known,
        sink: &mut Sink<'_>,
    ) {
        let v = self.view;
        let label = self.label_of(a);
        let Some(topic) = topic else {
            sink.put(format_args!("no topic"));
            return;
        };
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
        sink.put(format_args!("{side}"));
        sink.put(format_args!("{side} {label}"));
        if a.key == topic.key {
            sink.put(format_args!("same as topic"));
        }
        let between = start.saturating_sub(topic.tokens.end);
        sink.put(format_args!("distance:{}", bucket(between)));
        sink.put(format_args!("distance:{} {label}", bucket(between)));
        sink.put(format_args!("topic:{}", self.label_of(topic)));
        sink.put(format_args!("topic:{} {label}", self.label_of(topic)));
        if v.sentence_index(topic.head) == v.sentence_index(a.head) {
            let (path, tokens) = path(v, topic.head, a.head);
            let lemmas: Vec<&str> = tokens.iter().map(|&t| self.lemma(Some(t))).collect();
            if lemmas.len() <= 5 {
                sink.put(format_args!("path:{path}"));
                sink.put(format_args!("path:{path} {}", lemmas.join(" ")));
                sink.put(format_args!("path words:{}", lemmas.join(" ")));
            }
            for lemma in &lemmas {
                sink.put(format_args!("on path:{lemma}"));
            }
            sink.put(format_args!("path length:{}", bucket(lemmas.len())));
            let (lead, _) = self.lead(a);
            for (predicate, role) in self.roles(lead) {
                for (_, of_topic) in self
                    .roles(topic.head)
                    .filter(|r| std::ptr::eq(r.0, predicate))
                {
                    sink.put(format_args!("roles:{of_topic} {role}"));
                    sink.put(format_args!(
                        "roles:{} {of_topic} {role}",
                        predicate.roleset
                    ));
                }
            }
        } else {
            sink.put(format_args!("other sentence"));
        }
        known.facts(&topic.key, &a.key, &mut |relation, n| {
            sink.put(format_args!("fact"));
            sink.put(format_args!("fact:{relation}"));
            sink.put(format_args!("fact:{relation} {}", n.min(3)));
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
        let _ = write!(words, "<{} ", view.deprel(t).as_str());
    }
    for &t in down[..other].iter().rev() {
        let _ = write!(words, ">{} ", view.deprel(t).as_str());
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
