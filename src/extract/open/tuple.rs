//! Open tuples: what a clause or a phrase says, in the words of its sentence.

/// The construction that says a tuple.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Construction {
    /// A verb with its arguments: "Norvane bought Quillon in May".
    Clause,
    /// A verb of saying with what is said: "Norvane said that …".
    Report,
    /// A copula with a noun, an adjective or a prepositional phrase: "Norvane is a bakery".
    Copula,
    /// "There are two plants in Kalmar".
    Existence,
    /// Two noun phrases side by side: "Norvane, a bakery".
    Apposition,
    /// A place and the place around it: "Kalmar, Sweden".
    Location,
    /// A noun before the name that it describes: "the automaker Norvane".
    Title,
    /// A possessor and what it has: "Norvane's plant".
    Possession,
    /// A noun and the prepositional phrase that modifies it: "the plant in Kalmar".
    Modifier,
}

impl Construction {
    /// Its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Report => "report",
            Self::Copula => "copula",
            Self::Existence => "existence",
            Self::Apposition => "apposition",
            Self::Location => "location",
            Self::Title => "title",
            Self::Possession => "possession",
            Self::Modifier => "modifier",
        }
    }

    /// Whether a predicate of a clause says it, not the order of noun phrases alone.
    #[must_use]
    pub fn is_clause(self) -> bool {
        matches!(
            self,
            Self::Clause | Self::Report | Self::Copula | Self::Existence
        )
    }
}

/// Where a clause has its subject from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sharing {
    /// It is its own.
    Own,
    /// From the noun that a relative clause modifies.
    Relative,
    /// From the clause that it is coordinated with.
    Conjunct,
    /// From the verb that it complements: its subject or its object.
    Complement,
    /// From the noun that a participle or infinitive modifies.
    Noun,
    /// From the clause that it modifies.
    Adverbial,
    /// The subject is a clause.
    Clausal,
}

/// What an argument is to its relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArgumentKind {
    /// The grammatical subject.
    Subject,
    /// An object.
    Object,
    /// A predicate noun, adjective or phrase.
    Predicate,
    /// Who does what a passive says: "by Norvane".
    Agent,
    /// A phrase with a preposition, or an adverbial without one.
    Oblique,
    /// When.
    Time,
    /// Where.
    Place,
    /// A complement clause, or what is said.
    Complement,
    /// An adverbial clause or adverb.
    Adverbial,
}

impl ArgumentKind {
    /// Its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::Predicate => "predicate",
            Self::Agent => "agent",
            Self::Oblique => "oblique",
            Self::Time => "time",
            Self::Place => "place",
            Self::Complement => "complement",
            Self::Adverbial => "adverbial",
        }
    }
}

/// Which words around its head belong to an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Its noun phrase, without prepositions.
    Phrase,
    /// Its phrase with the prepositions: a predicate.
    Whole,
    /// Everything below it: a clause.
    Clause,
    /// Just these.
    Words(Vec<usize>),
}

/// An argument of an [`OpenTuple`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenArgument {
    /// Its head word.
    pub head: usize,
    /// What it is to the relation.
    pub kind: ArgumentKind,
    /// The words of its preposition.
    pub preposition: Vec<usize>,
    /// Which words belong to it.
    pub extent: Extent,
    /// Branches below its head that do not belong to it: the clause itself, where it modifies the argument.
    pub without: Vec<usize>,
}

impl OpenArgument {
    /// A noun phrase.
    #[must_use]
    pub fn phrase(head: usize, kind: ArgumentKind) -> Self {
        Self {
            head,
            kind,
            preposition: Vec::new(),
            extent: Extent::Phrase,
            without: Vec::new(),
        }
    }

    /// A clause.
    #[must_use]
    pub fn clause(head: usize, kind: ArgumentKind) -> Self {
        Self {
            extent: Extent::Clause,
            ..Self::phrase(head, kind)
        }
    }

    /// Just these words.
    #[must_use]
    pub fn words(head: usize, kind: ArgumentKind, words: Vec<usize>) -> Self {
        Self {
            extent: Extent::Words(words),
            ..Self::phrase(head, kind)
        }
    }
}

/// A subject, a relation phrase and any number of further arguments, all of them words of one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenTuple {
    /// The construction.
    pub construction: Construction,
    /// Where the subject is from.
    pub sharing: Sharing,
    /// The word that says it: the verb, the predicate of a copula, the noun that modifies.
    pub trigger: usize,
    /// The word whose arguments these are: the last verb of a chain ("agreed to *buy*"), otherwise the trigger.
    pub predicate: usize,
    /// The word that the sentence leaves out before the relation phrase: "is", "has".
    pub implied: Option<&'static str>,
    /// The words of the relation phrase: auxiliaries, negation, verbs, particles.
    pub relation: Vec<usize>,
    /// The subject.
    pub subject: OpenArgument,
    /// The other arguments, the closest first.
    pub arguments: Vec<OpenArgument>,
    /// The probability that it is right, in (0, 1).
    pub confidence: f64,
}
