//! Dependency relations.

use std::fmt;
use std::str::FromStr;

/// A dependency relation of Universal Dependencies, with the subtypes that English uses (<https://universaldependencies.org/en/dep/>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deprel {
    /// `acl`.
    Acl,
    /// `acl:relcl`.
    AclRelcl,
    /// `advcl`.
    Advcl,
    /// `advcl:relcl`.
    AdvclRelcl,
    /// `advmod`.
    Advmod,
    /// `amod`.
    Amod,
    /// `appos`.
    Appos,
    /// `aux`.
    Aux,
    /// `aux:pass`.
    AuxPass,
    /// `case`.
    Case,
    /// `cc`.
    Cc,
    /// `cc:preconj`.
    CcPreconj,
    /// `ccomp`.
    Ccomp,
    /// `compound`.
    Compound,
    /// `compound:prt`.
    CompoundPrt,
    /// `conj`.
    Conj,
    /// `cop`.
    Cop,
    /// `csubj`.
    Csubj,
    /// `csubj:pass`.
    CsubjPass,
    /// `csubj:outer`.
    CsubjOuter,
    /// `dep`.
    Dep,
    /// `det`.
    Det,
    /// `det:predet`.
    DetPredet,
    /// `discourse`.
    Discourse,
    /// `dislocated`.
    Dislocated,
    /// `expl`.
    Expl,
    /// `fixed`.
    Fixed,
    /// `flat`.
    Flat,
    /// `goeswith`.
    Goeswith,
    /// `iobj`.
    Iobj,
    /// `list`.
    List,
    /// `mark`.
    Mark,
    /// `nmod`.
    Nmod,
    /// `nmod:poss`.
    NmodPoss,
    /// `nmod:unmarked`.
    NmodUnmarked,
    /// `nmod:desc`.
    NmodDesc,
    /// `nsubj`.
    Nsubj,
    /// `nsubj:pass`.
    NsubjPass,
    /// `nsubj:outer`.
    NsubjOuter,
    /// `nummod`.
    Nummod,
    /// `obj`.
    Obj,
    /// `obl`.
    Obl,
    /// `obl:agent`.
    OblAgent,
    /// `obl:unmarked`.
    OblUnmarked,
    /// `orphan`.
    Orphan,
    /// `parataxis`.
    Parataxis,
    /// `punct`.
    Punct,
    /// `reparandum`.
    Reparandum,
    /// `root`.
    Root,
    /// `vocative`.
    Vocative,
    /// `xcomp`.
    Xcomp,
}

impl Deprel {
    /// Every value, in a fixed order.
    pub const ALL: &[Self] = &[
        Self::Acl,
        Self::AclRelcl,
        Self::Advcl,
        Self::AdvclRelcl,
        Self::Advmod,
        Self::Amod,
        Self::Appos,
        Self::Aux,
        Self::AuxPass,
        Self::Case,
        Self::Cc,
        Self::CcPreconj,
        Self::Ccomp,
        Self::Compound,
        Self::CompoundPrt,
        Self::Conj,
        Self::Cop,
        Self::Csubj,
        Self::CsubjPass,
        Self::CsubjOuter,
        Self::Dep,
        Self::Det,
        Self::DetPredet,
        Self::Discourse,
        Self::Dislocated,
        Self::Expl,
        Self::Fixed,
        Self::Flat,
        Self::Goeswith,
        Self::Iobj,
        Self::List,
        Self::Mark,
        Self::Nmod,
        Self::NmodPoss,
        Self::NmodUnmarked,
        Self::NmodDesc,
        Self::Nsubj,
        Self::NsubjPass,
        Self::NsubjOuter,
        Self::Nummod,
        Self::Obj,
        Self::Obl,
        Self::OblAgent,
        Self::OblUnmarked,
        Self::Orphan,
        Self::Parataxis,
        Self::Punct,
        Self::Reparandum,
        Self::Root,
        Self::Vocative,
        Self::Xcomp,
    ];

    /// The name in the standard.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Acl => "acl",
            Self::AclRelcl => "acl:relcl",
            Self::Advcl => "advcl",
            Self::AdvclRelcl => "advcl:relcl",
            Self::Advmod => "advmod",
            Self::Amod => "amod",
            Self::Appos => "appos",
            Self::Aux => "aux",
            Self::AuxPass => "aux:pass",
            Self::Case => "case",
            Self::Cc => "cc",
            Self::CcPreconj => "cc:preconj",
            Self::Ccomp => "ccomp",
            Self::Compound => "compound",
            Self::CompoundPrt => "compound:prt",
            Self::Conj => "conj",
            Self::Cop => "cop",
            Self::Csubj => "csubj",
            Self::CsubjPass => "csubj:pass",
            Self::CsubjOuter => "csubj:outer",
            Self::Dep => "dep",
            Self::Det => "det",
            Self::DetPredet => "det:predet",
            Self::Discourse => "discourse",
            Self::Dislocated => "dislocated",
            Self::Expl => "expl",
            Self::Fixed => "fixed",
            Self::Flat => "flat",
            Self::Goeswith => "goeswith",
            Self::Iobj => "iobj",
            Self::List => "list",
            Self::Mark => "mark",
            Self::Nmod => "nmod",
            Self::NmodPoss => "nmod:poss",
            Self::NmodUnmarked => "nmod:unmarked",
            Self::NmodDesc => "nmod:desc",
            Self::Nsubj => "nsubj",
            Self::NsubjPass => "nsubj:pass",
            Self::NsubjOuter => "nsubj:outer",
            Self::Nummod => "nummod",
            Self::Obj => "obj",
            Self::Obl => "obl",
            Self::OblAgent => "obl:agent",
            Self::OblUnmarked => "obl:unmarked",
            Self::Orphan => "orphan",
            Self::Parataxis => "parataxis",
            Self::Punct => "punct",
            Self::Reparandum => "reparandum",
            Self::Root => "root",
            Self::Vocative => "vocative",
            Self::Xcomp => "xcomp",
        }
    }

    /// The relation without its subtype.
    #[must_use]
    pub fn universal(self) -> &'static str {
        self.as_str().split(':').next().unwrap_or("dep")
    }

    /// A relation by name; an unknown subtype falls back to the relation without it, an unknown relation to `dep`.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        name.parse()
            .or_else(|_| name.split(':').next().unwrap_or("").parse())
            .unwrap_or(Self::Dep)
    }

    /// Whether it makes its dependent a subject.
    #[must_use]
    pub fn is_subject(self) -> bool {
        matches!(self.universal(), "nsubj" | "csubj")
    }
}

impl fmt::Display for Deprel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Deprel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|v| v.as_str() == text)
            .ok_or_else(|| format!("unknown Deprel {text:?}"))
    }
}
