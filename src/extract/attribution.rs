//! Who says something, when the text names someone other than its publisher.

use crate::claim::Attribution;
use crate::mention::MentionId;
use crate::nlp::{Deprel, Upos};

use super::deep::Deep;

/// A speaker found for a predicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// Who speaks.
    pub who: Attribution<MentionId>,
    /// The word that reports.
    pub word: usize,
}

impl Deep<'_> {
    /// Who says the clause around `t`: the subject of a reporting verb above it, an "according to" beside it, or the
    /// speaker of the quotation that it stands in.
    #[must_use]
    pub fn speaker(&self, t: usize) -> Option<Speaker> {
        let v = self.view;
        let mut at = t;
        for _ in 0..12 {
            if let Some(found) = self.according_to(at) {
                return Some(found);
            }
            if let Some(found) = self.said_beside(at, t) {
                return Some(found);
            }
            let Some(h) = v.head(at) else { break };
            if matches!(
                v.deprel(at),
                Deprel::Ccomp | Deprel::Parataxis | Deprel::Csubj | Deprel::CsubjPass
            ) && self.is_verbal(h)
                && self.operators.reports(v.lemma(h))
                && !self.stands_apart(at, h)
                && let Some(who) = self.reporter(h)
            {
                return Some(Speaker { who, word: h });
            }
            // "is said by X to …"
            if v.deprel(at) == Deprel::Xcomp
                && self.is_verbal(h)
                && self.is_passive(h)
                && self.operators.reports(v.lemma(h))
                && let Some(who) = self.reporter(h)
            {
                return Some(Speaker { who, word: h });
            }
            at = h;
        }
        self.quoted(t)
    }

    /// Whether a semicolon stands between two clauses: "the bank advised Norvane; Trask was advised by Ola".
    fn stands_apart(&self, a: usize, b: usize) -> bool {
        let v = self.view;
        v.deprel(a) == Deprel::Parataxis && (a.min(b)..a.max(b)).any(|k| v.form(k) == ";")
    }

    /// The subject of a reporting verb, if it names or describes somebody.
    fn reporter(&self, h: usize) -> Option<Attribution<MentionId>> {
        let subject = *self.subjects(h).first()?;
        self.who(subject.token)
    }

    fn who(&self, token: usize) -> Option<Attribution<MentionId>> {
        let v = self.view;
        // "a spokeswoman for Kolbrand", "a Kolbrand official": the organisation speaks
        if let Some(id) = self.mentions.at(token) {
            let reference = self.mentions.reference(id);
            if !reference.referents.is_empty()
                && reference
                    .referents
                    .iter()
                    .all(|&r| self.mentions.get(r).kind == crate::mention::MentionKind::Name)
            {
                return Some(Attribution::Entity(reference.referents[0]));
            }
        }
        if !v.upos(token).is_nominal() || v.upos(token) == Upos::Pron {
            return None;
        }
        let words = v.subtree_without(token, |c| {
            matches!(
                v.deprel(c),
                Deprel::AclRelcl
                    | Deprel::Case
                    | Deprel::Appos
                    | Deprel::Punct
                    | Deprel::Conj
                    | Deprel::Cc
            )
        });
        let (first, last) = (*words.first()?, *words.last()?);
        let first = if v.upos(first) == Upos::Det
            && matches!(v.lemma(first), "the" | "a")
            && first < last
        {
            first + 1
        } else {
            first
        };
        Some(Attribution::Text(v.words(&(first..last + 1)).to_owned()))
    }

    /// "According to X" on a clause.
    fn according_to(&self, at: usize) -> Option<Speaker> {
        let v = self.view;
        v.children(at).find_map(|c| {
            // the preposition may hang on any word of a name
            let words = self
                .mentions
                .at(c)
                .map_or(c..c + 1, |m| self.mentions.get(m).tokens.clone());
            let by_case = words
                .flat_map(|k| v.children_by(k, &[Deprel::Case]))
                .find(|&p| v.form(p).eq_ignore_ascii_case("according"));
            let by_verb = v.form(c).eq_ignore_ascii_case("according");
            let (source, word) = if let Some(preposition) = by_case {
                (c, preposition)
            } else if by_verb {
                (v.child(c, &[Deprel::Obl, Deprel::Nmod, Deprel::Obj])?, c)
            } else {
                return None;
            };
            self.who(source).map(|who| Speaker { who, word })
        })
    }

    /// ", X said" parsed as a parenthesis beside the clause.
    fn said_beside(&self, at: usize, t: usize) -> Option<Speaker> {
        let v = self.view;
        v.children_by(at, &[Deprel::Parataxis]).find_map(|c| {
            let reports =
                self.is_verbal(c) && self.operators.reports(v.lemma(c)) && !v.dominates(c, t);
            let empty = v.child(c, &[Deprel::Ccomp, Deprel::Obj]).is_none();
            (reports && empty && !self.stands_apart(c, at))
                .then(|| self.reporter(c))
                .flatten()
                .map(|who| Speaker { who, word: c })
        })
    }

    /// The speaker of the quotation around `t`: a sentence wholly inside quotation marks takes the speaker of the
    /// report before or after it in the same block.
    fn quoted(&self, t: usize) -> Option<Speaker> {
        let v = self.view;
        let at = v.sentence_index(t);
        let sentences = &v.analysis.sentences;
        let block = sentences[at].block;
        let first = (0..=at)
            .rev()
            .take_while(|&s| sentences[s].block == block)
            .last()?;
        // is t inside quotation marks, counted from the start of the block?
        let mut inside = false;
        for k in sentences[first].tokens.start..t {
            match v.form(k) {
                "\"" => inside = !inside,
                "“" | "``" | "«" => inside = true,
                "”" | "''" | "»" => inside = false,
                _ => {}
            }
        }
        if !inside {
            return None;
        }
        for s in (first..at).rev() {
            let reporting = sentences[s].tokens.clone().find(|&k| {
                self.is_verbal(k) && self.operators.reports(v.lemma(k)) && v.sentence_index(k) == s
            });
            if let Some(word) = reporting {
                return self.reporter(word).map(|who| Speaker { who, word });
            }
        }
        None
    }
}
