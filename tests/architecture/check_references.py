"""Has every cited source an entry in docs/references.bib, and is every entry cited?

Cited are keys such as kemerer2009 (anywhere in documents, code and scenarios), single words in a parameter's source
(linearb), and rows of evidence (row 4.4). An entry counts as cited by its key or by one of its rows.
"""
import json
import pathlib
import re
import sys

KEY = re.compile(r"(?<![\w/.-])[a-z]+(?:18|19|20)\d\d(?![\w-])")
ROWS = re.compile(r"\b[Rr]ows?((?: \d\.\d+(?: \([^)]*\))?(?:,| and)?)+)")
WORDS = {"choice"}  # sources that are no publication
TEXTS = ("docs/**/*.md", "README.md", "CONTRIBUTING.md", "sim/**/*.[ch]pp", "include/**/*.hpp", "python/**/*.py",
         "scenarios/**/*.json")


def entries(text):
    """Key and body of each entry of a BibTeX file."""
    parts = re.split(r"^@\w+\{", text, flags=re.M)[1:]
    return [part.split(",", 1) for part in parts]


def evidence_rows(body):
    found = re.search(r"evidence = \{(.*?)\},\n", body, re.S)
    return re.findall(r"(?:^|; *\s*)(\d\.\d+):", found[1]) if found else []


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


def single_words(text):
    """Words that stand alone between the semicolons of a source: keys without a year."""
    return {part.strip() for part in text.split(";") if re.fullmatch(r"[a-z]+", part.strip())} - WORDS


def citations(root):
    """Pairs of what is cited (key or row) and where."""
    for pattern in TEXTS:
        for path in sorted(root.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            place = path.relative_to(root)
            for key in KEY.findall(text):
                yield key, place
            for rows in ROWS.findall(text):
                for row in re.findall(r"(?<![\d.])\d\.\d+(?=[ ,(]|$)", re.sub(r"\([^)]*\)", "", rows)):
                    yield row, place
            if path.suffix == ".json":
                for source in sources(json.loads(text)):
                    for word in single_words(source):
                        yield word, place


def problems(root):
    known, seen = {}, set()
    for key, body in entries((root / "docs/references.bib").read_text(encoding="utf-8")):
        if key in known:
            yield f"docs/references.bib: {key} stands there twice"
        if not re.search(r"title = \{", body) or not re.search(r"author = \{", body):
            yield f"docs/references.bib: {key} has no author or no title"
        known[key] = evidence_rows(body)
    rows = {row for held in known.values() for row in held}
    for cited, place in citations(root):
        seen.add(cited)
        if cited not in known and cited not in rows:
            yield f"{place}: {cited} has no entry in docs/references.bib"
    for key, held in known.items():
        if key not in seen and not seen.intersection(held):
            yield f"docs/references.bib: nobody cites {key}"
        for row in held:
            if row not in seen:
                yield f"docs/references.bib: nobody cites row {row} of {key}"


found = sorted(set(problems(pathlib.Path(sys.argv[1]))))
print("\n".join(found) or "every source has its entry, every entry its citation")
sys.exit(1 if found else 0)
