//! The names in a run of words: cut where two stand side by side, freed of titles, and kept if they are names.

use std::ops::Range;

use super::{FAMILY, Finder, NameSpan};
use crate::mention::coreference::central::is_capitalised_term;
use crate::nlp::{Deprel, EntityLabel, Upos};

impl Finder<'_> {
    /// Cuts a run of name words where the tree or the model sees two names side by side.
    pub(super) fn components(&self, run: Range<usize>) -> Vec<Range<usize>> {
        let view = self.view;
        let root = |t: usize| {
            let mut at = t;
            for _ in 0..run.len() {
                let Some(head) = view.head(at).filter(|h| run.contains(h)) else {
                    break;
                };
                let joined = match view.deprel(at).universal() {
                    "flat" | "compound" | "amod" | "nummod" | "goeswith" | "fixed" | "punct"
                    | "case" | "det" | "cc" | "dep" => true,
                    "nmod" => view.deprel(at) != Deprel::NmodPoss,
                    "appos" | "list" => head + 1 == at && view.upos(at) == Upos::Num,
                    // "&" joins what it coordinates; so does "and" inside one entity of the model.
                    "conj" => (head.min(at)..head.max(at))
                        .any(|m| matches!(view.form(m), "&" | "+" | "and")),
                    _ => false,
                };
                if !joined {
                    break;
                }
                at = head;
            }
            at
        };
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut last_root = usize::MAX;
        for t in run.clone() {
            let connector = !self.is_name_word(t);
            let this = root(t);
            let same = match pieces.last() {
                None => false,
                Some(piece) => {
                    let before = t - 1;
                    let (a, b) = (self.entity[before], self.entity[t]);
                    connector
                        || !self.is_name_word(before)
                        || (a.is_some() && a == b)
                        || (!(a.is_some() && b.is_some() && a != b)
                            && (this == last_root
                                || piece.contains(&this)
                                || (view.head(this) == view.head(last_root)
                                    && view.deprel(this) == Deprel::Compound
                                    && view.deprel(last_root) == Deprel::Compound
                                    && a == b)))
                }
            };
            if same {
                let piece = pieces.last_mut().expect("a piece is open");
                piece.end = t + 1;
            } else {
                pieces.push(t..t + 1);
            }
            if !connector {
                last_root = this;
            }
        }
        pieces
    }

    /// Takes positions and honorifics out of a piece, and keeps what is left as names.
    pub(super) fn split_titles(&self, piece: Range<usize>, names: &mut Vec<NameSpan>) {
        let view = self.view;
        let mut start = piece.start;
        let mut titled = false;
        // Words before the piece may be its title too: "chief executive", "Dr".
        if start > 0 {
            let before = view.form(start - 1);
            titled = self.lexicon.is_honorific(before)
                || self
                    .lexicon
                    .is_position(&view.lemma(start - 1).to_lowercase());
        }
        let mut t = piece.start;
        while t < piece.end {
            let word = view.form(t);
            let length = self.position_at(t, piece.end);
            // "General Drives", "Principal Financial": inside what the model takes for one organisation nothing is a title.
            let organisation = self.stretch(t).is_some_and(|span| {
                span.label.is_none_or(|(l, _)| l != EntityLabel::Person)
                    && span.tokens.len() > length.max(1)
            });
            if self.lexicon.is_honorific(word) && !organisation && t + 1 < piece.end {
                self.keep(start..t, titled, names);
                start = t + 1;
                titled = true;
                t += 1;
                continue;
            }
            // "Dean Whitmer": a given name that is a title too
            let given = length == 1 && t + 2 == piece.end && self.lexicon.given(word).is_some();
            if length > 0 && !organisation && !given && (t > piece.start || t + length < piece.end)
            {
                self.keep(start..t, titled, names);
                start = t + length;
                titled = true;
                t = start;
                continue;
            }
            t += 1;
        }
        self.keep(start..piece.end, titled, names);
    }

    /// How many words from `t` on name a position.
    fn position_at(&self, t: usize, end: usize) -> usize {
        (1..=(end - t).min(5))
            .rev()
            .find(|n| {
                let words = self.view.words(&(t..t + n)).to_lowercase();
                self.lexicon.is_position(&words) && (*n > 1 || self.view.form(t).len() > 1)
            })
            .unwrap_or(0)
    }

    fn keep(&self, mut tokens: Range<usize>, titled: bool, names: &mut Vec<NameSpan>) {
        let view = self.view;
        while !tokens.is_empty() && !self.starts_name(tokens.start) {
            tokens.start += 1;
        }
        while !tokens.is_empty() && !self.ends_name(tokens.end - 1) {
            tokens.end -= 1;
        }
        if self.is_kin(&tokens) {
            tokens.end += 1;
        }
        // Capitalised words before it that belong to it, though they are no names by themselves: "Stateful Engine".
        let sentence = view
            .sentence(tokens.start.min(view.analysis.tokens.len() - 1))
            .tokens
            .clone();
        while !tokens.is_empty()
            && tokens.start > sentence.start + 1
            && names.last().is_none_or(|n| n.tokens.end < tokens.start)
        {
            let before = tokens.start - 1;
            let form = view.form(before);
            let mut letters = form.chars();
            let capitalised =
                letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
            let adjective = self.lexicon.is_place_adjective(&form.to_lowercase());
            let belongs = matches!(view.upos(before), Upos::Adj | Upos::Noun)
                && matches!(view.deprel(before), Deprel::Amod | Deprel::Compound)
                && view.head(before).is_some_and(|h| tokens.contains(&h));
            let office = (1..=4).any(|n| {
                before + 1 >= n
                    && before + 1 - n >= sentence.start
                    && self
                        .lexicon
                        .is_position(&view.words(&(before + 1 - n..before + 1)).to_lowercase())
            });
            let ending = self.lexicon.ending(view.form(tokens.end - 1));
            let public = adjective && ending.iter().any(|c| c != FAMILY);
            if !(capitalised
                && belongs
                && !office
                && !self.taken[before]
                && !self.lexicon.is_honorific(form)
                && (!adjective || public))
            {
                break;
            }
            tokens.start = before;
        }
        if tokens.is_empty()
            || (tokens.len() == 1 && (self.is_no_name(tokens.start) || self.is_term(tokens.start)))
            || self.is_in_office(&tokens)
        {
            return;
        }
        // "21x EBITDA", "Norvane HQ"
        if self.lexicon.is_measure(view.form(tokens.end - 1))
            && !(tokens.len() > 1
                && self.is_surely_inside(tokens.start)
                && view.form(tokens.start).starts_with(char::is_uppercase))
        {
            tokens.end -= 1;
            if !tokens.is_empty() {
                self.keep(tokens, titled, names);
            }
            return;
        }
        // "Series C", "Phase 3": labels of steps.
        let numbered = tokens.len() == 2
            && view.form(tokens.start + 1).chars().count() <= 2
            && STEPS.contains(&view.form(tokens.start));
        if numbered {
            return;
        }
        let head = tokens
            .clone()
            .find(|&t| {
                view.head(t).is_none_or(|h| !tokens.contains(&h)) && view.upos(t) != Upos::Punct
            })
            .unwrap_or(tokens.start);
        let label = tokens
            .clone()
            .filter_map(|t| self.stretch(t))
            .max_by_key(|e| {
                let shared = e
                    .tokens
                    .end
                    .min(tokens.end)
                    .saturating_sub(e.tokens.start.max(tokens.start));
                (shared, std::cmp::Reverse(e.tokens.start))
            })
            .and_then(|e| e.label);
        names.push(NameSpan {
            tokens,
            head,
            label,
            titled,
            alias_of: None,
        });
    }

    /// "the Group", "the Company": a term of the text, not a name.
    fn is_term(&self, t: usize) -> bool {
        let view = self.view;
        let term = is_capitalised_term(view.form(t)) || view.form(t) == "Board";
        term && !matches!(view.form(t), "Bank" | "Issuer")
            && t > view.sentence(t).tokens.start
            && view.form(t - 1).eq_ignore_ascii_case("the")
    }

    /// Whether the word after a name makes it that of a family: "the Norvane family", "the Holt brothers".
    fn is_kin(&self, tokens: &Range<usize>) -> bool {
        let (view, next) = (self.view, tokens.end);
        next < view.analysis.tokens.len()
            && !tokens.is_empty()
            && view.sentence_index(next) == view.sentence_index(tokens.start)
            && !self.taken[next]
            && self.lexicon.ending(view.form(next)).iter().any(|c| c == FAMILY)
            && view.deprel(next - 1) == Deprel::Compound
            && view.head(next - 1) == Some(next)
            // "the Norvane family of drugs", "Norvane family members"
            && view.deprel(next) != Deprel::Compound
            && view.child(next, &[Deprel::Nmod]).is_none_or(|c| c < next)
    }

    /// "Operating" of "Chief Operating Officer".
    fn is_in_office(&self, tokens: &Range<usize>) -> bool {
        let view = self.view;
        let sentence = view.sentence(tokens.start).tokens.clone();
        let first = sentence.start.max(tokens.end.saturating_sub(6));
        (first..=tokens.start).any(|start| {
            (tokens.end..=sentence.end.min(start + 6)).any(|end| {
                let words = start..end;
                if words.len() < 2 {
                    return false;
                }
                let phrase = view.words(&words).to_lowercase();
                let officer = phrase.starts_with("chief ")
                    && phrase.ends_with(" officer")
                    && words.len() <= 5
                    && words.clone().all(|t| {
                        view.upos(t) != Upos::Verb && !matches!(view.form(t), "," | "and")
                    });
                // "Group Financial Controller"
                let narrowed = matches!(
                    view.form(start),
                    "Group"
                        | "Regional"
                        | "Global"
                        | "Divisional"
                        | "Deputy"
                        | "Interim"
                        | "Company"
                ) && self
                    .lexicon
                    .is_position(&view.words(&(start + 1..end)).to_lowercase());
                officer || narrowed || self.lexicon.is_position(&phrase)
            })
        })
    }

    fn starts_name(&self, t: usize) -> bool {
        let form = self.view.form(t);
        form.chars().any(char::is_alphanumeric)
            && !matches!(form, "The" | "the" | "A" | "An" | "of" | "and")
            && self.view.upos(t) != Upos::Adp
    }

    fn ends_name(&self, t: usize) -> bool {
        let form = self.view.form(t);
        form.chars().any(char::is_alphanumeric)
            && !matches!(form, "the" | "of" | "and" | "for" | "'s" | "’s")
    }

    /// Whether a word is a noun for companies, products and the like.
    fn is_common(&self, lower: &str) -> bool {
        self.lexicon.nominal(lower).is_some() || self.lexicon.is_generic(lower)
    }

    /// Whether a word is capitalised only because a sentence begins with it: "Management said", "Services brought in".
    fn opens_only(&self, t: usize) -> bool {
        let view = self.view;
        let form = view.form(t);
        let lower = form.to_lowercase();
        self.is_common(&lower)
            && view.sentence(t).tokens.start == t
            && form.chars().any(char::is_lowercase)
            && self.lexicon.name(form).is_none()
            && self.stretch(t).is_none_or(|s| s.confidence() < 0.9)
            && !self.alone.contains(form)
    }

    /// A single word that is a position, an honorific, a nationality or a legal form names nothing by itself.
    fn is_no_name(&self, t: usize) -> bool {
        let view = self.view;
        let form = view.form(t);
        let lower = form.to_lowercase();
        let letters = form.chars().filter(|c| c.is_alphabetic()).count();
        let ordinary = !matches!(view.upos(t), Upos::Propn | Upos::X)
            && view.sentence(t).tokens.start == t
            && self.stretch(t).is_none_or(|s| s.confidence() < 0.8)
            // "Jobs resigned", where others speak of Jobs
            && (!self.alone.contains(form) || self.is_common(&lower));
        let step = view
            .sentence(t)
            .tokens
            .contains(&(t + 1))
            .then(|| view.form(t + 1))
            .is_some_and(|next| STEPS.contains(&form) && is_step(next));
        letters == 0
            || ordinary
            || step
            || self.opens_only(t)
            || (letters == 1
                && form.chars().count() <= 2
                && self.stretch(t).is_none_or(|s| s.confidence() < 0.7))
            || self.lexicon.is_position(&lower)
            || self.lexicon.is_honorific(form)
            || self.lexicon.is_legal_form(form)
            || self.lexicon.is_place_adjective(&lower)
    }
}

/// Words that a letter or a number follows in labels of steps: "Series C", "Phase 3".
const STEPS: [&str; 12] = [
    "Series", "Phase", "Stage", "Round", "Tier", "Class", "Part", "Level", "Chapter", "Type",
    "Grade", "Category",
];

/// Whether a word counts a step: a number, a Roman one, or a single capital.
fn is_step(word: &str) -> bool {
    let all = |f: fn(char) -> bool| word.chars().all(f);
    all(|c| c.is_ascii_digit())
        || all(|c| matches!(c, 'I' | 'V' | 'X')) && word.chars().count() <= 4
        || word.chars().count() == 1 && all(|c| c.is_ascii_uppercase())
}
