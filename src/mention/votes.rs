//! Votes for the class of a name, and the families of classes that exclude one another.

use std::collections::BTreeMap;

/// Weights for classes, by local name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Votes {
    /// What the words, the lexicon and the context say.
    pub evidence: BTreeMap<String, f32>,
    /// What the model says, added up over so many mentions.
    model: BTreeMap<String, f32>,
    counted: f32,
    /// What the model says of the kind of the name, likewise.
    kinds: BTreeMap<String, f32>,
    kinds_counted: f32,
}

impl Votes {
    pub fn add(&mut self, class: &str, weight: f32) {
        *self.evidence.entry(class.to_owned()).or_default() += weight;
    }

    /// Takes most of the weight from the model's word that a lone name is a person's: persons are introduced in full.
    pub fn doubt_person(&mut self) {
        if self.evidence.get("Person").copied().unwrap_or(0.0) >= 0.5 {
            return;
        }
        if let Some(weight) = self.model.get_mut("Person") {
            *weight *= 0.3;
            self.add("Organization", 0.35);
        }
    }

    /// A vote of the model.
    pub fn label(&mut self, class: &str, weight: f32) {
        *self.model.entry(class.to_owned()).or_default() += weight;
        self.counted += 1.0;
    }

    /// The model's votes on the kind of thing that one mention names.
    pub fn kinds(&mut self, votes: impl Iterator<Item = (&'static str, f32)>) {
        for (class, weight) in votes {
            *self.kinds.entry(class.to_owned()).or_default() += weight;
        }
        self.kinds_counted += 1.0;
    }

    pub fn extend(&mut self, other: &Self) {
        for (class, weight) in &other.evidence {
            self.add(class, *weight);
        }
        for (class, weight) in &other.model {
            *self.model.entry(class.clone()).or_default() += weight;
        }
        self.counted += other.counted;
        for (class, weight) in &other.kinds {
            *self.kinds.entry(class.clone()).or_default() += weight;
        }
        self.kinds_counted += other.kinds_counted;
    }

    /// All weights. The model errs in the same way on the same word: its votes do not outgrow two mentions.
    fn all(&self) -> BTreeMap<&str, f32> {
        let mut all: BTreeMap<&str, f32> = BTreeMap::new();
        let scale = |counted: f32| (2.0 / counted).min(1.0);
        for (class, weight) in &self.evidence {
            *all.entry(class).or_default() += weight;
        }
        for (votes, counted) in [
            (&self.model, self.counted),
            (&self.kinds, self.kinds_counted),
        ] {
            for (class, weight) in votes {
                *all.entry(class).or_default() += weight * scale(counted);
            }
        }
        all
    }

    /// The family that everything but the model speaks for, when at least this share of the votes is for it.
    pub fn family_by_evidence(&self, share: f32) -> Option<Family> {
        Self {
            evidence: self.evidence.clone(),
            ..Self::default()
        }
        .family(share)
    }

    /// The family with the greatest weight, and within it the most specific class with the greatest weight; with the
    /// share of the family in all votes.
    pub fn winner(&self) -> Option<(String, f32)> {
        let mut families: BTreeMap<Family, f32> = BTreeMap::new();
        let mut total = 0.0;
        let all = self.all();
        for (class, weight) in all.iter().filter(|(_, w)| **w > 0.0) {
            *families.entry(family(class)).or_default() += *weight;
            total += *weight;
        }
        let (&best, &weight) = families
            .iter()
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
        let general = best.general();
        let class = all
            .iter()
            .filter(|(c, w)| family(c) == best && **w > 0.0 && Some(**c) != general)
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))
            .map(|(c, _)| (*c).to_owned());
        let class = class.or_else(|| general.map(str::to_owned))?;
        Some((class, weight / total))
    }

    /// How much has been voted in all: little evidence is not certain, however much it agrees.
    pub fn total(&self) -> f32 {
        self.all().values().filter(|w| **w > 0.0).sum()
    }

    /// The winning family, when at least this share of the votes is for it.
    pub fn family(&self, share: f32) -> Option<Family> {
        let (class, s) = self.winner()?;
        (s >= share).then(|| family(&class))
    }
}

/// The classes that exclude one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Organization,
    Person,
    Place,
    Product,
    IntellectualProperty,
    Agreement,
    Event,
    Market,
    Other,
}

impl Family {
    fn general(self) -> Option<&'static str> {
        match self {
            Self::Organization => Some("Organization"),
            Self::Product => Some("Product"),
            Self::Agreement => Some("Agreement"),
            _ => None,
        }
    }
}

/// The family of a class.
pub(super) fn family(class: &str) -> Family {
    match class {
        "Organization" | "Company" | "Family" | "GovernmentAgency" | "NonProfit" | "NewsOutlet"
        | "University" => Family::Organization,
        "Person" => Family::Person,
        "Place" | "Country" | "Facility" => Family::Place,
        "Product" | "Service" | "Platform" | "Model" | "Device" => Family::Product,
        "IntellectualProperty" => Family::IntellectualProperty,
        "Agreement" | "Partnership" | "License" | "Contract" | "Clause" => Family::Agreement,
        "Event" => Family::Event,
        "Market" => Family::Market,
        _ => Family::Other,
    }
}
