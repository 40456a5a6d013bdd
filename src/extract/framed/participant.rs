//! Who and what can take part in a claim.

use super::Matcher;
use crate::claim::{Decimal, Object};
use crate::extract::assemble::Participant;
use crate::extract::deep::Filler;
use crate::mention::{AmountValue, MentionId, MentionKind};
use crate::nlp::{Deprel, Number, Upos};
use crate::ontology::{FrameClaim, Range, Relation, Sense, Slot, SlotExpr, Step, Temporality};

/// How far a participant is trusted that the words leave out.
const IMPLICIT: f32 = 0.9;

impl<'a> Matcher<'a> {
    /// The class of what a mention refers to, and how sure it is.
    pub(super) fn class_of(&self, id: MentionId) -> (Option<String>, f32) {
        let mentions = self.deep.mentions;
        let referent = mentions
            .reference(id)
            .referents
            .first()
            .copied()
            .unwrap_or(id);
        let m = mentions.get(referent);
        if m.class.is_some() {
            return (m.class.clone(), m.class_confidence);
        }
        let own = mentions.get(id);
        (own.class.clone(), own.class_confidence)
    }

    /// How well a class fits what is wanted, from 0 (not at all) to 1.
    fn is_person(&self, p: &Participant, kind: MentionKind) -> bool {
        let Object::Entity(id) = p.object else {
            return false;
        };
        self.deep.mentions.get(id).kind == kind
            && self
                .class_of(id)
                .0
                .is_some_and(|c| self.context.ontology.is_a(&c, "Person"))
    }

    pub(super) fn fit(
        &self,
        class: Option<&str>,
        confidence: f32,
        wanted: &[&str],
        narrow: Option<&str>,
        lenient: bool,
        named: bool,
    ) -> f32 {
        let ontology = self.context.ontology;
        // of a name of no known class little is known; a description of no known class is seldom a party
        let Some(class) = class else {
            return match (named, narrow) {
                (true, None) => 0.75,
                (true, Some(_)) => 0.6,
                (false, None) => 0.55,
                (false, Some(_)) => 0.5,
            };
        };
        // a company is seldom taken for a person
        let doubt = if wanted == ["Person"] && ontology.is_a(class, "Organization") {
            0.5
        } else {
            0.75
        };
        let score = |want: &str| {
            if ontology.is_a(class, want) {
                1.0
            } else if ontology.is_a(want, class) {
                0.85
            } else if lenient && confidence < doubt {
                0.6
            } else {
                0.0
            }
        };
        let general = if wanted.is_empty() {
            1.0
        } else {
            wanted.iter().map(|w| score(w)).fold(0.0, f32::max)
        };
        // what a frame asks for beyond the relation is asked for strictly
        let strict = |n: &str| {
            if ontology.is_a(class, n) {
                1.0
            } else if ontology.is_a(n, class) {
                0.85
            } else {
                0.0
            }
        };
        narrow.map_or(general, |n| general.min(strict(n)))
    }

    pub(super) fn entity(
        &self,
        f: Filler,
        wanted: &[&str],
        narrow: Option<&str>,
        lenient: bool,
    ) -> Option<Participant> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let id = mentions.at(f.token)?;
        if mentions.time_at(f.token).is_some() {
            return None;
        }
        let reference = mentions.reference(id);
        let empty = mentions.get(id).kind == MentionKind::Nominal
            && self.deep.lemma_is(mentions.get(id).head, Sense::Unspecific);
        if reference.referents.is_empty() || empty {
            return None;
        }
        let (class, confidence) = self.class_of(id);
        let named = mentions.get(id).kind != MentionKind::Nominal;
        let fit = self.fit(class.as_deref(), confidence, wanted, narrow, lenient, named);
        if fit < 0.4 {
            return None;
        }
        let mention = mentions.get(id);
        Some(Participant {
            token: f.token,
            object: Object::Entity(id),
            certainty: f.certainty * reference.confidence * fit,
            words: mention.span.of(&v.document.text).to_owned(),
            how: reference.how.clone(),
        })
    }

    /// A participant in the object's place: an entity or the literal that the relation takes.
    pub(super) fn object(
        &self,
        f: Filler,
        relation: &Relation,
        claim: &FrameClaim,
        lenient: bool,
    ) -> Option<Participant> {
        let v = self.context.view;
        let literal = |object: Object<MentionId>, words: String, how: &str| {
            Some(Participant {
                token: f.token,
                object,
                certainty: f.certainty,
                words,
                how: how.to_owned(),
            })
        };
        if let Some(amount) = self.deep.mentions.amount_at(f.token) {
            let words = v.words(&amount.tokens).to_owned();
            match &amount.value {
                AmountValue::Money(m) if relation.takes_money() => {
                    return literal(Object::Money(m.clone()), words, "money");
                }
                AmountValue::Count(q) if relation.takes_number() => {
                    return literal(Object::Number(q.value.clone()), words, "count");
                }
                AmountValue::Count(q) if relation.takes_quantity() && !relation.takes_entity() => {
                    return literal(Object::Quantity(q.clone()), words, "count");
                }
                AmountValue::Money(_) | AmountValue::Percent(_) => return None,
                AmountValue::Count(_) => {}
            }
        }
        if relation.takes_number() && v.upos(f.token) == Upos::Num {
            let words = v.form(f.token);
            if let Some(number) = Decimal::parse(&words.replace(',', ""), 0) {
                return literal(Object::Number(number), words.to_owned(), "number");
            }
        }
        if relation.takes_entity() {
            let wanted: Vec<&str> = relation
                .range
                .iter()
                .filter_map(|r| match r {
                    Range::Class(c) => Some(c.as_str()),
                    _ => None,
                })
                .collect();
            // a place has a name: "an auction room" is none
            let places = relation.takes_place();
            let named = |p: &Participant| match p.object {
                Object::Entity(id) => {
                    let mentions = self.deep.mentions;
                    let first = mentions.reference(id).referents.first();
                    first.is_some_and(|&m| mentions.get(m).kind == MentionKind::Name)
                }
                _ => true,
            };
            let found = self.entity(f, &wanted, claim.object_class.as_deref(), lenient);
            if let Some(p) = found.filter(|p| !places || named(p)) {
                return Some(p);
            }
        }
        if relation.takes_text() && v.upos(f.token).is_nominal() && v.upos(f.token) != Upos::Pron {
            let words = match self.deep.mentions.at(f.token) {
                Some(id) => self
                    .deep
                    .mentions
                    .get(id)
                    .span
                    .of(&v.document.text)
                    .to_owned(),
                None => v.form(f.token).to_owned(),
            };
            return literal(Object::Text(words.clone()), words, "words");
        }
        None
    }

    /// The first alternative whose fillers fit, with the members of their coordinations.
    pub(super) fn participants(
        &self,
        t: usize,
        expr: &SlotExpr,
        accept: impl Fn(Filler, bool) -> Option<Participant>,
        taken: &[usize],
    ) -> Vec<Participant> {
        let v = self.context.view;
        let paths = self.paths(t, expr);
        // what fits its class first; then what may have been given the wrong one
        let passes = [false, true]
            .into_iter()
            .flat_map(|lenient| (0..paths.len()).map(move |i| (lenient, i)));
        for (lenient, i) in passes {
            let fillers = &paths[i];
            let mut found: Vec<Participant> = Vec::new();
            for f in fillers {
                for member in self.deep.members(f.token) {
                    // "rival A, B and C": the noun describes the first of them; "A and its rival B" is described apart
                    let apart = member != f.token
                        && expr.0[i].len() == 1
                        && expr.0[i][0].slot == Slot::Itself
                        && (self.describes_one(t)
                            || v.child(member, &[Deprel::NmodPoss]).is_some());
                    // "with 1,950 staff and 61 branches": what is counted must be among the words asked for
                    let counted = member != f.token
                        && self.deep.mentions.amount_at(member).is_some()
                        && expr.0[i].last().is_some_and(|s| !self.accepts(member, s));
                    // "Norvane, which holds Trask, and Quillon": the clause is about the first
                    let told_of_one = member > t
                        && v.children_by(f.token, &[Deprel::AclRelcl, Deprel::Acl])
                            .any(|clause| v.dominates(clause, t));
                    if apart || counted || member != f.token && told_of_one {
                        continue;
                    }
                    if taken.contains(&member) || found.iter().any(|p| p.token == member) {
                        continue;
                    }
                    let certainty = f.certainty * if member == f.token { 1.0 } else { 0.96 };
                    let filler = Filler {
                        token: member,
                        certainty,
                    };
                    // of "the app and the heaters" the one may have been given the wrong class
                    let beside = found.iter().any(|p| p.token != member);
                    let taken_for = accept(filler, lenient)
                        .or_else(|| beside.then(|| accept(filler, true)).flatten());
                    if let Some(mut p) = taken_for {
                        // syntax and roles check each other
                        let others = paths
                            .iter()
                            .enumerate()
                            .filter(|&(j, o)| j != i && !o.is_empty());
                        let agree = others
                            .clone()
                            .any(|(_, o)| o.iter().any(|g| g.token == f.token));
                        let differ = !agree
                            && paths.len() > 1
                            && is_role(&expr.0[i])
                                != others
                                    .clone()
                                    .next()
                                    .is_some_and(|(j, _)| is_role(&expr.0[j]))
                            && others.count() > 0;
                        if agree {
                            p.certainty = (p.certainty * 1.08).min(1.0);
                        } else if differ {
                            p.certainty *= 0.85;
                        }
                        found.push(p);
                    }
                }
            }
            // "by the brothers Jens and Anders Holm": the names are who the noun means
            if found.iter().any(|p| self.is_person(p, MentionKind::Name)) {
                found.retain(|p| {
                    !self.is_person(p, MentionKind::Nominal)
                        || self.context.view.token(p.token).feats.number != Some(Number::Plur)
                });
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Whether a noun in the singular stands before or beside the name of who it means.
    fn describes_one(&self, t: usize) -> bool {
        let v = self.context.view;
        v.upos(t) == Upos::Noun
            && v.token(t).feats.number == Some(Number::Sing)
            && matches!(
                v.deprel(t),
                Deprel::Compound | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::Flat
            )
            || v.upos(t) == Upos::Adj && v.deprel(t) == Deprel::Amod
    }

    /// The participant that a passive without an agent and a noun without a possessor leave out: the organisation that the
    /// text is about, where nothing in the clause competes for the place.
    pub(super) fn implicit(
        &self,
        t: usize,
        claim: &FrameClaim,
        relation: &Relation,
        accept: impl Fn(Filler) -> Option<Participant>,
    ) -> Vec<Participant> {
        let v = self.context.view;
        // nor is an authority left out: a court may have done it, or another one
        let authority = !relation.domain.is_empty()
            && relation
                .domain
                .iter()
                .all(|c| self.context.ontology.is_a(c, "GovernmentAgency"));
        if relation.temporality != Temporality::Event || claim.presupposed || authority {
            return Vec::new();
        }
        let bare = match v.upos(t) {
            Upos::Verb => self.deep.is_passive(t) && self.deep.surface_subject(t).is_some(),
            Upos::Noun => {
                !self.is_granted(t, claim)
                    && !self.deep.is_copular(t)
                    && !matches!(
                        v.deprel(t),
                        Deprel::Compound | Deprel::Appos | Deprel::NmodDesc
                    )
            }
            _ => false,
        };
        if !bare || self.paths(t, &claim.subject).iter().any(|p| !p.is_empty()) {
            return Vec::new();
        }
        let filler = self.topic(t).map(|f| Filler {
            certainty: f.certainty * IMPLICIT,
            ..f
        });
        filler.and_then(accept).into_iter().collect()
    }

    /// Plural mentions taken apart: "the two companies" is each of them.
    pub(super) fn singles(&self, participants: Vec<Participant>) -> Vec<Participant> {
        let mut out = Vec::new();
        for p in participants {
            let members = match p.object {
                Object::Entity(id) => &self.deep.mentions.reference(id).referents[..],
                _ => &[],
            };
            if members.len() < 2 {
                out.push(p);
                continue;
            }
            out.extend(members.iter().map(|&m| Participant {
                object: Object::Entity(m),
                ..p.clone()
            }));
        }
        out
    }
}

fn is_role(path: &[Step]) -> bool {
    path.iter().any(|s| matches!(s.slot, Slot::Role(_)))
}
