//! The numbers of a network, out of its ONNX file.

use std::collections::HashMap;
use std::ops::Range;

use rten_onnx::onnx::{DataType, ModelProto, NodeProto, TensorProto};

use crate::linear::Matrix;
use crate::norm::Norm;
use crate::table::Table;
use crate::{Gemm, Linear, Result, bad};

/// What is read of an ONNX file: its tensors, and how its nodes use them. Layers are named by their path in the graph.
pub struct Weights {
    tensors: HashMap<String, TensorProto>,
    nodes: HashMap<String, NodeProto>,
}

impl Weights {
    /// Reads an ONNX file.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let graph = ModelProto::parse_buf(bytes)
            .map_err(|e| bad(&e.to_string()))?
            .graph
            .ok_or_else(|| bad("it holds no graph"))?;
        let tensors = graph.initializer.into_iter();
        let nodes = graph.node.into_iter();
        Ok(Self {
            tensors: tensors
                .map(|t| (t.name.clone().unwrap_or_default(), t))
                .collect(),
            nodes: nodes
                .map(|n| (n.name.clone().unwrap_or_default(), n))
                .collect(),
        })
    }

    /// Whether there is such a tensor.
    pub fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }

    /// A tensor of floats.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>> {
        let tensor = self.tensor(name, DataType::FLOAT)?;
        Ok(match &tensor.raw_data {
            Some(raw) => raw
                .borrow()
                .chunks_exact(4)
                .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
                .collect(),
            None => tensor.float_data.clone(),
        })
    }

    /// The tensor of floats that a node takes.
    pub fn floats_of(&self, node: &str) -> Result<Vec<f32>> {
        self.floats(self.parameter(node)?)
    }

    /// A table of bytes, each row with its scale.
    pub fn table(&mut self, name: &str) -> Result<Table> {
        let scale = self.floats(&format!("{name}.scale"))?;
        let (shape, rows) = self.bytes(&format!("{name}.rows"))?;
        if shape[0] != scale.len() {
            return Err(bad(&format!("{name}: scales that do not fit")));
        }
        Ok(Table::new(shape[1], rows, scale))
    }

    /// A layer norm.
    pub fn norm(&self, path: &str) -> Result<Norm> {
        let node = self.node(&format!("{path}/LayerNormalization"))?;
        let epsilon = node
            .attribute
            .iter()
            .find(|a| a.name.as_deref() == Some("epsilon"))
            .and_then(|a| a.f)
            .unwrap_or(1e-5);
        match node.input.as_slice() {
            [_, weight, bias] => Norm::new(self.floats(weight)?, self.floats(bias)?, epsilon)
                .ok_or_else(|| bad(&format!("{path}: sizes that do not fit"))),
            _ => Err(bad(&format!("{path}: not a layer norm"))),
        }
    }

    /// One linear layer out of several with the same input.
    pub fn linear<const N: usize>(&mut self, gemm: &Gemm, paths: [&str; N]) -> Result<Linear> {
        let mut parts = Vec::with_capacity(N);
        for path in paths {
            parts.push(self.matrix(path)?);
        }
        Linear::new(gemm, &parts).ok_or_else(|| bad(&format!("{}: inputs differ", paths[0])))
    }

    /// The matrix and the bias of a linear layer.
    pub fn matrix(&mut self, path: &str) -> Result<Matrix> {
        let bias = self.floats_of(&format!("{path}/Add"))?;
        let weights = self.parameter(&format!("{path}/MatMul_quant"))?.to_owned();
        let name = weights
            .strip_suffix("_quantized")
            .ok_or_else(|| bad(&format!("{path}: not in eight bits")))?;
        let scale = self.floats(&format!("{name}_scale"))?;
        let zero = self.tensor(&format!("{name}_zero_point"), DataType::INT8)?;
        let raw = zero.raw_data.as_ref();
        if zero.int32_data.iter().any(|&z| z != 0)
            || raw.is_some_and(|z| z.borrow().iter().any(|&z| z != 0))
        {
            return Err(bad(&format!("{path}: weights that are not symmetric")));
        }
        let (shape, rows) = self.bytes(&weights)?;
        Matrix::new(shape, rows, scale, bias)
            .ok_or_else(|| bad(&format!("{path}: sizes that do not fit")))
    }

    /// The weights of a sum of layers: which layer (0 = the embeddings) counts how much.
    pub fn mix(&self, path: &str, layers: Range<usize>) -> Result<Vec<(usize, f32)>> {
        let mut mix = Vec::new();
        for n in layers.clone() {
            let name = match n {
                0 => format!("{path}/Mul"),
                n => format!("{path}/Mul_{n}"),
            };
            let Ok(node) = self.node(&name) else { break };
            let weight = self.floats_of(&name)?;
            let layer = node.input.iter().find_map(|input| match input.as_str() {
                "/model/emb_norm/LayerNormalization_output_0" => Some(0),
                input => layers
                    .clone()
                    .skip(1)
                    .find(|l| input.starts_with(&format!("/model/layers.{}/", l - 1))),
            });
            match (weight.as_slice(), layer) {
                (&[weight], Some(layer)) => mix.push((layer, weight)),
                _ => return Err(bad(&format!("{name}: not a part of a mix"))),
            }
        }
        if mix.is_empty() {
            return Err(bad(&format!("it has no node {path}/Mul")));
        }
        Ok(mix)
    }

    fn node(&self, name: &str) -> Result<&NodeProto> {
        self.nodes
            .get(name)
            .ok_or_else(|| bad(&format!("it has no node {name}")))
    }

    /// The name of the tensor that a node takes.
    fn parameter(&self, node: &str) -> Result<&str> {
        self.node(node)?
            .input
            .iter()
            .find(|input| self.has(input))
            .map(String::as_str)
            .ok_or_else(|| bad(&format!("{node} takes no weights")))
    }

    fn tensor(&self, name: &str, kind: DataType) -> Result<&TensorProto> {
        self.tensors
            .get(name)
            .filter(|t| t.data_type == Some(kind))
            .ok_or_else(|| bad(&format!("it has no tensor {name}")))
    }

    /// A matrix of bytes; it is taken out.
    fn bytes(&mut self, name: &str) -> Result<([usize; 2], Vec<i8>)> {
        let tensor = self.tensor(name, DataType::INT8)?;
        let shape: Vec<usize> = tensor
            .dims
            .iter()
            .map(|&d| usize::try_from(d).unwrap_or(0))
            .collect();
        let raw = tensor.raw_data.as_ref();
        let bytes = raw.map_or_else(Vec::new, |raw| raw.take());
        match *shape.as_slice() {
            [rows, columns] if rows * columns == bytes.len() => {
                let values = bytes.into_iter().map(u8::cast_signed).collect();
                Ok(([rows, columns], values))
            }
            _ => Err(bad(&format!("{name} is not a matrix of bytes"))),
        }
    }
}
