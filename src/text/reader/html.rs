//! HTML: the main content of a page, rendered to plain blocks.

use crate::text::BlockKind;

use super::layout::Layout;
use super::lexicon::{Lexicon, folded};
use super::page::{self, Node};
use super::page_meta;

/// Reads a page; the stored text is the rendered main content.
pub(super) fn read(source: &str) -> Layout {
    let nodes = page::parse(source, false);
    let mut layout = Layout {
        meta: page_meta::read(&nodes),
        ..Layout::default()
    };
    let measure = Measure::new(&nodes);
    let root = main_content(&nodes, &measure);
    if let Some(title) = layout.meta.title.clone() {
        let title: String = {
            let mut words = String::new();
            append_collapsed(&mut words, &title);
            words
        };
        layout.meta.title = Some(title.clone());
        let inside = (root..nodes[root].end).any(|i| {
            nodes[i].tag == "h1" && folded(&page_meta::words(&nodes, i)) == folded(&title)
        });
        if !inside && measure.headlines[nodes[root].end] == measure.headlines[root] {
            layout.push(BlockKind::Title, &title);
        }
    }
    render(&nodes, root, &measure, &mut layout);
    layout
}

/// Renders a fragment after the blocks that are there.
pub(super) fn fragment(source: &str, layout: &mut Layout) {
    let nodes = page::parse(source, true);
    let measure = Measure::new(&nodes);
    render(&nodes, 0, &measure, layout);
}

/// Appends text with its white space collapsed and invisible characters left out.
pub(super) fn append_collapsed(words: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => {
                if !words.is_empty() && !words.ends_with([' ', '\n']) {
                    words.push(' ');
                }
            }
            c => words.push(c),
        }
    }
}

/// Whether text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['"', '”', '’', '\'', ')', ']'])
        .ends_with(['.', '!', '?', ':', ';', '…'])
}

/// A table row in one line.
pub(super) fn row(cells: &[String]) -> String {
    let cells: Vec<&str> = cells
        .iter()
        .map(|c| c.trim())
        .filter(|c| !c.is_empty())
        .collect();
    cells.join(" | ")
}

/// How much text stands in each subtree.
struct Measure {
    /// Letters of running text before each node: links and furniture do not count.
    text: Vec<usize>,
    /// `h1` elements before each node.
    headlines: Vec<usize>,
}

impl Measure {
    fn new(nodes: &[Node]) -> Self {
        let lexicon = Lexicon::shared();
        let mut text = vec![0; nodes.len() + 1];
        let mut headlines = vec![0; nodes.len() + 1];
        let mut skipped = 0;
        let mut linked = 0;
        for (i, node) in nodes.iter().enumerate() {
            text[i + 1] = text[i];
            headlines[i + 1] = headlines[i] + usize::from(node.tag == "h1");
            if is_dropped(node)
                || (node.tag == "header")
                || is_named_furniture(node, lexicon) && !protected(node)
            {
                skipped = skipped.max(node.end);
            }
            if node.tag == "a" {
                linked = linked.max(node.end);
            }
            if i >= skipped && i >= linked {
                text[i + 1] += node.text.chars().filter(|c| !c.is_whitespace()).count();
            }
        }
        Self { text, headlines }
    }

    fn of(&self, nodes: &[Node], i: usize) -> usize {
        self.text[nodes[i].end] - self.text[i]
    }
}

/// The element that holds the article.
fn main_content(nodes: &[Node], measure: &Measure) -> usize {
    let body = nodes.iter().position(|n| n.tag == "body").unwrap_or(0);
    let total = measure.of(nodes, body);
    let best = |test: &dyn Fn(&Node) -> bool| {
        let mut best: Option<usize> = None;
        for (i, node) in nodes.iter().enumerate() {
            if test(node) && best.is_none_or(|b| measure.of(nodes, i) > measure.of(nodes, b)) {
                best = Some(i);
            }
        }
        best.map(|i| (i, measure.of(nodes, i)))
    };
    let role = |node: &Node, role: &str| node.attribute("role") == Some(role);
    let main = best(&|n| n.tag == "main" || role(n, "main"));
    let article = best(&|n| {
        n.tag == "article" || role(n, "article") || n.attribute("itemprop") == Some("articleBody")
    });
    let around = main.map_or(total, |(_, length)| length.max(total / 2));
    if let Some((i, length)) = article
        && length * 10 >= around * 4
        && length > 0
    {
        return i;
    }
    if let Some((i, length)) = main
        && length * 10 >= total * 4
        && length > 0
    {
        return i;
    }
    let dense = densest(nodes, measure);
    match dense {
        Some(i) if measure.of(nodes, i) * 10 >= total * 6 => i,
        _ => body,
    }
}

/// The container with the most paragraphs in it, with the headline if that stands near.
fn densest(nodes: &[Node], measure: &Measure) -> Option<usize> {
    let mut scores = vec![0usize; nodes.len()];
    for (i, node) in nodes.iter().enumerate() {
        let length = measure.of(nodes, i);
        if node.tag == "p" && length >= 40 {
            scores[node.parent] += length;
            scores[nodes[node.parent].parent] += length / 2;
        }
    }
    let (mut best, score) = scores
        .iter()
        .enumerate()
        .max_by_key(|(i, s)| (**s, std::cmp::Reverse(*i)))?;
    if *score == 0 {
        return None;
    }
    loop {
        let parent = nodes[best].parent;
        let headline = |i: usize| measure.headlines[nodes[i].end] > measure.headlines[i];
        let near = measure.of(nodes, parent) * 10 <= measure.of(nodes, best) * 13;
        if parent == best
            || matches!(nodes[parent].tag.as_str(), "html" | "#root")
            || !near
            || headline(best)
        {
            return Some(best);
        }
        best = parent;
    }
}

struct Open {
    end: usize,
    kind: Option<BlockKind>,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Container,
    Row,
    Cell,
}

fn render(nodes: &[Node], root: usize, measure: &Measure, layout: &mut Layout) {
    let lexicon = Lexicon::shared();
    let total = measure.of(nodes, root);
    let mut writer = Writer {
        layout,
        words: String::new(),
        open: Vec::new(),
        rows: Vec::new(),
    };
    let mut i = root;
    while i < nodes[root].end {
        let node = &nodes[i];
        writer.close(i);
        if node.tag.is_empty() {
            append_collapsed(&mut writer.words, &node.text);
            i += 1;
            continue;
        }
        if i != root && is_dropped(node)
            || skips(
                nodes,
                i,
                measure,
                total,
                measure.text[i] - measure.text[root],
                lexicon,
            )
        {
            if is_block(&node.tag) {
                writer.flush();
            }
            i = node.end;
            continue;
        }
        writer.enter(nodes, i, measure, lexicon);
        i += 1;
    }
    writer.close(usize::MAX);
    writer.flush();
}

struct Writer<'a> {
    layout: &'a mut Layout,
    words: String,
    open: Vec<Open>,
    rows: Vec<Vec<String>>,
}

impl Writer<'_> {
    fn enter(&mut self, nodes: &[Node], i: usize, measure: &Measure, lexicon: &Lexicon) {
        let node = &nodes[i];
        let tag = node.tag.as_str();
        if tag == "br" {
            let trimmed = self.words.trim_end_matches(' ').len();
            self.words.truncate(trimmed);
            if !self.words.is_empty() {
                self.words.push('\n');
            }
            return;
        }
        if !is_block(tag) {
            return;
        }
        self.flush();
        let byline = measure.text[node.end] - measure.text[i] <= 200 && is_byline(node, lexicon);
        let kind = match tag {
            _ if byline && !matches!(tag, "h1") => Some(BlockKind::Boilerplate),
            "h1" => Some(BlockKind::Title),
            "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "caption" | "summary" | "legend" => {
                Some(BlockKind::Heading)
            }
            "li" => Some(BlockKind::ListItem),
            "pre" => Some(BlockKind::Boilerplate),
            _ => None,
        };
        let cell =
            matches!(tag, "td" | "th") && !self.rows.is_empty() && measure.of(nodes, i) <= 400;
        let what = match tag {
            "tr" => What::Row,
            _ if cell => What::Cell,
            _ => What::Container,
        };
        if what == What::Row {
            self.rows.push(Vec::new());
        }
        self.open.push(Open {
            end: node.end,
            kind,
            what,
        });
    }

    /// Leaves the elements that end before node `i`.
    fn close(&mut self, i: usize) {
        while self.open.last().is_some_and(|o| o.end <= i) {
            let what = self.open.last().map(|o| o.what);
            match what {
                Some(What::Cell) => {
                    let cell = std::mem::take(&mut self.words).replace('\n', " ");
                    if let Some(row) = self.rows.last_mut() {
                        row.push(cell);
                    }
                    self.open.pop();
                }
                Some(What::Row) => {
                    self.flush();
                    self.open.pop();
                    let cells = self.rows.pop().unwrap_or_default();
                    let filled = cells.iter().filter(|c| !c.trim().is_empty()).count();
                    let kind = if filled > 1 {
                        BlockKind::TableRow
                    } else {
                        BlockKind::Paragraph
                    };
                    self.layout.push(kind, &row(&cells));
                }
                _ => {
                    self.flush();
                    self.open.pop();
                }
            }
        }
    }

    fn flush(&mut self) {
        if self.words.trim().is_empty() {
            self.words.clear();
            return;
        }
        let in_cell = self
            .open
            .iter()
            .rev()
            .find(|o| o.what != What::Container)
            .is_some_and(|o| o.what == What::Cell);
        if in_cell {
            if !self.words.ends_with(' ') {
                self.words.push(' ');
            }
            return;
        }
        let words = std::mem::take(&mut self.words);
        let mut kind = BlockKind::Paragraph;
        if let Some(open) = self.open.iter_mut().rev().find(|o| o.kind.is_some()) {
            kind = open.kind.unwrap_or(BlockKind::Paragraph);
            if kind == BlockKind::ListItem {
                open.kind = Some(BlockKind::Paragraph);
            }
        }
        if kind == BlockKind::Title
            && self
                .layout
                .blocks
                .iter()
                .any(|b| b.kind == BlockKind::Title)
        {
            kind = BlockKind::Heading;
        }
        for part in broken_lines(&words) {
            self.layout.push(kind, &part);
        }
    }
}

/// Text with `<br>`s: lines that end sentences, bullets and empty lines part it.
fn broken_lines(words: &str) -> Vec<String> {
    if !words.contains('\n') {
        return vec![words.to_owned()];
    }
    let mut parts = vec![String::new()];
    let mut blank = false;
    for line in words.split('\n') {
        let line = line.trim();
        if line.is_empty() {
            blank = true;
            continue;
        }
        let starts = line.starts_with(['•', '-', '–', '*', '·', '▪']);
        match parts.last_mut() {
            Some(last) if !last.is_empty() && !(blank || starts || ends_sentence(last)) => {
                last.push(' ');
                last.push_str(line);
            }
            Some(last) if last.is_empty() => last.push_str(line),
            _ => parts.push(line.to_owned()),
        }
        blank = false;
    }
    parts
}

fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "pre"
            | "figure"
            | "figcaption"
            | "address"
            | "hr"
            | "details"
            | "summary"
            | "fieldset"
            | "legend"
            | "body"
            | "html"
            | "center"
            | "aside"
            | "nav"
            | "form"
            | "hgroup"
    )
}

/// Elements that never hold the article.
fn is_dropped(node: &Node) -> bool {
    let role = node.attribute("role").unwrap_or("");
    matches!(
        node.tag.as_str(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "nav"
            | "footer"
            | "aside"
            | "form"
            | "button"
            | "select"
            | "textarea"
            | "input"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "audio"
            | "video"
            | "head"
            | "dialog"
            | "menu"
            | "#other"
            | "title"
    ) || matches!(
        role,
        "navigation"
            | "banner"
            | "contentinfo"
            | "complementary"
            | "dialog"
            | "search"
            | "alert"
            | "menu"
    ) || node.attribute("hidden").is_some()
        || node.attribute("aria-hidden") == Some("true")
        || node
            .attribute("style")
            .is_some_and(|s| s.replace(' ', "").contains("display:none"))
}

fn protected(node: &Node) -> bool {
    matches!(
        node.tag.as_str(),
        "html" | "body" | "main" | "article" | "#root"
    ) || node.attribute("itemprop") == Some("articleBody")
        || node.tag.len() == 2 && node.tag.starts_with('h')
}

/// Whether an element's class or id says that it is not the article.
fn is_named_furniture(node: &Node, lexicon: &Lexicon) -> bool {
    has_name(node, |name| lexicon.html.contains(name))
}

fn is_byline(node: &Node, lexicon: &Lexicon) -> bool {
    has_name(node, |name| lexicon.byline.contains(name))
}

fn has_name(node: &Node, test: impl Fn(&str) -> bool) -> bool {
    ["class", "id"]
        .iter()
        .filter_map(|a| node.attribute(a))
        .any(|names| {
            names.split_whitespace().take(40).any(|name| {
                test(&name.to_ascii_lowercase()) || name_words(name).iter().any(|word| test(word))
            })
        })
}

/// The words of a class name: `article-shareBar` is article, share, bar.
fn name_words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in name.chars().take(80) {
        let parts = !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && lower);
        if parts && words.last().is_some_and(|w| !w.is_empty()) {
            words.push(String::new());
        }
        if c.is_ascii_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        lower = c.is_ascii_lowercase();
    }
    words
}

/// Whether a named element is left out: not when it holds the headline or most of the text.
fn skips(
    nodes: &[Node],
    i: usize,
    measure: &Measure,
    total: usize,
    before: usize,
    lexicon: &Lexicon,
) -> bool {
    let node = &nodes[i];
    if protected(node)
        || !is_block(&node.tag) && node.tag != "span" && node.tag != "a"
        || !is_named_furniture(node, lexicon)
    {
        return false;
    }
    let length: usize = nodes[i..node.end].iter().map(|n| n.text.len()).sum();
    let headline = measure.headlines[node.end] > measure.headlines[i];
    !headline && (length * 10 <= total.max(250) * 4 || before >= 400)
}
