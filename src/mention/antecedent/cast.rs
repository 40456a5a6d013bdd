//! The cast: the named entities of a text, with what tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use super::sections::Sections;
use crate::mention::issuer::has_legal_form;
use crate::mention::label;
use crate::mention::links;
use crate::mention::pronouns::is_us;
use crate::mention::{Definiteness, Mention, MentionId, MentionKind, Mentions};
use crate::nlp::{ArgumentSlot, Deprel, Upos, View};
use crate::ontology::{Lexicon, Trade};
use crate::text::BlockKind;

/// A reading that the model holds less likely tells nothing of its participants.
pub(super) const TOLD: f32 = 0.4;

/// The relation that says where a body sits.
const SEAT: &str = "headquarteredIn";

/// What an authority of the European Union has for its place.
const EUROPE: [&str; 4] = [
    "place:=european union",
    "place:=europe",
    "place:european union",
    "place:europe",
];

/// How the rules say that it is whoever's text it is.
const OWN_TEXT: &str = "whose text it is";

/// The named entities of a text.
#[derive(Debug)]
pub(crate) struct Cast {
    /// In the order of their representatives.
    pub members: Vec<Member>,
    of: BTreeMap<MentionId, usize>,
    /// By token: who is meant there.
    at: BTreeMap<usize, usize>,
    /// The body that is named much more often than the next.
    pub main: Option<usize>,
    /// Whom the rules take for the one whose text it is.
    pub issuer: Option<usize>,
    /// By the head of a description: the places that modify it, and their countries.
    pub places: BTreeMap<usize, BTreeSet<String>>,
    /// By the head of a description: the places of which it says that what it means is there, as [`links::modifiers`] writes them.
    pub sited: BTreeMap<usize, BTreeSet<String>>,
    /// The parts of the text that tell of different things.
    pub sections: Sections,
    /// By block: whom its label names.
    pub labels: BTreeMap<usize, usize>,
    /// Of whom the text tells outside of quotations: "them", "us", "us sometimes".
    pub narrated: &'static str,
}

/// A named entity.
#[derive(Debug)]
pub(crate) struct Member {
    /// The mention that stands for it.
    pub representative: MentionId,
    /// Its class, "?" if it is not known.
    pub class: String,
    /// How sure its class is, in [0, 1].
    pub sure: f32,
    /// Tokens that mean it so far, in the order of the text.
    pub tokens: Vec<usize>,
    /// The head words of its names.
    pub named_at: Vec<usize>,
    /// Its place among bodies by the number of names; 0 is the first.
    pub rank: Option<usize>,
    /// Lemmas of the nouns that describe it.
    pub heads: BTreeSet<String>,
    /// Words of its names, in lower case.
    pub words: BTreeSet<String>,
    /// Words that modify its descriptions and names, in lower case.
    pub modifiers: BTreeSet<String>,
    /// What it does, as far as descriptions or its name tell.
    pub trades: BTreeSet<Trade>,
    /// Whether only its name tells that.
    pub trades_by_name: bool,
    /// The places where it sits, and their countries.
    pub seats: BTreeSet<String>,
    /// The places that the words beside its names give it, as [`links::modifiers`] writes them.
    pub sites: BTreeSet<String>,
    /// The places that descriptions which were taken to mean it give it, in the same form.
    pub told_sites: BTreeSet<String>,
    /// Whether the title names it.
    pub titled: bool,
    /// Whether one of its names has a legal form.
    pub legal: bool,
}

impl Member {
    /// Whether it is a body that acts: a company, or one of unknown kind.
    pub fn is_body(&self) -> bool {
        matches!(
            self.class.as_str(),
            "Company" | "Organization" | "NonProfit" | "University" | "?"
        )
    }

    /// The last token before this one that means it.
    pub fn last_before(&self, t: usize) -> Option<usize> {
        let n = self.tokens.partition_point(|&x| x < t);
        n.checked_sub(1).map(|i| self.tokens[i])
    }
}

impl Cast {
    /// The cast of a text whose mentions refer.
    pub fn new(view: &View<'_>, lexicon: &Lexicon, mentions: &Mentions) -> Self {
        let mut cast = Self {
            members: Vec::new(),
            of: BTreeMap::new(),
            at: BTreeMap::new(),
            main: None,
            issuer: None,
            places: BTreeMap::new(),
            sited: BTreeMap::new(),
            sections: Sections::default(),
            labels: BTreeMap::new(),
            narrated: "them",
        };
        for (i, mention) in mentions.mentions.iter().enumerate() {
            let [referent] = mentions.references[i].referents[..] else {
                continue;
            };
            let named = mentions.get(referent);
            let place = matches!(named.class.as_deref(), Some("Place" | "Country"));
            if named.kind != MentionKind::Name || place {
                continue;
            }
            let m = *cast.of.entry(referent).or_insert_with(|| {
                cast.members.push(Member {
                    representative: referent,
                    class: named.class.clone().unwrap_or_else(|| "?".to_owned()),
                    sure: named.class_confidence,
                    tokens: Vec::new(),
                    named_at: Vec::new(),
                    rank: None,
                    heads: BTreeSet::new(),
                    words: BTreeSet::new(),
                    modifiers: BTreeSet::new(),
                    trades: BTreeSet::new(),
                    trades_by_name: false,
                    seats: BTreeSet::new(),
                    sites: BTreeSet::new(),
                    told_sites: BTreeSet::new(),
                    titled: false,
                    legal: false,
                });
                cast.members.len() - 1
            });
            let member = &mut cast.members[m];
            member.tokens.push(mention.head);
            cast.at.insert(mention.head, m);
            let title = view
                .document
                .blocks
                .get(view.sentence(mention.head).block)
                .is_some_and(|b| b.kind == BlockKind::Title);
            match mention.kind {
                MentionKind::Name => {
                    member.named_at.push(mention.head);
                    member.titled |= title;
                    member.legal |= has_legal_form(view, lexicon, &mention.tokens);
                    let words = mention.tokens.clone().map(|t| view.form(t).to_lowercase());
                    member.words.extend(words);
                    member.modifiers.extend(modifiers(view, mention.head));
                    let beside = [Deprel::Compound, Deprel::NmodDesc, Deprel::Appos];
                    let described = view
                        .children_by(mention.head, &beside)
                        .filter(|&c| view.upos(c) == Upos::Noun);
                    for c in described {
                        member.heads.insert(view.lemma(c).to_lowercase());
                        member.trades.extend(trades(view, lexicon, c));
                    }
                }
                MentionKind::Nominal
                    if mention.definiteness != Definiteness::Definite
                        || beside(view, mentions, i, referent) =>
                {
                    member.heads.insert(view.lemma(mention.head).to_lowercase());
                    member.modifiers.extend(modifiers(view, mention.head));
                    member.trades.extend(trades(view, lexicon, mention.head));
                }
                _ => {}
            }
        }
        for member in &mut cast.members {
            member.tokens.sort_unstable();
            if member.trades.is_empty() {
                let words = member.words.iter().map(String::as_str);
                member.trades = lexicon.trades.of_name(words);
                member.trades_by_name = true;
            }
        }
        cast.sections = Sections::new(view, &cast.members);
        cast.labels = labels(view, &cast.members);
        cast.seat(view, lexicon, mentions);
        cast.site(view, lexicon, mentions);
        let speaks = |m: &&Mention| {
            m.kind == MentionKind::Pronoun && is_us(&view.form(m.head).to_lowercase())
        };
        let own = mentions.mentions.iter().zip(&mentions.references);
        cast.issuer = own
            .filter(|(_, r)| r.how.starts_with(OWN_TEXT))
            .find_map(|(_, r)| cast.member(*r.referents.first()?));
        let told: BTreeSet<usize> = mentions
            .mentions
            .iter()
            .filter(speaks)
            .map(|m| view.sentence_index(m.head))
            .filter(|&s| {
                let mut tokens = view.analysis.sentences[s].tokens.clone();
                !tokens.any(|t| matches!(view.form(t), "\"" | "“" | "”"))
            })
            .collect();
        cast.narrated = match told.len() {
            0 => "them",
            n if n >= 3 && n * 8 >= view.analysis.sentences.len() => "us",
            _ => "us sometimes",
        };
        let mut ranked: Vec<usize> = (0..cast.members.len())
            .filter(|&m| cast.members[m].is_body())
            .collect();
        ranked.sort_by_key(|&m| (std::cmp::Reverse(cast.members[m].named_at.len()), m));
        for (rank, &m) in ranked.iter().enumerate() {
            cast.members[m].rank = Some(rank);
        }
        cast.main = ranked.first().copied().filter(|&m| {
            let next = ranked.get(1).map_or(0, |&n| cast.members[n].named_at.len());
            cast.members[m].named_at.len() >= 2 && cast.members[m].named_at.len() * 2 >= next * 3
        });
        cast
    }

    /// Notes where the members sit, and which places the descriptions name.
    fn seat(&mut self, view: &View<'_>, lexicon: &Lexicon, mentions: &Mentions) {
        for mention in &mentions.mentions {
            let described = match mention.kind {
                MentionKind::Pronoun => continue,
                MentionKind::Nominal | MentionKind::Name => view.children(mention.head),
            };
            let places: BTreeSet<String> = described
                .filter(|&c| c < mention.head)
                .flat_map(|c| places(lexicon, view.form(c)))
                .collect();
            if places.is_empty() {
                continue;
            }
            if let Some(&m) = self.at.get(&mention.head) {
                self.members[m].seats.extend(places.iter().cloned());
            }
            self.places.insert(mention.head, places);
        }
        for reading in &view.analysis.readings {
            if reading.relation != SEAT || reading.confidence < TOLD {
                continue;
            }
            let of = |slot: ArgumentSlot| {
                let sure = reading.arguments.iter().filter(|a| a.confidence >= TOLD);
                sure.filter(move |a| a.slot == slot).map(|a| a.token)
            };
            let seats: BTreeSet<String> = of(ArgumentSlot::Object)
                .flat_map(|t| {
                    let whole = mentions.at(t).map(|id| mentions.get(id).span);
                    places(
                        lexicon,
                        whole.map_or(view.form(t), |s| s.of(&view.document.text)),
                    )
                })
                .collect();
            for t in of(ArgumentSlot::Subject) {
                if let Some(m) = self.at(mentions, t) {
                    self.members[m].seats.extend(seats.iter().cloned());
                }
            }
        }
    }

    /// Notes which places descriptions and the words beside names give to what they mean. An authority may have its own in its
    /// name.
    fn site(&mut self, view: &View<'_>, lexicon: &Lexicon, mentions: &Mentions) {
        let mut is_place = vec![false; view.analysis.tokens.len()];
        for mention in &mentions.mentions {
            if matches!(mention.class.as_deref(), Some("Place" | "Country")) {
                is_place[mention.tokens.clone()].fill(true);
            }
        }
        for (i, mention) in mentions.mentions.iter().enumerate() {
            let mut places = match mention.kind {
                MentionKind::Pronoun => continue,
                _ => links::modifiers(view, lexicon, &is_place, mention.head),
            };
            places.retain(|p| p.starts_with("place:"));
            if mention.kind == MentionKind::Nominal && is_people(view, lexicon, mention.head) {
                places.extend(links::place(lexicon, view.form(mention.head)));
            }
            // where its shares are listed is not where it is
            let listed = |c: usize| view.subtree(c).iter().any(|&t| view.lemma(t) == "list");
            if view
                .children(mention.head)
                .any(|c| c < mention.head && listed(c))
            {
                places.clear();
            }
            let referent = mentions.references[i].referents.first().copied();
            let authority = mention.class.as_deref() == Some("GovernmentAgency");
            if mention.kind == MentionKind::Name && authority {
                let own = mention.tokens.clone().map(|t| view.form(t));
                places.extend(
                    own.filter_map(|w| lexicon.place_of_adjective(w))
                        .map(|p| format!("place:={}", p.to_lowercase())),
                );
            }
            if places.is_empty() {
                continue;
            }
            // the European Union and Europe are one to those who write of authorities
            if authority && places.iter().any(|p| EUROPE.contains(&p.as_str())) {
                places = BTreeSet::from([EUROPE[0].to_owned()]);
            }
            let named = mention.kind == MentionKind::Name
                || referent.is_some_and(|r| beside(view, mentions, i, r));
            match referent.and_then(|r| self.of.get(&r)).filter(|_| named) {
                Some(&m) => self.members[m].sites.extend(places),
                None => {
                    self.sited.insert(mention.head, places);
                }
            }
        }
    }

    /// The member that a mention stands for, by its representative.
    pub fn member(&self, representative: MentionId) -> Option<usize> {
        self.of.get(&representative).copied()
    }

    /// The member that the mention of a word stands for.
    pub fn at(&self, mentions: &Mentions, token: usize) -> Option<usize> {
        let id = mentions.at(token)?;
        let head = mentions.get(id).head;
        self.at.get(&head).copied()
    }

    /// Says anew who is meant at a word.
    pub fn refer(&mut self, token: usize, member: Option<usize>) {
        if let Some(old) = self.at.remove(&token) {
            self.members[old].tokens.retain(|&t| t != token);
        }
        if let Some(m) = member {
            let tokens = &mut self.members[m].tokens;
            let place = tokens.partition_point(|&t| t < token);
            tokens.insert(place, token);
            self.at.insert(token, m);
        }
    }

    /// What earlier readings of a relation tell of a member at a trigger: whether it had this place, or the other one.
    pub fn played(
        &self,
        view: &View<'_>,
        mentions: &Mentions,
        t: usize,
        relation: &str,
        subject: bool,
    ) -> Played {
        let mut played = Played::default();
        for reading in view.analysis.readings.iter().take_while(|r| r.token < t) {
            if reading.relation != relation || reading.confidence < TOLD {
                continue;
            }
            for a in reading.arguments.iter().filter(|a| a.confidence >= TOLD) {
                let Some(m) = self.at(mentions, a.token) else {
                    continue;
                };
                match a.slot {
                    ArgumentSlot::Subject if subject => played.same.insert(m),
                    ArgumentSlot::Object if !subject => played.same.insert(m),
                    ArgumentSlot::Subject | ArgumentSlot::Object => played.other.insert(m),
                    _ => false,
                };
            }
        }
        played
    }
}

/// Members by the places that they had before.
#[derive(Debug, Default)]
pub(crate) struct Played {
    /// In the same place.
    pub same: BTreeSet<usize>,
    /// In the other place.
    pub other: BTreeSet<usize>,
}

/// Whether a description stands right at a name of what it describes: "the brewer Tarn", "Tarn, the brewer", "Tarn is the brewer".
pub(super) fn beside(view: &View<'_>, mentions: &Mentions, i: usize, referent: MentionId) -> bool {
    let head = mentions.mentions[i].head;
    let means = |t: usize| {
        mentions.at(t).is_some_and(|id| {
            mentions.get(id).kind == MentionKind::Name
                && mentions.reference(id).referents == [referent]
        })
    };
    view.head(head).is_some_and(means) || view.children(head).any(means)
}

/// The place that a name or an adjective means, and its country.
fn places(lexicon: &Lexicon, words: &str) -> Vec<String> {
    let place = lexicon.place_of_adjective(words).or_else(|| {
        let name = lexicon.name(words)?;
        matches!(name.class.as_str(), "Place" | "Country").then_some(name.label.as_str())
    });
    let place = match place {
        Some(place) => place,
        None if words.chars().next().is_some_and(char::is_uppercase) => words,
        None => return Vec::new(),
    };
    let country = lexicon.country(place).map(str::to_owned);
    std::iter::once(place.to_owned()).chain(country).collect()
}

/// Whether a word stands for those of a country or town, and so perhaps for a company from there: "the Swedes", "the French".
pub(super) fn is_people(view: &View<'_>, lexicon: &Lexicon, t: usize) -> bool {
    matches!(view.upos(t), Upos::Noun | Upos::Propn | Upos::Adj)
        && view.form(t).starts_with(char::is_uppercase)
        && lexicon.place_of_adjective(view.form(t)).is_some()
        && view
            .child(t, &[Deprel::Det])
            .is_some_and(|d| view.form(d).eq_ignore_ascii_case("the") && d + 1 == t)
}

/// The trades that a description tells, by its head.
pub(super) fn trades(view: &View<'_>, lexicon: &Lexicon, head: usize) -> BTreeSet<Trade> {
    let start = view.sentence(head).tokens.start;
    let mut before: Vec<String> = (start..head)
        .rev()
        .take_while(|&k| {
            matches!(view.upos(k), Upos::Noun | Upos::Adj | Upos::Propn) || view.is_hyphen(k)
        })
        .filter(|&k| !view.is_hyphen(k))
        .map(|k| view.form(k).to_lowercase())
        .collect();
    before.reverse();
    lexicon
        .trades
        .of_description(&before, &view.lemma(head).to_lowercase())
}

/// Adjectives and nouns before a noun, in lower case.
pub(super) fn modifiers<'a>(view: &'a View<'_>, head: usize) -> impl Iterator<Item = String> + 'a {
    view.children(head)
        .filter(move |&c| {
            c < head
                && matches!(
                    view.deprel(c),
                    Deprel::Amod | Deprel::Compound | Deprel::NmodDesc
                )
        })
        .map(|c| view.form(c).to_lowercase())
}

/// By block: whom its label names. Where all name the same one they say what is told of it.
fn labels(view: &View<'_>, members: &[Member]) -> BTreeMap<usize, usize> {
    let mut labels = BTreeMap::new();
    for (m, member) in members.iter().enumerate() {
        let sentences = member.named_at.iter().map(|&t| view.sentence_index(t));
        for sentence in sentences.filter(|&s| label::is_name(view, s)) {
            labels.insert(view.analysis.sentences[sentence].block, m);
        }
    }
    let several = labels.values().collect::<BTreeSet<_>>().len() > 1;
    if several { labels } else { BTreeMap::new() }
}
