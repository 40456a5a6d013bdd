//! Claims of the ontology's relations, found by its frames.

mod counterpart;
mod left_out;
mod misread;
mod mistaken;
mod participant;
mod read;
mod read_state;
mod share;
mod slot;
mod terms;
mod tried;
mod trigger;
mod value;

use std::cell::{Cell, OnceCell};

use super::assemble::{Participant, Parts, assemble};
use super::deep::{Deep, Filler};
use super::gapped::{holder, holders};
use super::qualifiers::Found;
use super::{Candidate, Context, Extractor};
use crate::claim::{Object, Predicate, QualifierKey, Value};
use crate::mention::MentionId;
use crate::mention::antecedent::Cast;
use crate::nlp::{Deprel, Upos};
use crate::ontology::{Frame, FrameClaim, Slot};

pub use read::Read;
pub use tried::{Outcome, Tried, tried};

/// The extractor of framed claims.
#[derive(Clone, Copy, Debug)]
pub struct Framed;

impl Extractor for Framed {
    fn name(&self) -> &'static str {
        "frames/1"
    }

    fn extract(&self, context: &Context<'_>, _earlier: &[Candidate]) -> Vec<Candidate> {
        let matcher = Matcher::new(context);
        let mut found = Vec::new();
        for sentence in context.sentences() {
            for t in sentence.tokens.clone() {
                for frame in matcher.frames_at(t) {
                    for claim in &frame.claims {
                        matcher.apply(t, frame, claim, &mut found);
                    }
                    for term in &frame.terms {
                        matcher.add(t, frame, term, &mut found);
                    }
                }
            }
        }
        found
    }
}

struct Matcher<'a> {
    context: &'a Context<'a>,
    deep: Deep<'a>,
    /// Whether a guessed class does not count.
    sure: Cell<bool>,
    /// Who the text speaks of.
    cast: OnceCell<Cast>,
}

impl<'a> Matcher<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            deep: Deep::new(context.view, context.mentions, context.grammar),
            sure: Cell::new(false),
            cast: OnceCell::new(),
        }
    }

    fn cast(&self) -> &Cast {
        let context = self.context;
        self.cast
            .get_or_init(|| Cast::new(context.view, context.lexicon, context.mentions))
    }

    fn apply(
        &self,
        t: usize,
        frame: &Frame,
        claim: &FrameClaim,
        out: &mut Vec<Candidate>,
    ) -> Outcome {
        let Some(relation) = self.context.ontology.relation(&claim.relation) else {
            return Outcome::Condition;
        };
        if !claim.require.iter().all(|e| self.filled(t, e))
            || claim.forbid.iter().any(|e| self.surely_filled(t, e))
        {
            return Outcome::Condition;
        }
        let before = out.len();
        let domain: Vec<&str> = relation.domain.iter().map(String::as_str).collect();
        let subjects = self.participants(
            t,
            &claim.subject,
            |f, lenient| self.entity(f, &domain, claim.subject_class.as_deref(), lenient),
            &[],
        );
        let mut subjects = self.singles(subjects);
        if subjects.is_empty() {
            let objects = self.participants(
                t,
                &claim.object,
                |f, lenient| self.object(f, relation, claim, lenient),
                &[],
            );
            subjects = self.other(t, &claim.subject, &objects, out, |f| {
                self.entity(f, &domain, claim.subject_class.as_deref(), false)
            });
        }
        if subjects.is_empty() {
            subjects = self.again(t, &claim.subject, relation, None, out, |f| {
                self.entity(f, &domain, claim.subject_class.as_deref(), false)
            });
        }
        if subjects.is_empty() {
            subjects = self.employer(t, &claim.subject, out, |f| {
                self.entity(f, &domain, claim.subject_class.as_deref(), false)
            });
        }
        if subjects.is_empty() {
            subjects = self.both(t, relation, out, |f| {
                self.entity(f, &domain, claim.subject_class.as_deref(), false)
            });
        }
        if subjects.is_empty() {
            subjects = self.implicit(t, claim, relation, |f| {
                self.entity(f, &domain, claim.subject_class.as_deref(), false)
            });
        }
        if subjects.is_empty() {
            return Outcome::Subject;
        }
        let taken: Vec<usize> = subjects.iter().map(|p| p.token).collect();
        let each = claim
            .object
            .0
            .iter()
            .any(|p| p.len() == 1 && p[0].slot == Slot::Each);
        let mut objects = self.participants(
            t,
            &claim.object,
            |f, lenient| self.object(f, relation, claim, lenient),
            &taken,
        );
        if objects.is_empty() {
            objects = self.other(t, &claim.object, &subjects, out, |f| {
                self.object(f, relation, claim, false)
            });
        }
        if objects.is_empty() {
            objects = self.again(t, &claim.object, relation, subjects.first(), out, |f| {
                self.object(f, relation, claim, false)
            });
        }
        if objects.is_empty() {
            objects = self.employer(t, &claim.object, out, |f| {
                self.object(f, relation, claim, false)
            });
        }
        let mut remainder = None;
        if objects.is_empty() {
            (objects, remainder) =
                self.whole(t, relation, out, |f| self.object(f, relation, claim, false));
        }
        let granted = self.is_granted(t, claim);
        let presupposed = claim.presupposed && !self.deep.is_brought_about(t);
        let state = if presupposed || granted {
            self.deep.presupposed_state(t)
        } else {
            self.deep.state(t)
        };
        if state.idle {
            return Outcome::Idle;
        }
        let mut pairs: Vec<(Participant, Participant)> = Vec::new();
        if objects.is_empty() && each {
            objects = subjects.clone();
            for (i, a) in subjects.iter().enumerate() {
                for b in &subjects[i + 1..] {
                    pairs.push((a.clone(), b.clone()));
                }
            }
        } else {
            for s in &subjects {
                for o in &objects {
                    pairs.push((s.clone(), o.clone()));
                }
            }
        }
        if pairs.is_empty() {
            return Outcome::Object;
        }
        let tokens: Vec<usize> = subjects.iter().chain(&objects).map(|p| p.token).collect();
        let qualifiers = self.qualifiers(t, claim, relation, &tokens, &state);
        let each: Vec<QualifierKey> = claim
            .qualifiers
            .iter()
            .filter(|(key, expr)| {
                expr.0
                    .iter()
                    .any(|p| p.len() == 1 && p[0].slot == Slot::Each)
                    && !qualifiers.iter().any(|f| f.key == *key)
            })
            .map(|(key, _)| *key)
            .collect();
        let sharers = self.sharers(t, relation, &qualifiers, |f| {
            self.entity(f, &domain, claim.subject_class.as_deref(), false)
        });
        let shared = |p: &Participant| sharers.iter().find(|(s, _)| s.object == p.object);
        pairs.retain(|(s, o)| shared(s).is_none() && shared(o).is_none());
        // what was taken for a further object is the other's share: "and B the rest"
        let last = sharers.iter().map(|(s, _)| s.token).min();
        pairs.retain(|(_, o)| last.is_none_or(|l| o.token < l));
        let whole: Vec<Participant> = pairs.first().map(|(_, o)| o.clone()).into_iter().collect();
        for (sharer, _) in &sharers {
            pairs.extend(whole.iter().map(|o| (sharer.clone(), o.clone())));
        }
        let gapped = self.gapped(&pairs, &qualifiers, |f, of_object| {
            if of_object {
                self.object(f, relation, claim, false)
            } else {
                self.entity(f, &domain, claim.subject_class.as_deref(), false)
            }
        });
        pairs.extend(gapped);
        for (subject, object) in pairs {
            // "valued Norvane at $33bn and Trask at $80bn"
            let subject = self
                .left_out_holder(&object)
                .and_then(|f| self.entity(f, &domain, claim.subject_class.as_deref(), false))
                .unwrap_or(subject);
            let Object::Entity(subject_id) = subject.object else {
                continue;
            };
            let mut qualifiers = qualifiers.clone();
            qualifiers.extend(remainder.clone());
            self.respectively(t, &subjects, &subject, &mut qualifiers);
            self.respectively(t, &objects, &object, &mut qualifiers);
            let own = match shared(&subject) {
                Some((_, share)) => Some(share.clone()),
                None => self
                    .bracketed(&subject, relation)
                    .or_else(|| self.bracketed(&object, relation)),
            };
            if let Some(own) = own {
                qualifiers.retain(|q| q.key != own.key);
                qualifiers.push(own);
            }
            for key in &each {
                for other in subjects.iter().filter(|o| o.object != subject.object) {
                    if let Object::Entity(id) = other.object {
                        qualifiers.push(Found {
                            key: *key,
                            value: Value::Entity(id),
                            tokens: (other.token, other.token),
                        });
                    }
                }
            }
            if object.object == Object::Entity(subject_id)
                || self.against_itself(subject_id, &qualifiers)
            {
                continue;
            }
            if self.is_turned_by_order(relation, &subject)
                || self.is_beside_what_sits(t, relation, &subject, &object)
                || self.is_no_seat(t, relation, &object)
                || self.is_judge(t, relation, &subject)
                || self.is_misread(t, relation, &subject, &object)
            {
                continue;
            }
            let parts = Parts {
                trigger: t,
                frame: &frame.name,
                predicate: Predicate::Relation(relation.name.clone()),
                extractor: Framed.name(),
                status: claim.status,
                temporality: relation.temporality,
                lasting: relation.can_end(),
                subject: &subject,
                subject_id,
                object: &object,
                found: &qualifiers,
                state: &state,
                read: None,
            };
            if let Some(candidate) = assemble(&self.deep, &parts) {
                if claim.inverse
                    && !relation.symmetric
                    && let Object::Entity(object_id) = candidate.claim.object
                {
                    let mut inverse = candidate.clone();
                    inverse.claim.subject = object_id;
                    inverse.claim.object = Object::Entity(subject_id);
                    out.push(inverse);
                }
                out.push(candidate);
            }
        }
        if out.len() > before {
            Outcome::Claimed
        } else {
            Outcome::Dropped
        }
    }

    /// What was found without the subject as its own other party, where there is another: of "Norvane's licence to Trask's software"
    /// Trask is the licensor.
    fn without_oneself(&self, subject: MentionId, mut found: Vec<Found>) -> Vec<Found> {
        let party = |f: &Found| {
            matches!(
                f.key,
                QualifierKey::Recipient | QualifierKey::Licensor | QualifierKey::Investor
            )
        };
        let own: Vec<bool> = found
            .iter()
            .map(|f| party(f) && self.against_itself(subject, std::slice::from_ref(f)))
            .collect();
        let others: Vec<QualifierKey> = found
            .iter()
            .zip(&own)
            .filter(|(f, own)| party(f) && !**own)
            .map(|(f, _)| f.key)
            .collect();
        let mut keep = own.into_iter();
        found.retain(|f| !keep.next().unwrap_or(false) || !others.contains(&f.key));
        found
    }

    /// The pairs that a verb left out was left out for: "fined Norvane €20m and *Trask €14m*", "Norvane paid $3m and *Trask $4m*".
    fn gapped(
        &self,
        pairs: &[(Participant, Participant)],
        qualifiers: &[Found],
        accept: impl Fn(Filler, bool) -> Option<Participant>,
    ) -> Vec<(Participant, Participant)> {
        let v = self.context.view;
        let [(subject, object)] = pairs else {
            return Vec::new();
        };
        let amount = qualifiers
            .iter()
            .filter(|q| q.key == QualifierKey::Amount)
            .find_map(|q| self.deep.mentions.amount_at(q.tokens.0));
        let Some(amount) = amount.filter(|_| matches!(object.object, Object::Entity(_))) else {
            return Vec::new();
        };
        // who stands right before the first amount is told in parallel with who stands before the others
        let before = amount.tokens.start.saturating_sub(3)..amount.tokens.start;
        let nearest = before.rev().find(|&k| {
            !matches!(
                v.upos(k),
                Upos::Adp | Upos::Det | Upos::Adv | Upos::Num | Upos::Sym
            )
        });
        let at = |k: usize| self.deep.mentions.at(k);
        let of_object = nearest.is_some_and(|k| at(k).is_some() && at(k) == at(object.token));
        let of_subject = nearest.is_some_and(|k| v.upos(k) == Upos::Verb);
        if !of_object && !of_subject {
            return Vec::new();
        }
        holders(&self.deep, amount)
            .into_iter()
            .filter_map(|(id, _)| {
                let filler = Filler {
                    token: self.deep.mentions.get(id).head,
                    certainty: 0.88,
                };
                let other = accept(filler, of_object)?;
                Some(if of_object {
                    (subject.clone(), other)
                } else {
                    (other, object.clone())
                })
            })
            .filter(|(s, o)| s.object != o.object)
            .collect()
    }

    /// Whose the sum is that an object stands for, where the verb was left out.
    fn left_out_holder(&self, object: &Participant) -> Option<Filler> {
        if matches!(object.object, Object::Entity(_)) {
            return None;
        }
        let amount = self.deep.mentions.amount_at(object.token)?;
        let id = holder(&self.deep, amount)?;
        Some(Filler {
            token: self.deep.mentions.get(id).head,
            certainty: 0.9,
        })
    }

    /// Whether somebody would sell to, license from or fund themselves.
    fn against_itself(&self, subject: MentionId, qualifiers: &[Found]) -> bool {
        let who = |id: MentionId| self.deep.mentions.reference(id).referents.clone();
        let subject = who(subject);
        subject.len() == 1
            && qualifiers.iter().any(|q| match (q.key, &q.value) {
                (
                    QualifierKey::Recipient | QualifierKey::Licensor | QualifierKey::Investor,
                    Value::Entity(id),
                ) => who(*id) == subject,
                _ => false,
            })
    }

    /// Whether a noun is one of the participants or the title of one ("its CEO Ola gave a talk in May"), and not what is
    /// said of them: where and when something else was done says nothing of it.
    fn is_title(&self, t: usize, participants: &[usize]) -> bool {
        let v = self.context.view;
        let beside = |deprel: Deprel| {
            matches!(
                deprel,
                Deprel::Appos | Deprel::Flat | Deprel::Compound | Deprel::NmodDesc | Deprel::Conj
            )
        };
        matches!(v.upos(t), Upos::Noun | Upos::Propn)
            && !self.deep.is_copular(t)
            && participants.iter().any(|&p| {
                let named = v.upos(p) == Upos::Propn && p != t;
                let below = v.head(p) == Some(t) && beside(v.deprel(p));
                let above = v.head(t) == Some(p) && beside(v.deprel(t));
                p == t || named && (below || above)
            })
    }

    /// Whether a noun only describes somebody ("Quillon's chairman, Ola, will retire"): what it says is taken for granted,
    /// unless it is what is said of them ("Ola is, becomes, was named chairman").
    fn is_granted(&self, t: usize, claim: &FrameClaim) -> bool {
        let v = self.context.view;
        let describes = claim
            .subject
            .0
            .iter()
            .chain(&claim.object.0)
            .any(|p| p.len() == 1 && p[0].slot == Slot::Itself);
        let said = self.deep.is_copular(t)
            || matches!(v.deprel(t), Deprel::Xcomp | Deprel::Root | Deprel::Ccomp)
            || self.deep.preposition(t).as_deref() == Some("as");
        describes && matches!(v.upos(t), Upos::Noun | Upos::Propn | Upos::Adj) && !said
    }
}
