"""How many files does a new parameter compile again? Counts the sources that see the generated header of each group.

Usage: check_rebuilds.py ROOT. Exit code 1: a header has grown too wide; the sources that see it are named.
"""
import functools
import json
import pathlib
import re
import sys

SOURCES_LIMIT = 20  # of the program, for one group; tests of what the group does come on top
FOLDERS = ("include", "sim", "tests", "bench")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


class Includes:
    """What files include, directly or through other headers of the project."""

    def __init__(self, root):
        self.places = [root / folder for folder in ("include", "sim", "tests")]

    def named_by(self, path):
        return INCLUDE.findall(path.read_text(encoding="utf-8"))

    @functools.cache
    def seen_by(self, path):
        """Names of headers that a file sees, as they are written."""
        seen = set()
        for name in self.named_by(path):
            seen.add(name)
            found = [place / name for place in [path.parent, *self.places] if (place / name).is_file()]
            if found:
                seen |= self.seen_by(found[0].resolve())
        return frozenset(seen)


def groups_of(root):
    """Names of the groups of Parameters. Study is none: it stands inside Scenario."""
    properties = json.loads((root / "scenarios/scenario.schema.json").read_text(encoding="utf-8"))["properties"]
    return sorted(name for name, node in properties.items() if "properties" in node and name != "study")


def passed_on(root, path, includes, groups):
    """What a header may not include, because whoever includes the header is compiled again with it."""
    name = str(path.relative_to(root))
    named = set(includes.named_by(path))
    if "strathern/params/all.hpp" in named:
        yield f"{name}: params/all.hpp is for the generated tables; include the groups that are read here"
    in_model = name.startswith("sim/model/")  # the count below holds it
    if path.suffix == ".hpp" and not in_model:
        for group in groups:
            if f"strathern/params/{group}.hpp" in named:
                yield f"{name}: params/{group}.hpp in a header; params/forward.hpp is enough for references"


def problems(root):
    includes, groups = Includes(root), groups_of(root)
    files = sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.[ch]pp"))
    for path in files:
        yield from passed_on(root, path, includes, groups)
    sources = {path: includes.seen_by(path) for path in files if path.suffix == ".cpp"}
    for group in groups:
        header = f"strathern/params/{group}.hpp"
        users = [str(path.relative_to(root)) for path, seen in sources.items()
                 if header in seen and path.is_relative_to(root / "sim")]
        if len(users) > SOURCES_LIMIT:
            yield "\n  ".join([f"params/{group}.hpp is seen by {len(users)} sources, at most {SOURCES_LIMIT}:", *users])


found = list(problems(pathlib.Path(sys.argv[1]).resolve()))
print("\n".join(found) or "a new parameter compiles few files again")
sys.exit(1 if found else 0)
