//! `factloom why`: how a claim came about.

use std::io::Write;

use super::claim_lines::{source, status};
use super::folder::GraphArg;
use super::table::{one_line, wrap};
use super::{Failure, Outcome, Style, Terminal};
use crate::claim::Evidence;
use crate::error::{Error, ErrorKind};
use crate::graph::{Graph, GraphClaim, lookup, wording};

/// Show how a claim came about: its words, what found it, how each part was read
///
/// `factloom show` prints the ids of claims; the beginning of an id is enough.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The claim's id, the beginning of it, or its IRI
    #[arg(value_name = "CLAIM-ID")]
    claim: String,

    #[command(flatten)]
    graph: GraphArg,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let graph = args.graph.load()?;
    match lookup::claims(&graph, &args.claim) {
        Ok(claims) => match claims.as_slice() {
            [claim] => explain(&graph, claim, Terminal::stdout(), out)?,
            several => {
                writeln!(out, "{} claims begin with {}:", several.len(), args.claim)?;
                for claim in several {
                    let text = one_line(&wording::sentence(&graph, claim));
                    writeln!(out, "  {}  {text}", claim.id)?;
                }
            }
        },
        Err(near) => return Err(unknown(args, &near).into()),
    }
    Ok(Outcome::Done)
}

fn explain(
    graph: &Graph,
    claim: &GraphClaim,
    terminal: Terminal,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let style = terminal.style();
    let said = &claim.claim;
    writeln!(
        out,
        "{} {} {}",
        style.strong(&one_line(&graph.entity(said.subject).label)),
        style.relation(graph.vocabulary.name_of(&said.predicate)),
        style.strong(&one_line(&wording::object(graph, &said.object)))
    )?;
    let mut facts = vec![
        ("claim", claim.id.clone()),
        ("status", status(said.status, style)),
        ("confidence", said.confidence.to_string()),
    ];
    if said.predicate.is_open() {
        facts.push(("open", "no relation of the ontology covers it".to_owned()));
    }
    for qualifier in &said.qualifiers {
        let mut text = one_line(&wording::value(graph, &qualifier.value));
        if let crate::claim::Value::Date(_, Some(word)) = &qualifier.value {
            text = format!("{text} (“{word}”)");
        }
        facts.push((qualifier.key.as_str(), text));
    }
    for attribution in &said.attribution {
        facts.push(("said by", wording::attribution(graph, attribution)));
    }
    write_facts(&facts, style, out)?;

    writeln!(out, "\n{}", style.strong("The words"))?;
    for evidence in &said.evidence {
        let text = in_sentence(evidence, style);
        for line in wrap(&text, terminal.width.saturating_sub(4)) {
            writeln!(out, "  {} {line}", style.faint("│"))?;
        }
        writeln!(out, "    {}", style.faint(&source(graph, evidence)))?;
    }

    writeln!(out, "\n{}", style.strong("How it was found"))?;
    let mut facts = vec![("extractor", said.extractor.clone())];
    if !said.trace.frame.is_empty() {
        facts.push(("frame", said.trace.frame.clone()));
    }
    if !said.trace.trigger.is_empty() {
        let trigger = one_line(&said.trace.trigger);
        facts.push(("trigger", format!("“{trigger}”")));
    }
    for step in &said.trace.steps {
        let mut text = one_line(&step.how);
        let words = one_line(&step.words);
        text = match (step.slot.as_str(), words.is_empty(), text.is_empty()) {
            (_, true, _) => text,
            ("confidence", ..) => format!("{words}: {text}"),
            (_, _, true) => format!("“{words}”"),
            _ => format!("“{words}”: {text}"),
        };
        facts.push((&step.slot, text));
    }
    write_facts(&facts, style, out)
}

fn write_facts(facts: &[(&str, String)], style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    let width = facts.iter().map(|f| f.0.len()).max().unwrap_or(0);
    for (name, text) in facts {
        let name = style.faint(&format!("{name:width$}"));
        writeln!(out, "  {name}  {text}")?;
    }
    Ok(())
}

/// The sentence with its quote marked, on one line.
fn in_sentence(evidence: &Evidence, style: Style) -> String {
    let quote = style.highlight(&one_line(&evidence.quote));
    let Some((before, after)) = evidence.sentence.split_once(&evidence.quote) else {
        return quote;
    };
    let gap = |there: bool| if there { " " } else { "" };
    format!(
        "{}{}{quote}{}{}",
        one_line(before),
        gap(before.ends_with(char::is_whitespace)),
        gap(after.starts_with(char::is_whitespace)),
        one_line(after)
    )
}

fn unknown(args: &Args, near: &[&str]) -> Error {
    let mut message = format!(
        "no claim in {} has the id “{}”",
        args.graph.dir.display(),
        args.claim
    );
    if near.is_empty() {
        message.push_str("; `factloom show ENTITY` prints the ids of claims");
    } else {
        message.push_str("; did you mean ");
        message.push_str(&near.join(" or "));
        message.push('?');
    }
    Error::new(ErrorKind::Usage, message)
}
