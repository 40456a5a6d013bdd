//! The words of an argument: noun phrases, predicates and clauses, without what makes tuples of its own.

use super::profile::Profile;
use super::tuple::{Extent, OpenArgument};
use crate::extract::Deep;
use crate::nlp::{Deprel, Upos};

impl Deep<'_> {
    /// The words of an argument in a profile, in the order of the text. `single`: without the members coordinated with it.
    pub(super) fn argument_words(
        &self,
        argument: &OpenArgument,
        profile: Profile,
        single: bool,
    ) -> Vec<usize> {
        let v = self.view;
        match &argument.extent {
            Extent::Words(words) => words.clone(),
            Extent::Clause => self.clause_words(argument.head),
            Extent::Phrase | Extent::Whole => {
                let whole = argument.extent == Extent::Whole;
                let tokens = v.subtree_without(argument.head, |c| {
                    argument.without.contains(&c)
                        || self.is_outside(argument.head, c, whole, single)
                        || profile == Profile::Minimal && self.is_extra(c, argument.head)
                });
                self.trimmed(&self.joined(&self.trimmed(&tokens)))
            }
        }
    }

    /// A noun phrase, as the longest profile has it.
    pub(super) fn phrase_words(&self, head: usize, single: bool) -> Vec<usize> {
        let tokens = self
            .view
            .subtree_without(head, |c| self.is_outside(head, c, false, single));
        self.trimmed(&self.joined(&self.trimmed(&tokens)))
    }

    /// Everything below the head of a clause.
    fn clause_words(&self, head: usize) -> Vec<usize> {
        let v = self.view;
        let tokens = v.subtree_without(head, |c| {
            v.deprel(c) == Deprel::Discourse
                || v.head(c) == Some(head) && v.deprel(c) == Deprel::Cc && c < head
        });
        self.trimmed(&tokens)
    }

    /// Whether a branch says something of its own, or belongs to the clause and not to the phrase.
    fn is_outside(&self, head: usize, c: usize, whole: bool, single: bool) -> bool {
        let v = self.view;
        let relation = v.deprel(c);
        if v.head(c) != Some(head) {
            return matches!(
                relation,
                Deprel::AclRelcl | Deprel::Appos | Deprel::Parataxis
            );
        }
        match relation {
            Deprel::Case | Deprel::Mark if !whole && c < head => true,
            Deprel::Mark if self.is_copular(head) => true,
            Deprel::Cc | Deprel::CcPreconj if single => true,
            Deprel::Conj => single || self.is_clause_like(c),
            Deprel::Parataxis
            | Deprel::Discourse
            | Deprel::Vocative
            | Deprel::Dislocated
            | Deprel::AclRelcl
            | Deprel::Appos => true,
            Deprel::Advmod if self.is_copular(head) => {
                let cop = v.children_by(head, &[Deprel::Cop]).max();
                c > head || cop.is_some_and(|cop| c < cop)
            }
            Deprel::Nsubj
            | Deprel::NsubjOuter
            | Deprel::Csubj
            | Deprel::Cop
            | Deprel::Aux
            | Deprel::Expl
            | Deprel::Advcl
            | Deprel::Ccomp
            | Deprel::Obl => self.is_copular(head),
            _ => false,
        }
    }

    /// What the minimal profile leaves out beside: determiners and participial clauses.
    fn is_extra(&self, c: usize, head: usize) -> bool {
        let v = self.view;
        match v.deprel(c) {
            Deprel::Det => v.head(c) == Some(head) && v.lemma(c) != "no",
            Deprel::Acl => true,
            _ => false,
        }
    }

    pub(super) fn is_clause_like(&self, c: usize) -> bool {
        self.is_verbal(c)
            || self.is_copular(c)
            || self
                .view
                .child(c, &[Deprel::Nsubj, Deprel::NsubjPass])
                .is_some()
    }

    /// Without the commas and dashes that belonged to what was left out.
    fn joined(&self, tokens: &[usize]) -> Vec<usize> {
        let v = self.view;
        let beside = |i: usize| {
            let t = tokens[i];
            i > 0 && tokens[i - 1] + 1 == t && tokens.get(i + 1) == Some(&(t + 1))
        };
        (0..tokens.len())
            .filter(|&i| {
                !matches!(v.form(tokens[i]), "," | "-" | "--" | "–" | "—" | ";" | ":") || beside(i)
            })
            .map(|i| tokens[i])
            .collect()
    }

    /// Without punctuation at the ends; brackets and pairs of quotation marks stay.
    pub(super) fn trimmed(&self, tokens: &[usize]) -> Vec<usize> {
        let v = self.view;
        let is_quote = |t: usize| matches!(v.form(t), "\"" | "``" | "''" | "“" | "”");
        let stays = |t: usize, brackets: &[&str]| {
            v.upos(t) != Upos::Punct
                || is_quote(t)
                || brackets.contains(&v.form(t))
                || matches!(v.form(t), "'" | "’" | "‘")
        };
        let mut tokens = tokens;
        while let [first, rest @ ..] = tokens
            && !stays(*first, &["(", "["])
        {
            tokens = rest;
        }
        while let [rest @ .., last] = tokens
            && !stays(*last, &[")", "]"])
        {
            tokens = rest;
        }
        if tokens.iter().filter(|&&t| is_quote(t)).count() == 1 {
            if let [rest @ .., last] = tokens
                && is_quote(*last)
            {
                tokens = rest;
            } else if let [first, rest @ ..] = tokens
                && is_quote(*first)
            {
                tokens = rest;
            }
        }
        tokens.to_vec()
    }
}
