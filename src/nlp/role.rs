//! Semantic roles.

use std::fmt;
use std::str::FromStr;

/// A PropBank role (<https://propbank.github.io/>). Reference and continuation roles (`R-`, `C-`) are kept as a flag of the arc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Numbered argument 0 of the roleset.
    Arg0,
    /// Numbered argument 1 of the roleset.
    Arg1,
    /// Numbered argument 2 of the roleset.
    Arg2,
    /// Numbered argument 3 of the roleset.
    Arg3,
    /// Numbered argument 4 of the roleset.
    Arg4,
    /// Numbered argument 5 of the roleset.
    Arg5,
    /// External causer.
    Arga,
    /// Modifier: adjectival.
    Madj,
    /// Modifier: adverbial.
    Madv,
    /// Modifier: cause.
    Mcau,
    /// Modifier: comitative.
    Mcom,
    /// Modifier: construction.
    Mcxn,
    /// Modifier: direction.
    Mdir,
    /// Modifier: discourse.
    Mdis,
    /// Modifier: extent.
    Mext,
    /// Modifier: goal.
    Mgol,
    /// Modifier: place.
    Mloc,
    /// Modifier: light verb.
    Mlvb,
    /// Modifier: manner.
    Mmnr,
    /// Modifier: modal.
    Mmod,
    /// Modifier: negation.
    Mneg,
    /// Modifier: secondary predication.
    Mprd,
    /// Modifier: purpose.
    Mprp,
    /// Modifier: predicating relation of a light verb.
    Mprr,
    /// Modifier: reciprocal.
    Mrec,
    /// Modifier: time.
    Mtmp,
}

impl Role {
    /// Every value, in a fixed order.
    pub const ALL: &[Self] = &[
        Self::Arg0,
        Self::Arg1,
        Self::Arg2,
        Self::Arg3,
        Self::Arg4,
        Self::Arg5,
        Self::Arga,
        Self::Madj,
        Self::Madv,
        Self::Mcau,
        Self::Mcom,
        Self::Mcxn,
        Self::Mdir,
        Self::Mdis,
        Self::Mext,
        Self::Mgol,
        Self::Mloc,
        Self::Mlvb,
        Self::Mmnr,
        Self::Mmod,
        Self::Mneg,
        Self::Mprd,
        Self::Mprp,
        Self::Mprr,
        Self::Mrec,
        Self::Mtmp,
    ];

    /// The name in the standard.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Arg0 => "ARG0",
            Self::Arg1 => "ARG1",
            Self::Arg2 => "ARG2",
            Self::Arg3 => "ARG3",
            Self::Arg4 => "ARG4",
            Self::Arg5 => "ARG5",
            Self::Arga => "ARGA",
            Self::Madj => "ARGM-ADJ",
            Self::Madv => "ARGM-ADV",
            Self::Mcau => "ARGM-CAU",
            Self::Mcom => "ARGM-COM",
            Self::Mcxn => "ARGM-CXN",
            Self::Mdir => "ARGM-DIR",
            Self::Mdis => "ARGM-DIS",
            Self::Mext => "ARGM-EXT",
            Self::Mgol => "ARGM-GOL",
            Self::Mloc => "ARGM-LOC",
            Self::Mlvb => "ARGM-LVB",
            Self::Mmnr => "ARGM-MNR",
            Self::Mmod => "ARGM-MOD",
            Self::Mneg => "ARGM-NEG",
            Self::Mprd => "ARGM-PRD",
            Self::Mprp => "ARGM-PRP",
            Self::Mprr => "ARGM-PRR",
            Self::Mrec => "ARGM-REC",
            Self::Mtmp => "ARGM-TMP",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|v| v.as_str() == text)
            .ok_or_else(|| format!("unknown Role {text:?}"))
    }
}
