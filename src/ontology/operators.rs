//! Operators: words that embed another predicate and say whether it holds ("plans to", "dropped its", "free to"),
//! light verbs, words that report, and words that qualify.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::source::fault;
use crate::claim::{QualifierKey, Status};
use crate::error::Result;

/// The construction by which a word embeds another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Complement {
    /// An infinitive: "plans to buy".
    Infinitive,
    /// A gerund: "considers buying", "stopped paying".
    Gerund,
    /// A finite clause: "expects that".
    Clause,
    /// A noun as its object: "dropped its bid", "the bid was dropped".
    Object,
    /// A noun as its subject: "the deal collapsed".
    Subject,
    /// A noun that it modifies: "the planned acquisition".
    Modified,
    /// A noun or gerund behind a preposition: "opted out of the deal", "is close to signing".
    Preposition(String),
}

/// Whose action the complement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Controller {
    /// The operator's subject.
    Subject,
    /// The operator's object.
    Object,
    /// Nobody: the complement has its own subject.
    Neither,
}

/// What an operator does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The status that it gives to what it embeds.
    pub effect: Status,
    /// Whose action it is.
    pub controller: Controller,
    /// The status instead where its object is somebody else, who is to act: "wants Norvane to sell".
    pub of_another: Option<Status>,
    /// Whether it only carries the noun ("make an offer").
    pub light: bool,
}

/// Part of speech of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OperatorKind {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective or participle.
    Adjective,
}

/// The operators, reporting words and modifiers of a lexicon.
#[derive(Clone, Debug, Default)]
pub struct Operators {
    entries: BTreeMap<(OperatorKind, String), Vec<(Complement, Operator)>>,
    reporting: BTreeMap<String, ()>,
    reporting_nouns: BTreeMap<String, ()>,
    hedges: BTreeMap<String, ()>,
    modifiers: BTreeMap<String, (QualifierKey, bool)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOperator {
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    complements: Vec<String>,
    effect: Option<String>,
    #[serde(rename = "of-another")]
    of_another: Option<String>,
    controller: Option<String>,
    #[serde(default)]
    light: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReport {
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    #[expect(
        dead_code,
        reason = "listed for readers; the prepositions that attribute are a closed set"
    )]
    prepositions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawModifier {
    words: Vec<String>,
    qualifier: String,
    value: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    operator: Vec<toml::Spanned<RawOperator>>,
    #[serde(default)]
    report: Vec<RawReport>,
    #[serde(default)]
    hedges: Vec<String>,
    #[serde(default)]
    modifier: Vec<toml::Spanned<RawModifier>>,
}

impl Operators {
    /// Adds a lexicon file of operators, reporting words or modifiers.
    ///
    /// # Errors
    /// With path, line and column when the file is not TOML or names an unknown complement, status or qualifier.
    pub fn add(&mut self, text: &str, path: &Path) -> Result<()> {
        let fail = |offset: usize, message: String| fault(text, path, offset, message);
        let file: RawFile = toml::from_str(text)
            .map_err(|e| fail(e.span().map_or(0, |s| s.start), e.message().to_owned()))?;
        for raw in file.operator {
            let at = raw.span().start;
            let raw = raw.into_inner();
            let status = |name: &str| name.parse().map_err(|m| fail(at, m));
            let effect = match raw.effect.as_deref() {
                None => Status::Actual,
                Some(name) => status(name)?,
            };
            let of_another = raw.of_another.as_deref().map(status).transpose()?;
            let controller = match raw.controller.as_deref() {
                None | Some("subj") => Controller::Subject,
                Some("obj" | "iobj") => Controller::Object,
                Some("none") => Controller::Neither,
                Some(other) => {
                    return Err(fail(
                        at,
                        format!("unknown controller {other:?}; one of subj, obj, none"),
                    ));
                }
            };
            let operator = Operator {
                effect,
                controller,
                of_another,
                light: raw.light,
            };
            for complement in &raw.complements {
                let complement = Complement::parse(complement).map_err(|m| fail(at, m))?;
                for (kind, words) in [
                    (OperatorKind::Verb, &raw.verbs),
                    (OperatorKind::Noun, &raw.nouns),
                    (OperatorKind::Adjective, &raw.adjectives),
                ] {
                    for word in words {
                        self.entries
                            .entry((kind, word.to_lowercase()))
                            .or_default()
                            .push((complement.clone(), operator.clone()));
                    }
                }
            }
        }
        for report in file.report {
            self.reporting
                .extend(report.verbs.into_iter().map(|w| (w.to_lowercase(), ())));
            self.reporting_nouns
                .extend(report.nouns.into_iter().map(|w| (w.to_lowercase(), ())));
        }
        self.hedges
            .extend(file.hedges.into_iter().map(|w| (w.to_lowercase(), ())));
        for raw in file.modifier {
            let at = raw.span().start;
            let raw = raw.into_inner();
            let key: QualifierKey = raw.qualifier.parse().map_err(|m| fail(at, m))?;
            for word in raw.words {
                self.modifiers
                    .entry(word.to_lowercase())
                    .or_insert((key, raw.value));
            }
        }
        Ok(())
    }

    /// What a word does to a complement of this kind.
    #[must_use]
    pub fn get(
        &self,
        kind: OperatorKind,
        lemma: &str,
        complement: &Complement,
    ) -> Option<&Operator> {
        self.entries
            .get(&(kind, lemma.to_lowercase()))?
            .iter()
            .find(|(c, _)| c == complement)
            .map(|(_, o)| o)
    }

    /// Who controls the infinitive or gerund of a verb; `None` for a verb that is not listed.
    #[must_use]
    pub fn controller(&self, lemma: &str) -> Option<Controller> {
        let entries = self
            .entries
            .get(&(OperatorKind::Verb, lemma.to_lowercase()))?;
        entries
            .iter()
            .find(|(c, _)| matches!(c, Complement::Infinitive | Complement::Gerund))
            .map(|(_, o)| o.controller)
    }

    /// Who controls a complement of a verb.
    #[must_use]
    pub fn controller_of(&self, lemma: &str, complement: Complement) -> Option<Controller> {
        self.get(OperatorKind::Verb, lemma, &complement)
            .map(|o| o.controller)
    }

    /// Whether a verb carries a noun behind this preposition: "enter into an agreement".
    #[must_use]
    pub fn carries(&self, lemma: &str, preposition: Option<&str>) -> bool {
        let Some(preposition) = preposition else {
            return false;
        };
        self.get(
            OperatorKind::Verb,
            lemma,
            &Complement::Preposition(preposition.to_owned()),
        )
        .is_some()
            || self
                .get(
                    OperatorKind::Verb,
                    &format!("{lemma} {preposition}"),
                    &Complement::Object,
                )
                .is_some()
    }

    /// Whether a noun takes an infinitive that is its content ("plan to buy"), not a relative ("the firm to buy").
    #[must_use]
    pub fn takes_infinitive(&self, lemma: &str) -> bool {
        self.get(OperatorKind::Noun, lemma, &Complement::Infinitive)
            .is_some()
    }

    /// Whether a verb reports what somebody says.
    #[must_use]
    pub fn reports(&self, lemma: &str) -> bool {
        self.reporting.contains_key(lemma)
    }

    /// Whether a noun reports what somebody says ("report", "statement").
    #[must_use]
    pub fn reports_as_noun(&self, lemma: &str) -> bool {
        self.reporting_nouns.contains_key(lemma)
    }

    /// Whether an adverb marks hearsay.
    #[must_use]
    pub fn hedges(&self, word: &str) -> bool {
        self.hedges.contains_key(word)
    }

    /// The boolean qualifier that a modifying word stands for.
    #[must_use]
    pub fn modifier(&self, word: &str) -> Option<(QualifierKey, bool)> {
        self.modifiers.get(word).copied()
    }
}

impl Complement {
    fn parse(name: &str) -> Result<Self, String> {
        Ok(match name {
            "inf" => Self::Infinitive,
            "ing" => Self::Gerund,
            "that" => Self::Clause,
            "obj" => Self::Object,
            "subj" => Self::Subject,
            "mod" => Self::Modified,
            p if !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') => {
                Self::Preposition(p.to_owned())
            }
            _ => {
                return Err(format!(
                    "unknown complement {name:?}; one of inf, ing, that, obj, subj, mod, or a preposition"
                ));
            }
        })
    }
}
