//! Morphological features.

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// Singular.
    Sing,
    /// Plural, `Ptan` included.
    Plur,
}

/// Tense of a verb form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tense {
    /// Past.
    Past,
    /// Present.
    Pres,
}

/// Form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// Finite.
    Fin,
    /// Infinitive.
    Inf,
    /// Participle.
    Part,
    /// Gerund.
    Ger,
}

/// Mood of a finite verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mood {
    /// Indicative.
    Ind,
    /// Imperative.
    Imp,
    /// Subjunctive.
    Sub,
}

/// Grammatical person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    /// First.
    First,
    /// Second.
    Second,
    /// Third.
    Third,
}

/// Gender of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Feminine.
    Fem,
    /// Masculine.
    Masc,
    /// Neuter.
    Neut,
}

/// Type of a pronoun or determiner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PronType {
    /// Personal.
    Prs,
    /// Article.
    Art,
    /// Demonstrative.
    Dem,
    /// Relative.
    Rel,
    /// Interrogative.
    Int,
    /// Indefinite.
    Ind,
    /// Total ("all", "both").
    Tot,
    /// Negative ("no", "nothing").
    Neg,
    /// Emphatic ("himself").
    Emp,
    /// Reciprocal ("each other").
    Rcp,
}

/// The features of Universal Dependencies that later stages use
/// (<https://universaldependencies.org/u/feat/>).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Features {
    /// `Number`.
    pub number: Option<Number>,
    /// `Tense`.
    pub tense: Option<Tense>,
    /// `VerbForm`.
    pub verb_form: Option<VerbForm>,
    /// `Mood`.
    pub mood: Option<Mood>,
    /// `Person`.
    pub person: Option<Person>,
    /// `Gender`.
    pub gender: Option<Gender>,
    /// `PronType`.
    pub pron_type: Option<PronType>,
    /// `Voice=Pass`.
    pub passive: bool,
    /// `Poss=Yes`.
    pub possessive: bool,
    /// `Polarity=Neg`.
    pub negative: bool,
    /// `Definite`: `Some(true)` for definite, `Some(false)` for indefinite.
    pub definite: Option<bool>,
    /// `Degree=Cmp`.
    pub comparative: bool,
    /// `Degree=Sup`.
    pub superlative: bool,
    /// `NumType=Ord`.
    pub ordinal: bool,
    /// The full string in the treebank's notation, as an index into the model's inventory.
    pub class: u16,
}

impl Features {
    /// Reads the treebank's notation, `Number=Sing|Tense=Past`; what is not listed here is ignored.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut f = Self::default();
        for (name, value) in text.split('|').filter_map(|pair| pair.split_once('=')) {
            match (name, value) {
                ("Number", "Sing") => f.number = Some(Number::Sing),
                ("Number", "Plur" | "Ptan") => f.number = Some(Number::Plur),
                ("Tense", "Past") => f.tense = Some(Tense::Past),
                ("Tense", "Pres") => f.tense = Some(Tense::Pres),
                ("VerbForm", "Fin") => f.verb_form = Some(VerbForm::Fin),
                ("VerbForm", "Inf") => f.verb_form = Some(VerbForm::Inf),
                ("VerbForm", "Part") => f.verb_form = Some(VerbForm::Part),
                ("VerbForm", "Ger") => f.verb_form = Some(VerbForm::Ger),
                ("Mood", "Ind") => f.mood = Some(Mood::Ind),
                ("Mood", "Imp") => f.mood = Some(Mood::Imp),
                ("Mood", "Sub") => f.mood = Some(Mood::Sub),
                ("Person", "1") => f.person = Some(Person::First),
                ("Person", "2") => f.person = Some(Person::Second),
                ("Person", "3") => f.person = Some(Person::Third),
                ("Gender", "Fem") => f.gender = Some(Gender::Fem),
                ("Gender", "Masc") => f.gender = Some(Gender::Masc),
                ("Gender", "Neut") => f.gender = Some(Gender::Neut),
                ("PronType", "Prs") => f.pron_type = Some(PronType::Prs),
                ("PronType", "Art") => f.pron_type = Some(PronType::Art),
                ("PronType", "Dem") => f.pron_type = Some(PronType::Dem),
                ("PronType", "Rel") => f.pron_type = Some(PronType::Rel),
                ("PronType", "Int") => f.pron_type = Some(PronType::Int),
                ("PronType", "Ind") => f.pron_type = Some(PronType::Ind),
                ("PronType", "Tot") => f.pron_type = Some(PronType::Tot),
                ("PronType", "Neg") => f.pron_type = Some(PronType::Neg),
                ("PronType", "Emp") => f.pron_type = Some(PronType::Emp),
                ("PronType", "Rcp") => f.pron_type = Some(PronType::Rcp),
                ("Voice", "Pass") => f.passive = true,
                ("Poss", "Yes") => f.possessive = true,
                ("Polarity", "Neg") => f.negative = true,
                ("Definite", "Def") => f.definite = Some(true),
                ("Definite", "Ind") => f.definite = Some(false),
                ("Degree", "Cmp") => f.comparative = true,
                ("Degree", "Sup") => f.superlative = true,
                ("NumType", "Ord") => f.ordinal = true,
                _ => {}
            }
        }
        f
    }
}
