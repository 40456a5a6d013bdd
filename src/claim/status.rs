//! Whether a claim holds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The status of a claim, as the source gives it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It holds or happened.
    #[default]
    Actual,
    /// It held, and the source says that it no longer does.
    Ended,
    /// Announced, expected, will.
    Planned,
    /// May, might, reportedly considering.
    Possible,
    /// Can, is allowed or free to.
    Permitted,
    /// Must, has to.
    Obligated,
    /// Only if something else holds.
    Conditional,
    /// The source says that it is not so.
    Negated,
}

impl Status {
    /// Every status.
    pub const ALL: &[Self] = &[
        Self::Actual,
        Self::Ended,
        Self::Planned,
        Self::Possible,
        Self::Permitted,
        Self::Obligated,
        Self::Conditional,
        Self::Negated,
    ];

    /// Its name in the vocabulary.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Ended => "ended",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Permitted => "permitted",
            Self::Obligated => "obligated",
            Self::Conditional => "conditional",
            Self::Negated => "negated",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Status {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|s| s.as_str() == text)
            .ok_or_else(|| format!("unknown status {text:?}; one of actual, ended, planned, possible, permitted, obligated, conditional, negated"))
    }
}
