//! Trees and names put in step: a name is one phrase, and what stands before a copula is its subject.

use std::ops::Range;

use crate::nlp::{Deprel, EntityLabel, Mood, Number, PronType, Tense, Token, Upos, VerbForm};

/// Below this the stretch of a name is not trusted more than the tree.
const SURE: f32 = 0.6;

/// Hangs the words of a name that the tree keeps apart on one of them: the last of an organisation's, the first of a
/// person's. `name` holds indices into `tokens`, whose heads count from `offset`.
pub fn hold_together(
    tokens: &mut [Token],
    offset: usize,
    name: Range<usize>,
    label: EntityLabel,
    confidence: f32,
) {
    let plain = |t: &Token| !matches!(t.upos, Upos::Punct | Upos::Cconj | Upos::Adp | Upos::Part);
    if confidence < SURE || name.len() < 2 || !tokens[name.clone()].iter().all(plain) {
        return;
    }
    let outside = |t: &Token| t.head.is_none_or(|h| !name.contains(&(h - offset)));
    let roots: Vec<usize> = name.clone().filter(|&i| outside(&tokens[i])).collect();
    let person = label == EntityLabel::Person;
    let first = if person { roots.first() } else { roots.last() };
    let Some(&main) = roots.iter().find(|&&i| tokens[i].head.is_none()).or(first) else {
        return;
    };
    for &other in roots.iter().filter(|&&i| i != main) {
        // a conjunct or apposition within the stretch is another name, unless both words are
        let alike =
            tokens[other].head == tokens[main].head && tokens[other].deprel == tokens[main].deprel;
        if matches!(tokens[other].deprel, Deprel::Conj | Deprel::Appos) && !alike {
            continue;
        }
        if above(tokens, offset, main).contains(&other) {
            tokens[main].head = tokens[other].head;
            tokens[main].deprel = tokens[other].deprel;
        }
        tokens[other].head = Some(offset + main);
        tokens[other].deprel = if person {
            Deprel::Flat
        } else {
            Deprel::Compound
        };
    }
    // "Norvane Foods and Trask": what is joined to a word of the name is joined to the name
    for i in name.end..tokens.len() {
        let inner = tokens[i]
            .head
            .is_some_and(|h| h >= offset && name.contains(&(h - offset)) && h - offset != main);
        if inner && tokens[i].deprel == Deprel::Conj {
            hang(tokens, offset, i, main);
        }
    }
}

/// Takes for a name what the tree takes for a helping verb though it is tagged as a name: "Will Shaw started Norvane".
pub fn name_helpers(tokens: &mut [Token], offset: usize) {
    for i in 1..tokens.len() {
        let helper = tokens[i - 1].upos == Upos::Propn
            && matches!(
                tokens[i - 1].deprel,
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop
            );
        let subject = tokens[i].upos == Upos::Propn
            && matches!(tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass);
        if !helper || !subject || tokens[i].head != tokens[i - 1].head {
            continue;
        }
        tokens[i - 1].deprel = tokens[i].deprel;
        for token in tokens.iter_mut().filter(|t| t.head == Some(offset + i)) {
            token.head = Some(offset + i - 1);
        }
        tokens[i].head = Some(offset + i - 1);
        tokens[i].deprel = Deprel::Flat;
    }
}

/// Hangs what something is "subject to" on these words, where the tree takes them for one and hangs it beside them. `form` gives the
/// words.
pub fn hold_terms<'a>(tokens: &mut [Token], offset: usize, form: impl Fn(usize) -> &'a str) {
    for to in 1..tokens.len() {
        let fixed = tokens[to].deprel == Deprel::Fixed && tokens[to].head == Some(offset + to - 1);
        let words = form(to - 1).eq_ignore_ascii_case("subject") && form(to) == "to";
        if !fixed || !words {
            continue;
        }
        let above = tokens[to - 1].head;
        let term = (to + 1..tokens.len())
            .take(6)
            .find(|&k| tokens[k].head == above && tokens[k].deprel == Deprel::Obl);
        if let Some(term) = term {
            tokens[term].head = Some(offset + to - 1);
            tokens[to].head = Some(offset + term);
            tokens[to].deprel = Deprel::Case;
        }
    }
}

/// Coordinates names that a list has, where the tree makes one a part of another: "bought Norvane, Trask and Quillon". `names` are
/// in the order of the sentence; `form` gives the words.
pub fn join_lists<'a>(
    tokens: &mut [Token],
    offset: usize,
    names: &[(Range<usize>, EntityLabel, f32)],
    form: impl Fn(usize) -> &'a str,
) {
    let joins = |words: Range<usize>| match words.len() {
        1 => matches!(form(words.start), "," | "and" | "&" | "or"),
        2 => form(words.start) == "," && matches!(form(words.start + 1), "and" | "&" | "or"),
        _ => false,
    };
    let last = |words: Range<usize>| {
        words
            .last()
            .is_some_and(|k| matches!(form(k), "and" | "&" | "or"))
    };
    let mut start = 0;
    while start < names.len() {
        let (_, label, _) = names[start];
        let mut end = start + 1;
        while end < names.len()
            && names[end].1 == label
            && names[end].2 >= SURE
            && joins(names[end - 1].0.end..names[end].0.start)
        {
            end += 1;
        }
        let list = &names[start..end];
        start = end;
        // "Leeds, England" is one place
        let whole = list.len() > 1
            && label != EntityLabel::Location
            && last(list[list.len() - 2].0.end..list[list.len() - 1].0.start);
        if !whole {
            continue;
        }
        let main = |tokens: &[Token], name: &Range<usize>| {
            name.clone()
                .find(|&i| tokens[i].head.is_none_or(|h| !name.contains(&(h - offset))))
        };
        let Some(first) = main(tokens, &list[0].0) else {
            continue;
        };
        for j in 1..list.len() {
            let Some(own) = main(tokens, &list[j].0) else {
                continue;
            };
            let within = tokens[own].head.is_some_and(|h| {
                list[..j]
                    .iter()
                    .any(|(name, ..)| name.contains(&(h - offset)))
            });
            if within && tokens[own].deprel != Deprel::Conj && hang(tokens, offset, own, first) {
                tokens[own].deprel = Deprel::Conj;
            }
        }
    }
}

/// Calls a verb's object with a preposition before it an oblique: objects have none ("got rid of the unit").
pub fn name_obliques(tokens: &mut [Token], offset: usize) {
    for i in 0..tokens.len() {
        let Some(head) = tokens[i].head.map(|h| h - offset) else {
            continue;
        };
        let verb = tokens[head].upos == Upos::Verb && head < i;
        let marked = tokens[..i]
            .iter()
            .any(|t| t.head == Some(offset + i) && t.deprel == Deprel::Case && t.upos == Upos::Adp);
        if verb && marked && tokens[i].deprel == Deprel::Obj {
            tokens[i].deprel = Deprel::Obl;
        }
    }
}

/// Calls a bare noun before a copula its subject, where it has none.
pub fn name_subjects(tokens: &mut [Token], offset: usize) {
    for i in 0..tokens.len() {
        let Some(head) = tokens[i].head.map(|h| h - offset) else {
            continue;
        };
        if tokens[i].deprel != Deprel::Nmod || head <= i {
            continue;
        }
        let child = |of: usize, wanted: &[Deprel]| {
            tokens
                .iter()
                .position(|t| t.head == Some(offset + of) && wanted.contains(&t.deprel))
        };
        let copula = child(head, &[Deprel::Cop]).is_some_and(|c| i < c && c < head);
        let subject = child(
            head,
            &[
                Deprel::Nsubj,
                Deprel::NsubjPass,
                Deprel::Expl,
                Deprel::Csubj,
            ],
        );
        if copula && subject.is_none() && child(i, &[Deprel::Case]).is_none() {
            tokens[i].deprel = Deprel::Nsubj;
        }
    }
}

/// Hangs a relative clause in the plural on the plural noun above the one name that the tree hangs it on: "payments to Norvane,
/// which remain at 20%".
pub fn agree_relatives(tokens: &mut [Token], offset: usize) {
    let number = |t: &Token| t.feats.number;
    for i in 0..tokens.len() {
        let plural = number(&tokens[i]) == Some(Number::Plur)
            && tokens[i].feats.verb_form == Some(VerbForm::Fin)
            && tokens[i].deprel == Deprel::AclRelcl;
        let Some(name) = tokens[i].head.map(|h| h - offset).filter(|_| plural) else {
            continue;
        };
        let Some(noun) = tokens[name].head.map(|h| h - offset) else {
            continue;
        };
        let child = |of: usize, wanted: &dyn Fn(&Token) -> bool| {
            tokens
                .iter()
                .any(|t| t.head == Some(offset + of) && wanted(t))
        };
        let relative =
            |t: &Token| t.deprel == Deprel::Nsubj && t.feats.pron_type == Some(PronType::Rel);
        let one = tokens[name].upos == Upos::Propn
            && number(&tokens[name]) == Some(Number::Sing)
            && tokens[name].deprel == Deprel::Nmod
            && !child(name, &|t| t.deprel == Deprel::Conj);
        let several = tokens[noun].upos == Upos::Noun
            && number(&tokens[noun]) == Some(Number::Plur)
            && noun < name;
        if one && several && name < i && child(i, &relative) {
            hang(tokens, offset, i, noun);
        }
    }
}

/// Verbs whose past is written like their base.
const UNCHANGED: [&str; 22] = [
    "bet",
    "bid",
    "broadcast",
    "burst",
    "cast",
    "cost",
    "cut",
    "forecast",
    "hit",
    "hurt",
    "let",
    "offset",
    "put",
    "quit",
    "rid",
    "set",
    "shed",
    "shut",
    "split",
    "spread",
    "upset",
    "wed",
];

/// Calls a verb past that would have an ending in the present: "the director quit in November".
pub fn agree_tenses(tokens: &mut [Token], offset: usize) {
    for i in 0..tokens.len() {
        let t = &tokens[i];
        let ending = t.feats.number == Some(Number::Sing) && t.feats.tense == Some(Tense::Pres);
        let clause = matches!(
            t.deprel,
            Deprel::Root | Deprel::Parataxis | Deprel::Conj | Deprel::Ccomp | Deprel::AclRelcl
        );
        let finite = match t.feats.verb_form {
            Some(VerbForm::Fin) => clause,
            Some(VerbForm::Inf) => matches!(t.deprel, Deprel::Root | Deprel::Parataxis),
            _ => false,
        };
        if t.upos != Upos::Verb
            || !UNCHANGED.contains(&t.lemma.as_str())
            || !finite
            || ending
            || t.feats.tense == Some(Tense::Past)
        {
            continue;
        }
        let child = |of: usize, wanted: &dyn Fn(&Token) -> bool| {
            tokens
                .iter()
                .position(|t| t.head == Some(offset + of) && wanted(t))
        };
        let helped = child(i, &|t| {
            matches!(t.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Mark)
        });
        let subject = child(i, &|t| t.deprel == Deprel::Nsubj);
        // "its foundry, which shut in August": the noun that the clause describes
        let subject = subject.and_then(|s| match tokens[s].feats.pron_type {
            Some(PronType::Rel) => tokens[i].head.map(|h| h - offset),
            _ => Some(s),
        });
        let single = subject.is_some_and(|s| {
            tokens[s].feats.number == Some(Number::Sing)
                && matches!(tokens[s].upos, Upos::Noun | Upos::Propn)
                && child(s, &|t| t.deprel == Deprel::Conj).is_none()
        });
        if single && helped.is_none() {
            let feats = &mut tokens[i].feats;
            feats.tense = Some(Tense::Past);
            feats.verb_form = Some(VerbForm::Fin);
            feats.mood = Some(Mood::Ind);
        }
    }
}

/// Hangs a word on another, unless that one stands below it: a tree has no circles. Whether it did.
pub(super) fn hang(tokens: &mut [Token], offset: usize, word: usize, head: usize) -> bool {
    let free = word != head && !above(tokens, offset, head).contains(&word);
    if free {
        tokens[word].head = Some(offset + head);
    }
    free
}

/// Whether every word stands below one without a head.
#[must_use]
pub fn is_forest(tokens: &[Token], offset: usize) -> bool {
    (0..tokens.len()).all(|i| above(tokens, offset, i).len() <= tokens.len())
}

/// The words above one, up to the root.
fn above(tokens: &[Token], offset: usize, from: usize) -> Vec<usize> {
    let mut seen = Vec::new();
    let mut at = from;
    while let Some(h) = tokens[at].head.map(|h| h - offset)
        && seen.len() <= tokens.len()
    {
        seen.push(h);
        at = h;
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::{Features, KindScores};
    use crate::text::Span;

    fn token(head: Option<usize>, deprel: Deprel, upos: Upos) -> Token {
        Token {
            span: Span { start: 0, end: 0 },
            lemma: String::new(),
            upos,
            feats: Features::default(),
            head,
            deprel,
            arc_confidence: 1.0,
            class: None,
            kinds: KindScores::default(),
        }
    }

    #[test]
    fn a_relative_clause_agrees_with_its_noun() {
        // "payments to Norvane which remain": the payments do
        let mut tokens = vec![
            token(None, Deprel::Root, Upos::Noun),
            token(Some(2), Deprel::Case, Upos::Adp),
            token(Some(0), Deprel::Nmod, Upos::Propn),
            token(Some(4), Deprel::Nsubj, Upos::Pron),
            token(Some(2), Deprel::AclRelcl, Upos::Verb),
        ];
        for (i, number) in [(0, Number::Plur), (2, Number::Sing), (4, Number::Plur)] {
            tokens[i].feats.number = Some(number);
        }
        tokens[3].feats.pron_type = Some(PronType::Rel);
        tokens[4].feats.verb_form = Some(VerbForm::Fin);
        let mut one = tokens.clone();
        agree_relatives(&mut tokens, 0);
        assert_eq!(tokens[4].head, Some(0));
        one[4].feats.number = Some(Number::Sing);
        agree_relatives(&mut one, 0);
        assert_eq!(one[4].head, Some(2));
    }

    #[test]
    fn a_name_has_one_head() {
        // "paid Quillon Foods" with both words as objects
        let mut tokens = vec![
            token(None, Deprel::Root, Upos::Verb),
            token(Some(0), Deprel::Obj, Upos::Propn),
            token(Some(0), Deprel::Obj, Upos::Propn),
        ];
        hold_together(&mut tokens, 0, 1..3, EntityLabel::Organization, 0.9);
        assert_eq!(
            (tokens[1].head, tokens[1].deprel),
            (Some(2), Deprel::Compound)
        );
        assert_eq!((tokens[2].head, tokens[2].deprel), (Some(0), Deprel::Obj));
    }

    #[test]
    fn a_list_of_names_is_a_coordination() {
        // "bought Norvane , Trask and Quillon" with the others as parts of the first
        let words = ["bought", "Norvane", ",", "Trask", "and", "Quillon"];
        let mut tokens = vec![
            token(None, Deprel::Root, Upos::Verb),
            token(Some(0), Deprel::Obj, Upos::Propn),
            token(Some(3), Deprel::Punct, Upos::Punct),
            token(Some(1), Deprel::Compound, Upos::Propn),
            token(Some(5), Deprel::Cc, Upos::Cconj),
            token(Some(3), Deprel::Conj, Upos::Propn),
        ];
        let name = |k: usize| (k..k + 1, EntityLabel::Organization, 0.9);
        join_lists(&mut tokens, 0, &[name(1), name(3), name(5)], |k| words[k]);
        assert_eq!((tokens[3].head, tokens[3].deprel), (Some(1), Deprel::Conj));
        assert_eq!((tokens[5].head, tokens[5].deprel), (Some(3), Deprel::Conj));
    }

    #[test]
    fn no_cycle_where_one_word_hung_on_the_other_from_outside() {
        // the last word hangs on a word that hangs on the first
        let mut tokens = vec![
            token(None, Deprel::Root, Upos::Verb),
            token(Some(0), Deprel::Obj, Upos::Propn),
            token(Some(3), Deprel::Compound, Upos::Propn),
            token(Some(1), Deprel::Nmod, Upos::Noun),
        ];
        hold_together(&mut tokens, 0, 1..3, EntityLabel::Organization, 0.9);
        for i in 0..tokens.len() {
            assert!(above(&tokens, 0, i).len() <= tokens.len());
        }
        assert_eq!(tokens[1].head, Some(2));
        assert_eq!(tokens[2].head, Some(0));
    }

    #[test]
    fn what_is_joined_to_a_part_of_a_name_is_joined_to_the_name() {
        // "Norvane Foods and Trask signed", with "Trask" joined to "Norvane"
        let mut tokens = vec![
            token(Some(1), Deprel::Compound, Upos::Propn),
            token(Some(4), Deprel::Nsubj, Upos::Propn),
            token(Some(3), Deprel::Cc, Upos::Cconj),
            token(Some(0), Deprel::Conj, Upos::Propn),
            token(None, Deprel::Root, Upos::Verb),
        ];
        hold_together(&mut tokens, 0, 0..2, EntityLabel::Organization, 0.9);
        assert_eq!(tokens[3].head, Some(1));
        // unless the name hangs on it
        let mut tokens = vec![
            token(Some(3), Deprel::Appos, Upos::Propn),
            token(Some(2), Deprel::Nmod, Upos::Propn),
            token(Some(0), Deprel::Conj, Upos::Noun),
            token(None, Deprel::Root, Upos::Verb),
        ];
        hold_together(&mut tokens, 0, 0..2, EntityLabel::Organization, 0.9);
        for i in 0..tokens.len() {
            assert!(above(&tokens, 0, i).len() <= tokens.len());
        }
    }

    #[test]
    fn what_a_deal_is_subject_to_hangs_on_these_words() {
        // "sold it subject to approval", with "subject to" as one word beside "approval"
        let words = ["sold", "it", "subject", "to", "approval"];
        let mut tokens = vec![
            token(None, Deprel::Root, Upos::Verb),
            token(Some(0), Deprel::Obj, Upos::Pron),
            token(Some(0), Deprel::Advcl, Upos::Adj),
            token(Some(2), Deprel::Fixed, Upos::Adp),
            token(Some(0), Deprel::Obl, Upos::Noun),
        ];
        hold_terms(&mut tokens, 0, |k| words[k]);
        assert_eq!(tokens[4].head, Some(2));
        assert_eq!((tokens[3].head, tokens[3].deprel), (Some(4), Deprel::Case));
    }

    #[test]
    fn a_name_is_no_helping_verb() {
        // "Will Shaw, a cook, started"
        let mut tokens = vec![
            token(Some(3), Deprel::Aux, Upos::Propn),
            token(Some(3), Deprel::Nsubj, Upos::Propn),
            token(Some(1), Deprel::Appos, Upos::Noun),
            token(None, Deprel::Root, Upos::Verb),
        ];
        name_helpers(&mut tokens, 0);
        let arcs: Vec<_> = tokens.iter().map(|t| (t.head, t.deprel)).collect();
        assert_eq!(arcs[0], (Some(3), Deprel::Nsubj));
        assert_eq!(arcs[1], (Some(0), Deprel::Flat));
        assert_eq!(arcs[2], (Some(0), Deprel::Appos));
    }

    #[test]
    fn what_has_a_preposition_is_no_object() {
        // "got rid of it"
        let mut tokens = vec![
            token(None, Deprel::Root, Upos::Verb),
            token(Some(0), Deprel::Obj, Upos::Noun),
            token(Some(3), Deprel::Case, Upos::Adp),
            token(Some(0), Deprel::Obj, Upos::Pron),
        ];
        name_obliques(&mut tokens, 0);
        assert_eq!(tokens[1].deprel, Deprel::Obj);
        assert_eq!(tokens[3].deprel, Deprel::Obl);
    }

    #[test]
    fn the_noun_before_a_copula_is_its_subject() {
        let mut tokens = vec![
            token(Some(2), Deprel::Nmod, Upos::Propn),
            token(Some(2), Deprel::Cop, Upos::Aux),
            token(None, Deprel::Root, Upos::Noun),
        ];
        name_subjects(&mut tokens, 0);
        assert_eq!(tokens[0].deprel, Deprel::Nsubj);
    }

    #[test]
    fn a_base_form_with_one_subject_is_past() {
        // "the director quit"; but "directors quit", "may quit"
        let sentence = |number: Number, aux: Deprel| {
            let mut tokens = vec![
                token(Some(2), Deprel::Nsubj, Upos::Noun),
                token(Some(2), aux, Upos::Aux),
                token(None, Deprel::Root, Upos::Verb),
            ];
            tokens[0].feats.number = Some(number);
            tokens[2].lemma = "quit".to_owned();
            tokens[2].feats.verb_form = Some(VerbForm::Inf);
            agree_tenses(&mut tokens, 0);
            tokens[2].feats.tense
        };
        assert_eq!(sentence(Number::Sing, Deprel::Advmod), Some(Tense::Past));
        assert_eq!(sentence(Number::Plur, Deprel::Advmod), None);
        assert_eq!(sentence(Number::Sing, Deprel::Aux), None);
    }
}
