//! The fate that a sentence tells of what a noun names: "The alliance is over", "Dead, too, is the venture in which …".

use super::State;
use crate::claim::Status;
use crate::extract::{Deep, combine};
use crate::nlp::{Deprel, Role, Upos};
use crate::ontology::Sense;

impl Deep<'_> {
    /// Gives what a word tells the fate of the noun that it is, or whose clause it stands in.
    pub(super) fn fated(&self, t: usize, state: &mut State) {
        if let Some(nor) = self.nor(t) {
            state.status = combine(Status::Negated, state.status);
            state.because.push(nor);
            return;
        }
        if let Some(word) = self.clearance(t).filter(|_| state.status == Status::Actual) {
            state.status = Status::Planned;
            state.because.push(word);
            return;
        }
        let Some((noun, word)) = self.fated_noun(t) else {
            return;
        };
        // a deal or talks that are "over" or "finished" may be done
        let done = matches!(
            self.view.form(word).to_lowercase().as_str(),
            "over" | "finished" | "history" | "past"
        );
        let lasts = self.lemma_is(noun, Sense::Bond) || self.lemma_is(noun, Sense::Contract);
        if done && (t != noun && !lasts || self.lemma_is(noun, Sense::Takeover)) {
            return;
        }
        let status = match state.status {
            Status::Planned
            | Status::Possible
            | Status::Conditional
            | Status::Permitted
            | Status::Obligated => Status::Negated,
            Status::Actual if t == noun && self.lemma_is(t, Sense::Takeover) => Status::Negated,
            Status::Actual if t == noun || self.lemma_is(t, Sense::Durative) => Status::Ended,
            status => status,
        };
        if status != state.status {
            state.status = status;
            state.because.push(word);
        }
    }

    /// The "nor" that denies what the tree takes for an apposition: "Nor is Trask, as some think, a division of Norvane".
    fn nor(&self, t: usize) -> Option<usize> {
        let v = self.view;
        let h = v.head(t).filter(|_| v.deprel(t) == Deprel::Appos)?;
        let cop = v.child(h, &[Deprel::Cop]).filter(|&c| c < h)?;
        v.children_by(h, &[Deprel::Cc])
            .chain(v.children_by(cop, &[Deprel::Cc]))
            .find(|&c| c < cop && v.form(c).eq_ignore_ascii_case("nor"))
    }

    /// The approval that a purchase is told to have, to get or to need: "Norvane's purchase of Trask won the blessing of the regulator".
    /// What is allowed has not happened by that.
    fn clearance(&self, t: usize) -> Option<usize> {
        let v = self.view;
        let verb = v.head(t).filter(|&h| {
            v.deprel(t) == Deprel::Nsubj
                && v.upos(h) == Upos::Verb
                && self.lemma_is(t, Sense::Takeover)
        })?;
        v.children_by(verb, &[Deprel::Obj])
            .find(|&o| self.lemma_is(o, Sense::Clearance))
    }

    /// The noun that a word is, or that the clause around it or a participle describes, and the word that tells its fate.
    fn fated_noun(&self, t: usize) -> Option<(usize, usize)> {
        let v = self.view;
        let mut at = t;
        // "its plan for the purchase is dead", "the venture in which they were to build axles": not what is told of others named there
        let mut described = false;
        for _ in 0..5 {
            if let Some(word) = self.fate(at).filter(|_| at == t || self.is_deal(at)) {
                return Some((at, word));
            }
            let Some(h) = v.head(at).filter(|&h| h < at && !described) else {
                break;
            };
            match v.deprel(at) {
                Deprel::Acl | Deprel::AclRelcl => described = true,
                Deprel::Nmod if at == t && self.is_deal(h) => described = true,
                Deprel::Conj | Deprel::Xcomp => {}
                Deprel::Obj if at == t => {}
                _ => break,
            }
            at = h;
        }
        // "gone is the scheme run with Trask": the tree may hang the participle on the fate
        let predicates = &v.analysis.predicates;
        let first = predicates.partition_point(|p| p.token < t);
        let run = predicates.get(first).filter(|p| p.token == t)?;
        let thing = run.arguments.iter().find(|a| a.role == Role::Arg1)?.token;
        let word = self.fate(thing).filter(|&w| t > thing && w != t)?;
        Some((thing, word))
    }

    /// Whether a noun names a deal, a plan or a bond, which may come to nothing.
    fn is_deal(&self, n: usize) -> bool {
        [
            Sense::Bond,
            Sense::Contract,
            Sense::Takeover,
            Sense::Fallible,
            Sense::Option,
        ]
        .into_iter()
        .any(|sense| self.lemma_is(n, sense))
    }

    /// The word that tells the fate of what a noun names: "is over", "is no more", "is off the table", "gone is".
    fn fate(&self, n: usize) -> Option<usize> {
        let v = self.view;
        if v.upos(n) != Upos::Noun {
            return None;
        }
        // "Dead, too, is the venture": the tree may make the noun the predicate
        let turned = v
            .children_by(n, &[Deprel::Nsubj])
            .find(|&c| c < n && v.upos(c) == Upos::Adj && self.is_fate(c));
        if turned.is_some() && self.is_copular(n) {
            return turned;
        }
        // "Gone is the alliance": the tree may take it for another complement
        let behind =
            |h: usize| h < n && v.deprel(n) == Deprel::Obl && self.preposition(n).is_none();
        let h = v
            .head(n)
            .filter(|&h| v.deprel(n) == Deprel::Nsubj || behind(h))?;
        let is = |c: usize| v.lemma(c) == "be";
        let plain = [h, n]
            .iter()
            .any(|&k| v.children_by(k, &[Deprel::Cop]).any(is))
            && v.child(h, &[Deprel::Aux, Deprel::Mark]).is_none()
            && !v.children(h).any(|c| {
                matches!(
                    v.form(c).to_lowercase().as_str(),
                    "not"
                        | "n't"
                        | "n’t"
                        | "never"
                        | "far"
                        | "nearly"
                        | "almost"
                        | "hardly"
                        | "scarcely"
                        | "barely"
                        | "longer"
                        | "means"
                )
            })
            && !v.sentence(h).tokens.clone().any(|k| v.form(k) == "?");
        (plain && self.is_fate(h)).then_some(h)
    }

    /// Whether a predicate says that its subject is no longer there.
    fn is_fate(&self, h: usize) -> bool {
        let v = self.view;
        let start = v.sentence(h).tokens.start;
        let before = |words: &[&str]| {
            (start.max(h.saturating_sub(2))..h)
                .any(|k| words.contains(&v.form(k).to_lowercase().as_str()))
        };
        match v.form(h).to_lowercase().as_str() {
            // "is over budget", "is off to a good start" tell of something else
            "off" => v
                .child(h, &[Deprel::Obj, Deprel::Obl, Deprel::Nmod, Deprel::Xcomp])
                .is_none(),
            "over" => v
                .children_by(h, &[Deprel::Obj, Deprel::Obl, Deprel::Nmod, Deprel::Xcomp])
                .all(|c| self.mentions.time_at(c).is_some()),
            "more" => before(&["no"]),
            "table" | "agenda" | "cards" => before(&["off"]),
            "past" => before(&["the"]) || self.preposition(h).as_deref() == Some("in"),
            _ => self.form_is(h, Sense::Gone),
        }
    }
}
