//! Values that belong to one of several participants: "A and B €18m and €11m respectively", "A (60%) and B (40%)",
//! "A holds 51% and B the rest".

use std::collections::BTreeSet;

use super::Matcher;
use crate::claim::{Decimal, Object, Predicate, QualifierKey, Value};
use crate::extract::Candidate;
use crate::extract::assemble::Participant;
use crate::extract::deep::Filler;
use crate::extract::qualifiers::Found;
use crate::mention::{AmountValue, MentionId, MentionKind};
use crate::nlp::Deprel;
use crate::ontology::{Relation, Sense};

impl Matcher<'_> {
    /// Leaves each of several participants its own value, where the sentence says "respectively".
    pub(super) fn respectively(
        &self,
        t: usize,
        all: &[Participant],
        one: &Participant,
        qualifiers: &mut [Found],
    ) {
        let v = self.context.view;
        let mut sentence = v.sentence(t).tokens.clone();
        let Some(place) = all.iter().position(|p| p.token == one.token) else {
            return;
        };
        if all.len() < 2 || !sentence.any(|k| v.form(k).eq_ignore_ascii_case("respectively")) {
            return;
        }
        for found in qualifiers {
            let run = self.run_of_amounts(found.tokens.0);
            if run.len() != all.len() {
                continue;
            }
            if let Some((value, tokens)) = self.value(found.key, run[place], &[]) {
                found.value = value;
                found.tokens = tokens;
            }
        }
    }

    /// The first tokens of the amounts of an enumeration, from the one that holds `token`.
    fn run_of_amounts(&self, token: usize) -> Vec<usize> {
        let v = self.context.view;
        let amounts = &self.deep.mentions.amounts;
        let Some(first) = amounts.iter().position(|a| a.tokens.contains(&token)) else {
            return Vec::new();
        };
        let mut run = vec![amounts[first].tokens.start];
        for pair in amounts[first..].windows(2) {
            let mut between = pair[0].tokens.end..pair[1].tokens.start;
            let near = between.len() <= 2 && between.all(|k| matches!(v.form(k), "and" | ","));
            if !near {
                break;
            }
            run.push(pair[1].tokens.start);
        }
        run
    }

    /// The share or sum in brackets right after a participant: "(60%)".
    pub(super) fn bracketed(
        &self,
        participant: &Participant,
        relation: &Relation,
    ) -> Option<Found> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let id = mentions.at(participant.token)?;
        let open = mentions.get(id).tokens.end.max(participant.token + 1);
        let end = v.sentence(participant.token).tokens.end;
        if open + 2 >= end || v.form(open) != "(" {
            return None;
        }
        let amount = mentions.amount_at(open + 1)?;
        if v.form(amount.tokens.end.min(end - 1)) != ")" {
            return None;
        }
        let key = match &amount.value {
            AmountValue::Percent(_) => [QualifierKey::Stake, QualifierKey::Rate]
                .into_iter()
                .find(|k| relation.takes(*k))?,
            AmountValue::Money(_) => QualifierKey::Amount,
            AmountValue::Count(_) => return None,
        };
        let (value, tokens) = self.value(key, amount.tokens.start, &[])?;
        Some(Found { key, value, tokens })
    }

    /// Those who have the rest, or another share, in a clause without a verb of its own: "A holds 51% and B the rest". Each
    /// with its share.
    pub(super) fn sharers(
        &self,
        t: usize,
        relation: &Relation,
        qualifiers: &[Found],
        accept: impl Fn(Filler) -> Option<Participant>,
    ) -> Vec<(Participant, Found)> {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let end = v.sentence(t).tokens.end;
        if !relation.takes(QualifierKey::Stake) {
            return Vec::new();
        }
        let Some((Value::Number(first), at)) = qualifiers
            .iter()
            .find(|q| q.key == QualifierKey::Stake)
            .map(|q| (&q.value, q.tokens.1))
        else {
            return Vec::new();
        };
        let mut taken = thousandths(first);
        let mut seen: BTreeSet<MentionId> = BTreeSet::new();
        let mut out = Vec::new();
        for k in at + 1..end {
            let Some(id) = mentions.at(k) else { continue };
            let mention = mentions.get(id);
            if mention.kind != MentionKind::Name || mention.tokens.start <= at || !seen.insert(id) {
                continue;
            }
            // "and B the rest": a comma or a conjunction before, the share right after
            let joined = matches!(
                v.form(mention.tokens.start - 1).to_lowercase().as_str(),
                "and" | "," | ";" | "with" | "while"
            ) || self.determined(mention.tokens.start, at);
            let mut next = mention.tokens.end;
            while next < end
                && matches!(v.form(next).to_lowercase().as_str(), "the" | "a" | "other")
            {
                next += 1;
            }
            if !joined || next >= end {
                continue;
            }
            let share = match mentions
                .amount_at(next)
                .map(|a| (&a.value, a.tokens.end - 1))
            {
                Some((AmountValue::Percent(p), last)) => Some((p.clone(), (next, last))),
                _ if self.deep.form_is(next, Sense::Rest) => {
                    Decimal::parse(&(100_000 - taken).max(0).to_string(), -3)
                        .map(|p| (p, (next, next)))
                }
                _ => None,
            };
            let Some((share, tokens)) = share else {
                continue;
            };
            let filler = Filler {
                token: mention.head,
                certainty: 0.85,
            };
            if let Some(p) = accept(filler) {
                taken += thousandths(&share);
                out.push((
                    p,
                    Found {
                        key: QualifierKey::Stake,
                        value: Value::Number(share),
                        tokens,
                    },
                ));
            }
        }
        out
    }

    /// What a bare share is a share of: "The rest is held by staff", "Pension fund X holds 30%". With the share, where it is
    /// what others leave.
    pub(super) fn whole(
        &self,
        t: usize,
        relation: &Relation,
        earlier: &[Candidate],
        accept: impl Fn(Filler) -> Option<Participant>,
    ) -> (Vec<Participant>, Option<Found>) {
        let v = self.context.view;
        let mentions = self.deep.mentions;
        let nothing = (Vec::new(), None);
        if !relation.takes(QualifierKey::Stake) || !self.deep.is_verbal(t) {
            return nothing;
        }
        let share = self
            .deep
            .objects(t)
            .into_iter()
            .map(|f| f.token)
            .find(|&k| {
                let percent = mentions
                    .amount_at(k)
                    .is_some_and(|a| matches!(a.value, AmountValue::Percent(_)));
                percent || self.deep.lemma_is(k, Sense::Rest)
            });
        let Some(share) = share else { return nothing };
        if v.children_by(share, &[Deprel::Nmod])
            .any(|c| self.deep.preposition(c).as_deref() == Some("of"))
        {
            return nothing;
        }
        let here = v.sentence_index(t);
        let owned = |c: &Candidate| match (&c.claim.predicate, &c.claim.object) {
            (Predicate::Relation(r), Object::Entity(id)) if *r == relation.name => {
                mentions.reference(*id).referents.first().copied()
            }
            _ => None,
        };
        let last = earlier
            .iter()
            .rev()
            .take_while(|c| here.saturating_sub(v.sentence_index(c.trigger)) <= 3)
            .find_map(owned);
        let rest = self.deep.lemma_is(share, Sense::Rest);
        let filler = match last {
            Some(id) => Some(Filler {
                token: mentions.get(id).head,
                certainty: 0.75,
            }),
            None if !rest => self.topic(t),
            None => None,
        };
        let mut found = None;
        if let (true, Some(id)) = (rest, last) {
            let mut holders = BTreeSet::new();
            let mut taken = 0;
            for c in earlier.iter().filter(|c| owned(c) == Some(id)) {
                for q in &c.claim.qualifiers {
                    if let (QualifierKey::Stake, Value::Number(n)) = (q.key, &q.value)
                        && holders.insert(mentions.reference(c.claim.subject).referents.clone())
                    {
                        taken += thousandths(n);
                    }
                }
            }
            if (1..100_000).contains(&taken) {
                found = Decimal::parse(&(100_000 - taken).to_string(), -3).map(|n| Found {
                    key: QualifierKey::Stake,
                    value: Value::Number(n),
                    tokens: (share, share),
                });
            }
        }
        (filler.and_then(accept).into_iter().collect(), found)
    }

    /// Whether only words that introduce a name stand between a comma or conjunction and the name.
    fn determined(&self, start: usize, after: usize) -> bool {
        let v = self.context.view;
        let mut k = start - 1;
        while k > after {
            match v.form(k).to_lowercase().as_str() {
                "and" | "," | ";" | "with" | "while" => return true,
                _ if v.head(k) == Some(start) || v.upos(k).is_nominal() => k -= 1,
                "'s" | "’s" | "the" => k -= 1,
                _ => return false,
            }
        }
        false
    }
}

fn thousandths(percent: &Decimal) -> i64 {
    (percent.to_f64() * 1000.0).round() as i64
}
