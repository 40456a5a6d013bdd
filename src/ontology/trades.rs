//! Trades: what companies do, as the nouns that describe them and the words of their names tell it (`ontology/lexicon/trades.toml`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// A trade, by its place among those of the files.
pub type Trade = usize;

/// The trades that the lexicon knows.
#[derive(Clone, Debug, Default)]
pub struct Trades {
    words: BTreeMap<String, BTreeSet<Trade>>,
    fields: BTreeMap<String, BTreeSet<Trade>>,
    named: BTreeMap<String, BTreeSet<Trade>>,
    names: Vec<String>,
    near: Vec<BTreeSet<String>>,
}

/// A trade of a lexicon file.
#[derive(Deserialize)]
pub struct TradeSection {
    name: String,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    named: Vec<String>,
}

impl Trades {
    pub(super) fn add(&mut self, section: TradeSection) {
        let trade = match self.names.iter().position(|n| *n == section.name) {
            Some(known) => known,
            None => {
                self.names.push(section.name);
                self.near.push(BTreeSet::new());
                self.names.len() - 1
            }
        };
        self.near[trade].extend(section.near);
        for (map, words) in [
            (&mut self.words, section.words),
            (&mut self.fields, section.fields),
            (&mut self.named, section.named),
        ] {
            for word in words {
                map.entry(word).or_default().insert(trade);
            }
        }
    }

    /// The trades that a description tells: its noun and the words before it, in lower case, in the order of the text. Empty where
    /// it tells none.
    #[must_use]
    pub fn of_description(&self, modifiers: &[String], noun: &str) -> BTreeSet<Trade> {
        for from in 0..modifiers.len() {
            let mut phrase = modifiers[from..].join(" ");
            phrase.push(' ');
            phrase.push_str(noun);
            if let Some(found) = self.words.get(&phrase) {
                return found.clone();
            }
        }
        let field = modifiers.iter().rev().find_map(|m| {
            let parts = m.split('-').next();
            self.fields.get(m).or_else(|| self.fields.get(parts?))
        });
        field
            .or_else(|| self.words.get(noun))
            .cloned()
            .unwrap_or_default()
    }

    /// The trades that the words of a name tell, in lower case.
    #[must_use]
    pub fn of_name<'a>(&self, words: impl Iterator<Item = &'a str>) -> BTreeSet<Trade> {
        words
            .filter_map(|w| self.named.get(w))
            .flatten()
            .copied()
            .collect()
    }

    /// Whether one company seldom has trades of both sets.
    #[must_use]
    pub fn are_apart(&self, a: &BTreeSet<Trade>, b: &BTreeSet<Trade>) -> bool {
        let near = |x: Trade, y: Trade| {
            x == y || self.near[x].contains(&self.names[y]) || self.near[y].contains(&self.names[x])
        };
        !a.is_empty() && !b.is_empty() && !a.iter().any(|&x| b.iter().any(|&y| near(x, y)))
    }
}

#[cfg(test)]
mod tests {
    use crate::ontology::Lexicon;

    fn trades(modifiers: &[&str], noun: &str) -> std::collections::BTreeSet<usize> {
        let modifiers: Vec<String> = modifiers.iter().map(|&m| m.to_owned()).collect();
        Lexicon::built_in().trades.of_description(&modifiers, noun)
    }

    #[test]
    fn the_field_tells_more_than_the_noun() {
        let known = &Lexicon::built_in().trades;
        let (hotels, shops) = (trades(&["hotel"], "chain"), trades(&["grocery"], "chain"));
        assert!(known.are_apart(&hotels, &shops));
        assert_eq!(
            trades(&["dutch", "shipping"], "group"),
            trades(&[], "shipowner")
        );
        assert!(trades(&["dutch"], "group").is_empty());
    }

    #[test]
    fn trades_that_one_company_may_have_are_not_apart() {
        let known = &Lexicon::built_in().trades;
        let (buyer, pumps) = (trades(&["buyout"], "firm"), trades(&["pump"], "maker"));
        assert!(known.are_apart(&buyer, &pumps));
        assert!(!known.are_apart(&trades(&[], "retailer"), &trades(&["cloud"], "company")));
        assert!(!known.are_apart(&buyer, &trades(&[], "company")));
    }

    #[test]
    fn every_trade_that_is_near_another_is_one() {
        let known = &Lexicon::built_in().trades;
        for near in known.near.iter().flatten() {
            assert!(known.names.contains(near), "{near} is no trade");
        }
    }
}
