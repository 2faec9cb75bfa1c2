"""What in a C++ file is code that runs? A light tokenizer, good enough for text that clang-format has laid out.

It relies on the layout: binary operators have a space on both sides, `*` and `&` of types and `<` of template
arguments do not. It knows no types, so it leaves out what it can't be sure of.
"""
import dataclasses
import re

PATTERN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
       |(?P<directive>^[ \t]*\#(?:\\\n|[^\n])*)
       |(?P<text>R"(?P<fence>[^(\s]*)\(.*?\)(?P=fence)"|(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')
       |(?P<number>(?:0[xX][\da-fA-F']+|(?:\d[\d']*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[uUlLfFzZ]*)
       |(?P<name>[A-Za-z_]\w*)
       |(?P<mark><<=|>>=|<=>|->\*|\.\.\.|::|->|\+\+|--|&&|\|\||[-+*/%&|^<>=!]=|<<|>>|[^\s])""",
    re.S | re.M | re.X)
PAIRS = {"(": ")", "[": "]", "{": "}"}
AFTER_PARAMETERS = {"const", "noexcept", "override", "final", "mutable"}


@dataclasses.dataclass
class Token:
    kind: str  # text, number, name or mark
    text: str
    start: int
    end: int
    spaced: bool  # white space on both sides
    apart: bool  # white space before
    runs: bool = False  # part of a function's body, and no declaration's type, bound or template argument


def tokens_of(source):
    """Tokens of a file, without comments and directives."""
    found = []
    for match in PATTERN.finditer(source):
        kind = match.lastgroup if match.lastgroup != "fence" else "text"
        if match["text"] is not None:
            kind = "text"
        if kind in ("comment", "directive"):
            continue
        start, end = match.span()
        before, after = source[start - 1:start].isspace(), source[end:end + 1].isspace()
        found.append(Token(kind, match[0], start, end, before and after, before))
    mark_bodies(found)
    for skip in (static_asserts, throws, cases, template_arguments, bounds, tables_of_texts):
        for first, last in skip(found):
            for token in found[first:last + 1]:
                token.runs = False
    return found


def closing(tokens, at):
    """Index of the bracket that closes the one at `at`; the last token if none does."""
    opens, depth = tokens[at].text, 0
    for k in range(at, len(tokens)):
        if tokens[k].text == opens:
            depth += 1
        elif tokens[k].text == PAIRS[opens]:
            depth -= 1
            if depth == 0:
                return k
    return len(tokens) - 1


def opening(tokens, at):
    """Index of the bracket that the one at `at` closes; 0 if none does."""
    closes, depth = tokens[at].text, 0
    opens = next(key for key, value in PAIRS.items() if value == closes)
    for k in range(at, -1, -1):
        if tokens[k].text == closes:
            depth += 1
        elif tokens[k].text == opens:
            depth -= 1
            if depth == 0:
                return k
    return 0


def is_lambda(tokens, brace):
    """Whether `{` begins the body of a lambda: [..] { or [..](..) {, perhaps with a type behind ->."""
    k = brace - 1
    while k > 0 and (tokens[k].text in AFTER_PARAMETERS or tokens[k].kind == "name" or tokens[k].text in ("::", "->")):
        k -= 1
    if tokens[k].text == ")":
        k = opening(tokens, k) - 1
    return k >= 0 and tokens[k].text == "]"


def kind_of_brace(tokens, brace, since, outer):
    """scope: of a namespace or a class. body: of a function. other: an initialiser, an enumeration.

    since: index at which the declaration begins that the brace stands in
    """
    if outer == "body":
        return "body"
    before = tokens[brace - 1].text if brace else ""
    if tokens[since].text == "template":
        since = until_angle(tokens, since + 1) + 1
    words = {token.text for token in tokens[since:brace]}
    if outer == "scope":
        if "(" in words and (before == ")" or before in AFTER_PARAMETERS or before == "}"):
            return "body"
        if words & {"namespace", "struct", "class", "union", "extern"} and not words & {"enum", "(", "="}:
            return "scope"
    return "body" if is_lambda(tokens, brace) else "other"


def braces(tokens):
    """Every pair of braces as (first, last, kind, kind around it, index at which its declaration begins)."""
    stack, since = [], 0
    for k, token in enumerate(tokens):
        outer = stack[-1][1] if stack else "scope"
        if token.text == "{":
            kind = kind_of_brace(tokens, k, since, outer)
            stack.append((k, kind, outer, since))
            since = k + 1 if kind == "scope" else since
        elif token.text == "}" and stack:
            first, kind, outer, begun = stack.pop()
            yield first, k, kind, outer, begun
            # An initialiser belongs to the declaration that goes on behind it.
            since = begun if kind == "other" or outer != "scope" else k + 1
        elif token.text == ";" and outer == "scope":
            since = k + 1


def mark_bodies(tokens):
    for first, last, kind, outer, _ in braces(tokens):
        if kind == "body" and outer != "body":
            for token in tokens[first + 1:last]:
                token.runs = True


def static_asserts(tokens):
    for k, token in enumerate(tokens[:-1]):
        if token.text in ("static_assert", "decltype", "alignas", "noexcept", "__attribute__") and \
                tokens[k + 1].text == "(":
            yield k, closing(tokens, k + 1)


def until(tokens, at, text):
    return next((k for k in range(at, len(tokens)) if tokens[k].text == text), len(tokens) - 1)


def throws(tokens):
    """Messages to people; that there is one at all is what the condition before it says."""
    for k, token in enumerate(tokens):
        if token.text == "throw":
            yield k, until(tokens, k, ";")


def cases(tokens):
    for k, token in enumerate(tokens):
        if token.text == "case":
            yield k, until(tokens, k, ":")


def until_angle(tokens, at):
    """Index of the `>` that ends the list of template arguments begun at `at`."""
    depth = 0
    for k in range(at, len(tokens)):
        depth += {"<": 1, ">": -1, ">>": -2}.get(tokens[k].text, 0)
        if depth <= 0 or tokens[k].text == ";":
            return k
    return len(tokens) - 1


def template_arguments(tokens):
    for k, token in enumerate(tokens):
        if token.text == "<" and k and (tokens[k - 1].text == "template" or
                                        (tokens[k - 1].kind == "name" and not token.apart)):
            yield k, until_angle(tokens, k)


def begins_declaration(before):
    """Whether the token before a name and its bracket is the end of a type."""
    if before.kind == "name":
        return before.text not in ("return", "else", "case")
    return before.text in ("*", "&", ">") and not before.spaced


def bounds(tokens):
    """The brackets of `double a[4] = {}, b[4]`: a declaration's, not an element's."""
    declares, depth, k = False, 0, 0
    while k < len(tokens):
        text = tokens[k].text
        if text == "{" and k and tokens[k - 1].text == "=":
            k = closing(tokens, k)
        elif text in (";", "{", "}"):
            declares, depth = False, 0
        elif text in ("(", ")"):
            depth += 1 if text == "(" else -1
        elif text == "[" and k > 1 and tokens[k - 1].kind == "name":
            declares = declares or begins_declaration(tokens[k - 2])
            if declares and depth == 0 and (tokens[k - 2].text == "," or begins_declaration(tokens[k - 2])):
                yield k, closing(tokens, k)
        k += 1


def tables_of_texts(tokens):
    for k, token in enumerate(tokens):
        if token.text == "{" and k and tokens[k - 1].text == "=":
            last = closing(tokens, k)
            if any(inner.kind == "text" for inner in tokens[k:last]) and \
                    not any(inner.text == ";" for inner in tokens[k:last]):
                yield k, last
