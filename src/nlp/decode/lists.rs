//! Lists put in step with their verbs: several are, one is.

use super::repair::hang;
use crate::nlp::{Deprel, Number, PronType, Token, Upos, VerbForm};

/// Coordinates names with the subject of a clause in the plural, where the tree ends a clause about that one name with them:
/// "Norvane, which holds 28% of Trask, Quillon and Hexham are the other backers". `form` gives the words.
pub fn agree_subjects<'a>(tokens: &mut [Token], offset: usize, form: impl Fn(usize) -> &'a str) {
    for subject in 0..tokens.len() {
        let t = &tokens[subject];
        let one = t.upos == Upos::Propn
            && t.deprel == Deprel::Nsubj
            && t.feats.number != Some(Number::Plur);
        let Some(verb) = t.head.map(|h| h - offset).filter(|_| one) else {
            continue;
        };
        let child = |of: usize, i: usize, deprel: Deprel| {
            tokens[i].head == Some(offset + of) && tokens[i].deprel == deprel
        };
        let joined = |of: usize| (0..tokens.len()).any(|i| child(of, i, Deprel::Conj));
        let plural = |i: usize| {
            let feats = &tokens[i].feats;
            feats.number == Some(Number::Plur) && feats.verb_form == Some(VerbForm::Fin)
        };
        let helper = (0..tokens.len()).find(|&i| {
            [Deprel::Cop, Deprel::Aux, Deprel::AuxPass]
                .iter()
                .any(|&d| child(verb, i, d))
                && tokens[i].feats.verb_form == Some(VerbForm::Fin)
        });
        let finite = helper.unwrap_or(verb);
        if joined(subject) || !plural(finite) || finite < subject {
            continue;
        }
        // the list ends right before the verb, and began after a comma within the clause about the name
        let clause = (subject + 1..finite).find(|&i| child(subject, i, Deprel::AclRelcl));
        let within = |i: usize, top: usize| {
            let above = std::iter::successors(Some(i), |&k| tokens[k].head.map(|h| h - offset));
            above.take(tokens.len()).any(|k| k == top)
        };
        let Some(first) = clause.and_then(|clause| {
            (clause + 1..finite).find(|&i| {
                tokens[i].deprel == Deprel::Conj
                    && matches!(tokens[i].upos, Upos::Propn | Upos::Noun)
                    && within(i, clause)
            })
        }) else {
            continue;
        };
        let Some(before) = tokens[first].head else {
            continue;
        };
        let members: Vec<usize> = (first..finite)
            .filter(|&i| tokens[i].head == Some(before) && tokens[i].deprel == Deprel::Conj)
            .collect();
        let set_off = (before - offset..first).any(|i| form(i) == ",");
        let Some(&last) = members.last() else {
            continue;
        };
        // "Quillon and Hexham, the family firm, are": who the last one is
        let described: Vec<usize> = (last + 1..finite)
            .filter(|&i| tokens[i].head == Some(before) && tokens[i].deprel == Deprel::Appos)
            .collect();
        let ends = (last..finite).all(|i| {
            let part = [last].iter().chain(&described).any(|&top| within(i, top));
            part || tokens[i].upos == Upos::Punct || form(i) == "also"
        });
        if set_off && ends {
            for i in members {
                hang(tokens, offset, i, subject);
            }
            for i in described {
                hang(tokens, offset, i, last);
            }
        }
    }
}

/// Coordinates the names of what somebody owns or makes with the first of them, where the tree joins them to that somebody although a
/// comma closes them off from the verb: "Norvane, the owner of Trask, Quillon and Hexham, agreed". `form` gives the words.
pub fn close_appositions<'a>(tokens: &mut [Token], offset: usize, form: impl Fn(usize) -> &'a str) {
    for head in 0..tokens.len() {
        if tokens[head].upos != Upos::Propn {
            continue;
        }
        let Some(verb) = tokens[head].head.map(|h| h - offset) else {
            continue;
        };
        let child = |of: usize, i: usize, deprel: Deprel| {
            tokens[i].head == Some(offset + of) && tokens[i].deprel == deprel
        };
        let first =
            |of: usize, deprel: Deprel| (head + 1..tokens.len()).find(|&i| child(of, i, deprel));
        let owned = first(head, Deprel::Appos)
            .filter(|&a| tokens[a].upos == Upos::Noun)
            .and_then(|a| first(a, Deprel::Nmod))
            .filter(|&n| tokens[n].upos == Upos::Propn);
        let Some(owned) = owned else {
            continue;
        };
        let members: Vec<usize> = (owned + 1..tokens.len())
            .filter(|&i| child(head, i, Deprel::Conj) || child(owned, i, Deprel::Conj))
            .filter(|&i| tokens[i].upos == Upos::Propn)
            .collect();
        let Some(&last) = members.last() else {
            continue;
        };
        let within = |i: usize, top: usize| {
            let above = std::iter::successors(Some(i), |&k| tokens[k].head.map(|h| h - offset));
            above.take(tokens.len()).any(|k| k == top)
        };
        let between = (owned + 1..last).all(|i| {
            members.iter().any(|&m| within(i, m))
                || within(i, owned)
                || matches!(form(i), "," | "and" | "or" | "&")
        });
        let end = (last..tokens.len())
            .find(|&i| !within(i, last))
            .unwrap_or(tokens.len());
        let closed = (last + 1..=end).any(|i| i < tokens.len() && form(i) == ",")
            && tokens[owned + 1..members[0]].iter().all(|t| {
                t.upos == Upos::Punct || t.head.is_some_and(|h| within(h - offset, members[0]))
            })
            && verb > last;
        if between && closed {
            for i in members {
                hang(tokens, offset, i, owned);
            }
        }
    }
}

/// Makes a pronoun between a verb and its object the one that it is done for, where the tree hangs it on the object: "sold *it*
/// networks". `form` gives the words.
pub fn name_datives<'a>(tokens: &mut [Token], offset: usize, form: impl Fn(usize) -> &'a str) {
    for i in 1..tokens.len() {
        let personal = matches!(form(i), "it" | "them" | "him" | "us" | "me");
        let Some(noun) = tokens[i].head.map(|h| h - offset).filter(|_| personal) else {
            continue;
        };
        let verb = tokens[noun].head.map(|h| h - offset);
        if noun > i
            && tokens[noun].upos.is_nominal()
            && tokens[noun].deprel == Deprel::Obj
            && verb == Some(i - 1)
            && hang(tokens, offset, i, i - 1)
        {
            tokens[i].deprel = Deprel::Iobj;
        }
    }
}

/// Joins a verb to the main one, where the tree joins it to a clause with another subject that a comma has closed: "seeks a partner for
/// the channel, in which Norvane holds 20%, and *licensed* the brand". `form` gives the words.
pub fn return_to_main<'a>(tokens: &mut [Token], offset: usize, form: impl Fn(usize) -> &'a str) {
    for verb in 2..tokens.len() {
        let joined = tokens[verb].upos == Upos::Verb
            && tokens[verb].deprel == Deprel::Conj
            && tokens[verb].feats.verb_form == Some(VerbForm::Fin)
            && form(verb - 1) == "and"
            && form(verb - 2) == ",";
        let Some(clause) = tokens[verb].head.map(|h| h - offset).filter(|_| joined) else {
            continue;
        };
        let child = |of: usize, deprels: &[Deprel]| {
            (0..tokens.len()).find(|&i| {
                tokens[i].head == Some(offset + of) && deprels.contains(&tokens[i].deprel)
            })
        };
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass];
        let own =
            child(clause, &subjects).filter(|&s| tokens[s].feats.pron_type != Some(PronType::Rel));
        let relative = tokens[clause].deprel == Deprel::AclRelcl;
        if !relative || own.is_none() || child(verb, &subjects).is_some() {
            continue;
        }
        let Some(noun) = tokens[clause].head.map(|h| h - offset) else {
            continue;
        };
        let opens = (noun + 1..clause).find(|&i| form(i) == ",");
        let main = std::iter::successors(Some(noun), |&k| tokens[k].head.map(|h| h - offset))
            .take(tokens.len())
            .find(|&k| tokens[k].upos == Upos::Verb && child(k, &subjects).is_some());
        if let Some(main) = main.filter(|&m| opens.is_some() && m < noun) {
            hang(tokens, offset, verb, main);
        }
    }
}

/// Makes a noun right behind a verb its object, where the tree joins it to a noun before the verb: "invested in Norvane and gained
/// *rights* to its data". `form` gives the words.
pub fn name_objects<'a>(tokens: &mut [Token], offset: usize, form: impl Fn(usize) -> &'a str) {
    for noun in 1..tokens.len() {
        let joined = tokens[noun].deprel == Deprel::Conj && tokens[noun].upos.is_nominal();
        let Some(first) = tokens[noun].head.map(|h| h - offset).filter(|_| joined) else {
            continue;
        };
        let before = |i: &usize| {
            tokens[*i].head != Some(offset + noun)
                || !matches!(
                    tokens[*i].deprel,
                    Deprel::Amod
                        | Deprel::Det
                        | Deprel::Compound
                        | Deprel::NmodPoss
                        | Deprel::Nummod
                )
        };
        let Some(verb) = (first + 1..noun).rev().find(before) else {
            continue;
        };
        let governs = |deprels: &[Deprel]| {
            tokens
                .iter()
                .any(|t| t.head == Some(offset + verb) && deprels.contains(&t.deprel))
        };
        let finite = tokens[verb].upos == Upos::Verb
            && tokens[verb].deprel == Deprel::Conj
            && tokens[verb].feats.verb_form == Some(VerbForm::Fin)
            && form(verb.saturating_sub(1)) == "and";
        let bare = !governs(&[
            Deprel::Obj,
            Deprel::Ccomp,
            Deprel::Xcomp,
            Deprel::Nsubj,
            Deprel::NsubjPass,
            Deprel::AuxPass,
        ]);
        let own_joiner = tokens
            .iter()
            .any(|t| t.head == Some(offset + noun) && t.deprel == Deprel::Cc);
        if finite && bare && !own_joiner && hang(tokens, offset, noun, verb) {
            tokens[noun].deprel = Deprel::Obj;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::{Features, KindScores};
    use crate::text::Span;

    fn tree(parts: &[(Option<usize>, Deprel, Upos)]) -> Vec<Token> {
        let token = |&(head, deprel, upos): &(Option<usize>, Deprel, Upos)| Token {
            head,
            deprel,
            upos,
            span: Span { start: 0, end: 0 },
            lemma: String::new(),
            feats: Features::default(),
            arc_confidence: 1.0,
            class: None,
            kinds: KindScores::default(),
        };
        parts.iter().map(token).collect()
    }

    /// "Norvane, which holds Trask, Quillon and Hexham are backers", with a verb of either number.
    fn sentence(number: Number) -> (Vec<Token>, [&'static str; 11]) {
        let words = [
            "Norvane", ",", "which", "holds", "Trask", ",", "Quillon", "and", "Hexham", "are",
            "backers",
        ];
        let parts = [
            (Some(10), Deprel::Nsubj, Upos::Propn),
            (Some(3), Deprel::Punct, Upos::Punct),
            (Some(3), Deprel::Nsubj, Upos::Pron),
            (Some(0), Deprel::AclRelcl, Upos::Verb),
            (Some(3), Deprel::Obj, Upos::Propn),
            (Some(6), Deprel::Punct, Upos::Punct),
            (Some(4), Deprel::Conj, Upos::Propn),
            (Some(8), Deprel::Cc, Upos::Cconj),
            (Some(4), Deprel::Conj, Upos::Propn),
            (Some(10), Deprel::Cop, Upos::Aux),
            (None, Deprel::Root, Upos::Noun),
        ];
        let mut tokens = tree(&parts);
        tokens[9].feats.number = Some(number);
        tokens[9].feats.verb_form = Some(VerbForm::Fin);
        (tokens, words)
    }

    #[test]
    fn what_a_comma_closes_off_is_no_subject() {
        let words = [
            "Norvane", ",", "owner", "of", "Trask", ",", "Quillon", "and", "Hexham", ",", "agreed",
        ];
        let parts = [
            (Some(10), Deprel::Nsubj, Upos::Propn),
            (Some(2), Deprel::Punct, Upos::Punct),
            (Some(0), Deprel::Appos, Upos::Noun),
            (Some(4), Deprel::Case, Upos::Adp),
            (Some(2), Deprel::Nmod, Upos::Propn),
            (Some(6), Deprel::Punct, Upos::Punct),
            (Some(0), Deprel::Conj, Upos::Propn),
            (Some(8), Deprel::Cc, Upos::Cconj),
            (Some(0), Deprel::Conj, Upos::Propn),
            (Some(0), Deprel::Punct, Upos::Punct),
            (None, Deprel::Root, Upos::Verb),
        ];
        let mut closed = tree(&parts);
        close_appositions(&mut closed, 0, |i| words[i]);
        assert_eq!((closed[6].head, closed[8].head), (Some(4), Some(4)));
        let mut open = tree(&parts);
        close_appositions(&mut open, 0, |i| if i == 9 { "all" } else { words[i] });
        assert_eq!((open[6].head, open[8].head), (Some(0), Some(0)));
    }

    #[test]
    fn a_pronoun_before_an_object_is_a_dative() {
        let parts = [
            (None, Deprel::Root, Upos::Verb),
            (Some(2), Deprel::Compound, Upos::Pron),
            (Some(0), Deprel::Obj, Upos::Noun),
        ];
        let mut tokens = tree(&parts);
        name_datives(&mut tokens, 0, |i| ["sold", "it", "networks"][i]);
        assert_eq!((tokens[1].head, tokens[1].deprel), (Some(0), Deprel::Iobj));
    }

    #[test]
    fn a_verb_behind_a_closed_clause_is_joined_to_the_main_one() {
        let words = [
            "Trask", "seeks", "backers", ",", "whom", "Norvane", "knows", ",", "and", "sold",
        ];
        let parts = [
            (Some(1), Deprel::Nsubj, Upos::Propn),
            (None, Deprel::Root, Upos::Verb),
            (Some(1), Deprel::Obj, Upos::Noun),
            (Some(6), Deprel::Punct, Upos::Punct),
            (Some(6), Deprel::Obj, Upos::Pron),
            (Some(6), Deprel::Nsubj, Upos::Propn),
            (Some(2), Deprel::AclRelcl, Upos::Verb),
            (Some(9), Deprel::Punct, Upos::Punct),
            (Some(9), Deprel::Cc, Upos::Cconj),
            (Some(6), Deprel::Conj, Upos::Verb),
        ];
        let mut tokens = tree(&parts);
        tokens[9].feats.verb_form = Some(VerbForm::Fin);
        return_to_main(&mut tokens, 0, |i| words[i]);
        assert_eq!(tokens[9].head, Some(1));
    }

    #[test]
    fn a_noun_behind_a_verb_is_its_object() {
        let words = ["invested", "in", "Norvane", "and", "gained", "rights"];
        let parts = [
            (None, Deprel::Root, Upos::Verb),
            (Some(2), Deprel::Case, Upos::Adp),
            (Some(0), Deprel::Obl, Upos::Propn),
            (Some(4), Deprel::Cc, Upos::Cconj),
            (Some(0), Deprel::Conj, Upos::Verb),
            (Some(2), Deprel::Conj, Upos::Noun),
        ];
        let mut tokens = tree(&parts);
        tokens[4].feats.verb_form = Some(VerbForm::Fin);
        name_objects(&mut tokens, 0, |i| words[i]);
        assert_eq!((tokens[5].head, tokens[5].deprel), (Some(4), Deprel::Obj));
    }

    /// The tree may join a noun and the verb before it in either order.
    #[test]
    fn a_noun_above_a_verb_stays_there() {
        let words = ["is", "and", "remains", "voice"];
        let parts = [
            (None, Deprel::Root, Upos::Aux),
            (Some(2), Deprel::Cc, Upos::Cconj),
            (Some(3), Deprel::Conj, Upos::Verb),
            (Some(0), Deprel::Conj, Upos::Noun),
        ];
        let mut tokens = tree(&parts);
        tokens[2].feats.verb_form = Some(VerbForm::Fin);
        name_objects(&mut tokens, 0, |i| words[i]);
        assert_eq!((tokens[2].head, tokens[3].head), (Some(3), Some(0)));
    }

    #[test]
    fn a_plural_verb_takes_the_list_for_its_subject() {
        let (mut several, words) = sentence(Number::Plur);
        agree_subjects(&mut several, 0, |i| words[i]);
        assert_eq!(several[6].head, Some(0));
        assert_eq!(several[8].head, Some(0));
        let (mut one, words) = sentence(Number::Sing);
        agree_subjects(&mut one, 0, |i| words[i]);
        assert_eq!(one[6].head, Some(4));
    }
}
