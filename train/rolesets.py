"""Writes the roleset lexicon: lemma, part of speech, roleset ids from the most to the least frequent in the training data.

Verbs with a particle are written with an underscore (take_over). An id that begins with the lemma is cut to its number (".01").
"""
import argparse
import json
from collections import Counter, defaultdict

import data as D

POS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "j"}


def key(sentence, token):
    """(lemma with particle, part of speech) of a predicate."""
    lemma = sentence.lemma[token].lower()
    particle = [m.lower() for m, h, d in zip(sentence.lemma, sentence.head, sentence.deprel) if h == token + 1 and d == "compound:prt"]
    return (f"{lemma}_{particle[0]}" if particle else lemma), POS.get(sentence.upos[token], "v")


def build(data):
    order = defaultdict(dict)
    general = Counter()
    for _, _, _, roleset in D.read_examples(data):
        general[roleset] += 0.1
    seen = Counter()
    for s in D.read_ewt(data, "train"):
        for p, _, roleset in s.roles:
            seen[key(s, p), roleset] += 1
            general[roleset] += 1
    for (k, roleset), n in seen.items():
        if n >= 2 or "_" not in k[0]:
            order[k][roleset] = n
    with open(D.path(data, "srl", "propbank-rolesets.jsonl"), encoding="utf-8") as f:
        for line in f:
            d = json.loads(line)
            for alias in d["aliases"]:
                lemma = alias["lemma"].replace("-", "_") if alias["pos"] == "v" else alias["lemma"]
                order[lemma.lower(), alias["pos"]].setdefault(d["id"], 0)
    return {k: sorted(v, key=lambda r: (-v[r], -general[r], r)) for k, v in sorted(order.items())}


def first_sense(lexicon, sentence, token):
    """The roleset the runtime takes: with the particle, else without, else any part of speech, else the lemma's first."""
    lemma, pos = key(sentence, token)
    for m in (lemma, lemma.split("_")[0]):
        for p in (pos, "v", "n", "j", "l"):
            if (m, p) in lexicon:
                return lexicon[m, p][0]
    return lemma + ".01"


def main():
    a = argparse.ArgumentParser(description=__doc__)
    D.add_data_option(a)
    a.add_argument("out", help="file to write")
    a = a.parse_args()
    lexicon = build(a.data)
    with open(a.out, "w", encoding="utf-8") as f:
        for (lemma, pos), ids in lexicon.items():
            short = [i[len(lemma):] if i.rsplit(".", 1)[0] == lemma else i for i in ids]
            f.write(f"{lemma}\t{pos}\t{' '.join(short)}\n")
    right = total = 0
    for s in D.read_ewt(a.data, "dev"):
        for p, _, roleset in s.roles:
            total += 1
            right += first_sense(lexicon, s, p) == roleset
    print(f"{len(lexicon)} entries; most frequent roleset is right for {100 * right / total:.1f} % of the development predicates")


if __name__ == "__main__":
    main()
