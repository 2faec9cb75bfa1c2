"""Has every cited source an entry in docs/references.bib, and is every entry cited?

Cited are keys such as kemerer2009 (anywhere in documents, code and scenarios), and single words at the head of a part
of a parameter's source (linearb: mean below 219 lines). Elsewhere in a source, a word counts as a citation if an entry
has this key. Numbers of rows are references to a table that nobody has, and so are refused.
"""
import json
import pathlib
import re
import sys

KEY = re.compile(r"(?<![\w/.-])[a-z]+(?:18|19|20)\d\d(?![\w-])")
ROWS = re.compile(r"\b[Rr]ows? \d+\.\d+")
WORDS = {"choice"}  # sources that are no publication
TEXTS = ("docs/**/*.md", "README.md", "CONTRIBUTING.md", "sim/**/*.[ch]pp", "include/**/*.hpp", "python/**/*.py",
         "scenarios/**/*.json")


def entries(text):
    """Key and body of each entry of a BibTeX file."""
    parts = re.split(r"^@\w+\{", text, flags=re.M)[1:]
    return [part.split(",", 1) for part in parts]


def sources(value):
    """Every "source" in a JSON document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "source" and isinstance(inner, str):
                yield inner
            yield from sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sources(inner)


def heads(source):
    """Single words with which the parts of a source begin: keys, also those without a year."""
    for part in source.split(";"):
        words = part.split(":")[0].strip().split(", ")
        if all(re.fullmatch(r"[a-z]+\d*", word) for word in words):
            yield from set(words) - WORDS


def citations(root, known):
    """Pairs of what is cited and where."""
    for pattern in TEXTS:
        for path in sorted(root.glob(pattern)):
            text, place = path.read_text(encoding="utf-8"), path.relative_to(root)
            yield from ((key, place) for key in KEY.findall(text))
            for source in sources(json.loads(text)) if path.suffix == ".json" else []:
                yield from ((word, place) for word in {*heads(source), *known.intersection(re.findall(r"\w+", source))})
            yield from ((row, place) for row in ROWS.findall(text))


def problems(root):
    known, seen = set(), set()
    for key, body in entries((root / "docs/references.bib").read_text(encoding="utf-8")):
        if key in known:
            yield f"docs/references.bib: {key} stands there twice"
        if not re.search(r"title = \{", body) or not re.search(r"author = \{", body):
            yield f"docs/references.bib: {key} has no author or no title"
        known.add(key)
    for cited, place in citations(root, known):
        seen.add(cited)
        if cited not in known:
            yield f"{place}: {cited} has no entry in docs/references.bib"
    yield from (f"docs/references.bib: nobody cites {key}" for key in known - seen)


found = sorted(set(problems(pathlib.Path(sys.argv[1]))))
print("\n".join(found) or "every source has its entry, every entry its citation")
sys.exit(1 if found else 0)
