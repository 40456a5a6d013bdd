//! Attention among the pieces of a sentence, and of its neighbours.

use std::ops::Range;

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp, SimdUnaryOp};
use rten_vecmath::Exp;

/// Numbers of an attention head.
pub const HEAD: usize = 32;

/// Queries that are answered together.
const TOGETHER: usize = 4;

/// Lets the pieces of one sentence attend.
pub struct Attention<'a> {
    /// Queries (scaled), keys and values of all pieces, `[P, 3 * width]`.
    pub input: &'a [f32],
    /// The pieces of the sentence.
    pub pieces: Range<usize>,
    /// What they attend to: sentences one after the other, this one among them.
    pub seen: &'a [Seen<'a>],
    /// What each piece gets, `[P, width]`.
    pub out: &'a mut [f32],
    /// Room for the work.
    pub scratch: &'a mut Vec<f32>,
    /// Numbers of a piece.
    pub width: usize,
}

/// A sentence that is attended to.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    /// Its pieces.
    pub pieces: Range<usize>,
    /// What is added to the scores of its pieces, by head; empty for nothing.
    pub added: &'a [f32],
}

impl SimdOp for Attention<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let two = 2 * ops.len();
        let (asking, width, stride) = (self.pieces.len(), self.width, 3 * self.width);
        let (Some(start), Some(end)) = (self.seen.first(), self.seen.last()) else {
            return;
        };
        let seen = start.pieces.start..end.pieces.end;
        let n = seen.len();
        let columns = n.next_multiple_of(two);
        self.scratch.clear();
        self.scratch.resize((HEAD + TOGETHER + 1) * columns, 0.0);
        let (keys, weights) = self.scratch.split_at_mut(HEAD * columns);
        let (weights, added) = weights.split_at_mut(TOGETHER * columns);
        let asked = &self.input[self.pieces.start * stride..self.pieces.end * stride];
        let input = &self.input[seen.start * stride..seen.end * stride];
        let out = &mut self.out[self.pieces.start * width..self.pieces.end * width];
        for head in (0..width).step_by(HEAD) {
            for s in self.seen {
                let more = s.added.get(head / HEAD).copied().unwrap_or(0.0);
                added[s.pieces.start - seen.start..s.pieces.end - seen.start].fill(more);
            }
            for (piece, row) in input.chunks_exact(stride).enumerate() {
                let key = &row[width + head..width + head + HEAD];
                for (d, &x) in key.iter().enumerate() {
                    keys[d * columns + piece] = x;
                }
            }
            for start in (0..asking).step_by(TOGETHER) {
                // The last queries of a sentence are answered again to fill up their group.
                let queries: [usize; TOGETHER] =
                    std::array::from_fn(|i| (start + i).min(asking - 1));
                let asked: [&[f32]; TOGETHER] = std::array::from_fn(|i| {
                    &asked[queries[i] * stride + head..queries[i] * stride + head + HEAD]
                });
                for j in (0..columns).step_by(two) {
                    let first = [ops.load(&added[j..]), ops.load(&added[j + ops.len()..])];
                    let mut sums = [first; TOGETHER];
                    for d in 0..HEAD {
                        let key = &keys[d * columns + j..d * columns + j + two];
                        let key = [ops.load(key), ops.load(&key[ops.len()..])];
                        for i in 0..TOGETHER {
                            let x = ops.splat(asked[i][d]);
                            sums[i][0] = ops.mul_add(x, key[0], sums[i][0]);
                            sums[i][1] = ops.mul_add(x, key[1], sums[i][1]);
                        }
                    }
                    for i in 0..TOGETHER {
                        let to = &mut weights[i * columns + j..i * columns + j + two];
                        ops.store(sums[i][0], to);
                        ops.store(sums[i][1], &mut to[ops.len()..]);
                    }
                }
                let mut shares = [0f32; TOGETHER];
                for i in 0..TOGETHER {
                    let row = &mut weights[i * columns..(i + 1) * columns];
                    shares[i] = 1.0 / exponentials(isa, row, n);
                }
                for j in (0..HEAD).step_by(two) {
                    let mut sums = [[ops.zero(); 2]; TOGETHER];
                    for piece in 0..n {
                        let from = piece * stride + 2 * width + head + j;
                        let value = &input[from..from + two];
                        let value = [ops.load(value), ops.load(&value[ops.len()..])];
                        for i in 0..TOGETHER {
                            let x = ops.splat(weights[i * columns + piece]);
                            sums[i][0] = ops.mul_add(x, value[0], sums[i][0]);
                            sums[i][1] = ops.mul_add(x, value[1], sums[i][1]);
                        }
                    }
                    for i in 0..TOGETHER {
                        let share = ops.splat(shares[i]);
                        let from = queries[i] * width + head + j;
                        let to = &mut out[from..from + two];
                        ops.store(ops.mul(sums[i][0], share), to);
                        ops.store(ops.mul(sums[i][1], share), &mut to[ops.len()..]);
                    }
                }
            }
        }
    }
}

/// Replaces the first `n` numbers of a row by `exp(x - max)` and the rest by 0; gives their sum.
#[inline(always)]
fn exponentials<I: Isa>(isa: I, row: &mut [f32], n: usize) -> f32 {
    let ops = isa.f32();
    let first = row[0];
    let row = &mut row[..n.next_multiple_of(ops.len())];
    row[n..].fill(first);
    let mut top = ops.splat(first);
    for part in row.chunks_exact(ops.len()) {
        top = ops.max(top, ops.load(part));
    }
    let top = ops.fold_splat(top, first, f32::max);
    for part in row.chunks_exact_mut(ops.len()) {
        let x = Exp {}.eval(isa, ops.sub(ops.load(part), top));
        ops.store(x, part);
    }
    row[n..].fill(0.0);
    let mut sum = ops.zero();
    for part in row.chunks_exact(ops.len()) {
        sum = ops.add(sum, ops.load(part));
    }
    ops.sum(sum)
}

#[cfg(test)]
mod tests {
    use rten_simd::SimdOp as _;

    use super::{Attention, HEAD, Seen};

    const WIDTH: usize = 2 * HEAD;

    /// What a piece of the sentence gets, worked out number by number.
    fn plainly(input: &[f32], piece: usize, seen: &[Seen<'_>]) -> Vec<f32> {
        let row = |piece: usize, part: usize, head: usize| {
            let from = piece * 3 * WIDTH + part * WIDTH + head * HEAD;
            &input[from..from + HEAD]
        };
        let mut out = Vec::new();
        for head in 0..WIDTH / HEAD {
            let mut weights = Vec::new();
            for s in seen {
                for other in s.pieces.clone() {
                    let (asked, key) = (row(piece, 0, head), row(other, 1, head));
                    let score: f32 = asked.iter().zip(key).map(|(a, b)| a * b).sum();
                    weights.push((other, (score + s.added.get(head).unwrap_or(&0.0)).exp()));
                }
            }
            let all: f32 = weights.iter().map(|(_, w)| w).sum();
            for d in 0..HEAD {
                let parts = weights.iter().map(|&(o, w)| row(o, 2, head)[d] * w / all);
                out.push(parts.sum());
            }
        }
        out
    }

    fn compare(seen: &[Seen<'_>]) {
        let (pieces, sentence) = (21, 9..16);
        let input: Vec<f32> = (0..pieces * 3 * WIDTH)
            .map(|i| (i as f32 * 0.731).sin())
            .collect();
        let mut out = vec![0.0; pieces * WIDTH];
        Attention {
            input: &input,
            pieces: sentence.clone(),
            seen,
            out: &mut out,
            scratch: &mut Vec::new(),
            width: WIDTH,
        }
        .dispatch();
        for piece in sentence {
            let wanted = plainly(&input, piece, seen);
            let got = &out[piece * WIDTH..(piece + 1) * WIDTH];
            for (a, b) in got.iter().zip(&wanted) {
                assert!((a - b).abs() < 1e-4, "{a} for {b}");
            }
        }
    }

    #[test]
    fn a_sentence_attends_to_itself() {
        compare(&[Seen {
            pieces: 9..16,
            added: &[],
        }]);
    }

    #[test]
    fn neighbours_are_attended_to_as_readily_as_each_head_likes() {
        let seen = |pieces, added| Seen { pieces, added };
        compare(&[
            seen(2..9, &[-1.0, 2.5]),
            seen(9..16, &[0.5, 0.0]),
            seen(16..21, &[-3.0, -0.5]),
        ]);
    }
}
