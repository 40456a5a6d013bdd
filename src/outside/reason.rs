//! Why a claim from outside is not taken.

use std::fmt;

macro_rules! reasons {
    ($($variant:ident $name:literal $doc:literal),+ $(,)?) => {
        /// The gate at which a claim from outside was stopped.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason { $(#[doc = $doc] $variant,)+ }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name in `build.json`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

reasons! {
    Document "unknown-document" "No document of the build is called so.",
    QuoteMissing "quote-not-found" "The quote does not stand in the document.",
    QuoteRepeated "quote-ambiguous" "The quote stands in the document more than once, and nothing says which one is meant.",
    QuoteLong "quote-too-long" "The evidence runs over too many sentences.",
    NoStatement "no-statement" "The evidence is a question, boilerplate, or in no sentence.",
    Relation "unknown-relation" "The ontology does not know the relation.",
    Domain "outside-domain" "The subject's class does not fit the relation's domain.",
    Range "outside-range" "The object does not fit the relation's range.",
    Subject "subject-not-in-text" "The subject stands neither in the evidence nor among the document's names.",
    Object "object-not-in-text" "The object stands neither in the evidence nor among the document's names.",
    Unresolved "not-resolved" "A participant is a pronoun or description whose referent is not known.",
    Itself "says-of-itself" "Subject and object are the same.",
    QualifierUnknown "unknown-qualifier" "There is no such qualifier.",
    QualifierNotTaken "qualifier-not-taken" "The relation does not take the qualifier.",
    QualifierMalformed "malformed-qualifier" "The value is not what the qualifier wants.",
    QualifierMissing "qualifier-not-in-text" "The value of a qualifier does not stand in the text.",
    Status "unknown-status" "There is no such status.",
    Attribution "attribution-not-in-text" "Who is said to say it does not stand in the text.",
    Confidence "low-confidence" "It is too unsure to keep, or its confidence is no probability.",
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A claim that is not taken: why, and which part of its line is to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The gate.
    pub reason: Reason,
    /// The field of the claim line: `subject`.
    pub field: &'static str,
    /// One sentence for people.
    pub message: String,
}

impl Rejection {
    /// A rejection because of a field.
    #[must_use]
    pub fn new(reason: Reason, field: &'static str, message: impl Into<String>) -> Self {
        Self {
            reason,
            field,
            message: message.into(),
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rejected ({}): {}", self.reason, self.message)
    }
}
