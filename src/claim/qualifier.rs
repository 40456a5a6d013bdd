//! Qualifiers: what narrows a claim down.

use std::fmt;
use std::str::FromStr;

use super::Value;

macro_rules! keys {
    ($($variant:ident $name:literal $doc:literal),+ $(,)?) => {
        /// The name of a qualifier in the vocabulary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum QualifierKey { $(#[doc = $doc] $variant,)+ }

        impl QualifierKey {
            /// Every key, by name.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in the vocabulary.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

keys! {
    Amount "amount" "A sum of money.",
    AmountMax "amountMax" "Upper bound of a sum: \"up to\".",
    AmountMin "amountMin" "Lower bound of a sum: \"more than\".",
    Capped "capped" "Whether there is a cap.",
    Channel "channel" "Through or on what.",
    Condition "condition" "What must hold first.",
    Date "date" "When it happened or is to happen.",
    Duration "duration" "For how long.",
    Excludes "excludes" "What it does not cover.",
    Exclusive "exclusive" "Whether only this party has it.",
    Investor "investor" "Who put the money in.",
    Licensor "licensor" "Who gives the licence.",
    Period "period" "How often an amount is due.",
    Place "place" "Where.",
    Previous "previous" "The value that it replaces.",
    Primary "primary" "Whether it is the main one.",
    Product "product" "What is supplied.",
    Purpose "purpose" "What for.",
    Quantity "quantity" "How many, with a unit.",
    Rate "rate" "A percentage.",
    Recipient "recipient" "To whom.",
    Role "role" "In which position or round.",
    Scope "scope" "What it covers.",
    Service "service" "Which service.",
    Stake "stake" "A share of ownership, in percent.",
    ValidFrom "validFrom" "From when.",
    ValidUntil "validUntil" "Until when, inclusive.",
}

impl fmt::Display for QualifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for QualifierKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|k| k.as_str() == text)
            .ok_or_else(|| format!("unknown qualifier {text:?}"))
    }
}

/// One qualifier of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Qualifier<R> {
    /// Its name.
    pub key: QualifierKey,
    /// Its value.
    pub value: Value<R>,
}
