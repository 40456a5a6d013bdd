//! Where everything in a picture stands: boxes in columns, labels in columns between them, lines around both.
//!
//! A layered layout after Sugiyama, Tagawa and Toda, from left to right. Edges may run in either direction, so that
//! the columns are chosen for a picture of good proportions ([`columns`]) rather than to follow the arrows. Every label is
//! a box of its own in a column between two columns of nodes, and every line that passes a column has a place there,
//! so that nothing overlaps by construction. Crossings are then made few ([`order`]) and lines straight ([`place`]).

mod columns;
mod order;
mod place;
mod random;

use petgraph::unionfind::UnionFind;

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left side.
    pub x: f64,
    /// Upper side.
    pub y: f64,
    /// Width and height.
    pub size: Size,
}

impl Rect {
    /// The horizontal middle.
    #[must_use]
    pub fn center_x(&self) -> f64 {
        self.x + self.size.width / 2.0
    }

    /// The vertical middle.
    #[must_use]
    pub fn center_y(&self) -> f64 {
        self.y + self.size.height / 2.0
    }

    /// Whether two boxes share more than a border.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.size.width
            && other.x < self.x + self.size.width
            && self.y < other.y + other.size.height
            && other.y < self.y + self.size.height
    }
}

/// What is to be laid out.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Sizes of the nodes, the most important first.
    pub nodes: Vec<Size>,
    /// Edges with the sizes of their labels.
    pub edges: Vec<InputEdge>,
}

/// An edge to be laid out.
#[derive(Clone, Copy, Debug)]
pub struct InputEdge {
    /// Index of the node where it starts.
    pub from: usize,
    /// Index of the node where it ends; another one.
    pub to: usize,
    /// Size of its label.
    pub label: Size,
}

/// Where everything stands; the upper left corner is (0, 0).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Nodes.
    pub nodes: Vec<Rect>,
    /// Labels of edges.
    pub labels: Vec<Rect>,
    /// Lines of edges, from their start to their end.
    pub lines: Vec<Vec<Stroke>>,
    /// The size of all together.
    pub size: Size,
}

/// A point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From above.
    pub y: f64,
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stroke {
    /// The line starts here.
    Start(Point),
    /// Straight to here.
    Line(Point),
    /// An S-shaped curve to here that leaves and arrives horizontally.
    Curve(Point),
}

impl Stroke {
    /// Where it ends.
    #[must_use]
    pub fn end(self) -> Point {
        match self {
            Self::Start(p) | Self::Line(p) | Self::Curve(p) => p,
        }
    }
}

/// Lays out a picture. The same input gives the same layout.
#[must_use]
pub fn layout(input: &Input) -> Layout {
    let parts = components(input);
    let laid_out: Vec<Layout> = parts.iter().map(|part| connected(&part.input)).collect();
    pack(input, &parts, laid_out)
}

/// A part of the input that hangs together.
struct Part {
    nodes: Vec<usize>,
    edges: Vec<usize>,
    input: Input,
}

fn components(input: &Input) -> Vec<Part> {
    let mut sets = UnionFind::<usize>::new(input.nodes.len());
    for edge in &input.edges {
        sets.union(edge.from, edge.to);
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut part_of = vec![usize::MAX; input.nodes.len()];
    let mut index = vec![0; input.nodes.len()];
    for node in 0..input.nodes.len() {
        let root = sets.find(node);
        if part_of[root] == usize::MAX {
            part_of[root] = parts.len();
            parts.push(Part {
                nodes: Vec::new(),
                edges: Vec::new(),
                input: Input::default(),
            });
        }
        let part = &mut parts[part_of[root]];
        index[node] = part.nodes.len();
        part.nodes.push(node);
        part.input.nodes.push(input.nodes[node]);
    }
    for (i, edge) in input.edges.iter().enumerate() {
        let part = &mut parts[part_of[sets.find(edge.from)]];
        part.edges.push(i);
        part.input.edges.push(InputEdge {
            from: index[edge.from],
            to: index[edge.to],
            label: edge.label,
        });
    }
    parts
}

fn connected(input: &Input) -> Layout {
    let columns = columns::choose(input);
    let mut ranks = order::Ranks::new(input, &columns);
    ranks.untangle();
    place::place(input, &ranks)
}

/// Puts parts beside and below one another, the tallest first, in rows no wider than suits the whole.
fn pack(input: &Input, parts: &[Part], laid_out: Vec<Layout>) -> Layout {
    const GAP: f64 = 48.0;
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| {
        let height = |i: &usize| laid_out[*i].size.height;
        height(b).total_cmp(&height(a)).then(a.cmp(b))
    });
    let area: f64 = laid_out
        .iter()
        .map(|l| (l.size.width + GAP) * (l.size.height + GAP))
        .sum();
    let widest = laid_out.iter().map(|l| l.size.width).fold(0.0, f64::max);
    let limit = (area * 1.6).sqrt().max(widest);
    let mut out = Layout {
        nodes: vec![Rect::default(); input.nodes.len()],
        labels: vec![Rect::default(); input.edges.len()],
        lines: vec![Vec::new(); input.edges.len()],
        size: Size::default(),
    };
    let (mut x, mut y, mut row_height) = (0.0, 0.0, 0.0_f64);
    for i in order {
        let (part, layout) = (&parts[i], &laid_out[i]);
        if x > 0.0 && x + layout.size.width > limit {
            x = 0.0;
            y += row_height + GAP;
            row_height = 0.0;
        }
        let moved = |rect: &Rect| Rect {
            x: rect.x + x,
            y: rect.y + y,
            size: rect.size,
        };
        for (node, rect) in part.nodes.iter().zip(&layout.nodes) {
            out.nodes[*node] = moved(rect);
        }
        for (edge, rect) in part.edges.iter().zip(&layout.labels) {
            out.labels[*edge] = moved(rect);
        }
        for (edge, line) in part.edges.iter().zip(&layout.lines) {
            let shift = |p: Point| Point {
                x: p.x + x,
                y: p.y + y,
            };
            out.lines[*edge] = line
                .iter()
                .map(|stroke| match *stroke {
                    Stroke::Start(p) => Stroke::Start(shift(p)),
                    Stroke::Line(p) => Stroke::Line(shift(p)),
                    Stroke::Curve(p) => Stroke::Curve(shift(p)),
                })
                .collect();
        }
        x += layout.size.width + GAP;
        row_height = row_height.max(layout.size.height);
        out.size.width = out.size.width.max(x - GAP);
        out.size.height = out.size.height.max(y + row_height);
    }
    out
}
