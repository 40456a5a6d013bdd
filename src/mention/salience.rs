//! Salience: how present an entity is at a point of the text.

use super::speakers::Speakers;
use super::typing::{AGENT_VERBS, Family, family};
use super::{MentionKind, Mentions};
use crate::nlp::{Deprel, Upos, View};
use crate::ontology::Lexicon;
use crate::text::BlockKind;

/// The mentions of each entity so far, with their weights.
#[derive(Debug, Default)]
pub(super) struct Salience {
    /// Weight of each mention.
    weights: Vec<f32>,
    /// Mentions of each entity.
    of: Vec<Vec<usize>>,
}

impl Salience {
    pub fn new(view: &View, mentions: &Mentions, speakers: &Speakers) -> Self {
        Self {
            weights: mentions
                .mentions
                .iter()
                .map(|m| {
                    let title = view
                        .document
                        .blocks
                        .get(view.sentence(m.head).block)
                        .is_some_and(|b| b.kind == BlockKind::Title);
                    let sentence = view.sentence(m.head).tokens.clone();
                    let fragment = !title
                        && !sentence
                            .clone()
                            .any(|t| matches!(view.upos(t), Upos::Verb | Upos::Aux));
                    // In talk a few words without a verb say as much as a sentence.
                    let kind = if fragment && speakers.of(m.head).is_some() {
                        0.8
                    } else if fragment {
                        0.25
                    } else if m.kind == MentionKind::Name {
                        1.0
                    } else {
                        0.9
                    };
                    role_weight(view, m.head) * kind * if title { 1.2 } else { 1.0 }
                })
                .collect(),
            of: Vec::new(),
        }
    }

    /// Notes that a mention refers to an entity.
    pub fn add(&mut self, entity: usize, m: usize) {
        if self.of.len() <= entity {
            self.of.resize_with(entity + 1, Vec::new);
        }
        self.of[entity].push(m);
    }

    /// How present an entity is just before a mention; `None` when it is not in mind any more.
    pub fn of(
        &self,
        entity: usize,
        m: usize,
        mentions: &Mentions,
        view: &View,
        decay: f32,
    ) -> Option<f32> {
        let here = mentions.mentions[m].head;
        let sentence = view.sentence_index(here);
        let mut sum = 0.0;
        let mut strongest: f32 = 0.0;
        for &x in self.of.get(entity)?.iter().rev() {
            let head = mentions.mentions[x].head;
            if x >= m || view.dominates(here, head) {
                continue;
            }
            let distance = sentence.saturating_sub(view.sentence_index(head));
            // A name that heads its line is present within it, though the line is no sentence.
            let own = if distance == 0 {
                self.weights[x].max(if mentions.mentions[x].kind == MentionKind::Name {
                    0.4
                } else {
                    0.0
                })
            } else {
                self.weights[x]
            };
            let weight = own * decay.powi(distance as i32);
            if weight < 0.004 {
                break;
            }
            sum += weight;
            strongest = strongest.max(weight);
        }
        // The strongest mention counts in full; the others keep the entity in mind.
        (sum > 0.0).then_some(strongest + 0.35 * (sum - strongest))
    }
}

/// How prominent a grammatical role makes what fills it.
pub(super) fn role_weight(view: &View, head: usize) -> f32 {
    let mut at = head;
    let mut factor = 1.0;
    for _ in 0..6 {
        let weight = match view.deprel(at) {
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Csubj => 1.0,
            Deprel::Obj | Deprel::Iobj | Deprel::OblAgent => 0.65,
            Deprel::Obl => 0.45,
            // "Norvane's revenue rose": it is still about Norvane.
            Deprel::NmodPoss if view.head(at).is_some_and(|h| view.deprel(h).is_subject()) => 0.75,
            Deprel::NmodPoss => 0.5,
            Deprel::Nmod => 0.35,
            Deprel::Root => 0.6,
            Deprel::Compound | Deprel::Flat | Deprel::NmodDesc | Deprel::NmodUnmarked => 0.3,
            Deprel::Conj | Deprel::Appos => {
                factor *= 0.85;
                match view.head(at) {
                    Some(h) if view.upos(h).is_nominal() => {
                        at = h;
                        continue;
                    }
                    _ => 0.5,
                }
            }
            _ => 0.4,
        };
        let subordinate = view.head(at).is_some_and(|v| {
            matches!(
                view.deprel(v),
                Deprel::AclRelcl | Deprel::Advcl | Deprel::Acl
            )
        });
        return weight * factor * if subordinate { 0.8 } else { 1.0 };
    }
    0.3
}

/// Whether a pronoun must stand for somebody who acts: the subject of "said", the possessor of a boss.
pub(super) fn wants_agent(view: &View, lexicon: &Lexicon, t: usize, possessive: bool) -> bool {
    let Some(head) = view.head(t) else {
        return false;
    };
    if possessive {
        let lemma = view.lemma(head).to_lowercase();
        let nominal = lexicon.nominal(&lemma);
        return lexicon.is_position(&lemma)
            || nominal.is_some_and(|n| {
                n.relational
                    && matches!(family(&n.classes[0]), Family::Organization | Family::Person)
            })
            || matches!(
                lemma.as_str(),
                "revenue"
                    | "profit"
                    | "share"
                    | "workforce"
                    | "staff"
                    | "headquarters"
                    | "management"
                    | "board"
                    | "employee"
                    | "customer"
            );
    }
    view.deprel(t) == Deprel::Nsubj
        && view.upos(head) == Upos::Verb
        && AGENT_VERBS.contains(&view.lemma(head))
}

/// Whether a pronoun must stand for something that is made: what is sold, hosted or released, whose maker it is.
pub(super) fn wants_product(view: &View, t: usize, possessive: bool) -> bool {
    let Some(head) = view.head(t) else {
        return false;
    };
    if possessive {
        return matches!(
            view.lemma(head),
            "maker"
                | "developer"
                | "creator"
                | "manufacturer"
                | "price"
                | "successor"
                | "version"
                | "user"
                | "feature"
        );
    }
    matches!(view.deprel(t), Deprel::Obj | Deprel::NsubjPass)
        && matches!(
            view.lemma(head),
            "launch"
                | "release"
                | "develop"
                | "use"
                | "host"
                | "distribute"
                | "ship"
                | "market"
                | "manufacture"
                | "license"
                | "deploy"
                | "install"
                | "make"
                | "build"
                | "sell"
                | "offer"
                | "run"
        )
}

/// Whether a pronoun must stand for something agreed or planned: what is completed, renewed, blocked.
pub(super) fn wants_deal(view: &View, t: usize) -> bool {
    view.deprel(t) == Deprel::NsubjPass
        && view.head(t).is_some_and(|v| {
            matches!(
                view.lemma(v),
                "complete"
                    | "conclude"
                    | "finalise"
                    | "finalize"
                    | "sign"
                    | "renew"
                    | "extend"
                    | "approve"
                    | "block"
                    | "scrap"
                    | "postpone"
                    | "announce"
                    | "agree"
                    | "terminate"
            )
        })
}

/// Whether what is done to a pronoun is done to things that are made only: they are developed, shipped.
pub(super) fn is_made(view: &View, t: usize) -> bool {
    view.head(t).is_some_and(|v| {
        matches!(
            view.lemma(v),
            "develop"
                | "manufacture"
                | "ship"
                | "install"
                | "release"
                | "launch"
                | "deploy"
                | "make"
        )
    })
}

/// Whether "it" stands for no thing: "it seems", "it turned out", "it finally happened".
pub(super) fn is_impersonal(view: &View, t: usize) -> bool {
    let Some(head) = view.head(t) else {
        return false;
    };
    // "Norvane denied it": what was said.
    if view.deprel(t) == Deprel::Obj {
        return matches!(
            view.lemma(head),
            "deny"
                | "confirm"
                | "dispute"
                | "regret"
                | "doubt"
                | "know"
                | "believe"
                | "mean"
                | "admit"
                | "say"
        );
    }
    if !view.deprel(t).is_subject() {
        return false;
    }
    let verb = matches!(
        view.lemma(head),
        "happen"
            | "seem"
            | "appear"
            | "turn"
            | "rain"
            | "matter"
            | "cost"
            | "mean"
            | "follow"
            | "emerge"
            | "help"
    );
    let clause = view
        .children(head)
        .any(|c| matches!(view.deprel(c), Deprel::Csubj | Deprel::CsubjPass))
        || (view.upos(head) == Upos::Adj
            && view.children(head).any(|c| {
                c > head
                    && view.deprel(c) == Deprel::Ccomp
                    && view
                        .child(c, &[Deprel::Mark])
                        .is_some_and(|t| matches!(view.lemma(t), "that" | "whether" | "if"))
            }))
        || (view.upos(head) == Upos::Adj
            && view.children(head).any(|c| {
                c > head
                    && matches!(
                        view.deprel(c),
                        Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl
                    )
            })
            && matches!(
                view.lemma(head),
                "clear"
                    | "likely"
                    | "unlikely"
                    | "possible"
                    | "hard"
                    | "difficult"
                    | "important"
                    | "necessary"
                    | "easy"
                    | "unclear"
                    | "good"
                    | "worth"
                    | "true"
            ));
    (verb && view.child(head, &[Deprel::Obj]).is_none())
        || (verb && view.lemma(head) == "cost")
        || clause
}

/// The predicate of the clause that a word stands in.
pub(super) fn clause(view: &View, t: usize) -> Option<usize> {
    let mut at = view.head(t)?;
    for _ in 0..12 {
        if view.upos(at) == Upos::Verb
            || view
                .child(at, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Cop])
                .is_some()
        {
            return Some(at);
        }
        at = view.head(at)?;
    }
    None
}

/// Whether two words are arguments of one predicate, so that they cannot be the same without a reflexive.
pub(super) fn same_clause(view: &View, a: usize, b: usize) -> bool {
    let argument = |t: usize| {
        matches!(
            view.deprel(t),
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obj
                | Deprel::Iobj
                | Deprel::Obl
                | Deprel::OblAgent
        )
    };
    argument(a) && argument(b) && view.head(a).is_some() && view.head(a) == view.head(b)
}
