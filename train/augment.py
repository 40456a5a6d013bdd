"""Changes to training sentences that keep token count, tree and labels: invented names, other cases, other figures."""
import random
import re
from collections import defaultdict

ONSETS = "b bl br c ch cr d dr f fl fr g gl gr h j k kl l m n p pl pr qu r s sch sh sk sl sp st t th tr v w x y z".split()
VOWELS = "a a a e e e i i o o u ai au ea ee ei ie io oa ou y".split()
CODAS = ["", "", "", ""] + "b ck d g k l ll m n nd ng nn nt r rd rk rn rt s ss st t th v x z".split()
ENDINGS = "a ara ax bio brook by cor dale eon era ex field ford gen ia ic ico ify io is ium ix ley ly media met on ora os soft son stad tech ton tron us va ware wick worth".split()
ROOTS = """ash beck bell birch brand bridge bright bridle brook bury castle clear cliff cold copper craft croft dale dell dray dun east elm fair fall
far fell fern field flint ford forge fox gate glen gold grand gray green grove hall hart haven hawk hazel hill hollow holm hurst iron kell lake land lark
leaf ley light lin lock mar marsh mead mere mill moor moss new north oak over park peak pell pine pool port quill rain red ridge river rock row salt sand
shaw silver smith spring star stead stern stone storm strand sun tarn thorn tide tower vale wain wall ward water way well west white wick wild wind wing
winter wold wood worth wren""".split()
STEMS = """ald ar ard ast aur bel bor cal cand car cast cel cor del dor el em fal fer form gal hal han hel ill ind ir jas kal kin lan lum mal mel mer mir
mont nav nel nim nor nov ol or os pal par pel per quer rav ren riv sal san sel ser sol syn tal tel ter tor trem ul val van vant vel ver vin vol yar zel zeph
zir""".split()
TAILS = """a ada aki ana ane ant ara aro as ath ax ea ect eks el ella elle en ena ent eo era eron es esta eva ex ia iant ica ico ine io ion iq iqa ira is
ista ita ium ix o ona or ora oro os osa ova um ura us va yn ys""".split()
SUFFIXES = """Inc Inc. Corp Corp. plc PLC AG SE SA NV Ltd Ltd. GmbH LLC Group Holdings Labs Systems Technologies Therapeutics
Pharmaceuticals Pharma Biosciences AI Robotics Software Networks Semiconductor Energy Power Motors Airlines Foods Capital Partners
Ventures Bank Financial Insurance Media Studios Analytics Cloud Health Industries International Global Aerospace Logistics Mining
Resources Retail Brands Entertainment University Institute Foundation Ministry Commission Council""".split()
SMALL = set("a an the of in on at to for and or but by with from as is are was be it its not that than into over".split())
CURRENCIES = ["€", "£", "¥", "US$", "$", "C$", "A$", "Rs", "CHF", "HK$"]


def syllable(r):
    return r.choice(ONSETS) + r.choice(VOWELS) + r.choice(CODAS)


def invented(r):
    """A word that is no word yet: a compound, a classical-looking name, or any syllables."""
    x = r.random()
    if x < 0.3:
        return r.choice(ROOTS).capitalize() + r.choice(ROOTS)
    if x < 0.55:
        return r.choice(STEMS).capitalize() + r.choice(["", r.choice(VOWELS[:9]) + r.choice("bdlmnrstv")]) + r.choice(TAILS)
    n = r.choice((1, 1, 2, 2, 2, 3))
    word = "".join(syllable(r) for _ in range(n))
    if n == 1 or n == 2 and r.random() < 0.4:
        word += r.choice(ENDINGS)
    return word.capitalize()


def organisation(r, nouns):
    x = r.random()
    if x < 0.5:
        return invented(r)
    if x < 0.65:
        return r.choice(nouns).capitalize()
    if x < 0.78:
        return "".join(r.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(r.choice((2, 3, 3, 3, 4, 4, 5))))
    if x < 0.90:
        return invented(r)[:6] + r.choice(ENDINGS + [invented(r)]).capitalize()
    return r.choice("eix") + invented(r) if x < 0.93 else invented(r) + r.choice(("AI", "X", "24", "One", "360", "Hub"))


def product(r):
    x = r.random()
    if x < 0.4:
        return invented(r)
    letters = "".join(r.choice("ABCDEFGHKLMNPQRSTVXZ") for _ in range(r.choice((1, 2, 3))))
    if x < 0.8:
        return letters + r.choice(("-", "-", "")) + str(r.choice((r.randint(1, 20), r.randint(100, 999))))
    return r.choice("ei") + invented(r)


class Augmenter:
    def __init__(self, sentences, seed=1):
        self.r = random.Random(seed)
        self.pool, self.spans = defaultdict(list), defaultdict(list)
        nouns = set()
        for s in sentences:
            for a, b, kind in s.names:
                if all(w[0].isupper() and w.replace(".", "").isalpha() for w in s.words[a:b]):
                    self.spans[kind].append(s.words[a:b])
                self.pool[kind].extend(w for w in s.words[a:b] if len(w) > 2 and w[0].isupper() and w.isalpha())
            if s.upos:
                nouns.update(w for w, u in zip(s.words, s.upos) if u == "NOUN" and w.islower() and 3 < len(w) < 10 and w.isalpha())
        self.nouns = sorted(nouns)

    def name(self, kind, last):
        r = self.r
        if kind == "ORG":
            if last and r.random() < 0.5:
                return r.choice(SUFFIXES)
            return organisation(r, self.nouns) if r.random() < 0.7 else r.choice(self.pool[kind])
        if kind == "PRODUCT":
            return product(r)
        return invented(r) if r.random() < 0.5 else r.choice(self.pool[kind])

    def words(self, s, p=0.3, known=None):
        """(new words, the positions of renamed ones, whether case was lost). `known`: what the words of names became, and
        None for those that stay, in the sentences of the document before."""
        r = self.r
        words, renamed = list(s.words), set()
        known = {} if known is None else known
        for a, b, kind in s.names:
            if all(w not in known for w in words[a:b]) and r.random() >= (p + 0.15 if kind == "ORG" else p):
                known.update((w, None) for w in words[a:b])
                continue
            for i in range(a, b):
                w = words[i]
                if len(w) < 2 or not w[0].isupper() or not w.replace(".", "").isalnum() or s.upos and s.upos[i] != "PROPN":
                    continue
                if w not in known:
                    stays = b - a > 1 and r.random() < 0.25
                    known[w] = None if stays else self.name(kind, b - a > 1 and i == b - 1)
                if known[w] is None:
                    continue
                words[i] = known[w]
                renamed.add(i)
        for i, w in enumerate(words):
            if w[0].isdigit() and r.random() < 0.15 and i not in renamed:
                words[i] = re.sub(r"[1-9]", lambda m: r.choice("123456789"), w)
            elif w == "$" and r.random() < 0.3:
                words[i] = r.choice(CURRENCIES)
                renamed.add(i)
        x = r.random()
        if x < 0.06:
            words = [w if w in SMALL or not w[0].isalpha() else w[0].upper() + w[1:] for w in words]
        elif x < 0.08:
            words = [w.lower() for w in words]
        elif x < 0.09:
            words = [w.upper() for w in words]
        return words, renamed, 0.06 <= x < 0.09
