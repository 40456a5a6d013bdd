"""Invented sentences in the manner of business news, whose names, and nothing else, are labelled.

A template is text with slots ({ORG}, {ORG1}, {ORG1.short}, {PRODUCT}, ...) and alternatives (a|b|), which may nest.
"""
import re

import data as D
from augment import CURRENCIES, SUFFIXES, invented, organisation

TEMPLATES = """
{ORG1} (said|announced|confirmed) {when} (that|) it (will|would|plans to|has agreed to) (buy|acquire|take over|merge with) {ORG2} (, {desc} ,|) for {money} .
{ORG1} (, {desc} ,|) (has bought|bought|snapped up|acquired|is buying|agreed to buy) {ORG2} (from {ORG3}|from its founder , {PER1} ,|) for {money} (in cash|in cash and shares|) .
{ORG1} 's (purchase|acquisition|takeover|sale) of {ORG2} (, {desc} ,|) (was|has been) (cleared|blocked|approved|opposed|reviewed) by {the_body} {when} .
{ORG1} (denied|dismissed|declined to comment on) a report (by|in) {PUB} that it (was|is) in talks with {ORG2} .
{ORG1} and {ORG2} (have|) (signed|ended|renewed|extended|rewrote) a {n} - year (supply|licensing|distribution|hosting|) (deal|agreement|contract) (worth {money}|) .
{ORG1} will supply {ORG2} with (batteries|chips|engines|turbines|software|steel|vaccines|wafers) for its {PRODUCT1} .
{ORG1} (launched|unveiled|released|shipped|introduced|showed|announced) (the|) {PRODUCT1} (, a {thing} for {users} ,|, its first {thing} ,|) (at {EVENT}|in {LOC}|{when}|) .
{ORG1} 's (new|latest|own|next|flagship|) ({thing}|) {PRODUCT1} (competes with|replaces|runs on|is based on|rivals|outsells) {ORG2} 's {PRODUCT2} .
{PRODUCT1} , (a|the) {thing} (made|built|developed|sold) by {ORG1} , (costs {money}|goes on sale {when}|is used by {ORG2}|will be withdrawn) .
(Users|Buyers|Owners|Early testers|Sales) of {PRODUCT1} (rose|complained|doubled|fell) after {ORG1} (raised|cut) prices .
{ORG1} , (the maker of|which makes|which sells|best known for|the company behind) {PRODUCT1} (and {PRODUCT2}|) , (said|reported) {result} .
The {adj} {thing} , (called|named|dubbed|code - named|known as) {PRODUCT1} , (will be built|is being tested|was designed) (by|at) {ORG1} .
{ORG1} is (working on|building|testing|developing|preparing) a {adj} {thing} (, called|, code - named|named) {PRODUCT1} (, according to {PUB}|, {PER1} said|) .
{ORG2} (uses|bought|has ordered|switched to|dropped|relies on) {ORG1} 's {PRODUCT1} (for {users}|) .
{PRODUCT1} (and {PRODUCT2}|) (is|are|was) (available|sold|banned|cheaper) in {LOC} , {ORG1} said .
(Its|The company 's|Their|Our) {PRODUCT1} {thing} (beat|outperformed|trails|matches) {PRODUCT2} and {PRODUCT3} (in tests|on price|) .
{PER1} , (the|) {role} (of|at) {ORG1} , (said|told {PUB}|told reporters|wrote) (that {ORG2} was {state}|it was " a good deal "|the talks had ended) .
{ORG1} (named|appointed|hired|has picked|promoted) {PER1} (as|to be) (its|) (new|) {role} (, replacing {PER2}|) (, effective {when}|) .
{PER1} (joined|left|founded|runs|leads|started|chairs) {ORG1} (in {year}|after {n} years at {ORG2}|with {PER2}|) .
{ORG1} {role} {PER1} (said|resigned|stepped down|will leave|sold shares worth {money}) {when} .
{PER1} , who (founded|ran|advises) {ORG1} , (now works for|has joined|is moving to) {ORG2} (as {role}|) .
{PER1.short} (, formerly of {ORG1} ,|) (told {PUB} that|said) {ORG2} (could|may|might|will not) (sell|keep|spin off|rename) {ORG3} .
Shares (in|of) {ORG1} ({paren_ticker}|) (rose|fell|slipped|jumped|closed) {pct} (in {LOC}|) (after|as|while) {ORG2} (warned|reported {result}|raised its stake|cut its forecast) .
{ORG1} {paren_ticker} (rose|fell|gained|lost) {pct} ; {ORG2} {paren_ticker} (added|slipped|shed) {pct} .
{ORG1} stock , {ORG2} bonds and {ORG3} options (traded lower|were suspended|changed little) .
(Analysts|An analyst|A trader) at {ORG1} (said|expect|cut|raised) (the|a) target (price|) for {ORG2} (to {money}|) .
{ORG1} analyst {PER1} (said|wrote|expects) (that|) {ORG2} (would|could) (lose|win) (customers|orders) to {ORG3} .
{ORG1} (, backed by {ORG2} and {ORG3} ,|, owned by {ORG2} ,|) (raised|has raised|is raising) {money} (in a round led by {ORG2}|from {ORG3}|) .
Investors (include|included|are) {ORG1} , {ORG2} (, {ORG3}|) and {ORG4} .
(Its|The firm 's) (customers|clients|rivals|partners|suppliers|competitors) (include|are) {ORG1} , {ORG2} and {ORG3} .
{ORG1} (owns|holds|bought|sold) {pct} of {ORG2} (, which owns {ORG3}|) (and {pct} of {ORG3}|) .
{ORG1} (sold|spun off|will close|has renamed) its (unit|subsidiary|arm|division) , {ORG2} (, to {ORG3}|) .
{ORG1} , a (unit|subsidiary|division) of {ORG2} , (makes|designs|sells|owns) {PRODUCT1} .
{LOC} - based {ORG1} (and {LOC2} 's {ORG2}|) (said|will build|opened|closed) (a (plant|factory|laboratory|data centre) in {LOC3}|it had {result}) .
(The|A) {LOC} - based (company|start - up|group|maker|bank) (, which sells {PRODUCT1} ,|) (competes with|sued|supplies) {ORG1} .
{ORG1} (sued|is suing|settled with) {ORG2} (in {LOC}|) (over|for copying) {PRODUCT1} .
{the_body_cap} (fined|is investigating|cleared|approved|sued) {ORG1} (over|for) (its|) ({PRODUCT1}|the deal with {ORG2}|bribes in {LOC}) .
(Neither|Both) {ORG1} (nor|and) {ORG2} (would comment|commented|declined to comment|said anything) .
(A|An|One) {ORG1} (spokesman|spokeswoman|official|executive|engineer|driver|customer|board member) (said|denied|confirmed) {ORG2} had (asked|paid|left) .
(The|) {ORG1} (board|management|shareholders|workers|lawyers) (rejected|approved|will vote on) the (offer|bid) from {ORG2} {when} .
(It|He|She|They) (once|also|later|then|) (worked for|sold to|bought from|competed with|invested in) {ORG1} (, not {ORG2}|) .
(When|Because|If|Although|After) {ORG1} (bought|sued|left|beat) {ORG2} , {ORG3} (fell|gained|lost {pct}|stopped selling {PRODUCT1}) .
{PRODUCT1} (runs on|works with|talks to|needs|ships with|supports) {PRODUCT2} (and {PRODUCT3}|) (, says {ORG1}|) .
{ORG1} (stopped|will stop|has started) (selling|making|supporting|hosting) {PRODUCT1} (and {PRODUCT2}|) (in {LOC}|) .
(The|A) {PRODUCT1} (API|app|model|service|line|factory|brand|family|team) (was down|went offline|grew {pct}|will move to {LOC}) .
{PRODUCT1} (, {PRODUCT2}|) and {PRODUCT3} (are|were) (trademarks of|made by|sold by|all from) {ORG1} .
{ORG1} (will present|presented|is showing) {PRODUCT1} at {EVENT} in {LOC} (in {month}|next week|) .
{EVENT} (opens|ended|takes place|was held) in {LOC} {when} (, with {ORG1} and {ORG2} among the sponsors|) .
(Speaking at|At|On the sidelines of|During) {EVENT} (in {LOC}|) , {PER1} (of {ORG1}|) (said|promised|warned) {PRODUCT1} (would come|was ready) {when} .
{LOC_UPPER} ({dash_loc}|) , {month} {day} ({year_comma}|) ( {ORG1} ) - {ORG2} (said|will buy {ORG3}|has cut {n} jobs) {when} .
{ORG1} : {ORG2} (to buy|sells|sues|drops|cuts|wins) {ORG3} 
{ORG1} (to make|to sell|drops|delays|recalls|launches|unveils) {PRODUCT1} (for {ORG2}|in {LOC}|) 
{ORG1} , {ORG2} (in talks over|end|extend|renew|settle) ({PRODUCT1}|chip|licence|cloud|battery|merger) (deal|dispute|pact) 
(Why|How) {ORG1} (lost|won|needs|fears) {ORG2} (, and what {PER1} did next|) 
By {PER1} (and {PER2}|) (, {PUB}|in {LOC}|) 
(Sources|Source|Photo|Posted by|Contact|Editing by) : {PER1} (, {ORG1}|) 
According to {PUB} , {ORG1} (and {ORG2}|) (offered|paid|wants) {money} for (a stake in|) {ORG3} .
(" {quote} , " said|" {quote} , " {PER1.short} told {PUB} .|{PER1} of {ORG1} said : " {quote} ") (the {role}|{PER2} , who runs {ORG1} ,|a spokesman for {ORG2}) .
(We|I|They) (like|use|moved to|tested|bought|still prefer) {PRODUCT1} (from {ORG1}|instead of {PRODUCT2}|) .
{ORG1} ( " {ORG1.short} " ) (, together with {ORG2} ,|) (is|was) a {adj} (maker|seller|operator) of (ships|pumps|games|drugs|phones) .
About {ORG1} 
{ORG1} , founded in {year} (by {PER1}|) (and based in {LOC}|) , employs {n} 000 people (and makes {PRODUCT1}|) .
In {year} {ORG1} (won a contract from|lost an order to|moved to {LOC} , leaving) {ORG2} .
(Last year|In {month}|Earlier|Meanwhile|This week) , {ORG1} (agreed|refused|tried|failed) to (sell|lend|license) {PRODUCT1} to {ORG2} (for {money}|) .
{PER1} (, {desc_per} ,|) (met|praised|replaced|sued|criticised) {PER2} (of {ORG1}|) (in {LOC}|) {when} .
(Ministers|Officials|Regulators|Unions) in {LOC} (and {LOC2}|) (told|asked|want) {ORG1} to (keep|sell|withdraw) {PRODUCT1} .
{ORG1} (operates|has|opened|runs) (plants|offices|shops|mines) in {LOC} , {LOC2} and {LOC3} .
{LOC} (and {LOC2}|) (banned|approved|taxed|ordered) {PRODUCT1} , (made by|a product of) {ORG1} .
(Who|What|When) (owns|bought|makes|sells) ({ORG1}|{PRODUCT1}) ?
{ORG1} (did not buy|has not sold|never owned|will not bid for) {ORG2} (, {PER1} said|, despite a report in {PUB}|) .
{ONE1} (said|says|declined to comment|hopes to open in {LOC}|would not comment|wants it back|has not paid|could {verb} it|must {verb} the plant|is to {verb} it|will {verb} a stake) (by {year}|{when}|) .
(In return|Under the deal|From {year}|Until then|At first|Since {year}|For its part|Separately) (,|) {ONE1} (pays|gets|keeps|may sell|will receive|has had|gave|lost) {money} (from {ONE2}|a year|and a seat on the board|) .
(Talks|A dispute|A contract|Relations|An alliance) (between {ONE1} and {ONE2}|with {ONE1}) (ended|lapsed|began|soured|broke off) (in {month}|{when}|) (after {n} months|) .
(It|This|The bank|The smaller firm|The lender) (cost|gives|owes|pays|lent|sold|told) {ONE1} (dearly|{money}|nothing|its {thing}) .
(The terms|The plant|The sale|The licence|The order|A third of the shares) (was|were) (rejected|refused|bought|paid for|sold|cancelled) by {ONE1} (last {month}|{when}|and {ONE2}|) .
(Shares|Rights|Customers|Workers|Debts|Half of the staff) (of|from|at|in) {ONE1} (will|may|could|did) (move|go|pass|belong) to {ONE2} .
{ONE1} 's (owner|rival|partner|founder|board|parent|largest shareholder|lawyers|customers|shops|plan|results|engineers|offer) (, {ONE2} ,|) (agreed|refused|was rejected|are not worried|paid {money}|said so) (in {LOC}|{when}|) .
(As|While|Once|Unless|Before) {ONE1} ({verb}s|had {verb}ed|can {verb}) (it|them|the unit) , {ONE2} (waits|will not move|has no say) .
(He|She|The head of sales|A manager) (told|asked|accused|warned) {ONE1} (that {ONE2} (was late|would leave)|to wait|of lying) .
(Why|How|When|Should|Did|Can) (does|did|will|) {ONE1} {verb} (its {thing}|{ONE2}|{PRODUCT1}) ?
About {ONE1}
{ONE1} ( {ABBR} ) (and {ORG2} ( {ABBR} )|) (said|signed|agreed) {when} .
(Media contact|Contact|Signed|Present) : {PER1} , (Head of Communications|Director|Chief Executive|Secretary) , {ONE1}
{COUNTRY} 's {ONE1} (, a {adj} {trade} ,|) (and {COUNTRY2} 's {ORG2}|) (lost|bought|won|supplies|beat|joined with) {ORG3} .
(The|A) {LOC} (company|firm|group|{trade}) (also|now|already|) (sells|owns|wants|dropped) {PRODUCT1} .
(The|Its|A) {adj} {trade} , {ONE1} (of {LOC}|) , (makes|has|owns|sued) (no {thing}|{PRODUCT1}|{ORG2}) .
(The|A|Its) ({LOC}|{adj}) {trade} {ORG1} (is paying|has been paying|will lend|sent) {ORG2} of {LOC2} {money} .
{ORG1} of {LOC} (and {ORG2} of {LOC2}|) (makes|make|built|supplied) the {thing} .
The {trade} {ONE1} (has ordered|makes|is selling|got) {n} {PRODUCT1} ({thing}s|trucks|jets|machines) (from {ORG2}|for {LOC}|) .
{ONE1} will (start|finish|pay for|run) a Phase {digit} trial of {PRODUCT1} (, {its} (drug|antibody|vaccine|compound) for (asthma|gout|migraine) ,|) in {LOC} .
{PRODUCT1} (was approved|won approval|is prescribed|is licensed) (in {year}|in {LOC} and {LOC2}|for {users}) (and belongs to {ONE1}|; {ONE2} owns it|) .
Rights to {PRODUCT1} (outside {LOC}|in {LOC}|) (belong to|remain with|went to|are held by) {ONE1} .
{ONE1} (closed|raised|led) a Series (A|B|C|D) (round|) (of {money}|led by {ORG2}|) (in Q{digit}|in FY {year}|) .
(Last month|Then|Next|First|In {month}) (it|he|they) (shipped|dropped|showed|renamed|tested|killed) {PRODUCT1} , (a|its|an in - house) {thing} (for {users}|) .
(Everyone|Nobody|My sister|Half the staff) (uses|hates|likes|bought) {PRODUCT1} , (the|a) {thing} (from|by|of) {ONE1} (, and {PRODUCT2} , {ONE2} 's own|) .
(A switch|A move|The upgrade|The change) (from {PRODUCT1}|) to {PRODUCT2} (took|will take|is planned for) ({n} days|{year}) .
(The|A) {thing} (called|named|known as) {PRODUCT1} (runs on|is built with|was shown on) {PRODUCT2} .
{ONE1} (Ltd|plc|AG|AB|SA) ( the " (Company|Buyer|Seller|Licensee|Group) " ) and {PER1} ( the " (Agent|Founder|Trustee) " ) (sign|agree) .
(Dr|Mr|Ms|Professor|Sir|Mrs) {PER1} (, who (joined|left) {ONE1} in {year} ,|) (agreed|resigned|leads the team|asked {ONE2} for help) .
{PER1.short} (is|was|became|remains) ({role} of {ONE1}|chair of the board|in charge) (; {PER2} , the {role} , (left|stays)|) .
(Turning|Next|Now) to (numbers|sales|costs) : {ONE1} (expects|books|lost|made) {money} in (Q{digit}|the {month} quarter|fiscal {year}) , (up|down) {pct} .
""".strip().split("\n")

PLAIN = {
    "digit": ["1", "2", "3", "4"], "its": ["its", "the company 's"],
    "verb": ["sell", "own", "license", "visit", "fund", "need", "supply", "lease", "fear", "back", "sponsor", "host", "want", "return", "trust"],
    "trade": ["chipmaker", "drugmaker", "lender", "insurer", "airline", "publisher", "broker", "studio", "brewer", "retailer", "shipbuilder", "hotel group", "steel company", "operator", "payments company", "start - up", "maker of pumps", "union", "fund manager"],
    "when": ["on (Monday|Tuesday|Wednesday|Thursday|Friday)", "(last|next) (week|month|year|spring)", "in {month}", "yesterday", "today", "in {year}", "on {month} {day} , {year}", "this (week|year|quarter)"],
    "money": ["{cur} {n} (million|billion|bn|m)", "{cur} {n} . {n} bn", "{n} million (dollars|euros|pounds|yen)", "{n} billion euros", "about {cur} {n} (billion|million)", "an undisclosed sum", "(NOK|SEK|KSh|PLN|EUR|USD|Rs|R|T$) {n} (m|bn|million|billion|crore)"],
    "pct": ["{n} %", "{n} per cent", "nearly {n} %", "a third"],
    "desc": ["(a|the|its) (smaller|Dutch|French|German|Indian|U.S.|Japanese|long - time|) (rival|chipmaker|drugmaker|carmaker|lender|airline|start - up|broker|supplier|grocer|publisher|retailer)", "which (makes|sells) (phones|drugs|trucks|beer|shoes|lenses|pumps)", "based in {LOC}", "{the_body_desc}"],
    "the_body_desc": ["a maker of (braking|medical|farm) (electronics|devices|machines)"],
    "desc_per": ["the former {role} of {ORG5}", "a lawyer"],
    "the_body": ["{BODY}", "regulators in {LOC}", "the {BODY}", "a court in {LOC}"],
    "the_body_cap": ["The {BODY}", "{BODY}", "A court in {LOC}"],
    "thing": ["(language|speech|voice|) model", "phone", "tablet", "laptop", "truck", "car", "pick - up", "drug", "vaccine", "painkiller", "chip", "processor", "app", "game", "console", "browser", "cloud service", "operating system", "watch", "headset", "camera", "engine", "drone", "satellite", "beer", "database", "tool", "assistant", "search engine", "payment service", "robot", "software suite", "jet"],
    "users": ["small firms", "hospitals", "children", "its staff", "farmers", "developers", "summarising contracts", "customs paperwork", "drivers"],
    "adj": ["new", "bigger", "cheaper", "faster", "leading", "smaller", "secret", "planned", "electric", "home - grown"],
    "result": ["a (profit|loss) of {money}", "a {n} % (rise|fall) in (sales|revenue|profit)", "record (sales|profit)"],
    "role": ["chief executive", "chief (financial|operating|technology) officer", "CEO", "chairman", "chairwoman", "president", "founder", "finance chief", "managing director", "head of (research|sales|design)", "vice president", "Chief Executive", "CFO", "co - founder", "spokesman"],
    "state": ["for sale", "overvalued", "a friend", "in trouble", "not interested"],
    "quote": ["We are not for sale", "This is a good day for {ORG5}", "{ORG5} will be fine", "Nobody needs {PRODUCT5}", "It works better than {PRODUCT5}"],
    "month": "January February March April May June July August September October November December".split(),
    "paren_ticker": ["( {TICKER} )", "( {TICKER} . {TICKER} )", "( $ {TICKER} )", "( NYSE : {TICKER} )"],
    "dash_loc": ["/ {LOC_UPPER}"], "year_comma": [", {year}"],
}
COUNTRIES = """Norway Spain Japan Brazil South_Korea Kenya Germany France Italy Poland Sweden Finland Denmark Belgium Portugal Austria
Switzerland Canada Mexico Chile Peru India Vietnam Thailand Taiwan Singapore Australia New_Zealand South_Africa Nigeria Egypt Morocco Turkey Israel
Ireland Scotland Wales Greece Iceland""".split()
EVENTS = "Summit Forum Conference Expo Fair Show Week Congress Connect Days Live Festival Cup".split()
PUBLISHERS = "Times Post Herald Journal News Newswire Gazette Daily Standard Business Courier Radio Review Weekly".split()
BODIES = "Commission Agency Authority Board Office Bureau Council Court Ministry Department Exchange Union Association Committee".split()
FIELDS = "Trade Competition Energy Transport Finance Health Food Data Securities Aviation Labour Markets Space Customs Drug".split()
TRADES = """Automotive Advanced Digital Marine Medical Renewable Applied Precision General National United First Northern Pacific Atlantic
Royal European American Asian Global""".split()
EDITIONS = "Pro Max Mini Plus Air Ultra Lite One Next XL Go Studio Cloud Prime SE".split()
CLASSES = {"ORG": "organization", "PER": "person", "LOC": "place", "PRODUCT": "object", "EVENT": "event"}


class Business:
    """Writes sentences; `pool` holds the spans of real names by type, `nouns` plain nouns."""

    def __init__(self, r, pool, nouns):
        self.r, self.pool, self.nouns = r, pool, nouns

    def sentences(self, count):
        return [self.sentence() for _ in range(count)]

    def sentence(self):
        self.known = {}
        text = self.choose(self.r.choice(TEMPLATES))
        words, spans, unknown = [], [], set()
        for token in text.split():
            slot = re.fullmatch(r"\{(\w+?)(\d?)(\.short)?\}", token)
            if not slot:
                words.append(self.r.choice(("'s", "'s", "’s")) if token == "'s" else token)
                continue
            name, number, short = slot.groups()
            kind, form, head = self.name(name, number, short)
            start = len(words)
            words += form
            if kind:
                spans.append((start, len(words), kind, start + head))
            elif name == "TICKER":
                unknown.add(start)
        words[0] = words[0][0].upper() + words[0][1:] if not spans or spans[0][0] else words[0]
        s = D.Sentence(words, "business")
        n = len(words)
        s.ner, s.fine = [D.NER_O] * n, [D.FINE_O] * n
        s.etype = [None] * n
        for i in unknown:
            s.ner[i] = s.fine[i] = 0
        for a, b, kind, head in spans:
            coarse = kind if kind in ("PER", "LOC", "ORG") else None
            for i in range(a, b):
                p = "B-" if i == a else "I-"
                s.ner[i] = D.bits(D.NER, p + coarse) if coarse else D.NER_O
                s.fine[i] = D.bits(D.FINE, p + kind)
            s.etype[head] = CLASSES[kind]
        return s

    def choose(self, text):
        """Settles the alternatives and the lower-case slots."""
        while True:
            m = re.search(r"\(([^()]*\|[^()]*)\)", text)
            if m:
                text = text[: m.start()] + self.r.choice(m.group(1).split("|")) + text[m.end() :]
                continue
            m = re.search(r"\{([a-z_]+)\}", text)
            if not m:
                return text
            text = text[: m.start()] + self.plain(m.group(1)) + text[m.end() :]

    def plain(self, key):
        r = self.r
        if key == "n":
            return str(r.choice((r.randint(1, 20), r.randint(2, 950), round(r.uniform(0.5, 40), 1))))
        if key == "year":
            return str(r.randint(1950, 2035))
        if key == "day":
            return str(r.randint(1, 31))
        if key == "cur":
            return r.choice(CURRENCIES)
        return r.choice(PLAIN[key])

    def name(self, slot, number, short):
        """(type, words, index of the head word) of a slot; the same slot twice is the same name, perhaps shortened."""
        r = self.r
        key = slot + number
        if key not in self.known:
            self.known[key] = getattr(self, slot.lower())()
        kind, words, head = self.known[key]
        if short and kind == "PER" and len(words) > 1:
            return kind, words[-1:], 0
        if short and kind == "ORG" and len(words) > 1:
            return kind, words[:1], 0
        return kind, words, head

    def real(self, kind):
        return list(self.r.choice(self.pool[kind]))

    def org(self):
        r, x = self.r, self.r.random()
        if x < 0.14 and self.pool["ORG"]:
            words = self.real("ORG")
        elif x < 0.46:
            words = [organisation(r, self.nouns)]
        elif x < 0.68:
            words = [organisation(r, self.nouns), r.choice(SUFFIXES)]
        elif x < 0.78:
            words = [invented(r), r.choice(TRADES + SUFFIXES), r.choice(SUFFIXES)]
        elif x < 0.83:
            words = [r.choice(self.nouns).capitalize(), r.choice(self.nouns).capitalize()] + r.choice(([], [r.choice(SUFFIXES)]))
        elif x < 0.87:
            words = [r.choice(TRADES), organisation(r, self.nouns)] + r.choice(([], [r.choice(SUFFIXES)]))
        elif x < 0.91:
            words = [invented(r), r.choice(("&", "&", "and")), invented(r)]
        elif x < 0.94:
            words = [invented(r), invented(r)]
        elif x < 0.96:
            words = [r.choice(("Bank", "University", "Port", "House")), "of", invented(r)]
            return "ORG", words, 0
        elif x < 0.98:
            words = [invented(r), "-", invented(r)]
        else:
            words = [invented(r) + r.choice((".ai", ".com", ".io", "!"))]
        return "ORG", words, len(words) - 1

    def one(self):
        """An organisation known by one word."""
        words = [organisation(self.r, self.nouns)]
        return "ORG", words, 0

    def country(self):
        words = self.real("LOC") if self.r.random() < 0.5 else self.r.choice(COUNTRIES).split("_")
        return "LOC", words, len(words) - 1

    def abbr(self):
        return "ORG", self.ticker()[1], 0

    def pub(self):
        r = self.r
        first = [invented(r)] if r.random() < 0.4 else self.real("LOC")[:2]
        words = first + r.choice(([], [], ["Business"], ["Evening"], ["Financial"])) + [r.choice(PUBLISHERS)]
        if r.random() < 0.15:
            words = ["Radio", invented(r)]
        return "ORG", words, len(words) - 1

    def body(self):
        r, x = self.r, self.r.random()
        if x < 0.25:
            return "ORG", [r.choice(BODIES), "of", r.choice(FIELDS)], 0
        if x < 0.4:
            return "ORG", ["".join(r.choice("ABCDEFGIKLMNOPRSTU") for _ in range(r.choice((3, 3, 4))))], 0
        words = r.choice(([], [r.choice(TRADES)], [r.choice(("Federal", "State", "Central", "Supreme"))])) + [r.choice(FIELDS), r.choice(BODIES)]
        return "ORG", words, len(words) - 1

    def per(self):
        r, x = self.r, self.r.random()
        first = self.real("PER")[0] if r.random() < 0.6 else invented(r)
        last = invented(r) if r.random() < 0.6 else self.real("PER")[-1]
        if x < 0.06:
            return "PER", [last], 0
        if x < 0.14:
            return "PER", [first, r.choice("ABCDEFGHJKLMNPRSTW") + ".", last], 0
        if x < 0.2:
            return "PER", [first, r.choice(("de", "van", "von", "al", "della")), last], 0
        if x < 0.25:
            return "PER", [first, last, "-", invented(r)], 0
        return "PER", [first, last], 0

    def loc(self):
        words = self.real("LOC") if self.r.random() < 0.8 else [invented(self.r)]
        return "LOC", words, len(words) - 1

    def loc_upper(self):
        return "LOC", [w.upper() for w in self.loc()[1]], 0

    def event(self):
        r = self.r
        first = r.choice(([invented(r)], [organisation(r, self.nouns)], [r.choice(self.nouns).capitalize()], self.real("LOC")[:1] + [r.choice(FIELDS)]))
        words = first + [r.choice(EVENTS)] + r.choice(([], [], [str(r.randint(2019, 2030))]))
        return "EVENT", words, len(words) - 1

    def ticker(self):
        return None, ["".join(self.r.choice("ABCDEFGHIKLMNOPQRSTUVXZ") for _ in range(self.r.choice((2, 3, 4, 4))))], 0

    def product(self):
        """A device, programme, drug or brand."""
        r, x = self.r, self.r.random()
        base = invented(r) if r.random() < 0.5 else r.choice(self.nouns).capitalize()
        number = str(r.choice((r.randint(1, 20), r.randint(1, 9), r.randint(100, 9000), round(r.uniform(1, 9), 1))))
        letters = "".join(r.choice("ABCDEFGHKLMNPQRSTVXZ") for _ in range(r.choice((1, 1, 2, 3))))
        if x < 0.45:
            words = [base]
        elif x < 0.62:
            words = [base, number]
        elif x < 0.70:
            words = [base, r.choice(EDITIONS)]
        elif x < 0.75:
            words = [base, number, r.choice(EDITIONS)]
        elif x < 0.81:
            words = [letters + r.choice(("", "-")) + number]
        elif x < 0.84:
            words = [r.choice((letters, base)), "-", number]
        elif x < 0.89:
            words = [base, letters + number]
        elif x < 0.93:
            words = [base, base if r.random() < 0.1 else invented(r)]
        elif x < 0.96:
            words = [r.choice("eix") + invented(r)] + r.choice(([], [number]))
        else:
            words = [base + r.choice(("OS", "Cloud", "Pay", "GPT", "Book", "Kit", "DB", "AI"))]
        return "PRODUCT", words, 0
