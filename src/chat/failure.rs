//! Why a question was not answered.

use std::fmt;

/// A question without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No further question would be answered either: the key, the address or the model is wrong.
    Final(String),
    /// This one was not answered.
    Batch(String),
    /// The answer was cut off at the limit of its length: less must be asked at once.
    TooLong,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Final(message) | Self::Batch(message) => f.write_str(message),
            Self::TooLong => f.write_str("the answer was cut off at the limit of its length"),
        }
    }
}
