//! Pronouns and possessive determiners.

use crate::nlp::{Deprel, Gender, Number, PronType, Upos, View};
use crate::text::BlockKind;

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PronounKind {
    /// "it", "its", "itself".
    Thing,
    /// "he", "her".
    Person(Gender),
    /// "they", "their".
    Several,
    /// "both", "each", "neither", "the two": all of a few, named before.
    Each,
    /// "who", "which", "that", "whose": what the clause modifies.
    Relative,
    /// "I", "my".
    Speaker,
    /// "we", "our".
    Speakers,
    /// "this", "that", "these", "those" by themselves: mostly whole facts.
    Demonstrative,
}

/// A pronoun in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pronoun {
    /// Its token.
    pub token: usize,
    /// What it can stand for.
    pub kind: PronounKind,
    /// Grammatical number.
    pub number: Number,
    /// Whether it determines a noun: "its", "whose".
    pub possessive: bool,
    /// Whether it must stand for the subject of its clause: "itself".
    pub reflexive: bool,
}

/// All pronouns of a document, in the order of the text.
pub(super) fn find_pronouns(view: &View) -> Vec<Pronoun> {
    let mut found = Vec::new();
    for sentence in &view.analysis.sentences {
        let kind = view.document.blocks.get(sentence.block).map(|b| b.kind);
        if kind == Some(BlockKind::Boilerplate) {
            continue;
        }
        found.extend(sentence.tokens.clone().filter_map(|t| pronoun(view, t)));
    }
    found
}

fn pronoun(view: &View, t: usize) -> Option<Pronoun> {
    if !matches!(
        view.upos(t),
        Upos::Pron | Upos::Det | Upos::Sconj | Upos::Num
    ) || view.deprel(t) == Deprel::Expl
    {
        return None;
    }
    let form = view.form(t).to_lowercase();
    let stands_alone = view.upos(t) == Upos::Pron
        || matches!(
            view.deprel(t),
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obj
                | Deprel::Iobj
                | Deprel::Obl
                | Deprel::OblAgent
                | Deprel::Nmod
                | Deprel::Conj
        );
    let kind = match form.as_str() {
        "it" | "its" | "itself" => PronounKind::Thing,
        "he" | "him" | "his" | "himself" => PronounKind::Person(Gender::Masc),
        "she" | "her" | "hers" | "herself" => PronounKind::Person(Gender::Fem),
        "they" | "them" | "their" | "theirs" | "themselves" => PronounKind::Several,
        "i" | "me" | "my" | "mine" | "myself" => PronounKind::Speaker,
        us if is_us(us) => PronounKind::Speakers,
        "who" | "whom" | "whose" | "which" | "that" if relative_clause(view, t).is_some() => {
            PronounKind::Relative
        }
        "who" | "whom" | "whose" | "which" if stands_alone && follows_noun(view, t) => {
            PronounKind::Relative
        }
        "both" | "each" | "neither" | "either" if stands_alone => PronounKind::Each,
        "this" | "that" | "these" | "those" if view.upos(t) == Upos::Pron && stands_alone => {
            PronounKind::Demonstrative
        }
        _ => return None,
    };
    let plural = matches!(
        kind,
        PronounKind::Several | PronounKind::Speakers | PronounKind::Each
    ) || matches!(form.as_str(), "these" | "those");
    Some(Pronoun {
        token: t,
        kind,
        number: if plural { Number::Plur } else { Number::Sing },
        possessive: view.deprel(t) == Deprel::NmodPoss || view.token(t).feats.possessive,
        reflexive: form.ends_with("self") || form.ends_with("selves"),
    })
}

/// Whether a word that is known for a relative pronoun follows a noun and a comma, whatever the tree makes of its clause.
fn follows_noun(view: &View, t: usize) -> bool {
    if view.token(t).feats.pron_type != Some(PronType::Rel) || view.deprel(t) == Deprel::Det {
        return false;
    }
    // "…, which angered the unions": a whole clause
    let mut at = t;
    while let Some(head) = view.head(at) {
        if view.deprel(at) == Deprel::AdvclRelcl {
            return false;
        }
        at = head;
    }
    let start = view.sentence(t).tokens.start;
    let mut before = (start..t).rev();
    let mut comma = before.next();
    while comma.is_some_and(|k| view.upos(k) == Upos::Adp) {
        comma = before.next();
    }
    comma.is_some_and(|k| view.form(k) == ",")
        && before
            .find(|&k| view.upos(k) != Upos::Punct)
            .is_some_and(|k| matches!(view.upos(k), Upos::Noun | Upos::Propn | Upos::Num))
}

/// Whether a word, in lower case, is a pronoun of the first person plural.
pub(super) fn is_us(form: &str) -> bool {
    matches!(form, "we" | "us" | "our" | "ours" | "ourselves")
}

/// The head of the relative clause that a relative pronoun stands in.
pub(super) fn relative_clause(view: &View, t: usize) -> Option<usize> {
    if view.deprel(t) == Deprel::Mark || view.deprel(t) == Deprel::Det {
        return None;
    }
    let mut at = t;
    for _ in 0..8 {
        match view.deprel(at) {
            Deprel::AclRelcl => return Some(at),
            Deprel::Ccomp | Deprel::Advcl | Deprel::Root | Deprel::Parataxis | Deprel::Csubj => {
                return None;
            }
            _ => at = view.head(at)?,
        }
    }
    None
}
