//! Times that are those of something else.

use super::{Fit, is_text};
use crate::claim::{QualifierKey, Value};
use crate::extract::assemble::{Parts, name_start};
use crate::extract::clauses::of_another_clause;
use crate::extract::deep::Deep;
use crate::extract::qualifiers::Found;
use crate::extract::told::{after_years_at, came_from};
use crate::mention::MentionId;
use crate::nlp::{Deprel, Tense, Upos};
use crate::ontology::{Sense, Temporality};

impl Fit<'_, '_> {
    pub(super) fn is_other_date(&self, f: &Found) -> bool {
        let v = self.deep.view;
        self.is_of_another_sum(f)
            || self.is_of_description(f)
            || self.is_of_what_follows(f)
            || self.is_of_the_former(f)
            || of_another_clause(self.deep, self.trigger, f.key, f.tokens.1)
            // "joined from Norvane last year": the day is not Norvane's
            || came_from(self.deep, self.parts)
            // "the Ohio firm booked a charge last year": where it sits has no part in that
            || self.is_seated() && !v.dominates(self.trigger, f.tokens.0)
            || self.is_nowadays(f)
            || self.is_undated(f)
            || self.is_of_what_came_next(f)
            || self.is_beside_apposition(f)
            || self.is_beside_title(f)
    }

    pub(super) fn is_no_duration(&self, f: &Found) -> bool {
        self.is_partly(f) || self.is_ago(f) || self.is_after(f) || self.is_at_once()
    }

    /// Whether what begins and ends is not what happens at once: "is recalling trucks built between May and November".
    pub(super) fn is_range_of_another(&self) -> bool {
        !self.parts.lasting
            && self.has_key(QualifierKey::ValidFrom)
            && self.has_key(QualifierKey::ValidUntil)
            && !self.goes_on()
    }

    /// Whether what the relation tells of may go on for a while, though it is no state.
    fn goes_on(&self) -> bool {
        matches!(
            self.relation,
            "outage" | "hosts" | "pays" | "investsIn" | "integrates"
        )
    }

    /// "sues over a 61-hour outage", "its 140 staff, for at least a year": no length of a suit or of a number.
    fn is_at_once(&self) -> bool {
        matches!(
            self.relation,
            "hasEmployees" | "hasRevenue" | "valuedAt" | "raises"
        ) || !self.parts.lasting && !self.goes_on()
    }

    /// "$5bn, up from $4bn in 2024": the date of the other sum.
    fn is_of_another_sum(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let (first, start) = (f.tokens.0, self.sentence.start);
        // "from 410 in 2024 to 640": of the figure right before it
        let right_before = || {
            f.tokens.1 < self.object
                && first > start
                && (self.is_figure(first - 1)
                    || first > start + 1
                        && self.is_figure(first - 2)
                        && v.upos(first - 1) == Upos::Adp)
                && !self.own_figure().contains(&(first - 1))
        };
        self.has_literal()
            && (first > self.object && self.has_figure_within(self.object + 1..first)
                || right_before())
    }

    /// "up from $292m a year earlier": the date before it is that of the other sum.
    fn is_of_the_former(&self, f: &Found) -> bool {
        self.has_literal()
            && f.tokens.1 < self.object
            && self.deep.preposition(self.object).as_deref() == Some("from")
            && self.has_figure_within(self.sentence.start..self.object)
    }

    /// "delivers to Norvane and, since July, to Trask": the time of what is named behind it.
    fn is_of_what_follows(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let time = self.deep.mentions.time_at(f.tokens.0);
        let (first, last) = time.map_or(f.tokens, |t| (t.tokens.start, t.tokens.end - 1));
        let sentence = &self.sentence;
        first >= sentence.start + 2
            && last + 2 < sentence.end
            && self.object < first
            && self.trigger < first
            && v.form(first - 1) == ","
            && matches!(v.form(first - 2), "and" | "but")
            && v.form(last + 1) == ","
            && v.upos(last + 2) == Upos::Adp
    }

    /// "Ada Berg, chairman of Norvane until August, took charge of Trask".
    fn is_of_description(&self, f: &Found) -> bool {
        let (deep, v, t) = (self.deep, self.deep.view, self.trigger);
        let apposed = self
            .above(f.tokens.1)
            .take(5)
            .find(|&k| v.deprel(k) == Deprel::Appos);
        // a description between commas, wherever the tree hangs its end
        let subject = self.parts.subject.token;
        let behind = deep
            .mentions
            .at(subject)
            .map_or(subject + 1, |m| deep.mentions.get(m).tokens.end);
        let (first, last) = f.tokens;
        let between = behind < first
            && last + 1 < t
            && v.form(behind) == ","
            && v.form(last + 1) == ","
            && (behind..first).all(|k| !matches!(v.upos(k), Upos::Verb | Upos::Aux));
        between
            || apposed.is_some_and(|k| {
                k != t
                    && !v.dominates(k, t)
                    && !v.dominates(k, self.object)
                    && k != self.object
                    && v.head(k).is_some_and(|n| v.upos(n) == Upos::Propn)
            })
    }

    /// "when she succeeded co-founder Peter Lind": a description has no part in the time of the clause.
    fn is_beside_title(&self, f: &Found) -> bool {
        let (deep, v, t) = (self.deep, self.deep.view, self.trigger);
        // "met Norvane finance director Ada Berg", however the tree hangs them
        let named = || {
            v.children_by(t, &[Deprel::Appos, Deprel::Flat])
                .any(|c| c == t + 1 && deep.heads_name(c))
                || [self.parts.subject.token, self.object]
                    .into_iter()
                    .any(|k| k != t && name_start(deep, k) == t + 1)
        };
        let before_name = matches!(
            v.deprel(t),
            Deprel::Compound
                | Deprel::NmodDesc
                | Deprel::NmodUnmarked
                | Deprel::Flat
                | Deprel::Amod
        );
        let describes = !deep.is_copular(t) && v.upos(t) == Upos::Noun && (before_name || named());
        describes
            && !v.dominates(t, f.tokens.0)
            && v.head(t)
                .is_none_or(|h| f.tokens.0 > h || f.tokens.1 < t.saturating_sub(3))
    }

    /// "Ola, a former head of Norvane, became chairman in March".
    fn is_beside_apposition(&self, f: &Found) -> bool {
        let (v, t) = (self.deep.view, self.trigger);
        let office = match v.head(t).filter(|_| v.deprel(t) == Deprel::Amod) {
            Some(noun) => noun,
            None => t,
        };
        let apposed = v.upos(office) == Upos::Noun
            && v.deprel(office) == Deprel::Appos
            && v.head(office)
                .is_some_and(|h| h < office && v.upos(h) == Upos::Propn);
        apposed && !v.dominates(office, f.tokens.0)
    }

    /// "took charge in May after eleven years at Norvane": neither the day nor the office is that of the years before.
    fn is_of_what_came_next(&self, f: &Found) -> bool {
        matches!(f.key, QualifierKey::Date | QualifierKey::ValidFrom)
            && f.tokens.0 < self.object
            && after_years_at(self.deep, self.parts)
    }

    fn is_seated(&self) -> bool {
        self.relation == "headquarteredIn" && self.deep.view.upos(self.trigger) != Upos::Verb
    }

    /// "Today the firm designs its own": nowadays.
    fn is_nowadays(&self, f: &Found) -> bool {
        let (v, t) = (self.deep.view, self.trigger);
        let present = |k: usize| v.token(k).feats.tense == Some(Tense::Pres);
        self.parts.temporality == Temporality::State
            && self.has(Sense::Nowadays, f)
            && (present(t)
                || v.children_by(t, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
                    .any(present))
    }

    /// Words that no date was found for: "since then", "its largest purchase in a decade".
    fn is_undated(&self, f: &Found) -> bool {
        let words = self.words(f);
        let in_years = words.starts_with("in ")
            && ["decade", "decades", "years", "century"]
                .iter()
                .any(|last| words.ends_with(last));
        is_text(f) && (in_years || self.has(Sense::Undated, f))
    }

    /// "for most of its 114 years".
    fn is_partly(&self, f: &Found) -> bool {
        let v = self.deep.view;
        let start = v.sentence(f.tokens.0).tokens.start;
        f.tokens.0 >= start + 3
            && matches!(
                v.form(f.tokens.0 - 1),
                "its" | "their" | "the" | "his" | "her"
            )
            && v.form(f.tokens.0 - 2) == "of"
            && matches!(v.lemma(f.tokens.0 - 3), "most" | "much" | "half" | "part")
    }

    /// "fourteen years on", "one day".
    fn is_ago(&self, f: &Found) -> bool {
        let next = f.tokens.1 + 1;
        self.words(f) == "one day"
            || self.deep.view.sentence(f.tokens.1).tokens.contains(&next)
                && self.deep.form_is(next, Sense::Ago)
    }

    /// "joined Norvane after six years at Trask": how long it was elsewhere; "stepped down after six years" is no beginning.
    fn is_after(&self, f: &Found) -> bool {
        let (v, t) = (self.deep.view, self.trigger);
        let start = v.sentence(f.tokens.0).tokens.start;
        let mut before = (start..=f.tokens.0).rev().take(3);
        let begins = |k: usize| self.deep.lemma_is(k, Sense::Beginning);
        before.any(|k| v.form(k).eq_ignore_ascii_case("after"))
            && (begins(t) || v.head(t).is_some_and(begins))
            && (f.tokens.0..=f.tokens.1).all(|k| !v.dominates(k, t))
    }
}

/// "By 1938 it employed 600": a past day by which something was so is no end of it.
pub(in crate::extract) fn by_then(
    deep: &Deep<'_>,
    parts: &Parts<'_>,
    found: Vec<Found>,
) -> Vec<Found> {
    let v = deep.view;
    let verb = Some(parts.trigger)
        .filter(|&t| v.upos(t) == Upos::Verb)
        .or_else(|| v.head(parts.trigger))
        .unwrap_or(parts.trigger);
    let told =
        v.token(verb).feats.tense == Some(Tense::Past) && v.child(verb, &[Deprel::Aux]).is_none();
    let Some(published) = v.document.meta.date.filter(|_| told) else {
        return found;
    };
    let by = |f: &Found| match &f.value {
        Value::Date(d, Some(word)) => word == "by" && d.last_day() < published.first_day(),
        _ => false,
    };
    found
        .into_iter()
        .map(|f| match f.key {
            QualifierKey::ValidUntil if by(&f) => Found {
                key: QualifierKey::Date,
                ..f
            },
            _ => f,
        })
        .collect()
}

/// Of two dates that no word joins, the one that is further from what is dated: it belongs to something else.
pub(in crate::extract) fn other_date(
    deep: &Deep<'_>,
    trigger: usize,
    object: usize,
    found: &[Found],
) -> Option<Value<MentionId>> {
    let v = deep.view;
    let mut dates = found
        .iter()
        .filter(|f| f.key == QualifierKey::Date && matches!(f.value, Value::Date(..)));
    let (Some(a), Some(b), None) = (dates.next(), dates.next(), dates.next()) else {
        return None;
    };
    let joined = |a: &Found, b: &Found| {
        (a.tokens.0..=a.tokens.1).any(|k| {
            v.deprel(k) == Deprel::Conj
                && v.head(k)
                    .is_some_and(|h| (b.tokens.0..=b.tokens.1).contains(&h))
        })
    };
    if joined(a, b) || joined(b, a) || a.value == b.value {
        return None;
    }
    let far = |f: &Found| {
        let near = f.tokens.0.abs_diff(trigger);
        if deep.is_verbal(trigger) {
            near
        } else {
            near.min(f.tokens.0.abs_diff(object))
        }
    };
    Some(if far(a) > far(b) { a } else { b }.value.clone())
}
