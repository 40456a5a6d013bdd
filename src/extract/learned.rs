//! Learned claims: what rankers find, as claims that pass the gates of all others.

use super::combine::combine;
use super::deep::Deep;
use super::{Candidate, Context};
use crate::claim::{Claim, Confidence, Evidence, Object, Predicate, Status, Trace, TraceStep};
use crate::learn::{Argument, Found, Ranker, numeral};
use crate::mention::{Definiteness, Mention, MentionId, MentionKind, Mentions};
use crate::nlp::{Upos, View};
use crate::ontology::{Ontology, Range, Relation};

/// Name and version of the extractor.
pub const LEARNED: &str = "learned/1";

/// Claims that are less likely are not made.
const LEAST: f64 = 0.02;

/// The longest stretch of a block that is read as one, in tokens.
const STRETCH: usize = 100;

/// What rankers find in a document: short blocks are read as a whole, longer ones sentence by sentence.
#[must_use]
pub fn found(context: &Context<'_>, rankers: &[Ranker]) -> Vec<Found> {
    let mut units: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for sentence in context.sentences() {
        match units.last_mut() {
            Some((block, unit))
                if *block == sentence.block
                    && unit.end == sentence.tokens.start
                    && sentence.tokens.end - unit.start <= STRETCH =>
            {
                unit.end = sentence.tokens.end;
            }
            _ => units.push((sentence.block, sentence.tokens.clone())),
        }
    }
    let mut all = Vec::new();
    for ranker in rankers {
        for (_, unit) in units.iter().filter(|(_, u)| !u.is_empty()) {
            all.extend(ranker.find(context.view, context.mentions, unit));
        }
    }
    all.retain(|f| f.probability >= LEAST && context.ontology.relation(&f.relation).is_some());
    all
}

/// Candidates of what rankers found; their participants are added to the mentions.
#[must_use]
pub fn candidates(
    view: &View<'_>,
    ontology: &Ontology,
    grammar: &crate::ontology::Grammar,
    mentions: &mut Mentions,
    found: Vec<Found>,
) -> Vec<Candidate> {
    let mut out = Vec::new();
    for f in found {
        let Some(relation) = ontology.relation(&f.relation) else {
            continue;
        };
        let class = known(ontology, mentions, f.subject.head);
        let (any_subject, any_object) = f.beyond;
        if !any_subject && !ontology.fits_domain(relation, class.as_deref()) {
            continue;
        }
        let domain = match relation.domain.as_slice() {
            [one] if !any_subject => Some(one.clone()),
            _ => class,
        };
        let Some(object) = literal(relation, &f.object, any_object).or_else(|| {
            let class = known(ontology, mentions, f.object.head);
            if !fits(ontology, relation, class.as_deref(), any_object) {
                return None;
            }
            let range = match relation.range.as_slice() {
                [Range::Class(one)] if !any_object => Some(one.clone()),
                _ => class,
            };
            Some(Object::Entity(add(view, mentions, &f.object, range)))
        }) else {
            continue;
        };
        let trigger = trigger(view, f.object.head);
        let state = Deep::new(view, mentions, grammar).state(trigger);
        let Some(evidence) = evidence(view, &f) else {
            continue;
        };
        let subject = add(view, mentions, &f.subject, domain);
        let step = |slot: &str, a: &Argument| TraceStep {
            slot: slot.to_owned(),
            words: view.words(&a.tokens).to_owned(),
            how: a.sources.iter().copied().collect::<Vec<_>>().join(", "),
        };
        out.push(Candidate {
            claim: Claim {
                subject,
                predicate: Predicate::Relation(f.relation.clone()),
                object,
                qualifiers: Vec::new(),
                status: combine(state.status, Status::Actual),
                attribution: Vec::new(),
                confidence: Confidence::new(f.probability),
                extractor: LEARNED.to_owned(),
                evidence: vec![evidence],
                trace: Trace {
                    frame: "ranker".to_owned(),
                    trigger: view.form(trigger).to_owned(),
                    steps: vec![step("subject", &f.subject), step("object", &f.object)],
                },
            },
            trigger,
            participants: vec![f.subject.head, f.object.head],
            score: f.probability,
            read: 0.0,
            status_read: 0.0,
        });
    }
    out
}

/// Whether something of a class may be the object of a relation; `any`: whatever its range says.
fn fits(ontology: &Ontology, relation: &Relation, class: Option<&str>, any: bool) -> bool {
    any || relation.takes_entity() && ontology.fits_range(relation, class)
}

/// Whether the ends of an example's triple, where they stand in the text, are in the domain and the range of its relation,
/// as far as the ontology knows the classes of what stands there.
#[must_use]
pub fn conforms(
    ontology: &Ontology,
    mentions: &Mentions,
    relation: &Relation,
    ends: (&Argument, &Argument),
) -> (bool, bool) {
    let (subject, object) = ends;
    let class = known(ontology, mentions, subject.head);
    let domain = ontology.fits_domain(relation, class.as_deref());
    let class = known(ontology, mentions, object.head);
    let range = literal(relation, object, false).is_some()
        || fits(ontology, relation, class.as_deref(), false);
    (domain, range)
}

/// The class of the mention at a token, if the ontology knows it.
fn known(ontology: &Ontology, mentions: &Mentions, token: usize) -> Option<String> {
    let class = mentions.get(mentions.at(token)?).class.clone()?;
    ontology.class(&class).is_some().then_some(class)
}

/// The object as a literal, where the relation takes one, or takes anything.
fn literal(relation: &Relation, object: &Argument, any: bool) -> Option<Object<MentionId>> {
    if let Some(date) = object.date {
        let takes = any || relation.range.is_empty() || relation.takes_date();
        return takes.then_some(Object::Date(date));
    }
    // "1984" may be a novel
    let bare = |a: &Argument| {
        let mut sources = a.sources.iter();
        a.sources.contains("number") && !sources.any(|s| matches!(*s, "entity" | "name" | "quoted"))
    };
    let number = numeral(&object.label).filter(|_| relation.takes_number() || any && bare(object));
    // "4,478 metres", where the relation asks for a number
    let first = object.label.split(' ').next().unwrap_or_default();
    let first = numeral(first).filter(|_| relation.takes_number());
    if let Some(number) = number.or(first) {
        return Some(Object::Number(number));
    }
    relation
        .takes_text()
        .then(|| Object::Text(object.label.clone()))
}

fn add(
    view: &View<'_>,
    mentions: &mut Mentions,
    argument: &Argument,
    class: Option<String>,
) -> MentionId {
    let known = mentions.labels.iter().find(|(id, label)| {
        let m = mentions.get(**id);
        **label == argument.label && m.tokens == argument.tokens
    });
    if let Some((id, _)) = known {
        return *id;
    }
    // what other extractors speak of too is the same thing, whatever it is called
    let cut = ["first and last", "without a middle name"];
    let whole = !cut.iter().any(|source| argument.sources.contains(source));
    let same = mentions.at(argument.head).filter(|&id| {
        let m = mentions.get(id);
        m.kind == MentionKind::Name
            && m.tokens == argument.tokens
            && (whole || view.words(&m.tokens) == argument.label)
            && mentions.reference(id).referents == [id]
    });
    if let Some(id) = same {
        mentions.labels.insert(id, argument.label.clone());
        return id;
    }
    let named =
        view.upos(argument.head) == Upos::Propn || argument.label.starts_with(char::is_uppercase);
    let mention = Mention {
        head: argument.head,
        tokens: argument.tokens.clone(),
        span: view.span(&argument.tokens),
        kind: if named {
            MentionKind::Name
        } else {
            MentionKind::Nominal
        },
        class,
        class_confidence: 0.8,
        number: crate::nlp::Number::Sing,
        definiteness: Definiteness::Bare,
    };
    mentions.add(mention, argument.label.clone(), "learned")
}

/// The word that says it: the nearest verb or predicate above the object, else the object.
fn trigger(view: &View<'_>, object: usize) -> usize {
    let mut at = object;
    while let Some(head) = view.head(at) {
        at = head;
        if view.upos(at) == Upos::Verb || view.head(at).is_none() {
            return at;
        }
    }
    at
}

/// The words from subject to object, where they share a sentence; else the sentence of the object.
fn evidence(view: &View<'_>, found: &Found) -> Option<Evidence> {
    let sentence = view.sentence(found.object.tokens.start).span;
    let object = view.span(&found.object.tokens);
    let subject = view.span(&found.subject.tokens);
    let all = subject.cover(object);
    let inside = sentence.start <= all.start && all.end <= sentence.end;
    let span = if inside { all } else { object };
    Evidence::new(view.document, span, sentence)
}
