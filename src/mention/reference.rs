//! Coreference: which entity mentions a mention stands for.

use super::MentionId;

/// What one mention refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The representative mentions of its referents: the mention itself when it introduces its own referent, one mention
    /// of a name for a resolved pronoun or description, several for a plural ("both companies"), none when unresolved.
    pub referents: Vec<MentionId>,
    /// How sure the resolution is, in (0, 1].
    pub confidence: f32,
    /// How it was resolved, for people: "name", "pronoun", "the only company before it", …
    pub how: String,
}

/// How a plural is resolved that names follow: "banks such as Norvane and Trask".
pub(crate) const EXAMPLES: &str = "its examples";

impl Reference {
    /// Whether it stands for the names that follow as examples of it.
    #[must_use]
    pub fn is_by_example(&self) -> bool {
        self.how.starts_with(EXAMPLES)
    }
}
