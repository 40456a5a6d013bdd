"""Makes a checkpoint of the exported model, to train further from it: its eight-bit weights as floats."""
import argparse
import base64
import json
import os
import re

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import data as D
from export import kept_rows
from features import WordPiece
from model import Model, encoder_files, save
from score import side_scorer

LABELS = "upos feats lemma deprel ner fine etype roles kinds relations statuses arguments".split()


def node_path(name):
    """The path of a module's nodes: layers.0.up is layers.0/up, tag_mlp.0 is tag_mlp/tag_mlp.0."""
    path = re.sub(r"^layers\.(\d+)", r"layers#\1", name)
    path = re.sub(r"(\w+)\.(\d+)$", r"\1.\1#\2", path)
    return "/model/" + path.replace(".", "/").replace("#", ".")


# The semantic roles that arguments of claims are likest.
LIKE = {"subject": "ARG0", "object": "ARG1", "date": "ARGM-TMP", "validFrom": "ARGM-TMP", "validUntil": "ARGM-TMP", "duration": "ARGM-TMP",
        "place": "ARGM-LOC", "purpose": "ARGM-PRP", "recipient": "ARG2", "condition": "ARGM-ADV", "amount": "ARG3", "licensor": "ARG2"}


def warm_arguments(state, labels):
    """Scores arguments of claims as the likest semantic role, against no role at all."""
    weight, bias = state["role_scorer.linear.weight"], state["role_scorer.linear.bias"]
    none = labels["roles"].index("_")
    for argument, role in LIKE.items():
        i, r = labels["arguments"].index(argument), labels["roles"].index(role)
        state["argument_scorer.linear.weight"][i] = weight[r] - weight[none]
        state["argument_scorer.linear.bias"][i] = bias[r] - bias[none]
    for i, argument in enumerate(labels["arguments"]):
        if argument not in LIKE:
            state["argument_scorer.linear.bias"][i] = -3.0


def restore(folder):
    """The model of an exported folder, and its labels; parts that it lacks keep their first weights."""
    with open(os.path.join(folder, "factloom.json"), encoding="utf-8") as f:
        side = json.load(f)
    labels = {k: side[k] for k in LABELS if k in side}
    for key, values in (("kinds", D.KINDS), ("relations", D.RELATIONS), ("statuses", D.STATUSES), ("arguments", D.ARGUMENTS)):
        labels.setdefault(key, values)
    model = Model({k: len(v) for k, v in labels.items()})
    model.load_encoder()
    graph = onnx.load(os.path.join(folder, "factloom.onnx")).graph
    tensors = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    nodes = {n.name: n for n in graph.node}
    state = model.state_dict()
    left = set(state)

    def put(name, array):
        array = torch.from_numpy(np.array(array, dtype=np.float32))
        assert state[name].shape == array.shape, (name, state[name].shape, array.shape)
        state[name] = array
        left.discard(name)

    for name, module in model.named_modules():
        path = node_path(name)
        if isinstance(module, torch.nn.Linear):
            even = path + "/Mul" in nodes and path + "/linear/Add" in nodes
            at = path + "/linear" if even else path
            if at + "/MatMul_quant" not in nodes:
                continue
            weight = next(i for i in nodes[at + "/MatMul_quant"].input if i.endswith("_quantized") and i in tensors)
            base = weight.removesuffix("_quantized")
            w = tensors[weight].astype(np.float32) * tensors[base + "_scale"]
            if even:
                shrink = next(tensors[i] for i in nodes[path + "/Mul"].input if i in tensors)
                w = w * shrink[:, None]
            put(name + ".weight", w.T)
            put(name + ".bias", next(tensors[i] for i in nodes[at + "/Add"].input if i in tensors))
        elif isinstance(module, torch.nn.LayerNorm):
            node = nodes.get(path + "/LayerNormalization")
            if node is None:
                continue
            put(name + ".weight", tensors[node.input[1]])
            put(name + ".bias", tensors[node.input[2]])
        elif type(module).__name__ == "Mix":
            weights = []
            for n in range(len(module.chosen)):
                node = nodes.get(path + ("/Mul" if n == 0 else f"/Mul_{n}"))
                if node is not None:
                    weights.append(next(tensors[i] for i in node.input if i in tensors))
            if weights:
                put(name + ".weights", np.log(np.array(weights).reshape(-1)))
    for name in ("affix_emb", "pos_emb"):
        put(name + ".weight", tensors[f"model.{name}.rows"].astype(np.float32) * tensors[f"model.{name}.scale"])
    # pieces that the export left out keep their published embeddings
    published = WordPiece(os.path.join(encoder_files(), "vocab.txt"))
    words = state["word_emb.weight"].numpy().copy()
    words[kept_rows(published, os.path.join(folder, "vocab.txt")).numpy()] = tensors["model.word_emb.rows"].astype(np.float32) * tensors["model.word_emb.scale"]
    put("word_emb.weight", words)
    put("shape_emb.weight", tensors["model.shape_emb.weight"])
    put("root", next(tensors[i] for i in nodes["/model/Expand"].input if i in tensors).reshape(-1))
    for name in ("label_scorer", "role_scorer", "argument_scorer", "status_scorer"):
        if name in side:
            w, b = side_scorer(side[name])
            put(name + ".linear.weight", w.T)
            put(name + ".linear.bias", b)
    if "relation_emb" in side:
        w = np.frombuffer(base64.b64decode(side["relation_emb"]), "<f4")
        put("relation_emb.weight", w.reshape(len(labels["relations"]), -1))
    if "near" in side:
        w = np.frombuffer(base64.b64decode(side["near"]["w"]), "<f4")
        put("near", w.reshape(state["near"].shape[0], -1, state["near"].shape[1]).transpose(0, 2, 1))
    if "who" in side:
        for name, key in (("who_left.subject", "left_subject"), ("who_left.object", "left_object"), ("who_none", "none")):
            w, b = side_scorer(side["who"][key])
            put(name + ".weight", w.T)
            put(name + ".bias", b)
        put("who_near", np.frombuffer(base64.b64decode(side["who"]["places"]), "<f4"))
    if "claim.first.weight" in left:        # words read for their sense are the best start
        for name in [n for n in left if n.startswith("claim.") and n != "claim.mix.weights"]:
            state[name] = state["sense." + name.removeprefix("claim.")].clone()
        for kind in ("weight", "bias"):
            for to, of in (("claim_in.0.", "role_in.0."), ("claim_t.", "role_p."), ("claim_a.", "role_a.")):
                state[to + kind] = state[of + kind].clone()
        state["relation_emb.weight"] *= 0.2
        warm_arguments(state, labels)
    model.load_state_dict(state)
    return model, labels, sorted(left)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("folder", help="folder of the exported model")
    a.add_argument("checkpoint", help="where to write")
    a = a.parse_args()
    model, labels, left = restore(a.folder)
    print("not in the export:", ", ".join(left) or "nothing")
    save(a.checkpoint, model, labels)


if __name__ == "__main__":
    main()
