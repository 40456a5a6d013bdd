//! Abbreviations that are written with a full stop.

/// How an abbreviation behaves before a capital letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// A title or the like: a name follows, never a new sentence.
    Before,
    /// Only an abbreviation before a number ("No. 3", "Fig. 2").
    BeforeNumber,
    /// May end a sentence ("Inc.", "a.m.", "etc.").
    Anywhere,
}

/// The kind of the abbreviation `word` (written without its last full stop).
#[must_use]
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    let mut lower = [0u8; 8];
    if word.len() > lower.len() || !word.is_ascii() {
        return None;
    }
    let capital = word.as_bytes().first()?.is_ascii_uppercase();
    let lower = &mut lower[..word.len()];
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let lower = std::str::from_utf8(lower).ok()?;
    let kind = match lower {
        "mr" | "mrs" | "ms" | "messrs" | "mx" | "dr" | "drs" | "prof" | "rev" | "st" | "ste"
        | "mt" | "ft" | "mlle" | "mme" | "vs" | "approx" | "attn" | "viz" | "cf" | "incl"
        | "al" | "ca" => Abbreviation::Before,
        "gen" | "col" | "lt" | "maj" | "capt" | "cmdr" | "cpl" | "sgt" | "adm" | "gov" | "sen"
        | "sens" | "rep" | "reps" | "hon" | "pres" | "supt" | "insp" | "det" | "amb" | "atty"
        | "fr" | "msgr" | "brig" | "asst" | "assoc" | "jun"
            if capital =>
        {
            Abbreviation::Before
        }
        "no" | "nos" | "fig" | "figs" | "vol" | "vols" | "pp" | "p" | "art" | "sec" | "ch"
        | "par" | "para" | "ext" | "tel" | "eq" | "app" | "c" | "sun" | "sat" | "mar" | "op"
        | "ver" | "v" => Abbreviation::BeforeNumber,
        "etc" | "esq" | "eds" | "ed" | "est" | "dept" | "div" | "avg" | "min" | "max" | "oz"
        | "lb" | "lbs" | "hr" | "hrs" | "yr" | "yrs" | "mos" | "pm" | "jr" | "sr" | "inc"
        | "corp" | "ltd" | "bros" | "ave" | "blvd" | "bldg" | "intl" | "govt" | "mfg" | "univ" => {
            Abbreviation::Anywhere
        }
        "co" | "plc" | "cos" | "jan" | "feb" | "apr" | "jul" | "aug" | "sep" | "sept" | "oct"
        | "nov" | "dec" | "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri"
        | "rd" | "calif" | "fla" | "tex" | "conn" | "ariz" | "colo" | "minn" | "wis" | "tenn"
        | "mich" | "okla" | "nev" | "neb" | "ky" | "va" | "pa" | "ga" | "md" | "la" | "mo"
        | "ark" | "kan" | "vt" | "phd" | "natl" | "assn"
            if capital =>
        {
            Abbreviation::Anywhere
        }
        _ => return None,
    };
    (kind != Abbreviation::Anywhere || lower != "pm").then_some(kind)
}

/// Whether a capitalised word is so common at the start of a sentence, and so rare inside one, that a full
/// stop before it ends the sentence even after an abbreviation.
#[must_use]
pub fn opens_sentence(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "It"
            | "Its"
            | "He"
            | "She"
            | "His"
            | "Her"
            | "They"
            | "Their"
            | "We"
            | "Our"
            | "I"
            | "You"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "In"
            | "On"
            | "At"
            | "By"
            | "For"
            | "From"
            | "With"
            | "As"
            | "But"
            | "And"
            | "Or"
            | "So"
            | "If"
            | "When"
            | "While"
            | "After"
            | "Before"
            | "Since"
            | "Until"
            | "Under"
            | "Although"
            | "Though"
            | "However"
            | "Meanwhile"
            | "Both"
            | "Neither"
            | "What"
            | "Why"
            | "How"
            | "Who"
            | "Where"
            | "Last"
            | "Earlier"
            | "Separately"
            | "According"
            | "Some"
            | "Many"
            | "Most"
            | "No"
            | "Not"
            | "Also"
            | "Yet"
            | "Instead"
            | "Then"
            | "Now"
            | "Once"
            | "Because"
            | "To"
    )
}
