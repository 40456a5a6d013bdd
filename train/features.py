"""Input features of the model. The runtime computes exactly the same ones; keep the two in step.

A sentence is a list of words. Each word becomes WordPiece ids, one shape id and six affix ids.
"""
import unicodedata
from functools import lru_cache

import numpy as np

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
MAX_WORD_PIECES = 8
MAX_PIECES = 254
SHAPES = 11
AFFIXES = 8192


class WordPiece:
    """Uncased BERT tokeniser for one word at a time."""

    def __init__(self, vocab_file):
        with open(vocab_file, encoding="utf-8") as f:
            self.vocab = {line.rstrip("\n"): i for i, line in enumerate(f)}
        self.longest = max(map(len, self.vocab))
        self.pad, self.unknown, self.start, self.end, self.mask = (self.vocab[p] for p in SPECIAL)
        self.word = lru_cache(maxsize=400_000)(self._word)

    def _word(self, word):
        """(piece ids, shape id, affix ids) of a word."""
        return tuple(self.pieces(word)), shape(word), affixes(word)

    def pieces(self, word):
        ids = []
        for part in split(word):
            ids.extend(self._greedy(part))
        if not ids:
            ids = [self.unknown]
        if len(ids) > MAX_WORD_PIECES:
            ids = ids[:6] + ids[-2:]
        return ids

    def _greedy(self, part):
        ids, start = [], 0
        while start < len(part):
            for end in range(min(len(part), start + self.longest), start, -1):
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                if piece in self.vocab:
                    ids.append(self.vocab[piece])
                    start = end
                    break
            else:
                return [self.unknown]
        return ids


def is_punctuation(c):
    """BERT's notion: every ASCII symbol counts, besides Unicode P*."""
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c)[0] == "P"


def split(word):
    """Normalise a word (NFD, no combining marks, lower case) and cut at each punctuation character."""
    text = "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn").lower()
    parts, current = [], ""
    for c in text:
        if is_punctuation(c) or c.isspace():
            if current:
                parts.append(current)
            if not c.isspace():
                parts.append(c)
            current = ""
        else:
            current += c
    if current:
        parts.append(current)
    return parts


def shape(word):
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if letters and digits:
        return 8
    if letters:
        upper = [c.isupper() for c in letters]
        if not any(upper):
            return 1
        if len(letters) == 1:
            return 4
        if all(upper):
            return 3
        return 2 if upper[0] and not any(upper[1:]) else 5
    if digits:
        if all(c.isdigit() for c in word):
            return 6
        return 7 if all(c.isdigit() or c in ".,:/-%" for c in word) else 10
    return 9


def fnv1a(data):
    h = 0x811C9DC5
    for b in data:
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return h


def affixes(word):
    w = word.lower()
    keys = [b"p%d" % n + w[:n].encode() for n in (1, 2, 3)] + [b"s%d" % n + w[-n:].encode() for n in (2, 3, 4)]
    return tuple(1 + fnv1a(k) % (AFFIXES - 1) for k in keys)


def lemma_rule(form, lemma):
    """The rule that turns form into lemma; see apply_rule."""
    def cut(f):
        n = 0
        while n < min(len(f), len(lemma)) and f[n] == lemma[n]:
            n += 1
        return len(f) - n, lemma[n:]

    keep, low = cut(form), cut(form.lower())
    letter, (n, tail) = ("l", low) if low[0] + len(low[1]) <= keep[0] + len(keep[1]) else ("k", keep)
    if n and n >= len(form):
        return "=" + lemma
    return f"{letter}{n}+{tail}"


def apply_rule(rule, form):
    if rule[0] == "=":
        return rule[1:]
    n, tail = rule[1:].split("+", 1)
    base = form.lower() if rule[0] == "l" else form
    return base[: len(base) - int(n)] + tail


def fits(tokenizer, words):
    return sum(len(tokenizer.word(w)[0]) for w in words) <= MAX_PIECES - 2


def collate(tokenizer, sentences, dtype=np.int32):
    """Arrays of the ONNX inputs for a list of sentences (lists of words)."""
    feats = [[tokenizer.word(w) for w in words] for words in sentences]
    b = len(feats)
    s = max(sum(len(f[0]) for f in fs) for fs in feats) + 2
    w = max(map(len, feats))
    out = {
        "input_ids": np.zeros((b, s), dtype), "shape_ids": np.zeros((b, s), dtype), "mask": np.zeros((b, s), dtype),
        "first": np.zeros((b, w), dtype), "last": np.zeros((b, w), dtype),
        "affix_ids": np.zeros((b, w, 6), dtype), "word_mask": np.zeros((b, w), dtype),
    }
    for i, fs in enumerate(feats):
        ids, shapes, first, last = [tokenizer.start], [0], [], []
        for pieces, sh, _ in fs:
            first.append(len(ids))
            ids.extend(pieces)
            shapes.extend([sh] * len(pieces))
            last.append(len(ids) - 1)
        ids.append(tokenizer.end)
        shapes.append(0)
        out["input_ids"][i, : len(ids)] = ids
        out["shape_ids"][i, : len(ids)] = shapes
        out["mask"][i, : len(ids)] = 1
        n = len(fs)
        out["first"][i, :n] = first
        out["last"][i, :n] = last
        out["affix_ids"][i, :n] = [f[2] for f in fs]
        out["word_mask"][i, :n] = 1
    return out
