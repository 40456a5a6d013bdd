//! The neural model: the only place that knows the runtime, the network's inputs and outputs, and its files.

mod embedded;
mod encoded;
mod labels;
mod network;
mod rolesets;
mod word;
mod wordpiece;

pub(super) use embedded::load;
pub(super) use encoded::Encoded;
pub(super) use labels::{Labels, LemmaRule, RoleLabel, Tag};
pub(super) use network::{Batch, MAX_PIECES, Network, Scores, Worker};
pub(super) use rolesets::Rolesets;
use word::WordFeatures;
pub(super) use wordpiece::WordPiece;
