"""Learns whom pronouns, descriptions and left-out participants stand for, from annotated articles.

The program lists the questions of each article with the features of each candidate (`factloom analyze --format antecedents`); the
articles tell the answers (`words=Name`, `^Name`). The weights of a log-linear model over the candidates of a question are those of
the highest penalised likelihood. How much they count beside the network's own probabilities is learned by kind of question from articles
that the network was not trained on. Usage: `antecedents.py ARTICLES PROGRAM OUT --hold N [--unseen FOLDER] [--held FOLDER]`, with the N of its
training. `--known FILE` starts from weights that were learned before: new articles move them as far as they must.
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
from train import held_out

ONCE = 3        # features that occur in fewer questions are left out
SMALL = 0.03    # weights nearer to zero are not written
KINDS = "it its they their we our he his the rel omit pl".split()


def before(row):
    """What stands before a sentence: sentences of one paragraph stand together, others are blocks of their own."""
    begins = row.get("b", "")
    return " " if begins == "" else "\n\n- " if begins == "l" else "\n\n"


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
    out, seen, words_asked = [], set(), defaultdict(list)
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
                            if (right or value[1:2].islower()) and (k, word, place, c["r"], *right) not in seen:
                                seen.add((k, word, place, c["r"], *right))
                                out.append((q, right))
                    continue
                form, _, referent = value.partition("=")
                span = A.find(text, form)
                word = span and A.head_of(span, spans, heads)
                if word is None or "+" in referent:
                    continue
                for q in own.get(word, []):
                    if q["kind"] == "omit":
                        continue
                    right = named(q["names"], referent) if referent else []
                    if referent and referent[0].isdigit():
                        continue
                    if right not in [r for _, r in words_asked[k, word, id(q)]]:
                        words_asked[k, word, id(q)].append((q, right))
    # what has a name in one claim has one, even if another leaves it open; what stands for several is asked for each
    for each in words_asked.values():
        out += [(q, right) for q, right in each if right or len(each) == 1]
    return out


class Questions:
    """Questions as one sparse matrix: a row for each candidate, and one for "none of them" where that may be."""

    def __init__(self, found, index):
        self.found, self.local = found, []
        rows, columns, owner, right, model = [], [], [], [], []
        for e, (q, answers) in enumerate(found):
            read = q["model"] or [0.0] * len(q["features"])
            choices = [(c in answers, fs, m) for c, (fs, m) in enumerate(zip(q["features"], read))]
            barred = q["barred"] + [False]
            choices.append((not answers, q["none"], q["model_none"] or 0.0))
            for c, (good, fs, m) in enumerate(choices):
                if barred[c]:
                    continue
                self.local.append(c)
                columns += [index[f] for f in fs if f in index]
                rows += [len(owner)] * (len(columns) - len(rows))
                owner.append(e)
                right.append(good)
                model.append(m)
        n = len(owner)
        self.x = torch.sparse_coo_tensor(torch.tensor([rows, columns]), torch.ones(len(rows)), (n, len(index)), check_invariants=False).coalesce()
        self.owner, self.right, self.model = torch.tensor(owner), torch.tensor(right), torch.tensor(model)
        self.kind = torch.tensor([KINDS.index(found[e][0]["kind"]) for e in owner])

    def features(self, w):
        """The score of each candidate by its features."""
        return torch.sparse.mm(self.x, w.unsqueeze(1)).squeeze(1)

    def likelihood(self, score):
        """Log-likelihood of the right answers of each question, and the probability of each candidate."""
        n = len(self.found)
        top = torch.full((n,), -1e9).scatter_reduce(0, self.owner, score, "amax").detach()
        e = (score - top[self.owner]).exp()
        total = torch.zeros(n).index_add(0, self.owner, e)
        good = torch.zeros(n).index_add(0, self.owner, e * self.right)
        return good.clamp(min=1e-9).log() - total.log(), e / total[self.owner]

    def report(self, name, p):
        """Prints by kind of question how often the likeliest answer is right."""
        best, good, picked = np.full(len(self.found), -1.0), np.zeros(len(self.found), bool), np.full(len(self.found), -1)
        for o, r, v, c in zip(self.owner.tolist(), self.right.tolist(), p.tolist(), self.local):
            if v > best[o]:
                best[o], good[o], picked[o] = v, r, c
        by = defaultdict(list)
        for (q, answers), g, b, c in zip(self.found, good, best, picked):
            rule = q["rule"] in answers if answers else q["rule"] is None
            by[q["kind"]].append((g, rule, b, bool(answers), c < len(q["features"]), q["rule"] is not None and q["rule"] in answers))
            by["all"].append(by[q["kind"]][-1])
        print(name)
        for k, v in sorted(by.items()):
            v = np.array(v, float)
            named_, made = v[v[:, 3] > 0], v[v[:, 4] > 0]
            above = [made[made[:, 2] > t, 0] for t in (0, 0.5, 0.8)]
            sure = [f"{x.mean():.3f}" if len(x) else "-" for x in above]
            print(f"  {k:6} {len(v):5}  right {v[:, 0].mean():.3f} (rules {v[:, 1].mean():.3f})  with a name {len(named_)}: found"
                  f" {((named_[:, 0] > 0) & (named_[:, 4] > 0)).mean():.3f} (rules {named_[:, 5].mean():.3f}); precision of names {sure[0]};"
                  f" at p > .5 {sure[1]}, > .8 {sure[2]}")


def minimise(loss, *parameters):
    optimizer = torch.optim.LBFGS(parameters, max_iter=200, history_size=20, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        value = loss()
        value.backward()
        return value
    optimizer.step(closure)


def learn(found, index, penalty, known):
    """The weights of the features, as near to the known ones (0 where there are none) as the penalty asks."""
    questions = Questions(found, index)
    start = torch.tensor([known.get(f, 0.0) for f in index])
    w = start.clone().requires_grad_(True)
    minimise(lambda: -questions.likelihood(questions.features(w))[0].sum() + penalty * ((w - start) ** 2).sum(), w)
    return w.detach()


def weights(path):
    """The weights of features in a file that was written here."""
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t", 1) for line in f]
    shares_ = {f"{part}|{kind}" for part in ("features", "model") for kind in KINDS}
    return {feature: float(weight) for weight, feature in rows if feature not in shares_}


def shares(questions, score):
    """How much the features and the network count, by kind of question: `[KINDS, 2]`. Kinds differ where the questions show it."""
    common = torch.tensor([1.0, 0.0], requires_grad=True)
    own = torch.zeros(len(KINDS), 2, requires_grad=True)

    def loss():
        a, b = (common + own)[questions.kind].unbind(1)
        return -questions.likelihood(a * score + b * questions.model)[0].sum() + 20 * (own * own).sum()
    minimise(loss, common, own)
    return (common + own).detach()


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("articles")
    a.add_argument("program")
    a.add_argument("out")
    a.add_argument("--held", help="folder of articles to score on")
    a.add_argument("--hold", type=int, required=True, help="the network has not seen every n-th article; 0: it has seen all, and is left out")
    a.add_argument("--unseen", help="folder of more articles that the network has not seen")
    a.add_argument("--known", help="weights that were learned before")
    a.add_argument("--penalty", type=float, default=1.5)
    a = a.parse_args()
    torch.manual_seed(0)

    def read(paths):
        with ThreadPoolExecutor(2) as pool:
            return [e for d in pool.map(lambda p: examples(p, a.program), paths) for e in d]
    paths = A.paths(a.articles)
    seen, unseen = (read([p for p in paths if held_out(p, a.hold) == aside]) for aside in (False, True))
    unseen += read(A.paths(a.unseen)) if a.unseen else []
    held = read(A.paths(a.held)) if a.held else []
    known = weights(a.known) if a.known else {}
    print(len(seen), "questions to learn from,", len(unseen), "that the network has not seen,", len(held), "to score on;",
          Counter(q["kind"] for q, _ in seen).most_common())
    counts = Counter(f for q, _ in seen + unseen for f in {f for fs in [q["none"], *q["features"]] for f in fs})
    index = {f: i for i, f in enumerate(sorted({f for f, n in counts.items() if n >= ONCE} | set(known)))}
    counted = torch.tensor([1.0, 0.0]).expand(len(KINDS), 2)
    if unseen:
        aside = Questions(unseen, index)
        score = aside.features(learn(seen, index, a.penalty, known))
        aside.report("unseen, features alone", aside.likelihood(score)[1])
        aside.report("unseen, network alone", aside.likelihood(aside.model)[1])
        counted = shares(aside, score)
        print("features and network count", {k: [round(x, 2) for x in row] for k, row in zip(KINDS, counted.tolist())})
    w = learn(seen + unseen, index, a.penalty, known)
    if held:
        aside = Questions(held, index)
        score = aside.features(w)
        aside.report("held, features alone", aside.likelihood(score)[1])
        aside.report("held, network alone", aside.likelihood(aside.model)[1])
        mine = counted[aside.kind]
        aside.report("held", aside.likelihood(mine[:, 0] * score + mine[:, 1] * aside.model)[1])
    with open(a.out, "w", encoding="utf-8") as f:
        for kind, (features, network) in zip(KINDS, counted.tolist()):
            f.write(f"{features:.3f}\tfeatures|{kind}\n{network:.3f}\tmodel|{kind}\n")
        for feature, i in index.items():
            if abs(w[i]) >= SMALL:
                f.write(f"{w[i]:.3f}\t{feature}\n")
    print(len(index), "features")


if __name__ == "__main__":
    main()
