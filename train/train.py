"""Trains the model until a wall-clock deadline and saves a checkpoint after each epoch.

The learning rate falls with the elapsed time, so that a run always ends with a finished schedule.
"""
import argparse
import datetime
import json
import os
import random
import time
import zlib

import numpy as np
import torch
import torch.nn.functional as F

import articles as A
import data as D
import score
from augment import Augmenter
from business import Business
from features import WordPiece, collate, fits, lemma_rule
from model import CLAIMS, Model, encoder_files, load, place, save

# Share of each source that an epoch sees; examples of nouns as predicates come more often.
RATES = {"ewt": 1.0, "gum": 1.0, "wikigold": 0.7, "wnut": 0.4, "core": 0.4, "examples": 0.3, "business": 1.0, "articles": 1.0}
NOUN_EXAMPLES = 0.8
BUSINESS = 2000
# Shares of words whose pieces, or affixes, are hidden where only claims are trained.
HIDDEN_OF_CLAIMS = 0.08, 0.15
# Share of the names that are changed there.
RENAMED_OF_CLAIMS = 0.5
# Share of the articles that are read in pieces of so many sentences at most: texts may be short.
APART, PIECE = 0.3, 5
# Sources without marked claims whose text a teacher reads, in equal parts; triggers that it takes for likelier than this are asked for their arguments.
TAUGHT, LIKELY = ("ewt", "gum", "core", "examples"), 0.3
# Words of each such source that are read by teachers at all: each process has them read a sentence once.
TAUGHT_WORDS = 60000
IGNORE = -100


class Targets:
    """Label ids of sentences; a label outside of the inventory is ignored."""

    def __init__(self, labels):
        self.ids = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}

    def deprel(self, label):
        ids = self.ids["deprel"]
        return ids.get(label, ids[label.split(":")[0]])

    def batch(self, items):
        """items: (sentence, words, renamed positions, whether proper nouns lost their case)."""
        b, w = len(items), max(len(s.words) for s, *_ in items)
        out = {k: np.full((b, w), IGNORE, np.int64) for k in ("upos", "feats", "lemma", "head", "deprel", "etype")}
        out["ner"], out["fine"] = np.zeros((b, w), np.int64), np.zeros((b, w), np.int64)
        out["kind"] = np.zeros((b, w), np.int64)
        out["pred"] = np.full((b, w), -1.0, np.float32)
        pairs, roles, weights = [], [], []
        triggers = np.full((b, w, len(self.ids["relations"])), -1.0, np.float32)
        claims, arguments, statuses = [], [], []
        for i, (s, words, renamed, recased) in enumerate(items):
            n = len(words)
            if s.upos:
                out["upos"][i, :n] = [self.ids["upos"][u] for u in s.upos]
                out["feats"][i, :n] = [self.ids["feats"].get(f, IGNORE) for f in s.feats]
                for j, (form, lemma) in enumerate(zip(words, s.lemma)):
                    if j in renamed:
                        if s.words[j] != lemma or recased:
                            continue
                        lemma = form
                    elif recased and s.upos[j] == "PROPN":
                        continue
                    out["lemma"][i, j] = self.ids["lemma"].get(lemma_rule(form, lemma), IGNORE)
                out["head"][i, :n] = s.head
                out["deprel"][i, :n] = [self.deprel(d) for d in s.deprel]
            if s.etype:
                out["etype"][i, :n] = [self.ids["etype"].get(t, IGNORE) for t in s.etype]
            if s.ner:
                out["ner"][i, :n], out["fine"][i, :n] = s.ner, s.fine
            if s.kinds:
                out["kind"][i, :n] = s.kinds
            if s.pred:
                out["pred"][i, :n] = s.pred
            for p, args, _ in s.roles:
                row = np.full(w, IGNORE, np.int64)
                row[:n] = 0
                for a, role in args:
                    row[a] = self.ids["roles"][role]
                pairs.append((i, p))
                weights.append(1.5 if s.noun or s.upos and s.upos[p] == "NOUN" else 1.0)
                roles.append(row)
            if s.claims is not None:
                triggers[i, :n] = 0
            for t, relation, args, found in s.claims or ():
                r = self.ids["relations"][relation]
                triggers[i, t, r] = 1
                row = np.full((w, len(self.ids["arguments"])), -1.0, np.float32)
                row[:n] = 0
                for word, argument in args:
                    row[word, self.ids["arguments"][argument]] = 1
                claims.append((i, t, r))
                arguments.append(row)
                statuses.append(self.ids["statuses"][found[0]] if len(found) == 1 else IGNORE)
        out = {k: torch.from_numpy(v) for k, v in out.items()}
        out["pairs"] = torch.tensor(pairs, dtype=torch.long).view(-1, 2)
        out["weights"] = torch.tensor(weights)
        out["triggers"] = torch.from_numpy(triggers)
        out["claims"] = torch.tensor(claims, dtype=torch.long).view(-1, 3)
        out["arguments"] = torch.from_numpy(np.stack(arguments)) if arguments else torch.zeros((0, w, len(self.ids["arguments"])))
        out["statuses"] = torch.tensor(statuses, dtype=torch.long)
        out["roles"] = torch.from_numpy(np.stack(roles)) if roles else torch.zeros((0, w), dtype=torch.long)
        return out


def cross_entropy(logits, target):
    n = (target != IGNORE).sum()
    if n == 0:
        return logits.sum() * 0
    return F.cross_entropy(logits.flatten(0, -2).float(), target.flatten(), ignore_index=IGNORE)


def partial(logits, allowed):
    """Mean of -log p(any allowed label), over the words that have some supervision."""
    keep = allowed > 0
    if not keep.any():
        return logits.sum() * 0
    logp = logits[keep].float().log_softmax(-1)
    ok = (allowed[keep].unsqueeze(-1) >> torch.arange(logp.shape[-1])) & 1
    return -logp.masked_fill(ok == 0, -1e4).logsumexp(-1).mean()


def losses(model, out, t):
    loss = {
        "upos": 1.5 * cross_entropy(out["upos"], t["upos"]), "feats": cross_entropy(out["feats"], t["feats"]),
        "lemma": cross_entropy(out["lemma"], t["lemma"]), "arc": cross_entropy(out["arc"], t["head"]),
        "ner": 1.5 * partial(out["ner"], t["ner"]), "fine": 0.7 * partial(out["fine"], t["fine"]),
        "etype": 0.5 * cross_entropy(out["etype"], t["etype"]),
    }
    head = t["head"].clamp(min=0).unsqueeze(-1).expand(-1, -1, out["head_l"].shape[-1])
    loss["rel"] = cross_entropy(model.label_scorer(out["dep_l"], out["head_l"].gather(1, head)), t["deprel"])
    known = t["pred"] >= 0
    if known.any():
        loss["pred"] = 2 * F.binary_cross_entropy_with_logits(out["pred"][known].float(), t["pred"][known])
    if len(t["pairs"]):
        b, p = t["pairs"].unbind(1)
        logits = model.role_scorer(out["srl_p"][b, p].unsqueeze(1), out["srl_a"][b])
        each = F.cross_entropy(logits.flatten(0, 1).float(), t["roles"].flatten(), ignore_index=IGNORE, reduction="none")
        loss["roles"] = 0.8 * (each.view(t["roles"].shape).sum(1) * t["weights"]).mean()
    return {**loss, **claim_losses(model, out, t)}


def claim_losses(model, out, t):
    """Losses of what the claims' own layers give."""
    loss = {"kind": 0.7 * partial(out["kind"], t["kind"])}
    known = t["triggers"] >= 0
    if known.any():
        each = F.binary_cross_entropy_with_logits(out["trigger"].float(), t["triggers"].clamp(min=0), reduction="none")
        loss["trigger"] = 1.5 * each[known].sum() / max(1.0, float(len(t["claims"])))
    if len(t["claims"]):
        b, p, r = t["claims"].unbind(1)
        claim = (out["claim_t"][b, p] + model.relation_emb(r)).unsqueeze(1)
        words = out["claim_a"][b]
        each = F.binary_cross_entropy_with_logits(model.argument_scorer(claim, words).float(), t["arguments"].clamp(min=0), reduction="none")
        loss["arguments"] = (each * (t["arguments"] >= 0)).sum() / len(t["claims"])
        own = out["claim_a"][b, p].unsqueeze(1)
        loss["statuses"] = 0.5 * cross_entropy(model.status_scorer(claim, own).squeeze(1), t["statuses"])
    return loss


def asked(documents, relations):
    """Who is meant, document by document: (questions (row, word, what is asked, relation), names (row, word, name), whether each name
    answers each question `[Q, N + 1]`, the last column for none). `documents` has the (row, sentence) of each."""
    out = []
    for rows in documents:
        names = [(i, w, name) for i, s in rows for w, name in s.mentions]
        questions = [(i, *q) for i, s in rows for q in s.questions]
        right = np.array([[name in q[4] for *_, name in names] + [not q[4]] for q in questions], bool).reshape(-1, len(names) + 1)
        keep = right.any(1) & bool(names)
        if keep.any():
            chosen = [(i, w, asks, relations.index(r) if r else 0) for (i, w, asks, r, _), k in zip(questions, keep) if k]
            out.append((chosen, names, torch.from_numpy(right[keep])))
    return out


def who_scores(model, out, questions, names):
    """Scores of names as what is asked for, and of none of them; `[Q, N + 1]`."""
    q = []
    for i, w, asks, r in questions:
        q.append(out["who_q"][i, w] if asks == "word" else model.who_left[asks](out["claim_t"][i, w] + model.relation_emb.weight[r]))
    keys = torch.stack([out["who_k"][i, w] for i, w, _ in names])
    return model.who(torch.stack(q), keys, torch.tensor([[place(q[:2], n[:2]) for n in names] for q in questions]))


def who_loss(model, out, documents, relations):
    """Mean of -log p(any name that is right)."""
    each = []
    for questions, names, right in asked(documents, relations):
        logp = who_scores(model, out, questions, names).float().log_softmax(1)
        each.append(-logp.masked_fill(~right, -1e4).logsumexp(1))
    return torch.cat(each).mean() if each else out["who_q"].sum() * 0


def taught(teachers, tokenizer, document):
    """What teachers read in a document, a list of sentences, on average. For each sentence: probabilities of triggers `[W, relations]` and kinds
    `[W, kinds]`; the triggers that are likely (word, relation) `[C, 2]`, and the probabilities of their arguments `[C, W, arguments]` and statuses `[C, statuses]`."""
    x = {k: torch.from_numpy(v) for k, v in collate(tokenizer, [s.words for s in document]).items()}
    words = x.pop("word_mask") > 0
    with torch.no_grad():
        read = [t.read_claims(**x, documents=torch.zeros(len(document), dtype=torch.long)) for t in teachers]
        triggers = sum(o["trigger"].float().sigmoid() for o in read) / len(read)
        kinds = sum(o["kind"].float().softmax(-1) for o in read) / len(read)
        b, p, r = ((triggers > LIKELY) & words[..., None]).nonzero(as_tuple=True)
        arguments = statuses = 0
        for model, o in zip(teachers, read):
            claim = o["claim_t"][b, p] + model.relation_emb(r)
            arguments = arguments + model.argument_scorer(claim.unsqueeze(1), o["claim_a"][b]).float().sigmoid() / len(read)
            statuses = statuses + model.status_scorer(claim, o["claim_a"][b, p]).float().softmax(-1) / len(read)
    out = []
    for i, s in enumerate(document):
        n, mine = len(s.words), b == i
        out.append((triggers[i, :n].half(), kinds[i, :n].half(), torch.stack([p[mine], r[mine]], 1), arguments[mine, :n].half(), statuses[mine].half()))
    return out


def teacher_losses(model, out, told, trust):
    """How far the model is from what its teachers read (`taught`) in each row, weighted by the trust in them there; rows of no trust have
    nothing told. Divided by claims, as the losses of marked ones, of which the teachers are taken to see at least ten: rows with and without
    marked claims share that sum."""
    def binary(logits, given):
        return F.binary_cross_entropy_with_logits(logits.float(), given, reduction="none")

    def classes(logits, given):
        return -(given * logits.float().log_softmax(-1)).sum(-1)

    rows = [(i, t, w) for i, (t, w) in enumerate(zip(told, trust)) if t is not None]
    count = max(10.0, float(sum(w * len(places) for _, (_, _, places, _, _), w in rows)))
    words = max(1.0, float(sum(w * len(triggers) for _, (triggers, *_), w in rows)))
    loss = {"taught triggers": 0.0, "taught kinds": 0.0, "taught arguments": 0.0, "taught statuses": 0.0}
    for i, (triggers, kinds, places, arguments, statuses), weight in rows:
        n = len(triggers)
        loss["taught triggers"] += 1.5 * weight * binary(out["trigger"][i, :n], triggers.float()).sum() / count
        loss["taught kinds"] += 0.7 * weight * classes(out["kind"][i, :n], kinds.float()).sum() / words
        if len(places):
            p, r = places.unbind(1)
            claim = out["claim_t"][i, p] + model.relation_emb(r)
            own = out["claim_a"][i]
            loss["taught arguments"] += weight * binary(model.argument_scorer(claim.unsqueeze(1), own[None, :n]), arguments.float()).sum() / count
            loss["taught statuses"] += 0.5 * weight * classes(model.status_scorer(claim, own[p]), statuses.float()).sum() / count
    return {k: v for k, v in loss.items() if torch.is_tensor(v)}


def batches(sentences, words, workers, r):
    """Turns, in random order; a turn is a batch for each worker, all of similar length."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].words) * r.uniform(0.9, 1.1))
    out, batch, longest = [], [], 0
    for i in order:
        n = len(sentences[i].words) + 2
        if batch and max(longest, n) * (len(batch) + 1) > words:
            out.append(batch)
            batch, longest = [], 0
        batch.append(sentences[i])
        longest = max(longest, n)
    turns = [out[i : i + workers] for i in range(0, len(out) - workers + 1, workers)]
    r.shuffle(turns)
    return turns


def key_of(s):
    """What tells a sentence from others; articles are read again and again, and may have changed."""
    return (s.id, tuple(s.words)) if s.source == "articles" else id(s)


def pieces(document, r):
    """A document in pieces of one to so many sentences."""
    out, at = [], 0
    while at < len(document):
        n = r.randint(1, PIECE)
        out.append(document[at : at + n])
        at += n
    return out


def turns_of_documents(documents, words, workers, r):
    """The same for documents, each a list of sentences: they stay whole, but some are taken apart."""
    order = list(documents)
    r.shuffle(order)
    out, batch, n = [], [], 0
    for d in order:
        size = sum(len(s.words) for s in d)
        if batch and n + size > words:
            out.append(batch)
            batch, n = [], 0
        batch += pieces(d, r) if r.random() < APART else [d]
        n += size
    return [out[i : i + workers] for i in range(0, len(out) - workers + 1, workers)]


def documents_of(sentences, together):
    """Documents, each at most 25 sentences long: those whose ids begin alike, or each sentence by itself."""
    found = {}
    for k, s in enumerate(sentences):
        name = s.id.rsplit("-", 1)[0] if together else k
        found.setdefault(name, []).append(s)
    return [d[i : i + 25] for d in found.values() for i in range(0, len(d), 25)]


def some(documents, words, r):
    """Documents by chance, of so many words together."""
    out = []
    while words > 0:
        out.append(r.choice(documents))
        words -= sum(len(s.words) for s in out[-1])
    return out


def hide_words(x, r, mask, pieces=0.03, affixes=0.04):
    """Hides the pieces, or the affixes, of a few words: these shares of them."""
    ids, affix = x["input_ids"], x["affix_ids"]
    hide = r.random(x["first"].shape) < pieces
    for i, j in zip(*np.nonzero(hide & (x["word_mask"] > 0))):
        ids[i, x["first"][i, j] : x["last"][i, j] + 1] = mask
    affix[r.random(x["first"].shape) < affixes] = 0


def groups(model, lr_encoder, lr_heads):
    """Learning rates: low for embeddings and lower layers, high for what starts at random."""
    rates = []
    for name, p in model.named_parameters():
        if name.startswith(("word_emb", "pos_emb", "emb_norm")):
            lr = lr_encoder * 0.4
        elif name.startswith("layers."):
            lr = lr_encoder * 0.9 ** (len(model.layers) - 1 - int(name.split(".")[1]))
        elif name.endswith("mix.weights") or name == "near":
            lr = lr_heads * 5
        else:
            lr = lr_heads
        decay = 0.01 if p.dim() > 1 and "emb" not in name else 0.0
        rates.append({"params": [p], "lr": lr, "base": lr, "weight_decay": decay})
    merged = {}
    for g in rates:
        merged.setdefault((g["base"], g["weight_decay"]), {**g, "params": []})["params"] += g["params"]
    return list(merged.values())


def add_heads(examples, heads):
    """Makes training sentences of PropBank's examples: an argument is the top word of its span in the given parse."""
    out = []
    for (s, p, args, roleset), head in zip(examples, heads):
        found = {}
        for role, start, end in args:
            top = [i for i in range(start, end) if not start < head[i] <= end]
            top = [i for i in top if any(c.isalnum() for c in s.words[i])] or top
            if top and top[0] != p:
                found.setdefault(top[0], role)
        s.pred = [-1] * len(s.words)
        s.pred[p] = 1
        s.roles = [(p, list(found.items()), roleset)]
        out.append(s)
    return out


class Worker:
    """One of several single-threaded processes that share the parameters in memory.

    Each computes the gradients of its own batch, then updates its share of the parameters with the mean gradient.
    """

    def __init__(self, rank, a, model, averaged, labels, grads, shared, barrier, seconds):
        self.rank, self.a, self.model, self.averaged, self.labels = rank, a, model, averaged, labels
        self.grads, self.shared, self.barrier, self.seconds = grads, shared, barrier, seconds
        self.log = open(os.path.join(a.out, "train.log"), "a", buffering=1)
        self.started = float(shared[0])

    def say(self, *words):
        line = time.strftime("%H:%M:%S ", time.gmtime()) + " ".join(map(str, words))
        print(line, flush=True)
        self.log.write(line + "\n")

    def setup(self):
        a = self.a
        torch.set_num_threads(1)
        torch.manual_seed(a.seed + self.rank)
        self.tokenizer = WordPiece(os.path.join(encoder_files(), "vocab.txt"))
        self.sources = {k: [s for s in v if len(s.words) <= 150 and fits(self.tokenizer, s.words)] for k, v in read_all(a).items()}
        self.dev = [("ewt", D.read_ewt(a.data, "dev")), ("gum", D.read_gum(a.data, "dev"))][self.rank :: a.workers]
        self.dev = [(k, v[:: a.dev_part]) for k, v in self.dev]
        self.targets = Targets(self.labels)
        if a.articles:
            self.sources["articles"] = self.read_articles()
        self.augmenter = Augmenter([s for v in self.sources.values() for s in v], a.seed + self.rank)
        if a.teacher:
            self.teachers = [load(path)[0].requires_grad_(False) for path in a.teacher]
            self.whole, self.told = {}, {}
            chance = random.Random(a.seed)
            examples = [e[0] for e in D.read_examples(a.data) if fits(self.tokenizer, e[0].words)]
            self.unmarked = [documents_of({**self.sources, "examples": examples}[k], k in ("ewt", "gum")) for k in TAUGHT]
            self.unmarked = [chance.sample(d, min(len(d), max(1, TAUGHT_WORDS * len(d) // sum(len(s.words) for x in d for s in x)))) for d in self.unmarked]
            self.whole.update((key_of(s), d) for source in self.unmarked for d in source for s in d)
        if a.only_claims:
            for name, p in self.model.named_parameters():
                p.requires_grad_(name.startswith(tuple(a.parts)))
        self.params = list(self.model.parameters())
        for p, g in zip(self.params, self.grads[self.rank]):
            if p.requires_grad:
                p.grad = g
        # parameters are dealt out by size
        weight, mine = [0] * a.workers, []
        trained = [i for i, p in enumerate(self.params) if p.requires_grad]
        for i in sorted(trained, key=lambda i: -self.params[i].numel()):
            k = weight.index(min(weight))
            weight[k] += self.params[i].numel()
            if k == self.rank:
                mine.append(i)
        self.mine = [self.params[i] for i in mine]
        self.others = [[g[i] for i in mine] for r, g in enumerate(self.grads) if r != self.rank]
        self.shadow = [list(self.averaged.parameters())[i] for i in mine]
        own = {id(p) for p in self.mine}
        parts = groups(self.model, a.lr_encoder, a.lr_heads)
        for g in parts:
            g["params"] = [p for p in g["params"] if id(p) in own]
        self.optimizer = torch.optim.AdamW([g for g in parts if g["params"]], betas=(0.9, 0.98), fused=True)

    def update(self, step, rate):
        self.barrier.wait()
        with torch.no_grad():
            grads = [p.grad for p in self.mine]
            for other in self.others:
                torch._foreach_add_(grads, other)
            self.shared[2 + self.rank] = float(torch.stack(torch._foreach_norm(grads)).norm()) ** 2
            self.barrier.wait()
            norm = float(self.shared[2 : 2 + self.a.workers].sum()) ** 0.5 / self.a.workers
            torch._foreach_mul_(grads, min(1.0, 5.0 / (norm + 1e-6)) / self.a.workers)
        for g in self.optimizer.param_groups:
            g["lr"] = g["base"] * rate
        self.optimizer.step()
        if step % 5 == 0:
            with torch.no_grad():
                torch._foreach_lerp_(self.shadow, self.mine, 0.05 if step > 100 else 0.1)
        if self.rank == 0:
            self.shared[1] = (time.time() - self.started) / self.seconds
        self.barrier.wait()
        torch._foreach_zero_(self.grads[self.rank])

    def gradients(self, batch, r):
        """`batch`: sentences, or documents if only claims are trained."""
        items, documents = [], []
        for number, document in enumerate(batch if self.a.only_claims else [[s] for s in batch]):
            known = {}
            for s in document:
                changed, renamed, recased = self.augmenter.words(s, RENAMED_OF_CLAIMS if self.a.only_claims else 0.3, known)
                items.append((s, changed, renamed, recased) if fits(self.tokenizer, changed) else (s, s.words, set(), False))
                documents.append(number)
        x = collate(self.tokenizer, [i[1] for i in items])
        hide_words(x, r, self.tokenizer.mask, *(HIDDEN_OF_CLAIMS if self.a.only_claims else ()))
        t = self.targets.batch(items)
        x = {k: torch.from_numpy(v) for k, v in x.items()}
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.a.bf16):
            if self.a.only_claims:
                x.pop("word_mask")
                out = self.model.read_claims(**x, documents=torch.tensor(documents))
                parts = claim_losses(self.model, out, t)
                together = {}
                for row, ((s, *_), number) in enumerate(zip(items, documents)):
                    together.setdefault(number, []).append((row, s))
                parts["who"] = who_loss(self.model, out, together.values(), self.labels["relations"])
                if self.a.teacher:
                    trust = [1.0 if s.claims is None else self.a.trust for s, *_ in items]
                    told = [self.teaching(s) if w > 0 else None for (s, *_), w in zip(items, trust)]
                    parts.update(teacher_losses(self.model, out, told, trust))
            else:
                out = self.model(**x)
                parts = losses(self.model, out, t)
        sum(parts.values()).backward()
        return {k: float(v.detach()) for k, v in parts.items()}

    def teaching(self, s):
        """What the teachers read in a sentence, under the names of its source, its whole document read at once; remembered."""
        if key_of(s) not in self.told:
            document = self.whole[key_of(s)]
            self.told.update(zip(map(key_of, document), taught(self.teachers, self.tokenizer, document)))
        return self.told[key_of(s)]

    def read_articles(self):
        """The articles that are there by now: the folder may grow while the model trains."""
        listed = os.path.join(self.a.out, "articles.txt")
        self.barrier.wait()
        if self.rank == 0:
            with open(listed, "w") as f:
                f.write("\n".join(p for p in A.paths(self.a.articles) if not held_out(p, self.a.hold)))
        self.barrier.wait()
        with open(listed) as f:
            found = [s for p in f.read().split() for s in A.read_article(p, self.a.program)[0]]
        return [s for s in found if len(s.words) <= 150 and fits(self.tokenizer, s.words)]

    def add_examples(self):
        examples = [e for e in D.read_examples(self.a.data) if fits(self.tokenizer, e[0].words)]
        cache = os.path.join(self.a.out, "examples-{}.json").format
        if not os.path.exists(cache(self.rank)):
            runner = score.TorchRunner(self.averaged, self.labels)
            mine = [e[0].words for e in examples[self.rank :: self.a.workers]]
            heads = [[int(h) for h in p["head"]] for p in score.parse(runner, self.tokenizer, mine, tree=False)]
            with open(cache(self.rank), "w") as f:
                json.dump(heads, f)
        self.barrier.wait()
        merged = [None] * len(examples)
        for k in range(self.a.workers):
            with open(cache(k)) as f:
                merged[k :: self.a.workers] = json.load(f)
        self.sources["examples"] = add_heads(examples, merged)

    def evaluate(self, epoch):
        self.barrier.wait()
        runner = score.TorchRunner(self.averaged, self.labels)
        if self.rank == 0:
            save(os.path.join(self.a.out, "last.pt.new"), self.averaged, self.labels)
            os.replace(os.path.join(self.a.out, "last.pt.new"), os.path.join(self.a.out, "last.pt"))
            if self.a.keep:
                save(os.path.join(self.a.out, f"epoch{epoch}.pt"), self.averaged, self.labels)
        for name, sentences in () if self.a.only_claims else self.dev:
            self.say("DEV", name, "epoch", epoch, score.line(score.score(runner, self.tokenizer, sentences)))
        self.barrier.wait()

    def run(self):
        a = self.a
        self.setup()
        same, own = random.Random(a.seed), np.random.default_rng(a.seed + self.rank)
        step, epoch, done = 0, 0, False
        while not done:
            epoch += 1
            if epoch > a.examples_after and not a.only_claims and "examples" not in self.sources:
                self.add_examples()
            if a.articles:
                self.sources["articles"] = self.read_articles()
            if not a.only_claims:
                self.sources["business"] = Business(random.Random(a.seed + epoch), self.augmenter.spans, self.augmenter.nouns).sentences(BUSINESS)
            chosen = [s for k, v in self.sources.items() for s in v if same.random() < (NOUN_EXAMPLES if s.noun else RATES[k]) * (1 if k == "articles" else a.share)]
            self.model.train()
            sums, begun, words = {}, time.time(), 0
            if a.only_claims:
                articles = {}
                for s in self.sources["articles"]:
                    articles.setdefault(s.id.rsplit(":", 1)[0], []).append(s)
                documents = list(articles.values())
                if a.teacher:
                    self.whole.update((key_of(s), d) for d in documents for s in d)
                    share = a.taught * sum(len(s.words) for d in documents for s in d) / len(TAUGHT)
                    documents += [d for source in self.unmarked for d in some(source, share, same)]
                todo = turns_of_documents(documents, a.batch // a.workers, a.workers, same)
            else:
                todo = batches(chosen, a.batch // a.workers, a.workers, same)
            for k, turn in enumerate(todo):
                progress = float(self.shared[1])
                if progress >= 1 or step >= a.steps:
                    done = True
                    break
                for key, v in self.gradients(turn[self.rank], own).items():
                    sums.setdefault(key, []).append(v)
                step += 1
                self.update(step, min(1.0, step / (20 if a.init else 150)) * max(0.01, 1 - progress))
                words += sum(len(s.words) for b in turn for s in (sum(b, []) if a.only_claims else b))
                if step % 50 == 0 and self.rank == 0:
                    self.say(f"epoch {epoch} batch {k}/{len(todo)} step {step} progress {progress:.3f} {words / (time.time() - begun):.0f} words/s",
                             " ".join(f"{k} {np.mean(v[-50:]):.3f}" for k, v in sums.items()))
            self.evaluate(epoch)
        if self.rank == 0:
            self.say("finished")


def work(rank, *rest):
    Worker(rank, *rest).run()


def read_all(a):
    data = a.data
    return {"ewt": D.read_ewt(data, "train"), "gum": D.read_gum(data, "train"), "wikigold": D.read_wikigold(data),
            "wnut": D.read_wnut(data, "train") + D.read_wnut(data, "dev"), "core": D.read_core(data)}


def held_out(path, hold):
    """Every n-th article is kept aside."""
    return hold > 0 and zlib.crc32(os.path.basename(path).encode()) % hold == 0


def main():
    a = argparse.ArgumentParser(description=__doc__)
    D.add_data_option(a)
    a.add_argument("--out", required=True, help="folder for checkpoints and logs")
    a.add_argument("--minutes", type=float, default=75, help="length of the run")
    a.add_argument("--until", help="HH:MM, UTC, instead of --minutes: the next time that a clock shows it")
    a.add_argument("--batch", type=int, default=2200, help="words in a step, all workers together")
    a.add_argument("--lr-encoder", type=float, default=1.5e-4)
    a.add_argument("--lr-heads", type=float, default=1e-3)
    a.add_argument("--examples-after", type=int, default=2, help="epoch after which PropBank's examples join")
    a.add_argument("--keep", action="store_true", help="keep the checkpoint of each epoch")
    a.add_argument("--init", help="checkpoint to start from")
    a.add_argument("--workers", type=int, default=os.cpu_count(), help="processes of one thread each")
    a.add_argument("--bf16", action="store_true", help="mixed precision (pays where the CPU has AMX)")
    a.add_argument("--steps", type=int, default=10**9, help="stop early, for a trial")
    a.add_argument("--dev-part", type=int, default=4, help="score every n-th development sentence after an epoch")
    a.add_argument("--articles", help="folder of annotated articles")
    a.add_argument("--program", default="factloom", help="the program that cuts the articles into words")
    a.add_argument("--hold", type=int, default=0, help="keep every n-th article aside")
    a.add_argument("--only-claims", action="store_true", help="train nothing but the heads that read claims and kinds of names")
    a.add_argument("--parts", nargs="+", default=CLAIMS, help="with --only-claims, beginnings of the names of the parameters to train")
    a.add_argument("--share", type=float, default=1.0, help="how much of the other sources an epoch sees")
    a.add_argument("--teacher", nargs="+", help="with --only-claims, checkpoints whose mean reading of text without marked claims is learned too, so that little is forgotten")
    a.add_argument("--trust", type=float, default=0.0, help="how much their reading counts in text with marked claims, beside the marks")
    a.add_argument("--taught", type=float, default=1.0, help="how much of such text an epoch sees, by words of the articles")
    a.add_argument("--seed", type=int, default=1)
    a = a.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    os.makedirs(a.out, exist_ok=True)
    seconds = a.minutes * 60
    if a.until:
        now = datetime.datetime.now(datetime.timezone.utc)
        hour, minute = map(int, a.until.split(":"))
        seconds = (((hour - now.hour) * 60 + minute - now.minute) * 60 - now.second) % 86400
    if a.init:
        model, labels = load(a.init)
    else:
        labels = D.label_sets(D.read_ewt(a.data, "train") + D.read_gum(a.data, "train"))
        model = Model({k: len(v) for k, v in labels.items()})
        model.load_encoder()
    averaged = Model({k: len(v) for k, v in labels.items()}).eval()
    averaged.load_state_dict(model.state_dict())
    model.share_memory()
    averaged.share_memory()
    grads = [[torch.zeros_like(p).share_memory_() for p in model.parameters()] for _ in range(a.workers)]
    shared = torch.zeros(2 + a.workers, dtype=torch.float64).share_memory_()     # start time, progress, gradient norms
    shared[0] = time.time()
    torch.multiprocessing.spawn(work, (a, model, averaged, labels, grads, shared, torch.multiprocessing.get_context("spawn").Barrier(a.workers), seconds),
                                nprocs=a.workers)


if __name__ == "__main__":
    main()
