//! Currencies: signs and codes before or behind a figure, names behind it.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::mention::atom::{Atom, AtomKind};
use crate::mention::phrases::Phrases;

/// Signs and names of currencies.
#[derive(Debug)]
pub(super) struct Currencies {
    /// ISO 4217 code by sign or code, as written and without spaces.
    symbols: HashMap<String, String>,
    /// ISO 4217 code by name, and the power of ten of the unit ("cents": -2).
    names: Phrases<(String, i32)>,
}

/// The table, read once.
pub(super) static CURRENCIES: LazyLock<Currencies> = LazyLock::new(|| {
    let file: BTreeMap<String, Entry> =
        toml::from_str(include_str!("../../../ontology/lexicon/currencies.toml"))
            .expect("currencies.toml is well-formed");
    let mut symbols = HashMap::new();
    let mut names = Vec::new();
    for (code, entry) in file {
        for symbol in entry.symbols {
            symbols.insert(symbol.replace([' ', '.'], ""), code.clone());
        }
        names.extend(entry.names.into_iter().map(|n| (n, (code.clone(), 0))));
        names.extend(entry.cents.into_iter().map(|n| (n, (code.clone(), -2))));
    }
    Currencies {
        symbols,
        names: Phrases::new(names),
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
}

impl Currencies {
    /// The currency whose sign or code starts at an atom, and where it ends.
    pub fn symbol(&self, atoms: &[Atom<'_>], at: usize) -> Option<(&str, usize)> {
        (1..=3).rev().find_map(|length| {
            let parts = atoms.get(at..at + length)?;
            let fits = parts.iter().all(|a| a.kind != AtomKind::Figures)
                && parts[1..].iter().all(|a| a.glued || is_sign(a));
            if !fits {
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

    /// The currency whose name starts at an atom: code, power of ten of the unit, and where it ends.
    pub fn name(&self, atoms: &[Atom<'_>], at: usize) -> Option<(String, i32, usize)> {
        let ((code, power), end) = self.names.longest(atoms, at)?;
        Some((code, power, end))
    }
}

fn is_sign(atom: &Atom<'_>) -> bool {
    matches!(atom.raw, "$" | "£" | "€" | "¥")
}
