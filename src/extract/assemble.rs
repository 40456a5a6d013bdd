//! Putting a claim together: status, evidence, attribution, trace and score.

use super::Candidate;
use super::calibration::is_kept;
use super::combine::{combine, with_term};
use super::deep::Deep;
use super::qualifiers::Found;
use super::status::State;
use super::told::{came_from, is_over};
use crate::claim::{
    Claim, Confidence, Evidence, Object, Predicate, Qualifier, QualifierKey, Status, Trace,
    TraceStep, Value,
};
use crate::mention::{Amount, AmountValue, MentionId};
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::Temporality;

/// Somebody or something that can take part in a claim.
#[derive(Clone, Debug)]
pub struct Participant {
    /// The word that stands for it.
    pub token: usize,
    /// The mention, or the literal.
    pub object: Object<MentionId>,
    /// How sure it is that it fills the place, in (0, 1].
    pub certainty: f32,
    /// Its words.
    pub words: String,
    /// How it was resolved.
    pub how: String,
}

/// The parts of one claim.
pub struct Parts<'a> {
    /// The word that says it.
    pub trigger: usize,
    /// Frame or construction.
    pub frame: &'a str,
    /// What is said.
    pub predicate: Predicate,
    /// Name and version of the extractor.
    pub extractor: &'static str,
    /// Status when the words are affirmed.
    pub status: Status,
    /// Whether it is an event or a state.
    pub temporality: Temporality,
    /// Subject.
    pub subject: &'a Participant,
    /// Its mention.
    pub subject_id: MentionId,
    /// Object.
    pub object: &'a Participant,
    /// Qualifiers.
    pub found: &'a [Found],
    /// What the sentence says about its holding.
    pub state: &'a State,
    /// How likely the model holds it, where it was the model that found it.
    pub read: Option<f64>,
}

/// The claim, or `None` where its words have no place in the text or fit too badly.
#[must_use]
pub fn assemble(deep: &Deep<'_>, parts: &Parts<'_>) -> Option<Candidate> {
    let v = deep.view;
    let (t, subject, object, state) = (parts.trigger, parts.subject, parts.object, parts.state);
    let published = v.document.meta.date;
    let found = &by_then(
        deep,
        parts,
        counted(deep, object.token, fitting(deep, parts)),
    )[..];
    if is_forecast_of_analysts(deep, parts) || is_part_of_staff(deep, parts) {
        return None;
    }
    let mut status = combine(state.status, parts.status);
    let until = found.iter().find_map(|f| match (&f.value, f.key) {
        (Value::Date(d, _), QualifierKey::ValidUntil) => Some(*d),
        _ => None,
    });
    status = with_term(status, until, published, state.past);
    // what is dated after the document has not happened yet: "becomes chairman on 1 September"
    let start = found.iter().find_map(|f| match (&f.value, f.key) {
        (Value::Date(d, _), QualifierKey::Date | QualifierKey::ValidFrom) => Some(*d),
        _ => None,
    });
    if let (Status::Actual, Some(start), Some(published), false) =
        (status, start, published, state.past)
        && start.first_day() > published.last_day()
    {
        status = Status::Planned;
    }
    // "now sees sales of $2bn": a forecast
    if status == Status::Actual && is_foreseen(deep, parts) {
        status = Status::Planned;
    }
    // "will keep its nine pubs": it has them
    if status == Status::Planned && is_kept_on(deep, parts) {
        status = Status::Actual;
    }
    // "subject to clearance by the authority": it is to come
    if status == Status::Actual && is_awaited(deep, parts) {
        status = Status::Planned;
    }
    // "has appointed Ada to run its mills": she does
    let later = start.is_some_and(|s| published.is_none_or(|p| s.first_day() > p.last_day()));
    if status == Status::Planned && !later && is_appointed(deep, parts) {
        status = Status::Actual;
    }
    // "announced the launch of": it is launched
    if status == Status::Planned && !later && is_announced(deep, parts) {
        status = Status::Actual;
    }
    // "has named Ada its director with effect from 1 September": the words are past, the state is to come
    let begins = found.iter().any(|f| match (&f.value, published) {
        (Value::Date(d, Some(word)), Some(published)) => {
            f.key == QualifierKey::ValidFrom
                && matches!(
                    word.as_str(),
                    "from"
                        | "with effect from"
                        | "effective"
                        | "as of"
                        | "as from"
                        | "effective from"
                )
                && d.first_day() > published.last_day()
        }
        _ => false,
    });
    if begins && status == Status::Actual && parts.temporality == Temporality::State {
        status = Status::Planned;
    }
    // "will leave in December": until then it holds
    let mut moved = Vec::new();
    let found = if status == Status::Ended && parts.temporality == Temporality::State {
        // "will step down at the end of the month"
        let will = !state.past
            && state.because.iter().chain([&t]).any(|&k| {
                v.children_by(k, &[Deprel::Aux])
                    .any(|a| v.lemma(a) == "will")
            });
        let future = |f: &Found| match (&f.value, f.key, published) {
            (
                Value::Date(d, _),
                QualifierKey::Date | QualifierKey::ValidFrom | QualifierKey::ValidUntil,
                Some(p),
            ) => d.first_day() > p.last_day() || will && d.last_day() > p.last_day(),
            _ => false,
        };
        // "Ola, until last month chief executive of Norvane, will join Trask in March": the later date is that of something else
        let over = found
            .iter()
            .any(|f| f.key == QualifierKey::ValidUntil && !future(f));
        if over {
            moved.extend(found.iter().filter(|f| !future(f)).cloned());
            &moved[..]
        } else if found.iter().any(future) {
            status = Status::Actual;
            moved.extend(found.iter().cloned().map(|f| {
                if future(&f) {
                    Found {
                        key: QualifierKey::ValidUntil,
                        ..f
                    }
                } else {
                    f
                }
            }));
            &moved[..]
        } else {
            // "left in August": the day on which a state ended is its last
            let ends = found.iter().any(|f| f.key == QualifierKey::ValidUntil);
            moved.extend(found.iter().cloned().map(|f| match (&f.value, f.key) {
                (Value::Date(_, word), QualifierKey::ValidFrom)
                    if !ends && !matches!(word.as_deref(), Some("since" | "from")) =>
                {
                    Found {
                        key: QualifierKey::ValidUntil,
                        ..f
                    }
                }
                _ => f,
            }));
            &moved[..]
        }
    } else {
        found
    };
    if parts.temporality == Temporality::State && is_over(deep, parts, status) {
        status = Status::Ended;
    }
    let mut tokens: Vec<usize> = vec![t, subject.token, object.token];
    for f in found {
        tokens.push(f.tokens.0);
        tokens.push(f.tokens.1);
    }
    tokens.extend(state.because.iter().copied());
    let sentence = v.sentence(t);
    tokens.retain(|k| sentence.tokens.contains(k));
    let (first, last) = (*tokens.iter().min()?, *tokens.iter().max()?);
    let (first, last) = (name_start(deep, first), name_end(deep, last));
    let evidence = Evidence::new(v.document, v.span(&(first..last + 1)), sentence.span)?;
    let speaker = deep.speaker(t);
    let mut qualifiers: Vec<Qualifier<MentionId>> = found
        .iter()
        .map(|f| Qualifier {
            key: f.key,
            value: f.value.clone(),
        })
        .collect();
    // what ended on a day did not begin on it
    if status == Status::Ended {
        let last = qualifiers
            .iter()
            .find(|q| q.key == QualifierKey::ValidUntil)
            .map(|q| q.value.clone());
        qualifiers.retain(|q| q.key != QualifierKey::ValidFrom || Some(&q.value) != last.as_ref());
    }
    if let Some(other) = other_date(deep, t, object.token, found) {
        qualifiers.retain(|q| q.key != QualifierKey::Date || q.value != other);
    }
    qualifiers.sort();
    qualifiers.dedup();
    let mut steps = vec![
        step("subject", &subject.words, &subject.how),
        step("object", &object.words, &object.how),
    ];
    for f in found {
        steps.push(step(
            f.key.as_str(),
            v.words(&(f.tokens.0..f.tokens.1 + 1)),
            "",
        ));
    }
    if !state.because.is_empty() {
        let mut because = state.because.clone();
        because.sort_unstable();
        because.dedup();
        let words: Vec<&str> = because.iter().map(|&k| v.form(k)).collect();
        steps.push(step("status", &words.join(" … "), status.as_str()));
    }
    if let Some(s) = &speaker {
        steps.push(step("attribution", v.form(s.word), ""));
    }
    let arc = |k: usize| f64::from(v.token(k).arc_confidence.clamp(0.3, 1.0));
    let arcs = (arc(t) * arc(subject.token) * arc(object.token)).cbrt();
    let hedge = if state.hedged { 0.9 } else { 1.0 };
    let score = f64::from(subject.certainty)
        * f64::from(object.certainty)
        * f64::from(state.certainty)
        * arcs
        * hedge;
    if parts.read.is_none() && !is_kept(score) {
        return None;
    }
    Some(Candidate {
        claim: Claim {
            subject: parts.subject_id,
            predicate: parts.predicate.clone(),
            object: object.object.clone(),
            qualifiers,
            status,
            attribution: speaker.into_iter().map(|s| s.who).collect(),
            // what its extractor knows by itself; all witnesses together are weighed later
            confidence: Confidence::new(parts.read.unwrap_or(score)),
            extractor: parts.extractor.to_owned(),
            evidence: vec![evidence],
            trace: Trace {
                frame: parts.frame.to_owned(),
                trigger: v.form(t).to_owned(),
                steps,
            },
        },
        trigger: t,
        participants: vec![subject.token, object.token],
        score: if parts.read.is_some() { 0.0 } else { score },
        read: parts.read.unwrap_or(0.0),
        status_read: 0.0,
    })
}

/// "Analysts at Norvane see sales of $2bn": not Norvane's.
fn is_forecast_of_analysts(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let analysts = |k: usize| matches!(v.lemma(k), "analyst" | "economist" | "strategist");
    !matches!(parts.object.object, Object::Entity(_))
        && v.head(parts.subject.token).is_some_and(analysts)
}

/// A sum that somebody sees coming.
fn is_foreseen(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let value = !matches!(parts.object.object, Object::Entity(_));
    // "the deal sees it raise $40m" is no forecast
    let itself = |k: usize| {
        v.child(k, &[Deprel::Nsubj])
            .is_some_and(|s| s == parts.subject.token || v.dominates(s, parts.subject.token))
    };
    let sees = |k: usize| {
        let feats = &v.token(k).feats;
        v.upos(k) == Upos::Verb
            && matches!(v.lemma(k), "see" | "foresee" | "envisage" | "guide")
            && feats.tense == Some(Tense::Pres)
            && itself(k)
    };
    value
        && [Some(parts.trigger), v.head(parts.trigger)]
            .into_iter()
            .flatten()
            .any(sees)
}

/// Whether somebody goes on holding what they hold.
fn is_kept_on(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let owns = matches!(&parts.predicate, Predicate::Relation(r) if r == "owns");
    let keeps = |k: usize| matches!(v.lemma(k), "keep" | "retain" | "maintain");
    let object = parts.object.token;
    owns && (keeps(parts.trigger)
        || v.head(object)
            .is_some_and(|h| keeps(h) && matches!(v.deprel(object), Deprel::Obj | Deprel::Conj)))
}

/// Whether something is waited for: "subject to approval by the board", "needs the consent of".
fn is_awaited(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = parts.trigger;
    let approves = matches!(&parts.predicate, Predicate::Relation(r) if r == "approves");
    if !approves || v.upos(t) != Upos::Noun {
        return false;
    }
    let before = v.sentence(t).tokens.start.max(t.saturating_sub(4))..t;
    let words = v.words(&before).to_lowercase();
    let marked = [
        "subject to",
        "pending",
        "awaiting",
        "contingent on",
        "dependent on",
        "conditional on",
    ]
    .iter()
    .any(|w| words.contains(w));
    let needs = v.deprel(t) == Deprel::Obj
        && v.head(t)
            .is_some_and(|h| matches!(v.lemma(h), "need" | "require" | "await" | "seek" | "want"));
    marked || needs
}

/// Whether somebody has been put in an office to do its work.
fn is_appointed(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let office = matches!(&parts.predicate, Predicate::Relation(r) if r == "holdsPosition");
    let t = parts.trigger;
    office
        && !matches!(v.lemma(t), "succeed" | "replace")
        && v.token(t).feats.verb_form == Some(VerbForm::Inf)
        && v.head(t).is_some_and(|h| {
            matches!(
                v.lemma(h),
                "appoint" | "name" | "hire" | "recruit" | "promote" | "install"
            ) && deep.state(h).status == Status::Actual
        })
}

/// Whether it was announced that something has been put out.
fn is_announced(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let t = parts.trigger;
    let out =
        matches!(&parts.predicate, Predicate::Relation(r) if r == "releases" || r == "availableOn");
    let told = |h: usize| {
        v.token(h).feats.tense == Some(Tense::Past) && deep.state(h).status == Status::Actual
    };
    out && matches!(
        v.lemma(t),
        "launch" | "release" | "availability" | "introduction"
    ) && !v.children_by(t, &[Deprel::Amod]).any(|a| {
        matches!(
            v.lemma(a),
            "upcoming" | "forthcoming" | "planned" | "coming" | "imminent" | "future"
        )
    }) && v.deprel(t) == Deprel::Obj
        && v.head(t)
            .is_some_and(|h| matches!(v.lemma(h), "announce" | "unveil" | "celebrate") && told(h))
}

/// "700 of its 2,900 workers": not all whom it employs.
fn is_part_of_staff(deep: &Deep<'_>, parts: &Parts<'_>) -> bool {
    let v = deep.view;
    let staff = matches!(&parts.predicate, Predicate::Relation(r) if r == "hasEmployees");
    let Some(amount) = deep
        .mentions
        .amount_at(parts.object.token)
        .filter(|_| staff)
    else {
        return false;
    };
    let end = v.sentence(parts.object.token).tokens.end;
    let next = amount.tokens.start + 1;
    (next..end.min(next + 2)).any(|k| v.form(k) == "of")
        && (next..end.min(next + 4)).any(|k| v.upos(k) == Upos::Num)
        && parts.found.iter().all(|f| f.key != QualifierKey::Place)
}

/// The qualifiers that are what they are taken for.
fn fitting<'a>(deep: &Deep<'_>, parts: &'a Parts<'_>) -> Vec<&'a Found> {
    let v = deep.view;
    let (t, object) = (parts.trigger, parts.object.token);
    let money = |a: &Amount| matches!(a.value, AmountValue::Money(..));
    let amounts = || deep.mentions.amounts.iter().filter(|a| money(a));
    // "a $23 million contract" is no contract for "$23 million"
    let sum =
        |f: &Found| amounts().any(|a| a.tokens.start <= f.tokens.0 && f.tokens.1 < a.tokens.end);
    let words = |f: &Found| v.words(&(f.tokens.0..f.tokens.1 + 1)).to_lowercase();
    let text = |f: &Found| matches!(f.value, Value::Text(_));
    // what is said to be bought is no purpose of buying it
    let echo =
        |f: &Found| text(f) && f.tokens.0 < f.tokens.1 && (f.tokens.0..=f.tokens.1).contains(&t);
    let party = |f: &Found| {
        f.tokens.0 + 1 >= f.tokens.1
            && deep.mentions.at(f.tokens.1).is_some_and(|m| {
                let class = deep.mentions.get(m).class.as_deref();
                matches!(class, Some("Company" | "Organization" | "Person"))
            })
    };
    // "$5bn, up from $4bn in 2024": the date of the other sum
    let of_another_sum = |f: &Found| {
        !matches!(parts.object.object, Object::Entity(_))
            && f.tokens.0 > object
            && amounts().any(|a| a.tokens.start > object && a.tokens.end <= f.tokens.0)
    };
    // "when she succeeded co-founder Peter Lind": a description has no part in the time of the clause
    let named = v
        .children_by(t, &[Deprel::Appos, Deprel::Flat])
        .any(|c| c == t + 1 && deep.heads_name(c));
    let describes = !deep.is_copular(t)
        && v.upos(t) == Upos::Noun
        && (named
            || matches!(
                v.deprel(t),
                Deprel::Compound
                    | Deprel::NmodDesc
                    | Deprel::NmodUnmarked
                    | Deprel::Flat
                    | Deprel::Amod
            ));
    // "the rights outside Japan and China" are not those there
    let outside = |f: &Found| {
        let first = match v.deprel(f.tokens.1) {
            Deprel::Conj => v.head(f.tokens.1).unwrap_or(f.tokens.1),
            _ => f.tokens.1,
        };
        [f.tokens.0, f.tokens.1, first]
            .into_iter()
            .any(|k| deep.preposition(k).as_deref() == Some("outside"))
    };
    // "from investors including Norvane"
    let several = |f: &Found| {
        matches!(
            words(f).as_str(),
            "investors" | "backers" | "several investors" | "other investors"
        ) && parts.found.iter().filter(|g| g.key == f.key).count() > 1
    };
    // "joined from Norvane as head of sales last year": neither the post nor the day is Norvane's
    let elsewhere = came_from(deep, parts);
    // "as part of the deal, Ada will join the board"
    let part_of = |f: &Found| {
        v.head(f.tokens.1).is_some_and(|h| {
            v.lemma(h) == "part" && deep.preposition(f.tokens.1).as_deref() == Some("of")
        })
    };
    // "left to become a beekeeper"
    let becomes = |f: &Found| {
        matches!(
            v.lemma(t),
            "leave" | "quit" | "resign" | "depart" | "retire" | "step"
        ) && v
            .head(f.tokens.1)
            .is_some_and(|h| h != t && matches!(v.lemma(h), "become" | "be"))
    };
    // "will be succeeded by finance head Ada Berg": that is what she was
    let own_title = |f: &Found| {
        matches!(v.lemma(t), "succeed" | "replace")
            && f.tokens.1 + 1 == name_start(deep, parts.subject.token)
    };
    // "for most of its 114 years"
    let partly = |f: &Found| {
        let start = v.sentence(f.tokens.0).tokens.start;
        f.tokens.0 >= start + 3
            && matches!(
                v.form(f.tokens.0 - 1),
                "its" | "their" | "the" | "his" | "her"
            )
            && v.form(f.tokens.0 - 2) == "of"
            && matches!(v.lemma(f.tokens.0 - 3), "most" | "much" | "half" | "part")
    };
    // "38 of its 121 shops": how many there are is said after it
    let some_of = |f: &Found| {
        let next = f.tokens.1 + 1;
        let end = v.sentence(f.tokens.1).tokens.end;
        next + 2 < end
            && v.form(next) == "of"
            && v.upos(next + 2) == Upos::Num
            && matches!(v.form(next + 1), "its" | "their" | "the" | "his" | "her")
    };
    // "a $74m round led by Norvane", "has raised $95m from investors including Norvane": not Norvane's alone
    let invests = matches!(&parts.predicate, Predicate::Relation(r) if r == "investsIn");
    let of_all = |f: &Found| {
        let investor = parts.subject.token;
        let several = v.deprel(investor) == Deprel::Conj
            || v.children_by(investor, &[Deprel::Conj]).next().is_some()
            || v.head(investor)
                .is_some_and(|h| matches!(v.lemma(h), "investor" | "backer" | "most" | "part"));
        invests
            && sum(f)
            && (matches!(
                v.lemma(t),
                "lead" | "co-lead" | "anchor" | "head" | "join" | "participate" | "participation"
            ) || v.lemma(t) == "raise" && several)
    };
    // "fourteen years on", "one day"
    let ago = |f: &Found| {
        let next = f.tokens.1 + 1;
        words(f) == "one day"
            || v.sentence(f.tokens.1).tokens.contains(&next)
                && matches!(
                    v.form(next).to_lowercase().as_str(),
                    "on" | "later" | "ago" | "earlier" | "old"
                )
    };
    // "Norvane, valued at $2bn, handles payments for Trask": no sum of that
    let valued = |f: &Found| {
        let mut at = f.tokens.1;
        (0..4).any(|_| {
            let Some(head) = v.head(at) else { return false };
            at = head;
            at != t && v.upos(at) == Upos::Verb && v.lemma(at) == "value" && !v.dominates(at, t)
        })
    };
    // "across the road", "in four states", "most of them in Klaksvik"
    let nowhere = |f: &Found| {
        let head = v.head(f.tokens.1);
        text(f)
            && matches!(
                words(f).as_str(),
                "road" | "street" | "corner" | "way" | "states" | "countries" | "cities" | "world"
            )
            || head.is_some_and(|h| {
                h != t && matches!(v.lemma(h), "most" | "many" | "half" | "some" | "all")
            })
            || f.tokens.0 >= v.sentence(f.tokens.0).tokens.start + 3
                && v.form(f.tokens.0 - 3) == "of"
                && v.form(f.tokens.0 - 2) == "them"
    };
    // "the Ohio firm booked a charge last year": where it sits has no part in that
    let seated = matches!(&parts.predicate, Predicate::Relation(r) if r == "headquarteredIn")
        && v.upos(t) != Upos::Verb;
    // "Today the firm designs its own": nowadays
    let nowadays = |f: &Found| {
        parts.temporality == Temporality::State
            && matches!(words(f).as_str(), "today" | "now" | "nowadays")
            && v.token(t).feats.tense == Some(Tense::Pres)
    };
    // "sold for less than half of what it had cost": no half of the company
    let of_price = |f: &Found| {
        let of = v.children_by(f.tokens.1, &[Deprel::Nmod, Deprel::Acl, Deprel::Advcl]);
        of.chain(v.children_by(f.tokens.0, &[Deprel::Nmod, Deprel::Acl, Deprel::Advcl]))
            .any(|c| {
                matches!(
                    v.lemma(c),
                    "price" | "cost" | "value" | "sum" | "what" | "amount" | "worth"
                ) || v
                    .subtree(c)
                    .iter()
                    .any(|&k| k < c && v.form(k).eq_ignore_ascii_case("what"))
            })
    };
    // "since then": words that no date was found for
    let undated =
        |f: &Found| text(f) && matches!(words(f).as_str(), "since then" | "since" | "then");
    let is_wrong = |f: &Found| match f.key {
        QualifierKey::Role => sum(f) || elsewhere || part_of(f) || becomes(f) || own_title(f),
        QualifierKey::Duration => partly(f) || ago(f),
        QualifierKey::Amount => valued(f) || of_all(f),
        QualifierKey::Stake => of_price(f),
        QualifierKey::Quantity => some_of(f),
        QualifierKey::Service | QualifierKey::Product => sum(f) || echo(f),
        QualifierKey::Scope => {
            sum(f)
                || echo(f)
                || words(f).starts_with("seeking ")
                || outside(f)
                || matches!(
                    words(f).as_str(),
                    "report" | "reports" | "complaint" | "complaints"
                )
        }
        QualifierKey::Purpose => echo(f) || text(f) && party(f),
        QualifierKey::Channel => echo(f),
        QualifierKey::Investor => several(f),
        QualifierKey::Place => outside(f) || nowhere(f),
        QualifierKey::Date | QualifierKey::ValidFrom | QualifierKey::ValidUntil => {
            of_another_sum(f)
                || of_another_clause(deep, t, f.key, f.tokens.1)
                || elsewhere
                || seated && !v.dominates(t, f.tokens.0)
                || nowadays(f)
                || undated(f)
                || describes
                    && !v.dominates(t, f.tokens.0)
                    && v.head(t)
                        .is_none_or(|h| f.tokens.0 > h || f.tokens.1 < t.saturating_sub(3))
        }
        _ => false,
    };
    // what a fine is for is its ground
    let twice = |f: &Found| {
        f.key == QualifierKey::Purpose
            && parts
                .found
                .iter()
                .any(|g| g.key == QualifierKey::Scope && g.value == f.value)
    };
    parts
        .found
        .iter()
        .filter(|f| !is_wrong(f) && !twice(f))
        .collect()
}

/// Whether a word stands in a clause that neither holds the trigger nor hangs on it: "the firm, which sold Trask in 2019, supplies
/// Norvane", "ends the agreement, signed in 2022".
fn of_another_clause(deep: &Deep<'_>, trigger: usize, key: QualifierKey, word: usize) -> bool {
    let v = deep.view;
    let outside = !v.dominates(trigger, word);
    let is_apart = |k: usize| match v.deprel(k) {
        Deprel::AclRelcl => outside,
        Deprel::Acl => {
            key == QualifierKey::Date
                && v.head(k) != Some(trigger)
                && matches!(v.lemma(k), "sign" | "strike" | "reach" | "conclude")
        }
        _ => false,
    };
    let mut at = word;
    for _ in 0..20 {
        if at == trigger || v.dominates(at, trigger) {
            return false;
        }
        if is_apart(at) {
            return true;
        }
        let Some(head) = v.head(at) else { return false };
        at = head;
    }
    false
}

/// Qualifiers with the object's own count: in "41,200 vans, another 6,500 cars and a lorry" each member of the list keeps to its
/// number, and one without a number has none.
fn counted(deep: &Deep<'_>, object: usize, found: Vec<&Found>) -> Vec<Found> {
    let v = deep.view;
    let own = deep.mentions.amount_at(object);
    let of_another = |f: &Found| {
        (f.tokens.0..=f.tokens.1).any(|k| {
            v.deprel(k) == Deprel::Conj && v.head(k) == Some(object)
                || v.deprel(object) == Deprel::Conj && v.head(object) == Some(k)
        })
    };
    let count = |f: &Found| match own {
        _ if f.key != QualifierKey::Quantity => Some(f.clone()),
        Some(amount) if let AmountValue::Count(count) = &amount.value => Some(Found {
            key: f.key,
            value: Value::Quantity(count.clone()),
            tokens: (amount.tokens.start, amount.tokens.end - 1),
        }),
        _ => (!of_another(f)).then(|| f.clone()),
    };
    found.into_iter().filter_map(count).collect()
}

/// "By 1938 it employed 600": a past day by which something was so is no end of it.
fn by_then(deep: &Deep<'_>, parts: &Parts<'_>, found: Vec<Found>) -> Vec<Found> {
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
fn other_date(
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

fn step(slot: &str, words: &str, how: &str) -> TraceStep {
    TraceStep {
        slot: slot.to_owned(),
        words: words.to_owned(),
        how: how.to_owned(),
    }
}

/// The first token of the name that a token belongs to.
pub(super) fn name_start(deep: &Deep<'_>, t: usize) -> usize {
    deep.mentions
        .at(t)
        .map_or(t, |m| deep.mentions.get(m).tokens.start.min(t))
}

/// The last token of the name that a token belongs to.
fn name_end(deep: &Deep<'_>, t: usize) -> usize {
    let end = deep
        .mentions
        .at(t)
        .map_or(t, |m| (deep.mentions.get(m).tokens.end - 1).max(t));
    end.min(deep.view.sentence(t).tokens.end - 1).max(t)
}
