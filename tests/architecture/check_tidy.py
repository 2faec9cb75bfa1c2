"""Does clang-tidy find anything in the model? Looks only at files that have changed since it last found nothing.

    check_tidy.py ROOT BUILD                 all files
    check_tidy.py ROOT BUILD --budget 2      those changed last first; begins no other after so many seconds

A file is the same when it, the headers that it includes, its definitions and .clang-tidy are the same. What is clean is
remembered in ROOT/build/tidy, for all builds; as long as nothing is, --budget looks at nothing. Exit code 77 (skipped):
no clang-tidy 14 here, no time for all, or the model is still one folder, from before these limits (see --anyway).
"""
import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import re
import shlex
import subprocess
import sys
import time

TOOL = "clang-tidy-14"
FOLDERS = ("sim/model/", "sim/core/")  # a file takes 2 to 4 s of processor time
# The model in small pieces has functions that fit; before, their sizes are no news.
FITS = "sim/model/work"


def version():
    try:
        return subprocess.run([TOOL, "--version"], check=True, text=True, stdout=subprocess.PIPE).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


class Files:
    """Project files and what they include, read once."""

    def __init__(self, root, build):
        self.folders = [root / "include", root / "sim", build / "generated"]
        self.digests, self.includes = {}, {}

    def read(self, path):
        if path not in self.digests:
            text = path.read_bytes()
            self.digests[path] = hashlib.sha256(text).hexdigest()
            names = re.findall(rb'^\s*#include [<"]([\w/.]+)[>"]', text, re.M)
            self.includes[path] = [found for found in map(self.find, names) if found]

    def find(self, name):
        for folder in self.folders:
            if (folder / name.decode()).is_file():
                return folder / name.decode()
        return None

    def all_of(self, path):
        """Digests of a file and of all that it includes."""
        seen, waiting = set(), [path]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                self.read(one)
                waiting += self.includes[one]
        return sorted(self.digests[one] for one in seen)


def key_of(path, command, files, always):
    words = [word for word in shlex.split(command) if word.startswith(("-D", "-std", "-f"))]
    parts = [always, str(path.name), *words, *files.all_of(path)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def look(path, build):
    """What clang-tidy finds, or nothing."""
    done = subprocess.run([TOOL, "--quiet", "-p", str(build), str(path)], check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return "" if done.returncode == 0 else done.stdout or done.stderr


def commands(root, build):
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = pathlib.Path(entry["directory"], entry["file"])
        if path.is_file() and path.is_relative_to(root) and str(path.relative_to(root)).startswith(FOLDERS):
            yield path, entry["command"]


def unseen(root, build, memory, always):
    """Files that are not known to be clean, with their marks; those changed last first."""
    files = Files(root, build)
    found = [(path, memory / key_of(path, command, files, always)) for path, command in commands(root, build)]
    return sorted(((path, mark) for path, mark in found if not mark.exists()), key=lambda one: -one[0].stat().st_mtime)


def look_at_all(todo, build, budget):
    """Findings of all files, and how many files there was no time for."""
    begun, findings, left = time.monotonic(), [], 0

    def one(pair):
        path, mark = pair
        if time.monotonic() - begun > budget:
            return None
        found = look(path, build)
        if not found:
            mark.touch()
        return found

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for found in pool.map(one, todo):
            left += found is None
            findings += [found] if found else []
    return findings, left


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("build", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--budget", type=float, default=float("inf"))
    parser.add_argument("--anyway", action="store_true", help=f"also while there is no {FITS}")
    options = parser.parse_args()
    tool, memory = version(), options.root / "build/tidy"
    memory.mkdir(parents=True, exist_ok=True)
    if tool is None or not (options.anyway or (options.root / FITS).is_dir()):
        print(f"there is no {FITS} yet" if tool else f"there is no {TOOL} here")
        return 77
    if options.budget < float("inf") and not any(memory.iterdir()):
        print("nothing is known yet: the slow test looks at all files first")
        return 77
    always = tool + (options.root / ".clang-tidy").read_text(encoding="utf-8")
    todo = unseen(options.root, options.build, memory, always)
    findings, left = look_at_all(todo, options.build, options.budget)
    print("\n".join(findings))
    print(f"{len(todo) - left} changed files looked at, {len(findings)} with findings, no time for {left}")
    if findings:
        return 1
    return 77 if left else 0


sys.exit(main())
