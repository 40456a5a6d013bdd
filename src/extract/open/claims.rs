//! The extractor of open claims: tuples whose subject is known, as claims over mentions.
//!
//! Where the ontology has relations, open claims complement them: clauses that a relation claims stay out, and so do
//! phrases without a predicate. Where it has none, everything that a text says is an open claim.

use std::collections::BTreeSet;

use super::predicate::slug;
use super::tuple::{ArgumentKind, Construction, OpenArgument, OpenTuple};
use crate::claim::{Object, Predicate, QualifierKey, Status};
use crate::extract::assemble::{Participant, Parts, assemble};
use crate::extract::calibration::is_read;
use crate::extract::deep::{Deep, Filler};
use crate::extract::{Candidate, Context, Extractor, Found, State};
use crate::mention::{AmountValue, MentionId, MentionKind};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{AmountUse, FrameClaim, Relation, SlotExpr, Temporality};

/// The extractor of open claims.
#[derive(Clone, Copy, Debug)]
pub struct Open;

impl Extractor for Open {
    fn name(&self) -> &'static str {
        "open/2"
    }

    fn extract(&self, context: &Context<'_>, earlier: &[Candidate]) -> Vec<Candidate> {
        let deep = Deep {
            view: context.view,
            mentions: context.mentions,
            operators: &context.grammar.operators,
        };
        let claimed = |t: usize| {
            earlier
                .iter()
                .filter(|c| c.score > 0.0 || is_read(c.read))
                .any(|c| c.trigger == t || (c.participants.contains(&t) && deep.is_copular(t)))
        };
        let maker = Maker {
            deep: &deep,
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

/// What one claim says of the subjects: a predicate and what fills its object.
struct Said {
    name: String,
    objects: Vec<Participant>,
}

/// Makes claims of tuples.
struct Maker<'a> {
    deep: &'a Deep<'a>,
    /// Whether open claims are all there is.
    everything: bool,
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
        assemble(
            self.deep,
            &Parts {
                trigger: tuple.predicate,
                frame: tuple.construction.as_str(),
                predicate: Predicate::Open(said.name.clone()),
                extractor: Open.name(),
                status: Status::Actual,
                temporality: Temporality::Event,
                subject,
                subject_id,
                object,
                found,
                state,
                read: None,
            },
        )
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

    fn members(&self, f: Filler) -> Vec<Filler> {
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

    /// What a tuple says of its subject; `turned`: of the agent of its passive.
    fn said(&self, tuple: &OpenTuple, turned: bool) -> Vec<Said> {
        let verb = tuple.predicate;
        match tuple.construction {
            Construction::Apposition | Construction::Title => self.filled("be", &tuple.arguments),
            Construction::Location => self.filled("be-in", &tuple.arguments),
            Construction::Possession => self.filled("have", &tuple.arguments),
            Construction::Existence => Vec::new(),
            Construction::Modifier => self.with_prepositions("be", &tuple.arguments),
            Construction::Copula if !self.deep.is_verbal(verb) => {
                let Some(first) = tuple.arguments.first() else {
                    return Vec::new();
                };
                let name = self.deep.copula_name(tuple);
                if first.preposition.is_empty() {
                    return self.filled(&name, std::slice::from_ref(first));
                }
                self.with_prepositions(&name, std::slice::from_ref(first))
            }
            Construction::Clause | Construction::Report | Construction::Copula => {
                self.verb_says(tuple, turned)
            }
        }
    }

    fn verb_says(&self, tuple: &OpenTuple, turned: bool) -> Vec<Said> {
        let deep = self.deep;
        let verb = tuple.predicate;
        let name = deep.verb_name(verb, turned);
        let mut objects = if turned || !deep.is_passive(verb) {
            deep.objects(verb)
        } else {
            Vec::new()
        };
        if objects.is_empty() {
            objects = tuple
                .arguments
                .iter()
                .filter(|a| a.kind == ArgumentKind::Object)
                .map(|a| Filler {
                    token: a.head,
                    certainty: 0.9,
                })
                .collect();
        }
        let mut said = Vec::new();
        let mut stem = name.clone();
        if let Some(object) = objects.first() {
            if let Some(behind) = self.behind(&name, object.token) {
                said.push(behind);
                if !self.everything {
                    return said;
                }
            }
            let found: Vec<Participant> = self
                .members(*object)
                .into_iter()
                .filter_map(|f| self.participant(f))
                .collect();
            if deep.view.upos(object.token) == Upos::Noun && !turned {
                stem = format!("{name}-{}", slug(deep.view.lemma(object.token)));
            }
            if !found.is_empty() {
                said.push(Said {
                    name,
                    objects: found,
                });
            }
        } else if let Some(p) = deep.predicates(verb).first() {
            said.extend(self.words(*p).map(|p| Said {
                name,
                objects: vec![p],
            }));
        }
        if said.is_empty() || self.everything {
            let obliques = tuple.arguments.iter().filter(|a| self.is_party(a));
            let mut more = self.with_prepositions(&stem, obliques);
            if !self.everything {
                more.truncate(1);
            }
            said.append(&mut more);
            if self.everything {
                said.extend(self.recipient(&stem, verb));
            }
        }
        if said.is_empty() && self.everything {
            said.extend(self.complement(tuple));
        }
        said
    }

    /// "gave Quillon the archive" says what "gave the archive to Quillon" does.
    fn recipient(&self, stem: &str, verb: usize) -> Option<Said> {
        let deep = self.deep;
        if deep.is_passive(verb) {
            return None;
        }
        let recipients = deep.recipients(verb);
        let objects: Vec<Participant> = recipients
            .into_iter()
            .flat_map(|f| self.members(f))
            .filter_map(|f| self.entity(f))
            .collect();
        (!objects.is_empty()).then(|| Said {
            name: format!("{stem}-to"),
            objects,
        })
    }

    /// Whether an oblique is a participant: no time or amount, not the agent, no source, and no place that qualifies.
    fn is_party(&self, a: &OpenArgument) -> bool {
        let deep = self.deep;
        let plain = !a.preposition.is_empty()
            && !matches!(a.kind, ArgumentKind::Time | ArgumentKind::Agent)
            && deep.mentions.time_at(a.head).is_none()
            && deep.mentions.amount_at(a.head).is_none();
        plain && deep.preposition(a.head).as_deref() != Some("according-to")
    }

    /// What is said or thought, as words.
    fn complement(&self, tuple: &OpenTuple) -> Option<Said> {
        let deep = self.deep;
        let a = tuple
            .arguments
            .iter()
            .find(|a| a.kind == ArgumentKind::Complement)?;
        let tokens: Vec<usize> = deep
            .argument_words(a, super::Profile::Minimal, false)
            .into_iter()
            .skip_while(|&k| {
                deep.view.deprel(k) == Deprel::Mark && deep.view.head(k) == Some(a.head)
            })
            .collect();
        let words = self.text(&tokens, LONGEST_CLAUSE)?;
        Some(Said {
            name: deep.verb_name(tuple.predicate, false),
            objects: vec![Participant {
                token: a.head,
                object: Object::Text(words.clone()),
                certainty: 0.75,
                words,
                how: "words".into(),
            }],
        })
    }

    fn filled(&self, name: &str, arguments: &[OpenArgument]) -> Vec<Said> {
        arguments
            .iter()
            .take(1)
            .filter_map(|a| {
                let f = Filler {
                    token: a.head,
                    certainty: 0.9,
                };
                let object = if name == "be" {
                    self.words(f)
                } else {
                    self.participant(f)
                };
                object.map(|p| Said {
                    name: name.to_owned(),
                    objects: vec![p],
                })
            })
            .collect()
    }

    fn with_prepositions<'b>(
        &self,
        name: &str,
        arguments: impl IntoIterator<Item = &'b OpenArgument>,
    ) -> Vec<Said> {
        let mut names = BTreeSet::new();
        arguments
            .into_iter()
            .filter_map(|a| {
                let objects: Vec<Participant> = self
                    .members(Filler {
                        token: a.head,
                        certainty: 0.9,
                    })
                    .into_iter()
                    .filter_map(|f| self.entity(f).or_else(|| self.words(f)))
                    .collect();
                let name = self.deep.with_preposition(name, &a.preposition);
                (!objects.is_empty() && names.insert(name.clone()))
                    .then_some(Said { name, objects })
            })
            .collect()
    }

    /// An abstract object with a named thing behind a preposition belongs to the predicate: "reduces its dependence on X".
    fn behind(&self, name: &str, object: usize) -> Option<Said> {
        let deep = self.deep;
        let v = deep.view;
        let known = deep.mentions.at(object).is_some_and(|m| self.is_named(m));
        if known || v.upos(object) != Upos::Noun {
            return None;
        }
        let behind = v.children_by(object, &[Deprel::Nmod]).find(|&c| {
            deep.mentions.at(c).is_some_and(|m| self.is_named(m))
                && deep.preposition(c).is_some_and(|p| p != "of")
        })?;
        let p = self.entity(Filler {
            token: behind,
            certainty: 0.85,
        })?;
        let name = format!(
            "{name}-{}-{}",
            slug(v.lemma(object)),
            slug(&deep.preposition(behind)?)
        );
        Some(Said {
            name,
            objects: vec![p],
        })
    }

    fn participant(&self, f: Filler) -> Option<Participant> {
        self.literal(f)
            .or_else(|| self.entity(f))
            .or_else(|| self.words(f))
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
                .of(&self.deep.view.document.text)
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

    fn literal(&self, f: Filler) -> Option<Participant> {
        let amount = self.deep.mentions.amount_at(f.token)?;
        let object = match &amount.value {
            AmountValue::Money(m) => Object::Money(m.clone()),
            AmountValue::Count(q) => Object::Quantity(q.clone()),
            AmountValue::Percent(_) => return None,
        };
        let words = self.deep.view.words(&amount.tokens).to_owned();
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
        let v = self.deep.view;
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
        let words = self.text(&v.subtree_without(f.token, cut), LONGEST_PHRASE)?;
        Some(Participant {
            token: f.token,
            object: Object::Text(words.clone()),
            certainty: f.certainty * 0.75,
            words,
            how: "words".into(),
        })
    }

    /// The text from the first to the last of some words, if it is not too long.
    fn text(&self, tokens: &[usize], longest: usize) -> Option<String> {
        let (first, last) = (*tokens.first()?, *tokens.last()?);
        let words = self.deep.view.words(&(first..last + 1)).trim();
        (!words.is_empty() && words.chars().count() <= longest).then(|| words.to_owned())
    }
}

/// Characters of the longest phrase and the longest clause that are the object of a claim.
const LONGEST_PHRASE: usize = 120;
const LONGEST_CLAUSE: usize = 240;

/// A relation that takes what any clause may say.
fn anything() -> Relation {
    Relation {
        name: String::new(),
        iri: String::new(),
        label: String::new(),
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
