//! Chains of names: which names of a document are forms of one name.

use std::collections::{BTreeMap, BTreeSet};

use super::apart::{DESCRIPTION, told_apart};
use super::brackets::is_acronym;
use super::names::{FAMILY, NameSpan};
use super::parts::by_part;
use super::typing::{Family, Votes};
use crate::nlp::{Deprel, EntityLabel, Upos, View};
use crate::ontology::Lexicon;
use crate::text::BlockKind;

/// Where a form stands of which only headings have any.
const HEADING: usize = usize::MAX - 1;

/// The chain of each name, numbered from 0; names of one chain share a number.
pub(super) fn chain_names(
    view: &View,
    lexicon: &Lexicon,
    names: &[NameSpan],
    votes: &[Votes],
) -> Vec<usize> {
    let mut forms: Vec<Form> = Vec::new();
    let mut form_of = vec![0usize; names.len()];
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    let both = named_after_persons(view, lexicon, names, votes);
    for (i, name) in names.iter().enumerate() {
        let words = key(view.words(&name.tokens), lexicon);
        let mut joined = words.join(" ");
        // "Ms Holt" is one form, the "Holt" of "Holt Theatres" another
        let house = both
            .get(&joined)
            .is_some_and(|&called| !is_personal(name) || called && !name.titled);
        if house {
            joined.push('\n');
        }
        let f = *index.entry(joined).or_insert_with(|| {
            forms.push(Form {
                words: words.clone(),
                surface: view.words(&name.tokens).to_owned(),
                names: Vec::new(),
                votes: Votes::default(),
                first: usize::MAX,
                earliest: name.tokens.start,
                house,
                unit: false,
            });
            forms.len() - 1
        });
        forms[f].names.push(i);
        forms[f].unit |= is_called_unit(view, lexicon, name);
        forms[f].votes.extend(&votes[i]);
        let block = view.sentence(name.head).block;
        let heading = view
            .document
            .blocks
            .get(block)
            .is_some_and(|b| matches!(b.kind, BlockKind::Title | BlockKind::Heading));
        let at = if heading { HEADING } else { name.tokens.start };
        forms[f].first = forms[f].first.min(at);
        form_of[i] = f;
    }
    let mut sets = Sets((0..forms.len()).collect());
    for (i, name) in names.iter().enumerate() {
        if let Some(outer) = name.alias_of {
            sets.union(form_of[i], form_of[outer]);
        }
    }
    by_lexicon(&forms, lexicon, &mut sets);
    by_initials(&forms, &mut sets);
    by_person(&forms, &mut sets);
    let apart = told_apart(view, lexicon, names, &form_of);
    by_prefix(names, &forms, lexicon, &apart, &mut sets);
    by_maker(&forms, lexicon, &mut sets);
    by_kind(view, names, &forms, lexicon, &mut sets);
    by_part(view, names, &forms, lexicon, &apart, &mut sets);
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    form_of
        .iter()
        .map(|&f| {
            let root = sets.find(f);
            let next = numbers.len();
            *numbers.entry(root).or_insert(next)
        })
        .collect()
}

/// The words of a name that tell it from others: in lower case, without legal forms and punctuation.
pub(crate) fn key(name: &str, lexicon: &Lexicon) -> Vec<String> {
    let mut raw: Vec<&str> = name
        .split(|c: char| {
            c.is_whitespace()
                || matches!(c, '-' | '–' | '‑' | ',' | '/' | '"' | '“' | '”' | '(' | ')')
        })
        .filter(|w| !w.is_empty())
        .collect();
    if raw.len() > 1 && matches!(raw[0], "The" | "the") {
        raw.remove(0);
    }
    while raw.len() > 1 && lexicon.is_legal_form(raw[raw.len() - 1]) {
        raw.pop();
    }
    let words: Vec<String> = raw
        .iter()
        .map(|w| {
            let w = w.trim_start_matches('$');
            let w = w
                .strip_suffix("'s")
                .or_else(|| w.strip_suffix("’s"))
                .unwrap_or(w);
            let w = if raw.len() <= 2 {
                w.strip_suffix(".com").unwrap_or(w)
            } else {
                w
            };
            w.chars()
                .filter(|c| *c != '.')
                .flat_map(char::to_lowercase)
                .collect::<String>()
        })
        .filter(|w| !w.is_empty() && w != "&")
        .collect();
    if words.is_empty() {
        vec![name.to_lowercase()]
    } else {
        words
    }
}

/// A form of a name, and where the document has it.
pub(super) struct Form {
    /// The words that tell it from others (see [`key`]).
    pub words: Vec<String>,
    /// As it is written.
    pub surface: String,
    /// The names that have this form.
    pub names: Vec<usize>,
    /// What speaks for its classes.
    pub votes: Votes,
    /// The first token of its first occurrence outside of headings.
    pub first: usize,
    /// The first token of its first occurrence.
    pub earliest: usize,
    /// Whether it is a surname of the text, but means a body that is called so too.
    pub house: bool,
    /// Whether the words beside it call it a part of another: "Norvane Offshore, the group's wind-farm unit".
    pub unit: bool,
}

impl Form {
    /// Whether it names a part of what a shorter form named before it.
    pub fn is_unit_of(&self, short: &Self) -> bool {
        self.unit && short.earliest < self.earliest
    }
}

/// Which forms are of one name.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    /// The first form of the set of a form.
    pub fn find(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    /// Makes one set of two.
    pub fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// The label under which the lexicon knows a form.
pub(super) fn canonical<'l>(form: &Form, lexicon: &'l Lexicon) -> Option<&'l str> {
    let entry = lexicon.name(&form.surface).or_else(|| {
        let mut words: Vec<&str> = form.surface.split_whitespace().collect();
        while words.len() > 1 && lexicon.is_legal_form(words[words.len() - 1]) {
            words.pop();
        }
        lexicon.name(words.join(" ").trim_end_matches(','))
    })?;
    Some(&entry.label)
}

/// The words that are the surname of a person and begin the name of a body, "Anna Holt" and "Holt Theatres", and whether by
/// itself each means the body, whatever the model says: where several have the surname, or who has it goes by a given name.
fn named_after_persons(
    view: &View,
    lexicon: &Lexicon,
    names: &[NameSpan],
    votes: &[Votes],
) -> BTreeMap<String, bool> {
    let mut surnames: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut houses, mut alone) = (BTreeSet::new(), BTreeSet::new());
    for (name, votes) in names.iter().zip(votes) {
        let words = key(view.words(&name.tokens), lexicon);
        let [first, .., last] = &words[..] else {
            alone.extend(words);
            continue;
        };
        match votes.family(0.5) {
            Some(Family::Person) => {
                let holders = surnames.entry(last.clone()).or_default();
                holders.insert(first.clone());
            }
            Some(Family::Organization) => {
                houses.insert(first.clone());
            }
            _ => {}
        }
    }
    surnames.retain(|surname, _| houses.contains(surname));
    let called = |holders: &BTreeSet<String>| holders.len() > 1 || !holders.is_disjoint(&alone);
    surnames
        .into_iter()
        .map(|(surname, holders)| (surname, called(&holders)))
        .collect()
}

/// Whether the words around a name, or the model, take it for a person's.
fn is_personal(name: &NameSpan) -> bool {
    name.titled
        || name
            .label
            .is_some_and(|(label, p)| label == EntityLabel::Person && p >= 0.5)
}

fn by_lexicon(forms: &[Form], lexicon: &Lexicon, sets: &mut Sets) {
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, form) in forms.iter().enumerate() {
        if let Some(label) = canonical(form, lexicon) {
            let first = *labels.entry(label).or_insert(i);
            sets.union(first, i);
        }
    }
}

fn by_initials(forms: &[Form], sets: &mut Sets) {
    for (i, short) in forms.iter().enumerate().filter(|(_, f)| f.words.len() == 1) {
        let long: BTreeSet<usize> = (0..forms.len())
            .filter(|&j| {
                j != i
                    && compatible(&short.votes, &forms[j].votes)
                    && forms[j].votes.family(0.5) != Some(Family::Person)
                    && is_acronym(&short.surface, &forms[j].surface)
            })
            .collect();
        let roots: BTreeSet<usize> = long.iter().map(|&j| sets.find(j)).collect();
        if let Some(&j) = long.first().filter(|_| roots.len() == 1) {
            sets.union(i, j);
        }
    }
}

fn by_person(forms: &[Form], sets: &mut Sets) {
    let is_person = |f: &Form| f.votes.family(0.5) == Some(Family::Person);
    let full: Vec<usize> = (0..forms.len())
        .filter(|&i| forms[i].words.len() >= 2 && is_person(&forms[i]))
        .collect();
    // "Anna Maria Holt" and "Anna Holt".
    for (n, &a) in full.iter().enumerate() {
        for &b in &full[n + 1..] {
            let (x, y) = (&forms[a].words, &forms[b].words);
            let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
            if short.len() < long.len()
                && short.first() == long.first()
                && short.last() == long.last()
            {
                sets.union(a, b);
            }
        }
    }
    let single = |f: &Form| !f.surface.contains(char::is_whitespace);
    for (i, form) in forms
        .iter()
        .enumerate()
        .filter(|(_, f)| single(f) && !f.house)
    {
        // What the model alone takes for something else may be a surname that it has not seen.
        let other = |f: Option<Family>| f.is_some_and(|f| f != Family::Person);
        let introduced =
            |f: &Form| f.words.ends_with(&form.words) && f.first < form.first && is_person(f);
        let houses = |f: &Form| {
            f.words.len() > 1
                && f.words.starts_with(&form.words)
                && f.first < form.first
                && f.votes.family(0.5) == Some(Family::Organization)
        };
        let by_model_alone = form.votes.evidence.is_empty()
            && full.iter().any(|&j| introduced(&forms[j]))
            && !forms.iter().any(houses);
        if other(form.votes.family(0.34)) && form.votes.family(0.75).is_some() && !by_model_alone {
            continue;
        }
        // "Holt-Brenk" of "Anna Holt-Brenk" has two words.
        if form.words.len() > 1 {
            let holders: BTreeSet<usize> = full
                .iter()
                .filter(|&&j| j != i && forms[j].words.ends_with(&form.words))
                .map(|&j| sets.find(j))
                .collect();
            if let Some(&root) = holders.first().filter(|_| holders.len() == 1) {
                sets.union(root, i);
            }
            continue;
        }
        let word = &form.words[0];
        let roots = |pick: &dyn Fn(&Form) -> bool, sets: &mut Sets| -> BTreeSet<usize> {
            full.iter()
                .filter(|&&j| pick(&forms[j]))
                .map(|&j| sets.find(j))
                .collect()
        };
        let mut found = roots(&|f: &Form| f.words.last() == Some(word), sets);
        // The family name first: "Lin Shu-hua".
        let first = roots(
            &|f: &Form| f.words.first() == Some(word) && f.words.len() == 3,
            sets,
        );
        if found.is_empty() {
            found = first;
        }
        if found.is_empty() && form.votes.family(0.5) == Some(Family::Person) {
            found = roots(&|f: &Form| f.words.first() == Some(word), sets);
        }
        // "Holt" that merges and pays may be "Holt Group" rather than Anna Holt.
        if form.votes.family_by_evidence(0.5) == Some(Family::Organization) {
            let companies: BTreeSet<usize> = (0..forms.len())
                .filter(|&j| {
                    forms[j].words.len() > 1
                        && forms[j].words.contains(word)
                        && forms[j].votes.family_by_evidence(0.6) == Some(Family::Organization)
                })
                .map(|j| sets.find(j))
                .collect();
            if let Some(&root) = companies.first().filter(|_| companies.len() == 1) {
                sets.union(root, i);
                continue;
            }
        }
        if found.len() == 1 {
            let root = found.first().copied().unwrap_or(i);
            sets.union(root, i);
        }
    }
}

/// "Norvane" after "Norvane Systems"; never "Norvane" and its product "Norvane Studio".
fn by_prefix(
    names: &[NameSpan],
    forms: &[Form],
    lexicon: &Lexicon,
    apart: &BTreeSet<(usize, usize)>,
    sets: &mut Sets,
) {
    for (i, short) in forms.iter().enumerate() {
        // What the model alone takes for a person may still be a company named after one.
        let person = short.votes.family_by_evidence(0.6) == Some(Family::Person);
        let lone = short.words.len() == 1;
        if person || (!lone && short.votes.family(0.6) == Some(Family::Person)) {
            continue;
        }
        let mut strong = Vec::new();
        let mut weak = Vec::new();
        for (j, long) in forms.iter().enumerate() {
            if apart.contains(&(i, j))
                || long.is_unit_of(short)
                || long.words.len() <= short.words.len()
                || long.words[..short.words.len()] != short.words[..]
                || long.votes.family(0.6) == Some(Family::Person)
            {
                continue;
            }
            let rest = &long.words[short.words.len()..];
            let kin = |w: &String| lexicon.ending(w).iter().any(|c| c == FAMILY);
            // "Norvane Foods" and "Trask Systems" become "Norvane Trask"
            let before = |words: &[String]| {
                forms.iter().enumerate().any(|(k, f)| {
                    k != j
                        && f.first < long.first
                        && f.words.starts_with(words)
                        && f.votes.family(0.6) == Some(Family::Organization)
                })
            };
            let joined =
                !rest.iter().all(|w| lexicon.is_generic(w)) && before(rest) && before(&short.words);
            if joined || rest.last().is_some_and(kin) {
                continue;
            }
            let (known_short, known_long) = (canonical(short, lexicon), canonical(long, lexicon));
            if known_short.is_some() && known_long.is_some() && known_short != known_long {
                continue;
            }
            let organisation = long.votes.family_by_evidence(0.6) == Some(Family::Organization);
            let mistaken = lone && organisation && short.votes.family(0.6) == Some(Family::Person);
            if !compatible(&short.votes, &long.votes) && !mistaken {
                continue;
            }
            if rest.iter().all(|w| lexicon.is_generic(w)) {
                strong.push(j);
            } else if known_short.is_none()
                && (long.first < short.first
                    // only the headline has the full name
                    || long.first >= HEADING && long.earliest < short.earliest)
                && long.votes.family(0.5) == Some(Family::Organization)
                && !rest
                    .iter()
                    .any(|w| w.chars().any(|c| c.is_ascii_digit()) || place_word(w, lexicon))
            {
                weak.push(j);
            }
        }
        // "Norvane Holdings" and "Norvane Nordal" may both be called "Norvane": the one that was named last is
        if !strong.is_empty() && !weak.is_empty() {
            let at = short.earliest;
            let last = |j: &usize| {
                let starts = forms[*j].names.iter().map(|&n| names[n].tokens.start);
                starts.filter(|&s| s < at).max()
            };
            let nearest = weak.iter().chain(&strong).copied().max_by_key(last);
            if let Some(j) = nearest.filter(|j| weak.contains(j)) {
                strong = vec![j];
            }
        }
        let mut candidates: Vec<usize> = if strong.is_empty() { weak } else { strong };
        candidates.sort_by_key(|&j| (forms[j].first, j));
        let roots: BTreeSet<usize> = candidates.iter().map(|&j| sets.find(j)).collect();
        let pick = if roots.len() == 1 {
            candidates.first()
        } else {
            // Of several, the one that the text introduced before it used the short form, if only one was.
            let before: Vec<&usize> = candidates
                .iter()
                .filter(|&&j| forms[j].first < short.first)
                .collect();
            let roots: BTreeSet<usize> = before.iter().map(|&&j| sets.find(j)).collect();
            if roots.len() == 1 {
                before.first().copied()
            } else {
                // the headline may have the full name, the text the short one only
                let mut earlier = candidates
                    .iter()
                    .filter(|&&j| forms[j].earliest < short.earliest);
                earlier
                    .next()
                    .filter(|_| before.is_empty() && earlier.next().is_none())
            }
        };
        // "IBG" and "IBG Group" are one, whatever "IBG" is short for
        let initials = lone && short.surface.chars().all(|c| !c.is_lowercase());
        let generic = |j: usize| {
            let rest = &forms[j].words[short.words.len()..];
            initials && rest.iter().all(|w| lexicon.is_generic(w))
        };
        if let Some(&j) = pick.filter(|&&j| generic(j) || !clash(forms, sets, lexicon, i, j)) {
            sets.union(i, j);
        }
    }
}

/// Whether the words beside a name call it a part of somebody: "its unit Norvane Offshore", "Norvane Offshore, the group's unit".
fn is_called_unit(view: &View, lexicon: &Lexicon, name: &NameSpan) -> bool {
    let sentence = &view.sentence(name.head).tokens;
    let is_unit = |t: usize| lexicon.is_unit(&view.lemma(t).to_lowercase());
    let whose = |t: usize| view.children_by(t, &[Deprel::NmodPoss]).next().is_some();
    let before = name.tokens.start;
    if before > sentence.start && is_unit(before - 1) && whose(before - 1) {
        return true;
    }
    let end = name.tokens.end;
    if end >= sentence.end || view.form(end) != "," {
        return false;
    }
    (end + 1..sentence.end.min(end + 1 + DESCRIPTION))
        .take_while(|&t| view.form(t) != "," && view.upos(t) != Upos::Verb)
        .any(|t| is_unit(t) && whose(t))
}

/// Whether one name of two forms would have two full names: "Sefala" may be short for "Sefala Mining" or for "Grupo Sefala",
/// not for both.
pub(super) fn clash(
    forms: &[Form],
    sets: &mut Sets,
    lexicon: &Lexicon,
    i: usize,
    j: usize,
) -> bool {
    let (a, b) = (sets.find(i), sets.find(j));
    let mut full = |root: usize| -> Vec<&Form> {
        let of = (0..forms.len()).filter(|&k| sets.find(k) == root && forms[k].words.len() > 1);
        of.map(|k| &forms[k]).collect()
    };
    let (of_a, of_b) = (full(a), full(b));
    // "Sefala Group" and "Sefala Systems" may be one
    let telling = |f: &Form| -> Vec<String> {
        let end = f.words.iter().rposition(|w| !lexicon.is_generic(w));
        f.words[..end.map_or(f.words.len(), |e| e + 1)].to_vec()
    };
    let within = |short: &[String], long: &[String]| {
        let mut rest = long.iter();
        short.iter().all(|w| rest.any(|l| l == w))
    };
    of_a.iter().any(|x| {
        let differs = |y: &&Form| {
            !within(&x.words, &y.words) && !within(&y.words, &x.words) && telling(x) != telling(y)
        };
        of_b.iter().any(differs)
    })
}

/// "Studio" for "Norvane Studio", where Norvane is a company of the text.
fn by_maker(forms: &[Form], lexicon: &Lexicon, sets: &mut Sets) {
    let makers: BTreeSet<Vec<String>> = forms
        .iter()
        .filter(|f| f.votes.family(0.5) == Some(Family::Organization))
        .map(|f| f.words.clone())
        .collect();
    for (i, short) in forms.iter().enumerate() {
        if matches!(
            short.votes.family(0.6),
            Some(Family::Person | Family::Organization | Family::Place)
        ) {
            continue;
        }
        let long: Vec<usize> = (0..forms.len())
            .filter(|&j| {
                let words = &forms[j].words;
                words.len() > short.words.len() && words.ends_with(&short.words) && {
                    let maker = &words[..words.len() - short.words.len()];
                    makers.contains(maker)
                        || forms[j]
                            .surface
                            .split_whitespace()
                            .next()
                            .and_then(|w| lexicon.name(w))
                            .is_some_and(|n| {
                                n.class == "Company" && key(&n.label, lexicon) == maker
                            })
                }
            })
            .collect();
        let roots: BTreeSet<usize> = long.iter().map(|&j| sets.find(j)).collect();
        let one = long.first().filter(|_| roots.len() == 1);
        if let Some(&j) = one.filter(|&&j| !clash(forms, sets, lexicon, i, j)) {
            sets.union(i, j);
        }
    }
}

/// "the Foundation" for "Norvane Foundation", "the Commission" for "European Commission": only where one is so called.
fn by_kind(view: &View, names: &[NameSpan], forms: &[Form], lexicon: &Lexicon, sets: &mut Sets) {
    for (i, short) in forms.iter().enumerate().filter(|(_, f)| f.words.len() == 1) {
        let the = short.names.iter().all(|&n| {
            let start = names[n].tokens.start;
            start > 0 && view.form(start - 1).eq_ignore_ascii_case("the")
        });
        if !the || lexicon.ending(&short.surface).is_empty() {
            continue;
        }
        let long: Vec<usize> = (0..forms.len())
            .filter(|&j| {
                let words = &forms[j].words;
                let head = words
                    .iter()
                    .position(|w| w == "of")
                    .filter(|p| *p > 0)
                    .map_or(words.last(), |p| words.get(p - 1));
                words.len() > 1
                    && head == short.words.first()
                    && forms[j].first < short.first
                    && forms[j].votes.family(0.6) != Some(Family::Person)
            })
            .collect();
        let roots: BTreeSet<usize> = long.iter().map(|&j| sets.find(j)).collect();
        if let Some(&j) = long.first().filter(|_| roots.len() == 1) {
            sets.union(i, j);
        }
    }
}

/// Whether a word is the name of a place or made of one.
pub(super) fn place_word(word: &str, lexicon: &Lexicon) -> bool {
    let mut chars = word.chars();
    let capital: String = chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default();
    lexicon.name(&capital).is_some_and(|n| n.class == "Place") || lexicon.is_place_adjective(word)
}

/// Whether two names can be of one thing, by what is known of their classes.
pub(super) fn compatible(a: &Votes, b: &Votes) -> bool {
    match (a.family(0.6), b.family(0.6)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}
