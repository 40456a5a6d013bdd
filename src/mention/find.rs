//! Finding the mentions of a document.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::antecedent;
use super::chains::chain_names;
use super::coreference::{self, Item};
use super::names::{NameSpan, find_names};
use super::nominals::{Nominal, end_of_measure, find_nominals};
use super::pronouns::find_pronouns;
use super::speakers::{self, SpeakerLabel};
use super::stretch::{Stretch, stretches};
use super::typing::{Votes, votes};
use super::{
    Amount, Definiteness, Mention, MentionId, MentionKind, Mentions, Time, find_amounts, find_times,
};
use crate::nlp::{EntityLabel, Number, Upos, View};
use crate::ontology::Lexicon;

/// All mentions of a document and what each refers to: names, descriptions, pronouns, times and amounts.
#[must_use]
pub fn find(view: &View<'_>, lexicon: &Lexicon) -> Mentions {
    find_knowing(view, lexicon, &[])
}

/// The same, knowing where some persons hold a position: pairs of a word of the person's name and one of the organisation's.
#[must_use]
pub fn find_knowing(view: &View<'_>, lexicon: &Lexicon, posts: &[(usize, usize)]) -> Mentions {
    let mut mentions = find_by_rules(view, lexicon, posts);
    antecedent::settle(view, lexicon, &mut mentions);
    mentions
}

/// Words that stand for a place without being its name: "South Korean", "U.S.".
fn places_by_another_name(view: &View<'_>, lexicon: &Lexicon) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for start in 0..view.analysis.tokens.len() {
        if !view.form(start).starts_with(char::is_uppercase) {
            continue;
        }
        for end in start + 1..=(start + 2).min(view.analysis.tokens.len()) {
            let words = view.words(&(start..end));
            let other = || lexicon.name(words).filter(|n| n.class == "Place");
            let place = lexicon
                .place_of_adjective(words)
                .or_else(|| other().map(|n| n.label.as_str()));
            if let Some(place) = place.filter(|place| *place != words) {
                found.push((start..end, place.to_owned()));
            }
        }
    }
    found
}

/// The same, with what the rules alone say of what each mention refers to.
#[must_use]
pub fn find_by_rules(view: &View<'_>, lexicon: &Lexicon, posts: &[(usize, usize)]) -> Mentions {
    let stretches = stretches(view, lexicon);
    let (times, amounts) = measured(view, &stretches);
    let taken = taken(view, &times, &amounts);
    let labels = speakers::labels(view);
    let mut names = find_names(view, lexicon, &stretches, &taken);
    name_speakers(view, &labels, &mut names);
    let mut named = vec![false; view.analysis.tokens.len()];
    for t in names.iter().flat_map(|n| n.tokens.clone()) {
        named[t] = true;
    }
    let nominals = find_nominals(view, lexicon, &named, &taken);
    let pronouns = find_pronouns(view);
    let by_head: BTreeMap<usize, usize> = nominals
        .iter()
        .enumerate()
        .map(|(i, n)| (n.head, i))
        .collect();
    let name_votes: Vec<Votes> = names
        .iter()
        .map(|n| {
            let mut votes = votes(view, lexicon, n, &nominals, &by_head);
            if labels.iter().any(|l| l.tokens == n.tokens) && !is_initials(view, n) {
                votes.add("Person", 3.0);
            }
            votes
        })
        .collect();
    let mut name_votes = name_votes;
    let lines = product_lines(view, &names);
    for (name, votes) in names.iter().zip(&mut name_votes) {
        let of_line = name.tokens.len() == 1 || is_of_line(view, name);
        if of_line && lines.contains(view.form(name.tokens.start)) {
            votes.add("Product", 1.5);
        }
    }
    let chains = chain_names(view, lexicon, &names, &name_votes);

    let mut items: Vec<(usize, Item)> = names
        .iter()
        .enumerate()
        .map(|(i, n)| {
            (
                n.head,
                Item::Name {
                    name: i,
                    chain: chains[i],
                },
            )
        })
        .chain(
            nominals
                .iter()
                .enumerate()
                .map(|(i, n)| (n.head, Item::Nominal(i))),
        )
        .chain(
            pronouns
                .iter()
                .filter(|p| !named[p.token])
                .map(|p| (p.token, Item::Pronoun(*p))),
        )
        .collect();
    items.sort_by_key(|(head, _)| *head);
    items.dedup_by_key(|(head, _)| *head);
    let items: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
    let mut mentions = Mentions {
        mentions: items
            .iter()
            .map(|item| mention(view, item, &names, &nominals))
            .collect(),
        references: Vec::new(),
        times,
        amounts,
        by_token: vec![None; view.analysis.tokens.len()],
        labels: BTreeMap::new(),
        places: places_by_another_name(view, lexicon),
        own: BTreeMap::new(),
    };
    for (i, (item, m)) in items.iter().zip(&mentions.mentions).enumerate() {
        let id = Some(MentionId(i as u32));
        if matches!(item, Item::Name { .. }) {
            for t in m.tokens.clone() {
                mentions.by_token[t] = id;
            }
        }
        mentions.by_token[m.head] = id;
    }
    let mut name_at = vec![None; view.analysis.tokens.len()];
    for (i, name) in names.iter().enumerate() {
        for t in name.tokens.clone() {
            name_at[t] = Some((i, chains[i]));
        }
    }
    let source = coreference::Source {
        view,
        lexicon,
        items: &items,
        names: &names,
        nominals: &nominals,
        by_head: &by_head,
        votes: &name_votes,
        name_at: &name_at,
        posts,
    };
    coreference::resolve(&source, &mut mentions);
    for mention in &mut mentions.mentions {
        // how many there are is a quantity, not a name, and so is how large it is; but the "16 GB version" is called so
        let measure =
            end_of_measure(view, mention).filter(|_| mention.kind == MentionKind::Nominal);
        let variant = measure.is_some() && mention.class.as_deref() == Some("Product");
        if let Some(end) = measure.filter(|_| !variant) {
            mention.tokens.start = end;
            mention.span = view.span(&mention.tokens);
        }
        while mention.kind == MentionKind::Nominal
            && !variant
            && mention.tokens.len() > 1
            && mention.tokens.start < mention.head
            && view.upos(mention.tokens.start) == Upos::Num
            && view.form(mention.tokens.start + 1) != "-"
        {
            mention.tokens.start += 1;
            mention.span = view.span(&mention.tokens);
        }
        if mention.class.as_deref() == Some("Place")
            && mention.kind == MentionKind::Name
            && lexicon.is_country(view.words(&mention.tokens))
        {
            mention.class = Some("Country".to_owned());
        }
    }
    mentions
}

/// The first words of names that go on with a number or a letter: "Lathe" of "Lathe 4" and "Lathe XL".
fn product_lines<'a>(view: &View<'a>, names: &[NameSpan]) -> BTreeSet<&'a str> {
    names
        .iter()
        .filter(|n| is_of_line(view, n))
        .map(|n| view.form(n.tokens.start))
        .collect()
}

/// Whether a name ends in the number or letter of a product.
fn is_of_line(view: &View, n: &NameSpan) -> bool {
    let last = view.form(n.tokens.end - 1);
    n.tokens.len() == 2
        && n.alias_of.is_none()
        && (last.chars().all(|c| c.is_ascii_digit() || c == '.')
            || matches!(
                last,
                "II" | "III" | "IV" | "VI" | "VII" | "XL" | "Pro" | "Mini"
            )
            || (last.chars().count() == 1 && last.chars().all(char::is_uppercase)))
}

/// The labels of a conversation name its speakers, even where nothing else marks them as names.
fn name_speakers(view: &View, labels: &[SpeakerLabel], names: &mut Vec<NameSpan>) {
    for label in labels {
        let tokens = &label.tokens;
        if names
            .iter()
            .any(|n| n.tokens.start < tokens.end && tokens.start < n.tokens.end)
        {
            continue;
        }
        names.push(NameSpan {
            tokens: tokens.clone(),
            head: tokens
                .clone()
                .find(|&t| view.head(t).is_none_or(|h| !tokens.contains(&h)))
                .unwrap_or(tokens.start),
            label: None,
            titled: false,
            alias_of: None,
        });
    }
    names.sort_by_key(|n| n.tokens.start);
    // "AH:" in the conversation with Anna Holt.
    for i in 0..names.len() {
        let is_label = labels.iter().any(|l| l.tokens == names[i].tokens);
        if !is_label || !is_initials(view, &names[i]) {
            continue;
        }
        let short = view.words(&names[i].tokens);
        let full = names.iter().position(|n| {
            n.tokens.len() > 1
                && n.tokens.start < names[i].tokens.start
                && n.label.is_none_or(|(l, _)| l == EntityLabel::Person)
                && speakers::initials(view.words(&n.tokens)) == short
        });
        names[i].alias_of = full;
    }
}

/// "CSQ:" may be the paper that asks.
fn is_initials(view: &View, name: &NameSpan) -> bool {
    let form = view.form(name.tokens.start);
    name.tokens.len() == 1 && form.chars().count() <= 4 && !form.chars().any(char::is_lowercase)
}

fn mention(view: &View, item: &Item, names: &[NameSpan], nominals: &[Nominal]) -> Mention {
    match item {
        Item::Name { name, .. } => {
            let name = &names[*name];
            Mention {
                head: name.head,
                tokens: name.tokens.clone(),
                span: view.span(&name.tokens),
                kind: MentionKind::Name,
                class: None,
                class_confidence: 0.5,
                number: Number::Sing,
                definiteness: Definiteness::Definite,
            }
        }
        Item::Nominal(i) => {
            let n = &nominals[*i];
            Mention {
                head: n.head,
                tokens: n.tokens.clone(),
                span: view.span(&n.tokens),
                kind: MentionKind::Nominal,
                class: n.class.clone(),
                class_confidence: n.class_confidence,
                number: n.number,
                definiteness: n.definiteness,
            }
        }
        Item::Pronoun(p) => Mention {
            head: p.token,
            tokens: p.token..p.token + 1,
            span: view.token(p.token).span,
            kind: MentionKind::Pronoun,
            class: None,
            class_confidence: 0.5,
            number: p.number,
            definiteness: Definiteness::Definite,
        },
    }
}

/// The times and amounts that are no parts of names: "Nine Elms Partners" counts nothing.
fn measured(view: &View, stretches: &[Stretch]) -> (Vec<Time>, Vec<Amount>) {
    let mut named = vec![false; view.analysis.tokens.len()];
    for stretch in stretches.iter().filter(|s| s.is_whole()) {
        named[stretch.tokens.clone()].fill(true);
    }
    let mut times = find_times(view, view.document.meta.date);
    times.retain(|time| !time.tokens.clone().all(|t| named[t]));
    let mut amounts = find_amounts(view);
    amounts.retain(|amount| {
        let figure = amount.tokens.clone().find(|&t| view.upos(t) == Upos::Num);
        !figure.is_some_and(|t| named[t])
    });
    (times, amounts)
}

fn taken(view: &View, times: &[Time], amounts: &[Amount]) -> Vec<bool> {
    let mut taken = vec![false; view.analysis.tokens.len()];
    for t in times.iter().flat_map(|t| t.tokens.clone()) {
        taken[t] = true;
    }
    for amount in amounts {
        let count = matches!(amount.value, super::AmountValue::Count(_));
        for t in amount.tokens.clone() {
            // The noun that is counted is a thing of its own: "22 aircraft".
            taken[t] |= !count || view.upos(t) == crate::nlp::Upos::Num;
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::testing;

    fn mentions(conllu: &str) -> (crate::text::Document, crate::nlp::Analysis, Mentions) {
        let (document, analysis) = testing::read(conllu);
        let found = find(&View::new(&document, &analysis), Lexicon::built_in());
        (document, analysis, found)
    }

    /// The words of every mention with those of its referents.
    fn chains(conllu: &str) -> Vec<String> {
        let (document, analysis, found) = mentions(conllu);
        let view = View::new(&document, &analysis);
        found
            .mentions
            .iter()
            .zip(&found.references)
            .map(|(m, r)| {
                let referents: Vec<&str> = r
                    .referents
                    .iter()
                    .map(|id| view.words(&found.get(*id).tokens))
                    .collect();
                format!("{} = {}", view.words(&m.tokens), referents.join(" + "))
            })
            .collect()
    }

    const TAKEOVER: &str = "\
1 Dutch Dutch ADJ _ 3 amod
2 equipment equipment NOUN Number=Sing 3 compound
3 maker maker NOUN Number=Sing 4 compound
4 Brannick Brannick PROPN Number=Sing 5 nsubj B-Organization
5 bought buy VERB Tense=Past 0 root
6 Orrelle Orrelle PROPN Number=Sing 7 compound B-Organization
7 Systems Systems PROPN Number=Plur 5 obj I-Organization
8 . . PUNCT _ 5 punct

1 It it PRON Number=Sing|PronType=Prs 2 nsubj
2 paid pay VERB Tense=Past 0 root
3 the the DET Definite=Def|PronType=Art 4 det
4 owners owner NOUN Number=Plur 2 obj
5 of of ADP _ 6 case
6 Orrelle Orrelle PROPN Number=Sing 4 nmod B-Organization
7 . . PUNCT _ 2 punct
";

    #[test]
    fn a_description_before_a_name_is_no_part_of_it() {
        let found = chains(TAKEOVER);
        assert!(
            found.contains(&"Brannick = Brannick".to_owned()),
            "{found:?}"
        );
        assert!(
            found.contains(&"Dutch equipment maker = Brannick".to_owned()),
            "{found:?}"
        );
    }

    #[test]
    fn a_short_form_and_a_pronoun_find_their_names() {
        let found = chains(TAKEOVER);
        assert!(
            found.contains(&"Orrelle = Orrelle Systems".to_owned()),
            "{found:?}"
        );
        assert!(found.contains(&"It = Brannick".to_owned()), "{found:?}");
    }

    #[test]
    fn a_product_is_not_its_maker() {
        let found = chains(
            "\
1 Orrelle Orrelle PROPN Number=Sing 2 nsubj B-Organization
2 sells sell VERB Tense=Pres 0 root
3 Orrelle Orrelle PROPN Number=Sing 4 compound B-Product
4 Lathe Lathe PROPN Number=Sing 2 obj I-Product
5 . . PUNCT _ 2 punct
",
        );
        assert!(found.contains(&"Orrelle = Orrelle".to_owned()), "{found:?}");
        assert!(
            found.contains(&"Orrelle Lathe = Orrelle Lathe".to_owned()),
            "{found:?}"
        );
    }

    #[test]
    fn two_persons_with_one_surname_stay_two() {
        let found = chains(
            "\
1 Anna Anna PROPN Number=Sing 6 nsubj B-Person
2 Brenk Brenk PROPN Number=Sing 1 flat I-Person
3 and and CCONJ _ 4 cc
4 Paul Paul PROPN Number=Sing 1 conj B-Person
5 Brenk Brenk PROPN Number=Sing 4 flat I-Person
6 spoke speak VERB Tense=Past 0 root
7 . . PUNCT _ 6 punct

1 Brenk Brenk PROPN Number=Sing 2 nsubj B-Person
2 left leave VERB Tense=Past 0 root
3 . . PUNCT _ 2 punct
",
        );
        assert!(
            found.contains(&"Anna Brenk = Anna Brenk".to_owned()),
            "{found:?}"
        );
        assert!(
            found.contains(&"Paul Brenk = Paul Brenk".to_owned()),
            "{found:?}"
        );
        assert!(found.contains(&"Brenk = Brenk".to_owned()), "{found:?}");
    }

    #[test]
    fn both_companies_are_the_two_that_were_joined() {
        let found = chains(
            "\
1 Brannick Brannick PROPN Number=Sing 4 nsubj B-Organization
2 and and CCONJ _ 3 cc
3 Orrelle Orrelle PROPN Number=Sing 1 conj B-Organization
4 merged merge VERB Tense=Past 0 root
5 . . PUNCT _ 4 punct

1 Both both DET _ 2 det
2 companies company NOUN Number=Plur 3 nsubj
3 grew grow VERB Tense=Past 0 root
4 . . PUNCT _ 3 punct
",
        );
        assert!(
            found.contains(&"companies = Brannick + Orrelle".to_owned()),
            "{found:?}"
        );
    }

    #[test]
    fn a_short_form_in_brackets_is_an_alias() {
        let found = chains(
            "\
1 Orrelle Orrelle PROPN Number=Sing 3 compound B-Organization
2 Launch Launch PROPN Number=Sing 3 compound I-Organization
3 Authority Authority PROPN Number=Sing 7 nsubj I-Organization
4 ( ( PUNCT _ 5 punct SpaceAfter=No
5 OLA OLA PROPN Number=Sing 3 appos SpaceAfter=No
6 ) ) PUNCT _ 5 punct
7 agreed agree VERB Tense=Past 0 root
8 . . PUNCT _ 7 punct
",
        );
        assert!(
            found.contains(&"OLA = Orrelle Launch Authority".to_owned()),
            "{found:?}"
        );
    }

    #[test]
    fn any_text_gives_mentions_in_bounds() {
        use crate::text::{Block, BlockKind, Document, Metadata, Span};
        use proptest::prelude::*;
        use proptest::test_runner::{Config, TestRunner};

        let analyzer = crate::nlp::Analyzer::new().expect("the model loads");
        let words = proptest::collection::vec(
            prop_oneof![
                "[A-Z][a-z]{1,8}",
                "[a-z]{1,8}",
                "\\PC{1,6}",
                Just("(".to_owned()),
                Just(")".to_owned()),
                Just("\"".to_owned()),
                Just(",".to_owned()),
                Just("'s".to_owned()),
                Just("the company".to_owned()),
                Just("its".to_owned()),
                Just("they".to_owned()),
                Just("and".to_owned()),
                Just("& Co.".to_owned()),
                Just("whose".to_owned()),
                Just("-based".to_owned()),
            ],
            0..40,
        );
        let config = Config {
            cases: 60,
            failure_persistence: None,
            ..Config::default()
        };
        TestRunner::new(config)
            .run(&words, |words| {
                let text = words.join(" ");
                let blocks = if text.is_empty() {
                    Vec::new()
                } else {
                    vec![Block {
                        span: Span::new(0, text.len()),
                        kind: BlockKind::Paragraph,
                    }]
                };
                let document = Document {
                    id: "any".to_owned(),
                    source: "any".to_owned(),
                    sha256: String::new(),
                    text,
                    meta: Metadata::default(),
                    blocks,
                    diagnostics: Vec::new(),
                };
                let analysis = analyzer.analyze(&document);
                let found = find(&View::new(&document, &analysis), Lexicon::built_in());
                for m in &found.mentions {
                    prop_assert!(document.text.get(m.span.start..m.span.end).is_some());
                    prop_assert!(m.tokens.contains(&m.head));
                }
                for r in &found.references {
                    prop_assert!(r.confidence > 0.0 && r.confidence <= 1.0);
                    for id in &r.referents {
                        prop_assert!((id.0 as usize) < found.mentions.len());
                    }
                }
                Ok(())
            })
            .expect("mentions of any text");
    }

    #[test]
    fn the_treebank_gives_no_trouble() {
        let Some(data) = std::env::var_os("FACTLOOM_DATA") else {
            eprintln!("skipped: FACTLOOM_DATA is not set");
            return;
        };
        let path = std::path::Path::new(&data).join("treebank/en_gum_free-ud-dev.conllu");
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!("skipped: {} is not there", path.display());
            return;
        };
        for document in text.split("# newdoc").skip(1).take(8) {
            let (_, analysis, found) = mentions(document);
            assert_eq!(found.by_token.len(), analysis.tokens.len());
            assert_eq!(found.references.len(), found.mentions.len());
            for r in &found.references {
                for id in &r.referents {
                    assert_eq!(found.reference(*id).referents, [*id]);
                }
            }
        }
    }
}
