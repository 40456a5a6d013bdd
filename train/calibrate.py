"""Shifts three biases of a checkpoint to the best F1 on the development set: outside of names, predicate, no argument."""
import argparse
import os

import numpy as np
import torch

import data as D
from features import WordPiece, collate, fits
from model import encoder_files, load, save
from score import TorchRunner, bio, f1, pair_logits

STEPS = [-1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0]


def outputs(runner, tokenizer, sentences, size=64):
    """(sentence, its outputs) in order of length."""
    order = sorted((s for s in sentences if fits(tokenizer, s.words)), key=lambda s: len(s.words))
    for k in range(0, len(order), size):
        batch = order[k : k + size]
        out = runner(collate(tokenizer, [s.words for s in batch]))
        for i, s in enumerate(batch):
            yield s, {key: v[i][: len(s.words)] for key, v in out.items()}


def main():
    a = argparse.ArgumentParser(description=__doc__)
    D.add_data_option(a)
    a.add_argument("checkpoint")
    a.add_argument("out")
    a.add_argument("--limit", type=int, default=10**9, help="sentences, for a trial")
    a = a.parse_args()
    torch.set_num_threads(1)
    model, labels = load(a.checkpoint)
    runner = TorchRunner(model, labels)
    tokenizer = WordPiece(os.path.join(encoder_files(), "vocab.txt"))
    found = {k: [set() for _ in STEPS] for k in ("outside", "predicate", "no argument")}
    gold = {k: set() for k in found}
    for n, (s, o) in enumerate(outputs(runner, tokenizer, D.read_ewt(a.data, "dev")[: a.limit])):
        gold["outside"].update((n,) + name for name in s.names)
        gold["predicate"].update((n, p) for p, *_ in s.roles)
        gold["no argument"].update((n, p, w, r) for p, args, _ in s.roles for w, r in args)
        roles = [(p, pair_logits(runner.scorers["roles"], o["srl_p"][p], o["srl_a"])) for p, *_ in s.roles]
        unsure = (o["ner"].argmax(-1) > 0).any() or (o["ner"][:, 1:].max(-1) - o["ner"][:, 0]).max() > min(STEPS)
        for k, d in enumerate(STEPS):
            if unsure:
                shifted = o["ner"].copy()
                shifted[:, 0] += d
                found["outside"][k].update((n,) + name for name in D.spans_of(bio(shifted, labels["ner"])))
            if s.pred:
                found["predicate"][k].update((n, int(p)) for p in np.flatnonzero(o["pred"] + d > 0))
            for p, logits in roles:
                best = np.where(logits[:, 1:].max(1) > logits[:, 0] + d, logits[:, 1:].argmax(1) + 1, 0)
                best[p] = 0
                found["no argument"][k].update((n, p, int(w), labels["roles"][best[w]]) for w in np.flatnonzero(best))
    best = {}
    for key in found:
        scores = [f1(gold[key], x) for x in found[key]]
        if key == "outside":     # a name too many does less harm than a new name missed
            scores = [x if d <= 0.25 else 0.0 for x, d in zip(scores, STEPS)]
        best[key] = STEPS[int(np.argmax(scores))]
        print(key, best[key], " ".join(f"{d:+.2f}:{x:.2f}" for d, x in zip(STEPS, scores)))
    with torch.no_grad():
        model.ner.bias[0] += best["outside"]
        model.pred.bias += best["predicate"]
        model.role_scorer.linear.bias[0] += best["no argument"]
    save(a.out, model, labels)


if __name__ == "__main__":
    main()
