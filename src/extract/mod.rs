//! Extraction: analysed text and its mentions in, claims over mentions out.

mod afterwards;
mod agree;
mod assemble;
mod attribution;
mod calibration;
mod claim_amounts;
mod claim_times;
mod clauses;
mod combine;
mod dated;
mod deep;
mod denials;
mod destination;
mod doubts;
mod exclusive;
mod fitting;
mod framed;
mod gapped;
mod held;
mod hint;
mod induced;
mod labelled;
mod learned;
mod levels;
mod open;
mod owned;
mod payments;
mod phrases;
mod qualifiers;
mod select;
mod spans;
mod stage;
mod status;
mod succession;
mod told;
mod wholes;

pub use attribution::Speaker;
pub use combine::{combine, with_term};
pub use deep::{Deep, Filler};
pub use doubts::{Doubts, Standing};
pub use framed::{Framed, Outcome, Read, Tried, tried};
pub use induced::{Inducer, Pattern};
pub use labelled::Labelled;
pub use learned::{LEARNED, candidates as learned_candidates, conforms, found as learned_found};
pub use open::{
    ArgumentKind, Construction, Extent, Open, OpenArgument, OpenTuple, Phrase, Profile, Sharing,
    Word, Written,
};
pub use qualifiers::{Domain, Found};
pub use status::State;

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claim, Object, Predicate, Status};
use crate::mention::{MentionId, MentionKind, Mentions};
use crate::nlp::{Sentence, View};
use crate::ontology::{Grammar, Lexicon, Ontology};
use crate::text::BlockKind;

/// What extractors read.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The analysed text.
    pub view: &'a View<'a>,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// The ontology.
    pub ontology: &'a Ontology,
    /// Its frames, operators and senses of words.
    pub grammar: &'a Grammar,
    /// What is known of words and names.
    pub lexicon: &'a Lexicon,
}

impl<'a> Context<'a> {
    /// The sentences that may claim something: no questions, nothing from boilerplate.
    pub fn sentences(&self) -> impl Iterator<Item = &'a Sentence> + use<'a> {
        statements(self.view)
    }
}

/// The sentences of a text that may claim something: no questions, nothing from boilerplate.
pub fn statements<'a>(view: &'a View<'a>) -> impl Iterator<Item = &'a Sentence> + use<'a> {
    view.analysis.sentences.iter().filter(move |sentence| {
        let kind = view.document.blocks.get(sentence.block).map(|b| b.kind);
        let asks = sentence
            .tokens
            .clone()
            .rev()
            .take(2)
            .any(|t| view.form(t) == "?");
        !asks && !matches!(kind, Some(BlockKind::Question | BlockKind::Boilerplate))
    })
}

/// A source of claims.
pub trait Extractor {
    /// Name and version, as recorded in each claim: `frames/1`.
    fn name(&self) -> &'static str;

    /// The claims found in one document, by position. `earlier` are those of the extractors that ran before.
    fn extract(&self, context: &Context<'_>, earlier: &[Candidate]) -> Vec<Candidate>;
}

/// A claim with the words that it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The claim.
    pub claim: Claim<MentionId>,
    /// The token that triggered it.
    pub trigger: usize,
    /// The tokens of its participants.
    pub participants: Vec<usize>,
    /// How well its words fit the frame or construction that found it, in (0, 1]; 0 where none did.
    pub score: f64,
    /// How likely the model holds it, in (0, 1]; 0 where it did not read it.
    pub read: f64,
    /// How sure the model is of the status, in [0, 1]; 0 where it did not read it.
    pub status_read: f32,
}

/// All claims of a document: framed ones first, open ones for the clauses that no frame takes; duplicates merged.
#[must_use]
pub fn claims(context: &Context<'_>) -> Vec<Claim<MentionId>> {
    claims_beside(context, Vec::new())
}

/// The same beside those that were learned.
#[must_use]
pub fn claims_beside(context: &Context<'_>, learned: Vec<Candidate>) -> Vec<Claim<MentionId>> {
    let mut found = learned;
    let extractors: [&dyn Extractor; 4] = [&Framed, &Read, &Labelled, &Open];
    for extractor in extractors {
        let new = extractor.extract(context, &found);
        found.extend(new);
    }
    select::select(context, found)
}

/// Who holds a position where, or founded what, as far as the frames tell: pairs of a word of the person's name and one of
/// the organisation's, of persons with one organisation only.
#[must_use]
pub fn posts(context: &Context<'_>) -> Vec<(usize, usize)> {
    let mentions = context.mentions;
    let name = |id: MentionId| match mentions.reference(id).referents[..] {
        [one] if mentions.get(one).kind == MentionKind::Name => Some(one),
        _ => None,
    };
    let mut found: BTreeMap<MentionId, BTreeSet<MentionId>> = BTreeMap::new();
    for candidate in Framed.extract(context, &[]) {
        let claim = candidate.claim;
        let (Predicate::Relation(relation), Object::Entity(object)) =
            (&claim.predicate, &claim.object)
        else {
            continue;
        };
        let pair = match relation.as_str() {
            "holdsPosition" => (claim.subject, *object),
            "foundedBy" => (*object, claim.subject),
            _ => continue,
        };
        if claim.status == Status::Actual
            && let (Some(person), Some(organization)) = (name(pair.0), name(pair.1))
        {
            found.entry(person).or_default().insert(organization);
        }
    }
    found
        .into_iter()
        .filter(|(_, organizations)| organizations.len() == 1)
        .filter_map(|(person, organizations)| {
            let organization = organizations.into_iter().next()?;
            Some((mentions.get(person).head, mentions.get(organization).head))
        })
        .collect()
}
