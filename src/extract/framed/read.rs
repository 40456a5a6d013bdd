//! Claims that the language model reads: a trigger, its relation, its arguments.
//!
//! Frames say which words mean a relation; the model has learned from annotated articles what else does. What it reads goes
//! through the same gates as what a frame finds: mentions must be resolved, classes must fit the relation's domain and range,
//! times and amounts are normalised, and the ontology must know the relation.

use super::Matcher;
use crate::claim::{Object, Predicate, QualifierKey, Status, Value};
use crate::extract::assemble::{Participant, Parts, assemble};
use crate::extract::deep::Filler;
use crate::extract::open::general;
use crate::extract::qualifiers::Found;
use crate::extract::{Candidate, Context, Extractor};
use crate::mention::{AmountValue, MentionId, MentionKind, TimeValue};
use crate::nlp::{Argument, ArgumentSlot, Deprel, Reading, Upos};
use crate::ontology::{FrameClaim, Range, Relation, Sense};

/// The extractor of claims that the model reads.
#[derive(Clone, Copy, Debug)]
pub struct Read;

/// What is less likely is not even kept to support what a frame finds.
const LEAST: f64 = 0.045;
/// Participants and qualifiers that the model holds less likely are left out.
const PARTICIPANT: f32 = 0.35;
const QUALIFIER: f32 = 0.27;
/// The same of times and sums, which a sentence may give to several claims.
const FIGURE: f32 = 0.4;
/// Further participants that are not coordinated with the likeliest one must be as likely as this.
const SURE: f32 = 0.6;
/// What the model is as sure of as this may be an object of any class, if it has no name: nouns have more senses than one.
const OF_ANY_CLASS: f32 = 0.5;
/// How far such an object is trusted.
const UNUSUAL: f32 = 0.6;
/// What a list has beside a participant is at least this likely of what the participant is.
const OF_A_LIST: f32 = 0.75;
/// Relations whose object may be held in part: a bare "stake" is no object of them.
const HELD: &[&str] = &["acquires", "sells", "owns", "investsIn"];
/// A participant is looked for among less likely ones where there is no better.
const RESERVE: f32 = 0.15;

impl Extractor for Read {
    fn name(&self) -> &'static str {
        "reader/1"
    }

    fn extract(&self, context: &Context<'_>, earlier: &[Candidate]) -> Vec<Candidate> {
        let matcher = Matcher::new(context);
        let readings = &context.view.analysis.readings;
        let mut found = Vec::new();
        for sentence in context.sentences() {
            let from = readings.partition_point(|r| r.token < sentence.tokens.start);
            for reading in &readings[from..] {
                if reading.token >= sentence.tokens.end {
                    break;
                }
                matcher.read(reading, earlier, &mut found);
            }
        }
        found
    }
}

impl Matcher<'_> {
    fn read(&self, reading: &Reading, earlier: &[Candidate], out: &mut Vec<Candidate>) {
        let Some(relation) = self.context.ontology.relation(&reading.relation) else {
            return;
        };
        let t = reading.token;
        let v = self.context.view;
        let spec = FrameClaim {
            relation: relation.name.clone(),
            percent: None,
            ..general()
        };
        let domain: Vec<&str> = relation.domain.iter().map(String::as_str).collect();
        let mut subjects = self.read_participants(reading, ArgumentSlot::Subject, |f| {
            self.entity(f, &domain, None, true)
        });
        let held = HELD.contains(&relation.name.as_str());
        let mut objects = self.read_participants(reading, ArgumentSlot::Object, |f| {
            if held && self.is_bare_share(f.token) {
                return None;
            }
            self.object(f, relation, &spec, true)
                .or_else(|| self.unusual_object(f, relation, reading))
        });
        // "sold its stake", "the rest": of what, the sentence leaves out
        let shares = reading
            .arguments
            .iter()
            .filter(|a| held && a.slot == ArgumentSlot::Object && self.is_bare_share(a.token));
        let share = shares.map(|a| a.confidence).fold(0.0, f32::max);
        if subjects.is_empty() {
            let slot = ArgumentSlot::OmittedSubject;
            subjects = self.omitted(reading, slot, &objects, earlier, 0.0, |f| {
                self.entity(f, &domain, None, false)
            });
        } else if objects.is_empty()
            && relation.takes_entity()
            && !(relation.name == "sells" && self.has_indefinite_share(t))
        {
            let slot = ArgumentSlot::OmittedObject;
            objects = self.omitted(reading, slot, &subjects, earlier, share, |f| {
                self.object(f, relation, &spec, false)
            });
        }
        if subjects.is_empty() || objects.is_empty() {
            return;
        }
        let bought = relation.name == "acquires"
            && objects.first().is_some_and(|(o, _)| {
                subjects
                    .iter()
                    .any(|(s, _)| self.is_what_was_bought(t, s.token, o.token))
            });
        if bought || self.is_received(reading, &subjects) {
            std::mem::swap(&mut subjects, &mut objects);
        }
        let state = self.read_state(reading);
        if state.idle {
            return;
        }
        let tokens: Vec<usize> = subjects
            .iter()
            .chain(&objects)
            .map(|(p, _)| p.token)
            .collect();
        let read = self.read_qualifiers(reading, relation, &tokens);
        let mut found = read.clone();
        for general in self.qualifiers(t, &spec, relation, &tokens, &state) {
            if !found.iter().any(|f| f.key == general.key) {
                found.push(general);
            }
        }
        // "and B the rest": each with its own share
        let sharers = self.sharers(t, relation, &found, |f| {
            self.entity(f, &domain, None, false)
        });
        let share_of = |p: &Participant| {
            let own = sharers.iter().find(|(s, _)| s.object == p.object);
            own.map(|(_, share)| share.clone())
        };
        objects.retain(|(o, _)| share_of(o).is_none());
        let known: Vec<Object<MentionId>> =
            subjects.iter().map(|(s, _)| s.object.clone()).collect();
        let new = sharers.iter().filter(|(s, _)| !known.contains(&s.object));
        subjects.extend(new.map(|(s, _)| (s.clone(), s.certainty)));
        for (subject, p) in &subjects {
            let mut found = found.clone();
            if let Some(share) = share_of(subject) {
                found.retain(|f| f.key != share.key);
                found.push(share);
            }
            for (object, q) in &objects {
                let found = self.dated_apart(&found, object);
                let Object::Entity(subject_id) = subject.object else {
                    continue;
                };
                let found = self.without_oneself(subject_id, found);
                if object.object == subject.object || self.against_itself(subject_id, &found) {
                    continue;
                }
                // "bought Hissa in 2015 and Portex in 2018": one of several is not who does it to another
                if subject.token != object.token
                    && share_of(subject).is_none()
                    && self.coordinated(subject.token, object.token)
                    && (!relation.symmetric
                        || v.upos(t) == Upos::Noun
                            && v.children(t)
                                .any(|c| c == subject.token || c == object.token))
                {
                    continue;
                }
                if self.is_something_else(t, relation, subject, object)
                    || self.is_beside_what_sits(t, relation, subject, object)
                    || self.is_no_seat(t, relation, object)
                    || self.is_judge(t, relation, subject)
                    || self.is_misread(t, relation, subject, object)
                {
                    continue;
                }
                // "the executive left": an office is not who holds it
                if subject.token == t && relation.name == "holdsPosition" {
                    continue;
                }
                let score = f64::from(reading.confidence)
                    * f64::from(p * q).sqrt()
                    * f64::from(subject.certainty * object.certainty);
                if score < LEAST {
                    continue;
                }
                let parts = Parts {
                    trigger: t,
                    frame: "reading",
                    predicate: Predicate::Relation(relation.name.clone()),
                    extractor: Read.name(),
                    status: Status::Actual,
                    temporality: relation.temporality,
                    lasting: relation.can_end(),
                    subject,
                    subject_id,
                    object,
                    found: &found,
                    state: &state,
                    read: Some(score),
                };
                out.extend(assemble(&self.deep, &parts).map(|mut candidate| {
                    // dates and the words around it may have changed it since
                    if candidate.claim.status == reading.status {
                        candidate.status_read = reading.status_confidence;
                    }
                    candidate
                }));
            }
        }
    }

    /// The participants of a reading with their probabilities, plural mentions taken apart.
    fn read_participants(
        &self,
        reading: &Reading,
        slot: ArgumentSlot,
        accept: impl Fn(Filler) -> Option<Participant>,
    ) -> Vec<(Participant, f32)> {
        // a word that is the other participant more likely is not this one
        let rather = |a: &Argument| {
            reading.arguments.iter().any(|b| {
                let other = match slot {
                    ArgumentSlot::Subject => ArgumentSlot::Object,
                    _ => ArgumentSlot::Subject,
                };
                // "the rights stop short of voice": it is what they leave out
                let excluded = b.slot == ArgumentSlot::Qualifier(QualifierKey::Excludes);
                let another = b.slot == other || excluded && slot == ArgumentSlot::Object;
                b.token == a.token && another && b.confidence > a.confidence
            })
        };
        let mut likely: Vec<&Argument> = reading
            .arguments
            .iter()
            .filter(|a| a.slot == slot && a.confidence >= RESERVE && !rather(a))
            .collect();
        likely.sort_by(|a, b| {
            b.confidence
                .total_cmp(&a.confidence)
                .then(a.token.cmp(&b.token))
        });
        let mut found: Vec<(Participant, f32)> = Vec::new();
        for argument in likely {
            let filler = Filler {
                token: self.whole_of(self.deep.antecedent(argument.token)),
                certainty: 1.0,
            };
            let one_of_several = found
                .iter()
                .any(|(p, _)| self.coordinated(p.token, filler.token));
            if argument.confidence < PARTICIPANT && !found.is_empty() && !one_of_several {
                continue;
            }
            // beside the likeliest there are those that are coordinated with it, and what is as good as sure
            let beside = found.is_empty()
                || argument.confidence >= SURE
                || found
                    .iter()
                    .any(|(p, _)| self.coordinated(p.token, filler.token));
            if !beside {
                continue;
            }
            let vague = self.is_vague(filler.token);
            let fits = accept(filler).filter(|_| !vague);
            let Some(participant) = fits else {
                continue;
            };
            for single in self.singles(vec![participant]) {
                let known = found.iter().any(|(p, _)| p.object == single.object);
                if !known {
                    // of a list that has one of them the others are as good
                    let least = found.first().map_or(0.0, |(_, first)| {
                        if one_of_several {
                            first * OF_A_LIST
                        } else {
                            0.0
                        }
                    });
                    found.push((single, argument.confidence.max(least)));
                }
            }
        }
        found.sort_by_key(|(p, _)| p.token);
        found
    }

    /// An object without a name whose class the relation does not ask for, where the model is sure of it.
    fn unusual_object(
        &self,
        f: Filler,
        relation: &Relation,
        reading: &Reading,
    ) -> Option<Participant> {
        let mentions = self.deep.mentions;
        let nominal = |id| mentions.get(id).kind == MentionKind::Nominal;
        let sure = |a: &Argument| {
            a.slot == ArgumentSlot::Object
                && a.confidence >= OF_ANY_CLASS
                && self.whole_of(self.deep.antecedent(a.token)) == f.token
        };
        // who takes part is a person or an organisation; what else there is has nouns for many classes
        let ontology = self.context.ontology;
        let party = |r: &Range| {
            matches!(r, Range::Class(c)
                if ontology.is_a(c, "Organization") || ontology.is_a(c, "Person"))
        };
        let taken = f.token != reading.token
            && relation.takes_entity()
            && !relation.takes_place()
            && !relation.range.iter().all(party)
            && reading.confidence >= OF_ANY_CLASS
            && mentions.at(f.token).is_some_and(nominal)
            && reading.arguments.iter().any(sure);
        let found = taken.then(|| self.entity(f, &[], None, true)).flatten()?;
        Some(Participant {
            certainty: found.certainty * UNUSUAL,
            ..found
        })
    }

    /// Whether a pronoun or description refers to nothing that has a name or a class.
    fn is_vague(&self, token: usize) -> bool {
        let mentions = self.deep.mentions;
        let Some(id) = mentions.at(token) else {
            return false;
        };
        let named = |m: MentionId| mentions.get(m).kind == MentionKind::Name;
        let referents = &mentions.reference(id).referents;
        mentions.get(id).kind == MentionKind::Pronoun
            && !referents.iter().any(|&r| named(r))
            && referents.iter().all(|&r| mentions.get(r).class.is_none())
    }

    /// Whether two words belong to one coordination.
    pub(super) fn coordinated(&self, a: usize, b: usize) -> bool {
        let v = self.context.view;
        let first = |t: usize| {
            let mut at = self
                .deep
                .mentions
                .at(t)
                .map_or(t, |m| self.deep.mentions.get(m).head);
            while v.deprel(at) == Deprel::Conj
                && let Some(head) = v.head(at)
            {
                at = head;
            }
            at
        };
        first(a) == first(b)
    }

    /// "United States President", "Japan's prime minister": the office is that of a country, not of who the text is about.
    pub(super) fn is_office_of_state(&self, t: usize) -> bool {
        let v = self.context.view;
        let lemma = v.lemma(t).to_lowercase();
        let office = self.deep.senses.has(Sense::OfficeOfState, &lemma);
        let country = |k: usize| {
            let class = self.deep.mentions.at(k).and_then(|m| self.class_of(m).0);
            class.is_some_and(|c| self.context.ontology.is_a(&c, "Place"))
        };
        let of = [Some(t), v.head(t).filter(|_| v.upos(t) == Upos::Propn)];
        // "President Thorsvald said": of a country as likely as of a company
        let titled = v.lemma(t).eq_ignore_ascii_case("president")
            && t + 1 < v.sentence(t).tokens.end
            && v.upos(t + 1) == Upos::Propn
            && v.children(t).all(|c| c > t || v.deprel(c) == Deprel::Punct)
            && !v.children(t).any(|c| v.deprel(c) == Deprel::Nmod);
        let either = self.deep.lemma_is(t, Sense::OfficeOfAny);
        office
            || titled
            || either
                && of.into_iter().flatten().any(|h| {
                    v.children_by(
                        h,
                        &[
                            Deprel::Compound,
                            Deprel::NmodPoss,
                            Deprel::Amod,
                            Deprel::NmodDesc,
                        ],
                    )
                    .any(country)
                })
    }

    /// "€5m in 2025, up from €4m in 2024": of several dates a figure has the one that stands nearest to it.
    fn dated_apart(&self, found: &[Found], object: &Participant) -> Vec<Found> {
        let mut found = found.to_vec();
        let dates = |f: &&Found| f.key == QualifierKey::Date;
        if matches!(object.object, Object::Entity(_)) || found.iter().filter(dates).count() < 2 {
            return found;
        }
        let nearest = found.iter().filter(dates).map(|f| f.tokens);
        let nearest = nearest.min_by_key(|t| (t.0.abs_diff(object.token), t.0));
        found.retain(|f| f.key != QualifierKey::Date || Some(f.tokens) == nearest);
        found
    }

    /// "Existing backer Norvane", "Norvane, its main lender": whether a noun describes a name that stands beside it.
    pub(super) fn is_beside_name(&self, t: usize) -> bool {
        let mentions = self.deep.mentions;
        let how = mentions.at(t).map(|m| mentions.reference(m).how.as_str());
        how.is_some_and(|how| how.starts_with("description before the name") || how == "apposition")
    }

    fn read_qualifiers(
        &self,
        reading: &Reading,
        relation: &Relation,
        participants: &[usize],
    ) -> Vec<Found> {
        let mut found = Vec::new();
        for argument in &reading.arguments {
            // one time is one thing: when it happened, or since or until when it holds
            let rather = is_time(argument.slot)
                && reading.arguments.iter().any(|other| {
                    other.token == argument.token
                        && is_time(other.slot)
                        && other.confidence > argument.confidence
                });
            let least = match argument.slot {
                ArgumentSlot::Qualifier(
                    QualifierKey::Date
                    | QualifierKey::ValidFrom
                    | QualifierKey::ValidUntil
                    | QualifierKey::Amount
                    | QualifierKey::AmountMin
                    | QualifierKey::AmountMax
                    | QualifierKey::Rate
                    | QualifierKey::Stake,
                ) => FIGURE,
                _ => QUALIFIER,
            };
            if argument.confidence < least || rather {
                continue;
            }
            match argument.slot {
                ArgumentSlot::Qualifier(QualifierKey::Condition)
                    if !self.is_condition(argument.token) => {}
                ArgumentSlot::Qualifier(QualifierKey::Quantity)
                    if !self.counts(argument.token, participants) => {}
                ArgumentSlot::Qualifier(key) if takes(relation, key) => {
                    self.read_value(key, argument.token, relation, participants, &mut found);
                }
                // what is exclusive, some word of the sentence calls so
                ArgumentSlot::Flag(QualifierKey::Exclusive, true)
                    if !self.says(reading.token, QualifierKey::Exclusive) => {}
                ArgumentSlot::Flag(key, holds) if takes(relation, key) => found.push(Found {
                    key,
                    // "is no longer exclusive"
                    value: Value::Boolean(holds && !self.deep.is_negated_flag(argument.token)),
                    tokens: (argument.token, argument.token),
                }),
                _ => {}
            }
        }
        found
    }

    /// Whether some word of a sentence makes things exclusive, primary or capped.
    fn says(&self, t: usize, key: QualifierKey) -> bool {
        let v = self.context.view;
        v.sentence(t).tokens.clone().any(|k| {
            let form = v.form(k).to_lowercase();
            let modifier = self.deep.operators.modifier(&form);
            modifier.is_some_and(|(of, _)| of == key)
                || matches!(
                    form.as_str(),
                    "only" | "alone" | "exclusivity" | "monopoly" | "sole"
                )
        })
    }

    /// Whether a word heads a condition: "if it agrees", "subject to approval", but not "during the event".
    fn is_condition(&self, token: usize) -> bool {
        let v = self.context.view;
        // "for as long as it takes"
        if v.upos(token) == Upos::Adv && !self.deep.is_copular(token) {
            return false;
        }
        // "provided", without what
        if matches!(v.lemma(token), "provide" | "assume" | "suppose")
            && self.clause_of_condition(token) == Some(token)
            && v.child(token, &[Deprel::Obj, Deprel::Nsubj, Deprel::NsubjPass])
                .is_none()
        {
            return false;
        }
        if self.deep.is_verbal(token) || self.deep.is_copular(token) {
            return true;
        }
        self.deep.preposition(token).is_none_or(|p| {
            !matches!(
                p.as_str(),
                "during"
                    | "at"
                    | "in"
                    | "on"
                    | "after"
                    | "before"
                    | "since"
                    | "from"
                    | "by"
                    | "of"
                    | "to"
            )
        }) && v.upos(token) != Upos::Propn
    }

    /// The clause that a word for a condition heads or opens.
    fn clause_of_condition(&self, token: usize) -> Option<usize> {
        let v = self.context.view;
        let within = v
            .children_by(token, &[Deprel::Ccomp, Deprel::Csubj])
            .find(|&c| c > token);
        let own = self.deep.is_verbal(token) || self.deep.is_copular(token);
        let clause = match v.lemma(token) {
            "provide" | "assume" | "suppose" => {
                let beside = || {
                    let above = v.head(token)?;
                    v.children_by(above, &[Deprel::Advcl, Deprel::Ccomp])
                        .find(|&c| self.deep.proviso(c) == Some(token))
                };
                within.or_else(beside)
            }
            _ => None,
        };
        clause.or_else(|| Some(token).filter(|_| own))
    }

    /// Whether a count is one of what the claim is about: of a participant, or of what the trigger has as its object.
    fn counts(&self, token: usize, participants: &[usize]) -> bool {
        let v = self.context.view;
        let Some(amount) = self.deep.mentions.amount_at(token) else {
            return true;
        };
        let head = amount.head;
        participants
            .iter()
            .any(|p| amount.tokens.contains(p) || v.head(head) == Some(*p))
            || !matches!(v.deprel(head), Deprel::Obl | Deprel::Nmod | Deprel::Nsubj)
            || self
                .deep
                .preposition(head)
                .is_none_or(|p| matches!(p.as_str(), "of" | "for"))
    }

    /// What a word gives to a qualifier: a range gives both its ends, a bounded amount its bounds.
    fn read_value(
        &self,
        key: QualifierKey,
        token: usize,
        relation: &Relation,
        participants: &[usize],
        found: &mut Vec<Found>,
    ) {
        let mentions = self.deep.mentions;
        let mut push = |key, value, tokens| {
            let new = Found { key, value, tokens };
            if takes(relation, key) && !found.contains(&new) {
                found.push(new);
            }
        };
        if let Some(time) = mentions.time_at(token)
            && let TimeValue::Range(from, until) = &time.value
        {
            let tokens = (time.tokens.start, time.tokens.end - 1);
            push(QualifierKey::ValidFrom, Value::Date(*from, None), tokens);
            let word = time.word.clone();
            push(QualifierKey::ValidUntil, Value::Date(*until, word), tokens);
            return;
        }
        // "provided that its plant is up by 2028": the clause, not the word that heads it
        let clause = match key {
            QualifierKey::Condition => self.clause_of_condition(token),
            _ => None,
        };
        if let Some(words) = clause.and_then(|c| self.deep.condition_words(c)) {
            push(key, words.value, words.tokens);
            return;
        }
        if let Some((value, tokens)) = self.value(key, token, participants) {
            push(key, value, tokens);
        }
        if let Some(amount) = mentions.amount_at(token)
            && let AmountValue::Money(money) = &amount.value
            && key == QualifierKey::Amount
        {
            self.deep.ends_of(amount, money, found);
        }
    }
}

fn is_time(slot: ArgumentSlot) -> bool {
    matches!(
        slot,
        ArgumentSlot::Qualifier(
            QualifierKey::Date | QualifierKey::ValidFrom | QualifierKey::ValidUntil
        )
    )
}

/// A term of a state or of a deal may be told of any relation.
fn takes(relation: &Relation, key: QualifierKey) -> bool {
    let known = relation.takes(key) || matches!(key, QualifierKey::Date | QualifierKey::Condition);
    known && (key != QualifierKey::Place || !relation.takes_place())
}
