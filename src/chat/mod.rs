//! An extractor that asks a chat-completions endpoint: documents in, claim lines out.
//!
//! It is a program like any other that [`outside`](crate::outside) runs, and its claims pass the same gates. Nothing here
//! is used unless the user asks for it. Sentences are sent in batches ([`prompt`]); answers follow a schema made from the
//! ontology ([`schema`]), are asked for again when the endpoint is busy ([`Endpoint`]), and are kept by the hash of what
//! was asked ([`Cache`]).

mod cache;
mod client;
mod endpoint;
mod failure;
mod prompt;
mod reply;
mod schema;
mod trust;
mod usage;

pub use cache::Cache;
pub use client::{Ended, Settings, run};
pub use endpoint::{Endpoint, Patience};
pub use failure::Failure;
pub use prompt::{instructions, question};
pub use schema::schema;
pub use trust::Trust;
pub use usage::{Prices, Usage};
