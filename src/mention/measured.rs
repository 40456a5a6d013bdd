//! Coreference measured on GUM's gold trees and entities; skipped where the data is absent.

use std::collections::BTreeMap;

use super::{MentionKind, find};
use crate::nlp::{Analysis, EntityLabel, EntitySpan, SemanticClass, Upos, View, testing};
use crate::ontology::Lexicon;

/// Adds GUM's entities to an analysis, and gives the chain of each mention's head word.
fn gold(text: &str, analysis: &mut Analysis) -> BTreeMap<usize, String> {
    let mut open: Vec<(String, String, usize)> = Vec::new();
    let mut spans: Vec<(String, String, usize, usize)> = Vec::new();
    let mut token = 0;
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() < 10 || !fields[0].bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        if let Some(entity) = fields[9].split('|').find_map(|f| f.strip_prefix("Entity=")) {
            let mut rest = entity;
            while !rest.is_empty() {
                if let Some(opened) = rest.strip_prefix('(') {
                    let end = opened.find(['(', ')']).unwrap_or(opened.len());
                    let parts: Vec<&str> = opened[..end].split('-').collect();
                    let kind = parts.get(1).copied().unwrap_or("").to_owned();
                    open.push((parts[0].to_owned(), kind, token));
                    rest = &opened[end..];
                    if let Some(after) = rest.strip_prefix(')') {
                        if let Some((g, k, s)) = open.pop() {
                            spans.push((g, k, s, token + 1));
                        }
                        rest = after;
                    }
                } else {
                    let end = rest.find(')').map_or(rest.len(), |e| e + 1);
                    let group = rest[..end].trim_end_matches(')');
                    if let Some(i) = open.iter().rposition(|o| o.0 == group) {
                        let (g, k, s) = open.remove(i);
                        spans.push((g, k, s, token + 1));
                    }
                    rest = &rest[end..];
                }
            }
        }
        token += 1;
    }
    let mut chains = BTreeMap::new();
    for (group, kind, start, end) in spans {
        let head = (start..end).find(|&t| {
            analysis.tokens[t]
                .head
                .is_none_or(|h| !(start..end).contains(&h))
        });
        let Some(head) = head else { continue };
        chains.insert(head, group);
        analysis.tokens[head].class = SemanticClass::from_name(&kind);
        let label = match kind.as_str() {
            "person" => EntityLabel::Person,
            "organization" => EntityLabel::Organization,
            "place" => EntityLabel::Location,
            _ => continue,
        };
        let named = (start..end)
            .all(|t| matches!(analysis.tokens[t].upos, Upos::Propn | Upos::Adp | Upos::Det));
        if named && end - start <= 5 && analysis.tokens[head].upos == Upos::Propn {
            analysis.entities.push(EntitySpan {
                tokens: start..end,
                label,
                confidence: 0.9,
            });
        }
    }
    analysis
        .entities
        .sort_by_key(|e| (e.tokens.start, std::cmp::Reverse(e.tokens.end)));
    let mut last = 0;
    analysis.entities.retain(|e| {
        let keep = e.tokens.start >= last;
        if keep {
            last = e.tokens.end;
        }
        keep
    });
    chains
}

#[derive(Default, Debug)]
struct Score {
    gold: u32,
    answered: u32,
    right: u32,
}

#[test]
fn coreference_is_precise_on_treebank_news() {
    let Some(data) = std::env::var_os("FACTLOOM_DATA") else {
        eprintln!("skipped: FACTLOOM_DATA is not set");
        return;
    };
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let verbose = std::env::var_os("FACTLOOM_VERBOSE").is_some();
    for part in ["train", "dev"] {
        let path =
            std::path::Path::new(&data).join(format!("treebank/en_gum_free-ud-{part}.conllu"));
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!("skipped: {} is not there", path.display());
            return;
        };
        for text in text.split("# newdoc").skip(1) {
            let genre = text.lines().next().unwrap_or("");
            if !["_news_", "_bio_"].iter().any(|g| genre.contains(g)) {
                continue;
            }
            let (document, mut analysis) = testing::read(text);
            let chains = gold(text, &mut analysis);
            let view = View::new(&document, &analysis);
            let found = find(&view, Lexicon::built_in());
            for (m, r) in found.mentions.iter().zip(&found.references) {
                let Some(chain) = chains.get(&m.head) else {
                    continue;
                };
                let first = chains.iter().find(|(_, c)| *c == chain).map(|(t, _)| *t);
                if first.is_none_or(|f| f >= m.head) && m.kind != MentionKind::Name {
                    // It introduces its chain: any answer that leads elsewhere is wrong.
                    let elsewhere = r
                        .referents
                        .iter()
                        .any(|id| chains.get(&found.get(*id).head).is_some_and(|c| c != chain));
                    if m.kind == MentionKind::Nominal && elsewhere && r.referents.len() == 1 {
                        scores.entry("new nominal".to_owned()).or_default().answered += 1;
                        if verbose {
                            println!(
                                "NEW {} :: {} -> {} [{}]",
                                genre.trim(),
                                view.words(&m.tokens),
                                view.words(&found.get(r.referents[0]).tokens),
                                r.how
                            );
                        }
                    }
                    continue;
                }
                let kind = match m.kind {
                    MentionKind::Pronoun => format!("pronoun {}", view.form(m.head).to_lowercase()),
                    MentionKind::Nominal => {
                        format!("nominal {}", m.class.as_deref().unwrap_or("?"))
                    }
                    MentionKind::Name => continue,
                };
                let own = r.referents.iter().any(|id| found.get(*id).head == m.head);
                let right = r
                    .referents
                    .iter()
                    .any(|id| chains.get(&found.get(*id).head) == Some(chain));
                for key in [
                    kind.clone(),
                    kind.split(' ').next().unwrap_or("").to_uppercase(),
                ] {
                    let s = scores.entry(key).or_default();
                    s.gold += 1;
                    if !r.referents.is_empty() && !own {
                        s.answered += 1;
                        s.right += u32::from(right);
                    }
                }
                if verbose && !own && !right && !r.referents.is_empty() {
                    let s = view.sentence(m.head);
                    println!(
                        "WRONG {} :: {:?} at {} -> {} [{} {:.2}] :: {}",
                        genre.trim(),
                        view.words(&m.tokens),
                        m.head - s.tokens.start,
                        view.words(&found.get(r.referents[0]).tokens),
                        r.how,
                        r.confidence,
                        s.span.of(&document.text)
                    );
                }
            }
        }
    }
    for (kind, s) in &scores {
        if s.gold + s.answered > 20 {
            println!(
                "{kind:24} gold {:5} answered {:5} right {:5}  precision {:.3} recall {:.3}",
                s.gold,
                s.answered,
                s.right,
                f64::from(s.right) / f64::from(s.answered.max(1)),
                f64::from(s.right) / f64::from(s.gold.max(1)),
            );
        }
    }
    let pronouns = &scores["PRONOUN"];
    assert!(
        pronouns.right * 100 > pronouns.answered * 65,
        "{pronouns:?}"
    );
}
