//! Relations: what an ontology can say of a subject and an object.

use std::fmt;

use crate::claim::{Confidence, QualifierKey};

/// A relation of the ontology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Local name: `licenses`.
    pub name: String,
    /// IRI.
    pub iri: String,
    /// Label for people: "licenses", "is headquartered in".
    pub label: String,
    /// Other ways to call it.
    pub synonyms: Vec<String>,
    /// What it means.
    pub comment: String,
    /// Local names of the classes that may stand as subject (any of them), sorted; none: anything may.
    pub domain: Vec<String>,
    /// What may stand as object (any of them), sorted; none: anything may.
    pub range: Vec<Range>,
    /// Whether `a R b` says the same as `b R a`.
    pub symmetric: bool,
    /// Local name of the relation that says the same with subject and object exchanged.
    pub inverse: Option<String>,
    /// Local names of the relations that do not hold of the same two at once (`owl:propertyDisjointWith`, told on either side).
    pub disjoint: Vec<String>,
    /// Whether it tells of a deal, whose parties later sentences may leave out.
    pub deal: bool,
    /// Whether companies do it rather than persons.
    pub impersonal: bool,
    /// Claims of it that are less likely right are not kept.
    pub least: Option<Confidence>,
    /// What a plain date means.
    pub temporality: Temporality,
    /// The qualifiers that it takes, those of every relation included, sorted by key.
    pub qualifiers: Vec<QualifierKey>,
}

impl Relation {
    /// Whether it takes a qualifier.
    #[must_use]
    pub fn takes(&self, key: QualifierKey) -> bool {
        self.qualifiers.contains(&key)
    }

    /// Whether what it says can come to an end: a state, or a deal with a term. Who was bought or fined once stays so.
    #[must_use]
    pub fn can_end(&self) -> bool {
        self.temporality == Temporality::State || self.deal
    }

    /// Whether an entity may stand as object.
    #[must_use]
    pub fn takes_entity(&self) -> bool {
        self.range.is_empty() || self.range.iter().any(|r| matches!(r, Range::Class(_)))
    }

    /// Whether nothing but a place may stand as object.
    #[must_use]
    pub fn takes_place(&self) -> bool {
        let place = |r: &Range| matches!(r, Range::Class(c) if c == "Place");
        !self.range.is_empty() && self.range.iter().all(place)
    }

    /// Whether a number, a sum or words (other than a date) may stand as object; where the range is not told, anything may.
    #[must_use]
    pub fn takes_literal(&self) -> bool {
        self.range.is_empty()
            || self.takes_money()
            || self.takes_number()
            || self.takes_quantity()
            || self.takes_text()
    }

    /// Whether a sum of money may stand as object.
    #[must_use]
    pub fn takes_money(&self) -> bool {
        self.range.contains(&Range::Money)
    }

    /// Whether a bare number may stand as object.
    #[must_use]
    pub fn takes_number(&self) -> bool {
        self.range.contains(&Range::Number)
    }

    /// Whether a number with a unit may stand as object.
    #[must_use]
    pub fn takes_quantity(&self) -> bool {
        self.range.contains(&Range::Quantity)
    }

    /// Whether a date may stand as object.
    #[must_use]
    pub fn takes_date(&self) -> bool {
        self.range.contains(&Range::Date)
    }

    /// Whether plain words may stand as object.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        self.range.contains(&Range::Text)
    }
}

/// What may stand as the object of a relation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Range {
    /// An entity of a class, by local name.
    Class(String),
    /// A sum of money.
    Money,
    /// A number.
    Number,
    /// A number with a unit.
    Quantity,
    /// A date.
    Date,
    /// Words.
    Text,
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Class(name) => name,
            Self::Money => "money",
            Self::Number => "number",
            Self::Quantity => "quantity",
            Self::Date => "date",
            Self::Text => "text",
        })
    }
}

/// What a plain date ("in 2023") means for a relation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Temporality {
    /// It happens: a date says when.
    #[default]
    Event,
    /// It holds for a time: a date says when it is valid.
    State,
}
