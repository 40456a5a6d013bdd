//! Antecedents: which of the names of a text a pronoun, a description or a left-out participant stands for.
//!
//! The rules of coreference know structures; how often each of their readings is right, and who is meant where they give none,
//! is learned from annotated articles. A question's candidates are the named entities of the text, and "none of them" for what has
//! no name. Features (`features.rs`) are weighed by a log-linear model over the
//! candidates of one question, in the manner of mention ranking (Denis and Baldridge 2008), and joined with what the network
//! itself reads ([`crate::nlp::Who`]); the weights are data (`models/antecedents.tsv`, trained by `train/antecedents.py`).

mod cast;
mod context;
mod features;
mod placed;
mod question;
mod sections;
mod sheet;
mod weights;

pub(crate) use cast::Cast;
pub(crate) use question::{Question, left_out};
pub use sheet::antecedent_sheet;

use context::Context;
use placed::Placed;

use super::{MentionId, MentionKind, Mentions, groups, links};
use crate::nlp::{Number, View};
use crate::ontology::Lexicon;
use features::Sum;

/// A candidate must be as likely as this to be taken.
const LEAST: f32 = 0.35;
/// What the rules take for something without a name is that, unless a candidate is as likely as this.
const SURE: f32 = 0.75;
/// What the rules found and the model holds less likely is not known.
const DOUBTED: f32 = 0.1;
/// What is as likely as this to be nobody named is somebody or something else.
const UNNAMED: f32 = 0.5;
/// A member of several is as likely as this, and all of them together as that.
const MEMBER: f32 = 0.1;
const TOGETHER: f32 = 0.6;
/// A candidate that is less likely than this is no more than a guess, and another of which this many times as much is likelier is as good.
const EVEN: f32 = 0.5;
const NEARLY: f32 = 3.0;
/// What it tells, in log-odds, that a description gives the trade of a candidate, or one that it seldom has beside its own.
const OF_ONE_TRADE: f32 = 2.0;
const OF_ANOTHER_TRADE: f32 = 3.5;
const OF_ANOTHER_NAME: f32 = 2.0;
/// The same of the place that it gives: where another description put the candidate, or elsewhere.
const OF_ONE_PLACE: f32 = 1.0;
const OF_ANOTHER_PLACE: f32 = 1.5;
/// The same of "the Swedes" for a body from there, and against any other.
const OF_ONE_PEOPLE: f32 = 2.5;
/// The same of a product of its sentence that is called after the candidate.
const OF_ITS_NAME: f32 = 5.0;
/// The same of whom somebody speaks whose employer is asked for.
const SPOKEN_OF: f32 = 1.5;
/// The same of whom the label of its paragraph names: "Oak Barn. The retailer's sales fell".
const OF_ITS_LABEL: f32 = 2.5;
/// A noun tells what it describes from this confidence in its class on.
const TELLING: f32 = 0.6;

/// What nobody has spoken of for so many sentences is not asked about.
const FAR: usize = 200;

/// The model's log-probabilities are no smaller than this.
const UNLIKELY: f32 = -9.0;

/// The probability of each member of the cast to be meant, and that of none.
pub(crate) fn probabilities(
    view: &View<'_>,
    lexicon: &Lexicon,
    mentions: &Mentions,
    cast: &Cast,
    question: &Question,
) -> (Vec<f32>, f32) {
    let weights = weights::weights();
    let context = Context::new(view, mentions, cast, question);
    let near: Vec<bool> = (0..cast.members.len())
        .map(|c| is_near(view, cast, c, question.token))
        .collect();
    let mut scores: Vec<f32> = (0..cast.members.len())
        .map(|c| {
            if !near[c] {
                return f32::NEG_INFINITY;
            }
            let mut sum = Sum::new(weights);
            features::of_candidate(view, cast, &context, question, c, &mut sum);
            sum.total
        })
        .collect();
    let mut sum = Sum::new(weights);
    features::of_none(cast, question, &mut sum);
    let mut none = sum.total;
    if let Some((read, read_none)) = read(view, cast, question, &near) {
        let share = |name| weights.get(&features::key(&[name, question.kind])).copied();
        let features = share("features").unwrap_or(1.0);
        let model = share("model").unwrap_or(0.0);
        for (score, read) in scores.iter_mut().zip(read) {
            *score = *score * features + read * model;
        }
        none = none * features + read_none * model;
    }
    let own = matches!(question.kind, "we" | "our");
    for (c, (score, member)) in scores.iter_mut().zip(&cast.members).enumerate() {
        let told_elsewhere = !own && cast.sections.is_elsewhere(view, question.token, c);
        if told_elsewhere || question.bars(member) {
            *score = f32::NEG_INFINITY;
        } else if !question.trades.is_disjoint(&member.trades) {
            *score += OF_ONE_TRADE;
        } else if lexicon.trades.are_apart(&question.trades, &member.trades) {
            *score -= if member.trades_by_name {
                OF_ANOTHER_NAME
            } else {
                OF_ANOTHER_TRADE
            };
        }
        let label = cast.labels.get(&view.sentence(question.token).block);
        if label == Some(&c) && member.is_body() && !own {
            *score += OF_ITS_LABEL;
        }
        // "the company introduced Ledgerfield Close": whose name that begins with
        if named_after(view, mentions, question.token, member) {
            *score += OF_ITS_NAME;
        }
        // "France's competition authority": not one of which no country is told, as far as words go
        let stranger = question.authority
            && !question.sites.is_empty()
            && member.sites.is_empty()
            && member.told_sites.is_empty();
        if stranger {
            *score -= OF_ANOTHER_PLACE;
        }
        if question.people {
            *score += if question.is_from(member) {
                OF_ONE_PEOPLE
            } else {
                -OF_ONE_PEOPLE
            };
        } else if !question.sites.is_disjoint(&member.told_sites) {
            *score += OF_ONE_PLACE;
        } else if links::conflict(&question.sites, &member.told_sites) {
            *score -= OF_ANOTHER_PLACE;
        }
        if question.speaks_of == Some(c) {
            *score += SPOKEN_OF;
        }
    }
    let top = scores.iter().copied().fold(none, f32::max);
    let mut total = (none - top).exp();
    for s in &mut scores {
        *s = (*s - top).exp();
        total += *s;
    }
    for s in &mut scores {
        *s /= total;
    }
    (scores, (none - top).exp() / total)
}

/// Whether the sentence of a word has a product whose name begins with a member's.
fn named_after(view: &View<'_>, mentions: &Mentions, t: usize, member: &cast::Member) -> bool {
    if !member.is_body() {
        return false;
    }
    let representative = mentions.get(member.representative);
    let first = |m: &super::Mention| view.form(m.tokens.start).to_lowercase();
    let own = first(representative);
    view.sentence(t).tokens.clone().any(|k| {
        mentions.at(k).is_some_and(|id| {
            let name = mentions.get(id);
            name.kind == MentionKind::Name
                && name.head == k
                && name.tokens.len() > 1
                && matches!(
                    name.class.as_deref(),
                    Some("Product" | "Service" | "Platform" | "Model" | "Device")
                )
                && first(name) == own
        })
    })
}

/// Whether a member is meant somewhere about a word, or is whom the text is about. In a long text most are not.
fn is_near(view: &View<'_>, cast: &Cast, c: usize, t: usize) -> bool {
    let tokens = &cast.members[c].tokens;
    let next = tokens.partition_point(|&x| x < t);
    let here = view.sentence_index(t);
    let close = |x: &usize| view.sentence_index(*x).abs_diff(here) <= FAR;
    let before = next.checked_sub(1).and_then(|n| tokens.get(n));
    before.is_some_and(close)
        || tokens.get(next).is_some_and(close)
        || cast.main == Some(c)
        || cast.issuer == Some(c)
}

/// The model's own log-probabilities of each member of the cast and of none, if it knows the question.
fn read(
    view: &View<'_>,
    cast: &Cast,
    question: &Question,
    near: &[bool],
) -> Option<(Vec<f32>, f32)> {
    let names: Vec<&[usize]> = (cast.members.iter().zip(near))
        .map(|(m, &near)| if near { m.named_at.as_slice() } else { &[] })
        .collect();
    let who = &view.analysis.who;
    let (mut each, none) =
        who.log_probabilities(question.asked(), &names, |t| view.sentence_index(t))?;
    for p in &mut each {
        *p = p.max(UNLIKELY);
    }
    Some((each, none.max(UNLIKELY)))
}

/// Decides anew whom the pronouns and descriptions of a text stand for, in the order of the text.
pub(super) fn settle(view: &View<'_>, lexicon: &Lexicon, mentions: &mut Mentions) {
    let mut cast = Cast::new(view, lexicon, mentions);
    if cast.members.is_empty() {
        return;
    }
    let mut placed = Vec::new();
    for i in 0..mentions.mentions.len() {
        let Some(question) = question::of_mention(view, lexicon, mentions, &cast, i) else {
            if mentions.mentions[i].number == Number::Plur {
                of_itself(mentions, i, UNNAMED, "several who are not named");
            }
            continue;
        };
        let (scores, none) = probabilities(view, lexicon, mentions, &cast, &question);
        if !question.people && several(view, mentions, &cast, &question, i, &scores, none) {
            cast.refer(question.token, None);
            continue;
        }
        let best =
            (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)));
        let Some(best) = best else {
            continue;
        };
        // where nobody is likelier than not, whom the rules take is as good as another that is little likelier
        let best = match question.rule {
            Some(rule) if scores[best] < EVEN && scores[rule] * NEARLY >= scores[best] => rule,
            _ => best,
        };
        let p = scores[best];
        // "the Danes" may be one; "the bosses" seldom are
        let doubtful = question.own && mentions.mentions[i].kind == MentionKind::Pronoun;
        let least = if doubtful || question.kind == "pl" {
            SURE
        } else {
            LEAST
        };
        if p >= least && p > none {
            if question.rule != Some(best) {
                refer(
                    view,
                    mentions,
                    i,
                    &cast.members[best],
                    "likeliest antecedent",
                );
            }
            take_class(mentions, i, &cast.members[best]);
            mentions.references[i].confidence = p;
            cast.refer(question.token, Some(best));
            if !question.sites.is_empty() && !question.people {
                placed.push(Placed {
                    mention: i,
                    sites: question.sites.clone(),
                    scores,
                    member: best,
                });
            }
            let member = &mut cast.members[best];
            member.told_sites.extend(question.sites);
            if !question.trades.is_empty() && p >= EVEN {
                member.trades.extend(question.trades);
                member.trades_by_name = false;
            }
        } else if let Some(rule) = question.rule
            && question.is_elsewhere(&cast.members[rule])
        {
            mentions.references[i].referents.clear();
            cast.refer(question.token, None);
            of_itself(mentions, i, UNNAMED, "somebody of another place");
        } else if none >= UNNAMED && question.rule.is_none() {
            of_itself(mentions, i, none, "nobody who is named");
        } else if let Some(rule) = question.rule {
            let reference = &mut mentions.references[i];
            reference.confidence = scores[rule].max(0.01);
            if scores[rule] < DOUBTED && mentions.mentions[i].kind == MentionKind::Pronoun {
                reference.referents.clear();
                "unresolved".clone_into(&mut reference.how);
                cast.refer(question.token, None);
            }
        }
    }
    placed::settle(view, mentions, &cast, placed);
}

/// Lets a mention stand for a member of the cast.
fn refer(view: &View<'_>, mentions: &mut Mentions, i: usize, member: &cast::Member, how: &str) {
    let named = mentions.get(member.representative).span;
    let name = named.of(&view.document.text);
    let reference = &mut mentions.references[i];
    reference.referents = vec![member.representative];
    reference.how = format!("{how} → {name}");
}

/// Gives a mention the class of whom it stands for.
fn take_class(mentions: &mut Mentions, i: usize, member: &cast::Member) {
    let named = mentions.get(member.representative);
    let (class, confidence) = (named.class.clone(), named.class_confidence);
    let mention = &mut mentions.mentions[i];
    mention.class = class.or(mention.class.take());
    mention.class_confidence = confidence;
}

/// What stands for several stands for those who are likely together; false where no several are.
fn several(
    view: &View<'_>,
    mentions: &mut Mentions,
    cast: &Cast,
    question: &Question,
    i: usize,
    scores: &[f32],
    none: f32,
) -> bool {
    let reference = &mut mentions.references[i];
    if question.kind != "pl" && question.group.is_empty() {
        return false;
    }
    let mut ranked: Vec<usize> = (0..scores.len()).collect();
    ranked.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let two = groups::is_two(view, question.token)
        && !view.form(question.token).eq_ignore_ascii_case("each")
        && !view
            .children(question.token)
            .any(|c| view.form(c).eq_ignore_ascii_case("each"));
    let likely = ranked.iter().take_while(|&&c| scores[c] >= MEMBER).count();
    let chosen = &ranked[..if two { likely.min(2) } else { likely }];
    let mass: f32 = chosen.iter().map(|&c| scores[c]).sum();
    // some of a group that is known are not the group
    let some =
        chosen.len() < question.group.len() && chosen.iter().all(|c| question.group.contains(c));
    let counted = number(view, question.token).is_none_or(|n| n == chosen.len());
    if chosen.len() > 1 && mass >= TOGETHER && mass > none && !some && counted {
        let mut members: Vec<MentionId> = chosen
            .iter()
            .map(|&c| cast.members[c].representative)
            .collect();
        members.sort_unstable();
        let mut known = reference.referents.clone();
        known.sort_unstable();
        if known != members {
            reference.referents = members;
            "likeliest antecedents".clone_into(&mut reference.how);
        }
        reference.confidence = mass;
        return true;
    }
    if question.group.is_empty() {
        return false;
    }
    // the rules' group stays, as sure as it is likely, unless one alone is meant
    let mass: f32 = question.group.iter().map(|&c| scores[c]).sum();
    let alone = ranked.first().is_some_and(|&c| scores[c] >= SURE);
    if alone && !two {
        return false;
    }
    reference.confidence = reference.confidence.min(mass.max(DOUBTED));
    true
}

/// How many the words say that there are: "the three banks", "all three".
fn number(view: &View<'_>, token: usize) -> Option<usize> {
    let of = |t: usize| match view.form(t).to_lowercase().as_str() {
        "two" | "2" => Some(2),
        "three" | "3" => Some(3),
        "four" | "4" => Some(4),
        "five" | "5" => Some(5),
        _ => None,
    };
    of(token).or_else(|| view.children(token).filter(|&c| c < token).find_map(of))
}

/// A description that stands for nobody named, and for nothing else so far, stands for what it describes, if it tells what
/// that is.
fn of_itself(mentions: &mut Mentions, i: usize, confidence: f32, how: &str) {
    let mention = &mentions.mentions[i];
    let describes = mention.kind == MentionKind::Nominal
        && mention.class.is_some()
        && mention.class_confidence >= TELLING;
    let reference = &mut mentions.references[i];
    if describes && reference.referents.is_empty() {
        reference.referents = vec![MentionId(i as u32)];
        reference.confidence = confidence;
        how.clone_into(&mut reference.how);
    }
}
