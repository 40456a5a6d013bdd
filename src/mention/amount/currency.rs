//! Currencies: signs and codes before or behind a figure, names behind it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::mention::atom::{Atom, AtomKind};
use crate::mention::phrases::Phrases;
use crate::nlp::View;

/// Signs and names of currencies.
#[derive(Debug)]
pub(super) struct Currencies {
    /// ISO 4217 code by sign or code, as written and without spaces.
    symbols: HashMap<String, String>,
    /// ISO 4217 code by name, and the power of ten of the unit ("cents": -2).
    names: Phrases<(String, i32)>,
    /// The currencies that share a name.
    shared: HashMap<String, Vec<String>>,
    /// The currency of a place, by a word for the place or its people.
    places: HashMap<String, String>,
}

/// The currencies that a document names, for names that several currencies share.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Codes of money that could be nothing else, the last one last.
    told: Vec<String>,
    /// How often the document tells of a currency's places; counted when first asked for.
    places: OnceCell<BTreeMap<String, usize>>,
}

impl Named {
    /// Notes money that the document names.
    pub fn tell(&mut self, code: &str) {
        self.told.retain(|c| c != code);
        self.told.push(code.to_owned());
    }

    /// The currency named last.
    pub fn last(&self) -> Option<&str> {
        self.told.last().map(String::as_str)
    }

    /// The one of several currencies that the document is about.
    fn choose<'a>(&self, view: &View<'_>, default: &'a str, codes: &'a [String]) -> &'a str {
        if let Some(code) = self
            .told
            .iter()
            .rev()
            .find_map(|t| codes.iter().find(|c| *c == t))
        {
            return code;
        }
        let places = self.places.get_or_init(|| places(view));
        let count = |code: &str| places.get(code).copied().unwrap_or(0);
        codes
            .iter()
            .map(String::as_str)
            .filter(|code| count(code) > count(default))
            .max_by_key(|code| count(code))
            .unwrap_or(default)
    }
}

/// How often a document tells of the places of each currency.
fn places(view: &View<'_>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for token in 0..view.analysis.tokens.len() {
        let word = view.form(token);
        if word.starts_with(char::is_uppercase)
            && let Some(code) = CURRENCIES.places.get(&word.to_lowercase())
        {
            *found.entry(code.clone()).or_default() += 1;
        }
    }
    found
}

/// The table, read once.
pub(super) static CURRENCIES: LazyLock<Currencies> = LazyLock::new(|| {
    let file: BTreeMap<String, Entry> =
        toml::from_str(include_str!("../../../ontology/lexicon/currencies.toml"))
            .expect("currencies.toml is well-formed");
    let mut symbols = HashMap::new();
    let mut names = Vec::new();
    let mut shared: HashMap<String, Vec<String>> = HashMap::new();
    let mut places = HashMap::new();
    for (code, entry) in file {
        for name in entry.shared {
            shared.entry(name).or_default().push(code.clone());
        }
        places.extend(entry.places.into_iter().map(|place| (place, code.clone())));
        for symbol in entry.symbols {
            symbols.insert(symbol.replace([' ', '.'], ""), code.clone());
        }
        names.extend(entry.names.into_iter().map(|n| (n, (code.clone(), 0))));
        names.extend(entry.cents.into_iter().map(|n| (n, (code.clone(), -2))));
    }
    Currencies {
        symbols,
        names: Phrases::new(names),
        shared,
        places,
    }
});

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    symbols: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    cents: Vec<String>,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    places: Vec<String>,
}

impl Currencies {
    /// The currency whose sign or code starts at an atom, and where it ends.
    pub fn symbol(&self, atoms: &[Atom<'_>], at: usize) -> Option<(&str, usize)> {
        (1..=3).rev().find_map(|length| {
            let parts = atoms.get(at..at + length)?;
            let fits = parts.iter().all(|a| a.kind != AtomKind::Figures)
                && parts[1..].iter().all(|a| a.glued || is_sign(a));
            // "A $30 million round" begins with an article
            let article = length > 1 && parts[0].raw == "A" && !parts[1].glued;
            if !fits || article {
                return None;
            }
            let written: String = parts
                .iter()
                .map(|a| a.raw.replace('.', ""))
                .collect::<Vec<_>>()
                .concat();
            let code = self.symbols.get(&written)?;
            let end = at + length;
            // One letter is a sign only right before a figure.
            let letter = written.chars().count() == 1 && written.chars().all(char::is_alphabetic);
            let glued = atoms
                .get(end)
                .is_some_and(|a| a.glued && a.kind == AtomKind::Figures);
            (!letter || glued).then_some((code.as_str(), end))
        })
    }

    /// The currency whose name starts at an atom.
    pub fn name(
        &self,
        view: &View<'_>,
        named: &Named,
        atoms: &[Atom<'_>],
        at: usize,
    ) -> Option<Name> {
        let ((code, power), end) = self.names.longest(atoms, at)?;
        let codes = (end == at + 1)
            .then(|| self.shared.get(&atoms[at].text))
            .flatten();
        Some(Name {
            code: match codes {
                Some(codes) => named.choose(view, &code, codes).to_owned(),
                None => code,
            },
            power,
            end,
            sure: codes.is_none(),
        })
    }
}

/// The name of a currency in the text.
pub(super) struct Name {
    /// Its ISO 4217 code.
    pub code: String,
    /// Power of ten of the unit: -2 for cents.
    pub power: i32,
    /// One past its last atom.
    pub end: usize,
    /// Whether no other currency has the name.
    pub sure: bool,
}

fn is_sign(atom: &Atom<'_>) -> bool {
    matches!(atom.raw, "$" | "£" | "€" | "¥")
}
