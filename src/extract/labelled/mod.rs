//! Claims from labels: for an ontology that brings neither frames nor a ranker for a relation, the words of its label say
//! it. "Founded by" is found in "X was founded by Y" and "Y founded X"; "author" in "Y, the author of X", "X's author is Y"
//! and, by its stem, in "X was authored by Y"; "population" in "X has a population of 5,000". Domain and range must fit.

mod value;

use super::assemble::{Participant, Parts, assemble};
use super::deep::{Deep, Filler};
use super::qualifiers::Found;
use super::{Candidate, Context, Extractor};
use crate::claim::{Object, Predicate, QualifierKey, Status, Value};
use crate::mention::{MentionId, TimeValue};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{LabelTrigger, Range, Relation, label_stem};

/// The extractor of claims from labels.
#[derive(Clone, Copy, Debug)]
pub struct Labelled;

impl Extractor for Labelled {
    fn name(&self) -> &'static str {
        "labels/1"
    }

    fn extract(&self, context: &Context<'_>, _earlier: &[Candidate]) -> Vec<Candidate> {
        let triggers = &context.ontology.triggers;
        if triggers.is_empty() {
            return Vec::new();
        }
        let deep = Deep::new(context.view, context.mentions, context.grammar);
        let labels = Labels { context, deep };
        let mut found = Vec::new();
        for sentence in context.sentences() {
            for t in sentence.tokens.clone() {
                if !matches!(context.view.upos(t), Upos::Verb | Upos::Noun) {
                    continue;
                }
                for trigger in triggers
                    .get(&label_stem(context.view.lemma(t)))
                    .into_iter()
                    .flatten()
                {
                    if let Some(relation) = context.ontology.relation(&trigger.relation) {
                        found.extend(labels.claims(t, trigger, relation));
                    }
                }
            }
        }
        found
    }
}

/// How sure the ends are that a label's word finds.
const CERTAINTY: f32 = 0.8;

fn filler(token: usize) -> Filler {
    Filler {
        token,
        certainty: CERTAINTY,
    }
}

struct Labels<'a> {
    context: &'a Context<'a>,
    deep: Deep<'a>,
}

impl Labels<'_> {
    fn claims(&self, t: usize, trigger: &LabelTrigger, relation: &Relation) -> Vec<Candidate> {
        let v = self.context.view;
        let near = |stem: &String| {
            (t.saturating_sub(4)..(t + 5).min(v.analysis.tokens.len()))
                .filter(|&o| v.sentence_index(o) == v.sentence_index(t))
                .any(|o| label_stem(v.lemma(o)) == *stem)
        };
        if !trigger.beside.iter().all(near) {
            return Vec::new();
        }
        let verb = v.upos(t) == Upos::Verb;
        if trigger.only.is_some_and(|only| only != v.upos(t)) {
            return Vec::new();
        }
        let (subjects, objects) = if relation.takes_date() && verb {
            let first = |f: Vec<Filler>, g: Vec<Filler>| if f.is_empty() { g } else { f };
            let subjects = first(self.deep.objects(t), self.deep.subjects(t));
            (subjects, self.dates(t))
        } else if verb {
            match trigger.preposition.as_deref() {
                Some("by") => (self.deep.objects(t), self.deep.subjects(t)),
                Some(p) if self.deep.is_passive(t) => {
                    (self.deep.objects(t), self.deep.oblique(t, p))
                }
                // "Z founded X in Y"
                Some(p) if trigger.only.is_some() && !self.deep.objects(t).is_empty() => {
                    (self.deep.objects(t), self.deep.oblique(t, p))
                }
                Some(p) => (self.deep.subjects(t), self.deep.oblique(t, p)),
                None if trigger.noun => (self.deep.objects(t), self.deep.subjects(t)),
                None => (self.deep.subjects(t), self.deep.objects(t)),
            }
        } else if trigger.noun {
            let named = if relation.takes_entity() {
                self.of_noun(t)
            } else {
                (Vec::new(), Vec::new())
            };
            if relation.takes_literal() && (named.0.is_empty() || named.1.is_empty()) {
                (self.owners(t), self.values(t))
            } else {
                named
            }
        } else {
            return Vec::new();
        };
        let state = self.deep.state(t);
        let mut out = Vec::new();
        let spread = |all: &[Filler]| {
            let members = all.iter().flat_map(|f| {
                let certainty = f.certainty;
                let listed = self.context.view.children_by(f.token, &[Deprel::Conj]);
                let listed = listed.filter(|&c| self.is_value(c));
                let mut members = self.deep.members(f.token);
                members.extend(listed);
                members.sort_unstable();
                members.dedup();
                let members = members.into_iter();
                members.map(move |token| Filler { token, certainty })
            });
            members.collect::<Vec<_>>()
        };
        let (subjects, objects) = (spread(&subjects), spread(&objects));
        // "the populations of Kelvast and Oskeld are 5,000 and 9,000"
        let in_turn =
            subjects.len() == objects.len() && objects.iter().all(|o| self.is_value(o.token));
        for (i, subject) in subjects.into_iter().enumerate() {
            let Some(subject) = self.entity(subject, relation, true) else {
                continue;
            };
            let Object::Entity(subject_id) = subject.object else {
                continue;
            };
            for (j, &object) in objects.iter().enumerate() {
                if in_turn && i != j {
                    continue;
                }
                let Some(object) = self.object(object, relation) else {
                    continue;
                };
                if object.object == subject.object {
                    continue;
                }
                // a number has no place for its unit, nor for when it was so
                let literal = !matches!(object.object, Object::Entity(_) | Object::Date(_));
                let date = self.date(t).filter(|_| literal);
                let found: Vec<Found> = self.unit(&object).into_iter().chain(date).collect();
                out.extend(assemble(
                    &self.deep,
                    &Parts {
                        trigger: t,
                        frame: "label",
                        predicate: Predicate::Relation(relation.name.clone()),
                        extractor: Labelled.name(),
                        status: Status::Actual,
                        temporality: relation.temporality,
                        lasting: relation.can_end(),
                        subject: &subject,
                        subject_id,
                        object: &object,
                        found: &found,
                        state: &state,
                        read: None,
                    },
                ));
            }
        }
        out
    }

    /// Whose a noun is: "X's author", "the author of X".
    fn whose(&self, t: usize) -> impl Iterator<Item = usize> {
        let v = self.context.view;
        let of = |c: &usize| self.deep.preposition(*c).as_deref() == Some("of");
        v.children_by(t, &[Deprel::NmodPoss])
            .chain(v.children_by(t, &[Deprel::Nmod]).filter(of))
    }

    /// Subject and object of a noun for the object: "Y, the author of X", "Y is X's author", "X's author is Y".
    fn of_noun(&self, t: usize) -> (Vec<Filler>, Vec<Filler>) {
        let v = self.context.view;
        let whose = self.whose(t).map(filler).collect();
        let mut who: Vec<Filler> = Vec::new();
        if self.deep.is_copular(t) {
            who.extend(self.deep.surface_subject(t));
        }
        if let Some(head) = v.head(t) {
            let predicate = v.deprel(t) == Deprel::Nsubj && v.child(head, &[Deprel::Cop]).is_some();
            if predicate || v.deprel(t) == Deprel::Appos {
                who.push(filler(head));
            }
        }
        let names = [Deprel::Appos, Deprel::Flat];
        who.extend(v.children_by(t, &names).map(filler));
        (whose, who)
    }

    fn dates(&self, t: usize) -> Vec<Filler> {
        let v = self.context.view;
        let times = self.context.mentions.times.iter();
        times
            .filter(|time| v.head(time.head) == Some(t))
            .map(|time| filler(time.head))
            .collect()
    }

    /// When what a noun tells was so: the one date of its clause.
    fn date(&self, t: usize) -> Option<Found> {
        let v = self.context.view;
        let mut clause = t;
        while v.upos(clause) != Upos::Verb && v.child(clause, &[Deprel::Cop]).is_none() {
            clause = v.head(clause)?;
        }
        let [one] = self.dates(clause)[..] else {
            return None;
        };
        let time = self.context.mentions.time_at(one.token)?;
        let TimeValue::Date(date) = &time.value else {
            return None;
        };
        Some(Found {
            key: QualifierKey::Date,
            value: Value::Date(*date, None),
            tokens: (time.tokens.start, time.tokens.end - 1),
        })
    }

    fn object(&self, f: Filler, relation: &Relation) -> Option<Participant> {
        let mentions = self.context.mentions;
        if let Some(time) = mentions.time_at(f.token) {
            let TimeValue::Date(date) = &time.value else {
                return None;
            };
            return relation.takes_date().then(|| Participant {
                token: f.token,
                object: Object::Date(*date),
                certainty: f.certainty,
                words: self.context.view.words(&time.tokens).to_owned(),
                how: "date".to_owned(),
            });
        }
        self.value(f, relation)
            .or_else(|| self.entity(f, relation, false))
    }

    fn entity(&self, f: Filler, relation: &Relation, subject: bool) -> Option<Participant> {
        let mentions = self.context.mentions;
        let ontology = self.context.ontology;
        let id: MentionId = mentions.at(f.token)?;
        let reference = mentions.reference(id);
        if reference.referents.is_empty() || mentions.time_at(f.token).is_some() {
            return None;
        }
        let class = mentions.get(id).class.as_deref();
        let class = class.filter(|c| ontology.class(c).is_some());
        let class = mentions.own_class(id).or(class);
        let classes = relation.range.iter().any(|r| matches!(r, Range::Class(_)));
        let fits = match subject {
            true => ontology.fits_domain(relation, class),
            false => relation.range.is_empty() || classes && ontology.fits_range(relation, class),
        };
        let span = mentions.get(id).span;
        fits.then(|| Participant {
            token: f.token,
            object: Object::Entity(id),
            certainty: f.certainty * reference.confidence,
            words: span.of(&self.context.view.document.text).to_owned(),
            how: reference.how.clone(),
        })
    }
}
