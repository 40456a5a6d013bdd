//! Learning a domain from examples: sentences with their triples in, a ranker of relations out.
//!
//! An *example* is a sentence with triples of labels. An *argument* is a stretch of a text that may be one end of a
//! triple. The *ranker* holds, for every argument, how likely it is the *topic* that a text speaks of, and, for every
//! other argument and relation, how likely the text says that relation of the topic and it. Both are log-linear models of
//! readable features, trained in seconds and kept in a file that a person can edit. Where both [`Ends`] are given, a
//! [`Classifier`] chooses the relation between them.

mod argument;
mod between;
mod classifier;
mod collector;
mod example;
mod feature;
mod label;
mod linear;
mod listing;
mod memory;
mod outcome;
mod prepared;
mod ranker;
mod training;
mod typer;
mod unit;
mod weights;

pub use argument::{Argument, arguments};
pub use between::Ends;
pub use classifier::Classifier;
pub use example::{Example, Triple, examples};
pub use label::{date_of, key, letters, numeral, plain, short, spelled};
pub use outcome::Conforms;
pub use ranker::{Found, Ranker};
pub use training::{Learned, Material, train};
pub use typer::{Typer, learn_types};
