//! What the output is: a terminal of some width, or something else.

use std::io::IsTerminal;

use terminal_size::{Width, terminal_size_of};

/// What is known of the place where output goes.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Whether a person looks at it.
    pub interactive: bool,
    /// Columns that may be used.
    pub width: usize,
}

impl Terminal {
    /// Standard output.
    #[must_use]
    pub fn stdout() -> Self {
        let stream = std::io::stdout();
        Self::new(stream.is_terminal(), terminal_size_of(&stream).map(|s| s.0))
    }

    /// Standard error.
    #[must_use]
    pub fn stderr() -> Self {
        let stream = std::io::stderr();
        Self::new(stream.is_terminal(), terminal_size_of(&stream).map(|s| s.0))
    }

    /// How text may be styled there: plain unless it is a terminal and `NO_COLOR` is unset.
    #[must_use]
    pub fn style(self) -> Style {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
        Style {
            colour: self.interactive && !refused && !dumb,
        }
    }

    fn new(interactive: bool, width: Option<Width>) -> Self {
        let width = width.map_or(100, |Width(w)| usize::from(w));
        Self {
            interactive,
            width: width.clamp(40, 140),
        }
    }
}

/// Marks up text for a terminal, or leaves it alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    colour: bool,
}

impl Style {
    /// For titles and the words that matter.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// For what may be passed over.
    #[must_use]
    pub fn faint(self, text: &str) -> String {
        self.wrap("2", text)
    }

    /// For names of relations.
    #[must_use]
    pub fn relation(self, text: &str) -> String {
        self.wrap("36", text)
    }

    /// For what holds.
    #[must_use]
    pub fn good(self, text: &str) -> String {
        self.wrap("32", text)
    }

    /// For what does not hold, or not yet.
    #[must_use]
    pub fn warning(self, text: &str) -> String {
        self.wrap("33", text)
    }

    /// For what went wrong.
    #[must_use]
    pub fn error(self, text: &str) -> String {
        self.wrap("1;31", text)
    }

    /// For quoted words inside their sentence: underlined word by word on a terminal (so that lines can be broken
    /// between them), between `«` and `»` elsewhere.
    #[must_use]
    pub fn highlight(self, text: &str) -> String {
        if self.colour {
            let words: Vec<String> = text.split(' ').map(|w| self.wrap("1;4", w)).collect();
            words.join(" ")
        } else {
            format!("«{text}»")
        }
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}
