//! The best tree over a sentence: maximum spanning arborescence with one root (Chu-Liu/Edmonds).

/// Finds heads; keeps its tables between sentences.
#[derive(Clone, Debug, Default)]
pub struct Heads {
    /// The head of each word: 0 for the root, `j + 1` for word `j`.
    pub heads: Vec<usize>,
    /// The probability of that head.
    pub confidence: Vec<f32>,
    marks: Vec<u32>,
}

/// Taken off the score of each arc from the root, so that the best tree has only one.
const ROOT_COST: f64 = 1e5;

impl Heads {
    /// Decodes `n` words from rows of `stride` scores, column 0 for the root and column `j + 1` for word `j`.
    pub fn decode(&mut self, scores: &[f32], stride: usize, n: usize) {
        self.heads.clear();
        self.confidence.clear();
        for word in 0..n {
            let row = &scores[word * stride..word * stride + n + 1];
            let mut top = usize::from(word == 0 && n > 1) * 2;
            for (head, &score) in row.iter().enumerate() {
                if head != word + 1 && score > row[top] {
                    top = head;
                }
            }
            self.heads.push(top);
        }
        if !self.is_tree() {
            let m = n + 1;
            let mut dense = vec![f64::NEG_INFINITY; m * m];
            for word in 0..n {
                for head in (0..m).filter(|&h| h != word + 1) {
                    let score = f64::from(scores[word * stride + head]);
                    let score = if score.is_finite() { score } else { -1e4 };
                    dense[(word + 1) * m + head] = score - if head == 0 { ROOT_COST } else { 0.0 };
                }
            }
            let tree = arborescence(&dense, m);
            for (word, &head) in tree.iter().skip(1).enumerate() {
                self.heads[word] = head;
            }
            if !self.is_tree() {
                // Only damaged scores lead here.
                for (word, head) in self.heads.iter_mut().enumerate() {
                    *head = usize::from(word > 0);
                }
            }
        }
        for word in 0..n {
            let row = &scores[word * stride..word * stride + n + 1];
            let chosen = self.heads[word];
            let top = row
                .iter()
                .enumerate()
                .filter(|&(h, _)| h != word + 1)
                .map(|(_, &s)| s)
                .fold(f32::MIN, f32::max);
            let sum: f32 = row
                .iter()
                .enumerate()
                .filter(|&(h, _)| h != word + 1)
                .map(|(_, s)| (s - top).exp())
                .sum();
            let p = (row[chosen] - top).exp() / sum;
            self.confidence.push(if p.is_finite() {
                p.clamp(1e-6, 1.0)
            } else {
                1e-6
            });
        }
    }

    /// One root and no cycle.
    fn is_tree(&mut self) -> bool {
        let n = self.heads.len();
        if self.heads.iter().filter(|&&h| h == 0).count() != usize::from(n > 0) {
            return false;
        }
        self.marks.clear();
        self.marks.resize(n + 1, 0);
        self.marks[0] = u32::MAX;
        for start in 1..=n {
            let mut at = start;
            while self.marks[at] == 0 {
                self.marks[at] = start as u32;
                at = self.heads[at - 1];
            }
            if self.marks[at] == start as u32 {
                return false;
            }
            // What was seen on this way is known to reach the root.
            let mut at = start;
            while self.marks[at] == start as u32 {
                self.marks[at] = u32::MAX;
                at = self.heads[at - 1];
            }
        }
        true
    }
}

/// The maximum spanning arborescence from node 0 over `m` nodes; `scores[dependent * m + head]`.
fn arborescence(scores: &[f64], m: usize) -> Vec<usize> {
    let mut heads = vec![0; m];
    for dependent in 1..m {
        let row = &scores[dependent * m..(dependent + 1) * m];
        let mut top = 0;
        for (head, &score) in row.iter().enumerate() {
            if head != dependent && (score > row[top] || top == dependent) {
                top = head;
            }
        }
        heads[dependent] = top;
    }
    let Some(cycle) = cycle(&heads) else {
        return heads;
    };
    // Contract the cycle into the last node of a smaller graph.
    let mut inside = vec![false; m];
    for &v in &cycle {
        inside[v] = true;
    }
    let rest: Vec<usize> = (0..m).filter(|&v| !inside[v]).collect();
    let c = rest.len();
    let k = c + 1;
    let mut small = vec![f64::NEG_INFINITY; k * k];
    let mut enter = vec![cycle[0]; c];
    let mut leave = vec![cycle[0]; c];
    for (i, &v) in rest.iter().enumerate() {
        for (j, &head) in rest.iter().enumerate() {
            small[i * k + j] = scores[v * m + head];
        }
        for &inner in &cycle {
            let into = scores[inner * m + v] - scores[inner * m + heads[inner]];
            if into > small[c * k + i] {
                small[c * k + i] = into;
                enter[i] = inner;
            }
            let out = scores[v * m + inner];
            if v != 0 && out > small[i * k + c] {
                small[i * k + c] = out;
                leave[i] = inner;
            }
        }
    }
    let sub = arborescence(&small, k);
    for (i, &v) in rest.iter().enumerate().skip(1) {
        heads[v] = if sub[i] == c { leave[i] } else { rest[sub[i]] };
    }
    let from = sub[c].min(c - 1);
    heads[enter[from]] = rest[from];
    heads
}

/// Some cycle among the heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut members = vec![at];
            let mut next = heads[at];
            while next != at {
                members.push(next);
                next = heads[next];
            }
            return Some(members);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All trees with one root, by brute force.
    fn best_by_trying(scores: &[f32], n: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        let mut heads = Heads::default();
        for code in 0..(n + 1).pow(n as u32) {
            let mut rest = code;
            heads.heads = (0..n)
                .map(|_| {
                    let h = rest % (n + 1);
                    rest /= n + 1;
                    h
                })
                .collect();
            if heads.heads.iter().enumerate().all(|(w, &h)| h != w + 1) && heads.is_tree() {
                best = best.max(total(&heads.heads, scores, n));
            }
        }
        best
    }

    fn total(heads: &[usize], scores: &[f32], n: usize) -> f64 {
        heads
            .iter()
            .enumerate()
            .map(|(w, &h)| f64::from(scores[w * (n + 1) + h]))
            .sum()
    }

    proptest! {
        #[test]
        fn finds_the_best_tree_with_one_root(n in 1usize..5, scores in prop::collection::vec(-9f32..9.0, 30)) {
            let mut heads = Heads::default();
            heads.decode(&scores, n + 1, n);
            prop_assert!(heads.is_tree());
            let found = total(&heads.heads, &scores, n);
            prop_assert!((found - best_by_trying(&scores, n)).abs() < 1e-3);
        }

        #[test]
        fn large_graphs_give_trees(n in 30usize..90, seed in 0u32..1000) {
            let mut x = seed.wrapping_mul(2_654_435_761).max(1);
            let scores: Vec<f32> = (0..n * (n + 1))
                .map(|_| {
                    x ^= x << 13;
                    x ^= x >> 17;
                    x ^= x << 5;
                    x as f32 / 1e9
                })
                .collect();
            let mut heads = Heads::default();
            heads.decode(&scores, n + 1, n);
            prop_assert!(heads.is_tree());
            prop_assert_eq!(heads.confidence.len(), n);
        }
    }
}
