//! Where somebody goes: "Norvane's finance chief, Ada Berg, is leaving for Trask" tells of no office that she has at Trask.

use super::assemble::Parts;
use super::deep::Deep;
use super::qualifiers::Found;
use super::told::top_of;
use crate::claim::{Predicate, QualifierKey, Status};
use crate::mention::MentionKind;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

/// The verb by which somebody leaves for the body of a claim.
pub(super) struct Destination {
    verb: usize,
    body: usize,
}

impl Destination {
    /// Where the subject of an office is told to go.
    pub fn of(deep: &Deep<'_>, parts: &Parts<'_>) -> Option<Self> {
        let v = deep.view;
        let office = matches!(&parts.predicate, Predicate::Relation(r) if r == "holdsPosition");
        let body = top_of(deep, parts.object.token);
        let verb = v.head(body).filter(|&h| {
            office && v.upos(h) == Upos::Verb && h < body && deep.lemma_is(h, Sense::Going)
        })?;
        let named = deep
            .mentions
            .at(parts.object.token)
            .is_some_and(|m| deep.mentions.get(m).kind == MentionKind::Name);
        let towards = match v.lemma(verb) {
            "defect" | "decamp" => &["for", "to"][..],
            _ => &["for"],
        };
        let there = deep
            .preposition(body)
            .is_some_and(|p| towards.contains(&p.as_str()));
        (named && there).then_some(Self { verb, body })
    }

    /// Whether somebody else than the subject goes there: "in the job since his predecessor, Ada Berg, left for Norvane".
    pub fn is_of_another(&self, deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
        let v = deep.view;
        let subject = parts.subject.token;
        if let Some(goer) = v.child(self.verb, &[Deprel::Nsubj]) {
            let goer = deep.antecedent(goer);
            return top_of(deep, subject) != top_of(deep, goer) && !v.dominates(goer, subject);
        }
        let person = |k: usize| {
            deep.mentions.at(k).is_some_and(|m| {
                let mention = deep.mentions.get(m);
                mention.kind == MentionKind::Name
                    && mention.class.as_deref() == Some("Person")
                    && mention.head == k
                    && !mention.tokens.contains(&subject)
            })
        };
        (subject + 1..self.verb).any(person)
    }

    /// Who has left for somewhere is there; who is leaving is not yet.
    pub fn status(&self, deep: &Deep<'_>) -> Status {
        let status = deep.state(self.verb).status;
        match status {
            Status::Actual | Status::Ended if deep.is_told_as_past(self.verb) => Status::Actual,
            Status::Actual | Status::Ended => Status::Planned,
            status => status,
        }
    }

    /// The qualifiers of where somebody goes: what is said before it is that of what they leave, and the day is their first.
    pub fn qualifiers(&self, found: Vec<Found>) -> Vec<Found> {
        let own = |f: &Found| f.key != QualifierKey::Role || f.tokens.0 > self.body;
        let first = |f: Found| match f.key {
            QualifierKey::Date | QualifierKey::ValidUntil => Found {
                key: QualifierKey::ValidFrom,
                ..f
            },
            _ => f,
        };
        let mut kept: Vec<Found> = Vec::new();
        for f in found.into_iter().filter(own).map(first) {
            if kept.iter().all(|g| (g.key, &g.value) != (f.key, &f.value)) {
                kept.push(f);
            }
        }
        kept
    }
}
