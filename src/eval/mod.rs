//! Benchmarks: their own files in, scores out.
//!
//! One file or folder for each benchmark: a reader that says path and line where a file is not of the right shape, and a
//! scorer that is a plain function. What a scorer computes is defined by the publication that its documentation names.

pub mod calibration;
pub mod carb;
pub mod claims;
pub mod conllu;
pub mod core;
pub mod gold;
mod input;
pub mod interchange;
pub mod lists;
pub mod meantime;
pub mod ner;
mod report;
mod score;
pub mod text2kg;
pub mod timex;
pub mod ud;
mod xml;

pub use report::{Cell, Report, Row};
pub use score::{Counts, Score, f1};
