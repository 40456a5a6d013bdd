//! Names: the stretches of text that call something by its own name.

use std::ops::Range;

use super::brackets::add_short_forms;
use super::coreference::central::is_capitalised_term;
use super::headline::drop_capitalised_words;
use super::stretch::Stretch;
use crate::nlp::{Deprel, EntityLabel, Upos, View};
use crate::ontology::Lexicon;
use crate::text::BlockKind;

/// A name in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NameSpan {
    /// Its words, without titles, determiners and possessive endings.
    pub tokens: Range<usize>,
    /// The word by which it hangs in the tree.
    pub head: usize,
    /// What the model takes it for, with the model's probability.
    pub label: Option<(EntityLabel, f32)>,
    /// Whether a title, an honorific or a position stands before it.
    pub titled: bool,
    /// Another name that this one abbreviates or stands for, introduced in brackets after it.
    pub alias_of: Option<usize>,
}

/// All names of a document, in the order of the text, not overlapping: `stretches` are what the model takes for names, `taken`
/// marks the tokens of times and amounts.
pub(super) fn find_names(
    view: &View,
    lexicon: &Lexicon,
    stretches: &[Stretch],
    taken: &[bool],
) -> Vec<NameSpan> {
    let finder = Finder::new(view, lexicon, stretches, taken);
    let mut names = Vec::new();
    for sentence in &view.analysis.sentences {
        let kind = view.document.blocks.get(sentence.block).map(|b| b.kind);
        if kind != Some(BlockKind::Boilerplate) {
            finder.sentence(sentence.tokens.clone(), &mut names);
        }
    }
    drop_capitalised_words(view, stretches, &mut names);
    for name in &mut names {
        // "ex-Norvane director": the prefix says when, not who
        let first = name.tokens.start;
        if name.tokens.len() > 2
            && view.form(first).eq_ignore_ascii_case("ex")
            && view.form(first + 1) == "-"
        {
            name.tokens.start += 2;
        }
    }
    take_hyphens(view, lexicon, taken, &mut names);
    part_pairs(view, &mut names);
    add_short_forms(view, lexicon, taken, &mut names);
    names.sort_by_key(|n| n.tokens.start);
    names
}

/// "Pop-Up Starter": what a hyphen joins to the first word of a name belongs to it.
fn take_hyphens(view: &View<'_>, lexicon: &Lexicon, taken: &[bool], names: &mut [NameSpan]) {
    let mut free: Vec<bool> = taken.iter().map(|t| !t).collect();
    for name in names.iter() {
        free[name.tokens.clone()].fill(false);
    }
    let glued = |t: usize| view.token(t - 1).span.end == view.token(t).span.start;
    for name in names {
        let sentence = view.sentence(name.tokens.start).tokens.start;
        while name.tokens.start >= sentence + 2 {
            let (word, hyphen) = (name.tokens.start - 2, name.tokens.start - 1);
            let form = view.form(word);
            let prefix = PREFIXES.contains(&form.to_lowercase().as_str());
            let joined = view.form(hyphen) == "-" && glued(hyphen) && glued(hyphen + 1);
            // "EXCLUSIVE-Norvane to buy …"
            let shouted = form.chars().count() > 3 && !form.chars().any(char::is_lowercase);
            let named = form.starts_with(char::is_uppercase)
                && !shouted
                && lexicon.name(form).is_none()
                && !lexicon.is_place_adjective(form);
            if !joined || prefix || !named || !free[word] {
                break;
            }
            name.tokens.start = word;
        }
    }
}

/// "the Norvane-Trask merger": two names, if the text has each of them elsewhere.
fn part_pairs(view: &View<'_>, names: &mut Vec<NameSpan>) {
    let called: Vec<String> = names
        .iter()
        .map(|n| view.words(&n.tokens).to_owned())
        .collect();
    // by its whole name, or by the first words of a longer one
    let is_called = |part: &str, but: usize| {
        called.iter().enumerate().any(|(i, other)| {
            let rest = other.strip_prefix(part);
            i != but && rest.is_some_and(|r| r.is_empty() || r.starts_with(' '))
        })
    };
    let mut second = Vec::new();
    for (i, name) in names.iter_mut().enumerate() {
        let (start, end) = (name.tokens.start, name.tokens.end);
        let Some(hyphen) = (start + 1..end.saturating_sub(1)).find(|&t| view.is_hyphen(t)) else {
            continue;
        };
        let (left, right) = (start..hyphen, hyphen + 1..end);
        if left.len() > 3
            || right.len() > 3
            || !is_called(view.words(&left), i)
            || !is_called(view.words(&right), i)
        {
            continue;
        }
        let head = |part: &Range<usize>| {
            let outside = |t: &usize| view.head(*t).is_none_or(|h| !part.contains(&h));
            part.clone().rev().find(outside).unwrap_or(part.end - 1)
        };
        second.push(NameSpan {
            head: head(&right),
            tokens: right,
            alias_of: None,
            titled: false,
            label: name.label,
        });
        name.head = head(&left);
        name.tokens = left;
    }
    names.append(&mut second);
}

/// What stands before a hyphen without being part of a name: "Anti-Norvane", "Pre-Norvane".
const PREFIXES: &[&str] = &[
    "ex", "non", "anti", "pre", "post", "pro", "mid", "inter", "intra", "trans", "sub", "co", "re",
    "former", "then", "semi", "multi", "un", "anglo", "franco", "sino", "brief", "update",
];

/// A proper noun that the model takes for no name is none if its kinds are less probable than this together.
const UNLIKELY: f32 = 0.05;

struct Finder<'a> {
    view: &'a View<'a>,
    lexicon: &'a Lexicon,
    taken: &'a [bool],
    stretches: &'a [Stretch],
    /// For each token the stretch that holds it.
    entity: Vec<Option<usize>>,
}

impl<'a> Finder<'a> {
    fn new(
        view: &'a View<'a>,
        lexicon: &'a Lexicon,
        stretches: &'a [Stretch],
        taken: &'a [bool],
    ) -> Self {
        let mut entity = vec![None; view.analysis.tokens.len()];
        for (i, stretch) in stretches.iter().enumerate() {
            entity[stretch.tokens.clone()].fill(Some(i));
        }
        Self {
            view,
            lexicon,
            taken,
            stretches,
            entity,
        }
    }

    fn stretch(&self, t: usize) -> Option<&Stretch> {
        self.entity[t].map(|s| &self.stretches[s])
    }

    /// Whether a word stands in a name of several words whose borders the model is sure of.
    fn is_surely_inside(&self, t: usize) -> bool {
        self.stretch(t).is_some_and(Stretch::is_whole)
    }

    fn sentence(&self, range: Range<usize>, names: &mut Vec<NameSpan>) {
        let mut t = range.start;
        while t < range.end {
            if !self.is_name_word(t) {
                t += 1;
                continue;
            }
            let start = t;
            let firm = self.partners(start, range.end);
            let mut end = firm.unwrap_or(t + 1);
            while let Some(next) = self.extend(end, range.end) {
                end = next;
            }
            let mut pieces = self.components(start..end);
            if let Some(firm) = firm {
                let inside = pieces.iter().filter(|p| p.start < firm);
                let last = inside.map(|p| p.end).max().unwrap_or(firm);
                pieces.retain(|p| p.start >= firm);
                pieces.insert(0, start..last.max(firm));
            }
            for piece in pieces {
                self.split_titles(piece, names);
            }
            t = end;
        }
    }

    /// Whether a word has its capital from the sentence that it begins: "Rival Norvane raised …", "Terminal operator Norvane …".
    fn only_begins(&self, t: usize) -> bool {
        let v = self.view;
        let sentence = v.sentence(t).tokens.clone();
        if t != sentence.start || t + 1 >= sentence.end {
            return false;
        }
        let lower = v.form(t).to_lowercase();
        let next = v.form(t + 1);
        let describes = (DESCRIBING.contains(&lower.as_str())
            || lower.ends_with("maker")
            || lower.ends_with("builder"))
            && next.starts_with(char::is_uppercase)
            && !self.lexicon.is_legal_form(next)
            && !self.is_headline(t);
        let trade = ["tech", "health", "ware", "care"];
        let modifies = (self.lexicon.has_nominal(&lower)
            || trade.iter().any(|e| lower.ends_with(e)))
            && next.chars().all(char::is_lowercase)
            && v.upos(t + 1) == Upos::Noun
            && v.head(t) == Some(t + 1)
            && v.deprel(t) == Deprel::Compound;
        describes || modifies
    }

    /// The end of the names of partners at the start of a firm's name: "Hallam, Pryce &" in "Hallam, Pryce & Co.". The tree joins
    /// them, and a legal form follows or the model takes all for one name: "Norvane, Trask & Brenholt" are three elsewhere.
    fn partners(&self, start: usize, end: usize) -> Option<usize> {
        let v = self.view;
        let form = |t: usize| if t < end { v.form(t) } else { "" };
        let partner =
            |t: usize| t < end && self.is_name_word(t) && self.lexicon.name(v.form(t)).is_none();
        if !partner(start) {
            return None;
        }
        let mut t = start + 1;
        while form(t) == "," && partner(t + 1) && matches!(form(t + 2), "," | "&") {
            t += 2;
        }
        if t == start + 1 || form(t) != "&" || !partner(t + 1) {
            return None;
        }
        let last = t + 1;
        let connected = (start..=last)
            .filter(|&k| k != start && k != t && v.form(k) != ",")
            .all(|k| {
                v.head(k).is_some_and(|h| (start..=last + 3).contains(&h)) || {
                    v.head(start)
                        .is_some_and(|h| (start..=last + 3).contains(&h))
                }
            });
        let firm = (last..end.min(last + 4))
            .take_while(|&k| self.is_name_word(k) || self.lexicon.is_legal_form(v.form(k)))
            .any(|k| self.lexicon.is_legal_form(v.form(k)));
        let one = |tokens: &Range<usize>| tokens.start <= start && tokens.end > last;
        let whole = self.stretches.iter().any(|s| one(&s.tokens))
            || v.analysis.entities.iter().any(|e| one(&e.tokens));
        (connected && (firm || whole)).then_some(last + 1)
    }

    fn is_name_word(&self, t: usize) -> bool {
        if self.taken[t] || self.only_begins(t) {
            return false;
        }
        if self.is_surely_inside(t) {
            return true;
        }
        let token = self.view.token(t);
        let form = self.view.form(t);
        let marked = form.chars().any(|c| c.is_uppercase() || c.is_numeric());
        // "the Kestrane 4"
        let numbered = t > 0
            && self.entity[t].is_some()
            && self.entity[t] == self.entity[t - 1]
            && form.chars().all(char::is_numeric);
        if numbered {
            return true;
        }
        if !marked || (form.chars().all(|c| !c.is_alphabetic()) && token.upos != Upos::Propn) {
            return false;
        }
        match token.upos {
            Upos::Propn
                if self.entity[t].is_none() && token.kinds.iter().sum::<f32>() < UNLIKELY =>
            {
                false
            }
            Upos::Propn => !form.starts_with(['@', '#', '/']) || form.len() > 2,
            Upos::Noun | Upos::Adj | Upos::Verb | Upos::X | Upos::Num | Upos::Adv | Upos::Intj => {
                self.stretch(t).is_some_and(|span| {
                    let lone = span.tokens.len() == 1;
                    let group = span.label.is_some_and(|(l, _)| l == EntityLabel::Group);
                    // "Dutch", "Norwegian": adjectives of a place are no names of it.
                    !(token.upos == Upos::Adj && lone)
                        && !(group && lone)
                        && (!lone || span.confidence() > 0.5)
                }) || (token.upos == Upos::X && form.chars().next().is_some_and(char::is_uppercase))
            }
            _ => false,
        }
    }

    /// The end of the name when it goes on at `at`.
    fn extend(&self, at: usize, end: usize) -> Option<usize> {
        if at >= end || self.taken[at] {
            return None;
        }
        let view = self.view;
        let form = view.form(at);
        // "the chairman of Bellmoor Inc. Anna Holt"
        let closed = at >= 2
            && self.lexicon.is_legal_form(view.form(at - 1))
            && self.is_name_word(at - 2)
            && (self.lexicon.given(form).is_some()
                || self.begins_person(at)
                || self.entity[at].is_some() && self.entity[at] != self.entity[at - 1])
            && !self.lexicon.is_legal_form(form);
        if closed {
            return None;
        }
        if self.is_name_word(at) {
            return Some(at + 1);
        }
        // "Bellmoor Systems of Dublin": the model draws the border before "of"
        if self.is_surely_inside(at - 1)
            && matches!(form, "of" | "for" | "and")
            && !self.lexicon.takes_of(&view.form(at - 1).to_lowercase())
        {
            return None;
        }
        // "Oxbarrow Dairies" where the model's name ends at "Oxbarrow": the capitalised head of the compound belongs to it
        let heads = matches!(view.upos(at), Upos::Noun | Upos::Propn)
            && view.head(at - 1) == Some(at)
            && view.deprel(at - 1) == Deprel::Compound
            && form.chars().next().is_some_and(char::is_uppercase)
            && !self.is_headline(at);
        if heads {
            return Some(at + 1);
        }
        let next_name = |n: usize| n < end && self.is_name_word(n);
        let same_entity = |n: usize| {
            n < end && self.entity[at - 1].is_some() && self.entity[at - 1] == self.entity[n]
        };
        let glued =
            |n: usize| n < end && n > 0 && view.token(n - 1).span.end == view.token(n).span.start;
        match form {
            "&" | "+"
                if next_name(at + 1)
                    || (at + 1 < end
                        && !self.taken[at + 1]
                        && view
                            .form(at + 1)
                            .chars()
                            .next()
                            .is_some_and(char::is_uppercase)) =>
            {
                Some(at + 2)
            }
            "-" | "–" | "." | "/" if glued(at) && glued(at + 1) => {
                let part = view.form(at + 1);
                let tail = next_name(at + 1)
                    || (form != "/"
                        && part.chars().any(|c| c.is_ascii_digit())
                        && !self.taken[at + 1])
                    || (form == "-" && same_entity(at + 1));
                (tail && form != "/" || form == "/" && same_entity(at + 1)).then_some(at + 2)
            }
            "of" | "for" | "de" | "van" | "von" | "der" | "du" | "da" | "and" => {
                let skip =
                    usize::from(at + 1 < end && view.form(at + 1).eq_ignore_ascii_case("the"));
                let next = at + 1 + skip;
                let bridged = match form {
                    // "the Competition and Markets Authority"
                    "and" if self.is_agency_of_two(at, end) => true,
                    "of" => {
                        self.lexicon.takes_of(&view.form(at - 1).to_lowercase())
                            && view.upos(at - 1) == Upos::Propn
                    }
                    "for" | "and" => false,
                    _ => view.upos(at) == Upos::Propn,
                };
                // "Norvane Minerals of Truro": the place is not part of a company's name.
                let company = form == "of"
                    && (self.lexicon.is_generic(view.form(at - 1))
                        || self.lexicon.is_legal_form(view.form(at - 1))
                        || self
                            .lexicon
                            .ending(view.form(at - 1))
                            .first()
                            .is_some_and(|c| c == "Company"));
                // "the Management Board of Norvane": the company acts, its board speaks
                let organ = form == "of"
                    && view.form(at - 1) == "Board"
                    && at >= 2
                    && ORGANS.contains(&view.form(at - 2));
                if organ {
                    return None;
                }
                let whole = next_name(next) && same_entity(next) && same_entity(at) && !company;
                ((bridged && next_name(next)) || whole).then_some(next + 1)
            }
            "," => (at + 1 < end
                && self.lexicon.is_legal_form(view.form(at + 1))
                && view
                    .form(at + 1)
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
                // "Anna Holt, Company Secretary"
                && !(at + 2 < end
                    && view.form(at + 2).chars().next().is_some_and(char::is_uppercase)
                    && view.form(at + 1) == "Company"))
                .then_some(at + 2),
            _ if self.lexicon.is_legal_form(form)
                && (form == "plc" || form.chars().any(char::is_uppercase))
                && view.upos(at - 1) == Upos::Propn =>
            {
                Some(at + 1)
            }
            // "Lathe 4", as the model sees it
            _ if view.upos(at) == Upos::Num && same_entity(at) => Some(at + 1),
            _ if view.upos(at) == Upos::Num
                && form.len() <= 4
                && form.chars().all(|c| c.is_ascii_digit() || c == '.')
                && view
                    .head(at)
                    .is_some_and(|h| h + 4 > at && h < at && self.is_name_word(h)) =>
            {
                Some(at + 1)
            }
            _ => None,
        }
    }

    /// Whether the model's tags begin a person's name at a word.
    fn begins_person(&self, at: usize) -> bool {
        let entities = &self.view.analysis.entities;
        let first = entities.partition_point(|e| e.tokens.start < at);
        entities
            .get(first)
            .is_some_and(|e| e.tokens.start == at && e.label == EntityLabel::Person)
    }

    /// Whether "and" joins the matters of one authority: one word before it after "the", an agency's last word after it.
    fn is_agency_of_two(&self, and: usize, end: usize) -> bool {
        let view = self.view;
        let sentence = view.sentence(and).tokens.start;
        // "the Competition and Markets Authority", "Britain's Competition and Markets Authority"
        let the = and >= sentence + 2
            && matches!(
                view.form(and - 2).to_lowercase().as_str(),
                "the" | "'s" | "’s"
            );
        let mut last = and + 1;
        while last + 1 < end && self.is_name_word(last + 1) {
            last += 1;
        }
        the && last > and + 1
            && last < end
            && self
                .lexicon
                .ending(view.form(last))
                .first()
                .is_some_and(|c| c == "GovernmentAgency")
            && self.lexicon.ending(view.form(and - 1)).is_empty()
    }

    /// Whether a word stands in a sentence of capitalised words.
    fn is_headline(&self, t: usize) -> bool {
        let mut words = 0;
        let mut capitals = 0;
        for k in self.view.sentence(t).tokens.clone() {
            let first = self.view.form(k).chars().next();
            if first.is_some_and(char::is_alphabetic) && self.view.form(k).len() > 3 {
                words += 1;
                capitals += usize::from(first.is_some_and(char::is_uppercase));
            }
        }
        words > 4 && capitals * 10 >= words * 8
    }

    /// Cuts a run of name words where the tree or the model sees two names side by side.
    fn components(&self, run: Range<usize>) -> Vec<Range<usize>> {
        let view = self.view;
        let root = |t: usize| {
            let mut at = t;
            for _ in 0..run.len() {
                let Some(head) = view.head(at).filter(|h| run.contains(h)) else {
                    break;
                };
                let joined = match view.deprel(at).universal() {
                    "flat" | "compound" | "amod" | "nummod" | "goeswith" | "fixed" | "punct"
                    | "case" | "det" | "cc" | "dep" => true,
                    "nmod" => view.deprel(at) != Deprel::NmodPoss,
                    "appos" | "list" => head + 1 == at && view.upos(at) == Upos::Num,
                    // "&" joins what it coordinates; so does "and" inside one entity of the model.
                    "conj" => (head.min(at)..head.max(at))
                        .any(|m| matches!(view.form(m), "&" | "+" | "and")),
                    _ => false,
                };
                if !joined {
                    break;
                }
                at = head;
            }
            at
        };
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut last_root = usize::MAX;
        for t in run.clone() {
            let connector = !self.is_name_word(t);
            let this = root(t);
            let same = match pieces.last() {
                None => false,
                Some(piece) => {
                    let before = t - 1;
                    let (a, b) = (self.entity[before], self.entity[t]);
                    connector
                        || !self.is_name_word(before)
                        || (a.is_some() && a == b)
                        || (!(a.is_some() && b.is_some() && a != b)
                            && (this == last_root
                                || piece.contains(&this)
                                || (view.head(this) == view.head(last_root)
                                    && view.deprel(this) == Deprel::Compound
                                    && view.deprel(last_root) == Deprel::Compound
                                    && a == b)))
                }
            };
            if same {
                let piece = pieces.last_mut().expect("a piece is open");
                piece.end = t + 1;
            } else {
                pieces.push(t..t + 1);
            }
            if !connector {
                last_root = this;
            }
        }
        pieces
    }

    /// Takes positions and honorifics out of a piece, and keeps what is left as names.
    fn split_titles(&self, piece: Range<usize>, names: &mut Vec<NameSpan>) {
        let view = self.view;
        let mut start = piece.start;
        let mut titled = false;
        // Words before the piece may be its title too: "chief executive", "Dr".
        if start > 0 {
            let before = view.form(start - 1);
            titled = self.lexicon.is_honorific(before)
                || self
                    .lexicon
                    .is_position(&view.lemma(start - 1).to_lowercase());
        }
        let mut t = piece.start;
        while t < piece.end {
            let word = view.form(t);
            let length = self.position_at(t, piece.end);
            // "General Drives", "Principal Financial": inside what the model takes for one organisation nothing is a title.
            let organisation = self.stretch(t).is_some_and(|span| {
                span.label.is_none_or(|(l, _)| l != EntityLabel::Person)
                    && span.tokens.len() > length.max(1)
            });
            if self.lexicon.is_honorific(word) && !organisation && t + 1 < piece.end {
                self.keep(start..t, titled, names);
                start = t + 1;
                titled = true;
                t += 1;
                continue;
            }
            if length > 0 && !organisation && (t > piece.start || t + length < piece.end) {
                self.keep(start..t, titled, names);
                start = t + length;
                titled = true;
                t = start;
                continue;
            }
            t += 1;
        }
        self.keep(start..piece.end, titled, names);
    }

    /// How many words from `t` on name a position.
    fn position_at(&self, t: usize, end: usize) -> usize {
        (1..=(end - t).min(5))
            .rev()
            .find(|n| {
                let words = self.view.words(&(t..t + n)).to_lowercase();
                self.lexicon.is_position(&words) && (*n > 1 || self.view.form(t).len() > 1)
            })
            .unwrap_or(0)
    }

    fn keep(&self, mut tokens: Range<usize>, titled: bool, names: &mut Vec<NameSpan>) {
        let view = self.view;
        while !tokens.is_empty() && !self.starts_name(tokens.start) {
            tokens.start += 1;
        }
        while !tokens.is_empty() && !self.ends_name(tokens.end - 1) {
            tokens.end -= 1;
        }
        if self.is_kin(&tokens) {
            tokens.end += 1;
        }
        // Capitalised words before it that belong to it, though they are no names by themselves: "Stateful Engine".
        let sentence = view
            .sentence(tokens.start.min(view.analysis.tokens.len() - 1))
            .tokens
            .clone();
        while !tokens.is_empty()
            && tokens.start > sentence.start + 1
            && names.last().is_none_or(|n| n.tokens.end < tokens.start)
        {
            let before = tokens.start - 1;
            let form = view.form(before);
            let mut letters = form.chars();
            let capitalised =
                letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
            let adjective = self.lexicon.is_place_adjective(&form.to_lowercase());
            let belongs = matches!(view.upos(before), Upos::Adj | Upos::Noun)
                && matches!(view.deprel(before), Deprel::Amod | Deprel::Compound)
                && view.head(before).is_some_and(|h| tokens.contains(&h));
            let office = (1..=4).any(|n| {
                before + 1 >= n
                    && before + 1 - n >= sentence.start
                    && self
                        .lexicon
                        .is_position(&view.words(&(before + 1 - n..before + 1)).to_lowercase())
            });
            let ending = self.lexicon.ending(view.form(tokens.end - 1));
            let public = adjective && ending.iter().any(|c| c != FAMILY);
            if !(capitalised
                && belongs
                && !office
                && !self.taken[before]
                && !self.lexicon.is_honorific(form)
                && (!adjective || public))
            {
                break;
            }
            tokens.start = before;
        }
        if tokens.is_empty()
            || (tokens.len() == 1 && (self.is_no_name(tokens.start) || self.is_term(tokens.start)))
            || self.is_in_office(&tokens)
        {
            return;
        }
        // "Series C", "Phase 3": labels of steps.
        let numbered = tokens.len() == 2
            && view.form(tokens.start + 1).chars().count() <= 2
            && matches!(
                view.form(tokens.start),
                "Series"
                    | "Phase"
                    | "Stage"
                    | "Round"
                    | "Tier"
                    | "Class"
                    | "Part"
                    | "Level"
                    | "Chapter"
                    | "Type"
                    | "Grade"
                    | "Category"
            );
        if numbered {
            return;
        }
        let head = tokens
            .clone()
            .find(|&t| {
                view.head(t).is_none_or(|h| !tokens.contains(&h)) && view.upos(t) != Upos::Punct
            })
            .unwrap_or(tokens.start);
        let label = tokens
            .clone()
            .filter_map(|t| self.stretch(t))
            .max_by_key(|e| {
                let shared = e
                    .tokens
                    .end
                    .min(tokens.end)
                    .saturating_sub(e.tokens.start.max(tokens.start));
                (shared, std::cmp::Reverse(e.tokens.start))
            })
            .and_then(|e| e.label);
        names.push(NameSpan {
            tokens,
            head,
            label,
            titled,
            alias_of: None,
        });
    }

    /// "the Group", "the Company": a term of the text, not a name.
    fn is_term(&self, t: usize) -> bool {
        let view = self.view;
        is_capitalised_term(view.form(t))
            && !matches!(view.form(t), "Bank" | "Issuer")
            && t > view.sentence(t).tokens.start
            && view.form(t - 1).eq_ignore_ascii_case("the")
    }

    /// Whether the word after a name makes it that of a family: "the Norvane family", "the Holt brothers".
    fn is_kin(&self, tokens: &Range<usize>) -> bool {
        let (view, next) = (self.view, tokens.end);
        next < view.analysis.tokens.len()
            && !tokens.is_empty()
            && view.sentence_index(next) == view.sentence_index(tokens.start)
            && !self.taken[next]
            && self.lexicon.ending(view.form(next)).iter().any(|c| c == FAMILY)
            && view.deprel(next - 1) == Deprel::Compound
            && view.head(next - 1) == Some(next)
            // "the Norvane family of drugs", "Norvane family members"
            && view.deprel(next) != Deprel::Compound
            && view.child(next, &[Deprel::Nmod]).is_none_or(|c| c < next)
    }

    /// "Operating" of "Chief Operating Officer".
    fn is_in_office(&self, tokens: &Range<usize>) -> bool {
        let view = self.view;
        let sentence = view.sentence(tokens.start).tokens.clone();
        let first = sentence.start.max(tokens.end.saturating_sub(6));
        (first..=tokens.start).any(|start| {
            (tokens.end..=sentence.end.min(start + 6)).any(|end| {
                let words = start..end;
                if words.len() < 2 {
                    return false;
                }
                let phrase = view.words(&words).to_lowercase();
                let officer = phrase.starts_with("chief ")
                    && phrase.ends_with(" officer")
                    && words.len() <= 5
                    && words.clone().all(|t| {
                        view.upos(t) != Upos::Verb && !matches!(view.form(t), "," | "and")
                    });
                // "Group Financial Controller"
                let narrowed = matches!(
                    view.form(start),
                    "Group"
                        | "Regional"
                        | "Global"
                        | "Divisional"
                        | "Deputy"
                        | "Interim"
                        | "Company"
                ) && self
                    .lexicon
                    .is_position(&view.words(&(start + 1..end)).to_lowercase());
                officer || narrowed || self.lexicon.is_position(&phrase)
            })
        })
    }

    fn starts_name(&self, t: usize) -> bool {
        let form = self.view.form(t);
        form.chars().any(char::is_alphanumeric)
            && !matches!(form, "The" | "the" | "A" | "An" | "of" | "and")
            && self.view.upos(t) != Upos::Adp
    }

    fn ends_name(&self, t: usize) -> bool {
        let form = self.view.form(t);
        form.chars().any(char::is_alphanumeric)
            && !matches!(form, "the" | "of" | "and" | "for" | "'s" | "’s")
    }

    /// A single word that is a position, an honorific, a nationality or a legal form names nothing by itself.
    fn is_no_name(&self, t: usize) -> bool {
        let view = self.view;
        let form = view.form(t);
        let lower = form.to_lowercase();
        let letters = form.chars().filter(|c| c.is_alphabetic()).count();
        let ordinary = !matches!(view.upos(t), Upos::Propn | Upos::X)
            && view.sentence(t).tokens.start == t
            && self.stretch(t).is_none_or(|s| s.confidence() < 0.8);
        letters == 0
            || ordinary
            || (letters == 1
                && form.chars().count() <= 2
                && self.stretch(t).is_none_or(|s| s.confidence() < 0.7))
            || self.lexicon.is_position(&lower)
            || self.lexicon.is_honorific(form)
            || self.lexicon.is_legal_form(form)
            || self.lexicon.is_place_adjective(&lower)
    }
}

/// The class of those whose names end in "family".
pub(super) const FAMILY: &str = "Family";

/// Nouns that describe the company whose name follows, and begin no names.
const DESCRIBING: &[&str] = &[
    "rival",
    "competitor",
    "supplier",
    "chipmaker",
    "carmaker",
    "automaker",
    "drugmaker",
    "insurer",
    "retailer",
    "distributor",
    "startup",
    "shareholder",
    "investor",
    "subsidiary",
    "regulator",
    "airline",
];

/// Boards by which a company acts: "the Supervisory Board of Norvane".
const ORGANS: &[&str] = &["Management", "Managing", "Supervisory", "Executive"];
