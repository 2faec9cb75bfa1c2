#!/usr/bin/python3
"""Do the commands in documents work? Runs every block marked sh of a page, in order, in a folder of its own.

Usage: run_commands.py PROGRAM PAGE...  A block marked text holds lines that must be in what the block before it said.
Blocks with any other mark are not run. Exit code 1: a command fails or says something else.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def run(commands, folder, program):
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(["bash", "-eu", "-c", commands], cwd=folder, env={**os.environ, "PATH": path}, check=False,
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def problems(page, folder, program):
    text, said, count = page.read_text(encoding="utf-8"), "", 0
    for mark, inside in BLOCK.findall(text):
        if mark == "sh":
            ended = run(inside, folder, program)
            said, count = ended.stdout, count + 1
            if ended.returncode != 0:
                yield f"{page.name}: exit code {ended.returncode} of\n{inside}{said}"
        elif mark == "text":
            for line in inside.splitlines():
                if line not in said:
                    yield f"{page.name}: \"{line}\" is not in\n{said}"
    if count == 0:
        yield f"{page.name}: no command"


def main(program, *pages):
    found = []
    for page in map(pathlib.Path, pages):
        with tempfile.TemporaryDirectory() as folder:
            found += problems(page, folder, pathlib.Path(program).resolve())
    print("\n".join(found) or "every command works")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
