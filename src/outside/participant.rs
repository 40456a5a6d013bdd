//! Finding in the text what a claim names.

use super::gate::{Gate, Place};
use super::quote::{occurrences, same};
use super::{Party, Reason, Rejection};
use crate::mention::{Definiteness, Mention, MentionId, MentionKind, Reference, name_key};
use crate::nlp::{Number, Upos};
use crate::text::Span;

/// How sure the class is that a claim line gives to something that the analysis does not know.
const TOLD: f32 = 0.5;

impl Gate<'_> {
    /// The mention that a claim means: one of these words in its evidence, or a name that the document has.
    pub(super) fn participant(
        &mut self,
        party: &Party,
        place: &Place,
        field: &'static str,
        reason: Reason,
    ) -> Result<MentionId, Rejection> {
        let found = self
            .in_evidence(&party.label, place)
            .or_else(|| self.words_in_evidence(party, place))
            .or_else(|| self.name(&party.label))
            .or_else(|| self.possessed(party, place));
        let Some(id) = found else {
            return Err(Rejection::new(
                reason,
                field,
                format!(
                    "{:?} stands neither in the evidence nor among the names of {}",
                    party.label, self.view.document.id
                ),
            ));
        };
        if self.mentions.reference(id).referents.is_empty() {
            let message = format!("it is not known what {:?} refers to", party.label);
            return Err(Rejection::new(Reason::Unresolved, field, message));
        }
        Ok(id)
    }

    /// The class of what a mention refers to, and how sure it is.
    pub(super) fn class_of(&self, id: MentionId) -> (Option<&str>, f32) {
        let referents = &self.mentions.reference(id).referents;
        let referent = self.mentions.get(referents.first().copied().unwrap_or(id));
        let known = if referent.class.is_some() {
            referent
        } else {
            self.mentions.get(id)
        };
        (known.class.as_deref(), known.class_confidence)
    }

    /// A mention in the evidence with these words, or a name that differs only in its form.
    fn in_evidence(&self, label: &str, place: &Place) -> Option<MentionId> {
        let text = &self.view.document.text;
        let here = |m: &&(usize, &Mention)| place.evidence.contains(m.1.span);
        let all: Vec<(usize, &Mention)> = self.mentions.mentions.iter().enumerate().collect();
        let exact = all
            .iter()
            .filter(here)
            .find(|(_, m)| same(&m.span.of(text).to_lowercase(), &label.to_lowercase()));
        let form = || {
            let key = name_key(label, self.lexicon);
            all.iter().filter(here).find(|(_, m)| {
                m.kind == MentionKind::Name && name_key(m.span.of(text), self.lexicon) == key
            })
        };
        exact.or_else(form).map(|(i, _)| MentionId(*i as u32))
    }

    /// What a phrase of the evidence refers to; a phrase that the analysis passes over becomes a mention of its own.
    fn words_in_evidence(&mut self, party: &Party, place: &Place) -> Option<MentionId> {
        let text = &self.view.document.text;
        let span = occurrences(text, &party.label, place.evidence)
            .into_iter()
            .next()
            .or_else(|| uncased(text, &party.label, place.evidence))?;
        let view = self.view;
        let first = view
            .analysis
            .tokens
            .partition_point(|t| t.span.end <= span.start);
        let end = view
            .analysis
            .tokens
            .partition_point(|t| t.span.start < span.end);
        if first >= end {
            return None;
        }
        let tokens = first..end;
        let head = tokens
            .clone()
            .find(|&t| view.head(t).is_none_or(|h| !tokens.contains(&h)))?;
        if let Some(id) = self.mentions.at(head) {
            let known = self.mentions.get(id).head;
            return tokens.contains(&known).then_some(id);
        }
        if self.mentions.time_at(head).is_some() || self.mentions.amount_at(head).is_some() {
            return None;
        }
        let nominal = |t: usize| matches!(view.upos(t), Upos::Noun | Upos::Propn | Upos::X);
        let capital = |t: usize| view.form(t).starts_with(char::is_uppercase);
        let opens = view.sentence(first).tokens.start == first;
        let named = tokens
            .clone()
            .any(|t| view.upos(t) == Upos::Propn || capital(t) && !(opens && t == first));
        if !named && !tokens.clone().any(nominal) {
            return None;
        }
        Some(self.add(
            party,
            Span::new(view.token(first).span.start, view.token(end - 1).span.end),
            tokens,
            head,
            named,
        ))
    }

    /// Adds a mention that the analysis did not find.
    fn add(
        &mut self,
        party: &Party,
        span: Span,
        tokens: std::ops::Range<usize>,
        head: usize,
        named: bool,
    ) -> MentionId {
        let types: Vec<&str> = party.types.iter().map(String::as_str).collect();
        let class = self
            .ontology
            .most_specific(&types)
            .into_iter()
            .find(|c| self.ontology.class(c).is_some())
            .map(str::to_owned);
        let id = MentionId(self.mentions.mentions.len() as u32);
        for token in tokens.clone() {
            let free = self
                .mentions
                .by_token
                .get_mut(token)
                .filter(|m| m.is_none());
            if let Some(free) = free.filter(|_| named || token == head) {
                *free = Some(id);
            }
        }
        self.mentions.mentions.push(Mention {
            head,
            tokens,
            span,
            kind: if named {
                MentionKind::Name
            } else {
                MentionKind::Nominal
            },
            class_confidence: if class.is_some() { TOLD } else { 0.0 },
            class,
            number: Number::Sing,
            definiteness: Definiteness::Bare,
        });
        self.mentions.references.push(Reference {
            referents: vec![id],
            confidence: 1.0,
            how: "named by an extractor from outside".to_owned(),
        });
        id
    }

    /// A name of the document: the same words, another form of them, or another name of the same thing in the lexicon.
    fn name(&self, label: &str) -> Option<MentionId> {
        let text = &self.view.document.text;
        let names: Vec<(MentionId, &str)> = self
            .mentions
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, m)| m.kind == MentionKind::Name)
            .map(|(i, m)| (MentionId(i as u32), m.span.of(text)))
            .collect();
        let find = |fits: &dyn Fn(&str) -> bool| {
            let found = names.iter().find(|(_, words)| fits(words));
            found.map(|(id, _)| *id)
        };
        let key = name_key(label, self.lexicon);
        let known = self.lexicon.name(label).map(|n| &n.label);
        find(&|words| same(words, label))
            .or_else(|| find(&|words| name_key(words, self.lexicon) == key))
            .or_else(|| {
                let known = known?;
                find(&|words| self.lexicon.name(words).map(|n| &n.label) == Some(known))
            })
    }

    /// "Norvane platform" for "its platform": a name of the document before words of the evidence.
    fn possessed(&mut self, party: &Party, place: &Place) -> Option<MentionId> {
        let label = party.label.clone();
        let splits: Vec<usize> = label.match_indices(' ').map(|(at, _)| at).collect();
        splits.into_iter().rev().find_map(|at| {
            let owner = label[..at]
                .trim_end_matches("'s")
                .trim_end_matches("\u{2019}s");
            self.name(owner)?;
            let rest = Party {
                label: label[at + 1..].to_owned(),
                types: party.types.clone(),
            };
            self.in_evidence(&rest.label, place)
                .or_else(|| self.words_in_evidence(&rest, place))
        })
    }
}

/// The first place of words written with other capitals.
fn uncased(text: &str, words: &str, within: Span) -> Option<Span> {
    let wanted: Vec<char> = words.to_lowercase().chars().collect();
    let part = within.of(text);
    part.char_indices().find_map(|(at, _)| {
        let tail = &part[at..];
        let mut taken = 0;
        let mut end = 0;
        for c in tail.chars() {
            let lower: Vec<char> = c.to_lowercase().collect();
            if wanted.get(taken..taken + lower.len())? != lower.as_slice() {
                return None;
            }
            taken += lower.len();
            end += c.len_utf8();
            if taken == wanted.len() {
                break;
            }
        }
        let span = Span::new(within.start + at, within.start + at + end);
        let whole = taken == wanted.len() && !occurrences(text, span.of(text), span).is_empty();
        whole.then_some(span)
    })
}
