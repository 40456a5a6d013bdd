//! Parts of names: shorter forms of names that stand for the one person or body that is so called.

use std::collections::BTreeSet;

use super::chains::{Form, Sets, canonical, clash, compatible, place_word};
use super::names::NameSpan;
use super::typing::Family;
use crate::nlp::{Deprel, Upos, View};
use crate::ontology::Lexicon;

/// Shorter words do not tell a body from others.
const LEAST_LETTERS: usize = 3;

/// Where the words of a short name stand in those of a long one.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Start,
    Inside,
    End,
}

/// "Norvane" of "Grupo Norvane", of "Norvane Ceramics" and "Holt" of "Anna Holt", where no one else is so called.
pub(super) fn by_part(
    view: &View,
    names: &[NameSpan],
    forms: &[Form],
    lexicon: &Lexicon,
    apart: &BTreeSet<(usize, usize)>,
    sets: &mut Sets,
) {
    let parts = Parts {
        view,
        names,
        forms,
        lexicon,
    };
    for i in 0..forms.len() {
        let whole = parts.whole(i, sets);
        let one = |j: &usize| !apart.contains(&(i, *j));
        if let Some(j) = whole
            .filter(one)
            .filter(|&j| !clash(forms, sets, lexicon, i, j))
        {
            sets.union(i, j);
        }
    }
}

struct Parts<'a> {
    view: &'a View<'a>,
    names: &'a [NameSpan],
    forms: &'a [Form],
    lexicon: &'a Lexicon,
}

impl Parts<'_> {
    /// The long form that a form is part of.
    fn whole(&self, i: usize, sets: &mut Sets) -> Option<usize> {
        let short = &self.forms[i];
        let told = short.votes.family_by_evidence(0.6);
        let common = |w: &String| self.lexicon.is_generic(w) || place_word(w, self.lexicon);
        let plain =
            short.words.iter().all(common) || !self.lexicon.ending(&short.surface).is_empty();
        if told == Some(Family::Place)
            || canonical(short, self.lexicon).is_some()
            || plain && !self.stands_alone(i)
        {
            return None;
        }
        // "Dunmere's Norvane Ceramics" is no name
        let owned = |f: &Form| {
            let mut words = f.surface.split_whitespace().rev().skip(1);
            words.any(|w| w.trim_end_matches('s').ends_with(['\'', '’']))
        };
        // "Norvane-Trask" is of two
        let joined = |long: &Form| {
            let rest = |k: usize| {
                let f = &self.forms[k];
                f.words.iter().all(|w| !short.words.contains(w))
                    && place(&f.words, &long.words).is_some()
                    && f.votes.family(0.5) == Some(Family::Organization)
                    && !f.words.iter().all(common)
            };
            (0..self.forms.len()).any(rest)
        };
        let long: Vec<(usize, Place)> = (0..self.forms.len())
            .filter_map(|j| Some((j, place(&short.words, &self.forms[j].words)?)))
            .filter(|&(j, _)| !self.forms[j].is_unit_of(short))
            .filter(|&(j, _)| !owned(&self.forms[j]) && !joined(&self.forms[j]))
            .collect();
        if long.iter().any(|&(j, _)| sets.find(j) == sets.find(i)) {
            return None;
        }
        let of = |family: Family| -> Vec<(usize, Place)> {
            long.iter()
                .copied()
                .filter(|&(j, _)| self.forms[j].votes.family(0.5) == Some(family))
                .collect()
        };
        let (persons, bodies) = (of(Family::Person), of(Family::Organization));
        let as_person = match (persons.is_empty() || short.house, bodies.is_empty()) {
            (true, _) => false,
            (false, true) => true,
            (false, false) => match told {
                Some(Family::Person) => true,
                Some(Family::Organization) => false,
                _ => return None,
            },
        };
        let fits: Vec<usize> = if as_person {
            let named = |&&(j, at): &&(usize, Place)| self.names_person(i, j, at);
            persons.iter().filter(named).map(|&(j, _)| j).collect()
        } else {
            let named = |&&(j, at): &&(usize, Place)| self.names_body(i, j, at);
            bodies.iter().filter(named).map(|&(j, _)| j).collect()
        };
        let all = if as_person { &persons } else { &bodies };
        let roots: BTreeSet<usize> = all.iter().map(|&(j, _)| sets.find(j)).collect();
        fits.first().copied().filter(|_| roots.len() == 1)
    }

    /// Whether a word that many names end with is used as a name by itself, and one name alone has it: "Hydro" of "Oskeld Hydro".
    fn stands_alone(&self, i: usize) -> bool {
        let short = &self.forms[i];
        let [word] = short.words.as_slice() else {
            return false;
        };
        let bare = short.names.iter().all(|&n| {
            let head = self.names[n].head;
            let v = self.view;
            v.upos(head) == Upos::Propn
                && v.child(head, &[Deprel::Det, Deprel::Amod, Deprel::NmodPoss])
                    .is_none()
        });
        let mut others = self.forms.iter().enumerate();
        let mut having = others
            .by_ref()
            .filter(|(j, f)| *j != i && f.words.contains(word));
        let (Some((_, long)), None) = (having.next(), having.next()) else {
            return false;
        };
        bare && long.words.len() == 2
            && long.words[1] == *word
            && !self.lexicon.is_generic(&long.words[0])
            && long.first < short.first
            && short.votes.family(0.5) == Some(Family::Organization)
    }

    /// A surname, or a first name, of somebody who was introduced in full.
    fn names_person(&self, i: usize, j: usize, at: Place) -> bool {
        let (short, long) = (&self.forms[i], &self.forms[j]);
        // "Irene Holt" is a full name, and what has more before it is more than a name
        let full = short.words.len() > 1 && self.lexicon.given(&short.words[0]).is_some();
        if full || short.words.len() > 1 && long.words.len() > short.words.len() + 1 {
            return false;
        }
        // "Irene Holt Brenk": the first of two surnames
        let surname = at == Place::End || at == Place::Inside && long.words.len() == 3;
        let person = short.votes.family(0.5) == Some(Family::Person);
        let untold = short.votes.family_by_evidence(0.6) != Some(Family::Product);
        (surname || at == Place::Start) && untold && (long.first < short.first || surname && person)
    }

    /// The telling words of a body's name.
    fn names_body(&self, i: usize, j: usize, at: Place) -> bool {
        let (short, long) = (&self.forms[i], &self.forms[j]);
        let told = short.votes.family_by_evidence(0.6);
        let likely = short.votes.family(0.5);
        let letters = short.words.iter().map(|w| w.chars().count()).sum::<usize>();
        if letters < LEAST_LETTERS
            || likely == Some(Family::Place) && told.is_none()
            || canonical(long, self.lexicon).is_some()
        {
            return false;
        }
        let before = long.first < short.first;
        if at != Place::Start {
            // "Holt & Brenk" is not Brenk, and the Bank of Norvania not Norvania
            let several = long.surface.contains(['&', '+'])
                || long.words.iter().any(|w| w == "and" || w == "of");
            return match told {
                Some(Family::Organization) => {
                    !self.is_introduced(short) && !long.words.iter().any(|w| w == "of")
                }
                Some(Family::Product) => compatible(&short.votes, &long.votes),
                Some(Family::Person) => before && !several,
                _ => !several && !self.is_introduced(short),
            };
        }
        let rest = &long.words[short.words.len()..];
        let telling = rest
            .iter()
            .any(|w| w.chars().any(|c| c.is_ascii_digit()) || place_word(w, self.lexicon));
        if telling || told == Some(Family::Product) && likely != Some(Family::Organization) {
            return false;
        }
        // who speaks of both in one breath speaks of two
        before || likely == Some(Family::Organization) && !self.meet(short, long)
    }

    /// "Norvane, a lender": it is told who that is.
    fn is_introduced(&self, form: &Form) -> bool {
        let first = form
            .names
            .iter()
            .map(|&n| &self.names[n].tokens)
            .min_by_key(|t| t.start);
        first.is_some_and(|t| {
            t.end + 1 < self.view.sentence(t.start).tokens.end
                && self.view.form(t.end) == ","
                && matches!(self.view.form(t.end + 1), "a" | "an")
        })
    }

    /// Whether a sentence has both.
    fn meet(&self, a: &Form, b: &Form) -> bool {
        let sentences = |f: &Form| -> BTreeSet<usize> {
            f.names
                .iter()
                .map(|&n| self.view.sentence_index(self.names[n].head))
                .collect()
        };
        !sentences(a).is_disjoint(&sentences(b))
    }
}

/// Where the words of a shorter name stand in a longer one.
fn place(short: &[String], long: &[String]) -> Option<Place> {
    if short.len() >= long.len() {
        None
    } else if long.ends_with(short) {
        Some(Place::End)
    } else if long.starts_with(short) {
        Some(Place::Start)
    } else {
        long.windows(short.len())
            .any(|w| w == short)
            .then_some(Place::Inside)
    }
}
