//! Synonyms of open predicates: names that say the same relation, as data (`ontology/lexicon/predicates.toml`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::source::fault;
use crate::error::Result;

/// What an open predicate is a synonym of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonym {
    /// The name of its group.
    pub name: String,
    /// Whether it says the same with subject and object exchanged: "preceded" and "followed".
    pub turned: bool,
}

/// The groups of open predicates, by the names of their members.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    members: BTreeMap<String, Synonym>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    name: Spanned<String>,
    #[serde(default)]
    same: Vec<Spanned<String>>,
    #[serde(default)]
    turned: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    group: Vec<RawGroup>,
}

impl Synonyms {
    /// What a predicate is a synonym of; `None` for one that has its own name.
    #[must_use]
    pub fn of(&self, predicate: &str) -> Option<&Synonym> {
        self.members.get(predicate)
    }

    /// The name of a predicate's group, where its subject and object are those of the group; otherwise its own.
    #[must_use]
    pub fn name<'a>(&'a self, predicate: &'a str) -> &'a str {
        match self.of(predicate) {
            Some(synonym) if !synonym.turned => &synonym.name,
            _ => predicate,
        }
    }

    /// Adds a lexicon file of groups. A predicate that an earlier file has put into a group stays there.
    ///
    /// # Errors
    /// With path, line and column when the file is not TOML, a predicate is not written in lower-case words, a group has no
    /// members, or a predicate stands in the file twice.
    pub fn add(&mut self, text: &str, path: &Path) -> Result<()> {
        let fail = |offset: usize, message: String| fault(text, path, offset, message);
        let file: RawFile = toml::from_str(text)
            .map_err(|e| fail(e.span().map_or(0, |s| s.start), e.message().to_owned()))?;
        let mut seen = BTreeSet::new();
        for group in &file.group {
            let mut predicate = |raw: &Spanned<String>| {
                let at = raw.span().start;
                let name = predicate(raw.get_ref()).ok_or_else(|| {
                    let message = "a predicate is written in lower-case words: \"be based in\"";
                    fail(at, message.to_owned())
                })?;
                if !seen.insert(name.clone()) {
                    return Err(fail(
                        at,
                        format!("{:?} stands in a group already", raw.get_ref()),
                    ));
                }
                Ok(name)
            };
            let name = predicate(&group.name)?;
            if group.same.is_empty() && group.turned.is_empty() {
                let message = "a group has members: \"same\", \"turned\" or both";
                return Err(fail(group.name.span().start, message.to_owned()));
            }
            let whole = self.of(&name).cloned().unwrap_or(Synonym {
                name,
                turned: false,
            });
            for (members, turned) in [(&group.same, false), (&group.turned, true)] {
                for member in members {
                    let member = predicate(member)?;
                    // the name of an earlier group stays its name
                    let stands_for_others = self.members.values().any(|s| s.name == member);
                    if member != whole.name && !stands_for_others {
                        self.members.entry(member).or_insert_with(|| Synonym {
                            name: whole.name.clone(),
                            turned: whole.turned != turned,
                        });
                    }
                }
            }
        }
        Ok(())
    }
}

/// The name of a predicate that is written as words.
fn predicate(words: &str) -> Option<String> {
    let plain = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-' || c == ' ';
    let name = words.split_whitespace().collect::<Vec<_>>().join("-");
    (!name.is_empty() && words.chars().all(plain)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::Synonyms;
    use std::path::Path;

    fn read(texts: &[&str]) -> Synonyms {
        let mut synonyms = Synonyms::default();
        for text in texts {
            synonyms.add(text, Path::new("own.toml")).unwrap();
        }
        synonyms
    }

    const EAT: &str = "[[group]]\nname = 'eat'\nsame = ['eat up']\nturned = ['nourish']";

    #[test]
    fn members_have_the_name_of_their_group() {
        let synonyms = read(&[EAT]);
        assert_eq!(synonyms.name("eat-up"), "eat");
        assert_eq!(synonyms.name("eat"), "eat");
        assert_eq!(synonyms.name("nourish"), "nourish");
        let turned = synonyms.of("nourish").unwrap();
        assert_eq!((turned.name.as_str(), turned.turned), ("eat", true));
    }

    #[test]
    fn an_earlier_file_has_the_last_word_and_later_ones_follow_it() {
        let own = "[[group]]\nname = 'feed'\nsame = ['nourish']\nturned = ['eat']";
        let synonyms = read(&[own, EAT]);
        assert_eq!(synonyms.of("nourish").unwrap().name, "feed");
        assert!(!synonyms.of("nourish").unwrap().turned);
        let eat_up = synonyms.of("eat-up").unwrap();
        assert_eq!((eat_up.name.as_str(), eat_up.turned), ("feed", true));
        assert!(synonyms.of("feed").is_none());
    }

    #[test]
    fn the_name_of_an_earlier_group_is_not_moved() {
        let own = "[[group]]\nname = 'sup'\nsame = ['dine']";
        let later = "[[group]]\nname = 'eat'\nsame = ['sup', 'eat up']\nturned = ['nourish']";
        let synonyms = read(&[own, later]);
        assert_eq!(synonyms.name("dine"), "sup");
        assert!(synonyms.of("sup").is_none());
        assert_eq!(synonyms.name("eat-up"), "eat");
    }

    #[test]
    fn mistakes_are_pointed_at() {
        for (text, place) in [
            ("[[group]]\nname = 'eat'", "own.toml:2:8: a group has"),
            (
                "[[group]]\nname = 'eat'\nsame = ['Eat up']",
                "own.toml:3:9: a predicate is",
            ),
            (
                "[[group]]\nname = 'eat'\nsame = ['sup', 'eat']",
                "own.toml:3:16: \"eat\" stands",
            ),
            ("[[group]]\nname = 'eat'\nlike = []", "own.toml:3:1: "),
        ] {
            let error = Synonyms::default().add(text, Path::new("own.toml"));
            let error = error.unwrap_err().to_string();
            assert!(error.starts_with(place), "{error}");
        }
    }
}
