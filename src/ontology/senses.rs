//! Senses: lists of words that tell one thing, whatever relation is claimed, as data (`ontology/lexicon/telling.toml`,
//! `figures.toml`, `kinds.toml`). What each list means stands there; rules ask for a list by its name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::str::FromStr;

use toml::Spanned;

use super::source::fault;
use super::suggest::hint;
use crate::error::Result;

macro_rules! senses {
    ($($variant:ident $name:literal),+ $(,)?) => {
        /// What the words of a list tell.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Sense { $(#[doc = concat!("The list `", $name, "`.")] $variant,)+ }

        impl Sense {
            /// Every sense, in the order of the files.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name of its list.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

senses! {
    // telling.toml
    Formerly "formerly",
    Former "former",
    Preceding "preceding",
    NoLonger "no-longer",
    AtOneTime "at-one-time",
    Latterly "latterly",
    Lately "lately",
    Durative "durative",
    Having "having",
    Reaching "reaching",
    GoingOn "going-on",
    Selling "selling",
    Buying "buying",
    Creating "creating",
    Post "post",
    Helm "helm",
    Serving "serving",
    Occupying "occupying",
    LeavingAPost "leaving-a-post",
    Departure "departure",
    Going "going",
    Stepping "stepping",
    Quitting "quitting",
    Left "left",
    Coming "coming",
    Poaching "poaching",
    GoingToBecome "going-to-become",
    SettingOut "setting-out",
    Beginning "beginning",
    BesideOffice "beside-office",
    Appointing "appointing",
    Succeeding "succeeding",
    InOffice "in-office",
    Designated "designated",
    Keeping "keeping",
    Fallible "fallible",
    Gone "gone",
    TheDeal "the-deal",
    Clearance "clearance",
    Clearing "clearing",
    PuttingForward "putting-forward",
    Asking "asking",
    Nearly "nearly",
    HairsBreadth "hairs-breadth",
    Verge "verge",
    Almost "almost",
    Edition "edition",
    Bond "bond",
    Contract "contract",
    Lasting "lasting",
    Talks "talks",
    Attempt "attempt",
    Trying "trying",
    Offering "offering",
    Opening "opening",
    Hawking "hawking",
    Opposing "opposing",
    BringingAbout "bringing-about",
    Entitled "entitled",
    Covering "covering",
    ComingAbout "coming-about",
    ClosingACase "closing-a-case",
    Amending "amending",
    Parting "parting",
    PuttingOut "putting-out",
    Paring "paring",
    Weighing "weighing",
    Overseeing "overseeing",
    Winning "winning",
    Order "order",
    Awaited "awaited",
    Wishing "wishing",
    WalkingAway "walking-away",
    Option "option",
    Foreseeing "foreseeing",
    Forecast "forecast",
    Forecaster "forecaster",
    Pending "pending",
    Needing "needing",
    Completing "completing",
    Launch "launch",
    Upcoming "upcoming",
    Next "next",
    Standing "standing",
    Scaling "scaling",
    Turning "turning",
    Close "close",
    Presenting "presenting",
    Perhaps "perhaps",
    Henceforth "henceforth",
    Assuming "assuming",
    Contingent "contingent",
    Condition "condition",
    Limit "limit",
    FurtherLimit "further-limit",
    Rumour "rumour",
    Denying "denying",
    DenyingOutright "denying-outright",
    Deniable "deniable",
    Falsehood "falsehood",
    Correction "correction",
    // figures.toml
    Simultaneous "simultaneous",
    Unveiling "unveiling",
    Announcing "announcing",
    Scheduling "scheduling",
    Due "due",
    Termed "termed",
    Concluding "concluding",
    Letting "letting",
    Ago "ago",
    Relative "relative",
    Nowadays "nowadays",
    Undated "undated",
    Figure "figure",
    Running "running",
    Transaction "transaction",
    Price "price",
    Takings "takings",
    Payment "payment",
    Unit "unit",
    Cap "cap",
    Wholly "wholly",
    Share "share",
    Together "together",
    Apiece "apiece",
    Enlarged "enlarged",
    Rest "rest",
    Step "step",
    Round "round",
    LeadingARound "leading-a-round",
    AmongInvestors "among-investors",
    UnnamedInvestors "unnamed-investors",
    NoPurpose "no-purpose",
    MadeFor "made-for",
    NoPlace "no-place",
    NoScope "no-scope",
    // kinds.toml
    Deal "deal",
    Takeover "takeover",
    Licence "licence",
    OpenLicence "open-licence",
    Site "site",
    MainSite "main-site",
    OwnChannel "own-channel",
    NoRevenue "no-revenue",
    NoSumRaised "no-sum-raised",
    Lawyer "lawyer",
    Proceeding "proceeding",
    Upholding "upholding",
    Counterparty "counterparty",
    Receiving "receiving",
    Granting "granting",
    OfficeOfState "office-of-state",
    OfficeOfAny "office-of-any",
    Unspecific "unspecific",
    HeadOffice "head-office",
    Firm "firm",
    RelatedFirm "related-firm",
    Staff "staff",
    NoStaff "no-staff",
    Credit "credit",
    Staffing "staffing",
    Hiring "hiring",
    Job "job",
    Forming "forming",
    Uniting "uniting",
    Founding "founding",
    Entrusting "entrusting",
    Asset "asset",
    Department "department",
}

impl FromStr for Sense {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().copied();
        let named = |s: &Self| s.as_str() == name;
        known.clone().find(named).ok_or_else(|| {
            let hint = hint(name, known.map(Self::as_str));
            format!("unknown list of words {name:?}{hint}")
        })
    }
}

/// The words of each sense.
#[derive(Clone, Debug, Default)]
pub struct Senses {
    words: BTreeMap<Sense, BTreeSet<String>>,
}

impl Senses {
    /// Whether a word or phrase, in lower case, has a sense.
    #[must_use]
    pub fn has(&self, sense: Sense, word: &str) -> bool {
        self.words.get(&sense).is_some_and(|w| w.contains(word))
    }

    /// The words and phrases of a sense.
    pub fn of(&self, sense: Sense) -> impl Iterator<Item = &str> {
        let words = self.words.get(&sense).into_iter().flatten();
        words.map(String::as_str)
    }

    /// Adds a lexicon file of senses: its words go to those that are known.
    ///
    /// # Errors
    /// With path, line and column when the file is not TOML, holds something else than lists, or one of an unknown name.
    pub fn add(&mut self, text: &str, path: &Path) -> Result<()> {
        let fail = |offset: usize, message: String| fault(text, path, offset, message);
        let file: BTreeMap<Spanned<String>, Vec<String>> = toml::from_str(text)
            .map_err(|e| fail(e.span().map_or(0, |s| s.start), e.message().to_owned()))?;
        for (name, words) in file {
            let sense: Sense = name
                .get_ref()
                .parse()
                .map_err(|m| fail(name.span().start, m))?;
            let known = self.words.entry(sense).or_default();
            known.extend(words.into_iter().map(|w| w.to_lowercase()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Sense, Senses};
    use crate::ontology::{Grammar, Ontology};
    use std::path::Path;

    #[test]
    fn every_sense_has_words() {
        let grammar = Grammar::load(&Ontology::builtin().unwrap()).unwrap();
        for &sense in Sense::ALL {
            assert!(grammar.senses.of(sense).next().is_some(), "{sense:?}");
        }
    }

    #[test]
    fn words_of_a_further_file_are_added() {
        let mut senses = Senses::default();
        for text in ["post = ['job']", "post = ['Berth']\ncoming = ['hop']"] {
            senses.add(text, Path::new("own.toml")).unwrap();
        }
        assert!(senses.has(Sense::Post, "job") && senses.has(Sense::Post, "berth"));
        assert!(senses.has(Sense::Coming, "hop") && !senses.has(Sense::Post, "hop"));
    }

    #[test]
    fn mistakes_are_pointed_at() {
        for (text, place) in [
            ("post = 'job'", "own.toml:1:8: "),
            (
                "post = ['job']\ncomming = ['hop']",
                "own.toml:2:1: unknown list of words \"comming\"; did you mean \"coming\"?",
            ),
        ] {
            let error = Senses::default().add(text, Path::new("own.toml"));
            let error = error.unwrap_err().to_string();
            assert!(error.starts_with(place), "{error}");
        }
    }
}
