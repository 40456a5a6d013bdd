//! Claims from outside: other programs and files as extractors.
//!
//! A program reads documents as JSON lines ([`Request`]) and answers with claim lines ([`Answer`]); a file holds such lines.
//! What they say passes the gates of our own claims ([`Gate`]): its words must stand in the text, its relation in the
//! ontology, its participants in its words. What passes meets our own claims ([`Gate::join`]); what does not is counted by reason.
//! The protocol is described in `docs/extractors.md`.

mod answer;
mod command;
mod gate;
mod join;
mod lines;
mod participant;
mod quote;
mod reason;
mod request;
mod term;
mod value;
mod voice;

pub use answer::{Answer, Mistake, Party, Quote};
pub use command::end_all;
pub use gate::{Accepted, Gate};
pub use reason::{Reason, Rejection};
pub use request::{Request, RequestSentence, request};
pub use term::Term;
pub use voice::{Record, Sources, Verdict, Voice, hear};
