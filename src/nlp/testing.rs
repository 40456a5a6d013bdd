//! Documents with hand-written or treebank analyses, for the tests of later stages.

use super::{
    Analysis, Deprel, EntityLabel, EntitySpan, Features, KindScores, Sentence, Token, Upos,
};
use crate::text::{Block, BlockKind, Document, Metadata, Span};

/// Reads sentences in CoNLL-U (tabs), or in a short notation with white space between `id form lemma upos feats head deprel`
/// and, optionally, the label of the entity that starts (`B-Person`) or goes on (`I-Person`) and `SpaceAfter=No`.
/// Sentences are separated by empty lines; each one becomes a paragraph of its own unless `# same` precedes it.
pub fn read(conllu: &str) -> (Document, Analysis) {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let mut analysis = Analysis::default();
    for part in conllu.split("\n\n") {
        let rows: Vec<Vec<&str>> = part
            .lines()
            .filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#'))
            .map(|l| {
                if l.contains('\t') {
                    l.split('\t').collect()
                } else {
                    l.split_whitespace().collect::<Vec<_>>()
                }
            })
            .filter(|f| f.len() >= 7 && f[0].bytes().all(|b| b.is_ascii_digit()))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let same = part.lines().any(|l| l.trim() == "# same") && !blocks.is_empty();
        let title = part.lines().any(|l| l.trim() == "# title");
        if !text.is_empty() {
            text.push(if same { ' ' } else { '\n' });
        }
        let start = text.len();
        let first = analysis.tokens.len();
        let mut open: Option<EntitySpan> = None;
        for (i, f) in rows.iter().enumerate() {
            let full = f.len() >= 10;
            let (head, deprel, rest) = if full {
                (f[6], f[7], &f[9..])
            } else {
                (f[5], f[6], &f[7..])
            };
            let at = text.len();
            text.push_str(f[1]);
            let head: usize = head.parse().unwrap_or(0);
            let feats = if full { f[5] } else { f[4] };
            analysis.tokens.push(Token {
                span: Span::new(at, text.len()),
                lemma: f[2].to_owned(),
                upos: f[3].parse::<Upos>().expect("a part of speech"),
                feats: Features::parse(feats),
                head: head.checked_sub(1).map(|h| first + h),
                deprel: Deprel::from_name(deprel),
                arc_confidence: 1.0,
                class: None,
                kinds: KindScores::default(),
            });
            let label = rest.iter().find_map(|r| {
                r.strip_prefix("B-")
                    .or(r.strip_prefix("I-"))
                    .and_then(|l| Some((r.starts_with('B'), label(l)?)))
            });
            match label {
                Some((false, _)) if open.is_some() => {
                    open.as_mut().expect("checked").tokens.end = first + i + 1;
                }
                Some((_, label)) => {
                    analysis.entities.extend(open.replace(EntitySpan {
                        tokens: first + i..first + i + 1,
                        label,
                        confidence: 0.9,
                    }));
                }
                None => analysis.entities.extend(open.take()),
            }
            let glued = rest.iter().any(|r| r.contains("SpaceAfter=No"));
            if !glued && i + 1 < rows.len() {
                text.push(' ');
            }
        }
        analysis.entities.extend(open.take());
        let span = Span::new(start, text.len());
        if same {
            let last: &mut Block = blocks.last_mut().expect("checked");
            last.span = last.span.cover(span);
        } else {
            blocks.push(Block {
                span,
                kind: if title {
                    BlockKind::Title
                } else {
                    BlockKind::Paragraph
                },
            });
        }
        analysis.sentences.push(Sentence {
            span,
            block: blocks.len() - 1,
            tokens: first..analysis.tokens.len(),
        });
    }
    let document = Document {
        id: "test".to_owned(),
        source: "test".to_owned(),
        sha256: String::new(),
        text,
        meta: Metadata::default(),
        blocks,
        diagnostics: Vec::new(),
    };
    (document, analysis)
}

fn label(name: &str) -> Option<EntityLabel> {
    Some(match name {
        "Person" => EntityLabel::Person,
        "Location" => EntityLabel::Location,
        "Organization" => EntityLabel::Organization,
        "Product" => EntityLabel::Product,
        "Work" => EntityLabel::Work,
        "Event" => EntityLabel::Event,
        "Group" => EntityLabel::Group,
        "Misc" => EntityLabel::Misc,
        _ => return None,
    })
}
