//! The documents of all inputs, one by one.

use std::fs::File;
use std::io::Read;

use sha2::{Digest, Sha256};

use super::{InputRecord, Progress};
use crate::text::reader::{self, DocumentIds, Documents, Input, Options};
use crate::text::{Diagnostic, Document};

/// Hands out the documents of the inputs in order, and keeps a record of what was read.
pub struct Source<'a> {
    inputs: std::vec::IntoIter<Input>,
    current: Option<Documents>,
    options: Options,
    ids: DocumentIds,
    number: usize,
    progress: &'a (dyn Fn(Progress) + Sync),
    /// The inputs that were read so far.
    pub records: Vec<InputRecord>,
    /// What was odd or missing.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Source<'a> {
    /// Starts before the first input.
    pub fn new(
        inputs: Vec<Input>,
        options: Options,
        progress: &'a (dyn Fn(Progress) + Sync),
    ) -> Self {
        Self {
            inputs: inputs.into_iter(),
            current: None,
            options,
            ids: DocumentIds::new(),
            number: 0,
            progress,
            records: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
}

impl Iterator for Source<'_> {
    type Item = (usize, Document);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(documents) = self.current.as_mut() else {
                let input = self.inputs.next()?;
                self.records.push(InputRecord {
                    path: input.source().replace('\\', "/"),
                    sha256: hash(&input),
                    documents: 0,
                });
                self.current = Some(reader::read(&input, &self.options));
                continue;
            };
            match documents.next() {
                Some(Ok(mut document)) => {
                    self.ids.make_unique(&mut document);
                    self.diagnostics
                        .extend(document.diagnostics.iter().cloned());
                    if let Some(record) = self.records.last_mut() {
                        record.documents += 1;
                    }
                    self.number += 1;
                    return Some((self.number, document));
                }
                Some(Err(diagnostic)) => self.diagnostics.push(diagnostic),
                None => {
                    self.current = None;
                    (self.progress)(Progress::Input);
                }
            }
        }
    }
}

/// SHA-256 of a file, in pieces; empty for standard input and for what cannot be read (the reader says why).
fn hash(input: &Input) -> String {
    let Input::File(path) = input else {
        return String::new();
    };
    let Ok(mut file) = File::open(path) else {
        return String::new();
    };
    let mut sha = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(n @ 1..) = file.read(&mut buffer) {
        sha.update(&buffer[..n]);
    }
    sha.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
