"""Scores what the model claims of articles kept aside: triggers with their relation, arguments, statuses, and whole triples of words."""
import argparse
import os

import numpy as np

import articles as A
from features import WordPiece, collate, fits
from model import encoder_files, load
from score import OnnxRunner, TorchRunner, f1, pair_logits


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def read(runner, tokenizer, articles):
    """(sentence, trigger probabilities [W, R], a function from trigger and relation to argument probabilities and status) of articles,
    each a list of sentences; a checkpoint's sentences read their neighbours."""
    for article in articles:
        batch = [s for s in article if fits(tokenizer, s.words)]
        if not batch:
            continue
        x = collate(tokenizer, [s.words for s in batch])
        out = runner.read_claims(x) if hasattr(runner, "read_claims") else runner(x)
        for i, s in enumerate(batch):
            n = len(s.words)
            o = {key: out[key][i][:n] for key in ("trigger", "claim_t", "claim_a")}

            def arguments(t, r, o=o):
                claim = o["claim_t"][t] + runner.relations[r]
                probabilities = sigmoid(pair_logits(runner.scorers["arguments"], claim, o["claim_a"]))
                return probabilities, pair_logits(runner.scorers["statuses"], claim, o["claim_a"][t])
            yield s, sigmoid(o["trigger"]), arguments


def triples(claims, labels):
    """Word triples (relation, subject, object) of (trigger, relation, arguments)."""
    out = set()
    for _, r, args in claims:
        subjects = [w for w, a in args if a == "subject"]
        objects = [w for w, a in args if a == "object"]
        out.update((r, s, o) for s in subjects for o in objects)
    return out


def who(model, labels, tokenizer, articles):
    """Shares of questions of who is meant that are answered right: with a name; without; and the mean probability of right answers."""
    import torch
    from train import asked, who_scores
    found = {True: [], False: []}
    for article in articles:
        article = [s for s in article if fits(tokenizer, s.words)]
        x = {k: torch.from_numpy(v) for k, v in collate(tokenizer, [s.words for s in article]).items() if k != "word_mask"}
        with torch.no_grad():
            out = model.read_claims(**x, documents=torch.zeros(len(article), dtype=torch.long))
            for questions, names, right in asked([list(enumerate(article))], labels["relations"]):
                called = [name for *_, name in names] + [None]
                for p, ok in zip(who_scores(model, out, questions, names).softmax(1).tolist(), right.tolist()):
                    mass = {}
                    for name, v, good in zip(called, p, ok):
                        key = good or name
                        mass[key] = mass.get(key, 0) + v
                    found[not ok[-1]].append((max(mass, key=mass.get) is True, mass[True]))
    return {k: np.array(v, float).reshape(-1, 2) for k, v in found.items()}


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("model", help="checkpoint (.pt) or folder with the exported model")
    a.add_argument("articles")
    a.add_argument("--program", default="factloom")
    a.add_argument("--hold", type=int, default=0, help="only every n-th article, those kept aside")
    a.add_argument("--threshold", type=float, default=0.5)
    a.add_argument("--by-relation", action="store_true")
    a = a.parse_args()
    from train import held_out
    runner = TorchRunner(*load(a.model)) if a.model.endswith(".pt") else OnnxRunner(a.model)
    tokenizer = WordPiece(os.path.join(encoder_files() if a.model.endswith(".pt") else a.model, "vocab.txt"))
    labels = runner.labels
    articles = [found for path, found in A.read(a.articles, a.program) if not a.hold or held_out(path, a.hold)]
    sets = {k: (set(), set()) for k in ("relation", "trigger", "arguments", "triples", "main")}
    status, right = 0, 0
    curve = {t: [set(), 0] for t in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)}
    scored = []
    by = {}
    for n, (s, trigger, arguments) in enumerate(read(runner, tokenizer, articles)):
        gold = [(t, r, args) for t, r, args, _ in s.claims]
        gold_triples = triples(gold, labels)
        sets["trigger"][0].update((n, t, r) for t, r, _ in gold)
        sets["relation"][0].update((n, r) for _, r, _ in gold)
        sets["triples"][0].update((n,) + t for t in gold_triples)
        for t, r, args, found in s.claims:
            probabilities, st = arguments(t, labels["relations"].index(r))
            sets["arguments"][0].update((n, t, r, w, x) for w, x in args)
            sets["arguments"][1].update((n, t, r, int(w), labels["arguments"][x]) for w, x in zip(*np.nonzero(probabilities > 0.5)))
            if len(found) == 1:
                status += 1
                right += labels["statuses"][int(st.argmax())] == found[0]
        best = {}
        for t, r in zip(*np.nonzero(trigger > 0.1)):
            p = float(trigger[t, r])
            name = labels["relations"][r]
            if p > a.threshold:
                sets["trigger"][1].add((n, int(t), name))
                sets["relation"][1].add((n, name))
            probabilities, _ = arguments(t, r)
            ks, ko = labels["arguments"].index("subject"), labels["arguments"].index("object")
            for x in np.flatnonzero(probabilities[:, ks] > 0.2):
                for y in np.flatnonzero(probabilities[:, ko] > 0.2):
                    key = (n, name, int(x), int(y))
                    best[key] = max(best.get(key, 0), p * float(probabilities[x, ks] * probabilities[y, ko]) ** 0.5)
        scored += [(v, k) for k, v in best.items()]
    gold = sets["triples"][0]
    for k in ("trigger", "relation", "arguments"):
        g, f = sets[k]
        print(f"{k}: F1 {f1(g, f):.1f} P {100 * len(g & f) / max(1, len(f)):.1f} R {100 * len(g & f) / max(1, len(g)):.1f} ({len(g)})")
    if a.model.endswith(".pt"):
        for named, v in who(runner.model, labels, tokenizer, articles).items():
            print(f"who is meant, {'with' if named else 'without'} a name: right {100 * v[:, 0].mean():.1f}, probability {v[:, 1].mean():.3f} ({len(v)})")
    print(f"status {100 * right / max(1, status):.1f}")
    for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        f = {k for v, k in scored if v > t}
        print(f"triples > {t}: F1 {f1(gold, f):.1f} P {100 * len(gold & f) / max(1, len(f)):.1f} R {100 * len(gold & f) / max(1, len(gold)):.1f}")
    if a.by_relation:
        f = {k for v, k in scored if v > 0.4}
        for r in labels["relations"]:
            g1, f1_ = {k for k in gold if k[1] == r}, {k for k in f if k[1] == r}
            print(f"  {r:22} gold {len(g1):4} found {len(f1_):4} right {len(g1 & f1_):4} F1 {f1(g1, f1_):.1f}")


if __name__ == "__main__":
    main()
