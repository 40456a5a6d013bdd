//! What else tells right claims from wrong ones, beside the frame's score and the model's probability: how the words of a
//! claim stand for its participants, and whether such a participant is what the relation asks for.

use super::{Candidate, Context};
use crate::claim::{Object, Predicate, Status};
use crate::mention::{MentionId, MentionKind};
use crate::nlp::{Deprel, Upos};
use crate::ontology::Relation;

/// How the words of a participant stand for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// A name, or a literal.
    Named,
    /// A pronoun or a description, with the certainty of its resolution.
    Resolved(f32),
    /// A description of something that has no name.
    Described,
    /// One of those for whom a plural stands.
    Member,
    /// Nothing in the sentence: it was left out.
    LeftOut,
}

/// The doubts about one claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doubts {
    /// How the subject is said.
    pub subject: Standing,
    /// How the object is said.
    pub object: Standing,
    /// An authority does what is not for authorities alone.
    pub authority: bool,
    /// A person does what companies do.
    pub personal: bool,
    /// How sure the class of the subject is, in (0, 1].
    pub subject_class: f32,
    /// How sure the class of the object is, in (0, 1].
    pub object_class: f32,
    /// What triggers the claim is neither a verb nor a noun.
    pub odd: bool,
    /// The subject is nobody in particular: "any fund", "every buyer".
    pub general: bool,
    /// The claim is read off the very description whose resolution is not sure: "the Turin-based group".
    pub self_told: bool,
    /// Two are named together, and mostly only one of them is meant: "A and B enter a licence agreement".
    pub either: bool,
    /// How likely the model holds the status, in [0, 1]; 1 where it does not read the claim.
    pub status: f32,
}

/// How a resolution is called that the structure of the sentence leaves no doubt of.
const STRUCTURAL: &[&str] = &[
    "apposition",
    "description before the name",
    "its name",
    "called by its name",
    "copula",
];

/// Determiners of what is nobody in particular.
const GENERAL: &[&str] = &["any", "every", "each", "whichever", "whatever"];

impl Doubts {
    /// The doubts about a claim; `None` where its predicate is no relation of the ontology.
    #[must_use]
    pub fn of(context: &Context<'_>, candidate: &Candidate) -> Option<Self> {
        let claim = &candidate.claim;
        let Predicate::Relation(name) = &claim.predicate else {
            return None;
        };
        let relation = context.ontology.relation(name)?;
        let standing = |id: MentionId, place: usize| standing(context, candidate, id, place);
        let object = match claim.object {
            Object::Entity(id) => standing(id, 1),
            _ => Standing::Named,
        };
        let sure = |id: MentionId| {
            let mentions = context.mentions;
            let first = mentions.reference(id).referents.first().copied();
            mentions.get(first.unwrap_or(id)).class_confidence
        };
        let view = context.view;
        let head = context.mentions.get(claim.subject).head;
        Some(Self {
            subject: standing(claim.subject, 0),
            object,
            authority: is_one(context, claim.subject, "GovernmentAgency")
                && !asks_for(relation, "GovernmentAgency"),
            personal: relation.impersonal && is_one(context, claim.subject, "Person"),
            subject_class: sure(claim.subject),
            object_class: match claim.object {
                Object::Entity(id) => sure(id),
                _ => 1.0,
            },
            odd: !matches!(
                view.upos(candidate.trigger),
                Upos::Verb | Upos::Noun | Upos::Propn
            ),
            general: claim.status == Status::Actual
                && context.mentions.get(claim.subject).kind == MentionKind::Nominal
                && view
                    .children_by(head, &[Deprel::Det])
                    .any(|d| GENERAL.contains(&view.lemma(d))),
            self_told: candidate.participants.first().is_some_and(|&token| {
                let resolved = matches!(standing(claim.subject, 0), Standing::Resolved(_));
                let unsure = resolved
                    && how_resolved(context, token).is_none_or(|how| !STRUCTURAL.contains(&how));
                unsure && candidate.trigger < token && view.head(candidate.trigger) == Some(token)
            }),
            either: relation.name == "licenses"
                && candidate.participants.first().is_some_and(|&token| {
                    view.deprel(token) == Deprel::Conj
                        || view.children_by(token, &[Deprel::Conj]).next().is_some()
                }),
            status: status(context, candidate, name),
        })
    }
}

/// How likely the model holds the status of a claim, where it reads the claim off the same word.
fn status(context: &Context<'_>, candidate: &Candidate, relation: &str) -> f32 {
    let readings = &context.view.analysis.readings;
    let first = readings.partition_point(|r| r.token < candidate.trigger);
    let own = readings[first..]
        .iter()
        .take_while(|r| r.token == candidate.trigger)
        .find(|r| r.relation == relation);
    own.map_or(1.0, |r| r.probability_of(candidate.claim.status))
}

fn standing(context: &Context<'_>, candidate: &Candidate, id: MentionId, place: usize) -> Standing {
    let (view, mentions) = (context.view, context.mentions);
    let Some(&token) = candidate.participants.get(place) else {
        return Standing::Named;
    };
    if view.sentence_index(token) != view.sentence_index(candidate.trigger) {
        return Standing::LeftOut;
    }
    let plural = mentions
        .at(token)
        .filter(|&m| m != id && mentions.reference(m).referents.len() > 1);
    match plural {
        Some(m) if mentions.reference(m).is_by_example() => return Standing::Named,
        Some(_) => return Standing::Member,
        None => {}
    }
    let reference = mentions.reference(id);
    match mentions.get(id).kind {
        MentionKind::Name => Standing::Named,
        _ if reference.referents == [id] => Standing::Described,
        _ => Standing::Resolved(reference.confidence),
    }
}

/// How the mention of a word was resolved.
fn how_resolved<'a>(context: &Context<'a>, token: usize) -> Option<&'a str> {
    let m = context.mentions.at(token)?;
    let how = context.mentions.reference(m).how.as_str();
    Some(how.split(" →").next().unwrap_or(how))
}

fn class_of<'a>(context: &Context<'a>, id: MentionId) -> Option<&'a str> {
    let mentions = context.mentions;
    let first = mentions.reference(id).referents.first();
    let class = |m: MentionId| mentions.get(m).class.as_deref();
    first.and_then(|&m| class(m)).or_else(|| class(id))
}

fn is_one(context: &Context<'_>, id: MentionId, class: &str) -> bool {
    class_of(context, id).is_some_and(|c| context.ontology.is_a(c, class))
}

/// Whether a relation names a class among those of its subjects.
fn asks_for(relation: &Relation, class: &str) -> bool {
    relation.domain.iter().any(|c| c == class)
}
