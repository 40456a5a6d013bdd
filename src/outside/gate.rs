//! The gates that a claim from outside must pass to become one of ours.

use std::ops::Range;

use super::join::join;
use super::quote::locate;
use super::{Answer, Party, Quote, Reason, Rejection, Term};
use crate::claim::{
    Attribution, Claim, Confidence, Evidence, Object, Predicate, Qualifier, Status, Trace,
    TraceStep,
};
use crate::extract::{self, Extractor, Framed, Open, Read};
use crate::mention::{MentionId, MentionKind, Mentions};
use crate::nlp::View;
use crate::ontology::{Lexicon, Ontology, Relation, hint};
use crate::resolve::slug;
use crate::text::Span;

/// Evidence that runs over more sentences supports anything.
const MOST_SENTENCES: usize = 3;
/// Claims that are less sure are not kept, as our own are not.
const LEAST: f64 = 0.25;
/// The confidence of a claim whose line gives none.
const USUAL: f64 = 0.5;
/// A name whose class is less sure may have been given the wrong one; a company is seldom taken for a person.
const DOUBT: f32 = 0.75;
const DOUBT_OF_PERSON: f32 = 0.5;

/// The gates of one document.
pub struct Gate<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) ontology: &'a Ontology,
    pub(super) lexicon: &'a Lexicon,
    pub(super) mentions: &'a mut Mentions,
    /// The first byte of each sentence that may claim something.
    statements: Vec<usize>,
}

/// A claim that passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// The claim.
    pub claim: Claim<MentionId>,
    /// Whether its offsets were found by its quote.
    pub repaired: bool,
}

/// Where the evidence of a claim stands.
pub(super) struct Place {
    /// The quote.
    pub evidence: Span,
    /// The sentences that it touches.
    pub cover: Span,
}

impl<'a> Gate<'a> {
    /// The gates of a document. What its text says that the analysis does not know is added to `mentions`.
    #[must_use]
    pub fn new(
        view: &'a View<'a>,
        ontology: &'a Ontology,
        lexicon: &'a Lexicon,
        mentions: &'a mut Mentions,
    ) -> Self {
        let statements = extract::statements(view).map(|s| s.span.start).collect();
        Self {
            view,
            ontology,
            lexicon,
            mentions,
            statements,
        }
    }

    /// Checks what a line says of one piece of its evidence.
    ///
    /// # Errors
    /// The first gate at which it is stopped.
    pub fn check(&mut self, answer: &Answer, quote: &Quote) -> Result<Accepted, Rejection> {
        let confidence = answer.confidence.unwrap_or(USUAL);
        if !(LEAST..=1.0).contains(&confidence) {
            let message = format!("a confidence of {confidence}; wanted {LEAST} to 1");
            return Err(Rejection::new(Reason::Confidence, "confidence", message));
        }
        let status = match answer.status.as_deref() {
            None => Status::Actual,
            Some(name) => name
                .parse()
                .map_err(|m: String| Rejection::new(Reason::Status, "status", m))?,
        };
        let relation = self.relation(answer)?;
        let (evidence, repaired) =
            locate(self.view.document, &self.view.analysis.sentences, quote)?;
        let place = self.place(evidence)?;
        let subject = self.participant(&answer.subject, &place, "subject", Reason::Subject)?;
        if let Some(relation) = &relation {
            self.fits_domain(relation, subject, &answer.subject)?;
        }
        let mut object = self.object(&answer.object, relation.as_ref(), &place)?;
        if let Object::Entity(other) = object
            && self.mentions.reference(subject).referents
                == self.mentions.reference(other).referents
        {
            // "Ola is the chairman": the description is what is said of her
            object = match (&relation, answer.object.words()) {
                (None, Some(words)) if words != answer.subject.label => self.text(words, &place)?,
                _ => {
                    let label = &answer.subject.label;
                    let message = format!("{label:?} stands for subject and object");
                    return Err(Rejection::new(Reason::Itself, "object", message));
                }
            };
        }
        let mut qualifiers = Vec::new();
        for (name, term) in &answer.qualifiers {
            let key = self.key(name, relation.as_ref())?;
            let value = self.value(key, term, &place)?;
            qualifiers.push(Qualifier { key, value });
        }
        qualifiers.sort();
        qualifiers.dedup();
        let mut attribution = Vec::new();
        for party in &answer.attribution {
            attribution.push(self.attribution(party, &place)?);
        }
        attribution.sort();
        attribution.dedup();
        let words = Evidence::new(self.view.document, place.evidence, place.cover);
        let Some(words) = words else {
            let message = "the evidence has no place in the text";
            return Err(Rejection::new(Reason::QuoteMissing, "evidence", message));
        };
        let steps = vec![
            self.step("subject", &answer.subject.label, Some(subject)),
            match (&answer.object, &object) {
                (Term::Words(p), Object::Entity(id)) => self.step("object", &p.label, Some(*id)),
                (term, _) => self.step("object", term.words().unwrap_or_default(), None),
            },
        ];
        let predicate = match relation {
            Some(relation) => Predicate::Relation(relation.name),
            None => Predicate::Open(slug(&answer.predicate)),
        };
        Ok(Accepted {
            claim: Claim {
                subject,
                predicate,
                object,
                qualifiers,
                status,
                attribution,
                confidence: Confidence::new(confidence),
                extractor: author(answer.extractor.as_deref()),
                evidence: vec![words],
                trace: Trace {
                    frame: "outside".to_owned(),
                    trigger: String::new(),
                    steps,
                },
            },
            repaired,
        })
    }

    /// Adds a claim that passed to those of its document; whether one of them says the same.
    pub fn join(&self, known: &mut Vec<Claim<MentionId>>, new: Claim<MentionId>) -> bool {
        join(known, new, self.ontology, self.mentions)
    }

    /// The relation; none for an open claim.
    fn relation(&self, answer: &Answer) -> Result<Option<Relation>, Rejection> {
        if answer.open {
            if answer.predicate.chars().any(char::is_alphanumeric) {
                return Ok(None);
            }
            let message = "an open predicate without a word";
            return Err(Rejection::new(Reason::Relation, "predicate", message));
        }
        let name = answer.predicate.as_str();
        let by_iri = || self.ontology.relations.values().find(|r| r.iri == name);
        match self.ontology.relation(name).or_else(by_iri) {
            Some(relation) => Ok(Some(relation.clone())),
            None => {
                let known = self.ontology.relations.keys().map(String::as_str);
                let message = format!("the ontology has no relation {name:?}{}", hint(name, known));
                Err(Rejection::new(Reason::Relation, "predicate", message))
            }
        }
    }

    fn place(&self, evidence: Span) -> Result<Place, Rejection> {
        let sentences = &self.view.analysis.sentences;
        let first = sentences.partition_point(|s| s.span.end <= evidence.start);
        let end = sentences.partition_point(|s| s.span.start < evidence.end);
        let touched: Range<usize> = first..end.max(first);
        let said = sentences[touched.clone()]
            .iter()
            .all(|s| self.statements.binary_search(&s.span.start).is_ok());
        if touched.is_empty() || !said {
            let message = "the evidence is a question, boilerplate, or in no sentence";
            return Err(Rejection::new(Reason::NoStatement, "evidence", message));
        }
        if touched.len() > MOST_SENTENCES {
            let message = format!(
                "the evidence runs over {} sentences; at most {MOST_SENTENCES} may support a claim",
                touched.len()
            );
            return Err(Rejection::new(Reason::QuoteLong, "evidence", message));
        }
        let cover = sentences[touched]
            .iter()
            .fold(evidence, |cover, s| cover.cover(s.span));
        Ok(Place { evidence, cover })
    }

    fn fits_domain(
        &self,
        relation: &Relation,
        subject: MentionId,
        party: &Party,
    ) -> Result<(), Rejection> {
        let (class, _) = self.class_of(subject);
        let person = relation.domain == ["Person"];
        if self.ontology.fits_domain(relation, class) || self.is_guess(subject, person) {
            return Ok(());
        }
        Err(Rejection::new(
            Reason::Domain,
            "subject",
            format!(
                "{:?} is of the class {}; the subject of {} is {}",
                party.label,
                class.unwrap_or("?"),
                relation.name,
                relation.domain.join(", ")
            ),
        ))
    }

    /// Whether a name may have been given the wrong class.
    pub(super) fn is_guess(&self, id: MentionId, person: bool) -> bool {
        let doubt = if person { DOUBT_OF_PERSON } else { DOUBT };
        self.class_of(id).1 < doubt && self.mentions.get(id).kind == MentionKind::Name
    }

    fn attribution(
        &mut self,
        party: &Party,
        place: &Place,
    ) -> Result<Attribution<MentionId>, Rejection> {
        let reason = Reason::Attribution;
        let named = self.participant(party, place, "attribution", reason);
        match named {
            Ok(id) if self.is_named(id) => Ok(Attribution::Entity(id)),
            _ if self.stands(&party.label) => Ok(Attribution::Text(party.label.clone())),
            Ok(id) => Ok(Attribution::Entity(id)),
            Err(rejection) => Err(Rejection {
                reason,
                ..rejection
            }),
        }
    }

    pub(super) fn is_named(&self, id: MentionId) -> bool {
        let referents = &self.mentions.reference(id).referents;
        let named = |r: &MentionId| self.mentions.get(*r).kind == MentionKind::Name;
        referents.iter().any(named)
    }

    fn step(&self, slot: &str, words: &str, id: Option<MentionId>) -> TraceStep {
        TraceStep {
            slot: slot.to_owned(),
            words: words.to_owned(),
            how: id.map_or_else(String::new, |id| self.mentions.reference(id).how.clone()),
        }
    }
}

/// The name under which a claim is recorded: the one that its line gives, but none of our own extractors'.
fn author(name: Option<&str>) -> String {
    let name: String = name
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take(80)
        .collect();
    let ours = [Framed.name(), Read.name(), Open.name()];
    if name.is_empty() {
        "outside/1".to_owned()
    } else if ours.contains(&name.as_str()) {
        format!("outside:{name}")
    } else {
        name
    }
}
