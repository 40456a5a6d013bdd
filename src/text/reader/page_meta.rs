//! What a page says about itself: JSON-LD, `<meta>`, `<time>`.

use serde_json::Value;

use crate::text::{Metadata, PartialDate};

use super::head::authors;
use super::html::append_collapsed;
use super::page::Node;
use super::written_date::metadata_date;

/// Reads a page's metadata.
pub(super) fn read(nodes: &[Node]) -> Metadata {
    let mut meta = Metadata::default();
    json_ld(nodes, &mut meta);
    for node in nodes.iter().filter(|n| n.tag == "meta") {
        meta_tag(node, &mut meta);
    }
    if meta.url.is_none() {
        meta.url = nodes
            .iter()
            .find(|n| n.tag == "link" && n.attribute("rel") == Some("canonical"))
            .and_then(|n| n.attribute("href"))
            .map(str::to_owned);
    }
    for (i, node) in nodes.iter().enumerate() {
        let property = node.attribute("itemprop").unwrap_or("");
        let value = || {
            node.attribute("content")
                .or_else(|| node.attribute("datetime"))
        };
        if node.tag != "meta" && meta.date.is_none() && property == "datePublished" {
            meta.date = value()
                .and_then(metadata_date)
                .or_else(|| metadata_date(&words(nodes, i)));
        }
        let names = property == "author" || node.attribute("rel") == Some("author");
        if names && node.tag != "meta" && node.tag != "link" && meta.authors.is_empty() {
            meta.authors = authors(
                words(nodes, i)
                    .trim_start_matches("By ")
                    .trim_start_matches("by "),
            );
        }
    }
    if meta.date.is_none() {
        meta.date = nodes
            .iter()
            .filter(|n| n.tag == "time")
            .find_map(|n| n.attribute("datetime").and_then(metadata_date));
    }
    if meta.date.is_none() {
        meta.date = nodes.iter().filter(|n| n.tag == "meta").find_map(modified);
    }
    if meta.title.is_none() {
        meta.title = title(nodes, meta.publisher.as_deref());
    }
    meta
}

/// When a page was changed last, where nothing says when it was published.
fn modified(node: &Node) -> Option<PartialDate> {
    let key = node
        .attribute("property")
        .or_else(|| node.attribute("name"))
        .or_else(|| node.attribute("itemprop"))
        .or_else(|| node.attribute("http-equiv"))?;
    let known = matches!(
        key.to_ascii_lowercase().as_str(),
        "article:modified_time"
            | "og:updated_time"
            | "datemodified"
            | "dcterms.modified"
            | "last-modified"
            | "revised"
    );
    known.then(|| metadata_date(node.attribute("content")?))?
}

/// The words inside a node.
pub(super) fn words(nodes: &[Node], i: usize) -> String {
    let mut out = String::new();
    for node in &nodes[i..nodes[i].end.max(i + 1)] {
        append_collapsed(&mut out, &node.text);
    }
    out.trim().to_owned()
}

fn meta_tag(node: &Node, meta: &mut Metadata) {
    let name = ["property", "name", "itemprop", "http-equiv"]
        .iter()
        .find_map(|a| node.attribute(a));
    let (Some(name), Some(content)) = (name, node.attribute("content")) else {
        return;
    };
    let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
    if content.is_empty() {
        return;
    }
    match name.to_ascii_lowercase().as_str() {
        "og:title" => meta.title = Some(content),
        "twitter:title" | "headline" | "dc.title" => {
            meta.title = meta.title.take().or(Some(content))
        }
        "og:site_name" | "application-name" | "publisher" | "dc.publisher" => {
            meta.publisher = meta.publisher.take().or(Some(content));
        }
        "og:url" => meta.url = meta.url.take().or(Some(content)),
        "author" | "article:author" | "dc.creator" | "parsely-author" | "byl"
        | "sailthru.author"
            if meta.authors.is_empty() && !content.contains("://") =>
        {
            meta.authors = authors(content.trim_start_matches("By "));
        }
        "article:published_time"
        | "datepublished"
        | "date"
        | "pubdate"
        | "publishdate"
        | "dc.date"
        | "dc.date.issued"
        | "dcterms.created"
        | "parsely-pub-date"
        | "sailthru.date"
        | "citation_publication_date"
        | "og:published_time"
        | "article.published"
        | "publish-date"
        | "publication_date" => {
            meta.date = meta.date.or_else(|| metadata_date(&content));
        }
        _ => {}
    }
}

fn json_ld(nodes: &[Node], meta: &mut Metadata) {
    for (i, node) in nodes.iter().enumerate() {
        let ld = node.tag == "script"
            && node
                .attribute("type")
                .is_some_and(|t| t.trim().starts_with("application/ld+json"));
        if !ld {
            continue;
        }
        let text: String = nodes[i..node.end].iter().map(|n| n.text.as_str()).collect();
        let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) else {
            continue;
        };
        let mut open = vec![&value];
        let mut read = 0;
        while let Some(value) = open.pop() {
            read += 1;
            if read > 10_000 {
                break;
            }
            match value {
                Value::Array(values) => open.extend(values.iter().rev()),
                Value::Object(object) => {
                    if is_article(object.get("@type")) {
                        article(object, meta);
                    }
                    for key in ["mainEntity", "mainEntityOfPage", "@graph", "hasPart"] {
                        open.extend(object.get(key));
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_article(types: Option<&Value>) -> bool {
    let article = |t: &str| {
        t.ends_with("Article")
            || t.ends_with("Posting")
            || matches!(t, "Report" | "Blog" | "PressRelease")
    };
    match types {
        Some(Value::String(t)) => article(t),
        Some(Value::Array(ts)) => ts.iter().filter_map(Value::as_str).any(article),
        _ => false,
    }
}

fn article(object: &serde_json::Map<String, Value>, meta: &mut Metadata) {
    let string = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|s| !s.is_empty())
    };
    if meta.title.is_none() {
        meta.title = string("headline")
            .or_else(|| string("name"))
            .map(str::to_owned);
    }
    if meta.date.is_none() {
        meta.date = string("datePublished")
            .or_else(|| string("dateCreated"))
            .or_else(|| string("uploadDate"))
            .or_else(|| string("dateModified"))
            .and_then(metadata_date);
    }
    if meta.url.is_none() {
        meta.url = string("url").map(str::to_owned);
    }
    if meta.publisher.is_none() {
        meta.publisher = object
            .get("publisher")
            .and_then(|p| names(p).into_iter().next());
    }
    if meta.authors.is_empty() {
        meta.authors = object.get("author").map(names).unwrap_or_default();
    }
}

/// The names in a string, an object with a name, or an array of these.
pub(super) fn names(value: &Value) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(name) => Some(name.trim().to_owned()),
        Value::Object(object) => object
            .get("name")
            .and_then(Value::as_str)
            .map(|n| n.trim().to_owned()),
        _ => None,
    };
    let names: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    };
    names.into_iter().filter(|n| !n.is_empty()).collect()
}

/// The headline that the page's title repeats, else that title without the site's name.
fn title(nodes: &[Node], site: Option<&str>) -> Option<String> {
    let title = nodes
        .iter()
        .position(|n| n.tag == "title")
        .map(|i| words(nodes, i));
    let headline = nodes
        .iter()
        .position(|n| n.tag == "h1")
        .map(|i| words(nodes, i));
    match (title, headline) {
        (Some(title), Some(headline)) if headline.len() >= 8 && title.contains(&headline) => {
            Some(headline)
        }
        (None, headline) => headline.filter(|h| !h.is_empty()),
        (Some(title), _) => Some(without_site(&title, site)).filter(|t| !t.is_empty()),
    }
}

/// A page title without " | Site".
fn without_site(title: &str, site: Option<&str>) -> String {
    for separator in [" | ", " – ", " — ", " - ", " :: ", " · "] {
        if let Some((front, back)) = title.rsplit_once(separator) {
            let named = site.is_some_and(|s| s.eq_ignore_ascii_case(back.trim()));
            let short =
                back.split_whitespace().count() <= 4 && front.split_whitespace().count() >= 4;
            if named || (short && matches!(separator, " | " | " :: ")) {
                return front.trim().to_owned();
            }
        }
    }
    title.trim().to_owned()
}
