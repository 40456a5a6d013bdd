"""Plain sentences about invented companies, written out from the patterns of `plain.txt` as annotated articles (`ANNOTATION.md`).

Articles by hand vary their words; what they have too little of is the commonest verbs in the plainest constructions ("A has bought B from
C for $5 million"), and sentences of ordinary news that claim nothing.

Usage: `plain.py FOLDER ARTICLES [SEED]`; the same seed gives the same articles.
"""
import json
import os
import random
import sys

from augment import SUFFIXES, invented

SENTENCES = 26  # in an article
TOWNS = "Leeds Oslo Kyoto Porto Austin Lyon Graz Turin Bergen Cork Gdansk Nairobi Lagos Pune Seoul Lima Perth Ghent Basel Malmo Tampere Denver Boston Chicago Toronto".split()
GIVEN = "Anna Maria James Peter Laura Ahmed Kenji Sofia Daniel Ruth Ivan Carlos Emma Paul Nina Robert Wei Fatima Susan Omar".split()
GOODS = "tyres|chips|pumps|batteries|cheese|bicycles|software|cameras|paper|engines|medicines|toys|sensors|glass|trucks|shoes|lamps|turbines|seeds|cables".split("|")
ROLES = "chief executive|chairman|chairwoman|president|finance director|chief financial officer|managing director|chief technology officer|director|head of sales".split("|")
BODIES = "Competition Authority|Trade Commission|Data Protection Office|Securities Board|Ministry of Health|Food Agency|Energy Regulator|Financial Conduct Office|Antitrust Bureau".split("|")
MONTHS = "January February March April May June July August September October November December".split()
NUMBERS = "two three five seven eight ten".split()
CLASSES = {"A": "Company", "B": "Company", "C": "Company", "P": "Product", "Q": "Product", "H": "Person", "I": "Person", "G": "Agency", "L": "Place", "J": "Place"}
FLAGS = ("exclusive", "capped", "primary")


def patterns():
    """Text and claims of each pattern."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "plain.txt")
    with open(path, encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f if not line.startswith("#")]
    return [tuple(part.strip() for part in line.split("|")) for line in lines]


def money(r):
    number = r.choice((
        f"{r.randint(1, 900)} million",
        f"{r.randint(1, 90)}.{r.randint(1, 9)} million",
        f"{r.randint(1, 40)} billion",
        f"{r.randint(1, 9)}.{r.randint(1, 9)} billion",
        f"{r.randint(10, 900)},000",
    ))
    if r.random() < 0.85:
        return f"{r.choice(('$', '$', '€', '£', 'US$', '¥'))}{number}"
    return f"{number} {r.choice(('euros', 'dollars', 'kronor', 'yen'))}"


def company(r):
    kind = r.random()
    name = invented(r)
    if kind < 0.45:
        return name
    if kind < 0.8:
        return f"{name} {r.choice(SUFFIXES[:44])}"
    return f"{name} {invented(r)}" if kind < 0.9 else f"{name} & {invented(r)}"


def product(r):
    return invented(r) + r.choice(("", "", f" {r.randint(2, 9)}", " Pro", f"-{r.randint(10, 900)}"))


def person(r):
    return f"{r.choice(GIVEN)} {invented(r)}"


def day(r):
    if r.random() < 0.5:
        return f"{r.randint(1, 28)} {r.choice(MONTHS)}"
    return f"{r.choice(MONTHS)} {r.randint(1, 28)}, {r.randint(2005, 2025)}"


def fill(r):
    """Words for each place of a pattern."""
    words = {k: company(r) for k in "ABC"}
    words |= {"P": product(r), "Q": product(r), "H": person(r), "I": person(r)}
    words["G"] = r.choice(("", "", invented(r) + " ")) + r.choice(BODIES)
    words["L"], words["J"] = r.sample(TOWNS, 2)
    words["M"] = money(r)
    words["D"] = day(r)
    words["U"] = str(r.randint(2027, 2040))
    words["Y"] = r.choice((str(r.randint(1950, 2025)), f"{r.choice(MONTHS)} {r.randint(2001, 2025)}"))
    words["T"] = f"{r.choice(NUMBERS)} years"
    words["E"] = r.choice((f"{r.randint(1, 99)}%", f"{r.randint(1, 99)} percent", f"{r.randint(1, 99)} per cent"))
    words["N"] = r.choice((f"{r.randint(20, 990)}", f"{r.randint(1, 90)},{r.randint(100, 990)}"))
    words["K"] = r.choice(GOODS)
    words["R"] = r.choice(ROLES)
    return words


def claim(told, words):
    """A claim as articles have it, of `relation trigger subject object status qualifier=words …`."""
    relation, trigger, subject, thing, status, *more = told.split()

    def put(x):
        form, equals, of = x.partition("=")
        return f"{form}={words[of]}" if equals and of in words else words.get(x, x)

    if len(trigger) == 2 and trigger[1] == "0":  # the last word of a name
        trigger = words[trigger[0]].split()[-1].split("-")[-1]
    made = {"r": relation, "t": trigger, "s": put(subject), "o": put(thing), "st": status, "q": {}}
    for qualifier in more:
        key, value = qualifier.split("=", 1)
        value = value.replace("~", " ")
        if key == "by":
            made["by"] = words.get(value, value)
        else:
            made["q"][key] = value if key in FLAGS else words.get(value, value)
    if relation == "outage":  # what fails may stand for whose it is
        made["s"] = made["o"] = words["P"]
    return made


def sentence(pattern, r):
    """Text, names and claims."""
    text, told = pattern
    words = fill(r)
    names = {words[k]: c for k, c in CLASSES.items() if "{" + k + "}" in text}
    text = text.format(**words)
    claims = [claim(part, words) for part in map(str.strip, told.split(";")) if part]
    return text[0].upper() + text[1:], names, claims


def main():
    out, count = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    r = random.Random(seed)
    known = patterns()
    os.makedirs(out, exist_ok=True)
    for n in range(count):
        names, rows = {}, []
        for pattern in r.sample(known, SENTENCES):
            text, found, claims = sentence(pattern, r)
            names |= found
            rows.append({"b": "p", "x": text, "c": claims})
        head = {"id": f"plain{seed}-{n}", "date": "2026-01-05", "genre": "plain", "names": names}
        with open(os.path.join(out, f"plain{seed}-{n:03}.jsonl"), "w", encoding="utf-8") as f:
            for row in [head, *rows]:
                f.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
