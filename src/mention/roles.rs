//! Roles: which party plays which part in what the text tells, so that "the buyer" is who was said to buy.

use std::collections::BTreeMap;

use crate::nlp::{Deprel, Upos, View};

/// Who plays each part: by the noun for it the entities, in the order of the text, the last one last.
#[derive(Debug, Default)]
pub(super) struct Roles {
    of: BTreeMap<&'static str, Vec<usize>>,
}

/// The parts that a verb gives to those who go with it.
struct Verb {
    lemmas: &'static [&'static str],
    subject: &'static [&'static str],
    object: &'static [&'static str],
    /// By preposition.
    oblique: &'static [(&'static str, &'static [&'static str])],
}

const BUYER: &[&str] = &[
    "buyer",
    "purchaser",
    "acquirer",
    "bidder",
    "suitor",
    "acquiror",
    "offeror",
];
const SELLER: &[&str] = &["seller", "vendor"];
const TARGET: &[&str] = &["target"];

const VERBS: &[Verb] = &[
    Verb {
        lemmas: &["buy", "acquire", "purchase", "snap"],
        subject: BUYER,
        object: TARGET,
        oblique: &[("from", SELLER)],
    },
    Verb {
        lemmas: &["bid", "offer"],
        subject: &["bidder", "suitor", "offeror"],
        object: &[],
        oblique: &[("for", TARGET)],
    },
    Verb {
        lemmas: &["sell", "offload", "divest", "dispose", "unload"],
        subject: SELLER,
        object: TARGET,
        oblique: &[("to", BUYER)],
    },
    Verb {
        lemmas: &["lease", "rent", "sublet"],
        subject: &["tenant", "lessee"],
        object: &[],
        oblique: &[("from", &["landlord", "lessor"])],
    },
    Verb {
        lemmas: &["license", "sublicense", "in-license"],
        subject: &["licensee"],
        object: &[],
        oblique: &[("from", &["licensor"])],
    },
    Verb {
        lemmas: &["lend"],
        subject: &["lender", "creditor"],
        object: &[],
        oblique: &[("to", &["borrower", "debtor"])],
    },
    Verb {
        lemmas: &["borrow"],
        subject: &["borrower", "debtor"],
        object: &[],
        oblique: &[("from", &["lender", "creditor"])],
    },
    Verb {
        lemmas: &["sue"],
        subject: &["plaintiff", "claimant", "complainant"],
        object: &["defendant"],
        oblique: &[],
    },
    Verb {
        lemmas: &["supply"],
        subject: &["supplier"],
        object: &[],
        oblique: &[("to", &["customer"])],
    },
    Verb {
        lemmas: &["demerge", "spin", "float", "carve", "hive"],
        subject: &["parent"],
        object: &[],
        oblique: &[],
    },
];

impl Roles {
    /// Reads the parts that a verb gives. `party` tells the entity of a word, if it is one that can play a part.
    pub fn read(&mut self, view: &View, verb: usize, party: &impl Fn(usize) -> Option<usize>) {
        if view.upos(verb) != Upos::Verb {
            return;
        }
        let lemma = view.lemma(verb);
        let Some(entry) = VERBS.iter().find(|v| v.lemmas.contains(&lemma)) else {
            return;
        };
        // "spin off", "snap up": the particle is part of the word.
        if matches!(lemma, "spin" | "float" | "carve" | "hive")
            && view.child(verb, &[Deprel::CompoundPrt]).is_none()
        {
            return;
        }
        if view.children(verb).any(|c| {
            matches!(view.lemma(c), "not" | "never" | "n't") && view.deprel(c) == Deprel::Advmod
        }) {
            return;
        }
        let passive = view.child(verb, &[Deprel::NsubjPass]);
        let to = view
            .children(verb)
            .any(|c| preposition(view, c) == Some("to"));
        // Who leases or licenses something to another gives it.
        let turned = to && matches!(lemma, "lease" | "rent" | "license" | "sublicense");
        let (giver, taker): (&[&'static str], &[&'static str]) = match lemma {
            "lease" | "rent" => (&["landlord", "lessor"], &["tenant", "lessee"]),
            _ => (&["licensor"], &["licensee"]),
        };
        let subject = if passive.is_some() {
            view.child(verb, &[Deprel::OblAgent])
        } else {
            subject(view, verb)
        };
        let object = passive.or_else(|| view.child(verb, &[Deprel::Obj]));
        let mut give = |nouns: &[&'static str], word: Option<usize>| {
            if let Some(entity) = word.and_then(party) {
                for noun in nouns {
                    let list = self.of.entry(noun).or_default();
                    list.retain(|e| *e != entity);
                    list.push(entity);
                }
            }
        };
        give(if turned { giver } else { entry.subject }, subject);
        give(entry.object, object);
        for child in view.children_by(verb, &[Deprel::Obl]) {
            let Some(case) = preposition(view, child) else {
                continue;
            };
            if turned && case == "to" {
                give(taker, Some(child));
            } else if let Some((_, nouns)) = entry.oblique.iter().find(|(p, _)| *p == case) {
                give(nouns, Some(child));
            }
        }
    }

    /// The only party that plays a part, if there is just one.
    pub fn only(&self, noun: &str) -> Option<usize> {
        match self.of.get(noun)?[..] {
            [entity] => Some(entity),
            _ => None,
        }
    }

    /// Everybody who plays a part.
    pub fn all(&self, noun: &str) -> &[usize] {
        self.of.get(noun).map_or(&[], Vec::as_slice)
    }
}

fn preposition<'a>(view: &View<'a>, noun: usize) -> Option<&'a str> {
    (view.deprel(noun) == Deprel::Obl)
        .then(|| view.child(noun, &[Deprel::Case]))
        .flatten()
        .map(|c| view.lemma(c))
}

/// The subject of a verb, its own or that of the verb that it goes with.
pub(super) fn subject(view: &View, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..5 {
        if let Some(subject) = view.child(at, &[Deprel::Nsubj]) {
            return Some(subject);
        }
        if view.child(at, &[Deprel::NsubjPass]).is_some() && at != verb {
            return view.child(at, &[Deprel::NsubjPass]);
        }
        let head = view.head(at)?;
        match view.deprel(at) {
            // "asked Norvane to sell it": Norvane sells.
            Deprel::Xcomp => {
                if let Some(object) = view.child(head, &[Deprel::Obj, Deprel::Iobj])
                    && object < at
                {
                    return Some(object);
                }
                at = head;
            }
            Deprel::Conj | Deprel::Advcl if view.upos(head) == Upos::Verb => at = head,
            // "Norvane to sell its mill"
            Deprel::Acl if view.upos(head).is_nominal() => {
                return view
                    .children(at)
                    .any(|c| view.lemma(c) == "to" && view.deprel(c) == Deprel::Mark)
                    .then_some(head)
                    .filter(|_| {
                        view.sentence(head).tokens.start == head || view.head(head).is_none()
                    });
            }
            _ => return None,
        }
    }
    None
}
