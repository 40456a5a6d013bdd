//! Activations in eight bits.

use rten_simd::{Isa, SimdOp};

use crate::norm::LANES;

/// Rows of bytes, each with a scale and a zero point of its own: what comes out for a row does not depend on the rows
/// beside it.
#[derive(Default)]
pub struct Rows {
    width: usize,
    data: Vec<u8>,
    scale: Vec<f32>,
    zero: Vec<u8>,
    scratch: Vec<f32>,
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.scale.len()
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// All rows, one after the other.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// How much a step is worth, by row.
    pub fn scale(&self) -> &[f32] {
        &self.scale
    }

    /// Which byte stands for zero, by row.
    pub fn zero(&self) -> &[u8] {
        &self.zero
    }

    /// Takes rows of floats, each column times its factor if there are factors.
    pub fn fill(&mut self, values: &[f32], width: usize, factors: Option<&[f32]>) {
        self.reshape(values.len() / width, width);
        Fill {
            rows: self,
            values,
            factors,
        }
        .dispatch();
    }

    /// Copies chosen rows.
    pub fn pick(&mut self, from: &Self, chosen: impl Iterator<Item = usize>) {
        self.reshape(0, from.width);
        for row in chosen {
            self.data
                .extend_from_slice(&from.data[row * from.width..(row + 1) * from.width]);
            self.scale.push(from.scale[row]);
            self.zero.push(from.zero[row]);
        }
    }

    /// Makes room for rows that [`Rows::set`] writes.
    pub fn reshape(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.data.resize(rows * width, 0);
        self.scale.resize(rows, 1.0);
        self.zero.resize(rows, 0);
    }

    /// Writes a row. To be called in a vectorized operation.
    #[inline(always)]
    pub fn set(&mut self, row: usize, values: &[f32]) {
        let bytes = &mut self.data[row * self.width..(row + 1) * self.width];
        (self.scale[row], self.zero[row]) = quantize(values, bytes);
    }
}

struct Fill<'a> {
    rows: &'a mut Rows,
    values: &'a [f32],
    factors: Option<&'a [f32]>,
}

impl SimdOp for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let width = self.rows.width;
        let mut scratch = std::mem::take(&mut self.rows.scratch);
        scratch.resize(width, 0.0);
        for (row, values) in self.values.chunks_exact(width).enumerate() {
            if let Some(factors) = self.factors {
                for ((s, &x), &f) in scratch.iter_mut().zip(values).zip(factors) {
                    *s = x * f;
                }
                self.rows.set(row, &scratch);
            } else {
                self.rows.set(row, values);
            }
        }
        self.rows.scratch = scratch;
    }
}

/// The scale and the zero point of a row, and its bytes.
#[inline(always)]
fn quantize(values: &[f32], bytes: &mut [u8]) -> (f32, u8) {
    let (mut low, mut high) = ([0f32; LANES], [0f32; LANES]);
    for part in values.chunks_exact(LANES) {
        for i in 0..LANES {
            low[i] = if part[i] < low[i] { part[i] } else { low[i] };
            high[i] = if part[i] > high[i] { part[i] } else { high[i] };
        }
    }
    let low = low.into_iter().fold(0f32, f32::min);
    let high = high.into_iter().fold(0f32, f32::max);
    let scale = if high > low {
        (high - low) / 255.0
    } else {
        1.0
    };
    let steps = 1.0 / scale;
    let zero = (-low * steps).round().clamp(0.0, 255.0);
    for (byte, &x) in bytes.iter_mut().zip(values) {
        let y = x * steps + zero;
        let y = if y > 0.0 { y } else { 0.0 };
        let y = if y < 255.0 { y } else { 255.0 };
        *byte = ((y + INTEGERS).to_bits() & 0xff) as u8;
    }
    (scale, zero as u8)
}

/// From here on floats are whole numbers: adding it rounds, and the low bits are the number.
const INTEGERS: f32 = 8_388_608.0;

#[cfg(test)]
mod tests {
    use crate::*;

    #[test]
    fn rows_keep_their_values_to_half_a_step() {
        let values: Vec<f32> = (0..64)
            .map(|i| (i as f32 * 0.37).sin() * 3.0 + 1.0)
            .collect();
        let mut rows = Rows::default();
        rows.fill(&values, 32, None);
        assert_eq!(rows.len(), 2);
        for (i, &x) in values.iter().enumerate() {
            let (scale, zero) = (rows.scale()[i / 32], f32::from(rows.zero()[i / 32]));
            let back = (f32::from(rows.data()[i]) - zero) * scale;
            assert!((back - x).abs() <= 0.51 * scale, "{back} for {x}");
        }
    }

    #[test]
    fn zeros_stay_zero() {
        let mut rows = Rows::default();
        rows.fill(&[0.0; 16], 16, None);
        assert_eq!((rows.scale()[0], rows.zero()[0]), (1.0, 0));
        assert!(rows.data().iter().all(|&b| b == 0));
    }
}
