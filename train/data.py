"""Readers of the training data. Every source becomes a list of Sentence; what a source does not annotate stays None."""
import argparse
import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field

from features import lemma_rule

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NER = ["O"] + [p + t for t in ("PER", "LOC", "ORG") for p in ("B-", "I-")]
FINE_TYPES = "PER LOC ORG PRODUCT WORK EVENT GROUP MISC".split()
FINE = ["O"] + [p + t for t in FINE_TYPES for p in ("B-", "I-")]
ETYPES = "_ abstract animal event object organization person place plant substance time".split()
ROLES = """_ ARG0 ARG1 ARG2 ARG3 ARG4 ARG5 ARGM-TMP ARGM-ADV ARGM-MOD ARGM-NEG ARGM-ADJ ARGM-LOC ARGM-MNR ARGM-DIS ARGM-EXT
ARGM-PRP ARGM-CAU ARGM-PRR ARGM-LVB ARGM-DIR ARGM-PRD ARGM-GOL ARGM-CXN ARGM-COM R-ARG0 R-ARG1 R-ARG2 R-ARGM C-ARG0 C-ARG1
C-ARG2 C-V""".split()


KINDS = "_ Company Organization Agency Outlet Person Place Product Facility Event Work Other".split()


RELATIONS = """licenses sharesRevenueWith pays investsIn raises acquires sells owns subsidiaryOf mergesWith spinsOff partnersWith negotiatesWith
competesWith amends signs terminates commitsToSpend providesServicesTo supplies uses distributes offers availableOn develops releases integrates
holdsPosition foundedBy headquarteredIn restructuresAs hosts scrutinizes opens closes approves blocks fines sues valuedAt hasRevenue hasEmployees
outage recalls""".split()
STATUSES = "actual ended planned possible permitted obligated conditional negated".split()
FLAGS = ("exclusive", "primary", "capped")
ARGUMENTS = """subject object attribution validFrom validUntil date duration amount period rate stake quantity role service product channel
recipient licensor scope excludes purpose condition place previous investor exclusive+ exclusive- primary+ primary- capped+ capped-
subject^ object^""".split()


def merge_role(role):
    """Rare roles join a frequent neighbour."""
    role = role.replace("-DSP", "").replace("R-C-", "R-").replace("ARGM-PNC", "ARGM-PRP")
    if role in ROLES:
        return role
    if role.startswith("R-"):
        return "R-ARGM" if "ARGM" in role else "R-ARG2"
    if role.startswith("C-ARGM-"):
        return merge_role(role[2:])
    if role.startswith("C-"):
        return "C-ARG2"
    return {"ARGA": "ARG0", "ARG6": "ARG5"}.get(role, "ARGM-ADV")


@dataclass
class Sentence:
    words: list
    source: str
    id: str = ""
    upos: list = None
    xpos: list = None
    feats: list = None
    lemma: list = None
    head: list = None            # 0 = root, j + 1 = word j
    deprel: list = None
    ner: list = None             # sets of allowed tags as bit masks; 0 = unknown
    fine: list = None
    etype: list = None
    pred: list = None            # 1, 0, -1 = unknown
    roles: list = field(default_factory=list)    # (predicate, [(word, role)], roleset)
    names: list = field(default_factory=list)    # (start, end, type), end exclusive
    noun: bool = False           # an example of a noun as predicate
    mentions: list = ()          # names by their heads: (word, name)
    questions: list = ()         # who is meant: (word, what is asked, relation, names that answer)
    kinds: list = None           # sets of kinds of names that each word may belong to, as bit masks; 0 = unknown
    claims: list = None          # (trigger, relation, [(word, argument)], [status])


def folder():
    return os.environ.get("FACTLOOM_DATA", "data")


def add_data_option(parser: argparse.ArgumentParser):
    parser.add_argument("--data", default=folder(), help="data folder (or FACTLOOM_DATA)")


def path(data, *parts):
    return os.path.join(data, *parts)


def read_conllu(file, source):
    rows, sid = [], ""
    with open(file, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# sent_id"):
                sid = line.split("=", 1)[1].strip()
            elif not line:
                if rows:
                    c = list(zip(*rows))
                    yield Sentence(list(c[1]), source, sid, upos=list(c[3]), xpos=list(c[4]), feats=list(c[5]), lemma=list(c[2]),
                                   head=[int(h) for h in c[6]], deprel=list(c[7])), list(c[9])
                rows = []
            elif line[0] != "#":
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)


def spans_of(tags):
    """Spans (start, end, type) of a BIO or IO tag list."""
    spans, start, kind = [], None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        prefix, _, t = tag.partition("-")
        if start is not None and (tag == "O" or prefix == "B" or t != kind):
            spans.append((start, i, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = i, t
    return spans


def bits(labels, *tags):
    return sum(1 << labels.index(t) for t in tags)


NER_O, FINE_O = bits(NER, "O"), bits(FINE, "O")
NER_ANY, FINE_ANY = (1 << len(NER)) - 1, (1 << len(FINE)) - 1
# What a type says about the three-type and the fine tags; an empty list means "outside", None means unknown.
ALLOWED = {
    "PER": (["PER"], ["PER"]), "LOC": (["LOC"], ["LOC"]), "ORG": (["ORG"], ["ORG", "GROUP"]),
    "MISC": ([], ["PRODUCT", "WORK", "EVENT", "GROUP", "MISC"]),
    "person": (["PER"], ["PER"]), "location": (["LOC"], ["LOC"]), "corporation": (["ORG"], ["ORG"]),
    "product": ([], ["PRODUCT"]), "creative-work": (["", "ORG"], ["WORK"]), "group": (["", "ORG"], ["GROUP"]),
    "organization": (["ORG"], ["ORG", "GROUP"]), "place": (["LOC"], ["LOC"]), "object": ([], ["PRODUCT"]), "event": ([], ["EVENT"]),
    "abstract": (["", "ORG"], ["MISC", "WORK"]), "COMPANY": (["ORG"], ["ORG"]),
    "facility": (["", "LOC"], ["LOC", "MISC"]), "OFFER": (["", "ORG"], ["PRODUCT", "WORK"]), "BRAND": (["", "ORG"], ["PRODUCT", "ORG"]),
}


KINDS_OF = {"PER": ["Person"], "ORG": ["Company", "Organization", "Agency", "Outlet"], "LOC": ["Place", "Facility"], "PRODUCT": ["Product", "Work"]}


def mark(sentence, spans, outside_ner, outside_fine):
    """Turns typed spans into sets of allowed tags."""
    ner, fine = list(outside_ner), list(outside_fine)
    for start, end, kind in spans:
        if kind not in ALLOWED:
            for i in range(start, end):
                ner[i] = fine[i] = 0
            continue
        coarse, types = ALLOWED[kind]
        for i in range(start, end):
            p = "B-" if i == start else "I-"
            ner[i] = bits(NER, *[p + t if t else "O" for t in coarse]) if coarse else NER_O
            fine[i] = bits(FINE, *[p + t for t in types])
    sentence.ner, sentence.fine = ner, fine
    kinds = {"PER": "PER", "person": "PER", "ORG": "ORG", "corporation": "ORG", "organization": "ORG", "COMPANY": "ORG",
             "LOC": "LOC", "location": "LOC", "place": "LOC", "product": "PRODUCT", "object": "PRODUCT", "OFFER": "PRODUCT"}
    sentence.names = [(s, e, kinds[k]) for s, e, k in spans if k in kinds]
    sentence.kinds = [0] * len(ner)
    for start, end, kind in sentence.names:
        sentence.kinds[start:end] = [bits(KINDS, *KINDS_OF[kind])] * (end - start)


def read_ewt(data, part):
    """EWT trees with UNER names and PropBank roles."""
    names, roles = {}, {}
    sid, tags = None, []
    with open(path(data, "ner", f"uner_ewt-{part}.iob2"), encoding="utf-8") as f:
        for line in list(f) + ["\n"]:
            if line.startswith("# sent_id"):
                sid, tags = line.split("=", 1)[1].strip(), []
            elif not line.strip():
                if tags:
                    names[sid] = tags
                tags = []
            elif line[0] != "#" or line.count("\t") > 1:
                tags.append(line.split("\t")[2])
    with open(path(data, "srl", f"ewt-propbank-{part}.jsonl"), encoding="utf-8") as f:
        for line in f:
            d = json.loads(line)
            roles[d["sent_id"]] = d["predicates"]
    out = []
    for s, _ in read_conllu(path(data, "treebank", f"en_ewt-ud-{part}.conllu"), "ewt"):
        n = len(s.words)
        tags = names.get(s.id)
        if tags and len(tags) == n:
            tags = [t if t in NER else "O" for t in tags]
            # a proper noun that is no person, place or organisation may be any of the other types
            other = bits(FINE, "O", *[p + t for t in FINE_TYPES[3:] for p in ("B-", "I-")])
            mark(s, spans_of(tags), [NER_O] * n, [other if u == "PROPN" else FINE_O for u in s.upos])
        if s.id in roles:
            s.pred = [0] * n
            for p in roles[s.id]:
                t = p["token"] - 1
                s.pred[t] = 1
                args = {}
                for a in p["args"]:
                    if a["head"] - 1 != t:
                        args.setdefault(a["head"] - 1, merge_role(a["role"]))
                s.roles.append((t, list(args.items()), p["roleset"]))
        out.append(s)
    return out


def parse_entities(misc):
    """Mentions (start, end, type, identity) of one sentence out of GUM's Entity= column."""
    stack, found = {}, []
    for i, m in enumerate(misc):
        value = re.search(r"(?:^|\|)Entity=([^|]*)", m)
        if not value:
            continue
        for opening, body, closing in re.findall(r"(\(?)([^()]+)(\)?)", value.group(1)):
            if opening:
                f = body.split("-", 7)
                mention = (i, f[1] if len(f) > 1 else "", f[7] if len(f) > 7 else "")
                if closing:
                    found.append((i, i + 1) + mention[1:])
                else:
                    stack.setdefault(f[0], []).append(mention)
            elif closing and stack.get(body):
                start, kind, link = stack[body].pop()
                found.append((start, i + 1, kind, link))
    return found


def name_span(s, start, end, h):
    """The name around the head h of a GUM mention: adjacent proper nouns, and "of", "the", "&" between them."""
    def proper(i):
        return s.xpos[i].startswith("NNP") or (s.xpos[i] == "HYPH" and s.words[i + 1 : i + 2] and s.xpos[i + 1].startswith("NNP"))

    left, right = h, h
    while left - 1 >= start and proper(left - 1):
        left -= 1
    while right + 1 < end:
        if proper(right + 1):
            right += 1
            continue
        j = right + 1
        while j < end and j - right <= 2 and s.words[j].lower() in ("of", "the", "for", "&", "de"):
            j += 1
        if j == right + 1 or j >= end or not proper(j):
            break
        right = j
    return left, right + 1


def read_gum(data, part):
    """GUM trees with the semantic class of mentions, and names where a mention is headed by a proper noun."""
    out = []
    for s, misc in read_conllu(path(data, "treebank", f"en_gum_free-ud-{part}.conllu"), "gum"):
        n = len(s.words)
        s.etype = ["_"] * n
        spans = []
        for start, end, kind, _ in sorted(parse_entities(misc), key=lambda m: m[0] - m[1]):
            heads = [i for i in range(start, end) if not start < s.head[i] <= end]
            heads = [i for i in heads if s.upos[i] != "PUNCT"] or heads
            if not heads or kind not in ETYPES:
                continue
            h = heads[0]
            if s.etype[h] == "_":
                s.etype[h] = kind
            if s.xpos[h].startswith("NNP") and kind in ("person", "organization", "place", "object", "event", "abstract"):
                a, b = name_span(s, start, end, h)
                if not any(a < e and x < b for x, e, _ in spans):
                    spans.append((a, b, kind))
        # capitals outside of names: unknown; everything else is outside
        known = [not x.startswith("NNP") and (w.islower() or u in ("PRON", "PUNCT", "DET", "AUX", "ADP", "CCONJ", "NUM"))
                 for w, x, u in zip(s.words, s.xpos, s.upos)]
        mark(s, spans, [NER_O if k else 0 for k in known], [FINE_O if k else 0 for k in known])
        out.append(s)
    return out


def read_columns(file):
    words, tags = [], []
    with open(file, encoding="utf-8") as f:
        for line in list(f) + ["\n"]:
            line = line.strip()
            if not line:
                if words and words[0] != "-DOCSTART-":
                    yield words, tags
                words, tags = [], []
            else:
                row = re.split(r"[\t ]", line)
                words.append(row[0])
                tags.append(row[-1])


def read_wikigold(data):
    out = []
    for words, tags in read_columns(path(data, "ner", "wikigold.conll.txt")):
        s = Sentence(words, "wikigold")
        mark(s, spans_of(tags), [NER_O] * len(words), [FINE_O] * len(words))
        out.append(s)
    return out


def read_wnut(data, part):
    out = []
    for words, tags in read_columns(path(data, "ner", f"wnut17-{part}.conll")):
        s = Sentence(words, "wnut")
        mark(s, spans_of(tags), [NER_O] * len(words), [FINE_O] * len(words))
        out.append(s)
    return out


def read_core(data):
    """Company relations: the two companies of a context are organisations (or one is an offer), plain lower-case words no names."""
    plain = {"of", "and", "the", "for", "de", "von", "van", "la", "in", "on", "at"}
    general = {"The", "It", "Its", "He", "They", "Their", "This", "A", "An", "Both", "In"}
    out = []
    with open(path(data, "relations", "core", "train.json"), encoding="utf-8") as f:
        for d in json.load(f):
            if d["relation"] == "undefined":
                continue
            words, kinds = d["context"], {"e1": "COMPANY", "e2": "COMPANY"}
            if d["relation"] in ("product_or_service_of", "brand_of"):
                kinds["e2" if d["invert_relation"] else "e1"] = "BRAND" if d["relation"] == "brand_of" else "OFFER"
            spans = []
            for e, kind in kinds.items():
                start, end = d[e + "_start"], d[e + "_end"] + 1
                while end > start + 1 and words[end - 1] in (".", ",", "'s", "’s"):
                    end -= 1
                spans.append((start, end, kind))
            spans = [(a, b, k) for a, b, k in spans if a < b <= len(words) and words[a][0].isupper()
                     and (words[a] not in general or k != "COMPANY" and b - a > 1)]
            if len(words) > 90 or not spans or len(spans) == 2 and spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
                continue
            lower = [w.islower() and w.isalpha() and w not in plain or w in ("'s", ".", ",", "(", ")", ";", '"') for w in words]
            s = Sentence(words, "core")
            mark(s, spans, [NER_O if x else 0 for x in lower], [FINE_O if x else 0 for x in lower])
            out.append(s)
    return out


BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": '"', "''": '"'}


BEFORE_NOUNS = set("the a an this that these those its his her their my our your 's ’s of no any some each every such another in for with by".split())


def is_noun(words, p, others, nouns):
    """Whether the predicate word p is a noun, by the aliases of its roleset and the word before it."""
    form = words[p].lower()
    stems = {form, form.removesuffix("s"), form.removesuffix("es")}
    if not stems & nouns:
        return False
    return not stems & others or p > 0 and words[p - 1].lower() in BEFORE_NOUNS


def read_examples(data):
    """PropBank's example sentences: (sentence, predicate, [(role, start, end)], roleset). Spans still lack their head word."""
    aliases = {}
    with open(path(data, "srl", "propbank-rolesets.jsonl"), encoding="utf-8") as f:
        for line in f:
            d = json.loads(line)
            aliases[d["id"]] = [{a["lemma"].lower() for a in d["aliases"] if (a["pos"] == "n") == noun} for noun in (False, True)]
    out = []
    with open(path(data, "srl", "propbank-examples.jsonl"), encoding="utf-8") as f:
        for line in f:
            d = json.loads(line)
            words = [BRACKETS.get(w, w) for w in d["tokens"]]
            if not 2 <= len(words) <= 60 or any("*" in w or not w for w in words):
                continue
            args = [(merge_role(a["role"]), a["start"] - 1, a["end"]) for a in d["args"]]
            p = d["predicate"]
            args += [("C-V", t - 1, t) for t in p[1:]]
            s = Sentence(words, "examples", noun=is_noun(words, p[0] - 1, *aliases.get(d["roleset"], ((), ()))))
            out.append((s, p[0] - 1, args, d["roleset"]))
    return out


def label_sets(sentences):
    """Label inventories of the heads, counted on the training trees."""
    feats, lemmas, deprels = Counter(), Counter(), Counter()
    for s in sentences:
        if s.upos:
            feats.update(s.feats)
            lemmas.update(lemma_rule(w, m) for w, m in zip(s.words, s.lemma))
            deprels.update(s.deprel)
    universal = {d.split(":")[0] for d in deprels}
    return {
        "upos": UPOS,
        "feats": [f for f, n in feats.most_common() if n >= 4],
        "lemma": [r for r, n in lemmas.most_common() if n >= (3 if r[0] == "=" else 2)],
        "deprel": sorted({d for d, n in deprels.items() if n >= 20} | universal),
        "ner": NER, "fine": FINE, "etype": ETYPES, "roles": ROLES, "kinds": KINDS, "relations": RELATIONS, "statuses": STATUSES, "arguments": ARGUMENTS,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="print what the readers find")
    add_data_option(parser)
    a = parser.parse_args()
    sets = {"ewt": read_ewt(a.data, "train"), "gum": read_gum(a.data, "train"), "wikigold": read_wikigold(a.data),
            "wnut": read_wnut(a.data, "train"), "core": read_core(a.data), "examples": [e[0] for e in read_examples(a.data)]}
    for name, ss in sets.items():
        print(name, len(ss), "sentences", sum(len(s.words) for s in ss), "words",
              Counter(k for s in ss for *_, k in s.names), sum(len(s.roles) for s in ss), "predicates")
    print({k: len(v) for k, v in label_sets(sets["ewt"] + sets["gum"]).items()})
