//! What the model takes for a relation and is another thing of the kind.

use super::Matcher;
use crate::extract::assemble::Participant;
use crate::nlp::Deprel;
use crate::ontology::Relation;

impl Matcher<'_> {
    /// Whether a noun names a deal, which an authority may look into or let pass.
    fn is_deal(&self, n: usize) -> bool {
        matches!(
            self.context.view.lemma(n),
            "acquisition"
                | "purchase"
                | "takeover"
                | "merger"
                | "buyout"
                | "bid"
                | "offer"
                | "deal"
                | "sale"
                | "tie-up"
                | "licence"
                | "license"
                | "agreement"
                | "contract"
        )
    }

    /// What the model takes for a relation and is another thing of the kind: profit for revenue, a valuation for a sum raised, any office
    /// for the head office.
    pub(super) fn is_something_else(
        &self,
        t: usize,
        relation: &Relation,
        object: &Participant,
    ) -> bool {
        let v = self.context.view;
        let above = v.head(object.token);
        let either = |words: &[&str]| {
            words.contains(&v.lemma(t)) || above.is_some_and(|h| words.contains(&v.lemma(h)))
        };
        match relation.name.as_str() {
            "hasRevenue" => either(&[
                "income",
                "profit",
                "earnings",
                "loss",
                "ebitda",
                "dividend",
                "valuation",
            ]),
            "raises" => either(&["valuation"]),
            // "Norvane's lawyer" works for another firm
            "holdsPosition" => {
                let whose = t > 0 && matches!(v.form(t - 1), "'s" | "’s" | "'" | "’");
                let owned = whose || v.child(t, &[Deprel::NmodPoss]).is_some();
                let lawyer = matches!(
                    v.lemma(t),
                    "lawyer" | "attorney" | "solicitor" | "barrister"
                );
                lawyer && owned
            }
            // "runs its shop on the Kestrane phone"
            "uses" => {
                v.lemma(t) == "run"
                    && v.child(t, &[Deprel::Obj]).is_some_and(|o| {
                        matches!(
                            v.lemma(o),
                            "shop" | "store" | "ad" | "advert" | "campaign" | "channel" | "page"
                        )
                    })
            }
            // "bottles Kestrane beer under licence": it is somebody else's
            "develops" => v.children_by(t, &[Deprel::Obl]).any(|o| {
                matches!(v.lemma(o), "licence" | "license")
                    && self.deep.preposition(o).as_deref() == Some("under")
            }),
            // "investigates Norvane's purchase of Trask": the purchase, not Norvane
            "scrutinizes" | "approves" | "blocks" => {
                v.deprel(object.token) == Deprel::NmodPoss
                    && above.is_some_and(|n| {
                        v.head(n) == Some(t) && v.deprel(n) == Deprel::Obj && self.is_deal(n)
                    })
            }
            // "under an open licence"
            "licenses" => v.children_by(t, &[Deprel::Amod]).any(|c| {
                matches!(
                    v.form(c).to_lowercase().as_str(),
                    "open" | "permissive" | "public"
                )
            }),
            "headquarteredIn" => {
                let is_site = |k: usize| {
                    matches!(
                        v.lemma(k),
                        "office"
                            | "branch"
                            | "store"
                            | "shop"
                            | "plant"
                            | "warehouse"
                            | "factory"
                            | "laboratory"
                            | "lab"
                            | "outlet"
                            | "hub"
                    )
                };
                let is_main = |k: usize| {
                    v.children(k).any(|c| {
                        matches!(
                            v.form(c).to_lowercase().as_str(),
                            "head"
                                | "main"
                                | "corporate"
                                | "principal"
                                | "registered"
                                | "home"
                                | "executive"
                        )
                    })
                };
                // "has its seat in Leeds, with offices in Dublin"
                let beside = above.filter(|&h| {
                    h != t
                        && v.deprel(object.token) == Deprel::Nmod
                        && self.deep.preposition(h).as_deref() == Some("with")
                });
                [Some(t), beside]
                    .into_iter()
                    .flatten()
                    .any(|k| is_site(k) && !is_main(k))
            }
            _ => false,
        }
    }
}
