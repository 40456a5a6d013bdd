//! The order within each column: few crossings.

use super::random::Random;
use super::{Input, Size};

/// What stands in a rank. Nodes stand in even ranks, labels in odd ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A node.
    Node(usize),
    /// The label of an edge.
    Label(usize),
    /// A line that passes.
    Passing(usize),
}

/// Items in ranks, and how they are joined.
pub struct Ranks {
    /// All items.
    pub items: Vec<Item>,
    /// Their sizes.
    pub sizes: Vec<Size>,
    /// The rank of each.
    pub rank: Vec<usize>,
    /// Items of each rank, from above.
    pub order: Vec<Vec<usize>>,
    /// For each item, the items of the rank before that it is joined with.
    pub left: Vec<Vec<usize>>,
    /// For each item, the items of the rank after that it is joined with.
    pub right: Vec<Vec<usize>>,
    /// The items of each edge from its left end to its right end.
    pub chains: Vec<Vec<usize>>,
}

impl Ranks {
    /// Puts nodes into their columns, and labels and passing lines between them.
    pub fn new(input: &Input, columns: &[i32]) -> Self {
        let count = columns.iter().max().map_or(0, |c| *c as usize + 1);
        let mut ranks = Self {
            items: Vec::new(),
            sizes: Vec::new(),
            rank: Vec::new(),
            order: vec![Vec::new(); (2 * count).saturating_sub(1)],
            left: Vec::new(),
            right: Vec::new(),
            chains: Vec::new(),
        };
        for (node, column) in columns.iter().enumerate() {
            ranks.add(Item::Node(node), input.nodes[node], 2 * *column as usize);
        }
        let mut load = vec![0.0_f64; 2 * count];
        for (e, edge) in input.edges.iter().enumerate() {
            let (a, b) = (columns[edge.from] as usize, columns[edge.to] as usize);
            let (start, end) = if a < b {
                (edge.from, edge.to)
            } else {
                (edge.to, edge.from)
            };
            let (first, last) = (2 * a.min(b), 2 * a.max(b));
            // The label stands where there is most room.
            let label = (first + 1..last)
                .step_by(2)
                .min_by(|x, y| load[*x].total_cmp(&load[*y]))
                .unwrap_or(first + 1);
            load[label] += edge.label.height + 12.0;
            let mut chain = vec![start];
            for rank in first + 1..last {
                let (item, size) = if rank == label {
                    (Item::Label(e), edge.label)
                } else {
                    (
                        Item::Passing(e),
                        Size {
                            width: 0.0,
                            height: 2.0,
                        },
                    )
                };
                chain.push(ranks.add(item, size, rank));
            }
            chain.push(end);
            for pair in chain.windows(2) {
                ranks.right[pair[0]].push(pair[1]);
                ranks.left[pair[1]].push(pair[0]);
            }
            ranks.chains.push(chain);
        }
        ranks
    }

    /// Orders every rank so that lines cross as little as can be found in reasonable time.
    pub fn untangle(&mut self) {
        let mut best = (usize::MAX, self.order.clone());
        for attempt in 0..8 {
            self.start(attempt);
            let mut idle = 0;
            for sweep in 0..24 {
                self.sweep(sweep % 2 == 0);
                self.transpose();
                let crossings = self.crossings();
                if crossings < best.0 {
                    best = (crossings, self.order.clone());
                    idle = 0;
                } else {
                    idle += 1;
                }
                if idle > 6 || best.0 == 0 {
                    break;
                }
            }
            if best.0 == 0 {
                break;
            }
        }
        self.order = best.1;
    }

    fn add(&mut self, item: Item, size: Size, rank: usize) -> usize {
        let id = self.items.len();
        self.items.push(item);
        self.sizes.push(size);
        self.rank.push(rank);
        self.order[rank].push(id);
        self.left.push(Vec::new());
        self.right.push(Vec::new());
        id
    }

    /// An order to start from: as met on a walk from one of the items, another for each attempt.
    fn start(&mut self, attempt: usize) {
        let mut random = Random::new(attempt as u64 + 11);
        let mut seen = vec![false; self.items.len()];
        let mut met = Vec::new();
        let mut stack = Vec::new();
        let first = if attempt == 0 {
            0
        } else {
            random.below(self.items.len())
        };
        for root in (0..self.items.len())
            .cycle()
            .skip(first)
            .take(self.items.len())
        {
            stack.push(root);
            while let Some(item) = stack.pop() {
                if std::mem::replace(&mut seen[item], true) {
                    continue;
                }
                met.push(item);
                let mut next: Vec<usize> = self.left[item]
                    .iter()
                    .chain(&self.right[item])
                    .copied()
                    .collect();
                if attempt > 1 {
                    for i in (1..next.len()).rev() {
                        next.swap(i, random.below(i + 1));
                    }
                }
                stack.extend(next);
            }
        }
        for rank in &mut self.order {
            rank.clear();
        }
        for item in met {
            self.order[self.rank[item]].push(item);
        }
    }

    fn positions(&self) -> Vec<usize> {
        let mut position = vec![0; self.items.len()];
        for rank in &self.order {
            for (i, item) in rank.iter().enumerate() {
                position[*item] = i;
            }
        }
        position
    }

    /// Sorts each rank by the mean position of what its items are joined with in the rank before (or after).
    fn sweep(&mut self, forward: bool) {
        let mut position = self.positions();
        let count = self.order.len();
        for step in 1..count {
            let rank = if forward { step } else { count - 1 - step };
            let joined = if forward { &self.left } else { &self.right };
            let mut keyed: Vec<(f64, usize)> = self.order[rank]
                .iter()
                .map(|item| {
                    let near = &joined[*item];
                    let key = if near.is_empty() {
                        position[*item] as f64
                    } else {
                        near.iter().map(|n| position[*n] as f64).sum::<f64>() / near.len() as f64
                    };
                    (key, *item)
                })
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(position[a.1].cmp(&position[b.1])));
            for (i, (_, item)) in keyed.iter().enumerate() {
                self.order[rank][i] = *item;
                position[*item] = i;
            }
        }
    }

    /// Exchanges neighbours in a rank as long as that saves crossings.
    fn transpose(&mut self) {
        let mut position = self.positions();
        for _ in 0..10 {
            let mut better = false;
            for rank in 0..self.order.len() {
                for i in 1..self.order[rank].len() {
                    let (a, b) = (self.order[rank][i - 1], self.order[rank][i]);
                    let cross = |a: usize, b: usize| {
                        between(&self.left[a], &self.left[b], &position)
                            + between(&self.right[a], &self.right[b], &position)
                    };
                    if cross(b, a) < cross(a, b) {
                        self.order[rank].swap(i - 1, i);
                        position[a] = i;
                        position[b] = i - 1;
                        better = true;
                    }
                }
            }
            if !better {
                break;
            }
        }
    }

    /// How many pairs of lines cross.
    pub fn crossings(&self) -> usize {
        let position = self.positions();
        let mut count = 0;
        for rank in &self.order {
            for (i, a) in rank.iter().enumerate() {
                for b in &rank[i + 1..] {
                    count += between(&self.right[*a], &self.right[*b], &position);
                }
            }
        }
        count
    }
}

/// Crossings of the lines of one item with those of an item below it.
fn between(upper: &[usize], lower: &[usize], position: &[usize]) -> usize {
    let crossed = |u: &usize| {
        lower
            .iter()
            .filter(|l| position[**l] < position[*u])
            .count()
    };
    upper.iter().map(crossed).sum()
}
