"""Learns whom pronouns, descriptions and left-out participants stand for, from annotated articles.

The program lists the questions of each article with the features of each candidate (`factloom analyze --format antecedents`); the
articles tell the answers (`words=Name`, `^Name`). The weights of a log-linear model over the candidates of a question are those of
the highest penalised likelihood. Usage: `antecedents.py ARTICLES PROGRAM OUT [--held FOLDER]`.
"""
import argparse
import json
import os
import subprocess
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

import articles as A

ONCE = 3        # features that occur in fewer questions are left out
SMALL = 0.02    # weights nearer to zero are not written


def before(row):
    """What stands before a sentence: sentences of one paragraph stand together, others are blocks of their own."""
    return " " if row["b"] == "" else "\n\n- " if row["b"] == "l" else "\n\n"


def sheet(path, program):
    """The questions of an article, kept beside it."""
    cache = path + ".questions"
    if not os.path.exists(cache) or os.path.getmtime(cache) < max(os.path.getmtime(path), os.path.getmtime(program)):
        text = "".join(before(r) + r["x"].replace("\n", " ") for r in A.rows(path)[1:]).lstrip("\n")
        done = subprocess.run([program, "analyze", "--format", "antecedents", "-"], input=text, capture_output=True, text=True, check=True)
        with open(cache, "w", encoding="utf-8") as f:
            f.write(done.stdout)
    with open(cache, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def named(names, wanted):
    """The candidates that have a name."""
    exact = [i for i, n in enumerate(names) if wanted in n]
    loose = [i for i, n in enumerate(names) if any(wanted.lower() in x.lower() or x.lower() in wanted.lower() for x in n)]
    return exact or loose


def examples(path, program):
    """(question, right candidates or [] for none of them) of one article."""
    _, *rows = A.rows(path)
    starts, at = [], 0
    for k, r in enumerate(rows):
        at += len(before(r).lstrip("\n") if k == 0 else before(r))
        starts.append(at)
        at += len(r["x"])
    questions = defaultdict(list)
    for q in sheet(path, program):
        questions[q["start"]].append(q)
    out, seen = [], set()
    for k, words, spans in A.align([r["x"] for r in rows], A.parsed(path, program)):
        text, heads = rows[k]["x"], [h for _, h in words]
        here = {starts[k] + a: i for i, (a, _) in enumerate(spans)}
        own = {i: questions[s] for s, i in here.items() if s in questions}
        for c in rows[k].get("c", []):
            given = [("s", c["s"]), ("o", c["o"])] + [("q", v) for key, v in (c.get("q") or {}).items() if key in ("recipient", "investor", "licensor")]
            for place, value in given:
                if value.startswith("^"):
                    t = A.find(text, c["t"])
                    word = t and A.head_of(t, spans, heads)
                    for q in own.get(word, []) if word is not None else []:
                        if q["kind"] == "omit" and f"{c['r']}.{place}" in q["slots"]:
                            right = named(q["names"], value[1:])
                            if right and (k, word, place, c["r"]) not in seen:
                                seen.add((k, word, place, c["r"]))
                                out.append((q, right))
                    continue
                form, _, referent = value.partition("=")
                span = A.find(text, form)
                word = span and A.head_of(span, spans, heads)
                if word is None or "+" in referent or (k, word) in seen:
                    continue
                for q in own.get(word, []):
                    if q["kind"] == "omit":
                        continue
                    right = named(q["names"], referent) if referent else []
                    if referent and referent[0].isdigit():
                        continue
                    seen.add((k, word))
                    out.append((q, right))
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("articles")
    a.add_argument("program")
    a.add_argument("out")
    a.add_argument("--held", help="folder of articles to score on")
    a.add_argument("--penalty", type=float, default=0.15)
    a = a.parse_args()
    torch.manual_seed(0)

    def read(folder):
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda p: examples(p, a.program), A.paths(folder)))
        return [e for d in done for e in d]
    train = read(a.articles)
    held = read(a.held) if a.held else []
    print(len(train), "questions to learn from,", len(held), "kept aside;", Counter(q["kind"] for q, _ in train).most_common())
    counts = Counter(f for q, _ in train for f in {f for fs in [q["none"], *q["features"]] for f in fs})
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= ONCE))}

    def matrix(found):
        rows, columns, owner, right = [], [], [], []
        n = 0
        for e, (q, answers) in enumerate(found):
            choices = [(c in answers, fs) for c, fs in enumerate(q["features"])]
            if q["none"]:
                choices.append((not answers, q["none"]))
            for good, fs in choices:
                owner.append(e)
                right.append(good)
                for f in fs:
                    if f in index:
                        rows.append(n)
                        columns.append(index[f])
                n += 1
        x = torch.sparse_coo_tensor(torch.tensor([rows, columns]), torch.ones(len(rows)), (n, len(index))).coalesce()
        return x, torch.tensor(owner), torch.tensor(right), len(found)

    def likelihood(w, x, owner, right, n):
        score = torch.sparse.mm(x, w.unsqueeze(1)).squeeze(1)
        top = torch.full((n,), -1e9).scatter_reduce(0, owner, score, "amax").detach()
        e = (score - top[owner]).exp()
        total = torch.zeros(n).index_add(0, owner, e)
        good = torch.zeros(n).index_add(0, owner, e * right)
        return (good.clamp(min=1e-9).log() - total.log()), e / total[owner]

    x = matrix(train)
    w = torch.zeros(len(index), requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=200, history_size=20, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = -likelihood(w, *x)[0].sum() + a.penalty * (w * w).sum()
        loss.backward()
        return loss
    optimizer.step(closure)
    for name, found in (("learnt", train), ("aside", held)):
        if not found:
            continue
        m = matrix(found)
        with torch.no_grad():
            _, p = likelihood(w, *m)
        best = np.full(m[3], -1.0)
        good = np.zeros(m[3], bool)
        picked = np.full(m[3], -1)
        at = Counter()
        local = []
        for o in m[1].tolist():
            local.append(at[o])
            at[o] += 1
        for o, r, v, c in zip(m[1].tolist(), m[2].tolist(), p.tolist(), local):
            if v > best[o]:
                best[o], good[o], picked[o] = v, r, c
        by = defaultdict(list)
        for (q, answers), g, b, c in zip(found, good, best, picked):
            rule = q["rule"] in answers if answers else q["rule"] is None
            names = c < len(q["features"])
            by[q["kind"]].append((g, rule, b, bool(answers), names, q["rule"] is not None and q["rule"] in answers))
            by["all"].append(by[q["kind"]][-1])
        print(name)
        for k, v in sorted(by.items()):
            v = np.array(v, float)
            named_ = v[v[:, 3] > 0]
            made = v[v[:, 4] > 0]
            print(f"  {k:6} {len(v):5}  right {v[:, 0].mean():.3f} (rules {v[:, 1].mean():.3f})  with a name {len(named_)}: found {((named_[:, 0] > 0) & (named_[:, 4] > 0)).mean():.3f}"
                  f" (rules {named_[:, 5].mean():.3f}); precision of names {made[:, 0].mean() if len(made) else 0:.3f};"
                  f" at p > .5 {made[made[:, 2] > .5, 0].mean() if len(made) else 0:.3f}, > .8 {made[made[:, 2] > .8, 0].mean() if len(made) else 0:.3f}")
    weights = w.detach().numpy()
    with open(a.out, "w", encoding="utf-8") as f:
        for feature, i in index.items():
            if abs(weights[i]) >= SMALL:
                f.write(f"{weights[i]:.3f}\t{feature}\n")
    print(len(index), "features")


if __name__ == "__main__":
    main()
