//! The client: documents on one side, questions on the other.

use std::io::{BufRead, Write};

use serde_json::{Value as Json, json};

use super::reply::{content, line};
use super::{Cache, Endpoint, Failure, Usage, instructions, question, schema};
use crate::ontology::Ontology;
use crate::outside::Request;

/// After so many questions in a row without an answer no more are asked.
const MOST_IN_VAIN: usize = 3;

/// What the client is told.
#[derive(Debug)]
pub struct Settings {
    /// The model's name.
    pub model: String,
    /// Sentences in one question.
    pub batch: usize,
    /// Whether the answer's schema is sent along.
    pub structured: bool,
    /// Where answers are kept.
    pub cache: Option<Cache>,
}

/// How it ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ended {
    /// What was asked.
    pub usage: Usage,
    /// Claims written.
    pub claims: usize,
    /// Questions without an answer, and lines without a document.
    pub failed: usize,
}

struct Client<'a> {
    settings: &'a Settings,
    endpoint: Option<&'a Endpoint>,
    system: String,
    schema: Json,
    author: String,
    ended: Ended,
    in_vain: usize,
}

/// Reads documents, asks, and writes claim lines; without an endpoint the questions go to `log` and nothing is asked.
///
/// # Errors
/// Input or output fails.
pub fn run(
    ontology: &Ontology,
    settings: &Settings,
    endpoint: Option<&Endpoint>,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    log: &mut dyn FnMut(&str),
) -> std::io::Result<Ended> {
    let mut client = Client {
        settings,
        endpoint,
        system: instructions(ontology),
        schema: schema(ontology),
        author: format!("chat:{}", settings.model),
        ended: Ended::default(),
        in_vain: 0,
    };
    for (number, text) in input.lines().enumerate() {
        let text = text?;
        if text.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Request>(&text) {
            Ok(document) => {
                if !client.document(&document, out, log)? {
                    break;
                }
            }
            Err(error) => {
                log(&format!("line {}: no document: {error}", number + 1));
                client.ended.failed += 1;
            }
        }
    }
    Ok(client.ended)
}

impl Client<'_> {
    /// Asks about one document; whether to go on.
    fn document(
        &mut self,
        document: &Request,
        out: &mut dyn Write,
        log: &mut dyn FnMut(&str),
    ) -> std::io::Result<bool> {
        let sentences = document.sentences.iter().enumerate();
        let asked: Vec<usize> = sentences
            .filter(|(_, s)| s.may_claim())
            .map(|(i, _)| i)
            .collect();
        let mut batches: Vec<&[usize]> = asked.chunks(self.settings.batch.max(1)).rev().collect();
        while let Some(batch) = batches.pop() {
            match self.ask(document, batch, out, log) {
                Ok(claims) => {
                    self.in_vain = 0;
                    for claim in &claims {
                        match line(document, claim, &self.author) {
                            Some(line) => {
                                self.ended.claims += 1;
                                writeln!(out, "{line}")?;
                            }
                            None => log(&format!("{}: left out: {claim}", document.id)),
                        }
                    }
                }
                Err(Failure::TooLong) if batch.len() > 1 => {
                    let (first, second) = batch.split_at(batch.len() / 2);
                    batches.extend([second, first]);
                }
                Err(failure) => {
                    let (first, last) = (batch[0] + 1, batch[batch.len() - 1] + 1);
                    log(&format!(
                        "{}: sentences {first} to {last}: {failure}",
                        document.id
                    ));
                    self.ended.failed += 1;
                    self.in_vain += 1;
                    let hopeless = matches!(failure, Failure::Final(_));
                    if hopeless || self.in_vain >= MOST_IN_VAIN {
                        log("no more questions are asked");
                        return Ok(false);
                    }
                }
            }
            // a sign of life
            writeln!(out)?;
            out.flush()?;
        }
        Ok(true)
    }

    fn ask(
        &mut self,
        document: &Request,
        batch: &[usize],
        out: &mut dyn Write,
        log: &mut dyn FnMut(&str),
    ) -> Result<Vec<Json>, Failure> {
        let user = question(document, batch);
        let Some(endpoint) = self.endpoint else {
            log(&format!("{}\n{user}", self.system));
            return Ok(Vec::new());
        };
        let body = self.body(&user);
        let key = Cache::key(endpoint.address(), &body);
        let kept = self.settings.cache.as_ref().and_then(|c| c.get(&key));
        if let Some((claims, _)) = kept.and_then(|answer| content(&answer).ok()) {
            self.ended.usage.cached += 1;
            return Ok(claims);
        }
        let mut note = |message: &str| {
            log(&format!("{}: {message}", document.id));
            // a sign of life; that nobody listens is found out with the next claim
            drop(writeln!(out).and_then(|()| out.flush()));
        };
        let ((claims, usage), answer) = endpoint.ask(&body, content, &mut note)?;
        self.ended.usage += usage;
        if let Some(cache) = &self.settings.cache
            && let Err(error) = cache.put(&key, &answer)
        {
            log(&format!("the answer could not be kept: {error}"));
        }
        Ok(claims)
    }

    fn body(&self, user: &str) -> Json {
        let mut body = json!({
            "model": self.settings.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": self.system},
                {"role": "user", "content": user},
            ],
        });
        if self.settings.structured {
            body["response_format"] = json!({
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": true, "schema": self.schema},
            });
        }
        body
    }
}
