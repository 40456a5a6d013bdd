//! Embeddings in eight bits.

/// Rows of bytes, each with a scale.
pub struct Table {
    width: usize,
    rows: Vec<i8>,
    scale: Vec<f32>,
}

impl Table {
    /// A table out of its parts; there is a scale for each row.
    pub fn new(width: usize, rows: Vec<i8>, scale: Vec<f32>) -> Self {
        Self { width, rows, scale }
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.scale.len()
    }

    /// Writes a row; an index beyond the table takes its first one.
    pub fn read(&self, index: i32, out: &mut [f32]) {
        let index = usize::try_from(index)
            .ok()
            .filter(|&i| i < self.scale.len())
            .unwrap_or(0);
        let Some(&scale) = self.scale.get(index) else {
            return;
        };
        let row = &self.rows[index * self.width..(index + 1) * self.width];
        for (o, &x) in out.iter_mut().zip(row) {
            *o = f32::from(x) * scale;
        }
    }
}
