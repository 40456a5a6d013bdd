"""Decodes the model's outputs and scores them on the development sets, for a torch checkpoint or the ONNX model."""
import argparse
import base64
import json
import os

import numpy as np

import data as D
from features import WordPiece, apply_rule, collate, fits


class TorchRunner:
    def __init__(self, model, labels):
        import torch
        self.torch, self.model, self.labels = torch, model.eval(), labels
        self.scorers = {k: (m.linear.weight.detach().float().numpy().T, m.linear.bias.detach().float().numpy())
                        for k, m in (("deprel", model.label_scorer), ("roles", model.role_scorer),
                                     ("arguments", model.argument_scorer), ("statuses", model.status_scorer))}
        self.relations = model.relation_emb.weight.detach().float().numpy()

    def __call__(self, x):
        with self.torch.no_grad():
            out = self.model(**{k: self.torch.from_numpy(v) for k, v in x.items()})
        return {k: v.float().numpy() for k, v in out.items()}

    def read_claims(self, x):
        """What the sentences of one document claim."""
        x = {k: self.torch.from_numpy(v) for k, v in x.items() if k != "word_mask"}
        with self.torch.no_grad():
            out = self.model.read_claims(**x, documents=self.torch.zeros(len(x["mask"]), dtype=self.torch.long))
        return {k: v.float().numpy() for k, v in out.items()}


class OnnxRunner:
    def __init__(self, folder, threads=0):
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(os.path.join(folder, "factloom.onnx"), options, providers=["CPUExecutionProvider"])
        with open(os.path.join(folder, "factloom.json"), encoding="utf-8") as f:
            side = json.load(f)
        self.labels = {k: side[k] for k in ("upos", "feats", "lemma", "deprel", "ner", "fine", "etype", "roles", "kinds", "relations", "statuses", "arguments")}
        self.scorers = {k: side_scorer(side[name]) for k, name in (("deprel", "label_scorer"), ("roles", "role_scorer"),
                                                                   ("arguments", "argument_scorer"), ("statuses", "status_scorer"))}
        self.relations = np.frombuffer(base64.b64decode(side["relation_emb"]), "<f4").reshape(len(side["relations"]), -1)
        self.names = [o.name for o in self.session.get_outputs()]

    def __call__(self, x):
        return dict(zip(self.names, self.session.run(None, x)))


def side_scorer(weights):
    """Weights and bias of a pair scorer in the side file."""
    w, b = (np.frombuffer(base64.b64decode(weights[p]), "<f4") for p in "wb")
    return w.reshape(-1, len(b)), b


def pair_logits(scorer, a, b):
    """Label scores of pairs, as the runtime computes them."""
    w, bias = scorer
    h = np.concatenate([np.maximum(a + b, 0), a * b], -1)
    return h @ w + bias


def is_tree(head):
    """head[i] in 0..n; one root, no cycle."""
    if list(head).count(0) != 1:
        return False
    for i in range(len(head)):
        seen, j = 0, i + 1
        while j:
            j, seen = head[j - 1], seen + 1
            if seen > len(head):
                return False
    return True


def edmonds(score):
    """Maximum spanning arborescence; score[d, h] for nodes 0..n, root 0. Returns the head of each node."""
    n = len(score)
    s = score.copy()
    np.fill_diagonal(s, -np.inf)
    s[0] = -np.inf
    head = s.argmax(1)
    head[0] = -1
    color = np.zeros(n, int)
    cycle = None
    for start in range(1, n):
        path, v = [], start
        while v > 0 and color[v] == 0:
            color[v] = start
            path.append(v)
            v = head[v]
        if v > 0 and color[v] == start and v in path:
            cycle = path[path.index(v):]
            break
    if cycle is None:
        return head
    inside = np.zeros(n, bool)
    inside[cycle] = True
    rest = [v for v in range(n) if not inside[v]]
    c = len(rest)
    small = np.full((c + 1, c + 1), -np.inf)
    small[:c, :c] = s[np.ix_(rest, rest)]
    into = s[np.ix_(cycle, rest)] - s[cycle, head[cycle]][:, None]      # entering the cycle breaks one of its arcs
    small[c, :c] = into.max(0)
    enter = into.argmax(0)
    out = s[np.ix_(rest, cycle)]
    small[:c, c] = out.max(1)
    leave = out.argmax(1)
    sub = edmonds(small)
    for i, v in enumerate(rest):
        if i:
            head[v] = cycle[leave[i]] if sub[i] == c else rest[sub[i]]
    broken = cycle[enter[sub[c]]]
    head[broken] = rest[sub[c]]
    return head


def tree_of(arc):
    """Heads (0 = root) of the best tree with one root; arc[n, n + 1]."""
    n = len(arc)
    best = arc.copy()
    best[np.arange(n), np.arange(1, n + 1)] = -1e9
    head = best.argmax(1)
    if is_tree(head):
        return head

    def solve(root=None):
        s = np.full((n + 1, n + 1), -1e9)
        s[1:] = best
        if root is not None:
            s[1:, 0] = -1e9
            s[root, 0] = best[root - 1, 0]
        h = edmonds(s)[1:]
        return h, best[np.arange(n), h].sum()

    head, _ = solve()
    roots = np.flatnonzero(head == 0) + 1
    if len(roots) != 1:
        head = max((solve(r) for r in (roots if len(roots) else range(1, n + 1))), key=lambda x: x[1])[0]
    return head


def bio(logits, tags):
    """Best tag sequence in which I-X only follows B-X or I-X."""
    n, k = logits.shape
    bad = np.zeros((k, k))
    for j, t in enumerate(tags):
        if t[0] == "I":
            for i, before in enumerate(tags):
                if before[2:] != t[2:]:
                    bad[i, j] = -1e9
    logp = logits - logits.max(-1, keepdims=True)
    logp = logp - np.log(np.exp(logp).sum(-1, keepdims=True))
    best = logp[0] + np.array([-1e9 if t[0] == "I" else 0 for t in tags])
    back = []
    for i in range(1, n):
        m = best[:, None] + bad
        back.append(m.argmax(0))
        best = m.max(0) + logp[i]
    path = [int(best.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return [tags[i] for i in reversed(path)]


def parse(runner, tokenizer, sentences, tree=True, gold_predicates=None, words=2500, threshold=0.0):
    """Analyses sentences (lists of words)."""
    labels, root = runner.labels, runner.labels["deprel"].index("root")
    result = [None] * len(sentences)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    k = 0
    while k < len(order):
        batch = [order[k]]
        while k + len(batch) < len(order) and len(sentences[order[k + len(batch)]]) * (len(batch) + 1) <= words:
            batch.append(order[k + len(batch)])
        k += len(batch)
        out = runner(collate(tokenizer, [sentences[i] for i in batch]))
        for row, i in enumerate(batch):
            form = sentences[i]
            n = len(form)
            o = {key: v[row] for key, v in out.items()}
            arc = o["arc"][:n, : n + 1]
            head = tree_of(arc) if tree else arc.argmax(1)
            rel = pair_logits(runner.scorers["deprel"], o["dep_l"][:n], o["head_l"][head])
            rel[head != 0, root] = -1e9
            rel = rel.argmax(1)
            rel[head == 0] = root
            d = {"head": head, "deprel": [labels["deprel"][j] for j in rel]}
            if tree:
                d["upos"] = [labels["upos"][j] for j in o["upos"][:n].argmax(1)]
                d["feats"] = [labels["feats"][j] for j in o["feats"][:n].argmax(1)]
                d["lemma"] = [apply_rule(labels["lemma"][j], f) for j, f in zip(o["lemma"][:n].argmax(1), form)]
                d["ner"], d["fine"] = bio(o["ner"][:n], labels["ner"]), bio(o["fine"][:n], labels["fine"])
                d["etype"] = [labels["etype"][j] for j in o["etype"][:n].argmax(1)]
                d["pred"] = [int(j) for j in np.flatnonzero(o["pred"][:n] > threshold)]
                for key, preds in (("roles", d["pred"]), ("gold_roles", gold_predicates[i] if gold_predicates else [])):
                    d[key] = []
                    for p in preds:
                        best = pair_logits(runner.scorers["roles"], o["srl_p"][p], o["srl_a"][:n]).argmax(1)
                        best[p] = 0
                        d[key].append((p, [(int(j), labels["roles"][best[j]]) for j in np.flatnonzero(best)]))
            result[i] = d
    return result


def f1(gold, found):
    right = len(gold & found)
    return 200 * right / max(1, len(gold) + len(found))


def score(runner, tokenizer, sentences):
    sentences = [s for s in sentences if fits(tokenizer, s.words)]
    parsed = parse(runner, tokenizer, [s.words for s in sentences], gold_predicates=[[p for p, *_ in s.roles] for s in sentences])
    n = right_upos = right_feats = right_lemma = uas = las = 0
    sets = {k: (set(), set()) for k in ("NER", "PER", "LOC", "ORG", "pred", "srl", "srl_gold", "verb_gold", "noun_gold")}
    etype = [0, 0]
    for i, (s, d) in enumerate(zip(sentences, parsed)):
        n += len(s.words)
        right_upos += sum(a == b for a, b in zip(s.upos, d["upos"]))
        right_feats += sum(a == b for a, b in zip(s.feats, d["feats"]))
        right_lemma += sum(a == b for a, b in zip(s.lemma, d["lemma"]))
        ok = [a == b for a, b in zip(s.head, d["head"])]
        uas += sum(ok)
        las += sum(k and a.split(":")[0] == b.split(":")[0] for k, a, b in zip(ok, s.deprel, d["deprel"]))
        if s.etype:
            known = [(a, b) for a, b in zip(s.etype, d["etype"]) if a != "_" or b != "_"]
            etype[0] += sum(a == b for a, b in known)
            etype[1] += len(known)
        if s.source == "ewt" and s.ner:
            gold = {(i, a, b, k) for a, b, k in s.names}
            found = {(i, a, b, k) for a, b, k in D.spans_of(d["ner"])}
            for kind in ("PER", "LOC", "ORG"):
                sets[kind][0].update(x for x in gold if x[3] == kind)
                sets[kind][1].update(x for x in found if x[3] == kind)
            sets["NER"][0].update(gold)
            sets["NER"][1].update(found)
        if s.pred:
            sets["pred"][0].update((i, p) for p, *_ in s.roles)
            sets["pred"][1].update((i, p) for p in d["pred"])
            gold = {(i, p, a, r) for p, args, _ in s.roles for a, r in args}
            with_gold = {(i, p, a, r) for p, args in d["gold_roles"] for a, r in args}
            sets["srl"][0].update(gold)
            sets["srl"][1].update((i, p, a, r) for p, args in d["roles"] for a, r in args)
            sets["srl_gold"][0].update(gold)
            sets["srl_gold"][1].update(with_gold)
            for key, tags in (("verb_gold", ("VERB", "AUX")), ("noun_gold", ("NOUN", "PROPN"))):
                sets[key][0].update(x for x in gold if s.upos[x[1]] in tags)
                sets[key][1].update(x for x in with_gold if s.upos[x[1]] in tags)
    out = {"UPOS": 100 * right_upos / n, "feats": 100 * right_feats / n, "lemma": 100 * right_lemma / n,
           "UAS": 100 * uas / n, "LAS": 100 * las / n}
    if etype[1]:
        out["etype"] = 100 * etype[0] / etype[1]
    out.update({k: f1(g, f) for k, (g, f) in sets.items() if g})
    return out


def line(figures):
    return " ".join(f"{k} {v:.2f}" for k, v in figures.items())


def main():
    a = argparse.ArgumentParser(description=__doc__)
    D.add_data_option(a)
    a.add_argument("model", help="checkpoint (.pt) or folder with the exported model")
    a.add_argument("--json", help="write the figures to this file")
    a = a.parse_args()
    if a.model.endswith(".pt"):
        from model import encoder_files, load
        runner, vocab = TorchRunner(*load(a.model)), os.path.join(encoder_files(), "vocab.txt")
    else:
        runner, vocab = OnnxRunner(a.model), os.path.join(a.model, "vocab.txt")
    tokenizer = WordPiece(vocab)
    figures = {k: score(runner, tokenizer, read(a.data, "dev")) for k, read in (("ewt", D.read_ewt), ("gum", D.read_gum))}
    for k, v in figures.items():
        print(k, line(v))
    if a.json:
        with open(a.json, "w") as f:
            json.dump(figures, f, indent=1)


if __name__ == "__main__":
    main()
