//! The heads: from the encoder's mixes to scores of words.

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp};

use crate::batch::AFFIXES;
use crate::encoder::{BLOCK, Encoding, MIXES};
use crate::linear::Activation;
use crate::norm::LANES;
use crate::table::Table;
use crate::{Batch, Encoder, Gemm, Linear, Norm, Result, Rows, Scores, Weights, bad};

/// Representations of words, and what is read off them.
pub struct Heads {
    affixes: Table,
    form: Words,
    sense: Words,
    claim: Words,
    /// Hidden layers for tags and lemmas.
    forms: Linear,
    tags: Linear,
    lemmas: Linear,
    /// Hidden layers for names, classes, roles and dependents; heads; then what is used as it is.
    senses: Linear,
    names: Linear,
    class: Linear,
    roles: Linear,
    dependents: Linear,
    /// Hidden layers for triggers and arguments of claims and for kinds of names.
    claims: Linear,
    triggers: Linear,
    kinds: Linear,
    arguments: Linear,
    /// The root as a head.
    root: Vec<f32>,
    /// How likely a word is a head of any word; and a predicate.
    head_weight: Vector,
    predicate: Vector,
}

/// A word's representation out of its first and last pieces and its affixes.
struct Words {
    first: Linear,
    last: Linear,
    affixes: Linear,
    norm: Norm,
}

/// A linear layer with one output.
struct Vector {
    weights: Vec<f32>,
    bias: f32,
}

/// The heads' room for work.
#[derive(Default)]
pub struct Desk {
    pieces: [Rows; MIXES],
    affixes: Rows,
    rows: Rows,
    inner: Rows,
    floats: Vec<f32>,
    words: Vec<f32>,
    sums: Vec<i32>,
    more: Vec<i32>,
    /// Dependents and heads of a batch.
    dependents: Vec<f32>,
    heads: Vec<f32>,
    predicates: Vec<f32>,
}

impl Heads {
    /// Reads the heads' weights.
    pub fn read(weights: &mut Weights, gemm: &Gemm, encoder: &Encoder) -> Result<Self> {
        let head_weight = Vector::read(weights, "/model/arc_bias")?;
        let predicate = Vector::read(weights, "/model/pred")?;
        let mut heads = Self {
            affixes: weights.table("model.affix_emb")?,
            form: Words::read(weights, gemm, "form")?,
            sense: Words::read(weights, gemm, "sense")?,
            claim: Words::read(weights, gemm, "claim")?,
            forms: weights.linear(
                gemm,
                ["/model/tag_mlp/tag_mlp.0", "/model/lemma_mlp/lemma_mlp.0"],
            )?,
            tags: weights.linear(gemm, ["/model/upos", "/model/feats"])?,
            lemmas: weights.linear(gemm, ["/model/lemma"])?,
            senses: weights.linear(
                gemm,
                [
                    "/model/name_mlp/name_mlp.0",
                    "/model/etype_mlp/etype_mlp.0",
                    "/model/role_in/role_in.0",
                    "/model/arc_dep/arc_dep.0",
                    "/model/arc_head/arc_head.0",
                    "/model/pred_mlp/pred_mlp.0",
                    "/model/rel_dep",
                    "/model/rel_head",
                ],
            )?,
            names: weights.linear(gemm, ["/model/ner", "/model/fine"])?,
            class: weights.linear(gemm, ["/model/etype"])?,
            roles: weights.linear(gemm, ["/model/role_p", "/model/role_a"])?,
            dependents: weights.linear(gemm, ["/model/biaffine"])?,
            claims: weights.linear(
                gemm,
                [
                    "/model/trigger_mlp/trigger_mlp.0",
                    "/model/claim_in/claim_in.0",
                    "/model/kind_mlp/kind_mlp.0",
                ],
            )?,
            triggers: weights.linear(gemm, ["/model/trigger"])?,
            kinds: weights.linear(gemm, ["/model/kind"])?,
            arguments: weights.linear(
                gemm,
                [
                    "/model/claim_t",
                    "/model/claim_a",
                    "/model/who_q",
                    "/model/who_k",
                ],
            )?,
            root: Vec::new(),
            head_weight,
            predicate,
        };
        heads.check(encoder.width())?;
        let root = weights.floats_of("/model/Expand")?;
        if root.len() != encoder.width() {
            return Err(bad("a root of unexpected size"));
        }
        let (mut rows, mut sums) = (Rows::default(), Vec::new());
        rows.fill(&root, root.len(), None);
        let mut head = Vec::new();
        let product = heads.senses.apply(gemm, &rows, &mut sums)?;
        product.part(4).append(Activation::Gelu, &mut head);
        heads.root = head;
        Ok(heads)
    }

    fn check(&self, width: usize) -> Result<()> {
        let senses: [usize; 8] = std::array::from_fn(|i| self.senses.part_width(i));
        let fits = self.affixes.width() * AFFIXES == self.form.affixes.inputs()
            && [&self.form, &self.sense, &self.claim]
                .iter()
                .all(|w| w.fits(width) && w.affixes.inputs() == self.form.affixes.inputs())
            && self.claims.inputs() == width
            && self.claims.part_width(0) == self.triggers.inputs()
            && self.claims.part_width(1) == self.arguments.inputs()
            && self.claims.part_width(2) == self.kinds.inputs()
            && (0..3).all(|i| self.claims.part_width(i).is_multiple_of(LANES))
            && self.forms.inputs() == width
            && self.senses.inputs() == width
            && self.forms.part_width(0) == self.tags.inputs()
            && self.forms.part_width(1) == self.lemmas.inputs()
            && senses[0] == self.names.inputs()
            && senses[1] == self.class.inputs()
            && senses[2] == self.roles.inputs()
            && senses[3] == self.dependents.inputs()
            && senses[4] == self.dependents.outputs()
            && senses[4] == self.head_weight.weights.len()
            && senses[5] == self.predicate.weights.len()
            && senses[6] == senses[7]
            && senses.iter().all(|s| s.is_multiple_of(LANES))
            && self.forms.part_width(0).is_multiple_of(LANES)
            && self.forms.part_width(1).is_multiple_of(LANES);
        if fits {
            Ok(())
        } else {
            Err(bad("heads of unexpected sizes"))
        }
    }

    /// Scores the words of a batch.
    pub fn run(
        &self,
        gemm: &Gemm,
        batch: &Batch,
        encoding: &Encoding,
        desk: &mut Desk,
    ) -> Result<Scores> {
        let width = self.forms.inputs();
        let mut scores = Scores::default();
        for (rows, mix) in desk.pieces.iter_mut().zip(&encoding.mixes) {
            rows.fill(mix, width, None);
        }
        desk.dependents.clear();
        desk.heads.clear();
        let n = batch.first.len();
        for start in (0..n).step_by(BLOCK) {
            let words = start..(start + BLOCK).min(n);
            self.affixes(
                &batch.affix_ids[words.start * AFFIXES..words.end * AFFIXES],
                desk,
            );
            let kinds = [&self.form, &self.sense, &self.claim];
            for (kind, words_of) in kinds.into_iter().enumerate() {
                words_of.run(gemm, batch, words.clone(), kind, desk)?;
                desk.rows.fill(&desk.words, width, None);
                match kind {
                    0 => self.read_forms(gemm, desk, &mut scores)?,
                    1 => self.read_senses(gemm, desk, &mut scores)?,
                    _ => self.read_claims(gemm, desk, &mut scores)?,
                }
            }
        }
        self.read_arcs(batch, desk, &mut scores);
        Ok(scores)
    }

    fn affixes(&self, ids: &[i32], desk: &mut Desk) {
        let width = self.affixes.width();
        desk.floats.clear();
        desk.floats.resize(ids.len() * width, 0.0);
        for (&id, row) in ids.iter().zip(desk.floats.chunks_exact_mut(width)) {
            self.affixes.read(id, row);
        }
        desk.affixes.fill(&desk.floats, AFFIXES * width, None);
    }

    fn read_forms(&self, gemm: &Gemm, desk: &mut Desk, scores: &mut Scores) -> Result<()> {
        let hidden = self.forms.apply(gemm, &desk.rows, &mut desk.sums)?;
        let (rows, sums) = (&mut desk.inner, &mut desk.more);
        hidden.part(0).pack(Activation::Gelu, None, rows);
        let tags = self.tags.apply(gemm, rows, sums)?;
        tags.part(0).append(Activation::None, &mut scores.upos);
        tags.part(1).append(Activation::None, &mut scores.feats);
        hidden.part(1).pack(Activation::Gelu, None, rows);
        let lemmas = self.lemmas.apply(gemm, rows, sums)?;
        lemmas.append(Activation::None, &mut scores.lemma);
        Ok(())
    }

    fn read_senses(&self, gemm: &Gemm, desk: &mut Desk, scores: &mut Scores) -> Result<()> {
        let hidden = self.senses.apply(gemm, &desk.rows, &mut desk.sums)?;
        let (rows, sums) = (&mut desk.inner, &mut desk.more);
        hidden.part(0).pack(Activation::Gelu, None, rows);
        let names = self.names.apply(gemm, rows, sums)?;
        names.part(0).append(Activation::None, &mut scores.ner);
        names.part(1).append(Activation::None, &mut scores.fine);
        hidden.part(1).pack(Activation::Gelu, None, rows);
        let class = self.class.apply(gemm, rows, sums)?;
        class.append(Activation::None, &mut scores.etype);
        hidden.part(2).pack(Activation::Gelu, None, rows);
        let roles = self.roles.apply(gemm, rows, sums)?;
        roles
            .part(0)
            .append(Activation::None, &mut scores.role_pred);
        roles.part(1).append(Activation::None, &mut scores.role_arg);
        hidden.part(3).pack(Activation::Gelu, None, rows);
        let dependents = self.dependents.apply(gemm, rows, sums)?;
        dependents.append(Activation::None, &mut desk.dependents);
        hidden.part(4).append(Activation::Gelu, &mut desk.heads);
        desk.predicates.clear();
        hidden
            .part(5)
            .append(Activation::Gelu, &mut desk.predicates);
        let width = self.predicate.weights.len();
        let predicates = desk.predicates.chunks_exact(width);
        scores
            .pred
            .extend(predicates.map(|p| self.predicate.apply(p)));
        hidden.part(6).append(Activation::None, &mut scores.dep);
        hidden.part(7).append(Activation::None, &mut scores.head);
        Ok(())
    }

    fn read_claims(&self, gemm: &Gemm, desk: &mut Desk, scores: &mut Scores) -> Result<()> {
        let hidden = self.claims.apply(gemm, &desk.rows, &mut desk.sums)?;
        let (rows, sums) = (&mut desk.inner, &mut desk.more);
        hidden.part(0).pack(Activation::Gelu, None, rows);
        let triggers = self.triggers.apply(gemm, rows, sums)?;
        triggers.append(Activation::None, &mut scores.trigger);
        hidden.part(1).pack(Activation::Gelu, None, rows);
        let words = self.arguments.apply(gemm, rows, sums)?;
        words
            .part(0)
            .append(Activation::None, &mut scores.claim_trigger);
        words
            .part(1)
            .append(Activation::None, &mut scores.claim_word);
        words.part(2).append(Activation::None, &mut scores.question);
        words.part(3).append(Activation::None, &mut scores.answer);
        hidden.part(2).pack(Activation::Gelu, None, rows);
        let kinds = self.kinds.apply(gemm, rows, sums)?;
        kinds.append(Activation::None, &mut scores.kind);
        Ok(())
    }

    /// Scores of all pairs of words of a sentence as dependent and head.
    fn read_arcs(&self, batch: &Batch, desk: &Desk, scores: &mut Scores) {
        let width = self.root.len();
        let lead: Vec<f32> = std::iter::once(self.root.as_slice())
            .chain(desk.heads.chunks_exact(width))
            .map(|head| self.head_weight.apply(head))
            .collect();
        let mut heads = Vec::new();
        for sentence in batch.sentences() {
            let words = sentence.words;
            heads.clear();
            heads.extend_from_slice(&self.root);
            heads.extend_from_slice(&desk.heads[words.start * width..words.end * width]);
            let from = scores.arc.len();
            scores.arcs.push(from);
            let n = words.len();
            scores.arc.resize(from + n * (n + 1), 0.0);
            Pairs {
                left: &desk.dependents[words.start * width..words.end * width],
                right: &heads,
                width,
                out: &mut scores.arc[from..],
            }
            .dispatch();
            for row in scores.arc[from..].chunks_exact_mut(n + 1) {
                row[0] += lead[0];
                for (x, l) in row[1..].iter_mut().zip(&lead[words.start + 1..]) {
                    *x += l;
                }
            }
        }
    }
}

impl Words {
    fn read(weights: &mut Weights, gemm: &Gemm, name: &str) -> Result<Self> {
        let path = |part: &str| format!("/model/{name}/{part}");
        Ok(Self {
            first: weights.linear(gemm, [&path("first")])?,
            last: weights.linear(gemm, [&path("last")])?,
            affixes: weights.linear(gemm, [&path("affix")])?,
            norm: weights.norm(&path("norm"))?,
        })
    }

    fn fits(&self, width: usize) -> bool {
        let linear = [&self.first, &self.last, &self.affixes];
        linear.iter().all(|l| l.outputs() == width)
            && self.first.inputs() == width
            && self.last.inputs() == width
            && self.norm.width() == width
    }

    fn run(
        &self,
        gemm: &Gemm,
        batch: &Batch,
        words: std::ops::Range<usize>,
        kind: usize,
        desk: &mut Desk,
    ) -> Result<()> {
        let n = words.len() * self.norm.width();
        desk.words.clear();
        desk.words.resize(n, 0.0);
        for (linear, index) in [(&self.first, &batch.first), (&self.last, &batch.last)] {
            let chosen = index[words.clone()].iter().copied();
            desk.rows.pick(&desk.pieces[kind], chosen);
            linear
                .apply(gemm, &desk.rows, &mut desk.sums)?
                .add(None, &mut desk.words);
        }
        self.affixes
            .apply(gemm, &desk.affixes, &mut desk.sums)?
            .add(Some(&self.norm), &mut desk.words);
        Ok(())
    }
}

impl Vector {
    fn read(weights: &mut Weights, path: &str) -> Result<Self> {
        let matrix = weights.matrix(path)?;
        let (weights, bias) = matrix
            .column()
            .ok_or_else(|| bad(&format!("{path}: more than one output")))?;
        Ok(Self { weights, bias })
    }

    fn apply(&self, row: &[f32]) -> f32 {
        let mut out = [0.0];
        Pairs {
            left: row,
            right: &self.weights,
            width: self.weights.len(),
            out: &mut out,
        }
        .dispatch();
        out[0] + self.bias
    }
}

/// Dot products of all rows on the left with all rows on the right.
struct Pairs<'a> {
    left: &'a [f32],
    right: &'a [f32],
    width: usize,
    out: &'a mut [f32],
}

impl SimdOp for Pairs<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let columns = self.right.len() / self.width;
        let lefts = self.left.chunks_exact(self.width);
        for (left, out) in lefts.zip(self.out.chunks_exact_mut(columns)) {
            for (right, out) in self.right.chunks_exact(self.width).zip(out) {
                let mut sum = ops.zero();
                let right = right.chunks_exact(ops.len());
                for (l, r) in left.chunks_exact(ops.len()).zip(right) {
                    sum = ops.mul_add(ops.load(l), ops.load(r), sum);
                }
                *out = ops.sum(sum);
            }
        }
    }
}
