"""Reader of annotated articles: sentences with the claims that each makes, a trigger word and the words of its arguments.

An article is a file of JSON lines: a head (`id`, `date`, `names` with their classes), then a sentence a line: `x` the text, `c` its
claims. A claim has a relation `r`, a trigger `t`, subject `s` and object `o`, a status `st`, qualifiers `q` and a source `by`, each in the
words of the sentence (`words=referent`, `words#2` for the second occurrence; `^name` stands for one that the sentence leaves out).
Tokens and trees come from the program itself (`factloom analyze --format conllu`), one article at a time, and are kept beside the articles.
"""
import glob
import json
import os
import re
import subprocess

import data as D
from data import FLAGS

CLASSES = {"Company": "corporation", "Organization": "organization", "Agency": "organization", "Outlet": "organization", "Person": "person",
           "Place": "place", "Product": "product", "Facility": "facility", "Event": "event", "Work": "creative-work", "Other": "MISC"}


def find(text, words):
    """Where words stand: (start, end), or None. `words#2` asks for the second occurrence; whole words go before parts of words."""
    m = re.fullmatch(r"(.*)#(\d)", words, re.S)
    words, n = (m.group(1), int(m.group(2))) if m else (words, 1)
    if not words:
        return None
    whole = (r"(?<!\w)" if words[0].isalnum() else "") + re.escape(words) + (r"(?!\w)" if words[-1].isalnum() else "")
    for pattern in (whole, re.escape(words)):
        found = [m.span() for m in re.finditer(pattern, text)]
        if len(found) >= n:
            return found[n - 1]
    return None


def surface(value):
    """The words of a participant or qualifier, without what they refer to; None where the sentence leaves it out."""
    if value.startswith("^"):
        return None
    return value.split("=", 1)[0]


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def parsed(path, program):
    """The sentences of an article as the program sees them: lists of (form, head, space after)."""
    cache = path + ".conllu"
    if not os.path.exists(cache) or os.path.getmtime(cache) < os.path.getmtime(path):
        text = "\n\n".join(r["x"].replace("\n", " ") for r in rows(path)[1:])
        done = subprocess.run([program, "analyze", "--format", "conllu", "-"], input=text, capture_output=True, text=True, check=True)
        with open(f"{cache}.{os.getpid()}", "w", encoding="utf-8") as f:
            f.write(done.stdout)
        os.replace(f"{cache}.{os.getpid()}", cache)
    sentences, words = [], []
    with open(cache, encoding="utf-8") as f:
        for line in f:
            if line.strip() and line[0] != "#":
                c = line.rstrip("\n").split("\t")
                words.append((c[1], int(c[6])))
            elif not line.strip() and words:
                sentences.append(words)
                words = []
    return sentences + [words] if words else sentences


def squeezed(text):
    """The text without white space, and where each character stood."""
    kept = [(c, i) for i, c in enumerate(text) if not c.isspace()]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def align(texts, sentences):
    """Pairs (row number, sentence, [(start, end) of each word]): the sentences one after the other in the texts."""
    row, at = 0, 0
    tight = [squeezed(t) for t in texts]
    out = []
    for words in sentences:
        form = "".join("".join(w.split()) for w, _ in words)
        for k in range(row, min(row + 6, len(texts))):
            place = tight[k][0].find(form, at if k == row else 0)
            if place >= 0:
                spans, p = [], place
                for w, _ in words:
                    n = len("".join(w.split()))
                    spans.append((tight[k][1][p], tight[k][1][p + n - 1] + 1))
                    p += n
                out.append((k, words, spans))
                row, at = k, p
                break
    return out


def head_of(span, spans, heads):
    """The word that heads the words of a span."""
    inside = [i for i, (a, b) in enumerate(spans) if a < span[1] and span[0] < b]
    top = [i for i in inside if heads[i] - 1 not in inside]
    top = [i for i in top if spans[i][1] - spans[i][0] > 1 or heads[i] > 0] or top
    return top[0] if top else None


def read_article(path, program):
    """The sentences of one article, and how many arguments had no place."""
    try:
        head, *lines = rows(path)
    except ValueError as error:
        print(f"{path}: skipped, {error}")
        return [], 0
    out, lost = [], 0
    names = sorted(head["names"].items(), key=lambda n: -len(n[0]))
    for k, words, spans in align([r["x"] for r in lines], parsed(path, program)):
        text, heads = lines[k]["x"], [h for _, h in words]
        s = D.Sentence([w for w, _ in words], "articles", f"{head['id']}-{k}:0" if head.get("apart") else f"{head['id']}:{k}")
        n = len(words)
        found = name_spans(text, names, spans)
        D.mark(s, [(a, b, CLASSES[kind]) for a, b, kind, _ in found], [D.NER_O] * n, [D.FINE_O] * n)
        s.kinds = [D.bits(D.KINDS, "_")] * n
        for a, b, kind, _ in found:
            s.kinds[a:b] = [D.bits(D.KINDS, kind)] * (b - a)
        s.mentions = [(top_of(a, b, heads), name) for a, b, _, name in found]
        s.questions = questions(lines[k].get("c", []), head["names"], text, spans, heads, s.kinds)
        if head.get("apart"):       # what a lone sentence does not name, its text may have named
            s.questions = [q for q in s.questions if q[-1]]
        frames = {}
        for c in lines[k].get("c", []):
            place = find(text, c["t"])
            trigger = place and head_of(place, spans, heads)
            if trigger is None:
                lost += 1
                continue
            frame = frames.setdefault((trigger, c["r"]), {"arguments": set(), "statuses": set()})
            frame["statuses"].add(c["st"])
            given = [("subject", c["s"]), ("object", c["o"]), *([("attribution", c["by"])] if c.get("by") else [])]
            for key, value in (c.get("q") or {}).items():
                given.append((key + value[:1], value[1:]) if key in FLAGS else (key.removesuffix("Min").removesuffix("Max"), value))
            for key, value in given:
                form = surface(value)
                if form is None:
                    if key in ("subject", "object"):        # left out: the trigger itself says so
                        frame["arguments"].add((trigger, key + "^"))
                    continue
                place = find(text, form)
                word = place and head_of(place, spans, heads)
                if word is None:
                    lost += 1
                else:
                    frame["arguments"].add((word, key))
        s.claims = [(t, r, sorted(f["arguments"]), sorted(f["statuses"])) for (t, r), f in sorted(frames.items())]
        out.append(s)
    return out, lost


def top_of(start, end, heads):
    """The word by which the words of a range hang in the tree."""
    return next((i for i in range(start, end) if not start < heads[i] <= end), start)


def called(wanted, names):
    """The names of an article by which what is called so goes: longer and shorter ones and initials, of the same class."""
    def inside(a, b):
        return bool(a) and re.search(r"(?<!\w)" + re.escape(a.lower()) + r"(?!\w)", b.lower()) is not None
    known = [n for n in names if n == wanted] or [n for n in names if inside(wanted, n) or inside(n, wanted)]
    classes = {names[n] for n in known}

    def same(a, b):
        words = [w for w in re.split(r"[\s-]+", b) if w[:1].isupper()]
        initials = len(a) > 1 and a == "".join(w[0] for w in words)
        return initials or inside(a, b)
    return frozenset(n for n in names if names[n] in classes and any(same(n, k) or same(k, n) for k in known))


def questions(claims, names, text, spans, heads, kinds):
    """Who is meant by the participants of claims that stand there without a name: (word, what is asked, relation, names), where
    what is asked is "word" for a pronoun or description, or the participant that the trigger leaves out; no names for what has none.
    What stands for several ("both companies") is asked for each of them."""
    out = {}

    def answer(key, found):
        known = out.setdefault(key, [])
        if found not in known:
            known.append(found)

    def nameless(referent):
        return referent[:1].islower() and not called(referent, names)
    for c in claims:
        given = [("subject", c["s"]), ("object", c["o"]), ("by", c.get("by") or "")]
        given += [(key, v) for key, v in (c.get("q") or {}).items() if key in ("recipient", "investor", "licensor")]
        place = find(text, c["t"])
        trigger = place and head_of(place, spans, heads)
        for key, value in given:
            form, equals, referent = value.partition("=")
            if value.startswith("^"):
                found = called(value[1:], names)
                if key in ("subject", "object") and trigger is not None and (found or nameless(value[1:])):
                    answer((trigger, key, c["r"]), found)
                continue
            place = find(text, form)
            word = place and head_of(place, spans, heads)
            if word is None or kinds[word] != D.bits(D.KINDS, "_") or "+" in referent or referent[:1].isdigit():
                continue
            found = called(referent, names) if equals else frozenset()
            if found or key in ("subject", "object") and (not equals or nameless(referent)):
                answer((word, "word", ""), found)
    return [(*key, found) for key, each in out.items() for found in each if found or len(each) == 1]


def name_spans(text, names, spans):
    """Word spans of the names in a sentence with their classes and the names; the longest names are looked for first."""
    taken, found = set(), []
    for name, kind in names:
        for m in re.finditer(r"(?<!\w)" + re.escape(name) + r"(?!\w)", text):
            inside = [i for i, (a, b) in enumerate(spans) if a < m.end() and m.start() < b]
            if inside and not taken & set(inside) and spans[inside[0]][0] == m.start():
                taken.update(inside)
                found.append((inside[0], inside[-1] + 1, kind, name))
    return sorted(found)


def paths(folder):
    """The articles below a folder."""
    found = sorted(glob.glob(os.path.join(folder, "**", "*.jsonl"), recursive=True))
    return [p for p in found if os.path.getsize(p) > 1500]


def read(folder, program):
    """All articles below a folder: (path, sentences)."""
    out = []
    for path in paths(folder):
        sentences, _ = read_article(path, program)
        out.append((path, sentences))
    return out


if __name__ == "__main__":
    import sys
    articles = sentences = claims = words = 0
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "**", "*.jsonl"), recursive=True)):
        found, lost = read_article(path, sys.argv[2])
        articles, sentences, words = articles + 1, sentences + len(found), words + sum(len(s.words) for s in found)
        claims += sum(len(s.claims) for s in found)
        if lost:
            print(path, lost, "arguments without a place")
    print(articles, "articles", sentences, "sentences", words, "words", claims, "triggers")
