//! Documents: the stored text, its blocks, and how files become documents.

mod blocks;
mod date;
mod diagnostic;
mod document;
pub mod reader;
mod span;

pub use blocks::{Block, BlockKind};
pub use date::{DateParseError, DatePart, PartialDate};
pub use diagnostic::{Diagnostic, Severity};
pub use document::{Document, Metadata};
pub use span::Span;
