//! Which column each node stands in.

use super::random::Random;
use super::{Input, Size};

/// A good picture is so much wider than high.
const PROPORTION: f64 = 1.45;
/// Vertical room beside a box, and of a line that passes.
const GAP: f64 = 16.0;
const PASSING: f64 = 12.0;
/// Horizontal room between two columns.
const GUTTER: f64 = 44.0;

/// A column for each node, from 0, such that no edge stays within a column.
///
/// Found by threshold accepting (Dueck and Scheuer): small changes are taken unless they make the picture much worse,
/// and what "much" means shrinks to nothing.
pub fn choose(input: &Input) -> Vec<i32> {
    let n = input.nodes.len();
    if n < 2 {
        return vec![0; n];
    }
    let neighbours = neighbours(input);
    let mut best: Option<(f64, Vec<i32>)> = None;
    for (seed, start) in starts(input, &neighbours).into_iter().enumerate() {
        let mut state = start;
        let mut cost = price(input, &state);
        let mut random = Random::new(seed as u64 + 1);
        let steps = 400 * n.min(100);
        for step in 0..steps {
            let tolerance = 120.0 * (1.0 - step as f64 / steps as f64).powi(2);
            let node = random.below(n);
            let before = state[node];
            state[node] = if random.below(3) == 0 {
                // Beside a neighbour, which is where most nodes belong.
                let near = &neighbours[node];
                let side = [-1, 1][random.below(2)];
                near.get(random.below(near.len()))
                    .map_or(before, |other| state[*other] + side)
            } else {
                before + [-2, -1, 1, 2][random.below(4)]
            };
            if state[node] == before {
                continue;
            }
            let changed = price(input, &state);
            if changed <= cost + tolerance {
                cost = changed;
            } else {
                state[node] = before;
            }
        }
        separate(&mut state, &neighbours);
        let cost = price(input, &state);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, state));
        }
    }
    let mut columns = best.map_or_else(|| vec![0; n], |(_, state)| state);
    close_up(&mut columns);
    columns
}

fn neighbours(input: &Input) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); input.nodes.len()];
    for edge in &input.edges {
        neighbours[edge.from].push(edge.to);
        neighbours[edge.to].push(edge.from);
    }
    neighbours
}

/// Where to start from: the distance from the most connected node, to the right, or to both sides.
fn starts(input: &Input, neighbours: &[Vec<usize>]) -> Vec<Vec<i32>> {
    let hub = (0..input.nodes.len())
        .max_by_key(|i| (neighbours[*i].len(), std::cmp::Reverse(*i)))
        .unwrap_or(0);
    let right = distances(hub, neighbours, |_, _| 1);
    let by_turns = distances(hub, neighbours, |_, i| if i % 2 == 0 { 1 } else { -1 });
    let by_direction = distances(hub, neighbours, |node, _| {
        let leaves = input.edges.iter().any(|e| e.from == hub && e.to == node);
        if leaves { 1 } else { -1 }
    });
    vec![right, by_turns, by_direction]
}

/// Distances from a node, each branch of it on the side that `side` gives.
fn distances(
    hub: usize,
    neighbours: &[Vec<usize>],
    side: impl Fn(usize, usize) -> i32,
) -> Vec<i32> {
    let mut found = vec![None; neighbours.len()];
    found[hub] = Some(0);
    let mut queue = std::collections::VecDeque::from([hub]);
    let mut branch = 0;
    while let Some(node) = queue.pop_front() {
        let here: i32 = found[node].unwrap_or(0);
        for &next in &neighbours[node] {
            if found[next].is_none() {
                found[next] = Some(if node == hub {
                    branch += 1;
                    side(next, branch)
                } else {
                    here + here.signum()
                });
                queue.push_back(next);
            }
        }
    }
    found.into_iter().map(|c| c.unwrap_or(0)).collect()
}

/// How bad a choice is: the larger the picture, the worse its proportions, the longer its lines.
fn price(input: &Input, columns: &[i32]) -> f64 {
    let low = columns.iter().min().copied().unwrap_or(0);
    let high = columns.iter().max().copied().unwrap_or(0);
    let count = (high - low + 1) as usize;
    let mut nodes = vec![Size::default(); count];
    let mut labels = vec![Size::default(); count];
    for (size, column) in input.nodes.iter().zip(columns) {
        add(&mut nodes[(column - low) as usize], *size);
    }
    let (mut within, mut long, mut back) = (0.0, 0.0, 0.0);
    for edge in &input.edges {
        let (from, to) = (columns[edge.from] - low, columns[edge.to] - low);
        if from == to {
            within += 1.0;
            continue;
        }
        if to < from {
            back += 1.0;
        }
        let (left, right) = (from.min(to) as usize, from.max(to) as usize);
        long += (right - left - 1) as f64;
        let middle = (left + right - 1) / 2;
        for (gap, column) in labels.iter_mut().enumerate().take(right).skip(left) {
            if gap == middle {
                add(column, edge.label);
            } else {
                column.height += PASSING;
            }
        }
        for column in &mut nodes[left + 1..right] {
            column.height += PASSING;
        }
    }
    let all = || nodes.iter().chain(&labels);
    let width: f64 = all().map(|c| c.width + GUTTER).sum();
    let height = all().map(|c| c.height).fold(0.0, f64::max);
    let uneven = all().map(|c| c.height * c.height).sum::<f64>() / height.max(1.0);
    let tall = PROPORTION * height;
    // An empty column inside is a gap in the picture.
    let empty = nodes.iter().filter(|c| c.width == 0.0).count() as f64;
    width
        + tall
        + (width - tall).abs()
        + 0.1 * uneven
        + 70.0 * long
        + 14.0 * back
        + 4000.0 * within
        + 1000.0 * empty
}

fn add(column: &mut Size, size: Size) {
    column.width = column.width.max(size.width);
    column.height += size.height + GAP;
}

/// Moves nodes until no edge stays within a column.
fn separate(columns: &mut [i32], neighbours: &[Vec<usize>]) {
    for node in 0..columns.len() {
        let taken = |column: i32| neighbours[node].iter().any(|n| columns[*n] == column);
        if taken(columns[node]) {
            let here = columns[node];
            let free = (1..)
                .flat_map(|d| [here + d, here - d])
                .find(|c| !taken(*c));
            columns[node] = free.unwrap_or(here);
        }
    }
}

/// Numbers the columns from 0 without gaps.
fn close_up(columns: &mut [i32]) {
    let mut used: Vec<i32> = columns.to_vec();
    used.sort_unstable();
    used.dedup();
    for column in columns {
        *column = used.binary_search(column).unwrap_or(0) as i32;
    }
}
