//! The ontology: classes, relations and what they take, loaded from Turtle; the words that say them, loaded from frames.
//!
//! What a relation means, which words say it and which roles they fill stands in `ontology/`, as data. A name that is not
//! known there does not load.

mod builtin;
mod class;
pub mod frame;
mod grammar;
mod json;
mod labels;
mod lexicon;
mod load;
mod operators;
mod properties;
mod relation;
mod senses;
mod source;
mod suggest;
mod synonyms;
mod trades;
mod turtle;

pub use class::Class;
pub use frame::{AmountUse, Constant, Frame, FrameClaim, FrameExample, Slot, SlotExpr, Step};
pub use grammar::{Grammar, Trigger, TriggerKind};
pub use labels::{LabelTrigger, stem as label_stem};
pub use lexicon::{Lexicon, LexiconName, LexiconNominal};
pub use operators::{Complement, Controller, Operator, OperatorKind, Operators};
pub use relation::{Range, Relation, Temporality};
pub use senses::{Sense, Senses};
pub use source::{Source, SourceKind};
pub use suggest::{hint, nearest};
pub use synonyms::{Synonym, Synonyms};
pub use trades::{Trade, Trades};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::text::Diagnostic;

/// Namespace of the claim vocabulary, `fl:`.
pub const FL: &str = "https://w3id.org/factloom/ns#";
/// Namespace of the default domain, `biz:`.
pub const BIZ: &str = "https://w3id.org/factloom/business#";

/// Everything that is known about a domain, checked and ready for use.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// Classes, by local name.
    pub classes: BTreeMap<String, Class>,
    /// Relations, by local name.
    pub relations: BTreeMap<String, Relation>,
    /// The frame and lexicon files that came with it, in the order of loading.
    pub sources: Vec<Source>,
    /// Whether the default domain is part of it; an ontology may stand in its place.
    pub default_domain: bool,
    /// The words of labels that say relations, where an ontology stands by itself; by stem.
    pub triggers: BTreeMap<String, Vec<LabelTrigger>>,
    /// What of the files could not be used.
    pub remarks: Vec<Diagnostic>,
}

impl Ontology {
    /// The ontology that comes with the program.
    ///
    /// # Errors
    /// Never, unless the program was built from a broken `ontology/` folder.
    pub fn builtin() -> Result<Self> {
        Self::load(&[])
    }

    /// The ontology that comes with the program, extended by files (`.ttl`, `.toml`) and folders of such files.
    /// A class or relation that is declared again is replaced; a file that declares `fl:replaces` for the default
    /// domain stands in its place. The path `none` stands for no relations: those of the default domain are left out,
    /// its classes stay, and without files beside it all claims are open.
    ///
    /// # Errors
    /// A file cannot be read, is not Turtle, or names what is not known: with path, line and column.
    pub fn load(paths: &[PathBuf]) -> Result<Self> {
        let (none, paths): (Vec<_>, Vec<_>) =
            paths.iter().cloned().partition(|p| p.as_os_str() == "none");
        let mut ontology = load::load(&source::collect(&paths)?)?;
        if !none.is_empty() {
            ontology.default_domain = false;
            ontology.relations.retain(|_, r| !r.iri.starts_with(BIZ));
        }
        Ok(ontology)
    }

    /// An ontology from texts: what [`Ontology::load`] does once the files are read.
    ///
    /// # Errors
    /// A text is not Turtle, or names what is not known.
    pub fn from_sources(sources: &[Source]) -> Result<Self> {
        load::load(sources)
    }

    /// The class with this local name.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<&Class> {
        self.classes.get(name)
    }

    /// The relation with this local name.
    #[must_use]
    pub fn relation(&self, name: &str) -> Option<&Relation> {
        self.relations.get(name)
    }

    /// Whether a class is another one or lies below it.
    #[must_use]
    pub fn is_a(&self, class: &str, ancestor: &str) -> bool {
        class == ancestor
            || self
                .class(class)
                .is_some_and(|c| c.ancestors.iter().any(|a| a == ancestor))
    }

    /// Whether something known to be of `class` may be of the class `wanted`: it is, or it is known only as something
    /// more general (an `Organization` may be a `GovernmentAgency`). What is of no known class may be anything.
    #[must_use]
    pub fn may_be(&self, class: Option<&str>, wanted: &str) -> bool {
        class.is_none_or(|c| self.is_a(c, wanted) || self.is_a(wanted, c))
    }

    /// Whether something of a class may be the subject of a relation.
    #[must_use]
    pub fn fits_domain(&self, relation: &Relation, class: Option<&str>) -> bool {
        relation.domain.is_empty() || relation.domain.iter().any(|d| self.may_be(class, d))
    }

    /// Whether something of a class may be the object of a relation.
    #[must_use]
    pub fn fits_range(&self, relation: &Relation, class: Option<&str>) -> bool {
        relation.range.is_empty()
            || relation
                .range
                .iter()
                .any(|r| matches!(r, Range::Class(c) if self.may_be(class, c)))
    }

    /// The most specific of several classes: those that are no ancestor of another, in the order given.
    #[must_use]
    pub fn most_specific<'a>(&self, classes: &[&'a str]) -> Vec<&'a str> {
        let mut kept: Vec<&str> = Vec::new();
        for &class in classes {
            let covered = classes
                .iter()
                .any(|&other| other != class && self.is_a(other, class));
            if !covered && !kept.contains(&class) {
                kept.push(class);
            }
        }
        kept
    }

    /// The error of an unknown class in a file, with the nearest known name.
    #[must_use]
    pub fn unknown_class(&self, name: &str, path: &Path) -> crate::error::Error {
        unknown("class", name, self.classes.keys(), path)
    }

    /// The error of an unknown relation in a file, with the nearest known name.
    #[must_use]
    pub fn unknown_relation(&self, name: &str, path: &Path) -> crate::error::Error {
        unknown("relation", name, self.relations.keys(), path)
    }
}

fn unknown<'a>(
    kind: &str,
    name: &str,
    known: impl Iterator<Item = &'a String>,
    path: &Path,
) -> crate::error::Error {
    crate::error::Error::new(
        crate::error::ErrorKind::Ontology,
        format!(
            "unknown {kind} {name:?}{}",
            hint(name, known.map(String::as_str))
        ),
    )
    .in_file(path)
}
