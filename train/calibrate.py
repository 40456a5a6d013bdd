"""Shifts biases of a checkpoint to the best scores on the development set: outside of names, predicate and no argument to the
best F1, and those of the parts of speech to the most right words."""
import argparse
import os

import numpy as np
import torch

import data as D
from features import WordPiece, collate, fits
from model import encoder_files, load, save
from score import TorchRunner, bio, f1, pair_logits

STEPS = [-1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0]
# The smallest shift comes first: it wins a tie. Larger ones bring nothing to sentences that they were not chosen on.
UPOS_STEPS = [0.0] + [sign * k / 20 for k in range(1, 5) for sign in (1, -1)]
FOLDS = 5


def outputs(runner, tokenizer, sentences, size=64):
    """(sentence, its outputs) in order of length."""
    order = sorted((s for s in sentences if fits(tokenizer, s.words)), key=lambda s: len(s.words))
    for k in range(0, len(order), size):
        batch = order[k : k + size]
        out = runner(collate(tokenizer, [s.words for s in batch]))
        for i, s in enumerate(batch):
            yield s, {key: v[i][: len(s.words)] for key, v in out.items()}


def best_upos(logits, gold, rounds=10):
    """One shift for each part of speech, by coordinate ascent on the words that come out right."""
    shifts = np.zeros(logits.shape[1], logits.dtype)
    right = (logits.argmax(1) == gold).sum()
    for _ in range(rounds):
        before = right
        for tag in range(len(shifts)):
            shifted = logits + shifts
            shifted[:, tag] = -np.inf
            other, choice = shifted.max(1), shifted.argmax(1)
            counts = [np.where(logits[:, tag] + d > other, gold == tag, gold == choice).sum() for d in UPOS_STEPS]
            if max(counts) > right:
                right, shifts[tag] = max(counts), UPOS_STEPS[int(np.argmax(counts))]
        if right == before:
            break
    return shifts


def share(logits, gold, shifts=0.0):
    """Words with the right part of speech, in per cent."""
    return 100 * ((logits + shifts).argmax(1) == gold).mean()


def upos_shifts(logits, gold, sentence, tags):
    """The shifts for all words; prints what they bring, and what they bring to a fold when chosen on the others."""
    shifts = best_upos(logits, gold)
    crossed = 0.0
    for fold in range(FOLDS):
        held = sentence % FOLDS == fold
        crossed += share(logits[held], gold[held], best_upos(logits[~held], gold[~held])) * held.mean()
    print("parts of speech", " ".join(f"{t}:{d:+.2f}" for t, d in zip(tags, shifts)))
    print(f"right {share(logits, gold):.2f}, shifted {share(logits, gold, shifts):.2f}, chosen on other sentences {crossed:.2f}")
    return shifts


def main():
    a = argparse.ArgumentParser(description=__doc__)
    D.add_data_option(a)
    a.add_argument("checkpoint")
    a.add_argument("out")
    a.add_argument("--limit", type=int, default=10**9, help="sentences, for a trial")
    a.add_argument("--shifts", type=float, nargs=3, metavar=("OUTSIDE", "PREDICATE", "NONE"), help="these, not the best F1")
    a = a.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 1)))
    model, labels = load(a.checkpoint)
    runner = TorchRunner(model, labels)
    tokenizer = WordPiece(os.path.join(encoder_files(), "vocab.txt"))
    found = {k: [set() for _ in STEPS] for k in ("outside", "predicate", "no argument")}
    gold = {k: set() for k in found}
    words = []          # part of speech logits, the right one, the sentence
    for n, (s, o) in enumerate(outputs(runner, tokenizer, D.read_ewt(a.data, "dev")[: a.limit])):
        words += [(x, labels["upos"].index(tag), n) for x, tag in zip(o["upos"], s.upos) if tag in labels["upos"]]
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
    if a.shifts:
        best = dict(zip(best, a.shifts))
    logits, right, sentence = (np.array(x) for x in zip(*words))
    upos = upos_shifts(logits, right, sentence, labels["upos"])
    with torch.no_grad():
        model.upos.bias += torch.from_numpy(upos)
        model.ner.bias[0] += best["outside"]
        model.pred.bias += best["predicate"]
        model.role_scorer.linear.bias[0] += best["no argument"]
    save(a.out, model, labels)


if __name__ == "__main__":
    main()
