//! Tables with light rules, for people.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Style;

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table that fits a width: columns that are too wide are shortened, the widest first.
#[derive(Clone, Debug, Default)]
pub struct Table {
    header: Vec<String>,
    align: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    #[must_use]
    pub fn new(columns: &[(&str, Align)]) -> Self {
        Self {
            header: columns.iter().map(|c| c.0.to_owned()).collect(),
            align: columns.iter().map(|c| c.1).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; missing cells are empty, cells without a column are dropped. Line breaks become spaces.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        let mut row: Vec<String> = cells
            .into_iter()
            .take(self.header.len())
            .map(|c| one_line(&c.into()))
            .collect();
        row.resize(self.header.len(), String::new());
        self.rows.push(row);
    }

    /// Whether it has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Draws it, each line ending in a line break, no line wider than `width` where that is possible.
    #[must_use]
    pub fn draw(&self, width: usize, style: Style) -> String {
        let widths = self.fit(width);
        let rule = |left: &str, middle: &str, right: &str| {
            let bars: Vec<String> = widths.iter().map(|w| "─".repeat(w + 2)).collect();
            style.faint(&format!("{left}{}{right}", bars.join(middle))) + "\n"
        };
        let mut out = rule("╭", "┬", "╮");
        let titled = self.header.iter().any(|h| !h.is_empty());
        if titled {
            self.line(&mut out, &self.header, &widths, style, true);
            out.push_str(&rule("├", "┼", "┤"));
        }
        for row in &self.rows {
            self.line(&mut out, row, &widths, style, false);
        }
        out.push_str(&rule("╰", "┴", "╯"));
        out
    }

    fn line(
        &self,
        out: &mut String,
        cells: &[String],
        widths: &[usize],
        style: Style,
        strong: bool,
    ) {
        let bar = style.faint("│");
        out.push_str(&bar);
        for ((cell, &width), align) in cells.iter().zip(widths).zip(&self.align) {
            let text = shorten(cell, width);
            let pad = " ".repeat(width.saturating_sub(text.width()));
            let text = if strong { style.strong(&text) } else { text };
            let _ = match align {
                Align::Left => write!(out, " {text}{pad} {bar}"),
                Align::Right => write!(out, " {pad}{text} {bar}"),
            };
        }
        out.push('\n');
    }

    fn fit(&self, width: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.header.len())
            .map(|i| {
                let cells = self.rows.iter().map(|r| r[i].width());
                cells.chain([self.header[i].width()]).max().unwrap_or(0)
            })
            .collect();
        let room = width.saturating_sub(3 * widths.len() + 1);
        while widths.iter().sum::<usize>() > room {
            let Some(widest) = widths.iter_mut().max_by_key(|w| **w).filter(|w| **w > 4) else {
                break;
            };
            *widest -= 1;
        }
        widths
    }
}

/// The text in at most `width` columns, with `…` for what was cut off.
#[must_use]
pub fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    let mut out = out.trim_end().to_owned();
    out.push('…');
    out
}

/// Breaks text into lines of at most `width` columns, at white space.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if visible_width(line) + 1 + visible_width(word) <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// White space of any kind as single spaces, control characters left out.
#[must_use]
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "")
}

/// Columns that a text takes, escape sequences left out.
pub fn visible_width(text: &str) -> usize {
    let mut width = 0;
    let mut rest = text;
    while let Some(start) = rest.find('\u{1b}') {
        width += rest[..start].width();
        rest = rest[start..].split_once('m').map_or("", |(_, after)| after);
    }
    width + rest.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_the_same_width_and_fits() {
        let mut table = Table::new(&[("name", Align::Left), ("count", Align::Right)]);
        table.row(["東京エレクトロン", "3"]);
        table.row([
            "a name that goes on for very much longer than there is room",
            "12,000",
        ]);
        let drawn = table.draw(44, Style::default());
        let widths: Vec<usize> = drawn.lines().map(UnicodeWidthStr::width).collect();
        assert!(
            widths.iter().all(|w| *w == widths[0] && *w <= 44),
            "{drawn}"
        );
        assert!(drawn.contains('…'));
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(one_line("a\u{1b}[31m\n b"), "a[31m b");
    }
}
