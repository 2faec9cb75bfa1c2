#!/usr/bin/python3
"""Does every valid scenario end well? Draws scenarios from the schema, runs them, and shrinks those that fail.

Usage: fuzz.py PROGRAM [options]. Exit code 0: all ended well; 1: some did not, and their smallest forms are printed.
"""
import argparse
import collections
import json
import multiprocessing
import pathlib
import sys
import tempfile

from draw import Drawer
from judge import Budget, Judge
from shrink import Shrinker

HERE = pathlib.Path(__file__).resolve().parent
SCENARIOS = HERE.parent.parent / "scenarios"
MOST_REPAIRS = 60  # rounds in which what the program refuses is taken out of a drawn scenario
SANITIZED = 20  # times as slow and as large as a release


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=300, help="scenarios to draw (default: 300)")
    parser.add_argument("--first", type=int, default=0, help="number of the first one (default: 0)")
    parser.add_argument("--seed", default="1", help="of all scenarios (default: 1)")
    parser.add_argument("--jobs", type=int, default=1, help="runs side by side (default: 1)")
    parser.add_argument("--sanitized", action="store_true", help="the program has sanitizers: a larger budget")
    parser.add_argument("--as-drawn", action="store_true", help="do not shrink what fails")
    parser.add_argument("--show", action="store_true", help="print drawn scenarios, run nothing")
    return parser.parse_args()


def shipped_names():
    return {folder: sorted(path.stem for path in (SCENARIOS / folder).glob("*.json")) for folder in ("policies", "practices", "organisations")}


def parts_of(scenario, pointer):
    """Holders and keys down to what a pointer names, as far as that is there, and whether all of it is."""
    node, parts = scenario, []
    for key in pointer.strip("/").split("/"):
        key = int(key) if isinstance(node, list) and key.isdigit() else key
        try:
            inner = node[key]
        except (KeyError, IndexError, TypeError):
            return parts, False
        parts.append((node, key))
        node = inner
    return parts, True


def take_out(scenario, pointers):
    """Leaves out what pointers name; where none of it is there, the nearest part that is."""
    gone = False
    for pointer in reversed(pointers):  # they stand in the order of the text: a place in a list stays what it is
        parts, is_there = parts_of(scenario, pointer)
        if is_there:
            holder, key = parts[-1]
            del holder[key]
            gone = True
    parts = parts_of(scenario, pointers[0])[0]
    if not gone and parts:
        holder, key = parts[-1]
        del holder[key]


def repaired(scenario, judge):
    """What the program finds wrong between values is taken out: its rules are written down in one place only."""
    for _ in range(MOST_REPAIRS):
        pointers = judge.complaints(scenario)
        if not pointers:
            return scenario
        take_out(scenario, pointers)
    return None


class Campaign:
    def __init__(self, options):
        self.options = options
        self.schema = json.loads((SCENARIOS / "scenario.schema.json").read_text())
        self.shipped = shipped_names()
        scale = SANITIZED if options.sanitized else 1
        budget = Budget(seconds=Budget.seconds * scale, mebibytes=Budget.mebibytes * scale, is_sanitized=options.sanitized)
        self.folder = tempfile.TemporaryDirectory(prefix="strathern-fuzz-")
        self.judge = Judge(options.program.resolve(), self.folder.name, budget)

    def drawn(self, number):
        return repaired(Drawer(self.schema, self.shipped, self.options.seed, number).scenario(), self.judge)

    def tried(self, number):
        scenario = self.drawn(number)
        return number, self.judge.verdict(scenario) if scenario is not None else None

    def smallest(self, number, what):
        scenario = self.drawn(number)
        if self.options.as_drawn:
            return scenario
        return Shrinker(lambda smaller: self.judge.verdict(smaller).what == what).smallest(scenario)

    def known_failures(self):
        """Scenarios that once failed, and limits that were given up: the former must end well, the latter be refused."""
        for path in sorted((HERE / "known").glob("*.json")):
            verdict = self.judge.verdict(json.loads(path.read_text()))
            if verdict.what or verdict.is_refused:
                yield f"known/{path.name}: {verdict.what or 'refused: ' + verdict.said.strip()}"
        for path in sorted((HERE / "refused").glob("*.json")):
            if not self.judge.verdict(json.loads(path.read_text())).is_refused:
                yield f"refused/{path.name}: is not refused"


def main():
    options = parsed()
    campaign = Campaign(options)
    numbers = range(options.first, options.first + options.count)
    if options.show:
        for number in numbers:
            print(json.dumps(campaign.drawn(number)))
        return 0
    problems = list(campaign.known_failures())
    kinds, slowest, unusable = collections.defaultdict(list), 0.0, 0
    with multiprocessing.Pool(options.jobs) as pool:
        for number, verdict in pool.imap_unordered(campaign.tried, numbers):
            if verdict is None or verdict.is_refused:
                unusable += 1
            elif verdict.what:
                kinds[verdict.what].append(number)
            slowest = max(slowest, verdict.seconds if verdict else 0.0)
    for what, found in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
        smallest = campaign.smallest(min(found), what)
        some = ", ".join(map(str, sorted(found)[:20]))
        problems.append(f"{len(found)} of {options.count}: {what}; number {some}; the first: {json.dumps(smallest)}")
    print("\n".join(problems))
    failed = sum(map(len, kinds.values()))
    print(f"{options.count} scenarios of seed {options.seed}: {failed} failed, {unusable} could not be made valid; "
          f"the slowest took {slowest:.1f} s")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
