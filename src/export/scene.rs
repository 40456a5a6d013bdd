//! A picture with all its text measured and everything in its place, ready to be drawn.

use super::layout::{Input, InputEdge, Layout, Size, layout};
use super::text_width::{break_lines, text_width};
use crate::graph::view::{Family, Label, Node, View};

/// Size of the text of labels and facts.
pub const SMALL: f64 = 11.5;
/// Height of a line of text, relative to its size.
pub const LEADING: f64 = 1.28;

/// A picture, laid out.
pub struct Scene {
    /// Text of each node.
    pub nodes: Vec<Block>,
    /// Text of each edge.
    pub labels: Vec<Block>,
    /// Where everything stands.
    pub layout: Layout,
}

/// Lines of text in a box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// Lines, from above.
    pub lines: Vec<TextLine>,
    /// The size of the box around them.
    pub size: Size,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// Its pieces.
    pub runs: Vec<Run>,
    /// Size of its font.
    pub font_size: f64,
    /// Room above it beside the leading.
    pub above: f64,
}

/// Text in one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// The style.
    pub style: RunStyle,
}

/// Styles of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunStyle {
    /// The name of an entity.
    Name,
    /// A relation.
    Relation,
    /// A qualifier.
    Plain,
    /// A status other than actual.
    Status,
    /// What may be passed over.
    Faint,
}

impl RunStyle {
    /// Whether it is drawn in bold.
    #[must_use]
    pub fn bold(self) -> bool {
        matches!(self, Self::Name | Self::Relation)
    }
}

impl Scene {
    /// Measures and lays out.
    #[must_use]
    pub fn of(view: &View) -> Self {
        let mut ports = vec![0_usize; view.nodes.len()];
        for edge in &view.edges {
            ports[edge.from] += 1;
            ports[edge.to] += 1;
        }
        let nodes: Vec<Block> = view
            .nodes
            .iter()
            .zip(ports)
            .map(|(node, ports)| node_block(node, ports))
            .collect();
        let labels: Vec<Block> = view
            .edges
            .iter()
            .map(|edge| label_block(&edge.labels, edge.more))
            .collect();
        let layout = layout(&Input {
            nodes: nodes.iter().map(|b| b.size).collect(),
            edges: view
                .edges
                .iter()
                .zip(&labels)
                .map(|(edge, label)| InputEdge {
                    from: edge.from,
                    to: edge.to,
                    label: label.size,
                })
                .collect(),
        });
        Self {
            nodes,
            labels,
            layout,
        }
    }
}

/// Room that a shape takes at each side beside its text.
#[must_use]
pub fn side(family: Family) -> f64 {
    match family {
        Family::Product | Family::Event => 12.0,
        Family::Agency => 5.0,
        Family::Person => 7.0,
        _ => 2.0,
    }
}

fn node_block(node: &Node, ports: usize) -> Block {
    let font_size = match node.strength {
        s if s >= 0.6 => 17.0,
        s if s >= 0.25 => 15.0,
        _ => 13.0,
    };
    let name = break_lines(
        &node.label,
        150.0 + 4.0 * font_size - 50.0,
        font_size,
        true,
        3,
    );
    let mut lines: Vec<TextLine> = name
        .into_iter()
        .map(|text| TextLine {
            runs: vec![Run {
                text,
                style: RunStyle::Name,
            }],
            font_size,
            above: 0.0,
        })
        .collect();
    lines.extend(label_lines(&node.facts, node.more, 190.0));
    let mut block = measured(lines, 12.0 + side(node.family), 9.0);
    block.size.width = block.size.width.max(72.0);
    // A node with many edges is high enough to keep them apart.
    let wanted = 16.0 + 6.5 * ports.min(20) as f64;
    block.size.height = block.size.height.max(wanted);
    block
}

fn label_block(labels: &[Label], more: usize) -> Block {
    measured(label_lines(labels, more, 200.0), 6.0, 2.0)
}

fn label_lines(labels: &[Label], more: usize, width: f64) -> Vec<TextLine> {
    let mut lines = Vec::new();
    for label in labels {
        lines.extend(label_runs(label, width));
    }
    if more > 0 {
        lines.push(small(vec![Run {
            text: format!("+{more} more"),
            style: RunStyle::Faint,
        }]));
    }
    lines
}

/// One label in as many lines as it needs: relation, qualifiers, status.
fn label_runs(label: &Label, width: f64) -> Vec<TextLine> {
    let run = |text: &str, style| Run {
        text: text.to_owned(),
        style,
    };
    let mut pieces = vec![vec![run(&label.relation, RunStyle::Relation)]];
    if let Some(object) = &label.object {
        pieces[0].push(run(&format!(" {object}"), RunStyle::Plain));
    }
    for qualifier in &label.qualifiers {
        pieces.push(vec![run(qualifier, RunStyle::Plain)]);
    }
    if let Some(status) = label.status_name() {
        pieces.push(vec![run(status, RunStyle::Status)]);
    }
    let mut lines: Vec<Vec<Run>> = Vec::new();
    for piece in pieces {
        let Some(line) = lines.last_mut() else {
            lines.push(piece);
            continue;
        };
        let separator = run(" · ", RunStyle::Faint);
        if runs_width(line) + runs_width(&piece) + runs_width(std::slice::from_ref(&separator))
            <= width
        {
            line.push(separator);
            line.extend(piece);
        } else {
            lines.push(piece);
        }
    }
    let mut lines: Vec<TextLine> = lines.into_iter().map(small).collect();
    if let Some(first) = lines.first_mut() {
        first.above = 3.0;
    }
    lines
}

fn small(runs: Vec<Run>) -> TextLine {
    TextLine {
        runs,
        font_size: SMALL,
        above: 0.0,
    }
}

fn runs_width(runs: &[Run]) -> f64 {
    let width = |run: &Run| text_width(&run.text, SMALL, run.style.bold());
    runs.iter().map(width).sum()
}

fn measured(lines: Vec<TextLine>, side: f64, above: f64) -> Block {
    let width = |line: &TextLine| -> f64 {
        let run = |run: &Run| text_width(&run.text, line.font_size, run.style.bold());
        line.runs.iter().map(run).sum()
    };
    let size = Size {
        width: (lines.iter().map(width).fold(0.0, f64::max) + 2.0 * side).ceil(),
        height: (text_height(&lines) + 2.0 * above).ceil(),
    };
    Block { lines, size }
}

/// The height of lines of text without anything around them.
#[must_use]
pub fn text_height(lines: &[TextLine]) -> f64 {
    let height = |line: &TextLine| line.font_size * LEADING + line.above;
    lines.iter().map(height).sum()
}
