//! Which of the qualifiers that were found for a claim are what they are taken for.

use super::assemble::{Parts, name_start};
use super::clauses::{is_of_the_clause_after, of_another_clause};
use super::deep::Deep;
use super::qualifiers::Found;
use super::told::{after_years_at, came_from};
use crate::claim::{Object, Predicate, QualifierKey, Value};
use crate::mention::{Amount, AmountValue, MentionId, MentionKind};
use crate::nlp::{Deprel, Tense, Upos, VerbForm};
use crate::ontology::{Sense, Temporality};

/// An office of more words is none.
const LONGEST_ROLE: usize = 12;

/// The qualifiers that are what they are taken for.
pub(super) fn fitting<'a>(deep: &Deep<'_>, parts: &'a Parts<'_>) -> Vec<&'a Found> {
    let v = deep.view;
    let (t, object) = (parts.trigger, parts.object.token);
    let money = |a: &Amount| matches!(a.value, AmountValue::Money(..));
    let amounts = || deep.mentions.amounts.iter().filter(|a| money(a));
    // the words of the sentence that are figures: sums, counts and bare numbers
    let sentence = v.sentence(t).tokens.clone();
    let is_figure = |k: usize| {
        let percent =
            |a: &&Amount| a.tokens.contains(&k) && matches!(a.value, AmountValue::Percent(_));
        let timed = deep.mentions.times.iter().any(|m| m.tokens.contains(&k));
        v.upos(k) == Upos::Num && !timed && !deep.mentions.amounts.iter().any(|a| percent(&a))
    };
    let own_figure = deep
        .mentions
        .amount_at(object)
        .map_or(object..object + 1, |a| a.tokens.clone());
    let figure_within = |from: usize, to: usize| {
        (from.max(sentence.start)..to.min(sentence.end))
            .any(|k| is_figure(k) && !own_figure.contains(&k))
    };
    // "a $23 million contract" is no contract for "$23 million"
    let sum =
        |f: &Found| amounts().any(|a| a.tokens.start <= f.tokens.0 && f.tokens.1 < a.tokens.end);
    let words = |f: &Found| v.words(&(f.tokens.0..f.tokens.1 + 1)).to_lowercase();
    let has = |sense: Sense, f: &Found| deep.senses.has(sense, &words(f));
    let text = |f: &Found| matches!(f.value, Value::Text(_));
    // what is said to be bought is no purpose of buying it
    let echo =
        |f: &Found| text(f) && f.tokens.0 < f.tokens.1 && (f.tokens.0..=f.tokens.1).contains(&t);
    let party = |f: &Found| {
        f.tokens.0 + 1 >= f.tokens.1
            && deep.mentions.at(f.tokens.1).is_some_and(|m| {
                let class = deep.mentions.get(m).class.as_deref();
                matches!(class, Some("Company" | "Organization" | "Person"))
            })
    };
    // "$5bn, up from $4bn in 2024": the date of the other sum
    let of_another_sum = |f: &Found| {
        !matches!(parts.object.object, Object::Entity(_))
            && (f.tokens.0 > object
                && figure_within(object + 1, f.tokens.0)
                // "from 410 in 2024 to 640": of the figure right before it
                || f.tokens.1 < object
                    && f.tokens.0 > sentence.start
                    && (is_figure(f.tokens.0 - 1)
                        || f.tokens.0 > sentence.start + 1 && is_figure(f.tokens.0 - 2) && v.upos(f.tokens.0 - 1) == Upos::Adp)
                    && !own_figure.contains(&(f.tokens.0 - 1)))
    };
    // "when she succeeded co-founder Peter Lind": a description has no part in the time of the clause
    // "met Norvane finance director Ada Berg", however the tree hangs them
    let named = v
        .children_by(t, &[Deprel::Appos, Deprel::Flat])
        .any(|c| c == t + 1 && deep.heads_name(c))
        || [parts.subject.token, parts.object.token]
            .into_iter()
            .any(|k| k != t && name_start(deep, k) == t + 1);
    let describes = !deep.is_copular(t)
        && v.upos(t) == Upos::Noun
        && (named
            || matches!(
                v.deprel(t),
                Deprel::Compound
                    | Deprel::NmodDesc
                    | Deprel::NmodUnmarked
                    | Deprel::Flat
                    | Deprel::Amod
            ));
    // "the rights outside Japan and China" are not those there
    let outside = |f: &Found| {
        let first = match v.deprel(f.tokens.1) {
            Deprel::Conj => v.head(f.tokens.1).unwrap_or(f.tokens.1),
            _ => f.tokens.1,
        };
        [f.tokens.0, f.tokens.1, first]
            .into_iter()
            .any(|k| deep.preposition(k).as_deref() == Some("outside"))
    };
    // "from investors including Norvane"
    let several = |f: &Found| {
        has(Sense::UnnamedInvestors, f) && parts.found.iter().filter(|g| g.key == f.key).count() > 1
    };
    // "joined from Norvane as head of sales last year": neither the post nor the day is Norvane's
    let elsewhere = came_from(deep, parts);
    // "as part of the deal, Ada will join the board"
    let part_of = |f: &Found| {
        v.head(f.tokens.1).is_some_and(|h| {
            v.lemma(h) == "part" && deep.preposition(f.tokens.1).as_deref() == Some("of")
        })
    };
    // "left to become a beekeeper"
    let becomes = |f: &Found| {
        deep.lemma_is(t, Sense::GoingToBecome)
            && v.head(f.tokens.1)
                .is_some_and(|h| h != t && matches!(v.lemma(h), "become" | "be"))
    };
    // "will be succeeded by finance head Ada Berg": that is what she was
    let own_title = |f: &Found| {
        deep.lemma_is(t, Sense::Succeeding)
            && f.tokens.1 + 1 == name_start(deep, parts.subject.token)
    };
    // "a bakery led by Ada Berg": that is what she leads
    let is_what_is_led = |f: &Found| {
        v.upos(t) == Upos::Verb
            && matches!(v.deprel(t), Deprel::Acl | Deprel::AclRelcl)
            && v.head(t).is_some_and(|noun| {
                noun == f.tokens.1
                    || v.deprel(f.tokens.1) == Deprel::Appos && v.head(f.tokens.1) == Some(noun)
            })
    };
    // "Ada Berg, who now teaches at Norvane University", "he now advises Norvane": what somebody does is no title
    let clause = |f: &Found| {
        let words = words(f);
        let told = |k: usize| {
            v.token(k).feats.verb_form == Some(VerbForm::Fin)
                && v.children(k).any(|c| v.deprel(c).is_subject())
        };
        words.starts_with("who ")
            || words.starts_with("which ")
            || f.tokens.0 < f.tokens.1 && (f.tokens.0..=f.tokens.1).any(told)
    };
    // "for most of its 114 years"
    let partly = |f: &Found| {
        let start = v.sentence(f.tokens.0).tokens.start;
        f.tokens.0 >= start + 3
            && matches!(
                v.form(f.tokens.0 - 1),
                "its" | "their" | "the" | "his" | "her"
            )
            && v.form(f.tokens.0 - 2) == "of"
            && matches!(v.lemma(f.tokens.0 - 3), "most" | "much" | "half" | "part")
    };
    // "38 of its 121 shops": how many there are is said after it
    let some_of = |f: &Found| {
        let next = f.tokens.1 + 1;
        let end = v.sentence(f.tokens.1).tokens.end;
        next + 2 < end
            && v.form(next) == "of"
            && v.upos(next + 2) == Upos::Num
            && matches!(v.form(next + 1), "its" | "their" | "the" | "his" | "her")
    };
    // "a $74m round led by Norvane", "has raised $95m from investors including Norvane": not Norvane's alone
    let invests = matches!(&parts.predicate, Predicate::Relation(r) if r == "investsIn");
    let of_all = |f: &Found| {
        let investor = parts.subject.token;
        let own = deep.mentions.at(investor);
        // "Marks & Brenholt" is one
        let other = |k: usize| deep.mentions.at(k).is_some_and(|m| Some(m) != own);
        let sentence = v.sentence(t).tokens.clone();
        let apart = sentence.into_iter().any(|k| {
            matches!(
                v.form(k).to_lowercase().as_str(),
                "each" | "apiece" | "respectively" | "individually"
            )
        });
        let several = !apart
            && (v.deprel(investor) == Deprel::Conj && v.head(investor).is_some_and(other)
                || v.children_by(investor, &[Deprel::Conj]).any(other)
                || v.head(investor)
                    .is_some_and(|h| deep.lemma_is(h, Sense::AmongInvestors)));
        // "closed a $74m round led by Norvane"
        let leads = |k: usize| deep.lemma_is(k, Sense::LeadingARound);
        invests && sum(f) && (leads(t) || v.head(investor).is_some_and(leads) || several)
    };
    // "4% of revenue above $1m": from there on
    let from_there_on = |f: &Found| {
        let share = matches!(&parts.predicate, Predicate::Relation(r) if matches!(r.as_str(), "pays" | "sharesRevenueWith"));
        share
            && parts.found.iter().any(|g| g.key == QualifierKey::Rate)
            && f.tokens.0 > v.sentence(f.tokens.0).tokens.start + 1
            && v.upos(f.tokens.0 - 2) == Upos::Noun
            && matches!(
                v.form(f.tokens.0 - 1),
                "above" | "over" | "beyond" | "exceeding"
            )
    };
    // "LumiView's patents": a product gives no licence
    let thing = |f: &Found| {
        deep.mentions.at(f.tokens.1).is_some_and(|m| {
            let class = deep.mentions.get(m).class.as_deref();
            matches!(class, Some("Product" | "Model" | "Platform" | "Service"))
        })
    };
    // "valves for the power station at Brask": that is where the station stands
    let makes = matches!(&parts.predicate, Predicate::Relation(r) if r == "develops");
    let stands = deep.mentions.at(object).is_some_and(|m| {
        let class = deep.mentions.get(m).class.as_deref();
        matches!(class, Some("Place" | "Facility"))
    });
    let within = |f: &Found| {
        makes
            && !stands
            && parts.found.iter().any(|g| {
                g.key == QualifierKey::Purpose
                    && text(g)
                    && g.tokens.0 < f.tokens.0
                    && f.tokens.1 <= g.tokens.1
            })
    };
    // "up from $292m a year earlier": the date before it is that of the other sum
    let of_the_former = |f: &Found| {
        !matches!(parts.object.object, Object::Entity(_))
            && f.tokens.1 < object
            && deep.preposition(object).as_deref() == Some("from")
            && figure_within(sentence.start, object)
    };
    // "fourteen years on", "one day"
    let ago = |f: &Found| {
        let next = f.tokens.1 + 1;
        words(f) == "one day"
            || v.sentence(f.tokens.1).tokens.contains(&next) && deep.form_is(next, Sense::Ago)
    };
    // "joined Norvane after six years at Trask": how long it was elsewhere; "stepped down after six years" is no beginning
    let after = |f: &Found| {
        let start = v.sentence(f.tokens.0).tokens.start;
        let mut before = (start..=f.tokens.0).rev().take(3);
        let begins = |k: usize| deep.lemma_is(k, Sense::Beginning);
        before.any(|k| v.form(k).eq_ignore_ascii_case("after"))
            && (begins(t) || v.head(t).is_some_and(begins))
            && (f.tokens.0..=f.tokens.1).all(|k| !v.dominates(k, t))
    };
    // "Norvane, valued at $2bn, handles payments for Trask": no sum of that
    let valued = |f: &Found| {
        let mut at = f.tokens.1;
        (0..4).any(|_| {
            let Some(head) = v.head(at) else { return false };
            at = head;
            at != t && v.upos(at) == Upos::Verb && v.lemma(at) == "value" && !v.dominates(at, t)
        })
    };
    // "across the road", "in four states", "most of them in Klaksvik"
    let nowhere = |f: &Found| {
        let head = v.head(f.tokens.1);
        text(f) && has(Sense::NoPlace, f)
            || head.is_some_and(|h| {
                h != t && matches!(v.lemma(h), "most" | "many" | "half" | "some" | "all")
            })
            || f.tokens.0 >= v.sentence(f.tokens.0).tokens.start + 3
                && v.form(f.tokens.0 - 3) == "of"
                && v.form(f.tokens.0 - 2) == "them"
    };
    // "the Ohio firm booked a charge last year": where it sits has no part in that
    let seated = matches!(&parts.predicate, Predicate::Relation(r) if r == "headquarteredIn")
        && v.upos(t) != Upos::Verb;
    // "Today the firm designs its own": nowadays
    let nowadays = |f: &Found| {
        parts.temporality == Temporality::State
            && has(Sense::Nowadays, f)
            && (v.token(t).feats.tense == Some(Tense::Pres)
                || v.children_by(t, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
                    .any(|a| v.token(a).feats.tense == Some(Tense::Pres)))
    };
    // "sold for less than half of what it had cost": no half of the company
    let of_price = |f: &Found| {
        let of = v.children_by(f.tokens.1, &[Deprel::Nmod, Deprel::Acl, Deprel::Advcl]);
        of.chain(v.children_by(f.tokens.0, &[Deprel::Nmod, Deprel::Acl, Deprel::Advcl]))
            .any(|c| {
                deep.lemma_is(c, Sense::Price)
                    || v.lemma(c) == "what"
                    || v.subtree(c)
                        .iter()
                        .any(|&k| k < c && v.form(k).eq_ignore_ascii_case("what"))
            })
    };
    // "with headquarters in Milan and a plant in Turin, makes bread"
    let of_seat = |f: &Found| {
        let mut at = f.tokens.1;
        // "is headquartered in Tokyo with 50,000 employees"
        let based = v.head(at).is_some_and(|h| {
            h != t && matches!(v.lemma(h), "headquarter" | "headquartered" | "base")
        });
        based
            || (0..4).any(|_| {
                let Some(head) = v.head(at) else { return false };
                at = head;
                at != t && deep.lemma_is(at, Sense::HeadOffice) && !v.dominates(at, t)
            })
    };
    // "since then": words that no date was found for
    // "its largest purchase in a decade"
    let in_years = |f: &Found| {
        let words = words(f);
        words.starts_with("in ")
            && ["decade", "decades", "years", "century"]
                .iter()
                .any(|last| words.ends_with(last))
    };
    let undated = |f: &Found| {
        text(f) && in_years(f)
            || text(f)
                && matches!(
                    words(f).as_str(),
                    "since then"
                        | "until then"
                        | "till then"
                        | "since"
                        | "then"
                        | "until recently"
                        | "recently"
                        | "until lately"
                )
    };
    // "Ola, a former head of Norvane, became chairman in March"
    let office = match v.head(t).filter(|_| v.deprel(t) == Deprel::Amod) {
        Some(noun) => noun,
        None => t,
    };
    let apposed = v.upos(office) == Upos::Noun
        && v.deprel(office) == Deprel::Appos
        && v.head(office)
            .is_some_and(|h| h < office && v.upos(h) == Upos::Propn);
    // "took charge in May after eleven years at Norvane": neither the day nor the office is that of the years before
    let earlier = after_years_at(deep, parts);
    let of_what_came_next = |f: &Found| {
        let own = matches!(
            f.key,
            QualifierKey::Role | QualifierKey::Date | QualifierKey::ValidFrom
        );
        earlier && own && f.tokens.0 < object
    };
    // "sues over a 61-hour outage", "its 140 staff, for at least a year": no length of a suit or of a number
    let name = match &parts.predicate {
        Predicate::Relation(name) => name.as_str(),
        Predicate::Open(_) => "",
    };
    let goes_on = matches!(
        name,
        "outage" | "hosts" | "pays" | "investsIn" | "integrates"
    );
    let at_once = matches!(name, "hasEmployees" | "hasRevenue" | "valuedAt" | "raises")
        || !parts.lasting && !goes_on;
    let is_body = |f: &Found| match f.value {
        Value::Entity(id) => matches!(
            deep.mentions.get(id).class.as_deref(),
            Some("Company" | "Organization" | "GovernmentAgency" | "NewsOutlet" | "Person")
        ),
        _ => false,
    };
    // "for $40 a share", "at $18.50 each": no price of the whole
    let of_one = |f: &Found| {
        let end = v.sentence(f.tokens.1).tokens.end;
        let next = deep
            .mentions
            .amount_at(f.tokens.0)
            .map_or(f.tokens.1 + 1, |a| a.tokens.end);
        let says = |k: usize, words: &[&str]| {
            k < end && words.contains(&v.form(k).to_lowercase().as_str())
        };
        says(next, &["each", "apiece"])
            || says(next, &["a", "per", "an"]) && says(next + 1, &["share", "unit", "ads"])
    };
    let deal = matches!(
        name,
        "acquires" | "sells" | "investsIn" | "owns" | "valuedAt"
    );
    // "Ada Berg, chairman of Norvane until August, took charge of Trask"
    let of_description = |f: &Found| {
        let apposed = std::iter::successors(Some(f.tokens.1), |&k| v.head(k))
            .take(5)
            .find(|&k| v.deprel(k) == Deprel::Appos);
        // a description between commas, wherever the tree hangs its end
        let behind = deep
            .mentions
            .at(parts.subject.token)
            .map_or(parts.subject.token + 1, |m| deep.mentions.get(m).tokens.end);
        let (first, last) = f.tokens;
        let between = behind < first
            && last + 1 < t
            && v.form(behind) == ","
            && v.form(last + 1) == ","
            && (behind..first).all(|k| !matches!(v.upos(k), Upos::Verb | Upos::Aux));
        between
            || apposed.is_some_and(|k| {
                k != t
                    && !v.dominates(k, t)
                    && !v.dominates(k, object)
                    && k != object
                    && v.head(k).is_some_and(|n| v.upos(n) == Upos::Propn)
            })
    };
    // "would own 16.5% of the enlarged company": no share of what is bought
    let of_the_combined = |f: &Found| {
        v.children_by(f.tokens.1, &[Deprel::Nmod])
            .filter(|&c| c != object)
            .flat_map(|c| v.children_by(c, &[Deprel::Amod]))
            .any(|a| {
                matches!(
                    v.lemma(a).to_lowercase().as_str(),
                    "enlarged" | "enlarge" | "combined" | "combine" | "merged" | "merge"
                )
            })
    };
    // "sell the plants to Trask, in which it holds 28%"
    let told_beside = |f: &Found| {
        let clause = std::iter::successors(Some(f.tokens.1), |&k| v.head(k))
            .take(6)
            .find(|&k| v.deprel(k) == Deprel::AclRelcl);
        clause.is_some_and(|k| {
            !v.dominates(k, t)
                && k != t
                && !v.dominates(k, object)
                && v.head(k).is_none_or(|n| !deep.lemma_is(n, Sense::Share))
        })
    };
    // "Norvane and Trask, which together hold a quarter": neither does
    let together = |f: &Found| {
        let verb = std::iter::successors(Some(f.tokens.1), |&k| v.head(k))
            .take(4)
            .find(|&k| v.upos(k) == Upos::Verb);
        verb.is_some_and(|verb| {
            v.children_by(verb, &[Deprel::Advmod, Deprel::Obl])
                .any(|c| {
                    matches!(
                        v.lemma(c).to_lowercase().as_str(),
                        "together" | "jointly" | "collectively" | "combined"
                    ) || matches!(v.lemma(c), "they" | "them")
                        && deep.preposition(c).as_deref() == Some("between")
                })
        })
    };
    // "pays $13bn for its 36.5% stake": no rate of what is paid
    let of_a_holding = |f: &Found| {
        let next = f.tokens.1 + 1;
        name == "pays"
            && v.sentence(f.tokens.1).tokens.contains(&next)
            && matches!(v.lemma(next), "stake" | "holding" | "shareholding")
    };
    // "bought a division with sales of £97m"
    let takings = |f: &Found| {
        let of = |k: usize| {
            deep.preposition(k).as_deref() == Some("of")
                && v.head(k)
                    .is_some_and(|h| h != t && deep.lemma_is(h, Sense::Takings))
        };
        matches!(
            name,
            "acquires" | "sells" | "investsIn" | "owns" | "mergesWith" | "partnersWith" | "signs"
        ) && (f.tokens.0..=f.tokens.1).any(of)
    };
    // "bought Hopstead, one of four breweries": a company with a name is not so many
    let of_company = matches!(name, "acquires" | "sells" | "owns" | "mergesWith")
        && match parts.object.object {
            Object::Entity(id) => {
                let named = deep.mentions.reference(id).referents.first().copied();
                let mention = deep.mentions.get(named.unwrap_or(id));
                mention.kind == MentionKind::Name && mention.class.as_deref() == Some("Company")
            }
            _ => false,
        };
    let has_key = |key| parts.found.iter().any(|f| f.key == key);
    let ranged = has_key(QualifierKey::ValidFrom) && has_key(QualifierKey::ValidUntil);
    // "an office made up of Ada Berg of Norvane and Ola Lund of Trask": what stands before them all is no office of the second
    let person = parts.subject.token;
    let body_of_name = v.head(object) == Some(person)
        && deep.preposition(object).as_deref() == Some("of")
        && v.deprel(person) == Deprel::Conj;
    let of_all_named = |f: &Found| {
        body_of_name
            && f.tokens.1 + 1 < name_start(deep, person)
            && !v.dominates(person, f.tokens.1)
    };
    let is_wrong = |f: &Found| match f.key {
        QualifierKey::Role => {
            clause(f)
                || of_all_named(f)
                || sum(f)
                || elsewhere
                || part_of(f)
                || becomes(f)
                || own_title(f)
                || is_what_is_led(f)
                // "run by Ada Berg", "chairman until the"
                || (f.tokens.0..=f.tokens.1).contains(&parts.subject.token)
                || matches!(v.upos(f.tokens.1), Upos::Det | Upos::Adp)
                || words(f).split_whitespace().count() > LONGEST_ROLE
                // "his post will be filled by Ada Berg": which it is, is not said
                || f.tokens.0 == f.tokens.1
                    && (has(Sense::Post, f)
                        || matches!(words(f).as_str(), "charge" | "helm" | "reins" | "wheel"))
                // "former Norvane executive, will lead": more than an office
                || (f.tokens.0..f.tokens.1).any(|k| v.deprel(k) == Deprel::Aux)
        }
        QualifierKey::Duration => partly(f) || ago(f) || after(f) || at_once,
        QualifierKey::Rate => of_a_holding(f),
        // "is recalling trucks built between May and November": a range is not that of what happens at once
        QualifierKey::ValidFrom | QualifierKey::ValidUntil
            if !parts.lasting && ranged && !goes_on =>
        {
            true
        }
        // "Norvane's Ostrava plant": Norvane is no place
        QualifierKey::Place if is_body(f) => true,
        QualifierKey::Amount | QualifierKey::AmountMin | QualifierKey::AmountMax => {
            is_of_the_clause_after(deep, t, f.tokens.0)
                || valued(f)
                || of_all(f)
                || from_there_on(f)
                || deal && of_one(f)
                || takings(f)
        }
        QualifierKey::Licensor => thing(f),
        QualifierKey::Stake => of_price(f) || together(f) || of_the_combined(f) || told_beside(f),
        QualifierKey::Quantity => some_of(f) || of_company,
        QualifierKey::Service | QualifierKey::Product => sum(f) || echo(f),
        QualifierKey::Scope => {
            sum(f)
                || amounts().any(|a| a.tokens.contains(&f.tokens.0))
                || echo(f)
                || words(f).starts_with("seeking ")
                || outside(f)
                || has(Sense::NoScope, f)
        }
        // "sold it to Norvane to cut debt": that was not Norvane's purpose
        QualifierKey::Purpose => {
            echo(f)
                || text(f) && party(f)
                || name == "acquires"
                    && v.upos(t) == Upos::Verb
                    && deep.preposition(parts.subject.token).as_deref() == Some("to")
        }
        // "sold it to Norvane to please Trask"
        QualifierKey::Recipient => (f.tokens.0..=f.tokens.1).any(|k| {
            let verb = v.head(k).filter(|_| v.deprel(k) == Deprel::Obj);
            verb.is_some_and(|h| h != t && v.upos(h) == Upos::Verb && v.dominates(t, h))
        }),
        QualifierKey::Channel => echo(f),
        QualifierKey::Investor => several(f),
        QualifierKey::Place => {
            outside(f)
                || nowhere(f)
                || within(f)
                || of_another_clause(deep, t, f.key, f.tokens.1)
                || name != "headquarteredIn" && of_seat(f)
        }
        QualifierKey::Date | QualifierKey::ValidFrom | QualifierKey::ValidUntil => {
            of_another_sum(f)
                || of_description(f)
                || of_the_former(f)
                || of_another_clause(deep, t, f.key, f.tokens.1)
                || elsewhere
                || seated && !v.dominates(t, f.tokens.0)
                || nowadays(f)
                || undated(f)
                || of_what_came_next(f)
                || apposed && !v.dominates(office, f.tokens.0)
                || describes
                    && !v.dominates(t, f.tokens.0)
                    && v.head(t)
                        .is_none_or(|h| f.tokens.0 > h || f.tokens.1 < t.saturating_sub(3))
        }
        _ => false,
    };
    // what a fine is for is its ground
    let twice = |f: &Found| {
        f.key == QualifierKey::Purpose
            && parts
                .found
                .iter()
                .any(|g| g.key == QualifierKey::Scope && g.value == f.value)
    };
    parts
        .found
        .iter()
        .filter(|f| !is_wrong(f) && !twice(f))
        .collect()
}

/// Qualifiers with the object's own count: in "41,200 vans, another 6,500 cars and a lorry" each member of the list keeps to its
/// number, and one without a number has none.
pub(super) fn counted(deep: &Deep<'_>, object: usize, found: Vec<&Found>) -> Vec<Found> {
    let v = deep.view;
    let own = deep.mentions.amount_at(object);
    let of_another = |f: &Found| {
        (f.tokens.0..=f.tokens.1).any(|k| {
            v.deprel(k) == Deprel::Conj && v.head(k) == Some(object)
                || v.deprel(object) == Deprel::Conj && v.head(object) == Some(k)
        })
    };
    let count = |f: &Found| match own {
        _ if f.key != QualifierKey::Quantity => Some(f.clone()),
        Some(amount) if let AmountValue::Count(count) = &amount.value => Some(Found {
            key: f.key,
            value: Value::Quantity(count.clone()),
            tokens: (amount.tokens.start, amount.tokens.end - 1),
        }),
        _ => (!of_another(f)).then(|| f.clone()),
    };
    found.into_iter().filter_map(count).collect()
}

/// "By 1938 it employed 600": a past day by which something was so is no end of it.
pub(super) fn by_then(deep: &Deep<'_>, parts: &Parts<'_>, found: Vec<Found>) -> Vec<Found> {
    let v = deep.view;
    let verb = Some(parts.trigger)
        .filter(|&t| v.upos(t) == Upos::Verb)
        .or_else(|| v.head(parts.trigger))
        .unwrap_or(parts.trigger);
    let told =
        v.token(verb).feats.tense == Some(Tense::Past) && v.child(verb, &[Deprel::Aux]).is_none();
    let Some(published) = v.document.meta.date.filter(|_| told) else {
        return found;
    };
    let by = |f: &Found| match &f.value {
        Value::Date(d, Some(word)) => word == "by" && d.last_day() < published.first_day(),
        _ => false,
    };
    found
        .into_iter()
        .map(|f| match f.key {
            QualifierKey::ValidUntil if by(&f) => Found {
                key: QualifierKey::Date,
                ..f
            },
            _ => f,
        })
        .collect()
}

/// Of two dates that no word joins, the one that is further from what is dated: it belongs to something else.
pub(super) fn other_date(
    deep: &Deep<'_>,
    trigger: usize,
    object: usize,
    found: &[Found],
) -> Option<Value<MentionId>> {
    let v = deep.view;
    let mut dates = found
        .iter()
        .filter(|f| f.key == QualifierKey::Date && matches!(f.value, Value::Date(..)));
    let (Some(a), Some(b), None) = (dates.next(), dates.next(), dates.next()) else {
        return None;
    };
    let joined = |a: &Found, b: &Found| {
        (a.tokens.0..=a.tokens.1).any(|k| {
            v.deprel(k) == Deprel::Conj
                && v.head(k)
                    .is_some_and(|h| (b.tokens.0..=b.tokens.1).contains(&h))
        })
    };
    if joined(a, b) || joined(b, a) || a.value == b.value {
        return None;
    }
    let far = |f: &Found| {
        let near = f.tokens.0.abs_diff(trigger);
        if deep.is_verbal(trigger) {
            near
        } else {
            near.min(f.tokens.0.abs_diff(object))
        }
    };
    Some(if far(a) > far(b) { a } else { b }.value.clone())
}
