//! The place of everything whose rank and order are known: straight lines, and room between boxes.

use super::order::{Item, Ranks};
use super::{Input, Layout, Point, Rect, Size, Stroke};

/// Vertical room between two nodes, between two labels, between lines.
const NODE_GAP: f64 = 22.0;
const LABEL_GAP: f64 = 9.0;
const LINE_GAP: f64 = 12.0;
/// Horizontal room between two ranks: at least, and for each unit that a line rises in it.
const GUTTER: f64 = 26.0;
const SLOPE: f64 = 0.13;
const WIDEST_GUTTER: f64 = 90.0;

/// Gives every item of the ranks its place and draws the lines.
pub fn place(input: &Input, ranks: &Ranks) -> Layout {
    let middles = heights(ranks);
    let ports = ports(input, ranks, &middles);
    let (left, right) = widths(ranks, &middles, &ports);
    let top = (0..ranks.items.len())
        .map(|i| middles[i] - ranks.sizes[i].height / 2.0)
        .fold(f64::INFINITY, f64::min);
    let top = if top.is_finite() { top } else { 0.0 };
    let rect = |item: usize| {
        let rank = ranks.rank[item];
        let size = ranks.sizes[item];
        Rect {
            x: f64::midpoint(left[rank], right[rank]) - size.width / 2.0,
            y: middles[item] - size.height / 2.0 - top,
            size,
        }
    };
    let mut layout = Layout {
        nodes: vec![Rect::default(); input.nodes.len()],
        labels: vec![Rect::default(); input.edges.len()],
        lines: Vec::with_capacity(input.edges.len()),
        size: Size::default(),
    };
    for (i, item) in ranks.items.iter().enumerate() {
        match *item {
            Item::Node(node) => layout.nodes[node] = rect(i),
            Item::Label(edge) => layout.labels[edge] = rect(i),
            Item::Passing(_) => {}
        }
        let place = rect(i);
        let size = &mut layout.size;
        size.width = size.width.max(place.x + place.size.width);
        size.height = size.height.max(place.y + place.size.height);
    }
    for (e, chain) in ranks.chains.iter().enumerate() {
        let mut line = Vec::new();
        let (start_y, end_y) = (ports[e].0 - top, ports[e].1 - top);
        let last = chain.len() - 1;
        for (i, item) in chain.iter().enumerate() {
            let rank = ranks.rank[*item];
            let place = rect(*item);
            if i == 0 {
                let x = place.x + place.size.width;
                line.push(Stroke::Start(Point { x, y: start_y }));
                line.push(Stroke::Line(Point {
                    x: right[rank],
                    y: start_y,
                }));
            } else if i == last {
                line.push(Stroke::Curve(Point {
                    x: left[rank],
                    y: end_y,
                }));
                line.push(Stroke::Line(Point {
                    x: place.x,
                    y: end_y,
                }));
            } else {
                let y = middles[*item] - top;
                line.push(Stroke::Curve(Point { x: left[rank], y }));
                line.push(Stroke::Line(Point { x: right[rank], y }));
            }
        }
        if ranks.items[chain[0]] != Item::Node(input.edges[e].from) {
            line = reversed(&line);
        }
        layout.lines.push(line);
    }
    layout
}

/// The same line from its other end.
fn reversed(line: &[Stroke]) -> Vec<Stroke> {
    let mut out = Vec::with_capacity(line.len());
    for (i, stroke) in line.iter().enumerate().rev() {
        if i + 1 == line.len() {
            out.push(Stroke::Start(stroke.end()));
        }
        if i > 0 {
            let end = line[i - 1].end();
            out.push(match stroke {
                Stroke::Curve(_) => Stroke::Curve(end),
                Stroke::Line(_) | Stroke::Start(_) => Stroke::Line(end),
            });
        }
    }
    out
}

/// The vertical middle of each item.
///
/// Each rank in turn is given the places closest to what it is joined with that keep its order and its gaps
/// (least squares under order constraints, by pooling adjacent violators), until nothing moves much.
fn heights(ranks: &Ranks) -> Vec<f64> {
    let mut y = vec![0.0; ranks.items.len()];
    for rank in &ranks.order {
        let offsets = offsets(ranks, rank);
        let total = offsets.last().copied().unwrap_or(0.0);
        for (item, offset) in rank.iter().zip(&offsets) {
            y[*item] = offset - total / 2.0;
        }
    }
    let count = ranks.order.len();
    for round in 0..120 {
        for step in 0..count {
            let r = if round % 2 == 0 {
                step
            } else {
                count - 1 - step
            };
            let rank = &ranks.order[r];
            let offsets = offsets(ranks, rank);
            let wishes: Vec<(f64, f64)> = rank
                .iter()
                .zip(&offsets)
                .map(|(item, offset)| {
                    let (wish, weight) = wish(ranks, *item, &y);
                    (wish - offset, weight)
                })
                .collect();
            for ((item, offset), place) in rank.iter().zip(&offsets).zip(pool(&wishes)) {
                y[*item] = place + offset;
            }
        }
    }
    y
}

/// Where an item wants to be, and how much.
fn wish(ranks: &Ranks, item: usize, y: &[f64]) -> (f64, f64) {
    let stiff = |a: Item, b: Item| match (a, b) {
        (Item::Node(_), Item::Node(_)) | (Item::Node(_), _) | (_, Item::Node(_)) => 1.0,
        _ => 9.0,
    };
    let (mut sum, mut weight) = (0.0, 0.0);
    for near in ranks.left[item].iter().chain(&ranks.right[item]) {
        let w = stiff(ranks.items[item], ranks.items[*near]);
        sum += w * y[*near];
        weight += w;
    }
    if weight == 0.0 {
        return (y[item], 0.1);
    }
    (sum / weight, weight)
}

/// The least distance of each item of a rank from the first.
fn offsets(ranks: &Ranks, rank: &[usize]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(rank.len());
    let mut offset = 0.0;
    for (i, item) in rank.iter().enumerate() {
        if i > 0 {
            let above = rank[i - 1];
            let room = match (ranks.items[above], ranks.items[*item]) {
                (Item::Node(_), Item::Node(_)) => NODE_GAP,
                (Item::Passing(_), Item::Passing(_)) => LINE_GAP,
                (Item::Label(_), Item::Label(_)) => LABEL_GAP,
                (Item::Node(_), _) | (_, Item::Node(_)) => LINE_GAP + 2.0,
                _ => LABEL_GAP,
            };
            offset += (ranks.sizes[above].height + ranks.sizes[*item].height) / 2.0 + room;
        }
        offsets.push(offset);
    }
    offsets
}

/// The non-decreasing sequence that is closest to the wishes, by weighted squares.
fn pool(wishes: &[(f64, f64)]) -> Vec<f64> {
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (wish, weight) in wishes {
        let mut block = (*wish, *weight, 1);
        while let Some(last) = blocks.last().copied().filter(|last| last.0 > block.0) {
            blocks.pop();
            let weight = last.1 + block.1;
            block = (
                (last.0 * last.1 + block.0 * block.1) / weight,
                weight,
                last.2 + block.2,
            );
        }
        blocks.push(block);
    }
    blocks
        .into_iter()
        .flat_map(|(place, _, count)| std::iter::repeat_n(place, count))
        .collect()
}

/// Where each edge leaves its left node and enters its right node: spread over the side of the node, in the order of
/// where the lines go.
fn ports(input: &Input, ranks: &Ranks, middles: &[f64]) -> Vec<(f64, f64)> {
    let mut ports = vec![(0.0, 0.0); ranks.chains.len()];
    for (item, size) in input.nodes.iter().enumerate() {
        for outgoing in [true, false] {
            let end = |chain: &[usize]| {
                if outgoing {
                    (chain[0], chain[1])
                } else {
                    (chain[chain.len() - 1], chain[chain.len() - 2])
                }
            };
            let mut edges: Vec<(f64, usize)> = ranks
                .chains
                .iter()
                .enumerate()
                .filter(|(_, chain)| end(chain).0 == item)
                .map(|(e, chain)| (middles[end(chain).1], e))
                .collect();
            edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let count = edges.len();
            let room = (size.height - 16.0).max(0.0);
            let step = (room / count.max(1) as f64).min(14.0);
            for (i, (_, e)) in edges.into_iter().enumerate() {
                let y = middles[item] + step * (i as f64 - (count as f64 - 1.0) / 2.0);
                if outgoing {
                    ports[e].0 = y;
                } else {
                    ports[e].1 = y;
                }
            }
        }
    }
    straighten(input, ranks, middles, &mut ports);
    ports
}

/// A line that goes to its node almost straight goes straight.
fn straighten(input: &Input, ranks: &Ranks, middles: &[f64], ports: &mut [(f64, f64)]) {
    let alone = |item: usize, outgoing: bool| {
        let joined = if outgoing { &ranks.right } else { &ranks.left };
        joined[item].len() == 1
    };
    for (chain, port) in ranks.chains.iter().zip(ports) {
        let fits = |node: usize, y: f64| {
            (y - middles[node]).abs() <= (input.nodes[node].height / 2.0 - 10.0).max(0.0)
        };
        let (start, end) = (chain[0], chain[chain.len() - 1]);
        let (after, before) = (middles[chain[1]], middles[chain[chain.len() - 2]]);
        if alone(start, true) && fits(start, after) {
            port.0 = after;
        }
        if alone(end, false) && fits(end, before) {
            port.1 = before;
        }
    }
}

/// The left and right side of each rank.
fn widths(ranks: &Ranks, middles: &[f64], ports: &[(f64, f64)]) -> (Vec<f64>, Vec<f64>) {
    let count = ranks.order.len();
    let mut rise = vec![0.0_f64; count];
    for (chain, port) in ranks.chains.iter().zip(ports) {
        for (i, pair) in chain.windows(2).enumerate() {
            let from = if i == 0 { port.0 } else { middles[pair[0]] };
            let to = if i + 2 == chain.len() {
                port.1
            } else {
                middles[pair[1]]
            };
            let gap = &mut rise[ranks.rank[pair[0]]];
            *gap = gap.max((to - from).abs());
        }
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut x = 0.0;
    for (rank, items) in ranks.order.iter().enumerate() {
        let width = items
            .iter()
            .map(|i| ranks.sizes[*i].width)
            .fold(0.0, f64::max);
        left.push(x);
        right.push(x + width);
        x += width + (GUTTER + SLOPE * rise[rank]).min(WIDEST_GUTTER);
    }
    (left, right)
}
