//! What texts say for the properties of widely used vocabularies (`ontology/lexicon/properties.toml`): for ontologies that bring
//! neither frames nor examples.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::source::fault;
use super::{Source, SourceKind, builtin};
use crate::error::Result;

/// The file's name.
const FILE: &str = "properties.toml";

/// What says a property.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    /// Its labels.
    called: Vec<String>,
    /// Verbs whose subject is its object.
    #[serde(default)]
    pub done: Vec<String>,
    /// Verbs whose subject is its subject.
    #[serde(default)]
    pub does: Vec<String>,
    /// Verbs with the preposition before its object.
    #[serde(default)]
    pub with: Vec<String>,
    /// Nouns for its object.
    #[serde(default)]
    pub nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    property: Vec<Property>,
}

/// The properties that the lexicon knows.
#[derive(Clone, Debug, Default)]
pub struct Properties {
    all: Vec<Property>,
    by_label: BTreeMap<String, Vec<usize>>,
}

impl Properties {
    /// Those that come with the program and those of a user's files.
    ///
    /// # Errors
    /// With path, line and column when a file is wrong.
    pub fn load(own: &[Source]) -> Result<Self> {
        let built_in = builtin::LEXICON.iter();
        let built_in = built_in.map(|(path, text)| (Path::new(*path), *text));
        let own = own.iter().filter(|s| s.kind == SourceKind::Lexicon);
        let own = own.map(|s| (s.path.as_path(), s.text.as_str()));
        let mut found = Self::default();
        for (path, text) in built_in.chain(own).filter(|(path, _)| path.ends_with(FILE)) {
            let file: File = toml::from_str(text).map_err(|e| {
                let start = e.span().map_or(0, |span| span.start);
                fault(text, path, start, e.message())
            })?;
            for mut property in file.property {
                for label in &mut property.called {
                    *label = label.to_lowercase();
                }
                if let Some(phrase) = property.with.iter().find(|p| !p.contains(' ')) {
                    let message =
                        format!("{phrase:?} under \"with\" has no preposition: \"work for\"");
                    let start = text.find(&format!("{phrase:?}")).unwrap_or(0);
                    return Err(fault(text, path, start, message));
                }
                for label in &property.called {
                    let at = found.by_label.entry(label.clone()).or_default();
                    at.push(found.all.len());
                }
                found.all.push(property);
            }
        }
        Ok(found)
    }

    /// The properties with a label, its words in lower case and apart.
    pub fn called<'a>(&'a self, label: &str) -> impl Iterator<Item = &'a Property> + use<'a> {
        let at = self.by_label.get(label).into_iter().flatten();
        at.map(|&i| &self.all[i])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_file_adds_to_those_of_the_program() {
        let known = Properties::load(&[]).unwrap();
        assert!(
            known
                .called("screenwriter")
                .any(|p| p.done.contains(&"write".to_owned()))
        );
        assert_eq!(known.called("miller").count(), 0);
        let file = |text: &str| {
            Properties::load(&[Source::new("my/properties.toml", SourceKind::Lexicon, text)])
        };
        let own = file("[[property]]\ncalled = [\"miller\"]\ndone = [\"grind\"]\n").unwrap();
        assert_eq!(own.called("miller").count(), 1);
        assert!(own.called("screenwriter").count() > 0);
        let bare = file("[[property]]\ncalled = [\"Miller\"]\nwith = [\"grind\"]\n");
        let message = bare.unwrap_err().to_string();
        assert!(message.starts_with("my/properties.toml:3"), "{message}");
        let wrong = file("[[property]]\ncalled = [\"miller\"]\nsaid = [\"grind\"]\n");
        let message = wrong.unwrap_err().to_string();
        assert!(message.starts_with("my/properties.toml:3"), "{message}");
    }
}
