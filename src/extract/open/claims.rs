//! The extractor of open claims: tuples whose subject is known, as claims over mentions.
//!
//! Where the ontology has relations, open claims complement them: clauses that a relation claims stay out, and so do
//! phrases without a predicate. Where it has none, everything that a text says is an open claim.

use super::confidence::claim_confidence;
use super::said::Said;
use super::tuple::{Construction, OpenTuple};
use crate::claim::{Confidence, Object, Predicate, QualifierKey, Status};
use crate::extract::assemble::{Participant, Parts, assemble};
use crate::extract::calibration::is_read;
use crate::extract::deep::{Deep, Filler};
use crate::extract::{Candidate, Context, Extractor, Found, State};
use crate::mention::MentionId;
use crate::ontology::{AmountUse, FrameClaim, Relation, SlotExpr, Synonyms, Temporality};

/// The extractor of open claims.
#[derive(Clone, Copy, Debug)]
pub struct Open;

impl Extractor for Open {
    fn name(&self) -> &'static str {
        "open/4"
    }

    fn extract(&self, context: &Context<'_>, earlier: &[Candidate]) -> Vec<Candidate> {
        let deep = Deep::new(context.view, context.mentions, context.grammar);
        let claimed = |t: usize| {
            earlier
                .iter()
                .filter(|c| c.score > 0.0 || is_read(c.read))
                .any(|c| c.trigger == t || (c.participants.contains(&t) && deep.is_copular(t)))
        };
        let maker = Maker {
            deep: &deep,
            synonyms: &context.grammar.synonyms,
            everything: context.ontology.relations.is_empty(),
            relation: anything(),
            spec: general(),
        };
        context
            .sentences()
            .flat_map(|s| s.tokens.clone())
            .flat_map(|t| deep.open_tuples(t))
            .filter(|tuple| !claimed(tuple.predicate))
            .flat_map(|tuple| maker.claims(&tuple))
            .collect()
    }
}

/// Makes claims of tuples.
pub(super) struct Maker<'a> {
    pub(super) deep: &'a Deep<'a>,
    /// Which predicates say the same.
    pub(super) synonyms: &'a Synonyms,
    /// Whether open claims are all there is.
    pub(super) everything: bool,
    relation: Relation,
    spec: FrameClaim,
}

impl Maker<'_> {
    fn claims(&self, tuple: &OpenTuple) -> Vec<Candidate> {
        let deep = self.deep;
        let t = tuple.predicate;
        if !self.is_wanted(tuple) {
            return Vec::new();
        }
        let state = if tuple.construction.is_clause() {
            deep.state(t)
        } else {
            deep.presupposed_state(t)
        };
        if state.idle {
            return Vec::new();
        }
        let agents = self.agents(tuple);
        let subjects: Vec<Participant> = if agents.is_empty() {
            vec![Filler {
                token: tuple.subject.head,
                certainty: self.certainty(tuple),
            }]
        } else {
            agents.clone()
        }
        .into_iter()
        .flat_map(|f| self.members(f))
        .filter_map(|f| self.entity(f))
        .collect();
        if subjects.is_empty() {
            return Vec::new();
        }
        let said = self.said(tuple, !agents.is_empty());
        let tokens = |participants: &[Participant]| -> Vec<usize> {
            participants.iter().map(|p| p.token).collect()
        };
        let mut participants = tokens(&subjects);
        participants.extend(said.iter().flat_map(|s| tokens(&s.objects)));
        let found = self.qualifiers(t, &state, &participants);
        let mut claims = Vec::new();
        for said in &said {
            for subject in &subjects {
                for object in said.objects.iter().filter(|o| o.object != subject.object) {
                    claims.extend(self.claim(tuple, &state, &found, subject, said, object));
                }
            }
        }
        claims
    }

    fn claim(
        &self,
        tuple: &OpenTuple,
        state: &State,
        found: &[Found],
        subject: &Participant,
        said: &Said,
        object: &Participant,
    ) -> Option<Candidate> {
        let Object::Entity(subject_id) = subject.object else {
            return None;
        };
        if self.is_said_of_itself(subject_id, object) {
            return None;
        }
        let (mut name, mut ends) = (&said.name, (subject, subject_id, object));
        if let (Some(turned), Object::Entity(object_id)) = (&said.turned, &object.object)
            && (!said.of_parties || self.is_known(*object_id))
        {
            name = turned;
            ends = (object, *object_id, subject);
        }
        let (subject, subject_id, object) = ends;
        let mut candidate = assemble(
            self.deep,
            &Parts {
                trigger: tuple.predicate,
                frame: tuple.construction.as_str(),
                predicate: Predicate::Open(name.clone()),
                extractor: Open.name(),
                status: Status::Actual,
                temporality: Temporality::Event,
                lasting: true,
                subject,
                subject_id,
                object,
                found,
                state,
                read: None,
            },
        )?;
        let confidence = claim_confidence(tuple.confidence, candidate.score);
        candidate.claim.confidence = Confidence::new(confidence);
        Some(candidate)
    }

    /// "The plant, a maker of cables": where the words of the object are all that the subject is known by, they say
    /// nothing of it.
    fn is_said_of_itself(&self, subject: MentionId, object: &Participant) -> bool {
        let mentions = self.deep.mentions;
        let Some(object_id) = mentions.at(object.token) else {
            return false;
        };
        let own = &mentions.reference(subject).referents;
        let same = own.contains(&object_id)
            || mentions
                .reference(object_id)
                .referents
                .iter()
                .any(|r| own.contains(r));
        let described = matches!(object.object, Object::Text(_)) && !self.is_named(subject);
        same && (described || own.contains(&object_id))
    }

    /// Whether a construction is kept as claims. Beside relations, only what a verb or a copula with a noun says is.
    fn is_wanted(&self, tuple: &OpenTuple) -> bool {
        let v = self.deep.view;
        let reports = self.deep.operators.reports(v.lemma(tuple.predicate));
        match tuple.construction {
            Construction::Clause => self.everything || !reports,
            Construction::Copula => self.everything || v.upos(tuple.trigger).is_nominal(),
            Construction::Existence => false,
            // "the plant in Kalmar": a place or a party, no part or measure
            Construction::Modifier => {
                let thing = self.deep.mentions.at(tuple.subject.head);
                let thing = thing.is_some_and(|m| self.deep.mentions.get(m).class.is_some());
                let named = tuple.arguments.iter().any(|a| {
                    let mention = self.deep.mentions.at(a.head);
                    a.preposition.iter().all(|&p| v.lemma(p) != "of")
                        && mention.is_some_and(|m| self.is_named(m))
                });
                self.everything && thing && named
            }
            _ => self.everything,
        }
    }

    fn certainty(&self, tuple: &OpenTuple) -> f32 {
        if tuple.construction.is_clause() {
            self.deep
                .surface_subject(tuple.trigger)
                .map_or(0.9, |f| f.certainty)
        } else {
            0.95
        }
    }

    /// Who does what a passive says.
    fn agents(&self, tuple: &OpenTuple) -> Vec<Filler> {
        let passive = tuple.construction.is_clause()
            && self.deep.is_verbal(tuple.predicate)
            && self.deep.is_passive(tuple.predicate);
        if passive {
            self.deep.subjects(tuple.predicate)
        } else {
            Vec::new()
        }
    }

    pub(super) fn members(&self, f: Filler) -> Vec<Filler> {
        let members = self.deep.members(f.token).into_iter();
        members.map(|token| Filler { token, ..f }).collect()
    }

    fn qualifiers(&self, t: usize, state: &State, participants: &[usize]) -> Vec<Found> {
        let deep = self.deep;
        let domain = deep.domain(t, participants);
        let mut found = deep.general(t, &domain, &self.spec, &self.relation, participants);
        for &c in &state.conditions {
            if !found.iter().any(|f| f.key == QualifierKey::Condition) {
                found.extend(deep.condition_words(c));
            }
        }
        found
    }
}

/// A relation that takes what any clause may say.
fn anything() -> Relation {
    Relation {
        name: String::new(),
        iri: String::new(),
        label: String::new(),
        synonyms: Vec::new(),
        comment: String::new(),
        domain: Vec::new(),
        range: Vec::new(),
        symmetric: false,
        disjoint: Vec::new(),
        inverse: None,
        deal: false,
        impersonal: false,
        least: None,
        temporality: Temporality::Event,
        qualifiers: vec![
            QualifierKey::Amount,
            QualifierKey::AmountMax,
            QualifierKey::AmountMin,
            QualifierKey::Condition,
            QualifierKey::Date,
            QualifierKey::Duration,
            QualifierKey::Place,
            QualifierKey::Purpose,
            QualifierKey::ValidFrom,
            QualifierKey::ValidUntil,
        ],
    }
}

/// A frame that asks for nothing.
pub(in crate::extract) fn general() -> FrameClaim {
    FrameClaim {
        relation: String::new(),
        subject: SlotExpr::default(),
        object: SlotExpr::default(),
        qualifiers: Vec::new(),
        set: Vec::new(),
        status: Status::Actual,
        require: Vec::new(),
        forbid: Vec::new(),
        time: None,
        money: None,
        percent: Some(AmountUse::None),
        inverse: false,
        subject_class: None,
        object_class: None,
        presupposed: false,
        continues: false,
    }
}
