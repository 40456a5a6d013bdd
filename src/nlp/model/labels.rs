//! The label inventories of the model and the weights of its pair scorers.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use factloom_network::{Near, PairScorer};
use serde::Deserialize;

use crate::claim::{QualifierKey, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::nlp::{
    ArgumentSlot, Deprel, EntityLabel, Features, NameKind, Role, SemanticClass, Upos, WhoScorer,
};

/// The side file, with each label turned into the value that it stands for.
#[derive(Debug)]
pub struct Labels {
    /// Parts of speech.
    pub upos: Vec<Upos>,
    /// Features in the treebanks' notation.
    pub feature_names: Vec<String>,
    /// The same as values.
    pub features: Vec<Features>,
    /// Lemma rules.
    pub lemma: Vec<LemmaRule>,
    /// Relations; the root among them.
    pub deprel: Vec<Deprel>,
    /// Index of the root relation.
    pub root: usize,
    /// Tags of people, places and organizations.
    pub ner: Vec<Tag>,
    /// Tags of the finer types.
    pub fine: Vec<Tag>,
    /// Kinds of names; `None` for "no name".
    pub kinds: Vec<Option<NameKind>>,
    /// Semantic classes; `None` for "no mention".
    pub classes: Vec<Option<SemanticClass>>,
    /// Roles; `None` for "no argument" and for roles that are not kept.
    pub roles: Vec<RoleLabel>,
    /// Local names of the relations that words can trigger.
    pub relations: Vec<String>,
    /// What distinguishes each relation for the scorers of arguments and statuses, one row for each.
    pub relation_rows: Vec<f32>,
    /// What a word can be to a trigger.
    pub slots: Vec<ArgumentSlot>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// How what is claimed is read together with neighbouring sentences.
    pub near: Near,
    /// Whom questions ask for.
    pub who: Option<Arc<WhoScorer>>,
    /// Scores the slots of a trigger and a word.
    pub argument_scorer: PairScorer,
    /// Scores the statuses of a trigger, paired with itself.
    pub status_scorer: PairScorer,
    /// Scores relations of a word and its head.
    pub label_scorer: PairScorer,
    /// Scores roles of a predicate and a word.
    pub role_scorer: PairScorer,
}

/// A tag of the BIO scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Outside.
    Outside,
    /// First word of an entity.
    Begin(EntityLabel),
    /// Later word of an entity.
    Inside(EntityLabel),
}

/// A role as the model distinguishes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleLabel {
    /// Not an argument.
    None,
    /// An argument.
    Primary(Role),
    /// A reference to one or its continuation.
    Secondary(Role),
    /// A reference to a modifier; which one depends on the word.
    ReferenceModifier,
}

/// How a lemma comes from a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LemmaRule {
    /// The lemma itself.
    Absolute(String),
    /// Characters off the end, others on, perhaps in lower case.
    Suffix {
        /// Lowercase first.
        lower: bool,
        /// How many characters go.
        cut: usize,
        /// What is put there.
        add: String,
    },
}

#[derive(Deserialize)]
struct File {
    upos: Vec<String>,
    feats: Vec<String>,
    lemma: Vec<String>,
    deprel: Vec<String>,
    ner: Vec<String>,
    fine: Vec<String>,
    etype: Vec<String>,
    roles: Vec<String>,
    kinds: Vec<String>,
    relations: Vec<String>,
    statuses: Vec<String>,
    arguments: Vec<String>,
    relation_emb: String,
    #[serde(default)]
    near: Neighbours,
    who: Option<WhoWeights>,
    label_scorer: Weights,
    role_scorer: Weights,
    argument_scorer: Weights,
    status_scorer: Weights,
}

/// Without any, sentences are read one by one.
#[derive(Default, Deserialize)]
struct Neighbours {
    distances: Vec<isize>,
    w: String,
}

#[derive(Deserialize)]
struct WhoWeights {
    left_subject: Weights,
    left_object: Weights,
    none: Weights,
    places: String,
}

#[derive(Deserialize)]
struct Weights {
    w: String,
    b: String,
}

impl Labels {
    /// Reads the side file.
    ///
    /// # Errors
    ///
    /// When it is not what the network needs.
    pub fn read(text: &str) -> Result<Self> {
        let file: File = serde_json::from_str(text).map_err(|e| bad(e.to_string()))?;
        let upos = file
            .upos
            .iter()
            .map(|t| t.parse().map_err(bad))
            .collect::<Result<Vec<Upos>>>()?;
        let deprel: Vec<Deprel> = file.deprel.iter().map(|t| Deprel::from_name(t)).collect();
        let root = file
            .deprel
            .iter()
            .position(|t| t == "root")
            .ok_or_else(|| bad("the relation root is missing".to_owned()))?;
        let argument_scorer = scorer(&file.argument_scorer, file.arguments.len())?;
        let relation_rows = floats(&file.relation_emb)?;
        if relation_rows.len() != file.relations.len() * argument_scorer.width() {
            return Err(bad("the relations' weights do not fit".to_owned()));
        }
        let tags = |names: &[String]| names.iter().map(|t| Tag::read(t)).collect();
        Ok(Self {
            features: file
                .feats
                .iter()
                .enumerate()
                .map(|(class, text)| Features {
                    class: u16::try_from(class).unwrap_or(0),
                    ..Features::parse(text)
                })
                .collect(),
            feature_names: file.feats,
            lemma: file
                .lemma
                .iter()
                .map(|r| LemmaRule::read(r).ok_or_else(|| bad(format!("lemma rule {r:?}"))))
                .collect::<Result<_>>()?,
            ner: tags(&file.ner),
            fine: tags(&file.fine),
            classes: file
                .etype
                .iter()
                .map(|t| SemanticClass::from_name(t))
                .collect(),
            kinds: file.kinds.iter().map(|k| NameKind::from_name(k)).collect(),
            roles: file.roles.iter().map(|t| RoleLabel::read(t)).collect(),
            slots: file
                .arguments
                .iter()
                .map(|a| slot(a).ok_or_else(|| bad(format!("argument {a:?}"))))
                .collect::<Result<_>>()?,
            statuses: file
                .statuses
                .iter()
                .map(|s| s.parse().map_err(bad))
                .collect::<Result<_>>()?,
            status_scorer: scorer(&file.status_scorer, file.statuses.len())?,
            relations: file.relations,
            relation_rows,
            near: Near {
                distances: file.near.distances,
                added: floats(&file.near.w)?,
            },
            who: file
                .who
                .map(|w| who(&w, argument_scorer.width()))
                .transpose()?,
            argument_scorer,
            label_scorer: scorer(&file.label_scorer, deprel.len())?,
            role_scorer: scorer(&file.role_scorer, file.roles.len())?,
            upos,
            deprel,
            root,
        })
    }
}

impl Tag {
    fn read(tag: &str) -> Self {
        let label = match tag.get(2..).unwrap_or("") {
            "PER" => EntityLabel::Person,
            "LOC" => EntityLabel::Location,
            "ORG" => EntityLabel::Organization,
            "PRODUCT" => EntityLabel::Product,
            "WORK" => EntityLabel::Work,
            "EVENT" => EntityLabel::Event,
            "GROUP" => EntityLabel::Group,
            _ => EntityLabel::Misc,
        };
        match tag.as_bytes().first() {
            Some(b'B') => Self::Begin(label),
            Some(b'I') => Self::Inside(label),
            _ => Self::Outside,
        }
    }

    /// The entity's type.
    #[must_use]
    pub fn label(self) -> Option<EntityLabel> {
        match self {
            Self::Outside => None,
            Self::Begin(label) | Self::Inside(label) => Some(label),
        }
    }
}

impl RoleLabel {
    fn read(name: &str) -> Self {
        if name == "R-ARGM" {
            return Self::ReferenceModifier;
        }
        let secondary = name
            .strip_prefix("R-")
            .or_else(|| name.strip_prefix("C-"))
            .and_then(|rest| rest.parse().ok());
        match (secondary, name.parse()) {
            (Some(role), _) => Self::Secondary(role),
            (None, Ok(role)) => Self::Primary(role),
            (None, Err(_)) => Self::None,
        }
    }
}

impl LemmaRule {
    fn read(rule: &str) -> Option<Self> {
        if let Some(lemma) = rule.strip_prefix('=') {
            return Some(Self::Absolute(lemma.to_owned()));
        }
        let (letter, rest) = (rule.get(..1)?, rule.get(1..)?);
        let (cut, add) = rest.split_once('+')?;
        Some(Self::Suffix {
            lower: match letter {
                "l" => true,
                "k" => false,
                _ => return None,
            },
            cut: cut.parse().ok()?,
            add: add.to_owned(),
        })
    }
}

/// What a word is to a trigger: `subject`, a qualifier (`validUntil`), or one that is said to hold or not (`exclusive-`).
fn slot(name: &str) -> Option<ArgumentSlot> {
    let flag = |key: &str, holds| Some(ArgumentSlot::Flag(key.parse().ok()?, holds));
    match name {
        "subject" => Some(ArgumentSlot::Subject),
        "object" => Some(ArgumentSlot::Object),
        "subject^" => Some(ArgumentSlot::OmittedSubject),
        "object^" => Some(ArgumentSlot::OmittedObject),
        "attribution" => Some(ArgumentSlot::Attribution),
        _ => match (name.strip_suffix('+'), name.strip_suffix('-')) {
            (Some(key), _) => flag(key, true),
            (_, Some(key)) => flag(key, false),
            _ => name
                .parse::<QualifierKey>()
                .ok()
                .map(ArgumentSlot::Qualifier),
        },
    }
}

fn scorer(weights: &Weights, labels: usize) -> Result<PairScorer> {
    PairScorer::new(&floats(&weights.w)?, &floats(&weights.b)?)
        .filter(|s| s.labels() == labels)
        .ok_or_else(|| bad("a pair scorer does not fit its labels".to_owned()))
}

fn who(weights: &WhoWeights, inputs: usize) -> Result<Arc<WhoScorer>> {
    let bad = || bad("the weights of who is meant do not fit".to_owned());
    let linear = |w: &Weights| Ok((floats(&w.w)?, floats(&w.b)?));
    let (none, added) = linear(&weights.none)?;
    let [added] = added[..] else {
        return Err(bad());
    };
    let scorer = WhoScorer {
        left_out: [
            linear(&weights.left_subject)?,
            linear(&weights.left_object)?,
        ],
        none: (none, added),
        places: floats(&weights.places)?.try_into().map_err(|_| bad())?,
    };
    let width = scorer.width();
    let fits = |(w, b): &(Vec<f32>, Vec<f32>)| b.len() == width && w.len() == inputs * width;
    if width > 0 && scorer.left_out.iter().all(fits) {
        Ok(Arc::new(scorer))
    } else {
        Err(bad())
    }
}

fn floats(text: &str) -> Result<Vec<f32>> {
    let bytes = STANDARD.decode(text).map_err(|e| bad(e.to_string()))?;
    Ok(bytes
        .chunks_exact(4)
        .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect())
}

fn bad(message: String) -> Error {
    Error::new(
        ErrorKind::Model,
        format!("{message}; the model files must come from one training"),
    )
    .in_file("models/factloom.json")
}
