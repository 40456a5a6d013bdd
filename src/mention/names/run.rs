//! Runs of words that may be names: where one begins, and how far it goes.

use std::ops::Range;

use super::Finder;
use crate::nlp::{Deprel, EntityLabel, Upos};

/// A proper noun that the model takes for no name is none if its kinds are less probable than this together.
const UNLIKELY: f32 = 0.05;

impl Finder<'_> {
    /// Whether a word has its capital from the sentence that it begins: "Rival Norvane raised …", "Terminal operator Norvane …".
    fn only_begins(&self, t: usize) -> bool {
        let v = self.view;
        let sentence = v.sentence(t).tokens.clone();
        if t != sentence.start || t + 1 >= sentence.end {
            return false;
        }
        let lower = v.form(t).to_lowercase();
        let next = v.form(t + 1);
        let doer = ["er", "or", "eur", "tech"]
            .iter()
            .any(|e| lower.ends_with(e))
            && !SURNAMES.contains(&lower.as_str())
            && self.lexicon.has_nominal(&lower)
            && self
                .lexicon
                .nominal(&lower)
                .is_some_and(|n| n.classes.first().is_some_and(|c| c == "Company"));
        let describes = (doer
            || DESCRIBING.contains(&lower.as_str())
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
        // "Wearables maker Norvane", "Garden chain Norvane": a common noun that begins a description
        let field = matches!(v.upos(t), Upos::Noun | Upos::Adj)
            && matches!(v.deprel(t), Deprel::Compound | Deprel::Amod)
            && next.chars().all(char::is_lowercase)
            && self.lexicon.has_nominal(&next.to_lowercase())
            && v.upos(t + 1) == Upos::Noun
            && t + 2 < sentence.end
            && v.form(t + 2).starts_with(char::is_uppercase)
            && self.lexicon.name(v.form(t)).is_none()
            && !self.lexicon.is_place_adjective(&lower)
            && !self.alone.contains(v.form(t));
        describes || modifies || field
    }

    /// The end of the names of partners at the start of a firm's name: "Hallam, Pryce &" in "Hallam, Pryce & Co.". The tree joins
    /// them, and a legal form follows or the model takes all for one name: "Norvane, Trask & Brenholt" are three elsewhere.
    pub(super) fn partners(&self, start: usize, end: usize) -> Option<usize> {
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

    pub(super) fn is_name_word(&self, t: usize) -> bool {
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
        if numbered || self.is_small(t) {
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
    pub(super) fn extend(&self, at: usize, end: usize) -> Option<usize> {
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
                // "Northgate Equity and Basalt Capital" are two, "Texas Oil and Gas" is one
                let two = form == "and"
                    && self.lexicon.is_generic(view.form(at - 1))
                    && at >= 2
                    && self.is_name_word(at - 2)
                    && next_name(next)
                    && !self.lexicon.is_generic(view.form(next))
                    && next_name(next + 1)
                    && self.lexicon.is_generic(view.form(next + 1));
                let whole =
                    next_name(next) && same_entity(next) && same_entity(at) && !company && !two;
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
            // "Norvane Copper (Pty) Ltd", "Norvane (Holdings) Ltd"
            "(" if at + 3 < end
                && view.form(at + 2) == ")"
                && self.lexicon.is_legal_form(view.form(at + 3))
                && view.form(at + 1).starts_with(char::is_uppercase) =>
            {
                Some(at + 4)
            }
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
}

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
    "lender",
    "broadcaster",
    "bookseller",
    "brewer",
    "distiller",
    "grocer",
    "publisher",
    "miner",
    "hotelier",
    "lessor",
    "fintech",
    "biotech",
    "telco",
    "reinsurer",
    "manufacturer",
    "wholesaler",
    "discounter",
    "contractor",
    "landlord",
    "streamer",
    "refiner",
    "conglomerate",
    "provider",
    "operator",
    "vendor",
    "reseller",
    "consultancy",
    "insurtech",
    "proptech",
    "sponsor",
    "shipyard",
    "utility",
    "carrier",
];

/// Nouns for companies that begin names of companies too.
const SURNAMES: &[&str] = &[
    "baker",
    "farmer",
    "miller",
    "weaver",
    "tanner",
    "cooper",
    "spinner",
    "cutler",
    "hatter",
    "trader",
    "pioneer",
    "challenger",
    "grower",
    "leader",
    "major",
    "partner",
    "player",
    "saddler",
    "outfitter",
    "explorer",
    "carrier",
    "founder",
    "owner",
    "customer",
    "engineer",
    "tenor",
    "newcomer",
    "investor",
    "creditor",
    "debtor",
    "borrower",
    "minor",
    "center",
    "chancellor",
    "driller",
    "roaster",
    "printer",
];

/// Boards by which a company acts: "the Supervisory Board of Norvane".
const ORGANS: &[&str] = &["Management", "Managing", "Supervisory", "Executive"];
