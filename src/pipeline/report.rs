//! What the stages after the language analysis see, for people: mentions, what they refer to, times, amounts, clauses.

use std::fmt::Write as _;

use super::Engine;
use crate::extract::{self, Deep, Outcome};
use crate::graph::expect::claim_line;
use crate::mention::{AmountValue, Bound, MentionId, Mentions, TimeValue};
use crate::nlp::{Upos, View};

/// The mentions, chains, times, amounts, clauses and claims of an analysed document.
#[must_use]
pub fn stage_report(engine: &Engine, view: &View<'_>) -> String {
    let (mentions, claims) = engine.claims(view);
    let mut out = String::new();
    names(view, &mentions, &mut out);
    values(view, &mentions, &mut out);
    clauses(engine, view, &mentions, &mut out);
    let read = crate::resolve::document(view, &engine.lexicon, &mentions, claims);
    let graph = engine.merge(super::DEFAULT_BASE, vec![read], Vec::new());
    tries(engine, view, &mentions, &mut out);
    let _ = writeln!(out, "Claims");
    for claim in &graph.claims {
        let _ = writeln!(out, "  {}", claim_line(&graph, claim));
    }
    out
}

fn tries(engine: &Engine, view: &View<'_>, mentions: &Mentions, out: &mut String) {
    let _ = writeln!(out, "Frames");
    for tried in extract::tried(&engine.context(view, mentions)) {
        let outcome = match tried.outcome {
            Outcome::Claimed => "claims",
            Outcome::Condition => "`require` or `forbid` is against",
            Outcome::Subject => "has no subject for",
            Outcome::Object => "has no object for",
            Outcome::Idle => "is not meant as",
            Outcome::Dropped => "drops",
        };
        let _ = write!(
            out,
            "  [{}] {} ({}) {outcome} {}",
            view.sentence_index(tried.token) + 1,
            view.form(tried.token),
            tried.frame,
            tried.relation
        );
        if !tried.refused.is_empty() {
            let _ = write!(out, ", not {}", tried.refused.join("; "));
        }
        out.push('\n');
    }
}

fn words<'a>(view: &View<'a>, mentions: &Mentions, id: MentionId) -> &'a str {
    view.words(&mentions.get(id).tokens)
}

fn names(view: &View<'_>, mentions: &Mentions, out: &mut String) {
    let _ = writeln!(out, "Mentions");
    for (i, mention) in mentions.mentions.iter().enumerate() {
        let reference = &mentions.references[i];
        let class = mention.class.as_deref().unwrap_or("?");
        let to: Vec<&str> = reference
            .referents
            .iter()
            .filter(|r| r.0 as usize != i)
            .map(|&r| words(view, mentions, r))
            .collect();
        let _ = write!(
            out,
            "  [{}] {:?} {} ({class} {:.2})",
            view.sentence_index(mention.head) + 1,
            mention.kind,
            view.words(&mention.tokens),
            mention.class_confidence
        );
        if reference.referents.is_empty() {
            out.push_str(" → not resolved");
        } else if !to.is_empty() {
            let _ = write!(
                out,
                " → {} ({:.2}, {})",
                to.join(" + "),
                reference.confidence,
                reference.how
            );
        }
        out.push('\n');
    }
}

fn values(view: &View<'_>, mentions: &Mentions, out: &mut String) {
    let _ = writeln!(out, "Times and amounts");
    for time in &mentions.times {
        let value = match &time.value {
            TimeValue::Date(d) => d.to_string(),
            TimeValue::Range(a, b) => format!("{a} to {b}"),
            TimeValue::Duration(d) => d.to_string(),
            TimeValue::Period(d) => format!("every {d}"),
            TimeValue::Unresolved => "not resolved".to_owned(),
        };
        let _ = writeln!(
            out,
            "  {} = {:?} {value}",
            view.words(&time.tokens),
            time.relation
        );
    }
    for amount in &mentions.amounts {
        let value = match &amount.value {
            AmountValue::Money(m) => m.to_string(),
            AmountValue::Percent(p) => format!("{p} %"),
            AmountValue::Count(q) => q.to_string(),
        };
        let bound = match amount.bound {
            Bound::Exact => "",
            Bound::AtLeast => "at least ",
            Bound::AtMost => "at most ",
        };
        let _ = writeln!(out, "  {} = {bound}{value}", view.words(&amount.tokens));
    }
}

fn clauses(engine: &Engine, view: &View<'_>, mentions: &Mentions, out: &mut String) {
    let deep = Deep::new(view, mentions, &engine.grammar);
    let _ = writeln!(out, "Clauses");
    for t in 0..view.analysis.tokens.len() {
        if view.upos(t) != Upos::Verb && !deep.is_copular(t) {
            continue;
        }
        let list = |found: Vec<extract::Filler>| {
            found
                .iter()
                .map(|f| view.form(f.token))
                .collect::<Vec<_>>()
                .join("+")
        };
        let state = deep.state(t);
        let _ = write!(
            out,
            "  [{}] {} {}",
            view.sentence_index(t) + 1,
            view.form(t),
            state.status
        );
        for (name, found) in [
            (
                "subj",
                if deep.is_copular(t) {
                    deep.surface_subject(t).into_iter().collect()
                } else {
                    deep.subjects(t)
                },
            ),
            ("obj", deep.objects(t)),
            ("iobj", deep.recipients(t)),
            ("pred", deep.predicates(t)),
        ] {
            if !found.is_empty() {
                let _ = write!(out, " {name}={}", list(found));
            }
        }
        if let Some(speaker) = deep.speaker(t) {
            let _ = write!(out, " said={}", view.form(speaker.word));
        }
        out.push('\n');
    }
}
