//! Answers by the hash of what was asked.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// A folder of answers. A file that cannot be read or written is as good as none: the question is asked again.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// A cache in a folder; made if it is not there.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new(folder: PathBuf) -> std::io::Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// The hash of an address and of all that is sent there.
    #[must_use]
    pub fn key(address: &str, body: &Json) -> String {
        let digest = Sha256::digest(format!("{address}\n{body}").as_bytes());
        digest.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// The answer that is kept under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Json> {
        serde_json::from_slice(&fs::read(self.file(key)).ok()?).ok()
    }

    /// Keeps an answer: all of it or nothing.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put(&self, key: &str, answer: &Json) -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(answer.to_string().as_bytes())?;
        file.persist(self.file(key))?;
        Ok(())
    }

    fn file(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.json"))
    }
}
