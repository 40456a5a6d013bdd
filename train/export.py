"""Exports a checkpoint: int8 ONNX, vocabulary and side file. Checks that onnxruntime agrees with torch."""
import argparse
import base64
import copy
import json
import os
import shutil
import tempfile

import numpy as np
import torch

import data as D
import score
from features import WordPiece, collate
from model import NEAR, SHARED, Model, encoder_files, load

INPUTS = ["input_ids", "shape_ids", "mask", "first", "last", "affix_ids", "word_mask"]
OUTPUTS = ["upos", "feats", "lemma", "ner", "fine", "kind", "etype", "arc", "dep_l", "head_l", "pred", "srl_p", "srl_a", "trigger", "claim_t",
           "claim_a", "who_q", "who_k"]


class Flat(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, *inputs):
        out = self.model(*inputs)
        return tuple(out[k] for k in OUTPUTS)


class RowInt8(torch.nn.Module):
    """An embedding in int8 with one scale for each row: finer than a scale for the whole table."""

    def __init__(self, weight):
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids):
        shape = tuple(ids.shape) + (-1,)
        ids = ids.reshape(-1)
        return (self.rows.index_select(0, ids).float() * self.scale.index_select(0, ids)).view(shape)


class Even(torch.nn.Module):
    """A linear layer whose input features are first brought to similar size; the weights undo it. A few large features would
    otherwise take most of the eight bits that a whole input shares."""

    def __init__(self, linear, peak):
        super().__init__()
        scale = (peak / (2 * peak.median())).clamp(min=1)
        self.register_buffer("shrink", 1 / scale)
        self.linear = linear
        linear.weight.data *= scale

    def forward(self, x):
        return self.linear(x * self.shrink)


def kept_rows(tokenizer, vocabulary):
    """The rows of the embeddings that the pieces of a smaller vocabulary have."""
    with open(vocabulary, encoding="utf-8") as f:
        return torch.tensor([tokenizer.vocab[line.rstrip("\n")] for line in f])


def prepared(model, tokenizer, sentences, rows):
    """A copy of the model made for int8: tables in int8 already, with the given rows of the pieces' table, and inputs of the large
    layers evened on sample sentences."""
    model = copy.deepcopy(model)
    peaks, hooks = {}, []

    def watch(key):
        def hook(module, inputs, output):
            peak = inputs[0].abs().flatten(0, -2).amax(0)
            peaks[key] = torch.maximum(peaks[key], peak) if key in peaks else peak
        return hook

    for i, layer in enumerate(model.layers):
        hooks += [getattr(layer, k).register_forward_hook(watch((i, k))) for k in ("up", "down")]
    with torch.no_grad():
        model(**{k: torch.from_numpy(v) for k, v in collate(tokenizer, sentences).items()})
    for hook in hooks:
        hook.remove()
    for (i, k), peak in peaks.items():
        setattr(model.layers[i], k, Even(getattr(model.layers[i], k), peak))
    model.word_emb = RowInt8(model.word_emb.weight.detach()[rows])
    model.pos_emb = RowInt8(model.pos_emb.weight.detach())
    model.affix_emb = RowInt8(model.affix_emb.weight.detach())
    return model


def export_float(model, tokenizer, file):
    x = collate(tokenizer, ["A first sentence .".split(), "Another , somewhat longer sentence is here .".split()])
    axes = {k: {0: "B", 1: "S" if k in INPUTS[:3] else "W"} for k in INPUTS + OUTPUTS}
    axes["arc"][2] = axes["head_l"][1] = "W1"
    torch.onnx.export(Flat(model), tuple(torch.from_numpy(x[k]) for k in INPUTS), file, input_names=INPUTS, output_names=OUTPUTS,
                      dynamic_axes=axes, opset_version=17, dynamo=False)


def quantize(source, target):
    from onnxruntime.quantization import QuantType, quantize_dynamic
    quantize_dynamic(source, target, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True, reduce_range=True,
                     weight_type=QuantType.QInt8)


def take_over(path, known):
    """Gives the shared layers of a network the numbers that they have in another, from which it was trained on without them: rounding
    them a second time would change them a little."""
    import onnx
    ours, theirs = onnx.load(path), onnx.load(known)
    given = {t.name: t for t in theirs.graph.initializer}
    shared = tuple(f"/model/layers.{i}/" for i in range(SHARED))
    used = {name for node in ours.graph.node if node.name.startswith(shared) for name in node.input}
    for t in ours.graph.initializer:
        if t.name in used:
            assert list(t.dims) == list(given[t.name].dims), t.name
            t.CopyFrom(given[t.name])
    onnx.save(ours, path)


def base64_of(tensor):
    return base64.b64encode(np.ascontiguousarray(tensor.detach().float().numpy(), "<f4").tobytes()).decode()


def side_file(model, labels, file, version):
    side = {"version": version, **labels}
    for name in ("label_scorer", "role_scorer", "argument_scorer", "status_scorer"):
        linear = getattr(model, name).linear
        side[name] = {"w": base64_of(linear.weight.T), "b": base64_of(linear.bias)}
    side["relation_emb"] = base64_of(model.relation_emb.weight)
    side["near"] = {"distances": NEAR, "w": base64_of(model.near.permute(0, 2, 1))}    # [OWN, NEAR, HEADS]
    parts = {"left_subject": model.who_left["subject"], "left_object": model.who_left["object"], "none": model.who_none}
    side["who"] = {k: {"w": base64_of(linear.weight.T), "b": base64_of(linear.bias)} for k, linear in parts.items()}
    side["who"]["places"] = base64_of(model.who_near)
    with open(file, "w", encoding="utf-8") as f:
        json.dump(side, f, ensure_ascii=False, separators=(",", ":"))


def compare(torch_runner, tokenizer, onnx_runner, kept, sentences):
    """Largest and mean difference of each output over real words, as a share of its standard deviation. Each runner has its vocabulary."""
    x = collate(tokenizer, sentences)
    a, b = torch_runner(x), onnx_runner(collate(kept, sentences))
    keep = x["word_mask"] > 0
    for k in OUTPUTS:
        p, q = (v[:, 1:][keep] if k == "head_l" else v[keep] for v in (a[k], b[k]))
        ok = p > -5000
        d = np.abs(p - q)[ok] / p[ok].std()
        print(f"{k:7} mean difference {d.mean():.4f}, largest {d.max():.3f} standard deviations"
              + (f", same choice {100 * (p.argmax(-1) == q.argmax(-1)).mean():.2f} %" if k in OUTPUTS[:8] else ""))


def main():
    a = argparse.ArgumentParser(description=__doc__)
    D.add_data_option(a)
    a.add_argument("checkpoint", help="checkpoint, or 'random' for an untrained model")
    a.add_argument("out", help="folder of the model files")
    a.add_argument("--vocabulary", help="the pieces to keep (vocabulary.py); all of them by default")
    a.add_argument("--version", default="5")
    a.add_argument("--keep", help="the folder of a model whose shared layers these are, to take them over as they are")
    a = a.parse_args()
    if a.checkpoint == "random":
        labels = D.label_sets(D.read_ewt(a.data, "train") + D.read_gum(a.data, "train"))
        model = Model({k: len(v) for k, v in labels.items()})
        model.load_encoder()
        model.eval()
    else:
        model, labels = load(a.checkpoint)
    os.makedirs(a.out, exist_ok=True)
    vocab = os.path.join(encoder_files(), "vocab.txt")
    tokenizer = WordPiece(vocab)
    a.vocabulary = a.vocabulary or vocab
    sentences = [s.words for s in D.read_ewt(a.data, "dev") if 10 <= len(s.words) <= 30][:64]
    with tempfile.TemporaryDirectory() as tmp:
        plain = os.path.join(tmp, "factloom.onnx")
        export_float(model, tokenizer, plain)
        side_file(model, labels, os.path.join(tmp, "factloom.json"), a.version)
        print("float:")
        compare(score.TorchRunner(model, labels), tokenizer, score.OnnxRunner(tmp), tokenizer, sentences)
        tables, small = os.path.join(tmp, "tables.onnx"), os.path.join(tmp, "small.onnx")
        sample = [s.words for s in D.read_ewt(a.data, "train")[::40] if 5 <= len(s.words) <= 40]
        export_float(prepared(model, tokenizer, sample, kept_rows(tokenizer, a.vocabulary)), WordPiece(a.vocabulary), tables)
        quantize(tables, small)
        if a.keep:
            take_over(small, os.path.join(a.keep, "factloom.onnx"))
        shutil.copy(small, os.path.join(a.out, "factloom.onnx.new"))
        os.replace(os.path.join(a.out, "factloom.onnx.new"), os.path.join(a.out, "factloom.onnx"))
        shutil.copy(os.path.join(tmp, "factloom.json"), a.out)
    if os.path.realpath(a.vocabulary) != os.path.realpath(os.path.join(a.out, "vocab.txt")):
        shutil.copy(a.vocabulary, os.path.join(a.out, "vocab.txt"))
    print("int8:")
    compare(score.TorchRunner(model, labels), tokenizer, score.OnnxRunner(a.out), WordPiece(a.vocabulary), sentences)
    for name in sorted(os.listdir(a.out)):
        print(f"{os.path.getsize(os.path.join(a.out, name)):>10} {name}")


if __name__ == "__main__":
    main()
