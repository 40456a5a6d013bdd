//! Tuples of hand-written trees, in both profiles.

use super::{Construction, Profile, Word};
use crate::extract::Deep;
use crate::mention::Mentions;
use crate::nlp::{View, testing};
use crate::ontology::{Grammar, Ontology};

/// The tuples of a tree as `relation | argument | …`, with the name of the predicate after `→`.
fn tuples(conllu: &str, profile: Profile) -> Vec<String> {
    let (document, analysis) = testing::read(conllu);
    let view = View::new(&document, &analysis);
    let grammar = Grammar::load(&Ontology::builtin().unwrap()).unwrap();
    let mentions = Mentions {
        by_token: vec![None; analysis.tokens.len()],
        ..Mentions::default()
    };
    let deep = Deep::new(&view, &mentions, &grammar);
    let text = |phrase: &[Word]| {
        let words: Vec<&str> = phrase
            .iter()
            .map(|w| match *w {
                Word::Token(t) => view.form(t),
                Word::Implied(text) => text,
            })
            .collect();
        words.join(" ")
    };
    let mut found = Vec::new();
    for tuple in (0..analysis.tokens.len()).flat_map(|t| deep.open_tuples(t)) {
        assert!(tuple.confidence > 0.0 && tuple.confidence < 1.0);
        for written in deep.written(&tuple, profile) {
            let mut parts = vec![text(&written.relation)];
            parts.extend(written.arguments.iter().map(|(_, words)| text(words)));
            found.push(format!(
                "{} → {}",
                parts.join(" | "),
                deep.open_predicate(&tuple, &grammar.synonyms)
            ));
        }
    }
    found
}

const CHAIN: &str = "
    1 Norvane Norvane PROPN Number=Sing 3 nsubj
    2 quickly quickly ADV _ 3 advmod
    3 agreed agree VERB Tense=Past|VerbForm=Fin 0 root
    4 to to PART _ 5 mark
    5 hand hand VERB VerbForm=Inf 3 xcomp
    6 over over ADP _ 5 compound:prt
    7 the the DET _ 8 det
    8 keys key NOUN Number=Plur 5 obj
    9 and and CCONJ _ 11 cc
    10 the the DET _ 11 det
    11 archive archive NOUN Number=Sing 8 conj
    12 to to ADP _ 13 case
    13 Quillon Quillon PROPN Number=Sing 5 obl
    14 . . PUNCT _ 3 punct";

#[test]
fn verbs_that_go_on_are_one_relation() {
    assert_eq!(
        tuples(CHAIN, Profile::Carb),
        [
            "quickly agreed to hand over | Norvane | the keys and the archive | to Quillon → hand-over"
        ]
    );
}

#[test]
fn short_phrases_are_spread() {
    assert_eq!(
        tuples(CHAIN, Profile::Minimal),
        [
            "agreed to hand over | Norvane | keys | to Quillon → hand-over",
            "agreed to hand over | Norvane | archive | to Quillon → hand-over",
        ]
    );
}

#[test]
fn a_relative_clause_is_a_tuple_of_its_own() {
    let tree = "
        1 Norvane Norvane PROPN Number=Sing 7 nsubj
        2 , , PUNCT _ 5 punct
        3 which which PRON PronType=Rel 5 nsubj:pass
        4 was be AUX Tense=Past|VerbForm=Fin 5 aux:pass
        5 founded found VERB Tense=Past|VerbForm=Part|Voice=Pass 1 acl:relcl
        6 , , PUNCT _ 5 punct
        7 praised praise VERB Tense=Past|VerbForm=Fin 0 root
        8 Quillon Quillon PROPN Number=Sing 7 obj
        9 . . PUNCT _ 7 punct";
    assert_eq!(
        tuples(tree, Profile::Carb),
        [
            "was founded | Norvane → be-established",
            "praised | Norvane | Quillon → praise"
        ]
    );
}

#[test]
fn a_participle_says_is_and_an_agent_turns_the_predicate() {
    let tree = "
        1 The the DET _ 2 det
        2 plant plant NOUN Number=Sing 6 nsubj
        3 built build VERB Tense=Past|VerbForm=Part|Voice=Pass 2 acl
        4 by by ADP _ 5 case
        5 Norvane Norvane PROPN Number=Sing 3 obl:agent
        6 closed close VERB Tense=Past|VerbForm=Fin 0 root
        7 . . PUNCT _ 6 punct";
    assert_eq!(
        tuples(tree, Profile::Carb),
        [
            "is built by | The plant | Norvane → build",
            "closed | The plant built by Norvane → close"
        ]
    );
}

#[test]
fn copulas_take_nouns_phrases_and_governed_adjectives() {
    let noun = "
        1 Norvane Norvane PROPN Number=Sing 4 nsubj
        2 is be AUX Tense=Pres|VerbForm=Fin 4 cop
        3 a a DET _ 4 det
        4 bakery bakery NOUN Number=Sing 0 root";
    assert_eq!(
        tuples(noun, Profile::Carb),
        ["is | Norvane | a bakery → be"]
    );
    let phrase = "
        1 Norvane Norvane PROPN Number=Sing 4 nsubj
        2 is be AUX Tense=Pres|VerbForm=Fin 4 cop
        3 in in ADP _ 4 case
        4 Kalmar Kalmar PROPN Number=Sing 0 root";
    assert_eq!(
        tuples(phrase, Profile::Carb),
        ["is in | Norvane | Kalmar → be-in"]
    );
    let adjective = "
        1 It it PRON PronType=Prs 3 nsubj
        2 is be AUX Tense=Pres|VerbForm=Fin 3 cop
        3 subject subject ADJ Degree=Pos 0 root
        4 to to ADP _ 5 case
        5 approval approval NOUN Number=Sing 3 obl";
    assert_eq!(
        tuples(adjective, Profile::Carb),
        ["is subject to | It | approval → be-subject-to"]
    );
}

#[test]
fn noun_phrases_side_by_side_say_is() {
    let tree = "
        1 The the DET _ 2 det
        2 maker maker NOUN Number=Sing 7 nsubj
        3 , , PUNCT _ 4 punct
        4 Norvane Norvane PROPN Number=Sing 2 appos
        5 , , PUNCT _ 4 punct
        6 quietly quietly ADV _ 7 advmod
        7 closed close VERB Tense=Past|VerbForm=Fin 0 root";
    assert_eq!(
        tuples(tree, Profile::Carb),
        [
            "is | Norvane | The maker → be",
            "quietly closed | The maker → close"
        ]
    );
    let places = "
        1 Ola Ola PROPN Number=Sing 2 nsubj
        2 left leave VERB Tense=Past|VerbForm=Fin 0 root
        3 Kalmar Kalmar PROPN Number=Sing 2 obj B-Location
        4 , , PUNCT _ 5 punct
        5 Sweden Sweden PROPN Number=Sing 3 appos B-Location";
    assert_eq!(
        tuples(places, Profile::Carb),
        [
            "left | Ola | Kalmar → leave",
            "is in | Kalmar | Sweden → be-in"
        ]
    );
}

#[test]
fn titles_and_possessors() {
    let tree = "
        1 German german ADJ Degree=Pos 3 amod
        2 automaker automaker NOUN Number=Sing 3 compound
        3 Norvane Norvane PROPN Number=Sing 4 nsubj
        4 praised praise VERB Tense=Past|VerbForm=Fin 0 root
        5 Quillon Quillon PROPN Number=Sing 7 nmod:poss
        6 's 's PART _ 5 case
        7 archive archive NOUN Number=Sing 4 obj";
    let found = tuples(tree, Profile::Carb);
    assert!(
        found.contains(&"is | Norvane | German automaker → be".to_owned()),
        "{found:?}"
    );
    assert!(
        found.contains(&"has | Quillon | archive → have".to_owned()),
        "{found:?}"
    );
}

#[test]
fn constructions_of_clauses_are_told_from_those_of_nouns() {
    assert!(Construction::Existence.is_clause());
    assert!(!Construction::Title.is_clause());
}
