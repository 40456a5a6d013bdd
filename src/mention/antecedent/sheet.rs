//! Questions with their candidates' features as JSON lines, to learn the weights from.

use std::collections::BTreeSet;

use super::cast::Cast;
use super::context::Context;
use super::features::{Listed, of_candidate, of_none};
use super::question::{Question, left_out, of_mention};
use crate::mention::{MentionKind, Mentions};
use crate::nlp::{ArgumentSlot, View};
use crate::ontology::Lexicon;

/// Readings and places that the model holds less likely are not asked about.
const READING: f32 = 0.2;
const OMITTED: f32 = 0.1;

/// A line for each question of a text: where its word starts (in Unicode scalar values), its kind, its place in a claim, the
/// names of each candidate and whether it is barred, the features of each candidate and of "none", and the model's log-probabilities of them.
#[must_use]
pub fn antecedent_sheet(view: &View<'_>, lexicon: &Lexicon, mentions: &Mentions) -> String {
    let cast = Cast::new(view, lexicon, mentions);
    let mut questions: Vec<Question> = (0..mentions.mentions.len())
        .filter_map(|i| of_mention(view, lexicon, mentions, &cast, i))
        .collect();
    for reading in view
        .analysis
        .readings
        .iter()
        .filter(|r| r.confidence >= READING)
    {
        for a in reading.arguments.iter().filter(|a| a.confidence >= OMITTED) {
            let subject = match a.slot {
                ArgumentSlot::OmittedSubject => true,
                ArgumentSlot::OmittedObject => false,
                _ => continue,
            };
            let others = reading
                .arguments
                .iter()
                .filter(|b| {
                    b.confidence >= 0.35
                        && b.slot
                            == if subject {
                                ArgumentSlot::Object
                            } else {
                                ArgumentSlot::Subject
                            }
                })
                .filter_map(|b| cast.at(mentions, b.token))
                .collect::<BTreeSet<_>>();
            questions.push(left_out(
                view,
                mentions,
                &cast,
                reading.token,
                &reading.relation,
                subject,
                others,
            ));
        }
    }
    let text = &view.document.text;
    let names: Vec<Vec<String>> = cast
        .members
        .iter()
        .map(|member| {
            let own = mentions.mentions.iter().enumerate().filter(|(i, m)| {
                m.kind == MentionKind::Name
                    && mentions.references[*i].referents == [member.representative]
            });
            let names: BTreeSet<String> = own.map(|(_, m)| m.span.of(text).to_owned()).collect();
            names.into_iter().collect()
        })
        .collect();
    let mut out = String::new();
    for q in &questions {
        let mut none = Listed::default();
        of_none(&cast, q, &mut none);
        let context = Context::new(view, mentions, &cast, q);
        let candidates: Vec<Vec<String>> = (0..cast.members.len())
            .map(|c| {
                let mut listed = Listed::default();
                of_candidate(view, &cast, &context, q, c, &mut listed);
                listed.0
            })
            .collect();
        let read = super::read(view, &cast, q, &vec![true; cast.members.len()]);
        let barred: Vec<bool> = cast.members.iter().map(|m| q.bars(m)).collect();
        let start = view.token(q.token).span.start;
        let line = serde_json::json!({
            "start": text[..start].chars().count(), "kind": q.kind, "slots": q.slots, "rule": q.rule,
            "names": names, "barred": barred, "none": none.0, "features": candidates,
            "model": read.as_ref().map(|r| &r.0), "model_none": read.as_ref().map(|r| r.1),
        });
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}
