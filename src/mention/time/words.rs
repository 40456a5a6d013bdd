//! The words of time expressions, read once from the lexicon.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::TimeRelation;
use super::expression::{Base, Direction, Edge, Holiday, Unit};
use crate::mention::phrases::Phrases;

/// Tables of words.
#[derive(Debug)]
pub(in crate::mention) struct TimeWords {
    pub months: Phrases<u8>,
    pub weekdays: Phrases<i8>,
    pub seasons: Phrases<u8>,
    pub units: Phrases<Unit>,
    pub directions: Phrases<Direction>,
    pub days: Phrases<i32>,
    pub holidays: Phrases<Holiday>,
    pub relations: Phrases<TimeRelation>,
    pub modifiers: Phrases<()>,
    pub edges: Phrases<Edge>,
    pub later: Phrases<()>,
    pub earlier: Phrases<()>,
    pub ago: Phrases<()>,
    pub hence: Phrases<()>,
    pub vague: Phrases<()>,
    pub moving: Phrases<()>,
    pub speaking: Phrases<()>,
    /// Nouns for figures that have a year, which does not count them: "2025 fees".
    pub yearly: Phrases<()>,
    pub awaiting: Phrases<()>,
    /// Nouns for what puts an end off: "an extension to September".
    pub delaying: Phrases<()>,
    pub expected: Phrases<()>,
    pub immediate: Phrases<()>,
    pub aside: Phrases<()>,
    pub news: Phrases<()>,
    pub periods: Phrases<String>,
}

/// The tables, read once.
pub(in crate::mention) static TIMES: LazyLock<TimeWords> = LazyLock::new(|| {
    let file: TimeFile = toml::from_str(include_str!("../../../ontology/lexicon/times.toml"))
        .expect("times.toml is well-formed");
    let set = |name: &str| {
        Phrases::new(
            file.sets
                .get(name)
                .into_iter()
                .flatten()
                .map(|w| (w.clone(), ())),
        )
    };
    let edge = |name: &str, edge| {
        file.sets
            .get(name)
            .into_iter()
            .flatten()
            .map(|w| (w.clone(), edge))
            .collect::<Vec<_>>()
    };
    TimeWords {
        later: set("later"),
        earlier: set("earlier"),
        ago: set("ago"),
        hence: set("hence"),
        vague: set("vague"),
        moving: set("moving"),
        speaking: set("speaking"),
        yearly: set("yearly"),
        awaiting: set("awaiting"),
        delaying: set("delaying"),
        expected: set("expected"),
        immediate: set("immediate"),
        aside: set("aside"),
        news: set("news"),
        modifiers: set("modifiers"),
        edges: Phrases::new(
            [
                edge("end", Edge::End),
                edge("start", Edge::Start),
                edge("middle", Edge::Middle),
            ]
            .concat(),
        ),
        months: Phrases::new(file.months),
        weekdays: Phrases::new(file.weekdays),
        seasons: Phrases::new(file.seasons),
        units: Phrases::new(file.units),
        directions: Phrases::new(file.directions.into_iter().map(|(word, d)| {
            (
                word,
                Direction {
                    step: d.step,
                    base: d.from,
                },
            )
        })),
        days: Phrases::new(file.days),
        holidays: Phrases::new(
            file.holidays
                .into_iter()
                .filter_map(|(word, day)| Some((word, Holiday::parse(&day)?))),
        ),
        relations: Phrases::new(file.relations.into_iter().flat_map(|(relation, words)| {
            let relation = TimeRelation::from(relation);
            words.into_iter().map(move |word| (word, relation))
        })),
        periods: Phrases::new(file.periods),
    }
});

#[derive(Deserialize)]
struct TimeFile {
    months: BTreeMap<String, u8>,
    weekdays: BTreeMap<String, i8>,
    seasons: BTreeMap<String, u8>,
    units: BTreeMap<String, Unit>,
    directions: BTreeMap<String, DirectionEntry>,
    days: BTreeMap<String, i32>,
    holidays: BTreeMap<String, String>,
    relations: BTreeMap<RelationName, Vec<String>>,
    sets: BTreeMap<String, Vec<String>>,
    periods: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct DirectionEntry {
    step: i8,
    from: Base,
}

#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
enum RelationName {
    At,
    From,
    Until,
    By,
    Before,
    After,
    For,
    Within,
}

impl From<RelationName> for TimeRelation {
    fn from(name: RelationName) -> Self {
        match name {
            RelationName::At => Self::At,
            RelationName::From => Self::From,
            RelationName::Until => Self::Until,
            RelationName::By => Self::By,
            RelationName::Before => Self::Before,
            RelationName::After => Self::After,
            RelationName::For => Self::For,
            RelationName::Within => Self::Within,
        }
    }
}
