//! Nominals: noun phrases headed by a common noun.

use std::ops::Range;

use super::{Definiteness, Mention};
use crate::nlp::{Deprel, Number, PronType, SemanticClass, Upos, View};
use crate::ontology::Lexicon;
use crate::text::BlockKind;

/// A noun phrase headed by a common noun.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Nominal {
    /// The noun.
    pub head: usize,
    /// Premodifiers, noun, and the phrases after it that belong to its label.
    pub tokens: Range<usize>,
    /// Local name of the class that its noun describes.
    pub class: Option<String>,
    /// How sure the class is.
    pub class_confidence: f32,
    /// Whether the noun names a role that needs somebody whose it is.
    pub relational: bool,
    /// Grammatical number.
    pub number: Number,
    /// How it is determined.
    pub definiteness: Definiteness,
}

/// All nominals of a document, in the order of their heads. `named` marks the tokens of names, `taken` those of times and amounts.
pub(super) fn find_nominals(
    view: &View,
    lexicon: &Lexicon,
    named: &[bool],
    taken: &[bool],
) -> Vec<Nominal> {
    let mut found = Vec::new();
    for sentence in &view.analysis.sentences {
        let kind = view.document.blocks.get(sentence.block).map(|b| b.kind);
        if kind == Some(BlockKind::Boilerplate) {
            continue;
        }
        for head in sentence.tokens.clone() {
            if named[head] || !heads_phrase(view, head, taken) {
                continue;
            }
            found.push(nominal(view, lexicon, named, head));
        }
    }
    found
}

/// Heads whose of-phrase says what the thing is: "a portion of its revenue".
const PARTITIVE: &[&str] = &[
    "portion",
    "share",
    "part",
    "set",
    "range",
    "suite",
    "series",
    "number",
    "majority",
    "piece",
    "pair",
    "line",
    "lineup",
    "package",
    "batch",
    "fleet",
    "bunch",
    "array",
    "host",
    "handful",
    "dozen",
    "kind",
    "type",
    "sort",
    "form",
    "rest",
    "half",
    "third",
    "quarter",
    "fifth",
    "cut",
    "slice",
    "block",
    "lot",
    "collection",
    "family",
    "group",
    "one",
    "some",
    "most",
    "all",
    "maker",
    "provider",
    "producer",
    "manufacturer",
    "supplier",
    "operator",
    "owner",
    "developer",
    "distributor",
    "owner",
];

fn heads_phrase(view: &View, t: usize, taken: &[bool]) -> bool {
    let token = view.token(t);
    let noun = match token.upos {
        Upos::Noun => true,
        // A capitalised word that is no name: "the Company", "Board".
        Upos::Propn => true,
        // "the two", "the latter": a determined word that stands for a noun.
        Upos::Num | Upos::Adj => {
            view.child(t, &[Deprel::Det]).is_some()
                && matches!(
                    token.deprel.universal(),
                    "nsubj" | "obj" | "iobj" | "obl" | "nmod" | "root" | "conj"
                )
        }
        _ => false,
    };
    if !noun || view.form(t).chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return false;
    }
    if taken[t] && token.upos != Upos::Noun {
        return false;
    }
    if view.token(t).class == Some(SemanticClass::Time) && taken[t] {
        return false;
    }
    // A noun inside an expression of time or money names nothing else.
    if taken[t] && view.children(t).all(|c| taken[c] || c > t) && !heads_argument(view, t) {
        return false;
    }
    !matches!(
        token.deprel,
        Deprel::Compound
            | Deprel::Flat
            | Deprel::Fixed
            | Deprel::Goeswith
            | Deprel::Case
            | Deprel::Cc
            | Deprel::Mark
            | Deprel::Nummod
    ) || (token.deprel == Deprel::Compound
        && view
            .head(t)
            .is_some_and(|h| view.upos(h) == Upos::Propn && view.upos(t) == Upos::Noun))
}

fn heads_argument(view: &View, t: usize) -> bool {
    matches!(
        view.deprel(t),
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj
    )
}

fn nominal(view: &View, lexicon: &Lexicon, named: &[bool], head: usize) -> Nominal {
    let sentence = view.sentence(head).tokens.clone();
    let mut start = head;
    let mut definiteness = Definiteness::Bare;
    for child in view
        .children(head)
        .filter(|&c| c < head)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        let keep = match view.deprel(child) {
            Deprel::Amod
            | Deprel::Compound
            | Deprel::Nummod
            | Deprel::Flat
            | Deprel::NmodDesc
            | Deprel::Goeswith
            | Deprel::NmodUnmarked => true,
            Deprel::Nmod | Deprel::Obl => view.child(child, &[Deprel::Case]).is_none(),
            Deprel::Punct => false,
            Deprel::NmodPoss => is_of_many(view, child),
            _ => false,
        };
        // "today 73 operators use it"
        let when = view.token(child).class == Some(SemanticClass::Time)
            && view.deprel(child) == Deprel::NmodUnmarked;
        if !keep || when {
            continue;
        }
        let first = view.subtree(child).first().copied().unwrap_or(child);
        // Nothing but words of the label may stand between.
        let clean = (first..start).all(|t| {
            view.dominates(child, t)
                || (t > child
                    && (t >= start || view.upos(t) == Upos::Punct || view.dominates(head, t)))
        });
        let quantifier = matches!(
            view.lemma(child),
            "other"
                | "such"
                | "same"
                | "own"
                | "said"
                | "several"
                | "many"
                | "few"
                | "more"
                | "most"
                | "certain"
                | "various"
                | "respective"
                | "latter"
                | "former"
        ) && view.deprel(child) != Deprel::Compound;
        if clean && first >= sentence.start && !(quantifier && first == child) {
            start = first.min(start);
        }
    }
    // A determiner or possessor in between ends the label.
    for t in start..head {
        let determines = view.head(t) == Some(head)
            && matches!(
                view.deprel(t),
                Deprel::Det | Deprel::DetPredet | Deprel::NmodPoss | Deprel::CcPreconj
            );
        let of_many = is_of_many(view, t)
            || view
                .head(t)
                .is_some_and(|h| h < head && h >= start && is_of_many(view, h));
        if !of_many && (determines || matches!(view.form(t), "'s" | "’s" | "’" | "'")) {
            start = t + 1;
        }
    }
    // "chief executive", even where the tree hangs "chief" elsewhere.
    for first in (sentence.start.max(head.saturating_sub(4))..start).rev() {
        let words = view.words(&(first..head + 1)).to_lowercase();
        if lexicon.is_position(&words) && !named[first] {
            start = first;
        }
    }
    // "off-the-shelf parts"
    let joined = |t: usize| t + 1 < head && view.is_hyphen(t + 1);
    while start < head
        && matches!(
            view.upos(start),
            Upos::Punct | Upos::Adp | Upos::Det | Upos::Cconj
        )
        && !joined(start)
    {
        start += 1;
    }
    start = view.hyphen_start(start).max(sentence.start);
    let mut end = head + 1;
    while let Some(next) = trailing(view, lexicon, named, head, end, sentence.end) {
        end = next;
        let deal = lexicon.are_kin(&view.lemma(head).to_lowercase(), "takeover");
        if end - start > if deal { 2 * LONGEST_PARTIES } else { 9 } {
            break;
        }
    }
    for child in view.children(head) {
        match view.deprel(child) {
            Deprel::NmodPoss => definiteness = Definiteness::Possessive,
            Deprel::Det | Deprel::DetPredet if definiteness != Definiteness::Possessive => {
                definiteness = determiner(view, child).unwrap_or(definiteness);
            }
            Deprel::Amod if definiteness == Definiteness::Bare && view.lemma(child) == "such" => {
                definiteness = Definiteness::Definite
            }
            _ => {}
        }
    }
    let phrase: Vec<String> = (start..=head)
        .map(|t| {
            if t == head {
                let form = view.form(t).to_lowercase();
                if form.ends_with("ing") {
                    form
                } else {
                    view.lemma(t).to_lowercase()
                }
            } else {
                view.form(t).to_lowercase()
            }
        })
        .collect();
    let phrase = phrase.join(" ").replace(" - ", "-");
    let (class, class_confidence, relational) = classify(view, lexicon, head, &phrase);
    let number = if view.token(head).feats.number == Some(Number::Plur)
        || matches!(
            view.lemma(head),
            "pair" | "duo" | "trio" | "two" | "three" | "both" | "four"
        )
        || view.children(head).any(|c| {
            view.lemma(c) == "both"
                || (view.deprel(c) == Deprel::Nummod
                    && !matches!(view.lemma(c), "1" | "one" | "One"))
        }) {
        Number::Plur
    } else {
        Number::Sing
    };
    Nominal {
        head,
        tokens: start..end,
        class,
        class_confidence,
        relational,
        number,
        definiteness,
    }
}

/// The end of the measure that a label starts with: of "500,000 square foot" in "500,000 square foot data centre"; but a
/// "ten-year contract" is called so.
pub(super) fn end_of_measure(view: &View, mention: &Mention) -> Option<usize> {
    let head = mention.head;
    let mut number = mention.tokens.start;
    let sums = |t: usize| t < head && view.upos(t) == Upos::Num;
    if !sums(number) || view.token(head).feats.number == Some(Number::Plur) {
        return None;
    }
    while sums(number + 1) {
        number += 1;
    }
    let unit = view.head(number).filter(|&u| {
        u > number
            && u < head
            && view.upos(u) == Upos::Noun
            && view.head(u) == Some(head)
            && !(number..=u).any(|t| view.is_hyphen(t + 1))
    })?;
    let goes_on = matches!(view.form(unit), "sq" | "cu" | "square" | "cubic")
        && unit + 1 < head
        && view.upos(unit + 1) == Upos::Noun;
    Some(unit + 1 + usize::from(goes_on))
}

/// "workers' cooperative", "shareholders' meeting": of what kind it is, not whose.
fn is_of_many(view: &View, t: usize) -> bool {
    view.deprel(t) == Deprel::NmodPoss
        && view.upos(t) == Upos::Noun
        && view.token(t).feats.number == Some(Number::Plur)
        && view.form(t).ends_with('s')
        && view.form(t).starts_with(char::is_lowercase)
        && view.head(t).is_some_and(|h| h == t + 2)
        && view.children(t).all(|c| view.deprel(c) == Deprel::Case)
}

/// The words for the parties of a deal are no more than these, in the label of the deal.
const LONGEST_PARTIES: usize = 10;

/// The end of a phrase at `at` that belongs to the label of `head`.
fn trailing(
    view: &View,
    lexicon: &Lexicon,
    named: &[bool],
    head: usize,
    at: usize,
    limit: usize,
) -> Option<usize> {
    if at >= limit {
        return None;
    }
    // "plant 3", "flight 204".
    if view.upos(at) == Upos::Num
        && view.head(at) == Some(head)
        && view.deprel(at) == Deprel::Nummod
        && at == head + 1
    {
        return Some(at + 1);
    }
    if view.upos(at) != Upos::Adp {
        return None;
    }
    let noun = view.head(at)?;
    if noun < at || view.head(noun) != Some(head) || view.deprel(noun).universal() != "nmod" {
        return None;
    }
    let preposition = view.lemma(at);
    let place = matches!(preposition, "in" | "near" | "at" | "outside")
        && named.get(noun).copied().unwrap_or(false)
        && {
            let nominal = lexicon.nominal(&view.lemma(head).to_lowercase());
            nominal.is_some_and(|n| n.classes[0] == "Place")
        };
    // "the merger between Norvane and Trask", "the takeover of the insurer Trask by Norvane"
    if lexicon.are_kin(&view.lemma(head).to_lowercase(), "takeover")
        && matches!(
            preposition,
            "of" | "by" | "between" | "to" | "with" | "for" | "from"
        )
    {
        let parties = view.subtree_without(noun, |c| {
            matches!(
                view.deprel(c),
                Deprel::AclRelcl | Deprel::Acl | Deprel::Parataxis | Deprel::Advcl | Deprel::Punct
            ) || view.deprel(c) == Deprel::Nmod && c > noun
        });
        let last = parties.last().copied().unwrap_or(noun);
        let contiguous = parties.first() == Some(&at) && parties.len() == last - at + 1;
        let names = parties
            .iter()
            .any(|&t| named.get(t).copied().unwrap_or(false));
        let pointed = parties.iter().any(|&t| {
            view.upos(t) == Upos::Pron || view.upos(t) == Upos::Num || view.upos(t) == Upos::Sym
        });
        if contiguous && names && !pointed && parties.len() <= LONGEST_PARTIES {
            return Some(last + 1);
        }
    }
    if preposition != "of" && !place {
        return None;
    }
    let phrase = view.subtree_without(noun, |c| {
        matches!(
            view.deprel(c),
            Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Appos
                | Deprel::Conj
                | Deprel::Punct
                | Deprel::Parataxis
                | Deprel::Advcl
        ) || (view.deprel(c).universal() == "nmod" && c > noun)
    });
    let last = *phrase.last()?;
    let contiguous = phrase.first() == Some(&at) && phrase.len() == last - at + 1;
    let pronoun = view.upos(noun) == Upos::Pron;
    let own = PARTITIVE.contains(&view.lemma(head));
    let determined = phrase
        .iter()
        .any(|&t| matches!(view.deprel(t), Deprel::NmodPoss))
        && !own;
    (contiguous && !pronoun && !determined && phrase.len() <= 7).then_some(last + 1)
}

fn determiner(view: &View, t: usize) -> Option<Definiteness> {
    Some(match view.lemma(t).to_lowercase().as_str() {
        "the" | "this" | "that" | "these" | "those" | "both" | "such" | "each" | "either"
        | "neither" | "all" => Definiteness::Definite,
        "a" | "an" | "some" | "any" | "another" | "no" | "every" | "what" | "which" => {
            Definiteness::Indefinite
        }
        _ => match view.token(t).feats.pron_type {
            Some(PronType::Art | PronType::Dem) => Definiteness::Definite,
            Some(PronType::Ind | PronType::Neg) => Definiteness::Indefinite,
            _ => return None,
        },
    })
}

fn classify(
    view: &View,
    lexicon: &Lexicon,
    head: usize,
    phrase: &str,
) -> (Option<String>, f32, bool) {
    let semantic = view.token(head).class;
    let words: Vec<&str> = phrase.split(' ').collect();
    let position = (0..words.len()).any(|i| lexicon.is_position(&words[i..].join(" ")));
    // Where the lemma is wrong the word itself may be known.
    let written = view
        .form(head)
        .to_lowercase()
        .trim_end_matches('s')
        .to_owned();
    let entry = lexicon.nominal(phrase).or_else(|| {
        (written.chars().count() > 4 && !phrase.ends_with(&written))
            .then(|| lexicon.nominal(&written))
            .flatten()
    });
    // "freight broker" is a firm, whatever a broker is.
    let exact = words.len() > 1
        && words
            .len()
            .checked_sub(2)
            .is_some_and(|i| lexicon.has_nominal(&words[i..].join(" ")));
    // The model may tell which of the readings of an ambiguous noun is meant: "head", "agency", "developer".
    let person = semantic == Some(SemanticClass::Person);
    // An authority is seldom a person, though "regulator" and "supervisor" are positions too.
    if let Some(entry) = entry.filter(|e| e.classes[0] == "GovernmentAgency")
        && !(view.sentence(head).tokens.contains(&(head + 1)) && view.upos(head + 1) == Upos::Propn)
    {
        return (Some("GovernmentAgency".to_owned()), 0.8, entry.relational);
    }
    // "the phone developer" with "the" and a trade is a firm; "developers" and "a developer" are people.
    let trade = words.len() > 1
        && matches!(
            words[words.len() - 1],
            "developer"
                | "designer"
                | "publisher"
                | "broker"
                | "builder"
                | "maker"
                | "provider"
                | "operator"
                | "producer"
        )
        && view.token(head).feats.number != Some(Number::Plur)
        && view
            .children(head)
            .any(|c| view.deprel(c) == Deprel::Det && view.lemma(c).eq_ignore_ascii_case("the"))
        && view
            .children(head)
            .any(|c| view.deprel(c) == Deprel::Compound);
    if trade {
        return (Some("Company".to_owned()), 0.8, false);
    }
    let organisation = semantic == Some(SemanticClass::Organization)
        && entry.is_some_and(|e| e.classes.iter().any(|c| c != "Person"));
    if position
        && !exact
        && !organisation
        && (entry.is_none_or(|e| e.classes[0] == "Person") || person)
    {
        return (Some("Person".to_owned()), 0.9, true);
    }
    if let Some(entry) = entry {
        let fits = |class: &str| match semantic {
            Some(SemanticClass::Person) => class == "Person" && !exact,
            Some(SemanticClass::Organization) => {
                matches!(
                    class,
                    "Company"
                        | "GovernmentAgency"
                        | "NonProfit"
                        | "University"
                        | "NewsOutlet"
                        | "Organization"
                )
            }
            Some(SemanticClass::Place) => class == "Place",
            _ => false,
        };
        let class = entry
            .classes
            .iter()
            .find(|c| fits(c))
            .unwrap_or(&entry.classes[0]);
        let partitive = PARTITIVE.contains(&view.lemma(head)) && class == "Company";
        if !(partitive
            && view.children(head).any(|c| {
                view.deprel(c) == Deprel::Nmod && view.children(c).any(|p| view.lemma(p) == "of")
            })
            && semantic == Some(SemanticClass::Abstract))
        {
            return (Some(class.clone()), 0.85, entry.relational);
        }
    }
    if position {
        return (Some("Person".to_owned()), 0.8, true);
    }
    let class = match semantic {
        Some(SemanticClass::Organization) => Some("Organization"),
        Some(SemanticClass::Person) => Some("Person"),
        Some(SemanticClass::Place) => Some("Place"),
        Some(SemanticClass::Object) => Some("Product"),
        Some(SemanticClass::Event) => Some("Event"),
        _ => None,
    };
    (class.map(str::to_owned), 0.5, false)
}
