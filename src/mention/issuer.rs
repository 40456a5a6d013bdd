//! The issuer: whose own text a document is, where it speaks in its own name: a press release, a list of questions that a
//! company answers about itself, a letter to its customers.

use std::collections::BTreeMap;
use std::ops::Range;

use super::coreference::{Item, Source, called};
use super::pronouns::is_us;
use super::speakers::Speakers;
use super::typing::{Family, Votes};
use crate::nlp::{VerbForm, View};
use crate::ontology::Lexicon;
use crate::text::BlockKind;

/// The chain of the organisation that speaks where nobody else is quoted, if the document shows that it is one's own text.
/// `term` is the one that "the Company" stands for.
pub(super) fn issuer(
    s: &Source,
    chains: &[Votes],
    speakers: &Speakers,
    interviewee: Option<usize>,
    term: Option<usize>,
) -> Option<usize> {
    let view = s.view;
    if let Some(chain) = defined(s) {
        return Some(chain);
    }
    if interviewee.is_some() {
        return None;
    }
    if narrates(view, speakers)
        && let Some(chain) = head_line(s, chains).or(term)
    {
        return Some(chain);
    }
    if !is_own_text(s, chains, speakers) {
        return None;
    }
    let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
    let mut opening: Vec<usize> = Vec::new();
    let mut body = 0;
    let mut block = usize::MAX;
    for item in s.items {
        let Item::Name { name, chain } = item else {
            continue;
        };
        let organisation = chains[*chain].family(0.4) == Some(Family::Organization)
            && !chains[*chain]
                .winner()
                .is_some_and(|(c, _)| c == "GovernmentAgency");
        if !organisation {
            continue;
        }
        let head = s.names[*name].head;
        *counts.entry(*chain).or_default() += 1;
        let sentence = view.sentence(head);
        if sentence.block != block {
            block = sentence.block;
            body += u32::from(kind(view, block) == Some(BlockKind::Paragraph));
        }
        if view.deprel(head).is_subject() && body <= 2
            || kind(view, sentence.block) == Some(BlockKind::Title)
        {
            opening.push(*chain);
        }
    }
    if let Some(about) = about(s, chains)
        && opening.contains(&about)
    {
        return Some(about);
    }
    let most = counts.values().copied().max()?;
    let first = opening.first().copied()?;
    (counts.get(&first).copied().unwrap_or(0) * 10 >= most * 7).then_some(first)
}

/// Who says that "we" stands for them: `Norvane Ltd ("Norvane", "we")`.
fn defined(s: &Source) -> Option<usize> {
    s.items.iter().find_map(|item| match item {
        Item::Name { name, chain } => called(s.view, s.names[*name].tokens.end, |form| {
            is_us(&form.to_lowercase())
        })
        .then_some(*chain),
        _ => None,
    })
}

/// Whether a text tells of "us" outside of quotations, and not just once.
fn narrates(view: &View, speakers: &Speakers) -> bool {
    let told = |t: usize| {
        is_us(&view.form(t).to_lowercase())
            && view.form(t) != "US"
            && speakers.of(t).is_none()
            && speakers.quote(t).is_none()
    };
    let sentences = view.analysis.sentences.iter();
    sentences
        .filter(|s| s.tokens.clone().any(told))
        .take(2)
        .count()
        == 2
}

/// The company by its full name in a line of the head that is no sentence: "Norvane plc, annual report 2025".
fn head_line(s: &Source, chains: &[Votes]) -> Option<usize> {
    let view = s.view;
    let mut lines = view.analysis.sentences.iter().take(4).filter(|sentence| {
        !sentence
            .tokens
            .clone()
            .any(|t| view.token(t).feats.verb_form == Some(VerbForm::Fin))
    });
    lines.find_map(|line| {
        s.items.iter().find_map(|item| match item {
            Item::Name { name, chain }
                if line.tokens.contains(&s.names[*name].head)
                    && chains[*chain]
                        .family(0.4)
                        .is_none_or(|f| f == Family::Organization)
                    && has_legal_form(view, s.lexicon, &s.names[*name].tokens) =>
            {
                Some(*chain)
            }
            _ => None,
        })
    })
}

/// Whether a name ends in a legal form, or one follows it; one that is also a usual word does not count.
pub(super) fn has_legal_form(view: &View, lexicon: &Lexicon, name: &Range<usize>) -> bool {
    let last = (name.len() > 1).then(|| view.form(name.end - 1));
    let next = (name.end < view.analysis.tokens.len()).then(|| view.form(name.end));
    [last, next]
        .into_iter()
        .flatten()
        .any(|f| lexicon.is_legal_form(f) && !matches!(f, "as" | "co" | "Group" | "group"))
}

fn kind(view: &View, block: usize) -> Option<BlockKind> {
    view.document.blocks.get(block).map(|b| b.kind)
}

/// The organisation of the section "About Norvane".
fn about(s: &Source, chains: &[Votes]) -> Option<usize> {
    let view = s.view;
    s.items.iter().find_map(|item| {
        let Item::Name { name, chain } = item else {
            return None;
        };
        let start = s.names[*name].tokens.start;
        let sentence = view.sentence(start).tokens.clone();
        let heads = start == sentence.start + 1
            && view.form(sentence.start).eq_ignore_ascii_case("about")
            && sentence.len() <= s.names[*name].tokens.len() + 3;
        (heads
            && chains[*chain]
                .family(0.4)
                .is_none_or(|f| f == Family::Organization))
        .then_some(*chain)
    })
}

fn is_own_text(s: &Source, chains: &[Votes], speakers: &Speakers) -> bool {
    let view = s.view;
    if about(s, chains).is_some() || speakers.first_answer().is_some() {
        return true;
    }
    let mut opening = 0;
    view.analysis.sentences.iter().take(12).any(|sentence| {
        let words = view.words(&sentence.tokens).to_lowercase();
        opening += 1;
        [
            "for immediate release",
            "dear customer",
            "dear shareholder",
            "dear partner",
            "dear investor",
        ]
        .iter()
        .any(|w| words.contains(w))
            || (opening <= 6
                && [
                    "today announced",
                    "announced today",
                    "announces that",
                    "pleased to announce",
                    "proud to announce",
                    "delighted to announce",
                    "excited to announce",
                    "announces the following",
                ]
                .iter()
                .any(|w| words.contains(w)))
    })
}
