//! Language analysis: text in, [`Analysis`] out.

mod analysis;
mod analyzer;
mod conllu;
mod decode;
mod deprel;
mod features;
mod model;
mod report;
mod role;
mod sentences;
#[cfg(test)]
pub mod testing;
pub mod tokenizer;
mod upos;
mod view;
mod who;

pub use analysis::{
    Analysis, Argument, ArgumentSlot, EntityLabel, EntitySpan, KindScores, NameKind, Predicate,
    Reading, RoleArc, SemanticClass, Sentence, Token,
};
pub use analyzer::Analyzer;
pub use conllu::{read_words, write_conllu};
pub use deprel::Deprel;
pub use features::{Features, Gender, Mood, Number, Person, PronType, Tense, VerbForm};
pub use report::analysis_report;
pub use role::Role;
pub use sentences::split_sentences;
pub use upos::Upos;
pub use view::View;
pub use who::{Asked, Who, WhoScorer};
