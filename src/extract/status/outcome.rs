//! What became of what a noun names: whether it was stopped, taken back or denied, never came about, or may yet end.

use crate::claim::Status;
use crate::extract::Deep;
use crate::nlp::{Deprel, Role, Tense, VerbForm};
use crate::ontology::{Complement, OperatorKind, Sense};

impl Deep<'_> {
    /// The verb by which the same clause takes back what is told of a noun: "was announced and cancelled", "was planned but never built".
    pub(super) fn undone_next(&self, n: usize, h: usize) -> Option<usize> {
        let v = self.view;
        if !matches!(v.deprel(n), Deprel::Nsubj | Deprel::NsubjPass) {
            return None;
        }
        v.children_by(h, &[Deprel::Conj])
            .filter(|&k| k > h && self.is_verbal(k) && self.is_passive(k))
            .filter(|&k| v.child(k, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none())
            .find(|&k| {
                self.end_of(k, &Complement::Object) == Some(Status::Negated)
                    || self.is_never_done(k)
            })
    }

    /// The verb that takes back what a participle or a relative clause tells of a decision: "withdrew the fine that it imposed on".
    pub(super) fn taken_back(&self, t: usize) -> Option<usize> {
        let v = self.view;
        let describes = matches!(v.deprel(t), Deprel::Acl | Deprel::AclRelcl);
        let decision = v.head(t).filter(|&n| {
            describes && n < t && self.lemma_is(n, Sense::Proceeding) && self.is_verbal(t)
        })?;
        // "the ban kept it from selling" tells of somebody else's doing
        let refers = |o: usize| matches!(v.form(o).to_lowercase().as_str(), "that" | "which");
        let of_it =
            v.children_by(t, &[Deprel::Obj]).all(refers) && !self.is_subject_of(decision, t);
        let verb = v.head(decision).filter(|&h| {
            matches!(v.deprel(decision), Deprel::Obj | Deprel::NsubjPass) && self.is_verbal(h)
        })?;
        (of_it && self.closes(verb)).then_some(verb)
    }

    /// Whether a verb tells that a case, a ban or a penalty that is its object came to its end or was taken back.
    pub(in crate::extract) fn closes(&self, verb: usize) -> bool {
        self.end_of(verb, &Complement::Object).is_some()
            || self.lemma_is(verb, Sense::ClosingACase) && self.is_told_as_past(verb)
    }

    /// Whether the roles make a noun the subject of a verb in the active.
    fn is_subject_of(&self, noun: usize, verb: usize) -> bool {
        let predicate = self
            .view
            .analysis
            .predicates
            .iter()
            .find(|p| p.token == verb);
        predicate.is_some_and(|p| {
            p.arguments
                .iter()
                .any(|a| a.token == noun && a.role == Role::Arg0)
        })
    }

    /// Whether somebody or something is told to stop short of what a noun names: "stopped short of a fine".
    pub(in crate::extract) fn stopped_short_of(&self, n: usize) -> bool {
        let v = self.view;
        let short = v
            .head(n)
            .filter(|&k| k < n && v.form(k).eq_ignore_ascii_case("short"));
        short
            .and_then(|k| v.head(k))
            .is_some_and(|h| v.lemma(h) == "stop")
    }

    /// The verb that tells that what a noun names never came about, by the tree or by the roles.
    pub(in crate::extract) fn never_done_to(&self, n: usize) -> Option<usize> {
        let v = self.view;
        let by_tree = v
            .head(n)
            .filter(|&h| v.deprel(n) == Deprel::NsubjPass && self.is_never_done(h));
        let sentence = v.sentence(n).tokens.clone();
        let by_roles = || {
            v.analysis.predicates.iter().find(|p| {
                sentence.contains(&p.token)
                    && p.arguments
                        .iter()
                        .any(|a| a.token == n && a.role == Role::Arg1)
                    && self.is_never_done(p.token)
            })
        };
        by_tree.or_else(|| by_roles().map(|p| p.token))
    }

    /// Whether a verb in the passive tells that what it would bring about never was: "was never built".
    pub(in crate::extract) fn is_never_done(&self, verb: usize) -> bool {
        let v = self.view;
        let never = |c: usize| v.form(c).eq_ignore_ascii_case("never");
        // "were never broken off", "would never have been heard"
        let ends = || {
            self.operator(OperatorKind::Verb, verb, &Complement::Object)
                .is_some_and(|o| matches!(o.effect, Status::Negated | Status::Ended))
        };
        let would = |a: usize| v.form(a).eq_ignore_ascii_case("would");
        self.is_passive(verb)
            && self.lemma_is(verb, Sense::BringingAbout)
            && v.children_by(verb, &[Deprel::Advmod]).any(never)
            && !v.children_by(verb, &[Deprel::Aux]).any(would)
            && !ends()
    }

    /// Whether what a verb tells is told to be still to come: "has yet to approve", "still has to approve", "has not yet approved".
    pub(super) fn is_still_to_come(&self, verb: usize) -> bool {
        let v = self.view;
        let awaited = |k: usize| {
            v.children_by(k, &[Deprel::Advmod])
                .any(|c| matches!(v.form(c).to_lowercase().as_str(), "yet" | "still"))
        };
        awaited(verb)
            || v.deprel(verb) == Deprel::Xcomp
                && v.head(verb)
                    .is_some_and(|h| v.lemma(h) == "have" && awaited(h))
    }

    /// What a noun's state is where the verb above it would deny or end it, but has not: "plans to cancel its order" has an order, "may
    /// drop its bid", "opposes its purchase of Trask" leave a plan.
    pub(in crate::extract) fn may_yet_end(&self, n: usize, depth: usize) -> Option<Status> {
        let v = self.view;
        let h = v.head(n).filter(|&h| self.is_verbal(h))?;
        let object = matches!(v.deprel(n), Deprel::Obj | Deprel::NsubjPass);
        let complement = match v.deprel(n) {
            _ if object => Complement::Object,
            Deprel::Obl => Complement::Preposition(self.preposition(n)?),
            _ => return None,
        };
        let status = match self.lemma_is(n, Sense::Takeover) {
            true => Status::Planned,
            false => Status::Actual,
        };
        if object && self.lemma_is(h, Sense::Opposing) {
            return Some(status);
        }
        let there = self.lemma_is(n, Sense::Fallible)
            || self.lemma_is(n, Sense::Takeover)
            || self.lemma_is(n, Sense::Order)
            || self.lemma_is(n, Sense::Bond);
        let ends = there
            && self
                .operator(OperatorKind::Verb, h, &complement)
                .is_some_and(|o| matches!(o.effect, Status::Negated | Status::Ended));
        (ends && is_open(self.state_at(h, depth + 1).status)).then_some(status)
    }

    /// Whether a verb would end what its object names, but has not: "may end the venture".
    pub(in crate::extract) fn would_end(&self, verb: usize) -> bool {
        self.is_verbal(verb)
            && self
                .operator(OperatorKind::Verb, verb, &Complement::Object)
                .is_some_and(|o| o.effect == Status::Ended)
            && is_open(self.state(verb).status)
    }

    /// Whether a verb tells that its subject, a noun for what may fail, did.
    pub(in crate::extract) fn fails(&self, verb: usize, subject: usize) -> bool {
        let v = self.view;
        let complement = match v.deprel(subject) {
            Deprel::NsubjPass => Complement::Object,
            _ => Complement::Subject,
        };
        self.lemma_is(subject, Sense::Fallible) && self.end_of(verb, &complement).is_some()
    }

    /// Whether a verb stands in the past or the perfect.
    pub(in crate::extract) fn is_told_as_past(&self, verb: usize) -> bool {
        let v = self.view;
        v.token(verb).feats.tense == Some(Tense::Past)
            || v.children_by(verb, &[Deprel::Aux])
                .any(|a| v.lemma(a) == "have")
    }

    /// How a verb says that its subject or object failed or ended: told as past, not as what may be or nearly was.
    pub(in crate::extract) fn end_of(
        &self,
        verb: usize,
        complement: &Complement,
    ) -> Option<Status> {
        let v = self.view;
        let past = self.is_told_as_past(verb);
        let open = v
            .children_by(verb, &[Deprel::Aux, Deprel::Advmod])
            .any(|c| {
                let lemma = v.lemma(c).to_lowercase();
                self.senses.has(Sense::Nearly, &lemma)
                    || matches!(
                        lemma.as_str(),
                        "will"
                            | "would"
                            | "may"
                            | "might"
                            | "can"
                            | "could"
                            | "should"
                            | "must"
                            | "not"
                            | "never"
                            | "longer"
                    )
            });
        // "an alliance that ended a price war", "that ended up costing it much"
        let takes = *complement == Complement::Subject
            && v.child(verb, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp])
                .is_some();
        let particle = v.child(verb, &[Deprel::CompoundPrt]).is_some_and(|p| {
            let phrase = format!("{} {}", v.lemma(verb), v.form(p).to_lowercase());
            self.operators
                .get(OperatorKind::Verb, &phrase, complement)
                .is_none()
        });
        if !past || open || takes || particle {
            return None;
        }
        let effect = self.operator(OperatorKind::Verb, verb, complement)?.effect;
        matches!(effect, Status::Negated | Status::Ended).then_some(effect)
    }

    /// Whether a verb brings about what a noun names: "planned to write its own engine".
    pub(in crate::extract) fn is_brought_about(&self, n: usize) -> bool {
        let v = self.view;
        v.deprel(n) == Deprel::Obj && v.head(n).is_some_and(|h| self.lemma_is(h, Sense::Creating))
    }

    /// Whether a verb says that its object is not brought about: "shelved the project".
    pub(in crate::extract) fn undoes(&self, verb: usize) -> bool {
        self.is_verbal(verb)
            && self
                .operator(OperatorKind::Verb, verb, &Complement::Object)
                .is_some_and(|o| o.effect == Status::Negated)
    }

    /// Whether a verb tells that somebody gives up what a noun below it names.
    pub(in crate::extract) fn gives_up(&self, verb: usize, noun: usize) -> bool {
        let complement = match self.view.deprel(noun) {
            Deprel::Obj | Deprel::NsubjPass => Complement::Object,
            Deprel::Obl => Complement::Preposition(self.preposition(noun).unwrap_or_default()),
            _ => return false,
        };
        self.is_verbal(verb)
            && self
                .operator(OperatorKind::Verb, verb, &complement)
                .is_some_and(|o| matches!(o.effect, Status::Negated | Status::Ended))
    }

    /// What a relative clause, or the clause that follows, says became of what a noun names: "a bid, which the board threw out",
    /// "held talks, but those ended without a deal".
    pub(in crate::extract) fn told_of_it(&self, n: usize) -> Option<(Status, usize)> {
        let v = self.view;
        if !self.lemma_is(n, Sense::Fallible) {
            return None;
        }
        let ends = |verb: usize, complement: &Complement| self.end_of(verb, complement);
        let part = |verb: usize, words: &[&str]| {
            v.children(verb).find_map(|c| {
                let refers = words.contains(&v.form(c).to_lowercase().as_str());
                // "which both rule out": where there are two, the nearer is the subject
                let another = || {
                    let mut own = v.children_by(verb, &[Deprel::Nsubj]);
                    own.any(|s| s > c)
                };
                match v.deprel(c) {
                    Deprel::Obj | Deprel::NsubjPass if refers => Some(Complement::Object),
                    Deprel::Nsubj if refers && another() => Some(Complement::Object),
                    Deprel::Nsubj if refers => Some(Complement::Subject),
                    _ => None,
                }
            })
        };
        // the tree may hang it on a date or on the verb: "made a bid in 1991, which the board threw out"
        let beside = v
            .head(n)
            .filter(|_| v.deprel(n) == Deprel::Obj)
            .into_iter()
            .flat_map(|h| {
                let dates = v
                    .children(h)
                    .filter(|&c| self.mentions.time_at(c).is_some());
                dates.chain([h]).collect::<Vec<_>>()
            })
            .chain(
                v.children(n)
                    .filter(|&c| self.mentions.time_at(c).is_some()),
            )
            .filter(|&k| k != n);
        // "held talks about a merger in 2024, which came to nothing"
        let topics: Vec<usize> = v
            .children_by(n, &[Deprel::Nmod])
            .filter(|&c| {
                matches!(
                    self.preposition(c).as_deref(),
                    Some("about" | "on" | "over" | "for" | "regarding")
                )
            })
            .flat_map(|c| {
                let dates = v
                    .children(c)
                    .filter(|&d| self.mentions.time_at(d).is_some());
                [c].into_iter().chain(dates).collect::<Vec<_>>()
            })
            .collect();
        let relative = [n]
            .into_iter()
            .chain(beside)
            .chain(topics)
            .flat_map(|k| {
                v.children_by(k, &[Deprel::AclRelcl, Deprel::AdvclRelcl])
                    .filter(|&r| r > n)
                    .collect::<Vec<_>>()
            })
            .map(|verb| (verb, part(verb, &["which", "that"])))
            // "its contract to supply bread expired" may be drawn as "its contract … expired"
            .chain(
                v.children_by(n, &[Deprel::Acl])
                    .filter(|&k| v.token(k).feats.verb_form == Some(VerbForm::Fin))
                    .map(|k| (k, Some(Complement::Subject))),
            );
        let governor = v
            .head(n)
            .filter(|_| matches!(v.deprel(n), Deprel::Obj | Deprel::Obl | Deprel::Nmod));
        let later = governor
            .into_iter()
            .flat_map(|h| v.children_by(h, &[Deprel::Conj]).collect::<Vec<_>>())
            .filter(|&k| k > n)
            .map(|verb| (verb, part(verb, &["those", "these", "this", "that"])));
        relative
            .chain(later)
            .filter(|&(verb, _)| self.is_verbal(verb))
            .find_map(|(verb, complement)| Some((ends(verb, &complement?)?, verb)))
            .or_else(|| {
                // the tree may hang it on whom it is about: "its merger with Trask, which both rule out"
                let with = |&c: &usize| {
                    v.deprel(c) == Deprel::Nmod && self.preposition(c).as_deref() == Some("with")
                };
                let hosts = [n].into_iter().chain(v.children(n).filter(with));
                hosts
                    .flat_map(|k| v.children_by(k, &[Deprel::AclRelcl]).collect::<Vec<_>>())
                    .find(|&verb| {
                        part(verb, &["which", "that"]) == Some(Complement::Object)
                            && self.is_denied_by(verb)
                    })
                    .map(|verb| (Status::Negated, verb))
            })
    }

    /// Whether a verb tells that both or all of those whom it is about say that it is not so.
    fn is_denied_by(&self, verb: usize) -> bool {
        let v = self.view;
        let parties = |s: usize| {
            matches!(
                v.lemma(s).to_lowercase().as_str(),
                "both" | "all" | "each" | "they"
            )
        };
        let open = |c: usize| {
            matches!(
                v.lemma(c),
                "not"
                    | "n't"
                    | "never"
                    | "may"
                    | "might"
                    | "could"
                    | "can"
                    | "would"
                    | "will"
                    | "must"
                    | "should"
            ) || self.lemma_is(c, Sense::Nearly)
        };
        self.senses.has(Sense::Denying, &self.phrase(verb))
            && v.children(verb)
                .any(|s| v.deprel(s).is_subject() && parties(s))
            && !v
                .children_by(verb, &[Deprel::Aux, Deprel::Advmod])
                .any(open)
    }
}

/// Whether what has a status may come about, but has not.
fn is_open(status: Status) -> bool {
    matches!(
        status,
        Status::Planned
            | Status::Possible
            | Status::Permitted
            | Status::Obligated
            | Status::Conditional
    )
}
