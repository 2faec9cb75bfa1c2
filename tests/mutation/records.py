"""The lists in tests/: which mutants people have written down, and which survivors they have looked at.

Both are blocks of labelled lines, apart by empty lines; a line that begins with # is a remark.
"""
import re

from draw import Edit, line_at, squeezed

MUTANT = {"file": True, "find": True, "replace": True, "promise": True, "survives": False}
SURVIVOR = {"file": True, "line": True, "change": True, "reason": True}


class Stale(Exception):
    """A list that does not fit itself or the tree; its text is for people."""


def blocks(text, labels, name):
    """Records {label: value, "at": line number}. labels: {label: whether it must be there}"""
    record = {}
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            label, colon, value = line.partition(":")
            if not colon or label not in labels:
                raise Stale(f"{name}:{number}: begins with none of {', '.join(labels)}")
            if label in record:
                raise Stale(f"{name}:{number}: a second {label}: an empty line ends a block")
            record.setdefault("at", number)
            record[label] = value.strip()
        elif record:
            missing = [label for label, needed in labels.items() if needed and label not in record]
            if missing:
                raise Stale(f"{name}:{record['at']}: this block has no {', '.join(missing)}")
            yield record
            record = {}


def pattern_of(code):
    """The code, however its lines are broken."""
    return r"\s+".join(re.escape(word) for word in code.split())


def located(record, sources, name):
    """The edit that a block of mutants.txt describes. sources: {file: text}"""
    place = f"{name}:{record['at']}"
    source = sources.get(record["file"])
    if source is None:
        raise Stale(f"{place}: there is no {record['file']}")
    found = list(re.finditer(pattern_of(record["find"]), source)) if record["find"] else []
    if len(found) != 1:
        raise Stale(f"{place}: stands {len(found)} times in {record['file']}, not once: {record['find']}")
    start, end = found[0].span()
    if record["replace"] == record["find"]:
        raise Stale(f"{place}: changes nothing")
    change = squeezed(f"{record['find']} -> {record['replace']}")
    return Edit(record["file"], start, end, record["replace"], line_at(source, start), change, record["promise"],
                record.get("survives", ""))


def written_mutants(text, sources, name):
    """All edits of mutants.txt, or every reason why they can't be made."""
    edits, problems = [], []
    for record in blocks(text, MUTANT, name):
        try:
            edits.append(located(record, sources, name))
        except Stale as stale:
            problems.append(str(stale))
    if problems:
        raise Stale("\n".join(problems))
    return edits


def known_survivors(text, sources, name):
    """Reasons by (file, line's text, change). Lines that are gone make the list stale."""
    reasons, problems = {}, []
    for record in blocks(text, SURVIVOR, name):
        lines = {line.strip() for line in sources.get(record["file"], "").splitlines()}
        if record["line"] not in lines:
            problems.append(f"{name}:{record['at']}: not in {record['file']}: {record['line']}")
        reasons[record["file"], record["line"], record["change"]] = record["reason"]
    if problems:
        raise Stale("\n".join(problems))
    return reasons


def survivor_block(edit):
    return f"file: {edit.file}\nline: {edit.line}\nchange: {edit.change}\nreason: \n"
