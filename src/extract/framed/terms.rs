//! What later words say of a deal: "That contract ends in December 2028."

use super::Matcher;
use crate::claim::{Evidence, Object, Predicate, Qualifier, QualifierKey, Status, TraceStep};
use crate::extract::Candidate;
use crate::extract::clauses::of_another_clause;
use crate::extract::combine::with_term;
use crate::mention::{MentionId, MentionKind};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Frame, FrameClaim, Temporality};

/// How many sentences back a deal is referred to.
const REACH: usize = 3;

/// What a term may say; whatever else stands in its clause is about something else.
const KEYS: &[QualifierKey] = &[
    QualifierKey::ValidFrom,
    QualifierKey::ValidUntil,
    QualifierKey::Duration,
    QualifierKey::Amount,
    QualifierKey::AmountMin,
    QualifierKey::AmountMax,
    QualifierKey::Period,
    QualifierKey::Exclusive,
    QualifierKey::Capped,
    QualifierKey::Quantity,
];

impl Matcher<'_> {
    /// Adds what a frame's term says at `t` to the claims of the deal that its subject refers to.
    pub(super) fn add(
        &self,
        t: usize,
        frame: &Frame,
        term: &FrameClaim,
        earlier: &mut [Candidate],
    ) {
        let v = self.context.view;
        if !term.require.iter().all(|e| self.filled(t, e))
            || term.forbid.iter().any(|e| self.surely_filled(t, e))
        {
            return;
        }
        let subject = self.paths(t, &term.subject).into_iter().flatten().next();
        let Some(subject) = subject.filter(|s| self.refers(t, s.token)) else {
            return;
        };
        let state = self.deep.state(t);
        let said = matches!(
            state.status,
            Status::Actual | Status::Ended | Status::Planned
        );
        if state.idle || !said {
            return;
        }
        let sentence = v.sentence(t);
        // "The Norvane licence runs until 2029": Norvane's alone; "Norvane, whose licence runs until 2029" likewise
        let whose = self.whose(t, subject.token);
        let party = v
            .children_by(subject.token, &[Deprel::Compound, Deprel::NmodPoss])
            .filter_map(|c| self.deep.mentions.at(c))
            .find(|&m| self.deep.mentions.get(m).kind == MentionKind::Name)
            .or_else(|| whose.and_then(|owner| self.deep.mentions.at(owner)))
            .map(|m| self.deep.mentions.reference(m).referents.clone());
        for target in self.spoken_of(t, subject.token, earlier) {
            let candidate = &mut earlier[target];
            let of = |m: MentionId| &self.deep.mentions.reference(m).referents;
            let takes_part = |party: &Vec<MentionId>| {
                let object = match candidate.claim.object {
                    Object::Entity(id) => Some(of(id)),
                    _ => None,
                };
                of(candidate.claim.subject) == party || object == Some(party)
            };
            if party.as_ref().is_some_and(|p| !takes_part(p)) {
                continue;
            }
            let Predicate::Relation(name) = &candidate.claim.predicate else {
                continue;
            };
            let Some(relation) = self.context.ontology.relation(name) else {
                continue;
            };
            let mut found = self.qualifiers(t, term, relation, &[subject.token], &state);
            found.retain(|f| !of_another_clause(&self.deep, t, f.key, f.tokens.1));
            let mut added = false;
            for f in found {
                // "This share will continue until 2030": it is not over
                if term.continues && candidate.claim.status == Status::Ended {
                    candidate.claim.status = Status::Actual;
                }
                let holds = relation.temporality == Temporality::State;
                if !holds && matches!(f.key, QualifierKey::ValidFrom | QualifierKey::ValidUntil) {
                    continue;
                }
                let known = candidate.claim.qualifiers.iter().any(|q| q.key == f.key);
                if known || !KEYS.contains(&f.key) || !relation.takes(f.key) {
                    continue;
                }
                candidate.claim.trace.steps.push(TraceStep {
                    slot: f.key.as_str().to_owned(),
                    words: v.words(&(f.tokens.0..f.tokens.1 + 1)).to_owned(),
                    how: format!("{} in a later sentence", frame.name),
                });
                if let (QualifierKey::ValidUntil, crate::claim::Value::Date(d, _)) =
                    (f.key, &f.value)
                {
                    let published = v.document.meta.date;
                    candidate.claim.status =
                        with_term(candidate.claim.status, Some(*d), published, state.past);
                }
                candidate.claim.qualifiers.push(Qualifier {
                    key: f.key,
                    value: f.value,
                });
                added = true;
            }
            if added {
                candidate.claim.qualifiers.sort();
                let words = sentence.span;
                if let Some(evidence) = Evidence::new(v.document, words, sentence.span)
                    && v.sentence_index(candidate.trigger) != v.sentence_index(t)
                {
                    candidate.claim.evidence.push(evidence);
                }
            }
        }
    }

    /// Whether a word refers back: a pronoun, a definite description that names no party of its own, or the noun that the
    /// relative clause of `t` describes.
    fn refers(&self, t: usize, subject: usize) -> bool {
        let v = self.context.view;
        let whose = self.whose(t, subject).is_some();
        let relative = whose || self.is_relative(t, subject);
        // "the investment by Norvane" is told of here
        let told_here = v.children_by(subject, &[Deprel::Nmod]).any(|c| {
            self.deep.mentions.at(c).is_some_and(|m| {
                let mention = self.deep.mentions.get(m);
                mention.kind == MentionKind::Name
                    && !matches!(mention.class.as_deref(), Some("Place" | "Country"))
            })
        });
        let owned = told_here || !whose && v.child(subject, &[Deprel::NmodPoss]).is_some();
        let definite = v.children_by(subject, &[Deprel::Det]).any(|d| {
            matches!(
                v.form(d).to_lowercase().as_str(),
                "the" | "this" | "that" | "these" | "those" | "such" | "both"
            )
        });
        !owned && (relative || definite || v.upos(subject) == Upos::Pron)
    }

    fn is_relative(&self, t: usize, subject: usize) -> bool {
        let v = self.context.view;
        v.deprel(t) == Deprel::AclRelcl && v.head(t) == Some(subject)
    }

    /// Norvane in "Norvane, whose contract expires in 2027", for the verb and its subject.
    fn whose(&self, t: usize, subject: usize) -> Option<usize> {
        let v = self.context.view;
        let owned = v
            .children_by(subject, &[Deprel::NmodPoss])
            .any(|c| v.form(c).eq_ignore_ascii_case("whose"));
        v.head(t)
            .filter(|_| owned && v.deprel(t) == Deprel::AclRelcl)
    }

    /// The claims of the deal that a word refers to: those about the agreement that it is resolved to, or those of the last
    /// sentence that tells of a deal.
    fn spoken_of(&self, t: usize, subject: usize, earlier: &[Candidate]) -> Vec<usize> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let here = v.sentence_index(t);
        let agreement = mentions.at(subject).and_then(|id| {
            let [referent] = mentions.reference(id).referents[..] else {
                return None;
            };
            let kind = mentions.get(id).kind;
            (referent != id || kind == MentionKind::Name).then_some(referent)
        });
        let near = |c: &Candidate| {
            let sentence = v.sentence_index(c.trigger);
            let deal = match &c.claim.predicate {
                Predicate::Relation(r) => self.context.ontology.relation(r).is_some_and(|r| r.deal),
                Predicate::Open(_) => false,
            };
            // what a relative clause describes was told in the same sentence
            let reach = if self.is_relative(t, subject) || self.whose(t, subject).is_some() {
                0
            } else {
                REACH
            };
            deal && c.trigger != t && c.trigger <= subject.max(t) && sentence + reach >= here
        };
        let about = |c: &Candidate, agreement: MentionId| {
            matches!(c.claim.object, Object::Entity(id)
                if mentions.reference(id).referents.first() == Some(&agreement))
        };
        let anchor = agreement
            .and_then(|a| earlier.iter().rposition(|c| near(c) && about(c, a)))
            .or_else(|| earlier.iter().rposition(near));
        let Some(anchor) = anchor else {
            return Vec::new();
        };
        let place = v.sentence_index(earlier[anchor].trigger);
        (0..earlier.len())
            .filter(|&i| near(&earlier[i]) && v.sentence_index(earlier[i].trigger) == place)
            .collect()
    }
}
