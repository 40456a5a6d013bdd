//! `factloom show`: everything that is claimed about an entity.

use std::collections::BTreeMap;
use std::io::Write;

use super::claim_lines::{self, Side};
use super::folder::GraphArg;
use super::{Align, Failure, Outcome, Style, Table, Terminal};
use crate::claim::{Attribution, Object, Value};
use crate::error::{Error, ErrorKind};
use crate::graph::analytics::class_of;
use crate::graph::lookup::{self, Found};
use crate::graph::{EntityId, Graph, GraphClaim};

/// Show everything that is claimed about an entity, with the sources
///
/// The entity is found by any of its names, by the beginning or a part of one, or by its IRI.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A name of the entity, or its IRI
    #[arg(value_name = "ENTITY")]
    entity: String,

    /// Show open claims too, those that no relation of the ontology covers
    #[arg(long)]
    open: bool,

    #[command(flatten)]
    graph: GraphArg,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let graph = args.graph.load()?;
    let terminal = Terminal::stdout();
    match lookup::entity(&graph, &args.entity) {
        Found::One(id) => {
            show(&graph, id, args.open, terminal, out)?;
            others(&graph, &args.entity, id, terminal, out)?;
        }
        Found::Several(ids) => list(&graph, &args.entity, &ids, terminal, out)?,
        Found::Similar(ids) => return Err(unknown(&graph, args, &ids).into()),
    }
    Ok(Outcome::Done)
}

/// Tells of others that are called like it: who asks for "Norvane" may mean Norvane Offshore.
fn others(
    graph: &Graph,
    text: &str,
    id: EntityId,
    terminal: Terminal,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let like = lookup::like(graph, text, id);
    if like.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = like
        .iter()
        .map(|&id| graph.entity(id).label.as_str())
        .collect();
    let text = format!("called like it: {}", names.join(", "));
    writeln!(out, "\n{}", terminal.style().faint(&text))
}

fn show(
    graph: &Graph,
    id: EntityId,
    open: bool,
    terminal: Terminal,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let style = terminal.style();
    let entity = graph.entity(id);
    let types = match entity.types.as_slice() {
        [] => "Thing".to_owned(),
        types => {
            let types: Vec<&str> = types
                .iter()
                .map(|t| graph.vocabulary.name_of_class(t))
                .collect();
            types.join(", ")
        }
    };
    writeln!(
        out,
        "{}  {}",
        style.strong(&entity.label),
        style.faint(&types)
    )?;
    if !entity.aliases.is_empty() {
        writeln!(out, "also {}", entity.aliases.join(", "))?;
    }
    writeln!(out, "{}", style.faint(&entity.iri))?;
    let about = group(graph, id);
    let shown = |claim: &GraphClaim| open || !claim.claim.predicate.is_open();
    let mut hidden = 0;
    for ((_, open_claims, name, side), claims) in &about {
        if *open_claims && !open {
            hidden += claims.len();
            continue;
        }
        let heading = match side {
            Side::Subject => style.relation(name),
            Side::Object => format!("{} {}", style.relation(name), style.faint("(as object)")),
            Side::Other => style.relation("named in"),
        };
        writeln!(out, "\n{heading}")?;
        for claim in claims.iter().filter(|c| shown(c)) {
            claim_lines::write(graph, claim, *side, terminal, out)?;
        }
    }
    if about.is_empty() {
        writeln!(out, "\nnothing is claimed about it")?;
    }
    if hidden > 0 {
        let text = match hidden {
            1 => "1 open claim is not shown; --open shows it".to_owned(),
            _ => format!("{hidden} open claims are not shown; --open shows them"),
        };
        writeln!(out, "\n{}", style.faint(&text))?;
    }
    Ok(())
}

/// Order of the groups: as subject, as object, elsewhere; business relations before open ones; by name.
type Key = (u8, bool, String, Side);

fn group(graph: &Graph, id: EntityId) -> BTreeMap<Key, Vec<&GraphClaim>> {
    let mut groups: BTreeMap<Key, Vec<&GraphClaim>> = BTreeMap::new();
    for claim in &graph.claims {
        let Some(side) = side_of(claim, id) else {
            continue;
        };
        let open = claim.claim.predicate.is_open();
        let (order, name) = match side {
            Side::Subject => (0, graph.vocabulary.name_of(&claim.claim.predicate)),
            Side::Object => (1, graph.vocabulary.name_of(&claim.claim.predicate)),
            Side::Other => (2, ""),
        };
        let name = if open && side != Side::Other {
            "open claims"
        } else {
            name
        };
        let key = (order + 3 * u8::from(open), open, name.to_owned(), side);
        groups.entry(key).or_default().push(claim);
    }
    for claims in groups.values_mut() {
        claims.sort_by_key(|c| (c.claim.status, std::cmp::Reverse(c.claim.confidence)));
    }
    groups
}

fn side_of(claim: &GraphClaim, id: EntityId) -> Option<Side> {
    let claim = &claim.claim;
    if claim.subject == id {
        return Some(Side::Subject);
    }
    if claim.object == Object::Entity(id) {
        return Some(Side::Object);
    }
    let qualifies = claim
        .qualifiers
        .iter()
        .any(|q| q.value == Value::Entity(id));
    let says = claim.attribution.contains(&Attribution::Entity(id));
    (qualifies || says).then_some(Side::Other)
}

fn list(
    graph: &Graph,
    text: &str,
    ids: &[EntityId],
    terminal: Terminal,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    writeln!(
        out,
        "{} entities fit “{text}”; name one of them in full, or by its IRI:",
        ids.len()
    )?;
    let mut table = Table::new(&[
        ("entity", Align::Left),
        ("type", Align::Left),
        ("mentions", Align::Right),
        ("IRI", Align::Left),
    ]);
    for id in ids {
        let entity = graph.entity(*id);
        table.row([
            entity.label.clone(),
            graph
                .vocabulary
                .name_of_class(class_of(&entity.types))
                .to_owned(),
            entity.mentions.to_string(),
            entity.iri.clone(),
        ]);
    }
    let width = if terminal.interactive {
        terminal.width
    } else {
        usize::MAX
    };
    let style: Style = terminal.style();
    out.write_all(table.draw(width, style).as_bytes())
}

fn unknown(graph: &Graph, args: &Args, similar: &[EntityId]) -> Error {
    let mut message = format!(
        "nothing in {} is called “{}”",
        args.graph.dir.display(),
        args.entity
    );
    if similar.is_empty() {
        message.push_str(
            "; `factloom query 'SELECT DISTINCT ?s WHERE { ?s a ?class }'` lists what there is",
        );
    } else {
        let labels: Vec<&str> = similar
            .iter()
            .map(|id| graph.entity(*id).label.as_str())
            .collect();
        message.push_str("; did you mean ");
        message.push_str(&labels.join(", "));
        message.push('?');
    }
    Error::new(ErrorKind::Usage, message)
}
