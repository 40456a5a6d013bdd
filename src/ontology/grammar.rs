//! The grammar: all frames, indexed by the words that trigger them, the operators, the senses of words, and the synonyms of
//! open predicates.

use std::collections::HashMap;
use std::path::Path;

use super::builtin;
use super::frame::{self, Frame, SlotExpr};
use super::{Ontology, Operators, Senses, SourceKind, Synonyms};
use crate::error::{Error, ErrorKind, Result};

/// Part of speech of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TriggerKind {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective or participle.
    Adjective,
}

/// One way to trigger a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Index into [`Grammar::frames`].
    pub frame: usize,
    /// The words: a verb's lemma and its particles, or a noun phrase that ends in the trigger noun.
    pub words: Vec<String>,
}

/// The frames, operators, senses and synonyms of an ontology, ready for use.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    /// All frames.
    pub frames: Vec<Frame>,
    /// Operators, reporting words and modifiers.
    pub operators: Operators,
    /// Lists of words that tell one thing.
    pub senses: Senses,
    /// Which open predicates say the same.
    pub synonyms: Synonyms,
    by_word: HashMap<(TriggerKind, String), Vec<Trigger>>,
    by_roleset: HashMap<String, Vec<usize>>,
    /// The frames that names trigger.
    on_names: Vec<usize>,
}

const OPERATOR_FILES: &[&str] = &["operators.toml", "reporting.toml", "modifiers.toml"];
const SENSE_FILES: &[&str] = &["telling.toml", "figures.toml", "kinds.toml"];
const SYNONYM_FILE: &str = "predicates.toml";

impl Grammar {
    /// Loads the frames, operators, senses and synonyms of an ontology: those that come with the program, if the default domain is part of
    /// it, and those of its own files. A frame with the name of one that comes with the program takes its place.
    ///
    /// # Errors
    /// With path, line and column when a file is wrong or names an unknown relation, class or qualifier.
    pub fn load(ontology: &Ontology) -> Result<Self> {
        let mut grammar = Self::default();
        if ontology.default_domain {
            for (path, text) in builtin::FRAMES {
                grammar.add_frames(ontology, text, Path::new(path))?;
            }
        }
        // the first entry of an operator or synonym wins: the user's come before those of the program
        for source in &ontology.sources {
            match source.kind {
                SourceKind::Frames => grammar.add_frames(ontology, &source.text, &source.path)?,
                SourceKind::Lexicon => grammar.add_words(&source.text, &source.path)?,
                _ => {}
            }
        }
        for (path, text) in builtin::LEXICON {
            grammar.add_words(text, Path::new(path))?;
        }
        grammar.index();
        Ok(grammar)
    }

    /// The triggers that a word may be the head of.
    #[must_use]
    pub fn triggers(&self, kind: TriggerKind, word: &str) -> &[Trigger] {
        self.by_word
            .get(&(kind, word.to_owned()))
            .map_or(&[], Vec::as_slice)
    }

    /// The frames that a roleset evokes.
    #[must_use]
    pub fn evoked_by(&self, roleset: &str) -> &[usize] {
        self.by_roleset.get(roleset).map_or(&[], Vec::as_slice)
    }

    /// The frames that names of a class trigger.
    #[must_use]
    pub fn on_names(&self, is_a: impl Fn(&str) -> bool) -> Vec<&Frame> {
        let frames = self.on_names.iter().map(|&i| &self.frames[i]);
        frames.filter(|f| f.names.iter().any(|n| is_a(n))).collect()
    }

    fn add_frames(&mut self, ontology: &Ontology, text: &str, path: &Path) -> Result<()> {
        for frame in frame::parse(text, path)? {
            check(ontology, &frame).map_err(|e| e.in_file(path))?;
            match self.frames.iter_mut().find(|f| f.name == frame.name) {
                Some(known) => *known = frame,
                None => self.frames.push(frame),
            }
        }
        Ok(())
    }

    /// Adds a file of operators, senses or synonyms; other lexicon files belong to other readers.
    fn add_words(&mut self, text: &str, path: &Path) -> Result<()> {
        let is_one = |files: &[&str]| files.iter().any(|f| path.ends_with(f));
        if is_one(OPERATOR_FILES) {
            self.operators.add(text, path)?;
        } else if is_one(SENSE_FILES) {
            self.senses.add(text, path)?;
        } else if path.ends_with(SYNONYM_FILE) {
            self.synonyms.add(text, path)?;
        }
        Ok(())
    }

    fn trigger(&mut self, kind: TriggerKind, frame: usize, words: Vec<String>) {
        let key = if kind == TriggerKind::Verb {
            words.first()
        } else {
            words.last()
        };
        if let Some(key) = key {
            let triggers = self.by_word.entry((kind, key.clone())).or_default();
            triggers.push(Trigger { frame, words });
        }
    }

    fn index(&mut self) {
        let frames = std::mem::take(&mut self.frames);
        for (i, frame) in frames.iter().enumerate() {
            for (kind, phrases) in [
                (TriggerKind::Verb, &frame.verbs),
                (TriggerKind::Noun, &frame.nouns),
                (TriggerKind::Adjective, &frame.adjectives),
            ] {
                for phrase in phrases {
                    let phrase = phrase.to_lowercase();
                    let words = phrase.split_whitespace().map(str::to_owned).collect();
                    self.trigger(kind, i, words);
                    if kind != TriggerKind::Verb && phrase.contains('-') {
                        // "spin-off" is three tokens: "spin", "-", "off"
                        let words = phrase.replace('-', " - ");
                        let words = words.split_whitespace().map(str::to_owned).collect();
                        self.trigger(kind, i, words);
                    }
                }
            }
            if !frame.names.is_empty() {
                self.on_names.push(i);
            }
            for roleset in &frame.rolesets {
                self.by_roleset.entry(roleset.clone()).or_default().push(i);
            }
        }
        self.frames = frames;
    }
}

/// Literal kinds that a slot may ask for beside classes.
const KINDS: &[&str] = &["Money", "Percent", "Count", "Time", "Name"];

fn check(ontology: &Ontology, frame: &Frame) -> Result<()> {
    let fail = |message: String| {
        Error::new(
            ErrorKind::Ontology,
            format!("frame {:?}: {message}", frame.name),
        )
        .at(frame.line, 1)
    };
    let class = |name: &str| {
        if ontology.class(name).is_some() || KINDS.contains(&name) {
            Ok(())
        } else {
            Err(fail(format!(
                "unknown class {name:?}{}",
                super::hint(name, ontology.classes.keys().map(String::as_str))
            )))
        }
    };
    for claim in frame.claims.iter().chain(&frame.terms) {
        // terms have no relation of their own
        if ontology.relation(&claim.relation).is_none() && !claim.relation.is_empty() {
            let hint = super::hint(
                &claim.relation,
                ontology.relations.keys().map(String::as_str),
            );
            return Err(fail(format!("unknown relation {:?}{hint}", claim.relation)));
        }
        let exprs = [&claim.subject, &claim.object]
            .into_iter()
            .chain(claim.qualifiers.iter().map(|(_, e)| e))
            .chain(&claim.require)
            .chain(&claim.forbid);
        for SlotExpr(paths) in exprs {
            for name in paths.iter().flatten().filter_map(|s| s.class.as_deref()) {
                class(name)?;
            }
        }
        for name in [&claim.subject_class, &claim.object_class]
            .into_iter()
            .flatten()
        {
            class(name)?;
        }
    }
    Ok(())
}
