//! Running a program as an extractor: documents in, lines out, and an end in any case.

use std::fs::File;
use std::io::BufReader;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::lines::{self, Line};

/// A program that answers so many lines that nobody can read is not listened to any longer.
const MOST_UNREADABLE: usize = 1000;
/// No program has more to say than this.
const MOST: usize = 2_000_000;

/// The programs that are running, by process id.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// What became of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// How many lines it wrote.
    pub lines: usize,
    /// Why it did not end well.
    pub trouble: Option<String>,
}

/// Runs a command of the shell on a file of documents and hands over its lines with their numbers; `take` says whether one
/// could be read. The program may be silent for so long at most.
pub fn run(
    command: &str,
    documents: File,
    silence: Duration,
    mut take: impl FnMut(usize, Line) -> bool,
) -> Ran {
    let mut ran = Ran::default();
    let mut child = match start(command, documents) {
        Ok(child) => child,
        Err(error) => {
            ran.trouble = Some(format!("could not be started: {error}"));
            return ran;
        }
    };
    let _noted = Noted::new(child.id());
    let Some(output) = child.stdout.take() else {
        return ran;
    };
    let (send, receive) = sync_channel(256);
    // Not waited for: what a program leaves behind may hold the pipe for ever.
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        while let Ok(Some(line)) = lines::next(&mut output) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    let mut unreadable = 0;
    loop {
        match receive.recv_timeout(silence) {
            Ok(line) => {
                ran.lines += 1;
                // an empty line only says that the program is alive
                let empty = matches!(&line, Line::Text(text, _) if text.trim().is_empty());
                if !empty && !take(ran.lines, line) {
                    unreadable += 1;
                }
                if unreadable >= MOST_UNREADABLE || ran.lines >= MOST {
                    end(&mut child);
                    ran.trouble = Some(format!(
                        "was stopped after {} lines, {unreadable} of which could not be read",
                        ran.lines
                    ));
                    return ran;
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                end(&mut child);
                ran.trouble = Some(silent(silence, ran.lines));
                return ran;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    ran.trouble = match ended(&mut child, silence) {
        Some(status) if status.success() => None,
        Some(status) => Some(format!("{} after {}", how(status), count(ran.lines))),
        None => {
            end(&mut child);
            Some(silent(silence, ran.lines))
        }
    };
    ran
}

/// Ends all programs that are running: when this one is interrupted.
pub fn end_all() {
    let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    for id in running.iter() {
        end_group(*id);
    }
}

fn start(command: &str, documents: File) -> std::io::Result<Child> {
    let (shell, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let mut shell = Command::new(shell);
    shell
        .args([flag, command])
        .stdin(documents)
        .stdout(Stdio::piped());
    // a group of its own, so that what the shell starts ends with it
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    shell.spawn()
}

/// Waits for a program whose output has ended.
fn ended(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if started.elapsed() < patience => thread::sleep(Duration::from_millis(5)),
            _ => return None,
        }
    }
}

fn end(child: &mut Child) {
    end_group(child.id());
    // It may have ended by itself.
    drop(child.kill());
    drop(child.wait());
}

#[cfg(unix)]
fn end_group(id: u32) {
    let group = i32::try_from(id)
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        // It may have ended by itself.
        let _ended = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_group(_id: u32) {}

fn silent(silence: Duration, lines: usize) -> String {
    format!(
        "said nothing for {} s after {} and was ended; give it longer with --extractor-timeout",
        silence.as_secs_f64(),
        count(lines)
    )
}

fn count(lines: usize) -> String {
    match lines {
        1 => "1 line".to_owned(),
        n => format!("{n} lines"),
    }
}

fn how(status: ExitStatus) -> String {
    match status.code() {
        Some(127) => "ended with exit code 127 (the shell does not find the program)".to_owned(),
        Some(code) => format!("ended with exit code {code}"),
        None => format!("was ended ({status})"),
    }
}

/// An entry among the running programs, for as long as it lives.
struct Noted(u32);

impl Noted {
    fn new(id: u32) -> Self {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.push(id);
        Self(id)
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|id| *id != self.0);
    }
}
