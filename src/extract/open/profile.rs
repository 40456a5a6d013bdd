//! Output profiles: which words of a tuple are written, and how coordination is treated.

use super::tuple::{ArgumentKind, Extent, OpenArgument, OpenTuple};
use crate::extract::Deep;

/// How long the phrases of a written tuple are. Both profiles write the same tuples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Profile {
    /// As the references of CaRB have it: whole phrases with their modifiers and coordinations, auxiliaries, particles
    /// and the preposition of the closest argument in the relation
    Carb,
    /// Short phrases, without determiners and participial clauses; one tuple for each pair of coordinated members
    Minimal,
}

/// A word of a written tuple.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A word of the sentence, by token index.
    Token(usize),
    /// A word that the sentence leaves out.
    Implied(&'static str),
}

/// A written phrase.
pub type Phrase = Vec<Word>;

/// A tuple as it is written in a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The relation phrase.
    pub relation: Phrase,
    /// The subject, then the other arguments, each with what it is to the relation.
    pub arguments: Vec<(ArgumentKind, Phrase)>,
}

impl Deep<'_> {
    /// A tuple as it is written in a profile: several times where its members are written one by one.
    #[must_use]
    pub fn written(&self, tuple: &OpenTuple, profile: Profile) -> Vec<Written> {
        let mut relation: Phrase = tuple.implied.map(Word::Implied).into_iter().collect();
        relation.extend(
            tuple
                .relation
                .iter()
                .filter(|&&t| profile == Profile::Carb || !self.is_manner(t))
                .map(|&t| Word::Token(t)),
        );
        let closest = tuple.arguments.first();
        if let Some(closest) = closest {
            relation.extend(closest.preposition.iter().map(|&t| Word::Token(t)));
        }
        let rest: Vec<(ArgumentKind, Phrase)> = tuple
            .arguments
            .iter()
            .skip(1)
            .map(|a| (a.kind, self.further_words(a, profile)))
            .filter(|(_, words)| !words.is_empty())
            .collect();
        let whole = |a: &OpenArgument, single| phrase(self.argument_words(a, profile, single));
        let subjects = self.spread(&tuple.subject, profile);
        let objects = closest.map_or_else(Vec::new, |a| self.spread(a, profile));
        let mut written = Vec::new();
        for (subject, single) in &subjects {
            let subject = whole(subject, *single);
            if subject.is_empty() {
                continue;
            }
            let mut one = |object: Option<(ArgumentKind, Phrase)>| {
                let mut arguments = vec![(ArgumentKind::Subject, subject.clone())];
                arguments.extend(object.filter(|(_, words)| !words.is_empty()));
                arguments.extend(rest.iter().cloned());
                written.push(Written {
                    relation: relation.clone(),
                    arguments,
                });
            };
            if objects.is_empty() {
                one(None);
            }
            for (object, single) in &objects {
                one(Some((object.kind, whole(object, *single))));
            }
        }
        written
    }

    /// The members that are written one by one, each with whether it stands for itself.
    fn spread(&self, argument: &OpenArgument, profile: Profile) -> Vec<(OpenArgument, bool)> {
        let mut members = match (&argument.extent, profile) {
            (Extent::Phrase | Extent::Whole, Profile::Minimal) => self.members(argument.head),
            _ => vec![argument.head],
        };
        if members.len() > LONGEST_LIST {
            members.truncate(1);
        }
        let single = members.len() > 1;
        members
            .into_iter()
            .map(|head| {
                let member = OpenArgument {
                    head,
                    ..argument.clone()
                };
                (member, single)
            })
            .collect()
    }

    /// A further argument with its preposition; in the longest profile without the clauses and names that describe it.
    fn further_words(&self, argument: &OpenArgument, profile: Profile) -> Phrase {
        let mut argument = argument.clone();
        if argument.kind != ArgumentKind::Object && argument.extent == Extent::Phrase {
            argument.without.extend(
                self.view
                    .children_by(argument.head, &[crate::nlp::Deprel::Acl]),
            );
        }
        let mut words = self.argument_words(&argument, profile, false);
        if words.is_empty() {
            return Vec::new();
        }
        words.extend(&argument.preposition);
        words.sort_unstable();
        phrase(words)
    }

    /// An adverb that does not deny: "quickly".
    fn is_manner(&self, t: usize) -> bool {
        self.view.deprel(t) == crate::nlp::Deprel::Advmod && !self.is_negation(t)
    }
}

/// Lists with more members are written whole.
const LONGEST_LIST: usize = 32;

fn phrase(words: Vec<usize>) -> Phrase {
    words.into_iter().map(Word::Token).collect()
}
