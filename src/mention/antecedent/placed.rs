//! Descriptions that give a place, all those of a text together: nobody is in two towns, and those of one town are likely one.

use std::collections::BTreeSet;

use super::cast::Cast;
use super::{refer, take_class};
use crate::mention::{Mentions, links};
use crate::nlp::View;

/// A description with its place, and whom it was taken to mean.
pub(super) struct Placed {
    /// The mention.
    pub mention: usize,
    /// Its places, as [`links::modifiers`] writes them.
    pub sites: BTreeSet<String>,
    /// The probability of each member of the cast to be meant.
    pub scores: Vec<f32>,
    /// The member that it was taken to mean.
    pub member: usize,
}

/// Less likely, nobody takes the place of whom a description cannot mean.
const LEAST: f32 = 0.02;
/// Less likely, a description is not taken to mean whom another of its town means.
const LIKELY: f32 = 0.1;

/// Decides anew whom descriptions mean whose place says that it is somebody else.
pub(super) fn settle(
    view: &View<'_>,
    mentions: &mut Mentions,
    cast: &Cast,
    mut placed: Vec<Placed>,
) {
    // no more moves than there are descriptions: two cannot go on making way for each other
    for _ in 0..placed.len() {
        let Some((at, member)) = misplaced(&placed, cast) else {
            return;
        };
        let one = &mut placed[at];
        let i = one.mention;
        // what it cannot mean is out of the question from here on
        let old = std::mem::replace(&mut one.scores[one.member], 0.0);
        match member {
            Some(member) => {
                let p = one.scores[member] / (1.0 - old).max(one.scores[member]);
                one.member = member;
                refer(
                    view,
                    mentions,
                    i,
                    &cast.members[member],
                    "antecedent of that place",
                );
                take_class(mentions, i, &cast.members[member]);
                mentions.references[i].confidence = p;
            }
            None => {
                placed.remove(at);
                let reference = &mut mentions.references[i];
                reference.referents.clear();
                "somebody of another place".clone_into(&mut reference.how);
            }
        }
    }
}

/// The description that is the likeliest to be taken wrongly, with whom it means instead.
fn misplaced(placed: &[Placed], cast: &Cast) -> Option<(usize, Option<usize>)> {
    // of two that clash the less sure one makes way
    let clash = (0..placed.len())
        .flat_map(|a| (0..placed.len()).map(move |b| (a, b)))
        .filter(|&(a, b)| a != b && placed[a].sure() <= placed[b].sure())
        .find(|&(a, b)| {
            placed[a].member == placed[b].member
                && links::conflict(&placed[a].sites, &placed[b].sites)
        });
    if let Some((a, _)) = clash {
        return Some((a, another(placed, cast, a)));
    }
    // of two of one town the less sure one means whom the other means
    let apart = (0..placed.len())
        .flat_map(|a| (0..placed.len()).map(move |b| (a, b)))
        .find(|&(a, b)| {
            a != b
                && placed[a].member != placed[b].member
                && links::of_one_town(&placed[a].sites, &placed[b].sites)
                && placed[a].sure() < placed[b].sure()
                && placed[a].scores[placed[b].member] >= LIKELY
                && fits(placed, cast, a, placed[b].member)
        });
    apart.map(|(a, b)| (a, Some(placed[b].member)))
}

/// Whom a description means that does not mean whom it was taken to: the likeliest that is nowhere else.
fn another(placed: &[Placed], cast: &Cast, a: usize) -> Option<usize> {
    let scores = &placed[a].scores;
    (0..scores.len())
        .filter(|&c| c != placed[a].member && scores[c] >= LEAST && fits(placed, cast, a, c))
        .max_by(|&c, &d| scores[c].total_cmp(&scores[d]).then(d.cmp(&c)))
}

/// Whether nothing else puts a member in another place.
fn fits(placed: &[Placed], cast: &Cast, a: usize, c: usize) -> bool {
    !links::conflict(&placed[a].sites, &cast.members[c].sites)
        && placed.iter().enumerate().all(|(b, other)| {
            b == a || other.member != c || !links::conflict(&placed[a].sites, &other.sites)
        })
}

impl Placed {
    fn sure(&self) -> f32 {
        self.scores[self.member]
    }
}
