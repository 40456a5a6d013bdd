//! Stretches of words that the model takes for one name each, before rules look at them.
//!
//! Two heads of the model know of names: tags that begin and end a name, learned from text of every sort, and the kinds that a
//! word's name may be of, learned from business articles with the sentences around them in view. Where the second sees a run of
//! name words it draws the borders; where it sees none, the first one's stand.

use std::ops::Range;

use crate::nlp::{Deprel, EntityLabel, EntitySpan, KindScores, Number, Upos, View};
use crate::ontology::Lexicon;

/// A word belongs to a name from this probability on.
const NAMED: f32 = 0.35;

/// A run as probable as this, on average, is taken even where a word looks like a number or an ordinary word.
const SURE: f32 = 0.6;

/// A word in lower case belongs to a name from this probability on, unless it is short: "of", "van", "sur".
const CERTAIN: f32 = 0.97;
/// Letters of a short word, at most.
const SHORT: usize = 3;

/// Tags as probable as this name an organisation in small letters.
const SMALL: f32 = 0.6;

/// Tags as probable as this may begin a name before the kinds do.
const TAGGED: f32 = 0.7;

/// Tags as probable as this tell two names apart that the kinds join.
const SURELY_TAGGED: f32 = 0.75;
/// As probable as this they do where the verb is in the plural.
const HALF_TAGGED: f32 = 0.4;

/// Two words side by side are of two names if each is of another kind with this probability.
const APART: f32 = 0.95;

/// A stretch of words that the model takes for one name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    /// Its words.
    pub tokens: Range<usize>,
    /// What it is, where the tags say so, with their probability.
    pub label: Option<(EntityLabel, f32)>,
    /// The mean probability that a word of it belongs to a name, where the kinds draw its borders.
    pub named: Option<f32>,
}

impl Stretch {
    /// How probable a name it is.
    pub fn confidence(&self) -> f32 {
        let tagged = self.label.map_or(0.0, |(_, confidence)| confidence);
        self.named.map_or(tagged, |named| named.max(tagged))
    }

    /// Whether it is a name of several words with borders that are surely drawn.
    pub fn is_whole(&self) -> bool {
        self.tokens.len() > 1 && self.named.is_some_and(|named| named > SURE)
    }
}

/// The stretches of a document, in the order of the text, not overlapping.
pub(super) fn stretches(view: &View<'_>, lexicon: &Lexicon) -> Vec<Stretch> {
    // where words were separated beforehand, a hyphen within a name stands between spaces too
    let spaced = view.document.text.contains(" ,");
    let mut found: Vec<Stretch> = view
        .analysis
        .sentences
        .iter()
        .flat_map(|sentence| runs(view, lexicon, sentence.tokens.clone(), spaced))
        .collect();
    let mut in_run = vec![false; view.analysis.tokens.len()];
    let entities = &view.analysis.entities;
    for stretch in &mut found {
        in_run[stretch.tokens.clone()].fill(true);
        let shared = |tokens: &Range<usize>| {
            let end = tokens.end.min(stretch.tokens.end);
            end.saturating_sub(tokens.start.max(stretch.tokens.start))
        };
        let first = entities.partition_point(|e| e.tokens.end <= stretch.tokens.start);
        stretch.label = entities[first..]
            .iter()
            .take_while(|e| e.tokens.start < stretch.tokens.end)
            .max_by_key(|e| (shared(&e.tokens), std::cmp::Reverse(e.tokens.start)))
            .map(|e| (e.label, e.confidence));
    }
    for stretch in &mut found {
        if let Some(start) = tagged_start(view, lexicon, &stretch.tokens, &in_run) {
            stretch.tokens.start = start;
        }
    }
    for entity in entities {
        if !entity.tokens.clone().any(|t| in_run[t]) {
            found.push(Stretch {
                tokens: entity.tokens.clone(),
                label: Some((entity.label, entity.confidence)),
                named: None,
            });
        }
    }
    found.sort_by_key(|s| s.tokens.start);
    found
}

/// Where the tags begin an organisation that goes on in a run: at "General" of "General Drives", which the kinds take for an ordinary
/// word.
fn tagged_start(
    view: &View<'_>,
    lexicon: &Lexicon,
    run: &Range<usize>,
    in_run: &[bool],
) -> Option<usize> {
    let entities = &view.analysis.entities;
    let first = entities.partition_point(|e| e.tokens.end <= run.start);
    let entity = entities.get(first)?;
    let before = entity.tokens.start..run.start;
    let capital = |t: usize| view.form(t).starts_with(char::is_uppercase);
    let fits = entity.label == EntityLabel::Organization
        && entity.confidence >= TAGGED
        && (1..=2).contains(&before.len())
        && before.clone().all(|t| {
            let word = view.form(t).to_lowercase();
            let place = lexicon.is_place_adjective(&word);
            !in_run[t]
                && capital(t)
                && !lexicon.is_position(&word)
                && (!place || is_plain(view, lexicon, t + 1))
        });
    fits.then_some(before.start)
}

/// Runs of words that the kinds take for names.
fn runs(view: &View<'_>, lexicon: &Lexicon, sentence: Range<usize>, spaced: bool) -> Vec<Stretch> {
    let kinds = |t: usize| &view.token(t).kinds;
    let named = |t: usize| kinds(t).iter().sum::<f32>();
    let belongs = |t: usize| {
        // "Dublin lessor Ashgrove": an ordinary word seldom belongs to a name
        let form = view.form(t);
        let ordinary = form.chars().count() > SHORT && form.chars().all(char::is_lowercase);
        named(t) > if ordinary { CERTAIN } else { NAMED }
    };
    let mut out = Vec::new();
    let mut start = sentence.start;
    while start < sentence.end {
        if !belongs(start) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end < sentence.end
            && belongs(end)
            && (spaced || !is_dash(view, end))
            && !joins_two(view, lexicon, end)
            && !differ(kinds(end - 1), kinds(end))
            && !is_nationality(view, lexicon, start..end)
        {
            end += 1;
        }
        let mut tokens = start..end;
        start = end;
        let shown = |t: usize| {
            view.form(t)
                .chars()
                .any(|c| c.is_uppercase() || c.is_numeric())
                || is_small_name(view, lexicon, t)
        };
        while !tokens.is_empty() && !shown(tokens.start) {
            tokens.start += 1;
        }
        while !tokens.is_empty() && !view.form(tokens.end - 1).chars().any(char::is_alphanumeric) {
            tokens.end -= 1;
        }
        if !tokens.is_empty() {
            let mean = tokens.clone().map(named).sum::<f32>() / tokens.len() as f32;
            out.push(Stretch {
                named: Some(mean),
                tokens,
                label: None,
            });
        }
    }
    out
}

/// Whether a word in small letters is a name by tag, tags of names and kinds at once: "adidas", "nuvira".
pub(super) fn is_small_name(view: &View<'_>, lexicon: &Lexicon, t: usize) -> bool {
    let form = view.form(t);
    let token = view.token(t);
    let entities = &view.analysis.entities;
    let next = entities.partition_point(|e| e.tokens.end <= t);
    form.chars().count() > SHORT
        && form.chars().all(char::is_lowercase)
        && token.upos == Upos::Propn
        && token.kinds.iter().sum::<f32>() > CERTAIN
        && !lexicon.has_nominal(form)
        && !lexicon.has_nominal(view.lemma(t))
        // "the company, which markets Solvexa"
        && !(t + 1 < view.analysis.tokens.len() && view.form(t + 1).starts_with(char::is_uppercase))
        && entities.get(next).is_some_and(|e| {
            e.tokens.start == t && e.label == EntityLabel::Organization && e.confidence >= SMALL
        })
}

/// Whether a word is the "and" or "or" between two names by the tags, where both are sure, the verb is in the plural, or the lexicon
/// knows one of them: "Norvane and Trask have".
fn joins_two(view: &View<'_>, lexicon: &Lexicon, t: usize) -> bool {
    let entities = &view.analysis.entities;
    let next = entities.partition_point(|e| e.tokens.start <= t);
    if !matches!(view.form(t), "and" | "or") || next == 0 {
        return false;
    }
    let (Some(left), Some(right)) = (entities.get(next - 1), entities.get(next)) else {
        return false;
    };
    let known = |words: &Range<usize>| lexicon.name(view.words(words)).is_some();
    left.tokens.end == t
        && right.tokens.start == t + 1
        && (left.confidence.min(right.confidence) >= SURELY_TAGGED
            || left.confidence.min(right.confidence) >= HALF_TAGGED
                && (of_several(view, &left.tokens) || closes_list(view, left))
            || known(&left.tokens)
            || known(&right.tokens))
}

/// Whether a name follows another of its kind after a comma: "Norvane, *Trask* and Quillon".
fn closes_list(view: &View<'_>, name: &EntitySpan) -> bool {
    let start = name.tokens.start;
    let mut entities = view.analysis.entities.iter();
    start > 1
        && view.form(start - 1) == ","
        && entities.any(|e| e.tokens.end + 1 == start && e.label == name.label)
}

/// Whether the verb of which a name is the subject is in the plural: "Norvane and Trask have signed".
fn of_several(view: &View<'_>, name: &Range<usize>) -> bool {
    let top = name
        .clone()
        .find(|&t| view.head(t).is_none_or(|h| !name.contains(&h)));
    let verb = top
        .filter(|&t| view.deprel(t).is_subject())
        .and_then(|t| view.head(t));
    verb.is_some_and(|verb| {
        let helpers = view.children_by(verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
        let mut words = helpers.chain([verb]);
        words.any(|w| {
            view.token(w).feats.number == Some(Number::Plur)
                || matches!(view.form(w), "have" | "are" | "were")
        })
    })
}

/// Whether a word is a dash between spaces: "based in San Jose - Norvane".
fn is_dash(view: &View<'_>, t: usize) -> bool {
    let span = |t: usize| view.token(t).span;
    matches!(view.form(t), "-" | "–" | "—")
        && t > 0
        && span(t - 1).end < span(t).start
        && t + 1 < view.analysis.tokens.len()
        && span(t).end < span(t + 1).start
}

/// "Dutch" of "the Dutch Mercury Post": a name of its own, unless the tags begin an organisation there, as in "Dutch Bank Corp.".
fn is_nationality(view: &View<'_>, lexicon: &Lexicon, tokens: Range<usize>) -> bool {
    let entities = &view.analysis.entities;
    let first = entities.partition_point(|e| e.tokens.start < tokens.start);
    let tagged = entities.get(first).is_some_and(|e| {
        e.tokens.start == tokens.start
            && e.tokens.end > tokens.end
            && e.label == EntityLabel::Organization
            && e.confidence >= TAGGED
            && is_plain(view, lexicon, tokens.end)
    });
    tokens.len() == 1
        && !tagged
        && view.head(tokens.start).is_some_and(|h| h != tokens.end)
        && lexicon.is_place_adjective(&view.form(tokens.start).to_lowercase())
}

/// Whether a word names nothing by itself: "Bank" of "Dutch Bank Corp.", not "Norvane" of "Japanese Norvane".
fn is_plain(view: &View<'_>, lexicon: &Lexicon, t: usize) -> bool {
    let form = view.form(t);
    let lower = form.to_lowercase();
    !lexicon.ending(form).is_empty()
        || lexicon.is_generic(form)
        || lexicon.nominal(&lower).is_some()
        || lexicon.nominal(view.lemma(t)).is_some()
        || view.upos(t) == Upos::Adj
}

/// Whether two words side by side are surely of names of two kinds.
fn differ(left: &KindScores, right: &KindScores) -> bool {
    let best = |scores: &KindScores| {
        let kind = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
        kind.map(|kind| (kind, scores[kind]))
    };
    match (best(left), best(right)) {
        (Some((a, p)), Some((b, q))) => a != b && p > APART && q > APART,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::{NameKind, testing};

    const SENTENCE: &str = "1 Seven seven NUM _ 3 nummod
        2 Wells wells PROPN _ 3 compound
        3 Partners partners PROPN _ 4 nsubj B-Organization
        4 bought buy VERB _ 0 root
        5 Oslo Oslo PROPN _ 7 compound B-Location
        6 brewer brewer NOUN _ 7 compound
        7 Drummel Drummel PROPN _ 4 obj
        8 in in ADP _ 9 case
        9 Riga Riga PROPN _ 4 obl B-Location";

    /// The stretches where the words (counted from 0) belong to names of a kind so probably.
    fn found(marked: &[(usize, NameKind, f32)]) -> Vec<(String, bool)> {
        let (document, mut analysis) = testing::read(SENTENCE);
        for (t, kind, p) in marked {
            analysis.tokens[*t].kinds[*kind as usize] = *p;
        }
        let view = View::new(&document, &analysis);
        stretches(&view, Lexicon::built_in())
            .into_iter()
            .map(|s| (view.words(&s.tokens).to_owned(), s.is_whole()))
            .collect()
    }

    fn named(words: &[(&str, bool)]) -> Vec<(String, bool)> {
        words
            .iter()
            .map(|(w, whole)| ((*w).to_owned(), *whole))
            .collect()
    }

    #[test]
    fn tags_stand_where_the_kinds_see_no_name() {
        let wanted = [("Partners", false), ("Oslo", false), ("Riga", false)];
        assert_eq!(found(&[]), named(&wanted));
    }

    #[test]
    fn kinds_draw_the_borders_of_a_run() {
        use NameKind::{Company, Place};
        let run = [(0, Company, 0.8), (1, Company, 0.99), (2, Company, 0.99)];
        let wanted = [
            ("Seven Wells Partners", true),
            ("Oslo", false),
            ("Riga", false),
        ];
        assert_eq!(found(&run), named(&wanted));
        // of two kinds side by side
        let two = [(0, Place, 0.97), (1, Company, 0.97), (2, Company, 0.97)];
        assert_eq!(
            found(&two)[..2],
            named(&[("Seven", false), ("Wells Partners", true)])
        );
    }

    #[test]
    fn an_ordinary_word_seldom_belongs_to_a_name() {
        use NameKind::Company;
        let run = |brewer| [(4, Company, 0.99), (5, Company, brewer), (6, Company, 0.99)];
        let apart = [
            ("Partners", false),
            ("Oslo", false),
            ("Drummel", false),
            ("Riga", false),
        ];
        assert_eq!(found(&run(0.85)), named(&apart));
        let joined = [
            ("Partners", false),
            ("Oslo brewer Drummel", true),
            ("Riga", false),
        ];
        assert_eq!(found(&run(0.98)), named(&joined));
    }
}
