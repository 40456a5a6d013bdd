//! What a tuple says of its subject: predicates with what fills their objects.

use std::collections::BTreeSet;

use super::claims::Maker;
use super::participants::LONGEST_CLAUSE;
use super::predicate::slug;
use super::tuple::{ArgumentKind, Construction, OpenArgument, OpenTuple};
use crate::claim::Object;
use crate::extract::assemble::Participant;
use crate::extract::deep::Filler;
use crate::nlp::{Deprel, Upos};
use crate::ontology::Synonyms;

/// What one claim says of the subjects: a predicate and what fills its object.
pub(super) struct Said {
    /// The predicate's name.
    pub name: String,
    /// Its name where the object says it of the subject: "bought the mill from Norvane" is what Norvane did.
    pub turned: Option<String>,
    /// Whether that holds of parties only: what is known to be somebody or something.
    pub of_parties: bool,
    /// What fills its object.
    pub objects: Vec<Participant>,
    /// What passes between the subject and the object, where that is something.
    thing: Option<Thing>,
}

/// The verb between two parties, and what passes between them.
#[derive(Clone)]
struct Thing {
    /// The verb's name.
    verb: String,
    /// The noun; none for what has a name of its own.
    noun: Option<String>,
}

impl Thing {
    /// The name of the verb with the noun.
    fn stem(&self) -> String {
        match &self.noun {
            Some(noun) => format!("{}-{noun}", self.verb),
            None => self.verb.clone(),
        }
    }
}

impl Said {
    fn new(name: String, objects: Vec<Participant>) -> Self {
        Self {
            name,
            turned: None,
            of_parties: false,
            objects,
            thing: None,
        }
    }

    /// By the name that synonyms have in common.
    fn named(mut self, synonyms: &Synonyms) -> Self {
        if let Some(synonym) = synonyms.of(&self.name) {
            if synonym.turned {
                self.turned = Some(synonym.name.clone());
            } else {
                self.name.clone_from(&synonym.name);
            }
            return self;
        }
        let between = self.thing.as_ref().and_then(|thing| {
            let stem = thing.stem();
            let preposition = self.name.strip_prefix(&stem)?.strip_prefix('-')?;
            synonyms.between(&thing.verb, thing.noun.as_deref(), preposition)
        });
        match between {
            Some(synonym) if synonym.turned => {
                self.turned = Some(synonym.name);
                self.of_parties = true;
            }
            Some(synonym) => self.name = synonym.name,
            None => {}
        }
        self
    }
}

impl Maker<'_> {
    /// What a tuple says of its subject, by the names that synonyms have in common; `turned`: of the agent of its passive.
    pub(super) fn said(&self, tuple: &OpenTuple, turned: bool) -> Vec<Said> {
        let said = self.said_by_itself(tuple, turned).into_iter();
        said.map(|said| said.named(self.synonyms)).collect()
    }

    fn said_by_itself(&self, tuple: &OpenTuple, turned: bool) -> Vec<Said> {
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
        let mut name = name;
        if !objects.is_empty() || deep.is_passive(verb) {
            // the verb by itself, whatever stands behind it
            name = self.synonyms.name(&name).to_owned();
        }
        let mut said = Vec::new();
        let mut thing = Thing {
            verb: name.clone(),
            noun: None,
        };
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
                thing.noun = Some(slug(deep.view.lemma(object.token)));
            }
            if !found.is_empty() {
                said.push(Said::new(name, found));
            }
        } else if let Some(p) = deep.predicates(verb).first() {
            said.extend(self.words(*p).map(|p| Said::new(name, vec![p])));
        }
        if said.is_empty() || self.everything {
            let stem = thing.stem();
            let obliques = tuple.arguments.iter().filter(|a| self.is_party(a));
            let mut more = self.with_prepositions(&stem, obliques);
            if !self.everything {
                more.truncate(1);
            }
            if self.everything {
                more.extend(self.recipient(&stem, verb));
            }
            if !objects.is_empty() {
                more.iter_mut().for_each(|s| s.thing = Some(thing.clone()));
            }
            said.append(&mut more);
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
        (!objects.is_empty()).then(|| Said::new(format!("{stem}-to"), objects))
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
        let said = Participant {
            token: a.head,
            object: Object::Text(words.clone()),
            certainty: 0.75,
            words,
            how: "words".into(),
        };
        let name = deep.verb_name(tuple.predicate, false);
        Some(Said::new(name, vec![said]))
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
                object.map(|p| Said::new(name.to_owned(), vec![p]))
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
                    .then(|| Said::new(name, objects))
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
        let thing = Thing {
            verb: name.to_owned(),
            noun: Some(slug(v.lemma(object))),
        };
        let name = format!("{}-{}", thing.stem(), slug(&deep.preposition(behind)?));
        Some(Said {
            thing: Some(thing),
            ..Said::new(name, vec![p])
        })
    }
}
