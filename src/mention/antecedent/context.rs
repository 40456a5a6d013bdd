//! What the text before a question tells of the cast: who did what, who is at hand, and whom the part of the text is about.

use std::collections::{BTreeMap, BTreeSet};

use super::cast::{Cast, TOLD};
use super::question::Question;
use crate::mention::Mentions;
use crate::nlp::{ArgumentSlot, View};
use crate::text::BlockKind;

/// What so many sentences before tell is fresh.
const FRESH: usize = 2;

/// So many readings before are remembered.
const REMEMBERED: usize = 500;

/// A part in what was told: the index of the reading, and whether as its subject.
type Part = (usize, bool);

/// What was told before.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// By member of the cast: the parts that it had, one of each relation and side.
    pub parts: BTreeMap<usize, Vec<(Part, bool)>>,
    /// By member: readings that join it to one who has another place in the question.
    pub joined: BTreeMap<usize, BTreeSet<usize>>,
    /// Whom the heading over the question names.
    pub heading: BTreeSet<usize>,
    /// Who opens the block.
    pub opener: Option<usize>,
    /// By member: how often it is meant earlier in the block, and in the three sentences before.
    pub at_hand: BTreeMap<usize, (usize, usize)>,
}

impl Context {
    pub fn new(view: &View<'_>, mentions: &Mentions, cast: &Cast, q: &Question) -> Self {
        let mut context = Self::default();
        context.tell(view, mentions, cast, q);
        context.look_around(view, cast, q.token);
        context
    }

    fn tell(&mut self, view: &View<'_>, mentions: &Mentions, cast: &Cast, q: &Question) {
        let here = view.sentence_index(q.token);
        let readings = &view.analysis.readings;
        let mut seen: BTreeMap<(usize, &str, bool), usize> = BTreeMap::new();
        let end = readings.partition_point(|r| r.token < q.token);
        let start = end.saturating_sub(REMEMBERED);
        for (n, reading) in (start..end).map(|n| (n, &readings[n])) {
            if reading.confidence < TOLD {
                continue;
            }
            let fresh = here - view.sentence_index(reading.token) <= FRESH;
            let mut sides: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
            for a in reading.arguments.iter().filter(|a| a.confidence >= TOLD) {
                let subject = match a.slot {
                    ArgumentSlot::Subject => true,
                    ArgumentSlot::Object => false,
                    _ => continue,
                };
                let Some(m) = cast.at(mentions, a.token) else {
                    continue;
                };
                sides[usize::from(subject)].push(m);
                let parts = self.parts.entry(m).or_default();
                let place = *seen
                    .entry((m, reading.relation.as_str(), subject))
                    .or_insert_with(|| {
                        parts.push(((n, subject), fresh));
                        parts.len() - 1
                    });
                parts[place].1 |= fresh;
            }
            for (one, other) in [(&sides[0], &sides[1]), (&sides[1], &sides[0])] {
                if one.iter().any(|m| q.others.contains(m)) {
                    for m in other {
                        self.joined.entry(*m).or_default().insert(n);
                    }
                }
            }
        }
    }

    fn look_around(&mut self, view: &View<'_>, cast: &Cast, token: usize) {
        let here = view.sentence_index(token);
        let block = view.sentence(token).block;
        let blocks = &view.document.blocks;
        let heading = (0..block.min(blocks.len()))
            .rev()
            .find(|&b| matches!(blocks[b].kind, BlockKind::Heading | BlockKind::Title));
        let mut first = usize::MAX;
        for (m, member) in cast.members.iter().enumerate() {
            for &t in member.tokens.iter().rev() {
                let own = view.sentence(t).block;
                if Some(own) == heading {
                    self.heading.insert(m);
                }
                if t >= token {
                    continue;
                }
                let same = own == block;
                let near = here - view.sentence_index(t) <= 3;
                if same && t < first {
                    first = t;
                    self.opener = Some(m);
                }
                if same || near {
                    let at_hand = self.at_hand.entry(m).or_default();
                    at_hand.0 += usize::from(same);
                    at_hand.1 += usize::from(near);
                } else if heading.is_some_and(|h| own < h) {
                    break;
                }
            }
        }
    }
}
