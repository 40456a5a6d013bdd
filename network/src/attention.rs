//! Attention among the pieces of a sentence.

use std::ops::Range;

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp, SimdUnaryOp};
use rten_vecmath::Exp;

/// Numbers of an attention head.
pub const HEAD: usize = 32;

/// Queries that are answered together.
const TOGETHER: usize = 4;

/// Attends within one sentence.
pub struct Attention<'a> {
    /// Queries (scaled), keys and values of all pieces, `[P, 3 * width]`.
    pub input: &'a [f32],
    /// The pieces of the sentence.
    pub pieces: Range<usize>,
    /// What each piece gets, `[P, width]`.
    pub out: &'a mut [f32],
    /// Room for the work.
    pub scratch: &'a mut Vec<f32>,
    /// Numbers of a piece.
    pub width: usize,
}

impl SimdOp for Attention<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let two = 2 * ops.len();
        let (n, width, stride) = (self.pieces.len(), self.width, 3 * self.width);
        let columns = n.next_multiple_of(two);
        self.scratch.clear();
        self.scratch.resize((HEAD + TOGETHER) * columns, 0.0);
        let (keys, weights) = self.scratch.split_at_mut(HEAD * columns);
        let input = &self.input[self.pieces.start * stride..self.pieces.end * stride];
        let out = &mut self.out[self.pieces.start * width..self.pieces.end * width];
        for head in (0..width).step_by(HEAD) {
            for (piece, row) in input.chunks_exact(stride).enumerate() {
                let key = &row[width + head..width + head + HEAD];
                for (d, &x) in key.iter().enumerate() {
                    keys[d * columns + piece] = x;
                }
            }
            for start in (0..n).step_by(TOGETHER) {
                // The last queries of a sentence are answered again to fill up their group.
                let queries: [usize; TOGETHER] = std::array::from_fn(|i| (start + i).min(n - 1));
                let asked: [&[f32]; TOGETHER] = std::array::from_fn(|i| {
                    &input[queries[i] * stride + head..queries[i] * stride + head + HEAD]
                });
                for j in (0..columns).step_by(two) {
                    let mut sums = [[ops.zero(); 2]; TOGETHER];
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
