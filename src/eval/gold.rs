//! What a build is held against: expected claims in the interchange format, or analysts' lists. The shape of a file tells.

use std::path::{Path, PathBuf};

use super::claims::{Expected, read_expected};
use super::input::text;
use super::lists::{List, is_list, read};
use crate::error::{Error, ErrorKind, Result};

/// What is expected of documents.
#[derive(Clone, Debug)]
pub enum Gold {
    /// Claims, and the sentences that they mark.
    Claims(Expected),
    /// Patterns of claims, for whole documents.
    Lists(Vec<List>),
}

impl Gold {
    /// Reads files, all of one format.
    ///
    /// # Errors
    /// With path, line and column: a file cannot be read, is of the wrong shape, or of another format than those before it.
    pub fn read(paths: &[PathBuf]) -> Result<Self> {
        let mut lists = Vec::new();
        let mut expected = Expected::default();
        let mut first: Option<(&Path, bool)> = None;
        for path in paths {
            let listed = is_list(&text(path)?);
            let (before, same) = *first.get_or_insert((path, listed));
            if same != listed {
                let name = |listed| if listed { "a list" } else { "expected claims" };
                let message = format!(
                    "this file holds {}, {} holds {}; score them one after the other",
                    name(listed),
                    before.display(),
                    name(same)
                );
                return Err(Error::new(ErrorKind::Format, message).in_file(path));
            }
            if listed {
                lists.push(read(path)?);
            } else {
                read_expected(&mut expected, path)?;
            }
        }
        Ok(match first {
            Some((_, true)) => Self::Lists(lists),
            _ => Self::Claims(expected),
        })
    }
}
