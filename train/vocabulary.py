"""Chooses the pieces that the exported model keeps: those that occur in the text of the data folder. Rarer words fall into smaller pieces.

Usage: `vocabulary.py --data DATA OUT`; `export.py --vocabulary OUT` then keeps just their rows of the embeddings.
"""
import argparse
import glob
import os
from collections import Counter

import data as D
from features import SPECIAL, WordPiece
from model import encoder_files

LARGEST = 60_000_000    # bytes of a file that is read


def main():
    a = argparse.ArgumentParser(description=__doc__)
    D.add_data_option(a)
    a.add_argument("out", help="the vocabulary file to write")
    a = a.parse_args()
    tokenizer = WordPiece(os.path.join(encoder_files(), "vocab.txt"))
    words = Counter()
    for path in sorted(glob.glob(os.path.join(a.data, "**", "*"), recursive=True)):
        if os.path.isfile(path) and os.path.getsize(path) < LARGEST:
            with open(path, encoding="utf-8", errors="ignore") as f:
                words.update(f.read().split())
    used = set(SPECIAL)
    pieces = list(tokenizer.vocab)
    for word in words:
        if len(word) < 40:
            used.update(pieces[i] for i in tokenizer.pieces(word))
    # letters and digits alone, so that every Latin word has pieces
    used.update(p for p in pieces if len(p.removeprefix("##")) == 1 and (p[-1].isascii() or "\u00c0" <= p[-1] <= "\u024f"))
    kept = [p for p in pieces if p in used]
    with open(a.out, "w", encoding="utf-8") as f:
        f.write("".join(p + "\n" for p in kept))
    print(len(kept), "of", len(pieces), "pieces")


if __name__ == "__main__":
    main()
