//! Synonyms of open predicates: names that say the same relation, as data (`ontology/lexicon/predicates.toml`).
//!
//! A name with [`THING`] between verb and preposition is of two parties and what passes between them: "sell … to" of the
//! seller and the buyer, whatever is sold. Claims look these up ([`Synonyms::between`]); to tuples they mean nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::source::fault;
use crate::error::Result;

/// What stands for the thing that passes between two parties, where it is not part of the relation.
pub const THING: &str = "…";

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

    /// What a verb with a thing and a preposition is a synonym of: the name has the thing in the place of [`THING`], or
    /// nothing where it has a name of its own (`None`). `None` for one that has its own name.
    #[must_use]
    pub fn between(&self, verb: &str, thing: Option<&str>, preposition: &str) -> Option<Synonym> {
        let group = self.of(&format!("{verb}-{THING}-{preposition}"))?;
        let name = match thing {
            Some(thing) => group.name.replace(THING, thing),
            None => group.name.replace(&format!("-{THING}"), ""),
        };
        Some(Synonym {
            name,
            turned: group.turned,
        })
    }

    /// Adds a lexicon file of groups. A predicate that an earlier file has put into a group stays there.
    ///
    /// # Errors
    /// With path, line and column when the file is not TOML, a predicate is not written in lower-case words, a group has no
    /// members or members with and without [`THING`], or a predicate stands in the file twice.
    pub fn add(&mut self, text: &str, path: &Path) -> Result<()> {
        let fail = |offset: usize, message: String| fault(text, path, offset, message);
        let file: RawFile = toml::from_str(text)
            .map_err(|e| fail(e.span().map_or(0, |s| s.start), e.message().to_owned()))?;
        let mut seen = BTreeSet::new();
        for group in &file.group {
            let between = group.name.get_ref().contains(THING);
            let mut predicate = |raw: &Spanned<String>| {
                let at = raw.span().start;
                let name = predicate(raw.get_ref()).ok_or_else(|| {
                    let message = "a predicate is written in lower-case words: \"be based in\", \"sell … to\"";
                    fail(at, message.to_owned())
                })?;
                if name.contains(THING) != between {
                    let message = "\"…\" stands in all predicates of a group or in none";
                    return Err(fail(at, message.to_owned()));
                }
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

/// The name of a predicate that is written as words, with [`THING`] at most once and between two of them.
fn predicate(words: &str) -> Option<String> {
    let plain = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-';
    let parts: Vec<&str> = words.split_whitespace().collect();
    let (last, things) = (
        parts.len().checked_sub(1)?,
        parts.iter().filter(|p| **p == THING).count(),
    );
    let fits = |(i, part): (usize, &&str)| match *part {
        THING => things == 1 && i > 0 && i < last,
        word => word.chars().all(plain),
    };
    parts.iter().enumerate().all(fits).then(|| parts.join("-"))
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
    fn a_thing_between_two_parties_is_kept_or_left_out() {
        let feed =
            "[[group]]\nname = 'feed … to'\nsame = ['dish … out to']\nturned = ['eat … from']";
        let synonyms = read(&[feed]);
        let eat = synonyms.between("eat", Some("corn-soup"), "from").unwrap();
        assert_eq!((eat.name.as_str(), eat.turned), ("feed-corn-soup-to", true));
        let dish = synonyms.between("dish", None, "out-to").unwrap();
        assert_eq!((dish.name.as_str(), dish.turned), ("feed-to", false));
        assert!(synonyms.between("feed", Some("soup"), "to").is_none());
        // only where there is a thing
        assert_eq!(synonyms.name("eat-from"), "eat-from");
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
            (
                "[[group]]\nname = 'feed …'\nsame = ['eat']",
                "own.toml:2:8: a predicate is",
            ),
            (
                "[[group]]\nname = 'feed … to'\nturned = ['eat from']",
                "own.toml:3:11: \"…\" stands",
            ),
        ] {
            let error = Synonyms::default().add(text, Path::new("own.toml"));
            let error = error.unwrap_err().to_string();
            assert!(error.starts_with(place), "{error}");
        }
    }
}
