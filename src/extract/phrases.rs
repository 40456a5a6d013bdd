//! The phrases that hang on a word: prepositional ones, possessors, compounds and modifiers.

use super::deep::{Deep, Filler};
use crate::nlp::{Deprel, Upos};

impl Deep<'_> {
    /// The preposition of a phrase, multiword ones with hyphens; lowercased.
    #[must_use]
    pub fn preposition(&self, t: usize) -> Option<String> {
        let v = self.view;
        let case = v.children(t).rfind(|&c| {
            v.deprel(c) == Deprel::Case && !matches!(v.form(c), "'s" | "’s" | "'" | "’")
        })?;
        let first = v.children(t).find(|&c| {
            v.deprel(c) == Deprel::Case && !matches!(v.form(c), "'s" | "’s" | "'" | "’")
        })?;
        let word = |c: usize| {
            let mut out = v.form(c).to_lowercase();
            for f in v.children_by(c, &[Deprel::Fixed]) {
                out.push('-');
                out.push_str(&v.form(f).to_lowercase());
            }
            out
        };
        let (a, b) = (word(first), word(case));
        if first == case {
            return Some(a);
        }
        let joined = format!("{a}-{b}");
        // "out of", "because of" annotated as two case words
        Some(match joined.as_str() {
            "out-of" | "because-of" | "ahead-of" | "instead-of" | "due-to" | "prior-to"
            | "according-to" | "such-as" | "other-than" | "along-with" => joined,
            _ => a,
        })
    }

    /// Prepositional phrases of a verb or noun with this preposition; phrases that hang on the verb's object, or on the
    /// verb that carries the noun, count with less certainty.
    #[must_use]
    pub fn oblique(&self, t: usize, preposition: &str) -> Vec<Filler> {
        let v = self.view;
        let mut found = self.phrases(t, preposition, 1.0);
        if self.is_verbal(t) {
            if found.is_empty() && preposition != "of" {
                for o in v.children_by(t, &[Deprel::Obj, Deprel::NsubjPass]) {
                    found.extend(self.phrases(o, preposition, 0.85));
                }
            }
            if found.is_empty() {
                // "bought A and sold B to C": the phrase of the last conjunct is not shared back; the first one's is
                for x in v
                    .children_by(t, &[Deprel::Xcomp])
                    .filter(|&x| !self.is_verbal(x))
                {
                    found.extend(self.phrases(x, preposition, 0.85));
                }
            }
        } else if found.is_empty() && preposition != "of" {
            if let Some(h) = v.head(t) {
                let carried = matches!(
                    v.deprel(t),
                    Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::Xcomp
                ) || self.is_copular(t);
                if carried && self.is_verbal(h) {
                    found.extend(
                        self.phrases(h, preposition, 0.8)
                            .into_iter()
                            .filter(|f| f.token != t),
                    );
                }
            }
            for o in v.children_by(t, &[Deprel::Nmod]) {
                if self.preposition(o).as_deref() == Some("of") {
                    found.extend(self.phrases(o, preposition, 0.75));
                }
            }
        }
        if found.is_empty() && v.upos(t) == Upos::Noun && matches!(preposition, "of" | "at") {
            for other in self.beside(t) {
                found.extend(self.phrases(other, preposition, 0.85));
            }
        }
        found
    }

    /// The titles coordinated with one: "co-founder and chief executive of X".
    pub(super) fn beside(&self, t: usize) -> Vec<usize> {
        let v = self.view;
        let noun = |c: usize| v.upos(c) == Upos::Noun && !self.is_copular(c);
        let mut all: Vec<usize> = v
            .children_by(t, &[Deprel::Conj])
            .filter(|&c| noun(c))
            .collect();
        if v.deprel(t) == Deprel::Conj
            && let Some(h) = v.head(t)
            && noun(h)
        {
            all.push(h);
        }
        all
    }

    pub(super) fn phrases(&self, t: usize, preposition: &str, certainty: f32) -> Vec<Filler> {
        let v = self.view;
        let mut found: Vec<Filler> = Vec::new();
        for c in v.children(t) {
            if !matches!(
                v.deprel(c),
                Deprel::Obl
                    | Deprel::Nmod
                    | Deprel::OblAgent
                    | Deprel::OblUnmarked
                    | Deprel::NmodDesc
                    | Deprel::Advcl
                    | Deprel::Acl
                    | Deprel::Xcomp
            ) {
                continue;
            }
            if self.preposition(c).as_deref() == Some(preposition) {
                found.push(Filler {
                    token: self.antecedent(c),
                    certainty,
                });
            }
        }
        // "a maker of braking electronics": the participle that the parser takes for a verb
        if found.is_empty() && preposition == "of" && v.upos(t).is_nominal() {
            let gerund = v.children_by(t, &[Deprel::Acl, Deprel::Advcl, Deprel::Nmod]);
            found.extend(
                gerund
                    .filter(|&c| self.is_verbal(c))
                    .filter(|&c| {
                        v.children_by(c, &[Deprel::Mark, Deprel::Case])
                            .any(|m| v.form(m).eq_ignore_ascii_case("of"))
                    })
                    .filter_map(|c| v.child(c, &[Deprel::Obj]).filter(|&o| o == c + 1))
                    .map(|token| Filler {
                        token,
                        certainty: certainty * 0.8,
                    }),
            );
        }
        // "worth" is an adjective with an unmarked oblique
        if preposition == "worth" {
            for w in v.subtree_without(t, |c| {
                matches!(v.deprel(c), Deprel::Conj | Deprel::AclRelcl)
            }) {
                if v.lemma(w) == "worth" {
                    found.extend(
                        v.children_by(
                            w,
                            &[
                                Deprel::Obj,
                                Deprel::Obl,
                                Deprel::OblUnmarked,
                                Deprel::NmodUnmarked,
                            ],
                        )
                        .map(|token| Filler { token, certainty }),
                    );
                }
            }
        }
        // a stranded preposition in a relative clause: "a fund it put money into", "a rival it tried to merge with"
        let mut clause = t;
        while v.deprel(clause) == Deprel::Xcomp
            && let Some(h) = v.head(clause)
        {
            clause = h;
        }
        if found.is_empty()
            && self.is_verbal(t)
            && let Some(n) = self.modified(clause)
            && v.deprel(clause) == Deprel::AclRelcl
            && v.children(t).any(|c| {
                v.upos(c) == Upos::Adp
                    && v.form(c).eq_ignore_ascii_case(preposition)
                    && matches!(v.deprel(c), Deprel::Obl | Deprel::Advmod | Deprel::Case)
            })
        {
            found.push(Filler {
                token: n,
                certainty: certainty * 0.8,
            });
        }
        found
    }

    /// Possessors of a noun: 's, possessive determiners, "whose".
    #[must_use]
    pub fn possessors(&self, n: usize) -> Vec<Filler> {
        let v = self.view;
        let of = |n: usize, certainty: f32| -> Vec<Filler> {
            v.children_by(n, &[Deprel::NmodPoss])
                .map(|c| Filler {
                    token: self.antecedent(c),
                    certainty,
                })
                .collect()
        };
        let found = of(n, 1.0);
        if !found.is_empty() {
            return found;
        }
        // "Norvane's founder and chairman"
        if v.deprel(n) == Deprel::Conj
            && let Some(h) = v.head(n)
            && v.upos(h) == Upos::Noun
            && v.upos(n) == Upos::Noun
        {
            return of(h, 0.9);
        }
        // "Norvane's paint brand Oxlip": the possessor hangs on the name
        match (v.deprel(n), v.head(n)) {
            (Deprel::Compound | Deprel::NmodDesc | Deprel::Flat, Some(h)) if self.heads_name(h) => {
                of(h, 0.9).into_iter().filter(|f| f.token < n).collect()
            }
            _ => found,
        }
    }

    /// Nouns that modify a noun.
    #[must_use]
    pub fn compounds(&self, n: usize) -> Vec<Filler> {
        let v = self.view;
        v.children_by(
            n,
            &[
                Deprel::Compound,
                Deprel::NmodDesc,
                Deprel::NmodUnmarked,
                // "Dresden-based"
                Deprel::OblUnmarked,
            ],
        )
        .filter(|&c| v.upos(c).is_nominal() && self.mentions.time_at(c).is_none())
        .filter(|&c| v.deprel(c) != Deprel::OblUnmarked || c < n)
        .map(|token| Filler {
            token,
            certainty: 0.9,
        })
        .collect()
    }

    /// Adjectives, participles and other words that modify a noun or verb.
    #[must_use]
    pub fn modifiers(&self, n: usize) -> Vec<Filler> {
        let v = self.view;
        v.children_by(
            n,
            &[
                Deprel::Amod,
                Deprel::Compound,
                Deprel::Advmod,
                Deprel::Det,
                Deprel::Nummod,
                Deprel::Acl,
            ],
        )
        .map(|token| Filler {
            token,
            certainty: 1.0,
        })
        .collect()
    }
}
