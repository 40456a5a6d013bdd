//! What neither a frame nor the model should take for a claim: participants that stand the other way round, or in another relation.

use super::Matcher;
use crate::extract::assemble::Participant;
use crate::extract::clauses::is_of_the_clause_before;
use crate::mention::{AmountValue, MentionId, MentionKind};
use crate::nlp::{Deprel, EntityLabel, Upos};
use crate::ontology::{Complement, Relation, Sense};

/// A location of the model's tags that is less likely than this is none.
const SURE_PLACE: f32 = 0.4;

impl Matcher<'_> {
    /// Whether the words say something else of the two than the relation does.
    pub(super) fn is_misread(
        &self,
        t: usize,
        relation: &Relation,
        subject: &Participant,
        object: &Participant,
    ) -> bool {
        let v = self.context.view;
        let verb = v.upos(t) == Upos::Verb;
        let active = verb && v.child(t, &[Deprel::AuxPass]).is_none();
        let senses = &self.deep.senses;
        let is = |k: usize, sense: Sense| senses.has(sense, &v.lemma(k).to_lowercase());
        // "told Trask to wait and is in talks with Brannick": Trask is not
        // "was developed by Norvane and will be released" may go on with Norvane
        let agent = self.deep.preposition(subject.token).as_deref() == Some("by")
            && (!verb || self.deep.is_passive(t));
        if !agent && is_of_the_clause_before(&self.deep, t, subject.token)
            || self.is_of_what_went_before(t, object)
            || self.is_of_the_unnamed(subject)
            || self.is_told_of_the_complement(t, object)
        {
            return true;
        }
        match relation.name.as_str() {
            // "bought Hissa in 2015, Kelmax in 2016": who stands after the verb without a preposition does not buy
            "acquires" | "sells" if active && self.is_bare_after(t, subject) => true,
            "acquires" if self.is_what_was_bought(t, subject.token, object.token) => true,
            "acquires" if self.is_who_is_talked_to(t, subject.token) => true,
            "acquires" if self.stops_the_bid(t, subject.token) => true,
            // "will transfer its headquarters to Nassau"
            "sells" => {
                is(object.token, Sense::HeadOffice)
                    || self.sells_what_was_bought(t, subject.token)
                    || self.leaves_the_bidding(t, subject.token)
            }
            // "is the parent company of Trask", "a sister company of Trask"
            "subsidiaryOf" => {
                let parent = self.deep.surface_subject(t).map(|s| s.token);
                is(t, Sense::Firm)
                    && parent.is_none_or(|p| p != object.token)
                    && v.children_by(t, &[Deprel::Compound, Deprel::Amod])
                        .any(|c| is(c, Sense::RelatedFirm))
            }
            "mergesWith" => {
                self.is_made_by_merger(t, object) || active && self.merges_another(t, subject)
            }
            "partnersWith" => {
                self.is_the_venture_itself(t, subject) || self.is_at_one_against(t, subject, object)
            }
            "foundedBy" => self.is_of_its_neighbour(t, subject.token, object.token),
            // "Norvane, based in Lund, sued in 2018"
            "sues" => {
                active
                    && v.lemma(t) == "sue"
                    && self
                        .deep
                        .surface_subject(t)
                        .is_some_and(|s| s.token == object.token)
            }
            "raises" => self.is_price_or_value(t, object) || self.leads_the_round(subject),
            // "makes use of it"
            "develops" => {
                v.lemma(t) == "make"
                    && v.child(t, &[Deprel::Obj])
                        .is_some_and(|o| v.lemma(o) == "use")
            }
            // "Aerospace supplier Titanex"
            "supplies" | "providesServicesTo" | "distributes" => self.is_field(object),
            // "sales of the treatment rose to $318m"
            "hasRevenue" => {
                self.is_of_its_shops(t, subject)
                    || self.is_price_or_value(t, object)
                    || self.is_whole_of_a_share(t, object)
                    || [Some(t), v.child(t, &[Deprel::Nsubj])]
                        .into_iter()
                        .flatten()
                        .any(|noun| self.is_of_a_product(noun))
            }
            // "has 26 ships", "has 12,000 members"
            "hasEmployees" => {
                self.counted(object).is_some_and(|k| is(k, Sense::NoStaff))
                    || self.is_change_of_staff(t, object)
                    || self.counts_others(t, object)
            }
            "investsIn" => {
                self.only_describes("investsIn", t, subject.token, &[object.token])
                    || self.leads_a_loan(subject)
            }
            "pays" if self.is_paid_for(t, object) || self.pays_a_country(t, object) => true,
            "pays" | "sharesRevenueWith" => self.is_entitled(t, subject),
            "owns" => self.is_where_it_is(object) || self.holds_an_office(t),
            "competesWith" | "negotiatesWith" if self.is_at_one_against(t, subject, object) => true,
            "valuedAt" => self.is_value_of_an_asset(subject),
            // "will succeed Ada Berg": she is no employer
            "holdsPosition" => {
                self.is_office_of_another(t, object)
                    || self.is_department(object)
                    || self.is_what_an_office_is_for(t, object)
                    || self.is_of_its_neighbour(t, object.token, subject.token)
                    || self.is_own_title(object)
                    || self.only_describes("holdsPosition", t, subject.token, &[object.token])
                    || self.deep.mentions.at(object.token).is_some_and(|m| {
                        let mention = self.deep.mentions.get(m);
                        mention.kind == MentionKind::Name
                            && mention.class.as_deref() == Some("Person")
                            || self.is_bare(object.token, m)
                    })
            }
            "headquarteredIn" => {
                self.is_no_town(object)
                    || self.is_beyond_the_seat(object)
                    || self.is_of_another(subject, object.token)
            }
            _ => false,
        }
    }

    /// Whether a bid is said to be stopped by somebody: "the bid for Norvane was blocked by the president".
    fn stops_the_bid(&self, t: usize, subject: usize) -> bool {
        let v = self.context.view;
        let bid = match v.upos(t) {
            Upos::Verb => v.child(t, &[Deprel::NsubjPass]),
            _ => Some(t).filter(|&t| v.deprel(t) == Deprel::NsubjPass),
        };
        let verb = bid.and_then(|bid| v.head(bid));
        let stopped =
            verb.is_some_and(|verb| self.deep.end_of(verb, &Complement::Object).is_some());
        stopped
            && bid.is_some_and(|bid| self.deep.lemma_is(bid, Sense::Takeover))
            && v.head(subject) == verb
            && v.deprel(subject) == Deprel::OblAgent
    }

    /// Whether somebody is told to leave a sale, in which they bid: "withdrew from the sale of the gas field".
    fn leaves_the_bidding(&self, t: usize, subject: usize) -> bool {
        let v = self.context.view;
        let verb = v.head(t).filter(|_| {
            self.deep.lemma_is(t, Sense::Takeover)
                && v.deprel(t) == Deprel::Obl
                && v.child(t, &[Deprel::NmodPoss]).is_none()
                && matches!(
                    self.deep.preposition(t).as_deref(),
                    Some("from" | "out-of" | "of")
                )
        });
        verb.is_some_and(|verb| {
            let leaver = self.deep.surface_subject(verb);
            self.deep.gives_up(verb, t)
                && !self.deep.is_passive(verb)
                && v.child(verb, &[Deprel::Obj]).is_none()
                && leaver.is_some_and(|s| s.token == subject)
        })
    }

    /// Whether somebody sells what a clause within says another had bought: "plans to sell Norvane, which Trask bought in 2019".
    fn sells_what_was_bought(&self, t: usize, subject: usize) -> bool {
        let v = self.context.view;
        let clause = std::iter::successors(Some(t), |&k| v.head(k))
            .take(4)
            .find(|&k| v.deprel(k) == Deprel::AclRelcl);
        let bought = v.upos(t) == Upos::Verb
            && matches!(v.lemma(t), "buy" | "acquire" | "purchase" | "take" | "pick");
        let Some(clause) = clause.filter(|_| bought) else {
            return false;
        };
        let mut at = v.head(clause);
        let verb = loop {
            match at {
                Some(k) if v.upos(k) == Upos::Verb => break k,
                Some(k) => at = v.head(k),
                None => return false,
            }
        };
        let who = |k: usize| {
            let mention = self.deep.mentions.at(k)?;
            Some(&self.deep.mentions.reference(mention).referents)
        };
        let same = |seller: usize| {
            seller == subject || who(seller).is_some() && who(seller) == who(subject)
        };
        let sold = self.deep.lemma_is(verb, Sense::Selling);
        let seller = self.deep.surface_subject(verb).map(|s| s.token);
        !v.dominates(clause, subject) && seller.is_some_and(|s| s == subject || sold && same(s))
    }

    /// Whether a verb has a country for the one who is paid: "must pay Ireland €13bn in back taxes".
    fn pays_a_country(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let mut paid = v.children_by(t, &[Deprel::Iobj, Deprel::Obj]);
        v.lemma(t) == "pay"
            && paid.any(|c| {
                let country = mentions.at(c).is_some_and(|m| {
                    let class = mentions.get(m).class.as_deref();
                    class.is_some_and(|c| self.context.ontology.is_a(c, "Place"))
                });
                country && c != object.token
            })
    }

    /// Whether what is held is an office: "gave up the chair, which Ola also holds".
    fn holds_an_office(&self, t: usize) -> bool {
        let v = self.context.view;
        let clause = std::iter::successors(Some(t), |&k| v.head(k))
            .take(3)
            .find(|&k| v.deprel(k) == Deprel::AclRelcl);
        let noun = clause.and_then(|c| v.head(c));
        noun.is_some_and(|n| {
            v.upos(n) == Upos::Noun
                && (self.deep.lemma_is(n, Sense::Post)
                    || self.context.lexicon.is_position(v.lemma(n)))
        })
    }

    /// Whether somebody leads the round in which another raises money: "Norvane led a $575m funding round".
    fn leads_the_round(&self, subject: &Participant) -> bool {
        let v = self.context.view;
        v.deprel(subject.token) == Deprel::Nsubj
            && v.head(subject.token).is_some_and(|verb| {
                matches!(
                    v.lemma(verb),
                    "lead" | "co-lead" | "join" | "anchor" | "back"
                )
            })
    }

    /// Whether somebody leads those who lend: "a $5bn credit facility led by Norvane".
    fn leads_a_loan(&self, subject: &Participant) -> bool {
        let v = self.context.view;
        let lends = |k: usize| {
            self.deep.lemma_is(k, Sense::Credit)
                || v.children_by(k, &[Deprel::Compound, Deprel::Amod])
                    .any(|c| self.deep.lemma_is(c, Sense::Credit))
        };
        v.head(subject.token)
            .filter(|&verb| self.deep.lemma_is(verb, Sense::LeadingARound))
            .and_then(|verb| v.head(verb))
            .is_some_and(lends)
    }

    /// Whether the subject is who is to be paid: "is eligible for milestone payments", "is in line for a payout".
    fn is_entitled(&self, t: usize, subject: &Participant) -> bool {
        let v = self.context.view;
        let above = std::iter::successors(Some(t), |&k| v.head(k)).take(4);
        above
            .filter(|&k| self.deep.lemma_is(k, Sense::Entitled))
            .any(|k| {
                self.deep
                    .surface_subject(k)
                    .is_some_and(|s| s.token == subject.token)
            })
    }

    /// Whether the object of a noun is what a relative clause tells of its complement: "a shareholder of Disney, which owns Pixar".
    fn is_told_of_the_complement(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let complement = v
            .children_by(t, &[Deprel::Nmod])
            .find(|&c| self.deep.mentions.at(c).is_some_and(|m| self.is_named(m)));
        complement
            .filter(|_| v.upos(t) == Upos::Noun)
            .is_some_and(|c| {
                v.children_by(c, &[Deprel::AclRelcl])
                    .any(|clause| v.dominates(clause, object.token))
            })
    }

    /// Whether an office is told to be that of another body: "Its boss, Ola, used to be Norvane's director".
    fn is_office_of_another(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let owner = v.child(t, &[Deprel::NmodPoss]).filter(|&p| {
            v.upos(t) == Upos::Noun && matches!(v.lemma(p), "its" | "it" | "their" | "they")
        });
        owner.is_some_and(|p| p != object.token)
            && v.deprel(object.token) == Deprel::NmodPoss
            && !v.dominates(t, object.token)
    }

    /// Whether an office has an owner and what stands behind it tells only what it is for: "Norvane's head of marketing for the Zeta".
    fn is_what_an_office_is_for(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let holder = |m: MentionId| self.deep.mentions.get(m).class.as_deref() == Some("Person");
        let owner = v.child(t, &[Deprel::NmodPoss]).filter(|&p| {
            v.upos(t) == Upos::Noun
                && p != object.token
                && self.deep.mentions.at(p).is_some_and(|m| !holder(m))
        });
        owner.is_some()
            && object.token > t
            && v.deprel(object.token) == Deprel::Nmod
            && matches!(
                self.deep.preposition(object.token).as_deref(),
                Some("for" | "of")
            )
            && v.dominates(t, object.token)
    }

    /// The noun that a number counts.
    pub(super) fn counted(&self, object: &Participant) -> Option<usize> {
        let v = self.context.view;
        match v.deprel(object.token) {
            Deprel::Nummod => v.head(object.token),
            _ => (v.upos(object.token) == Upos::Noun).then_some(object.token),
        }
    }

    /// Whether a sum is told to be a share of the sales that the trigger names: "$3.4bn, some 41% of the group's sales".
    fn is_whole_of_a_share(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        let share = v.head(t).filter(|_| {
            v.deprel(t) == Deprel::Nmod && self.deep.preposition(t).as_deref() == Some("of")
        });
        let amount = share.and_then(|s| self.deep.mentions.amount_at(s));
        amount.is_some_and(|a| matches!(a.value, AmountValue::Percent(_)))
            && !v.dominates(t, object.token)
    }

    /// Whether a verb tells what shops take in, not the company that has them: "its 109 stores bring in $500m a year".
    fn is_of_its_shops(&self, t: usize, subject: &Participant) -> bool {
        let v = self.context.view;
        let shops = self
            .deep
            .surface_subject(t)
            .filter(|s| v.upos(t) == Upos::Verb && s.token != subject.token);
        shops.is_some_and(|s| {
            v.upos(s.token) == Upos::Noun && self.deep.lemma_is(s.token, Sense::Site)
        })
    }

    /// Whether a possessive is taken for that of a name, although the subject of its clause is a company without one: "the combined
    /// group will have its seat in Oslo".
    fn is_of_the_unnamed(&self, subject: &Participant) -> bool {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let possessive =
            v.deprel(subject.token) == Deprel::NmodPoss && v.upos(subject.token) == Upos::Pron;
        let Some(verb) = v
            .head(subject.token)
            .and_then(|noun| v.head(noun))
            .filter(|_| possessive)
        else {
            return false;
        };
        let Some(own) = v.child(verb, &[Deprel::Nsubj]).and_then(|s| mentions.at(s)) else {
            return false;
        };
        let company = mentions.get(own).class.as_deref() == Some("Company");
        let meant = mentions.at(subject.token).is_some_and(|m| self.is_named(m));
        company && meant && mentions.get(own).kind == MentionKind::Nominal && !self.is_named(own)
    }

    /// Whether what a mention refers to has a name.
    fn is_named(&self, mention: MentionId) -> bool {
        let mentions = self.deep.mentions;
        let mut referents = mentions.reference(mention).referents.iter();
        referents.any(|&m| mentions.get(m).kind == MentionKind::Name)
    }

    /// Whether a mention is a noun in the singular and nothing else: "vice president of research".
    fn is_bare(&self, noun: usize, mention: MentionId) -> bool {
        let v = self.context.view;
        let described = [
            Deprel::Det,
            Deprel::NmodPoss,
            Deprel::Amod,
            Deprel::Compound,
            Deprel::Nmod,
            Deprel::AclRelcl,
        ];
        self.deep.mentions.get(mention).kind == MentionKind::Nominal
            && !self.is_named(mention)
            && v.upos(noun) == Upos::Noun
            && v.form(noun) == v.lemma(noun)
            && v.child(noun, &described).is_none()
    }

    /// Whether a place stands before a description of somebody else: "the Leeds baker was sold to Norvane".
    fn is_of_another(&self, subject: &Participant, place: usize) -> bool {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let modifies = matches!(v.deprel(place), Deprel::Amod | Deprel::Compound);
        let Some(noun) = v.head(place).filter(|_| modifies) else {
            return false;
        };
        let (Some(described), Some(own)) = (mentions.at(noun), mentions.at(subject.token)) else {
            return false;
        };
        let referents = &mentions.reference(described).referents;
        let named = |&m: &MentionId| mentions.get(m).kind == MentionKind::Name;
        mentions.get(described).kind == MentionKind::Nominal
            && !referents.is_empty()
            && referents.iter().all(named)
            && *referents != mentions.reference(own).referents
    }

    /// Whether a participant stands after an active verb that has a subject, as nothing but its object can.
    fn is_bare_after(&self, t: usize, subject: &Participant) -> bool {
        let v = self.context.view;
        let own = v
            .children(t)
            .any(|c| v.deprel(c).is_subject() && c < t && c != subject.token);
        // "to the Omani fund Dhofar"
        let mut top = subject.token;
        let mut marked = false;
        for _ in 0..4 {
            marked |= self.deep.preposition(top).is_some();
            let joins = matches!(
                v.deprel(top),
                Deprel::Appos | Deprel::Flat | Deprel::NmodDesc | Deprel::Compound | Deprel::Conj
            );
            match v.head(top).filter(|_| joins) {
                Some(head) => top = head,
                None => break,
            }
        }
        // "pays Norvane £46m for it": who is paid sells
        let paid = v.deprel(top) == Deprel::Iobj || v.lemma(t) == "pay";
        subject.token > t
            && !marked
            && !paid
            && own
            && v.sentence_index(subject.token) == v.sentence_index(t)
            && v.child(subject.token, &[Deprel::NmodPoss]).is_none()
            && !v.deprel(subject.token).is_subject()
            && v.deprel(subject.token) != Deprel::NmodPoss
            && self
                .deep
                .mentions
                .at(subject.token)
                .is_some_and(|m| self.deep.mentions.get(m).kind == MentionKind::Name)
    }

    /// "merged to form Nordenergi": what comes out of it is no party.
    fn is_made_by_merger(&self, t: usize, object: &Participant) -> bool {
        let v = self.context.view;
        v.head(object.token).is_some_and(|h| {
            h != t && v.deprel(object.token) == Deprel::Obj && self.deep.lemma_is(h, Sense::Forming)
        })
    }

    /// "merged Tandrix into Orvane": who merges two others is none of them.
    fn merges_another(&self, t: usize, subject: &Participant) -> bool {
        let v = self.context.view;
        let joins = self.deep.lemma_is(t, Sense::Uniting);
        let doer =
            joins && v.deprel(subject.token) == Deprel::Nsubj && v.head(subject.token) == Some(t);
        doer && v.child(t, &[Deprel::Obj]).is_some_and(|o| {
            let named = |k: usize| {
                self.deep.mentions.at(k).is_some_and(|m| {
                    let mention = self.deep.mentions.get(m);
                    mention.kind == MentionKind::Name
                        && matches!(mention.class.as_deref(), Some("Company" | "Organization"))
                })
            };
            named(o)
                || v.children_by(o, &[Deprel::Appos, Deprel::Flat, Deprel::Compound])
                    .any(named)
        })
    }

    /// "sales of the treatment"
    fn is_of_a_product(&self, noun: usize) -> bool {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        v.upos(noun) == Upos::Noun
            && v.child(noun, &[Deprel::NmodPoss]).is_none()
            && v.children_by(noun, &[Deprel::Nmod]).any(|c| {
                let class = mentions
                    .at(c)
                    .and_then(|m| mentions.get(m).class.as_deref());
                self.deep.preposition(c).as_deref() == Some("of")
                    && class.is_some_and(|c| self.context.ontology.is_a(c, "Product"))
            })
    }

    /// Whether a name in capitals is no more than a trade: "Aerospace".
    fn is_field(&self, participant: &Participant) -> bool {
        let lexicon = self.context.lexicon;
        let words = participant.words.to_lowercase();
        !words.contains(' ')
            && !lexicon
                .trades
                .of_description(&[words], "company")
                .is_empty()
    }

    /// "Quantiva, a Thornfield company": a name before a noun that nothing calls a place.
    fn is_no_town(&self, object: &Participant) -> bool {
        let v = self.context.view;
        let o = object.token;
        let before = matches!(
            v.deprel(o),
            Deprel::Compound | Deprel::NmodDesc | Deprel::Amod
        ) && v.head(o).is_some_and(|h| h > o)
            && !(o + 1 < v.sentence(o).tokens.end && v.is_hyphen(o + 1));
        let known = self.deep.mentions.at(o).is_some_and(|m| {
            let words = v.words(&self.deep.mentions.get(m).tokens);
            let lexicon = self.context.lexicon;
            lexicon.name(words).is_some() || lexicon.is_place_adjective(words)
        });
        let entities = &v.analysis.entities;
        let label = entities.iter().find(|e| e.tokens.contains(&o));
        let place =
            label.is_some_and(|e| e.label == EntityLabel::Location && e.confidence >= SURE_PLACE);
        before && !known && !place && label.is_some()
    }

    /// Whether a noun for a purchase is said to be what was bought: "Hopstead is the latest acquisition of Vandermolen".
    pub(super) fn is_what_was_bought(&self, t: usize, subject: usize, object: usize) -> bool {
        let v = self.context.view;
        v.upos(t) == Upos::Noun
            && self.deep.lemma_is(t, Sense::Takeover)
            && self.deep.is_copular(t)
            && v.deprel(subject).is_subject()
            && v.head(subject) == Some(t)
            && self.deep.preposition(object).as_deref() == Some("of")
    }
}
