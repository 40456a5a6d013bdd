//! The parts of a round-up: a text that tells of something else under each heading, or in each item of a list. Who is meant in
//! one part is named in it.

use std::collections::{BTreeMap, BTreeSet};

use super::cast::Member;
use crate::mention::label::is_name;
use crate::nlp::View;
use crate::text::BlockKind;

/// So many parts with names make a round-up, if nobody is named in more than half of them.
const PARTS: usize = 3;

/// A paragraph opens with whom it names among so many words.
const OPENING: usize = 7;

/// The parts of a text that tell of different things.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    /// By block: its part, if the text or the list around it is a round-up.
    of: Vec<Option<usize>>,
    /// By member: the parts that name it.
    named: Vec<BTreeSet<usize>>,
}

impl Sections {
    /// The parts of a text with this cast.
    pub fn new(view: &View<'_>, members: &[Member]) -> Self {
        let blocks = &view.document.blocks;
        let mut parts: Vec<Option<usize>> = vec![None; blocks.len()];
        let mut next = 0;
        // what stands under a heading
        let mut headed: Vec<Option<usize>> = vec![None; blocks.len()];
        let mut last: Option<usize> = None;
        for (b, block) in blocks.iter().enumerate() {
            if block.kind == BlockKind::Heading {
                last = Some(last.map_or(0, |l| l + 1));
            }
            headed[b] = last;
        }
        if is_round_up(view, members, &headed) {
            for (part, h) in parts.iter_mut().zip(&headed) {
                *part = h.map(|h| h + 1);
            }
            next = last.map_or(0, |l| l + 2);
        }
        // the items of a list
        let mut b = 0;
        while b < blocks.len() {
            let end = (b..blocks.len())
                .find(|&k| blocks[k].kind != BlockKind::ListItem)
                .unwrap_or(blocks.len());
            if end > b {
                let mut items: Vec<Option<usize>> = vec![None; blocks.len()];
                for (n, k) in (b..end).enumerate() {
                    items[k] = Some(n);
                }
                if is_round_up(view, members, &items) {
                    for (n, k) in (b..end).enumerate() {
                        parts[k] = Some(next + n);
                    }
                    next += end - b;
                }
            }
            b = end.max(b + 1);
        }
        // "Oak Barn. The retailer's sales fell": paragraphs with labels of their own
        if parts.iter().all(Option::is_none) {
            parts = labelled(view, members);
        }
        // a report that tells of another company in each paragraph
        if parts.iter().all(Option::is_none) {
            let paragraphs: Vec<Option<usize>> = blocks
                .iter()
                .enumerate()
                .map(|(b, block)| (block.kind == BlockKind::Paragraph).then_some(b))
                .collect();
            if is_report(view, members, &paragraphs) {
                parts = paragraphs;
            }
        }
        let mut named = vec![BTreeSet::new(); members.len()];
        for (m, member) in members.iter().enumerate() {
            let part = |&t: &usize| parts.get(view.sentence(t).block).copied().flatten();
            named[m].extend(member.named_at.iter().filter_map(part));
        }
        Self { of: parts, named }
    }

    /// Whether a word stands in a part of a round-up that does not name a member.
    pub fn is_elsewhere(&self, view: &View<'_>, token: usize, member: usize) -> bool {
        let part = self.of.get(view.sentence(token).block).copied().flatten();
        part.is_some_and(|p| {
            !self.named[member].contains(&p) && self.named.iter().any(|of| of.contains(&p))
        })
    }
}

/// The parts that names at the beginning of paragraphs open as labels, if there are several; what follows without one goes on.
fn labelled(view: &View<'_>, members: &[Member]) -> Vec<Option<usize>> {
    let blocks = &view.document.blocks;
    let mut opens = vec![false; blocks.len()];
    for (s, sentence) in view.analysis.sentences.iter().enumerate() {
        let named = |m: &Member| m.named_at.iter().any(|t| sentence.tokens.contains(t));
        opens[sentence.block] |= is_name(view, s) && members.iter().any(named);
    }
    if opens.iter().filter(|o| **o).count() < PARTS {
        return vec![None; blocks.len()];
    }
    let mut part: Option<usize> = None;
    let mut next = 0;
    let parts = blocks.iter().zip(&opens).map(|(block, &opens)| {
        if opens {
            part = Some(next);
            next += 1;
        } else if block.kind == BlockKind::Heading {
            part = None;
        }
        part
    });
    parts.collect()
}

/// Whether most paragraphs open with a company that no earlier one names, and these are many.
fn is_report(view: &View<'_>, members: &[Member], part: &[Option<usize>]) -> bool {
    let (all, _) = spread(view, members, part);
    let first_of = |b: usize| {
        let sentences = &view.analysis.sentences;
        let first = sentences.partition_point(|s| s.block < b);
        sentences
            .get(first)
            .filter(|s| s.block == b)
            .map(|s| s.tokens.start)
    };
    let opened = (0..part.len())
        .filter(|&b| part[b].is_some())
        .filter_map(first_of)
        .filter(|&start| {
            members.iter().filter(|m| m.is_body()).any(|m| {
                let told = |t: &&usize| {
                    part.get(view.sentence(**t).block)
                        .copied()
                        .flatten()
                        .is_some()
                };
                let first = m.named_at.iter().find(told);
                first.is_some_and(|t| (start..start + OPENING).contains(t))
            })
        })
        .count();
    all > 2 * PARTS && opened * 3 >= all * 2
}

/// Whether the parts of blocks tell of different things.
fn is_round_up(view: &View<'_>, members: &[Member], part: &[Option<usize>]) -> bool {
    let (all, most) = spread(view, members, part);
    all >= PARTS && most * 2 <= all
}

/// How many parts name bodies, and how many the one does that most of them name.
fn spread(view: &View<'_>, members: &[Member], part: &[Option<usize>]) -> (usize, usize) {
    let mut by_member: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut all = BTreeSet::new();
    for (m, member) in members.iter().enumerate().filter(|(_, m)| m.is_body()) {
        for &t in &member.named_at {
            if let Some(p) = part.get(view.sentence(t).block).copied().flatten() {
                by_member.entry(m).or_default().insert(p);
                all.insert(p);
            }
        }
    }
    let most = by_member.values().map(BTreeSet::len).max().unwrap_or(0);
    (all.len(), most)
}
