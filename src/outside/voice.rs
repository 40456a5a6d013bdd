//! What each program and file said, and what became of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::lines::{self, Line};
use super::{Answer, Rejection, command};
use crate::text::{Diagnostic, Severity};

/// So many messages of one kind are shown for each source; the rest is only counted or noted.
const SHOWN: usize = 20;

/// The programs and files that are asked for claims.
#[derive(Clone, Debug)]
pub struct Sources {
    /// Commands of the shell.
    pub commands: Vec<String>,
    /// Files of claim lines.
    pub files: Vec<PathBuf>,
    /// How long a program may be silent.
    pub silence: Duration,
}

impl Default for Sources {
    fn default() -> Self {
        Self {
            commands: Vec::new(),
            files: Vec::new(),
            silence: Duration::from_secs(120),
        }
    }
}

impl Sources {
    /// Whether nobody is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.files.is_empty()
    }
}

/// One source: its claim lines, and the account of them.
#[derive(Clone, Debug, Default)]
pub struct Voice {
    /// Its claim lines with their 1-based numbers.
    pub answers: Vec<(usize, Answer)>,
    /// How many there were of what.
    pub record: Record,
    /// What could not be read, and what was not taken.
    pub diagnostics: Vec<Diagnostic>,
    unreadable: Vec<Diagnostic>,
    rejected: usize,
}

/// The account of one source, for `build.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The command, or the path of the file.
    pub source: String,
    /// SHA-256 of a file, hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Claims that were read; one with several pieces of evidence counts once for each.
    pub claims: usize,
    /// Those that passed the gates.
    pub accepted: usize,
    /// Those of them that say what was known already.
    pub merged: usize,
    /// Those of them whose offsets were found by their quote.
    pub repaired: usize,
    /// Those that did not pass, by reason.
    pub rejected: BTreeMap<&'static str, usize>,
    /// Lines that are no claim lines.
    pub unreadable: usize,
}

/// What became of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It passed the gates.
    Accepted {
        /// It says what was known already.
        merged: bool,
        /// Its offsets were found by its quote.
        repaired: bool,
    },
    /// It did not.
    Rejected(Rejection),
}

/// Asks all sources: commands beside one another, each with the documents of the file `requests`.
#[must_use]
pub fn hear(sources: &Sources, requests: &Path) -> Vec<Voice> {
    let mut voices: Vec<Voice> = thread::scope(|scope| {
        let running: Vec<_> = sources
            .commands
            .iter()
            .map(|c| scope.spawn(move || ask(c, requests, sources.silence)))
            .collect();
        let joined = running.into_iter().zip(&sources.commands);
        joined
            .map(|(voice, command)| {
                voice.join().unwrap_or_else(|_| {
                    let mut voice = Voice::new(command_source(command));
                    voice.fail("could not be listened to");
                    voice
                })
            })
            .collect()
    });
    voices.extend(sources.files.iter().map(|path| read(path)));
    for voice in &mut voices {
        voice.close();
    }
    voices
}

fn command_source(command: &str) -> String {
    format!("extractor `{command}`")
}

fn ask(command: &str, requests: &Path, silence: Duration) -> Voice {
    let mut voice = Voice::new(command_source(command));
    match File::open(requests) {
        Ok(documents) => {
            let ran = command::run(command, documents, silence, |n, line| voice.take(n, line));
            if let Some(trouble) = ran.trouble {
                voice.fail(&trouble);
            }
        }
        Err(error) => voice.fail(&format!("the documents could not be handed over: {error}")),
    }
    voice
}

fn read(path: &Path) -> Voice {
    let mut voice = Voice::new(path.display().to_string().replace('\\', "/"));
    let hashed = File::open(path).and_then(|file| hash(&file));
    match hashed {
        Ok(sha256) => voice.record.sha256 = Some(sha256),
        Err(error) => {
            voice.fail(&format!("the claims cannot be read: {error}"));
            return voice;
        }
    }
    let Ok(file) = File::open(path) else {
        return voice;
    };
    let mut reader = BufReader::new(file);
    let mut number = 0;
    loop {
        match lines::next(&mut reader) {
            Ok(Some(line)) => {
                number += 1;
                if !matches!(&line, Line::Text(text, _) if text.trim().is_empty()) {
                    voice.take(number, line);
                }
            }
            Ok(None) => break,
            Err(error) => {
                voice.fail(&format!("cannot be read to its end: {error}"));
                break;
            }
        }
    }
    voice
}

fn hash(mut file: &File) -> std::io::Result<String> {
    let mut sha = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            n => sha.update(&buffer[..n]),
        }
    }
    Ok(sha.finalize().iter().map(|b| format!("{b:02x}")).collect())
}

impl Voice {
    fn new(source: String) -> Self {
        Self {
            record: Record {
                source,
                ..Record::default()
            },
            ..Self::default()
        }
    }

    /// Takes a line in; whether it could be read.
    fn take(&mut self, number: usize, line: Line) -> bool {
        let (column, message) = match line {
            Line::Text(text, ended) => match Answer::read(&text) {
                Ok(answer) => {
                    self.answers.push((number, answer));
                    return true;
                }
                Err(mistake) if ended => (mistake.column, mistake.message),
                Err(mistake) => (
                    mistake.column,
                    format!("the last line is cut off: {}", mistake.message),
                ),
            },
            Line::Bytes(column) => (column, "not UTF-8".to_owned()),
            Line::TooLong => (1, "longer than 4 MiB".to_owned()),
        };
        self.record.unreadable += 1;
        let source = self.record.source.clone();
        let message = format!("left out: {message}");
        let diagnostic = Diagnostic::new(source, Severity::Error, message).at(number, column);
        if self.unreadable.len() < SHOWN {
            self.unreadable.push(diagnostic);
        }
        false
    }

    fn fail(&mut self, message: &str) {
        let source = self.record.source.clone();
        self.diagnostics
            .push(Diagnostic::new(source, Severity::Error, message));
    }

    /// Turns what could not be read into diagnostics.
    fn close(&mut self) {
        self.diagnostics.append(&mut self.unreadable);
        if self.record.unreadable > SHOWN {
            let more = self.record.unreadable - SHOWN;
            self.fail(&format!("left out: {more} more lines that are no claims"));
        }
    }

    /// Notes what became of the claim of a line.
    pub fn note(&mut self, number: usize, column: usize, verdict: Verdict) {
        self.record.claims += 1;
        match verdict {
            Verdict::Accepted { merged, repaired } => {
                self.record.accepted += 1;
                self.record.merged += usize::from(merged);
                self.record.repaired += usize::from(repaired);
            }
            Verdict::Rejected(rejection) => {
                self.rejected += 1;
                let counts = &mut self.record.rejected;
                *counts.entry(rejection.reason.as_str()).or_default() += 1;
                let severity = if self.rejected <= SHOWN {
                    Severity::Warning
                } else {
                    Severity::Note
                };
                let source = self.record.source.clone();
                let message = rejection.to_string();
                self.diagnostics
                    .push(Diagnostic::new(source, severity, message).at(number, column));
            }
        }
    }

    /// Closes the account: its record and all messages.
    #[must_use]
    pub fn finish(mut self) -> (Record, Vec<Diagnostic>) {
        if self.rejected > SHOWN {
            let message = format!(
                "{} of {} claims were rejected; the first {SHOWN} are shown, all are in build.json",
                self.rejected, self.record.claims
            );
            let source = self.record.source.clone();
            self.diagnostics
                .push(Diagnostic::new(source, Severity::Warning, message));
        }
        (self.record, self.diagnostics)
    }
}
