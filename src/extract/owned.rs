//! What a verb tells of what a possessive says to be somebody's: "discontinued its Vidora app", "may offer its Vidora app in Spain".

use super::{Candidate, Context, Deep};
use crate::claim::{Object, Predicate, Status, TraceStep};
use crate::nlp::{Deprel, Upos};
use crate::ontology::Sense;

/// So far above a word the noun that somebody has may stand.
const ABOVE: usize = 2;

/// Ends what its owner is said to have given up, and leaves out what is only said to be offered in time, perhaps or not: the verb
/// itself claims that.
pub(super) fn owned(context: &Context<'_>, candidates: &mut Vec<Candidate>) {
    let deep = Deep::new(context.view, context.mentions, context.grammar);
    let v = context.view;
    candidates.retain_mut(|c| {
        let Predicate::Relation(name) = &c.claim.predicate else {
            return true;
        };
        let of_own = matches!(
            name.as_str(),
            "offers" | "develops" | "owns" | "subsidiaryOf" | "investsIn"
        );
        if !of_own || c.claim.status != Status::Actual || v.upos(c.trigger) == Upos::Verb {
            return true;
        }
        let Some((noun, verb)) = possessed(context, c) else {
            return true;
        };
        // "sold half of its stake"
        let some = |k: usize| {
            v.children(k).chain([k]).any(|x| {
                matches!(
                    v.lemma(x),
                    "half" | "part" | "most" | "some" | "third" | "quarter"
                )
            })
        };
        if some(noun) || v.head(noun).is_some_and(|h| h != verb && some(h)) || some(verb) {
            return true;
        }
        // "Marrowby sells Norvane's sauces": another one's
        let by_another = v.child(verb, &[Deprel::AuxPass]).is_none()
            && deep.surface_subject(verb).is_some_and(|s| {
                let who = context.mentions.at(s.token);
                let owner = context.mentions.reference(c.claim.subject);
                who.is_none_or(|m| context.mentions.reference(m).referents != owner.referents)
            });
        if by_another {
            return true;
        }
        let state = deep.state(verb);
        let parts = deep.gives_up(verb, noun)
            || [Sense::Selling, Sense::Parting]
                .into_iter()
                .any(|s| deep.lemma_is(verb, s));
        if parts && state.past && state.status == Status::Actual {
            end(c, v.form(verb), "ended: its owner has parted with it");
            return true;
        }
        let offered = name == "offers" && deep.lemma_is(verb, Sense::PuttingOut);
        !(offered && state.status != Status::Actual)
    });
}

/// Ends what a noun for somebody's part tells of whom the contract has ended with: "ended its contract with Trask, its supplier".
pub(super) fn of_the_former(context: &Context<'_>, candidates: &mut [Candidate]) {
    let deep = Deep::new(context.view, context.mentions, context.grammar);
    let v = context.view;
    for c in candidates {
        let Predicate::Relation(name) = &c.claim.predicate else {
            continue;
        };
        let served = matches!(
            name.as_str(),
            "providesServicesTo" | "supplies" | "distributes" | "partnersWith"
        );
        if !served || c.claim.status != Status::Actual || v.upos(c.trigger) != Upos::Noun {
            continue;
        }
        let mut at = c.trigger;
        for _ in 0..4 {
            let Some(head) = v.head(at) else { break };
            if v.upos(head) == Upos::Verb {
                let with = matches!(v.deprel(at), Deprel::Obj | Deprel::Obl);
                let ways = v.lemma(head) == "part"
                    && v.child(head, &[Deprel::Obj])
                        .is_some_and(|o| v.lemma(o) == "way");
                let state = deep.state(head);
                if with
                    && (deep.gives_up(head, at) || ways)
                    && state.past
                    && state.status == Status::Actual
                {
                    end(c, v.form(head), "ended, with the contract");
                }
                break;
            }
            let joins = matches!(
                v.deprel(at),
                Deprel::Appos | Deprel::Compound | Deprel::NmodDesc | Deprel::Nmod | Deprel::Flat
            );
            // only what the contract is with, not what the contract is for
            let contract = deep.lemma_is(head, Sense::Contract) || deep.lemma_is(head, Sense::Bond);
            if !joins || v.deprel(at) == Deprel::Nmod && !contract {
                break;
            }
            at = head;
        }
    }
}

/// The noun that somebody is said to have by the word of a claim, and the verb whose object it is.
fn possessed(context: &Context<'_>, c: &Candidate) -> Option<(usize, usize)> {
    let v = context.view;
    let object = match c.claim.object {
        Object::Entity(_) => c.participants.last().copied(),
        _ => None,
    };
    for start in object.into_iter().chain([c.trigger]) {
        let mut at = start;
        for _ in 0..=ABOVE {
            let owned = v.child(at, &[Deprel::NmodPoss]).is_some();
            let governed = matches!(v.deprel(at), Deprel::Obj | Deprel::NsubjPass);
            if owned
                && governed
                && let Some(verb) = v.head(at).filter(|&h| v.upos(h) == Upos::Verb)
            {
                return Some((at, verb));
            }
            match v.head(at) {
                Some(head) if v.upos(head).is_nominal() => at = head,
                _ => break,
            }
        }
    }
    None
}

/// Ends what a candidate claims, by these words and for this reason.
fn end(candidate: &mut Candidate, words: &str, how: &str) {
    candidate.claim.status = Status::Ended;
    let steps = &mut candidate.claim.trace.steps;
    steps.retain(|s| s.slot != "status");
    steps.push(TraceStep {
        slot: "status".to_owned(),
        words: words.to_owned(),
        how: how.to_owned(),
    });
}
