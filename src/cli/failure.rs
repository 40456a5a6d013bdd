//! How a subcommand ends.

use std::{fmt, io};

use crate::error::Error;
use crate::text::{Diagnostic, Severity};

/// A subcommand that came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All was done: exit code 0.
    Done,
    /// It was done, but for some inputs, which have been named: exit code 1.
    SomeFailed,
}

impl Outcome {
    /// How a subcommand ended whose inputs gave these diagnostics.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            Self::SomeFailed
        } else {
            Self::Done
        }
    }
}

/// A subcommand that could not do its work: exit code 2, but for a reader that went away.
#[derive(Debug)]
pub enum Failure {
    /// The library said why.
    Error(Error),
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    /// Whether the reader of the output has gone away (`factloom … | head`): no fault of anybody.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(e) if e.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(error) => error.fmt(f),
            Self::Output(error) => write!(f, "the output could not be written: {error}"),
        }
    }
}
