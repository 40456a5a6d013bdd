//! Claims of the ontology's relations, found by its frames.

use std::collections::BTreeSet;

use super::assemble::{Participant, Parts, assemble};
use super::deep::{Deep, Filler};
use super::qualifiers::Found;
use super::status::State;
use super::{Candidate, Context, Extractor};
use crate::claim::{Decimal, Object, Predicate, QualifierKey, Value};
use crate::mention::{AmountValue, MentionId, MentionKind, TimeValue};
use crate::nlp::{Deprel, Upos};
use crate::ontology::{
    Constant, Frame, FrameClaim, Range, Relation, Slot, SlotExpr, Step, TriggerKind,
};

/// Nouns that stand for nothing that a graph could know.
const EMPTY: &[&str] = &[
    "one",
    "other",
    "people",
    "person",
    "thing",
    "something",
    "everyone",
];

/// The extractor of framed claims.
#[derive(Clone, Copy, Debug)]
pub struct Framed;

impl Extractor for Framed {
    fn name(&self) -> &'static str {
        "frames/1"
    }

    fn extract(&self, context: &Context<'_>, _earlier: &[Candidate]) -> Vec<Candidate> {
        let matcher = Matcher {
            context,
            deep: Deep {
                view: context.view,
                mentions: context.mentions,
                operators: &context.grammar.operators,
            },
        };
        let mut found = Vec::new();
        for sentence in context.sentences() {
            for t in sentence.tokens.clone() {
                for frame in matcher.frames_at(t) {
                    for claim in &frame.claims {
                        matcher.apply(t, frame, claim, &mut found);
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
}

impl<'a> Matcher<'a> {
    /// The frames that a word triggers, each once.
    fn frames_at(&self, t: usize) -> Vec<&'a Frame> {
        let v = self.context.view;
        let grammar = self.context.grammar;
        let kind = match v.upos(t) {
            Upos::Verb | Upos::Aux => TriggerKind::Verb,
            Upos::Noun | Upos::Propn => TriggerKind::Noun,
            Upos::Adj => TriggerKind::Adjective,
            _ => return Vec::new(),
        };
        if let Some(id) = self.deep.mentions.at(t)
            && self.deep.mentions.get(id).kind == MentionKind::Name
            && self.deep.mentions.get(id).head == t
        {
            let class = self.class_of(id).0;
            let found: Vec<&Frame> = class
                .map(|c| grammar.on_names(|n| self.context.ontology.is_a(&c, n)))
                .unwrap_or_default();
            if !found.is_empty() && !self.title_before_name(t) {
                return found;
            }
        }
        // names are not triggers
        if v.upos(t) == Upos::Propn
            && self
                .deep
                .mentions
                .at(t)
                .is_some_and(|m| self.deep.mentions.get(m).kind == MentionKind::Name)
            && !self.title_before_name(t)
        {
            return Vec::new();
        }
        let mut frames = BTreeSet::new();
        let lemma = v.lemma(t).to_lowercase();
        if kind == TriggerKind::Adjective {
            // capitalised titles look like adjectives: "Chief Executive Ola Brandvik"
            for trigger in grammar.triggers(TriggerKind::Noun, &lemma) {
                if trigger.words.len() > 1 && self.words_match(t, TriggerKind::Noun, &trigger.words)
                {
                    frames.insert(trigger.frame);
                }
            }
        }
        let form = v.form(t).to_lowercase();
        let mut consider = |kind: TriggerKind, word: &str| {
            for trigger in grammar.triggers(kind, word) {
                if self.words_match(t, kind, &trigger.words) {
                    frames.insert(trigger.frame);
                }
            }
        };
        consider(kind, &lemma);
        if form != lemma {
            consider(kind, &form);
        }
        match kind {
            // participles: "Vilnius-based", "is located in"
            TriggerKind::Verb => consider(TriggerKind::Adjective, &form),
            TriggerKind::Adjective => {
                consider(TriggerKind::Verb, &lemma);
            }
            TriggerKind::Noun => {}
        }
        if let Some(p) = v.analysis.predicates.iter().find(|p| p.token == t) {
            frames.extend(grammar.evoked_by(&p.roleset).iter().copied());
        }
        if kind != TriggerKind::Verb {
            frames.retain(|&frame| !self.inside_longer_trigger(t, frame));
        }
        frames.into_iter().map(|i| &grammar.frames[i]).collect()
    }

    /// "chief" in "chief executive": the frame is triggered by the whole phrase.
    fn inside_longer_trigger(&self, t: usize, frame: usize) -> bool {
        let v = self.context.view;
        let end = v.sentence(t).tokens.end.min(t + 4);
        (t + 1..end).any(|k| {
            let triggers = self
                .context
                .grammar
                .triggers(TriggerKind::Noun, &v.lemma(k).to_lowercase());
            triggers.iter().any(|trigger| {
                trigger.frame == frame
                    && trigger.words.len() > k - t
                    && self.words_match(k, TriggerKind::Noun, &trigger.words)
            })
        })
    }

    /// How many words the longest noun trigger has that ends at `t`.
    fn trigger_length(&self, t: usize) -> usize {
        let lemma = self.context.view.lemma(t).to_lowercase();
        let triggers = self.context.grammar.triggers(TriggerKind::Noun, &lemma);
        let matching = triggers
            .iter()
            .filter(|trigger| self.words_match(t, TriggerKind::Noun, &trigger.words));
        matching
            .map(|trigger| trigger.words.len())
            .max()
            .unwrap_or(1)
    }

    fn title_before_name(&self, t: usize) -> bool {
        let v = self.context.view;
        matches!(
            v.deprel(t),
            Deprel::Compound | Deprel::NmodDesc | Deprel::Appos | Deprel::Amod
        )
    }

    /// Whether the other words of a multiword trigger are there.
    fn words_match(&self, t: usize, kind: TriggerKind, words: &[String]) -> bool {
        let v = self.context.view;
        if words.len() == 1 {
            return true;
        }
        if kind == TriggerKind::Verb {
            let rest = &words[1..];
            let particle = v
                .children_by(t, &[Deprel::CompoundPrt, Deprel::Advmod])
                .any(|c| v.form(c).eq_ignore_ascii_case(&rest[0]));
            if rest.len() == 1 {
                return particle
                    || v.children_by(
                        t,
                        &[Deprel::Obl, Deprel::Obj, Deprel::OblAgent, Deprel::Xcomp],
                    )
                    .any(|c| self.deep.preposition(c).as_deref() == Some(rest[0].as_str()))
                    || self.follows(t, rest);
            }
            return self.follows(t, rest) || particle && self.object_then(t, &rest[1..]);
        }
        let first = t.checked_sub(words.len() - 1);
        first.is_some_and(|first| {
            v.sentence_index(first) == v.sentence_index(t)
                && words[..words.len() - 1]
                    .iter()
                    .enumerate()
                    .all(|(i, w)| v.form(first + i).to_lowercase() == *w || v.lemma(first + i) == w)
        })
    }

    fn follows(&self, t: usize, words: &[String]) -> bool {
        let v = self.context.view;
        let end = v.sentence(t).tokens.end;
        words.iter().enumerate().all(|(i, w)| {
            t + 1 + i < end && (v.form(t + 1 + i).to_lowercase() == *w || v.lemma(t + 1 + i) == w)
        })
    }

    /// The rest of a trigger such as "take … over to": a phrase with that preposition.
    fn object_then(&self, t: usize, rest: &[String]) -> bool {
        rest.len() == 1 && !self.deep.oblique(t, &rest[0]).is_empty()
    }

    /// What fills a slot of a word.
    fn fill(&self, t: usize, step: &Step) -> Vec<Filler> {
        let deep = &self.deep;
        let v = self.context.view;
        let found = match &step.slot {
            Slot::Subj => deep.subjects(t),
            Slot::Obj => {
                // "fined X €3m": the sum is no participant, X is
                let mut found = deep.objects(t);
                if found.iter().all(|f| self.amount(f.token).is_some()) {
                    found.extend(deep.recipients(t));
                }
                found
            }
            Slot::Iobj => deep.recipients(t),
            Slot::Pred => {
                let mut found = deep.predicates(t);
                if found.is_empty() && deep.is_copular(t) {
                    found.push(Filler {
                        token: t,
                        certainty: 1.0,
                    });
                }
                found
            }
            Slot::Comp => deep.complements(t),
            Slot::Prep(p) => deep.oblique(t, p),
            Slot::Poss => deep.possessors(t),
            Slot::Compound => deep.compounds(t),
            Slot::Mod => deep.modifiers(t),
            Slot::Head => match (v.deprel(t), v.head(t)) {
                (
                    Deprel::Compound
                    | Deprel::NmodDesc
                    | Deprel::Amod
                    | Deprel::NmodPoss
                    | Deprel::Acl
                    | Deprel::NmodUnmarked
                    | Deprel::Flat,
                    Some(h),
                ) => vec![Filler {
                    token: h,
                    certainty: 0.95,
                }],
                _ => Vec::new(),
            },
            Slot::Itself => deep.denotation(t),
            Slot::Each => Vec::new(),
            Slot::Topic => self.topic(t).into_iter().collect(),
            Slot::Trigger => vec![Filler {
                token: t,
                certainty: 1.0,
            }],
            Slot::Appos => v
                .children_by(t, &[Deprel::Appos])
                .map(|token| Filler {
                    token,
                    certainty: 0.95,
                })
                .collect(),
            Slot::Role(role) => v
                .analysis
                .predicates
                .iter()
                .filter(|p| p.token == t)
                .flat_map(|p| &p.arguments)
                .filter(|a| a.role == *role && !a.secondary && a.confidence >= 0.4)
                .map(|a| Filler {
                    token: deep.antecedent(a.token),
                    certainty: 0.55 + 0.35 * a.confidence,
                })
                .collect(),
        };
        found
            .into_iter()
            .filter(|f| self.accepts(f.token, step))
            .collect()
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

    /// The organisation that the sentences up to a word are about: named or referred to most often and most recently,
    /// subjects counting double; none when two are about equal.
    fn topic(&self, t: usize) -> Option<Filler> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let here = v.sentence_index(t);
        let mut weights: Vec<(MentionId, f32)> = Vec::new();
        for (i, mention) in mentions.mentions.iter().enumerate() {
            let sentence = v.sentence_index(mention.head);
            if sentence > here || mention.head == t {
                continue;
            }
            let [referent] = mentions.references[i].referents[..] else {
                continue;
            };
            let named = mentions.get(referent);
            let organization = named
                .class
                .as_deref()
                .is_some_and(|c| self.context.ontology.is_a(c, "Organization"));
            if named.kind != MentionKind::Name || !organization {
                continue;
            }
            let role = if v.deprel(mention.head).is_subject() {
                2.0
            } else {
                1.0
            };
            // what the headline and the lead name stays the topic
            let lead = if sentence < 2 { 0.5 } else { 0.0 };
            let decay = 0.75_f32.powi((here - sentence).min(40) as i32);
            let weight = role * decay.max(lead);
            match weights.iter_mut().find(|(m, _)| *m == referent) {
                Some((_, w)) => *w += weight,
                None => weights.push((referent, weight)),
            }
        }
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let (best, weight) = *weights.first()?;
        let second = weights.get(1).map_or(0.0, |w| w.1);
        (weight > 1.5 * second).then(|| Filler {
            token: mentions.get(best).head,
            certainty: (0.55 + 0.25 * (1.0 - second / weight)).min(0.8),
        })
    }

    fn accepts(&self, token: usize, step: &Step) -> bool {
        let v = self.context.view;
        let lemma = v.lemma(token).to_lowercase();
        if !step.lemmas.is_empty() {
            let form = v.form(token).to_lowercase();
            let phrase = || {
                step.lemmas
                    .iter()
                    .any(|l| l.contains([' ', '-']) && self.ends_phrase(token, l))
            };
            if !step.lemmas.contains(&lemma) && !step.lemmas.contains(&form) && !phrase() {
                return false;
            }
        }
        match step.class.as_deref() {
            None => true,
            Some("Money") => self
                .amount(token)
                .is_some_and(|a| matches!(a, AmountValue::Money(_))),
            Some("Percent") => self
                .amount(token)
                .is_some_and(|a| matches!(a, AmountValue::Percent(_))),
            Some("Count") if self.context.view.upos(token) == Upos::Num => true,
            Some("Count") => self
                .amount(token)
                .is_some_and(|a| matches!(a, AmountValue::Count(_))),
            Some("Time") => self.deep.mentions.time_at(token).is_some(),
            // a name, or a pronoun or description that refers to one
            Some("Name") => self.deep.mentions.at(token).is_some_and(|m| {
                let mentions = self.deep.mentions;
                let referent = mentions.reference(m).referents.first().copied();
                mentions.get(referent.unwrap_or(m)).kind == MentionKind::Name
            }),
            Some(class) => {
                let Some(id) = self.deep.mentions.at(token) else {
                    return false;
                };
                self.class_of(id)
                    .0
                    .is_some_and(|c| self.context.ontology.is_a(&c, class))
            }
        }
    }

    fn ends_phrase(&self, token: usize, phrase: &str) -> bool {
        let v = self.context.view;
        let spaced = phrase.replace('-', " - ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let Some(first) = (token + 1).checked_sub(words.len()) else {
            return false;
        };
        words
            .iter()
            .enumerate()
            .all(|(i, w)| v.form(first + i).to_lowercase() == **w || v.lemma(first + i) == *w)
    }

    fn amount(&self, token: usize) -> Option<&AmountValue> {
        self.deep.mentions.amount_at(token).map(|a| &a.value)
    }

    /// The words that a slot expression leads to, alternative by alternative.
    fn paths(&self, t: usize, expr: &SlotExpr) -> Vec<Vec<Filler>> {
        expr.0
            .iter()
            .map(|path| {
                let mut at = vec![Filler {
                    token: t,
                    certainty: 1.0,
                }];
                for step in path {
                    at = at
                        .iter()
                        .flat_map(|f| {
                            self.fill(f.token, step).into_iter().map(|g| Filler {
                                token: g.token,
                                certainty: g.certainty * f.certainty,
                            })
                        })
                        .collect();
                }
                at
            })
            .collect()
    }

    fn filled(&self, t: usize, expr: &SlotExpr) -> bool {
        self.paths(t, expr).iter().any(|p| !p.is_empty())
    }

    /// The class of what a mention refers to, and how sure it is.
    fn class_of(&self, id: MentionId) -> (Option<String>, f32) {
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
    fn fit(
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
        let score = |want: &str| {
            if ontology.is_a(class, want) {
                1.0
            } else if ontology.is_a(want, class) {
                0.85
            } else if lenient && confidence < 0.75 {
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

    fn entity(
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
            && EMPTY.contains(&v.lemma(mentions.get(id).head));
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
    fn object(
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
            if let Some(p) = self.entity(f, &wanted, claim.object_class.as_deref(), lenient) {
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
    fn participants(
        &self,
        t: usize,
        expr: &SlotExpr,
        accept: impl Fn(Filler, bool) -> Option<Participant>,
        taken: &[usize],
    ) -> Vec<Participant> {
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
                    if taken.contains(&member) || found.iter().any(|p| p.token == member) {
                        continue;
                    }
                    let certainty = f.certainty * if member == f.token { 1.0 } else { 0.96 };
                    let filler = Filler {
                        token: member,
                        certainty,
                    };
                    if let Some(mut p) = accept(filler, lenient) {
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
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn apply(&self, t: usize, frame: &Frame, claim: &FrameClaim, out: &mut Vec<Candidate>) {
        let Some(relation) = self.context.ontology.relation(&claim.relation) else {
            return;
        };
        if !claim.require.iter().all(|e| self.filled(t, e))
            || claim.forbid.iter().any(|e| self.filled(t, e))
        {
            return;
        }
        let domain: Vec<&str> = relation.domain.iter().map(String::as_str).collect();
        let subjects = self.participants(
            t,
            &claim.subject,
            |f, lenient| self.entity(f, &domain, claim.subject_class.as_deref(), lenient),
            &[],
        );
        if subjects.is_empty() {
            return;
        }
        let subjects = self.singles(subjects);
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
        let granted = self.is_granted(t, claim);
        let state = if claim.presupposed || granted {
            self.deep.presupposed_state(t)
        } else {
            self.deep.state(t)
        };
        if state.idle {
            return;
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
            return;
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
        for (subject, object) in pairs {
            let Object::Entity(subject_id) = subject.object else {
                continue;
            };
            let mut qualifiers = qualifiers.clone();
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
            if object.object == Object::Entity(subject_id) {
                continue;
            }
            let parts = Parts {
                trigger: t,
                frame: &frame.name,
                predicate: Predicate::Relation(relation.name.clone()),
                extractor: Framed.name(),
                status: claim.status,
                temporality: relation.temporality,
                subject: &subject,
                subject_id,
                object: &object,
                found: &qualifiers,
                state: &state,
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
    }

    /// Plural mentions taken apart: "the two companies" is each of them.
    fn singles(&self, participants: Vec<Participant>) -> Vec<Participant> {
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

    fn qualifiers(
        &self,
        t: usize,
        claim: &FrameClaim,
        relation: &Relation,
        participants: &[usize],
        state: &State,
    ) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut used: Vec<usize> = participants.to_vec();
        for (key, expr) in &claim.qualifiers {
            for fillers in self.paths(t, expr) {
                let values: Vec<Found> = fillers
                    .iter()
                    .flat_map(|f| self.deep.members(f.token))
                    // "X's finance chief": the trigger may itself stand for a participant
                    .filter(|m| *m == t || !participants.contains(m))
                    .filter_map(|m| {
                        self.value(*key, m, participants)
                            .map(|(value, tokens)| Found {
                                key: *key,
                                value,
                                tokens,
                            })
                    })
                    .collect();
                if !values.is_empty() {
                    used.extend(fillers.iter().map(|f| f.token));
                    found.extend(values);
                    break;
                }
            }
        }
        for (key, constant) in &claim.set {
            let value = match constant {
                Constant::Boolean(b) => Value::Boolean(*b),
                Constant::Text(text) => Value::Text(text.clone()),
            };
            found.push(Found {
                key: *key,
                value,
                tokens: (t, t),
            });
        }
        if claim.presupposed {
            return found;
        }
        let domain = if self.is_granted(t, claim) {
            self.deep.own_domain(t)
        } else {
            self.deep.domain(t, &used)
        };
        for general in self.deep.general(t, &domain, claim, relation, &used) {
            if !found.iter().any(|f| f.key == general.key) {
                found.push(general);
            }
        }
        for &c in &state.conditions {
            if !found.iter().any(|f| f.key == QualifierKey::Condition) {
                found.extend(self.deep.condition_words(c));
            }
        }
        found
    }

    /// Whether a word belongs to the name of somebody or some place.
    fn is_name(&self, token: usize) -> bool {
        let mentions = self.deep.mentions;
        let ontology = self.context.ontology;
        mentions.at(token).is_some_and(|m| {
            mentions.get(m).kind == MentionKind::Name
                && self.class_of(m).0.is_some_and(|c| {
                    ["Organization", "Person", "Place"]
                        .iter()
                        .any(|a| ontology.is_a(&c, a))
                })
        })
    }

    /// The value that a word gives to a qualifier.
    fn value(
        &self,
        key: QualifierKey,
        token: usize,
        participants: &[usize],
    ) -> Option<(Value<MentionId>, (usize, usize))> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        if let Some(amount) = mentions.amount_at(token) {
            let tokens = (amount.tokens.start, amount.tokens.end - 1);
            match (&amount.value, key) {
                (
                    AmountValue::Money(m),
                    QualifierKey::Amount | QualifierKey::AmountMin | QualifierKey::AmountMax,
                ) => return Some((Value::Money(m.clone()), tokens)),
                (AmountValue::Percent(n), QualifierKey::Rate | QualifierKey::Stake) => {
                    return Some((Value::Number(n.clone()), tokens));
                }
                (AmountValue::Count(q), QualifierKey::Quantity) => {
                    return Some((Value::Quantity(q.clone()), tokens));
                }
                _ if matches!(
                    key,
                    QualifierKey::Amount
                        | QualifierKey::Rate
                        | QualifierKey::Stake
                        | QualifierKey::Quantity
                ) =>
                {
                    return None;
                }
                _ => {}
            }
        } else if matches!(
            key,
            QualifierKey::Amount
                | QualifierKey::Rate
                | QualifierKey::Stake
                | QualifierKey::Quantity
                | QualifierKey::AmountMin
                | QualifierKey::AmountMax
        ) {
            return None;
        }
        if let Some(time) = mentions.time_at(token) {
            let tokens = (time.tokens.start, time.tokens.end - 1);
            return match (&time.value, key) {
                (
                    TimeValue::Date(d),
                    QualifierKey::Date
                    | QualifierKey::ValidFrom
                    | QualifierKey::ValidUntil
                    | QualifierKey::Previous,
                ) => Some((Value::Date(*d, time.word.clone()), tokens)),
                (TimeValue::Duration(d), QualifierKey::Duration) => {
                    Some((Value::Duration(d.clone()), tokens))
                }
                _ => None,
            };
        }
        if matches!(
            key,
            QualifierKey::Date
                | QualifierKey::ValidFrom
                | QualifierKey::ValidUntil
                | QualifierKey::Duration
        ) {
            return None;
        }
        if matches!(
            key,
            QualifierKey::Investor
                | QualifierKey::Licensor
                | QualifierKey::Recipient
                | QualifierKey::Place
                | QualifierKey::Product
        ) && let Some(id) = mentions.at(token)
        {
            let mention = mentions.get(id);
            let tokens = (mention.tokens.start, mention.tokens.end - 1);
            return match mentions.reference(id).referents.as_slice() {
                [] => (mention.kind == MentionKind::Nominal).then(|| {
                    (
                        Value::Text(mention.span.of(&v.document.text).to_owned()),
                        tokens,
                    )
                }),
                _ => Some((Value::Entity(id), tokens)),
            };
        }
        let words = if self.deep.is_verbal(token) {
            v.subtree_without(token, |c| {
                matches!(
                    v.deprel(c),
                    Deprel::Parataxis | Deprel::Conj | Deprel::AclRelcl
                )
            })
        } else {
            v.subtree_without(token, |c| {
                matches!(
                    v.deprel(c),
                    Deprel::AclRelcl
                        | Deprel::Appos
                        | Deprel::Conj
                        | Deprel::Cc
                        | Deprel::Parataxis
                        | Deprel::Acl
                        | Deprel::NmodPoss
                        | Deprel::Cop
                        | Deprel::Nsubj
                        | Deprel::Punct
                        | Deprel::Advmod
                        | Deprel::Aux
                        | Deprel::Mark
                ) || key == QualifierKey::Role && (self.is_name(c) || self.deep.alters(c))
                    || participants.contains(&c)
            })
        };
        // the unbroken run of words around the head
        let run = |step: fn(usize) -> Option<usize>| {
            let mut at = token;
            while let Some(next) = step(at).filter(|n| words.binary_search(n).is_ok()) {
                at = next;
            }
            at
        };
        let (mut first, last) = if self.deep.is_verbal(token) {
            (*words.first()?, *words.last()?)
        } else {
            (run(|k| k.checked_sub(1)), run(|k| k.checked_add(1)))
        };
        if key == QualifierKey::Role {
            first = first.min(token + 1 - self.trigger_length(token).min(token + 1));
            while first < token && self.is_name(first) {
                first += 1;
            }
            // the words of a title before a name hang on the name: "Chief" and "Executive" of "Chief Executive Ola"
            while let Some(before) = first.checked_sub(1) {
                let sibling = v.sentence_index(before) == v.sentence_index(token)
                    && v.head(before) == v.head(token)
                    && matches!(
                        v.deprel(before),
                        Deprel::Amod | Deprel::Compound | Deprel::NmodDesc
                    )
                    && !self.is_name(before)
                    && !self.deep.alters(before);
                if !sibling {
                    break;
                }
                first = before;
            }
        }
        let keep_negation = |k: usize| matches!(v.form(k).to_lowercase().as_str(), "no" | "not");
        while first < last
            && (matches!(
                v.deprel(first),
                Deprel::Case | Deprel::Mark | Deprel::Cc | Deprel::Punct
            ) || (v.upos(first) == Upos::Det && !keep_negation(first))
                || v.upos(first) == Upos::Part && v.deprel(first) == Deprel::Case)
        {
            first += 1;
        }
        if v.upos(first) == Upos::Pron && first == last {
            return None;
        }
        Some((
            Value::Text(v.words(&(first..last + 1)).to_owned()),
            (first, last),
        ))
    }
}

fn is_role(path: &[Step]) -> bool {
    path.iter().any(|s| matches!(s.slot, Slot::Role(_)))
}
