//! Classes that a user's ontology brings: what a text calls its entities ("the novel Grey Harbour", "Long Span is a bridge"), by the
//! labels of the classes, and by what examples have taught of the ends of their relations.

use std::collections::BTreeMap;
use std::ops::Range;

use super::argument::{Argument, arguments};
use super::classifier::Classifier;
use super::prepared::letters;
use super::ranker::{Ranker, overlap};
use super::training::Material;
use super::unit::{kind_of, shape};
use crate::mention::{MentionId, MentionKind, Mentions};
use crate::nlp::{Deprel, Upos, View};
use crate::ontology::{BIZ, Ontology, Range as Taken};

/// The label of what is of none of the classes, as far as examples tell.
const NONE: &str = "-";

/// How sure a class is that a text names.
const NAMED: f32 = 0.9;

/// What examples make likely counts from this probability on.
const LIKELY: f32 = 0.8;

/// What classes of the built-in ontology are called elsewhere.
const ALIKE: &[(&str, &str)] = &[
    ("person", "human"),
    ("place", "location"),
    ("organization", "organisation"),
    ("company", "business"),
];

/// Tells the classes of an ontology that is not the built-in one.
#[derive(Clone, Debug, Default)]
pub struct Typer {
    /// The words of labels and the class that they name, by the last word, longer ones first.
    labels: BTreeMap<String, Vec<(Vec<String>, String)>>,
    /// The classes by their labels.
    called: BTreeMap<String, String>,
    learned: Vec<Classifier>,
}

impl Typer {
    /// A typer for the classes that the user's files bring, with what rankers have learned of them; `None` where there are none.
    #[must_use]
    pub fn of<'a>(
        ontology: &Ontology,
        learned: impl Iterator<Item = &'a Classifier>,
    ) -> Option<Self> {
        let own = ontology
            .classes
            .values()
            .filter(|c| !c.iri.starts_with(BIZ));
        let mut typer = Self::default();
        for class in own {
            let words = words(&class.label);
            let Some(last) = words.last() else { continue };
            typer
                .called
                .entry(words.join(" "))
                .or_insert_with(|| class.name.clone());
            let labels = typer.labels.entry(last.clone()).or_default();
            labels.push((words, class.name.clone()));
        }
        if typer.labels.is_empty() {
            return None;
        }
        for labels in typer.labels.values_mut() {
            labels.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        typer.learned = learned.filter(|c| !c.is_empty()).cloned().collect();
        Some(typer)
    }

    /// Gives the names of a text, and the descriptions that stand for them, the classes that are told of them.
    pub fn apply(&self, view: &View<'_>, ontology: &Ontology, mentions: &mut Mentions) {
        let mut told: BTreeMap<MentionId, Vec<MentionId>> = BTreeMap::new();
        for id in mentions.ids() {
            if let [referent] = mentions.reference(id).referents[..] {
                told.entry(referent).or_default().push(id);
            }
        }
        let mut found = Vec::new();
        for (referent, ids) in told {
            // what a ranker found is of the class that its relation asks for
            if mentions.labels.contains_key(&referent) {
                continue;
            }
            if let Some(class) = self.class_of(view, ontology, mentions, &ids) {
                found.push((referent, class));
            }
        }
        mentions.own.extend(found);
    }

    /// The class that is told most often of the mentions of one thing, else the one that is likely by what examples taught.
    fn class_of(
        &self,
        view: &View<'_>,
        ontology: &Ontology,
        mentions: &Mentions,
        ids: &[MentionId],
    ) -> Option<(String, f32)> {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        let mut nouns = Vec::new();
        for &id in ids {
            let mention = mentions.get(id);
            nouns.extend(match mention.kind {
                MentionKind::Name => descriptions(view, &mention.tokens, mention.head),
                MentionKind::Nominal => vec![mention.head],
                MentionKind::Pronoun => Vec::new(),
            });
        }
        nouns.sort_unstable();
        nouns.dedup();
        for &noun in &nouns {
            if let Some(class) = self.named(view, noun) {
                *votes.entry(class).or_default() += 1;
            }
        }
        // what is told of a class tells for those below it that are told too
        let told = |class: &str| -> usize {
            let above = votes.iter().filter(|(c, _)| ontology.is_a(class, c));
            above.map(|(_, n)| n).sum()
        };
        let most = votes
            .keys()
            .max_by(|a, b| told(a).cmp(&told(b)).then(b.cmp(a)));
        if let Some(class) = most {
            return Some(((*class).to_owned(), NAMED));
        }
        let mut names = ids.iter().map(|&id| mentions.get(id));
        let name = names.find(|m| m.kind == MentionKind::Name)?;
        let sure = name
            .class
            .as_deref()
            .filter(|_| name.class_confidence >= LIKELY);
        if let Some(class) = sure.and_then(|c| self.alike(c)) {
            return Some((class.to_owned(), name.class_confidence));
        }
        if self.learned.is_empty() {
            return None;
        }
        let features = features(view, &name.tokens, name.head, name.class.as_deref(), &nouns);
        let likely = self.learned.iter().flat_map(|c| c.probabilities(&features));
        // a class may be gone from the ontology since it was learned
        let likely = likely.filter(|(class, p)| ontology.class(class).is_some() && *p >= LIKELY);
        let (class, p) = likely.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(a.0)))?;
        Some((class.to_owned(), p))
    }

    /// The class that is called like one of the built-in ontology.
    fn alike(&self, built_in: &str) -> Option<&str> {
        let name = words(built_in).join(" ");
        let also = ALIKE.iter().find(|a| a.0 == name).map(|a| a.1);
        let mut names = [Some(name.as_str()), also].into_iter().flatten();
        names
            .find_map(|name| self.called.get(name))
            .map(String::as_str)
    }

    /// The class whose label ends at a noun.
    fn named(&self, view: &View<'_>, noun: usize) -> Option<&str> {
        let says = |t: usize, word: &str| {
            singular(&view.lemma(t).to_lowercase()) == word || view.form(t).to_lowercase() == word
        };
        let lemma = view.lemma(noun).to_lowercase();
        let labels = self.labels.get(singular(&lemma))?;
        let first = view.sentence(noun).tokens.start;
        let found = labels.iter().find(|(words, _)| {
            noun + 1 >= first + words.len()
                && words
                    .iter()
                    .rev()
                    .enumerate()
                    .all(|(i, w)| says(noun - i, w))
        });
        found.map(|(_, class)| class.as_str())
    }
}

/// Learns what the ends of the relations are like, each of the one class that a relation asks for there. Where a relation's
/// examples go beyond its domain or its range, as `ranker` has found, or relations ask for several classes, nothing is learned
/// of its ends.
#[must_use]
pub fn learn_types(examples: &[Material<'_>], ontology: &Ontology, ranker: &Ranker) -> Classifier {
    let mut told: Vec<(Vec<String>, String)> = Vec::new();
    for m in examples {
        let view = m.view;
        let unit = 0..view.analysis.tokens.len();
        let all = arguments(view, m.mentions, &unit, &|_| false);
        let mut classes: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut note = |label: &str, class: Option<&String>| {
            let known = classes.entry(letters(&all, label));
            let known = known.or_insert_with(|| class.cloned());
            if known.as_ref() != class {
                *known = None;
            }
        };
        for triple in &m.example.triples {
            let Some(relation) = ontology.relation(&triple.relation) else {
                continue;
            };
            let (any_subject, any_object) = ranker.beyond(&triple.relation);
            if let [domain] = &relation.domain[..] {
                note(&triple.subject, Some(domain).filter(|_| !any_subject));
            }
            if let [Taken::Class(range)] = &relation.range[..] {
                note(&triple.object, Some(range).filter(|_| !any_object));
            }
        }
        let end = |a: &Argument| classes.get(&a.key);
        let ends: Vec<&Argument> = all.iter().filter(|a| end(a).is_some()).collect();
        let mut put = |a: &Argument, class: &str| {
            let known = m.mentions.at(a.head);
            let known = known.and_then(|id| m.mentions.get(id).class.as_deref());
            let nouns = descriptions(view, &a.tokens, a.head);
            told.push((
                features(view, &a.tokens, a.head, known, &nouns),
                class.to_owned(),
            ));
        };
        for a in &all {
            if let Some(class) = end(a) {
                if let Some(class) = class {
                    put(a, class);
                }
            } else if a.sources.contains("name") && !ends.iter().any(|e| overlap(e, a)) {
                put(a, NONE);
            }
        }
    }
    let told: Vec<(&[String], &str)> = told
        .iter()
        .map(|(features, class)| (features.as_slice(), class.as_str()))
        .collect();
    Classifier::train(&told)
}

/// The words of a label as a text has them: in lower case, the last one singular; those of a name in one word ("LiteraryWork")
/// taken apart.
fn words(label: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in label.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            spaced.push(' ');
        }
        spaced.extend(if c.is_alphanumeric() { c } else { ' ' }.to_lowercase());
        before = c;
    }
    let mut words: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
    if let Some(last) = words.last_mut() {
        *last = singular(last).to_owned();
    }
    words
}

/// A noun without the ending of most plurals.
fn singular(noun: &str) -> &str {
    let plural = noun.len() > 3 && !noun.ends_with("ss") && !noun.ends_with("us");
    noun.strip_suffix('s').filter(|_| plural).unwrap_or(noun)
}

/// The nouns that say what a name is: beside it ("the novel Grey Harbour"), in apposition, or as a
/// predicate ("Long Span is a bridge").
fn descriptions(view: &View<'_>, tokens: &Range<usize>, head: usize) -> Vec<usize> {
    let noun = |t: &usize| view.upos(*t) == Upos::Noun && !tokens.contains(t);
    // "may be a teacher", "hardly a teacher", "a former teacher", "in the city"
    let denied = |t: usize| {
        let modal = |c: usize| {
            view.deprel(c) == Deprel::Aux
                && matches!(
                    view.lemma(c),
                    "may" | "might" | "could" | "would" | "should" | "can" | "must"
                )
        };
        let against = |c: usize| {
            matches!(
                view.lemma(c).to_lowercase().as_str(),
                "not" | "no" | "never" | "hardly" | "barely" | "former" | "ex"
            )
        };
        view.children(t)
            .any(|c| view.deprel(c) == Deprel::Case || modal(c) || against(c))
    };
    let beside = [
        Deprel::Appos,
        Deprel::Compound,
        Deprel::Flat,
        Deprel::NmodDesc,
    ];
    let mut found: Vec<usize> = view
        .children_by(head, &beside)
        .filter(|&t| view.deprel(t) == Deprel::Appos || t + 1 == tokens.start)
        .collect();
    if let Some(above) = view.head(head) {
        match view.deprel(head) {
            Deprel::Appos => found.push(above),
            // "novel Grey Harbour"; the noun behind a name is often another thing's: "the Norvane teacher"
            Deprel::Compound | Deprel::Flat | Deprel::NmodDesc if above + 1 == tokens.start => {
                found.push(above);
            }
            Deprel::Nsubj if view.child(above, &[Deprel::Cop]).is_some() && !denied(above) => {
                found.push(above);
            }
            _ => {}
        }
    }
    found.retain(|t| noun(t));
    found
}

fn features(
    view: &View<'_>,
    tokens: &Range<usize>,
    head: usize,
    class: Option<&str>,
    nouns: &[usize],
) -> Vec<String> {
    let mut features = vec![
        "bias".to_owned(),
        format!("known:{}", class.unwrap_or(NONE)),
        format!("kind:{}", kind_of(view, head)),
        format!("last:{}", shape(view.lemma(tokens.end - 1))),
        format!("first:{}", shape(view.form(tokens.start))),
        format!("length:{}", tokens.len().min(5)),
        format!("deprel:{}", view.deprel(head).as_str()),
    ];
    if let Some(class) = view.token(head).class {
        features.push(format!("class:{class:?}"));
    }
    features.extend(
        nouns
            .iter()
            .map(|&n| format!("noun:{}", shape(view.lemma(n)))),
    );
    if let Some(above) = view.head(head) {
        let case = view
            .child(head, &[Deprel::Case])
            .map_or("-", |c| view.lemma(c));
        let lemma = shape(view.lemma(above));
        let deprel = view.deprel(head).as_str();
        features.push(format!("under:{lemma} {deprel} {case}"));
    }
    let sentence = &view.sentence(head).tokens;
    let predicates = &view.analysis.predicates;
    let from = predicates.partition_point(|p| p.token < sentence.start);
    let near = predicates[from..].iter();
    for predicate in near.take_while(|p| p.token < sentence.end) {
        for argument in predicate.arguments.iter().filter(|a| a.token == head) {
            features.push(format!(
                "role:{} {}",
                predicate.roleset,
                argument.role.as_str()
            ));
        }
    }
    features.sort();
    features.dedup();
    features
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::Example;
    use crate::nlp::Analyzer;
    use crate::ontology::Lexicon;
    use crate::text::Document;

    const CLASSES: &str = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
        @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
        @prefix my: <https://example.org/my#> .\n\
        my:Novel a owl:Class ; rdfs:label \"novel\" .\n\
        my:Bridge a owl:Class ; rdfs:label \"suspension bridge\" .\n\
        my:Human a owl:Class ; rdfs:label \"human\" .\n\
        my:author a owl:ObjectProperty ; rdfs:label \"author\" ; rdfs:domain my:Novel ; rdfs:range my:Human .\n";

    fn loaded() -> (Ontology, Lexicon, Analyzer) {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("my.ttl");
        std::fs::write(&file, CLASSES).expect("a file");
        let ontology = Ontology::load(&[file]).expect("an ontology");
        let lexicon = Lexicon::load(&ontology).expect("a lexicon");
        (ontology, lexicon, Analyzer::new().expect("a model"))
    }

    /// The names of a text and their classes.
    fn classes_by(
        typer: &Typer,
        ontology: &Ontology,
        lexicon: &Lexicon,
        analyzer: &Analyzer,
        text: &str,
    ) -> Vec<(String, Option<String>)> {
        let document = Document::plain("text", text, None);
        let analysis = analyzer.analyze(&document);
        let view = View::new(&document, &analysis);
        let mut mentions = crate::mention::find(&view, lexicon);
        typer.apply(&view, ontology, &mut mentions);
        let names = mentions
            .ids()
            .filter(|&id| mentions.get(id).kind == MentionKind::Name);
        let called = names.map(|id| {
            let words = view.words(&mentions.get(id).tokens);
            (words.to_owned(), mentions.own_class(id).map(str::to_owned))
        });
        called.collect()
    }

    fn classes(text: &str) -> Vec<(String, Option<String>)> {
        let (ontology, lexicon, analyzer) = loaded();
        let typer = Typer::of(&ontology, std::iter::empty()).expect("classes of its own");
        classes_by(&typer, &ontology, &lexicon, &analyzer, text)
    }

    fn class(text: &str, name: &str) -> Option<String> {
        let all = classes(text);
        let found = all.iter().find(|(words, _)| words == name);
        found
            .unwrap_or_else(|| panic!("no {name:?} in {all:?}"))
            .1
            .clone()
    }

    #[test]
    fn what_a_text_calls_a_name_is_its_class() {
        let novel = Some("Novel".to_owned());
        assert_eq!(
            class("Ola Brandvik wrote the novel Grey Harbour.", "Grey Harbour"),
            novel
        );
        assert_eq!(
            class("Grey Harbour is a novel by Ola Brandvik.", "Grey Harbour"),
            novel
        );
        assert_eq!(
            class("Ola Brandvik wrote Grey Harbour, a novel.", "Grey Harbour"),
            novel
        );
        for other in [
            "Grey Harbour is not a novel.",
            "Grey Harbour may be a novel.",
            "Grey Harbour is in a novel.",
            "The Grey Harbour novel sold well.",
        ] {
            assert_eq!(class(other, "Grey Harbour"), None, "{other}");
        }
        let bridge = class(
            "Brask Span is the oldest suspension bridge of the valley.",
            "Brask Span",
        );
        assert_eq!(bridge.as_deref(), Some("Bridge"));
        let several = class(
            "Brask Span and Holt Span are suspension bridges.",
            "Brask Span",
        );
        assert_eq!(several.as_deref(), Some("Bridge"));
        // half of a label is not the label
        let other = class(
            "Brask Span is the oldest bridge of the valley.",
            "Brask Span",
        );
        assert_ne!(other.as_deref(), Some("Bridge"));
    }

    #[test]
    fn a_class_may_be_called_otherwise_than_the_built_in_one() {
        let human = class("Grey Harbour was written by Anna Holt.", "Anna Holt");
        assert_eq!(human.as_deref(), Some("Human"));
    }

    #[test]
    fn examples_teach_what_the_ends_of_a_relation_are_like() {
        let titles = [
            "Grey Harbour",
            "Red Barn",
            "Long Winter",
            "Salt Road",
            "Iron Orchard",
            "Quiet Mill",
        ];
        let people = [
            "Anna Holt",
            "Ida Moe",
            "Ivar Sund",
            "Ruth Carver",
            "Paul Denby",
            "Nina Falk",
        ];
        let towns = ["Leeds", "Porto", "Bergen", "Graz", "Lyon", "Turin"];
        let (ontology, lexicon, analyzer) = loaded();
        let told: Vec<(Document, Example)> = (0..6)
            .flat_map(|i| (0..6).map(move |j| (titles[i], people[j], towns[(i + j) % 6])))
            .map(|(title, person, town)| {
                let text = format!("{title} was written by {person} in {town}.");
                let triple = crate::learn::Triple {
                    subject: title.to_owned(),
                    relation: "author".to_owned(),
                    object: person.to_owned(),
                };
                let example = Example {
                    text: text.clone(),
                    triples: vec![triple],
                    place: (String::new(), 0),
                };
                (Document::plain("example", &text, None), example)
            })
            .collect();
        let read: Vec<_> = told.iter().map(|(d, _)| analyzer.analyze(d)).collect();
        let views: Vec<View<'_>> = told
            .iter()
            .zip(&read)
            .map(|((d, _), a)| View::new(d, a))
            .collect();
        let mentions: Vec<Mentions> = views
            .iter()
            .map(|v| crate::mention::find(v, &lexicon))
            .collect();
        let materials: Vec<Material<'_>> = views
            .iter()
            .zip(&mentions)
            .zip(&told)
            .map(|((view, mentions), (_, example))| Material {
                view,
                mentions,
                example,
            })
            .collect();
        let learned = learn_types(&materials, &ontology, &Ranker::default());
        let typer = Typer::of(&ontology, std::iter::once(&learned)).expect("classes of its own");
        let of = |text: &str| classes_by(&typer, &ontology, &lexicon, &analyzer, text);
        let all = of("Stone Lantern was written by Omar Quist in Malmo.");
        let class = |name: &str| {
            let found = all.iter().find(|(words, _)| words == name);
            found
                .unwrap_or_else(|| panic!("no {name:?} in {all:?}"))
                .1
                .as_deref()
        };
        assert_eq!(class("Stone Lantern"), Some("Novel"));
        assert_eq!(class("Omar Quist"), Some("Human"));
        assert_eq!(class("Malmo"), None, "of no class of the user's");
    }

    #[test]
    fn the_built_in_ontology_needs_no_typer() {
        let ontology = Ontology::load(&[]).expect("an ontology");
        assert!(Typer::of(&ontology, std::iter::empty()).is_none());
    }
}
