//! The encoder: from pieces to mixes of its layers.

use rten_simd::SimdOp;

use crate::attention::{Attention, HEAD, Seen};
use crate::linear::Activation;
use crate::table::Table;
use crate::{Batch, Gemm, Linear, MAX_PIECES, Norm, Result, Rows, Weights, bad};

/// Mixes of the layers, by name: each is read by heads of its own.
pub const MIXES: usize = 3;
const NAMES: [&str; MIXES] = ["form", "sense", "claim"];

/// Embeddings and transformer layers.
pub struct Encoder {
    words: Table,
    positions: Table,
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    /// Which layers make up the mixes, and how much each counts.
    mixes: [Vec<(usize, f32)>; MIXES],
    /// How the last layers, those of the claims' own, read other sentences.
    near: Near,
}

/// How readily the attention heads of the last layers look at neighbouring sentences.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// How far away the neighbours are, from the lowest (before) to the highest (after); 0, the sentence itself, among them.
    pub distances: Vec<isize>,
    /// What is added to the attention scores, `[layers, distances, heads]`.
    pub added: Vec<f32>,
}

struct Layer {
    attention: Linear,
    attended: Linear,
    attended_norm: Norm,
    up_factors: Vec<f32>,
    up: Linear,
    down_factors: Vec<f32>,
    down: Linear,
    down_norm: Norm,
}

/// What the encoder makes of a batch, and its room for work.
#[derive(Default)]
pub struct Encoding {
    /// The mixes for the forms of words, their senses and what they claim, each `[P, width]`.
    pub mixes: [Vec<f32>; MIXES],
    pieces: Vec<f32>,
    input: Vec<f32>,
    attended: Vec<f32>,
    scratch: Vec<f32>,
    sums: Vec<i32>,
    rows: Rows,
    inner: Rows,
}

/// Rows that go through a layer together: they fit the processor's second cache beside the layer's weights.
pub const BLOCK: usize = 64;

impl Encoder {
    /// Reads the encoder's weights.
    pub fn read(weights: &mut Weights, gemm: &Gemm) -> Result<Self> {
        let norm = weights.norm("/model/emb_norm")?;
        let width = norm.width();
        let mut layers = Vec::new();
        while weights.has(&format!("model.layers.{}.qkv.bias", layers.len())) {
            layers.push(Layer::read(weights, gemm, layers.len(), width)?);
        }
        let mut mixes = [const { Vec::new() }; MIXES];
        for (mix, name) in mixes.iter_mut().zip(NAMES) {
            *mix = weights.mix(&format!("/model/{name}/mix"), 0..layers.len() + 1)?;
        }
        let encoder = Self {
            words: weights.table("model.word_emb")?,
            positions: weights.table("model.pos_emb")?,
            shapes: weights.floats("model.shape_emb.weight")?,
            norm,
            mixes,
            layers,
            near: Near::default(),
        };
        let fits = encoder.words.width() == width
            && encoder.positions.width() == width
            && encoder.positions.rows() >= MAX_PIECES
            && encoder.shapes.len().is_multiple_of(width)
            && width.is_multiple_of(HEAD);
        if fits {
            Ok(encoder)
        } else {
            Err(bad("embeddings of unexpected sizes"))
        }
    }

    /// Lets the last layers read neighbouring sentences.
    ///
    /// # Errors
    ///
    /// When the distances or the numbers do not fit the layers.
    pub fn set_near(&mut self, near: Near) -> Result<()> {
        if near.distances.is_empty() {
            return Ok(());
        }
        let one = near.distances.len() * self.width() / HEAD;
        let fits = near.distances.contains(&0)
            && near.distances.windows(2).all(|w| w[0] + 1 == w[1])
            && near.added.len().is_multiple_of(one)
            && near.added.len() <= one * self.layers.len();
        if !fits {
            return Err(bad("neighbours that do not fit its layers"));
        }
        self.near = near;
        Ok(())
    }

    /// What is added to the scores of neighbours in a layer, `[distances, heads]`; nothing where only the sentence itself is
    /// read.
    fn added(&self, layer: usize) -> &[f32] {
        let one = self.near.distances.len() * self.width() / HEAD;
        if one == 0 {
            return &[];
        }
        let from = self.layers.len() - self.near.added.len() / one;
        match layer.checked_sub(from) {
            Some(i) => &self.near.added[i * one..(i + 1) * one],
            None => &[],
        }
    }

    /// Numbers of a piece.
    pub fn width(&self) -> usize {
        self.norm.width()
    }

    /// Encodes the pieces of a batch.
    pub fn run(&self, gemm: &Gemm, batch: &Batch, encoding: &mut Encoding) -> Result<()> {
        let n = batch.input_ids.len() * self.width();
        for mix in &mut encoding.mixes {
            mix.clear();
            mix.resize(n, 0.0);
        }
        encoding.pieces.resize(n, 0.0);
        encoding.attended.resize(n, 0.0);
        encoding.input.resize(3 * n, 0.0);
        self.embed(batch, &mut encoding.pieces);
        self.mix(0, encoding);
        for (i, layer) in self.layers.iter().enumerate() {
            let near = (self.near.distances.as_slice(), self.added(i));
            layer.run(gemm, batch, near, encoding)?;
            self.mix(i + 1, encoding);
        }
        Ok(())
    }

    fn embed(&self, batch: &Batch, pieces: &mut [f32]) {
        let width = self.width();
        let mut position = vec![0.0; width];
        for sentence in batch.sentences() {
            let ids = batch.input_ids[sentence.pieces.clone()]
                .iter()
                .zip(&batch.shape_ids[sentence.pieces.clone()]);
            let rows = pieces[sentence.pieces.start * width..].chunks_exact_mut(width);
            for (place, ((&id, &shape), row)) in (0..).zip(ids.zip(rows)) {
                self.words.read(id, row);
                self.positions.read(place, &mut position);
                let shape = usize::try_from(shape).unwrap_or(0) * width;
                let shape = self.shapes.get(shape..shape + width).unwrap_or(&[]);
                for ((x, &p), &s) in row.iter_mut().zip(&position).zip(shape) {
                    *x = *x + p + s;
                }
            }
        }
        Normed {
            norm: &self.norm,
            rows: pieces,
        }
        .dispatch();
    }

    /// Adds a layer to the mixes.
    fn mix(&self, layer: usize, encoding: &mut Encoding) {
        for (mix, out) in self.mixes.iter().zip(&mut encoding.mixes) {
            for &(_, weight) in mix.iter().filter(|(l, _)| *l == layer) {
                Weighted {
                    weight,
                    rows: &encoding.pieces,
                    out: out.as_mut_slice(),
                }
                .dispatch();
            }
        }
    }
}

impl Layer {
    fn read(weights: &mut Weights, gemm: &Gemm, layer: usize, width: usize) -> Result<Self> {
        let path = |part: &str| format!("/model/layers.{layer}/{part}");
        let mut attention = weights.linear(gemm, [&path("qkv")])?;
        // The scale of the queries is part of their weights here.
        attention.scale_outputs(0..width, 1.0 / (HEAD as f32).sqrt());
        let layer = Self {
            attention,
            attended: weights.linear(gemm, [&path("out")])?,
            attended_norm: weights.norm(&path("norm1"))?,
            up_factors: weights.floats_of(&path("up/Mul"))?,
            up: weights.linear(gemm, [&path("up/linear")])?,
            down_factors: weights.floats_of(&path("down/Mul"))?,
            down: weights.linear(gemm, [&path("down/linear")])?,
            down_norm: weights.norm(&path("norm2"))?,
        };
        let fits = layer.sizes() == [width, 3 * width, width, width, width, width]
            && layer.up_factors.len() == width
            && layer.down_factors.len() == layer.up.outputs()
            && layer.down.inputs() == layer.up.outputs()
            && layer.up.outputs().is_multiple_of(crate::norm::LANES)
            && layer.down.outputs() == width
            && layer.attended_norm.width() == width
            && layer.down_norm.width() == width;
        if fits {
            Ok(layer)
        } else {
            Err(bad("a layer of unexpected sizes"))
        }
    }

    fn sizes(&self) -> [usize; 6] {
        [
            self.attention.inputs(),
            self.attention.outputs(),
            self.attended.inputs(),
            self.attended.outputs(),
            self.up.inputs(),
            self.down.outputs(),
        ]
    }

    fn run(
        &self,
        gemm: &Gemm,
        batch: &Batch,
        (distances, added): (&[isize], &[f32]),
        encoding: &mut Encoding,
    ) -> Result<()> {
        let width = self.attended.outputs();
        let Encoding {
            pieces,
            input,
            attended,
            scratch,
            sums,
            rows,
            inner,
            ..
        } = encoding;
        let blocks = pieces.chunks(BLOCK * width);
        for (block, out) in blocks.zip(input.chunks_mut(BLOCK * 3 * width)) {
            rows.fill(block, width, None);
            self.attention
                .apply(gemm, rows, sums)?
                .write(Activation::None, out);
        }
        let sentences: Vec<_> = batch.sentences().map(|s| s.pieces).collect();
        let heads = width / HEAD;
        let mut seen = Vec::with_capacity(distances.len().max(1));
        for (i, sentence) in sentences.iter().enumerate() {
            seen.clear();
            if batch.one_text && !added.is_empty() {
                let rows = distances.iter().zip(added.chunks_exact(heads));
                seen.extend(rows.filter_map(|(&d, added)| {
                    let pieces = sentences.get(i.checked_add_signed(d)?)?.clone();
                    Some(Seen { pieces, added })
                }));
            } else {
                let (pieces, added) = (sentence.clone(), &[][..]);
                seen.push(Seen { pieces, added });
            }
            Attention {
                input: input.as_slice(),
                pieces: sentence.clone(),
                seen: &seen,
                out: attended.as_mut_slice(),
                scratch: &mut *scratch,
                width,
            }
            .dispatch();
        }
        let blocks = pieces.chunks_mut(BLOCK * width);
        for (block, attended) in blocks.zip(attended.chunks(BLOCK * width)) {
            rows.fill(attended, width, None);
            self.attended
                .apply(gemm, rows, sums)?
                .add(Some(&self.attended_norm), block);
            rows.fill(block, width, Some(&self.up_factors));
            self.up.apply(gemm, rows, sums)?.pack(
                Activation::Gelu,
                Some(&self.down_factors),
                inner,
            );
            self.down
                .apply(gemm, inner, sums)?
                .add(Some(&self.down_norm), block);
        }
        Ok(())
    }
}

struct Weighted<'a> {
    weight: f32,
    rows: &'a [f32],
    out: &'a mut [f32],
}

impl SimdOp for Weighted<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: rten_simd::Isa>(self, _: I) {
        for (o, &x) in self.out.iter_mut().zip(self.rows) {
            *o += self.weight * x;
        }
    }
}

struct Normed<'a> {
    norm: &'a Norm,
    rows: &'a mut [f32],
}

impl SimdOp for Normed<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: rten_simd::Isa>(self, _: I) {
        for row in self.rows.chunks_exact_mut(self.norm.width()) {
            self.norm.apply(row);
        }
    }
}
