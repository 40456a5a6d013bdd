//! Frames: how words express a relation, as data (`docs/frames.md` describes the files).

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::source::{fault, place};
use crate::claim::{QualifierKey, Status};
use crate::error::Result;
use crate::nlp::Role;

/// Where a participant or qualifier is looked for, relative to a trigger.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Logical subject.
    Subj,
    /// Logical object.
    Obj,
    /// Recipient object.
    Iobj,
    /// Predicate noun or adjective.
    Pred,
    /// Head of the complement clause.
    Comp,
    /// Noun governed by a preposition.
    Prep(String),
    /// Possessor.
    Poss,
    /// Noun that modifies a noun.
    Compound,
    /// Adjective or other word that modifies a noun.
    Mod,
    /// The noun that a noun modifies.
    Head,
    /// What the trigger noun denotes.
    Itself,
    /// The other members of a plural subject.
    Each,
    /// Apposition of the trigger.
    Appos,
    /// The trigger's own words.
    Trigger,
    /// The organisation that the text has been about.
    Topic,
    /// The other party of the deal that the text spoke of last.
    Other,
    /// What stood in this place in the last claim of the same relation.
    Again,
    /// The subject of the last claim of a relation, which stands in brackets: `subject-of[raises]`.
    SubjectOf,
    /// A semantic role.
    Role(Role),
}

/// One step of a path: a slot and what its filler must be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The slot.
    pub slot: Slot,
    /// Lemmas that the filler must have one of; empty for any.
    pub lemmas: Vec<String>,
    /// Class that the filler must belong to, or a kind of literal.
    pub class: Option<String>,
}

/// Alternatives, each a path of steps; the first that is filled wins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SlotExpr(pub Vec<Vec<Step>>);

/// A constant value of a qualifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    /// Yes or no.
    Boolean(bool),
    /// Words.
    Text(String),
}

/// What a sum of money or a percentage in the clause stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountUse {
    /// This qualifier.
    Key(QualifierKey),
    /// Nothing that the relation records.
    None,
}

/// One claim that a frame makes.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameClaim {
    /// The relation's local name.
    pub relation: String,
    /// Where the subject is looked for.
    pub subject: SlotExpr,
    /// Where the object is looked for.
    pub object: SlotExpr,
    /// Qualifiers with slots of their own.
    pub qualifiers: Vec<(QualifierKey, SlotExpr)>,
    /// Constant qualifiers.
    pub set: Vec<(QualifierKey, Constant)>,
    /// The status when the words are affirmed.
    pub status: Status,
    /// What must be filled.
    pub require: Vec<SlotExpr>,
    /// What must not be filled.
    pub forbid: Vec<SlotExpr>,
    /// What a plain date means; `None` for the relation's default.
    pub time: Option<QualifierKey>,
    /// What a sum of money means; `None` for the relation's default.
    pub money: Option<AmountUse>,
    /// What a percentage means; `None` for the relation's default.
    pub percent: Option<AmountUse>,
    /// Whether the claim is also made with its participants exchanged.
    pub inverse: bool,
    /// Class of the subject, narrower than the domain.
    pub subject_class: Option<String>,
    /// Class of the object, narrower than the range.
    pub object_class: Option<String>,
    /// Whether the words take it for granted, whatever the clause around them says: "its Leeds plant".
    pub presupposed: bool,
    /// Of terms: whether they say that what seemed over goes on.
    pub continues: bool,
}

/// A sentence with the claims that its frame must find in it.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameExample {
    /// The sentence.
    pub text: String,
    /// `Subject | relation | Object | key=value, …`; empty for a near miss.
    pub claims: Vec<String>,
    /// Why it is known not to come out, if it is.
    pub known: Option<String>,
    /// Line in its file, 1-based.
    pub line: usize,
}

/// A frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// `family/name`.
    pub name: String,
    /// PropBank rolesets that evoke it.
    pub rolesets: Vec<String>,
    /// Verb triggers: lemmas, particle after a space.
    pub verbs: Vec<String>,
    /// Noun triggers.
    pub nouns: Vec<String>,
    /// Adjective triggers.
    pub adjectives: Vec<String>,
    /// Classes whose names trigger it: "Quillon of Leipzig".
    pub names: Vec<String>,
    /// The claims that it makes.
    pub claims: Vec<FrameClaim>,
    /// What it adds to the claims of the deal that its subject refers to ("That contract ends in 2028"); no relation, no object.
    pub terms: Vec<FrameClaim>,
    /// Its examples.
    pub examples: Vec<FrameExample>,
    /// The file.
    pub file: String,
    /// Line in its file, 1-based.
    pub line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    frame: Vec<Spanned<RawFrame>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    name: String,
    #[serde(default)]
    rolesets: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    claims: Vec<RawClaim>,
    #[serde(default)]
    terms: Vec<RawTerms>,
    #[serde(default)]
    examples: Vec<RawExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    text: Spanned<String>,
    claims: Vec<String>,
    known: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClaim {
    relation: Spanned<String>,
    subject: Spanned<String>,
    object: Spanned<String>,
    #[serde(default)]
    qualifiers: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    set: BTreeMap<Spanned<String>, RawConstant>,
    status: Option<Spanned<String>>,
    #[serde(default)]
    require: Vec<Spanned<String>>,
    #[serde(default)]
    forbid: Vec<Spanned<String>>,
    time: Option<Spanned<String>>,
    money: Option<Spanned<String>>,
    percent: Option<Spanned<String>>,
    #[serde(default)]
    inverse: bool,
    subject_class: Option<String>,
    object_class: Option<String>,
    #[serde(default)]
    presupposed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerms {
    subject: Spanned<String>,
    #[serde(default)]
    qualifiers: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    set: BTreeMap<Spanned<String>, RawConstant>,
    #[serde(default)]
    require: Vec<Spanned<String>>,
    #[serde(default)]
    forbid: Vec<Spanned<String>>,
    time: Option<Spanned<String>>,
    money: Option<Spanned<String>>,
    percent: Option<Spanned<String>>,
    #[serde(default)]
    continues: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawConstant {
    Boolean(bool),
    Text(String),
}

/// Reads a frame file. Relations and classes are checked by the ontology that it is loaded into.
///
/// # Errors
/// With path, line and column when the file is not TOML, a key is unknown, or a slot, qualifier or status does not exist.
pub fn parse(text: &str, path: &Path) -> Result<Vec<Frame>> {
    let family = path
        .file_stem()
        .map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    let fail = |offset: usize, message: String| fault(text, path, offset, message);
    let file: File = toml::from_str(text).map_err(|e| {
        fail(
            e.span().map_or(0, |s| s.start),
            format!(
                "{}; see docs/frames.md for the keys of a frame",
                e.message()
            ),
        )
    })?;
    let mut frames = Vec::new();
    for raw in file.frame {
        let start = raw.span().start;
        let raw = raw.into_inner();
        let expr =
            |s: &Spanned<String>| SlotExpr::parse(s.get_ref()).map_err(|m| fail(s.span().start, m));
        let exprs = |all: &[Spanned<String>]| all.iter().map(expr).collect::<Result<_>>();
        let key = |s: &Spanned<String>| {
            s.get_ref()
                .parse::<QualifierKey>()
                .map_err(|m| fail(s.span().start, m))
        };
        let amount = |s: &Option<Spanned<String>>| -> Result<Option<AmountUse>> {
            s.as_ref()
                .map(|s| {
                    if s.get_ref() == "none" {
                        Ok(AmountUse::None)
                    } else {
                        key(s).map(AmountUse::Key)
                    }
                })
                .transpose()
        };
        let qualifiers = |all: &BTreeMap<Spanned<String>, Spanned<String>>| {
            all.iter()
                .map(|(k, v)| Ok((key(k)?, expr(v)?)))
                .collect::<Result<_>>()
        };
        let constants = |all: &BTreeMap<Spanned<String>, RawConstant>| {
            all.iter()
                .map(|(k, v)| {
                    let value = match v {
                        RawConstant::Boolean(b) => Constant::Boolean(*b),
                        RawConstant::Text(t) => Constant::Text(t.clone()),
                    };
                    Ok((key(k)?, value))
                })
                .collect::<Result<_>>()
        };
        let mut claims = Vec::new();
        for claim in raw.claims {
            claims.push(FrameClaim {
                subject: expr(&claim.subject)?,
                object: expr(&claim.object)?,
                qualifiers: qualifiers(&claim.qualifiers)?,
                set: constants(&claim.set)?,
                status: match &claim.status {
                    Some(s) => s.get_ref().parse().map_err(|m| fail(s.span().start, m))?,
                    None => Status::Actual,
                },
                require: exprs(&claim.require)?,
                forbid: exprs(&claim.forbid)?,
                time: claim.time.as_ref().map(key).transpose()?,
                money: amount(&claim.money)?,
                percent: amount(&claim.percent)?,
                inverse: claim.inverse,
                subject_class: claim.subject_class,
                object_class: claim.object_class,
                presupposed: claim.presupposed,
                continues: false,
                relation: claim.relation.into_inner(),
            });
        }
        let mut terms = Vec::new();
        for term in raw.terms {
            terms.push(FrameClaim {
                relation: String::new(),
                subject: expr(&term.subject)?,
                object: SlotExpr::default(),
                qualifiers: qualifiers(&term.qualifiers)?,
                set: constants(&term.set)?,
                status: Status::Actual,
                require: exprs(&term.require)?,
                forbid: exprs(&term.forbid)?,
                time: term.time.as_ref().map(key).transpose()?,
                money: amount(&term.money)?,
                percent: amount(&term.percent)?,
                inverse: false,
                subject_class: None,
                object_class: None,
                presupposed: false,
                continues: term.continues,
            });
        }
        if claims.is_empty() && terms.is_empty() {
            return Err(fail(
                start,
                format!("frame {:?} has neither claims nor terms", raw.name),
            ));
        }
        let examples = raw
            .examples
            .into_iter()
            .map(|e| FrameExample {
                line: place(text, e.text.span().start).0,
                text: e.text.into_inner(),
                claims: e.claims,
                known: e.known,
            })
            .collect();
        frames.push(Frame {
            name: format!("{family}/{}", raw.name),
            rolesets: raw.rolesets,
            verbs: raw.verbs,
            nouns: raw.nouns,
            adjectives: raw.adjectives,
            names: raw.names,
            claims,
            terms,
            examples,
            file: path.display().to_string(),
            line: place(text, start).0,
        });
    }
    Ok(frames)
}

impl SlotExpr {
    /// Reads `ARG1 | obj[right,licence]/to | of:Product`.
    ///
    /// # Errors
    /// A message that names what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.split('|')
            .map(|path| {
                path.trim()
                    .split('/')
                    .map(|s| Step::parse(s.trim()))
                    .collect()
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl Step {
    fn parse(text: &str) -> Result<Self, String> {
        let (text, class) = match text.split_once(':') {
            Some((rest, class)) => (rest, Some(class.trim().to_owned())),
            None => (text, None),
        };
        let (name, lemmas) = match text.split_once('[') {
            Some((name, rest)) => {
                let inner = rest
                    .strip_suffix(']')
                    .ok_or_else(|| format!("missing ']' in slot {text:?}"))?;
                (
                    name,
                    inner.split(',').map(|l| l.trim().to_owned()).collect(),
                )
            }
            None => (text, Vec::new()),
        };
        Ok(Self {
            slot: Slot::parse(name)?,
            lemmas,
            class,
        })
    }
}

impl Slot {
    fn parse(name: &str) -> Result<Self, String> {
        Ok(match name {
            "subj" => Self::Subj,
            "obj" => Self::Obj,
            "iobj" => Self::Iobj,
            "pred" => Self::Pred,
            "comp" => Self::Comp,
            "poss" => Self::Poss,
            "compound" => Self::Compound,
            "mod" => Self::Mod,
            "head" => Self::Head,
            "self" => Self::Itself,
            "each" => Self::Each,
            "appos" => Self::Appos,
            "topic" => Self::Topic,
            "other" => Self::Other,
            "again" => Self::Again,
            "subject-of" => Self::SubjectOf,
            "trigger" => Self::Trigger,
            _ if name.starts_with("ARG") => Self::Role(name.parse()?),
            _ if !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') => {
                if PREPOSITIONS.contains(&name) {
                    Self::Prep(name.to_owned())
                } else {
                    return Err(format!(
                        "unknown slot {name:?}: not a slot of docs/frames.md and not a preposition"
                    ));
                }
            }
            _ => return Err(format!("unknown slot {name:?}")),
        })
    }
}

/// Prepositions that a slot may name; multiword ones are joined with hyphens.
const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "according-to",
    "across",
    "after",
    "against",
    "ahead-of",
    "along",
    "alongside",
    "along-with",
    "amid",
    "among",
    "apart-from",
    "around",
    "as",
    "as-of",
    "as-part-of",
    "as-to",
    "aside-from",
    "at",
    "based-on",
    "because-of",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "by",
    "despite",
    "down",
    "due-to",
    "during",
    "except",
    "except-for",
    "excluding",
    "following",
    "for",
    "from",
    "in",
    "in-addition-to",
    "in-exchange-for",
    "in-favor-of",
    "in-favour-of",
    "in-front-of",
    "in-return-for",
    "in-terms-of",
    "including",
    "inside",
    "instead-of",
    "into",
    "like",
    "near",
    "of",
    "off",
    "on",
    "on-behalf-of",
    "on-top-of",
    "onto",
    "opposite",
    "other-than",
    "out",
    "out-of",
    "outside",
    "over",
    "past",
    "pending",
    "per",
    "prior-to",
    "rather-than",
    "regarding",
    "since",
    "such-as",
    "than",
    "through",
    "throughout",
    "till",
    "to",
    "together-with",
    "toward",
    "towards",
    "under",
    "until",
    "unto",
    "up",
    "upon",
    "versus",
    "via",
    "with",
    "within",
    "without",
    "worth",
];

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subj => f.write_str("subj"),
            Self::Obj => f.write_str("obj"),
            Self::Iobj => f.write_str("iobj"),
            Self::Pred => f.write_str("pred"),
            Self::Comp => f.write_str("comp"),
            Self::Prep(p) => f.write_str(p),
            Self::Poss => f.write_str("poss"),
            Self::Compound => f.write_str("compound"),
            Self::Mod => f.write_str("mod"),
            Self::Head => f.write_str("head"),
            Self::Itself => f.write_str("self"),
            Self::Each => f.write_str("each"),
            Self::Appos => f.write_str("appos"),
            Self::Topic => f.write_str("topic"),
            Self::Other => f.write_str("other"),
            Self::Again => f.write_str("again"),
            Self::SubjectOf => f.write_str("subject-of"),
            Self::Trigger => f.write_str("trigger"),
            Self::Role(r) => write!(f, "{r}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_paths_with_lemmas_and_classes() {
        let e = SlotExpr::parse("ARG1 | obj[right,rights]/to | in:Place").unwrap();
        assert_eq!(e.0.len(), 3);
        assert_eq!(e.0[1][0].lemmas, ["right", "rights"]);
        assert_eq!(e.0[1][1].slot, Slot::Prep("to".into()));
        assert_eq!(e.0[2][0].class.as_deref(), Some("Place"));
    }

    #[test]
    fn a_typo_is_reported_with_its_place() {
        let text = "[[frame]]\nname = \"x\"\nverbs = [\"buy\"]\n[[frame.claims]]\nrelation = \"acquires\"\nsubject = \"sbj\"\nobject = \"obj\"\n";
        let error = parse(text, Path::new("f.toml")).unwrap_err().to_string();
        assert!(
            error.starts_with("f.toml:6:11: ") && error.contains("sbj"),
            "{error}"
        );
        let error = parse("[[frame]]\nnam = 1\n", Path::new("f.toml"))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("f.toml:2:"), "{error}");
    }
}
