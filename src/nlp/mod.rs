//! Language analysis: text in, [`Analysis`] out.

mod analysis;
mod deprel;
mod features;
mod role;
mod sentences;
#[cfg(test)]
pub mod testing;
pub mod tokenizer;
mod upos;
mod view;

pub use analysis::{
    Analysis, EntityLabel, EntitySpan, Predicate, RoleArc, SemanticClass, Sentence, Token,
};
pub use deprel::Deprel;
pub use features::{Features, Gender, Mood, Number, Person, PronType, Tense, VerbForm};
pub use role::Role;
pub use sentences::split_sentences;
pub use upos::Upos;
pub use view::View;
