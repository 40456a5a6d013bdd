"""Compare two CoNLL-U files over the same text: words, sentences, tags, trees, lemmas, entities, roles.

    python train/score_conllu.py GOLD SYSTEM [--document PREFIX] [--errors N]
    python train/score_conllu.py --raw GOLD > text.txt       # the text of GOLD, a blank line between its paragraphs

Words are aligned by their place in the text without white space; with gold words on both sides every word aligns.
"""
import argparse
import collections


def read(path, document=None):
    """Sentences: lists of words (dict), with character spans over the text without white space."""
    sentences, words, position, doc, keep = [], [], 0, "", True
    surface = None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            doc = line.split("=")[-1].strip()
            keep = document is None or document in doc
        if not line:
            if words:
                sentences.append(words)
            words, surface = [], None
        elif line[0] != "#" and keep:
            c = line.split("\t")
            if "-" in c[0]:
                first, last = map(int, c[0].split("-"))
                surface = [first, last, c[1].replace(" ", "")]
            elif "." not in c[0]:
                n = int(c[0])
                form = c[1].replace(" ", "").replace("\xa0", "")
                length = len(form)
                if surface and n == surface[1]:
                    length = len(surface[2])
                if surface and surface[0] <= n <= surface[1]:
                    length = min(length, len(surface[2]))
                    surface[2] = surface[2][length:]
                words.append({"span": (position, position + length), "form": c[1], "lemma": c[2], "upos": c[3], "feats": c[5],
                              "head": int(c[6]) if c[6] != "_" else 0, "deprel": c[7], "misc": c[9]})
                position += length
    if words:
        sentences.append(words)
    return sentences


def f1(correct, gold, system):
    p, r = correct / max(system, 1), correct / max(gold, 1)
    return 200 * p * r / max(p + r, 1e-9)


def raw(path):
    """The text of a file, paragraphs separated by blank lines."""
    out, skip, first = [], 0, True
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newpar") and not line.startswith("# newpar_block") or line.startswith("# newdoc"):
            if not first:
                out.append("\n\n")
            first = True
        elif line and line[0] != "#":
            c = line.split("\t")
            first = False
            if "-" in c[0]:
                skip = int(c[0].split("-")[1])
            elif "." in c[0] or int(c[0]) <= skip:
                continue
            out.append(c[1] if "SpaceAfter=No" in c[9] else c[1] + " ")
        elif not line:
            skip = 0
    return "".join(out)


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("gold")
    args.add_argument("system", nargs="?")
    args.add_argument("--raw", action="store_true", help="print the text of GOLD")
    args.add_argument("--document", help="only gold documents whose name holds this text (both files must hold them)")
    args.add_argument("--errors", type=int, default=0, help="show that many differences of words and sentences")
    args = args.parse_args()
    if args.raw:
        print(raw(args.gold))
        return
    gold, system = read(args.gold, args.document), read(args.system, args.document)
    g = {w["span"]: w for s in gold for w in s}
    y = {w["span"]: w for s in system for w in s}
    both = [k for k in g if k in y]
    print(f"tokens     F1 {f1(len(both), len(g), len(y)):6.2f}   ({len(g)} gold, {len(y)} system)")
    gs = {(s[0]["span"][0], s[-1]["span"][1]) for s in gold}
    ys = {(s[0]["span"][0], s[-1]["span"][1]) for s in system}
    print(f"sentences  F1 {f1(len(gs & ys), len(gs), len(ys)):6.2f}   ({len(gs)} gold, {len(ys)} system)")

    def heads(sentences):
        table = {}
        for s in sentences:
            for w in s:
                table[w["span"]] = s[w["head"] - 1]["span"] if w["head"] else None
        return table

    gh, yh = heads(gold), heads(system)
    tests = {
        "upos": lambda k: g[k]["upos"] == y[k]["upos"],
        "feats": lambda k: g[k]["feats"] == y[k]["feats"],
        "lemma": lambda k: g[k]["lemma"] == y[k]["lemma"],
        "uas": lambda k: gh[k] == yh[k],
        "las": lambda k: gh[k] == yh[k] and g[k]["deprel"].split(":")[0] == y[k]["deprel"].split(":")[0],
        "las full": lambda k: gh[k] == yh[k] and g[k]["deprel"] == y[k]["deprel"],
    }
    for name, test in tests.items():
        print(f"{name:10} F1 {f1(sum(map(test, both)), len(g), len(y)):6.2f}")
    if args.errors:
        text = lambda s: " ".join(w["form"] for w in s)
        wrong = collections.Counter()
        for have, want, sign in ((g, y, "gold"), (y, g, "system")):
            for k, w in have.items():
                if k not in want:
                    wrong[f"{sign:6} {w['form']}"] += 1
        for k, n in wrong.most_common(args.errors):
            print(n, k)
        for s in gold:
            if (s[0]["span"][0], s[-1]["span"][1]) not in ys and args.errors > 0:
                args.errors -= 1
                print("missed:", text(s)[:200])


if __name__ == "__main__":
    main()
