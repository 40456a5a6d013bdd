//! The model files that are part of the program.

use super::{Labels, Network, Rolesets, WordPiece, network};
use crate::error::{Error, ErrorKind, Result};

mod files {
    include!(concat!(env!("OUT_DIR"), "/model.rs"));
}

/// Reads the embedded model.
///
/// # Errors
///
/// When a file is missing or damaged; the message names it.
pub fn load() -> Result<(Network, WordPiece, Labels, Rolesets)> {
    let labels = Labels::read(text("models/factloom.json", files::LABELS)?)?;
    let vocabulary = WordPiece::read(text("models/vocab.txt", files::VOCABULARY)?)?;
    let rolesets = Rolesets::read(text("models/rolesets.tsv", files::ROLESETS)?)?;
    if files::NETWORK.is_empty() {
        return Err(missing("models/factloom.onnx"));
    }
    Ok((
        network::read(files::NETWORK, &labels)?,
        vocabulary,
        labels,
        rolesets,
    ))
}

fn text(name: &str, bytes: &'static [u8]) -> Result<&'static str> {
    if bytes.is_empty() {
        return Err(missing(name));
    }
    std::str::from_utf8(bytes)
        .map_err(|e| Error::new(ErrorKind::Model, format!("not UTF-8: {e}")).in_file(name))
}

fn missing(name: &str) -> Error {
    Error::new(
        ErrorKind::Model,
        "this program was built without its model: put the model files into models/ and build again",
    )
    .in_file(name)
}
