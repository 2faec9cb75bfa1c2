#!/usr/bin/python3
"""Does the README's first scenario run as it is pasted, print what is shown, and do what the README says it does?

STRATHERN_BINARY is the program. With STRATHERN_ACCEPT=1 what is shown is written anew; then read the sentence below it.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
BINARY = pathlib.Path(os.environ["STRATHERN_BINARY"]).resolve()
SHOWN_BLOCKS = 4  # of lines between empty lines: question, what is watched, the ranking, what customers get
PASTED = re.compile(r"```sh\n(cat > first\.json.*?)```\n\n```text\n(.*?)```", re.S)


def run(script, folder):
    """In a folder where the program is where the README says it is."""
    place = folder / "build/release"
    place.mkdir(parents=True, exist_ok=True)
    if not (place / "strathern").is_symlink():
        (place / "strathern").symlink_to(BINARY)
    surroundings = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    return subprocess.run(["sh", "-e", "-c", script], cwd=folder, env=surroundings, check=True, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def shown_of(output):
    return "\n\n".join(output.split("\n\n")[:SHOWN_BLOCKS]).rstrip() + "\n...\n"


def problems(pasted, shown, folder):
    output = run(pasted, folder)
    scenario = pasted.split("<<'END'\n")[1].split("\nEND\n")[0]
    if scenario.count("\n") + 1 > 10:
        yield "the first scenario is longer than ten lines"
    if shown != shown_of(output):
        yield f"the program prints something else:\n{shown_of(output)}"
    if not (folder / "first.html").is_file():
        yield "there is no page"
    answer = json.loads(run("build/release/strathern trial first.json --format json", folder))
    yield from claims(answer)


def claims(answer):
    """What the README says below the table."""
    verdicts = {(d["policy"], d["output"]): d["over_span"]["verdict"] for d in answer["differences"]}
    watched = {w["policy"]: w["difference"] for w in answer["watched"]}
    if watched["tokens"]["verdict"] != "differs" or watched["tokens"]["mean"] <= 0:
        yield "the quota does not bring tokens"
    for output in ("net_cash", "incidents"):
        if verdicts["tokens", output] != "worse":
            yield f"the quota does not make {output} worse"
    for output in ("returning_customers", "net_value"):
        if verdicts["outcome", output] in ("better", "worse"):
            yield f"the target on customers moves {output}"


def main():
    text = README.read_text(encoding="utf-8")
    pasted, shown = PASTED.search(text).groups()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if os.environ.get("STRATHERN_ACCEPT"):
            shown = shown_of(run(pasted, folder))
            start, end = PASTED.search(text).span(2)
            README.write_text(text[:start] + shown + text[end:], encoding="utf-8")
        found = list(problems(pasted, shown, folder))
    print("\n".join(found) or "the README's first scenario does what is said of it")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
