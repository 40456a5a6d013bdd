//! Features of two given stretches of a text: what tells which relation the text says of them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::feature::path;
use crate::mention::{MentionKind, Mentions};
use crate::nlp::{NameKind, Reading, Upos, View};

/// Two stretches of a text between which a relation may hold.
#[derive(Clone)]
pub struct Ends<'a> {
    /// The analysed text.
    pub view: &'a View<'a>,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// The tokens of the first end; not empty.
    pub first: Range<usize>,
    /// The tokens of the second end; not empty.
    pub second: Range<usize>,
    /// What the two are called elsewhere, where it is known; else empty.
    pub names: [&'a str; 2],
}

/// Words before the first end and after the last that are looked at.
const AROUND: usize = 4;
/// Longer stretches between the ends give no sequences of words.
const LONG: usize = 25;

impl Ends<'_> {
    /// What is known of the two ends, by name, sorted.
    #[must_use]
    pub fn features(&self) -> Vec<String> {
        let mut out = BTreeSet::new();
        out.insert("bias".to_owned());
        let turned = self.second.start < self.first.start;
        let way = if turned { "turned" } else { "straight" };
        out.insert(format!("order:{way}"));
        let kinds = self.kinds(&mut out);
        self.words(way, &kinds, &mut out);
        self.tree(&kinds, &mut out);
        self.roles(&mut out);
        self.readings(&mut out);
        out.into_iter().collect()
    }

    fn head(&self, tokens: &Range<usize>) -> usize {
        let outside = |t: &usize| self.view.head(*t).is_none_or(|h| !tokens.contains(&h));
        tokens.clone().find(outside).unwrap_or(tokens.start)
    }

    /// What each end is: its kind, its words, how it refers.
    fn kinds(&self, out: &mut BTreeSet<String>) -> [String; 2] {
        let kinds = [&self.first, &self.second].map(|tokens| self.kind(tokens));
        for (i, tokens) in [&self.first, &self.second].into_iter().enumerate() {
            let v = self.view;
            let head = self.head(tokens);
            let kind = &kinds[i];
            let end = i + 1;
            out.insert(format!("kind {end}:{kind}"));
            if let Some(class) = v.token(head).class {
                out.insert(format!("class {end}:{class:?}"));
            }
            let mention = self.mentions.at(head).map(|m| self.mentions.get(m));
            if let Some(mention) = mention {
                out.insert(format!("mention {end}:{:?}", mention.kind));
                if let Some(class) = &mention.class {
                    out.insert(format!("mention class {end}:{class}"));
                }
            }
            let named = mention.is_none_or(|m| m.kind == MentionKind::Name);
            out.insert(format!("named {end}:{named}"));
            let called = if self.names[i].is_empty() {
                v.words(tokens).to_lowercase()
            } else {
                self.names[i].to_lowercase()
            };
            out.insert(format!("name {end}:{called}"));
            for word in called.split_whitespace() {
                out.insert(format!("word {end}:{word}"));
            }
            for t in tokens.clone() {
                out.insert(format!("word {end}:{}", v.form(t).to_lowercase()));
            }
            if let Some(last) = called.split_whitespace().next_back() {
                out.insert(format!("last {end}:{last}"));
            }
        }
        out.insert(format!("kinds:{} {}", kinds[0], kinds[1]));
        let common: BTreeSet<&str> = self.names[0].split_whitespace().collect();
        let shared = self.names[1]
            .split_whitespace()
            .filter(|w| w.len() > 3 && common.contains(w));
        if shared.count() > 0 {
            out.insert("names share a word".to_owned());
        }
        kinds
    }

    fn kind(&self, tokens: &Range<usize>) -> String {
        let head = self.head(tokens);
        let scores = &self.view.token(head).kinds;
        let best = (0..scores.len()).max_by(|&x, &y| scores[x].total_cmp(&scores[y]));
        if let Some(best) = best.filter(|&b| scores[b] > 0.3) {
            return format!("{:?}", NameKind::ALL[best]);
        }
        let entities = &self.view.analysis.entities;
        let entity = entities
            .iter()
            .find(|e| e.tokens.start < tokens.end && e.tokens.end > tokens.start);
        match entity {
            Some(e) => format!("{:?}", e.label),
            None => self.view.upos(head).as_str().to_owned(),
        }
    }

    /// The words between the ends and around them, and those of the whole text.
    fn words(&self, way: &str, kinds: &[String; 2], out: &mut BTreeSet<String>) {
        let v = self.view;
        let (left, right) = if way == "turned" {
            (&self.second, &self.first)
        } else {
            (&self.first, &self.second)
        };
        let lemma = |t: usize| v.lemma(t).to_lowercase();
        let content = |t: &usize| {
            matches!(
                v.upos(*t),
                Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv | Upos::Adp | Upos::Part
            )
        };
        let between: Vec<usize> = (left.end.min(right.start)..right.start).collect();
        let distance = match between.len() {
            0..=3 => between.len(),
            4..=6 => 4,
            7..=12 => 7,
            13..=25 => 13,
            _ => 26,
        };
        out.insert(format!("distance:{distance} {way}"));
        let words: Vec<String> = between
            .iter()
            .filter(|&&t| v.upos(t) != Upos::Det)
            .map(|&t| match v.upos(t) {
                Upos::Propn => "NAME".to_owned(),
                Upos::Num => "0".to_owned(),
                _ => lemma(t),
            })
            .collect();
        for word in &words {
            out.insert(format!("between:{word}"));
            out.insert(format!("between:{word} {way}"));
        }
        for pair in words.windows(2) {
            out.insert(format!("between:{} {way}", pair.join(" ")));
        }
        if words.len() <= LONG {
            for three in words.windows(3) {
                out.insert(format!("between:{} {way}", three.join(" ")));
            }
        }
        if words.len() <= 6 {
            out.insert(format!("all between:{} {way}", words.join(" ")));
            out.insert(format!(
                "all between:{} {} {}",
                words.join(" "),
                kinds[0],
                kinds[1]
            ));
        }
        let last_verb = between.iter().rev().find(|&&t| v.upos(t) == Upos::Verb);
        let last_noun = between.iter().rev().find(|&&t| v.upos(t) == Upos::Noun);
        for (name, found) in [("verb", last_verb), ("noun", last_noun)] {
            let lemma = found.map_or("-".to_owned(), |&t| lemma(t));
            out.insert(format!("last {name} between:{lemma} {way}"));
            out.insert(format!("last {name} between:{lemma} {}", kinds[1]));
        }
        let sentence = v.sentence(left.start).tokens.clone();
        let mut near = |name: &str, range: Range<usize>| {
            let words: Vec<String> = range.map(lemma).collect();
            for word in &words {
                out.insert(format!("{name}:{word} {way}"));
            }
            for pair in words.windows(2) {
                out.insert(format!("{name}:{} {way}", pair.join(" ")));
            }
        };
        near(
            "before",
            left.start.saturating_sub(AROUND).max(sentence.start)..left.start,
        );
        let end = v.sentence(right.end - 1).tokens.end;
        near("after", right.end.min(end)..(right.end + AROUND).min(end));
        near(
            "before second",
            self.second.start.saturating_sub(3)..self.second.start,
        );
        near(
            "before first",
            self.first.start.saturating_sub(3)..self.first.start,
        );
        for (i, tokens) in [&self.first, &self.second].into_iter().enumerate() {
            let before = tokens.start.checked_sub(1).map_or("|".to_owned(), lemma);
            let next = if tokens.end < v.analysis.tokens.len() {
                lemma(tokens.end)
            } else {
                "|".to_owned()
            };
            out.insert(format!("just before {}:{before}", i + 1));
            out.insert(format!("just after {}:{next}", i + 1));
            out.insert(format!("just around {}:{before} {next}", i + 1));
        }
        let whole = 0..v.analysis.tokens.len();
        for t in whole.filter(content) {
            if !matches!(v.upos(t), Upos::Adp | Upos::Part) {
                out.insert(format!("has:{}", lemma(t)));
                out.insert(format!("has:{} {}", lemma(t), kinds[1]));
            }
        }
    }

    /// How the two hang together in the tree.
    fn tree(&self, kinds: &[String; 2], out: &mut BTreeSet<String>) {
        let v = self.view;
        let [first, second] = [self.head(&self.first), self.head(&self.second)];
        if v.sentence_index(first) != v.sentence_index(second) {
            out.insert("other sentence".to_owned());
        } else {
            let (way, tokens) = path(v, first, second);
            let lemmas: Vec<String> = tokens.iter().map(|&t| v.lemma(t).to_lowercase()).collect();
            if lemmas.len() <= 6 {
                out.insert(format!("path:{way}"));
                out.insert(format!("path:{way} {}", lemmas.join(" ")));
                out.insert(format!("path words:{}", lemmas.join(" ")));
                out.insert(format!(
                    "path words:{} {} {}",
                    lemmas.join(" "),
                    kinds[0],
                    kinds[1]
                ));
            }
            for lemma in &lemmas {
                out.insert(format!("on path:{lemma}"));
                out.insert(format!("on path:{lemma} {}", kinds[1]));
            }
            out.insert(format!("path length:{}", lemmas.len().min(6)));
        }
        for (i, head) in [first, second].into_iter().enumerate() {
            // what is coordinated hangs where the first of them hangs
            let mut lead = head;
            let mut steps = 0;
            while v.deprel(lead) == crate::nlp::Deprel::Conj && steps < 20 {
                let Some(above) = v.head(lead) else { break };
                lead = above;
                steps += 1;
            }
            let deprel = v.deprel(lead).as_str();
            out.insert(format!("deprel {}:{deprel}", i + 1));
            let case = v
                .child(lead, &[crate::nlp::Deprel::Case])
                .map_or("-".to_owned(), |c| v.lemma(c).to_lowercase());
            let above = v
                .head(lead)
                .map_or("|".to_owned(), |h| v.lemma(h).to_lowercase());
            out.insert(format!("above {}:{above}", i + 1));
            out.insert(format!("above {}:{above} {deprel} {case}", i + 1));
            if let Some(grand) = v.head(lead).and_then(|h| v.head(h)) {
                let grand = v.lemma(grand).to_lowercase();
                out.insert(format!("grand {}:{grand}", i + 1));
                out.insert(format!("grand {}:{grand} {above} {case}", i + 1));
            }
        }
    }

    /// The predicates of which the ends are arguments.
    fn roles(&self, out: &mut BTreeSet<String>) {
        let v = self.view;
        let at = |token: usize| self.end(token);
        for predicate in &v.analysis.predicates {
            let mut roles: [Option<String>; 2] = [None, None];
            for a in predicate.arguments.iter().filter(|a| a.confidence > 0.3) {
                if let Some(end) = at(a.token) {
                    roles[end].get_or_insert_with(|| format!("{:?}", a.role));
                }
            }
            let [first, second] = &roles;
            for (i, role) in [first, second].into_iter().enumerate() {
                if let Some(role) = role {
                    out.insert(format!("role {}:{} {role}", i + 1, predicate.roleset));
                }
            }
            if let (Some(a), Some(b)) = (first, second) {
                out.insert(format!("roles:{} {a} {b}", predicate.roleset));
            }
        }
    }

    /// What the model reads of the ends.
    fn readings(&self, out: &mut BTreeSet<String>) {
        use crate::nlp::ArgumentSlot::{Object, Subject};
        let sure = |confidence: f32| match confidence {
            c if c > 0.8 => "surely",
            c if c > 0.4 => "likely",
            _ => "maybe",
        };
        for reading in &self.view.analysis.readings {
            let Reading { relation, .. } = reading;
            let how = sure(reading.confidence);
            let mut slots: [Vec<String>; 2] = [Vec::new(), Vec::new()];
            for a in &reading.arguments {
                if let Some(end) = self.end(a.token) {
                    slots[end].push(a.slot.to_string());
                }
                let participant = matches!(a.slot, Subject | Object);
                if participant && self.end(a.token).is_none() && reading.confidence > 0.3 {
                    out.insert(format!("reads of others:{relation} {}", a.slot));
                }
            }
            out.insert(format!("reads:{relation} {how}"));
            out.insert(format!("reads:{relation}"));
            for (i, slots) in slots.iter().enumerate() {
                for slot in slots {
                    out.insert(format!("reads {}:{relation} {slot}", i + 1));
                    out.insert(format!("reads {}:{relation} {slot} {how}", i + 1));
                }
            }
            for a in &slots[0] {
                for b in &slots[1] {
                    out.insert(format!("reads both:{relation} {a} {b}"));
                }
            }
        }
    }

    /// Which end a token stands in, or refers to.
    #[must_use]
    pub fn end(&self, token: usize) -> Option<usize> {
        let referents = |t: usize| {
            let mention = self.mentions.at(t)?;
            let referents = &self.mentions.reference(mention).referents;
            (!referents.is_empty()).then_some(referents)
        };
        let is_meant = |tokens: &Range<usize>| {
            tokens.contains(&token)
                || referents(token).is_some_and(|r| referents(self.head(tokens)) == Some(r))
        };
        [&self.first, &self.second].into_iter().position(is_meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Mentions;
    use crate::nlp::testing;

    const SENTENCE: &str = "1 Oskarvale Oskarvale PROPN _ 2 nsubj B-Organization
        2 bought buy VERB _ 0 root
        3 the the DET _ 4 det
        4 rival rival NOUN _ 2 obj
        5 Tessermint Tessermint PROPN _ 4 appos B-Organization";

    #[test]
    fn features_say_how_the_ends_hang_together() {
        let (document, analysis) = testing::read(SENTENCE);
        let view = View::new(&document, &analysis);
        let mentions = Mentions {
            by_token: vec![None; analysis.tokens.len()],
            ..Mentions::default()
        };
        let between = |first: Range<usize>, second: Range<usize>| {
            Ends {
                view: &view,
                mentions: &mentions,
                first,
                second,
                names: ["Oskarvale Group", ""],
            }
            .features()
        };
        let told = between(0..1, 4..5);
        for wanted in [
            "order:straight",
            "between:buy straight",
            "path:<nsubj >obj >appos buy rival",
            "kinds:Organization Organization",
            "last 1:group",
            "just before 2:rival",
        ] {
            assert!(told.iter().any(|f| f == wanted), "{wanted}: {told:#?}");
        }
        let turned = between(4..5, 0..1);
        assert!(turned.iter().any(|f| f == "between:buy turned"));
        assert!(
            turned
                .iter()
                .any(|f| f == "path:<appos <obj >nsubj rival buy")
        );
    }
}
