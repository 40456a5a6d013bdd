//! The lexicon: names that everybody writes about, the parts that names are made of, and the nouns that describe entities.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::builtin;
use super::source::fault;
use super::trades::{TradeSection, Trades};
use super::{Ontology, SourceKind};
use crate::error::Result;
use crate::nlp::Gender;

/// A name of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconName {
    /// The canonical form.
    pub label: String,
    /// Local name of its class.
    pub class: String,
}

/// What a common noun says of the thing that it describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconNominal {
    /// Local names of the classes that it can describe, the usual one first.
    pub classes: Vec<String>,
    /// Whether it needs somebody whose it is: "rival", "parent".
    pub relational: bool,
}

/// The words of all lexicon files together.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    names: BTreeMap<String, LexiconName>,
    /// The aliases of each canonical form.
    aliases: BTreeMap<String, Vec<String>>,
    demonyms: BTreeMap<String, String>,
    countries: BTreeMap<String, String>,
    states: BTreeSet<String>,
    nominals: BTreeMap<String, LexiconNominal>,
    positions: BTreeSet<String>,
    endings: BTreeMap<String, Vec<String>>,
    /// The class that the first word of a name suggests.
    beginnings: BTreeMap<String, String>,
    legal: BTreeSet<String>,
    generic: BTreeSet<String>,
    parties: BTreeSet<String>,
    measures: BTreeSet<String>,
    strangers: BTreeSet<String>,
    unrelated: BTreeSet<String>,
    units: BTreeSet<String>,
    titles: BTreeSet<String>,
    after: BTreeSet<String>,
    exchanges: BTreeSet<String>,
    of: BTreeSet<String>,
    given: BTreeMap<String, Option<Gender>>,
    honorifics: BTreeMap<String, Gender>,
    /// The groups of nouns that can describe one thing, by noun.
    kin: BTreeMap<String, Vec<usize>>,
    kins: usize,
    /// What companies do.
    pub trades: Trades,
}

impl Lexicon {
    /// The lexicon of these files, each a path for messages and a TOML text. Sections that belong to other readers are left alone.
    ///
    /// # Errors
    /// A file that is no TOML, or a section of a wrong shape, with its line and column.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a Path, &'a str)>) -> Result<Self> {
        let mut lexicon = Self::default();
        for (path, text) in files {
            let file: File = toml::from_str(text).map_err(|e| {
                let start = e.span().map_or(0, |s| s.start);
                fault(text, path, start, e.message())
            })?;
            lexicon.add(file);
        }
        Ok(lexicon)
    }

    /// The lexicon of an ontology: the files that come with the program, and its own.
    ///
    /// # Errors
    /// As [`Lexicon::parse`].
    pub fn load(ontology: &Ontology) -> Result<Self> {
        let built_in = builtin::LEXICON
            .iter()
            .map(|(path, text)| (Path::new(*path), *text));
        let own = ontology
            .sources
            .iter()
            .filter(|s| s.kind == SourceKind::Lexicon)
            .map(|s| (s.path.as_path(), s.text.as_str()));
        Self::parse(built_in.chain(own))
    }

    /// The lexicon that comes with the program; empty only if the program was built from a broken `ontology/` folder.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static LEXICON: std::sync::LazyLock<Lexicon> =
            std::sync::LazyLock::new(|| Lexicon::load(&Ontology::default()).unwrap_or_default());
        &LEXICON
    }

    /// What a name stands for, however it is capitalised in running text; short forms must match exactly.
    #[must_use]
    pub fn name(&self, words: &str) -> Option<&LexiconName> {
        self.names.get(words).or_else(|| {
            let bare = words
                .strip_prefix("The ")
                .or_else(|| words.strip_prefix("the "))?;
            self.names.get(bare)
        })
    }

    /// The other forms of a canonical name.
    #[must_use]
    pub fn aliases(&self, label: &str) -> &[String] {
        self.aliases.get(label).map_or(&[], Vec::as_slice)
    }

    /// The place that an adjective stands for: "Dutch".
    #[must_use]
    pub fn place_of_adjective(&self, adjective: &str) -> Option<&str> {
        let lower = adjective.to_lowercase();
        self.demonyms
            .get(&lower)
            // "the Americans"
            .or_else(|| self.demonyms.get(lower.strip_suffix('s')?))
            .map(String::as_str)
    }

    /// Whether a word is the adjective of a place.
    #[must_use]
    pub fn is_place_adjective(&self, word: &str) -> bool {
        self.place_of_adjective(word).is_some() && !self.names.contains_key(word)
    }

    /// Whether a name is that of a country.
    #[must_use]
    pub fn is_country(&self, name: &str) -> bool {
        self.states.contains(name)
    }

    /// The country of a city or region.
    #[must_use]
    pub fn country(&self, place: &str) -> Option<&str> {
        self.countries.get(place).map(String::as_str)
    }

    /// What a noun or a noun phrase describes, by its lemma or by the last words of it.
    #[must_use]
    pub fn nominal(&self, phrase: &str) -> Option<&LexiconNominal> {
        let lower = phrase.to_lowercase();
        let mut rest = lower.as_str();
        loop {
            if let Some(nominal) = self.nominals.get(rest) {
                return Some(nominal);
            }
            match rest.find([' ', '-']) {
                Some(at) => rest = &rest[at + 1..],
                None => break,
            }
        }
        // "planemaker", "winegrower": compounds written as one word describe what their last part does.
        [
            "maker", "builder", "grower", "operator", "provider", "producer",
        ]
        .iter()
        .find(|part| rest.len() > part.len() + 2 && rest.ends_with(*part))
        .and_then(|part| self.nominals.get(*part))
    }

    /// Whether exactly this phrase is a nominal of the lexicon.
    #[must_use]
    pub fn has_nominal(&self, phrase: &str) -> bool {
        self.nominals.contains_key(phrase)
    }

    /// Whether two nouns can describe one thing: "bank" and "lender".
    #[must_use]
    pub fn are_kin(&self, a: &str, b: &str) -> bool {
        match (self.kin.get(a), self.kin.get(b)) {
            (Some(a), Some(b)) => a.iter().any(|k| b.contains(k)),
            _ => false,
        }
    }

    /// Whether a noun tells a trade: "airline" does, "company" does not.
    #[must_use]
    pub fn has_kin(&self, noun: &str) -> bool {
        self.kin.contains_key(noun)
    }

    /// Whether a phrase in lower case names a position in an organisation.
    #[must_use]
    pub fn is_position(&self, phrase: &str) -> bool {
        self.positions.contains(phrase)
    }

    /// The classes that the last word of a name suggests.
    #[must_use]
    pub fn ending(&self, word: &str) -> &[String] {
        self.endings.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a word is a legal form: "Inc.", "GmbH".
    #[must_use]
    pub fn is_legal_form(&self, word: &str) -> bool {
        let bare: String = word.chars().filter(|c| *c != '.').collect();
        !bare.is_empty() && self.legal.contains(&bare)
    }

    /// Whether a word adds nothing to a company's name that tells it from another one: "Group", "Holdings".
    #[must_use]
    pub fn is_generic(&self, word: &str) -> bool {
        self.generic.contains(&word.to_lowercase())
    }

    /// Whether a name is but a word for a party, as a text defines it: "the Licensee".
    #[must_use]
    pub fn is_party(&self, name: &str) -> bool {
        self.parties.contains(&name.to_lowercase())
    }

    /// Whether a word is an abbreviation of what is measured or done, not a name, though it is written like one: "EBITDA".
    #[must_use]
    pub fn is_measure(&self, word: &str) -> bool {
        self.measures.contains(word)
    }

    /// Whether the words between two names, in lower case, tell that they have nothing in common: "has nothing to do with".
    #[must_use]
    pub fn tells_apart(&self, between: &str) -> bool {
        self.strangers.iter().any(|phrase| between.contains(phrase))
    }

    /// Whether a word tells of whom it describes that they only share a name: "an unrelated firm".
    #[must_use]
    pub fn is_unrelated(&self, word: &str) -> bool {
        self.unrelated.contains(word)
    }

    /// Whether a noun names a part of a company that may be called after it: "unit", "arm".
    #[must_use]
    pub fn is_unit(&self, noun: &str) -> bool {
        self.units.contains(noun)
    }

    /// Whether a word of address stands before persons' names: "Dr", "Ms".
    #[must_use]
    pub fn is_honorific(&self, word: &str) -> bool {
        self.titles.contains(word.trim_end_matches('.'))
    }

    /// Whether a word stands after a person's name and belongs to it: "Jr".
    #[must_use]
    pub fn is_after_name(&self, word: &str) -> bool {
        self.after.contains(word.trim_end_matches('.'))
    }

    /// Whether a word is a stock exchange, as it stands before a ticker.
    #[must_use]
    pub fn is_exchange(&self, word: &str) -> bool {
        self.exchanges.contains(word)
    }

    /// Whether a name can go on with "of" after this word in lower case: "university".
    #[must_use]
    pub fn takes_of(&self, word: &str) -> bool {
        self.of.contains(word)
    }

    /// The class that the first word of a name suggests.
    #[must_use]
    pub fn beginning(&self, word: &str) -> Option<&str> {
        self.beginnings.get(word).map(String::as_str)
    }

    /// Whether a word is a common given name, and the gender that it tells.
    #[must_use]
    pub fn given(&self, word: &str) -> Option<Option<Gender>> {
        let lower = word.to_lowercase();
        self.given
            .get(&lower)
            .or_else(|| self.given.get(&plain(&lower)))
            .copied()
    }

    /// The gender that a word of address tells.
    #[must_use]
    pub fn honorific_gender(&self, word: &str) -> Option<Gender> {
        self.honorifics
            .get(&word.trim_end_matches('.').to_lowercase())
            .copied()
    }

    fn add(&mut self, file: File) {
        for n in file.name {
            let entry = LexiconName {
                label: n.name.clone(),
                class: n.class,
            };
            for alias in &n.aliases {
                self.names
                    .entry(alias.clone())
                    .or_insert_with(|| entry.clone());
            }
            self.aliases
                .entry(n.name.clone())
                .or_default()
                .extend(n.aliases);
            self.names.insert(n.name, entry);
        }
        for p in file.place {
            for demonym in &p.demonyms {
                self.demonyms
                    .entry(demonym.to_lowercase())
                    .or_insert_with(|| p.name.clone());
            }
            let entry = LexiconName {
                label: p.name.clone(),
                class: "Place".to_owned(),
            };
            for alias in &p.aliases {
                self.names
                    .entry(alias.clone())
                    .or_insert_with(|| entry.clone());
            }
            if p.kind.as_deref() == Some("country") {
                self.states.extend(p.aliases.iter().cloned());
                self.states.insert(p.name.clone());
            }
            if let Some(country) = p.country {
                self.countries.entry(p.name.clone()).or_insert(country);
            }
            self.names.entry(p.name).or_insert(entry);
        }
        for n in file.nominal {
            for word in n.words {
                let entry = self
                    .nominals
                    .entry(word.to_lowercase())
                    .or_insert(LexiconNominal {
                        classes: Vec::new(),
                        relational: n.relational,
                    });
                if !entry.classes.contains(&n.class) {
                    entry.classes.push(n.class.clone());
                }
                entry.relational |= n.relational;
            }
        }
        for p in file.position {
            self.positions
                .extend(p.words.into_iter().map(|w| w.to_lowercase()));
        }
        let mut suffixes = file.suffixes;
        for word in suffixes.remove("legal").unwrap_or_default() {
            self.legal
                .insert(word.chars().filter(|c| *c != '.').collect());
        }
        for (class, words) in suffixes {
            for word in words {
                let classes = self.endings.entry(word).or_default();
                if !classes.contains(&class) {
                    classes.push(class.clone());
                }
            }
        }
        for (class, words) in file.beginnings {
            for word in words {
                self.beginnings.entry(word).or_insert_with(|| class.clone());
            }
        }
        self.titles.extend(file.titles.person);
        self.after.extend(file.titles.after);
        self.exchanges.extend(file.titles.exchanges);
        self.generic.extend(file.generic.words);
        self.parties.extend(file.parties.words);
        self.measures.extend(file.measures.words);
        self.strangers.extend(file.strangers.words);
        self.unrelated.extend(file.unrelated.words);
        self.units.extend(file.units.words);
        self.of.extend(file.of.words);
        for g in file.given {
            let gender = gender(g.gender.as_deref());
            for word in g.words {
                self.given.entry(word).or_insert(gender);
            }
        }
        for k in file.kin {
            for word in k.words {
                self.kin.entry(word).or_default().push(self.kins);
            }
            self.kins += 1;
        }
        for t in file.trade {
            self.trades.add(t);
        }
        for h in file.honorific {
            if let Some(gender) = gender(h.gender.as_deref()) {
                self.honorifics
                    .extend(h.words.into_iter().map(|w| (w, gender)));
            }
        }
    }
}

/// Letters without their accents.
fn plain(word: &str) -> String {
    word.chars()
        .flat_map(|c| match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' | 'ă' => Some('a'),
            'ç' | 'ć' | 'č' => Some('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => Some('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ı' => Some('i'),
            'ł' => Some('l'),
            'ñ' | 'ń' | 'ň' => Some('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => Some('o'),
            'ř' => Some('r'),
            'ś' | 'š' | 'ş' | 'ș' => Some('s'),
            'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' => Some('u'),
            'ý' | 'ÿ' => Some('y'),
            'ź' | 'ż' | 'ž' => Some('z'),
            'đ' | 'ð' => Some('d'),
            'ğ' => Some('g'),
            other => Some(other),
        })
        .collect()
}

fn gender(name: Option<&str>) -> Option<Gender> {
    match name {
        Some("feminine") => Some(Gender::Fem),
        Some("masculine") => Some(Gender::Masc),
        _ => None,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    name: Vec<NameSection>,
    place: Vec<PlaceSection>,
    nominal: Vec<NominalSection>,
    position: Vec<Words>,
    suffixes: BTreeMap<String, Vec<String>>,
    beginnings: BTreeMap<String, Vec<String>>,
    titles: Titles,
    generic: Words,
    parties: Words,
    measures: Words,
    strangers: Words,
    unrelated: Words,
    units: Words,
    of: Words,
    given: Vec<Gendered>,
    kin: Vec<Words>,
    honorific: Vec<Gendered>,
    trade: Vec<TradeSection>,
}

#[derive(Deserialize)]
struct NameSection {
    name: String,
    class: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct PlaceSection {
    name: String,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct NominalSection {
    class: String,
    #[serde(default)]
    relational: bool,
    words: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Titles {
    person: Vec<String>,
    after: Vec<String>,
    exchanges: Vec<String>,
}

#[derive(Deserialize)]
struct Gendered {
    #[serde(default)]
    gender: Option<String>,
    words: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_files_load() {
        Lexicon::load(&Ontology::default()).expect("the lexicon loads");
        let lexicon = Lexicon::built_in();
        assert_eq!(lexicon.place_of_adjective("Dutch"), Some("Netherlands"));
        assert!(lexicon.is_legal_form("Inc.") && lexicon.is_legal_form("K.K."));
        assert_eq!(
            lexicon
                .nominal("Vilnius-based chipmaker")
                .map(|n| n.classes[0].as_str()),
            Some("Company")
        );
        assert!(lexicon.is_position("chief executive"));
        assert_eq!(lexicon.given("Maureen"), Some(Some(Gender::Fem)));
    }

    #[test]
    fn a_wrong_section_is_refused_with_its_line() {
        let error = Lexicon::parse([(
            Path::new("x.toml"),
            "\n[[nominal]]\nclass = 3\nwords = []\n",
        )])
        .expect_err("class is no text");
        assert!(error.to_string().starts_with("x.toml:3:"), "{error}");
    }
}
