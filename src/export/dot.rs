//! The picture as a Graphviz file.

use std::fmt::Write as _;
use std::io::Write;

use super::Exporter;
use super::svg::colours;
use crate::graph::Graph;
use crate::graph::view::{Edge, Family, Label, Node, Options, View};

/// Graphviz DOT.
pub struct Dot;

impl Exporter for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn about(&self) -> &'static str {
        "the picture for Graphviz"
    }

    fn file_name(&self) -> Option<&'static str> {
        Some("graph.dot")
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> std::io::Result<()> {
        self.export_view(graph, Options::default(), out)
    }

    fn export_view(
        &self,
        graph: &Graph,
        options: Options,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        out.write_all(write(&View::of(graph, options), graph).as_bytes())
    }
}

fn write(view: &View, graph: &Graph) -> String {
    let mut out = String::from("digraph factloom {\n");
    let _ = writeln!(
        out,
        "  graph [rankdir=LR, ranksep=0.9, nodesep=0.3, labelloc=t, labeljust=l, fontname=\"Helvetica\", fontsize=18, label={}];",
        quoted(&format!("{}\n{}", view.title, view.subtitle), 'l')
    );
    out.push_str(
        "  node [style=filled, fontname=\"Helvetica\", fontsize=12, margin=\"0.16,0.08\"];\n",
    );
    out.push_str("  edge [fontname=\"Helvetica\", fontsize=10, color=\"#7b8794\", fontcolor=\"#1f2731\"];\n\n");
    for (i, node) in view.nodes.iter().enumerate() {
        write_node(&mut out, i, node, &graph.entity(node.entity).iri);
    }
    out.push('\n');
    for edge in &view.edges {
        write_edge(&mut out, edge);
    }
    legend(&mut out, view);
    out.push_str("}\n");
    out
}

fn write_node(out: &mut String, i: usize, node: &Node, iri: &str) {
    let mut label = node.label.clone();
    stack(&mut label, &node.facts, node.more);
    let _ = writeln!(
        out,
        "  n{i} [{}, label={}, tooltip={}, URL={}];",
        look(node.family),
        quoted(&label, 'n'),
        quoted(&node.tooltip, 'n'),
        quoted(iri, 'n'),
    );
}

fn write_edge(out: &mut String, edge: &Edge) {
    let mut label = String::new();
    stack(&mut label, &edge.labels, edge.more);
    let mut look = String::new();
    if !edge.actual {
        look.push_str(", style=dashed, color=\"#b0611a\"");
    }
    if edge.mutual {
        look.push_str(", dir=both");
    }
    let _ = writeln!(
        out,
        "  n{} -> n{} [label={}, edgetooltip={tip}, labeltooltip={tip}{look}];",
        edge.from,
        edge.to,
        quoted(&label, 'n'),
        tip = quoted(&edge.tooltip, 'n'),
    );
}

/// Labels below one another.
fn stack(out: &mut String, labels: &[Label], more: usize) {
    for label in labels {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&label.line());
    }
    if more > 0 {
        let _ = write!(out, "\n+{more} more");
    }
}

fn legend(out: &mut String, view: &View) {
    if view.nodes.is_empty() {
        return;
    }
    out.push_str("\n  subgraph cluster_legend {\n    graph [label=\"\", color=\"#c9d0d8\", style=rounded];\n");
    for family in view.families() {
        let _ = writeln!(
            out,
            "    legend_{} [{}, fontsize=10, label={}];",
            family as usize,
            look(family),
            quoted(family.as_str(), 'n')
        );
    }
    for (name, style, text) in [
        ("solid", "solid", "holds or happened"),
        (
            "dashed",
            "dashed, color=\"#b0611a\"",
            "ended, planned, possible …, as named",
        ),
    ] {
        let _ = writeln!(
            out,
            "    {name}_from [shape=point, width=0.05]; {name}_to [shape=plaintext, style=\"\", fontsize=10, label={}]; {name}_from -> {name}_to [style={style}];",
            quoted(text, 'n')
        );
    }
    out.push_str("  }\n");
}

/// Shape and colours of a family.
fn look(family: Family) -> String {
    let [fill, border, text] = colours(family)[0];
    let shape = match family {
        Family::Organization => "shape=box, style=\"filled,rounded\"",
        Family::Agency => "shape=box, peripheries=2",
        Family::Person => "shape=ellipse",
        Family::Product => "shape=hexagon",
        Family::Agreement => "shape=note",
        Family::Place => "shape=octagon",
        Family::Event => "shape=parallelogram",
        Family::Thing => "shape=box",
    };
    format!("{shape}, fillcolor=\"{fill}\", color=\"{border}\", fontcolor=\"{text}\"")
}

/// A string of DOT; line breaks are centred (`n`) or flush left (`l`).
fn quoted(text: &str, line_break: char) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => {
                out.push('\\');
                out.push(line_break);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    if line_break == 'l' {
        out.push_str("\\l");
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn strings_are_escaped() {
        assert_eq!(quoted("a \"b\" \\ c\nd\u{7}", 'n'), r#""a \"b\" \\ c\nd""#);
    }

    #[test]
    fn every_node_and_edge_is_written_once() {
        let graph = sample::graph(20, 30);
        let view = View::of(&graph, Options::default());
        let written = write(&view, &graph);
        let edges = written
            .lines()
            .filter(|l| l.starts_with("  n") && l.contains(" -> "));
        assert_eq!(edges.count(), view.edges.len());
        assert!(view.edges.iter().any(|e| !e.actual));
        assert!(written.contains("style=dashed"));
        assert_eq!(written, write(&view, &graph));
    }
}
