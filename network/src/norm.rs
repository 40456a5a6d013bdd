//! Layer norms.

/// Lanes in which sums are kept: the result does not depend on the width of the processor's registers.
pub const LANES: usize = 16;

/// Brings a row to mean 0 and variance 1, then scales and shifts it.
pub struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl Norm {
    /// A norm of rows as long as `weight`; `None` if the sizes do not fit.
    pub fn new(weight: Vec<f32>, bias: Vec<f32>, epsilon: f32) -> Option<Self> {
        let fits =
            weight.len() == bias.len() && !weight.is_empty() && weight.len().is_multiple_of(LANES);
        fits.then_some(Self {
            weight,
            bias,
            epsilon,
        })
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.weight.len()
    }

    /// Norms a row. To be called in a vectorized operation.
    #[inline(always)]
    pub fn apply(&self, row: &mut [f32]) {
        let n = self.weight.len();
        let row = &mut row[..n];
        let mut sums = [0f32; LANES];
        for part in row.chunks_exact(LANES) {
            for i in 0..LANES {
                sums[i] += part[i];
            }
        }
        let mean = total(sums) / n as f32;
        let mut sums = [0f32; LANES];
        for part in row.chunks_exact(LANES) {
            for i in 0..LANES {
                let x = part[i] - mean;
                sums[i] += x * x;
            }
        }
        let factor = 1.0 / (total(sums) / n as f32 + self.epsilon).sqrt();
        let (weight, bias) = (&self.weight[..n], &self.bias[..n]);
        for i in 0..n {
            row[i] = (row[i] - mean) * factor * weight[i] + bias[i];
        }
    }
}

#[inline(always)]
fn total(sums: [f32; LANES]) -> f32 {
    let mut sums = sums;
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            sums[i] += sums[i + half];
        }
        half /= 2;
    }
    sums[0]
}
