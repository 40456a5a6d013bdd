//! Linear layers in eight bits.

use std::ops::Range;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::ops::BitOps;
use rten_simd::{Isa, SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::Gelu;

use crate::norm::LANES;
use crate::{Norm, Result, Rows, bad};

/// Multiplies matrices of bytes.
pub type Gemm = GemmExecutor<u8, i8, i32>;

/// The most columns that a product deals with at a time.
const COLUMNS: usize = 1024;

/// Weights `[inputs, outputs]` with a scale and a bias for each output.
pub struct Matrix {
    shape: [usize; 2],
    weights: Vec<i8>,
    scale: Vec<f32>,
    bias: Vec<f32>,
}

/// Linear layers with the same input, side by side.
pub struct Linear {
    weights: PackedBMatrix<i8>,
    /// The sum of each column of the weights: what a zero point adds to it.
    totals: Vec<i32>,
    scale: Vec<f32>,
    bias: Vec<f32>,
    parts: Vec<Range<usize>>,
}

/// What a linear layer gives for some rows, still as whole numbers.
pub struct Product<'a> {
    linear: &'a Linear,
    sums: &'a [i32],
    rows: &'a Rows,
    columns: Range<usize>,
}

/// What follows a linear layer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// Nothing.
    None,
    /// The Gaussian error linear unit.
    Gelu,
}

impl Matrix {
    /// A matrix out of its parts; `None` if they do not fit.
    pub fn new(
        shape: [usize; 2],
        weights: Vec<i8>,
        scale: Vec<f32>,
        bias: Vec<f32>,
    ) -> Option<Self> {
        let fits = weights.len() == shape[0] * shape[1]
            && shape[0].is_multiple_of(LANES)
            && scale.len() == shape[1]
            && bias.len() == shape[1];
        fits.then_some(Self {
            shape,
            weights,
            scale,
            bias,
        })
    }

    /// The weights as floats and the bias, if there is just one output.
    pub fn column(&self) -> Option<(Vec<f32>, f32)> {
        let (&[scale], &[bias]) = (self.scale.as_slice(), self.bias.as_slice()) else {
            return None;
        };
        let weights = self.weights.iter().map(|&w| f32::from(w) * scale);
        Some((weights.collect(), bias))
    }
}

impl Linear {
    /// Puts matrices side by side; `None` if they differ in their inputs.
    pub fn new(gemm: &Gemm, matrices: &[Matrix]) -> Option<Self> {
        let inputs = matrices.first()?.shape[0];
        if matrices.iter().any(|m| m.shape[0] != inputs) {
            return None;
        }
        let outputs = matrices.iter().map(|m| m.shape[1]).sum();
        let mut weights = Vec::with_capacity(inputs * outputs);
        for row in 0..inputs {
            for m in matrices {
                weights.extend_from_slice(&m.weights[row * m.shape[1]..(row + 1) * m.shape[1]]);
            }
        }
        let mut totals = vec![0; outputs];
        for row in weights.chunks_exact(outputs.max(1)) {
            for (total, &w) in totals.iter_mut().zip(row) {
                *total += i32::from(w);
            }
        }
        let mut parts = Vec::new();
        let mut start = 0;
        for m in matrices {
            parts.push(start..start + m.shape[1]);
            start += m.shape[1];
        }
        Some(Self {
            weights: gemm.prepack_b(NdTensorView::from_data(
                [inputs, outputs],
                weights.as_slice(),
            )),
            totals,
            scale: matrices.iter().flat_map(|m| m.scale.clone()).collect(),
            bias: matrices.iter().flat_map(|m| m.bias.clone()).collect(),
            parts,
        })
    }

    /// Numbers that go in.
    pub fn inputs(&self) -> usize {
        self.weights.rows()
    }

    /// Numbers that come out.
    pub fn outputs(&self) -> usize {
        self.weights.cols()
    }

    /// Numbers that come out of one of the layers side by side.
    pub fn part_width(&self, part: usize) -> usize {
        self.parts[part].len()
    }

    /// Multiplies some outputs by a factor.
    pub fn scale_outputs(&mut self, columns: Range<usize>, factor: f32) {
        for i in columns {
            self.scale[i] *= factor;
            self.bias[i] *= factor;
        }
    }

    /// Multiplies rows with the weights. `sums` is room for the result.
    pub fn apply<'a>(
        &'a self,
        gemm: &Gemm,
        rows: &'a Rows,
        sums: &'a mut Vec<i32>,
    ) -> Result<Product<'a>> {
        let n = rows.len() * self.outputs();
        if sums.len() < n {
            sums.resize(n, 0);
        }
        let sums = &mut sums[..n];
        let view = NdTensorView::from_data([rows.len(), rows.width()], rows.data());
        // Wide products go block by block: the rows are packed once for all of them.
        let packed = (self.outputs() > COLUMNS).then(|| gemm.prepack_a(view));
        let left = match &packed {
            Some(packed) => GemmInputA::Packed(packed),
            None => GemmInputA::Unpacked(view),
        };
        // The zero points are seen to when the sums are read.
        let right = GemmInputB::Packed(&self.weights);
        gemm.gemm(sums, left, right, GemmOptions::default())
            .map_err(|e| bad(&e.to_string()))?;
        Ok(Product {
            linear: self,
            sums,
            rows,
            columns: 0..self.outputs(),
        })
    }
}

impl Product<'_> {
    /// What one of the layers side by side gives.
    pub fn part(&self, part: usize) -> Product<'_> {
        Product {
            columns: self.linear.parts[part].clone(),
            ..*self
        }
    }

    /// Appends the result to a table.
    pub fn append(self, activation: Activation, table: &mut Vec<f32>) {
        let from = table.len();
        table.resize(from + self.rows.len() * self.columns.len(), 0.0);
        self.write(activation, &mut table[from..]);
    }

    /// Writes the result.
    pub fn write(self, activation: Activation, out: &mut [f32]) {
        Write {
            product: self,
            activation,
            out,
        }
        .dispatch();
    }

    /// Turns the result into bytes, each column times its factor if there are factors.
    pub fn pack(self, activation: Activation, factors: Option<&[f32]>, rows: &mut Rows) {
        Pack {
            product: self,
            activation,
            factors,
            rows,
        }
        .dispatch();
    }

    /// Adds the result to rows, then norms them.
    pub fn add(self, norm: Option<&Norm>, rows: &mut [f32]) {
        Add {
            product: self,
            norm,
            rows,
        }
        .dispatch();
    }

    /// Calls `each` with the place and the value of each number of a row.
    #[inline(always)]
    fn row(&self, row: usize, mut each: impl FnMut(usize, f32)) {
        let n = self.columns.len();
        let start = row * self.linear.scale.len() + self.columns.start;
        let sums = &self.sums[start..start + n];
        let scale = &self.linear.scale[self.columns.clone()][..n];
        let bias = &self.linear.bias[self.columns.clone()][..n];
        let totals = &self.linear.totals[self.columns.clone()][..n];
        let (step, zero) = (self.rows.scale()[row], i32::from(self.rows.zero()[row]));
        for i in 0..n {
            let sum = sums[i].wrapping_sub(totals[i].wrapping_mul(zero));
            each(i, sum as f32 * (step * scale[i]) + bias[i]);
        }
    }
}

struct Write<'a> {
    product: Product<'a>,
    activation: Activation,
    out: &'a mut [f32],
}

impl SimdOp for Write<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let width = self.product.columns.len();
        for (row, out) in self.out.chunks_exact_mut(width).enumerate() {
            self.product.row(row, |i, x| out[i] = x);
            if self.activation == Activation::Gelu {
                gelu(isa, out);
            }
        }
    }
}

struct Pack<'a> {
    product: Product<'a>,
    activation: Activation,
    factors: Option<&'a [f32]>,
    rows: &'a mut Rows,
}

impl SimdOp for Pack<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let width = self.product.columns.len();
        let mut scratch = vec![0f32; width];
        self.rows.reshape(self.product.rows.len(), width);
        for row in 0..self.product.rows.len() {
            self.product.row(row, |i, x| scratch[i] = x);
            if self.activation == Activation::Gelu {
                gelu(isa, &mut scratch);
            }
            if let Some(factors) = self.factors {
                for (x, &f) in scratch.iter_mut().zip(factors) {
                    *x *= f;
                }
            }
            self.rows.set(row, &scratch);
        }
    }
}

struct Add<'a> {
    product: Product<'a>,
    norm: Option<&'a Norm>,
    rows: &'a mut [f32],
}

impl SimdOp for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let width = self.product.columns.len();
        for (row, out) in self.rows.chunks_exact_mut(width).enumerate() {
            self.product.row(row, |i, x| out[i] += x);
            if let Some(norm) = self.norm {
                norm.apply(out);
            }
        }
    }
}

/// The activation of a whole row; its length is a multiple of [`LANES`].
#[inline(always)]
fn gelu<I: Isa>(isa: I, row: &mut [f32]) {
    let ops = isa.f32();
    for part in row.chunks_exact_mut(ops.len()) {
        let x = Gelu {}.eval(isa, ops.load(part));
        ops.store(x, part);
    }
}
