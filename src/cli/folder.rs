//! The folder that a build writes and the other subcommands read.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::graph::Graph;

/// The folder that is read when the user names none.
pub const DEFAULT: &str = "out";

/// `--graph DIR`, for every subcommand that reads a build.
#[derive(Debug, clap::Args)]
pub struct GraphArg {
    /// The folder that `build` wrote
    #[arg(long = "graph", value_name = "DIR", default_value = DEFAULT)]
    pub dir: PathBuf,
}

impl GraphArg {
    /// Reads the graph back.
    pub fn load(&self) -> Result<Graph> {
        crate::store::load_graph(self.check()?)
    }

    /// The folder, when there is a build in it.
    pub fn check(&self) -> Result<&Path> {
        let dir = &self.dir;
        let problem = if !dir.exists() {
            "there is no such folder"
        } else if !dir.is_dir() {
            "this is not a folder"
        } else if !dir.join("claims.jsonl").is_file() {
            "there is no build in this folder"
        } else {
            return Ok(dir);
        };
        let message = format!(
            "{problem}; make one with `factloom build PATH... --out {}`, or name another with --graph",
            dir.display()
        );
        Err(Error::new(ErrorKind::Usage, message).in_file(dir))
    }
}

/// Files that appear in their folder all at once, when all of them are complete.
///
/// They are written to a temporary folder beside their place (inside the target where that exists) and renamed at the
/// end; `build.json`, written last, marks a folder as complete.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    temporary: tempfile::TempDir,
    files: Vec<&'static str>,
}

impl Staging {
    /// Finds out early whether the folder can be written, without leaving anything there.
    pub fn check(target: &Path) -> Result<()> {
        if target.exists() && !target.is_dir() {
            let message = "this is a file; --out needs a folder";
            return Err(Error::new(ErrorKind::Usage, message).in_file(target));
        }
        let probe = if target.is_dir() {
            tempfile::tempfile_in(target).map(drop)
        } else {
            let parent = nearest_parent(target);
            tempfile::tempfile_in(parent).map(drop)
        };
        probe.map_err(|e| unwritable(target, &e))
    }

    /// Starts an empty set of files for a folder.
    pub fn new(target: &Path) -> Result<Self> {
        let place = if target.is_dir() {
            target
        } else {
            let parent = parent_of(target);
            std::fs::create_dir_all(parent).map_err(|e| unwritable(target, &e))?;
            parent
        };
        let temporary = tempfile::Builder::new()
            .prefix(".factloom-")
            .tempdir_in(place)
            .map_err(|e| unwritable(target, &e))?;
        super::interrupt::remove_on_interrupt(temporary.path());
        Ok(Self {
            target: target.to_owned(),
            temporary,
            files: Vec::new(),
        })
    }

    /// Writes one file.
    pub fn write(
        &mut self,
        name: &'static str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        let path = self.temporary.path().join(name);
        let result = std::fs::File::create(&path).and_then(|file| {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            out.into_inner()?.sync_all()
        });
        result.map_err(|e| Error::io(self.target.join(name), &e))?;
        self.files.push(name);
        Ok(())
    }

    /// Moves all files to their places: in one step where the folder is new, else one file after the other,
    /// the last one written (which marks the set as complete) taken away first and put in place last.
    pub fn commit(self) -> Result<()> {
        let target = &self.target;
        let failed = |e: io::Error| unwritable(target, &e);
        if !target.exists() {
            make_readable(self.temporary.path()).map_err(failed)?;
            let path = self.temporary.keep();
            return std::fs::rename(&path, target).map_err(|e| {
                drop(std::fs::remove_dir_all(&path));
                unwritable(target, &e)
            });
        }
        if let Some(last) = self.files.last() {
            match std::fs::remove_file(target.join(last)) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(failed(e)),
                _ => {}
            }
        }
        for name in &self.files {
            std::fs::rename(self.temporary.path().join(name), target.join(name)).map_err(failed)?;
        }
        Ok(())
    }
}

fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn nearest_parent(path: &Path) -> &Path {
    let mut parent = parent_of(path);
    while !parent.exists() && parent != Path::new(".") {
        parent = parent_of(parent);
    }
    parent
}

fn unwritable(target: &Path, error: &io::Error) -> Error {
    let message = format!(
        "the output folder cannot be written: {error}; choose another with --out, or change its permissions"
    );
    Error::new(ErrorKind::Io, message).in_file(target)
}

/// Temporary folders are private; a folder of results has the usual permissions.
#[cfg(unix)]
fn make_readable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_readable(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .map(|e| {
                e.expect("readable")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    fn staged(target: &Path, text: &'static str) -> Staging {
        let mut staging = Staging::new(target).expect("writable");
        for name in ["a", "b"] {
            let written = staging.write(name, |out| out.write_all(text.as_bytes()));
            written.expect("writable");
        }
        staging
    }

    #[test]
    fn files_appear_together_or_not_at_all() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let target = dir.path().join("new/out");
        drop(staged(&target, "dropped"));
        assert!(!target.exists());
        staged(&target, "first").commit().expect("writable");
        assert_eq!(names(&target), ["a", "b"]);
        drop(staged(&target, "dropped"));
        assert_eq!(names(&target), ["a", "b"]);
        std::fs::write(target.join("mine"), "kept").expect("writable");
        staged(&target, "second").commit().expect("writable");
        assert_eq!(names(&target), ["a", "b", "mine"]);
        let text = std::fs::read_to_string(target.join("b")).expect("readable");
        assert_eq!(text, "second");
    }

    #[test]
    fn a_failed_write_leaves_nothing() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let target = dir.path().join("out");
        let mut staging = Staging::new(&target).expect("writable");
        let failed = staging.write("a", |_| Err(io::Error::other("no room")));
        assert!(failed.is_err_and(|e| e.message().contains("no room")));
        drop(staging);
        assert!(names(dir.path()).is_empty());
    }
}
