//! What was asked and what it cost.

use std::fmt;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// Tokens read and written by the model, and how often it was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Requests that were answered by the endpoint.
    pub requests: u64,
    /// Answers that were at hand.
    pub cached: u64,
    /// Tokens of the questions.
    pub tokens_in: u64,
    /// Tokens of the answers.
    pub tokens_out: u64,
}

/// Prices of a million tokens, in any currency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prices {
    /// Of the questions.
    pub tokens_in: f64,
    /// Of the answers.
    pub tokens_out: f64,
}

impl Usage {
    /// What the tokens cost.
    #[must_use]
    pub fn cost(&self, prices: Prices) -> f64 {
        (self.tokens_in as f64 * prices.tokens_in + self.tokens_out as f64 * prices.tokens_out)
            / 1e6
    }
}

impl AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.cached += other.cached;
        self.tokens_in += other.tokens_in;
        self.tokens_out += other.tokens_out;
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} requests, {} answers from the cache, {} tokens in, {} tokens out",
            self.requests, self.cached, self.tokens_in, self.tokens_out
        )
    }
}
