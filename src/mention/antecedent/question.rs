//! A question: a word, or a place in a claim, of which it is asked whom it stands for.

use std::collections::BTreeSet;

use super::cast::{Cast, Member, Played, beside};
use crate::mention::groups;
use crate::mention::links;
use crate::mention::typing::{Family, family};
use crate::mention::{Definiteness, Mention, MentionId, MentionKind, Mentions};
use crate::nlp::{ArgumentSlot, Asked, Deprel, Number, Upos, View};
use crate::ontology::{Lexicon, Trade};

/// Readings and participants that the model holds less likely tell nothing.
const READING: f32 = 0.5;
const PARTICIPANT: f32 = 0.5;
/// Above these confidences in their classes, a word for an authority does not mean a company.
const SURE_AUTHORITY: f32 = 0.75;
const SURE_COMPANY: f32 = 0.85;

/// The relation of persons to those whose office they hold.
const OFFICE: &str = "holdsPosition";

/// How the rules find what is beyond question.
const CERTAIN: &[&str] = &[
    "apposition",
    "as the text defines it",
    "a thing of its own",
    "the part it plays",
    "the subject after it",
    "the possessor before it",
];

/// What is asked, and what is known of the asked.
#[derive(Debug)]
pub(crate) struct Question {
    /// The word; for a left-out participant the trigger.
    pub token: usize,
    /// "it", "its", "they", "their", "we", "our", "he", "his", "the" (a description), "rel" (a possessed one), "omit",
    /// "pl" (what stands for several).
    pub kind: &'static str,
    /// The lemma of a description or trigger.
    pub head: String,
    /// Words that modify a description.
    pub modifiers: BTreeSet<String>,
    /// The places that a description gives, as [`links::modifiers`] writes them.
    pub sites: BTreeSet<String>,
    /// The trades that a description tells.
    pub trades: BTreeSet<Trade>,
    /// What it is in its clause: "s", "o", "p" (possessor), "n" (beside a noun), "x".
    pub role: &'static str,
    /// The places that it has in readings: `acquires.s`.
    pub slots: Vec<String>,
    /// Who has the other places of these readings.
    pub others: BTreeSet<usize>,
    /// Who had these places before.
    pub played: Played,
    /// Whom the rules take.
    pub rule: Option<usize>,
    /// Whom they take together, where they take several.
    pub group: Vec<usize>,
    /// How they come to it.
    pub how: String,
    /// How sure they are, in tenths.
    pub sure: u8,
    /// Whether the rules take it for something without a name.
    pub own: bool,
    /// Whether it is a word for those of a country: "the Swedes".
    pub people: bool,
    /// Whether several speak: "we" is no single person.
    pub several: bool,
    /// Whether it is a regulator or the like, which no company is.
    pub authority: bool,
    /// The outlet that tells what the clause says: it seldom speaks of itself.
    pub outlet: Option<MentionId>,
    /// The names beside which a description stands as something else under one verb: in "Norvane bought the dairy from Trask" it is
    /// neither.
    pub beside: Vec<usize>,
    /// Whom the clause is about that somebody whose employer is asked for says: "Norvane was not told, Chief Executive Ada Berg said".
    pub speaks_of: Option<usize>,
    /// The relation whose subject (or object) a trigger leaves out.
    pub left_out: Option<(String, bool)>,
}

impl Question {
    /// Whether a member of the cast cannot be meant, whatever else speaks for it.
    pub fn bars(&self, member: &Member) -> bool {
        self.several && member.class == "Person"
            || self.outlet == Some(member.representative)
            || self
                .beside
                .iter()
                .any(|t| member.named_at.contains(t) || member.tokens.contains(t))
            || self.authority && member.class == "Company" && member.sure >= SURE_COMPANY
            || self.is_elsewhere(member)
    }

    /// Whether the description gives a place that is not the member's: "the French authority" is not the European Commission.
    pub fn is_elsewhere(&self, member: &Member) -> bool {
        links::conflict(&self.sites, &member.sites)
    }

    /// Whether a member is a body from where "the Swedes" are.
    pub fn is_from(&self, member: &Member) -> bool {
        let here = |places: &BTreeSet<String>| !self.sites.is_disjoint(places);
        let seat = |place: &String| {
            let place = place.to_lowercase();
            self.sites.contains(&format!("place:={place}"))
                || self.sites.contains(&format!("place:{place}"))
        };
        member.is_body()
            && (here(&member.sites) || here(&member.told_sites) || member.seats.iter().any(seat))
    }

    /// The same for the model.
    pub fn asked(&self) -> Asked<'_> {
        match &self.left_out {
            None => Asked::Word(self.token),
            Some((relation, subject)) => Asked::LeftOut {
                trigger: self.token,
                relation,
                subject: *subject,
            },
        }
    }
}

/// The question that a mention asks, if it is one that refers to what another names.
pub(super) fn of_mention(
    view: &View<'_>,
    lexicon: &Lexicon,
    mentions: &Mentions,
    cast: &Cast,
    i: usize,
) -> Option<Question> {
    let mention = &mentions.mentions[i];
    let reference = &mentions.references[i];
    let t = mention.head;
    let group: Vec<usize> = match reference.referents[..] {
        [] | [_] => Vec::new(),
        ref several => several.iter().filter_map(|&r| cast.member(r)).collect(),
    };
    if group.len() != reference.referents.len() && reference.referents.len() > 1 {
        return None;
    }
    let how = reference.how.split(" →").next().unwrap_or_default();
    if CERTAIN.contains(&how) {
        return None;
    }
    let rule = match reference.referents[..] {
        [r] => cast.member(r),
        _ => None,
    };
    let people = mention.kind == MentionKind::Nominal && super::cast::is_people(view, lexicon, t);
    let kind = match mention.kind {
        MentionKind::Name => return None,
        MentionKind::Pronoun if stands_for_several(view, mention) => "pl",
        MentionKind::Pronoun => pronoun(&view.form(t).to_lowercase())?,
        MentionKind::Nominal => {
            let named = reference.referents.first().is_some_and(|&r| {
                mentions.get(r).kind == MentionKind::Name && beside(view, mentions, i, r)
            });
            let structural = matches!(
                view.deprel(t),
                Deprel::Appos | Deprel::Compound | Deprel::NmodDesc | Deprel::Flat
            );
            // "the Lathe app": it has a name of its own; "the Leeds dairy" has that of a place
            let own_name = view.children(t).any(|c| {
                matches!(
                    view.deprel(c),
                    Deprel::Compound | Deprel::NmodDesc | Deprel::Appos | Deprel::Flat
                ) && mentions.at(c).is_some_and(|id| {
                    let name = mentions.get(id);
                    let place = matches!(name.class.as_deref(), Some("Place" | "Country"));
                    name.kind == MentionKind::Name && !(place && c < t)
                })
            });
            if named || own_name || structural {
                return None;
            }
            let several = !people && stands_for_several(view, mention);
            if mention.number == Number::Plur && !several && !people {
                return None;
            }
            // no member of the cast is a country or a town
            let place = matches!(mention.class.as_deref(), Some("Place" | "Country"));
            if place && mention.class_confidence >= SURE_AUTHORITY && !people {
                return None;
            }
            // "last year the industry sold 31m cars": nobody in particular; an exchange may be somebody
            let nominal = lexicon.nominal(&view.lemma(t).to_lowercase());
            let market = nominal.is_some_and(|n| n.classes.first().is_some_and(|c| c == "Market"));
            if market && !matches!(view.lemma(t), "exchange" | "bourse") {
                return None;
            }
            match mention.definiteness {
                _ if several => "pl",
                Definiteness::Definite => "the",
                Definiteness::Possessive => "rel",
                _ => return None,
            }
        }
    };
    let mut question = Question {
        token: t,
        kind,
        head: if mention.kind == MentionKind::Nominal {
            view.lemma(t).to_lowercase()
        } else {
            String::new()
        },
        modifiers: super::cast::modifiers(view, t).collect(),
        sites: cast.sited.get(&t).cloned().unwrap_or_default(),
        trades: if mention.kind == MentionKind::Nominal {
            super::cast::trades(view, lexicon, t)
        } else {
            BTreeSet::new()
        },
        role: role(view, t),
        slots: Vec::new(),
        others: BTreeSet::new(),
        played: Played::default(),
        rule,
        group,
        how: how.to_owned(),
        sure: (reference.confidence * 10.0) as u8,
        own: rule.is_none() && reference.referents.len() == 1,
        authority: mention.kind == MentionKind::Nominal
            && mention.class.as_deref() == Some("GovernmentAgency")
            && mention.class_confidence >= SURE_AUTHORITY,
        outlet: (kind == "it")
            .then(|| outlet(view, mentions, t))
            .flatten()
            .filter(|&id| told_of_others(cast, id, t)),
        people,
        beside: if kind == "the" {
            co_arguments(view, t)
        } else {
            Vec::new()
        },
        several: mention.kind == MentionKind::Pronoun
            && speaks_for_several(&view.form(t).to_lowercase()),
        speaks_of: None,
        left_out: None,
    };
    let sentence = view.sentence(t);
    let from = view
        .analysis
        .readings
        .partition_point(|r| r.token < sentence.tokens.start);
    for reading in view.analysis.readings[from..]
        .iter()
        .take_while(|r| r.token < sentence.tokens.end)
        .filter(|r| r.confidence >= READING)
    {
        for a in reading
            .arguments
            .iter()
            .filter(|a| a.token == t && a.confidence >= PARTICIPANT)
        {
            let subject = match a.slot {
                ArgumentSlot::Subject => true,
                ArgumentSlot::Object => false,
                _ => continue,
            };
            question.take_part(
                view,
                mentions,
                cast,
                &reading.relation,
                subject,
                reading.token,
            );
            let other = reading.arguments.iter().filter(|b| {
                b.token != t
                    && b.confidence >= PARTICIPANT
                    && b.slot
                        == if subject {
                            ArgumentSlot::Object
                        } else {
                            ArgumentSlot::Subject
                        }
            });
            question
                .others
                .extend(other.filter_map(|b| cast.at(mentions, b.token)));
        }
    }
    Some(question)
}

/// The names beside which a description stands as something else under one verb: its subject, and what is given, sold or paid to or
/// from whom.
fn co_arguments(view: &View<'_>, t: usize) -> Vec<usize> {
    let mut at = t;
    for _ in 0..8 {
        // "as the sole maker", "its owner, the group", "became the largest", "is the buyer"
        let same = matches!(
            view.deprel(at),
            Deprel::Xcomp
                | Deprel::Appos
                | Deprel::NmodPoss
                | Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Vocative
                | Deprel::Dislocated
        ) || view.child(at, &[Deprel::Cop]).is_some()
            || view
                .children_by(at, &[Deprel::Case])
                .any(|c| matches!(view.form(c).to_lowercase().as_str(), "as" | "like"));
        let clause = matches!(
            view.deprel(at),
            Deprel::Ccomp | Deprel::Advcl | Deprel::Acl | Deprel::AclRelcl | Deprel::Parataxis
        );
        let Some(above) = view.head(at).filter(|_| !same && !clause) else {
            return Vec::new();
        };
        if view.upos(above) == Upos::Verb {
            let subject = view.child(above, &[Deprel::Nsubj, Deprel::NsubjPass]);
            let subject = subject.filter(|&s| view.upos(s) == Upos::Propn && s < t);
            // "bought it from Trask", where the description is what is bought
            let party = |&o: &usize| {
                at == t
                    && view.deprel(t) == Deprel::Obj
                    && view.upos(o) == Upos::Propn
                    && view
                        .child(o, &[Deprel::Case])
                        .is_some_and(|c| matches!(view.lemma(c), "from" | "to" | "by"))
            };
            let parties = view.children_by(above, &[Deprel::Obl, Deprel::Iobj]);
            return subject.into_iter().chain(parties.filter(party)).collect();
        }
        at = above;
    }
    Vec::new()
}

/// Whether a pronoun or a description stands for each of several that were named: "both", "the two", "either side", "the companies".
fn stands_for_several(view: &View<'_>, mention: &Mention) -> bool {
    let t = mention.head;
    let distributive = |t: usize| {
        matches!(
            view.form(t).to_lowercase().as_str(),
            "both" | "each" | "either" | "neither"
        )
    };
    if mention.kind == MentionKind::Pronoun {
        return distributive(t);
    }
    let parties = mention.class.as_deref().map_or_else(
        || groups::VAGUE.contains(&view.lemma(t).to_lowercase().as_str()),
        |c| matches!(family(c), Family::Organization | Family::Person),
    );
    let plural = mention.number == Number::Plur && mention.definiteness == Definiteness::Definite;
    parties && (plural || view.children(t).any(|c| c < t && distributive(c)))
}

/// The outlet that is the subject of a verb above the clause of a word: "The Mercury Post says it has sold …".
fn outlet(view: &View<'_>, mentions: &Mentions, word: usize) -> Option<MentionId> {
    let mut at = word;
    for _ in 0..8 {
        let above = view.head(at)?;
        if matches!(view.deprel(at), Deprel::Ccomp | Deprel::Parataxis)
            && let Some(subject) = view.child(above, &[Deprel::Nsubj])
            && let Some(id) = mentions.at(subject)
            && mentions.get(id).class.as_deref() == Some("NewsOutlet")
        {
            return mentions.reference(id).referents.first().copied();
        }
        at = above;
    }
    None
}

/// Whether the text has named a company before a word, other than the outlet itself.
fn told_of_others(cast: &Cast, outlet: MentionId, word: usize) -> bool {
    cast.members.iter().any(|m| {
        m.representative != outlet
            && matches!(m.class.as_str(), "Company" | "Organization")
            && m.tokens.first().is_some_and(|&first| first < word)
    })
}

/// The question whom a reading leaves out in one place; `others` has the other.
pub(crate) fn left_out(
    view: &View<'_>,
    mentions: &Mentions,
    cast: &Cast,
    trigger: usize,
    relation: &str,
    subject: bool,
    others: BTreeSet<usize>,
) -> Question {
    let mut question = Question {
        token: trigger,
        kind: "omit",
        head: view.lemma(trigger).to_lowercase(),
        modifiers: BTreeSet::new(),
        sites: BTreeSet::new(),
        trades: BTreeSet::new(),
        role: role(view, trigger),
        slots: Vec::new(),
        others,
        played: Played::default(),
        rule: None,
        group: Vec::new(),
        how: String::new(),
        sure: 0,
        own: false,
        authority: false,
        outlet: None,
        people: false,
        several: false,
        beside: Vec::new(),
        speaks_of: (relation == OFFICE && !subject)
            .then(|| speaks_of(view, mentions, cast, trigger))
            .flatten(),
        left_out: Some((relation.to_owned(), subject)),
    };
    question.take_part(view, mentions, cast, relation, subject, trigger);
    question
}

/// The body that is the subject of the clause that a person with an office says, by the word for the office.
fn speaks_of(view: &View<'_>, mentions: &Mentions, cast: &Cast, office: usize) -> Option<usize> {
    let mut at = office;
    for _ in 0..4 {
        let above = view.head(at)?;
        if view.deprel(at).is_subject() {
            let said = view
                .child(above, &[Deprel::Ccomp, Deprel::Parataxis])
                .or_else(|| {
                    view.head(above)
                        .filter(|_| view.deprel(above) == Deprel::Parataxis)
                })?;
            let subject = view.child(said, &[Deprel::Nsubj, Deprel::NsubjPass])?;
            return cast
                .at(mentions, subject)
                .filter(|&m| cast.members[m].is_body());
        }
        at = above;
    }
    None
}

impl Question {
    fn take_part(
        &mut self,
        view: &View<'_>,
        mentions: &Mentions,
        cast: &Cast,
        relation: &str,
        subject: bool,
        trigger: usize,
    ) {
        self.slots
            .push(format!("{relation}.{}", if subject { "s" } else { "o" }));
        let played = cast.played(view, mentions, trigger, relation, subject);
        self.played.same.extend(played.same);
        self.played.other.extend(played.other);
    }
}

fn pronoun(form: &str) -> Option<&'static str> {
    Some(match form {
        "it" | "itself" => "it",
        "its" => "its",
        "they" | "them" | "themselves" => "they",
        "their" => "their",
        "we" | "us" | "i" | "me" | "ourselves" => "we",
        "our" | "my" | "ours" => "our",
        "he" | "she" | "him" => "he",
        "his" | "her" => "his",
        _ => return None,
    })
}

fn speaks_for_several(form: &str) -> bool {
    matches!(form, "we" | "us" | "ourselves" | "our" | "ours")
}

fn role(view: &View<'_>, t: usize) -> &'static str {
    let deprel = view.deprel(t);
    if deprel.is_subject() {
        return "s";
    }
    match deprel {
        Deprel::Obj | Deprel::Iobj => "o",
        Deprel::NmodPoss => "p",
        Deprel::Nmod => "n",
        Deprel::Obl => "b",
        _ => "x",
    }
}

/// The role of a word, for its neighbours too.
pub(super) fn role_of(view: &View<'_>, t: usize) -> &'static str {
    role(view, t)
}
