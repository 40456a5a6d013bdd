//! Descriptions of the company whose text it is, or that the text is about: "the Company", "management", "the board".

use super::central::{is_defined_term, is_term};
use super::{Item, Resolver};
use crate::mention::Definiteness;
use crate::mention::typing::Family;
use crate::nlp::{Deprel, Number};

/// How many mentions back another board, or a company, is looked for.
const NEAR: usize = 200;

impl Resolver<'_, '_> {
    /// "our companies" in what one of two partners says.
    pub(super) fn our_companies(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let our = view
            .child(nominal.head, &[Deprel::NmodPoss])
            .is_some_and(|p| view.form(p).eq_ignore_ascii_case("our"));
        if !our
            || nominal.number != Number::Plur
            || !matches!(
                view.lemma(nominal.head),
                "company" | "firm" | "organisation" | "organization"
            )
        {
            return false;
        }
        let Some(pair) = self.pair else {
            return false;
        };
        if pair.iter().any(|&e| self.entities[e].mentions.is_empty()) {
            return false;
        }
        self.set(m, pair.to_vec(), 0.7, "the two parties of the text");
        true
    }

    /// "Management expects …": the company that the text is about.
    pub(super) fn management(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let lemma = view.lemma(nominal.head).to_lowercase();
        let bare = nominal.definiteness == Definiteness::Bare
            && nominal.tokens.start == nominal.head
            && nominal.tokens.end == nominal.head + 1;
        if lemma != "management" || !bare || view.deprel(nominal.head) != Deprel::Nsubj {
            return false;
        }
        let Some(e) = self
            .main
            .or(self.issuer)
            .filter(|&e| !self.entities[e].mentions.is_empty())
        else {
            return false;
        };
        self.set(m, vec![e], 0.65, "the company of the text");
        true
    }

    /// "the board", "the supervisory board": that of the company whose board was spoken of last, or of the company that the text
    /// is about.
    pub(super) fn board(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let is_board = |t: usize| view.lemma(t).eq_ignore_ascii_case("board");
        if !is_board(nominal.head)
            || nominal.definiteness != Definiteness::Definite
            || nominal.number != Number::Sing
            || view
                .child(nominal.head, &[Deprel::Nmod])
                .is_some_and(|c| view.lemma(c) != "director")
        {
            return false;
        }
        let before = (0..m).rev().take(NEAR).find_map(|x| {
            let head = self.mentions.mentions[x].head;
            if !is_board(head) {
                return None;
            }
            let of = |p: usize| match self.of[p][..] {
                [e] => Some(e),
                _ => None,
            };
            self.possessor(head).and_then(of)
        });
        let Some(e) = self
            .who_reports(nominal.head)
            .or(before)
            .or(self.main)
            .or(self.issuer)
            .or_else(|| self.only_company(m))
            .filter(|&e| self.entities[e].family() == Some(Family::Organization))
            .filter(|&e| !self.entities[e].mentions.is_empty())
        else {
            return false;
        };
        self.set(m, vec![e], 0.65, "the company of the text");
        true
    }

    /// The organisation that says what the clause of a word tells: "Norvane said the board had met".
    fn who_reports(&self, word: usize) -> Option<usize> {
        let view = self.s.view;
        let mut at = word;
        for _ in 0..6 {
            let above = view.head(at)?;
            if view.deprel(at) == Deprel::Ccomp {
                let subject = view.child(above, &[Deprel::Nsubj])?;
                let e = self.entity_at(subject)?;
                let body = self.entities[e].family() == Some(Family::Organization);
                return Some(e).filter(|_| body);
            }
            at = above;
        }
        None
    }

    /// The one company that was named shortly before a mention, if there is but one.
    fn only_company(&self, m: usize) -> Option<usize> {
        let company = |x: usize| match (&self.s.items[x], &self.of[x][..]) {
            (Item::Name { .. }, &[e]) if self.entities[e].may_be("Company") => Some(e),
            _ => None,
        };
        let mut named = (0..m).rev().take(NEAR).filter_map(company);
        let first = named.next()?;
        named.all(|e| e == first).then_some(first)
    }

    /// "your company" in a letter to its owners.
    pub(super) fn addressed(&mut self, m: usize, n: usize) -> bool {
        let view = self.s.view;
        let nominal = &self.s.nominals[n];
        let yours = view
            .children_by(nominal.head, &[Deprel::NmodPoss])
            .any(|c| view.form(c).eq_ignore_ascii_case("your"));
        let (true, Some(e)) = (yours, self.issuer) else {
            return false;
        };
        if !is_term(&view.lemma(nominal.head).to_lowercase()) {
            return false;
        }
        self.set(m, vec![e], 0.75, "whose text it is");
        true
    }

    /// "the Company", "the Group" where a text has defined them so.
    pub(super) fn by_definition(&mut self, m: usize, n: usize) -> bool {
        let Some(e) = self.defined else {
            return false;
        };
        if !is_defined_term(self.s.view, &self.s.nominals[n]) {
            return false;
        }
        self.set(m, vec![e], 0.85, "as the text defines it");
        true
    }
}
