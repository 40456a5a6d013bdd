"""Fills the score table and the checksums of the model card."""
import argparse
import hashlib
import json
import os
import re

ROWS = [("UPOS", "UPOS"), ("features", "feats"), ("lemma", "lemma"), ("UAS", "UAS"), ("LAS", "LAS"), ("names, F1", "NER"), ("PER", "PER"),
        ("LOC", "LOC"), ("ORG", "ORG"), ("predicates, F1", "pred"), ("roles, predicted predicates, F1", "srl"),
        ("roles, gold predicates, F1", "srl_gold"), ("roles of verbs, gold predicates, F1", "verb_gold"),
        ("roles of nouns, gold predicates, F1", "noun_gold"), ("semantic class of mentions", "etype")]


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("models", help="folder of the model files")
    a.add_argument("scores", help="figures written by score.py")
    a = a.parse_args()
    with open(a.scores) as f:
        figures = json.load(f)
    table = "| | EWT dev | GUM dev (free genres) |\n| --- | --- | --- |\n"
    for title, key in ROWS:
        cells = [f"{figures[k][key]:.2f}" if key in figures[k] else "" for k in ("ewt", "gum")]
        table += f"| {title} | {cells[0]} | {cells[1]} |\n"
    sums = "| file | bytes | sha256 |\n| --- | --- | --- |\n"
    for name in ("factloom.onnx", "factloom.json", "vocab.txt", "antecedents.tsv", "rolesets.tsv"):
        with open(os.path.join(a.models, name), "rb") as f:
            content = f.read()
        sums += f"| `{name}` | {len(content)} | `{hashlib.sha256(content).hexdigest()}` |\n"
    file = os.path.join(a.models, "CARD.md")
    with open(file, encoding="utf-8") as f:
        card = f.read()
    for mark, text, start in (("@CHECKSUMS@\n", sums, "| file | bytes |"), ("@SCORES@\n", table, "| | EWT dev |")):
        old = re.escape(mark) + "|" + re.escape(start) + r"[^\n]*\n(?:\|[^\n]*\n)*"
        card = re.sub(old, lambda m: text, card, count=1)
    with open(file, "w", encoding="utf-8") as f:
        f.write(card)


if __name__ == "__main__":
    main()
