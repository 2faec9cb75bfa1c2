"""Which small changes could be made to a file's code, and which of them does a seed draw?

A site is a place that may be changed, with its alternatives. The draw depends on the seed and the text of the sites
only: a site keeps its lot when lines are added elsewhere, and a larger draw holds the smaller one.
"""
import dataclasses
import hashlib
import re

from tokens import closing, opening, tokens_of

OTHER_WAY = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
SWAPS = {"+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="],
         "&&": ["||"], "||": ["&&"], "==": ["!="], "!=": ["=="],
         "<": [">=", "<="], ">": ["<=", ">="], "<=": [">", "<"], ">=": ["<", ">"]}
COMPOUND = {"+=", "-=", "*=", "/=", "|=", "&=", "%=", "^="}
NUMBER = re.compile(r"(0[xX][\da-fA-F']+|[\d'.]+(?:[eE][+-]?\d+)?)([uUlLfFzZ]*)$")
STATEMENT_WORDS = {"return", "throw", "if", "for", "while", "do", "switch", "case", "default", "break", "continue",
                   "else", "using", "const", "auto", "static", "constexpr", "delete", "new", "goto", "struct"}


@dataclasses.dataclass(frozen=True)
class Edit:
    """A change of one file: source[start:end] becomes `new`."""
    file: str
    start: int
    end: int
    new: str
    line: str    # text of the line in which it begins, stripped
    change: str  # for people and for the list of survivors
    promise: str = ""   # that it breaks
    survives: str = ""  # why it is expected to survive

    def applied(self, source):
        return source[:self.start] + self.new + source[self.end:]

    def key(self, source):
        """Names the file with this edit, whatever stands in other files."""
        return hashlib.sha256(f"{self.file}\0{self.applied(source)}".encode()).hexdigest()[:16]


def line_at(source, at):
    first = source.rfind("\n", 0, at) + 1
    last = source.find("\n", at)
    return source[first:last if last >= 0 else len(source)].strip()


def squeezed(text):
    return " ".join(text.split())


class Sites:
    """The places of one file that may be changed: lists of alternatives."""

    def __init__(self, file, source):
        self.file, self.source, self.tokens = file, source, tokens_of(source)
        self.for_headers = set()
        for k, token in enumerate(self.tokens[:-1]):
            if token.text == "for" and self.tokens[k + 1].text == "(":
                self.for_headers.update(range(k, closing(self.tokens, k + 1)))

    def all(self):
        found = []
        for k, token in enumerate(self.tokens):
            if token.runs:
                for site in (self.operator(k), self.number(k), self.sign(k), self.condition(k), self.statement(k)):
                    if site:
                        found.append(site)
        return found

    def text(self, first, last):
        """Source from token `first` to token `last`, inclusive."""
        return self.source[self.tokens[first].start:self.tokens[last].end]

    def edit(self, first, last, new, change=None):
        """Tokens first..last become `new`. The change is told with the tokens beside it."""
        if change is None:
            left = self.text(max(first - 1, 0), first)[:-len(self.tokens[first].text)]
            right = self.text(last, min(last + 1, len(self.tokens) - 1))[len(self.tokens[last].text):]
            change = f"{squeezed(left + self.text(first, last) + right)} -> {squeezed(left + new + right)}"
        start, end = self.tokens[first].start, self.tokens[last].end
        return Edit(self.file, start, end, new, line_at(self.source, start), change)

    # Arithmetic, comparisons, and / or; compound assignments the other way.
    def operator(self, k):
        token = self.tokens[k]
        if token.kind != "mark" or token.text not in SWAPS or not token.spaced or self.of_texts_or_pointers(k):
            return None
        if token.text in OTHER_WAY:
            limit = self.limit(k)
            if limit:
                return limit
            if k in self.for_headers:  # one step too far is for the sanitizers to see
                return [self.edit(k, k, SWAPS[token.text][0])]
        return [self.edit(k, k, new) for new in SWAPS[token.text]]

    def of_texts_or_pointers(self, k):
        beside = self.tokens[k - 1:k + 2:2]
        return any(token.kind == "text" for token in beside) or \
            self.tokens[k].text == "+" and re.search(r"\b(data|begin) ?\( ?\)$", self.text(max(k - 4, 0), k - 1))

    # a < b ? a : b, in either order: the other way, or without the limit.
    def limit(self, k):
        ask = self.reach(k + 1, 1, {"?"})
        if self.tokens[ask].text != "?":
            return None
        colon = self.reach(ask + 1, 1, {":"})
        first = self.reach(k - 1, -1, {"=", "return", "?", ":", "&&", "||"}) + 1
        last = self.reach(colon + 1, 1, set()) - 1
        sides = sorted((squeezed(self.text(first, k - 1)), squeezed(self.text(k + 1, ask - 1))))
        branches = [squeezed(self.text(ask + 1, colon - 1)), squeezed(self.text(colon + 1, last))]
        if sides != sorted(branches):
            return None
        whole = self.text(first, last)
        return [self.edit(k, k, OTHER_WAY[self.tokens[k].text])] + [
            self.edit(first, last, branch, squeezed(f"{whole} -> {branch}")) for branch in branches
            if not re.fullmatch(r"[\d.]+", branch)]

    def reach(self, k, step, stops):
        """From k on, the first token at this depth that ends an expression or is one of `stops`."""
        while 0 < k < len(self.tokens) - 1:
            text = self.tokens[k].text
            if text in stops or text in (";", ",", "{", "}") or text in (")", "]") and step > 0 or \
                    text in ("(", "[") and step < 0:
                return k
            if text in ("(", "["):
                k = closing(self.tokens, k)
            elif text in (")", "]"):
                k = opening(self.tokens, k)
            k += step
        return k

    def number(self, k):
        token = self.tokens[k]
        if token.text in ("true", "false"):
            return [self.edit(k, k, "false" if token.text == "true" else "true")]
        match = NUMBER.fullmatch(token.text) if token.kind == "number" else None
        if not match or match[1][:2] in ("0x", "0X"):
            return None
        return [self.edit(k, k, new + match[2]) for new in other_numbers(match[1])]

    # -x and !x without their sign.
    def sign(self, k):
        token, before = self.tokens[k], self.tokens[k - 1]
        prefix = before.text in ("return", "case") or before.kind == "mark" and before.text not in (")", "]", "}")
        if token.text not in ("-", "!") or token.spaced or not prefix:
            return None
        follower = self.tokens[k + 1].text
        return [self.edit(k, k + 1, follower)]

    def condition(self, k):
        if self.tokens[k].text != "if" or self.tokens[k + 1].text != "(":
            return None
        last = closing(self.tokens, k + 1)
        inner = self.text(k + 2, last - 1)
        words = [token.text for token in self.tokens[k + 2:last]]
        compared = sum(word in OTHER_WAY or word in ("==", "!=") for word in words)
        if ";" in words or "=" in words or (compared == 1 and not {"&&", "||"} & set(words)):
            return None  # a single comparison is turned round where it stands
        return [self.edit(k + 2, last - 1, f"!({inner})", f"if ({squeezed(inner)}) -> if (not so)")]

    # Assignments to what exists, steps, and calls for their effect.
    def statement(self, k):
        if not self.begins_statement(k) or self.tokens[k].text in STATEMENT_WORDS:
            return None
        last = self.reach(k, 1, set())
        while self.tokens[last].text == "{":  # f({..});
            last = self.reach(closing(self.tokens, last) + 1, 1, set())
        if self.tokens[last].text != ";" or not self.has_effect(k, last):
            return None
        return [self.edit(k, last, ";", f"without {squeezed(self.text(k, last))}")]

    def begins_statement(self, k):
        token, before = self.tokens[k], self.tokens[k - 1]
        if token.kind != "name" and token.text not in ("++", "--", "*"):
            return False
        if before.text in (";", "{", "}", "else"):
            return k not in self.for_headers
        if before.text != ")":
            return False
        head = self.tokens[opening(self.tokens, k - 1) - 1].text
        return head in ("if", "for", "while")

    def has_effect(self, first, last):
        texts = [token.text for token in self.tokens[first:last]]
        if texts[0] in ("++", "--") or COMPOUND & set(texts):
            return True
        lvalue = self.lvalue_end(first)
        if lvalue >= last:
            return texts[-1] == ")"  # a call and nothing else
        return self.tokens[lvalue].text == "=" or self.tokens[lvalue].text in ("++", "--")

    def lvalue_end(self, k):
        """Behind names that hang together: a.b[i], f(x)->y, *p. A declaration ends earlier, at its second name."""
        if self.tokens[k].text == "*":
            k += 1
        wants_name = True
        while k < len(self.tokens):
            token = self.tokens[k]
            if token.text in ("(", "[") and not (wants_name and token.text == "["):
                k, wants_name = closing(self.tokens, k), False
            elif token.text in (".", "->", "::"):
                wants_name = True
            elif token.kind == "name" and wants_name:
                wants_name = False
            else:
                return k
            k += 1
        return k


def other_numbers(text):
    """What a constant could be by mistake: one more or less, nothing, twice or half."""
    plain = text.replace("'", "")
    if plain.isdigit():
        value = int(plain)
        return {0: ["1"], 1: ["0", "2"]}.get(value, [str(value + 1), str(value - 1)])
    value = float(plain)
    return {0.0: ["1.0"], 1.0: ["0.0", "2.0"]}.get(value, [repr(value * 2), repr(value / 2), "0.0"])


def lot(seed, edit, nth):
    return hashlib.sha256(f"{seed}\0{edit.file}\0{edit.line}\0{edit.change}\0{nth}".encode()).digest()


def draw(files, number, seed):
    """So many edits of files {name: source}, at most one a site, in the order of their lots."""
    lots, seen = [], {}
    for file in sorted(files):
        for site in Sites(file, files[file]).all():
            name = (file, site[0].line, site[0].change)
            nth = seen[name] = seen.get(name, -1) + 1
            ticket = lot(seed, site[0], nth)
            lots.append((ticket, site[ticket[-1] % len(site)]))
    lots.sort(key=lambda pair: pair[0])
    return [edit for _, edit in lots[:number]]
