//! An HTML page as a flat tree in document order, safe for any depth.

use std::borrow::Cow;

use scraper::{Html, Node as ScraperNode};

/// Elements nested deeper than this are taken for their content only.
const DEEPEST: usize = 400;

/// A node; its descendants are the nodes up to `end`.
pub(super) struct Node {
    /// Name of an element; empty for text.
    pub tag: String,
    /// The words of a text node.
    pub text: String,
    /// The attributes of an element.
    pub attributes: Vec<(String, String)>,
    /// One past its last descendant.
    pub end: usize,
    /// Its parent; the root is its own.
    pub parent: usize,
}

impl Node {
    /// An attribute of an element.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }
}

/// Parses a page or a fragment.
pub(super) fn parse(source: &str, fragment: bool) -> Vec<Node> {
    let source = flattened(source);
    let html = if fragment {
        Html::parse_fragment(&source)
    } else {
        Html::parse_document(&source)
    };
    let mut nodes: Vec<Node> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut node = html.tree.root();
    loop {
        let parent = open.last().copied().unwrap_or(0);
        let mut new = Node {
            tag: String::new(),
            text: String::new(),
            attributes: Vec::new(),
            end: 0,
            parent,
        };
        match node.value() {
            ScraperNode::Element(element) => {
                new.tag = element.name().to_ascii_lowercase();
                new.attributes = element
                    .attrs()
                    .map(|(n, v)| (n.to_owned(), v.to_owned()))
                    .collect();
                new.attributes.sort();
            }
            ScraperNode::Text(text) => new.text = text.to_string(),
            ScraperNode::Document | ScraperNode::Fragment => new.tag = "#root".to_owned(),
            _ => new.tag = "#other".to_owned(),
        }
        open.push(nodes.len());
        nodes.push(new);
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            let end = nodes.len();
            if let Some(closed) = open.pop() {
                nodes[closed].end = end;
            }
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return nodes,
            }
        }
    }
}

/// The source without tags nested deeper than [`DEEPEST`]: a parser's work grows with the square of the depth.
fn flattened(source: &str) -> Cow<'_, str> {
    let mut kept: Option<String> = None;
    let mut copied = 0;
    let (mut depth, mut dropped) = (0usize, 0usize);
    let mut at = 0;
    while let Some(offset) = source[at..].find('<') {
        let start = at + offset;
        let rest = &source[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(source.len(), |e| start + e + 3);
            continue;
        }
        let closing = rest.starts_with("</");
        let name_at = start + 1 + usize::from(closing);
        let length = source[name_at..]
            .bytes()
            .take_while(u8::is_ascii_alphanumeric)
            .take(12)
            .count();
        if length == 0 {
            at = start + 1;
            continue;
        }
        let name = source[name_at..name_at + length].to_ascii_lowercase();
        let end = source[start..]
            .find('>')
            .map_or(source.len(), |e| start + e + 1);
        at = end;
        if is_leaf(&name) {
            continue;
        }
        if !closing
            && matches!(
                name.as_str(),
                "script" | "style" | "textarea" | "title" | "noscript"
            )
        {
            at = raw_end(source, end, &name);
            continue;
        }
        let drop = if closing {
            let drop = dropped > 0;
            if drop {
                dropped -= 1
            } else {
                depth = depth.saturating_sub(1)
            }
            drop
        } else if depth >= DEEPEST {
            dropped += 1;
            true
        } else {
            depth += 1;
            false
        };
        if drop {
            let kept = kept.get_or_insert_with(String::new);
            kept.push_str(&source[copied..start]);
            kept.push(' ');
            copied = end;
        }
    }
    match kept {
        None => Cow::Borrowed(source),
        Some(mut kept) => {
            kept.push_str(&source[copied..]);
            Cow::Owned(kept)
        }
    }
}

/// Elements that do not nest: void ones and those that the next of their kind closes.
fn is_leaf(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "option"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
    )
}

fn raw_end(source: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(offset) = source[at..].find("</") {
        let start = at + offset;
        let tag = source.get(start + 2..start + 2 + name.len());
        if tag.is_some_and(|t| t.eq_ignore_ascii_case(name)) {
            return start;
        }
        at = start + 2;
    }
    source.len()
}
