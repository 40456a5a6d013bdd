//! The program from outside: what it prints, where, and with which exit code.

mod building;
mod chatting;
mod evaluating;
mod extractors;
mod fixture;
mod learning;
mod open;
mod reading;
mod usage;

use assert_cmd::Command;

/// The program, with nothing of the surroundings that changes what it prints.
fn factloom() -> Command {
    let mut command = Command::cargo_bin("factloom").expect("the program is built");
    command.env_remove("NO_COLOR").env("TERM", "xterm");
    command
}

/// What a run printed.
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

fn run(arguments: &[&str]) -> Run {
    run_with_input(arguments, "")
}

fn run_with_input(arguments: &[&str], input: &str) -> Run {
    let output = factloom()
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("the program runs");
    Run {
        code: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

impl Run {
    /// Fails unless the program ended with this code and said all this on standard error.
    #[track_caller]
    fn fails(&self, code: i32, said: &[&str]) {
        assert_eq!(self.code, code, "stderr: {}", self.stderr);
        for words in said {
            assert!(
                self.stderr.contains(words),
                "{words:?} is missing in: {}",
                self.stderr
            );
        }
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
    }

    /// Fails unless the program did its work and printed all this.
    #[track_caller]
    fn prints(&self, said: &[&str]) {
        assert_eq!(self.code, 0, "stderr: {}", self.stderr);
        for words in said {
            assert!(
                self.stdout.contains(words),
                "{words:?} is missing in: {}",
                self.stdout
            );
        }
        assert!(!self.stdout.contains('\u{1b}'), "colour in a pipe");
    }
}
