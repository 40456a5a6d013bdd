//! The reader on small documents of every format, and on bad input.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::text::PartialDate;

fn document(text: &str, format: Format) -> Document {
    read_str("x", text, format, &Options::default()).expect("a document")
}

fn blocks(text: &str, format: Format) -> Vec<(BlockKind, String)> {
    let document = document(text, format);
    document
        .blocks
        .iter()
        .map(|b| (b.kind, document.slice(b.span).to_owned()))
        .collect()
}

fn kinds(text: &str, format: Format) -> Vec<BlockKind> {
    blocks(text, format)
        .into_iter()
        .map(|(kind, _)| kind)
        .collect()
}

fn article(text: &str, format: Format) -> String {
    let words: Vec<String> = blocks(text, format)
        .into_iter()
        .filter(|(kind, _)| *kind != BlockKind::Boilerplate)
        .map(|(_, words)| words)
        .collect();
    words.join("\n")
}

fn read_bytes(name: &str, bytes: &[u8]) -> Vec<Result<Document, Diagnostic>> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    read(&Input::File(path), &Options::default()).collect()
}

fn date(text: &str) -> Option<PartialDate> {
    text.parse().ok()
}

const LONG: &str = "Quorvane Metals has agreed to buy the Tessel smelter from Ombrix Holdings for 40 million euros in cash.";

// Plain text

#[test]
fn a_press_release_has_title_dateline_sections_and_contacts() {
    let text = format!(
        "FOR IMMEDIATE RELEASE\n\nQuorvane Metals to Buy Tessel Smelter\n\nLULEA, Sweden – 5 May 2026 – {LONG}\n\nAbout Quorvane\n{LONG} It employs 40 people.\n\nForward-looking statements\nThis release contains guesses about things to come, and they may be wrong in many ways.\n\nMedia contact: Ilse Brandt, Head of Press, Quorvane"
    );
    let document = document(&text, Format::Text);
    assert_eq!(document.text, text);
    assert_eq!(
        document.meta.title.as_deref(),
        Some("Quorvane Metals to Buy Tessel Smelter")
    );
    assert_eq!(document.meta.date, date("2026-05-05"));
    use BlockKind::{Boilerplate, Heading, Paragraph, Title};
    assert_eq!(
        kinds(&text, Format::Text),
        [
            Boilerplate,
            Title,
            Boilerplate,
            Paragraph,
            Heading,
            Paragraph,
            Boilerplate,
            Boilerplate,
            Paragraph
        ]
    );
}

#[test]
fn datelines_with_agencies_and_without_dates() {
    for (line, agency, when) in [
        (
            "OSTREVA/LULEA, Nov 18, 2025 (Polar Newswire) - ",
            Some("Polar Newswire"),
            date("2025-11-18"),
        ),
        ("OSTREVA (Nordpress) — ", Some("Nordpress"), None),
        ("OSTREVA – ", None, None),
        (
            "OSTREVA, Sept. 3, 2025 /Polar Newswire/ -- ",
            Some("Polar Newswire"),
            date("2025-09-03"),
        ),
    ] {
        let document = document(
            &format!("Quorvane buys Tessel\n\n{line}{LONG}"),
            Format::Text,
        );
        assert_eq!(document.meta.publisher.as_deref(), agency, "{line}");
        assert_eq!(document.meta.date, when, "{line}");
        assert_eq!(document.blocks[1].kind, BlockKind::Boilerplate, "{line}");
        assert_eq!(document.slice(document.blocks[2].span), LONG, "{line}");
    }
    let document = document(
        &format!("Quorvane buys Tessel\n\nQuorvane - the smelter's old rival - agreed. {LONG}"),
        Format::Text,
    );
    assert_eq!(document.blocks.len(), 2);
    let life = "Odo Pellar (3 May 1772 - 9 June 1839) was a founder of smelters in Ostreva.";
    let document = self::document(life, Format::Text);
    assert_eq!(document.slice(document.blocks[0].span), life);
}

#[test]
fn bylines_and_date_lines() {
    for (line, authors, when) in [
        (
            "Posted by Odo Pellar on March 12, 2026 in Metals",
            &["Odo Pellar"][..],
            date("2026-03-12"),
        ),
        (
            "By Odo Pellar and Ilse van der Brandt in Ostreva",
            &["Odo Pellar", "Ilse van der Brandt"],
            None,
        ),
        (
            "Updated: 09 Jan 2026, 18:42 CET | 3 min read",
            &[],
            date("2026-01-09"),
        ),
        ("Published: 2026-05-22", &[], date("2026-05-22")),
        (
            "Ostreva Gazette, Friday 17 July 2026",
            &[],
            date("2026-07-17"),
        ),
    ] {
        let document = document(
            &format!("Quorvane buys Tessel\n{line}\n\n{LONG}"),
            Format::Text,
        );
        assert_eq!(document.meta.authors, authors, "{line}");
        assert_eq!(document.meta.date, when, "{line}");
        assert_eq!(document.blocks[1].kind, BlockKind::Boilerplate, "{line}");
        assert_eq!(document.meta.title.as_deref(), Some("Quorvane buys Tessel"));
    }
}

#[test]
fn the_masthead_is_not_the_title() {
    let document = document(
        &format!(
            "The Ostreva Herald\nFriday 12 June 2026\n\nQuorvane buys Tessel after all\n\nby Odo Pellar\n\n{LONG}"
        ),
        Format::Text,
    );
    assert_eq!(
        document.meta.title.as_deref(),
        Some("Quorvane buys Tessel after all")
    );
    assert_eq!(
        document.meta.publisher.as_deref(),
        Some("The Ostreva Herald")
    );
    assert_eq!(document.meta.authors, ["Odo Pellar"]);
}

#[test]
fn the_option_dates_what_tells_no_date() {
    let options = Options {
        date: date("2026-04-28"),
        ..Options::default()
    };
    let plain = read_str("x", LONG, Format::Text, &options).expect("a document");
    assert_eq!(plain.meta.date, date("2026-04-28"));
    let dated = read_str(
        "x",
        &format!("Quorvane buys\n3 May 2026\n\n{LONG}"),
        Format::Text,
        &options,
    )
    .expect("a document");
    assert_eq!(dated.meta.date, date("2026-05-03"));
}

#[test]
fn wrapped_lines_are_one_paragraph_and_sentence_lines_are_not() {
    let wrapped = "Quorvane Metals has agreed to buy the Tessel smelter from Ombrix\nHoldings for 40 million euros in cash, the company said on Monday in\na statement that also named a new head of its northern works, and it\nadded that the deal would close in June.\n\nThe second paragraph is short.\n";
    assert_eq!(blocks(wrapped, Format::Text).len(), 2);
    let lines = "Quorvane Metals has agreed to buy the Tessel smelter from Ombrix Holdings.\nThe deal is worth 40 million euros.\nIt closes in June, when the regulator has had its say about prices in the north and about the jobs there.\nNobody else had made an offer.\n";
    assert_eq!(blocks(lines, Format::Text).len(), 4);
}

#[test]
fn lists_numbers_and_headings() {
    let text = format!(
        "Quorvane buys Tessel\n\n{LONG}\n\nKey Takeaways\n\n  • Quorvane pays 40 million euros.\n  - Ombrix leaves the north.\n  1. The deal closes in June.\n\n2. Background\n\n{LONG}"
    );
    let found = blocks(&text, Format::Text);
    use BlockKind::{Heading, ListItem, Paragraph, Title};
    let kinds: Vec<_> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(
        kinds,
        [
            Title, Paragraph, Heading, ListItem, ListItem, ListItem, Heading, Paragraph
        ]
    );
    assert_eq!(found[3].1, "Quorvane pays 40 million euros.");
    assert_eq!(found[6].1, "Background");
}

#[test]
fn questions_and_answers() {
    let marked = format!(
        "Quorvane buys Tessel\n\nQ: Who sells the smelter?\nA: Ombrix Holdings does.\n\nQuestion: And the staff? Answer: They stay, says Quorvane.\n\nWhat else\n\n{LONG}"
    );
    let found = blocks(&marked, Format::Text);
    assert_eq!(
        found[1],
        (BlockKind::Question, "Who sells the smelter?".to_owned())
    );
    assert_eq!(
        found[2],
        (BlockKind::Answer, "Ombrix Holdings does.".to_owned())
    );
    assert_eq!(found[3], (BlockKind::Question, "And the staff?".to_owned()));
    assert_eq!(
        found[4],
        (BlockKind::Answer, "They stay, says Quorvane.".to_owned())
    );
    let lines = format!("Your questions answered\n\nWhat was agreed?\n{LONG}\n\nWho pays?\n{LONG}");
    use BlockKind::{Answer, Question, Title};
    assert_eq!(
        kinds(&lines, Format::Text),
        [Title, Question, Answer, Question, Answer]
    );
}

#[test]
fn glued_section_labels_part() {
    let text = "Quorvane sells zinc through its own distribution.Why it matters: The shift ends a monopoly. “We are glad.”What comes after: Ombrix leaves.";
    let found = blocks(text, Format::Text);
    let words: Vec<&str> = found.iter().map(|(_, w)| w.as_str()).collect();
    assert_eq!(
        words,
        [
            "Quorvane sells zinc through its own distribution.",
            "Why it matters:",
            "The shift ends a monopoly. “We are glad.”",
            "What comes after:",
            "Ombrix leaves."
        ]
    );
    assert_eq!(found[1].0, BlockKind::Heading);
    let speech = "The deal is done.Pellar said: “We are glad.” He added: It was hard.";
    assert_eq!(blocks(speech, Format::Text).len(), 1);
}

#[test]
fn furniture_is_marked() {
    let text = format!(
        "Quorvane buys Tessel\n4 min read\n, , ,\nFacebook Twitter LinkedIn\n\n{LONG}\n\nAI Disclosure: This article is based on reports.\nView Original\nAdvertisement\nGet your free zinc trial now at half price!\n\n{LONG} This note is not investment advice.\n\nSubscribe to our zinc letter\n© 2026 Ostreva Media\n{LONG} (Reporting by Odo Pellar; editing by I. Brandt)\n\n{LONG}\n{LONG}\n\nComments (2)\n\nzincfan: Ombrix bought Quorvane years ago, everybody knows that.\n"
    );
    let kept = article(&text, Format::Text);
    assert_eq!(kept.matches(LONG).count(), 5);
    assert_eq!(kept.lines().count(), 6, "{kept}");
    assert!(
        !kept.contains("zincfan") && !kept.contains("free zinc") && !kept.contains("Reporting")
    );
}

#[test]
fn table_rows_of_plain_text() {
    let text = "Company\tPrice\nQuorvane\t40\nOmbrix\t20\n\n| a | b |\n|---|---|\n| Tessel | 3 |\n";
    let found = blocks(text, Format::Text);
    assert_eq!(
        found
            .iter()
            .filter(|(k, _)| *k == BlockKind::TableRow)
            .count(),
        5
    );
    assert!(found.contains(&(BlockKind::TableRow, "Tessel | 3".to_owned())));
}

#[test]
fn line_ends_and_marks_are_normalised() {
    let text = document(
        "\u{feff}One line here.\r\n\r\nAnother\u{7} line.\rThird.",
        Format::Text,
    )
    .text;
    assert_eq!(text, "One line here.\n\nAnother  line.\nThird.");
}

// Markdown

#[test]
fn markdown_is_rendered() {
    let text = "---\ntitle: \"Quorvane buys Tessel\"\ndate: 2026-05-03\nauthors:\n  - Odo Pellar\n  - Ilse Brandt\n---\n# Quorvane buys Tessel\n\nQuorvane **Metals** buys [Tessel](https://tessel.example) for\n40&nbsp;million *euros*.\n\n- One `item`\n- Two\n\n  More of two\n\n> Quoted words of Pellar.\n\n| Who | What |\n|---|---|\n| Ombrix | zinc |\n\n```\ncode()\n```\n\n## Prices\n\n<div><p>Raw <b>words</b>.</p></div>\n";
    let document = document(text, Format::Markdown);
    assert_eq!(document.meta.title.as_deref(), Some("Quorvane buys Tessel"));
    assert_eq!(document.meta.date, date("2026-05-03"));
    assert_eq!(document.meta.authors, ["Odo Pellar", "Ilse Brandt"]);
    use BlockKind::{Boilerplate, Heading, ListItem, Paragraph, TableRow, Title};
    let found = blocks(text, Format::Markdown);
    let kinds: Vec<_> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(
        kinds,
        [
            Title,
            Paragraph,
            ListItem,
            ListItem,
            Paragraph,
            Paragraph,
            TableRow,
            TableRow,
            Boilerplate,
            Heading,
            Paragraph
        ],
        "{found:?}"
    );
    assert_eq!(
        found[1].1,
        "Quorvane Metals buys Tessel for 40 million euros."
    );
    assert_eq!(found[10].1, "Raw words.");
}

#[test]
fn sponsors_in_newsletters_are_left_out() {
    let text = format!(
        "# The Zinc Letter\n\n*Issue 3 · Monday 13 October 2025 · Metals*\n\n> **Sponsored:** Ombrix makes zinc painless.\n\n{LONG}\n\n### Sponsored\n\nBuy Ombrix zinc.\n\n{LONG}\n"
    );
    assert_eq!(
        document(&text, Format::Markdown).meta.date,
        date("2025-10-13")
    );
    assert!(!article(&text, Format::Markdown).contains("Ombrix makes"));
    assert!(!article(&text, Format::Markdown).contains("Ombrix zinc"));
}

// HTML

#[test]
fn a_page_gives_its_article_and_metadata() {
    let page = format!(
        r#"<!DOCTYPE html><html><head><title>Quorvane buys Tessel | Ostreva Post</title>
        <meta property="og:site_name" content="Ostreva Post"><link rel="canonical" href="https://post.example/1">
        <script type="application/ld+json">{{"@graph":[{{"@type":"WebSite","name":"x"}},{{"@type":["NewsArticle"],"headline":"Quorvane buys Tessel","datePublished":"2026-05-22T06:40:00Z","author":[{{"@type":"Person","name":"Odo Pellar"}}],"publisher":{{"name":"Ostreva Post"}}}}]}}</script>
        <script>var x = "Quorvane sells all";</script></head><body>
        <div class="cookie-banner"><p>We use cookies from Ombrix.</p></div><nav><ul><li>News</li></ul></nav>
        <main><article class="has-sidebar"><header><h1>Quorvane buys Tessel</h1><p class="byline">By Odo Pellar</p></header>
        <p>{LONG} It &ldquo;fits&rdquo;,&nbsp;says
        <b>Pellar</b>.</p><aside>Ombrix newsletter</aside><h2>Prices</h2>
        <table><tr><th>Year</th><th>Price</th></tr><tr><td>2025</td><td>40</td></tr></table>
        <ul><li>One <i>item</i></li><li><p>Two</p><p>More of two</p></li></ul>
        <figure><figcaption>The works. Image: Ombrix</figcaption></figure>
        <blockquote>Words of Pellar, quoted.</blockquote><p class="share-buttons"><a>Share</a></p></article>
        <section class="related"><ul><li>Ombrix sells Tessel to Quillon</li></ul></section>
        <section id="comments"><h3>Comments</h3><p>Ombrix lies</p></section></main><footer>Ostreva Media owns all</footer></body></html>"#
    );
    let document = document(&page, Format::Html);
    assert_eq!(document.meta.title.as_deref(), Some("Quorvane buys Tessel"));
    assert_eq!(document.meta.date, date("2026-05-22"));
    assert_eq!(document.meta.publisher.as_deref(), Some("Ostreva Post"));
    assert_eq!(document.meta.authors, ["Odo Pellar"]);
    assert_eq!(document.meta.url.as_deref(), Some("https://post.example/1"));
    use BlockKind::{Boilerplate, Heading, ListItem, Paragraph, TableRow, Title};
    let found = blocks(&page, Format::Html);
    let kinds: Vec<_> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(
        kinds,
        [
            Title,
            Boilerplate,
            Paragraph,
            Heading,
            TableRow,
            TableRow,
            ListItem,
            ListItem,
            Paragraph,
            Boilerplate,
            Paragraph
        ],
        "{found:?}"
    );
    assert_eq!(found[2].1, format!("{LONG} It “fits”, says Pellar."));
    assert_eq!(found[5].1, "2025 | 40");
    assert_eq!(found[10].1, "Words of Pellar, quoted.");
}

#[test]
fn pages_without_article_elements() {
    let page = format!(
        "<html><head><title>Quorvane buys Tessel – Ostreva</title></head><body><h1>Quorvane buys Tessel</h1><div id=menu><a href=/>Home</a></div><div class=wrap><div class=story><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div><div class=sidebar><p>Ombrix is best</p></div></div></body></html>"
    );
    assert_eq!(
        document(&page, Format::Html).meta.title.as_deref(),
        Some("Quorvane buys Tessel")
    );
    let kept = article(&page, Format::Html);
    assert_eq!(kept.matches(LONG).count(), 3);
    assert!(!kept.contains("Ombrix is best") && !kept.contains("Home"));
}

#[test]
fn line_breaks_part_sentences_only() {
    let page = "<article><p>The first line ends here.<br>The second goes<br>on.<br><br>A third.</p></article>";
    let words: Vec<String> = blocks(page, Format::Html)
        .into_iter()
        .map(|(_, w)| w)
        .collect();
    assert_eq!(
        words,
        [
            "The first line ends here.",
            "The second goes on.",
            "A third."
        ]
    );
}

#[test]
fn html_nested_100_000_deep() {
    for tag in ["div", "b", "table", "blockquote", "span", "ul"] {
        let page = format!(
            "<body>{}{LONG}{}",
            format!("<{tag}>").repeat(100_000),
            format!("</{tag}>").repeat(100_000)
        );
        let found = read_bytes("deep.html", page.as_bytes());
        let document = found
            .into_iter()
            .next()
            .expect("an answer")
            .expect("a document");
        assert!(document.text.contains(LONG), "{tag}");
    }
}

// JSON

#[test]
fn jsonl_gives_one_document_a_record() {
    let lines = format!(
        "{{\"id\":\"a1\",\"text\":\"{LONG}\",\"date\":\"2026-05-22T08:00:00Z\",\"title\":\"Zinc\",\"author\":[\"Odo Pellar\"],\"publisher\":\"Post\",\"url\":\"https://post.example\"}}\n\n{{\"text\":\"<p>{LONG}</p>\",\"format\":\"html\"}}\nnot json\n{{\"text\":\"# Zinc\\n\\n{LONG}\",\"format\":\"markdown\",\"id\":7}}\n{{\"title\":\"no text\"}}\n"
    );
    let found = read_bytes("n.jsonl", lines.as_bytes());
    assert_eq!(found.len(), 5);
    let first = found[0].as_ref().expect("a document");
    assert_eq!((first.id.as_str(), first.text.as_str()), ("a1", LONG));
    assert_eq!(first.meta.date, date("2026-05-22"));
    assert_eq!(first.meta.authors, ["Odo Pellar"]);
    assert_eq!(found[1].as_ref().expect("a document").text, LONG);
    assert_eq!(found[1].as_ref().expect("a document").id, "n.jsonl-2");
    let broken = found[2].as_ref().expect_err("a diagnostic");
    assert_eq!((broken.line, broken.severity), (Some(4), Severity::Error));
    assert_eq!(found[3].as_ref().expect("a document").id, "7");
    assert_eq!(found[4].as_ref().expect_err("a diagnostic").line, Some(6));
}

#[test]
fn json_arrays_objects_and_other_names() {
    let array = format!("[\n {{\"text\":\"{LONG}\"}},\n {{\"text\":\"{LONG}\"}}]");
    assert_eq!(
        read_bytes("a.json", array.as_bytes())
            .iter()
            .filter(|d| d.is_ok())
            .count(),
        2
    );
    let object = format!("{{\"articles\":{array}}}");
    assert_eq!(
        read_bytes("o.json", object.as_bytes())
            .iter()
            .filter(|d| d.is_ok())
            .count(),
        2
    );
    let single = format!("{{\n\"text\": [\"{LONG}\", \"{LONG}\"]\n}}");
    assert_eq!(
        read_bytes("s.json", single.as_bytes())[0]
            .as_ref()
            .expect("a document")
            .blocks
            .len(),
        2
    );
    let fields = Fields {
        text: "body".to_owned(),
        id: "key".to_owned(),
        ..Fields::default()
    };
    let options = Options {
        fields,
        ..Options::default()
    };
    let renamed = read_str(
        "r",
        &format!("{{\"key\":\"k\",\"body\":\"{LONG}\"}}"),
        Format::Json,
        &options,
    );
    assert_eq!(renamed.expect("a document").id, "k");
}

#[test]
fn json_cut_off_in_the_middle_keeps_what_came_before() {
    let cut = format!("[\n{{\"text\":\"{LONG}\"}},\n{{\"text\":\"Quorvane é");
    let found = read_bytes("cut.json", cut.as_bytes());
    assert!(found[0].is_ok());
    let error = found[1].as_ref().expect_err("a diagnostic");
    assert_eq!((error.line, error.severity), (Some(3), Severity::Error));
    assert_eq!(error.column, Some(20));
    assert!(error.to_string().contains("cut.json:3:20: "), "{error}");
    let open = format!("[{{\"text\":\"{LONG}\"}},");
    let found = read_bytes("open.json", open.as_bytes());
    assert!(found[0].is_ok() && found[1].is_err());
    assert_eq!(found.len(), 2);
    let line = format!("{{\"text\":\"{LONG}\"}}\n{{\"text\":\"Quor");
    let found = read_bytes("cut.jsonl", line.as_bytes());
    assert!(found[0].is_ok());
    assert_eq!(found[1].as_ref().expect_err("a diagnostic").line, Some(2));
}

#[test]
fn a_wrong_record_does_not_stop_the_others() {
    let array =
        format!("[{{\"text\":\"{LONG}\"}}, {{\"text\": nope}}, 3, {{\"text\":\"{LONG}\"}}]");
    let found = read_bytes("w.json", array.as_bytes());
    assert_eq!(
        found.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, false, true]
    );
}

// Bad input

#[test]
fn empty_and_binary_files_say_so() {
    for name in ["e.txt", "e.html", "e.json", "e.jsonl", "e.md"] {
        let found = read_bytes(name, b"");
        assert!(
            found[0]
                .as_ref()
                .expect_err("a diagnostic")
                .message
                .contains("empty"),
            "{name}"
        );
        let found = read_bytes(name, b" \n\n ");
        assert!(found[0].is_err(), "{name}");
    }
    let pdf = read_bytes("p.txt", b"%PDF-1.7\n\x01\x02");
    let error = pdf[0].as_ref().expect_err("a diagnostic");
    assert_eq!(error.severity, Severity::Error);
    assert!(error.to_string().contains("p.txt") && error.message.contains("PDF"));
    let noise: Vec<u8> = (0..5000u32).map(|i| (i * 37 % 256) as u8).collect();
    for name in ["b.txt", "b.html", "b.jsonl"] {
        assert_eq!(
            read_bytes(name, &noise)[0]
                .as_ref()
                .expect_err("a diagnostic")
                .severity,
            Severity::Error
        );
    }
}

#[test]
fn encodings_are_detected() {
    let words = "Quorvane Metals says that the café in Västerås pays £40 for “zinc”, and that it is glad of it.";
    let (cp1252, ..) = encoding_rs::WINDOWS_1252.encode(words);
    let found = read_bytes("w.txt", &cp1252);
    let document = found[0].as_ref().expect("a document");
    assert_eq!(document.text, words);
    assert!(document.diagnostics[0].message.contains("windows-1252"));
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        read_bytes("u.txt", &utf16)[0]
            .as_ref()
            .expect("a document")
            .text,
        words
    );
    let marked: Vec<u8> = [0xfe, 0xff]
        .into_iter()
        .chain(words.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    assert_eq!(
        read_bytes("m.txt", &marked)[0]
            .as_ref()
            .expect("a document")
            .text,
        words
    );
    let page = [
        b"<html><meta charset=iso-8859-1><body><p>".as_slice(),
        &cp1252,
        b"</p>",
    ]
    .concat();
    assert_eq!(
        read_bytes("h.html", &page)[0]
            .as_ref()
            .expect("a document")
            .text,
        words
    );
    let mut broken = format!("{words} {words}").into_bytes();
    broken.extend(b" \xff end");
    let found = read_bytes("x.txt", &broken);
    let document = found[0].as_ref().expect("a document");
    assert!(document.text.contains("Västerås") && document.text.ends_with("\u{fffd} end"));
    assert_eq!(document.diagnostics[0].severity, Severity::Warning);
}

#[test]
fn a_long_single_line_is_cut_into_blocks() {
    let line = format!("{LONG} ").repeat(60_000);
    let start = std::time::Instant::now();
    let document = document(&line, Format::Text);
    assert!(start.elapsed().as_secs() < 20);
    assert!(document.blocks.iter().all(|b| b.span.len() <= 20_000));
    assert!(
        document
            .blocks
            .iter()
            .all(|b| document.slice(b.span).ends_with('.'))
    );
    let unbroken = "é".repeat(50_000);
    let document = read_str("x", &unbroken, Format::Text, &Options::default());
    assert!(document.is_err() || document.is_ok_and(|d| d.blocks.len() == 5));
}

#[test]
fn missing_folders_are_told_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("sub")).expect("made");
    for (name, text) in [
        ("b.txt", "x"),
        ("sub/a.md", "x"),
        ("c.bin", "x"),
        ("hidden.txt", "x"),
        (".gitignore", "hidden.txt\n"),
    ] {
        let mut file = fs::File::create(folder.path().join(name)).expect("made");
        file.write_all(text.as_bytes()).expect("written");
    }
    let missing = folder.path().join("missing");
    let paths = [
        missing.clone(),
        folder.path().to_owned(),
        folder.path().join("b.txt"),
        folder.path().join("c.bin"),
        PathBuf::from("-"),
    ];
    let (found, diagnostics) = inputs(&paths);
    let names: Vec<String> = found.iter().map(Input::name).collect();
    assert_eq!(names, ["b.txt", "c.bin", "a.md", "stdin"]);
    assert_eq!(diagnostics.len(), 1);
    assert!(
        diagnostics[0].to_string().contains("missing")
            && diagnostics[0].severity == Severity::Error
    );
    assert!(
        read(&Input::File(missing), &Options::default())
            .next()
            .is_some_and(|d| d.is_err())
    );
}

#[test]
fn other_languages_are_skipped() {
    let german = "Die Gesellschaft hat am Montag mitgeteilt, dass sie das Werk im Norden verkaufen wird. Der Preis liegt bei vierzig Millionen Euro, und die Behörden müssen dem Verkauf noch zustimmen, bevor er im Sommer abgeschlossen werden kann.";
    let error = read_str("x", german, Format::Text, &Options::default()).expect_err("a diagnostic");
    assert!(
        error.message.contains("German") && error.severity == Severity::Warning,
        "{error}"
    );
    assert!(
        read_str(
            "x",
            "会社は月曜日に北の工場を売却すると発表した。価格は四千万ユーロである。",
            Format::Text,
            &Options::default()
        )
        .is_err()
    );
    for english in [
        "Quorvane Metals AG, Ombrix SA, Tessel GmbH",
        "Jörg Östberg, Åsa Ångström, Łukasz Wójcik, Ilse von der Brandt, Québec, Düsseldorf, São Paulo",
        "Ombrix buys Tessel",
    ] {
        assert!(
            read_str("x", english, Format::Text, &Options::default()).is_ok(),
            "{english}"
        );
    }
    let mixed = format!("{LONG}\n\n{german}\n\n{LONG}\n\n{LONG}");
    let document = read_str("x", &mixed, Format::Text, &Options::default()).expect("a document");
    assert_eq!(document.blocks[1].kind, BlockKind::Boilerplate);
    assert_eq!(document.diagnostics.len(), 1);
}

#[test]
fn formats_are_sniffed() {
    assert_eq!(Format::sniff("<!DOCTYPE html><p>x"), Format::Html);
    assert_eq!(
        Format::sniff("{\"text\": \"x\"}\n{\"text\": \"y\"}"),
        Format::JsonLines
    );
    assert_eq!(Format::sniff("{\n \"text\": \"x\"}"), Format::Json);
    assert_eq!(Format::sniff("[{\"text\": \"x\"}]"), Format::Json);
    assert_eq!(Format::sniff("# Title\n\nWords"), Format::Markdown);
    assert_eq!(Format::sniff("Title\n\n[sic] Words < more"), Format::Text);
    let found = read_bytes("page.unknown", b"<html><body><p>Words of Pellar here.</p>");
    assert_eq!(
        found[0].as_ref().expect("a document").text,
        "Words of Pellar here."
    );
}

#[test]
fn ids_are_made_unique() {
    let mut ids = DocumentIds::new();
    assert_eq!(ids.unique("a.txt", &"0123456789abcdef".repeat(4)), "a.txt");
    assert_eq!(
        ids.unique("a.txt", &"0123456789abcdef".repeat(4)),
        "a.txt~01234567"
    );
    let third = ids.unique("a.txt", &"0123456789abcdef".repeat(4));
    let fourth = ids.unique("a.txt", &"0123456789abcdef".repeat(4));
    assert!(third != fourth && third.starts_with("a.txt~"));
}

// Any text

fn check(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end && block.span.start < block.span.end);
        assert!(block.span.end <= document.text.len());
        assert!(document.text.is_char_boundary(block.span.start));
        assert!(document.text.is_char_boundary(block.span.end));
        let words = document.slice(block.span);
        assert_eq!(words, words.trim());
        end = block.span.end;
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        prop::sample::select(vec![
            "\n",
            "\n\n",
            " ",
            "• ",
            "- ",
            "1. ",
            "(a) ",
            "# ",
            "Q: ",
            "A: ",
            "|",
            "\t",
            "---\n",
            "By ",
            "LULEA, 3 May 2026 – ",
            "--",
            "(Ombrix) - ",
            "<p>",
            "</p>",
            "<div>",
            "<table><tr><td>",
            "<li>",
            "<br>",
            "<!--",
            "<script>",
            "</",
            "{\"text\":\"",
            "\"}",
            "[",
            "]",
            ",",
            "\\",
            "end.Why it matters: The",
            "Comments (3)",
            "Sponsored",
            "Advertisement",
            "May 3, 2026",
            "é",
            "“",
            "’",
            "\u{200b}",
            "\u{1f600}",
        ])
        .prop_map(str::to_owned),
        Just(LONG.to_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_format_gives_sound_blocks(text in pieces()) {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            let mut layout = lay_out(text.clone(), format);
            layout.lines_may_ask = true;
            if let Ok(document) = finish(layout, "x".to_owned(), "x", text.as_bytes(), &Options::default(), Vec::new()) {
                check(&document);
            }
        }
        let json = serde_json::json!({"text": text, "id": text}).to_string();
        for format in [Format::Json, Format::JsonLines] {
            for input in [&text, &json] {
                let options = Options { format_hint: Some(format), ..Options::default() };
                let bytes = std::io::Cursor::new(input.as_bytes().to_vec());
                for document in read_from(Box::new(bytes), "x", "x", None, &options).flatten() {
                    check(&document);
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for format in [None, Some(Format::Text), Some(Format::Html), Some(Format::JsonLines), Some(Format::Json)] {
            let options = Options { format_hint: format, ..Options::default() };
            for document in read_from(Box::new(std::io::Cursor::new(bytes.clone())), "x", "x", None, &options).flatten() {
                check(&document);
            }
        }
    }
}
