//! Naming what failed and what was skipped.

use std::io::Write;

use super::Terminal;
use crate::text::{Diagnostic, Severity};

/// Names on standard error what failed and what was skipped; notes are left out.
pub fn name(diagnostics: &[Diagnostic]) {
    let style = Terminal::stderr().style();
    let mut err = std::io::stderr().lock();
    for diagnostic in diagnostics {
        let label = match diagnostic.severity {
            Severity::Error => style.error("error"),
            Severity::Warning => style.warning("warning"),
            Severity::Note => continue,
        };
        // Nobody reads it: no reason to stop.
        drop(writeln!(err, "{label}: {diagnostic}"));
    }
}
