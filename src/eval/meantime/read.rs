//! MEANTIME's articles (Minard et al., "MEANTIME, the NewsReader Multilingual Event and Time Corpus", LREC 2016), as CAT and
//! CROMER write them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::Result;
use crate::eval::input::{text, wrong};
use crate::eval::timex::Expression;
use crate::eval::xml::{Attributes, Event, events};
use crate::text::PartialDate;

/// Annotated are the title, which is the first sentence, and the first five of the text; the date line is the second.
const ANNOTATED: usize = 6;

/// A mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The sentence, from 0.
    pub sentence: usize,
    /// Its first word in the sentence.
    pub first: usize,
    /// The word after its last.
    pub end: usize,
    /// Its head word, where it is annotated.
    pub head: Option<usize>,
    /// Whether it is a name.
    pub is_name: bool,
    /// What it refers to: the number of an entity of the article.
    pub entity: Option<usize>,
}

/// An entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entity {
    /// Its type: `PER`, `ORG`, `LOC`, `PRO`, `FIN`.
    pub kind: String,
    /// Its DBpedia resource, if it has one: the last segment of the address.
    pub link: Option<String>,
}

/// A participant of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The sentence, from 0.
    pub sentence: usize,
    /// The words of the event.
    pub event: Vec<usize>,
    /// The number of the participant's mention.
    pub mention: usize,
    /// Its role: `Arg0`, `Argm-LOC`.
    pub role: String,
}

/// An article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The words of each sentence.
    pub sentences: Vec<Vec<String>>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Its mentions of entities.
    pub mentions: Vec<Mention>,
    /// Its entities.
    pub entities: Vec<Entity>,
    /// Who takes part in its events.
    pub participants: Vec<Participant>,
    /// Its expressions of time, without the date line.
    pub times: Vec<Expression>,
}

impl Article {
    /// The sentences that are annotated: the title and the first five, without the date line.
    #[must_use]
    pub fn annotated(&self) -> Vec<usize> {
        let count = self.sentences.len().min(ANNOTATED);
        (0..count).filter(|s| *s != 1).collect()
    }
}

/// An element with the words it is anchored to.
struct Markable {
    line: usize,
    name: String,
    attributes: Attributes,
    anchors: Vec<String>,
}

/// A relation between elements.
struct Link {
    name: String,
    role: String,
    sources: Vec<String>,
    targets: Vec<String>,
}

/// Reads an article.
///
/// # Errors
/// The file cannot be read or is no article of MEANTIME.
pub fn read_article(path: &Path) -> Result<Article> {
    let text = text(path)?;
    let mut article = Article::default();
    let mut places: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut markables, mut links) = (Vec::<Markable>::new(), Vec::<Link>::new());
    let mut word: Option<(usize, Attributes, String)> = None;
    for (line, event) in events(path, &text)? {
        match event {
            Event::Open(name, attributes) => match name.as_str() {
                "token" => word = Some((line, attributes, String::new())),
                "token_anchor" => {
                    if let (Some(open), Some(id)) = (markables.last_mut(), attributes.get("t_id")) {
                        open.anchors.push(id.clone());
                    }
                }
                "source" | "target" => {
                    if let (Some(link), Some(id)) = (links.last_mut(), attributes.get("m_id")) {
                        let side = if name == "source" {
                            &mut link.sources
                        } else {
                            &mut link.targets
                        };
                        side.push(id.clone());
                    }
                }
                _ if attributes.contains_key("m_id") => markables.push(Markable {
                    line,
                    name,
                    attributes,
                    anchors: Vec::new(),
                }),
                _ if attributes.contains_key("r_id") => links.push(Link {
                    name,
                    role: attributes.get("sem_role").cloned().unwrap_or_default(),
                    sources: Vec::new(),
                    targets: Vec::new(),
                }),
                _ => {}
            },
            Event::Text(words) => {
                if let Some(word) = &mut word {
                    word.2.push_str(&words);
                }
            }
            Event::Close(name) if name == "token" => {
                if let Some((line, attributes, form)) = word.take() {
                    let id = attributes.get("t_id");
                    let sentence = attributes.get("sentence").and_then(|s| s.parse().ok());
                    let (Some(id), Some(sentence)) = (id, sentence) else {
                        let message = "<token> with \"t_id\" and \"sentence\" was expected";
                        return Err(wrong(path, line, message));
                    };
                    add(&mut article, &mut places, id, sentence, form)
                        .ok_or_else(|| wrong(path, line, "the sentences are out of order"))?;
                }
            }
            Event::Close(_) => {}
        }
    }
    if article.sentences.is_empty() {
        let message = "an article with <token> elements was expected";
        return Err(wrong(path, 1, message));
    }
    fill(path, &mut article, &places, &markables, &links)?;
    Ok(article)
}

fn add(
    article: &mut Article,
    places: &mut BTreeMap<String, (usize, usize)>,
    id: &str,
    sentence: usize,
    form: String,
) -> Option<()> {
    if sentence == article.sentences.len() {
        article.sentences.push(Vec::new());
    }
    if sentence + 1 != article.sentences.len() {
        return None;
    }
    let words = article.sentences.last_mut()?;
    places.insert(id.to_owned(), (sentence, words.len()));
    words.push(form);
    Some(())
}

/// Makes mentions, entities, participants and times of the elements.
fn fill(
    path: &Path,
    article: &mut Article,
    places: &BTreeMap<String, (usize, usize)>,
    markables: &[Markable],
    links: &[Link],
) -> Result<()> {
    let mut mentions = BTreeMap::new();
    let mut entities = BTreeMap::new();
    let mut events = BTreeMap::new();
    for markable in markables {
        let attribute = |name: &str| markable.attributes.get(name).map_or("", String::as_str);
        let id = attribute("m_id");
        let mut words = Vec::new();
        for anchor in &markable.anchors {
            let place = places.get(anchor).ok_or_else(|| {
                wrong(path, markable.line, format!("there is no token {anchor:?}"))
            })?;
            words.push(*place);
        }
        words.sort_unstable();
        let span = words.first().zip(words.last());
        let span = span.map(|(first, last)| (first.0, first.1, last.1 + 1));
        match (markable.name.as_str(), span) {
            ("ENTITY_MENTION", Some((sentence, first, end))) => {
                mentions.insert(id.to_owned(), article.mentions.len());
                let head = attribute("head");
                let inside = article.sentences[sentence].get(first..end);
                article.mentions.push(Mention {
                    sentence,
                    first,
                    end,
                    head: inside.and_then(|w| head_in(w, head)).map(|h| first + h),
                    is_name: attribute("syntactic_type").ends_with("NAM"),
                    entity: None,
                });
            }
            ("ENTITY", _) => {
                entities.insert(id.to_owned(), article.entities.len());
                let link = attribute("external_ref").trim();
                let link = link.rsplit('/').next().filter(|l| !l.is_empty());
                article.entities.push(Entity {
                    kind: attribute("ent_type").to_owned(),
                    link: link.map(str::to_owned),
                });
            }
            ("EVENT_MENTION", Some((sentence, ..))) => {
                let words: Vec<usize> = words.iter().map(|w| w.1).collect();
                events.insert(id.to_owned(), (sentence, words));
            }
            ("TIMEX3", Some((sentence, first, end))) => {
                if attribute("functionInDocument") == "CREATION_TIME" {
                    article.published = attribute("value").parse().ok();
                } else {
                    let value = Some(attribute("value").to_owned()).filter(|v| !v.is_empty());
                    article.times.push(Expression {
                        sentence,
                        first,
                        end,
                        value,
                    });
                }
            }
            _ => {}
        }
    }
    for link in links {
        for source in &link.sources {
            for target in &link.targets {
                match link.name.as_str() {
                    "REFERS_TO" => {
                        if let (Some(m), Some(e)) = (mentions.get(source), entities.get(target)) {
                            article.mentions[*m].entity = Some(*e);
                        }
                    }
                    "HAS_PARTICIPANT" => {
                        if let (Some((sentence, event)), Some(mention)) =
                            (events.get(source), mentions.get(target))
                            && article.mentions[*mention].sentence == *sentence
                        {
                            article.participants.push(Participant {
                                sentence: *sentence,
                                event: event.clone(),
                                mention: *mention,
                                role: link.role.clone(),
                            });
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    let annotated = article.annotated();
    article.times.retain(|t| annotated.contains(&t.sentence));
    Ok(())
}

/// The last word of the head's words inside a mention.
fn head_in(words: &[String], head: &str) -> Option<usize> {
    let head: Vec<&str> = head.split_whitespace().collect();
    if head.is_empty() {
        return None;
    }
    let at = words
        .windows(head.len())
        .position(|w| w.iter().zip(&head).all(|(a, b)| a == b))?;
    Some(at + head.len() - 1)
}
