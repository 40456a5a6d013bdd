//! Open claims: what clauses say outside the ontology, in the sentence's own words.
//!
//! The predicate is minted from the lemma of the verb, its particle, the head of an object that is no participant itself,
//! and the preposition: "reduces its dependence on X" is `reduce-dependence-on`.

use super::assemble::{Participant, Parts, assemble};
use super::calibration::is_read;
use super::deep::{Deep, Filler};
use super::{Candidate, Context, Extractor};
use crate::claim::{Object, Predicate, QualifierKey, Status};
use crate::mention::{AmountValue, MentionId, MentionKind};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{AmountUse, FrameClaim, Relation, SlotExpr, Temporality};

/// The extractor of open claims.
#[derive(Clone, Copy, Debug)]
pub struct Open;

impl Extractor for Open {
    fn name(&self) -> &'static str {
        "open/1"
    }

    fn extract(&self, context: &Context<'_>, earlier: &[Candidate]) -> Vec<Candidate> {
        let deep = Deep {
            view: context.view,
            mentions: context.mentions,
            operators: &context.grammar.operators,
        };
        let clause = Clauses {
            context,
            deep,
            relation: anything(),
            spec: general(),
        };
        let mut found = Vec::new();
        for sentence in context.sentences() {
            for t in sentence.tokens.clone() {
                let framed = earlier
                    .iter()
                    .filter(|c| c.score > 0.0 || is_read(c.read))
                    .any(|c| {
                        c.trigger == t || (c.participants.contains(&t) && clause.deep.is_copular(t))
                    });
                if !framed {
                    found.extend(clause.claims(t));
                }
            }
        }
        found
    }
}

struct Clauses<'a> {
    context: &'a Context<'a>,
    deep: Deep<'a>,
    relation: Relation,
    spec: FrameClaim,
}

impl Clauses<'_> {
    fn claims(&self, t: usize) -> Vec<Candidate> {
        let v = self.context.view;
        let deep = &self.deep;
        let copular = deep.is_copular(t) && v.upos(t).is_nominal();
        if !(v.upos(t) == Upos::Verb || copular) || deep.operators.reports(v.lemma(t)) {
            return Vec::new();
        }
        let state = deep.state(t);
        if state.idle {
            return Vec::new();
        }
        let subjects: Vec<Participant> = if copular {
            deep.surface_subject(t).into_iter().collect()
        } else {
            deep.subjects(t)
        }
        .into_iter()
        .flat_map(|f| {
            deep.members(f.token).into_iter().map(move |token| Filler {
                token,
                certainty: f.certainty,
            })
        })
        .filter_map(|f| self.entity(f))
        .collect();
        if subjects.is_empty() {
            return Vec::new();
        }
        let Some((name, objects)) = self.predicate(t, copular) else {
            return Vec::new();
        };
        let participants: Vec<usize> = subjects.iter().chain(&objects).map(|p| p.token).collect();
        let domain = deep.domain(t, &participants);
        let mut found = deep.general(t, &domain, &self.spec, &self.relation, &participants);
        for &c in &state.conditions {
            if !found.iter().any(|f| f.key == QualifierKey::Condition) {
                found.extend(deep.condition_words(c));
            }
        }
        let mut out = Vec::new();
        for subject in &subjects {
            let Object::Entity(subject_id) = subject.object else {
                continue;
            };
            for object in &objects {
                if object.object == subject.object {
                    continue;
                }
                out.extend(assemble(
                    deep,
                    &Parts {
                        trigger: t,
                        frame: if copular { "copula" } else { "clause" },
                        predicate: Predicate::Open(name.clone()),
                        extractor: Open.name(),
                        status: Status::Actual,
                        temporality: Temporality::Event,
                        subject,
                        subject_id,
                        object,
                        found: &found,
                        state: &state,
                        read: None,
                    },
                ));
            }
        }
        out
    }

    /// A participant that refers to something known.
    fn entity(&self, f: Filler) -> Option<Participant> {
        let mentions = self.deep.mentions;
        let id = mentions.at(f.token)?;
        let reference = mentions.reference(id);
        if reference.referents.is_empty()
            || mentions.time_at(f.token).is_some()
            || mentions.amount_at(f.token).is_some()
        {
            return None;
        }
        Some(Participant {
            token: f.token,
            object: Object::Entity(id),
            certainty: f.certainty * reference.confidence * 0.8,
            words: mentions
                .get(id)
                .span
                .of(&self.context.view.document.text)
                .to_owned(),
            how: reference.how.clone(),
        })
    }

    fn is_named(&self, id: MentionId) -> bool {
        let mentions = self.deep.mentions;
        mentions
            .reference(id)
            .referents
            .iter()
            .any(|&r| mentions.get(r).kind == MentionKind::Name)
    }

    /// The minted predicate and what fills its object.
    fn predicate(&self, t: usize, copular: bool) -> Option<(String, Vec<Participant>)> {
        let v = self.context.view;
        let deep = &self.deep;
        if copular {
            return Some((
                "be".to_owned(),
                vec![self.words(Filler {
                    token: t,
                    certainty: 0.9,
                })?],
            ));
        }
        let mut name = slug(v.lemma(t));
        for p in v.children_by(t, &[Deprel::CompoundPrt]) {
            name.push('-');
            name.push_str(&slug(v.form(p)));
        }
        let objects = deep.objects(t);
        if let Some(object) = objects.first() {
            // an abstract object with a named thing behind a preposition belongs to the predicate
            let known = deep
                .mentions
                .at(object.token)
                .is_some_and(|m| self.is_named(m));
            let behind = v.children_by(object.token, &[Deprel::Nmod]).find(|&c| {
                deep.mentions.at(c).is_some_and(|m| self.is_named(m))
                    && deep.preposition(c).is_some_and(|p| p != "of")
            });
            if let (false, Some(behind), true) = (known, behind, v.upos(object.token) == Upos::Noun)
            {
                let p = self.entity(Filler {
                    token: behind,
                    certainty: 0.85,
                })?;
                let name = format!(
                    "{name}-{}-{}",
                    slug(v.lemma(object.token)),
                    slug(&deep.preposition(behind)?)
                );
                return Some((name, vec![p]));
            }
            let found: Vec<Participant> = deep
                .members(object.token)
                .into_iter()
                .filter_map(|token| {
                    let f = Filler {
                        token,
                        certainty: object.certainty,
                    };
                    self.literal(f)
                        .or_else(|| self.entity(f))
                        .or_else(|| self.words(f))
                })
                .collect();
            return (!found.is_empty()).then_some((name, found));
        }
        if let Some(p) = deep.predicates(t).first() {
            return Some((name, vec![self.words(*p)?]));
        }
        for c in v.children_by(t, &[Deprel::Obl, Deprel::OblAgent]) {
            if deep.mentions.time_at(c).is_some() || deep.mentions.amount_at(c).is_some() {
                continue;
            }
            let Some(preposition) = deep.preposition(c) else {
                continue;
            };
            if preposition == "by" && deep.is_passive(t) || preposition == "according-to" {
                continue;
            }
            let name = format!("{name}-{}", slug(&preposition));
            let found: Vec<Participant> = deep
                .members(c)
                .into_iter()
                .filter_map(|token| {
                    let f = Filler {
                        token: deep.antecedent(token),
                        certainty: 0.9,
                    };
                    self.entity(f).or_else(|| self.words(f))
                })
                .collect();
            if !found.is_empty() {
                return Some((name, found));
            }
        }
        None
    }

    fn literal(&self, f: Filler) -> Option<Participant> {
        let amount = self.deep.mentions.amount_at(f.token)?;
        let object = match &amount.value {
            AmountValue::Money(m) => Object::Money(m.clone()),
            AmountValue::Count(q) => Object::Quantity(q.clone()),
            AmountValue::Percent(_) => return None,
        };
        let words = self.context.view.words(&amount.tokens).to_owned();
        Some(Participant {
            token: f.token,
            object,
            certainty: f.certainty * 0.8,
            words,
            how: "amount".into(),
        })
    }

    /// The words of a phrase without clauses, as a text object; nothing for a pronoun.
    fn words(&self, f: Filler) -> Option<Participant> {
        let v = self.context.view;
        if matches!(v.upos(f.token), Upos::Pron | Upos::Det | Upos::Punct)
            || self.deep.mentions.time_at(f.token).is_some()
        {
            return None;
        }
        let cut = |c: usize| {
            matches!(
                v.deprel(c),
                Deprel::AclRelcl
                    | Deprel::Acl
                    | Deprel::Advcl
                    | Deprel::Appos
                    | Deprel::Conj
                    | Deprel::Cc
                    | Deprel::Parataxis
                    | Deprel::Punct
                    | Deprel::Case
                    | Deprel::Mark
                    | Deprel::Cop
                    | Deprel::Nsubj
                    | Deprel::Aux
                    | Deprel::NsubjPass
            ) || (v.deprel(c) == Deprel::Det && v.lemma(c) != "no")
                || v.deprel(c) == Deprel::Advmod && !self.deep.is_verbal(f.token)
        };
        let tokens = v.subtree_without(f.token, cut);
        let (first, last) = (*tokens.first()?, *tokens.last()?);
        let words = v.words(&(first..last + 1)).trim().to_owned();
        if words.is_empty() || words.chars().count() > 120 {
            return None;
        }
        Some(Participant {
            token: f.token,
            object: Object::Text(words.clone()),
            certainty: f.certainty * 0.75,
            words,
            how: "words".into(),
        })
    }
}

/// Letters and digits in lower case, anything else as one hyphen.
fn slug(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
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
        inverse: None,
        deal: false,
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
pub(super) fn general() -> FrameClaim {
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
