//! The entities of one document.

use std::collections::{BTreeMap, BTreeSet};

use super::label;
use crate::claim::{Attribution, Claim, Object, Qualifier, Value};
use crate::mention::{Definiteness, MentionId, MentionKind, Mentions};
use crate::nlp::{Deprel, View};
use crate::ontology::Lexicon;

/// Index of a [`LocalEntity`] in its [`DocumentGraph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalId(pub u32);

/// Something that one document talks about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocalEntity {
    /// What to call it in this document.
    pub label: String,
    /// Its names as written, with how often each occurs; empty when it is only described.
    pub forms: BTreeMap<String, u32>,
    /// Local name of its class, if known.
    pub class: Option<String>,
    /// How sure the class is, in (0, 1].
    pub class_confidence: f32,
    /// Local name of its class in the user's ontology and how sure it is, if the text tells.
    pub own: Option<(String, f32)>,
    /// Whether it is known by a name.
    pub named: bool,
    /// What it is to be called, where that was given with a claim.
    pub called: Option<String>,
    /// Whether it is called by its full name, so that it is not taken for another with a like one.
    pub told_apart: bool,
    /// How many mentions refer to it.
    pub mentions: u32,
}

/// The claims of one document over its own entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentGraph {
    /// [`Document::id`](crate::text::Document::id).
    pub document: String,
    /// Its entities, in the order of their first mention; only those that claims are about.
    pub entities: Vec<LocalEntity>,
    /// Its claims.
    pub claims: Vec<Claim<LocalId>>,
}

/// Turns claims over mentions into claims over the entities of the document. A claim about a plural becomes one claim for
/// each member; a claim with a participant that is not resolved, or that says something of a thing and itself, is left out.
#[must_use]
pub fn document(
    view: &View<'_>,
    lexicon: &Lexicon,
    mentions: &Mentions,
    claims: Vec<Claim<MentionId>>,
) -> DocumentGraph {
    let mut expanded: Vec<Claim<MentionId>> = Vec::new();
    for claim in claims {
        expand(view, mentions, claim, &mut expanded);
    }
    let mut used: BTreeMap<MentionId, LocalId> = BTreeMap::new();
    for claim in &expanded {
        let mut note = |id: MentionId| {
            used.entry(id).or_insert(LocalId(0));
        };
        note(claim.subject);
        if let Object::Entity(id) = &claim.object {
            note(*id);
        }
        for q in &claim.qualifiers {
            if let Value::Entity(id) = &q.value {
                note(*id);
            }
        }
        for a in &claim.attribution {
            if let Attribution::Entity(id) = a {
                note(*id);
            }
        }
    }
    for (i, local) in used.values_mut().enumerate() {
        local.0 = i as u32;
    }
    let entities = entities(view, lexicon, mentions, &used);
    let claims = expanded
        .into_iter()
        .map(|c| c.map(|id| used.get(&id).copied().unwrap_or(LocalId(0))))
        .collect();
    DocumentGraph {
        document: view.document.id.clone(),
        entities,
        claims,
    }
}

fn entities(
    view: &View<'_>,
    lexicon: &Lexicon,
    mentions: &Mentions,
    used: &BTreeMap<MentionId, LocalId>,
) -> Vec<LocalEntity> {
    let mut entities = vec![LocalEntity::default(); used.len()];
    let mut descriptions: Vec<Vec<MentionId>> = vec![Vec::new(); used.len()];
    for (i, (mention, reference)) in mentions
        .mentions
        .iter()
        .zip(&mentions.references)
        .enumerate()
    {
        let id = MentionId(i as u32);
        for referent in &reference.referents {
            let Some(local) = used.get(referent) else {
                continue;
            };
            let entity = &mut entities[local.0 as usize];
            entity.mentions += 1;
            if reference.referents.len() > 1 {
                continue;
            }
            match mention.kind {
                MentionKind::Name => {
                    let form = label::clean(view.words(&mention.tokens));
                    *entity.forms.entry(form).or_default() += 1;
                }
                MentionKind::Nominal => descriptions[local.0 as usize].push(id),
                MentionKind::Pronoun => {}
            }
        }
    }
    for (&referent, &local) in used {
        let entity = &mut entities[local.0 as usize];
        let representative = mentions.get(referent);
        entity.class.clone_from(&representative.class);
        entity.class_confidence = representative.class_confidence;
        entity.own = mentions.own.get(&referent).cloned();
        entity.named = !entity.forms.is_empty();
        entity.called = mentions.labels.get(&referent).cloned();
        if let Some(label) = entity.called.clone() {
            entity.label.clone_from(&label);
            entity.named = entity.named || label.starts_with(char::is_uppercase);
            entity.forms = BTreeMap::from([(label, 1)]);
            continue;
        }
        entity.label = if entity.named {
            label::of_forms(&entity.forms, entity.class.as_deref(), lexicon)
        } else {
            description(
                view,
                lexicon,
                mentions,
                referent,
                &descriptions[local.0 as usize],
            )
        };
    }
    tell_apart(&mut entities, lexicon);
    entities
}

/// Calls by its full name what stands in another's name too: "Halvera Mining" beside "Brisk Halvera", though the text says "Halvera".
fn tell_apart(entities: &mut [LocalEntity], lexicon: &Lexicon) {
    let mut ends: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, entity) in entities.iter().enumerate() {
        if entity.named && entity.called.is_none() {
            let words = entity
                .forms
                .keys()
                .flat_map(|f| f.split_whitespace().skip(1));
            for word in words {
                ends.entry(word.to_owned()).or_default().insert(i);
            }
        }
    }
    for i in 0..entities.len() {
        let entity = &entities[i];
        let person = entity.class.as_deref() == Some("Person");
        if !entity.named || entity.called.is_some() || person || entity.label.contains(' ') {
            continue;
        }
        let others = ends.get(&entity.label);
        let meant = others.is_some_and(|others| others.iter().any(|&k| k != i));
        let begins = |f: &&String| f.split_whitespace().next() == Some(&entity.label);
        let full = entity.forms.keys().filter(begins);
        let full = full.map(|f| label::without_legal_form(f, lexicon));
        if let Some(full) = full.filter(|f| f.contains(' ')).max_by_key(String::len)
            && meant
        {
            entities[i].label = full;
            entities[i].told_apart = true;
        }
    }
}

/// The label of something without a name: its fullest description, with the name of whose it is.
fn description(
    view: &View<'_>,
    lexicon: &Lexicon,
    mentions: &Mentions,
    referent: MentionId,
    all: &[MentionId],
) -> String {
    let fullest = all
        .iter()
        .copied()
        .filter(|id| mentions.get(*id).tokens.len() <= 8)
        .max_by_key(|id| {
            // What is set beside a description says something of it: "the contract, their third revision since March".
            let beside = view.deprel(mentions.get(*id).head) == Deprel::Appos;
            let length = mentions.get(*id).tokens.len();
            (!beside, length, std::cmp::Reverse(*id))
        })
        .unwrap_or(referent);
    let mention = mentions.get(fullest);
    let mut words = label::clean(view.words(&mention.tokens));
    // The first word of a sentence is written large.
    let first = mention.tokens.start;
    if view.form(first).chars().skip(1).all(char::is_lowercase)
        && view
            .lemma(first)
            .chars()
            .next()
            .is_some_and(char::is_lowercase)
        && view.sentence(first).tokens.start == first
    {
        words = label::uncapitalise(&words);
    }
    let owner = all
        .iter()
        .chain([&referent])
        .filter(|id| mentions.get(**id).definiteness == Definiteness::Possessive)
        .find_map(|id| {
            let possessor = view.child(mentions.get(*id).head, &[Deprel::NmodPoss])?;
            let of = mentions.at(possessor)?;
            let [owner] = mentions.reference(of).referents[..] else {
                return None;
            };
            (owner != referent && mentions.get(owner).kind == MentionKind::Name).then_some(owner)
        });
    match owner {
        Some(owner) => {
            let mut forms: BTreeMap<String, u32> = BTreeMap::new();
            for (m, r) in mentions.mentions.iter().zip(&mentions.references) {
                if m.kind == MentionKind::Name && r.referents == [owner] {
                    *forms
                        .entry(label::clean(view.words(&m.tokens)))
                        .or_default() += 1;
                }
            }
            let name = label::of_forms(&forms, mentions.get(owner).class.as_deref(), lexicon);
            if words.to_lowercase().contains(&name.to_lowercase()) {
                words
            } else {
                format!("{name} {words}")
            }
        }
        None => words,
    }
}

fn expand(
    view: &View<'_>,
    mentions: &Mentions,
    claim: Claim<MentionId>,
    out: &mut Vec<Claim<MentionId>>,
) {
    let of = |id: MentionId| mentions.reference(id).referents.as_slice();
    let words = |id: MentionId| label::clean(view.words(&mentions.get(id).tokens));
    let objects: Vec<Object<MentionId>> = match &claim.object {
        Object::Entity(id) => of(*id).iter().map(|r| Object::Entity(*r)).collect(),
        other => vec![other.clone()],
    };
    let mut qualifiers: Vec<Qualifier<MentionId>> = Vec::new();
    for q in &claim.qualifiers {
        match &q.value {
            Value::Entity(id) if of(*id).is_empty() => qualifiers.push(Qualifier {
                key: q.key,
                value: Value::Text(words(*id)),
            }),
            Value::Entity(id) => qualifiers.extend(of(*id).iter().map(|r| Qualifier {
                key: q.key,
                value: Value::Entity(*r),
            })),
            _ => qualifiers.push(q.clone()),
        }
    }
    qualifiers.sort();
    qualifiers.dedup();
    let mut attribution: Vec<Attribution<MentionId>> = Vec::new();
    for a in &claim.attribution {
        match a {
            Attribution::Entity(id) if of(*id).is_empty() => {
                attribution.push(Attribution::Text(words(*id)));
            }
            Attribution::Entity(id) => {
                attribution.extend(of(*id).iter().map(|r| Attribution::Entity(*r)));
            }
            Attribution::Text(_) => attribution.push(a.clone()),
        }
    }
    attribution.sort();
    attribution.dedup();
    for &subject in of(claim.subject) {
        for object in &objects {
            if *object == Object::Entity(subject) {
                continue;
            }
            out.push(Claim {
                subject,
                object: object.clone(),
                qualifiers: qualifiers.clone(),
                attribution: attribution.clone(),
                ..claim.clone()
            });
        }
    }
}
