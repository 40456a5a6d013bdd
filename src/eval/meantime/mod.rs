//! MEANTIME: who is mentioned in news, what the mentions refer to, and who takes part in what.
//!
//! The corpus is described by Minard et al. ("MEANTIME, the NewsReader Multilingual Event and Time Corpus", LREC 2016); it is
//! annotated in titles and the first five sentences, and only there is anything counted. Mentions are compared by their head
//! word: the one that is annotated, else the word that hangs on one outside of the mention.
//!
//! * *names*: mentions by name, against ours;
//! * *mentions*: all mentions of entities, against those of ours whose class is known;
//! * *coreference*: pairs of mentions of an article that refer to the same entity, among the mentions that both have;
//! * *links*: of the names with a DBpedia resource that both have, those where ours refers to something of the resource's name
//!   (letters and digits compared, without what stands in brackets and the legal form of a company);
//! * *participants*: words that an event's word has as argument, against ours of the same words, without and with the role
//!   (`Arg0` to `Arg4`).

mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

pub use read::{Article, Entity, Mention, Participant, read_article};

use super::{Counts, Report, Score, xml};
use crate::error::Result;
use crate::mention::{MentionId, MentionKind};
use crate::nlp::{Role, View};
use crate::pipeline::Engine;
use crate::text::Metadata;

/// The scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct MeantimeScore {
    /// All mentions of entities.
    #[serde(flatten)]
    pub mentions: Score,
    /// Names only.
    pub names: Score,
    /// Pairs of mentions of the same entity.
    pub coreference: Score,
    /// Names that refer to something of the right name.
    pub links: Score,
    /// Participants of events.
    pub participants: Score,
    /// Participants with their role.
    pub participants_with_role: Score,
    /// How many articles there are.
    pub articles: usize,
}

/// A word: its sentence and its place there.
type Place = (usize, usize);

/// What can be compared of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Head words of all mentions.
    pub mentions: BTreeSet<Place>,
    /// Head words of names.
    pub names: BTreeSet<Place>,
    /// What the mention with this head word refers to.
    pub referents: BTreeMap<Place, usize>,
    /// What a name is called: the folded name of the resource, or ours.
    pub called: BTreeMap<Place, String>,
    /// Event, participant, role.
    pub participants: BTreeSet<(Place, Place, String)>,
}

/// Reads the articles of a folder, or one.
///
/// # Errors
/// A file cannot be read or is no article of MEANTIME.
pub fn read(path: &Path) -> Result<Vec<Article>> {
    xml::files(path)?
        .iter()
        .map(|file| read_article(file))
        .collect()
}

/// What the corpus says of an article, and what the pipeline finds in it.
#[must_use]
pub fn facts(engine: &Engine, article: &Article) -> (Facts, Facts) {
    let (mut document, analysis) = engine.analyzer.analyze_pretokenized(&article.sentences);
    document.meta = Metadata {
        date: article.published,
        ..Metadata::default()
    };
    let view = View::new(&document, &analysis);
    let annotated = article.annotated();
    let place = |t: usize| {
        let sentence = analysis
            .sentences
            .iter()
            .position(|s| s.tokens.contains(&t))?;
        let start = analysis.sentences[sentence].tokens.start;
        annotated
            .contains(&sentence)
            .then_some((sentence, t - start))
    };
    let gold = wanted(article, &view);
    let events: BTreeSet<Place> = article
        .participants
        .iter()
        .flat_map(|p| p.event.iter().map(|w| (p.sentence, *w)))
        .collect();
    let mentions = engine.mentions(&view);
    let mut found = Facts::default();
    for (i, mention) in mentions.mentions.iter().enumerate() {
        let Some(at) = place(mention.head) else {
            continue;
        };
        let name = mention.kind == MentionKind::Name;
        if name {
            found.names.insert(at);
        }
        if name || mention.class.is_some() {
            found.mentions.insert(at);
        }
        if let [referent] = mentions.reference(MentionId(i as u32)).referents[..] {
            found.referents.insert(at, referent.0 as usize);
            let of = mentions.get(referent);
            if of.kind == MentionKind::Name {
                found.called.insert(at, folded(view.words(&of.tokens)));
            }
        }
    }
    for predicate in &analysis.predicates {
        let Some(event) = place(predicate.token).filter(|p| events.contains(p)) else {
            continue;
        };
        for argument in predicate.arguments.iter().filter(|a| !a.secondary) {
            if let (Some(role), Some(at)) = (role_name(argument.role), place(argument.token)) {
                found.participants.insert((event, at, role));
            }
        }
    }
    (gold, found)
}

fn wanted(article: &Article, view: &View<'_>) -> Facts {
    let head = |mention: &Mention| {
        let start = view.analysis.sentences.get(mention.sentence)?.tokens.start;
        let inside = start + mention.first..start + mention.end;
        let hangs_outside = |t: &usize| view.head(*t).is_none_or(|h| !inside.contains(&h));
        let own = mention
            .head
            .or_else(|| Some(inside.clone().find(hangs_outside)? - start));
        Some((mention.sentence, own?))
    };
    let mut facts = Facts::default();
    for mention in &article.mentions {
        let Some(at) = head(mention) else { continue };
        facts.mentions.insert(at);
        if mention.is_name {
            facts.names.insert(at);
        }
        if let Some(entity) = mention.entity {
            facts.referents.insert(at, entity);
            if let (true, Some(link)) = (mention.is_name, &article.entities[entity].link) {
                facts.called.insert(at, folded(link));
            }
        }
    }
    for participant in &article.participants {
        let core = participant.role.strip_prefix("Arg");
        if core.is_some_and(|r| r.bytes().all(|b| b.is_ascii_digit()))
            && let Some(at) = head(&article.mentions[participant.mention])
            && let Some(word) = participant.event.last()
        {
            let event = (participant.sentence, *word);
            facts
                .participants
                .insert((event, at, participant.role.clone()));
        }
    }
    facts
}

/// Scores what was found in each article.
#[must_use]
pub fn score(articles: &[(Facts, Facts)]) -> MeantimeScore {
    let [
        mut mentions,
        mut names,
        mut coreference,
        mut links,
        mut anyhow,
        mut roles,
    ] = [Counts::default(); 6];
    for (gold, system) in articles {
        mentions += compare(&gold.mentions, &system.mentions);
        names += compare(&gold.names, &system.names);
        let shared: BTreeSet<Place> = gold
            .referents
            .keys()
            .filter(|p| system.referents.contains_key(p))
            .copied()
            .collect();
        coreference += compare(
            &together(&gold.referents, &shared),
            &together(&system.referents, &shared),
        );
        for (place, name) in &gold.called {
            let ours = system.called.get(place);
            links += Counts {
                gold: usize::from(system.names.contains(place)),
                system: usize::from(ours.is_some()),
                right: usize::from(ours == Some(name)),
            };
        }
        let plain = |facts: &Facts| -> BTreeSet<(Place, Place)> {
            facts.participants.iter().map(|p| (p.0, p.1)).collect()
        };
        anyhow += compare(&plain(gold), &plain(system));
        roles += compare(&gold.participants, &system.participants);
    }
    MeantimeScore {
        mentions: mentions.score(),
        names: names.score(),
        coreference: coreference.score(),
        links: links.score(),
        participants: anyhow.score(),
        participants_with_role: roles.score(),
        articles: articles.len(),
    }
}

/// What the command prints.
#[must_use]
pub fn report(score: &MeantimeScore) -> Report {
    let json = serde_json::to_value(score).unwrap_or_default();
    Report::new("MEANTIME", &["precision", "recall", "F1"], json)
        .score("names", score.names, &[])
        .score("mentions of entities", score.mentions, &[])
        .score("coreference, pairs", score.coreference, &[])
        .score("links, by name", score.links, &[])
        .score("participants of events", score.participants, &[])
        .score("participants with role", score.participants_with_role, &[])
        .note(format!(
            "{} articles, titles and first five sentences",
            score.articles
        ))
}

fn compare<T: Ord>(gold: &BTreeSet<T>, system: &BTreeSet<T>) -> Counts {
    Counts {
        gold: gold.len(),
        system: system.len(),
        right: gold.intersection(system).count(),
    }
}

/// Pairs of places that refer to the same.
fn together(
    referents: &BTreeMap<Place, usize>,
    among: &BTreeSet<Place>,
) -> BTreeSet<(Place, Place)> {
    let of: Vec<(&Place, &usize)> = referents.iter().filter(|r| among.contains(r.0)).collect();
    let mut pairs = BTreeSet::new();
    for (i, (a, entity)) in of.iter().enumerate() {
        for (b, other) in &of[i + 1..] {
            if entity == other {
                pairs.insert((**a, **b));
            }
        }
    }
    pairs
}

fn role_name(role: Role) -> Option<String> {
    let name = role.to_string();
    let number = name.strip_prefix("ARG")?;
    let core = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    core.then(|| format!("Arg{number}"))
}

/// Legal forms at the end of a company's name.
const LEGAL: [&str; 9] = [
    "inc",
    "corp",
    "corporation",
    "company",
    "co",
    "ltd",
    "plc",
    "llc",
    "ag",
];

/// Letters and digits in lower case, without brackets and legal form.
fn folded(name: &str) -> String {
    let name = name.split('(').next().unwrap_or(name).to_lowercase();
    let mut words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    while words.len() > 1 && words.last().is_some_and(|w| LEGAL.contains(w)) {
        words.pop();
    }
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "<Document>\n\
        <token t_id=\"1\" sentence=\"0\">Brask</token>\n<token t_id=\"2\" sentence=\"0\">buys</token>\n\
        <token t_id=\"3\" sentence=\"0\">Tessermint</token>\n\
        <token t_id=\"4\" sentence=\"1\">May</token>\n<token t_id=\"5\" sentence=\"2\">It</token>\n\
        <token t_id=\"6\" sentence=\"2\">paid</token>\n<token t_id=\"7\" sentence=\"2\">today</token>\n\
        <Markables>\n\
        <ENTITY_MENTION m_id=\"1\" head=\"Brask\" syntactic_type=\"NAM\"><token_anchor t_id=\"1\"/></ENTITY_MENTION>\n\
        <ENTITY_MENTION m_id=\"2\" head=\"\" syntactic_type=\"PRO\"><token_anchor t_id=\"5\"/></ENTITY_MENTION>\n\
        <EVENT_MENTION m_id=\"3\"><token_anchor t_id=\"2\"/></EVENT_MENTION>\n\
        <TIMEX3 m_id=\"4\" functionInDocument=\"CREATION_TIME\" value=\"2020-05\"><token_anchor t_id=\"4\"/></TIMEX3>\n\
        <TIMEX3 m_id=\"5\" functionInDocument=\"NONE\" value=\"2020-05-02\"><token_anchor t_id=\"7\"/></TIMEX3>\n\
        <ENTITY m_id=\"6\" ent_type=\"ORG\" external_ref=\"http://dbpedia.org/resource/Brask_Inc.\"/>\n\
        </Markables>\n<Relations>\n\
        <REFERS_TO r_id=\"7\"><source m_id=\"1\"/><source m_id=\"2\"/><target m_id=\"6\"/></REFERS_TO>\n\
        <HAS_PARTICIPANT r_id=\"8\" sem_role=\"Arg0\"><source m_id=\"3\"/><target m_id=\"1\"/></HAS_PARTICIPANT>\n\
        </Relations>\n</Document>\n";

    fn article(text: &str) -> Result<Article> {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), text).expect("writable");
        read_article(file.path())
    }

    #[test]
    fn an_article_is_read_with_all_its_layers() {
        let read = article(ARTICLE).expect("an article");
        assert_eq!(read.annotated(), [0, 2]);
        assert_eq!(read.mentions.len(), 2);
        assert_eq!(read.mentions[0].head, Some(0));
        assert_eq!(
            (read.mentions[0].entity, read.mentions[1].entity),
            (Some(0), Some(0))
        );
        assert_eq!(read.entities[0].link.as_deref(), Some("Brask_Inc."));
        assert_eq!(read.participants[0].event, [1]);
        assert_eq!(read.times.len(), 1);
        assert_eq!(
            read.published.map(|d| d.to_string()).as_deref(),
            Some("2020-05")
        );
        let broken = ARTICLE.replace("<token_anchor t_id=\"7\"/>", "<token_anchor t_id=\"70\"/>");
        let error = article(&broken).expect_err("no such token").to_string();
        assert!(
            error.contains(":14: ") && error.contains("\"70\""),
            "{error}"
        );
    }

    #[test]
    fn each_layer_is_scored() {
        let role = |name: &str| ((0, 1), (0, 0), name.to_owned());
        let gold = Facts {
            mentions: BTreeSet::from([(0, 0), (0, 2), (2, 0)]),
            names: BTreeSet::from([(0, 0), (0, 2)]),
            referents: BTreeMap::from([((0, 0), 0), ((0, 2), 1), ((2, 0), 0)]),
            called: BTreeMap::from([
                ((0, 0), folded("Brask_Inc.")),
                ((0, 2), folded("Tessermint")),
            ]),
            participants: BTreeSet::from([role("Arg0"), ((0, 1), (0, 2), "Arg1".to_owned())]),
        };
        let system = Facts {
            mentions: BTreeSet::from([(0, 0), (2, 0), (2, 1)]),
            names: BTreeSet::from([(0, 0)]),
            referents: BTreeMap::from([((0, 0), 7), ((2, 0), 7), ((2, 1), 7)]),
            called: BTreeMap::from([((0, 0), folded("Brask"))]),
            participants: BTreeSet::from([role("Arg1")]),
        };
        let scored = score(&[(gold, system)]);
        let near = |score: Score, p: f64, r: f64| {
            assert!((score.precision - p).abs() < 1e-12, "{score:?}");
            assert!((score.recall - r).abs() < 1e-12, "{score:?}");
        };
        near(scored.mentions, 2.0 / 3.0, 2.0 / 3.0);
        near(scored.names, 1.0, 0.5);
        // the mentions that both have: two, one pair
        near(scored.coreference, 1.0, 1.0);
        // of the names that both have: one, called the same but for its legal form
        near(scored.links, 1.0, 1.0);
        near(scored.participants, 1.0, 0.5);
        near(scored.participants_with_role, 0.0, 0.0);
    }
}
