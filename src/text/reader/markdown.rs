//! Markdown: rendered to plain blocks, front matter to metadata.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::text::{BlockKind, Metadata};

use super::html;
use super::layout::Layout;
use super::written_date::metadata_date;

/// Reads Markdown; the stored text is the rendered text.
pub(super) fn read(text: &str) -> Layout {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reading = Reading::default();
    for event in Parser::new_ext(text, options) {
        reading.take(event);
    }
    reading.flush();
    reading.layout
}

#[derive(Default)]
struct Reading {
    layout: Layout,
    words: String,
    heading: Option<bool>,
    items: usize,
    item_open: bool,
    cells: Option<Vec<String>>,
    verbatim: Option<Verbatim>,
    raw: String,
    titled: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Verbatim {
    Code,
    FrontMatter,
    Html,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) if self.verbatim.is_some() => {
                self.raw.push_str(&text)
            }
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                html::append_collapsed(&mut self.words, &text);
            }
            Event::SoftBreak => html::append_collapsed(&mut self.words, " "),
            Event::HardBreak => {
                if self.heading.is_none()
                    && self.cells.is_none()
                    && html::ends_sentence(&self.words)
                {
                    self.flush();
                } else {
                    html::append_collapsed(&mut self.words, " ");
                }
            }
            Event::Rule => self.flush(),
            Event::InlineHtml(tag) => {
                let tag = tag.to_ascii_lowercase();
                if tag.starts_with("<br") {
                    html::append_collapsed(&mut self.words, " ");
                }
            }
            Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(*level == pulldown_cmark::HeadingLevel::H1);
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
                self.item_open = true;
            }
            Tag::CodeBlock(_) => self.verbatim(Verbatim::Code),
            Tag::MetadataBlock(_) => self.verbatim(Verbatim::FrontMatter),
            Tag::HtmlBlock => self.verbatim(Verbatim::Html),
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.cells = Some(Vec::new());
            }
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_) => {
                self.flush();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
                self.item_open = false;
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.words);
                if let Some(cells) = &mut self.cells {
                    cells.push(cell.trim().to_owned());
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(cells) = self.cells.take() {
                    self.layout.push(BlockKind::TableRow, &html::row(&cells));
                }
            }
            TagEnd::CodeBlock => {
                let code = std::mem::take(&mut self.raw);
                self.verbatim = None;
                let mut words = String::new();
                html::append_collapsed(&mut words, &code);
                self.layout.push(BlockKind::Boilerplate, &words);
            }
            TagEnd::MetadataBlock(_) => {
                let front = std::mem::take(&mut self.raw);
                self.verbatim = None;
                front_matter(&front, &mut self.layout.meta);
            }
            TagEnd::HtmlBlock => {
                let page = std::mem::take(&mut self.raw);
                self.verbatim = None;
                html::fragment(&page, &mut self.layout);
            }
            TagEnd::Paragraph
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::FootnoteDefinition => self.flush(),
            _ => {}
        }
    }

    fn verbatim(&mut self, what: Verbatim) {
        self.flush();
        self.raw.clear();
        self.verbatim = Some(what);
    }

    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.trim().is_empty() {
            return;
        }
        let kind = match self.heading {
            Some(true) if !self.titled => {
                self.titled = true;
                BlockKind::Title
            }
            Some(_) => BlockKind::Heading,
            None if self.items > 0 && self.item_open => {
                self.item_open = false;
                BlockKind::ListItem
            }
            None => BlockKind::Paragraph,
        };
        self.layout.push(kind, &words);
    }
}

/// `key: value` lines (YAML) or `key = value` lines (TOML).
fn front_matter(text: &str, meta: &mut Metadata) {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with([' ', '\t', '-', '#']) {
            continue;
        }
        let Some(at) = line.find([':', '=']) else {
            continue;
        };
        let key = line[..at].trim().to_ascii_lowercase();
        let mut values = values(&line[at + 1..]);
        while values.is_empty() || line[at + 1..].trim().is_empty() {
            match lines.peek().and_then(|l| l.trim_start().strip_prefix("- ")) {
                Some(item) => values.extend(self::values(item)),
                None => break,
            }
            lines.next();
        }
        let Some(first) = values.first().cloned() else {
            continue;
        };
        match key.as_str() {
            "title" | "headline" => meta.title = Some(first),
            "date" | "published" | "pubdate" | "publishdate" | "datepublished"
            | "date_published" => {
                meta.date = metadata_date(&first);
            }
            "created" | "issued" | "updated" | "modified" | "lastmod" | "last_modified"
            | "last_updated" => meta.date = meta.date.or_else(|| metadata_date(&first)),
            "author" | "authors" | "by" => meta.authors = values,
            "publisher" | "site" | "site_name" | "source" | "publication" => {
                meta.publisher = Some(first)
            }
            "url" | "link" | "canonical" | "canonical_url" => meta.url = Some(first),
            _ => {}
        }
    }
}

fn values(text: &str) -> Vec<String> {
    let text = text.trim();
    let unquoted = |s: &str| s.trim().trim_matches(['"', '\'']).trim().to_owned();
    let list = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    let values: Vec<String> = match list {
        Some(list) => list.split(',').map(unquoted).collect(),
        None => vec![unquoted(text)],
    };
    values.into_iter().filter(|v| !v.is_empty()).collect()
}
