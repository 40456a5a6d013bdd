//! Words that say of a clause that it does not, may or will only under a condition hold.

use super::combine::combine;
use super::deep::Deep;
use super::status::State;
use crate::claim::Status;
use crate::nlp::{Deprel, Upos, VerbForm};
use crate::ontology::{Complement, OperatorKind, Sense};

impl Deep<'_> {
    /// Adverbs that negate, end, hedge or set apart.
    pub(super) fn adverb(&self, c: usize, form: &str, state: &mut State) {
        let v = self.view;
        match form {
            "not" | "n't" | "n’t" | "never" | "neither" | "nor" | "hardly" | "scarcely" => {
                let more = v
                    .children(c)
                    .any(|d| v.form(d).eq_ignore_ascii_case("only"));
                // "did not found it alone": but found it
                let alone = v.head(c).is_some_and(|h| {
                    v.children_by(h, &[Deprel::Advmod, Deprel::Amod, Deprel::Xcomp])
                        .any(|d| {
                            d > h
                                && matches!(
                                    v.form(d),
                                    "alone" | "single-handedly" | "singlehandedly"
                                )
                        })
                });
                if !more
                    && !alone
                    && !v
                        .form(c + 1.min(v.analysis.tokens.len() - 1 - c))
                        .eq_ignore_ascii_case("only")
                {
                    // "not … anymore", "not … any longer"
                    let ended = v.head(c).is_some_and(|h| {
                        v.children(h).any(|d| {
                            matches!(
                                v.form(d).to_lowercase().as_str(),
                                "anymore" | "longer" | "more"
                            ) && v.deprel(d) == Deprel::Advmod
                        })
                    });
                    state.status = combine(
                        state.status,
                        if ended {
                            Status::Ended
                        } else {
                            Status::Negated
                        },
                    );
                    state.because.push(c);
                }
            }
            // "is under no obligation"
            "no" if v.deprel(c) == Deprel::Det
                && v.head(c).is_some_and(|h| {
                    v.children_by(h, &[Deprel::Case])
                        .any(|k| v.form(k).eq_ignore_ascii_case("under"))
                }) =>
            {
                state.status = combine(Status::Negated, state.status);
                state.because.push(c);
            }
            "longer"
                if v.children(c).any(|d| v.form(d).eq_ignore_ascii_case("no"))
                    || c > 0 && v.form(c - 1).eq_ignore_ascii_case("no") =>
            {
                state.status = combine(state.status, Status::Ended);
                state.because.push(c);
            }
            _ if self.senses.has(Sense::Formerly, form) => {
                state.past = true;
                state.because.push(c);
            }
            _ if self.is_latterly(c, form) => {
                let noun = v.head(c).is_some_and(|h| !self.is_verbal(h));
                if noun {
                    state.status = combine(state.status, Status::Ended);
                    state.because.push(c);
                }
            }
            _ if self.senses.has(Sense::Perhaps, form) => {
                state.status = combine(state.status, Status::Possible);
                state.because.push(c);
            }
            _ if self.operators.hedges(form) => {
                state.hedged = true;
                state.because.push(c);
            }
            _ => {}
        }
    }

    /// "No company has …", "signed no contract", "none of the …".
    pub(super) fn negative_argument(&self, t: usize) -> bool {
        let v = self.view;
        let negative = |c: usize| {
            let form = v.form(c).to_lowercase();
            matches!(form.as_str(), "none" | "nobody" | "nothing" | "neither")
                || v.children(c).any(|d| {
                    v.deprel(d) == Deprel::Det
                        && matches!(v.form(d).to_lowercase().as_str(), "no" | "neither")
                })
        };
        // "neither Norvane nor Trask", whatever the tree takes "neither" for
        let of_two = |c: usize| {
            let neither = |d: usize| d < c && v.form(d).eq_ignore_ascii_case("neither");
            let nor = |d: usize| {
                v.children_by(d, &[Deprel::Cc])
                    .any(|e| v.form(e).eq_ignore_ascii_case("nor"))
            };
            v.children(c).any(neither)
                || v.children_by(c, &[Deprel::Conj])
                    .any(|d| v.upos(d).is_nominal() && nor(d))
        };
        of_two(t)
            || v.children(t).any(|c| match v.deprel(c) {
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj => {
                    negative(c) || of_two(c)
                }
                Deprel::Obl | Deprel::OblAgent => of_two(c),
                _ => false,
            })
    }

    /// Conditions: "if", "unless", "provided", "subject to", "contingent on".
    pub(super) fn condition(&self, t: usize, c: usize, state: &mut State) {
        let v = self.view;
        let mark = v
            .children_by(c, &[Deprel::Mark, Deprel::Case, Deprel::Advmod])
            .map(|m| {
                let mut words = v.form(m).to_lowercase();
                for f in v.children_by(m, &[Deprel::Fixed]) {
                    words.push('-');
                    words.push_str(&v.form(f).to_lowercase());
                }
                words
            })
            .collect::<Vec<_>>();
        let is = |words: &[&str]| mark.iter().any(|m| words.contains(&m.as_str()));
        if is(&[
            "although",
            "though",
            "while",
            "whereas",
            "because",
            "since",
            "even-though",
        ]) {
            return;
        }
        if self.is_limited(c) || is(&["subject-to"]) && self.is_limit(c) {
            return;
        }
        let strict = is(&[
            "if",
            "unless",
            "provided",
            "providing",
            "assuming",
            "as-long-as",
            "so-long-as",
            "only-if",
            "in-case",
            "in-case-of",
        ]) || is(&["subject-to", "contingent-on", "pending", "conditional-on"])
            || self.lemma_is(c, Sense::Assuming)
                && v.deprel(c) == Deprel::Advcl
                && v.child(c, &[Deprel::Ccomp]).is_some()
                && v.child(c, &[Deprel::Nsubj]).is_none()
            || self.lemma_is(c, Sense::Contingent) && self.phrase_to(c)
            || self.lemma_is(c, Sense::Condition)
                && matches!(v.deprel(c), Deprel::Obl)
                // "on condition that", "in the event of", but "during a media event held in Leeds"
                && matches!(
                    self.preposition(c).as_deref(),
                    Some("in" | "on" | "under" | "upon" | "with")
                )
                && v.children(c).any(|d| {
                    matches!(
                        v.deprel(d),
                        Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp | Deprel::Nmod
                    )
                })
            || self.inverted(c)
            || self.proviso(c).is_some();
        let loose =
            is(&["once", "when", "after", "until", "as-soon-as"]) && v.deprel(c) == Deprel::Advcl;
        if strict && t != c {
            state.conditions.push(c);
            if matches!(
                state.status,
                Status::Actual
                    | Status::Planned
                    | Status::Permitted
                    | Status::Possible
                    | Status::Obligated
            ) {
                state.status = Status::Conditional;
            }
        } else if loose
            && is(&["once", "as-soon-as"])
            && !self.is_bare_participle(c)
            // "once its biggest customer"
            && (self.is_verbal(c) || v.child(c, &[Deprel::Cop]).is_some())
        {
            state.conditions.push(c);
        }
    }

    /// The participle right before a clause that makes it a condition: "*provided* that its plant is up".
    pub(super) fn proviso(&self, c: usize) -> Option<usize> {
        let v = self.view;
        let clause = matches!(v.deprel(c), Deprel::Advcl | Deprel::Ccomp);
        let before = v.subtree(c).first()?.checked_sub(1)?;
        let opens = matches!(
            v.form(before).to_lowercase().as_str(),
            "provided" | "providing" | "assuming" | "supposing"
        );
        (clause && opens).then_some(before)
    }

    /// "once owned by Norvane": what was so, no condition.
    pub(super) fn is_bare_participle(&self, c: usize) -> bool {
        let v = self.view;
        v.token(c).feats.verb_form == Some(VerbForm::Part)
            && v.child(
                c,
                &[
                    Deprel::Aux,
                    Deprel::AuxPass,
                    Deprel::Nsubj,
                    Deprel::NsubjPass,
                ],
            )
            .is_none()
    }

    /// Whether an adverb, in lower case, is of somebody's last post: "most recently head of design at X".
    fn is_latterly(&self, c: usize, form: &str) -> bool {
        let v = self.view;
        let most = || {
            v.children(c)
                .any(|d| v.form(d).eq_ignore_ascii_case("most"))
        };
        let has = |words: &str| self.senses.has(Sense::Latterly, words);
        has(form) || most() && has(&format!("most {form}"))
    }

    /// Whether something can be subject to it without depending on it.
    fn is_limit(&self, c: usize) -> bool {
        self.lemma_is(c, Sense::Limit) || self.lemma_is(c, Sense::FurtherLimit)
    }

    /// Whether something is said to be subject to a limit, which is no condition: "the payments are subject to a cap".
    pub(super) fn is_limited(&self, subject: usize) -> bool {
        let v = self.view;
        v.lemma(subject) == "subject"
            && v.children_by(subject, &[Deprel::Obl, Deprel::Nmod])
                .any(|c| self.is_limit(c))
    }

    /// "Should the court find against it, …", "Had it signed, …".
    pub(super) fn inverted(&self, c: usize) -> bool {
        let v = self.view;
        if v.deprel(c) != Deprel::Advcl {
            return false;
        }
        let first = v.children(c).next();
        let subject = v.child(c, &[Deprel::Nsubj, Deprel::NsubjPass]);
        let auxiliary = first.filter(|&a| {
            (matches!(v.deprel(a), Deprel::Aux | Deprel::Cop | Deprel::AuxPass)
                || v.upos(a) == Upos::Aux)
                && matches!(v.form(a).to_lowercase().as_str(), "should" | "had" | "were")
        });
        matches!((auxiliary, subject), (Some(a), Some(s)) if a < s && s < c)
    }

    pub(super) fn phrase_to(&self, c: usize) -> bool {
        let v = self.view;
        v.children_by(
            c,
            &[Deprel::Obl, Deprel::Nmod, Deprel::Xcomp, Deprel::Advcl],
        )
        // "subject to a cap" is a term, not a condition
        .filter(|&d| !self.lemma_is(d, Sense::Limit))
        .any(|d| matches!(self.preposition(d).as_deref(), Some("to" | "on" | "upon")))
    }

    /// "Reports that it is selling are untrue": whatever the tree makes of it, nothing but the report stands between "that"
    /// and what is said of it.
    pub(super) fn contradicted(&self, t: usize, state: &mut State) {
        let v = self.view;
        let sentence = v.sentence(t).tokens.clone();
        let reported = (sentence.start + 1..t).any(|k| {
            v.form(k).eq_ignore_ascii_case("that")
                && self
                    .senses
                    .has(Sense::Rumour, &v.lemma(k - 1).to_lowercase())
        });
        if !reported {
            return;
        }
        let denial = (t + 1..sentence.end)
            .take_while(|&k| !matches!(v.form(k), ";" | "but" | "and"))
            .find(|&a| {
                self.is_copular(a)
                    && self
                        .operator(OperatorKind::Adjective, a, &Complement::Subject)
                        .is_some_and(|o| o.effect == Status::Negated)
            });
        if let Some(a) = denial
            && state.status != Status::Negated
        {
            state.status = combine(Status::Negated, state.status);
            state.because.push(a);
        }
    }

    /// "One correction: we wrote last week that …", "an earlier version of this page said that …": who says so takes it back.
    pub(super) fn corrects(&self, report: usize) -> bool {
        let v = self.view;
        let own = v
            .child(report, &[Deprel::Nsubj])
            .is_some_and(|s| matches!(v.form(s).to_lowercase().as_str(), "we" | "i"));
        // "an earlier version of this page said that …"
        let withdrawn = v.child(report, &[Deprel::Nsubj]).is_some_and(|s| {
            self.lemma_is(s, Sense::Edition)
                && v.children_by(s, &[Deprel::Amod])
                    .any(|c| self.form_is(c, Sense::Former))
                && v.children_by(s, &[Deprel::Nmod])
                    .any(|c| v.child(c, &[Deprel::NmodPoss]).is_none())
        });
        withdrawn
            || own
                && v.sentence(report).tokens.clone().any(|k| {
                    self.senses
                        .has(Sense::Correction, &v.lemma(k).to_lowercase())
                })
    }

    /// "nearly bought it", "had all but signed": the word for what was almost done, before the verb.
    pub(super) fn almost(&self, verb: usize) -> Option<usize> {
        let v = self.view;
        let k = verb.checked_sub(1)?;
        if k < v.sentence(verb).tokens.start || v.upos(verb) != Upos::Verb {
            return None;
        }
        // "nearly doubled" has grown
        if self.lemma_is(verb, Sense::Scaling) {
            return None;
        }
        let but = v.form(k) == "but" && k > 0 && v.form(k - 1).eq_ignore_ascii_case("all");
        (but || self.form_is(k, Sense::Almost)).then_some(k)
    }

    /// "came close to buying": the word for it, by which what did not happen hangs, or beside it.
    pub(super) fn came_close(&self, head: usize, to: usize) -> Option<usize> {
        let v = self.view;
        let close = |c: usize| {
            let came = v.head(c).is_some_and(|verb| v.lemma(verb) == "come");
            came && v.upos(c) != Upos::Noun && self.form_is(c, Sense::Close)
        };
        // "came close to buying", not "came close in May, when …"
        let aim = v
            .children_by(to, &[Deprel::Mark, Deprel::Case])
            .any(|m| v.form(m) == "to");
        if !aim {
            return None;
        }
        std::iter::once(head)
            .chain(v.children(head).filter(|&c| c > head && c < to))
            .find(|&c| close(c))
    }

    /// Whether a clause tells that what was told before came to nothing: "but the idea did not survive", "but it came to nothing",
    /// "but nothing came of it", "but the deal collapsed".
    fn came_to_nothing(&self, c: usize) -> bool {
        let v = self.view;
        let nothing = |k: usize| v.form(k).eq_ignore_ascii_case("nothing");
        let subject = v.child(c, &[Deprel::Nsubj, Deprel::NsubjPass]);
        if v.lemma(c) == "come" {
            let to_nothing = v.children_by(c, &[Deprel::Obl]).any(nothing);
            if to_nothing || subject.is_some_and(nothing) {
                return true;
            }
        }
        let Some(subject) = subject else { return false };
        let refers = matches!(v.lemma(subject), "it" | "that" | "this" | "they")
            || self.lemma_is(subject, Sense::Option)
            || self.lemma_is(subject, Sense::Fallible);
        let complement = match v.deprel(subject) {
            Deprel::NsubjPass => Complement::Object,
            _ => Complement::Subject,
        };
        let never = || {
            v.children_by(c, &[Deprel::Advmod]).any(|k| {
                matches!(
                    v.form(k).to_lowercase().as_str(),
                    "not" | "n't" | "n’t" | "never"
                )
            })
        };
        refers
            && (self.end_of(c, &complement).is_some()
                || self.lemma_is(c, Sense::ComingAbout)
                    && self.is_told_as_past_or_denied(c)
                    && never())
    }

    /// Whether a verb is told of the past, be it with "did not".
    fn is_told_as_past_or_denied(&self, verb: usize) -> bool {
        let v = self.view;
        self.is_told_as_past(verb)
            || v.children_by(verb, &[Deprel::Aux])
                .any(|a| v.form(a).eq_ignore_ascii_case("did"))
    }

    /// "looked at a merger and decided against it": what was weighed and dropped in the next breath.
    pub(super) fn dropped_later(&self, h: usize) -> Option<usize> {
        let v = self.view;
        // "threatened to sue, and did not"
        let end = v.sentence(h).tokens.end;
        let did_not = |c: usize| {
            let did = if v.form(c).eq_ignore_ascii_case("not") {
                c - 1
            } else {
                c
            };
            v.form(did).eq_ignore_ascii_case("did")
                && did + 2 < end
                && matches!(v.form(did + 1), "not" | "n't" | "n’t")
                && v.upos(did + 2) == Upos::Punct
        };
        // "signed a letter of intent to buy it but abandoned the plan"
        let mut carrier = h;
        for _ in 0..3 {
            match v.head(carrier) {
                Some(above)
                    if !self.is_verbal(carrier)
                        && matches!(v.deprel(carrier), Deprel::Obj | Deprel::Nmod) =>
                {
                    carrier = above;
                }
                _ => break,
            }
        }
        let above = (carrier != h && self.is_verbal(carrier)).then_some(carrier);
        let own = [Some(h), above];
        own.into_iter()
            .flatten()
            .flat_map(|k| v.children_by(k, &[Deprel::Conj, Deprel::Parataxis]))
            .filter(|&c| c > h && (self.is_verbal(c) || did_not(c)))
            .find(|&c| {
                // "offered £180m for it and was turned down"
                let refused = self.is_passive(c)
                    && v.child(c, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
                    && self.end_of(c, &Complement::Object) == Some(Status::Negated);
                let no = v.lemma(c) == "say"
                    && (c + 1..v.sentence(c).tokens.end.min(c + 3))
                        .any(|k| v.form(k).eq_ignore_ascii_case("no"));
                let away = v
                    .children_by(c, &[Deprel::Advmod, Deprel::CompoundPrt])
                    .any(|a| matches!(v.form(a).to_lowercase().as_str(), "away" | "out" | "off"))
                    && self.lemma_is(c, Sense::WalkingAway);
                no || away
                    || refused
                    || did_not(c)
                    || self.came_to_nothing(c)
                    || v.children_by(c, &[Deprel::Obj, Deprel::Obl]).any(|o| {
                        let refers = matches!(v.lemma(o), "it" | "that" | "this" | "they")
                            || self.lemma_is(o, Sense::Option)
                            || self.is_the_same_deal(o);
                        let complement = match self.preposition(o) {
                            Some(p) => Complement::Preposition(p),
                            None => Complement::Object,
                        };
                        refers
                            && self
                                .operator(OperatorKind::Verb, c, &complement)
                                .is_some_and(|o| o.effect == Status::Negated)
                    })
            })
    }

    /// Whether a noun takes up a deal that was told of before: "the deal", "its bid", and nothing more.
    fn is_the_same_deal(&self, o: usize) -> bool {
        let v = self.view;
        let definite = v.children_by(o, &[Deprel::Det, Deprel::NmodPoss]).any(|c| {
            matches!(
                v.lemma(c).to_lowercase().as_str(),
                "the" | "that" | "its" | "it"
            )
        });
        // "and Brannick dropped its bid", "and dropped its lawsuit" are of something else
        let own = |verb: usize| v.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]);
        let another = v
            .head(o)
            .and_then(own)
            .is_some_and(|s| v.upos(s) != Upos::Pron);
        definite
            && !another
            && self.lemma_is(o, Sense::TheDeal)
            && v.child(
                o,
                &[
                    Deprel::Nmod,
                    Deprel::Compound,
                    Deprel::Acl,
                    Deprel::AclRelcl,
                ],
            )
            .is_none()
    }
}
